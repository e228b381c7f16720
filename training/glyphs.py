"""Trains the recogniser of single signs in a picture (`pipeline/read/glyphs.py`) on signs set in many faces.

    FONTCONFIG_FILE=... python -m training.glyphs OUT.npz [--without FAMILY ...]

Every sign is drawn in each face that fontconfig knows and that has Cyrillic letters, in print of 7 to 13 points at 150
to 300 dpi, blurred, noisy and a little turned as scans are. `--without`: faces that are held back. Needs torch.
"""

import argparse
import itertools
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import torch
from fontTools.ttLib import TTCollection, TTFont
from PIL import Image, ImageDraw, ImageFont

from pipeline.read import glyphs
from pipeline.read.scan import DARK

SIGNS = (
    "0123456789"
    ".,:;!?-–—+±×=~≈≤≥<>°²³½¼¾§%‰€$₸₽/\\&@#*…«»“”„\"'()[]{}|№•_^®©™"
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "абвгдежзийклмнопрстуфхцчшщъыьэюяёәғқңөұүһіАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁӘҒҚҢӨҰҮҺІ"
)
# digits and signs are drawn so many times as often as letters
TWICE = SIGNS[: SIGNS.index("a")]
OVERSAMPLE = 3
HIDDEN = (192, 96)
EPOCHS = 14


def font_files(without: frozenset[str]) -> list[Path]:
    """The upright and slanted faces, regular and bold, of all families with Cyrillic letters."""
    listing = subprocess.run(
        ["fc-list", ":lang=ru", "file", "family", "style"], capture_output=True, text=True, check=True
    ).stdout
    found = set()
    for line in listing.splitlines():
        path, family, *style = line.split(":")
        names = {name.strip() for name in family.split(",")}
        usual = not style or not any(
            word in style[0] for word in ("Thin", "Light", "Black", "Heavy", "ExtraBold", "Small", "Outline", "Oblique")
        )
        if usual and not names & without and "Symbola" not in names:
            found.add(Path(path.strip()))
    return sorted(found)


def characters(path: Path) -> frozenset[str]:
    """The signs that a face has."""
    try:
        font = TTCollection(path).fonts[0] if path.suffix == ".ttc" else TTFont(path, lazy=True)
        return frozenset(map(chr, font.getBestCmap() or ()))
    except Exception:
        return frozenset()


def draw(font: ImageFont.FreeTypeFont, char: str, rng: np.random.Generator) -> np.ndarray | None:
    """The sign as a scanner sees it, and its description."""
    size = font.size
    ascent = font.getbbox("H", anchor="ls")
    width = round(font.getlength(char)) + size
    canvas = Image.new("L", (width + 2 * OVERSAMPLE, 3 * size), 255)
    x, base = size // 2 + int(rng.integers(OVERSAMPLE)), 2 * size + int(rng.integers(OVERSAMPLE))
    ImageDraw.Draw(canvas).text((x, base), char, font=font, fill=0, anchor="ls")
    image = np.asarray(canvas)
    angle = float(rng.normal(0, 0.25))
    matrix = cv2.getRotationMatrix2D((width / 2, base), angle, 1.0)
    image = cv2.warpAffine(image, matrix, (image.shape[1], image.shape[0]), borderValue=(255,))
    image = cv2.resize(image, None, fx=1 / OVERSAMPLE, fy=1 / OVERSAMPLE, interpolation=cv2.INTER_AREA)
    blur = rng.choice((0.0, 0.0, 0.5, 0.8, 1.1)) * size / OVERSAMPLE / 30
    if blur > 0.2:
        image = cv2.GaussianBlur(image, (0, 0), blur)
    if rng.random() < 0.5:
        level = rng.uniform(2, 14)
        image = np.clip(image + rng.normal(0, level, image.shape), 0, 255).astype(np.uint8)
    if rng.random() < 0.3:
        quality = int(rng.integers(40, 80))
        image = cv2.imdecode(cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], 0)
    ys, xs = np.nonzero(image < DARK)
    if not ys.size:
        return None
    box = (int(xs.min()), int(ys.min()), int(xs.max()) + 1, int(ys.max()) + 1)
    height = -ascent[1] / OVERSAMPLE * rng.normal(1, 0.025)
    ground = base / OVERSAMPLE + rng.normal(0, 0.025) * height
    return glyphs.describe(np.asarray(image, np.uint8), [glyphs.SignPlace(box, ground, height)])[0]


