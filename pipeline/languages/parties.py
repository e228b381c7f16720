"""Who is meant: the provider or the customer, by the names that contracts give them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import NamedTuple

from pipeline.languages import VOCABULARIES
from pipeline.model import Party


class NamedParties(NamedTuple):
    """The names that a document gives to its parties: "Resident", "Продавец"."""

    customer: tuple[str, ...] = ()
    provider: tuple[str, ...] = ()


# whose document is read: what it calls its parties holds for all of its texts
_named: ContextVar[NamedParties] = ContextVar("named", default=NamedParties())  # noqa: B039


@contextmanager
def named_parties(named: NamedParties) -> Iterator[None]:
    """While a document is read: its own names are names of the parties too."""
    token = _named.set(named)
    try:
        yield
    finally:
        _named.reset(token)


def current_names() -> NamedParties:
    """The names of the parties of the document that is read."""
    return _named.get()


def name_stem(name: str) -> str:
    """A name without the ending that cases change: "Продавец" -> "Продав"."""
    return re.sub(r"(?:ец|[аяоеьйы])$", "", name)


@cache
def _pattern(role: str, named: NamedParties) -> re.Pattern[str]:
    ours, others = (named.provider, named.customer) if role == "provider" else (named.customer, named.provider)
    stems = {
        stem
        for vocabulary in VOCABULARIES.values()
        for stem in (vocabulary.provider if role == "provider" else vocabulary.customer)
        if not any(other.lower().startswith(stem) for other in others)
    }
    pronouns = [
        pronoun
        for vocabulary in VOCABULARIES.values()
        for pronoun in (vocabulary.provider_pronouns if role == "provider" else vocabulary.customer_pronouns)
    ]
    ordered = sorted(stems, key=lambda stem: (-len(stem), stem))
    whole = "|".join(pronouns)
    own = "".join(rf"(?-i:{re.escape(name_stem(name))})(?:['’]?s|[а-яәғқңөұүһі]{{0,6}})(?!\w)|" for name in ours)
    return re.compile(rf"(?<!\w)(?:{own}" + "|".join(map(_stem, ordered)) + rf"|(?:{whole})(?!\w))", re.IGNORECASE)


def _stem(stem: str) -> str:
    """A name's stem; "банктік күн", "банковский день" and "банкомат" name no party."""
    return re.escape(stem) + ("(?!тік|овск|омат)" if stem == "банк" else "")


def find_parties(text: str) -> frozenset[Party]:
    """The parties that a text names, as {"customer"}, {"provider"} or both of them.

    >>> sorted(find_parties("Орындаушы Тапсырыс берушіге ұсынады"))
    ['customer', 'provider']
    """
    return frozenset(role for role in ("customer", "provider") if _pattern(role, current_names()).search(text))


def find_names(text: str) -> tuple[tuple[int, int], ...]:
    """Where a text names a party: what such a name is made of says nothing else ("Исполнитель", "Тапсырыс беруші").

    >>> find_names("Орындаушы Тапсырыс берушіге ұсынады")
    ((0, 9), (10, 25))
    """
    found = [
        match.span() for role in ("provider", "customer") for match in _pattern(role, current_names()).finditer(text)
    ]
    return tuple(sorted(found))


def parse_party(text: str) -> Party | None:
    """The party that a short text is the name of, None where it says more than a name.

    >>> parse_party("Тапсырыс беруші"), parse_party("Орындаушы / Тапсырыс беруші"), parse_party("бұл қызмет")
    ('customer', 'both', None)
    """
    rest = text
    for role in ("customer", "provider"):
        rest = re.sub(_pattern(role, current_names()).pattern + r"\w*", " ", rest, flags=re.IGNORECASE)
    joints = {joint for vocabulary in VOCABULARIES.values() for joint in vocabulary.reference_joints}
    if any(word.casefold() not in joints for word in re.findall(r"\w+", rest)):
        return None
    parties = find_parties(text)
    if len(parties) == 2:
        return "both"
    return next(iter(parties), None)
