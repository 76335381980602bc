"""Lists of options that stand any size of the terminal.

Textual's own end the program where there is no room for a letter of them: it breaks their text into lines of no width,
and a page key looks for lines there are none of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.widgets import OptionList

if TYPE_CHECKING:
    _Base = OptionList
else:
    _Base = object


class Careful(_Base):
    """What makes a list careful; stands before it in the row of its bases."""

    @property
    def _has_room(self) -> bool:
        padding = self.get_component_styles("option-list--option").padding.width
        cells: int = self.scrollable_content_region.width - self._get_left_gutter_width() - padding
        return cells > 0

    def _update_lines(self) -> None:
        if self._has_room:
            super()._update_lines()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Rows of so many cells; one where there is no room for a letter."""
        padding = self.get_component_styles("option-list--option").padding.width
        return super().get_content_height(container, viewport, width) if width > padding else 1

    def action_page_up(self) -> None:
        """A page back."""
        if self._is_measured:
            super().action_page_up()  # type: ignore[no-untyped-call]
        else:
            self.action_first()

    def action_page_down(self) -> None:
        """A page on."""
        if self._is_measured:
            super().action_page_down()  # type: ignore[no-untyped-call]
        else:
            self.action_last()

    @property
    def _is_measured(self) -> bool:
        return bool(self._lines) and (self.highlighted or 0) in self._index_to_line


class Options(Careful, OptionList):
    """A list of options."""
