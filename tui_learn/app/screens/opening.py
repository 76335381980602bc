"""The part of the reader that opens an article: the text at once if it was aligned before, else when it is."""

from __future__ import annotations

from typing import Any

from textual import work
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from tui_learn.app.page import Page
from tui_learn.app.screens.mending import MendingScreen
from tui_learn.app.widgets.aligned_view import AlignedView
from tui_learn.bitext import Bitext
from tui_learn.failed import Failed
from tui_learn.i18n import gettext as _
from tui_learn.library import Pair
from tui_learn.text import UnreadableFile

OPEN = "reader"
"""The worker that aligns."""


class Left(Exception):
    """The learner has left the reader: the work is no longer wanted."""


class OpeningScreen(MendingScreen):
    """Opens an article in two languages."""

    def _show(self, page: Page, place: dict[str, Any]) -> None:
        """A page where the article was left; screens that read say how."""
        raise NotImplementedError

    def open_page(self) -> None:
        """The page is there at once if it was aligned before; else it comes when it is."""
        bitext = self.app.desk.kept_bitext(self.article, self.pair)
        if bitext is not None:
            self._show(Page(bitext), self.app.place_of(self.article))
        else:
            self.query_one(AlignedView).display = False
            self.load()

    @work(thread=True, exclusive=True, group=OPEN, exit_on_error=False)
    def load(self) -> None:
        """Align in a process of its own, until the reader is left."""
        worker = get_current_worker()
        last = -1

        def progress(share: float) -> None:
            nonlocal last
            if worker.is_cancelled:
                raise Left
            if int(100 * share) > last:
                last = int(100 * share)
                self.app.call_from_thread(self._say_aligning, last)

        try:
            bitext = self.app.desk.bitext(self.article, self.pair, progress)
        except UnreadableFile as error:
            self.app.call_from_thread(self._fail, str(error))
            return
        except Failed as error:
            message = _("Which sentences answer each other could not be found: {reason}.").format(reason=error)
            self.app.call_from_thread(self._fail, message)
            return
        except Left:
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_aligned, bitext)

    def _say_aligning(self, percent: int) -> None:
        if self.is_attached:
            message = _("Finding which sentences answer each other … {percent} %").format(percent=percent)
            self.query_one("#message", Static).update(Content(message))

    def _show_aligned(self, bitext: Bitext) -> None:
        if self.is_attached:
            self._show(Page(bitext), self.app.place_of(self.article))

    def _fail(self, message: str) -> None:
        if not self.is_attached:
            return
        if self._page is None:
            self.query_one("#message", Static).update(Content(message))
        else:  # other languages could not be opened: the text is there as it was
            self.app.tell(message, "error")
            page = self._page
            self.pair = Pair(page.edition("left").language, page.edition(page.learned_side).language)
            self._find_links()
            self._say_where()

    def _error_of(self, group: str) -> str:
        if group == OPEN:
            return _("Which sentences answer each other could not be found; this is an error of the program ({error}).")
        return super()._error_of(group)

    def _tell_error(self, group: str, message: str) -> None:
        if group == OPEN:
            self._fail(message)
        else:
            super()._tell_error(group, message)
