"""The card browser."""

from __future__ import annotations

import random
import string
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.app.conftest import screen_text, settle, until
from tests.quiz.samples import FI, NB, small_library
from tests.quiz.small import made
from tui_learn.app.app import TuiLearn
from tui_learn.app.desk import Desk
from tui_learn.app.screens.card_edit import CardEdit, CardEditScreen, read_edit
from tui_learn.app.screens.card_history import CardHistoryScreen
from tui_learn.app.screens.card_moving import CardMovingScreen
from tui_learn.app.screens.cards import CardsScreen
from tui_learn.app.screens.confirm import ConfirmScreen
from tui_learn.app.screens.notes import NotesScreen
from tui_learn.app.start import Start
from tui_learn.app.widgets.card_table import CardTable, columns, name_width
from tui_learn.library import Article, Pair
from tui_learn.progress import CardState, Progress, ProgressDamaged, ProgressNotSaved, Rating
from tui_learn.progress.cards import Status
from tui_learn.quiz.of_article import ArticleQuiz

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
KIRJA, TALO = "word/nb:fi/recognise/kirjoja", "word/nb:fi/produce/talo"
GONE = "sentence/nb:fi/produce/Kirjastonhoitaja tunsi kaikki kirjat."
THERE = "sentence/nb:fi/produce/Kirjastonhoitaja tuntee kaikki kirjat."
CLAIM = "claim/nb:fi/said/fi/Kirjasto lainaa kirjoja."

Browse = Callable[..., AbstractAsyncContextManager[Pilot[int]]]


