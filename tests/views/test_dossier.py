"""The dossier: complete, sorted, plain, and the same in every process."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from detente.views.dossier import build_dossier
from detente.views.frames import plain
from detente.views.spans import utf16_offsets
from detente.views.ties import ties_on

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def dossier(invented):
    return build_dossier(*invented.args, title="sample")


def test_it_is_plain_json_and_names_tool_and_date(dossier):
    assert json.loads(json.dumps(dossier, allow_nan=False)) == dossier
    assert dossier["as_of"] == "2019-07-15"
    assert dossier["tool"].startswith("detente")


def test_counts(dossier):
    counts = dossier["counts"]
    assert counts["countries"] == 8 and counts["alliances"] == 2
    assert counts["articles"] == 4 and counts["outlets"] == 3
    assert counts["nodes"] == len(dossier["nodes"]) == 10
    assert counts["contested"] == 1


def test_contributions_and_prior_sum_to_each_score(dossier):
    scored = [d["tension"] for d in dossier["dyads"] if d["tension"]]
    assert len(scored) >= 10
    for t in scored:
        assert t["prior"] + sum(v for _, v in t["contributions"]) == pytest.approx(t["value"], abs=1e-7)


def test_a_value_that_is_no_number_is_null_with_its_reason(dossier):
    row = next(d for d in dossier["dyads"] if d["id"] == "ALD~HEL")
    assert row["alignment"]["value"] is None
    assert row["alignment"]["reason"] == "no_overlap"


def test_spans_give_the_exact_quote_in_utf16(dossier, invented):
    quotes = {
        row["fact"]: row["quotes"][0] for row in invented.frames.facts.to_dict("records") if row["quotes"]
    }
    texts = {a["id"]: a["text"].encode("utf-16-le") for a in dossier["articles"]}
    seen = 0
    for key, fact in dossier["facts"].items():
        for start, end in fact.get("spans", []):
            assert texts[fact["source"]][2 * start : 2 * end].decode("utf-16-le") == quotes[key]
            seen += 1
    assert seen == len(quotes)


def test_offsets_before_and_after_wide_characters():
    assert utf16_offsets("🛰a🛰b", [0, 1, 2, 3, 4]) == [0, 2, 3, 5, 6]


def test_a_quote_that_its_article_does_not_hold_is_shown_alone(invented):
    frames = invented.frames
    first = frames.facts.index[0]
    facts = frames.facts.copy()
    facts.at[first, "quotes"] = ["words that are not there"]
    changed = type(frames)(frames.events, frames.contracts, frames.memberships, frames.rivalries, facts,
                           frames.articles, frames.entities)  # fmt: skip
    made = build_dossier(changed, *invented.args[1:])["facts"][facts.at[first, "fact"]]
    assert made["quotes"] == ["words that are not there"] and "spans" not in made


def test_atlas_memberships_tie_only_what_the_articles_named(dossier):
    held = {(t["a"], t["b"]) for t in dossier["ties"] if t["layer"] == "membership"}
    assert ("BOR", "Northern Pact") in held
    told = [m for m in dossier["memberships"] if m["facts"]]
    assert [m["country"] for m in told] == ["BOR"]
    assert all(m["priors"] for m in dossier["memberships"])


def test_ties_on_a_day(dossier):
    before = ties_on(dossier["ties"], dossier["facts"], "2017-01-01")
    assert {t["layer"] for t in before} == {"membership", "rivalry"}
    assert len(ties_on(dossier["ties"], dossier["facts"], "2019-07-15")) == len(dossier["ties"]) - 1
    assert len(ties_on(dossier["ties"], dossier["facts"], "1990-01-01")) > len(before)


def test_findings_open_things_that_exist(dossier):
    kinds = {f["kind"]: f["select"] for f in dossier["findings"]}
    assert set(kinds) == {"tense", "close", "pressure", "contested"}
    ids = {d["id"] for d in dossier["dyads"]}
    assert kinds["tense"].removeprefix("dyad:") in ids
    assert kinds["contested"].removeprefix("contract:") in {c["id"] for c in dossier["contracts"]}


def test_people_are_listed_by_name_with_what_they_said_and_hold(dossier):
    first = dossier["people"][0]
    assert first["name"] == "Ivo Karst"
    assert len(first["said"]) == 3 and len(first["holds"]) == 1


def test_an_empty_snapshot_gives_an_empty_dossier(invented):
    frames = invented.frames
    empty = type(frames)(*(getattr(frames, f).iloc[:0] for f in frames.__dataclass_fields__))
    dossier = build_dossier(empty, [], [], [], None, None)
    assert dossier["counts"]["nodes"] == 0 and dossier["findings"] == []


def test_plain_values():
    import numpy as np
    import pandas as pd

    assert plain(pd.NaT) is None and plain(pd.NA) is None and plain(np.float64("nan")) is None
    assert plain(np.int64(3)) == 3 and plain(np.array(["a"])) == ["a"]
    assert plain(pd.Timestamp("2018-04-03")) == "2018-04-03T00:00:00"
    assert plain({"d": date(2018, 4, 3)}) == {"d": "2018-04-03"}


def test_the_same_bytes_under_any_hash_seed(tmp_path):
    code = (
        f"import sys; sys.path.insert(0, {str(HERE)!r}); import conftest, pathlib, hashlib\n"
        "from detente.views.write import write_all\n"
        "out = pathlib.Path(sys.argv[1])\n"
        "for path in write_all(out, *conftest.make_invented().args):\n"
        "    print(path.name, hashlib.sha256(path.read_bytes()).hexdigest())\n"
    )
    seen = set()
    for seed in ("0", "1", "4242"):
        env = {**os.environ, "PYTHONHASHSEED": seed}
        run = subprocess.run([sys.executable, "-c", code, str(tmp_path / seed)], env=env, capture_output=True, text=True)  # fmt: skip
        assert run.returncode == 0, run.stderr
        seen.add(run.stdout)
    assert len(seen) == 1
    assert "index.html" in seen.pop()
