"""Where decks lie: with the program, in the learner's own folder, in folders the settings name, beside articles."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from tui_learn.library.deck_files import BEGINNING, SUFFIXES, is_deck
from tui_learn.paths import bundled_decks, decks_folder
from tui_learn.settings import read_settings
from tui_learn.text.languages import known_languages, normalise_tag


class HasPaths(Protocol):
    """An article: where its files are."""

    @property
    def editions(self) -> tuple[Any, ...]: ...


def deck_folders(library_folders: Iterable[Path] = ()) -> list[Path]:
    """The folders in which decks are looked for, each once; not all need to be there."""
    settings, _problems = read_settings()  # what is wrong with them is told by doctor
    return list(dict.fromkeys([bundled_decks(), decks_folder(), *settings.decks.folders, *library_folders]))


def beside(article: HasPaths) -> list[Path]:
    """The folders an article lies in; where each language has a folder of its own, the one above them too."""
    folders: dict[Path, None] = {}
    for edition in article.editions:
        folder = Path(edition.path).parent
        folders.setdefault(folder)
        tag = normalise_tag(folder.name) if folder.name else None
        if tag is not None and tag.partition("-")[0] in known_languages():
            folders.setdefault(folder.parent)
    return list(folders)


def deck_files(folders: Iterable[Path]) -> list[Path]:
    """The decks in these folders, by name; Markdown whose front matter says nothing of a deck is none."""
    found: dict[Path, None] = {}
    for folder in folders:
        if folder.is_dir():
            for path in sorted(folder.iterdir()):
                if path.suffix.lower() in SUFFIXES and not path.name.startswith(".") and _says_deck(path):
                    found.setdefault(path)
    return list(found)


def _says_deck(path: Path) -> bool:
    try:
        stat = path.stat()
        return _is_deck(path, stat.st_ino, stat.st_size, stat.st_mtime_ns)
    except OSError:
        return False  # the library, or whoever names the file, tells


@lru_cache(maxsize=65_536)
def _is_deck(path: Path, _inode: int, _size: int, _changed: int) -> bool:
    if not path.is_file():
        return False
    with open(path, "rb") as file:
        return is_deck(file.read(BEGINNING))
