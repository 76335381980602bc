"""The part of the reader that gets about: contents, headings, bookmarks, back and forward, links."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import work
from textual.binding import Binding, BindingType
from textual.worker import get_current_worker

from tui_learn.app.page import Page, Position, SideName
from tui_learn.app.screens.seeking import ABOUT, SeekingScreen
from tui_learn.app.widgets.aligned_view import AlignedView
from tui_learn.i18n import gettext as _
from tui_learn.library import Article, Pair
from tui_learn.progress import ProgressDamaged, ProgressNotSaved
from tui_learn.text import UnreadableFile
from tui_learn.text.clean import clean_line

if TYPE_CHECKING:
    from tui_learn.app.bookmarks import Bookmark, Spot
    from tui_learn.app.trail import Arrival, Place
    from tui_learn.library.links import Outside, Target

TRAVEL = "travel"
"""The workers that look for the end of a link or for a bookmark in another article."""
_SHOWN = 120
"""Characters of an address that are told."""


class TravellingScreen(SeekingScreen):
    """Shows a page one can jump about in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t,f2", "contents", _("contents"), key_display="t", group=ABOUT),
        Binding("left_square_bracket,ctrl+up", "heading(-1)", _("previous heading"), key_display="[", group=ABOUT),
        Binding("right_square_bracket,ctrl+down", "heading(1)", _("next heading"), key_display="]", group=ABOUT),
        Binding("z", "doubtful(1)", _("next doubtful pair of sentences"), group=ABOUT),
        Binding("Z", "doubtful(-1)", _("previous doubtful pair of sentences"), group=ABOUT),
        Binding("b", "bookmark", _("set or remove a bookmark"), group=ABOUT),
        Binding("B,f7", "bookmarks", _("bookmarks"), key_display="B", group=ABOUT),
        Binding("comma,alt+left", "return", _("back to where you jumped from"), key_display=",", group=ABOUT),
        Binding("full_stop,alt+right", "onward", _("forward again"), key_display=".", group=ABOUT),
        Binding("o", "follow", _("follow the link under the cursor"), group=ABOUT),
    ]
    _visiting = False
    """Whether the place is not to be written down."""

    def __init__(self, article: Article, pair: Pair) -> None:
        super().__init__(article, pair)
        self._said_on_arrival = ""
        self._offset: int | None = None
        """Where the word begins in the sentence at which this reader begins."""
        self._spots: Mapping[SideName, Mapping[int, Bookmark]] = {}
        """By side and sentence number."""
        self._runs: tuple[Page | None, tuple[int, ...]] = (None, ())

    # --- a page is shown

    def arrive(self, arrival: Arrival) -> None:
        """Begin with the way that led here."""
        self._trail, self._said_on_arrival, self._offset = arrival.trail, arrival.said, arrival.offset
        self._visiting = False

    def begin_on_word(self, offset: int) -> None:
        """Begin on the word at this place in the text of the sentence, as soon as words are known."""
        self._offset = offset

    def _find_links(self) -> None:
        # Called whenever another page is shown: its marks are made anew.
        super()._find_links()
        self._show_bookmarks()
        if self._said_on_arrival:
            self.app.tell(self._said_on_arrival)
            self._said_on_arrival = ""

    def _resumed(self, page: Page, position: Position) -> Position:
        if self._offset is not None:
            self._resume, self._offset = (position.sentence, self._offset), None
        return super()._resumed(page, position)

    # --- back and forward

    def action_return(self) -> None:
        """To where the last jump began."""
        self._retrace("back")

    def action_onward(self) -> None:
        """To where one came back from."""
        self._retrace("forward")

    def _retrace(self, way: Literal["back", "forward"]) -> None:
        here = self._place()
        if here is None:
            return
        trail, place = self._trail.back(here) if way == "back" else self._trail.forward(here)
        if place is None:
            nothing = _("There is nowhere to go back to: nothing was jumped from yet.")
            self.app.tell(nothing if way == "back" else _("There is nowhere to go forward to."))
            return
        position = self._position_of(place) if place.article == self.article.id else None
        if position is not None:
            self._trail = trail
            self.query_one(AlignedView).go(position, centre=True)
            return
        article = next((one for one in self.app.desk.library().articles if one.id == place.article), None)
        if article is None or not {place.pair.known, place.pair.learned} <= set(article.languages):
            self._trail = trail
            self.app.tell(_("The article that was read there is not in the library any more."))
            return
        from tui_learn.app.trail import Arrival

        self._open(article, place.pair, Arrival(trail, place.language, place.segment, place.offset))

    def _position_of(self, place: Place) -> Position | None:
        """Where a place is on this page."""
        assert self._page is not None
        for side in self._page.sides:
            if self._page.edition(side).language == place.language:
                found = self._page.find(side, place.segment)
                if found is not None and place.offset is not None:
                    return self._page.near(side, found.sentence, place.offset)
                return found
        return None

    def _open(self, article: Article, pair: Pair | None, arrival: Arrival) -> None:
        """Read another article, or this one in other languages, in the place of this reader."""
        self.app.open_reader(article, pair, arrival=arrival)

    # --- contents and headings

    def action_contents(self) -> None:
        """The headings, or parts of a text without any, to go to."""
        page = self._page
        if page is None:
            return
        from tui_learn.app.contents import contents_of
        from tui_learn.app.screens.contents import ContentsScreen
        from tui_learn.quiz.reading import opened_sections

        pair = Pair(page.edition("left").language, page.edition(page.learned_side).language)
        try:
            opened = opened_sections(self.app.desk.progress(), self.article.id, str(pair))
        except ProgressDamaged as error:
            self.app.tell(str(error), "error")
            opened = frozenset()

        def go(position: Position | None) -> None:
            now = self._page
            if position is None or now is None:
                return
            if all(now.edition(side) is page.edition(side) for side in now.sides) and now.sides == page.sides:
                self._jump(now.at(position.side, position.sentence))  # more may be known of its words now
            else:
                self.app.tell(_("Other languages were opened meanwhile; choose again."))

        self.app.push_screen(ContentsScreen(page, self._position, contents_of(page, opened)), go)

    def action_heading(self, by: int) -> None:
        """To the next heading of this side, or back to the last one."""
        if self._page is None:
            return
        from tui_learn.app.travels import Heading, heading_from

        found = heading_from(self._page, self._position, by)
        if isinstance(found, Position):
            self._jump(found)
        else:
            message = {
                Heading.NONE: _("This text has no headings; t shows parts of it."),
                Heading.FIRST: _("There is no heading before this."),
                Heading.LAST: _("There is no heading after this."),
            }
            self.app.tell(message[found])

    # --- doubtful pairs

    def action_doubtful(self, by: int) -> None:
        """To the next run of doubtful pairs, or the one before."""
        page = self._page
        if page is None:
            return
        from tui_learn.app.travels import doubtful_runs, other_run

        if self._runs[0] is not page:
            self._runs = page, doubtful_runs(page)
        runs = self._runs[1]
        if not runs:
            self.app.tell(_("No pair of sentences is doubtful here."))
            return
        found = other_run(page, self._position, runs, by)
        if found is None:
            later = _("No doubtful pair comes after this; Z goes to the one before.")
            self.app.tell(later if by > 0 else _("No doubtful pair comes before this; z goes to the next."))
        else:
            self._jump(found)

    # --- bookmarks

    def _show_bookmarks(self) -> None:
        """Find the sentences of this article's bookmarks on the page, and mark them."""
        page = self._page
        if page is None:
            return
        from tui_learn.app.bookmarks import bookmarks, spots

        try:
            marks = bookmarks(self.app.desk.progress(), self.article.id)
        except ProgressDamaged:
            return  # told when the place was looked for, and again when one is set
        self._spots = {
            side: {
                spot.sentence: mark
                for mark, spot in spots(
                    page.edition(side), [mark for mark in marks if mark.language == page.edition(side).language]
                ).items()
            }
            for side in page.sides
        }
        self.query_one(AlignedView).set_margin(self._margin if any(self._spots.values()) else None)

    def _margin(self, side: SideName, sentence: int) -> str:
        return "♦" if sentence in self._spots.get(side, ()) else ""

    def action_bookmark(self) -> None:
        """Set one at the sentence under the cursor, or remove the one that is there."""
        page, position = self._page, self._position
        if page is None:
            return
        from tui_learn.app.bookmarks import LIMIT, TooMany, add, bookmark_of, bookmarks, remove, spots

        edition = page.edition(position.side)
        try:
            progress = self.app.desk.progress()
            marks = [one for one in bookmarks(progress, self.article.id) if one.language == edition.language]
            found = spots(edition, marks).items()
            # One that is only guessed to stand here is somebody else's.
            here = [mark for mark, spot in found if spot.certain and spot.sentence == position.sentence]
            if here:
                remove(progress, here)
                self.app.tell(_("The bookmark is removed."))
            else:
                add(progress, bookmark_of(self.article.id, edition.language, page.sentence(position), progress.day()))
                self.app.tell(_("A bookmark is set here. B shows all of them."))
        except TooMany:
            message = _("There are {count} bookmarks in this article; remove one first.")
            self.app.tell(message.format(count=LIMIT))
        except (ProgressNotSaved, ProgressDamaged) as error:
            self.app.tell(str(error), "error")
        self._show_bookmarks()

    def action_bookmarks(self) -> None:
        """All of this article, or of all articles."""
        if self._page is None:
            return
        from tui_learn.app.screens.bookmarks import BookmarksScreen

        def go(mark: Bookmark | None) -> None:
            self._show_bookmarks()
            if mark is not None:
                self._go_to_bookmark(mark)

        self.app.push_screen(BookmarksScreen(self.article, self.pair, self._spots_of), go)

    def _spots_of(self, marks: list[Bookmark]) -> Mapping[Bookmark, Spot]:
        """Where bookmarks stand in the languages of the page."""
        from tui_learn.app.bookmarks import spots

        found: dict[Bookmark, Spot] = {}
        page = self._page
        for edition in [page.edition(side) for side in page.sides] if page is not None else []:
            found |= spots(edition, [mark for mark in marks if mark.language == edition.language])
        return found

    def _go_to_bookmark(self, mark: Bookmark) -> None:
        page = self._page
        if page is not None and mark.article == self.article.id:
            for side in page.sides:
                spot = self._spots_of([mark]).get(mark)
                if spot is not None and page.edition(side).language == mark.language:
                    self._jump(page.at(side, spot.sentence))
                    if not spot.certain:
                        self.app.tell(_uncertain())
                    return
        self._fetch_bookmark(mark)

    @work(thread=True, exclusive=True, group=TRAVEL, exit_on_error=False)
    def _fetch_bookmark(self, mark: Bookmark) -> None:
        """Find the sentence of a bookmark in another edition, in a thread: the file may have to be read."""
        from tui_learn.app.bookmarks import spots
        from tui_learn.app.travels import pair_with

        article = next((one for one in self.app.desk.library().articles if one.id == mark.article), None)
        if article is None or mark.language not in article.languages:
            self.app.call_from_thread(self.app.tell, _("The article of this bookmark is not in the library."))
            return
        try:
            edition = article.edition(mark.language)
        except UnreadableFile as error:
            self.app.call_from_thread(self.app.tell, str(error), "error")
            return
        spot = spots(edition, [mark]).get(mark)
        segment = edition.sentences[spot.sentence].id if spot is not None else ""
        said = "" if spot is not None and spot.certain else _uncertain()
        if not get_current_worker().is_cancelled:
            pair = pair_with(article, self.pair, mark.language)
            self.app.call_from_thread(self._go_elsewhere, article, pair, mark.language, segment, said)

    def _go_elsewhere(self, article: Article, pair: Pair | None, language: str, segment: str, said: str) -> None:
        """What a thread has found out; nothing where the learner has done something else meanwhile."""
        from tui_learn.app.trail import Arrival

        here = self._place()
        if self.is_active and here is not None:
            self._open(article, pair, Arrival(self._trail.left(here), language, segment, said=said))

    # --- links

    def action_follow(self) -> None:
        """To where the link under the cursor leads, if that is in the library."""
        page = self._page
        if page is None:
            return
        from tui_learn.app.travels import link_under

        link = link_under(page, self._position)
        if link is None:
            self.app.tell(_("There is no link under the cursor."))
        else:
            self._resolve_link(page.edition(self._position.side).path, link.target, self._position.side)

    @work(thread=True, exclusive=True, group=TRAVEL, exit_on_error=False)
    def _resolve_link(self, path: str, target: str, side: SideName) -> None:
        """Find the end of a link, in a thread: the library may have to be scanned and a file to be read."""
        from tui_learn.library.links import Outside, heading_at, resolve

        library = self.app.desk.library()
        found: Target | Outside = resolve(library, path, target)
        tell = self.app.call_from_thread
        if isinstance(found, Outside):
            tell(self._tell_outside, found.url, found.is_missing)
            return
        article = next((one for one in library.articles if one.id == found.article), None)
        if article is None:  # taken out of the library meanwhile
            tell(self._tell_outside, clean_line(target), True)
            return
        segment = said = ""
        try:
            edition = article.edition(found.language)
        except UnreadableFile as error:
            tell(self.app.tell, str(error), "error")
            return
        block = heading_at(edition, found.anchor)
        if block is not None and edition.blocks[block].sentences:
            segment = edition.blocks[block].sentences[0].id
        elif found.anchor:
            said = _("There is no heading “{name}” there.").format(name=clean_line(found.anchor)[:_SHOWN])
        if not get_current_worker().is_cancelled:
            tell(self._go_along, article, found.language, segment, said, side)

    def _tell_outside(self, url: str, is_missing: bool) -> None:
        shown = url[:_SHOWN] + ("…" if len(url) > _SHOWN else "")
        if is_missing:
            self.app.tell(_("There is no such text in the library: {url}").format(url=shown))
        else:
            self.app.tell(_("This leads out of the library, and is not opened: {url}").format(url=shown))

    def _go_along(self, article: Article, language: str, segment: str, said: str, side: SideName) -> None:
        page = self._page
        if page is None or not self.is_active:
            return
        if article.id == self.article.id:
            for shown in page.sides:
                if page.edition(shown).language == language:
                    if said:
                        self.app.tell(said)
                    position = page.find(shown, segment) if segment else None
                    if position is not None or not said:
                        self._jump(position or page.at(shown, 0))
                    return
        from tui_learn.app.travels import pair_after_link

        pair = pair_after_link(article, self.article, self.pair, language, side)
        self._go_elsewhere(article, pair, language, segment, said)

    def _error_of(self, group: str) -> str:
        if group == TRAVEL:
            return _("This did not work; it is an error of the program ({error}).")
        return super()._error_of(group)


def _uncertain() -> str:
    return _("The text was changed since the bookmark was set: this is the place, the sentence is another.")
