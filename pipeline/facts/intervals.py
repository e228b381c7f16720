"""Stretches of availability: "99,9%-дан төмен, бірақ 99,0%-дан жоғары", "от 99,0% до 99,9%", "below 95%"."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

import msgspec

from pipeline.facts.quantity import FLOOR, FLOOR_BEHIND, Quantity, find_quantities, parse_decimal
from pipeline.languages import VOCABULARIES
from pipeline.model import Record


class Interval(Record, frozen=True, kw_only=True):
    """A stretch of availability in percent; None is no bound."""

    lower: Decimal | None
    lower_closed: bool
    upper: Decimal | None
    upper_closed: bool


# "99,0% – 99,9%", "99,0–99,9 %", "99.0% to 99.9%"
DASHED = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s?%?\s*(?:[-–—]|\bto\b)\s*(\d{1,3}(?:[.,]\d+)?)\s?%")
# "от 98,0 до 99,3 %", "98,0-ден 99,3 %-ға дейін": two levels with one sign
ONE_SIGN = re.compile(
    r"(?<![\d.,])(\d{2,3}(?:[.,]\d+)?)"
    r"(?=(?:\s?[-–]?(?:дан|ден|тан|тен|нан|нен)\s+|\s+(?:до|to|and|и|мен|пен|бен|және)\s+)(\d{2,3}(?:[.,]\d+)?)\s?%)"
)
COUNTED_DOWN = re.compile(r"-?\w*\W*(?:(?:down\s+)?to|до|[-–—])\W*", re.IGNORECASE)  # "below 99.9% to 99.5%"
LEAST_LEVEL = 50  # percent of availability; less is a credit or no share at all


# "99,8 %-дан 99,0 %-ға дейін": the ablative says "from" where another amount follows at once
ABLATIVE = re.compile(r"\s?[-–]?(?:дан|ден|тан|тен|нан|нен)\s+\(?\s*$")


def parse_interval(text: str) -> Interval | None:
    """What a tier's cell says: "99,9%-дан төмен, бірақ 99,0%-дан жоғары", "от 99,0% до 99,9%", "below 95%".

    None too where one of two percents is not understood: half an interval is a wrong one.

    >>> parse_interval("99,9%-дан төмен, бірақ 99,0%-дан жоғары")
    Interval(lower=Decimal('99.0'), lower_closed=False, upper=Decimal('99.9'), upper_closed=False)
    >>> parse_interval("95,0%-дан төмен").lower is None, parse_interval("от 99,0% до 99,9%").lower_closed
    (True, True)
    >>> interval = parse_interval("99,8 %-дан 99,0 %-ға дейін")
    >>> str(interval.lower), interval.lower_closed, str(interval.upper), interval.upper_closed
    ('99.0', False, '99.8', True)
    >>> interval = parse_interval("менее 99,9% до 99,0%")
    >>> str(interval.lower), interval.lower_closed, str(interval.upper), interval.upper_closed
    ('99.0', True, '99.9', False)
    >>> [str(parse_interval(text).lower) for text in ("от 98,0 до 99,3 %", "98,0 мен 99,3 % аралығында")]
    ['98.0', '98.0']
    >>> parse_interval("Өтемақы мөлшері") is None, parse_interval("99,5 % емес, 99,0 %-дан жоғары") is None
    (True, True)
    """
    text = ONE_SIGN.sub(lambda match: f"{match[1]}{'%' * (parse_decimal(match[1]) >= LEAST_LEVEL)}", text)
    percents = [quantity for quantity in find_quantities(text) if quantity.unit == "percent"]
    sides = find_sides(text, percents)
    found: dict[str, tuple[Decimal, bool]] = {}
    for percent, side in zip(percents, sides, strict=True):
        if side:
            end, closed = ENDS[side]
            found[end] = (percent.value, closed or (side == "up_to" and INCLUSIVE.search(text) is not None))
    lower, upper = found.get("lower"), found.get("upper")
    if len(percents) == 2 and sides[0] and ENDS[sides[0]][0] == "upper" and percents[1].value < percents[0].value:
        first, last = percents
        if COUNTED_DOWN.fullmatch(text[first.stop : last.start]):
            upper, lower = (first.value, ENDS[sides[0]][1]), (last.value, True)
    if len(percents) == 2 and not any(sides) and BETWEEN.search(text):
        low, high = sorted(percent.value for percent in percents)
        lower, upper = (low, True), (high, True)
    ends = DASHED.search(text) if lower is None and upper is None else None
    if ends:
        low, high = sorted(parse_decimal(end) for end in ends.groups())
        lower, upper = (low, True), (high, True)
    if (lower is None and upper is None) or (len(percents) > 1 and (lower is None or upper is None)):
        return None
    if lower and upper and lower[0] > upper[0]:  # "от 99,95% до 99,5%": told from the top
        lower, upper = upper, lower
    return Interval(
        lower=lower[0] if lower else None,
        lower_closed=lower[1] if lower else False,
        upper=upper[0] if upper else None,
        upper_closed=upper[1] if upper else False,
    )


def parse_level(cell: str) -> Interval | None:
    """The interval of availability that a cell is; None for a credit's and for what is no interval."""
    interval = parse_interval(cell)
    if interval is None or min(end for end in (interval.lower, interval.upper) if end is not None) <= LEAST_LEVEL:
        return None
    return interval


