"""Units (Глава 1, Статья 3-1, 1-тарау, § 2, Schedule A, II., B.) and numbers -> one outline: labels, parents, ids."""

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from pipeline.languages import VOCABULARIES
from pipeline.languages.transliteration import slug
from pipeline.languages.vocabulary import NamedUnit
from pipeline.model import Record
from pipeline.structure.flow import Piece
from pipeline.structure.numbering import SENTENCE_END, Marker, Number, is_heading_like, number_to_text
from pipeline.structure.numerals import (
    LEAST_READ,
    TYPED_FOR,
    in_cyrillic,
    is_alike,
    read_as_figure,
    read_as_roman,
    roman_numbers,
    roman_to_int,
    to_roman,
)

UNREAD = (-1, 0)  # the ordinal of a numeral that was read as letters
MOST_SKIPPED = 3  # units that may be missing between two of a kind
MOST_LEFT_OUT = 200  # right below a wider unit, since excerpts leave out much
ATTACHMENT = 1  # rank of appendices, which alone may go without an ordinal
# 12, 3-1 and 3а (put in between 3 and 4), IV
NUMERAL = r"[0-9]{1,4}(?:-[0-9]{1,2}|[a-zA-Zа-яА-Я](?!\w))?(?![0-9]|\.[0-9])|[IVXLC]{1,7}"
# a hyphen read twice: "3-6бап"
HYPHEN_READ_TWICE = re.compile(r"^(?P<numeral>[0-9]{1,3})-6(?=б)")
MISREAD = re.compile(r"^(?P<label>(?P<ordinal>[^\s.)\d]{1,6}|1{1,3}[УVX]?))(?P<mark>[.)])\s+(?P<rest>\S.*)$")
CYRILLIC_CAPITAL = "[А-ЯЁӘҒҚҢӨҰҮҺІ]"
# Units without a name: Roman numerals and capital letters that head parts of a document.
UNNAMED = {
    "roman": re.compile(r"^(?P<label>(?P<ordinal>[IVXІХ]{1,6}))(?P<mark>[.)]?)\s+(?P<rest>\S.*)$"),
    "latin": re.compile(r"^(?P<label>(?P<ordinal>[A-Z]))(?P<mark>[.)])(?:\s+|(?=[A-Z]{3}))(?P<rest>\S.*)$"),
    "cyrillic": re.compile(
        rf"^(?P<label>(?P<ordinal>[А-Я]))(?P<mark>[.)])(?:\s+|(?={CYRILLIC_CAPITAL}{{3}}))(?P<rest>\S.*)$"
    ),
}
# A1. Definitions - below a unit that is called A
LETTERED = re.compile(r"(?<!\w)[A-ZА-Я]$")
BEHIND_LABEL = r"(?:[.:]\s*|\s+)(?P<rest>[«“\"]?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ].*)$"
LETTERED_RANK = 9
ALPHABETS = {"latin": "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "cyrillic": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ"}
DATIVE = r"(?:[ғгқк][ае]|[ыі]?н[ае])$"  # of Kazakh: "қағидаларына"
MOST_NAME = 20  # characters
MOST_OWNER_LINES, LONGEST_OWNER_LINE = 6, 90  # of the lines that say what an attachment belongs to
FRONT_LINES = 6  # the lines in which a document may say what it is an attachment of
UNPROVED = 0.7  # confidence of a number that only the place gives
LONGEST_UNNAMED = 120  # characters of a heading that is told by a Roman numeral or a letter alone


