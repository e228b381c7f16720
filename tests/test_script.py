"""The language of a page by the shape of its letters."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from pipeline.read import scan
from pipeline.read.pdf import open_pdf
from pipeline.read.script import tell_language

PAGES = Path(__file__).parent / "corpus" / "pages"
KAZAKH, RUSSIAN, ENGLISH = (
    "round-3-parcel-kk.small.scan.pdf",
    "last-decree-ru.columns.scan.pdf",
    "developed-licence-en.serif.scan.pdf",
)


@cache
def draw(name: str) -> scan.Image:
    """The first page of a document, straight."""
    with open_pdf((PAGES / name).read_bytes(), max_pages=100) as pdf:
        image = scan.remove_specks(scan.even_out(pdf.render(0, 200)), 200)
    return scan.straighten(image, scan.find_skew(image))


def cut_lines(image: scan.Image) -> list[scan.Image]:
    return [image[line] for line in scan.find_full_lines(image, 200)[:3]]


@pytest.mark.parametrize(
    ("name", "language"),
    [
        (KAZAKH, "kk"),
        (RUSSIAN, "ru"),
        (ENGLISH, "en"),
        ("unseen-telecom-memo-kk.serif.pdf", "kk"),
        ("later-dpa-en.small.pdf", "en"),
    ],
)
def test_letters_tell_the_language(name: str, language: str) -> None:
    assert tell_language(cut_lines(draw(name))) == language


@pytest.mark.parametrize("name", [KAZAKH, RUSSIAN, ENGLISH])
def test_of_a_page_upside_down_nothing_is_said(name: str) -> None:
    assert tell_language(cut_lines(scan.turn(draw(name), 2))) is None


def test_of_lines_in_two_scripts_or_too_few_letters_nothing_is_said() -> None:
    russian, english = cut_lines(draw(RUSSIAN)), cut_lines(draw(ENGLISH))
    assert tell_language([*russian[:2], *english[:1]]) is None
    assert tell_language([russian[0][:, :200]]) is None
    assert tell_language([np.full((30, 600), 255, np.uint8)]) is None
    assert tell_language([]) is None
