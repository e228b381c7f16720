"""Several services' terms side by side: which document speaks for a service, and how each clause stands to the rest."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.model import Clause, Comparison, Facet, Group, Terms
from pipeline.reports.words import same_words

Relation = Literal["identical", "editorial", "variant", "single", "missing"]
# from what is alike to what is not; a row stands to its base as its worst cell does
RELATION_ORDER: tuple[Relation, ...] = ("single", "identical", "editorial", "variant")

# what people prefer to cite when two snapshots of one service were read equally well
SUFFIX_ORDER = (".pdf",)


@dataclass(frozen=True, kw_only=True)
class CellView:
    """What one document has in a row. `text` joins its clauses; `relation` is to the row's base text."""

    document: str
    clauses: tuple[str, ...]
    text: str
    relation: Relation


@dataclass(frozen=True, kw_only=True)
class RowView:
    """One group of clauses. `relation` counts primary documents only; `base` is the text the others are held against."""

    topic: str
    relation: Relation
    facets: tuple[Facet, ...]
    base: CellView
    cells: tuple[CellView, ...]
    primary: bool


@dataclass(frozen=True, kw_only=True)
class SectionView:
    """Rows under one heading of the terms."""

    title: str
    rows: tuple[RowView, ...]


def find_primaries(documents: Sequence[Terms]) -> tuple[str, ...]:
    """The document that speaks for each service: read with the highest confidence; of equals the PDF, then by name."""
    best: dict[str, Terms] = {}
    for terms in sorted(documents, key=_reading_rank):
        best.setdefault(terms.service, terms)
    chosen = {terms.source.file for terms in best.values()}
    return tuple(terms.source.file for terms in documents if terms.source.file in chosen)


def comparison_to_sections(comparison: Comparison, documents: Sequence[Terms]) -> tuple[SectionView, ...]:
    """The groups as rows under headings, in reading order.

    Order and headings are those of the document with the most clauses in common with others; a group it does not
    have stands where its own document has it.
    """
    by_name = {terms.source.file: terms for terms in documents}
    texts = {name: {clause.number: clause for clause in terms.clauses} for name, terms in by_name.items()}
    primaries = frozenset(find_primaries(documents))
    backbone = _find_backbone(comparison, primaries, by_name)
    places = _find_places(comparison.groups, backbone, by_name)
    titles = {clause.number: clause.text for clause in by_name[backbone].clauses} if backbone else {}
    sections: list[tuple[str, list[RowView]]] = []
    for (top, _), group in sorted(zip(places, comparison.groups, strict=True), key=lambda pair: pair[0]):
        title = _section_title(top, titles)
        if not sections or sections[-1][0] != title:
            sections.append((title, []))
        sections[-1][1].append(_group_to_row(group, texts, primaries))
    return tuple(SectionView(title=title, rows=tuple(rows)) for title, rows in sections)


def _reading_rank(terms: Terms) -> tuple[float, bool, str]:
    return -terms.source.confidence, not terms.source.file.lower().endswith(SUFFIX_ORDER), terms.source.file


def _find_backbone(comparison: Comparison, primaries: frozenset[str], by_name: Mapping[str, Terms]) -> str | None:
    shared = Counter(
        member.document for group in comparison.groups if len(group.members) > 1 for member in group.members
    )
    known = [name for name in by_name if name in primaries]
    return max(known, key=lambda name: shared[name], default=None)


Place = tuple[tuple[int, int], tuple[int, int, str]]


def _find_places(groups: Sequence[Group], backbone: str | None, by_name: Mapping[str, Terms]) -> list[Place]:
    """A sorting key for every group: the heading's place in the backbone, then the place inside.

    A group without the backbone follows the nearest earlier clause of its own document that the backbone shares.
    """
    order = {
        name: {clause.number: index for index, clause in enumerate(terms.clauses)} for name, terms in by_name.items()
    }
    anchors: dict[tuple[str, str], int] = {}
    for group in groups:
        spine = [
            order[backbone].get(number, 0)
            for member in group.members
            if backbone and member.document == backbone
            for number in member.clauses
        ]
        if spine:
            anchors |= {(member.document, number): min(spine) for member in group.members for number in member.clauses}
    tops = _top_indexes(by_name[backbone].clauses) if backbone else []
    places: list[Place] = []
    for group in groups:
        document = next((member for member in group.members if member.document == backbone), group.members[0])
        terms = by_name.get(document.document)
        if terms is None or not document.clauses:
            places.append(((len(tops), 0), (0, 0, document.document)))
            continue
        own = order[terms.source.file].get(document.clauses[0], 0)
        anchor = _nearest_anchor(terms, own, anchors)
        top = tops[anchor] if 0 <= anchor < len(tops) else -1
        places.append(((top, anchor), (own, 0, terms.source.file)))
    return places


def _nearest_anchor(terms: Terms, index: int, anchors: Mapping[tuple[str, str], int]) -> int:
    for earlier in range(index, -1, -1):
        anchor = anchors.get((terms.source.file, terms.clauses[earlier].number))
        if anchor is not None:
            return anchor
    return -1


def _top_indexes(clauses: Sequence[Clause]) -> list[int]:
    """For every clause, the index of the level-1 clause it stands under."""
    tops: list[int] = []
    top = -1
    for index, clause in enumerate(clauses):
        if clause.level == 1:
            top = index
        tops.append(top)
    return tops


def _group_to_row(group: Group, texts: Mapping[str, Mapping[str, Clause]], primaries: frozenset[str]) -> RowView:
    found = {
        member.document: "\n".join(
            texts[member.document][number].text
            for number in member.clauses
            if number in texts.get(member.document, {})
        )
        for member in group.members
    }
    leading = [member.document for member in group.members if member.document in primaries]
    candidates = leading or [member.document for member in group.members]
    counts = Counter(found[name] for name in candidates)
    base_name = max(candidates, key=lambda name: counts[found[name]])
    cells = tuple(
        CellView(
            document=member.document,
            clauses=member.clauses,
            text=found[member.document],
            relation=_relation(found[base_name], found[member.document], group),
        )
        for member in group.members
    )
    base = next(cell for cell in cells if cell.document == base_name)
    relations: list[Relation] = [cell.relation for cell in cells if cell.document in candidates]
    worst = max(relations, key=RELATION_ORDER.index)
    return RowView(
        topic=group.topic,
        relation="single" if len(candidates) == 1 else worst,
        facets=group.facets,
        base=base,
        cells=cells,
        primary=bool(leading),
    )


def _relation(base: str, text: str, group: Group) -> Relation:
    if text == base:
        return "identical"
    return "editorial" if group.relation == "editorial" or same_words(base, text) else "variant"
