"""`detente explain`: a score, contract, event, membership or fact, down to its sentences."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from .options import as_of_option, json_option, known_by_option, store_option

if TYPE_CHECKING:
    import pandas as pd

    from ..queries.snapshot import Snapshot

Object = dict[str, Any]
SEPARATORS = ("/", "..", ":", "-")


@click.command(short_help="Open a score or a thing into its sentences.")
@click.argument("id")
@as_of_option
@known_by_option
@store_option
@json_option
def explain(id: str, as_of: date | None, known_by: date | None, store: str | None, as_json: bool) -> None:
    """Open something into its facts and sentences.

    ID is a dyad (TUR/USA), a state (its cross-pressure), or the id of a contract, event, membership or
    fact, as the page, the queries and the files show them.
    """
    from .judged import judgement_parts
    from .pipeline import opened, read_snapshot
    from .rows import row_parts
    from .story import contract_parts
    from .terminal import busy, show_json

    with opened(store, purpose="read") as graph, busy("reading the graph"):
        snapshot = read_snapshot(graph)
        story = contract_parts(graph, id) + row_parts(graph, id) + judgement_parts(graph, id, SEPARATORS)
    told = explanation(snapshot, id, as_of, known_by)
    told["parts"] += story
    if as_json:
        show_json(told)
        return
    show_parts(told)


def show_parts(told: Object) -> None:
    """Print an explanation: its sentence, then its tables."""
    from .terminal import say, table

    say(told["what"])
    for part in told["parts"]:
        say()
        columns = [name for name in (part["rows"] or [{}])[0] if name != "article"]
        table([[row[name] for name in columns] for row in part["rows"]], columns, part["title"])


def explanation(
    snapshot: Snapshot, id: str, as_of: date | None = None, known_by: date | None = None
) -> Object:
    """Return what is behind an id: one sentence, and tables of facts with their quoted words.

    UsageError where the graph holds nothing under that id.
    """
    from ..graph.errors import UsageError

    known = set(snapshot.entities["entity"])
    for mark in SEPARATORS:
        a, found, b = id.partition(mark)
        if found and a in known and b in known:
            return _dyad(snapshot, a, b, as_of, known_by)
    if id in known:
        return _state(snapshot, id, as_of, known_by)
    for frame, key, label in (
        (snapshot.contracts, "contract", "Contract"),
        (snapshot.memberships, "membership", "Membership"),
    ):
        for row in _records(frame[frame[key] == id]):
            return _thing(snapshot, label, row, row["facts"])
    events = snapshot.events[snapshot.events["event"] == id]
    if len(events):
        first = events.iloc[0]
        what = {"event": id, "source": first["source"], "type": first["type"], "target": first["target"]}
        return _thing(snapshot, "Event", what, list(events["fact"]))
    if id in set(snapshot.facts["fact"]):
        return _thing(snapshot, "Fact", {"fact": id}, [id])
    raise UsageError(
        f"nothing in the graph has the id {id!r}. Dyads are written TUR/USA; ids of contracts: "
        "detente query contracts_of --param state=TUR; of events: detente query events_between"
    )


def _records(frame: pd.DataFrame) -> list[Object]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _told(snapshot: Snapshot, frame: pd.DataFrame) -> list[Object]:
    """Return the parts of a score for a reader: the words, or the named source where the atlas says it."""
    titles = {a["article"]: a["title"] for a in _records(snapshot.articles)}
    parties = dict(zip(snapshot.facts["fact"], snapshot.facts["parties"], strict=True))
    rows = []
    for row in _records(frame):
        atlas = row.pop("origin", None) == "atlas"
        words, citation = row.pop("quote", None), row.pop("citation", None)
        article = row.pop("article", None)
        source = "atlas" if atlas else titles.get(article) or article
        if atlas:
            who = ", ".join(party.rpartition(":")[2] for party in parties[row["fact"]])
            words = f"{who}: {citation}"
        rows.append({**row, "words": words, "source": source, "article": article})
    return rows


def _facts(snapshot: Snapshot, ids: list[str]) -> list[Object]:
    titles = {a["article"]: a for a in _records(snapshot.articles)}
    rows = []
    for fact in _records(snapshot.facts[snapshot.facts["fact"].isin(ids)]):
        article = titles.get(fact["source"], {})
        claims = (
            [f"{fact['amount']:,.0f} {fact['currency'] or ''} ({fact['bound']})"] if fact["amount"] else []
        )
        if fact["quantity"]:
            claims.append(f"{fact['quantity']:g} {fact['unit']}")
        rows.append(
            {
                "fact": fact["fact"],
                "says": f"{fact['kind']}: {fact['type']} ({', '.join(fact['parties'])})",
                "claims": "; ".join(claims),
                "modality": fact["modality"],
                "speaker": fact["speaker"],
                "from": fact["valid_from"],
                "reported": fact["reported_at"],
                "quote": " […] ".join(fact["quotes"]) or fact["citation"],
                "source": article.get("title") or fact["source"],
                "rule": fact["rule"],
            }
        )
    return sorted(rows, key=lambda r: (str(r["reported"]), str(r["from"]), r["fact"]))


def _thing(snapshot: Snapshot, label: str, row: Object, facts: list[str]) -> Object:
    shown = {k: v for k, v in row.items() if k not in ("facts", "prior_facts") and v not in (None, [], "")}
    what = f"{label} " + ", ".join(
        f"{k} {v if not isinstance(v, list) else '; '.join(v)}" for k, v in shown.items()
    )
    return {"id": row[label.lower()], "kind": label.lower(), "what": what,
            "parts": [{"title": "Facts, each with the words of its source", "rows": _facts(snapshot, facts)}]}  # fmt: skip


def _dyad(snapshot: Snapshot, a: str, b: str, as_of: date | None, known_by: date | None) -> Object:
    from ..analysis.explain import explain_alignment, explain_tension
    from ..analysis.relations import seen_graph, signed_ties
    from .pipeline import score
    from .variants import triad_rows, variant_rows, variants

    scores = score(snapshot, as_of=as_of, known_by=known_by)
    parts: list[Object] = []
    what = f"{a} and {b} as of {scores.as_of}"
    for tense in (t for t in scores.tensions if {t.a, t.b} == {a, b}):
        what += f": tension {tense.value:.3f} [{tense.lo:.3f}, {tense.hi:.3f}] from {tense.n} events"
        rows = _told(snapshot, explain_tension(tense, snapshot.facts))
        title = f"Tension: with the prior's {tense.prior:.6f} the parts sum to {tense.value:.6f}"
        parts.append({"title": title, "rows": rows})
        (told,) = variants(snapshot, [tense])
        columns = ("otherwise", "tension", "change", "facts")
        other = [dict(zip(columns, row, strict=True)) for row in variant_rows(told, tense.value)]
        parts.append({"title": "What the tension would be otherwise", "rows": other})
    for near in (t for t in scores.alignments if {t.a, t.b} == {a, b}):
        what += f"; alignment {near.value:.3f} over {near.n} states ({near.status})"
        rows = _told(snapshot, explain_alignment(near, snapshot.facts))
        parts.append({"title": f"Alignment: the parts sum to {near.value:.6f}", "rows": rows})
    ties = seen_graph(signed_ties(snapshot, scores.tensions, as_of=scores.as_of, known_by=known_by))
    triads = triad_rows(ties, a, b)
    if triads:
        parts.append({"title": "Triads out of balance, and what would balance them", "rows": triads})
    return {"id": f"{a}/{b}", "kind": "dyad", "what": what, "parts": parts}


def _state(snapshot: Snapshot, state: str, as_of: date | None, known_by: date | None) -> Object:
    from ..analysis.explain import explain_pressure
    from .pipeline import score

    scores = score(snapshot, as_of=as_of, known_by=known_by)
    parts: list[Object] = []
    what = f"{state} as of {scores.as_of}"
    for pressed in (p for p in scores.pressures if p.state == state):
        what += f": contract cross-pressure {pressed.value:.3f} "
        what += f"[{pressed.lo:.3f}, {pressed.hi:.3f}]" if pressed.lo == pressed.lo else f"({pressed.status})"
        names = ("supplier", "ally", "value", "contract_share", "commitment", "rivalry", "weight")
        terms = sorted(pressed.terms, key=lambda t: (-t.value, t.supplier, t.ally))
        rows = [{name: getattr(term, name) for name in names} for term in terms]
        parts.append({"title": f"Cross-pressure: the terms sum to {pressed.value:.6f}", "rows": rows})
        # A fact that stands in the terms of many allies is listed once.
        once: dict[str, Object] = {}
        for row in _told(snapshot, explain_pressure(pressed, snapshot.facts)):
            once.setdefault(
                row["fact"], {k: v for k, v in row.items() if k not in ("value", "supplier", "ally")}
            )
        parts.append(
            {
                "title": "The facts behind the terms; prior: what only the atlas says",
                "rows": list(once.values()),
            }
        )
    dyads = [t for t in scores.tensions if state in (t.a, t.b)]
    rows = [
        {"dyad": f"{t.a}/{t.b}", "tension": t.value, "lo": t.lo, "hi": t.hi, "events": t.n} for t in dyads
    ]
    parts.append({"title": "Its dyads", "rows": sorted(rows, key=lambda r: -float(str(r["tension"])))})
    return {"id": state, "kind": "state", "what": what, "parts": parts}
