"""Words on a page -> lines in reading order, whichever reader found the words."""

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from math import inf
from statistics import median

from msgspec.structs import replace

from pipeline.languages import VOCABULARIES
from pipeline.model import Box, Line, LineRole, Origin, Word
from pipeline.pages import enclose

Rows = list[list[Word]]

# Two words share a line where the smaller one's height overlaps the line's by this share (a superscript's does).
LINE_OVERLAP = 0.5

# Prose stands in columns where a gutter this wide (in text heights) runs down at least so many lines that no word
# crosses, and the lines on both sides fill this share of their side: a clause number left of its paragraph and a list
# of "name  value" pairs do not.
GUTTER_HEIGHTS = 1.0
INDENT_HEIGHTS = 2.0
LEAST_COLUMN_LINES = 6
MOSTLY_BESIDE = 0.6  # of the lines from the first of several runs to the last
LEAST_SURE_LINES = 4  # where numbers that count on or lines at odds prove them
LEAST_COLUMN_FILL = 0.7
LEAST_COLUMN_SHARE = 0.2
# Lines of prose reach this share of their column at least; so many of a column's lines go on in the next one.
LEAST_RUNNING_FILL = 0.85
LEAST_RUNNING = 2
# Clause numbers on either side that count from the one into the other.
LEAST_COUNTED = 2
SENTENCE_ENDS = (".", ";", ":", "!", "?")
# Columns of one width are so far apart at most, in text heights; more rows than so many have other signs.
WIDEST_GUTTER = 4.0
MOST_TWINS = 40
MOST_COLUMNS = 4
# Two parties' names side by side head columns of their own, however short: so many lines, names of so many words.
LEAST_PARTY_LINES = 3
MOST_PARTY_WORDS = 3
# Lines of a table stand side by side, and so do its rows. In columns of prose at least so many lines stand beside
# others at odds, not level within this share of a line's height; blanks between paragraphs are wider than those between
# lines by this share, and where fewer than so many of them have text or closer lines beside them, the lines must tell
# more.
LEAST_AT_ODDS = 4
LEVEL_PLAY = 0.2
WIDER = 0.25
LEAST_CROSSED = 2
SAME_BLANK = 0.75
# Below a heading over columns all of them begin alike: within this share of a line's height, more where sizes are
# heights of ink.
BEGIN_ALIKE, BEGIN_ALIKE_INK = 0.1, 0.4
# Lines that begin at the same place, at least; columns whose lines stand beside each other at odds have no other sign.
LEAST_STARTS = 2
# Sides of a frame may be so far (points) from meeting; it is at least so wide, and so many words stand in it and beside
# it. A page with more level rules is a form or a drawing.
FRAME_PLAY = 3.0
LEAST_FRAME = 60.0
LEAST_FRAMED = 4
MOST_FRAME_RULES = 60
MOST_PARAGRAPH_LINES = 8
# A line this many heights away from the columns above or below is a running head, a foot, a page number.
STANDS_OFF = 2.5

# Headings are set at least this much larger than the text.
LARGE = 1.15
# Small type is at most this share of the page's usual size: sizes of a text layer are exact, an OCR's heights are not.
SMALL = 0.92
SMALL_HEIGHT = 0.85
# Side notes stand beside the text in a strip of at most this share of its width.
SIDE_SHARE = 0.35
# A footnote begins below this share of the page's lines; a rule above it stands within so many heights.
FOOT_SHARE = 0.4
RULE_REACH = 2.5

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_MARK = re.compile(rf"^\(?([{SUPERSCRIPTS}]{{1,3}}|\*{{1,4}}|[†‡§]|\d{{1,2}}(?!\.?\d))(?:\)|⁾|\.(?=\s))?\s*(?=\S)")
_RAISED = re.compile(rf"([{SUPERSCRIPTS}]+|[*†‡]+)[⁾)]?[.,;:!?»”\")]*$")
_LONE_NUMBER = re.compile(r"^\W*\d{1,4}(?:\s*(?:/|of|из)\s*\d{1,4})?\W*$")
# "1.", "1.2", "2)", "(3)"; "Статья 4", "§ 5"
_COUNTED = re.compile(
    r"^(?:(?P<open>\(?)(?P<number>\d{1,3}(?:\.\d{1,3})*)(?P<close>[.)]|(?<=\.\d)\s|(?<=\.\d\d)\s)\s*[^\W\d]"
    r"|(?P<word>§|[^\W\d_a-zа-яәғқңөұүһі][^\W\d_]{3,10})\s+(?P<unit>\d{1,3})(?:\.\s|\s*$))"
)
_LETTERED = re.compile(r"^\(?([^\W\d_])\)\s")
_NUMBERING = re.compile(r"^(?:\W{0,2}(?:\d{1,3}\.?)+\W{0,2}|\w{1,2}[).]|\W)$")


