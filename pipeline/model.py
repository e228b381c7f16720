"""Every record that the steps exchange, and nothing that does work.

Records are frozen and keyword-only. They are validated once, where a file is loaded; after that a record is right
by construction. The JSON Schemas in `schemas/` come from here.

Places: pages count from 1; boxes are `(x0, top, x1, bottom)` in PDF points from the top left corner of the page. A
plain text file has no geometry: its pages are set on a grid of `CHARACTER_WIDTH` by `LINE_HEIGHT` points, so that
indents and blank lines mean the same everywhere.
"""

from decimal import Decimal
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

CHARACTER_WIDTH = 6.0
LINE_HEIGHT = 12.0

Box = tuple[float, float, float, float]
Confidence = Annotated[float, Meta(ge=0, le=1)]
PageNumber = Annotated[int, Meta(ge=1)]

TextOrigin = Literal["text-layer", "ocr", "plain-text"]
DocumentTextOrigin = Literal["text-layer", "ocr", "plain-text", "mixed"]
LineRole = Literal["body", "footnote", "side-note", "watermark", "hidden"]
Language = Literal["kk", "ru", "en"]
Party = Literal["customer", "provider", "both"]
TableKind = Literal["compensation", "requests", "recovery", "downtime", "other"]
Modality = Literal["must", "may", "must_not", "need_not"]
Bound = Literal["at_least", "at_most", "exactly"]
Severity = Literal["high", "medium", "low"]
Family = Literal[
    "duplicate",
    "reference",
    "language",
    "copied-term",
    "term",
    "definition",
    "modality",
    "party",
    "grammar",
    "typography",
    "tier",
    "sla",
    "contradiction",
    "vague",
    "missing",
    "responsibility",
    "variant",
    "risk",
    "extraction",
]
Metric = Literal[
    "availability",
    "credit_tier",
    "credit_cap",
    "data_loss_credit",
    "reply_time",
    "processing_time",
    "support_hours",
    "request_time",
    "recovery_time",
    "trial_period",
    "bandwidth",
    "exclusion",
    "contact",
]
ChangeKind = Literal["added", "removed", "modified", "moved", "renumbered", "split", "merged"]
Significance = Literal["substantive", "wording", "editorial"]
Facet = Literal[
    "number",
    "modality",
    "party",
    "negation",
    "reference",
    "term",
    "date",
    "unit",
    "table",
    "responsibility",
    "definition",
]


class Record(Struct, frozen=True, kw_only=True):
    """What all records share: immutable, made by keyword."""


# --- read and repair -------------------------------------------------------------------------------------------------


class Origin(Record, frozen=True, kw_only=True):
    """A place in the source: the page and the box on it."""

    page: PageNumber
    bbox: Box


class Repair(Record, frozen=True, kw_only=True):
    """One replacement in a line: at `start` of the text as it then was, `before` became `after`.

    Applying a line's repairs to `raw` in order gives `text`: the log replays.
    """

    method: str
    start: Annotated[int, Meta(ge=0)]
    before: str
    after: str
    confidence: Confidence = 1.0


class Word(Record, frozen=True, kw_only=True):
    """A word as the reader found it. `size` is in points, 0 where unknown; `read_by` None: as its page."""

    text: str
    bbox: Box
    confidence: Confidence = 1.0
    size: float = 0.0
    bold: bool = False
    read_by: TextOrigin | None = None


class Line(Record, frozen=True, kw_only=True):
    """One line of a page: as found (`raw`) and as mended (`text`)."""

    raw: str
    text: str
    origin: Origin
    confidence: Confidence = 1.0
    repairs: tuple[Repair, ...] = ()
    words: tuple[Word, ...] = ()
    size: float = 0.0
    bold: bool = False
    role: LineRole = "body"


class Cell(Record, frozen=True, kw_only=True):
    """A cell of a grid: its first row and column (from 0), how many it covers, its lines."""

    row: Annotated[int, Meta(ge=0)]
    column: Annotated[int, Meta(ge=0)]
    rows: Annotated[int, Meta(ge=1)] = 1
    columns: Annotated[int, Meta(ge=1)] = 1
    lines: tuple[Line, ...] = ()


class Grid(Record, frozen=True, kw_only=True):
    """The geometry of a table on one page.

    `found_by` names the method: "ruled" lines of a PDF, "image" lines, "aligned" words without lines.
    """

    origin: Origin
    row_count: int
    column_count: int
    cells: tuple[Cell, ...]
    found_by: str
    confidence: Confidence = 1.0


