"""The part of the reader that shows a third language: which one, and what it says of the word under the cursor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.worker import get_current_worker

from tui_learn.app.screens.learning import WORDS, LearningScreen
from tui_learn.app.screens.opening import Left
from tui_learn.failed import Failed
from tui_learn.i18n import gettext as _
from tui_learn.library import Pair
from tui_learn.text import UnreadableFile

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
    _third_glossary: Glossary | None = None
    """What is known of its words, and of those of the learned language."""

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
        from tui_learn.app.screens.third import ThirdScreen

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
        if page is None or self.third_now is None:
            return ""
        if self._third_glossary is None:
            return f"{self.third_now}: …"
        from tui_learn.app.third import third_words

        return third_words(page, self._position, self._third_glossary)  # which asks whether it is of the same text

    def _find_third(self) -> None:
        """Look for the words of the third language, behind the page."""
        if self._page is not None and self.third_now is not None:
            self._link_third(self.pair, self.third_now)

    @work(thread=True, exclusive=True, group=THIRD, exit_on_error=False)
    def _link_third(self, pair: Pair, third: str) -> None:
        worker = get_current_worker()

        def wanted(_share: float) -> None:
            if worker.is_cancelled:
                raise Left

        try:
            found = self.app.desk.third(self.article, pair, third, wanted)
        except (UnreadableFile, Failed) as error:
            if worker.is_cancelled:
                return
            self.app.call_from_thread(self.app.tell, str(error), "error")
        except Left:
            return
        else:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._take_third, pair, third, found)

    def _take_third(self, pair: Pair, third: str, found: Glossary) -> None:
        if pair == self.pair and third == self.third_now:
            self._third_glossary = found
            self._say_words()

    def _error_of(self, group: str) -> str:
        if group == THIRD:
            return _("The words of the third language could not be found; this is an error of the program ({error}).")
        return super()._error_of(group)
