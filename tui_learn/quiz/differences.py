"""What differs between a key and what was typed: said in a line, and as stretches of the key to be lit.

The two are aligned letter by letter at the least cost, as for the optimal string alignment distance, with cheaper
steps for marks, keyboard spellings, spaces and hyphens.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import regex

from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.quiz.grading import NUMBER, Verdict, VerdictName, same_but_for_marks
from tui_learn.quiz.normalise import normalise
from tui_learn.text.fold import lower

Cause = Literal["same", "mark", "joint", "exchanged", "missing", "extra", "other", "silent"]
MOST_LETTERS = 80
"""Letters of a text that are still aligned; longer ones differ as a whole."""
_COST: dict[Cause, int] = {
    "same": 0, "silent": 0, "mark": 3, "joint": 4, "exchanged": 8, "missing": 8, "extra": 8, "other": 9,
}  # fmt: skip
MOST_OVERLOOKED = 9
"""Cost up to which a difference between two words is easily overlooked: one letter, or some marks."""
_JOINT = frozenset(" -'·")
_SIGNS = frozenset("-+#%")
"""Signs that belong to a number or a name."""
_LETTER = regex.compile(r"[\p{L}\p{M}\p{N}]")
_SCRIPT = regex.compile(r"(\p{Latin})|(\p{Greek})|(\p{Cyrillic})|(\p{Arabic})|(\p{Hebrew})")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the alignment: a stretch of the key and what was typed for it, in graphemes."""

    cause: Cause
    start: int
    end: int
    typed_start: int
    typed_end: int


@dataclass(frozen=True, slots=True)
class _Sides:
    """Key and answer as graphemes, as they are written and as they are compared."""

    key: tuple[str, ...]
    typed: tuple[str, ...]
    key_letters: tuple[str, ...]
    typed_letters: tuple[str, ...]
    language: str


def graphemes(text: str) -> tuple[str, ...]:
    """What a reader takes for single signs, in NFC: the units in which stretches are counted."""
    return tuple(regex.findall(r"\X", unicodedata.normalize("NFC", text)))


def differing(key: str, answer: str, language: str) -> tuple[tuple[int, int], ...]:
    """The stretches of the key that were typed otherwise, as (start, end) in ``graphemes(key)``.

    Where something was typed too much, its neighbours in the key; where the answer is another word, the whole key.
    """
    if normalise(key, language) == normalise(answer, language):
        return ()
    whole = ((0, len(graphemes(key))),) if key else ()
    steps = _aligned(key, answer, language)
    if not key or steps is None or not _is_alike(steps):
        return whole
    return _merged(list(_spans(_sides(key, answer, language), steps))) or whole


def explain_difference(
    verdict: Verdict | VerdictName, key: str, answer: str, language: str, *, meaning: str = ""
) -> str:
    """Why an answer is not, or not quite, the key: a line, empty where it is right.

    ``key`` is what the answer was judged against, ``meaning`` what the word that was typed means, where it is known.
    """
    name = verdict if isinstance(verdict, str) else verdict.name
    real = not isinstance(verdict, str) and verdict.real
    match name:
        case "correct":
            return ""
        case "empty":
            return _("nothing was typed")
        case "wrong-language":
            return _("that is the other language")
        case "other-word":
            return _joined([_("another word for the same"), *_meaning(answer, meaning)])
        case "other-form":
            return _joined([_form(key, answer, language)])
        case "wrong" if real or meaning:
            return _joined([*_other_words(key, answer, language), *_meaning(answer, meaning)])
        case "wrong":
            return _joined(_wrong(key, answer, language))
        case _:
            return _joined(_causes(key, answer, language))


def _joined(lines: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(line for line in lines if line))


def _rather(right: str, typed: str, language: str = "und") -> str:
    if right.islower():
        typed = lower(typed, language)  # its case is not what is wrong with it
    return _("{right}, not {typed}").format(right=right, typed=typed)


def _meaning(answer: str, meaning: str) -> list[str]:
    if not meaning:
        return []
    return [_("“{word}” means “{meaning}”").format(word=" ".join(answer.split()), meaning=meaning)]


