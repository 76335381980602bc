"""What only the learner can say of the library: what belongs together, and which language a text is in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import Worker, WorkerState, get_current_worker

from tui_learn.app.cells import width_of
from tui_learn.app.hanging import filled
from tui_learn.app.question_text import (
    Answer,
    Key,
    answers,
    asks,
    beginning_of,
    key_of,
    reasons,
    said_of,
    sides_of,
    taken_back,
)
from tui_learn.app.widgets.bars import KeyLine, TitleLine
from tui_learn.app.widgets.options import Options
from tui_learn.app.wrap import fill
from tui_learn.i18n import gettext as _
from tui_learn.text import UnreadableFile
from tui_learn.text.languages import language_name, normalise_tag

if TYPE_CHECKING:
    from tui_learn.app.app import TuiLearn
    from tui_learn.library import Article
    from tui_learn.library.decisions import Decision
    from tui_learn.library.questions import Question
    from tui_learn.library.summary import EditionSummary

WIDE = 64
"""Cells from which both sides of a question stand beside each other."""
FEW_LINES = 3
"""Of the beginning of a text, where both sides do not stand beside each other."""
WIDEST = 110
LOW = 18
"""Rows below which there is no room for the beginnings of texts."""


class QuestionsScreen(ModalScreen[None]):
    """Over the library: one question after another."""

    app: TuiLearn
    DEFAULT_CSS = """
    QuestionsScreen { background: $background; }
    QuestionsScreen VerticalScroll { height: 1fr; padding: 1 2 0 2; background: $background;
                                     scrollbar-size-vertical: 1; }
    QuestionsScreen VerticalScroll Static { height: auto; }
    QuestionsScreen #answers { height: auto; max-height: 60%; padding: 1 2; }
    QuestionsScreen OptionList, QuestionsScreen OptionList:focus {
        height: auto; max-height: 10; border: none; background: $background; padding: 0;
        scrollbar-size-vertical: 1; background-tint: $foreground 0%; text-wrap: nowrap; text-overflow: ellipsis; }
    QuestionsScreen OptionList > .option-list--option { padding: 0 1; }
    QuestionsScreen OptionList:focus > .option-list--option-highlighted {
        background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold; }
    QuestionsScreen Input, QuestionsScreen Input:focus {
        border: none; height: 1; padding: 0 1; background: $panel; color: $foreground; display: none;
        background-tint: $foreground 0%; }
    QuestionsScreen Input > .input--placeholder { color: $quiet; }
    QuestionsScreen.-typing Input { display: block; }
    QuestionsScreen.-low VerticalScroll { padding: 0 2; }
    QuestionsScreen.-low #answers { padding: 0 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(number), f"take({number})", show=False) for number in range(1, 10)),
        Binding("u", "undo", _("take the last answer back")),
        Binding("pagedown", "scroll(1)", _("scroll"), show=False, priority=True),
        Binding("pageup", "scroll(-1)", _("scroll back"), show=False, priority=True),
        Binding("question_mark,f1", "help", _("help"), key_display="?"),
        Binding("escape", "leave", _("back"), key_display="Esc"),
        Binding("q", "dismiss(None)", _("back"), show=False),
    ]

    def __init__(
        self,
        questions: Sequence[Question],
        first: str | None,
        changed: Callable[[], None],
        common: Sequence[str] = (),
    ) -> None:
        """``first`` is the id of the article that is asked about before the others; ``changed`` is told of answers."""
        super().__init__()
        self._common = common
        self._changed = changed
        self._waiting = sorted(questions, key=lambda question: question.article.id != first)
        self._done: set[Key] = set()
        """Answered, or put off."""
        self._said: list[Said] = []
        self._answers: list[Answer] = []
        self._beginnings: dict[str, str] = {}
        """By path."""

    def compose(self) -> ComposeResult:
        """Title, what it is about, answers, keys."""
        yield TitleLine(_("Questions"))
        with VerticalScroll(can_focus=False):
            yield Static(id="about")
        with Vertical(id="answers"):
            yield Options()
            yield Input(placeholder=_("a tag such as fi, nb or pt-BR"), max_length=20)
        yield KeyLine([("Esc", _("back")), ("?", _("help"))])

    def on_mount(self) -> None:
        """The first one."""
        self._ask()

    def on_resize(self) -> None:
        """Sides stand beside each other where there is room."""
        self.set_class(self.size.height < LOW, "-low")
        self._draw()

    # --- what is shown

    @property
    def question(self) -> Question | None:
        """The one that is asked."""
        return self._waiting[0] if self._waiting else None

    def _ask(self) -> None:
        self._waiting = [question for question in self._waiting if key_of(question) not in self._done]
        question = self.question
        if question is None:
            self._say_all_is_answered()
            return
        pair = self.app.pair_now
        chosen = (pair.known, pair.learned) if pair is not None else ()
        self._answers = answers(question, [*chosen, *self._common])
        options = self.query_one(Options)
        options.clear_options()
        options.add_options(
            Option(Content.assemble((f"{number} ", "bold"), answer.text))
            for number, answer in enumerate(self._answers, start=1)
        )
        options.highlighted = None  # Enter takes what was chosen, never what nobody has looked at
        self.remove_class("-typing")
        options.focus()
        self.query_one(VerticalScroll).scroll_home(animate=False)
        self.query_one(TitleLine).show(_("Questions"), [_("{count} left").format(count=len(self._waiting))])
        self._draw()
        self._read_beginnings(question)

    def _say_all_is_answered(self) -> None:
        self._answers = []
        self.query_one(Options).clear_options()
        self.remove_class("-typing")
        self.query_one(TitleLine).show(_("Questions"))
        text = _("That was all there is to ask. u takes the last answer back, Esc leads to the library.")
        self.query_one("#about", Static).update(filled(text, "", max(10, min(WIDEST, self.size.width - 5))))

    def _draw(self) -> None:
        question = self.question
        if question is None:
            self._say_all_is_answered()
            return
        width = max(10, min(WIDEST, self.size.width - 5))
        lines = [filled(asks(question), "bold $heading", width)]
        lines += [filled(f"– {reason}", "", width) for reason in reasons(question)]  # above all that may be long
        lines.append(Content(""))
        if question.right and width >= WIDE:
            column = (width - 3) // 2
            left, right = self._side(question, 0, column), self._side(question, 1, column)
            lines += _side_by_side(left, right, column)
        else:
            lines += [line for side in range(2 if question.right else 1) for line in self._side(question, side, width)]
        self.query_one("#about", Static).update(Content("\n").join(lines))
        self.call_after_refresh(self._name_keys)

    def _name_keys(self) -> None:
        """Where there is more than fits, the foot says how to see it."""
        if self.is_attached:
            more = [("PgDn", _("more"))] if self.query_one(VerticalScroll).max_scroll_y > 0 else []
            keys = [*more, ("↑ ↓", _("choose")), ("Enter 1-9", _("answer")), ("u", _("undo")), ("Esc", _("back"))]
            self.query_one(KeyLine).show([*keys, ("?", _("help"))])

    def _side(self, question: Question, number: int, width: int) -> list[Content]:
        """The editions of one side, under its name, in lines of so many cells."""
        lines: list[Content] = []
        if question.right:
            lines.append(Content.styled(sides_of(question)[number], "bold $key"))
        for edition in (question.left, question.right)[number]:
            lines += self._edition(edition, width)
        return lines

    def _edition(self, edition: EditionSummary, width: int) -> list[Content]:
        """An edition in lines of so many cells, with an empty one after it."""
        language, title, place = said_of(edition)
        pieces = [(language, "$mark"), (title, "bold"), (place, "$quiet")]
        beginning = self._beginnings.get(edition.path, "")
        if beginning and not self.has_class("-low"):
            pieces.append((beginning, ""))
        made = []
        for text, style in pieces:
            spans = fill(text, width)
            if text is beginning and self.size.width < WIDE:  # sides stand one below the other
                spans = spans[:FEW_LINES]
            made += [Content.styled(text[start:end], style) for start, end in spans]
        return [*made, Content("")]

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _read_beginnings(self, question: Question) -> None:
        worker = get_current_worker()
        library = self.app.desk.opened_library()
        for edition in (*question.left, *question.right):
            article = library.article_of(edition.path)
            if worker.is_cancelled:
                return
            if article is None or edition.language not in article.languages:
                continue
            try:
                beginning = beginning_of(article.edition(edition.language))
            except UnreadableFile as error:
                beginning = str(error)
            self.app.call_from_thread(self._take_beginning, edition.path, beginning)

    def _take_beginning(self, path: str, beginning: str) -> None:
        self._beginnings[path] = beginning
        if self.is_attached:
            self._draw()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """An error of the program is told."""
        if event.state == WorkerState.ERROR:
            error = event.worker.error
            message = _("The texts could not be looked at; this is an error of the program ({error}).")
            self.app.tell(message.format(error=f"{type(error).__name__}: {error}"), "error")

    def on_library_changed(self) -> None:
        """What was said may have answered other questions too."""
        self._look_again()

    @work(thread=True, exclusive=True, group="questions", exit_on_error=False)
    def _look_again(self) -> None:
        found = self.app.desk.opened_library().questions()
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._take_questions, found)

    def _take_questions(self, found: Sequence[Question]) -> None:
        now = self.question
        if not self.is_attached:
            return
        there = {key_of(question): question for question in found}
        # The one on the screen stays until it is answered, unless it is asked no more.
        before = [key_of(question) for question in self._waiting]
        keys = [key for key in before if key in there] + [key for key in there if key not in before]
        self._waiting = [there[key] for key in keys if key not in self._done]
        if not self._waiting or now is None or key_of(self._waiting[0]) != key_of(now):
            self._ask()
        else:
            self.query_one(TitleLine).show(_("Questions"), [_("{count} left").format(count=len(self._waiting))])

    # --- answers

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click."""
        event.stop()
        self.action_take(event.option_index + 1)

    def action_take(self, number: int) -> None:
        """The answer with this number."""
        if self.has_class("-typing") or not 1 <= number <= len(self._answers):
            return
        answer = self._answers[number - 1]
        if answer.kind == "other":
            self.add_class("-typing")
            self.query_one(Input).value = ""
            self.query_one(Input).focus()
        else:
            self._answer(answer)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The tag of a language."""
        event.stop()
        tag = normalise_tag(event.value)
        if tag is None:
            self.app.tell(_("That is no tag of a language; write one such as fi, nb or pt-BR."), "warning")
        else:
            self._answer(Answer("language", language_name(tag), tag))

    def _answer(self, answer: Answer) -> None:
        """Keep it, and go on at once."""
        question = self.question
        if question is None:
            return
        self._done.add(key_of(question))
        said = Said(question, answer)
        self._said.append(said)
        if answer.kind != "later":
            keep_said(self.app, said, self._changed)
        self._ask()

    def action_undo(self) -> None:
        """The last answer does not hold any more, and is asked for again; also one that was given some other day."""
        if not self._said:
            take_latest_back(self.app, self._changed)
            return
        said = self._said.pop()
        self._done.discard(key_of(said.question))
        self._waiting = [said.question, *(each for each in self._waiting if key_of(each) != key_of(said.question))]
        if said.answer.kind != "later":
            keep_said(self.app, said, self._changed, back=True)
        self._ask()

    def action_leave(self) -> None:
        """Out of the field, else back."""
        if self.has_class("-typing"):
            self.remove_class("-typing")
            self.query_one(Options).focus()
        else:
            self.dismiss(None)

    def action_scroll(self, by: int) -> None:
        """What it is about may be long."""
        scroll = self.query_one(VerticalScroll)
        if by > 0:
            scroll.scroll_page_down(animate=False)
        else:
            scroll.scroll_page_up(animate=False)

    def action_help(self) -> None:
        """All keys."""
        from tui_learn.app.screens.notes import help_screen

        self.app.push_screen(help_screen(self))


