"""Which dictionaries there are: looked for in folders, never in what the files hold.

Looked for in the system's folders (where packages put them), in the user's own folder and in those the settings
name. ``TUI_LEARN_DICTIONARIES`` replaces the system's folders: a list of folders with the system's separator for
paths; an empty one means no such folder.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tui_learn import paths
from tui_learn.bitext.dictionary_languages import languages_in, stated_languages
from tui_learn.bitext.stardict import read_ifo
from tui_learn.i18n import gettext as _
from tui_learn.settings import Settings, read_settings
from tui_learn.text.clean import clean_line
from tui_learn.text.fold import primary
from tui_learn.text.problems import Problem, UnreadableFile

FOLDERS_VARIABLE = "TUI_LEARN_DICTIONARIES"
"""A list of folders in the environment that replaces the system's; empty: none."""
SYSTEM_FOLDERS = (
    "/usr/share/dictd",
    "/usr/local/share/dictd",
    "/opt/homebrew/share/dictd",
    "/usr/share/stardict/dic",
)
MAX_DEPTH = 5
"""Folders inside one another that are looked into."""
MAX_FILES = 20_000
"""Files of one folder that are looked at, with those inside it."""
_ENDINGS = (".index", ".dict.dz", ".dict", ".ifo", ".idx.gz", ".idx", ".syn.dz", ".syn")


@dataclass(frozen=True, slots=True)
class DictionaryFile:
    """One dictionary: its parts and its languages. Nothing of it has been read but what tells its languages."""

    name: str
    """The name of its files without endings, safe to show."""
    kind: Literal["dictd", "stardict"]
    path: Path
    """The ``.index`` of dictd or the ``.ifo`` of StarDict."""
    words: Path
    """The list of headwords."""
    data: Path
    """The entries."""
    synonyms: Path | None
    """Other headwords for the same entries (StarDict)."""
    source: str
    """The language of the headwords, as a BCP 47 tag."""
    target: str
    """The language of the translations."""

    def key(self) -> str:
        """Changes when the dictionary does: its name, and the size and time of its parts."""
        parts = [os.fsencode(self.path.name), self.source.encode(), self.target.encode()]
        for part in {self.path, self.words, self.data, self.synonyms or self.path}:
            try:
                found = part.stat()
            except (OSError, ValueError):
                continue
            parts.append(f"{part.name}/{found.st_size}/{found.st_mtime_ns}".encode("utf-8", "surrogateescape"))
        return hashlib.sha256(b"\x1f".join(sorted(parts))).hexdigest()[:40]

    def size(self) -> int:
        """Bytes of its entries as they lie on disk, at least 1."""
        try:
            return max(self.data.stat().st_size, 1)
        except (OSError, ValueError):
            return 1


def system_folders() -> list[Path]:
    """Where programs that install dictionaries put them."""
    named = os.environ.get(FOLDERS_VARIABLE)
    if named is not None:
        return [Path(folder) for folder in named.split(os.pathsep) if folder]
    home = Path(os.path.expanduser("~"))
    data = os.environ.get("XDG_DATA_HOME")
    shared = Path(data) if data else home / ".local" / "share"
    return [*map(Path, SYSTEM_FOLDERS), home / ".stardict" / "dic", shared / "stardict" / "dic"]


def find_dictionaries(
    folders: Iterable[str | Path] | None = None, *, settings: Settings | None = None
) -> tuple[list[DictionaryFile], list[Problem]]:
    """The dictionaries in folders and the folders inside them, and what is wrong with some.

    Without ``folders`` the system's are looked through, the user's own and those of the settings. Without
    ``settings`` the user's are read, and what is wrong with their file is told as well.
    """
    problems: list[Problem] = []
    if settings is None:
        settings, problems = read_settings()
    if folders is None:
        usual = [*system_folders(), paths.dictionaries_folder()]
        named = list(settings.dictionaries.folders)
    else:
        usual, named = [], [Path(folder) for folder in folders]
    files: list[Path] = []
    for folder in usual:
        files += _listing(folder)
    for folder in named:
        if os.path.isdir(folder):
            files += _listing(folder)
        else:
            message = _("there is no such folder of dictionaries; check the name")
            problems.append(Problem("warning", str(folder), None, message))
    found, wrong = _joined(files, settings)
    return found, [*problems, *wrong]


