"""Which sentence promises what: a table of patterns over cues and amounts."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

import msgspec

from pipeline.facts.contacts import find_contacts
from pipeline.facts.exclusions import (
    find_exclusions,
    find_item_exclusions,
    find_listed_exclusions,
    leads_exclusions,
    split_bullets,
)
from pipeline.facts.norms import find_sentence_norms
from pipeline.facts.quantity import Quantity, find_quantities
from pipeline.facts.support import find_support_hours
from pipeline.facts.table_facts import find_item_tiers, find_prose_tiers, find_sides, find_table_facts
from pipeline.facts.tokens import CueSpan, find_sentences
from pipeline.languages import VOCABULARIES
from pipeline.languages.detect import detect_language
from pipeline.languages.parties import find_parties
from pipeline.languages.promises import CASES, PART_OF, PROMISES
from pipeline.languages.vocabulary import UnitName
from pipeline.model import Bound, Clause, Fact, Language, Metric, Origin, Record, Table, Terms

Attributes = dict[str, str | bool | None]


class Commitment(Record, frozen=True, kw_only=True):
    """A sentence that has all of `cues`, none of `unless`, and an amount in one of `units` promises `metric`.

    `bound` is what the promise means where the words give no bound. `attribute` names what else to note. `reach`: how
    many characters may stand between the amount and a cue. `duty`: what a sentence obliges the customer to is none of
    the provider's promises. `bare`: the amount has a bound of its own and stands behind the cue.
    """

    metric: Metric
    cues: tuple[str, ...]
    unless: frozenset[str] = frozenset()
    units: tuple[UnitName, ...]
    bound: Bound | None = None
    attribute: Literal["period", "base", "channel", ""] = ""
    reach: int | None = None
    duty: bool = False
    bare: bool = False


TIMES: tuple[UnitName, ...] = ("minute", "hour", "day")
# where one of these is said, a time beside a request or a fault may be told of it
NAMED_ELSEWHERE = frozenset(
    {
        "reply",
        "answers",
        "processing",
        "considered",
        "recovery",
        "repair",
        "other_act",
        "received",
        "excluded",
        "compensation",
        "notice",
        "trial",
        "support",
        "month",
        "quarter",
        "year",
        "reporting_period",
        "planned_maintenance",
        "maintenance",
        "condition",
        "late_payment",
    }
)
COMMITMENTS: tuple[Commitment, ...] = (
    # "есепті кезеңде ... Қызметтің қолжетімділігіне 99,5% кепілдік береді"
    Commitment(
        metric="availability",
        cues=("availability",),
        unless=frozenset({"loss", "cap", "no_guarantee"}),
        units=("percent",),
        bound="at_least",
        attribute="period",
    ),
    # "контенті Орындаушының кінәсінен ... жоғалса ... қызметтер құнының 50%-ы мөлшерінде өтемақы беріледі"
    Commitment(
        metric="data_loss_credit",
        cues=("loss", "compensation"),
        unless=frozenset({"cap"}),
        units=("percent",),
        bound="exactly",
        attribute="base",
    ),
    # "арқылы жауап беру уақыты ... 10 минутқа дейін жетеді"
    Commitment(metric="reply_time", cues=("reply",), units=TIMES, bound="at_most", attribute="channel", duty=True),
    # "сұранысқа 3 жұмыс күні ішінде жауап береді"; "жауап береді" is also "is liable"
    Commitment(
        metric="reply_time",
        cues=("answers",),
        unless=frozenset({"reply", "liable"}),
        units=TIMES,
        bound="at_most",
        attribute="channel",
        duty=True,
    ),
    # "Өтінішті өңдеу уақыты 24 сағатқа дейін болуы мүмкін"
    Commitment(metric="processing_time", cues=("processing",), units=TIMES, bound="at_most", duty=True),
    # "Претензии рассматриваются в течение 15 рабочих дней"
    Commitment(
        metric="processing_time",
        cues=("considered", "request"),
        unless=frozenset({"processing"}),
        units=TIMES,
        bound="at_most",
        duty=True,
    ),
    # "Время восстановления сервера после сбоя не превышает 4 часов"
    Commitment(metric="recovery_time", cues=("recovery",), units=TIMES, bound="at_most", duty=True),
    # "Аварии устраняются в течение 8 часов", "faults are repaired within one day"
    Commitment(
        metric="recovery_time",
        cues=("repair", "fault"),
        unless=frozenset({"recovery"}),
        units=TIMES,
        bound="at_most",
        duty=True,
    ),
    # "Change requests take up to 5 working days", "Переключение на резерв занимает не более 2 часов"
    Commitment(
        metric="processing_time",
        cues=("request",),
        unless=NAMED_ELSEWHERE | {"trouble"},
        units=TIMES,
        bound="at_most",
        duty=True,
        bare=True,
    ),
    Commitment(
        metric="recovery_time",
        cues=("trouble",),
        unless=NAMED_ELSEWHERE - {"considered"},
        units=TIMES,
        bound="at_most",
        duty=True,
        bare=True,
    ),
    # "ұзақтығы 3 (үш) күнтізбелік күн"
    Commitment(metric="trial_period", cues=("trial", "duration"), units=("hour", "day", "month"), bound="exactly"),
    # "a free trial of 21 days", "14-дневный тестовый доступ"
    Commitment(
        metric="trial_period",
        cues=("trial",),
        unless=frozenset({"duration", "notice"}),
        units=("hour", "day", "month"),
        bound="exactly",
        reach=25,
    ),
    # "100 Мбит/сек жылдамдықпен ұсынады"
    Commitment(metric="bandwidth", cues=(), units=("Mbit/s",), bound="exactly"),
)

# What a time can be said of; of several, it belongs to the nearest.
ACTIONS = {
    "reply": "reply",
    "answers": "reply",
    "processing": "processing",
    "considered": "processing",
    "recovery": "recovery",
    "repair": "recovery",
    "other_act": "other",
}
NEEDS = {"considered": "request", "repair": "fault"}
JOINT = re.compile(r"[;,]|(?<!\w)(?:and|и|а|және|ал)(?!\w)")
FAR = 200  # characters
SHORT = 9  # words of an item that only gives a name and an amount
SINCE = re.compile(r"(?:бастап|кейін|со\s+дня|с\s+момента|after|from)(?!\w)", re.IGNORECASE)
# "обычные – до ", "P2: within ": a case before its amount
DASHED_LABEL = re.compile(r"(?:^|\w)[^;,–—:]{0,60}?\s?(?:[–—:]|\s-)\s*(?:[^\W\d_]+\s+){0,3}$")

# Support hours, caps and exclusions are promises without an amount; these cues must be there.
CUES_WITHOUT_AMOUNT = ("support", "cap", "excluded", "no_liability")
LEAST_AVAILABILITY = 50  # percent; less is a credit or a discount
SURE_AVAILABILITY = 90  # percent; such a figure is promised even without a word for it
CHANNELS = ("email", "messenger", "phone")

# the words between what leads in, a mark or an amount before, and the dash before an amount
CASE = re.compile(
    r"(?:^|[;,.:]\s|(?<!\w)(?:and|и|және|ал|а)\s)(?P<case>[^;,.:–—]{1,60}?)\s?(?:[–—:]|\s-)\s*(?:[^\W\d_]+\s+){0,3}$"
)


class Passage(Record, frozen=True, kw_only=True):
    """A text that may promise something, and where it stands.

    `has_items`: clauses of their own go on in it. `lead`: what the clause that it is an item of speaks of.
    """

    text: str
    clause: str
    origin: Origin | None
    has_items: bool = False
    lead: frozenset[str] = frozenset()


def add_facts(terms: Terms) -> Terms:
    """The terms with the facts that they state: the text before the first clause, clauses and tables, what closes them.

    A fact outside the clauses has the clause "".
    """
    tables: dict[str, list[Table]] = {}
    for table in terms.tables:
        tables.setdefault(table.clause, []).append(table)
    items: dict[str, list[Clause]] = {}
    for clause in terms.clauses:
        if clause.parent is not None:
            items.setdefault(clause.parent, []).append(clause)
    facts = list(_find_facts(Passage(text=terms.preamble, clause="", origin=None)))
    facts += [fact for table in tables.get("", ()) for fact in find_table_facts(table)]
    leads: dict[str, frozenset[str]] = {}
    for clause in terms.clauses:
        own = items.get(clause.number, ())
        lead = leads.get(clause.parent or "", frozenset())
        if own:
            leads[clause.number] = _lead_of(clause, lead)
        facts += _find_facts(_clause_to_passage(clause, has_items=bool(own), lead=lead))
        facts += find_item_tiers(clause.text, own)
        if own and leads_exclusions(clause.text):
            facts += find_item_exclusions(own)
        facts += [fact for table in tables.pop(clause.number, ()) for fact in find_table_facts(table)]
    for leftover in terms.unplaced:
        facts += find_contacts(leftover.text, "", leftover.origin)
    return msgspec.structs.replace(terms, facts=tuple(facts))


def find_clause_facts(clause: Clause) -> Iterator[Fact]:
    """The facts that a clause's sentences state, then its contacts."""
    yield from _find_facts(_clause_to_passage(clause, has_items=False))


