"""What a word looks like, sign by sign: its reading laid beside the connected ink of the picture.

A reader guesses blanks, points, slashes and dashes from letters around them; the picture has them or has them not. Each
sign of a word is matched with the ink that draws it (`match_signs`); what stands there is measured in heights of the
line's capitals.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np

from pipeline.model import Language
from pipeline.read.readings import DISPUTED, FoundWord, is_known
from pipeline.read.scan import DARK, Image, PixelBox, Spots, find_bars_in_figure, find_spots

# ink this many times as high as a line's capitals is no sign of it: a rule, a drawing
MOST_TALL = 2.2
# a dot belongs to the letter under it where it stands over it by this share of its width; what stands under a sign
# belongs to it where both are about as wide ("№", ":", "!"): a comma under the arm of "Г" does not
OVER_SHARE, UNDER_SHARE = 0.5, 0.35

# Extents of signs over the base line, in heights of a capital (top, bottom), and how wide signs are drawn.
CAPITAL, SMALL, ASCENDER, DESCENDER = 1.0, 0.73, 1.05, -0.25
_NARROW = frozenset("ijlItfrіІ1.,:;!'’‘`|()[]{}-/")
_WIDE = frozenset("шщжмюыфwmШЩЖМЮЫФWM@%№—")
_EXTENTS: dict[str, tuple[float, float]] = {
    **dict.fromkeys("рцщдқңgpqyуұү", (SMALL, DESCENDER)),
    **dict.fromkeys("бйёbdfhklіiһ", (ASCENDER, 0.0)),
    **dict.fromkeys("фj", (ASCENDER, DESCENDER)),
    **dict.fromkeys("()[]{}|/\\@$§", (ASCENDER, -0.2)),
    **dict.fromkeys("QЩЦДҚҢ", (CAPITAL, -0.2)),
    **dict.fromkeys("д", (SMALL, -0.2)),
    **dict.fromkeys("ЙЁ", (1.25, 0.0)),
    **dict.fromkeys("t", (0.92, 0.0)),
    ".": (0.14, 0.0),
    ",": (0.14, -0.2),
    ":": (SMALL, 0.0),
    ";": (SMALL, -0.2),
    "_": (-0.1, -0.2),
    **dict.fromkeys("-–—−", (0.4, 0.3)),
    **dict.fromkeys("'’‘`\"“”„°*", (1.05, 0.65)),
    "„": (0.14, -0.2),
    **dict.fromkeys("«»", (0.62, 0.1)),
    **dict.fromkeys("+=~•·×", (0.65, 0.1)),
}
# what the engine reads for raised signs that none of its models knows: "m?" for "m²", "дм$" for "дм³"
_RAISED: dict[str, tuple[float, float, float]] = dict.fromkeys("?$%*", (1.05, 0.42, 0.4))
# signs drawn in pieces beside each other
_PIECES = {"ы": 2, "Ы": 2, "«": 2, "»": 2, '"': 2, "“": 2, "”": 2, "„": 2, "%": 3, "№": 2}

# what a match costs: an extent off by so much is nothing; ink left over, a sign without ink, signs that touch
PLAY = 0.13
LEFT_OVER, LETTER_LEFT_OVER, NO_INK, TOUCHING, BROKEN = 0.4, 0.9, 0.8, 0.22, 0.45
# ink that is so high, in heights of a capital, is no speck
LEAST_LETTER = 0.5
MOST_TOUCHING, MOST_PIECES = 4, 3
# usual gap between signs; by how much a width may be off; the most that a comparison costs
GAP, WIDTH_OFF, WORST = 0.12, 0.35, 2.0
# from so many letters on, letters that touch are not told apart
LONG_WORD = 5
# how far the matched units may run ahead of the signs, or fall behind
BAND = 4
# a match that costs more than this for each sign is none
MOST_COST = 0.3


class Unit(NamedTuple):
    """Ink that hangs together, with the dots over and under it: a letter, or letters that touch."""

    box: PixelBox
    spots: tuple[PixelBox, ...]


class Match(NamedTuple):
    """Signs of a text, from `start` to `stop`, and the units that draw them, from `first` to `last` (half-open)."""

    start: int
    stop: int
    first: int
    last: int


class Ground(NamedTuple):
    """Where a line's letters stand: the row of pixels under them, and the height of a capital."""

    base: float
    height: float


def choose_spots(spots: Spots, box: PixelBox, height: float) -> list[PixelBox]:
    """The ink whose middle lies in a box or a pixel beside it, no rules or drawings, from left to right."""
    x0, top, x1, bottom = box
    x, y = (spots[:, 0] + spots[:, 2]) / 2, (spots[:, 1] + spots[:, 3]) / 2
    mine = spots[(y >= top - 1) & (y <= bottom + 1) & (x >= x0 - 1) & (x <= x1 + 1)]
    mine = mine[(mine[:, 3] - mine[:, 1]) <= MOST_TALL * height]
    return sorted((a, b, c, d) for a, b, c, d, _ in mine.tolist())


def find_units(spots: Sequence[PixelBox]) -> list[Unit]:
    """Spots as units, left to right: what stands over or under another is one with it."""
    units: list[list[PixelBox]] = []
    for spot in sorted(spots, key=lambda box: box[1] - box[3]):
        x0, _, x1, _ = spot
        for unit in units:
            if any(other[0] < x1 and x0 < other[2] and _is_stacked(spot, other) for other in unit):
                unit.append(spot)
                break
        else:
            units.append([spot])
    found = [Unit(enclose(unit), tuple(sorted(unit, key=lambda box: box[1]))) for unit in units]
    return sorted(found, key=lambda unit: unit.box[0] + unit.box[2])


def _is_stacked(small: PixelBox, large: PixelBox) -> bool:
    across = min(small[2], large[2]) - max(small[0], large[0])
    if small[3] <= large[1] + 1:
        return across >= OVER_SHARE * (small[2] - small[0])
    if small[1] >= large[3] - 1:
        return across >= UNDER_SHARE * max(small[2] - small[0], large[2] - large[0])
    # inside: the ring of a sign
    return large[0] <= small[0] and small[2] <= large[2] and large[1] <= small[1] and small[3] <= large[3]


