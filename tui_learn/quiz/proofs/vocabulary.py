"""Proves the keys of V3, V8, V10, V11 and V13 again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

import regex

from tui_learn.quiz.exercise import GAP, Evidence, Exercise, Text
from tui_learn.quiz.proofs.common import Check, Parallel
from tui_learn.quiz.stems import any_same_stem, content_words, count_same_stem, folded_words
from tui_learn.quiz.words import WordIndex
from tui_learn.text import Edition, tokenize
from tui_learn.text.fold import fold, lower
from tui_learn.text.languages import has_word_spaces

MIN_LETTERS = 6
PAIRS = 4
ALIKE = 0.5
"""Share of words in common from which a sentence may pass for another."""
_INSIDE = regex.compile(r"^[¿¡]+|[\s.!?…。！？؟।։;:]+$")
"""What a sentence begins and ends with, and its pieces do not."""
_GRAPHEME = regex.compile(r"\X")
_KEPT = 8


class _Index(WordIndex):
    """Where the words of an edition stand, which there are whatever their case, and what each may translate."""

    def __init__(self, edition: Edition) -> None:
        super().__init__(edition)
        self._likely: dict[tuple[str, str], tuple[Mapping[str, str], frozenset[str] | None]] = {}

    @cached_property
    def lowered(self) -> frozenset[str]:
        return frozenset(lower(word, self.language) for word in self.vocabulary)

    def likely(self, word: str, other: _Index, there: Mapping[str, str]) -> frozenset[str] | None:
        """Beginnings of what stands in half or more of the counterparts of a folded word's segments, if it has any."""
        kept = self._likely.get((word, other.language))
        if kept is not None and kept[0] is there:
            return kept[1]
        counts: Counter[str] = Counter()
        places, total = self.places_of(word), 0
        while places:
            lowest = places & -places
            counterpart = there.get(self.body[lowest.bit_length() - 1].id)
            if counterpart is not None:
                counts.update(other.beginnings.get(counterpart, ()))
                total += 1
            places ^= lowest
        found = frozenset(beginning for beginning, count in counts.items() if 2 * count >= total) if total else None
        self._likely[word, other.language] = there, found
        return found


_indexes: dict[tuple[str, str], _Index] = {}


def _index(edition: Edition) -> _Index:
    """Where the words of an edition stand, looked up once for all its exercises."""
    key = (edition.language, edition.sha256)
    if key not in _indexes:
        if len(_indexes) >= _KEPT:
            _indexes.pop(next(iter(_indexes), key), None)
        _indexes[key] = _Index(edition)
    return _indexes[key]


def translates_nothing(word: str, segment: str, edition: Edition, other: Edition, sure: Parallel) -> bool:
    """Whether a folded word is surely no translation of anything that the other edition has for a segment.

    What stands in the counterparts of half or more of the word's own segments may be what it translates: if a word
    that begins so stands in the segment's counterpart, or nothing is known, it is not sure.
    """
    there = sure(edition.language, other.language)
    if segment not in there:
        return False
    index, counterparts = _index(edition), _index(other)
    likely = index.likely(word, counterparts, there)
    return likely is not None and likely.isdisjoint(counterparts.beginnings.get(there[segment], frozenset()))


def _is_wrong_in(
    word: str, segments: Iterable[str], exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel
) -> bool:
    """Whether a word is wrong in all of the segments, by the translation or, in one language, by some version."""
    own, known = editions[exercise.key_lang], exercise.pair.partition(":")[0]
    proving = [known] if known != own.language else [name for name in sorted(editions) if name != own.language]
    places = list(segments)
    return any(
        all(translates_nothing(fold(word, own.language), place, own, editions[name], sure) for place in places)
        for name in proving
    )


def _own(exercise: Exercise) -> list[Evidence]:
    return [piece for piece in exercise.evidence if piece.lang == exercise.key_lang]


