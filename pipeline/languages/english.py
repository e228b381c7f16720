"""English, as data: each entry stands beside the phrase it was found in."""

from pipeline.languages.vocabulary import NamedUnit, Vocabulary

ENGLISH = Vocabulary(
    language="en",
    provider=(
        "provider",  # "The Provider shall make the Service available"
        "supplier",
        "vendor",
        "contractor",
        "licensor",
        "bank",
        "operator",
        "landlord",
        "lessor",
        "insurer",
        "lender",
    ),
    customer=(
        "customer",  # "The Customer shall pay"
        "client",
        "tenant",
        "lessee",
        "insured",
        "borrower",
        "hirer",
        "user",
        "subscriber",
        "licensee",
        "buyer",
    ),
    definitions_headings=(
        "terms and definitions",
        "definitions",  # "1. Definitions"
        "glossary",
        "interpretation",
    ),
    definitions_leads=("definition", "meaning", "in this", "in these"),  # "In this Act:"
    closing_cues=("signature", "signed", "in witness whereof", "details of the parties"),  # "SIGNATURES"
    version_cues=("version", "revision", "last updated", "revised"),  # "Version of 10 September 2025"
    effective_cues=("effective", "in force from", "comes into force"),  # "Effective from 10 September 2025"
    references_before=("clause", "section", "article", "paragraph", "sections", "clauses"),  # "under clause 5.4"
    reference_joints=("and", "or", "to"),  # "clauses 3.1 and 3.2"
    months=("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    item_letters="abcdefghijklmnopqrstuvwxyz",
    named_units={
        "appendix": NamedUnit(rank=1, eid="att"),  # "Appendix 1"
        "annex": NamedUnit(rank=1, eid="att"),  # "Annex 2"
        "schedule": NamedUnit(rank=1, eid="att"),  # "Schedule 1"
        "exhibit": NamedUnit(rank=1, eid="att"),  # "Exhibit A"
        "addendum": NamedUnit(rank=1, eid="att"),  # "Addendum 1"
        "part": NamedUnit(rank=2, eid="part"),  # "Part II"
        "chapter": NamedUnit(rank=5, eid="chp"),  # "Chapter 3"
        "article": NamedUnit(rank=7, eid="art"),  # "Article 12"
        "section": NamedUnit(rank=8, wider=3, eid="art"),  # "Section 4. Fees"; "SECTION 1" above "Chapter 1"
    },
    units={
        "%": "percent",
        "percent": "percent",
        "per cent": "percent",  # "ninety-nine point five per cent of the time"
        "minute": "minute",
        "min": "minute",
        "hour": "hour",
        "day": "day",
        "month": "month",
        "mbit": "Mbit/s",
        "mbps": "Mbit/s",
        "gbit": "Mbit/s",
        "gbps": "Mbit/s",
    },
    at_most=("up to", "under", "at most", "no more than", "not exceed", "within", "no later than", "less than"),
    at_least=("at least", "no less than", "not less than", "minimum", "guarantee"),
    ordinal_words=tuple("one two three four five six seven eight nine ten".split()),  # "Part One"
    provider_pronouns=("we", "us", "our"),  # "We may suspend your account"
    customer_pronouns=("you", "your"),
    function_words=frozenset(
        {
            "the",
            "of",
            "and",
            "to",
            "in",
            "or",
            "for",
            "is",
            "by",
            "with",
            "that",
            "be",
            "on",
            "as",
            "any",
            "this",
            "shall",
            "not",
            "are",
            "from",
            "at",
            "may",
            "such",
            "will",
        }
    ),
    abbreviations=("e.g.", "i.e.", "etc.", "no.", "ltd.", "inc.", "tel.", "mr.", "ms.", "dr.", "vs."),
    table_cues={
        "service credit": "compensation",
        "credit": "compensation",
        "compensation": "compensation",
        "downtime": "downtime",
        "recovery": "recovery",
        "restore": "recovery",
        "request": "requests",
    },
    commitment_cues={
        "request": ("request", "complaint", "claim", "ticket", "inquir", "enquir"),
        "considered": ("are handled", "are processed", "are considered", "is handled", "is processed", "is considered"),
        "quarter": ("quarter",),
        "downtime": ("downtime", "unavailab", "interruption", "outage", "commitment", "uptime"),
        "recovery": ("recovery time", "restoration time", "restored within"),
        "answers": ("acknowledge", "answer"),  # "shall acknowledge each incident by e-mail within sixty minutes"
        "liable": ("liable", "liability"),
        "caused": ("caused by", "due to", "fault of", "resulting from"),  # "downtime caused by the Client"
        "weekdays": ("business days", "working days", "monday to friday", "weekdays", "monday through friday"),
        "year": ("year", "annual"),
        "availability": ("available", "availability", "uptime"),  # "guarantees availability of 99.9%"
        "guarantee": ("guarantee", "ensure", "warrant", "at least", "no less than"),
        "no_guarantee": ("not guarantee", "not warrant", "no guarantee", "no warrant"),
        "reporting_period": ("reporting period", "billing period"),
        "month": ("month",),
        "reply": ("reply", "response time", "reply time", "respond", "initial response", "first response"),
        "processing": ("resolved within", "resolved in", "resolve within", "processing time", "resolution time"),
        "support": ("technical support", "support"),
        "per_day": ("hours a day", "per day"),
        "per_week": ("days a week", "per week"),
        "round_the_clock": ("around the clock", "24/7", "24x7", "24 hours a day"),
        "no_days_off": ("every day", "without days off", "24/7", "24x7"),
        "messenger": ("messenger", "telegram", "whatsapp", "chat"),
        "email": ("e-mail", "email"),
        "phone": ("by phone", "by telephone", "call"),
        "normal_operation": ("normal operation",),
        "compensation": ("compensat", "credit", "discount"),
        "excluded": (
            "not include",
            "not apply",
            "no credit",
            "excludes",
            "not payable",
            "not due",
            "not be granted",
            "do not include",
            "not subject",
            "not eligible",
            "excluded",
            "does not include",
            "not compensated",
            "not count",
        ),
        "not_compensated": ("not compensated", "excluded"),
        "planned_maintenance": ("planned maintenance", "scheduled maintenance", "planned", "scheduled"),
        "force_majeure": ("force majeure",),
        "action": ("act", "omission"),
        "cap": ("capped at", "limited to", "not exceed", "shall not exceed", "no more than"),
        "paid": ("paid",),
        "fee": ("fee", "charge", "price"),  # "shall not exceed 100% of the monthly fee"
        "loss": ("lost", "loss", "damage", "corrupt"),
        "trial": ("trial period", "trial", "free trial"),
        "duration": ("duration", "lasts", "period"),
        "speed": ("speed", "bandwidth", "rate"),
        "above": ("above", "more than", "over", "greater than", "higher than", "exceed"),
        "below": ("below", "less than", "under", "lower than"),
        "from": (
            "from",
            "at least",
            "equal to or greater than",  # "less than 99.9% but equal to or greater than 99.0%"
            "equal to or more than",
            "equal to or higher than",
            "equal to or above",
            "greater than or equal to",
            "more than or equal to",
            "higher than or equal to",
            "at or above",
            "no less than",
            "not less than",
            "no lower than",
            "not lower than",
        ),
        "up_to": ("up to",),
        "at_most": (
            "equal to or less than",
            "equal to or lower than",
            "equal to or below",
            "less than or equal to",
            "lower than or equal to",
            "at or below",
            "no more than",
            "not more than",
            "not exceed",
        ),
        # said behind the figure: "99.0% or more"
        "and_above": ("or above", "or more", "or higher", "or greater", "and above", "and higher", "and more"),
        "and_below": ("or below", "or less", "or lower", "and below", "and lower", "and less"),
    },
)
