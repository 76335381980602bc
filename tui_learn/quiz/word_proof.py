"""Proves again that words answer each other (proof class P3): from the glossary and the editions alone.

Like ``quiz.proof``, of which it is a part, it imports nothing that generates.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Callable, Mapping

import regex

from tui_learn.bitext.glossary import Glossary, GlossaryPair
from tui_learn.bitext.word_links import SpanLink, Words
from tui_learn.quiz.exercise import GAP, Evidence, Exercise, Text, board_key
from tui_learn.text import Edition

RESTING_ON_WORDS = ("V4", "V6", "V7")
"""Kinds whose key rests on pairs of words."""
_LETTER = regex.compile(r"[\p{L}\p{N}]")


def word_proof(
    exercise: Exercise,
    editions: Mapping[str, Edition],
    sure: Callable[[str, str], dict[str, str]],
    glossary: Glossary | None,
) -> list[str]:
    """Why the pairs of words are not proven; nothing when they are.

    ``sure`` gives the segments of one language and those of another that surely translate them.
    """
    if glossary is None:
        return ["there is no glossary to prove it by"]
    linked = glossary.linked
    known, learned = linked.left.edition, linked.right.edition
    if exercise.pair != f"{known.language}:{learned.language}" or exercise.key_lang != learned.language:
        return ["the glossary is of other languages"]
    for edition in (known, learned):
        if edition.sha256 != editions[edition.language].sha256:
            return ["the glossary is of other editions"]
    for piece in exercise.evidence:
        sentence = editions[piece.lang].sentence(piece.seg)
        if sentence is None or editions[piece.lang].blocks[sentence.block].kind == "heading":
            return ["the evidence is a heading"]
    if exercise.code == "V6":
        return _board(exercise, glossary, sure(known.language, learned.language))
    return _at_one_place(exercise, glossary)


def _board(exercise: Exercise, glossary: Glossary, translations: Mapping[str, str]) -> list[str]:
    """Every pair proven, at some place in evidence, and no word with a second partner on the board."""
    wrong = []
    if exercise.key != board_key(exercise.pairs):
        wrong.append("the key is not the pairs")
    if sorted(exercise.rights) != sorted(right for _left, right in exercise.pairs):
        wrong.append("the words to choose from are not those of the pairs")
    shown = _shown(glossary)
    for left, right in exercise.pairs:
        proven = [pair for pair in shown.get(left, {}).get(right, ()) if _may_be_asked(pair)]
        if not any(_in_evidence(exercise, glossary, translations, place) for pair in proven for place in pair.places):
            wrong.append(f"{left} = {right} is not proven in the evidence")
    for one, other in itertools.permutations(exercise.pairs, 2):
        if other[1] in shown.get(one[0], {}):
            wrong.append(f"{one[0]} may be {other[1]} too")
    return wrong


_last: list[tuple[Glossary, dict[str, dict[str, list[GlossaryPair]]]]] = []


def _shown(glossary: Glossary) -> dict[str, dict[str, list[GlossaryPair]]]:
    """The pairs of a glossary by their words, whether in their dictionary forms or as the text has them."""
    if not _last or _last[0][0] is not glossary:
        found: dict[str, dict[str, list[GlossaryPair]]] = {}
        for pair in glossary.pairs:
            for left in dict.fromkeys([pair.left, *pair.left_forms]):
                for right in dict.fromkeys([pair.right, *pair.right_forms]):
                    found.setdefault(left, {}).setdefault(right, []).append(pair)
        _last[:] = [(glossary, found)]
    return _last[0][1]


def _may_be_asked(pair: GlossaryPair) -> bool:
    return pair.is_proven and pair.is_single and pair.verdict != "struck"


def _in_evidence(exercise: Exercise, glossary: Glossary, translations: Mapping[str, str], place: SpanLink) -> bool:
    """Whether a link joins a word of one piece of evidence with a word of the piece that translates it."""
    if not place.is_single:
        return False
    known, learned = glossary.linked.left, glossary.linked.right
    left = known.edition.sentences[known.words[place.left[0]].sentence].id
    right = learned.edition.sentences[learned.words[place.right[0]].sentence].id
    both = {f"{known.edition.language}/{left}", f"{learned.edition.language}/{right}"}
    return both <= exercise.segment_ids and translations.get(left) == right


def _at_one_place(exercise: Exercise, glossary: Glossary) -> list[str]:
    """The lit word and the key are joined by a link of their own, and the glossary has the pair proven."""
    linked = glossary.linked
    lit = next((piece for piece in exercise.prompt if piece.marked is not None), None)
    own = next((piece for piece in exercise.evidence if piece.lang == exercise.key_lang), None)
    shown = next((piece for piece in exercise.evidence if lit is not None and piece.lang == lit.lang), None)
    if lit is None or lit.marked is None or own is None or shown is None or shown.text != lit.text:
        return ["no word of the evidence is lit"]
    place = _found(exercise, own) if exercise.type == "point" else _gap_place(exercise)
    if place is None:
        return ["the key is not where it is said to be"]
    left = _word_at(linked.left, shown, lit.marked)
    right = _word_at(linked.right, own, place)
    link = linked.link_of("left", left) if left is not None else None
    if link is None or right is None or link.left != (left,) or link.right != (right,):
        return ["the key does not answer the lit word"]
    pair = glossary.of_link(link)
    if pair is None or not _may_be_asked(pair):
        return ["the pair is not proven"]
    lexemes = [linked.right.words[n].lexeme for n in linked.right.of_sentence(linked.right.words[right].sentence)]
    if exercise.type == "point" and lexemes.count(linked.right.words[right].lexeme) > 1:
        return ["the key stands there twice"]
    return []


def _found(exercise: Exercise, own: Evidence) -> tuple[int, int] | None:
    """Where the key stands, if the words to choose from are all the words of the sentence, in order."""
    end = 0
    for spot in exercise.tokens:
        if spot.start < end or own.text[spot.start : spot.end] != spot.text:
            return None
        if _LETTER.search(own.text, end, spot.start):
            return None
        end = spot.end
    index = exercise.key_index
    if _LETTER.search(own.text, end) or index is None or not 0 <= index < len(exercise.tokens):
        return None
    key = exercise.tokens[index]
    return (key.start, key.end) if key.text == exercise.key else None


def _gap_place(exercise: Exercise) -> tuple[int, int] | None:
    gapped: Text | None = next((piece for piece in exercise.prompt if GAP in piece.text), None)
    if gapped is None:
        return None
    start = gapped.text.find(GAP)
    return start, start + len(exercise.key)


def _word_at(words: Words, piece: Evidence, place: tuple[int, int]) -> int | None:
    """The number of the word that is exactly this stretch of a sentence."""
    sentences = words.edition.sentences
    sentence = words.edition.sentence(piece.seg)
    if sentence is None:
        return None
    order = (sentence.block, sentence.index)
    number = words.at(bisect_left(sentences, order, key=lambda s: (s.block, s.index)), place[0])
    if number is None or piece.text[place[0] : place[1]] != words.words[number].text:
        return None
    return number
