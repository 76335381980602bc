"""C10: how does the sentence go on, and, where it gives a reason, why?"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tui_learn.i18n import gettext as _
from tui_learn.quiz.build import evidence_of, make_exercise
from tui_learn.quiz.clauses import MIN_WORDS, Reason, Split, closing, first_word, reason_in, signs, split_once
from tui_learn.quiz.connectives import because_words, is_but, joins
from tui_learn.quiz.difficulty import prior_difficulty
from tui_learn.quiz.exercise import MASK, Exercise, Option, Text
from tui_learn.quiz.fair_groups import fair_groups
from tui_learn.quiz.material import Direction, Material
from tui_learn.quiz.part_order import same_sides
from tui_learn.quiz.sampling import MOST
from tui_learn.quiz.seeded import number
from tui_learn.quiz.stems import any_same_stem, content_words, folded_words, stem_set
from tui_learn.quiz.topic_words import Topics, share_a_stem, starts, topic_words, topics
from tui_learn.text import tokenize
from tui_learn.text.fold import lower
from tui_learn.text.languages import has_word_spaces

MAX_CHARACTERS = 160
"""Of an option."""
_SHORTEST, _LONGEST = 0.6, 1.6
"""Lengths of wrong answers, against the key's."""
_SHORTEST_REASON, _LONGEST_REASON = 0.4, 2.0
"""The same for reasons, of which there are few."""
_WINDOW = 48
"""Parts of about the same length that are looked at."""


@dataclass(frozen=True, slots=True)
class Part:
    """Part of a sentence that can be an option."""

    segment: str
    text: str
    group: str
    """Only parts of one group may be opposed: others could be told apart by grammar."""
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """A sentence in two parts: one is shown, the other is the key."""

    shown: str
    key: Part
    split: Split | None
    """Where it is cut at a sign; None where a word gives a reason."""


