"""check: terms -> what changed, how variants differ, what to look at."""

from pipeline.check.changes import diff_terms

__all__ = ["diff_terms"]
