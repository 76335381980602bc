"""What to be asked about, chosen in the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from tui_learn.app.cells import fit, width_of
from tui_learn.app.loading import Counted, Left, count_scopes
from tui_learn.app.screens.pair import SMALL
from tui_learn.app.widgets.options import Options
from tui_learn.failed import Failed
from tui_learn.i18n import gettext as _
from tui_learn.library import Article, Pair
from tui_learn.progress import ProgressDamaged
from tui_learn.quiz.scope import SCOPES, Scope, Wanted
from tui_learn.text import UnreadableFile

if TYPE_CHECKING:
    from tui_learn.app.app import TuiLearn

WIDTH = 46


def scope_name(scope: Scope) -> str:
    """What a scope is called."""
    return {
        "paragraph": _("this paragraph"),
        "section": _("this section"),
        "article": _("this article"),
        "unknown": _("words I do not know yet"),
        "due": _("everything that is due"),
    }[scope]


class ScopeScreen(ModalScreen[Wanted | None]):
    """A list; beside each entry how many questions it would ask. The cursor begins on what was chosen last."""

    app: TuiLearn
    DEFAULT_CSS = """
    ScopeScreen { align: center middle; background: $background 60%; }
    ScopeScreen > Vertical { width: 52; max-width: 100%; height: auto; max-height: 100%; background: $surface;
                             border: round $rule; padding: 1 2; }
    ScopeScreen OptionList, ScopeScreen OptionList:focus {
        height: auto; border: none; background: $surface; padding: 0; background-tint: $foreground 0%; }
    ScopeScreen OptionList > .option-list--option-highlighted,
    ScopeScreen OptionList:focus > .option-list--option-highlighted {
        background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold; }
    ScopeScreen OptionList { text-wrap: nowrap; text-overflow: ellipsis; }
    ScopeScreen .question { text-style: bold; color: $heading; padding: 0 0 1 0; }
    ScopeScreen .foot { color: $quiet; padding: 1 0 0 0; height: auto; }
    ScopeScreen.-small > Vertical { padding: 0 1; border: none; }
    ScopeScreen.-small .question, ScopeScreen.-small .foot { padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(number), f"choose({number})", show=False) for number in range(1, len(SCOPES) + 1)),
        Binding("p,f5", "enter", _("practise"), show=False),
        Binding("escape,q", "dismiss(None)", _("leave it")),
    ]

    def __init__(self, article: Article, pair: Pair, place: tuple[str, str], last: Scope) -> None:
        """``place`` is the (language, segment) under the cursor, ``last`` what was chosen last."""
        super().__init__()
        self._article, self._pair, self._place, self._last = article, pair, place, last
        self._counts: dict[Scope, Counted] = {}

    def compose(self) -> ComposeResult:
        """The dialog."""
        with Vertical():
            yield Static(Content(_("Practise")), classes="question")
            yield Options(*self._rows())
            yield Static(Content(_("counting …")), classes="foot")

    def on_mount(self) -> None:
        """Enter repeats the last choice."""
        self.query_one(OptionList).highlighted = SCOPES.index(self._last)
        self.count()

    def on_resize(self, event: events.Resize) -> None:
        """A small terminal has no room for frames."""
        self.set_class(event.size.height < SMALL, "-small")
        self._show()

    def _rows(self) -> list[Option]:
        width = max(20, min(WIDTH, self.app.size.width - 4))
        rows = []
        for number, scope in enumerate(SCOPES, start=1):
            counted = self._counts.get(scope)
            count = "…" if counted is None else _("nothing") if not counted.asked else str(counted.asked)
            if counted is not None and counted.there > counted.asked > 0:
                count = _("{asked} of {there}").format(asked=counted.asked, there=counted.there)
            name = fit(f"{number}  {scope_name(scope)}", width - width_of(count) - 2)
            rows.append(Option(Content(name + " " * (width - width_of(name) - width_of(count)) + count)))
        return rows

    def _show(self) -> None:
        listing = self.query_one(OptionList)
        highlighted = listing.highlighted
        listing.clear_options()
        listing.add_options(self._rows())
        listing.highlighted = highlighted

    @work(thread=True, exclusive=True, group="count")
    def count(self) -> None:
        """Count in a thread, until something is chosen."""
        worker = get_current_worker()

        def tell(_share: float) -> None:
            if worker.is_cancelled:
                raise Left

        try:
            counts = count_scopes(self.app.desk, self._article, self._pair, self._place, self.app.start.seed, tell)
        except (UnreadableFile, ProgressDamaged, Failed) as error:
            self.app.call_from_thread(self._say, str(error))
        except Left:
            return
        else:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._take_counts, counts)

    def _take_counts(self, counts: dict[Scope, Counted]) -> None:
        if self.is_attached:
            self._counts = counts
            self._show()
            self._say(_("Enter takes it, Esc leaves"))

    def _say(self, message: str) -> None:
        if self.is_attached:
            self.query_one(".foot", Static).update(Content(message))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click."""
        event.stop()
        self._choose(SCOPES[event.option_index])

    def action_choose(self, number: int) -> None:
        """A digit."""
        self._choose(SCOPES[number - 1])

    def action_enter(self) -> None:
        """The key that opened the dialog takes what is under the cursor too."""
        self._choose(SCOPES[self.query_one(OptionList).highlighted or 0])

    def _choose(self, scope: Scope) -> None:
        self.workers.cancel_group(self, "count")
        self.dismiss(Wanted(scope, *self._place))
