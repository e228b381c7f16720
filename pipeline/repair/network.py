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
PARTS = ("before", "between", "after")  # blocks on characters, on pairs of characters, on characters again
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
        self._dilations = {part: self.weights.pop(f"{part}.dilations").astype(int).tolist() for part in PARTS}

    def score(self, text: str) -> Floats:
        """Natural logarithms of the labels' probabilities: (characters, labels)."""
        weights = self.weights
        codes = [self.codes.get(letter, UNKNOWN) for letter in text]
        x = weights["embed"][codes + [0] * (len(codes) % 2)]
        x = _convolve(x, weights["first.w"], weights["first.b"], 1)
        x = self._blocks("before", x)
        size, width = x.shape
        pairs = x.reshape(size // 2, 2 * width) @ weights["pair.w"]
        pairs += weights["pair.b"]
        pairs = self._blocks("between", pairs)
        parts = pairs @ weights["part.w"]
        parts += weights["part.b"]
        x += parts.reshape(size, width)
        x = self._blocks("after", x)[: len(codes)]
        scores: Floats = x @ weights["last.w"]
        scores += weights["last.b"]
        scores -= scores.max(axis=1, keepdims=True)
        scores -= np.log(np.einsum("ij->i", np.exp(scores)))[:, None]
        return scores

    def _blocks(self, part: str, x: Floats) -> Floats:
        """The blocks of a part, one after the other; each adds to what came in."""
        for number, dilation in enumerate(self._dilations[part]):
            name = f"{part}.{number}"
            x += _convolve(
                x, self.weights[f"{name}.w"], self.weights[f"{name}.b"], dilation, self.weights[f"{name}.end"]
            )
        return x


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


def _convolve(x: Floats, stacked: Floats, bias: Floats, dilation: int, end: Floats | float = 0.0) -> Floats:
    """What is above nought of a convolution along the text, as one matrix product.

    `stacked` has the taps under one another: (taps x channels in, channels out). Beyond the ends stands `end`.
    """
    size, width = x.shape
    taps = len(stacked) // width
    reach = taps // 2 * dilation
    padded = np.empty((size + 2 * reach, width), dtype=np.float32)
    padded[:reach], padded[reach : reach + size], padded[reach + size :] = end, x, end
    columns = np.empty((size, taps * width), dtype=np.float32)
    for tap in range(taps):
        columns[:, tap * width : (tap + 1) * width] = padded[tap * dilation : tap * dilation + size]
    out: Floats = columns @ stacked
    out += bias
    return np.maximum(out, 0, out=out)


@cache
def load_network() -> Network:
    """The shipped network, loaded once: about 40 ms."""
    packed = (files("pipeline.repair") / "model" / MODEL_FILE).read_bytes()
    with np.load(BytesIO(packed), allow_pickle=False) as arrays:
        return Network(dict(arrays))
