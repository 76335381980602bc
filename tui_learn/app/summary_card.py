"""What stands on the card at the end of a session: numbers, what was missed, when it goes on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from textual.content import Content

from tui_learn.app.card import in_time, quoted
from tui_learn.app.hanging import filled, hanging
from tui_learn.app.signs import COLOURS, SIGNS
from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.feedback import Proven, sentences_of
from tui_learn.quiz.session import Summary

MANY = 4
"""Sentences of a question of which the key says more than they would: a board, an order."""


def summary_parts(
    summary: Summary, due: int, width: int, proven: Callable[[Exercise], Proven], now: datetime | None = None
) -> list[Content]:
    """One part a paragraph, in so many cells; ``due`` counts the cards that are due already."""
    parts = [Content.styled(_("Done."), "bold"), Content("\n").join(_numbers(summary, width))]
    coming = []
    if due:
        coming.append(
            Content(ngettext("{count} card is due now.", "{count} cards are due now.", due).format(count=due))
        )
    if summary.next_due is not None:
        comes = _("The first card of this session comes back {when}.").format(when=in_time(summary.next_due, now))
        coming.append(filled(comes, "", width))
    coming += [filled(line, "", width) for line in summary.told]
    if coming:
        parts.append(Content("\n").join(coming))
    if summary.missed:
        parts.append(Content.styled(_("What was missed:"), "$quiet"))
        parts += [_missed(exercise, proven(exercise), width) for exercise in summary.missed]
    return parts


def _numbers(summary: Summary, width: int) -> list[Content]:
    text = _("{asked} asked: {right} right, {almost} almost, {wrong} wrong")
    lines = [Content(text.format(asked=summary.asked, right=summary.right, almost=summary.almost, wrong=summary.wrong))]
    if summary.practised:
        count = summary.practised
        again = ngettext("{count} more answer was practice.", "{count} more answers were practice.", count)
        lines.append(filled(again.format(count=count), "", width))
    return lines


def _missed(exercise: Exercise, proven: Proven, width: int) -> Content:
    """What would have been right, and the sentences it stands in."""
    sign = Content.styled(f"{SIGNS['wrong']} ", f"bold {COLOURS['wrong']}")
    lines = [hanging(sign, Content.styled(exercise.key, "bold"), width)]
    pieces = [piece for piece in sentences_of(exercise, proven) if piece.text != exercise.key]
    if len(pieces) <= MANY:
        lit = any(piece.marks for piece in pieces if piece.lang == exercise.key_lang)
        for piece in pieces:
            lines += [Content("  ") + line for line in quoted(piece, exercise, lit, width - 2).split("\n")]
    return Content("\n").join(lines)
