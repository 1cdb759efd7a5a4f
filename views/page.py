"""The page: one self-contained HTML file, with the dossier inside and a policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from importlib import resources
from typing import Any, Final

SCRIPTS: Final = (
    "dom.js", "roving.js", "words.js", "state.js", "filters.js", "scores.js", "controls.js", "arrange.js",
    "lines.js", "board.js", "network.js", "gestures.js", "matrix.js", "worldmap.js", "timeline.js", "lanes.js",
    "curve.js", "cards.js", "article.js", "panels.js", "pressure.js", "table.js", "sections.js", "slider.js",
    "search.js", "stage.js", "download.js", "main.js",
)  # fmt: skip
_ESCAPES: Final = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def embedded_json(value: object) -> str:
    r"""Return the value as JSON that may stand inside a script element: ASCII, without < > and &.

    >>> embedded_json({"t": "</script>&"})
    '{"t":"\\u003c/script\\u003e\\u0026"}'
    """
    text = json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"), sort_keys=True)
    return re.sub("[<>&\u2028\u2029]", lambda found: _ESCAPES[found.group()], text)


def source_hash(text: str) -> str:
    """Return the hash of an inline script or style as a content security policy names it.

    >>> source_hash("")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def build_page(dossier: Mapping[str, Any]) -> str:
    """Return the page of a dossier as the text of one HTML file, the same for the same dossier."""
    style = _static("page.css")
    script = "(() => {\n'use strict';\n" + "\n".join(_static(name) for name in SCRIPTS) + "\n})();\n"
    policy = (
        f"default-src 'none'; script-src '{source_hash(script)}'; style-src '{source_hash(style)}'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    about = str(dossier.get("title") or "tension and alignment between states")
    parts = {
        "policy": policy,
        "title": _text(f"detente: {about}"),
        "style": style,
        "dossier": embedded_json(dossier),
        "script": script,
    }
    # One pass, so that a placeholder inside the data is left alone.
    return re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found.group(1)], _static("page.html"))


def _static(name: str) -> str:
    return (resources.files(__package__ or "") / "static" / name).read_text(encoding="utf-8")


def _text(value: str) -> str:
    clean = "".join(c for c in value if c.isprintable())
    return (
        clean.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .encode("ascii", "xmlcharrefreplace")
        .decode()
    )
