"""From what was answered to what it is worth: a word (right, almost, wrong), a rating and an explanation."""

from __future__ import annotations

import string
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from tui_learn.i18n import gettext as _
from tui_learn.progress import Rating
from tui_learn.quiz.exercise import Exercise, board_key
from tui_learn.quiz.grading import Verdict, grade
from tui_learn.text import tokenize

VerdictWord = Literal["right", "almost", "wrong", "again"]
MIN_ORDERED = 0.8
"""Share of tiles in the right order at which another order is almost right."""
LETTERS = string.ascii_lowercase
"""Names of the second words of pairs."""
_JOINED = regex.compile(r"([0-9]{1,2})([A-Za-z])")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an answer is worth."""

    word: VerdictWord
    """``again`` is a free retry: nothing is stored."""
    rating: Rating
    explanation: str
    """One line."""
    chosen: int | None = None
    """Number of the option or word that was chosen, from 0."""


def judge(
    exercise: Exercise,
    answer: str,
    *,
    hints: int = 0,
    retried: bool = False,
    accept: Iterable[str] = (),
    vocabulary: Iterable[str] = (),
) -> Outcome:
    """Judge one line.

    Choices and words of a sentence are numbers from 1, pieces are numbers in order (``3 1 2``), pairs are a number
    and a letter each (``1b 2a``), gaps are text. ``hints`` says how many were given, ``retried`` that a free retry
    was used up; ``accept`` and ``vocabulary`` as in ``grading.grade``.
    """
    if exercise.options:
        return _choice(exercise, answer, hints)
    if exercise.type == "tiles":
        return _tiles(exercise, answer)
    if exercise.type == "point":
        return _point(exercise, answer)
    if exercise.type == "match":
        return _match(exercise, answer)
    return _typed(exercise, answer, hints, retried, accept, vocabulary)


def _number(text: str, most: int) -> int | None:
    text = text.strip().rstrip(".)")
    if not (text.isascii() and text.isdigit()) or len(text) > 4:
        return None
    number = int(text)
    return number - 1 if 1 <= number <= most else None


def _choice(exercise: Exercise, answer: str, hints: int) -> Outcome:
    chosen = _number(answer, len(exercise.options))
    key = next(number for number, option in enumerate(exercise.options) if option.key)
    if chosen == key:
        return Outcome("right", Rating.HARD if hints else Rating.GOOD, exercise.key, chosen)
    solution = _("{number} is right: {key}").format(number=key + 1, key=exercise.key)
    return Outcome("wrong", Rating.AGAIN, solution, chosen)


def parse_tiles(exercise: Exercise, answer: str) -> list[str] | None:
    """The pieces named by numbers, or None when the line is not that."""
    numbers = [_number(part, len(exercise.tiles)) for part in answer.replace(",", " ").split()]
    if not numbers or any(number is None for number in numbers) or len(set(numbers)) < len(numbers):
        return None
    return [exercise.tiles[number] for number in numbers if number is not None]


def _longest_rise(numbers: list[int]) -> int:
    """Length of the longest increasing subsequence."""
    tails: list[int] = []
    for number in numbers:
        place = bisect_left(tails, number)
        tails[place : place + 1] = [number]
    return len(tails)


def _tiles(exercise: Exercise, answer: str) -> Outcome:
    pieces = parse_tiles(exercise, answer)
    order = list(exercise.order)
    if pieces == order:
        return Outcome("right", Rating.GOOD, exercise.key)
    if pieces is not None and sorted(pieces) == sorted(order):
        rise = _longest_rise([order.index(piece) for piece in pieces])
        if rise / len(order) >= MIN_ORDERED:
            text = _("the right pieces in another order; the article has: {key}").format(key=exercise.key)
            return Outcome("almost", Rating.HARD, text)
    return Outcome("wrong", Rating.AGAIN, _("the article has: {key}").format(key=exercise.key))


def _point(exercise: Exercise, answer: str) -> Outcome:
    chosen = _number(answer, len(exercise.tokens))
    assert exercise.key_index is not None
    if chosen == exercise.key_index:
        return Outcome("right", Rating.GOOD, exercise.key, chosen)
    solution = _("{number} is right: {key}").format(number=exercise.key_index + 1, key=exercise.key)
    told = what_it_answers(exercise, chosen)
    return Outcome("wrong", Rating.AGAIN, f"{solution}; {told}" if told else solution, chosen)


def what_it_answers(exercise: Exercise, chosen: int | None) -> str:
    """What the word that was chosen answers instead of the lit one; empty where that is not known."""
    if chosen is None or not exercise.tokens[chosen].answers:
        return ""
    spot = exercise.tokens[chosen]
    return _("“{word}” says what “{other}” says").format(word=spot.text, other=spot.answers)


def name_match(rights: Sequence[int]) -> str:
    """The answer that joins the first words of the pairs, in order, with these of the second words."""
    return " ".join(f"{left}{LETTERS[right]}" for left, right in enumerate(rights, start=1))


def parse_match(exercise: Exercise, answer: str) -> list[int] | None:
    """For each first word the number of its second word, or None unless every word is in just one pair."""
    joined: dict[int, int] = {}
    for part in answer.replace(",", " ").split():
        match = _JOINED.fullmatch(part)
        if match is None or int(match[1]) - 1 in joined:
            return None
        joined[int(match[1]) - 1] = LETTERS.index(match[2].lower())
    count = len(exercise.pairs)
    if sorted(joined) != list(range(count)) or sorted(joined.values()) != list(range(count)):
        return None
    return [joined[left] for left in range(count)]


def slips(exercise: Exercise, answer: str) -> list[int] | None:
    """The numbers of the pairs that were not joined as they should be; None when the answer is no answer."""
    rights = parse_match(exercise, answer)
    if rights is None:
        return None
    wanted = [right for _left, right in exercise.pairs]
    return [number for number, right in enumerate(rights) if exercise.rights[right] != wanted[number]]


def _match(exercise: Exercise, answer: str) -> Outcome:
    wrong = slips(exercise, answer)
    if wrong == []:
        return Outcome("right", Rating.GOOD, exercise.key)
    if wrong is not None and len(wrong) == 2:
        solution = board_key([exercise.pairs[number] for number in wrong])
        return Outcome("almost", Rating.HARD, _("two are exchanged: {pairs}").format(pairs=solution))
    return Outcome("wrong", Rating.AGAIN, _("these belong together: {pairs}").format(pairs=exercise.key))


def _typed(
    exercise: Exercise, answer: str, hints: int, retried: bool, accept: Iterable[str], vocabulary: Iterable[str]
) -> Outcome:
    known = [
        token.text
        for piece in exercise.prompt
        if piece.lang != exercise.key_lang
        for token in tokenize(piece.text, piece.lang)
    ]
    verdict = grade(
        exercise.key,
        answer,
        exercise.key_lang,
        accept=(*exercise.accept, *accept),
        forms=exercise.forms,
        also=exercise.also,
        known=known,
        vocabulary=vocabulary,
    )
    if verdict.is_free_retry and (not retried or verdict.name == "empty"):
        return Outcome("again", Rating.HARD, _free_retry(verdict))
    return _graded(exercise, verdict, hints, retried)


def _free_retry(verdict: Verdict) -> str:
    match verdict.name:
        case "empty":
            return _("nothing was typed")
        case "other-form":
            return _("the right word in another form; which form fits here?")
        case "other-word":
            return _("also possible, but the article has another word")
        case _:
            return _("that is the other language")


def _graded(exercise: Exercise, verdict: Verdict, hints: int, retried: bool) -> Outcome:
    slowed = bool(hints or retried)
    match verdict.name:
        case "correct":
            text = verdict.nearest
            if text not in (exercise.key, *exercise.accept):
                text = _("{answer}; the article has: {key}").format(answer=text, key=exercise.key)
            return Outcome("right", Rating.HARD if slowed else Rating.GOOD, text)
        case "almost-diacritics":
            text = _("mind the marks: {key}").format(key=verdict.nearest)
            return Outcome("almost", Rating.HARD if slowed else Rating.GOOD, text)
        case "almost-spacing":
            text = _("mind the spaces and hyphens: {key}").format(key=verdict.nearest)
            return Outcome("almost", Rating.HARD if slowed else Rating.GOOD, text)
        case "almost-typo":
            text = _("a typing error: {key}").format(key=verdict.nearest)
            return Outcome("almost", Rating.HARD, text)
        case "other-form":
            text = _("the right word in another form: {key}").format(key=verdict.nearest)
            return Outcome("almost", Rating.HARD, text)
        case "other-word":
            text = _("also possible; the article has: {key}").format(key=verdict.nearest)
            return Outcome("almost", Rating.HARD, text)
        case _:
            return Outcome("wrong", Rating.AGAIN, _("the word is: {key}").format(key=exercise.key))


HINTS = 3
"""Steps of help for a gap: first letter, length, half the word."""


def hint(exercise: Exercise, step: int) -> str | None:
    """The help of a step, from 1; None when there is no (further) help."""
    if exercise.type != "cloze" or not 1 <= step <= HINTS:
        return None
    word = exercise.key
    if step == 1:
        return word[0] + "…"
    if step == 2:
        return word[0] + "·" * (len(word) - 1)
    half = (len(word) + 1) // 2
    return word[:half] + "·" * (len(word) - half)
