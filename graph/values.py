"""Values on their way to the driver and back: what goes in, and plain Python out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import Any

_MESSAGE_CHARACTERS = 2_000_000
# What travels as it is; told by the exact type, since rows are sent by the million.
_PLAIN = frozenset((str, int, float, bool, type(None), date))
_NAMES = frozenset((str,))


def to_driver(value: Any) -> Any:  # noqa: ANN401  parameters are of any type
    """Return a parameter as the driver takes it: decimals as floats, tuples and sets as lists.

    >>> to_driver({"x": (Decimal("2.5"), None)})
    {'x': [2.5, None]}
    """
    if type(value) in _PLAIN:
        return value
    if isinstance(value, list | tuple):
        if type(value) is list and _PLAIN.issuperset(map(type, value)):
            return value
        return [inner if type(inner) in _PLAIN else to_driver(inner) for inner in value]
    if isinstance(value, dict | Mapping):
        if _PLAIN.issuperset(map(type, value.values())) and _NAMES.issuperset(map(type, value)):
            return value
        return {
            str(name): inner if type(inner) in _PLAIN else to_driver(inner) for name, inner in value.items()
        }
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, set | frozenset):
        return sorted(to_driver(inner) for inner in value)
    return value


def portions(rows: list[Any]) -> Iterator[list[Any]]:
    """Yield the rows in order, in lists of which each fits one message: engines limit its size.

    >>> [len(portion) for portion in portions(["x" * 900_000] * 5)]
    [2, 2, 1]
    """
    portion: list[Any] = []
    filled = 0
    for row in rows:
        weight = _weight(row)
        if portion and filled + weight > _MESSAGE_CHARACTERS:
            yield portion
            portion, filled = [], 0
        portion.append(row)
        filled += weight
    if portion:
        yield portion


def from_driver(value: Any) -> Any:  # noqa: ANN401  results are of any type
    """Return a result as plain Python: ``datetime`` values, dicts of properties, lists."""
    if value is None or isinstance(value, str | int | float | bytes):
        return value
    if isinstance(value, list):
        return [from_driver(inner) for inner in value]
    if isinstance(value, Mapping):
        return {name: from_driver(inner) for name, inner in value.items()}
    return _from_driver_type(value)


def _from_driver_type(value: Any) -> Any:  # noqa: ANN401  results are of any type
    from neo4j.graph import Entity, Path
    from neo4j.time import Date, DateTime, Duration, Time

    if isinstance(value, Entity):
        return {name: from_driver(inner) for name, inner in value.items()}
    if isinstance(value, Path):
        return [from_driver(inner) for inner in value.nodes]
    if isinstance(value, DateTime):
        return _with_plain_zone(value.to_native())
    if isinstance(value, Date):
        return value.to_native()
    if isinstance(value, Time):
        return value.to_native()
    if isinstance(value, Duration):
        return value.iso_format()
    if isinstance(value, datetime):
        return _with_plain_zone(value)
    if isinstance(value, date):
        return value
    raise TypeError(f"the database returned a {value.__class__.__name__}, which has no plain form")


def _with_plain_zone(moment: datetime) -> datetime:
    offset = moment.utcoffset()
    return moment if offset is None else moment.replace(tzinfo=timezone(offset))


def _weight(value: Any) -> int:  # noqa: ANN401  parameters are of any type
    if isinstance(value, str):
        return len(value)
    total = 8
    if isinstance(value, dict):
        total = sum(map(len, value))
        value = value.values()
    elif not isinstance(value, list):
        return total
    for inner in value:
        kind = type(inner)
        if kind is str:
            total += len(inner)
        elif kind is list or kind is dict:
            total += _weight(inner)
        else:
            total += 8
    return total
