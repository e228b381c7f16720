"""Which letters follow each other in the words of some language: what tells words from shuffled letters."""

import unicodedata
from functools import cache
from importlib.resources import files

# `benchmarks/trust/triples.py` writes it: a line is two letters and every letter seen after them; a blank is a word's
# edge
TRIPLES_FILE = "triples.txt"
_PLAIN = str.maketrans({"ı": "i", "ə": "a", "ß": "s", "ø": "o", "ł": "l", "æ": "e", "œ": "e", "đ": "d"})


def fold(word: str) -> str:
    """A word without case and without the marks on Latin letters.

    >>> fold("Qyzmetińiz"), fold("Йод")
    ('qyzmetiniz', 'йод')
    """
    word = word.lower()
    if word.isascii():
        return word
    return "".join(
        char if char >= "\u0370" else unicodedata.normalize("NFD", char)[0] for char in word.translate(_PLAIN)
    )


@cache
def load_triples() -> frozenset[str]:
    """The triples of letters that several words have, loaded once: 10 ms."""
    text = (files("pipeline.languages") / "data" / TRIPLES_FILE).read_text(encoding="utf-8")
    return frozenset(line[:2] + third for line in text.split("\n") for third in line[2:])


def odd_share(word: str) -> float:
    """The share of a word's triples of letters, its edges counted, that no known word has: 0..1.

    >>> odd_share("Қызметтің"), odd_share("Provider"), odd_share("хццжвъы")
    (0.0, 0.0, 1.0)
    """
    edged = f" {fold(word)} "
    triples = load_triples()
    count = len(edged) - 2
    return sum([edged[index : index + 3] not in triples for index in range(count)]) / max(1, count)
