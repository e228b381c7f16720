"""Number, unit, bound: what a text says of amounts."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal

import msgspec

from pipeline.languages import VOCABULARIES
from pipeline.languages.numerals import WORDS, joined_pattern, numeral_pattern, parse_joined, parse_numeral
from pipeline.languages.vocabulary import UnitName
from pipeline.model import Bound, Record

NUMBER = (
    r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?"
    r"|\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}"  # 10,000.50 and 1,000,000
    r"|\d+(?:[.,]\d+)?"
)
# "3 (үш) күнтізбелік күн", "5 (пяти) рабочих дней", "10 business days": what may stand between number and unit
IN_WORDS = r"(?:\s*\([^()\d]{1,80}\))?"
IN_FIGURES = r"(?:\s*\(\d{1,4}(?:[.,]\d+)?\))?"  # "three (3) business days"
ADJECTIVE = (
    r"(?:\s+(?:күнтізбелік|жұмыс|банктік|толық|календарн\w+|рабоч\w+|банковск\w+|полн\w+|последовательн\w+"
    r"|calendar|business|working|banking|full|consecutive|clear|whole|bus\.|раб\.|кал\.|банк\.|жұм\.|күнт\.)){0,2}"
)
# units as they are shortened, the whole word: "4 ч.", "8 hrs", "5 р.д.", "2 ж.к."
SHORT_UNITS: dict[str, UnitName] = {
    "ч": "hour",
    "h": "hour",
    "hr": "hour",
    "hrs": "hour",
    "сағ": "hour",
    "р.д": "day",
    "р. д": "day",
    "раб.дн": "day",
    "раб.д": "day",
    "к.д": "day",
    "к. д": "day",
    "кал.дн": "day",
    "б.д": "day",
    "bd": "day",
    "bds": "day",
    "wd": "day",
    "ж.к": "day",
    "ж. к": "day",
    "к.к": "day",
    "жұм.күн": "day",
    "тәул": "day",
    "мес": "month",
    "mth": "month",
    "mths": "month",
}
# "в течение суток", "within an hour": one, though no figure says so; what follows "in each" is a period
ONE = (
    r"(?:в\s+течение|не\s+позднее|за)\s+(?:одн\w+\s+)?(?:рабочего\s+|календарного\s+|банковского\s+)?"
    r"(?P<one_ru>часа|суток|сутки|дня|минуты|недели)"
    r"|(?:на|не\s+позднее)\s+следующ(?:ий|его)\s+(?:рабоч(?:ий|его)\s+)?(?P<next_ru>день|дня)"
    r"|(?:on\s+|by\s+)?(?:the\s+)?(?:end\s+of\s+the\s+)?next\s+(?:business\s+|working\s+)?(?P<next_en>day)"
    r"|келесі\s+(?:жұмыс\s+)?(?P<next_kk>күн)(?:і|нің)"
    r"|(?P<half>half\s+an\s+hour|полчаса|получаса)"
    r"|(?P<quarter>(?:a\s+)?quarter\s+of\s+an\s+hour|четверт[иь]\s+часа|ширек\s+сағат)"
    r"|(?P<nbd>NBD)"
    r"|(?<!бірнеше\s)(?<!осы\s)(?<!сол\s)(?P<one_kk>тәулік|апта)\s+ішінде"
    r"|(?:within|in\s+under)\s+an?\s+(?:business\s+|working\s+|calendar\s+)?(?P<one_en>hour|day|minute|week|fortnight)"
)
# the words that `ONE` begins with
ONE_OPENS = frozenset(
    {"в", "не", "за", "на", "on", "by", "the", "end", "next", "within", "in", "келесі", "тәулік", "апта"}
    | {"half", "полчаса", "получаса", "a", "quarter", "четверть", "четверти", "ширек", "nbd"}
)
RANGE = r"(?:(?P<low>\d{1,3})\s?[-–—]\s?)?"  # "2–3 рабочих дня", "10-15 minutes"
# "24 hours or less": a bound that Russian and English say behind the amount
BEHIND: tuple[tuple[Bound, str], ...] = (("at_least", "and_above"), ("at_most", "and_below"))
TIMES: frozenset[UnitName] = frozenset({"minute", "hour", "day", "month"})
WORD = re.compile(r"(?<!\w)\w+")
# Kazakh bounds follow the amount ("24 сағатқа дейін"), Russian and English ones stand before it; these few do so too
AHEAD_KK = frozenset(
    {"кемінде", "кепілдік", "кем дегенде", "аз дегенде", "көп дегенде", "ең көбі", "ең азы", "барынша"}
)
# "shall not fall below", "не может опускаться ниже": right before the amount
FLOOR = re.compile(
    r"(?:(?:not|never|n['’]t)\s+(?:\w+\s+){0,3}(?:below|under|beneath|less\s+than|lower\s+than)"
    r"|не\s+(?:\w+\s+){0,3}(?:ниже|менее|меньше)(?:\s+(?:отметки|уровня|планки|чем))?)\s*$",
    re.IGNORECASE,
)
# "99,6 %-ынан кем істемейді", "99 %-дан төмен болуға тиіс емес": behind the amount, negated by a later word
FLOOR_BEHIND = re.compile(
    r"^[-–]?\w*\s*(?:кем|төмен|аз)\s+(?:\w+\s+){0,2}?(?:\w+[мбп][ае](?:й|у|с)\w*|\w+(?:ға|ге|уы|уі)\s+тиіс\s+емес)",
    re.IGNORECASE,
)
GUARANTEED = re.compile(r"(?:гарант|guarant|кепілд)(?:(?!не\s+менее|at\s+least|minimum|кемінде)[^\d])*$", re.IGNORECASE)
FACTOR = re.compile(r"(?:×|[^\s*]\s?\*)\s*$")  # what is multiplied by: "(T – D) / T × 100 %"
WIDE_WINDOW = 60  # characters before an amount in which the whole of it is looked for
BOUND_WINDOW = 24  # characters on either side in which a bound is looked for


class Quantity(Record, frozen=True, kw_only=True):
    """An amount in a text, at [start, stop)."""

    value: Decimal
    unit: UnitName
    bound: Bound | None
    start: int
    stop: int


@cache
def _units() -> dict[str, UnitName]:
    return {stem: unit for vocabulary in VOCABULARIES.values() for stem, unit in vocabulary.units.items()}


# Words that only begin like a unit: "3 части", "300 минимум", "2 айналым", "1 minor version"
NOT_UNITS = r"(?!част|миним|минус|минист|айна|айыр|айма|айқ|айт|күнә|minim|minor|mining)"


@cache
def _factors() -> dict[str, int | Decimal]:
    return {stem: factor for vocabulary in VOCABULARIES.values() for stem, factor in vocabulary.unit_factors.items()}


@cache
def _pattern() -> re.Pattern[str]:
    stems = "|".join(re.escape(stem) for stem in sorted(_units(), key=lambda stem: (-len(stem), stem)) if stem != "%")
    short = "|".join(re.escape(form) for form in sorted(SHORT_UNITS, key=lambda form: (-len(form), form)))
    unit = rf"{ADJECTIVE}(?:\s*|-){NOT_UNITS}"
    return re.compile(
        rf"(?<![\d.,/+(-]){RANGE}(?P<number>{NUMBER}){IN_WORDS}"
        rf"(?:\s?(?P<percent>%)|{unit}(?P<stem>{stems})\w*(?:/\w+)?|\s*-?(?P<short>{short})(?![\w/]|\.\w|\.\s\d))"
        rf"|(?<![\w-])(?P<words>{numeral_pattern()}){IN_FIGURES}{unit}(?P<word_stem>{stems})\w*(?:/\w+)?"
        rf"|(?<!\w)(?P<joined>{joined_pattern()})(?P<joined_stem>минут|час|дн|недел|месяц|месяч)[а-яё]+"
        rf"|(?<!\w)(?:{ONE})(?!\w)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=256)  # a sentence is asked several times in a row
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Amounts with a known unit, in order. The bound is the nearest cue beside the amount, within its clause.

    >>> [(str(q.value), q.unit, q.bound) for q in find_quantities("10 минутқа дейін, кемінде 3 (үш) күнтізбелік күн")]
    [('10', 'minute', 'at_most'), ('3', 'day', 'at_least')]
    >>> [(str(q.value), q.unit, q.bound) for q in find_quantities("не более 4 часов; 50%-ы мөлшерінде; 100 Мбит/сек")]
    [('4', 'hour', 'at_most'), ('50', 'percent', None), ('100', 'Mbit/s', None)]
    >>> [(str(q.value), q.unit, q.bound) for q in find_quantities("не превышает тридцати минут, 24 hours or less")]
    [('30', 'minute', 'at_most'), ('24', 'hour', 'at_most')]
    >>> [(str(q.value), q.unit) for q in find_quantities("within three (3) hours, за 2–3 рабочих дня, в течение суток")]
    [('3', 'hour'), ('3', 'day'), ('1', 'day')]
    >>> [(str(q.value), q.unit, q.bound) for q in find_quantities("в десятидневный срок, в двухчасовой")]
    [('10', 'day', 'at_most'), ('2', 'hour', None)]
    >>> [(str(q.value), q.unit) for q in find_quantities("не более 1 часа 30 минут")]
    [('90', 'minute')]
    >>> find_quantities("24/7/365 және +7 (747) 507 3022, 3 части")
    ()
    """
    found: list[Quantity] = []
    stop = 0
    for word in WORD.finditer(text):
        if word.start() < stop or not _may_open(word.group().casefold()):
            continue
        match = _pattern().match(text, word.start())
        if match:
            stop = match.end()
            quantity = _to_quantity(text, match)
            if quantity and found and _adds_minutes(text, found[-1], quantity):
                whole = found.pop()
                minutes = whole.value * MINUTES + quantity.value
                quantity = msgspec.structs.replace(
                    quantity, value=minutes, bound=whole.bound or quantity.bound, start=whole.start
                )
            if quantity and not (quantity.unit == "percent" and FACTOR.search(text[: word.start()][-4:])):
                found.append(quantity)
    return tuple(found)


