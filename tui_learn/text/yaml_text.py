"""A YAML mapping whose scalars stay text, read from the parser's events.

No node is ever built twice, so nothing can be made to expand: aliases and deep nesting are refused where they stand.
"""

from __future__ import annotations

from typing import Any

import yaml

from tui_learn.i18n import gettext as _

MAX_DEPTH = 40
_PARSER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml where it is there: twenty times as fast


class NotAMapping(Exception):
    """The text is YAML, but a list or a mere scalar."""


class BadMapping(Exception):
    """The text is no YAML that is read here; ``line`` counts from 0."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


def read_mapping(source: str) -> tuple[dict[str, Any], list[tuple[str, int]]]:
    """Keys as text with text, lists and mappings of text as values; and each key that stands twice, with its line.

    Lines count from 0. Raises ``NotAMapping`` and ``BadMapping``.
    """
    reader = _Reader()
    try:
        for event in yaml.parse(source, Loader=_PARSER):
            reader.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BadMapping(mark.line if mark else 0, error.problem or str(error)) from None
    except yaml.YAMLError as error:
        raise BadMapping(0, str(getattr(error, "reason", None) or error)) from None
    if reader.root is None or reader.root == "":
        return {}, []
    if not isinstance(reader.root, dict):
        raise NotAMapping
    return reader.root, reader.twice


class _Reader:
    def __init__(self) -> None:
        self.root: Any = None
        self.twice: list[tuple[str, int]] = []
        self._open: list[tuple[Any, list[str]]] = []  # lists and mappings; of a mapping, the key that waits for a value

    def take(self, event: Any) -> None:
        """The next event of the parser."""
        line = event.start_mark.line
        if isinstance(event, yaml.ScalarEvent):
            self._put(event.value, line)
        elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            if len(self._open) >= MAX_DEPTH:
                raise BadMapping(line, _("it is nested too deeply"))
            value: Any = [] if isinstance(event, yaml.SequenceStartEvent) else {}
            self._put(value, line)
            self._open.append((value, []))
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            self._open.pop()
        elif isinstance(event, yaml.AliasEvent):
            raise BadMapping(line, _("an alias (*name) is not allowed here; write the value out"))

    def _put(self, value: Any, line: int) -> None:
        if not self._open:
            self.root = value
            return
        inside, waiting = self._open[-1]
        if isinstance(inside, list):
            inside.append(value)
        elif waiting:
            inside[waiting.pop()] = value
        elif not isinstance(value, str):
            raise BadMapping(line, _("a key must be text"))
        else:
            if value in inside:
                self.twice.append((value, line))
            waiting.append(value)
