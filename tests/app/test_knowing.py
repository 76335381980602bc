"""Statuses, own meanings and terms in the reader, on the page and on the disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.widgets import Input

from tests.app.at_words import NB_FI, go, page_of, said, view_of, word_here
from tests.app.conftest import Open, screen_text, settle
from tui_learn.app.page import Position
from tui_learn.app.screens.knowing import KnowingScreen
from tui_learn.app.screens.own_word import OwnWordScreen
from tui_learn.app.screens.unknown import UnknownScreen
from tui_learn.app.screens.word import WordScreen
from tui_learn.library import Pair
from tui_learn.paths import settings_file
from tui_learn.progress import Progress, ProgressNotSaved, Status
from tui_learn.quiz.knowledge import remembered_share
from tui_learn.quiz.own_words import recall_own

OWN = "word/fi:fi/recognise/"


def reader(pilot: Pilot[int]) -> KnowingScreen:
    screen = next(screen for screen in pilot.app.screen_stack if isinstance(screen, KnowingScreen))
    assert screen._knowledge is not None
    return screen


def progress_of(pilot: Pilot[int]) -> Progress:
    return reader(pilot).app.desk.progress()


def marks(pilot: Pilot[int], layer: str = "status") -> list[tuple[str, str]]:
    """What a layer of the learned side marks: the text and how."""
    view, page, side = view_of(pilot), page_of(pilot), reader(pilot)._known_side
    found = []
    for block in page.edition(side).blocks:
        found += [(block.text[start:end], how) for start, end, how in view._layers[layer](side, block.number)]
    return found


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Keys one after another; nobody waits between them but for what is taken back."""
    for key in keys:
        if key == "u":
            await settle(pilot)
        await pilot.press(key)
    await settle(pilot)


async def select(pilot: Pilot[int], first: str, steps: int) -> None:
    await go(pilot, first, "right")
    await press(pilot, *["shift+right"] * steps)


