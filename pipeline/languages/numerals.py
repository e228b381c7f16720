"""Numbers in words: "тридцати", "он бес", "twenty-four", "ninety-nine point five"."""

import re
from decimal import Decimal
from functools import cache

from pipeline.model import Language

# A word in all its forms, as an expression, and its value; what is a thousand or a hundred multiplies what precedes it.
WORDS: dict[Language, tuple[tuple[str, str], ...]] = {
    "kk": (
        *zip(
            "бір екі үш төрт бес алты жеті сегіз тоғыз он жиырма отыз қырық елу алпыс жетпіс сексен тоқсан".split(),
            "1 2 3 4 5 6 7 8 9 10 20 30 40 50 60 70 80 90".split(),
            strict=True,
        ),
        ("жарты", "0.5"),  # "жарты сағат ішінде"
        ("жүз", "100"),
        ("мың", "1000"),
    ),
    "ru": (
        ("од(?:ин|на|но|ного|ной|ну|ному|ним|ном)", "1"),  # "в течение одного месяца"
        ("дв(?:а|е|ух|ум|умя|ое|оих)", "2"),  # "не позднее чем через двое суток"
        ("тр(?:и|[её]х|[её]м|емя|ое|оих)", "3"),
        ("четыр(?:е|[её]х|[её]м|ьмя)", "4"),
        ("пят(?:ь|и|ью)", "5"),
        ("шест(?:ь|и|ью)", "6"),
        ("сем(?:ь|и|ью)", "7"),
        ("вос(?:емь|ьми|емью)", "8"),
        ("девят(?:ь|и|ью)", "9"),
        ("десят(?:ь|и|ью)", "10"),
        ("одиннадцат(?:ь|и)", "11"),
        ("двенадцат(?:ь|и)", "12"),
        ("тринадцат(?:ь|и)", "13"),
        ("четырнадцат(?:ь|и)", "14"),
        ("пятнадцат(?:ь|и)", "15"),
        ("шестнадцат(?:ь|и)", "16"),
        ("семнадцат(?:ь|и)", "17"),
        ("восемнадцат(?:ь|и)", "18"),
        ("девятнадцат(?:ь|и)", "19"),
        ("двадцат(?:ь|и)", "20"),
        ("тридцат(?:ь|и)", "30"),  # "не превышает тридцати минут"
        ("сорока?", "40"),
        ("пят(?:ьдесят|идесяти)", "50"),
        ("шест(?:ьдесят|идесяти)", "60"),  # "по истечении шестидесяти календарных дней"
        ("сем(?:ьдесят|идесяти)", "70"),
        ("вос(?:емьдесят|ьмидесяти)", "80"),
        ("девяност[оа]", "90"),
        ("полутор[аы]|полтор[аы]", "1.5"),  # "в течение полутора часов"
        ("ст[оа]", "100"),
        ("двести|двухсот", "200"),
        ("триста|тр[её]хсот", "300"),
        ("тысяч[аиу]?", "1000"),
    ),
    "en": (
        *zip(
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
            " eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety".split(),
            "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 30 40 50 60 70 80 90".split(),
            strict=True,
        ),
        ("hundred", "100"),
        ("thousand", "1000"),
    ),
}
# Numbers that a Russian adjective begins with: "в десятидневный срок", "двухчасовой"
JOINED: tuple[tuple[str, str], ...] = (
    ("одно", "1"),
    ("двух", "2"),
    ("тр[её]х", "3"),
    ("четыр[её]х", "4"),
    ("пяти", "5"),
    ("шести", "6"),
    ("семи", "7"),
    ("восьми", "8"),
    ("девяти", "9"),
    ("десяти", "10"),
    ("двенадцати", "12"),
    ("четырнадцати", "14"),
    ("пятнадцати", "15"),
    ("двадцати", "20"),
    ("двадцатиодно", "21"),
    ("двадцатичетыр[её]х", "24"),
    ("тридцати", "30"),
    ("сорокапяти", "45"),
    ("шестидесяти", "60"),
    ("девяносто", "90"),
)
# What parts the whole from its fraction, and what says how small the fraction is.
WHOLE = r"point|цел(?:ых|ая|ой)|бүтін"
TENTHS = r"десят(?:ых|ая|ой)|оннан"
HUNDREDTHS = r"сот(?:ых|ая|ой)|жүзден"


@cache
def _values() -> tuple[tuple[re.Pattern[str], Decimal], ...]:
    return tuple((re.compile(word), Decimal(value)) for table in WORDS.values() for word, value in table)


@cache
def numeral_pattern() -> str:
    """An expression for a number in words; it has no groups of its own."""
    words = "|".join(f"(?:{word})" for table in WORDS.values() for word, _ in table)
    links = rf"(?:{WHOLE}|{TENTHS}|{HUNDREDTHS}|and)"
    one = rf"(?:{words})(?![^\W\d_])"
    return rf"(?:{one}(?:(?:\s+{links}(?![^\W\d_]))*[\s-]+{one})*(?:\s+(?:{TENTHS}|{HUNDREDTHS})(?![^\W\d_]))?)"


def joined_pattern() -> str:
    """An expression for a number that a word begins with; it has no groups of its own."""
    return "|".join(sorted((word for word, _ in JOINED), key=len, reverse=True))


def parse_joined(text: str) -> Decimal:
    """The value of what `joined_pattern` finds.

    >>> str(parse_joined("Двадцатиодно"))
    '21'
    """
    return next(Decimal(value) for word, value in JOINED if re.fullmatch(word, text, re.IGNORECASE))


def parse_numeral(text: str) -> Decimal | None:
    """The value of a number in words, None where the words make none.

    >>> [str(parse_numeral(text)) for text in ("тридцати", "он бес", "twenty-four", "two hundred and five")]
    ['30', '15', '24', '205']
    >>> [str(parse_numeral(text)) for text in ("ninety-nine point five", "тоқсан тоғыз бүтін оннан бес")]
    ['99.5', '99.5']
    >>> str(parse_numeral("девяносто девять целых девять десятых")), parse_numeral("пять семь")
    ('99.9', None)
    """
    lowered = text.casefold()
    whole, *fraction = re.split(rf"(?<!\w)(?:{WHOLE})(?!\w)", lowered)
    value = _parse_whole(whole)
    if value is None or not fraction:
        return value
    divisor = Decimal("0.01") if re.search(HUNDREDTHS, fraction[0]) else Decimal("0.1")
    part = _parse_whole(re.sub(rf"{TENTHS}|{HUNDREDTHS}", " ", fraction[0]))
    return None if part is None else value + part * divisor


def _parse_whole(text: str) -> Decimal | None:
    total, group, last = Decimal(0), Decimal(0), Decimal(10_000)
    for word in re.findall(r"[^\W\d_]+", text):
        if word == "and":
            continue
        value = next((value for pattern, value in _values() if pattern.fullmatch(word)), None)
        if value is None:
            return None
        if value in (100, 1000) and group:
            group *= value
            last = value
        elif value < last and (last >= 10 or not group):  # twenty four, он бес; not five seven
            group += value
            last = value
        else:
            return None
        if value == 1000:
            total, group, last = total + group, Decimal(0), Decimal(1000)
    return (total + group) or None
