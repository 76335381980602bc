"""Whatever an article, a file name or an answer holds, nothing of it acts on the terminal."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from tests.app.conftest import Open, screen_text, settle
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
    async with opened(Start(library=str(evil_folder))) as pilot:
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


def bytes_at_the_terminal(command: list[str], keys: list[bytes], home: Path, until: bytes) -> bytes:
    """Everything a program writes to its pseudo-terminal while keys are pressed."""
    pty = pytest.importorskip("pty", reason="needs a pseudo-terminal")
    import select
    import time

    child, terminal = pty.fork()
    if child == 0:
        environment = {
            **os.environ,
            "TUI_LEARN_HOME": str(home),
            "TERM": "xterm-256color",
            "COLUMNS": "100",
            "LINES": "30",
        }
        os.execvpe(command[0], command, environment)
    seen = b""
    pending = list(keys)
    deadline = time.monotonic() + 60
    quiet = 0
    try:
        while time.monotonic() < deadline:
            if select.select([terminal], [], [], 0.3)[0]:
                try:
                    seen += os.read(terminal, 65536)
                except OSError:
                    break
                quiet = 0
                continue
            quiet += 1
            if until in seen and quiet >= 2:
                if not pending:
                    break
                os.write(terminal, pending.pop(0))
                quiet = 0
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(terminal)
    assert not pending
    return seen


def test_no_control_of_the_text_reaches_the_terminal(evil_folder: Path, own_home: Path) -> None:
    command = [sys.executable, "-m", "tui_learn", str(evil_folder)]
    keys = [
        b"e",
        b"\x1b",
        b"\r",
        b"j",
        b"j",
        b"\t",
        b"?",
        b"q",
        b"p",
        b"\r",
        b"\x1bOR",
        b"\r",
        b"\x1bOR",
        b"\r",
        b"\x1b",
    ]
    seen = bytes_at_the_terminal(command, keys, own_home, b"Tittel")
    text = seen.decode("utf-8", "replace")
    for evil in ("\x1b]52", "\x1b]0;owned", "\x1b]0;name", "\x9b", "\u202e", "\x7f", "\x1b[31m"):
        assert evil not in text, repr(evil)
    # The letters around them are still there: deleted, not replaced.
    assert "owned" in text
    assert re.search(r"Tittel", text)


def test_the_guard_deletes_what_still_gets_through() -> None:
    from rich.segment import Segment
    from textual.color import Color

    segments = [Segment("a\x1b[31mb\u202ec"), Segment("plain"), Segment("\x1b[2J", None, [(1,)])]  # type: ignore[list-item]
    cleaned = Guard().apply(segments, Color(0, 0, 0))
    assert [segment.text for segment in cleaned] == ["a[31mbc", "plain", "\x1b[2J"]
