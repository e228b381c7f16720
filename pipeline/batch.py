"""Many documents: each in a disposable child process of its own, with limits on its time and memory.

A PDF can hang its reader, abort the process or ask for all memory there is. A pool of workers that live on loses its
other documents with it; a child per document loses one. What a child leaves is files in a folder of its own; it says
over a pipe how far it is and how it ended.
"""

import contextlib
import os
import resource
import select
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from math import ceil
from multiprocessing import forkserver, get_context, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import DocumentError, TarmaqError, UsageError
from pipeline.model import Document, ErrorRecord, Terms
from pipeline.settings import AllSettings, LimitSettings
from pipeline.stages import ALL_MODULES, DRAW_MODULES, run_source, tell_apart
from pipeline.store import (
    OVERLAY,
    PAGES,
    TERMS,
    SourceFile,
    Sources,
    is_saved_terms,
    load,
    publish,
    save_bytes,
    withdraw,
    workspace,
)

Progress = Callable[[int, int], None]
Task = Callable[[SourceFile, Path, AllSettings, Progress], None]

STDERR = "stderr.txt"
# what C and C++ libraries print before they abort for want of memory
OUT_OF_MEMORY = ("bad_alloc", "memoryerror", "out of memory", "cannot allocate memory")
# a child that hangs inside C after the parent was killed is ended by the kernel after this much more than its limit
CPU_GRACE_SECONDS = 60


class Event(NamedTuple):
    """How far a source is: pages done of `total` (0: not known yet); at the end its `outcome`."""

    source: SourceFile
    done: int = 0
    total: int = 0
    outcome: ErrorRecord | Path | None = None


def ignore(_: Event) -> None:
    """Watch a batch without looking."""


class _Child(NamedTuple):
    """A running child: what it works on, where it writes, and when its time is up (monotonic seconds)."""

    position: int
    source: SourceFile
    folder: Path
    process: ForkServerProcess
    deadline: float


class _Failure(NamedTuple):
    """What a child says when it fails; `fatal` where no other document will fare better."""

    code: str
    message: str
    hint: str
    fatal: bool = False


