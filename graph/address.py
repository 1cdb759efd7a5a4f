"""Where the graph is kept: a folder or a server, from the option, the environment or the platform."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from .errors import UsageError

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


@dataclass(frozen=True, slots=True)
class Server:
    """A database server: address, user and password (kept out of every printed form)."""

    uri: str
    user: str = "neo4j"
    password: str | None = field(default=None, repr=False)
    database: str | None = None

    @property
    def plain_text(self) -> bool:
        """Tell whether the password would travel unencrypted to another machine."""
        parts = urlsplit(self.uri)
        return "+" not in parts.scheme and not _is_loopback(parts.hostname or "")


def find_address(where: str | Path | None, environ: Mapping[str, str], platform: str) -> Path | Server:
    """Return the folder or the server that holds the graph.

    ``where`` is what the user gave (``--store``); without it the order is ``NEO4J_URI``,
    ``DETENTE_STORE``, then the user's data folder of the platform.

    >>> find_address(None, {"HOME": "/home/ada"}, "linux").as_posix()
    '/home/ada/.local/share/detente/store'
    >>> find_address("bolt://localhost:7687", {"NEO4J_PASSWORD": "hidden"}, "linux")
    Server(uri='bolt://localhost:7687', user='neo4j', database=None)
    """
    if isinstance(where, Path):
        return where
    if where is not None:
        if not where.strip():
            raise UsageError("--store is empty: give a folder, or an address such as bolt://localhost:7687.")
        return _server(where, environ) if "://" in where else Path(where).expanduser()
    if uri := _settings(environ).get("NEO4J_URI"):
        return _server(uri, environ)
    if folder := environ.get("DETENTE_STORE"):
        return _server(folder, environ) if "://" in folder else Path(folder).expanduser()
    return _data_folder(environ, platform) / "detente" / "store"


def raw_folder(address: Path | Server, environ: Mapping[str, str], platform: str) -> Path:
    """Return the folder for the raw rows that stay outside the graph: inside the store's own, else the user's.

    >>> raw_folder(Path("store"), {}, "linux").as_posix()
    'store/raw'
    >>> raw_folder(Server("bolt://db.example:7687", database="news"), {"HOME": "/home/ada"}, "linux").name
    'db.example_7687_news'
    """
    if isinstance(address, Path):
        return address / "raw"
    parts = urlsplit(address.uri)
    told = f"{parts.hostname}_{parts.port or 7687}_{address.database or 'default'}"
    name = re.sub(r"[^A-Za-z0-9._-]", "-", told)
    return _data_folder(environ, platform) / "detente" / "raw" / name


def _server(uri: str, environ: Mapping[str, str]) -> Server:
    try:
        parts = urlsplit(uri.strip())
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise UsageError(f"The address of the store cannot be read: {error}.") from None
    if parts.username or parts.password or "@" in parts.netloc:
        raise UsageError(
            f"The address of the store holds a user or a password ({parts.scheme}://…@{host}). "
            "Leave them out; set NEO4J_USERNAME, and NEO4J_PASSWORD or NEO4J_PASSWORD_FILE."
        )
    if parts.scheme not in SCHEMES or not host:
        raise UsageError(
            f"{uri!r} is not the address of a Neo4j server: it should begin with one of "
            f"{', '.join(f'{s}://' for s in SCHEMES)} and name a host, for example bolt://localhost:7687."
        )
    told = _settings(environ)
    return Server(
        uri=uri.strip(),
        user=told.get("NEO4J_USERNAME") or told.get("NEO4J_USER") or "neo4j",
        password=_password(told),
        database=told.get("NEO4J_DATABASE") or None,
    )


def _settings(environ: Mapping[str, str]) -> dict[str, str]:
    told = {name: value for name, value in environ.items() if name.startswith("NEO4J_") and value}
    if path := told.get("NEO4J_CREDENTIALS_FILE"):
        # The file that Neo4j Aura hands out: NAME=value lines. What the environment says wins.
        lines = _read(path, "NEO4J_CREDENTIALS_FILE").splitlines()
        pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
        told = {name.strip(): value.strip() for name, value in pairs} | told
    return told


def _password(told: Mapping[str, str]) -> str | None:
    if password := told.get("NEO4J_PASSWORD"):
        return password
    if path := told.get("NEO4J_PASSWORD_FILE"):
        return _read(path, "NEO4J_PASSWORD_FILE").rstrip("\r\n")
    return None


def _read(path: str, name: str) -> str:
    try:
        return Path(path).expanduser().read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise UsageError(f"{name} names {path}, which cannot be read: {reason}.") from None


def _data_folder(environ: Mapping[str, str], platform: str) -> Path:
    home = Path(environ.get("HOME") or environ.get("USERPROFILE") or Path.home())
    if platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    if platform == "darwin":
        return home / "Library" / "Application Support"
    return Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share")


def _is_loopback(host: str) -> bool:
    return host in ("localhost", "::1") or host.startswith("127.")
