"""The commands that work now, drawn from the bindings: for the help, the palette and the line at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from textual.binding import ActiveBinding
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Input

from tui_learn.app.keys import shown_key

_NOT_OURS = frozenset(
    {"page_left", "page_right", "scroll_left", "scroll_right", "app.focus_next", "app.focus_previous",
     "screen.copy_text", "help_quit", "dismiss_menu"}
)  # fmt: skip
"""Actions every Textual program has; listing them would bury ours."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A command, and the keys that give it now."""

    name: str
    """Its name in the settings; empty for one of Textual's own."""
    action: str
    node: DOMNode
    """What the action belongs to."""
    keys: tuple[str, ...]
    """As they are shown."""
    description: str
    group: str
    enabled: bool


def listed_commands(screen: Screen[Any]) -> list[Listed]:
    """The commands of a screen, of what has the focus in it and of the app, in the order of their bindings."""
    found: dict[tuple[bool, str], Listed] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if not binding.description or binding.action in _NOT_OURS or _is_of_field(active):
            continue
        # A screen may have a key of its own for what the app does.
        does = (active.node is screen.app or binding.action.startswith("app."), binding.action.removeprefix("app."))
        before = found.get(does)
        key = shown_key(binding.key)
        if before is None:
            group = binding.group.description if binding.group is not None else ""
            name = binding.id or ""
            found[does] = Listed(name, binding.action, active.node, (key,), binding.description, group, active.enabled)
        elif key not in before.keys:
            found[does] = replace(before, keys=(*before.keys, key))
    return list(found.values())


def _is_of_field(active: ActiveBinding) -> bool:
    """Whether a key only moves about in a field of text, as everywhere."""
    if not isinstance(active.node, Input):
        return False
    usual = {(binding.action, binding.description) for _key, binding in Input()._bindings}
    return (active.binding.action, active.binding.description) in usual


def keys_of(screen: Screen[Any], entries: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Keys for the line at the foot by action: ``[("practise", _("practise")), ("move(-1) move(1)", ...)]``.

    Several actions with spaces between them share an entry; an action that does nothing now has none.
    """
    shown: dict[str, str] = {}
    for active in screen.active_bindings.values():
        if active.enabled:
            shown.setdefault(active.binding.action, screen.app.get_key_display(active.binding))
    made = []
    for actions, name in entries:
        keys = [shown[action] for action in actions.split() if action in shown]
        if keys:
            made.append((" ".join(keys), name))
    return made
