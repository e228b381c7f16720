"""The network of the channel decoder: for each character that was read, which true characters it may stand for.

How it was trained and how well it does: docs/model-card.md.
"""

from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.intp]

MODEL_FILE = "channel.npz"
UNKNOWN = 1  # the code of a character that training never saw; 0 pads
NEVER = -30.0  # what stands for the logarithm of a label that is not there


class Shapes(NamedTuple):
    """Labels without regard to case: what each says in small letters, and which labels say it.

    `small`, `upper` and `title` are places in the labels: of the label in small letters, in capitals, with a capital
    first; -1 where training never saw it.
    """

    texts: tuple[str, ...]
    places: dict[str, int]
    of_label: Integers
    small: Integers
    upper: Integers
    title: Integers


class Network:
    """The weights as they were trained, and the meaning of codes and labels."""

    def __init__(self, arrays: dict[str, npt.NDArray[np.generic]]) -> None:
        self.codes = {letter: code for code, letter in enumerate(str(arrays["alphabet"][()]).split("\0")) if letter}
        self.labels = tuple(str(arrays["labels"][()]).split("\0"))
        self.label_codes = {label: code for code, label in enumerate(self.labels)}
        self.shapes = _shapes(self.labels)
        self.weights = {
            name: array.astype(np.float32) for name, array in arrays.items() if name not in ("alphabet", "labels")
        }
        self.dilations = [int(dilation) for dilation in self.weights.pop("dilations")]
        self._stacked = {name: _stack(self.weights[f"{name}.w"]) for name in ("first", *map(str, self._numbers()))}

    def _numbers(self) -> range:
        return range(len(self.dilations))

    def score(self, text: str) -> Floats:
        """Natural logarithms of the labels' probabilities: (characters, labels)."""
        weights = self.weights
        x = weights["embed"][[self.codes.get(letter, UNKNOWN) for letter in text]]
        x = _convolve(x, self._stacked["first"], 5, 1)
        x += weights["first.b"]
        np.maximum(x, 0, out=x)
        for number in self._numbers():
            normal = x * weights[f"{number}.scale"]
            normal += weights[f"{number}.shift"]
            more = _convolve(normal, self._stacked[str(number)], 3, self.dilations[number])
            more += weights[f"{number}.b"]
            np.maximum(more, 0, out=more)
            x += more
        x *= weights["scale"]
        x += weights["shift"]
        scores: Floats = x @ weights["last.w"]
        scores += weights["last.b"]
        scores -= scores.max(axis=1, keepdims=True)
        scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return scores


def _shapes(labels: tuple[str, ...]) -> Shapes:
    codes = {label: code for code, label in enumerate(labels)}
    texts = tuple(sorted({label.lower() for label in labels}))
    places = {text: place for place, text in enumerate(texts)}
    return Shapes(
        texts=texts,
        places=places,
        of_label=np.array([places[label.lower()] for label in labels]),
        small=np.array([codes.get(text, -1) for text in texts]),
        upper=np.array([codes.get(text.upper(), -1) for text in texts]),
        title=np.array([codes.get(text.capitalize(), -1) for text in texts]),
    )


def _stack(weights: Floats) -> Floats:
    """The taps of a convolution under one another: (taps x channels in, channels out)."""
    return np.ascontiguousarray(weights.reshape(-1, weights.shape[2]))


def _convolve(x: Floats, stacked: Floats, taps: int, dilation: int) -> Floats:
    """One-dimensional convolution as one matrix product; the ends see zeros."""
    reach = taps // 2 * dilation
    size, width = x.shape
    padded = np.zeros((size + 2 * reach, width), dtype=np.float32)
    padded[reach : reach + size] = x
    columns = np.empty((size, taps * width), dtype=np.float32)
    for tap in range(taps):
        columns[:, tap * width : (tap + 1) * width] = padded[tap * dilation : tap * dilation + size]
    out: Floats = columns @ stacked
    return out


@cache
def load_network() -> Network:
    """The shipped network, loaded once: about 40 ms."""
    packed = (files("pipeline.repair") / "model" / MODEL_FILE).read_bytes()
    with np.load(BytesIO(packed), allow_pickle=False) as arrays:
        return Network(dict(arrays))
