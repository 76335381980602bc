"""Which articles fit what is typed: every word of it stands in a title, an id, a file's name or a language.

Words are compared as ``tui_learn.text.finding`` does: typed plainly they find every spelling, a letter typed with its
marks finds itself alone. A text is made of each article once, so that a key costs one look into each.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from tui_learn.app.shelf import Facts, is_asked, is_wrong
from tui_learn.library import Article
from tui_learn.text.finding import LONGEST, Folded, Needle, folded, matches, needle
from tui_learn.text.fold import lower, primary
from tui_learn.text.languages import UNKNOWN, language_name

Flag = Literal["due", "unread", "read", "asked", "wrong"]
FLAGS: tuple[Flag, ...] = ("due", "unread", "read", "asked", "wrong")
"""What may stand after ``is:``."""
IS, LANG = "is:", "lang:"
_OWN_CASES = ("tr", "az")
"""Languages whose lower case is not that of the others."""
_UNSPACED = "\u3000"
"""Before the letters of scripts that write no spaces: those that are there all the same are not looked at."""
_NOTHING = "\0"
"""Stands beside what one letter has become more than one for; in no text."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What is looked for."""

    words: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()


def typed(text: str) -> Typed:
    """What a person means by ``kahvi lang:fi is:due``. The beginning of a term is enough, none of it asks nothing."""
    words: list[str] = []
    languages: list[str] = []
    flags: list[Flag] = []
    for word in text[:LONGEST].split():
        small = word.casefold()
        if small.startswith(LANG):
            if len(small) > len(LANG):
                languages.append(small.removeprefix(LANG).replace("_", "-"))
        elif small.startswith(IS) and (found := _flag(small.removeprefix(IS))) is not None:
            flags.append(found)
        elif small != IS:
            words.append(word)
    return Typed(tuple(words), tuple(languages), tuple(flags))


def _flag(start: str) -> Flag | None:
    return next((flag for flag in FLAGS if start and flag.startswith(start)), None)


# --- texts


@lru_cache(maxsize=65536)
def _letter(character: str) -> tuple[str, str] | None:
    """A character without and with its marks, both equally long; None for one that needs others beside it."""
    made = folded(character, UNKNOWN)
    if made.starts is not None or len(made.kept) > len(made.text):
        return None
    return made.text, made.kept.ljust(len(made.text), _NOTHING)


class _Table(dict[int, str]):
    def __init__(self, side: int) -> None:
        super().__init__()
        self._side = side

    def __missing__(self, code: int) -> str:
        letter = _letter(chr(code))
        self[code] = chr(code) if letter is None else letter[self._side]
        return self[code]


_BARE, _KEPT = _Table(0), _Table(1)
_PLAIN: set[str] = set()
"""Characters that are compared one by one."""


def _is_plain(text: str) -> bool:
    letters = set(text)
    if letters <= _PLAIN:
        return True
    found = {letter for letter in letters - _PLAIN if letter.isspace() or _letter(letter) is not None}
    _PLAIN.update(found)
    return letters <= _PLAIN


def _compared(text: str, language: str) -> tuple[str, str] | None:
    """A text as it is looked through, without and with its marks, both equally long; None where they cannot be."""
    if primary(language) in _OWN_CASES:
        made: Folded = folded(text, language)
        return (made.text, made.kept) if made.starts is None and len(made.kept) == len(made.text) else None
    if text.isascii():
        small = text.lower()
        return small, small
    if not _is_plain(text) or (max(text) >= _UNSPACED and any(letter.isspace() for letter in text)):
        return None
    return text.translate(_BARE), text.translate(_KEPT)


def _parts_of(article: Article) -> list[tuple[str, str]]:
    """What of an article is looked through, each with its language."""
    parts = {(edition.title, edition.language): None for edition in article.editions}
    folders: dict[str, None] = {}
    for edition in article.editions:
        folder, name = os.path.split(edition.path)
        folders.setdefault(os.path.basename(folder))
        parts.setdefault((name, UNKNOWN))
    tags = article.languages
    rest = " ".join([article.id, *folders, *tags, *map(language_name, tags)])
    return [*parts, (rest, UNKNOWN)]


