"""Editing a question where it is written: in its deck, or, of a generated one, in a deck of the learner's own."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tui_learn.app.loading import Source
from tui_learn.i18n import gettext as _
from tui_learn.paths import decks_folder
from tui_learn.quiz.decks.asking import exercises_of, open_deck
from tui_learn.quiz.decks.from_exercise import NotWritable, item_of
from tui_learn.quiz.decks.marks import marked
from tui_learn.quiz.decks.patching import change_file, patch
from tui_learn.quiz.decks.saving import About, save_deck
from tui_learn.quiz.decks.teaching import edit_line, is_own, item_id_of
from tui_learn.quiz.exercise import Exercise
from tui_learn.text import Problem

Run = Callable[[Sequence[str]], int]
"""Runs an editor until it is closed; its exit code. Raises ``OSError``."""
_AT_COLON = frozenset({"hx", "helix", "subl", "sublime_text", "zed"})
"""Editors that take a line after a colon."""
_GOES_TO = frozenset({"code", "codium", "code-insiders", "cursor"})
"""Editors that must be told to wait and where to go."""


class CannotEdit(Exception):
    """A question cannot be edited; the message is one clear line."""


@dataclass(frozen=True, slots=True)
class Edited:
    """What came of it."""

    exercise: Exercise | None
    """The question as it is now; None where it is not asked any more, or has an error."""
    problem: Problem | None
    """The first thing that is wrong with the deck."""
    changed: bool


def editor(environment: Mapping[str, str] = os.environ) -> list[str]:
    """The command of the learner's editor. Raises ``CannotEdit`` where none is named."""
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(environment.get(name, ""))
        except ValueError:
            words = []
        if words:
            return words
    raise CannotEdit(_("No editor is named: set the variable EDITOR, for instance to nano."))


def command_at(command: Sequence[str], path: Path, line: int) -> list[str]:
    """The command that opens a file at a line."""
    name = Path(command[0]).stem.lower()
    if name in _GOES_TO:
        return [*command, "--wait", "--goto", f"{path}:{line}"]
    if name in _AT_COLON:
        return [*command, f"{path}:{line}"]
    return [*command, f"+{line}", str(path)]


def run(command: Sequence[str]) -> int:
    """Run an editor in the terminal."""
    return subprocess.run(command, check=False).returncode


def edit(exercise: Exercise, source: Source, command: Sequence[str], seed: int = 0, run: Run = run) -> Edited:
    """Let the learner edit a question, and read it again.

    A generated one is saved first, and taken out again where nothing was changed. Raises ``CannotEdit`` and
    ``DeckNotKept``.
    """
    path = Path(exercise.deck) if exercise.deck else own_deck(source)
    if exercise.deck and not is_own(path):
        raise CannotEdit(_("This question comes with the program and cannot be changed; b leaves it out."))
    before = path.read_bytes() if path.is_file() else None
    if not exercise.deck:
        _keep(exercise, source, path, seed)
    kept = path.read_bytes() if path.is_file() else b""
    try:
        code = run(command_at(command, path, line_of(path, exercise)))
    except OSError as error:
        _restore(path, before, kept)
        message = _("{editor} could not be started: {reason}")
        raise CannotEdit(message.format(editor=command[0], reason=error.strerror or error)) from error
    if not path.is_file() or path.read_bytes() == kept:
        _restore(path, before, kept)
        if code:
            raise CannotEdit(_("{editor} ended with code {code}.").format(editor=command[0], code=code))
        return Edited(exercise, None, False)
    return read_again(exercise, source, path)


def own_deck(source: Source) -> Path:
    """The learner's own deck on an article."""
    return decks_folder() / f"{source.place}.md"


def _keep(exercise: Exercise, source: Source, path: Path, seed: int) -> None:
    """Write a generated question into a deck, where it is not there yet."""
    article, pair = source.article, source.pair
    if article is None:
        raise CannotEdit(_("It stands in no deck and in no article."))
    if path.is_file():
        if _place_of(path, exercise) is None:
            try:
                item = marked(item_of(exercise))
            except NotWritable as error:
                raise CannotEdit(str(error)) from error
            change_file(path, lambda raw: patch(raw, added=[item]))
        return
    sources = {edition.language: edition.sha256 for edition in article.editions}
    languages = tuple(dict.fromkeys([pair.known, pair.learned]))
    saved = save_deck(path, [exercise], About(source.title, article.id, sources, languages, seed))
    if saved.unwritable:
        path.unlink(missing_ok=True)
        raise CannotEdit(saved.unwritable[0])


def _restore(path: Path, before: bytes | None, kept: bytes) -> None:
    """As it was before: nothing was edited."""
    if not path.is_file() or path.read_bytes() != kept or kept == before:
        return
    if before is None:
        path.unlink()
    else:
        change_file(path, lambda _raw: before)


def read_again(exercise: Exercise, source: Source, path: Path) -> Edited:
    """A question as its deck has it now."""
    name = item_id_of(exercise)
    first, last = _span(path, exercise)
    opened, problems = open_deck(path)
    errors = [problem for problem in problems if problem.severity == "error"]
    same: list[Exercise] = []
    if opened is not None:
        exercises, wrong = exercises_of(opened, source.pair, source.article)
        errors += [problem for problem in wrong if problem.severity == "error"]
        same = [other for other in exercises if item_id_of(other) == name]
    now = next((other for other in same if other.id == exercise.id), next(iter(same), None))
    here = [problem for problem in errors if problem.line is not None and first <= problem.line < last]
    told = next(iter(here), None) if now is not None else next(iter([*here, *errors]), None)
    return Edited(now, told, True)


def line_of(path: Path, exercise: Exercise) -> int:
    """The line at which an editor should open: that of the item, even where it has an error."""
    return _span(path, exercise)[0]


def _span(path: Path, exercise: Exercise) -> tuple[int, int]:
    """The line of an item, from 1, and that of the next one; all of the file where it is not found."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    first = edit_line(path, item_id_of(exercise))
    if first == 1:  # it has an error, or its heading is there no more
        place = _place_of(path, exercise)
        above = [number for number, line in enumerate(lines[: place or 0], start=1) if line.startswith("## ")]
        first = above[-1] if above else place or 1
    below = (number for number, line in enumerate(lines, start=1) if number > first and line.startswith("## "))
    return first, next(below, len(lines) + 2)


def _place_of(path: Path, exercise: Exercise) -> int | None:
    """The line, from 1, on which the id of a question stands in a deck."""
    pattern = re.compile(rf"<!--.*\bid:\s*{re.escape(item_id_of(exercise))}\s*(?:;|-->)")
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((number for number, line in enumerate(lines, start=1) if pattern.search(line)), None)
