"""How well the trust gate tells sound pages from others, on a set that `make.py` made.

    python -m benchmarks.trust.measure SET... [--errors] [--json FILE]

A page counts as flagged where the gate gives a doubt that names damage, on the page or on one font of it; that an OCR
left the layer (`hidden`) or that it is short (`stamped`) is no damage. Intervals are Wilson's, 95 %.
"""

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from math import sqrt
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.read.pdf import open_pdf
from pipeline.read.text_layer import look
from pipeline.read.triage import Choice, choose_reader
from pipeline.settings import ReadSettings

SETTINGS = ReadSettings()
NO_DAMAGE = frozenset({"hidden", "stamped", "aslant"})
Z = 1.96


class Judged(NamedTuple):
    """A row of the labels with what the gate says."""

    label: dict[str, Any]
    choice: Choice
    codes: tuple[str, ...]
    seconds: float

    @property
    def flagged(self) -> bool:
        return bool(set(self.codes) - NO_DAMAGE)


def wilson(hits: int, count: int) -> tuple[float, float]:
    """The interval of a share, 95 %."""
    if not count:
        return 0.0, 1.0
    share, square = hits / count, Z * Z / count
    middle, reach = share + square / 2, Z * sqrt(share * (1 - share) / count + square / (4 * count))
    return max(0.0, (middle - reach) / (1 + square)), min(1.0, (middle + reach) / (1 + square))


def judge(folder: Path) -> list[Judged]:
    rows = [json.loads(line) for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()]
    by_file: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_file[row["file"]].append(row)
    judged = []
    for file, labels in by_file.items():
        with open_pdf((folder / file).read_bytes(), max_pages=999) as pdf:
            for label in labels:
                sheet = look(pdf, label["page"])
                start = time.process_time()
                choice = choose_reader(sheet, SETTINGS.trust_threshold)
                seconds = time.process_time() - start
                codes = tuple(doubt.code for doubt in choice.doubts)
                if choice.trust is None:
                    codes = ("no-layer",)
                judged.append(Judged(label, choice, codes, seconds))
    return judged


def show(title: str, groups: Iterable[tuple[str, list[Judged]]]) -> None:
    print(f"\n| {title} | pages | flagged | share | 95 % interval | named |\n|---|---|---|---|---|---|")
    for name, pages in groups:
        hits = sum(page.flagged for page in pages)
        low, high = wilson(hits, len(pages))
        codes = Counter(next((code for code in page.codes if code not in NO_DAMAGE), "-") for page in pages)
        named = ", ".join(f"{code} {count}" for code, count in codes.most_common(5))
        print(f"| {name} | {len(pages)} | {hits} | {hits / len(pages):.1%} | {low:.1%} – {high:.1%} | {named} |")


def grouped(pages: Iterable[Judged], *keys: str) -> list[tuple[str, list[Judged]]]:
    groups: defaultdict[str, list[Judged]] = defaultdict(list)
    for page in pages:
        groups[", ".join(str(page.label[key]) for key in keys)].append(page)
    return sorted(groups.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path, nargs="+")
    parser.add_argument("--errors", action="store_true", help="list pages judged wrong")
    options = parser.parse_args()
    judged = [page for folder in options.sets for page in judge(folder)]
    bad, good = ([page for page in judged if page.label["sound"] is sound] for sound in (False, True))
    show("all", [("unsound: recall", bad), ("sound: false alarms", good)])
    show("unsound, by kind", grouped(bad, "kind"))
    show("unsound, by language", grouped(bad, "language"))
    show("unsound, by maker", grouped(bad, "maker"))
    show("sound, by content", grouped(good, "kind", "content", "language"))
    show("sound, by maker", grouped(good, "maker"))
    times = sorted(page.seconds for page in judged)
    mean, middle, most = sum(times) / len(times), times[len(times) // 2], times[int(0.99 * len(times))]
    print(f"\ngate: {1000 * mean:.2f} ms a page, median {1000 * middle:.2f}, 99th of 100 {1000 * most:.2f}")
    if options.errors:
        for page in judged:
            if page.flagged is page.label["sound"]:
                label = page.label
                what = " ".join(str(label.get(key, "")) for key in ("kind", "change", "share", "content", "language"))
                print(f"{what} {label['file']} p{label['page']}: {page.codes} {page.choice.reason[:150]}")


if __name__ == "__main__":
    main()
