"""Texts that try to be more than text, and an alignment to put texts into."""

from __future__ import annotations

from tui_learn.bitext import Bead
from tui_learn.exchange.alignment import Alignment, Side

HOSTILE = {
    "tags": "<script>alert(1)</script><img src=x onerror=alert(1)></seg></td></table><!--",
    "cdata": "]]> <![CDATA[ x ]]> <?php ?> <!DOCTYPE x [<!ENTITY y 'z'>]> &y; &amp; &#60;b&#62;",
    "attributes": '"\' onclick=alert(1) x="><b>`',
    "style": "</style><style>*{display:none}</style></title><base href=//evil.example>",
    "controls": "a\x00b\x07c\x1b]0;title\x07d\x1b[2Je\x7ff\x9b2Jg\x85h\ufffei\uffffj",
    "surrogates": "a\ud800b\udfffc\ud83d\ude00d",
    "bidi": "a\u202eb\u2066c\u2069d\u200fe",
    "line ends": "a\r\nb\rc\nd\te\u2028f\x85g",
    "long": "w" * 100_000,
    "long tag": "<" + "a" * 100_000,
}


def pair(left: str, right: str, languages: tuple[str, str] = ("fi", "nb")) -> Alignment:
    """One sentence on either side."""
    sides = (Side(languages[0], (left,)), Side(languages[1], (right,)))
    return Alignment(*sides, (Bead((0,), (0,), 0.9),))


def article() -> Alignment:
    """A heading, a 1-2, a 1-0 and an unsure 0-1."""
    left = Side("ar", ("عنوان", "جملة أولى.", "جملة وحيدة."), (0, 1, 1), (2, 0, 0), "المقال", "a.ar.md")
    right = Side("en", ("Heading", "One.", "Two.", "Alone."), (0, 1, 1, 2), (2, 0, 0, 0), "The article", "a.en.md")
    beads = (Bead((0,), (0,), 0.99), Bead((1,), (1, 2), 0.4999), Bead((2,), (), 0.5), Bead((), (3,), 0.2))
    return Alignment(left, right, beads)
