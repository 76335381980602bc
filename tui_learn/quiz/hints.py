"""Help with a word that is to be typed: what a deck says, then the first letter, the length, half of the word."""

from __future__ import annotations

import regex

from tui_learn.quiz.exercise import Exercise

HINTS = 3
"""Steps of help for a word: first letter, length, half the word."""
HIDDEN = "·"
_GRAPHEME = regex.compile(r"\X")


def letter_steps(exercise: Exercise) -> tuple[str, ...]:
    """What the letters of the key can help with, from little to much; nothing where they would tell all of it."""
    if exercise.options or exercise.type not in ("cloze", "typed") or exercise.code == "C20":
        return ()
    letters: list[str] = _GRAPHEME.findall(exercise.key)
    if len(letters) < 2:
        return ()
    half = _shown(letters, (len(letters) + 1) // 2)
    if exercise.code == "V10":  # its letters have been counted
        return (letters[0] + "…", half)
    return (letters[0] + "…", _shown(letters, 1), half)


def _shown(letters: list[str], count: int) -> str:
    rest = (letter if letter.isspace() or letter == "-" else HIDDEN for letter in letters[count:])
    return "".join([*letters[:count], *rest])


def free_steps(exercise: Exercise) -> int:
    """Letters the exercise shows from the start, as steps of help."""
    return 1 if exercise.starts and letter_steps(exercise) else 0


def hint(exercise: Exercise, step: int, given: int = 0) -> str | None:
    """The help of a step, from 1, where so many steps of letters were given for free; None when there is none left."""
    steps = [*([exercise.help] if exercise.help else []), *letter_steps(exercise)[given:]]
    return steps[step - 1] if 1 <= step <= len(steps) else None


def help_in_sight(exercise: Exercise, given: int, asked: int) -> str | None:
    """All the help that has been given: what the deck says, and the last step of letters."""
    letters = given + asked - (1 if asked and exercise.help else 0)
    pieces = [exercise.help] if asked and exercise.help else []
    if letters > 0 and letter_steps(exercise):
        pieces.append(letter_steps(exercise)[letters - 1])
    return "  ".join(pieces) or None