def default_jobs() -> int:
    """As many children as there are processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def run_step(
    task: Task,
    found: Sources,
    settings: AllSettings,
    *,
    out: Path,
    jobs: int,
    preload: Sequence[str] = (),
    on_event: Callable[[Event], None] = ignore,
) -> tuple[ErrorRecord, ...]:
    """Do a task for every source and put what it wrote into the source's folder below `out`, as soon as it is done.

    Gives the errors, those of `found` first. What an earlier run left of a source that fails now is removed.
    """

    def deliver(event: Event) -> None:
        if isinstance(event.outcome, Path):
            publish(event.outcome, out / event.source.name)
        elif event.outcome is not None:
            withdraw(out / event.source.name)
        on_event(event)

    with workspace(out) as scratch:
        outcomes = run_batch(task, found.files, settings, scratch=scratch, jobs=jobs, preload=preload, on_event=deliver)
    return (*found.errors, *(outcome for outcome in outcomes if isinstance(outcome, ErrorRecord)))


def read_terms(
    found: Sources, settings: AllSettings, *, jobs: int, on_event: Callable[[Event], None] = ignore
) -> tuple[tuple[Terms, ...], tuple[ErrorRecord, ...]]:
    """The terms of every source, whether a document or the `terms.json` of one; and the errors of those without."""
    documents, _, errors = _read_saved(found, settings, lambda _: None, jobs=jobs, on_event=on_event)
    return documents, errors


def read_terms_and_pages(
    found: Sources, settings: AllSettings, *, jobs: int, on_event: Callable[[Event], None] = ignore
) -> tuple[tuple[Terms, ...], tuple[Document | None, ...], tuple[ErrorRecord, ...]]:
    """Like `read_terms`, and the pages of each; None where no `pages.json` stands beside a `terms.json`."""
    return _read_saved(found, settings, _load_pages, jobs=jobs, on_event=on_event)


def _load_pages(folder: Path) -> Document | None:
    path = folder / PAGES
    return load(path, Document) if path.exists() else None


def _read_saved(
    found: Sources,
    settings: AllSettings,
    load_pages: Callable[[Path], Document | None],
    *,
    jobs: int,
    on_event: Callable[[Event], None],
) -> tuple[tuple[Terms, ...], tuple[Document | None, ...], tuple[ErrorRecord, ...]]:
    raw = tuple(source for source in found.files if not is_saved_terms(source.path))
    read: dict[SourceFile, tuple[Terms, Document | None]] = {}
    errors: dict[SourceFile, ErrorRecord] = {}
    with workspace(None) as scratch:
        outcomes = run_batch(
            run_source, raw, settings, scratch=scratch, jobs=jobs, preload=ALL_MODULES, on_event=on_event
        )
        for source, outcome in zip(raw, outcomes, strict=True):
            if isinstance(outcome, ErrorRecord):
                errors[source] = outcome
            else:
                read[source] = load(outcome / TERMS, Terms), load_pages(outcome)
    for source in found.files:
        if source not in read and source not in errors:
            try:
                read[source] = load(source.path, Terms), load_pages(source.path.parent)
            except DocumentError as error:
                errors[source] = _error_record(source, _Failure(error.code, error.message, error.hint))
    sources = [source for source in found.files if source in read]
    documents = tell_apart([read[source][0] for source in sources], sources)
    pages = tuple(read[source][1] for source in sources)
    return documents, pages, (*found.errors, *(errors[source] for source in found.files if source in errors))


def draw_page(
    task: Task,
    found: Sources,
    settings: AllSettings,
    *,
    overlay: Path,
    on_event: Callable[[Event], None] = ignore,
) -> tuple[ErrorRecord, ...]:
    """Put the image that `task` draws of one source at `overlay`; the error where it could not."""
    with workspace(None) as scratch:
        outcomes = run_batch(
            task, found.files, settings, scratch=scratch, jobs=1, preload=DRAW_MODULES, on_event=on_event
        )
        for outcome in outcomes:
            if isinstance(outcome, Path):
                save_bytes((outcome / OVERLAY).read_bytes(), overlay)
    return (*found.errors, *(outcome for outcome in outcomes if isinstance(outcome, ErrorRecord)))


def run_batch(
    task: Task,
    sources: Sequence[SourceFile],
    settings: AllSettings,
    *,
    scratch: Path,
    jobs: int,
    preload: Sequence[str] = (),
    on_event: Callable[[Event], None] = ignore,
) -> tuple[ErrorRecord | Path, ...]:
    """What became of each source, in the order given: the folder with what `task` wrote, or its error.

    `task` is a function that a child can import; `preload` names the modules it needs, imported once for all children.
    Folders are made below `scratch`. However this ends, no child outlives it.
    """
    context = get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    _start_server()
    waiting = list(enumerate(sources))[::-1]
    running: dict[Connection, _Child] = {}
    outcomes: dict[int, ErrorRecord | Path] = {}

    def end(pipe: Connection, failure: _Failure | None) -> None:
        child = running.pop(pipe)
        pipe.close()
        _kill(child.process)
        if failure is not None and failure.fatal:
            raise UsageError(failure.message, hint=failure.hint)
        outcome = child.folder if failure is None else _error_record(child.source, failure)
        outcomes[child.position] = outcome
        on_event(Event(child.source, outcome=outcome))

    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                position, source = waiting.pop()
                on_event(Event(source))
                pipe, child = _start(context, task, position, source, scratch / str(position), settings)
                running[pipe] = child
            soonest = min(child.deadline for child in running.values())
            speaking = wait(list(running), timeout=max(0.0, soonest - time.monotonic()))
            for pipe, child in list(running.items()):
                if pipe in speaking:
                    _hear(pipe, child, settings.limits, end, on_event)
                elif time.monotonic() > child.deadline:
                    end(pipe, _timeout(settings.limits))
    finally:
        for child in running.values():
            _kill(child.process)
    return tuple(outcomes[position] for position in range(len(sources)))


def _start_server() -> None:
    """Start what children are forked from, deaf to Ctrl-C: that is for the batch, which ends its children."""
    resource_tracker.ensure_running()  # which lets Ctrl-C in again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start(
    context: ForkServerContext, task: Task, position: int, source: SourceFile, folder: Path, settings: AllSettings
) -> tuple[Connection, _Child]:
    folder.mkdir()
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(task, source, folder, settings, theirs))
    process.start()
    theirs.close()
    return ours, _Child(position, source, folder, process, time.monotonic() + settings.limits.seconds)


def _hear(
    pipe: Connection,
    child: _Child,
    limits: LimitSettings,
    end: Callable[[Connection, _Failure | None], None],
    on_event: Callable[[Event], None],
) -> None:
    """Take what a child says: `(done, total)` pages, a failure, None for well done, or nothing because it died."""
    try:
        message = pipe.recv()
    except (EOFError, OSError):
        child.process.join()
        end(pipe, _death(child, limits))
        return
    if message is None or isinstance(message, _Failure):
        end(pipe, message)
    else:
        on_event(Event(child.source, *message))


def _kill(process: ForkServerProcess) -> None:
    """End a child and whatever it started (Tesseract), and wait until it is gone."""
    if process.pid is not None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.join()
    process.close()


# --- what failed -----------------------------------------------------------------------------------------------------


def _error_record(source: SourceFile, failure: _Failure) -> ErrorRecord:
    return ErrorRecord(
        source=source.name, code=failure.code, message=f"{source.name}: {failure.message}", hint=failure.hint
    )


def _timeout(limits: LimitSettings) -> _Failure:
    return _Failure(
        "timeout",
        f"not read within {limits.seconds:g} seconds, so reading it was stopped",
        "split the document, or raise limits.seconds in the settings if it is known to be harmless",
    )


def _memory(limits: LimitSettings) -> _Failure:
    return _Failure(
        "memory",
        f"needs more than the {limits.memory_mb} MiB that one document may use",
        "split the document, or raise limits.memory_mb in the settings if it is known to be harmless",
    )


def _death(child: _Child, limits: LimitSettings) -> _Failure:
    """Why a child ended without a word, by its exit code and the last it printed."""
    code = child.process.exitcode or 0
    last_words = _last_words(child.folder / STDERR)
    if any(sign in last_words.lower() for sign in OUT_OF_MEMORY):
        return _memory(limits)
    if code == -signal.SIGKILL:
        return _Failure(
            "memory",
            "the system ended the reader, most likely because memory ran out",
            "run fewer documents at once (--jobs), or lower limits.memory_mb in the settings",
        )
    name = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    return _Failure(
        "crashed",
        f"the reader crashed on it ({name}){': ' + last_words if last_words else ''}",
        f"it is damaged or hostile, or needs more than the {limits.memory_mb} MiB that limits.memory_mb allows:"
        " print it to a new PDF where it still opens, and try that copy",
    )


def _last_words(path: Path) -> str:
    """The last line that a child printed, at most 200 characters."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    except OSError:
        return ""
    return lines[-1].strip()[:200] if lines else ""