class Later:
    """A clock that goes on by a second each time it is asked."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def progress(own_home: Path) -> Progress:
    """Four cards: due, come later, forgotten often, and one nothing asks."""
    made = Progress(own_home / "progress", clock=Later())
    for key, days, ratings in ((KIRJA, 9, "3"), (TALO, 1, "34"), (CLAIM, 40, "31313"), (GONE, 5, "3")):
        for number, rating in enumerate(ratings):
            at = NOW - timedelta(days=days) + timedelta(hours=12 * number)
            made.record(
                key, Rating(int(rating)), group="nb:fi", place="library", at=at, milliseconds=4200,
                answer="[b]väärä[/b]" if rating == "1" else "",
            )  # fmt: skip
    return made


@pytest.fixture
def browse(progress: Progress, tmp_path: Path) -> Browse:
    """The screen over the small article: ``async with browse() as pilot``."""
    small_library(tmp_path / "library", {"nb": NB, "fi": FI})

    @asynccontextmanager
    async def show(
        of: Any = None, size: tuple[int, int] = (100, 30), theme: str = "ink", typed: str = ""
    ) -> AsyncIterator[Pilot[int]]:
        app = TuiLearn(Start(library=str(tmp_path / "library")))
        app.theme = theme
        app.desk.progress = lambda: of or progress  # type: ignore[method-assign]
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            app.push_screen(CardsScreen())
            await settle(pilot)
            await type_filter(pilot, typed)
            yield pilot

    return show


def screen_of(pilot: Pilot[int]) -> CardsScreen:
    return next(screen for screen in pilot.app.screen_stack if isinstance(screen, CardsScreen))


def table_of(pilot: Pilot[int]) -> CardTable:
    return screen_of(pilot).table


async def type_filter(pilot: Pilot[int], text: str) -> None:
    """Put a text into the filter line and wait until it has been looked for."""
    screen = screen_of(pilot)
    if not text and not screen.query_one(Input).value:
        return
    looked = []
    take = screen._take

    def taken(keys: list[str], problems: Iterable[str], total: int) -> None:
        take(keys, problems, total)
        looked.append(keys)

    screen._take = taken  # type: ignore[method-assign]
    screen.query_one(Input).value = text
    await until(lambda: bool(looked))
    screen._take = take  # type: ignore[method-assign]
    await settle(pilot)


async def press(pilot: Pilot[int], *names: str) -> None:
    for name in names:
        await pilot.press(name)
        await settle(pilot)


async def go(pilot: Pilot[int], key: str) -> None:
    """The cursor on a card."""
    await press(pilot, "g")
    while table_of(pilot).key != key:
        before = table_of(pilot).key
        await press(pilot, "down")
        assert table_of(pilot).key != before, f"{key} is not in the table"


# --- what is shown


async def test_every_card_in_the_order_in_which_it_comes(browse: Browse) -> None:
    async with browse() as pilot:
        assert list(table_of(pilot).keys_shown) == [CLAIM, KIRJA, GONE, TALO]
        text = screen_text(pilot)
        for part in ("kirjoja", "fi→nb", "talo", "nb→fi", "heading", "sentence", "now", "Cards  4", "due first"):
            assert part in text
        assert "lapses" in text


async def test_the_first_screenful_is_there_before_all_are_sorted(
    browse: Browse, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_learn.app.screens.cards.FIRST", 5)
    many = Progress(own_home / "many", clock=Later())
    for number in range(40):
        many.record(f"word/nb:fi/produce/sana{number:02}", Rating.GOOD, group="nb:fi", place="library",
                    at=NOW - timedelta(days=number))  # fmt: skip
    seen: list[int] = []
    show = CardTable.show

    def watch(table: CardTable, keys: Any) -> None:
        seen.append(len(keys))
        show(table, keys)

    monkeypatch.setattr(CardTable, "show", watch)
    async with browse(many) as pilot:
        await until(lambda: len(table_of(pilot).keys_shown) == 40)
        assert seen == [5, 40]


async def test_only_rows_in_sight_are_looked_up(
    browse: Browse, progress: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browse() as pilot:
        looked: list[str] = []
        state = progress.state

        def look(key: str, *, decided: bool = False) -> CardState | None:
            looked.append(key)
            return state(key, decided=decided)

        monkeypatch.setattr(progress, "state", look)
        keys = [f"word/nb:fi/produce/sana{number}" for number in range(100_000)]
        table_of(pilot).show(keys)
        await pilot.press("G")
        await pilot.pause()
        assert table_of(pilot).key == keys[-1]
        assert 0 < len(set(looked)) < 100
        assert "sana99999" in screen_text(pilot)


async def test_nothing_yet(browse: Browse, own_home: Path) -> None:
    async with browse(Progress(own_home / "empty", clock=Later())) as pilot:
        assert "There are no cards yet" in screen_text(pilot)
        await press(pilot, "enter", "at", "minus", "d", "e", "a", "3", "space", "ctrl+a")
        assert isinstance(pilot.app.screen, CardsScreen)
        await press(pilot, "u")
        assert "Nothing was done here" in screen_text(pilot)


async def test_words_that_were_never_asked_have_cards(browse: Browse, own_home: Path) -> None:
    only_known = Progress(own_home / "other")
    only_known.set_status([KIRJA], Status.KNOWN)
    async with browse(only_known) as pilot:
        await until(lambda: bool(table_of(pilot).keys_shown))
        await settle(pilot)
        assert "No card fits" not in screen_text(pilot)


async def test_damaged_progress_is_told(browse: Browse, own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with browse() as pilot:

        def damaged() -> Progress:
            raise ProgressDamaged(own_home / "progress", "nothing to read")

        await press(pilot, "q")
        monkeypatch.setattr(pilot.app.desk, "progress", damaged)  # type: ignore[attr-defined]
        pilot.app.push_screen(CardsScreen())
        await settle(pilot)
        assert "nothing to read" in screen_text(pilot)  # fmt: skip


# --- looking for cards


async def test_the_filter_line(browse: Browse) -> None:
    async with browse() as pilot:
        await press(pilot, "slash")
        assert isinstance(pilot.app.focused, Input)
        await type_filter(pilot, "kind:word")
        assert list(table_of(pilot).keys_shown) == [KIRJA, TALO]
        assert "2 of 4" in screen_text(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.focused, CardTable)
        await type_filter(pilot, "byens")  # the title of the article
        assert set(table_of(pilot).keys_shown) == {KIRJA, TALO, CLAIM, GONE}
        await type_filter(pilot, "nothing like it")
        assert "No card fits this filter" in screen_text(pilot)
        await type_filter(pilot, "is:nonsense kind:claim")
        assert '"is:nonsense" means nothing here' in screen_text(pilot)
        assert list(table_of(pilot).keys_shown) == [CLAIM]


async def test_orphans_are_looked_for_when_asked(browse: Browse) -> None:
    async with browse(typed="is:orphan") as pilot:
        assert set(table_of(pilot).keys_shown) == {GONE, TALO, CLAIM}
        await type_filter(pilot, "-is:orphan")
        assert list(table_of(pilot).keys_shown) == [KIRJA]


async def test_orders(browse: Browse) -> None:
    async with browse() as pilot:
        await press(pilot, "o")
        assert list(table_of(pilot).keys_shown) == [CLAIM, GONE, KIRJA, TALO]
        assert "by name" in screen_text(pilot)
        await press(pilot, "o", "o")
        assert table_of(pilot).keys_shown[0] == CLAIM
        assert "most lapses first" in screen_text(pilot)
        await press(pilot, "o", "o")
        assert "due first" in screen_text(pilot)


async def test_the_cursor_stays_on_its_card(browse: Browse) -> None:
    async with browse() as pilot:
        await go(pilot, KIRJA)
        await press(pilot, "o")
        assert table_of(pilot).key == KIRJA


# --- one card


async def test_the_history_of_a_card(browse: Browse) -> None:
    async with browse() as pilot:
        await go(pilot, CLAIM)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, CardHistoryScreen)
        text = screen_text(pilot)
        for part in ("Kirjasto lainaa kirjoja.", "chance of recall now", "stability", "difficulty", "5 reviews"):
            assert part in text
        assert text.count("again") == 2
        assert text.count("good") == 3
        assert "4.2 s" in text
        assert "answered: [b]väärä[/b]" in text
        assert "2026-01-2" in text
        await press(pilot, "question_mark")
        assert isinstance(pilot.app.screen, NotesScreen)
        await press(pilot, "q", "q")
        assert isinstance(pilot.app.screen, CardsScreen)


# --- what may be done


async def test_suspending_and_resuming(browse: Browse, progress: Progress) -> None:
    async with browse() as pilot:
        await go(pilot, KIRJA)
        await press(pilot, "at")
        assert progress.states()[KIRJA].suspended
        assert "1 card suspended" in screen_text(pilot)
        await press(pilot, "down", "up")
        assert "1 card suspended" not in screen_text(pilot)  # it was read
        assert "suspended" in screen_text(pilot)
        await press(pilot, "at")
        assert not progress.states()[KIRJA].suspended
        await press(pilot, "u")
        assert progress.states()[KIRJA].suspended
        await press(pilot, "u")
        assert not progress.states()[KIRJA].suspended
        await press(pilot, "u")
        assert "Nothing was done here" in screen_text(pilot)


async def test_several_cards_at_once(browse: Browse, progress: Progress) -> None:
    async with browse() as pilot:
        await press(pilot, "space", "space")
        assert "2 marked" in screen_text(pilot)
        await press(pilot, "at")
        suspended = {key for key, state in progress.states().items() if state.suspended}
        assert suspended == {CLAIM, KIRJA}
        await press(pilot, "u")
        assert not any(state.suspended for state in progress.states().values())
        await press(pilot, "escape")
        assert "marked" not in screen_text(pilot)
        assert isinstance(pilot.app.screen, CardsScreen)
        await press(pilot, "ctrl+a", "w")
        assert {state.status for state in progress.states().values()} == {Status.WELL_KNOWN}
        await press(pilot, "ctrl+a", "escape")
        assert not isinstance(pilot.app.screen, CardsScreen)


async def test_burying(browse: Browse, progress: Progress) -> None:
    async with browse() as pilot:
        await go(pilot, KIRJA)
        assert progress.states()[KIRJA] in list(progress.due())
        await press(pilot, "minus")
        assert KIRJA not in {state.key for state in progress.due()}
        assert "tomorrow" in screen_text(pilot)
        await press(pilot, "u")
        assert KIRJA in {state.key for state in progress.due()}


@pytest.mark.parametrize(("key", "status"), [("4", Status.KNOWN), ("i", Status.IGNORED), ("w", Status.WELL_KNOWN)])
async def test_statuses(browse: Browse, progress: Progress, key: str, status: Status) -> None:
    async with browse() as pilot:
        await go(pilot, KIRJA)
        before = progress.states()[KIRJA].status
        await press(pilot, key)
        assert (progress.states()[KIRJA].status, progress.states()[KIRJA].by_hand) == (status, True)
        await press(pilot, "0")
        assert (progress.states()[KIRJA].status, progress.states()[KIRJA].by_hand) == (before, False)


async def test_changing_by_hand(browse: Browse, progress: Progress) -> None:
    async with browse() as pilot:
        await go(pilot, KIRJA)
        await press(pilot, "e")
        assert isinstance(pilot.app.screen, CardEditScreen)
        await press(pilot, "x", "enter")
        assert "a whole number" in screen_text(pilot)
        await press(pilot, "backspace", "7", "down", "5", "enter")
        state = progress.states()[KIRJA]
        assert state.status == Status.LEARNED
        assert state.comes is not None
        assert timedelta(days=6) < state.comes - NOW < timedelta(days=7)
        assert "in 7 days" in screen_text(pilot)
        await press(pilot, "u")
        assert progress.states()[KIRJA].status != Status.LEARNED
        await press(pilot, "e", "enter")
        assert "kept" not in screen_text(pilot)


@pytest.mark.parametrize(
    ("days", "status", "expected"),
    [
        ("7", "", CardEdit(7, None)),
        (" 0 ", "W", CardEdit(0, Status.WELL_KNOWN)),
        ("", "0", CardEdit(None, Status.NONE)),
        ("-1", "", "0 to 36500"),
        ("36501", "", "0 to 36500"),
        ("9" * 5000, "", "0 to 36500"),
        ("٣", "", "0 to 36500"),
        ("", "7", "one of 0 1 2"),
    ],
)
def test_what_may_be_typed(days: str, status: str, expected: CardEdit | str) -> None:
    found = read_edit(days, status)
    if isinstance(expected, str):
        assert isinstance(found, str)
        assert expected in found
    else:
        assert found == expected


async def test_deleting_asks_first_and_can_be_taken_back(browse: Browse, progress: Progress) -> None:
    async with browse() as pilot:
        await go(pilot, KIRJA)
        before = progress.states()[KIRJA]
        await press(pilot, "d")
        assert isinstance(pilot.app.screen, ConfirmScreen)
        assert "kirjoja" in screen_text(pilot)
        await press(pilot, "2")
        assert progress.states()[KIRJA] == before
        await press(pilot, "d", "1")
        assert KIRJA not in progress.states()
        assert KIRJA not in table_of(pilot).keys_shown
        assert "1 card begins anew" in screen_text(pilot)
        await press(pilot, "u")
        assert progress.states()[KIRJA] == before
        assert KIRJA in table_of(pilot).keys_shown


@pytest.mark.parametrize(
    ("name", "keys"),
    [("suspend", ("at",)), ("bury", ("minus",)), ("set_status", ("3",)), ("forget", ("d", "1"))],
)
async def test_a_full_disk_is_told_and_nothing_changes(
    browse: Browse, progress: Progress, monkeypatch: pytest.MonkeyPatch, name: str, keys: tuple[str, ...]
) -> None:
    def full(*_cards: Any) -> list[str]:
        raise ProgressNotSaved(progress.folder, "No space left on device")

    monkeypatch.setattr(progress, name, full)
    async with browse() as pilot:
        await go(pilot, KIRJA)
        before = dict(progress.states()), list(table_of(pilot).keys_shown)
        await press(pilot, *keys)
        assert "No space left on device" in " ".join(screen_text(pilot).split())  # wherever it is broken
        assert (dict(progress.states()), list(table_of(pilot).keys_shown)) == before
        monkeypatch.undo()
        await press(pilot, "at")  # it may be tried again
        assert progress.states()[KIRJA].suspended


async def test_a_change_is_made_as_a_whole_or_not(
    browse: Browse, progress: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: Any) -> list[str]:
        raise ProgressNotSaved(progress.folder, "No space left on device")

    monkeypatch.setattr(progress, "set_status", full)
    async with browse() as pilot:
        await go(pilot, KIRJA)
        before = progress.states()[KIRJA]
        await press(pilot, "e", "7", "down", "5", "enter")
        assert "No space left on device" in " ".join(screen_text(pilot).split())  # wherever it is broken
        assert progress.states()[KIRJA] == before


async def test_undo_on_a_full_disk_can_be_tried_again(
    browse: Browse, progress: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browse() as pilot:
        await go(pilot, KIRJA)
        await press(pilot, "at")

        def full(_event: str) -> bool:
            raise ProgressNotSaved(progress.folder, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(progress, "undo_all", full)
            await press(pilot, "u")
            assert "No space left on device" in " ".join(screen_text(pilot).split())  # wherever it is broken
        assert progress.states()[KIRJA].suspended
        await press(pilot, "u")
        assert not progress.states()[KIRJA].suspended


# --- orphans


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The article asks four things; gives who was asked to make them."""
    makers: list[str] = []
    targets = (THERE, "sentence/nb:fi/produce/Aivan muuta.", "board/nb:fi/recognise/kirja", GONE)
    exercises = tuple(made("V8", "tiles", target=target) for target in targets)

    def quiz_of(article: Article, pair: Pair, **_more: Any) -> ArticleQuiz:
        makers.append("quickly")
        return ArticleQuiz(article, pair, exercises, {}, ())

    def with_words(_desk: Desk, article: Article, pair: Pair, *_more: Any) -> ArticleQuiz:
        makers.append("with words")
        return ArticleQuiz(article, pair, exercises, {}, ())

    monkeypatch.setattr("tui_learn.quiz.of_article.quiz_of", quiz_of)
    monkeypatch.setattr(Desk, "quiz", with_words)
    return makers


