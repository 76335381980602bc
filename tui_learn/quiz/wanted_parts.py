"""Which segments of a long article must be asked about, besides the sample of it that is asked about anyway.

Cards once begun come back when they are due, wherever in the article they belong; a card is found by its words.
"""

from __future__ import annotations

from collections.abc import Iterable

from tui_learn.bitext import Bitext
from tui_learn.quiz.words import WordIndex, numbers_in

SHOWN = 80
"""Characters of a sentence that stand in the name of a card."""
MIN_SHOWN = 12
"""Shorter sentences stand in too many names by chance."""
MOST_CARDS = 60
"""Cards that are looked for: those due longest, more than a session asks."""
PLACES = 3
"""Places of a word that are asked about."""


def segments_of_cards(cards: Iterable[str], bitext: Bitext) -> frozenset[str]:
    """The segments, of whichever language, that the first of these cards are about."""
    wanted = [card for card, _number in zip(cards, range(MOST_CARDS), strict=False)]
    index = WordIndex(bitext.right)
    found: set[str] = set()
    claims = []
    for card in wanted:
        kind, _pair, _skill, *rest = [*card.split("/", 3), "", "", ""]
        if kind in ("word", "board"):
            places = numbers_in(index.places_of(rest[0]))
            found.update(index.body[number].id for number, _turn in zip(places, range(PLACES), strict=False))
        else:
            claims.append(card)
    for edition in (bitext.left, bitext.right) if claims else ():
        for sentence in edition.sentences:
            text = sentence.text[:SHOWN]
            if len(text) >= MIN_SHOWN and any(text in claim for claim in claims):
                found.add(sentence.id)
    return frozenset(found)
