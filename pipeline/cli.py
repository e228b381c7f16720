"""The command `tarmaq`: one subcommand per step, plus run, diff, compare, check, repair, show, export, explain.

Data goes to stdout, progress and messages to stderr, progress on a terminal only. Exit codes are those of `errors`;
where several apply, wrong use goes before an unreadable document, and that before findings.
"""

import os
import re
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal, NoReturn, TypedDict

import typer

from pipeline.errors import (
    EXIT_FINDINGS,
    EXIT_NOTHING_TO_REPORT,
    EXIT_UNREADABLE,
    DocumentError,
    TarmaqError,
    UsageError,
)

if TYPE_CHECKING:
    from pipeline.batch import Event, Task
    from pipeline.model import Comparison, Diff, Document, ErrorRecord, Finding, Language, Terms
    from pipeline.repair import MendedLine
    from pipeline.settings import AllSettings
    from pipeline.store import Sources

DEFAULT_SETTINGS = Path("params.yaml")
SEVERITIES = ("low", "medium", "high")
# the formats that services match with the files of a repository
IN_THE_REPOSITORY = ("sarif", "github")
EXIT_INTERRUPTED = 128 + signal.SIGINT
EXIT_TERMINATED = 128 + signal.SIGTERM

app = typer.Typer(
    name="tarmaq",
    help="Terms of service as exact clauses, SLA tables and facts: read, repair, structure, check, compare.",
    epilog="Example: tarmaq run data/raw --out out && tarmaq check out",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

SourcesArgument = Annotated[
    list[Path],
    typer.Argument(metavar="SRC", help="Files or folders (.pdf .txt .png .jpg .tif).", show_default=False),
]
TermsArgument = Annotated[
    list[Path],
    typer.Argument(metavar="SRC", help="Documents, terms.json files or folders of them.", show_default=False),
]
FolderArgument = Annotated[
    Path, typer.Argument(metavar="DIR", help="The folder that the step before wrote.", show_default=False)
]
OutOption = Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the results go.", show_default=False)]
JobsOption = Annotated[
    int | None, typer.Option("--jobs", min=1, help="Documents read at once.", show_default="the number of processors")
]
SettingsOption = Annotated[
    Path | None,
    typer.Option("--settings", metavar="FILE", help="Settings.", show_default="params.yaml where there is one"),
]
LanguageOption = Annotated[
    Literal["en", "ru", "kk"],
    typer.Option("--lang", help="The language of the report and its messages; quotes stay as the document has them."),
]


def main() -> None:
    """Run the command; a failure the user can act on ends in a message and not in a traceback."""
    signal.signal(signal.SIGTERM, _terminate)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
    try:
        app()
    except TarmaqError as error:
        _say_error(error.message, error.hint)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:  # before or after typer, which has its own way out
        sys.exit(EXIT_INTERRUPTED)


def _terminate(*_: object) -> NoReturn:
    sys.exit(EXIT_TERMINATED)


def _show_version(wanted: bool) -> None:
    if wanted:
        from pipeline import __version__

        _emit(f"tarmaq {__version__}\n")
        raise typer.Exit


@app.callback()
def _tarmaq(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    pass


# --- everything ------------------------------------------------------------------------------------------------------


@app.command(epilog="Example: tarmaq run data/raw letter.pdf --out out --jobs 4 --lang kk")
def run(
    sources: SourcesArgument,
    out: OutOption,
    jobs: JobsOption = None,
    engine: Annotated[str, typer.Option("--engine", help="What runs the batch: local.")] = "local",
    language: LanguageOption = "en",
    settings_file: SettingsOption = None,
) -> None:
    """Every step for every document, and a report on all of them."""
    from pipeline import stages, store
    from pipeline.model import Terms

    if engine != "local":
        raise UsageError(f"there is no engine {engine!r}", hint="leave --engine out, or say --engine local")
    settings = _settings(settings_file)
    found = store.find_raw(sources)
    errors = _run_step(stages.run_source, found, settings, out=out, jobs=jobs, preload=stages.ALL_MODULES)
    failed = {error.source for error in errors}
    read = [source.name for source in found.files if source.name not in failed]
    documents = [store.load(out / name / store.TERMS, Terms) for name in read]
    results = stages.conclude(documents, errors, settings, language)
    stages.save_results(results, out, language)
    _note(f"{len(documents)} of {len(found.files)} documents read, {len(results.findings)} findings: {out}")
    _exit(errors)


# --- questions -------------------------------------------------------------------------------------------------------


@app.command(epilog="Example: tarmaq diff terms-2024.pdf terms-2025.pdf --format html --lang ru > changes.html")
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The version before.", show_default=False)],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The version after.", show_default=False)],
    format_: Annotated[
        Literal["text", "json", "markdown", "html", "sarif", "github"],
        typer.Option("--format", help="How to print it."),
    ] = "text",
    fail_on: Annotated[
        Literal["substantive", "any", "never"], typer.Option("--fail-on", help="Which changes make the exit code 1.")
    ] = "substantive",
    language: LanguageOption = "en",
    jobs: JobsOption = None,
    settings_file: SettingsOption = None,
) -> None:
    """What changed between two versions of one document."""
    from pipeline import reports, stages, store

    settings = _settings(settings_file)
    found = [store.find_raw_or_terms([path]) for path in (old, new)]
    versions = [_read_terms(one, settings, jobs) for one in found]
    errors = [error for _, failed in versions for error in failed]
    if errors:
        _exit(errors)
    for path, (documents, _) in zip((old, new), versions, strict=True):
        if len(documents) != 1:
            raise UsageError(f"{path} holds {len(documents)} documents", hint="give one document, or its terms.json")
    changes = stages.diff(versions[0][0][0], versions[1][0][0], settings)
    if format_ in IN_THE_REPOSITORY:
        changes = stages.file_changes(changes, *map(_paths, found))
    writers: dict[str, Callable[[Diff], str]] = {
        "text": lambda one: reports.diff_to_text(one, language=language, **_looks()),
        "json": reports.diff_to_json,
        "markdown": partial(reports.diff_to_markdown, language=language),
        "html": partial(reports.diff_to_html, language=language),
        "sarif": reports.diff_to_sarif,
        "github": reports.diff_to_github,
    }
    _emit(writers[format_](changes))
    counted = [change for change in changes.changes if fail_on in ("any", change.significance)]
    _exit((), found=bool(counted))