def words_to_lines(
    words: Sequence[Word], page: int, rules: Sequence[Box] = (), tables: Sequence[Box] = ()
) -> tuple[Line, ...]:
    """Lines in reading order: the text by columns, then side notes, then footnotes, each with its role.

    `rules` are the straight lines drawn on the page outside of tables: a short one parts the footnotes from the text.
    `tables` are boxes that have been read already: columns end at one that runs across their gutter.
    """
    frames = _find_frames(rules, words)
    framed = {id(word) for _, inside in frames for word in inside}
    main, beside = _part_side_notes([word for word in words if id(word) not in framed])
    blocks = _to_blocks(group_rows(main), tables)
    body, notes = _part_footnotes(blocks, rules)
    for frame, inside in reversed(frames):
        at = _find_beginning(body, frame)
        body[at:at] = group_rows(inside)
    return (
        *(row_to_line(row, page) for row in body),
        *(_with_role(row, page, "side-note") for row in group_rows(beside)),
        *(_with_role(row, page, "footnote") for row in notes),
    )


def _with_role(row: Sequence[Word], page: int, role: LineRole) -> Line:
    return replace(row_to_line(row, page), role=role)


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


def round_box(x0: float, top: float, x1: float, bottom: float) -> Box:
    """A box to the hundredth of a point: the same bytes on every machine."""
    return (round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2))


# --- columns ---------------------------------------------------------------------------------------------------------


def part_columns(words: Sequence[Word]) -> list[list[Word]]:
    """The words of a page part by part, in reading order: each column, and what stands over or under columns.

    One part where no columns are sure. A table, whose lines stand side by side, is never parted.
    """
    return [[word for row in block for word in row] for block in _to_blocks(group_rows(words), (), sure=True)]


def _to_blocks(
    rows: Rows, tables: Sequence[Box], *, depth: int = 0, gutters: Sequence[float] = (), sure: bool = False
) -> list[Rows]:
    """The rows in reading order, cut into blocks: full lines, and columns one after the other.

    `gutters` are those of columns above, below or beside, `sure`: only columns that can be no table.
    """
    if depth >= MOST_COLUMNS or not rows:
        return [rows] if rows else []
    found = (
        _find_columns(rows, tables, sure=sure)
        or _find_more(rows, tables, gutters)
        or _find_twins(rows, tables)
        or (None if sure else _find_parties(rows))
    )
    if found is None:
        return [rows]
    start, stop, gutter = found
    left, right = _sides(rows[start:stop], gutter)
    # columns of a page are as wide as each other: left and right of these there may be more
    pitch = min(row[0].bbox[0] for row in right) - min(row[0].bbox[0] for row in left)
    around, beside = [*gutters, gutter], [*gutters, gutter + pitch, gutter - pitch / 2]
    return [
        *_to_blocks(rows[:start], tables, depth=depth, gutters=around, sure=sure),
        *_to_blocks(left, tables, depth=depth + 1, gutters=beside, sure=sure),
        *_to_blocks(right, tables, depth=depth + 1, gutters=beside, sure=sure),
        *_to_blocks(rows[stop:], tables, depth=depth, gutters=around, sure=sure),
    ]


def _sides(rows: Rows, x: float) -> tuple[Rows, Rows]:
    """The rows left and right of a gutter."""
    words = [word for row in rows for word in row]
    return group_rows([word for word in words if word.bbox[2] <= x]), group_rows(
        [word for word in words if word.bbox[2] > x]
    )


def _find_columns(rows: Rows, tables: Sequence[Box], *, sure: bool) -> tuple[int, int, float] | None:
    """The rows that stand in columns, start and stop, and the middle of their gutter: the longest such run.

    Runs of one gutter, between headings over both columns, may prove together what none of them does.
    """
    if len(rows) < LEAST_SURE_LINES:
        return None
    height = _usual_height([word for row in rows for word in row])
    found: list[tuple[int, int, float]] = []
    for x in _gutter_candidates(rows, height):
        runs = _runs_beside(rows, x, height, tables)
        long = [run for run in runs if run[1] - run[0] >= LEAST_SURE_LINES]
        proved = [run for run in long if _are_columns([rows[slice(*run)]], x, sure=sure)]
        # of a page whose lines mostly cross, blanks of some justified lines may stand below each other by chance
        mostly = runs and sum(stop - start for start, stop in runs) > MOSTLY_BESIDE * (runs[-1][1] - runs[0][0])
        together = [rows[slice(*run)] for run in runs]
        if not proved and len(runs) > 1 and _are_columns(together, x, sure=sure or not mostly):
            proved = runs
        found += [(start, stop, x) for start, stop in proved]
    return max(found, key=lambda run: run[1] - run[0], default=None)


