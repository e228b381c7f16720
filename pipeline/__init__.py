"""tarmaq: terms of service as exact clauses, tables and facts."""

__version__ = "0.1.0"
