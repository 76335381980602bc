"""The app: which screen is shown, and what they share."""

from __future__ import annotations

import gc
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from tui_learn.app.configured import ConfiguredApp
from tui_learn.app.desk import Desk
from tui_learn.app.guard import Guard
from tui_learn.app.key_order import OrderedKeys
from tui_learn.app.library_changed import LibraryChanged
from tui_learn.app.start import Start
from tui_learn.failed import Failed
from tui_learn.i18n import gettext as _
from tui_learn.library import Article, Pair
from tui_learn.progress import ProgressDamaged, ProgressNotSaved
from tui_learn.text import Problem

if TYPE_CHECKING:
    from tui_learn.app.keeping import Act
    from tui_learn.app.speech import Speaker
    from tui_learn.app.trail import Arrival
    from tui_learn.library.scan import Scan
    from tui_learn.quiz.scope import Wanted


KEEP = "keep"
"""The worker that keeps what is decided."""
WELCOME_AFTER = 0.03
"""Seconds after which it is looked whether the learner is here for the first time: the library is drawn before."""
WATCH_AFTER = 2.0
"""Seconds after which changes of files are looked for: what is on the screen now has just been looked at."""
BEGUN_AFTER = 1.0
"""Seconds after which the system surely tells of changes."""
EVERYWHERE = Binding.Group(_("Everywhere"))


class _Closing(Exception):
    """The app ends: what is looked for is no longer wanted."""


