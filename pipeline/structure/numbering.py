"""Printed numbers -> a consistent sequence; what the source lost is inferred from the neighbours.

A line that begins like a number is only a candidate. The reading kept is the one whose numbers make the most
consistent sequence through the whole document (dynamic programming over the candidates), so that a reference that
opens a line, an amount or a date does not become a clause. Where the sequence has a gap, the paragraphs in it are
given the lost numbers if they fit.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from pipeline.languages import VOCABULARIES
from pipeline.languages.dates import find_date_role
from pipeline.model import Record
from pipeline.structure.flow import Piece, is_bullet
from pipeline.structure.misread import numbers_behind, read_as_mark
from pipeline.structure.styles import ROMAN, SELDOM_COUNTED, Habits, find_habits, read_misread, read_styled

Number = tuple[int, ...]

DECIMAL = re.compile(
    r"^(?P<number>[0-9]{1,3}(?:\.[0-9]{1,3})*)(?P<end>\.(?![0-9])|[,;:)](?=\s)|(?=\s)|$)\s*(?P<rest>.*)$"
)
# 1)  а)  (ii) - also glued to the text - and, with white space behind the point, 1.  a.  ii.; {a) on a scan
ITEM = re.compile(
    r"^(?:(?P<open>[({]?)(?P<mark>[0-9]{1,3}(?:-[0-9]{1,2})?|[^\W\d_](?:-[0-9]{1,2})?|[ivx]{1,5})(?P<close>[)}])\s*"
    r"|(?P<dotted>[0-9]{1,2}(?:-[0-9]{1,2})?|[^\W\d_A-ZА-Я]|[ivx]{1,5})(?P<point>\.)\s+)(?P<rest>\S.*)$"
)
# >»)  (oc) - on a scan
UNREAD_ITEM = re.compile(r"^(?P<printed>\S{1,4}[)}\]])\s*(?P<rest>\S*\w.*)$")
# 1.1) - and 1) in a document that has such
BRACKETED = re.compile(r"^(?P<mark>(?P<number>[1-9][0-9]{0,2}(?:\.[1-9][0-9]{0,2})*)\))\s*(?P<rest>\S.*)$")
DECIMAL_BRACKETED = re.compile(r"^(?P<mark>(?P<number>[1-9][0-9]{0,2}(?:\.[1-9][0-9]{0,2})+)\))\s*(?P<rest>\S.*)$")
POINTED_FIRST = re.compile(r"^1\.\s+\S")
# 2.I. Term - a scan's letter for the figure behind the point
CUT = re.compile(r"^[0-9.]+\.[IlІ|ЗSZОбА]{1,2}[.,:]\s")
FIGURES = frozenset("123456789")
BARE = re.compile(r"^([0-9]{1,3}(?:\.[0-9]{1,3})+)\.?$")
# 1.01  2.09. - as contracts in English count, to 1.10 and on
PADDED = re.compile(r"^(?P<mark>(?P<whole>[1-9][0-9]?)\.0(?P<part>[1-9]))\.?\s+(?P<rest>[\"“«]?[^\W\d_a-zа-я].*)$")
# 1.—(1) of British acts: the dash is none of the text's
DASHED_ITEM = re.compile(r"^[—–-]\s*(?=\([0-9a-z]{1,3}\))")
# 2-1.  1.1-2.  1.1а. - put in behind 2 and 1.1
INSERTED = re.compile(
    r"^(?P<mark>(?P<number>[1-9][0-9]{0,2}(?:\.[1-9][0-9]?)*)(?:-(?P<place>[1-9][0-9]?)|(?P<letter>[a-zа-я])))"
    r"(?:\.|(?=\s))\s*(?P<rest>\S.*)$"
)
# З.1.  l.1.  1. 2.  1,2. - at least one digit, a point at the end, a capital behind it
_READ = r"[0-9ЗзОоOolIІбБ]{1,2}"
MISREAD = re.compile(
    rf"^(?=[^\s]*\s?[^\s]*[0-9])(?P<number>{_READ}(?:[.,;]\s?{_READ}){{1,3}}[.,])\s*(?P<rest>[A-ZА-ЯӘҒҚҢӨҰҮҺІ«\"].*)$"
)
# З. ТАРАПТАР - a three alone; no initials behind it
THREE = re.compile(r"^(?P<number>З\.)\s*(?P<rest>[A-ZА-ЯӘҒҚҢӨҰҮҺІ«\"][^\W\d_].*)$")
# what enumeration marks are read as: 6) for б), a) in Latin letters for а), 11) for ii)
MARKS_READ_AS = {"6": "б", "З": "3", "з": "3", "a": "а", "c": "с", "e": "е", "r": "г", "B": "в", "T": "т"}
CYRILLIC = re.compile(r"[а-яәғқңөұүһі]", re.IGNORECASE)
LETTERS_FOR_DIGITS = str.maketrans("ЗзОоOolIІбБ", "33000011166")
MISREAD_COST = 0.5
MISREAD_CONFIDENCE = 0.8
NEVER = 100.0  # a cost that no chain can bear
LARGEST_PART = 199
LOOK_BACK = 400  # candidates; a number further back than this starts a new sequence
MAX_STATES = 400  # readings of a gap kept at a time
SENTENCE_END = (".", ";", ":", "!", "?")
ALL_CAPITALS = 0.9  # share of a heading's letters; OCR misreads some
MOSTLY_CAPITALS = 0.6
BULLET_COST = 0.5
MOST_LETTERS_SKIPPED = 2  # lists in Kazakh often leave out ә, ғ or ё
RUN_ON_COST = 0.7
LONGEST_TITLE = 60  # characters of a title that is told by its shortness


class Marker(Record, frozen=True, kw_only=True):
    """A clause begins at piece `index`: its number, the text after the number, how the number came to be.

    `mark` is the number as printed where that is not the usual "1.2" ("1)", "Section 1.2"); `misread` is what the
    source has for it ("З.1.", "1. 2."). `letter` stands for the first part in print: "Б.2" is 2.2 and has "Б".
    `inserted` is the mark of what was put in behind this number ("2-1").
    """

    index: int
    number: Number
    rest: str
    mark: str = ""
    misread: str = ""
    inferred: bool = False
    confidence: float = 1.0
    letter: str = ""
    inserted: str = ""

    def name(self, depth: int) -> str:
        """The first `depth` parts of the number, as they are printed.

        >>> marker = Marker(index=0, number=(2, 1, 4), rest="", letter="Б")
        >>> marker.name(3), marker.name(1)
        ('Б.1.4', 'Б')
        """
        if self.inserted and depth == len(self.number):
            return self.inserted
        printed = number_to_text(self.number[:depth])
        return self.letter + printed.removeprefix(str(self.number[0])) if self.letter else printed


class _Candidate(NamedTuple):
    """Piece `place` may begin a clause; `mark` and `misread` as in `Marker`; `marked`: something ends the number.

    `padded`: the number is printed "1.01"; `letter` as in `Marker`.
    """

    place: int
    number: Number
    rest: str
    mark: str = ""
    marked: bool = True
    misread: str = ""
    padded: bool = False
    letter: str = ""


class ItemMark(Record, frozen=True, kw_only=True):
    """An enumerated item: its mark as printed, the text after it, its series and its place in the series (from 1).

    `inserted` counts what was put in behind a place: 2 for "3-2)". `misread` is what the source has for the mark ("6)"
    for "б)").
    """

    mark: str
    rest: str
    series: str
    ordinal: int
    inserted: int = 0
    misread: str = ""


def number_to_text(number: Number) -> str:
    return ".".join(str(part) for part in number)


def parse_number(text: str) -> tuple[Number, str, bool] | None:
    """The number a line begins with, the rest of the line, and whether a mark ends the number.

    >>> parse_number("4.1.Қызметтердің жұмыс")
    ((4, 1), 'Қызметтердің жұмыс', True)
    >>> parse_number("10.09.2025 ж. нұсқасы"), parse_number("99,9%-дан төмен"), parse_number("24/7/365")
    (None, None, None)
    >>> parse_number("3.1 және 3.2-тармақтарда") is None    # a reference that opens a line
    True
    """
    match = DECIMAL.match(text) if text[:1] in FIGURES else None
    if not match:
        return None
    printed, rest = match["number"], match["rest"]
    parts = printed.split(".")
    if any(len(part) > 1 and part.startswith("0") for part in parts):
        return None
    number = tuple(int(part) for part in parts)
    if not all(1 <= part <= LARGEST_PART for part in number) or match["end"] == ")":
        return None
    if len(number) == 1 and match["end"] != "." and not (is_heading_like(rest) or _is_title(rest)):
        return None
    if _is_reference(rest):
        return None
    return number, DASHED_ITEM.sub("", rest), match["end"] != ""


def parse_named_number(text: str) -> tuple[Number, str, str] | None:
    """A decimal number with the word for it: the number, the rest of the line, the number as printed.

    >>> parse_named_number("Section 1.1 Fees are due."), parse_named_number("2.3-тармақ. Клиент төлейді.")
    (((1, 1), 'Fees are due.', 'Section 1.1'), ((2, 3), 'Клиент төлейді.', '2.3-тармақ'))
    >>> parse_named_number("Section 2.01 Uptime")
    ((2, 1), 'Uptime', 'Section 2.01')
    >>> parse_named_number("Section 1.1 applies"), parse_named_number("пункт 3.1 настоящих Условий")
    (None, None)
    """
    match = _named_number().match(text)
    if not match:
        return None
    first = next((character for character in match["rest"] if character.isalnum()), "A")
    printed = re.sub(r"\.0(?=[1-9])", ".", match["before"] or match["after"])  # Section 1.01
    number = parse_number(f"{printed} A")
    return None if number is None or first.islower() else (number[0], match["rest"], match["label"])


@cache
def _named_number() -> re.Pattern[str]:
    before = [re.escape(word) for vocabulary in VOCABULARIES.values() for word in vocabulary.references_before]
    after = [re.escape(word) for vocabulary in VOCABULARIES.values() for word in vocabulary.references_after]
    decimal = r"[0-9]{1,3}(?:\.[0-9]{1,3})+"
    words = rf"(?:{'|'.join(before)})[^\W\d_]{{0,2}}\s*(?P<before>{decimal})"
    return re.compile(
        rf"^(?P<label>{words}|(?P<after>{decimal})\s*[-–]\s*(?:{'|'.join(after)}))(?!\w)\s*[.:–—-]?\s*(?P<rest>.*)$",
        re.IGNORECASE,
    )


def parse_misread_number(text: str) -> tuple[Number, str, str] | None:
    """A decimal number with letters for digits, or a comma or a blank for a point: the number, the rest, as it stands.

    >>> parse_misread_number("З.1. Төлем"), parse_misread_number("1. 2. Второе."), parse_misread_number("1,2. Второе.")
    (((3, 1), 'Төлем', 'З.1.'), ((1, 2), 'Второе.', '1. 2.'), ((1, 2), 'Второе.', '1,2.'))
    >>> parse_misread_number("1.2. Второе."), parse_misread_number("10,5. тенге"), parse_misread_number("О. З. Иванов")
    (None, None, None)
    >>> parse_misread_number("З.ТАРАПТАР"), parse_misread_number("З. А. Иванов")
    (((3,), 'ТАРАПТАР', 'З.'), None)
    """
    match = MISREAD.match(text) or THREE.match(text)
    if not match:
        return None
    read = re.sub(r"[.,;]\s*", ".", match["number"].translate(LETTERS_FOR_DIGITS))
    parsed = parse_number(f"{read} {match['rest']}")
    plain = match["number"].rstrip() == read
    return None if plain or parsed is None else (parsed[0], match["rest"], match["number"].rstrip())


def _is_title(rest: str) -> bool:
    """Whether what follows a number without a point may be a heading: "1 Definitions", "4 Срок действия"."""
    words = rest.split()
    return 1 <= len(words) <= 8 and words[0][0].isupper() and words[0].isalpha() and not rest.endswith(SENTENCE_END)


def _is_reference(rest: str) -> bool:
    """Whether what follows a number makes it a reference, in small letters: "3.2. Настоящий Договор" is a clause."""
    return _reference_ends().match(rest) is not None


@cache
def _reference_ends() -> re.Pattern[str]:
    after = [re.escape(stem) for vocabulary in VOCABULARIES.values() for stem in vocabulary.references_after]
    joints = [rf"{joint}\s+[0-9]" for vocabulary in VOCABULARIES.values() for joint in vocabulary.reference_joints]
    return re.compile(rf"[-– ]*(?:{'|'.join([*after, *joints])})")


def parse_item(text: str) -> ItemMark | None:
    """An enumerated item's mark, as the first of its readings: `1)`, `а)`, `ғ)`, `(i)`, `a.`.

    >>> parse_item("ғ) деректерді сақтау").ordinal
    6
    >>> parse_item("(ii) the Customer").series, parse_item("2) төлем").ordinal
    ('roman', 2)
    """
    return next(iter(item_readings(text)), None)


def item_readings(text: str) -> tuple[ItemMark, ...]:
    """What an enumerated item's mark may mean: "(i)" is the first Roman numeral or the ninth letter.

    >>> [(mark.series, mark.ordinal) for mark in item_readings("i. Repeated abuse")]
    [('roman.', 1), ('letter-en.', 9)]
    >>> [(mark.mark, mark.misread) for mark in item_readings("6) умысел страхователя")]
    [('6)', ''), ('б)', '6)')]
    >>> [(mark.mark, mark.misread) for mark in item_readings("{a) copy the Software")]
    [('(a)', '{a)')]
    >>> [(mark.ordinal, mark.inserted) for mark in item_readings("2-1) сеть связи;")]
    [(2, 1)]
    """
    match = ITEM.match(text)
    if not match or not any(map(str.isalnum, match["rest"])):
        return ()
    mark, point = match["mark"] or match["dotted"], match["point"] or ""
    rest, printed = match["rest"], f"{match['open'] or ''}{mark}{match['close'] or point}"
    before, after = ("(" if match["open"] else ""), (")" if match["close"] else point)
    place, _, inserted = mark.partition("-")
    plain = [
        ItemMark(
            mark=f"{before}{mark}{after}",
            rest=rest,
            series=series + point,
            ordinal=ordinal,
            inserted=int(inserted or 0),
            misread=printed if "{" in printed or "}" in printed else "",
        )
        for series, ordinal in _item_places(place)
    ]
    misread = [
        ItemMark(mark=f"{before}{true}{after}", rest=rest, series=series + point, ordinal=ordinal, misread=printed)
        for true in _marks_behind(mark, rest)
        for series, ordinal in _item_places(true)
    ]
    return (*plain, *misread)


def _marks_behind(mark: str, rest: str) -> Iterator[str]:
    """What a mark may have been before it was misread: letters of the text's own script, Roman ones for ones."""
    if CYRILLIC.search(rest) and (true := MARKS_READ_AS.get(mark)):
        yield true
    if mark in {"11", "111"}:
        yield "i" * len(mark)


