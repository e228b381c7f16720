"""Arithmetic of service levels: tiers as intervals, what they leave open or cover twice, minutes of downtime."""

import itertools
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from pipeline.model import Fact, Record, Terms

ZERO = Decimal(0)
HUNDRED = Decimal(100)
# Availability is paid by the month and a month is not said to have 28 or 31 days: 30, as SLA calculators count.
MINUTES_IN_MONTH = Decimal(30 * 24 * 60)
MINUTES: dict[str, Decimal] = {"minute": Decimal(1), "hour": Decimal(60), "day": Decimal(1440)}


class Tier(Record, frozen=True, kw_only=True):
    """The credit, in percent, for an availability between two bounds in percent; 0 and 100 where none is said."""

    lower: Decimal = ZERO
    lower_closed: bool = True
    upper: Decimal = HUNDRED
    upper_closed: bool = True
    credit: Decimal
    quote: str = ""


class Scale(Record, frozen=True, kw_only=True):
    """The tiers of a clause, from the best availability down; a clause with several plans has a scale for each."""

    clause: str
    plan: str
    tiers: tuple[Tier, ...]


class Gap(Record, frozen=True, kw_only=True):
    """Availabilities between two neighbouring tiers that none covers; `start` equals `stop` where it is one value."""

    start: Decimal
    stop: Decimal
    below: Tier
    above: Tier


def fact_to_tier(fact: Fact) -> Tier | None:
    """A credit tier as an interval; None where the fact has no credit or its bounds are no numbers."""
    if fact.metric != "credit_tier" or fact.value is None:
        return None
    lower, upper = fact.attributes.get("lower"), fact.attributes.get("upper")
    try:
        return Tier(
            lower=ZERO if lower is None else Decimal(str(lower)),
            lower_closed=lower is None or fact.attributes.get("lower_closed") is True,
            upper=HUNDRED if upper is None else Decimal(str(upper)),
            upper_closed=upper is None or fact.attributes.get("upper_closed") is True,
            credit=fact.value,
            quote=fact.quote,
        )
    except InvalidOperation:
        return None


def find_scales(terms: Terms) -> tuple[Scale, ...]:
    """All credit tiers of a document, in the order in which it has them."""
    scales: dict[tuple[str, str], list[Tier]] = {}
    for fact in terms.facts:
        tier = fact_to_tier(fact)
        if tier is not None:
            scales.setdefault((fact.clause, str(fact.attributes.get("plan") or "")), []).append(tier)
    return tuple(Scale(clause=clause, plan=plan, tiers=sort_tiers(tiers)) for (clause, plan), tiers in scales.items())


def sort_tiers(tiers: Sequence[Tier]) -> tuple[Tier, ...]:
    """From the best availability down."""
    return tuple(sorted(tiers, key=lambda tier: (tier.lower, tier.upper), reverse=True))


def find_gaps(tiers: Sequence[Tier]) -> tuple[Gap, ...]:
    """What lies between neighbouring tiers and is in neither.

    >>> above = Tier(lower=Decimal("99.9"), lower_closed=False, credit=Decimal(0))
    >>> below = Tier(upper=Decimal("99.9"), upper_closed=False, credit=Decimal(5))
    >>> [(str(gap.start), str(gap.stop)) for gap in find_gaps([above, below])]
    [('99.9', '99.9')]
    """
    ordered = sort_tiers(tiers)
    gaps = []
    for above, below in itertools.pairwise(ordered):
        start, stop = below.upper, above.lower
        if start < stop or (start == stop and not (below.upper_closed or above.lower_closed)):
            gaps.append(Gap(start=start, stop=stop, below=below, above=above))
    return tuple(gaps)


def find_overlaps(tiers: Sequence[Tier]) -> tuple[tuple[Tier, Tier], ...]:
    """Neighbouring tiers with an availability in both and different credits for it."""
    ordered = sort_tiers(tiers)
    return tuple(
        (above, below)
        for above, below in itertools.pairwise(ordered)
        if above.credit != below.credit
        and (below.upper > above.lower or (below.upper == above.lower and below.upper_closed and above.lower_closed))
    )


def find_disorder(tiers: Sequence[Tier]) -> tuple[tuple[Tier, Tier], ...]:
    """Neighbouring tiers where less availability does not give more credit."""
    ordered = sort_tiers(tiers)
    return tuple((above, below) for above, below in itertools.pairwise(ordered) if below.credit <= above.credit)


def first_credit_bound(tiers: Sequence[Tier]) -> Decimal | None:
    """The availability below which a credit is due, None where no tier has one."""
    bounds = [tier.upper for tier in tiers if tier.credit > 0]
    return max(bounds) if bounds else None


def downtime_budget(availability: Decimal) -> Decimal:
    """Minutes a month that a service may be down at an availability in percent.

    >>> downtime_budget(Decimal("99.9"))
    Decimal('43.2')
    """
    return MINUTES_IN_MONTH * (HUNDRED - availability) / HUNDRED


def in_minutes(fact: Fact) -> Decimal | None:
    """A duration in minutes, None for what is none."""
    if fact.value is None or fact.unit not in MINUTES:
        return None
    return fact.value * MINUTES[fact.unit]