@app.command(
    epilog="Example: tarmaq compare data/raw/vps.txt data/raw/veeam.txt --format html --lang kk > compare.html"
)
def compare(
    sources: TermsArgument,
    format_: Annotated[
        Literal["text", "json", "markdown", "html"], typer.Option("--format", help="How to print it.")
    ] = "text",
    language: LanguageOption = "en",
    jobs: JobsOption = None,
    settings_file: SettingsOption = None,
) -> None:
    """Service variants against each other: what is the same, what is not quite, who promises what."""
    from pipeline import reports, stages, store

    settings = _settings(settings_file)
    documents, errors = _read_terms(store.find_raw_or_terms(sources), settings, jobs)
    if documents:
        writers: dict[str, Callable[[Comparison, Sequence[Terms]], str]] = {
            "text": lambda one, terms: reports.comparison_to_text(one, terms, language=language, **_looks()),
            "json": reports.comparison_to_json,
            "markdown": partial(reports.comparison_to_markdown, language=language),
            "html": partial(reports.comparison_to_html, language=language),
        }
        _emit(writers[format_](stages.compare(documents, settings), documents))
    _exit(errors)


@app.command(epilog="Example: tarmaq check out --format sarif --baseline known.json --fail-on medium > findings.sarif")
def check(
    sources: TermsArgument,
    format_: Annotated[
        Literal["text", "json", "markdown", "sarif", "junit", "github"],
        typer.Option("--format", help="How to print the findings."),
    ] = "text",
    baseline: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Findings known already (--format json of an earlier check): left out."),
    ] = None,
    fail_on: Annotated[
        Literal["high", "medium", "low", "never"],
        typer.Option("--fail-on", help="The least severity that makes the exit code 1."),
    ] = "high",
    language: LanguageOption = "en",
    jobs: JobsOption = None,
    settings_file: SettingsOption = None,
) -> None:
    """What to look at: contradictions, gaps, copied terms, lost references, vague promises."""
    from pipeline import stages, store

    settings = _settings(settings_file)
    if baseline is not None:
        _leave_out_known((), baseline)  # a baseline that cannot be used is known before anything is read
    found = store.find_raw_or_terms(sources)
    documents, errors = _read_terms(found, settings, jobs)
    if not documents:
        _exit(errors)
    findings = stages.check(documents, settings, language)
    if baseline is not None:
        findings = _leave_out_known(findings, baseline)
    if format_ in IN_THE_REPOSITORY:
        findings = stages.file_findings(findings, _paths(found))
    _emit(_findings_as(format_, findings, [terms.source.file for terms in documents], language))
    least = SEVERITIES.index(fail_on) if fail_on != "never" else len(SEVERITIES)
    _exit(errors, found=any(SEVERITIES.index(finding.severity) >= least for finding in findings))


