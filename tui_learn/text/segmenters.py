"""Words of languages that write no spaces, by packages that know their dictionaries: the extras zh, ja and th.

Chinese by jieba (MIT), Japanese by fugashi (MIT) with unidic-lite (BSD), Thai by pythainlp (Apache 2.0). A package is
imported when the first text of its language is asked for, as its dictionary takes up to a second to load. Without it
the unit is the character.
"""

from __future__ import annotations

import importlib
import logging
import threading
from collections.abc import Callable, Iterable
from functools import lru_cache

from tui_learn.i18n import gettext as _
from tui_learn.text.fold import primary
from tui_learn.text.languages import has_word_spaces, language_name

Segmenter = Callable[[str], Iterable[str]]
"""Cuts a stretch of text into its words, in order and with nothing left out."""

_PACKAGES: dict[str, tuple[str, ...]] = {"zh": ("jieba",), "ja": ("fugashi", "unidic-lite"), "th": ("pythainlp",)}
EXTRAS = tuple(_PACKAGES)
"""The languages whose words an extra of the same name tells apart."""


def has_words(tag: str) -> bool:
    """Whether the words of a language can be told apart here: by its spaces, or by an extra that is installed."""
    return has_word_spaces(tag) or bool(segmenter_name(tag))


@lru_cache(maxsize=64)
def segmenter_name(tag: str) -> str:
    """The packages that cut a language into words with their versions (``jieba 0.42.1``); empty where none does.

    What is derived from words is kept under it, so that another segmenter makes it again.
    """
    packages = _PACKAGES.get(primary(tag), ())
    if not packages:
        return ""
    from importlib.metadata import PackageNotFoundError, version  # not cheap, and seldom needed

    try:
        return ", ".join(f"{package} {version(package)}" for package in packages)
    except PackageNotFoundError:
        return ""


def words_key(tag: str) -> str:
    """A language as the key of what is derived from its words: the tag, and what tells its words apart."""
    name = segmenter_name(tag)
    return f"{tag} {name}" if name else tag


def missing_extra(tag: str) -> str | None:
    """One line that names the extra which would tell the words of a language apart; None if none would."""
    language = primary(tag)
    if language not in _PACKAGES or segmenter_name(tag):
        return None
    message = _('words of {language} need the extra "{extra}": pip install "tui-learn[{extra}]"')
    return message.format(language=language_name(language), extra=language)


@lru_cache(maxsize=4)
def segmenter(language: str) -> Segmenter | None:
    """What cuts a language (a primary tag) into words, loaded; None where its extra is not installed."""
    if not segmenter_name(language):
        return None
    return {"zh": _chinese, "ja": _japanese, "th": _thai}[language]()


def _chinese() -> Segmenter:
    jieba = importlib.import_module("jieba")
    jieba.setLogLevel(logging.WARNING)  # it reports on the standard error how long it took to load
    tokenizer = jieba.Tokenizer()

    def cut(text: str) -> Iterable[str]:
        return [str(word) for word in tokenizer.cut(text)]

    return cut


def _japanese() -> Segmenter:
    tagger = importlib.import_module("fugashi").Tagger()
    one_at_a_time = threading.Lock()  # a tagger keeps the sentence it is at

    def cut(text: str) -> Iterable[str]:
        with one_at_a_time:
            return [str(word.surface) for word in tagger(text)]

    return cut


def _thai() -> Segmenter:
    word_tokenize = importlib.import_module("pythainlp.tokenize").word_tokenize

    def cut(text: str) -> Iterable[str]:
        return [str(word) for word in word_tokenize(text, engine="newmm")]

    return cut
