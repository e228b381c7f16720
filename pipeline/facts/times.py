"""What a time is promised for: replying, deciding, restoring, or something that is no promise of the provider.

Every time of a sentence is weighed against everything that is said around it. `SENSES` declares what speaks for which
meaning: an action alone, an action together with what it is done to, or only what the sentence is about. What stands
near weighs more than what stands behind a comma, an "and" or another time. The heaviest meaning wins if it is heavy
enough and clearly heavier than the next; else nothing is said.
"""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Literal, NamedTuple

import msgspec

from pipeline.facts.contacts import find_contacts
from pipeline.facts.matching import CueSpan
from pipeline.facts.quantity import Quantity, find_quantities
from pipeline.facts.refusals import is_refused, subject_pattern
from pipeline.facts.tokens import find_sentences
from pipeline.languages.detect import detect_language
from pipeline.languages.parties import find_names
from pipeline.languages.promises import CASES, CUSTOMER_SIDE, PART_OF
from pipeline.languages.vocabulary import UnitName
from pipeline.model import Bound, Language

Meaning = Literal["reply_time", "processing_time", "request_time", "recovery_time", "other"]
TimedMetric = Literal["reply_time", "processing_time", "request_time", "recovery_time"]
Attributes = dict[str, str | bool | None]
TIMES: tuple[UnitName, ...] = ("minute", "hour", "day")
CHANNELS = ("email", "messenger", "phone")
CHANNEL_OF = {"email": "email", "telegram": "messenger", "phone": "phone"}


class Sense(NamedTuple):
    """`action` speaks for `meaning` with `weight`, if the sentence or what leads in names one of `about`.

    An empty `action`: what the sentence is about speaks by itself, and only where the time has an upper bound.
    """

    meaning: Meaning
    action: str
    about: tuple[str, ...]
    weight: float