class Unit(Record, frozen=True, kw_only=True):
    """A unit begins at piece `index`; `label` is its name as printed, `rest` what follows it on the line.

    `ordinal` is its number and the number put in behind it ("3-1" is 3, 1). `inferred`: a heading that has no number,
    below which numbers begin again; its ordinal is its place. `misread` is what the source has for the label.
    `counted`: the label is a number like those of clauses, which are called by the unit's then.
    """

    index: int
    label: str
    ordinal: tuple[int, int]
    named: NamedUnit
    rest: str
    inferred: bool = False
    misread: str = ""
    counted: bool = False


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
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = sorted(_names(), key=lambda name: (-len(name), name))
    names = "|".join(re.escape(name) for name in words)
    attachments = "|".join(re.escape(name) for name in words if _names()[name].rank == ATTACHMENT)
    words_for = "|".join(word for vocabulary in VOCABULARIES.values() for word in vocabulary.ordinal_words)
    tail = r"(?!\w)\s*[.:–—-]?\s*(?P<rest>.*)$"
    return (
        re.compile(rf"^(?P<label>(?P<name>(?i:{names}))\s*(?:№\s*)?(?P<ordinal>{NUMERAL})){tail}"),
        re.compile(rf"^(?P<label>(?:№\s*)?(?P<ordinal>{NUMERAL})\s*[-–]?\s*(?P<name>(?i:{names}))){tail}"),
        re.compile(rf"^(?P<label>(?P<name>(?i:{names}))\s+(?P<ordinal>(?i:{words_for}))){tail}"),
        re.compile(rf"^(?P<label>(?P<ordinal>(?i:{words_for}))\s+(?P<name>(?i:{names}))){tail}"),
        # Kazakh says first, in the dative, what an appendix belongs to: "Қағидаларға 1-қосымша"
        re.compile(
            rf"^(?P<rest>(?:\S+\s+){{0,15}}\S+{DATIVE[:-1]})\s+"
            rf"(?P<label>(?:№\s*)?(?P<ordinal>{NUMERAL})\s*[-–]?\s*(?P<name>(?i:{attachments})))\s*\.?$"
        ),
        re.compile(
            rf"^(?P<rest>(?:\S+\s+){{0,5}}\S+{DATIVE[:-1]})\s+(?P<label>(?P<name>(?i:{attachments})))(?P<ordinal>)$"
        ),
        re.compile(rf"^(?P<label>(?P<name>(?i:{names}))(?!\w)\s*(?:№\s*)?(?P<ordinal>[A-ZА-Я])){tail}"),
        re.compile(
            rf"^(?P<label>(?P<name>(?i:{attachments})))(?P<ordinal>)(?:\s*$|:\s*|\s+(?=(?:к|to)\s))(?P<rest>.*)$"
        ),
    )


def parse_unit(text: str) -> tuple[str, tuple[int, int], NamedUnit, str] | None:
    """Label, ordinal, kind and the rest of a line that names a unit; None for a reference to one.

    An appendix without a number has the ordinal (0, 0).

    >>> parse_unit("1-бөлім. ЖАЛПЫ ЕРЕЖЕЛЕР")[0::3], parse_unit("Статья 12. Права сторон")[0::3]
    (('1-бөлім', 'ЖАЛПЫ ЕРЕЖЕЛЕР'), ('Статья 12', 'Права сторон'))
    >>> parse_unit("Глава IV")[1], parse_unit("Section 5 applies to backups"), parse_unit("5-бапта көрсетілген")
    ((4, 0), None, None)
    >>> parse_unit("Раздел первый. Общее")[:2], parse_unit("Екінші бөлім. Сапа")[1], parse_unit("Часть первая статьи")
    (('Раздел первый', (1, 0)), (2, 0), None)
    >>> parse_unit("§ 2а. Качество")[:2], parse_unit("PART A. GENERAL")[:2]
    (('§ 2а', (2, 1)), ('PART A', (1, 0)))
    >>> parse_unit("3-1-бап. Келісім")[:2], parse_unit("Приложение № 2 к Договору")[:2], parse_unit("ARTICLES")
    (('3-1-бап', (3, 1)), ('Приложение № 2', (2, 0)), None)
    >>> parse_unit("Қағидаларға қосымша")[::3], parse_unit("№ 3 қосымша келісімге қосымша")[3]
    (('қосымша', 'Қағидаларға'), '№ 3 қосымша келісімге')
    >>> parse_unit("Қағидаларға 1-қосымша")[0::3], parse_unit("Баға осы Шартқа 1-қосымшада көрсетілген")
    (('1-қосымша', 'Қағидаларға'), None)
    """
    for pattern in _patterns():
        match = pattern.match(text)
        if not match:
            continue
        rest, named = match["rest"], _names()[match["name"].casefold()]
        first = next((character for character in rest if character.isalnum()), "A")
        attached = named.rank == ATTACHMENT and re.match(r"(?:к|to)\s", rest)
        if (ordinal := _ordinal(match["ordinal"])) and (attached or not first.islower()):
            return match["label"], ordinal, named, rest
    return None


