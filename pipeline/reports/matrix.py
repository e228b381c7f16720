"""Several services' terms side by side: which document speaks for a service, and how each clause stands to the rest."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.check.changes import Context, compare_texts
from pipeline.model import Clause, Comparison, Facet, Group, Language, Member, Terms

Relation = Literal["identical", "editorial", "variant", "single", "missing"]
# a topic names the headings above it: "ДЕҢГЕЙІ (SLA) › Орындаушы есепті кезеңде …"
TOPIC_PATH = " › "
# from what is alike to what is not; a row stands to its base as its worst cell does
RELATION_ORDER: tuple[Relation, ...] = ("single", "identical", "editorial", "variant")


@dataclass(frozen=True, kw_only=True)
class CellView:
    """What one document has in a row. `text` joins its clauses; `relation` is to the row's base text."""

    document: str
    clauses: tuple[str, ...]
    text: str
    relation: Relation


@dataclass(frozen=True, kw_only=True)
class RowView:
    """One group of clauses; `topic` is its name without the headings above it.

    `relation` counts primary documents only; `base` is what the others are held against.
    """

    topic: str
    relation: Relation
    facets: tuple[Facet, ...]
    base: CellView
    cells: tuple[CellView, ...]
    primary: bool
    heading: bool


@dataclass(frozen=True, kw_only=True)
class SectionView:
    """Rows under one heading of the terms."""

    title: str
    rows: tuple[RowView, ...]


@dataclass(frozen=True, kw_only=True)
class DocumentIndex:
    """A document's clauses, where each number first stands, and the index of each clause's level-1 heading (or -1)."""

    language: Language
    clauses: tuple[Clause, ...]
    order: Mapping[str, int]
    tops: tuple[int, ...]


def find_primaries(documents: Sequence[Terms]) -> tuple[str, ...]:
    """The document that speaks for each service: the least restored by guess, to a tenth of its text, then the one read
    with the highest confidence; of equals the PDF, then by name.
    """
    best: dict[str, Terms] = {}
    for terms in sorted(documents, key=_reading_rank):
        best.setdefault(terms.service, terms)
    chosen = {terms.source.file for terms in best.values()}
    return tuple(terms.source.file for terms in documents if terms.source.file in chosen)


def comparison_to_sections(comparison: Comparison, documents: Sequence[Terms]) -> tuple[SectionView, ...]:
    """The groups as rows under headings, in reading order.

    The order is that of the backbone, the primary document with the most clauses in common with others; what it does
    not have is inserted, document by document, after the clause that comes before it there.
    """
    library = {terms.source.file: _index(terms) for terms in documents}
    primaries = find_primaries(documents)
    ranked = _rank_documents(comparison, primaries, tuple(library))
    homes: dict[tuple[str, str], int] = {
        (member.document, number): position
        for position, group in enumerate(comparison.groups)
        for member in group.members
        for number in member.clauses
    }
    sections: dict[int | None, list[RowView]] = {}
    titles: dict[int | None, str] = {None: ""}
    for position in _merge_orders(len(comparison.groups), ranked, library, homes):
        heading = _heading_group(comparison.groups[position], ranked, library, homes)
        if heading is not None:
            titles.setdefault(heading, _group_text(comparison.groups[heading], ranked, library))
        row = _group_to_row(comparison.groups[position], library, ranked, frozenset(primaries))
        sections.setdefault(heading, []).append(row)
    return tuple(SectionView(title=titles[heading], rows=tuple(rows)) for heading, rows in sections.items())


def _reading_rank(terms: Terms) -> tuple[float, float, bool, str]:
    is_pdf = terms.source.file.lower().endswith(".pdf")
    return round(_restored_share(terms), 1), -terms.source.confidence, not is_pdf, terms.source.file


def _restored_share(terms: Terms) -> float:
    """How much of the text is a repair's, 0 to 1: what a decoder made of a garbled file is not what its image shows."""
    letters = sum(len(clause.text) for clause in terms.clauses)
    return min(1.0, sum(len(repair.after) for repair in terms.repairs) / letters) if letters else 0.0


def _index(terms: Terms) -> DocumentIndex:
    order: dict[str, int] = {}
    tops: list[int] = []
    top = -1
    for index, clause in enumerate(terms.clauses):
        order.setdefault(clause.number, index)
        top = index if clause.level == 1 else top
        tops.append(top)
    return DocumentIndex(language=terms.language, clauses=terms.clauses, order=order, tops=tuple(tops))


