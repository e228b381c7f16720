"""Load, call, save: each step for one document, their order, and what is made of all documents together.

A step that is not asked for is not imported: reading needs no spaCy, a comparison needs no OpenCV.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from pipeline import store
from pipeline.model import Comparison, Diff, Document, ErrorRecord, Finding, Language, Record, Source, Terms
from pipeline.settings import AllSettings
from pipeline.store import SourceFile

Progress = Callable[[int, int], None]

# of a text to repair, at a time: forty pages, which a few hundred megabytes hold with all that they may say
PART_BYTES = 1 << 18
# what each task imports, so that child processes find it loaded
READ_MODULES = ("pipeline.read", "pipeline.repair")
STRUCTURE_MODULES = ("pipeline.structure",)
FACT_MODULES = ("pipeline.facts",)
DRAW_MODULES = (*READ_MODULES, *STRUCTURE_MODULES)
ALL_MODULES = (*READ_MODULES, *STRUCTURE_MODULES, *FACT_MODULES)


# --- one document ----------------------------------------------------------------------------------------------------


def read_source(source: SourceFile, folder: Path, settings: AllSettings, progress: Progress) -> None:
    """A file to mended pages: `pages.json`. Raises DocumentError."""
    store.save(_read(source, settings, progress), folder / store.PAGES)


def structure_source(source: SourceFile, folder: Path, settings: AllSettings, _: Progress) -> None:
    """`pages.json` to `terms.json`, as yet without facts. Raises DocumentError."""
    store.save(_structure(store.load(source.path, Document), settings), folder / store.TERMS)


def fact_source(source: SourceFile, folder: Path, _settings: AllSettings, _: Progress) -> None:
    """`terms.json` to the same with its facts. Raises DocumentError."""
    store.save(_add_facts(store.load(source.path, Terms)), folder / store.TERMS)


def run_source(source: SourceFile, folder: Path, settings: AllSettings, progress: Progress) -> None:
    """A file to `pages.json` and `terms.json`: every step that looks at one document. Raises DocumentError."""
    document = _read(source, settings, progress)
    store.save(document, folder / store.PAGES)
    store.save(_add_facts(_structure(document, settings)), folder / store.TERMS)


def draw_source(source: SourceFile, folder: Path, settings: AllSettings, progress: Progress, *, number: int) -> None:
    """A file to the image of one page with all that was found on it. Raises DocumentError, UsageError."""
    from pipeline.read.picture import picture_page
    from pipeline.reports.overlay import page_to_overlay

    document = _read(source, settings, progress)
    page, image = picture_page(source.path, document, number, settings.read)
    store.save_bytes(page_to_overlay(image, page, _structure(document, settings)), folder / store.OVERLAY)


def mend_bytes(data: bytes, settings: AllSettings) -> Any:
    """Text in whatever encoding, mended, with the repairs of every line. Raises DocumentError where it is no text."""
    from pipeline.read.plain import decode_text
    from pipeline.repair import mend_text

    return mend_text(decode_text(data).text, settings.repair)


def mend_stream(stream: BinaryIO, settings: AllSettings) -> Iterator[Any]:
    """The parts of a text of any length, each mended as `mend_bytes` does, as they come in.

    A part is at most PART_BYTES and ends with a line; the first one tells the encoding of all. Raises DocumentError
    where it is no text.
    """
    from pipeline.read.plain import decode_text
    from pipeline.repair import mend_text

    part, more = stream.read(PART_BYTES), stream.read(PART_BYTES)
    if b"\0" in part:  # two bytes a letter: one of them does not tell where a line ends
        part, more = part + more + stream.read(), b""
    encoding = ""
    while part or not encoding:
        cut = part.rfind(b"\n") + 1 if more else len(part)
        if more and not cut:  # one line so long
            part, more = part + more, stream.read(PART_BYTES)
            continue
        if encoding:
            text = part[:cut].decode(encoding, errors="replace")
        else:
            text, encoding, _ = decode_text(part[:cut])
        yield mend_text(text, settings.repair)
        part, more = part[cut:] + more, stream.read(PART_BYTES) if more else b""


def _read(source: SourceFile, settings: AllSettings, progress: Progress) -> Document:
    from pipeline.read import read_document
    from pipeline.repair import mend_document

    document = read_document(source.path, settings.read, name=source.name, progress=progress)
    return mend_document(document, settings.repair)


def _structure(document: Document, settings: AllSettings) -> Terms:
    from pipeline.structure import document_to_terms

    return document_to_terms(document, settings.structure)


def _add_facts(terms: Terms) -> Terms:
    from pipeline.facts import add_facts

    return add_facts(terms)


# --- all documents together ------------------------------------------------------------------------------------------


class Results(Record, frozen=True, kw_only=True):
    """What a batch came to, in the order of its sources."""

    documents: tuple[Terms, ...]
    findings: tuple[Finding, ...]
    comparison: Comparison
    errors: tuple[ErrorRecord, ...] = ()


def check(documents: Sequence[Terms], settings: AllSettings, language: Language = "en") -> tuple[Finding, ...]:
    """What to look at in these documents, message by message in the language asked for."""
    from pipeline.check import check_terms

    return check_terms(documents, settings.check, language=language)


def compare(documents: Sequence[Terms], settings: AllSettings) -> Comparison:
    """Several services' terms against each other."""
    from pipeline.check import compare_terms

    return compare_terms(documents, settings.check)


