"""The part of the reader that knows words: finding their links behind the page, verdicts on them, their entries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.worker import get_current_worker

from tui_learn.app.page import Page, Position
from tui_learn.app.screens.opening import Left, OpeningScreen
from tui_learn.app.widgets.aligned_view import AlignedView
from tui_learn.app.word_line import pair_here
from tui_learn.bitext import Bitext
from tui_learn.bitext.repair_store import Change
from tui_learn.failed import Failed
from tui_learn.i18n import gettext as _
from tui_learn.library import Pair
from tui_learn.text import UnreadableFile

if TYPE_CHECKING:
    from tui_learn.app.deeds import Given
    from tui_learn.app.screens.word import WordScreen
    from tui_learn.bitext.glossary import Glossary, GlossaryPair, Verdict
    from tui_learn.bitext.word_links import Words
    from tui_learn.text import Edition

LINK = "link"
"""The worker that finds which words answer each other."""
JUDGE = "judge"
"""The workers that keep verdicts."""
WORDS = Binding.Group(_("Words"))


class LearningScreen(OpeningScreen):
    """Shows a page whose words can be looked up and judged."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "entry", _("entry of the word"), group=WORDS),
        Binding("y", "confirm", _("confirm: the word and its answer belong together"), group=WORDS),
        Binding("r", "strike", _("strike: they do not belong together"), group=WORDS),
    ]

    _word_note = ""
    """Why nothing is known of the words yet."""
    _knew_no_links = True
    """Whether no links were shown yet: then those are shown first that are there soonest."""
    _judging = False
    _entry: WordScreen | None = None
    _resume: tuple[int, int] | None = None
    """A sentence, and an offset in it where the cursor belongs once words are known."""

    # --- finding links

    def _find_links(self) -> None:
        """Look for what is not known yet of the words of the page, behind it."""
        page = self._page
        if page is None or page.glossary is not None:
            return
        self._knew_no_links = True
        self._link(page.bitext, self.pair, page.plain is None, page.one_sided)

    @work(thread=True, exclusive=True, group=LINK, exit_on_error=False)
    def _link(self, bitext: Bitext, pair: Pair, without_words: bool, one_sided: bool) -> None:
        """Find words, then their links, in a thread, until the reader is left."""
        worker = get_current_worker()
        desk, last, first = self.app.desk, -1, self._knew_no_links

        def tell_words(words: tuple[Words, Words]) -> None:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._take_words, bitext, words)

        def take(glossary: Glossary) -> None:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._take_glossary, bitext, glossary)

        def progress(share: float) -> None:
            nonlocal last
            if worker.is_cancelled:
                raise Left
            if int(100 * share) > last and not one_sided:
                last = int(100 * share)
                self.app.call_from_thread(self._say_linking, bitext, last)

        try:
            if one_sided:
                self._find_forms(bitext.left, without_words, tell_words, progress)
                return
            glossary = desk.kept_glossary(self.article, pair)
            if glossary is None and first:
                # What the article teaches alone is shown while the rest of the library is learnt from.
                alone = desk.kept_glossary(self.article, pair, alone=True)
                if alone is None:
                    if without_words:
                        tell_words((desk.plain_words(bitext.left), desk.plain_words(bitext.right)))
                    progress(0)
                    alone = desk.glossary(self.article, pair, progress, alone=True)
                take(alone)
                last = -1
            take(glossary if glossary is not None else desk.glossary(self.article, pair, progress))
        except UnreadableFile as error:
            self.app.call_from_thread(self._links_failed, str(error))
        except Failed as error:
            message = _("Which words answer each other could not be found: {reason}.").format(reason=error)
            self.app.call_from_thread(self._links_failed, message)
        except Left:
            return

    def _find_forms(
        self,
        edition: Edition,
        without_words: bool,
        tell_words: Callable[[tuple[Words, Words]], None],
        progress: Callable[[float], None],
    ) -> None:
        """The words of one language: as they stand, where their dictionary forms are not at hand, then with those."""
        desk = self.app.desk
        words = desk.kept_words(edition)
        if words is None:
            if without_words:
                plain = desk.plain_words(edition)
                tell_words((plain, plain))
            words = desk.words(self.article, edition.language, progress)
        tell_words((words, words))

    def _take_words(self, bitext: Bitext, words: tuple[Words, Words]) -> None:
        if self._page is not None and self._page.bitext is bitext:
            self._learn(self._page.with_plain(words))

    def _take_glossary(self, bitext: Bitext, glossary: Glossary) -> None:
        self._knew_no_links = False
        if self._page is not None and self._page.bitext is bitext:
            self._word_note = ""
            self._learn(self._page.with_glossary(glossary))
            self.app.tell_damaged_repairs()
            if not all(isinstance(done, Change) for done in self._done):
                self._show_verdicts(self.pair)  # the links may have been made before the last of them was kept

    def _say_linking(self, bitext: Bitext, percent: int) -> None:
        if self._page is not None and self._page.bitext is bitext:
            note = _("finding which words answer each other … {percent} %")
            self._word_note = note.format(percent=percent)
            self._say_words()

    def _links_failed(self, message: str) -> None:
        self._word_note = ""
        if not self.is_attached:
            return
        self.app.tell(message, "error")
        self._say_words()

    def _error_of(self, group: str) -> str:
        if group == LINK:
            self._word_note = ""
            self._say_words()
            return _("Which words answer each other could not be found; this is an error of the program ({error}).")
        if group == JUDGE:
            self._judging = False
            return _("The verdict could not be kept; this is an error of the program ({error}).")
        return super()._error_of(group)

    def _learn(self, page: Page) -> None:
        """The same page with more known of its words; the cursor stays where it is."""
        before = self._page
        if before is None or not self.is_attached:
            return
        self._page, self._position = page, self._resumed(page, page.same_place(self._position, before))
        self.query_one(AlignedView).learn(page, self._position)
        self._say_words()

    def _resumed(self, page: Page, position: Position) -> Position:
        """At the word where the cursor was in the same sentence on another page."""
        if self._resume is None or page.words(position.side) is None:
            return position
        (sentence, offset), self._resume = self._resume, None
        return page.near(position.side, sentence, offset) if sentence == position.sentence else position

    def _say_words(self) -> None:
        if self.is_attached:
            self._say_where()
            if self._entry is not None and self._page is not None:
                self._entry.show_page(self._page, self._word_note)

    # --- verdicts

    def action_confirm(self) -> None:
        """The word under the cursor and the word that answers it belong together."""
        self._judge_here("confirmed")

    def action_strike(self) -> None:
        """They do not belong together."""
        self._judge_here("struck")

    def _judge_here(self, verdict: Verdict) -> None:
        if self._page is None or not self._can_judge():
            return
        pair = pair_here(self._page, self._position)
        if pair is None:
            self.app.tell(self._word_note or _("Nothing is known to answer this word: there is nothing to judge."))
        else:
            self.give(pair, verdict)

    def give(self, pair: GlossaryPair, verdict: Verdict) -> None:
        """Keep what the learner says of a pair of the page."""
        from tui_learn.app.deeds import Given

        if self._can_judge():
            self._judging = True
            self._judge(Given(self.pair, pair.left, pair.right, verdict, ""), None)

    def _can_judge(self) -> bool:
        if not self._can_change(_("In one language there are no pairs of words to judge.")):
            return False
        if self._judging:
            self.app.tell(_("The last verdict is still being kept; try again in a moment."))
        return not self._judging

    @work(thread=True, group=JUDGE, exit_on_error=False)
    def _judge(self, given: Given, undone: Given | None) -> None:
        """Keep a verdict, or take one back, in a thread: another program may hold the file."""
        from tui_learn.bitext.verdicts import VerdictsNotKept

        only_if = undone.verdict if undone is not None else None
        try:
            before = self.app.desk.give_verdict(
                self.article, given.pair, given.left, given.right, given.verdict, only_if=only_if
            )
        except VerdictsNotKept as error:
            self.app.call_from_thread(self._not_judged, str(error))
            return
        self.app.call_from_thread(self._take_verdict, replace(given, before=before), undone)
        self._judge_anew(given.pair)

    def _judge_anew(self, pair: Pair) -> None:
        """Show what is said of the pairs now; in a thread. Other links may come meanwhile: then these are judged."""
        shown = self._page.glossary if self._page is not None and pair == self.pair else None
        while shown is not None:
            said, _problems = self.app.desk.verdicts().read(pair.known, pair.learned)
            judged = shown.judged(said.sides(pair.known))
            shown = self.app.call_from_thread(self._take_judged, pair, shown, judged)

    def _take_judged(self, pair: Pair, before: Glossary, judged: Glossary) -> Glossary | None:
        """Links that came meanwhile and are to be judged instead."""
        page = self._page
        if page is None or pair != self.pair or not self.is_attached:
            return None
        if page.glossary is not before:
            return page.glossary
        self._learn(page.with_glossary(judged))
        return None

    @work(thread=True, group=JUDGE, exit_on_error=False)
    def _show_verdicts(self, pair: Pair) -> None:
        self._judge_anew(pair)

    def _not_judged(self, message: str) -> None:
        self._judging = False
        self.app.tell(message, "error")

    def _take_verdict(self, given: Given, undone: Given | None) -> None:
        self._judging = False
        if undone is not None:
            self._done.remove(undone)
            if given.before != undone.verdict:
                self.app.tell(_("It has been changed again elsewhere: nothing is undone."))
            else:
                self.app.tell(_("The last verdict is undone."))
        elif given.before == given.verdict:
            self.app.tell(_("That was kept already."))
        else:
            self._done.append(given)
            if given.verdict == "confirmed":
                message = _("Kept: “{left}” and “{right}” answer each other. u undoes it.")
            else:
                message = _("Kept: “{left}” and “{right}” do not answer each other. u undoes it.")
            self.app.tell(message.format(left=given.left, right=given.right))

    # --- taking back

    def action_undo(self) -> None:
        """Take back the last repair or verdict that was made here, of these two languages."""
        self._undo(verdicts_only=False)

    def undo_verdict(self) -> None:
        """Take back the last verdict."""
        self._undo(verdicts_only=True)

    def _undo(self, verdicts_only: bool) -> None:
        if not self._can_change(_("In one language there is nothing to repair.")) or not self._can_judge():
            return
        languages = tuple(sorted((self.pair.known, self.pair.learned)))
        last = next(
            (
                done
                for done in reversed(self._done)
                if done.languages == languages and not (verdicts_only and isinstance(done, Change))
            ),
            None,
        )
        if last is None:
            self.app.tell(_("There is nothing to undo: nothing was changed here since this article was opened."))
        elif isinstance(last, Change):
            self._undo_repair(last)
        else:
            self._judging = True
            self._judge(replace(last, verdict=last.before), last)

    # --- the entry

    def action_entry(self) -> None:
        """Everything about the word under the cursor."""
        if self._page is None:
            return
        if self._page.word(self._position) is None:
            self.app.tell(_("There is no word under the cursor."))
            return
        from tui_learn.app.screens.word import WordScreen

        self._entry = WordScreen(self, self._page, self._position, self._word_note)
        self.app.push_screen(self._entry, self._go_from_entry)

    def _go_from_entry(self, position: Position | None) -> None:
        self._entry = None
        if position is not None and self._page is not None:
            self.query_one(AlignedView).go(position, centre=True)
