"""How well the trust gate tells sound pages from others, on a set that `make.py` made.

    python -m benchmarks.trust.measure SET... [--errors]

A page is *set aside* where the gate does not take its layer as it is: it, or a font of it, is read again or repaired.
Its damage is *named* where a doubt says what is wrong with the words; that an OCR left the layer (`hidden`) or that it
is short (`stamped`) is no damage. An unsound page must be set aside; of a sound page no damage may be named. That sound
layers of an OCR are read again all the same is told apart. Intervals are Wilson's, 95 %.
"""

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
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

    @property
    def named(self) -> bool:
        return bool(set(self.codes) - NO_DAMAGE)

    @property
    def wrong(self) -> bool:
        return self.named if self.label["sound"] else not self.codes


def wilson(hits: int, count: int) -> tuple[float, float]:
    """The interval of a share, 95 %."""
    if not count:
        return 0.0, 1.0
    share, square = hits / count, Z * Z / count
    middle, reach = share + square / 2, Z * sqrt(share * (1 - share) / count + square / (4 * count))
    return max(0.0, (middle - reach) / (1 + square)), min(1.0, (middle + reach) / (1 + square))


def judge(folder: Path) -> tuple[list[Judged], float]:
    """The set's pages judged, and the processor seconds that the gate took for them, extraction apart."""
    by_file: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        by_file[row["file"]].append(row)
    judged: list[Judged] = []
    seconds = 0.0
    for file, labels in by_file.items():
        with open_pdf((folder / file).read_bytes(), max_pages=999) as pdf:
            sheets = [look(pdf, label["page"]) for label in labels]
        start = time.process_time()
        choices = [choose_reader(sheet, SETTINGS.trust_threshold) for sheet in sheets]
        seconds += time.process_time() - start
        for label, choice in zip(labels, choices, strict=True):
            codes = tuple(doubt.code for doubt in choice.doubts)
            judged.append(Judged(label, choice, ("no-layer",) if choice.trust is None else codes))
    return judged, seconds


def share(hits: int, count: int) -> str:
    low, high = wilson(hits, count)
    return f"{hits / max(1, count):.1%} ({low:.1%} – {high:.1%})"


def show_bad(title: str, groups: Iterable[tuple[str, list[Judged]]]) -> None:
    print(f"\n| {title} | pages | set aside | damage named |\n|---|---|---|---|")
    for name, pages in groups:
        aside, named = sum(bool(page.codes) for page in pages), sum(page.named for page in pages)
        print(f"| {name} | {len(pages)} | {share(aside, len(pages))} | {share(named, len(pages))} |")


def show_good(title: str, groups: Iterable[tuple[str, list[Judged]]]) -> None:
    print(f"\n| {title} | pages | false alarms | read again all the same |\n|---|---|---|---|")
    for name, pages in groups:
        named = sum(page.named for page in pages)
        again = sum(bool(page.codes) and not page.named for page in pages)
        print(f"| {name} | {len(pages)} | {named}: {share(named, len(pages))} | {again} |")


def show_confusion(pages: Sequence[Judged]) -> None:
    """What was done to a page, and the first damage that the gate names."""

    def found(page: Judged) -> str:
        return next((code for code in page.codes if code not in NO_DAMAGE), page.codes[0] if page.codes else "-")

    columns = [code for code, _ in Counter(map(found, pages)).most_common()]
    print(f"\n| what was done | {' | '.join(columns)} |\n|---|{'---|' * len(columns)}")
    for kind, own in grouped(pages, "kind"):
        counts = Counter(map(found, own))
        print(f"| {kind} | {' | '.join(str(counts[column] or '') for column in columns)} |")


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
    judged: list[Judged] = []
    seconds = 0.0
    for folder in options.sets:
        pages, taken = judge(folder)
        judged += pages
        seconds += taken
    bad, good = ([page for page in judged if page.label["sound"] is sound] for sound in (False, True))
    show_bad("unsound", [("all", bad), *grouped(bad, "kind")])
    show_bad("unsound, by language", grouped(bad, "language"))
    show_bad("unsound, by maker", grouped(bad, "maker"))
    show_good("sound", [("all", good), *grouped(good, "kind", "content", "language")])
    show_good("sound, by maker", grouped(good, "maker"))
    show_confusion(judged)
    print(f"\ngate: {1000 * seconds / len(judged):.2f} ms of processor time a page")
    if options.errors:
        for page in judged:
            if page.wrong:
                label = page.label
                what = " ".join(str(label.get(key, "")) for key in ("kind", "change", "share", "content", "language"))
                print(f"{what} {label['file']} p{label['page']}: {page.codes} {page.choice.reason[:150]}")


if __name__ == "__main__":
    main()
