"""Signs named by their picture alone: what the engine's models made up from the letters around.

Each sign of a word lies beside the ink that draws it (`shapes.py`); the network of `glyphs.py` says which sign that ink
is. Where it is sure of another one, the policy here says whether the sign is renamed, or the figure doubted. A digit is
never made another digit: which of two witnesses is right is not known, so that the figure is not sure.
"""

import math
import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pipeline.languages.letters import CYRILLIC_TO_LATIN, LATIN_TO_CYRILLIC
from pipeline.model import Language
from pipeline.read.glyphs import Floats, SignPlace, describe, fold, load_network, tell_signs
from pipeline.read.readings import DISPUTED, FoundWord, is_known
from pipeline.read.scan import Image, PixelBox, Spots
from pipeline.read.shapes import (
    MOST_COST,
    Ground,
    Match,
    ShapedLine,
    Unit,
    WordShape,
    choose_spots,
    enclose,
    find_units,
    is_bar,
    shape_line,
    shape_words,
)

# The network is believed from here on, where it gives the sign that was read less than that; a sign for a digit from
# there. On 96 images of 16 faces (half of them damaged) it was right of signs in 109 cases of 112, of letters in 188 of
# 276, of digits in 72 of 120, most of the rest being ink of a neighbour.
SURE, LEAST_READ, SURE_FOR_DIGIT = 0.9, 0.1, 0.95
# where a sign that no model knows was read as another sign, or a letter stands among digits alone
SURE_OF_SIGN = 0.75
# beside digits no letter stands that looks like "×"
SURE_OF_CROSS = 0.5
# every sign of a word that is read anew is told at least so surely
TOLD = 0.7
# what a sign counts that the network does not see in its ink; one that touches others or has no ink, ink left over
LEAST_SUPPORT, UNSEEN_SUPPORT = 0.002, -1.5
# words that the language knows and the reader is sure of are left alone
SURE_WORD, MOST_SHORT = 0.9, 3
LANGUAGES: tuple[Language, ...] = ("kk", "ru", "en")
# signs that the engine passes over; their least height, and how far above and below the base line they reach
_UNREAD = frozenset("+±×≈≤≥=")
LEAST_UNREAD, MOST_UNREAD, BELOW = 0.3, 1.0, 0.1
# signs that no model of the engine knows, or that it takes for others
_NAMED = frozenset("≤≥±≈²³½¼¾°‰§№€$₸₽×*=~+&@#[]{}<>%;")
# digits and the letters drawn like them: what the network gives to any of these it gives to the digit
_LIKE_DIGIT = {
    "0": "0OoDQ",
    "1": "1lI|i!",
    "2": "2Zz",
    "3": "3З",
    "4": "4Ч",
    "5": "5S",
    "6": "6бG",
    "8": "8B",
    "9": "9",
}
# signs drawn in several parts beside each other, which are read as two, and the part that stands first
_UNIONS = {"‰": "%", "№": "N"}
_FRACTIONS = frozenset("½¼¾")
_BOUNDS = {"≤": "<=", "≥": ">="}
# letters that some faces draw as others draw the digit: alone they change nothing
_TWINS = {"0": "Oo", "1": "lI", "3": "З"}
_WORDS = ("No", "no", "Ne", "Но")
_SECOND_HALF = frozenset("eеoо0°º2?%s&63879")
LEAST_CODE, TOLD_LETTER = 3, 0.5
_CROSS = re.compile(r"[xхXХ]")
# drawn in two halves, each of which alone looks like "<" or ">", also beside a letter
_QUOTES = frozenset("«»")
_ZEROS = re.compile(r"[^\w]*0{2,}[^\w]*")
_LETTER = re.compile(r"[^\W\d_]")
_ENUMERATION = re.compile(r"\(?\w\)\.?")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_LATIN = re.compile(r"[A-Za-z]")


class _Told(NamedTuple):
    """A sign as the network tells it: the likeliest one, how likely it is, and how likely what was read."""

    best: str
    sure: float
    read: float