def _ordinal(text: str) -> tuple[int, int] | None:
    """The number of a unit and the number put in behind it; a letter counts by its alphabet."""
    if not text:
        return 0, 0
    if text[0].isdigit():
        number, _, sub = text.partition("-")
        if number[-1].isalpha():
            letters = next((one for one in ALPHABETS.values() if number[-1].upper() in one), "")
            return int(number[:-1]), letters.find(number[-1].upper()) + 1
        return int(number), int(sub or 0)
    for vocabulary in VOCABULARIES.values():
        for place, word in enumerate(vocabulary.ordinal_words, 1):
            if re.fullmatch(word, text, re.IGNORECASE):
                return place, 0
    for alphabet in ALPHABETS.values():
        if len(text) == 1 and text in alphabet and text not in "IVX":
            return alphabet.index(text) + 1, 0
    return (roman, 0) if (roman := roman_to_int(text)) else None


class _Named(NamedTuple):
    """A line that names a unit, as it was read: `numeral` is what stands for its ordinal, which may be UNREAD.

    `doubtful`: with little confidence; `instead`: what stands for the label whose name was read in other letters.
    """

    at: int
    label: str
    name: str
    numeral: str
    ordinal: tuple[int, int]
    named: NamedUnit
    rest: str
    scanned: bool = False
    doubtful: bool = False
    instead: str = ""


def find_units(pieces: Sequence[Piece]) -> tuple[Unit, ...]:
    """Units, in order: lines that begin like one where no sentence is unfinished, and that count on.

    A unit counts on from the one of its kind before it; below a wider unit it may begin with 1, or count through.
    """
    found: list[Unit] = []
    lines = [
        line
        for index, piece in enumerate(pieces)
        if not piece.is_grid and (line := _read_named(index, piece)) and not _unfinished(pieces, index)
    ]
    ranks = _ranks_by_place([line.named for line in lines])
    roman = _counted_in_roman(lines)
    lines = lines[_is_own_stamp(lines) :]
    named_alike = {name: [line for line in lines if line.name == name] for name in {line.name for line in lines}}
    for line in lines:
        named = msgspec.structs.replace(line.named, rank=ranks.get(line.named, line.named.rank))
        label, ordinal, misread = line.label, line.ordinal, ""
        before = _last_since_wider(found, label, ordinal, named.rank)
        last = before.ordinal if before else (0, 0)
        later = named_alike[line.name] = named_alike[line.name][1:]
        if mended := _mend_numeral(line, last, later, roman=line.name in roman):
            misread, (label, ordinal) = label, mended
        if ordinal == UNREAD or (line.instead and not _follows(last, ordinal)):
            continue
        misread = misread or line.instead
        if ordinal == (0, 0):
            if not _stands_by_itself(pieces, line.at):
                continue
            ordinal = (last[0] + 1, 0)
        reach = MOST_LEFT_OUT if found and found[-1].named.rank < named.rank else MOST_SKIPPED
        if before is None or before.ordinal < ordinal <= (before.ordinal[0] + reach, 99):
            unit = Unit(index=line.at, label=label, ordinal=ordinal, named=named, rest=line.rest, misread=misread)
            found.append(unit)
    unnamed = [unit for kind in UNNAMED for unit in _find_unnamed(pieces, kind, found)]
    units = sorted((*found, *unnamed), key=lambda unit: unit.index)
    return tuple(sorted((*units, *_find_lettered(pieces, units)), key=lambda unit: unit.index))


def _find_lettered(pieces: Sequence[Piece], units: Sequence[Unit]) -> Iterator[Unit]:
    """A1, A2, ... and A1.1, A1.2, ... below a unit that a letter counts: "A. ALL BOOKINGS", "Annex B"."""
    stops = [*(unit.index for unit in units[1:]), len(pieces)]
    for unit, stop in zip(units, stops, strict=False):
        letter = LETTERED.search(unit.label)
        if letter and not unit.misread:
            yield from _count_below(pieces, range(unit.index + 1, stop), letter[0], LETTERED_RANK)


