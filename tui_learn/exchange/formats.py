"""Every format of ``tui-learn align`` by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tui_learn.exchange.alignment import Alignment, to_json, to_ladder, to_tsv
from tui_learn.exchange.html_page import to_html
from tui_learn.exchange.tmx import to_tmx

FORMATS: Mapping[str, Callable[[Alignment], str]] = {
    "ladder": to_ladder,
    "json": to_json,
    "tsv": to_tsv,
    "tmx": to_tmx,
    "html": to_html,
}
