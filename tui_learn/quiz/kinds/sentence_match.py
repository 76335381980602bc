"""V5: which of these sentences says the same?"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import lru_cache

from tui_learn.i18n import gettext as _
from tui_learn.quiz.build import evidence_of, make_exercise
from tui_learn.quiz.difficulty import prior_difficulty
from tui_learn.quiz.exercise import Exercise, Option, Text
from tui_learn.quiz.material import Material
from tui_learn.quiz.parallels import invariants
from tui_learn.quiz.seeded import number
from tui_learn.quiz.shapes import LOOSE, STRICT, length_gives_away, overlapping, shared_words, stands_out
from tui_learn.quiz.stems import content_words, count_same_stem
from tui_learn.text import Sentence
from tui_learn.text.languages import has_word_spaces

MIN_WORDS, MAX_WORDS = 4, 45
MIN_CHARACTERS, MAX_CHARACTERS = 8, 160
"""Where words cannot be counted."""
NEAR_DUPLICATE = 0.6
_POOL = 10


def generate_sentence_matches(material: Material) -> Iterator[Exercise]:
    """V5 of every sentence that has three believable rivals."""
    if material.one_language:
        return
    language, shown = material.learned.language, material.known.language
    parallel = material.parallel(language, shown)
    candidates = [s for s in material.index(language).body if _is_usable(material, s, parallel)]
    for sentence in candidates:
        wrong = _rivals(material, sentence, candidates)
        if wrong is None:
            continue
        prompt = material.sentence(shown, parallel[sentence.id])
        yield make_exercise(
            material,
            code="V5",
            type="choice",
            question=_("Which sentence says the same?"),
            prompt=[Text(shown, prompt.text)],
            key=sentence.text,
            key_lang=language,
            evidence=[evidence_of(material, language, sentence.id), evidence_of(material, shown, prompt.id)],
            proof=["P2"],
            key_segments=1,
            difficulty=prior_difficulty("V5", sentence_words=len(content_words(sentence.text, language))),
            target=f"sentence/{material.pair}/recognise/{sentence.text}",
            options=[Option(s.text, language, s is sentence, f"{language}/{s.id}") for s in [sentence, *wrong]],
        )


def _is_usable(material: Material, sentence: Sentence, parallel: dict[str, str]) -> bool:
    language, shown = material.learned.language, material.known.language
    if sentence.id not in parallel or material.learned.blocks[sentence.block].kind == "heading":
        return False
    if not (material.teachable(language, sentence.id) and material.teachable(shown, parallel[sentence.id])):
        return False
    if has_word_spaces(language):
        return MIN_WORDS <= len(material.learned.tokens(sentence)) <= MAX_WORDS
    return MIN_CHARACTERS <= len(sentence.text) <= MAX_CHARACTERS


@lru_cache(maxsize=65536)
def similarity(left: str, right: str, language: str) -> float:
    """Jaccard similarity of content words, forms of a word counting as one."""
    a, b = content_words(left, language), content_words(right, language)
    if not a or not b:
        return 0.0
    common = count_same_stem(a, b)
    mine, theirs = len(set(a)), len(set(b))
    return common / (mine + theirs - min(common, theirs))


def _rivals(material: Material, key: Sentence, candidates: list[Sentence]) -> list[Sentence] | None:
    """Three sentences of other places that cannot be told from the key by looks."""
    language = material.learned.language
    key_invariants = invariants(key.text)
    fitting = []
    for other in candidates:
        if other.id == key.id or not 0.7 <= len(other.text) / len(key.text) <= 1.4:
            continue
        if invariants(other.text) != key_invariants:
            continue  # a number or acronym in one alone would settle it without reading
        alike = similarity(key.text, other.text, language)
        if alike >= NEAR_DUPLICATE or overlapping(key.text, other.text, language):
            continue
        fitting.append((alike > 0, other))
    fitting.sort(key=lambda item: (not item[0], number(material.seed, "V5", key.id, item[1].id)))
    pool = [other for _shares, other in fitting[:_POOL]]
    best: tuple[float, list[Sentence]] | None = None
    wanted = number(material.seed, "V5", key.id, "length") % 4
    for order, trio in enumerate(itertools.combinations(pool, 3)):
        texts = [other.text for other in trio]
        if stands_out(key.text, texts, STRICT) or length_gives_away(key.text, texts):
            continue
        if any(overlapping(a, b, language) for a, b in itertools.combinations(texts, 2)):
            continue
        cost = order / 1000
        cost += abs(sum(len(text) < len(key.text) for text in texts) - wanted)
        cost += 2 * stands_out(key.text, texts, LOOSE)
        cost += 2 * _converges(key.text, texts, language)
        if best is None or cost < best[0]:
            best = (cost, list(trio))
    return best[1] if best else None


def _converges(key: str, others: list[str], language: str) -> bool:
    """Whether the key shares at least two more words with the other options than any of them does."""
    mine = shared_words(key, others, language)
    rest = [shared_words(text, [key, *(o for o in others if o is not text)], language) for text in others]
    return mine >= max(rest) + 2
