"""Which wrong answers stand beside a key so that nobody finds it without reading.

What one could go by: length, number of words, how much the article speaks of it, words that look like words of the
prompt. A ledger keeps count of how often each such guess would have been right in the questions made so far. Of the
wrong answers that may be chosen those are taken that make up for it, and where a guess would come to pay whatever is
chosen, the question is not asked.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tui_learn.quiz.alike import jaccard
from tui_learn.quiz.seeded import number
from tui_learn.quiz.shapes import LOOSE, STRICT, length_gives_away, overlapping, properties, shape, shared_words
from tui_learn.quiz.stems import beginnings, content_words, folded_words
from tui_learn.quiz.words import WordIndex
from tui_learn.text.languages import has_word_spaces

_POOL = 6
"""Wrong answers of which combinations are tried."""
_TWINS = 0.6
"""Share of common words (Jaccard) from which two wrong answers are one."""
_PHRASE = 6
"""Most words of what is no whole sentence."""
_SLACK = 1.0, 0.06
"""Right guesses beyond chance that are let pass: so many, and so many for each question."""


@dataclass(frozen=True, slots=True)
class Looks:
    """What an option looks like to one who does not read it."""

    text: str
    length: int
    words: int
    frequency: int
    """Segments of the article that hold one of its words, summed over its words."""
    content: int
    """Words that count for that, at least 1."""
    asks: bool
    """Whether it is a question."""
    starts: frozenset[str]
    """The first four letters of each of its words."""
    long_starts: frozenset[str]
    """The same of words of at least four letters; pairs of characters where words have no spaces between them."""
    marks: int
    """Looks that must not be the key's alone, as a bit set."""
    loose: int
    """The same of punctuation and hyphens."""


def looks(text: str, index: WordIndex, asks: bool = False) -> Looks:
    """What a text of an edition looks like."""
    language = index.language
    words = dict.fromkeys(content_words(text, language))
    return Looks(
        text,
        len(text),
        len(text.split()),
        sum(index.frequency(word) for word in words),
        max(1, len(words)),
        asks,
        starts(text, language),
        beginnings(text, language),
        properties(text, STRICT),
        properties(text, LOOSE),
    )


def starts(text: str, language: str) -> frozenset[str]:
    """The first four letters of each word, short ones too; nothing where words have no spaces between them."""
    return frozenset(word[:4] for word in folded_words(text, language)) if has_word_spaces(language) else frozenset()


@dataclass(frozen=True, slots=True)
class Shown:
    """The words of a prompt, as ``Looks`` has them."""

    starts: frozenset[str]
    long_starts: frozenset[str]


def shown(text: str, language: str) -> Shown:
    """The words of a prompt."""
    return Shown(starts(text, language), beginnings(text, language))


class Ledger:
    """How often blind guesses would have been right, and how often by chance."""

    def __init__(self) -> None:
        self.asked = 0
        self._excess = [0.0] * _CUES

    def cost(self, hits: Sequence[float], chance: float) -> float | None:
        """How much a question adds to what guesses gain already; None where one of them would come to pay."""
        most = _SLACK[0] + _SLACK[1] * (self.asked + 1)
        cost = 0.0
        for excess, hit in zip(self._excess, hits, strict=True):
            after = excess + hit - chance
            if hit > chance and after > most:
                return None
            cost += after * after
        return cost

    def enter(self, hits: Sequence[float], chance: float) -> None:
        """Count a question that is asked."""
        self.asked += 1
        self._excess = [excess + hit - chance for excess, hit in zip(self._excess, hits, strict=True)]


