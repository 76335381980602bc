"""Proves the keys of C3, C5, C6, C7 and C14 again: what stands in brackets, under headings, of one term alone."""

from __future__ import annotations

from collections.abc import Mapping

import regex

from tui_learn.quiz.exercise import MASK, Evidence, Exercise
from tui_learn.quiz.proofs.common import WORD, Check, Parallel, heading_of
from tui_learn.text import Edition

_BRACKETED = regex.compile(r"\s*[(\[（【]\s*([\p{Lu}\p{N}]+)\s*[)\]）】]")
_CAPS = regex.compile(r"(?=\p{N}*\p{Lu})[\p{Lu}\p{N}]{2,8}")
_NAME_WORD = regex.compile(r"[\p{L}\p{M}\p{N}'’]+")


def _bracket_after(text: str, full: str, short: str) -> bool:
    """Whether ``full`` stands in the text with ``short`` in brackets right behind it."""
    start = text.find(full)
    while start >= 0:
        match = _BRACKETED.match(text, start + len(full))
        if match and match[1] == short:
            return True
        start = text.find(full, start + 1)
    return False


def _spelt(full: str, short: str) -> bool:
    words = _NAME_WORD.findall(full)
    return len(words) == len(short) and all(
        letter.isdigit() or word[0].upper() == letter for word, letter in zip(words, short, strict=True)
    )


def _defined(edition: Edition, full: str, short: str) -> list[str]:
    """The segments that say what the letters stand for, from where the name surely begins."""
    found = []
    for sentence in edition.sentences:
        if short not in sentence.text or full not in sentence.text or not _bracket_after(sentence.text, full, short):
            continue
        block = edition.blocks[sentence.block]
        begun = [block.text] if block.kind == "heading" else []
        begun += [block.text[span.start : span.end] for span in block.spans if span.kind == "link"]
        whole = any(" ".join(text.split()).startswith(full) for text in begun)
        if whole or _spelt(full, short):
            found.append(sentence.id)
    return found


def _acronym(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel) -> list[str]:
    edition = editions[exercise.key_lang]
    own = {piece.seg for piece in exercise.evidence if piece.lang == exercise.key_lang}
    if exercise.type == "match":
        return _acronym_board(exercise, edition, own)
    if len(exercise.prompt) != 1 or exercise.prompt[0].lang != exercise.key_lang:
        return ["what is asked about is not in the key's language"]
    shown = exercise.prompt[0].text
    to_letters = bool(_CAPS.fullmatch(exercise.key)) and not _CAPS.fullmatch(shown)

    def given(answer: str) -> list[str]:
        return _defined(edition, *((shown, answer) if to_letters else (answer, shown)))

    if not own & set(given(exercise.key)):
        return ["the letters do not stand for that"]
    wrong = [f"{other!r} does not stand for it too" for other in exercise.accept if not given(other)]
    if any(given(option.text) for option in exercise.options if not option.key):
        wrong.append("a wrong option is given for it too")
    return wrong


def _acronym_board(exercise: Exercise, edition: Edition, own: set[str]) -> list[str]:
    wrong = []
    for short, full in exercise.pairs:
        if not own & set(_defined(edition, full, short)):
            wrong.append(f"{short} does not stand for that")
        if any(other != full and _defined(edition, other, short) for other in exercise.rights):
            wrong.append(f"{short} stands for another on the board too")
    if len({short for short, _full in exercise.pairs}) < len(exercise.pairs):
        wrong.append("the same letters twice")
    if sorted(exercise.rights) != sorted(full for _short, full in exercise.pairs):
        wrong.append("not every name has its letters")
    if exercise.key != "; ".join(f"{short} = {full}" for short, full in exercise.pairs):
        wrong.append("the key is not the pairs")
    return wrong


