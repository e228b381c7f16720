"""Two versions of one document's terms: which clauses became which, and what each difference means."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar, get_args

from pipeline.check.align import (
    Node,
    Pair,
    align_nodes,
    align_rows,
    align_words,
    clause_nodes,
    closest,
    longest_increasing,
)
from pipeline.check.defined import find_defined_terms, used_terms
from pipeline.languages.dates import find_dates
from pipeline.languages.marks import (
    editorial_form,
    find_marks,
    find_references,
    signed_numbers,
    symbol_signature,
    wording_form,
)
from pipeline.model import (
    Change,
    ChangeKind,
    ClauseText,
    Definition,
    Diff,
    Facet,
    Language,
    Responsibility,
    Significance,
    Table,
    Terms,
)
from pipeline.settings import CheckSettings

Item = TypeVar("Item")

FACETS: tuple[Facet, ...] = get_args(Facet)  # the order in which they are told
# Which facet a mark of each kind belongs to. A contact is none: a changed address is substantive by its letters.
FACET_OF_MARK: dict[str, Facet] = {
    "number": "number",
    "bound": "number",
    "unit": "unit",
    "date": "date",
    "reference": "reference",
    "modality": "modality",
    "negation": "negation",
    "party": "party",
}
# Two items of a list of responsibilities, or two definitions, of this similarity are one that was reworded.
SAME_ITEM = 0.6


class Difference(NamedTuple):
    """What two texts differ in. `significance` is None where they are the same to the letter."""

    significance: Significance | None
    facets: tuple[Facet, ...]


class Context(NamedTuple):
    """What the meaning of a difference depends on besides the two texts.

    `follow` maps a clause number of the old version to the number that the same clause has now.
    """

    language: Language
    names: tuple[str, ...] = ()
    follow: dict[str, str] = {}


def compare_texts(old: str, new: str, context: Context) -> Difference:
    """How two texts differ: not at all, in typography, in words shown to mean the same, or in substance.

    >>> compare_texts("10 минутқа дейін", "15 минутқа дейін", Context("kk"))
    Difference(significance='substantive', facets=('number',))
    >>> compare_texts("IP-мекенжай", "IP- мекенжай.", Context("kk"))
    Difference(significance='editorial', facets=())
    >>> compare_texts("3.1-тармақ", "3.2-тармақ", Context("kk", follow={"3.1": "3.2"}))
    Difference(significance='wording', facets=('reference',))
    """
    if old == new:
        return Difference(None, ())
    language = context.language
    followed = _follow_references(old, context)
    if _same_but_for_typography(old, new, language):
        return Difference("editorial", ())
    if followed != old and _same_but_for_typography(followed, new, language):
        return Difference("wording", ("reference",))
    facets = _facets(followed, new, context)
    if not facets and wording_form(followed, language) == wording_form(new, language):
        return Difference("wording", ("reference",) if followed != old else ())
    return Difference("substantive", facets)


def _same_but_for_typography(old: str, new: str, language: Language) -> bool:
    return (
        editorial_form(old) == editorial_form(new)
        and symbol_signature(old) == symbol_signature(new)
        and signed_numbers(old, language) == signed_numbers(new, language)
    )


def _follow_references(text: str, context: Context) -> str:
    """The text with each reference to a renumbered clause brought up to date."""
    for mark in reversed(find_references(text, context.language)):
        target = context.follow.get(mark.value)
        if target is not None:
            text = text[: mark.start] + target + text[mark.start + len(mark.value) :]
    return text


def _facets(old: str, new: str, context: Context) -> tuple[Facet, ...]:
    before, after = facet_values(old, context), facet_values(new, context)
    return tuple(facet for facet in FACETS if before.get(facet) != after.get(facet))


def facet_values(text: str, context: Context) -> dict[Facet, tuple[str, ...]]:
    """What a text says in order, by facet: its figures, parties, negations, references, defined terms."""
    values: defaultdict[Facet, list[str]] = defaultdict(list)
    for mark in find_marks(text, context.language):
        if mark.kind in FACET_OF_MARK:
            values[FACET_OF_MARK[mark.kind]].append(mark.value)
    values["term"] += used_terms(text, context.names)
    return {facet: tuple(said) for facet, said in values.items() if said}


def diff_terms(old: Terms, new: Terms, settings: CheckSettings) -> Diff:
    """What changed from `old` to `new`: the document's head, definitions, clauses, tables, responsibilities, the rest.

    Identical clauses are not listed. What is not a clause is named by its kind: "title", "version date",
    "effective date", "preamble", "definition TERM", "table 5.6", "responsibility 4.1", "unplaced".
    """
    old_nodes, new_nodes = clause_nodes(old), clause_nodes(new)
    pairs = align_nodes(old_nodes, new_nodes, threshold=settings.align_similarity)
    names = {term.name for terms in (old, new) for term in find_defined_terms(terms)}
    context = Context(new.language, tuple(sorted(names)), _followed_numbers(old_nodes, new_nodes, pairs))
    changes = [
        *_head_changes(old, new, context),
        *_definition_changes(_own_definitions(old), _own_definitions(new), context),
        *_clause_changes(old_nodes, new_nodes, pairs, context),
        *_table_changes(old.tables, new.tables, context),
        *_responsibility_changes(_own_responsibilities(old), _own_responsibilities(new), context),
        *_unplaced_changes(old, new, context),
    ]
    return Diff(old=old.source, new=new.source, language=new.language, changes=tuple(changes))


def _followed_numbers(old: Sequence[Node], new: Sequence[Node], pairs: Sequence[Pair]) -> dict[str, str]:
    return {
        old[pair.old[0]].number: new[pair.new[0]].number
        for pair in pairs
        if old[pair.old[0]].number != new[pair.new[0]].number
    }


def _text_change(
    name: str, old: str | None, new: str | None, context: Context, always: Sequence[Facet] = ()
) -> list[Change]:
    """The change of something that is there or not and holds one text; `always` are facets by its kind."""
    if (old or None) == (new or None):
        return []
    if not old or not new:
        kind: ChangeKind = "added" if new else "removed"
        return [
            Change(
                kind=kind,
                significance="substantive",
                facets=tuple(always),
                old=ClauseText(number=name, text=old) if old else None,
                new=ClauseText(number=name, text=new) if new else None,
            )
        ]
    difference = compare_texts(old, new, context)
    if difference.significance is None:
        return []
    facets = set(difference.facets) | (set(always) if difference.significance != "editorial" else set())
    return [
        Change(
            kind="modified",
            significance=difference.significance,
            facets=tuple(facet for facet in FACETS if facet in facets),
            old=ClauseText(number=name, text=old),
            new=ClauseText(number=name, text=new),
            words=align_words(old, new),
        )
    ]


def _head_changes(old: Terms, new: Terms, context: Context) -> list[Change]:
    return [
        *_text_change("title", old.title, new.title, context),
        *_text_change("version date", old.version_date, new.version_date, context, ["date"]),
        *_text_change("effective date", old.effective_date, new.effective_date, context, ["date"]),
        *_text_change("preamble", old.preamble, new.preamble, context),
    ]


def _own_definitions(terms: Terms) -> tuple[Definition, ...]:
    """The definitions whose words stand in no clause; those that do change with their clause."""
    return tuple(definition for definition in terms.definitions if not definition.in_text)


def _own_responsibilities(terms: Terms) -> tuple[Responsibility, ...]:
    return tuple(duty for duty in terms.responsibilities if not duty.in_text)


def _definition_changes(old: Sequence[Definition], new: Sequence[Definition], context: Context) -> list[Change]:
    changes: list[Change] = []
    for before, after in _pair_items(old, new, lambda item: item.term, lambda item: f"{item.term} {item.text}"):
        name = after.term if after else before.term if before else ""
        texts = [f"{item.term} – {item.text}" if item else None for item in (before, after)]
        changes += _text_change(f"definition {name}", texts[0], texts[1], context, ["definition"])
    return changes


def _pair_items(
    old: Sequence[Item], new: Sequence[Item], name: Callable[[Item], str], text: Callable[[Item], str]
) -> list[tuple[Item | None, Item | None]]:
    """Items of the same name together, then the most similar; those of `new` in order, then the removed."""
    rest = list(old)
    chosen: dict[int, Item] = {}
    for same in (text, name):
        forms = [editorial_form(same(item)) for item in rest]
        for index, item in enumerate(new):
            form = editorial_form(same(item))
            if index not in chosen and form in forms:
                position = forms.index(form)
                chosen[index] = rest.pop(position)
                forms.pop(position)
    for index, item in enumerate(new):
        if index in chosen:
            continue
        nearest = closest(text(item), [text(other) for other in rest])
        if nearest is not None and nearest[1] >= SAME_ITEM:
            chosen[index] = rest.pop(nearest[0])
    return [*((chosen.get(index), item) for index, item in enumerate(new)), *((item, None) for item in rest)]


def _clause_changes(old: Sequence[Node], new: Sequence[Node], pairs: Sequence[Pair], context: Context) -> list[Change]:
    """Clause by clause in the order of the new version, a removed clause where it stood."""
    moved = _moved_pairs(old, new, pairs)
    stale = _stale_references(old, new, pairs, context)
    placed: list[tuple[tuple[float, int], Change]] = []
    place_of_old: dict[int, int] = {}
    for pair in pairs:
        place_of_old.update(dict.fromkeys(pair.old, pair.new[-1]))
        found = _pair_changes(old, new, pair, context, moved=pair in moved, stale=stale)
        placed += [((pair.new[0], 1), change) for change in found]
    paired = {index for pair in pairs for index in pair.new}
    for node in new:
        if node.index not in paired:
            text = ClauseText(number=node.number, text=node.text)
            placed.append(((node.index, 1), Change(kind="added", significance="substantive", new=text)))
    position = -1
    for node in old:
        position = place_of_old.get(node.index, position)
        if node.index not in place_of_old:
            text = ClauseText(number=node.number, text=node.text)
            change = Change(kind="removed", significance="substantive", old=text)
            placed.append(((position + 0.5, node.index), change))
    return [change for _, change in sorted(placed, key=lambda item: item[0])]


def _pair_changes(
    old: Sequence[Node], new: Sequence[Node], pair: Pair, context: Context, *, moved: bool, stale: set[str]
) -> list[Change]:
    before, after = _together(old, pair.old), _together(new, pair.new)
    difference = compare_texts(before.text, after.text, context)
    words = align_words(before.text, after.text)
    if len(pair.old) != len(pair.new):
        kind: ChangeKind = "split" if len(pair.new) > len(pair.old) else "merged"
        significance = difference.significance or "editorial"
        return [
            Change(kind=kind, significance=significance, facets=difference.facets, old=before, new=after, words=words)
        ]
    changes = []
    if moved or before.number != after.number:
        lost = before.number in stale
        changes.append(
            Change(
                kind="moved" if moved else "renumbered",
                significance="substantive" if lost else "wording" if moved else "editorial",
                facets=("reference",) if lost else (),
                old=before,
                new=after,
            )
        )
    if difference.significance is not None:
        changes.append(
            Change(
                kind="modified",
                significance=difference.significance,
                facets=difference.facets,
                old=before,
                new=after,
                words=words,
            )
        )
    return changes


def _together(nodes: Sequence[Node], indices: Sequence[int]) -> ClauseText:
    return ClauseText(
        number=", ".join(nodes[index].number for index in indices),
        text=" ".join(nodes[index].text for index in indices),
    )


def _moved_pairs(old: Sequence[Node], new: Sequence[Node], pairs: Sequence[Pair]) -> set[Pair]:
    """The pairs that changed their section, or their order within it; a change of number alone is none."""
    new_of_old = {index: pair.new[0] for pair in pairs for index in pair.old}
    moved = set()
    siblings: dict[int | None, list[Pair]] = {}
    for pair in pairs:
        before, after = old[pair.old[0]], new[pair.new[0]]
        if _same_section(old, new, before.parent, after.parent, new_of_old):
            siblings.setdefault(after.parent, []).append(pair)
        elif before.number != after.number:
            moved.add(pair)
    for group in siblings.values():
        kept = longest_increasing([pair.old[0] for pair in group])
        moved |= {
            pair
            for position, pair in enumerate(group)
            if position not in kept and old[pair.old[0]].number != new[pair.new[0]].number
        }
    return moved


def _same_section(
    old: Sequence[Node], new: Sequence[Node], before: int | None, after: int | None, new_of_old: dict[int, int]
) -> bool:
    if before is None or after is None:
        return before is None and after is None
    if before in new_of_old:
        return new_of_old[before] == after
    return old[before].number == new[after].number


def _stale_references(old: Sequence[Node], new: Sequence[Node], pairs: Sequence[Pair], context: Context) -> set[str]:
    """Old numbers of renumbered clauses that a clause of the new version still refers to, as it did before."""
    stale: set[str] = set()
    for pair in pairs:
        before = {mark.value for index in pair.old for mark in find_references(old[index].text, context.language)}
        after = {mark.value for index in pair.new for mark in find_references(new[index].text, context.language)}
        stale |= {number for number in before & after if context.follow.get(number, number) not in after}
    return stale


def _table_changes(old: Sequence[Table], new: Sequence[Table], context: Context) -> list[Change]:
    rest = list(old)
    changes = []
    partners: list[Table | None] = [None] * len(new)
    steps: tuple[Callable[[Table, Table], bool], ...] = (
        lambda before, after: (
            _table_place(before, context) == (after.clause, after.kind) and before.header == after.header
        ),
        lambda before, after: _table_place(before, context) == (after.clause, after.kind),
        lambda before, after: before.kind == after.kind and before.header == after.header,
        lambda before, after: _table_place(before, context)[0] == after.clause,
        lambda before, after: before.kind == after.kind != "other",
    )
    for agrees in steps:
        for index, table in enumerate(new):
            if partners[index] is None:
                partners[index] = next((before for before in rest if agrees(before, table)), None)
                if partners[index] is not None:
                    rest = [before for before in rest if before is not partners[index]]
    for partner, table in zip(partners, new, strict=True):
        changes += _table_change(partner, table, context)
    for table in rest:
        changes += _table_change(table, None, context)
    return changes


def _table_place(table: Table, context: Context) -> tuple[str, str]:
    return context.follow.get(table.clause, table.clause), table.kind


def _table_change(old: Table | None, new: Table | None, context: Context) -> list[Change]:
    """One change for a table: `cells` are `[row, column, old, new]`, the header row 0, None where there is no cell.

    Rows and columns count in the new table; those of a removed row or column in the old one.
    """
    some = new or old
    cells, lines = _changed_cells(_all_rows(old), _all_rows(new))
    if some is None or not cells:
        return []
    differences = [compare_texts(before or "", after or "", context) for _, _, before, after in cells]
    facets = {"table", *(facet for difference in differences for facet in difference.facets)}
    editorial = all(difference.significance == "editorial" for difference in differences)
    kind: ChangeKind = "modified" if old and new else "added" if new else "removed"
    return [
        Change(
            kind=kind,
            significance="editorial" if editorial else "substantive",
            facets=tuple(facet for facet in FACETS if facet in facets),
            old=ClauseText(number=f"table {old.clause}", text=_rows_text(old, [i for i, _ in lines])) if old else None,
            new=ClauseText(number=f"table {new.clause}", text=_rows_text(new, [j for _, j in lines])) if new else None,
            table={"clause": some.clause, "kind": some.kind, "cells": cells},
        )
    ]


def _all_rows(table: Table | None) -> list[tuple[str, ...]]:
    return [table.header, *table.rows] if table else []


def _rows_text(table: Table, rows: Iterable[int | None]) -> str:
    """The rows named, a line each, cells between bars."""
    lines = _all_rows(table)
    return "\n".join(" | ".join(lines[row]) for row in sorted({row for row in rows if row is not None}))


def _changed_cells(
    old: list[tuple[str, ...]], new: list[tuple[str, ...]]
) -> tuple[list[list[Any]], list[tuple[int | None, int | None]]]:
    """The cells that differ, and the pairs of rows that they are in."""
    columns: Sequence[tuple[int | None, int | None]]
    rows: Sequence[tuple[int | None, int | None]]
    if old and new:
        columns = align_rows([(name,) for name in old[0]], [(name,) for name in new[0]])
        body = align_rows(old[1:], new[1:])
        rows = [(0, 0), *((None if i is None else i + 1, None if j is None else j + 1) for i, j in body)]
    else:
        columns = [(index, index) for index in range(max((len(row) for row in (*old, *new)), default=0))]
        rows = [(i, None) for i in range(len(old))] + [(None, j) for j in range(len(new))]
    cells, touched = [], []
    for i, j in rows:
        found = []
        for left, right in columns:
            before = _cell(old, i, left)
            after = _cell(new, j, right)
            if before != after:
                found.append([i if j is None else j, left if right is None else right, before, after])
        if found:
            cells += found
            touched.append((i, j))
    return cells, touched


def _cell(rows: list[tuple[str, ...]], row: int | None, column: int | None) -> str | None:
    if row is None or column is None or column >= len(rows[row]):
        return None
    return rows[row][column]


def _responsibility_changes(
    old: Sequence[Responsibility], new: Sequence[Responsibility], context: Context
) -> list[Change]:
    changes = []
    for before, after in _pair_items(old, new, lambda item: item.item, lambda item: f"{item.item} – {item.party}"):
        some = after or before
        if some is None or (before and after and (before.item, before.party) == (after.item, after.party)):
            continue
        difference = Difference("substantive", ())
        if before and after:
            difference = compare_texts(before.item, after.item, context)
        facets: set[Facet] = {"responsibility", *difference.facets}
        significance = difference.significance or "substantive"
        if before and after and before.party != after.party:
            facets.add("party")
            significance = "substantive"
        elif significance == "wording":
            significance = "substantive"
        texts = [
            ClauseText(number=f"responsibility {item.clause}", text=_said(item)) if item else None
            for item in (before, after)
        ]
        changes.append(
            Change(
                kind="modified" if before and after else "added" if after else "removed",
                significance=significance,
                facets=tuple(facet for facet in FACETS if facet in facets) if significance != "editorial" else (),
                old=texts[0],
                new=texts[1],
                words=align_words(texts[0].text, texts[1].text) if texts[0] and texts[1] else (),
            )
        )
    return changes


def _said(item: Responsibility) -> str:
    return f"{item.item} – {item.party}"


def _unplaced_changes(old: Terms, new: Terms, context: Context) -> list[Change]:
    """Text that no clause owns is compared too: a change must not hide where structure was not found."""
    changes: list[Change] = []
    texts = [[item.text for item in terms.unplaced if not _says_a_date(item.text, terms)] for terms in (old, new)]
    for before, after in _pair_items(texts[0], texts[1], str, str):
        changes += _text_change("unplaced", before, after, context)
    return changes


def _says_a_date(text: str, terms: Terms) -> bool:
    """Whether it is the line that the version date or the effective date was read from: compared by that date."""
    dates = {iso for _, _, iso in find_dates(text)}
    return bool(dates) and dates <= {terms.version_date, terms.effective_date}
