"""HTML cut into tags and text, in one pass over it.

Not by ``html.parser``: an unclosed comment or script would swallow the rest there, and some input takes it quadratic
time.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

HIDDEN = frozenset({"script", "style", "template"})
"""Elements whose content nobody sees."""
BREAKING = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
        "h6", "head", "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "option", "p",
        "pre", "section", "select", "summary", "table", "tbody", "td", "textarea", "tfoot", "th", "thead",
        "title", "tr", "ul",
    }
)  # fmt: skip
"""Elements that begin and end on a line of their own."""

ELEMENTS = BREAKING | HIDDEN | frozenset(
    {
        "a", "abbr", "acronym", "applet", "area", "audio", "b", "base", "basefont", "bdi", "bdo", "big", "blink", "br",
        "button", "canvas", "cite", "code", "col", "colgroup", "data", "datalist", "del", "dfn", "dir", "em", "embed",
        "font", "frame", "frameset", "g", "hgroup", "i", "iframe", "image", "img", "input", "ins", "isindex", "kbd",
        "keygen", "label", "link", "map", "mark", "marquee", "math", "meta", "meter", "nobr", "noembed", "noframes",
        "noscript", "object", "optgroup", "output", "param", "path", "picture", "plaintext", "progress", "q", "rb",
        "rp", "rt", "rtc", "ruby", "s", "samp", "search", "slot", "small", "source", "spacer", "span", "strike",
        "strong", "sub", "sup", "svg", "time", "track", "tt", "u", "use", "var", "video", "wbr", "xmp",
    }
)  # fmt: skip
"""The names of HTML (https://html.spec.whatwg.org/multipage/indices.html#elements-3), those that were there once, and
of what is put into it. What else stands between angle brackets, as ``<Enter>``, was mostly meant to be seen."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*+)((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>")
_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*+)")
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++)))?")


class Tag(NamedTuple):
    """A tag, or text between tags."""

    name: str
    """Lower-case; empty for text."""
    closing: bool
    text: str
    """What stands between the tags, not yet unescaped; the attributes of a tag."""
    start: int
    """Offset in the source."""


def attribute(tag: Tag, name: str) -> str:
    """The unescaped value of an attribute, empty where it is not there."""
    for match in _ATTRIBUTE.finditer(tag.text):
        if match[1].lower() == name:
            return html.unescape(match[2] or match[3] or match[4] or "")
    return ""


def paired_names(source: str) -> frozenset[str]:
    """The names of tags that are both opened and closed in a source, in lower case."""
    found = {(match[1], match[2].lower()) for match in _NAME.finditer(source)}
    return frozenset(name for sign, name in found if not sign and ("/", name) in found)


def is_meant_to_be_seen(tag: Tag, paired: frozenset[str]) -> bool:
    """Whether what looks like a tag is text: of no element there is, and not opened and closed as one."""
    return bool(tag.name) and tag.name not in ELEMENTS and ":" not in tag.name and tag.name not in paired


def literal(tag: Tag, source: str) -> str:
    """A tag as it is written."""
    return source[tag.start : tag.start + len(tag.name) + len(tag.text) + (3 if tag.closing else 2)]


def single_tag(source: str) -> Tag | None:
    """The tag a piece of inline HTML is; None for a comment and the like."""
    match = _TAG.match(source)
    return None if match is None else Tag(match[2].lower(), bool(match[1]), match[3], 0)


def tags_of(source: str) -> Iterator[Tag]:
    """Tags and text in order; comments and closed hidden elements are left out, unclosed ones hide nothing."""
    ends = _Ends(source)
    text_from = place = 0
    while (place := source.find("<", place)) >= 0:
        after, tag = _markup(source, place, ends)
        if not after:
            place += 1
            continue
        if text_from < place:
            yield Tag("", False, source[text_from:place], text_from)
        if tag is not None:
            yield tag
        text_from = place = after
    if text_from < len(source):
        yield Tag("", False, source[text_from:], text_from)


def _markup(source: str, place: int, ends: _Ends) -> tuple[int, Tag | None]:
    """The offset after the markup that begins at ``place``, 0 where none does; and the tag it is."""
    match = _TAG.match(source, place)
    if match is not None:
        name = match[2].lower()
        if name in HIDDEN and not match[1]:
            end = ends.after("</" + name, match.end())
            if end:
                return (source.find(">", end) + 1) or len(source), None
        return match.end(), Tag(name, bool(match[1]), match[3], place)
    if source.startswith("<!--", place):
        for short in ("<!-->", "<!--->"):
            if source.startswith(short, place):
                return place + len(short), None
        return ends.after("-->", place + 4) or place + 4, None
    if source.startswith("<![CDATA[", place):
        return ends.after("]]>", place) or place + 9, None
    if source.startswith("<?", place):
        return ends.after("?>", place), None
    if source.startswith("<!", place) and source[place + 2 : place + 3].isalpha():
        return ends.after(">", place), None
    return 0, None


class _Ends:
    """Where something ends; what is known to come no more is not looked for again."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._lower = ""
        self._none: set[str] = set()

    def after(self, end: str, start: int) -> int:
        """The offset after the next ``end`` from ``start`` on; 0 where none comes."""
        if end in self._none:
            return 0
        self._lower = self._lower or self._source.lower()
        # Lower-casing changes the length for a few letters (İ): then the source is searched as it is.
        source = self._lower if len(self._lower) == len(self._source) else self._source
        found = source.find(end, start)
        if found < 0:
            self._none.add(end)
            return 0
        return found + len(end)
