"""Times that promise nothing: in a condition, exceeded, told of others or of the past, or what the customer does."""

import re
from functools import cache

from pipeline.facts.matching import CueSpan
from pipeline.facts.norms import find_sentence_norms
from pipeline.facts.quantity import Quantity
from pipeline.languages import VOCABULARIES
from pipeline.languages.detect import detect_language
from pipeline.languages.parties import current_names, find_parties, name_stem, parse_party
from pipeline.languages.promises import CUSTOMER_SIDE
from pipeline.model import Language


def is_refused(text: str, time: Quantity, names: frozenset[str], action: CueSpan | None, language: Language) -> bool:
    """Whether a time of a sentence promises nothing; `names`: its cues; `action`: what it is told of, if named."""
    aside = names & {"past", "outsider"}
    if is_no_term(text, time, language) or (aside and ("past" in aside or "provider" not in find_parties(text))):
        return True
    if "received" in names:
        return False
    asked = re.match(IMPERATIVE[language], text, re.IGNORECASE) and "provider" not in find_parties(text[: time.start])
    if asked or binds_customer(text, time) or (action is None and _only_customer_acts(text, language)):
        return True
    if action is None:  # what must be done and is of no family is seldom the provider's: "the claim must be raised"
        norms = find_sentence_norms("", text, 0, language)
        return any(norm.modality == "must" and norm.party != "provider" for norm in norms)
    return _customer_does(text, action, language)


def is_no_term(text: str, time: Quantity, language: Language) -> bool:
    """Whether a time is none within which the provider does something, by the words beside it and where it stands."""
    return (
        _is_no_limit(text, time, language)
        or _is_only_condition(text, time, language)
        or _is_customers_half(text, time, language)
    )


def _is_customers_half(text: str, time: Quantity, language: Language) -> bool:
    """Whether the customer acts up to a time, and the provider behind it: "the Customer ..., the Provider ..."."""
    before = list(subject_pattern(language).finditer(text, 0, time.start))
    if not before or "provider" not in find_parties(text[time.stop :]):
        return False
    between = text[before[-1].start() : time.start]
    return "provider" not in find_parties(between) and not GETS.search(text[before[-1].start() : time.stop + REPLY])


REPLY = 30  # characters behind a time in which a verb says that the customer gets something


def _is_only_condition(text: str, time: Quantity, language: Language) -> bool:
    """Whether a time stands in a condition, with something said besides: "если сбой не устранён за 8 часов, ..."."""
    for match in re.finditer(ONLY_IF[language], text, re.IGNORECASE):
        rest = text[: match.start()] + text[match.end() :]
        if match.start() <= time.start < match.end() and len(re.findall(r"\w+", rest)) > 2:
            return True
    return False


def _is_no_limit(text: str, time: Quantity, language: Language) -> bool:
    """Whether a time is a period ("every 5 minutes"), a budget ("10 days a year"), exceeded ("over 3 days")."""
    before, behind = text[: time.start], text[time.stop :]
    return any(
        re.search(ahead + "$", before, re.IGNORECASE) or re.match(after, behind, re.IGNORECASE)
        for ahead, after in NO_LIMIT[language]
    )


