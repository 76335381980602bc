"""The user's settings: one TOML file that is read and never written.

A file may hold keys this version does not know: they are reported and left where they are. A value that cannot be
used is reported, and the default holds in its place.

To add a section: a frozen dataclass with defaults, a field of ``Settings`` and a line in ``_SECTIONS`` that names a
reader for each of its keys. A reader takes the value from TOML and raises ``ValueError`` with what it should be.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tui_learn import paths
from tui_learn.i18n import gettext as _
from tui_learn.text.clean import clean_line
from tui_learn.text.files import read_file
from tui_learn.text.problems import Problem, UnreadableFile

MAX_SECONDS = 600


@dataclass(frozen=True, slots=True)
class DictionarySettings:
    """Where dictionaries are, and what the names of their files do not say."""

    folders: tuple[Path, ...] = ()
    """Folders with dictionaries, besides the usual ones."""
    languages: Mapping[str, str] = field(default_factory=dict)
    """The languages of a dictionary (``fi-sv``) by the name of its file without endings."""


@dataclass(frozen=True, slots=True)
class DeckSettings:
    """Where decks of questions are."""

    folders: tuple[Path, ...] = ()
    """Folders with decks, besides the usual ones."""


@dataclass(frozen=True, slots=True)
class QuizSettings:
    """What is asked."""

    read_first: bool = True
    """Whether a section must have been opened in the reader before it is asked what it says."""
    auto_advance: float = 0.0
    """Seconds after which a right answer is left by itself in the app; 0 waits for a key."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the user has set; the defaults where nothing is."""

    dictionaries: DictionarySettings = DictionarySettings()
    quiz: QuizSettings = QuizSettings()
    decks: DeckSettings = DeckSettings()


Reader = Callable[[Any, Path], Any]
"""From a value of TOML and the folder of the settings to the value of a setting. Raises ``ValueError``."""


def _folders(value: Any, home: Path) -> tuple[Path, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise ValueError(_('it should be a list of folders, such as ["~/words"]'))
    # A folder that is not absolute is meant from where the settings are.
    return tuple(home / _expanded(item) for item in value)


def _expanded(item: str) -> Path:
    try:
        return Path(item).expanduser()
    except RuntimeError:  # no such user
        return Path(item)


def _texts(value: Any, _home: Path) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        raise ValueError(_('it should be a table of texts, such as "my words" = "fi-sv"'))
    return dict(value)


def _truth(value: Any, _home: Path) -> bool:
    if not isinstance(value, bool):
        raise ValueError(_("it should be true or false"))
    return value


def _seconds(value: Any, _home: Path) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= MAX_SECONDS:
        raise ValueError(_("it should be a number of seconds, such as 2"))
    return float(value)


_SECTIONS: dict[str, dict[str, Reader]] = {
    "dictionaries": {"folders": _folders, "languages": _texts},
    "quiz": {"read_first": _truth, "auto_advance": _seconds},
    "decks": {"folders": _folders},
}


def read_settings(file: Path | None = None) -> tuple[Settings, list[Problem]]:
    """The user's settings and what is wrong with their file; where there is none, the defaults."""
    file = file or paths.settings_file()
    if not file.exists() and not file.is_symlink():
        return Settings(), []
    try:
        text = read_file(file).decode("utf-8-sig")
        values = tomllib.loads(text)
    except UnreadableFile as error:
        return Settings(), [error.problem]
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return Settings(), [_broken(file, line, _("it is not UTF-8"))]
    except (ValueError, RecursionError) as error:
        found = re.search(r"\(?at line (\d+), column \d+\)?", str(error))
        reason = clean_line(re.sub(r"\s*\(at [^)]*\)$", "", str(error)))[:200]
        return Settings(), [_broken(file, int(found[1]) if found else None, reason)]
    return _settings(file, text, values)


def _broken(file: Path, line: int | None, reason: str) -> Problem:
    message = _("the settings cannot be read, so the defaults hold: {reason}; mend this line")
    return Problem("error", str(file), line, message.format(reason=reason))


def _settings(file: Path, text: str, values: dict[str, Any]) -> tuple[Settings, list[Problem]]:
    settings = Settings()
    problems: list[Problem] = []
    for section, table in values.items():
        readers = _SECTIONS.get(section)
        if readers is None:
            problems.append(_unknown(file, text, section))
        elif not isinstance(table, dict):
            message = _("[{section}] should be a section of its own; the defaults hold").format(section=section)
            problems.append(Problem("warning", str(file), _line(text, section), message))
        else:
            read, wrong = _section(file, text, section, table, readers)
            problems += wrong
            settings = replace(settings, **{section: replace(getattr(settings, section), **read)})
    return settings, problems


def _section(
    file: Path, text: str, section: str, table: dict[str, Any], readers: dict[str, Reader]
) -> tuple[dict[str, Any], list[Problem]]:
    read: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, value in table.items():
        reader = readers.get(key)
        if reader is None:
            problems.append(_unknown(file, text, section, key))
            continue
        try:
            read[key] = reader(value, file.parent)
        except ValueError as error:
            message = _("{key} in [{section}] is not used: {reason}")
            said = message.format(key=key, section=section, reason=error)
            problems.append(Problem("warning", str(file), _line(text, section, key), said))
    return read, problems


def _unknown(file: Path, text: str, *keys: str) -> Problem:
    message = _("“{key}” is no setting this version knows; it is left as it is, check how it is written")
    said = message.format(key=clean_line(".".join(keys))[:100])
    return Problem("notice", str(file), _line(text, *keys), said)


def _line(text: str, section: str, key: str | None = None) -> int | None:
    """The line on which a section begins, or a key in it; TOML's reader does not tell."""
    lines = text.splitlines()
    within = False
    headed = re.compile(rf"\s*\[\[?\s*[\"']?{re.escape(section)}[\"']?\s*[\].]")
    named = re.compile(rf"\s*[\"']?{re.escape(section)}[\"']?\s*[=.]")
    for number, line in enumerate(lines, start=1):
        if line.lstrip().startswith("["):
            within = headed.match(line) is not None
            if within and (key is None or re.search(rf"\.\s*[\"']?{re.escape(key)}[\"']?\s*\]", line)):
                return number
        elif within and key is not None:
            if re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]", line):
                return number
        elif named.match(line) and (key is None or re.search(rf"{re.escape(key)}[\"']?\s*[=.]", line)):
            return number
    return None
