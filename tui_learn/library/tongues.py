"""Which language a doubtful edition is in, when the other editions of its article leave only some."""

from __future__ import annotations

from collections.abc import Sequence

from tui_learn.text.languages import UNKNOWN

LEAST = 0.02
"""Probability below which a language is not thought of."""
SURE = 0.9
"""Probability from which a detected language stands, whatever the other editions are in."""

Ranking = tuple[tuple[str, float], ...]


class Tongues:
    """The language of each edition; an article has one edition a language."""

    def __init__(self, languages: list[str], rankings: list[Ranking], decided: frozenset[int] = frozenset()) -> None:
        """``decided``: editions whose language the learner has said."""
        self.now = list(languages)
        """Language tags, as far as they are known by now."""
        self._given = list(languages)
        self._shares: dict[int, float] = {}
        self._choices: dict[int, Ranking] = {}
        for number, (language, ranking) in enumerate(zip(languages, rankings, strict=True)):
            if number not in decided and ranking and (language == UNKNOWN or ranking[0][1] < SURE):
                self._choices[number] = tuple((tag, share) for tag, share in ranking if share >= LEAST)

    def is_unsure(self, number: int) -> bool:
        """Whether an edition may be in another language than it seems."""
        return number in self._choices or self._given[number] == UNKNOWN

    def may_join(self, one: Sequence[int], other: Sequence[int]) -> bool:
        """Whether each language would have one edition."""
        return self._together(one, other) is not None

    def settle(self, one: Sequence[int], other: Sequence[int]) -> None:
        """Make out the languages of editions that now are one article. Raises ``ValueError`` where they cannot be."""
        found = self._together(one, other)
        if found is None:
            raise ValueError("two editions in one language")
        for number, (language, share) in found.items():
            self.now[number] = language
            self._shares[number] = share

    def _together(self, one: Sequence[int], other: Sequence[int]) -> dict[int, tuple[str, float]] | None:
        members = [*one, *other]
        now = [self.now[number] for number in members]
        if UNKNOWN not in now and len(set(now)) == len(now):
            return {}
        fixed = [self.now[number] for number in members if number not in self._choices]
        if len(set(fixed)) < len(fixed):
            return None
        taken = set(fixed)
        found: dict[int, tuple[str, float]] = {}
        doubtful = sorted((number for number in members if number in self._choices), key=self._order)
        for number in doubtful:
            left = [(tag, share) for tag, share in self._choices[number] if tag not in taken]
            language, share = left[0] if left else (UNKNOWN, 0.0)
            if language in taken:
                return None
            taken.add(language)
            found[number] = language, share / max(1e-9, sum(other for _tag, other in left))
        return found

    def _order(self, number: int) -> tuple[float, int]:
        return -self._choices[number][0][1] if self._choices[number] else 0.0, number

    def rival(self, members: Sequence[int], number: int) -> int:
        """Which of the members has the language of an edition, else the first."""
        return next((one for one in members if self.now[one] == self.now[number]), members[0])

    def made_out(self) -> dict[int, tuple[str, float]]:
        """Editions whose language has turned out to be another than it seemed, with how sure it is (0 to 1)."""
        return {
            number: (self.now[number], round(share, 3))
            for number, share in sorted(self._shares.items())
            if self.now[number] != self._given[number]
        }
