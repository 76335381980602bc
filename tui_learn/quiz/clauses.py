"""Sentences in two parts: split at their only comma, colon, semicolon or dash, or at a word that gives a reason."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from tui_learn.quiz.connectives import because_words, has_moved, joins
from tui_learn.text.fold import primary
from tui_learn.text.function_words import is_function_word
from tui_learn.text.languages import has_word_spaces
from tui_learn.text.tokens import tokenize

MIN_WORDS = 4
MIN_CHARACTERS = 6
"""Where words cannot be counted."""

_OPENING, _CLOSING = "([{（【「『“«‹", ")]}）】」』”»›"
_COMMAS, _COLONS, _SEMICOLONS, _DASHES = ",،、，", ":：", ";；؛", "–—―"
_WIDE = "、，：；"
"""Signs that need no space behind them."""
_SIGN = regex.compile(r"[(\[{（【「『“«‹)\]}）】」』”»›\"„,،、，:：;；؛–—―-]")
_CLOSE = regex.compile(r"[.!?…。！？؟।]+$")
_OPENER = regex.compile(r"^[\s\-‐‑.…]")


@dataclass(frozen=True, slots=True)
class Split:
    """A sentence in two parts."""

    sign: str
    """``,`` ``:`` ``;`` or ``–``, whatever the script; ``because`` for a word."""
    first: str
    """What comes first, with the sign at its end."""
    second: str
    """The rest, with the closing sign."""

    @property
    def share(self) -> float:
        """How much of the sentence the first part is, by characters."""
        return len(self.first) / (len(self.first) + len(self.second))


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence that gives a reason."""

    statement: str
    """What the reason is for."""
    reason: str
    """Without the word that introduces it, unless its word order needs it."""
    comes_first: bool
    """Whether the reason comes before the statement."""
    introduced: bool
    """Whether the word that introduces it was left, because the order of the others needs it."""


def signs(text: str) -> list[tuple[int, str]] | None:
    """Signs between clauses outside brackets and quotation marks: offset and kind; None where a bracket stays open."""
    depth, quoted = 0, False
    found: list[tuple[int, str]] = []
    for match in _SIGN.finditer(text):
        place, character = match.start(), match.group()
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth -= 1
            if depth < 0:
                return None
        elif character in '"„':
            quoted = not quoted
        elif depth == 0 and not quoted:
            kind = _kind(text, place)
            if kind and place + 1 < len(text):
                found.append((place, kind))
    return None if depth or quoted else found


def _kind(text: str, place: int) -> str:
    character = text[place]
    spaced = text[place + 1 : place + 2].isspace()
    if character in _DASHES or character == "-":
        return "–" if spaced and text[place - 1 : place].isspace() else ""
    if not spaced and character not in _WIDE:
        return ""
    for kind, these in ((",", _COMMAS), (":", _COLONS), (";", _SEMICOLONS)):
        if character in these:
            return kind
    return ""


@lru_cache(maxsize=8192)
def split_once(text: str, language: str) -> Split | None:
    """The sentence in two at its only sign; None where it has none, or more than one that could be meant.

    A colon, semicolon or dash outweighs one comma; two commas are a list, or set something apart.
    """
    found = signs(text)
    if primary(language) == "el":
        found = found and [(place, kind) for place, kind in found if text[place] != ";"]
    if not found:
        return None
    strong = [(place, kind) for place, kind in found if kind != ","]
    if len(strong) > 1 or len(found) - len(strong) > 1:
        return None
    place, kind = (strong or found)[0]
    first, second = text[: place + 1].strip(), text[place + 1 :].strip()
    if _OPENER.match(second) or not (_is_long(first, language) and _is_long(second, language)):
        return None
    return Split(kind, first, second)


@lru_cache(maxsize=8192)
def reason_in(text: str, language: str, *, maybe: bool = False) -> Reason | None:
    """What a sentence states and the reason it gives, by its only word that gives one; ``maybe`` counts unsure words.

    None where there is no such word, or more than one, and where something else joins the clauses as well.
    """
    words = because_words(text, language, maybe=maybe)
    found = signs(text) if len(words) == 1 else None
    if found is None or text.rstrip("\"'”»)] ")[-1:] in "?？؟":
        return None
    start, end = words[0]
    if not text[:start].strip(" \"'“„«"):
        return _reason_first(text, start, end, found, language)
    inside = signs(text[:start])
    if inside is None:
        return None  # in brackets or quoted
    if any(kind != "," for _place, kind in found) or any(
        joins(_word_after(text, place, language), language) for place, _kind in found if place >= end
    ):
        return None
    if maybe and not because_words(text, language) and (not inside or inside[-1][0] != len(text[:start].rstrip()) - 1):
        return None  # a word of several meanings, in the middle of a clause
    statement = text[:start].rstrip(" ,،，、;–—")
    before = tokenize(text[:start], language)
    if (
        has_word_spaces(language)
        and text[:start].rstrip()[-1:].isalnum()
        and is_function_word(before[-1].text, language)
    ):
        return None  # "only because", "not because"
    return _checked(statement, text[end:], text[start:], False, language)


def _reason_first(text: str, start: int, end: int, found: list[tuple[int, str]], language: str) -> Reason | None:
    if len(found) != 1 or found[0][1] != ",":
        return None
    place = found[0][0]
    return _checked(text[place + 1 :].strip(), text[end:place], text[start:place], True, language)


def _checked(statement: str, bare: str, joined: str, comes_first: bool, language: str) -> Reason | None:
    introduced = has_moved(bare, language)
    reason = (joined if introduced else bare).strip()
    if _OPENER.match(reason) or bare.startswith(" of "):
        return None  # "because of" gives a thing for a reason, not a sentence
    if not (_is_long(statement, language) and _is_long(reason, language)):
        return None
    return Reason(statement, reason, comes_first, introduced)


def _word_after(text: str, place: int, language: str) -> str:
    tokens = tokenize(text[place + 1 :], language)
    return tokens[0].text if tokens else ""


def _is_long(part: str, language: str) -> bool:
    if has_word_spaces(language):
        return len(tokenize(part, language)) >= MIN_WORDS
    return sum(character.isalnum() for character in part) >= MIN_CHARACTERS


def first_word(part: str, language: str) -> str:
    """The first word of a part of a sentence."""
    return _word_after(part, -1, language)


def closing(part: str) -> str:
    """The sign a part of a sentence ends with; "" for none."""
    match = _CLOSE.search(part)
    return match.group() if match else ""
