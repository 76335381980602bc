"""Sentences of Chinese and Japanese, which end with a sign of their own and no space."""

from __future__ import annotations

import regex

from tui_learn.text.trimming import trim

_END = regex.compile(
    r"(?:[。．！？｡!?]|(?<=[\p{Han}\p{Hiragana}\p{Katakana}」』”\"])\.(?=\s|$))[。．！？!?｡]*[」』”’）)】》〉]*"
)
_SIGNS = frozenset("。．！？!?｡.")
_GOES_ON = regex.compile(
    r"[とっ，、,；;：:]|(?:かと|という|なんて|など|の|は|が|を|に|で|も)(?=\P{Hiragana}|[ぁ-ん])|"
    r"[^\s。．！？，、,；：]{0,6}?(?:说|説|說|问|問|道|答|喊|叫|想)(?:道|着|著|了)?[。，,：:]"
)
"""What follows a quotation inside a sentence: a particle, or who says it."""
_NEAR = 16


def split_ideographic(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence, without surrounding white space."""
    spans: list[tuple[int, int]] = []
    begin = counted = quotes = 0
    for match in _END.finditer(text):
        end = match.end()
        quotes += text.count('"', counted, end)
        straight = text[end : end + 1] == '"' and quotes % 2 == 1  # it closes what is open
        counted = end
        end += straight
        quoted = straight or match.group()[-1] not in _SIGNS
        if quoted and _GOES_ON.match(text[end : end + _NEAR]):
            continue  # 「…。」と言った goes on after the quotation
        start, stop = trim(text, begin, end)
        if start < stop:
            spans.append((start, stop))
        begin = end
        counted, quotes = end, 0
    if text[begin:].strip():
        spans.append(trim(text, begin, len(text)))
    return spans
