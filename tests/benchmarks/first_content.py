"""How long until something can be read, against a minimal Textual app in the same run.

    python -m tests.benchmarks.first_content [RUNS]

Each program runs in a pseudo-terminal of 100x30; the clock stops when a given text has arrived there. The
programs take turns, so that a busy machine slows all alike.
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
from pathlib import Path

from tui_learn.progress import Progress

FIRST_RUN = "app/first_run"
MINIMAL = """
from textual.app import App
from textual.widgets import Static
class Minimal(App):
    def compose(self):
        yield Static("FIRST CONTENT")
Minimal().run()
"""
_ESCAPES = re.compile(rb"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[()][A-Z0-9]")


def time_to(text: str, command: list[str], home: Path, limit: float = 30.0) -> float:
    """Seconds from the start of a command until ``text`` is on its terminal."""
    wanted = text.encode()
    start = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        environment = {**os.environ, "TUI_LEARN_HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody compiles the program at every start
        os.execvpe(command[0], command, environment)
    try:
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        seen = b""
        while time.perf_counter() - start < limit:
            if select.select([terminal], [], [], 0.5)[0]:
                seen += os.read(terminal, 65536)
                if wanted in _ESCAPES.sub(b"", seen):
                    return time.perf_counter() - start
        raise TimeoutError(f"{text!r} never came: {_ESCAPES.sub(b'', seen)[-500:]!r}")
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def main(runs: int) -> None:
    """Print medians and ratios."""
    python = sys.executable
    app = [python, "-m", "tui_learn"]
    seed = "parisuhteen-hoito"
    with tempfile.TemporaryDirectory() as folder:
        warm = Path(folder, "warm")
        Progress(warm / "progress").remember(FIRST_RUN, True)
        time_to("Parisuhteen", app, warm)
        minimal = ("minimal app", "FIRST CONTENT", [python, "-c", MINIMAL], lambda _run: warm)
        cases = [
            minimal,
            ("library, title line, first start", "Library", app, lambda run: Path(folder, f"a{run}")),
            ("languages to choose, first start", "bokmål", app, lambda run: Path(folder, f"b{run}")),
            ("library, articles, later starts", "Parisuhteen", app, lambda _run: warm),
            (
                "reader, text, later starts",
                "Suhteenhallinta",
                [*app, "read", seed, "--pair", "nb:fi"],
                lambda _run: warm,
            ),
        ]
        times: dict[str, list[float]] = {name: [] for name, *_rest in cases}
        for run in range(runs):
            for name, text, command, home in cases:
                times[name].append(time_to(text, command, home(run)))
    base = statistics.median(times[minimal[0]])
    print(f"Python {sys.version.split()[0]}, {runs} runs each, medians")
    for name, values in times.items():
        middle = statistics.median(values)
        print(f"{name:36} {middle * 1000:7.0f} ms   {middle / base:5.2f} x")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
