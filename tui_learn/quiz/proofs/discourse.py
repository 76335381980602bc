"""Proves the keys of C9, C10, C15, C17 and C18 again."""

from __future__ import annotations

import html
import itertools
from collections.abc import Iterable, Mapping, Sequence

import regex

from tui_learn.quiz.connectives import because_words
from tui_learn.quiz.exercise import MASK, Evidence, Exercise
from tui_learn.quiz.proofs.common import Check, Parallel, heading_of
from tui_learn.quiz.stems import any_same_stem, content_words, folded_words
from tui_learn.text import Block, Edition, Sentence
from tui_learn.text.clean import clean_line
from tui_learn.text.fold import fold
from tui_learn.text.function_words import is_function_word
from tui_learn.text.languages import has_word_spaces

_INSIDE = regex.compile(r"[(\[{（【「『“«‹][^()\[\]{}（）【】「」『』“”«»‹›]*[)\]}）】」』”»›]|\"[^\"]*\"|„[^„”“]*[”“]")
_SIGN = regex.compile(r"[,،;；؛:](?=\s)|[、，：]|(?<=\s)[-–—―](?=\s)")
_KINDS = {",": ",", "،": ",", "、": ",", "，": ",", ";": ";", "；": ";", "؛": ";", ":": ":", "：": ":"}
_NUMBER = regex.compile(r"(\d+)[.)]")
_SHARES = 0.2


def _evidence(exercise: Exercise, language: str) -> list[Evidence]:
    return [piece for piece in exercise.evidence if piece.lang == language]


def _sentences(edition: Edition, pieces: Iterable[Evidence]) -> list[Sentence]:
    found = (edition.sentence(piece.seg) for piece in pieces)
    return [sentence for sentence in found if sentence is not None]


# --- C9: document order


def _sequence(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel) -> list[str]:
    edition = editions[exercise.key_lang]
    own = _sentences(edition, _evidence(exercise, exercise.key_lang))
    return _in_order(exercise, own) if exercise.type == "order" else _comes_next(exercise, edition, own, sure)


def _in_order(exercise: Exercise, own: Sequence[Sentence]) -> list[str]:
    wrong = []
    if [sentence.text for sentence in own] != list(exercise.order) or exercise.key != " / ".join(exercise.order):
        wrong.append("the units are not the evidence")
    if any(a.block >= b.block for a, b in itertools.pairwise(own)):
        wrong.append("the units do not stand in this order, or two of them in one paragraph")
    if sorted(exercise.tiles) != sorted(exercise.order) or len(set(exercise.order)) < len(exercise.order):
        wrong.append("what is shown are not the units, each once")
    if not 3 <= len(exercise.order) <= 6:
        wrong.append("too few units, or too many")
    return wrong


def _comes_next(exercise: Exercise, edition: Edition, own: Sequence[Sentence], sure: Parallel) -> list[str]:
    key = next((sentence for sentence in own if sentence.text == exercise.key), None)
    prompt = exercise.prompt[0]
    shown = next((p for p in exercise.evidence if p.lang == prompt.lang and p.text == prompt.text), None)
    before_id = sure(prompt.lang, exercise.key_lang).get(shown.seg) if shown else None
    before = edition.sentence(before_id) if before_id else None
    if key is None or before is None:
        return ["the key or what comes before it is not in the evidence"]
    if not _follows(edition, before, key):
        return ["the key does not come next"]
    followers = {s.text for s in edition.sentences if _follows(edition, before, s)} - {exercise.key}
    return ["another option comes next too"] if followers & {o.text for o in exercise.options if not o.key} else []


def _follows(edition: Edition, before: Sentence, after: Sentence) -> bool:
    """Whether a sentence stands right behind another, in its paragraph or as the next step of its list."""
    if before.block == after.block:
        return after.index == before.index + 1
    first, second = edition.blocks[before.block], edition.blocks[after.block]
    one, other = _NUMBER.fullmatch(first.marker.strip()), _NUMBER.fullmatch(second.marker.strip())
    between = edition.blocks[before.block + 1 : after.block]
    return (
        one is not None
        and other is not None
        and after.index == 0
        and before.index == len(first.sentences) - 1
        and first.level == second.level
        and int(other[1]) == int(one[1]) + 1
        and all(block.kind == "item" and block.level > first.level for block in between)
    )


# --- C10: what the sentence says itself


