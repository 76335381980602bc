"""Paragraphs that are in another language than the text around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tui_learn.text.detect import Detection
from tui_learn.text.languages import UNKNOWN, are_close
from tui_learn.text.written import scripts_of, weighed

MIN_LETTERS = 60
"""Shorter paragraphs are not looked at: they may be names, titles and terms."""
LONG_LETTERS = 120
"""A single paragraph counts from here on; shorter ones when there are two."""
MAX_PARAGRAPHS = 40
"""More are not looked at, but evenly chosen ones."""
_PLAIN = 0.95
_READ = 300
_OPENING, _CLOSING = "«„“”\"‘’'»「『‚‹›", "»“”\"’'«」』›‹"


@dataclass(frozen=True, slots=True)
class Foreign:
    """Paragraphs in one other language."""

    language: str
    """BCP 47 tag."""
    places: tuple[int, ...]
    """Numbers of the paragraphs, from 0."""


def foreign_paragraphs(paragraphs: Sequence[str], language: str, detect: Callable[[str], Detection]) -> Foreign | None:
    """The paragraphs that are plainly in the language most frequent among those that are not in ``language``.

    Quoted ones are left out: a text may cite another language. None if there are too few letters of them to tell.
    """
    if len(paragraphs) < 2:
        return None
    found: dict[str, list[int]] = {}
    size: dict[str, float] = {}
    step = max(1, -(-len(paragraphs) // MAX_PARAGRAPHS))
    for place in range(0, len(paragraphs), step):
        text = paragraphs[place][:_READ].strip()
        weight = weighed(scripts_of(text)) if len(text) >= MIN_LETTERS // 3 else 0.0
        if weight < MIN_LETTERS or (text[0] in _OPENING and text.rstrip(".!?…")[-1:] in _CLOSING):
            continue
        other = _plain_other(detect(text), language)
        if other:
            found.setdefault(other, []).append(place)
            size[other] = size.get(other, 0.0) + weight
    if not found:
        return None
    most = max(found, key=lambda tag: size[tag])
    if len(found[most]) < 2 and size[most] < LONG_LETTERS:
        return None
    return Foreign(most, tuple(found[most]))


def _plain_other(found: Detection, language: str) -> str:
    if found.language == UNKNOWN or found.confidence < _PLAIN or are_close(found.language, language):
        return ""
    return "" if any(are_close(tag, language) for tag, _ in found.ranking) else found.language
