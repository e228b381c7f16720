"""Fit the model that votes on what an amount is promised for, and write its weights.

`python -m training.amounts` reads `training/amounts.jsonl`: a sentence with an amount (`start`, `stop`), the line that
leads in, what it truly promises (`label`) and what the rules said of it before they were mended on it (`rule`; absent
where they had been made with it). `--without GROUP...` holds groups out and prints how well they are told.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from pipeline.facts.matching import CueSpan
from pipeline.facts.quantity import find_quantities
from pipeline.facts.tokens import find_sentences
from pipeline.facts.votes import MODEL_FILE, NOTHING, View, find_features
from pipeline.languages.detect import detect_language

DATA = Path(__file__).parent / "amounts.jsonl"
MODEL = Path(__file__).parents[1] / "pipeline" / "facts" / "data" / MODEL_FILE
STRENGTH = 2.0  # the inverse of the penalty on large weights
LEAST = 0.02  # a row of smaller weights is left out
THRESHOLDS = (0.0, 0.5, 0.6, 0.7, 0.8)


def to_view(row: dict[str, Any]) -> View | None:
    """The amount of a labelled row as the model sees it; None where it is read in another way today."""
    text = row["text"]
    amount = next((one for one in find_quantities(text) if (one.start, one.stop) == (row["start"], row["stop"])), None)
    language = row.get("lang") or detect_language(text)
    spans = tuple(
        CueSpan(name=span.name, start=span.start, stop=span.stop)
        for sentence in find_sentences(text, language)
        for span in sentence.spans
    )
    return View(text, 0, amount, spans, row["above"], language) if amount else None


def fit(features: list[dict[str, float]], labels: list[str]) -> tuple[list[str], list[str], Any, Any]:
    """Multinomial logistic regression: names of the features, classes, weights (a row a feature), biases."""
    names = sorted({name for row in features for name in row})
    column = {name: index for index, name in enumerate(names)}
    classes = sorted(set(labels))
    lengths = np.cumsum([0, *(len(row) for row in features)])
    matrix = csr_matrix(
        ([w for row in features for w in row.values()], [column[n] for row in features for n in row], lengths),
        shape=(len(features), len(names)),
    )
    truth = np.zeros((len(labels), len(classes)))
    truth[np.arange(len(labels)), [classes.index(label) for label in labels]] = 1

    def loss(flat: Any) -> tuple[float, Any]:
        weights = flat[: -len(classes)].reshape(len(names), len(classes))
        scores = matrix @ weights + flat[-len(classes) :]
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        off = np.exp(logs) - truth
        slope = np.concatenate([(matrix.T @ off + weights / STRENGTH).ravel(), off.sum(axis=0)])
        return float(-(truth * logs).sum() + (weights**2).sum() / STRENGTH / 2), slope

    start = np.zeros(len(names) * len(classes) + len(classes))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return names, classes, found[: -len(classes)].reshape(len(names), len(classes)), found[-len(classes) :]


def save(names: list[str], classes: list[str], weights: Any, bias: Any) -> None:
    """Write the weights, a byte each; a file of the same weights has the same bytes."""
    kept = np.abs(weights).max(axis=1) >= LEAST
    scale = np.abs(weights).max(axis=0) / 127
    arrays = {
        "names": np.frombuffer("\n".join(n for n, k in zip(names, kept, strict=True) if k).encode(), dtype=np.uint8),
        "classes": np.frombuffer("\n".join(classes).encode(), dtype=np.uint8),
        "weights": np.round(weights[kept] / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "bias": bias.astype(np.float32),
    }
    MODEL.parent.mkdir(exist_ok=True)
    np.savez_compressed(MODEL, **arrays)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", nargs="*", default=[], help="groups that are held out and measured")
    held = set(parser.parse_args().without)
    rows = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
    seen = [(row, view) for row in rows if (view := to_view(row)) is not None]
    print(f"{len(seen)} of {len(rows)} amounts")
    inside = [(row, view) for row, view in seen if row["group"] not in held]
    names, classes, weights, bias = fit(
        [find_features(view, row.get("rule")) for row, view in inside], [row["label"] for row, _ in inside]
    )
    if not held:
        save(names, classes, weights, bias)
        print(f"{MODEL.name}: {MODEL.stat().st_size} bytes")
        return
    column = {name: index for index, name in enumerate(names)}
    outside = [(row, view) for row, view in seen if row["group"] in held]
    told = []
    for row, view in outside:
        features = find_features(view, row.get("rule", NOTHING))
        scores = bias + sum(
            (weights[column[n]] * w for n, w in features.items() if n in column), np.zeros(len(classes))
        )
        likely = np.exp(scores - scores.max())
        told.append((row["label"], classes[int(scores.argmax())], float(likely.max() / likely.sum()), row.get("rule")))
    wanted = sum(label != NOTHING for label, *_ in told)
    for name, guesses in (
        ("rules", [(label, rule or NOTHING) for label, _, _, rule in told]),
        *(
            (f"> {least}", [(label, best if p >= least else NOTHING) for label, best, p, _ in told])
            for least in THRESHOLDS
        ),
    ):
        right = sum(label == guess != NOTHING for label, guess in guesses)
        made = sum(guess != NOTHING for _, guess in guesses)
        print(f"{name:6} precision {right / max(1, made):.1%} recall {right / wanted:.1%} of {wanted}")


if __name__ == "__main__":
    main()
