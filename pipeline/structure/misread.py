"""What a scan makes of numbers and marks: which ones a line's beginning may have been, by the shapes of its signs.

Nothing here is sure by itself. The caller knows which number or mark the sequence wants, and takes only that one.
"""

import re
from collections.abc import Iterator
from functools import cache

# digits and what they are read as; the first of each is the digit
DIGITS = ("0ОоOo", "1lIiІі|!", "2zZ", "3ЗзЭэ", "4чAА", "5Ss", "6бБ", "7т?", "8вВB", "9gq")
# digits of one shape
ALIKE_DIGITS = ("358", "17", "0689")
ALONE = frozenset("lЗзэsбz|!")  # signs that may be a number by themselves; capitals are initials, or head parts
DOTS = ".,;:·•"
# letters and pairs of letters of marks, and what they are read as; those of the other alphabet that look the same too
LETTERS = {
    "i": "1lI!|іІíjt",
    "ii": "nпиu",
    "iii": "шm",
    "v": "уyү",
    "x": "х",
    "l": "1I|!і",
    "a": "аo",
    "b": "6",
    "c": "се",
    "d": "а",
    "e": "ес",
    "g": "9q",
    "o": "о0",
    "s": "5",
    "z": "2",
    "а": "a",
    "ә": "эae",
    "б": "6b",
    "в": "8Bв",
    "г": "rт",
    "ғ": "гfF",
    "д": "n",
    "е": "eё",
    "з": "3э",
    "и": "uнн",
    "к": "k",
    "қ": "кk",
    "м": "m",
    "о": "o0",
    "ө": "ое0",
    "с": "c",
    "т": "m",
    "у": "y",
    "ұ": "уy",
    "ү": "уy",
    "ч": "4",
    "і": "i1l|",
}
_CLOSING = {")": r"[)}\]>›»Jj|]", ".": rf"[{re.escape(DOTS)}]"}
_OPENING = r"[({\[<‹]?"
_AS_DIGITS = str.maketrans({sign: digits[0] for digits in DIGITS for sign in digits[1:]})
_SIGNS = re.escape("".join(DIGITS))
_CAPITAL = r"[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ«\"“]"
_HEAD = re.compile(
    rf"^(?P<printed>[{_SIGNS}]{{1,4}}(?:[{re.escape(DOTS)}]{{1,2}}\s?[{_SIGNS}]{{1,2}}){{0,3}}[{re.escape(DOTS)}]?)"
    rf"(?P<blank>(?<=[{re.escape(DOTS)}])\s*|\s+|(?={_CAPITAL}[^\W\d_A-ZА-Я]))(?P<rest>{_CAPITAL}[^\W\d_].*"
    rf"|(?<=[{re.escape(DOTS)}]\s)[^\W\d_].*)$"
)
Number = tuple[int, ...]


def as_digits(text: str) -> str:
    """Text with the letters that scans show for figures as these."""
    return text.translate(_AS_DIGITS)


def numbers_behind(text: str) -> Iterator[tuple[Number, str, str]]:
    """The numbers that a scan may show as the beginning of a line: number, rest of the line, what stands there.

    Letters for digits, any sign for a point, points lost, one digit of another.

    >>> next(numbers_behind("21. Оплата")), next(numbers_behind("l.2, Fees"))
    (((2, 1), 'Оплата', '21.'), ((1, 2), 'Fees', 'l.2,'))
    >>> next(numbers_behind("б. Сроки оплаты")), list(numbers_behind("Б. Серік")), list(numbers_behind("З. Серік"))
    (((6,), 'Сроки оплаты', 'б.'), [], [])
    >>> list(numbers_behind("Вклад – деньги")), list(numbers_behind("12 месяцев"))
    ([], [])
    """
    match = _HEAD.match(text)
    if match is None:
        return
    printed = match["printed"]
    read = re.sub(rf"[{re.escape(DOTS)}]+\s?", ".", as_digits(printed)).rstrip(".")
    named = " " not in match["rest"] and not match["rest"].isupper()  # "З. Серік"
    alone = len(printed) == 2 and printed[1] in DOTS and printed[0] in ALONE and not named
    if not any(sign.isdigit() for sign in printed) and not alone:
        return
    glued = not match["blank"] and printed[-1] not in DOTS
    seen = set() if glued else {printed.rstrip(".")}
    if match["rest"][0].islower() and "." not in read and len(read) < 2:
        return
    for spelled in (read, *_with_points(read), *_with_other_digit(read)):
        parts = spelled.split(".")
        if spelled not in seen and all(part and not part.startswith("0") for part in parts):
            seen.add(spelled)
            yield tuple(map(int, parts)), match["rest"], printed


def _with_points(read: str) -> Iterator[str]:
    """Points put where a scan may have lost them: one, or between all digits."""
    places = [at for at in range(1, len(read)) if read[at - 1].isdigit() and read[at].isdigit()]
    for at in places:
        yield f"{read[:at]}.{read[at:]}"
    if len(places) > 1:
        yield ".".join(read.replace(".", ""))


def _with_other_digit(read: str) -> Iterator[str]:
    """One digit of another, in numbers of more than one part."""
    for place, digit in enumerate(read if "." in read else ""):
        for other in "".join(group.replace(digit, "") for group in ALIKE_DIGITS if digit in group):
            yield f"{read[:place]}{other}{read[place + 1 :]}"


def read_as_mark(text: str, wanted: str) -> tuple[str, str] | None:
    """What a line has for the mark that is wanted, and the rest of it; None where it cannot be that mark.

    A stray sign in front of it and the mark printed twice, as scans have them, are part of it.

    >>> read_as_mark("1) 6 месяцев;", "i)"), read_as_mark("n 1) 6 месяцев;", "i)")
    (('1)', '6 месяцев;'), ('n 1)', '6 месяцев;'))
    >>> read_as_mark("З) оплата", "3)"), read_as_mark("(B] оплата", "(в)"), read_as_mark("5) оплата", "i)")
    (('З)', 'оплата'), ('(B]', 'оплата'), None)
    """
    match = _mark_pattern(wanted).match(text)
    return (match["printed"], match["rest"]) if match else None


@cache
def _mark_pattern(wanted: str) -> re.Pattern[str]:
    body, close = wanted.lstrip("(")[:-1], wanted[-1]
    opening = _OPENING if wanted.startswith("(") else ""
    mark = rf"{opening}(?:{'|'.join(_spellings(body))}){_CLOSING[close]}"
    blank = r"\s+" if close == "." else r"\s*"
    return re.compile(rf"^(?P<printed>(?:[^\W\d_]\s|[.,'|–—-]+\s)?{mark}(?:\s{mark})?){blank}(?P<rest>\S.*)$")


def _spellings(body: str) -> Iterator[str]:
    """Patterns of what a mark without its brackets is read as: sign for sign; strokes may run together or get lost."""
    yield "".join(f"[{re.escape(sign + _read_for(sign))}]" for sign in body)
    for together in ("iii", "ii"):
        if together in body:
            before, _, after = body.partition(together)
            yield f"{before}(?:[{LETTERS[together]}]|[i{re.escape(LETTERS['i'])}]{{2,{len(together) + 1}}}){after}"


def _read_for(sign: str) -> str:
    if sign.isdigit():
        return "".join(group for group in (*DIGITS, *ALIKE_DIGITS) if sign in group)
    return DOTS if sign == "." else LETTERS.get(sign, "") + sign.upper()
