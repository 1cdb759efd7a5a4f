"""Checks the licence of every package in requirements.lock and writes docs/licences.md.

    python .ci/licences.py [--write]

What a package says of itself (License-Expression, License, classifiers) is read from its installed metadata and
brought to SPDX. A licence that is not in ALLOWED or WEAK is an error; so is a package that says nothing
that is understood. STRONG copyleft may stand below the line of the lock only, in the packages named here.
"""

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from license_expression import AND, OR, Licensing

ROOT = Path(__file__).resolve().parent.parent
LOCK, PAGE = ROOT / "requirements.lock", ROOT / "docs" / "licences.md"
ENTRY = re.compile(r"^([A-Za-z0-9._-]+)==([^\s\\;]+)[ ]*(?:;[ ]*(.*?))?[ ]*\\$", re.MULTILINE)

ALLOWED = {
    "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "AFL-2.1", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0",
    "CNRI-Python", "ISC", "LicenseRef-BSD", "LicenseRef-Matplotlib", "MIT", "MIT-0", "MIT-CMU", "PSF-2.0",
    "Python-2.0", "Zlib",
}  # fmt: skip
# Of the file or of the library only: what merely uses it keeps its own licence.
WEAK = {"GPL-2.0-only WITH Classpath-exception-2.0", "MPL-1.1", "MPL-2.0"}
STRONG = {"GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-or-later", "LGPL-2.1-or-later"}
# Strong ones that are installed on demand only: an extra of the user's choice, and the tests of it.
ON_DEMAND = {"igraph": "extra `leiden`", "leidenalg": "extra `leiden`"}

