"""The card of a quiz: what is asked, the field for what is typed, and what is told; it scrolls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Input, Static

from tui_learn.app.card import rows_of_cursor
from tui_learn.i18n import gettext as _

SMALL = 14
"""Rows of the screen below which there are no empty ones between the parts."""


SCROLLING = Binding.Group(_("Scrolling"))
MARGIN = 2
"""Empty cells on either side."""


class AnswerField(Input):
    """Where answers are typed; the pages are those of the card."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", _("answer"), show=False),
        Binding("pagedown", "card_page(1)", _("a page down"), show=False, group=SCROLLING),
        Binding("pageup", "card_page(-1)", _("a page up"), show=False, group=SCROLLING),
    ]

    def action_card_page(self, by: int) -> None:
        """Scroll the card."""
        card = self.query_ancestor(QuizCard)
        if by > 0:
            card.action_page_down()
        else:
            card.action_page_up()


class QuizCard(VerticalScroll, can_focus=True, inherit_bindings=False):
    """A column of at most eighty cells."""

    DEFAULT_CSS = """
    QuizCard { width: 100%; max-width: 84; height: 1fr; padding: 1 2; background: $background;
               scrollbar-size-vertical: 1; }
    QuizCard #question, QuizCard #feedback { height: auto; }
    QuizCard #feedback { margin: 1 0 0 0; }
    QuizCard Input { margin: 1 0 0 0; border: none; height: 1; padding: 0 1; background: $panel; }
    QuizCard Input:focus { border: none; background: $panel; }
    QuizCard.-small { padding: 0 2; }
    QuizCard.-small Input, QuizCard.-small #feedback { margin: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "page_down", _("a page down"), show=False, group=SCROLLING),
        Binding("pageup", "page_up", _("a page up"), show=False, group=SCROLLING),
        Binding("down", "scroll_down", _("a line down"), show=False, group=SCROLLING),
        Binding("up", "scroll_up", _("a line up"), show=False, group=SCROLLING),
        Binding("home", "scroll_home", show=False),
        Binding("end", "scroll_end", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Question, field, feedback."""
        yield Static(id="question")
        yield AnswerField(id="answer")
        yield Static(id="feedback")

    @property
    def is_small(self) -> bool:
        """Whether rows are few."""
        return self.screen.size.height < SMALL

    def joined(self, parts: Sequence[Content]) -> Content:
        """Parts of the card, an empty row between them where there is room."""
        return Content("\n" if self.is_small else "\n\n").join(parts)

    def on_resize(self) -> None:
        """A small terminal has no room for margins."""
        self.set_class(self.is_small, "-small")

    def on_mount(self) -> None:
        """Nothing is to be typed yet."""
        self.field.display = False
        self.field.cursor_blink = False  # nothing on the screen moves by itself

    @property
    def field(self) -> Input:
        """Where answers are typed."""
        return self.query_one(Input)

    @property
    def room(self) -> int:
        """Cells of a line; none beside a scrollbar, so that words and bar stay apart."""
        width = self.region.width or self.screen.size.width
        return max(8, width - 2 * MARGIN - 2 * self.show_vertical_scrollbar)

    def say(self, question: Content, feedback: Content | None = None) -> None:
        """What stands on the card."""
        self.query_one("#question", Static).update(question)
        below = self.query_one("#feedback", Static)
        below.display = feedback is not None
        below.update(feedback or Content(""))

    def open_field(self, is_typed: bool) -> None:
        """Empty the field, or take it away where nothing is typed."""
        self.field.display = is_typed
        self.field.value = ""
        (self.field if is_typed else self).focus()

    def show_field(self) -> None:
        """On a small terminal the field lies below the question: what one types must be seen."""
        if self.field.display:
            self.scroll_end(animate=False)  # below the field stands only what is said of what was typed

    def show_cursor(self, question: Content) -> None:
        """On a small terminal what is under the cursor may lie below the edge."""
        rows = rows_of_cursor(question, max(1, self.query_one("#question").size.width))
        if rows is not None:
            top = self.query_one("#question").virtual_region.y
            height = min(rows[1] - rows[0], self.scrollable_content_region.height)
            self.scroll_to_region(Region(0, top + rows[0], 1, height), animate=False)
