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
from spacy.matcher import Matcher
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

from pipeline.languages import VOCABULARIES
from pipeline.languages.promises import PROMISES
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
SENTENCE_END = (".", "!", "?", "…")


class CueSpan(Record, frozen=True, kw_only=True):
    """A cue in a text, at [start, stop)."""

    name: str
    start: int
    stop: int


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
        for token in doc:
            token.is_sent_start = token.i == 0 or _begins_sentence(doc, token.i, known)
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


ANY = "any"  # the pattern of all cues of one word


def _is_initial(text: str) -> bool:
    return len(text) == 1 and text.isupper()


@cache
def _matcher(language: Language) -> Matcher:
    """Matches every cue of a language; the last word of a cue is a stem, the words before it stand as they are.

    A cue that ends in "$" ends with a whole word. Cues of one word are one pattern, since every predicate is asked at
    every token; `_names_of` tells them apart.
    """
    nlp = _pipeline(language)
    matcher = Matcher(nlp.vocab)
    alone: list[str] = []
    for name, cues in VOCABULARIES[language].commitment_cues.items():
        patterns: list[list[dict[str, Any]]] = []
        for cue in cues:
            *before, last = [token.text for token in nlp.tokenizer(cue.removesuffix("$"))]
            stem = re.escape(last) + ("$" if cue.endswith("$") else "")
            if before:
                patterns.append([*({"LOWER": word} for word in before), {"LOWER": {"REGEX": f"^{stem}"}}])
            else:
                alone.append(stem)
        if patterns:
            matcher.add(name, patterns)
    matcher.add(ANY, [[{"LOWER": {"REGEX": f"^(?:{'|'.join(alone)})"}}]])
    return matcher


@lru_cache(maxsize=50_000)
def _names_of(word: str, language: Language) -> tuple[str, ...]:
    """The names of the cues of one word that a word in small letters begins with."""
    return tuple(
        name
        for name, cues in VOCABULARIES[language].commitment_cues.items()
        if any(word == cue[:-1] if cue.endswith("$") else word.startswith(cue) for cue in cues)
    )


@cache
def _patterns(language: Language) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((cue.means, re.compile(rf"(?<!\w)(?:{cue.pattern})", re.IGNORECASE)) for cue in PROMISES[language])


def _find_worded(text: str, start: int, stop: int, language: Language) -> list[CueSpan]:
    """The cues of several words in a sentence."""
    return [
        CueSpan(name=name, start=match.start(), stop=match.end())
        for name, pattern in _patterns(language)
        for match in pattern.finditer(text, start, stop)
    ]


@lru_cache(maxsize=256)  # a clause is asked several times in a row
def find_sentences(text: str, language: Language) -> tuple[Sentence, ...]:
    """The sentences of a text with their cues; together they cover all of it but the white space between them.

    >>> [text[s.start:s.stop] for text in ["3.1. және 3.2. тармақтарында, тел. 12. Қызмет беріледі."]
    ...  for s in find_sentences(text, "kk")]
    ['3.1. және 3.2. тармақтарында, тел. 12.', 'Қызмет беріледі.']
    >>> sorted(find_sentences("Орындаушы 99,9% қолжетімділікке кепілдік береді.", "kk")[0].cues)
    ['availability', 'guarantee']
    """
    doc = _pipeline(language)(text)
    hits: dict[int, list[CueSpan]] = {}
    for match_id, start, stop in _matcher(language)(doc):
        span, name = doc[start:stop], doc.vocab.strings[match_id]
        names = _names_of(span.text.lower(), language) if name == ANY else (name,)
        found = (CueSpan(name=name, start=span.start_char, stop=span.end_char) for name in names)
        hits.setdefault(doc[start].sent.start, []).extend(found)
    return tuple(
        Sentence(
            start=sentence.start_char,
            stop=sentence.end_char,
            spans=tuple(
                sorted(
                    (
                        *hits.get(sentence.start, ()),
                        *_find_worded(text, sentence.start_char, sentence.end_char, language),
                    ),
                    key=lambda span: (span.start, span.stop, span.name),
                )
            ),
        )
        for sentence in doc.sents
    )


def find_tokens(text: str, language: Language) -> Doc:
    """The tokens of a text."""
    return _pipeline(language)(text)


def split_sentences(text: str, language: Language) -> tuple[tuple[int, int], ...]:
    """Where the sentences of a text stand; one of a single sentence, as most clauses are, is not tokenized."""
    if not re.search(r"[.!?…]\s|\n", text):
        return ((0, len(text)),)
    return tuple((sentence.start_char, sentence.end_char) for sentence in _pipeline(language)(text).sents)
