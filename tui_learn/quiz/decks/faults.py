"""What is wrong with an item as a whole, line by line understood though it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

import regex

from tui_learn.i18n import gettext as _
from tui_learn.quiz.decks.items import ALTERED, SAID, DeckItem
from tui_learn.quiz.exercise import Code
from tui_learn.text.clean import clean_line
from tui_learn.text.languages import normalise_tag

CODES: tuple[str, ...] = get_args(Code)
STATUSES = ("ok", "rejected", "draft")
PROOFS = ("P0", "P1", "P2", "P3", "P4", "P5")
SELF_GRADED = "C20"
_ID = regex.compile(r"[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}._-]*")
SEGMENT = regex.compile(r"(?:(?P<lang>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)/)?(?P<seg>b\d+s\d+)")
_NUMBER = regex.compile(r"[-+]?\d{1,3}(?:\.\d+)?")
SIDES, UNITS, GROUPS, PIECES = (3, 6), (3, 6), (2, 4), 3
"""How many lines there may be."""


def check_item(item: DeckItem, langs: Sequence[str] = ()) -> list[tuple[int, str]]:
    """Everything that keeps an item from being asked, each with the line (from 0) of its heading."""
    return [(item.span[0], message) for message in (*_fields(item, langs), *_SHAPES[item.kind](item))]


def listed(value: str) -> list[str]:
    """The parts of a value with commas."""
    return [part.strip() for part in value.split(",") if part.strip()]


def _fields(item: DeckItem, langs: Sequence[str]) -> Iterator[str]:
    number = item.get("id")
    if number and not _ID.fullmatch(number):
        message = _('the id "{id}" has signs an id cannot have; use letters, digits and hyphens')
        yield message.format(id=clean_line(number)[:40])
    code = item.get("type")
    if code and code not in CODES:
        yield _('"{code}" is no type; the types are {codes}').format(code=clean_line(code)[:20], codes=", ".join(CODES))
    if item.status not in STATUSES:
        message = _('the status is "ok", "rejected" or "draft", not "{status}"')
        yield message.format(status=clean_line(item.status)[:20])
    for proof in listed(item.get("proof")):
        if proof not in PROOFS:
            yield _('"{proof}" is no proof; the proofs are P0 to P5').format(proof=clean_line(proof)[:20])
    if item.get("diff") and not _NUMBER.fullmatch(item.get("diff")):
        yield _('the difficulty is a number such as -0.4, not "{value}"').format(
            value=clean_line(item.get("diff"))[:20]
        )
    for segment in listed(item.get("ev")):
        match = SEGMENT.fullmatch(segment)
        if match is None:
            yield _('"{segment}" is no segment; write one such as sv/b8s1').format(segment=clean_line(segment)[:40])
        elif match["lang"] and langs and normalise_tag(match["lang"]) not in langs:
            message = _('"{segment}" is of a language the deck does not have; add it to "langs:"')
            yield message.format(segment=segment)


def _needs_something(item: DeckItem) -> Iterator[str]:
    if not item.prompts and not item.question.versions:
        yield _("nothing is asked; write a question, or a line of text such as > fi: ...")


def _one_key(item: DeckItem) -> Iterator[str]:
    keys = sum(choice.key for choice in item.choices)
    if keys != 1:
        yield _('it needs exactly one "- [x]", the right option; it has {count}').format(count=keys)
    if len(item.choices) - keys < 1:
        yield _('it needs wrong options; begin them with "- [ ]"')


def _choice(item: DeckItem) -> Iterator[str]:
    yield from _needs_something(item)
    yield from _one_key(item)
    if any(prompt.gaps for prompt in item.prompts):
        yield from _gaps(item)


def _cloze(item: DeckItem) -> Iterator[str]:
    if not any(prompt.gaps for prompt in item.prompts):
        yield _("a cloze needs a gap; write {{answer}} in a line such as > fi: ...")
        return
    yield from _gaps(item)
    if item.choices:
        yield from _one_key(item)


def _gaps(item: DeckItem) -> Iterator[str]:
    answers: dict[str, str] = {}
    for prompt in item.prompts:
        if len(prompt.gaps) > 1:
            message = _('the line in "{lang}" has {count} gaps; leave one')
            yield message.format(lang=prompt.lang, count=len(prompt.gaps))
        for gap in prompt.gaps[:1]:
            if answers.setdefault(prompt.lang, gap.answer) != gap.answer:
                message = _('the gaps of the lines in "{lang}" differ; one word fills them all')
                yield message.format(lang=prompt.lang)
    keys = [choice.wording for choice in item.choices if choice.key]
    for lang, answer in answers.items() if len(keys) == 1 else ():
        said = keys[0].of(lang)
        if said != answer and not (said is None and not any(choice.wording.of(lang) for choice in item.choices)):
            message = _('the gap\'s answer "{answer}" is not the option marked "- [x]"; write the same in both')
            yield message.format(answer=clean_line(answer)[:60])


def _typed(item: DeckItem) -> Iterator[str]:
    yield from _needs_something(item)
    if not item.answers and item.get("type") != SELF_GRADED:
        yield _('it needs an answer; begin its line with "- [=]"')


def _tf(item: DeckItem) -> Iterator[str]:
    if not item.prompts:
        yield _("it needs a statement; write a line such as > fi: ...")
    keys = [choice.wording.versions for choice in item.choices if choice.key]
    if len(keys) != 1 or keys[0] not in ((("", SAID),), (("", ALTERED),)):
        yield _('write "- [x] said" or "- [x] altered", and one of them only')


def _match(item: DeckItem) -> Iterator[str]:
    if not SIDES[0] <= len(item.sides) <= SIDES[1]:
        message = _("it has {count} lines with two sides; write {least} to {most}")
        yield message.format(count=len(item.sides), least=SIDES[0], most=SIDES[1])


def _order(item: DeckItem) -> Iterator[str]:
    if len(item.units) < UNITS[0]:
        message = _('it has {count} lines that begin with "1."; write {least} to {most}')
        yield message.format(count=len(item.units), least=UNITS[0], most=UNITS[1])


def _sort(item: DeckItem) -> Iterator[str]:
    if not GROUPS[0] <= len(item.groups) <= GROUPS[1]:
        message = _("it has {count} headings; write {least} to {most}")
        yield message.format(count=len(item.groups), least=GROUPS[0], most=GROUPS[1])
    if any(not group.phrases for group in item.groups):
        yield _('a heading has nothing under it; write "  - phrase" on the next line')


def _tiles(item: DeckItem) -> Iterator[str]:
    if len(item.units) < PIECES:
        message = _('it has {count} pieces that begin with "1."; write at least {least}')
        yield message.format(count=len(item.units), least=PIECES)
    if any(choice.key for choice in item.choices):
        yield _('foreign pieces begin with "- [ ]", the right ones with "1."')


def _pair(item: DeckItem) -> Iterator[str]:
    if len(item.answers) != 1:
        message = _('the item "{name}" needs one line that begins with "- "; it has {count}')
        yield message.format(name=clean_line(item.title), count=len(item.answers))


_SHAPES = {
    "choice": _choice,
    "cloze": _cloze,
    "typed": _typed,
    "tf": _tf,
    "match": _match,
    "order": _order,
    "sort": _sort,
    "tiles": _tiles,
    "pair": _pair,
}
