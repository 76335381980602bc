"""Front matter in YAML, TOML or JSON, read so that no file can hang the program and no text is lost.

Strings stay strings (``lang: no`` is Norwegian, ``1.10`` keeps its zero), and what does not turn out to be front matter
is body. The fences are those of Jekyll, Pandoc, Hugo and gray-matter: ``---`` (ended by ``---`` or ``...``), ``+++``
for TOML, an object in braces, and ``---toml`` or ``---json``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tui_learn.i18n import gettext as _
from tui_learn.text.clean import clean_text

Read = Callable[[str], tuple[dict[str, Any], list[tuple[str, int]]]]
"""Reads a block: what it holds, and each key that stands twice with its line."""
MAX_CHARACTERS = 60_000
"""Longer front matter is not parsed: without libyaml YAML takes about 1 s for it."""

_OPENING = re.compile(r"(?:(-{3,})(yaml|yml|toml|json)?|\+{3}) *\n|(?=\{)")
_CLOSING = {"---": re.compile(r"^(?:-{3,}|\.{3}) *$", re.MULTILINE), "+++": re.compile(r"^\+{3} *$", re.MULTILINE)}
_BEFORE = re.compile(r"(?:\s|<!--(?:(?!-->).){0,5000}-->)*+(?=^(?:---|\+\+\+))", re.DOTALL | re.MULTILINE)
"""Empty lines and comments, in which a licence may stand."""
_KEY = re.compile(r"\s*(#|[\w\"'][\w .\"'-]*:(\s|$))")
_YAML_LINE = re.compile(r"\s*$|\s+|#|-\s|-$|[\]\[}{&*!?|>]|[\w\"'$@-][^:\n]{0,60}:(\s|$)")
_FIELD = re.compile(r"^([\w-]+): +(?![\[{|>&*!])([\"']?)(\S.*?)\2 *$", re.MULTILINE)
"""A key and its value on one line that stands at the margin."""
_UNCLOSED = re.compile(r"-{3,} *\n(?:[\w-]+: +\S.*\n){2}")
_TOML_KEY = re.compile(r"\s*(#|\[|[\w\"'][\w .\"'-]*=)")
_JSON_KEY = re.compile(r"\{\s*\"[^\"\n]*\"\s*:")


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


def split_front_matter(text: str) -> FrontMatter:
    """Front matter and body of cleaned text. Never raises for what a file may hold."""
    whole = FrontMatter({}, text, 1)
    if text[:3] not in ("---", "+++") and text[:1] not in ("{", "<", " ", "\n"):
        return whole
    before = 0
    if text[:1] in "< \n":
        found = _BEFORE.match(text, 0, 20_000)
        if found is None or not found.end():
            return whole
        before = found.end()
    opening = _OPENING.match(text, before)
    if opening is None:
        return whole
    front = _json_at_the_top(text) if opening.end() == before else _fenced(text, opening, whole)
    # Behind something else only what is surely front matter is taken for it.
    return whole if before and (not front.metadata or front.complaints) else front


def _fenced(text: str, opening: re.Match[str], whole: FrontMatter) -> FrontMatter:
    start = opening.end()
    toml = opening[1] is None or opening[2] == "toml"
    first_line = text[start : start + 1000].partition("\n")[0]
    closing = _CLOSING["---" if opening[1] else "+++"].search(text, start)
    if closing is None or not first_line.strip():  # the dashes are a rule, and all of it is body
        if closing is None and _UNCLOSED.match(text):
            message = _("this looks like front matter that is never closed; write a line of --- after it")
            return FrontMatter({}, text, 1, [(1, message)])
        return whole
    source = text[start : closing.start()]
    body = text[closing.end() :].removeprefix("\n")
    body_line = text.count("\n", 0, len(text) - len(body)) + 1
    above = text.count("\n", 0, start)  # lines over the first one of the source
    if not (_TOML_KEY if toml else _KEY).match(source) and opening[2] != "json" and not source.startswith("{"):
        return whole
    if len(source) > MAX_CHARACTERS:
        message = _("what may be front matter is too long to be read; it is shown as text")
        return FrontMatter({}, text, 1, [(above, message)])
    from tui_learn.text.yaml_text import BadMapping, NotAMapping

    read: Read
    if toml:
        name, read = "TOML", _toml
    elif opening[2] == "json":
        name, read = "JSON", _json
    else:
        from tui_learn.text.yaml_text import read_mapping

        name, read = "YAML", read_mapping
    try:
        metadata, twice = _parsed(source, read)
    except NotAMapping:
        return whole
    except BadMapping as bad:
        line = above + bad.line + 1
        if name == "YAML" and not all(_YAML_LINE.match(each) for each in source.split("\n")):
            return FrontMatter({}, text, 1, [(line, _broken(name, bad.reason, kept=True))])
        good = _lines_of(source) if name == "YAML" else {}
        return FrontMatter(_clean(good), body, body_line, [(line, _broken(name, bad.reason, kept=False))])
    if name == "YAML" and all(" " in key.strip() for key in metadata):
        return whole  # "Dear reader: ..." between two rules; the names of fields are words
    complaints = [(above + line + 1, _twice(key)) for key, line in twice]
    return FrontMatter(_clean(metadata), body, body_line, complaints)


def _lines_of(source: str) -> dict[str, Any]:
    """What single lines say where the whole is broken, most often by a colon in a title."""
    return {match[1]: match[3] for match in _FIELD.finditer(source)}


def _json_at_the_top(text: str) -> FrontMatter:
    whole = FrontMatter({}, text, 1)
    if _JSON_KEY.match(text) is None:
        return whole
    from tui_learn.text.data_text import read_json
    from tui_learn.text.yaml_text import BadMapping

    try:
        metadata, end, twice = read_json(text[: MAX_CHARACTERS + 1], 0)
    except BadMapping as bad:
        return FrontMatter({}, text, 1, [(bad.line + 1, _broken("JSON", bad.reason, kept=True))])
    rest, newline, body = text[end:].partition("\n")
    if rest.strip():
        return whole
    body_line = text.count("\n", 0, end) + (2 if newline else 1)
    return FrontMatter(_clean(metadata), body, body_line, [(1, _twice(key)) for key in twice])


def _parsed(source: str, read: Read) -> tuple[dict[str, Any], list[tuple[str, int]]]:
    """What python-frontmatter makes of a block whose bounds are known, with our own reading of its format."""
    import frontmatter
    from frontmatter.default_handlers import BaseHandler

    twice: list[tuple[str, int]] = []

    class Handler(BaseHandler):
        # The stock one expands aliases, makes booleans and numbers of text, and lets the last of two keys win unsaid.
        FM_BOUNDARY = _CLOSING["---"]

        def split(self, _text: str) -> tuple[str, str]:
            return source, ""

        def load(self, fm: str) -> dict[str, Any]:
            metadata, again = read(fm)
            twice.extend(again)
            return metadata

    metadata, _body = frontmatter.parse(source, handler=Handler())
    return metadata, twice


def _toml(source: str) -> tuple[dict[str, Any], list[tuple[str, int]]]:
    from tui_learn.text.data_text import read_toml

    return read_toml(source), []


def _json(source: str) -> tuple[dict[str, Any], list[tuple[str, int]]]:
    from tui_learn.text.data_text import read_json
    from tui_learn.text.yaml_text import BadMapping

    start = len(source) - len(source.lstrip())
    metadata, end, twice = read_json(source, start)
    if source[end:].strip():
        raise BadMapping(source.count("\n", 0, end), _("something stands behind it"))
    return metadata, [(key, 0) for key in twice]


def _clean(value: Any) -> Any:
    # Quoted scalars can bring back control characters through escapes.
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return {clean_text(key): _clean(item) for key, item in value.items()}


def _twice(key: str) -> str:
    return _('"{key}" stands twice in the front matter; the last one counts').format(key=clean_text(key))


def _broken(name: str, reason: str, *, kept: bool) -> str:
    reason = clean_text(reason).split("\n")[0][:200]
    if kept:
        message = _(
            "this looks like front matter, but is not {name} ({reason}); mend it, meanwhile it is shown as text"
        )
    else:
        message = _("the front matter is not {name} ({reason}); mend it, meanwhile the text is shown without it")
    return message.format(name=name, reason=reason)
