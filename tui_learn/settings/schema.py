"""Every setting, described once: reading, checking and the screen that changes them are drawn from this.

To add one: a field of a section made with ``setting``. To add a section: a frozen dataclass of them, and a field of
``Settings``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar, cast

from tui_learn.i18n import gettext as _
from tui_learn.settings.kinds import Choice, Folders, Keys, Kind, Line, Seconds, Texts, Truth, Whole

MAX_SECONDS = 600
MIN_WIDTH, MAX_WIDTH = 20, 120

Words = Callable[[], str]
"""A text in the language of the interface, asked for when it is shown."""
Value = TypeVar("Value")
_SPEC = "spec"


@dataclass(frozen=True, slots=True)
class Spec:
    """What there is to say about one setting."""

    section: str
    name: str
    """Empty where the whole section is one table that anything may be put into."""
    kind: Kind
    default: Any
    """Raw: as TOML would write it."""
    title: Words
    says: Words
    """What it does, in a sentence."""
    live: bool
    """Whether a change holds at once in a running program."""


@dataclass(frozen=True, slots=True)
class _Described:
    kind: Kind
    default: Any
    title: Words
    says: Words
    live: bool


def setting(kind: Kind, default: Value, title: Words, says: Words, *, raw: Any = None, live: bool = False) -> Value:
    """A field of a section. ``raw`` is the default as TOML writes it, where that is not the same."""
    described = _Described(kind, default if raw is None else raw, title, says, live)
    return field(default_factory=lambda: default, metadata={_SPEC: described})


@dataclass(frozen=True, slots=True)
class AppSettings:
    """How the app looks."""

    theme: str = setting(
        Choice(("auto", "ink", "paper"), free=True),
        "auto",
        lambda: _("Theme"),
        lambda: _("The colours: ink is dark, paper is light, auto goes by the ground of the terminal where it tells."),
        live=True,
    )


@dataclass(frozen=True, slots=True)
class ReaderSettings:
    """How articles are read."""

    layout: str = setting(
        Choice(("auto", "side-by-side", "stacked", "interlinear", "hidden", "weave")),
        "auto",
        lambda: _("Layout"),
        lambda: _("How an article that is opened for the first time is laid out; auto goes by the width."),
        live=True,
    )
    text_width: int = setting(
        Whole(MIN_WIDTH, MAX_WIDTH),
        72,
        lambda: _("Width of the text"),
        lambda: _("How wide a column of text may be at most, in cells."),
        live=True,
    )
    marks: str = setting(
        Choice(("learning", "all", "none")),
        "learning",
        lambda: _("Marks of words"),
        lambda: _("Which words show their status: those being learned, all that are not well known, or none."),
        live=True,
    )
    speak: str = setting(
        Line(),
        "",
        lambda: _("Speak"),
        lambda: _(
            "The command that reads a text aloud, such as espeak-ng -v {lang}; "
            "{lang} is the language, {text} the text, which comes last without it."
        ),
        live=True,
    )


@dataclass(frozen=True, slots=True)
class QuizSettings:
    """What is asked."""

    read_first: bool = setting(
        Truth(),
        True,
        lambda: _("Read first"),
        lambda: _("A section must have been opened in the reader before it is asked what it says."),
        live=True,
    )
    auto_advance: float = setting(
        Seconds(MAX_SECONDS),
        0.0,
        lambda: _("Go on by itself"),
        lambda: _("Seconds after which a right answer is left by itself in the app; 0 waits for a key."),
        raw=0,
        live=True,
    )


@dataclass(frozen=True, slots=True)
class DeckSettings:
    """Where decks of questions are."""

    folders: tuple[Path, ...] = setting(
        Folders(),
        (),
        lambda: _("Folders with decks"),
        lambda: _("Folders with decks of questions, besides the usual ones; semicolons between them."),
        raw=[],
    )


@dataclass(frozen=True, slots=True)
class DictionarySettings:
    """Where dictionaries are, and what the names of their files do not say."""

    folders: tuple[Path, ...] = setting(
        Folders(),
        (),
        lambda: _("Folders with dictionaries"),
        lambda: _("Folders with dictionaries, besides the usual ones; semicolons between them."),
        raw=[],
    )
    languages: Mapping[str, str] = setting(
        Texts('"my words" = "fi-sv"'),
        cast("Mapping[str, str]", {}),
        lambda: _("Languages of dictionaries"),
        lambda: _("The languages of a dictionary by the name of its file without endings, such as my words = fi-sv."),
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the user has set; the defaults where nothing is."""

    dictionaries: DictionarySettings = field(default_factory=DictionarySettings)
    quiz: QuizSettings = field(default_factory=QuizSettings)
    decks: DeckSettings = field(default_factory=DeckSettings)
    reader: ReaderSettings = field(default_factory=ReaderSettings)
    app: AppSettings = field(default_factory=AppSettings)
    keys: Mapping[str, tuple[str, ...]] = setting(
        Keys(),
        cast("Mapping[str, tuple[str, ...]]", {}),
        lambda: _("Keys"),
        lambda: _("Other keys for commands, such as reader.merge = M f12; the help names the commands."),
        live=True,
    )


def section_title(section: str) -> str:
    """The name of a section, as a person reads it."""
    return {
        "app": _("Look"),
        "reader": _("Reading"),
        "quiz": _("Practising"),
        "decks": _("Decks"),
        "dictionaries": _("Dictionaries"),
        "keys": _("Keys"),
    }[section]


def specs() -> Iterator[Spec]:
    """Every setting, in the order in which the screen shows them."""
    for section in ("reader", "app", "quiz", "decks", "dictionaries", "keys"):
        yield from specs_of(section)


def specs_of(section: str) -> Iterator[Spec]:
    """The settings of one section; none where there is no such section."""
    held = next((held for held in fields(Settings) if held.name == section), None)
    if held is None:
        return
    if _SPEC in held.metadata:
        yield _spec(section, "", held.metadata[_SPEC])
        return
    for each in fields(getattr(Settings(), section)):
        yield _spec(section, each.name, each.metadata[_SPEC])


def _spec(section: str, name: str, described: _Described) -> Spec:
    return Spec(section, name, described.kind, described.default, described.title, described.says, described.live)
