"""Sets held-out texts in held-out faces and reads them in the wrong language, as pages for `measure`.

    PYTHONPATH=training python -m benchmarks.repair.make TEXTS WEIGHTS OUT

TEXTS holds `statutes.txt`, `news.txt` and `agreements.txt`, a paragraph a line, none of it training text; WEIGHTS as
`training/pages.py` wants them. Every page is the same on every machine with the same packages; those that exist stay.
"""

import json
import random
import sys
from pathlib import Path
from typing import NamedTuple

from pages import FACES, HELD_OUT, Style, read_lines, set_page

POINTS = 11.0


class Kind(NamedTuple):
    """A set of pages: whose text, in which face, read how; `noise` is the grain of a scan in grey levels of 255."""

    text: str
    face: str
    reader: str
    dpi: int
    noise: int
    pages: int


# PT Sans Caption and P052 are in no training page; Open Sans is the face of the one known damaged document.
SETS: dict[str, Kind] = {
    "eng-agreements": Kind("agreements", "PT Sans Caption", "best/eng", 300, 0, 4),
    "eng-agreements-open": Kind("agreements", "Open Sans", "best/eng", 200, 0, 4),
    "eng-statutes": Kind("statutes", "Open Sans", "best/eng", 200, 0, 4),
    "eng-news": Kind("news", "PT Sans Caption", "best/eng", 200, 0, 4),
    "eng-150": Kind("statutes", "PT Sans Caption", "best/eng", 150, 4, 4),
    "eng-serif": Kind("news", "P052", "best/eng", 200, 0, 4),
    "rus-agreements": Kind("agreements", "Open Sans", "fast/rus", 200, 0, 3),
    "rus-statutes-noisy": Kind("statutes", "PT Sans Caption", "fast/rus", 200, 6, 4),
    "engrus-agreements": Kind("agreements", "Open Sans", "fast/eng+rus", 200, 0, 3),
    "engrus-news": Kind("news", "PT Sans Caption", "fast/eng+rus", 300, 0, 4),
}


def make_pages(paragraphs: list[str], name: str, kind: Kind, weights: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(f"{name} {kind}")  # noqa: S311 - the same pages on every machine
    regular, bold = {**{face: files[:2] for face, files in FACES.items()}, **HELD_OUT}[kind.face]
    style = Style(
        face=kind.face,
        regular=regular,
        bold=bold,
        dpi=kind.dpi,
        points=POINTS,
        justified=True,
        blur=0.5 if kind.noise else 0.0,
        noise=kind.noise,
        ink=40 if kind.noise else 0,
    )
    for number in range(kind.pages):
        first = rng.randrange(len(paragraphs) - 30)
        page, lines = set_page(paragraphs[first : first + max(3, 2600 // len(paragraphs[first]))][:25], style, rng)
        path = out / f"{number:05d}.json"
        if path.exists():
            continue
        read = read_lines(page, style.dpi, weights, kind.reader, lines)
        pairs = [[line, got] for (line, _, _), got in zip(lines, read, strict=True)]
        path.write_text(json.dumps({"set": name, "lines": pairs}, ensure_ascii=False), "utf-8")


def main(texts: Path, weights: Path, out: Path) -> None:
    for name, kind in SETS.items():
        lines = (texts / f"{kind.text}.txt").read_text("utf-8").splitlines()
        paragraphs = [line.strip() for line in lines if 30 < len(line.strip()) < 1500]
        make_pages(paragraphs, name, kind, weights, out / name)


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
