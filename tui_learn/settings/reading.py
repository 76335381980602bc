"""Reading the file of settings.

It may hold keys this version does not know: they are reported and left where they are. A value that cannot be used
is reported, and the default holds in its place.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from tui_learn import paths
from tui_learn.i18n import gettext as _
from tui_learn.settings.kinds import Keys, flattened
from tui_learn.settings.schema import Settings, Spec, specs_of
from tui_learn.text.clean import clean_line
from tui_learn.text.files import read_file
from tui_learn.text.problems import Problem, UnreadableFile


def read_settings(file: Path | None = None) -> tuple[Settings, list[Problem]]:
    """The user's settings and what is wrong with their file; where there is none, the defaults."""
    file = file or paths.settings_file()
    if not file.exists() and not file.is_symlink():
        return Settings(), []
    # Imported here: most learners have no such file.
    import tomllib

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
        known = {spec.name: spec for spec in specs_of(section)}
        if not known:
            problems.append(_unknown(file, text, section))
        elif not isinstance(table, dict):
            message = _("[{section}] should be a section of its own; the defaults hold").format(section=section)
            problems.append(Problem("warning", str(file), line_of(text, section), message))
        elif "" in known:
            keys, wrong = _keys(file, text, section, table)
            problems += wrong
            settings = replace(settings, keys=keys)
        else:
            read, wrong = _section(file, text, section, table, known)
            problems += wrong
            changed: dict[str, Any] = {section: replace(getattr(settings, section), **read)}
            settings = replace(settings, **changed)
    return settings, problems


def _section(
    file: Path, text: str, section: str, table: dict[str, Any], known: dict[str, Spec]
) -> tuple[dict[str, Any], list[Problem]]:
    read: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, value in table.items():
        spec = known.get(key)
        if spec is None:
            problems.append(_unknown(file, text, section, key))
            continue
        try:
            read[key] = spec.kind.read(value, file.parent)
        except ValueError as error:
            problems.append(_unused(file, text, section, key, error))
    return read, problems


def _keys(
    file: Path, text: str, section: str, table: dict[str, Any]
) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    """Entry by entry: one that is wrong does not take the others with it. Which commands there are the app knows."""
    read: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for name, value in flattened(table).items():
        try:
            read[name] = Keys().read_entry(value)
        except ValueError as error:
            problems.append(_unused(file, text, section, name, error))
    return read, problems


def _unused(file: Path, text: str, section: str, key: str, error: ValueError) -> Problem:
    message = _("{key} in [{section}] is not used: {reason}")
    said = message.format(key=clean_line(key)[:100], section=section, reason=error)
    return Problem("warning", str(file), line_of(text, section, key), said)


def _unknown(file: Path, text: str, *keys: str) -> Problem:
    message = _("“{key}” is no setting this version knows; it is left as it is, check how it is written")
    said = message.format(key=clean_line(".".join(keys))[:100])
    return Problem("notice", str(file), line_of(text, *keys), said)


def line_of(text: str, section: str, key: str | None = None) -> int | None:
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


def setting_line(file: Path, section: str, key: str) -> int | None:
    """The line of the file on which a setting stands; None where it cannot be found."""
    try:
        return line_of(read_file(file).decode("utf-8-sig"), section, key)
    except (UnreadableFile, UnicodeDecodeError):
        return None
