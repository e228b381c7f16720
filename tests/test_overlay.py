"""What was found on a page, drawn on its image."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.model import Document, Page, Terms
from pipeline.read import read_document
from pipeline.read.picture import picture_page
from pipeline.reports.overlay import STYLES, find_marks, page_to_overlay
from pipeline.settings import ReadSettings, StructureSettings
from pipeline.structure import document_to_terms

PDFS = Path(__file__).parent / "pdfs"
RUNNER = CliRunner()


def _read(name: str) -> tuple[Path, Document, Terms]:
    path = PDFS / name
    document = read_document(path, ReadSettings(), name=name)
    return path, document, document_to_terms(document, StructureSettings())


@pytest.mark.parametrize("name", ["sound.pdf", "spans.pdf", "rotated-page.pdf", "cropped-page.pdf", "two-columns.pdf"])
def test_boxes_of_words_lie_on_ink(name: str) -> None:
    path, document, _ = _read(name)
    page, image = picture_page(path, document, 1, ReadSettings())
    scale = image.shape[1] / page.width
    words = [word for line in _lines(page) if line.role != "hidden" for word in line.words]
    assert words
    for word in words:
        x0, top, x1, bottom = (round(edge * scale) for edge in word.bbox)
        assert image[top:bottom, x0:x1].min() < 128, f"nothing is printed where {word.text} should be"
    outside = image.copy()
    for word in words:
        x0, top, x1, bottom = (round(edge * scale) for edge in word.bbox)
        outside[max(0, top - 3) : bottom + 3, max(0, x0 - 3) : x1 + 3] = 255
    # rules and frames are not words
    assert (outside < 128).mean() < 0.01


def _lines(page: Page) -> list:  # type: ignore[type-arg]
    return [*page.lines, *(line for grid in page.grids for cell in grid.cells for line in cell.lines)]


def test_every_thing_found_on_the_page_is_drawn() -> None:
    path, document, terms = _read("sound.pdf")
    page, image = picture_page(path, document, 1, ReadSettings())
    marks = list(find_marks(page, terms))
    assert [mark.label for mark in marks if mark.style == "clause"] == [clause.number for clause in terms.clauses]
    assert sum(mark.style == "word" for mark in marks) == sum(len(line.words) for line in page.lines)
    drawn = np.asarray(Image.open(io.BytesIO(page_to_overlay(image, page, terms))))
    assert drawn.shape[0] > image.shape[0]  # the legend
    assert (drawn == np.array(STYLES["clause"].colour)).all(axis=2).sum() > 100


def test_footnotes_are_drawn_with_their_marks() -> None:
    path, document, terms = _read("footnotes.pdf")
    page, _ = picture_page(path, document, 1, ReadSettings())
    drawn = [(mark.label, mark.box) for mark in find_marks(page, terms) if mark.style == "footnote"]
    assert drawn == [(note.mark, note.origin.bbox) for note in terms.footnotes]
    assert len(drawn) == 2


def test_the_same_page_gives_the_same_bytes() -> None:
    path, document, terms = _read("spans.pdf")
    page, image = picture_page(path, document, 1, ReadSettings())
    assert page_to_overlay(image, page, terms) == page_to_overlay(image, page, terms)


def test_the_command_draws_a_page(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "page.png"
    result = RUNNER.invoke(app, ["show", str(PDFS / "sound.pdf"), "--page", "1", "--overlay", str(out)])
    assert result.exit_code == 0, result.output
    with Image.open(out) as picture:
        assert picture.size[0] > 500


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sound.pdf", "--page", "2", "--overlay", "x.png"], "has no page 2"),
        (["sound.pdf", "--page", "1"], "drawing a page"),
        (["sound.pdf", "spans.pdf", "--overlay", "x.png"], "one document at a time"),
        (["../../data/raw/vps.txt", "--overlay", "x.png"], "no page image"),
    ],
)
def test_wrong_use_says_what_to_do(arguments: list[str], said: str, tmp_path: Path) -> None:
    words = [str(PDFS / word) if word.endswith((".pdf", ".txt")) else word for word in arguments]
    words = [str(tmp_path / word) if word == "x.png" else word for word in words]
    result = RUNNER.invoke(app, ["show", *words])
    assert result.exit_code == 2 or result.exception is not None
    assert said in result.output + str(result.exception)
    assert not (tmp_path / "x.png").exists()
