"""What can be wrong with a text, told from the text alone: characters by patterns, lines by those around them."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from pipeline.languages.letters import KAZAKH_TO_RUSSIAN, LATIN_TO_CYRILLIC, NAMES_TYPED_IN_CYRILLIC, PRIVATE_BULLETS
from pipeline.languages.lexicon import load_slips, load_words
from pipeline.model import Record


class Suspect(Record, frozen=True, kw_only=True):
    """A line that lost its alphabet; `score` is 0..1, how sure we are.

    `kind` tells how: `ocr-eng`, `ocr-rus`, `ocr-eng+rus` (read with these languages alone) or `flattened` (Kazakh
    letters typed as Russian ones).
    """

    line_index: int
    score: float
    kind: str = "ocr-eng"


# --- characters ------------------------------------------------------------------------------------------------------

LATIN = "A-Za-zƏəƟɵ"
# Cyrillic with its Kazakh letters; beyond U+052F nothing is used in Kazakhstan.
CYRILLIC = "\u0400-\u052f"
WORD = re.compile(r"[^\W\d_]+")
LATIN_LETTER = re.compile(f"[{LATIN}]")
CYRILLIC_LETTER = re.compile(f"[{CYRILLIC}]")
MIXED_WORD = re.compile(
    rf"(?<![\w%\\])(?:[^\W\d_]*(?:[{LATIN}][{CYRILLIC}]|[{CYRILLIC}][{LATIN}])"
    r"|[^\W\d_]*[ƏəƟɵӈӇӊӉӄӃӷӶѳѲӏ])[^\W\d_]*"
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

# A Cyrillic word typed in Latin look-alikes from end to end; shorter ones are too often English or a formula.
PURE_LOOKALIKE = re.compile(
    rf"(?<![{CYRILLIC}\w@./\\-])[{''.join(LATIN_TO_CYRILLIC)}]{{3,}}(?![{CYRILLIC}\w@/\\]|[.-]\w)"
)
# A Latin name typed in Cyrillic. Two letters alone may be short for anything; before a hyphen they are a name.
TYPED_NAME = re.compile(
    rf"(?<![\w.@/-])(?:{'|'.join(sorted(NAMES_TYPED_IN_CYRILLIC))})(?:(?<=\w{{3}})(?!\w)|(?=-[^\W\d_]))"
)
# A dash with a blank on one side only. Hyphens have none on either and are another character.
ONE_SIDED_DASH = re.compile(r"[^\W\d_][—–] | —[^\W\d_]")
# Words long enough to be two; addresses and names of accounts are not looked at.
LONG_WORD = re.compile(rf"(?:(?<![\w@./\\-])|(?<=[^\W\d_]-))[{CYRILLIC}]{{7,60}}(?![\w@])")
# Two words of which the second begins small: perhaps one that a blank cut.
SPLIT_WORD = re.compile(rf"(?<![\w@./\\-])([{CYRILLIC}]{{2,20}}) (?=[а-яёәғқңөұүһі]{{2,20}}(?![\w@/\\-]|\.\w))")


# --- OCR in the wrong language ---------------------------------------------------------------------------------------

# What English OCR makes of Cyrillic and English hardly has: a capital after a small letter, a digit inside a word, a
# currency sign beside a letter. 73 % of the words of a page read so; 2 % of Python source, none of an English licence.
STRANGE = re.compile(
    r"[a-zà-ÿ][A-Z]|[A-Za-z][0-9][A-Za-z]|\b[0-9][a-z]{2,}|[A-Z]{2,}[a-z]+[A-Z]"
    r"|[¥¢©][A-Za-z]|[A-Za-z][¥¢©]|[A-Za-z]/[a-z]+[A-Z]|b[lI][nprtmMHK]"
)
# What product names do not have either: "bl" and "b/" for ы, a capital that ends a word, capitals that come and go,
# a digit in a letter's place. 52 % of the words of a page read so, at least 44 % of any twenty of its lines.
PROOF = re.compile(
    r"b[lI][cdgnpqrstmMHKNTA3]|[A-Za-z]b/[A-Za-z]|[a-z][A-Z](?![A-Za-z])|[a-z][A-Z][a-z]+[A-Z]"
    r"|\b[3690](?!(?:rd|th|am|pm|px|pt|hr|nd|st)\b)[A-Za-z]{2,}|[A-Za-z][369][a-z]{2,}"
    r"|[¥¢©][A-Za-z]|[A-Za-z][¥¢©]|[b-df-hj-np-tv-z][HTKMX][b-df-hj-np-tv-z]"
)
# "getElementById" and "PowerShell" are made of these; in garble they are not English.
LATIN_RUN = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
LATIN_WORD = re.compile(rf"\S*[{LATIN}]\S*")
# Addresses, source code, and the few names that end in a lone capital.
NEVER_STRANGE = re.compile(
    r"\b(?:La)?TeX|\bPhD\b|[@_]|://|^\W*www\.|\.(?:com|org|net|kz|ru)\b|\w\(\w*\)|\w\.[a-z]\w+|\w=", re.IGNORECASE
)
# Lines of text, its own among them, that count as a line's surroundings: two paragraphs.
SURROUNDINGS = 16
# With this share of proof around it a line is certain to be misread.
CERTAIN_SHARE = 0.4
LEAST_PROOFS = 3
# and a short one proves nothing
LEAST_PROOF_LETTERS = 5


def is_strange(word: str) -> bool:
    """Whether a Latin word looks like Cyrillic read as English.

    >>> [is_strange(word) for word in ("KbI3MeTTepAi", "6epyLire", "Lwaptrapsl")]
    [True, True, False]
    >>> [is_strange(word) for word in ("PowerShell", "@PRO_DATA_Support_Bot", "IPv4", "x86-KVM")]
    [False, False, False, False]
    """
    if not STRANGE.search(word) or NEVER_STRANGE.search(word):
        return False
    english = load_words("en")
    parts = LATIN_RUN.findall(word)
    return not (parts and all(len(part) > 1 and part in english for part in parts) and not re.search(r"\d", word))


def is_english(line: str) -> bool:
    """Whether a line is plain English, names aside: nothing strange, most words known, two of four letters or more.

    >>> is_english("more than cloud"), is_english("on OpbIHAayLUbI")
    (True, False)
    """
    if any(is_strange(word) for word in LATIN_WORD.findall(line)):
        return False
    english = load_words("en")
    words = WORD.findall(line)
    known = [word for word in words if word in english]
    return sum(1 for word in known if len(word) >= 4) >= 2 and len(known) >= 0.6 * len(words)


def find_wrong_language(lines: Sequence[str]) -> list[Suspect]:
    """Lines that OCR in the wrong language left.

    Such a line has Latin words and hardly a Cyrillic letter, and stands among words that are strange. Lines of
    English between them stay.

    >>> page = ["KbI3MeTTi XXeke KabuHeT apKbl/ibl 6epe anajbl.", "more than cloud", "24/7/365"]
    >>> [suspect.line_index for suspect in find_wrong_language(page)]
    [0]
    >>> find_wrong_language(["The Provider shall make the Service available 99.9% of the time."])
    []
    """
    proofs = [_count_proofs(line) for line in lines]
    if sum(proofs) < LEAST_PROOFS:
        return []
    # lines without letters tell nothing; Cyrillic ones tell that the language was known here
    places = [index for index, line in enumerate(lines) if WORD.search(line)]
    proofs_before = [0, *accumulate(proofs[index] for index in places)]
    words_before = [0, *accumulate(len(lines[index].split()) for index in places)]
    width = min(SURROUNDINGS, len(places))
    found = []
    for place, index in enumerate(places):
        if not _is_latin(lines[index]) or is_english(lines[index]):
            continue
        # a page read wrong may follow one read right: what comes before, after or around is proof enough
        firsts = {min(max(place - back, 0), len(places) - width) for back in (0, width // 2, width - 1)}
        share = max(
            (proofs_before[first + width] - proofs_before[first]) / (words_before[first + width] - words_before[first])
            for first in firsts
        )
        if share > 0:
            found.append(Suspect(line_index=index, score=min(1.0, share / CERTAIN_SHARE)))
    return found


def _count_proofs(line: str) -> int:
    """How many words of a line prove that it is Cyrillic read as English."""
    if not PROOF.search(line) or not _is_latin(line):
        return 0
    words = (word for word in LATIN_WORD.findall(line) if len(word) >= LEAST_PROOF_LETTERS)
    return sum(1 for word in words if PROOF.search(word) and is_strange(word))


def _is_latin(line: str) -> bool:
    """Whether a line has Latin letters and hardly a Cyrillic one."""
    return bool(LATIN_LETTER.search(line)) and len(CYRILLIC_LETTER.findall(line)) * 4 <= len(line.strip())


def find_wrong_reading(lines: Sequence[str]) -> list[Suspect]:
    """Lines that lost their alphabet, all of one kind: one reader, one typist."""
    return find_flattened(lines) or find_wrong_language(lines)


# --- Kazakh in Russian letters ---------------------------------------------------------------------------------------

KAZAKH_LETTER = re.compile("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
CYRILLIC_WORD = re.compile(f"[{CYRILLIC}]{{4,24}}")
# What Russian OCR makes of "і" inside Kazakh words: "тиесл!", "мiндетт|", "Куштер1н"
OCR_SIGN = re.compile(r"[а-яё](?:[!|}\]\\](?=[а-яё,.;:]|\s[а-яё])|1(?=[а-яё,;]))")
MIXED_LATIN = re.compile(rf"[{CYRILLIC}]\S*[{LATIN}]|[{LATIN}]\S*[{CYRILLIC}]")
# In Kazakh one letter in seven is Kazakh alone; with more of them than this share the alphabet is there.
LEAST_KAZAKH_SHARE = 0.02
# Of the longer words of running Kazakh without its letters, so many are in no list and have a Kazakh form or bear such
# a sign: typed 40 %, read by OCR 26-40 % of any page. Russian has one in a hundred, lists of foreign names 12 %.
FLAT_SHARE = 0.4
LEAST_FLAT_WORDS = 4
# With this share of words from the Russian list, a line is Russian.
RUSSIAN_SHARE = 0.7


def find_flattened(lines: Sequence[str]) -> list[Suspect]:
    """Lines of Kazakh in which Russian letters stand for the Kazakh ones, as somebody typed them or OCR read them.

    Lines in Russian between them stay.

    >>> [one.kind for one in find_flattened(["Орындаушынын кызметтерин корсету кезинде деректердин купиялыгын сактау"])]
    ['flattened']
    >>> find_flattened(["Исполнитель обязуется оказывать услуги в срок."])
    []
    """
    places = [index for index, line in enumerate(lines) if CYRILLIC_LETTER.search(line)]
    if not places:
        return []
    marks = [_flat_marks(lines[index]) for index in places]
    if sum(mark.flat for mark in marks) < LEAST_FLAT_WORDS:
        return []
    before = [_FlatMarks(0, 0, 0, 0), *accumulate(marks, _add_marks)]
    has_signs = sum(1 for index in places if OCR_SIGN.search(lines[index])) * 8 >= len(places)
    has_latin = sum(1 for index in places if MIXED_LATIN.search(lines[index])) * 8 >= len(places)
    kind = "ocr-eng+rus" if has_latin else "ocr-rus" if has_signs else "flattened"
    width = min(SURROUNDINGS, len(places))
    shares = [_flat_score(before[first], before[first + width]) for first in range(len(places) - width + 1)]
    highest = max(shares)
    whole = _flat_score(before[0], before[-1])
    found = []
    for place, index in enumerate(places):
        around = shares[max(0, place - width + 1) : place + 1]
        # one reader, one typist: a line with proof of its own is as sure as the surest part of its document, another
        # one as the whole
        nearest = max(around)
        score = nearest and (highest if marks[place].flat else max(nearest, whole))
        if score > 0 and not _is_russian(lines[index]) and not KAZAKH_LETTER.search(lines[index]):
            found.append(Suspect(line_index=index, score=score, kind=kind))
    if kind == "ocr-eng+rus":
        known = {one.line_index for one in found}
        found += [
            Suspect(line_index=index, score=1.0, kind=kind)
            for index, line in enumerate(lines)
            if index not in known and _count_proofs(line)
        ]
    return sorted(found, key=lambda one: one.line_index)


class _FlatMarks(NamedTuple):
    """Of a line: words that lack Kazakh letters or bear OCR's signs for them, longer words, Kazakh letters, letters."""

    flat: int
    words: int
    kazakh: int
    letters: int