def _wrong(key: str, answer: str, language: str) -> list[str]:
    """An answer that is wrong though no other word: what stands in the way of taking it for a slip."""
    if (number := _numbers(key, answer, language)) is not None:
        return [_("another number: {letters}").format(letters=number)]
    if _scripts(key) and _scripts(answer) and not _scripts(key) & _scripts(answer):
        return [_("another script")]
    steps = _aligned(key, answer, language)
    if steps is None or not _is_alike(steps):
        return [_("another word")]
    return _abbreviations(key, answer, language) or _causes(key, answer, language) or [_("another word")]


def _scripts(text: str) -> set[int]:
    return {match.lastindex or 0 for match in _SCRIPT.finditer(text)}


def _numbers(key: str, answer: str, language: str) -> str | None:
    right, typed = (NUMBER.findall(normalise(text, language)) for text in (key, answer))
    if not right or not typed or len(right) != len(typed):
        return None
    return next((_rather(a, b) for a, b in zip(right, typed, strict=True) if a != b), None)


def _word_pairs(key: str, answer: str, language: str) -> list[tuple[str, str]]:
    """The words that differ, where both have as many."""
    right, typed = key.split(), answer.split()
    if len(right) != len(typed):
        return []
    bare = [(_bare(a), _bare(b)) for a, b in zip(right, typed, strict=True)]
    return [(a, b) for a, b in bare if normalise(a, language) != normalise(b, language)]


def _bare(word: str) -> str:
    return regex.sub(r"^[^\p{L}\p{M}\p{N}+#-]+|[^\p{L}\p{M}\p{N}+#]+$", "", word) or word


def _other_words(key: str, answer: str, language: str) -> list[str]:
    """Another word that exists: which, in a phrase; in what it differs, where that is easily overlooked."""
    pairs = _word_pairs(key, answer, language) if len(key.split()) > 1 else []
    if pairs:
        return [_("another word: {letters}").format(letters="; ".join(_rather(a, b) for a, b in pairs))]
    steps = _aligned(key, answer, language)
    near = steps is not None and sum(_COST[step.cause] for step in steps) <= MOST_OVERLOOKED
    return [_("another word"), *(_causes(key, answer, language) if near else [])]


def _abbreviations(key: str, answer: str, language: str) -> list[str]:
    """Words in capitals: they allow no slip."""
    parts = [regex.findall(r"[\p{L}\p{M}\p{N}]+", text) for text in (key, answer)]
    if len(parts[0]) != len(parts[1]):
        return []
    return [
        _("another abbreviation: {letters}").format(letters=_rather(right, typed))
        for right, typed in zip(*parts, strict=True)
        if len(right) > 1 and right.isupper() and normalise(right, language) != normalise(typed, language)
    ]


def _form(key: str, answer: str, language: str) -> str:
    """Two forms of a word: from the last letter they share at the beginning."""
    right, typed = graphemes(key.strip()), graphemes(answer.strip())
    pairs = zip(right, typed, strict=False)
    shared = next((n for n, (a, b) in enumerate(pairs) if _letter(a, language) != _letter(b, language)), None)
    if shared is None:
        shared = min(len(right), len(typed))
    if shared < 3 or " " in right[shared:] or " " in typed[shared:]:
        return _("another form of the word")
    ends = _rather("-" + "".join(right[shared - 1 :]), "-" + "".join(typed[shared - 1 :]))
    return _("another form of the word: {letters}").format(letters=ends)


