"""Many nodes are asked for by UNWIND: for a list of keys after IN, ArcadeDB looks through every node of the label."""

import re
from pathlib import Path

import pytest

import detente

ROOT = Path(detente.__file__).parent
KEYS = re.compile(r"\.(?:id|iso3|sha256|pair|valid_from) IN \$")
FILES = sorted(
    p for room in ("graph", "loaders", "queries", "analysis", "views", "app") for p in (ROOT / room).rglob("*")
    if p.suffix in (".py", ".cypher")
)  # fmt: skip


def test_the_check_sees_a_list_of_keys():
    assert KEYS.search("MATCH (f:Fact) WHERE f.id IN $ids RETURN f")
    assert not KEYS.search("UNWIND $ids AS id MATCH (f:Fact {id: id}) WHERE f.kind IN $kinds RETURN f")


@pytest.mark.parametrize("path", [pytest.param(p, id=str(p.relative_to(ROOT))) for p in FILES])
def test_no_list_of_keys_stands_after_in(path):
    assert not KEYS.findall(path.read_text(encoding="utf-8"))
