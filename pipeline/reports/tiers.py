"""Credit tiers on a line: which availabilities each tier covers, which none does, which two do."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from pipeline.model import Fact

ZERO = Decimal(0)
HUNDRED = Decimal(100)

Coverage = Literal["covered", "gap", "overlap"]


@dataclass(frozen=True, kw_only=True)
class Tier:
    """One credit and the availabilities (percent) it is owed for; a missing bound is 0 or 100 and belongs to it."""

    credit: Decimal
    lower: Decimal
    lower_closed: bool
    upper: Decimal
    upper_closed: bool
    fact: Fact


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A stretch of the line that no bound cuts: one point (`start == stop`) or the open interval between two."""

    start: Decimal
    stop: Decimal
    tiers: tuple[Tier, ...]

    @property
    def is_point(self) -> bool:
        return self.start == self.stop

    @property
    def coverage(self) -> Coverage:
        if not self.tiers:
            return "gap"
        return "covered" if len({tier.credit for tier in self.tiers}) == 1 else "overlap"


def fact_to_tier(fact: Fact) -> Tier | None:
    """A `credit_tier` fact as an interval; None where it holds no number or its bounds are not numbers."""
    if fact.metric != "credit_tier" or fact.value is None:
        return None
    lower, upper = fact.attributes.get("lower"), fact.attributes.get("upper")
    try:
        return Tier(
            credit=fact.value,
            lower=ZERO if lower is None else Decimal(str(lower)),
            lower_closed=lower is None or fact.attributes.get("lower_closed") is True,
            upper=HUNDRED if upper is None else Decimal(str(upper)),
            upper_closed=upper is None or fact.attributes.get("upper_closed") is True,
            fact=fact,
        )
    except InvalidOperation:
        return None


def tiers_to_slots(tiers: Sequence[Tier]) -> tuple[Slot, ...]:
    """The whole line from 0 to 100 percent, cut at every bound; each bound that is not an end is a slot of its own.

    An end (0, 100) is a slot only where its neighbour's tiers are not its own.

    >>> def tier(lower, upper, credit):
    ...     attributes = {"lower": lower, "lower_closed": False, "upper": upper, "upper_closed": False}
    ...     fact = Fact(metric="credit_tier", value=Decimal(credit), clause="5.6", quote="", attributes=attributes)
    ...     return fact_to_tier(fact)
    >>> slots = tiers_to_slots([tier("99.9", None, 0), tier("99", "99.9", 5), tier(None, "99", 10)])
    >>> [(str(slot.start), str(slot.stop), slot.coverage) for slot in slots]  # doctest: +NORMALIZE_WHITESPACE
    [('0', '99', 'covered'), ('99', '99', 'gap'), ('99', '99.9', 'covered'), ('99.9', '99.9', 'gap'),
     ('99.9', '100', 'covered')]
    """
    bounds = sorted({ZERO, HUNDRED} | {bound for tier in tiers for bound in (tier.lower, tier.upper)})
    slots: list[Slot] = []
    for index, bound in enumerate(bounds):
        slots.append(Slot(start=bound, stop=bound, tiers=tuple(tier for tier in tiers if _holds(tier, bound))))
        if index + 1 < len(bounds):
            middle = (bound + bounds[index + 1]) / 2
            covering = tuple(tier for tier in tiers if _holds(tier, middle))
            slots.append(Slot(start=bound, stop=bounds[index + 1], tiers=covering))
    if len(slots) > 1 and slots[0].tiers == slots[1].tiers:
        del slots[0]
    if len(slots) > 1 and slots[-1].tiers == slots[-2].tiers:
        del slots[-1]
    return tuple(slots)


def _holds(tier: Tier, point: Decimal) -> bool:
    above = point > tier.lower or (tier.lower_closed and point == tier.lower)
    below = point < tier.upper or (tier.upper_closed and point == tier.upper)
    return above and below


def slot_text(slot: Slot) -> str:
    """What is owed on a slot, in words.

    >>> slot_text(Slot(start=Decimal("99.9"), stop=Decimal("99.9"), tiers=()))
    'exactly 99.9 %: no tier'
    """
    where = f"exactly {slot.start} %" if slot.is_point else f"above {slot.start} %, below {slot.stop} %"
    if not slot.tiers:
        return f"{where}: no tier"
    return f"{where}: " + " and ".join(f"{tier.credit} % credit" for tier in slot.tiers)