# what stands right before such a time, and right behind it; "(?!)" is never found
NO_LIMIT: dict[Language, tuple[tuple[str, str], ...]] = {
    "kk": (
        (r"(?<!\w)әр(?:бір)?\s", r"\s*сайын"),
        (r"(?<!\w)(?:айына|жылына|тоқсанына|аптасына|тәулігіне|күніне)\s(?:\w+\s){0,2}", r"(?!)"),
        (
            r"(?!)",
            r"\s(?:ас(?:қан|са|атын)|асып|артық|астам|көп)(?!\s+(?:емес|дегенде)|\s(?:\w+\s){0,3}\w*[мбп][ае][йус])",
        ),
        (r"(?!)", r"\s+(?:бұрын|қалғанда)"),
        (r"(?!)", r"\w*\s+ішінде\s+(?:\w+\s+){0,2}?\w+[мбп][ае][гғ][ае]н(?!\w)"),  # "2 сағат ішінде шешілмеген"
        (r"(?!)", r"\w*\s+(?:\w+\s+){0,3}?ұзарт"),  # "15 күнге дейін ұзартылады"
    ),
    "ru": (
        (r"(?<!\w)(?:кажд\w+|раз\s+в)\s", r"(?!)"),
        (r"(?!)", r"\s+(?:в|за)\s+(?:\w+\s+)?(?:год|месяц|квартал|недел)\w*"),
        (r"^(?!.*(?<!\w)(?:не|без)\s.{0,40}$).*(?<!\w)(?:более|больше|свыше|дольше)\s(?:чем\s)?(?:на\s)?", r"(?!)"),
        (r"(?!)", r"\s+в\s+(?:сутки|день)(?!\w)"),
        (r"с\s\d{1,2}(?:[:.]\d\d)?\s(?:\w+\s)?до\s", r"(?!)"),
        (r"(?!)", r"\s+(?:до|назад|подряд)(?!\w)"),
        (
            r"(?<!\w)не\s+\w+(?:нн|т)\w{1,3}\s+(?:в\s+течение|за|через|в\s+срок)\s",
            r"(?!)",
        ),  # "не устранённые за 2 часа"
        (
            r"(?<!\w)(?:продл|пролонг|увелич)\w+\s+(?:[\w-]+\s+){0,4}?(?:на|до)\s(?:срок\s)?(?:до\s|не\s+более\s|ещё\s)?",
            r"(?!)",
        ),
    ),
    "en": (
        (r"(?<!\w)(?:every|each|per)\s", r"(?!)"),
        (r"(?!)", r"\s+(?:a|per|each|every|in\s+any|in\s+each)\s+(?:calendar\s+)?(?:year|month|quarter|week|day)"),
        (
            r"(?<!no\s)(?<!not\s)(?<!not\slast\s)(?<!not\stake\s)(?<!\w)(?:more|longer|greater|later)\s+than\s|(?<!\w)(?:over|(?<!not\s)(?<!never\s)exceed\w*)\s",
            r"(?!)",
        ),
        (
            r"(?<!\w)not\s+(?:yet\s+)?(?:been\s+)?\w+ed\s+(?:after|within|in)\s",
            r"(?!)",
        ),  # "not resolved after 24 hours"
        (
            r"(?<!\w)(?:extend|prolong|lengthen)\w*\s+(?:[\w-]+\s+){0,4}?(?:by|to|for)\s(?:up\s+to\s|a\s+further\s|another\s)?",
            r"(?!)",
        ),
        (r"(?!)", r"['’]?\s+(?:before|prior|in\s+advance|ago|old|notice|written\s+notice|or\s+more)(?!\w)"),
    ),
}


def binds_customer(text: str, quantity: Quantity) -> bool:
    """Whether a time is part of what the customer must or may do: "Клиент обязан ответить в течение 3 дней"."""
    norms = find_sentence_norms("", text, 0, detect_language(text))
    return any(
        norm.action.start <= quantity.start < norm.action.stop
        and (
            (norm.party == "customer" and norm.modality == "must")
            or (norm.party == "customer" and norm.modality == "may" and not GETS.search(text))
            or (norm.party != "provider" and norm.modality == "may" and RIGHT.search(norm.words.text))
        )
        for norm in norms
    )


def leads_duty(lead: str) -> bool:
    """Whether what leads in, or a heading, says that what is below it is the customer's to do.

    >>> leads_duty("Обязанности Заказчика"), leads_duty("What we need from you:"), leads_duty("Клиентам:")
    (True, True, False)
    >>> leads_duty("Заказчик:"), leads_duty("Исполнитель:")
    (True, False)
    """
    language = detect_language(lead)
    if SUBJECT_ALONE.search(lead) and parse_party(lead.strip(" :")) == "customer":
        return True
    if not re.search(DUTY[language], lead, re.IGNORECASE):
        return False
    side = "customer" in find_parties(lead) or re.search(rf"(?<!\w)(?:{CUSTOMER_SIDE[language]})", lead, re.IGNORECASE)
    provider = language != "en" or not re.search(r"from\s+you|your\s", lead, re.IGNORECASE)
    return bool(side) and not (provider and "provider" in find_parties(lead))


# "Заказчик:", not "Клиентам:"
SUBJECT_ALONE = re.compile(r"^\W*[^\W\d_]+(?:\s[^\W\d_]+)?(?<![аяуюе]м)(?<![ую])(?<![гқк][ае])\s*:\s*$", re.IGNORECASE)
DUTY: dict[Language, str] = {
    "kk": r"міндет|тиіс|парыз|қажет|сұраймыз",
    "ru": r"обязан|обязу|должн|должен|требуется|нужно|необходимо|просим|ответственност\w+\s+(?:клиент|заказчик)",
    "en": (
        r"must|shall|obligation|responsibilit|dut(?:y|ies)|need\w*\s+(?:from|of)\s+you|undertakes?|agrees?\s+to"
        r"|asks?\s+(?:of\s+)?you|expects?\s+(?:of|from)|your\s+part"
    ),
}