class Doubt(Record, frozen=True, kw_only=True):
    """What speaks against a part of a page's text: a reason code, words for people, its share of the letters, where.

    `named` holds what the message names of this page, for who says it in other words: `words`, `font`, `count`, or
    `layer` and `picture`, two readings of a figure ("": none there).
    """

    code: str
    message: str
    named: dict[str, str] = {}
    share: Confidence
    boxes: tuple[Box, ...] = ()


class Page(Record, frozen=True, kw_only=True):
    """One page in reading order. Lines inside a grid are in its cells and not in `lines`.

    `reason` says why this reader was chosen, in words for people; `trust` is the text layer's score (None: no layer).
    A page without lines and grids has `blank_reason`. A scan's places are those of its image turned clockwise by
    `turned` degrees and then back by `skew` degrees (positive: its lines fell to the right).
    """

    number: PageNumber
    width: float
    height: float
    text_origin: TextOrigin
    reason: str
    confidence: Confidence
    lines: tuple[Line, ...] = ()
    grids: tuple[Grid, ...] = ()
    trust: float | None = None
    doubts: tuple[Doubt, ...] = ()
    blank_reason: str | None = None
    turned: Literal[0, 90, 180, 270] = 0
    skew: float = 0.0


class Source(Record, frozen=True, kw_only=True):
    """The file as received: its name as given, and what reading it came to."""

    file: str
    sha256: str
    pages: int
    text_origin: DocumentTextOrigin
    repaired: bool
    confidence: Confidence


class Document(Record, frozen=True, kw_only=True):
    """All pages of one source: what `pages.json` holds."""

    schema: Literal["pages/1"] = "pages/1"
    source: Source
    pages: tuple[Page, ...]


# --- structure -------------------------------------------------------------------------------------------------------


class Definition(Record, frozen=True, kw_only=True):
    """A term explained; `clause` is the number of the clause it stands in, "" before the first one.

    `in_text`: it is a numbered clause, whose text has these words too; else the words are here only.
    """

    term: str
    text: str
    clause: str = ""
    in_text: bool = False
    origin: Origin


class Clause(Record, frozen=True, kw_only=True):
    """A numbered provision, heading or enumerated item; `continued` are its places on later pages."""

    number: str
    parent: str | None
    level: Annotated[int, Meta(ge=1)]
    text: str
    eid: str
    kind: Literal["heading", "clause", "item"]
    number_inferred: bool = False
    confidence: Confidence = 1.0
    references: tuple[str, ...] = ()
    origin: Origin
    continued: tuple[Origin, ...] = ()


class Table(Record, frozen=True, kw_only=True):
    """A table with its meaning. `rows` are rectangular.

    `spans` are `(row, column, rows, columns)`, counted with the header as row 0.
    """

    clause: str
    kind: TableKind
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    confidence: Confidence = 1.0
    found_by: str
    spans: tuple[tuple[int, int, int, int], ...] = ()
    origin: Origin
    continued: tuple[Origin, ...] = ()


class Responsibility(Record, frozen=True, kw_only=True):
    """Who answers for what; `in_text`: the clause's text has these words too, else they are here only."""

    item: str
    party: Party
    clause: str
    in_text: bool = False
    origin: Origin


class Fact(Record, frozen=True, kw_only=True):
    """A commitment as data, with its words and its place. Attributes that are numbers are decimals as strings."""

    metric: Metric
    value: Decimal | None = None
    unit: str | None = None
    bound: Bound | None = None
    clause: str
    quote: str
    attributes: dict[str, str | bool | None] = {}
    origin: Origin | None = None


class Quote(Record, frozen=True, kw_only=True):
    """Words of a clause's text, at [start, stop)."""

    text: str
    start: Annotated[int, Meta(ge=0)]
    stop: Annotated[int, Meta(ge=0)]


class Norm(Record, frozen=True, kw_only=True):
    """Who must, may, must not or need not do what, as one modal expression (`words`) says it.

    `party` None: nobody is named. `lead`: the clause that says the words of a list, of which this one is an item; then
    `words`, `condition` and `exception` stand in that clause.
    """

    clause: str
    party: Party | None
    modality: Modality
    words: Quote
    action: Quote
    condition: Quote | None = None
    exception: Quote | None = None
    lead: str | None = None
    language: Language


