"""What a percentage is promised for: a share of time, money back for lost data, the most that is given back.

Each is told by words of different families that stand together in a sentence; what they weigh is declared here.
"""

import re
from collections.abc import Sequence

from pipeline.facts.intervals import find_sides
from pipeline.facts.matching import CueSpan
from pipeline.facts.quantity import FLOOR, Quantity
from pipeline.facts.times import distance
from pipeline.facts.tokens import cues_of

LEAST_AVAILABILITY = 50  # percent; less is a credit or a discount
SURE_AVAILABILITY = 90  # percent; such a figure is promised even without a word for it
# What speaks for a share of time, and against it.
FOR_TIME: dict[str, float] = {
    "availability": 2.0,
    "up": 1.2,
    "share": 1.0,
    "promise": 0.4,
    "guarantee": 0.5,
    "not_up": -1.6,
    "owed": -1.0,
    "compensation": -0.6,
    "base": -0.6,
    "losses": -1.0,
    "others": -1.2,
}
BOUNDED, SURE = 0.8, 0.5
ENOUGH = 2.2
NEVER = frozenset({"loss", "cap", "capped", "no_guarantee", "example", "past"})


def find_availability(
    text: str, spans: Sequence[CueSpan], lead: frozenset[str], percents: Sequence[Quantity]
) -> tuple[Quantity, ...]:
    """The share of time that a sentence promises: "составляет 99,7%, но не менее 99,5%" guarantees the floor.

    What is said below a figure, on a condition or of a credit is no promise: "if uptime is below 99.9%, 10% is due".
    """
    cues = {span.name for span in spans} | (lead & {"availability"})
    if cues & NEVER - ({"loss", "capped"} if "availability" in cues and "owed" not in cues else set()):
        return ()
    named = bool(cues & {"availability", "up"})
    aside = [
        span.start
        for span in spans
        if span.name == "compensation" or (span.name == "condition" and not _is_inside(text, span))
    ]
    sides = find_sides(text, percents)
    if cues & {"owed", "compensation", "base", "fee"} and set(sides) & {"below", "up_to"}:
        return ()  # the level of a credit
    weight = sum(FOR_TIME.get(name, 0) for name in cues)
    fitting = tuple(
        percent
        for percent, side in zip(percents, sides, strict=True)
        if percent.value > LEAST_AVAILABILITY
        and side not in {"below", "up_to", "at_most"}
        and not _is_other_share(text, percent, spans)
        and (FLOOR.search(text[: percent.start]) or not any(start < percent.start for start in aside))
        and (named or ("share" in cues and percent.bound == "at_least"))
        and weight
        + (BOUNDED if percent.bound == "at_least" else 0)
        + (SURE if percent.value >= SURE_AVAILABILITY else 0)
        >= ENOUGH
    )
    if "compensation" in cues and not {"guarantee"} & cues and not any(p.bound == "at_least" for p in fitting):
        return ()
    return tuple(percent for percent in fitting if percent.bound == "at_least") or fitting


def _is_inside(text: str, condition: CueSpan) -> bool:
    """Whether "where" or "when" stands inside a clause: "the portal where policies are managed"."""
    word = text[condition.start : condition.stop].casefold()
    return word in {"where", "when"} and not re.search(r"(?:^|[,;:])\s*$", text[: condition.start])


def _is_other_share(text: str, percent: Quantity, spans: Sequence[CueSpan]) -> bool:
    """Whether a share is told of something else: "durability of 99.999%"."""
    near = [span for span in spans if span.name in {"availability", "other_share"}]
    nearest = min(near, key=lambda span: distance(text, percent, span), default=None)
    return nearest is not None and nearest.name == "other_share"


def find_loss_credit(cues: frozenset[str], percents: Sequence[Quantity]) -> Quantity | None:
    """What is given back for data that were lost."""
    lost = cues & {"loss", "vanished"} and "contents" in cues
    if not lost or not cues & {"compensation", "owed", "paidout"} or cues & {"cap", "capped", "availability"}:
        return None
    return percents[0] if percents else None


def is_cap(cues: frozenset[str], percents: Sequence[Quantity], around: str = "") -> bool:
    """Whether a sentence says what is the most that is given back: of what was paid, or of a fee.

    "This deduction is at most 28%" says of what only in the clause before it (`around`).
    """
    if not (cues & {"cap", "capped"} and cues & {"compensation", "owed"}) or "late_payment" in cues:
        return False
    if "losses" in cues and "compensation" not in cues:
        return False
    before = cues_of(around) if around else frozenset()
    of_money = cues & {"fee", "base", "month"} or (before & {"owed", "compensation"} and before & {"fee", "base"})
    return "paid" in cues or (bool(of_money) and len(percents) < 2)
