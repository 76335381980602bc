"""What a key costs in the reader, in a pseudo-terminal, against a minimal Textual app in the same run.

    python -m tests.benchmarks.reader [--words 1000,100000] [--keys 200] [--work FOLDER]

Of each key: processor time of the program, bytes that reach the terminal, and the time until the picture has come
(the last byte before a pause). A resize is timed until the visible rows are there. Books are aligned and their words
linked beforehand; with ``--work`` what that makes is kept for the next run.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.books import write_book

MINIMAL = """
from textual.app import App
from textual.widgets import Static
class Minimal(App):
    BINDINGS = [("right,down,pagedown", "count", "count")]
    number = 0
    def compose(self):
        yield Static("0")
    def action_count(self):
        self.number += 1
        self.query_one(Static).update(str(self.number))
Minimal().run()
"""
WARM = """
import sys
from tui_learn.app.desk import Desk
from tui_learn.library import Pair
desk = Desk(sys.argv[1])
(article,) = desk.library().articles
desk.glossary(article, Pair("nb", "fi"))
"""
KEYS = {"word (right)": b"\x1b[C", "sentence (down)": b"\x1b[B", "page (PgDn)": b"\x1b[6~"}
QUIET = 0.04
"""Seconds without a byte after which a picture is complete."""
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    """Of one key, medians but for the processor, which is a mean: its clock ticks too coarsely."""

    cpu: float
    """Milliseconds."""
    bytes: float
    shown: float
    """Milliseconds from the key to the last byte."""


class Terminal:
    """A program in a pseudo-terminal of 100x30."""

    def __init__(self, command: list[str], home: Path) -> None:
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            environment = {
                **os.environ,
                "TUI_LEARN_HOME": str(home),
                "TERM": "xterm-256color",
                "COLORTERM": "truecolor",
            }
            os.execvpe(command[0], command, environment)
        self.resize(100, 30)

    def resize(self, width: int, height: int) -> None:
        """Another size."""
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        os.kill(self.child, signal.SIGWINCH)

    def read(self, quiet: float = QUIET, limit: float = 5.0, first: float = 0.0) -> tuple[int, float]:
        """Bytes until nothing comes for a while, and seconds until the last of them.

        For the first of them ``first`` seconds are waited, where that is longer.
        """
        start, last, count = time.perf_counter(), 0.0, 0
        while time.perf_counter() - start < limit:
            if not select.select([self.terminal], [], [], quiet if count else max(quiet, first))[0]:
                break
            count += len(os.read(self.terminal, 1 << 20))
            last = time.perf_counter() - start
        return count, last

    def cpu(self) -> float:
        """Seconds of processor time the program has used."""
        fields = Path(f"/proc/{self.child}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICK

    def press(self, key: bytes, times: int) -> Cost:
        """A key, again and again."""
        counts, shown, before = [], [], self.cpu()
        for _ in range(times):
            os.write(self.terminal, key)
            count, last = self.read()
            counts.append(count)
            shown.append(last)
        cpu = 1000 * (self.cpu() - before) / times
        return Cost(cpu, statistics.median(counts), 1000 * statistics.median(shown))

    def close(self) -> None:
        """End it."""
        os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)
        os.close(self.terminal)


def prepared(work: Path, words: int) -> Path:
    """A home in which a book of so many words is read, aligned and linked already; its library beside it."""
    home = work / f"home-{words}"
    library = home / "books"
    if not library.exists():
        write_book(library, words)
        subprocess.run(
            [sys.executable, "-c", WARM, str(library)], env={**os.environ, "TUI_LEARN_HOME": str(home)}, check=True
        )
    return home


def main(sizes: list[int], presses: int, work: Path) -> None:
    """Print a table."""
    python = sys.executable
    programs = {"minimal app": ([python, "-c", MINIMAL], work)}
    for words in sizes:
        home = prepared(work, words)
        command = [python, "-m", "tui_learn", "read", "book", "--pair", "nb:fi", "--library", str(home / "books")]
        programs[f"reader, {words:,} words"] = command, home
    print(f"Python {sys.version.split()[0]}, {presses} keys each; cpu is a mean, the rest are medians")
    base: dict[str, Cost] = {}
    for name, (command, home) in programs.items():
        terminal = Terminal(command, home)
        try:
            terminal.read(quiet=3.0, limit=60.0)
            terminal.press(b"g", 1)
            for label, key in KEYS.items():
                times = presses if key != KEYS["page (PgDn)"] else min(presses, 60)
                cost = terminal.press(key, times)
                base.setdefault(label, cost)
                print(
                    f"{name:24} {label:16} cpu {cost.cpu:6.2f} ms ({cost.cpu / base[label].cpu:4.1f} x)"
                    f"   {cost.bytes:6.0f} bytes   shown after {cost.shown:5.1f} ms"
                )
            took = []
            for width in (90, 110, 70, 120, 100):
                terminal.resize(width, 30)
                took.append(terminal.read(first=1.0)[1])
                terminal.read(quiet=0.5)  # what is counted behind the page
            print(f"{name:24} resize: visible rows there after {1000 * statistics.median(took):.0f} ms")
        finally:
            terminal.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--words", default="1000,100000")
    parser.add_argument("--keys", type=int, default=200)
    parser.add_argument("--work")
    given = parser.parse_args()
    wanted = [int(size) for size in given.words.split(",")]
    if given.work:
        Path(given.work).mkdir(parents=True, exist_ok=True)
        main(wanted, given.keys, Path(given.work))
    else:
        with tempfile.TemporaryDirectory() as folder:
            main(wanted, given.keys, Path(folder))
