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
from tui_learn.quiz.differences import explain_difference
from tui_learn.quiz.exercise import Exercise, board_key
from tui_learn.quiz.grading import Verdict, grade
from tui_learn.quiz.hints import HINTS, hint
from tui_learn.quiz.normalise import normalise
from tui_learn.text import tokenize

__all__ = [
    "HINTS", "LETTERS", "NO_ANSWER", "Outcome", "VerdictWord", "answer_text", "hint", "judge", "missorted",
    "name_match", "parse_match", "parse_sort", "parse_tiles", "slips", "what_it_answers",
]  # fmt: skip
VerdictWord = Literal["right", "almost", "wrong", "again"]
MIN_ORDERED = 0.8
"""Share of tiles in the right order at which another order is almost right."""
LETTERS = string.ascii_lowercase
"""Names of groups, and of the second words of pairs."""
NO_ANSWER = "\N{REPLACEMENT CHARACTER}"
"""Stands for the answer of one who gives up; no answer is that."""
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
    """Number of the option, word or pair that was chosen, from 0."""
    exact: bool = False
    """Whether it was typed just as it is written."""


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

    Choices, words of a sentence and pairs one of which is wrong are numbers from 1, pieces and units are numbers in
    order (``3 1 2``), pairs and phrases under headings are a number and a letter each (``1b 2a``), gaps are text.
    ``hints`` says how many were given, ``retried`` that a free retry was used up; ``accept`` and ``vocabulary`` as in
    ``grading.grade``.
    """
    if exercise.options:
        return _choice(exercise, answer, hints)
    match exercise.type:
        case "tiles" | "order":
            return _in_order(exercise, answer, hints)
        case "point":
            return _point(exercise, answer, hints)
        case "odd":
            return _odd(exercise, answer, hints)
        case "match":
            return _match(exercise, answer, hints)
        case "sort":
            return _sort(exercise, answer, hints)
    if exercise.code == "C20":
        return _self_graded(exercise, answer)
    if exercise.code == "V10":
        return _letters(exercise, answer, accept)
    return _typed(exercise, answer, hints, retried, accept, vocabulary)


def _right(exercise: Exercise, hints: int, chosen: int | None = None, text: str = "") -> Outcome:
    return Outcome("right", Rating.HARD if hints else Rating.GOOD, text or exercise.key, chosen)


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
        return _right(exercise, hints, chosen, _as_it_is(exercise))
    solution = _("{number} is right: {key}").format(number=key + 1, key=_as_it_is(exercise))
    return Outcome("wrong", Rating.AGAIN, solution, chosen)


def _as_it_is(exercise: Exercise) -> str:
    """The key; of a statement that was altered, also what the article has in its place."""
    swap = exercise.swap
    if swap is None or swap.statement in {piece.text for piece in exercise.evidence}:
        return exercise.key
    return _joined(exercise.key, _("the article has: {key}").format(key=swap.taken))


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


def _in_order(exercise: Exercise, answer: str, hints: int) -> Outcome:
    pieces = parse_tiles(exercise, answer)
    order = list(exercise.order)
    if pieces == order:
        return _right(exercise, hints)
    solution = _("the article has: {key}").format(key=exercise.key)
    if pieces is not None and sorted(pieces) == sorted(order):
        rise = _longest_rise([order.index(piece) for piece in pieces])
        if rise / len(order) >= MIN_ORDERED:
            text = _("the right pieces in another order; {solution}").format(solution=solution)
            return Outcome("almost", Rating.HARD, text)
    return Outcome("wrong", Rating.AGAIN, solution)


def _point(exercise: Exercise, answer: str, hints: int) -> Outcome:
    chosen = _number(answer, len(exercise.tokens))
    assert exercise.key_index is not None
    instead = _("the article has: {key}").format(key=exercise.correction) if exercise.correction else ""
    if chosen == exercise.key_index:
        return _right(exercise, hints, chosen, _joined(exercise.key, instead))
    solution = _("{number} is right: {key}").format(number=exercise.key_index + 1, key=exercise.key)
    told = what_it_answers(exercise, chosen)
    return Outcome("wrong", Rating.AGAIN, _joined(solution, instead, told), chosen)


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _odd(exercise: Exercise, answer: str, hints: int) -> Outcome:
    chosen = _number(answer, len(exercise.pairs))
    assert exercise.key_index is not None
    if chosen == exercise.key_index:
        return _right(exercise, hints, chosen)
    solution = _("{number} is right: {key}").format(number=exercise.key_index + 1, key=exercise.key)
    return Outcome("wrong", Rating.AGAIN, solution, chosen)


def what_it_answers(exercise: Exercise, chosen: int | None) -> str:
    """What the word that was chosen answers instead of the lit one; empty where that is not known."""
    if chosen is None or not exercise.tokens[chosen].answers:
        return ""
    spot = exercise.tokens[chosen]
    return _("“{word}” says what “{other}” says").format(word=spot.text, other=spot.answers)


def name_match(rights: Sequence[int]) -> str:
    """The answer that joins the first words of the pairs, in order, with these of the second words.

    Or phrases, in order, with the groups of these numbers.
    """
    return " ".join(f"{left}{LETTERS[right]}" for left, right in enumerate(rights, start=1))


def parse_match(exercise: Exercise, answer: str) -> list[int] | None:
    """For each first word the number of its second word, or None unless every word is in just one pair."""
    joined = _parse_joined(answer, len(exercise.pairs), len(exercise.rights))
    return None if joined is None or len(set(joined)) < len(joined) else joined


def parse_sort(exercise: Exercise, answer: str) -> list[int] | None:
    """For each phrase the number of its group, or None unless every phrase is in one."""
    return _parse_joined(answer, len(exercise.tiles), len(exercise.groups))


def _parse_joined(answer: str, numbers: int, letters: int) -> list[int] | None:
    """For each number the number of its letter, or None unless each number has one."""
    joined: dict[int, int] = {}
    for part in answer.replace(",", " ").split():
        match = _JOINED.fullmatch(part)
        if match is None or int(match[1]) - 1 in joined:
            return None
        joined[int(match[1]) - 1] = LETTERS.index(match[2].lower())
    if sorted(joined) != list(range(numbers)) or any(letter >= letters for letter in joined.values()):
        return None
    return [joined[number] for number in range(numbers)]


def slips(exercise: Exercise, answer: str) -> list[int] | None:
    """The numbers of the pairs that were not joined as they should be; None when the answer is no answer."""
    rights = parse_match(exercise, answer)
    if rights is None:
        return None
    wanted = [right for _left, right in exercise.pairs]
    return [number for number, right in enumerate(rights) if exercise.rights[right] != wanted[number]]


def _match(exercise: Exercise, answer: str, hints: int) -> Outcome:
    wrong = slips(exercise, answer)
    if wrong == []:
        return _right(exercise, hints)
    if wrong is not None and len(wrong) == 2:
        solution = board_key([exercise.pairs[number] for number in wrong])
        return Outcome("almost", Rating.HARD, _("two are exchanged: {pairs}").format(pairs=solution))
    told = _("these belong together: {pairs}").format(pairs=exercise.key)
    rights = parse_match(exercise, answer)
    if wrong and rights is not None:
        taken = exercise.rights[rights[wrong[0]]]
        other = next(left for left, right in exercise.pairs if right == taken)
        told = _joined(told, _("“{word}” says what “{other}” says").format(word=taken, other=other))
    return Outcome("wrong", Rating.AGAIN, told)


def missorted(exercise: Exercise, answer: str) -> list[int] | None:
    """The numbers of the phrases that are not in their group; None when the answer is no answer."""
    groups = parse_sort(exercise, answer)
    if groups is None:
        return None
    phrases = enumerate(zip(exercise.tiles, groups, strict=True))
    return [number for number, (phrase, group) in phrases if phrase not in exercise.groups[group][1]]


def _sort(exercise: Exercise, answer: str, hints: int) -> Outcome:
    wrong = missorted(exercise, answer)
    if wrong == []:
        return _right(exercise, hints)
    told = _("they belong so: {groups}").format(groups=exercise.key)
    if wrong is not None and (len(wrong) == 1 or _are_exchanged(exercise, answer, wrong)):
        return Outcome("almost", Rating.HARD, told)
    return Outcome("wrong", Rating.AGAIN, told)


def _are_exchanged(exercise: Exercise, answer: str, wrong: Sequence[int]) -> bool:
    """Whether two phrases stand in each other's group, and most others are right."""
    groups = parse_sort(exercise, answer)
    if groups is None or len(wrong) != 2 or len(groups) < 5:
        return False
    one, other = wrong
    return exercise.tiles[one] in exercise.groups[groups[other]][1] and (
        exercise.tiles[other] in exercise.groups[groups[one]][1]
    )