SENSES: tuple[Sense, ...] = (
    # worded promises: `languages.promises` and the vocabularies
    Sense("reply_time", "reply", (), 4.0),
    Sense("reply_time", "answers", (), 4.0),
    Sense("processing_time", "processing", (), 4.0),
    Sense("processing_time", "considered", ("request", "ask"), 4.0),
    Sense("request_time", "carried", ("request", "ask"), 4.0),
    Sense("recovery_time", "recovery", (), 4.0),
    Sense("recovery_time", "repair", ("fault", "broken"), 4.0),
    Sense("other", "other_act", (), 3.4),
    # families of words: `languages.families`
    Sense("reply_time", "react", (), 3.2),
    Sense("reply_time", "start", ("ask", "letter", "broken"), 2.2),
    Sense("reply_time", "come", ("staff",), 3.2),
    Sense("reply_time", "come", ("broken", "letter"), 2.2),
    Sense("processing_time", "decision", (), 2.8),
    Sense("processing_time", "decide", ("ask",), 3.2),
    Sense("processing_time", "solve", ("ask",), 2.8),
    Sense("request_time", "finish", ("ask",), 2.6),
    Sense("request_time", "finish", ("task", "paper"), 2.4),
    Sense("request_time", "reissued", (), 3.6),
    Sense("request_time", "on_request", (), 3.2),
    Sense("recovery_time", "solve", ("broken",), 3.2),
    Sense("recovery_time", "fix", ("broken", "thing"), 3.2),
    Sense("recovery_time", "fix", (), 2.6),
    Sense("recovery_time", "swap", ("broken",), 3.2),
    Sense("recovery_time", "swap", ("thing",), 2.6),
    Sense("recovery_time", "swap", (), 2.3),
    Sense("recovery_time", "restore", ("broken", "thing"), 3.4),
    Sense("recovery_time", "restore", (), 2.6),
    Sense("recovery_time", "finish", ("broken",), 2.9),
    Sense("recovery_time", "on", ("broken",), 2.8),
    Sense("processing_time", "", ("ask",), 2.3),
    Sense("recovery_time", "", ("broken",), 2.3),
    # what else a time is told of
    Sense("other", "pay", (), 2.8),
    Sense("other", "notify", (), 2.8),
    Sense("other", "keep", (), 2.8),
    Sense("other", "deliver", (), 2.4),
    Sense("other", "submit", (), 2.4),
    Sense("other", "end", (), 2.6),
    Sense("other", "often", (), 2.4),
    Sense("other", "goods", (), 2.4),
    Sense("other", "others", (), 2.4),
    Sense("other", "excluded", (), 2.8),
    Sense("other", "compensation", (), 2.2),
    Sense("other", "trial", (), 2.8),
    Sense("other", "planned_maintenance", (), 2.2),
    Sense("other", "late_payment", (), 2.8),
)
BY_ACTION: dict[str, tuple[Sense, ...]] = {
    name: tuple(sense for sense in SENSES if sense.action == name) for name in {sense.action for sense in SENSES}
}
# which meanings an action may have, and which actions a meaning
MEANT = {name: {sense.meaning for sense in senses} for name, senses in BY_ACTION.items() if name}
OURS: dict[Meaning, set[str]] = {
    sense.meaning: {other.action for other in SENSES if other.meaning == sense.meaning and other.action}
    for sense in SENSES
}
FAR = 200  # characters
# what is worded as an action: it names no case
STRONG = ("reply", "answers", "processing", "considered", "recovery", "repair", "other_act")
LED = 0.75  # what leads in weighs less than what the sentence says itself
VAGUE = frozenset(
    {"finish", "carried"}
)  # say so little that what it is done to must not stand in "from the day of the request"
THEMES = frozenset({"ask", "letter", "broken"})
CONTEXT = 0.8  # of what a sense is about, where only a heading or the sentence before names it
OPENING = 5  # characters in which a sentence begins
ENOUGH = 2.0
CLEARLY = 0.3
JOINT = re.compile(r"[;,]|(?<!\w)(?:and|и|а|және|ал)(?!\w)")
APART = re.compile(JOINT.pattern + r"|\s[–—-]\s")  # a dash parts a case from what is promised for it
# the dash between an action and its own time
LEADING_DASH = re.compile(
    r"(?:\s[–—-]|:)\s+(?:(?:не|до|более|позднее|позже|дольше|чем|через|за|в|течение|срок|within|up|to|no|not|more|later|longer"
    r"|than|in|at|most|under|кемінде|көп|дегенде|ең|көбі)\s+){0,4}$",
    re.IGNORECASE,
)
# "..., но не позднее чем через 3 часа": the comma parts nothing
LIMITED = re.compile(r",\s*(?:но|однако|but|бірақ)\s+(?=(?:не|no|not|in\s+any|в\s+любом)\s)|,\s+бірақ\s", re.IGNORECASE)
DASHED = 1.2  # nearer than next to it: "әрекет ету – 2 сағат"
PER_JOINT, PER_TIME, PER_CHARACTER = 0.35, 0.8, 1 / 300  # how what stands between makes weight fall
SINCE_WEIGHT = 0.3  # of what only tells from when a time counts


class Told(NamedTuple):
    """A time and what it is promised for."""

    metric: Meaning
    time: Quantity


class Scene(NamedTuple):
    """A sentence as its times are weighed in it.

    `actions` are the cues without the words of longer ones. `about` is what the heading, the lead and the sentence
    before speak of; `lead` names actions that the sentence goes on in without naming one.
    """

    text: str
    language: Language
    times: tuple[Quantity, ...]
    spans: tuple[CueSpan, ...]
    actions: tuple[CueSpan, ...]
    about: frozenset[str]
    lead: frozenset[str]


