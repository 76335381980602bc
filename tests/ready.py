"""Runs of the program as a process of its own, without the second it takes to import and unpack everything anew.

One process stands ready that has imported what the verbs need; each run is a fork of it that becomes the program. Where
there is no fork, and with ``cold``, it is started as people start it.
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import select
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 120


def run_program(
    *words: str, stdin: str = "", cwd: Path | None = None, cold: bool = False
) -> subprocess.CompletedProcess[str]:
    """What the program prints, and its exit code; ``cold`` runs are started by Python itself."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tui_learn", *words]
    if cold or not hasattr(os, "fork"):
        return subprocess.run(
            command, input=stdin, capture_output=True, encoding="utf-8", cwd=cwd, env=environment, timeout=SECONDS,
            check=False,
        )  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="tui-learn-run-") as folder:
        streams = [Path(folder, name) for name in ("in", "out", "err")]
        streams[0].write_text(stdin, encoding="utf-8")
        code = _standing_ready().run(list(words), environment, str(cwd or Path.cwd()), [str(path) for path in streams])
        out, err = (path.read_bytes().decode("utf-8").replace("\r\n", "\n") for path in streams[1:])
    return subprocess.CompletedProcess(command, code, out, err)


class _Ready:
    """The process that stands ready."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.ready"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            start_new_session=True,
        )  # fmt: skip
        atexit.register(self.close)

    def run(self, words: list[str], environment: dict[str, str], cwd: str, streams: list[str]) -> int:
        """Run the program in a fork; its exit code."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([words, environment, cwd, streams]).encode() + b"\n")
        self._process.stdin.flush()
        if not select.select([self._process.stdout], [], [], SECONDS)[0]:
            self.close()
            raise subprocess.TimeoutExpired(words, SECONDS)
        return int(self._process.stdout.readline())

    def close(self) -> None:
        """End it, and what it runs."""
        _standing_ready.cache_clear()
        if self._process.poll() is None:
            os.killpg(self._process.pid, 9)
            self._process.wait()


@cache
def _standing_ready() -> _Ready:
    return _Ready()


# --- what stands ready


def _warm() -> None:
    """Import all but the screens, and unpack the model by which languages are told apart."""
    for path in sorted((ROOT / "tui_learn").rglob("*.py")):
        names = path.relative_to(ROOT).with_suffix("").parts
        if names[1] != "app" and names[-1] not in ("__init__", "__main__"):
            importlib.import_module(".".join(names))
    from tui_learn.text.detect import detect_language

    detect_language("Dette er en lang nok tekst på norsk til at språket kan kjennes igjen.")


def _serve() -> list[str]:
    """Fork for each run; in the fork, the words of the command line."""
    for line in sys.stdin.buffer:
        words, environment, cwd, streams = json.loads(line)
        child = os.fork()
        if child == 0:
            _become(environment, cwd, streams)
            return [str(word) for word in words]
        _child, status = os.waitpid(child, 0)
        os.write(1, b"%d\n" % os.waitstatus_to_exitcode(status))
    os._exit(0)


def _become(environment: dict[str, str], cwd: str, streams: list[str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(cwd)
    for number, path in enumerate(streams):
        flags = os.O_WRONLY | os.O_CREAT if number else os.O_RDONLY
        descriptor = os.open(path, flags, 0o600)
        os.dup2(descriptor, number)
        os.close(descriptor)
    sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = sys.__stdout__ = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = sys.__stderr__ = open(  # noqa: SIM115
        2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False
    )


if __name__ == "__main__":
    _warm()
    sys.argv = ["tui-learn", *_serve()]
    from tui_learn.cli import main

    sys.exit(main())
