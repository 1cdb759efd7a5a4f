"""The frustration index of published signed networks: time beside the solver's own, and whether it is the published one.

Run: DETENTE_REFERENCE=FOLDER .venv/bin/python benchmarks/frustration.py
"""

import csv
import json
import os
import sys
import time
from pathlib import Path

import networkx as nx
import scipy.optimize
from section import write_section

from detente.analysis.frustration import frustration

ARCS = "*arcs"


def edges_of(path):
    graphs = {}
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            name, a, b, sign = row.values()
            graphs.setdefault(name, nx.Graph()).add_edge(a, b, sign=int(sign))
    return graphs


def pajek(path):
    """Return the signed graph of a Pajek file: the sign of the sum of the signs of both directions."""
    sums, arcs = {}, False
    for line in path.read_text(encoding="latin-1").splitlines():
        if line.startswith("*"):
            arcs = line.lower().startswith((ARCS, "*edges"))
        elif arcs and line.split():
            a, b, value = line.split()[:3]
            pair = tuple(sorted((a, b)))
            sums[pair] = sums.get(pair, 0) + (float(value) > 0) - (float(value) < 0)
    return nx.Graph([(*pair, {"sign": 1 if total > 0 else -1}) for pair, total in sums.items() if total])


def networks(shared):
    reference, data = shared / "reference", shared / "data"
    told = json.loads((reference / "signed_reference_values_even_windows.json").read_text("utf-8"))
    graphs = edges_of(reference / "tribes_edges.csv")
    for path in sorted((data / "signed_cow_doreian_mrvar").glob("*.csv")):
        graphs |= edges_of(path)
    expected = {name: told[name]["frustration_L"] for name in graphs if name in told}
    values = json.loads((reference / "pajek" / "pajek_signed_frustration.json").read_text("utf-8"))["values"]
    for path in sorted((reference / "pajek").glob("*.NET")):
        key = next(k for k in (f"{path.stem}:sum_sign", f"{path.stem}:sum_value") if k in values)
        graphs[path.stem], expected[path.stem] = pajek(path), values[key][3]
    return graphs, expected


def main():
    if "DETENTE_REFERENCE" not in os.environ:
        sys.exit("DETENTE_REFERENCE names the folder with the networks")
    graphs, expected = networks(Path(os.environ["DETENTE_REFERENCE"]))
    solver, inside = scipy.optimize.milp, [0.0, 0]

    def timed(*args, **options):
        begun = time.perf_counter()
        answer = solver(*args, **options)
        inside[0] += time.perf_counter() - begun
        inside[1] += 1
        return answer

    scipy.optimize.milp = timed
    frustration(next(iter(graphs.values())))  # loads the solver
    rows, most = [], max(graph.number_of_edges() for graph in graphs.values())
    for told, status in (("the index", False), ("index and parts of the ties", True)):
        inside[:] = 0.0, 0
        begun = time.perf_counter()
        found = {name: frustration(graph, status=status, time_limit=600) for name, graph in graphs.items()}
        took = time.perf_counter() - begun
        right = sum(found[name].index == expected[name] and found[name].settled for name in expected)
        rows.append(
            f"| {told} | {took:.1f} | {inside[0]:.1f} | {took / inside[0]:.2f} | {inside[1]} | {right} of {len(expected)} |"
        )
    lines = [
        "## Frustration index", "",
        f"Made by `benchmarks/frustration.py`: {len(graphs)} published signed networks with up to {most:,} ties, each solved to",
        "proven optimality on one run.", "",
        "| what | seconds | of these in the solver | ratio | programmes | as published and proven |", "|---|---|---|---|---|---|",
        *rows,
    ]  # fmt: skip
    print("\n".join(lines))
    write_section("frustration", lines)


if __name__ == "__main__":
    main()