def find_told(
    text: str, spans: Sequence[CueSpan], *, about: frozenset[str] = frozenset(), lead: frozenset[str] = frozenset()
) -> tuple[Told, ...]:
    """The times of a sentence that promise something, in order; `about` and `lead` as in `Scene`."""
    times = tuple(quantity for quantity in find_quantities(text) if quantity.unit in TIMES)
    if not times:
        return ()
    names = find_names(text)
    spans = tuple(span for span in spans if not any(start <= span.start < stop for start, stop in names))
    scene = Scene(
        text, detect_language(text), times, spans, _speaking(_uncovered(text, spans), spans, about), about, lead
    )
    told: list[Told | None] = []
    listing = _listing(scene)
    for index, time in enumerate(times):
        listed = listing if index and CASE.search(text[: time.start]) else None
        before = told[-1] if told else None
        another = before and before.metric == "request_time" and _is_another_task(scene, index)
        meaning = listed or ("request_time" if another else _meaning_of(scene, index))
        if meaning is None and before and _goes_on(scene, index, before.metric):
            meaning = before.metric
        if meaning == "request_time" and time.unit == "day":  # what takes days is a matter to be dealt with
            meaning = "processing_time"
        told.append(Told(meaning, time) if meaning else None)
    for index in reversed(range(len(times) - 1)):  # in Kazakh the verb stands behind them all
        after = told[index + 1]
        if not after or (scene.language != "kk" and not _counts_from_request(scene, index + 1)):
            continue
        if told[index] is None and _goes_on(scene, index + 1, after.metric):
            told[index] = Told(after.metric, times[index])
    return tuple(
        one
        for one in told
        if one and one.metric != "other" and one.time.bound != "at_least" and not _is_no_promise(scene, one)
        # "в среднем за 5 минут, но не дольше 15 минут": the limit is promised
        if len(times) == 1 or not AVERAGE.search(text[: one.time.start])
    )


AVERAGE = re.compile(
    r"(?:в\s+среднем|on\s+average|орта\s+есеппен)(?:\s+(?:за|in|within))?\s*$"
    r"|(?:средн\w+|average|орташа)\s+(?:[\w-]+\s+){1,4}?(?:составляет|is|[–—:-])\s*$",
    re.IGNORECASE,
)


def _listing(scene: Scene) -> Meaning | None:
    """What the words before a colon say of all times behind it, each for a case: "выполняются: диск – 1 час, ..."."""
    colon = scene.text.find(":", 0, scene.times[0].start)
    named = frozenset(span.name for span in scene.actions if span.start < colon)
    return find_meaning(named, named) if colon > 0 else None


def find_led(cues: frozenset[str]) -> frozenset[str]:
    """What a heading or a lead with these cues says for what is below it: the one action it names, what it is about."""
    themes = {name for sense in SENSES for name in sense.about} & cues
    if "on_request" in cues and not cues & {"reply", "answers", "recovery", "repair", "broken"}:
        return frozenset({"on_request"} | themes)  # tasks, whatever the verb is
    meaning = _clear(_weigh_names(cues, cues))
    return frozenset({sense.action for sense in SENSES if sense.meaning == meaning} & cues | themes)


def find_meaning(cues: frozenset[str], about: frozenset[str]) -> TimedMetric | None:
    """What a title with these cues says of the times below it; `about` is what else is named there."""
    meaning = _clear(_weigh_names(cues, about))
    return None if meaning == "other" else meaning


def weigh_sources(sources: Iterable[tuple[frozenset[str], float]], about: frozenset[str]) -> Meaning | None:
    """What several texts around a time say of it, each with the share that it has of its weight.

    Where no text names an action, what they are about speaks: what breaks is restored.
    """
    weights: dict[Meaning, float] = {}
    themes: dict[Meaning, float] = {}
    for cues, share in sources:
        for meaning, weight in _weigh_names(cues, about).items():
            weights[meaning] = max(weights.get(meaning, 0), weight * share)
        for sense in BY_ACTION[""]:
            if cues & set(sense.about):
                themes[sense.meaning] = max(themes.get(sense.meaning, 0), sense.weight * share)
    return _clear(weights or themes)