def _continuation(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel) -> list[str]:
    prompt = exercise.prompt[0]
    shown = prompt.text.removesuffix(MASK).strip()
    own = next((p for p in _evidence(exercise, exercise.key_lang) if p.text.count(exercise.key) == 1), None)
    there = next((p for p in _evidence(exercise, prompt.lang) if shown and p.text.count(shown) == 1), None)
    if own is None or there is None:
        return ["key or prompt is not in the evidence"]
    if any(option.src == f"{own.lang}/{own.seg}" for option in exercise.options if not option.key):
        return ["a wrong option is of the same sentence"]
    if _gives_reason(own, editions, sure):
        return _is_reason(exercise.key, own) + _is_statement(shown, there)
    return _is_rest(exercise.key, own, shown, there)


def _gives_reason(own: Evidence, editions: Mapping[str, Edition], sure: Parallel) -> bool:
    for language, edition in editions.items():
        segment = sure(own.lang, language).get(own.seg)
        sentence = edition.sentence(segment) if segment else None
        if sentence is not None and because_words(sentence.text, language):
            return True
    return False


def _is_reason(key: str, own: Evidence) -> list[str]:
    """A word that gives a reason stands right before the key, or begins it; the sentence ends with it, or a comma."""
    start = own.text.index(key)
    end = start + len(key)
    words = because_words(own.text, own.lang, maybe=True)
    if not any(begin == start or not own.text[stop:start].strip() for begin, stop in words if stop <= end):
        return ["no word says that the key is a reason"]
    if own.text[end:] and not _SIGN.match(own.text, end):
        return ["the key is not the whole reason"]
    return []


def _is_statement(shown: str, there: Evidence) -> list[str]:
    begin = there.text.index(shown)
    words = because_words(there.text, there.lang, maybe=True)
    inside = [word for word in because_words(there.text, there.lang) if begin <= word[0] < begin + len(shown)]
    if inside or not words:
        return ["what is shown is not what the reason is for"]
    before, after = there.text[:begin], there.text[begin + len(shown) :]
    if before.strip() and after.strip():
        return ["what is shown is a piece from the middle"]
    return []


def _is_rest(key: str, own: Evidence, shown: str, there: Evidence) -> list[str]:
    wrong = []
    cut, other = own.text.index(key), len(shown)
    if not own.text.endswith(key) or not there.text.startswith(shown):
        wrong.append("the key does not end its sentence, or what is shown does not begin its own")
    mine, theirs = _only_sign(own.text), _only_sign(there.text)
    if mine is None or own.text[mine[0] + 1 : cut].strip() or mine[0] >= cut:
        wrong.append("the key does not stand behind the only sign of its sentence")
    if theirs is None or theirs[0] != other - 1 or mine is None or mine[1] != theirs[1]:
        wrong.append("what is shown does not end at the only sign of its sentence")
    if abs(cut / len(own.text) - other / len(there.text)) > _SHARES:
        wrong.append("the two sentences are not cut at the same place")
    return wrong


def _only_sign(text: str) -> tuple[int, str] | None:
    """Where a sentence can be cut in two: its only sign outside brackets, or its only one that is no comma."""
    plain = text
    for _depth in range(4):
        plain = _INSIDE.sub(lambda match: "x" * len(match.group()), plain)
    found = [(match.start(), _KINDS.get(match.group(), "–")) for match in _SIGN.finditer(plain)]
    found = [(place, kind) for place, kind in found if place < len(text.rstrip()) - 1]
    strong = [(place, kind) for place, kind in found if kind != ","]
    if not found or len(strong) > 1 or len(found) - len(strong) > 1:
        return None
    return (strong or found)[0]


# --- C15: the front matter


def _summary(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel) -> list[str]:
    edition, prompt = editions[exercise.key_lang], exercise.prompt[0]
    wrong = []
    if _description(edition) != exercise.key:
        wrong.append("the key is not the description in the front matter")
    if prompt.lang not in editions or editions[prompt.lang].title != prompt.text:
        wrong.append("what is shown is not the title")
    if any(fold(s.text, edition.language) == fold(exercise.key, edition.language) for s in edition.sentences):
        wrong.append("the key repeats a sentence of the article")
    about = content_words(exercise.key, edition.language)
    title = [] if edition.title_block is None else list(edition.blocks[edition.title_block].sentences)
    for piece in _evidence(exercise, exercise.key_lang):
        of_title = piece.seg in {sentence.id for sentence in title}
        if not of_title and not any_same_stem(content_words(piece.text, piece.lang), about):
            wrong.append(f"{piece.lang}/{piece.seg} does not bear it out")
    own = {fold(_description(other), "und") for other in editions.values()}
    if any(fold(option.text, "und") in own for option in exercise.options if not option.key):
        wrong.append("a wrong option is this article's too")
    return wrong


def _description(edition: Edition) -> str:
    found = edition.metadata.get("description")
    return clean_line(html.unescape(found)) if isinstance(found, str) else ""


# --- C17 and C18: what stands under which heading


