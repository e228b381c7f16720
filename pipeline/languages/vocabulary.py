"""What the steps need to know of a language, as one record of data; each language's module fills it in."""

from decimal import Decimal
from typing import Literal

from pipeline.model import Language, Record, TableKind

UnitName = Literal["percent", "minute", "hour", "day", "month", "Mbit/s"]


class NamedUnit(Record, frozen=True, kw_only=True):
    """A part of a document that has a name: `rank` orders the kinds (1 is the widest), `eid` is its prefix in ids.

    `wider` is the rank where the document's first one stands before every chapter and article.
    """

    rank: int
    eid: str
    wider: int | None = None


class Vocabulary(Record, frozen=True, kw_only=True):
    """A language's cue words.

    Entries are lower-case stems that a word must begin with; an entry with blanks must stand in the text as it is,
    its last word a stem again. `definitions_leads` stand in the sentence that a list of definitions follows,
    `contents_headings` are whole lines, `closing_cues` stand in the heading of what follows the last clause.
    `ordinal_words` are expressions for first, second, ... as units are counted; pronouns are whole words, as terms
    that say "we" and "you" use them for the parties. `days` are expressions for the days of the week from Monday.
    `abbreviations` end in a full stop that ends no sentence. `commitment_cues` name what a sentence speaks of;
    `facts` combines the names into commitments. A cue of theirs that ends in "$" ends with a whole word.
    """

    language: Language
    provider: tuple[str, ...]
    customer: tuple[str, ...]
    definitions_headings: tuple[str, ...]
    definitions_leads: tuple[str, ...] = ()
    contents_headings: tuple[str, ...] = ()
    closing_cues: tuple[str, ...] = ()
    version_cues: tuple[str, ...]
    effective_cues: tuple[str, ...]
    references_before: tuple[str, ...] = ()
    numbered_words: tuple[str, ...] = ()  # clauses may be called by them: "Пункт 1.", "1-тармақ."
    references_after: tuple[str, ...] = ()
    reference_joints: tuple[str, ...] = ()
    months: tuple[str, ...]
    days: tuple[str, ...] = ()
    item_letters: str
    named_units: dict[str, NamedUnit]
    units: dict[str, UnitName]
    unit_factors: dict[str, int | Decimal] = {}
    at_most: tuple[str, ...]
    at_least: tuple[str, ...]
    ordinal_words: tuple[str, ...] = ()
    provider_pronouns: tuple[str, ...] = ()
    customer_pronouns: tuple[str, ...] = ()
    function_words: frozenset[str]
    abbreviations: tuple[str, ...]
    table_cues: dict[str, TableKind]
    commitment_cues: dict[str, tuple[str, ...]]
