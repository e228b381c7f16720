"""Clauses, tables and what stands around them -> facts: which reading goes for which text, and in what order."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

import msgspec

from pipeline.facts.blocks import Block, split_blocks
from pipeline.facts.contacts import find_contacts
from pipeline.facts.exclusions import (
    BULLET,
    OVER,
    find_exclusions,
    find_item_exclusions,
    find_listed_exclusions,
    is_unended,
    leads_exclusions,
    split_bullets,
)
from pipeline.facts.matching import WORD, CueSpan, names_at
from pipeline.facts.quantity import Quantity, find_quantities
from pipeline.facts.refusals import binds_customer, is_no_term, leads_duty
from pipeline.facts.shares import find_availability, find_loss_credit, is_cap
from pipeline.facts.sheets import Row, Sheet, read_sheet
from pipeline.facts.support import find_support_hours, find_table_hours, parse_opening
from pipeline.facts.table_facts import NO_PROMISE, find_table_facts
from pipeline.facts.tiers import find_item_tiers, find_prose_tiers, find_tier_beside
from pipeline.facts.times import (
    AVERAGE,
    CHANNELS,
    TIMES,
    TimedMetric,
    Told,
    attributes_of,
    bound_of,
    find_led,
    find_told,
    led_by_case,
)
from pipeline.facts.tokens import find_sentences
from pipeline.facts.trial import find_trial
from pipeline.facts.votes import NOTHING, View, find_views, vote
from pipeline.languages import VOCABULARIES
from pipeline.languages.detect import detect_language
from pipeline.languages.parties import find_parties
from pipeline.model import Bound, Clause, Fact, Language, Metric, Origin, Record, Table, Terms

Attributes = dict[str, str | bool | None]


# who speaks in questions and answers: "Вопрос: ...", "A: ..."
SPEAKER = re.compile(
    r"(?:Вопрос|Ответ|Question|Answer|Сұрақ|Жауап|Q|A|В|О|С|Ж)(?:\s?\d+)?(?:\s?[:.]|\s[–—-])\s+(?=[^\W\d_])"
)
# words of another document that are put for others: "слова «10 дней» заменить словами «30 дней»"
REPLACED = re.compile(
    r"(?:слов[оа]|цифр[ыу]|числ[оа])\s[«“\"][^»”\"]*[»”\"]\s+(?:\w+\s+){0,3}?(?:заменить|заменяются|исключить|дополнить)"
    r"|[»”\"]\s+деген\s+(?:сөз|цифр|сан)\w*[^.]*(?:ауыстыр|алып\s+тастал|толықтыр)"
    r"|(?:words?|figures?|expressions?)\s[«“\"][^»”\"]*[»”\"][^.]*(?:replaced|substituted|deleted|inserted)",
    re.IGNORECASE,
)
OPENING = 20  # characters in which a sentence says that it is an example
SHORT = 9  # words of an item that only gives a name and an amount
# Support hours, caps and exclusions are promises without an amount; these cues must be there.
CUES_WITHOUT_AMOUNT = frozenset(
    {"support", "always", "cap", "capped", "excluded", "uncounted", "no_liability", "answerable"}
)
# what what leads in says for all below it, besides actions
GOES_BELOW = frozenset({"support", "availability", "trial", "past", "example", "no_guarantee"})
# a heading over what was reached: "Key figures 2023", "Наши показатели за 2024 год", "Былтырғы нәтижелер"
PAST_LEAD = re.compile(
    r"статистик|statistics|полугоди|half\s+of\s+the\s+year|жартыжылдық|(?<!\w)(?:за|в|in|for|during|figures|results?|report|итог\w*|показател\w*|результат\w*|нәтиже\w*|көрсеткіш\w*|факт\w*)"
    r"\s+(?:\w+\s+){0,2}?20[012]\d(?!\d)|(?<!\w)20[012]\d\s?(?:ж|г|ж\.|г\.|жыл\w*|год\w*)?\s+(?:results?|figures|нәтиже\w*"
    r"|көрсеткіш\w*|итог\w*|бойынша)|(?<!\w)(?:былтыр|өткен|прошл|last\s+(?:year|quarter|month))\w*",
    re.IGNORECASE,
)
PERIODS = ("quarter", "year", "month", "reporting_period")
# how sure the model must be to tell what no rule does, and to overrule one
TOLD, OVERRULED = 0.6, 0.6
NEVER_VOTED = frozenset({"past", "example"})  # of what was or might be the model tells nothing that no rule does
# what a row of a table says as a sentence does
TOLD_BY_ROWS = frozenset({"availability", "trial_period", "credit_cap", "data_loss_credit"})
SAID_APART = frozenset({"contact"})  # found in the whole text
LONGEST_LEAD = 15  # words of a line that leads in and goes for every row
LEAST_SPEED = re.compile(
    r"(?<!\w)(?:минимальн|миним|minimum|lowest|гарантирован|guaranteed|ең\s+аз|ең\s+төмен)", re.IGNORECASE
)
NOWHERE = Origin(page=1, bbox=(0, 0, 0, 0))
TIMED: tuple[TimedMetric, ...] = ("reply_time", "processing_time", "request_time", "recovery_time")


class Passage(Record, frozen=True, kw_only=True):
    """A text that may promise something, and where it stands.

    `has_items`: clauses of their own go on in it. `lead`: what the clause that it is an item of speaks of. `around`:
    the text of the clause before it, under the same heading. `bulleted`: it is a bullet below what leads in.
    `asked`: what the question speaks of that it answers. `above`: the text of the clause that it is an item of.
    """

    text: str
    clause: str
    origin: Origin | None
    has_items: bool = False
    bulleted: bool = False
    lead: frozenset[str] = frozenset()
    around: str = ""
    asked: frozenset[str] = frozenset()
    above: str = ""


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
    facts += [fact for table in tables.get("", ()) for fact in _find_table(table, frozenset(), "")]
    leads: dict[str, frozenset[str]] = {}
    scaled: set[str] = set()
    beside: dict[str | None, str] = {}
    texts = {clause.number: clause.text for clause in terms.clauses}
    for clause in terms.clauses:
        own = items.get(clause.number, ())
        lead = leads.get(clause.parent or "", frozenset())
        if own:
            leads[clause.number] = _lead_of(clause, lead)
        around = beside.get(clause.parent, "")
        passage = _clause_to_passage(clause, has_items=bool(own), lead=lead, around=around)
        passage = msgspec.structs.replace(passage, above=texts.get(clause.parent or "", ""))
        facts += _find_facts(passage, scaled=clause.number in scaled)
        beside[clause.parent] = clause.text
        scale = tuple(find_item_tiers(clause.text, own))
        scaled |= {fact.clause for fact in scale}
        facts += scale
        if own and leads_exclusions(clause.text, heading=clause.kind == "heading" or is_unended(clause.text)):
            known = {fact.clause for fact in facts if fact.metric == "exclusion"}
            facts += (fact for fact in find_item_exclusions(own, items) if fact.clause not in known)
        for table in tables.pop(clause.number, ()):
            named = lead | _cues(clause.text, detect_language(clause.text)) | _led(clause.text)
            facts += _find_table(table, named, clause.text)
    for leftover in terms.unplaced:
        facts += find_contacts(leftover.text, "", leftover.origin)
    return msgspec.structs.replace(terms, facts=tuple(facts))


def find_clause_facts(clause: Clause) -> Iterator[Fact]:
    """The facts that a clause's sentences state, then its contacts."""
    yield from _find_facts(_clause_to_passage(clause, has_items=False))


