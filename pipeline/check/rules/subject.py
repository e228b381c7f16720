"""What the rules look at, and what they hand back."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from pipeline.check.align import Node, clause_nodes, word_rarity
from pipeline.check.compare import Topic, group_clauses
from pipeline.check.defined import DefinedTerm, find_defined_terms
from pipeline.model import Clause, Family, Location, Record, Severity, Terms
from pipeline.settings import CheckSettings

# A quote longer than this is cut at a word: a finding points, it does not copy.
QUOTE_LENGTH = 240


class Subject(Record, frozen=True, kw_only=True):
    """All documents with what more than one rule needs to know of them.

    `siblings` are the documents to set against each other, one for each service; `sibling_nodes`, `topics` and
    `sibling_terms` go by their order.
    """

    settings: CheckSettings
    documents: tuple[Terms, ...]
    nodes: tuple[tuple[Node, ...], ...]
    siblings: tuple[Terms, ...]
    sibling_nodes: tuple[tuple[Node, ...], ...]
    sibling_terms: tuple[tuple[DefinedTerm, ...], ...]
    topics: tuple[Topic, ...]
    rarity: dict[str, float]


class Draft(NamedTuple):
    """What a rule saw: where, the values its message is filled with, and what else a program may want to know.

    `severity` replaces the rule's own for this one. `key` takes the place of the quotes in the fingerprint where they
    are not what the finding is about.
    """

    locations: tuple[Location, ...]
    values: dict[str, str]
    evidence: dict[str, Any] = {}
    severity: Severity | None = None
    key: str | None = None


class Rule(NamedTuple):
    """A rule by its id; the docstring of `find` is its manual page."""

    id: str
    family: Family
    severity: Severity
    find: Callable[[Subject], Iterator[Draft]]


class Passage(NamedTuple):
    """A text of a document and where it stands: a clause's number, "definition TERM", "table 5.6", "preamble"."""

    place: str
    text: str
    page: int | None


def documents_to_subject(documents: Sequence[Terms], settings: CheckSettings) -> Subject:
    """Prepare what the rules share."""
    siblings = pick_siblings(documents)
    nodes = tuple(clause_nodes(terms) for terms in siblings)
    return Subject(
        settings=settings,
        documents=tuple(documents),
        nodes=tuple(clause_nodes(terms) for terms in documents),
        siblings=siblings,
        sibling_nodes=nodes,
        sibling_terms=tuple(find_defined_terms(terms) for terms in siblings),
        topics=group_clauses(nodes, settings),
        rarity=word_rarity(*nodes),
    )


def pick_siblings(documents: Sequence[Terms]) -> tuple[Terms, ...]:
    """One document for each service and language: the one that was read best, then the first by name."""
    best: dict[tuple[str, str], Terms] = {}
    for terms in sorted(documents, key=lambda terms: (-terms.source.confidence, terms.source.file)):
        best.setdefault((terms.service, terms.language), terms)
    chosen = {id(terms) for terms in best.values()}
    return tuple(terms for terms in documents if id(terms) in chosen)


def cut_quote(text: str) -> str:
    """At most QUOTE_LENGTH characters, whole words.

    >>> cut_quote("қызмет"), len(cut_quote("қызмет " * 100)) <= QUOTE_LENGTH + 2
    ('қызмет', True)
    """
    if len(text) <= QUOTE_LENGTH:
        return text
    return text[:QUOTE_LENGTH].rsplit(" ", 1)[0] + " …"


def clause_location(terms: Terms, clause: Clause, quote: str | None = None) -> Location:
    """A clause as a place, with its own words or those that matter."""
    return Location(
        document=terms.source.file,
        clause=clause.number,
        quote=cut_quote(clause.text if quote is None else quote),
        page=clause.origin.page,
    )


def passage_location(terms: Terms, passage: Passage, quote: str | None = None) -> Location:
    """A passage as a place."""
    text = passage.text if quote is None else quote
    return Location(document=terms.source.file, clause=passage.place, quote=cut_quote(text), page=passage.page)


def number_location(terms: Terms, number: str, quote: str) -> Location:
    """A place known by its clause number alone, as facts and responsibilities know it."""
    page = next((clause.origin.page for clause in terms.clauses if clause.number == number), None)
    return Location(document=terms.source.file, clause=number, quote=cut_quote(quote), page=page)


def document_location(terms: Terms) -> Location:
    """The document as a whole."""
    return Location(document=terms.source.file, clause="", quote=terms.title or terms.service)


def find_passages(terms: Terms) -> Iterator[Passage]:
    """Every text of a document once: title, preamble, definitions, clauses, tables, responsibilities."""
    if terms.title:
        yield Passage("title", terms.title, 1)
    if terms.preamble:
        yield Passage("preamble", terms.preamble, 1)
    for definition in terms.definitions:
        if definition.in_text:  # its words stand in a clause
            continue
        yield Passage(f"definition {definition.term}", f"{definition.term} – {definition.text}", definition.origin.page)
    for clause in terms.clauses:
        yield Passage(clause.number, clause.text, clause.origin.page)
    for table in terms.tables:
        for row in (table.header, *table.rows):
            for cell in dict.fromkeys(row):
                yield Passage(f"table {table.clause}", cell, table.origin.page)
    for item in (one for one in terms.responsibilities if not one.in_text):
        yield Passage(item.clause, item.item, item.origin.page)