def _clause_to_passage(clause: Clause, *, has_items: bool, lead: frozenset[str] = frozenset()) -> Passage:
    return Passage(text=clause.text, clause=clause.number, origin=clause.origin, has_items=has_items, lead=lead)


def _lead_of(clause: Clause, above: frozenset[str]) -> frozenset[str]:
    """What items of a clause need not say again: the actions of a sentence that ends in ":", who answers for support.

    A heading gives the topic of what is below it; of several actions none is meant.
    """
    text = clause.text.strip().rsplit("\n", 1)[-1]
    if not (text.endswith(":") or clause.kind == "heading"):
        return frozenset()
    cues = _cues(text, detect_language(text))
    actions = {ACTIONS[name] for name in cues & set(ACTIONS)} - {"other"}
    kept = cues & {"support", "availability", "trial"}
    if len(actions) == 1:
        kept |= {name for name in cues & set(ACTIONS) if ACTIONS[name] in actions} | (cues & {"request", "fault"})
    return kept or (above if clause.kind != "heading" and not actions else frozenset())


def _find_facts(passage: Passage) -> Iterator[Fact]:
    if may_promise(passage.text):
        yield from _find_promises(passage)
        yield from find_prose_tiers(passage.text, passage.clause, passage.origin)
    yield from find_contacts(passage.text, passage.clause, passage.origin)


