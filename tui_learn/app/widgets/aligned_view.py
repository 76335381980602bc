"""The page of two languages as it is used: the cursor moved by keys, words selected by keys and the mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType

from tui_learn.app.layouts import Reading
from tui_learn.app.page import Page, Position, SideName
from tui_learn.app.passages import whole
from tui_learn.app.selection import Selection, selected_in, selected_text
from tui_learn.app.widgets.lit import Stretch
from tui_learn.app.widgets.page_view import PageView
from tui_learn.app.widgets.sheet import PassageOf
from tui_learn.i18n import gettext as _

MOVING = Binding.Group(_("Moving"))
SELECTING = Binding.Group(_("Selecting words"))


class AlignedView(PageView):
    """A page with a cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", _("next sentence"), key_display="↓"),
        Binding("up,k", "move(-1)", _("previous sentence"), key_display="↑"),
        Binding("right,l", "move_words(1)", _("next word"), key_display="→"),
        Binding("left,h", "move_words(-1)", _("previous word"), key_display="←"),
        Binding("tab", "across", _("other side"), priority=True, key_display="Tab"),
        Binding("space,pagedown", "page(1)", _("page down"), show=False),
        Binding("pageup", "page(-1)", _("page up"), show=False),
        Binding("g,home", "edge(-1)", _("beginning"), show=False),
        Binding("G,end", "edge(1)", _("end"), show=False),
        Binding("shift+right,L", "select_words(1)", _("select to the next word"), group=SELECTING),
        Binding("shift+left,H", "select_words(-1)", _("select to the previous word"), group=SELECTING),
        Binding("shift+down,J", "select_sentences(1)", _("select to the next sentence"), group=SELECTING),
        Binding("shift+up,K", "select_sentences(-1)", _("select to the previous sentence"), group=SELECTING),
        Binding("ctrl+c,super+c,f11", "copy", _("copy what is selected, else the sentence"), group=SELECTING),
        Binding("escape", "clear_selection", _("select nothing"), show=False, group=SELECTING),
    ]

    def __init__(
        self,
        moved: Callable[[Position], None] | None = None,
        follow: Callable[[], None] | None = None,
        enter: Callable[[], None] | None = None,
        *,
        id: str | None = None,
    ) -> None:
        """``moved`` as for the page; ``follow`` goes where a link leads, ``enter`` opens the entry of a word."""
        super().__init__(moved, id=id)
        self._follow = follow
        self._enter = enter
        self._anchor: Position | None = None
        """Where the selection was begun."""
        self._pressed: Position | None = None
        """Where the mouse went down."""
        self._dragged = False

    def show_page(
        self, page: Page, position: Position, reading: Reading | None = None, passage_of: PassageOf = whole
    ) -> None:
        """Show a page with the cursor at a position and nothing selected."""
        self._anchor = self._pressed = None
        super().show_page(page, position, reading, passage_of)

    def learn(self, page: Page, position: Position) -> None:
        """Take the same page with more known of its words; what is selected stays so."""
        before = self.page
        if before is not None and self._anchor is not None:
            self._anchor = page.same_place(self._anchor, before)
        if before is not None and self._pressed is not None:
            self._pressed = page.same_place(self._pressed, before)
        super().learn(page, position)

    # --- moving

    def go(self, position: Position, *, centre: bool = False) -> None:
        """Put the cursor on a word; what was selected is so no more."""
        self.clear_selection()
        super().go(position, centre=centre)

    def action_move(self, by: int) -> None:
        """So many sentences further."""
        if self.page is not None:
            self.go(self.page.moved(self.position, by))

    def action_move_words(self, by: int) -> None:
        """So many words further."""
        if self.page is not None:
            self.go(self.page.moved_words(self.position, by))

    def action_across(self) -> None:
        """To the counterpart on the other side."""
        if self.page is not None and self.frame is not None and len(self.frame.sides) > 1:
            self.go(self.page.across(self.position))

    def action_edge(self, by: int) -> None:
        """To the first or the last sentence."""
        if self.page is not None:
            last = len(self.page.edition(self.position.side).sentences) - 1
            self.go(self.page.at(self.position.side, 0 if by < 0 else last))

    def action_page(self, by: int) -> None:
        """A screenful on; the cursor goes with it, and the page stays as it is for that: no line is passed over."""
        sheet, page = self._sheet, self.page
        if sheet is None or page is None:
            return
        height = self.size.height
        self._settle_at(self._top_row())
        now = int(self.scroll_offset.y)
        self._scroll_line(max(0, min(sheet.height - 1 - height, now + by * max(1, height - 1))))
        top = int(self.scroll_offset.y)
        side = self.position.side
        if top == now:
            self.clear_selection()
            self.put(page.at(side, 0 if by < 0 else len(page.edition(side).sentences) - 1))
            return
        found = sheet.in_view(side, top, top + height - 1)
        if found is None:  # nothing of this language is in view: what answers the other one is lit in it
            across = sheet.in_view("left" if side == "right" else "right", top, top + height - 1)
            found = page.across(across) if across is not None else None
        if found is not None:
            self.clear_selection()
            self.put(found)

    # --- selecting

    @property
    def selection(self) -> Selection | None:
        """The words that are selected: a side, and the numbers of the first and the last one."""
        anchor, head = self._anchor, self.position
        if anchor is None or anchor.word is None or head.word is None or anchor.side != head.side:
            return None
        return anchor.side, min(anchor.word, head.word), max(anchor.word, head.word)

    def clear_selection(self) -> None:
        """Select nothing."""
        if self._anchor is not None:
            self._anchor = None
            self.set_layer("selected", None)

    def _select_to(self, position: Position) -> None:
        if self._anchor is None:
            self._anchor = self.position
        if position.side == self._anchor.side:
            super().go(position)
        self.set_layer("selected", self._selected)

    def _selected(self, side: SideName, block: int) -> Sequence[Stretch]:
        selection = self.selection
        if self.page is None or selection is None or selection[0] != side:
            return ()
        return [(start, end, "selected") for start, end in selected_in(self.page, selection, block)]

    def action_select_words(self, by: int) -> None:
        """Select so many words further."""
        if self.page is not None:
            self._select_to(self.page.moved_words(self.position, by))

    def action_select_sentences(self, by: int) -> None:
        """Select to the end of the sentence, or to where it begins; from there to the one beyond."""
        if self.page is None or self.position.word is None:
            return
        words = self.page.words(self.position.side)
        assert words is not None
        numbers = words.of_sentence(self.position.sentence)
        edge = numbers[-1] if by > 0 else numbers[0]
        if self.position.word == edge:
            further = self.page.moved_words(self.position, by)
            numbers = words.of_sentence(further.sentence)
            edge = numbers[-1] if by > 0 else numbers[0]
        self._select_to(self.page.at_word(self.position.side, edge))

    def action_clear_selection(self) -> None:
        """Select nothing; where nothing is selected the key means something else."""
        if self._anchor is None:
            raise SkipAction
        self.clear_selection()

    def action_copy(self) -> None:
        """What is selected, else the sentence under the cursor, to the clipboard of the terminal."""
        if self.page is None:
            return
        selection = self.selection
        text = self.page.sentence(self.position).text if selection is None else selected_text(self.page, selection)
        self.app.copy_to_clipboard(text)
        self.notify(_("Copied, where the terminal allows it."), timeout=3, markup=False)

    # --- the mouse

    def _under(self, event: events.MouseEvent) -> tuple[Position, int] | None:
        if self._sheet is None:
            return None
        return self._sheet.at(event.x, event.y + int(self.scroll_offset.y))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A word is pressed: a click or the beginning of a selection."""
        found = self._under(event) if event.button == 1 else None
        if found is not None:
            self._pressed, self._dragged = found[0], False
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Words are selected from where the mouse went down."""
        if self._pressed is None:
            return
        if not 0 <= event.y < self.size.height:
            self.scroll_relative(y=1 if event.y > 0 else -1, animate=False, force=True)
        y = max(0, min(self.size.height - 1, event.y)) + int(self.scroll_offset.y)
        found = self._sheet.at(event.x, y) if self._sheet is not None else None
        if found is None or (found[0] == self._pressed and not self._dragged):
            return
        if not self._dragged:
            self._dragged = True
            self.go(self._pressed)
        self._select_to(found[0])

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """A click puts the cursor on the word; on the word that has it, it follows the link."""
        pressed, self._pressed = self._pressed, None
        self.release_mouse()
        if pressed is None or self._dragged:
            return
        found = self._under(event)
        again = pressed == self.position and self._anchor is None
        self.go(pressed)
        on_link = found is not None and self._is_link(found[0], found[1])
        if on_link and (again or event.ctrl) and self._follow is not None:
            self._follow()

    def on_click(self, event: events.Click) -> None:
        """A double click opens the entry of a word, or shows what is hidden."""
        found = self._under(event) if event.chain == 2 else None
        if found is not None and not self._is_link(found[0], found[1]) and self._enter is not None:
            self._enter()

    def _is_link(self, position: Position, offset: int) -> bool:
        assert self.page is not None
        block = self.page.edition(position.side).blocks[self.page.sentence(position).block]
        return any(span.kind == "link" and span.start <= offset < span.end for span in block.spans)
