"""Reads the images that `make.py` made and says how many letters and cells are wrong, and what a page costs.

    OMP_THREAD_LIMIT=1 python -m benchmarks.scans.measure FOLDER [--only TEXT] [--errors] [--cache FOLDER]

`--only` takes the images whose name holds the text (several: any of them), `--errors` lists what was read wrong,
`--cache` keeps what Tesseract said in a folder, for work on what comes after it: then the times say nothing. White
space counts as one space; a space after a hyphen, a slash or a figure's dash does not count, since lines break there.
CPU seconds are those of this process and its children.
"""

import argparse
import difflib
import json
import re
import resource
import sys
import time
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz.distance import Levenshtein

from pipeline.model import Grid, Page
from pipeline.read import ocr, scan
from pipeline.read.ocr_cache import open_cache
from pipeline.settings import ReadSettings

# a figure read with this confidence is taken as it is; a disputed one has 0.6 at most
SURE = 0.8


class Score(NamedTuple):
    """One page: wrong and true characters, exact and true cells, figures wrong and wrong though sure, CPU seconds."""

    wrong: int
    characters: int
    exact: int
    cells: int
    figures: int
    wrong_figures: int
    sure_wrong_figures: int
    seconds: float


def normalise(text: str) -> str:
    """NFC, one space for any white space, none after a hyphen, a slash or a dash in a figure."""
    return re.sub(
        r"(?<=[-/]) |(?<=\d[–—]) (?=\d)", "", " ".join(unicodedata.normalize("NFC", text).replace("…", "...").split())
    )


def grid_rows(grid: Grid) -> list[list[str]]:
    """The grid's cells as text, row by row."""
    rows = [["" for _ in range(grid.column_count)] for _ in range(grid.row_count)]
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                rows[row][column] = normalise(" ".join(line.raw for line in cell.lines))
    return rows


def page_text(page: Page) -> str:
    """All text, tables where they stand, row by row."""
    parts: list[str] = []
    grids = sorted(page.grids, key=lambda grid: grid.origin.bbox[1])
    for line in page.lines:
        while grids and grids[0].origin.bbox[1] < line.origin.bbox[1]:
            parts += [cell for row in grid_rows(grids.pop(0)) for cell in row]
        parts.append(line.raw)
    parts += [cell for grid in grids for row in grid_rows(grid) for cell in row]
    return normalise(" ".join(part for part in parts if part))


def true_text(blocks: Sequence[dict[str, Any]]) -> str:
    """The truth as one text."""
    parts = [
        part
        for block in blocks
        for part in ([block["text"]] if "text" in block else [cell for row in block["rows"] for cell in row])
    ]
    return normalise(" ".join(parts))


def count_cells(page: Page, blocks: Sequence[dict[str, Any]]) -> tuple[int, int, list[tuple[str, str]]]:
    """Cells that are exact and all cells, of the tables in order; and the wrong ones."""
    exact = total = 0
    wrong: list[tuple[str, str]] = []
    grids = [grid_rows(grid) for grid in sorted(page.grids, key=lambda grid: grid.origin.bbox[1])]
    for rows in (block["rows"] for block in blocks if "rows" in block):
        found = grids.pop(0) if grids else []
        for row_index, row in enumerate(rows):
            for column_index, cell in enumerate(row):
                try:
                    read = found[row_index][column_index]
                except IndexError:
                    read = "(no cell)"
                total += 1
                exact += read == normalise(cell)
                if read != normalise(cell):
                    wrong.append((normalise(cell), read))
    return exact, total, wrong


def differences(truth: str, read: str) -> Iterator[tuple[str, str]]:
    """The words that differ, true and read."""
    old, new = truth.split(), read.split()
    for code, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if code != "equal":
            yield " ".join(old[a:b]), " ".join(new[c:d])


