"""The app: which screen is shown, and what they share."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.screen import Screen

from tui_learn.app.desk import Desk
from tui_learn.app.guard import Guard
from tui_learn.app.start import Start
from tui_learn.app.themes import THEMES
from tui_learn.i18n import gettext as _
from tui_learn.library import Article, Pair
from tui_learn.progress import ProgressDamaged, ProgressNotSaved
from tui_learn.text import Problem

if TYPE_CHECKING:
    from tui_learn.quiz.scope import Wanted

THEME = "app/theme"


class TuiLearn(App[int]):
    """Articles side by side, and quizzes on them."""

    TITLE = "tui-learn"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", _("quit"), show=False, priority=True),
        Binding("f9", "next_theme", _("light or dark"), show=False),
    ]

    def __init__(self, start: Start | None = None) -> None:
        super().__init__()
        self.start = start or Start()
        self.desk = Desk(self.start.library, self.start.opened)
        self.pair_now: Pair | None = None
        """The languages chosen last, as far as they are known."""
        self._guard = Guard()
        self._told_damaged = False
        self._told_repairs: set[Problem] = set()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "ink"

    def get_line_filters(self) -> list[LineFilter]:
        """Nothing unsafe reaches the terminal."""
        return [*super().get_line_filters(), self._guard]

    def on_mount(self) -> None:
        """What was asked for, else the library."""
        if self.start.article is None and not self.start.quiz and self.start.deck is None:
            self.push_screen(self._library_screen())
        else:
            self._open_start()
        self.call_after_refresh(self._settle)

    def on_unmount(self) -> None:
        """Everything that was answered is kept already; the next start is quicker for this."""
        self.desk.close()

    @staticmethod
    def _settle() -> None:
        """Modules and styles live as long as the app: the collector need never look at them again."""
        gc.freeze()
        gc.enable()

    @staticmethod
    def _library_screen() -> Screen[None]:
        from tui_learn.app.screens.library import LibraryScreen

        return LibraryScreen()

    def _open_start(self) -> None:
        articles = self.desk.library().articles
        article = next((a for a in articles if self.start.article in (None, a.id)), None)
        if self.start.deck is not None:
            self._open_deck(self.start.deck, article if self.start.article is not None else None)
        elif article is None:
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
            self.switch_screen(self._library_screen())

    # --- going places

    def open_reader(self, article: Article, pair: Pair | None = None) -> None:
        """Read an article; the first time, with a choice of languages, the pair is asked for."""
        from tui_learn.app.screens.reader import ReaderScreen

        if pair is None:
            pair, chosen = self._pair_for(article)
            if not chosen and len(article.languages) > 2:
                from tui_learn.app.screens.pair import PairScreen

                self.push_screen(PairScreen(article.languages, pair), lambda answer: self._read_in(article, answer))
                return
        self.push_screen(ReaderScreen(article, pair))

    def _read_in(self, article: Article, pair: Pair | None) -> None:
        if pair is not None:
            self.choose_pair(pair, article)
            self.open_reader(article, pair)

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
            self.desk.keep_place(article, place)
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

    def count_progress(
        self, articles: Iterable[Article]
    ) -> tuple[dict[str, tuple[int, str, str]], int, int, Pair | None]:
        """Per article (due, share read, pair), reviews today, due in all, chosen pair; for a thread.

        What is due and what was done is that of the chosen pair; of all while none is chosen.
        """
        from tui_learn.quiz.scope import due_by_article

        try:
            progress = self.desk.progress()
            pair = self.pair_now = self.desk.chosen_pair()
            group = str(pair) if pair is not None else None
            due = due_by_article(group, progress)
            facts = {}
            for article in articles:
                place_kept = self.desk.place(article)
                share = place_kept.get("share")
                shown = f"{round(100 * share)} %" if isinstance(share, int | float) else ""
                facts[article.id] = (due.get(article.id, 0), shown, str(place_kept.get("pair", "")))
            return facts, progress.today(group=group), sum(due.values()), pair
        except ProgressDamaged as error:
            self.call_from_thread(self._tell_damaged, error)
            return {}, 0, 0, self.pair_now

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

    def action_next_theme(self) -> None:
        """Between the light and the dark theme."""
        self.theme = "paper" if self.theme == "ink" else "ink"
