"""What is shown of a question about articles: editions, why they may be one article, answers. No drawing here."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.text.clean import clean_line
from tui_learn.text.languages import UNKNOWN, language_name

if TYPE_CHECKING:
    from tui_learn.library.questions import Question
    from tui_learn.library.said import Decision
    from tui_learn.library.summary import EditionSummary
    from tui_learn.text import Edition

MOST_LANGUAGES = 6
"""Languages to choose from before one has to type."""
MOST_NAMES = 4
"""Files that are named when an answer is taken back."""
BEGINNING = 300
"""Characters of a text that are enough to know it by."""
Key = tuple[str, tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the answers to choose from."""

    kind: Literal["together", "apart", "language", "other", "later"]
    text: str
    language: str = ""


def key_of(question: Question) -> Key:
    """What tells a question from all others."""
    return question.kind, tuple(e.path for e in question.left), tuple(e.path for e in question.right)


def asks(question: Question) -> str:
    """The question itself."""
    if question.kind == "language":
        return _("Which language is this text in?")
    return _("Are A and B one article in several languages?")


def sides_of(question: Question) -> tuple[str, str]:
    """What is asked about: the names of both sides, and how many texts each of them has."""
    sides = (("A", question.left), ("B", question.right))
    text = _("{side}: {count} texts that are one article")
    left, right = (text.format(side=side, count=len(texts)) if len(texts) > 1 else side for side, texts in sides)
    return left, right


def taken_back(made: Sequence[Decision]) -> str:
    """What is told when an answer of another day was taken back."""
    names = list(dict.fromkeys(clean_line(os.path.basename(one.path)) for each in made for one in each.editions))
    text = {
        "together": _("Taken back: {files} are one article."),
        "apart": _("Taken back: {files} are different articles."),
        "language": _("Taken back: the language of {files}."),
    }[made[0].kind]
    more = ", …" if len(names) > MOST_NAMES else ""
    return text.format(files=", ".join(names[:MOST_NAMES]) + more)


def said_of(edition: EditionSummary) -> tuple[str, str, str]:
    """Language, title, and where it is and how long."""
    language = _("unknown language") if edition.language == UNKNOWN else language_name(edition.language)
    words = ngettext("{count} word", "{count} words", edition.words).format(count=f"{edition.words:,}")
    folder, name = os.path.split(edition.path)
    place = clean_line(os.path.join(os.path.basename(folder), name))
    return language, clean_line(edition.title), f"{words} · {place}"


def reasons(question: Question) -> list[str]:
    """What speaks for one article."""
    if question.kind == "language":
        return []
    shared = ngettext(
        "{count} link, number or name is in both", "{count} links, numbers and names are in both", question.shared
    )
    order = _("{percent} % of their passages are of the same kinds in the same order")
    made = [shared.format(count=question.shared)] if question.shared else [_("no link, number or name is in both")]
    made.append(order.format(percent=round(100 * question.structure)))
    if question.correlation >= 0.9:
        made.append(_("their passages are long and short in the same places"))
    elif question.correlation < 0.6:
        made.append(_("their passages are not long and short in the same places"))
    return made


def answers(question: Question, chosen: Sequence[str] = ()) -> list[Answer]:
    """What one can say; of languages the likely ones, and the ``chosen`` ones."""
    later = Answer("later", _("not now"))
    if question.kind == "together":
        return [
            Answer("together", _("yes, A and B are one article")),
            Answer("apart", _("no, A and B are different articles")),
            later,
        ]
    shares = dict(question.ranking[:MOST_LANGUAGES])
    tags = list(dict.fromkeys([*shares, *chosen]))[:MOST_LANGUAGES]
    found = []
    for tag in tags:
        share = f"  {round(100 * shares[tag])} %" if shares.get(tag, 0) >= 0.005 else ""
        found.append(Answer("language", f"{language_name(tag)}  {tag}{share}", tag))
    return [*found, Answer("other", _("another language …")), later]


def beginning_of(edition: Edition) -> str:
    """The first words of a text's prose."""
    found = ""
    for block in edition.blocks:
        if block.kind not in ("heading", "code") and block.text.strip():
            found = f"{found} {clean_line(block.text)}".strip()
        if len(found) >= BEGINNING:
            return found[:BEGINNING].rstrip() + "…"
    return found
