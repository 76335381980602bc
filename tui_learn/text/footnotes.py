"""Marks of footnotes in the text: ``[^name]`` and ``^[the note itself]``.

The rules of mdit-py-plugins, but that they look no further than a name can be long, and that what they look through is
counted. Notes keep their place; one written into its sentence comes at the end of the document.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

from markdown_it.rules_inline import StateInline

_MARK = re.compile(r"\[\^([^\s\]]{1,200})\]")


def notes_of(environment: MutableMapping[str, Any]) -> dict[str, Any]:
    """``refs``: the number of each name, -1 until it is referred to; ``list``: what is noted under a number."""
    notes: dict[str, Any] = environment.setdefault("footnotes", {})
    notes.setdefault("refs", {})
    notes.setdefault("list", {})
    return notes


def note_mark(state: StateInline, silent: bool) -> bool:
    """The rule for ``[^name]``, where the document has a note of that name."""
    if not state.src.startswith("[^", state.pos):
        return False
    match = _MARK.match(state.src, state.pos, state.posMax)
    refs = state.env.get("footnotes", {}).get("refs", {})
    if match is None or ":" + match[1] not in refs:
        return False
    if not silent:
        notes = notes_of(state.env)
        if refs[":" + match[1]] < 0:
            refs[":" + match[1]] = len(notes["list"])
            notes["list"][len(notes["list"])] = {"label": match[1]}
        state.push("footnote_ref", "", 0).meta = {"id": refs[":" + match[1]]}
    state.pos = match.end()
    return True


def inline_note(state: StateInline, silent: bool) -> bool:
    """The rule for ``^[the note itself]``; its text is kept under its number for ``blocks`` to read."""
    if not state.src.startswith("^[", state.pos):
        return False
    maximum = state.posMax
    end = state.md.helpers.parseLinkLabel(state, state.pos + 1)
    if end < 0 or not state.src[state.pos + 2 : end].strip():
        return False
    if not silent:
        notes = notes_of(state.env)["list"]
        number = len(notes)
        notes[number] = {"content": state.src[state.pos + 2 : end]}
        state.push("footnote_ref", "", 0).meta = {"id": number}
    state.pos = end + 1
    state.posMax = maximum
    return True
