"""How a word is used, as far as a text tells without any grammar: its ending, its neighbours, how it is inflected.

A wrong answer is believable when it could stand in the gap. Words that end alike and follow the same small words
elsewhere are mostly of one class and one form; where a glossary knows their dictionary forms, these tell more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile

from tui_learn.bitext.word_links import SURE
from tui_learn.quiz.material import Material
from tui_learn.text.fold import fold
from tui_learn.text.function_words import is_function_word
from tui_learn.text.lexemes import classes_by_form

_OFTEN = 3
"""Times from which a neighbour that is no function word says something."""


@dataclass(frozen=True, slots=True)
class Use:
    """How a word is used."""

    endings: tuple[str, ...] = ()
    """Its last three letters, and its last two."""
    left: frozenset[str] = frozenset()
    """Small or frequent words it follows somewhere."""
    right: frozenset[str] = frozenset()
    """The same it is followed by."""
    inflection: str = ""
    """What its dictionary form loses and what it gets: ``i>eja``; empty where its dictionary form is not known."""
    classes: str = ""
    """Word classes its dictionary form may be of."""
    partner: str = ""
    """How the word it answers in the other language looks: its last two letters, behind ``^`` if it has a capital."""

    @property
    def signs(self) -> list[str]:
        """Everything two words may have in common, in a line each."""
        found = [f"e{ending}" for ending in self.endings]
        found += [f"l{word}" for word in sorted(self.left)]
        found += [f"r{word}" for word in sorted(self.right)]
        found += [f"i{self.inflection}"] if self.inflection else []
        return [*found, f"p{self.partner}"] if self.partner else found


def uses(material: Material, language: str) -> Mapping[str, Use]:
    """The use of every folded word of an edition's body."""
    index = material.index(language)
    rows = [[fold(token.text, language) for token in index.edition.tokens(sentence)] for sentence in index.body]
    often = Counter(word for row in rows for word in row)
    small = {word for word, count in often.items() if count >= _OFTEN or is_function_word(word, language)}
    left: dict[str, set[str]] = defaultdict(set)
    right: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for place, word in enumerate(row):
            before = row[place - 1] if place else ""
            after = row[place + 1] if place + 1 < len(row) else ""
            if before in small:
                left[word].add(before)
            if after in small:
                right[word].add(after)
    told = _told_by_glossary(material, language)
    return {
        word: Use(
            (word[-3:], word[-2:]),
            frozenset(left.get(word, ())),
            frozenset(right.get(word, ())),
            *told.get(word, ("", "", "")),
        )
        for word in often
    }


def _told_by_glossary(material: Material, language: str) -> dict[str, tuple[str, str, str]]:
    """Folded words of the learned language to their inflection, their classes and the looks of their counterpart."""
    if material.glossary is None or language != material.learned.language:
        return {}
    linked = material.glossary.linked
    found: dict[str, tuple[str, str, str]] = {}
    for number, word in enumerate(linked.right.words):
        folded = fold(word.text, language)
        if folded in found and found[folded][2]:
            continue
        form = fold(word.lexeme, language)
        shared = sum(1 for _same in takewhile(lambda pair: pair[0] == pair[1], zip(form, folded, strict=False)))
        link = linked.link_of("right", number)
        partner = ""
        if link is not None and link.is_single and link.confidence >= SURE:
            other = linked.left.words[link.left[0]].text
            partner = ("^" if other[0].isupper() else "") + fold(other, material.known.language)[-2:]
        found[folded] = f"{form[shared:]}>{folded[shared:]}", classes_by_form(word.lexeme, language), partner
    return found


def alike_in_use(one: Use, other: Use) -> float:
    """How much alike two words are used, from -2 to about 4."""
    value = 0.0
    if one.endings[0] == other.endings[0]:
        value += 1.2
    elif one.endings[1] == other.endings[1]:
        value += 0.6
    if one.left & other.left:
        value += 0.8
    if one.right & other.right:
        value += 0.4
    if one.inflection and one.inflection == other.inflection:
        value += 1.0
    if one.partner and other.partner:
        value += 0.8 if one.partner == other.partner else -0.5 * ((one.partner[0] == "^") != (other.partner[0] == "^"))
    if one.classes and other.classes and not set(one.classes) & set(other.classes):
        value -= 1.5
    return value
