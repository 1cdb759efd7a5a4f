"""Everything the page knows, in one value: a snapshot and its results as a plain dict."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from importlib import metadata, resources
from typing import Any, Final

from ..analysis.result import Balance, DyadAlignment, DyadTension, StatePressure
from .acts import scoring
from .blocs import blocs
from .disputes import contested_fields, disputes
from .findings import findings
from .frames import Frames, Row, plain, rows
from .layout import Spot, places
from .records import (
    article_records,
    bare,
    contract_records,
    fact_records,
    membership_records,
    people_records,
    struck,
)
from .scores import balance_record, dyad_records, pressure_records
from .ties import build_ties
from .worldmap import map_record

FORMAT: Final = 1
MAX_TIES: Final = 10_000
MAX_NODES: Final = 1_500
CROWD: Final = 150  # nodes; from here on labels are placed by the page, where there is room
# Rivalries of the atlas do not shape the picture: it shows what was read.
_PULL: Final = {"tie": 0.5, "tension": -1.0, "contract": 1.0, "membership": 0.9}
_CHARACTER: Final = 8.2  # width of a bold capital at 10.5 px, on the generous side


def tool_version() -> str:
    """Return the name and version of this tool, as every export carries it."""
    try:
        return f"detente {metadata.version('detente')}"
    except metadata.PackageNotFoundError:
        return "detente"


def weights_in_use() -> dict[str, Any]:
    """Return the published weights of the analysis, empty where the file is not installed."""
    package = (__package__ or "").rpartition(".")[0]
    file = resources.files(f"{package}.analysis") / "weights.toml"
    if not file.is_file():
        return {}
    loaded: dict[str, Any] = plain(tomllib.loads(file.read_text(encoding="utf-8")))
    return loaded


def build_dossier(
    snapshot: Frames,
    tensions: Sequence[DyadTension],
    alignments: Sequence[DyadAlignment],
    pressures: Sequence[StatePressure],
    balance: Balance | None,
    as_of: date | None,
    *,
    weights: Mapping[str, Any] | None = None,
    title: str = "",
) -> dict[str, Any]:
    """Return the dossier of a snapshot: sorted, free of clocks and of paths, ready for JSON.

    The same snapshot and results give an equal dossier on any machine state; coordinates are rounded.
    ``weights`` defaults to the published file of the analysis.
    """
    on = as_of.isoformat() if as_of else None
    facts = fact_records(snapshot)
    articles = article_records(snapshot)
    contracts = contract_records(snapshot)
    names = {row["entity"]: row["name"] or row["entity"] for row in rows(snapshot.entities)}
    ties, left_out = _capped(build_ties(snapshot))
    ends = {end for tie in ties for end in (tie["a"], tie["b"])}
    entities = _entities(snapshot, ends)
    countries = {e["id"] for e in entities if e["kind"] == "country" and e["id"] in ends}
    memberships = [m for m in membership_records(snapshot) if m["facts"] or m["country"] in ends]
    found_blocs, bloc_of = blocs(snapshot, countries, on)
    disputed = disputes(snapshot)
    deals = {contract["id"]: contract for contract in contracts}
    nodes, sizes = _nodes([e for e in entities if e["id"] in ends], ties)

    def name(entity: str) -> str:
        return str(names.get(entity, entity))

    dossier: dict[str, Any] = {
        "format": FORMAT,
        "tool": tool_version(),
        "title": title,
        "as_of": on,
        "findings": findings(tensions, pressures, balance, contracts, name),
        "entities": [bare({**e, "bloc": bloc_of.get(e["id"])}) for e in entities],
        "blocs": [{**b, "name": name(b["id"])} for b in found_blocs],
        "nodes": nodes,
        "sizes": sizes,
        "ties": [bare({**tie, "contested": contested_fields(tie, disputed, deals)}) for tie in ties],
        "disputes": disputed,
        "dyads": dyad_records(tensions, alignments, ties),
        "facts": facts,
        "articles": articles,
        "contracts": contracts,
        "memberships": memberships,
        "people": people_records(facts, articles, name),
        "pressures": pressure_records(pressures),
        "balance": balance_record(balance),
        "scoring": scoring(snapshot, tensions),
        "map": map_record(countries),
        "weights": plain(dict(weights)) if weights is not None else weights_in_use(),
    }
    dossier["facts"] = _cited(dossier)
    dossier["counts"] = _counts(dossier, left_out)
    return dossier


def _cited(dossier: Mapping[str, Any]) -> dict[str, Row]:
    """Keep what the articles say, and of the atlas only what something on the page rests on."""
    used = {f for tie in dossier["ties"] for f in tie["facts"]}
    used |= {f for m in dossier["memberships"] for f in m["priors"]}
    for state in dossier["pressures"]:
        used |= {
            f for term in state["terms"] for key, ids in term.items() if key.endswith("_facts") for f in ids
        }
    for dyad in dossier["dyads"]:
        for score in (dyad["tension"], dyad["alignment"]):
            used |= {f for part in ("contributions", "priors") for f, _ in (score or {}).get(part, ())}
    return {
        key: fact for key, fact in dossier["facts"].items() if fact.get("origin") != "atlas" or key in used
    }


def _entities(snapshot: Frames, ends: set[str]) -> list[Row]:
    known = {row["entity"]: row for row in rows(snapshot.entities)}
    found = []
    for entity in sorted({*known, *ends}):
        row = known.get(entity, {"kind": "country" if len(entity) == 3 else "organization"})
        name = row.get("name") or entity
        kind = row.get("kind") or "organization"
        found.append(bare({
            "id": entity, "name": name, "kind": kind, "label": _label(entity, name, kind),
            "cow": row.get("cow"), "gw": row.get("gw"),
        }))  # fmt: skip
    return found


def _label(entity: str, name: str, kind: str) -> str:
    if kind == "country":
        return entity if len(entity) <= 4 else entity[:3] + "…"
    short = entity if kind == "alliance" and ":" not in entity else name
    if len(short) > 16 and kind == "alliance":
        letters = "".join(word[0] for word in short.replace("-", " ").split() if word[0].isupper())
        short = letters if len(letters) > 1 else short
    return short if len(short) <= 16 else short[:15] + "…"


def _nodes(entities: Sequence[Row], ties: Sequence[Row]) -> tuple[list[Row], Row]:
    degree: dict[str, int] = {}
    for tie in ties:
        for end in (tie["a"], tie["b"]):
            degree[end] = degree.get(end, 0) + (tie["layer"] != "rivalry")
    nodes, spots = [], []
    crowd = len(entities) > CROWD
    for entity in entities:
        n = degree.get(entity["id"], 0)
        if crowd:
            radius = round(4.0 + 1.1 * n**0.5, 1)
            nodes.append({"id": entity["id"], "r": radius, "degree": n})
            spots.append(Spot(entity["id"], radius, radius))
            continue
        text = len(entity["label"]) * _CHARACTER / 2 + 2
        inside = entity["kind"] == "country"
        radius = round(max((16 + 3 * n**0.8) / 2, text if inside else 10.0), 1)
        nodes.append({"id": entity["id"], "r": radius, "degree": n})
        below = 0.0 if inside else 15.0
        spots.append(Spot(entity["id"], max(radius, text), radius + below))
    pulls = [(tie["a"], tie["b"], _PULL[tie["layer"]]) for tie in ties if tie["layer"] in _PULL]
    sizes: Row = {}
    for shape, placed in places(spots, pulls).items():
        sizes[shape] = [placed.width, placed.height]
        for node in nodes:
            node[shape] = list(placed.at[node["id"]])
    return nodes, sizes


def _capped(ties: list[Row]) -> tuple[list[Row], Row]:
    """Keep the actors and the ties with most facts where a browser could not draw them all; say what is missing."""
    weight: dict[str, int] = {}
    for tie in ties:
        for end in (tie["a"], tie["b"]):
            weight[end] = weight.get(end, 0) + len(tie["facts"])
    ends = set(sorted(weight, key=lambda end: (-weight[end], end))[:MAX_NODES])
    drawn = [tie for tie in ties if tie["a"] in ends and tie["b"] in ends]
    kept = sorted(drawn, key=lambda tie: (-len(tie["facts"]), tie["id"]))[:MAX_TIES]
    ends = {end for tie in kept for end in (tie["a"], tie["b"])}
    missing = {"nodes_left_out": len(weight) - len(ends), "ties_left_out": len(ties) - len(kept)}
    return sorted(kept, key=lambda tie: str(tie["id"])), missing


def _counts(dossier: Mapping[str, Any], left_out: Mapping[str, int]) -> Row:
    every = list(dossier["facts"].values())
    facts = [f for f in every if not struck(f)]
    shown = {node["id"] for node in dossier["nodes"]}
    kinds = [e["kind"] for e in dossier["entities"] if e["id"] in shown]
    return {
        "countries": kinds.count("country"),
        "alliances": kinds.count("alliance"),
        "organizations": kinds.count("organization"),
        "nodes": len(shown),
        "ties": len(dossier["ties"]),
        **left_out,
        "articles": len(dossier["articles"]),
        "outlets": len({a["outlet"] for a in dossier["articles"] if a.get("outlet")}),
        "facts": sum(f.get("origin") != "atlas" for f in facts),
        "atlas_facts": sum(f.get("origin") == "atlas" for f in facts),
        "events": sum(f.get("kind") == "event" for f in facts),
        "contracts": len(dossier["contracts"]),
        "contested": sum(bool(c["contested"]) for c in dossier["contracts"]),
        "disputes": len(dossier["disputes"]),
        "set_aside": len(every) - len(facts),
        "memberships": len(dossier["memberships"]),
        "dyads": len(dossier["dyads"]),
    }
