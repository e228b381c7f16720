"""Who must, may and must not do what, sorted for reading: by party, then by modality."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.model import Modality, Norm, Party, Terms

PARTIES: tuple[Party | None, ...] = ("provider", "customer", "both", None)
MODALITIES: tuple[Modality, ...] = ("must", "must_not", "may", "need_not")


class NormLine(NamedTuple):
    """A norm to be read: its passage in three pieces, of which the middle one says the modality.

    Of a list's item the passage is the item, and the other two pieces are empty: the clause `lead` has `lead_words`.
    """

    clause: str
    before: str
    words: str
    after: str
    lead: str
    lead_words: str
    condition: str
    exception: str


class NormGroup(NamedTuple):
    """What one party must (or may, ...) do, in reading order."""

    party: Party | None
    modality: Modality
    lines: tuple[NormLine, ...]


def group_norms(terms: Terms) -> tuple[NormGroup, ...]:
    """The norms of a document, by party and modality; those that only open a list stand in its items."""
    texts: defaultdict[str, list[str]] = defaultdict(list)  # where numbers begin again, several clauses have one
    for clause in terms.clauses:
        texts[clause.number].append(clause.text)
    leads = {norm.lead for norm in terms.norms}
    told = [norm for norm in terms.norms if norm.clause not in leads]
    return tuple(
        NormGroup(party, modality, lines)
        for party in PARTIES
        for modality in MODALITIES
        if (lines := _lines(told, party, modality, texts))
    )


def _lines(
    norms: Sequence[Norm], party: Party | None, modality: Modality, texts: Mapping[str, Sequence[str]]
) -> tuple[NormLine, ...]:
    chosen = (norm for norm in norms if norm.party == party and norm.modality == modality)
    return tuple(_line(norm, _text_of(norm, texts.get(norm.clause, ()))) for norm in chosen)


def _text_of(norm: Norm, texts: Sequence[str]) -> str:
    """The text that has the norm's words where the norm says."""
    said = norm.action if norm.lead is not None else norm.words
    return next((text for text in texts if text[said.start : said.stop] == said.text), "")


def _line(norm: Norm, text: str) -> NormLine:
    words, action = norm.words, norm.action
    if norm.lead is not None or not text:
        before, said, after = action.text, "", ""
        seen = range(action.start, action.stop)
    else:
        seen = range(min(action.start, words.start), max(action.stop, words.stop))
        before, said, after = text[seen.start : words.start], words.text, text[words.stop : seen.stop]
    asides = [
        aside.text if aside is not None and (norm.lead is not None or aside.start not in seen) else ""
        for aside in (norm.condition, norm.exception)
    ]
    lead_words = "" if said else words.text
    return NormLine(norm.clause, before, said, after, norm.lead or norm.clause, lead_words, *asides)
