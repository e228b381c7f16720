"""Sets held-out text, reads it in the wrong language, and measures what the decoder makes of it.

python training/measure.py read TEXT FACE READER WEIGHTS OUT COUNT [DPI [NOISE]]
python training/measure.py score PAGES...
"""

import json
import random
import sys
import time
from pathlib import Path

from pages import FACES, HELD_OUT, Style, read_lines, set_page
from rapidfuzz.distance import Levenshtein

from pipeline.repair.channel import decode_lines

POINTS = 11.0


def read_pages(text: Path, face: str, reader: str, weights: Path, out: Path, *numbers: int) -> None:
    """So many pages of paragraphs of TEXT taken by chance, in one face, at a resolution, with the grain of a scan."""
    count, dpi, noise = (*numbers, *(200, 0)[len(numbers) - 1 :])
    out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(f"{text.name} {face} {reader}" + (f" {dpi} {noise}" if (dpi, noise) != (200, 0) else ""))
    paragraphs = [line.strip() for line in text.read_text("utf-8").splitlines() if 30 < len(line.strip()) < 1500]
    regular, bold = {**{name: files[:2] for name, files in FACES.items()}, **HELD_OUT}[face]
    style = Style(
        face=face,
        regular=regular,
        bold=bold,
        dpi=dpi,
        points=POINTS,
        justified=True,
        blur=0.5 if noise else 0.0,
        noise=noise,
        ink=40 if noise else 0,
    )
    for number in range(count):
        first = rng.randrange(len(paragraphs) - 30)
        page, lines = set_page(paragraphs[first : first + max(3, 2600 // len(paragraphs[first]))][:25], style, rng)
        read = read_lines(page, style.dpi, weights, reader, lines)
        pairs = [[line, got] for (line, _, _), got in zip(lines, read, strict=True)]
        record = {"face": face, "dpi": style.dpi, "reader": reader, "language": "kk", "lines": pairs}
        (out / f"{number:05d}.json").write_text(json.dumps(record, ensure_ascii=False), "utf-8")


def mended(line: str, tokens: tuple[object, ...]) -> str:
    out, at = [], 0
    for token in tokens:
        out += [line[at : token.start], token.after]  # type: ignore[attr-defined]
        at = token.stop  # type: ignore[attr-defined]
    return "".join([*out, line[at:]])


def score(folder: Path) -> None:
    errors = cased = letters = words = right = 0
    seconds = 0.0
    for path in sorted(folder.glob("*.json")):
        pairs = [pair for pair in json.loads(path.read_text("utf-8"))["lines"] if pair[1]]
        began = time.process_time()
        decoded = decode_lines([read for _, read in pairs])
        seconds += time.process_time() - began
        got = " ".join(" ".join(mended(pair[1], tokens).split()) for pair, tokens in zip(pairs, decoded, strict=True))
        true = " ".join(" ".join(pair[0].split()) for pair in pairs)
        errors += Levenshtein.distance(true.casefold(), got.casefold())
        cased += Levenshtein.distance(true, got)
        letters += len(true)
        words += len(true.split())
        right += words_right(true, got)
    print(
        f"{folder.name}: case-blind {100 * errors / letters:.2f} % case-sensitive {100 * cased / letters:.2f} % "
        f"words right {100 * right / words:.1f} % of {words}, {words / seconds:.0f} words/s"
    )


def words_right(true: str, got: str) -> int:
    """Words of `true` that `got` has in their place."""
    wanted, given = true.split(), got.split()
    return sum(block.size for block in Levenshtein.opcodes(wanted, given).as_matching_blocks())


if __name__ == "__main__":
    if sys.argv[1] == "read":
        _, _, text, face, reader, weights, out, count, *style = sys.argv
        read_pages(Path(text), face, reader, Path(weights), Path(out), int(count), *map(int, style))
    else:
        for name in sys.argv[2:]:
            score(Path(name))
