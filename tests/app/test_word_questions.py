"""Questions about pairs of words in the app: a word to be found, words to be matched, a lit word to be typed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.app.conftest import Open, screen_text, settle
from tests.app.quiz_at import screen_of, way_of
from tests.quiz.words import glossary_of
from tui_learn.app.desk import Desk
from tui_learn.app.screens.notes import NotesScreen
from tui_learn.app.screens.quiz import QuizScreen
from tui_learn.app.start import Start
from tui_learn.bitext import build_bitext
from tui_learn.library import Article, Pair
from tui_learn.paths import progress_folder
from tui_learn.progress import Progress
from tui_learn.quiz import Exercise, generate
from tui_learn.quiz.exercise import board_key
from tui_learn.quiz.generate import of_kind
from tui_learn.quiz.of_article import ArticleQuiz
from tui_learn.quiz.words import WordIndex

Ask = Callable[..., AbstractAsyncContextManager[Pilot[int]]]
PAIR = Pair("nb", "fi")


@pytest.fixture(scope="module")
def quiz(seeds: Article) -> ArticleQuiz:
    bitext = build_bitext(seeds.edition("nb"), seeds.edition("fi"))
    exercises = generate(bitext, article=seeds, glossary=glossary_of(bitext))
    vocabulary = {edition.language: WordIndex(edition).vocabulary for edition in (bitext.left, bitext.right)}
    return ArticleQuiz(seeds, PAIR, tuple(exercises), vocabulary, ())


@pytest.fixture
def asked(opened: Open, quiz: ArticleQuiz, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Open the app at a session of exercises of one kind, whose glossary is made by hand."""

    @asynccontextmanager
    async def ask(kind: str, key: str = "", size: tuple[int, int] = (100, 30)) -> AsyncIterator[Pilot[int]]:
        chosen = [exercise for exercise in of_kind(quiz.exercises, kind) if key in exercise.key]
        one = ArticleQuiz(quiz.article, PAIR, tuple(chosen), quiz.vocabulary, ())
        monkeypatch.setattr(Desk, "quiz", lambda *_args, **_named: one)
        async with opened(Start(article="parisuhteen-hoito", pair=PAIR, quiz=True, kind=kind), size=size) as pilot:
            yield pilot

    return ask


def exercise_of(pilot: Pilot[int]) -> Exercise:
    session = screen_of(pilot).session
    assert session is not None
    assert session.current is not None
    return session.current.exercise


def foot(pilot: Pilot[int]) -> str:
    return screen_text(pilot).splitlines()[-1]


def looks(pilot: Pilot[int], word: str) -> str:
    """The looks of a stretch of the card."""
    content = screen_of(pilot)._question
    return " ".join(str(span.style) for span in content.spans if content.plain[span.start : span.end] == word)


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


# --- a word to be found


async def test_a_word_is_found_with_arrows_and_enter(asked: Ask) -> None:
    async with asked("V4", "palkintoja") as pilot:
        text = screen_text(pilot)
        assert "Å bygge et forhold til kunder gir belønning for alle parter." in text
        assert "Suhteen rakentaminen asiakkaisiin tuottaa palkintoja kaikille osapuolille." in text
        assert "underline" in looks(pilot, "belønning")
        assert "Enter" not in foot(pilot)  # no word is under the cursor yet
        await press(pilot, "enter", "1", "5")
        assert Progress(progress_folder()).stats()["answers"] == 0
        await press(pilot, *["right"] * 4, "down")
        assert looks(pilot, "palkintoja") == "reverse"
        assert "Enter answer" in foot(pilot)
        await press(pilot, "enter")
        text = screen_text(pilot)
        assert "✓ right" in text
        assert "palkintoja" in text
        assert Progress(progress_folder()).stats()["answers"] == 1


async def test_the_cursor_goes_round(asked: Ask) -> None:
    async with asked("V4", "palkintoja") as pilot:
        await press(pilot, "left")
        assert looks(pilot, "osapuolille") == "reverse"
        await press(pilot, "right")
        assert looks(pilot, "Suhteen") == "reverse"
        await press(pilot, "up", "left")
        assert looks(pilot, "kaikille") == "reverse"