def _clause_to_passage(
    clause: Clause, *, has_items: bool, lead: frozenset[str] = frozenset(), around: str = ""
) -> Passage:
    return Passage(
        text=clause.text, clause=clause.number, origin=clause.origin, has_items=has_items, lead=lead, around=around
    )


def _lead_of(clause: Clause, above: frozenset[str]) -> frozenset[str]:
    """What items of a clause need not say again: the actions of a sentence that ends in ":", who answers for support.

    A heading gives the topic of what is below it; of several actions none is meant.
    """
    text = clause.text.strip().rsplit("\n", 1)[-1]
    if not (text.endswith(":") or clause.kind == "heading"):
        return frozenset()
    return _led(text) or (above if clause.kind != "heading" else frozenset())


def _led(text: str) -> frozenset[str]:
    """What a text that leads in says for what is below it."""
    cues = _cues(text, detect_language(text))
    duty = {"customer_duty"} if leads_duty(text) else set()
    past = {"past"} if PAST_LEAD.search(text) else set()
    scale = {"availability"} if cues & {"owed", "compensation", "base", "fee"} else set()
    return find_led(cues) | (cues & GOES_BELOW - scale) | duty | past


def _find_facts(passage: Passage, *, scaled: bool = False) -> Iterator[Fact]:
    """The facts of a text; `scaled`: it is a tier of a scale that has been told already."""
    if may_promise(passage.text):
        blocks = split_blocks(passage.text, passage.clause, passage.origin or NOWHERE)
        listed = [block for block in blocks if block.table is not None]
        found = tuple(_find_promises(passage))
        told = _find_listed(passage, listed)
        found = tuple(fact for fact in found if not any(_is_told(fact, block.text, told) for block in listed))
        if not scaled and not any(fact.metric == "credit_tier" for fact in told):
            found += tuple(find_prose_tiers(passage.text, passage.clause, passage.origin))
        tiers = [fact for fact in (*found, *told) if fact.metric == "credit_tier"]
        found = tuple(fact for fact in found if not _bounds_tier(fact, tiers))
        yield from _weigh_votes(passage, found, told, scaled=scaled)
        yield from told
    yield from find_contacts(passage.text, passage.clause, passage.origin)


