"""The network of the channel decoder: for each character that was read, which true characters it may stand for.

How it was trained and how well it does: docs/model-card.md.
"""

from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import as_strided

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.intp]

# Two networks of one shape, trained on from one for all: on what English weights read, on what Russian ones read (alone
# or beside English ones) and people typed without Kazakh letters
ENGLISH, RUSSIAN = "english.npz", "russian.npz"
UNKNOWN = 1  # the code of a character that training never saw; 0 pads
PARTS = ("before", "between", "after")  # blocks on characters, on pairs of characters, on characters again
NEVER = -30.0  # what stands for the logarithm of a label that is not there

# A convolution of three taps makes four places out of six that it sees, by six products of matrices, not by twelve:
# F(4, 3) of Lavin and Gray, "Fast algorithms for convolutional neural networks". Sums of what it sees, of the taps, of
# the products; what comes out is the same within 0.0001.
AT_ONCE, SEEN = 4, 6
OF_SEEN = np.array(
    [
        [4, 0, -5, 0, 1, 0],
        [0, -4, -4, 1, 1, 0],
        [0, 4, -4, -1, 1, 0],
        [0, -2, -1, 2, 1, 0],
        [0, 2, -1, -2, 1, 0],
        [0, 4, 0, -5, 0, 1],
    ],
    dtype=np.float32,
)
OF_TAPS = np.array(
    [
        [1 / 4, 0, 0],
        [-1 / 6] * 3,
        [-1 / 6, 1 / 6, -1 / 6],
        [1 / 24, 1 / 12, 1 / 6],
        [1 / 24, -1 / 12, 1 / 6],
        [0, 0, 1],
    ],
    dtype=np.float32,
)
OF_PRODUCTS = np.array([[1, 1, 1, 1, 1, 0], [0, 1, -1, 2, -2, 0], [0, 1, 1, 4, 4, 0], [0, 1, -1, 8, -8, 1]], np.float32)
IN_ALL = 1  # the product that counts once at each of the four places
# A label so much less likely than the best one (natural logarithm) adds nothing to the sum of all.
FAR = 12.0


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


class Block(NamedTuple):
    """A convolution of three taps, its output added to the channels `kept` of its input.

    `weights` are (6, channels in, channels kept); `end` stands beyond a text's ends.
    """

    weights: Floats
    bias: Floats
    end: Floats
    kept: Integers
    dilation: int


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
        self._blocks = {part: self._load_blocks(part) for part in PARTS}
        self._first = _spread(self.weights["embed"], self.weights["first.w"])

    def _load_blocks(self, part: str) -> list[Block]:
        blocks = []
        for number, dilation in enumerate(self.weights[f"{part}.dilations"].astype(int).tolist()):
            stacked, bias, end, kept = (self.weights.pop(f"{part}.{number}.{key}") for key in ("w", "b", "end", "kept"))
            weights = (OF_TAPS @ stacked.reshape(3, -1)).reshape(SEEN, len(end), len(kept))
            blocks.append(Block(weights, bias, end, kept.astype(np.intp), dilation))
        return blocks

    def score(self, text: str) -> Floats:
        """Natural logarithms of the labels' probabilities: (characters, labels)."""
        weights = self.weights
        codes = [self.codes.get(letter, UNKNOWN) for letter in text]
        x = self._begin(codes + [0] * (len(codes) % 2))
        for block in self._blocks["before"]:
            add_convolution(x, block)
        size, width = x.shape
        pairs = x.reshape(size // 2, 2 * width) @ weights["pair.w"]
        pairs += weights["pair.b"]
        for block in self._blocks["between"]:
            add_convolution(pairs, block)
        parts = pairs @ weights["part.w"]
        parts += weights["part.b"]
        x += parts.reshape(size, width)
        for block in self._blocks["after"]:
            add_convolution(x, block)
        scores: Floats = x[: len(codes)] @ weights["last.w"]
        scores += weights["last.b"]
        top = scores.max(axis=1, keepdims=True)
        # what is far below the best adds next to nothing to the sum of all
        near = np.flatnonzero(scores > top - FAR)
        rows = near // scores.shape[1]
        total = np.bincount(rows, weights=np.exp(scores.ravel()[near] - top[rows, 0]), minlength=len(scores))
        scores -= top + np.log(total, dtype=np.float32)[:, None]
        return scores

    def _begin(self, codes: list[int]) -> Floats:
        """The first convolution: of each character what it is to those beside it, added up."""
        taps = len(self._first)
        reach = taps // 2
        padded = np.full(len(codes) + 2 * reach, len(self._first[0]) - 1)
        padded[reach : reach + len(codes)] = codes
        x: Floats = self._first[0][padded[: len(codes)]]
        for tap in range(1, taps):
            x += self._first[tap][padded[tap : tap + len(codes)]]
        x += self.weights["first.b"]
        np.maximum(x, 0, out=x)
        return x


def _spread(embed: Floats, stacked: Floats) -> Floats:
    """What each character adds by each tap, (taps, characters and what stands beyond the ends: nothing, channels)."""
    width = embed.shape[1]
    taps = stacked.reshape(len(stacked) // width, width, -1)
    beyond = np.append(embed, np.zeros((1, width), dtype=np.float32), axis=0)
    spread: Floats = np.matmul(beyond, taps)
    return spread


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


def add_convolution(x: Floats, block: Block) -> None:
    """Adds a block's convolution along the text, what is above nought of it, in place."""
    size, width = x.shape
    weights, bias, end, kept, dilation = block
    # every fourth place begins a group: with a dilation of d, the groups of d texts that take turns
    groups = -(-size // (AT_ONCE * dilation))
    padded = np.empty(((groups + 1) * AT_ONCE * dilation, width), dtype=np.float32)
    padded[:dilation], padded[dilation : dilation + size], padded[dilation + size :] = end, x, end
    step = dilation * width
    item = padded.itemsize
    seen = as_strided(padded, (SEEN, groups, step), (item * step, item * AT_ONCE * step, item))
    taken = (OF_SEEN @ seen.reshape(SEEN, groups * step)).reshape(SEEN, groups * dilation, width)
    products = taken @ weights
    products[IN_ALL] += bias
    made = (OF_PRODUCTS @ products.reshape(SEEN, -1)).reshape(AT_ONCE, groups, dilation * len(kept))
    out = np.empty((groups, AT_ONCE, dilation * len(kept)), dtype=np.float32)
    np.maximum(made.transpose(1, 0, 2), 0, out=out)
    added = out.reshape(-1, len(kept))[:size]
    if len(kept) == width:
        x += added
    else:
        x[:, kept] += added


@cache
def load_network(file: str) -> Network:
    """A shipped network, loaded once: about 40 ms."""
    packed = (files("pipeline.repair") / "model" / file).read_bytes()
    with np.load(BytesIO(packed), allow_pickle=False) as arrays:
        return Network(dict(arrays))
