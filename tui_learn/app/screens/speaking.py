"""The part of the reader that reads aloud: a word, a sentence, or what is selected."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from tui_learn.app.page import Page, Position, SideName
from tui_learn.app.screens.mending import MendingScreen
from tui_learn.app.widgets.aligned_view import AlignedView
from tui_learn.i18n import gettext as _

LISTENING = Binding.Group(_("Listening"))


class SpeakingScreen(MendingScreen):
    """Shows a page that can be heard."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "speak_word", _("say the word"), show=False, group=LISTENING),
        Binding("A", "speak_sentence", _("read the sentence aloud, or what is selected"), show=False, group=LISTENING),
    ]

    def action_speak_word(self) -> None:
        """Say the word under the cursor."""
        page = self._page
        if page is None:
            return
        word = page.word(self._position)
        if word is None:
            self.app.tell(_("There is no word under the cursor."))
            return
        self.app.speak(word.text, page.edition(self._position.side).language)

    def action_speak_sentence(self) -> None:
        """Read the sentence under the cursor aloud, or the words that are selected."""
        page = self._page
        if page is None:
            return
        selection = self.query_one(AlignedView).selection
        if selection is not None:
            side, first, last = selection
            self.app.speak(text_between(page, side, first, last), page.edition(side).language)
        else:
            position: Position = self._position
            self.app.speak(page.sentence(position).text, page.edition(position.side).language)


def text_between(page: Page, side: SideName, first: int, last: int) -> str:
    """The text from one word of a side to another, both by their numbers and with them."""
    words = page.words(side)
    if words is None:
        return ""
    begin, end = words.words[first], words.words[last]
    texts = []
    for number in range(begin.sentence, end.sentence + 1):
        text = page.edition(side).sentences[number].text
        cut = text[: end.end] if number == end.sentence else text
        texts.append(cut[begin.start :] if number == begin.sentence else cut)
    return " ".join(texts)