def _self_graded(exercise: Exercise, answer: str) -> Outcome:
    """The learner compares with the model answer and changes the grade."""
    if not answer.strip():
        return Outcome("again", Rating.HARD, _("nothing was typed"))
    return Outcome("almost", Rating.HARD, _("a model answer: {key}").format(key=exercise.key))


def _letters(exercise: Exercise, answer: str, accept: Iterable[str]) -> Outcome:
    """The letters are there to be seen: only their case may differ."""
    given = normalise(answer, exercise.key_lang)
    if not given:
        return Outcome("again", Rating.HARD, _("nothing was typed"))
    if given in {normalise(text, exercise.key_lang) for text in (exercise.key, *exercise.accept, *accept)}:
        return Outcome("right", Rating.GOOD, exercise.key, exact=True)
    return _not_the_word(exercise, Verdict("wrong", exercise.key), answer)


def _not_the_word(exercise: Exercise, verdict: Verdict, answer: str) -> Outcome:
    why = explain_difference(verdict, verdict.nearest, answer, exercise.key_lang) if answer != NO_ANSWER else ""
    return Outcome("wrong", Rating.AGAIN, _joined(_("the word is: {key}").format(key=exercise.key), why))


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
    return _graded(exercise, verdict, answer, hints, retried)


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


