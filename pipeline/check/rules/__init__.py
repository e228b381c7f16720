"""The rules in order, what they find in some documents, and their manual pages."""

import hashlib
import inspect
from collections.abc import Iterable, Sequence

from pipeline.check.rules.definitions import (
    find_copied_terms,
    find_definition_variants,
    find_missing_dates,
    find_term_variants,
    find_unused_definitions,
)
from pipeline.check.rules.duplicates import find_duplicate_clauses
from pipeline.check.rules.language import find_doubled_words, find_leftover_language, find_typography
from pipeline.check.rules.levels import (
    find_budget_excess,
    find_conflicting_facts,
    find_sla_mismatches,
    find_tier_disorder,
    find_tier_gaps,
    find_tier_overlaps,
)
from pipeline.check.rules.messages import MESSAGES, values_in
from pipeline.check.rules.reading import (
    find_disputed_figures,
    find_hidden_words,
    find_inferred_numbers,
    find_number_gaps,
    find_struck_words,
    find_unsure_clauses,
)
from pipeline.check.rules.references import find_dangling_references, find_nothing_above
from pipeline.check.rules.siblings import find_missing_topics, find_responsibility_clashes, find_variant_clauses
from pipeline.check.rules.subject import Draft, Rule, Subject, documents_to_subject
from pipeline.check.rules.wording import (
    find_figure_word_mismatches,
    find_one_sided_clauses,
    find_open_ended_limits,
    find_prohibition_case,
    find_uncertain_caps,
    find_vague_words,
)
from pipeline.errors import UsageError
from pipeline.languages.marks import editorial_form
from pipeline.model import Finding, Language, Location, Terms
from pipeline.settings import CheckSettings

RULES: tuple[Rule, ...] = (
    Rule("tier-gap", "tier", "high", find_tier_gaps),
    Rule("tier-overlap", "tier", "high", find_tier_overlaps),
    Rule("tier-order", "tier", "high", find_tier_disorder),
    Rule("sla-mismatch", "sla", "high", find_sla_mismatches),
    Rule("conflicting-facts", "contradiction", "high", find_conflicting_facts),
    Rule("figure-word-mismatch", "contradiction", "high", find_figure_word_mismatches),
    Rule("responsibility-clash", "responsibility", "high", find_responsibility_clashes),
    Rule("leftover-language", "language", "high", find_leftover_language),
    Rule("dangling-reference", "reference", "high", find_dangling_references),
    Rule("duplicate-clause", "duplicate", "medium", find_duplicate_clauses),
    Rule("nothing-above", "copied-term", "medium", find_nothing_above),
    Rule("copied-term", "copied-term", "medium", find_copied_terms),
    Rule("term-variant", "term", "medium", find_term_variants),
    Rule("definition-variant", "definition", "medium", find_definition_variants),
    Rule("unused-definition", "definition", "low", find_unused_definitions),
    Rule("uncertain-cap", "modality", "high", find_uncertain_caps),
    Rule("variant-clause", "variant", "medium", find_variant_clauses),
    Rule("missing-topic", "missing", "medium", find_missing_topics),
    Rule("missing-date", "missing", "medium", find_missing_dates),
    Rule("budget-excess", "sla", "low", find_budget_excess),
    Rule("open-ended-limit", "vague", "medium", find_open_ended_limits),
    Rule("vague-words", "vague", "low", find_vague_words),
    Rule("one-sided", "risk", "low", find_one_sided_clauses),
    Rule("prohibition-case", "grammar", "low", find_prohibition_case),
    Rule("doubled-word", "grammar", "low", find_doubled_words),
    Rule("typography", "typography", "low", find_typography),
    Rule("disputed-figure", "extraction", "high", find_disputed_figures),
    Rule("hidden-words", "extraction", "high", find_hidden_words),
    Rule("struck-words", "extraction", "high", find_struck_words),
    Rule("number-gap", "extraction", "medium", find_number_gaps),
    Rule("inferred-number", "extraction", "low", find_inferred_numbers),
    Rule("unsure-clause", "extraction", "low", find_unsure_clauses),
)


