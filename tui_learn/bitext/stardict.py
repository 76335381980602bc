"""Dictionaries in StarDict's format: ``.ifo`` says what it is, ``.idx`` where entries lie, ``.dict`` holds them.

An entry is a row of fields. Where ``sametypesequence`` is given, it names the types of all fields and the last has
no end mark; else each field begins with its type. Types in lower case end with a NUL, those in upper case have their
size in front (StarDict's format, version 2.4.8 and 3.0.0).
"""

from __future__ import annotations

import gzip
import os
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from tui_learn.bitext.dictd import MAX_DATA, MAX_HEADWORDS, Findings, Place, Share, damaged, is_gzip, open_regular
from tui_learn.i18n import gettext as _
from tui_learn.text.clean import clean_line
from tui_learn.text.files import unreadable

MAX_IFO = 65_536
"""Bytes of an ``.ifo`` that are read."""
MAX_WORD = 1_024
"""Bytes of a headword (the format allows 255)."""
MAX_LIST = MAX_DATA
"""Bytes of a list of headwords, decompressed."""
_MAGIC = "StarDict's dict ifo file"
_CHUNK = 65_536
_PLAIN = "ml"
_MARKED_UP = "gxhwk"


@dataclass(frozen=True, slots=True)
class Ifo:
    """What an ``.ifo`` says."""

    bookname: str
    words: int | None
    """How many headwords there should be."""
    synonyms: int | None
    """How many synonyms there should be."""
    types: str
    """The types of the fields of every entry; empty where each field names its own."""
    offset_bits: int
    """32 or 64."""


def read_ifo(path: Path) -> Ifo:
    """What an ``.ifo`` says. Raises ``UnreadableFile``."""
    with open_regular(path) as file:
        try:
            text = file.read(MAX_IFO).decode("utf-8-sig", "replace")
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise unreadable(path, None, _("the dictionary cannot be read: {reason}").format(reason=reason)) from error
    lines = text.splitlines()
    if not lines or not lines[0].startswith(_MAGIC[:8]):
        raise unreadable(path, 1, _("this is no StarDict file; its first line should be: {line}").format(line=_MAGIC))
    values = {key.strip(): value.strip() for key, _equals, value in (line.partition("=") for line in lines[1:])}
    bits = values.get("idxoffsetbits", "32")
    if bits not in ("32", "64"):
        line = next(number for number, line in enumerate(lines, start=1) if line.startswith("idxoffsetbits"))
        raise unreadable(path, line, _("idxoffsetbits must be 32 or 64; fetch the dictionary again"))
    return Ifo(
        clean_line(values.get("bookname", "")),
        _count(values.get("wordcount")),
        _count(values.get("synwordcount")),
        values.get("sametypesequence", ""),
        int(bits),
    )


def _count(value: str | None) -> int | None:
    return int(value) if value is not None and value.isascii() and value.isdigit() and len(value) < 12 else None


def read_index(path: Path, ifo: Ifo, findings: Findings, share: Share) -> Iterator[Place]:
    """The headwords and where their entries lie. Raises ``UnreadableFile``."""
    width = ifo.offset_bits // 8
    form = struct.Struct(">QI" if width == 8 else ">II")
    count = 0
    for word, tail in _records(path, form.size, findings, share):
        offset, length = form.unpack(tail)
        count += 1
        yield Place(word, offset, length)
    if not count:
        raise unreadable(path, None, _("there are no headwords in it; fetch the dictionary again"))
    if ifo.words is not None and ifo.words != count:
        message = _("it holds {found} headwords, though {said} are promised; what is there is used")
        findings.add("notice", path, message.format(found=count, said=ifo.words))


def read_synonyms(path: Path, ifo: Ifo, words: int, findings: Findings, share: Share) -> Iterator[tuple[str, int]]:
    """Other headwords, each with the number, from 0, of the one of ``words`` headwords it stands for.

    Raises ``UnreadableFile``.
    """
    count = 0
    for word, tail in _records(path, 4, findings, share):
        count += 1
        number = int.from_bytes(tail, "big")
        if number < words:
            yield word, number
        else:
            findings.damage(None)
    if ifo.synonyms is not None and ifo.synonyms != count:
        message = _("it holds {found} synonyms, though {said} are promised; what is there is used")
        findings.add("notice", path, message.format(found=count, said=ifo.synonyms))


