"""The comments under the heading of an item: ``<!-- id: crm-data; ev: sv/b8s1; diff: -0.4 -->``."""

from __future__ import annotations

import regex

from tui_learn.quiz.decks.escapes import escaped, find, plain, split
from tui_learn.quiz.decks.items import Fields

_KEY = regex.compile(r"([\p{L}\p{N}_./-]+):(?:\s+|$)(.*)", regex.DOTALL)
_VALUE_GUARD = r";|-(?=-)|(?<=-)-"
_REMARK_GUARD = _VALUE_GUARD + r"|(?<=^[\p{L}\p{N}_./-]+):"
_ALONE = regex.compile(r"scope|other|[A-Za-z]{2,3}[A-Za-z0-9-]*/b\d+s\d+")
LONG = 60
"""Characters of a value from which it stands in a comment of its own."""


def parse_comment(content: str) -> list[tuple[str, str]]:
    """What stands between ``<!--`` and ``-->``."""
    found = []
    for part in split(" ".join(content.split("\n")), ";"):
        if not part:
            continue
        match = _KEY.match(part)
        colon = find(part, ":")
        if match is not None and colon == len(match[1]):
            found.append((match[1], plain(match[2].strip())))
        else:
            found.append(("", plain(part)))
    return found


def comment_lines(fields: Fields) -> list[str]:
    """The same as lines; what is long stands alone."""
    lines: list[str] = []
    together: list[str] = []

    def close() -> None:
        if together:
            lines.append(f"<!-- {'; '.join(together)} -->")
            together.clear()

    for key, value in fields:
        written = f"{key}: {escaped(value, _VALUE_GUARD)}".rstrip() if key else escaped(value, _REMARK_GUARD)
        if not key or len(value) >= LONG or _ALONE.fullmatch(key):
            close()
            lines.append(f"<!-- {written} -->")
        else:
            together.append(written)
    close()
    return lines
