"""Words on a page -> lines in reading order, whichever reader found the words."""

import itertools
from collections.abc import Sequence
from statistics import median

from pipeline.model import Box, Line, Origin, Word

# Two words share a line where the smaller one's height overlaps the line's by this share (a superscript's does).
LINE_OVERLAP = 0.5

# A page counts as set in two columns where a gutter this wide (in text heights) is crossed by few lines, and both sides
# hold this many lines that fill this share of the side: a clause number left of its paragraph and a list of
# "name  value" pairs do not.
GUTTER_HEIGHTS = 1.0
LEAST_COLUMN_LINES = 6
LEAST_COLUMN_FILL = 0.7
GUTTER_RANGE = (0.3, 0.7)


def words_to_lines(words: Sequence[Word], page: int) -> tuple[Line, ...]:
    """Lines from top to bottom, each from left to right; two columns one after the other."""
    rows = group_rows(words)
    gutter = _find_gutter(rows)
    if gutter is None:
        return tuple(row_to_line(row, page) for row in rows)
    return tuple(row_to_line(row, page) for row in _order_columns(rows, gutter))


def group_rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words that stand on one line, left to right; the rows top to bottom."""
    rows: list[list[Word]] = []
    spans: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda word: (word.bbox[1] + word.bbox[3], word.bbox[0])):
        top, bottom = word.bbox[1], word.bbox[3]
        # words come in the order of their middles: only the last rows can still grow
        for index in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            row_top, row_bottom = spans[index]
            overlap = min(bottom, row_bottom) - max(top, row_top)
            touches = overlap >= LINE_OVERLAP * min(bottom - top, row_bottom - row_top)
            if touches and not _stands_under(word, rows[index]):
                rows[index].append(word)
                if bottom - top > row_bottom - row_top:
                    spans[index] = (top, bottom)
                break
        else:
            rows.append([word])
            spans.append((top, bottom))
    return [sorted(row, key=lambda word: (word.bbox[0], word.bbox[1])) for row in rows]


def _stands_under(word: Word, row: Sequence[Word]) -> bool:
    """Whether the word is on a line below the row: a title beside two lines of the next column touches both."""
    left, top, right, _ = word.bbox
    return any(
        top > (other.bbox[1] + other.bbox[3]) / 2
        and min(right, other.bbox[2]) - max(left, other.bbox[0]) > LINE_OVERLAP * min(right - left, _width(other))
        and min(word.bbox[3], other.bbox[3]) - top < LINE_OVERLAP * min(word.bbox[3] - top, _height(other))
        for other in row
    )


def _width(word: Word) -> float:
    return word.bbox[2] - word.bbox[0]


def _height(word: Word) -> float:
    return word.bbox[3] - word.bbox[1]


def row_to_line(row: Sequence[Word], page: int) -> Line:
    """One line, its words set apart by one space each."""
    text = " ".join(word.text for word in row)
    weights = [max(1, len(word.text)) for word in row]
    total = sum(weights)
    bold = sum(weight for word, weight in zip(row, weights, strict=True) if word.bold)
    confidence = sum(word.confidence * weight for word, weight in zip(row, weights, strict=True)) / total
    return Line(
        raw=text,
        text=text,
        origin=Origin(page=page, bbox=enclose([word.bbox for word in row])),
        confidence=round(confidence, 4),
        words=tuple(row),
        size=max(row, key=lambda word: len(word.text)).size,
        bold=bold > total / 2,
    )


def enclose(boxes: Sequence[Box]) -> Box:
    """The smallest box around all boxes."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def round_box(x0: float, top: float, x1: float, bottom: float) -> Box:
    """A box to the hundredth of a point: the same bytes on every machine."""
    return (round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2))


def _find_gutter(rows: Sequence[Sequence[Word]]) -> float | None:
    """The middle of the gutter between two columns of prose, if there is one."""
    if len(rows) < LEAST_COLUMN_LINES:
        return None
    left, _, right, _ = enclose([word.bbox for row in rows for word in row])
    height = median(word.bbox[3] - word.bbox[1] for row in rows for word in row)
    start, stop = (left + share * (right - left) for share in GUTTER_RANGE)
    candidates = sorted(
        {
            (before.bbox[2] + after.bbox[0]) / 2
            for row in rows
            for before, after in itertools.pairwise(row)
            if after.bbox[0] - before.bbox[2] >= GUTTER_HEIGHTS * height and start < before.bbox[2] < stop
        }
    )
    best = max(candidates, key=lambda x: _count_split_rows(rows, x, height), default=None)
    if best is None or not _is_gutter(rows, best, height, left, right):
        return None
    return best


def _split_row(row: Sequence[Word], x: float, height: float) -> tuple[Sequence[Word], Sequence[Word]] | None:
    """The row's words on either side of `x`; None where the row crosses it."""
    before = [word for word in row if word.bbox[2] <= x]
    after = [word for word in row if word.bbox[0] >= x]
    if len(before) + len(after) < len(row):
        return None
    if before and after and after[0].bbox[0] - before[-1].bbox[2] < 0.8 * GUTTER_HEIGHTS * height:
        return None
    return before, after


def _count_split_rows(rows: Sequence[Sequence[Word]], x: float, height: float) -> int:
    splits = [_split_row(row, x, height) for row in rows]
    return sum(bool(split and split[0] and split[1]) for split in splits)


def _is_gutter(rows: Sequence[Sequence[Word]], x: float, height: float, left: float, right: float) -> bool:
    splits = [split for row in rows if (split := _split_row(row, x, height)) is not None]
    sides = [[side for side, _ in splits if side], [side for _, side in splits if side]]
    if len(splits) < 0.6 * len(rows):
        return False
    for side, width in zip(sides, (x - left, right - x), strict=True):
        if len(side) < LEAST_COLUMN_LINES:
            return False
        if median(row[-1].bbox[2] - row[0].bbox[0] for row in side) < LEAST_COLUMN_FILL * width:
            return False
    return True


def _order_columns(rows: Sequence[Sequence[Word]], gutter: float) -> list[Sequence[Word]]:
    """Left column, then right column, between the lines that run across both."""
    ordered: list[Sequence[Word]] = []
    left: list[Sequence[Word]] = []
    right: list[Sequence[Word]] = []
    for row in rows:
        before = [word for word in row if word.bbox[2] <= gutter]
        after = [word for word in row if word.bbox[0] >= gutter]
        if len(before) + len(after) < len(row):
            ordered += [*left, *right, row]
            left, right = [], []
            continue
        if before:
            left.append(before)
        if after:
            right.append(after)
    return [*ordered, *left, *right]