def check_terms(
    documents: Sequence[Terms], settings: CheckSettings, *, language: Language = "en"
) -> tuple[Finding, ...]:
    """What to look at in these documents: rule by rule in the order of RULES, in each by document and place.

    Two snapshots of one service that give the same finding give it once, with the places of both. Raises UsageError
    for a language without messages and for a disabled rule that does not exist.
    """
    known = {rule.id for rule in RULES}
    unknown = [rule for rule in settings.disabled_rules if rule not in known]
    if unknown:
        raise UsageError(f"no such rule: {', '.join(unknown)}", hint=f"the rules are {', '.join(sorted(known))}")
    if any(language not in messages for messages in MESSAGES.values()):
        raise UsageError(f"no messages in {language!r}", hint="use en, ru or kk")
    subject = documents_to_subject(documents, settings)
    service_of = {terms.source.file: terms.service for terms in documents}
    findings: dict[str, Finding] = {}
    for rule in RULES:
        if rule.id in settings.disabled_rules:
            continue
        for draft in rule.find(subject):
            finding = _draft_to_finding(rule, draft, service_of, language)
            earlier = findings.get(finding.fingerprint)
            findings[finding.fingerprint] = _with_places(earlier, finding.locations) if earlier else finding
    return tuple(findings.values())


def _draft_to_finding(rule: Rule, draft: Draft, service_of: dict[str, str], language: Language) -> Finding:
    return Finding(
        rule=rule.id,
        family=rule.family,
        severity=draft.severity or rule.severity,
        message=MESSAGES[rule.id][language].format_map(values_in(draft.values, language)),
        locations=draft.locations,
        fingerprint=_fingerprint(rule, draft, service_of),
        evidence={**draft.values, **draft.evidence},
    )


def _fingerprint(rule: Rule, draft: Draft, service_of: dict[str, str]) -> str:
    """The same for the same words of the same services, wherever they stand: numbers and pages do not count."""
    services = sorted({service_of[location.document] for location in draft.locations})
    words = [draft.key] if draft.key is not None else sorted(editorial_form(place.quote) for place in draft.locations)
    more = [value for name, value in sorted(draft.values.items()) if name == "words"]
    text = "\x1f".join([rule.id, *services, *words, *more])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _with_places(finding: Finding, more: Iterable[Location]) -> Finding:
    places = tuple(dict.fromkeys((*finding.locations, *more)))
    return Finding(
        rule=finding.rule,
        family=finding.family,
        severity=finding.severity,
        message=finding.message,
        locations=places,
        fingerprint=finding.fingerprint,
        evidence=finding.evidence,
    )


def explain_rule(rule_id: str) -> str:
    """A rule's manual page. Raises UsageError, with the list of rules, where there is no such rule."""
    rule = next((rule for rule in RULES if rule.id == rule_id), None)
    if rule is None:
        names = ", ".join(rule.id for rule in RULES)
        raise UsageError(f"there is no rule {rule_id!r}", hint=f"the rules are {names}")
    page = inspect.getdoc(rule.find) or ""
    return f"{rule.id}  ({rule.family}, {rule.severity})\n\n{page}\n"


def manual() -> str:
    """All manual pages as one Markdown page: what `docs/rules.md` holds."""
    opening = (
        "In the order in which findings are listed. `tarmaq explain RULE` prints a page; this file is made from the\n"
        "same pages, and a test keeps it current."
    )
    parts = ["# The rules", opening]
    for rule in RULES:
        page = (inspect.getdoc(rule.find) or "").strip()
        parts.append(f"## {rule.id}\n\n*{rule.family}, {rule.severity}*\n\n{page}")
    return "\n\n".join(parts) + "\n"


def new_findings(findings: Sequence[Finding], baseline: Sequence[Finding]) -> tuple[Finding, ...]:
    """Those that the baseline does not have, by fingerprint."""
    known = {finding.fingerprint for finding in baseline}
    return tuple(finding for finding in findings if finding.fingerprint not in known)


__all__ = ["RULES", "Subject", "check_terms", "explain_rule", "manual", "new_findings"]
