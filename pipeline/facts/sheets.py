"""A table as it is meant: titles over values, with units put to bare numbers and sub-titles to the rows below.

What a cell is (an amount of time, a percent, a level, words) is told by the cell itself; what stands over it, beside it
and above the table is kept with it, so that each of them may say what an amount is promised for.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from pipeline.facts.intervals import is_level
from pipeline.facts.quantity import Quantity, find_quantities
from pipeline.languages import VOCABULARIES
from pipeline.languages.detect import detect_language
from pipeline.languages.vocabulary import UnitName
from pipeline.model import Language, Table

TIME_UNITS: frozenset[UnitName] = frozenset({"minute", "hour", "day"})
MOST_BOUNDED = 6  # words of a cell that holds an amount and its bound
BARE_SHARE = 0.5  # of a cell that is the amount itself
BARE_NUMBER = re.compile(
    r"(?:[<>≤≥~]=?|до|не\s+более|up\s+to|under)?\s*\d+(?:[.,]\d+)?(?:\s*[-–—]\s*\d+(?:[.,]\d+)?)?", re.IGNORECASE
)
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
# two titles, or two values, in one cell: "Реакция / решение" over "15 мин / 4 ч"
SLASH = re.compile(r"\s+/\s+|(?<=[^\d\s])/(?=\d)|(?<=[^\W\d_]{3})/(?=[^\W\d_]{3})|\s*;\s+|\s+\|\s+")
BLANK = re.compile(r"[\s\-–—−/*.…]*")


class Cell(NamedTuple):
    """A cell: `text` is what it says, the unit of its title put to a bare number; `quote` is what is printed."""

    text: str
    quote: str


class Row(NamedTuple):
    """The cells of a row, one a column, and the sub-title that it stands below ("" for none)."""

    group: str
    cells: tuple[Cell, ...]


class Sheet(NamedTuple):
    """Titles over rows of cells; a title is "" where none is told."""

    titles: tuple[str, ...]
    rows: tuple[Row, ...]
    language: Language

    def labels(self, row: Row) -> tuple[str, ...]:
        """What the words of a row's cells say, values and blanks aside."""
        return tuple(cell.text for cell in row.cells if cell.text and not is_value(cell.text))


def read_sheet(table: Table, above: str = "") -> Sheet:
    """The sheet of a table; `above` is the text in front of it, which may end in the titles of its columns."""
    language = detect_language(" ".join((*table.header, *(cell for row in table.rows for cell in row))))
    titles, rows = _split_titles(_upright(table), above)
    below = _unit_of(above.strip().rsplit("\n", 1)[-1]) if above and not any(titles) else None
    units = [_unit_of(title) or (below if column else None) for column, title in enumerate(titles)]
    read: list[Row] = []
    group = ""
    for row in rows:
        filled = {cell.strip() for cell in row if not BLANK.fullmatch(cell)}
        if len(row) > 1 and len(filled) == 1 and not is_value(next(iter(filled))) and _stands_over(row):
            group = next(iter(filled))
            continue
        cells = (Cell(_with_unit(cell, unit), cell) for cell, unit in zip(row, units, strict=True))
        read.append(Row(group, tuple(cells)))
    return Sheet(titles, tuple(read), language)


def _upright(table: Table) -> Table:
    """The table with columns for rows where it lies on its side: each row is of one kind, named by its first cell."""
    rows = (table.header, *table.rows)
    if _is_scale_on_its_side(rows):
        return _turned(table)
    named = sum(1 for row in rows if _unit_of(row[0]))
    if len(table.header) < LEAST_LYING or not any(_lies(row) for row in table.rows):
        return table
    alike = all(len({_kind(cell) for cell in row[1:] if not BLANK.fullmatch(cell)}) <= 1 for row in rows)
    kinds = {_kind(row[1]) for row in rows}
    bare = named >= LEAST_NAMED and all(
        BARE_NUMBER.fullmatch(cell) or _unit_of(row[0]) is None for row in rows for cell in row[1:]
    )
    if not bare and not (alike and len(rows) <= MOST_LYING and (len(kinds) > 1)):
        return table
    if not bare and _kind(rows[0][1]) == "words" and not rows[0][0].rstrip().endswith(":"):
        return table
    return _turned(table)


def _turned(table: Table) -> Table:
    turned = tuple(zip(table.header, *table.rows, strict=True))
    return msgspec.structs.replace(table, header=turned[0], rows=turned[1:], kind="other")


def _is_scale_on_its_side(rows: Sequence[Sequence[str]]) -> bool:
    """Whether one row holds levels of availability and all others the credits for them."""
    levels = [all(map(is_level, row[1:])) for row in rows]
    shares = [all(_kind(cell) == "percent" and not is_level(cell) for cell in row[1:]) for row in rows]
    return len(rows[0]) >= LEAST_LYING and levels.count(True) == 1 and shares.count(True) == len(rows) - 1 > 0


def _lies(row: Sequence[str]) -> bool:
    return _unit_of(row[0]) is not None or all(is_value(cell) for cell in row[1:])


LEAST_LYING, MOST_LYING = 3, 3  # columns, and rows, of a table that lies on its side
LEAST_NAMED = 2  # rows that name their unit


