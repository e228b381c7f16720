"""The lines of a table's cells -> their text, with what narrow cells broke mended and the mending told.

A narrow cell breaks a word or figure that is wider than the cell: "24/7/3" and "65". Joining two pieces is a guess, and
a wrong one may change a figure, so all of this must hold: the first piece stands alone on its line (most programs break
a word only where it began the line), it fills the column, and the two make something that a reader would expect: the
same word elsewhere in the document, a word that the lexicon knows better than its pieces, a code such as 24/7/365, the
decimals of an amount, an account number of the right length.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pipeline.languages.lexicon import load_words
from pipeline.model import Cell, Grid, Language, Line, RepairNote
from pipeline.structure.flow import join_texts, strip_bullet
from pipeline.structure.hyphenation import division_notes

METHOD = "join-wrapped-token"
CONFIDENCE = 0.95
# A line fills its column if not even this many more letters of its own mean width would fit beside it.
FILLED_LETTERS = 1.6
# natural logarithm: what a word that no list knows is worth; a list's rarest word has about -17
UNKNOWN_WORD = -22.0
# by how much the whole must be likelier than two pieces that are words themselves ("қызмет" + "көрсету": 5)
BOTH_WORDS = 7.0
LANGUAGES: tuple[Language, ...] = ("kk", "ru", "en")

_EDGES = "«»“”„\"'()[].,;:!?"
_CODE_HEAD = re.compile(r"^\d{1,3}(?:/\d{1,3})*/\d{0,2}$|^\d{1,3}(?:/\d{1,3})+/?$")
_CODE = re.compile(r"^\d{1,2}/\d{1,2}/\d{3}$")
_AMOUNT = re.compile(r"^\d{1,3}(?:\d*|(?:[ \u00a0]\d{3})*)[.,]\d{2}$")
_PERCENT = re.compile(r"^\d{1,3}(?:[.,]\d{1,3})?%$")
# an account number by ISO 13616 (Kazakhstan's have 20 places); a Kazakh business or personal number has 12 digits
_ACCOUNT = re.compile(r"^KZ\d{2}[A-Z0-9]{16}$")
_BUSINESS_NUMBER = re.compile(r"^\d{12}$")
_CLOSING = re.compile(r"^[.,;:!?)»”]+$")  # marks that a narrow cell left alone on a line
_WORD = re.compile(r"^[^\W\d_]+$")
_ADDRESS = re.compile(r"^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$|^https?://\S+$|^[\w-]+(?:\.[\w-]+)+\.[a-z]{2,6}$")
_OPEN_RANGE = re.compile(r"[\d%][–—-]$|[^\W_]%-$|[^\W\d_]/$")


class CellText(NamedTuple):
    """A cell as one string, and what was mended in it."""

    text: str
    notes: tuple[RepairNote, ...]


def grid_to_texts(grid: Grid, seen: Callable[[str], bool]) -> dict[tuple[int, int], CellText]:
    """The text of every cell by its row and column; `seen` tells whether the document has a token elsewhere."""
    reach = _column_reach(grid)
    texts = {}
    for cell in grid.cells:
        widest = reach.get(cell.column, 0.0) if cell.columns == 1 else max(map(_width, cell.lines), default=0.0)
        texts[cell.row, cell.column] = cell_to_text(cell, widest, seen)
    return texts


def _column_reach(grid: Grid) -> dict[int, float]:
    """The widest line of every column, cells over several columns aside: at most the room that a cell has."""
    reach: dict[int, float] = {}
    for cell in grid.cells:
        if cell.columns == 1:
            reach[cell.column] = max([reach.get(cell.column, 0.0), *map(_width, cell.lines)])
    return reach


def _width(line: Line) -> float:
    return line.origin.bbox[2] - line.origin.bbox[0]


def cell_to_text(cell: Cell, reach: float, seen: Callable[[str], bool]) -> CellText:
    """Lines joined by one space, bullets dropped; `reach` is the column's widest line."""
    text = ""
    notes: list[RepairNote] = []
    above: Line | None = None
    for line, own in zip(cell.lines, strip_bullets(cell.lines), strict=True):
        first, _, rest = own.partition(" ")
        head = text.rsplit(" ", 1)[-1]
        stray = bool(head) and _CLOSING.match(own) is not None
        if above is not None and first and (stray or _goes_on(above, reach, (head, first, rest), seen)):
            notes.append(
                RepairNote(
                    before=f"{head} {first}",
                    after=f"{head}{first}",
                    method=METHOD,
                    confidence=CONFIDENCE,
                    origin=line.origin,
                )
            )
            text += own
        else:
            if above is not None:
                notes += division_notes(((text, above.origin), (own, line.origin)))
            text = _join(text, own)
        above = line
    return CellText(text, tuple(notes))


