"""The layouts of the arms register and the names that its parties have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from ..atlas.codes import from_name
from ..graph.model import Role
from .cells import BadCellError, TableRow
from .layout import Layout
from .states import state
from .table import Heading

if TYPE_CHECKING:
    from ..atlas.book import Atlas
    from .opening import SourceFile

REGISTER = Layout(
    "trade register, a row a deal",
    {
        "buyer": ("Recipient", "Buyer"),
        "seller": ("Supplier", "Seller"),
        "year": ("Year of order", "Order year"),
        "ordered": ("Number ordered", "No. ordered"),
        "item": ("Weapon designation", "Designation"),
        "what": ("Weapon description", "Description"),
        "delivered": ("Number delivered", "Deliveries in the Year Range", "Numbers delivered"),
        "years": ("Year(s) of delivery", "Year(s) of deliveries", "Years of delivery", "Year of delivery"),
        "condition": ("status",),
        "comment": ("Comments", "Comment"),
        "tiv_unit": ("SIPRI TIV per unit", "TIV per unit"),
        "tiv_ordered": ("SIPRI TIV for total order", "TIV for total order"),
        "tiv_delivered": ("SIPRI TIV of delivered weapons", "TIV of delivered weapons"),
    },
    needed=("buyer", "seller", "year", "ordered", "item", "what", "delivered", "years", "comment"),
)
DELIVERIES = Layout(
    "trade register, a row a delivery year",
    {
        "id": ("SIPRI AT Database ID", "AT Database ID"),
        "buyer": ("Recipient",),
        "seller": ("Supplier",),
        "year": ("Order date", "Order year"),
        "year_guess": ("Order date is estimate",),
        "item": ("Designation", "Weapon designation"),
        "what": ("Description", "Weapon description"),
        "delivered": ("Numbers delivered", "Number delivered"),
        "delivered_guess": ("Numbers delivered is estimate", "Number delivered is estimate"),
        "years": ("Delivery year",),
        "years_guess": ("Delivery year is estimate",),
        "condition": ("Status",),
        "tiv_unit": ("TIV deal unit",),
        "tiv_delivered": ("TIV delivery values", "TIV delivery value"),
        "local": ("Local production",),
    },
    needed=("id", "buyer", "seller", "year", "item", "delivered", "years"),
)
GUESSED = {"year": "year_guess", "ordered": "ordered_guess", "delivered": "delivered_guess"}
GENERATED = re.compile(r"Data generated:\s*(\d{1,2} [A-Z][a-z]{2,8} \d{4})")
STATES = {
    "east germany (gdr)": "DDR", "germany (frg)": "DEU", "yemen arab republic (north yemen)": "YEM",
    "macedonia (fyrom)": "MKD", "micronesia (fsm)": "FSM",
}  # fmt: skip
NO_STATES = (
    "Abu Dhabi", "Aruba", "Biafra", "Dubai", "Hong Kong", "Katanga", "Libya GNA", "Libya GNC", "Libya HoR", "Macau",
    "Northern Cyprus", "Ras al Khaimah", "Sharjah", "Somaliland", "Western Sahara", "Puntland",
)  # fmt: skip


def flagged(found: Heading) -> Heading:
    """Return the heading with the places of the columns whose header is one blank: a ``?`` in one doubts the one before.

    >>> head = Heading(REGISTER, {"year": 0, "ordered": 2}, ("Year of order", " ", "Number ordered"), ",", 3, 1)
    >>> flagged(head).places["year_guess"], "ordered_guess" in flagged(head).places
    (1, False)
    """
    if found.layout is not REGISTER:
        return found
    places, named = dict(found.places), set(found.places.values())
    for field, guess in GUESSED.items():
        after = places.get(field, found.width) + 1
        if after < found.width and after not in named and not _other(found.header[after]):
            places[guess] = after
    return replace(found, places=places)


def _other(name: str) -> bool:
    """Tell whether a column that no field has is one of its own, not the blank one that copies rename."""
    return bool(name.strip()) and not re.fullmatch(
        r"(?i)\W{0,9}(unnamed\W{0,9}\d{0,9}|x?\.{0,9}\d{0,9}|v\d{1,9}|blank|na)\W{0,9}", name
    )


def generated(file: SourceFile) -> date | None:
    """Return the day on which the register was asked, as the lines above the header tell it."""
    match = GENERATED.search(file.head(8192).decode("latin-1"))
    for form in ("%d %b %Y", "%d %B %Y"):
        try:
            return datetime.strptime(match[1], form).date() if match else None
        except ValueError:
            continue
    return None


def party(row: TableRow, field: str, role: str, atlas: Atlas) -> Role | None:
    """Return who a side is; None where the register does not know it.

    A name with one star is no state (rebels), with two a body of states.
    """
    name = row.text(field)
    year = row.whole_or_none("year")
    bare = name.rstrip("*").strip()
    if not bare:
        raise BadCellError(field, name, "the name of a state")
    if bare.lower().startswith("unknown "):
        return None
    if name.endswith("**"):
        known = _bodies(atlas).get(bare.lower())
        return Role(role, known or f"sipri:{_slug(bare)}", "alliance", via="dataset", label=bare)
    if name.endswith("*") or bare in NO_STATES:
        return Role(role, f"org:{_slug(bare)}", "organization", via="dataset", label=bare)
    found = STATES.get(bare.lower()) or from_name(bare, year)
    if found is None:
        raise BadCellError(field, name, "the name of a state, or one with stars")
    return state(role, found)


def _bodies(atlas: Atlas) -> Mapping[str, str]:
    return {n.text.lower(): n.entity for n in atlas.names if n.kind == "alliance"}


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
