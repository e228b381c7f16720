"""What a scanned page costs here and in OCRmyPDF: the same pages as one PDF, in turns, in seconds of processor time.

    OMP_THREAD_LIMIT=1 python -m benchmarks.scans.compare_speed FOLDER [--only TEXT] [--rounds N]

FOLDER is what `make.py` made; the pages of one resolution that `--only` names (several parts: any of them) become one
PDF of images. OCRmyPDF runs as `ocrmypdf --jobs 1 -l kaz+rus+eng`; here the PDF goes through `read_document` without a
cache, in a process of its own. Both times hold their start, the rendering of the pages and every child process.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from pipeline.settings import ReadSettings

DPI = 200
READ = """
import sys
from pathlib import Path
from pipeline.read.document import read_document
from pipeline.settings import ReadSettings
path = Path(sys.argv[1])
read_document(path, ReadSettings(cache=False), name=path.name)
"""


def write_pdf(images: Sequence[Path], out: Path) -> None:
    """The images as pages of a PDF, without loss."""
    first, *rest = [Image.open(path).convert("L") for path in images]
    first.save(out, save_all=True, append_images=rest, resolution=DPI)


def cpu_of(command: Sequence[str]) -> float:
    """User and system seconds of a command and its children."""
    start = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    stop = resource.getrusage(resource.RUSAGE_CHILDREN)
    return stop.ru_utime + stop.ru_stime - start.ru_utime - start.ru_stime


def main(arguments: argparse.Namespace) -> None:
    """Times both in turns and prints seconds a page and their ratio."""
    folder: Path = arguments.folder
    truths = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    images = [
        folder / truth["file"]
        for truth in truths
        if truth["dpi"] == DPI and any(part in truth["file"] for part in arguments.only)
    ]
    languages = "+".join(ReadSettings().ocr_languages)
    ours: list[float] = []
    theirs: list[float] = []
    with tempfile.TemporaryDirectory() as temporary:
        pdf, out = Path(temporary, "scans.pdf"), Path(temporary, "out.pdf")
        write_pdf(images, pdf)
        for _ in range(arguments.rounds):
            ours.append(cpu_of([sys.executable, "-c", READ, str(pdf)]) / len(images))
            theirs.append(
                cpu_of(["ocrmypdf", "--jobs", "1", "-l", languages, "--quiet", str(pdf), str(out)]) / len(images)
            )
            print(f"tarmaq {ours[-1]:.2f}  OCRmyPDF {theirs[-1]:.2f} CPU s/page", flush=True)
    ratios = [their / our for our, their in zip(ours, theirs, strict=True)]
    print(
        f"{len(images)} pages, {arguments.rounds} rounds: tarmaq {statistics.median(ours):.2f}, "
        f"OCRmyPDF {statistics.median(theirs):.2f} CPU s/page; pages a second per core over OCRmyPDF's: "
        f"{statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="*", default=["clean-200"])
    parser.add_argument("--rounds", type=int, default=3)
    main(parser.parse_args(sys.argv[1:]))