def _find_more(rows: Rows, tables: Sequence[Box], gutters: Sequence[float]) -> tuple[int, int, float] | None:
    """The first rows, however few, that stand in columns with a gutter where others have shown one."""
    height = _usual_height([word for row in rows for word in row])
    near = [x for x in _gutter_candidates(rows, height) if any(abs(x - gutter) <= height for gutter in gutters)]
    for x in (*gutters, *near):
        for start, stop in _runs_beside(rows, x, height, tables):
            left, right = _sides(rows[start:stop], x)
            if left and right and _begins_at(right, x, height):
                return start, stop, x
    return None


def _find_twins(rows: Rows, tables: Sequence[Box]) -> tuple[int, int, float] | None:
    """The first rows, however few, in two columns of one width, where a mark on the right follows the last on the left.

    So a page goes on that others have filled.
    """
    if len(rows) > MOST_TWINS:
        return None
    height = _usual_height([word for row in rows for word in row])
    for x in _gutter_candidates(rows, height):
        for start, stop in _runs_beside(rows, x, height, tables):
            left, right = _sides(rows[start:stop], x)
            if left and right and _are_twins(left, right, height) and _marks_follow(left, right):
                return start, stop, x
    return None


def _are_twins(left: Rows, right: Rows, height: float) -> bool:
    """Whether two sides are columns of one width: the wider one's tells where the other ends, a gutter away."""
    boxes = [enclose([word.bbox for row in side for word in row]) for side in (left, right)]
    width = max(box[2] - box[0] for box in boxes)
    gutter = boxes[1][0] - boxes[0][0] - width
    return GUTTER_HEIGHTS * height <= gutter <= WIDEST_GUTTER * height


def _marks_follow(left: Rows, right: Rows) -> bool:
    """Whether the first mark on the right directly follows the last one on the left: 5.2 and 5.3, (b) and (c)."""
    sides = [list(map(_text, side)) for side in (left, right)]
    letters = [[match[1].casefold() for text in side if (match := _LETTERED.match(text))] for side in sides]
    return _goes_on(*sides) or (
        all(letters)
        and any(letters[0][-1] + letters[1][0] in vocabulary.item_letters for vocabulary in VOCABULARIES.values())
    )


def _begins_at(right: Rows, x: float, height: float) -> bool:
    """Whether half of a column's lines begin where its gutter ends, give or take an indentation."""
    return sum(row[0].bbox[0] - x <= INDENT_HEIGHTS * height for row in right) * 2 >= len(right)


def _gutter_candidates(rows: Rows, height: float) -> list[float]:
    """Places left of where many lines, or parts of lines behind a wide gap, begin."""
    starts = sorted(
        part[0].bbox[0]
        for row in rows
        for part in _split_wide(row, GUTTER_HEIGHTS * height)
        if len(part) > 1 or len(part[0].text) > 1
    )
    left, _, right, _ = enclose([word.bbox for row in rows for word in row])
    least = LEAST_COLUMN_SHARE * (right - left)
    candidates: list[float] = []
    first, count, last = 0.0, 0, float("-inf")
    for start in [*starts, float("inf")]:
        if start - last > 0.5 * height:
            if count >= LEAST_STARTS and left + least <= first <= right - least:
                candidates.append(first - 0.5 * GUTTER_HEIGHTS * height)
            first, count = start, 0
        count, last = count + 1, start
    return candidates


def _split_wide(row: Sequence[Word], gap: float) -> list[list[Word]]:
    parts = [[row[0]]]
    for before, word in itertools.pairwise(row):
        if word.bbox[0] - before.bbox[2] >= gap:
            parts.append([])
        parts[-1].append(word)
    return parts


