"""The settings: what each is, what it does, and a way to change it. Drawn from their description."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui_learn.app.cells import fit, width_of
from tui_learn.app.screens.pair import SMALL
from tui_learn.app.widgets.bars import KeyLine, TitleLine
from tui_learn.app.widgets.options import Options
from tui_learn.i18n import gettext as _
from tui_learn.settings.schema import Spec, section_title, specs
from tui_learn.settings.writing import SettingsChanged, SettingsFile, SettingsNotKept
from tui_learn.text.clean import clean_line

if TYPE_CHECKING:
    from tui_learn.app.app import TuiLearn


@dataclass(frozen=True, slots=True)
class Held:
    """A setting as it stands in the file."""

    spec: Spec
    raw: Any
    """None where the default holds."""

    @property
    def shown(self) -> str:
        """What holds, as a person reads it; what the field can show is what it takes."""
        raw = self.spec.default if self.raw is None else self.raw
        try:
            text = self.spec.kind.shown(raw)
        except (ValueError, TypeError, AttributeError):
            text = str(raw)
        return clean_line(text) or _("none")

    @property
    def wrong(self) -> str:
        """Why the value in the file is not used; empty where it is."""
        if self.raw is None:
            return ""
        from pathlib import Path

        from tui_learn.settings.kinds import Keys, flattened

        try:
            raw = flattened(self.raw) if isinstance(self.spec.kind, Keys) and isinstance(self.raw, dict) else self.raw
            self.spec.kind.read(raw, Path())
        except ValueError as error:
            return str(error)
        return ""


class SettingsScreen(Screen[None]):
    """A list of settings, and what the one under the cursor does."""

    app: TuiLearn
    DEFAULT_CSS = """
    SettingsScreen { background: $background; }
    SettingsScreen OptionList, SettingsScreen OptionList:focus {
        border: none; background: $background; padding: 1 2; height: 1fr; scrollbar-size-vertical: 1;
        background-tint: $foreground 0%; }
    SettingsScreen OptionList { text-wrap: nowrap; text-overflow: ellipsis; }
    SettingsScreen OptionList > .option-list--option { padding: 0 1; }
    SettingsScreen OptionList > .option-list--option-disabled { color: $heading; text-style: bold; }
    SettingsScreen OptionList > .option-list--option-highlighted,
    SettingsScreen OptionList:focus > .option-list--option-highlighted {
        background: $lit; color: $foreground; text-style: bold; }
    SettingsScreen #says { height: auto; max-height: 6; padding: 0 3 1 3; color: $foreground; }
    SettingsScreen.-small OptionList, SettingsScreen.-small OptionList:focus { padding: 0 1; }
    SettingsScreen.-small #says { padding: 0 2; max-height: 3; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "change", _("change"), key_display="Enter"),
        Binding("right,l", "cycle(1)", _("next choice"), key_display="→", priority=True),
        Binding("left,h", "cycle(-1)", _("choice before"), show=False, priority=True),
        Binding("backspace,d,delete", "reset", _("as it usually is"), key_display="d"),
        Binding("j", "cursor(1)", _("next"), show=False),
        Binding("k", "cursor(-1)", _("previous"), show=False),
        Binding("question_mark,f1", "help", _("help"), key_display="?"),
        Binding("q,escape", "back", _("back"), key_display="q"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._file: SettingsFile | None = None
        self._why = ""
        """Why nothing can be changed."""
        self._rows: list[Spec | str] = []
        """Settings, and the headings between them."""

    def compose(self) -> ComposeResult:
        """Title, list, explanation, keys."""
        yield TitleLine(_("Settings"))
        yield Options()
        yield Static(id="says")
        yield KeyLine([
            ("↑ ↓", _("choose")), ("Enter", _("change")), ("d", _("as usual")), ("q", _("back")), ("?", _("help")),
        ])  # fmt: skip

    def on_mount(self) -> None:
        """What the file says."""
        for spec in specs():
            title = section_title(spec.section)
            if spec.name and title not in self._rows:
                self._rows += ["", title] if self._rows else [title]
            elif not spec.name:
                self._rows += [""]
            self._rows.append(spec)
        self._read()
        self.query_one(OptionList).focus()

    def _read(self) -> None:
        try:
            self._file, self._why = SettingsFile(), ""
        except SettingsNotKept as error:
            self._file, self._why = None, str(error)
        self._fill()

    def on_resize(self, event: events.Resize) -> None:
        """A small terminal has no room for margins."""
        self.set_class(event.size.height < SMALL, "-small")
        self._fill()

    # --- what is shown

    def _held(self, spec: Spec) -> Held:
        return Held(spec, self._file.raw(spec) if self._file is not None else None)

    def _fill(self) -> None:
        listing = self.query_one(OptionList)
        highlighted = listing.highlighted
        width = max(20, self.size.width - (6 if self.has_class("-small") else 8))
        listing.clear_options()
        for row in self._rows:
            content = Content(row) if isinstance(row, str) else self._row(self._held(row), width)
            listing.add_option(Option(content, disabled=isinstance(row, str)))
        first = next((number for number, row in enumerate(self._rows) if not isinstance(row, str)), None)
        listing.highlighted = highlighted if highlighted is not None else first
        from tui_learn.paths import settings_file

        self.query_one(TitleLine).show(_("Settings"), (clean_line(str(settings_file())),))
        self._explain()

    @staticmethod
    def _row(held: Held, width: int) -> Content:
        column = min(30, width // 2)
        title = fit(held.spec.title(), column - 2)
        usual = "" if held.raw is not None else _("default")
        if held.wrong:
            usual = _("! not used")
        room = width - column - (width_of(usual) + 2 if usual else 0)
        if room < 6:
            usual, room = "", width - column
        value = fit(held.shown, room)
        gap = " " * (column - width_of(title))
        return Content.assemble(title, gap, value, (f"  {usual}", "$warning" if held.wrong else "$quiet"))

    def _spec(self) -> Spec | None:
        number = self.query_one(OptionList).highlighted
        row = self._rows[number] if number is not None and number < len(self._rows) else ""
        return None if isinstance(row, str) else row

    def _explain(self) -> None:
        spec = self._spec()
        parts: list[Content | tuple[str, str]] = []
        if spec is not None:
            held = self._held(spec)
            if self._why or held.wrong:
                parts.append((f"! {self._why or held.wrong}  ", "bold $warning"))
            parts.append(Content(spec.says()))
            choices = self._choices(spec)
            if choices:
                parts.append((f"  {', '.join(choices)}", "$quiet"))
        self.query_one("#says", Static).update(Content.assemble(*parts))

    def _choices(self, spec: Spec) -> tuple[str, ...]:
        if (spec.section, spec.name) == ("app", "theme"):
            return tuple(dict.fromkeys([*spec.kind.choices, *self.app.available_themes]))
        return spec.kind.choices

    def on_option_list_option_highlighted(self) -> None:
        """What the setting does."""
        self._explain()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click."""
        event.stop()
        self.action_change()

    # --- changing

    def action_cursor(self, by: int) -> None:
        """Up or down the list."""
        listing = self.query_one(OptionList)
        if by > 0:
            listing.action_cursor_down()
        else:
            listing.action_cursor_up()

    def action_cycle(self, by: int) -> None:
        """The next choice, or the one before."""
        spec = self._spec()
        if spec is None:
            return
        choices = self._choices(spec)
        if choices:
            now = self._held(spec).shown
            place = choices.index(now) + by if now in choices else 0
            self._keep(spec, spec.kind.typed(choices[place % len(choices)]))

    def action_change(self) -> None:
        """The next choice, or a field to type in."""
        spec = self._spec()
        if spec is None:
            return
        if self._choices(spec):
            self.action_cycle(1)
            return
        held = self._held(spec)
        try:
            text = spec.kind.shown(spec.default if held.raw is None else held.raw)
        except (ValueError, TypeError, AttributeError):
            self.app.tell(_("This can only be changed in the file itself: {file}").format(file=self._path), "warning")
            return
        self.app.push_screen(FieldScreen(spec, text), lambda answer: self._take(spec, answer))

    def _take(self, spec: Spec, answer: tuple[Any] | None) -> None:
        if answer is not None:
            self._keep(spec, answer[0])

    def action_reset(self) -> None:
        """The default again."""
        spec = self._spec()
        if spec is not None and self._held(spec).raw is not None:
            self._keep(spec, None)

    @property
    def _path(self) -> str:
        return clean_line(str(self._file.file)) if self._file is not None else ""

    def _keep(self, spec: Spec, raw: Any) -> None:
        if self._file is None:
            self.app.tell(self._why, "error")
            return
        try:
            self._file.change(spec, raw)
        except SettingsChanged as error:
            self.app.tell(str(error), "warning")
            self._read()
            self.app.take_settings()
            return
        except SettingsNotKept as error:
            self.app.tell(str(error), "error")
            return
        self.app.take_settings()
        self._fill()
        if spec.section == "keys":
            for problem in self.app.settings_problems:
                self.app.tell(problem.message, "warning")
        if not spec.live:
            self.app.tell(_("Kept; it holds from the next start."))

    def action_help(self) -> None:
        """All keys."""
        from tui_learn.app.screens.notes import help_screen

        self.app.push_screen(help_screen(self))

    def action_back(self) -> None:
        """To where one came from."""
        self.app.go_back(self)


class FieldScreen(ModalScreen["tuple[Any] | None"]):
    """One value, typed. Gives what TOML would write, in a tuple of one."""

    DEFAULT_CSS = """
    FieldScreen { align: center middle; background: $background 60%; }
    FieldScreen > Vertical { width: 76; max-width: 100%; height: auto; max-height: 100%; background: $surface;
                             border: round $rule; padding: 1 2; }
    FieldScreen Static { height: auto; }
    FieldScreen Input, FieldScreen Input:focus {
        border: none; height: 1; padding: 0 1; margin: 1 0; background: $panel; color: $foreground; }
    FieldScreen .question { text-style: bold; color: $heading; }
    FieldScreen .foot { color: $quiet; }
    FieldScreen .foot.-wrong { color: $error; text-style: bold; }
    FieldScreen.-small > Vertical { padding: 0 1; border: none; }
    FieldScreen.-small Input, FieldScreen.-small Input:focus { margin: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", _("leave it"))]

    def __init__(self, spec: Spec, text: str) -> None:
        super().__init__()
        self._spec, self._text = spec, text

    def compose(self) -> ComposeResult:
        """The dialog."""
        with Vertical():
            yield Static(Content(self._spec.title()), classes="question")
            yield Static(Content(self._spec.says()))
            yield Input(self._text, select_on_focus=False)
            yield Static(Content(_("Enter keeps it, Esc leaves it")), classes="foot")

    def on_resize(self, event: events.Resize) -> None:
        """A small terminal has no room for frames."""
        self.set_class(event.size.height < SMALL, "-small")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter keeps what can be used."""
        event.stop()
        try:
            raw = self._spec.kind.typed(event.value)
        except ValueError as error:
            foot = self.query_one(".foot", Static)
            foot.add_class("-wrong")
            foot.update(Content(str(error)))
            return
        self.dismiss((raw,))
