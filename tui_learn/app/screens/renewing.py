"""The part of the reader that takes a text as it is now when its file changes while it is read."""

from __future__ import annotations

from textual import work
from textual.worker import get_current_worker

from tui_learn.app.library_changed import LibraryChanged
from tui_learn.app.renewed import same_place
from tui_learn.app.screens.opening import OpeningScreen
from tui_learn.i18n import gettext as _
from tui_learn.library import Article, Pair
from tui_learn.text import Edition, UnreadableFile
from tui_learn.text.clean import clean_line

RENEW = "renew"
"""The worker that reads a changed file."""


class RenewingScreen(OpeningScreen):
    """Shows an article whose files others may write."""

    def __init__(self, article: Article, pair: Pair) -> None:
        super().__init__(article, pair)
        self._renewed: Article | None = None
        """The article as it is now, while another screen stands before this one."""
        self._gone: set[str] = set()
        """Files whose end was told."""

    def on_library_changed(self, _event: LibraryChanged) -> None:
        """Take what the files say now, at once or when this screen is seen again."""
        self._tell_gone()
        found = self._as_it_is()
        if found is None:
            return
        if self.is_current:
            self._renew(found)
        else:
            self._renewed = found

    def on_screen_resume(self) -> None:
        """What was changed meanwhile is taken now."""
        if self._renewed is not None:
            found, self._renewed = self._renewed, None
            self._renew(found)

    def _tell_gone(self) -> None:
        """A text whose file is there no more stays on the screen, but practising it is another matter."""
        page, library = self._page, self.app.desk.library()
        for side in page.sides if page is not None else ():
            path = page.edition(side).path if page is not None else ""
            if path not in self._gone and library.article_of(path) is None:
                self._gone.add(path)
                message = _("{path} is gone; the text is shown as it was.").format(path=clean_line(path))
                self.app.tell(message, "warning")

    def _as_it_is(self) -> Article | None:
        """The article, where a text that is shown is not what its file says any more."""
        page = self._page
        if page is None:
            return None
        for side in page.sides:
            shown = page.edition(side)
            article = self.app.desk.library().article_of(shown.path)
            for summary in article.editions if article is not None else ():
                if summary.path == shown.path and summary.sha256 != shown.sha256:
                    return article
        return None

    def _renew(self, article: Article) -> None:
        """Open the article again where the cursor is."""
        page = self._page
        if page is None or not {self.pair.known, self.pair.learned} <= set(article.languages):
            self.app.tell(_("The file of this text was changed; it is shown as it was."), "warning")
            return
        self._read_anew(article, page.edition(self._position.side), self._position.sentence)

    @work(thread=True, exclusive=True, group=RENEW)
    def _read_anew(self, article: Article, old: Edition, number: int) -> None:
        worker = get_current_worker()
        try:
            segment = same_place(old, number, article.edition(old.language))
        except UnreadableFile as error:
            self.app.call_from_thread(self.app.tell, str(error), "warning")
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._open_anew, article, old.language, segment)

    def _open_anew(self, article: Article, language: str, segment: str) -> None:
        if not self.is_attached:
            return
        self.leave_page()
        self.article = article
        self.begin_at(language, segment)
        self.load()
        self.app.tell(_("The file was changed: the text is shown as it is now."))

    def leave_page(self) -> None:
        """Write down what was read, and where it was left."""
        raise NotImplementedError

    def begin_at(self, language: str, segment: str) -> None:
        """Where the page that is opened next begins."""
        raise NotImplementedError
