"""How fast each step is and what memory it needs, beside pdfplumber alone on the same files in the same run.

    python benchmarks/steps.py [SRC...] [--rounds N] [--join N] [--only STEP...] [--json FILE]

Every row is a process of its own that does its work `rounds` times; the fastest round counts. `from start` are the
seconds of the processor and on the clock from the start of the process to the end of its first round, imports and word
lists included, as a user waits for them. What a step needs from
the steps before it is made beforehand and does not count. Memory is the most that the process held (peak RSS), so it
includes the libraries that the step loads; children (Tesseract) are counted on their own, the largest of them.
`x pdfplumber`: how many times as many pages as pdfplumber's text and tables a second of processor time, children's
included, gives on these files in this run; other work on the machine moves it less than seconds on the clock.
`--join N` adds one more document: the pages of all PDFs, N times over, to show that nothing grows with the length.
"""

import argparse
import json
import os
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

from pipeline import stages, store
from pipeline.model import Document, Terms
from pipeline.settings import AllSettings
from pipeline.store import SourceFile

ROOT = Path(__file__).parent.parent
SETTINGS = AllSettings()
MIB = 2**20


def nothing(_done: int, _total: int) -> None:
    pass


def pdfplumber_alone(sources: Sequence[SourceFile], _: Path) -> None:
    """Text and tables of every page, as pdfplumber's manual has it."""
    import pdfplumber

    for source in sources:
        with pdfplumber.open(source.path) as pdf:
            for page in pdf.pages:
                page.extract_text()
                page.extract_tables()


def read(sources: Sequence[SourceFile], _: Path) -> None:
    from pipeline.read import read_document

    for source in sources:
        read_document(source.path, SETTINGS.read, name=source.name)


def repair(sources: Sequence[SourceFile], made: Path) -> None:
    from pipeline.repair import mend_document

    for source in sources:
        mend_document(store.load(made / source.name / "read.json", Document), SETTINGS.repair)


def structure(sources: Sequence[SourceFile], made: Path) -> None:
    from pipeline.structure import document_to_terms

    for source in sources:
        document_to_terms(store.load(made / source.name / store.PAGES, Document), SETTINGS.structure)


def facts(sources: Sequence[SourceFile], made: Path) -> None:
    from pipeline.facts import add_facts

    for source in sources:
        add_facts(store.load(made / source.name / store.TERMS, Terms))


def check(sources: Sequence[SourceFile], made: Path) -> None:
    documents = [store.load(made / source.name / store.TERMS, Terms) for source in sources]
    stages.check(documents, SETTINGS)
    stages.compare(documents, SETTINGS)


def join_pdfs(paths: Sequence[Path], times: int, made: Path) -> Path:
    """One PDF of all pages of the given ones, the whole so many times over."""
    import pypdfium2

    joined = pypdfium2.PdfDocument.new()
    for path in [*paths] * times:
        joined.import_pages(pypdfium2.PdfDocument(path))
    joined.save(made)
    return made


Work = Callable[[Sequence[SourceFile], Path], None]
PDF_WORK: tuple[tuple[str, Work], ...] = (("pdfplumber alone", pdfplumber_alone),)
STEPS: tuple[tuple[str, Work], ...] = (
    ("read", read),
    ("repair", repair),
    ("structure", structure),
    ("facts", facts),
    ("check + compare", check),
)


def prepare(sources: Sequence[SourceFile], made: Path, pipe: Connection) -> None:
    """Make what the steps start from, and count the pages."""
    from pipeline.read import read_document

    pages: dict[str, int] = {}
    for source in sources:
        (made / source.name).mkdir(parents=True)
        document = read_document(source.path, SETTINGS.read, name=source.name)
        store.save(document, made / source.name / "read.json")
        stages.run_source(source, made / source.name, SETTINGS, nothing)
        pages[source.name] = len(document.pages)
    pipe.send(pages)


class Measured(NamedTuple):
    """Seconds on the clock and of the processor, of the fastest round and from the start of the process to the end of
    the first one; the most memory of the process and of its largest child, in MiB.
    """

    seconds: float
    cpu_seconds: float
    first_seconds: float
    first_cpu_seconds: float
    peak: float
    child_peak: float


