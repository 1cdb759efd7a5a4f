"""The cost of every regular expression of the package on text made against it, by the length of the text.

Patterns are found in the loaded modules and in the source; a text repeats what a repeated part of the pattern
matches, and ends in what it cannot go on with. The ratio of cost to length stays near 1 where it is linear.
"""

import ast
import importlib
import pkgutil
import re
import signal
import string
import time
import types
import warnings
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from re import _constants as sre
from re import _parser as parser

import detente

ROOT = Path(detente.__file__).resolve().parent
ROOMS = ("graph", "atlas", "loaders", "queries", "analysis", "views", "app")
SEARCHING = {"search", "findall", "finditer", "sub", "subn", "split"}
CATEGORIES = {
    sre.CATEGORY_DIGIT: "7", sre.CATEGORY_SPACE: " ", sre.CATEGORY_WORD: "a",
    sre.CATEGORY_NOT_DIGIT: "a", sre.CATEGORY_NOT_SPACE: "a", sre.CATEGORY_NOT_WORD: "!",
}  # fmt: skip
ALPHABET = string.ascii_letters + string.digits + " .,;:-_'\"!?()[]<>/&%$@#*+=\n\t“”’–é\x00"
ENDS = ("\x00", "a")
SCREEN, LIMIT = 3_000, 2.0


class TooSlowError(Exception):
    """One try took longer than it may."""


@dataclass(frozen=True)
class Use:
    """One pattern, where it stands, and whether it looks for a place to begin."""

    where: str
    pattern: re.Pattern
    searches: bool


@dataclass(frozen=True)
class Cost:
    """The text on which a pattern grew most, the seconds it took by length, and the growth from the middle to the last."""

    use: Use
    pump: str
    seconds: tuple[float, ...]
    growth: float


def modules():
    """Return all modules of the package, loaded."""
    found = [detente]
    for room in ROOMS:
        package = importlib.import_module(f"detente.{room}")
        names = [m.name for m in pkgutil.walk_packages(package.__path__, f"detente.{room}.")]
        found += [package, *(importlib.import_module(name) for name in names)]
    return found


def uses():
    """Return every pattern of the package once."""
    found = {}
    for module in modules():
        path = Path(module.__file__)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        ways = _ways(tree)
        for name, value in vars(module).items():
            for pattern in _patterns(value, 0):
                searches = bool(SEARCHING & ways.get(name, SEARCHING))
                _add(found, Use(f"{path.relative_to(ROOT)}:{name}", pattern, searches))
        for node in ast.walk(tree):
            if inline := _inline(node):
                _add(found, Use(f"{path.relative_to(ROOT)}:{node.lineno}", *inline))
    return list(found.values())


def _add(found, use):
    """Keep a pattern once; where any use of it searches, it does."""
    key = (use.pattern.pattern, use.pattern.flags)
    if key not in found or (use.searches and not found[key].searches):
        found[key] = use


def _patterns(value, depth):
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
        else:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                yield re.compile(value.pattern.decode("latin-1"), value.flags & ~re.UNICODE | re.ASCII)
    elif depth < 3 and isinstance(value, list | tuple | set | frozenset):
        for one in list(value)[:500]:
            yield from _patterns(one, depth + 1)
    elif depth < 3 and isinstance(value, dict):
        for one in list(value.values())[:500]:
            yield from _patterns(one, depth + 1)
    elif depth < 3 and is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from _patterns(getattr(value, one.name, None), depth + 1)
    elif depth < 3 and isinstance(value, types.FunctionType) and hasattr(value, "__wrapped__"):
        return


def _ways(tree):
    """Return, by the name of a pattern, the methods that its module calls on it."""
    ways = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            ways.setdefault(node.value.id, set()).add(node.attr)
    return {name: told for name, told in ways.items() if told & (SEARCHING | {"match", "fullmatch"})}


def _inline(node):
    """Return the pattern of a call such as re.sub("...", ...), and whether it searches."""
    if not (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
    ):
        return None
    if (
        node.func.value.id != "re"
        or node.func.attr not in SEARCHING | {"match", "fullmatch"}
        or not node.args
    ):
        return None
    given = node.args[0]
    if not (isinstance(given, ast.Constant) and isinstance(given.value, str)):
        return None
    flags = sum(
        getattr(re, n.attr) for a in (*node.args[1:], *(k.value for k in node.keywords)) for n in ast.walk(a)
        if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name) and n.value.id == "re" and n.attr.isupper()
    )  # fmt: skip
    return re.compile(given.value, flags), node.func.attr in SEARCHING


def pumps(pattern):
    """Return short texts to repeat: what each repeated part matches, with what stands before it, and single letters."""
    tree = parser.parse(
        pattern.pattern, pattern.flags & ~re.TEMPLATE if hasattr(re, "TEMPLATE") else pattern.flags
    )
    found = []
    _walk(list(tree), "", found)
    letters = sorted(set("".join(unit for _, unit in found)))[:8] or ["a", " "]
    found += [("", letter) for letter in (*letters, *" a.,\n")]
    found += [("", (before + unit)[:60]) for before, unit in found[:12] if before]
    found.append(("", _sample(list(tree))[:80] or "a"))
    return list(dict.fromkeys((before, unit) for before, unit in found if unit))