async def test_an_orphan_goes_on_as_another_card(browse: Browse, progress: Progress, asked: list[str]) -> None:
    async with browse() as pilot:
        await go(pilot, GONE)
        before = progress.states()[GONE]
        await press(pilot, "a")
        assert isinstance(pilot.app.screen, CardMovingScreen)
        text = screen_text(pilot)
        assert text.index("tuntee kaikki") < text.index("Aivan muuta.")
        assert "%" in text
        await press(pilot, "1")
        assert GONE not in progress.states()
        assert progress.states()[THERE].stability == before.stability
        assert THERE in table_of(pilot).keys_shown
        await press(pilot, "u")
        assert progress.states()[GONE].stability == before.stability
        assert THERE not in progress.states()
        assert asked == ["quickly"]


async def test_boards_rest_on_pairs_of_words(browse: Browse, progress: Progress, asked: list[str]) -> None:
    board = "board/nb:fi/recognise/hevonen"
    progress.record(board, Rating.GOOD, group="nb:fi", place="library", at=NOW - timedelta(days=90))
    async with browse() as pilot:
        await go(pilot, board)
        await press(pilot, "a", "1")
        assert asked == ["with words"]
        assert "board/nb:fi/recognise/kirja" in progress.states()


async def test_nothing_like_it(browse: Browse, progress: Progress, asked: list[str]) -> None:
    async with browse() as pilot:
        await go(pilot, CLAIM)
        await press(pilot, "a")
        assert "No article asks anything like it" in screen_text(pilot)


