"""The cues in a sentence: every word is looked up once, and only what may begin with it is tried there.

A text is read word by word. What a word form may begin - stems, phrases, worded promises - is worked out when it is
first met and kept, so that the cost of a sentence hardly grows with the vocabulary.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from operator import attrgetter
from string import digits
from typing import NamedTuple

from pipeline.languages import VOCABULARIES
from pipeline.languages.families import FAMILIES
from pipeline.languages.promises import PROMISES
from pipeline.model import Language, Record

WORD = re.compile(r"(?<!\w)\w+")
NEXT = re.compile(r"\s+(\w{2})")  # how the next word begins
LEAST_SOFTENED = 3  # letters of a stem that may soften its last
OPENING = 2  # letters by which the expressions that a word may begin are looked up
PREFIX = 4  # letters of a first word by which an expression is found


class CueSpan(Record, frozen=True, kw_only=True):
    """A cue in a text, at [start, stop)."""

    name: str
    start: int
    stop: int


PLACE = attrgetter("start", "stop", "name")


class _Phrase(NamedTuple):
    """An expression that says `name` where it matches at the start of a word that begins with one of `openings`.

    `second`: the first letters of its second word, "" where that is not known. `first`: what its first word is like
    where only its end is told.
    """

    name: str
    openings: frozenset[str]
    pattern: re.Pattern[str]
    second: str = ""
    first: re.Pattern[str] | None = None


class _Index(NamedTuple):
    """What a language's words may begin: names by stem, names by whole word, phrases."""

    stems: dict[str, tuple[str, ...]]
    words: dict[str, tuple[str, ...]]
    phrases: tuple[_Phrase, ...]
    begun: dict[str, tuple[int, ...]]  # which phrases may begin with these two letters; "" for those that may with any


class _Start(NamedTuple):
    """What one word form is and what may begin with it."""

    names: tuple[str, ...]
    phrases: tuple[_Phrase, ...]  # that may go on in any way
    followed: dict[str, tuple[_Phrase, ...]]  # by the first letters of the next word


NOTHING = _Start((), (), {})  # of a word that is no cue and begins none


def find_cues(text: str, start: int, stop: int, language: Language) -> tuple[CueSpan, ...]:
    """The cues of a sentence, in their order."""
    found: list[CueSpan] = []
    for word in WORD.finditer(text, start, stop):
        known = _start_of(word.group().lower(), language)
        if known is NOTHING:
            continue
        at, end = word.span()
        found += [CueSpan(name=name, start=at, stop=end) for name in known.names]
        phrases = known.phrases
        if known.followed:
            after = NEXT.match(text, end, stop)
            phrases += known.followed.get(after[1].lower(), ()) if after else ()
        for phrase in phrases:
            match = phrase.pattern.match(text, at, stop)
            if match:
                found.append(CueSpan(name=phrase.name, start=at, stop=match.end()))
    return tuple(sorted(found, key=PLACE))


def may_begin(word: str, openings: frozenset[str]) -> bool:
    """Whether what begins in one of these ways may begin with a word, given in small letters."""
    opening = word[:PREFIX]
    return any(opening.startswith(prefix) or prefix.startswith(word) for prefix in openings)


@lru_cache(maxsize=200_000)
def names_at(word: str, language: Language) -> frozenset[str]:
    """The names of all cues that a word, given in small letters, is or may begin."""
    known = _start_of(word, language)
    followed = (phrase for phrases in known.followed.values() for phrase in phrases)
    return frozenset((*known.names, *(phrase.name for phrase in (*known.phrases, *followed))))


@lru_cache(maxsize=200_000)
def _start_of(word: str, language: Language) -> _Start:
    index = _index(language)
    names = [name for size in range(1, len(word) + 1) for name in index.stems.get(word[:size], ())]
    names += index.words.get(word, ())
    if len(word) < OPENING:
        places: Iterable[int] = range(len(index.phrases))
    else:
        places = sorted({*index.begun.get(word[:OPENING], ()), *index.begun[""]})
    phrases = tuple(
        phrase
        for phrase in map(index.phrases.__getitem__, places)
        if may_begin(word, phrase.openings) and (phrase.first is None or phrase.first.fullmatch(word))
    )
    if not names and not phrases:
        return NOTHING
    followed: dict[str, tuple[_Phrase, ...]] = {}
    for phrase in phrases:
        if phrase.second:
            followed[phrase.second] = (*followed.get(phrase.second, ()), phrase)
    return _Start(tuple(dict.fromkeys(names)), tuple(phrase for phrase in phrases if not phrase.second), followed)


