"""What points elsewhere: clause numbers, and words like "above"."""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.check.align import STEM_LENGTH, stem_words
from pipeline.check.rules.subject import Draft, Subject, clause_location, find_passages, passage_location
from pipeline.languages import cues
from pipeline.languages.marks import Mark, find_cues, find_references
from pipeline.model import Language, Terms

# How far a document's name may stand from a clause number that is its own: "Азаматтық кодексінің 5-бабы".
OWNER_REACH = 60
INSERTED = re.compile(r"\d+-\d+")
# what is done to another document's clauses: "3.2-тармақ мынадай редакцияда жазылсын", "Пункт 6.1 исключить"
AMENDS = re.compile(
    r"редакци\w+\s+жазылсын|(?:толықтырыл|ауыстырыл|жазыл|өзгертіл)сын|алып\s+тасталсын|күші\s+жойылды\s+деп\s+танылсын"
    r"|(?:излож|дополн|заменить|исключить|признать\s+утратившим)\w*(?:\s|$|[.;:])(?:[^.;]*(?:редакци|содержани|слов|цифр|пункт|силу))?"
    r"|(?:is|are|shall\s+be)\s+(?:hereby\s+)?(?:amended|replaced|deleted|substituted|inserted)",
    re.IGNORECASE,
)
DECIMAL = re.compile(r"\d+(?:\.\d+)*")


def find_dangling_references(subject: Subject) -> Iterator[Draft]:
    """A clause refers to a number that the document does not have.

    Why: the reader is sent nowhere; the clause was renumbered, removed, or copied from another document.

    Fires: "7.9-тармақта көрсетілген шарттар" in a document that ends with 5.12.
    Nearly: "Келісімнің 7.9-тармағы", "п. 3 Закона": a clause of another document; "пункт 6.1 исключить": of the one
    that is amended.
    """
    for terms in subject.documents:
        numbers = _all_numbers(terms)
        if not numbers:
            continue
        own = _own_names(terms)
        for passage in find_passages(terms):
            for mark in find_references(passage.text, terms.language):
                number = mark.value.rstrip(")").split("/")[0]
                if (
                    number in numbers
                    or AMENDS.search(passage.text)
                    or _belongs_elsewhere(passage.text, mark, terms.language, own)
                ):
                    continue
                quote = passage.text[max(0, mark.start - 60) : mark.stop + 40].strip()
                yield Draft(
                    locations=(passage_location(terms, passage, quote),),
                    values={"place": passage.place, "number": number},
                )


def _all_numbers(terms: Terms) -> set[str]:
    """Every number that a reference may name: of clauses, of those above them, of items by their own marker."""
    numbers: set[str] = set()
    for clause in terms.clauses:
        number = clause.number.split("/")[0]
        while number:
            numbers.add(number)
            number = number.rpartition(".")[0]
        numbers |= {part.strip("()") for part in clause.number.split("/")[1:]}
        numbers |= set(DECIMAL.findall(clause.number))  # "Section 2.1", "12-бап"
        numbers |= set(INSERTED.findall(clause.number))  # "Статья 4-1"
    return numbers


def _own_names(terms: Terms) -> frozenset[str]:
    """The stems that the document calls itself by: "настоящий Договор". Not in Kazakh, where "осы Келісім" is said of
    the agreement that the terms are a part of.
    """
    if terms.language == "kk":
        return frozenset()
    found: set[str] = set()
    for passage in find_passages(terms):
        for _, _, stop in find_cues(passage.text, cues.OWN_DOCUMENT[terms.language]):
            found |= set(stem_words(" ".join(passage.text[stop:].split()[:1])))
    return frozenset(found)


def _belongs_elsewhere(text: str, mark: Mark, language: Language, own: frozenset[str]) -> bool:
    """Whether the number is said to be another document's; a document's name stands before it in Kazakh, else after."""
    kazakh = language == "kk"
    around = (
        text[max(0, mark.start - OWNER_REACH) : mark.start] if kazakh else text[mark.stop : mark.stop + OWNER_REACH]
    )
    around = re.split(r"[.;:](?=\s)", around)[-1 if kazakh else 0]
    if list(find_cues(around, cues.OWN_DOCUMENT[language])):
        return False
    owners = [around[start:stop] for _, start, stop in find_cues(around, cues.OTHER_DOCUMENTS[language])]
    return any(not set(stem_words(owner)) & own for owner in owners)


def find_nothing_above(subject: Subject) -> Iterator[Draft]:
    """A clause speaks of something "shown above" that nothing above it speaks of.

    Why: the clause was copied from a document where it did; here the reader cannot tell what is meant.

    Fires: "5.1. Жоғарыда көрсетілген өтініштер ... қабылданады" where no clause before 5.1 names a request.
    Nearly: the same clause as 5.2, after a table of requests.
    """
    for terms in subject.documents:
        seen = set(stem_words(terms.preamble))
        for definition in terms.definitions:
            seen |= set(stem_words(f"{definition.term} {definition.text}"))
        tables = {table.clause: table for table in terms.tables}
        for clause in terms.clauses:
            for match in _above_pattern(terms.language).finditer(clause.text):
                word = next(group for group in match.groups() if group)
                before = seen | set(stem_words(clause.text[: match.start()]))
                if word.casefold()[:STEM_LENGTH] not in before:
                    yield Draft(
                        locations=(clause_location(terms, clause),),
                        values={"clause": clause.number, "word": match.group()},
                    )
            seen |= set(stem_words(clause.text))
            if clause.number in tables:
                table = tables[clause.number]
                seen |= set(stem_words(" ".join(cell for row in (table.header, *table.rows) for cell in row)))


@cache
def _above_pattern(language: Language) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{cue.pattern}" for cue in cues.ABOVE[language]), re.IGNORECASE)
