"""Document -> Terms: the order in which a document's structure is found."""

from bisect import bisect_left
from pathlib import PurePath

import msgspec

from pipeline.languages.detect import detect_language
from pipeline.model import Document, Leftover, Line, Origin, RepairNote, Terms
from pipeline.settings import StructureSettings
from pipeline.structure.clauses import pieces_to_body
from pipeline.structure.flow import Piece, document_to_pieces
from pipeline.structure.front import pieces_to_front
from pipeline.structure.furniture import set_aside_furniture
from pipeline.structure.numbering import Marker, find_gathered, find_printed, infer_lost
from pipeline.structure.outline import find_units, to_outline


def document_to_terms(document: Document, settings: StructureSettings) -> Terms:
    """What a document says, without its facts; everything the pages hold is in exactly one place of the result."""
    pieces, furniture = set_aside_furniture(document_to_pieces(document))
    borders = {unit.index: unit.ordinal for unit in find_units(pieces)}
    gathered = find_gathered(pieces)
    printed = [marker for marker in find_printed(pieces, borders) if marker.index not in gathered]
    inferred = infer_lost(pieces, printed, gathered, borders)
    gathered_used = {index for index, number in gathered.items() if any(m.number == number for m in inferred)}
    markers, pieces, numbers_aside = _drop(pieces, sorted([*printed, *inferred], key=lambda m: m.index), gathered_used)
    entries = to_outline(find_units(pieces), markers)
    start = entries[0].index if entries else len(pieces)
    front = pieces_to_front([piece for piece in pieces[:start] if not piece.is_grid])
    body = pieces_to_body(pieces, entries)
    text = " ".join(piece.text for piece in pieces)
    return Terms(
        source=document.source,
        service=service_name(document.source.file, settings),
        language=detect_language(text),
        title=front.title,
        version_date=front.version_date,
        effective_date=front.effective_date,
        preamble=front.preamble,
        definitions=(*front.definitions, *body.definitions),
        clauses=body.clauses,
        tables=body.tables,
        responsibilities=body.responsibilities,
        repairs=_repair_notes(document),
        unplaced=front.unplaced,
        furniture=(*furniture, *numbers_aside),
    )


def service_name(file: str, settings: StructureSettings) -> str:
    """The service a file is about: as the settings name its stem, else the stem itself."""
    stem = PurePath(file).stem
    return settings.services.get(stem, stem)


def _drop(
    pieces: tuple[Piece, ...], markers: list[Marker], dropped: set[int]
) -> tuple[list[Marker], tuple[Piece, ...], tuple[Leftover, ...]]:
    """The stream without gathered numbers, which now stand at their clauses, and the markers moved to match."""
    order = sorted(dropped)
    moved = [
        msgspec.structs.replace(marker, index=marker.index - bisect_left(order, marker.index)) for marker in markers
    ]
    aside = tuple(
        Leftover(kind="gathered-number", text=pieces[index].text, origin=pieces[index].origin) for index in order
    )
    return moved, tuple(piece for index, piece in enumerate(pieces) if index not in dropped), aside


def _repair_notes(document: Document) -> tuple[RepairNote, ...]:
    """Every repair of every line, with its place."""
    notes: list[RepairNote] = []
    for page in document.pages:
        lines: list[Line] = [*page.lines, *(line for grid in page.grids for cell in grid.cells for line in cell.lines)]
        for line in lines:
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