def may_promise(text: str) -> bool:
    """Whether a text has an amount or a cue of a promise without one; most clauses of a law have neither.

    >>> may_promise("Тараптар келіссөз жүргізеді."), may_promise("Техникалық қолдау тәулік бойы көрсетіледі.")
    (False, True)
    """
    return bool(_bare_cue().search(text) or find_quantities(text))


@cache
def _bare_cue() -> re.Pattern[str]:
    cues = {
        cue
        for vocabulary in VOCABULARIES.values()
        for name in CUES_WITHOUT_AMOUNT
        for cue in vocabulary.commitment_cues.get(name, ())
    }
    worded = [cue.pattern for table in PROMISES.values() for cue in table if cue.means in CUES_WITHOUT_AMOUNT]
    bodies = [*(re.escape(cue.removesuffix("$")) for cue in sorted(cues)), *(rf"(?<!\w)(?:{body})" for body in worded)]
    return re.compile("|".join(bodies), re.IGNORECASE)


def _find_promises(passage: Passage) -> Iterator[Fact]:
    language = detect_language(passage.text)
    topic: frozenset[str] = frozenset()
    bullets = split_bullets(passage.text) if leads_exclusions(passage.text) else ()
    if bullets:
        yield from find_listed_exclusions(passage.clause, passage.origin, bullets)
    for sentence in find_sentences(passage.text, language):
        text = passage.text[sentence.start : sentence.stop]
        here = detect_language(text)
        if here == language:
            spans = tuple(_moved(span, -sentence.start) for span in sentence.spans)
        else:
            spans = _spans(text, here)
        yield from _sentence_facts(passage, text, spans, topic, listed=bool(bullets))
        topic |= {span.name for span in spans} & {"reply", "trial"}


def _moved(span: CueSpan, by: int) -> CueSpan:
    return msgspec.structs.replace(span, start=span.start + by, stop=span.stop + by)


def _spans(text: str, language: Language) -> tuple[CueSpan, ...]:
    found = find_sentences(text, language)
    return tuple(span for sentence in found for span in sentence.spans)


def _cues(text: str, language: Language) -> frozenset[str]:
    return frozenset(span.name for span in _spans(text, language))