MINUTES = 60  # of an hour


def _adds_minutes(text: str, hours: Quantity, minutes: Quantity) -> bool:
    """Whether minutes go on from hours: "1 час 30 минут"."""
    return (
        hours.unit == "hour"
        and minutes.unit == "minute"
        and minutes.value < MINUTES
        and re.fullmatch(r"[ \u00a0](?:и |and )?", text[hours.stop : minutes.start]) is not None
    )


@lru_cache(maxsize=100_000)
def _may_open(word: str) -> bool:
    """Whether an amount may begin with a word; most words are asked about once only."""
    return word[0].isdigit() or word in ONE_OPENS or _number_word().match(word) is not None


@cache
def _number_word() -> re.Pattern[str]:
    words = "|".join(f"(?:{word})" for table in WORDS.values() for word, _ in table)
    return re.compile(rf"(?:{words})(?![^\W\d_])|{joined_pattern()}")


def _to_quantity(text: str, match: re.Match[str]) -> Quantity | None:
    if match["number"] or match["words"]:
        return _to_counted(text, match)
    if match["half"] or match["quarter"]:
        bound, value = _find_bound(text, match.start(), match.end()), Decimal(30 if match["half"] else 15)
        return Quantity(value=value, unit="minute", bound=bound, start=match.start(), stop=match.end())
    if match["nbd"]:
        return Quantity(value=Decimal(1), unit="day", bound="at_most", start=match.start(), stop=match.end())
    one = next(
        (match[name] for name in ("one_ru", "one_en", "next_ru", "next_en", "next_kk", "one_kk") if match[name]), None
    )
    if one:
        unit = next(unit for stem, unit in _units().items() if one.casefold().startswith(stem))
        factor = next((factor for stem, factor in _factors().items() if one.casefold().startswith(stem)), 1)
        return Quantity(value=Decimal(1) * factor, unit=unit, bound="at_most", start=match.start(), stop=match.end())
    stem = match["joined_stem"].casefold().replace("месяч", "месяц")
    number = parse_joined(match["joined"]) * _factors().get(stem, 1)
    bound = _find_bound(text, match.start(), match.end())
    term = re.match(r"\s+(?:\w+\s+)?срок", text[match.end() :], re.IGNORECASE)  # "в десятидневный срок"
    told = bound or ("at_most" if term else None)
    return Quantity(value=number, unit=_units()[stem], bound=told, start=match.start(), stop=match.end())


