"""Article text on its way out: written so that neither the receiving format nor a terminal acts on it."""

from __future__ import annotations

import html
import json
import re
from typing import Any

from tui_learn.text.clean import clean_line

# DEL, C1 and bidirectional embeddings, overrides and isolates: a terminal acts on them.
_UNSAFE = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# A carriage return written as such would come back as a line feed (XML 1.0, section 2.11).
_REFERRED = re.compile("[\r\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# The complement of ``Char`` (XML 1.0, section 2.2): not even a character reference may name these.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def json_line(data: Any) -> str:
    """One line of JSON; what a terminal would act on is escaped, so that nothing is lost and nothing happens."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", json.dumps(data, ensure_ascii=False))


def xml_allowed(text: str) -> str:
    """``text`` without the characters XML 1.0 forbids."""
    return _FORBIDDEN.sub("", text)


def xml_text(text: str) -> str:
    """Content of an XML element or of a double-quoted attribute.

    A parser gives ``xml_allowed(text)`` back (in attributes with spaces for tabs and line feeds).
    """
    return _REFERRED.sub(lambda match: f"&#x{ord(match.group()):X};", xml_allowed(text).translate(_MARKUP))


def html_text(text: str) -> str:
    """Content of an HTML element or of a quoted attribute: one line, no control characters."""
    return html.escape(clean_line(text))