# a sentence that asks the reader to do something: "Сообщите о поломке в течение 3 часов"
IMPERATIVE: dict[Language, str] = {
    "kk": r".*\w(?:ыңыз|іңіз|аңыз|еңіз|йыңыз)(?:дар|дер)?[.!]?$",
    "ru": r"(?:\w+,?\s+){0,1}?\w{2,}(?:ите|айте|яйте|ьте|уйте)(?!\w)(?:сь)?",
    "en": r"(?:please\s+)?(?:tell|report|give|send|let|inform|notify|return|pay|raise|submit|allow|keep|make)\s",
}
# the customer may count on it: no right of doing something
GETS = re.compile(
    r"(?<!\w)(?:expect|receiv|get|obtain|count\s+on|rely|hear|ожида|рассчит|получ|дожд|дозвон|ал(?:ады|асыз)|күт)",
    re.IGNORECASE,
)
# "жасауға болады", "вправе": a right, where "может" and "may" also tell of what happens
RIGHT = re.compile(
    r"[ғгқк][ае]\s+болады|құқы|вправе|прав[оа]|разреш|допуска|entitled|right|permitted|allowed", re.IGNORECASE
)


def _only_customer_acts(text: str, language: Language) -> bool:
    """Whether the customer is the one who does something in a sentence: "пайдаланушы 10 күн ішінде өтініш береді"."""
    return (
        subject_pattern(language).search(text) is not None
        and "provider" not in find_parties(text)
        and not GETS.search(text)
        and not re.search(PASSIVE_VERB[language], text, re.IGNORECASE)
    )


def _customer_does(text: str, action: CueSpan, language: Language) -> bool:
    """Whether the customer is the subject of an action in the active voice."""
    if re.search(PASSIVE_VERB[language], text[action.start : action.stop], re.IGNORECASE):
        return False
    subjects = [
        match
        for match in subject_pattern(language).finditer(text, 0, action.start)
        if not re.search(r"(?:have|get|keep|let|to|for|with|by|from)\s$", text[: match.start()], re.IGNORECASE)
    ]
    gap = text[subjects[-1].end() : action.start] if subjects else ""
    if language == "en" and re.search(r"(?<!\w)(?:is|are|be|been|being|was|were|gets?)\s+(?:\w+ly\s+)?$", gap):
        return False  # "between seller and buyer is decided"
    return (
        bool(subjects)
        and bool(re.fullmatch(BETWEEN_SUBJECT[language], gap, re.IGNORECASE))
        and "provider" not in find_parties(gap)
    )


def subject_pattern(language: Language) -> re.Pattern[str]:
    """The names of the customer in the form of a subject."""
    return _subjects(language, current_names().customer)


@cache
def _subjects(language: Language, named: tuple[str, ...]) -> re.Pattern[str]:
    vocabulary = VOCABULARIES[language]
    stems = (*vocabulary.customer, *map(name_stem, named))
    names = "|".join((*map(re.escape, stems), CUSTOMER_SIDE[language]))
    ending = {"kk": r"(?:[лтд][ае]р)?", "ru": r"(?:ь|и|ы|ец|цы|е|к)?", "en": r"s?"}[language]
    pronoun = vocabulary.customer_pronouns[0] if vocabulary.customer_pronouns else "(?!)"
    return re.compile(rf"(?<!\w)(?:(?:{names}){ending}|{pronoun})(?!\w)", re.IGNORECASE)


ONLY_IF: dict[Language, str] = {
    "kk": r"(?<!\w)(?:егер\s)?(?:(?!ады\b|еді\b)[^,.;])*?(?:\w(?<!неме)(?:са|се)(?=,|\s)|\sжағдай(?:да|ларда)(?!\w))",
    "ru": r"(?<!\w)(?:если(?!\s+иное)|в\s+случае|при\s+(?:не\w+|просрочке))\s(?:(?!\s[–—-]\s)[^;.,]|[.,](?=\d))*",
    "en": r"(?<!\w)(?:if|unless|in\s+the\s+event|in\s+case|where|when)\s(?:(?!\s[–—-]\s)[^;.,]|[.,](?=\d))*",
}
PASSIVE_VERB: dict[Language, str] = {
    "kk": r"(?:ыл|іл|ын|ін|[аеө]л)(?:ады|еді|уы|уі|ма|ме)|ал(?:ады|асыз)",
    "ru": r"(?:ся|сь)(?!\w)",
    "en": r"(?!)",
}
# what may stand between a subject and its verb
BETWEEN_SUBJECT: dict[Language, str] = {
    "kk": r"(?:(?!(?:және|немесе)\b)[^,;:.])*",
    "ru": r"(?:(?!(?:и|или)\b)[^,;:.])*",
    "en": r"\s+(?:(?:\w+ly|also|then|will|shall|must|should|has|have|to|is|required)\s+)*",
}