def _weigh_names(cues: frozenset[str], about: frozenset[str]) -> dict[Meaning, float]:
    weights: dict[Meaning, float] = {}
    for name in cues:
        for sense in BY_ACTION.get(name, ()):
            weights[sense.meaning] = max(weights.get(sense.meaning, 0), sense.weight * _share_of(sense, about, cues))
    return weights


def _clear(weights: dict[Meaning, float]) -> Meaning | None:
    """The heaviest meaning if it is heavy enough and clearly heavier than the next."""
    ordered = sorted(((weight, meaning) for meaning, weight in weights.items()), reverse=True)
    if not ordered or ordered[0][0] < ENOUGH:
        return None
    clear = len(ordered) < 2 or ordered[0][0] - ordered[1][0] >= CLEARLY
    return ordered[0][1] if clear else None


def led_by_case(text: str, time: Quantity) -> bool:
    """Whether a time stands behind a case and a dash or colon, so that what leads in tells what it is promised for."""
    return CASE.search(text[: time.start]) is not None


def _speaking(actions: Sequence[CueSpan], spans: Sequence[CueSpan], about: frozenset[str]) -> tuple[CueSpan, ...]:
    """The actions without those that other words of the sentence give another sense."""
    own = {span.name for span in spans}
    # "перерасчёт по заявлению", "if you ask us, we change the dates of an order"
    mute: set[str] = {"compensation", "end", "deliver", "goods"} if "on_request" in own else set()
    if {"liable", "no_liability"} & (own | about):
        mute |= {"answers", "react"}  # "жауап береді": is liable
    if "on_request" in own and "broken" not in own:
        mute |= {"fix", "restore", "recovery", "repair"}  # "по просьбе клиента машина перезагружается"
    goods = "goods" in own and "staff" not in own  # what arrives is nobody
    arriving = {span.start for span in spans if span.name == "come"} if goods else set()
    # "a decision on payment or refusal": nothing is mended
    decided = {span.start for span in spans if span.name == "decision"}
    # "incidents are resolved": what breaks is mended, not considered
    mended = {span.start for span in spans if span.name == "solve"} if "broken" in own and "ask" not in own else set()
    return tuple(
        span
        for span in actions
        if span.name not in mute
        and span.start not in arriving
        and not (span.name == "solve" and span.start in decided)
        and not (span.name == "considered" and span.start in mended)
    )


# what a paper says: "справка об отсутствии задолженности", "a copy of the contract"
SAYS = re.compile(r"\w*\s+(?:об?|обо|of|on|about)\s+(?:(?!(?:is|are|will|shall)\s)[\w-]+\s+){1,4}", re.IGNORECASE)


def _contents(text: str, spans: Sequence[CueSpan]) -> tuple[tuple[int, int], ...]:
    """Where a sentence tells what papers are about, up to the next word of doing: that says nothing of what is done."""
    found = []
    for paper in spans:
        says = SAYS.match(text, paper.stop) if paper.name == "paper" else None
        if says:
            done = min(
                (s.start for s in spans if s.name in {"finish", "swap"} and s.start > paper.stop), default=says.end()
            )
            found.append((paper.stop, min(done, says.end())))
    return tuple(found)


