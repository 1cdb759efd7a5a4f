"""From latitude and longitude to the frame of the map: the Natural Earth projection."""

from __future__ import annotations

import math
from typing import Final

WIDTH: Final = 1000.0
NORTH: Final = 84.0
SOUTH: Final = -57.0


def _raw(lat: float, lon: float) -> tuple[float, float]:
    """Return the projected point in radians of the equator, y up (Šavrič, Jenny, Patterson et al. 2011)."""
    phi, lam = math.radians(lat), math.radians(lon)
    p2 = phi * phi
    p4 = p2 * p2
    x = lam * (0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4)))
    y = phi * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)))
    return x, y


_HALF: Final = _raw(0.0, 180.0)[0]
_TOP: Final = _raw(NORTH, 0.0)[1]
_SCALE: Final = WIDTH / (2 * _HALF)
HEIGHT: Final = round((_TOP - _raw(SOUTH, 0.0)[1]) * _SCALE, 1)


def project(lat: float, lon: float) -> tuple[float, float]:
    """Return the place of a point in a frame of 1000 by HEIGHT, x to the right and y down.

    >>> project(0.0, 0.0)[0], project(84.0, 0.0)[1]
    (500.0, 0.0)
    >>> x, y = project(39.9, 32.9)
    >>> round(x), round(y)
    (584, 124)
    """
    x, y = _raw(lat, lon)
    return round((x + _HALF) * _SCALE, 1), round((_TOP - y) * _SCALE, 1)
