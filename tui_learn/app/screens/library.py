"""The library: every article, and what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui_learn.app.cells import fit, width_of
from tui_learn.app.exact_updates import send_exactly
from tui_learn.app.widgets.bars import KeyLine, TitleLine
from tui_learn.app.widgets.options import Options
from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.library import Article, Pair

if TYPE_CHECKING:
    from tui_learn.app.app import TuiLearn

LANGUAGES_SHOWN = 8
COUNT_AFTER = 0.02
"""Seconds after which files are read and is counted what is due: what can be drawn is drawn before."""


class LibraryScreen(Screen[None]):
    """The first screen."""

    app: TuiLearn
    DEFAULT_CSS = """
    LibraryScreen { background: $background; }
    LibraryScreen OptionList, LibraryScreen OptionList:focus {
        border: none; background: $background; padding: 1 2; height: 1fr; scrollbar-size-vertical: 1;
        background-tint: $foreground 0%; }
    LibraryScreen OptionList > .option-list--option { padding: 0 1; }
    LibraryScreen OptionList > .option-list--option-highlighted { background: $lit; color: $foreground; }
    LibraryScreen OptionList:focus > .option-list--option-highlighted {
        background: $lit; color: $foreground; text-style: bold; }
    LibraryScreen #message { padding: 1 3; height: auto; color: $quiet; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", _("read"), key_display="Enter"),
        Binding("p,f5", "practise", _("practise"), key_display="p"),
        Binding("c", "languages", _("languages")),
        Binding("x", "swap", _("swap languages"), show=False),
        Binding("s,f8", "progress", _("progress"), key_display="s"),
        Binding("e", "problems", _("problems")),
        Binding("o", "app.settings", _("settings")),
        Binding("question_mark,f1", "help", _("help"), key_display="?"),
        Binding("q", "app.quit", _("quit")),
        Binding("j", "cursor(1)", show=False),
        Binding("k", "cursor(-1)", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        send_exactly(self)
        self._articles: list[Article] = []
        self._facts: dict[str, tuple[int, str, str]] = {}

    def compose(self) -> ComposeResult:
        """Title, list, keys."""
        yield TitleLine(_("Library"))
        yield Static(Content(_("Looking for articles …")), id="message")
        yield Options(id="articles")
        yield KeyLine(
            [
                ("Enter", _("read")),
                ("p", _("practise")),
                ("c", _("languages")),
                ("s", _("progress")),
                ("o", _("settings")),
                ("e", _("problems")),
                ("q", _("quit")),
                ("?", _("help")),
            ]
        )

    def on_mount(self) -> None:
        """The list is there at once, or else when the files have been looked at."""
        self.query_one("#articles", OptionList).display = False
        library = self.app.desk.kept_library()
        if library is None:
            self.set_timer(COUNT_AFTER, self.load)
        else:
            self._show_articles(library.articles)

    def on_screen_resume(self) -> None:
        """Numbers are not known yet, or may have changed in reader or quiz."""
        if self._articles:
            self.set_timer(COUNT_AFTER, self.load)

    @work(thread=True, exclusive=True, group="library")
    def load(self) -> None:
        """Scan and count in a thread."""
        library = self.app.desk.library()
        if library.articles is not self._articles:
            self.app.call_from_thread(self._show_articles, library.articles)
        facts, today, due, pair = self.app.count_progress(library.articles)
        self.app.call_from_thread(self._show_facts, facts, today, due, pair)

    def _show_articles(self, articles: list[Article]) -> None:
        self._articles = articles
        listing = self.query_one("#articles", OptionList)
        message = self.query_one("#message", Static)
        library = self.app.desk.library()
        errors = [problem for problem in library.problems if problem.severity == "error"]
        lines = [str(problem) for problem in errors[:5]]
        if len(errors) > 5:
            lines.append(_("… and {count} more; e shows all").format(count=len(errors) - 5))
        if not articles:
            lines.append(_("There is no article yet. Put .md or .txt files into a folder and name it:"))
            lines.append("tui-learn FOLDER")
        message.update(Content("\n".join(lines)))
        message.display = bool(lines)
        self._fill(listing)
        listing.display = bool(articles)
        if articles:
            listing.focus()
        self._retitle(None)

    def _show_facts(self, facts: dict[str, tuple[int, str, str]], today: int, due: int, pair: Pair | None) -> None:
        self._facts = facts
        self._fill(self.query_one("#articles", OptionList))
        self._retitle((today, due, pair))

    def _retitle(self, numbers: tuple[int, int, Pair | None] | None) -> None:
        facts = []
        if numbers is not None:
            today, due, pair = numbers
            if pair is not None:
                facts.append(f"{pair.known} → {pair.learned}")
            facts.append(ngettext("{count} due", "{count} due", due).format(count=due))
            facts.append(ngettext("{count} review today", "{count} reviews today", today).format(count=today))
        self.query_one(TitleLine).show(_("Library"), facts)

    def _fill(self, listing: OptionList) -> None:
        """Draw the rows again, keeping the cursor where it was."""
        highlighted = listing.highlighted
        width = max(20, self.size.width - 8)
        listing.clear_options()
        for article in self._articles:
            listing.add_option(Option(self._row(article, width), id=None))
        if self._articles:
            listing.highlighted = min(highlighted or 0, len(self._articles) - 1)

    def _row(self, article: Article, width: int) -> Content:
        pair = self.app.pair_now
        title = article.title(*((pair.known, pair.learned) if pair else ()))
        languages = " ".join(article.languages[:LANGUAGES_SHOWN])
        if len(article.languages) > LANGUAGES_SHOWN:
            languages += f" +{len(article.languages) - LANGUAGES_SHOWN}"
        if article.grouping == "probable":
            languages += " ?"
        words = max(edition.words for edition in article.editions)
        right = [ngettext("{count} word", "{count} words", words).format(count=words)]
        due, share, known = self._facts.get(article.id, (0, "", ""))
        if share:
            right.append(share)
        if known:
            right.append(known)
        if due:
            right.append(ngettext("{count} due", "{count} due", due).format(count=due))
        tail = "  ".join([languages, *right])
        while right and width_of(tail) > width // 2:
            right.pop(0)
            tail = "  ".join([languages, *right])
        tail = fit(tail, width // 2)
        head = fit(title, width - width_of(tail) - 2)
        gap = " " * max(2, width - width_of(head) - width_of(tail))
        return Content.assemble(head, gap, (tail, "$quiet"))

    def on_resize(self) -> None:
        """Rows are as wide as the window."""
        if self._articles:
            self._fill(self.query_one("#articles", OptionList))

    def _chosen(self) -> Article | None:
        number = self.query_one("#articles", OptionList).highlighted
        return self._articles[number] if number is not None and number < len(self._articles) else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click opens the article."""
        event.stop()
        self.action_open()

    def action_cursor(self, by: int) -> None:
        """Up or down the list."""
        listing = self.query_one("#articles", OptionList)
        if by > 0:
            listing.action_cursor_down()
        else:
            listing.action_cursor_up()

    def action_open(self) -> None:
        """Read the article; the languages are asked for the first time."""
        article = self._chosen()
        if article is not None:
            self.app.open_reader(article)

    def action_practise(self) -> None:
        """A quiz on the article."""
        article = self._chosen()
        if article is not None:
            self.app.open_quiz(article)

    def action_languages(self) -> None:
        """Choose the two languages of the article under the cursor."""
        article = self._chosen()
        if article is None or len(article.languages) < 2:
            self.app.tell(_("Choose an article in at least two languages first."))
            return
        from tui_learn.app.screens.pair import PairScreen

        pair, _chosen = self.app.desk.pair_for(article)
        self.app.push_screen(PairScreen(article.languages, pair), self._take_pair)

    def _take_pair(self, pair: Pair | None) -> None:
        if pair is not None:
            self.app.choose_pair(pair, self._chosen())
            self.load()

    def action_swap(self) -> None:
        """The known language becomes the learned one."""
        article = self._chosen()
        if article is not None:
            pair, _chosen = self.app.desk.pair_for(article)
            self._take_pair(pair.swapped())

    def action_progress(self) -> None:
        """What was learnt, in numbers and plots."""
        from tui_learn.app.screens.progress import ProgressScreen

        self.app.push_screen(ProgressScreen())

    def action_problems(self) -> None:
        """What is wrong with which file."""
        from tui_learn.app.screens.notes import problems_screen

        problems = [*self.app.settings_problems, *self.app.desk.library().problems]
        self.app.push_screen(problems_screen(problems))

    def action_help(self) -> None:
        """All keys."""
        from tui_learn.app.screens.notes import help_screen

        self.app.push_screen(help_screen(self))
