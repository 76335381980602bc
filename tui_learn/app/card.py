"""What stands on the card of an exercise: before the answer, and after it. Article text is never markup."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from textual.content import Content

from tui_learn.app.hanging import hanging, labelled
from tui_learn.app.signs import COLOURS, SIGNS
from tui_learn.app.word_card import (
    LIT,
    lit,
    sentence_pointed_in,
    sentence_to_point_in,
    words_matched,
    words_to_match,
)
from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.progress import CardState, Rating
from tui_learn.quiz.answers import Outcome, parse_tiles, what_it_answers
from tui_learn.quiz.exercise import GAP, Evidence, Exercise, Text
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


def question_parts(
    exercise: Exercise,
    width: int,
    *,
    laid: Sequence[int] = (),
    highlighted: int | None = None,
    hint: str | None = None,
) -> list[Content]:
    """Question, article text, numbered options or pieces, one part a paragraph, in so many cells.

    ``laid`` are the pieces laid, or the words joined, so far, ``highlighted`` the option or word under the cursor.
    """
    parts = [Content.styled(exercise.question, "$quiet")]
    parts += [labelled(piece.lang, _prompt(piece), width) for piece in exercise.prompt]
    if exercise.options:
        styles = ["reverse" if number == highlighted else "" for number in range(len(exercise.options))]
        parts.append(_numbered([option.text for option in exercise.options], styles, width))
    elif exercise.type == "tiles":
        row = "  ".join(exercise.tiles[number] for number in laid)
        parts.append(hanging(Content.styled("› ", "$accent"), Content.styled(row or " ", "bold"), width))
        styles = [
            ("strike $quiet" if number in laid else "") + (" reverse" if number == highlighted else "")
            for number in range(len(exercise.tiles))
        ]
        parts.append(_numbered(exercise.tiles, styles, width))
    elif exercise.type == "point":
        parts.append(sentence_to_point_in(exercise, highlighted, width))
    elif exercise.type == "match":
        parts += words_to_match(exercise, laid, highlighted, width)
    if hint is not None:
        parts.append(Content.assemble((_("hint") + "  ", "$quiet"), (hint, "bold")))
    return parts


def row_of_cursor(card: Content, width: int) -> int | None:
    """The row, from 0, of what is under the cursor; None when nothing is."""
    place = next((span.end for span in card.spans if "reverse" in str(span.style)), None)
    return None if place is None else card[:place].get_height({}, width) - 1


def _numbered(texts: Sequence[str], styles: Sequence[str], width: int) -> Content:
    lines = []
    for number, (text, style) in enumerate(zip(texts, styles, strict=True)):
        digit = str((number + 1) % 10) if number < 10 else "·"
        label = Content.styled(f" {digit}  ", "bold $footer-key-foreground")
        lines.append(hanging(label, Content.styled(text, style.strip()), width))
    return Content("\n").join(lines)


def _marked_options(exercise: Exercise, chosen: int | None, width: int) -> Content:
    """The options after the answer: the right one and the chosen one marked."""
    lines = []
    for number, option in enumerate(exercise.options):
        sign, style = " ", "$quiet"
        if option.key:
            sign, style = SIGNS["right"], "bold $success"
        elif number == chosen:
            sign, style = SIGNS["wrong"], "$error"
        label = Content.styled(f" {sign}  ", style)
        lines.append(hanging(label, Content.styled(option.text, style), width))
    return Content("\n").join(lines)


def answered_parts(
    exercise: Exercise,
    answered: Answered,
    editions: Mapping[str, Edition],
    width: int,
    *,
    verdict_first: bool = False,
    counterpart: Callable[[str, str], str] = lambda _language, _segment: "",
) -> list[Content]:
    """The whole card after the answer: what was asked, the verdict, the evidence in context.

    Where a wrong choice really stands is shown too, so that it can be learnt from; ``counterpart`` gives what
    a segment (language, id) says in the other language.
    """
    outcome = answered.outcome
    parts = [Content.styled(exercise.question, "$quiet")]
    gapped = exercise.type == "cloze" or any(GAP in piece.text for piece in exercise.prompt)
    if not gapped:
        parts += [labelled(piece.lang, lit(piece), width) for piece in exercise.prompt]
    if exercise.options:
        parts.append(_marked_options(exercise, outcome.chosen, width))
    elif exercise.type == "point":
        parts.append(sentence_pointed_in(exercise, outcome.chosen, width))
    elif exercise.type == "match":
        parts.append(words_matched(exercise, answered.text, width))
    parts.insert(0 if verdict_first else len(parts), _verdict(exercise, answered, width))
    visible = {piece.text for piece in exercise.prompt if not gapped} | {option.text for option in exercise.options}
    visible.add(exercise.key)  # the verdict says it
    if exercise.type == "point":
        visible.add(exercise.sentence)
    for piece in exercise.evidence:
        if piece.text not in visible and exercise.type != "match":  # its sentences are many, and nobody was asked
            parts.append(labelled(piece.lang, _with_key(piece, exercise), width))
    parts += _where_it_stands(exercise, outcome, editions, visible, counterpart)
    path = _heading_path(exercise, editions) if exercise.type != "match" else ""
    if path:
        parts.append(Content.styled(path, "$quiet"))
    return parts


def _verdict(exercise: Exercise, answered: Answered, width: int) -> Content:
    """A sign and a word, never colour alone, and what there is to say."""
    outcome = answered.outcome
    given_up = outcome.word == "wrong" and not answered.text
    word = f"{SIGNS[outcome.word]} {_('not known') if given_up else verdict_word(outcome.word)}"
    label = Content.styled(word, f"bold {COLOURS[outcome.word]}")
    if exercise.options or exercise.type == "match":
        return label  # the options, or the pairs, say the rest
    if exercise.type == "point":
        return hanging(label + "   ", Content(_found(exercise, outcome)), width)
    text = Content(outcome.explanation)
    mine = _my_answer(exercise, answered)
    if mine and outcome.word != "right":
        text = Content.assemble(text, "\n", (_("your answer: {answer}").format(answer=mine), "$quiet"))
    return hanging(label + "   ", text, width)


def _found(exercise: Exercise, outcome: Outcome) -> str:
    """The word that was to be found, and what the one that was chosen says."""
    if outcome.word == "right" or outcome.chosen is None:
        return exercise.key
    told = what_it_answers(exercise, outcome.chosen)
    mine = _("your answer: {answer}").format(answer=exercise.tokens[outcome.chosen].text)
    return "\n".join([_("the word is: {key}").format(key=exercise.key), told or mine])


def _my_answer(exercise: Exercise, answered: Answered) -> str:
    """What was typed, or the pieces that were laid."""
    if exercise.type == "tiles":
        return " ".join(parse_tiles(exercise, answered.text) or ())
    return answered.text.strip()


def _where_it_stands(
    exercise: Exercise,
    outcome: Outcome,
    editions: Mapping[str, Edition],
    visible: set[str],
    counterpart: Callable[[str, str], str],
) -> list[Content]:
    if outcome.word != "wrong" or outcome.chosen is None or outcome.chosen >= len(exercise.options):
        return []
    option = exercise.options[outcome.chosen]
    language, _slash, segment = option.src.partition("/")
    edition = editions.get(language)
    sentence = edition.sentence(segment) if edition is not None else None
    if sentence is None or option.key:
        return []
    if sentence.text in visible:  # the option is the sentence: what it says is what can be learnt
        says = counterpart(language, segment)
        if not says or says in visible:  # left untranslated: it says no more than what is there to see
            return []
        return [Content.assemble((_("Your choice says:") + " ", "$quiet"), says)]
    there = Content(sentence.text)
    start = sentence.text.find(option.text)
    if start >= 0:
        there = there.stylize("bold", start, start + len(option.text))
    return [Content.assemble((_("Your choice stands here:") + " ", "$quiet"), there)]


def _with_key(piece: Evidence, exercise: Exercise) -> Content:
    content = Content(piece.text)
    if piece.lang != exercise.key_lang:
        return next((lit(shown) for shown in exercise.prompt if shown.text == piece.text), content)
    if piece.text == exercise.key:
        return content
    gapped = next((p.text for p in exercise.prompt if GAP in p.text), None)
    start = piece.text.find(exercise.key) if gapped is None else gapped.find(GAP)
    return content.stylize(LIT, start, start + len(exercise.key)) if start >= 0 else content


def _heading_path(exercise: Exercise, editions: Mapping[str, Edition]) -> str:
    """The headings above the evidence, outermost first."""
    piece = exercise.evidence[-1]
    edition = editions.get(piece.lang)
    sentence = edition.sentence(piece.seg) if edition is not None else None
    if edition is None or sentence is None:
        return ""
    path: list[str] = []
    level = 7
    for number in range(sentence.block, -1, -1):
        block = edition.blocks[number]
        if block.kind == "heading" and block.level < level:
            path.append(block.text)
            level = block.level
    return " › ".join(reversed(path))


def grades_part(rating: Rating, state: CardState | None) -> Content:
    """The grade that was given among the four, and when the card comes back."""
    pieces: list[Content | str] = []
    for grade in Rating:
        name = f"{int(grade)} {rating_name(grade)}"
        pieces += [Content.styled(f"[{name}]", "bold") if grade == rating else Content.styled(name, "$quiet"), "  "]
    if state is not None:
        pieces.append(Content.styled(_("comes back {when}").format(when=in_time(state.due)), "$quiet"))
    return Content.assemble(*pieces)


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
