"""What an edition links to, and where.

Many links are words of a sentence (``has described``), not the name of anything. A link names its address where it goes
to another page of the same site, to an encyclopaedia, where the address has most of its words, or
where every language has the same text for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import regex

from tui_learn.quiz.material import Material
from tui_learn.quiz.phrases import Place, is_letters, is_phrase, trimmed
from tui_learn.quiz.stems import content_words
from tui_learn.text import Block, Sentence, tokenize
from tui_learn.text.fold import fold
from tui_learn.text.languages import has_word_spaces

MAX_INTERNAL_WORDS = 3
"""Words of a link to another page of the same site from which it is hardly a name."""
_LETTERS = regex.compile(r"[^\p{L}\p{M}\p{N}]+")


@dataclass(frozen=True, slots=True)
class Topic:
    """A link whose text may name a concept."""

    place: Place
    target: str

    @property
    def text(self) -> str:
        """The words that are linked."""
        return self.place.text


class Topics:
    """The topics of one edition."""

    def __init__(self, material: Material, language: str) -> None:
        self.language = language
        self.all = _collect(material, language)
        """Every link whose text may name a concept, in document order."""
        self.by_target: dict[str, list[Topic]] = {}
        for topic in self.all:
            self.by_target.setdefault(topic.target, []).append(topic)

    def only(self, target: str) -> Topic | None:
        """The topic that links to an address, if every link to it has the same text."""
        there = self.by_target.get(target, [])
        texts = {fold(topic.text, self.language) for topic in there}
        return there[0] if len(texts) == 1 else None


def linked_places(material: Material, language: str, block: Block, sentence: Sentence) -> list[Topic]:
    """The links of a sentence that name what they link to."""
    addresses = material.once("addresses", lambda: Addresses(material))
    found = []
    for span in block.spans:
        if span.kind != "link" or not span.target or not sentence.start <= span.start < span.end <= sentence.end:
            continue
        start, end = trimmed(sentence.text, span.start - sentence.start, span.end - sentence.start)
        text = sentence.text[start:end]
        if not text or not addresses.are_named(span.target, text, language):
            continue
        if is_letters(text) or is_phrase(sentence.text, start, end, language, material.exclusions):
            found.append(Topic(Place(sentence.id, start, end, text), span.target))
    return found


class Addresses:
    """Every address the editions of an article link to, with the texts that link to it."""

    def __init__(self, material: Material) -> None:
        self._texts: dict[str, dict[str, set[str]]] = {}
        for language, edition in material.editions.items():
            for block in edition.blocks:
                for span in block.spans:
                    if span.kind == "link" and span.target:
                        text = " ".join(block.text[span.start : span.end].split())
                        self._texts.setdefault(span.target, {}).setdefault(language, set()).add(text)

    def is_name(self, target: str) -> bool:
        """Whether several languages link to an address with one and the same text: nobody translates it."""
        texts = self._texts.get(target, {})
        return len(texts) > 1 and len({fold(text, "und") for there in texts.values() for text in there}) == 1

    def are_named(self, target: str, text: str, language: str) -> bool:
        """Whether a link names what it links to."""
        parts = urlsplit(target)
        if self.is_name(target) or "wiki" in parts.netloc or _spells(target, text, language):
            return True
        if not parts.scheme and not parts.netloc and not parts.fragment:
            return not has_word_spaces(language) or len(tokenize(text, language)) <= MAX_INTERNAL_WORDS
        others = [
            any(_spells(target, other, version) for other in there)
            for version, there in self._texts.get(target, {}).items()
            if version != language
        ]
        return bool(others) and 2 * sum(others) > len(others)


def _spells(target: str, text: str, language: str) -> bool:
    """Whether most words of a text that links to an address are in the address."""
    address = _LETTERS.sub("", fold(unquote(target), "und"))
    words = content_words(text, language) if has_word_spaces(language) else ()
    return bool(words) and 2 * sum(word[:6] in address for word in words) > len(words)


def topics(material: Material, language: str) -> Topics:
    """The topics of an edition, found once."""
    return material.once(f"topics/{language}", lambda: Topics(material, language))


def _collect(material: Material, language: str) -> list[Topic]:
    found = []
    for block in material.editions[language].blocks:
        if block.kind not in ("code", "heading") and any(span.kind == "link" for span in block.spans):
            for sentence in block.sentences:
                if material.usable(language, sentence.id):
                    found += linked_places(material, language, block, sentence)
    return found


def is_untranslated(material: Material, topic: Topic) -> bool:
    """Whether a topic is a name that every language has alike."""
    return material.once("addresses", lambda: Addresses(material)).is_name(topic.target)