def _count_below(pieces: Sequence[Piece], places: range, name: str, rank: int) -> Iterator[Unit]:
    """What a unit's name and 1, 2, ... head among some pieces, with what stands so below each.

    A letter's own are two at least: "A4 paper" is none.
    """
    point = "" if rank == LETTERED_RANK else r"\."
    pattern = re.compile(rf"^(?P<label>{name}{point}(?P<number>[1-9][0-9]?)){BEHIND_LABEL}")
    chain: list[Unit] = []
    for index in places:
        match = None if pieces[index].is_grid else pattern.match(pieces[index].text)
        if match and int(match["number"]) == len(chain) + 1:
            named = NamedUnit(rank=rank, eid="sec" if rank == LETTERED_RANK else "cl")
            ordinal = (len(chain) + 1, 0)
            chain.append(Unit(index=index, label=match["label"], ordinal=ordinal, named=named, rest=match["rest"]))
    stops = [*(unit.index for unit in chain[1:]), places.stop]
    for unit, stop in zip(chain if point else _proved(chain), stops, strict=False):
        yield unit
        yield from _count_below(pieces, range(unit.index + 1, stop), re.escape(unit.label), rank + 1)


def _is_own_stamp(lines: Sequence[_Named]) -> bool:
    """Whether the first line names the attachment that the document is itself: others count from 1 again behind it."""
    if not lines or lines[0].named.rank != ATTACHMENT or lines[0].at >= FRONT_LINES:
        return False
    return any(line.name == lines[0].name and UNREAD < line.ordinal <= lines[0].ordinal for line in lines[1:])


def _read_named(index: int, piece: Piece) -> _Named | None:
    """The unit that a line names; one whose numeral counts nothing only where it may be misread."""
    scanned, doubtful = piece.confidence < 1.0, piece.opening < LEAST_READ
    if parsed := parse_unit(piece.text):
        label, ordinal, named, rest = parsed
        return _Named(index, label, _name_of(label), _numeral_of(label), ordinal, named, rest, scanned, doubtful)
    if scanned and (alike := in_cyrillic(piece.text)) and (parsed := parse_unit(alike)):
        label, ordinal, named, rest = parsed
        line = _Named(index, label, _name_of(label), _numeral_of(label), ordinal, named, rest, scanned, doubtful)
        return line._replace(instead=piece.text[: len(label)])
    likely = scanned or piece.text[:1] in TYPED_FOR
    match = next((match for pattern in _unread_patterns() if likely and (match := pattern.match(piece.text))), None)
    if not match or match["rest"][:1].islower():
        return None
    name = match["name"].casefold()
    line = _Named(index, match["label"], name, match["numeral"], UNREAD, _names()[name], match["rest"])
    if scanned:
        return line._replace(scanned=True, doubtful=doubtful)
    return line if TYPED_FOR.issuperset(line.numeral) else None


@cache
def _unread_patterns() -> tuple[re.Pattern[str], ...]:
    names = "|".join(re.escape(name) for name in sorted(_names(), key=lambda name: (-len(name), name)))
    numeral, tail = r"(?P<numeral>[^\s.:№–—-]{1,6})", r"\s*[.:–—-]?\s*(?P<rest>.*)$"
    return (
        re.compile(rf"^(?P<label>{numeral}\s*[-–]?\s*(?P<name>(?i:{names})))(?!\w){tail}"),
        re.compile(rf"^(?P<label>(?P<name>(?i:{names}))\s+(?:№\s*)?{numeral})(?:$|[.:]|\s(?=[^\W\d_])){tail}"),
    )


def _numeral_of(label: str) -> str:
    """What a label has beside its name.

    >>> _numeral_of("Глава IV"), _numeral_of("3-1-бап"), _numeral_of("Приложение № 2"), _numeral_of("Приложение")
    ('IV', '3-1', '2', '')
    """
    name = _name_of(label)
    at = label.casefold().find(name)
    return (label[:at] + label[at + len(name) :]).strip(" -–№")