def _side_by_side(left: Sequence[Content], right: Sequence[Content], column: int) -> list[Content]:
    rows = max(len(left), len(right))
    made = []
    for number in range(rows):
        one = left[number] if number < len(left) else Content("")
        other = right[number] if number < len(right) else Content("")
        made.append(Content.assemble(one, " " * (column - width_of(one.plain)), "   ", other))
    return made


@dataclass(slots=True)
class Said:
    """An answer that was given."""

    question: Question
    answer: Answer
    made: tuple[Decision, ...] = ()
    """What is kept of it."""


def take_latest_back(app: TuiLearn, changed: Callable[[], None]) -> None:
    """Take the last answer that is kept back, in a thread; the library changes by it."""
    from tui_learn.library.decisions import DecisionsNotKept

    def act() -> None:
        library = app.desk.opened_library()
        made = library.latest()
        try:
            taken = bool(made) and library.take_back(made)
        except DecisionsNotKept as error:
            _tell(app, str(error), "error")
            return
        if app.is_running:
            _tell(app, taken_back(made) if taken else _("There is no answer to take back."))
            if taken:
                app.call_from_thread(changed)

    app.keep(act)


def _tell(app: TuiLearn, message: str, severity: str = "information") -> None:
    """From a thread that may outlive the app."""
    if app.is_running:
        app.call_from_thread(app.tell, message, severity)
    else:
        app.desk.keeping.untold.append(message)


