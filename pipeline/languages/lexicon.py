"""The words of a language and how often they are used: for splitting glued words and for choosing between readings."""

from functools import cache
from importlib.resources import files
from math import log

import marisa_trie
import numpy as np
import numpy.typing as npt

from pipeline.model import Language

# `training/lexicons.py` writes them: the word list, and a byte of use a word
WORDS_FILE = "words.{language}.marisa"
COUNTS_FILE = "words.{language}.counts"
# for Kazakh another byte of use, which also holds what general Kazakh uses often
GENERAL_FILE = "general.{language}.counts"
# the words that are slips of others, written without some of their Kazakh letters
SLIPS_FILE = "slips.{language}.marisa"
# those written in capitals throughout: ҚР, ЖШС
ACRONYMS_FILE = "acronyms.{language}.marisa"
# those written with a capital wherever they stand: Назарбаев
NAMES_FILE = "names.{language}.marisa"
# and the pairs of words, `one other`, with a byte of use a pair
PAIRS_FILE = "pairs.{language}.marisa"
USES_FILE = "pairs.{language}.counts"
# and how often words that end alike follow each other: `one other`, `one ` before any, ` other` behind any
ENDINGS_FILE = "endings.{language}.marisa"
ENDING_USES_FILE = "endings.{language}.counts"
ENDING_LETTERS = 2
# uses that a pair of endings needs to tell something (tried: 1, 2, 4, 12)
LIFT_PRIOR = 2.0
# what stands for any figure in a pair
FIGURE = "0"
# a byte `b` stands for 2 ** (b / STEPS) - 1 uses
STEPS = 8.0


class Lexicon:
    """Words without regard to case. `in`, `count`, `log_probability`, `prefixes`; nothing here changes.

    >>> words = load_words("kk")
    >>> "ТАРАПТАРДЫҢ" in words, "тараптардың" in words, "тарапттардың" in words
    (True, True, False)
    >>> words.prefixes("жәнебасқа")
    ['ж', 'жән', 'және']
    """

    def __init__(self, words: marisa_trie.Trie, counts: npt.NDArray[np.uint8]) -> None:
        self._words = words
        self._counts = counts
        self._total = float(np.sum(2.0 ** (counts / STEPS) - 1.0)) + len(counts)

    def __len__(self) -> int:
        return len(self._words)

    def __contains__(self, word: str) -> bool:
        return word.casefold() in self._words

    def lists(self, word: str) -> bool:
        """The same for a word in small letters, sooner."""
        return word in self._words

    def count(self, word: str) -> int:
        """How often running text uses the word: about, and 0 for a word that only a list knows or none does."""
        key: int | None = self._words.get(word.casefold())
        return 0 if key is None else round(2.0 ** (float(self._counts[key]) / STEPS) - 1.0)

    def log_probability(self, word: str) -> float | None:
        """Natural logarithm of the word's share of running text, one use added to each; None for an unknown word."""
        key: int | None = self._words.get(word.casefold())
        return None if key is None else self._counts[key].item() / STEPS * log(2.0) - log(self._total)

    def prefixes(self, text: str) -> list[str]:
        """The words that `text` begins with, casefolded, shortest first."""
        found: list[str] = self._words.prefixes(text.casefold())
        return found

    def has_prefix(self, text: str) -> bool:
        """Whether a word begins with `text`."""
        return next(self._words.iterkeys(text.casefold()), None) is not None


class Pairs:
    """How often one word follows another in running text; nothing here changes."""

    def __init__(self, pairs: marisa_trie.Trie, counts: npt.NDArray[np.uint8]) -> None:
        self._pairs = pairs
        self._counts = counts

    def __len__(self) -> int:
        return len(self._pairs)

    def count(self, first: str, second: str) -> float:
        """Uses of the pair, both words casefolded: about, 0 where it was never seen.

        >>> pairs = load_pairs("kk")
        >>> pairs.count("болып", "табылады") > 5 > pairs.count("болып", "табылды")
        True
        """
        key: int | None = self._pairs.get(f"{first} {second}")
        return 0.0 if key is None else 2.0 ** (float(self._counts[key]) / STEPS) - 1.0

    def behind(self, first: str) -> tuple[float, int]:
        """How often any word follows this one, and how many different ones do."""
        keys = [key for _, key in self._pairs.items(f"{first} ")]
        return float(np.sum(2.0 ** (self._counts[keys] / STEPS) - 1.0)), len(keys)


