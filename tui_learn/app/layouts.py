"""How the two languages are laid out: which layouts there are, and the columns they have at a width of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from tui_learn.app.page import Page, SideName
from tui_learn.text.languages import is_right_to_left

Layout = Literal["side-by-side", "stacked", "interlinear", "hidden", "weave"]
LAYOUTS: tuple[Layout, ...] = get_args(Layout)

MAX_TEXT = 72
"""Cells of a text column, unless the settings say otherwise."""
MARGIN = 2
NARROW = 64
"""Cells below which the two languages stand one above the other, unless side by side was chosen."""
NARROWEST = 15
"""Cells of text below which a column is not read any more."""
SPLITS = range(20, 81)
STEP = 5
"""Percent by which keys move the split and the share that is woven."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How the learner wants to read an article."""

    layout: Layout | None = None
    """None leaves it to the width of the screen."""
    split: int = 50
    """Percent of the width that the left column has."""
    weave: int | None = None
    """Percent of the words that can be exchanged that are; None: those that are learned."""

    def widened(self, by: int) -> Reading:
        """The left column wider by so many percent, or narrower."""
        return replace(self, split=max(SPLITS.start, min(SPLITS.stop - 1, self.split + by)))

    def woven(self, up: bool, now: int) -> Reading:
        """The next step of words exchanged above or below the ``now`` percent that are."""
        stepped = (now // STEP + 1) * STEP if up else (-(-now // STEP) - 1) * STEP
        return replace(self, weave=max(0, min(100, stepped)))

    def to_json(self) -> dict[str, Any]:
        """What is kept; only what differs from the default."""
        kept = {"layout": self.layout, "split": self.split, "weave": self.weave}
        return {name: value for name, value in kept.items() if value != getattr(_DEFAULT, name)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Reading:
        """Inverse of ``to_json``; whatever cannot be is as if it had not been kept."""
        layout, split, weave = kept.get("layout"), kept.get("split"), kept.get("weave")
        return cls(
            next((known for known in LAYOUTS if known == layout), None),
            split if type(split) is int and split in SPLITS else 50,
            weave if type(weave) is int and 0 <= weave <= 100 else None,
        )


_DEFAULT = Reading()


@dataclass(frozen=True, slots=True)
class Column:
    """Where text is drawn."""

    x: int
    width: int
    """Cells with the margins."""
    text_width: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A layout at a width of the screen."""

    layout: Layout
    columns: tuple[Column, ...]
    """Two where the languages stand side by side."""
    sides: tuple[SideName, ...]
    """Those that are shown."""
    width: int
    margin: int
    veiled: bool = False
    """Whether the known language is hidden until asked for."""


def margin_of(width: int) -> int:
    """Cells before the text; there the marks stand."""
    return MARGIN if width >= 20 else 1


def layouts_for(page: Page) -> tuple[Layout, ...]:
    """The layouts a page can have; none to choose from in one language.

    A terminal may turn whole lines of right-to-left text around: such a text never shares a line with another.
    """
    if page.one_sided:
        return ()
    two = [is_right_to_left(page.edition(side).language) for side in page.sides]
    if not any(two):
        return LAYOUTS
    return ("stacked", "interlinear", "hidden", "weave") if all(two) else ("stacked", "interlinear", "hidden")


def layout_at(page: Page, width: int, reading: Reading) -> Layout:
    """The layout that was chosen, or that fits the width best."""
    possible = layouts_for(page)
    if reading.layout in possible:
        return reading.layout
    return "side-by-side" if width >= NARROW and "side-by-side" in possible else "stacked"


def arrange(page: Page, width: int, reading: Reading, max_text: int = MAX_TEXT) -> Frame:
    """The columns for a width of the screen; two wide columns stand in the middle."""
    margin = margin_of(width)
    layout = layout_at(page, width, reading)
    veiled = layout == "hidden" and not page.one_sided
    beside = layout == "side-by-side" or (veiled and width >= NARROW and "side-by-side" in layouts_for(page))
    if beside and not page.one_sided and width - 1 >= 2 * (NARROWEST + 2 * margin):
        return Frame(layout, _two(width, margin, reading.split, max_text), ("left", "right"), width, margin, veiled)
    text = max(1, min(max_text, width - 2 * margin))
    x = (width - text - 2 * margin) // 2
    only_left: tuple[SideName, ...] = ("left",)
    sides = only_left if page.one_sided or layout == "weave" else ("left", "right")
    return Frame(layout, (Column(max(0, x), width - max(0, x), text),), sides, width, margin, veiled)


def _two(width: int, margin: int, split: int, max_text: int) -> tuple[Column, Column]:
    least, both = NARROWEST + 2 * margin, width - 1
    left = max(least, min(both - least, both * split // 100))
    widest = max_text + 2 * margin
    left, right = min(left, widest), min(both - left, widest)
    x = (both - left - right) // 2
    return (
        Column(x, left, left - 2 * margin),
        Column(x + left + 1, width - x - left - 1, right - 2 * margin),
    )