def is_level(cell: str) -> bool:
    """Whether a cell is an interval of availability."""
    return parse_level(cell) is not None


# "between 99.0% and 99.9%", "в диапазоне 99,0% и 99,9%", "99,0% мен 99,9% аралығында"
BETWEEN = re.compile(r"\bbetween\b|в\s+(?:диапазоне|интервале|пределах)|аралы[ғқ]", re.IGNORECASE)


def find_sides(text: str, percents: Sequence[Quantity]) -> tuple[str | None, ...]:
    """Which side of each percent a text means: one of `SIDES`, None where it says none."""
    sides: list[str | None] = []
    for position, percent in enumerate(percents):
        start = percents[position - 1].stop if position else 0
        stop = percents[position + 1].start if position + 1 < len(percents) else len(text)
        after = text[percent.stop : stop]
        if stop < len(text) and ABLATIVE.fullmatch(after):
            sides.append("from")
        else:
            side = _side(text[start : percent.start], after)
            goes_on = (
                sides and sides[-1] == "from" and re.fullmatch(r"\s*(?:to|till|until)\s*", text[start : percent.start])
            )
            sides.append("up_to" if side is None and goes_on else side)
    for index, (one, two) in enumerate(pairwise(percents)):  # "99.0% to less than 99.9%"
        if sides[index] is None and sides[index + 1] in {"below", "up_to"}:
            between = text[one.stop : two.start]
            if re.match(r"\s*(?:to|till|until|up\s+to|до|[-–—])(?!\w)", between):
                sides[index] = "from"
    return tuple(sides)


# in the order in which Kazakh is asked: "кем емес" (not below) before "кем" (below)
SIDES = ("from", "at_most", "up_to", "above", "below")
# which end of an interval a side is, and whether the end belongs to it
ENDS = {
    "above": ("lower", False),
    "from": ("lower", True),
    "below": ("upper", False),
    "up_to": ("upper", False),
    "at_most": ("upper", True),
}
INCLUSIVE = re.compile(r"включительно|қоса|inclusive")
SIGNS = {">": "above", "<": "below", ">=": "from", "≥": "from", "<=": "at_most", "≤": "at_most"}


# "не достигает 98 %", "short of 98%", "98 %-ға жетпесе"
SHORT_OF = (
    r"(?:не\s+дости\w+|не\s+дотян\w+(?:\s+до)?|short\s+of|(?:not|never|n['’]t)\s+reach\w*|not\s+come\s+up\s+to)\s*$"
)
SHORT_OF_BEHIND = r"\s?[-–]?\w{0,4}\s+(?:жетпе|толма)"


def _side(before: str, after: str) -> str | None:
    """Which side of a percent is meant; Kazakh says so behind it ("99%-дан төмен"), Russian and English before."""
    behind = re.split(r"\d", after)[0].casefold()
    ahead = re.split(r"%", before)[-1].casefold()
    if FLOOR.search(ahead) or FLOOR_BEHIND.match(after):
        return "from"
    if re.search(SHORT_OF, ahead) or re.match(SHORT_OF_BEHIND, behind):
        return "below"
    sign = re.search(r"(?:>=|<=|[<>≥≤])\s*$", ahead)
    if sign:
        return SIGNS[sign.group().strip()]
    for name, side in (("and_above", "from"), ("and_below", "at_most")):
        cues = (cue for vocabulary in VOCABULARIES.values() for cue in vocabulary.commitment_cues[name])
        if any(re.match(rf"[\s,]*{re.escape(cue)}\b", behind) for cue in cues):
            return side
    for name in SIDES:
        if any(re.search(rf"\b{re.escape(cue)}", behind) for cue in VOCABULARIES["kk"].commitment_cues[name]):
            return name
    found = [
        (match.end(), len(cue), name)
        for language in ("ru", "en")
        for name in SIDES
        for cue in VOCABULARIES[language].commitment_cues[name]
        for match in re.finditer(rf"\b{re.escape(cue)}{'' if len(cue) > 4 else chr(92) + 'b'}", ahead)
    ]
    return max(found)[2] if found else None


def part_shared_ends(intervals: Sequence[Interval]) -> tuple[Interval, ...]:
    """Tiers told by a dash ("99.9% - 99.0%", "99.0% - 95.0%") with an end in common: it belongs to the upper tier.

    >>> a, b = (parse_interval(text) for text in ("99.9% - 99.0%", "99.0% - 95.0%"))
    >>> [(str(one.lower), one.lower_closed, one.upper_closed) for one in part_shared_ends([a, b])]
    [('99.0', True, True), ('95.0', True, False)]
    """
    floors = {interval.lower for interval in intervals if interval.lower_closed}
    return tuple(
        msgspec.structs.replace(interval, upper_closed=False)
        if interval.lower_closed and interval.upper_closed and interval.upper in floors
        else interval
        for interval in intervals
    )
