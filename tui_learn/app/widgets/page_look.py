"""How the parts of the page look: the names of its component classes, and their styles through the theme's colours."""

from __future__ import annotations

_PARTS = (
    "text", "heading", "link", "code", "quote", "emphasis", "strong", "strike", "second", "rule", "mark",
    "mark-answer", "note", "cursor", "answer", "word", "phrase", "sure", "likely", "faint", "status-1", "status-2",
    "status-3", "status-4", "status-5", "unknown", "after", "term", "hit", "hit-here", "selected", "woven", "veiled",
)  # fmt: skip
COMPONENTS = {f"aligned--{part}" for part in _PARTS}

LOOK = """
PageView {
    overflow-x: hidden;
    scrollbar-gutter: stable;
    scrollbar-size-vertical: 1;
    background: $background;
    color: $foreground;
    & > .aligned--text { color: $foreground; }
    & > .aligned--heading { color: $heading; text-style: bold; }
    & > .aligned--link { color: $link; text-style: underline; }
    & > .aligned--code { background: $code-ground; }
    & > .aligned--quote { color: $quiet; }
    & > .aligned--emphasis { text-style: italic; }
    & > .aligned--strong { text-style: bold; }
    & > .aligned--strike { text-style: strike; }
    & > .aligned--second { color: $quiet; }
    & > .aligned--rule { color: $rule; }
    & > .aligned--mark { color: $mark; }
    & > .aligned--mark-answer { color: $mark-other; }
    & > .aligned--note { color: $quiet; text-style: bold; }
    & > .aligned--cursor { background: $lit; }
    & > .aligned--answer { background: $lit-other; }
    & > .aligned--word { color: $mark; background: $lit; text-style: reverse; }
    & > .aligned--phrase { text-style: underline; }
    & > .aligned--sure { color: $mark-other; background: $lit-other; text-style: reverse; }
    & > .aligned--likely { text-style: bold underline; }
    & > .aligned--faint { text-style: underline; }
    & > .aligned--status-1 { background: $status-1; color: $foreground; }
    & > .aligned--status-2 { background: $status-2; color: $foreground; }
    & > .aligned--status-3 { background: $status-3; color: $foreground; }
    & > .aligned--status-4 { background: $status-4; color: $foreground; }
    & > .aligned--status-5 { background: $status-5; color: $foreground; }
    & > .aligned--unknown { background: $unknown; color: $foreground; }
    & > .aligned--after { color: $foreground; }
    & > .aligned--term { text-style: underline; }
    & > .aligned--hit { background: $hit; color: $foreground; text-style: underline; }
    & > .aligned--hit-here { background: $hit-here; color: $foreground; text-style: bold underline; }
    & > .aligned--selected { color: $mark; background: $background; text-style: bold reverse; }
    & > .aligned--woven { color: $mark-other; text-style: italic; }
    & > .aligned--veiled { color: $quiet; }
}
"""
