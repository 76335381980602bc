"""The words that tell what a sentence is about, to be compared within a language."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import regex

from tui_learn.quiz.alike import alike_sentences
from tui_learn.quiz.foreign import is_foreign
from tui_learn.quiz.material import Material
from tui_learn.quiz.openers import stands_alone
from tui_learn.quiz.parallels import invariants
from tui_learn.quiz.stems import MIN_STEM, StemSet, folded_parts, folded_words, stem_set
from tui_learn.text import tokenize
from tui_learn.text.fold import fold, primary
from tui_learn.text.function_words import function_words, is_function_word
from tui_learn.text.languages import has_word_spaces

_LEAST = {"ko": 2, "he": 3, "ar": 3, "fa": 3, "ur": 3}
"""Letters of a word that means something, where four would be too many."""
_SELDOM = 6
_SELDOM_SHARE = 0.05
"""Segments, or share of them, up to which a word tells one part of an article from another."""
_HAN = regex.compile(r"\p{Han}{2,}")
_UNFIT = regex.compile(r"[(\[]\s?(?:\.\.\.|…)\s?[)\]]|\]\(|\*\*|`|https?://|^\W*—\s*@")
"""Something left out, signs of markup, addresses, a name under a quotation."""
_WHOLE = regex.compile(r"\p{Katakana}[\p{Katakana}ー]+|[\p{Latin}\p{N}]{2,}")


@lru_cache(maxsize=32768)
def topic_words(text: str, language: str) -> tuple[str, ...]:
    """Folded words that mean something, each once; in Chinese and Japanese pairs of Han characters and loanwords.

    Nothing where words can be told apart in neither way.
    """
    if not has_word_spaces(language):
        return _unspaced(text, language)
    least = _LEAST.get(primary(language), MIN_STEM)
    found: dict[str, None] = {}
    for token in tokenize(text, language):
        if token.is_acronym:
            found.setdefault(fold(token.text, language))
        elif not is_function_word(token.text, language):
            found.update((part, None) for part in folded_parts(token, language) if len(part) >= least)
    return tuple(found)


def _unspaced(text: str, language: str) -> tuple[str, ...]:
    if primary(language) not in ("zh", "ja"):
        return ()
    small = function_words(language)
    found: dict[str, None] = {}
    for run in _HAN.findall(text):
        found.update((run[at : at + 2], None) for at in range(len(run) - 1))
    found.update((fold(run, language), None) for run in _WHOLE.findall(text))
    return tuple(word for word in found if word not in small)


class Topics:
    """What the segments of an article are about, in every version; made once an article."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._languages = sorted({*material.editions, "en"})
        self._fit: dict[tuple[str, str], bool] = {}
        self._telling: dict[tuple[str, str], tuple[str, ...]] = {}
        self._once: dict[tuple[str, str], bool] = {}
        self._alone: dict[tuple[str, str], bool] = {}

    def words(self, language: str, segment: str) -> tuple[str, ...]:
        """The topic words of a segment."""
        return topic_words(self._material.sentence(language, segment).text, language)

    def telling(self, language: str, segment: str) -> tuple[str, ...]:
        """Those of its topic words that the article does not use all the time."""
        key = (language, segment)
        if key not in self._telling:
            index = self._material.index(language)
            most = max(_SELDOM, int(_SELDOM_SHARE * len(index.body)))
            self._telling[key] = tuple(w for w in self.words(language, segment) if index.frequency(w) <= most)
        return self._telling[key]

    def stems_of(self, language: str, segment: str) -> StemSet:
        """The same, to be asked for forms of a word."""
        return stem_set(self.words(language, segment))

    def fit(self, language: str, segment: str) -> bool:
        """Whether a segment may be shown, asked for and offered: no word excluded or left out, nothing untranslated."""
        key = (language, segment)
        if key not in self._fit:
            text = self._material.sentence(language, segment).text
            self._fit[key] = (
                self._material.teachable(language, segment)
                and not _UNFIT.search(text)
                and not is_foreign(text, language, self._languages)
            )
        return self._fit[key]

    def said_once(self, language: str, segment: str) -> bool:
        """Whether no other sentence says nearly the same."""
        key = (language, segment)
        if key not in self._once:
            near = alike_sentences(self._material, language).near(self._material.sentence(language, segment).text)
            self._once[key] = near in ([], [segment])
        return self._once[key]

    def versions_of(self, language: str, segment: str) -> list[tuple[str, str]]:
        """(language, segment) of a segment in every version that surely has it, its own first."""
        found = [(language, segment)]
        for version in self._material.versions(language):
            there = self._material.parallel(language, version).get(segment)
            if there is not None:
                found.append((version, there))
        return found

    def counterpart(self, language: str, segment: str, version: str) -> str | None:
        """The segment of a version that surely answers a segment."""
        return segment if version == language else self._material.parallel(language, version).get(segment)

    def stands_alone(self, language: str, segment: str) -> bool:
        """Whether a segment needs nothing before it, in any version: one may leave out the pronoun another has."""
        key = (language, segment)
        if key not in self._alone:
            self._alone[key] = all(
                stands_alone(self._material.sentence(version, there).text, version)
                for version, there in self.versions_of(language, segment)
            )
        return self._alone[key]


def topics(material: Material) -> Topics:
    """Those of an article, made when first asked for."""
    return material.once("topics", lambda: Topics(material))


def share_a_stem(words: Iterable[str], others: StemSet) -> bool:
    """Whether some word has a form among the others."""
    return any(word in others for word in words)


@lru_cache(maxsize=16384)
def starts(text: str, language: str) -> frozenset[str]:
    """What texts of two languages may have in common: words (``=word``), their first four letters, figures and acronyms
    (``#CRM``).

    Where words have no spaces between them, of what is written in other letters.
    """
    if has_word_spaces(language):
        words: Iterable[str] = folded_words(text, language)
    else:
        words = [fold(word, language) for word in _WHOLE.findall(text)]
    forms = [form for word in words for form in (word[:MIN_STEM], f"={word}")]
    return frozenset([*forms, *(f"#{kept}" for kept in invariants(text))])
