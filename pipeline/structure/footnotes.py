"""Footnotes: joined from their lines, and tied to the clause or table whose text bears their mark."""

import re
from collections.abc import Sequence

from pipeline.model import Clause, Document, Footnote, Line, Record, Table
from pipeline.structure.flow import join_texts, union_places

PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MARK = re.compile(r"^\(?([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\*{1,4}|[†‡§]|\d{1,2}(?!\.?\d))(?:\)|⁾|\.(?=\s))?\s*(?=\S)")


class _Note(Record, frozen=True, kw_only=True):
    mark: str
    lines: tuple[Line, ...]


def find_footnotes(document: Document, clauses: Sequence[Clause], tables: Sequence[Table]) -> tuple[Footnote, ...]:
    """The footnotes of a document in reading order."""
    return tuple(_to_footnote(note, clauses, tables) for note in _gather(document))


def _gather(document: Document) -> list[_Note]:
    """Lines from a mark to the next, over pages: what opens a page's notes without a mark goes on from the page before.

    Numbers count up, and may begin again on a page: "3 days" at the start of a line is no note after the first.
    """
    notes: list[_Note] = []
    last = 0
    for page in document.pages:
        fresh = True
        for line in page.lines:
            if line.role != "footnote":
                continue
            found = _MARK.match(line.text)
            mark = found[1].translate(PLAIN) if found else ""
            opens = bool(mark) and (
                not mark.isdecimal() or not last or int(mark) == last + 1 or (fresh and int(mark) == 1)
            )
            fresh = False
            if opens or not notes:
                notes.append(_Note(mark=mark if opens else "", lines=(line,)))
                last = int(mark) if opens and mark.isdecimal() else last
            else:
                notes[-1] = _Note(mark=notes[-1].mark, lines=(*notes[-1].lines, line))
    return notes


def _to_footnote(note: _Note, clauses: Sequence[Clause], tables: Sequence[Table]) -> Footnote:
    text = join_texts(line.text for line in note.lines)
    first, *rest = union_places(line.origin for line in note.lines)
    return Footnote(
        mark=note.mark,
        text=_MARK.sub("", text, count=1) if note.mark else text,
        clause=_find_owner(note.mark, first.page, clauses, tables) if note.mark else "",
        origin=first,
        continued=tuple(rest),
    )


def _find_owner(mark: str, page: int, clauses: Sequence[Clause], tables: Sequence[Table]) -> str:
    """The number of the clause on that page, or of the clause of the table, whose text bears the mark; else empty."""
    sign = re.escape(mark.translate(RAISED))
    borne = re.compile(rf"(?<=\S)(?<![⁰¹²³⁴⁵⁶⁷⁸⁹*]){sign}(?![⁰¹²³⁴⁵⁶⁷⁸⁹*])")
    for clause in clauses:
        pages = {clause.origin.page, *(origin.page for origin in clause.continued)}
        if page in pages and borne.search(clause.text):
            return clause.number
    for table in tables:
        pages = {table.origin.page, *(origin.page for origin in table.continued)}
        if page in pages and any(borne.search(cell) for row in (table.header, *table.rows) for cell in row):
            return table.clause
    return ""
