"""The words that reports put on the records' values, and their order."""

import re

from pipeline.model import Facet, Fact, Family, Metric, Modality, Party, Severity, Significance, TableKind, Terms

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

FAMILY_LABELS: dict[Family, str] = {
    "duplicate": "duplicate clause",
    "reference": "reference",
    "language": "other language",
    "copied-term": "term of another service",
    "term": "inconsistent term",
    "definition": "definition",
    "modality": "modality",
    "party": "party",
    "grammar": "grammar",
    "typography": "typography",
    "tier": "credit tiers",
    "sla": "SLA arithmetic",
    "contradiction": "contradiction",
    "vague": "vague wording",
    "missing": "missing provision",
    "responsibility": "responsibility",
    "variant": "differs between services",
    "risk": "risk",
    "extraction": "extraction",
}

METRIC_LABELS: dict[Metric, str] = {
    "availability": "Availability",
    "credit_tier": "Credit tier",
    "credit_cap": "Credit cap",
    "data_loss_credit": "Credit for lost data",
    "reply_time": "Reply time",
    "processing_time": "Processing time",
    "support_hours": "Support hours",
    "request_time": "Request time",
    "recovery_time": "Recovery time",
    "trial_period": "Trial period",
    "bandwidth": "Bandwidth",
    "exclusion": "Not credited",
    "contact": "Contact",
}

TABLE_LABELS: dict[TableKind, str] = {
    "compensation": "Compensation",
    "requests": "Requests and how fast they are served",
    "recovery": "Recovery",
    "downtime": "Which downtime is credited",
    "other": "Other tables",
}

FACET_LABELS: dict[Facet, str] = {
    "number": "figure",
    "modality": "modality",
    "party": "party",
    "negation": "negation",
    "reference": "reference",
    "term": "term",
    "date": "date",
    "unit": "unit",
    "table": "table",
    "responsibility": "responsibility",
    "definition": "definition",
}

PARTY_LABELS: dict[Party, str] = {"customer": "customer", "provider": "provider", "both": "both"}

NORM_PARTY_LABELS: dict[Party | None, str] = {
    "provider": "the provider",
    "customer": "the customer",
    "both": "both parties",
    None: "nobody named,",
}
MODALITY_LABELS: dict[Modality, str] = {"must": "must", "must_not": "must not", "may": "may", "need_not": "need not"}

ORIGIN_LABELS: dict[str, str] = {
    "text-layer": "PDF text layer",
    "ocr": "OCR of page images",
    "plain-text": "plain text file",
    "mixed": "text layer and OCR, by page",
}

# the mark, the word and what it means, for every way a clause can stand to the text most services share
RELATION_LABELS: dict[str, tuple[str, str, str]] = {
    "identical": ("=", "same", "the same words"),
    "editorial": ("≈", "editorial", "differs in punctuation, case or typography only"),
    "variant": ("≠", "variant", "differs in words"),
    "single": ("•", "only here", "no other service has this clause"),
    "missing": ("–", "none", "this service has no such clause"),
}

UNIT_SIGNS: dict[str, str] = {
    "percent": "%",
    "minute": "min",
    "hour": "h",
    "day": "d",
    "month": "months",
    "Mbit/s": "Mbit/s",
}
# what stands for a promise without a figure: its words are a link away
PROMISED = "yes"
LONGEST_VALUE = 24
# an attribute's value that is a name of ours, not a document's words: "paid_in_month"
OUR_NAME = re.compile(r"[a-z]+(_[a-z]+)+")
BOUND_SIGNS: dict[str | None, str] = {"at_least": "≥ ", "at_most": "≤ ", "exactly": "", None: ""}


def plural(count: int, one: str, many: str = "") -> str:
    """A count and its noun.

    >>> plural(1, "clause"), plural(0, "clause"), plural(3, "reply", "replies")
    ('1 clause', '0 clauses', '3 replies')
    """
    return f"{count} {one if count == 1 else many or one + 's'}"


def attribute_text(attributes: dict[str, str | bool | None]) -> str:
    """What tells two facts of one metric apart, for people.

    >>> attribute_text({"channel": "email", "condition": None})
    'channel: email'
    >>> attribute_text({"lower": "99", "lower_closed": False, "upper": "99.9", "upper_closed": True})
    'availability in (99, 99.9]'
    """
    if "lower" in attributes and "upper" in attributes:
        left = "[" if attributes.get("lower_closed") else "("
        right = "]" if attributes.get("upper_closed") else ")"
        lower, upper = attributes["lower"], attributes["upper"]
        interval = f"availability in {left}{'…' if lower is None else lower}, {'…' if upper is None else upper}{right}"
        return f"{interval}; plan: {attributes['plan']}" if attributes.get("plan") else interval
    return "; ".join(
        f"{name.replace('_', ' ')}: {_attribute_value(value)}"
        for name, value in attributes.items()
        if value is not None
    )


def _attribute_value(value: str | bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.replace("_", " ") if OUR_NAME.fullmatch(value) else value


def fact_text(fact: Fact) -> str:
    """A fact's value with its bound and unit; that it is promised where it has no figure.

    >>> from decimal import Decimal
    >>> fact_text(Fact(metric="reply_time", value=Decimal(10), unit="minute", bound="at_most", clause="5.3", quote=""))
    '≤ 10 min'
    """
    if fact.value is None:
        return PROMISED
    unit = fact.unit or ""
    sign = UNIT_SIGNS.get(unit, unit)
    return f"{BOUND_SIGNS[fact.bound]}{fact.value:f}{' ' if sign else ''}{sign}"


def source_text(terms: Terms) -> str:
    """How this document's words were come by, in one line."""
    source = terms.source
    parts = [ORIGIN_LABELS[source.text_origin], plural(source.pages, "page")]
    if source.repaired:
        parts.append("mis-decoded text repaired")
    parts.append(f"confidence {source.confidence:.0%}")
    return ", ".join(parts)


def value_text(value: str) -> str:
    """A compared value for a narrow column: a promise without a figure is told by its words, too long to stand there.

    >>> value_text("99.9"), value_text("Жоспарлы жөндеу жұмыстары өтемақыға жатпайды.")
    ('99.9', 'yes')
    """
    return value if len(value) <= LONGEST_VALUE else PROMISED