def lone_amount(cell: str, units: frozenset[UnitName]) -> Quantity | None:
    """The one amount of these units that a cell consists of, but for a bound and a few words."""
    found = [quantity for quantity in find_quantities(cell) if quantity.unit in units]
    if len(found) != 1:
        return None
    bare = found[0].stop - found[0].start >= len(cell.strip()) * BARE_SHARE
    bounded = len(cell.split()) <= MOST_BOUNDED
    return found[0] if bare or bounded else None


def is_value(cell: str) -> bool:
    """Whether a cell is an amount, a code or a blank and no words."""
    if BLANK.fullmatch(cell) or re.fullmatch(r"\W*\d[\d/xх×:.,\s–-]*\W*", cell):
        return True
    found = find_quantities(cell)
    covered = sum(quantity.stop - quantity.start for quantity in found)
    return bool(found) and (covered >= len(cell.strip()) * BARE_SHARE or len(cell.split()) <= MOST_BOUNDED)


def split_parts(text: str) -> tuple[str, ...]:
    """The parts of a title or a cell that says two things: "Реакция / решение", "15 мин / 4 ч"."""
    return tuple(part.strip() for part in SLASH.split(text) if part and part.strip())


def _stands_over(row: Sequence[str]) -> bool:
    """Whether a row's one text goes for what is below: it stands in all cells, or in the first and no other."""
    return all(cell.strip() == row[0].strip() for cell in row) or not BLANK.fullmatch(row[0])


def _split_titles(table: Table, above: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The titles of the columns and the rows below: a header that is a row of values is none."""
    header, rows = table.header, table.rows
    if _is_row_of_values(header, rows):
        return _titles_above(header, above), (header, *rows)
    while rows and len(rows) > 1 and _is_lower_title(header, rows[0], rows[1:]):
        header, rows = _join_titles(header, rows[0]), rows[1:]
    return header, rows


def _is_row_of_values(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether a header holds amounts as the rows below do, in the same columns."""
    return any(
        _kind(cell) != "words" and any(_kind(row[column]) == _kind(cell) for row in rows)
        for column, cell in enumerate(header)
        if find_quantities(cell) and is_value(cell) and not _unit_of(cell)
    )


def _kind(cell: str) -> str:
    found = find_quantities(cell)
    unit = found[0].unit if found and is_value(cell) else "words"
    return "time" if unit in TIME_UNITS else unit


def _titles_above(header: Sequence[str], above: str) -> tuple[str, ...]:
    """Titles that were read as the last words of the text above, one a column; none where they do not fit."""
    tail = re.split(r"[:.;]\s+", above.strip())[-1]
    titles = re.findall(r"[^\W\d_][^\s]*(?:\s+[^\W\d_A-ZА-ЯӘҒҚҢӨҰҮҺІ][^\s]*)*", tail)
    fit = len(titles) == len(header) and all(title[0].isupper() for title in titles)
    return tuple(titles) if fit else ("",) * len(header)


def _is_lower_title(header: Sequence[str], lower: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether a row is a second row of titles: no values over values, where the first row leaves columns untold."""
    if any(is_value(cell) and not BLANK.fullmatch(cell) for cell in lower):
        return False
    over = any(one == other and one for one, other in pairwise(header)) or any(
        not title.strip() and below.strip() for title, below in zip(header, lower, strict=True)
    )
    valued = [column for column in range(len(header)) if any(_kind(row[column]) != "words" for row in rows)]
    return over and bool(valued) and any(lower[column].strip() for column in valued)


def _join_titles(header: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Both rows of titles in one; a title goes on over the empty ones to its right if they have titles below."""
    joined: list[str] = []
    over = ""
    for title, below in zip(header, lower, strict=True):
        over = title if title.strip() or not below.strip() else over
        joined.append(over if over == below else f"{over} {below}".strip())
    return tuple(joined)


# a unit in a title: "Реакция, мин", "Restoration (hours)", "Жою, сағ", "Скидка, %"
TITLE_UNIT = re.compile(
    r"(?:[,(\[/:]|\bв|\bin|^)\s*(?:(?:рабочих|календарных|working|business|calendar|жұмыс|күнтізбелік)\s+)?"
    r"(?:(?P<share>%)(?:\s[^,()]*|-\w+)?|(?P<unit>[^\W\d_]{1,9}(?:/[^\W\d_]{1,3})?))\.?\s*[)\]]?\s*:?\s*$",
    re.IGNORECASE,
)
SHORT_UNITS = {
    "ч": "час",
    "h": "hour",
    "hr": "hour",
    "hrs": "hour",
    "сағ": "сағат",
    "д": "дней",
    "d": "day",
    "дн": "дней",
}


def _unit_of(title: str) -> str | None:
    """The unit that a title gives to the numbers below it, as it is written behind a number."""
    match = TITLE_UNIT.search(title.strip())
    if not match:
        return None
    if match["share"]:
        return "%"
    word = SHORT_UNITS.get(match["unit"].casefold(), match["unit"].casefold())
    stems = {stem for vocabulary in VOCABULARIES.values() for stem in vocabulary.units}
    if any(word.startswith(stem) for stem in stems) and find_quantities(f"5 {word}"):
        return word
    return None


def _with_unit(cell: str, unit: str | None) -> str:
    if unit is None or any(quantity for quantity in find_quantities(cell)):
        return cell
    if unit == "%" and re.search(r"\d", cell) and not re.search(r"\d\s*[^\W\d]{1,3}\b", cell):
        return NUMBER.sub(r"\g<0>%", cell)
    return f"{cell} {unit}" if BARE_NUMBER.fullmatch(cell.strip()) else cell
