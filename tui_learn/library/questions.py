"""What only a person can say of a library, each asked once: whether editions are one article, and in which language."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from tui_learn.library.article import Article
from tui_learn.library.groups import Doubt
from tui_learn.library.said import Decision, HasFile, Kind
from tui_learn.library.summary import EditionSummary
from tui_learn.library.traits import Traits
from tui_learn.text.languages import UNKNOWN


@dataclass(frozen=True, slots=True)
class Question:
    """Something only a person can say."""

    kind: Literal["together", "language"]
    article: Article
    left: tuple[EditionSummary, ...]
    """Editions of one side; the edition whose language is asked."""
    right: tuple[EditionSummary, ...] = ()
    """Those that are probably the same article."""
    shared: int = 0
    """Links, code, numbers and acronyms that two of them have in common."""
    structure: float = 0.0
    """Blocks of the same kind in the same order, of all (0 to 1)."""
    correlation: float = 0.0
    """Of the lengths of their passages (-1 to 1)."""
    ranking: tuple[tuple[str, float], ...] = ()
    """The languages it may be in, the likeliest first, with their probabilities."""


def open_questions(articles: Iterable[Article], doubts: Iterable[Doubt], unsure: Iterable[Traits]) -> list[Any]:
    """The questions about some articles, as JSON values: paths, and what speaks for it."""
    asked: list[Any] = [
        ["together", doubt.left, doubt.right, doubt.shared, doubt.structure, doubt.correlation, []] for doubt in doubts
    ]
    unknown = {e.path for article in articles for e in article.editions if e.language == UNKNOWN}
    asked += [["language", [one.path], [], 0, 0.0, 0.0, one.ranking] for one in unsure if one.path in unknown]
    return asked


def question_from(data: Sequence[Any], article_at: Callable[[str], Article | None]) -> Question | None:
    """A question of those; None where its article is there no more."""
    kind, left, right, shared, structure, correlation, ranking = data
    article = article_at(left[0])
    if article is None:
        return None

    def of(paths: Iterable[str]) -> tuple[EditionSummary, ...]:
        found = ((path, article_at(path)) for path in paths)
        return tuple(e for path, one in found if one is not None for e in one.editions if _is_at(e, path))

    ranked = tuple((tag, share) for tag, share in ranking)
    return Question(kind, article, of(left), of(right), shared, structure, correlation, ranked)


def _is_at(edition: EditionSummary, path: str) -> bool:
    return os.path.abspath(edition.path) == path


def said_of(question: Question, together: bool) -> list[tuple[Kind, HasFile, HasFile]]:
    """What an answer says of each two editions: one of either side is enough to be one article, none to be two."""
    if together:
        return [
            ("together", one, other) for one in question.left[:1] for other in (*question.left[1:], *question.right)
        ]
    return [("apart", one, other) for one in question.left for other in question.right]


def last_answer(made: Sequence[Decision]) -> tuple[Decision, ...]:
    """What is kept of the last answer: decisions of one kind and moment, each about an edition of another one."""
    found: list[Decision] = []
    for decision in reversed(made):
        if found:
            last = found[-1]
            editions = {edition for one in found for edition in one.editions}
            if (decision.kind, decision.date) != (last.kind, last.date) or last.kind == "language":
                break
            if editions.isdisjoint(decision.editions):
                break
        found.append(decision)
    return tuple(reversed(found))
