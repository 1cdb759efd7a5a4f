"""A pattern begins at a node that is known already, else at one with a label: ArcadeDB begins where it is written."""

import re
from pathlib import Path

import pytest

import detente

ROOT = Path(detente.__file__).parent / "queries"
FILES = sorted(ROOT.rglob("*.cypher"))
PATTERN = re.compile(r"(?:MATCH |, )(\([^()]*\)(?:<?-\[[^\]]*\]->?\([^()]*\))+)")
NODE = re.compile(r"\((\w*)([^()]*)\)")


def badly_begun(text):
    """Return the patterns that begin at a node without a label, or at an unknown node though they hold a known one."""
    text = re.sub(r"//.*", "", text)
    found = []
    for part in re.split(r"\bUNION\b", text):
        for match in PATTERN.finditer(part):
            before = part[: match.start()]
            nodes = NODE.findall(match[1])
            known = [bool(name) and re.search(rf"\b{name}\b", before) is not None for name, _ in nodes]
            if not known[0] and (any(known) or not nodes[0][1].strip()):
                found.append(match[1])
    return found


def test_the_check_sees_what_is_badly_begun():
    assert badly_begun("MATCH (x)-[:SOURCE_OF]->(e:Event)-[:TARGETS]->(y) RETURN x")
    assert badly_begun("MATCH (k:Contract {id: $id}) MATCH (f:Fact)-[:SUPPORTS]->(k) RETURN f")
    assert badly_begun("MATCH (y:Country) MATCH (x)-[:SOURCE_OF]->(e)-[:TARGETS]->(y) RETURN x")
    assert not badly_begun("MATCH (y:Country) MATCH (y)<-[:TARGETS]-(e)<-[:SOURCE_OF]-(x) RETURN x")
    assert not badly_begun("MATCH (e:Event)<-[:SOURCE_OF]-(x), (e)-[:TARGETS]->(y) RETURN x")


@pytest.mark.parametrize("path", [pytest.param(p, id=str(p.relative_to(ROOT))) for p in FILES])
def test_patterns_begin_at_what_is_known(path):
    assert badly_begun(path.read_text(encoding="utf-8")) == []
