"""The very first start: which language one knows, which one learns, and the four keys that are enough to begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui_learn.app.cells import width_of
from tui_learn.app.keys import shown_key
from tui_learn.app.screens.pair import SMALL
from tui_learn.app.widgets.bars import KeyLine, TitleLine
from tui_learn.app.widgets.options import Options
from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.library import Article, Pair
from tui_learn.progress import ProgressDamaged, ProgressNotSaved
from tui_learn.text.languages import language_name

if TYPE_CHECKING:
    from tui_learn.app.app import TuiLearn

FIRST_RUN = "app/first_run"


def is_first_run(app: TuiLearn) -> bool:
    """Whether the learner has never been here; not where the progress is damaged. For a thread."""
    try:
        progress = app.desk.progress()
        return progress.recall(FIRST_RUN) is None and app.desk.chosen_pair() is None and not progress.stats()["answers"]
    except ProgressDamaged:  # the library says so
        return False


def partners(articles: Sequence[Article], known: str | None = None) -> dict[str, int]:
    """Languages to choose from and how many articles there are in them, most first; beside ``known``, with it."""
    count = Counter(
        language
        for article in articles
        if len(article.languages) > 1 and (known is None or known in article.languages)
        for language in article.languages
        if language != known
    )
    return dict(sorted(count.items(), key=lambda each: (-each[1], language_name(each[0]).casefold())))


class FirstRunScreen(Screen[None]):
    """Two questions, one after the other, then an article in both languages."""

    app: TuiLearn
    DEFAULT_CSS = """
    FirstRunScreen { background: $background; align: center middle; }
    FirstRunScreen > Vertical { width: 60; max-width: 100%; height: auto; max-height: 100%; padding: 0 2; }
    FirstRunScreen .question { height: auto; text-style: bold; color: $heading; padding: 0 1 1 1; }
    FirstRunScreen .why { height: auto; padding: 0 1 1 1; color: $foreground; }
    FirstRunScreen OptionList, FirstRunScreen OptionList:focus {
        height: auto; max-height: 14; border: none; background: $background; padding: 0;
        scrollbar-size-vertical: 1; background-tint: $foreground 0%; }
    FirstRunScreen OptionList { text-wrap: nowrap; text-overflow: ellipsis; }
    FirstRunScreen OptionList > .option-list--option { padding: 0 1; }
    FirstRunScreen OptionList:focus > .option-list--option-highlighted {
        background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold; }
    FirstRunScreen.-small > Vertical { height: 1fr; margin: 1 0; }
    FirstRunScreen.-small .question { padding: 0 1; }
    FirstRunScreen.-small .why { display: none; }
    FirstRunScreen.-small OptionList, FirstRunScreen.-small OptionList:focus { height: 1fr; max-height: 100%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "skip", _("to the library"), key_display="Esc"),
        Binding("left,backspace", "before", _("the question before"), show=False, priority=True),
        Binding("j", "cursor(1)", _("next"), show=False),
        Binding("k", "cursor(-1)", _("previous"), show=False),
    ]

    def __init__(self, articles: Sequence[Article]) -> None:
        super().__init__()
        self._articles = articles
        self._known: str | None = None
        self._choices: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """A question and its answers."""
        yield TitleLine(_("Welcome"))
        with Vertical():
            yield Static(Content(_("Articles side by side in two languages, and quizzes on them.")), classes="why")
            yield Static(classes="question")
            yield Options()
        yield KeyLine([("↑ ↓", _("choose")), ("Enter", _("take it")), ("Esc", _("to the library"))])

    def on_mount(self) -> None:
        """The first question."""
        self._ask(None)
        self.query_one(OptionList).focus()

    def on_resize(self, event: events.Resize) -> None:
        """A small terminal has no room for more than the question."""
        self.set_class(event.size.height < SMALL, "-small")

    def _ask(self, known: str | None) -> None:
        before, self._known = self._known, known
        question = _("Which language do you know?") if known is None else _("Which language do you learn?")
        self.query_one(".question", Static).update(Content(question))
        counted = partners(self._articles, known)
        self._choices = tuple(counted)
        listing = self.query_one(OptionList)
        listing.clear_options()
        widest = max((width_of(language_name(tag)) for tag in counted), default=0)
        for tag, count in counted.items():
            name = language_name(tag)
            articles = ngettext("{count} article", "{count} articles", count).format(count=count)
            gap = " " * (widest - width_of(name) + 2)
            listing.add_option(Option(Content.assemble(name, gap, f"{tag:5}  {articles}")))
        listing.highlighted = self._choices.index(before) if before in self._choices else 0

    def action_cursor(self, by: int) -> None:
        """Up or down the list."""
        listing = self.query_one(OptionList)
        if by > 0:
            listing.action_cursor_down()
        else:
            listing.action_cursor_up()

    def action_before(self) -> None:
        """The first question again."""
        if self._known is not None:
            self._ask(None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """The first answer leads to the second question, the second to an article."""
        event.stop()
        chosen = self._choices[event.option_index]
        if self._known is None:
            self._ask(chosen)
            return
        pair = Pair(self._known, chosen)
        article = next(each for each in self._articles if {pair.known, pair.learned} <= set(each.languages))
        self._remember()
        self.app.choose_pair(pair, article)
        self.dismiss(None)
        self.app.open_reader(article, pair)
        self.app.push_screen(FirstKeysScreen())

    def action_skip(self) -> None:
        """To the library, and never here again."""
        self._remember()
        self.dismiss(None)

    def _remember(self) -> None:
        try:
            self.app.desk.progress().remember(FIRST_RUN, True)
        except (ProgressDamaged, ProgressNotSaved) as error:
            self.app.tell(str(error), "error")


class FirstKeysScreen(ModalScreen[None]):
    """A card over the first article: the keys that are enough to begin."""

    app: TuiLearn
    DEFAULT_CSS = """
    FirstKeysScreen { align: center middle; background: $background 60%; }
    FirstKeysScreen > Vertical { width: 58; max-width: 100%; height: auto; max-height: 100%; background: $surface;
                                 border: round $rule; padding: 1 2; }
    FirstKeysScreen Static { height: auto; }
    FirstKeysScreen .question { text-style: bold; color: $heading; padding: 0 0 1 0; }
    FirstKeysScreen .foot { color: $quiet; padding: 1 0 0 0; }
    FirstKeysScreen.-small > Vertical { padding: 0 1; border: none; }
    FirstKeysScreen.-small .question, FirstKeysScreen.-small .foot { padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,space,q", "dismiss(None)", _("read"), key_display="Enter"),
    ]

    def compose(self) -> ComposeResult:
        """The card."""
        rows = [
            (("reader.move_previous", "reader.move_next"), ("↑", "↓"), _("sentence by sentence")),
            (("reader.move_words_previous", "reader.move_words_next"), ("←", "→"), _("word by word")),
            (("reader.entry",), ("Enter",), _("everything about the word")),
            ((), ("1-5",), _("how well you know it")),
            (("reader.practise",), ("p",), _("practise what you have read")),
            (("reader.help",), ("?",), _("all keys")),
        ]
        given = self.app.keymap.keys
        lines = []
        for names, usual, text in rows:
            pairs = zip(names or usual, usual, strict=True)
            shown = [shown_key(given[name][0]) if name in given else key for name, key in pairs]
            lines.append((" ".join(shown), text))
        widest = max(width_of(keys) for keys, _text in lines)
        with Vertical():
            yield Static(Content(_("The keys to begin with")), classes="question")
            parts: list[Content] = []
            for keys, text in lines:
                gap = " " * (widest - width_of(keys) + 2)
                parts.append(Content.assemble((keys, "bold $key"), gap, text))
            yield Static(Content("\n").join(parts))
            yield Static(Content(_("Enter begins")), classes="foot")

    def on_resize(self, event: events.Resize) -> None:
        """A small terminal has no room for frames."""
        self.set_class(event.size.height < SMALL, "-small")