def keep_said(app: TuiLearn, said: Said, changed: Callable[[], None], *, back: bool = False) -> None:
    """Let an answer be kept, or with ``back`` be taken back, in a thread; then the library changes by it."""
    from tui_learn.library.decisions import DecisionsNotKept

    def act() -> None:
        library, answer = app.desk.opened_library(), said.answer
        try:
            if not back:
                spoken = answer.language if answer.kind == "language" else answer.kind == "together"
                said.made = library.answer(said.question, spoken)
            elif not library.take_back(said.made):
                message = _("The answer cannot be taken back: it was changed or taken out meanwhile.")
                _tell(app, message, "error")
                return
        except (DecisionsNotKept, ValueError) as error:
            _tell(app, str(error), "error")
            return
        if app.is_running:
            app.call_from_thread(changed)

    app.keep(act)


def open_questions(
    app: TuiLearn,
    questions: Sequence[Question],
    article: Article | None,
    changed: Callable[[], None],
    common: Sequence[str] = (),
) -> None:
    """Ask them, those about the article under the cursor first; ``changed`` is told of each answer that is kept.

    ``common`` languages of the library may be chosen too.
    """
    if questions or app.desk.opened_library().latest():  # an answer may still be taken back
        app.push_screen(QuestionsScreen(questions, article.id if article is not None else None, changed, common))
    else:
        app.tell(_("There is nothing to ask: what belongs together is certain, and every language is known."))
