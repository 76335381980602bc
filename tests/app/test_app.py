"""The app, driven by keys."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.app.conftest import Open, screen_text, settle, until
from tests.app.right_keys import answer_rightly
from tests.conftest import SEEDS
from tui_learn.app.desk import PLACE, Desk
from tui_learn.app.screens.library import LibraryScreen
from tui_learn.app.screens.pair import PairScreen
from tui_learn.app.screens.problems import ProblemsScreen
from tui_learn.app.screens.quiz import QuizScreen
from tui_learn.app.screens.reader import ReaderScreen
from tui_learn.app.start import Start
from tui_learn.app.widgets.aligned_view import AlignedView
from tui_learn.bitext import Bitext
from tui_learn.library import Article, Pair
from tui_learn.paths import progress_folder
from tui_learn.progress import Progress, disk

ARTICLE = "parisuhteen-hoito"
NB_FI = Start(article=ARTICLE, pair=Pair("nb", "fi"))
QUIZ = Start(article=ARTICLE, pair=Pair("nb", "fi"), quiz=True)


async def test_from_library_to_two_languages(opened: Open) -> None:
    async with opened() as pilot:
        app = pilot.app
        assert isinstance(app.screen, LibraryScreen)
        assert "Parisuhteen hoito" in screen_text(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, PairScreen)
        assert "norsk bokmål" in screen_text(pilot)
        await pilot.press("down", "enter", "enter")  # I know nb; the other list leaves nb by itself, for fi
        await settle(pilot)
        assert isinstance(app.screen, ReaderScreen)
        assert app.screen.pair == Pair("nb", "fi")
        text = screen_text(pilot)
        assert "Relasjonsledelse er en strategi" in text
        assert "Suhteenhallinta on strategia" in text
        await pilot.press("q")
        await settle(pilot)
        assert isinstance(app.screen, LibraryScreen)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, ReaderScreen)  # the languages are not asked for again
        assert app.screen.pair == Pair("nb", "fi")


async def test_the_counterpart_is_lit_and_blocks_begin_side_by_side(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await pilot.press(*["down"] * 3)
        await settle(pilot)
        lines = screen_text(pilot).splitlines()
        view = pilot.app.screen.query_one(AlignedView)
        assert view.page is not None
        assert view.page.sentence(view.position).id == "b2s1"
        marked = [line for line in lines if line.startswith("▌")]
        assert marked
        assert marked[0].count("▎") == 1
        row = next(line for line in lines if "Hva er relasjonsledelse?" in line)
        assert "Mitä on ihmissuhteiden hallinta?" in row
        row = next(line for line in lines if "Forstå relasjonsledelse" in line)
        assert "Suhteenhallinnan ymmärtäminen" in row
        await pilot.press("tab")
        await settle(pilot)
        assert view.position.side == "right"
        assert any("▎" in line.split("▌")[0] for line in screen_text(pilot).splitlines() if "▌" in line)


async def test_moving_to_the_ends(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        view = pilot.app.screen.query_one(AlignedView)
        await pilot.press("end")
        await settle(pilot)
        assert view.position.sentence == 24
        assert "krysssalgsmuligheter" in screen_text(pilot)
        await pilot.press("down")
        assert view.position.sentence == 24
        await pilot.press("g")
        await settle(pilot)
        assert view.position.sentence == 0
        await pilot.press("up")
        assert view.position.sentence == 0
        for _ in range(6):
            await pilot.press("pagedown")
            await settle(pilot)
        assert view.position.sentence == 24
        for _ in range(6):
            await pilot.press("pageup")
            await settle(pilot)
        assert view.position.sentence == 0


async def test_a_key_before_the_page_is_laid_out(opened: Open) -> None:
    async with opened(Start(article="parisuhteen-hoito", pair=Pair("nb", "fi"))) as pilot:
        view = pilot.app.screen.query_one(AlignedView)
        view._lines, view._tops = [], [0]  # as they are until the terminal's size is known
        view.action_across()
        view.action_move(1)
        assert (view.position.side, view.position.sentence) == ("right", 1)


async def test_a_click_moves_the_cursor(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        view = pilot.app.screen.query_one(AlignedView)
        lines = screen_text(pilot).splitlines()
        y = next(number for number, line in enumerate(lines) if "Suhteenhallinta on strategia" in line)
        await pilot.click(offset=(lines[y].index("Suhteenhallinta") + 2, y))
        await settle(pilot)
        assert (view.position.side, view.position.sentence) == ("right", 2)


async def test_swapping_and_choosing_languages(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await pilot.press("down", "down", "x")
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, ReaderScreen)
        assert screen.pair == Pair("fi", "nb")
        view = screen.query_one(AlignedView)
        assert view.page is not None
        assert view.page.edition(view.position.side).language == "nb"  # the cursor stays on its sentence
        assert view.page.sentence(view.position).id == "b2s0"
        await pilot.press("c")
        await settle(pilot)
        await pilot.press("enter", "down", "enter")
        await settle(pilot)
        assert screen.pair == Pair("fi", "pl")
        assert "Zarządzanie relacjami to strategia" in screen_text(pilot)


async def test_it_remembers_where_you_were(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await pilot.press(*["down"] * 9, "tab")
        await settle(pilot)
    async with opened(Start(article=ARTICLE)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ReaderScreen)
        assert screen.pair == Pair("nb", "fi")
        view = screen.query_one(AlignedView)
        assert view.page is not None
        assert (view.position.side, view.page.sentence(view.position).id) == ("right", "b5s1")
    async with opened() as pilot:
        assert "38 %" in screen_text(pilot)


async def test_leaving_while_it_aligns_stops_the_work(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[BaseException] = []

    def endless(desk: Desk, article: Article, pair: Pair, progress: Callable[[float], None]) -> Bitext:
        try:
            while True:
                progress(0.42)
                time.sleep(0.01)
        except BaseException as error:
            ended.append(error)
            raise

    monkeypatch.setattr(Desk, "bitext", endless)
    monkeypatch.setattr(Desk, "kept_bitext", lambda *_: None)
    async with opened() as pilot:
        pilot.app.push_screen(ReaderScreen(pilot.app.desk.library().articles[0], Pair("nb", "fi")))
        await until(lambda: "42 %" in screen_text(pilot))
        await pilot.press("q")
        await until(lambda: bool(ended))
        assert isinstance(pilot.app.screen, LibraryScreen)


async def test_one_language_opens_in_one_pane(opened: Open, tmp_path: Path) -> None:
    folder = tmp_path / "alone"
    folder.mkdir()
    shutil.copy(SEEDS / "000_f7697fab71580408.txt", folder)
    async with opened(Start(library=str(folder))) as pilot:
        await pilot.press("enter")
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, ReaderScreen)
        assert screen.pair == Pair("fi", "fi")
        text = screen_text(pilot)
        assert "Suhteenhallinta on strategia" in text
        assert "│" not in text
        await pilot.press("down", "tab", "x", "c")
        await settle(pilot)
        await pilot.press("p", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, QuizScreen)
        assert pilot.app.screen.session is not None
        assert pilot.app.screen.session.current is not None


async def test_three_answers_are_there_at_the_next_start(opened: Open) -> None:
    async with opened(QUIZ) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, QuizScreen)
        for _ in range(3):
            assert screen.session is not None
            assert screen.session.current is not None
            await answer_rightly(pilot)
            await settle(pilot)
            assert "✓ right" in screen_text(pilot)
            await pilot.press("enter")
            await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, LibraryScreen)
        assert "3 reviews today" in screen_text(pilot)
    async with opened() as pilot:
        assert "3 reviews today" in screen_text(pilot)
    assert Progress(progress_folder()).stats()["reviews"] == 3


async def first_of(pilot_screen: QuizScreen, kind: str) -> None:
    """Skip to the first exercise of a type."""
    assert pilot_screen.session is not None
    while (item := pilot_screen.session.current) is not None and item.exercise.type != kind:
        pilot_screen.session.skip()
    pilot_screen._ask()


async def test_a_wrong_choice_is_explained_and_can_be_undone(opened: Open) -> None:
    async with opened(QUIZ) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, QuizScreen)
        await first_of(screen, "choice")
        assert screen.session is not None
        assert screen.session.current is not None
        exercise = screen.session.current.exercise
        wrong = next(number for number, option in enumerate(exercise.options, start=1) if not option.key)
        await pilot.press(str(wrong))
        await settle(pilot)
        text = screen_text(pilot)
        assert "✗ wrong" in text
        assert "[1 again]" in text
        await pilot.press("3")  # the learner knows better
        await settle(pilot)
        assert "[3 good]" in screen_text(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert screen.session.current.exercise is exercise
        assert Progress(progress_folder()).stats()["answers"] == 0


async def test_typed_answers_hints_and_retries(opened: Open) -> None:
    async with opened(replace(QUIZ, kind="V2")) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, QuizScreen)
        await first_of(screen, "cloze")
        await settle(pilot)
        assert screen.session is not None
        assert screen.session.current is not None
        exercise = screen.session.current.exercise
        await pilot.press("f2")
        await settle(pilot)
        assert f"hint  {exercise.key[0]}" in screen_text(pilot)
        await pilot.press("enter")  # nothing typed: asked again, nothing stored
        await settle(pilot)
        assert "nothing was typed" in screen_text(pilot)
        assert Progress(progress_folder()).stats()["answers"] == 0
        box = screen.query_one(Input)
        await pilot.press("q", "u", "1", "b")  # letters are typed, not commands
        assert box.value == "qu1b"
        box.value = exercise.key
        await pilot.press("enter")
        await settle(pilot)
        assert "✓ right" in screen_text(pilot)


async def test_every_item_opens_in_the_reader_and_comes_back(opened: Open) -> None:
    async with opened(replace(QUIZ, count=60)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, QuizScreen)
        seen: set[str] = set()
        assert screen.session is not None
        while (item := screen.session.current) is not None and len(seen) < 6:
            if item.exercise.code in seen or item.practice:
                screen.session.skip()
                screen._ask()
                continue
            seen.add(item.exercise.code)
            await pilot.press("f3")
            await settle(pilot)
            await pilot.press("o")
            await settle(pilot)
            reader = pilot.app.screen
            assert isinstance(reader, ReaderScreen)
            view = reader.query_one(AlignedView)
            assert view.page is not None
            place = f"{view.page.edition(view.position.side).language}/{view.page.sentence(view.position).id}"
            assert place in item.exercise.segment_ids
            await pilot.press("q")
            await settle(pilot)
            assert pilot.app.screen is screen
            await pilot.press("enter")
            await settle(pilot)
        assert len(seen) == 6


async def test_bad_questions_never_return(opened: Open) -> None:
    async with opened(QUIZ) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, QuizScreen)
        await first_of(screen, "choice")
        assert screen.session is not None
        assert screen.session.current is not None
        struck = screen.session.current.exercise
        await pilot.press("b")
        await settle(pilot)
    async with opened(QUIZ) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, QuizScreen)
        assert screen.session is not None
        while (item := screen.session.current) is not None:
            assert item.exercise.id != struck.id
            screen.session.skip()


async def test_a_full_disk_is_told_and_the_question_stays(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(QUIZ) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, QuizScreen)
        await first_of(screen, "choice")
        assert screen.session is not None
        before = screen.session.current

        def full(_descriptor: int, _data: bytes) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as context:
            context.setattr(disk, "append", full)
            await pilot.press("1")
            await settle(pilot)
            assert "Not saved: No space left on device" in " ".join(screen_text(pilot).split())
            assert screen.session.current is before
        await pilot.press("1")
        await settle(pilot)
        assert Progress(progress_folder()).stats()["answers"] == 1


async def test_a_share_that_cannot_be_is_not_shown(opened: Open) -> None:
    with Progress(progress_folder()) as progress:
        progress.remember(PLACE + ARTICLE, {"share": 1e308})
    async with opened() as pilot:
        assert "Parisuhteen hoito" in screen_text(pilot)
        assert "words" in screen_text(pilot)


async def test_damaged_progress_is_told_and_reading_goes_on(opened: Open, own_home: Path) -> None:
    file = own_home / "progress" / "progress.json"
    file.parent.mkdir(parents=True)
    file.write_text("{")
    async with opened() as pilot:
        assert "cannot be read" in screen_text(pilot) or len(pilot.app._notifications) == 1
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PairScreen)
        await pilot.press("enter", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReaderScreen)
        assert "Suhteenhallinta" in screen_text(pilot)
        await pilot.press("p")
        await settle(pilot)
        assert "cannot be read" in " ".join(screen_text(pilot).split())
        await pilot.press("q")
    assert file.read_text() == "{"


async def test_problems_and_help_are_pages(opened: Open) -> None:
    async with opened() as pilot:
        await pilot.press("e")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ProblemsScreen)
        assert "001_717f209ec9721583.txt:20" in " ".join(screen_text(pilot).split())
        await pilot.press("escape", "question_mark")
        await settle(pilot)
        text = screen_text(pilot)
        for key in ("Enter", "practise", "languages", "Ctrl+Q"):
            assert key in text
        await pilot.press("q")
        await settle(pilot)
        assert isinstance(pilot.app.screen, LibraryScreen)


async def test_a_library_with_bad_files_shows_the_others(opened: Open, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    shutil.copy(SEEDS / "002_bd79d65d8abfecdf.txt", folder)
    (folder / "latin.md").write_bytes("blåbær".encode("latin-1"))
    (folder / "empty.md").touch()
    async with opened(Start(library=str(folder))) as pilot:
        text = " ".join(screen_text(pilot).split())
        assert "Relasjonsledelse" in text
        assert "the file is empty" in text
        await pilot.press("e", "down")
        await settle(pilot)
        text = " ".join(screen_text(pilot).split())
        assert "latin.md:1" in text
        assert "UTF-8" in text


async def test_an_empty_library_says_what_to_do(opened: Open, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    async with opened(Start(library=str(tmp_path / "none"))) as pilot:
        assert "There is no article yet" in screen_text(pilot)
        await pilot.press("enter", "p", "c", "x", "e", "escape", "question_mark", "escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, LibraryScreen)


@pytest.mark.parametrize("size", [(1, 1), (10, 3), (300, 100)])
async def test_any_size_of_terminal(opened: Open, size: tuple[int, int]) -> None:
    async with opened(NB_FI, size=size) as pilot:
        await pilot.press("down", "tab", "pagedown", "end", "x")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReaderScreen)
        await pilot.press("p")
        await settle(pilot)
        await pilot.press("1", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, QuizScreen)


async def test_resizing_keeps_the_sentence_in_view(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await pilot.press(*["down"] * 20)
        await settle(pilot)
        for size in ((50, 20), (140, 40), (30, 8)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert "▌" in screen_text(pilot)


async def test_the_theme_changes(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        before = pilot.app.theme
        await pilot.press("f9")
        await settle(pilot)
        assert pilot.app.theme != before


async def test_arrows_go_between_the_two_lists_of_languages(opened: Open) -> None:
    async with opened(Start(article="parisuhteen-hoito", pair=Pair("nb", "fi"))) as pilot:
        await pilot.press("c")
        await settle(pilot)
        for key, focused in (("right", "learned"), ("left", "known"), ("tab", "learned")):
            await pilot.press(key)
            assert pilot.app.focused is not None
            assert pilot.app.focused.id == focused
        await pilot.press("down", "down", "enter")
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, ReaderScreen)
        assert str(screen.pair) == "nb:pl"
