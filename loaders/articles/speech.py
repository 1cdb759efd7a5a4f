"""Finds who says what: quotations in any style of marks, reported speech, "according to", "he added"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ...graph.model import Span
from .document import Quotation
from .sentences import Sentence

SAY = [
    "said", "says", "say", "stated", "states", "told", "tells", "added", "adds", "noted", "notes",
    "stressed", "stresses", "announced", "announces", "explained", "explains", "declared", "declares",
    "claimed", "claims", "insisted", "insists", "argued", "argues", "acknowledged", "acknowledges",
    "admitted", "admits", "warned", "warns", "confirmed", "confirms", "asserted", "asserts", "maintained",
    "contended", "contends", "emphasized", "emphasised", "underlined", "underscored", "pointed", "recalled",
    "reiterated", "repeated", "remarked", "observed", "commented", "replied", "responded", "answered",
    "alleged", "alleges", "reported", "reports", "believes", "believed", "wrote", "writes", "revealed",
    "reveals", "suggested", "suggests", "denied", "denies", "called", "predicted", "concluded", "continued",
    "went", "tweeted", "complained", "vowed", "pledged", "promised", "quipped", "disclosed", "indicated",
    "informed", "conceded", "affirmed", "testified", "predicts", "cautioned", "signalled", "signaled",
    "estimated", "estimates", "charged", "protested", "countered", "hinted", "joked", "declared",
    "exclaimed",
]  # fmt: skip
DIRECT_ONLY = frozenset([
    "called", "pointed", "continued", "went", "responded", "reported", "reports", "believes", "believed",
    "charged", "protested", "estimated", "estimates", "states", "repeated", "claims", "notes",
])  # fmt: skip
"""Verbs that report speech only beside a quotation or before ``that``."""

QUOTE_MARKS = {'"': '"', "“": "”", "„": "“”", "«": "»", "``": "''", '""': '""', "‘": "’", "''": "''"}
PRONOUNS = frozenset(["he", "she", "they", "it"])

_MARK = re.compile(r"\"\"|``|''|[\"“”„«»‘’]")
_SAY = re.compile(
    r"\b(?P<verb>" + "|".join(sorted(set(SAY), key=len, reverse=True)) + r")\b(?!-)"
    r"|\b(?:was|is|were|been) quoted (?:as saying|by\b[^,.\"“]{0,50} as saying)"
)  # fmt: skip
_ACCORDING = re.compile(r"\b[Aa]ccording to (?P<who>[^,.;:\"“”\n]{2,90})")
_QUOTED_AS = re.compile(r"\b(?:quoted|cited) (?P<who>[^,.;\"“”]{2,80}?) as (?:saying|telling|stating)\b")
_AUX = re.compile(
    r"(?:\b(?:has|have|had|also|later|earlier|then|further|again|recently|repeatedly|previously|publicly|reportedly|did|would|will"
    r"|however|meanwhile|once|first|officially|in turn|for (?:his|her|its|their) part|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today)\b[ ,]{0,4}){1,9}$",
    re.I,
)
_LEAD = re.compile(
    r"^(?:(?:but|and|yet|so|while|although|as|that|which|because|when|however|meanwhile|later|earlier|then|still|also|in turn"
    r"|(?:in|on|at|by|during|after|before|since|late|early) [^,]{0,60}(?=, )),? +)+",
    re.I,
)
_ASIDE = re.compile(
    r"^(?:in (?:turn|response|a\b|an\b|his|her|its|the|remarks|comments)|for (?:his|her|its|their) part|who\b|which\b|speaking|quoted|citing|however|meanwhile"
    r"|too|himself|herself|an?\b|the\b|[A-Za-z’'-]+ing\b|on\b|at\b|by\b|\d\d\b|also\b|head\b|chief\b|chairman\b|president of\b)",
    re.I,
)
_SUBJECT_AFTER = re.compile(
    r"^ (?P<who>(?!that\b|on\b|in\b|at\b|to\b|it\b|there\b|the (?:deal|talks|move)\b)[^,.;:\"“”()\n]{2,90}?)(?=[,.;:\"“”(]| (?:in|on|at|after|during|as|when|while|to|before|following|who|from) |$)"
)
_SETTING = re.compile(
    r"(?:in|on|at|after|during|by|late|earlier|later|meanwhile|but|and|before|since|while|when)\b", re.I
)
_TIME = re.compile(
    r"[ ,]*(?:(?:late |early )?(?:on |in |at |after |during )(?:an? |the |his |her |their )?[^,.;\"“]{1,40}?|yesterday|today|last \w+|earlier)(?= that\b|[,.;:]|$)",
    re.I,
)
REACH = 170


@dataclass(frozen=True, slots=True)
class _Said:
    """A verb of saying with its subject: offsets into the article."""

    start: int
    end: int
    verb: str
    who: tuple[int, int]
    inverted: bool = False
    subject: int = -1


def quotations(text: str, sentences: list[Sentence]) -> list[Quotation]:
    """Return stretches of direct and reported speech with the words that name the speaker.

    "He added" gives the words that named the last speaker. The speaker's words are not resolved here;
    ``mention`` is their place in the text.

    >>> from .sentences import split
    >>> told = '"We agree," Anna Berg said. She added that it was late.'
    >>> [(q.speaker, q.verb, q.mode) for q in quotations(told, split(told))]
    [('Anna Berg', 'said', 'direct'), ('Anna Berg', 'added', 'indirect')]
    """
    marks = direct_spans(text, sentences)
    starts = [a for a, _ in marks]
    found: list[Quotation] = []
    last: _Said | None = None
    speakers: dict[int, _Said] = {}
    for sentence in sentences:
        for said in _says(text, sentence, marks, starts):
            pronoun = text[said.who[0] : said.who[1]].lower() in PRONOUNS
            if pronoun and last:
                said = _Said(said.start, said.end, said.verb, last.who, said.inverted, said.who[0])
            elif not pronoun:
                last = said
            speakers.setdefault(sentence.index, said)
            found.extend(_reported(text, sentence, said, marks, starts))
    found.extend(_direct(text, sentences, marks, speakers))
    unique = {(q.start, q.end, q.mode, q.mention): q for q in found}
    return sorted(unique.values(), key=lambda q: (q.start, q.mode, -q.end))


def direct_spans(text: str, sentences: list[Sentence]) -> list[tuple[int, int]]:
    """Return the stretches in quotation marks, marks included, paragraph by paragraph.

    A quotation left open runs on to the end of its paragraph only where the next paragraph opens with
    a mark again; any other unpaired mark is passed over.

    >>> from .sentences import split
    >>> told = "He called it ``fair'' and \\u201cgood\\u201d."
    >>> [told[a:b] for a, b in direct_spans(told, split(told))]
    ["``fair''", '“good”']
    """
    found: list[tuple[int, int]] = []
    bounds = _paragraphs(sentences)
    for at, (start, end) in enumerate(bounds):
        following = text[bounds[at + 1][0] :][:1] if at + 1 < len(bounds) else ""
        found.extend(_pairs(text, start, end, following))
    return found


def _paragraphs(sentences: list[Sentence]) -> list[tuple[int, int]]:
    found: dict[int, tuple[int, int]] = {}
    for sentence in sentences:
        start = found.get(sentence.paragraph, (sentence.start, 0))[0]
        found[sentence.paragraph] = (start, sentence.end)
    return list(found.values())


def _pairs(text: str, start: int, end: int, following: str) -> Iterator[tuple[int, int]]:
    opened: tuple[int, str] | None = None
    for match in _MARK.finditer(text, start, end):
        mark, at = match.group(), match.start()
        if opened is None:
            if mark in "’”»" or (mark == "''" and text[at - 1 : at].isalnum()):
                continue
            if mark == "‘" and not text[match.end() : match.end() + 1].strip():
                continue
            opened = (at, mark)
            continue
        wanted = QUOTE_MARKS[opened[1]]
        if mark == wanted or (len(mark) == 1 and len(wanted) < 3 and mark in wanted and wanted != '""'):
            if mark == "’" and text[match.end() : match.end() + 1].isalpha():
                continue
            yield opened[0], match.end()
            opened = None
    if opened and following and following in '"“«`' and opened[1] in {'"', "“", "«", "``"}:
        yield opened[0], end


def _inside(starts: list[int], marks: list[tuple[int, int]], at: int) -> bool:
    near = bisect_right(starts, at) - 1
    return near >= 0 and marks[near][0] <= at < marks[near][1]


def _says(text: str, sentence: Sentence, marks: list[tuple[int, int]], starts: list[int]) -> Iterator[_Said]:
    """Yield the verbs of saying of one sentence with their subjects, outside quotation marks."""
    start, end = sentence.start, sentence.end
    for match in _ACCORDING.finditer(text, start, end):
        if not _inside(starts, marks, match.start()):
            yield _Said(match.start(), match.end(), "according to", match.span("who"))
    for match in _QUOTED_AS.finditer(text, start, end):
        yield _Said(match.start(), match.end(), "quoted", match.span("who"))
    for match in _SAY.finditer(text, start, end):
        if _inside(starts, marks, match.start()):
            continue
        verb = (match.group("verb") or "quoted").lower()
        quote_near = any(
            a >= match.end() and a - match.end() < 60
            for a, _ in marks[bisect_right(starts, match.end() - 1) :][:1]
        )
        after_quote = _after_quote(text, start, match.start(), marks, starts)
        if verb in DIRECT_ONLY and not (quote_near or after_quote or text.startswith(" that ", match.end())):
            continue
        if text[match.end() : match.end() + 4] == " by " and verb != "quoted":
            continue
        who = _subject_before(text, max(start, match.start() - REACH), match.start(), marks, starts)
        inverted = False
        if who is None and after_quote:
            who = _subject_after(text, match.end(), end)
            inverted = True
        if who:
            yield _Said(match.start(), match.end(), verb, who, inverted)


def _after_quote(text: str, start: int, at: int, marks: list[tuple[int, int]], starts: list[int]) -> bool:
    """Tell whether a closing mark stands at most a short name before a verb, in the same sentence."""
    near = bisect_right(starts, at) - 1
    return near >= 0 and start <= marks[near][1] and at - marks[near][1] < 90


def _subject_before(
    text: str, floor: int, at: int, marks: list[tuple[int, int]], starts: list[int]
) -> tuple[int, int] | None:
    """Return the span of the words before a verb that name who says it."""
    near = bisect_right(starts, at) - 1
    if near >= 0 and marks[near][1] > floor:
        floor = marks[near][1]
    window = text[floor:at]
    cut = max((window.rfind(mark) for mark in (";", ":", "(", "—", " - ", "\n")), default=-1)
    window, floor = window[cut + 1 :], floor + cut + 1
    bare = window.rstrip(" \u00a0")
    plain = _AUX.sub("", bare)
    comma = bare.endswith(",") or "," in bare[len(plain) :] or plain.rstrip(" \u00a0").endswith(",")
    window = plain.rstrip(" ,\u00a0")
    while comma and "," in window:
        head, _, aside = window.rpartition(",")
        if not _ASIDE.match(aside.strip()) or ("," not in head and _SETTING.match(head.strip())):
            break
        window = head
    piece = window.rpartition(",")[2]
    if comma and not piece.strip():
        return None
    return _trimmed(text, floor, piece, len(window) - len(piece))


def _trimmed(text: str, floor: int, piece: str, offset: int) -> tuple[int, int] | None:
    lead = _LEAD.match(piece.lstrip())
    shift = len(piece) - len(piece.lstrip()) + (lead.end() if lead else 0)
    words = piece[shift:].rstrip(" ,\u00a0")
    # A clause before the subject ("as X left, Y said") shows as a verb; a name is short.
    for joint in (" that ", " and ", " but ", " while "):
        head, found, tail = words.rpartition(joint)
        if found and len(head.split()) > 2 and tail[:1].isalpha():
            shift += len(words) - len(tail)
            words = tail
    if not words or len(words) > 120 or not any(c.isalpha() for c in words):
        return None
    if words.split()[0].lower() in {"to", "of", "by", "what", "who", "which", "be", "not", "it's"}:
        return None
    start = floor + offset + shift
    return start, start + len(words)


def _subject_after(text: str, at: int, end: int) -> tuple[int, int] | None:
    match = _SUBJECT_AFTER.match(text[at : min(end, at + 120)])
    return (at + match.start("who"), at + match.end("who")) if match else None


def _reported(
    text: str, sentence: Sentence, said: _Said, marks: list[tuple[int, int]], starts: list[int]
) -> Iterator[Quotation]:
    """Yield the stretches of indirect speech that one verb of saying governs."""
    subject = said.who[0] if said.subject < 0 else said.subject
    left = min(said.start, subject) if subject >= sentence.start else said.start
    after = (said.end, sentence.end)
    before = (sentence.start, left)
    tail = text[said.end : sentence.end]
    trailing = len(tail.strip(" .,;!?\"”'")) < 3 or said.inverted or _time_only(tail)
    if said.verb == "according to":
        scope = after if said.start - sentence.start < 12 else (sentence.start, said.start)
    elif trailing:
        scope = before
    else:
        told = _TIME.match(tail)
        scope = (said.end + told.end() if told else said.end, sentence.end)
    start, end = scope
    while start < end and text[start] in " ,:;\u00a0":
        start += 1
    start += 5 if text.startswith("that ", start) else 0
    while start < end and text[end - 1] in " ,;\u00a0":
        end -= 1
    if end - start < 4 or (_inside(starts, marks, start) and _inside(starts, marks, end - 1)):
        return
    yield _made(text, start, end, said, "indirect")


def _time_only(tail: str) -> bool:
    """Tell whether nothing but a time or place follows a verb of saying."""
    match = _TIME.match(tail)
    return match is not None and len(tail[match.end() :].strip(" .,;!?\"”'")) < 3


def _direct(
    text: str, sentences: list[Sentence], marks: list[tuple[int, int]], speakers: dict[int, _Said]
) -> Iterator[Quotation]:
    """Yield the quotations with their speakers: by the same sentence, the one where they end, or what came before."""
    sentence_starts = [s.start for s in sentences]
    last: tuple[int, _Said] | None = None
    open_ended: list[tuple[int, int]] = []
    for start, end in marks:
        first = max(0, bisect_right(sentence_starts, start) - 1)
        final = max(0, bisect_right(sentence_starts, end - 1) - 1)
        said = speakers.get(final) or speakers.get(first)
        paragraph = sentences[first].paragraph if sentences else 0
        opens = bool(sentences) and sentences[first].start == start
        if (
            said is None
            and final + 1 < len(sentences)
            and opens
            and sentences[final + 1].paragraph == paragraph
        ):
            following = speakers.get(final + 1)
            said = following if following and following.inverted else None
        if said is None and last and (last[0] == paragraph or (opens and paragraph - last[0] == 1)):
            said = last[1]
        if said is None and text[end - 1] not in "\"”»'’":
            open_ended.append((start, end))
            continue
        if said is None:
            if len(text[start:end].split()) > 5:
                yield Quotation(start, end, mode="direct")
            continue
        last = (paragraph, said)
        for earlier in open_ended:
            yield _made(text, *earlier, said, "direct")
        open_ended.clear()
        yield _made(text, start, end, said, "direct")


def _made(text: str, start: int, end: int, said: _Said, mode: str) -> Quotation:
    who = Span(said.who[0], said.who[1], text[said.who[0] : said.who[1]])
    return Quotation(
        start, end, who.quote, None, who, said.verb, "direct" if mode == "direct" else "indirect"
    )