def _to_counted(text: str, match: re.Match[str]) -> Quantity | None:
    """An amount with a number, in figures or in words."""
    if match["short"]:
        short = SHORT_UNITS[match["short"].casefold()]
        start = match.start("number")
        bound = _find_bound(text, start, match.end())
        number = parse_decimal(match["number"])
        return Quantity(value=number, unit=short, bound=bound, start=start, stop=match.end())
    stem = (match["stem"] or match["word_stem"] or "%").casefold()
    if match["words"]:
        value = parse_numeral(match["words"])
    else:
        value = parse_decimal(match["number"], english=bool(match["stem"] and match["stem"].isascii()))
    if value is None:
        return None
    ranged = match["low"] is not None and _units()[stem] in TIMES
    start = match.start() if ranged or not match["number"] else match.start("number")
    return Quantity(
        value=value * _factors().get(stem, 1),
        unit=_units()[stem],
        bound="at_most" if ranged else _bound_of_unit(_units()[stem], text, start, match.end()),
        start=start,
        stop=match.end(),
    )


def _bound_of_unit(unit: UnitName, text: str, start: int, stop: int) -> Bound | None:
    """The bound of an amount; a guarantee says "at least" of a share or a speed, and nothing of a time."""
    bound = _find_bound(text, start, stop)
    promised = unit in TIMES and bound == "at_least" and GUARANTEED.search(text[max(0, start - BOUND_WINDOW) : start])
    return None if promised else bound


