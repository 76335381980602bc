"""The installed program in a real terminal."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
    pytest.mark.usefixtures("warm_words"),
]

PROGRAM = Path(sys.executable).parent / "tui-learn"


class Terminal:
    """A tmux session of its own server."""

    def __init__(self, socket: Path, home: Path) -> None:
        self._tmux = ["tmux", "-f", "/dev/null", "-S", str(socket)]
        self._home = home
        self._status = socket.with_suffix(".status")

    def start(self, *words: str, width: int = 100, height: int = 30) -> None:
        environment = {**os.environ, "TUI_LEARN_HOME": str(self._home), "LC_ALL": "C.UTF-8"}
        self._status.unlink(missing_ok=True)
        program = ["sh", "-c", f'"$0" "$@"; echo $? > "{self._status}"', *words]
        command = [*self._tmux, "new-session", "-d", "-x", str(width), "-y", str(height), *program]
        for attempt in range(5):  # a server that is just ending refuses the session, and says so
            done = subprocess.run(command, check=False, env=environment, capture_output=True, text=True)
            if done.returncode == 0:
                break
            assert "server exited" in done.stderr, done.stderr
            time.sleep(0.2 * (attempt + 1))
        assert done.returncode == 0, done.stderr
        subprocess.run([*self._tmux, "set-option", "-g", "remain-on-exit", "on"], check=True)

    def stop(self) -> None:
        subprocess.run([*self._tmux, "kill-server"], check=False, capture_output=True)

    def press(self, *keys: str) -> None:
        for key in keys:
            subprocess.run([*self._tmux, "send-keys", key], check=True)
            time.sleep(0.05)  # as fast as anybody types

    def screen(self) -> str:
        return subprocess.run([*self._tmux, "capture-pane", "-p"], check=True, capture_output=True, text=True).stdout

    def wait_for_exit(self, limit: float = 30) -> int:
        """Wait for the program to end; its exit code."""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            if self._status.is_file() and (text := self._status.read_text().strip()):
                return int(text)
            time.sleep(0.05)
        raise AssertionError(f"it never ended:\n{self.screen()}")

    def wait_for(self, pattern: str, limit: float = 30) -> str:
        end = time.monotonic() + limit
        while time.monotonic() < end:
            screen = self.screen()
            if re.search(pattern, screen):
                return screen
            time.sleep(0.05)
        raise AssertionError(f"{pattern!r} never came:\n{self.screen()}")


@pytest.fixture
def terminal(tmp_path: Path, own_home: Path) -> Iterator[Terminal]:
    made = Terminal(tmp_path / "tmux", own_home)
    yield made
    made.stop()


@pytest.mark.skipif(not PROGRAM.exists(), reason="tui-learn is not installed beside this Python")
def test_a_first_evening_and_the_next(terminal: Terminal) -> None:
    terminal.start(str(PROGRAM))
    terminal.wait_for("Which language do you know")
    terminal.press("Enter")  # Norwegian
    terminal.wait_for("Which language do you learn")
    terminal.press("Down", "Enter")  # Finnish
    terminal.wait_for("The keys to begin with")
    terminal.press("Enter")
    screen = terminal.wait_for("Suhteenhallinta on strategia")
    assert "Relasjonsledelse er en strategi" in screen
    terminal.press("Down", "Down", "Down")
    assert "▌" in terminal.wait_for("sentence 4 of 25")
    terminal.press("p")
    terminal.wait_for("this article")
    terminal.press("Enter")  # as one would at first
    for number in range(1, 4):
        terminal.wait_for(rf"\s{number}/\d+\s")
        terminal.press("F3")  # don't know: an answer like any other
        terminal.wait_for("✗ not known")
        terminal.press("Enter")
    terminal.wait_for(r"\s4/\d+\s|once more")
    terminal.press("Escape")
    terminal.wait_for("sentence 4 of 25")
    terminal.press("q")
    terminal.wait_for("3 reviews today")
    terminal.press("q")
    assert terminal.wait_for_exit() == 0
    terminal.stop()

    terminal.start(str(PROGRAM))
    screen = terminal.wait_for("3 reviews today")
    assert "nb → fi" in screen
    terminal.press("Enter")
    terminal.wait_for("sentence 4 of 25")  # where one was
    terminal.press("C-q")
    assert terminal.wait_for_exit() == 0
    out = subprocess.run([str(PROGRAM), "stats", "--json"], check=True, capture_output=True, text=True).stdout
    stats = json.loads(out)
    assert (stats["reviews"], stats["cards"]) == (3, 3)
    assert stats["pairs"]["nb:fi"]["reviews"] == 3


@pytest.mark.skipif(not PROGRAM.exists(), reason="tui-learn is not installed beside this Python")
def test_a_plain_session_in_a_terminal(terminal: Terminal) -> None:
    terminal.start(str(PROGRAM), "quiz", "--plain", "--pair", "sv:nb", "--count", "2", "--kind", "V1")
    terminal.wait_for(r"\[1/2\] ")
    terminal.press("1", "Enter")
    terminal.wait_for(r"(right|wrong): ")
    terminal.wait_for(r"\[2/2\] |once more")
    terminal.press(":quit", "Enter")
    terminal.wait_for("1 asked")
    assert terminal.wait_for_exit() == 0


@pytest.mark.skipif(not PROGRAM.exists(), reason="tui-learn is not installed beside this Python")
def test_a_terminal_too_small_for_anything(terminal: Terminal) -> None:
    terminal.start(str(PROGRAM), "read", "parisuhteen-hoito", "--pair", "nb:fi", width=10, height=3)
    terminal.wait_for(r"Rel|Hva")
    terminal.press("Down", "Tab", "PageDown", "C-q")
    assert terminal.wait_for_exit() == 0


@pytest.mark.skipif(not PROGRAM.exists(), reason="tui-learn is not installed beside this Python")
def test_what_is_said_of_a_repair_leaves_the_word_line_in_sight(terminal: Terminal) -> None:
    terminal.start(str(PROGRAM), "read", "parisuhteen-hoito", "--pair", "nb:fi")
    terminal.wait_for(r"Relasjonsledelse er en strategi")
    # While words are learnt, the foot line says so and has less room for anything else.
    terminal.wait_for(r"\A(?![\s\S]*finding which)[\s\S]*sentence 1 of 25")
    terminal.press("Down", "Down", "m")
    screen = terminal.wait_for(r"undoes it")
    assert "settled by you · m merge · s split · d unlin" in screen  # while words are learnt anew the end has no room
    terminal.press("u")
    terminal.wait_for(r"The last repair is undone")
    terminal.press("C-q")
    assert terminal.wait_for_exit() == 0