def read_as_next(before: ItemMark, text: str) -> ItemMark | None:
    """The mark that follows another, if a scan may show it as the line begins.

    >>> first = item_readings("а) суммы;")[0]
    >>> read_as_next(first, "6] сроки;").mark, read_as_next(first, "сроки;")
    ('б)', None)
    """
    for step, mark in enumerate(_marks_behind_mark(before), 1):
        if read := read_as_mark(text, mark):
            ordinal = before.ordinal + step
            return ItemMark(mark=mark, rest=read[1], series=before.series, ordinal=ordinal, misread=read[0])
    return None


def read_between(before: ItemMark, text: str, after: ItemMark) -> ItemMark | None:
    """The mark between two others of a series, whatever a scan shows in front of the bracket that closes it.

    >>> before, after = item_readings("е) суммы;")[0], item_readings("з) сроки;")[0]
    >>> read_between(before, ">») заявки;", after).mark
    'ж)'
    """
    match = UNREAD_ITEM.match(text)
    if not match or before.series != after.series or before.inserted or after.inserted:
        return None
    steps = after.ordinal - before.ordinal - 1
    marks = dict(enumerate(_marks_behind_mark(before), before.ordinal + 1)) if 0 < steps <= MOST_LETTERS_SKIPPED else {}
    between = {
        ordinal: mark
        for ordinal, mark in marks.items()
        if ordinal < after.ordinal and (steps == 1 or mark.translate(SELDOM_COUNTED) == mark)
    }
    if len(between) != 1:
        return None
    ((ordinal, mark),) = between.items()
    return ItemMark(mark=mark, rest=match["rest"], series=before.series, ordinal=ordinal, misread=match["printed"])


