"""Who may ask: the name by which the server was called, and the token where it listens to other machines."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach a host.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def host_name(header: str) -> str | None:
    """Return the name in a Host header without its port, None where it is not well formed.

    >>> host_name("localhost:8000"), host_name("[::1]:80"), host_name("a b"), host_name("x:y")
    ('localhost', '::1', None, None)
    """
    text = header.strip().lower()
    if text.startswith("["):
        name, mark, rest = text[1:].partition("]")
        if not mark or (rest and not (rest[0] == ":" and rest[1:].isdecimal())):
            return None
        return name or None
    name, mark, port = text.partition(":")
    if mark and not port.isdecimal():
        return None
    plain = name.replace("-", "").replace(".", "").replace("_", "")
    return name.rstrip(".") if plain.isalnum() and plain.isascii() else None


@dataclass(frozen=True, slots=True)
class Gate:
    """The names that this server answers to, and the token, None where none is asked for."""

    names: frozenset[str]
    any_address: bool
    token: str | None
    cookie: str

    def called_by_name(self, header: str | None) -> bool:
        """Return whether a request names this server: a page of another site, made to resolve here, does not.

        An address cannot be made to point elsewhere, so a server that listens on all of them takes any.
        """
        name = host_name(header or "")
        if name is None:
            return False
        return name in self.names or (self.any_address and _is_address(name))

    def admits(self, authorization: str | None, cookies: str | None) -> bool:
        """Return whether a request shows the token: as a bearer, or in our cookie."""
        if self.token is None:
            return True
        kind, _, shown = (authorization or "").partition(" ")
        if kind.lower() == "bearer" and self.matches(shown.strip()):
            return True
        try:
            held = SimpleCookie(cookies or "").get(self.cookie)
        except CookieError:
            return False
        return held is not None and self.matches(held.value)

    def matches(self, shown: str) -> bool:
        """Return whether a text is the token, in a time that does not tell how much of it is right."""
        told = (self.token or "").encode()
        return bool(told) and hmac.compare_digest(shown.encode("utf-8", "replace"), told)


def make_gate(host: str, port: int, token: str | None, names: Sequence[str] = ()) -> Gate:
    """Return the gate of a server that listens on a host and a port."""
    known = {host.lower(), *(name.lower() for name in names)}
    if is_loopback(host):
        known |= set(LOOPBACK_NAMES)
    everywhere = host in ("", "0.0.0.0", "::")  # noqa: S104  compared, not bound
    if everywhere:
        known |= set(LOOPBACK_NAMES)
    return Gate(frozenset(known), everywhere, token, f"detente-{port}")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
