"""What the values of settings may be: how each kind is read from TOML, shown, and typed by a person."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tui_learn.i18n import gettext as _
from tui_learn.text.clean import clean_line

SEPARATOR = ";"
"""What stands between the entries of a list where they are typed on one line."""


class Kind:
    """One kind of value. A value of TOML is *raw*; what the program works with is *read* from it."""

    choices: tuple[str, ...] = ()
    """What may be chosen; empty where the value is typed."""

    def read(self, raw: Any, home: Path) -> Any:
        """The value the program works with. Raises ``ValueError`` with what it should be.

        ``home`` is the folder of the settings.
        """
        raise NotImplementedError

    def typed(self, text: str) -> Any:
        """The raw value a person means by a text. Raises ``ValueError``."""
        raise NotImplementedError

    def shown(self, raw: Any) -> str:
        """A raw value as a person reads and types it."""
        return str(raw)


@dataclass(frozen=True, slots=True)
class Truth(Kind):
    """``true`` or ``false``."""

    choices: tuple[str, ...] = ("true", "false")

    def read(self, raw: Any, home: Path) -> bool:
        """A truth value."""
        if not isinstance(raw, bool):
            raise ValueError(_("it should be true or false"))
        return raw

    def typed(self, text: str) -> bool:
        """One of the two words."""
        if text not in self.choices:
            raise ValueError(_("it should be true or false"))
        return text == "true"

    def shown(self, raw: Any) -> str:
        """As TOML writes it."""
        return "true" if raw else "false"


@dataclass(frozen=True, slots=True)
class Choice(Kind):
    """One of some words; ``free`` lets any other word pass, to be judged where more is known."""

    choices: tuple[str, ...]
    free: bool = False

    def read(self, raw: Any, home: Path) -> str:
        """A word."""
        if not isinstance(raw, str) or not (raw in self.choices or (self.free and raw.strip())):
            raise ValueError(_("it should be one of {choices}").format(choices=_quoted(self.choices)))
        return clean_line(raw)

    def typed(self, text: str) -> str:
        """A word."""
        return self.read(text, Path())


@dataclass(frozen=True, slots=True)
class Whole(Kind):
    """A whole number in a range."""

    least: int
    most: int

    def read(self, raw: Any, home: Path) -> int:
        """A number."""
        if isinstance(raw, bool) or not isinstance(raw, int) or not self.least <= raw <= self.most:
            message = _("it should be a whole number from {least} to {most}")
            raise ValueError(message.format(least=self.least, most=self.most))
        return raw

    def typed(self, text: str) -> int:
        """Digits."""
        text = text.strip()
        return self.read(int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None, Path())


@dataclass(frozen=True, slots=True)
class Seconds(Kind):
    """A number of seconds, from 0."""

    most: float

    def read(self, raw: Any, home: Path) -> float:
        """A number."""
        if isinstance(raw, bool) or not isinstance(raw, int | float) or not 0 <= raw <= self.most:
            raise ValueError(_("it should be a number of seconds, such as 2"))
        return float(raw)

    def typed(self, text: str) -> int | float:
        """Digits, with a point or a comma; a whole number stays whole."""
        try:
            number = float(text.strip().replace(",", "."))
        except ValueError:
            number = math.nan
        self.read(number, Path())
        return int(number) if number == int(number) else number

    def shown(self, raw: Any) -> str:
        """Without a needless point."""
        return f"{raw:g}"


@dataclass(frozen=True, slots=True)
class Line(Kind):
    """A line of text, which may be empty."""

    def read(self, raw: Any, home: Path) -> str:
        """The line without what a terminal would act on."""
        if not isinstance(raw, str) or "\n" in raw:
            raise ValueError(_("it should be a line of text"))
        return clean_line(raw)

    def typed(self, text: str) -> str:
        """Anything."""
        return self.read(text.strip(), Path())


@dataclass(frozen=True, slots=True)
class Folders(Kind):
    """A list of folders."""

    def read(self, raw: Any, home: Path) -> tuple[Path, ...]:
        """A folder that is not absolute is meant from where the settings are."""
        if not isinstance(raw, list) or not all(isinstance(item, str) and item for item in raw):
            raise ValueError(_('it should be a list of folders, such as ["~/words"]'))
        return tuple(home / _expanded(item) for item in raw)

    def typed(self, text: str) -> list[str]:
        """Folders with semicolons between them."""
        return [item.strip() for item in text.split(SEPARATOR) if item.strip()]

    def shown(self, raw: Any) -> str:
        """On one line. Raises ``ValueError`` where that cannot be read back."""
        return _joined([str(item) for item in raw])


@dataclass(frozen=True, slots=True)
class Texts(Kind):
    """A table of texts."""

    example: str
    """How an entry is written in TOML."""

    def read(self, raw: Any, home: Path) -> dict[str, str]:
        """The table."""
        if not isinstance(raw, dict) or not all(isinstance(item, str) for item in raw.values()):
            raise ValueError(_("it should be a table of texts, such as {example}").format(example=self.example))
        return dict(raw)

    def typed(self, text: str) -> dict[str, str]:
        """``name = text`` with semicolons between them."""
        return dict(_named(text, self.example))

    def shown(self, raw: Any) -> str:
        """On one line. Raises ``ValueError`` where that cannot be read back."""
        return _joined([f"{name} = {item}" for name, item in raw.items()], named=True)


@dataclass(frozen=True, slots=True)
class Keys(Kind):
    """A table of keys, by the command they are for: one key, or a list of keys."""

    def read(self, raw: Any, home: Path) -> Mapping[str, tuple[str, ...]]:
        """The keys of each command, as they are written there."""
        if not isinstance(raw, dict):
            raise ValueError(_("it should be a table of keys"))
        return {name: self.read_entry(value) for name, value in raw.items()}

    def read_entry(self, raw: Any) -> tuple[str, ...]:
        """The keys of one command."""
        keys = [raw] if isinstance(raw, str) else raw
        if not isinstance(keys, list) or not keys or not all(isinstance(key, str) and key.strip() for key in keys):
            raise ValueError(_('it should be a key or a list of keys, such as "m" or ["M", "f12"]'))
        return tuple(clean_line(key) or " " for key in keys)

    def typed(self, text: str) -> dict[str, str | list[str]]:
        """``command = key key`` with semicolons between them."""
        found: dict[str, str | list[str]] = {}
        for name, keys in _named(text, "reader.merge = M f12"):
            several = keys.split()
            found[name] = several[0] if len(several) == 1 else several
        return found

    def shown(self, raw: Any) -> str:
        """On one line. Raises ``ValueError`` where that cannot be read back."""
        entries = [(name, [keys] if isinstance(keys, str) else list(keys)) for name, keys in flattened(raw).items()]
        if any(SEPARATOR in keys or any(" " in str(key) for key in keys) for _name, keys in entries):
            raise ValueError(_only_in_the_file())
        return _joined([f"{name} = {' '.join(str(key) for key in keys)}" for name, keys in entries], named=True)


def flattened(table: Mapping[str, Any]) -> dict[str, Any]:
    """A table in tables as one: TOML takes ``reader.merge`` without quotes for a table ``reader``."""
    found: dict[str, Any] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            found |= {f"{name}.{rest}": inner for rest, inner in flattened(value).items()}
        else:
            found[name] = value
    return found


def _expanded(item: str) -> Path:
    try:
        return Path(item).expanduser()
    except RuntimeError:  # no such user
        return Path(item)


def _quoted(words: tuple[str, ...]) -> str:
    return ", ".join(f'"{word}"' for word in words)


def _joined(entries: list[str], *, named: bool = False) -> str:
    for entry in entries:
        if SEPARATOR in entry or entry != clean_line(entry) or (named and entry.count("=") != 1):
            raise ValueError(_only_in_the_file())
    return f"{SEPARATOR} ".join(entries)


def _only_in_the_file() -> str:
    return _("this can only be changed in the file itself")


def _named(text: str, example: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for entry in text.split(SEPARATOR):
        name, sign, value = (part.strip() for part in entry.partition("="))
        if entry.strip() and not (name and sign and value):
            raise ValueError(_("each entry should be written like {example}").format(example=example))
        if entry.strip():
            found.append((name, value))
    return found
