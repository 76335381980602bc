"""How hard an exercise is likely to be, before anybody has answered it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tui_learn.quiz.exercise import Exercise

HINT_EASE = 0.4
"""Logits by which a step of help makes a question easier."""
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


def base_difficulty(code: str) -> float:
    """How hard questions of a kind are; 0 for a kind that is not known."""
    return _BASE.get(code, 0.0)


def guess_of(exercise: Exercise) -> float:
    """The chance of being right without knowing anything."""
    match exercise.type:
        case "choice" | "tf":
            return 1 / max(2, len(exercise.options))
        case "odd":
            return 1 / max(2, len(exercise.pairs))
        case "point":
            return 1 / max(2, len(exercise.tokens))
        case "match":
            return 1 / math.factorial(max(2, len(exercise.pairs)))
        case "order" | "tiles":
            return 1 / math.factorial(max(2, len(exercise.order)))
        case "sort":
            return float(max(2, len(exercise.groups)) ** -max(2, len(exercise.tiles)))
        case _:
            return 0.0


def usual_guess(code: str) -> float:
    """The same for a question of which only the kind is known."""
    if code in ("V2", "V6", "V7", "V8", "V10", "C18", "C20"):
        return 0.0
    return 0.5 if code in ("C7", "C8") else 0.25


def chance(ability: float, difficulty: float, guess: float) -> float:
    """P(right) with guessing: c + (1 - c) / (1 + exp(difficulty - ability))."""
    return guess + (1 - guess) / (1 + math.exp(min(50.0, difficulty - ability)))


def chance_of_right(ability: float, difficulty: float, options: int) -> float:
    """The same with c = 1/options, 0 when typed."""
    return chance(ability, difficulty, 1 / options if options else 0.0)


def median(values: Sequence[float]) -> float:
    """The middle value, the mean of the middle two."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