def name_signs(lines_of_parts: Sequence[Sequence[ShapedLine]], image: Image) -> list[list[ShapedLine]]:
    """The lines with the signs renamed of which the network is sure, and figures doubted that it does not see."""
    lines = [line for part in lines_of_parts for line in part]
    asked = [(id(shape), _lay_lone(shape), line.ground) for line in lines for shape in line.words]
    keys = [key for key, shape, _ in asked if _is_asked(shape)]
    shapes = [(shape, ground) for _, shape, ground in asked if _is_asked(shape)]
    places = [
        (index, place, union)
        for index, (shape, _) in enumerate(shapes)
        for place, match in enumerate(shape.matches)
        for union in (False, True)
        if (_may_unite(shape, place) if union else _is_single(match) or _is_pair(match))
    ]
    if not places:
        return [list(part) for part in lines_of_parts]
    signs = [_place_sign(*shapes[index], place, union=union) for index, place, union in places]
    told: list[dict[int, Floats]] = [{} for _ in shapes]
    united: list[dict[int, Floats]] = [{} for _ in shapes]
    for (index, place, union), p in zip(places, tell_signs(describe(image, signs)), strict=True):
        (united if union else told)[index][place] = p
    named = {
        key: _name_word(shape, one, two) for key, (shape, _), one, two in zip(keys, shapes, told, united, strict=True)
    }
    return [
        [line._replace(words=_doubt_zeros([named.get(id(shape), shape) for shape in line.words])) for line in part]
        for part in lines_of_parts
    ]


def add_unread(
    lines: Sequence[ShapedLine], box: PixelBox, spots: Spots, image: Image, usual: float
) -> list[ShapedLine]:
    """The lines of a cell with the signs whose ink no reader saw: a minus before a figure, "+", "≈"; they are in doubt.

    `box`: the cell's inside; `usual`: the height of the page's capitals, 0 if unknown.
    """
    taken = [shape.word.box for line in lines for shape in line.words]
    found = []
    for line in lines:
        base, height = line.ground
        band = (box[0] + 1, round(base - MOST_UNREAD * height), box[2] - 1, round(base + height * BELOW))
        free = [spot for spot in choose_spots(spots, band, height) if not any(_holds(word, spot) for word in taken)]
        units = [unit for unit in find_units(free) if unit.box[0] > box[0] + 1 and unit.box[2] < box[2] - 1]
        named = [
            FoundWord(sign, unit.box, DISPUTED)
            for unit in units
            if (sign := _name_unread(unit, line, image)) is not None
        ]
        if not named:
            found.append(line)
            continue
        words = sorted((*(shape.word for shape in line.words), *named), key=lambda word: word.box[0])
        found.append(shape_line(_join_minus(words, height), spots, usual))
    return found


def _holds(box: PixelBox, spot: PixelBox) -> bool:
    """Whether some of a spot lies in a word's box."""
    return box[0] <= spot[2] and spot[0] <= box[2] and box[1] <= spot[3] and spot[1] <= box[3]


def _name_unread(unit: Unit, line: ShapedLine, image: Image) -> str | None:
    if len(unit.spots) == 1 and is_bar(unit.box, line.ground):
        return "-"
    if unit.box[3] - unit.box[1] < LEAST_UNREAD * line.ground.height:
        return None
    (p,) = tell_signs(describe(image, [SignPlace(unit.box, *line.ground)]))
    sign = load_network().classes[int(p.argmax())]
    return sign if sign in _UNREAD and float(p.max()) >= SURE else None


def _join_minus(words: Sequence[FoundWord], height: float) -> list[FoundWord]:
    """The words, a bar before a figure joined with it; bars elsewhere go as they came."""
    joined: list[FoundWord] = []
    for index, word in enumerate(words):
        after = words[index + 1] if index + 1 < len(words) else None
        before = joined[-1] if joined else None
        if before is not None and before.text == "-" and before.confidence == DISPUTED:
            joined[-1] = FoundWord("-" + word.text, enclose((before.box, word.box)), DISPUTED)
        elif (
            word.text != "-"
            or word.confidence != DISPUTED
            or (not index and after is not None and after.text[:1].isdigit() and after.box[0] - word.box[2] < height)
        ):
            joined.append(word)
    return joined