def _sentence_facts(
    passage: Passage, text: str, spans: Sequence[CueSpan], topic: frozenset[str], *, listed: bool
) -> Iterator[Fact]:
    quantities = find_quantities(text)
    cues = frozenset(span.name for span in spans)
    # a verb without what it is done to is no action of its own: "Восстановление выполняется за 4 часа"
    idle = {verb for verb, thing in NEEDS.items() if thing not in cues | passage.lead}
    spans = tuple(span for span in spans if span.name not in idle)
    if not _find_actions(spans):
        cues |= _goes_on(passage, text, quantities)
    for commitment in COMMITMENTS:
        if not set(commitment.cues) <= cues | (topic & {"trial"}) or commitment.unless & cues:
            continue
        for quantity in _relevant(commitment, text, quantities, spans):
            if commitment.duty and quantity.bound == "at_least":
                continue  # "not less than 48 hours before arrival"
            if commitment.duty and _is_no_promise(text, quantity, spans):
                continue
            yield Fact(
                metric=commitment.metric,
                value=quantity.value,
                unit=quantity.unit,
                bound=_bound_of(commitment, quantity, quantities),
                clause=passage.clause,
                quote=text,
                attributes=_attributes(commitment, text, cues, quantity, quantities),
                origin=passage.origin,
            )
    yield from find_support_hours(text, cues, quantities, passage.clause, passage.origin)
    yield from _credit_cap(passage, text, cues, quantities)
    if not listed:
        yield from find_exclusions(text, cues, passage.clause, passage.origin, has_items=passage.has_items)


def _goes_on(passage: Passage, text: str, quantities: Sequence[Quantity]) -> frozenset[str]:
    """What a lead says for its item: a time after a colon, or a short item that is little but a name and its amount."""
    topics = passage.lead & {"support", "availability", "trial"}
    times = [quantity for quantity in quantities if quantity.unit in TIMES]
    short = times and (CASE.search(text[: times[0].start]) or len(re.findall(r"\w+", text)) <= SHORT)
    return passage.lead if short else topics


def _binds_customer(text: str, quantity: Quantity) -> bool:
    """Whether an amount is part of what the customer must do: "Клиент обязан ответить в течение 3 дней"."""
    norms = find_sentence_norms("", text, 0, detect_language(text))
    return any(
        norm.party == "customer" and norm.modality == "must" and norm.action.start <= quantity.start < norm.action.stop
        for norm in norms
    )


def _is_no_promise(text: str, quantity: Quantity, spans: Sequence[CueSpan]) -> bool:
    """Whether a time only stands in a condition ("если сбой не устранён за 8 часов") or tells what a customer does."""
    language = detect_language(text)
    for match in re.finditer(ONLY_IF[language], text, re.IGNORECASE):
        rest = text[: match.start()] + text[match.end() :]
        if match.start() <= quantity.start < match.end() and len(re.findall(r"\w+", rest)) > 2:
            return True
    if any(span.name == "received" for span in spans):
        return False
    if _binds_customer(text, quantity):
        return True
    actions = [span for span in _find_actions(spans) if ACTIONS[span.name] != "other"]
    nearest = min(actions, key=lambda span: _distance(text, quantity, span), default=None)
    if nearest is None:  # what must be done and is of no family is seldom the provider's: "the claim must be raised"
        return any(
            norm.modality == "must" and norm.party != "provider" for norm in find_sentence_norms("", text, 0, language)
        )
    return _customer_does(text, nearest, language)


def _customer_does(text: str, action: CueSpan, language: Language) -> bool:
    """Whether the customer is the subject of an action in the active voice."""
    if re.search(PASSIVE_VERB[language], text[action.start : action.stop], re.IGNORECASE):
        return False
    subjects = [
        match
        for match in _subject_pattern(language).finditer(text, 0, action.start)
        if not re.search(r"(?:have|get|keep|let|to|for|with|by|from)\s$", text[: match.start()], re.IGNORECASE)
    ]
    gap = text[subjects[-1].end() : action.start] if subjects else ""
    return (
        bool(subjects)
        and bool(re.fullmatch(BETWEEN_SUBJECT[language], gap, re.IGNORECASE))
        and "provider" not in find_parties(gap)
    )


