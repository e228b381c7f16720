"""Pages as every step walks and measures them."""

from collections.abc import Iterator, Sequence

from pipeline.model import Box, Line, Page


def lines_of(page: Page) -> Iterator[Line]:
    """All lines of a page in a fixed order: first those of its text, then those of its grids' cells."""
    yield from page.lines
    for grid in page.grids:
        for cell in grid.cells:
            yield from cell.lines


def enclose(boxes: Sequence[Box]) -> Box:
    """The smallest box around all boxes, of which there is one at least."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))