def _marks_behind_mark(before: ItemMark) -> Iterator[str]:
    """The marks that may follow another: the next one, of letters some more."""
    letters = next(
        (v.item_letters for name, v in VOCABULARIES.items() if before.series.startswith(f"letter-{name}")), ""
    )
    after = before.ordinal
    if before.series.startswith("digit"):
        following: Iterable[str] = [str(after + 1)]
    elif before.series.startswith("roman"):
        following = ROMAN[after : after + 1]
    else:
        following = letters[after : after + MOST_LETTERS_SKIPPED + 1]
    return (f"{'(' if before.mark.startswith('(') else ''}{body}{before.mark[-1]}" for body in following)


def read_as_first(second: ItemMark, text: str) -> ItemMark | None:
    """The first mark of a series whose second one is known, if a scan may show it as the line begins."""
    return read_as_next(msgspec.structs.replace(second, ordinal=0), text) if second.ordinal == 2 else None


def _item_places(mark: str) -> Iterator[tuple[str, int]]:
    if mark.isdecimal():
        yield "digit", int(mark)
    if mark.casefold() in ROMAN:
        yield "roman", ROMAN.index(mark.casefold()) + 1
    for language, vocabulary in VOCABULARIES.items():
        place = vocabulary.item_letters.find(mark.casefold())
        if place >= 0:
            yield f"letter-{language}", place + 1
            return