def _untranslated(exercise: Exercise, shown: Iterable[Text], own: Iterable[Evidence], sure: Parallel) -> list[str]:
    """Complaints unless what is shown in the other language is the translations of the evidence, no more, no less."""
    known = exercise.pair.partition(":")[0]
    wanted = []
    if known != exercise.key_lang:
        texts = {(piece.lang, piece.seg): piece.text for piece in exercise.evidence}
        there = sure(exercise.key_lang, known)
        wanted = [texts.get((known, there.get(piece.seg, "")), "") for piece in own]
    given = [piece.text for piece in shown]
    return [] if given == wanted and all(wanted) else ["what is shown is not the translation of the evidence"]


def _whole_word(text: str, start: int, word: str, language: str) -> bool:
    return any(token.start == start and token.text == word for token in tokenize(text, language))


def _filled(piece: Text, exercise: Exercise) -> str | None:
    """The sentence with its only gap filled by the key, if that makes a word of its own."""
    if piece.text.count(GAP) != 1:
        return None
    text = piece.text.replace(GAP, exercise.key)
    return text if _whole_word(text, piece.text.index(GAP), exercise.key, exercise.key_lang) else None


def _two_gaps(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel) -> list[str]:
    gapped = [piece for piece in exercise.prompt if piece.lang == exercise.key_lang]
    own = _own(exercise)
    if len(gapped) != 2 or len({piece.seg for piece in own}) != 2:
        return ["there are not two sentences"]
    if [_filled(piece, exercise) for piece in gapped] != [piece.text for piece in own]:
        return ["the key does not fill both gaps"]
    wrong = _untranslated(exercise, [p for p in exercise.prompt if p.lang != exercise.key_lang], own, sure)
    if [option.text for option in exercise.options if option.key] != [exercise.key]:
        wrong.append("the key is not the right option")
    segments = [piece.seg for piece in own]
    visible = tuple(word for piece in own for word in folded_words(piece.text, exercise.key_lang))
    for option in exercise.options:
        if option.key:
            continue
        if any_same_stem(folded_words(option.text, exercise.key_lang), visible):
            wrong.append(f"{option.text} stands there too")
        elif not _is_wrong_in(option.text, segments, exercise, editions, sure):
            wrong.append(f"{option.text} may be right too")
    return wrong


def _letters(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel) -> list[str]:
    language = exercise.key_lang
    gapped = [piece for piece in exercise.prompt if piece.lang == language and GAP in piece.text]
    spelt = [piece for piece in exercise.prompt if piece.lang == language and GAP not in piece.text]
    shown = [piece for piece in exercise.prompt if piece.lang != language]
    own = _own(exercise)
    if len(gapped) != 1 or len(spelt) != 1 or len(own) != 1 or _filled(gapped[0], exercise) != own[0].text:
        return ["the key does not fill the gap"]
    wrong = _untranslated(exercise, shown, own, sure)
    word, given = lower(exercise.key, language), spelt[0].text.split(" ")
    letters = _GRAPHEME.findall(word)
    if sorted(given) != sorted(letters) or len(letters) < MIN_LETTERS:
        wrong.append("the letters are not those of the key")
    if "".join(given) in _index(editions[language]).lowered:
        wrong.append("the letters spell a word")
    return wrong


def _tiles(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel) -> list[str]:
    language, own = exercise.key_lang, _own(exercise)
    if len(own) != 1 or own[0].text != exercise.key:
        return ["the key is not the sentence"]
    wrong = _untranslated(exercise, exercise.prompt, own, sure)
    together, inside = " ".join(exercise.order), _INSIDE.sub("", exercise.key.strip())
    if not has_word_spaces(language):
        together, inside = "".join(together.split()), "".join(inside.split())
    if together not in (inside, lower(inside[:1], language) + inside[1:]):
        wrong.append("the pieces in order are not the sentence")
    foreign = Counter(exercise.tiles)
    foreign.subtract(exercise.order)
    if min(foreign.values(), default=0) < 0 or len(set(exercise.order)) < len(exercise.order):
        wrong.append("a piece is missing, or stands there twice")
    visible = folded_words(exercise.key, language)
    for piece in +foreign:
        words = content_words(piece, language)
        if not words or any_same_stem(words, visible):
            wrong.append(f"{piece} may belong to the sentence")
        elif not all(_is_wrong_in(word, [own[0].seg], exercise, editions, sure) for word in words):
            wrong.append(f"{piece} may translate something")
    return wrong


