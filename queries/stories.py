"""Articles that tell the same story: near copies of one text count once.

An agency text that ten papers print with another headline is one voice. Two articles belong together when
they share most of their word shingles and were reported within a few days of each other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from hashlib import blake2b

SHINGLE = 5  # words
SHARED = 0.5  # of the shorter text's shingles
DAYS = 3
COMMON = 50  # a shingle in more articles than this is boilerplate and links nothing
SAMPLE = 4  # one shingle in so many is kept of a long text: the share of common ones stays the same
LONG = 400  # words from which shingles are sampled


def shingles(text: str) -> frozenset[int]:
    """Return the hashes of a text's word five-grams, sampled by their own value in long texts.

    >>> len(shingles("one two three four five six"))
    2
    """
    words = re.findall(r"\w+", text.lower())
    grams = (" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)))
    hashed = (int.from_bytes(blake2b(g.encode(), digest_size=8).digest(), "big") for g in grams)
    every = SAMPLE if len(words) > LONG else 1
    return frozenset(h for h in hashed if h % every == 0)


def story_clusters(articles: Iterable[tuple[str, str, date | None]]) -> dict[str, str]:
    """Return for each article (id, text, report date) the id of its story: the least id among its near copies.

    Articles without a date can be copies of any. The result does not depend on the order of the articles.

    >>> text = "the two states signed a treaty on trade and transit in the capital on friday"
    >>> story_clusters([("b", text, None), ("a", text + " again", None), ("c", "something else", None)])
    {'a': 'a', 'b': 'a', 'c': 'c'}
    """
    known = sorted(articles)
    grams = {key: shingles(text) for key, text, _ in known}
    days = {key: day for key, _, day in known}
    holders: dict[int, list[str]] = defaultdict(list)
    for key, _, _ in known:
        for gram in grams[key]:
            holders[gram].append(key)
    common: dict[tuple[str, str], int] = defaultdict(int)
    for keys in holders.values():
        if len(keys) <= COMMON:
            for i, one in enumerate(keys):
                for other in keys[i + 1 :]:
                    common[one, other] += 1
    root = {key: key for key in grams}

    def find(key: str) -> str:
        while root[key] != key:
            root[key] = root[root[key]]
            key = root[key]
        return key

    for (one, other), count in sorted(common.items()):
        a, b = days[one], days[other]
        near = a is None or b is None or abs((a - b).days) <= DAYS
        if near and count >= SHARED * min(len(grams[one]), len(grams[other])):
            first, second = sorted((find(one), find(other)))
            root[second] = first
    return {key: find(key) for key in sorted(grams)}
