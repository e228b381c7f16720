"""What the cells of a column tell of each other: one script, one shape of code, figures among figures.

A code alone in a cell has no neighbours that tell "K3-30" from "КЗ-30"; the codes above and below it have the letters
that only one script knows, and the same shape. What is changed by its column is in doubt where it holds a figure.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.languages.letters import CYRILLIC_TO_LATIN, LATIN_TO_CYRILLIC
from pipeline.read.readings import DISPUTED, FoundWord

# a column has a shape where so many of its cells, and more than half of its codes, have it; a script, where so many
LEAST_ALIKE, LEAST_OF_SCRIPT = 3, 2
# letters that look like digits: Cyrillic, Latin
_LETTER_OF = {"3": ("З", None), "4": ("Ч", None), "0": ("О", "O"), "8": ("В", "B"), "5": (None, "S")}
_DIGIT_OF = {"З": "3", "О": "0", "O": "0", "I": "1", "l": "1", "І": "1", "В": "8", "B": "8", "S": "5"}
_CODE = re.compile(r"(?=.*\d)(?=.*[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ])[\dA-ZА-ЯЁӘҒҚҢӨҰҮҺІ]{1,6}([-./][\dA-ZА-ЯЁӘҒҚҢӨҰҮҺІ]{1,6})+")
_LONE_ONE = frozenset("IІl|")
_FIGURE = re.compile(r"[\d\s.,–-]*\d[\d\s.,–%-]*\.?")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")


class Place(NamedTuple):
    """A cell: its first column, its first row, how many rows it takes."""

    column: int
    row: int
    rows: int


def mend_columns(cells: Mapping[Place, Sequence[FoundWord]]) -> dict[Place, list[FoundWord]]:
    """The words of each cell as the cells above and below it suggest."""
    columns: dict[int, dict[Place, list[FoundWord]]] = defaultdict(dict)
    for place, words in sorted(cells.items()):
        columns[place.column][place] = list(words)
    mended: dict[Place, list[FoundWord]] = {}
    for column in columns.values():
        mended |= _mend_codes(_mend_ones(column))
    return mended


def _mend_ones(column: Mapping[Place, list[FoundWord]]) -> dict[Place, list[FoundWord]]:
    """A stroke alone in a cell is a 1 where it stands over 2 and 3, or where the cells are figures and none is "II"."""
    texts = {place: " ".join(word.text for word in words) for place, words in column.items()}
    below = {(place.row): text.rstrip(".") for place, text in texts.items()}
    figures = sum(_FIGURE.fullmatch(text) is not None for text in texts.values())
    strokes = [place for place, text in texts.items() if text.rstrip(".") in _LONE_ONE]
    roman = any(re.fullmatch(r"[IІVX]{2,}\.?", text) for text in texts.values())
    mended = dict(column)
    for place in strokes:
        next_row = place.row + place.rows
        counted = [below.get(next_row), below.get(next_row + 1)] == ["2", "3"]
        if counted or (not roman and figures >= LEAST_ALIKE and 2 * figures >= len(texts) - len(strokes)):
            word = column[place][0]
            one = word._replace(text="1" + word.text[1:], confidence=min(word.confidence, DISPUTED))
            mended[place] = [one, *column[place][1:]]
    return mended


def _mend_codes(column: Mapping[Place, list[FoundWord]]) -> dict[Place, list[FoundWord]]:
    """Codes in the shape and the script of most codes of the column."""
    codes = {place: words[0] for place, words in column.items() if len(words) == 1 and _CODE.fullmatch(words[0].text)}
    shapes = Counter(_shape(word.text) for word in codes.values())
    usual, count = shapes.most_common(1)[0] if shapes else ("", 0)
    if count < LEAST_ALIKE or 2 * count <= len(codes):
        return dict(column)
    letters = [char for word in codes.values() for char in word.text if char.isalpha()]
    own = [
        sum(_CYRILLIC.match(char) is not None and char not in CYRILLIC_TO_LATIN and char != "З" for char in letters),
        sum(_CYRILLIC.match(char) is None and char not in LATIN_TO_CYRILLIC for char in letters),
    ]
    script = 0 if own[0] >= LEAST_OF_SCRIPT and not own[1] else 1 if own[1] >= LEAST_OF_SCRIPT and not own[0] else None
    return dict(column) | {place: [_mend_code(word, usual, script)] for place, word in codes.items()}


def _shape(text: str) -> str:
    """A code with "A" for its letters and "0" for its digits.

    >>> _shape("КЗ-30")
    'AA-00'
    """
    return "".join("0" if char.isdigit() else "A" if char.isalpha() else char for char in text)


def _mend_code(word: FoundWord, shape: str, script: int | None) -> FoundWord:
    """A code in a column's shape and script (0: Cyrillic, 1: Latin, None: not known), the figure doubted if changed."""
    text = word.text
    if len(text) == len(shape) and _shape(text) != shape:
        text = "".join(_fit(char, kind, script) for char, kind in zip(text, shape, strict=True))
        if _shape(text) != shape:
            text = word.text
    changed = text != word.text
    if script is not None:
        text = "".join((LATIN_TO_CYRILLIC, CYRILLIC_TO_LATIN)[script].get(char, char) for char in text)
    return word._replace(text=text, confidence=min(word.confidence, DISPUTED) if changed else word.confidence)


def _fit(char: str, kind: str, script: int | None) -> str:
    if kind == "A" and char.isdigit() and script is not None:
        return _LETTER_OF.get(char, (None, None))[script] or char
    return _DIGIT_OF.get(char, char) if kind == "0" and char.isalpha() else char
