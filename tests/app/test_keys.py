"""Names of commands, other keys for them, and how keys are shown."""

from __future__ import annotations

from typing import ClassVar

import pytest
from textual.binding import Binding, BindingType
from textual.widget import Widget

from tests.app.conftest import Open, screen_text, settle, until
from tui_learn import paths
from tui_learn.app.app import TuiLearn
from tui_learn.app.keys import Command, all_commands, keymap_of, own_bindings, scope_of, shown_key, written_key
from tui_learn.app.screens.library import LibraryScreen
from tui_learn.app.screens.notes import HelpScreen
from tui_learn.app.screens.reader import ReaderScreen
from tui_learn.app.start import Start
from tui_learn.app.widgets.aligned_view import AlignedView
from tui_learn.library import Pair


@pytest.mark.parametrize(
    ("typed", "key", "shown"),
    [
        ("m", "m", "m"),
        ("M", "M", "M"),
        ("shift+m", "M", "M"),
        ("?", "question_mark", "?"),
        ("/", "slash", "/"),
        ("-", "minus", "-"),
        ("@", "at", "@"),
        ("+", "plus", "+"),
        ("Ctrl+K", "ctrl+k", "Ctrl+K"),
        ("ctrl+/", "ctrl+slash", "Ctrl+/"),
        ("shift+ctrl+a", "ctrl+shift+a", "Ctrl+Shift+A"),
        ("F12", "f12", "F12"),
        ("PgDn", "pagedown", "PgDn"),
        ("esc", "escape", "Esc"),
        ("ü", "ü", "ü"),
        (" ", "space", "Space"),
        ("shift+tab", "shift+tab", "Shift+Tab"),
        ("exclamation_mark", "exclamation_mark", "!"),
    ],
)
def test_keys_as_they_are_written_and_shown(typed: str, key: str, shown: str) -> None:
    assert written_key(typed) == key
    assert shown_key(key) == shown
    assert written_key(shown) == key


@pytest.mark.parametrize("typed", ["foo", "ctrl+", "m+ctrl", "f99", "", "ctrl+foo", "\x1b[31m"])
def test_no_keys(typed: str) -> None:
    assert written_key(typed) is None


def test_commands_are_named_after_their_screen_and_their_action() -> None:
    commands = all_commands()
    for name in ("reader.merge", "library.open", "quiz.undo", "app.theme", "reader.move_next", "word.judge_struck"):
        assert name in commands
        assert commands[name].description
    assert commands["reader.practise"].keys == ("p", "f5")
    assert scope_of(ReaderScreen) == scope_of(AlignedView) == "reader"
    assert all(name.count(".") == 1 and name == name.lower() for name in commands)
    # What a name means is not told by two classes.
    named = [{binding.id for binding in own_bindings(each)} for each in (ReaderScreen, AlignedView, TuiLearn)]
    assert not named[0] & named[1]
    assert not named[2] & (named[0] | named[1])


COMMANDS = {
    command.name: command
    for command in (
        Command("reader.merge", ("m",), ("m",), "merge"),
        Command("reader.split", ("s",), ("s",), "split"),
        Command("reader.help", ("question_mark", "f1"), ("?",), "help"),
        Command("reader.up", ("up", "k"), ("↑",), "up"),
        Command("reader.before", ("up",), ("↑",), "before"),
        Command("quiz.undo", ("u",), ("u",), "undo"),
        Command("app.theme", ("f9",), ("F9",), "theme"),
        Command("app.quit", ("ctrl+q",), ("Ctrl+Q",), "quit"),
    )
}


