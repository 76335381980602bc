"""Marks by which changes are noticed: of saved questions, and of answers that were learnt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.quiz.decks.making import ONE_OF_EACH
from tui_learn.progress import Progress
from tui_learn.quiz.decks.from_exercise import item_of
from tui_learn.quiz.decks.marks import (
    changed_keys,
    is_edited,
    key_hash,
    mark,
    marked,
    remember_keys,
    with_cards,
)
from tui_learn.quiz.decks.reading import parse_items
from tui_learn.quiz.decks.writing import write_item
from tui_learn.quiz.exercise import Exercise


@pytest.fixture
def progress(tmp_path: Path) -> Progress:
    return Progress(tmp_path / "progress")


def of_deck(number: int, **changes: object) -> Exercise:
    return replace(ONE_OF_EACH[number], deck="deck.md", id=f"x-{number}", **changes)  # type: ignore[arg-type]


def test_an_edit_is_noticed() -> None:
    item = marked(item_of(ONE_OF_EACH[0]))
    text = write_item(item)
    for changed, expected in (
        (text, False),
        (text.replace("\n", "\r\n"), False),
        (text.replace("- [ ] yrityksensä", "*   [ ]   yrityksensä"), False),
        (text.replace("made: ", "status: rejected; made: "), False),
        (text.replace("yrityksensä", "yrityksiään"), True),
        (text.replace("made: ", "mine: x; made: "), True),
        (text.replace("made: ", "nothing: "), True),
    ):
        (found,), _wrong = parse_items(changed.replace("\r\n", "\n"), ("nb", "fi"))
        assert is_edited(found) is expected, changed
    assert mark(item) == mark(item_of(ONE_OF_EACH[0]))


def test_the_answer_counts_and_not_how_it_is_asked() -> None:
    first = of_deck(0)
    same = (
        replace(first, question="Other?", note="x", difficulty=3.0, accept=("more",), prompt=()),
        replace(first, key="ASIAKKAANSA"),
        replace(first, options=first.options[::-1]),
    )
    assert {key_hash(found) for found in same} == {key_hash(first)}
    assert key_hash(replace(first, key="ostajansa")) != key_hash(first)
    for number in (6, 17, 21):
        found = ONE_OF_EACH[number]
        changes: dict[str, object] = (
            {"pairs": (("a", "x"), *found.pairs[1:])} if found.pairs
            else {"groups": found.groups[::-1]} if found.groups
            else {"order": found.order[::-1]}
        )  # fmt: skip
        assert key_hash(replace(found, **changes)) != key_hash(found)  # type: ignore[arg-type]


def test_a_changed_answer_is_noticed_once_it_was_asked(progress: Progress) -> None:
    first, second, generated = of_deck(0), of_deck(1), ONE_OF_EACH[2]
    assert changed_keys([first, second, generated], progress) == []
    remember_keys([first, generated], progress)
    assert changed_keys([first, second], progress) == []
    changed = replace(first, key="muu"), replace(second, key="muu")
    assert changed_keys(changed, progress) == [changed[0]]
    assert with_cards(changed, progress) == list(changed)
    remember_keys([changed[0]], progress)
    assert changed_keys(changed, progress) == []
    assert changed_keys([replace(changed[0], pair="sv:fi")], progress) == []


def test_learnt_anew_it_has_another_card(progress: Progress) -> None:
    first = of_deck(0)
    remember_keys([first], progress)
    changed = replace(first, key="muu")
    remember_keys([changed], progress, anew={changed.id})
    (again,) = with_cards([changed], progress)
    assert again == replace(changed, target=f"{first.target}~2")
    remember_keys([again], progress)
    assert with_cards([changed], progress) == [again]
    remember_keys([replace(first, key="taas")], progress, anew=[first.id])
    assert with_cards([first], progress)[0].target == f"{first.target}~3"


def test_what_is_kept_is_written_only_when_there_is_news(progress: Progress) -> None:
    remember_keys([ONE_OF_EACH[0]], progress)
    assert not progress.folder.exists()
    remember_keys([of_deck(0)], progress)
    (log,) = progress.folder.glob("log/*/*.jsonl")
    size = log.stat().st_size
    remember_keys([of_deck(0)], progress)
    assert log.stat().st_size == size
    remember_keys([of_deck(0, key="muu")], progress)
    assert log.stat().st_size > size


def test_what_was_kept_under_one_name_is_read(progress: Progress) -> None:
    first, second = of_deck(0), of_deck(1)
    entry = [key_hash(first), 1]
    progress.remember("deck/keys", {f"{first.pair}/{first.id}": entry, f"{second.pair}/{second.id}": ["x", 0]})
    assert changed_keys([first, second], progress) == [second]
    assert with_cards([first], progress)[0].target == f"{first.target}~2"
    remember_keys([second], progress)
    assert changed_keys([first, second], progress) == []
    assert with_cards([first], progress)[0].target == f"{first.target}~2"


def test_two_devices_keep_what_both_have_asked(tmp_path: Path) -> None:
    with Progress(tmp_path / "progress") as mine, Progress(tmp_path / "progress") as yours:
        assert changed_keys([of_deck(0), of_deck(1)], yours) == []
        remember_keys([of_deck(0)], mine)
        remember_keys([of_deck(1)], yours)
        changed = [of_deck(0, key="muu"), of_deck(1, key="muu")]
        assert changed_keys(changed, mine) == changed_keys(changed, yours) == changed


@pytest.mark.parametrize("kept", ["x", ["x"], {"nb:fi/x-0": "x"}, {"nb:fi/x-0": ["x"]}, {"nb:fi/x-0": ["x", "y"]}])
def test_what_is_kept_may_be_anything(progress: Progress, kept: object) -> None:
    progress.remember("deck/keys", kept)
    assert changed_keys([of_deck(0)], progress) == []
    progress.remember("deck/keys/nb:fi/x-0", kept)
    assert changed_keys([of_deck(0)], progress) == []
    remember_keys([of_deck(0)], progress)
    assert changed_keys([of_deck(0, key="muu")], progress)
