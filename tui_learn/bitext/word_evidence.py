"""What two words say of one another before any text is learnt from: looks, dictionaries, numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from tui_learn.bitext.arrays import Floats, Ints
from tui_learn.bitext.vocabulary import Vocabulary, stem_of
from tui_learn.bitext.word_settings import WordSettings

Found = Mapping[str, Mapping[str, frozenset[str]]]
"""Word to translation to the names of dictionaries, or to pivot languages."""

BY_STEM = 0.9
"""Worth of a translation that has the word's stem, but not its dictionary form."""
BY_PIVOTS = (0.0, 0.6, 0.85, 0.95)
"""Worth of a translation through none, one, two, or more languages."""
MIN_STEM = 4
"""Letters a stem must have to count."""


class Translations(Protocol):
    """Dictionaries, as word links use them."""

    def translations(self, words: Iterable[str], source: str, target: str) -> Found:
        """Direct translations, with the names of the dictionaries."""
        ...

    def through(self, words: Iterable[str], source: str, target: str) -> Found:
        """Translations through other languages, with those."""
        ...


@dataclass(frozen=True)
class DictionaryEvidence:
    """What dictionaries say of kinds of cells."""

    worth: Floats
    """Shape (kinds,): 1 for a translation, less by stem or through other languages, 0 for none."""
    names: Mapping[int, frozenset[str]] = field(default_factory=dict)
    """Kind to the dictionaries that have just these two forms."""
    pivots: Mapping[int, frozenset[str]] = field(default_factory=dict)
    """Kind to the languages through which dictionaries lead there."""
    phrases: Mapping[int, frozenset[str]] = field(default_factory=dict)
    """Left word to phrases that dictionaries have for it."""
    phrases_back: Mapping[int, frozenset[str]] = field(default_factory=dict)
    """Right word to phrases that dictionaries have for it."""


def no_dictionaries(kinds: int) -> DictionaryEvidence:
    """Nothing is known."""
    return DictionaryEvidence(np.zeros(kinds))


def dictionary_evidence(
    lefts: Ints, rights: Ints, left: Vocabulary, right: Vocabulary, dictionaries: Translations
) -> DictionaryEvidence:
    """What dictionaries say of pairs of words (numbers in the two vocabularies), ordered by left, then right."""
    columns = max(1, len(right.surfaces))
    keys = lefts * columns + rights
    worth: dict[int, float] = {}
    names: dict[int, set[str]] = defaultdict(set)
    pivots: dict[int, set[str]] = defaultdict(set)
    phrases: list[Mapping[int, frozenset[str]]] = []
    for one, other, flipped in ((left, right, False), (right, left, True)):
        forms = {number: one.forms(number) for number in range(len(one.surfaces)) if not one.name[number]}
        wanted = sorted({form for found in forms.values() for form in found})
        targets = _Targets(other)
        direct = dictionaries.translations(wanted, one.language, other.language)
        around = dictionaries.through(wanted, one.language, other.language)
        several: dict[int, set[str]] = defaultdict(set)
        for number, own in forms.items():
            by_pivots: dict[int, set[str]] = defaultdict(set)
            for form in own:
                for text, sources in direct.get(form, {}).items():
                    if " " in text:
                        several[number].add(text)
                        continue
                    for there, value in targets.matching(text):
                        key = there * columns + number if flipped else number * columns + there
                        worth[key] = max(value, worth.get(key, 0.0))
                        if value == 1:
                            names[key] |= sources
                for text, languages in around.get(form, {}).items():
                    if " " not in text:
                        for there, _value in targets.matching(text):
                            by_pivots[there] |= languages
            for there, languages_through in by_pivots.items():
                key = there * columns + number if flipped else number * columns + there
                pivots[key] |= languages_through
        phrases.append({number: frozenset(texts) for number, texts in several.items()})
    for key, through in pivots.items():
        worth[key] = max(BY_PIVOTS[min(len(through), len(BY_PIVOTS) - 1)], worth.get(key, 0.0))
    said = np.array(sorted(worth), dtype=np.int64)
    place = np.searchsorted(keys, said)
    fits = (place < len(keys)) & (keys[np.minimum(place, len(keys) - 1)] == said) if len(keys) else said < 0
    values = np.zeros(len(keys))
    values[place[fits]] = [worth[key] for key in said[fits].tolist()]
    kind_of = dict(zip(said[fits].tolist(), place[fits].tolist(), strict=True))
    return DictionaryEvidence(
        values,
        {kind_of[key]: frozenset(found) for key, found in names.items() if key in kind_of},
        {kind_of[key]: frozenset(found) for key, found in pivots.items() if key in kind_of},
        phrases[0],
        phrases[1],
    )


