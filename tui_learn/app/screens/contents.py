"""The contents of an article: the headings of both languages side by side, to go to one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui_learn.app.cells import fit, width_of
from tui_learn.app.contents import Contents, Entry
from tui_learn.app.page import Page, Position, SideName
from tui_learn.app.screens.notes import help_screen
from tui_learn.app.widgets.bars import KeyLine, TitleLine
from tui_learn.app.widgets.row_list import RowList, Run
from tui_learn.i18n import gettext as _
from tui_learn.text.clean import clean_line
from tui_learn.text.finding import Folded, find_in, folded
from tui_learn.text.languages import is_right_to_left, language_name

if TYPE_CHECKING:
    from tui_learn.app.app import TuiLearn

WIDE = 64
"""Cells from which both languages stand side by side."""
WIDEST = 120
OPENED = "✓"


def row_of(entry: Entry, sides: Sequence[SideName], width: int, by_heading: bool) -> list[Run]:
    """An entry in so many cells: whether it was opened, what it says, how far into the text it stands."""
    share = f"{round(100 * entry.share)} %" if width >= 30 else ""
    room = max(1, min(WIDEST, width) - 2 - (7 if share else 0))
    indent = "  " * min(entry.level, max(0, room // 16))
    column = (room - 2 * (len(sides) - 1)) // len(sides)
    runs: list[Run] = [(OPENED if entry.opened else " ", "mark"), (" ", "text")]
    for number, side in enumerate(sides):
        own = entry.texts[0 if side == "left" else 1] if len(sides) > 1 else entry.text(side)
        text = fit(indent + own, column) if own else ""
        gap = column - width_of(text) + (2 if number < len(sides) - 1 else 0)
        runs += [(text, "strong" if by_heading and entry.level == 0 else "text"), (" " * gap, "text")]
    if share:
        runs.append((share.rjust(7), "quiet"))
    return runs


class ContentsScreen(ModalScreen[Position | None]):
    """Over the reader; gives the place to go to."""

    app: TuiLearn
    DEFAULT_CSS = """
    ContentsScreen { background: $background; }
    ContentsScreen RowList { height: 1fr; margin: 1 0 0 0; }
    ContentsScreen #message { padding: 1 2 0 2; height: auto; color: $quiet; }
    ContentsScreen Input, ContentsScreen Input:focus {
        dock: bottom; height: 1; border: none; padding: 0 2; margin: 0 0 1 0; background: $surface;
        background-tint: $foreground 0%; }
    ContentsScreen Input > .input--placeholder { color: $quiet; }
    ContentsScreen.-small RowList { margin: 0; }
    ContentsScreen.-small #message { padding: 0 2; height: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", _("go there in the text"), priority=True, key_display="Enter"),
        Binding("down", "rows('choose', 1)", _("next"), key_display="↓"),
        Binding("up", "rows('choose', -1)", _("previous"), key_display="↑"),
        Binding("pagedown", "rows('leap', 1)", show=False),
        Binding("pageup", "rows('leap', -1)", show=False),
        Binding("ctrl+home", "rows('edge', -1)", show=False),
        Binding("ctrl+end", "rows('edge', 1)", show=False),
        Binding("tab", "other", _("the other language, where only one is shown"), priority=True),
        Binding("f1", "help", _("help"), key_display="F1"),
        Binding("escape,f2", "leave", _("back"), priority=True, key_display="Esc"),
    ]

    def __init__(self, page: Page, position: Position, contents: Contents) -> None:
        super().__init__()
        self._page, self._contents = page, contents
        self._side: SideName = position.side
        self._here = contents.number_at(page, position.side, page.sentence(position).block)
        self._shown: list[int] = list(range(len(contents.entries)))
        """The numbers of the entries that are shown."""
        self._folded: list[tuple[Folded, ...]] = []

    def compose(self) -> ComposeResult:
        """Title, what is missing, the entries, what is looked for among them, keys."""
        yield TitleLine(_("Contents"))
        if not self._contents.by_heading:
            yield Static(
                Content(_("This text has no headings. These are parts of it, by their first words.")), id="message"
            )
        yield RowList()
        yield Input(placeholder=_("type to look for a heading"))
        keys = [("↑ ↓", _("choose")), ("Enter", _("go there")), ("Esc", _("back"))]
        if not self._page.one_sided:
            keys.append(("Tab", _("other language")))
        yield KeyLine([*keys, ("F1", _("help"))])

    def on_mount(self) -> None:
        """On the heading one is under."""
        self.query_one(Input).focus()
        self._show(self._here or 0)

    def on_resize(self, event: events.Resize) -> None:
        """Narrow terminals show one language."""
        self.set_class(event.size.height < 12, "-small")
        self._retitle()
        self.query_one(RowList).refresh()

    def _sides(self) -> tuple[SideName, ...]:
        page = self._page
        if page.one_sided:
            return ("left",)
        mixed = any(is_right_to_left(page.edition(side).language) for side in page.sides)
        return page.sides if self.size.width >= WIDE and not mixed else (self._side,)

    def _retitle(self) -> None:
        facts = [_("{count} of {all}").format(count=len(self._shown), all=len(self._contents.entries))]
        if len(self._sides()) < len(self._page.sides):
            facts.append(language_name(self._page.edition(self._side).language))
        if any(entry.opened for entry in self._contents.entries):
            facts.append(_("{mark} opened before").format(mark=OPENED))
        self.query_one(TitleLine).show(_("Contents"), facts)

    def _show(self, cursor: int) -> None:
        entries = self._contents.entries

        def draw(number: int, width: int) -> list[Run]:
            return row_of(entries[self._shown[number]], self._sides(), width, self._contents.by_heading)

        self.query_one(RowList).show(len(self._shown), draw, cursor)
        self._retitle()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Only what has what is typed, in either language."""
        event.stop()
        rows = self.query_one(RowList)
        chosen = self._shown[rows.chosen] if rows.chosen is not None else self._here or 0
        query = clean_line(event.value)
        self._shown = self._matching(query) if query else list(range(len(self._contents.entries)))
        self._show(next((place for place, number in enumerate(self._shown) if number >= chosen), 0))

    def _matching(self, query: str) -> list[int]:
        languages = [self._page.edition(side).language for side in self._page.sides]
        if not self._folded:  # the first letter takes longer than the others
            self._folded = [
                tuple(folded(text, language) for text, language in zip(entry.texts, languages, strict=False))
                for entry in self._contents.entries
            ]
        return [
            number
            for number, entry in enumerate(self._contents.entries)
            if any(
                find_in(text, made, query, language)
                for text, made, language in zip(entry.texts, self._folded[number], languages, strict=False)
            )
        ]

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """A second click goes there."""
        event.stop()
        self.action_go()

    async def action_rows(self, action: str, by: int) -> None:
        """Move among the rows while the field has the keys."""
        await self.query_one(RowList).run_action(f"{action}({by})")

    def action_other(self) -> None:
        """The other language."""
        if not self._page.one_sided:
            self._side = "left" if self._side == "right" else "right"
            self._retitle()
            self.query_one(RowList).refresh()

    def action_go(self) -> None:
        """To the chosen place in the reader; on the side one reads, where it has the heading."""
        number = self.query_one(RowList).chosen
        if number is None:
            self.app.tell(_("No heading has that."))
            return
        entry = self._contents.entries[self._shown[number]]
        sides = (self._side, *(side for side in self._page.sides if side != self._side))
        for side in sides:
            block = entry.block(side)
            sentence = None if block is None else self._page.sentence_at(side, block, 0)
            if sentence is not None:
                self.dismiss(self._page.at(side, sentence))
                return

    def action_leave(self) -> None:
        """What is looked for first, then the screen."""
        field = self.query_one(Input)
        if field.value:
            field.value = ""
        else:
            self.dismiss(None)

    def action_help(self) -> None:
        """All keys."""
        self.app.push_screen(help_screen(self))
