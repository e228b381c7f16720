"""Text that is right must stay: runs repair over text files and lists every line that it changes.

    python -m benchmarks.repair.clean TEXT...

Each file is repaired in parts of 400 lines, as documents are. Lines that hold what repair sets right by design
(letters of other alphabets inside words, invisible characters, no-break blanks) are damage and are counted apart:
`ə` in a Kazakh word is no clean text.
"""

import sys
import time
from collections import Counter
from pathlib import Path

from pipeline.repair import mend_text
from pipeline.settings import RepairSettings

LINES = 400
# What only characters prove, whatever the words: counted apart.
BY_CHARACTER = frozenset(
    {"remove-invisible", "plain-blanks", "drop-soft-hyphens", "compose-letters", "name-bullets", "unmix-scripts"}
)


def measure(path: Path) -> None:
    lines = path.read_text("utf-8").split("\n")
    words = len(" ".join(lines).split())
    methods: Counter[str] = Counter()
    seconds = 0.0
    shown = []
    for first in range(0, len(lines), LINES):
        text = "\n".join(lines[first : first + LINES])
        began = time.process_time()
        mended = mend_text(text, RepairSettings())
        seconds += time.process_time() - began
        for line in mended.lines:
            methods.update(repair.method for repair in line.repairs)
            shown += [(one.method, one.before, one.after) for one in line.repairs if one.method not in BY_CHARACTER]
    changed = sum(count for method, count in methods.items() if method not in BY_CHARACTER)
    by_character = sum(methods.values()) - changed
    print(
        f"{path.name}: {words} words, {changed} changed, {by_character} characters that are damage, "
        f"{words / seconds:.0f} words/s"
    )
    for method, before, after in shown:
        print(f"    {method}: {before!r} -> {after!r}")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        measure(Path(name))
