"""What it takes to open an article whose words are known already, against a minimal Textual app in the same run.

    python -m tests.benchmarks.opening [RUNS]

First content: seconds until a word of the text is on the terminal. Memory: resident, and what no other program shares,
of the app and all its children once it has come to rest; Linux only. Of the bundled article, and of books of a thousand
and a hundred thousand words. The programs take turns, so that a busy machine slows all alike.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.books import ROOT, write_book
from tests.benchmarks.first_content import MINIMAL, time_to

REST = 1.5
"""Seconds without a byte on the terminal after which the app is at rest."""
LIMIT = 600.0
"""Seconds after which it never will be."""


@dataclass(frozen=True, slots=True)
class Program:
    """Something to be opened."""

    name: str
    command: list[str]
    text: str
    """What is its first content."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes of a program and its children."""

    resident: float
    own: float
    """What no other program shares."""
    processes: int


def settled(program: Program, home: Path, rest: float = REST) -> Memory:
    """The memory of a program that has nothing more to do."""
    child, terminal = pty.fork()
    if child == 0:
        environment = {**os.environ, "TUI_LEARN_HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        os.execvpe(program.command[0], program.command, environment)
    try:
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        begin = last = time.monotonic()
        busy = 0.0
        while time.monotonic() - last < rest:
            if time.monotonic() - begin > LIMIT:
                raise TimeoutError(program.name)
            if select.select([terminal], [], [], 0.1)[0]:
                os.read(terminal, 65536)
                last = time.monotonic()
            now = sum(_ticks(process) for process in _family(child))
            if now - busy > 1:  # it computes: it is not at rest, though it says nothing
                last = time.monotonic()
            busy = now
        return _memory(child)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def _family(process: int) -> list[int]:
    """A process and its children, theirs too."""
    found = [process]
    try:
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += _family(int(child))
    except OSError:
        pass  # it has ended meanwhile
    return found


def _ticks(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return float(fields[11]) + float(fields[12])


def _memory(process: int) -> Memory:
    resident = own = 0
    family = _family(process)
    for member in family:
        try:
            rolled = Path(f"/proc/{member}/smaps_rollup").read_text()
        except OSError:
            continue  # it has ended meanwhile
        sizes = {name: int(size) for name, size in re.findall(r"^(\w+):\s+(\d+) kB", rolled, re.MULTILINE)}
        resident += sizes["Rss"]
        own += sizes["Private_Clean"] + sizes["Private_Dirty"]
    return Memory(resident / 1024, own / 1024, len(family))


def programs(folder: Path) -> list[Program]:
    """The minimal app, the bundled article, and two books."""
    python = sys.executable
    read = [python, "-m", "tui_learn", "read"]
    found = [
        Program("minimal app", [python, "-c", MINIMAL], "FIRST CONTENT"),
        Program("bundled article", [*read, "parisuhteen-hoito", "--pair", "nb:fi"], "Suhteenhallinta"),
    ]
    for words in (1_000, 100_000):
        library = folder / f"books-{words}"
        write_book(library, words)
        command = [*read, "book", "--library", str(library), "--pair", "nb:fi"]
        found.append(Program(f"book of {words:,} words", command, "Som oftest"))
    return found


def main(runs: int) -> None:
    """Print medians and ratios."""
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "home")
        found = programs(Path(folder))
        for program in found:
            settled(program, home, 4 * REST)  # the cache knows everything after that
        times: dict[str, list[float]] = {program.name: [] for program in found}
        memory: dict[str, list[Memory]] = {program.name: [] for program in found}
        for _run in range(runs):
            for program in found:
                times[program.name].append(time_to(program.text, program.command, home))
                memory[program.name].append(settled(program, home))
    base = found[0].name
    first = statistics.median(times[base])
    least = statistics.median(m.resident for m in memory[base])
    print(f"Python {sys.version.split()[0]}, {runs} runs each, medians; processes at rest")
    for program in found:
        middle = statistics.median(times[program.name])
        resident, own = (
            statistics.median(getattr(m, size) for m in memory[program.name]) for size in ("resident", "own")
        )
        processes = max(m.processes for m in memory[program.name])
        print(
            f"{program.name:24} {middle * 1000:6.0f} ms {middle / first:5.2f} x   "
            f"{resident:5.0f} MB {resident / least:5.2f} x   own {own:5.0f} MB   {processes}"
        )
    thousand, book = (statistics.median(times[program.name]) for program in found[2:])
    print(f"a hundred times the words: {book / thousand:.2f} x the time")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
