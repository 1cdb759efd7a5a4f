"""The page as an object that Jupyter shows inline."""

from __future__ import annotations

import html
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class Page:
    """A page in a frame of its own: shown by Jupyter, VS Code and nbconvert, with nothing to install."""

    def __init__(self, text: str, height: int = 760) -> None:
        """Keep the HTML text of the page and the height of its frame in pixels."""
        self._text = text
        self.height = height

    @classmethod
    def from_file(cls, path: str | Path, height: int = 760) -> Page:
        """Return the page that was written to a file."""
        return cls(Path(path).read_text(encoding="utf-8"), height)

    @classmethod
    def from_dossier(cls, dossier: Mapping[str, Any], height: int = 760) -> Page:
        """Return the page of a dossier."""
        from .page import build_page

        return cls(build_page(dossier), height)

    def to_html(self) -> str:
        """Return the page as the text of one HTML file."""
        return self._text

    def save(self, path: str | Path) -> Path:
        """Write the page to a file and return its path."""
        target = Path(path)
        target.write_text(self._text, encoding="utf-8")
        return target

    def _repr_html_(self) -> str:
        return (
            f'<iframe title="detente" sandbox="allow-scripts" srcdoc="{html.escape(self._text, quote=True)}" '
            f'width="100%" height="{int(self.height)}" style="border:0"></iframe>'
        )

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": self._repr_html_(), "text/plain": repr(self)}

    def __repr__(self) -> str:
        """Return a text for where no frame can be shown."""
        return f"<detente page, {len(self._text) // 1024} KB; .save(path) writes it to a file>"
