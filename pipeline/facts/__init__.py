"""facts: clauses and tables -> commitments and norms as data."""

from pipeline.facts import commitments, norms
from pipeline.model import Terms


def add_facts(terms: Terms) -> Terms:
    """The terms with the facts that they state and with their norms."""
    return norms.add_norms(commitments.add_facts(terms))


__all__ = ["add_facts"]
