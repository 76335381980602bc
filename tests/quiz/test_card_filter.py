"""Looking for cards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_learn.progress.cards import CardState, Status
from tui_learn.quiz.card_filter import (
    SORTINGS,
    STATUSES,
    parse_filter,
    select,
    sorting_name,
    status_sign,
)

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)


def state(key: str, days: float = 10.0, **more: Any) -> CardState:
    """A card that comes in so many days."""
    comes = NOW + timedelta(days=days)
    fields: dict[str, Any] = {
        "stability": 5.0, "difficulty": 4.0, "learned": True, "reviews": 3, "lapses": 0, "place": "library",
        "group": "nb:fi", "status": Status.FAMILIAR, "comes": comes, "last_review": NOW - timedelta(days=1), **more,
    }  # fmt: skip
    return CardState(key=key, due=comes, **fields)


CARDS = [
    state("word/nb:fi/recognise/aiti", -1),
    state("word/nb:fi/produce/talo", 3, lapses=5),
    state("word/sv:fi/produce/kissa", -2, suspended=True, group="sv:fi"),
    state("sentence/nb:fi/produce/Äiti on kotona.", 20, status=Status.LEARNED, stability=40.0, place="home"),
    state("claim/nb:fi/figure/fi/1927/Se oli 1927.", 0, learned=False, lapses=9, leech=True),
    state("word/nb:fi/produce/unohda", -3, status=Status.IGNORED),
    state("odd one", 1),
]
TITLES = {"library": "Kirjastossa", "home": "Hjemme"}


def found(text: str, **more: Any) -> list[str]:
    wanted = parse_filter(text)
    assert wanted.problems == ()
    keys = select(CARDS, wanted, now=NOW, title_of=lambda place: TITLES.get(place, ""), **more)
    return [key.rsplit("/", 1)[-1] for key in keys]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("is:due", ["aiti", "Se oli 1927."]),
        ("is:suspended", ["kissa"]),
        ("is:leech", ["Se oli 1927."]),
        ("is:learning", ["Se oli 1927."]),
        ("is:known", ["Äiti on kotona."]),
        ("is:ignored", ["unohda"]),
        ("pair:sv:fi", ["kissa"]),
        ("PAIR:nb:FI kind:word", ["aiti", "talo", "unohda"]),
        ("kind:claim", ["Se oli 1927."]),
        ("-kind:word -kind:claim", ["odd one", "Äiti on kotona."]),
        ("lapses>3", ["Se oli 1927.", "talo"]),
        ("lapses>=5 lapses<=5", ["talo"]),
        ("due<0 -is:suspended", ["aiti", "unohda"]),
        ("due>7", ["Äiti on kotona."]),
        ("due<-2.5", ["unohda"]),
        ("stability>5", ["Äiti on kotona."]),
        ("status:5", ["Äiti on kotona."]),
        ("status:i", ["unohda"]),
        ("aiti", ["aiti", "Äiti on kotona."]),
        ("ÄITI", ["aiti", "Äiti on kotona."]),
        ('"on koto"', ["Äiti on kotona."]),
        ("-\"on koto\" hjem", []),
        ("hjem", ["Äiti on kotona."]),
        ("aiti kirjasto", ["aiti"]),
        ("", ["Se oli 1927.", "aiti", "odd one", "talo", "unohda", "kissa", "Äiti on kotona."]),
        ("-", ["Se oli 1927.", "aiti", "odd one", "talo", "unohda", "kissa", "Äiti on kotona."]),
    ],
)  # fmt: skip
def test_what_is_found(text: str, keys: list[str]) -> None:
    assert sorted(found(text)) == sorted(keys)


def test_orphans_are_those_it_is_told_of() -> None:
    assert parse_filter("is:orphan").asks_for_orphans
    assert parse_filter("-IS:orphan").asks_for_orphans
    assert not parse_filter("orphan").asks_for_orphans
    assert found("is:orphan", orphans={"odd one"}) == ["odd one"]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("is:foo", '"is:foo"'),
        ("is:", "due, learning"),
        ("kind:wrod", "word, sentence"),
        ("pair:nbfi", "pair:nb:fi"),
        ("status:9", "1, 2, 3"),
        ("lapses>", "lapses>3"),
        ("due<soon", "due<3"),
    ],
)
def test_what_cannot_be_understood_is_told_and_left_aside(text: str, part: str) -> None:
    wanted = parse_filter(f"{text} kissa")
    (problem,) = wanted.problems
    assert part in problem
    assert [key.rsplit("/", 1)[-1] for key in select(CARDS, wanted, now=NOW)] == ["kissa"]


def test_orders() -> None:
    assert found("", order="due") == [
        "aiti", "Se oli 1927.", "odd one", "talo", "Äiti on kotona.", "unohda", "kissa",
    ]  # fmt: skip
    assert found("kind:word", order="name") == ["aiti", "kissa", "talo", "unohda"]
    assert found("lapses>0", order="lapses") == ["Se oli 1927.", "talo"]
    assert found("", order="stability")[-1] == "Äiti on kotona."
    one, two = state("one", last_review=NOW), state("two", last_review=NOW - timedelta(days=3))
    assert select([two, one], parse_filter(""), now=NOW, order="latest") == ["one", "two"]
    assert len({sorting_name(order) for order in SORTINGS}) == len(SORTINGS)


def test_looking_can_be_stopped() -> None:
    asked: list[int] = []

    def stop() -> bool:
        asked.append(1)
        return True

    assert select(CARDS, parse_filter(""), now=NOW, stop=stop) == []
    assert asked


def test_texts_are_kept_for_the_next_search() -> None:
    texts: dict[str, str] = {}
    select(CARDS, parse_filter("talo"), now=NOW, texts=texts)
    assert texts["word/nb:fi/produce/talo"].startswith("talo")
    texts["odd one"] = "talo too"
    assert "odd one" in select(CARDS, parse_filter("talo"), now=NOW, texts=texts)


def test_each_status_has_its_key() -> None:
    for sign, status in STATUSES.items():
        assert status_sign(status) == ("" if status == Status.NONE else sign)


TERMS = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(["is:due", "is:", "-is:known", "pair:a", "lapses>3", "due<", '"', '-"a b', "status:w", "-"]),
    ),
    max_size=6,
).map(" ".join)


@given(TERMS)
def test_anything_may_be_typed(text: str) -> None:
    wanted = parse_filter(text)
    keys = select(CARDS, wanted, now=NOW)
    assert set(keys) <= {card.key for card in CARDS}
    assert all(problem and "\n" not in problem for problem in wanted.problems if "\n" not in text)


@given(st.sampled_from(["is:due", "kind:word", "lapses>3", "due<7", "status:3", "pair:nb:fi", "talo", '"on k"']))
def test_a_minus_turns_a_condition_round(term: str) -> None:
    everything = {card.key for card in CARDS}
    with_it = set(select(CARDS, parse_filter(term), now=NOW))
    without = set(select(CARDS, parse_filter(f"-{term}"), now=NOW))
    assert with_it | without == everything
    assert not with_it & without
    assert with_it
    assert set(select(CARDS, parse_filter(f"{term} -{term}"), now=NOW)) == set()


@given(st.lists(st.sampled_from(["is:due", "kind:word", "-lapses>3", "due<7", "kirja"]), max_size=4))
def test_all_conditions_must_hold(terms: list[str]) -> None:
    def keys(text: str) -> set[str]:
        return set(select(CARDS, parse_filter(text), now=NOW, title_of=lambda place: TITLES.get(place, "")))

    expected = {card.key for card in CARDS}
    for term in terms:
        expected &= keys(term)
    assert keys(" ".join(terms)) == expected
