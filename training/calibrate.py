"""Fits the confidence of the channel decoder to pages whose text is known, and prints the weights for `certainty.py`.

    python training/calibrate.py PAGES...

PAGES are folders as `benchmarks/repair/make.py` writes them; they must not be those that the model card measures.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.repair.measure import calibration, judged, load
from pipeline.repair import channel
from pipeline.repair.certainty import Signs

ROUNDS = 60
RIDGE = 1e-3
KEY = 1e-7


def collect(folders: Sequence[Path]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The signs of each word that the decoder read, and whether it is right; the confidence carries their number."""
    seen: list[Signs] = []

    def keep(signs: Signs) -> float:
        seen.append(signs)
        return len(seen) * KEY

    channel.certainty = keep
    pairs = [pair for folder in folders for page in load(folder) for pair in judged(page)]
    # what a rule settled has no number: its confidence is nought or near one
    numbered = [(round(confidence / KEY), right) for confidence, right in pairs if 0 < confidence < 0.1]
    return np.array([seen[number - 1] for number, _ in numbered]), np.array([float(right) for _, right in numbered])


def fit(signs: npt.NDArray[np.float64], right: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Logistic regression by Newton's method."""
    weights = np.zeros(signs.shape[1])
    for _ in range(ROUNDS):
        sure = 1 / (1 + np.exp(-signs @ weights))
        curvature = (signs * (sure * (1 - sure))[:, None]).T @ signs + RIDGE * np.eye(len(weights))
        weights += np.linalg.solve(curvature, signs.T @ (right - sure) - RIDGE * weights)
    return weights


if __name__ == "__main__":
    signs, right = collect([Path(name) for name in sys.argv[1:]])
    weights = fit(signs, right)
    print("SIGN_WEIGHTS =", tuple(round(float(weight), 3) for weight in weights), "over", len(right), "words")
    sure = 1 / (1 + np.exp(-signs @ weights))
    print("calibration error on these", calibration(list(zip(sure.tolist(), (right > 0).tolist(), strict=True)))[0])
