"""How hard an exercise is likely to be, before anybody has answered it."""

from __future__ import annotations

import math
from collections.abc import Sequence

_BASE: dict[str, float] = {
    "V1": -0.8, "V2": 0.8, "V3": -0.3, "V4": -0.2, "V5": -1.2, "V6": -1.5, "V7": 1.0, "V8": 0.0, "V10": 0.0,
    "V11": 0.1, "V13": -0.6,
    "C1": -0.6, "C2": -0.3, "C3": -0.9, "C4": -0.8, "C5": -0.5, "C6": -0.2, "C7": -0.4, "C8": -0.5, "C9": 0.3,
    "C10": 0.0, "C11": -0.3, "C12": -0.1, "C13": 0.0, "C14": -0.4, "C15": -0.5, "C16": 0.2, "C17": -0.2, "C18": 0.0,
    "C19": -0.3, "C20": 1.0,
}  # fmt: skip


def prior_difficulty(
    code: str,
    *,
    letters: int = 8,
    frequency: int = 0,
    looks_alike: bool = False,
    same_ending: int = 0,
    sentence_words: int = 15,
    production: bool = False,
    only_learned: bool = False,
) -> float:
    """Logits, two decimals. 0 is a question that a middling learner who cannot guess gets right half the time.

    ``frequency`` is how often the key stands in the article, ``same_ending`` how many wrong options end like it.
    """
    value = (
        _BASE[code]
        + 0.25 * (letters - 8) / 4
        - 0.35 * math.log1p(frequency)
        - 0.7 * looks_alike
        + 0.3 * same_ending / 3
        + 0.2 * (sentence_words - 15) / 10
        + 0.4 * production
        + 0.3 * only_learned
    )
    return round(value, 2) + 0.0  # never -0.0


def chance_of_right(ability: float, difficulty: float, options: int) -> float:
    """P(right) with guessing: c + (1 - c) / (1 + exp(difficulty - ability)), c = 1/options, 0 when typed."""
    guess = 1 / options if options else 0.0
    return guess + (1 - guess) / (1 + math.exp(difficulty - ability))


def median(values: Sequence[float]) -> float:
    """The middle value, the mean of the middle two."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