class Filter:
    """The texts of some articles as they are looked through."""

    def __init__(self, articles: Sequence[Article], wrong: Set[str] = frozenset()) -> None:
        self._articles, self._wrong = articles, wrong
        self._bare: list[str] = []
        """Without marks."""
        self._kept: list[str | None] = []
        """With them; the same string where there are none, None where it takes a closer look."""
        self._tags: list[tuple[str, ...]] = []
        same: dict[tuple[str, ...], tuple[str, ...]] = {}
        for article in articles:
            parts = _parts_of(article)
            compared = [_compared(text, language) for text, language in parts]
            if any(each is None for each in compared):
                self._bare.append("\n".join(folded(text, language).text for text, language in parts))
                self._kept.append(None)
            else:
                bare = "\n".join(each[0] for each in compared if each is not None)
                kept = "\n".join(each[1] for each in compared if each is not None)
                self._bare.append(bare)
                self._kept.append(bare if kept == bare else kept)
            tags = article.languages
            self._tags.append(same.setdefault(tags, tags))

    def fitting(self, text: str, facts: Mapping[str, Facts]) -> Sequence[int]:
        """The numbers of the articles that fit what is typed, in their order."""
        wanted = typed(text)
        numbers: Sequence[int] = range(len(self._articles))
        for language in wanted.languages:
            numbers = self._in_language(numbers, language)
        for flag in wanted.flags:
            is_so = self._test_of(flag, facts)
            numbers = [number for number in numbers if is_so(self._articles[number])]
        for word in wanted.words:
            numbers = self._with_word(numbers, word)
        return numbers

    def _with_word(self, numbers: Sequence[int], word: str) -> Sequence[int]:
        needles: dict[Needle, str] = {}
        for tag in (UNKNOWN, *_OWN_CASES):
            made = needle(word, tag)
            if made.text.strip():
                needles.setdefault(made, lower(word, tag))
        found = [self._with_needle(numbers, word, wanted, spelt) for wanted, spelt in needles.items()]
        if len(found) < 2:
            return found[0] if found else numbers
        return sorted(set().union(*found))

    def _with_needle(self, numbers: Sequence[int], word: str, wanted: Needle, spelt: str) -> list[int]:
        bare, kept, plain = self._bare, self._kept, wanted.text
        there = [number for number in numbers if plain in bare[number]]
        if not wanted.marked:
            return there
        first = wanted.marked[0][2]  # rarer than a letter without marks
        there = [number for number in there if (own := kept[number]) is None or first in own]
        return [n for n in there if ((own := kept[n]) is not None and spelt in own) or self._stands(n, word, wanted)]

    def _stands(self, number: int, word: str, wanted: Needle) -> bool:
        """Whether a word whose letters are there stands there with the marks that were typed."""
        bare, kept = self._bare[number], self._kept[number]
        if kept is None:
            return any(matches(text, word, language) for text, language in _parts_of(self._articles[number]))
        if not all(mark in kept for _start, _end, mark in wanted.marked):
            return False
        offset, _end, first = wanted.marked[0]  # rarer than a letter without marks
        place = kept.find(first)
        while place >= 0:
            begin = place - offset
            if (
                begin >= 0
                and bare.startswith(wanted.text, begin)
                and all(kept.startswith(mark, begin + start) for start, _end, mark in wanted.marked)
            ):
                return True
            place = kept.find(first, place + 1)
        return False

    def _in_language(self, numbers: Sequence[int], wanted: str) -> Sequence[int]:
        known: dict[tuple[str, ...], bool] = {}
        found = []
        for number in numbers:
            tags = self._tags[number]
            fits = known.get(tags)
            if fits is None:
                fits = known[tags] = _is_among(tags, wanted)
            if fits:
                found.append(number)
        return found

    def _test_of(self, flag: Flag, facts: Mapping[str, Facts]) -> Callable[[Article], bool]:
        match flag:
            case "due":
                due = {article for article, one in facts.items() if one.due}
                return lambda article: article.id in due
            case "asked":
                return is_asked
            case "wrong":
                return lambda article: is_wrong(article, self._wrong)
        read = {article for article, one in facts.items() if one.read is not None or one.last}
        return lambda article: (article.id in read) == (flag == "read")


def _is_among(tags: Sequence[str], wanted: str) -> bool:
    """By tag, by the beginning of a tag while it is being typed, or by the beginning of a name."""
    for tag in tags:
        small = tag.lower()
        if small == wanted or small.startswith(f"{wanted}-") or (len(wanted) == 1 and small.startswith(wanted)):
            return True
        if len(wanted) > 2 and language_name(tag).casefold().startswith(wanted):
            return True
    return False
