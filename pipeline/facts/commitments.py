"""Which sentence promises what: a table of patterns over cues and amounts."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

import msgspec

from pipeline.facts.contacts import find_contacts
from pipeline.facts.quantity import Quantity, find_quantities
from pipeline.facts.table_facts import find_prose_tiers, find_table_facts
from pipeline.facts.tokens import Sentence, find_sentences
from pipeline.languages import VOCABULARIES
from pipeline.languages.detect import detect_language
from pipeline.languages.parties import find_parties
from pipeline.languages.vocabulary import UnitName
from pipeline.model import Bound, Clause, Fact, Language, Metric, Record, Table, Terms

Attributes = dict[str, str | bool | None]


class Commitment(Record, frozen=True, kw_only=True):
    """A sentence that has all of `cues`, none of `unless`, and an amount in one of `units` promises `metric`.

    `bound` is what the promise means where the words give no bound. `attribute` names what else to note.
    """

    metric: Metric
    cues: frozenset[str]
    unless: frozenset[str] = frozenset()
    units: tuple[UnitName, ...]
    bound: Bound | None = None
    attribute: Literal["period", "base", "channel", ""] = ""


COMMITMENTS: tuple[Commitment, ...] = (
    # "есепті кезеңде ... Қызметтің қолжетімділігіне 99,5% кепілдік береді"
    Commitment(
        metric="availability",
        cues=frozenset({"availability", "guarantee"}),
        unless=frozenset({"loss", "cap", "no_guarantee"}),
        units=("percent",),
        bound="at_least",
        attribute="period",
    ),
    # "контенті Орындаушының кінәсінен ... жоғалса ... қызметтер құнының 50%-ы мөлшерінде өтемақы беріледі"
    Commitment(
        metric="data_loss_credit",
        cues=frozenset({"loss", "compensation"}),
        units=("percent",),
        bound="exactly",
        attribute="base",
    ),
    # "арқылы жауап беру уақыты ... 10 минутқа дейін жетеді"
    Commitment(metric="reply_time", cues=frozenset({"reply"}), units=("minute", "hour"), attribute="channel"),
    # "Өтінішті өңдеу уақыты 24 сағатқа дейін болуы мүмкін"
    Commitment(metric="processing_time", cues=frozenset({"processing"}), units=("minute", "hour"), bound="at_most"),
    # "ұзақтығы 3 (үш) күнтізбелік күн"
    Commitment(metric="trial_period", cues=frozenset({"trial", "duration"}), units=("day", "month"), bound="exactly"),
    # "100 Мбит/сек жылдамдықпен ұсынады"
    Commitment(metric="bandwidth", cues=frozenset({"speed"}), units=("Mbit/s",), bound="exactly"),
)

# What is not counted, by the cue that names the cause; a sentence may name several.
EXCLUSIONS: tuple[tuple[str, str], ...] = (
    ("planned_maintenance", "planned_maintenance"),
    ("force_majeure", "force_majeure"),
    ("action", "customer_action"),
)

# Support hours, caps and exclusions are promises without an amount; these cues must be there.
CUES_WITHOUT_AMOUNT = ("support", "cap", "excluded")
LEAST_AVAILABILITY = 50  # percent; less is a credit or a discount
CHANNELS = ("email", "messenger", "phone")


def add_facts(terms: Terms) -> Terms:
    """The terms with the facts that their clauses and tables state, in the order of the clauses."""
    tables: dict[str, list[Table]] = {}
    for table in terms.tables:
        tables.setdefault(table.clause, []).append(table)
    facts = [fact for table in tables.get("", ()) for fact in find_table_facts(table)]
    for clause in terms.clauses:
        facts += find_clause_facts(clause)
        facts += [fact for table in tables.pop(clause.number, ()) for fact in find_table_facts(table)]
    return msgspec.structs.replace(terms, facts=tuple(facts))


def find_clause_facts(clause: Clause) -> Iterator[Fact]:
    """The facts that a clause's sentences state, then its contacts."""
    if may_promise(clause.text):
        yield from _find_promises(clause)
        yield from find_prose_tiers(clause)
    yield from find_contacts(clause.text, clause.number, clause.origin)


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
        for cue in vocabulary.commitment_cues[name]
    }
    return re.compile("|".join(re.escape(cue) for cue in sorted(cues)), re.IGNORECASE)


def _find_promises(clause: Clause) -> Iterator[Fact]:
    language = detect_language(clause.text)
    topic: frozenset[str] = frozenset()
    for sentence in find_sentences(clause.text, language):
        text = clause.text[sentence.start : sentence.stop]
        here = detect_language(text)
        cues = sentence.cues if here == language else _cues(text, here)
        yield from _sentence_facts(clause, text, cues, topic)
        topic |= cues & {"reply", "trial"}