# As packages write it in their License field or classifier, and what it is called in SPDX.
SPELT = {
    "Apache 2.0": "Apache-2.0", "Apache License": "Apache-2.0", "Apache Software License": "Apache-2.0",
    "BSD": "LicenseRef-BSD", "BSD License": "LicenseRef-BSD", "BSD 3-Clause License": "BSD-3-Clause",
    "BSD 2-Clause License": "BSD-2-Clause", "The BSD 2-Clause License": "BSD-2-Clause", "MIT License": "MIT",
    "MIT license": "MIT", "ISC license": "ISC", "ISC License": "ISC", "ISC License (ISCL)": "ISC", "PSFL": "PSF-2.0",
    "Python Software Foundation License": "PSF-2.0", "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}  # fmt: skip

# Where the metadata say too little or nothing, or the package is not for this machine: licence, and how it is known.
TOLD = {
    "appnope": ("BSD-2-Clause", "macOS only; metadata of its wheel"),
    "arcadedb-embedded": (
        "Apache-2.0 AND GPL-2.0-only WITH Classpath-exception-2.0",
        "its wheel holds a Java runtime (OpenJDK: GPL 2 with the Classpath exception, which leaves programs that "
        "run on it free) and Java libraries, whose own terms stand in them",
    ),
    "axe-playwright-python": (
        "MIT AND MPL-2.0",
        "its licence file; it holds axe-core, under the MPL",
    ),
    "cffi": ("MIT-0", "PyPy only; metadata of its wheel"),
    "colorama": ("BSD-3-Clause", "Windows only; its licence file"),
    "igraph": ("GPL-2.0-or-later", "its licence file"),
    "matplotlib": (
        "LicenseRef-Matplotlib",
        "its licence file: like the PSF's; with fonts and maps of colours",
    ),
    "pycparser": ("BSD-3-Clause", "PyPy only; metadata of its wheel"),
}


def entries(text):
    """Return name → versions of one part of the lock."""
    found = {}
    for name, version, _ in ENTRY.findall(text):
        found.setdefault(name, []).append(version)
    return found


def told_by(data):
    """Return what metadata say: an SPDX expression, or None."""
    if data.get("License-Expression"):
        return data["License-Expression"]
    stated = (data.get("License") or "").strip()
    classes = [
        c.rpartition(" :: ")[2] for c in data.get_all("Classifier") or [] if c.startswith("License ::")
    ]
    known = [SPELT.get(name, name) for name in (stated, *classes) if name != "DFSG approved"]
    named = [one for one in known if judged(one) != "unknown"]
    exact = [one for one in named if one != "LicenseRef-BSD"]
    return (exact or named or [None])[0]


def judged(expression):
    """Return allowed, weak, strong or unknown: of alternatives the best, of joint terms the worst."""
    order = ("allowed", "weak", "strong", "unknown")
    try:
        parsed = Licensing().parse(expression, validate=False)
    except Exception:  # whatever a package wrote: not an expression, so not known
        return "unknown"
    if parsed is None:
        return "unknown"

    def walk(term):
        if isinstance(term, OR):
            return min((walk(part) for part in term.args), key=order.index)
        if isinstance(term, AND):
            return max((walk(part) for part in term.args), key=order.index)
        name = str(term)
        kinds = (("allowed", ALLOWED), ("weak", WEAK), ("strong", STRONG))
        return next((kind for kind, names in kinds if name in names), "unknown")

    return walk(parsed)


def licence_of(name, read=metadata):
    """Return the licence of a package and what is known about it beyond its metadata."""
    if name in TOLD:
        return TOLD[name]
    try:
        return told_by(read(name)), ""
    except PackageNotFoundError:
        return None, "not installed here"


def survey(text, read=metadata):
    """Return a row a package (part, name, versions, licence, kind, note) and what is wrong."""
    program, _, tests = text.partition("# ---- development ----")
    rows, wrong = [], []
    for part, named in (("program", entries(program)), ("tests", entries(tests))):
        for name, versions in sorted(named.items()):
            licence, note = licence_of(name, read)
            kind = judged(licence) if licence else "unknown"
            rows.append((part, name, versions, licence, kind, ON_DEMAND.get(name, note)))
            if kind == "unknown":
                wrong.append(
                    f"{name}: its licence is not known or not allowed: {licence or note or 'none told'}"
                )
            elif kind == "strong" and (part == "program" or name not in ON_DEMAND):
                wrong.append(f"{name}: {licence} may not be among what the {part} needs")
    return rows, wrong


def page(rows):
    """Return docs/licences.md."""
    lines = [
        "# Licences of what detente uses",
        "",
        "Made by `python .ci/licences.py --write` from `requirements.lock` and the metadata of the packages; `make",
        "test` fails where it is not fresh, or a licence is unknown or not on the list. detente itself is under the",
        "[Apache License 2.0](../LICENSE). None of these packages is part of its wheel: pip fetches them from their",
        "own publishers. Of licences to choose from (`OR`) the freest is taken.",
        "",
    ]
    heads = {"program": "What the program needs", "tests": "What its extras and tests need besides"}
    for part, head in heads.items():
        own = [row for row in rows if row[0] == part]
        counts = {kind: sum(row[4] == kind for row in own) for kind in ("allowed", "weak", "strong")}
        told = f"{len(own)} packages: {counts['allowed']} permissive, {counts['weak']} weak copyleft"
        lines += [f"## {head}", "", told + f", {counts['strong']} strong copyleft.", ""]
        for kind, title in (("weak", "Weak copyleft"), ("strong", "Strong copyleft")):
            named = [f"{row[1]} ({row[3]})" for row in own if row[4] == kind]
            if named:
                lines += [f"- {title}: {', '.join(named)}."]
        if counts["strong"]:
            lines += [
                "",
                "igraph and leidenalg are under the GPL. The program runs without them and never installs them of "
                "itself: whoever installs the extra `leiden` and passes the whole on does so under the GPL.",
            ]
        lines += ["", "| package | version | licence | note |", "|---|---|---|---|"]
        lines += [f"| {n} | {', '.join(v)} | {licence} | {note} |" for _, n, v, licence, _, note in own]
        lines += [""]
    return "\n".join(lines).rstrip() + "\n"


def main():
    """Check, and write the page where asked."""
    rows, wrong = survey(LOCK.read_text(encoding="utf-8"))
    print("\n".join(wrong) or f"{len(rows)} packages, every licence is on the list")
    if "--write" in sys.argv[1:] and not wrong:
        PAGE.write_text(page(rows), encoding="utf-8")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
