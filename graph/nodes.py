"""The node labels of the graph, each declared once; the first property of a label is its key."""

from __future__ import annotations

from .declaration import Node, Property


def _contested(fields: str) -> Property:
    return Property("contested", "strings", f"names of the values on which the facts disagree: {fields}")


COUNTRY = Node(
    "Country",
    "A state of today or of the past.",
    (
        Property(
            "iso3", "string", "ISO 3166 alpha-3 code; an own code for states of the past (SUN, YUG, DDR)"
        ),
        Property("name", "string", "short English name", index=True),
        Property("cow", "integer", "Correlates of War state number", index=True),
        Property("gw", "integer", "Gleditsch and Ward state number"),
        Property("valid_from", "date", "first day as an independent state"),
        Property("valid_to", "date", "last day; absent while it exists"),
    ),
)
ALLIANCE = Node(
    "Alliance",
    "A body that states belong to.",
    (
        Property("id", "string", "canonical short name (NATO, EU, Arab League)"),
        Property("name", "string", "full English name", index=True),
        Property("kind", "string", "alliance, igo or bloc"),
        Property("founded", "date", "first day"),
        Property("dissolved", "date", "last day; absent while it exists"),
    ),
)
ORGANIZATION = Node(
    "Organization",
    "A company, ministry, agency or armed group.",
    (
        Property("id", "string", "org: and a slug, or the display name of a group"),
        Property("name", "string", "English name", index=True),
        Property("kind", "string", "company, ministry, agency, armed group"),
    ),
)
PERSON = Node(
    "Person",
    "A named person.",
    (
        Property("id", "string", "person: and a slug"),
        Property("name", "string", "full name", index=True),
    ),
)
ITEM = Node(
    "Item",
    "What a contract concerns.",
    (
        Property("id", "string", "hash of kind and name, or the atlas id"),
        Property("name", "string", "name (S-400, Akkuyu)", index=True),
        Property("kind", "string", "weapon system, facility, pipeline"),
    ),
)
CONTRACT = Node(
    "Contract",
    "A deal: the merge of the contract facts that support it. Each fact keeps its own values.",
    (
        Property("id", "string", "hash of kind, parties and item"),
        Property("kind", "string", "arms, energy, construction, loan, trade or licence", index=True),
        Property("item", "string", "what is bought or built, as the sources name it"),
        Property(
            "status",
            "string",
            "under_negotiation, announced, planned, signed, in_delivery, completed or cancelled",
        ),
        Property("signed", "date", "day of signature", index=True),
        Property("value", "float", "best supported value, in units of the currency"),
        Property("value_high", "float", "upper end where the sources give a range"),
        Property("bound", "string", "exact, about, at_least, at_most or range"),
        Property("currency", "string", "ISO 4217 code"),
        Property("quantity", "float", "best supported number of units"),
        Property("unit", "string", "unit as the source gives it (battalion)"),
        Property("rules", "strings", "what brought its facts together, where there are several"),
        _contested("value, quantity, status, signed"),
    ),
)
MEMBERSHIP = Node(
    "Membership",
    "The belonging of one state to one body over a time: the merge of its facts.",
    (
        Property("id", "string", "hash of country, alliance and start"),
        Property("country", "string", "iso3 of the member", index=True),
        Property("alliance", "string", "id of the body", index=True),
        Property("status", "string", "member, joining, leaving, candidate or partner"),
        Property("valid_from", "date", "first day"),
        Property("valid_to", "date", "last day; absent while it holds"),
        Property("obligations", "strings", "defence, offence, neutrality, non-aggression, consultation"),
        Property("phases", "strings", "its obligations by date: first day/last day, then what it owed"),
        _contested("status, valid_from, valid_to"),
    ),
)
EVENT = Node(
    "Event",
    "A directed act: the merge of the event facts that tell of it.",
    (
        Property("id", "string", "hash of class, parties and time"),
        Property("type", "string", "PLOVER class (CONSULT, SANCTION, THREATEN)", index=True),
        Property("cameo", "string", "CAMEO code where the source gives one"),
        Property("valid_from", "date", "first day", index=True),
        Property("valid_to", "date", "last day"),
        Property("granularity", "string", "day, week, month, season, quarter, year or period"),
        Property("intensity", "float", "intensity where the source gives one"),
        Property("modality", "string", "fact, planned, possible, claimed or denied"),
        Property("polarity", "string", "+ or -"),
        Property("reports", "integer", "number of independent reports"),
        _contested("modality, polarity, valid_from"),
    ),
)
FACT = Node(
    "Fact",
    "One thing that one source says; written once and never edited.",
    (
        Property("id", "string", "hash of what it says and where"),
        Property(
            "kind",
            "string",
            "event, contract, membership, office, rivalry, border, indicator, statehood or tie",
            index=True,
        ),
        Property("type", "string", "PLOVER class, kind of contract, status or title", index=True),
        Property("subtype", "string", "finer class"),
        Property("polarity", "string", "+ or -"),
        Property("modality", "string", "fact, planned, possible, claimed or denied"),
        Property("source", "string", "sha256 of the article or id of the data set", index=True),
        Property("row", "integer", "row in the data set"),
        Property("row_hash", "string", "hash of the row's text"),
        Property("pair", "string", "ids of its first two parties: facts that may merge share it", index=True),
        Property("parties", "strings", "its parties as role=kind:id"),
        Property("quotes", "strings", "evidence: the quoted words, one entry a span"),
        Property("starts", "integers", "evidence: first character of each quote in the text"),
        Property("ends", "integers", "evidence: one past the last character of each quote"),
        Property("valid_from", "date", "first day on which it held", index=True),
        Property("valid_to", "date", "last day on which it held"),
        Property("granularity", "string", "day, week, month, season, quarter, year or period"),
        Property("reported_at", "date", "day of the report: when one could know it", index=True),
        Property("reported_basis", "string", "published, or inferred from dates in the text"),
        Property("recorded_at", "datetime", "when it was loaded", volatile=True),
        Property("speaker", "string", "who says it; absent for the outlet's own voice", index=True),
        Property("speaker_entity", "string", "id of the entity that speaks", index=True),
        Property("speaker_verb", "string", "verb of saying (said, warned)"),
        Property("speaker_mode", "string", "direct or indirect speech"),
        Property("speaker_start", "integer", "first character of the speaker's mention"),
        Property("speaker_end", "integer", "one past its last character"),
        Property("speaker_quote", "string", "the speaker's mention as it stands in the text"),
        Property("item", "string", "what a contract is about, as in the text"),
        Property("status", "string", "status of a contract"),
        Property("amount", "float", "sum of money, in units of the currency"),
        Property("amount_high", "float", "upper end of a range"),
        Property("currency", "string", "ISO 4217 code"),
        Property("bound", "string", "exact, about, at_least, at_most or range"),
        Property("amount_start", "integer", "first character of the sum in the text"),
        Property("amount_end", "integer", "one past its last character"),
        Property("other_amounts", "floats", "the same sum in other money"),
        Property("other_currencies", "strings", "the currencies of other_amounts"),
        Property("quantity", "float", "number of units"),
        Property("unit", "string", "unit as in the text (battalion)"),
        Property("quantity_bound", "string", "exact, about, at_least, at_most or range"),
        Property("quantity_start", "integer", "first character of the quantity in the text"),
        Property("quantity_end", "integer", "one past its last character"),
        Property("obligations", "strings", "what an alliance binds its members to"),
        Property("level", "float", "level of a rivalry, above 0 and up to 1"),
        Property("score", "float", "the data set's own score of an event, -10 to 10 (Goldstein scale)"),
        Property("count", "integer", "rows of the data set that the fact aggregates"),
        Property("quantiles", "floats", "quantiles of an estimate"),
        Property("citation", "string", "the named source of a row in a data set"),
        Property("confidence", "float", "0 to 1"),
        Property("extractor", "string", "name and version of what read it"),
        Property("rule", "string", "id of the rule that fired"),
    ),
)
ARTICLE = Node(
    "Article",
    "A cleaned text; every offset counts characters of exactly this text.",
    (
        Property("sha256", "string", "sha256 of the text"),
        Property("title", "string", "headline"),
        Property("text", "string", "the cleaned text"),
        Property("language", "string", "language code"),
    ),
)
PUBLICATION = Node(
    "Publication",
    "One printing of an article: the same text in two outlets is one Article with two of these.",
    (
        Property("id", "string", "hash of article, outlet, url and time"),
        Property("url", "string", "address"),
        Property("outlet", "string", "who printed it", index=True),
        Property("published_at", "string", "ISO 8601 day or date-time, exactly as the source tells it"),
        Property("published_on", "date", "its day, for comparing"),
        Property("title", "string", "headline of this printing"),
        Property("path", "string", "the file it was read from", volatile=True),
    ),
)
DATASET = Node(
    "Dataset",
    "A published table that facts are stated in; the atlas is one.",
    (
        Property("id", "string", "short name"),
        Property("version", "string", "version or date of release"),
        Property("publisher", "string", "who publishes it"),
        Property("licence", "string", "terms of use"),
        Property("citation", "string", "how to cite it"),
        Property("sha256", "string", "sha256 of the file read"),
        Property("file", "string", "the file's name", volatile=True),
        Property("released", "date", "day of release: when one could know it"),
    ),
)
LOAD = Node(
    "Load",
    "The manifest of one load; complete turns true in its last write only.",
    (
        Property("id", "string", "hash of the source and what was read"),
        Property("source", "string", "name of the loader"),
        Property("started", "datetime", "when it began", volatile=True),
        Property("finished", "datetime", "when it ended", volatile=True),
        Property("complete", "boolean", "whether it came to its end"),
        Property("read", "integer", "rows or articles read: accepted and quarantined"),
        Property("accepted", "integer", "rows or articles accepted"),
        Property("quarantined", "integer", "rows or articles set aside"),
        Property("facts", "integer", "facts made"),
        Property("assured", "boolean", "whether the counts are those that the source states"),
        Property("reasons", "strings", "what was set aside, and why the load is not assured"),
        Property("tool", "string", "name and version of the program"),
    ),
)
JUDGEMENT = Node(
    "Judgement",
    "What a person decided about facts, articles, contracts or events: dated, with its reason, and reversible.",
    (
        Property("id", "string", "hash of what was decided, by whom, when and why"),
        Property("action", "string", "reject, confirm, correct, retract, merge or split", index=True),
        Property("author", "string", "who decided"),
        Property("reason", "string", "why, in the author's words"),
        Property(
            "decided_at", "datetime", "when it was decided; of two that contradict each other the later holds"
        ),
        Property("targets", "strings", "ids of what it was decided about, as they were given"),
        Property("role", "string", "of a correction: the part that another party plays"),
        Property("becomes", "string", "of a correction: the party that plays it, as kind:id"),
        Property(
            "anchors",
            "strings",
            "of a merge: the facts of what was merged, when it was decided",
            volatile=True,
        ),
        Property("undone_at", "datetime", "when it was taken back; absent while it holds"),
        Property("undone_by", "string", "who took it back"),
    ),
)
DETENTE = Node(
    "Detente",
    "One node that marks a database as ours.",
    (
        Property("id", "string", "always schema"),
        Property("version", "integer", "version of this model"),
    ),
)

NODES: tuple[Node, ...] = (
    COUNTRY, ALLIANCE, ORGANIZATION, PERSON, ITEM, CONTRACT, MEMBERSHIP, EVENT, FACT, ARTICLE,
    PUBLICATION, DATASET, LOAD, JUDGEMENT, DETENTE,
)  # fmt: skip
