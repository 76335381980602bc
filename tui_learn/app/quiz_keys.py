"""Which keys of the quiz do something now, and how the foot line names them."""

from __future__ import annotations

from typing import Literal

from tui_learn.app.answering import Way
from tui_learn.app.answering.way import Keys
from tui_learn.app.card import is_to_be_compared
from tui_learn.i18n import gettext as _
from tui_learn.quiz.session import Answered

State = Literal["loading", "asking", "answered", "over"]

_ONLY_WHEN: dict[str, frozenset[State]] = {
    "digit": frozenset({"asking", "answered"}),
    "letter": frozenset({"asking"}),
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
    "bury": frozenset({"asking", "answered"}),
    "suspend": frozenset({"asking", "answered"}),
    "edit": frozenset({"asking", "answered"}),
    "open": frozenset({"answered"}),
    "open_choice": frozenset({"answered"}),
}
NOT_NOW = (("-", _("not today")), ("@", _("suspend")))
"""What can be done with a card that is not wanted now."""
_WAYS_OF_ANSWERING = frozenset({"digit", "letter", "highlight", "point", "lay", "take_back", "part"})
"""Actions that mean something only for some ways of answering."""


def means_something(action: str, state: State, way: Way | None) -> bool:
    """Whether an action does anything; ``way`` is that of the question that is asked."""
    if action in _ONLY_WHEN and state not in _ONLY_WHEN[action]:
        return False
    if state != "asking" or way is None:
        return True
    if action == "bad" and "letter" in way.actions:
        return False  # there b is the second heading
    return action not in _WAYS_OF_ANSWERING or action in way.actions


def keys_asking(way: Way) -> Keys:
    """The keys while a question is asked."""
    keys = way.keys()
    if way.exercise.help and not way.is_typed:
        keys.append(("F2", _("hint")))
    keys.append(("F3", _("don't know")))
    if way.is_typed:
        return [*keys, ("Esc", _("leave")), ("F1", _("help"))]
    return [*keys, ("u", _("undo")), ("q", _("leave")), *NOT_NOW, ("?", _("help"))]


def keys_answered(answered: Answered, chose_elsewhere: bool) -> Keys:
    """The keys while an answer is explained; ``chose_elsewhere``: whether what was chosen stands somewhere."""
    grade = [] if answered.item.practice else [("1-4", _("grade"))]
    keys = [("Enter", _("go on")), ("o", _("in the reader"))]
    if is_to_be_compared(answered):
        keys = [*grade, *keys]
    if chose_elsewhere:
        keys.append(("O", _("my choice")))
    if answered.outcome.word != "right":
        keys.append(("!", _("I was right")))
    keys += [key for key in grade if key not in keys]
    keys += [("u", _("undo")), ("e", _("edit")), ("b", _("bad question"))]
    return [*keys, ("q", _("leave")), *NOT_NOW, ("?", _("help"))]


def keys_over() -> Keys:
    """The keys at the end."""
    return [("Enter", _("back")), ("u", _("undo")), ("↑ ↓", _("scroll")), ("?", _("help"))]
