"""What a metric returns: a value with its interval, its size, its status and its contributions by fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .leave_out import LeftOut

NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Contribution:
    """The additive part of one fact in a score."""

    fact: str
    value: float


@dataclass(frozen=True, slots=True)
class DyadTension:
    """Tension of a dyad in [-1, 1] (positive is hostile); ``prior`` plus the contributions sum to ``value``.

    ``value_half`` and ``value_double`` are the value at half and at twice the half-life. ``status`` is
    ``ok``, ``prior_only`` or a reason code. ``undated`` counts the facts left out for want of a date,
    ``reported`` those that were dated by their report. ``stories`` is the number of story clusters and
    ``interval`` how the 90 % interval was made: ``bayesian_bootstrap`` over them, with the prior as one of
    them, or ``normal``, the same without draws, when there are fewer than two. ``n`` counts facts with a positive weight; hostility, cooperation and volume are
    sums of weights times scores (0 to 10 each), not shares.
    """

    a: str
    b: str
    value: float
    lo: float
    hi: float
    n: int
    n_eff: float
    prior_share: float
    volume: float
    hostility: float
    cooperation: float
    ambivalence: float
    status: str
    prior: float
    value_half: float
    value_double: float
    undated: int
    contributions: tuple[Contribution, ...]
    directed: bool = False
    as_of: date | None = None
    known_by: date | None = None
    half_life: float = NAN
    k: float = NAN
    stories: int = 0
    reported: int = 0
    interval: str = "bayesian_bootstrap"


@dataclass(frozen=True, slots=True)
class DyadAlignment:
    """Alignment of a dyad in [-1, 1]; NaN has its reason in ``status``.

    ``base``, the contributions (facts of articles) and the prior contributions (facts of the atlas) sum
    to ``value``. ``n`` counts the targets that ``metric`` looks at. ``left_out`` tells, where it was asked for,
    between which bounds the value moves when one of them is left out.
    """

    a: str
    b: str
    value: float
    lo: float
    hi: float
    n: int
    status: str
    base: float
    contributions: tuple[Contribution, ...]
    prior_contributions: tuple[Contribution, ...] = ()
    metric: str = "s_known"
    as_of: date | None = None
    known_by: date | None = None
    left_out: LeftOut | None = None


@dataclass(frozen=True, slots=True)
class PressureTerm:
    """One triad of cross-pressure: the state, a supplier, an ally that is at odds with the supplier.

    The three fact lists are what the articles said; ``prior_facts`` are the dated facts of the atlas.
    ``contracts`` shares the value out over the contracts behind it.
    """

    supplier: str
    ally: str
    value: float
    contract_share: float
    commitment: float
    rivalry: float
    weight: float
    alliance_facts: tuple[str, ...]
    rivalry_facts: tuple[str, ...]
    contract_facts: tuple[str, ...]
    prior_facts: tuple[str, ...]
    contracts: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class StatePressure:
    """Contract cross-pressure on a state in [0, 1]; the terms sum to ``value``.

    ``status`` is ``ok``, ``no_allies`` or ``no_contracts``; ``allies`` counts the allies that were looked at.
    ``lo`` and ``hi`` are the 90 % interval (NaN without contracts or allies, or if none was asked for).
    """

    state: str
    value: float
    status: str
    terms: tuple[PressureTerm, ...]
    allies: int = 0
    as_of: date | None = None
    known_by: date | None = None
    lo: float = NAN
    hi: float = NAN


@dataclass(frozen=True, slots=True)
class FrustratedEdge:
    """A tie that must change for balance: in ``all`` of the smallest solutions, or in ``some``."""

    source: str
    target: str
    sign: int
    when: str


@dataclass(frozen=True, slots=True)
class Frustration:
    """The least number of ties to remove for balance; ``lo`` is the proven bound when time ran out.

    ``normalised`` is 1 - 2 L / m. ``status`` is ``ok``, ``no_edges`` or ``time_limit``. Where ``settled`` is
    False, time ran out over the parts of the ties: those of one split are then listed as ``some``.
    """

    index: float
    normalised: float
    lo: float
    status: str
    solution: tuple[FrustratedEdge, ...] = ()
    settled: bool = True


@dataclass(frozen=True, slots=True)
class Balance:
    """Signed triad balance of the network at a date.

    ``ppp``, ``ppn``, ``pnn`` and ``nnn`` count the triads with none, one, two and three negative ties;
    ``triads`` lists the unbalanced ones as (a, b, c, number of negative ties). ``walk_balance``,
    ``algebraic_conflict`` (largest component) and ``frustration`` are NaN or None without ties;
    ``node_balance`` is the walk balance of each node.
    """

    as_of: date | None
    nodes: int
    edges: int
    negative: int
    ppp: int
    ppn: int
    pnn: int
    nnn: int
    triangle_balance: float
    status: str
    triads: tuple[tuple[str, str, str, int], ...] = ()
    walk_balance: float = NAN
    algebraic_conflict: float = NAN
    frustration: Frustration | None = None
    node_balance: tuple[tuple[str, float], ...] = ()