@cache
def _index(language: Language) -> _Index:
    stems: dict[str, tuple[str, ...]] = {}
    words: dict[str, tuple[str, ...]] = {}
    phrases = [
        _Phrase(
            cue.means,
            find_openings(cue.pattern),
            re.compile(cue.pattern, re.IGNORECASE),
            first=re.compile(cue.pattern.split(r"\s+")[0]) if cue.pattern.startswith(r"\w+") else None,
        )
        for cue in PROMISES[language]
    ]
    for name, entry in _entries(language):
        bare = entry.removesuffix("$")
        if re.fullmatch(r"\w+", bare):
            table = words if entry.endswith("$") else stems
            for form in (bare, *_softened(bare, language)):
                table[form] = (*table.get(form, ()), name)
        else:
            words_of = (re.escape(word).replace(r"\~", r"\w*") for word in bare.split())
            body = r"\s+".join(words_of) + (r"(?!\w|-\w)" if entry.endswith("$") else "")
            plain = re.match(r"\w+\s+(\w{2})", bare)
            second = plain[1].lower() if plain else ""
            phrases.append(_Phrase(name, find_openings(body), re.compile(body, re.IGNORECASE), second))
    begun: dict[str, tuple[int, ...]] = {"": ()}
    for place, phrase in enumerate(phrases):
        for opening in {one[:OPENING] if len(one) >= OPENING else "" for one in phrase.openings}:
            begun[opening] = (*begun.get(opening, ()), place)
    return _Index(stems, words, tuple(phrases), begun)


def _softened(stem: str, language: Language) -> tuple[str, ...]:
    """A Kazakh stem as it stands before a vowel: "жауап", "жауабы"."""
    soft = {"п": "б", "к": "г", "қ": "ғ"}.get(stem[-1]) if language == "kk" and len(stem) > LEAST_SOFTENED else None
    return (stem[:-1] + soft,) if soft else ()


def _entries(language: Language) -> Iterator[tuple[str, str]]:
    for name, cues in VOCABULARIES[language].commitment_cues.items():
        yield from ((name, cue) for cue in cues)
    for name, family in FAMILIES[language].items():
        yield from ((name, " ".join(entry.split())) for entry in family.split(","))


def find_openings(pattern: str) -> frozenset[str]:
    r"""How a match of an expression may begin, in small letters; "" where nothing is known of it.

    Understands what the vocabulary is written with: letters, groups, sets of letters, `?` and other counts; what else
    there is ends a beginning.

    >>> sorted(find_openings(r"(?:re)?pair(?:s|ed)?"))
    ['pair', 'repa']
    >>> sorted(find_openings(r"(?<!не\s)вып[ую]\w*|\w+")), sorted(find_openings(r"a\s+b"))
    (['', 'выпу', 'выпю'], ['a'])
    """
    return frozenset(begun.text.lower() for begun in _Openings(pattern).alternatives())


class _Begun(NamedTuple):
    text: str
    closed: bool  # nothing more is known, or enough


class _Openings:
    """Reads an expression from left to right; a beginning that is closed is not gone on with."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def alternatives(self) -> set[_Begun]:
        found = self._sequence()
        while self._peek() == "|":
            self.at += 1
            found |= self._sequence()
        return found

    def _peek(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def _sequence(self) -> set[_Begun]:
        begun = {_Begun("", False)}
        while self._peek() not in {"", "|", ")"}:
            part = self._counted(self._part())
            begun = {
                _Begun((one.text + more.text)[:PREFIX], more.closed or len(one.text + more.text) >= PREFIX)
                if not one.closed
                else one
                for one in begun
                for more in part
            }
        return begun

    def _counted(self, part: set[_Begun]) -> set[_Begun]:
        count = re.compile(r"[?*+]\??|\{(\d*),?\d*\}\??").match(self.pattern, self.at)
        if not count:
            return part
        self.at = count.end()
        if count.group().startswith("?") or count.group().startswith("*") or count[1] == "0":
            part = part | {_Begun("", False)}
        if not count.group().startswith("?"):  # repeated: what follows the first is not known
            part = {_Begun(one.text, bool(one.text) or one.closed) for one in part}
        return part

    def _part(self) -> set[_Begun]:
        char = self._peek()
        self.at += 1
        if char == "(":
            return self._group()
        if char == "[":
            stop = self.pattern.index("]", self.at)
            letters, self.at = self.pattern[self.at : stop], stop + 1
            plain = re.fullmatch(r"\w+", letters)
            return {_Begun(letter, False) for letter in letters} if plain else {_Begun("", True)}
        if char == "\\":
            self.at += 1
            escaped = self.pattern[self.at - 1]
            if escaped == "d":
                return {_Begun(digit, True) for digit in digits}
            return {_Begun("", escaped != "b")} if escaped.isalnum() else {_Begun("", True)}
        return {_Begun(char, False)} if char.isalnum() else {_Begun("", True)}

    def _group(self) -> set[_Begun]:
        kind = re.compile(r"\?(?::|<?[!=])").match(self.pattern, self.at)
        self.at = kind.end() if kind else self.at
        inside = self.alternatives()
        self.at += 1
        looks = kind is not None and kind.group() != "?:"
        return {_Begun("", False)} if looks else inside