def _findings_as(format_: str, findings: "Sequence[Finding]", documents: Sequence[str], language: "Language") -> str:
    from pipeline import reports, stages

    writers: dict[str, Callable[[Sequence[Finding]], str]] = {
        "text": lambda all_: reports.findings_to_text(all_, language=language, **_looks()),
        "json": reports.findings_to_json,
        "markdown": partial(reports.findings_to_markdown, language=language),
        "sarif": lambda all_: reports.findings_to_sarif(all_, manuals=stages.rule_manuals()),
        "junit": lambda all_: reports.findings_to_junit(all_, documents=documents),
        "github": reports.findings_to_github,
    }
    return writers[format_](findings)


def _leave_out_known(findings: "Sequence[Finding]", baseline: Path) -> "tuple[Finding, ...]":
    from pipeline import stages

    try:
        return stages.leave_out_known(findings, baseline)
    except DocumentError as error:
        raise UsageError(
            f"the baseline cannot be used: {error.message}", hint="make it with `tarmaq check --format json`"
        ) from error


@app.command(epilog="Example: tarmaq repair garbled.txt > readable.txt")
def repair(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A text file; - is stdin.", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="Print the text with every repair as JSON.")] = False,
    explain_: Annotated[
        bool, typer.Option("--explain", help="Print each damaged place: its kind, what it was, what it is, how sure.")
    ] = False,
    settings_file: SettingsOption = None,
) -> None:
    """Mis-decoded text in, repaired text out; on a terminal green what was changed, yellow what is doubted."""
    from pipeline import stages, store
    from pipeline.repair import explain

    settings = _settings(settings_file)
    line_number = 1
    try:
        if as_json:
            _emit(store.to_json(stages.mend_bytes(_read_bytes(file), settings)).decode())
            return
        with _open_bytes(file) as stream:
            for mended in stages.mend_stream(stream, settings):
                if explain_:
                    wanted = _emit(explain(mended.lines, line_number))
                else:
                    wanted = _emit(_painted(mended.lines) if sys.stdout.isatty() else mended.text)
                if not wanted:  # `tail -f log | tarmaq repair - | head`
                    return
                line_number += len(mended.lines) - 1
    except DocumentError as error:
        raise DocumentError(error.code, f"{file}: {error.message}", hint=error.hint) from error


