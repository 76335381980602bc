"""The quiz: one exercise at a time, its answer explained, a summary at the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.worker import get_current_worker

from tui_learn.app.loading import Asked, Left, Source, load_session
from tui_learn.app.quiz_keys import keys_over, means_something
from tui_learn.app.screens.confirm import ConfirmScreen
from tui_learn.app.screens.correcting import CorrectingScreen
from tui_learn.app.screens.notes import help_screen
from tui_learn.app.summary_card import summary_parts
from tui_learn.app.widgets.bars import KeyLine, TitleLine
from tui_learn.app.widgets.quiz_card import QuizCard
from tui_learn.failed import Failed
from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.library import Article, Pair
from tui_learn.progress import ProgressDamaged, ProgressNotSaved
from tui_learn.quiz.decks.marks import remember_keys
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.scope import Wanted, count_due
from tui_learn.settings import read_settings
from tui_learn.text import UnreadableFile


class QuizScreen(CorrectingScreen):
    """A session on one article, on a part of it, or on what is due of several."""

    DEFAULT_CSS = """
    QuizScreen { background: $background; align: center top; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(number), f"digit({number})", _("choose, then grade") if number == 1 else "", show=False)
            for number in range(10)
        ),
        # Letters that name a heading come before those that name an action.
        *(
            Binding(letter, f"letter('{letter}')", _("put under that heading") if letter == "a" else "", show=False)
            for letter in "abcd"
        ),
        # Where the card scrolls it would take the arrows; the cursor is followed by itself.
        Binding("up,left", "highlight(-1)", _("option before"), show=False, priority=True),
        Binding("down,right", "highlight(1)", _("option after"), show=False, priority=True),
        Binding("left,up", "point(-1)", _("word before"), show=False, priority=True),
        Binding("right,down", "point(1)", _("word after"), show=False, priority=True),
        Binding("space", "lay", _("take the piece; after the answer, go on"), show=False),
        Binding("backspace", "take_back", _("take the last piece back"), show=False),
        Binding("backspace", "part", _("part the words joined last"), show=False),
        Binding("enter", "go_on", _("answer, go on"), key_display="Enter"),
        Binding("f2", "hint", _("hint")),
        Binding("f3", "give_up", _("don't know")),
        Binding("o", "open", _("open in the reader")),
        Binding("O", "open_choice", _("open where my wrong answer stands")),
        Binding("u", "undo", _("undo: the last piece, else the last answer")),
        Binding("exclamation_mark,f6", "was_right", _("I was right"), key_display="!"),
        Binding("e", "edit", _("edit the question in its deck")),
        Binding("b", "bad", _("bad question, never again")),
        Binding("minus,f7", "bury", _("not today: the card rests until tomorrow"), key_display="-"),
        Binding("at,f8", "suspend", _("suspend the card until it is resumed"), key_display="@"),
        Binding("question_mark,f1", "help", _("help"), key_display="?"),
        Binding("q,escape", "leave", _("leave"), key_display="q"),
    ]

    def __init__(
        self,
        article: Article | None,
        pair: Pair,
        *,
        deck: Path | None = None,
        wanted: Wanted | None = None,
        kind: str | None = None,
        count: int | None = None,
        seed: int = 0,
    ) -> None:
        super().__init__()
        self.article = article
        self.pair = pair
        self._kind, self._count, self._seed = kind, count, seed
        self._wanted, self._deck = wanted, deck
        self._sources: dict[str, Source] = {}
        self._due = 0
        """Cards that are due at the end."""

    def compose(self) -> ComposeResult:
        """Title, card, keys."""
        yield TitleLine(self._subject())
        yield QuizCard(id="card")
        yield KeyLine([("q", _("leave"))])

    def _subject(self) -> str:
        """What is asked about, before it is loaded."""
        if self.article is None:
            return self._deck.stem if self._deck is not None else ""
        return self.article.title(self.pair.learned, self.pair.known)

    def on_mount(self) -> None:
        """The questions come when they are made."""
        self.card.say(Content(_("Preparing questions …")))
        # A scrollbar takes a cell of every line.
        self.watch(self.card, "show_vertical_scrollbar", self.on_resize, init=False)
        self.watch(self.app, "app_focus", self._look_away, init=False)
        self.load()

    def _look_away(self, focused: bool) -> None:
        """Whoever looks at another window takes no time for an answer."""
        if self.session is not None and not focused:
            self.session.away()

    @work(thread=True, exclusive=True, group="quiz")
    def load(self) -> None:
        """Generate in a thread, until the quiz is left."""
        worker, last = get_current_worker(), -1

        def tell(share: float) -> None:
            nonlocal last
            if worker.is_cancelled:
                raise Left
            if int(100 * share) > last:
                last = int(100 * share)
                self.app.call_from_thread(self._say_preparing, last)

        try:
            asked = load_session(
                self.app.desk, self.article, self.pair, tell,
                wanted=self._wanted, deck=self._deck, kind=self._kind, count=self._count, seed=self._seed,
            )  # fmt: skip
        except (UnreadableFile, ProgressDamaged, Failed) as error:
            self.app.call_from_thread(self._fail, str(error))
        except Left:
            return
        else:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._begin, asked)

    def _say_preparing(self, percent: int) -> None:
        if self.is_attached:
            self.card.say(Content(_("Preparing questions … {percent} %").format(percent=percent)))

    def _fail(self, message: str) -> None:
        if not self.is_attached:
            return
        self._state = "over"
        self.card.say(Content(message))

    def _begin(self, asked: Asked) -> None:
        if not self.is_attached:  # left meanwhile
            return
        if asked.changed:
            self._ask_about_changes(asked)
            return
        self.auto_advance = read_settings()[0].quiz.auto_advance
        self._sources, self.session = asked.sources, asked.session
        if self.session.current is not None:
            self._ask()
        else:
            self._fail(self._why_nothing(asked))

    def _ask_about_changes(self, asked: Asked) -> None:
        """A deck says something else now: are its questions still those that were learnt?"""
        count = len(asked.changed)
        question = ngettext(
            "The answer of {count} question was changed in its deck since it was asked.",
            "The answers of {count} questions were changed in their decks since they were asked.",
            count,
        ).format(count=count)

        def take(anew: bool | None) -> None:
            names = [exercise.id for exercise in asked.changed] if anew else []
            if self._remember_keys(asked.changed, names) and anew:
                self.load()  # what is learnt anew has other cards
            else:
                self._begin(replace(asked, changed=()))

        self.app.push_screen(ConfirmScreen(question, _("begin them anew"), _("keep what I know of them")), take)

    def _remember_keys(self, exercises: Iterable[Exercise], anew: Sequence[str] = ()) -> bool:
        """Keep what is right of questions of decks that were asked; False where that could not be done."""
        try:
            remember_keys(exercises, self.app.desk.progress(), anew=anew)
        except ProgressNotSaved as error:
            self.app.tell(str(error), "error")
            return False
        return True

    def _explain(self) -> None:
        """An answer of a deck's question is kept beside it: a later change of the deck is noticed."""
        super()._explain()
        if self.session is not None and self.session.last is not None:
            self._remember_keys([self.session.last.item.exercise])

    def _why_nothing(self, asked: Asked) -> str:
        """Why there is no question, and what to do."""
        if self._deck is not None and not asked.anything:
            return str(asked.problems[0]) if asked.problems else _("This deck asks nothing in these languages.")
        if why := asked.session.summary().told:
            return "\n".join(why)
        if self._wanted is not None and self._wanted.scope == "due":
            return _("Nothing is due in these languages. Read on, and come back later.")
        if asked.anything:
            return _("Nothing is due and nothing is new. Read on, and come back later.")
        if self._wanted is not None and self._wanted.scope != "article":
            return _("Nothing can be asked of this; choose the whole article.")
        if self.article is not None and len(self.article.languages) > 1:
            return _("Nothing can be asked of this article in these languages; choose others with c in the reader.")
        return _("This article is too short to ask anything about it in one language.")

    def _source(self, exercise: Exercise) -> Source:
        return self._sources[exercise.id]

    def _take_source(self, exercise: Exercise, source: Source) -> None:
        self._sources[exercise.id] = source

    # --- showing

    def on_resize(self) -> None:
        """Lines break elsewhere."""
        if self.session is not None:
            self.call_after_refresh(self._redraw)

    def _redraw(self) -> None:
        if self._state == "asking":
            self._draw()
            self.call_after_refresh(self.card.show_field)
        elif self._state == "answered":
            self._draw_answered()
        elif self._state == "over" and self.session is not None and self.session.last is not None:
            self._draw_summary()

    def _title(self, where: str, exercise: Exercise | None = None) -> None:
        title = self._subject() if exercise is None else self._source(exercise).title
        self.query_one(TitleLine).show(title, [where, f"{self.pair.known} → {self.pair.learned}"])

    def _finish(self) -> None:
        assert self.session is not None
        self._state = "over"
        self.card.field.display = False
        self._due = count_due(str(self.pair), self.app.desk.progress())
        self._draw_summary()
        self.card.scroll_home(animate=False)
        self._title(_("end"))
        self.query_one(KeyLine).show(keys_over())
        self.card.focus()
        self.rest()

    @work(thread=True, exclusive=True, group="rest")
    def rest(self) -> None:
        """The end of a session is a good moment to tidy up."""
        self.app.desk.rest()

    def _draw_summary(self) -> None:
        assert self.session is not None
        parts = summary_parts(
            self.session.summary(), self._due, self.card.room, lambda exercise: self._source(exercise).proven
        )
        self.card.say(self.card.joined(parts))

    # --- keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys act only where they mean something."""
        return means_something(action, self._state, self.way)

    def action_digit(self, number: int) -> None:
        """Before the answer a choice, after it a grade."""
        if self._state == "answered":
            self._grade(number)
        else:
            self._digit(number)

    def action_lay(self) -> None:
        """Take the piece under the cursor; after an answer, go on as Enter does."""
        if self._state == "answered":
            self._ask()
        else:
            self._take()

    def action_go_on(self) -> None:
        """Answer with what is chosen; after the answer, the next question; at the end, leave."""
        if self._state == "over":
            self.app.go_back(self)
        elif self._state == "answered":
            self._ask()
        else:
            self._enter()

    def action_help(self) -> None:
        """All keys."""
        self.app.push_screen(help_screen(self))

    def action_leave(self) -> None:
        """Leave; every answer is already stored."""
        self.app.go_back(self)
