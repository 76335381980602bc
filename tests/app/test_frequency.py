"""How frequent words are, on the word line and in the list of unknown words; which extra for words is missing."""

from __future__ import annotations

import pytest

from tests.app.at_words import NB_FI, go, press, said
from tests.app.conftest import Open, screen_text, settle
from tests.bitext.making import bitext, edition
from tui_learn.app.frequency_words import frequency_words
from tui_learn.app.page import Page, Position
from tui_learn.app.screens.reader import ReaderScreen
from tui_learn.app.unknown_words import WordRow
from tui_learn.app.widgets.word_table import WordTable
from tui_learn.app.word_line import one_row, word_runs
from tui_learn.bitext.word_tokens import plain_words
from tui_learn.library import Article, Pair
from tui_learn.text import frequency, segmenters

LISTS = {"fi": {"asiakkaat": 10**-4.9, "organisaatio": 10**-7.0}}


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, float] | None]:
    """The extra, with a list of Finnish."""
    loaded: dict[str, dict[str, float] | None] = {}
    monkeypatch.setattr(frequency, "_LOADED", loaded)
    monkeypatch.setattr(frequency, "_read", LISTS.get)
    monkeypatch.setattr(frequency, "has_frequencies", lambda: True)
    return loaded


def test_it_is_told_when_the_list_has_been_read(installed: dict[str, object]) -> None:
    assert frequency_words(("asiakkaat",), "fi") is None
    assert not installed
    frequency.load("fi")
    assert frequency_words(("asiakkaiden", "asiakkaat", ""), "fi") == "common"
    assert frequency_words(("organisaatio",), "fi") == "rare"
    frequency.load("xx")
    assert frequency_words(("word",), "xx") is None


def test_what_fails_is_told_once(installed: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(language: str) -> None:
        raise OSError(language)

    monkeypatch.setattr(frequency, "_read", fail)
    with pytest.raises(OSError, match="fi"):
        frequency.load("fi")
    frequency.load("fi")
    assert frequency_words(("asiakkaat",), "fi") is None


def test_it_comes_last_on_the_word_line_and_a_hint_first() -> None:
    left, right = edition(["Kunder kommer."], "nb"), edition(["Asiakkaat tulevat."], "fi")
    page = Page(bitext(left, right, ((0,), (0,))), plain=(plain_words(left), plain_words(right)))
    here = Position("right", 0, 0)
    runs = word_runs(page, here, 99, "finding …", hint="an extra", frequency="common")
    assert "   ".join(text for text, _how in runs) == "Asiakkaat   an extra · finding … · common"
    one_sided = Page(bitext(right, right, ((0,), (0,))), plain=(plain_words(right), plain_words(right)))
    runs = word_runs(one_sided, Position("left", 0, 0), 99, hint="an extra", frequency="common")
    assert "   ".join(text for text, _how in runs) == "Asiakkaat   an extra · 1 place in the text · common"
    row = "   ".join(text for text, _how in one_row(one_sided, Position("left", 0, 0), 99, frequency="common"))
    assert row.startswith("Asiakkaat   1 place in the text · common ")


@pytest.mark.parametrize(
    ("width", "name", "line"),
    [
        (99, "less common", True),
        (99, None, False),
        (50, "rare", False),
    ],
)
def test_the_list_has_a_column_for_it_where_there_is_room(width: int, name: str | None, line: bool) -> None:
    table = WordTable(lambda key: WordRow(key, "= meaning", "", 3, frequency=name))
    shown, _quiet = table.line_of("word", width)
    plain, _quiet = WordTable(lambda key: WordRow(key, "= meaning", "", 3)).line_of("word", width)
    assert (shown != plain) is line
    assert len(shown) == len(plain)
    assert not line or shown.endswith("  less common")


@pytest.mark.usefixtures("installed")
async def test_in_the_reader(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await settle(pilot)
        await go(pilot, "organisaatio", "right")
        assert "rare" in screen_text(pilot), screen_text(pilot)[-700:]
        await press(pilot, "W")
        assert "rare" in screen_text(pilot)


async def test_without_the_extra_nothing_of_it_is_shown(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frequency, "_LOADED", {})
    monkeypatch.setattr(frequency, "has_frequencies", lambda: False)
    async with opened(NB_FI) as pilot:
        await settle(pilot)
        await go(pilot, "organisaatio", "right")
        assert "rare" not in screen_text(pilot)
        assert said(pilot) == []


def test_the_missing_extra_is_named_at_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_learn.text.segmenters.segmenter_name", lambda tag: "")
    left, right = edition(["One.", "Two."], "en"), edition(["一二。", "三四。"], "zh-Hans")
    page = Page(bitext(left, right, ((0,), (0,)), ((1,), (1,))), plain=(plain_words(left), plain_words(right)))
    article = Article.__new__(Article)
    screen = ReaderScreen(article, Pair("en", "zh-Hans"))
    assert screen._hint(page, Position("left", 0, 0)) == ""
    named = screen._hint(page, Position("right", 1, 2))
    assert "tui-learn[zh]" in named
    assert screen._hint(page, Position("right", 1, 3)) == named
    assert screen._hint(page, Position("right", 0, 0)) == ""
    monkeypatch.setattr("tui_learn.text.segmenters.segmenter_name", lambda tag: "jieba")
    assert ReaderScreen(article, Pair("en", "zh-Hans"))._hint(page, Position("right", 1, 2)) == ""
    assert segmenters.missing_extra("km") is None
