"""Which pairs of dictionary forms may be asked, which told, and which only lit where they stand.

A wrong pair that is taught is worse than a right one that is not, and the weight of a link says little about that. What
counts is evidence from outside the sentence: dictionaries, likeness, repetition, paths through other languages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tui_learn.bitext.glossary import Grade
from tui_learn.bitext.pair_evidence import PairEvidence
from tui_learn.bitext.word_links import Words
from tui_learn.text.fold import fold, lower, primary
from tui_learn.text.lexemes import classes_by_form, writes_nouns_with_capitals

QUIZ = 3.0
"""Score from which a pair may be asked; without dictionaries hardly any pair has it."""
GLOSS = 1.8
"""Score from which a pair is told."""
MANY_PIVOTS = 3
"""Languages through which dictionaries lead to a pair that are as good as a dictionary of the two ..."""
MANY_PIVOTS_SCORE = 2.2
"""... from this score on."""
SURE_COGNATE = 0.75
"""Likeness from which two words prove each other."""
AGREED_COGNATE = 0.65
"""Likeness from which they do so where most other languages of the article agree."""
AGREEMENT = 0.66
"""What most is."""
REPEATED = 3
"""Sentences in which a pair must stand to be proven by repetition."""
CONSISTENT = 0.8
"""Share of the occurrences that must be linked."""
SURE_PATH = 0.6
"""Likeness through a third language from which a pair is proven: dictionaries that are used twice prove less."""

Pair = tuple[str, str]


@dataclass(frozen=True)
class Case:
    """All pairs of an article in two languages, to be judged together."""

    left: Words
    right: Words
    evidence: Mapping[Pair, PairEvidence]
    phrases: tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]]
    """Left, and right dictionary form to the phrases that dictionaries have for it."""

    classes: tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]] = field(default=({}, {}))
    """Left, and right dictionary form to its word classes, as far as they are known."""

    @cached_property
    def best(self) -> tuple[dict[str, Pair], dict[str, Pair]]:
        """The best pair of each left, and of each right dictionary form."""
        left: dict[str, Pair] = {}
        right: dict[str, Pair] = {}
        for pair, _evidence in sorted(self.evidence.items(), key=lambda item: (-item[1].score, item[0])):
            left.setdefault(pair[0], pair)
            right.setdefault(pair[1], pair)
        return left, right

    @cached_property
    def companions(self) -> tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]]:
        """For each dictionary form, content words that stand beside it wherever it stands: a fixed phrase."""
        return _companions(self.left), _companions(self.right)


def grade(case: Case, pair: Pair) -> Grade:
    """What a pair is good for, as long as the learner says nothing of it."""
    evidence = case.evidence[pair]
    if may_be_asked(case, pair) and is_proven(case, pair):
        return "quiz"
    return "gloss" if evidence.score >= GLOSS or is_proven(case, pair) else "highlight"


def is_proven(case: Case, pair: Pair) -> bool:
    """Whether the evidence for a pair suffices to ask about it."""
    evidence = case.evidence[pair]
    return (
        evidence.score >= QUIZ
        or _is_confirmed(evidence)
        or (len(evidence.pivots) >= MANY_PIVOTS and evidence.score >= MANY_PIVOTS_SCORE)
        or evidence.alike >= SURE_COGNATE
        or (evidence.alike > AGREED_COGNATE and evidence.agreement >= AGREEMENT)
        or (evidence.units >= REPEATED and evidence.consistency >= CONSISTENT and not _in_fixed_phrase(case, pair))
        or evidence.like_path >= SURE_PATH
    )


def _classes(case: Case, side: int, form: str) -> frozenset[str]:
    """The word classes of a dictionary form; of one a deck gave, what its looks tell."""
    language = (case.left, case.right)[side].edition.language
    return case.classes[side].get(form) or frozenset(classes_by_form(form, language))


def _is_confirmed(evidence: PairEvidence) -> bool:
    """Whether a dictionary has the pair, and something else says the same: one entry alone may be a slip."""
    return (
        bool(evidence.dictionaries)
        and evidence.worth >= 1
        and (
            len(evidence.dictionaries) > 1
            or bool(evidence.pivots)
            or evidence.alike > AGREED_COGNATE
            or (evidence.units > 1 and evidence.consistency >= CONSISTENT)
        )
    )


def may_be_asked(case: Case, pair: Pair) -> bool:
    """Whether nothing forbids to ask about a pair, however sure it is."""
    evidence = case.evidence[pair]
    if " " in pair[0] or " " in pair[1] or evidence.multiple > 0:
        return False
    if case.best[0][pair[0]] != pair or case.best[1][pair[1]] != pair:
        return False
    classes = _classes(case, 0, pair[0]), _classes(case, 1, pair[1])
    if classes[0] and classes[1] and classes[0].isdisjoint(classes[1]):
        return False  # to help is not helpful: what looks so is a part of a phrase
    heads = [links[0] for links in evidence.links]
    words = [(case.left.words[link.left], case.right.words[link.right]) for link in heads]
    if not all(left.is_content and right.is_content for left, right in words):
        return False
    if any(fold(left.text, "und") == fold(right.text, "und") for left, right in words) or fold(pair[0], "und") == fold(
        pair[1], "und"
    ):
        return False
    if _is_reflexive(case.left, [link.left for link in heads]) or _is_reflexive(
        case.right, [link.right for link in heads]
    ):
        return False
    if pair[0] in case.left.guessed or pair[1] in case.right.guessed:
        return False
    if _is_name(case.left, pair[0]) or _is_name(case.right, pair[1]):
        return False
    if all(_in_heading(case.left, link.left) or _in_heading(case.right, link.right) for link in heads):
        return False
    return not (_part_of_phrase(case.phrases[0], pair[0], pair[1], case.right) and evidence.worth < 1) and not (
        _part_of_phrase(case.phrases[1], pair[1], pair[0], case.left) and evidence.worth < 1
    )


_REFLEXIVE = {
    "bg": {"се", "си"}, "cs": {"se", "si"}, "da": {"sig"}, "de": {"sich"}, "es": {"se"}, "fr": {"se"}, "hr": {"se"},
    "is": {"sig"}, "it": {"si"}, "nb": {"seg"}, "nl": {"zich"}, "nn": {"seg"}, "pl": {"się"}, "pt": {"se"},
    "ro": {"se"}, "sk": {"sa", "si"}, "sl": {"se", "si"}, "sr": {"се", "se"}, "sv": {"sig"},
}  # fmt: skip
"""Pronouns that belong to a verb: *odbywać się*, to take place, is not *odbywać*."""


def _is_reflexive(words: Words, numbers: Sequence[int]) -> bool:
    """Whether a reflexive pronoun stands beside a word wherever it stands."""
    language = words.edition.language
    pronouns = _REFLEXIVE.get(primary(language))
    if pronouns is None:
        return False

    def beside(number: int) -> bool:
        near = [n for n in (number - 1, number + 1) if 0 <= n < len(words.words)]
        return any(
            words.words[n].sentence == words.words[number].sentence and lower(words.words[n].text, language) in pronouns
            for n in near
        )

    return all(beside(number) for number in numbers)


def _is_name(words: Words, lexeme: str) -> bool:
    """Whether a word begins with a capital wherever that tells anything: not in headings, nor at a sentence's start."""
    language = words.edition.language
    if writes_nouns_with_capitals(language):
        return False
    telling = [
        words.words[number].text
        for number in words.of_lexeme.get(lexeme, ())
        if number != words.first[words.words[number].sentence] and not _in_heading(words, number)
    ]
    return bool(telling) and all(text[:1].isupper() for text in telling)