def enclose(boxes: Sequence[PixelBox]) -> PixelBox:
    """The smallest box around the boxes."""
    if len(boxes) == 1:
        return boxes[0]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


@cache
def _extents(char: str) -> tuple[float, float]:
    """Top and bottom of a sign over the base line, in heights of a capital."""
    if char in _EXTENTS:
        return _EXTENTS[char]
    return (SMALL, 0.0) if char.islower() else (CAPITAL, 0.0)


@cache
def _width(char: str) -> float:
    """About how wide a sign is, in heights of a capital."""
    if unicodedata.category(char) in {"Pd", "Sm"}:
        return {"—": 1.2, "–": 0.65}.get(char, 0.4)
    base = 0.22 if char in _NARROW else 1.0 if char in _WIDE else 0.62
    return base * (1.15 if char.isupper() else 1.0)


def match_signs(text: str, units: Sequence[Unit], ground: Ground) -> tuple[list[Match], float]:
    """The cheapest way to lay a text beside the units, and its cost for each sign.

    Signs without ink have an empty range of units, ink that no sign has an empty range of signs. Of long words whose
    letters touch and leave no blank there is nothing to tell: no matches.
    """
    simple = _match_one_to_one(text, units, ground)
    if simple is not None:
        return simple
    if len(text) >= LONG_WORD and text.isalpha() and not _has_blank(units, ground):
        return [], 0.0
    return _match_any(text, units, ground)


def _has_blank(units: Sequence[Unit], ground: Ground) -> bool:
    return any(right.box[0] - left.box[2] >= BLANK * ground.height for left, right in itertools.pairwise(units))


def _match_one_to_one(text: str, units: Sequence[Unit], ground: Ground) -> tuple[list[Match], float] | None:
    """The usual case: as many units as the signs have pieces, each about as it should be."""
    matches: list[Match] = []
    total, first = 0.0, 0
    for index, char in enumerate(text):
        last = first + _PIECES.get(char, 1)
        if last > len(units):
            return None
        box = units[first].box if last == first + 1 else enclose([unit.box for unit in units[first:last]])
        cost = _compare(char, _measure(box, ground))
        if cost > MOST_COST:
            return None
        matches.append(Match(index, index + 1, first, last))
        total, first = total + cost, last
    return (matches, total / max(1, len(text))) if first == len(units) else None


def _match_any(text: str, units: Sequence[Unit], ground: Ground) -> tuple[list[Match], float]:
    """The cheapest way of all, found from the left."""
    rows, columns = len(text), len(units)
    best = [[float("inf")] * (columns + 1) for _ in range(rows + 1)]
    back: list[list[Match | None]] = [[None] * (columns + 1) for _ in range(rows + 1)]
    best[0][0] = 0.0
    shapes = {
        (first, last): _measure(enclose([unit.box for unit in units[first:last]]), ground)
        for first in range(columns)
        for last in range(first + 1, min(columns, first + MOST_PIECES) + 1)
    }
    for row, column in itertools.product(range(rows + 1), range(columns + 1)):
        cost = best[row][column]
        if cost == float("inf") or abs(column * rows - row * columns) > BAND * max(rows, columns):
            continue
        for stop, last, least in _next_ends(text, shapes, row, column, columns):
            if cost + least >= best[stop][last] - 1e-9:
                continue
            shared = stop > row and last > column
            price = least + _compare(text[row:stop], shapes[column, last]) if shared else least
            if cost + price < best[stop][last] - 1e-9:
                best[stop][last] = cost + price
                back[stop][last] = Match(row, stop, column, last)
    matches: list[Match] = []
    row, column = rows, columns
    while (found := back[row][column]) is not None:
        matches.append(found)
        row, column = found.start, found.first
    return matches[::-1], best[rows][columns] / max(1, rows)


def _next_ends(
    text: str, shapes: dict[tuple[int, int], tuple[float, float, float]], row: int, column: int, columns: int
) -> Iterator[tuple[int, int, float]]:
    """Where the next match may end, in the text and in the ink, with its price without what it costs to be unlike.

    Ink left over, a sign without ink, signs and the ink they share.
    """
    if row < len(text):
        yield row + 1, column, NO_INK
    if column == columns:
        return
    top, bottom, _ = shapes[column, column + 1]
    yield row, column + 1, LETTER_LEFT_OVER if top - bottom >= LEAST_LETTER else LEFT_OVER
    if row == len(text):
        return
    for count in range(1, min(MOST_TOUCHING, len(text) - row) + 1):
        yield row + count, column + 1, TOUCHING * (count - 1)
    for count in range(2, min(MOST_PIECES, columns - column) + 1):
        yield row + 1, column + count, 0.0 if _PIECES.get(text[row], 1) >= count else BROKEN * (count - 1)


def _measure(box: PixelBox, ground: Ground) -> tuple[float, float, float]:
    """Top and bottom over the base line, and width, in heights of a capital."""
    x0, top, x1, bottom = box
    return (ground.base - top) / ground.height, (ground.base - bottom) / ground.height, (x1 - x0) / ground.height


@lru_cache(maxsize=1 << 14)
def _outline(text: str) -> tuple[float, float, float]:
    """Top, bottom and width of signs side by side, in heights of a capital."""
    tops, bottoms = zip(*map(_extents, text), strict=True)
    return max(tops), min(bottoms), sum(map(_width, text)) + GAP * (len(text) - 1)


def _compare(text: str, shape: tuple[float, float, float]) -> float:
    """How much a shape is unlike some signs side by side."""
    cost = _differ(shape, _outline(text))
    return min(cost, _differ(shape, _RAISED[text])) if cost and text in _RAISED else cost