def _runs_beside(rows: Rows, x: float, height: float, tables: Sequence[Box]) -> list[tuple[int, int]]:
    """Runs of rows that leave room at `x`, trimmed to where both sides have text, as start and stop.

    A heading ends a run, unless the clauses beside it show that it stands in its column.
    """
    room = 0.4 * GUTTER_HEIGHTS * height
    usual = _usual_size([word for row in rows for word in row])
    bars = [(top + bottom) / 2 for x0, top, x1, bottom in tables if x0 < x < x1]
    keys = [
        (
            all(word.bbox[2] <= x - room or word.bbox[0] >= x + room for word in row),
            sum(bar < row[0].bbox[1] for bar in bars),
        )
        for row in rows
    ]
    runs: list[tuple[int, int]] = []
    index = 0
    for (is_free, _), group in itertools.groupby(keys):
        start, stop = index, index + len(list(group))
        index = stop
        if is_free:
            for part in _part_at_heads(rows, start, stop, x, usual):
                first, last = _trim(rows, *part, x, height, tables)
                if last - first > 1 or (last > first and _has_other_side(rows[first:last], x, ())):
                    runs.append((first, last))
    return runs


def _part_at_heads(rows: Rows, start: int, stop: int, x: float, usual: float) -> list[tuple[int, int]]:
    """A run cut at the headings over both columns, which belong to no part."""
    heads = [index for index in range(start, stop) if _is_head(rows[index], rows[start : stop + 1], x, usual)]
    if not heads or _count_through(*_sides(rows[start:stop], x)):
        return [(start, stop)]
    bounds = [start - 1, *heads, stop]
    return [(above + 1, below) for above, below in itertools.pairwise(bounds) if above + 1 < below]


def _trim(rows: Rows, start: int, stop: int, x: float, height: float, tables: Sequence[Box]) -> tuple[int, int]:
    """The run without heads above it and feet below: a lone line far off, a line that stands above one column only."""
    while stop - start > 1 and (
        _gap(rows[stop - 2], rows[stop - 1]) > STANDS_OFF * height or _LONE_NUMBER.match(_text(rows[stop - 1]))
    ):
        stop -= 1
    while stop - start > 1 and (
        _gap(rows[start], rows[start + 1]) > STANDS_OFF * height
        or not _has_other_side(rows[start : start + 2], x, tables)
    ):
        start += 1
    return start, stop


def _is_head(row: Sequence[Word], rows: Rows, x: float, usual: float) -> bool:
    """Whether a line left of a gutter heads what is below both columns: large or bold, with nothing beside it.

    Below it both columns begin alike, or a line runs across them.
    """
    if any(word.bbox[2] > x for word in row):
        return False
    if not (_usual_size(row) >= LARGE * usual or all(word.bold for word in row)):
        return False
    _, top, _, bottom = enclose([word.bbox for word in row])
    room = 0.3 * (bottom - top)
    words = [word for other in rows for word in other]
    if any(word.bbox[0] > x and word.bbox[1] < bottom + room and word.bbox[3] > top - room for word in words):
        return False
    tops = [
        min((word.bbox[1] for word in words if word.bbox[1] > bottom and (word.bbox[0] > x) == side), default=inf)
        for side in (False, True)
    ]
    if inf in tops:
        return rows[-1] is not row and any(word.bbox[0] < x < word.bbox[2] for word in rows[-1])
    play = BEGIN_ALIKE if row[0].size else BEGIN_ALIKE_INK
    return abs(tops[0] - tops[1]) <= play * (bottom - top)


def _count_through(left: Rows, right: Rows) -> bool:
    """Whether clause numbers go up from the top of the left side to the foot of the right one, each a little."""
    for one, other in _series(map(_text, left), map(_text, right)):
        if min(len(one), len(other)) >= LEAST_COUNTED and len(_count([*one, *other], ())) == len(one) + len(other):
            return True
    return False


def _gap(above: Sequence[Word], below: Sequence[Word]) -> float:
    return min(word.bbox[1] for word in below) - max(word.bbox[3] for word in above)


def _has_other_side(rows: Rows, x: float, tables: Sequence[Box]) -> bool:
    """Whether there is text on both sides of a gutter in these rows, or a table beside the text."""
    sides = {word.bbox[0] > x for row in rows for word in row}
    top, bottom = rows[0][0].bbox[1], rows[-1][0].bbox[3]
    beside = [table for table in tables if table[1] < bottom and table[3] > top and not table[0] < x < table[2]]
    return len(sides | {table[0] > x for table in beside}) == 2


