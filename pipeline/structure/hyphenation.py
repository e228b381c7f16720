"""Words that a hyphen divides at a line's end: the hyphen goes where it divides, and stays where it belongs."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from pipeline.languages.lexicon import load_words
from pipeline.model import Language, Origin, RepairNote

METHOD = "join_divided_word"
CONFIDENCE = {True: 0.98, False: 0.8}  # by whether a list knows the whole word
LONGEST_WORD = 60
LANGUAGES: tuple[Language, ...] = ("kk", "ru", "en")

# the last part of a word in front of a hyphen, with what an earlier hyphen parts from it ("ай-" of "мән-ай-")
_HEAD = re.compile(r"(?<![^\W_])(?P<before>(?:[^\W\d_]+-)*)(?P<head>[^\W\d_]{2,})-$")
_TAIL = re.compile(r"[^\W\d_]{2,}")


def divided_word(above: str, below: str) -> tuple[str, str, bool] | None:
    """The two parts of a word that the hyphen at the end of `above` divides, and whether a list knows the whole.

    None where the hyphen belongs to the word: a list has it so, or both parts are words. A word that no list knows is
    divided where neither of its parts is a word.

    >>> divided_word("без письменного со-", "гласия Исполнителя"), divided_word("Қызмет көрсе-", "туші")
    (('со', 'гласия', True), ('көрсе', 'туші', True))
    >>> divided_word("кто-", "либо"), divided_word("мән-", "жайлар"), divided_word("IP-", "мекенжай")
    (None, None, None)
    >>> divided_word("бизнес-", "план"), divided_word("гипервизориза-", "циялауды")
    (None, ('гипервизориза', 'циялауды', False))
    """
    match = _HEAD.search(above, max(0, len(above) - LONGEST_WORD)) if above.endswith("-") else None
    following = _TAIL.match(below) if match else None
    if not match or not following:
        return None
    head, tail = match["head"], following.group()
    if not tail.islower() or not (head.islower() or head.istitle()) or _is_word(f"{head}-{tail}"):
        return None
    if _is_word(head + tail):
        return head, tail, True
    return None if _is_word(head) or _is_word(tail) else (head, tail, False)


def _is_word(text: str) -> bool:
    return any(text in load_words(language) for language in LANGUAGES)


def division_notes(lines: Iterable[tuple[str, Origin]]) -> Iterator[RepairNote]:
    """What is joined where one line goes on in the next."""
    for (above, _), (below, origin) in pairwise(lines):
        if parts := divided_word(above, below):
            head, tail, known = parts
            yield RepairNote(
                before=f"{head}-{tail}",
                after=head + tail,
                method=METHOD,
                confidence=CONFIDENCE[known],
                origin=origin,
            )
