"""Text to sentences: simplemma's splitter, mended with abbreviations, numbers and rules for what it does not know.

It decides where a sentence may end. Then ends are taken away (after abbreviations, inside quotations that go on, after
a numeral that stands alone) and others added (after figures and initials, reversed quotation marks, signs of other
scripts). Every rule looks at a bounded stretch around the place, so that a megabyte of anything is split in a second.
"""

from __future__ import annotations

from functools import lru_cache

import regex
from simplemma import split_sentences as _simplemma_split

from tui_learn.text.abbreviations import either_abbreviations, inner_abbreviations, numbered_abbreviations
from tui_learn.text.fold import lower, primary
from tui_learn.text.ideographic import split_ideographic
from tui_learn.text.trimming import trim

_IDEOGRAPHIC = frozenset({"gan", "hak", "ja", "lzh", "nan", "wuu", "yue", "zh"})
_WHOLE = frozenset({"th", "lo"})
"""Languages that mark no sentence end with a sign: a paragraph stays whole."""
_CAPITALS_AFTER_NUMBERS = frozenset({"az", "de", "hu", "lb", "tr"})
"""Where a capital after "1." says nothing: nouns, names of days and dynasties are written with one."""
_TIBETAN = frozenset({"bo", "dz"})

_NEAR = 48
"""Characters around a place that rules look at."""
_OPENERS = "([{«„“”\"'‘‚‹»›¿¡—–"
_CLOSING = "\"'”’»)]›"
_CLOSING_OR_DASH = frozenset(_CLOSING + "—–―-")
_ALONE = regex.compile(r"[(\[]?(?:\p{N}{1,3}|[IVXLC]{1,7}|\p{L})\.")
"""A numeral or letter that begins a sentence or an item: ``II. Mehmet``."""
_SHORTENED = regex.compile(r"(?:\p{L}{1,3}\.){1,4}\p{L}{1,3}")
_GOES_ON_AFTER_DASH = regex.compile(r"[—–―-]\s*\p{Ll}")
_CLOSES = regex.compile(rf"[{regex.escape(_CLOSING)}]+(?:\s|[.,;:!?…]|$)")
_STREET = regex.compile(r"\p{L}{3,}(?:str|pl)")
# "kl. 9. Møtet", "S. 12. Dort": a short number or an initial, its full stop, then a capital.
_AFTER_NUMBER = regex.compile(r"(?<=\s\p{N}{1,2})\.\s{1,40}(?=[«„“\"'(¿¡]{0,3}(\p{Lu}\p{L}*+))")
_COUNTS = regex.compile(r"(?i:\b(?:s|p|nr|no|abb|fig|kap|art|abs|bd|tab|ziff|str|sz|bl|mad|bölm))\.\s?\p{N}+$")
"""A number that names a page or a part is no ordinal, whatever the language."""
_AFTER_INITIAL = regex.compile(r"(?<=(?<![.\p{L}]\s?)\s\p{Lu})\.\s{1,40}(\p{Lu}\p{Ll}*+)(?![.\p{L}])")
_MARKED = regex.compile(r"[.!?…][“‘«‹]\s{1,40}(?=[(\[«„“”\"'‘‚‹»›¿¡—–]{0,3}\p{Lu})")
"""An end before a closing mark that opens quotations in English: ``Komm!“ Er`` and ``Kom!« Han``."""
_UNSPACED = regex.compile(r"[።፧။។៕۔᠃꧉。．！？｡]+[」』”’»)）】\"']*")
_SHAD = regex.compile(r"(?<![།༎])[།༎]++\s+")
_NOT_AFTER_INITIALS = frozenset(
    {"af", "al", "av", "ben", "bin", "da", "das", "de", "del", "den", "der", "di", "do", "dos", "du", "el", "ibn", "la",
     "le", "mac", "ten", "ter", "van", "von", "y", "zu"}
)  # fmt: skip
"""Function words that names are made of: "J. De Vries"."""


def split_spans(text: str, language: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence of ``text``, without surrounding white space.

    Every character but white space between sentences is inside some span.
    """
    if not text.strip():
        return []
    code = primary(language)
    if code in _WHOLE:
        return [trim(text, 0, len(text))]
    if code in _IDEOGRAPHIC:
        return split_ideographic(text)
    starts: list[int] = []
    place = 0
    for piece in _simplemma_split(text, code):
        starts.append(text.index(piece, place))
        place = starts[-1] + len(piece)
    kept = _without_false_ends(text, starts, language)
    cuts = sorted({0, *kept, *_further_starts(text, code)})
    spans = (trim(text, start, end) for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True))
    return [(start, end) for start, end in spans if start < end]


def _without_false_ends(text: str, starts: list[int], language: str) -> list[int]:
    lists = _Abbreviations(language)
    kept: list[int] = []
    for start in starts:
        if not kept or not _goes_on(text, kept[-1], start, lists):
            kept.append(start)
    return kept


class _Abbreviations:
    """The abbreviations of one language, as ``_goes_on`` asks for them."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.inner = inner_abbreviations(language)
        self.numbered = numbered_abbreviations(language)
        self.either = either_abbreviations(language)


def _goes_on(text: str, begin: int, start: int, lists: _Abbreviations) -> bool:
    """Whether what begins at ``start`` is the rest of the sentence that begins at ``begin``."""
    first = text[start]
    if first in _CLOSING_OR_DASH:
        after = text[start : start + _NEAR]
        if _CLOSES.match(after) or _GOES_ON_AFTER_DASH.match(after):
            return True
    before = text[max(begin, start - _NEAR) : start].rstrip()
    if before[-1:] != ".":
        return False
    if len(before) <= 9 and before == text[begin:start].rstrip() and _ALONE.fullmatch(before):
        return True
    words = before[:-1].split()
    if not words or before[-2].isspace():
        return False
    word = lower(words[-1].lstrip(_OPENERS), lists.language)
    figure = first.isdigit()
    if word in lists.inner or (len(word) == 1 and word.isalpha() and (figure or word.upper() == word)):
        return True  # p. 12; م. في: a letter of a script without capitals
    if figure and (word in lists.numbered or _SHORTENED.fullmatch(word) or _is_street(word, lists.language)):
        return True
    return word in lists.either and not text[start : start + _NEAR].lstrip(_OPENERS + " ")[:1].isupper()


def _is_street(word: str, language: str) -> bool:
    return primary(language) == "de" and _STREET.fullmatch(word) is not None


def _further_starts(text: str, code: str) -> list[int]:
    """Where sentences begin that simplemma joins with the one before."""
    found = [match.end() for match in _UNSPACED.finditer(text)]
    if code in _TIBETAN:
        found += [match.end() for match in _SHAD.finditer(text)]
    if "." not in text and "!" not in text and "?" not in text and "…" not in text:
        return found
    found += [match.end() for match in _MARKED.finditer(text)]
    ordinals = code in _CAPITALS_AFTER_NUMBERS
    for match in _AFTER_NUMBER.finditer(text):
        near = text[max(0, match.start() - _NEAR) : match.start()]
        if not ordinals or _opens_sentences(match[1], code) or _COUNTS.search(near):
            found.append(match.end())
    found += [m.start(1) for m in _AFTER_INITIAL.finditer(text) if _opens_sentences(m[1], code)]
    return found


@lru_cache(maxsize=4096)
def _opens_sentences(word: str, code: str) -> bool:
    """Whether a word with a capital is a function word: it has the capital because a sentence begins with it."""
    from tui_learn.text.function_words import is_function_word

    small = lower(word, code)
    return small not in _NOT_AFTER_INITIALS and is_function_word(small, code)
