"""What the views read: the frames of a snapshot, and their rows as plain values."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from pandas import DataFrame

Row: TypeAlias = dict[str, Any]


class Frames(Protocol):
    """The part of a snapshot that the views need: one pandas frame for each kind of thing."""

    @property
    def events(self) -> DataFrame:
        """Return one row for each event fact."""

    @property
    def contracts(self) -> DataFrame:
        """Return one row for each contract."""

    @property
    def memberships(self) -> DataFrame:
        """Return one row for each membership."""

    @property
    def rivalries(self) -> DataFrame:
        """Return one row for each rivalry fact of the atlas."""

    @property
    def facts(self) -> DataFrame:
        """Return one row for each fact of any kind."""

    @property
    def articles(self) -> DataFrame:
        """Return one row for each article."""

    @property
    def entities(self) -> DataFrame:
        """Return one row for each entity."""


def plain(value: object) -> Any:  # noqa: ANN401  the cells of a frame are untyped
    """Return the value as JSON knows it: dates in ISO form, NaN and NaT as None, numbers unboxed.

    >>> plain(float("nan")), plain(date(2018, 4, 3)), plain(Decimal("2.50")), plain(("a", None))
    (None, '2018-04-03', 2.5, ['a', None])
    """
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return round(float(value), 9) if math.isfinite(value) else None
    if isinstance(value, Decimal):
        return plain(float(value)) if value != value.to_integral_value() else int(value)
    if isinstance(value, datetime):
        return None if value != value else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, (set, frozenset)):
        return sorted((plain(v) for v in value), key=str)
    if hasattr(value, "tolist"):  # a numpy scalar or array
        return plain(value.tolist())
    return None if type(value).__name__ == "NAType" else str(value)


def rows(frame: DataFrame, *by: str) -> list[Row]:
    """Return the rows of a frame as plain dicts, in the order of the columns ``by``.

    A cell that should hold a list and holds nothing becomes None; callers read it with ``items``.
    """
    found: list[Row] = [{str(k): plain(v) for k, v in row.items()} for row in frame.to_dict("records")]
    return sorted(found, key=lambda row: tuple(str(row.get(k) or "") for k in by)) if by else found


def items(row: Row, key: str) -> list[Any]:
    """Return the list in a cell, empty where there is none; a single value becomes a list of one.

    >>> items({"facts": None}, "facts"), items({"facts": "f1"}, "facts")
    ([], ['f1'])
    """
    value = row.get(key)
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def day(value: object) -> str | None:
    """Return the day part of an ISO date or date-time, or None.

    >>> day("2018-04-03T10:00:00Z"), day(None)
    ('2018-04-03', None)
    """
    return str(value)[:10] if value else None
