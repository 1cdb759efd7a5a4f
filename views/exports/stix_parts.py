"""What STIX 2.1 objects are made of: ids that a second export repeats, time stamps, common fields."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final, TypeAlias

from ..frames import day

Thing: TypeAlias = dict[str, Any]
_NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "urn:detente:stix")
_NEVER: Final = "1970-01-01"


def stix_id(type: str, *parts: object) -> str:
    """Return the id of an object, the same in every export of the same thing.

    >>> stix_id("location", "TUR") == stix_id("location", "TUR") != stix_id("location", "RUS")
    True
    """
    name = "\x1f".join(map(str, parts))
    return f"{type}--{uuid.uuid5(_NAMESPACE, f'{type}{name}'.encode('utf-8', 'replace').decode())}"


def stamp(when: str | None) -> str:
    """Return the time stamp of a day; where none is known, the first that STIX writers commonly use.

    >>> stamp("2018-04-03"), stamp(None)
    ('2018-04-03T00:00:00.000Z', '1970-01-01T00:00:00.000Z')
    """
    return f"{day(when) or _NEVER}T00:00:00.000Z"


def spell(start: object, end: object) -> Thing:
    """Return start and stop of what held from one day to another; STIX stops after the last day, not on it.

    >>> spell("2018-04-03", "2018-04-03")
    {'start_time': '2018-04-03T00:00:00.000Z', 'stop_time': '2018-04-04T00:00:00.000Z'}
    >>> spell("1952-02-18", "9999-12-31")
    {'start_time': '1952-02-18T00:00:00.000Z'}
    """
    first, last = day(start), day(end)
    told = {"start_time": stamp(first)} if first else {}
    if last and last < "9999" and (first is None or last >= first):
        told["stop_time"] = stamp((date.fromisoformat(last) + timedelta(days=1)).isoformat())
    return told


def sdo(type: str, key: Iterable[object], created: str | None, maker: str, told: Mapping[str, Any]) -> Thing:
    """Return an object with the fields that all have; what is not known is left out."""
    known = {k: v for k, v in told.items() if v is not None and v not in ("", [])}
    made = {
        "type": type, "spec_version": "2.1", "id": stix_id(type, *key),
        "created": stamp(created), "modified": stamp(created),
    }  # fmt: skip
    return {**made, **({"created_by_ref": maker} if maker else {}), **known}


def percent(confidence: object) -> int | None:
    """Return a confidence as STIX scales it, 0 to 100.

    >>> percent(0.85), percent(None)
    (85, None)
    """
    return round(float(confidence) * 100) if isinstance(confidence, (int, float)) else None
