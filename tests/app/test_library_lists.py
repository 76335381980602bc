"""Problems, full-text search and questions, driven by keys from the library."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.app.conftest import Open, screen_text, settle, until
from tests.app.test_library_screen import press, put, start
from tests.app.test_shelf import COFFEE, article
from tui_learn.app.app import TuiLearn
from tui_learn.app.library_hits import Counterpart, Results, key_of, lines_of, pair_of
from tui_learn.app.question_text import Answer, answers, beginning_of, reasons
from tui_learn.app.screens import search_library
from tui_learn.app.screens.library import LibraryScreen
from tui_learn.app.screens.problems import ProblemList, ProblemsScreen, row_of
from tui_learn.app.screens.questions import QuestionsScreen, Said, keep_said
from tui_learn.app.screens.reader import ReaderScreen
from tui_learn.app.screens.search_library import SearchScreen
from tui_learn.app.screens.source import SourceScreen
from tui_learn.app.source_lines import AROUND, CannotShow, lines_around
from tui_learn.app.widgets.hit_list import HitList
from tui_learn.library import Library, Pair, open_library
from tui_learn.library.questions import Question, last_answer
from tui_learn.library.said import Decision, Known
from tui_learn.library.search import Hit
from tui_learn.text import Problem

EVIL = "\x1b]0;x\x07\u202e[/nope] [@click=app.quit]y[/]"
PAIRED = {
    "kahvi.fi.md": "---\nlang: fi\n---\n# Kahvi\n\nKahvi on hyvää. Tee on myös hyvää.\n\nJuomme kahvia aamulla.\n",
    "kahvi.nb.md": "---\nlang: nb\n---\n# Kaffe\n\nKaffe er godt. Te er også godt.\n\nVi drikker kaffe om morgenen.\n",
    "yksin.fi.md": f"---\nlang: fi\n---\n# Yksin {EVIL}\n\nKahvia ei ole täällä {EVIL}.\n\n###Huono otsikko\n",
}


@pytest.fixture
def folder(tmp_path: Path, warm_home: Path) -> Path:
    made = tmp_path / "texts"
    made.mkdir()
    for name, text in PAIRED.items():
        (made / name).write_text(text, encoding="utf-8")
    (made / f"tyhjä{EVIL.replace('/', '')}.md").touch()
    open_library(made).scan()
    return made


# --- problems


async def test_problems_say_where_and_what(opened: Open, folder: Path) -> None:
    async with opened(start(folder)) as pilot:
        await press(pilot, "e")
        screen = pilot.app.screen
        assert isinstance(screen, ProblemsScreen)
        text = screen_text(pilot)
        assert "1 error" in text
        assert "yksin.fi.md:8" in text
        assert "[@click=app.quit]y" in text  # the name of the empty file
        rows = screen.query_one(ProblemList)
        await press(pilot, "tab")
        assert rows._count == 1
        assert "the file is empty" in screen_text(pilot)
        await press(pilot, "escape")
        assert rows._count >= 2
        await press(pilot, "slash")
        await put(pilot, "yksin", "enter", "enter")
        assert isinstance(pilot.app.screen, SourceScreen)
        text = screen_text(pilot)
        assert "▶ 8  ###Huono otsikko" in text
        assert "[/nope]" in text
        await press(pilot, "y", "escape")
        assert pilot.app.clipboard.endswith("yksin.fi.md:8")
        await press(pilot, "slash")
        await put(pilot, "nothing like it")
        assert "No problem fits" in screen_text(pilot)
        await press(pilot, "escape", "tab")
        for path in folder.glob("tyhj*"):
            path.unlink()
        await press(pilot, "enter")
        assert "The file is not there any more." in screen_text(pilot)
        await press(pilot, "escape", "escape", "escape")
        assert isinstance(pilot.app.screen, LibraryScreen)


async def test_none_and_very_many(opened: Open, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Library, "problems", [])
    async with opened(start(folder)) as pilot:
        await press(pilot, "e")
        assert "Nothing is wrong with any file." in screen_text(pilot)
        await press(pilot, "enter", "y", "slash", "tab", "down", "escape")
        assert isinstance(pilot.app.screen, LibraryScreen)
        many = [Problem("notice", f"/texts/{number}.md", number, "a heading") for number in range(20_000)]
        monkeypatch.setattr(Library, "problems", many)
        await press(pilot, "e", "end")
        assert "20,000 notices" in screen_text(pilot)
        assert "19999.md:19999" in screen_text(pilot)
        await press(pilot, "slash")
        await put(pilot, "777")
        assert "of 20,000" in screen_text(pilot)


def test_rows_of_problems() -> None:
    problem = Problem("error", "/a/" + "long" * 30 + ".md", 7, f"bad {EVIL}")
    for width in (0, 3, 10, 46, 76, 120):
        text = "".join(piece for piece, _how in row_of(problem, width))
        assert "\x1b" not in text
        assert len(text) <= max(2, width)
        if width >= 46:
            assert ".md:7" in text  # the end of the name and the line


def test_lines_around_a_place(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"\xef\xbb\xbf" + b"".join(b"line %d \x1b[31m\xff\n" % n for n in range(1, 1001)))
    source = lines_around(str(file), 500)
    assert (source.first, source.count, len(source.lines)) == (500 - AROUND, 1000, 2 * AROUND + 1)
    assert source.lines[AROUND] == "line 500 [31m\ufffd"
    assert lines_around(str(file), 5000).lines[-1].startswith("line 1000")
    assert lines_around(str(file), None).first == 1
    wide, picture = tmp_path / "wide.md", tmp_path / "picture.md"
    wide.write_bytes("Ensimmäinen\r\ntoinen\n".encode("utf-16"))
    assert lines_around(str(wide), 2).lines == ("Ensimmäinen", "toinen")
    picture.write_bytes(bytes(100))
    for path in (tmp_path, tmp_path / "none", Path("/dev/null"), picture):
        with pytest.raises(CannotShow):
            lines_around(str(path), 1)


# --- search


async def found(pilot: Pilot[int], *keys: str) -> SearchScreen:
    await press(pilot, *keys)
    screen = pilot.app.screen
    assert isinstance(screen, SearchScreen)
    await until(lambda: not screen._looking and not screen._answering and screen._look is None)
    await settle(pilot)
    return screen


async def test_words_are_found_in_all_texts_with_their_translations(opened: Open, folder: Path) -> None:
    async with opened(start(folder)) as pilot:
        await press(pilot, "F")
        screen = await found(pilot, *"kahv", "enter")
        text = screen_text(pilot)
        assert "4 places" in text
        assert "in 2 articles" in text
        lines = [line.strip("▌ ") for line in text.splitlines()]
        place = next(number for number, line in enumerate(lines) if "Juomme kahvia aamulla." in line)
        assert lines[place + 1] == "nb  Vi drikker kaffe om morgenen."
        assert "only in suomi" in text
        assert not any(hit.article._loaded for hit in screen._results.hits)  # nothing is held of what is only looked at
        assert not pilot.app.desk._bitexts
        assert "[/nope]" in text
        number = next(n for n, hit in enumerate(screen._results.hits) if hit.text.startswith("Juomme"))
        await press(pilot, *["down"] * number, "enter")
        reader = pilot.app.screen
        assert isinstance(reader, ReaderScreen)
        assert reader._page is not None
        assert reader._page.sentence(reader._position).text == "Juomme kahvia aamulla."
        await press(pilot, "q")
        assert pilot.app.screen is screen
        assert screen._chosen() is screen._results.hits[number]
        await press(pilot, "q", "f4")
        again = await found(pilot, "enter")
        assert again.query_one(Input).value == "kahv"
        await found(pilot, "slash", "z", "z", "enter")
        assert "“zz” is in no text" in screen_text(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, LibraryScreen)


async def test_enter_leads_to_the_word_that_was_found(opened: Open, folder: Path) -> None:
    async with opened(start(folder)) as pilot:
        await pilot.press("F", *"aamu", "enter")  # before anything can be found
        screen = await found(pilot)
        assert isinstance(screen.focused, HitList)
        await press(pilot, "enter")
        reader = pilot.app.screen
        assert isinstance(reader, ReaderScreen)
        await until(lambda: reader._page is not None and reader._page.word(reader._position) is not None)
        assert reader._page is not None
        word = reader._page.word(reader._position)
        assert word is not None
        assert reader._page.sentence(reader._position).text[word.start : word.end] == "aamulla"


async def test_another_query_stops_the_one_before(opened: Open, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[str] = []
    go_on = threading.Event()
    hit = Hit(COFFEE, "fi", "b0s0", "Kahvi on hyvää.", ((0, 5),))

    def endless(_library: Library, query: str) -> Iterator[Hit]:
        try:
            for _number in range(10_000):
                yield hit
                go_on.wait(0.02)
        finally:
            ended.append(query)

    monkeypatch.setattr(Library, "search", endless)
    monkeypatch.setattr(search_library, "PAUSE", 0.01)
    async with opened(start(folder)) as pilot:
        await pilot.press("F")
        await until(lambda: isinstance(pilot.app.screen, SearchScreen))
        screen = pilot.app.screen
        assert isinstance(screen, SearchScreen)
        screen.query_one(Input).value = "one"
        await until(lambda: screen._results.count > 2)
        screen.query_one(Input).value = "two"
        await until(lambda: ended == ["one"])
        await until(lambda: screen._query == "two" and screen._results.count > 0)
        screen.action_leave()  # stops, and stays
        await until(lambda: ended == ["one", "two"])
        assert pilot.app.screen is screen
        assert screen._results.count < 1000


def test_no_more_places_than_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    results = Results()
    other = article("other", fi="Toinen")
    hits = [Hit(COFFEE if n % 2 else other, "fi", f"b{n}s0", "Kahvia on. " * (n * 20), ((0, 6),)) for n in range(6)]
    results.add(hits[:3])
    results.add(hits[3:])
    assert [hit.article.id for hit in results.hits] == ["other"] * 3 + ["coffee"] * 3
    counterparts = {key_of(hits[1]): Counterpart("nb", "Det er kaffe."), key_of(hits[0]): Counterpart("", "only here")}
    for width in (1, 5, 24, 40, 100):
        lines = lines_of(results, counterparts, ("nb", "fi"), width)
        items = [line.item for line in lines if line.item is not None]
        assert items == sorted(items)
        assert set(items) == set(range(6))
        assert all(sum(len(text) for text, _how in line.runs) <= max(1, width) for line in lines)
        assert all(sum(line.item == item for line in lines) <= 12 for item in range(6))
        assert any(how == "hit" for line in lines for _text, how in line.runs)
    assert sum(("…", "quiet") in line.runs for line in lines) == 4  # still to come


def test_the_pair_of_a_place() -> None:
    chosen = Pair("nb", "fi")
    assert pair_of(COFFEE, "fi", chosen) == chosen
    assert pair_of(COFFEE, "nb", chosen) == chosen
    assert pair_of(COFFEE, "tr", chosen) == Pair("nb", "tr")
    assert pair_of(COFFEE, "fi", Pair("sv", "fi")) == Pair("nb", "fi")
    assert pair_of(COFFEE, "nb", Pair("nb", "pl")) == Pair("nb", "fi")
    assert pair_of(COFFEE, "tr", None) == Pair("fi", "tr")
    assert pair_of(article("a", fi="A"), "fi", chosen) == Pair("fi", "fi")


# --- questions


def asked(library: Library) -> list[Question]:
    alone = library.find("yksin")
    coffee = library.find("kahvi")
    return [
        Question("together", coffee, coffee.editions[:1], coffee.editions[1:], 4, 0.92, 0.95),
        Question("language", alone, alone.editions, ranking=(("fi", 0.41), ("et", 0.39))),
    ]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool | str]]:
    """What was answered."""
    said: list[tuple[str, bool | str]] = []

    def answer(_library: Library, question: Question, answer: bool | str) -> tuple[()]:
        said.append((question.article.id, answer))
        return ()

    def take_back(_library: Library, _made: object) -> bool:
        said.append(("back", True))
        return True

    monkeypatch.setattr(Library, "questions", asked)
    monkeypatch.setattr(Library, "answer", answer)
    monkeypatch.setattr(Library, "take_back", take_back)
    return said


async def test_questions_are_asked_once_each(opened: Open, folder: Path, told: list[tuple[str, bool | str]]) -> None:
    async with opened(start(folder)) as pilot:
        await press(pilot, "end", "a")
        screen = pilot.app.screen
        assert isinstance(screen, QuestionsScreen)
        text = screen_text(pilot)
        assert "Which language is this text in?" in text  # the article under the cursor comes first
        assert "Kahvia ei ole täällä" in text
        assert "eesti  et  39 %" in text
        await press(pilot, *map(str, range(8, 10)))  # no such answers
        await press(pilot, "2")
        text = " ".join(screen_text(pilot).split())
        assert "Are A and B one article in several languages?" in text
        assert "4 links, numbers and names are in both" in text
        assert "92 % of their passages" in text
        await press(pilot, "enter")  # nothing was chosen
        assert len(told) == 1
        await press(pilot, "down", "down", "enter")
        await until(lambda: len(told) == 2)
        assert told == [("yksin", "et"), ("kahvi", False)]
        assert "That was all there is to ask" in screen_text(pilot)
        await press(pilot, "u")
        await until(lambda: len(told) == 3)
        assert "Are A and B one article" in screen_text(pilot)
        await press(pilot, "3", "escape")
        assert len(told) == 3  # not now
        assert isinstance(pilot.app.screen, LibraryScreen)


async def test_an_answer_of_another_day_is_taken_back(
    opened: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_library(folder)
    together, language = asked(library)
    library.answer(language, "fi")
    library.answer(together, False)
    monkeypatch.setattr(Library, "questions", lambda _library: [])
    async with opened(start(folder)) as pilot:
        app = pilot.app
        for left, told in ((1, "Taken back: kahvi.fi.md, kahvi.nb.md are different articles."),
                           (0, "Taken back: the language of yksin.fi.md."),
                           (0, "There is no answer to take back.")):  # fmt: skip
            await press(pilot, *(["a"] if isinstance(app.screen, LibraryScreen) else []), "u")
            await until(lambda told=told: any(told == note.message for note in app._notifications))  # type: ignore[misc]
            assert len(library.latest()) == left
        await press(pilot, "escape")


def test_what_was_said_last() -> None:
    one, two, three, four = (Known(f"/{name}", name) for name in "abcd")
    first = Decision("together", (three, four), date="1")
    several = (Decision("apart", (one, three), date="1"), Decision("apart", (two, three), date="1"))
    tongue = Decision("language", (one,), "fi", "1")
    assert last_answer(()) == ()
    assert last_answer((first, *several)) == several
    assert last_answer((*several, first)) == (first,)
    assert last_answer((tongue, tongue)) == (tongue,)
    assert last_answer((Decision("apart", (one, three), date="0"), several[1])) == (several[1],)


def test_an_answer_that_is_not_there_any_more_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Library, "take_back", lambda _library, _made: False)
    app = TuiLearn(start(folder))
    monkeypatch.setattr(app, "keep", lambda act: act())
    (question, *_others) = asked(open_library(folder))
    changed: list[bool] = []
    keep_said(app, Said(question, Answer("apart", "no")), lambda: changed.append(True), back=True)
    assert "cannot be taken back" in " ".join(app.desk.keeping.untold)
    assert not changed


async def test_another_language_is_typed_and_nothing_else_is_to_be_asked(
    opened: Open, folder: Path, told: list[tuple[str, bool | str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(start(folder), size=(40, 10)) as pilot:
        await press(pilot, "end", "a", "4")
        assert isinstance(pilot.app.focused, Input)
        await put(pilot, "no tag", "enter")
        assert not told
        await put(pilot, "sma", "enter")
        await until(lambda: told == [("yksin", "sma")])
        monkeypatch.setattr(Library, "questions", lambda _library: [])
        await press(pilot, "escape", "a")
        assert isinstance(pilot.app.screen, LibraryScreen)
        await until(lambda: "nothing to ask" in [*pilot.app._notifications][-1].message)


def test_what_is_shown_of_a_question(folder: Path) -> None:
    library = open_library(folder)
    together, language = asked(library)
    assert [answer.kind for answer in answers(together)] == ["together", "apart", "later"]
    assert [answer.language for answer in answers(language, ("nb", "fi"))] == ["fi", "et", "nb", "", ""]
    assert reasons(language) == []
    assert len(reasons(together)) == 3
    text = beginning_of(library.find("kahvi").edition("fi"))
    assert text == "Kahvi on hyvää. Tee on myös hyvää. Juomme kahvia aamulla."