async def test_a_status_is_shown_where_the_word_stands_and_kept(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        assert marks(pilot) == []
        await go(pilot, "organisaatio", "right")
        before = reader(pilot).known_share
        await press(pilot, "2")
        assert marks(pilot) == [("organisaatio", "status-2")]
        assert "seen, 2/5" in screen_text(pilot)
        assert progress_of(pilot).status(OWN + "organisaatio") == Status.SEEN
        await press(pilot, "right", "w")
        assert len(marks(pilot)) == 1  # what is well known stays plain
        assert "well known" in screen_text(pilot)
        share = reader(pilot).known_share
        assert share is not None
        assert before == 0.0 < share
        await press(pilot, "left", "0")
        assert marks(pilot) == []
        assert said(pilot)[-1] == "“organisaatio”: the status follows from your answers again. u takes it back."
        await press(pilot, "0")
        assert said(pilot)[-1] == "The status of this word follows from your answers already."
        await press(pilot, "u")
        assert marks(pilot) == [("organisaatio", "status-2")]
        await press(pilot, "u", "u")
        assert marks(pilot) == []
        assert reader(pilot).known_share == 0.0
        assert progress_of(pilot).statuses() == {}
        await press(pilot, "u")
        assert said(pilot)[-1].startswith("There is nothing to undo")


async def test_on_the_side_one_knows_a_digit_acts_on_the_answer(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await go(pilot, "organisasjon")
        await press(pilot, "3")
        assert said(pilot) == ["“organisaatio”, which answers this word: familiar, 3/5. u takes it back."]
        assert progress_of(pilot).status(OWN + "organisaatio") == Status.FAMILIAR
        for faint in ("kontinuerlig", "nivå"):
            await go(pilot, faint)
            await press(pilot, "3")
            assert said(pilot)[-1].startswith("Statuses and meanings belong to the words of the language you learn")
        assert len(progress_of(pilot).statuses()) == 1
        await press(pilot, "x")
        await settle(pilot)
        assert reader(pilot)._known_side == "right"
        assert marks(pilot) == []
        await press(pilot, "x")
        assert marks(pilot) == [("organisaatio", "status-3")]


async def test_what_is_undone_is_the_last_of_all_kinds(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await go(pilot, "organisaatio", "right")
        await press(pilot, "1", "y", "2", "u")
        assert marks(pilot) == [("organisaatio", "status-1")]
        await press(pilot, "u")
        assert said(pilot)[-1] == "The last verdict is undone."
        assert marks(pilot) == [("organisaatio", "status-1")]
        await press(pilot, "u")
        assert marks(pilot) == []


async def test_an_own_meaning_stands_first_and_in_the_entry(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await go(pilot, "organisaatio", "right")
        await press(pilot, "e")
        assert isinstance(pilot.app.screen, OwnWordScreen)
        pilot.app.screen.query_one("#meaning", Input).value = "forening [b]x"
        await press(pilot, "down")
        assert pilot.app.focused is not None
        assert pilot.app.focused.id == "note"
        await press(pilot, *"ikke", "enter")
        assert "✎ forening [b]x · = organisasjon" in screen_text(pilot)
        own = recall_own(progress_of(pilot), "fi", "organisaatio")
        assert (own.meaning, own.note) == ("forening [b]x", "ikke")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, WordScreen)
        assert "✎ forening [b]x" in screen_text(pilot)
        await press(pilot, "4")
        assert "known, 4/5 · set by you" in screen_text(pilot)
        await press(pilot, "u")
        assert "known, 4/5" not in screen_text(pilot)
        await press(pilot, "e", "escape", "u")
        assert "forening" not in screen_text(pilot)
        assert not recall_own(progress_of(pilot), "fi", "organisaatio")


async def test_words_that_are_selected_make_a_term(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await select(pilot, "jatkuvaa", 1)
        term = word_here(pilot)
        await press(pilot, "2")
        assert view_of(pilot).selection is None
        assert marks(pilot, "terms") == [(f"jatkuvaa {term}", "term")]
        assert f"in “jatkuvaa {term}”: seen, 2/5" in screen_text(pilot)
        assert marks(pilot) == []
        assert progress_of(pilot).marks("terms/fi") == {f"jatkuvaa {term}"}
        await press(pilot, "enter")
        assert f"part of: “jatkuvaa {term}”: seen, 2/5" in screen_text(pilot)
        # The keys mean the word, and the term where one goes up to it.
        await press(pilot, "up", "3")
        assert f"part of: “jatkuvaa {term}”: familiar, 3/5" in screen_text(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, OwnWordScreen)
        await press(pilot, "z", "enter", "y")
        assert recall_own(progress_of(pilot), "fi", f"jatkuvaa {term}").meaning == "z"
        assert said(pilot)[-1].startswith("This is a term of yours")
        await press(pilot, "u", "u")
        assert f"part of: “jatkuvaa {term}”: seen, 2/5" in screen_text(pilot)
        await press(pilot, "escape")
        assert marks(pilot) == []
        await press(pilot, "0")
        assert marks(pilot, "terms") == []
        assert said(pilot)[-1] == f"“jatkuvaa {term}” is no term any more. u takes it back."
        await press(pilot, "u")
        assert marks(pilot, "terms") == [(f"jatkuvaa {term}", "term")]
        await press(pilot, "u")
        assert progress_of(pilot).marks("terms/fi") == frozenset()
        assert progress_of(pilot).statuses() == {}
        # The meaning of a term makes it too; a term of the known language there is none.
        await select(pilot, "jatkuvaa", 1)
        await press(pilot, "e", "x", "enter")
        assert len(marks(pilot, "terms")) == 1
        assert f"in “jatkuvaa {term}”: x" in screen_text(pilot)
        await go(pilot, "organisasjon")
        await press(pilot, "shift+right", "2")
        assert said(pilot)[-1].startswith("Terms are made of words of the language you learn.")


async def test_what_is_not_kept_is_not_shown(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(NB_FI) as pilot:
        await go(pilot, "organisaatio", "right")

        def refuse(*_changes: object, **_more: object) -> None:
            raise ProgressNotSaved(Path("progress"), "no space left")

        with monkeypatch.context() as patch:
            patch.setattr(progress_of(pilot)._storage, "commit", refuse)
            await press(pilot, "2", "e", "x", "enter")
            await select(pilot, "jatkuvaa", 1)
            await press(pilot, "3")
        assert [message for message in said(pilot) if "no space left" in message] == said(pilot)
        assert len(said(pilot)) == 3
        assert (marks(pilot), marks(pilot, "terms")) == ([], [])
        await go(pilot, "organisaatio", "right")
        await press(pilot, "2")
        assert marks(pilot) == [("organisaatio", "status-2")]


async def test_the_words_not_known_yet(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(NB_FI) as pilot:
        await press(pilot, "W")
        screen = pilot.app.screen
        assert isinstance(screen, UnknownScreen)
        counts = [len(reader(pilot)._knowledge.running.by_lexeme[w].numbers) for w in screen.table.keys_shown]  # type: ignore[union-attr]
        assert counts == sorted(counts, reverse=True)
        assert counts[0] > 1
        total = len(counts)
        await press(pilot, "space", "space", "w")
        assert said(pilot)[-1] == "2 words: well known. u takes it back."
        assert len(progress_of(pilot).statuses()) == 2
        assert len(screen.table.keys_shown) == total
        given = {"organisaatio": "Tølstad"}
        monkeypatch.setattr(
            "tui_learn.app.unknown_words.best_translation", lambda lexeme, _page, _side: given.get(lexeme, "")
        )
        await press(pilot, "slash", *"tolst", "enter")
        assert list(screen.table.keys_shown) == ["organisaatio"]
        await press(pilot, "slash", "ctrl+u", *"organisaatio", "enter")
        assert [screen._row(word).word for word in screen.table.keys_shown] == ["organisaatio", "organisaation"]
        await press(pilot, "e", "x", "enter", "i")
        assert "✎ x" in screen_text(pilot)
        assert progress_of(pilot).status(OWN + "organisaatio") == Status.IGNORED
        await press(pilot, "u", "u", "up", "2", "up", "enter")
        assert word_here(pilot) == "organisaatio"
        assert view_of(pilot).position.side == "right"
        assert marks(pilot) == [("organisaatio", "status-2")]
        await press(pilot, "f4")
        assert len(pilot.app.screen.query_one("WordTable").keys_shown) == total - 2  # type: ignore[attr-defined]


async def test_what_is_written_when_another_language_is_shown_is_kept_for_its_own(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        screen = reader(pilot)
        await go(pilot, "organisaatio", "right")
        await press(pilot, "W")
        screen.action_swap()  # type: ignore[attr-defined]  # as where the other languages take a while to open
        await settle(pilot)
        assert pilot.app.screen is screen
        await press(pilot, "enter", "e")
        screen.action_swap()  # type: ignore[attr-defined]
        await settle(pilot)
        await press(pilot, "escape")
        assert pilot.app.screen is screen
        await go(pilot, "organisaatio", "right")
        await press(pilot, "tab", "x", "1", "e")
        screen.action_swap()  # type: ignore[attr-defined]
        await settle(pilot)
        await press(pilot, *"x", "enter")
        assert pilot.app.screen is screen
        assert recall_own(progress_of(pilot), "nb", "organisasjon").meaning == "x"
        assert not recall_own(progress_of(pilot), "fi", "organisasjon")


async def test_in_one_language(opened: Open) -> None:
    async with opened(replace(NB_FI, pair=Pair("fi", "fi")), size=(40, 10)) as pilot:
        await go(pilot, "organisaatio")
        await press(pilot, "1", "W")
        assert isinstance(pilot.app.screen, UnknownScreen)
        await press(pilot, "escape")
        assert marks(pilot)[0] == ("organisaatio", "status-1")
        await press(pilot, "u")
        assert marks(pilot) == []


async def test_what_was_said_is_there_when_the_article_is_opened_again(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await go(pilot, "organisaatio", "right")
        await press(pilot, "w")
        share = reader(pilot).known_share
    assert share is not None
    async with opened(NB_FI) as pilot:
        assert reader(pilot).known_share == share
        assert remembered_share(progress_of(pilot), "fi", NB_FI.article or "") == round(share, 2)


@pytest.mark.parametrize("size", [(10, 3), (20, 6)])
async def test_small_windows(opened: Open, size: tuple[int, int]) -> None:
    async with opened(NB_FI, size=size) as pilot:
        view_of(pilot).go(Position("right", 2, 5))
        await press(pilot, "2", "e", "x", "enter", "W", "slash", "a", "enter", "e", "escape", "enter")
        assert isinstance(pilot.app.screen, KnowingScreen)
        assert recall_own(progress_of(pilot), "fi", _lexeme(pilot)).meaning == "x"


def _lexeme(pilot: Pilot[int]) -> str:
    knowledge = reader(pilot)._knowledge
    assert knowledge is not None
    return knowledge.running.words.words[5].lexeme


async def test_which_words_are_marked_is_a_setting(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        app = reader(pilot).app
        await go(pilot, "organisaatio", "right")
        await press(pilot, "1")
        for shown, count in (("all", 100), ("none", 0), ("learning", 1)):
            settings_file().write_text(f'[reader]\nmarks = "{shown}"\n', encoding="utf-8")
            app.take_settings()
            await settle(pilot)
            assert len(marks(pilot)) == count if count < 100 else len(marks(pilot)) > count
        assert {how for _text, how in marks(pilot)} == {"status-1"}


async def test_what_was_answered_meanwhile_is_seen(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        progress_of(pilot).set_status([OWN + "strategia"], Status.SEEN)
        for screen, seen in ((ModalScreen[None](), []), (Screen[None](), [("strategia", "status-2")])):
            pilot.app.push_screen(screen)
            await settle(pilot)
            pilot.app.pop_screen()
            await settle(pilot)
            assert marks(pilot) == seen
