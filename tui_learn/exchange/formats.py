"""Every format of ``tui-learn align`` by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tui_learn.exchange.alignment import Alignment, to_json, to_ladder, to_pharaoh, to_tsv
from tui_learn.exchange.html_page import to_html
from tui_learn.exchange.tmx import to_tmx
from tui_learn.format_names import ALIGN_FORMATS

FORMATS: Mapping[str, Callable[[Alignment], str]] = dict(
    zip(ALIGN_FORMATS, (to_ladder, to_json, to_tsv, to_tmx, to_html, to_pharaoh), strict=True)
)
