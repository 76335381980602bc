"""C15: which summary is that of this article?

The front matter's description; wrong are those of other articles. One that only repeats a sentence of the body is not
asked for, nor one whose words the body does not take up.
"""

from __future__ import annotations

import html
from collections.abc import Iterator

from tui_learn.i18n import gettext as _
from tui_learn.quiz.alike import alike_sentences
from tui_learn.quiz.build import evidence_of, make_exercise
from tui_learn.quiz.clauses import closing
from tui_learn.quiz.difficulty import prior_difficulty
from tui_learn.quiz.exercise import Evidence, Exercise, Option, Text
from tui_learn.quiz.fair_groups import fair_groups
from tui_learn.quiz.foreign import is_foreign
from tui_learn.quiz.kinds.sentence_match import similarity
from tui_learn.quiz.material import Direction, Material
from tui_learn.quiz.seeded import shuffled
from tui_learn.quiz.shapes import overlapping
from tui_learn.quiz.stems import StemSet, any_same_stem, content_words, folded_words, stem_set
from tui_learn.quiz.topic_words import starts, topic_words
from tui_learn.text import Edition
from tui_learn.text.clean import clean_line
from tui_learn.text.fold import fold
from tui_learn.text.languages import has_word_spaces

FRONT_MATTER = "front-matter"
"""Stands for the segment of what no segment holds."""
MIN_CHARACTERS, MAX_CHARACTERS = 12, 240
_TAKEN_UP = 0.5
"""Share of the words of a summary, or a title, that must come back in the body."""
_TAKEN_UP_UNSPACED = 0.3
"""The same of pairs of characters."""
_COMMON = 0.5
"""Share of a wrong summary's words from which it might be one of this article too: words of its title and headings."""
_SUPPORT = 2
"""Topic words a sentence must have in common with a summary to bear it out."""


def description_of(edition: Edition) -> str:
    """The summary in an edition's front matter; "" where there is none."""
    found = edition.metadata.get("description")
    return clean_line(html.unescape(found)) if isinstance(found, str) else ""


def generate_summaries(material: Material) -> Iterator[Exercise]:
    """C15, in both directions: the title in one language, summaries in the other."""
    if not material.elsewhere:
        return
    for direction in material.directions:
        exercise = _ask(material, direction)
        if exercise is not None:
            yield exercise


def _ask(material: Material, direction: Direction) -> Exercise | None:
    language = direction.answer
    edition, shown = material.editions[language], material.editions[direction.prompt]
    key = description_of(edition)
    if not _is_summary(material, key, language) or _is_said(material):
        return None
    if not (_is_taken_up(material, key, language) and _is_taken_up(material, shown.title, shown.language)):
        return None
    seen = folded_words(shown.title, direction.prompt)
    if direction.prompt == language and any_same_stem(content_words(key, language), seen):
        return None
    evidence = _evidence(material, key, language)
    wrong = _rivals(material, direction, key)
    if not evidence or wrong is None:
        return None
    return make_exercise(
        material,
        code="C15",
        type="choice",
        question=_("Choose the summary of the article."),
        prompt=[Text(direction.prompt, shown.title)],
        key=key,
        key_lang=language,
        evidence=evidence,
        proof=["P1"],
        key_segments=1,
        difficulty=prior_difficulty(
            "C15",
            sentence_words=min(45, len(content_words(key, language))),
            only_learned=direction.prompt == material.learned.language,
        ),
        target=f"claim/{material.pair}/summary/{language}/{key[:80]}",
        options=[Option(text, language, text == key, f"{language}/{FRONT_MATTER}") for text in [key, *wrong]],
    )


def _is_summary(material: Material, text: str, language: str) -> bool:
    """Whether a description is long enough to say something, and in its language."""
    others = sorted({*material.editions, "en"})
    return MIN_CHARACTERS <= len(text) <= MAX_CHARACTERS and not is_foreign(text, language, others)


def _is_said(material: Material) -> bool:
    """Whether the description repeats a sentence of the body, or a title, in some version."""
    for language, edition in material.editions.items():
        text = description_of(edition)
        said = {fold(sentence.text, language) for sentence in edition.sentences}
        if text and (fold(text, language) in said or fold(text, language) == fold(edition.title, language)):
            return True
        if text and alike_sentences(material, language).near(text):
            return True
    return False


def _is_taken_up(material: Material, text: str, language: str) -> bool:
    """Whether enough of the words of a text come back in the body."""
    words = topic_words(text, language)
    index = material.index(language)
    needed = _TAKEN_UP if has_word_spaces(language) else _TAKEN_UP_UNSPACED
    return bool(words) and sum(bool(index.places_of(word)) for word in words) >= needed * len(words)


def _evidence(material: Material, key: str, language: str) -> list[Evidence]:
    """The title where it is a heading, else the sentence of the body that has most in common with the summary."""
    edition = material.editions[language]
    if edition.title_block is not None:
        title = [sentence.id for sentence in edition.blocks[edition.title_block].sentences]
        if all(material.usable(language, segment) for segment in title):
            return [evidence_of(material, language, segment) for segment in title]
    about = stem_set(topic_words(key, language))
    best, most = "", _SUPPORT - 1
    for sentence in material.index(language).body:
        common = sum(word in about for word in topic_words(sentence.text, language))
        if common > most and material.teachable(language, sentence.id):
            best, most = sentence.id, common
    return [evidence_of(material, language, best)] if best else []


def _rivals(material: Material, direction: Direction, key: str) -> list[str] | None:
    """The summaries of two or three other articles, which could not be this one's and do not look otherwise."""
    language = direction.answer
    edition = material.editions[language]
    headings = [block.text for block in edition.blocks if block.kind == "heading"]
    about = StemSet(word for text in (edition.title, *headings) for word in topic_words(text, language))
    own = {other.sha256 for other in material.editions.values()} | {other.title for other in material.editions.values()}
    found: dict[str, None] = {}
    for other in material.elsewhere:
        text = description_of(other)
        if other.language != language or other.sha256 in own or other.title in own or text == key:
            continue
        if not _is_summary(material, text, language) or closing(text) != closing(key):
            continue
        words = topic_words(text, language)
        if words and sum(word in about for word in words) < _COMMON * len(words):
            found.setdefault(text)
    fitting = [
        text
        for text in shuffled(found, material.seed, "C15", direction.prompt)
        if similarity(text, key, language) < _COMMON and not overlapping(text, key, language)
    ]
    prompt = starts(material.editions[direction.prompt].title, direction.prompt)
    return fair_groups(material, language, "C15").choose(key, fitting, prompt, loose=True)
