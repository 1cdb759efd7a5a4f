"""Addresses that articles and keys may be sent to: https anywhere, http to this machine."""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, urlsplit

from ...graph.errors import UsageError

HELP = "Set DETENTE_LLM_URL, DETENTE_LLM_MODEL and DETENTE_LLM_KEY (or DETENTE_LLM_KEY_FILE)."


def split(url: str) -> SplitResult:
    """Return the parts of a usable address; UsageError for any other."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise UsageError(f"DETENTE_LLM_URL is no address. {HELP}") from None
    if parts.username or parts.password or parts.query or parts.fragment:
        raise UsageError("DETENTE_LLM_URL may hold no user, password, query or fragment.")
    if not host or parts.scheme not in ("http", "https"):
        raise UsageError(f"DETENTE_LLM_URL is no http or https address. {HELP}")
    if parts.scheme == "http" and not loopback(host):
        raise UsageError("DETENTE_LLM_URL must be an https address; http is for this machine only.")
    return parts


def loopback(host: str) -> bool:
    """Tell whether a host is this machine.

    >>> loopback("127.0.0.1"), loopback("localhost"), loopback("127.0.0.1.example.org")
    (True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
