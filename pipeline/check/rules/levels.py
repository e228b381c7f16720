"""Service levels: whether the tiers cover every case once, in order, and agree with what is promised."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from pipeline.check.align import stem_words
from pipeline.check.rules.subject import Draft, Subject, number_location
from pipeline.check.sla import (
    Tier,
    downtime_budget,
    find_disorder,
    find_gaps,
    find_overlaps,
    find_scales,
    first_credit_bound,
    in_minutes,
)
from pipeline.model import Fact, Terms


def find_tier_gaps(subject: Subject) -> Iterator[Draft]:
    """An availability that no tier covers.

    Why: in that case nobody can say which credit is due; exactly the promised figure is the likeliest case of all.

    Fires: "99,9%-дан жоғары" and "99,9%-дан төмен": exactly 99,9% is in neither.
    Nearly: "99,9% және одан жоғары" and "99,9%-дан төмен".
    """
    for terms in subject.documents:
        for clause, tiers in _whole_scales(terms):
            gaps = find_gaps(tiers)
            if not gaps:
                continue
            holes = [
                f"{_percent(gap.start)}" if gap.start == gap.stop else f"{_percent(gap.start)}…{_percent(gap.stop)}"
                for gap in gaps
            ]
            quote = "; ".join(tier.quote for tier in tiers)
            yield Draft(
                locations=(number_location(terms, clause, quote),),
                values={"clause": clause, "holes": ", ".join(holes)},
                evidence={"gaps": [[str(gap.start), str(gap.stop)] for gap in gaps]},
            )


def find_tier_overlaps(subject: Subject) -> Iterator[Draft]:
    """An availability that two tiers cover with different credits.

    Why: two credits are due, or none; each side will read the tier that suits it.

    Fires: "99,0%-дан 99,9%-ға дейін – 5%" and "99,5%-дан төмен – 10%".
    Nearly: tiers that touch, where only one of them has the bound.
    """
    for terms in subject.documents:
        for clause, tiers in _whole_scales(terms):
            for above, below in find_overlaps(tiers):
                yield _pair_draft(terms, clause, above, below)


def find_tier_disorder(subject: Subject) -> Iterator[Draft]:
    """Less availability does not give more credit.

    Why: two rows were swapped, or a figure is a slip: no provider means to pay less for a longer outage.

    Fires: 5% below 99,9%, 10% below 99,0%, 1% below 95,0%.
    Nearly: the first tier with a credit of 0%.
    """
    for terms in subject.documents:
        for clause, tiers in _whole_scales(terms):
            for above, below in find_disorder(tiers):
                yield _pair_draft(terms, clause, above, below)


def _whole_scales(terms: Terms) -> Iterator[tuple[str, tuple[Tier, ...]]]:
    """Clauses with tiers that can be held against each other: two at least."""
    for scale in find_scales(terms):
        if len(scale.tiers) > 1:
            yield scale.clause, scale.tiers


def _pair_draft(terms: Terms, clause: str, above: Tier, below: Tier) -> Draft:
    return Draft(
        locations=(number_location(terms, clause, f"{above.quote}; {below.quote}"),),
        values={
            "clause": clause,
            "above": above.quote,
            "above_credit": _percent(above.credit),
            "below": below.quote,
            "below_credit": _percent(below.credit),
        },
    )


def find_sla_mismatches(subject: Subject) -> Iterator[Draft]:
    """The availability promised is not the one below which credits begin.

    Why: between the two figures the promise is broken and nothing is due, or a credit is due for a promise kept.

    Fires: a promise of 99,9% and a first credit below 99,5%.
    Nearly: 99,9% and "99,90%-дан төмен".
    """
    for terms in subject.documents:
        promised = {
            fact.value: fact for fact in terms.facts if fact.metric == "availability" and fact.value is not None
        }
        for clause, tiers in _whole_scales(terms):
            bound = first_credit_bound(tiers)
            if bound is None or not promised or bound in promised or len(promised) > 1:
                continue
            fact = next(iter(promised.values()))
            yield Draft(
                locations=(
                    number_location(terms, fact.clause, fact.quote),
                    number_location(terms, clause, "; ".join(tier.quote for tier in tiers)),
                ),
                values={"promised": _percent(fact.value), "bound": _percent(bound), "clause": clause},
            )


def find_budget_excess(subject: Subject) -> Iterator[Draft]:
    """A single repair may take longer than all downtime of a month at the promised availability.

    Why: the provider keeps the time limit and breaks the availability with one and the same outage; a customer who
    reads only the availability expects far less.

    Fires: 99,9% (43 minutes in a month of 30 days) and "8 сағат" to restore the service.
    Nearly: 99,5% (216 minutes) and 60 minutes.
    """
    for terms in subject.documents:
        promises = [fact for fact in terms.facts if fact.metric == "availability" and fact.value is not None]
        limits = [fact for fact in terms.facts if fact.metric == "recovery_time" and in_minutes(fact) is not None]
        if not promises or not limits:
            continue
        promise = min(promises, key=lambda fact: fact.value or Decimal(0))
        budget = downtime_budget(promise.value or Decimal(0))
        for limit in limits:
            minutes = in_minutes(limit)
            if minutes is not None and minutes > budget:
                yield Draft(
                    locations=(
                        number_location(terms, limit.clause, limit.quote),
                        number_location(terms, promise.clause, promise.quote),
                    ),
                    values={
                        "limit": limit.quote,
                        "budget": format(budget.normalize(), "f"),
                        "promised": _percent(promise.value),
                    },
                    evidence={"minutes": str(minutes), "method": str(limit.attributes.get("method", ""))},
                )


# A document can make only one promise of each of these for the same conditions.
SINGLE: frozenset[str] = frozenset(
    {"availability", "processing_time", "reply_time", "trial_period", "data_loss_credit"}
)


def find_conflicting_facts(subject: Subject) -> Iterator[Draft]:
    """One document promises the same thing twice, with different figures.

    Why: the customer will rely on one, the provider on the other.

    Fires: 24 hours to process a request in 5.3, 48 hours in 5.9.
    Nearly: 60 minutes and 1 hour; different channels or conditions; a complaint and a licence, each with a time of its
    own; two figures side by side in one sentence, which says of what each is ("power 99.98%, network 99.95%").
    """
    for terms in subject.documents:
        groups: dict[tuple[str, str], list[Fact]] = {}
        for fact in terms.facts:
            if fact.metric in SINGLE and fact.value is not None:
                conditions = str(sorted((name, str(value)) for name, value in fact.attributes.items()))
                groups.setdefault((fact.metric, conditions), []).append(fact)
        for (metric, _), facts in groups.items():
            by_value = _that_disagree(facts)
            if by_value:
                yield Draft(
                    locations=tuple(number_location(terms, fact.clause, fact.quote) for fact in by_value.values()),
                    values={
                        "metric": metric,
                        "figures": " / ".join(f"{fact.value} {fact.unit}" for fact in by_value.values()),
                    },
                )


def _that_disagree(facts: Sequence[Fact]) -> dict[Decimal, Fact]:
    """By value, the facts of places no figure of which stands in the other place; empty where all places agree."""
    places: dict[tuple[str, str], dict[Decimal, Fact]] = {}
    for fact in facts:
        value = in_minutes(fact) or fact.value or Decimal(0)
        places.setdefault((fact.clause, fact.quote), {})[value] = fact
    found: dict[Decimal, Fact] = {}
    for ((_, words), one), ((_, more), other) in combinations(places.items(), 2):
        if not one.keys() & other.keys() and _same_matter(words, more):
            found |= one | other
    return found


# what every promise of a level or a time says, whatever it is of: parties, bounds, periods, the service as a whole
EVERYWHERE = re.compile(
    r"(?:доступн|готовн|аптайм|uptime|availab|қолжетімд|сервис|услуг|service|систем|system|платформ|platform|қызмет|жүйе"
    r"|провайд|provid|исполнит|оператор|operator|клиент|заказчик|абонент|customer|client|supplier|орындаушы|тапсырыс|обеспеч"
    r"|гарант|guarant|commit|ensur|составл|қамтамасыз|кепілд|менее|ниже|более|позднее|least|below|than|кемінде|төмен|емес|месяц"
    r"|month|квартал|quarter|тоқсан|отч[её]тн|период|period|кезең|есепті|календ|calend|времен|время|time|уақыт|уровен|уровн"
    r"|level|деңгей|рабоч|working|business|жұмыс|банковск|час|hour|сағат|минут|minut|дней|дня|день|days|ішінде|течени|within"
    r"|момент|бастап|кейін|мерзім|срок|каждый|every|each|this|that|with|from|will|shall|must|тиіс|болады)"
)
# parts of a service that have a level of their own
PARTS = re.compile(r"console|panel|portal|dashboard|(?<!\w)api(?!\w)|консол|панел|кабинет|портал", re.IGNORECASE)
LONGEST_FILLER = 3  # letters of words that say nothing by themselves
SAME_MATTER = 0.6  # of the fewer words that only one promise has, those that both have


def _same_matter(one: str, other: str) -> bool:
    """Whether two promises are of the same thing by the words that are theirs alone; one that says nothing of it is.

    >>> _same_matter("Обращение рассматривается в срок до 15 рабочих дней.", "Изменение квот выполняется за 1 день.")
    False
    >>> _same_matter("Complaints are answered within 5 days.", "A complaint is answered within 10 days.")
    True
    """
    if bool(PARTS.search(one)) != bool(PARTS.search(other)):
        return False
    own, more = (
        {stem for stem in stem_words(text) if len(stem) > LONGEST_FILLER and not EVERYWHERE.match(stem)}
        for text in (one, other)
    )
    return len(own & more) >= SAME_MATTER * min(len(own), len(more))


def _percent(value: Decimal | None) -> str:
    return f"{value or Decimal(0):f}%"
