"""The part of the reader that lays the page out: layouts, the split, the hidden translation, the weave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.worker import get_current_worker

from tui_learn.app.layouts import STEP, Layout, Reading, layout_at, layouts_for
from tui_learn.app.page import Page, Position, SideName
from tui_learn.app.passages import whole
from tui_learn.app.screens.travelling import TravellingScreen
from tui_learn.app.veil import HIDDEN, Veil
from tui_learn.app.widgets.aligned_view import AlignedView
from tui_learn.app.widgets.lit import Stretch
from tui_learn.app.widgets.sheet import PassageOf
from tui_learn.i18n import gettext as _

if TYPE_CHECKING:
    from tui_learn.app.weave import Candidate, Weave
    from tui_learn.bitext.glossary import Glossary

LONG = 20_000
"""Words from which on what can be woven in is looked for behind the page."""
LAYING = Binding.Group(_("Layout"))


def layout_name(layout: Layout) -> str:
    """What a layout is called."""
    return {
        "side-by-side": _("side by side"),
        "stacked": _("one above the other"),
        "interlinear": _("sentence by sentence"),
        "hidden": _("translation hidden"),
        "weave": _("woven"),
    }[layout]


class LayingScreen(TravellingScreen):
    """Shows a page in one of several layouts."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v,f6", "layout(1)", _("next layout"), key_display="v", group=LAYING),
        Binding("V", "layout(-1)", _("previous layout"), group=LAYING),
        Binding("plus,equals_sign", "wider(1)", _("left side wider; more words woven"), key_display="+", group=LAYING),
        Binding("minus", "wider(-1)", _("left side narrower; fewer words woven"), key_display="-", group=LAYING),
        Binding("E", "lift", _("show or hide the whole translation"), group=LAYING),
    ]

    _reading = Reading()
    _veil = Veil()
    _woven_of: Glossary | None = None
    """What the words that are woven in were taken from."""
    _candidates: tuple[Glossary, Sequence[Candidate]] | None = None

    @cached_property
    def _weave(self) -> Weave:
        """Which words are exchanged in the woven layout."""
        from tui_learn.app.weave import Weave

        return Weave()

    # --- which layout

    @property
    def layout_now(self) -> Layout | None:
        """The layout of the page; None in one language and before there is a page."""
        page, view = self._page, self.query_one(AlignedView)
        if page is None or page.one_sided:
            return None
        return layout_at(page, view.scrollable_content_region.width or self.size.width, self._reading)

    def action_layout(self, by: int) -> None:
        """The next layout, or the one before."""
        page, now = self._page, self.layout_now
        if page is None or now is None:
            self.app.tell(_("In one language there is only one layout."))
            return
        layouts = layouts_for(page)
        layout = layouts[(layouts.index(now) + by) % len(layouts)]
        self._reading = replace(self._reading, layout=layout)
        self._lay()
        if layout in ("hidden", "weave"):  # the others are seen at a glance
            self.app.tell(self._told(layout))

    def _told(self, layout: Layout) -> str:
        told = layout_name(layout)
        if layout == "hidden":
            return _("{layout}: Enter shows the answer, then its sentence; E shows all").format(layout=told)
        if layout == "weave":
            return f"{told}: {self._told_weave()}"
        return told

    def _told_weave(self) -> str:
        if self._woven_of is None:
            return _("as soon as it is known which words answer each other")
        if not self._weave.learned and not self._weave.percent:
            return _("no word of this article is learned yet; + weaves in those met most often")
        return _("{percent} % of the words, learned are {learned} %; + and - change it").format(
            percent=self._weave.percent, learned=self._weave.learned
        )

    def action_wider(self, by: int) -> None:
        """More for the left side, or more words woven in; or less."""
        now = self.layout_now
        if now == "weave":
            self._reading = self._reading.woven(by > 0, self._reading.weave or self._weave.percent)
            self._lay()
        elif now is not None and len(self._columns()) == 2:
            self._reading = self._reading.widened(by * STEP)
            self._lay()
        else:
            self.app.tell(_("The width of the sides can be changed where they stand side by side."))

    def _columns(self) -> Sequence[object]:
        frame = self.query_one(AlignedView).frame
        return frame.columns if frame is not None else ()

    # --- laying out

    def _passage_of(self) -> PassageOf:
        """What is shown of a block in the layout there is."""
        if self.layout_now != "weave" or self._page is None:
            return whole
        from tui_learn.app.weave import weave

        knowledge, possible = self._knowledge, self._possible()

        def status_of(lexeme: str) -> int:
            return knowledge.status(lexeme) if knowledge is not None else 0

        self._woven_of = self._page.glossary if possible is not None else None
        self._weave = weave(possible or (), status_of, self._reading.weave)
        return self._weave.passage

    def _possible(self) -> Sequence[Candidate] | None:
        """The pairs that can be woven in; None where that is not found out yet."""
        from tui_learn.app.weave import candidates

        page = self._page
        glossary = page.glossary if page is not None else None
        if glossary is None:
            return None
        if self._candidates is None or self._candidates[0] is not glossary:
            if len(glossary.linked.left.words) > LONG:
                self._find_candidates(glossary)
                return None
            self._candidates = glossary, candidates(glossary)
        return self._candidates[1]

    @work(thread=True, exclusive=True, group="weave", exit_on_error=False)
    def _find_candidates(self, glossary: Glossary) -> None:
        """Of a book that takes longer than a key may."""
        from tui_learn.app.weave import candidates

        found = candidates(glossary)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._take_candidates, glossary, found)

    def _take_candidates(self, glossary: Glossary, found: Sequence[Candidate]) -> None:
        self._candidates = glossary, found
        if self.is_attached:
            self._weave_again()
            self._say_where()

    def _error_of(self, group: str) -> str:
        if group == "weave":
            return _("What can be woven in could not be found; this is an error of the program ({error}).")
        return super()._error_of(group)

    def _lay(self) -> None:
        """Lay the page out as is wanted now."""
        view = self.query_one(AlignedView)
        if self._page is None:
            return
        view.lay(self._reading, self._passage_of())
        self._position = view.position
        self._draw_veil()
        self._say_where()
        self._keep_soon()

    def _keep_soon(self) -> None:
        raise NotImplementedError

    def _weave_again(self) -> None:
        """More or less is known: other words are woven in."""
        if self._page is not None and self.layout_now == "weave":
            before = self._weave.pairs, self._woven_of
            passage_of = self._passage_of()
            if before[0] != self._weave.pairs or before[1] is not self._woven_of:
                self.query_one(AlignedView).lay(self._reading, passage_of)
                self._say_where()

    def _learn(self, page: Page) -> None:
        super()._learn(page)
        if self._page is page:
            self._weave_again()

    def _known_changed(self) -> None:
        super()._known_changed()
        self._weave_again()

    # --- the hidden translation

    @property
    def _is_veiled(self) -> bool:
        frame = self.query_one(AlignedView).frame
        return frame is not None and frame.veiled

    def _draw_veil(self) -> None:
        """Hide what is to be hidden; to be called after every change of layout, page or veil."""
        view = self.query_one(AlignedView)
        # Whether it is hidden is asked when a block is drawn: before that the layout may not be known.
        view.set_layer("veil", self._veiled if self._page is not None and not self._page.one_sided else None)

    def _veiled(self, side: SideName, block: int) -> list[Stretch]:
        if self._page is None or not self._is_veiled:
            return []
        return list(self._veil.stretches(self._page, side, block))

    def action_lift(self) -> None:
        """Show all of the translation, or hide all of it."""
        if not self._is_veiled:
            self.app.tell(_("The translation is not hidden in this layout; v changes it."))
            return
        self._veil = Veil() if self._veil.lifted else Veil(lifted=True)
        self._draw_veil()
        self._say_where()

    def action_entry(self) -> None:
        """What is hidden is shown first; then everything about the word under the cursor."""
        step = self._veil.step(self._page, self._position) if self._page is not None and self._is_veiled else None
        if step is None:
            super().action_entry()
            return
        self._veil = step
        self._draw_veil()
        self._say_where()

    def _jump(self, position: Position) -> None:
        """Go to a place; what one jumps to can be seen."""
        self._lift_at(position)
        super()._jump(position)

    def _say_hits(self) -> None:
        """Tell of what was found; the place it stands at can be seen."""
        super()._say_hits()
        if self._hit is not None:
            self._lift_at(self.query_one(AlignedView).position)

    def _lift_at(self, position: Position) -> None:
        if self._is_veiled and position.side == HIDDEN and position.sentence not in self._veil.sentences:
            self._veil = replace(self._veil, sentences=self._veil.sentences | {position.sentence})
            self._draw_veil()

    @property
    def _hides(self) -> bool:
        """Whether what the word under the cursor means is hidden."""
        return self._page is not None and self._is_veiled and self._veil.hides(self._page, self._position)

    def _told_page(self, page: Page) -> tuple[Page, str]:
        """The page as the word line may tell of it, and what it says instead of the answer."""
        if not self._hides:
            return page, self._word_note
        left, right = page.words("left"), page.words("right")
        bare = replace(page, glossary=None, plain=(left, right) if left is not None and right is not None else None)
        return bare, _("Enter shows it")