def _painted(lines: "Sequence[MendedLine]") -> str:
    """Mended text for a terminal: coloured where colours are wanted, and nothing in it that steers the terminal."""
    from pipeline.repair.explain import CHANGED, DOUBTED, RESET, paint
    from pipeline.reports.escape import visible_lines

    parts = re.split(f"({'|'.join(map(re.escape, (CHANGED, DOUBTED, RESET)))})", paint(lines))
    texts, colors = map(visible_lines, parts[::2]), [*parts[1::2], ""]
    return "".join(text + (color if _in_color() else "") for text, color in zip(texts, colors, strict=True))


@contextmanager
def _open_bytes(file: Path) -> "Iterator[BinaryIO]":
    if str(file) == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = file.open("rb")
    except OSError as error:
        raise DocumentError("not-found", (error.strerror or str(error)).lower(), hint="check the path") from error
    with stream:
        yield stream


def _read_bytes(file: Path) -> bytes:
    try:
        return sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise DocumentError("not-found", (error.strerror or str(error)).lower(), hint="check the path") from error


@app.command(epilog="Example: tarmaq show data/raw/vps.txt | less -R; tarmaq show vps.pdf --page 2 --overlay page.png")
def show(
    sources: TermsArgument,
    page: Annotated[int | None, typer.Option("--page", min=1, help="The page to draw.", show_default="1")] = None,
    overlay: Annotated[
        Path | None,
        typer.Option("--overlay", metavar="FILE", help="Draw what was found on a page on its image, as PNG."),
    ] = None,
    jobs: JobsOption = None,
    settings_file: SettingsOption = None,
) -> None:
    """The clause tree and the tables, for reading in a terminal; or one page with all that was found on it drawn."""
    from pipeline import reports, store

    if overlay is not None:
        _exit(_draw_page(sources, page or 1, overlay, _settings(settings_file)))
    if page is not None:
        raise UsageError("--page is for drawing a page", hint="add --overlay page.png")
    documents, errors = _read_terms(store.find_raw_or_terms(sources), _settings(settings_file), jobs)
    for terms in documents:
        _emit(reports.terms_to_text(terms, **_looks()))
    _exit(errors)


def _draw_page(
    sources: Sequence[Path], number: int, overlay: Path, settings: "AllSettings"
) -> "tuple[ErrorRecord, ...]":
    from pipeline import batch, stages, store

    found = store.find_raw(sources)
    if len(found.files) + len(found.errors) != 1:
        raise UsageError("a page can be drawn of one document at a time", hint="give one PDF or image")
    with _progress(found) as on_event:
        return batch.draw_page(
            partial(stages.draw_source, number=number), found, settings, overlay=overlay, on_event=on_event
        )


@app.command(epilog="Example: tarmaq export out --format akn --out out")
def export(
    sources: TermsArgument,
    format_: Annotated[
        Literal["markdown", "akn", "docling", "json"],
        typer.Option(
            "--format",
            help="Markdown, Akoma Ntoso 3.0 (XML), DoclingDocument (JSON), or terms.json as `run` writes it.",
        ),
    ] = "markdown",
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", help="A folder for each document in here.", show_default="one document, to stdout"
        ),
    ] = None,
    jobs: JobsOption = None,
    settings_file: SettingsOption = None,
) -> None:
    """Whole documents for other programs: their clauses, tables and definitions in a format of their own."""
    from pipeline import batch, reports, store

    settings = _settings(settings_file)
    found = store.find_raw_or_terms(sources)
    if out is None and len(found.files) > 1:
        raise UsageError(f"{len(found.files)} documents do not fit into one output", hint="say where: --out DIR")
    with _progress(found) as on_event:
        documents, pages, errors = batch.read_terms_and_pages(
            found, settings, jobs=jobs or batch.default_jobs(), on_event=on_event
        )
    writers: dict[str, Callable[[Terms, Document | None], str]] = {
        "markdown": lambda terms, _: reports.terms_to_markdown(terms),
        "akn": lambda terms, _: reports.terms_to_akoma_ntoso(terms),
        "docling": reports.terms_to_docling,
        "json": lambda terms, _: reports.terms_to_json(terms),
    }
    if out is not None:
        targets = [store.export_path(out, terms.source.file, format_) for terms in documents]
        for target, terms, document in zip(targets, documents, pages, strict=True):
            store.save_text(writers[format_](terms, document), target)
    else:
        for terms, document in zip(documents, pages, strict=True):
            _emit(writers[format_](terms, document))
    _exit(errors)


