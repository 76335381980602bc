"""V13: which of these pairs of sentences does not match?

Three sentences stand beside their translations (P2), the fourth beside a sentence of some other place of the article.
Nothing but what it says must tell that one: it is about as long, names the same numbers, ends with the same sign.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from tui_learn.i18n import gettext as _
from tui_learn.quiz.build import evidence_of, make_exercise
from tui_learn.quiz.difficulty import prior_difficulty
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.material import Material
from tui_learn.quiz.parallels import invariants
from tui_learn.quiz.seeded import number, shuffled
from tui_learn.quiz.stems import content_words, count_same_stem
from tui_learn.text import Edition, Sentence
from tui_learn.text.fold import fold
from tui_learn.text.languages import has_word_spaces

PAIRS = 4
MIN_WORDS, MAX_WORDS = 5, 25
MIN_CHARACTERS, MAX_CHARACTERS = 10, 90
"""Where words cannot be counted."""
LONGER = 1.25
"""Most that the length of the wrong sentence, or of any beside it, may differ."""
WIDER = 1.6
"""The same for the other pairs."""
ALIKE = 0.35
"""Share of the words of the shorter of two sentences, found in the other, from which they may say the same."""
_WINDOW = 24
_CLOSERS = "\"'”’»)]）】」』"
_LATIN = regex.compile(r"@?[\p{Latin}\p{M}]{2,}")
_CAPITAL = regex.compile(r"(?<![\p{L}\p{M}])[\p{Lu}@][\p{L}\p{M}]+")
_INSIDE = regex.compile(r"(?<=\S\s+)[\p{Lu}@][\p{L}\p{M}]+")
"""A word with a capital, not the first."""
_SIGNS = tuple(
    regex.compile(signs)
    for signs in (r"[\"“”„«»「」『』]", r"[()（）\[\]【】]", r"[:：;；؛]", r"[@/*#%&+]", r"[—–]|\s-\s")
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and its translation."""

    known: Sentence
    learned: Sentence
    looks: tuple[object, ...]
    """What can be told of it without reading."""
    has_names: bool
    """Whether numbers, words in capitals or names show that the two belong together."""

    @property
    def segment(self) -> str:
        """Where it stands."""
        return self.learned.id


def generate_mismatches(material: Material) -> Iterator[Exercise]:
    """V13 of every sentence that has a believable wrong translation and three pairs to stand among."""
    if material.one_language:
        return
    pairs = _usable_pairs(material)
    rows: dict[tuple[object, ...], list[Pair]] = defaultdict(list)
    among: dict[bool, list[Pair]] = defaultdict(list)
    for pair in sorted(pairs, key=lambda pair: (len(pair.learned.text), pair.learned.block, pair.learned.index)):
        rows[pair.looks].append(pair)
        among[pair.has_names].append(pair)
    for key in material.some(pairs, "V13"):
        wrong = _wrong_translation(material, key, rows[key.looks])
        if wrong is None:
            continue
        others = _others(material, key, wrong, among[key.has_names])
        if others is not None:
            yield _ask(material, key, wrong, others)


def _usable_pairs(material: Material) -> list[Pair]:
    language, shown = material.learned.language, material.known.language
    parallel = material.parallel(language, shown)
    found = []
    for sentence in material.index(language).body:
        if sentence.id not in parallel or material.learned.blocks[sentence.block].kind == "heading":
            continue
        translation = material.sentence(shown, parallel[sentence.id])
        if not (material.teachable(language, sentence.id) and material.teachable(shown, translation.id)):
            continue
        if _is_short(material.learned, sentence) and _is_short(material.known, translation):
            found.append(_pair(translation, sentence))
    return found


def _is_short(edition: Edition, sentence: Sentence) -> bool:
    if has_word_spaces(edition.language):
        return MIN_WORDS <= len(edition.tokens(sentence)) <= MAX_WORDS
    return MIN_CHARACTERS <= len(sentence.text) <= MAX_CHARACTERS


def _pair(known: Sentence, learned: Sentence) -> Pair:
    names = frozenset(invariants(learned.text)) | _shared_names(known.text, learned.text)
    looks = (names, *(look for text in (known.text, learned.text) for look in (_end(text), signs(text))))
    return Pair(known, learned, looks, bool(names))


def _end(text: str) -> str:
    """The sign a sentence ends with."""
    last = text.rstrip(_CLOSERS)[-1:]
    return "" if last.isalnum() else last


def signs(text: str) -> tuple[bool, ...]:
    """Which kinds of conspicuous signs a text has: quotes, brackets, colons, others."""
    return tuple(bool(pattern.search(text)) for pattern in _SIGNS)