def is_heading_like(text: str) -> bool:
    """Capitals only, as headings without typography are written."""
    return share_of_capitals(text) >= ALL_CAPITALS


def share_of_capitals(text: str) -> float:
    """The share of capitals among the letters of a text; 0 for fewer than three letters."""
    capitals = sum(map(str.isupper, text))
    letters = sum(map(str.isalpha, text)) if capitals else 0
    return capitals / letters if letters >= 3 else 0.0


def is_successor(before: Number, after: Number) -> bool:
    """Whether `after` may directly follow `before`: its first child, its next sibling, or an ancestor's.

    >>> is_successor((3, 11), (3, 11, 1)), is_successor((3, 12, 6), (4,)), is_successor((3, 1), (3, 3))
    (True, True, False)
    """
    if after == (*before, 1):
        return True
    depth = len(after)
    return 0 < depth <= len(before) and after[:-1] == before[: depth - 1] and after[-1] == before[depth - 1] + 1


def successors(number: Number) -> Iterator[Number]:
    """All numbers that may directly follow: the first child, then the next one at every depth."""
    yield (*number, 1)
    for depth in range(len(number), 0, -1):
        yield (*number[: depth - 1], number[depth - 1] + 1)


# --- printed numbers -------------------------------------------------------------------------------------------------


