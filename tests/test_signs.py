"""Signs named by their ink: cuts of pages on which the engine read another sign."""

from typing import Any

import numpy as np
import pytest

from pipeline.read import glyphs, scan, shapes, signs
from pipeline.read.readings import DISPUTED, FoundWord
from tests.rows import load_rows
from tests.test_shapes import load_cut


def name(row: dict[str, Any], text: str) -> FoundWord:
    """What a text that was read on the cut of a row is named."""
    x0, top, x1, bottom = row["box"]
    image = load_cut(row["image"])
    words = [FoundWord(text, (x0, top, x1, bottom), row["confidence"])]
    ((line,),) = signs.name_signs(shapes.shape_lines([[words]], scan.find_spots(image), row["usual"]), image)
    return line.words[0].word


@pytest.mark.parametrize("row", load_rows("signs.jsonl"))
def test_signs_are_what_their_ink_is(row: dict[str, Any]) -> None:
    word = name(row, row["read"])
    assert (word.text, word.confidence) == (row["text"], row["sure"])


@pytest.mark.parametrize("row", load_rows("signs.jsonl"))
def test_what_was_read_right_stays(row: dict[str, Any]) -> None:
    assert name(row, row["text"]).text == row["text"]


@pytest.mark.parametrize("row", load_rows("signs.jsonl"))
def test_a_wrong_digit_is_doubted_and_never_made_another(row: dict[str, Any]) -> None:
    for at in (index for index, char in enumerate(row["text"]) if char in "0123456789"):
        other = "7" if row["text"][at] != "7" else "2"
        word = name(row, row["text"][:at] + other + row["text"][at + 1 :])
        assert word.text[at] == other
        assert word.confidence <= 0.6


def test_white_paper_is_no_sign() -> None:
    paper = np.full((30, 60), 255, np.uint8)
    words = [FoundWord("5€", (5, 5, 40, 25), 0.9)]
    ((line,),) = signs.name_signs(shapes.shape_lines([[words]], scan.find_spots(paper), 18.0), paper)
    assert [shape.word for shape in line.words] == words


def test_the_network_knows_each_of_its_classes_once() -> None:
    network = glyphs.load_network()
    assert len(set(network.classes)) == len(network.classes) == network.layers[-1][1].size
    paper = np.full((9, 9), 255, np.uint8)
    told = glyphs.tell_signs(glyphs.describe(paper, [glyphs.SignPlace((0, 0, 9, 9), 9.0, 9.0)]))
    assert told.sum() == pytest.approx(1.0, abs=1e-4)
    assert scan.shrink(np.zeros((9, 9), np.uint8), (0, 0, 9, 9), (4, 5)).shape == (5, 4)


@pytest.mark.parametrize(
    ("bar", "text"), [((20, 48, 34, 51), "−45"), ((20, 66, 34, 69), "45"), ((2, 48, 16, 51), "45")]
)
def test_a_minus_that_no_reader_saw_is_read_and_doubted(bar: tuple[int, int, int, int], text: str) -> None:
    image = np.full((90, 120), 255, np.uint8)
    for x0, top, x1, bottom in ((40, 38, 52, 60), (56, 38, 68, 60), bar):
        image[top:bottom, x0:x1] = 0
    box = (0, 20, 110, 80)
    spots = scan.find_spots(image)
    lines = [shapes.shape_line([FoundWord("45", (40, 38, 68, 60), 0.9)], spots, 22.0)]
    (line,) = shapes.settle_lines([signs.add_unread(lines, box, spots, image, 22.0)], image)
    assert " ".join(word.text for words in line for word in words) == text
    assert (line[0][0].confidence <= DISPUTED) == (text != "45")