@app.command(epilog="Example: tarmaq explain tier-gap")
def explain(
    rule: Annotated[
        str, typer.Argument(metavar="RULE", help="A rule's name, as findings print it.", show_default=False)
    ],
) -> None:
    """A rule's manual page."""
    from pipeline import stages

    _emit(stages.explain(rule).rstrip() + "\n")


# --- single steps ----------------------------------------------------------------------------------------------------


@app.command(epilog="Example: tarmaq read data/raw --out data/pages")
def read(
    sources: SourcesArgument, out: OutOption, jobs: JobsOption = None, settings_file: SettingsOption = None
) -> None:
    """Step 1 and 2: documents to mended pages (pages.json)."""
    from pipeline import stages, store

    settings = _settings(settings_file)
    errors = _run_step(
        stages.read_source, store.find_raw(sources), settings, out=out, jobs=jobs, preload=stages.READ_MODULES
    )
    store.save(errors, out / store.ERRORS)
    _exit(errors)


@app.command(epilog="Example: tarmaq structure data/pages --out data/structure")
def structure(
    folder: FolderArgument, out: OutOption, jobs: JobsOption = None, settings_file: SettingsOption = None
) -> None:
    """Step 3: pages to clauses, tables, definitions and responsibilities (terms.json)."""
    from pipeline import stages, store

    _next_step(stages.structure_source, folder, store.PAGES, out, jobs, settings_file, stages.STRUCTURE_MODULES)


@app.command(epilog="Example: tarmaq facts data/structure --out data/facts")
def facts(
    folder: FolderArgument, out: OutOption, jobs: JobsOption = None, settings_file: SettingsOption = None
) -> None:
    """Step 4: terms to terms with the commitments in them as data (terms.json)."""
    from pipeline import stages, store

    _next_step(stages.fact_source, folder, store.TERMS, out, jobs, settings_file, stages.FACT_MODULES)


@app.command(epilog="Example: tarmaq report data/facts --pages data/pages --out data/clean --lang ru")
def report(
    folder: FolderArgument,
    out: OutOption,
    pages: Annotated[
        Path | None, typer.Option("--pages", metavar="DIR", help="Copy the pages.json files of this folder too.")
    ] = None,
    language: LanguageOption = "en",
    settings_file: SettingsOption = None,
) -> None:
    """Step 5: check and compare all terms of a folder, and write what `run` writes."""
    from pipeline import stages, store
    from pipeline.model import Terms

    settings = _settings(settings_file)
    found = store.find_saved(folder, store.TERMS)
    documents = [store.load(source.path, Terms) for source in found.files]
    for source, terms in zip(found.files, documents, strict=True):
        store.save(terms, out / source.name / store.TERMS)
        if pages is not None:
            store.copy(pages / source.name / store.PAGES, out / source.name / store.PAGES)
    errors = store.load_errors(folder)
    stages.save_results(stages.conclude(documents, errors, settings, language), out, language)
    _exit(errors)


def _next_step(
    task: "Task",
    folder: Path,
    file_name: str,
    out: Path,
    jobs: int | None,
    settings_file: Path | None,
    preload: tuple[str, ...],
) -> None:
    from pipeline import store

    found = store.find_saved(folder, file_name)
    errors = _run_step(task, found, _settings(settings_file), out=out, jobs=jobs, preload=preload)
    all_errors = (*store.load_errors(folder), *errors)
    store.save(all_errors, out / store.ERRORS)
    _exit(all_errors)


# --- what the commands share -----------------------------------------------------------------------------------------


