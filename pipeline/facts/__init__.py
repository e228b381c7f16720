"""facts: clauses and tables -> commitments as data."""

from pipeline.facts.commitments import add_facts

__all__ = ["add_facts"]