def _doubt_zeros(shapes: Sequence[WordShape]) -> list[WordShape]:
    """The words, zeros that are no thousands doubted: "000" is how "ООО" looks."""
    return [
        shape._replace(word=shape.word._replace(confidence=min(DISPUTED, shape.word.confidence)))
        if _ZEROS.fullmatch(shape.word.text) and not (index and shapes[index - 1].word.text[-1:].isdigit())
        else shape
        for index, shape in enumerate(shapes)
    ]


def support_of(words: Sequence[FoundWord], spots: Spots, image: Image, ground: Ground) -> float:
    """How well the ink on a line bears a reading out: the mean logarithm of what the network gives to its signs."""
    total, count = 0.0, 0
    for shape in shape_words(words, spots, ground):
        places = [place for place, match in enumerate(shape.matches) if _is_single(match)]
        signs = [_place_sign(shape, ground, place, union=False) for place in places]
        text = shape.word.text
        for place, p in zip(places, tell_signs(describe(image, signs)) if signs else (), strict=True):
            total += math.log(max(LEAST_SUPPORT, float(p[_alike(text[shape.matches[place].start])].sum())))
        apart = sum(match.stop == match.start for match in shape.matches)
        total += UNSEEN_SUPPORT * (len(text) - len(places) + apart)
        count += len(text)
    return total / max(1, count)


def _is_asked(shape: WordShape) -> bool:
    """Whether a word lies beside its ink, and is not one that its language knows and its reader is sure of."""
    word = shape.word
    plain = word.text.isalpha() and len(word.text) > MOST_SHORT and word.confidence >= SURE_WORD
    usual = plain and any(is_known(word.text, language) for language in LANGUAGES)
    return bool(shape.matches) and shape.cost <= MOST_COST and not usual


def _lay_lone(shape: WordShape) -> WordShape:
    """A sign that stands alone has all the ink of its word, also where it looks like another."""
    if len(shape.word.text) != 1 or not shape.units or shape.cost <= MOST_COST:
        return shape
    return shape._replace(matches=[Match(0, 1, 0, len(shape.units))], cost=0.0)


def _is_pair(match: Match) -> bool:
    """Whether two signs were read in ink that hangs together: "%o" in "‰"."""
    return match.stop == match.start + 2 and match.last > match.first


def _is_single(match: Match) -> bool:
    return match.stop == match.start + 1 and match.last > match.first


def _may_unite(shape: WordShape, place: int) -> bool:
    return (
        place + 1 < len(shape.matches)
        and _is_single(shape.matches[place])
        and _is_single(shape.matches[place + 1])
        and (len(shape.word.text) <= MOST_SHORT or shape.word.text[shape.matches[place + 1].start] in _SECOND_HALF)
    )


def _place_sign(shape: WordShape, ground: Ground, place: int, *, union: bool) -> SignPlace:
    match = shape.matches[place]
    last = shape.matches[place + 1].last if union else match.last
    return SignPlace(enclose([unit.box for unit in shape.units[match.first : last]]), *ground)


def _tell(char: str, probabilities: Floats) -> _Told:
    best = int(probabilities.argmax())
    read = float(probabilities[_alike(char)].sum())
    return _Told(load_network().classes[best], float(probabilities[best]), read)


@cache
def _alike(char: str) -> list[int]:
    """The classes of the signs that are drawn like one."""
    classes = load_network().classes
    return [classes.index(sign) for sign in {fold(other) for other in _LIKE_DIGIT.get(char, char)} if sign in classes]