def _cues(text: str, language: Language) -> frozenset[str]:
    sentences: tuple[Sentence, ...] = find_sentences(text, language)
    return frozenset().union(*(sentence.cues for sentence in sentences))


def _sentence_facts(clause: Clause, text: str, cues: frozenset[str], topic: frozenset[str]) -> Iterator[Fact]:
    quantities = find_quantities(text)
    for commitment in COMMITMENTS:
        if not commitment.cues <= cues | (topic & {"trial"}) or commitment.unless & cues:
            continue
        for quantity in _relevant(commitment, quantities):
            yield Fact(
                metric=commitment.metric,
                value=quantity.value,
                unit=quantity.unit,
                bound=quantity.bound or commitment.bound,
                clause=clause.number,
                quote=text,
                attributes=_attributes(commitment, text, cues, quantity, quantities),
                origin=clause.origin,
            )
    yield from _support_hours(clause, text, cues, quantities)
    yield from _credit_cap(clause, text, cues, quantities)
    if {"compensation", "excluded"} <= cues:
        for kind in _exclusion_kinds(text, cues):
            yield Fact(
                metric="exclusion", clause=clause.number, quote=text, attributes={"kind": kind}, origin=clause.origin
            )


def _relevant(commitment: Commitment, quantities: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """The amounts in a fitting unit; a promise of one figure takes the first."""
    fitting = tuple(quantity for quantity in quantities if quantity.unit in commitment.units)
    if commitment.metric == "reply_time":
        return fitting
    if commitment.metric == "availability":  # "составляет 99,7%, но не менее 99,5%": what is guaranteed is the floor
        fitting = tuple(quantity for quantity in fitting if quantity.value > LEAST_AVAILABILITY)
        floors = tuple(quantity for quantity in fitting if quantity.bound == "at_least")
        fitting = floors or fitting
    return fitting[:1]


def _attributes(
    commitment: Commitment, text: str, cues: frozenset[str], quantity: Quantity, quantities: tuple[Quantity, ...]
) -> Attributes:
    if commitment.attribute == "period":
        return {"period": _first(cues, ("reporting_period", "month"))}
    if commitment.attribute == "base":
        base = _first(cues, ("reporting_period", "month"))
        return {"base": {"reporting_period": "consumed_in_period", "month": "monthly_fee"}.get(base or "")}
    if commitment.attribute == "channel":
        times = tuple(other for other in quantities if other.unit in commitment.units)
        channel = _channel_beside(text, times, times.index(quantity)) or _first(cues, CHANNELS)
        return {"channel": channel, "condition": _first(cues, ("normal_operation",))}
    return {}


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


def _credit_cap(clause: Clause, text: str, cues: frozenset[str], quantities: tuple[Quantity, ...]) -> Iterator[Fact]:
    """A cap: "асып кетпеуі тиіс", of what was paid, or of a fee: then the share is told ("50% стоимости Услуг")."""
    if not {"cap", "compensation"} <= cues:
        return
    shares = [quantity for quantity in quantities if quantity.unit == "percent"]
    if "paid" not in cues and not ("fee" in cues and len(shares) == 1):
        return
    share = shares[0] if len(shares) == 1 else None
    paid, in_month = ("paid", "paid_in_month") if "paid" in cues else ("fee", "monthly_fee")
    yield Fact(
        metric="credit_cap",
        value=share.value if share else None,
        unit="percent" if share else None,
        bound="at_most" if share else None,
        clause=clause.number,
        quote=text,
        attributes={"base": in_month if "month" in cues else paid},
        origin=clause.origin,
    )


def _support_hours(clause: Clause, text: str, cues: frozenset[str], quantities: tuple[Quantity, ...]) -> Iterator[Fact]:
    """Hours from "тәулігіне 24 сағат, аптасына 7 күн" or "круглосуточно, без выходных"."""
    if "support" not in cues:
        return
    hours = next((quantity for quantity in quantities if quantity.unit == "hour"), None) if "per_day" in cues else None
    days = next((quantity for quantity in quantities if quantity.unit == "day"), None) if "per_week" in cues else None
    hours_text = str(hours.value) if hours else "24" if "round_the_clock" in cues else None
    days_text = str(days.value) if days else "7" if "no_days_off" in cues else None
    if hours_text is None and days_text is None:
        return
    yield Fact(
        metric="support_hours",
        clause=clause.number,
        quote=text,
        attributes={"hours_per_day": hours_text, "days_per_week": days_text},
        origin=clause.origin,
    )


def _exclusion_kinds(text: str, cues: frozenset[str]) -> tuple[str, ...]:
    kinds = tuple(
        kind
        for cue, kind in EXCLUSIONS
        if cue in cues and (kind != "customer_action" or "customer" in find_parties(text))
    )
    return kinds or ("other",)
