"""Text to sentences: simplemma's splitter, mended with abbreviations, numbers and a rule for Chinese and Japanese."""

from __future__ import annotations

import regex
from simplemma import split_sentences as _simplemma_split

from tui_learn.text.abbreviations import either_abbreviations, inner_abbreviations
from tui_learn.text.fold import lower, primary

_IDEOGRAPHIC = frozenset({"zh", "ja"})
_WHOLE = frozenset({"th", "lo", "km", "my"})
"""Languages that mark no sentence end with a sign: a paragraph stays whole."""
_CAPITAL_NOUNS = frozenset({"de", "lb"})
"""Where a capital after "1." says nothing: nouns are written with one."""

_CJK_END = regex.compile(r"[。．！？!?]+[」』”’）)】]*")
_CJK_GOES_ON = regex.compile(r"[とっ，、,]")
_CLOSING = "\"'”’»)]"
_LAST_WORD = regex.compile(r"(\S+)$")
# "kl. 9. Møtet": a short number, its full stop, then a capital.
_AFTER_NUMBER = regex.compile(r"(?<=\s\p{N}{1,2})\.\s+(?=[«„“\"'(¿¡]*\p{Lu})")


def split_spans(text: str, language: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence of ``text``, without surrounding white space.

    Every character but white space between sentences is inside some span.
    """
    if not text.strip():
        return []
    code = primary(language)
    if code in _WHOLE:
        return [_trim(text, 0, len(text))]
    if code in _IDEOGRAPHIC:
        return _split_ideographic(text)
    spans: list[tuple[int, int]] = []
    for piece in _simplemma_split(text, code):
        start = text.index(piece, spans[-1][1] if spans else 0)
        spans.append((start, start + len(piece)))
    return _split_numbers(text, _join_abbreviations(text, spans, language), code)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _split_ideographic(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    begin = 0
    for match in _CJK_END.finditer(text):
        closes = match.group()[-1] not in "。．！？!?"
        if closes and _CJK_GOES_ON.match(text[match.end() : match.end() + 1]):
            continue  # 「…。」と言った goes on after the quotation
        spans.append(_trim(text, begin, match.end()))
        begin = match.end()
    if text[begin:].strip():
        spans.append(_trim(text, begin, len(text)))
    return spans


def _join_abbreviations(text: str, spans: list[tuple[int, int]], language: str) -> list[tuple[int, int]]:
    inner, either = inner_abbreviations(language), either_abbreviations(language)
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and _goes_on(text[joined[-1][0] : joined[-1][1]], text[start:end], inner, either, language):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _goes_on(before: str, after: str, inner: frozenset[str], either: frozenset[str], language: str) -> bool:
    """Whether ``after`` is the rest of the sentence ``before``."""
    if after[0] in _CLOSING and after[0] not in "\"'":
        return True
    last = _LAST_WORD.search(before)
    if last is None or not last.group().endswith("."):
        return False
    word = lower(last.group().lstrip("([„“\"«'").rstrip("."), language)
    if word in inner or (len(word) == 1 and after[0].isdigit()):  # p. 12
        return True
    return word in either and not after.lstrip("([„“\"«'¿¡")[:1].isupper()


def _split_numbers(text: str, spans: list[tuple[int, int]], code: str) -> list[tuple[int, int]]:
    if code in _CAPITAL_NOUNS:
        return spans
    out: list[tuple[int, int]] = []
    for start, end in spans:
        begin = start
        for match in _AFTER_NUMBER.finditer(text, start, end):
            out.append(_trim(text, begin, match.start() + 1))
            begin = match.end()
        out.append(_trim(text, begin, end))
    return out
