"""Dictionaries in dictd's format: a list of headwords with places, and a file of entries that may be compressed.

``name.index`` holds lines of headword, offset and length (numbers to the base 64, most significant digit first) and
perhaps the headword as it was written; ``name.dict`` the entries; ``name.dict.dz`` the same in gzip. Lines whose
headword begins with ``00database`` speak of the dictionary itself (dictfmt(1), dictd(8), RFC 1952).
"""

from __future__ import annotations

import gzip
import os
import stat
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path

from tui_learn.i18n import gettext as _
from tui_learn.text.files import unreadable
from tui_learn.text.problems import Problem, Severity

MAX_DATA = 600_000_000
"""Bytes of entries, decompressed, that are read of one dictionary: a gzip bomb ends here."""
MAX_ENTRY = 2_000_000
"""Bytes of one entry; a longer one is passed over."""
MAX_HEADWORDS = 5_000_000
"""Headwords of one dictionary that are read."""
MAX_LINE = 16_384
"""Bytes of a line of the list of headwords."""
HOPELESS = 1_000
"""Damaged lines at the head of a list after which it is taken for something else."""
_CHUNK = 65_536
_ABOUT_ITSELF = ("00database", "00-database")
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_DIGITS = {byte: value for value, byte in enumerate(_ALPHABET)}

Share = Callable[[float], None]
"""Told how much of a file is read, 0..1."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the entry of a headword lies."""

    headword: str
    offset: int
    length: int


