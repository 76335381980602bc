"""From the reader straight into a quiz: what is to be asked, and what was read."""

from __future__ import annotations

import shutil
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from tests.app.conftest import screen_text, settle, until
from tests.app.quiz_at import PAIR, Samples, Sit, press, samples, screen_of, session_of, sit
from tests.app.right_keys import answer_rightly
from tests.quiz.samples import FI, NB
from tui_learn.app import loading
from tui_learn.app.desk import Desk
from tui_learn.app.loading import load_session
from tui_learn.app.screens.quiz import QuizScreen
from tui_learn.app.screens.reader import ReaderScreen
from tui_learn.app.screens.scopes import ScopeScreen
from tui_learn.library import Library, Pair
from tui_learn.paths import progress_folder
from tui_learn.progress import Progress, Rating, disk
from tui_learn.quiz.scope import Wanted
from tui_learn.quiz.session import Session

__all__ = ["samples", "sit"]
LONG = "\n\n".join(f"## Luku {n}\n\nTämä on luku {n}.\n\nSe jatkuu tässä." for n in range(12))
LONG_NB = "\n\n".join(f"## Kapittel {n}\n\nDette er kapittel {n}.\n\nDet går videre her." for n in range(12))


def rows(pilot: Pilot[int]) -> list[list[str]]:
    """The entries of the menu with their counts, in words."""
    listing = pilot.app.screen.query_one(OptionList)
    return [str(listing.get_option_at_index(n).prompt).split("  ") for n in range(listing.option_count)]


def counts(pilot: Pilot[int]) -> list[str]:
    return [row[-1].strip() for row in rows(pilot)]


async def test_the_menu_counts_what_each_would_ask_and_repeats_the_last_choice(sit: Sit, samples: Samples) -> None:
    asked = [samples.choice(), samples.cloze(), samples.point(), samples.order()]
    async with sit(*asked, quiz=False) as pilot:
        await press(pilot, "down", "down", "p")
        assert isinstance(pilot.app.screen, ScopeScreen)
        assert counts(pilot) == ["1", "1", "4", "3", "nothing"]
        assert "this article" in rows(pilot)[pilot.app.screen.query_one(OptionList).highlighted or 0][1]
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ReaderScreen)
        await press(pilot, "p", "1")
        assert session_of(pilot).total == 1
        await answer_rightly(pilot)
        await press(pilot, "escape", *["down"] * 4, "p")
        assert counts(pilot) == ["2", "2", "4", "3", "nothing"]
        await press(pilot, "p")  # twice the same key: the last choice again, at the place where one is now
        assert session_of(pilot).total == 2
        assert screen_of(pilot).article.id == samples.article.id
        await press(pilot, "escape", "p", "end", "enter")
        assert "Nothing is due in these languages" in screen_text(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ReaderScreen)
    assert Progress(progress_folder()).recall("quiz/scope") == "due"


async def test_a_paragraph_without_questions_says_so(sit: Sit, samples: Samples) -> None:
    async with sit(samples.choice(), quiz=False, size=(40, 10)) as pilot:
        await press(pilot, "end", "p", "1")
        assert "Nothing can be asked of this" in " ".join(screen_text(pilot).split())


@pytest.mark.parametrize("size", [(1, 1), (10, 3), (40, 10)])
async def test_the_menu_at_any_size(sit: Sit, samples: Samples, size: tuple[int, int]) -> None:
    async with sit(samples.choice(), quiz=False, size=size) as pilot:
        await press(pilot, "p", "down", "up", "3")
        assert isinstance(pilot.app.screen, QuizScreen)


async def test_sections_that_were_on_the_screen_are_remembered(sit: Sit, tmp_path: Path) -> None:
    folder = tmp_path / "long"
    folder.mkdir()
    (folder / "long.fi.md").write_text(f"# Pitkä\n\n{LONG}\n", encoding="utf-8")
    (folder / "long.nb.md").write_text(f"# Lang\n\n{LONG_NB}\n", encoding="utf-8")
    of = Samples(Library(folder, cache=folder / "cache").articles[0])
    name = f"read/{of.article.id}/nb:fi"
    async with sit(of=of, quiz=False) as pilot:
        progress = pilot.app.desk.progress()
        await press(pilot, "down", "down")
        assert not progress.marks(name)  # not at each key
        await press(pilot, "p")
        first = progress.marks(name)
        assert "b1s0" in first
        assert "b34s0" not in first
        await press(pilot, "escape", "end", "x")
        both = progress.marks(name)
        assert "b34s0" in both
        assert first < both
        assert not progress.marks(f"read/{of.article.id}/fi:nb")
        await press(pilot, "q")
        assert progress.marks(f"read/{of.article.id}/fi:nb")


