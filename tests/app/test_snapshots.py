"""Pictures of the quiz; those of most other screens are in test_pictures*.py.

They are compared on one version of Python and Textual only: others draw alike, not equal.

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
from tests.app.quiz_at import in_order
from tests.quiz.samples import FI, NB, Samples, small_library
from tui_learn.app import loading
from tui_learn.app.app import TuiLearn
from tui_learn.app.desk import Desk
from tui_learn.app.start import Start
from tui_learn.library import Pair
from tui_learn.quiz import Exercise

pytestmark = pytest.mark.skipif(
    sys.version_info[:2] != (3, 11) or version("textual") != "8.2.8",
    reason="the pictures were taken on Python 3.11 with Textual 8.2.8",
)


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


QuizOf = Callable[..., TuiLearn]
OTHERS = {
    "ar": "# مكتبة المدينة\n\n## ما هي المكتبة؟\n\nتعير المكتبة الكتب لجميع سكان المدينة. "
    "وهي مفتوحة كل يوم ولا تكلف شيئا.\n\n## من يعمل هناك؟\n\nيعرف أمين المكتبة كل الكتب. وهو يساعد القراء.\n",
    "zh": "# 城市图书馆\n\n## 什么是图书馆？\n\n图书馆把书借给所有住在城里的人。它每天开放，而且不收费。"
    "\n\n## 谁在那里工作？\n\n图书管理员认识所有的书。她帮助读者找到他们要找的东西。\n",
}


@pytest.fixture
def quiz_of(tmp_path: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch) -> QuizOf:
    """The app at a question about the small article, in Finnish or in another language."""

    def make(
        ask: Callable[[Samples], Exercise], theme: str, *, language: str = "fi", quiz: bool = True, **start: Any
    ) -> TuiLearn:
        pair = Pair("nb", language)
        texts = {"nb": NB, language: OTHERS.get(language, FI)}
        samples = Samples(small_library(tmp_path / "library", texts).articles[0], pair)
        asked = samples.quiz(ask(samples))
        monkeypatch.setattr(loading, "begin_session", in_order)
        monkeypatch.setattr(Desk, "quiz", lambda *_args, **_named: asked)
        folder = str(tmp_path / "library")
        return app(theme, library=folder, article=samples.article.id, pair=pair, quiz=quiz, **start)

    return make


@pytest.mark.parametrize("theme", ["ink", "paper"])
@pytest.mark.parametrize("size", [(100, 30), (40, 10)], ids=["100x30", "40x10"])
class TestQuestions:
    """Questions of every type, before and after the answer, in two sizes, dark and light."""

    @pytest.mark.parametrize(
        ("name", "pressed"),
        [
            ("choice", ()),
            ("tiles", ("3", "6", "right")),
            ("odd", ("down", "down")),
            ("order", ("2", "down")),
            ("sort", ("1", "2", "down")),
            ("slip", ("right", "enter")),
            ("said", ("2",)),
            ("choice", ("2",)),
        ],
        ids=["choice", "tiles", "odd", "order", "sort", "slip", "said", "chosen"],
    )
    def test_question(
        self, snap_compare: Any, quiz_of: QuizOf, size: tuple[int, int], theme: str, name: str, pressed: tuple[str, ...]
    ) -> None:
        made = quiz_of(lambda samples: samples.every()[name], theme)
        assert snap_compare(made, terminal_size=size, run_before=keys(*pressed))

    def test_what_to_practise(self, snap_compare: Any, quiz_of: QuizOf, size: tuple[int, int], theme: str) -> None:
        made = quiz_of(lambda samples: samples.choice(), theme, quiz=False, count=None)
        assert snap_compare(made, terminal_size=size, run_before=keys("down", "down", "p"))

    def test_the_end(self, snap_compare: Any, quiz_of: QuizOf, size: tuple[int, int], theme: str) -> None:
        made = quiz_of(lambda samples: samples.choice(), theme)
        run = keys("2", *["enter", "f3"] * 3, "enter")
        assert snap_compare(made, terminal_size=size, run_before=run)


@pytest.mark.parametrize("language", ["ar", "zh"])
def test_scripts_of_questions(snap_compare: Any, quiz_of: QuizOf, language: str) -> None:
    made = quiz_of(lambda samples: samples.odd(), "ink", language=language)
    assert snap_compare(made, terminal_size=(60, 24), run_before=keys("down"))
