"""The commands as people and CI call them: output, exit codes, messages."""

import contextlib
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import jsonschema
import pytest

from pipeline import __version__, cli, stages, store
from pipeline.errors import EXIT_FINDINGS, EXIT_NOTHING_TO_REPORT, EXIT_UNREADABLE, EXIT_WRONG_USE
from pipeline.model import Finding, Location, Terms
from pipeline.settings import AllSettings, load_settings
from tests.check_terms import make_terms

ROOT = Path(__file__).parent.parent
COMMAND = (sys.executable, "-c", "from pipeline.cli import main; main()")
QUESTIONS = ("diff", "compare", "check", "repair", "show", "export", "explain")
COMMANDS = ("run", *QUESTIONS, "read", "structure", "facts", "report")

Called = tuple[int, str, str]
Call = Callable[..., Called]

OLD = (("1", "МӘНІ"), ("1.1", "Орындаушы өтінімге 24 сағат ішінде жауап беруге міндетті."))
NEW = (("1", "МӘНІ"), ("1.1", "Орындаушы өтінімге 48 сағат ішінде жауап беруге міндетті."))


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Call:
    """Call the command in a folder of its own; gives exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)

    def call_(*arguments: object) -> Called:
        monkeypatch.setattr(sys, "argv", ["tarmaq", *map(str, arguments)])
        with pytest.raises(SystemExit) as caught:
            cli.main()
        said = capsys.readouterr()
        assert isinstance(caught.value.code, int)
        return caught.value.code, said.out, said.err

    return call_


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    """Save terms of clauses as a file, for the commands that take one."""

    def save_(clauses: Sequence[Sequence[str]], name: str) -> Path:
        path = tmp_path / name / store.TERMS
        store.save(make_terms(clauses, file=name), path)
        return path

    return save_


# --- help ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_by_an_example(command: str, call: Call) -> None:
    code, out, err = call(command, "--help")
    assert (code, err) == (0, "")
    assert f"Example: tarmaq {command} " in out


def test_help_loads_no_step() -> None:
    script = (
        "import sys; from typer.testing import CliRunner; from pipeline.cli import app;"
        "assert CliRunner().invoke(app, ['--help']).exit_code == 0;"
        "print([name for name in ('numpy', 'pandas', 'cv2', 'spacy', 'pdfplumber', 'jinja2') if name in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", script], text=True).strip() == "[]"


def test_the_version_is_that_of_the_package(call: Call) -> None:
    assert call("--version") == (0, f"tarmaq {__version__}\n", "")


# --- wrong use -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["swim"], "No such command"),
        (["run", "a.txt"], "Missing option"),
        (["run", "a.txt", "--out", "o", "--jobs", "0"], "--jobs"),
        (["run", "a.txt", "--out", "o", "--engine", "abacus"], "there is no engine 'abacus'"),
        (["run", "a.txt", "b/a.txt", "--out", "o"], "2 sources would share the folder a.txt"),
        (["run", ".", "--out", "o"], "nothing to read"),
        (["diff", "a.txt"], "Missing argument"),
        (["check", "a.txt", "--format", "yaml"], "--format"),
        (["check", "a.txt", "--fail-on", "never-ever"], "--fail-on"),
        (["check", "a.txt", "--baseline", "none.json"], "the baseline cannot be used"),
        (["check", "a.txt", "--settings", "none.yaml"], "cannot read the settings file none.yaml"),
        (["structure", "nowhere", "--out", "o"], "nowhere is not a folder"),
        (["explain", "no-such-rule"], "no-such-rule"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_use_is_a_message_and_exit_code_2(arguments: list[str], said: str, call: Call, tmp_path: Path) -> None:
    code, out, err = call(*arguments)
    assert code == EXIT_WRONG_USE
    assert out == ""
    assert said in err
    assert "Traceback" not in err
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("read: {dpi: many}", "read.dpi"),
        ("reed: {}", "reed"),
        ("limits: {seconds: -1}", "limits.seconds"),
        ("read: {dpi: 0}", "read.dpi"),
        ("read: {ocr_languages: []}", "read.ocr_languages"),
        ("read: {max_pages: 0}", "read.max_pages"),
        ("check: {duplicate_similarity: 97}", "check.duplicate_similarity"),
        ("[]", "params.yaml"),
        ("check: [", "params.yaml"),
    ],
)
def test_settings_that_are_wrong_name_the_place(text: str, said: str, call: Call, tmp_path: Path) -> None:
    (tmp_path / "params.yaml").write_text(text, encoding="utf-8")
    code, _, err = call("show", "a.txt")
    assert code == EXIT_WRONG_USE
    assert said in err


def test_the_settings_in_the_repository_are_the_defaults() -> None:
    assert load_settings(ROOT / "params.yaml") == AllSettings()


@pytest.mark.parametrize("text", ["", "\n", "# read: {dpi: 300}\n"])
def test_settings_without_a_word_are_the_defaults(text: str, tmp_path: Path) -> None:
    (tmp_path / "params.yaml").write_text(text, encoding="utf-8")
    assert load_settings(tmp_path / "params.yaml") == AllSettings()


def test_a_full_disk_is_a_message(save: Callable[..., Path]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [*COMMAND, "show", str(save(OLD, "a"))], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert ended.returncode == EXIT_WRONG_USE
    assert ended.stderr.startswith("error: cannot write the output: no space left on device")


# --- questions -------------------------------------------------------------------------------------------------------


def test_diff_of_a_figure_is_substantive(call: Call, save: Callable[..., Path]) -> None:
    old, new = save(OLD, "old"), save(NEW, "new")
    code, out, err = call("diff", old, new, "--format", "json")
    assert (code, err) == (EXIT_FINDINGS, "")
    diff = json.loads(out)
    jsonschema.validate(diff, json.loads((ROOT / "schemas" / "diff.schema.json").read_bytes()))
    (change,) = diff["changes"]
    assert (change["kind"], change["significance"], change["facets"]) == ("modified", "substantive", ["number"])
    assert call("diff", old, new, "--fail-on", "never")[0] == EXIT_NOTHING_TO_REPORT


def test_diff_of_a_document_with_itself_is_nothing(call: Call, save: Callable[..., Path]) -> None:
    path = save(OLD, "old")
    code, out, err = call("diff", path, path, "--fail-on", "any", "--format", "json")
    assert (code, json.loads(out)["changes"], err) == (EXIT_NOTHING_TO_REPORT, [], "")


def test_diff_of_a_dash_counts_only_as_any(call: Call, save: Callable[..., Path]) -> None:
    old = save((("1", "Қызмет - ақылы."),), "old")
    new = save((("1", "Қызмет – ақылы."),), "new")
    assert call("diff", old, new)[0] == EXIT_NOTHING_TO_REPORT
    assert call("diff", old, new, "--fail-on", "any")[0] == EXIT_FINDINGS


def test_diff_wants_one_document_a_side(call: Call, save: Callable[..., Path], tmp_path: Path) -> None:
    save(OLD, "both/old")
    new = save(NEW, "both/new")
    code, _, err = call("diff", tmp_path / "both", new)
    assert code == EXIT_WRONG_USE
    assert "holds 2 documents" in err


@pytest.mark.parametrize("format_", ["text", "json", "markdown", "html", "sarif", "github"])
def test_diff_prints_every_format(format_: str, call: Call, save: Callable[..., Path]) -> None:
    _, out, err = call("diff", save(OLD, "old"), save(NEW, "new"), "--format", format_)
    assert "48" in out
    assert err == ""


@pytest.mark.parametrize("format_", ["text", "json", "markdown", "html"])
def test_compare_prints_every_format(format_: str, call: Call, save: Callable[..., Path]) -> None:
    code, out, err = call("compare", save(OLD, "vps"), save(NEW, "veeam"), "--format", format_)
    assert (code, err) == (EXIT_NOTHING_TO_REPORT, "")
    assert "vps" in out
    assert "veeam" in out


def test_two_versions_of_one_name_are_told_apart(call: Call, tmp_path: Path) -> None:
    paths = [tmp_path / year / "vps.json" for year in ("2024", "2025")]
    for path, clauses in zip(paths, (OLD, NEW), strict=True):
        store.save(make_terms(clauses, file="vps.txt"), path)
    _, out, _ = call("compare", *paths, "--format", "json")
    assert json.loads(out)["documents"] == [str(path) for path in paths]


@pytest.mark.parametrize("format_", ["text", "json", "markdown", "sarif", "junit", "github"])
def test_check_prints_every_format(format_: str, call: Call, save: Callable[..., Path]) -> None:
    code, out, err = call("check", save(OLD, "vps"), "--format", format_, "--fail-on", "never")
    assert (code, err) == (EXIT_NOTHING_TO_REPORT, "")
    assert out


SEVERITIES = ("low", "medium", "high")


def found(severity: str) -> Finding:
    return Finding(
        rule="made-up",
        family="vague",
        severity=severity,  # type: ignore[arg-type]
        message="look",
        locations=(Location(document="vps", clause="1", quote="МӘНІ"),),
        fingerprint=f"print-{severity}",
    )


@pytest.mark.parametrize(
    ("fail_on", "codes"), [("low", [1, 1, 1]), ("medium", [0, 1, 1]), ("high", [0, 0, 1]), ("never", [0, 0, 0])]
)
def test_fail_on_is_a_least_severity(
    fail_on: str, codes: list[int], call: Call, save: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save(OLD, "vps")
    for severity, code in zip(SEVERITIES, codes, strict=True):
        monkeypatch.setattr("pipeline.stages.check", lambda *_, severity=severity: (found(severity),))
        assert call("check", path, "--fail-on", fail_on)[0] == code


def test_what_the_baseline_knows_is_left_out(
    call: Call, save: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("pipeline.stages.check", lambda *_: (found("high"), found("low")))
    path = save(OLD, "vps")
    (tmp_path / "known.json").write_text(call("check", path, "--format", "json")[1], encoding="utf-8")
    assert call("check", path, "--baseline", "known.json", "--fail-on", "low") == (0, "no findings\n", "")


TERMS = "1. SUBJECT\n1.1. The Provider shall answer within {} hours, as clause 9.9 says.\n"


def test_services_are_told_where_in_the_repository_a_document_lies(call: Call, tmp_path: Path) -> None:
    for year, hours in (("2024", 24), ("2025", 48)):
        (tmp_path / "terms" / year).mkdir(parents=True)
        (tmp_path / "terms" / year / "a b.txt").write_text(TERMS.format(hours), encoding="utf-8")
    assert "file=terms/2024/a b.txt," in call("check", "terms", "--format", "github")[1]
    assert "file=terms/2024/a b.txt," in call("check", tmp_path / "terms" / "2024", "--format", "github")[1]
    assert '"uri": "terms/2024/a%20b.txt"' in call("check", "terms", "--format", "sarif")[1]
    versions = ("terms/2024/a b.txt", "terms/2025/a b.txt")
    assert "file=terms/2025/a b.txt," in call("diff", *versions, "--format", "github")[1]
    assert '"uri": "terms/2025/a%20b.txt"' in call("diff", *versions, "--format", "sarif")[1]


def test_an_unreadable_document_goes_before_findings_and_the_others_are_checked(
    call: Call, save: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("pipeline.stages.check", lambda documents, *_: (found("high"),) * len(documents))
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    code, out, err = call("check", "bad.json", save(OLD, "vps"), "gone.json", "--format", "json")
    assert code == EXIT_UNREADABLE
    assert len(json.loads(out)) == 1
    assert "error: bad.json:" in err
    assert "error: gone.json:" in err
    assert err.count("what to do:") == 2


def test_a_document_of_a_folder_that_is_not_read_is_told(call: Call, save: Callable[..., Path], tmp_path: Path) -> None:
    save(OLD, "out/a")
    (tmp_path / "out" / "contract.docx").write_bytes(b"x")
    assert call("check", tmp_path / "out", "--fail-on", "never")[2] == (
        "note: not read: contract.docx (convert to PDF or plain text)\n"
    )


def test_show_takes_a_folder_of_saved_terms(call: Call, save: Callable[..., Path], tmp_path: Path) -> None:
    save(OLD, "out/a")
    save(NEW, "out/b")
    code, out, _ = call("show", tmp_path / "out")
    assert code == EXIT_NOTHING_TO_REPORT
    assert out.index("24 сағат") < out.index("48 сағат")


def test_export_of_one_document_goes_to_stdout(call: Call, save: Callable[..., Path]) -> None:
    path = save(OLD, "a")
    saved = store.to_json(store.load(path, Terms)).decode()
    assert call("export", path, "--format", "json") == (EXIT_NOTHING_TO_REPORT, saved, "")
    assert "24 сағат" in call("export", path)[1]


@pytest.mark.parametrize(
    ("format_", "name"), [("markdown", "terms.md"), ("akn", "terms.akn.xml"), ("docling", "terms.docling.json")]
)
def test_export_of_many_goes_into_their_folders(
    format_: str, name: str, call: Call, save: Callable[..., Path], tmp_path: Path
) -> None:
    save(OLD, "out/a")
    save(NEW, "out/b")
    code, out, err = call("export", tmp_path / "out", "--format", format_)
    assert (code, out) == (EXIT_WRONG_USE, "")
    assert "--out DIR" in err
    assert call("export", tmp_path / "out", "--format", format_, "--out", "out") == (EXIT_NOTHING_TO_REPORT, "", "")
    assert sorted(path.name for path in (tmp_path / "out").rglob("*.*")) == sorted([name, "terms.json"] * 2)
    assert "48 сағат" in next((tmp_path / "out").rglob(f"b/{name}")).read_text(encoding="utf-8")


def test_export_takes_page_sizes_from_the_pages_beside_the_terms(
    call: Call, save: Callable[..., Path], tmp_path: Path
) -> None:
    path = save(OLD, "a")
    assert json.loads(call("export", path, "--format", "docling")[1])["pages"] == {}
    (tmp_path / "b.txt").write_text("1. МӘНІ\n1.1. Қызмет көрсетіледі.\n", encoding="utf-8")
    assert call("read", "b.txt", "--out", "read")[0] == EXIT_NOTHING_TO_REPORT
    (tmp_path / "read" / "b.txt" / store.PAGES).rename(path.with_name(store.PAGES))
    assert list(json.loads(call("export", path, "--format", "docling")[1])["pages"]) == ["1"]


def test_show_survives_a_reader_that_leaves(save: Callable[..., Path]) -> None:
    path = save([(str(number), "сөз " * 200) for number in range(1, 200)], "long")
    shown = subprocess.Popen([*COMMAND, "show", str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert shown.stdout is not None
    assert shown.stderr is not None
    shown.stdout.read(10)
    shown.stdout.close()
    assert shown.stderr.read() == b""
    assert shown.wait(timeout=30) == EXIT_NOTHING_TO_REPORT
    shown.stderr.close()


def test_the_text_of_a_file_name_cannot_steer_the_terminal(call: Call) -> None:
    _, _, err = call("show", "\x1b[31mred.json")
    assert "\x1b" not in err
    assert "red.json" in err


# --- repair ----------------------------------------------------------------------------------------------------------


def test_repair_mends_a_file_and_says_how(call: Call, tmp_path: Path) -> None:
    (tmp_path / "garbled.txt").write_text("Ќазаќстан Республикасы\n", encoding="utf-8")
    assert call("repair", "garbled.txt") == (0, "Қазақстан Республикасы\n", "")
    _, out, _ = call("repair", "garbled.txt", "--json")
    mended = json.loads(out)
    assert mended["text"] == "Қазақстан Республикасы\n"
    assert mended["lines"][0]["repairs"]


def test_repair_reads_stdin() -> None:
    ended = subprocess.run([*COMMAND, "repair", "-"], input="Ќазаќстан\n".encode(), stdout=subprocess.PIPE, check=True)
    assert ended.stdout.decode() == "Қазақстан\n"


HOSTILE = "Ќазаќстан \x9b31m \u202e99,9 %\u202c \rRepublic\n"


@pytest.mark.parametrize(
    ("variables", "colored"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_repaired_text_cannot_steer_the_terminal_and_colours_can_be_refused(
    variables: dict[str, str], colored: bool, call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "garbled.txt").write_text(HOSTILE, encoding="utf-8", newline="")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    _, out, _ = call("repair", "garbled.txt")
    assert "Қазақстан" in out
    assert ("\x1b[32m" in out) is colored
    assert not set("\x9b\r\u202e") & set(out)


@pytest.mark.parametrize(("variables", "colored"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_what_is_shown_is_coloured_where_colours_are_wanted(
    variables: dict[str, str],
    colored: bool,
    call: Call,
    save: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = save(OLD, "a")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert ("\x1b[" in call("show", path)[1]) is colored


def test_repair_stops_when_nobody_reads_on() -> None:
    part = "Орындаушы қызмет көрсетеді.\n".encode() * (stages.PART_BYTES // 50)
    repairing = subprocess.Popen([*COMMAND, "repair", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert repairing.stdin is not None
    assert repairing.stdout is not None
    repairing.stdin.write(part * 2)
    repairing.stdout.read(10)
    repairing.stdout.close()
    with pytest.raises(BrokenPipeError):
        repairing.stdin.write(part * 20)
    assert repairing.wait(timeout=30) == EXIT_NOTHING_TO_REPORT
    with contextlib.suppress(BrokenPipeError):
        repairing.stdin.close()


def test_repair_of_what_is_no_text_names_the_file(call: Call, tmp_path: Path) -> None:
    (tmp_path / "picture.txt").write_bytes(bytes(range(256)) * 40)
    code, out, err = call("repair", "picture.txt")
    assert (code, out) == (EXIT_UNREADABLE, "")
    assert "picture.txt" in err
    assert call("repair", "gone.txt")[0] == EXIT_UNREADABLE


# --- run and the single steps ----------------------------------------------------------------------------------------

FILES = (
    "clauses.parquet",
    "compare.json",
    "errors.json",
    "facts.parquet",
    "findings.json",
    "metrics.json",
    "report.html",
    "tables.parquet",
)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def tarmaq(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with sources, good and bad, and `out`, what `run` made of them."""
    folder = tmp_path_factory.mktemp("ran")
    (folder / "in" / "sub").mkdir(parents=True)
    for name in ("veeam.txt", "sub/dedicated.txt"):
        (folder / "in" / name).write_bytes((ROOT / "data" / "raw" / Path(name).name).read_bytes())
    (folder / "in" / "empty.pdf").write_bytes(b"")
    ended = tarmaq("run", "in", "gone.txt", "--out", "out", cwd=folder)
    assert ended.returncode == EXIT_UNREADABLE
    assert ended.stdout == ""
    assert [line for line in ended.stderr.splitlines() if line.startswith("error: ")] != []
    return folder


