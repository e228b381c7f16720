"""Words beside the ink that draws them: rows hold cuts of real scans; properties; nothing here runs Tesseract."""

import base64
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read import scan, shapes
from pipeline.read.readings import FoundWord
from tests.rows import load_rows

SIGNS = st.text("абрщыйі10.,-№%()aQgЙ ", min_size=1, max_size=8)


def load_cut(text: str) -> scan.Image:
    """A cut of a page, a PNG in base64."""
    image = cv2.imdecode(np.frombuffer(base64.b64decode(text), np.uint8), cv2.IMREAD_GRAYSCALE)
    assert image is not None
    return np.asarray(image, dtype=np.uint8)


def settle(parts: list[list[list[FoundWord]]], image: scan.Image, usual: float) -> list[list[list[FoundWord]]]:
    """The lines of parts as their ink has them."""
    return shapes.settle_lines(shapes.shape_lines(parts, scan.find_spots(image), usual), image)


@pytest.mark.parametrize("row", load_rows("shapes.jsonl"))
def test_words_are_as_their_ink_has_them(row: dict[str, Any]) -> None:
    words = [FoundWord(text, (box[0], box[1], box[2], box[3]), sure) for text, box, sure in row["read"]]
    ((settled,),) = settle([[words]], load_cut(row["image"]), row["usual"])
    assert " ".join(word.text for word in settled) == row["text"]
    assert [word.confidence for word in settled] == row["sure"]


@pytest.mark.parametrize("row", load_rows("lone_dashes.jsonl"))
def test_a_bar_alone_in_a_cell_is_a_dash(row: dict[str, Any]) -> None:
    found = shapes.find_lone_dash(load_cut(row["image"]), row["usual"])
    assert (found[0] if found else None) == row["text"]


@given(SIGNS, st.lists(st.tuples(*[st.integers(0, 30)] * 4), max_size=9))
def test_every_sign_and_all_ink_is_matched_once(text: str, corners: list[tuple[int, int, int, int]]) -> None:
    units = shapes.find_units([(x, y, x + width + 1, y + height + 1) for x, y, width, height in corners])
    matches, cost = shapes.match_signs(text, units, shapes.Ground(30, 20.0))
    assert cost >= 0
    if not matches and len(text) >= shapes.LONG_WORD and text.isalpha():
        return  # letters that touch are not told apart
    assert [index for match in matches for index in range(match.start, match.stop)] == list(range(len(text)))
    assert [index for match in matches for index in range(match.first, match.last)] == list(range(len(units)))


@given(st.lists(st.tuples(SIGNS.filter(str.strip), st.integers(0, 150), st.floats(0, 1)), max_size=4))
def test_on_white_paper_no_letter_is_lost(read: list[tuple[str, int, float]]) -> None:
    words = [FoundWord(text.strip(), (x, 5, x + 30, 25), sure) for text, x, sure in read]
    (lines,) = settle([[words]], np.full((40, 200), 255, np.uint8), 18.0)
    letters = [char for word in words for char in word.text if char.isalnum()]
    assert [char for line in lines for word in line for char in word.text if char.isalnum()] == letters


def test_dashes_are_as_long_as_they_are() -> None:
    for width, text in ((5, "10-500"), (10, "10–500"), (19, "10—500")):
        image = np.full((40, 200), 255, np.uint8)
        for x in (20, 34, 51 + width, 65 + width, 79 + width):
            cv2.rectangle(image, (x, 10), (x + 9, 29), (0,), -1)
        cv2.rectangle(image, (47, 20), (46 + width, 21), (0,), -1)
        ((line,),) = settle([[[FoundWord("10-500", (20, 10, 89 + width, 30), 0.9)]]], image, 20.0)
        assert [word.text for word in line] == [text]


def draw_figures(gaps: tuple[int, ...]) -> tuple[scan.Image, scan.PixelBox]:
    """Bars 10 wide and 20 high with these gaps between them."""
    image = np.full((40, 400), 255, np.uint8)
    x = 20
    for gap in (*gaps, 0):
        cv2.rectangle(image, (x, 10), (x + 9, 29), (0,), -1)
        x += 10 + gap
    return image, (20, 10, x, 30)


@pytest.mark.parametrize(
    ("text", "gaps", "pieces", "sure"),
    [
        ("2024", (8, 2, 2), ["2", "024"], True),
        ("2250000", (9, 2, 2, 9, 2, 2), ["2", "250", "000"], True),
        ("2024", (2, 2, 2), ["2024"], True),
        ("2024", (2, 8, 2), ["2024"], False),
        ("2026", (2, 2), ["2026"], False),
        ("3.ТАЛАП", (), ["3.ТАЛАП"], False),
    ],
)
def test_figures_come_apart_at_thousands_only(text: str, gaps: tuple[int, ...], pieces: list[str], sure: bool) -> None:
    image, box = draw_figures(gaps)
    ((found,),) = settle([[[FoundWord(text, box, 0.9)]]], image, 20.0)
    assert [word.text for word in found] == pieces
    assert all((word.confidence > 0.6) == sure for word in found)
    assert (found[0].box[0], found[-1].box[2]) == (box[0], box[2])