class Company:
    """A key and the wrong answers that may stand beside it."""

    def __init__(self, key: Looks, rivals: Iterable[Looks], language: str, *, alike: bool = True) -> None:
        """``rivals`` in order of preference; with ``alike`` at least half of a group must have the key's shape."""
        self._key = key
        self._language = language
        fitting = (r for r in rivals if r.asks == key.asks and not overlapping(key.text, r.text, language))
        self.rivals = list(itertools.islice(fitting, _POOL))
        apart = {
            (a, b)
            for a, b in itertools.combinations(range(len(self.rivals)), 2)
            if not overlapping(self.rivals[a].text, self.rivals[b].text, language)
            and jaccard(*(content_words(self.rivals[place].text, language) for place in (a, b))) < _TWINS
        }
        self.groups: list[tuple[int, ...]] = []
        """Places among ``rivals`` of those that may stand together."""
        self.is_fair = True
        """Whether by its looks each of a group might be the key; else each group has one that never is."""
        for fair, size in itertools.product((True, False), (3, 2)):
            self.groups = [
                group
                for group in itertools.combinations(range(len(self.rivals)), size)
                if all(pair in apart for pair in itertools.combinations(group, 2)) and self._fits(group, alike, fair)
            ]
            self.is_fair = fair
            if self.groups:
                return

    def _fits(self, group: Sequence[int], alike: bool, fair: bool) -> bool:
        options = [self._key, *(self.rivals[place] for place in group)]
        texts = [rival.text for rival in options[1:]]
        if any(_stands_out(option, options) for option in (options if fair else options[:1])):
            return False
        if _alone(self._key.loose, [option.loose for option in options[1:]]) or self._is_of_another_length(options[1:]):
            return False
        if _converges([option.text for option in options], self._language):
            return False
        return not alike or 2 * sum(shape(text) == shape(self._key.text) for text in texts) >= len(texts)

    def _is_of_another_length(self, others: Sequence[Looks]) -> bool:
        """Whether the key has two words more, or fewer, than any of the others; whole sentences may."""
        if min(option.words for option in (self._key, *others)) > _PHRASE:
            return False
        return all(abs(other.words - self._key.words) > 1 for other in others)

    def choose(self, ledger: Ledger, prompt: Shown, seed: int, name: str) -> list[int] | None:
        """The places among ``rivals`` of the wrong answers for one question; None where none would do."""
        mine, shared = _shared(self._key, prompt), [_shared(rival, prompt) for rival in self.rivals]
        turn = number(seed, name) % (len(self.groups) or 1)
        best: tuple[float, tuple[int, ...], list[float]] | None = None
        for group in (*self.groups[turn:], *self.groups[:turn]):
            theirs = [shared[place] for place in group]
            if any(own > max(other[cue] for other in theirs) for cue, own in enumerate(mine)):
                continue  # the only one that looks like the prompt
            others = [self.rivals[place] for place in group]
            mean = (self._key.length + sum(other.length for other in others)) / (len(others) + 1)
            hits = _hits(_cues(self._key, mine, mean), [_cues(o, s, mean) for o, s in zip(others, theirs, strict=True)])
            cost = ledger.cost(hits, 1 / (len(group) + 1))
            if cost is None:
                continue
            if best is None or cost < best[0]:
                best = cost, group, hits
        if best is None:
            return None
        ledger.enter(best[2], 1 / (len(best[1]) + 1))
        return list(best[1])


def _stands_out(option: Looks, options: Sequence[Looks]) -> bool:
    others = [other for other in options if other is not option]
    return _alone(option.marks, [other.marks for other in others]) or length_gives_away(
        option.text, [other.text for other in others]
    )


def _alone(mine: int, others: Sequence[int]) -> bool:
    """Whether one alone has, or lacks, some property."""
    alone = -1
    for other in others:
        alone &= mine ^ other
    return alone != 0


def _converges(texts: Sequence[str], language: str) -> bool:
    """Whether the first shares two words more with the rest than any of the rest does."""
    shared = [shared_words(text, [other for other in texts if other is not text], language) for text in texts]
    return shared[0] >= 2 + max(shared[1:])


def _shared(option: Looks, prompt: Shown) -> tuple[int, int]:
    return len(option.starts & prompt.starts), len(option.long_starts & prompt.long_starts)


def _cues(option: Looks, shared: tuple[int, int], mean: float) -> tuple[float, ...]:
    """What a guess may go by; each guess takes the option that has most of it."""
    return (
        option.length,
        -option.length,
        -abs(option.length - mean),
        option.words,
        -option.words,
        option.frequency,
        option.frequency / option.content,
        *shared,
    )


_CUES = 9


def _hits(key: Sequence[float], others: Sequence[Sequence[float]]) -> list[float]:
    """For each cue how often a guess by it would be right; ties share."""
    hits = []
    for cue, mine in enumerate(key):
        theirs = [other[cue] for other in others]
        hits.append(0.0 if max(theirs) > mine else 1 / (1 + theirs.count(mine)))
    return hits