def make_samples(files: list[Path], repeats: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Descriptions of signs and their classes."""
    rng = np.random.default_rng(seed)
    xs, ys = [], []
    classes = glyphs.fold_all(SIGNS)
    for path in files:
        have = characters(path)
        for char in SIGNS:
            if char not in have:
                continue
            for _ in range(repeats * (2 if char in TWICE else 1)):
                points, dpi = rng.uniform(7, 13), rng.choice((150, 200, 200, 300))
                font = ImageFont.truetype(str(path), round(points * dpi / 72 * OVERSAMPLE))
                found = draw(font, char, rng)
                if found is not None:
                    xs.append(found)
                    ys.append(classes.index(glyphs.fold(char)))
    return np.stack(xs), np.array(ys)


def train(x: np.ndarray, y: np.ndarray, count: int) -> torch.nn.Sequential:
    """The network after its rounds over all samples."""
    torch.manual_seed(1)
    sizes = (x.shape[1], *HIDDEN)
    layers: list[torch.nn.Module] = []
    for before, after in itertools.pairwise(sizes):
        layers += [torch.nn.Linear(before, after), torch.nn.ReLU(), torch.nn.Dropout(0.1)]
    net = torch.nn.Sequential(*layers, torch.nn.Linear(sizes[-1], count))
    optimiser = torch.optim.AdamW(net.parameters(), 2e-3, weight_decay=1e-3)
    tx, ty = torch.tensor(x), torch.tensor(y)
    steps = EPOCHS * (len(x) // 256 + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 4e-3, steps)
    loss_of = torch.nn.CrossEntropyLoss(label_smoothing=0.02)
    for epoch in range(EPOCHS):
        net.train()
        total = 0.0
        for rows in torch.randperm(len(x)).split(256):
            loss = loss_of(net(tx[rows]), ty[rows])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            total += float(loss) * len(rows)
        print(epoch, round(total / len(x), 4), flush=True)
    return net.eval()


def main(arguments: argparse.Namespace) -> None:
    """Draws, trains, says how well held-back faces are told, writes the weights."""
    torch.set_num_threads(1)
    held = frozenset(arguments.without)
    files = font_files(held)
    print(len(files), "faces")
    classes = glyphs.fold_all(SIGNS)
    x, y = make_samples(files, arguments.repeats, 1)
    print(x.shape, len(classes))
    net = train(x, y, len(classes))
    others = [path for path in font_files(frozenset()) if path not in set(files)]
    if others:
        tx, ty = make_samples(others, 1, 2)
        with torch.no_grad():
            found = net(torch.tensor(tx)).argmax(1).numpy()
        for name, chosen in (("all", np.ones(len(ty), bool)), ("digits", ty < 10)):
            print(name, len(others), "other faces:", float((found == ty)[chosen].mean()))
        wrong = [(classes[a], classes[b]) for a, b in zip(ty, found, strict=True) if a != b]
        for pair in sorted(set(wrong), key=wrong.count, reverse=True)[:40]:
            print(pair, wrong.count(pair), end="; ")
    weights = {}
    for index, layer in enumerate(layer for layer in net if isinstance(layer, torch.nn.Linear)):
        weights[f"w{index}"] = layer.weight.detach().numpy().T.astype(np.float16)
        weights[f"b{index}"] = layer.bias.detach().numpy().astype(np.float16)
    np.savez_compressed(arguments.out, classes=np.array(classes), **weights)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--without", nargs="*", default=[])
    parser.add_argument("--repeats", type=int, default=4)
    main(parser.parse_args(sys.argv[1:]))