def _counted_in_roman(lines: Sequence[_Named]) -> frozenset[str]:
    """The names of units that Roman numerals count: at least one beyond the first, and no figures but ones."""
    numerals = [(line.name, line.numeral) for line in lines]
    figures = {name for name, numeral in numerals if any(map(str.isdigit, numeral)) and numeral.strip("1")}
    return frozenset(
        name
        for name, numeral in numerals
        if name not in figures and not any(map(str.isdigit, numeral)) and any(roman_numbers(numeral))
    )


def _mend_numeral(
    line: _Named, last: tuple[int, int], later: Sequence[_Named], *, roman: bool
) -> tuple[str, tuple[int, int]] | None:
    """The label and ordinal of a unit whose numeral was read wrongly: it directly follows the one before it, `last`.

    Letters may stand for a numeral. Figures of the same shape do where no other could be meant; anything of doubt does
    where the units behind, `later`, prove which one it is.
    """
    following = [(last[0] + 1, 0), (last[0], last[1] + 1)] if last[0] else [(1, 0)]
    if not last[0] and later and later[0].ordinal[0] > 1:
        following.append((later[0].ordinal[0] - 1, 0))  # of an excerpt
    if line.ordinal in following:
        first = to_roman(line.ordinal[0])
        strokes = roman and line.scanned and line.numeral.isdigit() and read_as_roman(line.numeral, line.ordinal[0])
        return (line.label.replace(line.numeral, first, 1), line.ordinal) if strokes else None
    if (twice := HYPHEN_READ_TWICE.match(line.label)) and line.scanned and (line.ordinal[0], 0) == following[0]:
        return f"{twice['numeral']}-{line.label[twice.end() :]}", following[0]
    if not line.numeral or (not line.scanned and not TYPED_FOR.issuperset(line.numeral)):
        return None
    for wanted in following:
        figures = _print_ordinal(wanted)
        spelled = to_roman(wanted[0]) if roman and not wanted[1] else figures
        if not wanted[1] and read_as_roman(line.numeral, wanted[0]) and not (line.numeral.isdigit() and not roman):
            spelled = to_roman(wanted[0])
        elif not line.scanned or not (
            read_as_figure(line.numeral, figures)
            or (is_alike(line.numeral, figures) and _goes_past(line, wanted, later))
            or (line.doubtful and _prove(wanted, later))
        ):
            continue
        return line.label.replace(line.numeral, spelled, 1), wanted
    return None


def _follows(last: tuple[int, int], ordinal: tuple[int, int]) -> bool:
    return ordinal in ((last[0] + 1, 0), (last[0], last[1] + 1))


def _goes_past(line: _Named, wanted: tuple[int, int], later: Sequence[_Named]) -> bool:
    """Whether what was read counts past the next unit of the name."""
    return bool(later) and wanted < later[0].ordinal <= line.ordinal


def _prove(wanted: tuple[int, int], later: Sequence[_Named]) -> bool:
    """Whether the next unit that is read counts so much further as there are units in doubt before it."""
    for step, other in enumerate(later, 1):
        if not other.doubtful and other.ordinal != UNREAD:
            return other.ordinal == (wanted[0] + step, 0) and not wanted[1]
    return False