async def test_a_word_wrongly_pointed_at_is_explained(asked: Ask) -> None:
    async with asked("V4", "palkintoja") as pilot:
        await press(pilot, "right", "right", "right", "enter")
        text = screen_text(pilot)
        assert "✗ wrong" in text
        assert "the word is: palkintoja" in text
        assert "“asiakkaisiin” says what “kunder” says" in text
        await press(pilot, "u", "right", "enter")
        text = screen_text(pilot)
        assert "your answer: Suhteen" in text
        assert text.count("Suhteen rakentaminen") == 1
        await press(pilot, "exclamation_mark")
        assert "✓ right" in screen_text(pilot)


async def test_giving_a_word_up_and_calling_it_bad(asked: Ask) -> None:
    async with asked("V4", "palkintoja") as pilot:
        await press(pilot, "f3")
        assert "✗ not known" in screen_text(pilot)
        assert "palkintoja" in screen_text(pilot)
        await press(pilot, "enter", "b")
        assert "Done." in screen_text(pilot) or "Nothing" in screen_text(pilot)


@pytest.mark.parametrize("size", [(40, 15), (30, 10)])
async def test_the_cursor_is_never_out_of_sight(asked: Ask, size: tuple[int, int]) -> None:
    async with asked("V4", "yritykselle", size) as pilot:
        exercise = exercise_of(pilot)
        for spot in exercise.tokens:
            await press(pilot, "down")
            content = screen_of(pilot)._question
            (span,) = [s for s in content.spans if "reverse" in str(s.style)][:1]
            assert content.plain[span.start : span.end] == spot.text
            row = content.plain[: span.start].split("\n")[-1].strip().removeprefix("fi").strip()
            assert f"{row} {spot.text}".strip() in " ".join(screen_text(pilot).split("\n"))


# --- words to be matched


async def test_words_are_matched_by_number(asked: Ask) -> None:
    async with asked("V6") as pilot:
        board = exercise_of(pilot)
        assert "put back" not in foot(pilot)
        for _left, right in board.pairs:
            assert "Enter take" in foot(pilot)
            await press(pilot, str(board.rights.index(right) + 1))
        assert f"1-{len(board.pairs)}" not in foot(pilot)
        assert "Enter done" in foot(pilot)
        assert Progress(progress_folder()).stats()["answers"] == 0
        await press(pilot, "enter")
        text = screen_text(pilot)
        assert text.count("✓") == len(board.pairs) + 1
        assert "[3 good]" in text
        assert Progress(progress_folder()).state(board.target) is not None


async def test_words_are_matched_with_arrows_and_enter_only(asked: Ask) -> None:
    async with asked("V6") as pilot:
        board = exercise_of(pilot)
        for turn, (left, right) in enumerate(board.pairs):
            for _ in board.rights:
                if way_of(pilot).highlighted == board.rights.index(right):
                    break
                await press(pilot, "down" if turn % 2 else "right")
            # What is tried stands beside the word whose turn it is.
            assert f"› {left}" in screen_text(pilot)
            assert f"= {right} ?" in screen_text(pilot)
            await press(pilot, "enter")
            assert f"= {right} ?" not in screen_text(pilot)
        await press(pilot, "enter")
        assert "✓ right" in screen_text(pilot)


async def test_joined_words_are_passed_over_and_can_be_parted(asked: Ask) -> None:
    async with asked("V6") as pilot:
        board = exercise_of(pilot)
        await press(pilot, "2", "2")
        assert way_of(pilot).laid == [1]
        assert "strike" in looks(pilot, board.rights[1])
        assert way_of(pilot).highlighted == 0
        await press(pilot, "right")
        assert way_of(pilot).highlighted == 2
        await press(pilot, "left")
        assert way_of(pilot).highlighted == 0
        await press(pilot, "left")
        assert way_of(pilot).highlighted == len(board.rights) - 1
        await press(pilot, "space", "backspace", "backspace", "backspace")
        assert way_of(pilot).laid == []
        assert way_of(pilot).highlighted == 1
        await press(pilot, *"12345"[: len(board.rights)], "right", "9", "0")
        assert way_of(pilot).laid == list(range(len(board.rights)))
        assert way_of(pilot).highlighted is None


