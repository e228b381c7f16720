"""Text -> sentences and the cues in them, with spaCy (the home of spacy).

spaCy has no Kazakh: a language `kk` is registered here. All three languages run as blank pipelines - a tokenizer that
keeps abbreviations, clause numbers, figures, handles and addresses whole, and a sentence splitter that knows where a
full stop ends no sentence - so nothing is downloaded and the same text always gives the same result.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

import spacy
from spacy.attrs import ORTH
from spacy.language import Language as SpacyLanguage
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

from pipeline.facts.matching import CueSpan, find_cues
from pipeline.languages import VOCABULARIES
from pipeline.languages.detect import detect_language
from pipeline.model import Language, Record

WHOLE_TOKEN = re.compile(
    r"^(?:"
    r"@\w+"  # @PRO_DATA_Support_Bot
    r"|(?:https?://|www\.)\S*[^\s.,;:)»]"
    r"|[\w.+-]+@[\w-]+\.[\w.-]+"
    r"|\d{1,3}(?:\.\d{1,3})+\.?"  # 3.1. and 5.12
    r"|\d+(?:[.,]\d+)?%(?:-\w+)?"  # 99,9%-дан
    r"|\d+(?:/\d+)+"  # 24/7/365
    r"|\w+(?:[-/]\w+)+"  # IP-мекенжай, және/немесе
    r")$"
)
MAY_END = re.compile(r"[.!?…]\s|\n")  # without one of these a text is one sentence
CHUNK = re.compile(r"\S+")
SENTENCE_END = (".", "!", "?", "…")


class Sentence(Record, frozen=True, kw_only=True):
    """A sentence of a text, [start, stop), and the cues it holds, in their order in the text."""

    start: int
    stop: int
    spans: tuple[CueSpan, ...]

    @property
    def cues(self) -> frozenset[str]:
        """The names of the cues."""
        return frozenset(span.name for span in self.spans)


@registry.languages("kk")
class Kazakh(SpacyLanguage):  # type: ignore[no-untyped-call]
    """Kazakh for spaCy: its code and what our tokenizer adds; there is no trained model."""

    lang = "kk"


@cache
def _pipeline(language: Language) -> SpacyLanguage:
    nlp = spacy.blank(language)
    known = VOCABULARIES[language].abbreviations
    exceptions = {form: [{ORTH: form}] for short in known for form in (short, short.capitalize(), short.upper())}
    nlp.tokenizer = Tokenizer(
        nlp.vocab,
        rules=exceptions,
        prefix_search=compile_prefix_regex(nlp.Defaults.prefixes or ()).search,
        suffix_search=compile_suffix_regex(nlp.Defaults.suffixes or ()).search,
        infix_finditer=compile_infix_regex(nlp.Defaults.infixes or ()).finditer,
        token_match=WHOLE_TOKEN.match,
        url_match=None,
    )
    nlp.add_pipe("clause_sentences")
    return nlp


@SpacyLanguage.factory("clause_sentences")
def _make_splitter(nlp: SpacyLanguage, name: str) -> Any:  # noqa: ARG001
    language: Any = nlp.lang

    def split(doc: Doc) -> Doc:
        starts = {0, *(start for start, _ in split_sentences(doc.text, language))}
        for token in doc:
            token.is_sent_start = token.idx in starts
        return doc

    return split


def _begins_sentence(text: str, chunks: Sequence[re.Match[str]], index: int, language: Language) -> bool:
    """After a full stop that closes no number or abbreviation, before a capital, a quote or a figure.

    `chunks` are what stands between blanks.
    """
    chunk, last = chunks[index], chunks[index - 1]
    blank = text[last.end() : chunk.start()]
    if "\n" in blank:
        return True
    if text[last.end() - 1] not in SENTENCE_END or blank != " ":
        return False
    *others, before = _split_chunk(last.group(), language)
    if before not in SENTENCE_END and (before[-1] != "." or before.casefold() in VOCABULARIES[language].abbreviations):
        return False
    if re.fullmatch(r"\d{1,3}(?:\.\d{1,3})*\.|(?:[^\W\d_]\.)+", before):
        return False
    if not others and index > 1:
        others = list(_split_chunk(chunks[index - 2].group(), language))
    if before == "." and others and _is_initial(others[-1]):
        return False
    opening = _split_chunk(chunk.group(), language)[0]
    bare = opening.lstrip('«"“(') or text[chunk.start() + len(opening) :].removeprefix(" ")
    shortened = re.search(r"(?<!\w)[^\W\d_]\.$", last.group())  # "т. е. 50 %"
    return bare[:1].isupper() or (bare[:1].isdigit() and not shortened)


def _is_initial(text: str) -> bool:
    return len(text) == 1 and text.isupper()


@lru_cache(maxsize=256)  # a clause is asked several times in a row
def find_sentences(text: str, language: Language) -> tuple[Sentence, ...]:
    """The sentences of a text with their cues; together they cover all of it but the white space between them.

    >>> [text[s.start:s.stop] for text in ["3.1. және 3.2. тармақтарында, тел. 12. Қызмет беріледі."]
    ...  for s in find_sentences(text, "kk")]
    ['3.1. және 3.2. тармақтарында, тел. 12.', 'Қызмет беріледі.']
    >>> cues = find_sentences("Орындаушы 99,9% қолжетімділікке кепілдік береді.", "kk")[0].cues
    >>> sorted(cues & {"availability", "guarantee", "trial"})
    ['availability', 'guarantee']
    """
    return tuple(
        Sentence(start=start, stop=stop, spans=find_cues(text, start, stop, language))
        for start, stop in split_sentences(text, language)
    )


def cues_of(text: str, language: Language | None = None) -> frozenset[str]:
    """The names of the cues of a text, in the language it seems to be in unless that is known better."""
    found = find_sentences(text, language or detect_language(text))
    return frozenset().union(*(sentence.cues for sentence in found))


def find_tokens(text: str, language: Language) -> Doc:
    """The tokens of a text."""
    return _pipeline(language)(text)


@lru_cache(maxsize=100_000)
def _split_word(word: str, language: Language) -> tuple[str, ...]:
    """The tokens of what stands between two blanks."""
    return tuple(token.text for token in _pipeline(language).tokenizer(word))


@lru_cache(maxsize=100_000)
def _split_chunk(chunk: str, language: Language) -> tuple[str, ...]:
    """The tokens of what stands between two blanks."""
    return tuple(token.text for token in _pipeline(language).tokenizer(chunk))


def split_sentences(text: str, language: Language) -> tuple[tuple[int, int], ...]:
    """Where the sentences of a text stand, without the blanks around them."""
    bare = text.strip()
    if not bare or not MAY_END.search(text):
        return ((text.index(bare), text.index(bare) + len(bare)),) if bare else ()
    chunks = list(CHUNK.finditer(text))
    starts = [chunk.start() for chunk in chunks]
    after = {bisect_left(starts, end.end()) for end in MAY_END.finditer(text)} - {0, len(chunks)}
    begun = [0, *(index for index in sorted(after) if _begins_sentence(text, chunks, index, language))]
    ended = [index - 1 for index in (*begun[1:], len(chunks))]
    return tuple((chunks[first].start(), chunks[last].end()) for first, last in zip(begun, ended, strict=True))