def find_printed(pieces: Sequence[Piece], borders: Mapping[int, int] = MappingProxyType({})) -> tuple[Marker, ...]:
    """The printed numbers that make the most consistent sequence, in reading order.

    `borders` are the pieces where a named unit begins, with its ordinal; numbers may begin again behind one.
    """
    border_indexes = sorted(borders)
    texts = [piece.text for piece in pieces if not piece.is_grid]
    brackets, habits = _find_brackets(texts), find_habits(texts)
    candidates = [
        candidate
        for index, piece in enumerate(pieces)
        if not piece.is_grid and index not in borders
        for candidate in _to_candidates(index, piece.text, habits, brackets=brackets, unsure=piece.confidence < 1.0)
    ]
    best: list[tuple[float, int | None]] = []
    for position, one in enumerate(candidates):
        own = _candidate_score(pieces, one)
        border = bisect_left(border_indexes, one.place) - 1
        restarts = border >= 0 and _begins_again(one.number, borders[border_indexes[border]])
        score, before = own + (0.0 if restarts else _step_score((), one)), None
        for earlier in range(max(0, position - LOOK_BACK), position):
            other = candidates[earlier]
            again = restarts and other.place < border_indexes[border]
            if again or (one.number > other.number and one.place > other.place):
                through = best[earlier][0] + own + (0.0 if again else _step_score(other.number, one))
                if through > score:
                    score, before = through, earlier
        best.append((score, before))
    if not best:
        return ()
    chain: list[int] = []
    at: int | None = max(range(len(best)), key=lambda position: (best[position][0], -position))
    while at is not None:
        chain.append(at)
        at = best[at][1]
    return tuple(
        Marker(
            index=one.place,
            number=one.number,
            rest=one.rest,
            mark=one.mark,
            misread=one.misread,
            confidence=MISREAD_CONFIDENCE if one.misread else 1.0,
            letter=one.letter,
        )
        for one in (candidates[at] for at in reversed(chain))
    )


def _find_brackets(texts: Collection[str]) -> re.Pattern[str] | None:
    """What a clause's number looks like in a document that counts "1.1)"; "1)" is one where there is no "1."."""
    if sum(1 for text in texts if DECIMAL_BRACKETED.match(text)) < 2:
        return None
    return DECIMAL_BRACKETED if any(POINTED_FIRST.match(text) for text in texts) else BRACKETED


def _to_candidates(
    index: int, text: str, habits: Habits, *, brackets: re.Pattern[str] | None, unsure: bool
) -> Iterator[_Candidate]:
    """The ways to read a line as a clause's beginning.

    `brackets`: how the document's numbers with brackets look; `unsure`: the line was read from a picture, figures in it
    may be others.
    """
    styled = list(read_styled(text, habits))
    yield from (_Candidate(index, one.number, one.rest, mark=one.mark, letter=one.letter) for one in styled)
    if styled:
        return
    if unsure and habits.letters:
        yield from (
            _Candidate(index, one.number, one.rest, mark=one.mark, letter=one.letter, misread=shown)
            for one, shown in read_misread(text, habits)
        )
    parsed = parse_number(text)
    if parsed and not (unsure and CUT.match(text)):
        yield _Candidate(index, parsed[0], parsed[1], marked=parsed[2])
    elif named := parse_named_number(text):
        yield _Candidate(index, *named)
    elif padded := PADDED.match(text):
        yield _Candidate(
            index, (int(padded["whole"]), int(padded["part"])), padded["rest"], mark=padded["mark"], padded=True
        )
    match = brackets.match(text) if brackets else None
    if match:
        number = tuple(int(part) for part in match["number"].split("."))
        yield _Candidate(index, number, match["rest"], mark=match["mark"])
    if unsure:
        yield from (_Candidate(index, number, rest, misread=printed) for number, rest, printed in numbers_behind(text))
    elif misread := parse_misread_number(text):
        yield _Candidate(index, misread[0], misread[1], misread=misread[2])


