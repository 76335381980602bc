"""The options of the schedule, and weights fitted to the learner's own answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import ComposeResult, RenderResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.worker import Worker, get_current_worker

from tui_learn.app.schedule_form import Field, Switch, fields, read_field, switched, switches
from tui_learn.app.signs import SIGNS
from tui_learn.app.widgets.bars import KeyLine, TitleLine
from tui_learn.i18n import gettext as _
from tui_learn.progress import ProgressDamaged, ProgressNotSaved
from tui_learn.progress.options import DEFAULT_WEIGHTS, ScheduleOptions

if TYPE_CHECKING:
    from tui_learn.app.app import TuiLearn
    from tui_learn.progress.optimize import Fitted

NARROW = 60
"""Cells below which what an option means is only said of the one that is being changed."""
LOW = 20
"""The same for rows."""


class Left(Exception):
    """The learner has left: the work is no longer wanted."""


def told(fitted: Fitted) -> str:
    """What fitting has brought, measured on cards the weights were not fitted to."""
    text = _(
        "Of {count} answers the chance to be right was foretold with an error of {before} until now, of {after} by "
        "fitted weights (log loss {loss_before} and {loss_after}; less is better)."
    )
    return text.format(
        count=fitted.before.reviews,
        before=share(fitted.before.rmse),
        after=share(fitted.after.rmse),
        loss_before=f"{fitted.before.log_loss:.4f}",
        loss_after=f"{fitted.after.log_loss:.4f}",
    )


def fitting(done: float) -> str:
    """How far fitting is, of 1."""
    return _("Fitting the schedule to your answers … {percent} %").format(percent=round(100 * done))


def share(of_one: float) -> str:
    """A small share of 1, in percent."""
    return _("{number} %").format(number=f"{100 * of_one:.1f}")


class Toggle(Widget, can_focus=True):
    """On or off, with a mark that says which."""

    DEFAULT_CSS = """
    Toggle { height: 1; width: auto; }
    Toggle:focus { background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "flip", _("on or off"), key_display="Space")]

    class Flipped(Message):
        """It was turned on or off."""

    def __init__(self, on: bool, *, id: str) -> None:
        super().__init__(id=id)
        self.on = on

    def render(self) -> RenderResult:
        """The mark, and the word."""
        return Content(f"[x] {_('on')}" if self.on else f"[ ] {_('off')}")

    def on_click(self) -> None:
        """The other."""
        self.action_flip()

    def action_flip(self) -> None:
        """The other."""
        self.on = not self.on
        self.refresh(layout=True)
        self.post_message(self.Flipped())


class OptionRow(Vertical):
    """A label with its field, what it means, and what is wrong with what is written."""

    def __init__(self, option: Field | Switch) -> None:
        super().__init__()
        self.option = option

    def compose(self) -> ComposeResult:
        """One row, and the text below it."""
        with Horizontal(classes="row"):
            yield Static(Content(self.option.label), classes="label")
            if isinstance(self.option, Field):
                yield Input(id=self.option.name, classes="field", disabled=True)
                yield Static(Content(self.option.unit), classes="unit")
            else:
                yield Toggle(False, id=self.option.name)
        yield Static(Content(self.option.meaning), classes="meaning")
        yield Static(classes="wrong")

    def say_wrong(self, message: str) -> None:
        """What to write instead; nothing where all is well."""
        wrong = self.query_one(".wrong", Static)
        wrong.update(Content(f"{SIGNS['wrong']} {message}" if message else ""))
        wrong.display = bool(message)


