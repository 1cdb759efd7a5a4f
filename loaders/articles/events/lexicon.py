"""The trigger lexicon: which words tell which act, read from ``triggers.tsv``."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..document import Token

TABLE = Path(__file__).with_name("triggers.tsv")
POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj"}


@dataclass(frozen=True, slots=True)
class Trigger:
    """One row of the lexicon: a word, what must go with it, and the act it tells.

    ``cls`` is a PLOVER class or NONE (no event: the row blocks plainer rows of the same word). ``frames``
    say how the other party attaches, best first. ``direction`` is fwd (subject to other party), rev or both.
    """

    id: str
    words: tuple[str, ...]
    pos: str
    particle: str
    objects: frozenset[str]
    frames: tuple[str, ...]
    cls: str
    polarity: str
    direction: str
    act: str

    @property
    def weight(self) -> int:
        """How specific the row is: words, object and particle count."""
        return 4 * (len(self.words) - 1) + 2 * bool(self.objects) + 2 * bool(self.particle)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The triggers by head lemma and part of speech, and the word forms that may hold one."""

    rows: dict[tuple[str, str], tuple[Trigger, ...]]
    forms: frozenset[str]

    def at(self, token: Token) -> list[Trigger]:
        """Return the rows whose words stand at a token, the most specific first."""
        pos = POS.get(token.pos_)
        if pos is None:
            return []
        found = [r for r in self.rows.get((lemma(token), pos), ()) if stands(r, token)]
        if token.tag_ == "VBN" and state_of_mind(token):
            found = [r for r in self.rows.get((token.lower_, "adj"), ()) if stands(r, token)] + found
        if not found and pos == "verb" and token.tag_ in ("VBG",):
            found = [r for r in self.rows.get((token.lower_, "noun"), ()) if stands(r, token)]
        return found


HOSTILE = frozenset(["ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"])
"""The PLOVER classes of hostile words and deeds."""
IRREGULAR = {
    "met": "meet", "held": "hold", "shot": "shoot", "struck": "strike", "sold": "sell", "bought": "buy",
    "broke": "break", "broken": "break", "sent": "send", "gave": "give", "given": "give", "fought": "fight",
}  # fmt: skip


SLIPS = {
    form: head
    for head, *forms in (
        line.split()
        for line in """stage staged stages staging
wage waged wages waging
hope hoped hopes hoping
fine fined fines fining
dine dined dines dining
pipe piped pipes piping
rage raged rages raging
scare scared scares scaring
bare bared bares baring
axe axed axes axing
extol extolled extolling
fulfil fulfilled fulfilling
install installed installing
lambaste lambasted lambasting
snipe sniped snipes sniping
shame shamed shames shaming
slate slated slates slating
forgive forgave
retake retook
resell resold
overfly overflew overflown
forsake forsook
forgo forwent
resupply resupplied resupplies resupplying
cosy cosied
cozy cozied
scapegoat scapegoated scapegoating
cordon cordoned cordoning
decree decreed
cohost cohosted cohosting
codevelop codeveloped codeveloping
readmit readmitted readmitting
reappoint reappointed reappointing
reequip reequipped reequipping
reexport reexported reexporting
strongarm strongarmed strongarming
wiretap wiretapped wiretapping
unban unbanned unbanning
gripe griped gripes griping
bus bussed bussing
lean leant
leap leapt
blacklist blacklisting
torpedo torpedoed torpedoes""".splitlines()
    )
    for form in forms
}


def lemma(token: Token) -> str:
    """Return a token's lemma in lower case, with the parser's slips on common verbs mended."""
    low = token.lower_
    if token.pos_ == "VERB" and low in SLIPS:
        return SLIPS[low]
    found = IRREGULAR.get(low) or token.lemma_.lower()
    # A strong form that the parser does not know is left as it is: "unfroze", "underwritten".
    return WEAKENED.get(low, found) if found == low and token.pos_ == "VERB" else found


def state_of_mind(token: Token) -> bool:
    """Tell whether a participle with ``be`` and no agent may be an adjective: ``was outraged at``."""
    deps = {c.dep_ for c in token.children}
    return "auxpass" in deps and "agent" not in deps and not any(c.lower_ == "by" for c in token.children)


def headed_last(row: Trigger) -> bool:
    """Tell whether the last word of a row bears its part of speech: nouns, and verbs such as ``cold-shoulder``."""
    return row.pos == "noun" or "-" in row.words


def stands(row: Trigger, token: Token) -> bool:
    """Tell whether all the words of a row stand around a token (the head is the first verb or the last noun)."""
    if len(row.words) == 1:
        return True
    doc, size = token.doc, len(row.words)
    start = token.i - size + 1 if headed_last(row) else token.i
    if start < 0 or start + size > len(doc):
        return False
    return all(w in (lemma(doc[start + k]), doc[start + k].lower_) for k, w in enumerate(row.words))


