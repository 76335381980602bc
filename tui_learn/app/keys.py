"""Which key does what: a lasting name for every command, the keys the settings give it, and how keys are shown.

A command is named after the screen it belongs to and its action: ``reader.merge``, ``quiz.undo``, ``app.theme``.
The names are drawn from the bindings, so nothing has to be written down twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode
from textual.keys import format_key

from tui_learn.i18n import gettext as _

if TYPE_CHECKING:
    from textual.binding import ActiveBinding

OURS = "tui_learn."
RESERVED = ("ctrl+q", "ctrl+p", "f1", "escape")
"""Keys that do everywhere what they do: no setting takes or gives them."""
_SAME = {"ctrl+m": "enter", "ctrl+i": "tab", "ctrl+h": "backspace", "ctrl+j": "enter"}
_PARTS = {
    "AlignedView": "reader", "EntryView": "word", "CardTable": "cards", "QuizCard": "quiz", "TuiLearn": "app",
    "AnswerField": "quiz", "NotesScreen": "notes", "Toggle": "schedule_options",
}  # fmt: skip
"""Widgets whose commands a person takes for those of the screen around them."""


# --- how keys are written and shown

_SHOWN = {
    "pagedown": "PgDn", "pageup": "PgUp", "space": "Space", "enter": "Enter", "escape": "Esc", "up": "↑",
    "down": "↓", "left": "←", "right": "→", "tab": "Tab", "home": "Home", "end": "End", "backspace": "Backspace",
    "delete": "Del", "insert": "Ins",
}  # fmt: skip
_WRITTEN = {shown.casefold(): key for key, shown in _SHOWN.items()} | {
    "return": "enter", "pgdown": "pagedown", "page down": "pagedown", "page up": "pageup",
}  # fmt: skip
_MODIFIERS = ("ctrl", "alt", "shift", "super", "hyper", "meta")


@cache
def shown_key(key: str) -> str:
    """A key of Textual as it is printed on keyboards: ``question_mark`` is ``?``, ``ctrl+p`` is ``Ctrl+P``."""
    *modifiers, last = key.split("+") if key != "+" else ["+"]
    if last in _SHOWN:
        name = _SHOWN[last]
    elif re.fullmatch(r"f\d+", last) or (modifiers and len(last) == 1):
        name = last.upper()
    else:
        name = format_key(last)
    return "+".join([*(modifier.capitalize() for modifier in modifiers), name])


@cache
def written_key(text: str) -> str | None:
    """The key of Textual that a person means by ``M``, ``?``, ``Ctrl+K``, ``PgDn`` or ``f12``; None for no key."""
    from textual.keys import KEY_NAME_REPLACEMENTS, KEY_TO_UNICODE_NAME, Keys, _character_to_key

    if len(text) == 1:
        return _character_to_key(text) if text.isprintable() and not text.isspace() else _WRITTEN.get("space")
    *modifiers, last = [part.strip() for part in text.split("+")] if not text.endswith("++") else [text[:-2], "+"]
    modifiers = [modifier.casefold() for modifier in modifiers]
    if any(modifier not in _MODIFIERS for modifier in modifiers) or not last:
        return None
    if len(last) == 1:
        if modifiers == ["shift"]:
            return _character_to_key(last.upper())
        last = _character_to_key(last.lower())
    else:
        last = _WRITTEN.get(last.casefold(), last.casefold())
        plain = {key.value for key in Keys if "+" not in key.value and key.value.isalnum()}
        if last not in plain | set(KEY_NAME_REPLACEMENTS.values()) | set(KEY_TO_UNICODE_NAME):
            return None
    return "+".join([*sorted(set(modifiers), key=_MODIFIERS.index), last])


# --- names of commands


def scope_of(node_class: type[DOMNode]) -> str:
    """The first half of the names of a screen's or a widget's commands."""
    for base in node_class.__mro__:
        if base.__name__ in _PARTS and base.__module__.startswith(OURS):
            return _PARTS[base.__name__]
    name = node_class.__name__.removesuffix("Screen") or node_class.__name__
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _name_of(action: str, siblings: frozenset[str]) -> str:
    called, _bracket, given = action.rpartition(".")[2].partition("(")
    words = re.findall(r"-?\w+|[^\w\s,'\"()]", given)
    if words in (["1"], ["-1"]) and {f"{called}(1)", f"{called}(-1)"} <= siblings:
        words = ["next" if words == ["1"] else "previous"]
    return "_".join([called, *(word.lower() for word in words if word != "None")])


@cache
def own_bindings(node_class: type[DOMNode]) -> tuple[Binding, ...]:
    """The bindings we have written for a class of node, one a key, each with the name of its command."""
    scope = scope_of(node_class)
    ours = [
        binding
        for base in reversed(node_class.__mro__)
        if base.__module__.startswith(OURS)
        for _key, binding in BindingsMap(base.__dict__.get("BINDINGS", []))
    ]
    siblings = frozenset(binding.action.rpartition(".")[2] for binding in ours)
    return tuple(replace(binding, id=f"{scope}.{_name_of(binding.action, siblings)}") for binding in ours)


@dataclass(frozen=True, slots=True)
class Command:
    """What a key does, wherever it is."""

    name: str
    keys: tuple[str, ...]
    """The keys it has without settings, in Textual's names."""
    shown: tuple[str, ...]
    """How these keys are shown."""
    description: str

    @property
    def scope(self) -> str:
        """The screen it belongs to."""
        return self.name.partition(".")[0]