def _name_word(shape: WordShape, probabilities: dict[int, Floats], united: dict[int, Floats]) -> WordShape:
    shape, probabilities = _unite(shape, probabilities, united)
    text = shape.word.text
    told = {
        shape.matches[place].start: _tell(text[shape.matches[place].start], p)
        for place, p in probabilities.items()
        if _is_single(shape.matches[place])
    }
    signs = list(text)
    doubted = False
    against = sum(text[at].isalnum() and sign.read <= LEAST_READ for at, sign in told.items())
    # where more than one sign is contradicted, or ink is left over, the signs may lie beside the wrong ink
    shifted = against > 1 or any(match.start == match.stop for match in shape.matches)
    for at, sign in told.items():
        renamed, doubt = _name_sign(text, at, sign)
        if (shifted and text[at].isdigit()) or (renamed in "<>" and (text[at] in _QUOTES or text[at].isalpha())):
            renamed = text[at]
        signs[at] = renamed
        doubted |= doubt
    renamed = _name_acronym(_name_letters("".join(signs), told), told).replace("°С", "°C")
    word = shape.word._replace(text=renamed)
    figures = any(char.isdigit() for char in text + renamed)
    if doubted or (renamed != text and figures):
        word = word._replace(confidence=min(DISPUTED, word.confidence))
    return shape._replace(word=word)


def _unite(
    shape: WordShape, probabilities: dict[int, Floats], united: dict[int, Floats]
) -> tuple[WordShape, dict[int, Floats]]:
    """The word with two signs made one that the network is sure they are: "Ne" is "№", "%o" is "‰"."""
    classes = load_network().classes
    for place, match in enumerate(shape.matches):
        pair = place in probabilities and _is_pair(match)
        p = probabilities[place] if pair else united.get(place)
        if p is None or (float(p.max()) < SURE) or shape.word.text in _WORDS:
            continue
        sign = classes[int(p.argmax())]
        second, behind = (shape.word.text[match.start + at : match.start + at + 1] for at in (1, 2))
        # no letter stands right behind the number sign: "New"
        if shape.word.text[match.start].isdigit() or (sign == "№" and (second not in _SECOND_HALF or behind.isalpha())):
            continue
        singles = [] if pair else [probabilities[place], probabilities[place + 1]]
        halves = [_tell(shape.word.text[shape.matches[place + at].start], single) for at, single in enumerate(singles)]
        first = halves[0].best if halves else _UNIONS.get(sign)
        unseen = all(half.read <= LEAST_READ for half in halves)
        bound = shape.word.text[match.start : match.start + 2] == _BOUNDS.get(sign)
        if (sign in _UNIONS and _UNIONS[sign] == first) or (sign in _FRACTIONS and unseen) or bound:
            return _make_one(shape, probabilities, place, sign, 1 if pair else 2)
    return shape, {place: p for place, p in probabilities.items() if _is_single(shape.matches[place])}


def _make_one(
    shape: WordShape, probabilities: dict[int, Floats], place: int, sign: str, count: int
) -> tuple[WordShape, dict[int, Floats]]:
    """The word with one sign in the place of two that were read, in so many matches; what is told of the others."""
    match, other = shape.matches[place], shape.matches[place + count - 1]
    one = Match(match.start, match.start + 1, match.first, other.last)
    rest = [later._replace(start=later.start - 1, stop=later.stop - 1) for later in shape.matches[place + count :]]
    text = shape.word.text
    word = shape.word._replace(text=text[: match.start] + sign + text[other.stop :])
    kept = {index: p for index, p in probabilities.items() if index < place and _is_single(shape.matches[index])}
    kept.update(
        {
            index - count + 1: p
            for index, p in probabilities.items()
            if index >= place + count and _is_single(shape.matches[index])
        }
    )
    return shape._replace(word=word, matches=[*shape.matches[:place], one, *rest]), kept


def _name_sign(text: str, at: int, told: _Told) -> tuple[str, bool]:
    """The sign at a place as the network names it, and whether that makes the word's figure doubtful."""
    read = text[at]
    if told.best == fold(read) or told.read > LEAST_READ:
        return read, False
    return (told.best if _may_name(text, at, told) else read), read.isdigit() or told.best.isdigit()


