"""Chooses between the readings of a document's tokens: by word lists, the words beside, the rest of the document."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from math import exp, log
from typing import NamedTuple

from pipeline.languages.lexicon import FIGURE, load_endings, load_general_words, load_pairs, load_slips, load_words

# What a word costs by what is known of it, times LEXICON_WEIGHT, against the network's own scores.
LEXICON_WEIGHT = 0.95
# What each letter of a reading is worth: longer words are rarer, and readers lose letters (tried: 0.3-2).
LETTER_WORTH = 1.0
RAREST, COMMONEST = -14.0, -7.0
# Of the listed words of so many letters (the last: of all longer ones) one in a thousand is commoner.
COMMON_BY_LETTERS = (*[COMMONEST] * 5, -7.1, -7.5, -7.9, -8.5, -8.8, -8.8, -8.9, -9.4, -9.7, -9.7, -10.0)
RUSSIAN_WORD, ENGLISH_WORD, UNKNOWN_WORD, STEM_AND_ENDING = -3.0, -14.0, -24.0, -18.0
# How many uses the lists are worth beside those of a word that was seen before another: so many, and one for each word
# that was seen behind it.
PAIR_PRIOR = 50.0
# Weight of what the endings of two words say of each other
LIFT_WEIGHT = 1.2
# How much the document's own words count beside the lists, once it has been read.
DOCUMENT_SHARE = 0.15
# Sweeps over the document; in the first one the document is not known yet. A third one changes nothing for the better.
SWEEPS = 2
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
CYRILLIC = re.compile(r"[Ѐ-ӿ]")
FIGURE_WORD = re.compile(r"\d+(?:[.,]\d+)*")
OPENING = "\"'«“„(["
CLOSING = "\"'»”)]"
# Kazakh endings a loan word takes: -лық, plural, possessive, case, copula, one after another
ENDING = re.compile(
    r"(?:[лдт](?:ық|ік))?(?:[лдт][ае]р)?(?:ы|і|сы|сі|ымыз|іміз|ымыз|іңіз|ыңыз)?"
    r"(?:[нд]ы[ңқ]|[нд]і[ңк]|т[ыі]ң|[ғгқк][ае]|[нд][ае]|[нд][ые]н|[дт][ае]н|нан|нен|[дтн][ыі]|т[ае]|[дт][ае]ғы|[дт][ае]гі|[мбп]ен|н)?"
)


class Candidate(NamedTuple):
    """A text that a token may have and what speaks for it before its neighbours are asked."""

    text: str
    score: float
    words: tuple[str, ...]
    opens: bool  # nothing but opening signs stands before its first word
    closes: bool  # nothing but its last word stands at its end


class Choice(NamedTuple):
    """The candidate chosen among a token's, and its share of the likelihood."""

    number: int
    share: float


def candidate(text: str, score: float) -> Candidate:
    """A candidate with its words, casefolded; a figure counts as one."""
    if text.isalpha():
        return Candidate(text, score, (text.casefold(),), opens=True, closes=True)
    words = tuple(word.casefold() for word in WORD.findall(text))
    if not words and FIGURE_WORD.fullmatch(text.strip(OPENING + CLOSING + ".,;:!?")):
        words = (FIGURE,)
    bare = text.lstrip(OPENING)
    return Candidate(text, score, words, bare[:1].isalnum(), text[-1:].isalnum())


def merit(one: Candidate) -> float:
    """What speaks for a candidate by itself."""
    known = sum(familiarity(word) for word in one.words if word != FIGURE)
    return one.score + LEXICON_WEIGHT * known + LETTER_WORTH * letters(one)


def letters(one: Candidate) -> int:
    """How many letters a candidate has."""
    return sum(map(len, one.words))


def commonest_like(text: str) -> float:
    """How common a word about as long as a text may be."""
    return COMMON_BY_LETTERS[min(len(text), len(COMMON_BY_LETTERS)) - 1]


def familiarity_of_text(text: str) -> float:
    """What the word lists say of a text in small letters."""
    if text.isalpha():
        return LEXICON_WEIGHT * familiarity(text)
    return LEXICON_WEIGHT * sum(map(familiarity, WORD.findall(text)))


def worth_of_text(text: str) -> float:
    """What speaks for a text in small letters beside the network: what the lists say of it, and its letters."""
    if text.isalpha():
        return LEXICON_WEIGHT * familiarity(text) + LETTER_WORTH * len(text)
    words = WORD.findall(text)
    return LEXICON_WEIGHT * sum(map(familiarity, words)) + LETTER_WORTH * sum(map(len, words))


class Memory:
    """The words of one document, each by how sure its places are."""

    def __init__(self) -> None:
        self.uses: defaultdict[str, float] = defaultdict(float)
        self.total = 1.0

    def share(self, word: str, *, without: float = 0.0) -> float:
        return max(0.0, self.uses.get(word, 0.0) - without) / self.total


