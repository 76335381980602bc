"""The part of the reader that mends the alignment: merge, split, unlink, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from tui_learn.app.page import Page, Position, SideName
from tui_learn.app.widgets.aligned_view import AlignedView
from tui_learn.bitext import Bitext
from tui_learn.bitext.repair_store import Change, RepairsNotKept
from tui_learn.failed import Failed
from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.library import Article, Pair
from tui_learn.text import UnreadableFile

if TYPE_CHECKING:
    from tui_learn.app.app import TuiLearn
    from tui_learn.app.deeds import Given
    from tui_learn.bitext.beads import FixedBead
    from tui_learn.bitext.repair_making import CannotRepair

MEND = "mend"
"""The workers that change the alignment."""
ALIGNMENT = Binding.Group(_("Mending the alignment"))


class MendingScreen(Screen[None]):
    """Shows a page whose alignment can be mended."""

    app: TuiLearn
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "merge", _("merge with the next"), group=ALIGNMENT),
        Binding("s", "split", _("split before this sentence"), group=ALIGNMENT),
        Binding("d", "unlink", _("unlink: nothing answers this"), group=ALIGNMENT),
        Binding("u", "undo", _("undo the last repair or verdict made here"), group=ALIGNMENT),
    ]

    def __init__(self, article: Article, pair: Pair) -> None:
        super().__init__()
        self.article = article
        self.pair = pair
        # Kept here too: when the screen closes, its widgets are gone before it is told.
        self._page: Page | None = None
        self._position = Position("left", 0)
        self._mending = False
        self._done: list[Change | Given] = []
        """The repairs and verdicts made here, the last one last."""

    def _say_where(self) -> None:
        raise NotImplementedError

    def _find_links(self) -> None:
        raise NotImplementedError

    def action_merge(self) -> None:
        """The sentences of this bead and the next answer one another."""
        from tui_learn.bitext.repair_making import merged_here

        self._repair(merged_here, _("Merged: these sentences answer one another now. u undoes it."))

    def action_split(self) -> None:
        """A new bead begins with the sentence under the cursor."""
        from tui_learn.bitext.repair_making import split_before

        self._repair(split_before, _("Split: a new pair begins with this sentence now. u undoes it."))

    def action_unlink(self) -> None:
        """The sentences of this bead answer nothing."""
        from tui_learn.bitext.repair_making import unlinked_here

        self._repair(unlinked_here, _("Unlinked: these sentences answer nothing now. u undoes it."))

    def _repair(self, make: Callable[[Bitext, SideName, int], list[FixedBead]], done: str) -> None:
        from tui_learn.bitext.repair_making import CannotRepair

        if self._page is None or not self._can_change(_("In one language there is nothing to repair.")):
            return
        cursor, bitext = self._position, self._page.bitext
        try:
            beads = make(bitext, cursor.side, cursor.sentence)
        except CannotRepair as error:
            self._tell_impossible(error)
            return

        def repair() -> str:
            change = self.app.desk.repair(bitext, beads)
            if change.added:
                self._done.append(change)
            count = len(change.made_way)
            if not count:
                return done
            way = ngettext("{count} earlier repair makes way.", "{count} earlier repairs make way.", count)
            return f"{done} {way.format(count=count)}"

        self._mending = True
        self._mend(self.pair, repair)

    def _undo_repair(self, change: Change) -> None:
        def undo() -> str:
            undone = self.app.desk.undo_repair(change)
            self._done.remove(change)
            return _("The last repair is undone.") if undone else _changed_elsewhere()

        self._mending = True
        self._mend(self.pair, undo)

    def _can_change(self, in_one_language: str) -> bool:
        page = self._page
        if page is None:
            return False
        if page.one_sided:
            self.app.tell(in_one_language)
            return False
        shown = (page.edition("left").language, page.edition("right").language)
        if self._mending or shown != (self.pair.known, self.pair.learned):
            self.app.tell(_("The text is still being aligned; try again in a moment."))
            return False
        return True

    @work(thread=True, group=MEND, exit_on_error=False)
    def _mend(self, pair: Pair, change: Callable[[], str]) -> None:
        """Change the repairs and align anew, in a thread."""
        from tui_learn.bitext.repair_making import CannotRepair

        message, severity, bitext = "", "information", None
        try:
            message = change()
            bitext = self.app.desk.bitext(self.article, pair)
        except CannotRepair as error:
            self.app.call_from_thread(self._tell_impossible, error)
        except (RepairsNotKept, UnreadableFile, Failed) as error:
            message, severity = str(error), "error"
        finally:
            self.app.call_from_thread(self._mended, pair, bitext, message, severity)

    def _mended(self, pair: Pair, bitext: Bitext | None, message: str, severity: str) -> None:
        self._mending = False
        if message:
            self.app.tell(message, severity)
        before = self._page
        if bitext is None or before is None or pair != self.pair or not self.is_attached:
            return
        view = self.query_one(AlignedView)
        # The words are the same, the links have to be found again.
        left, right = before.words("left"), before.words("right")
        page = Page(bitext, plain=(left, right) if left is not None and right is not None else None)
        self._page, self._position = page, page.same_place(self._position, before)
        view.exchange_page(page, self._position)
        self._find_links()
        self._say_where()

    def _tell_impossible(self, error: CannotRepair) -> None:
        self.app.tell(_("This cannot be done: {reason}.").format(reason=error))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """An error of the program in a worker is told, and the reading goes on."""
        if event.state == WorkerState.ERROR:
            message = self._error_of(event.worker.group)
            error = event.worker.error
            if message:
                self._tell_error(event.worker.group, message.format(error=f"{type(error).__name__}: {error}"))

    def _tell_error(self, _group: str, message: str) -> None:
        self.app.tell(message, "error")

    def _error_of(self, group: str) -> str:
        """What to say when a worker of a group has failed."""
        if group == MEND:
            return _("The alignment could not be mended; this is an error of the program ({error}).")
        return ""


def _changed_elsewhere() -> str:
    return _("It has been changed again elsewhere: nothing is undone.")
