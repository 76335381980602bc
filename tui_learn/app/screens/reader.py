"""The reader: an article in two languages side by side."""

from __future__ import annotations

from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import get_current_worker

from tui_learn.app.page import Page, Position, SideName
from tui_learn.app.screens.learning import LINK, WORDS, Left
from tui_learn.app.screens.mending import ALIGNMENT
from tui_learn.app.screens.notes import help_screen
from tui_learn.app.screens.pair import PairScreen
from tui_learn.app.screens.travelling import TravellingScreen
from tui_learn.app.widgets.aligned_view import AlignedView
from tui_learn.app.widgets.bars import KeyLine, TitleLine
from tui_learn.app.widgets.foot import TALL, WordLine
from tui_learn.bitext import Bitext
from tui_learn.bitext.repair_store import Change
from tui_learn.i18n import gettext as _
from tui_learn.library import Article, Pair
from tui_learn.text import UnreadableFile

KEEP_AFTER = 2.0
"""Seconds of rest after which the place is written down."""


class ReaderScreen(TravellingScreen):
    """Reads one article in one pair of languages."""

    DEFAULT_CSS = """
    ReaderScreen { background: $background; }
    ReaderScreen AlignedView { height: 1fr; margin: 1 0 0 0; }
    ReaderScreen #message { padding: 1 3; height: auto; color: $quiet; }
    ReaderScreen ToastRack { margin-bottom: 2; }
    ReaderScreen.-tall ToastRack { margin-bottom: 3; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p,f5", "practise", _("practise"), key_display="p"),
        Binding("x", "swap", _("swap languages")),
        Binding("c", "languages", _("languages")),
        Binding("enter", "entry", _("entry of the word"), group=WORDS),
        Binding("y", "confirm", _("confirm: the word and its answer belong together"), group=WORDS),
        Binding("r", "strike", _("strike: they do not belong together"), group=WORDS),
        Binding("m", "merge", _("merge with the next"), group=ALIGNMENT),
        Binding("s", "split", _("split before this sentence"), group=ALIGNMENT),
        Binding("d", "unlink", _("unlink: nothing answers this"), group=ALIGNMENT),
        Binding("u", "undo", _("undo the last repair or verdict made here"), group=ALIGNMENT),
        Binding("question_mark,f1", "help", _("help"), key_display="?"),
        Binding("q,escape", "back", _("back"), key_display="q"),
    ]

    def __init__(self, article: Article, pair: Pair, segment: tuple[str, str] | None = None) -> None:
        """``segment`` is a (language, segment) to begin at, instead of where the article was left."""
        super().__init__(article, pair)
        self._start = segment
        self._visiting = segment is not None
        self._keeping: Timer | None = None
        self._title_shown: tuple[str, tuple[str, str]] | None = None
        self._opened_blocks: set[int] = set()
        """Blocks of the learned language that were on the screen."""

    def compose(self) -> ComposeResult:
        """Title, page, word line, keys."""
        yield TitleLine(self.article.title(self.pair.known, self.pair.learned))
        yield Static(Content(_("Opening …")), id="message")
        yield AlignedView(self._moved, id="page")
        yield WordLine(id="word-line")
        keys = [("↑ ↓", _("sentence")), ("← →", _("word")), ("Enter", _("entry")), ("p", _("practise"))]
        if self.pair.known != self.pair.learned:
            keys[2:2] = [("Tab", _("other side"))]
            keys.append(("x", _("swap")))
        yield KeyLine([*keys, ("c", _("languages")), ("q", _("back")), ("?", _("help"))])

    def on_resize(self, event: events.Resize) -> None:
        """Where there is room the sentence has a row of its own at the foot."""
        self.set_class(event.size.height >= TALL, "-tall")
        self.query_one(WordLine).set_class(event.size.height >= TALL, "-tall")

    def on_mount(self) -> None:
        """The page is there at once if it was aligned before; else it comes when it is."""
        bitext = self.app.desk.kept_bitext(self.article, self.pair)
        if bitext is not None:
            self._show(self._opened(bitext), self.app.place_of(self.article))
        else:
            self.query_one(AlignedView).display = False
            self.load()
        self.watch(self.query_one(AlignedView), "scroll_y", self._look, init=False)
        self.watch(self.query_one(AlignedView), "virtual_size", self._laid_out, init=False)

    @work(thread=True, exclusive=True, group="reader")
    def load(self) -> None:
        """Align in a thread, until the reader is left."""
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
        except Left:
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_aligned, bitext)

    def _say_aligning(self, percent: int) -> None:
        if self.is_attached:
            message = _("Finding which sentences answer each other … {percent} %").format(percent=percent)
            self.query_one("#message", Static).update(Content(message))

    def _show_aligned(self, bitext: Bitext) -> None:
        self._show(self._opened(bitext), self.app.place_of(self.article))

    def _opened(self, bitext: Bitext) -> Page:
        """The page, with the words that answer each other where they were found before."""
        one_sided = bitext.left is bitext.right
        return Page(bitext, None if one_sided else self.app.desk.kept_glossary(self.article, self.pair))

    def _fail(self, message: str) -> None:
        self.query_one("#message", Static).update(Content(message))

    def _show(self, page: Page, place: dict[str, str]) -> None:
        view = self.query_one(AlignedView)
        self.query_one("#message", Static).display = False
        view.display = True
        self._page, self._position = page, self._resumed(page, self._beginning(page, place))
        self._word_note = ""
        view.show_page(page, self._position)
        view.focus()
        self._opened_blocks = set()
        self._say_words()
        self._find_links()
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
        return page.find("left", segment) or page.at("left", 0)

    def _moved(self, position: Position) -> None:
        """Say where the cursor is; write it down when it rests."""
        self._position = position
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
        title = (self.article.title(self.pair.known, self.pair.learned), (pair, f"{share} %"))
        if title != self._title_shown:  # most words leave it as it is
            self._title_shown = title
            self.query_one(TitleLine).show(*title)
        can_undo = any(isinstance(done, Change) for done in self._done)
        self.query_one(WordLine).show(page, position, self._word_note, can_undo)

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

    def _laid_out(self) -> None:
        self.call_after_refresh(self._look)

    def _look(self) -> None:
        """Note what is on the screen."""
        for view in self.query(AlignedView):  # there is none any more once the screen closes
            if self._page is not None:
                self._opened_blocks |= view.blocks_in_view(self._learned_side)

    @property
    def _learned_side(self) -> SideName:
        return "left" if self._page is None or self._page.one_sided else "right"

    def _leave_page(self) -> None:
        """Write down what was read, and where it was left."""
        self.keep_place()
        self._look()
        if self._page is None or self._visiting or not self._opened_blocks:
            return
        from tui_learn.quiz.scope import headings_over

        edition = self._page.edition(self._learned_side)
        left = self._page.edition("left").language
        self.app.mark_opened(self.article, Pair(left, edition.language), headings_over(edition, self._opened_blocks))

    def on_unmount(self) -> None:
        """Leaving in whatever way keeps the place."""
        self._leave_page()

    def _change_pair(self, pair: Pair | None) -> None:
        if pair is None or pair == self.pair:
            return
        self._leave_page()
        if self._page is not None:
            edition, word = self._page.edition(self._position.side), self._page.word(self._position)
            self._start = (edition.language, self._page.sentence(self._position).id)
            stays = edition.language in (pair.known, pair.learned)
            self._resume = (self._position.sentence, word.start) if word is not None and stays else None
        self.pair = pair
        self.workers.cancel_group(self, LINK)
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

    def action_practise(self) -> None:
        """A quiz on this paragraph, this section, the article, or what else is chosen."""
        self._leave_page()
        if self._page is None:
            self.app.open_quiz(self.article, self.pair)
            return
        place = self._page.edition(self._position.side).language, self._page.sentence(self._position).id
        self.app.choose_scope(self.article, self.pair, place)

    def action_help(self) -> None:
        """All keys."""
        self.app.push_screen(help_screen(self))

    def action_back(self) -> None:
        """To where one came from."""
        self._leave_page()  # before the library counts again
        self.app.go_back(self)