def _add_marks(one: _FlatMarks, other: _FlatMarks) -> _FlatMarks:
    return _FlatMarks(*(a + b for a, b in zip(one, other, strict=True)))


def _flat_marks(line: str) -> _FlatMarks:
    kazakh = len(KAZAKH_LETTER.findall(line))
    words = CYRILLIC_WORD.findall(line)
    flat = 0 if kazakh else sum(1 for word in words if has_kazakh_form(word)) + len(OCR_SIGN.findall(line))
    return _FlatMarks(flat, len(words), kazakh, len(CYRILLIC_LETTER.findall(line)))


def _flat_score(before: _FlatMarks, after: _FlatMarks) -> float:
    flat, words, kazakh, letters = (b - a for a, b in zip(before, after, strict=True))
    if not words or flat < LEAST_FLAT_WORDS or kazakh > LEAST_KAZAKH_SHARE * letters:
        return 0.0
    return min(1.0, flat / (words * FLAT_SHARE))


def _is_russian(line: str) -> bool:
    words = CYRILLIC_WORD.findall(line)
    russian = load_words("ru")
    return bool(words) and sum(1 for word in words if word in russian) >= RUSSIAN_SHARE * len(words)


@lru_cache(maxsize=65_536)
def has_kazakh_form(word: str) -> bool:
    """Whether a word that no list has is a Kazakh word without its letters.

    >>> has_kazakh_form("кызметтерин"), has_kazakh_form("қызметтерін"), has_kazakh_form("услуги")
    (True, False, False)
    """
    folded = word.casefold()
    kazakh = load_words("kk")
    if (folded in kazakh and folded not in load_slips()) or folded in load_words("ru"):
        return False
    beginnings = [""]
    for letter in folded:
        beginnings = [
            longer
            for beginning in beginnings
            for other in RUSSIAN_TO_KAZAKH.get(letter, letter)
            if kazakh.has_prefix(longer := beginning + other)
        ][:40]
    return any(beginning in kazakh and beginning != folded for beginning in beginnings)


# A letter and what may have been written for it: itself or a Kazakh one.
RUSSIAN_TO_KAZAKH = {
    letter: letter + "".join(kazakh for kazakh, plain in KAZAKH_TO_RUSSIAN.items() if letter in plain)
    for letter in "агкнеоухиыэ"
}


def is_kazakh_form(flat: str, word: str) -> bool:
    """Whether a word is another with some letters made Kazakh.

    >>> is_kazakh_form("Кызмет", "Қызмет"), is_kazakh_form("Кызмет", "Қызметі")
    (True, False)
    """
    return len(flat) == len(word) and all(
        right == wrong or right.lower() in RUSSIAN_TO_KAZAKH.get(wrong.lower(), "")
        for wrong, right in zip(flat, word, strict=True)
    )