@dataclass
class Findings:
    """What is wrong with one dictionary, told once a kind and not once a line."""

    problems: list[Problem] = field(default_factory=list)
    damaged: int = 0
    """Lines or places of a list that cannot be understood."""
    first_damaged: int | None = None
    """The line of the first one."""
    outside: int = 0
    """Places outside the file of entries."""
    too_long: int = 0
    """Entries longer than ``MAX_ENTRY``."""
    garbled: int = 0
    """Entries with bytes that are not UTF-8."""
    marked: int = 0
    """Entries that are more than ASCII."""

    def add(self, severity: Severity, path: Path, message: str, line: int | None = None) -> None:
        """One more problem."""
        self.problems.append(Problem(severity, str(path), line, message))

    def damage(self, line: int | None) -> None:
        """One more line that cannot be understood."""
        self.damaged += 1
        if self.first_damaged is None:
            self.first_damaged = line

    def decode(self, raw: bytes) -> str:
        """The text of an entry; what is not UTF-8 becomes U+FFFD."""
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            self.garbled += 1
            self.marked += 1
            return raw.decode("utf-8", "replace")
        if not raw.isascii():
            self.marked += 1
        return text

    def sum_up(self, words: Path, data: Path) -> list[Problem]:
        """Everything that was found, one line a kind."""
        if self.damaged:
            message = _("{count} damaged places in the list of headwords are passed over; fetch the dictionary again")
            self.add("warning", words, message.format(count=self.damaged), self.first_damaged)
        if self.outside:
            message = _("{count} headwords lead to places outside {name}; the two files do not belong together")
            self.add("warning", words, message.format(count=self.outside, name=data.name))
        if self.too_long:
            message = _("{count} entries are longer than {limit} MB and are passed over")
            self.add("warning", data, message.format(count=self.too_long, limit=MAX_ENTRY // 1_000_000))
        if self.garbled * 2 > self.marked:
            message = _("most of it is not UTF-8, so that only plain letters can be used; convert it with iconv")
            self.add("error", data, message)
        elif self.garbled:
            message = _("{count} entries hold bytes that are not UTF-8; the words with them are passed over")
            self.add("notice", data, message.format(count=self.garbled))
        return self.problems


def open_regular(path: Path) -> BufferedReader:
    """Open a file that is no folder, pipe or device. Raises ``UnreadableFile``."""
    try:
        descriptor = os.open(path, _FLAGS)
    except FileNotFoundError:
        raise unreadable(path, None, _("this part of the dictionary is missing; fetch the dictionary again")) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise unreadable(path, None, _("the dictionary cannot be read: {reason}").format(reason=reason)) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise unreadable(path, None, _("this is not a file, so it cannot be part of a dictionary; move it away"))
    return open(descriptor, "rb")


def is_gzip(file: BufferedReader) -> bool:
    """Whether a file begins like gzip, whatever its name."""
    magic = file.read(2)
    file.seek(0)
    return magic == b"\x1f\x8b"


class Entries:
    """The file of entries, read forwards; entries may repeat and overlap."""

    def __init__(self, path: Path, findings: Findings) -> None:
        """Raises ``UnreadableFile``."""
        self._path = path
        self._findings = findings
        self._raw = open_regular(path)
        packed = is_gzip(self._raw)
        self._file: BufferedReader | gzip.GzipFile = gzip.GzipFile(fileobj=self._raw) if packed else self._raw
        self._seekable = not packed
        self._start = 0
        self._window = bytearray()
        self._ended = False

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        self._raw.close()

    def read(self, offset: int, length: int) -> bytes | None:
        """The entry at a place that lies no earlier than the last one asked for; None where there is none."""
        if length > MAX_ENTRY:
            self._findings.too_long += 1
            return None
        if length == 0 or offset + length > MAX_DATA:
            self._findings.outside += 1
            return None
        self._forward(offset)
        while not self._ended and len(self._window) < offset - self._start + length:
            self._more()
        begin = offset - self._start
        if begin < 0 or len(self._window) < begin + length:
            self._findings.outside += 1
            return None
        return bytes(self._window[begin : begin + length])

    def _forward(self, offset: int) -> None:
        """Let go of what lies before a place, and go there."""
        gap = offset - self._start - len(self._window)
        if gap > 0 and self._seekable:
            self._file.seek(offset)
            self._window.clear()
            self._start = offset
            return
        while gap > 0 and not self._ended:
            self._start += len(self._window)
            self._window.clear()
            self._more()
            gap = offset - self._start - len(self._window)
        keep = offset - self._start
        if keep > _CHUNK:  # not at each entry: moving the rest costs time
            keep = min(keep, len(self._window))
            del self._window[:keep]
            self._start += keep

    def _more(self) -> None:
        try:
            chunk = self._file.read1(_CHUNK)  # unlike read it gives what comes before damage
        except (EOFError, OSError, zlib.error) as error:
            chunk = b""
            self._findings.add("error", self._path, damaged(error))
        if not chunk:
            self._ended = True
        self._window += chunk


def number(digits: bytes) -> int | None:
    """A number to the base 64, most significant digit first; None where it is none."""
    if not 0 < len(digits) <= 10:
        return None
    value = 0
    for digit in digits:
        place = _DIGITS.get(digit)
        if place is None:
            return None
        value = value * 64 + place
    return value


def read_index(path: Path, findings: Findings, share: Share) -> Iterator[Place]:
    """The headwords of an index and where their entries lie. Raises ``UnreadableFile``."""
    with open_regular(path) as file:
        size = max(os.fstat(file.fileno()).st_size, 1)
        if size == 1:
            raise unreadable(path, None, _("the list of headwords is empty; fetch the dictionary again"))
        count = 0
        for line, raw in enumerate(_lines(file, path, findings), start=1):
            if line % 2_000 == 0:
                share(min(file.tell() / size, 1.0))
            place = _place(raw)
            if place is None:
                findings.damage(line)
                if not count and findings.damaged >= HOPELESS:
                    raise unreadable(path, 1, _("this is no list of headwords; move it out of the folder"))
            elif not place.headword.startswith(_ABOUT_ITSELF):
                count += 1
                if count > MAX_HEADWORDS:
                    message = _("only the first {count} headwords are used; the dictionary is too large")
                    findings.add("warning", path, message.format(count=MAX_HEADWORDS))
                    return
                yield place


def _lines(file: BufferedReader, path: Path, findings: Findings) -> Iterator[bytes]:
    """The lines of a list; an empty one for one that is too long."""
    try:
        while line := file.readline(MAX_LINE):
            whole = line
            while not line.endswith(b"\n") and len(line) == MAX_LINE:
                line = file.readline(MAX_LINE)
                whole = b""
            yield whole.rstrip(b"\r\n")
    except OSError as error:
        findings.add("error", path, damaged(error))


def damaged(error: Exception) -> str:
    """What to say where a file cannot be read to its end."""
    if isinstance(error, EOFError):
        return _("it ends too early; what can be read is used, fetch the dictionary again")
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    message = _("it is damaged ({reason}); what can be read is used, fetch the dictionary again")
    return message.format(reason=reason)


def _place(line: bytes) -> Place | None:
    parts = line.split(b"\t")
    if len(parts) not in (3, 4):
        return None
    offset, length = number(parts[1]), number(parts[2])
    if offset is None or length is None:
        return None
    written = parts[3] if len(parts) == 4 and parts[3].strip() else parts[0]
    return Place(written.decode("utf-8", "replace"), offset, length)