def test_run_writes_what_the_contract_names(ran: Path) -> None:
    sources = ("sub/dedicated.txt", "veeam.txt")
    expected = {*FILES, *(f"{source}/{file}" for source in sources for file in ("pages.json", "terms.json"))}
    assert set(snapshot(ran / "out")) == expected
    errors = json.loads((ran / "out" / "errors.json").read_bytes())
    assert [error["source"] for error in errors] == ["empty.pdf", "gone.txt"]
    assert all(error["code"] and error["message"] and error["hint"] for error in errors)


@pytest.mark.parametrize(
    ("file", "schema"),
    [
        ("veeam.txt/pages.json", "pages"),
        ("veeam.txt/terms.json", "terms"),
        ("findings.json", "findings"),
        ("compare.json", "compare"),
        ("errors.json", "errors"),
    ],
)
def test_what_run_writes_keeps_to_the_schemas(file: str, schema: str, ran: Path) -> None:
    jsonschema.validate(
        json.loads((ran / "out" / file).read_bytes()),
        json.loads((ROOT / "schemas" / f"{schema}.schema.json").read_bytes()),
    )


def test_running_again_gives_the_same_bytes_whatever_the_number_of_jobs(ran: Path) -> None:
    before = snapshot(ran / "out")
    tarmaq("run", "in", "gone.txt", "--out", "out", "--jobs", "1", cwd=ran)
    assert snapshot(ran / "out") == before


