"""What is wrong with a text, where, and how sure we are: evidence from the text alone, gathered over the document."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Literal

from pipeline.languages.letters import PRIVATE_BULLETS
from pipeline.languages.lexicon import load_words
from pipeline.model import Record

DamageKind = Literal[
    "wrong-language",
    "code-page",
    "look-alike",
    "private-bullet",
    "decomposed",
    "invisible",
    "odd-blank",
    "soft-hyphen",
]


class Damage(Record, frozen=True, kw_only=True):
    """Something wrong with `lines[line_index][start:stop]`; `score` is 0..1, how sure we are."""

    kind: DamageKind
    line_index: int
    start: int
    stop: int
    score: float


# --- characters ------------------------------------------------------------------------------------------------------

LATIN = "A-Za-zƏəƟɵ"
# Cyrillic with its Kazakh letters; beyond U+052F nothing is used in Kazakhstan.
CYRILLIC = "\u0400-\u052f"
WORD = re.compile(r"[^\W\d_]+")
MIXED_WORD = re.compile(
    rf"[^\W\d_]*(?:[{LATIN}][{CYRILLIC}]|[{CYRILLIC}][{LATIN}])[^\W\d_]*|[^\W\d_]*[ƏəƟɵӈӇӊӉӄӃӷӶѳѲӏ][^\W\d_]*"
)
PRIVATE_BULLET = re.compile(rf"[{''.join(sorted(PRIVATE_BULLETS))}]")
# A letter that is its own code point, written as base letter and accent; "˘" is the accent as a sign of its own.
DECOMPOSED = re.compile(r"[^\W\d_][\u0300-\u036f]+|[ИиУу]\u02d8")
# Characters that print nothing: zero-width blanks, byte order marks, C0 controls, directional marks. A joiner (U+200C,
# U+200D) counts only between letters of alphabets that have no use for it: emoji and Persian need theirs.
INVISIBLE = re.compile(
    "[\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]"
    rf"|(?<=[{LATIN}{CYRILLIC}])[\u200c\u200d](?=[{LATIN}{CYRILLIC}])"
)
ODD_BLANK = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
# At a line's end a soft hyphen is the printed one: joining lines is for those who know the next line.
SOFT_HYPHEN = re.compile("\u00ad(?=[^\\s])")

SIMPLE_DAMAGE: tuple[tuple[DamageKind, re.Pattern[str]], ...] = (
    ("private-bullet", PRIVATE_BULLET),
    ("decomposed", DECOMPOSED),
    ("invisible", INVISIBLE),
    ("odd-blank", ODD_BLANK),
    ("soft-hyphen", SOFT_HYPHEN),
    ("look-alike", MIXED_WORD),
)


def find_simple_damage(lines: Sequence[str]) -> list[Damage]:
    """Damage that its characters alone prove.

    >>> [(damage.kind, damage.start, damage.stop) for damage in find_simple_damage(["жəне Telegram", "таза жол"])]
    [('look-alike', 0, 4)]
    """
    return [
        Damage(kind=kind, line_index=index, start=match.start(), stop=match.end(), score=1.0)
        for index, line in enumerate(lines)
        if not line.isascii()
        for kind, pattern in SIMPLE_DAMAGE
        for match in pattern.finditer(line)
    ]


# --- OCR in the wrong language ---------------------------------------------------------------------------------------

# What English OCR makes of Cyrillic and English never has: capitals and digits inside words, signs beside letters,
# "bl" or "bI" for ы. 74 % of the words of a page read so; 0 % of an English licence, 3 % of Python source.
ANOMALY = re.compile(
    r"[a-zà-ÿ][A-Z]|[A-Za-z][0-9][A-Za-z]|\b[0-9][a-z]{2,}|[A-Z]{2,}[a-z]+[A-Z]"
    r"|[¥¢©][A-Za-z]|[A-Za-z][¥¢©]|[A-Za-z]/[a-z]+[A-Z]|b[lI][nprtmMHK]"
)
LATIN_WORD = re.compile(rf"\S*[{LATIN}]\S*")
LATIN_RUN = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
ADDRESS = re.compile(r"[@_]|://|^\W*www\.|\.(?:com|org|net|kz|ru)\b", re.IGNORECASE)
# Lines on each side that count as a line's surroundings: about a paragraph.
SURROUNDINGS = 8
# This share of strange words is proof; a page of camel-case source code stays below a quarter of it.
PROVEN_SHARE = 0.5
LEAST_ANOMALIES = 2


def is_strange(word: str) -> bool:
    """Whether a Latin word looks like Cyrillic read as English.

    >>> [is_strange(word) for word in ("KbI3MeTTepAi", "6epyLire", "Lwaptrapsl")]
    [True, True, False]
    >>> [is_strange(word) for word in ("PowerShell", "@PRO_DATA_Support_Bot", "IPv4", "x86-KVM")]
    [False, False, False, False]
    """
    if not ANOMALY.search(word) or ADDRESS.search(word):
        return False
    english = load_words("en")
    parts = LATIN_RUN.findall(word)
    return not (parts and all(len(part) > 1 and part in english for part in parts) and not re.search(r"\d", word))


def is_english(line: str) -> bool:
    """Whether a line is plain English: two words or more, every one known.

    >>> is_english("more than cloud"), is_english("on OpbIHAayLUbI")
    (True, False)
    """
    english = load_words("en")
    words = [word for word in WORD.findall(line) if not ADDRESS.search(word)]
    return sum(1 for word in words if len(word) > 2) >= 2 and all(word in english for word in words)


def find_wrong_language(lines: Sequence[str]) -> list[Damage]:
    """Lines that OCR in the wrong language left.

    Such a line has Latin words and hardly a Cyrillic letter; half the words around it are strange. Lines of English
    between them stay.

    >>> page = ["KbI3MeTTi XXeke KabuHeT apKbl/ibl 6epe anajbl.", "more than cloud", "24/7/365"]
    >>> [damage.line_index for damage in find_wrong_language(page)]
    [0]
    >>> find_wrong_language(["The Provider shall make the Service available 99.9% of the time."])
    []
    """
    latin = [_latin_words(line) for line in lines]
    if not any(latin):
        return []
    strange = [sum(1 for word in words if is_strange(word)) for words in latin]
    strange_before = [0, *accumulate(strange)]
    if strange_before[-1] < LEAST_ANOMALIES:
        return []
    # surroundings are counted in lines that have Latin words at all
    places = [index for index, words in enumerate(latin) if words]
    words_before = [0, *accumulate(len(words) for words in latin)]
    found = []
    for place in places:
        middle = bisect_left(places, place)
        first = places[max(0, middle - SURROUNDINGS)]
        last = places[min(len(places) - 1, bisect_right(places, place) - 1 + SURROUNDINGS)]
        around = (strange_before[last + 1] - strange_before[first]) / (words_before[last + 1] - words_before[first])
        score = min(1.0, max(around, strange[place] / len(latin[place]) * (around > 0.1)) / PROVEN_SHARE)
        if score > 0 and not (is_english(lines[place]) and not strange[place]):
            found.append(Damage(kind="wrong-language", line_index=place, start=0, stop=len(lines[place]), score=score))
    return found


def _latin_words(line: str) -> list[str]:
    """The Latin words of a line; none where Cyrillic letters show that the language was known."""
    if len(re.findall(rf"[{CYRILLIC}]", line)) * 4 > len(line.strip()):
        return []
    return LATIN_WORD.findall(line)
