"""The line that tells how far a scan of the library is, while that takes longer than a moment."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

from textual.app import RenderResult
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget

from tui_learn.app.cells import fit, width_of
from tui_learn.i18n import gettext as _

if TYPE_CHECKING:
    from tui_learn.library.scan import Scan

PATIENCE = 0.5
"""Seconds of a scan before anything is said of it."""
EVERY = 0.2
"""Seconds between two looks at how far it is."""
WIDEST, NARROWEST = 24, 6
"""Cells of the bar."""


def said(scan: Scan | None) -> str:
    """What is being done, and how much of it is done."""
    if scan is None:
        return _("Looking for files …")
    if scan.step == "grouping":
        return _("Putting translations together …")
    if scan.total is None and scan.done:
        return _("Looking at files … {count}").format(count=f"{scan.done:,}")
    if scan.total is None:
        return _("Looking for files …")
    return _("Reading files: {done} of {total}").format(done=f"{scan.done:,}", total=f"{scan.total:,}")


def moving_bar(ticks: int, width: int) -> tuple[str, str, str]:
    """A piece that goes to and fro in a bar of so many cells: what is before it, the piece, what is behind it."""
    piece = max(1, width // 4)
    way = width - piece
    place = way - abs(ticks % (2 * way) - way) if way else 0
    return "─" * place, "━" * piece, "─" * (way - place)


def bar_of(share: float, width: int) -> tuple[str, str]:
    """The part of a bar that is done and the rest of it, in so many cells."""
    done = round(max(0.0, min(1.0, share)) * width)
    return "━" * done, "─" * (width - done)


class ScanBar(Widget):
    """Is there while a scan lasts, and after one that was stopped."""

    DEFAULT_CSS = """
    ScanBar { height: 1; padding: 0 2; background: $background; color: $foreground; display: none; }
    ScanBar.-shown { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._look: Callable[[], Scan | None] = lambda: None
        self._scan: Scan | None = None
        self._left = ""
        self._begun = 0.0
        self._ticks = 0
        self._timer: Timer | None = None

    def begin(self, look: Callable[[], Scan | None]) -> None:
        """A scan has begun; ``look`` tells how far it is."""
        self._look, self._scan, self._left, self._begun = look, None, "", monotonic()
        self.remove_class("-shown")
        if self._timer is None:
            self._timer = self.set_interval(EVERY, self._tell)

    def end(self, left: int = 0, files: int = 0) -> None:
        """It is over; so many of all files were left unread, because it was stopped."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if left:
            message = _("Stopped at {done} of {total} files; R goes on")
            self._left = message.format(done=f"{files - left:,}", total=f"{files:,}")
        self.set_class(bool(left), "-shown")
        self.refresh()

    def hide(self) -> None:
        """Say no more of a scan that was stopped."""
        if self._timer is None:
            self.remove_class("-shown")

    @property
    def is_shown(self) -> bool:
        """Whether anything is said."""
        return self.has_class("-shown")

    def _tell(self) -> None:
        scan = self._look()
        self._ticks += 1
        moves = scan is None or scan.step != "reading"  # nobody knows how long that takes
        if scan != self._scan or moves or not self.is_shown:
            self._scan = scan
            if monotonic() - self._begun >= PATIENCE:
                self.add_class("-shown")
                self.refresh()

    def render(self) -> RenderResult:
        """The line."""
        width = self.content_size.width
        if self._left:
            return Content(fit(self._left, width))
        scan, text = self._scan, said(self._scan)
        hint = _("stops it")
        room = width - width_of(text) - 2
        parts: list[Content | str] = [Content(fit(text, width))]
        if scan is not None and scan.total and scan.step == "reading" and room >= NARROWEST + 6:
            share = scan.done / scan.total
            percent = f"{int(100 * share):3} %"
            cells = min(WIDEST, room - width_of(percent) - 1)
            done, rest = bar_of(share, cells)
            parts += ["  ", Content.styled(done, "$mark"), Content.styled(rest, "$rule"), f" {percent}"]
            room -= cells + width_of(percent) + 1
        elif (scan is None or scan.step != "reading") and room >= NARROWEST + 6:
            cells = min(WIDEST, room)
            before, piece, behind = moving_bar(self._ticks, cells)
            parts += ["  ", Content.styled(before, "$rule"), Content.styled(piece, "$mark")]
            parts.append(Content.styled(behind, "$rule"))
            room -= cells
        if room >= width_of(hint) + 5:
            parts += ["   ", Content.styled("Esc", "bold $key"), f" {hint}"]
        return Content.assemble(*parts)
