"""Cells as the cells above and below them suggest."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.columns import Place, mend_columns
from pipeline.read.readings import DISPUTED, FoundWord
from tests.rows import load_rows

BOX = (0, 0, 10, 10)


def mend(texts: list[str], sure: float) -> list[FoundWord]:
    """The words of a column with one word in each cell."""
    cells = {Place(0, row, 1): [FoundWord(text, BOX, sure)] for row, text in enumerate(texts)}
    return [word for words in mend_columns(cells).values() for word in words]


@pytest.mark.parametrize("row", load_rows("columns.jsonl"))
def test_a_column_tells_what_a_cell_alone_does_not(row: dict[str, Any]) -> None:
    words = mend(row["read"], row["sure"])
    assert [word.text for word in words] == row["texts"]
    assert [index for index, word in enumerate(words) if word.confidence == DISPUTED] == row["doubted"]


@given(st.lists(st.text("АВКЗТЭABKTX0134-/I1 ", min_size=1, max_size=7), max_size=8))
def test_a_digit_is_never_another_digit_and_what_a_figure_gains_is_in_doubt(texts: list[str]) -> None:
    for text, word in zip(texts, mend(texts, 0.9), strict=True):
        assert len(word.text) == len(text)
        for old, new in zip(text, word.text, strict=True):
            assert old == new or not (old.isdigit() and new.isdigit())
            assert old.isdigit() == new.isdigit() or word.confidence <= DISPUTED
