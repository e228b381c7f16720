"""What repair makes of the pages that `make` wrote: errors of letters and words, and how honest its confidence is.

    python -m benchmarks.repair.measure PAGES...

PAGES are folders of one kind of damage each. Every page is repaired as a document of its own, detection included.
Errors are Levenshtein distances by the length of the true text; a word is right when it stands in its place, case
aside. The expected calibration error is over the words that the decoder gave a confidence, in ten bins.
"""

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from pipeline.repair import mend_text
from pipeline.repair.channel import DecodedToken, decode_lines
from pipeline.repair.damage import find_wrong_reading
from pipeline.settings import RepairSettings

BINS = 10
# A heading set with blanks between its letters: which blanks are there is a matter of taste
SPACED = re.compile(r"(?:\b\w ){6}")


class Score(NamedTuple):
    letters: int
    errors: int
    cased: int
    words: int
    right: int


def squeeze(text: str) -> str:
    return " ".join(text.split())


def load(folder: Path) -> list[list[tuple[str, str]]]:
    pages = []
    for path in sorted(folder.glob("*.json")):
        lines = json.loads(path.read_text("utf-8"))["lines"]
        pages.append([(squeeze(true), read) for true, read in lines if read and not SPACED.search(true)])
    return pages


def score_page(lines: Sequence[tuple[str, str]]) -> Score:
    got = squeeze(mend_text("\n".join(read for _, read in lines), RepairSettings()).text)
    true = " ".join(true for true, _ in lines)
    wanted, given = true.casefold().split(), got.casefold().split()
    right = sum(block.size for block in Levenshtein.opcodes(wanted, given).as_matching_blocks())
    blind = Levenshtein.distance(true.casefold(), got.casefold())
    return Score(len(true), blind, Levenshtein.distance(true, got), len(wanted), right)


def judged(lines: Sequence[tuple[str, str]]) -> list[tuple[float, bool]]:
    """For each word of the decoder its confidence and whether it is right, case aside."""
    read = [text for _, text in lines]
    suspects = find_wrong_reading(read)
    if not suspects:
        return []
    found = []
    for (true, _), tokens in zip(lines, decode_lines(read, suspects[0].kind), strict=True):
        found += _judged_line(true.casefold().split(), tokens)
    return found


def _judged_line(wanted: Sequence[str], tokens: Sequence[DecodedToken]) -> list[tuple[float, bool]]:
    given = [(word, token.confidence) for token in tokens for word in token.after.casefold().split()]
    right = {
        place
        for block in Levenshtein.opcodes(wanted, [word for word, _ in given]).as_matching_blocks()
        for place in range(block.b, block.b + block.size)
    }
    return [(confidence, place in right) for place, (_, confidence) in enumerate(given)]


def calibration(pairs: Sequence[tuple[float, bool]]) -> tuple[float, list[tuple[float, float, int]]]:
    """The expected calibration error, and for each bin its mean confidence, share of right ones, and size."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, is_right in pairs:
        bins[min(BINS - 1, int(confidence * BINS))].append((confidence, is_right))
    curve = [
        (sum(one for one, _ in group) / len(group), sum(right for _, right in group) / len(group), len(group))
        for group in bins
        if group
    ]
    return sum(size * abs(mean - share) for mean, share, size in curve) / max(1, len(pairs)), curve


def main(folders: Sequence[Path]) -> None:
    pairs: list[tuple[float, bool]] = []
    for folder in folders:
        pages = load(folder)
        scores = [score_page(page) for page in pages]
        letters, errors, cased, words, right = (sum(column) for column in zip(*scores, strict=True))
        own = [pair for page in pages for pair in judged(page)]
        pairs += own
        blind, exact, well = (
            100 * part / whole for part, whole in ((errors, letters), (cased, letters), (right, words))
        )
        print(
            f"{folder.name:20} case-blind {blind:5.2f} %  case-sensitive {exact:5.2f} %  words right {well:5.1f} % "
            f"of {words}  calibration error {100 * calibration(own)[0]:.1f} %",
            flush=True,
        )
    error, curve = calibration(pairs)
    print(f"expected calibration error of all: {100 * error:.2f} % over {len(pairs)} words")
    for mean, share, size in curve:
        print(f"    said {mean:.3f}  right {share:.3f}  words {size}")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
