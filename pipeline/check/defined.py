"""The terms that a document defines: in its list of definitions, or in passing («Қызмет»), and where they are used."""

import re
from functools import lru_cache

from pipeline.model import Record, Terms

# "(бұдан әрі – «Қызмет»)", "(«Шарттар»)", "(далее – «Услуга»)", "(hereinafter the “Service”)", "(the "Service")"
IN_PASSING = re.compile(r"\((?:[^()«»“”\"]{0,40})[«“\"]([^«»“”\"()]{2,60})[»”\"]\s*\)")
# "Бөлінген есептеу ортасы – бұл ... жеке физикалық сервер", "Бакет — это ..."
BY_SENTENCE = re.compile(r"^([^\W\d_a-zа-яәғқңөұүһі][^.;:–—]{2,80}?)\s*[–—-]\s*(?:бұл|это|means)\b")
# endings of Russian adjectives: "Отчётный период", "в Отчётном периоде"
ADJECTIVE = re.compile(
    r"(?<=[а-яё]{3})(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ому|ему|ым|им|ом|ем|ую|юю|ей|ых|их|ыми|ими)$"
)
LONGEST_ENDING = 3
# An acronym beside its long form: "VCC (Veeam Cloud Connect)"
WITH_LONG_FORM = re.compile(r"^([^()]+?)\s*\(([^()]+)\)$")


class DefinedTerm(Record, frozen=True, kw_only=True):
    """A term, where it is defined (a clause number, "definitions" or "preamble"), its explanation where it has one."""

    name: str
    place: str
    text: str = ""


def find_defined_terms(terms: Terms) -> tuple[DefinedTerm, ...]:
    """Every defined term, an alias by itself ("VCC бұлтты репозиторийі, Репозиторий" are two)."""
    found = [
        DefinedTerm(name=name, place="definitions", text=definition.text)
        for definition in terms.definitions
        for name in split_aliases(definition.term)
    ]
    found += [DefinedTerm(name=name, place="preamble") for name in IN_PASSING.findall(terms.preamble)]
    for clause in terms.clauses:
        found += [DefinedTerm(name=name, place=clause.number) for name in IN_PASSING.findall(clause.text)]
        found += [DefinedTerm(name=name, place=clause.number) for name in BY_SENTENCE.findall(clause.text)]
    return tuple(found)


def split_aliases(term: str) -> list[str]:
    """The names that one entry of a list of definitions defines.

    >>> split_aliases("VCC (Veeam Cloud Connect)"), split_aliases("VCC бұлтты репозиторийі, Репозиторий")
    (['VCC', 'Veeam Cloud Connect'], ['VCC бұлтты репозиторийі', 'Репозиторий'])
    """
    names = []
    for part in re.split(r"\s*[,;/]\s+", term.strip(' «»"“”.')):
        match = WITH_LONG_FORM.match(part)
        names += list(match.groups()) if match else [part]
    return [name.strip(' «»"“”') for name in names if len(name.strip(' «»"“”')) > 1]


@lru_cache(maxsize=4096)
def term_pattern(name: str) -> re.Pattern[str]:
    """Finds a term in any of its case forms; its first letter as written, since "қызмет" is not the «Қызмет».

    >>> bool(term_pattern("Мастер-нода").search("үш Мастер-нодтан тұрады"))
    True
    >>> bool(term_pattern("Отчётный период").search("в Отчётном периоде"))
    True
    >>> bool(term_pattern("Қызмет").search("қызмет көрсету"))
    False
    """
    words: list[str] = []
    for word in re.findall(r"\w+", name):
        stem = ADJECTIVE.sub("", word) if len(word) > LONGEST_ENDING + 2 else word
        if stem == word:
            stem = word[:-1] if len(word) > 3 and word[-1] in "аәеиоуыіяьйё" else word
        body = re.escape(stem[1:]) if len(stem) > 1 else ""
        body = re.sub(r"[пб]$", "[пб]", re.sub(r"[кг]$", "[кг]", re.sub(r"[қғ]$", "[қғ]", body)))
        first = stem[0] if not words else f"[{stem[0].lower()}{stem[0].upper()}]"
        words.append(f"{re.escape(first) if not words else first}{body}[^\\W\\d_]*")
    return re.compile(r"(?<!\w)" + r"[\s-]+".join(words) if words else r"(?!)")


def used_terms(text: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The terms in the order of use, the longest where several begin at one place."""
    hits = []
    for name in names:
        hits += [(match.start(), -match.end(), name) for match in term_pattern(name).finditer(text)]
    used, position = [], 0
    for start, minus_stop, name in sorted(hits):
        if start >= position:
            used.append(name)
            position = -minus_stop
    return tuple(used)