def _settings(path: Path | None) -> "AllSettings":
    from pipeline.settings import load_settings

    return load_settings(path or (DEFAULT_SETTINGS if DEFAULT_SETTINGS.is_file() else None))


def _run_step(
    task: "Task",
    found: "Sources",
    settings: "AllSettings",
    *,
    out: Path,
    jobs: int | None,
    preload: Sequence[str],
) -> "tuple[ErrorRecord, ...]":
    from pipeline import batch

    with _progress(found) as on_event:
        return batch.run_step(
            task, found, settings, out=out, jobs=jobs or batch.default_jobs(), preload=preload, on_event=on_event
        )


def _read_terms(
    found: "Sources", settings: "AllSettings", jobs: int | None
) -> "tuple[tuple[Terms, ...], tuple[ErrorRecord, ...]]":
    from pipeline import batch

    with _progress(found) as on_event:
        return batch.read_terms(found, settings, jobs=jobs or batch.default_jobs(), on_event=on_event)


def _paths(found: "Sources") -> dict[str, str]:
    """Where each document lies below the working folder, which CI takes for the repository's; by its name."""
    from pipeline.store import is_saved_terms

    paths = {
        source.name: Path(os.path.relpath(source.path)) for source in found.files if not is_saved_terms(source.path)
    }
    return {name: path.as_posix() for name, path in paths.items() if ".." not in path.parts}


@contextmanager
def _progress(found: "Sources") -> "Iterator[Callable[[Event], None]]":
    """A bar for the batch and one for each document that is being read, with the time left; on a terminal only.

    Anywhere it is said first which documents of the folders are of a kind that is not read.
    """
    from pipeline import batch

    if found.passed_over:
        _say(f"note: not read: {', '.join(found.passed_over)} (convert to PDF or plain text)")
    if not sys.stderr.isatty():
        yield batch.ignore
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        documents = bars.add_task("documents", total=len(found.files))
        reading: dict[str, TaskID] = {}

        def on_event(event: "Event") -> None:
            name = event.source.name
            if event.outcome is not None:
                bars.remove_task(reading.pop(name))
                bars.advance(documents)
            elif name in reading:
                bars.update(reading[name], completed=event.done, total=event.total or None)
            else:
                reading[name] = bars.add_task(escape(_printable(name)), total=None)

        yield on_event


def _emit(text: str) -> bool:
    """Write data to stdout. Whoever closed the other end wants no more of it (False), which is no error."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
        return False
    except OSError as error:
        _drop_output()
        raise UsageError(f"cannot write the output: {(error.strerror or str(error)).lower()}") from error
    return True


def _drop_output() -> None:
    """Nowhere to write any more: Python would try what is left again at its end, and fail once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Looks(TypedDict, total=False):
    width: int
    color: bool


def _looks() -> _Looks:
    """As wide as the terminal, in colour; plain where the output goes to a file or another command."""
    return {"width": get_terminal_size().columns, "color": _in_color()} if sys.stdout.isatty() else {}


def _in_color() -> bool:
    """Whether a terminal is to have colours: https://no-color.org, and TERM=dumb has none."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _say(message: str) -> None:
    sys.stderr.write(f"{_printable(message)}\n")


def _note(message: str) -> None:
    if sys.stderr.isatty():
        _say(message)


def _say_error(message: str, hint: str) -> None:
    _say(f"error: {message}")
    if hint:
        _say(f"  what to do: {hint}")


def _printable(text: str) -> str:
    """Text that cannot steer a terminal: file names and documents may hold anything."""
    return "".join(character if character.isprintable() else " " for character in text)


def _exit(errors: "Sequence[ErrorRecord]", *, found: bool = False) -> NoReturn:
    for error in errors:
        _say_error(error.message, error.hint)
    if errors:
        raise typer.Exit(EXIT_UNREADABLE)
    raise typer.Exit(EXIT_FINDINGS if found else EXIT_NOTHING_TO_REPORT)
