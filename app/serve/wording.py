"""Looks at a Cypher statement of the user before it runs: it may only read what is in the graph.

A server refuses to write in a reading transaction, and the store undoes what the embedded engine did. But a
statement could still read a file or an address (LOAD CSV), call a procedure, make a label, or change users;
so only clauses that read are let through.
"""

from __future__ import annotations

import re
import unicodedata

from ...graph.errors import UsageError

LONGEST = 8_000
FIRST = ("MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN")
FORBIDDEN = frozenset(
    ["CREATE", "MERGE", "SET", "DELETE", "DETACH", "REMOVE", "DROP", "FOREACH", "LOAD", "INSERT", "USE"]
)
METHODS = frozenset(
    {"truncate", "between", "indays", "inmonths", "inseconds", "distance", "withinbbox", "transaction",
     "statement", "realtime", "fromepoch", "fromepochmillis"}
)  # fmt: skip
_PARTS = re.compile(
    r"""
      (?P<comment> //[^\n\r]* | /\*.*?\*/ )
    | (?P<text> '(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*" )
    | (?P<quoted> `(?:[^`]|``)*` )
    | (?P<number> \d[\d.]* )
    | (?P<word> [^\W\d]\w* )
    | (?P<open> (?:['"`] | /\*) .* )
    | (?P<mark> \S )
    """,
    re.VERBOSE | re.DOTALL,
)


def check_reading(cypher: str) -> None:
    r"""Raise UsageError unless a statement is made of reading clauses alone.

    >>> check_reading("MATCH (c:Country {name: 'SET'}) RETURN c.created // DELETE")
    >>> check_reading("MATCH (n) DETACH DELETE n")
    Traceback (most recent call last):
    detente.graph.errors.UsageError: DETACH is not allowed here: statements may only read. ...
    """
    if len(cypher) > LONGEST:
        raise UsageError(f"the statement is longer than {LONGEST} characters")
    if "\\u" in cypher.lower():
        # engines read such an escape before anything else, so that it could hide a word or end a text
        raise UsageError(r"the statement holds a \u escape; write the character itself")
    if any(unicodedata.category(c) in ("Cc", "Zl", "Zp") and c not in "\n\r\t" for c in cypher):
        raise UsageError("the statement holds a control character")
    parts = [(m.lastgroup or "", m.group()) for m in _PARTS.finditer(cypher) if m.lastgroup != "comment"]
    if not parts:
        raise UsageError("there is no statement; give one as q=MATCH … RETURN …")
    if parts[0][1].upper() not in FIRST:
        raise UsageError(f"a statement begins with one of {', '.join(FIRST)}; this one with {parts[0][1]!r}")
    for place, (kind, text) in enumerate(parts):
        before = parts[place - 1][1] if place else ""
        after = parts[place + 1][1] if place + 1 < len(parts) else ""
        _check(kind, text, before, after)


def _check(kind: str, text: str, before: str, after: str) -> None:
    if kind == "open":
        mark = text[:2] if text.startswith("/*") else text[0]
        raise UsageError(f"the statement opens a text or a comment with {mark} and does not close it")
    if text == ";":
        raise UsageError("one statement at a time, without a semicolon")
    if kind == "quoted" and after == "(":
        raise UsageError(f"{text} is called as a function; only functions without backticks are allowed")
    if kind != "word":
        return
    word = text.upper()
    if word in FORBIDDEN and before not in (".", ":", "$"):
        raise _refused(word)
    if word == "CALL" and before not in (".", ":", "$") and after not in ("{", "("):
        raise _refused("CALL of a procedure")
    if after == "(" and before == "." and text.lower() not in METHODS:
        raise _refused(f"the function .{text}()")


def _refused(what: str) -> UsageError:
    return UsageError(
        f"{what} is not allowed here: statements may only read. Write with detente load; a property of that "
        "name goes in backticks."
    )