def _uncovered(text: str, spans: Sequence[CueSpan]) -> tuple[CueSpan, ...]:
    """What is said, without the words of a longer expression of another meaning ("приступает к устранению")."""
    contents = _contents(text, spans)
    spans = [span for span in spans if not any(start < span.start < stop for start, stop in contents)]
    # "заявки выполняются": carried out, not considered
    decided = {span.start for span in spans if span.name in {"decide", "solve"}}
    finished = {span.start for span in spans if span.name == "finish"} - decided
    spans = [
        msgspec.structs.replace(span, name="carried") if span.name == "considered" and span.start in finished else span
        for span in spans
    ]
    names = {span.name for span in spans}
    if "paper" in names and "trouble" not in names:  # "перевыпуск карты": no repair
        swapped = {span.start for span in spans if span.name == "swap"}
        spans = [
            msgspec.structs.replace(span, name="reissued")
            if span.start in swapped and span.name in {"swap", "repair", "fix"}
            else span
            for span in spans
        ]
    longer = [span for span in spans if span.name in MEANT]
    return tuple(
        span
        for span in spans
        if not any(
            other.start <= span.start
            and span.stop <= other.stop
            and other.stop - other.start > span.stop - span.start
            and not MEANT[other.name] & MEANT.get(span.name, set())
            for other in longer
        )
    )


def _meaning_of(scene: Scene, index: int) -> Meaning | None:
    # "On request we carry out: a) cutting off a riser - 4 hours": a task, whatever it is
    if "on_request" in scene.lead and CASE.search(scene.text[: scene.times[index].start]):
        return "request_time"
    weights = _weigh(scene, index)
    if not weights and _is_limit(scene, index):
        weights = _weigh_themes(scene, index)
    meaning = _clear(weights)
    if meaning is None and max(weights.values(), default=0) < ENOUGH and _counts_from_request(scene, index):
        return "request_time"
    aside = re.search(rf"(?<!\w)(?:{CUSTOMER_SIDE[scene.language]})", scene.text, re.IGNORECASE)
    if meaning or not scene.lead or aside or max(weights.values(), default=0) >= ENOUGH:
        return meaning
    for name in scene.lead:
        for sense in BY_ACTION.get(name, ()):
            led = sense.weight * LED / (1 + PER_TIME * index) * _share_of(sense, scene.lead, scene.about)
            weights[sense.meaning] = max(weights.get(sense.meaning, 0), led)
    return _clear(weights)


def _weigh(scene: Scene, index: int) -> dict[Meaning, float]:
    """What the actions of a sentence say of a time: of each meaning the heaviest."""
    weights: dict[Meaning, float] = {}
    start, stop = _since(scene, index)
    own = {span.name for span in scene.spans}
    outside = {span.name for span in scene.spans if not start <= span.start < stop}
    for span in scene.actions:
        near = _nearness(scene.text, scene.times, index, span) * (SINCE_WEIGHT if start <= span.start < stop else 1)
        if span.name == "on_request" and span.start < OPENING:
            near = max(near, CONTEXT)  # "If you ask us to, ...": goes for all that is said
        for sense in BY_ACTION.get(span.name, ()):
            if sense.action in VAGUE:
                share = _share_of(sense, outside if scene.times[index].unit == "day" else own, frozenset())
            else:
                share = _share_of(sense, own, scene.about)
            weights[sense.meaning] = max(weights.get(sense.meaning, 0), sense.weight * near * share)
    return weights


def _share_of(sense: Sense, own: AbstractSet[str], context: AbstractSet[str]) -> float:
    """How much of its weight a sense has: less where only the context names what it is about, none without."""
    if not sense.about or own & set(sense.about):
        return 1
    return CONTEXT if context & set(sense.about) else 0


def _weigh_themes(scene: Scene, index: int) -> dict[Meaning, float]:
    """What a sentence is about, where it opens with that and names no action."""
    weights: dict[Meaning, float] = {}
    start, stop = _since(scene, index)
    for span in scene.spans:
        for sense in BY_ACTION[""] if not start <= span.start < stop else ():
            if span.name in sense.about and _opens(scene, span):
                weight = sense.weight * _nearness(scene.text, scene.times, index, span)
                weights[sense.meaning] = max(weights.get(sense.meaning, 0), weight)
    return weights


