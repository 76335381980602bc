"""A question of every type, answered by keys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.app.conftest import screen_text
from tests.app.quiz_at import (
    Samples,
    Sit,
    foot,
    press,
    samples,
    screen_of,
    session_of,
    sit,
    way_of,
)
from tests.app.right_keys import answer_rightly
from tests.quiz.samples import FI, NB, small_library
from tui_learn.app.screens.notes import NotesScreen
from tui_learn.app.screens.reader import ReaderScreen
from tui_learn.app.widgets.aligned_view import AlignedView
from tui_learn.paths import progress_folder
from tui_learn.progress import Progress, Rating

__all__ = ["samples", "sit"]
BOTH = {"nb": NB, "fi": FI}


def shown(pilot: Pilot[int]) -> str:
    """What is on the screen, without what only breaks it into lines."""
    return " ".join(screen_text(pilot).split())


def last(pilot: Pilot[int]) -> tuple[str, int | None]:
    """The verdict and what was chosen."""
    answered = session_of(pilot).last
    assert answered is not None
    return answered.outcome.word, answered.outcome.chosen


async def test_every_type_is_answered_rightly_and_explained(sit: Sit, samples: Samples) -> None:
    every = samples.every()
    async with sit(*every.values()) as pilot:
        for name, exercise in every.items():
            assert session_of(pilot).current is not None, name
            assert exercise.question in shown(pilot), name
            await answer_rightly(pilot)
            await press(pilot)
            assert last(pilot)[0] == "right", name
            assert "✓ right" in shown(pilot), name
            assert "[3 good]" in shown(pilot), name
            assert exercise.note in shown(pilot), name
            await press(pilot, "enter")
        text = shown(pilot)
        assert "11 asked: 11 right, 0 almost, 0 wrong" in text
        assert "comes back in 10 minutes" in text
        assert "What was missed" not in text
        await press(pilot, "u")  # the last answer can be taken back even here
        current = session_of(pilot).current
        assert current is not None
        assert current.exercise is every["sort"]
    assert Progress(progress_folder()).stats()["answers"] == 10


async def test_the_pair_that_does_not_hold(sit: Sit, samples: Samples) -> None:
    async with sit(samples.odd(1), samples.odd(2)) as pilot:
        assert "1-3 choose" in foot(pilot)
        await press(pilot, "up")
        assert way_of(pilot).highlighted == 2
        await press(pilot, "down", "down")
        assert way_of(pilot).highlighted == 1
        await press(pilot, "4", "9", "0")  # there are three
        assert Progress(progress_folder()).stats()["answers"] == 0
        await press(pilot, "enter")
        assert last(pilot) == ("right", 1)
        await press(pilot, "enter", "1")
        assert last(pilot) == ("wrong", 0)
        text = shown(pilot)
        assert f"✗ nb {samples.of('b2s0', learned=False)} fi {samples.of('b2s0')}" in text
        assert f"✓ nb {samples.of('b4s0', learned=False)} fi {samples.of('b4s1')}" in text
        assert samples.of("b2s1") not in text  # a pair that holds and was not chosen
        assert f"The article says: fi {samples.of('b4s0')}" in text


async def test_units_are_laid_in_order_with_arrows_and_enter_only(sit: Sit, samples: Samples) -> None:
    async with sit(samples.order(), samples.order()) as pilot:
        await press(pilot, "up")
        assert way_of(pilot).highlighted == 2
        await press(pilot, "enter", "space", "down", "enter")
        assert way_of(pilot).laid == [2, 0, 1]
        assert way_of(pilot).highlighted is None
        assert "Enter done" in foot(pilot)
        await press(pilot, "down", "space", "1")  # nothing is left to take
        assert way_of(pilot).laid == [2, 0, 1]
        await press(pilot, "backspace", "u")
        assert way_of(pilot).laid == [2]
        assert way_of(pilot).highlighted == 0
        assert Progress(progress_folder()).stats()["answers"] == 0
        await press(pilot, "2", "2", "1", "enter")
        assert last(pilot)[0] in ("wrong", "almost")
        text = shown(pilot)
        assert f"✓ 1. {samples.of('b2s0')}" in text
        assert f"✗ 2. {samples.of('b2s1')} yours: 3" in text
        await press(pilot, "enter", "f3")
        assert "✓" not in shown(pilot)
        assert f"1. {samples.of('b2s0')} 2. {samples.of('b2s1')}" in shown(pilot)


async def test_phrases_are_sorted_by_digits_letters_and_arrows(sit: Sit, samples: Samples) -> None:
    async with sit(samples.sort(), samples.sort(), samples.sort()) as pilot:
        assert "auttaa lukijoita and 3 more" in shown(pilot)
        await press(pilot, "2", "a", "b", "9", "c")
        assert way_of(pilot).laid == [1, 0, 1]
        assert "and" not in shown(pilot).split("kaupungin asukkaille")[1]
        await press(pilot, "up", "enter")
        assert way_of(pilot).laid == [1, 0, 1, 0]
        assert way_of(pilot).highlighted is None
        assert "Enter done" in foot(pilot)
        await press(pilot, "1", "down", "space")
        assert way_of(pilot).laid == [1, 0, 1, 0]
        assert "b" not in screen_of(pilot).active_bindings or not screen_of(pilot).check_action("bad", ())
        await press(pilot, "enter")
        assert last(pilot)[0] == "right"
        await press(pilot, "enter", "space", "space", "space", "space", "backspace", "u", "2", "2", "enter")
        text = shown(pilot)
        assert "✓ joka päivä" in text
        assert "✗ auttaa lukijoita not Mikä on kirjasto?" in text
        assert "✗ kaupungin asukkaille not Kuka siellä työskentelee?" in text
        await press(pilot, "enter", "f3")
        assert shown(pilot).count("✗") == 1


async def test_pieces_are_laid_with_arrows_space_and_enter_only(sit: Sit, samples: Samples) -> None:
    async with sit(samples.tiles()) as pilot:
        assert "Enter done" not in foot(pilot)
        await press(pilot, "enter")  # nothing is laid
        assert Progress(progress_folder()).stats()["answers"] == 0
        await press(pilot, "right", "right", "space", "left", "left", "space", "space", "up", "space")
        assert way_of(pilot).laid == [2, 5]
        await press(pilot, "down", "space", "left", "left", "left", "space", "enter")
        assert last(pilot)[0] == "right"


async def test_the_word_that_was_exchanged(sit: Sit, samples: Samples) -> None:
    async with sit(samples.slip(), samples.slip()) as pilot:
        assert "Kirjastonhoitaja tuntee kaikki lukijat." in shown(pilot)
        await press(pilot, "left", "enter")
        text = shown(pilot)
        assert "✓ right the article has: kirjat" in text
        assert "fi Kirjastonhoitaja tuntee kaikki kirjat." in text
        await press(pilot, "enter", "right", "enter")
        text = shown(pilot)
        assert "✗ wrong the article has: kirjat your answer: Kirjastonhoitaja" in text
        assert "The article says:" in text


async def test_what_was_altered_is_shown(sit: Sit, samples: Samples) -> None:
    async with sit(samples.said()) as pilot:
        await press(pilot, "down", "enter")
        text = shown(pilot)
        assert "✗ said ✓ altered ✗ wrong" in text
        assert f"The article says: fi {samples.of('b2s1')} nb {samples.of('b2s1', learned=False)}" in text
        content = screen_of(pilot).card.query_one("#question").render()
        struck = [content.plain[s.start : s.end] for s in content.spans if "strike" in str(s.style)]  # type: ignore[union-attr]
        assert struck == ["suljettu"]


async def test_a_hint_costs_a_grade_and_a_typed_word_stands_somewhere(sit: Sit, samples: Samples) -> None:
    helped = replace(samples.choice(), help="monta")
    async with sit(samples.cloze(), samples.cloze(), helped, samples.letters()) as pilot:
        await press(pilot, "f2")
        assert "hint k…" in shown(pilot)
        assert screen_of(pilot).focused is screen_of(pilot).card.field
        await answer_rightly(pilot)
        await press(pilot)
        assert "[2 hard]" in shown(pilot)
        await press(pilot, "enter", *"lukijoita", "enter")
        text = shown(pilot)
        assert "✗ wrong the word is: kirjat" in text
        assert "your answer: lukijoita" in text
        assert f"Your choice stands here: fi {samples.of('b4s1')} nb {samples.of('b4s1', learned=False)}" in text
        await press(pilot, "enter")
        assert "F2 hint" in foot(pilot)
        await press(pilot, "f2")
        assert "hint monta" in shown(pilot)
        await press(pilot, "f2", "1", "enter")
        assert "F1 help" in foot(pilot)


async def test_the_wrong_choice_opens_where_it_stands(sit: Sit, samples: Samples) -> None:
    async with sit(samples.choice(), samples.cloze()) as pilot:
        await press(pilot, "2")
        text = shown(pilot)
        assert f"Your choice stands here: fi {samples.of('b4s0')} nb {samples.of('b4s0', learned=False)}" in text
        assert "Byens bibliotek › Hva er et bibliotek?" in text
        assert "O my choice" in foot(pilot)
        for key, segment in (("O", "b4s0"), ("o", "b2s0")):
            await press(pilot, key)
            reader = pilot.app.screen
            assert isinstance(reader, ReaderScreen)
            view = reader.query_one(AlignedView)
            assert view.page is not None
            assert (view.position.side, view.page.sentence(view.position).id) == ("right", segment)
            await press(pilot, "q")
            assert "✗ wrong" in shown(pilot)
        await press(pilot, "enter", "f3")
        assert "O my" not in foot(pilot)
        await press(pilot, "O")
        assert screen_of(pilot)


async def test_grades_undo_and_what_the_learner_says(sit: Sit, samples: Samples) -> None:
    async with sit(samples.choice(), samples.tiles(), samples.point()) as pilot:
        await press(pilot, "u")
        assert "nothing to take back" in str([n.message for n in pilot.app._notifications])
        await press(pilot, "2", "4")
        assert "[4 easy]" in shown(pilot)
        await press(pilot, "9", "0")
        assert "[4 easy]" in shown(pilot)
        await press(pilot, "u", "3", "exclamation_mark")
        assert "✓ right" in shown(pilot)
        assert "[3 good]" in shown(pilot)
        await press(pilot, "enter", "3", "6", "u")  # of a half-laid row the last piece comes back first
        assert way_of(pilot).laid == [2]
        assert Progress(progress_folder()).stats()["answers"] == 1
        await press(pilot, "u", "u")
        current = session_of(pilot).current
        assert current is not None
        assert current.exercise.type == "choice"
        assert Progress(progress_folder()).stats()["answers"] == 0
        await press(pilot, "b")
        current = session_of(pilot).current
        assert current is not None
        assert current.exercise.type == "tiles"
        await press(pilot, "u")
        current = session_of(pilot).current
        assert current is not None
        assert current.exercise.type == "choice"


async def test_what_was_missed_is_said_at_the_end(sit: Sit, samples: Samples) -> None:
    async with sit(samples.choice(), samples.sort(), size=(60, 40)) as pilot:
        await press(pilot, "2", "enter", "f3")
        while session_of(pilot).current is not None:
            await press(pilot, "enter")
            await answer_rightly(pilot)
            await press(pilot)
        await press(pilot, "enter")
        text = shown(pilot)
        assert "2 asked: 0 right, 0 almost, 2 wrong" in text
        assert "more answers were practice" in text
        assert "What was missed: ✗ kirjoja" in text
        assert f"fi {samples.of('b2s0')} nb {samples.of('b2s0', learned=False)}" in text
        assert "✗ Mikä on kirjasto?: kaupungin asukkaille, joka päivä" in text
        assert "The first card of this session comes back" in text
        await press(pilot, "enter")
        assert not pilot.app.screen_stack[1:] or pilot.app.screen is not None


@pytest.mark.parametrize(
    ("name", "there", "absent"),
    [
        ("odd", ["option before", "choose, then"], ["word before", "take the piece", "heading"]),
        ("order", ["option before", "take the last piece back", "choose, then"], ["word before", "heading"]),
        ("sort", ["put under that heading", "take the last piece back"], ["bad question", "word before"]),
        ("slip", ["word before"], ["option before", "heading", "take the last"]),
        ("cloze", ["answer", "hint", "a page down"], ["Move cursor", "Page Up", "choose, then", "take the piece"]),
    ],
)
async def test_help_names_the_keys_that_work(
    sit: Sit, samples: Samples, name: str, there: list[str], absent: list[str]
) -> None:
    async with sit(samples.every()[name], size=(100, 40)) as pilot:
        await press(pilot, "f1")
        assert isinstance(pilot.app.screen, NotesScreen)
        text = screen_text(pilot)
        assert [word for word in there if word not in text] == []
        assert [word for word in absent if word in text] == []
        await press(pilot, "escape", "f3", "question_mark")
        text = screen_text(pilot)
        assert "open where my wrong answer stands" in text
        assert "choose, then grade" in text


@pytest.mark.parametrize("size", [(1, 1), (10, 3), (40, 12)])
async def test_any_size_of_terminal(sit: Sit, samples: Samples, size: tuple[int, int]) -> None:
    async with sit(*samples.every().values(), size=size) as pilot:
        for _ in samples.every():
            await pilot.press("down", "space", "pagedown", "f3", "enter")
        assert pilot.app.is_running
        assert Progress(progress_folder()).stats()["answers"] >= len(samples.every())


async def test_a_right_answer_may_be_left_by_itself_a_wrong_one_waits(
    sit: Sit, samples: Samples, own_home: Path
) -> None:
    own_home.mkdir(exist_ok=True)
    (own_home / "config.toml").write_text("[quiz]\nauto_advance = 0.01\n", encoding="utf-8")
    async with sit(samples.choice(), samples.choice(), samples.choice()) as pilot:
        screen = screen_of(pilot)
        await answer_rightly(pilot)
        await pilot.pause(0.05)
        assert session_of(pilot).position == 2
        assert screen._state == "asking"
        await press(pilot, "2")
        await pilot.pause(0.05)
        assert screen._state == "answered"
        screen.auto_advance = 0.2
        await press(pilot, "enter")
        await answer_rightly(pilot)
        await press(pilot, "4")  # whoever presses a key wants to stay
        await pilot.pause(0.3)
        assert screen._state == "answered"
        answered = session_of(pilot).last
        assert answered is not None
        assert answered.outcome.rating == Rating.EASY


async def test_markup_in_any_question_is_text(sit: Sit, tmp_path: Path) -> None:
    evil = " [/nope] [@click=app.quit]x[/]."
    texts = {language: text.replace(".\n", f"{evil}\n").replace(". ", f"{evil} ") for language, text in BOTH.items()}
    of = Samples(small_library(tmp_path / "evil", texts).articles[0])
    every = [replace(e, question=f"{e.question}{evil}", note=evil, help=evil) for e in of.every().values()]
    async with sit(*every, of=of) as pilot:
        for exercise in every:
            assert "[/nope] [@click=app.quit]x[/]." in shown(pilot), exercise.type
            await press(pilot, "f2", "f3")
            assert "[/nope] [@click=app.quit]x[/]." in shown(pilot), exercise.type
            await press(pilot, "f1", "escape", "enter")
        assert pilot.app.is_running


async def test_time_in_another_window_is_not_counted(sit: Sit, samples: Samples) -> None:
    async with sit(samples.choice(), samples.tiles()) as pilot:
        pilot.app.app_focus = False
        await press(pilot)
        await answer_rightly(pilot)
        answered = session_of(pilot).last
        assert answered is not None
        assert answered.milliseconds is None
        await press(pilot, "enter")
        await answer_rightly(pilot)
        answered = session_of(pilot).last
        assert answered is not None
        assert answered.milliseconds is not None


async def test_an_open_question_is_graded_by_the_learner(sit: Sit, samples: Samples) -> None:
    async with sit(replace(samples.typed(), code="C20"), size=(60, 24)) as pilot:
        await press(pilot, *"ei", "enter")
        text = shown(pilot)
        assert "≈ compare a model answer: kirjastonhoitaja your answer: ei" in text
        assert foot(pilot).strip().startswith("1-4 grade")
        await press(pilot, "3")
        assert "✓ right" in shown(pilot)
        assert "[3 good]" in shown(pilot)
        await press(pilot, "1")
        assert "✗ wrong" in shown(pilot)
