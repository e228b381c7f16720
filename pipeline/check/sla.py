"""Arithmetic of service levels: tiers as intervals, what they leave open or cover twice, minutes of downtime."""

import itertools
from collections.abc import Sequence
from decimal import Decimal

from pipeline.model import Fact, Record, Terms

HUNDRED = Decimal(100)
# Availability is paid by the month and a month is not said to have 28 or 31 days: 30, as SLA calculators count.
MINUTES_IN_MONTH = Decimal(30 * 24 * 60)
MINUTES: dict[str, Decimal] = {"minute": Decimal(1), "hour": Decimal(60), "day": Decimal(1440)}


class Tier(Record, frozen=True, kw_only=True):
    """The credit, in percent, for an availability between two bounds in percent; None is no bound (0 or 100)."""

    lower: Decimal | None
    lower_closed: bool
    upper: Decimal | None
    upper_closed: bool
    credit: Decimal
    quote: str = ""


class Gap(Record, frozen=True, kw_only=True):
    """Availabilities between two neighbouring tiers that none covers; `start` equals `stop` where it is one value."""

    start: Decimal
    stop: Decimal
    below: Tier
    above: Tier


def fact_to_tier(fact: Fact) -> Tier | None:
    """A credit tier as an interval, None where the fact has no credit."""
    if fact.metric != "credit_tier" or fact.value is None:
        return None
    lower, upper = (fact.attributes.get(name) for name in ("lower", "upper"))
    return Tier(
        lower=None if lower is None else Decimal(str(lower)),
        lower_closed=bool(fact.attributes.get("lower_closed")),
        upper=None if upper is None else Decimal(str(upper)),
        upper_closed=bool(fact.attributes.get("upper_closed")),
        credit=fact.value,
        quote=fact.quote,
    )


def find_scales(terms: Terms) -> tuple[tuple[str, tuple[Tier, ...]], ...]:
    """The clause and tiers of each scale with at least two, from the best availability down.

    A clause with several plans has a scale for each.
    """
    scales: dict[tuple[str, object], list[Tier]] = {}
    for fact in terms.facts:
        tier = fact_to_tier(fact)
        if tier is not None:
            scales.setdefault((fact.clause, fact.attributes.get("plan")), []).append(tier)
    return tuple((clause, sort_tiers(tiers)) for (clause, _), tiers in scales.items() if len(tiers) > 1)


def sort_tiers(tiers: Sequence[Tier]) -> tuple[Tier, ...]:
    """From the best availability down."""
    return tuple(sorted(tiers, key=lambda tier: (_lower(tier), _upper(tier)), reverse=True))


def _lower(tier: Tier) -> Decimal:
    return Decimal(0) if tier.lower is None else tier.lower


def _upper(tier: Tier) -> Decimal:
    return HUNDRED if tier.upper is None else tier.upper


def find_gaps(tiers: Sequence[Tier]) -> tuple[Gap, ...]:
    """What lies between neighbouring tiers and is in neither.

    >>> above = Tier(lower=Decimal("99.9"), lower_closed=False, upper=None, upper_closed=False, credit=Decimal(0))
    >>> below = Tier(lower=None, lower_closed=False, upper=Decimal("99.9"), upper_closed=False, credit=Decimal(5))
    >>> [(str(gap.start), str(gap.stop)) for gap in find_gaps([above, below])]
    [('99.9', '99.9')]
    """
    ordered = sort_tiers(tiers)
    gaps = []
    for above, below in itertools.pairwise(ordered):
        start, stop = _upper(below), _lower(above)
        open_point = start == stop and not (below.upper_closed or above.lower_closed)
        if (start < stop or open_point) and below.upper is not None and above.lower is not None:
            gaps.append(Gap(start=start, stop=stop, below=below, above=above))
    return tuple(gaps)


def find_overlaps(tiers: Sequence[Tier]) -> tuple[tuple[Tier, Tier], ...]:
    """Neighbouring tiers with an availability in both and different credits for it."""
    ordered = sort_tiers(tiers)
    return tuple(
        (above, below)
        for above, below in itertools.pairwise(ordered)
        if above.credit != below.credit
        and (
            _upper(below) > _lower(above)
            or (_upper(below) == _lower(above) and below.upper_closed and above.lower_closed)
        )
    )


def find_disorder(tiers: Sequence[Tier]) -> tuple[tuple[Tier, Tier], ...]:
    """Neighbouring tiers where less availability does not give more credit."""
    ordered = sort_tiers(tiers)
    return tuple((above, below) for above, below in itertools.pairwise(ordered) if below.credit <= above.credit)


def first_credit_bound(tiers: Sequence[Tier]) -> Decimal | None:
    """The availability below which a credit is due, None where no tier has one."""
    bounds = [_upper(tier) for tier in tiers if tier.credit > 0]
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