class ScheduleOptionsScreen(Screen[None]):
    """A form; nothing is kept before Enter."""

    app: TuiLearn
    DEFAULT_CSS = """
    ScheduleOptionsScreen { background: $background; }
    ScheduleOptionsScreen #form { padding: 1 0 0 2; background: $background; scrollbar-size-vertical: 1; }
    ScheduleOptionsScreen #message { height: auto; margin: 0 2 1 0; max-width: 90; color: $quiet; }
    ScheduleOptionsScreen #message.-wrong { color: $error; }
    ScheduleOptionsScreen OptionRow { height: auto; margin: 0 2 1 0; max-width: 90; }
    ScheduleOptionsScreen .row { height: 1; }
    ScheduleOptionsScreen .label { width: 26; text-style: bold; text-wrap: nowrap; text-overflow: ellipsis; }
    ScheduleOptionsScreen .field { width: 14; height: 1; border: none; padding: 0 1;
                                   background: $panel; }
    ScheduleOptionsScreen .field:focus { border: none; background: $lit; text-style: underline; }
    ScheduleOptionsScreen .unit { width: 1fr; padding: 0 0 0 1; color: $quiet; text-wrap: nowrap; }
    ScheduleOptionsScreen .meaning { height: auto; color: $quiet; }
    ScheduleOptionsScreen .wrong { height: auto; color: $error; display: none; }
    ScheduleOptionsScreen #weights { height: auto; margin: 0 2 1 0; max-width: 90; }
    ScheduleOptionsScreen.-small #form { padding: 0 0 0 2; }
    ScheduleOptionsScreen.-small OptionRow { margin: 0 2 0 0; }
    ScheduleOptionsScreen.-small .meaning { display: none; }
    ScheduleOptionsScreen.-small OptionRow.-here .meaning { display: block; }
    ScheduleOptionsScreen.-small .label { width: 23; }
    ScheduleOptionsScreen.-small .field { width: 11; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", _("keep"), key_display="Enter", priority=True),
        Binding("escape", "leave", _("leave it"), key_display="Esc"),
        Binding("down,tab", "go(1)", _("next"), key_display="↓", priority=True),
        Binding("up,shift+tab", "go(-1)", _("before"), show=False, priority=True),
        Binding("f5", "fit", _("fit to my answers"), key_display="F5"),
        Binding("f6", "published", _("published weights"), key_display="F6"),
        Binding("f1", "help", _("help"), key_display="F1"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._options: ScheduleOptions | None = None
        """As they are kept; None until they are read."""
        self._weights: tuple[float, ...] = DEFAULT_WEIGHTS
        """As they will be kept."""
        self._busy = False

    def compose(self) -> ComposeResult:
        """The form."""
        yield TitleLine(_("Schedule"))
        with VerticalScroll(id="form", can_focus=False):
            yield Static(Content(_("Reading …")), id="message")
            yield from (OptionRow(field) for field in fields())
            yield from (OptionRow(switch) for switch in switches())
            yield Static(id="weights")
        yield KeyLine()

    def on_mount(self) -> None:
        """What is kept comes from a thread: the first time, progress is opened for it."""
        self.query(OptionRow).set(display=False)
        self.load()

    def on_resize(self, event: events.Resize) -> None:
        """A small terminal says what the option means that is being changed."""
        self.set_class(event.size.width < NARROW or event.size.height < LOW, "-small")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """In a small terminal only what is being changed is explained."""
        for row in self.query(OptionRow):
            row.set_class(event.widget in row.walk_children(), "-here")

    @work(thread=True, exclusive=True, group="options")
    def load(self) -> None:
        """Read the options."""
        try:
            options = self.app.desk.progress().options
        except ProgressDamaged as error:
            self.app.call_from_thread(self._say, str(error), True)
            return
        self.app.call_from_thread(self._take, options)

    def _take(self, options: ScheduleOptions) -> None:
        if not self.is_attached:
            return
        self._options, self._weights = options, options.weights
        for field in fields():
            box = self.query_one(f"#{field.name}", Input)
            box.value = field.written(getattr(options, field.name))
            box.disabled = False
        for switch in switches():
            toggle = self.query_one(f"#{switch.name}", Toggle)
            toggle.on = getattr(options, switch.name)
            toggle.refresh(layout=True)
        self.query(OptionRow).set(display=True)
        self._say("")
        self._say_weights()
        self.query_one(f"#{fields()[0].name}", Input).focus()

    def _say(self, message: str, wrong: bool = False) -> None:
        if not self.is_attached:
            return
        static = self.query_one("#message", Static)
        static.update(Content(f"{SIGNS['wrong']} {message}" if wrong else message))
        static.set_class(wrong, "-wrong")
        static.display = bool(message)
        if message:
            self.query_one("#form").scroll_home(animate=False)

    def _say_weights(self) -> None:
        if self._weights == DEFAULT_WEIGHTS:
            text = _("as published, for everybody; F5 fits them to your answers")
        else:
            text = _("fitted to your answers; F6 takes the published ones again")
        line = Content.assemble((_("Weights of FSRS-6"), "bold"), "  ", (text, "$quiet"))
        self.query_one("#weights", Static).update(line)

    # --- writing

    def on_input_changed(self, event: Input.Changed) -> None:
        """What is wrong is said at once, at the field."""
        row = next((row for row in self.query(OptionRow) if row.option.name == event.input.id), None)
        if row is not None and isinstance(row.option, Field) and self._options is not None:
            self._check(row, row.option)

    def _check(self, row: OptionRow, field: Field) -> bool:
        assert self._options is not None
        try:
            read_field(field, self.query_one(f"#{field.name}", Input).value, self._options)
        except ValueError as error:
            row.say_wrong(str(error))
            return False
        row.say_wrong("")
        return True

    def _written(self) -> ScheduleOptions | None:
        """The form as options; None where something is wrong, and then the cursor is there."""
        if self._options is None:
            return None
        options = replace(self._options, weights=self._weights)
        wrong = None
        for row in self.query(OptionRow):
            option = row.option
            if isinstance(option, Switch):
                options = switched(option, self.query_one(f"#{option.name}", Toggle).on, options)
            elif self._check(row, option):
                options = read_field(option, self.query_one(f"#{option.name}", Input).value, options)
            elif wrong is None:
                wrong = option.name
        if wrong is not None:
            self.query_one(f"#{wrong}", Input).focus()
            return None
        return options

    # --- keys

    def action_go(self, by: int) -> None:
        """To the next field, or the one before."""
        if by > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_save(self) -> None:
        """Keep what is written."""
        if self._busy:
            return
        options = self._written()
        if options is None:
            return
        if options == self._options:
            self.app.go_back(self)
            return
        self._begin(_("Keeping, and counting anew what that changes …"))
        self._save(options)

    @work(thread=True, group="options")
    def _save(self, options: ScheduleOptions) -> None:
        try:
            self.app.desk.progress().set_options(options)
        except (ProgressNotSaved, ProgressDamaged) as error:
            self.app.call_from_thread(self._end, str(error), True)
            return
        except ValueError as error:  # weights that FSRS refuses, of another version
            told = _("the schedule cannot be set like this ({reason}); F6 takes the published weights")
            self.app.call_from_thread(self._end, told.format(reason=error), True)
            return
        self.app.call_from_thread(self._saved)

    def _saved(self) -> None:
        self._end("")
        self.app.tell(_("The schedule is kept."))
        if self.is_active:
            self.app.go_back(self)

    def _begin(self, message: str) -> None:
        self._busy = True
        self._say(message)

    def _end(self, message: str, wrong: bool = False) -> None:
        self._busy = False
        self._say(message, wrong)

    def action_fit(self) -> None:
        """Fit the weights to the learner's answers."""
        if self._busy or self._options is None:
            return
        self._begin(fitting(0.0))
        self._fit(replace(self._options, weights=self._weights))

    @work(thread=True, group="options")
    def _fit(self, options: ScheduleOptions) -> None:
        from tui_learn.progress.optimize import NotFitted, fit, histories

        worker: Worker[None] = get_current_worker()

        def tell(done: float) -> None:
            if worker.is_cancelled:
                raise Left
            self.app.call_from_thread(self._say, fitting(done))

        try:
            fitted = fit(histories(self.app.desk.progress().attempts(forgets=True)), options, tell)
        except (NotFitted, ProgressDamaged) as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._end, str(error), True)
        except Left:
            return
        else:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._take_fitted, fitted)

    def _take_fitted(self, fitted: Fitted) -> None:
        self._end("")
        if not self.is_active:
            return
        from tui_learn.app.screens.confirm import ConfirmScreen

        if not fitted.is_better:
            self._say(_("{told} The weights stay as they are.").format(told=told(fitted)))
            return

        def take(accepted: bool | None) -> None:
            if accepted:
                self._weights = fitted.weights
                self._say_weights()
                self._say(_("Enter keeps the fitted weights."))

        self.app.push_screen(ConfirmScreen(told(fitted), _("Take the fitted weights"), _("Leave them")), take)

    def action_published(self) -> None:
        """Take the weights everybody begins with."""
        if not self._busy and self._options is not None:
            self._weights = DEFAULT_WEIGHTS
            self._say_weights()
            self._say(_("Enter keeps the published weights."))

    def action_leave(self) -> None:
        """Leave everything as it was."""
        self.app.go_back(self)

    def action_help(self) -> None:
        """All keys."""
        from tui_learn.app.screens.notes import help_screen

        self.app.push_screen(help_screen(self))
