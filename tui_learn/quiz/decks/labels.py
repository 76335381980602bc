"""Texts in several languages on one line: ``fi: asiakas :: sv: kund``."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from tui_learn.i18n import gettext as _
from tui_learn.quiz.decks.escapes import BARS, BEGINNING, COLONS, escaped, plain, split
from tui_learn.quiz.decks.items import Answers, Wording
from tui_learn.text.clean import clean_line
from tui_learn.text.languages import known_languages, normalise_tag

_LABEL = regex.compile(r"([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*):(?:\s+(.*)|$)", regex.DOTALL)
_LOOKS_LABELLED = r"(?<=^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*):(?=\s|$)"


class Fault(ValueError):
    """What is wrong with a line, and what to do; for the author of a deck."""


def label(raw: str, langs: Sequence[str]) -> tuple[str, str] | None:
    """(language, the rest) of a line that begins with ``lang: ``; None where it is no label.

    ``langs`` are the deck's; a deck without any may use all. Raises ``Fault`` for a language it does not name.
    """
    match = _LABEL.fullmatch(raw)
    tag = normalise_tag(match[1]) if match else None
    if match is None or tag is None:
        return None
    if tag not in langs:
        if not match[1].islower() or tag.partition("-")[0] not in known_languages():
            return None
        if langs:
            raise Fault(_not_among(match[1], langs))
    return tag, (match[2] or "").strip()


def _not_among(tag: str, langs: Sequence[str]) -> str:
    message = _('"{tag}" is not among the languages of this deck ({langs}); add it to "langs:", or write "{tag}\\:"')
    return message.format(tag=tag, langs=", ".join(langs))


def labelled(raw: str, langs: Sequence[str]) -> list[tuple[str, str]]:
    """The versions of a line as they are written; one without a language where it is not in several.

    Raises ``Fault``.
    """
    versions: list[tuple[str, str]] = []
    for part in split(raw, "::"):
        version = label(part, langs)
        if version is None:
            versions = [label(raw.strip(), langs) or ("", raw.strip())]
            break
        versions.append(version)
    languages = [language for language, _text in versions]
    for language, text in versions:
        if languages.count(language) > 1:
            raise Fault(_('"{tag}" stands here twice; leave one out').format(tag=language))
        if not text:
            raise Fault(_("nothing is written here; write a text"))
    return versions


def wording(raw: str, langs: Sequence[str]) -> Wording:
    """A text. Raises ``Fault``."""
    return Wording(tuple((language, plain(text)) for language, text in labelled(raw, langs)))


def two_sides(raw: str, langs: Sequence[str]) -> Wording:
    """A line of a match: versions, or the two sides without languages. Raises ``Fault``."""
    parts = split(raw, "::")
    if len(parts) < 2:
        message = _('the two sides of "{text}" are parted by " :: "; write left :: right')
        raise Fault(message.format(text=clean_line(plain(raw))[:60]))
    versions = [label(part, langs) for part in parts]
    if all(version is not None for version in versions):
        return wording(raw, langs)
    if len(parts) > 2 or not all(parts) or any(versions):
        raise Fault(_('write two sides, left :: right, or begin each part with its language ("fi: ")'))
    return Wording(tuple(("", plain(part)) for part in parts))


def answers(raw: str, langs: Sequence[str]) -> Answers:
    """Answers parted by ``|``, in one language or several. Raises ``Fault``."""
    found = []
    for language, text in labelled(raw, langs):
        texts = tuple(dict.fromkeys(plain(part) for part in split(text, "|") if part))
        if not texts:
            raise Fault(_("nothing is written here; write a text"))
        found.append((language, texts))
    return Answers(tuple(found))


# --- writing


def wording_line(said: Wording, *, in_list: bool = False) -> str:
    """A text as it is written; ``in_list`` where it stands right behind the sign of a list."""
    return " :: ".join(_version(language, text, in_list) for language, text in said.versions)


def _version(language: str, text: str, in_list: bool) -> str:
    if language:
        return f"{language}: {escaped(text, COLONS)}"
    return escaped(text, COLONS + "|" + _LOOKS_LABELLED + (f"|{BEGINNING}" if in_list else ""))


def answers_line(said: Answers) -> str:
    """Answers as they are written."""
    guard = COLONS + "|" + BARS
    lines = []
    for language, texts in said.versions:
        first = guard if language else guard + "|" + _LOOKS_LABELLED
        written = " | ".join(escaped(text, guard if number else first) for number, text in enumerate(texts))
        lines.append(f"{language}: {written}" if language else written)
    return " :: ".join(lines)
