"""Dictionary forms of words, as far as lists of forms tell (simplemma, Barbaresi 2021). They are guesses."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from tui_learn.text.fold import lower, primary

if TYPE_CHECKING:
    from simplemma import Lemmatizer
    from simplemma.strategies.dictionaries import StreamDictionaryFactory

_CAPITAL_NOUNS = {"de", "lb"}
"""Languages whose dictionaries write nouns with a capital."""


_COMPOUNDING = {"da", "de", "et", "fi", "hu", "is", "nb", "nl", "nn", "sv"}
"""Languages that write compounds as one word, more of them than any list has."""
_MIN_PART, _MIN_LAST = 3, 4
"""Letters of the beginning and of the end of a compound."""

Known = Callable[[str], str | None]
"""What a list of forms gives for one."""

_ENDINGS: dict[str, tuple[tuple[str, str], ...]] = {
    "da": (("ning", "n"), ("hed", "n"), ("else", "n"), ("tion", "n"), ("lig", "ar"), ("isk", "ar"), ("isere", "v")),
    "de": (("lich", "ar"), ("isch", "ar"), ("ig", "ar"), ("haft", "ar"), ("ieren", "v")),
    "en": (("ness", "n"), ("tion", "n"), ("sion", "n"), ("ment", "n"), ("ity", "n"), ("ous", "a"), ("ful", "a"),
           ("less", "a"), ("ize", "v")),
    "es": (("ción", "n"), ("dad", "n"), ("mente", "r"), ("ivo", "a"), ("oso", "a"), ("izar", "v")),
    "fi": (("minen", "n"), ("uus", "n"), ("yys", "n"), ("sti", "r"), ("staa", "v"), ("stää", "v"), ("ttaa", "v"),
           ("ttää", "v"), ("oida", "v"), ("öidä", "v")),
    "fr": (("tion", "n"), ("ité", "n"), ("ment", "nr"), ("eux", "a"), ("if", "an"), ("iser", "v")),
    "nb": (("ning", "n"), ("het", "n"), ("else", "n"), ("sjon", "n"), ("lig", "ar"), ("isk", "ar"), ("isere", "v")),
    "nn": (("ning", "n"), ("heit", "n"), ("sjon", "n"), ("leg", "ar"), ("isk", "ar")),
    "pl": (("ość", "n"), ("ść", ""), ("ć", "v"), ("anie", "n"), ("enie", "n"), ("cie", "n"), ("ący", "a"),
           ("owy", "a"), ("ny", "a"), ("ski", "a"), ("cki", "a")),
    "ru": (("ость", "n"), ("ние", "n"), ("ть", "v"), ("ться", "v"), ("ый", "a")),
    "sv": (("ning", "n"), ("het", "n"), ("else", "n"), ("tion", "n"), ("lig", "ar"), ("isk", "ar"), ("era", "v")),
    "tr": (("mak", "v"), ("mek", "v"), ("ma", "n"), ("me", "n"), ("lık", "n"), ("lik", "n")),
}  # fmt: skip
"""Endings by language, with the classes words that have them may be of; the first that fits counts."""


@lru_cache(maxsize=1)
def _lists() -> StreamDictionaryFactory:
    # It reads the packed lists as they are: 70 MB a language and a second, where the usual one takes 415 MB.
    from simplemma.strategies.dictionaries import StreamDictionaryFactory

    return StreamDictionaryFactory()


@lru_cache(maxsize=1)
def _lemmatizer() -> Lemmatizer:
    from simplemma import Lemmatizer
    from simplemma.strategies import DefaultStrategy

    return Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=_lists()))


def forget_lists() -> None:
    """Free the memory of the lists of forms; they are read again when needed."""
    _lemmatizer.cache_clear()
    _lists.cache_clear()


def writes_nouns_with_capitals(language: str) -> bool:
    """Whether a capital inside a sentence does not mark a name."""
    return primary(language) in _CAPITAL_NOUNS


def has_lexemes(language: str) -> bool:
    """Whether there is a list of forms for a language."""
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    return primary(language) in SUPPORTED_LANGUAGES


def lexemes(words: Iterable[str], language: str) -> dict[str, str]:
    """The dictionary form of each word as it stands in a text; the word in lower case where none is known.

    The first word of a language costs a second, the others microseconds.
    """
    tag = primary(language)
    if not has_lexemes(language):
        return {word: lower(word, language) for word in words}
    return {word: _form(word, tag) for word in words}


def is_name_of_letters(word: str) -> bool:
    """Whether a word is written in capitals (``CRM``, ``EU:n``), is a number or an abbreviation (``e.g.``).

    Such words are their own forms, but for an ending behind a colon.
    """
    head, _colon, _ending = word.partition(":")
    return (
        (1 < len(head) <= 8 and head.isupper())
        or not any(character.isalpha() for character in head)
        or ("." in word and len(word) > 2)
    )


def _form(word: str, tag: str) -> str:
    if ":" in word and not word[0].isdigit():  # Finnish and Swedish endings of abbreviations: EU:n, tv:n
        word = word.partition(":")[0]
    head, apostrophe, ending = word.replace("’", "'").partition("'")
    if apostrophe and len(head) > 1 and head.isupper() and ending.islower() and is_name_of_letters(head):
        word = head  # CRM'nin, CRM's
    return word if is_name_of_letters(word) else _lexeme(word, tag)


def classes_by_form(lexeme: str, language: str) -> str:
    """The classes a dictionary form may be of, as its ending or capital tells; empty where they tell nothing.

    ``n`` noun, ``v`` verb, ``a`` adjective, ``r`` adverb.
    """
    tag = primary(language)
    if tag in _CAPITAL_NOUNS and lexeme[:1].isupper():
        return "n"
    return next((classes for ending, classes in _ENDINGS.get(tag, ()) if lexeme.endswith(ending)), "")


def guesses(forms: Iterable[str], language: str) -> frozenset[str]:
    """Those of some dictionary forms that no list has, be it as the last part of a compound: they may be inflected.

    Empty for languages without a list.
    """
    if not has_lexemes(language):
        return frozenset()
    known = _lists().get_dictionary(primary(language)).get
    return frozenset(
        form for form in forms if not is_name_of_letters(form) and not _is_listed(form, primary(language), known)
    )


def _is_listed(form: str, tag: str, known: Known) -> bool:
    small = lower(form, tag)
    return any(known(found) is not None for found in (form, small)) or (
        tag in _COMPOUNDING and _last_part(small, known) is not None
    )


def _last_part(word: str, known: Known) -> str | None:
    """The longest end of a word that is a word of its own, where what is before it is long enough to be one too."""
    for start in range(_MIN_PART, len(word) - _MIN_LAST + 1):
        if known(word[start:]) is not None:
            return word[start:]
    return None


def _lexeme(word: str, tag: str) -> str:
    small = lower(word, tag)
    known = _lists().get_dictionary(tag).get
    if tag == "tr":
        from tui_learn.text.turkish import dictionary_form

        return dictionary_form(small, known)
    if tag in _CAPITAL_NOUNS:
        found = _lemmatizer().lemmatize(word, lang=tag)
    else:
        found = lower(_lemmatizer().lemmatize(small, lang=tag), tag).strip(".") or small
    if tag in _COMPOUNDING and lower(found, tag) == small and known(small) is None and known(word) is None:
        last = _last_part(small, known)
        if last is not None:
            found = word[: len(word) - len(last)] + lower(known(last) or last, tag)
            return found if tag in _CAPITAL_NOUNS else lower(found, tag)
    if tag == "pl":
        from tui_learn.text.polish import verbal_noun

        return verbal_noun(small, found) or found
    return found