def _are_columns(runs: Sequence[Rows], x: float, *, sure: bool) -> bool:
    """Whether what stands left and right of a gutter, in one run of rows or in several, are columns of prose."""
    left, _, right, _ = enclose([word.bbox for rows in runs for row in rows for word in row])
    if min(x - left, right - x) < LEAST_COLUMN_SHARE * (right - left):
        return False
    sides = [_sides(rows, x) for rows in runs]
    before, after = ([row for side in sides for row in side[index]] for index in (0, 1))
    if not _begins_at(after, x, _usual_height([word for row in after for word in row])):
        return False
    if _are_counted(sides) or _are_at_odds(sides):
        return True
    if sure or len(before) < LEAST_COLUMN_LINES:
        return False
    if len(after) >= LEAST_COLUMN_LINES and _fills(before, x - left) and _fills(after, right - x):
        return True
    # items and headings leave columns ragged: then sentences that go on from line to line tell them; the last column
    # may be short
    return _runs_on(before, LEAST_RUNNING) and _runs_on(after, LEAST_RUNNING if len(after) >= LEAST_COLUMN_LINES else 0)


def _are_counted(sides: Sequence[tuple[Rows, Rows]]) -> bool:
    """Whether numbers count from the left into the right, once with certainty or in several runs."""
    texts = [([_text(row) for row in left], [_text(row) for row in right]) for left, right in sides]
    return any(counts_on(*pair) for pair in texts) or sum(_goes_on(*pair) for pair in texts) >= LEAST_COUNTED


def _are_at_odds(sides: Sequence[tuple[Rows, Rows]]) -> bool:
    """Whether the lines of two sides stand at odds, and blanks between the paragraphs of one cross the other's.

    In a table rows begin together; where a cell stands beside the middle of a higher one, the blanks do.
    """
    odd = level = crossed = 0
    for left, right in sides:
        if min(len(left), len(right)) < 2:
            continue
        spans = [_spans(left), _spans(right)]
        blanks = [_wide_blanks(one) for one in spans]
        for side, other, own, others in ((*spans, *blanks), (*reversed(spans), *reversed(blanks))):
            near, near_blanks = SpanIndex(other), SpanIndex(others)
            for top, bottom in side:
                play = LEVEL_PLAY * (bottom - top)
                close = (other[index] for index in near.find(top, bottom))
                beside = [span for span in close if min(bottom, span[1]) - max(top, span[0]) > play / 2]
                if any(abs(sum(span) - top - bottom) <= 2 * play for span in beside):
                    level += 1
                elif beside:
                    odd += 1
            within = [(top, bottom) for top, bottom in own if other[0][0] < top and bottom < other[-1][1]]
            crossed += sum(all(_cross(one, others[index]) for index in near_blanks.find(*one)) for one in within)
    if not crossed:
        return len(sides) > 1 and not level and odd >= 2 * LEAST_AT_ODDS
    at_odds = odd + crossed
    return odd > 1 and at_odds >= LEAST_AT_ODDS and at_odds > level * (1 if crossed >= LEAST_CROSSED else 2)


class SpanIndex:
    """Tops and bottoms among which those beside another are found without a look at each."""

    def __init__(self, spans: Sequence[tuple[float, float]]) -> None:
        self._order = sorted(range(len(spans)), key=lambda index: spans[index][0])
        self._tops = [spans[index][0] for index in self._order]
        self._longest = max((abs(bottom - top) for top, bottom in spans), default=0.0)

    def find(self, top: float, bottom: float) -> list[int]:
        """The places of all spans that touch this one or its ends, and of some that are near.

        >>> SpanIndex([(0, 9), (100, 110), (10, 19), (20, 29)]).find(9, 11)
        [0, 2, 3]
        """
        first = bisect_left(self._tops, min(top, bottom) - 2 * self._longest)
        last = bisect_right(self._tops, max(top, bottom) + self._longest)
        return self._order[first:last]


