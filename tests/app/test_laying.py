"""Layouts, the hidden translation and selected words in the app."""

from __future__ import annotations

from textual.pilot import Pilot

from tests.app.at_words import NB_FI, go, page_of, press, said, view_of, word_here
from tests.app.conftest import Open, screen_text, settle
from tui_learn.app.app import TuiLearn
from tui_learn.app.layouts import LAYOUTS
from tui_learn.app.screens.laying import LayingScreen
from tui_learn.app.start import Start
from tui_learn.library import Pair


def reader(pilot: Pilot[int]) -> LayingScreen:
    screen = pilot.app.screen
    assert isinstance(screen, LayingScreen)
    return screen


async def test_every_layout_keeps_the_cursor_where_it_is(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await go(pilot, "kundenivå")
        row = 0
        for layout in (*LAYOUTS[1:], LAYOUTS[0]):
            await press(pilot, "v")
            assert reader(pilot).layout_now == layout
            assert word_here(pilot) == "kundenivå"
            view = view_of(pilot)
            assert view._sheet is not None
            line = view._sheet.word_lines(view.position)[0] - int(view.scroll_offset.y)
            assert 0 <= line < view.size.height
            # Where it is less than a screen from the beginning it stands as far down as there are lines above it.
            assert abs(line - row) <= 2 or line < row or not row
            row = max(row, line)
        await press(pilot, "V")
        assert reader(pilot).layout_now == "weave"


async def test_the_layout_is_kept_with_the_article(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await press(pilot, "plus", "plus", "q")
        await press(pilot, "enter")
        assert view_of(pilot).reading.split == 60
        frame = view_of(pilot).frame
        assert frame is not None
        assert frame.columns[0].text_width > frame.columns[1].text_width
        await press(pilot, "v", "q", "enter")
        assert reader(pilot).layout_now == "stacked"
        await press(pilot, "v", "v", "q", "enter")
        assert reader(pilot).layout_now == "hidden"
        assert "elasjonsledelse er" not in screen_text(pilot)  # as soon as it is opened
        await press(pilot, "x")  # and where the languages are exchanged
        assert reader(pilot).layout_now == "hidden"


async def test_what_is_hidden_is_shown_step_by_step(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await press(pilot, "v", "v", "v")
        await go(pilot, "organisaatio", "right")
        text = screen_text(pilot)
        assert "Suhteenhallinta on" in text
        assert "elasjonsledelse er" not in text
        assert "Enter shows it" in text
        await press(pilot, "enter")
        assert "organisasjon" in screen_text(pilot)
        assert "opprettholder" not in screen_text(pilot)
        await press(pilot, "enter")
        assert "opprettholder" in screen_text(pilot)
        assert "Denne" not in screen_text(pilot)
        await press(pilot, "E")
        assert "Denne" in screen_text(pilot)
        await press(pilot, "E")
        assert "opprettholder" not in screen_text(pilot)
        await press(pilot, "v", "E")
        assert "not hidden" in said(pilot)[-1]


async def test_words_are_woven_in_by_steps(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await press(pilot, "V")
        assert "no word of this article is learned yet" in said(pilot)[-1]
        assert "woven 0 %" in screen_text(pilot)
        await press(pilot, *["plus"] * 20)
        assert "woven 100 %" in screen_text(pilot)
        assert "Suhteenhallinta er strategia" in " ".join(screen_text(pilot).split())
        await go(pilot, "en")
        assert word_here(pilot) == "en"  # the words under those shown are walked through
        await press(pilot, "tab")
        assert view_of(pilot).position.side == "left"  # there is no other side
        await press(pilot, *["minus"] * 20)
        assert "woven 0 %" in screen_text(pilot)


async def test_one_language_has_one_layout(opened: Open) -> None:
    async with opened(Start(article="parisuhteen-hoito", pair=Pair("fi", "fi"))) as pilot:
        await press(pilot, "v", "plus", "E")
        assert reader(pilot).layout_now is None
        assert len(said(pilot)) == 3


async def test_words_are_selected_by_keys_and_copied(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await go(pilot, "organisasjon")
        await press(pilot, "shift+right", "L", "ctrl+c")
        view = view_of(pilot)
        assert view.selection is not None
        assert view.selection[2] - view.selection[1] == 2
        assert pilot.app.clipboard == "organisasjon opprettholder et"
        await press(pilot, "shift+down", "ctrl+c")
        assert pilot.app.clipboard.endswith("publikum")
        await press(pilot, "escape", "ctrl+c")
        assert view.selection is None
        assert pilot.app.clipboard.startswith("Relasjonsledelse er en strategi")
        await press(pilot, "L", "right")
        assert view.selection is None


async def test_words_are_selected_by_the_mouse(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await go(pilot, "opprettholder")
        view = view_of(pilot)
        assert view._sheet is not None
        y = view._sheet.word_lines(view.position)[0]
        await pilot.mouse_down(view, offset=(3, y))
        await pilot.hover(view, offset=(20, y))
        await pilot.mouse_up(view, offset=(20, y))
        await press(pilot, "ctrl+c")
        assert pilot.app.clipboard == "organisasjon opprettholder"
        await pilot.click(view, offset=(3, y), times=2)
        assert "organisasjon" in screen_text(pilot).splitlines()[0]  # its entry


async def test_pages_turn_to_the_end_and_back_and_pass_no_line_over(opened: Open) -> None:
    for size in ((40, 10), (100, 30)):
        async with opened(NB_FI, size=size) as pilot:
            view = view_of(pilot)
            while view._sheet is None or not view._sheet.is_measured:  # or the lines above may turn out fewer
                await pilot.pause(0.02)
            for key, end in (("pagedown", view.max_scroll_y), ("pageup", 0)):
                for _turn in range(200):
                    before = int(view.scroll_offset.y)
                    await press(pilot, key)
                    assert abs(int(view.scroll_offset.y) - before) <= max(1, view.size.height - 1)
                    if int(view.scroll_offset.y) == before:
                        break
                assert int(view.scroll_offset.y) == end
            assert view.position.sentence == 0


async def test_the_cursor_stays_in_view_on_the_smallest_screens_and_when_they_shrink(opened: Open) -> None:
    async with opened(NB_FI, size=(60, 30)) as pilot:
        view = view_of(pilot)

        def line() -> int:
            assert view._sheet is not None
            return view._sheet.word_lines(view.position)[0] - int(view.scroll_offset.y)

        await press(pilot, *["down"] * 5)
        await pilot.resize_terminal(60, 8)
        await settle(pilot)
        assert 0 <= line() < view.size.height
        await pilot.resize_terminal(10, 3)
        await settle(pilot)
        for key in ("up", "h", "down", "l", "home", "end", "k"):
            await press(pilot, key)
            assert line() == 0 or view.size.height > 1


async def test_a_place_of_the_side_that_is_not_woven_becomes_its_counterpart(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await press(pilot, "V", "q", "enter")
        assert reader(pilot).layout_now == "weave"
        await press(pilot, "q")
        pilot.app.open_reader(pilot.app.desk.library().articles[0], Pair("nb", "fi"))  # type: ignore[attr-defined]
        await settle(pilot)
        view = view_of(pilot)
        view.go(page_of(pilot).at("right", 5))
        await settle(pilot)
        assert (view.position.side, reader(pilot)._position.side) == ("left", "left")


async def test_woven_words_stay_after_a_repair(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await press(pilot, "V", *["plus"] * 20)
        await press(pilot, "down", "down", "m")
        assert "strategia" in screen_text(pilot)


async def test_a_damaged_place_and_a_terminal_without_room_stop_nobody(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        app = pilot.app
        assert isinstance(app, TuiLearn)
        article = app.desk.library().articles[0]
        damaged = {"pair": "nb:fi", "language": ["fi"], "segment": {}, "offset": "x", "layout": 3, "share": None}
        app.desk.keep_place(article, damaged)
        await press(pilot, "q", "enter")
        assert isinstance(app.screen, LayingScreen)
        assert view_of(pilot).position.sentence == 0
        await press(pilot, "end")
        await pilot.resize_terminal(2, 1)
        await press(pilot, "x")
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert isinstance(app.screen, LayingScreen)