def _is_masked(shown: str, original: str) -> bool:
    """Whether a text is shown whole, at most with words in capitals masked."""
    pattern, end = "", 0
    for match in WORD.finditer(original):
        word = regex.escape(match.group())
        masked = f"(?:{word}|{regex.escape(MASK)})" if _CAPS.fullmatch(match.group()) else word
        pattern += regex.escape(original[end : match.start()]) + masked
        end = match.end()
    return bool(regex.fullmatch(pattern + regex.escape(original[end:]), shown))


def _place(piece: Evidence) -> tuple[int, int]:
    block, _s, index = piece.seg[1:].partition("s")
    return int(block), int(index)


def _under_heading(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel) -> list[str]:
    edition = editions[exercise.key_lang]
    heading = next((p for p in exercise.evidence if p.lang == exercise.key_lang and p.text == exercise.key), None)
    said = sorted((piece for piece in exercise.evidence if piece is not heading), key=_place)
    if heading is None or not said or len(exercise.prompt) != 1:
        return ["the key is no heading in evidence"]
    shown = exercise.prompt[0]
    wrong = []
    if any(piece.lang != shown.lang for piece in said) or not _is_masked(shown.text, " ".join(p.text for p in said)):
        wrong.append("the prompt is not the evidence")
    for piece in said:
        segment = sure(piece.lang, exercise.key_lang).get(piece.seg)
        sentence = edition.sentence(segment) if segment else None
        above = heading_of(edition, sentence.block) if sentence else None
        if above is None or above.sentences[0].id != heading.seg:
            wrong.append(f"{piece.lang}/{piece.seg} does not stand under the key")
    for option in exercise.options:
        there = edition.sentence(option.src.partition("/")[2])
        if there is None or edition.blocks[there.block].kind != "heading" or there.text != option.text:
            wrong.append(f"option is no heading: {option.src}")
    if exercise.code == "C6":
        wrong += _said_elsewhere(exercise.evidence[1], editions[shown.lang])
    return wrong


def _said_elsewhere(said: Evidence, edition: Edition) -> list[str]:
    above = heading_of(edition, _place(said)[0])
    return [
        f"{said.lang}/{sentence.id} says the same under another heading"
        for sentence in edition.sentences
        if sentence.text == said.text and heading_of(edition, sentence.block) is not above
    ]


def _contrast(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel) -> list[str]:
    def names(term: str, text: str) -> bool:
        return term in WORD.findall(text)

    other = next(option.text for option in exercise.options if not option.key)
    wrong = []
    for piece in exercise.evidence:
        if not names(exercise.key, piece.text) or names(other, piece.text):
            wrong.append(f"{piece.lang}/{piece.seg} does not name the key alone")
    shown = exercise.prompt[0].text
    if names(exercise.key, shown) or not any(shown.replace(MASK, exercise.key) == p.text for p in exercise.evidence):
        wrong.append("the prompt is not the evidence with the key masked")
    return wrong


def _answer(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel) -> list[str]:
    edition = editions[exercise.key_lang]
    prompt = exercise.prompt[0]
    heading = next((p for p in exercise.evidence if p.lang == prompt.lang and p.text == prompt.text), None)
    key = next((p for p in exercise.evidence if p.lang == exercise.key_lang and p.text == exercise.key), None)
    if heading is None or key is None:
        return ["question or answer is not in the evidence"]
    own_heading = sure(prompt.lang, exercise.key_lang).get(heading.seg)
    sentence = edition.sentence(key.seg)
    assert sentence is not None
    above = heading_of(edition, sentence.block)
    wrong = []
    if above is None or above.sentences[0].id != own_heading or sentence.index or sentence.block != above.number + 1:
        wrong.append("the key is not the first sentence under the question")
    for option in exercise.options:
        other = edition.sentence(option.src.partition("/")[2])
        if not option.key and other is not None:
            there = heading_of(edition, other.block)
            if there is not None and there.sentences[0].id == own_heading:
                wrong.append("a wrong option stands under the question too")
    return wrong


CHECKS: dict[str, Check] = {
    "C3": _acronym, "C5": _under_heading, "C6": _under_heading, "C7": _contrast, "C14": _answer,
}  # fmt: skip
