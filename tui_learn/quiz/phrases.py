"""Which stretches of a text may name a concept: a few words, whole, without sentence signs, no grammar at the ends."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from tui_learn.quiz.exclusions import Exclusions
from tui_learn.quiz.shapes import has_triple_letter
from tui_learn.quiz.stems import content_words
from tui_learn.text import Token, tokenize
from tui_learn.text.fold import primary
from tui_learn.text.function_words import is_function_word
from tui_learn.text.languages import has_word_spaces

MAX_WORDS = 4
MIN_CHARACTERS, MAX_CHARACTERS = 2, 14
"""Of a phrase where words cannot be counted."""

LETTERS = regex.compile(r"(?=\p{N}*\p{Lu})[\p{Lu}\p{N}]{2,8}")
"""A word of capitals and digits: ``CRM``, ``B2B``."""
BRACKETED_LETTERS = regex.compile(rf"[(\[（【]\s*(?P<short>{LETTERS.pattern})\s*[)\]）】]")
_ROMAN = regex.compile(r"[IVXLCDM]+")
_EDGE = " \t\n\u00a0\u202f\"'“”„«»‘’‹›「」『』《》()[]（）【】.,:;!?…。，、：；！？،؛؟"
_PLAIN = regex.compile(r"[\p{L}\p{M}\p{N}'’ʼ·\-‐‑・\s]+")
_KANA = regex.compile(r"[\p{Hiragana}--[の]]", regex.V1)
_INSIDE = regex.compile(r"[\p{L}\p{M}\p{N}]")
_JOINT = regex.compile(r"[-‐‑'’ʼ·]")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a sentence."""

    segment: str
    start: int
    end: int
    text: str


def is_letters(text: str) -> bool:
    """Whether a text is an acronym; a Roman number is none."""
    return bool(LETTERS.fullmatch(text)) and not _ROMAN.fullmatch(text) and sum(c.isalpha() for c in text) > 1


def is_plain(text: str) -> bool:
    """Whether there is nothing but words in a text, however joined."""
    return bool(_PLAIN.fullmatch(text))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the space, quotes, brackets and sentence signs around it, nor letters in brackets behind it."""
    behind = list(BRACKETED_LETTERS.finditer(text, start, end))
    if behind and not text[behind[-1].end() : end].strip(_EDGE):
        end = behind[-1].start()
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def without_grammar(text: str, start: int, end: int, language: str) -> tuple[int, int]:
    """A stretch without the function words at its ends: *relationshantering* of *Vad är relationshantering*."""
    if not has_word_spaces(language):
        return start, end
    tokens = [token for token in tokenize(text, language) if start <= token.start and token.end <= end]
    while tokens and is_function_word(tokens[0].text, language):
        tokens.pop(0)
    while tokens and is_function_word(tokens[-1].text, language):
        tokens.pop()
    return (tokens[0].start, tokens[-1].end) if tokens else (start, start)


def is_phrase(text: str, start: int, end: int, language: str, exclusions: Exclusions) -> bool:
    """Whether a stretch of a sentence may name a concept."""
    phrase = text[start:end]
    if not is_plain(phrase) or phrase != phrase.strip() or _cut_out(text, start, end, language):
        return False
    if phrase[0].isdigit() or LETTERS.fullmatch(phrase) or has_triple_letter(phrase):
        return False
    tokens = tokenize(phrase, language)
    if not tokens or not content_words(phrase, language) or any(exclusions.word(language, t.text) for t in tokens):
        return False
    if any(token.is_cut_off for token in tokens) or _is_grammar(tokens, language):
        return False
    if has_word_spaces(language):
        return len(tokens) <= MAX_WORDS
    if primary(language) == "ja" and _KANA.search(phrase):
        return False  # verbs, particles: not a name
    return MIN_CHARACTERS <= len(phrase) <= MAX_CHARACTERS


def _is_grammar(tokens: tuple[Token, ...], language: str) -> bool:
    return is_function_word(tokens[0].text, language) or is_function_word(tokens[-1].text, language)


def _cut_out(text: str, start: int, end: int, language: str) -> bool:
    """Whether a stretch begins or ends inside a word, or leaves a part of a compound dangling (``CRM -program``)."""
    before, after = text[:start], text[end:]
    if has_word_spaces(language) and (_INSIDE.match(before[-1:]) or _INSIDE.match(after[:1])):
        return True
    return bool(_JOINT.match(before[-1:]) or _JOINT.match(after[:1]) or regex.match(r"\s[-‐‑]\p{L}", after))
