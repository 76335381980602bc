"""Dictionary forms of Turkish words, as far as a list of forms tells.

The list that comes with simplemma gives verbs as stems (*içerir* becomes *içer*), takes derived words for inflected
ones (*değerli* becomes *değer*) and verbal nouns for their verbs (*işletme*, a business, becomes *işle*, to work). A
dictionary heads its entries otherwise: infinitives in -mak or -mek by vowel harmony, *değerli* and *işletme* as they
are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import regex

_VOWELS = "aıoueiöü"
_BACK = "aıou"
_MIN_STEM = 2

_INFLECTION = regex.compile(
    r"(?:l[ae]r)?"
    r"(?:(?:[ıiuü]m[ıiuü]z|m[ıiuü]z|[ıiuü]n[ıiuü]z|n[ıiuü]z|s[ıiuü]|[ıiuü]m|[ıiuü]n|[ıiuümn]))?"
    r"(?:n?[ıiuü]n|[yn]?[ae]|[yn]?[ıiuü]|n?[dt][ae]n?|y?l[ae]|nc[ae])?"
    r"(?:ki(?:l[ae]r)?(?:n?[ıiuü]n|n[ae]|n[ıiuü])?)?"
    r"(?:[dt][ıiuü]r)?"
)
"""Plural, possessive, case, -ki, copula: endings that make another form of a noun, not another word."""
_FINITE = regex.compile(
    r"(?:m[ae]|y?[ae]bil|y?[ae]m[ae])?(?:[ıiuüae]?r|[ıiuü]yor|m[ae]z|y?[ae]c[ae][kğ]|[dt][ıiuü]|m[ıiuü]ş|m[ae]l[ıi]|y?[ae]n|"
    r"[dt][ıiuü][kğ]|y?[ae]r[ae]k|y?[ıiuü]p|y?[ıiuü]nc[ae]|m[ae]kt[ae]|m[ae]d[ae]n|s[ae]).*"
)
"""Endings that only verbs have."""
_INFINITIVE = regex.compile(r"(?P<stem>.+)m(?:ak|ek)(?:t[ae]n?|l[ae]|s[ıi]z[ıi]n)?(?:[dt][ıi]r)?")
_VERBAL_NOUN = regex.compile(r".+m[ae]")
_DERIVED = regex.compile(r".{2,}(?:l[ıiuü]|s[ıiuü]z|l[ıiuü]k|[cç][ıiuü]|s[ae]l)")
_SOFTENED = {"b": "p", "c": "ç", "d": "t", "ğ": "k"}


def infinitive(stem: str) -> str:
    """The infinitive of a verb stem, by vowel harmony."""
    last = next((letter for letter in reversed(stem) if letter in _VOWELS), "e")
    return stem + ("mak" if last in _BACK else "mek")


def dictionary_form(word: str, known: Callable[[str], str | None]) -> str:
    """The dictionary form of a lower-case word; ``known`` gives what a list of forms has for one, or None."""
    own = known(word)
    if own == word:
        return word
    if (match := _INFINITIVE.fullmatch(word)) and known(infinitive(match["stem"])) is not None:
        return infinitive(match["stem"])
    noun, verb = _noun(word, known), _verb(word, known)
    if noun is None or (verb is not None and own is not None and len(own) > len(noun)):
        return verb if verb is not None else own if own is not None else word  # sağla-r rather than sağ-lar
    return noun


def _noun(word: str, known: Callable[[str], str | None]) -> str | None:
    found = [stem for stem in _stems(word) if _heads_an_entry(stem, known)]
    if not found:
        return None
    longest = found[0]
    if longest[-1] in "yn" and longest[:-1] in found and _VERBAL_NOUN.fullmatch(longest[:-1]):
        return longest[:-1]  # kurma-yı rather than kurmay-ı: a buffer letter is more frequent than such a noun
    return longest


def _stems(word: str) -> Iterator[str]:
    """What may be left of a word without its inflection, the longest first."""
    for end in range(len(word), _MIN_STEM - 1, -1):
        stem, rest = word[:end], word[end:]
        if _INFLECTION.fullmatch(rest):
            yield stem
            if rest[:1] in tuple(_VOWELS) and stem[-1] in _SOFTENED:
                yield stem[:-1] + _SOFTENED[stem[-1]]


def _heads_an_entry(stem: str, known: Callable[[str], str | None]) -> bool:
    lemma = known(stem)
    if lemma is None:
        return False
    if lemma == stem:
        return True
    return bool(_DERIVED.fullmatch(stem) and stem.startswith(lemma)) or bool(
        _VERBAL_NOUN.fullmatch(stem) and known(infinitive(stem[:-2])) is not None
    )


def _verb(word: str, known: Callable[[str], str | None]) -> str | None:
    for end in range(len(word) - 1, _MIN_STEM - 1, -1):
        stem = word[:end]
        if not _FINITE.fullmatch(word[end:]) or stem.endswith(("ebil", "abil")):
            continue
        if known(infinitive(stem)) is not None:
            return infinitive(stem)
        if stem[-1] == "d" and known(infinitive(stem[:-1] + "t")) is not None:
            return infinitive(stem[:-1] + "t")  # eder, gider
    return None
