"""Which language a page is in, and that it is not upside down, told by the shape of its letters alone.

The network of `glyphs.py` names the signs of a few lines, which costs a tenth of what the engine takes for them. Kazakh
has letters that Russian has not, Cyrillic ones that Latin has not; of letters that stand on their heads hardly half are
signs of which the network is sure, and those of all three scripts. Where it is not clear, nothing is said.
"""

from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np

from pipeline.model import Language
from pipeline.read.glyphs import Floats, SignPlace, describe, load_network, tell_signs
from pipeline.read.scan import Image, find_spots
from pipeline.read.shapes import SMALL, Ground, find_units

# letters by their shape, as the network's classes have them: those that no other script has, and those that Russian has
# not, "i" among them
_KAZAKH = "iəғқңɵұүƏҒҚҢƟҰҮ"
_CYRILLIC = "бвгджзийклмнптфцчшщъыьэюяБГДЖЗИЙЛПФЦЧШЩЪЫЬЭЮЯ"
_LATIN = "bdfgjklmnqrstuvwzDFGIJLNQRSUVWZ"
# ink lower than that, in heights of its line, is no letter; so many letters tell where they stand
LEAST_OF_LINE, LEAST_LETTERS = 0.3, 8
# in heights of a capital: what stands on the base line, and what is high enough to be a letter
ON_LINE, LEAST_HIGH = 0.06, 0.5
# ascenders and capitals are higher than small letters by this, at least
TALLER, LEAST_TALL = 1.2, 3
# The network is sure of a sign from here on. It is sure of so many signs of a page that stands upright (0.86-0.96 of
# clean pages), of hardly more than half of one that is upside down (0.28-0.65).
SURE, UPRIGHT = 0.7, 0.8
LEAST_SIGNS = 60
# a script has so many times the letters of the other; of the clear Cyrillic ones so many are Kazakh, or so few (0.13
# and more on pages in 20 faces, 0.02 at most on Russian ones)
FAR_MORE, KAZAKH, NO_KAZAKH = 3.0, 0.08, 0.03


def tell_language(lines: Iterable[Image]) -> Language | None:
    """The language of some lines of print that stand upright; None: it is not clear, or they do not stand upright."""
    told = [signs for line in lines if len(signs := _tell_line(line))]
    if not told:
        return None
    signs = np.concatenate(told)
    sure = signs[signs.max(axis=1) >= SURE]
    if len(signs) < LEAST_SIGNS or len(sure) < UPRIGHT * len(signs):
        return None
    kazakh, cyrillic, latin = (
        float(sure[:, list(_classes(letters))].sum()) for letters in (_KAZAKH, _CYRILLIC, _LATIN)
    )
    if latin > FAR_MORE * cyrillic:
        return "en"
    share = kazakh / max(1.0, cyrillic + kazakh)
    if cyrillic <= FAR_MORE * latin or NO_KAZAKH < share < KAZAKH:
        return None
    return "kk" if share >= KAZAKH else "ru"


def _tell_line(line: Image) -> Floats:
    """What the network says of the letters of a line: a row for each."""
    spots = [(x0, top, x1, bottom) for x0, top, x1, bottom, _ in find_spots(line).tolist()]
    ground = _find_ground([box for box in spots if box[3] - box[1] >= LEAST_OF_LINE * len(line)])
    if ground is None:
        return np.zeros((0, 0), np.float32)
    letters = [unit.box for unit in find_units(spots) if unit.box[3] - unit.box[1] >= LEAST_HIGH * ground.height]
    return tell_signs(describe(line, [SignPlace(box, *ground) for box in letters]))


def _find_ground(letters: Sequence[tuple[int, int, int, int]]) -> Ground | None:
    """Where the letters of a line stand of which nothing is read yet; None where it is not clear."""
    if len(letters) < LEAST_LETTERS:
        return None
    base = float(np.median([bottom for _, _, _, bottom in letters]))
    usual = float(np.median([bottom - top for _, top, _, bottom in letters]))
    heights = np.array([base - top for _, top, _, bottom in letters if abs(bottom - base) <= max(1, ON_LINE * usual)])
    if len(heights) < LEAST_LETTERS:
        return None
    small = float(np.percentile(heights, 30))
    tall = heights[heights > TALLER * small]
    return Ground(base, float(np.median(tall)) if len(tall) >= LEAST_TALL else small / SMALL)


@cache
def _classes(letters: str) -> tuple[int, ...]:
    """The network's classes of some letters."""
    return tuple(index for index, sign in enumerate(load_network().classes) if sign in letters)
