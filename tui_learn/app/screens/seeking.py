"""The part of the reader that searches, and remembers where it jumped from."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.binding import Binding, BindingType
from textual.worker import get_current_worker

from tui_learn.app.page import Page, Position, SideName
from tui_learn.app.screens.knowing import KnowingScreen
from tui_learn.app.widgets.aligned_view import AlignedView
from tui_learn.app.widgets.bars import KeyLine
from tui_learn.app.widgets.foot import WordLine
from tui_learn.i18n import gettext as _
from tui_learn.library import Article, Pair

if TYPE_CHECKING:
    from tui_learn.app.searching import Found
    from tui_learn.app.searching import Place as HitPlace
    from tui_learn.app.trail import Place, Trail
    from tui_learn.app.widgets.search_bar import SearchBar

FOLD = "fold"
"""The worker that makes the text ready to be searched."""
ABOUT = Binding.Group(_("Getting about"))
ROOMY = 12
"""Rows of the screen from which what is looked for keeps a row at the foot while one reads on."""


class SeekingScreen(KnowingScreen):
    """Shows a page that can be searched."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash,f3", "search", _("search"), key_display="/", group=ABOUT),
        Binding("n", "next_hit(1)", _("next place that was found"), group=ABOUT),
        Binding("N", "next_hit(-1)", _("previous place that was found"), group=ABOUT),
    ]

    def __init__(self, article: Article, pair: Pair) -> None:
        super().__init__(article, pair)
        self._found: Found | None = None
        self._hit: HitPlace | None = None
        self._sought_from: Position | None = None
        """Where the cursor was when the search began."""
        self._entered = False
        """Whether Enter was pressed before the text was ready."""

    def _find_links(self) -> None:
        # Called whenever another page is shown: what was looked for is looked for on that.
        super()._find_links()
        if self._found is not None:
            self._look_for(self._found.query)

    # --- jumps

    @cached_property
    def _trail(self) -> Trail:
        from tui_learn.app.trail import Trail

        return Trail()

    def _place(self, position: Position | None = None) -> Place | None:
        """A position, or where the cursor is, to be found again."""
        page = self._page
        if page is None:
            return None
        from tui_learn.app.trail import Place

        position = position or self._position
        word, language = page.word(position), page.edition(position.side).language
        offset = None if word is None else word.start
        return Place(self.article.id, self.pair, language, page.sentence(position).id, offset)

    def _remember(self, to: Position, begin: Position | None = None) -> None:
        """Before or after a jump to another sentence: the way back to the cursor, or to where it began."""
        begin = begin or self._position
        here = self._place(begin)
        if here is not None and (to.side, to.sentence) != (begin.side, begin.sentence):
            self._trail = self._trail.left(here)

    def _jump(self, position: Position) -> None:
        """Go to a place that is not near, so that the way back is remembered."""
        self._remember(position)
        self.query_one(AlignedView).go(position, centre=True)

    def _go_from_entry(self, position: Position | None) -> None:
        if position is not None:
            self._remember(position)
        super()._go_from_entry(position)

    def _go_from_unknown(self, position: Position | None) -> None:
        if position is not None:
            self._remember(position)
        super()._go_from_unknown(position)

    # --- the search begins

    async def action_search(self) -> None:
        """Type what to look for."""
        page = self._page
        if page is None:
            return
        from tui_learn.app.searching import is_ready
        from tui_learn.app.widgets.search_bar import SearchBar

        self._sought_from = self._position
        bars = self.query(SearchBar)
        if bars:
            self._begin_search(bars.first())
        else:
            bar = SearchBar()
            await self.mount(bar, after=self.query_one(WordLine))
            self._begin_search(bar)
        if not is_ready(page):
            self._fold(page)

    def _begin_search(self, bar: SearchBar) -> None:
        query = self._found.query if self._found is not None else ""
        bar.display = True
        self.query_one(WordLine).display = False
        keys = [("Enter", _("stay there")), ("Esc", _("back")), ("↓ ↑", _("next, previous")), ("F1", _("help"))]
        self._swap_keys(keys)
        bar.begin(query)
        if query:
            self._say_hits()

    def _swap_keys(self, keys: list[tuple[str, str]] | None) -> None:
        """Show the keys of the search, or again those of the reader."""
        for line in self.query(".search-keys"):
            line.remove()
        for own in self.query(KeyLine):
            if not own.has_class("search-keys"):
                own.display = keys is None
        if keys is not None:
            line = KeyLine(keys)
            line.add_class("search-keys")
            self.mount(line)

    @work(thread=True, exclusive=True, group=FOLD, exit_on_error=False)
    def _fold(self, page: Page) -> None:
        """Make the text ready: of a book that takes longer than a key may."""
        from tui_learn.app.searching import make_ready

        make_ready(page)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._folded, page)

    def _folded(self, page: Page) -> None:
        if self.is_attached and self._page is not None and page.bitext is self._page.bitext:
            bar = self._bar()
            if bar is not None and bar.typing:
                self._look_for(bar.value, go=True)
                if self._entered:
                    self._keep_search(bar)
            elif self._found is not None:
                self._look_for(self._found.query)

    def _bar(self) -> SearchBar | None:
        from tui_learn.app.widgets.search_bar import SearchBar

        return next(iter(self.query(SearchBar)), None)

    def _look_for(self, query: str, *, go: bool = False) -> None:
        """Find a query on the page; with ``go`` its first place from where the search began."""
        from tui_learn.app.searching import is_ready, key_of_position, position_of, search

        page = self._page
        if page is None:
            return
        if not is_ready(page):
            self._light_hits(None)
            if (bar := self._bar()) is not None and query.strip():
                bar.say(_("making the text ready …"))
            if not go:  # other languages were opened while hits were shown
                self._fold(page)
            return
        self._found, before = search(page, query), self._hit
        self._hit = None
        if go and self._sought_from is not None:
            key = key_of_position(page, self._sought_from)
            self._hit = self._found.after(key, here=True) or self._found.first()
            position = position_of(page, self._hit) if self._hit is not None else None
            self.query_one(AlignedView).go(position or self._sought_from, centre=True)
        elif before is not None and (before.block, before.start, before.end) in self._found.in_block(
            before.side, before.block
        ):
            self._hit = before
        self._light_hits(self._found)
        self._say_hits()

    def _light_hits(self, found: Found | None) -> None:
        here = self._hit

        def stretches(side: SideName, block: int) -> list[tuple[int, int, str]]:
            assert found is not None
            return [
                (start, end, "hit-here" if here is not None and (side, block, start) == here_key else "hit")
                for _block, start, end in found.in_block(side, block)
            ]

        here_key = None if here is None else (here.side, here.block, here.start)
        self.query_one(AlignedView).set_layer("hits", stretches if found is not None and found.count else None)

    def _say_hits(self) -> None:
        bar, found = self._bar(), self._found
        if bar is None or found is None:
            return
        if not found.query.strip():
            bar.say("")
        elif not found.count:
            bar.say(_("not found"))
        else:
            bar.say(self._count_words(found), _("n next · N previous · Esc ends"))

    def _count_words(self, found: Found) -> str:
        number = str(found.number(self._hit)) if self._hit is not None else "–"
        return _("{number} of {count}").format(number=number, count=found.count)

    def on_search_bar_typed(self, event: SearchBar.Typed) -> None:
        """As one types."""
        event.stop()
        self._entered = False
        self._look_for(event.query, go=True)

    def on_search_bar_onward(self, event: SearchBar.Onward) -> None:
        """The next place, while one still types."""
        event.stop()
        self.action_next_hit(event.by)

    def on_search_bar_kept(self, event: SearchBar.Kept) -> None:
        """Read on where the search has led."""
        from tui_learn.app.searching import is_ready

        event.stop()
        bar = self._bar()
        if bar is None or not bar.typing:
            return
        if bar.value.strip() and self._page is not None and not is_ready(self._page):
            self._entered = True  # it is kept as soon as anything is found
        else:
            self._keep_search(bar)

    def _keep_search(self, bar: SearchBar) -> None:
        self._entered = False
        found, began = self._found, self._sought_from
        if found is None or not found.count:
            if found is not None and found.query.strip():
                self.app.tell(_("“{query}” is not in this text.").format(query=found.query))
            self._end_search()
            return
        if began is not None:
            self._remember(self._position, began)
        bar.rest()
        bar.display = self.size.height >= ROOMY
        self._close_entry()
        self._say_hits()

    def on_search_bar_left(self, event: SearchBar.Left) -> None:
        """Back to where one was."""
        event.stop()
        if self._sought_from is not None:
            self.query_one(AlignedView).go(self._sought_from, centre=True)
        self._end_search()

    def _end_search(self) -> None:
        bar = self._bar()
        if bar is not None:
            bar.rest()
            bar.display = False
        self._found = self._hit = None
        self._entered = False
        self._light_hits(None)
        self._close_entry()

    def _close_entry(self) -> None:
        self._swap_keys(None)
        self.query_one(WordLine).display = True
        self.query_one(AlignedView).focus()

    def on_key(self, event: events.Key) -> None:
        """Esc ends the search before it leaves the reader."""
        view = self.query_one(AlignedView)
        if event.key == "escape" and self._found is not None and view.has_focus and view.selection is None:
            event.stop()
            event.prevent_default()
            self._end_search()

    def action_next_hit(self, by: int) -> None:
        """To the next place that was found, or the previous one; from the last to the first."""
        from tui_learn.app.searching import key_of_place, key_of_position, position_of

        page, found, bar = self._page, self._found, self._bar()
        if page is None:
            return
        if found is None:
            self.app.tell(_("Nothing is looked for yet: / begins a search."))
            return
        if found.page.bitext is not page.bitext:
            self.app.tell(_("The text is still being made ready; try again in a moment."))
            return
        if not found.count:
            self.app.tell(_("“{query}” is not in this text.").format(query=found.query))
            return
        on_hit = self._hit is not None and position_of(page, self._hit) == self._position
        key = (
            key_of_place(page, self._hit) if on_hit and self._hit is not None else key_of_position(page, self._position)
        )
        place = found.after(key) if by > 0 else found.before(key)
        if place is None:
            top, end = _("The search begins again at the top."), _("The search goes on from the end.")
            self.app.tell(top if by > 0 else end)
            place = found.first() if by > 0 else found.last()
        assert place is not None
        self._hit = place
        position = position_of(page, place)
        if position is not None:
            if bar is not None and bar.typing:
                self.query_one(AlignedView).go(position, centre=True)
            else:
                self._jump(position)
        self._light_hits(found)
        self._say_hits()
        if bar is None or not bar.display:
            self.app.tell(f"/{found.query}  {self._count_words(found)}")

    def _error_of(self, group: str) -> str:
        if group == FOLD:
            return _("The text could not be searched; this is an error of the program ({error}).")
        return super()._error_of(group)
