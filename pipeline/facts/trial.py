"""How long a service may be tried: a trial by its name, or first days that are free."""

import re
from collections.abc import Sequence

from pipeline.facts.matching import CueSpan
from pipeline.facts.quantity import Quantity
from pipeline.facts.times import distance
from pipeline.languages.vocabulary import UnitName

UNITS: tuple[UnitName, ...] = ("hour", "day", "month")
# "a month, that is 30 days": the second says the first again, in the unit that counts
AGAIN = re.compile(
    r"^\W*(?:то\s+есть|т\.\s?е\.|а\s+именно|that\s+is|i\.e\.|namely|or|яғни|атап\s+айтқанда)\W*$", re.IGNORECASE
)
NEAR, ALONE = 45, 100  # characters between a trial and its time, of several times and of a single one
# where free first days are told of something else
NO_TRIAL = frozenset({"notice", "deliver", "fix", "swap", "keep", "letter", "ask", "reply", "react"})
RIVALS = frozenset({"notice", "notify", "keep", "submit", "deliver"})


def find_trial(
    text: str, spans: Sequence[CueSpan], *, goes_on: bool, quantities: Sequence[Quantity]
) -> Quantity | None:
    """The time of a trial in a sentence; `goes_on`: what stands before it speaks of one."""
    cues = {span.name for span in spans}
    named = "trial" in cues or goes_on
    if not named and (not {"free", "first"} <= cues or cues & NO_TRIAL):
        return None
    fitting = [quantity for quantity in quantities if quantity.unit in UNITS]
    fitting = [
        quantity
        for index, quantity in enumerate(fitting)
        if index + 1 == len(fitting) or not AGAIN.match(text[quantity.stop : fitting[index + 1].start])
    ]
    if not fitting:
        return None
    if named and "duration" in cues:
        return fitting[0]
    places = [span for span in spans if span.name in ({"trial"} if "trial" in cues else {"free", "first"})]
    if len(fitting) > 1:
        return next((q for q in fitting if any(distance(text, q, span) <= NEAR for span in places)), None)
    gap = min((_gap(fitting[0], span) for span in places), default=ALONE + 1)
    rival = min((_gap(fitting[0], span) for span in spans if span.name in RIVALS), default=ALONE)
    return fitting[0] if gap <= min(ALONE, rival) else None


def _gap(quantity: Quantity, span: CueSpan) -> int:
    """Characters between an amount and a cue."""
    return max(span.start - quantity.stop, quantity.start - span.stop, 0)
