"""The alignment mended in the reader."""

from __future__ import annotations

import contextlib
import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.worker import WorkerFailed

from tests.app.conftest import Open, screen_text, settle, until
from tui_learn.app.page import Page, Position
from tui_learn.app.screens.reader import ReaderScreen
from tui_learn.app.start import Start
from tui_learn.app.widgets.aligned_view import AlignedView
from tui_learn.bitext import Bead, build_bitext
from tui_learn.bitext.beads import FixedBead
from tui_learn.bitext.repair_edits import edits_for
from tui_learn.bitext.repair_format import Document, parse
from tui_learn.bitext.repair_store import RepairsNotKept, RepairStore
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


def sentence_of(pilot: Pilot[int]) -> tuple[str, int]:
    return view_of(pilot).position.side, view_of(pilot).position.sentence


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
        assert sentence_of(pilot) == ("left", 3)
        assert "u undoes it" in said(pilot)[-1]
        assert "settled by you" in screen_text(pilot).splitlines()[-2]
        await press(pilot, "down", "s")
        assert (answers(pilot, "left", 3), answers(pilot, "left", 4)) == ((3,), (4,))
        assert sentence_of(pilot) == ("left", 4)
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
        assert "nothing to undo" in said(pilot)[-1]
        assert json.loads((repairs_folder() / "fi-nb.json").read_text(encoding="utf-8"))["repairs"] == []


async def test_undo_is_of_the_running_reader_only(opened: Open, seeds: Article) -> None:
    editions = seeds.edition("nb"), seeds.edition("fi")
    async with opened(NB_FI) as pilot:
        await press(pilot, "m")
    RepairStore(repairs_folder()).apply(*editions, edits_for([FixedBead((9, 10), (9, 10))]))
    file = repairs_folder() / "fi-nb.json"
    before = file.read_bytes()
    async with opened(NB_FI) as pilot:
        await press(pilot, "u")
        assert "nothing to undo: nothing was changed here" in said(pilot)[-1]
        assert file.read_bytes() == before
        await press(pilot, *["down"] * 12, "m", "x")  # the same two languages the other way round
        assert answers(pilot, "left", 12) == (12, 13)
        await press(pilot, "u", "u")
        assert file.read_bytes() == before
        await press(pilot, "m")
        pilot.app.screen.pair = Pair("nb", "sv")  # type: ignore[attr-defined]
        pilot.app.screen.load()  # type: ignore[attr-defined]
        await settle(pilot)
        await press(pilot, "u")
        assert "nothing to undo" in said(pilot)[-1]
        assert file.read_bytes() != before


async def test_what_was_changed_elsewhere_is_not_undone(opened: Open, seeds: Article) -> None:
    async with opened(NB_FI) as pilot:
        await press(pilot, "m")
        store = RepairStore(repairs_folder())
        store.apply(seeds.edition("nb"), seeds.edition("fi"), edits_for([FixedBead((1, 2), (1, 2))]))
        before = (repairs_folder() / "fi-nb.json").read_bytes()
        await press(pilot, "u")
        assert "changed again elsewhere" in said(pilot)[-1]
        assert (repairs_folder() / "fi-nb.json").read_bytes() == before
        assert answers(pilot, "left", 1) == (1, 2)
        await press(pilot, "u")
        assert "nothing to undo" in said(pilot)[-1]


async def test_repairs_that_make_way_are_told(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await press(pilot, "m")
        assert "make way" not in said(pilot)[-1]
        await press(pilot, "m")
        assert said(pilot)[-1].endswith("1 earlier repair makes way.")


@pytest.mark.parametrize("error", [RuntimeError("boom"), OSError(5, "I/O error"), RepairsNotKept("no room")])
@pytest.mark.parametrize("key", ["m", "u"])
async def test_an_error_never_leaves_the_reader_stuck(
    opened: Open, monkeypatch: pytest.MonkeyPatch, error: Exception, key: str
) -> None:
    def fail(*_arguments: object) -> None:
        raise error

    async with opened(NB_FI) as pilot:
        if key == "u":
            await press(pilot, "m")
        with monkeypatch.context() as patched:
            patched.setattr(RepairStore, "apply", fail)
            patched.setattr(RepairStore, "take_back", fail)
            await pilot.press(key)
            with contextlib.suppress(WorkerFailed):
                await settle(pilot)
            await pilot.pause()
            await until(lambda: str(error) in said(pilot)[-1])
        await press(pilot, key)
        assert answers(pilot, "left", 0) == ((0, 1) if key == "m" else (0,))


async def test_many_repairs_are_read_behind_the_page(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(NB_FI) as pilot:
        await press(pilot, "m")
    file = repairs_folder() / "fi-nb.json"
    file.write_text(json.dumps({**json.loads(file.read_bytes()), "x": "y" * 300_000}), encoding="utf-8")
    readers: list[str] = []

    def count(raw: bytes) -> Document:
        readers.append(threading.current_thread().name)
        return parse(raw)

    monkeypatch.setattr("tui_learn.bitext.repair_format.parse", count)
    async with opened(NB_FI) as pilot:
        assert answers(pilot, "left", 0) == (0, 1)
        await press(pilot, "x", "x")
    assert readers
    assert threading.main_thread().name not in readers


async def test_the_keys_stand_under_a_heading_and_beside_what_they_are_for(opened: Open) -> None:
    async with opened(NB_FI, size=(100, 120)) as pilot:
        keys = "m merge · s split · d unlink · u undo"
        assert keys not in screen_text(pilot)
        await press(pilot, "m")
        assert keys in screen_text(pilot).splitlines()[-2]
        await press(pilot, "question_mark")
        lines = [line.strip() for line in screen_text(pilot).splitlines()]
        heading = lines.index("Mending the alignment")
        assert [line[0] for line in lines[heading + 1 : heading + 5]] == list("msdu")


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
        assert "nothing comes after this; go to the sentence before it" in said(pilot)[-1]
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
    assert list(page.sentences_between("left", 4, 0, 1)) == [6]
    assert list(page.sentences_between("left", 4, 1, 999)) == [7]


async def test_doubtful_beads_are_marked_in_the_margin(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        view = view_of(pilot)
        assert view.page is not None
        whole = view.page.bitext
        doubtful = tuple(replace(bead, confidence=0.3) if bead.left == (6,) else bead for bead in whole.beads)
        view.exchange_page(Page(replace(whole, beads=doubtful)), Position("left", 0))
        await settle(pilot)
        row = next(line for line in screen_text(pilot).splitlines() if "Relasjonsledelse innebærer" in line)
        assert row.startswith("? ")
        assert "│? Suhteiden" in row
