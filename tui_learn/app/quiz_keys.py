"""Which keys of the quiz do something now, and how the foot line names them."""

from __future__ import annotations

from typing import Literal

from tui_learn.i18n import gettext as _
from tui_learn.quiz.exercise import Exercise, ExerciseType
from tui_learn.quiz.session import Answered

State = Literal["loading", "asking", "answered", "over"]

_ONLY_WHEN: dict[str, frozenset[State]] = {
    "digit": frozenset({"asking", "answered"}),
    "highlight": frozenset({"asking"}),
    "point": frozenset({"asking"}),
    "lay": frozenset({"asking", "answered"}),
    "take_back": frozenset({"asking"}),
    "part": frozenset({"asking"}),
    "hint": frozenset({"asking"}),
    "give_up": frozenset({"asking"}),
    "go_on": frozenset({"asking", "answered", "over"}),
    "undo": frozenset({"asking", "answered", "over"}),
    "was_right": frozenset({"answered"}),
    "bad": frozenset({"asking", "answered"}),
    "open": frozenset({"answered"}),
}
_NOT_FOR: dict[str, frozenset[ExerciseType]] = {
    "digit": frozenset({"point"}),
    "highlight": frozenset({"point", "match"}),
    "take_back": frozenset({"point", "match"}),
}
"""Kinds of questions, while they are asked, for which an action means nothing."""
_ONLY_FOR: dict[str, frozenset[ExerciseType]] = {"point": frozenset({"point", "match"}), "part": frozenset({"match"})}
"""The only kinds of questions for which it means something."""


def means_something(action: str, state: State, kind: ExerciseType | None) -> bool:
    """Whether an action does anything; ``kind`` is that of the question that is asked."""
    if action in _ONLY_WHEN and state not in _ONLY_WHEN[action]:
        return False
    if state != "asking":
        return True
    return kind not in _NOT_FOR.get(action, ()) and (action not in _ONLY_FOR or kind in _ONLY_FOR[action])


def keys_asking(exercise: Exercise, laid: int, highlighted: int | None) -> list[tuple[str, str]]:
    """The keys while a question is asked, of which so much is laid or joined."""
    keys: list[tuple[str, str]] = []
    if exercise.options:
        keys.append((f"1-{len(exercise.options)}", _("choose")))
    elif exercise.type == "tiles":
        keys += [("1-9", _("take a piece")), ("⌫", _("put back")), ("Enter", _("done"))]
    elif exercise.type == "point":
        keys.append(("← →", _("word")))
        keys += [("Enter", _("answer"))] if highlighted is not None else []
    elif exercise.type == "match":
        if laid < len(exercise.pairs):
            keys += [(f"1-{len(exercise.rights)}", _("choose")), ("Enter", _("take")), ("← →", _("try"))]
        else:
            keys.append(("Enter", _("done")))
        keys += [("⌫", _("put back"))] if laid else []
    else:
        keys += [("Enter", _("answer")), ("F2", _("hint"))]
    keys += [("F3", _("don't know"))]
    keys += [("Esc" if exercise.type == "cloze" else "q", _("leave"))]
    keys += [("F1" if exercise.type == "cloze" else "?", _("help"))]
    return keys


def keys_answered(answered: Answered) -> list[tuple[str, str]]:
    """The keys while an answer is explained."""
    keys = [("Enter", _("go on")), ("o", _("in the reader")), ("u", _("undo"))]
    if answered.outcome.word != "right":
        keys.append(("!", _("I was right")))
    if not answered.item.practice:
        keys.append(("1-4", _("grade")))
    return [*keys, ("b", _("bad question")), ("q", _("leave")), ("?", _("help"))]