def generate_continuations(material: Material) -> Iterator[Exercise]:
    """C10 of every sentence that can be cut in two, in every direction."""
    topic = topics(material)
    languages = dict.fromkeys(direction.answer for direction in material.directions)
    cuts = {language: _cuts(material, topic, language) for language in languages}
    pools = {language: _Pool(material, topic, language) for language in languages}
    for direction in material.directions:
        segments = material.some(list(cuts[direction.answer]), "C10", MOST // len(material.directions))
        for segment in segments:
            cut = cuts[direction.answer][segment]
            shown = _shown(material, direction, cut, cuts[direction.prompt])
            wrong = pools[direction.answer].choose(cut, starts(shown.text, shown.lang)) if shown else None
            if shown and wrong:
                yield _make(material, direction, cut, shown, wrong)


def _cuts(material: Material, topic: Topics, language: str) -> dict[str, Cut]:
    """The sentences of an edition that can be cut, and how."""
    edition = material.editions[language]
    found = {}
    for sentence in material.index(language).body:
        if edition.blocks[sentence.block].kind in ("heading", "row") or not topic.fit(language, sentence.id):
            continue
        because = any(
            because_words(material.sentence(version, there).text, version)
            for version, there in topic.versions_of(language, sentence.id)
        )
        cut = (_at_reason if because else _at_sign)(sentence.id, sentence.text, language)
        if cut is not None and topic.stands_alone(language, sentence.id):
            found[sentence.id] = cut
    return found


def _at_reason(segment: str, text: str, language: str) -> Cut | None:
    """None where another version gives a reason, and which part of this one it is cannot be told."""
    found = reason_in(text, language) or reason_in(text, language, maybe=True)
    if found is None:
        return None
    part = _part(segment, found.reason, _group_of(found), language)
    return Cut(found.statement, part, None) if part else None


def _group_of(reason: Reason) -> str:
    return "why, introduced" if reason.introduced else "why"


def _at_sign(segment: str, text: str, language: str) -> Cut | None:
    split = split_once(text, language)
    part = _continuing(segment, split, language) if split else None
    if split is None or part is None:
        return None
    return Cut(f"{split.first} {MASK}" if has_word_spaces(language) else f"{split.first}{MASK}", part, split)


def _continuing(segment: str, split: Split, language: str) -> Part | None:
    """The second part of a sentence, if what it is in the sentence can be seen from how it is joined.

    Behind a comma it must begin with a word that joins: without one it may be a main clause, the rest of a list or
    something added, and grammar alone would tell which of them fits.
    """
    word = first_word(split.second, language)
    join = joins(word, language)
    if not join and split.sign == "," and not _begins_with_reason(split.second, language):
        return None
    if split.sign == ":" and (signs(split.second) or not split.second[0].isalpha()):
        return None  # a list, or what somebody said
    group = f"{split.sign} {lower(word, language)}" if join == "bound" else split.sign
    return _part(segment, split.second, group, language)


def _begins_with_reason(part: str, language: str) -> bool:
    return any(start == 0 for start, _end in because_words(part, language, maybe=True))


def _part(segment: str, text: str, group: str, language: str) -> Part | None:
    if len(text) > MAX_CHARACTERS or any(token.is_cut_off for token in tokenize(text, language)):
        return None
    words = topic_words(text, language)
    return Part(segment, text, f"{group} {closing(text)}", words) if words else None


class _Pool:
    """Parts of the sentences of an edition, by group and length."""

    def __init__(self, material: Material, topic: Topics, language: str) -> None:
        self._seed = material.seed
        self._groups = fair_groups(material, language, "C10")
        self._language = language
        self._rows: dict[str, list[tuple[int, str, Part]]] = {}
        for sentence in material.index(language).body:
            kind = material.editions[language].blocks[sentence.block].kind
            if kind not in ("heading", "row") and topic.fit(language, sentence.id):
                for part in _parts(sentence.id, sentence.text, language):
                    self._rows.setdefault(part.group, []).append((len(part.text), part.segment, part))
        for row in self._rows.values():
            row.sort(key=lambda item: item[:2])

    def choose(self, cut: Cut, prompt: frozenset[str]) -> list[Part] | None:
        """Two or three parts of other sentences that cannot be told from the key but by what they say.

        ``prompt`` is what its words begin with.
        """
        fitting = {part.text: part for part in self._fitting(cut)}

        def apart(group: Sequence[str]) -> bool:
            pairs = itertools.combinations([fitting[text] for text in group], 2)
            return not any(share_a_stem(a.words, stem_set(b.words)) for a, b in pairs)

        chosen = self._groups.choose(cut.key.text, list(fitting), prompt, allowed=apart, loose=True)
        return None if chosen is None else [fitting[text] for text in chosen]

    def _fitting(self, cut: Cut) -> list[Part]:
        key, row = cut.key, self._rows.get(cut.key.group, [])
        size = len(key.text)
        least, most = (_SHORTEST, _LONGEST) if cut.split is not None else (_SHORTEST_REASON, _LONGEST_REASON)
        low = bisect_left(row, least * size, key=lambda item: item[0])
        high = bisect_right(row, most * size, key=lambda item: item[0])
        here = min(max(bisect_left(row, size, key=lambda item: item[0]), low), high)
        near = row[max(low, here - _WINDOW // 2) : min(high, here + _WINDOW // 2)]
        shown = stem_set(topic_words(cut.shown, self._language))
        mine = stem_set(key.words)
        # What has much in common with the first part might follow it too; reasons are told apart by the article.
        most = 0 if cut.split is not None else 1
        found = [
            part
            for _size, segment, part in near
            if segment != key.segment
            and not share_a_stem(part.words, mine)
            and sum(word in shown for word in part.words) <= most
        ]
        word = first_word(key.text, self._language)
        found.sort(
            key=lambda part: (
                first_word(part.text, self._language) != word,
                number(self._seed, "C10", key.segment, part.segment),
            )
        )
        return found


def _parts(segment: str, text: str, language: str) -> Iterator[Part]:
    """Every part of a sentence that may be a wrong answer."""
    reason = reason_in(text, language) or reason_in(text, language, maybe=True)
    split = split_once(text, language)
    found = [_part(segment, reason.reason, _group_of(reason), language) if reason else None]
    if split is not None:
        found.append(_continuing(segment, split, language))
        word = first_word(split.second, language)
        if reason is None and is_but(word, language):
            # What stands behind "but" is a sentence of its own, as what stands behind "because" is.
            bare = split.second[split.second.index(word) + len(word) :].strip()
            if len(tokenize(bare, language)) >= MIN_WORDS:
                found.append(_part(segment, bare, "why", language))
    yield from (part for part in found if part is not None)


def _shown(material: Material, direction: Direction, cut: Cut, cuts: dict[str, Cut]) -> Text | None:
    """The part that is shown, in the language of the prompt; None where the other version is not cut alike."""
    if direction.prompt == direction.answer:
        content = content_words(cut.key.text, direction.answer)
        if any_same_stem((*content, *cut.key.words), folded_words(cut.shown, direction.answer)):
            return None
        return Text(direction.answer, cut.shown)
    there = material.parallel(direction.answer, direction.prompt).get(cut.key.segment)
    other = cuts.get(there) if there else None
    if other is None or (other.split is None) != (cut.split is None):
        return None
    if cut.split is not None and other.split is not None:
        if cut.split.sign != other.split.sign:
            return None
        if not same_sides(material, direction.answer, cut.key.segment, cut.split, other.key.segment, other.split):
            return None
    return Text(direction.prompt, other.shown)


def _make(material: Material, direction: Direction, cut: Cut, shown: Text, wrong: Sequence[Part]) -> Exercise:
    language, segment = direction.answer, cut.key.segment
    evidence = [evidence_of(material, language, segment)]
    if shown.lang != language:
        there = material.parallel(language, shown.lang)[segment]
        evidence.append(evidence_of(material, shown.lang, there))
    return make_exercise(
        material,
        code="C10",
        type="choice",
        question=_("How does the sentence go on?") if cut.split is not None else _("Why, according to the article?"),
        prompt=[shown],
        key=cut.key.text,
        key_lang=language,
        evidence=evidence,
        proof=["P0"] if shown.lang == language else ["P0", "P2"],
        key_segments=1,
        difficulty=prior_difficulty(
            "C10",
            sentence_words=min(45, len(material.editions[language].tokens(material.sentence(language, segment)))),
            only_learned=shown.lang == language,
        ),
        target=f"claim/{material.pair}/continuation/{language}/{cut.key.text[:80]}",
        options=[
            Option(part.text, language, part is cut.key, f"{language}/{part.segment}") for part in [cut.key, *wrong]
        ],
    )
