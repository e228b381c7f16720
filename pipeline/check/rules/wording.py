"""How a duty is said: caps that bind nobody, limits without an end, vague words, one side's discretion, grammar."""

import re
from collections.abc import Iterator

from pipeline.check.rules.subject import Draft, Passage, Subject, find_passages, passage_location
from pipeline.languages import cues
from pipeline.languages.cues import Cue
from pipeline.languages.marks import find_cues, find_marks
from pipeline.model import Language, Terms

# "72 сағатқа дейін ұлғайтылуы", "увеличен не более чем до 72 часов"
GROWTH_REACH = 25
SENTENCE = re.compile(r"(?<=[^\W\d_)»][.!?])\s+")


def _sentences(subject: Subject) -> Iterator[tuple[Terms, Passage, str]]:
    for terms in subject.documents:
        for passage in find_passages(terms):
            for sentence in SENTENCE.split(passage.text):
                yield terms, passage, sentence


def _cue_drafts(subject: Subject, table: dict[Language, tuple[Cue, ...]]) -> Iterator[Draft]:
    for terms, passage, sentence in _sentences(subject):
        for means, start, stop in find_cues(sentence, table[terms.language]):
            yield Draft(
                locations=(passage_location(terms, passage, sentence),),
                values={"place": passage.place, "words": sentence[start:stop], "reason": means},
                evidence={"means": means},
            )


def find_uncertain_caps(subject: Subject) -> Iterator[Draft]:
    """A ceiling is said as a possibility.

    Why: "may not be more" allows more; a limit needs "must".

    Fires: "төлеген сомадан аспауы мүмкін".
    Nearly: "асып кетпеуі тиіс"; English "may not exceed", which forbids.
    """
    yield from _cue_drafts(subject, cues.UNCERTAIN_CAP)


def find_open_ended_limits(subject: Subject) -> Iterator[Draft]:
    """A time limit that may grow, and nothing says how far.

    Why: the limit promises nothing when it matters.

    Fires: "10 минутқа дейін жетеді және төтенше жағдай кезінде ұлғайтылуы мүмкін".
    Nearly: "72 сағатқа дейін ұлғайтылуы мүмкін": a second figure ends it.
    """
    for terms, passage, sentence in _sentences(subject):
        language = terms.language
        for _, start, stop in find_cues(sentence, cues.OPEN_ENDED[language]):
            units = [mark for mark in find_marks(sentence, language) if mark.kind == "unit"]
            if units and not any(_ends_growth(mark.start, mark.stop, start, stop, language) for mark in units):
                yield Draft(
                    locations=(passage_location(terms, passage, sentence),),
                    values={"place": passage.place, "words": sentence[start:stop]},
                )


def _ends_growth(unit_start: int, unit_stop: int, start: int, stop: int, language: Language) -> bool:
    """Whether a quantity says how far: just before the verb in Kazakh, after it in Russian and English."""
    if language == "kk":
        return 0 <= start - unit_stop <= GROWTH_REACH
    return 0 <= unit_start - stop <= GROWTH_REACH


def find_vague_words(subject: Subject) -> Iterator[Draft]:
    """Words that leave open what is owed, when, or how much.

    Why: they have to be argued about when it matters.

    Fires: "басқа да мән-жайлар", "в разумный срок", "as soon as possible".
    Nearly: "тиісті бөлімге жіберіледі": which one follows from the matter.
    """
    yield from _cue_drafts(subject, cues.VAGUE)


def find_one_sided_clauses(subject: Subject) -> Iterator[Draft]:
    """One side decides alone, without reasons, notice, or by its own records.

    Why: a customer should know before signing; for consumers some of these are void.

    Fires: "бас тарту себептерін түсіндіруге міндетті емес", "без предварительного уведомления".
    Nearly: "10 күн бұрын ескертіп".
    """
    yield from _cue_drafts(subject, cues.ONE_SIDED)


# "пайдалануға тыйым салынады": what is forbidden stands in the dative.
DATIVE = re.compile(r"(?:[ғгқк][ае]|н[ае]|[иы]не?)$")


def find_prohibition_case(subject: Subject) -> Iterator[Draft]:
    """Kazakh: what is forbidden, or to whom, is not in the dative before "тыйым салынады".

    Why: the sentence names the customer as the one who forbids, or does not say what is forbidden.

    Fires: "Тапсырыс беруші ... пайдалануға тыйым салынады"; "қызметті пайдалану тыйым салынады".
    Nearly: "Тапсырыс берушіге ... пайдалануға тыйым салынады".
    """
    for terms, passage, sentence in _sentences(subject):
        if terms.language != "kk":
            continue
        match = re.search(r"([^\W\d_]+)\s+тыйым\s+салын", sentence, re.IGNORECASE)
        if match is None:
            continue
        customer = re.match(r"(?:Тапсырыс беруші|Орындаушы|Клиент|Пайдаланушы|Абонент)\s", sentence)
        if not DATIVE.search(match[1].casefold()) or customer:
            words = match.group() if not customer else customer.group().strip()
            yield Draft(
                locations=(passage_location(terms, passage, sentence),),
                values={"place": passage.place, "words": words},
            )


def find_figure_word_mismatches(subject: Subject) -> Iterator[Draft]:
    """A figure and the words in brackets after it are not the same number.

    Why: courts read the words, people read the figure.

    Fires: "3 (бес) күнтізбелік күн".
    Nearly: "3 (үш) күнтізбелік күн", "5 (жұмыс) күн".
    """
    for terms, passage, sentence in _sentences(subject):
        words = cues.NUMBER_WORDS[terms.language]
        for match in re.finditer(r"(?<![\d.,])(\d+)\s*\(\s*([^\W\d_]+)\s*\)", sentence):
            said = words.get(match[2].casefold())
            if said is not None and said != int(match[1]):
                yield Draft(
                    locations=(passage_location(terms, passage, sentence),),
                    values={"place": passage.place, "figure": match[1], "words": match[2]},
                )
