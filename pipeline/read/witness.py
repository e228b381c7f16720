"""A text layer and an OCR reading of the same page as two witnesses: what is read again, and what they agree on.

Only what is not trusted is read again: the words of one font, a picture in a page of text, or the page. Words of both
readings are matched by place. A figure on which they differ is never chosen silently: it stays as the better witness
has it, with little confidence, and a `Doubt` names the place and both readings.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec

from pipeline.model import Box, Cell, Doubt, Grid, Line, Page, Word
from pipeline.pages import enclose, lines_of
from pipeline.read.layout import row_to_line

# words of boxes in points -> the words found in each box
ReadRegions = Callable[[Sequence[Box]], list[list[Word]]]

DISAGREEMENT = "figures-disagree"
UNREAD = "unread"
# Confidence of a figure on which the witnesses differ, of a word that only a distrusted layer has; what a second
# witness of the same word makes of an OCR's confidence at the least.
DISPUTED = 0.3
DISTRUSTED = 0.2
CONFIRMED = 0.98
# A layer is heard on figures where at least this share of those that both read are the same, and some are.
LEAST_AGREEING = 0.7
LEAST_FIGURES = 3
# A garbled layer is heard on figures of which the OCR is less sure than this. Where the two differed (14 figures on 21
# pages), the OCR was right each time, ten times with more than this.
SURE = 0.9
# A layer is what the page shows where the OCR reads this share of its longer words as they are.
PRINTED_SHARE = 0.5
LEAST_PRINTED = 5
LONG_WORD = 4
# Points around words that are read again, so that no stroke is cut; how far words of one line are out of line.
MARGIN = 1.5
# A picture is read where it takes this share of the page, has sides of so many points and no text over it; and its
# words count where the OCR is so sure of so many of them: photographs and logos give few and doubtful ones.
PICTURE_SHARE = 0.03
PICTURE_SIDE = 40.0
WORDS_OVER_PICTURE = 3
LEAST_PICTURE_WORDS = 3
LEAST_PICTURE_CONFIDENCE = 0.7

# a figure, and not the digit that a letter was read as
BAND = 12.0  # points: words are looked for by the bands that they touch

_FIGURE = re.compile(r"(?<![^\W\d_])\d+(?:[.,:/]\d+)*\s?%?")
_CLAUSE_NUMBER = re.compile(r"(?:\d{1,3}\.)+")
_SEPARATOR = re.compile(r"[.,:;]")
_FIGURE_ALONE = re.compile(r"\W*\d+(?:[.,:;/–-]+\d+)*\W*")


class Rereading(NamedTuple):
    """A page after its distrusted words were read again: how many there were, and how sure the OCR was of them."""

    page: Page
    words: int
    confidence: float


# --- words read again ------------------------------------------------------------------------------------------------


def reread_words(page: Page, boxes: Sequence[Box], read: ReadRegions, *, heard: bool) -> Rereading:
    """The page with the words in `boxes` (points) read from its picture.

    `heard`: the layer's figures there are a witness; they are not where its characters have no meaning.
    """
    runs = [run for line in lines_of(page) for run in _find_runs(line.words, boxes)]
    if not runs:
        return Rereading(page, 0, 1.0)
    readings = read([_widen(enclose([word.bbox for word in run]), page) for run in runs])
    replaced: dict[tuple[Word, ...], tuple[Word, ...]] = {}
    doubts: list[Doubt] = []
    for run, reading in zip(runs, readings, strict=True):
        words, doubt = _choose_words(run, reading, heard=heard)
        replaced[run] = words
        doubts += doubt
    new = [word for words in replaced.values() for word in words]
    page = _map_lines(page, lambda line: _replace_runs(line, boxes, replaced, page.number))
    page = msgspec.structs.replace(page, doubts=(*page.doubts, *_gather(doubts, page)))
    return Rereading(page, len(new), _mean_confidence(new))


def _find_runs(words: Sequence[Word], boxes: Sequence[Box]) -> list[tuple[Word, ...]]:
    """Words of a line that stand in one of the boxes, those next to each other together."""
    runs: list[list[Word]] = []
    follows = False
    for word in words:
        inside = any(_holds(box, word.bbox) for box in boxes)
        if inside and follows:
            runs[-1].append(word)
        elif inside:
            runs.append([word])
        follows = inside
    return [tuple(run) for run in runs]


def _choose_words(
    run: tuple[Word, ...], reading: Sequence[Word], *, heard: bool
) -> tuple[tuple[Word, ...], list[Doubt]]:
    if not reading:
        # nothing is lost: what the layer says stays, and is said to be unsure
        kept = tuple(msgspec.structs.replace(word, confidence=DISTRUSTED) for word in run)
        return kept, [_doubt(UNREAD, "the page's picture shows no words here; the layer's stay", {}, run)]
    size, bold = max(word.size for word in run), all(word.bold for word in run)
    words = tuple(
        msgspec.structs.replace(word, read_by="ocr", size=word.size or size, bold=bold)
        for word in sorted(reading, key=lambda word: word.bbox[0])
    )
    if not heard:
        return words, []
    before, after = (_find_figures(_join(part)) for part in (run, words))
    if not before or before == after:
        return words, []
    disputed = tuple(
        msgspec.structs.replace(word, confidence=min(word.confidence, DISPUTED)) if _find_figures(word.text) else word
        for word in words
    )
    return disputed, [_dispute(", ".join(before), ", ".join(after), run)]


def _replace_runs(
    line: Line, boxes: Sequence[Box], replaced: dict[tuple[Word, ...], tuple[Word, ...]], number: int
) -> Line:
    runs = _find_runs(line.words, boxes)
    if not runs:
        return line
    first = {run[0]: run for run in runs}
    gone = {word for run in runs for word in run}
    words: list[Word] = []
    for word in line.words:
        if word in first:
            words += replaced[first[word]]
        elif word not in gone:
            words.append(word)
    return msgspec.structs.replace(row_to_line(words, number), role=line.role)


# --- two readings of a page ------------------------------------------------------------------------------------------


def is_printed(layer: Page, ocr: Page) -> bool:
    """Whether the page shows what its layer says, however odd: then the picture tells nothing better."""
    words = {word.text for line in lines_of(layer) for word in line.words if len(word.text) >= LONG_WORD}
    if len(words) < LEAST_PRINTED:
        return False
    seen = {word.text for line in lines_of(ocr) for word in line.words}
    return len(words & seen) >= PRINTED_SHARE * len(words)


def hear_layer(ocr: Page, layer_words: Sequence[tuple[str, Box]], *, garbled: bool) -> Page:
    """The page as OCR read it, heard beside a layer's words and their boxes.

    The same word at the same place is sure. Where the layer's figures are mostly the same, those that differ are
    doubts. A `garbled` layer is heard on words that are figures and no more, where the OCR is not sure, and neither on
    separators nor on the numbers of clauses, which their neighbours prove. Places must be those of the OCR's image:
    none of it turned or straightened by more than a little.
    """
    bands = _to_bands(layer_words)
    pairs = [pair for line in lines_of(ocr) for pair in _pair_words(line.words, bands)]
    figures = [(words, other) for words, other in pairs if other and _have_figures(_glue(words), other)]
    if garbled:
        figures = [(words, other) for words, other in figures if _is_figure(other)]
    differing = [(words, other) for words, other in figures if _find_figures(_glue(words)) != _find_figures(other)]
    heard = len(figures) >= LEAST_FIGURES and len(figures) - len(differing) >= LEAST_AGREEING * len(figures)
    if garbled:
        heads = {line.words[0] for line in lines_of(ocr) if line.words and _CLAUSE_NUMBER.fullmatch(line.words[0].text)}
        differing = [
            (words, other)
            for words, other in differing
            if min(word.confidence for word in words) < SURE
            and words[0] not in heads
            and _SEPARATOR.split(_glue(words)) != _SEPARATOR.split(other)
        ]
    doubted = differing if heard else []
    disputed = {word for words, _ in doubted for word in words}
    confirmed = {word for words, other in pairs if other == _glue(words) for word in words}

    def change(word: Word) -> Word:
        if word in disputed:
            return msgspec.structs.replace(word, confidence=min(word.confidence, DISPUTED))
        if word in confirmed:
            return msgspec.structs.replace(word, confidence=max(word.confidence, CONFIRMED))
        return word

    if not disputed and not confirmed:
        return ocr
    page = _map_lines(
        ocr,
        lambda line: msgspec.structs.replace(
            row_to_line([change(word) for word in line.words], ocr.number), role=line.role, raw=line.raw, text=line.text
        ),
    )
    doubts = [_dispute(other, _glue(words), words) for words, other in doubted]
    words = [word for line in lines_of(page) for word in line.words]
    return msgspec.structs.replace(
        page, confidence=_mean_confidence(words), doubts=(*page.doubts, *_gather(doubts, page))
    )


Bands = dict[int, list[tuple[str, Box]]]


def _to_bands(words: Sequence[tuple[str, Box]]) -> Bands:
    """Words by the bands of the page that they touch."""
    bands: Bands = {}
    for text, box in words:
        for band in range(int(box[1] // BAND), int(box[3] // BAND) + 1):
            bands.setdefault(band, []).append((text, box))
    return bands


def _pair_words(line: Sequence[Word], bands: Bands) -> list[tuple[tuple[Word, ...], str]]:
    """The words of a line, each with what the layer has in its place ("": nothing).

    Words that stand over one word of the layer are one: where the OCR splits "1 000", the layer may not.
    """
    pairs: list[tuple[list[Word], list[tuple[str, Box]]]] = []
    for word in line:
        middle = (word.bbox[1] + word.bbox[3]) / 2
        pieces = [piece for piece in bands.get(int(middle // BAND), ()) if _share_place(piece[1], word.bbox)]
        if pairs and any(piece in pairs[-1][1] for piece in pieces):
            pairs[-1][0].append(word)
            pairs[-1][1].extend(piece for piece in pieces if piece not in pairs[-1][1])
        else:
            pairs.append(([word], pieces))
    return [
        (tuple(words), "".join(text for text, _ in sorted(pieces, key=lambda piece: piece[1][0])))
        for words, pieces in pairs
    ]


def _share_place(box: Box, other: Box) -> bool:
    """Whether the narrower of two boxes on a line stands mostly within the other."""
    across = min(box[2], other[2]) - max(box[0], other[0])
    down = min(box[3], other[3]) - max(box[1], other[1])
    return across > 0.5 * min(box[2] - box[0], other[2] - other[0]) and down > 0.3 * min(
        box[3] - box[1], other[3] - other[1]
    )


# --- pictures in a page of text --------------------------------------------------------------------------------------


def find_pictures(page: Page, pictures: Sequence[Box]) -> list[Box]:
    """Pictures large enough to hold text, and with none over them."""
    words = [word.bbox for line in lines_of(page) for word in line.words]
    area = max(1.0, page.width * page.height)
    return [
        box
        for box in dict.fromkeys(pictures)
        if (box[2] - box[0]) * (box[3] - box[1]) >= PICTURE_SHARE * area
        and min(box[2] - box[0], box[3] - box[1]) >= PICTURE_SIDE
        and sum(_holds(box, word) for word in words) < WORDS_OVER_PICTURE
    ]


def place_picture(page: Page, picture: Page, box: Box) -> Page:
    """The page with a picture's lines and grids at their place; `picture` is read from the cut-out at `box`."""
    found = [word for line in lines_of(picture) for word in line.words]
    if len(found) < LEAST_PICTURE_WORDS or picture.confidence < LEAST_PICTURE_CONFIDENCE:
        return page

    def move(place: Box) -> Box:
        return (
            round(place[0] + box[0], 2),
            round(place[1] + box[1], 2),
            round(place[2] + box[0], 2),
            round(place[3] + box[1], 2),
        )

    def move_line(line: Line) -> Line:
        words = tuple(msgspec.structs.replace(word, bbox=move(word.bbox), read_by="ocr") for word in line.words)
        origin = msgspec.structs.replace(line.origin, bbox=move(line.origin.bbox))
        return msgspec.structs.replace(line, words=words, origin=origin)

    moved = _map_lines(picture, move_line)
    grids = [
        msgspec.structs.replace(grid, origin=msgspec.structs.replace(grid.origin, bbox=move(grid.origin.bbox)))
        for grid in moved.grids
    ]
    at = _find_place(page.lines, box)
    return msgspec.structs.replace(
        page,
        lines=(*page.lines[:at], *moved.lines, *page.lines[at:]),
        grids=tuple(sorted([*page.grids, *grids], key=lambda grid: grid.origin.bbox[1])),
        blank_reason=None,
    )