def _may_name(text: str, at: int, told: _Told) -> bool:
    """Whether the network may rename a sign that it contradicts: letters only among digits, or as signs."""
    read, best = text[at], told.best
    others = text[:at] + text[at + 1 :]
    if read.isdigit():
        return best in _NAMED and told.sure >= SURE_FOR_DIGIT
    if read.isalpha() and best.isdigit():
        among_digits = any(map(str.isdigit, others)) and not any(map(str.isalpha, others))
        return among_digits and told.sure >= SURE_OF_SIGN
    if best == "×" and _CROSS.fullmatch(read):
        return told.sure >= SURE_OF_CROSS and all(map(str.isdigit, text[max(0, at - 1) : at] + text[at + 1 : at + 2]))
    if best in _NAMED:
        return told.sure >= (SURE if read.isalpha() or read in "()[]{}/" else SURE_OF_SIGN)
    return told.sure >= SURE and not read.isalnum() and read != "_" and best.isalpha()


def _name_acronym(text: str, told: dict[int, _Told]) -> str:
    """Letters and digits, none of which the network takes for a digit, as letters: "IOPS" for "10P5"."""
    digits = [at for at, char in enumerate(text) if char.isdigit()]
    if (
        len(text) < LEAST_CODE
        or len(digits) < 2
        or not any(char.isalpha() for char in text)
        or not all(at in told and told[at].best.isalpha() and told[at].sure >= TOLD_LETTER for at in digits)
    ):
        return text
    signs = list(text)
    for at in digits:
        signs[at] = told[at].best
    found = "".join(signs)
    return _one_script(found.upper() if text.isupper() else found, text) if found.isalpha() else text


def _name_letters(text: str, told: dict[int, _Told]) -> str:
    """The word as the network reads it, where it contradicts letters and is sure of every sign: "n/a" for "п/а"."""
    letters = [at for at, char in enumerate(text) if char.isalnum()]
    against = [
        at
        for at in letters
        if at in told
        and told[at].best.isalpha()
        and told[at].best.casefold() != fold(text[at]).casefold()
        and told[at].sure >= SURE
        and (told[at].read <= LEAST_READ or text[at].isdigit())
    ]
    if not against or not all(
        at in told and (told[at].best == fold(text[at]) or told[at].sure >= TOLD) for at in letters
    ):
        return text
    if any(told[at].best.isdigit() != text[at].isdigit() and not _LETTER.match(told[at].best) for at in letters):
        return text
    digits = sum(char.isdigit() for char in text)
    if digits and sum(text[at].isdigit() for at in against) < digits and any(text[at].isdigit() for at in against):
        return text
    if all(told[at].best in _TWINS.get(text[at], "") for at in against):
        return text
    signs = list(text)
    for at in against:
        signs[at] = told[at].best
    return _one_script("".join(signs), text)


def _one_script(new: str, old: str) -> str:
    """The new reading in the letters of one script; the old one where it has letters of both."""
    cyrillic = any(_CYRILLIC.match(char) and char not in CYRILLIC_TO_LATIN for char in new)
    latin = any(_LATIN.match(char) and char not in LATIN_TO_CYRILLIC for char in new)
    if cyrillic and latin:
        return old
    if not cyrillic and not latin:
        cyrillic, latin = _CYRILLIC.search(old) is not None, _LATIN.search(old) is not None
    table = str.maketrans(LATIN_TO_CYRILLIC if cyrillic else CYRILLIC_TO_LATIN)
    found = new.translate(table)
    short = sum(char.isalpha() for char in found) <= MOST_SHORT
    known = any(is_known(found, language) for language in LANGUAGES)
    was_known = any(is_known(old, language) for language in LANGUAGES)
    code = any(char.isdigit() for char in old) and found.isupper()
    return found if ((known or short or code) and not was_known) or _ENUMERATION.fullmatch(old) else old