async def test_a_card_that_is_asked_stays_where_it_is(browse: Browse) -> None:
    async with browse() as pilot:
        await go(pilot, KIRJA)
        await press(pilot, "a")
        assert "This card is still asked" in screen_text(pilot)


# --- at every size, with anything in it


@pytest.mark.parametrize("size", [(300, 60), (60, 20), (10, 3), (1, 1)])
async def test_every_size(browse: Browse, size: tuple[int, int]) -> None:
    async with browse(size=size) as pilot:
        for keys in (("down", "space"), ("enter", "q"), ("e", "escape"), ("d", "escape"), ("slash", "escape")):
            await press(pilot, *keys)
        assert isinstance(pilot.app.screen, CardsScreen)
        if size[0] >= 40:
            assert "talo" in screen_text(pilot)


@pytest.mark.parametrize("width", range(1, 140))
def test_columns_fit(width: int) -> None:
    used = 2 + name_width(width) + sum(2 + column.width for column in columns(width))
    assert name_width(width) >= 1
    assert used <= max(width, 23)


async def test_the_keys_that_work_are_shown(browse: Browse) -> None:
    async with browse() as pilot:
        assert "u undo" not in screen_text(pilot)
        await press(pilot, "at")
        assert "u undo" in screen_text(pilot)
        await press(pilot, "question_mark")
        help_text = screen_text(pilot)
        for part in ("suspend or resume", "bury until tomorrow", "begin anew", "F3", "F8"):
            assert part in help_text


async def test_hostile_names_are_shown_as_they_are(browse: Browse, own_home: Path) -> None:
    bad = Progress(own_home / "bad", clock=Later())
    chance = random.Random(3)
    evil = ["word/nb:fi/produce/[@click=app.quit]x[/]", "\x1b]52;c;x\x07", "claim/nb:fi/said/fi/\u202e[/nope]",
            "sentence/nb:fi/produce/" + "長い" * 200, "deck/[b]/[/b]~2"]  # fmt: skip
    evil += ["".join(chance.choices(string.printable + "/:~", k=30)) for _ in range(30)]
    for key in evil:
        bad.record(key, Rating.AGAIN, group="[red]", place="[/]", answer="[/answer]\x1b[31m")
    async with browse(bad) as pilot:
        text = screen_text(pilot)
        assert "[@click=app.quit]x[/]" in text
        assert "\x1b" not in text
        assert "\u202e" not in text
        await go(pilot, evil[0])
        await press(pilot, "enter")
        assert "[/answer]" in screen_text(pilot)
        await press(pilot, "q", "d")
        assert "[@click=app.quit]x[/]" in screen_text(pilot)