def _begins_again(number: Number, ordinal: int) -> bool:
    """Whether a number may be the first below a unit: 1, 1.1, or the unit's own number with 1 below it."""
    return number in ((1,), (1, 1), (ordinal, 1))


def _candidate_score(pieces: Sequence[Piece], one: _Candidate) -> float:
    """How much a line looks like the beginning of a clause, about 1."""
    score = 1.0 if one.marked or len(one.number) > 1 else 0.6
    first = next((character for character in one.rest if character.isalnum()), "")
    if first.islower():
        score -= 0.4
    if not one.rest:
        score -= 0.2
    before = pieces[one.place - 1].text if one.place else ""
    if before and not before.endswith(SENTENCE_END) and not is_heading_like(before) and not pieces[one.place].after_gap:
        score -= 0.1 if len(one.number) > 1 else 0.3 if one.marked else 0.6
    return score - MISREAD_COST if one.misread else score


def _step_score(before: Number, one: _Candidate) -> float:
    """What a step costs: nothing to a successor, little where siblings are missing, more for any other leap.

    A misread number is one only where it directly follows; so is one like "1.05", which may be an amount.
    """
    after = one.number
    if is_successor(before, after):
        return 0.0
    if one.misread or (one.padded and after != ((before[0] if before else 0) + 1, 1)):
        return -NEVER
    depth = len(after)
    kin = len(before) >= depth - 1 and after[:-1] == before[: depth - 1]
    missing = after[-1] - (before[depth - 1] if len(before) >= depth else 0) - 1
    if kin and missing > 0:
        return -0.2 - 0.1 * min(missing, 6)
    return -0.5 - 0.1 * min(abs(after[0] - (before[0] if before else 0)) + sum(after[1:]), 4)


def find_bracketed(pieces: Sequence[Piece]) -> tuple[Marker, ...]:
    """Clauses of a document that numbers them "1)", "2)" and nothing above: at least two that count from 1."""
    found: list[tuple[int, ItemMark]] = []
    for index, piece in enumerate(pieces):
        mark = None if piece.is_grid else parse_item(piece.text)
        if found and piece.confidence < 1.0 and (mark is None or mark.ordinal != len(found) + 1):
            mark = read_as_next(found[-1][1], piece.text) or mark
        if mark and mark.series == "digit" and mark.ordinal == len(found) + 1:
            found.append((index, mark))
    markers = (
        Marker(index=index, number=(mark.ordinal,), rest=mark.rest, mark=mark.mark, misread=mark.misread)
        for index, mark in found
    )
    return tuple(markers) if len(found) > 1 else ()


def find_inserted(pieces: Sequence[Piece], markers: Sequence[Marker]) -> tuple[Marker, ...]:
    """Clauses that were put in later behind others: 2-1. and 2-2. behind 2, 1.1а. behind 1.1, as amended laws have."""
    found: list[Marker] = []
    known = {marker.index: marker for marker in markers}
    open_: Number = ()
    count = 0
    for index, piece in enumerate(pieces):
        if marker := known.get(index):
            open_, count = marker.number, 0
            continue
        match = None if piece.is_grid else INSERTED.match(piece.text)
        if not match or match["rest"].lstrip('«“"(')[:1].islower():
            continue
        number = tuple(map(int, match["number"].split(".")))
        place = int(match["place"] or 0) or next((place for _, place in _item_places(match["letter"] or "")), 0)
        if number == open_[: len(number)] and place == (count if number == open_ or count else 0) + 1:
            found.append(Marker(index=index, number=number, rest=match["rest"], inserted=match["mark"]))
            open_, count = number, place
    return tuple(found)


# --- lost numbers ----------------------------------------------------------------------------------------------------


class Paragraph(Record, frozen=True, kw_only=True):
    """Pieces [start, stop) of the stream that belong together, with what tells about their number.

    `title_like`: a short line by itself that no sentence end closes; `opens`: it may begin a clause; `dated`: one of
    its lines says which version this is, so that it stands before the first clause.
    """

    start: int
    stop: int
    text: str
    first: str
    heading_like: bool
    title_like: bool
    opens: bool
    dated: bool
    runs_on: bool
    after_gap: bool
    unsure: bool

    @property
    def ends(self) -> str:
        return self.text[-1:]


def find_gathered(pieces: Sequence[Piece]) -> dict[int, Number]:
    """Numbers that an extractor gathered in a block of their own ("5.12.", "5.13.", ...), by piece."""
    bare = {
        index: tuple(int(part) for part in match[1].split("."))
        for index, piece in enumerate(pieces)
        if not piece.is_grid and (match := BARE.match(piece.text))
    }
    return {
        index: number
        for index, number in bare.items()
        if (index + 1 in bare and is_successor(number, bare[index + 1]))
        or (index - 1 in bare and is_successor(bare[index - 1], number))
    }


