"""Readable text: a document as read goes in, the same document mended comes out, with a log that can be replayed."""

from collections.abc import Iterable, Iterator

import msgspec

from pipeline.model import Cell, Document, Grid, Line, Page, Record
from pipeline.pages import lines_of
from pipeline.repair.explain import Damage, explain, find_damage, paint
from pipeline.repair.plan import MendedLine, changes_letters, confidence_of, mend_lines, replay
from pipeline.settings import RepairSettings

__all__ = ["Damage", "MendedLine", "MendedText", "explain", "mend_document", "mend_text", "paint", "replay"]


class MendedText(Record, frozen=True, kw_only=True):
    """A text mended line by line; the line ends are as they were. `damage` has each damaged place with its kind."""

    text: str
    lines: tuple[MendedLine, ...]
    damage: tuple[Damage, ...] = ()


def mend_text(text: str, settings: RepairSettings) -> MendedText:
    r"""Mend a text; its lines stay its lines.

    >>> mend_text("жəне\nбасқа да\n", RepairSettings()).text
    'және\nбасқа да\n'
    """
    lines = mend_lines(text.split("\n"), settings)
    return MendedText(text="\n".join(line.text for line in lines), lines=tuple(lines), damage=find_damage(lines))


def mend_document(document: Document, settings: RepairSettings) -> Document:
    """Mend every line of a document, in its pages and in the cells of its grids.

    `source.repaired` says whether letters were changed (decoding, look-alikes); blanks, bullets and invisible
    characters set right do not count. Doubts lower the confidence of the line, its page and the document, each by
    the share of its text that they touch.
    """
    lines = [line for page in document.pages for line in lines_of(page)]
    mended = mend_lines([line.text for line in lines], settings)
    repaired = document.source.repaired or any(changes_letters(repair) for line in mended for repair in line.repairs)
    remaining = iter(mended)
    pages = tuple(_mend_page(page, remaining) for page in document.pages)
    confidence = document.source.confidence * _confidence_together(mended)
    source = msgspec.structs.replace(document.source, repaired=repaired, confidence=round(confidence, 4))
    return msgspec.structs.replace(document, source=source, pages=pages)


def _mend_page(page: Page, mended: Iterator[MendedLine]) -> Page:
    taken: list[MendedLine] = []

    def mend(lines: Iterable[Line]) -> tuple[Line, ...]:
        pairs = [(line, next(mended)) for line in lines]
        taken.extend(new for _, new in pairs)
        return tuple(_mend_line(line, new) for line, new in pairs)

    def mend_cell(cell: Cell) -> Cell:
        return msgspec.structs.replace(cell, lines=mend(cell.lines))

    def mend_grid(grid: Grid) -> Grid:
        return msgspec.structs.replace(grid, cells=tuple(mend_cell(cell) for cell in grid.cells))

    lines = mend(page.lines)
    grids = tuple(mend_grid(grid) for grid in page.grids)
    confidence = round(page.confidence * _confidence_together(taken), 4)
    return msgspec.structs.replace(page, lines=lines, grids=grids, confidence=confidence)


def _mend_line(line: Line, mended: MendedLine) -> Line:
    if not mended.repairs:
        return line
    confidence = round(line.confidence * confidence_of(mended.text, mended.repairs), 4)
    return msgspec.structs.replace(
        line, text=mended.text, repairs=(*line.repairs, *mended.repairs), confidence=confidence
    )


def _confidence_together(lines: Iterable[MendedLine]) -> float:
    weights = [(len(line.text), confidence_of(line.text, line.repairs)) for line in lines]
    total = sum(length for length, _ in weights)
    return sum(length * confidence for length, confidence in weights) / total if total else 1.0