def _bounds_tier(fact: Fact, tiers: Sequence[Fact]) -> bool:
    """Whether an availability is no promise but where a tier ends: the only such figure in the tier's own words."""
    return fact.metric == "availability" and any(
        tier.quote in fact.quote
        and str(fact.value) in {tier.attributes.get("lower"), tier.attributes.get("upper")}
        and sum(amount.value == fact.value for amount in find_quantities(fact.quote)) == 1
        for tier in tiers
    )


def _weigh_votes(passage: Passage, found: Sequence[Fact], told: Sequence[Fact], *, scaled: bool) -> Iterator[Fact]:
    """The facts of a text as the trained model sees them: what it is sure promises nothing goes, what is missing comes.

    Where it is not sure, what the rules say stands; what a table has `told` stands in any case.
    """
    left = list(found)
    sure = [(fact.value, fact.unit) for fact in told]
    more: list[Fact] = []
    for view in find_views(passage.text, passage.above):
        amount = view.amount
        if (amount.value, amount.unit) in sure:
            sure.remove((amount.value, amount.unit))
            continue
        rule = next((fact for fact in left if (fact.value, fact.unit) == (amount.value, amount.unit)), None)
        if rule is not None:
            left.remove(rule)
        metric, share = vote(view, rule.metric if rule else NOTHING)
        if rule is not None and (metric == rule.metric or share < OVERRULED):
            more.append(rule)
        elif metric != NOTHING and share >= (OVERRULED if rule else TOLD) and not scaled:
            voted = _voted_fact(passage, view, metric)
            more += [voted] if voted else [rule] if rule else []
    # in the order of the rules, what is new behind
    yield from (fact for fact in found if any(fact is one for one in (*left, *more)))
    yield from (fact for fact in more if not any(fact is one for one in found))


def _voted_fact(passage: Passage, view: View, metric: str) -> Fact | None:
    """A fact that the model tells: its bound and attributes as the rules find them."""
    text, amount = view.text, view.amount
    cues = frozenset(span.name for span in view.spans)
    if cues & NEVER_VOTED or REPLACED.search(text) or (amount.unit != "percent" and binds_customer(text, amount)):
        return None
    timed = next((name for name in TIMED if name == metric), None)
    if timed:
        if (
            AVERAGE.search(text[: amount.start])
            or is_no_term(text, amount, view.language)
            or ("outsider" in cues and "provider" not in find_parties(text))
        ):
            return None
        return _voted_time(passage, view, timed, cues)
    return _voted_share(passage, view, metric, cues)


