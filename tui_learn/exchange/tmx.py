"""Translation Memory eXchange 1.4b (LISA OSCAR, 26 April 2005), which computer-aided translation tools read.

The output is the same for the same input: it carries no date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_learn import __version__
from tui_learn.exchange.escape import xml_allowed, xml_text
from tui_learn.text.languages import UNKNOWN, normalise_tag

if TYPE_CHECKING:
    from tui_learn.bitext import Bead
    from tui_learn.exchange.alignment import Alignment, Side

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'


def to_tmx(alignment: Alignment) -> str:
    """A TMX document: a translation unit for each bead with text on both sides.

    The document is to be stored as UTF-8. ``srclang`` is exactly the left side's ``xml:lang``, as the
    specification asks. A unit has the bead's confidence (0 to 1) as ``x-confidence``; a variant has its
    sentence numbers (from 0, as in the ladder) as ``x-sentences``.
    """
    left, right = variant_tags(alignment.left.language, alignment.right.language)
    lines = [
        f'<tmx version="1.4">\n<header creationtool="tui-learn" creationtoolversion="{xml_text(__version__)}"'
        f' segtype="sentence" o-tmf="tui-learn" adminlang="en" srclang="{left}" datatype="plaintext">'
    ]
    for name, side in (("left", alignment.left), ("right", alignment.right)):
        for what, value in (("title", side.title), ("file", side.file)):
            if xml_allowed(value).strip():
                lines.append(_prop(f"x-{name}-{what}", value))
    lines.append("</header>\n<body>")
    for bead in alignment.beads:
        if _is_pair(alignment, bead):
            lines.append(f"<tu>\n{_prop('x-confidence', f'{bead.confidence:.4f}')}")
            lines += [_variant(alignment.left, left, bead.left), _variant(alignment.right, right, bead.right), "</tu>"]
    return _DECLARATION + "\n".join([*lines, "</body>\n</tmx>"]) + "\n"


def count_unpaired(alignment: Alignment) -> int:
    """The number of sentences, on both sides together, that ``to_tmx`` leaves out."""
    return sum(len(bead.left) + len(bead.right) for bead in alignment.beads if not _is_pair(alignment, bead))


def variant_tags(left: str, right: str) -> tuple[str, str]:
    """The BCP 47 tags of the two variants of a unit, always different.

    Many tools keep the variants of a unit by language and would lose one of two with the same tag, so
    such tags are told apart by a private-use subtag (RFC 5646, section 2.2.7): ``und-x-left``.
    """
    tags = normalise_tag(left) or UNKNOWN, normalise_tag(right) or UNKNOWN
    if tags[0].lower() != tags[1].lower():
        return tags
    joint = "-" if "-x-" in tags[0] else "-x-"
    return f"{tags[0]}{joint}left", f"{tags[1]}{joint}right"


def _is_pair(alignment: Alignment, bead: Bead) -> bool:
    texts = alignment.left.text(bead.left), alignment.right.text(bead.right)
    return all(xml_allowed(text).strip() for text in texts)


def _prop(kind: str, value: str) -> str:
    return f'<prop type="{kind}">{xml_text(value)}</prop>'


def _variant(side: Side, tag: str, numbers: tuple[int, ...]) -> str:
    prop = _prop("x-sentences", " ".join(map(str, numbers)))
    # No line break inside <seg>: white space is text there.
    return f'<tuv xml:lang="{tag}">{prop}<seg>{xml_text(side.text(numbers))}</seg></tuv>'
