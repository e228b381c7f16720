"""Document -> Terms: the order in which a document's structure is found."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from pathlib import PurePath
from typing import TypeVar

import msgspec

from pipeline.languages.dates import find_dates, find_own_effective_date
from pipeline.languages.detect import detect_language
from pipeline.model import Clause, Document, Origin, RepairNote, Terms
from pipeline.pages import lines_of
from pipeline.settings import StructureSettings
from pipeline.structure.boxes import open_boxes
from pipeline.structure.clauses import find_recitals, pieces_to_body
from pipeline.structure.doubts import find_doubts
from pipeline.structure.flow import Piece, document_to_pieces
from pipeline.structure.footnotes import find_footnotes
from pipeline.structure.front import pieces_to_front
from pipeline.structure.furniture import find_margins, set_aside_furniture
from pipeline.structure.headings import (
    are_lists,
    find_bare_headings,
    find_closing,
    find_counted_headings,
    find_date_line,
    find_headings,
    find_restarts,
    number_by_headings,
    to_leftovers,
)
from pipeline.structure.hyphenation import division_notes
from pipeline.structure.numbering import (
    MISREAD_CONFIDENCE,
    Marker,
    find_bracketed,
    find_gathered,
    find_inserted,
    find_printed,
    infer_lost,
    number_to_text,
)
from pipeline.structure.outline import Entry, Unit, attachments_first, find_units, to_outline, without_own_attachment
from pipeline.structure.parallel import part_columns, part_texts

ENOUGH_LINES = 5000  # tell the language of any document
Step = TypeVar("Step", Unit, Marker, Entry)


def document_to_terms(document: Document, settings: StructureSettings) -> Terms:
    """What a document says, without its facts; everything the pages hold is in exactly one place of the result."""
    heights = {page.number: page.height for page in document.pages if page.text_origin != "plain-text"}
    parted, gutters = part_columns(document)
    pieces, furniture = set_aside_furniture(document_to_pieces(parted), heights)
    pieces, texts = part_texts(pieces, gutters)
    pieces = attachments_first(open_boxes(pieces))
    units = _find_units(pieces, texts)
    borders = {unit.index: unit.ordinal[0] for unit in units}
    gathered = find_gathered(pieces)
    printed = [marker for marker in find_printed(pieces, borders) if marker.index not in gathered]
    if not units and are_lists(pieces, printed):
        printed = []
    inferred = infer_lost(pieces, printed, gathered, borders)
    gathered_used = {index for index, number in gathered.items() if any(m.number == number for m in inferred)}
    units, markers = without_own_attachment(units, printed), (*printed, *inferred)
    if not units and not markers:
        markers = find_bracketed(pieces) or number_by_headings(pieces)
    markers = (*markers, *find_inserted(pieces, markers))
    begins = frozenset([*(unit.index for unit in units), *(marker.index for marker in markers)])
    recitals = find_recitals(pieces[: min(begins, default=0)])
    begins |= {recital.index for recital in recitals}
    aside = dict.fromkeys(gathered_used, "gathered-number")
    if any(not marker.inferred for marker in markers) or units:
        headings = find_headings(pieces, begins)
        titles = {unit.index + 1 for unit in units if not unit.rest}
        aside |= find_bare_headings(pieces, headings, begins, titles)
        aside |= find_closing(pieces, headings, begins, {unit.index for unit in units})
    else:
        aside |= (dated := find_date_line(pieces))
        markers = tuple(marker for marker in markers if marker.index not in dated)
    leftovers = to_leftovers(pieces, aside)
    units, markers = _moved(units, aside), _moved(markers, aside)
    pieces = tuple(piece for index, piece in enumerate(pieces) if index not in aside)
    entries = (*_moved(recitals, aside), *to_outline(units, markers))
    start = entries[0].index if entries else len(pieces)
    front = pieces_to_front([piece for piece in pieces[:start] if not piece.is_grid])
    body = pieces_to_body(pieces, entries)
    text = " ".join(piece.text for piece in pieces[:ENOUGH_LINES])
    return Terms(
        source=document.source,
        service=service_name(document.source.file, settings),
        language=detect_language(text),
        title=front.title,
        version_date=front.version_date
        or next((find_dates(line.text)[0][2] for line in leftovers if line.kind == "date-line"), None),
        effective_date=front.effective_date or _effective_date(body.clauses),
        preamble=front.preamble,
        definitions=(*front.definitions, *body.definitions),
        clauses=body.clauses,
        tables=body.tables,
        responsibilities=body.responsibilities,
        repairs=(
            *_repair_notes(document),
            *_number_notes(pieces, markers, units),
            *division_notes((piece.text, piece.origin) for piece in pieces if not piece.is_grid),
            *body.repairs,
        ),
        footnotes=find_footnotes(document, body.clauses, body.tables),
        doubts=find_doubts(document, body.clauses, body.tables),
        unplaced=(*front.unplaced, *(leftover for leftover in leftovers if leftover.kind != "gathered-number")),
        furniture=(
            *furniture,
            *find_margins(document),
            *(leftover for leftover in leftovers if leftover.kind == "gathered-number"),
        ),
    )


def _find_units(pieces: Sequence[Piece], texts: Sequence[Unit]) -> tuple[Unit, ...]:
    """Units by name, and those that restarting numbers prove; each of several texts is counted by itself."""
    if not texts:
        units = find_units(pieces) or find_counted_headings(pieces)
        return tuple(sorted((*units, *find_restarts(pieces, units)), key=lambda unit: unit.index))
    bounds = [0, *(text.index for text in texts), len(pieces)]
    own = [
        msgspec.structs.replace(unit, index=unit.index + start)
        for start, stop in pairwise(bounds)
        for unit in find_units(pieces[start:stop])
    ]
    return tuple(sorted((*texts, *own), key=lambda unit: unit.index))


def _effective_date(clauses: Sequence[Clause]) -> str | None:
    dates = (find_own_effective_date(clause.text) for clause in clauses)
    return next((date for date in dates if date), None)


def service_name(file: str, settings: StructureSettings) -> str:
    """The service a file is about: as the settings name its stem, else the stem itself."""
    stem = PurePath(file).stem
    return settings.services.get(stem, stem)


def _moved(steps: Sequence[Step], dropped: Collection[int]) -> tuple[Step, ...]:
    """Units or markers in a stream without some pieces, which stand elsewhere."""
    order = sorted(dropped)
    return tuple(msgspec.structs.replace(step, index=step.index - bisect_left(order, step.index)) for step in steps)


def _number_notes(pieces: Sequence[Piece], markers: Sequence[Marker], units: Sequence[Unit]) -> Iterator[RepairNote]:
    """Clause numbers with letters for digits, or without a point; Roman numerals that were read as letters."""
    read = [(marker.index, marker.misread, number_to_text(marker.number), marker.confidence) for marker in markers]
    read += [(unit.index, unit.misread, unit.label, MISREAD_CONFIDENCE) for unit in units]
    for index, misread, number, confidence in read:
        if misread:
            yield RepairNote(
                before=misread,
                after=number,
                method="read_clause_number",
                confidence=confidence,
                origin=pieces[index].origin,
            )


def _repair_notes(document: Document) -> tuple[RepairNote, ...]:
    """Every repair of every line, with its place."""
    notes: list[RepairNote] = []
    for page in document.pages:
        for line in lines_of(page):
            notes += [
                RepairNote(
                    before=repair.before,
                    after=repair.after,
                    method=repair.method,
                    confidence=repair.confidence,
                    origin=Origin(page=line.origin.page, bbox=line.origin.bbox),
                )
                for repair in line.repairs
            ]
    return tuple(notes)
