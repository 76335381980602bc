"""The bookmarks of an article, or of all articles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui_learn.app.bookmarks import Bookmark, Spot, bookmarks, put_back, remove
from tui_learn.app.cells import fit, width_of
from tui_learn.app.screens.notes import help_screen
from tui_learn.app.widgets.bars import KeyLine, TitleLine
from tui_learn.app.widgets.row_list import RowList, Run
from tui_learn.i18n import gettext as _
from tui_learn.library import Article, Pair
from tui_learn.progress import ProgressDamaged, ProgressNotSaved

if TYPE_CHECKING:
    from tui_learn.app.app import TuiLearn
    from tui_learn.progress import Progress

WIDEST = 120
MARK = "♦"


def row_of(mark: Bookmark, title: str, certain: bool, width: int) -> list[Run]:
    """A bookmark in so many cells: its mark, the article where a title is given, the words, the day."""
    width = min(WIDEST, width)
    tail = f"  {mark.language}  {mark.day}" if width >= 50 else f"  {mark.language}" if width >= 24 else ""
    room = max(1, width - 2 - width_of(tail))
    head = fit(title, room // 3) + "  " if title and room >= 24 else ""
    words = fit(mark.words, max(1, room - width_of(head)))
    gap = " " * max(0, room - width_of(head) - width_of(words))
    return [(MARK if certain else "?", "mark"), (" ", "text"), (head, "strong"), (words + gap, "text"), (tail, "quiet")]


class BookmarksScreen(ModalScreen[Bookmark | None]):
    """Over the reader; gives the one to go to."""

    app: TuiLearn
    DEFAULT_CSS = """
    BookmarksScreen { background: $background; }
    BookmarksScreen RowList { height: 1fr; margin: 1 0 0 0; }
    BookmarksScreen #message { padding: 1 2 0 2; height: auto; color: $quiet; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", _("go there in the text")),
        Binding("d,delete", "remove", _("remove the bookmark"), key_display="d"),
        Binding("u", "undo", _("put back the bookmark removed last")),
        Binding("a,tab", "everywhere", _("bookmarks of this article, or of all"), key_display="a"),
        Binding("question_mark,f1", "help", _("help"), key_display="?"),
        Binding("q,escape,B,f7", "dismiss(None)", _("back"), key_display="q"),
    ]

    def __init__(
        self, article: Article, pair: Pair, spots_of: Callable[[list[Bookmark]], Mapping[Bookmark, Spot]]
    ) -> None:
        """``spots_of`` finds those in the languages that are open."""
        super().__init__()
        self._article, self._pair, self._spots_of = article, pair, spots_of
        self._everywhere = False
        self._marks: list[Bookmark] = []
        self._removed: list[Bookmark] = []
        self._titles: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Title, what to do where there is none, the bookmarks, keys."""
        yield TitleLine(_("Bookmarks"))
        yield Static(id="message")
        yield RowList()
        yield KeyLine(
            [("↑ ↓", _("choose")), ("Enter", _("go there")), ("d", _("remove")), ("u", _("undo")),
             ("a", _("all articles")), ("q", _("back")), ("?", _("help"))]
        )  # fmt: skip

    def on_mount(self) -> None:
        """Those of this article."""
        self.query_one(RowList).focus()
        self._show(0)

    def _show(self, cursor: int) -> None:
        try:
            self._marks = bookmarks(self.app.desk.progress(), None if self._everywhere else self._article.id)
        except ProgressDamaged as error:
            self._marks = []
            self.app.tell(str(error), "error")
        if self._everywhere:
            languages = self._pair.known, self._pair.learned
            self._titles = {article.id: article.title(*languages) for article in self.app.desk.library().articles}
        here = self._spots_of([mark for mark in self._marks if mark.article == self._article.id])

        def draw(number: int, width: int) -> list[Run]:
            mark = self._marks[number]
            spot = here.get(mark)
            title = self._titles.get(mark.article, mark.article) if self._everywhere else ""
            return row_of(mark, title, spot is None or spot.certain, width)

        changed = sum(not spot.certain for spot in here.values())
        message = self.query_one("#message", Static)
        if not self._marks:
            message.update(Content(_("There is no bookmark yet. b sets one at the sentence under the cursor.")))
        elif changed:
            message.update(Content(_("? The text was changed here since: the sentence is not there any more.")))
        message.display = not self._marks or changed > 0
        name = _("all articles") if self._everywhere else self._article.title(self._pair.known, self._pair.learned)
        self.query_one(TitleLine).show(_("Bookmarks"), [str(len(self._marks)), name])
        self.query_one(RowList).show(len(self._marks), draw, cursor)

    def _chosen(self) -> Bookmark | None:
        number = self.query_one(RowList).chosen
        return None if number is None else self._marks[number]

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """A second click goes there."""
        event.stop()
        self.action_go()

    def action_go(self) -> None:
        """To the chosen one."""
        mark = self._chosen()
        if mark is not None:
            self.dismiss(mark)

    def action_remove(self) -> None:
        """Without asking: u puts it back."""
        mark, number = self._chosen(), self.query_one(RowList).chosen
        if mark is not None and self._change(lambda progress: remove(progress, [mark])):
            self._removed.append(mark)
            self.app.tell(_("The bookmark is removed. u puts it back."))
            self._show(number or 0)

    def action_undo(self) -> None:
        """The last one that was removed here."""
        if not self._removed:
            self.app.tell(_("No bookmark was removed here."))
        elif self._change(lambda progress: put_back(progress, self._removed[-1])):
            back = self._removed.pop()
            self._show(0)
            rows = self.query_one(RowList)
            rows.action_choose(self._marks.index(back) if back in self._marks else 0)

    def _change(self, change: Callable[[Progress], None]) -> bool:
        try:
            change(self.app.desk.progress())
        except (ProgressNotSaved, ProgressDamaged) as error:
            self.app.tell(str(error), "error")
            return False
        return True

    def action_everywhere(self) -> None:
        """Of this article, or of all."""
        self._everywhere = not self._everywhere
        self._show(0)

    def action_help(self) -> None:
        """All keys."""
        self.app.push_screen(help_screen(self))
