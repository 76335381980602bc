"""Two aligned texts as one page of HTML: a bead a row, the sides next to each other.

The page is whole in itself: no script, nothing loaded. Article text is hostile: it is escaped, and a
content security policy forbids everything but the page's own style sheet, which it names by its hash.
"""

from __future__ import annotations

import base64
import hashlib
from itertools import groupby
from typing import TYPE_CHECKING

from tui_learn import __version__
from tui_learn.exchange.escape import html_text
from tui_learn.exchange.page_style import STYLE
from tui_learn.i18n import gettext as _
from tui_learn.i18n import interface_language, ngettext
from tui_learn.text.fold import primary
from tui_learn.text.languages import UNKNOWN, is_right_to_left, known_languages, language_name, normalise_tag

if TYPE_CHECKING:
    from tui_learn.bitext import Bead
    from tui_learn.exchange.alignment import Alignment, Side

UNSURE = 0.5
"""Beads with a lower confidence are marked."""


def to_html(alignment: Alignment) -> str:
    """The page, to be stored as UTF-8."""
    style_hash = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{style_hash}'; base-uri 'none'; form-action 'none'"
    titles = [html_text(side.title or side.file) for side in (alignment.left, alignment.right)]
    title = " · ".join(dict.fromkeys(filter(None, titles))) or "tui-learn"
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{html_text(interface_language())}" dir="{direction(interface_language())}">',
            '<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta name="generator" content="tui-learn {html_text(__version__)}">',
            f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>",
            *_head(alignment),
            *_table(alignment),
            "</body>\n</html>\n",
        ]
    )


def direction(tag: str) -> str:
    """``rtl`` or ``ltr``; ``auto`` (by the first strong letter) where the tag alone does not tell."""
    has_script = any(len(part) == 4 and part.isalpha() for part in tag.split("-")[1:])
    if has_script or primary(tag) not in known_languages():
        return "auto"
    return "rtl" if is_right_to_left(tag) else "ltr"


def _marks(side: Side) -> str:
    """The attributes that say how a side's text is written."""
    tag = normalise_tag(side.language) or UNKNOWN
    return f'lang="{tag}" dir="{direction(tag)}"'


def _head(alignment: Alignment) -> list[str]:
    sides = (alignment.left, alignment.right)
    lines = ["<header>"]
    if not any(1 in side.levels for side in sides):  # else the texts bring their own
        names = [f"<span {_marks(side)}>{html_text(side.title or side.file)}</span>" for side in sides]
        lines.append(f'<h1 class="titles">{" ".join(names)}</h1>')
    pairs = sum(1 for bead in alignment.beads if bead.left and bead.right)
    alone = sum(len(bead.left) + len(bead.right) for bead in alignment.beads if not (bead.left and bead.right))
    unsure = sum(1 for bead in alignment.beads if bead.confidence < UNSURE)
    counts = [ngettext("{count} pair", "{count} pairs", pairs).format(count=pairs)]
    if alone:
        message = ngettext("{count} sentence without a counterpart", "{count} sentences without a counterpart", alone)
        counts.append(message.format(count=alone))
    if unsure:
        counts.append(ngettext("{count} unsure row, marked ?", "{count} unsure rows, marked ?", unsure))
        counts[-1] = counts[-1].format(count=unsure)
    return [*lines, f'<p class="summary">{html_text(" · ".join(counts))}</p>', "</header>"]


def _table(alignment: Alignment) -> list[str]:
    with_sureness = any(bead.confidence < UNSURE for bead in alignment.beads)
    heads = [_column_head(alignment.left), _column_head(alignment.right)]
    if with_sureness:
        heads.append(f'<th scope="col">{html_text(_("How sure"))}</th>')
    lines = [f"<table>\n<thead>\n<tr>{''.join(heads)}</tr>\n</thead>\n<tbody>"]
    for bead in alignment.beads:
        unsure = bead.confidence < UNSURE
        classes = [*_place(alignment, bead), *(["unsure"] if unsure else [])]
        cells = _cell(alignment.left, bead.left) + _cell(alignment.right, bead.right)
        if with_sureness:
            # Rounded down: what is marked never reads as 50 %.
            cells += f'<td class="sure">{f"? {int(bead.confidence * 100)} %" if unsure else ""}</td>'
        lines.append(f"<tr{_class(classes)}>{cells}</tr>")
    return [*lines, "</tbody>\n</table>"]


def _column_head(side: Side) -> str:
    tag = normalise_tag(side.language) or UNKNOWN
    name = "" if tag == UNKNOWN else f"<b>{html_text(language_name(tag))}</b>"
    return f'<th scope="col" {_marks(side)}>{name}<bdi>{html_text(side.file)}</bdi></th>'


def _class(names: list[str]) -> str:
    return f' class="{" ".join(names)}"' if names else ""


def _place(alignment: Alignment, bead: Bead) -> list[str]:
    """``headed`` for a row that begins with a heading, ``opens`` for one that begins another block."""
    sides = ((alignment.left, bead.left), (alignment.right, bead.right))
    starts = [(side, numbers[0]) for side, numbers in sides if numbers]
    if any(side.levels and side.levels[first] for side, first in starts):
        return ["headed"]
    if any(first and side.blocks and side.blocks[first] != side.blocks[first - 1] for side, first in starts):
        return ["opens"]
    return []


def _cell(side: Side, numbers: tuple[int, ...]) -> str:
    """The sentences of one side of a bead, an element for each block they are from."""
    if not numbers:
        return f'<td class="none">{html_text(_("no counterpart"))}</td>'
    runs = groupby(numbers, key=lambda number: side.blocks[number] if side.blocks else 0)
    return f"<td {_marks(side)}>{''.join(_run(side, list(run)) for _block, run in runs)}</td>"


def _run(side: Side, numbers: list[int]) -> str:
    level = side.levels[numbers[0]] if side.levels else 0
    element = f"h{level}" if 1 <= level <= 6 else "p"
    return f"<{element}>{html_text(side.text(numbers))}</{element}>"
