"""From bytes to clean text: UTF-8, or UTF-16 and UTF-32 with their mark; what is damaged is kept and told."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.text.clean import clean_text, find_damage

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SEQUENCE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
_FEW_ZEROS = 1_000
_MANY_ZEROS = 20
"""A text may hold a stray zero byte in so many; with bad bytes besides, fewer make it none."""


class NotText(Exception):
    """Bytes of a picture, an archive or the like."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file."""

    text: str
    """Clean; what could not be decoded is U+FFFD."""
    damage: list[tuple[int, str]]
    """(line from 1, what is wrong and what to do)."""


def decode(raw: bytes) -> Decoded:
    """The text of bytes. Raises ``NotText``."""
    mark, encoding = next(((m, e) for m, e in _MARKS if raw.startswith(m)), (b"", "utf-8"))
    raw = raw[len(mark) :]
    damage: list[tuple[int, str]] = []
    zeros = raw.count(0) if encoding == "utf-8" else 0
    if zeros * _MANY_ZEROS > len(raw):
        raise NotText
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        if zeros * _FEW_ZEROS > len(raw):
            raise NotText from None
        text = clean_text(raw.decode(encoding, "replace"))
        damage.append(_replaced(text, raw, encoding))
    else:
        text = clean_text(text)
        found = find_damage(text)
        if found is not None:
            message = _("letters look damaged by an earlier conversion (as Ã¤ for ä); get a fresh copy of the text")
            damage.append((found, message))
    return Decoded(text, damage)


def _replaced(text: str, raw: bytes, encoding: str) -> tuple[int, str]:
    line = text.count("\n", 0, text.index("\ufffd")) + 1
    count = text.count("\ufffd")
    if encoding == "utf-8" and _SEQUENCE.search(raw) is None:
        message = ngettext(
            "this is not UTF-8 but an older encoding of one byte a letter (such as Windows-1252): {count} letter is "
            "shown as \ufffd; save the file as UTF-8 in an editor",
            "this is not UTF-8 but an older encoding of one byte a letter (such as Windows-1252): {count} letters are "
            "shown as \ufffd; save the file as UTF-8 in an editor",
            count,
        )
    else:
        message = ngettext(
            "{count} place is not valid {encoding} and is shown as \ufffd, the first on this line; get a fresh copy of "
            "the text, or save it as UTF-8 in an editor",
            "{count} places are not valid {encoding} and are shown as \ufffd, the first on this line; get a fresh copy "
            "of the text, or save it as UTF-8 in an editor",
            count,
        )
    return line, message.format(count=count, encoding=encoding.upper()[:6].rstrip("-"))