def diff(old: Terms, new: Terms, settings: AllSettings) -> Diff:
    """What changed between two versions."""
    from pipeline.check import diff_terms

    return diff_terms(old, new, settings.check)


def explain(rule: str) -> str:
    """A rule's manual page. Raises UsageError where there is no such rule."""
    from pipeline.check import explain_rule

    return explain_rule(rule)


def rule_manuals() -> dict[str, str]:
    """Every rule's manual page without its heading, by the rule's name."""
    from pipeline.check import RULES, explain_rule

    return {rule.id: explain_rule(rule.id).partition("\n\n")[2].strip() for rule in RULES}


def leave_out_known(findings: Sequence[Finding], baseline: Path) -> tuple[Finding, ...]:
    """The findings that an earlier check, saved as JSON, does not have. Raises DocumentError."""
    from pipeline.check import new_findings

    return new_findings(findings, store.load(baseline, tuple[Finding, ...]))


def file_findings(findings: Sequence[Finding], paths: Mapping[str, str]) -> tuple[Finding, ...]:
    """The same findings with each document named by its path, where that is known."""
    replace = msgspec.structs.replace
    return tuple(
        replace(
            finding,
            locations=tuple(
                replace(place, document=paths.get(place.document, place.document)) for place in finding.locations
            ),
        )
        for finding in findings
    )


def file_changes(changes: Diff, old: Mapping[str, str], new: Mapping[str, str]) -> Diff:
    """The same changes with the two versions named by their paths, where they are known."""

    def named(source: Source, paths: Mapping[str, str]) -> Source:
        return msgspec.structs.replace(source, file=paths.get(source.file, source.file))

    return msgspec.structs.replace(changes, old=named(changes.old, old), new=named(changes.new, new))


def conclude(
    documents: Sequence[Terms], errors: Sequence[ErrorRecord], settings: AllSettings, language: Language = "en"
) -> Results:
    """The steps that look at all documents at once; findings speak the language asked for."""
    return Results(
        documents=tuple(documents),
        findings=check(documents, settings, language),
        comparison=compare(documents, settings),
        errors=tuple(errors),
    )


def save_results(results: Results, out: Path, language: Language = "en") -> None:
    """The files that a batch leaves beside the folders of its sources; the report in the language asked for."""
    from pipeline import frames
    from pipeline.reports import report_to_html

    tables = {
        "clauses.parquet": frames.clauses_frame,
        "tables.parquet": frames.tables_frame,
        "facts.parquet": frames.facts_frame,
    }
    for name, to_frame in tables.items():
        store.save_bytes(frames.parquet_bytes(to_frame(results.documents)), out / name)
    store.save(results.findings, out / store.FINDINGS)
    store.save(results.comparison, out / store.COMPARISON)
    store.save(results.errors, out / store.ERRORS)
    store.save(measure(results), out / store.METRICS)
    page = report_to_html(results.documents, results.findings, results.comparison, results.errors, language=language)
    store.save_text(page, out / store.REPORT)


def measure(results: Results) -> dict[str, dict[str, Any]]:
    """What each document came to in figures, for `dvc metrics`."""
    severities: dict[str, Counter[str]] = {terms.source.file: Counter() for terms in results.documents}
    for finding in results.findings:
        for document in {location.document for location in finding.locations}:
            severities[document][finding.severity] += 1
    return {
        terms.source.file: {
            "pages": terms.source.pages,
            "confidence": round(terms.source.confidence, 4),
            "clauses": len(terms.clauses),
            "numbers_inferred": sum(clause.number_inferred for clause in terms.clauses),
            "tables": len(terms.tables),
            "responsibilities": len(terms.responsibilities),
            "definitions": len(terms.definitions),
            "facts": len(terms.facts),
            "repairs": len(terms.repairs),
            "unplaced": len(terms.unplaced),
            "findings": {level: severities[terms.source.file][level] for level in ("high", "medium", "low")},
        }
        for terms in results.documents
    }


def tell_apart(documents: Sequence[Terms], sources: Sequence[SourceFile]) -> tuple[Terms, ...]:
    """The same documents; those that share a name are called by the path they were given as."""
    names = Counter(terms.source.file for terms in documents)
    return tuple(
        terms if names[terms.source.file] == 1 else _renamed(terms, str(source.path))
        for terms, source in zip(documents, sources, strict=True)
    )


def _renamed(terms: Terms, name: str) -> Terms:
    return msgspec.structs.replace(terms, source=msgspec.structs.replace(terms.source, file=name))
