"""facts: clauses and tables -> commitments and norms as data."""

from pipeline.facts import commitments, norms
from pipeline.facts.roles import find_roles
from pipeline.languages.parties import named_parties
from pipeline.model import Terms


def add_facts(terms: Terms) -> Terms:
    """The terms with the facts that they state and with their norms."""
    with named_parties(find_roles(terms)):
        return norms.add_norms(commitments.add_facts(terms))


__all__ = ["add_facts"]
