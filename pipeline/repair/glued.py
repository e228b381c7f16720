"""Words that lost the blank between them, found by the lexicons: better to miss one than to cut a word in two."""

import re
from functools import lru_cache

from pipeline.languages.endings import (
    KAZAKH_CLOSING,
    KAZAKH_DESCRIBING,
    KAZAKH_JOINTS,
    KAZAKH_SUFFIX_CHAIN,
    RUSSIAN_CLOSING,
    RUSSIAN_JOINTS,
)
from pipeline.languages.lexicon import Lexicon, load_words
from pipeline.repair.damage import LONG_WORD, SPLIT_WORD

LEAST_PART = 3
# Shorter parts beside a joint or an ended word are endings ("тиіс|пін") and pieces of names ("шында|лиева").
LEAST_PART_BESIDE = 5
LEAST_CLOSED_PART = 6
LEAST_DESCRIBING_PART = 7
# "тапсы" is no word though "тап" with an ending is
LEAST_STEM = 4
LEAST_USES = 10  # of the whole, where its pieces are listed too: lists hold "лығын"
LONG_WHOLE = 8
NEXT_WORD = re.compile(r"\w+")
KAZAKH_LETTER = re.compile("[әғқңөұүһі]")


def split_glued_words(text: str) -> str:
    """Put back the blank between two words, where the whole is no word and one split alone makes sense.

    >>> split_glued_words("форс-мажорлықжәне басқа да")
    'форс-мажорлық және басқа да'
    >>> split_glued_words("4. ТАРАПТАРДЫҢЖАУАПКЕРШІЛІГІ")
    '4. ТАРАПТАРДЫҢ ЖАУАПКЕРШІЛІГІ'
    >>> split_glued_words("қолжетімсіздігі, бағдарламаландырылғандарға, электрқондырғысы, Орындаушымен")
    'қолжетімсіздігі, бағдарламаландырылғандарға, электрқондырғысы, Орындаушымен'
    """
    return LONG_WORD.sub(lambda match: split_word(match[0]), text)


@lru_cache(maxsize=65_536)
def split_word(word: str) -> str:
    """The word, or its two parts with a blank between."""
    folded = word.casefold()
    if len(folded) != len(word) or is_word(folded):
        return word
    makes_sense = is_split if KAZAKH_LETTER.search(folded) else is_split_of_either
    places = range(LEAST_PART, len(word) - LEAST_PART + 1)
    splits = [at for at in places if makes_sense(folded[:at], folded[at:])]
    return f"{word[: splits[0]]} {word[splits[0] :]}" if len(splits) == 1 else word


def join_split_words(text: str) -> str:
    """Take out the blank that cut a word, where a part is no word and the whole is a listed one.

    >>> join_split_words("жеке дерек тердің сақталуына міндет тенеді")
    'жеке деректердің сақталуына міндеттенеді'
    >>> join_split_words("ЖШС ның, бар лық емес, қызмет көрсету")
    'ЖШС ның, бар лық емес, қызмет көрсету'
    """
    joined, at = [], 0
    for match in SPLIT_WORD.finditer(text):
        if match.start() < at:
            continue
        after = NEXT_WORD.match(text, match.end())
        if after and is_split_word(match[1], after[0]):
            joined += [text[at : match.end() - 1], after[0]]
            at = after.end()
    return "".join([*joined, text[at:]]) if at else text


@lru_cache(maxsize=65_536)
def is_split_word(left: str, right: str) -> bool:
    """Whether two pieces are one listed word: one of them is none, or the whole is used and one of them never is.

    Initials and abbreviations are no pieces.
    """
    if left.isupper() or min(len(left), len(right)) < LEAST_PART:
        return False
    whole = (left + right).casefold()
    kazakh, russian = load_words("kk"), load_words("ru")
    if whole not in kazakh and whole not in russian:
        return False
    if not (is_word(left.casefold(), LEAST_STEM) and is_word(right, LEAST_STEM)):
        return True
    uses = kazakh.count(whole) + russian.count(whole)
    return (
        len(whole) >= LONG_WHOLE
        and uses >= LEAST_USES
        and not all(kazakh.count(part) or russian.count(part) for part in (left, right))
    )


def is_word(word: str, least_stem: int = LEAST_PART) -> bool:
    """Whether a lexicon has the word, or its stem with Kazakh suffixes after it.

    >>> is_word("қызметтеріңіздегілерден"), is_word("мажорлықжәне")
    (True, False)
    """
    kazakh, russian = load_words("kk"), load_words("ru")
    if word in kazakh or word in russian:
        return True
    return _is_inflected(word, kazakh, least_stem) or _is_inflected(word, russian, least_stem)


def _is_inflected(word: str, lexicon: Lexicon, least_stem: int) -> bool:
    return any(
        len(stem) >= least_stem and KAZAKH_SUFFIX_CHAIN.fullmatch(word, len(stem)) for stem in lexicon.prefixes(word)
    )


def is_split(left: str, right: str) -> bool:
    """Whether Kazakh has both parts and the first, or one of them, is a word that stands alone."""
    kazakh = load_words("kk")
    if left not in kazakh or right not in kazakh:
        return False
    if stands_alone(left, right, KAZAKH_JOINTS):
        return True
    if len(left) < LEAST_CLOSED_PART or len(right) < LEAST_PART_BESIDE:
        return False
    if left.endswith(KAZAKH_CLOSING):
        return True
    # "орталықазиялық": an adjective made of two words is written as one
    if len(left) < LEAST_DESCRIBING_PART or right.endswith(KAZAKH_DESCRIBING):
        return False
    return left.endswith(KAZAKH_DESCRIBING) and min(kazakh.count(left), kazakh.count(right)) > 0


def is_russian_split(left: str, right: str) -> bool:
    """Whether Russian has both parts and the first, or one of them, is a word that stands alone."""
    russian = load_words("ru")
    if left not in russian or right not in russian:
        return False
    if stands_alone(left, right, RUSSIAN_JOINTS):
        return True
    # "много" ends like an adjective and begins a hundred compounds
    if len(left) < LEAST_DESCRIBING_PART or len(right) < LEAST_CLOSED_PART or left.endswith("много"):
        return False
    return left.endswith(RUSSIAN_CLOSING)


def is_split_of_either(left: str, right: str) -> bool:
    """The same for a word whose letters both languages have."""
    return is_split(left, right) or is_russian_split(left, right)


def stands_alone(left: str, right: str, joints: tuple[str, ...]) -> bool:
    """Whether one part is a joint, and the other too long to be an ending."""
    return (right in joints and len(left) >= LEAST_PART_BESIDE) or (left in joints and len(right) >= LEAST_PART_BESIDE)
