"""Tables of a text file: drawn with signs (`+---+`, `| a | b |`, `│`), or set in columns by blanks."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.model import CHARACTER_WIDTH, LINE_HEIGHT, Box, Cell, Grid, Line, Origin, Word
from pipeline.pages import enclose
from pipeline.read.aligned import find_aligned_grids
from pipeline.read.layout import row_to_line

TAB_STOP = 8
# one blank parts words and two part cells: in heights of a line, more than one blank and less than two
LEAST_GAP = 0.75
LEAST_COLUMNS = 2
LEAST_ROWS = 2
CONFIDENCE = 0.95

UPRIGHT = "|│┃║¦"
_CROSSING = "+┼├┤┬┴┌┐└┘╔╗╚╝╠╣╦╩╬╪╫╞╡╤╧╟╢╥╨┏┓┗┛┣┫┳┻╋"
_LEVEL = "-=─━═:_"
_SEPARATOR = re.compile(rf"^\s*[{re.escape(_LEVEL + _CROSSING + UPRIGHT)}\s]*[{re.escape(_LEVEL)}]{{2,}}.*$")
_ONLY_SIGNS = re.compile(rf"^[{re.escape(_LEVEL + _CROSSING + UPRIGHT)}\s]+$")
# Two lines with one sign in each are what OCR leaves of a ruled table, more are two columns parted by it.
LEAST_PARTED = 3
_TAB = re.compile(r"(?<=\S)\t+(?=\S)")
_UPRIGHT = re.compile(rf"[{re.escape(UPRIGHT)}]")


def find_plain_grids(lines: Sequence[Line]) -> tuple[tuple[Grid, ...], tuple[Line, ...]]:
    """The tables among the lines of a page, and the other lines."""
    grids: list[Grid] = []
    rest: list[Line] = []
    index = 0
    while index < len(lines):
        stop = _drawn_stop(lines, index)
        grid = _read_drawn(lines[index:stop]) if stop - index > 1 else None
        if grid is None:
            stop = _tabbed_stop(lines, index)
            grid = _read_tabbed(lines[index:stop]) if stop - index >= LEAST_PARTED else None
        if grid is None:
            rest.append(lines[index])
            index += 1
        else:
            grids.append(grid)
            index = stop
    aligned, rest = _find_set(rest)
    return tuple(sorted([*grids, *aligned], key=lambda grid: grid.origin.bbox[1])), tuple(rest)


# --- drawn -----------------------------------------------------------------------------------------------------------


def _is_separator(text: str) -> bool:
    return _ONLY_SIGNS.match(text) is not None and _SEPARATOR.match(text) is not None


def _drawn_stop(lines: Sequence[Line], start: int) -> int:
    """The line after those, one below the other, that hold upright signs or nothing but signs."""
    stop = start
    while stop < len(lines) and (_is_separator(lines[stop].text) or len(_UPRIGHT.findall(lines[stop].text)) >= 1):
        if stop > start and lines[stop].origin.bbox[1] - lines[stop - 1].origin.bbox[3] > LINE_HEIGHT / 2:
            break
        stop += 1
    return stop


def _read_drawn(lines: Sequence[Line]) -> Grid | None:
    """The table that signs draw; None where its upright lines do not stand under each other."""
    texts = [line.text.expandtabs(TAB_STOP) for line in lines]
    filled = [index for index, text in enumerate(texts) if not _is_separator(text)]
    if len(filled) < LEAST_ROWS or (len(filled) < LEAST_PARTED and _most_signs(texts) == 1):
        return None
    ragged = _read_ragged(lines, [texts[index] for index in filled], filled)
    if ragged is not None:
        return ragged
    bounds = _find_bounds([texts[index] for index in filled])
    if bounds is None:
        return None
    if any(text[: max(bounds[0], 0)].strip() or text[bounds[-1] + 1 :].strip() for text in texts):
        return None  # text beside the table would be lost
    columns = len(bounds) - 1
    groups = _group_filled(texts, filled, bounds)
    cells = []
    for row, group in enumerate(groups):
        for column, (left, right) in enumerate(pairwise(bounds)):
            parts = [_to_words(lines[index], texts[index], left + 1, right) for index in group]
            found = tuple(row_to_line(words, lines[0].origin.page) for words in parts if words)
            cells.append(Cell(row=row, column=column, lines=found))
    return Grid(
        origin=Origin(page=lines[0].origin.page, bbox=enclose([line.origin.bbox for line in lines])),
        row_count=len(groups),
        column_count=columns,
        cells=tuple(cells),
        found_by="drawn",
        confidence=CONFIDENCE,
    )


def _most_signs(texts: Sequence[str]) -> int:
    return max(len(_UPRIGHT.findall(text)) for text in texts)


def _read_ragged(lines: Sequence[Line], texts: Sequence[str], filled: Sequence[int]) -> Grid | None:
    """The table of lines as Markdown has them: as many signs in each, set where its text ends, with or without sides.

    None where all signs stand under each other, or lines have more of them than others.
    """
    places = _bar_places(texts)
    if len({len(bars) for bars in places}) > 1 or len(places[0]) <= LEAST_COLUMNS or len(set(places)) < LEAST_ROWS:
        return None
    cells = [
        Cell(row=row, column=column, lines=(row_to_line(words, lines[0].origin.page),) if words else ())
        for row, (index, bars, text) in enumerate(zip(filled, places, texts, strict=True))
        for column, (left, right) in enumerate(pairwise(bars))
        for words in [_to_words(lines[index], text, left + 1, right)]
    ]
    return Grid(
        origin=Origin(page=lines[0].origin.page, bbox=enclose([line.origin.bbox for line in lines])),
        row_count=len(filled),
        column_count=len(places[0]) - 1,
        cells=tuple(cells),
        found_by="drawn",
        confidence=CONFIDENCE,
    )


def _tabbed_stop(lines: Sequence[Line], start: int) -> int:
    """The line after those that have as many tabs between words, one at least."""
    stop = start
    count = len(_TAB.findall(lines[start].text))
    while stop < len(lines) and count and len(_TAB.findall(lines[stop].text)) == count:
        stop += 1
    return stop


def _read_tabbed(lines: Sequence[Line]) -> Grid:
    """The table of lines whose cells single tabs part, wherever these end."""
    cells = []
    for row, line in enumerate(lines):
        places = [match.start() + 1 for match in _TAB.finditer(line.text)]
        starts = [0, *places]
        for column, (start, stop) in enumerate(zip(starts, [*places, len(line.text)], strict=True)):
            at = len(line.text[:start].expandtabs(TAB_STOP))
            words = _to_words(line, " " * at + line.text[start:stop].strip(), at, None)
            cells.append(Cell(row=row, column=column, lines=(row_to_line(words, line.origin.page),) if words else ()))
    return Grid(
        origin=Origin(page=lines[0].origin.page, bbox=enclose([line.origin.bbox for line in lines])),
        row_count=len(lines),
        column_count=max(cell.column for cell in cells) + 1,
        cells=tuple(cells),
        found_by="drawn",
        confidence=CONFIDENCE,
    )


def _bar_places(texts: Sequence[str]) -> list[tuple[int, ...]]:
    """Where the cells of each line end: its signs, with the line's own ends where those are no sides of the table.

    A sign at the end of some lines only parts an empty cell; where lines then have as many cells as others, that is.

    >>> _bar_places(["a|b|c", "d|e|"])
    [(-1, 1, 3, 5), (-1, 1, 3, 4)]
    """
    opened = [text.lstrip()[:1] in UPRIGHT for text in texts]
    closed = [text.rstrip()[-1:] in UPRIGHT for text in texts]
    bars = [[match.start() for match in _UPRIGHT.finditer(text)] for text in texts]
    if len({len(found) for found in bars}) == 1:
        opened, closed = [all(opened)] * len(texts), [all(closed)] * len(texts)
    return [
        (*([] if begins else [-1]), *found, *([] if ends else [len(text)]))
        for text, found, begins, ends in zip(texts, bars, opened, closed, strict=True)
    ]


def _find_bounds(texts: Sequence[str]) -> list[int] | None:
    """Where the upright signs stand that all lines share, the table's sides included; None with fewer than one inside.

    Lines whose signs do not stand under each other are read by `_read_ragged`.
    """
    places = [{match.start() for match in _UPRIGHT.finditer(text)} for text in texts]
    shared = sorted(set.intersection(*places))
    if not shared:
        return None
    longest = max(map(len, texts))
    bounds = shared if texts[0].lstrip()[:1] in UPRIGHT else [-1, *shared]
    bounds = bounds if texts[0].rstrip()[-1:] in UPRIGHT else [*bounds, longest]
    return bounds if len(bounds) > LEAST_COLUMNS else None


def _group_filled(texts: Sequence[str], filled: Sequence[int], bounds: Sequence[int]) -> list[list[int]]:
    """The lines of each row: those between two separators, or each its own where separators set off but the header.

    There, a line with nothing in its first column goes on with the row above.
    """
    groups: list[list[int]] = []
    for index in filled:
        if groups and groups[-1][-1] == index - 1:
            groups[-1].append(index)
        else:
            groups.append([index])
    if len(groups) > max(2, len(filled) // 3) or len(filled) == len(groups):
        return groups
    rows: list[list[int]] = []
    for index in filled:
        first = texts[index][bounds[0] + 1 : bounds[1]].strip()
        if rows and not first and rows[-1][-1] == index - 1:
            rows[-1].append(index)
        else:
            rows.append([index])
    return rows


# --- set in columns --------------------------------------------------------------------------------------------------


def _find_set(lines: Sequence[Line]) -> tuple[list[Grid], list[Line]]:
    """Tables whose columns blanks set apart, and the lines outside of them."""
    words = [word for line in lines for word in _to_words(line, line.text.expandtabs(TAB_STOP), 0, None)]
    if not words:
        return [], list(lines)
    grids, _ = find_aligned_grids(words, lines[0].origin.page, least_gap=LEAST_GAP)
    taken = [grid.origin.bbox for grid in grids]
    return list(grids), [line for line in lines if not any(_is_within(line.origin.bbox, box) for box in taken)]


def _is_within(line: Box, table: Box) -> bool:
    return table[1] <= (line[1] + line[3]) / 2 <= table[3]


def _to_words(line: Line, text: str, start: int, stop: int | None) -> list[Word]:
    """The words between two places of a line, each on the nominal grid of a text file."""
    _, top, _, bottom = line.origin.bbox
    return [
        Word(
            text=match[0],
            bbox=((start + match.start()) * CHARACTER_WIDTH, top, (start + match.end()) * CHARACTER_WIDTH, bottom),
            confidence=line.confidence,
        )
        for match in re.finditer(r"\S+", text[start:stop])
    ]
