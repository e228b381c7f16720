"""The notebooks run from top to bottom on a run's folder, and are kept without outputs."""

import re
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import tests.report_samples as sample

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
# what each must show of the samples
SHOWN = {
    "1-reading-the-terms": "    1.1  Орындаушы қызмет ұсынады",
    "2-services-side-by-side": "Тек осы қызметте бар тармақ.",
    "3-sla-tiers": "(99.9, 99.9)",
}
CLEAN = ROOT / "data" / "clean"


def load(path: Path) -> nbformat.NotebookNode:
    book: nbformat.NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    return book


def execute(path: Path, folder: Path) -> nbformat.NotebookNode:
    """Run a notebook as if it lay beside `data`; a cell that raises fails the test."""
    cwd = folder / "notebooks"
    cwd.mkdir()
    book = load(path)
    NotebookClient(book, timeout=60, resources={"metadata": {"path": str(cwd)}}).execute()
    return book


def texts(book: nbformat.NotebookNode) -> str:
    outputs = [output for cell in book.cells if cell.cell_type == "code" for output in cell.outputs]
    return "".join(output.get("text", "") + str(output.get("data", {}).get("text/plain", "")) for output in outputs)


def test_there_are_three() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["1-reading-the-terms", "2-services-side-by-side", "3-sla-tiers"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_kept_without_outputs(path: Path) -> None:
    book = load(path)
    nbformat.validate(book)
    for cell in book.cells:
        assert cell.get("outputs", []) == []
        assert cell.get("execution_count") is None


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs_on_a_run(path: Path, tmp_path: Path) -> None:
    clean = tmp_path / "data" / "clean"
    clean.mkdir(parents=True)
    sample.save_run(clean)
    shown = texts(execute(path, tmp_path))
    assert SHOWN[path.stem] in shown


@pytest.mark.slow
def test_a_service_shares_every_clause_with_itself_to_the_letter(tmp_path: Path) -> None:
    clean = tmp_path / "data" / "clean"
    clean.mkdir(parents=True)
    sample.save_run(clean)
    shown = texts(execute(ROOT / "notebooks" / "2-services-side-by-side.ipynb", tmp_path))
    table = [re.findall(r"(?:\d\.\d\d|nan) of \d+", line) for line in shown.splitlines() if " of " in line]
    assert len(table) > 1
    assert all(shares[index].startswith("1.00 of ") for index, shares in enumerate(table))


@pytest.mark.slow
@pytest.mark.skipif(not any(CLEAN.glob("*/terms.json")), reason="data/clean has not been made")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs_on_the_clean_data(path: Path, tmp_path: Path) -> None:
    shutil.copytree(CLEAN, tmp_path / "data" / "clean")
    assert texts(execute(path, tmp_path))
