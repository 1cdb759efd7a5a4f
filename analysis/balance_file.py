"""A signed network from a table of ties: CSV, TSV or the like, with or without a header."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import networkx as nx

from ..graph.errors import InputRejected, UsageError

ENDS = (
    ("source", "target"), ("from", "to"), ("i", "j"), ("a", "b"), ("node1", "node2"), ("u", "v"),
    ("state1", "state2"), ("statea", "stateb"), ("ccode1", "ccode2"), ("ego", "alter"),
)  # fmt: skip
SIGNS = ("sign", "weight", "w", "value", "polarity", "tie")
WORDS = {"+": 1.0, "-": -1.0, "−": -1.0, "pos": 1.0, "neg": -1.0, "positive": 1.0, "negative": -1.0}
DELIMITERS = ",;\t| "


def read_signed_edges(path: Path, *, where: Mapping[str, str] | None = None) -> nx.Graph:
    """Return the signed network that a table of ties tells of.

    The columns are ``source``, ``target`` and ``sign`` or ``weight`` (or other usual names, see ``ENDS`` and
    ``SIGNS``), in any order; without a header the first three columns are taken. A sign is a number or one
    of +, -, positive, negative.

    Parameters
    ----------
    path : Path
        Comma, semicolon, tab, bar or space separated, UTF-8; lines that begin with # are skipped.
    where : mapping of str to str, optional
        Only rows with these values, for a table that holds several networks.

    Returns
    -------
    Graph
        Edges have ``sign`` (1 or -1) and ``weight`` (the mean absolute weight). ``graph.graph["notes"]`` counts
        ``loops`` (ties of a node to itself), ``zeros``, ``merged`` (further lines of a pair) and ``cancelled``
        (pairs whose lines sum to zero).

    Notes
    -----
    Lines of the same pair, in either direction, are summed; the sign of the sum is the sign of the tie.

    Raises
    ------
    InputRejected
        Where a line cannot be read, with file and line.
    """
    sums: dict[tuple[str, str], list[float]] = {}
    notes = {"loops": 0, "zeros": 0, "merged": 0, "cancelled": 0}
    nodes: dict[str, None] = {}
    for a, b, value in _rows(path, where or {}):
        nodes |= {a: None, b: None}
        if a == b:
            notes["loops"] += 1
        elif value == 0:
            notes["zeros"] += 1
        else:
            sums.setdefault((min(a, b), max(a, b)), []).append(value)
    graph = nx.Graph(notes=notes)
    graph.add_nodes_from(sorted(nodes))
    for (a, b), values in sorted(sums.items()):
        total = math.fsum(values)
        notes["merged"] += len(values) - 1
        if total == 0:
            notes["cancelled"] += 1
        else:
            graph.add_edge(a, b, sign=1 if total > 0 else -1, weight=abs(total) / len(values))
    return graph


def _rows(path: Path, where: Mapping[str, str]) -> Iterator[tuple[str, str, float]]:
    lines = _lines(path)
    if not lines:
        raise InputRejected(f"{path}: no ties in it; needed are the columns source, target, sign")
    table = [(number, cells) for number, cells in _split(lines)]
    first = table[0][1]
    header = [cell.strip().lower() for cell in first]
    if _is_header(first):
        places = _places(path, table[0][0], header)
        table = table[1:]
    else:
        places, header = (0, 1, 2), []
    chosen = _chosen(path, header, where)
    if header and not where:
        _refuse_several(path, header, places, table)
    for number, cells in table:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) <= max((*places, *chosen)):
            raise InputRejected(f"{path}:{number}: {len(cells)} cells; source, target and sign are needed")
        if any(cells[column].strip() != value for column, value in chosen.items()):
            continue
        a, b = (cells[k].strip() for k in places[:2])
        if not a or not b:
            raise InputRejected(f"{path}:{number}: a tie without {'source' if not a else 'target'}")
        yield a, b, _value(path, number, cells[places[2]].strip())


def _lines(path: Path) -> list[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise UsageError(f"{path}: no such file") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputRejected(f"{path}: not a table in UTF-8 ({error})") from error
    numbered = enumerate(text.splitlines(), 1)
    return [(number, line) for number, line in numbered if line.strip() and not line.startswith("#")]


def _split(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each line, divided by what divides the first line into most."""
    first = lines[0][1]
    mark = max(
        DELIMITERS, key=lambda c: (len(next(csv.reader([first], delimiter=c))) >= 3, -DELIMITERS.index(c))
    )
    for number, line in lines:
        yield number, next(csv.reader([line], delimiter=mark, skipinitialspace=True))


def _is_header(cells: Sequence[str]) -> bool:
    words = {cell.strip().lower() for cell in cells}
    if words & set(SIGNS):
        return True
    return len(cells) >= 3 and _number(cells[2].strip()) is None


def _places(path: Path, line: int, header: Sequence[str]) -> tuple[int, int, int]:
    ends = next((pair for pair in ENDS if set(pair) <= set(header)), None)
    sign = next((name for name in SIGNS if name in header), None)
    if ends is None or sign is None:
        missing = "source and target" if ends is None else "sign or weight"
        raise InputRejected(f"{path}:{line}: no columns {missing}; found: {', '.join(header)}")
    return header.index(ends[0]), header.index(ends[1]), header.index(sign)


def _chosen(path: Path, header: Sequence[str], where: Mapping[str, str]) -> dict[int, str]:
    for name in where:
        if name.lower() not in header:
            raise UsageError(f"{path}: no column {name!r}; found: {', '.join(header) or 'no header'}")
    return {header.index(name.lower()): value for name, value in where.items()}


def _refuse_several(
    path: Path, header: Sequence[str], places: tuple[int, int, int], table: Sequence[tuple[int, list[str]]]
) -> None:
    """Refuse a table in which another column tells several networks apart: mixing them would be wrong in silence."""
    for column in ("period", "network", "window", "year", "id", "layer", "graph"):
        if column in header and header.index(column) not in places:
            at = header.index(column)
            found = list(dict.fromkeys(cells[at].strip() for _, cells in table if len(cells) > at))
            pairs = [tuple(cells[k] for k in places[:2]) for _, cells in table if len(cells) > max(places)]
            numbered = column == "id" and len(found) == len(table)
            if len(found) > 1 and not numbered and len(set(pairs)) < len(pairs):
                told = ", ".join(found[:8]) + (", ..." if len(found) > 8 else "")
                raise UsageError(
                    f"{path}: the column {column!r} holds {len(found)} networks ({told}); choose one: "
                    f"--where {column}={found[0]}"
                )


def _value(path: Path, line: int, text: str) -> float:
    number = _number(text)
    if number is None:
        raise InputRejected(
            f"{path}:{line}: {text!r} is no sign; it takes a number, + or -, positive or negative"
        )
    return number


def _number(text: str) -> float | None:
    if text.lower() in WORDS:
        return WORDS[text.lower()]
    try:
        number = float(text.replace("−", "-"))
    except ValueError:
        return None
    return number if math.isfinite(number) else None
