"""tarmaq and its peers on the same files in one run, as a table in Markdown.

    python -m benchmarks.tables.compare SET --peers PYTHON [--part held-back] [--every 3] [--tool pdfplumber ...]

`PYTHON` is the interpreter of a virtual environment with the versions of peers.txt. What a peer does not tell is given
to it: bullets are dropped and lines joined for it as the truth has them, an empty text at a position that a span covers
counts as right, and in a second count the parts of a table on pages that follow each other are joined and a repeated
header dropped; the share of cells is that of this count. A third count ignores all white space. pdfplumber and camelot
run with their strategy for ruled tables and with that for others; a reader's best row in each column is its result.
"""

import argparse
import json
import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.tables.measure import Found, Rows, Verdict, judge, load_truths, read_ours, summarise

TOOLS = ("pdfplumber", "pdfplumber-text", "camelot-lattice", "camelot-stream", "img2table", "docling")
BULLETS = "•▪◦●"
GROUPS = ("ruled", "unruled", "spans", "none")


def plain_text(cell: str) -> str:
    """A peer's cell as the truth has it: lines by one space, no bullets, nothing after a hyphen at a line end."""
    lines = [re.sub(rf"^[{BULLETS}]\s*", "", line.strip()) for line in str(cell).splitlines()]
    text = re.sub(rf"\s[{BULLETS}]\s", " ", " ".join(line for line in lines if line))
    return re.sub(r"(\w[-–])\s(?=\w)", r"\1", " ".join(text.split())) if len(lines) > 1 else " ".join(text.split())


def join_pages(tables: Sequence[dict[str, Any]]) -> list[Rows]:
    """Parts on pages that follow each other as one table where they have as many columns; a repeated header goes."""
    joined: list[tuple[int, Rows]] = []
    for table in tables:
        rows = table["rows"]
        if joined and rows and joined[-1][0] == table["page"] - 1 and len(joined[-1][1][0]) == len(rows[0]):
            above = joined[-1][1]
            repeated = next((count for count in (2, 1) if rows[:count] == above[:count]), 0)
            joined[-1] = (table["page"], [*above, *rows[repeated:]])
        else:
            joined.append((table["page"], rows))
    return [rows for _, rows in joined]


def fill_spans(rows: Rows, truth: dict[str, Any]) -> Rows:
    """The rows with the declared texts where a declared span covers a position that the peer left empty."""
    filled = [list(row) for row in rows]
    for declared in truth["tables"]:
        texts = declared["rows"]
        if (len(texts), len(texts[0])) != (len(rows), len(rows[0]) if rows else 0):
            continue
        for row, column, tall, wide in declared["spans"]:
            for i in range(row, row + tall):
                for j in range(column, column + wide):
                    filled[i][j] = filled[i][j] or texts[i][j]
    return filled


def judge_peer(truth: dict[str, Any], tables: Sequence[dict[str, Any]], *, joined: bool, blanks: bool) -> Verdict:
    """The verdict on a peer's tables; without `blanks` no white space counts."""
    cleaned = [
        {"page": table["page"], "rows": [[plain_text(cell) for cell in row] for row in table["rows"]]}
        for table in tables
        if table["rows"] and any(str(cell).strip() for row in table["rows"] for cell in row)
    ]
    rows = join_pages(cleaned) if joined else [table["rows"] for table in cleaned]
    filled = [fill_spans(one, truth) for one in rows]
    if not blanks:
        filled = [[["".join(cell.split()) for cell in row] for row in one] for one in filled]
        truth = {
            **truth,
            "tables": [
                {**one, "rows": [["".join(cell.split()) for cell in row] for row in one["rows"]]}
                for one in truth["tables"]
            ],
        }
    return judge(truth, [Found(one, None) for one in filled])


def run_peer(python: str, tool: str, paths: Sequence[Path]) -> dict[str, Any]:
    """What peers.py writes."""
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "out.json"
        script = Path(__file__).with_name("peers.py")
        command = [python, str(script), tool, str(out), *map(str, paths)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            return {"error": done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "failed"}
        result: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
        return result


def line_of(name: str, count: Callable[..., list[Verdict]], pages: int, seconds: float) -> str:
    """A row of the Markdown table."""
    given = summarise(count(joined=False, blanks=True))
    joined = summarise(count(joined=True, blanks=True))
    loose = summarise(count(joined=True, blanks=False))
    cells = [name]
    for group in ("ruled", "unruled", "spans"):
        total = given[group]["tables"]
        share = 100 * joined[group]["cells right"] / max(1, joined[group]["cells"])
        cells.append(
            f"{given[group]['exact']} / {joined[group]['exact']} / {loose[group]['exact']} of {total} ({share:.1f} %)"
        )
    false = sum(given[group]["false"] for group in GROUPS if group != "none" and group in given)
    cells += [str(false), str(given.get("none", {}).get("false", 0)), f"{pages / max(seconds, 1e-9):.1f}"]
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("set", type=Path)
    parser.add_argument("--part", default="held-back")
    parser.add_argument("--peers", default="", help="the Python with the peers")
    parser.add_argument("--every", type=int, default=1, help="take every so manieth document, by name")
    parser.add_argument("--tool", action="append", choices=TOOLS)
    arguments = parser.parse_args()
    folder = arguments.set / arguments.part
    truths = load_truths(folder)[:: arguments.every]
    print(
        "| reader | ruled: as given / joined / blanks aside (cells) | unruled | unruled with spans "
        "| false beside tables | false on pages without | pages/s |"
    )
    print("|---|---|---|---|---|---|---|")
    found, pages = {}, 0
    read_ours(folder / truths[0]["file"])
    start = time.perf_counter()
    for truth in truths:
        found[truth["file"]], count = read_ours(folder / truth["file"])
        pages += count
    seconds = time.perf_counter() - start

    def ours(*, joined: bool, blanks: bool) -> list[Verdict]:  # noqa: ARG001 - nothing is given to ours
        return [judge(truth, found[truth["file"]]) for truth in truths]

    print(line_of("tarmaq (read, repair, structure)", ours, pages, seconds), flush=True)
    for tool in (arguments.tool or TOOLS) if arguments.peers else ():
        result = run_peer(arguments.peers, tool, [folder / truth["file"] for truth in truths])
        if "error" in result:
            print(f"| {tool} | {result['error']} | | | | | |", flush=True)
            continue

        def peer(*, joined: bool, blanks: bool, tables: dict[str, Any] = result["tables"]) -> list[Verdict]:
            return [judge_peer(truth, tables.get(truth["file"], []), joined=joined, blanks=blanks) for truth in truths]

        name = tool + (f" ({len(result['failed'])} files failed)" if result["failed"] else "")
        print(line_of(name, peer, pages, result["seconds"]), flush=True)


if __name__ == "__main__":
    main()
