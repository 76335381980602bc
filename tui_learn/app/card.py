"""What stands on the card of an exercise: before the answer, and after it. Article text is never markup."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from textual.content import Content

from tui_learn.app.answering import Way, way_of
from tui_learn.app.hanging import filled, hanging, labelled
from tui_learn.app.lit_text import lit, lit_at
from tui_learn.app.signs import COLOURS, SIGNS
from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.progress import CardState, Rating
from tui_learn.quiz.answers import parse_tiles, what_it_answers
from tui_learn.quiz.exercise import GAP, Exercise, Text
from tui_learn.quiz.feedback import (
    Counterpart,
    Feedback,
    Proven,
    Quoted,
    feedback,
    find_words,
    no_counterpart,
    nothing_proven,
)
from tui_learn.quiz.session import Answered
from tui_learn.text import Edition


def verdict_word(word: str) -> str:
    """The verdict in the language of the interface."""
    return {"right": _("right"), "almost": _("almost"), "wrong": _("wrong")}[word]


def rating_name(rating: Rating) -> str:
    """A grade in the language of the interface."""
    names = {Rating.AGAIN: _("again"), Rating.HARD: _("hard"), Rating.GOOD: _("good"), Rating.EASY: _("easy")}
    return names[rating]


def _prompt(piece: Text) -> Content:
    content = lit(piece)
    start = piece.text.find(GAP)
    return content.stylize("bold $accent", start, start + len(GAP)) if start >= 0 else content


def question_parts(way: Way, width: int, hint: str | None = None) -> list[Content]:
    """Question, article text, what there is to choose from: one part a paragraph, in so many cells."""
    exercise = way.exercise
    parts = [filled(exercise.question, "$quiet", width)]
    parts += [labelled(piece.lang, _prompt(piece), width) for piece in exercise.prompt]
    parts += way.parts(width)
    if hint is not None:
        parts.append(hanging(Content.styled(_("hint") + "  ", "$quiet"), Content.styled(hint, "bold"), width))
    return parts


def rows_of_cursor(card: Content, width: int) -> tuple[int, int] | None:
    """The first row, from 0, of what is under the cursor, and the one after its last; None when nothing is."""
    spans = [span for span in card.spans if "reverse" in str(span.style)]
    if not spans:
        return None
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    return card[: first + 1].get_height({}, width) - 1, card[:last].get_height({}, width)


def answered_parts(
    exercise: Exercise,
    answered: Answered,
    editions: Mapping[str, Edition],
    width: int,
    *,
    verdict_first: bool = False,
    counterpart: Counterpart = no_counterpart,
    proven: Proven = nothing_proven,
) -> list[Content]:
    """The whole card after the answer: what was asked, the verdict, the evidence in context.

    Where a wrong choice really stands is shown too, so that it can be learnt from; ``counterpart`` gives what
    a segment (language, id) says in the other language, ``proven`` which word answers one of its words.
    """
    told = feedback(exercise, answered.outcome, answered.text, editions, counterpart, proven)
    way = way_of(exercise)
    parts = [filled(exercise.question, "$quiet", width)]
    gapped = exercise.type == "cloze" or any(GAP in piece.text for piece in exercise.prompt)
    if not gapped:
        parts += [labelled(piece.lang, _asked(exercise, piece), width) for piece in exercise.prompt]
    parts += way.answered(answered, width)
    parts.insert(0 if verdict_first else len(parts), _verdict(way, answered, width))
    visible = _visible(exercise, gapped)
    if exercise.type not in ("match", "sort"):  # their sentences are many, and nobody was asked about them
        parts += _evidence(exercise, told, visible, width)
    parts += _chosen(told, visible, width)
    if told.note:
        parts.append(hanging(Content.styled("· ", "$quiet"), Content(told.note), width))
    if told.path and exercise.type not in ("match", "sort", "order"):
        parts.append(filled(" › ".join(told.path), "$quiet", width))
    return parts


def _asked(exercise: Exercise, piece: Text) -> Content:
    """What was shown, with what was altered in it struck through."""
    content, swap = lit(piece), exercise.swap
    if swap is not None and piece.text == swap.statement and swap.taken != swap.put:
        altered = find_words(piece.text, swap.put, piece.lang)
        if altered is not None and piece.text not in {sentence.text for sentence in exercise.evidence}:
            return content.stylize("strike $error", *altered)
    return content


def _visible(exercise: Exercise, gapped: bool) -> set[str]:
    """Sentences that stand on the card already."""
    visible = {piece.text for piece in exercise.prompt if not gapped} | {option.text for option in exercise.options}
    visible |= {exercise.key, *exercise.order}  # the verdict says it
    if exercise.type == "point" and not exercise.correction:
        visible.add(exercise.sentence)
    if exercise.type == "odd":  # those that hold have nothing to say
        visible |= {text for pair in exercise.pairs for text in pair}
    return visible


def _evidence(exercise: Exercise, told: Feedback, visible: set[str], width: int) -> list[Content]:
    """The sentences the key rests on that are not there to see already."""
    lit_key = any(piece.marks for piece in told.sentences if piece.lang == exercise.key_lang)
    groups: list[list[Quoted]] = []
    for piece in told.sentences:
        if any(piece.text in text for text in visible):
            continue
        if groups and len(groups[-1]) == 1 and groups[-1][0].lang != piece.lang:
            groups[-1].append(piece)  # a sentence and its translation are one
        else:
            groups.append([piece])
    parts = [Content("\n").join(quoted(piece, exercise, lit_key, width) for piece in group) for group in groups]
    if parts and (exercise.type == "odd" or exercise.correction or exercise.swap is not None):
        parts[0] = Content.assemble((_("The article says:") + "\n", "$quiet"), parts[0])
    return parts


def quoted(piece: Quoted, exercise: Exercise, lit_key: bool, width: int) -> Content:
    """A sentence of the evidence. Where its word is not proven, all of it stands for the key that is lit."""
    content = lit_at(piece.text, piece.marks)
    if lit_key and piece.is_lit_whole and piece.lang != exercise.key_lang:
        content = content.stylize("on $lit-other")
    return labelled(piece.lang, content, width)


def _verdict(way: Way, answered: Answered, width: int) -> Content:
    """A sign and a word, never colour alone, and what there is to say."""
    outcome, exercise = answered.outcome, way.exercise
    name = verdict_word(outcome.word)
    if outcome.word == "wrong" and not answered.text:
        name = _("not known")
    elif is_to_be_compared(answered):
        name = _("compare")
    word = f"{SIGNS[outcome.word]} {name}"
    label = Content.styled(word, f"bold {COLOURS[outcome.word]}")
    if way.says_all():
        return label
    if exercise.type == "point":
        return hanging(label + "   ", Content("\n".join(_found(exercise, answered))), width)
    text = Content(outcome.explanation)
    mine = _my_answer(exercise, answered)
    if mine and outcome.word != "right":
        text = Content.assemble(text, "\n", (_("your answer: {answer}").format(answer=mine), "$quiet"))
    return hanging(label + "   ", text, width)


def is_to_be_compared(answered: Answered) -> bool:
    """Whether the learner is the judge, and has not judged yet otherwise."""
    return answered.item.exercise.code == "C20" and answered.outcome.word == "almost"


def _found(exercise: Exercise, answered: Answered) -> list[str]:
    """The word that was to be found, what the article has for it, what the one that was chosen says."""
    outcome = answered.outcome
    if exercise.correction:
        told = [_("the article has: {key}").format(key=exercise.correction)]
    elif outcome.word == "right":
        return [exercise.key]
    else:
        told = [_("the word is: {key}").format(key=exercise.key)]
    if outcome.word != "right" and outcome.chosen is not None:
        mine = _("your answer: {answer}").format(answer=exercise.tokens[outcome.chosen].text)
        told.append(what_it_answers(exercise, outcome.chosen) or mine)
    return told


def _my_answer(exercise: Exercise, answered: Answered) -> str:
    """What was typed, or the pieces that were laid."""
    if exercise.type == "tiles":
        return " ".join(parse_tiles(exercise, answered.text) or ())
    return answered.text.strip()


def _chosen(told: Feedback, visible: set[str], width: int) -> list[Content]:
    """Where a wrong answer really stands, and what is said there."""
    if not told.chosen:
        return []
    here, *there = told.chosen
    if told.chosen_is_sentence or here.text in visible:
        # Left untranslated it says no more than what is there to see.
        return [
            Content.assemble((_("Your choice says:") + " ", "$quiet"), lit_at(piece.text, piece.marks))
            for piece in there
            if piece.text not in visible
        ]
    lines = [labelled(piece.lang, lit_at(piece.text, piece.marks, "bold"), width) for piece in (here, *there)]
    return [Content("\n").join([Content.styled(_("Your choice stands here:"), "$quiet"), *lines])]


def grades_part(rating: Rating, state: CardState | None, width: int) -> Content:
    """The grade that was given among the four, and when the card comes back."""
    names = [(grade, f"{int(grade)} {rating_name(grade)}") for grade in Rating]
    grades = [
        Content.styled(f"[{name}]", "bold") if grade == rating else Content.styled(name, "$quiet")
        for grade, name in names
    ]
    line = Content("  ").join(grades)
    if state is None:
        return line
    back = Content.styled(_("comes back {when}").format(when=in_time(state.due)), "$quiet")
    gap = "  " if line.cell_length + 2 + back.cell_length <= width else "\n"
    return Content.assemble(line, gap, back)


def in_time(due: datetime, now: datetime | None = None) -> str:
    """A future moment in words: ``in 10 minutes``."""
    seconds = (due - (now or datetime.now(UTC))).total_seconds()
    if seconds <= 60:
        return _("in a minute")
    if seconds < 3600:
        minutes = round(seconds / 60)
        return ngettext("in {count} minute", "in {count} minutes", minutes).format(count=minutes)
    if seconds < timedelta(hours=36).total_seconds():
        hours = round(seconds / 3600)
        return ngettext("in {count} hour", "in {count} hours", hours).format(count=hours)
    days = round(seconds / 86400)
    return ngettext("in {count} day", "in {count} days", days).format(count=days)
