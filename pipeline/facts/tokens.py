"""Text -> sentences and the cues in them, with spaCy (the home of spacy).

spaCy has no Kazakh: a language `kk` is registered here. All three languages run as blank pipelines - a tokenizer that
keeps abbreviations, clause numbers, figures, handles and addresses whole, and a sentence splitter that knows where a
full stop ends no sentence - so nothing is downloaded and the same text always gives the same result.
"""

import re
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
AFTER_END = re.compile(r"[.!?…]\s+|\n\s*")  # a sentence begins behind one of these or nowhere
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
    nlp.add_pipe("clause_sentences", config={"abbreviations": sorted(known)})
    return nlp


@SpacyLanguage.factory("clause_sentences", default_config={"abbreviations": []})
def _make_splitter(nlp: SpacyLanguage, name: str, abbreviations: list[str]) -> Any:  # noqa: ARG001
    known = frozenset(abbreviations)

    def split(doc: Doc) -> Doc:
        after_end = {match.end() for match in AFTER_END.finditer(doc.text)}
        for token in doc:
            may = token.idx in after_end
            token.is_sent_start = token.i == 0 or (may and _begins_sentence(doc, token.i, known))
        return doc

    return split


def _begins_sentence(doc: Doc, index: int, abbreviations: frozenset[str]) -> bool:
    """After a full stop that closes no number or abbreviation, before a capital, a quote or a figure."""
    before, token = doc[index - 1], doc[index]
    if "\n" in before.text:
        return True
    if before.text not in SENTENCE_END and not (
        before.text[-1:] == "." and before.text.casefold() not in abbreviations
    ):
        return False
    if re.fullmatch(r"\d{1,3}(?:\.\d{1,3})*\.|(?:[^\W\d_]\.)+", before.text):
        return False
    if before.text == "." and index > 1 and _is_initial(doc[index - 2].text):
        return False
    if not before.whitespace_:
        return False
    first = token.text.lstrip('«"“(')[:1] or (doc[index + 1].text[:1] if index + 1 < len(doc) else "")
    return first.isupper() or first.isdigit()


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


def split_sentences(text: str, language: Language) -> tuple[tuple[int, int], ...]:
    """Where the sentences of a text stand; one of a single sentence, as most clauses are, is not tokenized."""
    if not re.search(r"[.!?…]\s|\n", text):
        bare = text.strip()
        return ((text.index(bare), text.index(bare) + len(bare)),) if bare else ()
    return tuple((sentence.start_char, sentence.end_char) for sentence in _pipeline(language)(text).sents)
