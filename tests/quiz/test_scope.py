"""Which exercises belong to what a learner wants to be asked about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.quiz.samples import FI, NB, PAIR, Samples, small_library
from tui_learn.bitext import Bitext, build_bitext
from tui_learn.progress import CardState
from tui_learn.quiz import Exercise
from tui_learn.quiz.exercise import Evidence
from tui_learn.quiz.scope import (
    MAX_ARTICLES,
    SCOPES,
    Wanted,
    due_exercises,
    due_in,
    due_places,
    exercises_of,
    headings_over,
    paragraph_at,
    section_at,
    section_blocks,
    unknown_words,
    within,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MORE = {
    "nb": f"Før alt.\n\n{NB}\n### Om høsten\n\nDa leser alle mer.\n\n## Etterpå\n\nSlutten er her.\n",
    "fi": f"Ennen kaikkea.\n\n{FI}\n### Syksyllä\n\nSilloin luetaan.\n\n## Jälkeenpäin\n\nLoppu on tässä.\n",
}


class Cards:
    """What is known of cards, by hand."""

    def __init__(self, **cards: tuple[float, str, str, int]) -> None:
        self._cards = cards

    def state(self, card: str) -> CardState | None:
        if card not in self._cards:
            return None
        stability, _group, _place, due = self._cards[card]
        return CardState(card, NOW + timedelta(days=due), stability, 5.0, True, 1, 0, NOW)

    def due(self) -> list[CardState]:
        found = [state for card in self._cards if (state := self.state(card)) is not None and state.due <= NOW]
        return sorted(found, key=lambda state: (state.due, state.key))

    def group_of(self, card: str) -> str:
        return self._cards[card][1]

    def place_of(self, card: str) -> str:
        return self._cards[card][2]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    return Samples(small_library(tmp_path_factory.mktemp("library"), MORE).articles[0])


@pytest.fixture(scope="module")
def bitext(samples: Samples) -> Bitext:
    return build_bitext(samples.known, samples.learned)


def about(samples: Samples, *segments: str, target: str = "", code: str = "V1") -> Exercise:
    exercise = samples.make(code, "choice", "?", "x", segments)
    return replace(exercise, id="-".join(segments), target=target or exercise.target)


def ids(exercises: list[Exercise]) -> list[str]:
    return [exercise.id for exercise in exercises]


def test_a_paragraph_is_what_stands_in_its_row(samples: Samples, bitext: Bitext) -> None:
    here = paragraph_at(bitext, "fi", "b3s1")
    assert here == {"fi/b3s0", "fi/b3s1", "nb/b3s0", "nb/b3s1"}
    assert paragraph_at(bitext, "nb", "b3s0") == here
    assert paragraph_at(bitext, "fi", "b99s0") == frozenset()
    asked = [about(samples, *segments) for segments in (("b3s0",), ("b2s0", "b3s1"), ("b3s0", "b5s0"), ("b5s0",))]
    assert ids(within(asked, here, bitext)) == ["b3s0", "b2s0-b3s1"]  # a heading may stand above


def test_a_section_goes_on_to_the_next_heading_of_its_level(samples: Samples, bitext: Bitext) -> None:
    assert section_blocks(samples.learned, 5) == {4, 5, 6, 7}  # with the one below it
    assert section_blocks(samples.learned, 7) == {6, 7}
    assert section_blocks(samples.learned, 3) == {2, 3}
    assert section_blocks(samples.learned, 0) == {0}  # before the first heading
    assert section_blocks(samples.learned, 1) == set(range(1, 10))
    here = section_at(bitext, "nb", "b5s0")
    assert "fi/b7s0" in here
    assert "fi/b9s0" not in here
    asked = [about(samples, "b5s0", "b7s0"), about(samples, "b7s0", "b9s0"), about(samples, "b4s0")]
    assert ids(within(asked, here, bitext)) == ["b5s0-b7s0", "b4s0"]


def test_what_rests_on_nothing_belongs_nowhere(samples: Samples, bitext: Bitext) -> None:
    bare = replace(about(samples, "b3s0"), evidence=())
    elsewhere = replace(bare, evidence=(Evidence("sv", "b3s0", "x"),))
    assert within([bare, elsewhere], paragraph_at(bitext, "fi", "b3s0"), bitext) == []


def test_one_language_has_paragraphs_too(samples: Samples) -> None:
    alone = build_bitext(samples.learned, samples.learned)
    assert paragraph_at(alone, "fi", "b3s0") == {"fi/b3s0", "fi/b3s1"}


def test_headings_over_what_was_read(samples: Samples) -> None:
    edition = samples.learned
    assert headings_over(edition, [5, 3, 3, 7]) == ["b2s0", "b4s0", "b6s0"]
    assert headings_over(edition, [2, 4]) == []  # the heading alone is not its text
    assert headings_over(edition, [0, 9]) == ["", "b8s0"]
    assert headings_over(edition, []) == []


def test_words_without_a_card_or_with_a_weak_one_are_unknown(samples: Samples) -> None:
    asked = [
        about(samples, "b3s0", target="new"),
        about(samples, "b3s1", target="weak"),
        about(samples, "b5s0", target="strong"),
        about(samples, "b5s1", target="claim", code="C6"),
    ]
    cards = Cards(weak=(2.99, "nb:fi", "a", 5), strong=(3.0, "nb:fi", "a", -5))
    assert ids(unknown_words(asked, cards)) == ["b3s0", "b3s1"]


def test_what_is_due_is_found_by_pair_and_article(samples: Samples) -> None:
    cards = Cards(
        a=(1, "nb:fi", "first", -3),
        b=(1, "nb:fi", "second", -2),
        c=(1, "nb:fi", "second", -1),
        d=(1, "fi:nb", "third", -9),
        e=(1, "nb:fi", "fourth", 1),
        f=(1, "nb:fi", "", -1),
    )
    assert [state.key for state in due_in("nb:fi", cards)] == ["a", "b", "c", "f"]
    assert due_places("nb:fi", cards) == ["second", "first"]
    assert due_places("nb:fi", cards, 1) == ["second"]
    asked = [about(samples, "b3s0", target="a"), about(samples, "b3s1", target="e")]
    assert ids(due_exercises(asked, cards, "first")) == ["b3s0"]
    many = Cards(**{f"c{n}": (1, "nb:fi", f"article-{n}", -1) for n in range(MAX_ARTICLES + 5)})
    assert len(due_places("nb:fi", many)) == MAX_ARTICLES


def test_every_scope_has_its_exercises(samples: Samples, bitext: Bitext) -> None:
    asked = [about(samples, "b3s0", target="a"), about(samples, "b5s0", target="b"), about(samples, "b7s0", target="c")]
    cards = Cards(b=(9, "nb:fi", "x", -1), c=(9, "nb:fi", "x", 1))
    found = {scope: ids(exercises_of(Wanted(scope, "fi", "b5s0"), asked, bitext, cards, "x")) for scope in SCOPES}
    assert found == {
        "paragraph": ["b5s0"],
        "section": ["b5s0", "b7s0"],
        "article": ["b3s0", "b5s0", "b7s0"],
        "unknown": ["b3s0"],
        "due": ["b5s0"],
    }
    assert str(PAIR) == "nb:fi"
