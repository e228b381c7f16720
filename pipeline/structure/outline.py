"""Units (Глава 1, Статья 3-1, 1-тарау, § 2, Schedule A, II., B.) and numbers -> one outline: labels, parents, ids."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import product, takewhile

import msgspec

from pipeline.languages import VOCABULARIES
from pipeline.languages.transliteration import slug
from pipeline.languages.vocabulary import NamedUnit
from pipeline.model import Record
from pipeline.structure.flow import Piece
from pipeline.structure.misread import ALIKE_DIGITS
from pipeline.structure.numbering import SENTENCE_END, Marker, Number, is_heading_like, number_to_text

UNREAD = (-1, 0)  # the ordinal of a numeral that was read as letters
MOST_SKIPPED = 3  # units that may be missing between two of a kind
MOST_LEFT_OUT = 200  # right below a wider unit, since excerpts leave out much
ATTACHMENT = 1  # rank of appendices, which alone may go without an ordinal
# 12, 3-1 and 3а (put in between 3 and 4), IV
NUMERAL = r"[0-9]{1,4}(?:-[0-9]{1,2}|[a-zA-Zа-яА-Я](?!\w))?(?![0-9]|\.[0-9])|[IVXLC]{1,7}"
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
CYRILLIC_ROMAN = str.maketrans("ІХСЛ", "IXCL")  # typed on a Cyrillic keyboard
# what Roman numerals are read as on scans; the sixteenth and later letters hardly ever count
READ_ROMAN = {"1": "I", "Т": "I", "П": "II", "11": "II", "Ш": "III", "111": "III", "1У": "IV", "ІУ": "IV", "У": "V"}
MISREAD = re.compile(rf"^(?P<label>(?P<ordinal>{'|'.join(READ_ROMAN)}))(?P<mark>[.)])\s+(?P<rest>\S.*)$")
# what each letter may be that was read in a Roman numeral before its unit's name; a hyphen read twice: "3-6бап"
READ_FOR = {
    "П": ("II",),
    "Ш": ("III", "II"),
    "І": ("I",),
    "I": ("I",),
    "У": ("V",),
    "V": ("V",),
    "Х": ("X",),
    "X": ("X",),
}
HYPHEN_READ_TWICE = re.compile(r"^([0-9]{1,3})-6(?=б)")
CYRILLIC_CAPITAL = "[А-ЯЁӘҒҚҢӨҰҮҺІ]"
# Units without a name: Roman numerals and capital letters that head parts of a document.
UNNAMED = {
    "roman": re.compile(r"^(?P<label>(?P<ordinal>[IVXІХ]{1,6}))(?P<mark>[.)]?)\s+(?P<rest>\S.*)$"),
    "latin": re.compile(r"^(?P<label>(?P<ordinal>[A-Z]))(?P<mark>[.)])(?:\s+|(?=[A-Z]{3}))(?P<rest>\S.*)$"),
    "cyrillic": re.compile(
        rf"^(?P<label>(?P<ordinal>[А-Я]))(?P<mark>[.)])(?:\s+|(?={CYRILLIC_CAPITAL}{{3}}))(?P<rest>\S.*)$"
    ),
}
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


def roman_to_int(text: str) -> int:
    """A Roman numeral as a number, 0 where it is none; Cyrillic І and Х stand for I and X.

    >>> roman_to_int("XIV"), roman_to_int("ІІІ"), roman_to_int("IIX")
    (14, 3, 0)
    """
    latin = text.translate(CYRILLIC_ROMAN)
    if not re.fullmatch(r"(?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})", latin):
        return 0
    values = [ROMAN[letter] for letter in latin]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def find_units(pieces: Sequence[Piece]) -> tuple[Unit, ...]:
    """Units, in order: lines that begin like one where no sentence is unfinished, and that count on.

    A unit counts on from the one of its kind before it; below a wider unit it may begin with 1, or count through.
    """
    found: list[Unit] = []
    lines = [
        (index, piece, parsed)
        for index, piece in enumerate(pieces)
        if not piece.is_grid and (parsed := parse_unit(piece.text) or _parse_misread(piece.text))
        if not _unfinished(pieces, index)
    ]
    ranks = _ranks_by_place([named for _, _, (_, _, named, _) in lines])
    for index, piece, parsed in lines:
        label, ordinal, kind, rest = parsed
        named = msgspec.structs.replace(kind, rank=ranks.get(kind, kind.rank))
        before = _last_since_wider(found, label, ordinal, named.rank)
        misread = ""
        if _is_roman_misread(label, ordinal, before):
            misread, label = label, f"{label[:-1]}{READ_ROMAN[label[-1]]}"
            ordinal = (roman_to_int(READ_ROMAN[misread[-1]]), 0)
        elif ordinal == UNREAD:
            mended = _read_numeral(label, before)
            if mended is None:
                continue
            misread, (label, ordinal) = label, mended
        elif piece.confidence < 1.0 and (mended := _read_digits(label, ordinal, before, pieces[index + 1 :])):
            misread, (label, ordinal) = label, mended
        if ordinal == (0, 0):
            if not _stands_by_itself(pieces, index):
                continue
            ordinal = (before.ordinal[0] + 1 if before else 1, 0)
        reach = MOST_LEFT_OUT if found and found[-1].named.rank < named.rank else MOST_SKIPPED
        if before is None or before.ordinal < ordinal <= (before.ordinal[0] + reach, 99):
            found.append(Unit(index=index, label=label, ordinal=ordinal, named=named, rest=rest, misread=misread))
    unnamed = [unit for kind in UNNAMED for unit in _find_unnamed(pieces, kind, found)]
    return tuple(sorted((*found, *unnamed), key=lambda unit: unit.index))


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


@cache
def _misread_pattern() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(_names(), key=lambda name: (-len(name), name)))
    letters = "".join(READ_FOR)
    return re.compile(
        rf"^(?P<label>[{letters}]{{1,5}}\s*[-–]?\s*(?P<name>(?i:{names})))(?!\w)\s*[.:–—-]?\s*(?P<rest>.*)$"
    )


def _parse_misread(text: str) -> tuple[str, tuple[int, int], NamedUnit, str] | None:
    """A unit whose Roman numeral stands before its name and was read as other letters; what it counts is unread.

    >>> _parse_misread("П бөлім. Көмек")[:2], _parse_misread("П. Көмек")
    (('П бөлім', (-1, 0)), None)
    """
    match = _misread_pattern().match(text)
    if not match or match["rest"][:1].islower():
        return None
    return match["label"], UNREAD, _names()[match["name"].casefold()], match["rest"]


def _read_numeral(label: str, before: Unit | None) -> tuple[str, tuple[int, int]] | None:
    """The label and ordinal of a Roman numeral that was read as letters, where it directly follows the unit before."""
    wanted = before.ordinal[0] + 1 if before else 1
    letters = "".join(takewhile(READ_FOR.__contains__, label))
    readings = ("".join(parts) for parts in product(*(READ_FOR[letter] for letter in letters)))
    found = next((reading for reading in readings if roman_to_int(reading) == wanted), None)
    return (found + label[len(letters) :], (wanted, 0)) if found else None


def _read_digits(
    label: str, ordinal: tuple[int, int], before: Unit | None, below: Sequence[Piece]
) -> tuple[str, tuple[int, int]] | None:
    """The label and ordinal that a scan shows wrongly: the number that directly follows, with a digit read as another.

    For another digit, the next unit must show that what was read counts past it. "6" for a hyphen before "бап" needs
    no other proof.
    """
    last = before.ordinal if before else (0, 0)
    following = ((last[0] + 1, 0), (last[0], last[1] + 1))
    if ordinal in following:
        return None
    twice = HYPHEN_READ_TWICE.match(label)
    if twice and (ordinal[0], 0) == following[0]:
        return f"{twice[1]}-{label[twice.end() :]}", following[0]
    printed = _print_ordinal(ordinal)
    for wanted in following:
        true = _print_ordinal(wanted)
        alike = len(printed) == len(true) and all(
            one == two or any(one in group and two in group for group in ALIKE_DIGITS)
            for one, two in zip(printed, true, strict=True)
        )
        if alike and last[0] and printed in label:
            name = _name_of(label)
            units = (parse_unit(piece.text) for piece in below if not piece.is_grid)
            after = next((unit[1] for unit in units if unit and _name_of(unit[0]) == name), None)
            return (label.replace(printed, true, 1), wanted) if after and wanted < after <= ordinal else None
    return None


def _print_ordinal(ordinal: tuple[int, int]) -> str:
    return "-".join(str(part) for part in ordinal if part)


def _is_roman_misread(label: str, ordinal: tuple[int, int], before: Unit | None) -> bool:
    """Whether the letter behind a unit's name was a Roman numeral: "РАЗДЕЛ П" that no "РАЗДЕЛ О" stands before."""
    letter = label[-1:]
    return (
        letter in {"П", "Ш"}
        and not label[-2:-1].isalpha()
        and (before is None or before.ordinal[0] + 1 != ordinal[0])
        and (before is None or before.ordinal[0] + 1 == roman_to_int(READ_ROMAN[letter]))
    )


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
        label = READ_ROMAN[match["label"]] if misread else match["label"]
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
        is_unit=True,
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
    steps += ["cl_" + "-".join(str(part) for part in number[:length]) for length in range(2, len(number) + 1)]
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