def test_the_single_steps_make_what_run_makes(ran: Path) -> None:
    for arguments in (
        ("read", "in", "gone.txt", "--out", "steps/pages"),
        ("structure", "steps/pages", "--out", "steps/structure"),
        ("facts", "steps/structure", "--out", "steps/facts"),
        ("report", "steps/facts", "--pages", "steps/pages", "--out", "steps/out"),
    ):
        assert tarmaq(*arguments, cwd=ran).returncode == EXIT_UNREADABLE
    assert snapshot(ran / "steps" / "out") == snapshot(ran / "out")


def test_a_raw_document_and_its_saved_terms_are_the_same_to_a_question(ran: Path) -> None:
    ended = tarmaq("diff", "in/veeam.txt", "out/veeam.txt/terms.json", "--fail-on", "any", cwd=ran)
    assert (ended.returncode, ended.stderr) == (EXIT_NOTHING_TO_REPORT, "")


def test_a_source_that_can_no_longer_be_read_leaves_no_old_result(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("1. МӘНІ\n1.1. Орындаушы қызмет көрсетеді.\n", encoding="utf-8")
    assert tarmaq("read", source, "--out", "out", cwd=tmp_path).returncode == EXIT_NOTHING_TO_REPORT
    assert (tmp_path / "out" / "a.txt" / "pages.json").exists()
    source.write_bytes(b"")
    assert tarmaq("read", source, "--out", "out", cwd=tmp_path).returncode == EXIT_UNREADABLE
    assert set(snapshot(tmp_path / "out")) == {"errors.json"}


def test_an_interrupted_run_leaves_no_half_written_file(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number:02}.txt").write_bytes((ROOT / "data" / "raw" / "veeam.txt").read_bytes())
    # a suite that runs in the background inherits, and hands on, that Ctrl-C is ignored
    inherited = signal.signal(signal.SIGINT, signal.default_int_handler)
    running = subprocess.Popen(
        [*COMMAND, "run", ".", "--out", "out", "--jobs", "1"], cwd=tmp_path, stderr=subprocess.DEVNULL
    )
    signal.signal(signal.SIGINT, inherited)
    deadline = time.monotonic() + 60
    while not (tmp_path / "out" / "00.txt" / "terms.json").exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    assert running.wait(timeout=30) == 130
    for path in (tmp_path / "out").iterdir():
        assert sorted(file.name for file in path.iterdir()) == ["pages.json", "terms.json"]
        store.load(path / "terms.json", Terms)
