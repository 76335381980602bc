"""Which words of an article are forms of one another: as lists of forms tell, else as their letters do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set

from tui_learn.quiz.material import Material
from tui_learn.text.fold import fold
from tui_learn.text.lexemes import has_lexemes


class Forms:
    """The forms of the words of the learned language."""

    def __init__(self, material: Material) -> None:
        self._language = material.learned.language
        self._index = material.index(self._language)
        self._lexemes: dict[str, set[str]] = defaultdict(set)
        self._guessed: Set[str] = frozenset()
        if material.glossary is not None and has_lexemes(self._language):
            words = material.glossary.linked.right
            self._guessed = words.guessed
            for word in words.words:
                self._lexemes[fold(word.text, self._language)].add(word.lexeme)

    def of(self, folded: str, others: Iterable[str] = ()) -> list[str]:
        """Forms of a folded word as they stand in the text, and ``others``; without the word itself."""
        alike = [form for form in self._index.surfaces_of(folded) if self._may_be_of(folded, form)]
        return [form for form in dict.fromkeys([*alike, *others]) if fold(form, self._language) != folded]

    def _may_be_of(self, word: str, form: str) -> bool:
        """Whether no list says that a form belongs to another word only: *employee* is no form of *employer*."""
        mine, theirs = self._lexemes.get(word, set()), self._lexemes.get(fold(form, self._language), set())
        return not mine or not theirs or bool(mine & theirs) or bool((mine | theirs) & self._guessed)


def forms_of(material: Material) -> Forms:
    """The forms of an article's words, gathered once."""
    return material.once("forms", lambda: Forms(material))