def _voted_time(passage: Passage, view: View, metric: TimedMetric, cues: frozenset[str]) -> Fact:
    told = Told(metric, view.amount)
    return Fact(
        metric=metric,
        value=view.amount.value,
        unit=view.amount.unit,
        bound=bound_of(told, find_quantities(view.text)),
        clause=passage.clause,
        quote=view.text,
        attributes=attributes_of(told, view.text, cues),
        origin=passage.origin,
    )


def _voted_share(passage: Passage, view: View, metric: str, cues: frozenset[str]) -> Fact | None:
    text, amount = view.text, view.amount
    if metric == "trial_period":
        return _amount_fact(passage, text, "trial_period", amount)
    if metric == "availability":
        period = _first(cues, PERIODS)
        return _share_fact(passage, text, "availability", amount, amount.bound or "at_least", {"period": period})
    if metric == "credit_cap":
        most = amount.bound == "at_most" or cues & {"cap", "capped"} or OVER.search(text)
        return _cap_fact(passage, text, cues, (amount,)) if most else None
    if metric == "data_loss_credit":
        return _share_fact(
            passage, text, "data_loss_credit", amount, amount.bound or "exactly", {"base": _base_of(cues)}
        )
    return find_tier_beside(text, amount, passage.clause, passage.origin)


def _find_listed(passage: Passage, blocks: Sequence[Block]) -> tuple[Fact, ...]:
    """The facts of a text's lines that are tables."""
    told: list[Fact] = []
    for block in blocks:
        if block.table is not None:
            lead = passage.lead | _led(block.above)
            told += [fact for fact in _find_table(block.table, lead, block.above) if fact.metric not in SAID_APART]
    return tuple(told)


def _is_told(fact: Fact, lines: str, told: Sequence[Fact]) -> bool:
    """Whether a table's lines tell the amount of a fact that was read from them as a sentence."""
    return fact.quote.strip() in lines and any(
        (fact.value, fact.unit) == (other.value, other.unit) and fact.metric in {other.metric, *TIMED} for other in told
    )


def _find_table(table: Table, lead: frozenset[str], above: str) -> Iterator[Fact]:
    """The facts of a table, then what its rows say as sentences: a share of time, hours, a trial."""
    found = tuple(find_table_facts(table, lead, above))
    yield from found
    if lead & NO_PROMISE:
        return
    quotes = {fact.quote for fact in found}
    scale = any(fact.metric == "credit_tier" for fact in found)
    sheet = read_sheet(table, above)
    windows = {str(fact.attributes.get("window")) for fact in found}  # when a request is taken
    yield from find_table_hours(sheet, lead | _led(above), table, windows)
    for row in sheet.rows:
        yield from _find_worded_times(row, sheet, table, lead, quotes)
        names = [row.group, *sheet.labels(row)]
        for column, cell in enumerate(row.cells):
            if cell.quote in quotes or cell.text in names or (scale and "%" in cell.text):
                continue
            words = " ".join(name for name in (*names, sheet.titles[column]) if name)
            leads = above.strip().rsplit("\n", 1)[-1]
            if len(leads.split()) <= LONGEST_LEAD:
                words = f"{leads} {words}"
            passage = Passage(text=f"{words}: {cell.text}", clause=table.clause, origin=table.origin, lead=lead)
            spans = _spans(passage.text, sheet.language)
            for fact in _sentence_facts(passage, passage.text, spans, frozenset(), lead, listed=True):
                if fact.metric in TOLD_BY_ROWS:
                    yield msgspec.structs.replace(fact, quote=cell.quote)


def _find_worded_times(
    row: Row, sheet: Sheet, table: Table, lead: frozenset[str], told: Collection[str]
) -> Iterator[Fact]:
    """Times that a cell of words tells of what stands left of it: "Срок оказания услуги | выдача – 5 дней; ..."."""
    label = ""
    for cell in row.cells:
        times = [quantity for quantity in find_quantities(cell.text) if quantity.unit in TIMES]
        if times and label and cell.quote not in told and _is_worded(cell.text, times):
            passage = Passage(text=f"{label}: {cell.text}", clause=table.clause, origin=table.origin, lead=lead)
            spans = _spans(passage.text, sheet.language)
            for fact in _sentence_facts(passage, passage.text, spans, frozenset(), lead, listed=True):
                if fact.metric in TIMED:
                    yield msgspec.structs.replace(fact, quote=cell.quote)
        if not label and not times and re.search(r"[^\W\d_]{3}", cell.text):
            label = cell.text


