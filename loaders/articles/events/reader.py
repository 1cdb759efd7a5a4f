"""Events from parsed sentences: triggers, their parties, modality and the shortest evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import permutations

from ....graph.model import Attribution, Modality, Span
from .. import arguments, context, evidence, modality, pronouns
from ..document import Document, Mention, Resolved, Token
from . import (
    brokers,
    company,
    disclaimers,
    duties,
    echoes,
    frames,
    guesses,
    implied,
    occasions,
    outcomes,
    sides,
    turned,
)
from .lexicon import HOSTILE, Lexicon, Trigger
from .standins import stand_ins
from .triggers import Hit, hits

LOOSE = frozenset({"near", "theme", "in", "at", "on", "for"})
GUESSED = frozenset({"context", "domestic", "near", "theme", "subj", "frame"})
FRIENDLY = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "RETREAT"})
EACH = frozenset({"themselves", "other", "another"})
SHARED = EACH | {"their", "mutual", "joint", "bilateral", "jointly", "together"}
STRIKING = frozenset(["retaliate", "hit", "respond"])
VERBAL = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "PROTEST", "AID", "CONCEDE"})
TIES = frozenset({"tie", "relation", "link", "contact", "trade", "border", "frontier", "service"})
MUTUAL = frozenset({"CONSULT", "RETREAT", "COOPERATE"})
SENT = frozenset("message letter note envoy telegram delegation minister observer greeting".split())  # noqa: SIM905
TOGETHER = FRIENDLY | {"AID"}
VOICED = frozenset({"ACCUSE"})
ONE_WAY = frozenset(
    ["send", "write", "dispatch", "visit", "receive", "host", "brief", "inform", "telephone", "phone", "address", "cable",
     "hand", "deliver", "forward", "delivery", "supply", "shipment", "export", "import"]
)  # fmt: skip
ASKING = frozenset({"ask", "enquire", "inquire", "wonder"})


@dataclass(frozen=True, slots=True)
class Row:
    """An event found in a sentence, before it becomes a fact."""

    source: Resolved
    target: Resolved
    cls: str
    polarity: str
    modality: Modality
    attribution: Attribution | None
    evidence: Span
    rule: str
    confidence: float
    sentence: int
    trigger: int
    subtype: str | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """An act whose words do not give both sides: what is known of them."""

    hit: Hit
    told: modality.Stance
    sources: tuple[Resolved, ...]
    targets: tuple[Resolved, ...]
    frame: str


class Reader:
    """Reads the events of one document, sentence by sentence, with what was read before in memory."""

    def __init__(self, doc: Document, lexicon: Lexicon, *, domestic: bool = False) -> None:
        """Bind the reader to a document; ``domestic`` also reports acts inside one state."""
        self.doc = doc
        self.lexicon = lexicon
        self.domestic = domestic
        doc.memo["domestic"] = domestic
        self.rows: list[Row] = []
        doc.memo["rows"] = self.rows

    def read(self, index: int) -> list[Row]:
        """Return the events of one parsed sentence and remember them."""
        sentence = self.doc.tokens[index]
        self.note_subjects(index, sentence)
        names = stand_ins(self.doc, index, sentence)
        fits = [h for h in hits(sentence, self.lexicon, names) if not self.inside_name(index, h.token)]
        heads = {h.token.i for h in fits}
        known = len(self.rows)
        for hit in fits:
            self.rows += self.event(index, hit, heads)
        found = self.rows[known:]
        del self.rows[known:]
        found += disclaimers.disclaimers(self, index, fits, heads, Row)
        asked, spent = duties.duties(self.doc, index, Row, found)
        found = [r for r in found if r.trigger not in spent] + asked
        if not self.domestic:
            found += implied.implied(self.doc, index, found, Row)
        paid, spent = echoes.in_kind(self.doc, index, self.rows, found)
        found = [r for r in found if r.trigger not in spent] + paid
        found += echoes.echoes(self.doc, index, self.rows, found)
        found += echoes.joined(self.doc, index, self.rows, found)
        found = self.settle(self.plain(found, sentence) if self.domestic else found)
        self.rows += found
        pairs = self.doc.memo.setdefault("pairs", {})
        for row in found:
            key = (row.source.entity, row.target.entity)
            pairs[key] = pairs.get(key, 0) + 1
        return found

    def plain(self, found: list[Row], sentence: Token) -> list[Row]:
        """Leave out, in a record of one sentence, acts that are only the matter of another: a noun with guessed sides."""
        verbs = [r for r in found if sentence[r.trigger].pos_ in ("VERB", "AUX")]
        if not verbs:
            return found
        return [
            r
            for r in found
            if sentence[r.trigger].pos_ in ("VERB", "AUX")
            or r.rule.split("/")[1].split("+")[0] not in GUESSED
        ]

    def note_subjects(self, index: int, sentence: Token) -> None:
        """Remember who is the subject of the main clauses of a sentence, for pronouns that follow."""
        noted: list[Mention] = []
        for token in sentence:
            if token.dep_ not in ("nsubj", "nsubjpass") or token.head.dep_ not in ("ROOT", "ccomp", "conj"):
                continue
            if token.head.dep_ == "ccomp" and token.head.head.i < token.i:
                continue
            for one in arguments.parties(self.doc, index, token):
                if one.kind in ("country", "alliance"):
                    span = one.antecedent if one.via == "coref" and one.antecedent else one.mention
                    personal = (
                        one.via == "leader" or token.lower_ in ("he", "she") or pronouns.citizen(token, one)
                    )
                    personal = personal or (token.lower_ in context.PERSON_HEADS and one.via != "coref")
                    person = one.entity if personal else None
                    noted.append(
                        Mention(
                            span.start, span.end, span.quote, one.entity, one.kind, one.via, "noun", person
                        )
                    )
            if noted:
                break
        self.doc.memo.setdefault("subjects", {})[index] = tuple(noted)

    def inside_name(self, index: int, token: Token) -> bool:
        """Tell whether a word is part of a name or a date: ``Warsaw Pact``, ``in March``."""
        if self.doc.mention_of(index, token) is not None:
            return True
        start, end = self.doc.place_of(index, token)
        return any(d.start < end and start < d.end for d in self.doc.found_in(self.doc.dates, index))

    def event(self, index: int, hit: Hit, heads: set[int]) -> list[Row]:
        """Return the rows that one trigger yields."""
        rows, left = self.outright(index, hit, heads)
        if hit.row.id.endswith(".loose"):
            return [r for r in rows if not self.domestic and r.rule.split("/")[1] not in GUESSED]
        if self.domestic or left is None:
            return rows
        return rows + guesses.guesses(self, index, left)

    def outright(self, index: int, hit: Hit, heads: set[int]) -> tuple[list[Row], Left | None]:
        """Return the rows whose parties the sentence gives, and what is left to be guessed from the context."""
        doc, token = self.doc, hit.token
        over = turned.turn(hit)
        hit = over or hit
        row = hit.row
        told = modality.stance(doc, index, (over and turned.ended(token)) or token, row.act)
        if over is not None and (row.cls in ("REJECT", "THREATEN") or row.words[0] in turned.GO_BETWEEN):
            told = modality.Stance("fact")
        if told.modality is None or occasions.no_entry(doc, index, token, row.cls):
            return [], None
        sources, blocked = sides.sources(self, index, hit, heads)
        symmetric = row.direction == "both"
        targets, frame, hidden = sides.targets(self, index, hit, sources, heads)
        if row.cls == "REJECT" and occasions.charge_denied(token):
            charging = occasions.accusers(self.rows, index, sources)
            targets, frame, hidden = (charging, "theme", False) if charging else (targets, frame, hidden)
        left = Left(hit, told, sources, targets, frame)
        if (
            frame != "at"
            and self.mutual(hit, sources)
            and len(sources) > 1
            and not hidden
            and (not targets or frame in LOOSE)
        ):
            return self.make(index, hit, sources, sources, "subj", told, 0.8), None
        if blocked or (hidden and not targets):
            return [], None
        if not sources and targets and symmetric and len(targets) > 1:
            return self.make(index, hit, targets, targets, frame, told, 0.7), None
        if (row.id in sides.TRAVEL and not targets) or (
            row.id in sides.MARCHES and not company.forces(token)
        ):
            return [], None
        if row.words[0] in ASKING and row.cls == "REQUEST" and occasions.question(token):
            return [], None
        if occasions.uninvolved(token):
            return [], None
        if not sources and occasions.lifted(hit):
            own = tuple(r for r in arguments.modifiers_before(doc, index, hit.object) if r.kind != "group")
            if own:
                sources = own
                targets, frame, hidden = sides.targets(self, index, hit, sources, heads)
                left = Left(hit, told, sources, targets, frame)
        if row.cls == "CONSULT" and not targets and occasions.abroad(token):
            return [], None
        moves = occasions.marching(row) and (row.id in occasions.MANOEUVRES or not arguments.objects(token))
        if moves and not (company.forces if row.words[0] == "land" else company.armed)(token):
            return [], None
        idle = hit.object is not None and any(
            c.lower_ == "no" and c.dep_ == "det" for c in hit.object.children
        )
        if idle and row.cls != "REJECT":
            return [], None
        if not sources and row.cls in HOSTILE and token.pos_ == "VERB" and arguments.passive(token):
            if (
                frame == "between"
                and len(targets) > 1
                and hit.object is not None
                and hit.object.lemma_ in TIES
            ):
                return self.make(index, hit, targets, targets, frame, told, 0.6), None
            return [], left
        if not sources and len(targets) > 1 and frame in ("between", "subj"):
            return self.make(index, hit, targets, targets, frame, told, 0.7), None
        if row.cls == "MOBILIZE" and not targets and token.pos_ == "VERB" and sides.helping(token):
            return [], None
        if not targets and not self.domestic:
            pair = outcomes.makers(self, index, hit, sources) if sources else ()
            return (self.make(index, hit, sources, pair, "context", told, 0.5), None) if pair else ([], left)
        if row.direction == "rev" and len(sources) > 1:
            sources = sides.owned(self, index, hit, frame, sources)
        voices = tuple(s for s in told.speakers if s.kind != "group")
        said = row.cls in VOICED and token.pos_ == "VERB" and not arguments.passive(token)
        if not sources and voices and said:
            sources, told = voices, replace(told, modality="fact", attribution=None)
            targets = tuple(t for t in targets if t.entity not in {v.entity for v in voices})
            left = Left(hit, told, sources, targets, frame)
        confidence = 0.8
        if self.domestic and sources and not targets:
            targets = sides.fill(self, index, hit, sources, told)
            frame, confidence = "context", 0.5
            if not targets:
                targets, frame, confidence = sources[:1], "domestic", 0.4
        if self.domestic and targets and not sources and sides.waiting(hit):
            sources = sides.fill(self, index, hit, targets, told)
            frame, confidence = frame + "+source", 0.45
        if not sources or not targets:
            return [], left
        return self.make(index, hit, sources, targets, frame, told, confidence), None

    def mutual(self, hit: Hit, sources: tuple[Resolved, ...]) -> bool:
        """Tell whether the doers of an act did it to each other: ``Peru and Chile met``."""
        row, token = hit.row, hit.token
        if row.words[0] in brokers.BROKERING:
            return False
        if row.direction == "both":
            return token.pos_ != "VERB" or not occasions.apiece(token)
        if len(sources) < 2:
            return False
        group = len({s.mention for s in sources}) == 1
        if row.cls in TOGETHER and token.pos_ == "VERB" and occasions.jointly(token):
            return True
        each = (*arguments.objects(token), *arguments.prep_objects(token, "to", "with"))
        if row.cls in FRIENDLY and any(o.lower_ in EACH for o in each):
            return True
        if occasions.reciprocal(token) or (
            row.words[0] == "fight" and len(sources) == 2 and occasions.battling(token)
        ):
            return True
        if row.cls == "AGREE" and any(
            w.lower_ in SHARED for c in token.children if c.dep_ == "xcomp" for w in c.subtree
        ):
            return True
        parted = row.cls == "SANCTION" and len(sources) == 2 and occasions.parley(hit.object)
        if parted or (row.words[0] in ("agree", "resolve") and len({s.kind for s in sources}) == 1):
            return True
        if hit.object is not None and hit.object.lemma_.lower() in SENT and not group:
            return False
        shared = (
            row.cls == "CONCEDE"
            and hit.object is not None
            and (
                hit.object.lemma_.lower() in occasions.COMMON
                or any(c.lower_ == "their" for c in hit.object.children)
            )
            and not occasions.one_front(self.rows, {s.entity for s in sources})
        )
        mutual = row.cls in MUTUAL and row.words[0] not in ONE_WAY
        return len(sources) == 2 and ((group and row.cls not in VERBAL) or shared or mutual)

    def make(
        self, index: int, hit: Hit, sources: tuple[Resolved, ...], targets: tuple[Resolved, ...], frame: str,
        told: modality.Stance, confidence: float,
    ) -> list[Row]:  # fmt: skip
        """Return the rows for all pairs of the two sides, in the directions that the trigger asks for."""
        doc, row = self.doc, hit.row
        pairs: list[tuple[Resolved, Resolved]] = []
        # A purchase still to come is the buyer's wish, a delivery the seller's act.
        wished = (
            row.words[0] in occasions.BUYING and occasions.shifted(row, told.modality or "fact") == "AGREE"
        )
        for one in sources:
            for other in targets:
                if one.entity == other.entity and frame != "domestic":
                    continue
                if self.no_body(row, one, other):
                    continue
                pairs.append((other, one) if row.direction == "rev" and not wished else (one, other))
                met = row.cls == "CONSULT" and frame != "comp" and not brokers.alone_mediating(hit)
                paired = frame == "between" and row.cls not in ("AGREE", "SUPPORT", "AID")
                joint = frame == "with" and row.cls in TOGETHER and occasions.jointly(hit.token)
                if row.direction == "both" or met or paired or joint or frame in ("subj", "frame"):
                    pairs.append((other, one))
        if row.cls == "CONSULT" and occasions.brought(hit, frame, len(targets)):
            pairs += list(permutations(targets, 2))
        own = bool({s.entity for s in told.speakers} & {s.entity for s in sources})
        level, attribution = "fact" if told.modality == "claimed" and own else told.modality, told.attribution
        named = [r.mention for r in (*sources, *targets)]
        tokens = [hit.token] + ([hit.object] if hit.object is not None else [])
        proof = evidence.clause(doc, index, tokens, named, wide=self.bare(hit, frame))
        cls = occasions.shifted(row, level or "fact")
        if (
            (cls in ("ASSAULT", "COERCE") or row.words[0] in STRIKING)
            and level in ("planned", "possible")
            and own
        ):
            cls, level, attribution = "THREATEN", "fact", None
        polarity = row.polarity or ("-" if cls in HOSTILE or cls == "REQUEST" else "+")
        made = [
            Row(a, b, cls, occasions.sign(polarity, cls, hit, a, b), level or "fact", attribution, proof, f"{row.id}/{frame}", confidence,
                index, hit.token.i)
            for a, b in pairs
        ]  # fmt: skip
        return made + self.accusation(index, made, told)

    def bare(self, hit: Hit, frame: str) -> bool:
        """Tell whether the words of an act do not name its parties, so that only the whole clause proves it."""
        return hit.token.pos_ not in ("VERB", "AUX") or frame.split("+")[0] in ("context", "frame", "theme")

    def no_body(self, row: Trigger, one: Resolved, other: Resolved) -> bool:
        """Tell whether a word of joining or leaving has no body on either side: states do not join each other."""
        member = row.words[0] in frames.MEMBER_VERBS and row.pos == "verb" and not row.objects
        kinds = (one.kind, other.kind)
        if row.id == "be.v.in" and "alliance" in kinds:
            return True  # "has been in NATO since 1999"
        return member and not self.domestic and "alliance" not in kinds

    def accusation(self, index: int, made: list[Row], told: modality.Stance) -> list[Row]:
        """Return the ACCUSE row that goes with a hostile act claimed by the side it was done to."""
        extra = []
        for row in made:
            if row.modality != "claimed" or row.cls not in ("ASSAULT", "COERCE", "MOBILIZE", "THREATEN"):
                continue
            for speaker in told.speakers:
                if speaker.kind == "group" or speaker.entity == row.source.entity:
                    continue
                verb = told.attribution.verb if told.attribution else ""
                if verb in ("accuse", "blame", "condemn", "charge", "denounce"):
                    continue
                mention = told.attribution.mention if told.attribution else None
                told_in = [row.evidence, *([mention] if mention is not None else [])]
                extra.append(
                    replace(
                        row,
                        source=speaker,
                        target=row.source,
                        cls="ACCUSE",
                        polarity="-",
                        modality="fact",
                        attribution=None,
                        evidence=evidence.clause(self.doc, index, [], told_in),
                        rule=row.rule + "/said",
                    )
                )
        return extra

    def settle(self, found: list[Row]) -> list[Row]:
        """Drop repetitions of the same act in one sentence."""
        kept: dict[tuple[str, str, str], Row] = {}
        for row in found:
            key = (row.source.entity, row.target.entity, row.cls)
            if key not in kept or row.confidence > kept[key].confidence:
                kept[key] = row
        return list(kept.values())
