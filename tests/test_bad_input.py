"""Documents that are broken or hostile: each is an error of its own, and the batch goes on."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import EXIT_UNREADABLE
from tests import hostile

ROOT = Path(__file__).parent.parent
VEEAM = ROOT / "data" / "raw" / "veeam.pdf"

SOURCES = {
    "binary.txt": bytes(range(1, 256)) * 100,
    "bomb.pdf": hostile.bomb(2 * 2**30),
    "cut.pdf": VEEAM.read_bytes()[:20_000],
    "empty.pdf": b"",
    "form-in-itself.pdf": hostile.form_in_itself(),
    "good.txt": "1. МӘНІ\n1.1. Орындаушы қызмет көрсетеді.\n".encode(),
    "huge-page.pdf": hostile.huge_page(),
    "login.pdf": b"<!doctype html><html><body>Please log in</body></html>",
    "many-pages.pdf": hostile.many_pages(3_000),
    "nothing.txt": b" \n\n\t\n",
    "pages-in-themselves.pdf": hostile.pages_in_themselves(),
    "picture.png": VEEAM.read_bytes(),
}
SETTINGS = "limits: {seconds: 20, memory_mb: 500}\n"


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bad")
    (folder / "in").mkdir()
    (folder / "settings.yaml").write_text(SETTINGS, encoding="utf-8")
    for name, data in SOURCES.items():
        (folder / "in" / name).write_bytes(data)
    ended = subprocess.run(
        [
            *(sys.executable, "-c", "from pipeline.cli import main; main()"),
            *("read", "in", "--out", "out", "--settings", "settings.yaml"),
        ],
        cwd=folder,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert ended.returncode == EXIT_UNREADABLE
    assert "Traceback" not in ended.stderr
    (folder / "stderr").write_text(ended.stderr, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", [name for name in SOURCES if name != "good.txt"])
def test_a_bad_document_is_named_with_what_was_found_and_what_to_do(name: str, ran: Path) -> None:
    errors = {error["source"]: error for error in json.loads((ran / "out" / "errors.json").read_bytes())}
    error = errors[name]
    assert error["code"] in EXPECTED[name]
    assert error["message"].startswith(f"{name}: ")
    assert error["hint"]
    stderr = (ran / "stderr").read_text(encoding="utf-8")
    assert f"error: {error['message']}\n  what to do: {error['hint']}\n" in stderr
    assert not (ran / "out" / name).exists()


# how a reader dies of a bomb or of a form that draws itself is up to the C library below it
EXPECTED = {
    "binary.txt": {"undecodable-text", "wrong-type"},
    "bomb.pdf": {"memory", "crashed", "timeout"},
    "cut.pdf": {"broken-pdf"},
    "empty.pdf": {"empty-file"},
    "form-in-itself.pdf": {"memory", "crashed", "timeout"},
    "huge-page.pdf": {"no-text", "too-many-pixels"},
    "login.pdf": {"wrong-type"},
    "many-pages.pdf": {"too-many-pages"},
    "nothing.txt": {"no-text"},
    "pages-in-themselves.pdf": {"broken-pdf", "no-text"},
    "picture.png": {"wrong-type"},
}


def test_the_errors_stand_in_the_order_of_the_sources(ran: Path) -> None:
    errors = json.loads((ran / "out" / "errors.json").read_bytes())
    assert [error["source"] for error in errors] == [name for name in SOURCES if name != "good.txt"]


def test_the_good_document_beside_them_is_read(ran: Path) -> None:
    pages = json.loads((ran / "out" / "good.txt" / "pages.json").read_bytes())
    assert [line["text"] for line in pages["pages"][0]["lines"]] == ["1. МӘНІ", "1.1. Орындаушы қызмет көрсетеді."]
