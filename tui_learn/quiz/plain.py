"""A session in lines: for screen readers, pipes and slow connections."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

import regex

from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.progress import ProgressNotSaved
from tui_learn.quiz.answers import LETTERS
from tui_learn.quiz.exercise import Exercise, Text
from tui_learn.quiz.session import Item, Session

COMMANDS = (":hint", ":undo", ":skip", ":right", ":bad", ":quit")
_COMMAND_LIKE = regex.compile(r":\p{L}+")


def lines_of(exercise: Exercise) -> list[str]:
    """The question, what is shown, and the numbered options, pieces or words."""
    lines = [exercise.question]
    lines += [f"  {piece.lang}: {_lit(piece)}" for piece in exercise.prompt]
    if exercise.type == "point":
        words = "  ".join(f"{number} {spot.text}" for number, spot in enumerate(exercise.tokens, start=1))
        return [*lines, f"  {exercise.key_lang}: {exercise.sentence}", f"  {words}"]
    numbered: Iterable[str] = [option.text for option in exercise.options] or exercise.tiles
    if exercise.type == "match":
        numbered = [left for left, _right in exercise.pairs]
    lines += [f"  {number}. {text}" for number, text in enumerate(numbered, start=1)]
    lines += [f"  {letter}. {text}" for letter, text in zip(LETTERS, exercise.rights, strict=False)]
    return lines


def _lit(piece: Text) -> str:
    """The text with the lit stretch between signs."""
    if piece.marked is None:
        return piece.text
    start, end = piece.marked
    return f"{piece.text[:start]}»{piece.text[start:end]}«{piece.text[end:]}"


def how_to_answer() -> str:
    """What a person who types needs to know; a program knows."""
    return _(
        "Type the number of an option or a word, the missing word, the numbers of the pieces in order (3 1 2),\n"
        "or a number and a letter for each pair (1b 2a 3c). A lit word stands between » and «.\n"
        "Commands: {commands}"
    ).format(commands=" ".join(COMMANDS))


def run_plain(session: Session, source: TextIO, out: TextIO) -> bool:
    """Ask until the session is over, ``:quit`` or the end of the input.

    Returns False when an answer could not be stored and the input ended before it could be.
    """
    saved = True
    asked: Item | None = None
    if source.isatty():
        print(how_to_answer(), file=out)
        print(file=out, flush=True)
    while (item := session.current) is not None:
        if item is not asked and (asked is None or not _same_question(item, asked)):
            _ask(session, item, out)
        asked = item
        line = source.readline()
        if not line:
            break
        text = line.strip()
        try:
            if text == ":quit":
                break
            if text not in COMMANDS and _COMMAND_LIKE.fullmatch(text):
                print(_("the commands are {commands}").format(commands=" ".join(COMMANDS)), file=out, flush=True)
                continue
            if text in COMMANDS:
                asked = _command(text, session, item, out)
                saved = True
                continue
            outcome = session.answer(text)
        except ProgressNotSaved as error:
            saved = False
            print(_("not saved: {reason}").format(reason=error), file=out, flush=True)
            continue
        saved = True
        if outcome.word == "again":
            print(f"again: {outcome.explanation}", file=out, flush=True)
            asked = session.current
            continue
        print(f"{outcome.word}: {outcome.explanation}", file=out)
        print(file=out, flush=True)
    _say_goodbye(session, out)
    return saved


def _same_question(item: Item, asked: Item) -> bool:
    return item.exercise is asked.exercise and item.practice == asked.practice and item.returns == asked.returns


def _ask(session: Session, item: Item, out: TextIO) -> None:
    mark = _("once more") if item.practice else f"{session.position}/{session.total}"
    first, *rest = lines_of(item.exercise)
    print(f"[{mark}] {first}", file=out)
    for line in rest:
        print(line, file=out)
    out.flush()
    session.shown()


def _command(text: str, session: Session, item: Item, out: TextIO) -> Item | None:
    """Do what a command says; returns the item already on the screen, None when the question must be shown."""
    if text == ":hint":
        help_text = session.hint()
        print(help_text or _("there is no (further) hint"), file=out, flush=True)
        return session.current
    if text == ":skip":
        session.skip()
        print(_("skipped"), file=out, flush=True)
        return None
    if text == ":undo":
        back = session.undo()
        print(_("taken back") if back else _("there is nothing to take back"), file=out, flush=True)
        return None if back else item
    if text == ":right":
        outcome = session.was_right()
        if outcome is None:
            print(_("there is no answer yet"), file=out, flush=True)
            return item
        print(f"right: {_('as you say')}", file=out, flush=True)
        return None
    struck = session.bad()
    print(_("never asked again") if struck else _("there is nothing to strike"), file=out, flush=True)
    return None


def _say_goodbye(session: Session, out: TextIO) -> None:
    summary = session.summary()
    if summary.asked:
        text = _("{asked} asked: {right} right, {almost} almost, {wrong} wrong").format(
            asked=summary.asked, right=summary.right, almost=summary.almost, wrong=summary.wrong
        )
        print(text, file=out, flush=True)
    if summary.practised:
        count = summary.practised
        again = ngettext("{count} more answer was practice", "{count} more answers were practice", count)
        print(again.format(count=count), file=out, flush=True)
