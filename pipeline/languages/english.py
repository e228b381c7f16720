"""English, as data: each entry stands beside the phrase it was found in."""

from pipeline.languages.vocabulary import Vocabulary

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
    ),
    customer=(
        "customer",  # "The Customer shall pay"
        "client",
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
    version_cues=("version", "revision", "last updated", "revised"),  # "Version of 10 September 2025"
    effective_cues=("effective", "in force from", "comes into force"),  # "Effective from 10 September 2025"
    references_before=("clause", "section", "article", "paragraph", "sections", "clauses"),  # "under clause 5.4"
    reference_joints=("and", "or", "to"),  # "clauses 3.1 and 3.2"
    months=("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    item_letters="abcdefghijklmnopqrstuvwxyz",
    units={
        "%": "percent",
        "percent": "percent",
        "minute": "minute",
        "min": "minute",
        "hour": "hour",
        "day": "day",
        "month": "month",
        "mbit": "Mbit/s",
        "mbps": "Mbit/s",
    },
    at_most=("up to", "at most", "no more than", "not exceed", "within", "no later than", "less than"),
    at_least=("at least", "no less than", "not less than", "minimum", "guarantee"),
    function_words=frozenset(
        "the of and to in or for is by with that be on as any this shall not are from at may such will".split()
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
)