def _counts_from_request(scene: Scene, index: int) -> bool:
    """Whether a time counts from what the customer asks or pays for: "within 20 minutes of the request"."""
    if scene.language == "kk":
        return False  # what is done stands behind the time, and is read with it
    start, stop = _since(scene, index)
    since = {span.name for span in scene.spans if start <= span.start < stop}
    acts = {span.name for span in scene.actions if not start <= span.start < stop}
    paid = "pay" in since and bool(acts & {"finish", "on"})
    called = "letter" in since and not acts
    return bool(since & {"request", "on_request"} or paid or called) and not acts & {"keep", "notify", "submit", "end"}


def _is_limit(scene: Scene, index: int) -> bool:
    """Whether a time is said as one within which something is done: by a bound, "in", "за", the Kazakh locative."""
    time = scene.times[index]
    before = scene.text[: time.start]
    return (
        time.bound == "at_most"
        or re.search(r"(?<!\w)(?:in|inside|after|за|через)\s+$", before, re.IGNORECASE) is not None
        or (scene.language == "kk" and re.search(r"[дт][ае]$", scene.text[: time.stop]) is not None)
    )


def _opens(scene: Scene, span: CueSpan) -> bool:
    """Whether a sentence begins with what it is about: at most two words before it, no preposition, no customer."""
    before = scene.text[: span.start].casefold()
    return (
        len(re.findall(r"\w+", before)) <= 2
        and not subject_pattern(scene.language).search(before)
        and not re.search(r"(?<!\w)(?:по|при|после|об|о|на|on|by|for|upon|in|with|about)\s", before)
    )


def _nearness(text: str, times: Sequence[Quantity], index: int, span: CueSpan) -> float:
    time = times[index]
    behind = span.start >= time.stop
    start, stop = (time.stop, span.start) if behind else (span.stop, time.start)
    if not behind:
        gap = LEADING_DASH.sub("", text[start:stop])
        if not gap.strip() and len(gap) < stop - start:
            return DASHED
        stop = start + len(gap)
    joints = len(APART.findall(text, start, stop))
    if joints:
        joints -= len(LIMITED.findall(text, start, stop))
    others = sum(1 for other in times if start <= other.start < stop)
    return 1 / (1 + PER_JOINT * joints + PER_TIME * others + PER_CHARACTER * max(0, stop - start))


# From when a time counts: what happens then is what the sentence is about, but not what the time is promised for.
SINCE: dict[Language, str] = {
    "kk": r"[^,;.:–—]*(?<!\w)(?:бастап|кейін|соң)(?!\w)",  # in front of the time
    "ru": r"\s*,?\s*(?:с\s+(?:момента|даты|дня)|со\s+(?:дня|времени)|после|от\s+даты|считая)(?!\w)[^,;.]*",
    "en": r"\s*,?\s*(?:of|from|after|following|since|upon|starting|counted|once)(?!\w)[^,;.]*",
}


def _since(scene: Scene, index: int) -> tuple[int, int]:
    """Where a sentence says from when a time counts; an empty place where it does not."""
    text, time, language = scene.text, scene.times[index], scene.language
    if language == "kk":
        start = max((match.end() for match in re.finditer(r"[,;.:–—]\s", text[: time.start])), default=0)
        match = re.compile(SINCE["kk"], re.IGNORECASE).match(text, start, time.start)
    else:
        match = re.compile(SINCE[language], re.IGNORECASE).match(text, time.stop)
    return match.span() if match else (0, 0)


# "обычные – до ", "P2: within ": a case before its amount
DASHED_LABEL = re.compile(r"(?:^|\w)[^;,–—:]{0,60}?\s?(?:[–—:]|\s-)\s*(?:[^\W\d_]+\s+){0,3}$")
# the words between what leads in, a mark or an amount before, and the dash before an amount
CASE = re.compile(
    r"(?:^|[;,.:]\s|(?<!\w)(?:and|и|және|ал|а)\s)(?P<case>[^;,.:–—]{1,60}?)\s?(?:[–—:]|\s-)\s*(?:[^\W\d_]+\s+){0,3}$"
)


