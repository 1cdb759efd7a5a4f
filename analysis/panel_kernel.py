"""The compiled kernel of the panel: joint tables by counting common bits, all measures in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .similarity import MEASURES

Words = NDArray[np.uint64]
# masks of the parallel bit count
PAIRS, FOURS, NIBBLES, BYTES = (
    np.uint64(mask)
    for mask in (0x5555555555555555, 0x3333333333333333, 0x0F0F0F0F0F0F0F0F, 0x0101010101010101)
)
ONE, TWO, FOUR, TOP = (np.uint64(shift) for shift in (1, 2, 4, 56))


def fill(
    rows: NDArray[np.int8], levels: int, names: Sequence[str], out: NDArray[Any], n: NDArray[np.int32]
) -> None:
    """Fill the measures of one year, ``out`` of shape (measures, states, states), and the common targets.

    It needs numba, the extra ``fast``.
    """
    place = np.array([names.index(name) if name in names else -1 for name in MEASURES])
    _kernel()(packed(rows, levels), place, out, n)


def packed(rows: NDArray[np.int8], levels: int) -> Words:
    """Return for each state and level the targets at that level, as bits in whole words.

    >>> packed(np.array([[0, 1, 1]], dtype=np.int8), 2).tolist()
    [[[1], [6]]]
    """
    hot = rows[:, None, :] == np.arange(levels, dtype=np.int8)[None, :, None]
    bits = np.packbits(hot, axis=2, bitorder="little")
    whole = np.pad(bits, ((0, 0), (0, 0), (0, -bits.shape[2] % 8)))
    return np.ascontiguousarray(whole).view(np.dtype("<u8")).astype(np.uint64)


@cache
def _kernel() -> Any:  # noqa: ANN401  what numba gives has no type
    from numba import njit

    try:
        return njit(nogil=True, cache=True)(pairs)
    except RuntimeError:  # neither the package's folder nor the user's can be written
        return njit(nogil=True)(pairs)


def pairs(bits: Words, place: NDArray[np.intp], out: NDArray[Any], n: NDArray[np.int32]) -> None:
    """Compute every measure of every pair; written as loops, since it is compiled.

    ``place`` tells where in ``out`` each of ``MEASURES`` goes, -1 for nowhere. Run as it stands, without
    numba, it gives the same numbers slowly.

    >>> values, common = np.empty((1, 2, 2)), np.empty((2, 2), dtype=np.int32)
    >>> where = np.array([-1, -1, -1, -1, 0, -1, -1, -1])
    >>> pairs(packed(np.array([[0, 1, 1], [0, 1, 0]], dtype=np.int8), 2), where, values, common)
    >>> values[0].round(6).tolist(), common.tolist()
    ([[1.0, 0.333333], [0.333333, 1.0]], [[3, 3], [3, 3]])
    """
    states, levels, words = bits.shape
    table = np.zeros((levels, levels))
    p, q, later = np.zeros(levels), np.zeros(levels), np.zeros(levels)
    found = np.zeros(len(place))
    step = 1.0 / (levels - 1)
    for i in range(states):
        for j in range(i, states):
            total = 0.0
            q[:] = 0.0
            for a in range(levels):
                row = 0.0
                for b in range(levels):
                    common = np.uint64(0)
                    for w in range(words):
                        x = bits[i, a, w] & bits[j, b, w]
                        x = x - ((x >> ONE) & PAIRS)
                        x = (x & FOURS) + ((x >> TWO) & FOURS)
                        x = (x + (x >> FOUR)) & NIBBLES
                        common += (x * BYTES) >> TOP
                    count = float(common)
                    table[a, b] = count
                    row += count
                    q[b] += count
                p[a] = row
                total += row
            n[i, j] = n[j, i] = int(total)
            far = far_squared = chance = chance_squared = pooled = 0.0
            agreed = guessed = same_rows = same_columns = 0.0
            for a in range(levels):
                agreed += table[a, a]
                guessed += (p[a] + q[a]) * (p[a] + q[a]) / 4
                same_rows += p[a] * p[a]
                same_columns += q[a] * q[a]
                for b in range(levels):
                    d = abs(a - b) * step
                    far += table[a, b] * d
                    far_squared += table[a, b] * d * d
                    chance += p[a] * q[b] * d
                    chance_squared += p[a] * q[b] * d * d
                    pooled += (p[a] + q[a]) * (p[b] + q[b]) * d * d
            surplus = 0.0
            later[:] = 0.0
            for a in range(levels - 1, -1, -1):
                ahead = behind = 0.0
                for b in range(levels):
                    ahead += later[b]
                for b in range(levels):
                    ahead -= later[b]
                    surplus += table[a, b] * (ahead - behind)
                    behind += later[b]
                for b in range(levels):
                    later[b] += table[a, b]
            square = total * total
            spread = (square - same_rows) * (square - same_columns)
            found[:] = np.nan
            if chance_squared > 0:
                found[0] = 1 - total * far_squared / chance_squared
            if chance > 0:
                found[1] = 1 - total * far / chance
            if square > guessed:
                found[2] = (agreed * total - guessed) / (square - guessed)
            if pooled > 0:
                found[3] = 1 - 4 * total * far_squared / pooled
            if total > 0:
                found[4] = 1 - 2 * far / total
                found[5] = 1 - 2 * far_squared / total
                found[6] = 2 * (chance - total * far) / square
            if spread > 0:
                found[7] = 2 * surplus / np.sqrt(spread)
            for k in range(len(place)):
                if place[k] >= 0:
                    out[place[k], i, j] = out[place[k], j, i] = found[k]