def _causes(key: str, answer: str, language: str) -> list[str]:
    """A line for each cause of which there are letters."""
    steps = _aligned(key, answer, language)
    if steps is None:
        return [_("another word")]
    sides = _sides(key, answer, language)
    found: dict[str, list[str]] = defaultdict(list)
    for step in _runs(steps):
        right = "".join(sides.key[step.start : step.end])
        typed = "".join(sides.typed[step.typed_start : step.typed_end])
        cause = _doubling(sides, step) or step.cause
        if cause in ("missing", "extra"):
            found[cause].append(right or typed)
        elif cause == "joint":
            found[cause].append(_joint(right, typed))
        elif cause == "doubled":
            found[cause].append(_rather(right * 2, right))
        elif cause == "single":
            found[cause].append(_rather(typed, typed * 2))
        else:
            found[cause].append(_rather(right, typed, language))
    missing, extra = (sum(len(graphemes(text)) for text in found[cause]) for cause in ("missing", "extra"))
    other = len(found["other"])
    return [
        *_line(_("mind the marks: {letters}"), found["mark"]),
        *_line(_("doubled: {letters}"), found["doubled"]),
        *_line(_("not doubled: {letters}"), found["single"]),
        *_line(_("letters exchanged: {letters}"), found["exchanged"]),
        *_line(ngettext("a letter is missing: {letters}", "letters are missing: {letters}", missing), found["missing"]),
        *_line(ngettext("a letter too many: {letters}", "letters too many: {letters}", extra), found["extra"]),
        *_line(ngettext("another letter: {letters}", "other letters: {letters}", other), found["other"]),
        *found["joint"],
    ]


def _line(template: str, letters: Sequence[str]) -> list[str]:
    return [template.format(letters="; ".join(dict.fromkeys(letters)))] if letters else []


def _doubling(sides: _Sides, step: Step) -> Literal["doubled", "single"] | None:
    """Whether one letter was typed for two, or two for one."""
    if step.cause == "missing" and step.end - step.start == 1:
        return "doubled" if _run(sides.key_letters, step.start) == 2 else None
    if step.cause == "extra" and step.typed_end - step.typed_start == 1:
        return "single" if _run(sides.typed_letters, step.typed_start) == 2 else None
    return None


def _run(letters: Sequence[str], place: int) -> int:
    """How many of its kind stand beside a letter, itself among them."""
    start = end = place
    while start > 0 and letters[start - 1] == letters[place]:
        start -= 1
    while end < len(letters) and letters[end] == letters[place]:
        end += 1
    return end - start


def _joint(right: str, typed: str) -> str:
    """How the key is written: apart, with a hyphen, or as one word."""
    sign = _letter(right or typed, "und")
    if right:
        lines = {
            " ": _("written with a space"),
            "-": _("written with a hyphen"),
            "'": _("written with an apostrophe"),
            "·": _("written with a middle dot"),
        }
    else:
        lines = {
            " ": _("written without a space"),
            "-": _("written without a hyphen"),
            "'": _("written without an apostrophe"),
            "·": _("written without a middle dot"),
        }
    return lines[sign if sign in _JOINT else " "]


def _runs(steps: Sequence[Step]) -> Iterator[Step]:
    """The steps that tell something, neighbours of one cause in one."""
    last: Step | None = None
    for step in steps:
        joins = last is not None and last.cause == step.cause and step.cause in ("missing", "extra", "other")
        if last is not None and joins:
            last = Step(step.cause, last.start, step.end, last.typed_start, step.typed_end)
            continue
        if last is not None and last.cause not in ("same", "silent"):
            yield last
        last = step
    if last is not None and last.cause not in ("same", "silent"):
        yield last


def _is_alike(steps: Sequence[Step]) -> bool:
    """Whether so much is the same that single letters are worth telling."""
    same = sum(step.cause in ("same", "mark", "joint") for step in steps)
    edits = sum(step.cause in ("exchanged", "missing", "extra", "other") for step in steps)
    return same >= edits


def _spans(sides: _Sides, steps: Sequence[Step]) -> Iterator[tuple[int, int]]:
    key = sides.key_letters
    for step in _runs(steps):
        start, end = step.start, step.end
        if _doubling(sides, step) == "doubled":  # with its twin
            start -= key[start - 1 : start] == key[start:end]
            end += key[end : end + 1] == key[end - 1 : end]
        elif step.cause == "extra":
            typed = sides.typed_letters[step.typed_start]
            # The letter that was doubled, or the one before which too much was typed.
            start, end = (start, end + 1) if key[start : start + 1] == (typed,) else (max(0, start - 1), max(1, start))
        elif start == end:  # a space or hyphen where the key has none
            start, end = max(0, start - 1), min(len(key), end + 1)
        yield start, end