_WORDS_BETWEEN = r"(?:(?!(?:is|are|will|shall|must|may|has|have|was|were|be|if|when|но|если|при)\s)[^\W\d_][\w-]*\s+)"
_LIMITS = r"(?:within|in|за|через|в\s+течение|в\s+срок|не\s+позднее(?:\s+чем\s+через)?|не\s+более|no\s+more\s+than)\s+"
# what else is done within another time: "within 45 minutes and a package within 2 hours"
ANOTHER = re.compile(rf"\s*,?\s*(?:and|и|а|ал|және)\s+{_WORDS_BETWEEN}{{1,4}}?{_LIMITS}", re.IGNORECASE)
# "..., a television fault within 2 days"; in Kazakh, whose verb stands behind both, "арна 2 сағат ішінде, құрылғы "
BESIDE = re.compile(
    rf"\s*[,;]\s*(?:(?:and|but|и|а)\s+)?{_WORDS_BETWEEN}{{1,6}}?{_LIMITS}"
    r"|\s+(?:ішінде|аспай\w*|кешіктірмей|кешіктірілмей|дейін)\s*(?:[,;]|\sжәне|\sал)\s*(?:(?:ал|және)\s+)?(?:[^\W\d_][\w-]*\s+){1,6}",
    re.IGNORECASE,
)
SUBJECTS = frozenset({"thing", "paper", "broken", "ask", "letter", "task"})


def _is_another_task(scene: Scene, index: int) -> bool:
    """Whether what stands before a time is one more task of those named before: "..., a new version - in 4 hours"."""
    start, stop = scene.times[index - 1].stop, scene.times[index].start
    worded = any(start <= span.start < stop and span.name in STRONG for span in scene.actions)
    return not worded and DASHED_LABEL.search(scene.text[start:stop]) is not None


def _goes_on(scene: Scene, index: int, meaning: Meaning) -> bool:
    """Whether a time goes on from the one before it: for a case or, of replies, a channel of its own.

    "critical – 15 minutes; high – 1 hour"
    """
    text, times, language = scene.text, scene.times, scene.language
    before, time = times[index - 1], times[index]
    gap = text[before.stop : time.start]
    tail = text[time.stop : times[index + 1].start if index + 1 < len(times) else len(text)]
    since = _since(scene, index - 1)[1] - before.stop if language != "kk" else 0
    gap = gap[max(0, since) :]
    inside = {span.name for span in scene.spans if time.start - len(gap) <= span.start < time.start}
    if {span.name for span in scene.actions if span.name in inside} & (MEANT.keys() - OURS[meaning]):
        return False
    if not JOINT.search(gap) or re.search(PART_OF[language], gap, re.IGNORECASE):
        return False
    repeated = {span.name for span in scene.spans if before.stop <= span.start < time.start} & THEMES
    again = repeated & {span.name for span in scene.spans if span.start < before.start}
    beside = re.split(r"[;,.]", gap, maxsplit=1)[-1] + re.split(r"[;,.]", tail)[0]
    # "critical faults within 4 hours, other faults within 24 hours"
    if (
        again
        or DASHED_LABEL.search(gap)
        or ANOTHER.fullmatch(gap)
        or (inside & SUBJECTS and BESIDE.fullmatch(gap))
        or re.search(rf"(?<!\w)(?:{CASES[language]})", beside)
    ):
        return True
    if meaning != "reply_time":
        return False
    return not re.search(r"\w", gap.rpartition(",")[2]) or bool(_cues(gap + " " + tail, language) & {*CHANNELS})


def _is_no_promise(scene: Scene, told: Told) -> bool:
    """Whether a time that is said of an action promises nothing all the same."""
    ours = OURS[told.metric] | (OURS["request_time"] if told.metric == "processing_time" else set())  # a task of days
    own = [span for span in scene.actions if span.name in ours]
    nearest = max(own, key=lambda span: _nearness(scene.text, (told.time,), 0, span), default=None)
    names = frozenset(span.name for span in scene.spans)
    return is_refused(scene.text, told.time, names, nearest, scene.language)