def _in_heading(words: Words, number: int) -> bool:
    edition = words.edition
    return edition.blocks[edition.sentences[words.words[number].sentence].block].kind == "heading"


def _part_of_phrase(phrases: Mapping[str, frozenset[str]], source: str, target: str, words: Words) -> bool:
    """Whether a dictionary has a phrase with the target in it for the source: then the target is but a part."""
    return any(target in phrase.split() for phrase in phrases.get(source, ()))


def _in_fixed_phrase(case: Case, pair: Pair) -> bool:
    """Whether one of the words always has the same neighbour: repetition cannot tell the two apart."""
    return bool(case.companions[0].get(pair[0])) or bool(case.companions[1].get(pair[1]))


def _companions(words: Words) -> dict[str, frozenset[str]]:
    found: dict[str, set[str] | None] = defaultdict(lambda: None)
    numbers: Sequence[int] = range(len(words.words))
    for number in numbers:
        word = words.words[number]
        if not word.is_content:
            continue
        beside = set()
        for near in (number - 2, number - 1, number + 1, number + 2):
            if 0 <= near < len(words.words):
                other = words.words[near]
                if other.sentence == word.sentence and other.is_content and other.lexeme != word.lexeme:
                    beside.add(other.lexeme)
        before = found[word.lexeme]
        found[word.lexeme] = beside if before is None else before & beside
    return {lexeme: frozenset(beside) for lexeme, beside in found.items() if beside}
