"""The reader: an article in two languages side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import get_current_worker

from tui_learn.app.exact_updates import is_drawn, send_exactly
from tui_learn.app.layouts import LAYOUTS, Reading
from tui_learn.app.page import Page, Position, SideName
from tui_learn.app.screens.laying import LayingScreen
from tui_learn.app.screens.learning import LINK
from tui_learn.app.screens.renewing import RenewingScreen
from tui_learn.app.screens.speaking import SpeakingScreen
from tui_learn.app.screens.timing import TimingScreen
from tui_learn.app.veil import Veil
from tui_learn.app.widgets.aligned_view import AlignedView
from tui_learn.app.widgets.bars import KeyLine, TitleLine
from tui_learn.app.widgets.foot import TALL, WordLine
from tui_learn.bitext.repair_store import Change
from tui_learn.i18n import gettext as _
from tui_learn.library import Article, Pair
from tui_learn.text.languages import has_word_spaces

if TYPE_CHECKING:
    from tui_learn.settings import Settings

LOOK_AFTER = 0.02
"""Seconds after which words and links are looked for, if the text has been drawn by then."""
FREQUENCIES = "frequencies"
"""The worker that reads how frequent words are."""
KEEP_AFTER = 2.0
"""Seconds of rest after which the place is written down."""


class ReaderScreen(LayingScreen, RenewingScreen, TimingScreen, SpeakingScreen):
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
        Binding("question_mark,f1", "help", _("help"), key_display="?"),
        Binding("q,escape", "back", _("back"), key_display="q"),
    ]

    def __init__(self, article: Article, pair: Pair, segment: tuple[str, str] | None = None) -> None:
        """``segment`` is a (language, segment) to begin at, instead of where the article was left."""
        super().__init__(article, pair)
        send_exactly(self)
        self._start = segment
        self._visiting = segment is not None
        self._keeping: Timer | None = None
        self._title_shown: tuple[str, tuple[str, ...]] | None = None
        self._hinted: dict[str, int] = {}
        """Language to the sentence at which the extra for its words was named."""
        self._opened_blocks: set[int] = set()
        """Blocks of the learned language that were on the screen."""

    def compose(self) -> ComposeResult:
        """Title, page, word line, keys."""
        yield TitleLine(self.article.title(self.pair.known, self.pair.learned))
        yield Static(Content(_("Opening …")), id="message")
        yield AlignedView(self._moved, self._follow_link, self.action_entry, id="page")
        line = WordLine(id="word-line")
        line.hint = self._hint
        # From the beginning, or the styles of all the screen would have to be worked out twice.
        for part in (self, line):
            part.set_class(self.app.size.height >= TALL, "-tall", update=False)
        yield line
        yield KeyLine(self._keys())

    def _keys(self) -> list[tuple[str, str]]:
        """What stands at the foot."""
        enter = _("show it") if self._reading.layout == "hidden" else _("entry")
        keys = [("↑ ↓", _("sentence")), ("← →", _("word")), ("Enter", enter), ("1-5", _("status"))]
        keys += [("p", _("practise")), ("/", _("search")), ("t", _("contents"))]
        if self.pair.known != self.pair.learned:
            keys[2:2] = [("Tab", _("other side"))]
            keys[6:6] = [("v", _("layout"))]
            keys.append(("x", _("swap")))
        return [*keys, ("c", _("languages")), ("q", _("back")), ("?", _("help"))]

    def _lay(self) -> None:
        """Lay the page out, and name the keys as they are in that layout."""
        super()._lay()
        self._name_keys()

    def _name_keys(self) -> None:
        for line in self.query(KeyLine):
            if not line.has_class("search-keys"):
                line.show(self._keys())

    def on_resize(self, event: events.Resize) -> None:
        """Where there is room the sentence has a row of its own at the foot."""
        self.set_class(event.size.height >= TALL, "-tall")
        self.query_one(WordLine).set_class(event.size.height >= TALL, "-tall")

    def on_mount(self) -> None:
        """The page is there at once if it was aligned before; else it comes when it is."""
        self.open_page()
        self.app.settings_changed.subscribe(self, self._settings_changed)
        self.watch(self.query_one(AlignedView), "scroll_y", self._look, init=False)
        self.watch(self.query_one(AlignedView), "virtual_size", self._laid_out, init=False)

    def _show(self, page: Page, place: dict[str, Any]) -> None:
        view = self.query_one(AlignedView)
        self.query_one("#message", Static).display = False
        view.display = True
        if self._page is None:
            self._reading = self._wanted(place)
            self.begin_timing()
        self._page, self._position = page, self._resumed(page, self._beginning(page, place))
        self._word_note, self._veil = "", Veil()
        if self.app.has_settings:
            view.max_text = self.app.settings.reader.text_width
        view.show_page(page, self._position, self._reading, self._passage_of())
        self._position = view.position
        self._draw_veil()
        self._name_keys()
        view.focus()
        self._opened_blocks = set()
        self.take_third(place)
        self._say_words()
        self.set_timer(LOOK_AFTER, self._look_up)

    def _look_up(self) -> None:
        """What is not on the page itself: once there is something to read."""
        if self.is_attached and self.is_current and not is_drawn(self):
            self.set_timer(LOOK_AFTER, self._look_up)
        elif self.is_attached:
            self._find_links()
            self._find_frequencies()
            self.app.tell_damaged_repairs()

    def _find_frequencies(self) -> None:
        """Read how frequent the words of the learned language are, where the extra for it is installed."""
        from tui_learn.text import frequency

        if self._page is not None and not frequency.is_loaded(self.pair.learned):
            self._read_frequencies(self.pair.learned)

    @work(thread=True, exclusive=True, group=FREQUENCIES, exit_on_error=False)
    def _read_frequencies(self, language: str) -> None:
        from tui_learn.text import frequency

        frequency.load(language)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._frequencies_read)

    def _error_of(self, group: str) -> str:
        if group == FREQUENCIES:
            return _("How frequent words are could not be read; this is an error of the program ({error}).")
        return super()._error_of(group)

    def _frequencies_read(self) -> None:
        if self.is_attached:
            self._say_where()
            if self._unknown is not None:
                self._unknown.show_frequencies()

    def _hint(self, page: Page, position: Position) -> str:
        """The extra that would tell the words of a language apart, said at one sentence of it."""
        language = page.edition(position.side).language
        if has_word_spaces(language) or page.words(position.side) is None:
            return ""
        if self._hinted.setdefault(language, position.sentence) != position.sentence:
            return ""
        from tui_learn.text.segmenters import missing_extra

        return missing_extra(language) or ""

    def _wanted(self, place: dict[str, Any]) -> Reading:
        """How the article was read last; one that is new as the settings say."""
        reading = Reading.from_json(place)
        if "layout" not in place and not place.get("segment") and self.app.has_settings:
            chosen = next((layout for layout in LAYOUTS if layout == self.app.settings.reader.layout), None)
            return replace(reading, layout=chosen)
        return reading

    def _beginning(self, page: Page, place: dict[str, Any]) -> Position:
        left_here = self._start is None
        kept = place.get("language"), place.get("segment")
        language, segment = self._start or (str(kept[0] or ""), str(kept[1] or ""))
        self._start = None
        for side in ("left", "right"):
            name: SideName = "left" if side == "left" else "right"
            if page.edition(name).language == language:
                found = page.find(name, segment)
                if found is not None:
                    offset = place.get("offset")
                    if left_here and type(offset) is int and self._resume is None:
                        self._resume = found.sentence, offset  # for when words are known
                    return found
        # The place may be in a language that is no longer shown: its segment is the best guess on the left.
        return page.find("left", segment) or page.at("left", 0)

    def _moved(self, position: Position) -> None:
        """Say where the cursor is; write it down when it rests."""
        self._position = position
        self._clock.active()
        self._say_where()
        self._keep_soon()

    def _keep_soon(self) -> None:
        """Write down where the reader is once nothing has changed for a while."""
        if self._keeping is not None:
            self._keeping.stop()
        self._keeping = self.set_timer(KEEP_AFTER, self.keep_place)

    def third_changed(self) -> None:
        """Another third language is kept with the place."""
        self.keep_place()

    def _settings_changed(self, settings: Settings) -> None:
        """Text of another width breaks elsewhere."""
        view = self.query_one(AlignedView)
        if view.max_text != settings.reader.text_width:
            view.max_text = settings.reader.text_width
            self._lay()

    def _follow_link(self) -> None:
        self.action_follow()

    def _say_where(self) -> None:
        page, position = self._page, self._position
        if page is None:
            return
        share = round(100 * page.progress(position))
        pair = self.pair.learned if page.one_sided else f"{self.pair.known} → {self.pair.learned}"
        facts = [pair, f"{share} %"]
        if self.known_share is not None:
            facts.append(_("known {percent} %").format(percent=round(100 * self.known_share)))
        if self.layout_now == "weave":
            facts.append(_("woven {percent} %").format(percent=self._weave.percent))
        title = (self.article.title(self.pair.known, self.pair.learned), tuple(facts))
        if title != self._title_shown:  # most words leave it as it is
            self._title_shown = title
            self.query_one(TitleLine).show(*title)
        can_undo = any(isinstance(done, Change) for done in self._done)
        told, note = self._told_page(page)
        self.query_one(WordLine).show(told, position, note, can_undo, self.third_note(), hides=self._hides)

    def keep_place(self) -> None:
        """Write down where the article was left; a visit from a quiz changes nothing."""
        if self._page is None or self._visiting:
            return
        word = self._page.word(self._position)
        self.app.keep_place(
            self.article,
            {
                "pair": str(self.pair),
                "language": self._page.edition(self._position.side).language,
                "segment": self._page.sentence(self._position).id,
                **({} if word is None else {"offset": word.start}),
                "share": round(self._page.progress(self._position), 3),
                **self._reading.to_json(),
                **self.third_place(),
            },
        )

    def _laid_out(self) -> None:
        self.call_after_refresh(self._look)

    def _look(self) -> None:
        """Note what is on the screen."""
        page = self._page
        for view in self.query(AlignedView):  # there is none any more once the screen closes
            if page is None or view.frame is None:
                continue
            if page.learned_side in view.frame.sides:
                self._opened_blocks |= view.blocks_in_view(page.learned_side)
            else:  # woven: what stands beside it is read in it
                rows = {page.row_of_block["left"][block] for block in view.blocks_in_view("left")}
                self._opened_blocks.update(block for row in rows for block in page.rows[row].right)
        self.note_view()

    def leave_page(self) -> None:
        """Write down what was read, and where it was left."""
        self.keep_place()
        self._look()
        self.keep_reading()
        if self._page is None or self._visiting or not self._opened_blocks:
            return
        from tui_learn.quiz.scope import headings_over

        edition = self._page.edition(self._page.learned_side)
        left = self._page.edition("left").language
        self.app.mark_opened(self.article, Pair(left, edition.language), headings_over(edition, self._opened_blocks))

    def on_unmount(self) -> None:
        """Leaving in whatever way keeps the place."""
        self.leave_page()

    def begin_at(self, language: str, segment: str) -> None:
        """Where the page that is opened next begins."""
        self._start, self._resume = (language, segment), None

    def _change_pair(self, pair: Pair | None) -> None:
        if pair is None or pair == self.pair:
            return
        self.leave_page()
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
        from tui_learn.app.screens.pair import PairScreen

        self.app.push_screen(PairScreen(self.article.languages, self.pair), self._change_pair)

    def action_practise(self) -> None:
        """A quiz on this paragraph, this section, the article, or what else is chosen."""
        self.leave_page()
        if self._page is None:
            self.app.open_quiz(self.article, self.pair)
            return
        place = self._page.edition(self._position.side).language, self._page.sentence(self._position).id
        self.app.choose_scope(self.article, self.pair, place)

    def action_help(self) -> None:
        """All keys."""
        from tui_learn.app.screens.notes import help_screen

        self.app.push_screen(help_screen(self))

    def action_back(self) -> None:
        """To where one came from."""
        self.leave_page()  # before the library counts again
        self.app.go_back(self)
