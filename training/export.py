"""Writes a checkpoint as the file that ships: half-precision arrays, normalisation folded into the weights behind it.

    python training/export.py CHECKPOINT OUT PAGES KIND

PAGES are training pages: what the network makes of those of its KIND tells which of its channels do next to nothing.
"""

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from tagger import DILATIONS, READERS, Block, Tagger

from pipeline.repair.network import PARTS, UNKNOWN

State = dict[str, torch.Tensor]
# what stands beyond the ends of a text must be nought once it is normalised; no more than half precision holds
FARTHEST = 6e4
# labels of several characters that pages hold less often are left out: two in five, eight in ten thousand uses
LEAST_USES = 20
# the block that sees farthest does little: so many of its channels are as good as all 256 (96 and 64: worse)
STRONGEST = {"between.3": 128}
# every so many pages, and so many characters of each, tell which
PAGE_STEP, PAGE_LETTERS = 20, 4000


def scale_and_shift(state: State, name: str) -> tuple[torch.Tensor, torch.Tensor]:
    scale = state[f"{name}.weight"] / torch.sqrt(state[f"{name}.running_var"] + 1e-5)
    return scale, state[f"{name}.bias"] - state[f"{name}.running_mean"] * scale


def stack(weights: torch.Tensor) -> torch.Tensor:
    """(channels out, channels in, taps) as (taps x channels in, channels out)."""
    return weights.permute(2, 1, 0).reshape(-1, weights.shape[0])


def block(state: State, name: str, kept: torch.Tensor) -> State:
    """A block's weights with its normalisation in them, its bias, what stands beyond the ends; of the channels kept."""
    scale, shift = scale_and_shift(state, f"{name}.norm")
    weights = state[f"{name}.conv.weight"][kept]
    bias = state[f"{name}.conv.bias"][kept] + (weights * shift[None, :, None]).sum((1, 2))
    return {
        "w": stack(weights * scale[None, :, None]),
        "b": bias,
        "kept": kept,
        "end": (-shift / scale).clamp(-FARTHEST, FARTHEST),
    }


def strongest_channels(tagger: Tagger, texts: Iterable[list[int]]) -> dict[str, torch.Tensor]:
    """Of each block the channels that are kept: those whose output is largest."""
    blocks = {name: part for name, part in tagger.named_modules() if isinstance(part, Block)}
    squares = {name: torch.zeros(part.conv.out_channels) for name, part in blocks.items()}
    for name, part in blocks.items():

        def add(_: Block, given: tuple[torch.Tensor], made: torch.Tensor, name: str = name) -> None:
            squares[name] += (made - given[0])[0].square().sum(1)

        part.register_forward_hook(add)
    tagger.eval()
    with torch.no_grad():
        for codes in texts:
            tagger(torch.tensor([codes]))
    return {name: total.topk(STRONGEST.get(name, len(total))).indices.sort().values for name, total in squares.items()}


def arrays_of(state: State, kept: list[int], used: dict[str, torch.Tensor]) -> State:
    """The arrays that ship; of the labels those in these places, of each block these channels."""
    arrays = {"embed": state["embed.weight"], "first.w": stack(state["first.weight"]), "first.b": state["first.bias"]}
    for part, dilations in zip(PARTS, DILATIONS, strict=True):
        for number in range(len(dilations)):
            name = f"{part}.{number}"
            arrays |= {f"{name}.{key}": value for key, value in block(state, name, used[name]).items()}
    arrays |= {"pair.w": stack(state["pair.weight"]), "pair.b": state["pair.bias"]}
    # (channels in, channels out, 2) as (channels in, 2 x channels out)
    spread = state["part.weight"].permute(0, 2, 1)
    arrays |= {"part.w": spread.reshape(len(spread), -1), "part.b": state["part.bias"].repeat(2)}
    scale, shift = scale_and_shift(state, "norm")
    last = state["last.weight"][kept, :, 0]
    return arrays | {"last.w": (last * scale).T, "last.b": state["last.bias"][kept] + last @ shift}


def read_pages(pages: Path, readers: re.Pattern[str], alphabet: list[str]) -> Iterable[list[int]]:
    """What was read of some training pages, an even number of characters each, as codes."""
    codes = {letter: code for code, letter in enumerate(alphabet) if letter}
    for path in sorted(pages.glob("*.json"))[::PAGE_STEP]:
        page = json.loads(path.read_text("utf-8"))
        text = "\n".join(read or "" for _, read in page["lines"])[:PAGE_LETTERS]
        if text and readers.search(page["reader"]):
            yield [codes.get(letter, UNKNOWN) for letter in text + "\n" * (len(text) % 2)]


def main(checkpoint: Path, out: Path, pages: Path, kind: str) -> None:
    saved = torch.load(checkpoint)
    labels = saved["labels"]
    kept = [place for place, uses in enumerate(saved["uses"]) if uses >= LEAST_USES or len(labels[place]) < 2]
    tagger = Tagger(len(saved["alphabet"]), len(labels))
    tagger.load_state_dict(saved["state"])
    used = strongest_channels(tagger, read_pages(pages, READERS[kind], saved["alphabet"]))
    packed: dict[str, npt.NDArray[np.generic]] = {
        name: array.numpy().astype(np.float16) for name, array in sorted(arrays_of(saved["state"], kept, used).items())
    }
    for part, dilations in zip(PARTS, DILATIONS, strict=True):
        packed[f"{part}.dilations"] = np.array(dilations, dtype=np.int16)
    packed["alphabet"] = np.array("\0".join(saved["alphabet"]))
    packed["labels"] = np.array("\0".join(labels[place] for place in kept))
    np.savez(out, **packed)  # type: ignore[arg-type]
    print(out, out.stat().st_size, "bytes")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]), sys.argv[4])
