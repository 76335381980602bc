"""Reading aloud, by a program of the user's choice: no shell, one voice at a time, and nothing waits for it."""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import shlex
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Sequence
from pathlib import PurePath

from tui_learn.i18n import gettext as _
from tui_learn.text.clean import clean_line
from tui_learn.text.fold import primary

MOST_CHARACTERS = 1000
"""What is read aloud at once, at most."""
MOST_BYTES = 4096
"""What is kept of the complaints of a program."""
_PATIENCE = 0.5
"""Seconds a voice has to stop by itself."""
_PLACES = re.compile(r"\{(lang|language|text)\}")
_RUNS_CODE = frozenset({"-c", "/c", "/k", "-command", "-e", "--eval", "-encodedcommand"})
"""After these many programs take what follows for a program: no text of an article may stand there."""
_BATCH = frozenset({".bat", ".cmd"})


class CannotSpeak(Exception):
    """The message says why and what to do."""


def spoken(text: str) -> str:
    """What is said of a text: one clean line, at most ``MOST_CHARACTERS`` long, cut between words."""
    line = clean_line(text)
    if len(line) > MOST_CHARACTERS:
        head, space, _rest = line[: MOST_CHARACTERS + 1].rpartition(" ")
        line = head if space else line[:MOST_CHARACTERS]
    return line


def arguments_of(command: str, text: str, language: str, *, windows: bool = os.name == "nt") -> list[str]:
    """The program and its arguments. Raises ``CannotSpeak``.

    ``{lang}`` is the language's tag, ``{language}`` the first part of it; without ``{text}`` the text comes last.
    """
    try:
        parts = shlex.split(command, posix=not windows)
    except ValueError as error:
        raise CannotSpeak(_("the command to speak with has an open quotation mark: {command}").format(
            command=clean_line(command)[:80])) from error  # fmt: skip
    if windows:  # there backslashes are part of paths, so the marks are still around what they hold
        parts = [part[1:-1] if len(part) > 1 and part[0] == part[-1] and part[0] in "\"'" else part for part in parts]
    if not parts:
        raise CannotSpeak(no_command())
    if not any("{text}" in part for part in parts[1:]):
        parts.append("{text}")
    for before, part in itertools.pairwise(parts):
        beside = part.replace("{text}", "", 1)
        if "{text}" in part and ((beside and not beside.endswith("=")) or before.casefold() in _RUNS_CODE):
            message = _("{text} has to stand alone in the command to speak with, and not where a program is expected")
            raise CannotSpeak(message)
    # What begins with a dash would be taken for an option.
    said = f" {text}" if text.startswith("-") else text
    values = {"lang": language, "language": primary(language), "text": said}
    return [parts[0], *(_PLACES.sub(lambda place: values[place[1]], part) for part in parts[1:])]


def no_command() -> str:
    """How to set one."""
    return _(
        "no command to speak with is set: F10 opens the settings, Speak is the one; espeak-ng -v {lang} is an example"
    )


class Speaker:
    """One voice: what begins to speak stops what spoke before."""

    def __init__(self, report: Callable[[str], None]) -> None:
        """``report`` is told, from another thread, when a program fails."""
        self._report = report
        self._lock = threading.Lock()
        self._running: subprocess.Popen[bytes] | None = None

    def speak(self, text: str, language: str, command: str) -> None:
        """Begin to read a text aloud. Raises ``CannotSpeak``."""
        arguments = arguments_of(command, spoken(text), language)
        program = shutil.which(arguments[0])
        if program is None:
            message = _("the program {name} to speak with is not there; install it, or set another in the settings")
            raise CannotSpeak(message.format(name=clean_line(arguments[0])[:60]))
        if PurePath(program).suffix.casefold() in _BATCH:
            raise CannotSpeak(_("a batch file cannot be given text safely; set the program itself"))
        before = self._taken()
        if before is not None:
            threading.Thread(target=_end_for_sure, args=(before,), daemon=True).start()
        try:
            process = subprocess.Popen(
                [program, *arguments[1:]],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                start_new_session=os.name != "nt",  # so that what it starts itself can be stopped too
            )
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            message = _("{name} could not be started: {reason}")
            raise CannotSpeak(message.format(name=clean_line(arguments[0])[:60], reason=reason)) from error
        with self._lock:
            self._running = process
        threading.Thread(target=self._watch, args=(process, arguments), daemon=True).start()

    def stop(self) -> None:
        """Be silent."""
        process = self._taken()
        if process is not None:
            _end_for_sure(process)

    def _taken(self) -> subprocess.Popen[bytes] | None:
        """What speaks, to be ended."""
        with self._lock:
            process, self._running = self._running, None
        return process

    def _watch(self, process: subprocess.Popen[bytes], arguments: Sequence[str]) -> None:
        with contextlib.suppress(ValueError, OSError):  # its pipe may be closed when the app leaves
            said = last_words(process)
            with self._lock:
                mine = self._running is process
                if mine:
                    self._running = None
            if mine and process.returncode:
                lines = [clean_line(line) for line in said.decode("utf-8", "replace").splitlines() if line.strip()]
                message = _("{name} failed with exit code {code}: {reason}")
                reason = lines[-1][:120] if lines else _("it says nothing more")
                self._report(message.format(name=clean_line(arguments[0])[:60], code=process.returncode, reason=reason))


def _end_for_sure(process: subprocess.Popen[bytes]) -> None:
    """Asked first, then made to; that may take a while."""
    if process.poll() is not None:
        return
    _end(process, signal.SIGTERM)
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        _end(process, getattr(signal, "SIGKILL", signal.SIGTERM))


def last_words(process: subprocess.Popen[bytes]) -> bytes:
    """The end of what a program complains of, once it has ended; however much it says, no more is kept."""
    said = b""
    if process.stderr is not None:
        with process.stderr as pipe:
            while piece := os.read(pipe.fileno(), MOST_BYTES):
                said = (said + piece)[-MOST_BYTES:]
    process.wait()
    return said


def _end(process: subprocess.Popen[bytes], how: signal.Signals) -> None:
    with contextlib.suppress(OSError):
        if os.name == "nt":
            process.terminate()
        else:
            os.killpg(process.pid, how)
