"""The records' values as reports write them, in the reader's language, and the order in which they are told."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.languages.names import figure_text, number_text, unit_sign
from pipeline.model import Fact, Language, Severity, Significance, Terms
from pipeline.reports.texts import knows, say, say_count

SEVERITY_ORDER: tuple[Severity, ...] = ("high", "medium", "low")
SIGNIFICANCE_ORDER: tuple[Significance, ...] = ("substantive", "wording", "editorial")

# what SARIF, GitHub and JUnit call a severity or a significance
LEVELS: dict[str, str] = {
    "high": "error",
    "medium": "warning",
    "low": "note",
    "substantive": "error",
    "wording": "warning",
    "editorial": "note",
}

# how a clause stands to the text most services share
RELATION_MARKS: dict[str, str] = {"identical": "=", "editorial": "≈", "variant": "≠", "single": "•", "missing": "–"}

LONGEST_VALUE = 24
# an attribute's value that is a name of ours, not a document's words: "paid_in_month"
OUR_NAME = re.compile(r"[a-z]+(_[a-z]+)+")
BOUND_SIGNS: dict[str | None, str] = {"at_least": "≥ ", "at_most": "≤ ", "exactly": "", None: ""}
PERCENT_SIGNS: dict[Language, str] = {"en": " %", "ru": "\N{NO-BREAK SPACE}%", "kk": "%"}
ISO_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def plural(count: int, one: str, many: str = "") -> str:
    """A count and its noun, for logs and services that speak English.

    >>> plural(1, "clause"), plural(0, "clause"), plural(3, "reply", "replies")
    ('1 clause', '0 clauses', '3 replies')
    """
    return f"{count} {one if count == 1 else many or one + 's'}"


def percent_text(figure: object, language: Language = "en") -> str:
    r"""A figure and its percent sign: apart in Russian, but on one line, together in Kazakh, where a suffix follows.

    >>> percent_text("99.9"), percent_text("99.9", "ru"), percent_text("99.9", "kk")
    ('99.9 %', '99,9\xa0%', '99,9%')
    """
    return f"{number_text(figure, language)}{PERCENT_SIGNS[language]}"


def sure_text(confidence: float, language: Language = "en") -> str:
    r"""How sure something is, in whole percent.

    >>> sure_text(0.62), sure_text(0.62, "ru")
    ('62%', '62\xa0%')
    """
    return f"{confidence:.0%}" if language == "en" else percent_text(f"{confidence * 100:.0f}", language)


def date_text(date: str, language: Language = "en") -> str:
    """A date of a record as it is written: day, month, year in Russian and Kazakh.

    >>> date_text("2025-09-10"), date_text("2025-09-10", "kk"), date_text("soon", "kk")
    ('2025-09-10', '10.09.2025', 'soon')
    """
    match = ISO_DATE.fullmatch(date)
    return date if language == "en" or match is None else f"{match[3]}.{match[2]}.{match[1]}"


def share_texts(found: Iterable[str], order: Sequence[str], kind: str, language: Language = "en") -> str:
    """How many there are of each value of a kind.

    >>> found = ["high", "low", "high"]
    >>> share_texts(found, SEVERITY_ORDER, "severity"), share_texts(found, SEVERITY_ORDER, "severity", "ru")
    ('2 high, 1 low', 'высокая – 2, низкая – 1')
    """
    counts = Counter(found)
    return ", ".join(
        say("share", language, number=counts[name], name=say(f"{kind}.{name}", language))
        for name in order
        if counts[name]
    )


def legend_text(language: Language = "en") -> str:
    """What the marks of a comparison mean."""
    return "; ".join(
        f"{RELATION_MARKS[name]} {say(f'relation.{name}', language)}: {say(f'relation.{name}.means', language)}"
        for name in ("identical", "editorial", "variant", "single")
    )


def attribute_text(attributes: dict[str, str | bool | None], language: Language = "en") -> str:
    """What tells two facts of one metric apart, for people.

    >>> attribute_text({"channel": "email", "condition": None})
    'channel: email'
    >>> tier = {"lower": "99", "lower_closed": False, "upper": "99.9", "upper_closed": True}
    >>> attribute_text(tier), attribute_text(tier, "ru")
    ('availability in (99, 99.9]', 'доступность (99; 99,9]')
    """
    if "lower" in attributes and "upper" in attributes:
        interval = say("interval", language, interval=_interval(attributes, language))
        plan = attributes.get("plan")
        return f"{interval}; {say('attribute.plan', language)}: {plan}" if plan else interval
    return "; ".join(
        f"{_attribute_name(name, language)}: {_attribute_value(name, value, language)}"
        for name, value in attributes.items()
        if value is not None
    )


def _interval(attributes: dict[str, str | bool | None], language: Language) -> str:
    left = "[" if attributes.get("lower_closed") else "("
    right = "]" if attributes.get("upper_closed") else ")"
    lower, upper = (
        "…" if end is None else number_text(end, language) for end in (attributes["lower"], attributes["upper"])
    )
    return f"{left}{lower}{',' if language == 'en' else ';'} {upper}{right}"


def _attribute_name(name: str, language: Language) -> str:
    return say(f"attribute.{name}", language) if knows(f"attribute.{name}") else name.replace("_", " ")


def _attribute_value(name: str, value: str | bool, language: Language) -> str:
    if isinstance(value, bool):
        return say("yes" if value else "no", language)
    if knows(f"value.{name}.{value}"):
        return say(f"value.{name}.{value}", language)
    return value.replace("_", " ") if OUR_NAME.fullmatch(value) else value


def fact_text(fact: Fact, language: Language = "en") -> str:
    """A fact's value with its bound and unit; that it is promised where it has no figure.

    >>> from decimal import Decimal
    >>> fact = Fact(metric="reply_time", value=Decimal("1.5"), unit="hour", bound="at_most", clause="5.3", quote="")
    >>> fact_text(fact), fact_text(fact, "kk")
    ('≤ 1.5 h', '≤ 1,5 сағ')
    """
    if fact.value is None:
        return say("promised", language)
    bound, figure = BOUND_SIGNS[fact.bound], f"{fact.value:f}"
    if fact.unit == "percent":
        return f"{bound}{percent_text(figure, language)}"
    sign = unit_sign(fact.unit or "", language)
    return f"{bound}{number_text(figure, language)}{' ' if sign else ''}{sign}"


def source_text(terms: Terms, language: Language = "en") -> str:
    """How this document's words were come by, in one line."""
    source = terms.source
    parts = [say(f"origin.{source.text_origin}", language), say_count(source.pages, "page", language)]
    if source.repaired:
        parts.append(say("mis-decoded", language))
    parts.append(say("confidence", language, percent=sure_text(source.confidence, language)))
    return ", ".join(parts)


def compared_text(value: str, language: Language = "en") -> str:
    """A compared value: figures as the language writes them, a promise's own words as they are.

    >>> compared_text("10 minute; 1.5 hour", "ru"), compared_text("24/7", "ru"), compared_text("10 minute")
    ('10 мин; 1,5 ч', '24/7', '10 minute')
    """
    figures = [figure_text(part, language) for part in value.split("; ")]
    return value if None in figures else "; ".join(figure or "" for figure in figures)


def value_text(value: str, language: Language = "en") -> str:
    """A compared value for a narrow column: a promise without a figure is told by its words, too long to stand there.

    >>> value_text("99.9"), value_text("Жоспарлы жөндеу жұмыстары өтемақыға жатпайды.")
    ('99.9', 'yes')
    """
    return compared_text(value, language) if len(value) <= LONGEST_VALUE else say("promised", language)


def leftover_text(kind: str, language: Language = "en") -> str:
    """What a piece of text that no clause owns is taken for."""
    return say(f"leftover.{kind}", language) if knows(f"leftover.{kind}") else kind