def find_wrong_figures(page: Page, expected: str, read: str) -> tuple[list[str], list[str]]:
    """Words with digits that are not in the truth at their place; those of them of which the reader was sure."""
    lines = [*page.lines, *(line for grid in page.grids for cell in grid.cells for line in cell.lines)]
    sure = {word.text for line in lines for word in line.words if (word.confidence or 0.0) >= SURE}
    wrong = [
        word
        for _, new in differences(expected, read)
        for word in new.split()
        if any(char.isdigit() for char in word) and word not in expected.split()
    ]
    return wrong, sorted(sure & set(wrong))


def cpu_seconds() -> float:
    """User and system time of this process and of its finished children."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def read_file(path: Path, dpi: float, settings: ReadSettings) -> Page:
    """The page on an image."""
    (image,) = scan.decode_images(path.read_bytes(), max_pixels=settings.max_pixels, max_pages=1)
    return ocr.read_image(
        image,
        dpi=dpi,
        number=1,
        languages=settings.ocr_languages,
        reason="an image of a page",
        cache=open_cache(settings),
    )


def print_scores(title: str, groups: dict[str, list[Score]]) -> None:
    """A table: letters wrong, cells exact, figures wrong and wrong though sure, seconds a page."""
    print(f"\n{title:<16} pages   CER %   cells exact        figures  wrong  sure  CPU s/page")
    for name, scores in groups.items():
        total = Score(*(sum(column) for column in zip(*scores, strict=True)))
        share = f"{total.exact}/{total.cells} {100 * total.exact / total.cells:6.2f} %" if total.cells else ""
        figures = f"{total.figures:>7}  {total.wrong_figures:>5}  {total.sure_wrong_figures:>4}"
        letters = f"{100 * total.wrong / total.characters:>6.3f}"
        print(f"{name:<16} {len(scores):>5}  {letters}   {share:<18} {figures}  {total.seconds / len(scores):.2f}")


def main(arguments: argparse.Namespace) -> None:
    """Measures one folder."""
    settings = ReadSettings(cache=arguments.cache is not None, cache_folder=str(arguments.cache or ""))
    folder: Path = arguments.folder
    truths = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    if arguments.only:
        truths = [truth for truth in truths if any(part in truth["file"] for part in arguments.only)]
    tables: dict[str, dict[str, list[Score]]] = {
        title: defaultdict(list) for title in ("kind", "damage", "language", "face, clean", "all")
    }
    for truth in truths:
        start, clock = cpu_seconds(), time.perf_counter()
        page = read_file(folder / truth["file"], truth["dpi"], settings)
        seconds = cpu_seconds() - start
        expected, read = true_text(truth["blocks"]), page_text(page)
        exact, cells, wrong_cells = count_cells(page, truth["blocks"])
        wrong = Levenshtein.distance(expected, read)
        wrong_figures, sure = find_wrong_figures(page, expected, read)
        figures = sum(any(char.isdigit() for char in word) for word in expected.split())
        score = Score(wrong, len(expected), exact, cells, figures, len(wrong_figures), len(sure), seconds)
        clean = truth["damage"] == "clean-200"
        state = " clean" if clean else " damaged"
        for title, name in (
            ("kind", truth["kind"] + state),
            ("damage", truth["damage"]),
            ("language", truth["language"] + state),
            *((("face, clean", truth["face"]),) if clean else ()),
            ("all", "all"),
        ):
            tables[title][name].append(score)
        print(
            f"{truth['file']:<36} CER {100 * wrong / len(expected):6.3f} %  {wrong:>4} wrong  cells {exact}/{cells}"
            f"  confidence {page.confidence:.3f}  {seconds:.1f} s CPU, {time.perf_counter() - clock:.1f} s",
            flush=True,
        )
        if arguments.errors:
            for old, new in differences(expected, read):
                print(f"      {old[:110]!r} -> {new[:110]!r}")
            for old, new in wrong_cells:
                print(f"      cell {old!r} -> {new!r}")
            for figure in sure:
                print(f"      sure {figure!r}")
            for doubt in page.doubts:
                print(f"      doubt {doubt.code}: {doubt.message} {doubt.boxes}")
    for title, groups in tables.items():
        print_scores(title, groups)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--cache", type=Path)
    main(parser.parse_args(sys.argv[1:]))
