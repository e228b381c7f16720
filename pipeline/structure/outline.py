"""Named units (Глава, Статья, 1-тарау, Section) and decimal numbers -> one outline with labels, parents and ids."""

import re
from collections.abc import Sequence
from functools import cache

from pipeline.languages import VOCABULARIES
from pipeline.languages.vocabulary import NamedUnit
from pipeline.model import Record
from pipeline.structure.flow import Piece
from pipeline.structure.numbering import SENTENCE_END, Marker, Number, number_to_text

MOST_SKIPPED = 3  # units that may be missing between two of a kind
MOST_LEFT_OUT = 200  # right below a wider unit, since excerpts leave out much
ORDINAL = r"(?:\d{1,3}|[IVXLC]{1,7})"
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


class Unit(Record, frozen=True, kw_only=True):
    """A named unit begins at piece `index`; `label` is its name as printed, `rest` what follows it on the line."""

    index: int
    label: str
    ordinal: int
    named: NamedUnit
    rest: str


class Entry(Record, frozen=True, kw_only=True):
    """A clause or unit of the outline: where it begins, what it is called, what it stands under."""

    index: int
    label: str
    parent: str | None
    level: int
    eid: str
    rest: str
    is_unit: bool = False
    inferred: bool = False
    confidence: float = 1.0


@cache
def _names() -> dict[str, NamedUnit]:
    return {name: unit for vocabulary in VOCABULARIES.values() for name, unit in vocabulary.named_units.items()}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = "|".join(re.escape(name) for name in sorted(_names(), key=lambda name: (-len(name), name)))
    tail = r"(?!\w)\s*[.:–—-]?\s*(?P<rest>.*)$"
    return (
        re.compile(rf"^(?P<label>(?P<name>(?i:{names}))\s*(?:№\s*)?(?P<ordinal>{ORDINAL})){tail}"),
        re.compile(rf"^(?P<label>(?P<ordinal>{ORDINAL})\s*[-–]?\s*(?P<name>(?i:{names}))){tail}"),
    )


def parse_unit(text: str) -> tuple[str, int, NamedUnit, str] | None:
    """Label, ordinal, kind and the rest of a line that names a unit; None for a reference to one.

    >>> parse_unit("1-бөлім. ЖАЛПЫ ЕРЕЖЕЛЕР")[0::3], parse_unit("Статья 12. Права сторон")[0::3]
    (('1-бөлім', 'ЖАЛПЫ ЕРЕЖЕЛЕР'), ('Статья 12', 'Права сторон'))
    >>> parse_unit("Глава IV")[1], parse_unit("Section 5 applies to backups"), parse_unit("5-бапта көрсетілген")
    (4, None, None)
    """
    for pattern in _patterns():
        match = pattern.match(text)
        if match:
            rest = match["rest"]
            first = next((character for character in rest if character.isalnum()), "A")
            ordinal = _ordinal(match["ordinal"])
            if ordinal and not first.islower():
                return match["label"], ordinal, _names()[match["name"].casefold()], rest
    return None


def _ordinal(text: str) -> int:
    if text.isdigit():
        return int(text)
    values = [ROMAN[letter] for letter in text]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def find_units(pieces: Sequence[Piece]) -> tuple[Unit, ...]:
    """Named units, in order: lines that begin like one where no sentence is unfinished, and that count on.

    A unit counts on from the one of its kind before it; below a wider unit it may begin with 1, or count through.
    """
    found: list[Unit] = []
    for index, piece in enumerate(pieces):
        parsed = None if piece.is_grid else parse_unit(piece.text)
        if parsed is None or _unfinished(pieces, index):
            continue
        label, ordinal, named, rest = parsed
        before = _last_since_wider(found, ordinal, named.rank)
        reach = MOST_LEFT_OUT if found and found[-1].named.rank < named.rank else MOST_SKIPPED
        if before is None or before.ordinal < ordinal <= before.ordinal + reach:
            found.append(Unit(index=index, label=label, ordinal=ordinal, named=named, rest=rest))
    return tuple(found)


def _last_since_wider(found: Sequence[Unit], ordinal: int, rank: int) -> Unit | None:
    """The unit that one of this rank and ordinal follows: none where a wider unit lets it begin with 1."""
    for unit in reversed(found):
        if unit.named.rank == rank:
            return unit
        if unit.named.rank < rank and ordinal == 1:
            return None
    return None


def _unfinished(pieces: Sequence[Piece], index: int) -> bool:
    """Whether the line above runs into this one: small letters, no sentence end, no white space between."""
    if not index or pieces[index].after_gap or pieces[index].bold or pieces[index].page != pieces[index - 1].page:
        return False
    above = pieces[index - 1].text
    closed = above.endswith(SENTENCE_END) or parse_unit(above) is not None
    return not closed and any(character.islower() for character in above)


def to_outline(units: Sequence[Unit], markers: Sequence[Marker]) -> tuple[Entry, ...]:
    """Units and numbers in one outline.

    Numbers that begin again in a unit are called by the unit too ("2-бөлім/1"); numbers that count through keep
    their own name. A parent is the nearest ancestor that the document has.
    """
    entries: list[Entry] = []
    by_label: dict[str, Entry] = {}
    open_units: list[tuple[Unit, Entry]] = []
    last: Number = ()
    prefix: str | None = ""
    steps: list[Unit | Marker] = [*units, *markers]
    for step in sorted(steps, key=lambda step: step.index):
        if isinstance(step, Unit):
            while open_units and open_units[-1][0].named.rank >= step.named.rank:
                open_units.pop()
            entry = _unit_entry(step, open_units[-1][1] if open_units else None, by_label)
            open_units.append((step, entry))
            prefix = None
        else:
            unit, above = open_units[-1] if open_units else (None, None)
            if prefix is None:
                prefix = f"{above.label}/" if above and step.number <= last else ""
            entry = _number_entry(step, unit, above, prefix, by_label)
            last = step.number
        entries.append(entry)
        by_label[entry.label] = entry
    return tuple(entries)


def _unit_entry(unit: Unit, above: Entry | None, by_label: dict[str, Entry]) -> Entry:
    label = f"{above.label}/{unit.label}" if above and unit.label in by_label else unit.label
    own = f"{unit.named.eid}_{unit.ordinal}"
    return Entry(
        index=unit.index,
        label=label,
        parent=above.label if above else None,
        level=above.level + 1 if above else 1,
        eid=f"{above.eid}__{own}" if above else own,
        rest=unit.rest,
        is_unit=True,
    )


def _number_entry(
    marker: Marker, unit: Unit | None, above: Entry | None, prefix: str, by_label: dict[str, Entry]
) -> Entry:
    number = marker.number
    base, depth = (above.level if above else 0), len(number)
    if unit and depth > 1 and number[0] == unit.ordinal and f"{prefix}{number[0]}" not in by_label:
        depth -= 1  # "5.1" right below "Статья 5"
    ancestors = (f"{prefix}{number_to_text(number[:length])}" for length in range(len(number) - 1, 0, -1))
    parent = next((label for label in ancestors if label in by_label), above.label if above else None)
    steps = [f"sec_{number[0]}"]
    steps += ["cl_" + "-".join(str(part) for part in number[:length]) for length in range(2, len(number) + 1)]
    return Entry(
        index=marker.index,
        label=f"{prefix}{number_to_text(number)}",
        parent=parent,
        level=base + depth,
        eid="__".join([above.eid, *steps] if above else steps),
        rest=marker.rest,
        inferred=marker.inferred,
        confidence=marker.confidence,
    )