def _cross(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether two blanks cannot be that between the same two rows: they have not the smaller one in common."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common < SAME_BLANK * min(one[1] - one[0], other[1] - other[0])


def _spans(rows: Rows) -> list[tuple[float, float]]:
    """Tops and bottoms."""
    return [(box[1], box[3]) for box in (enclose([word.bbox for word in row]) for row in rows)]


def _wide_blanks(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The blanks between the lines of a column that are wider than most, tops and bottoms."""
    blanks = [(above[1], below[0]) for above, below in itertools.pairwise(spans)]
    height = median(bottom - top for top, bottom in spans)
    least = min(bottom - top for top, bottom in blanks) + WIDER * height
    return [(top, bottom) for top, bottom in blanks if bottom - top > least]


def counts_on(left: Iterable[str], right: Iterable[str]) -> bool:
    """Whether the clause numbers of lines on the right go on where those on the left end, so that they are columns.

    Further down on the right they may begin again, in an appendix.

    >>> counts_on(["1. Fees", "a) monthly", "2. Taxes"], ["3. Term", "of a year", "4. End"])
    True
    >>> counts_on(["1. Fees", "3. Term"], ["2. Taxes", "4. End"]), counts_on(["2024. May"], ["2025. May"])
    (False, False)
    >>> counts_on(["Статья 4. Срок", "Статья 5. Цена"], ["в тенге.", "Статья 6. Споры"])
    True
    """
    for one, other in _series(left, right):
        chain = _count(one, ())
        if len(chain) >= LEAST_COUNTED and len(_count(other, chain[-1:])) > 1:
            return True
    return False


def _goes_on(left: Iterable[str], right: Iterable[str]) -> bool:
    """Whether the first number on the right directly follows the last one on the left.

    >>> _goes_on(["2.1. Fees", "2.2. Taxes"], ["in tenge.", "2.3. Term"]), _goes_on(["1. Fees"], ["1. Taxes"])
    (True, False)
    """
    for one, other in _series(left, right):
        if one and other and (*one[-1][: len(other[0]) - 1], (*one[-1], 0)[len(other[0]) - 1] + 1) == other[0]:
            return True
    return False


def _series(left: Iterable[str], right: Iterable[str]) -> Iterator[tuple[list[tuple[int, ...]], list[tuple[int, ...]]]]:
    """For each way in which lines are numbered, the numbers on the left and those on the right."""
    counted: dict[str, tuple[list[tuple[int, ...]], list[tuple[int, ...]]]] = {}
    for index, side in enumerate((left, right)):
        for text in side:
            if (match := _COUNTED.match(text)) is not None:
                number = tuple(map(int, (match["number"] or match["unit"]).split(".")))
                way = match["word"] or f"{match['open']}{(match['close'] or '').strip() or '.'}"
                counted.setdefault(way, ([], []))[index].append(number)
    yield from counted.values()


def _count(numbers: Iterable[tuple[int, ...]], chain: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """The chain with the numbers that go on in it; any other is a reference, a date, or begins again."""
    counted = list(chain)
    for number in numbers:
        if not counted or (number > counted[-1] and number[0] - counted[-1][0] <= 1):
            counted.append(number)
    return counted


def _fills(side: Rows, width: float) -> bool:
    return median(row[-1].bbox[2] - row[0].bbox[0] for row in side) >= LEAST_COLUMN_FILL * width


def _runs_on(side: Rows, least: int) -> bool:
    """Whether so many lines of a side reach its edge and go on in the next line, in the middle of a sentence."""
    edge = max(row[-1].bbox[2] for row in side)
    width = edge - min(row[0].bbox[0] for row in side)
    full = edge - (1 - LEAST_RUNNING_FILL) * width
    return sum(runs_into(above, below, full) for above, below in itertools.pairwise(side)) >= least


def runs_into(above: Sequence[Word], below: Sequence[Word], full: float) -> bool:
    """Whether a line that reaches as far right as `full` goes on in the next one, in the middle of a sentence."""
    return above[-1].bbox[2] >= full and not above[-1].text.endswith(SENTENCE_ENDS) and below[0].text[:1].islower()


def _find_parties(rows: Rows) -> tuple[int, int, float] | None:
    """The particulars of two parties side by side, as contracts end: short columns, each under its party's name.

    Start and stop of the rows, and the middle of their gutter.
    """
    for start, row in enumerate(rows):
        parts = _split_wide(row, GUTTER_HEIGHTS * _usual_height(row))
        if len(parts) != 2 or {_name_party(part) for part in parts} != {"provider", "customer"}:
            continue
        height = _usual_height(row)
        # what stands below the right name may begin left of it, where names are centred
        edge = parts[1][0].bbox[0]
        stop = start + 1
        while (
            stop < len(rows)
            and _gap(rows[stop - 1], rows[stop]) <= STANDS_OFF * height
            and (beginning := _find_right_side(rows[stop], parts[0][0].bbox[0], edge, height)) is not None
        ):
            edge = min(edge, beginning)
            stop += 1
        if stop - start >= LEAST_PARTY_LINES:
            return start, stop, edge - 0.5 * GUTTER_HEIGHTS * height
    return None


def _name_party(words: Sequence[Word]) -> str:
    """Whose name a few words are: "provider", "customer", or empty."""
    text = _text(words).casefold().strip(' :.,«»"()').removeprefix("the ")
    if len(words) > MOST_PARTY_WORDS:
        return ""
    for vocabulary in VOCABULARIES.values():
        for role, stems in (("provider", vocabulary.provider), ("customer", vocabulary.customer)):
            if text.startswith(stems):
                return role
    return ""


def _find_right_side(row: Sequence[Word], left: float, edge: float, height: float) -> float | None:
    """Where the right one of two columns begins in a row; `edge` where it has text on the left alone; None: in neither.

    The left column begins at `left`; a word of it that reaches over the edge is a line across both.
    """
    parts = _split_wide(row, GUTTER_HEIGHTS * height)
    beginnings = [part[0].bbox[0] for part in parts]
    right = [beginning for beginning in beginnings if beginning >= (left + edge) / 2]
    if len(right) > 1 or any(
        part[-1].bbox[2] > min([edge, *right]) - 0.4 * height for part in parts if part[0].bbox[0] < (left + edge) / 2
    ):
        return None
    return right[0] if right else edge


# --- frames beside the text -------------------------------------------------------------------------------------------


def _find_frames(rules: Sequence[Box], words: Sequence[Word]) -> list[tuple[Box, list[Word]]]:
    """Frames that text runs beside, top to bottom, and the words in them: a note or a rate set apart from the clauses.

    `rules` are those outside of tables. A frame around whole paragraphs parts nothing.
    """
    level = [rule for rule in rules if rule[3] - rule[1] < FRAME_PLAY and rule[2] - rule[0] >= LEAST_FRAME]
    upright = [rule for rule in rules if rule[2] - rule[0] < FRAME_PLAY <= rule[3] - rule[1]]
    if not upright or not 2 <= len(level) <= MOST_FRAME_RULES:
        return []
    frames: list[tuple[Box, list[Word]]] = []
    for above, below in itertools.combinations(sorted(level, key=lambda rule: rule[1]), 2):
        frame = (above[0], above[1], above[2], below[3])
        if max(abs(above[0] - below[0]), abs(above[2] - below[2])) > FRAME_PLAY or not all(
            any(
                abs(rule[0] - side) <= FRAME_PLAY
                and abs(rule[1] - frame[1]) <= FRAME_PLAY
                and abs(rule[3] - frame[3]) <= FRAME_PLAY
                for rule in upright
            )
            for side in (frame[0], frame[2])
        ):
            continue
        inside = [word for word in words if _is_in(word, frame)]
        chosen = {id(word) for _, others in frames for word in others}
        if len(inside) >= LEAST_FRAMED and not any(id(word) in chosen for word in inside):
            beside = [word for word in words if frame[1] < _middle(word) < frame[3] and not _is_in(word, frame)]
            if len(beside) >= LEAST_FRAMED:
                frames.append((frame, inside))
    return frames


def _find_beginning(rows: Rows, frame: Box) -> int:
    """Before which row a frame's text is read: the paragraph beside its top, so that no sentence is cut in two."""
    first = next((index for index, row in enumerate(rows) if _middle(row[0]) > frame[1]), len(rows))
    for at in range(first, max(-1, first - MOST_PARAGRAPH_LINES), -1):
        if (
            at in {0, len(rows)}
            or _NUMBERING.match(rows[at][0].text)
            or _gap(rows[at - 1], rows[at]) > _height(rows[at][0])
        ):
            return at
    return first


def _is_in(word: Word, box: Box) -> bool:
    return box[0] <= (word.bbox[0] + word.bbox[2]) / 2 <= box[2] and box[1] <= _middle(word) <= box[3]


def _middle(word: Word) -> float:
    return (word.bbox[1] + word.bbox[3]) / 2


# --- side notes ------------------------------------------------------------------------------------------------------


def _part_side_notes(words: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """The text, and the small type in a strip beside it.

    A strip of numbers is the numbering of the text; one in the text's own size may be terms beside their meanings.
    """
    text, usual = list(words), _usual_size(words)
    if not usual:
        return text, []
    large = [word for word in text if not _is_small([word], usual)]
    if len(large) < LEAST_COLUMN_LINES:
        return text, []
    left, right = _main_sides(large)
    height = _usual_height(large)
    parts = [part for row in group_rows(text) for part in _split_wide(row, GUTTER_HEIGHTS * height)]
    beside = []
    for aside in (
        [part for part in parts if part[-1].bbox[2] <= left - 0.5 * height],
        [part for part in parts if part[0].bbox[0] >= right + 0.5 * height],
    ):
        strip = [word for part in aside if _is_small(part, usual) for word in part]
        rows = group_rows(strip)
        if not rows or all(_is_numbering(row) for row in rows):
            continue
        box = enclose([word.bbox for word in strip])
        inside = [row for row in group_rows(large) if row[0].bbox[1] < box[3] and row[0].bbox[3] > box[1]]
        if box[2] - box[0] <= SIDE_SHARE * (right - left) and len(inside) >= len(rows) and len(strip) > 1:
            beside += strip
    chosen = {id(word) for word in beside}
    return [word for word in text if id(word) not in chosen], beside


def _main_sides(words: Sequence[Word]) -> tuple[float, float]:
    """Where the text begins and ends: nine in ten of its lines stay between."""
    rows = group_rows(words)
    lefts, rights = sorted(row[0].bbox[0] for row in rows), sorted(row[-1].bbox[2] for row in rows)
    return lefts[len(lefts) // 20], rights[-1 - len(rights) // 20]


def _is_numbering(row: Sequence[Word]) -> bool:
    return all(_NUMBERING.match(word.text) for word in row)


# --- footnotes -------------------------------------------------------------------------------------------------------


def _part_footnotes(blocks: Sequence[Rows], rules: Sequence[Box]) -> tuple[Rows, Rows]:
    """The rows of the text, and those of the notes at its foot."""
    words = [word for block in blocks for row in block for word in row]
    usual = _usual_size(words)
    body: Rows = []
    notes: Rows = []
    for block in blocks:
        start, stop = _find_footnotes(block, usual, rules, words)
        body += [*block[:start], *block[stop:]]
        notes += block[start:stop]
    return body, notes


def _find_footnotes(rows: Rows, usual: float, rules: Sequence[Box], words: Sequence[Word]) -> tuple[int, int]:
    """Start and stop of the footnotes in a block: small type at its foot that opens with a mark.

    The mark stands raised in the text above, or a short rule parts the notes from it. Page numbers and running feet
    below are not of them.
    """
    stop = len(rows)
    while stop and _LONE_NUMBER.match(_text(rows[stop - 1])):
        stop -= 1
    first = stop
    while first and _is_small(rows[first - 1], usual):
        first -= 1
    for start in range(max(first, int(FOOT_SHARE * len(rows))), stop):
        mark = _MARK.match(_text(rows[start]))
        if mark is None:
            if start == first and start and _rule_above(rows, start, rules):
                return start, stop  # the rest of a note from the page before
            continue
        above = {
            found[1] for word in words if (found := _RAISED.search(word.text)) and not _is_within(word, rows[start:])
        }
        if _raise(mark[1]) in above or _rule_above(rows, start, rules):
            return start, stop
    return stop, stop


def _text(row: Sequence[Word]) -> str:
    return " ".join(word.text for word in row)


def _raise(mark: str) -> str:
    return "".join(SUPERSCRIPTS[int(char)] if char.isdecimal() else char for char in mark)


def _is_within(word: Word, rows: Rows) -> bool:
    return any(word is other for row in rows for other in row)


def _rule_above(rows: Rows, start: int, rules: Sequence[Box]) -> bool:
    """Whether a rule shorter than the text stands between this row and the one above."""
    left, top, right, _ = enclose([word.bbox for word in rows[start]])
    bottom = max(word.bbox[3] for word in rows[start - 1]) if start else 0.0
    width = max(row[-1].bbox[2] for row in rows) - min(row[0].bbox[0] for row in rows)
    reach = RULE_REACH * _usual_height(rows[start])
    return any(
        max(bottom - 3.0, top - reach) <= rule[1] <= top + 3.0
        and rule[3] - rule[1] < 1.0
        and rule[0] <= left + 3.0
        and rule[2] <= right + width
        and 0.1 * width <= rule[2] - rule[0] <= 0.7 * width
        for rule in rules
    )


# --- sizes -----------------------------------------------------------------------------------------------------------


def _size(word: Word) -> float:
    return word.size or _height(word)


def _usual_size(words: Sequence[Word]) -> float:
    """The size that most letters of the page have at least nearly; 0 without words."""
    sizes = sorted(size for word in words for size in [_size(word)] * len(word.text))
    return sizes[len(sizes) // 2] if sizes else 0.0


def _usual_height(words: Sequence[Word]) -> float:
    return median(_height(word) for word in words)


def _is_small(row: Sequence[Word], usual: float) -> bool:
    """Whether a line is set smaller than the page. Where sizes are heights of ink, its tallest words tell."""
    if row[0].size:
        return _usual_size(row) <= SMALL * usual
    return max(_height(word) for word in row) <= SMALL_HEIGHT * usual
