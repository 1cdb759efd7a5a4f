"""Invented tables for the metrics: short rows in, whole frames out."""

from datetime import date, timedelta

import pandas as pd
import pytest

from detente.analysis.frames import COLUMNS, Rows

DAY = date(2020, 1, 1)


def _table(name, rows, defaults):
    full = [dict.fromkeys(COLUMNS[name]) | defaults(i, row) | row for i, row in enumerate(rows)]
    columns = dict.fromkeys((*COLUMNS[name], *(key for row in full for key in row)))
    return pd.DataFrame({c: pd.Series([row.get(c) for row in full], dtype="object") for c in columns})


def _event(i, row):
    day = DAY + timedelta(days=row.pop("day", 0))
    return {
        "fact": f"f{i}", "event": f"e{i}", "source": "ARD", "target": "BOR", "source_kind": "country",
        "target_kind": "country", "type": "CONSULT", "polarity": "+", "modality": "fact",
        "valid_from": day, "valid_to": day, "granularity": "day", "reported_at": day,
        "reported_basis": "published", "confidence": 1.0, "article": f"text{i}", "story": f"story{i}",
    }  # fmt: skip


def _contract(i, row):
    return {
        "contract": f"c{i}", "kind": "arms", "buyer_kind": "country", "seller_kind": "country",
        "status": "signed", "contested": [], "facts": [f"fc{i}"],
    }  # fmt: skip


def _membership(i, row):
    prior = row.get("origin") == "atlas"
    return {
        "membership": f"m{i}", "alliance": "PACT", "alliance_kind": "alliance", "status": "member",
        "obligations": ["defence"], "facts": [f"fm{i}"], "origin": "article",
        "prior_facts": row.get("facts", [f"fm{i}"]) if prior else [],
    }  # fmt: skip


def _fact(i, row):
    return {
        "kind": "event", "type": "CONSULT", "modality": "fact", "source": "text0", "origin": "article",
        "quotes": ["so it said"], "starts": [0], "ends": [10], "confidence": 1.0,
    }  # fmt: skip


@pytest.fixture(scope="session")
def make_events():
    """Return a function from short rows to an event table; ``day`` counts from 2020-01-01."""
    return lambda *rows: _table("events", [dict(row) for row in rows], _event)


@pytest.fixture(scope="session")
def make_rows(make_events):
    """Return a function from short rows to the tables of a snapshot, with a fact for every id named."""

    def build(events=(), contracts=(), memberships=(), rivalries=(), facts=(), entities=()):
        held = {
            "events": make_events(*events),
            "contracts": _table("contracts", [dict(r) for r in contracts], _contract),
            "memberships": _table("memberships", [dict(r) for r in memberships], _membership),
            "rivalries": _table("rivalries", [dict(r) for r in rivalries], lambda i, r: {"fact": f"fr{i}"}),
            "entities": _table("entities", [dict(r) for r in entities], lambda i, r: {}),
        }
        told = {row["fact"]: dict(row) for row in facts}
        for row in held["events"].to_dict("records"):
            told.setdefault(row["fact"], {"fact": row["fact"], "type": row["type"]})
        for name in ("contracts", "memberships"):
            for listed in held[name]["facts"]:
                for fact in listed:
                    told.setdefault(fact, {"fact": fact, "kind": name[:-1]})
        for row in held["memberships"].to_dict("records"):
            for fact in row["prior_facts"]:
                told[fact] |= {"origin": "atlas", "source": "atlas", "citation": "Made-up Atlas 1"}
        for fact in held["rivalries"]["fact"]:
            told[fact] = {"fact": fact, "kind": "rivalry", "origin": "atlas", "source": "atlas"}
        held["facts"] = _table("facts", list(told.values()), _fact)
        return Rows(**held)

    return build
