"""From the text of a deck to its items. An item with an error is left out and told; the others are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import regex

from tui_learn.i18n import gettext as _
from tui_learn.quiz.decks.escapes import plain
from tui_learn.quiz.decks.faults import check_item
from tui_learn.quiz.decks.fields import parse_comment
from tui_learn.quiz.decks.front import Deck, deck_of, read_text
from tui_learn.quiz.decks.items import KINDS, Answers, Choice, DeckItem, Group, Kind, Prompt, Wording
from tui_learn.quiz.decks.labels import Fault, answers, label, labelled, two_sides, wording
from tui_learn.quiz.decks.prompts import pieces
from tui_learn.quiz.decks.scanning import Part, Source, scan
from tui_learn.quiz.decks.terms import read_term
from tui_learn.text.clean import clean_line
from tui_learn.text.front_matter import split_front_matter
from tui_learn.text.problems import Problem, UnreadableFile

_HEADING = regex.compile(r"(?P<kind>[\p{L}\p{N}_-]+)[ \t]*:[ \t]*(?P<title>.*)")
_QUOTE = regex.compile(r" {0,3}>[ ]?(.*)")
_NOTE = regex.compile(r"note:(?:\s+(.*)|$)")
_LISTED = regex.compile(r"(?P<indent> *)(?:[-*+]|(?P<number>\d{1,9})[.)])(?:[ ]+(?P<text>.*)|$)")
_TASK = regex.compile(r"\[(?P<mark>[ xX=~])\](?:[ ]+(?P<text>.*)|$)")
_NEAR = regex.compile(r"(?P<what>near|forms?):(?:\s+(?P<text>.*)|$)")
_RULE = regex.compile(r" {0,3}([-*_=])(?: *\1){2,} *")
_SMALL_HEADING = regex.compile(r" {0,3}#{3,6}(?:[ ]|$)")
_NO_SPACE = regex.compile(r" {0,3}##[^#\s]")
NESTED = 2
"""Spaces by which a line of a list is further right than the one it stands under."""

_TASKS: dict[str, frozenset[str]] = {
    "choice": frozenset(" x=~"), "cloze": frozenset(" x=~"), "typed": frozenset("=~"), "tf": frozenset(" x"),
    "tiles": frozenset(" "), "match": frozenset(), "order": frozenset(), "sort": frozenset(), "pair": frozenset(),
}  # fmt: skip
"""The boxes each kind may have."""


def read_items(path: Path) -> tuple[Deck | None, list[DeckItem], list[Problem]]:
    """A deck with its items, and everything that is wrong with it; None where it is no deck."""
    try:
        text = read_text(path)
    except UnreadableFile as bad:
        return None, [], [bad.problem]
    front = split_front_matter(text)
    deck, problems = deck_of(path, text, front)
    if deck is None:
        return None, [], problems
    items, wrong = parse_items(text, deck.langs, front.body_line)
    return deck, items, [*problems, *(Problem("error", str(path), line, message) for line, message in wrong)]


def parse_items(
    text: str, langs: Sequence[str] = (), first_line: int = 1
) -> tuple[list[DeckItem], list[tuple[int, str]]]:
    """The items of a cleaned text from a line (from 1) on, and what is wrong, each with its line.

    ``langs`` are the languages of the deck; one without any may use all.
    """
    lines = text.split("\n")
    found = scan(lines, first_line - 1)
    wrong = [(line + 1, message) for line, message in found.faults]
    disabled = {line for line, _message in found.faults}
    items: list[DeckItem] = []
    taken: dict[str, int] = {}
    for source in found.items:
        reader = _Reader(lines, source, langs)
        item = reader.read()
        if item is not None and not reader.faults:
            reader.faults += check_item(item, langs)
        if item is not None and item.get("id"):
            before = taken.setdefault(item.get("id"), source.start + 1)
            if before != source.start + 1:
                message = _('the id "{id}" stands at line {line} too; an id names one item, change this one')
                reader.faults.append((source.start, message.format(id=clean_line(item.get("id")), line=before)))
        wrong += [(line + 1, message) for line, message in reader.faults]
        if item is not None and not reader.faults and not disabled & set(range(source.start, source.end)):
            items.append(item)
    return items, sorted(wrong)


@dataclass(slots=True)
class _Listed:
    """A line of a list with the lines that continue it."""

    line: int
    text: str
    indent: int
    numbered: bool
    under: list[_Listed] = field(default_factory=list)


class _Reader:
    """Reads one item."""

    def __init__(self, lines: Sequence[str], source: Source, langs: Sequence[str]) -> None:
        self._lines = lines
        self._source = source
        self._langs = langs
        self.faults: list[tuple[int, str]] = []
        self._comment: list[tuple[str, str]] = []
        self._prompts: list[tuple[int, str, str]] = []
        self._question: dict[str, str] = {}
        self._paragraph: str | None = None
        self._listed: list[_Listed] = []
        self._notes: list[Wording] = []
        self._rest: list[str] = []
        self._last_listed: _Listed | None = None
        self._after_prompt = False

    def read(self) -> DeckItem | None:
        """The item; None where its heading says no kind."""
        kind, title = self._kind_and_title()
        for part in self._source.parts:
            self._part(part)
        if kind is None:
            return None
        item = self._with_lists(
            DeckItem(
                kind,
                title,
                comment=tuple(self._comment),
                prompts=tuple(self._read_prompts()),
                question=Wording(tuple((lang, plain(text)) for lang, text in self._question.items())),
                notes=tuple(self._notes),
                rest=tuple(self._rest),
                span=(self._source.start, self._source.end),
            )
        )
        return item

    def _fault(self, line: int, message: str) -> None:
        self.faults.append((line, message))

    def _kind_and_title(self) -> tuple[Kind | None, str]:
        match = _HEADING.fullmatch(self._source.heading)
        word = match["kind"] if match else ""
        kind = next((kind for kind in KINDS if kind == word.lower()), None)
        if match is not None and kind is not None:
            return kind, plain(match["title"].strip())
        if match is None:
            message = _('a heading of the second level begins an item: write "## kind: title" ({kinds})')
        else:
            message = _('"{word}" is no kind of item; the kinds are {kinds}')
        self._fault(self._source.start, message.format(word=clean_line(word)[:40], kinds=", ".join(KINDS)))
        return None, ""

    def _part(self, part: Part) -> None:
        if part.kind == "comment":
            self._read_comment(part)
        elif part.kind == "code":
            self._rest.append("\n".join(self._lines[part.start : part.end]))
        else:
            self._line(part.start, self._lines[part.start])
            return
        self._end_block()

    def _end_block(self) -> None:
        self._paragraph = None
        self._last_listed = None
        self._after_prompt = False

    def _read_comment(self, part: Part) -> None:
        text = "\n".join(self._lines[part.start : part.end])
        rest = text
        while rest.strip():
            if not rest.lstrip().startswith("<!--") or "-->" not in rest:
                self._fault(part.end - 1, _("nothing may follow a comment on its line; put it on the next"))
                return
            content, _close, rest = rest.lstrip()[4:].partition("-->")
            self._comment += parse_comment(content)

    def _line(self, number: int, line: str) -> None:
        if not line.strip():
            self._end_block()
        elif match := _QUOTE.fullmatch(line):
            self._quoted(number, match[1].strip())
        elif match := None if _RULE.fullmatch(line) else _LISTED.fullmatch(line):
            self._list_line(number, match)
        elif self._last_listed is not None and line.startswith(" "):
            self._last_listed.text += " " + line.strip()
        elif _RULE.fullmatch(line) or _SMALL_HEADING.match(line):
            self._end_block()
            self._rest.append(line.rstrip())
        else:
            self._prose(number, line)

    def _quoted(self, number: int, text: str) -> None:
        after, self._paragraph, self._last_listed = self._after_prompt, None, None
        self._after_prompt = True
        if match := _NOTE.fullmatch(text):
            self._note(number, (match[1] or "").strip())
            self._after_prompt = False
            return
        try:
            found = label(text, self._langs)
        except Fault as fault:
            self._fault(number, str(fault))
            return
        if found is not None:
            self._prompts.append((number, *found))
        elif after and self._prompts and text:
            line, lang, before = self._prompts[-1]
            self._prompts[-1] = (line, lang, f"{before} {text}")
        elif text:
            message = _('a line of a block quote begins with its language, such as "fi: ", or with "note: "')
            self._fault(number, message)

    def _note(self, number: int, text: str) -> None:
        try:
            self._notes.append(wording(text, self._langs))
        except Fault as fault:
            self._fault(number, str(fault))

    def _list_line(self, number: int, match: regex.Match[str]) -> None:
        self._paragraph, self._after_prompt = None, False
        listed = _Listed(number, (match["text"] or "").strip(), len(match["indent"]), match["number"] is not None)
        if self._listed and listed.indent >= self._listed[-1].indent + NESTED:
            self._listed[-1].under.append(listed)
        else:
            self._listed.append(listed)
        self._last_listed = listed

    def _prose(self, number: int, line: str) -> None:
        self._last_listed, self._after_prompt = None, False
        text = line.strip()
        if _NO_SPACE.match(line):
            self._fault(number, _('a space is missing after "##"; write "## kind: title"'))
            return
        if self._paragraph is None and (match := _NOTE.fullmatch(text)):
            self._note(number, (match[1] or "").strip())
            return
        try:
            found = label(text, self._langs)
            versions = labelled(text, self._langs) if found is not None else []
        except Fault as fault:
            self._fault(number, str(fault))
            return
        if len(versions) > 1:
            for language, said in versions:
                self._question[language] = said
            return
        language, said = found or (self._paragraph or "", text)
        if language in self._question:
            # A paragraph of its own is a line of its own; a line that goes on is one with the line before.
            joint = " " if found is None and self._paragraph is not None else "&#10;"
            said = self._question[language] + joint + said
        self._question[language] = said
        self._paragraph = language

    def _read_prompts(self) -> Iterable[Prompt]:
        for number, language, text in self._prompts:
            try:
                found = pieces(text)
                if not found:
                    raise Fault(_("nothing is written here; write a text"))
                yield Prompt(language, found)
            except Fault as fault:
                self._fault(number, str(fault))

    # --- lists

    def _with_lists(self, item: DeckItem) -> DeckItem:
        choices: list[Choice] = []
        right: list[Answers] = []
        near: list[Answers] = []
        forms: list[Answers] = []
        units: list[Wording] = []
        sides: list[Wording] = []
        groups: list[Group] = []
        for listed in self._listed:
            task = _TASK.fullmatch(listed.text) if not listed.numbered and item.kind not in ("match", "pair") else None
            try:
                if listed.under and item.kind != "sort":
                    self._fault(listed.under[0].line, _("only a sort has lists in lists; begin this line further left"))
                if task is not None:
                    self._task(item.kind, task, choices, right, near, forms)
                elif listed.numbered:
                    self._allow(item.kind in ("order", "tiles"), item.kind, "1.")
                    units.append(wording(listed.text, self._langs))
                elif item.kind == "match":
                    sides.append(two_sides(listed.text, self._langs))
                elif item.kind == "pair":
                    right.append(read_term(listed.text, self._langs))
                else:
                    self._allow(item.kind == "sort", item.kind, "-")
                    groups.append(self._group(listed))
            except Fault as fault:
                self._fault(listed.line, str(fault))
        return DeckItem(
            item.kind, item.title, item.comment, item.prompts, item.question, tuple(choices), tuple(right), tuple(near),
            tuple(forms), tuple(units), tuple(sides), tuple(groups), item.notes, item.rest, item.span,
        )  # fmt: skip

    def _group(self, listed: _Listed) -> Group:
        phrases = []
        for under in listed.under:
            try:
                phrases.append(wording(under.text, self._langs))
            except Fault as fault:
                self._fault(under.line, str(fault))
        return Group(wording(listed.text, self._langs), tuple(phrases))

    def _task(
        self,
        kind: Kind,
        task: regex.Match[str],
        choices: list[Choice],
        right: list[Answers],
        near: list[Answers],
        forms: list[Answers],
    ) -> None:
        mark, text = task["mark"].lower(), (task["text"] or "").strip()
        self._allow(mark in _TASKS[kind], kind, f"[{mark}]")
        if mark in " x":
            choices.append(Choice(mark == "x", wording(text, self._langs)))
        elif mark == "=":
            right.append(answers(text, self._langs))
        else:
            match = _NEAR.fullmatch(text)
            place = forms if match is not None and match["what"].startswith("form") else near
            place.append(answers((match["text"] or "") if match is not None else text, self._langs))

    @staticmethod
    def _allow(allowed: bool, kind: str, sign: str) -> None:
        if not allowed:
            raise Fault(_HOW[kind]().format(sign=sign))


_HOW: dict[str, Callable[[], str]] = {
    "choice": lambda: _('"{sign}" is no line of a choice; its options begin with "- [x]" or "- [ ]"'),
    "cloze": lambda: _('"{sign}" is no line of a cloze; its options begin with "- [x]" or "- [ ]"'),
    "typed": lambda: _('"{sign}" is no line of a typed item; its answers begin with "- [=]"'),
    "tf": lambda: _('"{sign}" is no line of a tf; write "- [x] said" or "- [x] altered"'),
    "match": lambda: _('"{sign}" is no line of a match; write "- left :: right"'),
    "order": lambda: _('"{sign}" is no line of an order; its lines begin with "1."'),
    "sort": lambda: _('"{sign}" is no line of a sort; write "- heading" and under it "  - phrase"'),
    "tiles": lambda: _('"{sign}" is no line of tiles; pieces begin with "1.", foreign ones with "- [ ]"'),
    "pair": lambda: _('"{sign}" is no line of a pair; write "- fi: word :: sv: word"'),
}