async def test_a_full_disk_does_not_stop_the_quiz(sit: Sit, samples: Samples, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    async with sit(samples.choice(), quiz=False) as pilot:
        with monkeypatch.context() as context:
            context.setattr(disk, "append", full)
            await press(pilot, "p", "2")
        assert isinstance(pilot.app.screen, QuizScreen)
        assert any("not saved" in note.message for note in pilot.app._notifications)


async def test_leaving_the_menu_stops_the_counting(sit: Sit, samples: Samples, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[BaseException] = []

    def endless(*arguments: object) -> None:
        tell = arguments[-1]
        assert callable(tell)
        try:
            while True:
                tell(0.5)
        except BaseException as error:
            ended.append(error)
            raise

    async with sit(samples.choice(), quiz=False) as pilot:
        monkeypatch.setattr("tui_learn.app.screens.scopes.count_scopes", endless)
        await pilot.press("p")
        await pilot.pause()
        assert counts(pilot) == ["…"] * 5
        await pilot.press("escape")
        await until(lambda: bool(ended))
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReaderScreen)


async def test_leaving_before_the_questions_are_there(
    sit: Sit, samples: Samples, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    real = loading.begin_session

    def slow(*arguments: Any, **named: Any) -> Session:
        gate.wait(10)
        return real(*arguments, **named)

    async with sit(samples.choice(), quiz=False) as pilot:
        monkeypatch.setattr(loading, "begin_session", slow)
        pilot.app.open_quiz(samples.article, PAIR)
        await pilot.pause()
        await pilot.press("q")
        gate.set()
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReaderScreen)


def test_everything_due_comes_from_several_articles(
    own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "two"
    for name, change in (("a", ""), ("b", " Uusi."), ("c", " Kolmas.")):
        (folder / name).mkdir(parents=True)
        (folder / name / f"{name}.nb.md").write_text(NB + change, encoding="utf-8")
        (folder / name / f"{name}.fi.md").write_text(FI + change, encoding="utf-8")
    shutil.copy(folder / "c" / "c.nb.md", folder / "alone.nb.md")
    desk = Desk(str(folder))
    by_id = {article.id: article for article in desk.library().articles}
    assert {"a", "b", "c", "alone"} <= set(by_id)
    progress = desk.progress()
    for place, count in (("a", 1), ("b", 2), ("alone", 1), ("gone", 1)):
        for number in range(count):
            progress.record(f"sentence/nb:fi/{place}{number}", Rating.AGAIN, group="nb:fi", place=place)
    later = progress.now() + timedelta(days=1)
    monkeypatch.setattr(progress, "_clock", lambda: later)

    def quiz(_desk: Desk, article: object, pair: Pair, *_others: object) -> object:
        asked = Samples(article, pair)  # type: ignore[arg-type]
        made = [
            asked.make("V5", "cloze", "?", asked.of(seg), (seg,), id=f"{asked.article.id}{n}",
                       target=f"sentence/nb:fi/{asked.article.id}{n}")
            for n, seg in enumerate({"a": ("b2s0", "b2s1"), "b": ("b4s0", "b4s1")}.get(asked.article.id, ()))
        ]  # fmt: skip
        return asked.quiz(*made)

    monkeypatch.setattr(Desk, "quiz", quiz)
    told: list[float] = []
    asked = load_session(desk, by_id["c"], PAIR, told.append, wanted=Wanted("due", "fi", "b2s0"))
    assert set(asked.sources) == {"b0", "b1", "a0"}
    assert asked.session.total == 3
    assert told == [0.0, 0.5]
    session = asked.session
    while session.current is not None:
        exercise = session.current.exercise
        session.answer(exercise.key)
        card = session.last.item.card if session.last else ""
        assert progress.place_of(card) == asked.sources[exercise.id].place == exercise.id[0]
    nothing = load_session(desk, by_id["c"], Pair("fi", "nb"), told.append, wanted=Wanted("due", "fi", "b2s0"))
    assert nothing.session.current is None
    assert not nothing.anything
    assert loading.begin_session is not None