def infer_lost(
    pieces: Sequence[Piece],
    printed: Sequence[Marker],
    gathered: Mapping[int, Number],
    borders: Collection[int] = (),
) -> tuple[Marker, ...]:
    """Markers for the numbers the source lost, where the paragraphs of a gap fit the numbers missing in it.

    A gap with a named unit in it (`borders`) is none: numbers may begin again there.
    """
    found: list[Marker] = []
    bounds: list[Marker | None] = [None, *printed, None]
    for before, after in pairwise(bounds):
        start = before.index + 1 if before else 0
        stop = after.index if after else len(pieces)
        here = [number for index, number in sorted(gathered.items()) if start <= index < stop]
        last = before.number if before else ()
        if here:
            free = [index for index in range(start, stop) if index not in gathered]
            found += _give_gathered(pieces, free, here)
        elif after and not is_successor(last, after.number) and not any(start <= index < stop for index in borders):
            found += _fill_gap(_paragraphs(pieces, start, stop), last, after.number, at_start=before is None)
    return tuple(sorted(found, key=lambda marker: marker.index))


def _paragraphs(pieces: Sequence[Piece], start: int, stop: int) -> list[Paragraph]:
    """Paragraphs by white space, sentence ends and capitals, for text without numbers to go by."""
    groups: list[list[int]] = []
    for index in range(start, stop):
        piece = pieces[index]
        if piece.is_grid:
            continue
        joins = groups and not _opens_paragraph(pieces[groups[-1][-1]], piece)
        if joins:
            groups[-1].append(index)
        else:
            groups.append([index])
    return [_to_paragraph(pieces, group) for group in groups]


def _to_paragraph(pieces: Sequence[Piece], group: Sequence[int]) -> Paragraph:
    first, text = pieces[group[0]], " ".join(pieces[index].text for index in group)
    above = pieces[group[0] - 1] if group[0] else None
    short = len(text) <= LONGEST_TITLE and not text.endswith(SENTENCE_END) and first.after_gap
    # repaired text may have lost its capitals: white space below a finished sentence or a title opens a paragraph too
    rested = first.after_gap and (
        above is None or above.text.endswith(SENTENCE_END) or len(above.text) <= LONGEST_TITLE
    )
    return Paragraph(
        start=group[0],
        stop=group[-1] + 1,
        text=text,
        first=first.text,
        heading_like=share_of_capitals(text) >= (MOSTLY_CAPITALS if short else ALL_CAPITALS),
        title_like=short and not re.match(r"[0-9]", text),
        opens=not _is_listed(first.text) and (_starts_upper(first.text) or rested),
        dated=any(len(line) <= LONGEST_TITLE and find_date_role(line) for line in (pieces[i].text for i in group)),
        runs_on=above is not None and not above.text.endswith(SENTENCE_END) and len(above.text) > LONGEST_TITLE,
        after_gap=first.after_gap,
        unsure=first.confidence < 1.0,
    )


def _is_listed(text: str) -> bool:
    """Whether a line has a list's own mark, so that it lost no number: "1) ...", "(a) ..."."""
    item = parse_item(text)
    return item is not None and item.mark.endswith(")")


def _opens_paragraph(above: Piece, piece: Piece) -> bool:
    if is_heading_like(above.text) != is_heading_like(piece.text):
        return True
    ended = above.text.endswith(SENTENCE_END)
    if not _starts_upper(piece.text):
        # repaired text may have lost its capital: white space below a line that is short of the margin opens one too
        return piece.after_gap and (ended or len(above.text) <= LONGEST_TITLE)
    return piece.after_gap or (ended and not is_heading_like(piece.text))


def _starts_upper(text: str) -> bool:
    """Whether a text begins with a capital, perhaps behind the stray mark that a lost number leaves."""
    stripped = strip_stray_mark(text).lstrip('«"“(•—–- ')
    return stripped[:1].isupper() or stripped[:1].isdigit()


def strip_stray_mark(text: str) -> str:
    """A line without the point that is left of a lost number, or the bullet it was read as.

    >>> strip_stray_mark(". Есептеу ортасы Linux ортасындағы")
    'Есептеу ортасы Linux ортасындағы'
    """
    return re.sub(r"^[.,:;'’`•]+\s+", "", text)


