"""A document that hangs, crashes or eats memory costs itself and nobody else."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.batch import Event, Progress, run_batch
from pipeline.errors import DocumentError, UsageError
from pipeline.model import ErrorRecord
from pipeline.settings import AllSettings, LimitSettings
from pipeline.store import SourceFile

SETTINGS = AllSettings(limits=LimitSettings(seconds=4, memory_mb=200))


def behave(source: SourceFile, folder: Path, _: AllSettings, progress: Progress) -> None:
    """Do what the source's name says, as a hostile document would make its reader do."""
    misbehaviour = MISBEHAVIOUR.get(source.name)
    if misbehaviour is not None:
        misbehaviour(folder)
    progress(1, 2)
    progress(2, 2)
    (folder / "result.txt").write_text(source.name, encoding="utf-8")


def sleep(_: Path) -> None:
    time.sleep(600)


def hang_in_c(_: Path) -> None:
    re.match(r"(a|aa)+$", "a" * 60 + "b")  # ages inside one call into C that never lets another thread run


def abort(_: Path) -> None:
    os.abort()


def leave(_: Path) -> None:
    os._exit(7)


def be_killed(_: Path) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def allocate(_: Path) -> None:
    held = [bytearray(50 * 2**20) for _ in range(100)]
    assert not held


def abort_for_memory(_: Path) -> None:
    os.write(2, b"terminate called after throwing an instance of 'std::bad_alloc'\n")
    os.abort()


def stumble(_: Path) -> None:
    raise ZeroDivisionError("nobody thought of this")


def refuse(_: Path) -> None:
    raise DocumentError("encrypted", "needs a password", hint="remove the password")


