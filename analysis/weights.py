"""The weights of every metric, read from one published file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..graph.errors import UsageError

PUBLISHED = Path(__file__).with_name("weights.toml")


@dataclass(frozen=True, slots=True)
class Weights:
    """What ``weights.toml`` says, table by table; the comments there name the source of each number."""

    half_life: float
    k: float
    prior: float
    level: float
    draws: int
    score_sd: float
    together: float
    k_bounds: tuple[float, float]
    threshold: float
    scores: Mapping[str, float]
    request: Mapping[str, float]
    cameo_roots: Mapping[str, float]
    modality: Mapping[str, float]
    classes: Mapping[str, float]
    obligations: Mapping[str, float]
    unlisted: float
    positive: float
    membership_status: Mapping[str, float]
    contract_status: Mapping[str, float]
    contract_kinds: Mapping[str, float]
    reference_value: float
    currency: str
    unknown_value: float
    firm: float
    alignment_level: float
    alignment_draws: int
    min_targets: int


@cache
def read_weights(path: Path = PUBLISHED) -> Weights:
    """Return the weights in a TOML file; tables or keys it leaves out keep their published value.

    Parameters
    ----------
    path : Path
        A file in the form of ``analysis/weights.toml``.

    Raises
    ------
    UsageError
        When the file cannot be read, is no TOML, or names a table or key that does not exist.

    Examples
    --------
    >>> weights = read_weights()
    >>> weights.scores["ACCUSE"], weights.request["-"], weights.half_life
    (-3.0, -5.0, 90.0)
    """
    tables = _tables(PUBLISHED)
    if path != PUBLISHED:
        for name, table in _tables(path).items():
            _overlay(tables, name, table, path)
    t, s, c, g = (tables[name] for name in ("tension", "alliances", "contracts", "alignment"))
    return Weights(
        half_life=float(t["half_life"]),
        k=float(t["k"]),
        prior=float(t["prior"]),
        level=float(t["level"]),
        draws=int(t["draws"]),
        score_sd=float(t["score_sd"]),
        together=float(t["together"]),
        k_bounds=(float(t["k_bounds"][0]), float(t["k_bounds"][1])),
        threshold=float(t["threshold"]),
        scores=_frozen(tables["scores"]),
        request=_frozen(tables["request"]),
        cameo_roots=_frozen(tables["cameo_roots"]),
        modality=_frozen(tables["modality"]),
        classes=_frozen(tables["classes"]),
        obligations=_frozen(tables["obligations"]),
        membership_status=_frozen(tables["membership_status"]),
        contract_status=_frozen(tables["contract_status"]),
        contract_kinds=_frozen(tables["contract_kinds"]),
        unlisted=float(s["unlisted"]),
        positive=float(s["positive"]),
        reference_value=float(c["reference_value"]),
        currency=str(c["currency"]),
        unknown_value=float(c["unknown_value"]),
        firm=float(c["firm"]),
        alignment_level=float(g["level"]),
        alignment_draws=int(g["draws"]),
        min_targets=int(g["min_targets"]),
    )


def _tables(path: Path) -> dict[str, dict[str, Any]]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError(
            f"{path}: the file of weights cannot be read ({error.strerror}); check the path"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path}: this is not a TOML file ({error}); start from a copy of {PUBLISHED}"
        ) from error


def _overlay(tables: dict[str, dict[str, Any]], name: str, table: object, path: Path) -> None:
    if name not in tables or not isinstance(table, dict):
        raise UsageError(f"{path}: no table of weights is called [{name}]; they are {', '.join(tables)}")
    unknown = sorted(set(table) - set(tables[name]))
    if unknown and name in ("tension", "alliances", "contracts", "alignment"):
        raise UsageError(f"{path}: [{name}] has no key {unknown[0]}; it has {', '.join(tables[name])}")
    tables[name] = {**tables[name], **table}


def _frozen(table: Mapping[str, Any]) -> Mapping[str, float]:
    return MappingProxyType({key: float(value) for key, value in table.items()})