class TuiLearn(OrderedKeys, ConfiguredApp):
    """Articles side by side, and quizzes on them."""

    TITLE = "tui-learn"
    ENABLE_COMMAND_PALETTE = True
    CSS = """
    OptionList:nocolor > .option-list--option-highlighted,
    OptionList:nocolor:focus > .option-list--option-highlighted { text-style: bold underline; }
    Toggle:nocolor:focus { text-style: bold underline; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+p,f12", "command_palette", _("all commands"), show=False, priority=True, group=EVERYWHERE),
        Binding("f10", "settings", _("settings"), show=False, group=EVERYWHERE),
        Binding("f9", "theme", _("light or dark"), show=False, group=EVERYWHERE),
        Binding("ctrl+q", "quit", _("quit"), show=False, priority=True, group=EVERYWHERE),
    ]

    def __init__(self, start: Start | None = None) -> None:
        super().__init__()
        self.start = start or Start()
        self.desk = Desk(self.start.library, self.start.opened)
        self.pair_now: Pair | None = None
        """The languages chosen last, as far as they are known."""
        self._guard = Guard()
        self._speaker: Speaker | None = None
        self._watching: threading.Event | None = None
        self._told_damaged = False
        self._told_repairs: set[Problem] = set()

    def get_line_filters(self) -> list[LineFilter]:
        """Nothing unsafe reaches the terminal."""
        return [*super().get_line_filters(), self._guard]

    def on_mount(self) -> None:
        """What was asked for, else the library."""
        if self.start.article is None and not self.start.quiz and self.start.deck is None:
            self.push_screen(self._library_screen())
            if self.start.welcome:
                self.set_timer(WELCOME_AFTER, self.welcome)
        else:
            self._open_start()
        self.call_after_refresh(self._start_settings)
        self.call_after_refresh(self._settle)
        self.set_timer(WATCH_AFTER, self.watch_library)

    def _start_settings(self) -> None:
        """Other keys need every screen to be imported: that waits until there is something to see."""
        self.start_settings()
        for problem in self.settings_problems[:1]:
            self.tell(str(problem), "error" if problem.severity == "error" else "warning")

    # --- files that change

    def watch_library(self) -> None:
        """From now on look at the library again whenever its files have changed."""
        if self._watching is None:
            self._watching = threading.Event()
            # Not one of the app's own threads: nobody waits for it when the app ends.
            threading.Thread(target=self._watch, args=(self._watching,), daemon=True).start()

    def _watch(self, stop: threading.Event) -> None:
        from tui_learn.library.watching import CannotWatch, changes

        library = self.desk.opened_library()
        if library.is_small:  # what has changed before the system tells of changes
            begun = threading.Timer(BEGUN_AFTER, self._take_changes, [stop])
            begun.daemon = True
            begun.start()
        try:
            for _paths in changes(library.folders, stop):
                self._take_changes(stop)
        except CannotWatch as error:
            self._tell_from_thread(str(error))

    def _take_changes(self, stop: threading.Event) -> None:
        """Look at the library again. One time that fails is told, and is not the last."""
        import sqlite3

        def wanted(_scan: Scan) -> None:
            if stop.is_set():
                raise _Closing

        try:
            if self.desk.rescan(wanted, stop) and self.is_running:
                self.desk.library().article_of("")  # what the screens ask for is made ready here
                self.call_from_thread(self.tell_changed)
        except _Closing:
            return
        except (Failed, sqlite3.Error) as error:
            self._tell_from_thread(_("The files could not be looked at: {error}").format(error=error))

    def _tell_from_thread(self, message: str) -> None:
        """From a thread that may outlive the app."""
        if self.is_running:
            self.call_from_thread(self.tell, message, "warning")

    def tell_changed(self) -> None:
        """The library is not as it was."""
        for screen in self.screen_stack:
            screen.post_message(LibraryChanged())

    def on_unmount(self) -> None:
        """Everything that was answered is kept already; the next start is quicker for this."""
        if self._watching is not None:
            self._watching.set()
        if self._speaker is not None:
            self._speaker.stop()
        self.desk.close()

    # --- keeping what is decided

    def keep(self, act: Act) -> None:
        """Let something be kept in a thread, after what was decided before; whoever leaves does not stop it."""
        if self.desk.keeping.add(act):
            self._keep()

    @work(thread=True, group=KEEP, exit_on_error=False)
    def _keep(self) -> None:
        self.desk.keeping.work()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """An error of the program is told, and what else was decided is kept."""
        if event.worker.group == KEEP and event.state == WorkerState.ERROR:
            error = event.worker.error
            message = _("It could not be kept; this is an error of the program ({error}).")
            self.tell(message.format(error=f"{type(error).__name__}: {error}"), "error")
            self._keep()

    def speak(self, text: str, language: str) -> None:
        """Read a text aloud with the program of the settings; what cannot be is told."""
        from tui_learn.app.speech import CannotSpeak, Speaker, no_command

        if not self.settings.reader.speak:
            self.tell(no_command())
            return
        if self._speaker is None:
            self._speaker = Speaker(self._tell_from_thread)
        try:
            self._speaker.speak(text, language, self.settings.reader.speak)
        except CannotSpeak as error:
            self.tell(str(error), "warning")

    @staticmethod
    def _settle() -> None:
        """Modules and styles live as long as the app: the collector need never look at them again."""
        gc.freeze()
        gc.enable()

    @work(thread=True, group="welcome")
    def welcome(self) -> None:
        """On the very first start, ask for the languages, once there are articles; in a thread."""
        from tui_learn.app.screens.first_run import is_first_run, partners

        articles = self.desk.opened_library().kept()  # the library asks again when it has read the first files
        if articles and partners(articles) and is_first_run(self):
            self.call_from_thread(self._ask_languages, articles)

    def _ask_languages(self, articles: list[Article]) -> None:
        from tui_learn.app.screens.first_run import FirstRunScreen
        from tui_learn.app.screens.library import LibraryScreen

        if isinstance(self.screen, LibraryScreen):  # unless the learner was quicker
            self.push_screen(FirstRunScreen(articles))

    @staticmethod
    def _library_screen(wanted: str = "") -> Screen[None]:
        """The library; the cursor begins on the article with an id."""
        from tui_learn.app.screens.library import LibraryScreen

        return LibraryScreen(wanted)

    def _open_start(self) -> None:
        named = self.start.article
        if self.start.deck is not None:  # which alone needs no library: that might have to be scanned first
            self._open_deck(self.start.deck, self.desk.library().by_id(named) if named is not None else None)
            return
        library = self.desk.library()
        article = library.by_id(named) if named is not None else next(iter(library.articles), None)
        if article is None:
            self.push_screen(self._library_screen())
            self.tell(_("There is no article to ask about."))
        elif self.start.quiz:
            self.open_quiz(article, self.start.pair)
        else:
            self.open_reader(article, self.start.pair)

    def go_back(self, screen: Screen[Any]) -> None:
        """Leave a screen: to the one below it, or to the library where there is none."""
        if len(self.screen_stack) > 2:
            screen.dismiss(None)
        else:
            article = getattr(screen, "article", None)
            self.switch_screen(self._library_screen(article.id if isinstance(article, Article) else ""))

    # --- going places

    def open_reader(self, article: Article, pair: Pair | None = None, *, arrival: Arrival | None = None) -> None:
        """Read an article; the first time, with a choice of languages, the pair is asked for.

        With ``arrival`` in the place of the reader that is shown, which has led here.
        """
        from tui_learn.app.screens.reader import ReaderScreen

        if pair is None:
            pair, chosen = self._pair_for(article)
            if not chosen and len(article.languages) > 2:
                from tui_learn.app.screens.pair import PairScreen

                self.push_screen(
                    PairScreen(article.languages, pair), lambda answer: self._read_in(article, answer, arrival)
                )
                return
        if arrival is None:
            self.push_screen(ReaderScreen(article, pair))
            return
        segment = (arrival.language, arrival.segment) if arrival.segment else None
        screen = ReaderScreen(article, pair, segment)
        screen.arrive(arrival)
        self.switch_screen(screen)

    def _read_in(self, article: Article, pair: Pair | None, arrival: Arrival | None = None) -> None:
        if pair is not None:
            self.choose_pair(pair, article)
            self.open_reader(article, pair, arrival=arrival)

    def open_quiz(self, article: Article, pair: Pair | None = None, wanted: Wanted | None = None) -> None:
        """Be quizzed on an article, or on what is ``wanted`` of it."""
        from tui_learn.app.screens.quiz import QuizScreen

        if pair is None:
            pair, _chosen = self._pair_for(article)
        start = self.start
        self.push_screen(QuizScreen(article, pair, wanted=wanted, kind=start.kind, count=start.count, seed=start.seed))

    def _open_deck(self, path: Path, article: Article | None) -> None:
        """Be quizzed on a deck alone."""
        from tui_learn.app.screens.quiz import QuizScreen
        from tui_learn.quiz.decks.asking import default_pair_of, open_deck

        opened, problems = open_deck(path)
        try:
            pair = self.start.pair or (default_pair_of(opened) if opened is not None else None)
        except ValueError as error:
            self.tell(f"{path}: {error}", "error")
            pair = None
        if pair is None:
            self.push_screen(self._library_screen())
            for problem in problems[:1]:
                self.tell(str(problem), "error")
            return
        start = self.start
        self.push_screen(QuizScreen(article, pair, deck=path, kind=start.kind, count=start.count, seed=start.seed))

    def choose_scope(self, article: Article, pair: Pair, place: tuple[str, str]) -> None:
        """Be quizzed on what the learner chooses; ``place`` is the (language, segment) under the cursor."""
        from tui_learn.app.screens.scopes import ScopeScreen

        def take(wanted: Wanted | None) -> None:
            if wanted is None:
                return
            try:
                self.desk.choose_scope(wanted.scope)
            except ProgressNotSaved as error:
                self.tell(str(error), "error")
            except ProgressDamaged as error:
                self._tell_damaged(error)
            self.open_quiz(article, pair, wanted)

        try:
            last = self.desk.last_scope()
        except ProgressDamaged as error:
            self._tell_damaged(error)
            last = "article"
        self.push_screen(ScopeScreen(article, pair, place, last), take)

    def _pair_for(self, article: Article) -> tuple[Pair, bool]:
        try:
            return self.desk.pair_for(article)
        except ProgressDamaged as error:
            self._tell_damaged(error)
            from tui_learn.library import default_pair

            return default_pair(article.languages, self.pair_now), self.pair_now is not None

    # --- what is remembered; a damaged or full disk is told and never stops the reading

    def choose_pair(self, pair: Pair, article: Article | None = None) -> None:
        """Remember the languages, for the article too if there is one."""
        self.pair_now = pair
        try:
            self.desk.choose_pair(pair)
            if article is not None:
                self.desk.keep_place(article, {**self.desk.place(article), "pair": str(pair)})
        except ProgressNotSaved as error:
            self.tell(str(error), "error")
        except ProgressDamaged as error:
            self._tell_damaged(error)

    def place_of(self, article: Article) -> dict[str, Any]:
        """Where an article was left."""
        try:
            return self.desk.place(article)
        except ProgressDamaged as error:
            self._tell_damaged(error)
            return {}

    def keep_place(self, article: Article, place: dict[str, Any]) -> None:
        """Remember where an article was left."""
        try:
            self.desk.keep_place(article, {**place, "day": self.desk.progress().day()})
        except ProgressNotSaved as error:
            self.tell(str(error), "error")
        except ProgressDamaged as error:
            self._tell_damaged(error)

    def mark_opened(self, article: Article, pair: Pair, headings: Sequence[str]) -> None:
        """Remember which sections were on the screen."""
        try:
            self.desk.mark_opened(article, pair, headings)
        except ProgressNotSaved as error:
            self.tell(str(error), "error")
        except ProgressDamaged as error:
            self._tell_damaged(error)

    def _tell_damaged(self, error: ProgressDamaged) -> None:
        if not self._told_damaged:
            self._told_damaged = True
            self.tell(str(error), "error")

    def tell_damaged_repairs(self) -> None:
        """Say once what is wrong with a file of repairs; the reading goes on without it."""
        for problem in [problem for problem in self.desk.repair_problems if problem not in self._told_repairs]:
            self._told_repairs.add(problem)
            self.tell(str(problem), "error")

    def tell(self, message: str, severity: str = "information") -> None:
        """Say something in the corner for a while; data is never taken for markup."""
        level: Any = severity
        self.notify(message, severity=level, timeout=12 if severity == "error" else 5, markup=False)

    def action_command_palette(self) -> None:
        """Find a command by typing."""
        from tui_learn.app.palette import palette

        if not any(screen.is_modal and screen.has_class("--textual-command-palette") for screen in self.screen_stack):
            self.push_screen(palette(self))

    def action_settings(self) -> None:
        """Look at the settings and change them."""
        from tui_learn.app.screens.settings import SettingsScreen

        if not any(isinstance(screen, SettingsScreen) for screen in self.screen_stack):
            self.push_screen(SettingsScreen())
