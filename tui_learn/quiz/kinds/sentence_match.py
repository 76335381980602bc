"""V5: which of these sentences says the same?"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from functools import lru_cache

from tui_learn.i18n import gettext as _
from tui_learn.quiz.build import evidence_of, make_exercise
from tui_learn.quiz.difficulty import prior_difficulty
from tui_learn.quiz.exercise import Exercise, Option, Text
from tui_learn.quiz.material import Material
from tui_learn.quiz.rivals import COUNT, NEAR_DUPLICATE, RivalSentences
from tui_learn.quiz.stems import beginnings, content_words, count_same_stem
from tui_learn.text import Sentence
from tui_learn.text.languages import has_word_spaces

__all__ = ["NEAR_DUPLICATE", "generate_sentence_matches", "is_usable", "similarity"]

MIN_WORDS, MAX_WORDS = 4, 45
MIN_CHARACTERS, MAX_CHARACTERS = 8, 160
"""Where words cannot be counted."""


def generate_sentence_matches(material: Material) -> Iterator[Exercise]:
    """V5 of every sentence that has three believable rivals."""
    if material.one_language:
        return
    language, shown = material.learned.language, material.known.language
    parallel = material.parallel(language, shown)
    candidates = [s for s in material.index(language).body if is_usable(material, s, parallel)]
    if len(candidates) <= COUNT:
        return
    rivals = RivalSentences(candidates, language, material.seed)
    prompts = {s.id: material.sentence(shown, parallel[s.id]) for s in candidates}
    ratio = statistics.median(len(s.text) / len(prompts[s.id].text) for s in candidates)
    for sentence in material.some(candidates, "V5"):
        prompt = prompts[sentence.id]
        wrong = rivals.choose(sentence, beginnings(prompt.text, shown), ratio * len(prompt.text), f"V5/{sentence.id}")
        if wrong is None:
            continue
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


def is_usable(material: Material, sentence: Sentence, parallel: dict[str, str]) -> bool:
    """Whether a sentence of the learned language and its translation may be asked for as wholes."""
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
