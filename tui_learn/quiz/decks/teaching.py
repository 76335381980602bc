"""What the learner says of a question is written into its deck, where that is the learner's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from tui_learn.paths import bundled_decks
from tui_learn.quiz.decks.authored import TYPED
from tui_learn.quiz.decks.front import deck_of
from tui_learn.quiz.decks.items import Answers, DeckItem, Gap, Prompt
from tui_learn.quiz.decks.patching import DeckNotKept, change_file, patch
from tui_learn.quiz.decks.reading import parse_items, read_items
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.recorder import Recorder, accepted_texts, rejected_ids
from tui_learn.text.clean import clean_line, clean_text, decode_utf8
from tui_learn.text.front_matter import split_front_matter

__all__ = [
    "DeckNotKept",
    "Said",
    "edit_line",
    "is_own",
    "item_id_of",
    "said_so_far",
    "teach",
    "teach_about",
    "write_back",
]


def is_own(path: Path) -> bool:
    """Whether a deck may be changed: those that come with the program may not."""
    return not path.resolve().is_relative_to(bundled_decks().resolve())


def item_id_of(exercise: Exercise) -> str:
    """The id its item has in its deck."""
    return exercise.id.removesuffix(TYPED).rpartition("/")[2]


def edit_line(path: Path, item_id: str) -> int:
    """The line, from 1, at which an editor should open to change an item; the first where there is none of that id."""
    _deck, items, _problems = read_items(path)
    return next((item.line for item in items if item.id == item_id), 1)


def teach(
    path: Path,
    item_id: str,
    *,
    accept: str | None = None,
    unaccept: str | None = None,
    status: str | None = None,
    language: str = "",
) -> bool:
    """Change an item of one's own deck: another right answer (or none any more), or its status.

    ``language`` is that of the answer, where the item has several. Whether anything was changed: never in the decks
    that come with the program, nor where there is no such item or it has no typed answer. An item without an id gets
    one. Raises ``DeckNotKept``.
    """
    if not is_own(path):
        return False

    def changed(item: DeckItem) -> DeckItem:
        taught = item
        if accept is not None and clean_line(accept):
            taught = _with_answers(taught, language, lambda texts: _with(texts, clean_line(accept)))
        if unaccept is not None:
            taught = _with_answers(taught, language, lambda texts: _without(texts, clean_line(unaccept)))
        if status is not None and status != taught.status:
            taught = taught.with_field("status", status)
        # An id that was made from what has changed must not change with it.
        return taught if taught == item else taught.with_field("id", item.id)

    def change(raw: bytes) -> bytes:
        try:
            text = clean_text(decode_utf8(raw))
        except UnicodeDecodeError:
            return raw
        front = split_front_matter(text)
        deck, _problems = deck_of(path, text, front)
        if deck is None:
            return raw
        items, _wrong = parse_items(text, deck.langs, front.body_line)
        found = next((item for item in items if item.id == item_id), None)
        if found is None or changed(found) == found:
            return raw
        return patch(raw, {found.span: changed(found)})

    return path.is_file() and change_file(path, change)


def teach_about(
    exercise: Exercise, *, accept: str | None = None, unaccept: str | None = None, status: str | None = None
) -> bool:
    """The same of a question as it is asked; nothing for one that is of no deck. Raises ``DeckNotKept``.

    An option that was chosen is no right answer, whatever grade the learner gives it.
    """
    if not exercise.deck:
        return False
    if exercise.type not in ("cloze", "typed"):
        accept = unaccept = None
    return teach(
        Path(exercise.deck),
        item_id_of(exercise),
        accept=accept,
        unaccept=unaccept,
        status=status,
        language=exercise.key_lang,
    )


@dataclass(frozen=True, slots=True)
class Said:
    """What the learner has said of questions, by their ids."""

    accepted: Mapping[str, tuple[str, ...]]
    rejected: frozenset[str]


def said_so_far(recorder: Recorder) -> Said:
    """What is kept of it."""
    accepted = {name: tuple(dict.fromkeys(texts)) for name, texts in accepted_texts(recorder).items()}
    return Said(accepted, rejected_ids(recorder))


def write_back(exercises: Iterable[Exercise], before: Said, after: Said) -> list[str]:
    """Write what was said in the meantime into the decks of these questions; what could not be written, in a line each.

    Progress keeps all of it in any case: a deck that cannot be changed loses nothing.
    """
    problems: dict[str, None] = {}
    for exercise in exercises:
        if not exercise.deck:
            continue
        old, new = before.accepted.get(exercise.id, ()), after.accepted.get(exercise.id, ())
        was, now = exercise.id in before.rejected, exercise.id in after.rejected
        try:
            for text in new:
                if text not in old:
                    teach_about(exercise, accept=text)
            for text in old:
                if text not in new:
                    teach_about(exercise, unaccept=text)
            if was != now:
                teach_about(exercise, status="rejected" if now else "ok")
        except DeckNotKept as error:
            problems.setdefault(str(error))
    return list(problems)


Change = Callable[[tuple[str, ...]], tuple[str, ...]]
"""From right answers, the key first, to right answers."""


def _with(texts: tuple[str, ...], text: str) -> tuple[str, ...]:
    return texts if text in texts else (*texts, text)


def _without(texts: tuple[str, ...], text: str) -> tuple[str, ...]:
    return (*texts[:1], *(other for other in texts[1:] if other != text))


def _with_answers(item: DeckItem, language: str, change: Change) -> DeckItem:
    if item.kind == "typed":
        return replace(item, answers=_in_lines(item.answers, language, change))
    gapped = [line.lang for line in item.prompts if line.gaps]
    if item.kind != "cloze" or ((language or len(set(gapped)) > 1) and language not in gapped):
        return item
    wanted = language or gapped[0]
    done = False
    prompts = []
    for line in item.prompts:
        if line.lang == wanted and line.gaps and not done:
            line, done = _in_gap(line, change), True
        prompts.append(line)
    return replace(item, prompts=tuple(prompts))


def _in_lines(lines: tuple[Answers, ...], language: str, change: Change) -> tuple[Answers, ...]:
    """The first line that has a version in the language, or one for all, is changed."""
    for number, line in enumerate(lines):
        languages = [lang for lang, _texts in line.versions]
        at = next((lang for lang in (language, "") if lang in languages), languages[0] if not language else None)
        if at is not None:
            versions = tuple((lang, change(texts) if lang == at else texts) for lang, texts in line.versions)
            return (*lines[:number], Answers(versions), *lines[number + 1 :])
    return lines


def _in_gap(line: Prompt, change: Change) -> Prompt:
    def taught(gap: Gap) -> Gap:
        answer, *accept = change((gap.answer, *gap.accept))
        return replace(gap, answer=answer, accept=tuple(accept))

    return replace(line, pieces=tuple(taught(piece) if isinstance(piece, Gap) else piece for piece in line.pieces))
