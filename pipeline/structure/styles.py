"""Numbers that are printed otherwise than "1.2.": A.1, (1.1), [1], № 1, Пункт 1, 1-тармақ, 1 – , 1 . 1 ., ①.

A style is read only in a document that counts in it from the first number on, so that a single line that looks like
one stays text.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

from pipeline.languages import VOCABULARIES
from pipeline.structure.misread import as_digits

ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
LATIN_OF_ROMAN = str.maketrans("іх", "ix")  # typed on a Cyrillic keyboard
SELDOM_COUNTED = str.maketrans("", "", "ёйъыь")  # letters left out where parts are counted by letters
_NUMBER = r"[1-9][0-9]{0,2}(?:\.[1-9][0-9]?)*"
# what stands in front of the text; the number alone is its name where no `mark` is named
STYLES: tuple[tuple[str, str], ...] = (
    ("letter", r"(?P<mark>(?:[A-ZА-ЯӘҒҚҢӨҰҮҺІ]|[IVXІХ]{2,5})\.(?P<number>[1-9][0-9]?(?:\.[1-9][0-9]?){0,3}))\.?\s+"),
    ("brackets", rf"(?P<mark>\((?P<number>{_NUMBER})\))\s*"),
    ("square", rf"(?P<mark>\[(?P<number>{_NUMBER})\])\s*"),
    ("dash", rf"(?P<number>{_NUMBER})\s+[–—-]\s+"),
    ("sign", rf"(?P<mark>№\s?(?P<number>{_NUMBER}))[.:)]?\s+"),
    ("word", rf"(?P<mark>(?i:WORDS)\s+(?:№\s?)?(?P<number>{_NUMBER}))\s*[.:–—-]\s*"),
    ("word", rf"(?P<mark>(?P<number>{_NUMBER})\s?[-–]\s?(?i:WORDS))\s*[.:–—]\s*"),
    ("blanks", r"(?P<number>[1-9][0-9]?(?:\s\.\s?[1-9][0-9]?)*\s\.)\s*"),
    ("glued", r"(?P<number>[1-9][0-9]?(?:\.[1-9][0-9]?)+)(?=[A-ZА-ЯӘҒҚҢӨҰҮҺІ][^\W\d_A-ZА-Я]{2})"),
    ("mixed", rf"(?P<mark>(?P<number>{_NUMBER}\.?(?:\((?:[a-z]|[ivx]{{1,5}})\))+))\s+"),
    ("circle", r"(?P<mark>(?P<number>[①-⑳]))\s*"),
)
# how a line begins that may be in one of them
_LIKELY = (
    r"^(?:[A-ZА-ЯӘҒҚҢӨҰҮҺІ]{1,5}\.[1-9]|[(\[][1-9]|№|[①-⑳]|(?i:WORDS)\s"
    r"|[1-9][0-9.]*(?:\([a-z]|\s[.–—-]|\s{2,}[–—-]|\s?[-–]\s?(?i:WORDS)|[A-ZА-ЯӘҒҚҢӨҰҮҺІ]))"
)
# A 4, F4, F,4. Fees, G.l - of scans
_MISREAD = re.compile(
    r"^(?P<shown>(?P<letter>[A-ZА-ЯӘҒҚҢӨҰҮҺІ]|[IVXІХ]{2,5})(?:[.,:]\s?|\s)?(?P<number>[\dlIoOЗ]{1,2}(?:[.,]\s?[\dlIoOЗ]{1,2}){0,3}))[.,]?"
    r"\s+(?P<rest>[^\W\d_a-zа-яәғқңөұүһі]\S*\s.*|[“«\"]\S.*)$"
)
PARTS = re.compile(r"[0-9]+|[①-⑳]|[a-z]+")


class Styled(NamedTuple):
    """A number in another style: `mark` as printed where that is not the number; `letter` stands for its first part."""

    number: tuple[int, ...]
    rest: str
    mark: str
    letter: str = ""


class Habits(NamedTuple):
    """The styles in which a document counts, and the letters and Roman numerals before its numbers."""

    styles: frozenset[str] = frozenset()
    letters: frozenset[str] = frozenset()


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(rf"^{_with_words(shape)}(?P<rest>\S.*)$")) for name, shape in STYLES)


@cache
def _likely() -> re.Pattern[str]:
    return re.compile(_with_words(_LIKELY))


def _with_words(shape: str) -> str:
    words = (word for vocabulary in VOCABULARIES.values() for word in vocabulary.numbered_words)
    return shape.replace("WORDS", f"(?:{'|'.join(words)})")


def find_habits(texts: Iterable[str]) -> Habits:
    """How a document's lines are numbered besides the usual way.

    >>> find_habits(["A.1 Scope", "A.2 Fees", "B.2 Terms", "C.1 Law"])
    Habits(styles=frozenset({'letter'}), letters=frozenset({'A'}))
    >>> find_habits(["(1) Scope", "(2) Fees"]), find_habits(["№ 5. Fees"])
    (Habits(styles=frozenset(), letters=frozenset()), Habits(styles=frozenset(), letters=frozenset()))
    """
    found: defaultdict[tuple[str, str], set[tuple[int, ...]]] = defaultdict(set)
    for text in texts:
        if text[:1].islower():
            continue
        for name, match in _matches(text):
            letter = match["mark"].partition(".")[0] if name == "letter" else ""
            found[name, letter].update(_readings_of(match["number"]))
    counted = {key for key, numbers in found.items() if _counts(key[0], numbers)}
    return Habits(
        frozenset(name for name, _ in counted), frozenset(letter for name, letter in counted if name == "letter")
    )


def _counts(style: str, numbers: Collection[tuple[int, ...]]) -> bool:
    """Whether numbers count from the first one; "(1)" and "(2)" alone are items."""
    if style == "brackets" and not any(len(number) > 1 for number in numbers):
        return False
    firsts = [number for number in numbers if (number[-1] if style == "mixed" else set(number)) in (1, {1})]
    return any((*first[:-1], 2) in numbers or (*first, 1) in numbers for first in firsts)


def read_styled(text: str, habits: Habits) -> Iterator[Styled]:
    """The numbers that a line may begin with in the styles of its document."""
    for name, match in _matches(text) if habits.styles else ():
        mark, rest = match.groupdict().get("mark") or "", match["rest"]
        small = name != "mixed" and next((char for char in rest if char.isalnum()), "A").islower()
        if name not in habits.styles or small:
            continue
        letter = mark.partition(".")[0] if name == "letter" else ""
        for number in _readings_of(match["number"]):
            if not letter:
                yield Styled(number, rest, mark)
            elif letter in habits.letters:
                yield from (Styled((place, *number), rest, mark, letter) for place in sorted(letter_places(letter)))


def read_misread(text: str, habits: Habits) -> Iterator[tuple[Styled, str]]:
    """The numbers behind a letter that a scan may show as a line begins, and what it shows.

    >>> habits = Habits(frozenset({"letter"}), frozenset("F"))
    >>> [(one.number, shown) for one, shown in read_misread("F4 Credits are due", habits)]
    [((6, 4), 'F4')]
    """
    match = _MISREAD.match(text)
    if match is None or match["letter"] not in habits.letters:
        return
    letter, shown = match["letter"], match["shown"]
    printed = re.sub(r"[.,]\s?", ".", as_digits(match["number"]))
    if PARTS.sub("", printed).strip(".") or printed.startswith("0"):
        return
    number = tuple(map(int, printed.split(".")))
    for place in sorted(letter_places(letter)):
        yield Styled((place, *number), match["rest"], f"{letter}.{printed}", letter), shown


def _matches(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    patterns = _patterns() if _likely().match(text) else ()
    return ((name, match) for name, pattern in patterns if (match := pattern.match(text)))


def _readings_of(number: str) -> Iterator[tuple[int, ...]]:
    """What a number counts; letters in it by their alphabet, and as Roman numerals.

    >>> list(_readings_of("1.2")), list(_readings_of("1.1.(b)(i)"))
    ([(1, 2)], [(1, 1, 2, 1), (1, 1, 2, 9)])
    """
    return product(*(_places_of(part) for part in PARTS.findall(number)))


def _places_of(part: str) -> list[int]:
    if not part.isalpha():
        return [int(unicodedata.numeric(part)) if len(part) == 1 else int(part)]
    roman = [ROMAN.index(part) + 1] if part in ROMAN else []
    return roman + [VOCABULARIES["en"].item_letters.find(part) + 1] * (len(part) == 1)


def letter_places(letter: str) -> frozenset[int]:
    """The places that a capital may have, in each alphabet and as a Roman numeral.

    >>> sorted(letter_places("Б")), sorted(letter_places("I")), sorted(letter_places("IV"))
    ([2, 3], [1, 9], [4])
    """
    lower = letter.lower()
    alphabets = [vocabulary.item_letters for vocabulary in VOCABULARIES.values()]
    short = [alphabet.translate(SELDOM_COUNTED) for alphabet in alphabets]
    places = {alphabet.find(lower) + 1 for alphabet in (*alphabets, *short)} if len(letter) == 1 else set()
    latin = lower.translate(LATIN_OF_ROMAN)
    if latin in ROMAN:
        places.add(ROMAN.index(latin) + 1)
    return frozenset(places - {0})