def strip_bullets(lines: Sequence[Line]) -> list[str]:
    """The lines without the bullets they begin with; a lone asterisk is the mark of a note."""
    starred = sum(line.text.lstrip().startswith("*") for line in lines)
    return [
        line.text.strip() if starred == 1 and line.text.lstrip().startswith("*") else strip_bullet(line.text).strip()
        for line in lines
    ]


def _join(text: str, more: str) -> str:
    """Two lines by one space, or by none after a hyphen, a word's slash, a dash that holds a figure ("09:00–")."""
    if _OPEN_RANGE.search(text) and re.match(r"\w", more):
        return text + more
    return join_texts((text, more))


def _goes_on(line: Line, reach: float, pieces: tuple[str, str, str], seen: Callable[[str], bool]) -> bool:
    """Whether a line leaves no room for another letter and its last piece goes on in the first of the next line.

    A piece that does not stand alone on its line goes on only as a word that is wider than the column and known, where
    the pieces are not.
    """
    head, first, rest = pieces
    text = line.text.strip()
    letter = _width(line) / max(1, len(text))
    if not text or _width(line) + FILLED_LETTERS * letter <= reach:
        return False
    if " " not in text:
        return is_one_token(head, first, rest, seen)
    whole = head + first.rstrip(_EDGES)
    return (
        letter * len(whole) > reach
        and first[0].islower()
        and _WORD.match(whole) is not None
        and (seen(whole) or _word_worth(whole) > UNKNOWN_WORD)
        and UNKNOWN_WORD in (_word_worth(head), _word_worth(first.rstrip(_EDGES)))
    )


def is_one_token(head: str, tail: str, rest: str, seen: Callable[[str], bool]) -> bool:
    """Whether two pieces, one at a line's end and one at the next line's start, are one word or figure.

    `rest` is what follows the second piece on its line; `seen` tells what the document has elsewhere.

    >>> nowhere = lambda token: False
    >>> is_one_token("24/7/3", "65", "", nowhere), is_one_token("Мерзім", "і", "", nowhere)
    (True, True)
    >>> is_one_token("24/7", "365", "күн", nowhere), is_one_token("Тапсырыс", "беруші", "", nowhere)
    (False, False)
    >>> is_one_token("100", "200", "", nowhere), is_one_token("5,", "6", "", nowhere)
    (False, False)
    """
    if any(char.isdigit() for char in head[-1:] + tail[:1]) or "@" in head:
        joined = head + tail.rstrip(";,")
        if rest and not _PERCENT.match(joined):
            return False
        return _is_one_figure(head, tail.rstrip(";,"), seen)
    return _is_one_word(head, tail, seen)


def _is_one_figure(head: str, tail: str, seen: Callable[[str], bool]) -> bool:
    joined = head + tail
    if _CODE_HEAD.match(head) and tail.isdigit():
        return bool(_CODE.match(joined))
    if _ACCOUNT.match(joined) or (_BUSINESS_NUMBER.match(joined) and seen(joined)):
        return True
    if head[-1:] in ",." and head[-2:-1].isdigit():
        return bool(_PERCENT.match(joined) or (_AMOUNT.match(joined) and len(tail) == 2))
    if _ADDRESS.match(joined):
        return not _ADDRESS.match(head) or seen(joined)
    return not (head.isdigit() and tail.isdigit()) and not tail.isalpha() and seen(joined)


def _is_one_word(head: str, tail: str, seen: Callable[[str], bool]) -> bool:
    """Whether the pieces are one word: they are so elsewhere, or the lexicon knows the whole better."""
    one, two = head.rsplit("-", 1)[-1].strip(_EDGES), re.split(r"[-/]", tail)[0].rstrip(_EDGES)
    if not (_WORD.match(one) and _WORD.match(two)) or head[-1] in _EDGES or any(map(str.isdigit, head)):
        return False
    if not (two.islower() or (one.isupper() and two.isupper() and len(one) > 1)):
        return False
    if seen(head + tail) or seen(one + two):
        return True
    whole = _word_worth(one + two)
    apart = _word_worth(one) + _word_worth(two)
    if UNKNOWN_WORD not in (_word_worth(one), _word_worth(two)):
        return whole > max(UNKNOWN_WORD, apart + BOTH_WORDS)
    if whole > UNKNOWN_WORD or min(len(one), len(two)) == 1:
        return whole > apart
    return _word_worth(two) == UNKNOWN_WORD and _known_length(one + two) > len(one)


def _known_length(word: str) -> int:
    """How many letters of a word are a word themselves: the stem of one that no list has with its endings."""
    return max((len(found[-1]) for words in map(load_words, LANGUAGES) if (found := words.prefixes(word))), default=0)


def _word_worth(word: str) -> float:
    """Natural logarithm of the word's share of text in the language that knows it best."""
    known = [worth for words in map(load_words, LANGUAGES) if (worth := words.log_probability(word)) is not None]
    return max(known, default=UNKNOWN_WORD)