def _slip(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel) -> list[str]:
    language, index, own = exercise.key_lang, exercise.key_index, _own(exercise)
    words = [(spot.text, spot.start, spot.end) for spot in exercise.tokens]
    if words != [(token.text, token.start, token.end) for token in tokenize(exercise.pointed, language)]:
        return ["the words are not those of the sentence"]
    if index is None or not 0 <= index < len(words) or words[index][0] != exercise.key or len(own) != 1:
        return ["the key is not where it is said to be"]
    _word, start, end = words[index]
    mended = exercise.pointed[:start] + exercise.correction + exercise.pointed[end:]
    if mended != own[0].text or not _whole_word(mended, start, exercise.correction, language):
        return ["the sentence with the slip mended is not the evidence"]
    wrong = _untranslated(exercise, exercise.prompt, own, sure)
    key = fold(exercise.key, language)
    if any_same_stem([key], folded_words(own[0].text, language)):
        wrong.append("the key stands there")
    if not _is_wrong_in(exercise.key, [own[0].seg], exercise, editions, sure):
        wrong.append("the key may be right")
    if key[-2:] != fold(exercise.correction, language)[-2:] or (
        exercise.key[:1].isupper() != exercise.correction[:1].isupper()
    ):
        wrong.append("the key is of another form")
    return wrong


def _mismatch(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel) -> list[str]:
    known, _, learned = exercise.pair.partition(":")
    index = exercise.key_index
    if len(exercise.pairs) != PAIRS or index is None or not 0 <= index < PAIRS or known == learned:
        return ["no pair is said to be the wrong one"]
    there = sure(known, learned)
    texts = {(piece.lang, piece.seg): piece.text for piece in exercise.evidence}
    right = {text: texts.get((learned, there.get(seg, ""))) for (lang, seg), text in texts.items() if lang == known}
    wrong = []
    if any(len({pair[side] for pair in exercise.pairs}) < PAIRS for side in (0, 1)):
        wrong.append("a sentence stands there twice")
    for place, (left, shown) in enumerate(exercise.pairs):
        if right.get(left) is None or (learned, shown) not in {(lang, text) for (lang, _seg), text in texts.items()}:
            wrong.append("a pair is not in the evidence")
        elif (right[left] == shown) == (place == index):
            wrong.append("a pair is said to be right that is wrong, or the other way round")
    left, shown = exercise.pairs[index]
    true = right.get(left)
    if shown != exercise.key:
        wrong.append("the key is not the sentence that does not belong")
    if true is not None and (
        true in {shown for _left, shown in exercise.pairs} or _may_pass(exercise.key, true, learned)
    ):
        wrong.append("the sentence may belong there after all")
    return wrong


def _may_pass(one: str, other: str, language: str) -> bool:
    """Whether two sentences share so many words that each may stand for the other."""
    mine, theirs = content_words(one, language), content_words(other, language)
    if fold(one, language) == fold(other, language) or not mine or not theirs:
        return True
    shared = max(count_same_stem(mine, theirs), count_same_stem(theirs, mine))
    return shared >= ALIKE * min(len(set(mine)), len(set(theirs)))


CHECKS: dict[str, Check] = {"V3": _two_gaps, "V8": _tiles, "V10": _letters, "V11": _slip, "V13": _mismatch}
