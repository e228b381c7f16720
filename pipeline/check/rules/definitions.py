"""Terms and what explains them: one name for one thing, each explained once and used."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from pipeline.check.defined import ADJECTIVE, find_defined_terms, split_aliases, term_pattern
from pipeline.check.rules.subject import Draft, Subject, document_location, find_passages, passage_location
from pipeline.languages.dates import find_date_role
from pipeline.languages.marks import editorial_form, find_marks
from pipeline.model import Location, Terms

# "Тестілеу кезеңі" is no variant of "Есепті кезең": words count as one if only an ending of so many letters differs.
LONGEST_ENDING = 5
# "(бұдан әрі – портал)", "(далее – ЭЦП)"
ALSO_CALLED = re.compile(
    r"\((?:далее|бұдан\s+әрі|hereinafter)[^()–—-]{0,20}[–—-]?\s*[«“\"]?([^()«»“”\"]{2,60}?)[»”\"]?\)", re.IGNORECASE
)
# Letters at the end of a stem that an ending voices: "топ" – "тобы".
VOICED = str.maketrans({"б": "п", "г": "к", "ғ": "қ"})


def find_unused_definitions(subject: Subject) -> Iterator[Draft]:
    """A term is explained and then never used.

    Why: it was left from another document or another version; or the text says the same thing under another name.

    Fires: "Салқын қойма – ..." where no clause speaks of a cold storage.
    Nearly: a term used in another definition, or by its short form "VAC", or by the one that its explanation gives.
    """
    for terms in subject.documents:
        passages = list(find_passages(terms))
        for definition in terms.definitions:
            own = definition.clause if definition.in_text else f"definition {definition.term}"
            others = [passage.text for passage in passages if passage.place != own]
            # "Kubernetes жүйесіндегі Под" is used as "Под"
            inner = re.findall(r"(?<=\s)[A-ZА-ЯӘҒҚҢӨҰҮҺІ][^\W\d_]{2,}", definition.term)
            names = [definition.term, *split_aliases(definition.term), *inner, *ALSO_CALLED.findall(definition.text)]
            if not any(_uses(text, name) for text in others for name in names):
                place = next(passage for passage in passages if passage.place == own)
                yield Draft(locations=(passage_location(terms, place),), values={"term": definition.term})


def _uses(text: str, name: str) -> bool:
    return re.search(term_pattern(name).pattern, text, re.IGNORECASE) is not None


def find_term_variants(subject: Subject) -> Iterator[Draft]:
    """A term is used under another name than it is defined by.

    Why: the reader cannot know whether the same thing is meant; a tribunal will ask why there are two words.

    Fires: "Бұзылысқа төзімді басқару тобы" is defined, "Аварияға төзімді басқару тобы" is used.
    Nearly: case forms of the term; another term that is defined as well ("Негізгі басқару тобы").
    """
    for terms in subject.documents:
        defined = sorted({term.name for term in find_defined_terms(terms) if _is_name(term.name, terms)})
        variants: dict[tuple[str, str], list[Location]] = {}
        for passage in find_passages(terms):
            if passage.place == "title":
                continue
            for name in defined:
                for used in _find_variants(passage.text, name, defined):
                    variants.setdefault((name, _base_form(used)), []).append(passage_location(terms, passage, used))
        for one, other in combinations(defined, 2):
            if _is_twin(one, other):
                places = [
                    passage
                    for passage in find_passages(terms)
                    if _uses(passage.text, one) or _uses(passage.text, other)
                ]
                locations = [passage_location(terms, passage) for passage in places[:2]]
                yield Draft(locations=tuple(locations), values={"term": one, "variant": other})
        for (name, _), locations in variants.items():
            yield Draft(locations=tuple(dict.fromkeys(locations)), values={"term": name, "variant": locations[0].quote})


def _is_name(name: str, terms: Terms) -> bool:
    """Whether a term is long enough to be recognised in another form, and no party."""
    return len(_words(name)) >= 2 and not any(mark.kind == "party" for mark in find_marks(name, terms.language))


def _is_twin(one: str, other: str) -> bool:
    """Whether two defined terms differ in the form of one word only: "Есептік орта", "Есептеу ортасы"."""
    pairs = list(zip(_words(one), _words(other), strict=False))
    if len(_words(one)) != len(_words(other)):
        return False
    differing = [pair for pair in pairs if not _same_word(*pair)]
    return len(differing) == 1 and _shares_root(*differing[0])


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


def _find_variants(text: str, name: str, defined: Sequence[str]) -> Iterator[str]:
    """Runs of words that are the term but for one word, capitalised as terms are, and no defined term themselves."""
    wanted = _words(name)
    found = list(re.finditer(r"[^\W\d_]+", text))
    for index in range(len(found) - len(wanted) + 1):
        run = found[index : index + len(wanted)]
        words = [match.group() for match in run]
        used = text[run[0].start() : run[-1].end()]
        if not words[0][0].isupper() or re.search(r"[^\w\s-]", used):
            continue
        differs = [position for position, pair in enumerate(zip(words, wanted, strict=True)) if not _same_word(*pair)]
        if len(differs) != 1 or _opens_sentence(text, run[0].start()) or len(words[differs[0]]) < 3:
            continue
        if any(_starts_with_term(text[run[0].start() :], other) for other in defined):
            continue
        # in a term of two words the one that stays must be the rare one: its first, joined by a hyphen, or its stem
        if len(wanted) > 2 or "-" in used or _shares_root(words[differs[0]], wanted[differs[0]]):
            yield used


def _same_word(used: str, defined: str) -> bool:
    """Whether two words are case forms of one: their stems agree and only an ending differs."""
    one, other = used.casefold(), defined.casefold()
    short, long = sorted((one, other), key=len)
    stem = short[:-1] if len(short) > 3 and short[-1] in "аәеиоуыіяь" else short
    if ADJECTIVE.sub("", one) == ADJECTIVE.sub("", other) and ADJECTIVE.search(one):
        return True
    agree = long.translate(VOICED).startswith(stem.translate(VOICED))
    return agree and len(long) - len(stem) <= LONGEST_ENDING + 3


def _shares_root(used: str, defined: str) -> bool:
    """Whether two words that are no case forms of each other have a root in common: "Есептеу", "Есептік"."""
    root = 0
    for one, other in zip(used.casefold(), defined.casefold(), strict=False):
        if one != other:
            break
        root += 1
    return root >= 5


def _opens_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(' «"“(')
    return not before or before[-1] in ".!?:;–—"


def _starts_with_term(text: str, name: str) -> bool:
    return re.match(term_pattern(name).pattern.removeprefix(r"(?<!\w)"), text, re.IGNORECASE) is not None


def _base_form(used: str) -> str:
    """One key for the case forms of a variant."""
    return " ".join(word[: max(4, len(word) - 4)].casefold() for word in _words(used)[:-1])


def find_copied_terms(subject: Subject) -> Iterator[Draft]:
    """A clause uses a term that this document does not have and a sibling defines.

    Why: the clause was copied from the sibling; here the term has no meaning, or the wrong one.

    Fires: "есептеу ортасын ... пайдалануға тыйым салынады" in the terms of an object storage.
    Nearly: a term that this document explains too, in whatever words.
    """
    for index, terms in enumerate(subject.siblings):
        own = {editorial_form(term.name) for term in subject.sibling_terms[index]}
        foreign: dict[str, tuple[str, str]] = {}
        for other, names in enumerate(subject.sibling_terms):
            for term in names:
                if other != index and _is_name(term.name, terms) and subject.siblings[other].language == terms.language:
                    foreign.setdefault(editorial_form(term.name), (term.name, subject.siblings[other].service))
        for name, service in sorted(foreign.values()):
            if any(_covers(mine, name) for mine in own) or service == terms.service:
                continue
            places = [passage for passage in find_passages(terms) if _uses(passage.text, name)]
            if places:
                yield Draft(
                    locations=tuple(passage_location(terms, passage) for passage in places),
                    values={"term": name, "service": service},
                    key=editorial_form(name),
                )


def _covers(mine: str, name: str) -> bool:
    form = editorial_form(name)
    return form in mine or mine in form


def find_definition_variants(subject: Subject) -> Iterator[Draft]:
    """Two siblings explain one term differently.

    Why: a customer of both reads one word in two meanings.

    Fires: "Бакет" is a resource in one document and a folder in another.
    Nearly: the same explanation with other dashes.
    """
    seen: dict[str, tuple[Terms, str]] = {}
    for terms in subject.siblings:
        for definition in terms.definitions:
            form = editorial_form(definition.term)
            first = seen.setdefault(form, (terms, definition.text))
            if first[0] is not terms and editorial_form(first[1]) != editorial_form(definition.text):
                yield Draft(
                    locations=(
                        Location(document=first[0].source.file, clause=f"definition {definition.term}", quote=first[1]),
                        Location(
                            document=terms.source.file, clause=f"definition {definition.term}", quote=definition.text
                        ),
                    ),
                    values={"term": definition.term, "one": first[0].service, "other": terms.service},
                )


def find_missing_dates(subject: Subject) -> Iterator[Draft]:
    """A document has no version date, or does not say from when it applies.

    Why: nobody can tell which version was agreed.

    Fires: a document that begins "Осы жекелеген сервистерді ..." without the lines above it.
    Nearly: one date that serves as both; "5.1. Договор вступает в силу с 01.07.2025 г."
    """
    for terms in subject.documents:
        dated = any(find_date_role(clause.text) == "effective" for clause in terms.clauses)
        if terms.version_date is None and terms.effective_date is None and terms.clauses and not dated:
            yield Draft(locations=(document_location(terms),), values={"document": terms.source.file}, key="dates")
