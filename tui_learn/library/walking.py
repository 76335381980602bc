"""The files of a library's folders, with what tells whether they have changed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tui_learn.i18n import gettext as _
from tui_learn.paths import library_folder
from tui_learn.text.problems import Problem

SUFFIXES = (".md", ".markdown", ".txt")

_LARGEST = 2**63 - 1
_JUNCTION = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", 0xA0000003)
"""What Windows says of junctions; its folders of the cloud say other things, and are folders."""

Stamp = tuple[int, int, int]
"""Inode, size, time of the last change of what is in the file or of its entry, in nanoseconds."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that may be an article."""

    path: str
    """Absolute."""
    stamp: Stamp | None
    """None where the file cannot be looked at; reading it says why."""


def walk(folder: Path, problems: list[Problem]) -> Iterator[FoundFile]:
    """The files below a folder in the order of their paths; what cannot be looked into is put into ``problems``.

    Hidden files and folders are left out, links to folders are not followed. The user's own library need not be there.
    """
    if not os.path.lexists(folder):
        if os.path.abspath(folder) == os.path.abspath(library_folder()):
            return
        problems.append(Problem("error", str(folder), None, _("there is no such folder; check the name")))
        return
    if os.path.isfile(folder):
        problems.append(Problem("error", str(folder), None, _("this is a file; name the folder it lies in")))
        return
    count = 0
    for file in _below(os.path.abspath(folder), problems):
        count += 1
        yield file
    if not count and not any(problem.path == str(folder) for problem in problems):
        message = _("there is no .md, .markdown or .txt file in this folder; put an article into it")
        problems.append(Problem("error", str(folder), None, message))


def _below(folder: str, problems: list[Problem]) -> Iterator[FoundFile]:
    waiting = [folder]
    while waiting:
        try:
            with os.scandir(waiting[-1]) as entries:
                inside = sorted((entry for entry in entries if entry.name[0] != "."), key=lambda entry: entry.name)
        except OSError as error:
            message = _("the folder cannot be read: {reason}").format(reason=error.strerror)
            problems.append(Problem("error", waiting.pop(), None, message))
            continue
        waiting.pop()
        folders = []
        for entry in inside:
            if is_folder(entry):
                folders.append(entry.path)
            elif entry.name.lower().endswith(SUFFIXES):
                yield FoundFile(entry.path, stamp_of(entry))
        waiting += reversed(folders)


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder, and neither a link to one nor a junction, as they are called on Windows."""
    try:
        return entry.is_dir(follow_symlinks=False) and not (os.name == "nt" and _leads_elsewhere(entry))
    except OSError:
        return False


def _leads_elsewhere(entry: os.DirEntry[str]) -> bool:
    """Whether a folder of Windows is a junction, which may lead to one that it lies in; Python calls it a folder."""
    tag: int = getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0)
    return tag == _JUNCTION


def stamp_of(entry: os.DirEntry[str] | Path) -> Stamp | None:
    """What changes when a file does; None where it cannot be looked at."""
    try:
        found = entry.stat()
    except OSError:
        return None
    # What a folder of Windows says of its files has no inode; elsewhere it may not fit into a number with a sign, and
    # nor may a time. Programs set the time of a change back; that of the change of the entry, which on Windows is when
    # the file was made, they cannot.
    if os.name == "nt":
        return 0, found.st_size, found.st_mtime_ns & _LARGEST
    return found.st_ino & _LARGEST, found.st_size, max(found.st_mtime_ns, found.st_ctime_ns) & _LARGEST
