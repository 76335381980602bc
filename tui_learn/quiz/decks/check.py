"""Looking a deck over: what cannot be read, and what a teacher would mend."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tui_learn.i18n import gettext as _
from tui_learn.library import Pair
from tui_learn.quiz.decks.asking import OpenDeck, open_deck, pairs_of
from tui_learn.quiz.decks.authored import ask
from tui_learn.quiz.decks.items import DeckItem
from tui_learn.quiz.decks.to_exercise import exercise_of, is_exact
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.flaws import Flaw, flaws
from tui_learn.text.problems import Problem, Severity

_NAMED_PAIRS = 3
_NEEDS_ARTICLE = frozenset({"F03", "F17", "F25"})
"""Flaws that only show beside the article."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in a file."""

    path: Path
    title: str
    """Empty where it is no deck."""
    items: int
    """Items that can be read."""
    asked: int
    """Of these, how many are asked in some pair of languages."""
    problems: tuple[Problem, ...]

    @property
    def is_sound(self) -> bool:
        """Whether everything in it can be used."""
        return not any(problem.severity == "error" for problem in self.problems)

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "path": str(self.path),
            "title": self.title,
            "items": self.items,
            "asked": self.asked,
            "problems": [
                {"severity": p.severity, "path": p.path, "line": p.line, "message": p.message} for p in self.problems
            ],
        }


def check_deck(path: Path) -> Report:
    """Everything that is wrong with a file as a deck."""
    opened, problems = open_deck(path)
    if opened is None:
        return Report(path, "", 0, 0, tuple(problems))
    asked = 0
    for item in opened.asked:
        made = _questions(opened, item)
        asked += bool(made)
        problems += _lint(opened, item, made)
    problems += _terms(opened)
    return Report(path, opened.deck.title, len(opened.items), asked, tuple(sorted(problems, key=_place)))


def _place(problem: Problem) -> tuple[int, str]:
    return problem.line or 0, problem.message


def _questions(opened: OpenDeck, item: DeckItem) -> list[Exercise]:
    """An item in every pair it is asked in."""
    if is_exact(item):
        try:
            return [exercise_of(item, seed=opened.deck.seed, deck=str(opened.path))]
        except ValueError:
            return []
    return [exercise for pair in _pairs(opened, item) for exercise in ask(item, opened.deck, pair)]


def _pairs(opened: OpenDeck, item: DeckItem) -> list[Pair]:
    if opened.deck.langs:
        return pairs_of(opened.deck)
    return [Pair(one, other) for one in item.languages for other in item.languages]


def _lint(opened: OpenDeck, item: DeckItem, made: list[Exercise]) -> list[Problem]:
    path = str(opened.path)
    if not made:
        if is_exact(item):
            try:
                exercise_of(item)
            except ValueError as error:
                return [Problem("error", path, item.line, str(error))]
        message = _("this is asked in no pair of languages: its question, text and answers have none in common")
        return [Problem("warning", path, item.line, message)]
    found: dict[Flaw, list[str]] = {}
    for exercise in made:
        for flaw in flaws(exercise):
            if flaw.code not in _NEEDS_ARTICLE and flaw.code in SAYINGS:
                found.setdefault(flaw, []).append(exercise.pair)
    problems = []
    for flaw, names in found.items():
        pairs = list(dict.fromkeys(names))
        where = ", ".join(pairs[:_NAMED_PAIRS]) + (", …" if len(pairs) > _NAMED_PAIRS else "")
        severity: Severity = "warning" if flaw.severity == "error" else "notice"
        problems.append(Problem(severity, path, item.line, f"{SAYINGS[flaw.code]()} ({where}; {flaw.code})"))
    return problems


def _terms(opened: OpenDeck) -> list[Problem]:
    """Terms need the languages of the deck."""
    pairs = [item for item in opened.items if item.kind == "pair"]
    if pairs and not opened.deck.langs:
        message = _('a deck with terms names its languages; write "langs: [fi, sv]" into the front matter')
        return [Problem("error", str(opened.path), 1, message)]
    return []


SAYINGS: dict[str, Callable[[], str]] = {
    "F01": lambda: _("not exactly one answer is right"),
    "F02": lambda: _("two options say the same"),
    "F04": lambda: _("a wrong option stands in the sentence already"),
    "F05": lambda: _("the answer can be read in what is shown"),
    "F06": lambda: _("the other language shows a word that looks like the answer"),
    "F07": lambda: _("the options are in more than one language"),
    "F08": lambda: _("the right option is much longer or shorter than the others"),
    "F09": lambda: _("only the right option has, or lacks, a digit, a capital or a sign"),
    "F10": lambda: _("only the right option repeats a word of what is shown"),
    "F11": lambda: _("only the right option ends as it does"),
    "F12": lambda: _("one option holds another"),
    "F13": lambda: _("the right option shares most words with the others"),
    "F14": lambda: _("an option speaks of the other options"),
    "F15": lambda: _("the question is put in the negative"),
    "F16": lambda: _("the gap stands at the beginning of its sentence, or there are several"),
    "F18": lambda: _("there are fewer than 6 or more than 45 words around the gap"),
    "F19": lambda: _("nothing is asked"),
    "F20": lambda: _("there are fewer than 3 or more than 5 options"),
    "F27": lambda: _("most options are built otherwise than the right one"),
    "F29": lambda: _("the answer is long to type, or misspelt"),
    "F31": lambda: _("there are fewer than 3 or more than 6 lines to be ordered, or two are the same"),
    "F32": lambda: _("there are fewer than 3 or more than 6 pairs, or two are alike"),
    "F33": lambda: _("there is Markdown in a text; it would be shown as it stands"),
}
"""What flaws mean."""