def _under(edition: Edition, segment: str) -> Block | None:
    sentence = edition.sentence(segment)
    return heading_of(edition, sentence.block) if sentence else None


def _lies_under(edition: Edition, heading: Block, other: Block) -> bool:
    """Whether one of two headings stands over the other."""
    first, second = sorted((heading, other), key=lambda block: block.number)
    between = edition.blocks[first.number + 1 : second.number + 1]
    return all(block.level > first.level for block in between if block.kind == "heading")


def _texts_under(edition: Edition, heading: Block) -> list[str]:
    found: list[str] = []
    for block in edition.blocks[heading.number + 1 :]:
        if block.kind == "heading":
            break
        found += [sentence.text for sentence in block.sentences]
    return found


def _heading_in_evidence(
    exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel, text: str
) -> Block | None:
    """The heading of the key's language that is shown as a text, perhaps in another language."""
    edition = editions[exercise.key_lang]
    for piece in exercise.evidence:
        if piece.text == text:
            segment = sure(piece.lang, exercise.key_lang).get(piece.seg)
            sentence = edition.sentence(segment) if segment else None
            if sentence is not None and edition.blocks[sentence.block].kind == "heading":
                return edition.blocks[sentence.block]
    return None


def _intruder(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel) -> list[str]:
    edition = editions[exercise.key_lang]
    here = _heading_in_evidence(exercise, editions, sure, exercise.prompt[0].text)
    key = next((p for p in _evidence(exercise, exercise.key_lang) if p.text == exercise.key), None)
    there = _under(edition, key.seg) if key else None
    if here is None or there is None:
        return ["heading or key is not in the evidence"]
    wrong = []
    if here.number == there.number or _lies_under(edition, here, there):
        wrong.append("the key stands under the heading too")
    for option in exercise.options:
        above = _under(edition, option.src.partition("/")[2])
        if not option.key and (above is None or above.number != here.number):
            wrong.append("a wrong option does not stand under the heading")
    if list(exercise.scope) != _texts_under(edition, there) or exercise.key not in exercise.scope:
        wrong.append("the scope is not the section of the key")
    if any(option.text in exercise.scope for option in exercise.options if not option.key):
        wrong.append("a wrong option stands in the key's section too")
    shared = content_words(here.text, exercise.key_lang)
    if has_word_spaces(exercise.key_lang) and _shares(shared, exercise.key, exercise.key_lang):
        wrong.append("the key takes up the heading")
    return wrong


def _shares(words: Sequence[str], text: str, language: str) -> bool:
    there = tuple(word for word in content_words(text, language) if not is_function_word(word, language))
    return any_same_stem([word for word in words if not is_function_word(word, language)], there)


def _sorting(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel) -> list[str]:
    edition = editions[exercise.key_lang]
    language = exercise.key_lang
    found = [(_heading_in_evidence(exercise, editions, sure, text), phrases) for text, phrases in exercise.groups]
    groups = [(heading, phrases) for heading, phrases in found if heading is not None]
    if len(groups) < len(found):
        return ["a heading is not in the evidence"]
    wrong = []
    phrases = [phrase for _heading, of_group in groups for phrase in of_group]
    if not 4 <= len(phrases) <= 8 or not 2 <= len(groups) <= 3 or len(set(phrases)) < len(phrases):
        wrong.append("too few or too many to sort, or one of them twice")
    if sorted(phrases) != sorted(exercise.tiles):
        wrong.append("what is shown is not what is to be sorted")
    if exercise.key != "; ".join(f"{heading}: {', '.join(of_group)}" for heading, of_group in exercise.groups):
        wrong.append("the key does not say what the groups say")
    if any(_lies_under(edition, a, b) for (a, _p), (b, _q) in itertools.combinations(groups, 2)):
        wrong.append("one heading stands over another")
    own = [(piece, _under(edition, piece.seg)) for piece in _evidence(exercise, language)]
    for heading, of_group in groups:
        others = [other for other, _phrases in groups if other is not heading]
        elsewhere = " ".join(text for other in others for text in (other.text, *_texts_under(edition, other)))
        foreign = folded_words(elsewhere, language) if has_word_spaces(language) else ()
        for phrase in of_group:
            if not any(phrase in piece.text and above is heading for piece, above in own):
                wrong.append("a phrase does not stand under its heading")
            words = [w for w in content_words(phrase, language) if not is_function_word(w, language)]
            if phrase in elsewhere or (foreign and any_same_stem(words, foreign)):
                wrong.append("a phrase stands under another heading too")
    return wrong


CHECKS: dict[str, Check] = {
    "C9": _sequence, "C10": _continuation, "C15": _summary, "C17": _intruder, "C18": _sorting,
}  # fmt: skip
