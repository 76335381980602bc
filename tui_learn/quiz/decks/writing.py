"""From items to text, in one form: heading, comment, prompts, question, lists, notes, and what was not understood.

Lines end with ``\\n``, text is composed (NFC), and one line end closes the item. What is read back from it is the same
item, and what is written of that the same text.
"""

from __future__ import annotations

from collections.abc import Iterable

import regex

from tui_learn.quiz.decks.escapes import BEGINNING, COLONS, escaped
from tui_learn.quiz.decks.fields import comment_lines
from tui_learn.quiz.decks.items import DeckItem, Wording
from tui_learn.quiz.decks.labels import answers_line, wording_line
from tui_learn.quiz.decks.prompts import prompt_line
from tui_learn.text.clean import clean_text

_BEGINNING = BEGINNING + r"|(?<=^note):(?=\s|$)|(?<=^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*):(?=\s|$)"
"""What a paragraph must not begin with as it is."""
_TITLE = r"#(?=#*\s*\Z)"


def write_items(items: Iterable[DeckItem]) -> str:
    """Items, with an empty line between them."""
    return "\n".join(map(write_item, items))


def write_item(item: DeckItem) -> str:
    """An item, with a line end after its last line."""
    blocks = [
        [f"## {item.kind}: {escaped(item.title, _TITLE)}".rstrip(), *comment_lines(item.comment)],
        [f"> {prompt_line(prompt)}" for prompt in item.prompts],
        list(_question(item.question)),
        list(_lists(item)),
        [f"> note: {wording_line(note)}" for note in item.notes],
        *([text] for text in item.rest),
    ]
    return clean_text("\n\n".join("\n".join(block) for block in blocks if block) + "\n")


def _question(question: Wording) -> Iterable[str]:
    for number, (language, text) in enumerate(question.versions):
        if language:
            yield f"{language}: {escaped(text, COLONS)}"
        else:
            written = escaped(text, f"{COLONS}|{_BEGINNING}")
            # Behind a line in a language it would be read as that line's end.
            yield f"\n{written}" if number else written


def _lists(item: DeckItem) -> Iterable[str]:
    for number, unit in enumerate(item.units, start=1):
        yield f"{number}. {wording_line(unit, in_list=True)}"
    for choice in item.choices:
        yield f"- [{'x' if choice.key else ' '}] {wording_line(choice.wording)}"
    if item.kind == "pair":
        yield from (f"- {answers_line(found)}" for found in item.answers)
    else:
        yield from (f"- [=] {answers_line(found)}" for found in item.answers)
    yield from (f"- [~] {_guarded(answers_line(found))}" for found in item.near)
    yield from (f"- [~] form: {answers_line(found)}" for found in item.forms)
    yield from (f"- {wording_line(side, in_list=True)}" for side in item.sides)
    for group in item.groups:
        yield f"- {wording_line(group.heading, in_list=True)}"
        yield from (f"  - {wording_line(phrase, in_list=True)}" for phrase in group.phrases)


def _guarded(line: str) -> str:
    """Near answers that begin as the name of such a line does."""
    return f"near: {line}" if regex.match(r"(?:near|forms?):", line) else line
