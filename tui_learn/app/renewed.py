"""Where a reader is in a text that was changed under their eyes."""

from __future__ import annotations

from collections.abc import Sequence

from tui_learn.text import Edition

NEAR = 50
"""Sentences before and after that are looked for when the one under the cursor is gone."""


def same_place(old: Edition, number: int, new: Edition) -> str:
    """The segment of the new edition that is, or stands where, a sentence of the old one was, by its number from 0.

    The same sentence, the nearest of those that say the same; where there is none, the one after the nearest earlier
    sentence that is still there, or before the nearest later one; else the one with the same number. Empty where the
    new edition has no sentences.
    """
    texts = [sentence.text for sentence in new.sentences]
    if not texts:
        return ""
    for away in range(NEAR + 1):
        for step in (-away, away):
            if 0 <= number + step < len(old.sentences):
                found = _nearest(texts, old.sentences[number + step].text, number + step)
                if found is not None:
                    return new.sentences[min(max(found - step, 0), len(texts) - 1)].id
    return new.sentences[min(number, len(texts) - 1)].id


def _nearest(texts: Sequence[str], text: str, number: int) -> int | None:
    """Which of the sentences that say this stands nearest to a number."""
    places = [place for place, other in enumerate(texts) if other == text]
    return min(places, key=lambda place: abs(place - number), default=None)