def _differ(shape: tuple[float, float, float], expected: tuple[float, float, float]) -> float:
    top, bottom, width = shape
    expected_top, expected_bottom, expected_width = expected
    up, down = abs(top - expected_top) - PLAY, abs(bottom - expected_bottom) - PLAY
    wide = abs(width - expected_width) / (max(expected_width, width)) - WIDTH_OFF
    cost = (up if up > 0 else 0.0) + (down if down > 0 else 0.0) + (0.5 * wide if wide > 0 else 0.0)
    return min(WORST, cost)


# --- what the picture settles ----------------------------------------------------------------------------------------

# between words, in heights of a capital: letters of thirteen faces stand up to 0.27 apart ("и|й" in Nimbus Sans, "I|P"
# in Open Sans), words from 0.33 on ("ем|жа" in Noto Serif)
BLANK = 0.31
# digits stand up to 0.2 apart, half of what a 1 lacks to their width taken off; the blank between thousands may be thin
BLANK_IN_FIGURE = 0.27
# a plus that leads a line has room around it (Charis SIL: 0.35-0.47 to the figure)
SIGN_BLANK = 0.6
DIGIT_WIDTH = 0.6
# a 1 in widths of the other digits; how much of a digit may be missing from digits that touch
NARROW_DIGIT, DIGIT_PLAY = 0.5, 0.3
LEAST_TALL = 0.55
# how far a line's capitals may be from those of the page where the line alone does not tell
USUAL_PLAY = 0.3
# a sign is as wide as it is elsewhere on the page, give or take this; it is known from so many places on
WIDTH_PLAY, LEAST_SEEN = 0.05, 3
# A slash leans by so much of its height (Liberation Sans 0.18, Open Sans 0.35). So do letters in italics (0.2), but "і"
# without its dot is none, and what leans more is no letter. Its rows are no wider than this share of its width.
LEAST_LEAN, STEEP_LEAN, STROKE = 0.12, 0.28, 0.62
# Where more words than this hold ink that nobody read, specks are read as points.
DUSTY_SHARE, MOST_LEFT_OVER, MOST_SPECK = 0.04, 3, 0.3
# the least size of a full stop, and how far a mark may be from where it belongs on a page with specks
LEAST_POINT, STRAY_PLAY = 0.1, 0.12
# a comma goes below the line by so much, and is that much higher than wide
COMMA_BELOW, COMMA_TALL = -0.11, 1.2
POINT_BELOW = -0.05
# the least width of a bar that is a dash, and of one that is an en dash and an em dash (ink over the height of a digit
# in 74 faces: hyphens 0.28-0.47, Gentium 0.51; en dashes 0.48-0.81; em dashes 0.77-1.54, PT Sans Narrow 0.66)
LEAST_BAR, EN_DASH, EM_DASH = 0.25, 0.49, 0.88
# where it is all there is: a cell without a value has a dash, and bad scans shorten it
LONE_EN_DASH = 0.42
# between figures: what is no longer is a hyphen, whatever was read; and from where on it is an en dash
MOST_HYPHEN, FIGURE_EN_DASH = 0.42, 0.48
# where hyphens and en dashes of different faces are as long as each other, a figure is not sure
UNSURE_DASH = (0.42, 0.52)
# a bar before a figure: a minus is as long as a plus is wide
LEAST_MINUS = 0.5
BAR_THICK, SPECK_OF_BAR = 0.25, 0.35
BAR_MIDDLE = (0.2, 0.55)
# small letters and capitals of one shape: the top of the one and of the other
CASE_TOP, CASE_PLAY = (SMALL + CAPITAL) / 2, 0.05
LEAST_MEASURED, LEAST_SMALL = 4, 2
LANGUAGES: tuple[Language, ...] = ("kk", "ru", "en")
SINGLE_LETTERS = frozenset("аивсокуяaIАИВСОКУЯA")
_EDGE_MARKS = ".,;:()«»\"'"
# the bar under the ring of "№" is so thick, and stands so near the base line; a row of pixels that is full is flat
NUMERO_BAR, NUMERO_PLAY, FLAT = 0.2, 0.1, 0.85
_DOTTED = frozenset("іi!j")
_SLASH_LIKE = frozenset("lI1|7")
_MARKS = frozenset(".,'’‘`“”\":;*°^~_|-")
_DUST = (_MARKS - {"*"}) | frozenset("•·–—")
_BARS = frozenset("-–—_~=")
_WITHOUT_BARS = dict.fromkeys(map(ord, _BARS))
_PLUS = frozenset("+±")
_BOUNDS = {"<": "≤", ">": "≥"}
# signs that stand beside a figure with or without a blank: on 96 pages up to 0.33 apart without, from 0.35 on with one
_APART = frozenset("=+×≈≤≥<>±€$₸₽§№&;")
_BEFORE_FIGURE = frozenset("+±<>≤≥§$€")
_SAME_SHAPE = frozenset("вгджзиклмнопстхцчшщъьэюяқңғәсгouvwxzк")
LONG_IN_WORD = 0.6
_LONG_DASH = re.compile(r"(?<=\w)[-–—]{2,}|[-–—]{2,}(?=\w)")
_CLAUSE_NUMBER = re.compile(r"\d{1,2}(\.\d{1,2})*\.")
# "ф. 3", "стр. 12"
_ABBREVIATION = re.compile(r"[^\W\d_]{1,4}\.")
# small letters before an acronym that may be a word of their own
LEAST_BEFORE = 3
_FIGURE_DASH = re.compile(r"[\d:.,/%]*\d%?[-–—](\d[\d:.,/%]*)?")
_SPAN = re.compile(r"[^\W\d_]{2,4}[-–—][^\W\d_]{2,4}")
_NUMERO = re.compile(r"[NНМКХИ][еоeoОO0°º?]{1,2}\d?")


class WordShape(NamedTuple):
    """A word, its ink, and how its signs lie beside it; `cost` for each sign."""

    word: FoundWord
    units: list[Unit]
    matches: list[Match]
    cost: float