def _walk(items, before, found):
    for place, (op, value) in enumerate(items):
        so_far = (before + _sample(items[:place]))[-80:]
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            body = list(value[2])
            if value[1] > 8:
                found += [(so_far, unit) for unit in _variants(body)]
            _walk(body, so_far, found)
        elif op is sre.SUBPATTERN:
            _walk(list(value[3]), so_far, found)
        elif op is sre.ATOMIC_GROUP:
            _walk(list(value), so_far, found)
        elif op is sre.BRANCH:
            for one in value[1]:
                _walk(list(one), so_far, found)
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            _walk(list(value[1]), so_far, found)


def _variants(items):
    """Return some samples of a part: each of its branches, or one."""
    if len(items) == 1 and items[0][0] is sre.BRANCH:
        return [s for s in (_sample(list(one)) for one in items[0][1][1][:4]) if s]
    if len(items) == 1 and items[0][0] is sre.IN:
        return _members(items[0][1])[:4]
    told = _sample(items)
    return [told] if told else []


def _sample(items):
    """Return a short text that the items match, about."""
    made = ""
    for op, value in items:
        if op is sre.LITERAL:
            made += chr(value)
        elif op is sre.NOT_LITERAL:
            made += "a" if value != ord("a") else "b"
        elif op is sre.ANY:
            made += "a"
        elif op is sre.IN:
            made += (_members(value) or ["a"])[0]
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            made += _sample(list(value[2])) * min(max(value[0], 1 if value[1] else 0), 6)
        elif op is sre.SUBPATTERN:
            made += _sample(list(value[3]))
        elif op is sre.ATOMIC_GROUP:
            made += _sample(list(value))
        elif op is sre.BRANCH:
            made += _sample(list(value[1][0]))
    return made


def _members(told):
    """Return some letters of a class."""
    negated = bool(told) and told[0][0] is sre.NEGATE
    inside = set()
    for op, value in told:
        if op is sre.LITERAL:
            inside.add(chr(value))
        elif op is sre.RANGE:
            inside |= {chr(value[0]), chr(value[1]), chr((value[0] + value[1]) // 2)}
            inside |= {c for c in ALPHABET if value[0] <= ord(c) <= value[1]}
        elif op is sre.CATEGORY and not negated:
            inside.add(CATEGORIES.get(value, "a"))
        elif op is sre.CATEGORY:
            inside |= {c for c in ALPHABET if _in_category(value, c)}
    return [c for c in ALPHABET if c not in inside][:4] if negated else sorted(inside)[:4]


def _in_category(category, letter):
    return {
        sre.CATEGORY_DIGIT: letter.isdigit(), sre.CATEGORY_SPACE: letter.isspace(),
        sre.CATEGORY_WORD: letter.isalnum() or letter == "_", sre.CATEGORY_NOT_DIGIT: not letter.isdigit(),
        sre.CATEGORY_NOT_SPACE: not letter.isspace(), sre.CATEGORY_NOT_WORD: not (letter.isalnum() or letter == "_"),
    }.get(category, False)  # fmt: skip


@contextmanager
def bounded(seconds):
    """Stop a search that goes on too long; the engine looks for signals as it searches."""

    def stop(number, frame):
        raise TooSlowError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def seconds(use, text):
    """Return the time of a pattern on a text, or the limit where it is over; the clock of the processor ticks too slowly."""
    begun = time.perf_counter()
    try:
        with bounded(LIMIT):
            if use.searches:
                for _ in use.pattern.finditer(text):
                    pass
            else:
                use.pattern.match(text)
                use.pattern.fullmatch(text)
    except TooSlowError:
        return LIMIT
    return time.perf_counter() - begun


def made(before, unit, end, size):
    """Return a text of a size that repeats a unit."""
    return before + (unit * (size // len(unit) + 1))[:size] + end


def worst(use, sizes):
    """Return the cost, at each size, of the text that a pattern is slowest on among those made against it."""
    tried = [(before, unit, end) for before, unit in pumps(use.pattern) for end in ENDS]
    slowest = max(tried, key=lambda one: seconds(use, made(*one, SCREEN)))
    took = []
    for size in sizes:
        text = made(*slowest, size)
        took.append(min(seconds(use, text) for _ in range(3 if not took or took[-1] < 0.05 else 1)))
        if took[-1] >= LIMIT:
            break
    # What is done in a moment tells of the clock, not of the pattern.
    growth = took[-1] / max(took[-2], 5e-4) if len(took) > 1 else float("inf")
    before, unit, end = slowest
    return Cost(use, f"{before[-20:]} … {unit[:40]} … {end}", tuple(took), growth)
