"""Proves the keys of C8, C16, C11 and C12 again."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import regex

from tui_learn.i18n import gettext as _
from tui_learn.quiz.enumerations import is_and
from tui_learn.quiz.exercise import GAP, Evidence, Exercise, Option
from tui_learn.quiz.proofs.common import Check, Parallel, heading_of
from tui_learn.quiz.stems import any_same_stem, content_words, count_same_stem
from tui_learn.text import Edition, Sentence
from tui_learn.text.digits import digits_only
from tui_learn.text.fold import fold
from tui_learn.text.languages import has_word_spaces

TOO_NEAR = 0.6
_NUMBER = regex.compile(r"\p{Nd}+(?:[.,\u00a0\u202f ]\p{Nd}+)*")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_OPEN, _CLOSE, _COMMAS = "([（【", ")]）】", ",،、，"
_QUOTES = " \t“”„«»\"'’‘*_"


# --- C8 and C16


def _stands(text: str, piece: str, language: str) -> list[int]:
    """Where a piece stands in a text as words of its own."""
    found: list[int] = []
    start = text.find(piece)
    while start >= 0:
        before, after = text[start - 1 : start], text[start + len(piece) : start + len(piece) + 1]
        if not has_word_spaces(language) or not (_in_word(before) or _in_word(after)):
            found.append(start)
        start = text.find(piece, start + 1)
    return found


def _in_word(character: str) -> bool:
    """Whether a character belongs to a word: a letter, a digit or a mark on one."""
    return bool(character) and (character.isalnum() or unicodedata.category(character).startswith("M"))


def _put_for(text: str, taken: str, put: str, language: str) -> str:
    for start in reversed(_stands(text, taken, language)):
        text = f"{text[:start]}{put}{text[start + len(taken) :]}"
    return text


def _statement(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel) -> list[str]:
    swap, language = exercise.swap, exercise.key_lang
    own = [piece for piece in exercise.evidence if piece.lang == language]
    if swap is None or len(own) != 1 or len(exercise.prompt) != 1:
        return ["it is not known what was altered"]
    said, altered = _("said"), _("altered")
    texts = [option.text for option in exercise.options]
    keys = [option.text for option in exercise.options if option.key]
    if sorted(texts) != sorted((said, altered)) or keys != [exercise.key]:
        return ["the answers are not said and altered"]
    shown = exercise.prompt[0]
    wrong = []
    if shown.lang != language or shown.text != swap.statement:
        wrong.append("the statement is not what is shown")
    original = own[0].text
    changed = _put_for(original, swap.taken, swap.put, language)
    if changed == original:
        wrong.append("nothing could be altered")
    if swap.statement != (original if exercise.key == said else changed):
        wrong.append("the key does not say what became of the statement")
    wrong += _exchange(editions, sure, own[0], swap.taken, swap.put)
    named = _naming(editions[language], swap.put)
    if sorted(swap.others) != sorted(sentence.text for sentence in named):
        wrong.append("these are not the sentences about what may be put")
    return wrong


def _naming(edition: Edition, put: str) -> list[Sentence]:
    holding = [sentence for sentence in edition.sentences if put in sentence.text]
    return [s for s in holding if edition.is_prose(s) and _stands(s.text, put, edition.language)]


def _exchange(editions: Mapping[str, Edition], sure: Parallel, own: Evidence, taken: str, put: str) -> list[str]:
    """Why the one may not be put for the other, or may be without altering what the article says."""
    edition = editions[own.lang]
    if _stands(own.text, put, own.lang):
        return ["both stand in the sentence"]
    versions = {
        version: editions[version].sentence(segment)
        for version in sorted(editions)
        if version != own.lang and (segment := sure(own.lang, version).get(own.seg)) is not None
    }
    texts = {version: sentence.text for version, sentence in versions.items() if sentence is not None}
    if _NUMBER.fullmatch(taken) and _NUMBER.fullmatch(put):
        wrong = _other_number(own.text, texts, taken, put)
    elif _same_look(taken, put) and all(
        _stands(text, taken, version) and not _stands(text, put, version) for version, text in texts.items()
    ):
        wrong = []
    else:
        wrong = _other_item(edition, own, taken, put)
    hidden = {word for text in (taken, put) for word in content_words(text, own.lang)}
    mine = [word for word in content_words(own.text, own.lang) if word not in hidden]
    for sentence in _naming(edition, put):
        theirs = [word for word in content_words(sentence.text, own.lang) if word not in hidden]
        least = min(len(set(mine)), len(set(theirs)))
        if least and count_same_stem(mine, tuple(theirs)) >= TOO_NEAR * least:
            wrong.append(f"{own.lang}/{sentence.id} says nearly that")
    return wrong


def _other_number(text: str, versions: Mapping[str, str], taken: str, put: str) -> list[str]:
    def numbers(of: str) -> list[str]:
        return [digits_only(number) for number in _NUMBER.findall(of)]

    shapes = {regex.sub(r"\p{Nd}", "0", number) for number in (taken, put)}
    if len(shapes) != 1 or digits_only(taken) == digits_only(put):
        return ["the numbers are not written alike"]
    said, instead = digits_only(taken), digits_only(put)
    if any(said not in numbers(of) or instead in numbers(of) for of in (text, *versions.values())):
        return ["not every version has the one number and not the other"]
    return []


def _same_look(taken: str, put: str) -> bool:
    return taken[:1].isupper() and put[:1].isupper() and taken.isupper() == put.isupper()


def _other_item(edition: Edition, own: Evidence, taken: str, put: str) -> list[str]:
    wrong = []
    if not _is_item(own.text, taken, own.lang):
        wrong.append("what is taken is no item of a list")
    if not any(_is_item(sentence.text, put, own.lang) for sentence in _naming(edition, put)):
        wrong.append("what is put is no item of a list")
    if any_same_stem(content_words(put, own.lang), content_words(own.text, own.lang)):
        wrong.append("what is put stands in the sentence in another form")
    return wrong


def _contradiction(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel) -> list[str]:
    known, language = exercise.pair.split(":")
    odd = exercise.key_index
    if odd is None or not 0 <= odd < len(exercise.pairs) or len(set(exercise.pairs)) != 4 or language == known:
        return ["there are not four pairs with one that is wrong"]
    if exercise.pairs[odd][1] != exercise.key:
        return ["the key is not the sentence of the wrong pair"]
    own = {piece.seg: piece for piece in exercise.evidence if piece.lang == language}
    wrong = []
    for place, (left, right) in enumerate(exercise.pairs):
        there = next((p for p in exercise.evidence if p.lang == known and p.text == left), None)
        here = own.get(sure(known, language).get(there.seg, "")) if there is not None else None
        if here is None:
            wrong.append("a pair has no sure translation in evidence")
        elif place != odd and here.text != right:
            wrong.append("another pair is wrong too")
        elif place == odd:
            difference = _difference(here.text, right)
            wrong += ["nothing was altered"] if difference is None else _exchange(editions, sure, here, *difference)
    return wrong


def _difference(original: str, altered: str) -> tuple[str, str] | None:
    """What was put for what; None where nothing was, or more than one thing."""
    if original == altered:
        return None
    start = 0
    while start < min(len(original), len(altered)) and original[start] == altered[start]:
        start += 1
    while start and _in_word(original[start - 1]):
        start -= 1
    a, b = original[start:], altered[start:]
    end = 0
    while end < min(len(a), len(b)) and a[-1 - end] == b[-1 - end]:
        end += 1
    while end and _in_word(a[len(a) - end]):
        end -= 1
    a, b = a[: len(a) - end], b[: len(b) - end]
    one, other = _WORD.findall(a), _WORD.findall(b)
    changes = {(x, y) for x, y in zip(one, other, strict=False) if x != y}
    if len(one) == len(other) and len(one) > 1 and len(changes) == 1:
        ((a, b),) = changes
    return (a, b) if a and b else None


# --- C11 and C12


def _is_item(text: str, phrase: str, language: str) -> bool:
    """Whether a phrase stands in a text with a comma, a bracket or an "and" on either side."""
    return any(
        _bounded(text[:start], language, before=True) and _bounded(text[start + len(phrase) :], language, before=False)
        for start in _stands(text, phrase, language)
    )


def _bounded(text: str, language: str, *, before: bool) -> bool:
    text = text.rstrip(_QUOTES) if before else text.lstrip(_QUOTES)
    if not text:
        return False
    near = text[-1] if before else text[0]
    if near in _COMMAS or near in (_OPEN if before else _CLOSE):
        return True
    words = _WORD.findall(text)
    if words and is_and(words[-1] if before else words[0], language):
        return True
    # Words that lead up to a list, or close it, inside its brackets.
    side = regex.split(r"[,،、，]", text)[-1 if before else 0]
    last, other = (_OPEN, _CLOSE) if before else (_CLOSE, _OPEN)
    found = [c for c in (reversed(side) if before else side) if c in last + other]
    return bool(found) and found[0] in last


def _section(edition: Edition, block: int) -> list[Sentence]:
    """The sentences under the heading above a block, and the heading."""
    above = heading_of(edition, block) if edition.blocks[block].kind != "heading" else edition.blocks[block]
    first = above.number if above is not None else 0
    found: list[Sentence] = []
    for other in edition.blocks[first:]:
        if other.number > first and other.kind == "heading":
            break
        found += other.sentences
    return found


def _says(sentences: Sequence[Sentence], phrase: str, language: str) -> bool:
    return any(_stands(fold(sentence.text, language), fold(phrase, language), language) for sentence in sentences)


def _sorted(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel) -> list[str]:
    edition = editions[exercise.key_lang]
    phrases = [phrase for _heading, listed in exercise.groups for phrase in listed]
    wrong = []
    if exercise.key != "; ".join(f"{heading}: {', '.join(listed)}" for heading, listed in exercise.groups):
        wrong.append("the key is not the groups")
    if Counter(phrases) != Counter(exercise.tiles) or max(Counter(phrases).values(), default=0) > 1:
        wrong.append("the pieces are not the phrases of the groups")
    own = [s for p in exercise.evidence if p.lang == edition.language if (s := edition.sentence(p.seg)) is not None]
    headings = [heading for heading, _listed in exercise.groups]
    if len(set(headings)) < 2 or len(set(headings)) < len(headings):
        return [*wrong, "there are not several groups"]
    for heading, listed in exercise.groups:
        others = [other for other in headings if other != heading]
        for phrase in listed:
            if not _is_listed(edition, own, heading, phrase):
                wrong.append(f"{phrase!r} is not listed there")
            if any(_might_be_listed(edition, own, other, phrase) for other in others):
                wrong.append(f"{phrase!r} might belong to another group too")
    return wrong


def _is_listed(edition: Edition, own: Sequence[Sentence], heading: str, phrase: str) -> bool:
    for sentence in own:
        above = heading_of(edition, sentence.block)
        here = above is not None and any(s.text == heading and s in own for s in above.sentences)
        if here and (_is_item(sentence.text, phrase, edition.language) or _begins_item(edition, sentence, phrase)):
            return True
        if any(_is_item(f"({inside})", phrase, edition.language) for inside in _in_brackets(sentence.text, heading)):
            return True
    return False


def _might_be_listed(edition: Edition, own: Sequence[Sentence], heading: str, phrase: str) -> bool:
    for sentence in own:
        if any(_stands(inside, phrase, edition.language) for inside in _in_brackets(sentence.text, heading)):
            return True
        is_heading = edition.blocks[sentence.block].kind == "heading" and sentence.text == heading
        if is_heading and _says(_section(edition, sentence.block), phrase, edition.language):
            return True
    return False


def _in_brackets(text: str, word: str) -> Iterator[str]:
    """What stands in brackets right after a word."""
    for start in _stands(text, word, "und"):
        match = regex.match(r"\s*[(\[（【]([^()\[\]（）【】]*)[)\]）】]", text[start + len(word) :])
        if match:
            yield match[1]


def _begins_item(edition: Edition, sentence: Sentence, phrase: str) -> bool:
    """Whether a phrase is a Markdown item, or the beginning of one."""
    return edition.blocks[sentence.block].kind == "item" and sentence.index == 0 and sentence.text.startswith(phrase)


def _completed(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel) -> list[str]:
    edition = editions[exercise.key_lang]
    own = next((piece for piece in exercise.evidence if piece.lang == exercise.key_lang), None)
    sentence = edition.sentence(own.seg) if own is not None else None
    if own is None or sentence is None or not exercise.prompt:
        return ["there is no list in evidence"]
    gapped = next((piece.text for piece in exercise.prompt if GAP in piece.text), None)
    if gapped is None:
        wrong = _rest_of_list(exercise, editions, sure, sentence)
    else:
        before, _gap, after = gapped.partition(GAP)
        wrong = [] if before + exercise.key + after == own.text else ["the key does not fill the gap"]
        sides = _bounded(before, own.lang, before=True) and _bounded(after, own.lang, before=False)
        if not sides:
            wrong.append("the gap is no item of a list")
    section = _section(edition, sentence.block)
    for option in exercise.options:
        if not option.key and (_says(section, option.text, own.lang) or _is_from(option, edition, section)):
            wrong.append("a wrong option stands in the section of the list")
    return wrong


def _is_from(option: Option, edition: Edition, section: Sequence[Sentence]) -> bool:
    return edition.sentence(option.src.partition("/")[2]) in section


def _rest_of_list(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel, sentence: Sentence) -> list[str]:
    """Why the key is no item of the Markdown list whose other items, and what leads up to it, are shown."""
    edition = editions[exercise.key_lang]
    if not _begins_item(edition, sentence, exercise.key):
        return ["the key is no item of a list"]
    first = last = sentence.block
    while first and edition.blocks[first - 1].kind == "item":
        first -= 1
    while last + 1 < len(edition.blocks) and edition.blocks[last + 1].kind == "item":
        last += 1
    wrong = []
    for shown in exercise.prompt:
        piece = next((p for p in exercise.evidence if p.lang == shown.lang and p.text.startswith(shown.text)), None)
        there = sure(shown.lang, exercise.key_lang).get(piece.seg) if piece is not None else None
        other = edition.sentence(there) if there is not None else None
        if other is None or other.block == sentence.block or not first - 1 <= other.block <= last:
            wrong.append("what is shown is not of the key's list")
    return wrong


CHECKS: dict[str, Check] = {"C8": _statement, "C11": _sorted, "C12": _completed, "C16": _contradiction}
