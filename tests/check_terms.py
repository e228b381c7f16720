"""Small hand-made Terms for the tests of alignment, changes, comparison and rules."""

from collections.abc import Sequence
from typing import Any

from pipeline.model import Clause, Definition, Origin, Responsibility, Source, Table, Terms

ORIGIN = Origin(page=1, bbox=(0, 0, 10, 10))


def make_clause(number: str, text: str) -> Clause:
    """A clause by its printed number: one part is a heading, a slash makes an item."""
    above, slash, _ = number.rpartition("/") if "/" in number else number.rpartition(".")
    return Clause(
        number=number,
        parent=above or None,
        level=number.count(".") + 1 + (slash == "/"),
        text=text,
        eid=number,
        kind="item" if slash == "/" else "clause" if slash else "heading",
        origin=ORIGIN,
    )


def make_terms(clauses: Sequence[Sequence[str]], *, file: str = "a.txt", **more: Any) -> Terms:
    """Terms of clauses `(number, text)`; what else is given replaces the defaults."""
    source = Source(file=file, sha256="0" * 64, pages=1, text_origin="plain-text", repaired=False, confidence=1.0)
    fields: dict[str, Any] = {"service": file.partition(".")[0], "language": "kk"} | more
    return Terms(source=source, clauses=tuple(make_clause(number, text) for number, text in clauses), **fields)


def make_table(clause: str, header: Sequence[str], *rows: Sequence[str], kind: Any = "compensation") -> Table:
    return Table(
        clause=clause,
        kind=kind,
        header=tuple(header),
        rows=tuple(tuple(row) for row in rows),
        found_by="test",
        origin=ORIGIN,
    )


def make_definition(term: str, text: str) -> Definition:
    return Definition(term=term, text=text, origin=ORIGIN)


def make_responsibility(item: str, party: Any, clause: str = "4.1") -> Responsibility:
    return Responsibility(item=item, party=party, clause=clause, origin=ORIGIN)
