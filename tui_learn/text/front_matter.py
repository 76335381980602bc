"""YAML front matter, read so that no file can hang the program and no text is lost.

Strings stay strings (``lang: no`` is Norwegian, ``1.10`` keeps its zero), aliases are refused (they make
"alias bombs"), and what does not turn out to be front matter is body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler

from tui_learn.i18n import gettext as _
from tui_learn.text.clean import clean_text

MAX_CHARACTERS = 100_000
"""Longer front matter is not parsed: pure Python YAML takes about 1 s for it."""

_LOOKS_LIKE_KEYS = re.compile(r"\s*(#|[\w\"'][\w .\"'-]*:(\s|$))")


class _NotFrontMatter(Exception):
    """The block between the lines of dashes is no mapping: it is body."""


class _TextLoader(yaml.BaseLoader):
    """Scalars as text; no aliases, which can be nested into billions of nodes."""

    duplicates: list[tuple[str, int]]

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(
                None, None, _("an alias (*name) is not allowed here; write the value out"), event.start_mark
            )
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _value in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    self.duplicates.append((key.value, key.start_mark.line))
                seen.add(key.value)
        return super().construct_mapping(node, deep)


class _TextHandler(YAMLHandler):
    # The stock pattern lets the dashes swallow following blank lines, which would shift line numbers.
    FM_BOUNDARY = re.compile(r"^-{3,} *$", re.MULTILINE)

    def __init__(self) -> None:
        super().__init__()
        self.duplicates: list[tuple[str, int]] = []

    def load(self, fm: str, **kwargs: object) -> Any:
        loader = _TextLoader(fm)
        loader.duplicates = self.duplicates
        try:
            data = loader.get_single_data()
        finally:
            loader.dispose()
        if data is None or data == "":
            data = {}
        if not isinstance(data, dict):
            raise _NotFrontMatter
        return data


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stood before the body."""

    metadata: dict[str, Any]
    """Keys as text; values are text, lists or mappings of text."""
    body: str
    """Everything after the front matter; the whole text where there is none."""
    body_line: int
    """The line of the file, from 1, on which the body begins."""
    complaints: list[tuple[int, str]] = field(default_factory=list)
    """(line of the file, what is wrong) for front matter that could not be read whole."""


def _clean_value(value: Any) -> Any:
    # Quoted YAML scalars can bring back control characters through escapes.
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list):
        return [_clean_value(item) for item in value]
    if isinstance(value, dict):
        return {clean_text(str(key)): _clean_value(item) for key, item in value.items()}
    return value


def split_front_matter(text: str) -> FrontMatter:
    """Front matter and body of cleaned text. Never raises for what a file may hold."""
    whole = FrontMatter({}, text, 1)
    handler = _TextHandler()
    lines = text.split("\n", 2)
    if not handler.detect(text) or len(lines) < 2 or not lines[1].strip():
        return whole
    try:
        source, _rest = handler.split(text)
    except ValueError:  # no closing line: the dashes are a rule, and all of it is body
        return whole
    after = re.compile(r"\A-{3,} *\n").sub("", text, count=1)
    closing = handler.FM_BOUNDARY.search(after)
    assert closing is not None  # handler.split found it
    body = after[closing.end() :].removeprefix("\n")
    body_line = text.count("\n", 0, len(text) - len(body)) + 1
    if len(source) > MAX_CHARACTERS:
        return FrontMatter({}, body, body_line, [(1, _("the front matter is too long to be read; it was left out"))])
    try:
        metadata, _body = frontmatter.parse(f"---\n{source.strip(chr(10))}\n---\n", handler=handler)
    except _NotFrontMatter:
        return whole
    except (yaml.YAMLError, ValueError, RecursionError, TypeError) as error:
        if not _LOOKS_LIKE_KEYS.match(source.lstrip("\n")):
            return whole
        return FrontMatter({}, body, body_line, [_describe(error)])
    complaints = [
        (line + 1, _('"{key}" stands twice in the front matter; the last one counts').format(key=clean_text(key)))
        for key, line in handler.duplicates
    ]
    cleaned = {clean_text(str(key)): _clean_value(value) for key, value in metadata.items()}
    return FrontMatter(cleaned, body, body_line, complaints)


def _describe(error: Exception) -> tuple[int, str]:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = 1 if mark is None else mark.line + 1
    if isinstance(error, RecursionError):
        reason = _("it is nested too deeply")
    else:
        reason = clean_text(str(getattr(error, "problem", None) or getattr(error, "reason", None) or error))
        reason = reason.split("\n")[0]
    return line, _("the front matter is not YAML ({reason}); mend it, meanwhile the text is shown without it").format(
        reason=reason
    )
