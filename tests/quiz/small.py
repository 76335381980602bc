"""Small exercises made by hand, a clock that can be set, and how exercises are answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from tui_learn.quiz import Exercise
from tui_learn.quiz.answers import name_match
from tui_learn.quiz.exercise import Code, Evidence, ExerciseType, Option, Text
from tui_learn.quiz.session import Item, Session

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
_numbers = count()


class Clock:
    """A clock that goes on by a second each time it is asked."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


class Watch:
    """Seconds that pass only when told."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def options(key: str, *wrong: str, lang: str = "fi", src: str = "") -> tuple[Option, ...]:
    """Options with the key first."""
    return tuple(Option(text, lang, text == key, src) for text in (key, *wrong))


def made(code: Code = "V1", type: ExerciseType = "choice", key: str = "avain", **more: Any) -> Exercise:
    """An exercise of its own sentence, unless told otherwise; choices have three wrong options."""
    number = next(_numbers)
    seg = more.pop("seg", f"b{number}s0")
    sentence = more.pop("sentence", f"Tässä on {key} ja {number} muuta sanaa.")
    translation = f"Her er {number} ord."
    fields: dict[str, Any] = {
        "id": f"{code.lower()}-{number}",
        "code": code,
        "type": type,
        "pair": "nb:fi",
        "question": "Which one?",
        "prompt": (Text("nb", translation),),
        "key": key,
        "key_lang": "fi",
        "evidence": (Evidence("fi", seg, sentence), Evidence("nb", seg, translation)),
        "proof": ("P0",),
        "segments": 20,
        "key_segments": 1,
        "difficulty": -0.8,
        "target": f"word/nb:fi/recognise/{key}{number}",
    }
    if type == "choice":
        fields["options"] = options(key, "yksi", "kaksi", "kolme")
    if type == "cloze":
        fields["prompt"] = (Text("fi", sentence.replace(key, "____")), Text("nb", translation))
    fields.update(more)
    return Exercise(**fields)


def right_answer(exercise: Exercise) -> str:
    """The line that is right."""
    if exercise.options:
        return str(next(n for n, option in enumerate(exercise.options, start=1) if option.key))
    if exercise.key_index is not None:
        return str(exercise.key_index + 1)
    if exercise.type == "match":
        return name_match([exercise.rights.index(right) for _left, right in exercise.pairs])
    if exercise.type == "sort":
        groups = [phrases for _heading, phrases in exercise.groups]
        return name_match([next(n for n, g in enumerate(groups) if phrase in g) for phrase in exercise.tiles])
    if exercise.tiles:
        return " ".join(str(exercise.tiles.index(piece) + 1) for piece in exercise.order)
    return exercise.key


def wrong_answer(exercise: Exercise) -> str:
    """A line that is wrong, and as far as possible a real answer."""
    if exercise.options:
        return str(next(n for n, option in enumerate(exercise.options, start=1) if not option.key))
    if exercise.key_index is not None:
        return str(exercise.key_index + 2 if exercise.key_index == 0 else 1)
    return "zzz qqq"


def choices(count: int) -> list[Exercise]:
    """So many choices about different words."""
    return [made() for _n in range(count)]


def run(session: Session, answer: Callable[[Exercise], str] = right_answer) -> list[Item]:
    """Answer to the end."""
    asked = []
    while (item := session.current) is not None:
        asked.append(item)
        session.answer(answer(item.exercise))
    return asked
