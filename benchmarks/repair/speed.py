"""How fast repair is on one core, and how much memory it takes.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python -m benchmarks.repair.speed CLEAN GARBLED

CLEAN is a text that is right, GARBLED one that OCR read in the wrong language (`data/raw/vps.txt`). Words a second of
processor time, the best of three; the network alone beside the whole of it; the largest resident size of the process.
"""

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.repair import mend_text
from pipeline.repair.network import ENGLISH, load_network
from pipeline.settings import RepairSettings

ROUNDS = 3


def best(work: Callable[[], object]) -> float:
    seconds = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        seconds.append(time.process_time() - began)
    return min(seconds)


def main(clean: Path, garbled: Path) -> None:
    settings = RepairSettings()
    for name, path in (("clean text passed", clean), ("garbled text restored", garbled)):
        text = path.read_text("utf-8")
        words = len(text.split())
        print(f"{name}: {words / best(lambda text=text: mend_text(text, settings)):.0f} words/s of {words}")  # type: ignore[misc]
    network = load_network(ENGLISH)
    seconds = best(lambda: [network.score(text[at : at + 1500]) for at in range(0, len(text), 1500)])
    print(f"the network alone: {words / seconds:.0f} words/s")
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
