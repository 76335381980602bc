"""The options of the schedule: the form, what can be written in it, and weights fitted to answers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import fields as fields_of
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot
from textual.widgets import Input, Static

from tests.app.conftest import screen_text, settle
from tests.app.progress_at import HalfAYear
from tui_learn.app.app import TuiLearn
from tui_learn.app.schedule_form import (
    fields,
    hour_read,
    read_field,
    share_read,
    share_written,
    steps_read,
    steps_written,
    switches,
)
from tui_learn.app.screens.schedule_options import ScheduleOptionsScreen, Toggle
from tui_learn.app.start import Start
from tui_learn.progress import ProgressNotSaved, optimize
from tui_learn.progress.optimize import Fitted, MissingExtra, NotFitted, Quality
from tui_learn.progress.options import DEFAULT_WEIGHTS, ScheduleOptions

Shown = Callable[..., AbstractAsyncContextManager[Pilot[int]]]
OTHERS = tuple(weight + 0.001 for weight in DEFAULT_WEIGHTS)


class Answered(HalfAYear):
    """Progress that says which answers there are."""

    def attempts(self, *, forgets: bool = False) -> list[Any]:
        return []


@pytest.fixture
def shown(warm_home: Path) -> Shown:
    """The form over what progress says: ``async with shown(progress, size=(w, h)) as pilot``."""

    @asynccontextmanager
    async def show(progress: Any, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Pilot[int]]:
        app = TuiLearn(Start())
        app.desk.progress = lambda: progress  # type: ignore[method-assign]
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            await pilot.press("s")
            await settle(pilot)
            await pilot.press("o")
            await settle(pilot)
            assert isinstance(app.screen, ScheduleOptionsScreen)
            yield pilot

    return show


async def write(pilot: Pilot[int], name: str, text: str) -> None:
    """Write in a field."""
    field = pilot.app.screen.query_one(f"#{name}", Input)
    field.focus()
    await pilot.pause()
    await pilot.press("end", *["backspace"] * len(field.value), *text)
    await pilot.pause()


def said(pilot: Pilot[int]) -> str:
    """What is said above the form."""
    return str(pilot.app.screen.query_one("#message", Static).render())


def is_open(pilot: Pilot[int]) -> bool:
    return isinstance(pilot.app.screen, ScheduleOptionsScreen)


class TestForm:
    async def test_it_shows_what_is_kept_and_keeps_what_is_written(self, shown: Shown) -> None:
        progress = Answered()
        progress.options = ScheduleOptions(retention=0.85, new_a_day=7)
        async with shown(progress) as pilot:
            screen = pilot.app.screen
            assert [screen.query_one(f"#{field.name}", Input).value for field in fields()] == [
                "85", "7", "200", "1m 10m", "10m", "36500", "8", "4",
            ]  # fmt: skip
            for name, text in (
                ("retention", "92.5"), ("new_a_day", "12"), ("reviews_a_day", "0"), ("learning_steps", "30s 1h"),
                ("relearning_steps", ""), ("maximum_days", "365"), ("leech_after", "5"), ("day_begins", "5:00"),
            ):  # fmt: skip
                await write(pilot, name, text)
            for name in ("leech_suspends", "balance"):
                screen.query_one(f"#{name}", Toggle).focus()
                await pilot.press("space")
            await pilot.press("enter")
            await settle(pilot)
            assert not is_open(pilot)
        assert progress.options == ScheduleOptions(
            retention=0.925, new_a_day=12, reviews_a_day=0, learning_steps=(0.5, 60.0), relearning_steps=(),
            maximum_days=365, balance=False, leech_after=5, leech_suspends=True, day_begins=5,
        )  # fmt: skip

    async def test_what_cannot_be_is_said_at_its_field_and_not_kept(self, shown: Shown) -> None:
        progress = Answered()
        async with shown(progress) as pilot:
            await write(pilot, "new_a_day", "30")
            await write(pilot, "retention", "99")
            assert "✗ Write a number from 70 to 97." in screen_text(pilot)
            await write(pilot, "maximum_days", "soon")
            await pilot.press("enter")
            await settle(pilot)
            assert is_open(pilot)
            assert pilot.app.focused is not None
            assert pilot.app.focused.id == "retention", "the first that is wrong"
            assert progress.options == ScheduleOptions()
            await write(pilot, "retention", "97")
            assert "from 70 to 97" not in screen_text(pilot)

    async def test_escape_keeps_nothing(self, shown: Shown) -> None:
        progress = Answered()
        async with shown(progress) as pilot:
            await write(pilot, "new_a_day", "1")
            await pilot.press("escape")
            await settle(pilot)
            assert not is_open(pilot)
        assert progress.options == ScheduleOptions()

    async def test_a_full_disk_is_told_and_the_form_stays(self, shown: Shown, tmp_path: Path) -> None:
        progress = Answered()
        progress.saving = ProgressNotSaved(tmp_path / "log", "No space left on device")
        async with shown(progress) as pilot:
            await write(pilot, "new_a_day", "1")
            await pilot.press("enter")
            await settle(pilot)
            assert is_open(pilot)
            assert said(pilot).startswith("✗ ")
            assert "No space left" in said(pilot)
            assert pilot.app.screen.query_one("#new_a_day", Input).value == "1"
            progress.saving = None
            await pilot.press("enter")
            await settle(pilot)
            assert not is_open(pilot)
        assert progress.options.new_a_day == 1

    async def test_weights_that_are_refused_are_told(self, shown: Shown) -> None:
        progress = Answered()
        progress.options = ScheduleOptions(weights=OTHERS)
        progress.saving = ValueError("weights[3] is too high")
        async with shown(progress) as pilot:
            await write(pilot, "new_a_day", "1")
            await pilot.press("enter")
            await settle(pilot)
            assert is_open(pilot)
            assert "weights[3] is too high" in said(pilot)
            assert "F6" in said(pilot)

    async def test_arrows_go_from_field_to_field_and_round(self, shown: Shown) -> None:
        names = [*(field.name for field in fields()), *(switch.name for switch in switches())]
        async with shown(Answered()) as pilot:
            seen = []
            for _name in names:
                assert pilot.app.focused is not None
                seen.append(pilot.app.focused.id)
                await pilot.press("down")
            assert seen == names
            assert pilot.app.focused.id == names[0]
            await pilot.press("up")
            assert pilot.app.focused.id == names[-1]

    @pytest.mark.parametrize("size", [(1, 1), (10, 3), (40, 10)])
    async def test_every_size_shows_the_field_that_is_written(self, shown: Shown, size: tuple[int, int]) -> None:
        async with shown(Answered(), size=size) as pilot:
            for _option in range(len(fields()) + len(switches())):
                await pilot.press("down")
                await pilot.pause()
                if size >= (40, 10):
                    assert pilot.app.focused is not None
                    region, form = pilot.app.focused.region, pilot.app.screen.query_one("#form").region
                    assert form.contains_region(region)

    async def test_a_small_terminal_explains_what_is_being_changed(self, shown: Shown) -> None:
        async with shown(Answered(), size=(40, 10)) as pilot:
            assert "What is left over" not in screen_text(pilot)
            await pilot.press("down", "down")
            await pilot.pause()
            assert "What is left over" not in screen_text(pilot).splitlines()[1]
            assert "What is" in screen_text(pilot)


class TestFitting:
    FITTED = Fitted(OTHERS, 1234, Quality(1200, 0.3512, 0.0531), Quality(1200, 0.3101, 0.0412))

    def use(self, monkeypatch: pytest.MonkeyPatch, result: Fitted | Exception) -> None:
        def fit(_cards: Any, _options: Any, report: Callable[[float], None]) -> Fitted:
            report(0.5)
            if isinstance(result, Exception):
                raise result
            return result

        monkeypatch.setattr(optimize, "fit", fit)

    async def test_what_it_would_bring_is_shown_before_it_is_taken(
        self, shown: Shown, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.use(monkeypatch, self.FITTED)
        progress = Answered()
        async with shown(progress) as pilot:
            await pilot.press("f5")
            await settle(pilot)
            text = " ".join(screen_text(pilot).split())
            for number in ("1200", "5.3 %", "4.1 %", "0.3512", "0.3101"):
                assert number in text
            assert progress.options.weights == DEFAULT_WEIGHTS
            await pilot.press("1")
            await settle(pilot)
            assert progress.options.weights == DEFAULT_WEIGHTS
            await pilot.press("enter")
            await settle(pilot)
            assert not is_open(pilot)
        assert progress.options == ScheduleOptions(weights=OTHERS)

    async def test_they_need_not_be_taken(self, shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
        self.use(monkeypatch, self.FITTED)
        progress = Answered()
        async with shown(progress) as pilot:
            await pilot.press("f5")
            await settle(pilot)
            await pilot.press("escape", "enter")
            await settle(pilot)
        assert progress.options == ScheduleOptions()

    async def test_nothing_gained_is_nothing_offered(self, shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
        self.use(monkeypatch, Fitted(OTHERS, 1234, self.FITTED.after, self.FITTED.before))
        async with shown(Answered()) as pilot:
            await pilot.press("f5")
            await settle(pilot)
            assert is_open(pilot)
            assert "stay as they are" in said(pilot)

    @pytest.mark.parametrize("error", [MissingExtra(), NotFitted("too few [b]answers")])
    async def test_why_it_cannot_be(self, shown: Shown, monkeypatch: pytest.MonkeyPatch, error: NotFitted) -> None:
        self.use(monkeypatch, error)
        async with shown(Answered()) as pilot:
            await pilot.press("f5")
            await settle(pilot)
            assert said(pilot) == f"✗ {error}"
            await pilot.press("f6")
            assert is_open(pilot)

    async def test_back_to_the_published_weights(self, shown: Shown) -> None:
        progress = Answered()
        progress.options = ScheduleOptions(weights=OTHERS)
        async with shown(progress) as pilot:
            assert "fitted to your answers" in str(pilot.app.screen.query_one("#weights", Static).render())
            await pilot.press("f6", "enter")
            await settle(pilot)
        assert progress.options == ScheduleOptions()


class TestWriting:
    def test_every_option_of_the_learner_is_in_the_form(self) -> None:
        names = {field.name for field in fields()} | {switch.name for switch in switches()} | {"weights"}
        assert names == {field.name for field in fields_of(ScheduleOptions)}

    @pytest.mark.parametrize(
        ("text", "share"), [("90", 0.9), ("90 %", 0.9), ("0.9", 0.9), ("92,5", 0.925), (" 85.25% ", 0.8525)]
    )
    def test_shares(self, text: str, share: float) -> None:
        assert share_read(text) == share

    @given(st.integers(7000, 9700))
    def test_shares_are_written_as_they_are_read(self, number: int) -> None:
        assert share_read(share_written(number / 10_000)) == number / 10_000

    @pytest.mark.parametrize(
        ("text", "steps"),
        [("1m 10m", (1.0, 10.0)), ("", ()), ("30s", (0.5,)), ("1h 1d", (60.0, 1440.0)), ("5 1,5M", (5.0, 1.5))],
    )
    def test_steps(self, text: str, steps: tuple[float, ...]) -> None:
        assert steps_read(text) == steps

    @pytest.mark.parametrize("text", ["x", "10 minutes", "-1m", "1m,10m", "1mm", "nan", "∞"])
    def test_no_steps(self, text: str) -> None:
        with pytest.raises(ValueError, match=r".*"):
            steps_read(text)

    @given(st.lists(st.integers(1, 86_400), max_size=4))
    def test_steps_are_written_as_they_are_read(self, seconds: list[int]) -> None:
        steps = tuple(second / 60 for second in seconds)
        assert steps_read(steps_written(steps)) == pytest.approx(steps)

    @pytest.mark.parametrize(("text", "hour"), [("4", 4), ("4:00", 4), (" 23 ", 23)])
    def test_hours(self, text: str, hour: int) -> None:
        assert hour_read(text) == hour

    @given(st.sampled_from(range(len(fields()))), st.text(max_size=12))
    def test_whatever_is_written_is_an_option_or_refused(self, number: int, text: str) -> None:
        field = fields()[number]
        try:
            options = read_field(field, text, ScheduleOptions())
        except ValueError as error:
            told = str(error)
        else:
            options.check()
            told = field.wrong
        assert told == field.wrong