@lru_cache(maxsize=2)
def load(path: Path = TABLE) -> Lexicon:
    """Read a trigger table."""
    rows: dict[tuple[str, str], list[Trigger]] = {}
    forms: set[str] = set()
    with path.open(encoding="utf-8", newline="") as handle:
        for line in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
            one = trigger(line)
            head = one.words[-1] if headed_last(one) else one.words[0]
            rows.setdefault((head, one.pos), []).append(one)
            # "be" alone is no reason to parse a sentence.
            if one.cls != "NONE" and head != "be":
                forms |= inflected(head, one.pos)
    ordered = {k: tuple(sorted(v, key=lambda t: (-t.weight, t.cls != "NONE", t.id))) for k, v in rows.items()}
    return Lexicon(ordered, frozenset(forms) | IRREGULAR.keys() | SLIPS.keys())


def trigger(line: dict[str, str]) -> Trigger:
    """Make a trigger of one line of the table."""
    objects = line["object"].strip().strip("*")
    polarity = line["polarity"].strip()
    return Trigger(
        id=line["id"].strip(),
        words=tuple(line["lemma"].strip().lower().split()),
        pos=line["pos"].strip(),
        particle=line["particle"].strip().strip("*"),
        objects=frozenset(o.strip().lower() for o in objects.split("|") if o.strip()),
        frames=tuple(f.strip() for f in line["frame"].split(",") if f.strip()),
        cls=line["class"].strip(),
        polarity=polarity if polarity in ("+", "-") else "",
        direction=line["direction"].strip() or "fwd",
        act=line["act"].strip() or "done",
    )


def inflected(word: str, pos: str) -> set[str]:
    """Return the forms a word may take in a text (a few too many do no harm: they only let a sentence through).

    >>> sorted(inflected("ratify", "verb") & {"ratifies", "ratified", "ratifying"})
    ['ratified', 'ratifies', 'ratifying']
    """
    forms = {word, word + "s", word + "es"}
    if word.endswith("y"):
        forms |= {word[:-1] + "ies", word[:-1] + "ied"}
    if pos == "verb":
        stem = word[:-1] if word.endswith("e") else word
        forms |= {
            stem + "ed",
            stem + "ing",
            word + "d",
            word + word[-1] + "ed",
            word + word[-1] + "ing",
            word + "ing",
        }
        forms |= STRONG.get(word, frozenset())
    return forms


STRONG = {
    head: frozenset(rest)
    for head, *rest in (
        line.split()
        for line in """meet met
hold held
shoot shot
strike struck stricken
sell sold
buy bought
break broke broken
send sent
give gave given
fight fought
bring brought
lend lent
fly flew flown
go went gone
come came
win won
take took taken
make made
leave left
lead led
put put
cut cut
hit hit
shut shut
say said
tell told
speak spoke spoken
seek sought
throw threw thrown
withdraw withdrew withdrawn
draw drew drawn
drive drove driven
build built
pay paid
see saw seen
find found
forbid forbade forbidden
swear swore sworn
undertake undertook undertaken
overrun overran
run ran
sink sank sunk
tear tore torn
grow grew grown
begin began begun
keep kept
let let
lay laid
lie lay lain
set set
sit sat
stand stood
withhold withheld
withstand withstood
uphold upheld
feel felt
think thought
teach taught
catch caught
choose chose chosen
fall fell fallen
freeze froze frozen
hide hid hidden
rise rose risen
ride rode ridden
shake shook shaken
speed sped
spend spent
steal stole stolen
understand understood
overthrow overthrew overthrown
write wrote written
forgive forgave forgiven
forgo forwent
rebuild rebuilt
resell resold
bomb bombed
beat beat beaten
bind bound
bid bade
bear bore borne
bend bent
dig dug
eat ate eaten
feed fed
fling flung
hang hung
lean leant
leap leapt
light lit
lose lost
override overrode overridden
overturn overturned
ring rang rung
shed shed
shine shone
shrink shrank shrunk
slay slew slain
sling slung
spit spat
split split
spring sprang sprung
stick stuck
string strung
sweep swept
thrust thrust
wind wound
wring wrung
undo undid undone
blow blew blown
cast cast
rescind rescinded
sever severed
swell swelled swollen
repay repaid
unfreeze unfroze unfrozen
rewrite rewrote rewritten
forswear forswore forsworn
hurt hurt
overtake overtook overtaken
get got gotten
spill spilt
underwrite underwrote underwritten
waylay waylaid
gainsay gainsaid
unwind unwound
redraw redrew redrawn
withstand withstood
oversee oversaw overseen""".splitlines()
    )
}
WEAKENED = {form: head for head, forms in STRONG.items() for form in sorted(forms - {head})}
