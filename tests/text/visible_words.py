"""What a reader of the rendered page would see, found another way: markdown-it to HTML, tags taken out by patterns."""

from __future__ import annotations

import html
import re
from collections import Counter
from functools import cache

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from tui_learn.text.clean import clean_text

_HIDDEN = re.compile(
    r"<!--.*?-->|<!-->|<!--->|<(script|style|template)\b[^>]*>.*?</\1\b[^>]*>"
    r"|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<![A-Za-z][^>]*>",
    re.DOTALL | re.IGNORECASE,
)
_IMAGE = re.compile(r"<img\b[^<>]*?\balt=\"([^\"]*)\"[^<>]*>")
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_INLINE = frozenset(
    {
        "a", "abbr", "b", "bdi", "bdo", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "samp",
        "script", "small", "span", "strong", "style", "sub", "sup", "template", "u", "var",
    }
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+")


@cache
def _renderer(extended: bool) -> MarkdownIt:
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(deflist_plugin)
    return markdown.use(footnote_plugin) if extended else markdown


def words(text: str) -> Counter[str]:
    """How often each run of letters and digits stands in a text."""
    return Counter(_WORD.findall(clean_text(text)))


def visible_words(source: str, *, extended: bool = False) -> Counter[str]:
    """The words of the page a Markdown source renders to."""
    page = _renderer(extended).render(source)
    page = re.sub(r"<sup class=\"footnote-ref\">.*?</sup>|<a [^>]*class=\"footnote-backref\">.*?</a>", " ", page)
    page = _HIDDEN.sub("", page)
    page = re.sub(r"<!--|<!\[CDATA\[|<\?", " ", page)  # what nothing ends hides nothing
    page = _IMAGE.sub(
        lambda image: re.sub(r"&lt;.*?&gt;", "", image[1]), page
    )  # alt text keeps tags, which nobody sees
    page = _TAG.sub(lambda tag: "" if tag[1].lower() in _INLINE else " ", page)
    return words(html.unescape(page))