def _records(path: Path, tail: int, findings: Findings, share: Share) -> Iterator[tuple[str, bytes]]:
    """Headwords that end with a NUL, each with ``tail`` bytes behind it."""
    count = 0
    with open_regular(path) as raw:
        size = max(os.fstat(raw.fileno()).st_size, 1)
        file: BufferedReader | gzip.GzipFile = gzip.GzipFile(fileobj=raw) if is_gzip(raw) else raw
        buffer = bytearray()
        start = read = 0
        ended = False
        while True:
            end = buffer.find(b"\0", start)
            if end < 0 or len(buffer) < end + 1 + tail:
                if ended or (end < 0 and len(buffer) - start > MAX_WORD):
                    break
                del buffer[:start]
                start = 0
                chunk = _chunk(file, path, findings) if read < MAX_LIST else b""
                ended = not chunk
                read += len(chunk)
                buffer += chunk
                share(min(raw.tell() / size, 1.0))
                continue
            if end - start > MAX_WORD:
                break
            word = bytes(buffer[start:end])
            count += 1
            if count > MAX_HEADWORDS:
                message = _("only the first {count} headwords are used; the dictionary is too large")
                findings.add("warning", path, message.format(count=MAX_HEADWORDS))
                return
            yield word.decode("utf-8", "replace"), bytes(buffer[end + 1 : end + 1 + tail])
            start = end + 1 + tail
        if count and start < len(buffer):
            message = _("the list of headwords breaks off after {count}; those are used, fetch the dictionary again")
            findings.add("error", path, message.format(count=count))


def _chunk(file: BufferedReader | gzip.GzipFile, path: Path, findings: Findings) -> bytes:
    try:
        return file.read1(_CHUNK)
    except (EOFError, OSError, zlib.error) as error:
        findings.add("error", path, damaged(error))
        return b""


# --- entries


def entry_text(raw: bytes, types: str, findings: Findings) -> str:
    """The text of an entry, a line a sense or explanation; fields that are no text are left out."""
    texts = [_text(kind, field, findings) for kind, field in _fields(raw, types)]
    return "\n".join(text for text in texts if text)


def _fields(raw: bytes, types: str) -> Iterator[tuple[str, bytes]]:
    place = 0
    number = 0
    while place < len(raw):
        if types:
            if number >= len(types):
                return
            kind, last = types[number], number == len(types) - 1
        else:
            kind, last = chr(raw[place]), False
            place += 1
        number += 1
        if last:
            end = following = len(raw)
        elif kind.isupper():
            end = place + 4 + int.from_bytes(raw[place : place + 4], "big")
            place += 4
            following = end
        else:
            end = raw.find(b"\0", place)
            end = len(raw) if end < 0 else end
            following = end + 1
        yield kind, raw[place:end]
        place = following


def _text(kind: str, field: bytes, findings: Findings) -> str:
    if kind in _PLAIN:
        return findings.decode(field)
    if kind in _MARKED_UP:
        return plain(findings.decode(field), lines_count=kind != "h")
    return ""  # pronunciation, pictures, sounds


_LEFT_OUT = frozenset({"k", "tr", "rref", "ex", "co", "abr", "gr", "style", "script", "audio", "kref", "iref"})
# What holds the headword, how it is said, examples and remarks.
_BREAKS = frozenset(
    {"br", "p", "div", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "dt", "dd", "dl", "def", "ar", "blockquote"}
)
_ONLY_NUMBER = re.compile(r"\d{1,3}\.")
_TAG = re.compile(r"<!--(?:.*?-->|.*\Z)|<(/?)([A-Za-z!?][\w:-]*)([^<>]*)>", re.DOTALL)


def plain(markup: str, *, lines_count: bool = False) -> str:
    """Text without markup; numbered lists keep their numbers. Line ends mean nothing in HTML, in XDXF they do."""
    if "<" not in markup:
        return markup
    if not lines_count:
        markup = markup.replace("\n", " ")
    out: list[str] = []
    left_out = ""  # the tag whose content is being left out
    lists: list[int | None] = []  # the number of the last item, None in a list without numbers
    end = 0
    for tag in _TAG.finditer(markup):
        if not left_out:
            out.append(markup[end : tag.start()])
        end = tag.end()
        closing, name = tag[1] == "/", (tag[2] or "").lower()
        if left_out:
            left_out = "" if closing and name == left_out else left_out
        elif name in _LEFT_OUT:
            left_out = name if not closing and not tag[3].endswith("/") else ""
        elif name in _BREAKS:
            out.append("\n")
            _list_tag(name, closing, lists, out)
    if not left_out:
        out.append(markup[end:])
    return _joined("".join(out))


def _list_tag(name: str, closing: bool, lists: list[int | None], out: list[str]) -> None:
    if name in ("ol", "ul"):
        if closing and lists:
            lists.pop()
        elif not closing and len(lists) < 50:
            lists.append(0 if name == "ol" else None)
    elif name == "li" and not closing and lists and lists[-1] is not None:
        lists[-1] += 1
        out.append(f"{lists[-1]}.\n")


def _joined(text: str) -> str:
    """Lines without empty ones; a number stands on the line of what it counts."""
    lines: list[str] = []
    number = ""
    for line in (part.strip() for part in text.split("\n")):
        if _ONLY_NUMBER.fullmatch(line):
            number = line
        elif line:
            lines.append(f"{number} {line}".lstrip())
            number = ""
    return "\n".join(lines)
