"""Colours: what is written can be read, in our themes and in any other."""

from __future__ import annotations

import pytest
from rich.color import Color as TerminalColor
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from tests.app.conftest import Open, settle
from tui_learn import paths
from tui_learn.app import themes
from tui_learn.app.app import TuiLearn
from tui_learn.app.themes import (
    GROUNDS,
    INK,
    INKS,
    MARK_CONTRAST,
    PAPER,
    TEXT_CONTRAST,
    contrast,
    fallbacks,
    theme_for,
)

OTHERS = [theme for theme in BUILTIN_THEMES.values() if "ansi" not in theme.name]


def variables_of(theme: Theme) -> dict[str, str]:
    """What styles see of a theme, as the app puts it together."""
    return {**fallbacks(theme), **theme.to_color_system().generate(), **theme.variables}


def test_contrast_as_the_guidelines_count_it() -> None:
    assert contrast(Color.parse("#000000"), Color.parse("#ffffff")) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color.parse("#ffffff")) == pytest.approx(4.48, abs=0.01)
    assert contrast(Color.parse("#808080"), Color.parse("#808080")) == 1


@pytest.mark.parametrize("theme", [INK, PAPER], ids=lambda theme: str(theme.name))
def test_our_themes(theme: Theme) -> None:
    found = variables_of(theme)
    assert not {name for name in (*GROUNDS, *INKS) if name not in theme.variables}

    def between(one: str, other: str) -> float:
        return contrast(Color.parse(found[one]), Color.parse(found[other]))

    grounds = ["background", "surface", "panel", *GROUNDS]
    plain = ("background", "surface", "panel", "lit")
    low = {(text, ground) for text in ("foreground", "heading", "link") for ground in grounds
           if between(text, ground) < TEXT_CONTRAST}  # fmt: skip
    low |= {(text, ground) for text in ("quiet", "mark", "mark-other", "error", "warning", "success", "key")
            for ground in plain if between(text, ground) < TEXT_CONTRAST}  # fmt: skip
    low |= {(mark, ground) for mark in ("mark", "mark-other") for ground in GROUNDS
            if between(mark, ground) < MARK_CONTRAST}  # fmt: skip
    assert low == set()
    assert between("block-cursor-foreground", "block-cursor-background") >= TEXT_CONTRAST
    assert len({found[ground] for ground in GROUNDS}) == len(GROUNDS)


@pytest.mark.parametrize("theme", OTHERS, ids=lambda theme: str(theme.name))
def test_any_other_theme(theme: Theme) -> None:
    found = {name: Color.parse(value) for name, value in fallbacks(theme).items()}
    made = theme.to_color_system().generate()
    foreground, background = Color.parse(made["foreground"]), Color.parse(made["background"])
    assert set(found) == {*GROUNDS, *INKS}
    for ground in GROUNDS:
        for text in (foreground, found["heading"], found["link"]):
            assert contrast(text, found[ground]) >= TEXT_CONTRAST - 0.02, ground
    for ink in INKS:
        assert contrast(found[ink], background) >= TEXT_CONTRAST, ink
    assert contrast(found["quiet"], found["lit"]) >= TEXT_CONTRAST - 0.02


def test_a_theme_of_the_terminals_own_colours() -> None:
    for theme in BUILTIN_THEMES.values():
        assert {*GROUNDS, *INKS} <= set(variables_of(theme))


@pytest.mark.parametrize(
    ("wanted", "ground", "found"),
    [
        ("auto", "0;15", "paper"),
        ("auto", "0;default;15", "paper"),
        ("auto", "15;0", "ink"),
        ("auto", "", "ink"),
        ("ink", "0;15", "ink"),
        ("nord", "", "nord"),
    ],
)
def test_which_theme_is_taken(wanted: str, ground: str, found: str) -> None:
    assert theme_for(wanted, {"COLORFGBG": ground}) == found


async def test_another_theme_without_colours(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    file = paths.settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('[app]\ntheme = "nord"\n')
    async with opened() as pilot:
        app = pilot.app
        assert isinstance(app, TuiLearn)
        assert app.theme == "nord"
        (row,) = [strip for strip in app.screen._compositor.render_strips() if "Parisuhteen hoito" in strip.text]
        assert row.text.startswith("▌")  # not by its ground alone
        file.write_text('[app]\ntheme = "nix"\n')
        app.take_settings()
        await settle(pilot)
        assert app.theme == "ink"
        assert [problem.line for problem in app.settings_problems] == [2]
        await pilot.press("f9")
        assert app.theme == "paper"


@pytest.mark.parametrize("theme", themes.THEMES, ids=lambda theme: theme.name)
def test_a_terminal_of_256_colours_tells_the_sentence_from_the_words_in_it(theme: Theme) -> None:
    def shown(name: str) -> int | None:
        return TerminalColor.parse(str(theme.variables[name])).downgrade(ColorSystem.EIGHT_BIT).number

    grounds = [shown(name) for name in ("lit", "lit-other")]
    for name in ("status-1", "status-4", "status-5", "unknown"):
        assert shown(name) not in grounds, name