class RepairNote(Record, frozen=True, kw_only=True):
    """A repair as `terms.json` lists it: what became what, by which method, where."""

    before: str
    after: str
    method: str
    confidence: Confidence
    origin: Origin


class Leftover(Record, frozen=True, kw_only=True):
    """Text that no clause owns; `kind` is what it is taken for: "heading", "running-head", "page-number", ..."""

    kind: str
    text: str
    origin: Origin


class Footnote(Record, frozen=True, kw_only=True):
    """A note at a page's foot: its mark as a plain character, the clause whose text bears the mark ("": unknown)."""

    mark: str
    text: str
    clause: str = ""
    origin: Origin
    continued: tuple[Origin, ...] = ()


class ReadingDoubt(Record, frozen=True, kw_only=True):
    """A doubt about what was read, at its place: the clause it stands in ("": none), the words as they were taken."""

    code: str
    message: str
    named: dict[str, str] = {}  # as the page's doubt has it
    clause: str = ""
    quote: str = ""
    origin: Origin


class Terms(Record, frozen=True, kw_only=True):
    """What one document says: what `terms.json` holds."""

    schema: Literal["terms/1"] = "terms/1"
    source: Source
    service: str
    language: Language
    title: str | None = None
    version_date: str | None = None
    effective_date: str | None = None
    preamble: str = ""
    definitions: tuple[Definition, ...] = ()
    clauses: tuple[Clause, ...] = ()
    tables: tuple[Table, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    facts: tuple[Fact, ...] = ()
    norms: tuple[Norm, ...] = ()
    repairs: tuple[RepairNote, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    doubts: tuple[ReadingDoubt, ...] = ()
    unplaced: tuple[Leftover, ...] = ()
    furniture: tuple[Leftover, ...] = ()


# --- check, compare, diff --------------------------------------------------------------------------------------------


class Location(Record, frozen=True, kw_only=True):
    """Where a finding points: the document's name as given, the clause's number, its words."""

    document: str
    clause: str
    quote: str
    page: int | None = None


class Finding(Record, frozen=True, kw_only=True):
    """Something to look at, as one rule says. `fingerprint` depends on the rule and the words, not on the place."""

    rule: str
    family: Family
    severity: Severity
    message: str
    locations: tuple[Location, ...]
    fingerprint: str
    evidence: dict[str, Any] = {}


class ClauseText(Record, frozen=True, kw_only=True):
    """A clause as a change names it. What is not a clause is named by its kind: "title", "table 5.6", ..."""

    number: str
    text: str


class Change(Record, frozen=True, kw_only=True):
    """One difference; `words` are `(op, old, new)` with op "equal", "insert", "delete" or "replace"."""

    kind: ChangeKind
    significance: Significance
    facets: tuple[Facet, ...] = ()
    old: ClauseText | None = None
    new: ClauseText | None = None
    words: tuple[tuple[str, str, str], ...] = ()
    table: dict[str, Any] | None = None


class Diff(Record, frozen=True, kw_only=True):
    """What changed between two versions of one document's terms; `language` is the new one's."""

    schema: Literal["diff/1"] = "diff/1"
    old: Source
    new: Source
    language: Language | None = None
    changes: tuple[Change, ...]


class Member(Record, frozen=True, kw_only=True):
    """The clauses of one document in a group."""

    document: str
    clauses: tuple[str, ...]


class Group(Record, frozen=True, kw_only=True):
    """Clauses of several documents that say the same thing, or do not quite."""

    topic: str
    members: tuple[Member, ...]
    relation: Literal["identical", "editorial", "variant"]
    facets: tuple[Facet, ...] = ()


class FactRow(Record, frozen=True, kw_only=True):
    """One promise across documents: its value in each document that makes it."""

    metric: Metric
    attributes: dict[str, str | bool | None]
    values: dict[str, str]


class Comparison(Record, frozen=True, kw_only=True):
    """Several services' terms against each other."""

    schema: Literal["compare/1"] = "compare/1"
    documents: tuple[str, ...]
    groups: tuple[Group, ...]
    facts: tuple[FactRow, ...]


# --- errors ----------------------------------------------------------------------------------------------------------


class ErrorRecord(Record, frozen=True, kw_only=True):
    """A source that could not be read: what was found and what to do."""

    source: str
    code: str
    message: str
    hint: str
