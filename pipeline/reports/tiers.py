"""Credit tiers on a line: which availabilities each tier covers, which none does, which two do."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pipeline.check.sla import HUNDRED, ZERO, Tier
from pipeline.model import Language
from pipeline.reports.labels import percent_text
from pipeline.reports.texts import say

Coverage = Literal["covered", "gap", "overlap"]


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


def tiers_to_slots(tiers: Sequence[Tier]) -> tuple[Slot, ...]:
    """The whole line from 0 to 100 percent, cut at every bound; each bound that is not an end is a slot of its own.

    An end (0, 100) is a slot only where its neighbour's tiers are not its own.

    >>> def tier(credit, lower, upper):
    ...     bounds = {"lower": Decimal(lower), "upper": Decimal(upper)}
    ...     return Tier(credit=Decimal(credit), lower_closed=lower == "0", upper_closed=upper == "100", **bounds)
    >>> slots = tiers_to_slots([tier(0, "99.9", "100"), tier(5, "99", "99.9"), tier(10, "0", "99")])
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


def slot_text(slot: Slot, language: Language = "en") -> str:
    r"""What is owed on a slot, in words.

    >>> slot = Slot(start=Decimal("99.9"), stop=Decimal("99.9"), tiers=())
    >>> slot_text(slot), slot_text(slot, "ru")
    ('exactly 99.9 %: no tier', 'ровно 99,9\xa0%: ступени нет')
    """
    start, stop = percent_text(slot.start, language), percent_text(slot.stop, language)
    if slot.is_point:
        where = say("slot.exactly", language, percent=start)
    else:
        where = say("slot.between", language, start=start, stop=stop)
    owed = [say("slot.credit", language, percent=percent_text(tier.credit, language)) for tier in slot.tiers]
    return f"{where}: {say('and', language).join(owed) or say('slot.no-tier', language)}"