def leave_a_grandchild(folder: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    (folder.parent / "grandchild").write_text(str(child.pid), encoding="utf-8")
    time.sleep(600)


def keep_a_page_image(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as images:
        (folder.parent / "images").write_text(images, encoding="utf-8")
        time.sleep(600)


def have_no_room(_: Path) -> None:
    raise UsageError("cannot write: no space left on device", hint="make room")


MISBEHAVIOUR: dict[str, Callable[[Path], None]] = {
    "sleeps": sleep,
    "hangs": hang_in_c,
    "aborts": abort,
    "leaves": leave,
    "is killed": be_killed,
    "allocates": allocate,
    "aborts for memory": abort_for_memory,
    "stumbles": stumble,
    "refuses": refuse,
    "has a grandchild": leave_a_grandchild,
    "has a page image": keep_a_page_image,
    "has no room": have_no_room,
}


def run(
    names: list[str], scratch: Path, jobs: int = 2, on_event: Callable[[Event], None] = lambda _: None
) -> tuple[ErrorRecord | Path, ...]:
    sources = [SourceFile(path=Path(name), name=name) for name in names]
    return run_batch(behave, sources, SETTINGS, scratch=scratch, jobs=jobs, on_event=on_event)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def dies(pid: int) -> bool:
    """Whether a process ends within some seconds."""
    deadline = time.monotonic() + 10
    while is_alive(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


BAD = (
    ("sleeps", "timeout", "4 seconds"),
    ("hangs", "timeout", "4 seconds"),
    ("aborts", "crashed", "SIGABRT"),
    ("leaves", "crashed", "exit code 7"),
    ("is killed", "memory", "the system ended the reader"),
    ("allocates", "memory", "200 MiB"),
    ("aborts for memory", "memory", "200 MiB"),
    ("stumbles", "crashed", "ZeroDivisionError: nobody thought of this (test_batch.py, line"),
    ("refuses", "encrypted", "needs a password"),
)
NAMES = ("good", *(name for name, _, _ in BAD), "better")


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ErrorRecord | Path]:
    """What became of a batch in which nearly every document is bad."""
    return dict(zip(NAMES, run(list(NAMES), tmp_path_factory.mktemp("batch"), jobs=3), strict=True))


@pytest.mark.parametrize(("name", "code", "said"), BAD)
def test_a_bad_document_is_an_error(name: str, code: str, said: str, outcomes: dict[str, ErrorRecord | Path]) -> None:
    bad = outcomes[name]
    assert isinstance(bad, ErrorRecord)
    assert (bad.source, bad.code) == (name, code)
    assert said in bad.message
    assert bad.hint


@pytest.mark.parametrize("name", ["good", "better"])
def test_the_others_go_on(name: str, outcomes: dict[str, ErrorRecord | Path]) -> None:
    outcome = outcomes[name]
    assert isinstance(outcome, Path)
    assert (outcome / "result.txt").read_text(encoding="utf-8") == name


def test_what_a_stopped_reader_started_is_stopped_too(tmp_path: Path) -> None:
    (outcome,) = run(["has a grandchild"], tmp_path)
    assert isinstance(outcome, ErrorRecord)
    assert dies(int((tmp_path / "grandchild").read_text(encoding="utf-8")))


def test_page_images_of_a_stopped_reader_go_with_the_batch(tmp_path: Path) -> None:
    run(["has a page image"], tmp_path)
    assert Path((tmp_path / "images").read_text(encoding="utf-8")).is_relative_to(tmp_path)


def test_what_no_document_can_help_ends_the_batch(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no space left"):
        run(["good", "has no room", "sleeps"], tmp_path)


def test_the_order_is_that_of_the_sources_however_many_children(tmp_path: Path) -> None:
    names = [f"document {number}" for number in range(7)]
    for jobs in (1, 3):
        scratch = tmp_path / str(jobs)
        scratch.mkdir()
        outcomes = run(names, scratch, jobs)
        assert [(o / "result.txt").read_text(encoding="utf-8") for o in outcomes if isinstance(o, Path)] == names


def test_events_tell_how_far_each_document_is(tmp_path: Path) -> None:
    events: list[Event] = []
    run(["good", "aborts"], tmp_path, jobs=1, on_event=events.append)
    told = [(event.source.name, event.done, event.total, type(event.outcome)) for event in events]
    assert told == [
        ("good", 0, 0, type(None)),
        ("good", 1, 2, type(None)),
        ("good", 2, 2, type(None)),
        ("good", 0, 0, type(tmp_path)),
        ("aborts", 0, 0, type(None)),
        ("aborts", 0, 0, ErrorRecord),
    ]


INTERRUPTED = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from test_batch import run
if __name__ == "__main__":
    run(["good", "has a grandchild"], Path({scratch!r}))
"""


def test_ctrl_c_while_the_children_are_made_ready_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "slow_to_load.py").write_text(
        "import pathlib, time\npathlib.Path('loading').touch()\ntime.sleep(3)\n", encoding="utf-8"
    )
    script = tmp_path / "batch.py"
    script.write_text(PRELOADING.format(tests=str(Path(__file__).parent), folder=str(tmp_path)), encoding="utf-8")
    # as on a terminal: the batch and all that it started are interrupted
    batch = subprocess.Popen(
        [sys.executable, str(script)], stderr=subprocess.PIPE, text=True, cwd=tmp_path, process_group=0
    )
    deadline = time.monotonic() + 20
    while not (tmp_path / "loading").exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    os.killpg(batch.pid, signal.SIGINT)
    _, said = batch.communicate(timeout=20)
    assert "KeyboardInterrupt" not in said


PRELOADING = """
import sys
from pathlib import Path
sys.path[:0] = [{folder!r}, {tests!r}]
from multiprocessing import get_context
from pipeline.batch import run_batch
from test_batch import SETTINGS, behave
from pipeline.store import SourceFile
if __name__ == "__main__":
    source = SourceFile(path=Path("good"), name="good")
    try:
        run_batch(behave, [source], SETTINGS, scratch=Path({folder!r}), jobs=1, preload=["slow_to_load"])
    except KeyboardInterrupt:
        sys.exit(130)
"""


@pytest.mark.parametrize("ended_by", [signal.SIGINT, signal.SIGKILL])
def test_no_child_outlives_the_batch(ended_by: signal.Signals, tmp_path: Path) -> None:
    script = tmp_path / "batch.py"
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    script.write_text(INTERRUPTED.format(tests=str(Path(__file__).parent), scratch=str(scratch)), encoding="utf-8")
    batch = subprocess.Popen([sys.executable, str(script)], stderr=subprocess.DEVNULL)
    pid_file = scratch / "grandchild"
    deadline = time.monotonic() + 20
    while not (pid_file.exists() and pid_file.read_text(encoding="utf-8")):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    grandchild = int(pid_file.read_text(encoding="utf-8"))
    assert is_alive(grandchild)
    batch.send_signal(ended_by)
    batch.wait(timeout=10)
    assert dies(grandchild)
