"""The reader: an article in two languages side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import Worker, WorkerState, get_current_worker

from tui_learn.app.page import DOUBTFUL, Page, Position, SideName
from tui_learn.app.screens.notes import help_screen
from tui_learn.app.screens.pair import PairScreen
from tui_learn.app.widgets.aligned_view import AlignedView
from tui_learn.app.widgets.bars import KeyLine, TitleLine
from tui_learn.bitext import Bitext
from tui_learn.bitext.beads import FixedBead
from tui_learn.bitext.repair_making import CannotRepair, merged_here, split_before, unlinked_here
from tui_learn.bitext.repair_store import Change, RepairsNotKept
from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.library import Article, Pair
from tui_learn.text import UnreadableFile
from tui_learn.text.languages import language_name

if TYPE_CHECKING:
    from tui_learn.app.app import TuiLearn

KEEP_AFTER = 2.0
"""Seconds of rest after which the place is written down."""


MEND = "mend"
"""The workers that change the alignment."""
ALIGNMENT = Binding.Group(_("Mending the alignment"))


class _Left(Exception):
    """The learner has left the reader: the work is no longer wanted."""


class ReaderScreen(Screen[None]):
    """Reads one article in one pair of languages."""

    app: TuiLearn
    DEFAULT_CSS = """
    ReaderScreen { background: $background; }
    ReaderScreen AlignedView { height: 1fr; margin: 1 0 0 0; }
    ReaderScreen #word-line { height: 1; padding: 0 2; color: $quiet; background: $surface; }
    ReaderScreen #message { padding: 1 3; height: auto; color: $quiet; }
    ReaderScreen ToastRack { margin-bottom: 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p,f5", "practise", _("practise"), key_display="p"),
        Binding("x", "swap", _("swap languages")),
        Binding("c", "languages", _("languages")),
        Binding("m", "merge", _("merge with the next"), group=ALIGNMENT),
        Binding("s", "split", _("split before this sentence"), group=ALIGNMENT),
        Binding("d", "unlink", _("unlink: nothing answers this"), group=ALIGNMENT),
        Binding("u", "undo_repair", _("undo the last repair made here"), group=ALIGNMENT),
        Binding("question_mark,f1", "help", _("help"), key_display="?"),
        Binding("q,escape", "back", _("back"), key_display="q"),
    ]

    def __init__(self, article: Article, pair: Pair, segment: tuple[str, str] | None = None) -> None:
        """``segment`` is a (language, segment) to begin at, instead of where the article was left."""
        super().__init__()
        self.article = article
        self.pair = pair
        self._start = segment
        self._visiting = segment is not None
        self._keeping: Timer | None = None
        # Kept here too: when the screen closes, its widgets are gone before it is told.
        self._page: Page | None = None
        self._position = Position("left", 0)
        self._mending = False
        self._changes: list[Change] = []
        """The repairs made here, the last one last."""

    def compose(self) -> ComposeResult:
        """Title, page, word line, keys."""
        yield TitleLine(self.article.title(self.pair.known, self.pair.learned))
        yield Static(Content(_("Opening …")), id="message")
        yield AlignedView(id="page")
        yield Static(id="word-line")
        keys = [("↑ ↓", _("sentence")), ("p", _("practise")), ("c", _("languages"))]
        if self.pair.known != self.pair.learned:
            keys[1:1] = [("Tab", _("other side"))]
            keys.append(("x", _("swap")))
        yield KeyLine([*keys, ("q", _("back")), ("?", _("help"))])

    def on_mount(self) -> None:
        """The page is there at once if it was aligned before; else it comes when it is."""
        bitext = self.app.desk.kept_bitext(self.article, self.pair)
        if bitext is not None:
            self._show(Page(bitext), self.app.place_of(self.article))
        else:
            self.query_one(AlignedView).display = False
            self.load()

    @work(thread=True, exclusive=True, group="reader")
    def load(self) -> None:
        """Align in a thread, until the reader is left."""
        worker = get_current_worker()
        last = -1

        def progress(share: float) -> None:
            nonlocal last
            if worker.is_cancelled:
                raise _Left
            if int(100 * share) > last:
                last = int(100 * share)
                self.app.call_from_thread(self._say_aligning, last)

        try:
            bitext = self.app.desk.bitext(self.article, self.pair, progress)
        except UnreadableFile as error:
            self.app.call_from_thread(self._fail, str(error))
            return
        except _Left:
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_aligned, Page(bitext))

    def _say_aligning(self, percent: int) -> None:
        if self.is_attached:
            message = _("Finding which sentences answer each other … {percent} %").format(percent=percent)
            self.query_one("#message", Static).update(Content(message))

    def _show_aligned(self, page: Page) -> None:
        self._show(page, self.app.place_of(self.article))

    def _fail(self, message: str) -> None:
        self.query_one("#message", Static).update(Content(message))

    def _show(self, page: Page, place: dict[str, str]) -> None:
        view = self.query_one(AlignedView)
        self.query_one("#message", Static).display = False
        view.display = True
        self._page, self._position = page, self._beginning(page, place)
        view.show_page(page, self._position)
        view.focus()
        self._say_where()
        self.app.tell_damaged_repairs()

    def _beginning(self, page: Page, place: dict[str, str]) -> Position:
        language, segment = self._start or (place.get("language", ""), place.get("segment", ""))
        self._start = None
        for side in ("left", "right"):
            name: SideName = "left" if side == "left" else "right"
            if page.edition(name).language == language:
                found = page.find(name, segment)
                if found is not None:
                    return found
        # The place may be in a language that is no longer shown: its segment is the best guess on the left.
        return page.find("left", segment) or Position("left", 0)

    def on_aligned_view_moved(self, event: AlignedView.Moved) -> None:
        """Say where the cursor is; write it down when it rests."""
        self._position = event.position
        self._say_where()
        if self._keeping is not None:
            self._keeping.stop()
        self._keeping = self.set_timer(KEEP_AFTER, self.keep_place)

    def _say_where(self) -> None:
        page, position = self._page, self._position
        if page is None:
            return
        share = round(100 * page.progress(position))
        pair = self.pair.learned if page.one_sided else f"{self.pair.known} → {self.pair.learned}"
        title = self.article.title(self.pair.known, self.pair.learned)
        self.query_one(TitleLine).show(title, [pair, f"{share} %"])
        side, answers, sure = page.counterpart(position)
        sentence, edition = page.sentence(position), page.edition(position.side)
        number = _("sentence {number} of {count}").format(number=position.sentence + 1, count=len(edition.sentences))
        facts = [number, f"{edition.language}/{sentence.id}"]
        if not page.one_sided:
            other = language_name(page.edition(side).language)
            if not answers:
                facts.append(_("nothing answers this in {language}").format(language=other))
            note = page.note(position.side, position.sentence)
            if note == "repaired":
                facts.append(_("✓ settled by you"))
            elif note == "doubtful":
                facts.append(_("? doubtful"))
            elif answers and sure < DOUBTFUL:
                facts.append(_("the counterpart is uncertain"))
            if note:
                facts.append(_("m merge · s split · d unlink"))
            if note and self._changes:
                facts.append(_("u undo"))
        self.query_one("#word-line", Static).update(Content(" · ".join(facts)))

    def keep_place(self) -> None:
        """Write down where the article was left; a visit from a quiz changes nothing."""
        if self._page is None or self._visiting:
            return
        self.app.keep_place(
            self.article,
            {
                "pair": str(self.pair),
                "language": self._page.edition(self._position.side).language,
                "segment": self._page.sentence(self._position).id,
                "share": round(self._page.progress(self._position), 3),
            },
        )

    def on_unmount(self) -> None:
        """Leaving in whatever way keeps the place."""
        self.keep_place()

    def _change_pair(self, pair: Pair | None) -> None:
        if pair is None or pair == self.pair:
            return
        if self._page is not None:
            edition = self._page.edition(self._position.side)
            self._start = (edition.language, self._page.sentence(self._position).id)
        self.pair = pair
        self.app.choose_pair(pair, self.article)
        self.load()

    def action_swap(self) -> None:
        """Left becomes right."""
        self._change_pair(self.pair.swapped())

    def action_languages(self) -> None:
        """Choose other languages for this article."""
        if len(self.article.languages) < 2:
            self.app.tell(_("This article is there in one language only."))
            return
        self.app.push_screen(PairScreen(self.article.languages, self.pair), self._change_pair)

    # --- mending the alignment

    def action_merge(self) -> None:
        """The sentences of this bead and the next answer one another."""
        self._repair(merged_here, _("Merged: these sentences answer one another now. u undoes it."))

    def action_split(self) -> None:
        """A new bead begins with the sentence under the cursor."""
        self._repair(split_before, _("Split: a new pair begins with this sentence now. u undoes it."))

    def action_unlink(self) -> None:
        """The sentences of this bead answer nothing."""
        self._repair(unlinked_here, _("Unlinked: these sentences answer nothing now. u undoes it."))

    def _repair(self, make: Callable[[Bitext, SideName, int], list[FixedBead]], done: str) -> None:
        if self._page is None or not self._can_mend():
            return
        cursor = self.query_one(AlignedView).position  # the screen is told of moves a little later
        bitext = self._page.bitext
        try:
            beads = make(bitext, cursor.side, cursor.sentence)
        except CannotRepair as error:
            self._tell_impossible(error)
            return

        def repair() -> str:
            change = self.app.desk.repair(bitext, beads)
            if change.added:
                self._changes.append(change)
            count = len(change.made_way)
            if not count:
                return done
            way = ngettext("{count} earlier repair makes way.", "{count} earlier repairs make way.", count)
            return f"{done} {way.format(count=count)}"

        self._mending = True
        self._mend(self.pair, repair)

    def action_undo_repair(self) -> None:
        """Take back the last repair that was made here, of these two languages."""
        if self._page is None or not self._can_mend():
            return
        languages = tuple(sorted((self.pair.known, self.pair.learned)))
        change = next((change for change in reversed(self._changes) if change.languages == languages), None)
        if change is None:
            self.app.tell(_("There is no repair to undo: none was made here since this article was opened."))
            return

        def undo() -> str:
            undone = self.app.desk.undo_repair(change)
            self._changes.remove(change)
            return (
                _("The last repair is undone.")
                if undone
                else _("It has been changed again elsewhere: nothing is undone.")
            )

        self._mending = True
        self._mend(self.pair, undo)

    def _can_mend(self) -> bool:
        page = self._page
        if page is None:
            return False
        if page.one_sided:
            self.app.tell(_("In one language there is nothing to repair."))
            return False
        shown = (page.edition("left").language, page.edition("right").language)
        if self._mending or shown != (self.pair.known, self.pair.learned):
            self.app.tell(_("The text is still being aligned; try again in a moment."))
            return False
        return True

    @work(thread=True, group=MEND, exit_on_error=False)
    def _mend(self, pair: Pair, change: Callable[[], str]) -> None:
        """Change the repairs and align anew, in a thread."""
        message, severity, page = "", "information", None
        try:
            message = change()
            page = Page(self.app.desk.bitext(self.article, pair))
        except CannotRepair as error:
            self.app.call_from_thread(self._tell_impossible, error)
        except (RepairsNotKept, UnreadableFile) as error:
            message, severity = str(error), "error"
        finally:
            self.app.call_from_thread(self._mended, pair, page, message, severity)

    def _mended(self, pair: Pair, page: Page | None, message: str, severity: str) -> None:
        self._mending = False
        if message:
            self.app.tell(message, severity)
        if page is not None and pair == self.pair and self.is_attached:
            self._page = page
            self.query_one(AlignedView).exchange_page(page)
            self._say_where()

    def _tell_impossible(self, error: CannotRepair) -> None:
        self.app.tell(_("This cannot be done: {reason}.").format(reason=error))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """An error of the program in mending is told, and the reading goes on."""
        if event.worker.group == MEND and event.state == WorkerState.ERROR:
            error = event.worker.error
            message = _("The alignment could not be mended; this is an error of the program ({error}).")
            self.app.tell(message.format(error=f"{type(error).__name__}: {error}"), "error")

    def action_practise(self) -> None:
        """A quiz on this article."""
        self.keep_place()
        self.app.open_quiz(self.article, self.pair)

    def action_help(self) -> None:
        """All keys."""
        self.app.push_screen(help_screen(self))

    def action_back(self) -> None:
        """To where one came from."""
        self.keep_place()  # before the library counts again
        self.app.go_back(self)
