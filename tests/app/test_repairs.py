"""The alignment mended in the reader."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.app.conftest import Open, screen_text, settle
from tui_learn.app.page import Page, Position
from tui_learn.app.screens.reader import ReaderScreen
from tui_learn.app.start import Start
from tui_learn.app.widgets.aligned_view import AlignedView
from tui_learn.bitext import Bead, build_bitext
from tui_learn.bitext.repair_store import RepairStore
from tui_learn.library import Article, Pair
from tui_learn.paths import repairs_folder

NB_FI = Start(article="parisuhteen-hoito", pair=Pair("nb", "fi"))


def view_of(pilot: Pilot[int]) -> AlignedView:
    return pilot.app.screen.query_one(AlignedView)


def answers(pilot: Pilot[int], side: str, sentence: int) -> tuple[int, ...]:
    page = view_of(pilot).page
    assert page is not None
    assert side in ("left", "right")
    return page.counterpart(Position("left" if side == "left" else "right", sentence))[1]


async def press(pilot: Pilot[int], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def said(pilot: Pilot[int]) -> list[str]:
    return [notification.message for notification in pilot.app._notifications]


async def test_merge_split_unlink_and_undo(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await press(pilot, "down", "down", "down", "m")
        assert answers(pilot, "left", 3) == answers(pilot, "left", 4) == (3, 4)
        assert view_of(pilot).position == Position("left", 3)
        assert "u undoes it" in said(pilot)[-1]
        assert "settled by you" in screen_text(pilot).splitlines()[-2]
        await press(pilot, "down", "s")
        assert (answers(pilot, "left", 3), answers(pilot, "left", 4)) == ((3,), (4,))
        assert view_of(pilot).position == Position("left", 4)
        await press(pilot, "d")
        assert answers(pilot, "left", 4) == answers(pilot, "right", 4) == ()
        assert "nothing answers this" in screen_text(pilot).splitlines()[-2]
        await press(pilot, "m")  # two that stand alone beside each other belong together again
        assert answers(pilot, "left", 4) == (4,)
        await press(pilot, "u", "u")
        assert (answers(pilot, "left", 3), answers(pilot, "left", 4)) == ((3,), (4,))
        await press(pilot, "u")
        assert answers(pilot, "left", 3) == (3, 4)
        await press(pilot, "u")
        assert answers(pilot, "left", 3) == (3,)
        assert "The last repair is undone." in said(pilot)[-1]
        await press(pilot, "u")
        assert "no repair to undo" in said(pilot)[-1]


async def test_the_sentence_under_the_cursor_is_meant_before_the_screen_is_told_of_the_move(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ReaderScreen)
        view_of(pilot).go(Position("left", 5))
        screen.action_merge()
        await settle(pilot)
        assert answers(pilot, "left", 5) == (5, 6)


async def test_a_repair_holds_the_other_way_round_and_the_next_time(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await press(pilot, "down", "down", "down", "m", "x")
        assert (answers(pilot, "left", 3), answers(pilot, "right", 4)) == ((3, 4), (3, 4))
    async with opened(NB_FI) as pilot:
        assert answers(pilot, "left", 4) == (3, 4)


async def test_the_margin_shows_what_was_mended(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await press(pilot, "down", "down", "down", "down", "down", "m", "home")
        lines = screen_text(pilot).splitlines()
        row = next(line for line in lines if "Forstå relasjonsledelse" in line)
        assert row.startswith("✓ Forstå")
        assert "│✓ Suhteenhallinnan ymmärtäminen" in row
        assert [line[0] for line in lines].count("✓") == 2


async def test_what_is_impossible_is_said_and_changes_nothing(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await press(pilot, "s")
        assert "begins here already" in said(pilot)[-1]
        await press(pilot, "end", "m")
        assert "nothing comes after" in said(pilot)[-1]
        assert not repairs_folder().exists()


async def test_in_one_language_there_is_nothing_to_repair(opened: Open) -> None:
    async with opened(Start(article="parisuhteen-hoito", pair=Pair("fi", "fi"))) as pilot:
        for key in "msdu":
            await press(pilot, key)
            assert "nothing to repair" in said(pilot)[-1]
            pilot.app.clear_notifications()
        assert not repairs_folder().exists()


async def test_a_damaged_file_is_told_once_and_the_text_is_shown(opened: Open) -> None:
    file = repairs_folder() / "fi-nb.json"
    file.parent.mkdir(parents=True)
    file.write_text("{")
    async with opened(NB_FI) as pilot:
        assert "Suhteenhallinta on strategia" in screen_text(pilot)
        assert [str(file) in message for message in said(pilot)] == [True]
        await press(pilot, "x", "x")
        assert len(said(pilot)) == 1
        await press(pilot, "m")
        assert str(file) in said(pilot)[-1]
        assert answers(pilot, "left", 0) == (0,)
    assert file.read_text() == "{"


async def test_the_quiz_from_the_reader_heeds_it(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ReaderScreen)
        desk, article, pair = screen.app.desk, screen.article, screen.pair
        before = desk.quiz(article, pair)
        assert desk.quiz(article, pair) is before
        await press(pilot, *["down"] * 10, "d")
        after = desk.quiz(article, pair)
        assert len(after.exercises) < len(before.exercises)
        await press(pilot, "u")
        assert {e.id for e in desk.quiz(article, pair).exercises} == {e.id for e in before.exercises}


async def test_a_repair_made_by_another_program_is_seen(opened: Open, seeds: Article, own_home: Path) -> None:
    async with opened(NB_FI) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ReaderScreen)
        await press(pilot, "m")
        file = own_home / "repairs" / "fi-nb.json"
        data = json.loads(file.read_text(encoding="utf-8"))
        file.write_text(json.dumps({**data, "repairs": []}), encoding="utf-8")
        bitext = screen.app.desk.bitext(screen.article, screen.pair)
        assert not any(bead.repaired for bead in bitext.beads)
        assert RepairStore(own_home / "repairs").read("fi", "nb") == ([], [])


@pytest.mark.parametrize(
    ("bead", "note"),
    [
        (Bead((6,), (6,), 0.49), "doubtful"),
        (Bead((6,), (6,), 0.5), ""),
        (Bead((6,), (6,), 1.0, repaired=True), "repaired"),
    ],
)
def test_notes(seeds: Article, bead: Bead, note: str) -> None:
    whole = build_bitext(seeds.edition("nb"), seeds.edition("fi"))
    page = Page(replace(whole, beads=tuple(bead if old.left == (6,) else old for old in whole.beads)))
    assert page.note("left", 6) == page.note("right", 6) == note
    assert page.note("left", 5) == ""
    assert page.sentences_between("left", 4, 0, 1) == [6]
    assert page.sentences_between("left", 4, 1, 999) == [7]


async def test_doubtful_beads_are_marked_in_the_margin(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        view = view_of(pilot)
        assert view.page is not None
        whole = view.page.bitext
        doubtful = tuple(replace(bead, confidence=0.3) if bead.left == (6,) else bead for bead in whole.beads)
        view.exchange_page(Page(replace(whole, beads=doubtful)))
        await settle(pilot)
        row = next(line for line in screen_text(pilot).splitlines() if "Relasjonsledelse innebærer" in line)
        assert row.startswith("? ")
        assert "│? Suhteiden" in row
