"""Writes a checkpoint as the file that ships: half-precision arrays, normalisation as scale and shift.

python training/export.py CHECKPOINT OUT
"""

import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from tagger import DILATIONS


def scale_and_shift(state: dict[str, torch.Tensor], name: str) -> tuple[torch.Tensor, torch.Tensor]:
    scale = state[f"{name}.weight"] / torch.sqrt(state[f"{name}.running_var"] + 1e-5)
    return scale, state[f"{name}.bias"] - state[f"{name}.running_mean"] * scale


def main(checkpoint: Path, out: Path) -> None:
    saved = torch.load(checkpoint)
    state = saved["state"]
    arrays = {"embed": state["embed.weight"], "first.w": state["first.weight"].permute(2, 1, 0)}
    arrays["first.b"] = state["first.bias"]
    for number in range(len(DILATIONS)):
        name = f"blocks.{number}"
        arrays[f"{number}.scale"], arrays[f"{number}.shift"] = scale_and_shift(state, f"{name}.norm")
        arrays[f"{number}.w"] = state[f"{name}.conv.weight"].permute(2, 1, 0)
        arrays[f"{number}.b"] = state[f"{name}.conv.bias"]
    arrays["scale"], arrays["shift"] = scale_and_shift(state, "norm")
    arrays["last.w"], arrays["last.b"] = state["last.weight"][:, :, 0].T, state["last.bias"]
    packed: dict[str, npt.NDArray[np.generic]] = {
        name: array.numpy().astype(np.float16) for name, array in sorted(arrays.items())
    }
    packed["dilations"] = np.array(DILATIONS, dtype=np.int16)
    packed["alphabet"] = np.array("\0".join(saved["alphabet"]))
    packed["labels"] = np.array("\0".join(saved["labels"]))
    np.savez(out, **packed)  # type: ignore[arg-type]
    print(out, out.stat().st_size, "bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
