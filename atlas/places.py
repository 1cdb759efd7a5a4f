"""Where the seats of states are: the capital with its coordinates, for maps."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from .tables import fault, real, rows

HERE = Path(__file__).parent
EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Place:
    """A town: its name, latitude and longitude in degrees."""

    name: str
    lat: float
    lon: float


@lru_cache(maxsize=4)
def capitals(folder: Path = HERE) -> Mapping[str, Place]:
    """Return the seat of each state by its iso3 code, states of the past among them; read once.

    The table says where a government sits or sat, not where a border runs.

    >>> capitals()["TUR"]
    Place(name='Ankara', lat=39.93, lon=32.86)
    """
    found: dict[str, Place] = {}
    for row in rows(folder / "places.tsv", ("iso3", "place", "lat", "lon")):
        iso3, name, lat, lon = row.cells
        place = Place(name, real(lat, row.where), real(lon, row.where))
        if not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180):
            raise fault(row.where, f"{lat}, {lon} is no place on Earth")
        found[iso3] = place
    return MappingProxyType(found)


def kilometres(a: Place, b: Place) -> float:
    """Return the distance of two places along the surface.

    >>> round(kilometres(capitals()["FRA"], capitals()["GBR"]), -1)
    340.0
    """
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))
