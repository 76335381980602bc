"""The part of the reader that shows a third language: which one, and what it says of the word under the cursor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from tui_learn.analysis.failed import Failed
from tui_learn.app.page import Page
from tui_learn.app.screens.learning import WORDS, LearningScreen
from tui_learn.app.screens.opening import Left
from tui_learn.app.third import third_words
from tui_learn.app.widgets.options import Options
from tui_learn.i18n import gettext as _
from tui_learn.library import Pair
from tui_learn.text import UnreadableFile
from tui_learn.text.languages import language_name

if TYPE_CHECKING:
    from tui_learn.bitext.glossary import Glossary

THIRD = "third"
"""The worker that finds the words of the third language; and the name under which a place keeps that language."""


class ComparingScreen(LearningScreen):
    """Shows what a third language calls a word."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("C", "third", _("third language in the word line"), group=WORDS),
    ]

    _third: str | None = None
    """The language that was chosen, whether it can be shown beside the two of the page or not."""
    _third_glossary: tuple[Page, Glossary] | None = None
    """What is known of its words, and for which page."""

    # --- which language

    def third_place(self) -> dict[str, str]:
        """What to keep of it with the place in the article."""
        return {} if self._third is None else {THIRD: self._third}

    def take_third(self, place: Mapping[str, Any]) -> None:
        """As it was kept with the place in the article; for when a page is shown."""
        third = place.get(THIRD)
        self._third = third if third in self.article.languages else None
        self._third_glossary = None
        self._find_third()

    @property
    def third_now(self) -> str | None:
        """The third language beside the two of the page; None where it is one of them."""
        return None if self._third in (self.pair.known, self.pair.learned) else self._third

    def action_third(self) -> None:
        """Choose a third language of the article, or none."""
        others = [tag for tag in self.article.languages if tag not in (self.pair.known, self.pair.learned)]
        if not others:
            self.app.tell(_("This article is there in no other language."))
            return
        self.app.push_screen(ThirdScreen(others, self.third_now), self._choose_third)

    def _choose_third(self, chosen: str | None) -> None:
        if chosen is None:
            return
        self._third, self._third_glossary = chosen or None, None
        if not chosen:
            self.workers.cancel_group(self, THIRD)
        self._find_third()
        self._say_words()
        self.third_changed()

    def third_changed(self) -> None:
        """Another third language was chosen: for screens that keep it."""

    # --- what it says

    def third_note(self) -> str:
        """What the third language calls the word under the cursor; empty where nobody asked, or it is not known."""
        page = self._page
        if page is None or self._third_glossary is None or self._third_glossary[0].bitext is not page.bitext:
            return ""
        return third_words(page, self._position, self._third_glossary[1])

    def _find_third(self) -> None:
        """Look for the words of the third language, behind the page."""
        if self._page is not None and self.third_now is not None:
            self._link_third(self._page, self.pair, self.third_now)

    @work(thread=True, exclusive=True, group=THIRD, exit_on_error=False)
    def _link_third(self, page: Page, pair: Pair, third: str) -> None:
        worker = get_current_worker()

        def wanted(_share: float) -> None:
            if worker.is_cancelled:
                raise Left

        try:
            found = self.app.desk.third(self.article, pair, third, wanted)
        except (UnreadableFile, Failed) as error:
            self.app.call_from_thread(self.app.tell, str(error), "error")
        except Left:
            return
        else:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._take_third, page, third, found)

    def _take_third(self, page: Page, third: str, found: Glossary) -> None:
        if self._page is not None and self._page.bitext is page.bitext and third == self.third_now:
            self._third_glossary = page, found
            self._say_words()

    def _error_of(self, group: str) -> str:
        if group == THIRD:
            return _("The words of the third language could not be found; this is an error of the program ({error}).")
        return super()._error_of(group)


class ThirdScreen(ModalScreen[str | None]):
    """A list of languages; gives the one that was chosen, "" for none, and None where it was left."""

    DEFAULT_CSS = """
    ThirdScreen { align: center middle; background: $background 60%; }
    ThirdScreen > Vertical { width: 40; max-width: 100%; height: auto; max-height: 100%; background: $surface;
                             border: round $rule; padding: 1 2; }
    ThirdScreen OptionList, ThirdScreen OptionList:focus {
        height: auto; max-height: 14; border: none; background: $surface; padding: 0;
        background-tint: $foreground 0%; text-wrap: nowrap; text-overflow: ellipsis; }
    ThirdScreen .question { text-style: bold; color: $heading; padding: 0 0 1 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss(None)", _("leave it"))]

    def __init__(self, languages: Sequence[str], now: str | None) -> None:
        super().__init__()
        self._choices = ["", *languages]
        self._now = now or ""

    def compose(self) -> ComposeResult:
        """The dialog."""
        names = [f"{language_name(tag)}  {tag}" if tag else _("none") for tag in self._choices]
        with Vertical():
            yield Static(Content(_("Third language")), classes="question")
            yield Options(*(Option(Content(name)) for name in names))

    def on_mount(self) -> None:
        """Begin at the present one."""
        choices = self.query_one(OptionList)
        choices.highlighted = self._choices.index(self._now)
        choices.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """That is the one."""
        self.dismiss(self._choices[event.option_index])