def measure(work: Work, sources: Sequence[SourceFile], made: Path, rounds: int, born: float, pipe: Connection) -> None:
    """Send what the work costs; `born` is when the process was started."""
    seconds, cpu_seconds = [], []
    first = first_cpu = 0.0
    for _ in range(rounds):
        start, cpu_start = time.perf_counter(), sum(os.times()[:4])
        work(sources, made)
        seconds.append(time.perf_counter() - start)
        cpu_seconds.append(sum(os.times()[:4]) - cpu_start)
        first, first_cpu = first or time.time() - born, first_cpu or sum(os.times()[:4])
    unit = 1 if sys.platform == "darwin" else 1024
    own, child = (
        resource.getrusage(who).ru_maxrss * unit / MIB for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    pipe.send(Measured(min(seconds), max(min(cpu_seconds), 0.01), first, first_cpu, own, child))


def in_a_process(target: Callable[..., None], *arguments: Any) -> Any:
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=target, args=(*arguments, theirs))
    process.start()
    theirs.close()
    try:
        return ours.recv()
    finally:
        process.join()


def benchmark(sources: Sequence[SourceFile], rounds: int, only: Sequence[str]) -> list[dict[str, Any]]:
    """One row a kind of document and step."""
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as made:
        pages: dict[str, int] = in_a_process(prepare, sources, Path(made))
        documents = {name: store.load(Path(made) / name / store.PAGES, Document) for name in pages}
        kinds = sorted({document.source.text_origin for document in documents.values()})
        for kind in kinds:
            chosen = [source for source in sources if documents[source.name].source.text_origin == kind]
            count = sum(pages[source.name] for source in chosen)
            is_pdf = all(source.path.suffix.lower() == ".pdf" for source in chosen)
            alone = alone_first = 0.0
            for name, work in (*(PDF_WORK if is_pdf else ()), *STEPS):
                if only and name not in only and work is not pdfplumber_alone:
                    continue
                found: Measured = in_a_process(measure, work, chosen, Path(made), rounds, time.time())
                cpu, first_cpu = found.cpu_seconds, found.first_cpu_seconds
                if work is pdfplumber_alone:
                    alone, alone_first = cpu, first_cpu
                rows.append(
                    {
                        "documents": kind,
                        "step": name,
                        "pages": count,
                        "seconds": round(found.seconds, 2),
                        "pages_per_second": round(count / found.seconds, 1),
                        "cpu_seconds": round(cpu, 2),
                        "times_pdfplumber": round(alone / cpu, 2) if alone else 0,
                        "seconds_from_start": round(found.first_seconds, 2),
                        "cpu_seconds_from_start": round(first_cpu, 2),
                        "times_pdfplumber_from_start": round(alone_first / first_cpu, 2) if alone_first else 0,
                        "peak_mib": round(found.peak),
                        "peak_child_mib": round(found.child_peak),
                    }
                )
    return rows


def print_rows(rows: Sequence[dict[str, Any]], title: str) -> None:
    table = Table(title=title)
    for name in ("documents", "step"):
        table.add_column(name)
    first = ("s from start", "CPU s from start", "x from start")
    for name in ("pages", "s", "pages/s", "CPU s", "x pdfplumber", *first, "peak MiB", "child MiB"):
        table.add_column(name, justify="right")
    before = None
    for row in rows:
        if before is not None and before != row["documents"]:
            table.add_section()
        before = row["documents"]
        table.add_row(
            *(str(value) if value else "" for value in row.values()),
        )
    Console(width=max(Console().width, 120)).print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="*", type=Path, default=[ROOT / "data" / "raw"], metavar="SRC")
    parser.add_argument("--rounds", type=int, default=3, help="how often each step runs; the fastest counts")
    parser.add_argument("--join", type=int, default=0, help="add a document of all PDFs' pages, so many times over")
    parser.add_argument("--only", nargs="*", default=(), metavar="STEP", help="only these steps, beside pdfplumber")
    parser.add_argument("--json", type=Path, default=ROOT / "out" / "benchmark.json", help="where the figures go")
    arguments = parser.parse_args()
    # byte code is kept, as it is of an installed package
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    files = store.find_raw(arguments.sources).files
    with tempfile.TemporaryDirectory() as folder:
        rows = benchmark(files, arguments.rounds, arguments.only)
        if arguments.join:
            pdfs = [source.path for source in files if source.path.suffix.lower() == ".pdf"]
            path = join_pdfs(pdfs, arguments.join, Path(folder) / "joined.pdf")
            joined = benchmark(store.find_raw([path]).files, arguments.rounds, arguments.only)
            rows += [{**row, "documents": f"joined x{arguments.join}"} for row in joined]
    machine = f"{platform.machine()}, Python {platform.python_version()}, fastest of {arguments.rounds}"
    print_rows(rows, machine)
    store.save_text(json.dumps({"machine": machine, "rows": rows}, indent=2) + "\n", arguments.json)


if __name__ == "__main__":
    main()