def attachments_first(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces with the name of an attachment before the lines that say, above it, what it belongs to.

    Kazakh puts it last: "Байланыс қызметтерін көрсету" / "қағидаларына" / "1-қосымша".
    """
    ordered = list(pieces)
    names = [name for name, unit in VOCABULARIES["kk"].named_units.items() if unit.rank == ATTACHMENT]
    for index, piece in enumerate(pieces):
        if not index or not _ends_in(piece, names) or not _says_whose(pieces[index - 1]) or piece.is_grid:
            continue
        parsed = parse_unit(piece.text)
        if not parsed or parsed[3]:
            continue
        start = index - 1
        while start and not _stands_by_itself(pieces, start):
            start -= 1
        block = pieces[start:index]
        if len(block) <= MOST_OWNER_LINES and all(len(line.text) <= LONGEST_OWNER_LINE for line in block):
            ordered[start : index + 1] = [
                msgspec.structs.replace(piece, after_gap=True),
                msgspec.structs.replace(block[0], after_gap=False),
                *block[1:],
            ]
    return tuple(ordered)


def _ends_in(piece: Piece, names: Sequence[str]) -> bool:
    return piece.text[-MOST_NAME:].casefold().rstrip(".").endswith(tuple(names))


def _says_whose(above: Piece) -> bool:
    """Whether a line ends in the dative of Kazakh, which says what an attachment belongs to."""
    return not above.is_grid and re.search(DATIVE, above.text) is not None


def _print_ordinal(ordinal: tuple[int, int]) -> str:
    return "-".join(str(part) for part in ordinal if part)


def _ranks_by_place(kinds: Sequence[NamedUnit]) -> dict[NamedUnit, int]:
    """The ranks of kinds that may be wide or narrow, by where the first one stands; `kinds` are those of all units.

    Before every other kind it is the widest; behind chapters and before articles it stands between them.
    """
    ranks: dict[NamedUnit, int] = {}
    for place, kind in enumerate(kinds):
        if kind.wider is None or kind in ranks:
            continue
        above = {other.rank for other in kinds[:place]} - {ATTACHMENT}
        below = {other.rank for other in kinds[place:]} - above - {kind.rank}
        if not above:
            ranks[kind] = kind.wider
        elif any(max(above) + 1 < rank < kind.rank for rank in below):
            ranks[kind] = max(above) + 1
    return ranks


def _stands_by_itself(pieces: Sequence[Piece], index: int) -> bool:
    """Whether white space or a page's beginning sets a line off from what is above it."""
    return not index or pieces[index].after_gap or pieces[index].page != pieces[index - 1].page


def _find_unnamed(pieces: Sequence[Piece], kind: str, named: Sequence[Unit]) -> tuple[Unit, ...]:
    """Parts headed by a Roman numeral or a letter alone: at least two headings that count from the first.

    They begin again behind a named unit. Where named units stand above them, they are parts of those.
    """
    found: list[Unit] = []
    chain: list[Unit] = []
    named_indexes = {unit.index for unit in named}
    for index, piece in enumerate(pieces):
        if index in named_indexes:
            found += _proved(chain)
            chain = []
            continue
        match = None if piece.is_grid else UNNAMED[kind].match(piece.text)
        misread = None if match or piece.is_grid or kind != "roman" else MISREAD.match(piece.text)
        match = match or misread
        if not match:
            continue
        label = match["label"]
        if misread:
            if not read_as_roman(label, len(chain) + 1):
                continue
            label = to_roman(len(chain) + 1)
        ordinal = roman_to_int(label) if kind == "roman" else ALPHABETS[kind].find(label) + 1
        if ordinal == len(chain) + 1 and _heads_part(pieces, index, match, ordinal):
            inside = bool(named) and named[0].index < index
            unit = NamedUnit(rank=6, eid="subchp") if inside else NamedUnit(rank=2, eid="part")
            chain.append(
                Unit(
                    index=index,
                    label=label,
                    ordinal=(ordinal, 0),
                    named=unit,
                    rest=match["rest"],
                    misread=match["label"] if misread else "",
                )
            )
    return (*found, *_proved(chain))


def _proved(chain: Sequence[Unit]) -> Sequence[Unit]:
    """A chain of two parts at least, one of them with its numeral as printed."""
    return chain if len(chain) > 1 and not all(unit.misread for unit in chain) else ()


def _heads_part(pieces: Sequence[Piece], index: int, match: re.Match[str], ordinal: int) -> bool:
    """Whether a line behind a Roman numeral or a letter may be a heading: short, a capital first, no sentence end.

    Numbers that begin below it prove it: "A. Scope" above "A.1", "II. Fees" above "2.1", "B) Term" above "1)".
    """
    rest = match["rest"]
    if len(rest) > LONGEST_UNNAMED or rest.endswith((*SENTENCE_END, ",")):
        return False
    below = pieces[index + 1].text if index + 1 < len(pieces) else ""
    # a scan may show the first capital as a small letter
    begins = rest[0].isupper() or (pieces[index].confidence < 1.0 and any(map(str.isupper, rest)))
    if match["mark"] and re.match(rf"(?:(?:{match['label']}|{ordinal})\.1(?![0-9])|1[.)]\s)", below):
        return begins
    if not rest[0].isupper():
        return False
    if not match["mark"] and not (is_heading_like(rest) and _stands_by_itself(pieces, index)):
        return False
    return is_heading_like(rest) or pieces[index].bold or _stands_by_itself(pieces, index)


def without_own_attachment(units: Sequence[Unit], markers: Sequence[Marker]) -> tuple[Unit, ...]:
    """Units without the attachment that a document as a whole is: its name stands in front of the title."""
    attachments = [unit for unit in units if unit.named.rank == ATTACHMENT]
    if len(attachments) != 1 or attachments[0] is not units[0] or not (markers or units[1:]):
        return tuple(units)
    first = min([*(unit.index for unit in units[1:]), *(marker.index for marker in markers)], default=0)
    return tuple(units[1:]) if units[0].index < first and units[0].index < FRONT_LINES else tuple(units)


def _last_since_wider(found: Sequence[Unit], label: str, ordinal: tuple[int, int], rank: int) -> Unit | None:
    """The unit that one of this rank and ordinal follows: none where a wider unit lets it begin with 1.

    Attachments of another name ("Schedule A", "Exhibit 1") count by themselves.
    """
    for unit in reversed(found):
        if unit.named.rank == rank and (rank != ATTACHMENT or _name_of(unit.label) == _name_of(label)):
            return unit
        if unit.named.rank < rank and ordinal == (1, 0):
            return None
    return None


def _name_of(label: str) -> str:
    lowered = label.casefold()
    return max((name for name in _names() if name in lowered), key=len, default="")


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
            name = step.name(len(step.number))
            if prefix is None:
                again = unit is not None and (
                    unit.inferred or unit.counted or (step.number <= last and not step.letter)
                )
                prefix = f"{above.label}/" if above and again else ""
            if above and f"{prefix}{name}" in by_label:
                prefix = f"{above.label}/"
            entry = _number_entry(step, unit, above, prefix, by_label)
            last = step.number
            by_label[f"{prefix}{name}"] = entry
        entries.append(entry)
        by_label[entry.label] = entry
    return tuple(entries)


def _unit_entry(unit: Unit, above: Entry | None, by_label: dict[str, Entry]) -> Entry:
    label = f"{above.label}/{unit.label}" if above and unit.label in by_label else unit.label
    if label in by_label:  # a heading that counts like a clause before it
        label = f"({label})"
    own = f"{unit.named.eid}_{'-'.join(str(part) for part in unit.ordinal if part)}"
    return Entry(
        index=unit.index,
        label=label,
        parent=above.label if above else None,
        level=above.level + 1 if above else 1,
        eid=f"{above.eid}__{own}" if above else own,
        rest=unit.rest,
        is_unit=not (unit.named.rank >= LETTERED_RANK and unit.rest.endswith(SENTENCE_END)),
        inferred=unit.inferred,
        confidence=UNPROVED if unit.inferred else 1.0,
    )


def _number_entry(
    marker: Marker, unit: Unit | None, above: Entry | None, prefix: str, by_label: dict[str, Entry]
) -> Entry:
    number = marker.number
    base, depth = (above.level if above else 0), len(number)
    if (
        unit
        and depth > 1
        and number[0] == unit.ordinal[0]
        and (marker.letter or f"{prefix}{number[0]}" not in by_label)
    ):
        depth -= 1  # "5.1" right below "Статья 5"
    ancestors = (f"{prefix}{marker.name(length)}" for length in range(len(number) - 1, 0, -1))
    parent = next((by_label[label].label for label in ancestors if label in by_label), above.label if above else None)
    steps = [f"sec_{number[0]}"]
    steps += [f"cl_{own}" for own in itertools.accumulate(map(str, number), "{}-{}".format)][1:]
    if marker.inserted:
        steps[-1] += "-" + slug(marker.inserted[len(number_to_text(number)) :])
    return Entry(
        index=marker.index,
        label=f"{prefix}{marker.mark or marker.name(len(number))}",
        parent=parent,
        level=base + depth,
        eid="__".join([above.eid, *steps] if above else steps),
        rest=marker.rest,
        inferred=marker.inferred,
        confidence=marker.confidence,
    )