def _is_worded(cell: str, amounts: Sequence[Quantity]) -> bool:
    """Whether a cell says more than its amounts and their bounds: "исполнение – 1 рабочий день"."""
    rest = "".join(char for at, char in enumerate(cell) if not any(one.start <= at < one.stop for one in amounts))
    return len(re.findall(r"[^\W\d_]{5,}", rest)) > 0


def may_promise(text: str) -> bool:
    """Whether a text has an amount or a cue of a promise without one; most clauses of a law have neither.

    >>> may_promise("Тараптар келіссөз жүргізеді."), may_promise("Техникалық қолдау тәулік бойы көрсетіледі.")
    (False, True)
    """
    return (
        any(_may_promise_bare(word) for word in WORD.findall(text.lower()))
        or bool(find_quantities(text))
        or parse_opening(text) is not None
    )


@lru_cache(maxsize=200_000)
def _may_promise_bare(word: str) -> bool:
    return any(names_at(word, language) & CUES_WITHOUT_AMOUNT for language in VOCABULARIES)


def _find_promises(passage: Passage) -> Iterator[Fact]:
    language = detect_language(passage.text)
    topic: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    led = passage
    asked: frozenset[str] = frozenset()
    bullets = split_bullets(passage.text) if leads_exclusions(passage.text) else ()
    if bullets:
        yield from find_listed_exclusions(passage.clause, passage.origin, bullets)
    for sentence in find_sentences(passage.text, language):
        bullet = BULLET.match(passage.text[sentence.start : sentence.stop])
        start = sentence.start + (bullet.end() if bullet else 0)
        speaker = SPEAKER.match(passage.text[start : sentence.stop])
        start += speaker.end() if speaker else 0
        text = passage.text[start : sentence.stop].rstrip()
        here = detect_language(text)
        spans = sentence.spans if here == language else _spans(text, here)
        if here == language and start:
            spans = tuple(_moved(span, -start) for span in spans if span.start >= start)
        led = led if bullet else passage
        if text.endswith("?"):
            asked = frozenset(span.name for span in spans)
        elif not _is_example(text, spans) and not REPLACED.search(text):
            answer = msgspec.structs.replace(
                led, lead=find_led(asked) | (asked & GOES_BELOW), asked=asked, bulleted=True
            )
            yield from _sentence_facts(answer if asked else led, text, spans, topic, before, listed=bool(bullets))
        before = frozenset(span.name for span in spans)
        goes_on = sentence.stop < len(passage.text)
        if goes_on and text.endswith(":"):  # bullets that follow need not say it again
            led = msgspec.structs.replace(passage, lead=passage.lead | _led(text), bulleted=True)
        topic |= before & {"trial"}


def _is_example(text: str, spans: Sequence[CueSpan]) -> bool:
    """Whether a sentence opens as an example; the end of an address ("host.example") is none."""
    return any(
        s.name == "example" and s.start < OPENING and text[s.start - 1 : s.start] not in {".", "@"} for s in spans
    )


def _moved(span: CueSpan, by: int) -> CueSpan:
    return msgspec.structs.replace(span, start=span.start + by, stop=span.stop + by)


def _spans(text: str, language: Language) -> tuple[CueSpan, ...]:
    found = find_sentences(text, language)
    return tuple(span for sentence in found for span in sentence.spans)


def _cues(text: str, language: Language) -> frozenset[str]:
    return frozenset(span.name for span in _spans(text, language))