def _give_gathered(pieces: Sequence[Piece], free: Sequence[int], numbers: Sequence[Number]) -> list[Marker]:
    """The gathered numbers, in order, to the paragraphs at the end of the stretch: the first ones go on what was."""
    opening = [
        index
        for position, index in enumerate(free)
        if _starts_upper(pieces[index].text)
        and (pieces[index].after_gap or (position and pieces[free[position - 1]].text.endswith(SENTENCE_END)))
    ]
    if len(opening) < len(numbers):
        return []
    exact = len(opening) == len(numbers)
    return [
        Marker(
            index=index,
            number=number,
            rest=strip_stray_mark(pieces[index].text),
            inferred=True,
            confidence=0.9 if exact else 0.5,
        )
        for index, number in zip(opening[-len(numbers) :], numbers, strict=True)
    ]


class _Reading(Record, frozen=True, kw_only=True):
    """One way to number the paragraphs of a gap so far."""

    score: float
    steps: tuple[tuple[int, Number], ...]


def _fill_gap(paragraphs: Sequence[Paragraph], last: Number, goal: Number, *, at_start: bool) -> list[Marker]:
    """The best numbering of paragraphs that leads from `last` to `goal`; none where nothing fits.

    Every reading is a walk through successors. Its score rewards headings at depth 1 and children below a colon or a
    short title, and punishes a paragraph that begins like one and gets no number. Its confidence comes from the lead
    over the second best.
    """
    states: dict[Number, _Reading] = {last: _Reading(score=0.0, steps=())}
    for position, paragraph in enumerate(paragraphs):
        previous = paragraphs[position - 1] if position else None
        following: dict[Number, _Reading] = {}
        for number, reading in states.items():
            fresh = at_start and not reading.steps
            options = [(number, _stay_score(paragraph, fresh=fresh))]
            if paragraph.opens:
                options += [
                    (after, _take_score(paragraph, previous, number, after))
                    for after in successors(number)
                    if after < goal
                ]
            for after, gain in options:
                score = reading.score + gain
                taken = after != number
                if after not in following or score > following[after].score:
                    steps = (*reading.steps, (paragraph.start, after)) if taken else reading.steps
                    following[after] = _Reading(score=score, steps=steps)
        ranked = sorted(following.items(), key=lambda entry: (-entry[1].score, entry[0]))
        states = dict(ranked[:MAX_STATES])
    finals = sorted(
        (reading for number, reading in states.items() if is_successor(number, goal) and reading.steps),
        key=lambda reading: (-reading.score, reading.steps),
    )
    if not finals or finals[0].score < 0:
        return []
    lead = finals[0].score - finals[1].score if len(finals) > 1 else 2.0
    confidence = 0.9 if lead >= 0.5 else 0.7
    opening = {paragraph.start: paragraph for paragraph in paragraphs}
    return [_to_lost(opening[start], number, confidence) for start, number in finals[0].steps]


def _to_lost(paragraph: Paragraph, number: Number, confidence: float) -> Marker:
    """A number that a paragraph lost, or that a scan shows at its beginning as another."""
    read = read_as_mark(paragraph.first, f"{number_to_text(number)}.") if paragraph.unsure else None
    if read and read[1][0].isupper():
        return Marker(
            index=paragraph.start, number=number, rest=read[1], misread=read[0], confidence=MISREAD_CONFIDENCE
        )
    rest = strip_stray_mark(paragraph.first)
    return Marker(index=paragraph.start, number=number, rest=rest, inferred=True, confidence=confidence)


def _stay_score(paragraph: Paragraph, *, fresh: bool) -> float:
    """What it costs to give a paragraph no number; nothing before the first clause and inside a sentence."""
    if paragraph.dated and not fresh:
        return -3.0
    if fresh or not paragraph.opens or paragraph.runs_on:
        return 0.0
    if paragraph.heading_like:
        return -2.0
    return -1.0 if paragraph.after_gap and _starts_upper(paragraph.first) else -0.6


def _take_score(paragraph: Paragraph, previous: Paragraph | None, before: Number, after: Number) -> float:
    """How well a paragraph bears a number, by its form and by what stands above it."""
    if len(after) == 1:
        fit = 1.0 if paragraph.heading_like else 0.2 if paragraph.title_like else -3.0
    elif paragraph.heading_like:
        fit = -2.0
    else:
        fit = _depth_score(previous, before, after)
    # a point that is left of a lost number may be read as a bullet; a real list's bullets are worse
    return fit - 3.0 * paragraph.dated - RUN_ON_COST * paragraph.runs_on - BULLET_COST * is_bullet(paragraph.text)


def _depth_score(previous: Paragraph | None, before: Number, after: Number) -> float:
    """How well a step between depths fits the end of the paragraph above."""
    above = previous.ends if previous else ""
    if len(after) > len(before):
        titled = previous is not None and previous.title_like
        return 0.5 if len(before) <= 1 or above == ":" else 0.3 if titled else -1.5
    if above == ":":
        return -0.5
    if len(after) < len(before):
        return -0.5 if above == ";" else -0.1
    return 0.2 if above == ";" else 0.0