def parse_decimal(text: str, *, english: bool = False) -> Decimal:
    """A number as written: blanks between thousands, comma or point before decimals; trailing zeros stay.

    Commas part thousands where there are several, or a point comes after; a single one before three digits does so
    in English only.

    >>> parse_decimal("99,90"), parse_decimal("1 000 000"), parse_decimal("1,250.00")
    (Decimal('99.90'), Decimal('1000000'), Decimal('1250.00'))
    >>> parse_decimal("1,500"), parse_decimal("1,500", english=True)
    (Decimal('1.500'), Decimal('1500'))
    """
    digits = re.sub(r"\s", "", text)
    if re.fullmatch(r"\d{1,3}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})", digits) or (
        english and re.fullmatch(r"[1-9]\d{0,2},\d{3}", digits)
    ):
        return Decimal(digits.replace(",", ""))
    return Decimal(digits.replace(",", "."))


class _BoundCue(Record, frozen=True, kw_only=True):
    """A pattern that says `bound`; where it stands: before the amount, right behind it, anywhere behind it."""

    bound: Bound
    pattern: re.Pattern[str]
    behind: Literal["", "at once", "near"] = ""


@cache
def _bound_cues() -> tuple[_BoundCue, ...]:
    found: list[_BoundCue] = []
    for vocabulary in VOCABULARIES.values():
        bounds: Sequence[tuple[Bound, tuple[str, ...]]] = (
            ("at_least", vocabulary.at_least),
            ("at_most", vocabulary.at_most),
        )
        for bound, cues in bounds:
            for cue in cues:
                if vocabulary.language != "kk" or cue in AHEAD_KK:
                    found.append(_BoundCue(bound=bound, pattern=_bound_pattern(cue)))
                if vocabulary.language == "kk":
                    found.append(_BoundCue(bound=bound, pattern=_bound_pattern(cue), behind="near"))
        for bound, name in BEHIND:
            body = "|".join(re.escape(cue) for cue in vocabulary.commitment_cues[name])
            if body:
                found.append(_BoundCue(bound=bound, pattern=re.compile(rf"\s*(?:{body})\b"), behind="at once"))
    return tuple(found)


def _bound_pattern(cue: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(cue)}" + (r"\b" if len(cue) <= 3 else ""))


def _find_bound(text: str, start: int, stop: int) -> Bound | None:
    wide = text[max(0, start - WIDE_WINDOW) : start]
    if FLOOR.search(wide) or FLOOR_BEHIND.match(text[stop : stop + WIDE_WINDOW]):
        return "at_least"
    before = re.split(r"[;.!?]\s|,\s|\d", text[max(0, start - BOUND_WINDOW) : start])[-1].casefold()
    after = re.split(r"[;.!?,]|\d", text[stop : stop + BOUND_WINDOW])[0].casefold()
    return _bound_beside(before, after)


@lru_cache(maxsize=10_000)
def _bound_beside(before: str, after: str) -> Bound | None:
    found: list[tuple[int, Bound]] = []
    for cue in _bound_cues():
        if cue.behind == "at once":
            found += [(0, cue.bound)] if cue.pattern.match(after) else []
        elif cue.behind:
            found += [(match.start(), cue.bound) for match in cue.pattern.finditer(after)]
        else:
            found += [(len(before) - match.end(), cue.bound) for match in cue.pattern.finditer(before)]
    return min(found)[1] if found else None