def _sentence_facts(
    passage: Passage,
    text: str,
    spans: Sequence[CueSpan],
    topic: frozenset[str],
    before: frozenset[str],
    *,
    listed: bool,
) -> Iterator[Fact]:
    quantities = find_quantities(text)
    cues = frozenset(span.name for span in spans)
    times = [quantity for quantity in quantities if quantity.unit in TIMES]
    short = times and (led_by_case(text, times[0]) or len(re.findall(r"\w+", text)) <= SHORT)
    cues |= passage.lead & {"support", "availability", "trial"} | passage.asked & {*CHANNELS, "support"}
    unbound = not passage.lead & NO_PROMISE or "provider" in find_parties(text[: times[0].start] if times else text)
    led = passage.lead if short or passage.asked else frozenset()
    told = find_told(text, spans, about=passage.lead | before, lead=led) if unbound else ()
    for metric in TIMED:
        for one in told:
            if one.metric == metric:
                yield Fact(
                    metric=metric,
                    value=one.time.value,
                    unit=one.time.unit,
                    bound=bound_of(one, quantities),
                    clause=passage.clause,
                    quote=text,
                    attributes=attributes_of(one, text, cues, alone=passage.bulleted),
                    origin=passage.origin,
                )
    if not unbound:
        return
    trial = find_trial(text, spans, goes_on="trial" in topic | passage.lead, quantities=quantities)
    if trial:
        yield _amount_fact(passage, text, "trial_period", trial)
    for speed in quantities:
        if speed.unit == "Mbit/s":
            least = speed.bound is None and LEAST_SPEED.search(text[: speed.start])
            yield _amount_fact(
                passage, text, "bandwidth", msgspec.structs.replace(speed, bound="at_least") if least else speed
            )
    yield from _find_shares(passage, text, spans, quantities)
    yield from find_support_hours(text, cues, quantities, passage.clause, passage.origin)
    if not listed:
        yield from find_exclusions(text, cues, passage.clause, passage.origin, has_items=passage.has_items)


def _amount_fact(passage: Passage, text: str, metric: Metric, quantity: Quantity) -> Fact:
    return Fact(
        metric=metric,
        value=quantity.value,
        unit=quantity.unit,
        bound=quantity.bound or "exactly",
        clause=passage.clause,
        quote=text,
        attributes={},
        origin=passage.origin,
    )


def _first(cues: frozenset[str], names: tuple[str, ...]) -> str | None:
    return next((name for name in names if name in cues), None)


def _find_shares(
    passage: Passage, text: str, spans: Sequence[CueSpan], quantities: Sequence[Quantity]
) -> Iterator[Fact]:
    """What the percentages of a sentence are promised for."""
    cues = frozenset(span.name for span in spans)
    percents = [quantity for quantity in quantities if quantity.unit == "percent"]
    for percent in find_availability(text, spans, passage.lead, percents):
        period = _first(cues, PERIODS)
        yield _share_fact(passage, text, "availability", percent, percent.bound or "at_least", {"period": period})
    lost = find_loss_credit(cues, percents)
    if lost:
        told: Attributes = {"base": _base_of(cues)}
        yield _share_fact(passage, text, "data_loss_credit", lost, lost.bound or "exactly", told)
    # "returns 2% for every hour, but no more than 50%": the share that has the bound is the cap
    shares = [share for share in percents if share.bound == "at_most"][:1] or percents
    if is_cap(cues, shares, passage.around) and (shares or not text.rstrip().endswith(":")):
        yield _cap_fact(passage, text, cues, shares)


def _base_of(cues: frozenset[str]) -> str | None:
    base = _first(cues, ("reporting_period", "month"))
    return {"reporting_period": "consumed_in_period", "month": "monthly_fee"}.get(base or "")


def _share_fact(
    passage: Passage, text: str, metric: Metric, percent: Quantity, bound: Bound, attributes: Attributes
) -> Fact:
    return Fact(
        metric=metric,
        value=percent.value,
        unit="percent",
        bound=bound,
        clause=passage.clause,
        quote=text,
        attributes=attributes,
        origin=passage.origin,
    )


def _cap_fact(passage: Passage, text: str, cues: frozenset[str], shares: Sequence[Quantity]) -> Fact:
    share = shares[0] if len(shares) == 1 else None
    paid, in_month = ("paid", "paid_in_month") if "paid" in cues else ("fee", "monthly_fee")
    return Fact(
        metric="credit_cap",
        value=share.value if share else None,
        unit="percent" if share else None,
        bound="at_most" if share else None,
        clause=passage.clause,
        quote=text,
        attributes={"base": in_month if "month" in cues else paid},
        origin=passage.origin,
    )