def _merged(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif end > start:
            merged.append((start, end))
    return tuple(merged)


@lru_cache(maxsize=8192)
def _letter(sign: str, language: str) -> str:
    """A sign as it is compared; between two letters, where nothing is stripped for standing at the end."""
    text = normalise(f"x{sign}x", language)
    return text[1:-1] if text[:1] == "x" == text[-1:] else normalise(sign, language)


def _sides(key: str, answer: str, language: str) -> _Sides:
    right, typed = graphemes(key), graphemes(answer)
    return _Sides(right, typed, _compared(right, language), _compared(typed, language), language)


def _compared(signs: Sequence[str], language: str) -> tuple[str, ...]:
    """The signs as they are compared; the spaces and apostrophes around them do not count."""
    letters = [_letter(sign, language) for sign in signs]
    for ends in (range(len(letters)), range(len(letters) - 1, -1, -1)):
        for place in ends:
            if _LETTER.search(letters[place]) or letters[place] in _SIGNS:
                break
            letters[place] = ""
    return tuple(letters)


@lru_cache(maxsize=256)
def _aligned(key: str, answer: str, language: str) -> tuple[Step, ...] | None:
    """The cheapest alignment; None where the texts are too long for one."""
    sides = _sides(key, answer, language)
    rows, columns = len(sides.key), len(sides.typed)
    if max(rows, columns) > MOST_LETTERS:
        return None
    best: list[list[tuple[int, Step | None]]] = [[(0, None)] * (columns + 1) for _row in range(rows + 1)]
    for row in range(rows + 1):
        for column in range(columns + 1):
            if row or column:
                step = min(
                    _steps_to(sides, row, column), key=lambda s: best[s.start][s.typed_start][0] + _COST[s.cause]
                )
                best[row][column] = best[step.start][step.typed_start][0] + _COST[step.cause], step
    steps: list[Step] = []
    row, column = rows, columns
    while (last := best[row][column][1]) is not None:
        steps.append(last)
        row, column = last.start, last.typed_start
    return tuple(reversed(steps))


def _steps_to(sides: _Sides, row: int, column: int) -> Iterator[Step]:
    """The steps that end before a sign of the key and of the answer; where they cost the same, the first is taken.

    What is missing or too much comes first, so that it is found at the end of a word rather than before it.
    """
    key, typed = sides.key_letters, sides.typed_letters
    if row:
        yield Step(_alone(key[row - 1], "missing"), row - 1, row, column, column)
    if column:
        yield Step(_alone(typed[column - 1], "extra"), row, row, column - 1, column)
    if row and column:
        yield Step(_one_for_one(key[row - 1], typed[column - 1], sides.language), row - 1, row, column - 1, column)
    if row and column > 1 and _is_spelt(key[row - 1], typed[column - 2] + typed[column - 1], sides.language):
        yield Step("mark", row - 1, row, column - 2, column)
    if row > 1 and column and _is_spelt(typed[column - 1], key[row - 2] + key[row - 1], sides.language):
        yield Step("mark", row - 2, row, column - 1, column)
    if row > 1 and column > 1 and key[row - 1] == typed[column - 2] != key[row - 2] == typed[column - 1]:
        yield Step("exchanged", row - 2, row, column - 2, column)


def _one_for_one(right: str, typed: str, language: str) -> Cause:
    if right == typed:
        return "same"
    if right in _JOINT and not _LETTER.search(typed):
        return "joint"
    if not (_LETTER.search(right) and _LETTER.search(typed)):
        return "other"
    return "mark" if same_but_for_marks(typed, right, language) else "other"


def _is_spelt(letter: str, spelt: str, language: str) -> bool:
    """Whether two letters are a keyboard spelling of one."""
    return not letter.isascii() and spelt.isascii() and same_but_for_marks(spelt, letter, language)


def _alone(sign: str, cause: Cause) -> Cause:
    if sign in _JOINT:
        return "joint"
    return cause if _LETTER.search(sign) or sign in _SIGNS else "silent"
