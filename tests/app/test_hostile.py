"""Whatever an article, a file name or an answer holds, nothing of it acts on the terminal."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from tests.app.conftest import Open, screen_text, settle
from tests.app.picture_texts import HOSTILE, MUST_NOT_COME, TITLE, put
from tests.conftest import ROOT
from tui_learn.app.guard import Guard
from tui_learn.app.screens.quiz import QuizScreen
from tui_learn.app.start import Start
from tui_learn.app.widgets.aligned_view import AlignedView

EVIL = (
    "\x1b]52;c;ZXZpbA==\x07 \x1b[31m \x9b31m \x1b]0;owned\x07 \u202edlrow\u202c \x00 \x7f "
    "[@click=app.quit]x[/] [/nope] &#x202e; &#x9b;"
)
ARTICLE = """---
title: "Tittel {evil} \\x1b]52;c;ZXZpbA==\\x07"
---

# Overskrift {evil}

Dette er en lang nok tekst på norsk til at språket kan kjennes igjen av enhver. {evil} Den er her.

- punkt {evil}

> sitat {evil}

```
kode {evil}
```

En bedrift kan ansette en ny leder for å styre bedriften, og lederen styrer den godt i mange år.
Kundene til bedriften er svært fornøyde med lederen, og lederen er fornøyd med kundene sine.
"""


@pytest.fixture
def evil_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "evil"
    folder.mkdir()
    (folder / "evil\x1b]0;name\x07[bold].md").write_text(ARTICLE.replace("{evil}", EVIL), encoding="utf-8")
    (folder / "empty [red]\x9b.md").touch()
    return folder


async def test_markup_in_data_is_text(opened: Open, evil_folder: Path) -> None:
    async with opened(Start(library=str(evil_folder)), size=(150, 30)) as pilot:
        assert "[/nope]" in screen_text(pilot)
        assert "[red]" in screen_text(pilot)
        await pilot.press("e")
        await settle(pilot)
        await pilot.press("escape", "enter")
        await settle(pilot)
        view = pilot.app.screen.query_one(AlignedView)
        assert "[@click=app.quit]x[/]" in screen_text(pilot)
        await pilot.press(*["down"] * 4, "end")
        await settle(pilot)
        assert view.position.sentence > 3
        await pilot.press("p", "enter")
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, QuizScreen)
        for _ in range(6):
            await pilot.press("f3", "enter")
            await settle(pilot)


QUIET = 0.1
"""Seconds without a byte after which a screen is drawn."""
ALONE = 0.4
"""The same after Esc, which with another key soon after it would be that key with Alt."""
Step = tuple[bytes, str]
"""Keys, and what is to be read on the screen after them before anything else is pressed; without keys, what is to have
been read ever."""


def bytes_at_the_terminal(command: list[str], steps: list[Step], home: Path, folder: Path) -> bytes:
    """Everything a program writes to its pseudo-terminal, step by step."""
    pty = pytest.importorskip("pty", reason="needs a pseudo-terminal")
    import select
    import time

    child, terminal = pty.fork()
    if child == 0:
        environment = {**os.environ, "TUI_LEARN_HOME": str(home), "TERM": "xterm-256color"}
        os.chdir(folder)
        os.execvpe(command[0], command, {**environment, "COLUMNS": "100", "LINES": "30", "PYTHONPATH": str(ROOT)})
    seen = b""
    try:
        for keys, awaited in steps:
            os.write(terminal, keys)
            begin, deadline = len(seen) if keys else 0, time.monotonic() + 30
            while awaited not in shown_in(seen[begin:]):
                ready = select.select([terminal], [], [], max(0.0, deadline - time.monotonic()))[0]
                assert ready, f"{awaited!r} never came after {keys!r}: {shown_in(seen[begin:])[-900:]!r}"
                seen += os.read(terminal, 65536)
            while select.select([terminal], [], [], ALONE if keys == b"\x1b" else QUIET)[0]:
                seen += os.read(terminal, 65536)
    except OSError as error:
        raise AssertionError(f"it ended after {keys!r}: {shown_in(seen)[-2000:]}") from error
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(terminal)
    return seen


def shown_in(written: bytes) -> str:
    """What is written, without the colours and places it is written in."""
    return re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", written.decode("utf-8", "replace"))


EVERYWHERE: list[Step] = [
    (b"", "Which language do you know"),
    (b"\x1b", "0 due"),
    (b"e", "Problems"),
    (b"\x1b", "Library"),
    (b"c", "I know"),
    (b"\x1b", "Library"),
    (b"o", "Width of the text"),
    (b"q", "Library"),
    (b"?", "swap languages"),
    (b"\x1b", "Library"),
    (b"\x10", "swap languages"),
    (b"\x1b", "Library"),
    (b"\r", "sentence 1"),
    (b"v", "Otsikko"),
    (b"v", "Otsikko"),
    (b"v", "translation hidden"),
    (b"v", "woven 0"),
    (b"v", "known"),
    (b"jl", "sentence 2"),
    (b"b", "\u2666"),
    (b"t", "Contents"),
    (b"\x1b", "sentence 2"),
    (b"B", "Bookmarks"),
    (b"q", "sentence 2"),
    (b"\r", "go there"),
    (b"q", "sentence 2"),
    (b"/", "stay there"),
    (b"[bold]", " of "),
    (b"\r", "Esc ends"),
    (b"\x1b", "word"),
    (b"G", "sentence 1"),
    (b"", "known 0 %"),
    (b"\t1", "new, 1/5"),
    (b"e", "Enter keeps it"),
    (b"\x1b", "sentence"),
    (b"W", "Words not known yet"),
    (b"q", "sentence"),
    (b"?", "Keys"),
    (b"\x1b", "sentence"),
    (b"p", "this paragraph"),
    (b"j\r", "leave"),
    (b"\x1bOR", "I was right"),
]
"""From the library through every screen of one article to a quiz on it."""


def test_no_control_of_the_text_reaches_the_terminal(tmp_path: Path, own_home: Path) -> None:
    folder = put(tmp_path / "evil", "evil", HOSTILE, TITLE)
    (folder / "empty [red]\x9b\x1b]0;name\x07.md").touch()
    own_home.mkdir()
    (own_home / "config.toml").write_text('[keys]\n"[bold]\\u001b]52;c;eA==\\u0007" = "\\u202e"\n', encoding="utf-8")
    written = bytes_at_the_terminal([sys.executable, "-m", "tui_learn", "evil"], EVERYWHERE, own_home, tmp_path)
    # What Textual itself says: the shape of the mouse, and what begins and ends with DCS or the private modes.
    text = re.sub("\x1b]22;[a-z-]*\x07", "", written.decode("utf-8", "replace"))
    for evil in (*MUST_NOT_COME, "\x1b[2J\x1b[?1049l"):
        assert evil not in text, repr(evil)
    assert not re.search("[\x80-\x9f\u202a-\u202e\u2066-\u2069]", text)
    left = re.sub("\x1b\\[[0-9;?<>=]*[A-Za-z$]|\x1bP[=+$][^\x1b]*\x1b\\\\", "", text)
    assert not re.search("\x1b.{0,20}", left), re.findall("\x1b.{0,20}", left)
    assert not re.search("[\x00-\x07\x0b\x0c\x0e-\x1a\x1c-\x1f]", left)
    # The letters around them are still there: deleted, not replaced.
    for there in ("owned", "[/nope]", "[@click=app.quit]", "name.md"):
        assert there in text, there


def test_the_guard_deletes_what_still_gets_through() -> None:
    from rich.segment import Segment
    from textual.color import Color

    segments = [Segment("a\x1b[31mb\u202ec"), Segment("plain"), Segment("\x1b[2J", None, [(1,)])]  # type: ignore[list-item]
    cleaned = Guard().apply(segments, Color(0, 0, 0))
    assert [segment.text for segment in cleaned] == ["a[31mbc", "plain", "\x1b[2J"]
