"""Which sign a piece of ink is: a small network that knows every sign of terms by its picture.

It sees one sign at a time and neither words nor neighbours, so that it is a witness of its own beside the engine, whose
models guess signs from the letters around them and know neither "≤" nor "³". How it was trained: `training/glyphs.py`.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.languages.letters import CYRILLIC_TO_LATIN
from pipeline.read.scan import Image, PixelBox, shrink

Floats = npt.NDArray[np.float32]

MODEL_FILE = "glyphs.npz"
# pixels of a sign's picture, stretched to this; with it go the sign's top, bottom and width in heights of a capital
ROWS, COLUMNS = 20, 16
# signs that are told in one product of matrices: OpenBLAS shares products from 2^18 on among threads
ROWS_AT_ONCE = 4
# signs that are drawn alike
_ALIKE = str.maketrans({**CYRILLIC_TO_LATIN, "−": "–", "’": "'", "‘": "'", "`": "'", "·": "•", "к": "к", "ө": "ө"})


class Network(NamedTuple):
    """The classes, each a sign, and the layers' weights and biases."""

    classes: str
    layers: tuple[tuple[Floats, Floats], ...]


def fold(char: str) -> str:
    """The sign that stands for all that are drawn like it.

    >>> fold("С"), fold("−"), fold("ж")
    ('C', '–', 'ж')
    """
    return char.translate(_ALIKE)


def fold_all(chars: Iterable[str]) -> str:
    """The classes that some signs fall in, in order.

    >>> fold_all("5CСс")
    '5Cc'
    """
    return "".join(dict.fromkeys(fold(char) for char in chars))


class SignPlace(NamedTuple):
    """Where a sign stands: its box, the row of pixels under its line's letters, the height of a capital."""

    box: PixelBox
    base: float
    height: float


def describe(image: Image, places: Sequence[SignPlace]) -> Floats:
    """What the network sees of signs, a row for each: their ink, and where they stand on their lines."""
    pictures = np.stack([shrink(image, place.box, (COLUMNS, ROWS)) for place in places])
    ink = 255.0 - pictures.reshape(len(places), -1).astype(np.float32)
    most = ink.max(axis=1, keepdims=True)
    stand = [
        ((base - top) / height, (base - bottom) / height, (x1 - x0) / height)
        for (x0, top, x1, bottom), base, height in places
    ]
    return np.hstack((ink / np.where(most > 0, most, 1), 2 * np.asarray(stand, np.float32)))


@cache
def load_network() -> Network:
    """The network that comes with the package."""
    with np.load(BytesIO(files("pipeline.read").joinpath(MODEL_FILE).read_bytes())) as arrays:
        count = sum(name.startswith("w") for name in arrays)
        layers = tuple(
            (arrays[f"w{index}"].astype(np.float32), arrays[f"b{index}"].astype(np.float32)) for index in range(count)
        )
        return Network(str(arrays["classes"][()]), layers)


def tell_signs(descriptions: Floats) -> Floats:
    """The probability of every class, for each description."""
    network = load_network()
    x = descriptions
    for index, (weights, biases) in enumerate(network.layers):
        # larger products are shared among threads, which wait for each other longer than they count
        x = np.concatenate([x[row : row + ROWS_AT_ONCE] @ weights for row in range(0, len(x), ROWS_AT_ONCE)]) + biases
        if index + 1 < len(network.layers):
            x = np.maximum(x, 0)
    x = np.exp(x - x.max(axis=1, keepdims=True))
    return np.asarray(x / x.sum(axis=1, keepdims=True), dtype=np.float32)