@cache
def _subject_pattern(language: Language) -> re.Pattern[str]:
    vocabulary = VOCABULARIES[language]
    names = "|".join(re.escape(name) for name in vocabulary.customer)
    ending = {"kk": r"(?:[лтд][ае]р)?", "ru": r"(?:ь|и|ы|ец|цы)?", "en": r"s?"}[language]
    pronoun = vocabulary.customer_pronouns[0] if vocabulary.customer_pronouns else "(?!)"
    return re.compile(rf"(?<!\w)(?:(?:{names}){ending}|{pronoun})(?!\w)", re.IGNORECASE)


ONLY_IF: dict[Language, str] = {
    "kk": r"(?<!\w)(?:егер\s)?(?:(?!ады\b|еді\b)[^,.;])*?\w(?<!неме)(?:са|се)(?=,|\s)",
    "ru": r"(?<!\w)если(?!\s+иное)\s(?:[^;.,]|[.,](?=\d))*",
    "en": r"(?<!\w)(?:if|unless)\s(?:[^;.,]|[.,](?=\d))*",
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


def _find_owned(
    commitment: Commitment, text: str, times: Sequence[Quantity], spans: Sequence[CueSpan]
) -> tuple[Quantity, ...]:
    """The times that a sentence says of a commitment: each belongs to the nearest action, of several the nearest does.

    Replies may have a time for every channel, and anything one for every case; then what is said of each names a
    channel or a case: "will respond by telephone within one hour, workaround within 8 hours" has one.
    """
    language = detect_language(text)
    actions = _find_actions(spans)
    wanted = {ACTIONS[name] for name in commitment.cues if name in ACTIONS}
    owned: list[tuple[int, int]] = []
    for index, time in enumerate(times):
        near = [span for span in actions if ACTIONS[span.name] != "other" or _is_told_of(span, time, language)]
        distance, action = min(((_distance(text, time, span), ACTIONS[span.name]) for span in near), default=(0, ""))
        if action in wanted:
            owned.append((distance, index))
    if not owned:  # what leads in says what the times are of
        led = 0 if times and not actions else None
        return () if led is None else tuple(times[i] for i in (led, *_find_parallel(text, times, led, ())))
    first = min(owned)[1]
    rivals = [span for span in actions if ACTIONS[span.name] not in wanted]
    kept = {first, *_find_parallel(text, times, first, rivals)}
    # "реакция – 2 часа, восстановление – 24 часа": an action right before its own amount, behind another amount
    own = [span for span in actions if ACTIONS[span.name] in wanted]
    kept |= {
        index
        for _, index in owned
        if any((times[index - 1].stop if index else 0) <= span.start < times[index].start for span in own)
        and DASHED_LABEL.search(text[: times[index].start])
    }
    if commitment.attribute == "channel":
        kept |= {index for _, index in owned if _is_reply(text, times, index)}
        kept -= {first} if not _is_reply(text, times, first) and len(kept) > 1 and first not in _starts(kept) else set()
    return tuple(times[index] for index in sorted(kept))


def _starts(kept: set[int]) -> set[int]:
    return {index for index in kept if index + 1 in kept}


def _find_actions(spans: Sequence[CueSpan]) -> tuple[CueSpan, ...]:
    """The actions of a sentence; the words of a longer one are none of their own ("приступает к устранению")."""
    actions = [span for span in spans if span.name in ACTIONS]
    return tuple(
        span
        for span in actions
        if not any(
            other.start <= span.start
            and span.stop <= other.stop
            and other.stop - other.start > span.stop - span.start
            and ACTIONS[other.name] != ACTIONS[span.name]
            for other in actions
        )
    )


def _is_told_of(span: CueSpan, time: Quantity, language: Language) -> bool:
    """Whether an action of no commitment can own a time: a verb stands behind it in Kazakh, else before it."""
    return span.start >= time.stop if language == "kk" else span.stop <= time.start


def _find_parallel(text: str, times: Sequence[Quantity], first: int, rivals: Sequence[CueSpan]) -> Iterator[int]:
    """The times that go on from a first one, each for a case of its own: "critical – 15 minutes; high – 1 hour"."""
    for index in range(first + 1, len(times)):
        before, time = times[index - 1], times[index]
        gap = text[before.stop : time.start]
        tail = text[time.stop : times[index + 1].start if index + 1 < len(times) else len(text)]
        language = detect_language(text)
        if any(before.stop <= span.start < time.start for span in rivals):
            return
        told = re.search(DASHED_LABEL, gap) and re.search(DASHED_LABEL, text[: times[first].start])
        cased = re.search(
            rf"(?<!\w)(?:{CASES[language]})", re.split(r"[;,.]", gap, maxsplit=1)[-1] + re.split(r"[;,.]", tail)[0]
        )
        if not JOINT.search(gap) or re.search(PART_OF[language], gap, re.IGNORECASE) or not (told or cased):
            return
        yield index


def _is_reply(text: str, times: Sequence[Quantity], index: int) -> bool:
    if len(times) < 2:
        return True
    start = times[index - 1].stop if index else 0
    stop = times[index + 1].start if index + 1 < len(times) else len(text)
    language = detect_language(text)
    ahead = text[start : times[index].start]
    if index and not re.search(r"\w", ahead.rpartition(",")[2]):  # "4 hours on paid plans, 3 days on the free plan"
        return True
    named = _cues(ahead, language) | _cues(text[times[index].stop : stop], language)
    return bool(named & {"reply", "answers", *CHANNELS})


def _distance(text: str, quantity: Quantity, span: CueSpan) -> int:
    """Characters between an amount and a cue; a comma or an "and" between them is as far as it gets."""
    between = text[quantity.stop : span.start] if quantity.stop <= span.start else text[span.stop : quantity.start]
    return len(between) + FAR * len(JOINT.findall(between))


def _bound_of(commitment: Commitment, quantity: Quantity, quantities: tuple[Quantity, ...]) -> Bound | None:
    """The amount's own bound; of several times for a reply, the one said first goes for all without one."""
    if quantity.bound or commitment.metric != "reply_time":
        return quantity.bound or commitment.bound
    said = next((q.bound for q in quantities if q.unit in commitment.units and q.bound), None)
    return said or commitment.bound


def _relevant(
    commitment: Commitment, text: str, quantities: tuple[Quantity, ...], spans: Sequence[CueSpan]
) -> tuple[Quantity, ...]:
    """The amounts in a fitting unit; a promise of one figure takes the nearest to its cue, else the first."""
    fitting = tuple(quantity for quantity in quantities if quantity.unit in commitment.units)
    if commitment.metric == "bandwidth":
        return fitting
    if commitment.metric == "availability":
        return _promised_availability(text, fitting, spans)
    if set(commitment.cues) & set(ACTIONS):
        return _find_owned(commitment, text, fitting, spans)
    if commitment.bare:
        first = min((span for span in spans if span.name in commitment.cues), key=lambda span: span.start)
        near = tuple(q for q in fitting if q.bound == "at_most" and first.stop <= q.start)[:1]
        return near if _opens(text, first) and not any(SINCE.search(text[first.stop : q.start]) for q in near) else ()
    if commitment.reach is None:
        return fitting[:1]
    places = [span for span in spans if span.name in commitment.cues]
    reached = (q for q in fitting if any(_distance(text, q, span) <= commitment.reach for span in places))
    return tuple(reached)[:1]


def _opens(text: str, span: CueSpan) -> bool:
    """Whether a sentence begins with a cue: at most two words stand before it, none of them a preposition."""
    before = text[: span.start].casefold()
    if _subject_pattern(detect_language(text)).search(before):
        return False
    return len(re.findall(r"\w+", before)) <= 2 and not re.search(
        r"(?<!\w)(?:по|при|после|on|by|for|upon|in)\s", before
    )


def _promised_availability(text: str, percents: tuple[Quantity, ...], spans: Sequence[CueSpan]) -> tuple[Quantity, ...]:
    """The share of time that a sentence promises: "составляет 99,7%, но не менее 99,5%" guarantees the floor.

    What is said below a figure, on a condition or of a credit is no promise: "if uptime is below 99.9%, 10% is due".
    """
    cues = {span.name for span in spans}
    aside = [span.start for span in spans if span.name in {"condition", "compensation"}]
    fitting = tuple(
        percent
        for percent, side in zip(percents, find_sides(text, percents), strict=True)
        if percent.value > LEAST_AVAILABILITY
        and side not in {"below", "up_to", "at_most"}
        and not _is_other_share(text, percent, spans)
        and not any(start < percent.start for start in aside)
        and ("guarantee" in cues or percent.bound == "at_least" or percent.value >= SURE_AVAILABILITY)
    )
    if "compensation" in cues and not {"guarantee"} & cues and not any(p.bound == "at_least" for p in fitting):
        return ()
    return tuple(percent for percent in fitting if percent.bound == "at_least") or fitting


def _is_other_share(text: str, percent: Quantity, spans: Sequence[CueSpan]) -> bool:
    """Whether a share is told of something else: "durability of 99.999%"."""
    near = [span for span in spans if span.name in {"availability", "other_share"}]
    nearest = min(near, key=lambda span: _distance(text, percent, span), default=None)
    return nearest is not None and nearest.name == "other_share"


def _attributes(
    commitment: Commitment, text: str, cues: frozenset[str], quantity: Quantity, quantities: tuple[Quantity, ...]
) -> Attributes:
    if commitment.attribute == "period":
        return {"period": _first(cues, ("reporting_period", "month", "quarter", "year"))}
    if commitment.attribute == "base":
        base = _first(cues, ("reporting_period", "month"))
        return {"base": {"reporting_period": "consumed_in_period", "month": "monthly_fee"}.get(base or "")}
    if commitment.attribute == "channel":
        times = tuple(other for other in quantities if other.unit in commitment.units)
        channel = _channel_beside(text, times, times.index(quantity)) or _first(cues, CHANNELS)
        return {"channel": channel, "condition": _case_of(text, quantity) or _first(cues, ("normal_operation",))}
    if set(commitment.cues) & set(ACTIONS):
        case = _case_of(text, quantity)
        return {"condition": case} if case else {}
    return {}


def _case_of(text: str, quantity: Quantity) -> str | None:
    """The case that a dash or a colon parts from its amount, in a row of them: "critical issues – 15 minutes; ...".

    Channels are no cases, nor is what leads in the row ("Response times: ").
    """
    label = CASE.search(text[: quantity.start])
    row = [q for q in find_quantities(text) if q.unit in TIMES and CASE.search(text[: q.start])]
    if not label or len(row) < 2:
        return None
    case = label["case"].strip()
    return case if case and not _cues(case, detect_language(text)) & {*CHANNELS, *ACTIONS} else None


def _channel_beside(text: str, times: tuple[Quantity, ...], index: int) -> str | None:
    """The channel that an amount is promised for, where a sentence may name one for every amount.

    English says it behind the amount ("within 30 minutes by phone and within 8 hours by e-mail"): then something is
    named after the last amount too, and after all others. Else the nearest one before the amount is meant.
    """
    language = detect_language(text)
    edges = [0, *(point for time in times for point in (time.start, time.stop)), len(text)]
    gaps = [text[start:stop] for start, stop in zip(edges[::2], edges[1::2], strict=True)]
    behind = [_first(_cues(gap, language), CHANNELS) for gap in gaps[1:]]
    if len(times) > 1 and all(behind):
        return behind[index]
    return _first(_cues(gaps[index].rpartition(",")[2], language), CHANNELS) or _first(
        _cues(gaps[index], language), CHANNELS
    )


def _first(cues: frozenset[str], names: tuple[str, ...]) -> str | None:
    return next((name for name in names if name in cues), None)


def _credit_cap(passage: Passage, text: str, cues: frozenset[str], quantities: tuple[Quantity, ...]) -> Iterator[Fact]:
    """A cap: "асып кетпеуі тиіс", of what was paid, or of a fee: then the share is told ("50% стоимости Услуг")."""
    if not {"cap", "compensation"} <= cues or "late_payment" in cues:
        return
    shares = [quantity for quantity in quantities if quantity.unit == "percent"]
    # "returns 2% for every hour, but no more than 50%": the share that has the bound is the cap
    shares = [share for share in shares if share.bound == "at_most"][:1] or shares
    if "paid" not in cues and not ("fee" in cues and len(shares) < 2):
        return
    share = shares[0] if len(shares) == 1 else None
    paid, in_month = ("paid", "paid_in_month") if "paid" in cues else ("fee", "monthly_fee")
    yield Fact(
        metric="credit_cap",
        value=share.value if share else None,
        unit="percent" if share else None,
        bound="at_most" if share else None,
        clause=passage.clause,
        quote=text,
        attributes={"base": in_month if "month" in cues else paid},
        origin=passage.origin,
    )
