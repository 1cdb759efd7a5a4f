"""Builds the wheel and the source archive into dist/, the same bytes wherever and whenever; run by `make dist`.

    python .ci/dist.py [FOLDER]

The package is copied to a folder of its own with plain modes and one time, setuptools builds the source
archive from it, the archive is packed again in a fixed order, and the wheel is built from the archive. The time is
SOURCE_DATE_EPOCH, else that of the last commit. What is built is checked: the very files of the
package and no others, and metadata that are valid.
"""

import gzip
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from pathlib import Path

from packaging.metadata import Metadata

ROOT = Path(__file__).resolve().parent.parent
BESIDE = ("pyproject.toml", "MANIFEST.in", "README.md", "CHANGELOG.md", "SECURITY.md", "LICENSE")
MADE = {"PKG-INFO", "setup.cfg"}
BUILD = "import sys; from setuptools import build_meta as b; print(getattr(b, sys.argv[1])(sys.argv[2]))"


def epoch():
    """Return the time that everything is dated with."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    if told:
        return int(told)
    last = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return int(last.stdout)


def package_files():
    """Return the files of the package, as paths under the tree: what its rooms hold, and two at the top."""
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    rooms = sorted({name.split(".")[1] for name in listed["packages"] if "." in name})
    inside = [
        path.relative_to(ROOT)
        for room in rooms
        for path in sorted((ROOT / room).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    ]
    return [Path("__init__.py"), Path("py.typed"), *inside]


def lay_out(folder, when):
    """Copy the package and what builds it, with plain modes and one time."""
    for path in (*map(Path, BESIDE), *package_files()):
        to = folder / path
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, to)
    plain(folder, when)


def plain(folder, when):
    """Give everything in a folder plain modes and one time."""
    for path in (*folder.rglob("*"), folder):
        path.chmod(0o755 if path.is_dir() else 0o644)
        os.utime(path, (when, when))


def build(kind, source, out, when):
    """Run one hook of the builder and return the file that it made."""
    out.mkdir(exist_ok=True)
    environ = {**os.environ, "SOURCE_DATE_EPOCH": str(when), "PYTHONHASHSEED": "0"}
    before = set(out.iterdir())
    done = subprocess.run(
        [sys.executable, "-c", BUILD, f"build_{kind}", str(out)],
        cwd=source, env=environ, capture_output=True, text=True, umask=0o022,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"setuptools could not build the {kind}:\n{done.stdout}\n{done.stderr}")
    (made,) = set(out.iterdir()) - before
    return made


def pack_again(archive, when):
    """Write a source archive anew: names in order, one time, no owner, no time in its head."""
    with tarfile.open(archive) as old:
        held = [(m, old.extractfile(m).read()) for m in old.getmembers() if m.isfile()]
    bare = io.BytesIO()
    with tarfile.open(fileobj=bare, mode="w", format=tarfile.USTAR_FORMAT) as new:
        for member, content in sorted(held, key=lambda pair: pair[0].name):
            info = tarfile.TarInfo(member.name)
            info.size, info.mtime, info.mode = len(content), when, 0o644
            new.addfile(info, io.BytesIO(content))
    with archive.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=when) as packed:
        packed.write(bare.getvalue())


def make(out, when=None):
    """Build both into a folder and return their paths: (wheel, archive)."""
    when = epoch() if when is None else when
    out.mkdir(parents=True, exist_ok=True)
    for old in (*out.glob("detente-*.whl"), *out.glob("detente-*.tar.gz")):
        old.unlink()
    with tempfile.TemporaryDirectory() as place:
        lay_out(Path(place) / "tree", when)
        archive = build("sdist", Path(place) / "tree", out, when)
        pack_again(archive, when)
        with tarfile.open(archive) as packed:
            packed.extractall(Path(place) / "unpacked", filter="data")
        (source,) = (Path(place) / "unpacked").iterdir()
        plain(source, when)
        wheel = build("wheel", source, out, when)
    return wheel, archive


def faults(wheel, archive):
    """Return what is wrong with what was built."""
    wanted = {path.as_posix() for path in package_files()}
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
        told = next(name for name in names if name.endswith(".dist-info/METADATA"))
        metadata = packed.read(told)
    inside = {name.removeprefix("detente/") for name in names if name.startswith("detente/")}
    strange = {name for name in names if not name.startswith(("detente/", "detente-"))}
    with tarfile.open(archive) as packed:
        held = {name.partition("/")[2] for name in packed.getnames()}
    held = {name for name in held if not name.startswith("detente.egg-info/")}
    found = [f"the wheel lacks {name}" for name in sorted(wanted - inside)]
    found += [f"the wheel should not hold {name}" for name in sorted((inside - wanted) | strange)]
    beside = {*BESIDE, *MADE}
    found += [f"the archive lacks {name}" for name in sorted((wanted | beside) - held)]
    found += [f"the archive should not hold {name}" for name in sorted(held - wanted - beside)]
    try:
        Metadata.from_email(metadata, validate=True)
    except ExceptionGroup as errors:
        found += [f"metadata: {error}" for error in errors.exceptions]
    return found


def main():
    """Build, check and tell the hashes."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist"
    made = make(out)
    for path in made:
        print(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path}")
    wrong = faults(*made)
    print("\n".join(wrong) or "the files of the package and no others; metadata are valid")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