def bound_of(told: Told, quantities: Sequence[Quantity]) -> Bound:
    """The time's own bound; of several times for a reply, the one said first goes for all without one."""
    said = next((q.bound for q in quantities if q.unit in TIMES and q.bound), None)
    return told.time.bound or (said if told.metric == "reply_time" else None) or "at_most"


def attributes_of(told: Told, text: str, cues: frozenset[str], *, alone: bool = False) -> Attributes:
    """For which case a time goes and, of a reply, by which channel; `alone`: the text is one case of several."""
    case = case_of(text, told.time, alone=alone)
    if told.metric != "reply_time":
        return {"condition": case} if case else {}
    times = tuple(other for other in find_quantities(text) if other.unit in TIMES)
    own = [_channel_beside(text, times, index) for index in range(len(times))]
    # a channel that a sentence names for another of its times is not this one's
    channel = own[times.index(told.time)] or (None if any(own) else _first(cues, CHANNELS))
    channel = channel or channel_of_contact(text)
    return {"channel": channel, "condition": case or _first(cues, ("normal_operation",))}


def channel_of_contact(text: str) -> str | None:
    """The channel that an address tells: "queries sent to help@host.example"."""
    kinds = {fact.attributes["kind"] for fact in find_contacts(text, "", None)}
    return next((name for kind, name in CHANNEL_OF.items() if kind in kinds), None)


def case_of(text: str, quantity: Quantity, *, alone: bool = False) -> str | None:
    """The case that a dash or a colon parts from its amount, in a row of them: "critical issues – 15 minutes; ...".

    Channels are no cases, nor is what leads in the row ("Response times: ").
    """
    graded = _grade_of(text, quantity)
    if graded:
        return graded
    label = CASE.search(text[: quantity.start])
    row = [q for q in find_quantities(text) if q.unit in TIMES and CASE.search(text[: q.start])]
    if not label or (len(row) < 2 and not alone):
        return None
    case = label["case"].strip()
    return case if case and not _cues(case, detect_language(text)) & {*CHANNELS, *STRONG} else None


# "Severity 1", "приоритета 2", "P1", "2-дәрежелі"
GRADE = re.compile(
    r"(?:severity|priority|level|tier|класс\w*|категори\w*|приоритет\w*|уровн\w*|дәреже\w*|санат\w*|деңгей\w*)\s?(?:№\s?)?"
    r"(?:\d|[A-D]|I{1,3}|IV)(?!\w)|(?<!\w)\d-\s?(?:дәреже|санат|деңгей|басымдық)\w*|(?<!\w)[PS]\d(?!\w)",
    re.IGNORECASE,
)


def _grade_of(text: str, quantity: Quantity) -> str | None:
    """The grade of a case that stands before an amount, where every amount of a sentence has one of its own."""
    times = [other for other in find_quantities(text) if other.unit in TIMES]
    if len(times) < 2 or quantity not in times:
        return None
    starts = [0, *(time.stop for time in times)]
    grades = [GRADE.findall(text[start : time.start]) for start, time in zip(starts, times, strict=False)]
    if not all(len(found) == 1 for found in grades) or len({found[0].casefold() for found in grades}) < len(times):
        return None
    return str(grades[times.index(quantity)][0])


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


def _cues(text: str, language: Language) -> frozenset[str]:
    return frozenset().union(*(sentence.cues for sentence in find_sentences(text, language)))


def distance(text: str, quantity: Quantity, span: CueSpan) -> int:
    """Characters between an amount and a cue; a comma or an "and" between them is as far as it gets."""
    between = text[quantity.stop : span.start] if quantity.stop <= span.start else text[span.stop : quantity.start]
    return len(between) + FAR * len(JOINT.findall(between))
