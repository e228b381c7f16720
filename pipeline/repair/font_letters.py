"""Old 8-bit Kazakh fonts: other signs stand where the font drew Kazakh letters, each font its own; found by the words.

Dozens of such fonts were made before Unicode ("Times Kaz" and its kind), hardly two alike, so no table knows them.
Read as Windows-1251 the Russian letters are right and each Kazakh letter is the same odd sign throughout the document.
Which letter a sign stands for, the words tell that become known with it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from pipeline.languages.letters import LATIN_TO_CYRILLIC, NEIGHBOUR_TO_KAZAKH
from pipeline.languages.lexicon import load_words

LETTERS = "әғқңөұүһі"
CYRILLIC = "А-Яа-яЁёәғқңөұүһіӘҒҚҢӨҰҮҺІ"
# A sign between two Cyrillic letters that is neither a letter of Kazakh or Russian or taken for one, nor ASCII, nor
# print: quotes, dashes, points and blanks stand between letters where a blank was lost.
TAKEN = "".join(letter for letter in (*LATIN_TO_CYRILLIC, *NEIGHBOUR_TO_KAZAKH) if not letter.isascii())
ODD_SIGN = rf"[^\s\x00-\x7f{CYRILLIC}{TAKEN}‐-―·•№’‘“”\u00ad\u00a0\u200b-\u200f\u2060\ufeff\u0300-\u036f\ue000-\uf8ff]"
ODD = re.compile(ODD_SIGN)
INSIDE = re.compile(rf"(?<=[{CYRILLIC}])({ODD_SIGN})(?=[{CYRILLIC}])")
# Signs that are print as well stand for letters only inside a word.
PRINT = frozenset("«»§©®°±×÷")
# A sign is a letter if this many different words become known, this share of those it stands in, and so many times more
# than with any other letter; a seldom one needs a word, if the others have proved that it is such a font.
LEAST_WORDS = 3
LEAST_SHARE = 0.6
LEAST_LEAD = 1.6
LEAST_PROOF = 6
LONG_ENOUGH = 5
WORDS_A_SIGN = 40


def find_font_letters(lines: Sequence[str]) -> dict[str, str]:
    """The letter that each odd sign stands for, in its own case; nothing where the text is no such text.

    >>> find_font_letters(["¤аза›стан ›ызметті ›абылдап са›тау", "та›ырып, ба›ылау, ›ала, ›ойма"])
    {'›': 'қ', '¤': 'Қ'}
    >>> find_font_letters(["Паляниця їжа, під’їзд, Київ, з’їзд, мої твої свої"])
    {}
    """
    if not any(map(ODD.match, set().union(*lines))):
        return {}
    signs = Counter(sign for line in lines for sign in INSIDE.findall(line))
    if not signs:
        return {}
    near = _near_signs(lines, signs)
    word = re.compile(rf"[{CYRILLIC}{re.escape(''.join(sorted(near)))}]+")
    shown: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        if near.isdisjoint(line):
            continue
        for found in word.findall(line):
            for sign in near.intersection(found):
                shown[sign].add(found)
    words = {found for group in shown.values() for found in group}
    letters = _solve({sign: _sample(group) for sign, group in shown.items()})
    proof = sum(1 for one in words if set(one) & letters.keys() and _worth(one, letters))
    if proof < LEAST_PROOF:
        return {}
    small = {letter for sign, letter in letters.items() if _follows_small(sign, shown[sign])}
    return {
        sign: letter.upper() if _is_capital(sign, shown[sign], has_small=letter in small) else letter
        for sign, letter in letters.items()
    }


def _sample(words: Iterable[str]) -> list[str]:
    """Words enough to tell a sign by, whatever their case; long ones tell more."""
    return sorted({_small(word) for word in words}, key=lambda word: (-len(word), word))[:WORDS_A_SIGN]


def _near_signs(lines: Sequence[str], signs: Mapping[str, int]) -> set[str]:
    """The odd signs, also those that only begin or end words."""
    beside = re.compile(rf"({ODD_SIGN})(?=[{CYRILLIC}])|(?<=[{CYRILLIC}])({ODD_SIGN})")
    found = {sign for line in lines for pair in beside.findall(line) for sign in pair if sign}
    return (found - PRINT) | set(signs)


def _solve(shown: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """One letter for each sign, the surest first; both cases of a letter have signs of their own."""
    letters: dict[str, str] = {}
    while left := [sign for sign in shown if sign not in letters]:
        best: tuple[float, str, str] | None = None
        for sign in left:
            made = {
                letter: [one for one in shown[sign] if _worth(one, {**letters, sign: letter})] for letter in LETTERS
            }
            # a short word may be one with many letters
            weights = {
                letter: sum(_worth(one, {**letters, sign: letter}) * (len(one) - 2) for one in group)
                for letter, group in made.items()
            }
            letter, other = sorted(LETTERS, key=lambda one: -weights[one])[:2]
            uses = len(made[letter])
            is_sure = uses >= LEAST_WORDS or (letters and any(len(one) >= LONG_ENOUGH for one in made[letter]))
            if not is_sure or uses < LEAST_SHARE * len(shown[sign]) or weights[letter] < LEAST_LEAD * weights[other]:
                continue
            if best is None or weights[letter] - weights[other] > best[0]:
                best = weights[letter] - weights[other], sign, letter
        if best is None:
            break
        letters[best[1]] = best[2]
    return letters


def _small(word: str) -> str:
    """The word in small letters; signs that are letters of other alphabets stay, each case stands for its own."""
    return "".join(one.lower() if one.lower() in _plain() else one for one in word)


def _worth(shown: str, letters: Mapping[str, str]) -> int:
    """How much the word proves with these letters, and any Kazakh ones for signs that have none yet; 0: no word."""
    folded = _small(shown)
    return _completes(folded, tuple((sign, letter) for sign, letter in sorted(letters.items()) if sign in folded))


@lru_cache(maxsize=20_000)
def _completes(shown: str, letters: tuple[tuple[str, str], ...]) -> int:
    """Whether it makes a listed word (1), and one that texts use: the list has misspelt ones too (3)."""
    kazakh, known = load_words("kk"), dict(letters)
    beginnings = [""]
    for sign in shown:
        choices = known.get(sign) or (sign if sign in _plain() else LETTERS)
        beginnings = [
            longer for beginning in beginnings for letter in choices if kazakh.has_prefix(longer := beginning + letter)
        ][:60]
    words = [beginning for beginning in beginnings if beginning in kazakh]
    return (3 if any(map(kazakh.count, words)) else 1) if words else 0


@cache
def _plain() -> frozenset[str]:
    return frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя" + LETTERS)


def _is_capital(sign: str, words: Iterable[str], *, has_small: bool) -> bool:
    """A sign that never follows a small letter, where another is the small letter or a capital stands beside it."""
    if _follows_small(sign, words):
        return False
    return has_small or any(one.isupper() and one != sign for word in words for one in word)


def _follows_small(sign: str, words: Iterable[str]) -> bool:
    return any(before.islower() for word in words for before, at in pairwise(word) if at == sign)


def write_font_letters(text: str, letters: Mapping[str, str]) -> str:
    """The text with its letters where a sign stands beside a Cyrillic one.

    >>> write_font_letters("›ызмет › 5", {"›": "қ"})
    'қызмет › 5'
    """
    pattern = _pattern("".join(sorted(letters)))
    # a sign beside a sign waits for its neighbour
    while (written := pattern.sub(lambda match: letters[match[0]], text)) != text:
        text = written
    return text


@cache
def _pattern(signs: str) -> re.Pattern[str]:
    one = f"[{re.escape(signs)}]"
    return re.compile(rf"{one}(?=[{CYRILLIC}])|(?<=[{CYRILLIC}]){one}")
