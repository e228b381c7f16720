"""References in a clause's text -> the clauses they name; a link that may be wrong is left out."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol, TypeVar

from pipeline.languages import VOCABULARIES, cues
from pipeline.languages.marks import Mark, find_cues, find_references
from pipeline.model import Clause, Language, Terms

# How far a document's name may stand from a number that is its own: "Азаматтық кодексінің 5-бабы"
OWNER_REACH = 60
ARTICLE = re.compile(r"(?:\b(?:стат|articl|section)\w*\W*$)|(?:^\W*(?:бап|баб)\w*)", re.IGNORECASE)
NUMBERED = re.compile(r"^(?:sec|cl)_\d")


class Link(NamedTuple):
    """The characters of a clause's text that name another clause, and that clause's place in `Terms.clauses`."""

    start: int
    stop: int
    target: int


def find_links(terms: Terms) -> dict[int, tuple[Link, ...]]:
    """The links in the text of each clause that has any, by its place in `Terms.clauses`.

    A number with a point is linked where one clause of the document has it; a bare one ("пункт 5") only in documents
    without articles, chapters and the like, whose numbers begin again: "пункта 1 статьи 2" is left alone. So is
    a number that another document's name stands by ("п. 3 Закона").
    """
    known = Counter(clause.number for clause in terms.clauses)
    places = {clause.number: index for index, clause in enumerate(terms.clauses) if known[clause.number] == 1}
    bare = all(NUMBERED.match(clause.eid) for clause in terms.clauses)
    found = {
        index: tuple(_clause_links(clause, places, bare))
        for index, clause in enumerate(terms.clauses)
        if clause.references
    }
    return {index: links for index, links in found.items() if links}


def _clause_links(clause: Clause, places: dict[str, int], bare: bool) -> Iterator[Link]:
    taken = 0
    for mark, own in sorted(_own_marks(clause.text)):
        if mark.value not in clause.references or mark.start < taken or not own:
            continue
        if "." not in mark.value and not (bare and not _article_beside(clause.text, mark)):
            continue
        target = next((places[name] for name in _names(clause, mark.value) if name in places), None)
        if target is not None:
            taken = mark.start + len(mark.value)
            yield Link(mark.start, taken, target)


def _names(clause: Clause, value: str) -> Iterator[str]:
    """What a clause of this number may be called, the nearest first: "2-бап/1.1" seen from "2-бап/1.3"."""
    scope = clause.number
    while "/" in scope:
        scope = scope.rpartition("/")[0]
        yield f"{scope}/{value}"
    yield value


def _article_beside(text: str, mark: Mark) -> bool:
    return any(ARTICLE.search(beside) for beside in (text[: mark.start][-12:], text[mark.stop :][:12]))


def _own_marks(text: str) -> Iterator[tuple[Mark, bool]]:
    """The references of a text in every language, and whether they are the document's own."""
    for language in VOCABULARIES:
        group: list[Mark] = []
        marks = find_references(text, language)
        for position, mark in enumerate(marks):
            group.append(mark)
            following = marks[position + 1] if position + 1 < len(marks) else None
            if following is not None and _joined(text[mark.stop : following.start], language):
                continue
            before = marks[position - len(group)].stop if position >= len(group) else 0
            after = following.start if following is not None else len(text)
            own = _is_own(text[before : group[0].start], text[mark.stop : after], language)
            yield from ((one, own) for one in group)
            group = []


def _joined(between: str, language: Language) -> bool:
    """Whether two numbers belong to one list: "3.1 и 3.2"."""
    words = re.findall(r"\w+", between)
    return len(words) <= 1 and all(word.casefold() in VOCABULARIES[language].reference_joints for word in words)


def _is_own(before: str, after: str, language: Language) -> bool:
    """Whether no other document is named where the language puts it: before the number in Kazakh, else after it."""
    kazakh = language == "kk"
    around = re.split(r"[.;:](?=\s)", before[-OWNER_REACH:] if kazakh else after[:OWNER_REACH])[-1 if kazakh else 0]
    if any(True for _ in find_cues(around, cues.OWN_DOCUMENT[language])):
        return True
    return not any(True for _ in find_cues(around, cues.OTHER_DOCUMENTS[language]))


class Stretch(Protocol):
    """Some characters of a text, half-open."""

    @property
    def start(self) -> int: ...
    @property
    def stop(self) -> int: ...


S = TypeVar("S", bound=Stretch)


def split_at(text: str, stretches: Sequence[S]) -> Iterator[tuple[str, S | None]]:
    """The text in pieces, each with the stretch that it is; these come in order and do not overlap.

    >>> list(split_at("см. 3.1.", [Link(4, 7, 0)]))
    [('см. ', None), ('3.1', Link(start=4, stop=7, target=0)), ('.', None)]
    """
    position = 0
    for stretch in stretches:
        if stretch.start > position:
            yield text[position : stretch.start], None
        yield text[stretch.start : stretch.stop], stretch
        position = stretch.stop
    if position < len(text):
        yield text[position:], None