async def test_one_exchange_is_almost_right(asked: Ask) -> None:
    async with asked("V6") as pilot:
        board = exercise_of(pilot)
        rights = [board.rights.index(right) + 1 for _left, right in board.pairs]
        rights[:2] = rights[1], rights[0]
        await press(pilot, *map(str, rights), "enter")
        text = screen_text(pilot)
        assert "≈ almost" in text
        assert "[2 hard]" in text
        assert text.count("✗") == 2
        assert text.count("✓") == len(board.pairs) - 2
        left, right = board.pairs[0]
        assert f"not {board.pairs[1][1]}" in next(line for line in text.splitlines() if f" {left} " in line)
        assert board_key([(left, right)]).split(" = ")[1] in text
        await press(pilot, "o")  # the place of its first words
        assert not isinstance(pilot.app.screen, QuizScreen)


async def test_a_board_that_is_given_up_shows_its_pairs(asked: Ask) -> None:
    async with asked("V6") as pilot:
        board = exercise_of(pilot)
        await press(pilot, "f3")
        text = screen_text(pilot)
        assert "✗ not known" in text
        assert text.count("✗") == 1
        assert all(f"= {right}" in text for _left, right in board.pairs)
        await press(pilot, "u")
        assert exercise_of(pilot) is board
        assert way_of(pilot).laid == []


async def test_a_board_fits_a_small_terminal(asked: Ask) -> None:
    async with asked("V6", size=(40, 15)) as pilot:
        board = exercise_of(pilot)
        text = screen_text(pilot)
        for left, right in board.pairs:
            assert left in text
            assert right in text
        await press(pilot, "down", "up", "up", "enter")  # the arrows choose, where the card could scroll too
        assert way_of(pilot).laid == [len(board.rights) - 1]


# --- a lit word to be typed


async def test_the_lit_word_is_typed(asked: Ask) -> None:
    async with asked("V7", "palkintoja") as pilot:
        assert "underline" in looks(pilot, "belønning")
        assert "____" in screen_text(pilot)
        assert "hint  p" in screen_text(pilot)  # a new word begins with some help
        await press(pilot, "f2")
        assert "hint  palki" in screen_text(pilot)
        screen_of(pilot).query_one(Input).value = "palkintoja"
        await press(pilot, "enter")
        text = screen_text(pilot)
        assert "✓ right" in text
        assert "belønning" in text
        assert "tuottaa palkintoja kaikille" in text


async def test_answered_cards_light_both_words(asked: Ask) -> None:
    async with asked("V7", "palkintoja", size=(40, 15)) as pilot:
        await press(pilot, "f3")
        content = screen_of(pilot).query_one("#question").render()
        assert "palkintoja" in str(content)
        lit = [content.plain[s.start : s.end] for s in content.spans if "underline" in str(s.style)]  # type: ignore[union-attr]
        assert lit == ["palkintoja", "belønning"]


# --- keys


@pytest.mark.parametrize(
    ("kind", "there", "absent"),
    [
        (
            "V4",
            ["word before", "word after"],
            ["option before", "part the words", "take the last piece", "choose, then"],
        ),
        ("V6", ["word before", "word after", "part the words", "choose, then"], ["option before", "take the last"]),
        ("V5", ["choose, then"], ["word before", "part the words"]),
    ],
)
async def test_help_names_the_keys_that_work(asked: Ask, kind: str, there: list[str], absent: list[str]) -> None:
    async with asked(kind) as pilot:
        await press(pilot, "question_mark")
        assert isinstance(pilot.app.screen, NotesScreen)
        text = screen_text(pilot)
        assert all(name in text for name in there)
        assert not any(name in text for name in absent)
        await press(pilot, "escape", "f3", "question_mark")
        text = screen_text(pilot)
        assert "word before" not in text
        assert "part the words" not in text


@pytest.mark.parametrize("size", [(1, 1), (10, 3), (20, 6), (300, 100)])
@pytest.mark.parametrize("kind", ["V4", "V6", "V7"])
async def test_any_size_of_terminal(asked: Ask, kind: str, size: tuple[int, int]) -> None:
    async with asked(kind, size=size) as pilot:
        await press(pilot, "right", "down", "1", "enter", "left", "backspace", "f3", "enter")
        assert pilot.app.is_running
