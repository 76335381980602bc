"""The items of a deck as they are written, each with its place in the file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from tui_learn.library.summarise import slug

Kind = Literal["choice", "cloze", "typed", "tf", "match", "order", "sort", "tiles", "pair"]
KINDS: tuple[Kind, ...] = ("choice", "cloze", "typed", "tf", "match", "order", "sort", "tiles", "pair")
SAID, ALTERED = "said", "altered"
"""The two options of a ``tf``, whatever the language of the interface."""

Fields: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """A text, in one language or several."""

    versions: tuple[tuple[str, str], ...] = ()
    """(language, text); without a language it is the same in all."""

    def of(self, *languages: str) -> str | None:
        """The version in the first of these languages there is, else the one for all."""
        said = dict(reversed(self.versions))
        return next((said[language] for language in (*languages, "") if language in said), None)

    @property
    def languages(self) -> tuple[str, ...]:
        """Those it is labelled with."""
        return tuple(language for language, _text in self.versions if language)


@dataclass(frozen=True, slots=True)
class Gap:
    """A word to be found."""

    answer: str
    accept: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Lit:
    """A stretch that is lit."""

    text: str


Piece: TypeAlias = str | Gap | Lit


@dataclass(frozen=True, slots=True)
class Prompt:
    """A line of what is shown."""

    lang: str
    pieces: tuple[Piece, ...]

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Its gaps."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Gap))

    def text(self, gap: str | None = None) -> str:
        """The line; ``gap`` stands in its gaps, without one what is missing there."""
        return "".join(
            piece if isinstance(piece, str)
            else piece.text if isinstance(piece, Lit)
            else piece.answer if gap is None
            else gap
            for piece in self.pieces
        )  # fmt: skip

    def lit_in(self, gap: str | None = None) -> tuple[int, int] | None:
        """Where the first lit stretch begins and ends in ``text(gap)``."""
        start = 0
        for piece in self.pieces:
            if isinstance(piece, Lit):
                return start, start + len(piece.text)
            start += len(piece) if isinstance(piece, str) else len(piece.answer if gap is None else gap)
        return None


@dataclass(frozen=True, slots=True)
class Choice:
    """An option."""

    key: bool
    wording: Wording


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers that are typed, in one language or several."""

    versions: tuple[tuple[str, tuple[str, ...]], ...]
    """(language, answers that are as good as each other)."""

    def of(self, language: str) -> tuple[str, ...]:
        """The answers in a language, with those for all."""
        return tuple(text for lang, texts in self.versions if lang in (language, "") for text in texts)


@dataclass(frozen=True, slots=True)
class Group:
    """A heading and the phrases that belong under it."""

    heading: Wording
    phrases: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class DeckItem:
    """One item."""

    kind: Kind
    title: str
    comment: Fields = ()
    """What the comments under the heading say, in order, with keys nobody knows; a remark has no key."""
    prompts: tuple[Prompt, ...] = ()
    question: Wording = Wording()
    choices: tuple[Choice, ...] = ()
    answers: tuple[Answers, ...] = ()
    """``- [=]``: right."""
    near: tuple[Answers, ...] = ()
    """``- [~]``: not what is asked for; one may try again."""
    forms: tuple[Answers, ...] = ()
    """``- [~] form:``: other forms of what is asked for; one may try again."""
    units: tuple[Wording, ...] = ()
    """``1.``: what is in the right order."""
    sides: tuple[Wording, ...] = ()
    """Lines of a ``match`` or a ``pair``."""
    groups: tuple[Group, ...] = ()
    notes: tuple[Wording, ...] = ()
    rest: tuple[str, ...] = ()
    """What is not understood, as it stands."""
    span: tuple[int, int] = field(default=(0, 0), compare=False)
    """Its lines in the file, from 0: the heading's, and the one after its last that is not empty."""

    @property
    def line(self) -> int:
        """The line of its heading, from 1."""
        return self.span[0] + 1

    def get(self, key: str, default: str = "") -> str:
        """What the comment says under a key; the first, where it stands there twice."""
        return next((value for name, value in self.comment if name == key), default)

    def all(self, key: str) -> tuple[str, ...]:
        """Everything the comment says under a key."""
        return tuple(value for name, value in self.comment if name == key)

    def with_field(self, key: str, value: str) -> DeckItem:
        """The same with another value under a key; a key that is new goes to the end, ``id`` to the beginning."""
        names = [name for name, _value in self.comment]
        if key in names:
            at = names.index(key)
            return replace(self, comment=(*self.comment[:at], (key, value), *self.comment[at + 1 :]))
        return replace(self, comment=((key, value), *self.comment) if key == "id" else (*self.comment, (key, value)))

    @property
    def id(self) -> str:
        """Its id; without one that which it will get when it is first saved."""
        return self.get("id") or self._first_id()

    def _first_id(self) -> str:
        shown = "\x1f".join(map(str, (self.kind, self.prompts, self.question, self.choices, self.answers, self.units,
                                      self.sides, self.groups)))  # fmt: skip
        return f"{slug(self.title)}-{hashlib.sha256(shown.encode()).hexdigest()[:4]}"

    @property
    def status(self) -> str:
        """``ok``, ``rejected`` or ``draft``."""
        return self.get("status", "ok")

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language something of it is in."""
        texts = [self.question, *self.units, *self.sides, *self.notes, *(choice.wording for choice in self.choices)]
        for group in self.groups:
            texts += [group.heading, *group.phrases]
        found = [line.lang for line in self.prompts]
        found += [language for text in texts for language in text.languages]
        typed = (*self.answers, *self.near, *self.forms)
        found += [language for line in typed for language, _texts in line.versions if language]
        return tuple(dict.fromkeys(found))
