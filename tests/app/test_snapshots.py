"""Pictures of the screens. They are compared on one version of Python and Textual only: others draw alike, not equal.

``python -m pytest tests/app/test_snapshots.py --snapshot-update`` takes them again; look at each before keeping it.
"""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.app.conftest import settle
from tui_learn.app.app import TuiLearn
from tui_learn.app.start import Start
from tui_learn.library import Pair

pytestmark = pytest.mark.skipif(
    sys.version_info[:2] != (3, 11) or version("textual") != "8.2.8",
    reason="the pictures were taken on Python 3.11 with Textual 8.2.8",
)

ARTICLE = "parisuhteen-hoito"
READ = {"article": ARTICLE, "pair": Pair("nb", "fi")}
MIXED = """# 混合 text العربية

普通话是一种语言，它没有空格。这是第二句话。

Hindi: यह एक किताब है। Thai: สวัสดีครับ ผมชื่อสมชาย

- item one with a [link](/a) and `code`
- item *two*

> A quotation that is long enough to be broken into more than one line of this narrow page.

```
def f(x):
    return x
```
"""


def keys(*names: str) -> Callable[[Pilot[Any]], Awaitable[None]]:
    async def press(pilot: Pilot[Any]) -> None:
        await settle(pilot)
        for name in names:
            await pilot.press(name)
            await settle(pilot)

    return press


def app(theme: str = "ink", **start: Any) -> TuiLearn:
    made = TuiLearn(Start(**start))
    made.theme = theme
    return made


@pytest.mark.usefixtures("warm_home")
@pytest.mark.parametrize("theme", ["ink", "paper"])
@pytest.mark.parametrize("size", [(100, 30), (40, 10)], ids=["100x30", "40x10"])
class TestScreens:
    """Every screen in two sizes, dark and light."""

    def test_library(self, snap_compare: Any, size: tuple[int, int], theme: str) -> None:
        assert snap_compare(app(theme), terminal_size=size, run_before=keys())

    def test_languages(self, snap_compare: Any, size: tuple[int, int], theme: str) -> None:
        assert snap_compare(app(theme), terminal_size=size, run_before=keys("c"))

    def test_reader(self, snap_compare: Any, size: tuple[int, int], theme: str) -> None:
        assert snap_compare(app(theme, **READ), terminal_size=size, run_before=keys("down", "down", "down"))

    def test_entry(self, snap_compare: Any, size: tuple[int, int], theme: str) -> None:
        assert snap_compare(app(theme, **READ), terminal_size=size, run_before=keys("down", "down", "enter", "down"))

    def test_question(self, snap_compare: Any, size: tuple[int, int], theme: str) -> None:
        assert snap_compare(app(theme, quiz=True, kind="V1", **READ), terminal_size=size, run_before=keys())

    def test_pieces(self, snap_compare: Any, size: tuple[int, int], theme: str) -> None:
        run = keys("2", "1", "right")
        assert snap_compare(app(theme, quiz=True, kind="V8", **READ), terminal_size=size, run_before=run)

    def test_keys(self, snap_compare: Any, size: tuple[int, int], theme: str) -> None:
        assert snap_compare(app(theme, **READ), terminal_size=size, run_before=keys("question_mark"))


@pytest.mark.parametrize("size", [(100, 30), (40, 10)], ids=["100x30", "40x10"])
def test_mixed_scripts(snap_compare: Any, size: tuple[int, int], tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "mixed.en.md").write_text(MIXED, encoding="utf-8")
    assert snap_compare(app(library=str(folder)), terminal_size=size, run_before=keys("enter", "down"))
