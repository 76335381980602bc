"""The words of a sentence in which one is to be found, where they are not just the words of the sentence."""

from __future__ import annotations

import regex

from tui_learn.quiz.decks.items import DeckItem
from tui_learn.quiz.exercise import Exercise, Spot
from tui_learn.text.tokens import tokenize

_SPAN = regex.compile(r"(\d{1,6})-(\d{1,6})")
_TOLD = regex.compile(r"(\d{1,6}) (.*)", regex.DOTALL)


def usual_spots(sentence: str, language: str) -> tuple[Spot, ...]:
    """The words of a sentence."""
    return tuple(Spot(token.text, token.start, token.end) for token in tokenize(sentence, language))


def spots_fields(exercise: Exercise) -> list[tuple[str, str]]:
    """What the comment must say of the words: where they are, if not where one would look, and what they answer."""
    found = []
    spans = [(spot.start, spot.end) for spot in exercise.tokens]
    if spans != [(spot.start, spot.end) for spot in usual_spots(exercise.sentence, exercise.key_lang)]:
        found.append(("words", " ".join(f"{start}-{end}" for start, end in spans)))
    for number, spot in enumerate(exercise.tokens, start=1):
        if spot.answers:
            found.append(("answers", f"{number} {spot.answers}"))
    return found


def parse_spots(item: DeckItem, sentence: str, language: str) -> tuple[Spot, ...]:
    """The words of the sentence of an item."""
    spots = usual_spots(sentence, language)
    spans = [_SPAN.fullmatch(part) for part in item.get("words").split()]
    places = [(int(match[1]), int(match[2])) for match in spans if match is not None]
    if places and len(places) == len(spans) and all(start < end <= len(sentence) for start, end in places):
        spots = tuple(Spot(sentence[start:end], start, end) for start, end in places)
    told: dict[int, str] = {}
    for value in item.all("answers"):
        if match := _TOLD.fullmatch(value):
            told[int(match[1])] = match[2]
    return tuple(Spot(s.text, s.start, s.end, told.get(number, "")) for number, s in enumerate(spots, start=1))
