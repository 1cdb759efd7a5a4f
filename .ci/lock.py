"""Writes requirements.lock: first what the program needs, then, below a line, what its tests need besides.

One file, two parts, so that `make demo` installs the first part only. Run by `make lock`.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
HEAD = (
    "# Every version with its hashes; made by `make lock`. Above the line: the program. Below: its tests.\n"
)
LINE = "# ---- development ----\n"
UV = [str(Path(sys.executable).with_name("uv")), "pip", "compile", "--quiet", "--universal"]
UV += ["--generate-hashes", "--no-header", "--no-annotate", "--python-version", "3.11"]


def compiled(*wanted: str, under: Path | None = None) -> str:
    constraint = ["--constraint", str(under)] if under else []
    done = subprocess.run([*UV, *constraint, *wanted], cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout


def entries(text: str) -> list[str]:
    found: list[str] = []
    for line in text.splitlines(keepends=True):
        if line[:1].isalnum():
            found.append(line)
        elif found and line.strip():
            found[-1] += line
    return found


def main() -> None:
    program = compiled("pyproject.toml", ".ci/build.in")
    with tempfile.TemporaryDirectory() as folder:
        pins = Path(folder) / "program.txt"
        pins.write_text(program, encoding="utf-8")
        everything = compiled("--all-extras", "pyproject.toml", ".ci/build.in", under=pins)
    first = set(entries(program))
    rest = [entry for entry in entries(everything) if entry not in first]
    LOCK.write_text(HEAD + "".join(entries(program)) + LINE + "".join(rest), encoding="utf-8")


if __name__ == "__main__":
    main()
