"""The parts of a text that a difference can turn on, with their values: figures, dates, parties, modality, ..."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

from pipeline.languages import VOCABULARIES, cues
from pipeline.languages.cues import Cue
from pipeline.languages.dates import find_dates
from pipeline.model import Language

MarkKind = Literal["number", "bound", "unit", "date", "reference", "modality", "negation", "party", "contact"]


class Mark(NamedTuple):
    """A part of a text: `value` is its meaning in one notation, whatever the letters, case ending or separators."""

    kind: MarkKind
    value: str
    start: int
    stop: int


CONTACT = re.compile(
    r"https?://\S+[\w/]|www\.\S+\w|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)@\w{3,}|(?<![\w.])(?:[a-z0-9-]+\.)+(?:kz|ru|com|org|net|io)\b",
    re.IGNORECASE,
)
PHONE = re.compile(r"(?<![\w.,])\+?\d(?:[\s()-]{0,2}\d){9,13}(?!\w)")
SHORT_DATE = re.compile(r"(?<![\d.])(\d{1,2})[./](\d{1,2})[./](\d{2})(?![\d/])(?!\.\d)")
ROUND_THE_CLOCK = re.compile(r"(?<!\w)\d{1,2}\s?/\s?\d(?:\s?/\s?\d{3})?(?!\w)")
NUMBER = re.compile(r"(?<![\w.,/])(?:(?<![^\s(])(?<!\d )[-−])?\d+(?:[.,]\d+)*(?!\d)(?=[^\w]|$|[%°]|[^\W\d_])")
DIGIT = re.compile(r"\d")
# 3.1, 3.1/а), 4), and with a part's letter or numeral in front: А.2.1, II.3
CLAUSE_NUMBER = r"(?:(?<!\w)(?-i:[A-ZА-ЯӘҒҚҢӨҰҮҺІ]|[IVX]{2,5})\.)?\d+(?:\.\d+)*(?:\.(?!\d))?(?:/?\w?\))?"
THOUSANDS = re.compile(r"(?<![\d.,])(\d{1,3})((?:[    ]\d{3})+)(?![\d])")
# A bound is one when a figure or a unit stands about as near as in "99,9%-дан төмен, бірақ 99,0%-дан жоғары".
BOUND_REACH = 30
BOUND_WITH_NEGATION = re.compile(r"не\s|аспа|асырма|кетпе|емес|болма|кемі|\bno\b|\bnot\b|never", re.IGNORECASE)


@cache
def _compile(patterns: tuple[str, ...], *, exact_case: bool = False) -> re.Pattern[str]:
    body = "|".join(f"(?P<c{index}>{pattern})" for index, pattern in enumerate(patterns))
    return re.compile(rf"(?<![^\W\d_])(?:{body})", 0 if exact_case else re.IGNORECASE)


def find_cues(text: str, entries: tuple[Cue, ...], *, exact_case: bool = False) -> Iterator[tuple[str, int, int]]:
    """What each cue in the text means and where it stands; the longest of those that start at one place.

    >>> list(find_cues("асып кетпеуі тиіс", cues.MODALITY["kk"]))
    [('obligation', 13, 17)]
    """
    pattern = _compile(tuple(entry.pattern for entry in entries), exact_case=exact_case)
    position = 0
    while match := pattern.search(text, position):
        best, means = match.end(), entries[int((match.lastgroup or "c0")[1:])].means
        for entry in entries:
            other = _compile((entry.pattern,), exact_case=exact_case).match(text, match.start())
            if other and other.end() > best:
                best, means = other.end(), entry.means
        yield means, match.start(), best
        position = max(best, match.start() + 1)


def _dates(text: str) -> Iterator[Mark]:
    for start, stop, iso in find_dates(text):
        yield Mark("date", iso, start, stop)
    for match in SHORT_DATE.finditer(text):
        day, month, year = match.groups()
        if 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
            yield Mark("date", f"20{year}-{int(month):02}-{int(day):02}", match.start(), match.end())


@cache
def _reference_pattern(language: Language) -> re.Pattern[str]:
    vocabulary = VOCABULARIES[language]
    joints = "|".join(re.escape(joint) for joint in vocabulary.reference_joints)
    numbers = rf"{CLAUSE_NUMBER}(?:\s*(?:,|;|[-–—]|(?:{joints})\b)\s*{CLAUSE_NUMBER})*"
    before = "|".join(_stem(stem) for stem in sorted(vocabulary.references_before, key=len, reverse=True))
    after = "|".join(_stem(stem) for stem in sorted(vocabulary.references_after, key=len, reverse=True))
    shapes = []
    if after:
        shapes.append(rf"(?<![\w.,])(?P<after>{numbers})\s*[-–]?\s*(?:{after})")
    if before:
        shapes.append(rf"(?<!\w)(?:{before})\s*№?\s*(?P<before>{numbers})(?!\s*%)(?!\d)")
    return re.compile("|".join(shapes), re.IGNORECASE)


def _stem(stem: str) -> str:
    return re.escape(stem) if stem.endswith(".") else re.escape(stem) + r"[^\W\d_]*"


def find_references(text: str, language: Language) -> list[Mark]:
    """The clause numbers that a text refers to, each as one mark.

    >>> [mark.value for mark in find_references("3.1. және 3.2. тармақтарында көрсетілген", "kk")]
    ['3.1', '3.2']
    >>> [mark.value for mark in find_references("согласно пп. 3.1 и 3.2 Условий", "ru")]
    ['3.1', '3.2']
    >>> [mark.value for mark in find_references("с момента оплаты (см. п. 4.2), подпункт 3)", "ru")]
    ['4.2', '3)']
    >>> [mark.value for mark in find_references("under clauses C.2.1 and II.3 and 4", "en")]
    ['C.2.1', 'II.3', '4']
    >>> [mark.value for mark in find_references("подпунктом 1-1) пункта 2-1 и пунктами 3-5", "ru")]
    ['1-1)', '2-1', '3', '5']
    >>> find_references("24 сағат ішінде, 99,9% қолжетімділік", "kk")
    []
    """
    found: list[Mark] = []
    if not DIGIT.search(text):
        return found
    for match in _reference_pattern(language).finditer(text):
        group = "after" if match.groupdict().get("after") else "before"
        start = match.start(group)
        for begin, stop in _numbers_in(match[group]):
            written = match[group][begin:stop].rstrip(".")
            if written.endswith(")") and _is_open(text[: start + begin]):  # "(см. п. 4.2)"
                written = written[:-1]
            found.append(Mark("reference", written, start + begin, start + stop))
    return found


def _numbers_in(text: str) -> list[tuple[int, int]]:
    """Where the numbers of a reference begin and end; "2-1" is one that was put in behind 2, "2-4" are two."""
    found: list[tuple[int, int]] = []
    for number in re.finditer(CLAUSE_NUMBER, text):
        inserted = found and text[found[-1][1] : number.start()] == "-" and re.fullmatch(r"\d\d?\)?", number.group())
        place = re.search(r"\d+$", text[: found[-1][1]]) if inserted else None
        if place and int(number.group().rstrip(")")) <= int(place.group()):
            found[-1] = (found[-1][0], number.end())
        else:
            found.append(number.span())
    return found


def _is_open(text: str) -> bool:
    return text.count("(") > text.count(")")


def _number_value(written: str, language: Language) -> str:
    compact = re.sub(r"\s", "", written).replace("−", "-")
    if language == "en" and re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", compact):
        compact = compact.replace(",", "")
    if compact.count(",") + compact.count(".") > 1:
        return compact
    value = Decimal(compact.replace(",", "."))
    return format(value.normalize() if value else Decimal(0), "f")


def _numbers(text: str, language: Language) -> Iterator[Mark]:
    for match in ROUND_THE_CLOCK.finditer(text):
        yield Mark("number", re.sub(r"\s", "", match.group()), match.start(), match.end())
    for match in THOUSANDS.finditer(text):
        yield Mark("number", _number_value(match.group(), language), match.start(), match.end())
    for match in NUMBER.finditer(text):
        value = _number_value(match.group(), language)
        yield Mark("reference" if value.count(".") > 1 else "number", value, match.start(), match.end())


def _number_words(text: str, language: Language) -> Iterator[Mark]:
    words = cues.NUMBER_WORDS[language]
    for match in re.finditer(r"(?<![\w-])[^\W\d_]+(?![\w-])", text):
        value = words.get(match.group().casefold())
        if value is not None:
            yield Mark("number", str(value), match.start(), match.end())


def _free(marks: Iterator[Mark] | Sequence[Mark], taken: list[Mark]) -> list[Mark]:
    """Those that overlap neither what is taken nor each other; the earlier in the sequence wins."""
    kept: list[Mark] = []
    for mark in marks:
        if all(mark.stop <= other.start or other.stop <= mark.start for other in (*taken, *kept)):
            kept.append(mark)
    return kept


def _drop_repeated_figures(text: str, numbers: list[Mark]) -> list[Mark]:
    """Without the word in "3 (үш)" that says the figure before it again."""
    ordered = sorted(numbers, key=lambda mark: mark.start)
    kept: list[Mark] = []
    for mark in ordered:
        if kept and kept[-1].value == mark.value and re.fullmatch(r"\s*\(\s*", text[kept[-1].stop : mark.start]):
            continue
        kept.append(mark)
    return kept


def _party_cues(language: Language) -> tuple[Cue, ...]:
    vocabulary = VOCABULARIES[language]
    named = [
        Cue(_party_stem(stem, language), role, stem)
        for role, stems in (("provider", vocabulary.provider), ("customer", vocabulary.customer))
        for stem in stems
    ]
    return (*cues.THIRD_PARTIES[language], *named, *cues.BOTH_PARTIES[language])


def _party_stem(stem: str, language: Language) -> str:
    # "банктік күн", "банковский день": a kind of day and no party
    if stem == "банк":
        return r"банк(?!тік|овск)\w*"
    return re.escape(stem).replace(r"\ ", r"\s+") + (r"(?:s|['’]s?)?\b" if language == "en" else r"\w*")


def find_marks(text: str, language: Language) -> tuple[Mark, ...]:
    """Every mark in reading order; figures, dates, references and contacts never overlap each other.

    >>> [(mark.kind, mark.value) for mark in find_marks("24 сағатқа дейін болуы мүмкін", "kk")]
    [('number', '24'), ('unit', 'hour'), ('bound', 'at_most'), ('modality', 'possibility')]
    >>> [(mark.kind, mark.value) for mark in find_marks("not later than 3 (three) business days", "en")]
    [('bound', 'at_most'), ('negation', 'not'), ('number', '3'), ('unit', 'working day')]
    """
    figures: list[Mark] = _free([Mark("contact", m.group(), m.start(), m.end()) for m in CONTACT.finditer(text)], [])
    figures += _free(_dates(text), figures)
    phones = [Mark("number", re.sub(r"\D", "", m.group()), m.start(), m.end()) for m in PHONE.finditer(text)]
    figures += _free(phones, figures)
    figures += _free(find_references(text, language), figures)
    numbers = _free(_numbers(text, language), figures)
    numbers += _free(_number_words(text, language), [*figures, *numbers])
    figures += _drop_repeated_figures(text, numbers)
    units = [Mark("unit", means, start, stop) for means, start, stop in find_cues(text, cues.UNITS[language])]
    symbols = find_cues(text, cues.UNIT_SYMBOLS, exact_case=True)
    units += _free([Mark("unit", *found) for found in symbols], units)
    quantities = [mark for mark in (*figures, *units) if mark.kind in {"number", "unit"}]
    bounds = [
        Mark("bound", means, start, stop)
        for means, start, stop in find_cues(text, cues.BOUNDS[language])
        if BOUND_WITH_NEGATION.search(text[start:stop])
        or any(mark.start - stop <= BOUND_REACH and start - mark.stop <= BOUND_REACH for mark in quantities)
    ]
    others = [Mark("modality", *found) for found in find_cues(text, cues.MODALITY[language])]
    others += [Mark("negation", *found) for found in find_cues(text, cues.NEGATION[language])]
    others += [Mark("party", *found) for found in find_cues(text, _party_cues(language))]
    order = {kind: index for index, kind in enumerate(MarkKind.__args__)}  # type: ignore[attr-defined]
    return tuple(sorted((*figures, *units, *bounds, *others), key=lambda mark: (mark.start, order[mark.kind])))


def symbol_signature(text: str) -> tuple[str, ...]:
    """The units written as symbols: what letter case alone can change."""
    return tuple(means for means, _, _ in find_cues(text, cues.UNIT_SYMBOLS, exact_case=True))


def signed_numbers(text: str, language: Language) -> tuple[str, ...]:
    """The negative figures: what a dash alone can change."""
    return tuple(mark.value for mark in _numbers(text, language) if mark.value.startswith("-"))


DASHES = "-‐‑‒–—―−­"
QUOTES = "\"'«»„“”‘’‹›`´"


def editorial_form(text: str) -> str:
    """A text without what is only typography: equal forms differ in blanks, hyphens, dashes, quotes or case at most.

    >>> editorial_form("IP- мекенжай «Қызмет»") == editorial_form("IP-мекенжай Қызмет.")
    True
    >>> editorial_form("10 15") == editorial_form("1015")
    False
    """
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    folded = THOUSANDS.sub(lambda match: re.sub(r"\s", "", match.group()), folded)
    folded = re.sub(r"(?<=\d),(?=\d)", ".", folded)
    dropped = f"[\\s{re.escape(DASHES + QUOTES)}\ue000-\uf8ff•▪●■·*]"
    folded = re.sub(rf"(?<=\d){dropped}+(?=\d)", "|", folded)
    folded = re.sub(dropped, "", folded)
    return folded.rstrip(".,;:…")


def wording_form(text: str, language: Language) -> tuple[str, ...]:
    """The words with everything harmless made one: figures, synonyms, the order of two members of a list.

    >>> a = wording_form("3 (үш) күн, үзіліссіз және демалыссыз", "kk")
    >>> a == wording_form("3 күн демалыссыз және үзіліссіз", "kk")
    True
    """
    folded = unicodedata.normalize("NFKC", text)
    pieces: list[str] = []
    position = 0
    for mark in find_marks(folded, language):
        if mark.kind not in {"number", "unit", "date", "reference"} or mark.start < position:
            continue
        pieces += [folded[position : mark.start], f" {mark.kind}_{mark.value.replace(' ', '_')} "]
        position = mark.stop
    pieces.append(folded[position:])
    words = re.findall(r"[\w.%@/+]*[\w%@]", "".join(pieces).casefold().replace("ё", "е").replace("-", " "))
    words = _drop_said_again(words, language)
    joined = f" {' '.join(words)} "
    for group in cues.SYNONYMS[language]:
        canonical = group[0].casefold().replace("-", " ")
        for phrase in group[1:]:
            joined = joined.replace(f" {phrase.casefold().replace('-', ' ')} ", f" {canonical} ")
    words = joined.split()
    for index in range(1, len(words) - 1):
        if words[index] in cues.CONJUNCTIONS[language] and words[index - 1] > words[index + 1]:
            words[index - 1], words[index + 1] = words[index + 1], words[index - 1]
    return tuple(words)


def _drop_said_again(words: list[str], language: Language) -> list[str]:
    """Without a number word after the figure it repeats: "number_3 үш"."""
    table = cues.NUMBER_WORDS[language]
    kept: list[str] = []
    for word in words:
        if kept and word in table and kept[-1] == f"number_{table[word]}":
            continue
        kept.append(word)
    return kept