class Endings:
    """How words that end alike follow each other: what a sentence allows where the very pair was never seen.

    A word counts by its last two letters; the commonest ones, and figures, count by themselves.
    """

    def __init__(self, pairs: marisa_trie.Trie, counts: npt.NDArray[np.uint8]) -> None:
        self._pairs = pairs
        self._counts = counts
        self._total = sum(self._uses(key) for key in pairs.keys(" "))  # of all that stand behind

    def lift(self, first: str, second: str) -> float:
        """How many times likelier such a word is behind such a one than anywhere; 1 where nothing is known.

        >>> endings = load_endings("kk")
        >>> endings.lift("серверін", "құру") > 1 > endings.lift("сервердің", "құру")
        True
        """
        one, other = self._kind(first), self._kind(second)
        expected = self._uses(f"{one} ") * self._uses(f" {other}") / self._total
        return float((self._uses(f"{one} {other}") + LIFT_PRIOR) / (expected + LIFT_PRIOR))

    def _kind(self, word: str) -> str:
        return word if len(word) <= ENDING_LETTERS or f"{word} " in self._pairs else f"-{word[-ENDING_LETTERS:]}"

    def _uses(self, key: str) -> float:
        place: int | None = self._pairs.get(key)
        return 0.0 if place is None else 2.0 ** (float(self._counts[place]) / STEPS) - 1.0


@cache
def load_endings(language: Language) -> Endings:
    """The endings of a language that follow each other, loaded once: about 5 ms. Kazakh alone has them."""
    return Endings(*_load(ENDINGS_FILE.format(language=language), ENDING_USES_FILE.format(language=language)))


@cache
def load_pairs(language: Language) -> Pairs:
    """The pairs of words of a language, loaded once: about 10 ms. Kazakh alone has them."""
    return Pairs(*_load(PAIRS_FILE.format(language=language), USES_FILE.format(language=language)))


@cache
def load_words(language: Language) -> Lexicon:
    """The lexicon of a language, loaded once: 8-60 ms."""
    return Lexicon(*_load(WORDS_FILE.format(language=language), COUNTS_FILE.format(language=language)))


@cache
def load_general_words() -> Lexicon:
    """The Kazakh words with their uses in general text: in localisations, and as lists of common words and pairs tell.

    Whether a word is used at all, `load_words` tells.

    >>> load_words("kk").count("әскери"), load_general_words().count("әскери") > load_general_words().count("әскері")
    (0, True)
    """
    return Lexicon(*_load(WORDS_FILE.format(language="kk"), GENERAL_FILE.format(language="kk")))


@cache
def load_slips() -> marisa_trie.Trie:
    """Listed Kazakh words that stand there only because somebody wrote others without their letters.

    >>> "аркылы" in load_words("kk"), "аркылы" in load_slips(), "арқылы" in load_slips()
    (True, True, False)
    """
    return _load_keys(SLIPS_FILE.format(language="kk"))


@cache
def load_acronyms() -> marisa_trie.Trie:
    """What Kazakh writes in capitals throughout, in small letters.

    >>> "қр" in load_acronyms(), "ол" in load_acronyms()
    (True, False)
    """
    return _load_keys(ACRONYMS_FILE.format(language="kk"))


@cache
def load_names() -> marisa_trie.Trie:
    """What Kazakh writes with a capital wherever it stands, in small letters, forms with endings each by itself.

    >>> "назарбаевтың" in load_names(), "шарттың" in load_names()
    (True, False)
    """
    return _load_keys(NAMES_FILE.format(language="kk"))


def _load_keys(file: str) -> marisa_trie.Trie:
    keys = marisa_trie.Trie()
    keys.frombytes((files("pipeline.languages") / "data" / file).read_bytes())
    return keys


def _load(keys_file: str, counts_file: str) -> tuple[marisa_trie.Trie, npt.NDArray[np.uint8]]:
    """The keys of a list, and how often each is used."""
    counts = (files("pipeline.languages") / "data" / counts_file).read_bytes()
    return _load_keys(keys_file), np.frombuffer(counts, dtype=np.uint8)