def dictionaries_at(
    named: Iterable[str | Path], *, settings: Settings | None = None
) -> tuple[list[DictionaryFile], list[Problem]]:
    """The dictionaries that are named, by any of their files or by a folder."""
    problems: list[Problem] = []
    if settings is None:
        settings, problems = read_settings()
    files: list[Path] = []
    for path in map(Path, named):
        ending = _ending(path.name)
        if os.path.isdir(path) and ending is None:
            files += _listing(path)
        elif ending is None:
            message = _("this is no dictionary; name a file that ends in .index, .dict, .dict.dz, .ifo or .idx")
            problems.append(Problem("error", str(path), None, message))
        elif not os.path.lexists(path):
            message = _("there is no such file; check the name")
            problems.append(Problem("error", str(path), None, message))
        else:
            stem = path.name[: -len(ending)]
            files += [part for end in _ENDINGS if os.path.lexists(part := path.with_name(stem + end))]
    found, wrong = _joined(files, settings)
    return found, [*problems, *wrong]


def _ending(name: str) -> str | None:
    folded = name.lower()
    return next((end for end in _ENDINGS if folded.endswith(end) and len(folded) > len(end)), None)


def _listing(folder: Path) -> list[Path]:
    """The files in a folder and in those inside it that can be part of a dictionary."""
    return sorted(_walked(folder))


def _walked(folder: Path) -> Iterator[Path]:
    waiting = [(folder, 0)]
    seen: set[str] = set()
    count = 0
    while waiting:
        here, depth = waiting.pop()
        real = os.path.realpath(here)
        if real in seen:  # a link that leads back
            continue
        seen.add(real)
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    count += 1
                    if count > MAX_FILES:
                        return
                    if _ending(entry.name):
                        yield Path(entry.path)
                    elif depth < MAX_DEPTH and _is_folder(entry):
                        waiting.append((Path(entry.path), depth + 1))
        except (OSError, ValueError):
            continue


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _joined(files: list[Path], settings: Settings) -> tuple[list[DictionaryFile], list[Problem]]:
    """The parts of each dictionary put together."""
    groups: dict[tuple[Path, str], dict[str, Path]] = {}
    for file in files:
        ending = _ending(file.name)
        if ending is not None:
            groups.setdefault((file.parent, file.name[: -len(ending)]), {})[ending] = file
    found: dict[str, DictionaryFile] = {}
    problems: list[Problem] = []
    for (_folder, stem), parts in groups.items():
        head = parts.get(".index") or parts.get(".ifo")
        try:
            if head is None:
                raise _missing(next(iter(parts.values())), ".index" if ".dict" in "".join(parts) else ".ifo")
            real = os.path.realpath(head)
            if real not in found:
                found[real] = _put_together(stem, parts, head, settings)
        except UnreadableFile as error:
            if error.problem not in problems:
                problems.append(error.problem)
    return list(found.values()), problems


def _missing(path: Path, ending: str) -> UnreadableFile:
    message = _("its {ending} is missing beside it; fetch the dictionary again").format(ending=ending)
    return UnreadableFile(Problem("error", str(path), None, message))


def _put_together(stem: str, parts: dict[str, Path], head: Path, settings: Settings) -> DictionaryFile:
    """Raises ``UnreadableFile`` where a part is missing or the languages cannot be told."""
    data = parts.get(".dict") or parts.get(".dict.dz")
    if data is None:
        raise _missing(head, ".dict.dz")
    if ".index" in parts:
        source, target = _languages(stem, "", head, settings)
        return DictionaryFile(_name(stem), "dictd", head, head, data, None, source, target)
    words = parts.get(".idx") or parts.get(".idx.gz")
    if words is None:
        raise _missing(head, ".idx")
    source, target = _languages(stem, read_ifo(head).bookname, head, settings)
    synonyms = parts.get(".syn") or parts.get(".syn.dz")
    return DictionaryFile(_name(stem), "stardict", head, words, data, synonyms, source, target)


def _name(stem: str) -> str:
    return clean_line(stem).removeprefix("freedict-") or "?"


def _languages(stem: str, title: str, head: Path, settings: Settings) -> tuple[str, str]:
    """What the user has said comes first, since only the user can say that a name misleads."""
    stated = settings.dictionaries.languages.get(stem)
    pair = stated_languages(stated) if stated is not None else languages_in(stem) or languages_in(title)
    if pair is None and stated is not None:
        message = _("the settings name its languages as “{stated}”; two are needed, such as fi-sv")
        raise UnreadableFile(Problem("warning", str(head), None, message.format(stated=clean_line(stated)[:60])))
    if pair is None:
        message = _(
            "its languages cannot be told; rename its files to such as fi-sv{ending}, or name them in the settings: "
            '[dictionaries.languages] "{stem}" = "fi-sv"'
        )
        said = message.format(ending=_ending(head.name) or "", stem=_name(stem))
        raise UnreadableFile(Problem("notice", str(head), None, said))
    if primary(pair[0]) == primary(pair[1]):
        message = _("it explains {language} in the same language; only dictionaries of two languages are used")
        raise UnreadableFile(Problem("notice", str(head), None, message.format(language=pair[0])))
    return pair
