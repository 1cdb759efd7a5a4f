"""Addresses that articles and keys may be sent to: https anywhere, http to this machine."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

from ....graph.errors import UsageError

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
    if _never_a_model(host):
        raise UsageError(
            "DETENTE_LLM_URL names an address at which no model is asked (link-local or no host's)."
        )
    if not re.fullmatch(r"[\w.:%-]+", host) or parts.scheme not in ("http", "https"):
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


def _never_a_model(host: str) -> bool:
    """Tell whether a host is an address of cloud metadata, of everybody or of nobody, however it is written.

    >>> _never_a_model("169.254.169.254"), _never_a_model("::ffff:169.254.0.1"), _never_a_model("10.0.0.7")
    (True, True, False)
    """
    try:
        told = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        # Old ways of writing an address (2852039166, 0xa9fea9fe, 127.1) are read by the system, not by us.
        return bool(
            re.fullmatch(
                r"(?:0x[0-9a-f]{1,8}|[0-9]{1,10})(?:\.(?:0x[0-9a-f]{1,8}|[0-9]{1,10})){0,3}\.?", host
            )
        )
    plain = getattr(told, "ipv4_mapped", None) or told
    return bool(plain.is_link_local or plain.is_unspecified or plain.is_multicast)