class ShapedLine(NamedTuple):
    """The words of a line with their ink; `measured`: how many letters told where the line's letters stand."""

    words: list[WordShape]
    ground: Ground
    measured: int


def shape_lines(
    lines_of_parts: Sequence[Sequence[Sequence[FoundWord]]], spots: Spots, usual: float
) -> list[list[ShapedLine]]:
    """The lines of each part beside their ink; `usual` is the height of the page's capitals, 0 if unknown."""
    return [[shape_line(line, spots, usual) for line in lines] for lines in lines_of_parts]


def settle_lines(shaped: Sequence[Sequence[ShapedLine]], image: Image) -> list[list[list[FoundWord]]]:
    """The lines of each part as their ink has them."""
    dusty = is_dusty(line for lines in shaped for line in lines)
    widths = _usual_widths(line for lines in shaped for line in lines)
    settled = [[settle_line(line, image, widths, dusty=dusty) for line in lines] for lines in shaped]
    return [[line for line in lines if line] for lines in settled]


def shape_line(words: Sequence[FoundWord], spots: Spots, usual: float) -> ShapedLine:
    """The words of a line with their ink; `usual` is the height of the page's capitals."""
    found, ground, measured = _stand_on_ground(words, spots, usual)
    return ShapedLine(_lay_beside(found, ground), ground, measured)


def find_ground(words: Sequence[FoundWord], spots: Spots) -> Ground:
    """Where the letters of a line stand."""
    return _stand_on_ground(words, spots, 0.0)[1]


def _stand_on_ground(
    words: Sequence[FoundWord], spots: Spots, usual: float
) -> tuple[list[tuple[FoundWord, list[Unit]]], Ground, int]:
    """The words of a line with their ink, where they stand, and how many letters told that."""
    tallest = max((word.box[3] - word.box[1] for word in words), default=0)
    found = _find_ink(words, spots, tallest)
    ground, measured = _measure_ground([(word.text, units) for word, units in found], usual or float(tallest))
    return found, ground, measured


def shape_words(words: Sequence[FoundWord], spots: Spots, ground: Ground) -> list[WordShape]:
    """Words with their ink, on a line of which it is known where its letters stand."""
    return _lay_beside(_find_ink(words, spots, max(word.box[3] - word.box[1] for word in words)), ground)


def _lay_beside(found: Sequence[tuple[FoundWord, list[Unit]]], ground: Ground) -> list[WordShape]:
    return [WordShape(word, units, *match_signs(word.text, units, ground)) for word, units in found]


def _find_ink(words: Sequence[FoundWord], spots: Spots, tallest: float) -> list[tuple[FoundWord, list[Unit]]]:
    near = choose_spots(spots, enclose([word.box for word in words]), tallest) if words else []
    middles = [((spot[0] + spot[2]) / 2, (spot[1] + spot[3]) / 2, spot) for spot in near]
    found = []
    for word in (word._replace(text=_LONG_DASH.sub("—", word.text)) for word in words):
        x0, top, x1, bottom = word.box
        mine = [spot for x, y, spot in middles if x0 - 1 <= x <= x1 + 1 and top - 1 <= y <= bottom + 1]
        found.append((word, find_units(mine)))
    return found


