"""check: terms -> what changed, how variants differ, what to look at."""

from pipeline.check.changes import diff_terms
from pipeline.check.compare import compare_terms
from pipeline.check.rules import RULES, check_terms, explain_rule, new_findings

__all__ = ["RULES", "check_terms", "compare_terms", "diff_terms", "explain_rule", "new_findings"]
