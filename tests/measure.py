"""How far a text is from what it should be: character error rates, with and without letter case."""

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein


def error_rate(found: str, truth: str, *, case_blind: bool = False) -> float:
    """Edits per character of the truth, white space folded."""
    one, two = " ".join(found.split()), " ".join(truth.split())
    if case_blind:
        one, two = one.casefold(), two.casefold()
    return Levenshtein.distance(one, two) / max(len(two), 1)


def differences(found: str, truth: str) -> Sequence[tuple[str, str]]:
    """The words that differ, as (found, truth)."""
    one, two = found.split(), truth.split()
    return [
        (" ".join(one[step.src_start : step.src_end]), " ".join(two[step.dest_start : step.dest_end]))
        for step in Levenshtein.opcodes(one, two)
        if step.tag != "equal"
    ]