class _Targets:
    """The words of a vocabulary by the forms in which a dictionary may name them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._language = vocabulary.language
        self._exact: dict[str, set[int]] = defaultdict(set)
        self._stems: dict[str, set[int]] = defaultdict(set)
        for number in range(len(vocabulary.surfaces)):
            if not vocabulary.name[number]:
                for form in vocabulary.forms(number):
                    self._exact[form].add(number)
                    self._stems[stem_of(form, self._language)].add(number)

    def matching(self, text: str) -> list[tuple[int, float]]:
        """The words a translation names, with what that is worth."""
        exact = self._exact.get(text, set())
        stem = stem_of(text, self._language)
        alike = self._stems.get(stem, set()) if len(text) >= MIN_STEM and len(stem) >= MIN_STEM - 1 else set()
        # A stemmer may drop marks: fallen is not fällen.
        begins = text[: len(stem) - 1]
        kin = [n for n in alike - exact if any(form.startswith(begins) for form in self._vocabulary.forms(n))]
        return [(number, 1.0) for number in exact] + [(number, BY_STEM) for number in kin]


MIN_LETTERS = 4
"""Letters a word must have to look like another."""
LEAST_ALIKE = 0.5
SHORT = 6
"""Letters below which words must look very much alike, since chance makes short words alike."""
SHORT_ALIKE = 0.75
CONTAINED = 0.65
"""Share of a word that another must have at least in length: a part of a compound is not the compound."""


def cognates(lefts: Ints, rights: Ints, left: Vocabulary, right: Vocabulary) -> Floats:
    """Shape (kinds,): how much two words look alike, 0 to 1; 0 where that is no more than chance.

    The larger of the similarities of words and of dictionary forms, without case and marks: one minus edit distance
    over the longer word (Levenshtein 1966).
    """
    surfaces = _alike(lefts, rights, left.folded, right.folded)
    lexemes = _alike(left.lexeme[lefts], right.lexeme[rights], left.folded_lexemes, right.folded_lexemes)
    found = np.maximum(surfaces, lexemes)
    found[left.name[lefts] | right.name[rights]] = 0.0
    return found


def _alike(rows: Ints, columns: Ints, left: list[str], right: list[str]) -> Floats:
    """How alike the words named by numbers are; each distinct pair is looked at once."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import cpdist

    result = np.zeros(len(rows))
    if not len(rows):
        return result
    long_left = np.array([len(word) for word in left])
    long_right = np.array([len(word) for word in right])
    short = np.minimum(long_left[rows], long_right[columns])
    long = np.maximum(long_left[rows], long_right[columns])
    # Two words of so different length cannot be alike enough, whatever their letters.
    may = np.nonzero((short >= MIN_LETTERS) & (short >= CONTAINED * long))[0]
    keys, back = np.unique(rows[may] * len(right) + columns[may], return_inverse=True)
    one, other = np.divmod(keys, len(right))
    a, b = [left[number] for number in one.tolist()], [right[number] for number in other.tolist()]
    if not a:
        return result
    shorter = np.minimum(long_left[one], long_right[other])
    likeness = cpdist(a, b, scorer=Levenshtein.normalized_similarity, dtype=np.float64)
    likeness = np.where(likeness >= LEAST_ALIKE, likeness, 0.0)
    likeness = np.where((shorter < SHORT) & (likeness < SHORT_ALIKE), 0.0, likeness)
    result[may] = np.minimum(1.0, likeness)[back.reshape(-1)]
    return result


def base_scores(
    lefts: Ints,
    rights: Ints,
    left: Vocabulary,
    right: Vocabulary,
    alike: Floats,
    worth: Floats,
    settings: WordSettings,
) -> Floats:
    """Shape (kinds,): the part of a cell's score that depends on its two words alone."""
    content_left, content_right = left.content[lefts], right.content[rights]
    name_left, name_right = left.name[lefts], right.name[rights]
    both = content_left & content_right
    same_class = content_left == content_right
    score = np.where(same_class | name_left | name_right, 0.0, -settings.classes)
    score += np.where(both, settings.cognate * np.maximum(0.0, alike - 0.4) / 0.6, 0.0)
    score += np.where(both, settings.dictionary, np.where(same_class, settings.dictionary_function, 0.0)) * worth
    same_name = same_names(left, right)
    names = name_left | name_right
    score += np.where(names, np.where(same_name[lefts] == rights, settings.same_name, -settings.other_name), 0.0)
    return np.asarray(score)


def same_names(left: Vocabulary, right: Vocabulary) -> Ints:
    """Shape (left words,): the number of the right word that is written the same, -1 for none."""
    numbers = {surface: number for number, surface in enumerate(right.surfaces)}
    return np.array([numbers.get(surface, -1) for surface in left.surfaces], dtype=np.int64)
