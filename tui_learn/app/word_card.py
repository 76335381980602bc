"""What questions about pairs of words look like on the card: a word to be found, words to be matched."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from tui_learn.app.cells import width_of
from tui_learn.app.hanging import hanging, labelled
from tui_learn.app.signs import COLOURS, SIGNS
from tui_learn.i18n import gettext as _
from tui_learn.quiz.answers import parse_match, slips
from tui_learn.quiz.exercise import Exercise, Text

LIT = "bold underline $accent"
"""The look of a word a question is about, and of the word that answers it."""


def lit(piece: Text) -> Content:
    """Article text with its lit stretch."""
    content = Content(piece.text)
    return content if piece.marked is None else content.stylize(LIT, *piece.marked)


def sentence_to_point_in(exercise: Exercise, cursor: int | None, width: int) -> Content:
    """The sentence as it stands, with the cursor on one of its words."""
    content = Content(exercise.sentence)
    if cursor is not None:
        content = content.stylize("reverse", exercise.tokens[cursor].start, exercise.tokens[cursor].end)
    return labelled(exercise.key_lang, content, width)


def sentence_pointed_in(exercise: Exercise, chosen: int | None, width: int) -> Content:
    """The sentence after the answer: the right word lit, a wrongly chosen one struck through."""
    content = Content(exercise.sentence)
    for number, spot in enumerate(exercise.tokens):
        if number == exercise.key_index:
            content = content.stylize(LIT, spot.start, spot.end)
        elif number == chosen:
            content = content.stylize("strike $error", spot.start, spot.end)
    return labelled(exercise.key_lang, content, width)


def words_to_match(exercise: Exercise, joined: Sequence[int], highlighted: int | None, width: int) -> list[Content]:
    """The first words, one a line, each with the word it was joined with; then the words to choose from.

    The arrow stands before the word whose turn it is, and the word under the cursor is tried there: what changes
    is on one line.
    """
    column = _column(exercise, width)
    lines = []
    for number, (left, _right) in enumerate(exercise.pairs):
        turn = number == len(joined)
        text = Content.styled(left, "bold" if turn else "").pad_right(max(0, column - width_of(left)))
        if number < len(joined):
            text = Content.assemble(text, " = ", (exercise.rights[joined[number]], "bold"))
        elif turn and highlighted is not None:
            text = Content.assemble(text, " = ", exercise.rights[highlighted], (" ?", "$accent"))
        else:
            text = Content.assemble(text, (" = …", "$quiet"))
        lines.append(hanging(Content.styled("› " if turn else "  ", "bold $accent"), text, width))
    return [Content("\n").join(lines), _choices(exercise, joined, highlighted, width)]


def _column(exercise: Exercise, width: int) -> int:
    """Cells of the first words, so that the second ones stand under each other where there is room."""
    return min(max(width_of(left) for left, _right in exercise.pairs), width // 2 - 3)


def _choices(exercise: Exercise, joined: Sequence[int], highlighted: int | None, width: int) -> Content:
    """The second words in rows, numbered; those already used struck through, but for their number."""
    rows: list[Content] = []
    for number, right in enumerate(exercise.rights):
        style = ("strike $quiet" if number in joined else "") + (" reverse" if number == highlighted else "")
        label = Content.styled(f"{number + 1} ", "bold $footer-key-foreground")
        choice = label + Content.styled(right, style.strip())
        if rows and rows[-1].cell_length + 3 + choice.cell_length <= width:
            rows[-1] = rows[-1] + "   " + choice
        else:
            rows.append(choice)
    return Content("\n").join(rows)


def words_matched(exercise: Exercise, answer: str, width: int) -> Content:
    """The pairs after the answer, each with a sign; beside a wrong one what was chosen. No signs without an answer."""
    wrong, mine = slips(exercise, answer), parse_match(exercise, answer)
    lines = _matched_lines(exercise, wrong, mine, _column(exercise, width))
    if any(line.cell_length > width - 2 for _sign, line in lines):
        lines = _matched_lines(exercise, wrong, mine, 0)
    return Content("\n").join(hanging(sign, line, width) for sign, line in lines)


def _matched_lines(
    exercise: Exercise, wrong: Sequence[int] | None, mine: Sequence[int] | None, column: int
) -> list[tuple[Content, Content]]:
    """(sign, pair) for each pair, the first words in a column of so many cells."""
    lines = []
    for number, (left, right) in enumerate(exercise.pairs):
        word = "wrong" if wrong is None or number in wrong else "right"
        text = Content(left).pad_right(max(0, column - width_of(left))) + " = " + Content.styled(right, "bold")
        if mine is not None and word == "wrong":
            chosen = exercise.rights[mine[number]]
            text = Content.assemble(text, "  ", (_("not {word}").format(word=chosen), "$quiet"))
        sign = Content("  ") if mine is None else Content.styled(f"{SIGNS[word]} ", f"bold {COLOURS[word]}")
        lines.append((sign, text))
    return lines
