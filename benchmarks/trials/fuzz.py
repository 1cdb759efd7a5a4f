"""Fuzzing of the readers: changed copies of small files, with Hypothesis, and guided by coverage with Atheris.

Each reader runs in a process of its own, so that a hang or a crash of it is told and the next one begins.
A crash is an error that is not in the tree of DetenteError; a hang, too many seconds on one small file (of the
processor, or by the clock, which a busy machine stretches); a leak, more than so many megabytes on top of what the process held before that file.

    python -m trials.fuzz --seconds 3600 --out FOLDER          # all readers
    python -m trials.fuzz --reader PDF --engine atheris --seconds 60 --out FOLDER
"""

import argparse
import contextlib
import faulthandler
import io
import json
import logging
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from pathlib import Path

HANG = 60.0
SLOW = 8.0
PATIENCE = 300.0  # for a process to begin and to end
LEAK_MB = 400
LONGEST = 20_000
HERE = Path(__file__).resolve().parent
ENGINES = ("hypothesis", "atheris")


class Account:
    """What one process tried and found, written down as it goes."""

    def __init__(self, reader, out):
        self.reader, self.out = reader, out
        self.folder = Path(
            tempfile.mkdtemp(prefix="fuzz-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
        )
        self.path = self.folder / reader.file
        self.since = self.told_at = time.monotonic()
        self.tries, self.refused, self.slowest, self.found = 0, 0, 0.0, {}
        self.log = (out / f"{_plain(reader.name)}.current").open("w+b")

    def attempt(self, content):
        """Read a file with this content; note what is not as it should be."""
        from detente.graph.errors import DetenteError

        content = content[:LONGEST]
        self.path.write_bytes(content)
        self.log.seek(0)
        self.log.write(content)
        self.log.truncate()
        self.log.flush()
        before, begun = _peak(), time.process_time()
        faulthandler.dump_traceback_later(HANG, exit=True)
        try:
            with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
                self.reader.read(self.path)
        except DetenteError:
            self.refused += 1
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            self.note(_signature(error), content, traceback.format_exc())
        finally:
            faulthandler.cancel_dump_traceback_later()
        took = time.process_time() - begun
        if self.tries and took > SLOW:
            self.note(f"{SLOW:.0f} s of the processor and more for one file", content, f"{took:.1f} s")
        self.slowest = max(self.slowest, took)
        self.tries += 1
        if self.tries > 20 and _peak() - before > LEAK_MB:
            self.note(f"{_peak() - before:.0f} MB for one file", content, "")
        if time.monotonic() - self.told_at > 2:
            self.tell()

    def note(self, signature, content, told):
        """Keep the first input of each kind of failure."""
        one = self.found.setdefault(signature, {"count": 0, "input": None})
        one["count"] += 1
        if one["input"] is None:
            stem = f"{_plain(self.reader.name)}-{len(self.found)}"
            (self.out / f"{stem}.input").write_bytes(content)
            (self.out / f"{stem}.txt").write_text(signature + "\n\n" + told)
            one["input"] = f"{stem}.input"
        self.tell()

    def tell(self):
        """Write the account down."""
        self.told_at = time.monotonic()
        told = {
            "reader": self.reader.name, "tries": self.tries, "refused": self.refused, "slowest": self.slowest,
            "seconds": self.told_at - self.since, "peak_mb": _peak(), "found": self.found,
        }  # fmt: skip
        fresh = self.out / f"{_plain(self.reader.name)}.part"
        fresh.write_text(json.dumps(told))
        fresh.replace(self.out / f"{_plain(self.reader.name)}.json")


def _plain(name):
    return "".join(c if c.isalnum() else "_" for c in name)


def _peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _signature(error):
    """Return the kind of an error and where in the package it came up."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if "site-packages" not in f.filename and "/trials/" not in f.filename]
    place = own[-1] if own else frames[-1]
    return f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno} ({place.name}): {str(error)[:120]}"


def mutate(chance, content, tokens):
    """Return a copy with some changes: pieces cut, doubled, swapped, and odd tokens put in."""
    # Half of the copies keep their first line, without which a table is refused as a whole.
    head, mark, rest = content.partition(b"\n")
    kept = head + mark if rest and chance.randrange(2) else b""
    made = bytearray(content[len(kept) :])
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5, 9))):
        at = chance.randrange(len(made) + 1)
        end = min(len(made), at + chance.choice((1, 2, 4, 8, 30, 200)))
        match chance.randrange(12):
            case 0:
                del made[at:end]
            case 1:
                made[at:at] = made[at:end] * chance.choice((1, 2, 50))
            case 2 | 3:
                made[at:at] = chance.choice(tokens)
            case 4:
                made[at:end] = chance.choice(tokens)
            case 5:
                for place in range(at, end):
                    made[place] = chance.randrange(256)
            case 6 | 9 | 10 | 11:
                _cell(chance, made, tokens)
            case 7:
                del made[at:]
            case 8:
                lines = bytes(made).split(b"\n")
                chance.shuffle(lines)
                made[:] = b"\n".join(lines)
        del made[LONGEST:]
    return kept + bytes(made)


def _cell(chance, made, tokens):
    """Put a token in the place of one cell."""
    marks = [i for i, c in enumerate(made) if c in b',\t\n;:"|']
    if len(marks) > 1:
        place = chance.randrange(len(marks) - 1)
        made[marks[place] + 1 : marks[place + 1]] = chance.choice(tokens)


def by_hypothesis(account, seconds, number):
    """Try what Hypothesis draws: a seed, and the changes to it."""
    from hypothesis import HealthCheck, Phase, given, seed, settings
    from hypothesis import strategies as st
    from trials.payloads import TOKENS

    tokens = [t.encode("utf-8", "surrogatepass") for t in TOKENS]
    end = time.monotonic() + seconds
    for content in account.reader.seeds:
        account.attempt(content)
    calm = settings(
        max_examples=400,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    # Small changes that Hypothesis can reason about, and many at once from one number.
    edits = st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(tokens) | st.binary(max_size=12)),
        max_size=6,
    )
    while time.monotonic() < end:
        number += 1

        @seed(number)
        @calm
        @given(st.sampled_from(account.reader.seeds), edits, st.none() | st.integers(0, 2**40))
        def one(content, changes, chance):
            if time.monotonic() > end:
                raise KeyboardInterrupt  # the one error after which Hypothesis tries nothing more
            if chance is not None:
                account.attempt(mutate(random.Random(chance), content, tokens))
                return
            made = content
            for place, width, token in changes:
                at = int(place * len(made))
                made = made[:at] + token + made[at + width :]
            account.attempt(made)

        with contextlib.suppress(KeyboardInterrupt):
            one()
    account.tell()


def by_atheris(account, seconds, number):
    """Try what Atheris makes, guided by the lines of the package that its tries reach."""
    import atheris

    corpus = account.folder / "corpus"
    corpus.mkdir()
    for place, content in enumerate(account.reader.seeds):
        (corpus / str(place)).write_bytes(content[:LONGEST])
    from trials.payloads import TOKENS

    words = account.folder / "words"
    lines = ["".join(f"\\x{byte:02x}" for byte in t.encode("utf-8", "surrogatepass")) for t in TOKENS]
    words.write_text("".join(f'"{line}"\n' for line in lines if len(line) < 240))
    end = time.monotonic() + seconds

    def one(data):
        account.attempt(data)
        if time.monotonic() > end:
            account.tell()
            shutil.rmtree(account.folder, ignore_errors=True)
            os._exit(0)

    atheris.Setup(
        [sys.argv[0], str(corpus), f"-max_len={LONGEST}", f"-dict={words}", f"-seed={number + 1}", "-len_control=0",
         "-rss_limit_mb=6000", "-print_final_stats=0", "-verbosity=0", f"-max_total_time={int(seconds) + 5}"],
        one,
    )  # fmt: skip
    atheris.Fuzz()


def child(asked):
    """Fuzz one reader in this process."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    os.environ["OMP_NUM_THREADS"] = "1"
    if asked.engine == "atheris":
        import atheris

        with atheris.instrument_imports(include=["detente"], enable_loader_override=False):
            from trials.readers import READERS

            import_all()
    else:
        from trials.readers import READERS
    account = Account(READERS[asked.reader], asked.out)
    with contextlib.suppress(Exception):  # models and tables are loaded before anything is measured
        account.path.write_bytes(account.reader.seeds[0])
        account.reader.read(account.path)
    account.since = time.monotonic()
    {"hypothesis": by_hypothesis, "atheris": by_atheris}[asked.engine](account, asked.seconds, asked.number)
    shutil.rmtree(account.folder, ignore_errors=True)


def import_all():
    """Import what readers import only when they are called, so that it is instrumented."""
    import importlib
    import pkgutil

    import detente.loaders as rooms

    for found in pkgutil.walk_packages(rooms.__path__, "detente.loaders."):
        importlib.import_module(found.name)


def run(names, engine, seconds, out, *, number=0, quiet=True):
    """Return the accounts of readers, each in a process of its own for its share of the seconds."""
    out.mkdir(parents=True, exist_ok=True)
    accounts = []
    share = seconds / max(1, len(names))
    for name in names:
        accounts.append(_one(name, engine, share, out, number))
        if not quiet:
            print(json.dumps(accounts[-1]), flush=True)
    return accounts


def _one(name, engine, seconds, out, number):
    nothing = {"tries": 0, "refused": 0, "slowest": 0.0, "seconds": 0.0, "peak_mb": 0}
    total = {"reader": name, "engine": engine, **nothing, "found": {}}
    end = time.monotonic() + seconds
    turn = 0
    while (left := end - time.monotonic()) > 0.5 and turn < 20:
        turn += 1
        told = out / f"{_plain(name)}.json"
        told.unlink(missing_ok=True)
        begun = time.monotonic()
        command = [
            sys.executable,
            "-m",
            "trials.fuzz",
            "--reader",
            name,
            "--engine",
            engine,
            "--seconds",
            f"{left:.1f}",
        ]
        command += ["--out", str(out), "--number", str(number * 1000 + turn)]
        with (out / f"{_plain(name)}.log").open("w") as log:
            code = _ended(command, log, left + PATIENCE)
        part = json.loads(told.read_text()) if told.exists() else {**nothing, "found": {}}
        for key in ("tries", "refused", "seconds"):
            total[key] += part[key]
        for key in ("slowest", "peak_mb"):
            total[key] = max(total[key], part[key])
        for signature, one in part["found"].items():
            total["found"].setdefault(signature, {"count": 0, "input": one["input"]})["count"] += one["count"]
        if code:
            tail = (out / f"{_plain(name)}.log").read_text(errors="replace").strip().splitlines()
            hung = any("Timeout (" in line for line in tail)
            kept = out / f"{_plain(name)}-ended-{turn}.input"
            last = out / f"{_plain(name)}.current"
            kept.write_bytes(last.read_bytes() if last.exists() else b"")
            where = next(
                (line.strip() for line in tail if "/detente/" in line or f"{HERE.parent.parent}/" in line),
                tail[-1] if tail else "",
            )
            what = f"more than {HANG:.0f} s" if hung else f"the process ended with {code}"
            total["found"].setdefault(f"{what}: {where[:160]}", {"count": 0, "input": kept.name})[
                "count"
            ] += 1
            shutil.copyfile(out / f"{_plain(name)}.log", kept.with_suffix(".txt"))
            if time.monotonic() - begun < 3 and not part["tries"]:
                break
    return total


def _ended(command, log, seconds):
    """Run a process and return its exit code; 0 for one that a busy machine kept from its end."""
    try:
        return subprocess.run(
            command, cwd=HERE.parent, stdout=log, stderr=log, check=False, timeout=seconds
        ).returncode
    except subprocess.TimeoutExpired:
        return 0  # a hang on one input ends the process itself, long before


def main():
    """Fuzz one reader in this process, or all of them each in its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--reader", help="one reader, in this process")
    parser.add_argument("--only", help="some readers, with commas")
    parser.add_argument("--engine", choices=ENGINES, default="hypothesis")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--number", type=int, default=0, help="another number gives other tries")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    if asked.reader:
        child(asked)
        return
    from trials.readers import READERS

    names = asked.only.split(",") if asked.only else list(READERS)
    accounts = run(names, asked.engine, asked.seconds, asked.out, number=asked.number, quiet=False)
    (asked.out / "accounts.json").write_text(json.dumps(accounts, indent=1))


if __name__ == "__main__":
    main()
