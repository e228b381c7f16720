"""Writes a checkpoint as the file that ships: half-precision arrays, normalisation folded into the weights behind it.

python training/export.py CHECKPOINT OUT
"""

import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from tagger import DILATIONS

from pipeline.repair.network import PARTS

State = dict[str, torch.Tensor]
# what stands beyond the ends of a text must be nought once it is normalised; no more than half precision holds
FARTHEST = 6e4
# labels of several characters that pages hold less often are left out: two in five, eight in ten thousand uses
LEAST_USES = 20


def scale_and_shift(state: State, name: str) -> tuple[torch.Tensor, torch.Tensor]:
    scale = state[f"{name}.weight"] / torch.sqrt(state[f"{name}.running_var"] + 1e-5)
    return scale, state[f"{name}.bias"] - state[f"{name}.running_mean"] * scale


def stack(weights: torch.Tensor) -> torch.Tensor:
    """(channels out, channels in, taps) as (taps x channels in, channels out)."""
    return weights.permute(2, 1, 0).reshape(-1, weights.shape[0])


def block(state: State, name: str) -> State:
    """A block's weights with its normalisation in them, its bias, and what stands beyond the ends."""
    scale, shift = scale_and_shift(state, f"{name}.norm")
    weights = state[f"{name}.conv.weight"]
    bias = state[f"{name}.conv.bias"] + (weights * shift[None, :, None]).sum((1, 2))
    return {
        "w": stack(weights * scale[None, :, None]),
        "b": bias,
        "end": (-shift / scale).clamp(-FARTHEST, FARTHEST),
    }


def arrays_of(state: State, kept: list[int]) -> State:
    """The arrays that ship; of the labels those in these places."""
    arrays = {"embed": state["embed.weight"], "first.w": stack(state["first.weight"]), "first.b": state["first.bias"]}
    for part, dilations in zip(PARTS, DILATIONS, strict=True):
        for number in range(len(dilations)):
            name = f"{part}.{number}"
            arrays |= {f"{name}.{key}": value for key, value in block(state, name).items()}
    arrays |= {"pair.w": stack(state["pair.weight"]), "pair.b": state["pair.bias"]}
    # (channels in, channels out, 2) as (channels in, 2 x channels out)
    spread = state["part.weight"].permute(0, 2, 1)
    arrays |= {"part.w": spread.reshape(len(spread), -1), "part.b": state["part.bias"].repeat(2)}
    scale, shift = scale_and_shift(state, "norm")
    last = state["last.weight"][kept, :, 0]
    return arrays | {"last.w": (last * scale).T, "last.b": state["last.bias"][kept] + last @ shift}


def main(checkpoint: Path, out: Path) -> None:
    saved = torch.load(checkpoint)
    labels = saved["labels"]
    kept = [place for place, uses in enumerate(saved["uses"]) if uses >= LEAST_USES or len(labels[place]) < 2]
    packed: dict[str, npt.NDArray[np.generic]] = {
        name: array.numpy().astype(np.float16) for name, array in sorted(arrays_of(saved["state"], kept).items())
    }
    for part, dilations in zip(PARTS, DILATIONS, strict=True):
        packed[f"{part}.dilations"] = np.array(dilations, dtype=np.int16)
    packed["alphabet"] = np.array("\0".join(saved["alphabet"]))
    packed["labels"] = np.array("\0".join(labels[place] for place in kept))
    np.savez(out, **packed)  # type: ignore[arg-type]
    print(out, out.stat().st_size, "bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
