"""The numerals of chapters, articles and parts: what they count, and what scans make of them.

Nothing that is read otherwise than printed is sure by itself: the caller knows which numeral the sequence wants.
"""

import re
from collections.abc import Iterator
from itertools import product

from pipeline.structure.misread import ALIKE_DIGITS, as_digits

VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
CYRILLIC_ROMAN = str.maketrans("ІХСЛ", "IXCL")  # typed on a Cyrillic keyboard
# letters of Roman numerals, and what scans show for them; strokes run together
READ_FOR = {
    "I": "I1lІіТГ|!",
    "II": "ПИНNW",
    "III": "ШЩ",
    "V": "VУYҮv",
    "X": "XХxх",
    "L": "L",
    "C": "CС",
}
# signs that nobody types for a numeral but on a Cyrillic keyboard: wrong in a text that is no scan, too
TYPED_FOR = frozenset("ПШІIУVХX")
MOST_SIGNS = 7
# a word that is read with less confidence may be any mark or numeral that those around it prove
LEAST_READ = 0.75
# the name of a unit that was read in Latin letters, before or behind its number: "3-6an", "Cmambя 5"
_NAME = re.compile(r"^(?P<before>\d{1,3}(?:-\d{1,2})?\s?[-–]?\s?)?(?P<name>[^\W\d_]\w{2,8}|6\w{2,5})(?=[\s.:])")
_CYRILLIC = str.maketrans("6abcegiknmoprtuxyABCEHIKMOPTX", "баьседікпторгтихуАВСЕНІКМОРТХ")
_SHORT = {"Ш": ("II",)}  # strokes that got lost: "ШІ"


def roman_to_int(text: str) -> int:
    """A Roman numeral as a number, 0 where it is none; Cyrillic І and Х stand for I and X.

    >>> roman_to_int("XIV"), roman_to_int("ІІІ"), roman_to_int("IIX")
    (14, 3, 0)
    """
    latin = text.translate(CYRILLIC_ROMAN)
    if not re.fullmatch(r"(?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})", latin):
        return 0
    values = [VALUES[letter] for letter in latin]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def to_roman(number: int) -> str:
    """A number up to 399 in Roman numerals.

    >>> to_roman(14), to_roman(49), to_roman(90)
    ('XIV', 'XLIX', 'XC')
    """
    signs = (("C", 100), ("XC", 90), ("L", 50), ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))
    text = ""
    for sign, value in signs:
        count, number = divmod(number, value)
        text += sign * count
    return text


def read_as_roman(printed: str, number: int) -> bool:
    """Whether what a scan shows may be the Roman numeral of a number.

    >>> read_as_roman("Ill", 3), read_as_roman("ШІ", 3), read_as_roman("11", 2), read_as_roman("1У", 4)
    (True, True, True, True)
    >>> read_as_roman("УШ", 8), read_as_roman("П", 3), read_as_roman("не", 2)
    (True, False, False)
    """
    if not 0 < len(printed) <= MOST_SIGNS:
        return False
    readings = [
        (*(true for true, signs in READ_FOR.items() if sign in signs), *_SHORT.get(sign, ())) for sign in printed
    ]
    wanted = to_roman(number)
    return any("".join(parts) == wanted for parts in product(*readings))


def read_as_figure(printed: str, number: str) -> bool:
    """Whether what a scan shows are letters for the figures of a number ("3", "3-1").

    >>> read_as_figure("З", "3"), read_as_figure("l0", "10"), read_as_figure("2", "3")
    (True, True, False)
    """
    return as_digits(printed) == number


def is_alike(printed: str, number: str) -> bool:
    """Whether what a scan shows has figures of the same shapes as a number.

    >>> is_alike("8", "3"), is_alike("18", "13"), is_alike("2", "3")
    (True, True, False)
    """
    return len(printed) == len(number) and all(
        one == two or any(one in group and two in group for group in ALIKE_DIGITS)
        for one, two in zip(as_digits(printed), number, strict=True)
    )


def in_cyrillic(text: str) -> str:
    """A line with its first word in the Cyrillic letters that Latin ones were read for; empty where it has none.

    >>> in_cyrillic("3-6an. Шарттың мерзімі"), in_cyrillic("3-бап. Шарттың мерзімі")
    ('3-бап. Шарттың мерзімі', '')
    """
    match = _NAME.match(text)
    if not match or match["name"].translate(_CYRILLIC) == match["name"]:
        return ""
    return text[: match.start("name")] + match["name"].translate(_CYRILLIC) + text[match.end("name") :]


def roman_numbers(printed: str) -> Iterator[int]:
    """The numbers above one that what is printed may be a Roman numeral of."""
    return (number for number in range(2, 40) if read_as_roman(printed, number))