def _graded(exercise: Exercise, verdict: Verdict, answer: str, hints: int, retried: bool) -> Outcome:
    eased = Rating.HARD if hints or retried else Rating.GOOD
    near, key = verdict.nearest, verdict.nearest
    why = explain_difference(verdict, near, answer, exercise.key_lang)
    match verdict.name:
        case "correct":
            if near not in (exercise.key, *exercise.accept):
                near = _("{answer}; the article has: {key}").format(answer=near, key=exercise.key)
            return Outcome("right", eased, near, exact=True)
        case "almost-diacritics" | "almost-spacing":
            return Outcome("almost", eased, _joined(key, why))
        case "almost-typo":
            return Outcome("almost", Rating.HARD, _joined(_("a typing error: {key}").format(key=key), why))
        case "other-form":
            text = _("the right word in another form: {key}").format(key=key)
            return Outcome("almost", Rating.HARD, text)
        case "other-word":
            text = _("also possible; the article has: {key}").format(key=key)
            return Outcome("almost", Rating.HARD, text)
        case _:
            return _not_the_word(exercise, verdict, answer)


def answer_text(exercise: Exercise, answer: str, chosen: int | None) -> str:
    """What was answered, in words: the option, the word or the pieces rather than their numbers."""
    if chosen is not None and exercise.options:
        return exercise.options[chosen].text
    if chosen is not None and exercise.tokens:
        return exercise.tokens[chosen].text
    if chosen is not None and exercise.pairs:
        return exercise.pairs[chosen][1]
    if exercise.type in ("tiles", "order"):
        return " / ".join(parse_tiles(exercise, answer) or [answer.strip()])
    return " ".join(answer.split())
