"""Changing a setting in the user's file: comments, order and what this version does not know stay as they are.

The file is replaced as a whole or not at all, and only with a text that reads back as the old one with that change.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from tui_learn import paths
from tui_learn.cache import write_atomically
from tui_learn.i18n import gettext as _
from tui_learn.settings.schema import Spec
from tui_learn.text.clean import clean_line
from tui_learn.text.files import read_file
from tui_learn.text.problems import UnreadableFile

_BOM = b"\xef\xbb\xbf"


class SettingsNotKept(Exception):
    """A change was not written; the message says why and what to do."""


class SettingsChanged(SettingsNotKept):
    """The file was changed by somebody else since it was read."""


class SettingsFile:
    """The file as it was when it was read; nothing is written over what was changed in it since."""

    def __init__(self, file: Path | None = None) -> None:
        """Reads it. Raises ``SettingsNotKept`` where it is not valid TOML or cannot be read."""
        self.file = file or paths.settings_file()
        self._seen = self._bytes()
        self.values = self._parsed(self._text(self._seen))

    def raw(self, spec: Spec) -> Any:
        """The value that is written for a setting, or None."""
        table = self.values.get(spec.section)
        if not isinstance(table, dict):
            return None
        return table.get(spec.name) if spec.name else table or None

    def change(self, spec: Spec, raw: Any) -> None:
        """Write a value, or with None take the setting out. Raises ``SettingsNotKept``."""
        if self._bytes() != self._seen:
            raise SettingsChanged(_("the file was changed meanwhile, so nothing is written; look at it as it is now"))
        wanted = _wanted(self.values, spec, raw)
        if wanted == self.values:
            return
        made = _changed(self._text(self._seen), spec, raw)
        if self._parsed(made) != wanted:
            raise SettingsNotKept(_("this cannot be changed without changing more; change it in the file itself"))
        data = (_BOM if (self._seen or b"").startswith(_BOM) else b"") + made.encode("utf-8")
        place = self.file.resolve()  # what a link points to is replaced, not the link
        try:
            mode = place.stat().st_mode & 0o777 if self._seen is not None else None
            write_atomically(place, data, durable=True, mode=mode)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise SettingsNotKept(_("the settings could not be written: {reason}").format(reason=reason)) from error
        self._seen, self.values = data, self._parsed(made)

    def _bytes(self) -> bytes | None:
        if not self.file.exists() and not self.file.is_symlink():
            return None
        try:
            return read_file(self.file)
        except UnreadableFile as error:
            raise SettingsNotKept(error.problem.message) from error

    @staticmethod
    def _text(data: bytes | None) -> str:
        try:
            return (data or b"").decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise SettingsNotKept(_("the file is not UTF-8, so nothing is written to it; mend it first")) from error

    @staticmethod
    def _parsed(text: str) -> dict[str, Any]:
        try:
            return tomllib.loads(text)
        except (ValueError, RecursionError) as error:
            message = _("the file is not valid TOML, so nothing is written to it; mend it first: {reason}")
            raise SettingsNotKept(message.format(reason=clean_line(str(error))[:200])) from error


def _changed(text: str, spec: Spec, raw: Any) -> str:
    # Imported here: only who changes a setting pays for it.
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(text)
        if spec.section not in document:
            if raw is None:
                return text
            document[spec.section] = tomlkit.table()
        table: Any = document if not spec.name else document[spec.section]
        name = spec.name or spec.section
        if not spec.name:
            _replace(document[name], raw or {})
        elif raw is None:
            table.pop(name, None)
        elif isinstance(raw, dict):
            _fill(table, name, raw)
        else:
            table[name] = raw
        made = tomlkit.dumps(document)
    except (TOMLKitError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        message = _("this cannot be changed here; change it in the file itself: {reason}")
        raise SettingsNotKept(message.format(reason=clean_line(str(error))[:200])) from error
    if "\r\n" in text and "\n" not in text.replace("\r\n", ""):
        made = made.replace("\r\n", "\n").replace("\n", "\r\n")
    return made


def _fill(table: Any, name: str, raw: dict[str, Any]) -> None:
    import tomlkit

    if name not in table:
        table[name] = tomlkit.inline_table()
    _replace(table[name], raw)


def _replace(table: Any, raw: dict[str, Any]) -> None:
    """What is the same stays where and as it is."""
    plain = table.unwrap()
    for old in list(table):
        if old not in raw:
            table.pop(old)
    for key, value in raw.items():
        if plain.get(key) != value:
            table[key] = value


def _wanted(values: dict[str, Any], spec: Spec, raw: Any) -> dict[str, Any]:
    """The values with the change."""
    wanted = dict(values)
    if not spec.name:
        if raw is not None or spec.section in wanted:
            wanted[spec.section] = raw or {}
        return wanted
    held = wanted.get(spec.section)
    table = dict(held) if isinstance(held, dict) else {}
    if raw is None:
        table.pop(spec.name, None)
        if spec.section not in wanted:
            return wanted
    else:
        table[spec.name] = raw
    wanted[spec.section] = table
    return wanted
