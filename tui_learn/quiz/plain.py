"""A session in lines: for screen readers, pipes and slow connections."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TextIO

import regex

from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.progress import ProgressNotSaved
from tui_learn.quiz.answers import LETTERS, Outcome
from tui_learn.quiz.exercise import Exercise, Text
from tui_learn.quiz.feedback import (
    Counterpart,
    Proven,
    feedback,
    lines_of_feedback,
    no_counterpart,
    nothing_proven,
)
from tui_learn.quiz.session import Answered, Item, Session
from tui_learn.text import Edition

COMMANDS = (":hint", ":undo", ":skip", ":right", ":bad", ":quit")
_STORING_NOTHING = (":hint", ":skip")
_BREAKS = regex.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_COMMAND_LIKE = regex.compile(r":\p{L}+")
Teller = Callable[[Answered], Sequence[str]]
"""From an answer to the lines that say what can be learnt from it."""


def lines_of(exercise: Exercise) -> list[str]:
    """The question, what is shown, and the numbered options, pieces, pairs or words."""
    lines = [exercise.question]
    lines += [f"  {piece.lang}: {_lit(piece)}" for piece in exercise.prompt]
    for piece in exercise.prompt:
        if piece.marked is not None:
            word = piece.text[slice(*piece.marked)]
            lines.append("  " + _("the lit word: {word}").format(word=word))
    if exercise.type == "point":
        words = "  ".join(f"{number} {spot.text}" for number, spot in enumerate(exercise.tokens, start=1))
        return [*lines, f"  {exercise.key_lang}: {exercise.sentence}", f"  {words}"]
    if exercise.type == "odd":
        for number, (left, right) in enumerate(exercise.pairs, start=1):
            lines += [f"  {number}. {left}", f"     {right}"]
        return lines
    numbered: Iterable[str] = [option.text for option in exercise.options] or exercise.tiles
    if exercise.type == "match":
        numbered = [left for left, _right in exercise.pairs]
    lettered = [heading for heading, _phrases in exercise.groups] or exercise.rights
    lines += [f"  {number}. {text}" for number, text in enumerate(numbered, start=1)]
    lines += [f"  {letter}. {text}" for letter, text in zip(LETTERS, lettered, strict=False)]
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
        "Type the number of an option, a word or a pair, the missing word, the numbers of the pieces in\n"
        "order (3 1 2), or a number and a letter for each pair or phrase (1b 2a 3c).\n"
        "A lit word stands between » and «.\n"
        "Commands: {commands}"
    ).format(commands=" ".join(COMMANDS))


def teller(
    editions: Mapping[str, Edition], counterpart: Counterpart = no_counterpart, proven: Proven = nothing_proven
) -> Teller:
    """What can be learnt from an answer, with where a wrong one really stands; see ``feedback``."""

    def tell(answered: Answered) -> list[str]:
        exercise, outcome = answered.item.exercise, answered.outcome
        return lines_of_feedback(feedback(exercise, outcome, answered.text, editions, counterpart, proven))

    return tell


def tell_evidence(answered: Answered) -> list[str]:
    """The sentences the key rests on, and what a deck adds."""
    exercise = answered.item.exercise
    return [*_sentences(exercise), *([exercise.note] if exercise.note else [])]


def _sentences(exercise: Exercise) -> list[str]:
    """The sentences it rests on; of words to be matched, which are of many, the pairs."""
    if exercise.type == "match" or not exercise.evidence:
        return [exercise.key]
    return [f"{piece.lang}: {piece.text}" for piece in exercise.evidence]


def run_plain(session: Session, source: TextIO, out: TextIO, *, told: Teller = tell_evidence) -> bool:
    """Ask until the session is over, ``:quit`` or the end of the input.

    ``told`` gives the lines that follow a verdict where the answer was wrong. Returns False when an answer could not
    be stored and the input ended before it could be.
    """
    saved = True
    asked: Item | None = None
    if source.isatty():
        _say(out, *how_to_answer().split("\n"), "")
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
                _say(out, _("the commands are {commands}").format(commands=" ".join(COMMANDS)))
                continue
            if text in COMMANDS:
                asked = _command(text, session, item, out)
                saved = saved or text not in _STORING_NOTHING
                continue
            outcome = session.answer(text)
        except ProgressNotSaved as error:
            saved, asked = False, None  # asked again: nothing was accepted
            _say(out, _("not saved: {reason}; :quit leaves without it").format(reason=error), "")
            continue
        if outcome.word == "again":
            _say(out, f"again: {outcome.explanation}")
            asked = session.current
        else:
            saved = True
            _tell(session, outcome, out, told)
    _say_goodbye(session, out)
    return saved


def _say(out: TextIO, *lines: str) -> None:
    """Print lines, each one a single line whatever is in it."""
    for line in lines:
        print(_BREAKS.sub(" ", line), file=out)
    out.flush()


def _same_question(item: Item, asked: Item) -> bool:
    return item.exercise is asked.exercise and item.practice == asked.practice and item.returns == asked.returns


def _ask(session: Session, item: Item, out: TextIO) -> None:
    mark = _("once more") if item.returns else f"{session.position}/{session.total}"
    first, *rest = lines_of(item.exercise)
    _say(out, f"[{mark}] {first}", *rest)
    if item.help is not None:
        _say(out, "  " + _hint_line(item.help))
    session.shown()


def _hint_line(text: str) -> str:
    return _("hint: {text}").format(text=text)


def _tell(session: Session, outcome: Outcome, out: TextIO, told: Teller) -> None:
    """The verdict, its explanation, and where it was not right what can be learnt."""
    _say(out, f"{outcome.word}: {outcome.explanation}")
    answered = session.last
    if answered is not None and outcome.word == "wrong" and answered.item.exercise.type != "match":
        _say(out, *(f"  {line}" for line in told(answered)))
    elif answered is not None and answered.item.exercise.note:
        _say(out, f"  {answered.item.exercise.note}")
    _say(out, "")


def _command(text: str, session: Session, item: Item, out: TextIO) -> Item | None:
    """Do what a command says; returns the item already on the screen, None when the question must be shown."""
    if text == ":hint":
        help_text = session.hint()
        _say(out, _hint_line(help_text) if help_text else _("there is no (further) hint"))
        return session.current
    if text == ":skip":
        session.skip()
        _say(out, _("skipped"))
        return None
    if text == ":undo":
        back = session.undo()
        _say(out, _("taken back") if back else _("there is nothing to take back"))
        return None if back else item
    if text == ":right":
        outcome = session.was_right()
        if outcome is None:
            _say(out, _("there is no answer yet"))
            return item
        _say(out, f"right: {_('as you say')}")
        return None
    struck = session.bad()
    _say(out, _("never asked again") if struck else _("there is nothing to strike"))
    return None


def _say_goodbye(session: Session, out: TextIO) -> None:
    summary = session.summary()
    if summary.missed:
        _say(out, _("missed:"))
        for exercise in summary.missed:
            _say(out, *(f"  {line}" for line in _sentences(exercise)), "")
    if summary.next_due is not None:
        when = summary.next_due.astimezone().strftime("%Y-%m-%d %H:%M")
        _say(out, _("next due: {when}").format(when=when))
    _say(out, *summary.told)
    if summary.asked:
        text = _("{asked} asked: {right} right, {almost} almost, {wrong} wrong").format(
            asked=summary.asked, right=summary.right, almost=summary.almost, wrong=summary.wrong
        )
        _say(out, text)
    if summary.practised:
        count = summary.practised
        again = ngettext("{count} more answer was practice", "{count} more answers were practice", count)
        _say(out, again.format(count=count))