@pytest.mark.parametrize(
    ("wanted", "given", "said"),
    [
        ({"reader.merge": ("M", "f12")}, {"reader.merge": ("M", "f12")}, ()),
        ({"reader.merge": ("m",)}, {}, ()),
        ({"reader.merge": ("u",)}, {"reader.merge": ("u",)}, ()),  # the quiz is elsewhere
        ({"reader.merge": ("s",), "reader.split": ("m",)}, {"reader.merge": ("s",), "reader.split": ("m",)}, ()),
        ({"reader.merge": ("s",)}, {}, ("that of reader.split",)),
        ({"reader.merge": ("s", "M")}, {"reader.merge": ("M",)}, ("that of reader.split",)),
        ({"reader.merge": ("x",), "reader.split": ("x",)}, {"reader.merge": ("x",)}, ("that of reader.merge",)),
        ({"reader.merge": ("f9",)}, {}, ("that of app.theme",)),
        ({"app.theme": ("m",)}, {}, ("that of reader.merge",)),
        ({"reader.up": ("w",), "reader.before": ("w",)}, {"reader.up": ("w",), "reader.before": ("w",)}, ()),
        # What is refused gives its usual key back, which another one wanted.
        ({"reader.split": ("m",), "reader.merge": ("f9",)}, {}, ("app.theme", "reader.merge")),
        ({"reader.help": ("H",)}, {"reader.help": ("H", "f1")}, ()),
        ({"app.quit": ("ctrl+x",)}, {"app.quit": ("ctrl+x", "ctrl+q")}, ()),
        ({"reader.merge": ("escape", "f1", "ctrl+q", "ctrl+p")}, {}, ("Esc", "F1", "Ctrl+Q", "Ctrl+P")),
        ({"reader.merge": ("nix",)}, {}, ("no key",)),
        ({"reader.merg": ("M",)}, {}, ("did you mean reader.merge",)),
        ({"x\x1b[0m": ("M",)}, {}, ("no command",)),
        ({"reader.merge": ("ctrl+m",)}, {"reader.merge": ("ctrl+m",)}, ("Enter",)),
    ],
)
def test_other_keys(
    wanted: dict[str, tuple[str, ...]], given: dict[str, tuple[str, ...]], said: tuple[str, ...]
) -> None:
    keymap = keymap_of(wanted, COMMANDS)
    assert keymap.keys == given
    assert len(keymap.problems) == len(said)
    for (name, message), part in zip(keymap.problems, said, strict=True):
        assert name in wanted
        assert part in message


class Part(Widget):
    """A widget with two commands that share a key."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "up", "up"),
        Binding("up", "before", "before", key_display="U"),
        ("m", "merge", "m"),
    ]


Part.__module__ = "tui_learn.part"


def test_a_node_gets_its_names_and_keys() -> None:
    own_bindings.cache_clear()
    usual = Part._merged_bindings
    assert usual is not None
    keymap = keymap_of({"part.up": ("w",), "part.merge": ("up",)}, {
        binding.id or "": Command(binding.id or "", (binding.key,), (), "") for binding in own_bindings(Part)
    })  # fmt: skip
    made = keymap.bindings(Part, usual).key_to_bindings
    assert {key: [binding.action for binding in bindings] for key, bindings in made.items()} == {
        "up": ["before"],  # merging keeps its own key: that one is taken
        "m": ["merge"],
        "w": ["up"],
    }
    assert keymap.shown(made["w"][0]) == "w"
    assert keymap.shown(made["up"][0]) == "U"


NB_FI = Start(article="parisuhteen-hoito", pair=Pair("nb", "fi"))


async def test_other_keys_work_and_are_shown(opened: Open) -> None:
    file = paths.settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        '[keys]\n"reader.back" = "Z9"\n"reader.practise" = ["f13"]\n"reader.move_next" = "f14"\n"reader.help" = "f15"\n'
    )
    async with opened(NB_FI) as pilot:
        app = pilot.app
        assert isinstance(app, TuiLearn)
        (problem,) = app.settings_problems
        assert (problem.line, problem.severity) == (2, "warning")
        assert any("Z9" in note.message for note in app._notifications)
        view = app.screen.query_one(AlignedView)
        await pilot.press("p", "down", "f14", "f14")
        await settle(pilot)
        assert view.position.sentence == 2
        foot = screen_text(pilot).splitlines()[-1]
        assert "↑ F14 sentence" in foot
        assert "F13 practise" in foot
        assert "F15 help" in foot
        await pilot.press("f15")
        await settle(pilot)
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("slash", *"practise", "enter", "n")
        await settle(pilot)
        (line,) = [line for line in screen_text(pilot).splitlines() if "reader.practise" in line]
        assert line.split() == ["F13", "practise", "reader.practise"]
        await pilot.press("escape", "escape")
        await settle(pilot)
        file.write_text("")
        app.take_settings()
        await settle(pilot)
        await pilot.press("down")
        await settle(pilot)
        assert view.position.sentence == 3
        assert "↑ ↓ sentence" in screen_text(pilot).splitlines()[-1]
        await pilot.press("q")
        await settle(pilot)
        assert isinstance(app.screen, LibraryScreen)


async def test_the_palette_finds_and_runs_commands(opened: Open) -> None:
    async with opened() as pilot:
        await pilot.press("f12")
        await settle(pilot)
        await until(lambda: "swap languages  x" in screen_text(pilot))
        assert "Screenshot" not in screen_text(pilot)
        await pilot.press(*"settin")
        await until(lambda: "settings  o F10" in screen_text(pilot) and "swap" not in screen_text(pilot))
        await pilot.press("enter")
        await settle(pilot)
        assert type(pilot.app.screen).__name__ == "SettingsScreen"
