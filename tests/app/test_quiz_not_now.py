"""Cards that are not wanted now, and the limits of a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from textual.pilot import Pilot

from tests.app.conftest import Open, screen_text, settle
from tests.app.quiz_at import Samples, Sit, foot, press, samples, session_of, sit
from tui_learn.app import loading
from tui_learn.app.app import TuiLearn
from tui_learn.app.screens.library import LibraryScreen
from tui_learn.app.screens.quiz import QuizScreen
from tui_learn.library import Pair
from tui_learn.paths import progress_folder
from tui_learn.progress import Progress, Rating
from tui_learn.quiz.begin import begin_session

__all__ = ["samples", "sit"]
ARTICLE = "parisuhteen-hoito"


def shown(pilot: Pilot[int]) -> str:
    return " ".join(screen_text(pilot).split())


def told(pilot: Pilot[int]) -> str:
    return " ".join(note.message for note in pilot.app._notifications)


@pytest.mark.parametrize(("key", "suspended"), [("minus", False), ("f7", False), ("at", True), ("f8", True)])
@pytest.mark.parametrize("answered", [False, True])
async def test_a_card_is_left_alone_and_u_takes_it_back(
    sit: Sit, samples: Samples, key: str, suspended: bool, answered: bool
) -> None:
    async with sit(samples.choice(), samples.point()) as pilot:
        session = session_of(pilot)

        def kind() -> str:
            return session.current.exercise.type if session.current is not None else ""

        if answered:
            await press(pilot, "2")
        await press(pilot, key)
        assert ("suspended" if suspended else "rests until tomorrow") in told(pilot)
        assert kind() == "point"
        row = Progress(progress_folder()).row(samples.choice().target)
        assert row is not None
        assert row.suspended == suspended
        await press(pilot, "u")
        assert "Taken back" in told(pilot)
        row = Progress(progress_folder()).row(samples.choice().target)
        assert row is None or not row.suspended
        assert kind() == ("point" if answered else "choice")
        assert (session.last is not None) == answered
        if answered:
            await press(pilot, "u")
            assert session.last is None
            assert kind() == "choice"


async def test_after_the_last_question(sit: Sit, samples: Samples) -> None:
    async with sit(samples.choice()) as pilot:
        await press(pilot, "1", "at")
        assert "Done." in screen_text(pilot)
        assert "comes back" not in screen_text(pilot)
        await press(pilot, "u")
        assert "Taken back" in told(pilot)
        assert "Done." in screen_text(pilot)
        assert "comes back" in screen_text(pilot)
        await press(pilot, "u")
        assert session_of(pilot).current is not None


async def test_in_a_field_signs_are_signs(sit: Sit, samples: Samples) -> None:
    async with sit(samples.cloze()) as pilot:
        await press(pilot, "minus", "at")
        screen = pilot.app.screen
        assert isinstance(screen, QuizScreen)
        assert screen.card.field.value == "-@"
        await press(pilot, "f8")
        assert "suspended" in told(pilot)


async def test_the_keys_are_shown(sit: Sit, samples: Samples) -> None:
    async with sit(samples.choice(), size=(160, 30)) as pilot:
        assert "- not today  @ suspend" in foot(pilot)
        await press(pilot, "1")
        assert "- not today  @ suspend" in foot(pilot)
        await press(pilot, "question_mark")
        assert "not today: the card rests until tomorrow" in shown(pilot)
        assert "suspend the card until it is resumed" in shown(pilot)


# --- the limits of a day


async def test_the_end_and_the_beginning_tell_the_limit(
    sit: Sit, samples: Samples, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "begin_session", begin_session)
    progress = Progress(progress_folder())
    progress.set_options(replace(progress.options, new_a_day=1))
    # What the questions are about was read before, so that only the limit stands in the way.
    progress.mark(f"read/{samples.article.id}/nb:fi", ["", "b0s0", "b1s0", "b3s0"])
    asked = [samples.choice(), samples.point(), samples.cloze()]
    asked = [replace(e, target=f"word/nb:fi/recognise/{n}") for n, e in enumerate(asked)]
    async with sit(*asked) as pilot:
        session = session_of(pilot)
        while session.current is not None:
            await press(pilot, "f3", "enter")
        assert "Today's 1 new card is done; more come tomorrow." in shown(pilot)
    async with sit(*asked) as pilot:
        assert "Today's 1 new card is done; more come tomorrow." in shown(pilot)
        await press(pilot, "enter")
        assert not isinstance(pilot.app.screen, QuizScreen)
    async with sit(*asked, count=2) as pilot:
        assert session_of(pilot).total == 2


# --- the library


async def test_the_library_counts_what_is_due_of_the_pair_that_is_shown(opened: Open) -> None:
    with Progress(progress_folder()) as progress:
        before = progress.now() - timedelta(days=60)
        for number in range(5):
            pair = "nb:fi" if number < 2 else "nb:sv"
            for _turn in range(2):
                progress.record(f"word/{pair}/recognise/{number}", Rating.GOOD, group=pair, place=ARTICLE, at=before)
        progress.record("word/nb:fi/recognise/today", Rating.GOOD, group="nb:fi", place=ARTICLE)
    async with opened() as pilot:
        app, library = pilot.app, pilot.app.screen
        assert isinstance(app, TuiLearn)
        assert isinstance(library, LibraryScreen)
        assert "5 due" in screen_text(pilot).splitlines()[0]  # no pair is chosen yet
        assert "1 review today" in screen_text(pilot).splitlines()[0]
        app.choose_pair(Pair("nb", "fi"))
        library.load()
        await settle(pilot)
        title, *rows = screen_text(pilot).splitlines()
        assert "2 due" in title
        assert "1 review today" in title
        assert [row.split()[-1] for row in rows if "Relasjonsledelse" in row] == ["2"]  # in the column of what is due
        app.choose_pair(Pair("nb", "sv"))
        library.load()
        await settle(pilot)
        title, *rows = screen_text(pilot).splitlines()
        assert "3 due" in title
        assert "0 reviews today" in title
        assert [row.split()[-1] for row in rows if "Relasjonsledelse" in row] == ["3"]