def choose(tokens: Sequence[Sequence[Candidate]]) -> tuple[list[Choice], Memory]:
    """One candidate for each token of a document."""
    choices = [Choice(0, 1.0) for _ in tokens]
    memory = Memory()
    for sweep in range(SWEEPS):
        known = memory if sweep else None
        choices = sweep_once(tokens, choices, known)
        memory = remember(tokens, choices)
    return choices, memory


def remember(tokens: Sequence[Sequence[Candidate]], choices: Sequence[Choice]) -> Memory:
    memory = Memory()
    for candidates, choice in zip(tokens, choices, strict=True):
        for word in candidates[choice.number].words if candidates else ():
            memory.uses[word] += choice.share
            memory.total += 1
    return memory


def sweep_once(tokens: Sequence[Sequence[Candidate]], choices: Sequence[Choice], memory: Memory | None) -> list[Choice]:
    """Each token's best candidate beside its neighbours as they are chosen so far."""
    done = list(choices)
    for place, candidates in enumerate(tokens):
        if len(candidates) < 2:
            continue
        before = _last_word(tokens, done, place - 1)
        after = _first_word(tokens, done, place + 1)
        old = done[place]
        own = dict.fromkeys(candidates[old.number].words, old.share) if memory else {}
        merits = [
            one.score + LEXICON_WEIGHT * _words_score(one, before, after, memory, own) + LETTER_WORTH * letters(one)
            for one in candidates
        ]
        best = max(range(len(merits)), key=merits.__getitem__)
        total = sum(exp(merit - merits[best]) for merit in merits)
        done[place] = Choice(best, 1 / total)
    return done


def _last_word(tokens: Sequence[Sequence[Candidate]], choices: Sequence[Choice], place: int) -> str:
    if place < 0 or not tokens[place]:
        return ""
    chosen = tokens[place][choices[place].number]
    return chosen.words[-1] if chosen.closes and chosen.words else ""


def _first_word(tokens: Sequence[Sequence[Candidate]], choices: Sequence[Choice], place: int) -> str:
    if place >= len(tokens) or not tokens[place]:
        return ""
    chosen = tokens[place][choices[place].number]
    return chosen.words[0] if chosen.opens and chosen.words else ""


def _words_score(one: Candidate, before: str, after: str, memory: Memory | None, own: dict[str, float]) -> float:
    """The logarithm of how likely a candidate's words are between these two."""
    total = 0.0
    last = before if one.opens else ""
    for word in one.words:
        total += _log_share(word, last, memory, own.get(word, 0.0))
        last = ""
    if after and one.words and one.closes:
        total += _log_share(after, one.words[-1], memory, 0.0) - _log_share(after, "", memory, 0.0)
    return total


def _log_share(word: str, before: str, memory: Memory | None, own: float) -> float:
    share = list_share(word)
    if memory is not None:
        share = (1 - DOCUMENT_SHARE) * share + DOCUMENT_SHARE * memory.share(word, without=own)
    if before:
        uses, kinds = uses_behind(before)
        prior = PAIR_PRIOR + kinds
        share = (pair_uses(before, word) + prior * share * ending_lift(before, word)) / (uses + prior)
    return log(share)


@lru_cache(maxsize=50_000)
def uses_behind(word: str) -> tuple[float, int]:
    return load_pairs("kk").behind(word)


@lru_cache(maxsize=100_000)
def pair_uses(first: str, second: str) -> float:
    return load_pairs("kk").count(first, second)


@lru_cache(maxsize=100_000)
def ending_lift(first: str, second: str) -> float:
    lift: float = load_endings("kk").lift(first, second) ** LIFT_WEIGHT
    return lift


@lru_cache(maxsize=50_000)
def familiarity(word: str) -> float:
    """The logarithm of how likely the word is, by the lists: known, a known stem with an ending, or neither."""
    kazakh = load_general_words().log_probability(word)
    if kazakh is not None and word not in load_slips():
        return min(COMMONEST, max(RAREST, kazakh))
    if not CYRILLIC.search(word):
        return ENGLISH_WORD if word in load_words("en") else UNKNOWN_WORD
    russian = load_words("ru").log_probability(word)
    if russian is not None:
        return min(COMMONEST, max(RAREST, russian)) + RUSSIAN_WORD
    if "-" in word:
        parts = [familiarity(part) for part in word.split("-") if part]
        return min(parts) - 0.5
    return STEM_AND_ENDING if stem_and_ending(word.casefold()) else UNKNOWN_WORD


@lru_cache(maxsize=50_000)
def list_share(word: str) -> float:
    """How likely the word is by the lists alone."""
    return exp(COMMONEST if word == FIGURE else familiarity(word))


def stem_and_ending(word: str) -> bool:
    """Whether a known word of four letters or more is followed by Kazakh endings.

    >>> stem_and_ending("платформасындағы"), stem_and_ending("платформжщ")
    (True, False)
    """
    slips = load_slips()
    for language in ("kk", "ru"):
        for stem in load_words(language).prefixes(word):
            if 4 <= len(stem) < len(word) and ENDING.fullmatch(word, len(stem)) and stem not in slips:
                return True
    return False
