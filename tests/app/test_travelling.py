"""Getting about in the reader: contents, search, headings, bookmarks, back and forward, links."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.app.at_words import NB_FI, drawn, go, page_of, press, said, view_of, word_here
from tests.app.conftest import Open, screen_text, settle
from tui_learn.app.bookmarks import KEPT, bookmarks, remove
from tui_learn.app.page import Position
from tui_learn.app.screens.bookmarks import BookmarksScreen
from tui_learn.app.screens.contents import ContentsScreen
from tui_learn.app.screens.reader import ReaderScreen
from tui_learn.app.start import Start
from tui_learn.app.widgets.search_bar import SearchBar
from tui_learn.library import Pair
from tui_learn.progress import Progress, ProgressNotSaved


async def keys(pilot: Pilot[int], *pressed: str) -> None:
    """Press keys one after the other; only then is there something to wait for."""
    await settle(pilot)
    await pilot.press(*pressed)
    await settle(pilot)


def block_here(pilot: Pilot[int]) -> int:
    return page_of(pilot).sentence(view_of(pilot).position).block


async def test_contents_headings_and_the_way_back(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await press(pilot, "t")
        assert isinstance(pilot.app.screen, ContentsScreen)
        text = screen_text(pilot)
        assert "Forstå relasjonsledelse" in text
        assert "Suhteenhallinnan ymmärtäminen" in text
        assert "▌   Relasjonsledelse" in text
        assert "21 %" in text
        reader = next(screen for screen in pilot.app.screen_stack if isinstance(screen, ReaderScreen))
        assert reader._page is not None
        assert reader._page.glossary is not None
        reader._learn(reader._page.with_glossary(reader._page.glossary))  # as when more is known of the words
        await keys(pilot, *"ymma")  # of either language, without marks
        assert "1 of 5" in screen_text(pilot)
        assert "Hva er" not in screen_text(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ReaderScreen)
        assert block_here(pilot) == 3
        await press(pilot, "ctrl+down")
        assert block_here(pilot) == 7
        await press(pilot, "down", "left_square_bracket")
        assert block_here(pilot) == 7
        await press(pilot, "comma")
        assert block_here(pilot) == 8  # the step down from the heading is no jump
        await press(pilot, "comma")
        assert block_here(pilot) == 3
        await press(pilot, "comma")
        assert block_here(pilot) == 0
        await press(pilot, "comma")
        assert said(pilot)[-1].startswith("There is nowhere to go back to")
        await press(pilot, "full_stop")
        assert block_here(pilot) == 3
        await press(pilot, "home")
        await go(pilot, "relasjonsledelse")
        await press(pilot, "enter", "end", "enter")  # from the entry of a word to its last place
        assert block_here(pilot) > 3
        await press(pilot, "comma")
        assert word_here(pilot) == "relasjonsledelse"
        assert block_here(pilot) == 1
        await press(pilot, "f2", "escape")
        await keys(pilot, "ctrl+up", "ctrl+up", "ctrl+up")
        assert said(pilot)[-1] == "There is no heading before this."
        await press(pilot, "z")
        assert said(pilot)[-1] == "No pair of sentences is doubtful here."
        await press(pilot, "o")
        assert said(pilot)[-1] == "There is no link under the cursor."


async def test_a_search(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await press(pilot, "right", "slash")
        await keys(pilot, *"organisa")
        bar = pilot.app.screen.query_one(SearchBar)
        assert (view_of(pilot).position.side, word_here(pilot)) == ("left", "organisasjon")
        assert "1 of 4" in screen_text(pilot)
        looks = [style for text, style in drawn(pilot) if text == "organisa"]
        assert len(looks) == 4
        assert len({str(style) for style in looks}) > 1  # the one that is meant looks different
        assert all(style.bold or style.underline for style in looks)  # not by colour alone
        await press(pilot, "down")
        assert "2 of 4" in screen_text(pilot)
        assert (view_of(pilot).position.side, word_here(pilot)) == ("left", "organisasjon")
        await press(pilot, "escape")
        assert (view_of(pilot).position.side, word_here(pilot)) == ("left", "Hva")
        assert not bar.display
        await press(pilot, "f3")
        await keys(pilot, *"organisa", "enter")
        assert view_of(pilot).has_focus
        assert "/organisa   1 of 4" in screen_text(pilot)
        await keys(pilot, "n", "n", "n")
        assert "4 of 4" in screen_text(pilot)
        await press(pilot, "n")
        assert "1 of 4" in screen_text(pilot)
        assert said(pilot)[-1] == "The search begins again at the top."
        await press(pilot, "N")
        assert "4 of 4" in screen_text(pilot)
        assert said(pilot)[-1] == "The search goes on from the end."
        await press(pilot, "x")  # the other way round it is looked for again
        assert "of 4" in screen_text(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ReaderScreen)
        assert not bar.display
        await press(pilot, "n")
        assert said(pilot)[-1].startswith("Nothing is looked for yet")
        await press(pilot, "slash")
        await keys(pilot, *"xyzzy", "enter")
        assert said(pilot)[-1] == "“xyzzy” is not in this text."
        assert not bar.display


async def test_a_search_entered_before_the_text_is_ready(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = threading.Event()
    monkeypatch.setattr("tui_learn.app.searching.is_ready", lambda _page: ready.is_set())
    monkeypatch.setattr("tui_learn.app.searching.make_ready", lambda _page: ready.wait(10))
    async with opened(NB_FI) as pilot:
        await pilot.press("slash")
        await pilot.pause()
        await pilot.press(*"organisa", "enter")
        await pilot.pause()
        assert "making the text ready" in screen_text(pilot)
        ready.set()
        await settle(pilot)
        assert view_of(pilot).has_focus
        assert "/organisa   1 of 4" in screen_text(pilot)


async def test_a_search_in_a_small_terminal_and_with_hostile_text(opened: Open) -> None:
    async with opened(NB_FI, size=(40, 10)) as pilot:
        await press(pilot, "slash")
        await keys(pilot, *"kunde", "enter")
        assert not pilot.app.screen.query_one(SearchBar).display
        await press(pilot, "n")
        assert said(pilot)[-1].startswith("/kunde  2 of ")
        await press(pilot, "slash")
        pilot.app.screen.query_one(SearchBar).query_one(Input).value = "\x1b]52;c;eA==\x07[@click=x]"
        await settle(pilot)
        assert "not found" in screen_text(pilot)
        await press(pilot, "escape", "t")
        assert "Relasjonsledelse" in screen_text(pilot)
        await press(pilot, "tab")
        assert "Parisuhteen hoito" in screen_text(pilot)
        await pilot.resize_terminal(10, 3)
        await press(pilot, "down", "enter", "slash", "e", "enter", "b", "B", "down", "enter")
        assert isinstance(pilot.app.screen, ReaderScreen)


async def test_bookmarks(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(NB_FI) as pilot:
        await go(pilot, "organisaatio", "right")
        await press(pilot, "b")
        assert "♦" in screen_text(pilot)
        sentence = view_of(pilot).position.sentence
        await press(pilot, "home", "f7")
        assert isinstance(pilot.app.screen, BookmarksScreen)
        assert "♦ Suhteenhallinta on strategia" in screen_text(pilot)
        await press(pilot, "d")
        assert "There is no bookmark yet" in screen_text(pilot)
        await press(pilot, "u", "a")
        assert "♦ Relasjonsledelse" in screen_text(pilot)
        await press(pilot, "enter")
        assert view_of(pilot).position.sentence == sentence
        assert view_of(pilot).position.side == "right"
        await press(pilot, "comma")
        assert view_of(pilot).position == Position("right", 0, 0)
        await press(pilot, "full_stop", "b")
        assert "♦" not in screen_text(pilot)

        def full(*_: object, **__: object) -> bool:
            raise ProgressNotSaved(Path("there"), "the disk is full")

        page, place = page_of(pilot), view_of(pilot).position
        # One that is only guessed to stand here is left alone.
        app: Any = pilot.app
        progress = app.desk.progress()
        other = [NB_FI.article, "fi", page.sentence(place).id, "0" * 12, "Something else.", ""]
        progress.mark(KEPT, [json.dumps(other)])
        await press(pilot, "b")
        assert len(bookmarks(progress)) == 2
        await press(pilot, "b")
        assert [mark.digest for mark in bookmarks(progress)] == ["0" * 12]
        remove(progress, bookmarks(progress))
        await press(pilot, "B", "escape")
        monkeypatch.setattr(Progress, "mark", full)
        await press(pilot, "b")
        assert "the disk is full" in said(pilot)[-1]
        assert "♦" not in screen_text(pilot)


TEXTS = {
    "one.en.md": "# One\n\nSee [the hill](two.en.md#the-hill), [the net](https://example.org/x), [Finnish](one.fi.md) "
    "or [below](#below), [lost](lost.en.md). The people of the village go there on every day of the year."
    "\n\n## Below\n\nThe end of it all.",
    "one.fi.md": "# Yksi\n\nKatso mäkeä, verkkoa, suomea tai alas. Kylän ihmiset menevät sinne vuoden joka päivä.\n\n"
    "## Alla\n\nKaiken loppu.",
    "two.en.md": "# Two\n\nThe village is old and small.\n\n## The hill\n\nThe hill is high. [Back](one.en.md#nowhere)",
    "two.fi.md": "# Kaksi\n\nKylä on vanha ja pieni.\n\n## Mäki\n\nMäki on korkea. [Takaisin](one.fi.md)",
}


async def test_links_lead_through_the_library_and_back(opened: Open, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(f"---\nlang: {name[4:6]}\narticle: {name[:3]}\n---\n{text}\n", encoding="utf-8")
    async with opened(Start(library=str(folder), article="one", pair=Pair("en", "fi"))) as pilot:
        await go(pilot, "net")
        await press(pilot, "o")
        assert said(pilot)[-1] == "This leads out of the library, and is not opened: https://example.org/x"
        await go(pilot, "lost")
        await press(pilot, "o")
        assert said(pilot)[-1] == "There is no such text in the library: lost.en.md"
        await go(pilot, "below")
        await press(pilot, "o")
        assert word_here(pilot) == "Below"
        await press(pilot, "comma")
        assert word_here(pilot) == "below"
        await go(pilot, "Finnish")
        await press(pilot, "o")
        assert view_of(pilot).position == Position("right", 0, 0)
        await press(pilot, "comma")
        assert word_here(pilot) == "Finnish"
        await go(pilot, "hill")
        stack = len(pilot.app.screen_stack)
        await press(pilot, "o")
        screen = pilot.app.screen
        assert isinstance(screen, ReaderScreen)
        assert (screen.article.id, str(screen.pair), word_here(pilot)) == ("two", "en:fi", "hill")
        assert len(pilot.app.screen_stack) == stack
        await go(pilot, "Back")
        await press(pilot, "o")
        assert "There is no heading “nowhere” there." in said(pilot)
        assert pilot.app.screen.article.id == "one"  # type: ignore[attr-defined]
        await press(pilot, "comma")
        assert (pilot.app.screen.article.id, word_here(pilot)) == ("two", "Back")  # type: ignore[attr-defined]
        await press(pilot, "b", "comma")
        assert (pilot.app.screen.article.id, word_here(pilot)) == ("one", "hill")  # type: ignore[attr-defined]
        await press(pilot, "full_stop")
        assert (pilot.app.screen.article.id, word_here(pilot)) == ("two", "Back")  # type: ignore[attr-defined]
        await press(pilot, "comma", "B", "a", "enter")  # a bookmark of another article
        assert pilot.app.screen.article.id == "two"  # type: ignore[attr-defined]
        assert page_of(pilot).sentence(view_of(pilot).position).text == "Back"