def commands_of(classes: Iterable[type[DOMNode]]) -> dict[str, Command]:
    """The commands of some classes of nodes, by name."""
    found: dict[str, Command] = {}
    for node_class in classes:
        for binding in own_bindings(node_class):
            name = binding.id or ""
            before = found.get(name, Command(name, (), (), ""))
            shown = [shown_key(binding.key), *([binding.key_display] if binding.key_display else [])]
            found[name] = Command(
                name,
                tuple(dict.fromkeys([*before.keys, binding.key])),
                tuple(dict.fromkeys([*before.shown, *shown])),
                before.description or binding.description,
            )
    return found


def all_commands() -> dict[str, Command]:
    """Every command of the app; this imports every screen, so it is asked for only where keys are changed."""
    import importlib
    import inspect
    import pkgutil

    from tui_learn.app import app, screens, widgets

    modules = [app]
    for package in (screens, widgets):
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            modules.append(importlib.import_module(found.name))
    classes = {
        value: None
        for module in modules
        for value in vars(module).values()
        if inspect.isclass(value) and issubclass(value, DOMNode) and value.__module__.startswith(OURS)
    }
    return commands_of(classes)


# --- other keys


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys that the settings give to commands."""

    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """In Textual's names, by command; only of commands whose keys are others than usual."""
    commands: Mapping[str, Command] = field(default_factory=dict)
    problems: tuple[tuple[str, str], ...] = ()
    """What is wrong with the settings of keys: the name of the command as it is written there, and a line."""

    def bindings(self, node_class: type[DOMNode], usual: BindingsMap) -> BindingsMap:
        """The bindings of a node: its usual ones with our names on them, and with the keys of this map."""
        named = {(binding.key, binding.action): binding.id for binding in own_bindings(node_class)}
        made: dict[str, list[Binding]] = {}
        moved: dict[str, Binding] = {}
        for key, binding in usual:
            name = named.get((key, binding.action))
            if name is not None and name in self.keys:
                moved.setdefault(name, binding)
            else:
                made.setdefault(key, []).append(replace(binding, id=name) if name is not None else binding)
        for name, binding in moved.items():
            for key in self.keys[name]:
                made[key] = [replace(binding, key=key, key_display=None, id=name), *made.get(key, [])]
        return BindingsMap.from_keys(made)

    def shown(self, binding: Binding) -> str:
        """How the key of a binding is shown; of several keys the first."""
        if binding.id is not None and binding.id in self.keys:
            return shown_key(self.keys[binding.id][0])
        return binding.key_display or shown_key(binding.key)

    def translation(self, active: Iterable[ActiveBinding]) -> dict[str, str]:
        """From how a usual key of an active command is shown to how its present key is."""
        found: dict[str, str] = {}
        for each in active:
            name = each.binding.id
            if name is not None and name in self.keys and name in self.commands:
                found |= dict.fromkeys(self.commands[name].shown, shown_key(self.keys[name][0]))
        return found


def keymap_of(wanted: Mapping[str, tuple[str, ...]], commands: Mapping[str, Command]) -> Keymap:
    """The keys that can be given to commands as the settings want it, and what is wrong with the others."""
    problems: list[tuple[str, str]] = []
    given: dict[str, list[str]] = {}
    for name, texts in wanted.items():
        if name not in commands:
            problems.append((name, _unknown(name, commands)))
            continue
        keys = list(_keys_of(name, texts, problems))
        if keys:
            given[name] = keys
    while (clash := _clash(given, commands)) is not None:
        name, key, other = clash
        message = _("{command} does not get the key {key}: it is that of {other}; give that one another key too")
        problems.append((name, message.format(command=name, key=shown_key(key), other=other)))
        given[name].remove(key)
        if not given[name]:
            del given[name]
    kept = {name: (*keys, *(key for key in commands[name].keys if key in RESERVED)) for name, keys in given.items()}
    changed = {name: keys for name, keys in kept.items() if keys != commands[name].keys}
    return Keymap(changed, commands, tuple(problems))


def _keys_of(name: str, texts: tuple[str, ...], problems: list[tuple[str, str]]) -> Iterator[str]:
    for text in dict.fromkeys(texts):
        key = written_key(text)
        if key is None:
            message = _("{command}: “{key}” is no key; keys are written like m, M, ?, f12, ctrl+k, pagedown")
            problems.append((name, message.format(command=name, key=text[:40])))
        elif key in RESERVED:
            message = _("{command} does not get the key {key}: it does the same everywhere")
            problems.append((name, message.format(command=name, key=shown_key(key))))
        else:
            if key in _SAME:
                message = _("{command}: most terminals cannot tell {key} from {other}; both do the same there")
                said = message.format(command=name, key=shown_key(key), other=shown_key(_SAME[key]))
                problems.append((name, said))
            yield key


def _unknown(name: str, commands: Mapping[str, Command]) -> str:
    import difflib

    like = difflib.get_close_matches(name, commands, 1)
    if like:
        return _("“{command}” is no command; did you mean {like}?").format(command=name[:60], like=like[0])
    return _("“{command}” is no command; the help names them").format(command=name[:60])


def _clash(given: Mapping[str, list[str]], commands: Mapping[str, Command]) -> tuple[str, str, str] | None:
    """The last command in the settings that takes a key another one has, that key, and the other one."""
    for name in reversed(list(given)):
        mine = commands[name]
        for other in commands.values():
            # Commands that share a key already never act at the same time.
            near = other.scope == mine.scope or "app" in (other.scope, mine.scope)
            if other.name == name or not near or set(other.keys) & set(mine.keys):
                continue
            keys = set(given.get(other.name, other.keys))
            for key in given[name]:
                if key in keys:
                    return name, key, other.name
    return None
