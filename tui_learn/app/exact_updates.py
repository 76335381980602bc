"""Sending to the terminal only the cells that have changed.

Textual sends a line from the left edge of the widget up to the last changed cell. In the reader, where a key changes
a word or two, that is several times as much as needed; over a slow connection one sees it.
"""

from __future__ import annotations

from typing import Any

from rich.console import Console, RenderableType
from rich.control import Control
from textual._compositor import ChopsUpdate, Compositor
from textual.screen import Screen


class ExactUpdate(ChopsUpdate):
    """Changed stretches of lines, cut on both sides."""

    def render_segments(self, console: Console) -> str:
        """What is written to the terminal."""
        sequences: list[str] = []
        for y, first, last in self.spans:
            for end, (x, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=False):
                if strip is None or x >= last or end <= first:
                    continue
                begin = max(x, first)
                sequences.append(Control.move_to(begin, y).segment.text)
                sequences.append(strip.crop(begin - x, min(end, last) - x).render(console))
        return "".join(sequences)


class ExactCompositor(Compositor):
    """Composes a screen whose changes are sent exactly."""

    is_drawn = False
    """Whether anything has been drawn to be sent."""

    def render_update(
        self, full: bool = False, screen_stack: list[Screen[Any]] | None = None, simplify: bool = False
    ) -> RenderableType | None:
        """What is to be sent; nothing while the app gathers changes: it would not be sent, and be drawn once more."""
        if self.root is not None and self.root.app._batch_count and not (full or simplify):
            return None
        self.is_drawn = True
        return super().render_update(full, screen_stack, simplify)

    def render_partial_update(self) -> ChopsUpdate | None:
        """What has changed since the last time."""
        update = super().render_partial_update()
        return None if update is None else ExactUpdate(update.chops, update.spans, update.chop_ends)


def send_exactly(screen: Screen[Any]) -> None:
    """Let only what changes on a screen be sent, if it composes itself in the way that is known here."""
    if type(getattr(screen, "_compositor", None)) is Compositor:
        screen._compositor = ExactCompositor()


def is_drawn(screen: Screen[Any]) -> bool:
    """Whether there has been something to see of a screen; taken to be so where it composes itself in another way."""
    compositor = screen._compositor
    return not isinstance(compositor, ExactCompositor) or compositor.is_drawn