def _rank_documents(comparison: Comparison, primaries: Sequence[str], names: Sequence[str]) -> tuple[str, ...]:
    """The backbone first, then the other primaries, then the rest, each by how much it shares."""
    shared = Counter(
        member.document for group in comparison.groups if len(group.members) > 1 for member in group.members
    )
    return tuple(sorted(names, key=lambda name: (name not in primaries, -shared[name])))


def _merge_orders(
    count: int, ranked: Sequence[str], library: Mapping[str, DocumentIndex], homes: Mapping[tuple[str, str], int]
) -> list[int]:
    """The positions of all groups in one order that keeps each document's own where it can."""
    following: dict[int, list[int]] = {-1: []}
    for name in ranked:
        previous = -1
        shares = any(homes.get((name, clause.number)) in following for clause in library[name].clauses)
        for clause in library[name].clauses:
            position = homes.get((name, clause.number))
            if position is None:
                continue
            if position not in following:
                following[position] = []
                # what comes before all that is shared stands first; a document that shares nothing stands last
                following[previous].insert(0 if shares or previous >= 0 else len(following[previous]), position)
            previous = position
    ordered: list[int] = []
    waiting = [-1]
    while waiting:
        position = waiting.pop()
        ordered.append(position)
        waiting.extend(reversed(following[position]))
    return ordered[1:] + [position for position in range(count) if position not in following]


def _leading_member(group: Group, ranked: Sequence[str]) -> Member:
    return min(
        group.members, key=lambda member: ranked.index(member.document) if member.document in ranked else 1 << 30
    )


def _heading_group(
    group: Group,
    ranked: Sequence[str],
    library: Mapping[str, DocumentIndex],
    homes: Mapping[tuple[str, str], int],
) -> int | None:
    """The group that the heading above this group is in; None above the first heading."""
    member = _leading_member(group, ranked)
    clauses = _member_clauses(member, library)
    if not clauses:
        return None
    index = library[member.document]
    top = index.tops[index.order[clauses[0].number]]
    return None if top < 0 else homes.get((member.document, index.clauses[top].number))


def _group_text(group: Group, ranked: Sequence[str], library: Mapping[str, DocumentIndex]) -> str:
    return " ".join(clause.text for clause in _member_clauses(_leading_member(group, ranked), library))


def _group_to_row(
    group: Group, library: Mapping[str, DocumentIndex], ranked: Sequence[str], primaries: frozenset[str]
) -> RowView:
    found = {member.document: _member_clauses(member, library) for member in group.members}
    texts = {document: "\n".join(clause.text for clause in clauses) for document, clauses in found.items()}
    leading = [member.document for member in group.members if member.document in primaries]
    candidates = leading or [member.document for member in group.members]
    counts = Counter(texts[name] for name in candidates)
    first = _leading_member(group, ranked).document
    language: Language = library[first].language if first in library else "kk"
    base_name = max(candidates, key=lambda name: (counts[texts[name]], name == first))
    stands = _find_relations(texts[base_name], texts.values(), group, language)
    cells = tuple(
        CellView(
            document=member.document,
            clauses=member.clauses,
            text=texts[member.document],
            relation=stands[texts[member.document]],
        )
        for member in group.members
    )
    relations: list[Relation] = [cell.relation for cell in cells if cell.document in candidates]
    return RowView(
        topic=group.topic.rpartition(TOPIC_PATH)[2],
        relation="single" if len(candidates) == 1 else max(relations, key=RELATION_ORDER.index),
        facets=group.facets,
        base=next(cell for cell in cells if cell.document == base_name),
        cells=cells,
        primary=bool(leading),
        heading=any(clause.kind == "heading" and clause.level == 1 for clause in found[base_name]),
    )


def _member_clauses(member: Member, library: Mapping[str, DocumentIndex]) -> tuple[Clause, ...]:
    index = library.get(member.document)
    if index is None:
        return ()
    return tuple(index.clauses[index.order[number]] for number in member.clauses if number in index.order)


def _find_relations(
    base: str, texts: Collection[str], group: Group, language: Language
) -> dict[str, Literal["identical", "editorial", "variant"]]:
    """How each text stands to the base. What the comparison says of the group settles all but a mixed one."""
    others = [text for text in dict.fromkeys(texts) if text != base]
    relations: dict[str, Literal["identical", "editorial", "variant"]] = dict.fromkeys(others, group.relation)
    if group.relation == "variant" and len(others) > 1:
        for text in others:
            editorial = compare_texts(base, text, Context(language)).significance == "editorial"
            relations[text] = "editorial" if editorial else "variant"
    return relations | {base: "identical"}
