"""Repairs of alignments that have no effect, and why.

The articles that have files of a repair's name are looked at first; only what stands in none of them is looked for in
the others, and there only where something of its surroundings is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from tui_learn.bitext.repair_places import TELLING, on_one_line
from tui_learn.bitext.repairs import Found, Repair, look_for
from tui_learn.i18n import gettext as _
from tui_learn.library import Article
from tui_learn.text import Edition, Problem, UnreadableFile
from tui_learn.text.fold import primary

Kind = Literal["orphan", "overruled", "elsewhere"]
"""Its sentences are gone; it crosses a later one; none of the articles has its files."""

FEW = 3
"""Articles with files of one name that are all looked at."""
_SHOWN = 80
"""Characters of a sentence that are shown."""


@dataclass(frozen=True, slots=True)
class Idle:
    """A repair that has no effect."""

    kind: Kind
    file: Path
    """The file it is kept in."""
    number: int
    """Its place there, from 1."""
    repair: Repair
    editions: tuple[str, ...]
    """The paths of the editions it should stand in; empty when it is of another library."""

    @property
    def problem(self) -> Problem:
        """What to do."""
        message = {
            "orphan": _(
                "the repair of {date} finds no place in {editions}: {texts}; if the text was changed for good, make it "
                'again; to drop it, take entry {number} out or use "doctor --forget-orphans"'
            ),
            "overruled": _(
                "the repair of {date} has no effect: it crosses a later repair in {editions}: {texts}; to drop it, "
                'take entry {number} out or use "doctor --forget-orphans"'
            ),
            "elsewhere": _(
                "the repair of {date} belongs to no article of this library: {texts}; "
                "if it is of no other library either, take entry {number} out to drop it"
            ),
        }[self.kind]
        texts = " = ".join("; ".join(_shortened(text) for text in side.texts) or "-" for side in self.repair.sides)
        return Problem(
            "notice" if self.kind == "elsewhere" else "warning", str(self.file), None,
            message.format(
                date=self.repair.date[:10] or "?", editions=", ".join(self.editions), texts=f'"{texts}"',
                number=self.number,
            ),
        )  # fmt: skip

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "file": str(self.file),
            "number": self.number,
            "date": self.repair.date,
            "editions": list(self.editions),
            "texts": {side.language: list(side.texts) for side in self.repair.sides},
        }


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def idle_repairs(file: Path, repairs: Sequence[tuple[int, Repair]], articles: Sequence[Article]) -> list[Idle]:
    """The repairs of a file, each with its place there from 1, that have no effect on these articles."""
    look = _Look([repair for _number, repair in repairs], articles)
    found = []
    for place, (number, repair) in enumerate(repairs):
        judged = look.judge(place)
        if judged is not None:
            found.append(Idle(judged[0], file, number, repair, judged[1]))
    return found


_Job = tuple[int, tuple[str, str]]
"""The place of an article, and two of its languages."""


class _Look:
    """The repairs of one file, looked for in articles. Repairs and articles go by their places in the lists."""

    def __init__(self, repairs: Sequence[Repair], articles: Sequence[Article]) -> None:
        self._repairs = repairs
        self._articles = articles
        self._unread: set[int] = set()
        """Articles with files that have gone bad."""
        self._results: dict[_Job, Found] = {}
        self._said: dict[str, dict[str, set[int]]] = {}
        """Language, then sentence, to the articles that say it."""
        self._named = self._by_name()
        jobs: dict[_Job, set[int]] = {}
        for place, numbers in self._named.items():
            # Where every folder has an index.fi.md, its words tell which of them it may stand in.
            likely = numbers if len(numbers) <= FEW else sorted(self._near(place, its_own=True).intersection(numbers))
            for number in likely:
                jobs.setdefault((number, repairs[place].languages), set()).add(place)
        self._run(jobs)
        standing = {id(repair) for found in self._results.values() for repair, _bead in found.placed}
        more: dict[_Job, set[int]] = {}
        for place, repair in self._of_two_languages(range(len(repairs))):
            if id(repair) not in standing:
                for number in self._near(place, its_own=False):
                    more.setdefault((number, repair.languages), set()).add(place)
        self._run({job: jobs.get(job, set()) | places for job, places in more.items()})
        self._holding = {id(repair) for found in self._results.values() for repair, _bead in found.applied}
        self._overruled = {id(repair): job for job, found in self._results.items() for repair, _bead in found.overruled}

    def judge(self, place: int) -> tuple[Kind, tuple[str, ...]] | None:
        """Why a repair has no effect and in which files; None where it has one, or nobody can tell."""
        repair, named = self._repairs[place], self._named.get(place, [])
        if len(named) > 1:  # their names tell nothing
            heard = self._hearing(repair)
            named = [number for number in named if number in heard]
        if id(repair) in self._holding or self._unread.intersection(named):
            return None
        if id(repair) in self._overruled:
            return "overruled", self._paths(self._overruled[id(repair)][0], repair)
        return ("orphan", self._paths(named[0], repair)) if named else ("elsewhere", ())

    def _paths(self, number: int, repair: Repair) -> tuple[str, ...]:
        wanted = {primary(language) for language in repair.languages}
        return tuple(e.path for e in self._articles[number].editions if primary(e.language) in wanted)

    def _by_name(self) -> dict[int, list[int]]:
        """Repairs to the articles that have a file of their names, and both languages in whatever regional form."""
        by_file: dict[tuple[str, str], list[int]] = {}
        for number, article in enumerate(self._articles):
            for edition in article.editions:
                by_file.setdefault((primary(edition.language), Path(edition.path).name), []).append(number)
        spoken = [{primary(language) for language in article.languages} for article in self._articles]
        named = {}
        for place, repair in self._of_two_languages(range(len(self._repairs))):
            wanted = {primary(language) for language in repair.languages}
            files = [(primary(side.language), side.file) for side in repair.sides]
            numbers = {number for file in files for number in by_file.get(file, []) if wanted <= spoken[number]}
            if numbers:
                named[place] = sorted(numbers)
        return named

    def _near(self, place: int, *, its_own: bool) -> set[int]:
        """Articles that say something that stood around both sides of a repair, or what it says itself."""
        near: list[set[int]] = []
        for side in self._repairs[place].sides:
            if its_own and not side.texts:
                continue
            said = self._sentences(side.language)
            texts = (*side.before, *side.after, *(side.texts if its_own else ()))
            near.append({number for text in texts if text for number in said.get(text, ())})
        return set.intersection(*near)

    def _hearing(self, repair: Repair) -> set[int]:
        """Articles that say anything telling of what a repair holds."""
        return {
            number
            for side in repair.sides
            for text in (*side.before, *side.texts, *side.after)
            if len(text) >= TELLING
            for number in self._sentences(side.language).get(text, ())
        }

    def _of_two_languages(self, places: Iterable[int]) -> Iterator[tuple[int, Repair]]:
        """Repairs that can be of an article: it has one edition in each language."""
        return ((place, self._repairs[place]) for place in places if len(set(self._repairs[place].languages)) == 2)

    def _sentences(self, language: str) -> dict[str, set[int]]:
        if language not in self._said:
            said: dict[str, set[int]] = {}
            for number in range(len(self._articles)):
                edition = self._edition(number, language)
                for sentence in edition.sentences if edition is not None else ():
                    said.setdefault(on_one_line(sentence.text), set()).add(number)
            self._said[language] = said
        return self._said[language]

    def _edition(self, number: int, language: str) -> Edition | None:
        if language not in self._articles[number].languages:
            return None
        try:
            return self._articles[number].edition(language)
        except UnreadableFile:  # the library tells that
            self._unread.add(number)
            return None

    def _run(self, jobs: Mapping[_Job, set[int]]) -> None:
        for (number, (one, other)), places in jobs.items():
            left, right = self._edition(number, one), self._edition(number, other)
            if left is not None and right is not None:
                self._results[number, (one, other)] = look_for(
                    map(self._repairs.__getitem__, sorted(places)), left, right
                )
