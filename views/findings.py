"""The sentences at the head of the page: what the numbers say, each with the thing it opens."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from ..analysis.result import Balance, DyadTension, StatePressure
from .frames import Row
from .ties import dyad_id

Name = Callable[[str], str]


def findings(
    tensions: Sequence[DyadTension],
    pressures: Sequence[StatePressure],
    balance: Balance | None,
    contracts: Sequence[Row],
    name: Name,
) -> list[Row]:
    """Return the findings in order of interest: ``{kind, title, text, select}``; a kind may be missing."""
    known = [t for t in tensions if t.n and math.isfinite(t.value)]
    order = sorted(known, key=lambda t: (-t.value, t.a, t.b))
    found = []
    if order and order[0].value > 0:
        found.append(_dyad("tense", "Most tense", order[0], name))
    if order and order[-1].value < 0:
        found.append(_dyad("close", "Closest", order[-1], name))
    found += _pressure(pressures, name)
    found += _contested(contracts, name)
    if balance is not None and len(found) < 4 and _triads(balance) >= 3:
        found.append(_balance(balance))
    return found


def _dyad(kind: str, title: str, tension: DyadTension, name: Name) -> Row:
    many = f"{tension.n} fact" + ("s" if tension.n != 1 else "")
    number = f"{tension.value:+.2f}".replace("-", "−")
    between = f"{tension.lo:+.2f} to {tension.hi:+.2f}".replace("-", "−")
    spread = f" ({between})" if math.isfinite(tension.lo) and math.isfinite(tension.hi) else ""
    return {
        "kind": kind, "title": title, "select": f"dyad:{dyad_id(tension.a, tension.b)}",
        "text": f"{name(tension.a)} and {name(tension.b)}: tension {number}{spread}, from {many}.",
    }  # fmt: skip


def _pressure(pressures: Sequence[StatePressure], name: Name) -> list[Row]:
    known = [p for p in pressures if math.isfinite(p.value) and p.value > 0]
    if not known:
        return []
    top = min(known, key=lambda p: (-p.value, p.state))
    worth: dict[str, float] = {}
    for term in top.terms:
        worth[term.supplier] = worth.get(term.supplier, 0.0) + term.value
    supplier = min(worth, key=lambda s: (-worth[s], s)) if worth else None
    allies = sorted({t.ally for t in top.terms if t.supplier == supplier and t.value > 0})
    how = ""
    if supplier is not None and allies:
        who = f"its ally {name(allies[0])}" if len(allies) == 1 else f"{len(allies)} of its allies"
        how = f": it buys from {name(supplier)}, a rival of {who}"
    text = f"{name(top.state)} stands under contract cross-pressure of {top.value:.2f}{how}."
    return [{"kind": "pressure", "title": "Cross-pressure", "select": f"pressure:{top.state}", "text": text}]


FIELDS = {"signed": "date of signing", "done": "fulfilment"}


def _contested(contracts: Sequence[Row], name: Name) -> list[Row]:
    open_ones = [c for c in contracts if c["contested"]]
    if not open_ones:
        return []
    first = min(open_ones, key=lambda c: (-len(c["contested"]), -len(c["facts"]), c["id"]))
    fields = " and ".join(FIELDS.get(f, f.replace("_", " ")) for f in first["contested"])
    parties = "–".join(name(p) for p in (first.get("buyer"), first.get("seller")) if p)
    what = f"the contract for {first['item']}" if first.get("item") else f"the {first['kind']} contract"
    rest = f" {len(open_ones)} contracts are contested." if len(open_ones) > 1 else ""
    return [{
        "kind": "contested", "title": "Contested", "select": f"contract:{first['id']}",
        "text": f"Sources differ on the {fields} of {what} ({parties}).{rest}",
    }]  # fmt: skip


def _triads(balance: Balance) -> int:
    return balance.ppp + balance.ppn + balance.pnn + balance.nnn


def _balance(balance: Balance) -> Row:
    text = f"{balance.ppp + balance.pnn} of {_triads(balance)} closed triads are balanced (T = {balance.triangle_balance:.2f})."
    return {"kind": "balance", "title": "Balance", "select": "balance:", "text": text}