def _measure_ground(units_of_words: Sequence[tuple[str, Sequence[Unit]]], usual: float) -> tuple[Ground, int]:
    """Where a line's letters stand, by those that have neither dots nor descenders, and how many these are."""
    heights: list[float] = []
    bases: list[int] = []
    for text, units in units_of_words:
        if len(units) != sum(_PIECES.get(char, 1) for char in text):
            continue
        first = 0
        for char in text:
            _, top, _, bottom = units[first].box
            first += _PIECES.get(char, 1)
            if _extents(char) in ((CAPITAL, 0.0), (SMALL, 0.0)):
                heights.append((bottom - top) / _extents(char)[0])
                bases.append(bottom)
    if heights:
        return Ground(sorted(bases)[len(bases) // 2], sorted(heights)[len(heights) // 2]), len(heights)
    boxes = [unit.box for _, units in units_of_words for unit in units]
    tallest = max((box[3] - box[1] for box in boxes), default=0)
    height = usual if abs(tallest - usual) <= USUAL_PLAY * usual else max(1.0, float(tallest))
    tall = sorted(box[3] for box in boxes if box[3] - box[1] >= LEAST_TALL * height)
    return Ground(tall[len(tall) // 2] if tall else 0, height), 0


def is_dusty(lines: Iterable[ShapedLine]) -> bool:
    """Whether specks stand among the letters of a page: its words hold more small ink than marks."""
    counts = [_holds_specks(word, line.ground) for line in lines for word in line.words]
    return sum(counts) > max(MOST_LEFT_OVER, DUSTY_SHARE * len(counts))


def _holds_specks(shape: WordShape, ground: Ground) -> bool:
    small = sum(unit.box[3] - unit.box[1] <= MOST_SPECK * ground.height for unit in shape.units)
    tops = [(_extents(char), _PIECES.get(char, 1)) for char in shape.word.text]
    return small > sum(pieces for (top, bottom), pieces in tops if top - bottom <= LEAST_LETTER)


def _usual_widths(lines: Iterable[ShapedLine]) -> dict[str, float]:
    """How wide the signs of a page are, in heights of a capital: the median of those that stand alone."""
    seen: dict[str, list[float]] = {}
    for line in lines:
        for shape in line.words:
            for match in shape.matches:
                if match.stop == match.start + 1 and match.last == match.first + 1:
                    x0, _, x1, _ = shape.units[match.first].box
                    seen.setdefault(shape.word.text[match.start], []).append((x1 - x0) / line.ground.height)
    return {char: sorted(widths)[len(widths) // 2] for char, widths in seen.items() if len(widths) >= LEAST_SEEN}


def settle_line(line: ShapedLine, image: Image, widths: dict[str, float], *, dusty: bool) -> list[FoundWord]:
    """The words of a line as their ink has them; `dusty`: on this page specks are read as points and quotes."""
    settled: list[FoundWord] = []
    for shape in line.words:
        if dusty and _is_dust(shape, line.ground):
            continue
        if shape.cost > MOST_COST or not shape.matches:
            settled.append(_doubt_figure(shape.word))
        else:
            settled += (
                [shape.word]
                if _is_plain(shape, line.ground)
                else _settle_word(_part_marks(shape, line.ground, widths, image), line, image, dusty=dusty)
            )
    return _join_signs(settled, line.ground)


def _join_signs(words: Sequence[FoundWord], ground: Ground) -> list[FoundWord]:
    """The words, a sign before a figure joined with it where the print has no blank: "+60%"."""
    joined: list[FoundWord] = []
    for word in words:
        before = joined[-1] if joined else None
        leading = len(joined) == 1 and joined[0].text in _PLUS
        if (
            before is not None
            and before.text in _BEFORE_FIGURE
            and word.text[:1].isdigit()
            and word.box[0] - before.box[2] < (SIGN_BLANK if leading else BLANK) * ground.height
        ):
            box = enclose((before.box, word.box))
            joined[-1] = FoundWord(before.text + word.text, box, min(before.confidence, word.confidence))
        else:
            joined.append(word)
    return joined


def _is_plain(shape: WordShape, ground: Ground) -> bool:
    """Whether a word is letters that each have their ink, stand close, and look as they should: nothing to settle."""
    text, units, matches = shape.word.text, shape.units, shape.matches
    return (
        text.isalpha()
        and all(match.stop - match.start == 1 and match.last > match.first for match in matches)
        and not _has_blank(units, ground)
        and _NUMERO.fullmatch(text) is None
        and not any(char in _SLASH_LIKE for char in text)
        and not any(text[match.start] in _DOTTED and len(units[match.first].spots) == 1 for match in matches)
        and sum(_compare(text[match.start], _measure(units[match.first].box, ground)) for match in matches[:1]) == 0
    )


def _is_dust(shape: WordShape, ground: Ground) -> bool:
    """Whether a word is signs that print has beside others only, and no bar: a speck."""
    text = shape.word.text
    widest = max((unit.box[2] - unit.box[0] for unit in shape.units), default=0)
    return set(text) <= _DUST and not (set(text) <= _BARS and widest >= LEAST_BAR * ground.height)


def _doubt_figure(word: FoundWord) -> FoundWord:
    """A figure that cannot be laid beside its ink is not sure."""
    if not any(char.isdigit() for char in word.text):
        return word
    return word._replace(confidence=min(DISPUTED, word.confidence))


def _part_marks(shape: WordShape, ground: Ground, widths: dict[str, float], image: Image) -> WordShape:
    """The word with marks that are said to touch a sign, and do not, told to have no ink of their own."""
    matches: list[Match] = []
    for match in shape.matches:
        text = shape.word.text[match.start : match.stop]
        rest = text.strip(".,")
        if match.last - match.first != 1 or len(text) != 2 or len(rest) != 1:
            matches.append(match)
            continue
        before = text[0] != rest
        box = shape.units[match.first].box
        if _has_mark(image, box, ground, widths.get(rest), before=before):
            matches.append(match)
            continue
        start, middle, stop, first, last = match.start, match.start + 1, match.stop, match.first, match.last
        if before:
            matches += [Match(start, middle, first, first), Match(middle, stop, first, last)]
        else:
            matches += [Match(start, middle, first, last), Match(middle, stop, last, last)]
    return shape._replace(matches=matches)


def _has_mark(image: Image, box: PixelBox, ground: Ground, width: float | None, *, before: bool) -> bool:
    """Whether ink that is said to be a sign and a point or comma is wider than the sign, or ends in something low."""
    x0, top, x1, bottom = box
    if (ground.base - bottom) / ground.height <= COMMA_BELOW:
        return True
    if width is not None and (x1 - x0) / ground.height <= width + WIDTH_PLAY:
        return False
    reach = max(2, round(LEAST_POINT * ground.height))
    end = image[top:bottom, x0 : x0 + reach] if before else image[top:bottom, x1 - reach : x1]
    low = max(0, round(ground.base - 0.3 * ground.height) - top)
    thick = float((end[low:] < DARK).sum(axis=0).mean())
    # a serif ends as low, and is thin
    return thick >= LEAST_POINT * ground.height and not bool((end[:low] < DARK).any())


class _Piece(NamedTuple):
    """Signs as the reading or the picture has them, their ink, and the box around it."""

    text: str
    ink: tuple[Unit, ...]
    box: PixelBox | None


def _settle_word(shape: WordShape, line: ShapedLine, image: Image, *, dusty: bool) -> list[FoundWord]:
    """The words that a word's ink shows; figures that the picture changed are not sure."""
    word, units, matches = shape.word, shape.units, shape.matches
    if _NUMERO.fullmatch(word.text) and _is_numero(units, line.ground, image):
        return [word._replace(text="№")]
    inks = [tuple(units[match.first : match.last]) for match in matches]
    read = [
        _Piece(word.text[match.start : match.stop], ink, enclose([unit.box for unit in ink]) if ink else None)
        for match, ink in zip(matches, inks, strict=True)
    ]
    pieces, doubtful = _settle_marks(read, line.ground, _digit_width(shape), dusty=dusty)
    seen = [piece._replace(text=_see_sign(piece, line.ground, image)) for piece in pieces]
    seen = _settle_case(_measure_dashes(seen, word.text, line.ground, image), line)
    doubtful |= any(_may_be_either_dash(piece, line.ground) for piece in seen[1:-1])
    doubtful |= any(_may_be_comma(piece, line.ground) for piece in seen[1:-1])
    doubtful |= any(_is_crowded(piece, _digit_width(shape) or DIGIT_WIDTH * line.ground.height) for piece in read)
    doubtful |= any(
        old.text.translate(_WITHOUT_BARS) != new.text.translate(_WITHOUT_BARS) and not (old.text + new.text).isalpha()
        for old, new in zip(pieces, seen, strict=True)
    )
    words = _split_at_blanks(word, seen, _digit_width(shape), line.ground)
    if not _are_thousands(words):
        words, doubtful = [word], True
    return [_doubt_figure(found) for found in words] if doubtful else words


def _may_be_either_dash(piece: _Piece, ground: Ground) -> bool:
    """Whether a bar within a figure is as long as hyphens of some faces and en dashes of others."""
    return (
        piece.text in ("-", "–")
        and piece.box is not None
        and UNSURE_DASH[0] < _measure(piece.box, ground)[2] < UNSURE_DASH[1]
    )


def _may_be_comma(piece: _Piece, ground: Ground) -> bool:
    """Whether a point within a figure goes below the line, though not as far as a comma."""
    return piece.text == "." and piece.box is not None and _measure(piece.box, ground)[1] <= POINT_BELOW


def _is_crowded(piece: _Piece, digit_width: float) -> bool:
    """Whether one piece of ink is said to be more digits than find room in it."""
    room = sum(NARROW_DIGIT if char == "1" else 1.0 for char in piece.text if char.isdigit()) - DIGIT_PLAY
    return len(piece.ink) == 1 and room > 1 and piece.ink[0].box[2] - piece.ink[0].box[0] < room * digit_width


def _are_thousands(words: Sequence[FoundWord]) -> bool:
    """Whether the parts of a figure are thousands, or no two digits were parted."""
    return all(
        not (left.text[-1:].isdigit() and right.text[:1].isdigit()) or re.match(r"\d{3}(\D|$)", right.text) is not None
        for left, right in itertools.pairwise(words)
    )


def _settle_marks(
    read: Sequence[_Piece], ground: Ground, digit_width: float, *, dusty: bool
) -> tuple[list[_Piece], bool]:
    """The pieces without marks that have no ink, with a comma between digits that nobody read; and whether it is sure.

    A mark between letters or digits goes where they stand apart as words do.
    """
    pieces: list[_Piece] = []
    doubtful = False
    for index, piece in enumerate(read):
        before = next((other for other in reversed(read[:index]) if other.text), None)
        after = next((other for other in read[index + 1 :] if other.text), None)
        between = before is not None and after is not None and before.text[-1].isalnum() and after.text[0].isalnum()
        in_figure = between and before is not None and after is not None and (before.text[-1] + after.text[0]).isdigit()
        if not piece.text:
            # ink that nobody read: a comma between digits, or a speck
            sign = _name_low(piece.ink[0].box, ground) if in_figure else None
            doubtful |= sign is not None
            if before is None and after is not None and after.text[0].isdigit() and is_bar(piece.ink[0].box, ground):
                sign, doubtful = "-", True
            if not dusty and after is None and before is not None and not before.text[-1].isdigit():
                sign = _name_end(piece.ink[0].box, before, ground)
            if sign is not None and not dusty:
                pieces.append(piece._replace(text=sign))
        elif set(piece.text) <= _MARKS and (not piece.ink or (dusty and _is_stray(piece, ground))):
            apart = before is not None and after is not None and _is_blank(before, after, digit_width, ground)
            inner_bar = set(piece.text) <= _BARS and before is not None and after is not None
            gone = apart if between else dusty or (piece.text in ".," and not piece.ink)
            if inner_bar or not gone:
                pieces.append(piece)
            doubtful |= in_figure
        else:
            pieces.append(piece)
    return pieces, doubtful


def _see_sign(piece: _Piece, ground: Ground, image: Image) -> str:
    """The sign as its ink has it: a slash that was read as a letter, a comma that was read as a point."""
    text = piece.text
    if len(piece.ink) != 1 or len(text) != 1:
        return _see_one(piece, ground)
    unit = piece.ink[0]
    top, bottom, width = _measure(unit.box, ground)
    if len(unit.spots) == 1 and (
        (text in _DOTTED and find_lean(image, unit.box) >= LEAST_LEAN)
        or (text in _SLASH_LIKE and find_lean(image, unit.box) >= STEEP_LEAN)
    ):
        return "/"
    if text == "0":
        return _see_zero(image, unit.box)
    if text in _BOUNDS and len(unit.spots) == 2 and _is_over_bar(unit, ground):
        return _BOUNDS[text]
    comma = bottom <= COMMA_BELOW and top <= 0.3 and top - bottom >= COMMA_TALL * width
    return "," if text == "." and comma else text


def _see_one(piece: _Piece, ground: Ground) -> str:
    """One letter where one piece of ink was read as a letter in both cases: "Ss"."""
    text = piece.text
    if len(piece.ink) != 1 or len(text) != 2 or text[0] == text[1] or text[0].lower() != text[1].lower():
        return text
    return _tell_case(_measure(piece.ink[0].box, ground)[0], text[1])


def _see_zero(image: Image, box: PixelBox) -> str:
    """What was read as a zero: "U" where it is open at the top and closed at the bottom."""
    x0, top, x1, bottom = box
    ink = image[top:bottom, x0:x1] < DARK
    height, width = ink.shape
    middle = ink[:, round(0.4 * width) : round(0.6 * width) + 1]
    return "U" if not middle[: round(0.6 * height)].any() and middle[round(0.6 * height) :].any() else "0"


def _measure_dashes(pieces: Sequence[_Piece], word: str, ground: Ground, image: Image) -> list[_Piece]:
    """Dashes within a word as long as they are; letters may touch them.

    Between figures and in "Mon–Fri" the bar says which it is; in other words only what is far too long is no hyphen.
    """
    core = word.strip(_EDGE_MARKS)
    in_figure, in_span = _FIGURE_DASH.fullmatch(core) is not None, _SPAN.fullmatch(core) is not None
    measured = list(pieces)
    for index, piece in enumerate(pieces):
        signs = [char for char in piece.text if char in "-–—"]
        if len(signs) != 1 or not piece.ink or len(word) == 1:
            continue
        near = [unit.box for other in pieces[max(0, index - 1) : index + 2] for unit in other.ink]
        x0, top, x1, bottom = piece.ink[0].box
        alone = len(piece.text) == 1 and len(piece.ink) == 1 and bottom - top <= BAR_THICK * ground.height
        bars = [(x0, x1)] if alone else find_bars_in_figure(image, enclose(near))
        width = max((stop - start for start, stop in bars), default=0) / ground.height
        if index == 0 and alone and word[1].isdigit():
            measured[0] = piece._replace(text="−" if width >= LEAST_MINUS else "-")
            continue
        figures = in_figure or _is_between_digits(pieces, index)
        least = FIGURE_EN_DASH if figures else EN_DASH if in_span else LONG_IN_WORD
        if width >= least or (figures and alone and width <= MOST_HYPHEN):
            dash = name_dash(max(width, EN_DASH) if width >= least else width)
            measured[index] = piece._replace(text=piece.text.replace(signs[0], dash))
    return measured


def _is_between_digits(pieces: Sequence[_Piece], index: int) -> bool:
    """Whether a sign stands between two digits, whatever the word: the first dash of "1–4-сынып" does."""
    inside = 0 < index < len(pieces) - 1
    return inside and pieces[index - 1].text[-1:].isdigit() and pieces[index + 1].text[:1].isdigit()


def _settle_case(pieces: Sequence[_Piece], line: ShapedLine) -> list[_Piece]:
    """The first letter beside the others, or all letters, in the case of their size where both cases have one shape."""
    tops = [_measure_top(piece, line.ground) if piece.text.lower() in _SAME_SHAPE else None for piece in pieces]
    letters = [index for index, piece in enumerate(pieces) if piece.text.isalpha()]
    small = sorted(
        top
        for index in letters[1:]
        if pieces[index].text.islower()
        and _extents(pieces[index].text[0])[0] == SMALL
        and (top := _measure_top(pieces[index], line.ground)) is not None
    )
    if len(small) >= LEAST_SMALL:
        first, top = letters[0], tops[letters[0]]
        if top is None:
            return list(pieces)
        cases = {first: _tell_case(top * SMALL / small[len(small) // 2], pieces[first].text)}
    elif line.measured >= LEAST_MEASURED and letters and all(tops[index] is not None for index in letters):
        cases = {index: _tell_case(tops[index] or 0.0, pieces[index].text) for index in letters}
        if len({case.isupper() for case in cases.values()}) > 1:
            return list(pieces)
    else:
        return list(pieces)
    return [piece._replace(text=cases.get(index, piece.text)) for index, piece in enumerate(pieces)]


def _measure_top(piece: _Piece, ground: Ground) -> float | None:
    """How high a letter of one piece is; None: it touches another, or has dots."""
    if len(piece.text) != 1 or len(piece.ink) != 1 or len(piece.ink[0].spots) != 1:
        return None
    return _measure(piece.ink[0].box, ground)[0]


def _tell_case(top: float, letter: str) -> str:
    if abs(top - CASE_TOP) < CASE_PLAY:
        return letter
    return letter.upper() if top > CASE_TOP else letter.lower()


def _is_numero(units: Sequence[Unit], ground: Ground, image: Image) -> bool:
    """Whether the ink is an N and a ring over a bar, which the ring may touch."""
    if len(units) != 2:
        return False
    x0, _, x1, bottom = units[-1].box
    if abs(ground.base - bottom) > NUMERO_PLAY * ground.height:
        return False
    if len(units[-1].spots) == 2:
        return _is_over_bar(units[-1], ground)
    return len(units[-1].spots) == 1 and float((image[bottom - 1, x0:x1] < DARK).mean()) >= FLAT


def _is_over_bar(unit: Unit, ground: Ground) -> bool:
    """Whether the upper of two pieces of ink stands over a level bar about as wide."""
    (x0, _, x1, _), (bar_x0, top, bar_x1, bottom) = unit.spots
    return bottom - top <= NUMERO_BAR * ground.height and bar_x1 - bar_x0 >= x1 - x0 - 2


def _split_at_blanks(word: FoundWord, pieces: Sequence[_Piece], digit_width: float, ground: Ground) -> list[FoundWord]:
    """The words that the pieces make: parted where the print has a blank.

    Between letters a stroke that was lost may leave as much: there both parts must be words.
    """
    groups: list[list[_Piece]] = [[]]
    for index, piece in enumerate(pieces):
        last = next((other for other in reversed(groups[-1]) if other.ink), None)
        if last is not None and _is_blank(last, piece, digit_width, ground):
            text = "".join(other.text for other in groups[-1])
            rest = "".join(other.text for other in pieces[index:])
            if _may_part(text, rest):
                groups.append([])
        groups[-1].append(piece)
    if len(groups) == 1:
        text = "".join(piece.text for piece in pieces)
        return [word._replace(text=text)] if text else []
    return [
        word._replace(
            text="".join(piece.text for piece in group),
            box=enclose([unit.box for piece in group for unit in piece.ink]),
        )
        for group in groups
    ]


def _may_part(left: str, right: str) -> bool:
    """Whether a wide gap between two pieces of a word may be a blank: marks belong to what they stand beside."""
    if left[-1].isalpha() and right[0].isalpha():
        return _are_words(left, right) or _is_before_acronym(left, right)
    return (
        (left[-1].isalnum() and right[0].isalnum())
        or (left[-1].isdigit() and right[0] == "%")
        or (set(left) <= _BARS and right[0].isalnum())
        or (left[-1] in "–—" and right[0].isalpha())
        or (left[-1].isalnum() and right[0] in "-–—")
        or (left[-1] in ",;:)" and right[0].isalpha())
        or (_ABBREVIATION.fullmatch(left) is not None and right[0].isdigit())
        or (_CLAUSE_NUMBER.fullmatch(left) is not None and right[0].isalpha())
        or (left[-1] in _APART and right[0].isalnum())
        or (left[-1].isalnum() and right[0] in _APART and right[0] != ";")
    )


def _are_words(left: str, right: str) -> bool:
    """Whether two pieces of a word are words of one language and the whole is none in any."""
    whole = left + right
    usual = not (left[-1].islower() and right[0].isupper())
    return not any(usual and is_known(whole, language) for language in LANGUAGES) and any(
        all(part.strip(_EDGE_MARKS) in SINGLE_LETTERS or is_known(part, language) for part in (left, right))
        for language in LANGUAGES
    )


def _is_before_acronym(left: str, right: str) -> bool:
    """Whether small letters that are a word stand before capitals: "кода|ТН"."""
    core = right.strip(_EDGE_MARKS)
    capitals = len(core) > 1 and core.isalpha() and core.isupper()
    return capitals and left.islower() and len(left) >= LEAST_BEFORE and any(is_known(left, one) for one in LANGUAGES)


def _digit_width(shape: WordShape) -> float:
    """The usual width of a word's digits, 1 left out; 0 where there are none."""
    widths = sorted(
        shape.units[match.first].box[2] - shape.units[match.first].box[0]
        for match in shape.matches
        if match.last == match.first + 1
        and match.stop == match.start + 1
        and shape.word.text[match.start] in "023456789"
    )
    return float(widths[len(widths) // 2]) if widths else 0.0


def _is_blank(left: _Piece, right: _Piece, digit_width: float, ground: Ground) -> bool:
    """Whether the print parts two signs. A 1 stands in the middle of a digit's width."""
    if left.box is None or right.box is None:
        return False
    gap = float(right.box[0] - left.box[2])
    for char, box in ((left.text[-1], left.box), (right.text[0], right.box)):
        if char == "1":
            gap -= max(0.0, (digit_width or DIGIT_WIDTH * ground.height) - (box[2] - box[0])) / 2
    figure = left.text[-1].isdigit() and right.text[0].isdigit()
    return gap >= (BLANK_IN_FIGURE if figure else BLANK) * ground.height


def _name_low(box: PixelBox, ground: Ground) -> str | None:
    """The point or comma that ink on the base line is; None: it is neither."""
    top, bottom, width = _measure(box, ground)
    if not 0.05 <= top <= 0.3 or width > 0.3 or top - bottom < LEAST_POINT:
        return None
    return "," if bottom <= COMMA_BELOW else "." if bottom <= 0.06 else None


def _name_end(box: PixelBox, before: _Piece, ground: Ground) -> str | None:
    """The full stop that ink behind a word's last sign is."""
    gap = (box[0] - before.ink[-1].box[2]) / ground.height if before.ink else BLANK
    bottom = _measure(box, ground)[1]
    return "." if abs(bottom) <= LEAST_POINT and gap < BLANK and _name_low(box, ground) == "." else None


def _is_stray(piece: _Piece, ground: Ground) -> bool:
    """Whether a mark stands where print has none, or is smaller than print has it."""
    top, bottom, width = _measure(enclose([unit.box for unit in piece.ink]), ground)
    if set(piece.text) <= _BARS:
        return width < LEAST_BAR
    expected_top, expected_bottom = _extents(piece.text[0])
    if expected_bottom > LEAST_LETTER:
        # quotes hang as they like
        return bottom < LEAST_LETTER or width < LEAST_POINT
    off = max(abs(bottom - expected_bottom), abs(top - expected_top))
    return off > STRAY_PLAY or width < LEAST_POINT


def find_lean(image: Image, box: PixelBox) -> float:
    """By how much of its height the one straight stroke in a box leans to the right; 0 where there is none."""
    x0, top, x1, bottom = box
    height, width = bottom - top, x1 - x0
    rows = image[top:bottom, x0:x1] < DARK
    if width > height or not rows.any(axis=1).all():
        return 0.0
    firsts = rows.argmax(axis=1)
    lasts = width - 1 - rows[:, ::-1].argmax(axis=1)
    middles = (firsts + lasts) / 2
    straight = np.linspace(middles[0], middles[-1], height)
    thick = float(np.median(lasts - firsts + 1))
    if thick > max(2.0, STROKE * width) or np.abs(middles - straight).max() > max(1.0, 0.08 * height):
        return 0.0
    return float(middles[0] - middles[-1]) / height


def find_lone_dash(inside: Image, height: float) -> tuple[str, PixelBox] | None:
    """The dash that is all there is in a cell, specks apart, and its place; `height` is that of the page's capitals."""
    spots = find_spots(inside)
    # what is left of the cell's border lies at its sides
    rows, columns = inside.shape
    spots = spots[(spots[:, :2] > 1).all(axis=1) & (spots[:, 2] < columns - 1) & (spots[:, 3] < rows - 1)]
    if not len(spots):
        return None
    x0, top, x1, bottom, area = spots[int(spots[:, 4].argmax())].tolist()
    width, thick = x1 - x0, bottom - top
    large = int((spots[:, 4] > SPECK_OF_BAR * area).sum())
    if large > 1 or width < max(2 * thick, LEAST_BAR * height) or thick > BAR_THICK * height:
        return None
    share = width / height
    return name_dash(max(share, EN_DASH) if share >= LONE_EN_DASH else share), (x0, top, x1, bottom)


def is_bar(box: PixelBox, ground: Ground) -> bool:
    """Whether ink is a level bar half way up a line's letters: a dash, a minus."""
    top, bottom, width = _measure(box, ground)
    return top - bottom <= BAR_THICK <= width <= EM_DASH and BAR_MIDDLE[0] <= (top + bottom) / 2 <= BAR_MIDDLE[1]


def name_dash(width: float) -> str:
    """The dash of this width, in heights of the line's capitals."""
    return "—" if width >= EM_DASH else "–" if width >= EN_DASH else "-"
