"""Which exercises belong to what a learner wants to be asked about."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.quiz.samples import FI, NB, PAIR, Samples, small_library
from tests.quiz.small import Clock
from tui_learn.bitext import Bitext, build_bitext
from tui_learn.progress import CardState, Event, Progress, Rating, ScheduleOptions, Status
from tui_learn.progress.cards import CardRow
from tui_learn.progress.counters import DayCounters
from tui_learn.quiz import Exercise
from tui_learn.quiz.exercise import Evidence
from tui_learn.quiz.scope import (
    MAX_ARTICLES,
    SCOPES,
    Wanted,
    count_due,
    due_by_article,
    due_cards,
    due_exercises,
    due_in,
    due_places,
    due_today,
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
    """What is known of cards, by hand: stability, pair, article, days until it is due."""

    def __init__(self, *, said: dict[str, Status] | None = None, **cards: tuple[float, str, str, int]) -> None:
        self.cards: dict[str, tuple[float, str, str, int]] = cards
        self._said = said or {}
        self.options = ScheduleOptions()

    def state(self, card: str) -> CardState | None:
        if card not in self.cards:
            return None
        stability, group, place, due = self.cards[card]
        at = NOW + timedelta(days=due)
        return CardState(card, at, stability, 5.0, True, 1, 0, NOW - timedelta(days=99), at, group, place)

    def row(self, card: str) -> CardRow | None:
        return CardRow(status=self._said.get(card, 0)) if card in self.cards or card in self._said else None

    def now(self) -> datetime:
        return NOW

    def day(self, at: datetime | None = None) -> str:
        return (at or NOW).date().isoformat()

    def today(self, at: datetime | None = None, *, group: str | None = None) -> int:
        return 0

    new_today = today

    def counters(self) -> DayCounters:
        return DayCounters()

    def attempts(self, *, practice: bool = False, last: int | None = None) -> list[Event]:
        raise AssertionError("nothing was asked today")

    def due(self, at: datetime | None = None, *, group: str | None = None) -> list[CardState]:
        states = [state for card in self.cards if (state := self.state(card)) is not None]
        found = [state for state in states if state.due <= NOW and group in (None, state.group)]
        return sorted(found, key=lambda state: (state.due, state.key))

    def due_by_place(self, at: datetime | None = None, *, group: str | None = None) -> dict[str, int]:
        return Counter(state.place for state in self.due(group=group))


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


def test_what_the_learner_says_of_a_word_counts(samples: Samples) -> None:
    names = ("weak", "strong", "new", "ignored", "word/nb:fi/produce/sana")
    asked = [about(samples, "b3s0", target=name) for name in names]
    said = {
        "weak": Status.KNOWN, "strong": Status.FAMILIAR, "new": Status.LEARNED, "ignored": Status.IGNORED,
        "word/nb:fi/recognise/sana": Status.WELL_KNOWN,
    }  # fmt: skip
    cards = Cards(said=said, weak=(1, "nb:fi", "a", 5), strong=(30, "nb:fi", "a", 5))
    assert [exercise.target for exercise in unknown_words(asked, cards)] == ["strong"]
    assert [e.target for e in unknown_words(asked, Cards())] == list(names)


def test_a_board_with_a_word_the_learner_calls_known_is_not_about_unknown_words(samples: Samples) -> None:
    pairs = (("stein", "kiville"), ("vann", "vesi"))
    board = about(samples, "b3s0", target="b", code="V6")
    asked = [replace(board, type="match", pairs=pairs, lexeme="kivi; vesi")]
    for said in ({"word/fi:fi/recognise/kivi": Status.LEARNED}, {"word/fi:fi/recognise/vesi": Status.IGNORED}):
        assert unknown_words(asked, Cards(said=said)) == []
    assert unknown_words(asked, Cards(said={"word/fi:fi/recognise/kivi": Status.FAMILIAR})) == asked
    cards = Cards(b=(1, "nb:fi", "a", -3))
    assert due_exercises(asked, cards, "a") == asked
    cards = Cards(said={"word/fi:fi/recognise/kivi": Status.WELL_KNOWN}, b=(1, "nb:fi", "a", -3))
    assert due_exercises(asked, cards, "a") == []


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
    assert due_by_article("nb:fi", cards) == {"first": 1, "second": 2, "": 1}
    assert due_by_article(None, cards) == {"first": 1, "second": 2, "third": 1, "": 1}
    assert (count_due("nb:fi", cards), count_due("fi:nb", cards), count_due("sv:fi", cards)) == (4, 1, 0)
    assert due_cards(cards, "nb:fi", "second") == ["b", "c"]
    cards.options = ScheduleOptions(reviews_a_day=3)
    assert due_today("nb:fi", cards) == 3
    asked = [about(samples, "b3s0", target="a"), about(samples, "b3s1", target="e")]
    assert ids(due_exercises(asked, cards, "first")) == ["b3s0"]
    many = Cards()
    many.cards = {f"c{n}": (1, "nb:fi", f"article-{n}", -1) for n in range(MAX_ARTICLES + 5)}
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


def test_what_was_asked_the_other_way_round_today_rests(samples: Samples, tmp_path: Path) -> None:
    clock = Clock()
    progress = Progress(tmp_path / "progress", clock=clock)
    one, other, word = (f"word/nb:fi/{name}" for name in ("recognise/sana", "produce/sana", "recognise/muu"))
    for card in (one, other, word):
        progress.record(card, Rating.GOOD, group="nb:fi", place="a")
        clock.now += timedelta(minutes=20)
        progress.record(card, Rating.GOOD, group="nb:fi", place="a")
    clock.now += timedelta(days=30)
    asked = [about(samples, "b3s0", target=card) for card in (one, other, word)]

    def due() -> tuple[list[str], dict[str, int], list[str], list[str]]:
        found = [exercise.target for exercise in due_exercises(asked, progress, "a")]
        here = sorted(state.key for state in due_in("nb:fi", progress))
        return sorted(found), due_by_article("nb:fi", progress), here, sorted(due_cards(progress, "nb:fi", "a"))

    every = sorted([one, other, word])
    assert due() == (every, {"a": 3}, every, every)
    progress.record(one, Rating.GOOD, group="nb:fi", place="a")
    assert due() == ([word], {"a": 1}, [word], [word])
    clock.now += timedelta(days=1)
    assert due() == (sorted([other, word]), {"a": 2}, sorted([other, word]), sorted([other, word]))
    progress.record(one, Rating.AGAIN, group="nb:fi", place="a")
    clock.now += timedelta(minutes=11)  # in its steps again: it comes back, and the other rests
    assert due() == (sorted([one, word]), {"a": 2}, sorted([one, word]), sorted([one, word]))
    progress.record(other, Rating.AGAIN, group="nb:fi", place="a")
    clock.now += timedelta(minutes=11)  # now both are in their steps
    assert due() == (every, {"a": 3}, every, every)
    progress.suspend([word])
    assert due() == (sorted([one, other]), {"a": 2}, sorted([one, other]), sorted([one, other]))
    elsewhere = [f"word/nb:sv/{direction}/ord" for direction in ("recognise", "produce")]
    for card in elsewhere:
        progress.record(card, Rating.EASY, group="nb:sv", place="a")
    clock.now += timedelta(days=60)
    assert due_by_article(None, progress) == {"a": 4}
    progress.record(elsewhere[0], Rating.EASY, group="nb:sv", place="a")
    assert due_by_article("nb:sv", progress) == {}
    assert due_by_article(None, progress) == due_by_article("nb:fi", progress) == {"a": 2}