def _find_place(lines: Sequence[Line], box: Box) -> int:
    """Before which line a picture is read: after the last one above it in its column."""
    above = [
        index
        for index, line in enumerate(lines)
        if line.origin.bbox[3] <= box[1] + MARGIN and line.origin.bbox[0] < box[2] and box[0] < line.origin.bbox[2]
    ]
    if above:
        return above[-1] + 1
    return next((index for index, line in enumerate(lines) if line.origin.bbox[1] >= box[1]), len(lines))


# --- helpers ---------------------------------------------------------------------------------------------------------


def _map_lines(page: Page, change: Callable[[Line], Line]) -> Page:
    def change_cell(cell: Cell) -> Cell:
        return msgspec.structs.replace(cell, lines=tuple(map(change, cell.lines)))

    def change_grid(grid: Grid) -> Grid:
        return msgspec.structs.replace(grid, cells=tuple(map(change_cell, grid.cells)))

    return msgspec.structs.replace(
        page, lines=tuple(map(change, page.lines)), grids=tuple(map(change_grid, page.grids))
    )


def _holds(box: Box, other: Box) -> bool:
    """Whether the middle of the other box is inside."""
    x, y = (other[0] + other[2]) / 2, (other[1] + other[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _widen(box: Box, page: Page) -> Box:
    return (
        max(0.0, box[0] - MARGIN),
        max(0.0, box[1] - MARGIN),
        min(page.width, box[2] + MARGIN),
        min(page.height, box[3] + MARGIN),
    )


def _find_figures(text: str) -> list[str]:
    """The figures of a text, written one way.

    >>> _find_figures("99,9%-дан (12.05.2025) 1 000")
    ['99.9%', '12.05.2025', '1', '000']
    """
    return [figure.replace(",", ".").replace(" ", "") for figure in _FIGURE.findall(text)]


def _have_figures(text: str, other: str) -> bool:
    """Whether both readings have a figure, or one is a figure and no more: a letter may be misread as a digit."""
    found = [bool(_find_figures(reading)) for reading in (text, other)]
    return all(found) or (any(found) and any(_is_figure(reading) for reading in (text, other)))


def _is_figure(text: str) -> bool:
    """Whether a word is a figure and no more.

    >>> [word for word in ("99,9%", "(12.05.2025)", "24/7;", "60C", "«O10", "61р") if _is_figure(word)]
    ['99,9%', '(12.05.2025)', '24/7;']
    """
    return _FIGURE_ALONE.fullmatch(text) is not None


def _glue(words: Sequence[Word]) -> str:
    return "".join(word.text for word in words)


def _join(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _dispute(layer: str, picture: str, words: Sequence[Word]) -> Doubt:
    message = f"the text layer says {layer or 'no figure'}, the page's picture {picture or 'no figure'}"
    return _doubt(DISAGREEMENT, message, {"layer": layer, "picture": picture}, words)


def _doubt(code: str, message: str, named: dict[str, str], words: Sequence[Word]) -> Doubt:
    return Doubt(code=code, message=message, named=named, share=0.0, boxes=(enclose([word.bbox for word in words]),))


def _gather(doubts: Sequence[Doubt], page: Page) -> list[Doubt]:
    """The doubts with their share of the page's characters."""
    total = max(1, sum(len(word.text) for line in lines_of(page) for word in line.words))
    sized = []
    for doubt in doubts:
        inside = sum(
            len(word.text)
            for line in lines_of(page)
            for word in line.words
            if any(_holds(box, word.bbox) for box in doubt.boxes)
        )
        sized.append(msgspec.structs.replace(doubt, share=round(min(1.0, inside / total), 4)))
    return sized


def _mean_confidence(words: Sequence[Word]) -> float:
    """The words' confidence, each counted by its characters; 0 where there are none."""
    total = sum(len(word.text) for word in words)
    return round(sum(word.confidence * len(word.text) for word in words) / total, 4) if total else 0.0
