"""The keys that answer a question rightly, whatever its type."""

from __future__ import annotations

from textual.pilot import Pilot

from tui_learn.app.screens.quiz import QuizScreen
from tui_learn.quiz import Exercise


def right_keys(exercise: Exercise) -> list[str]:
    """Digits, arrows and Enter; nothing for what is typed."""
    if exercise.options:
        return [str(next(number for number, option in enumerate(exercise.options, start=1) if option.key))]
    match exercise.type:
        case "odd":
            assert exercise.key_index is not None
            return [str(exercise.key_index + 1)]
        case "point":
            assert exercise.key_index is not None
            return [*["right"] * (exercise.key_index + 1), "enter"]
        case "tiles" | "order":
            return [*(str((exercise.tiles.index(piece) + 1) % 10) for piece in exercise.order), "enter"]
        case "match":
            return [*(str(exercise.rights.index(right) + 1) for _left, right in exercise.pairs), "enter"]
        case "sort":
            groups = [
                next(number for number, (_heading, phrases) in enumerate(exercise.groups, start=1) if phrase in phrases)
                for phrase in exercise.tiles
            ]
            return [*map(str, groups), "enter"]
    return ["enter"]


async def answer_rightly(pilot: Pilot[int]) -> None:
    """Answer the question on the screen."""
    screen = pilot.app.screen
    assert isinstance(screen, QuizScreen)
    assert screen.session is not None
    assert screen.session.current is not None
    exercise = screen.session.current.exercise
    if exercise.type in ("cloze", "typed") and not exercise.options:
        screen.card.field.value = exercise.key
    await pilot.press(*right_keys(exercise))