def _shared_names(known: str, learned: str) -> frozenset[str]:
    """Beginnings of words that look like names on both sides: of capitals, or of Latin letters among others."""
    if not (_is_latin(known) and _is_latin(learned)):
        mine, theirs = ({fold(word, "und")[:4] for word in _LATIN.findall(text)} for text in (known, learned))
        return frozenset(mine & theirs)
    ours, others = ([fold(word, "und") for word in _CAPITAL.findall(text)] for text in (known, learned))
    names = {word[:4] for word in ours} & {word[:4] for word in others}
    first = [fold(text.split()[0], "und") for text in (known, learned)]
    if first[0] != first[1]:  # the capitals of first words say nothing unless these are the same
        names &= {fold(word, "und")[:4] for text in (known, learned) for word in _INSIDE.findall(text)}
    return frozenset(names)


def _is_latin(text: str) -> bool:
    return 2 * sum(map(len, _LATIN.findall(text))) > sum(character.isalpha() for character in text)


def _near(row: Sequence[Pair], key: Pair, ratio: float) -> list[Pair]:
    """Pairs of a row, sorted by length, about as long as the key: no more than a window's worth."""
    size = len(key.learned.text)
    middle = bisect_left(row, size, key=lambda pair: len(pair.learned.text))
    return [
        pair
        for pair in row[max(0, middle - _WINDOW) : middle + _WINDOW]
        if pair is not key and _are_close(len(pair.learned.text), size, ratio)
    ]


def _are_close(one: int, other: int, ratio: float) -> bool:
    return max(one, other) <= ratio * min(one, other)


def shared(one: str, other: str, language: str) -> float:
    """Share of the content words of the shorter sentence, forms counting as one, that the other has too."""
    mine, theirs = content_words(one, language), content_words(other, language)
    least = min(len(set(mine)), len(set(theirs)))
    return max(count_same_stem(mine, theirs), count_same_stem(theirs, mine)) / least if least else 1.0


def _wrong_translation(material: Material, key: Pair, row: Sequence[Pair]) -> Pair | None:
    """A pair whose second sentence can stand beside the first of the key: best one that speaks of something near."""
    language, shown = material.learned.language, material.known.language
    best: tuple[tuple[object, ...], Pair] | None = None
    for pair in _near(row, key, LONGER):
        if not _are_close(len(pair.known.text), len(key.known.text), LONGER * LONGER):
            continue
        here = shared(key.learned.text, pair.learned.text, language)
        there = shared(key.known.text, pair.known.text, shown)
        if here >= ALIKE or there >= ALIKE:
            continue
        cost = (here == 0.0, number(material.seed, "V13", key.learned.id, pair.learned.id))
        if best is None or cost < best[0]:
            best = (cost, pair)
    return best[1] if best else None


def _others(material: Material, key: Pair, wrong: Pair, row: Sequence[Pair]) -> list[Pair] | None:
    """Three more pairs, none of which says what another, the key or the wrong sentence says."""
    language = material.learned.language
    chosen = [key, wrong]
    near = _near(row, key, WIDER)
    for pair in shuffled(near, material.seed, "V13 among", key.learned.id, name=lambda pair: pair.learned.id):
        if all(shared(pair.learned.text, other.learned.text, language) < 2 * ALIKE for other in chosen) and (
            pair.known.text not in {other.known.text for other in chosen}
        ):
            chosen.append(pair)
        if len(chosen) == PAIRS + 1:
            return chosen[2:]
    return None


def _ask(material: Material, key: Pair, wrong: Pair, others: Sequence[Pair]) -> Exercise:
    language, shown = material.learned.language, material.known.language
    shuffled_pairs = shuffled([key, *others], material.seed, "V13 order", key.learned.id, name=lambda p: p.learned.id)
    evidence = [evidence_of(material, language, pair.learned.id) for pair in (key, *others, wrong)]
    evidence += [evidence_of(material, shown, pair.known.id) for pair in (key, *others)]
    words = [len(content_words(pair.learned.text, language)) for pair in (key, *others)]
    return make_exercise(
        material,
        code="V13",
        type="odd",
        question=_("Which pair is wrong?"),
        prompt=[],
        key=wrong.learned.text,
        key_lang=language,
        evidence=evidence,
        proof=["P2"],
        key_segments=1,
        difficulty=prior_difficulty("V13", sentence_words=sum(words) // len(words)),
        target=f"sentence/{material.pair}/recognise/{key.learned.text}",
        pairs=[(pair.known.text, (wrong if pair is key else pair).learned.text) for pair in shuffled_pairs],
        key_index=shuffled_pairs.index(key),
    )
