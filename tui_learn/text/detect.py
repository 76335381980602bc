"""Which language a text is in, by py3langid; unknown when unsure.

The model takes half a second and 100 MB to load, so it is loaded when first asked, and what it said is
kept by the library's index.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from tui_learn.text.languages import UNKNOWN, known_languages

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

MIN_LETTERS = 40
"""Shorter text gives a random label."""
MIN_CONFIDENCE = 0.7
"""Below it the language is unknown: a guess shown as one, and asked."""
MAX_CHARACTERS = 20_000
"""More text does not change the verdict, only the time."""

_ADDRESS_MARKS = ("://", "www.", "@", "/", "\\", "_")
_LETTER = regex.compile(r"\p{L}")


@dataclass(frozen=True, slots=True)
class Detection:
    """A detected language."""

    language: str
    """BCP 47 tag, or ``und``."""
    confidence: float
    """0 to 1; the probability the model gives its best label among the languages the program knows."""


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # The model's label for Bokmål is "no". Varieties nobody's article is in would only take probability away.
    plausible = {"no" if code == "nb" else code for code in known_languages()}
    identifier.set_languages(plausible.intersection(identifier.labels))
    return identifier


def detect_language(prose: str) -> Detection:
    """The language of ``prose`` (code already left out)."""
    words = prose[:MAX_CHARACTERS].split()
    text = " ".join(word for word in words if not any(mark in word for mark in _ADDRESS_MARKS))
    if len(_LETTER.findall(text)) < MIN_LETTERS:
        return Detection(UNKNOWN, 0.0)
    label, probability = _identifier().rank(text)[0]
    language = "nb" if label == "no" else label
    if probability < MIN_CONFIDENCE:
        return Detection(UNKNOWN, round(float(probability), 3))
    return Detection(language, round(float(probability), 3))
