"""Offsets for a browser: JavaScript counts UTF-16 units where Python counts characters."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def utf16_offsets(text: str, offsets: Sequence[int]) -> list[int]:
    r"""Return the offsets of characters as offsets of UTF-16 units.

    >>> utf16_offsets("a\U0001f600b", [0, 1, 2, 3])
    [0, 1, 3, 4]
    """
    wide = [i for i, char in enumerate(text) if ord(char) > 0xFFFF]
    return [offset + bisect_left(wide, offset) for offset in offsets]