# --- inside the child ------------------------------------------------------------------------------------------------


def _work(task: Task, source: SourceFile, folder: Path, settings: AllSettings, pipe: Connection) -> None:
    os.setsid()
    _end_with_parent(pipe)
    _quiet(folder / STDERR)
    _keep_temporary_files_in(folder)
    _limit(settings.limits)

    def progress(done: int, total: int) -> None:
        pipe.send((done, total))

    failure: _Failure | None = None
    try:
        task(source, folder, settings, progress)
    except DocumentError as error:
        failure = _Failure(error.code, error.message, error.hint)
    except TarmaqError as error:
        failure = _Failure("", error.message, error.hint, fatal=True)
    except MemoryError:
        failure = _memory(settings.limits)
    except Exception as error:  # one document's fault must not cost the others
        failure = _bug(error)
    pipe.send(failure)
    pipe.close()


def _bug(error: Exception) -> _Failure:
    place = traceback.extract_tb(error.__traceback__)[-1]
    return _Failure(
        "crashed",
        f"tarmaq failed on it: {type(error).__name__}: {error} ({Path(place.filename).name}, line {place.lineno})",
        "this is a fault of tarmaq: please report it with the document, or with a page of it",
    )


def _end_with_parent(pipe: Connection) -> None:
    """Let the child and what it started die when the batch does, however that came about.

    Nobody but the batch holds the reading end of the pipe, so an error condition on the writing end is its death.
    """
    poll = select.poll()
    poll.register(pipe.fileno(), 0)

    def watch() -> None:
        poll.poll()
        os.killpg(0, signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()


def _quiet(path: Path) -> None:
    """Keep what libraries print out of the command's output: it goes to a file, for `_death` to look at."""
    with path.open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)


def _keep_temporary_files_in(folder: Path) -> None:
    """Page images that a killed child cannot remove go with its folder."""
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)


def _limit(limits: LimitSettings) -> None:
    processors = os.cpu_count() or 1
    _set_limit(resource.RLIMIT_CORE, 0)
    _set_limit(resource.RLIMIT_CPU, ceil(limits.seconds * processors) + CPU_GRACE_SECONDS)
    _set_limit(resource.RLIMIT_DATA, (_data_size() + limits.memory_mb) * 2**20)


def _set_limit(which: int, value: int) -> None:
    hard = resource.getrlimit(which)[1]
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(which, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _data_size() -> int:
    """MiB of memory that this process has claimed already, where the system tells (Linux)."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
    except OSError:
        return 0
    return pages * resource.getpagesize() // 2**20
