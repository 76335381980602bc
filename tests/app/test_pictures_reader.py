"""Pictures of the reader: every layout, in scripts of all kinds, with all that can be lit and marked on a page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.app.at_words import go, page_of, view_of
from tests.app.conftest import Open, settle, until
from tests.app.linking import NB_FI as SEED_WORDS
from tests.app.linking import glossary, linked
from tests.app.picture_texts import CJK, HOSTILE, MIXED, MUST_NOT_COME, RIGHT_TO_LEFT, TABLES, TITLE, put
from tests.app.pictures import Album, Drawn, Shoot, drawn, text_of
from tui_learn.app.layouts import Layout, layouts_for
from tui_learn.app.page import SideName
from tui_learn.app.passages import Line
from tui_learn.app.screens.reader import ReaderScreen
from tui_learn.app.start import Start
from tui_learn.app.widgets.sheet import Sheet
from tui_learn.bitext.glossary import Glossary
from tui_learn.library import Article, Pair


@pytest.fixture(autouse=True)
def quiet_words_by_hand(links_by_hand: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """More languages linked by hand, and nothing said in the corner."""

    def made(_article: Article, pair: Pair, *, bitext: Any, verdicts: Any = None, **_others: Any) -> Glossary:
        table = (*SEED_WORDS, *TABLES["nb:fi"]) if str(pair) == "nb:fi" else TABLES.get(str(pair), ())
        return glossary(linked(bitext, table), verdicts=verdicts)

    links_by_hand.glossary_of = made  # type: ignore[attr-defined]
    monkeypatch.setattr("tui_learn.app.app.TuiLearn.notify", lambda *_args, **_named: None)


def reader_of(pilot: Pilot[int]) -> ReaderScreen:
    screen = pilot.app.screen
    assert isinstance(screen, ReaderScreen)
    return screen


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


async def known(pilot: Pilot[int]) -> None:
    """Until it was found what the learner knows of the words."""
    await until(lambda: reader_of(pilot)._knowledge is not None)
    await settle(pilot)


# --- what must be true of every picture


def wholly_there(pilot: Pilot[int], picture: Drawn) -> Iterator[str]:
    """Words that are clipped: each line of the page stands on the screen in full, and nothing is left out between
    one line and the next."""
    if not isinstance(pilot.app.screen, ReaderScreen):
        return
    view = view_of(pilot)
    sheet = view._sheet
    assert sheet is not None
    veiled = view.frame is not None and view.frame.veiled
    for y in range(view.size.height):
        shown = text_of(picture[view.region.y + y])
        for line in sheet.line_at(y + int(view.scroll_offset.y)):
            if line is None or (veiled and line.passage.side == "left"):
                continue
            wanted = line.passage.text[line.start : line.end].replace("\n", " ")
            if not any(_same(shown[at:], wanted) for at in range(len(shown) - len(wanted) + 1)):
                yield f"{wanted!r} is not in {shown!r}"
    yield from left_out(sheet)


def _same(shown: str, wanted: str) -> bool:
    """Whether a text begins with another; in the place of its spaces there may be marks of words."""
    return len(shown) >= len(wanted) and all(
        one == other or (other == " " and one in "¹²³⁴⁵˙") for one, other in zip(shown, wanted, strict=False)
    )


def left_out(sheet: Sheet) -> Iterator[str]:
    """Text of the page that stands on none of its lines."""
    after: dict[tuple[SideName, int, int], Line] = {}
    for row in range(len(sheet.page.rows)):
        for line in (line for column in sheet.row_lines(row).columns for line in column if line is not None):
            passage = line.passage
            before = after.get((passage.side, passage.block, passage.first))
            begin = passage.first if before is None else before.end
            if passage.text[begin : line.start].strip():
                yield f"{passage.text[begin : line.start]!r} is left out"
            after[passage.side, passage.block, passage.first] = line
    for line in after.values():
        if line.passage.text[line.end : line.passage.last].strip():
            yield f"{line.passage.text[line.end : line.passage.last]!r} is left out at the end"


# --- what is marked and lit


async def mark(pilot: Pilot[int], words: tuple[str, ...], *, term: str, bookmark: str, mended: str) -> None:
    """Words with the statuses from 1 on, a term of two words, a bookmark and a repaired pair."""
    await known(pilot)
    for status, word in enumerate(words, 1):
        await go(pilot, word, "right")
        await press(pilot, str(status))
    await go(pilot, term, "right")
    await press(pilot, "shift+right", "2")
    await go(pilot, bookmark, "right")
    await press(pilot, "b")
    await go(pilot, mended)
    await press(pilot, "d")
    assert view_of(pilot)._layers.keys() >= {"status", "terms"}


async def begin(pilot: Pilot[int], place: tuple[int, int]) -> None:
    """From the top of the page to a place, wherever one was."""
    await press(pilot, "home")
    view_of(pilot).go(page_of(pilot).near("left", *place), centre=True)
    await settle(pilot)


def layouts_walk(pilot: Pilot[int], word: str, sought: str) -> Callable[[Shoot], Awaitable[None]]:
    """Through every layout, with hits of a search, at a word."""

    async def lay(layout: Layout, share: int | None = None) -> None:
        reader = reader_of(pilot)
        reader._reading = replace(reader._reading, layout=layout, weave=share)
        reader._lay()
        await settle(pilot)
        await begin(pilot, place)

    async def walk(shoot: Shoot) -> None:
        await begin(pilot, place)
        await press(pilot, "slash")
        await press(pilot, *sought, "enter")
        for layout in layouts_for(page_of(pilot)):
            if layout == "weave":
                for share in (0, 100):
                    await lay("weave", share)
                    await shoot(f"weave-{share}")
                continue
            await lay(layout)
            await shoot(layout)
            if layout == "hidden":
                await press(pilot, "enter", "down")
                while (reader := reader_of(pilot))._veil.step(page, reader._position) is not None:
                    await press(pilot, "enter")
                await shoot("hidden-shown")
                await press(pilot, "E", "E")
        await lay(layouts_for(page_of(pilot))[0])
        await press(pilot, "shift+right", "shift+right")
        await shoot("selected")
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, ReaderScreen)

    page = page_of(pilot)
    words = page.words("left")
    assert words is not None
    found = next(one for one in words.words if one.text == word)
    place = found.sentence, found.start
    return walk


async def layouts(pilot: Pilot[int], album: Album, word: str, sought: str) -> None:
    album.also = wholly_there
    await album.walk(pilot, layouts_walk(pilot, word, sought))


@pytest.fixture
def renew(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("update_snapshots", default=False))


async def test_latin(opened: Open, renew: bool) -> None:
    album = Album("latin")
    async with opened(Start(article="parisuhteen-hoito", pair=Pair("nb", "fi"))) as pilot:
        words = ("organisaatio", "ylläpitää", "jatkuvaa", "strategia", "yleisöönsä")
        await mark(pilot, words, term="sitoutumista", bookmark="Suhteenhallinta", mended="Denne")
        await layouts(pilot, album, "organisasjon", "kunde")
    album.hold(renew=renew)


async def test_one_language_alone(opened: Open, renew: bool) -> None:
    album = Album("alone")
    async with opened(Start(article="parisuhteen-hoito", pair=Pair("fi", "fi"))) as pilot:
        await known(pilot)
        for status, word in enumerate(("organisaatio", "ylläpitää", "jatkuvaa", "strategia", "yleisöönsä"), 1):
            await go(pilot, word)
            await press(pilot, str(status))
        await go(pilot, "sitoutumista")

        async def walk(shoot: Shoot) -> None:
            await begin(pilot, (2, 40))
            await shoot("reader")

        album.also = wholly_there
        await album.walk(pilot, walk)
    album.hold(renew=renew)


async def test_scripts_of_all_kinds(opened: Open, renew: bool, tmp_path: Path) -> None:
    album = Album("scripts")
    start = Start(library=str(put(tmp_path / "mixed", "mixed", {"en": MIXED})), article="mixed")
    async with opened(start) as pilot:
        await known(pilot)

        async def walk(shoot: Shoot) -> None:
            await begin(pilot, (1, 0))
            await shoot("reader")

        album.also = wholly_there
        await album.walk(pilot, walk)
    album.hold(renew=renew)


async def test_chinese_and_japanese(opened: Open, renew: bool, tmp_path: Path) -> None:
    album = Album("cjk")
    start = Start(library=str(put(tmp_path / "cjk", "toshokan", CJK)), article="toshokan", pair=Pair("zh", "ja"))
    async with opened(start) as pilot:
        await mark(pilot, tuple("人本毎料読"), term="図", bookmark="毎", mended="它")
        await layouts(pilot, album, "把", "图书")
    album.hold(renew=renew)


async def test_arabic_and_hebrew(opened: Open, renew: bool, tmp_path: Path) -> None:
    album = Album("rtl")
    start = Start(
        library=str(put(tmp_path / "rtl", "library", RIGHT_TO_LEFT)), article="library", pair=Pair("ar", "he")
    )
    async with opened(start) as pilot:
        words = ("משאילה", "ספרים", "לכל", "תושבי", "העיר")
        await mark(pilot, words, term="פתוחה", bookmark="עולה", mended="مفتوحة")
        await layouts(pilot, album, "المكتبة", "الكتب")
    album.hold(renew=renew)


async def test_arabic_and_english(opened: Open, renew: bool, tmp_path: Path) -> None:
    album = Album("mixed")
    start = Start(
        library=str(put(tmp_path / "rtl", "library", RIGHT_TO_LEFT)), article="library", pair=Pair("ar", "en")
    )
    async with opened(start) as pilot:
        assert reader_of(pilot).layout_now == "stacked"  # however wide the screen is
        words = ("library", "lends", "books", "city", "open")
        await mark(pilot, words, term="costs", bookmark="costs", mended="مفتوحة")
        await layouts(pilot, album, "المكتبة", "الكتب")
        assert {name for name, _size in album.pictures} == {
            "stacked", "interlinear", "hidden", "hidden-shown", "selected"
        }  # fmt: skip
    album.hold(renew=renew)


async def test_hostile_text(opened: Open, renew: bool, tmp_path: Path) -> None:
    album = Album("hostile")
    folder = put(tmp_path / "evil", "evil", HOSTILE, TITLE)
    async with opened(Start(library=str(folder), article="evil", pair=Pair("nb", "fi"))) as pilot:
        await mark(
            pilot, ("johtaja", "zero", "asiakkaat", "lainaus", "ei"), term="on", bookmark="Asiakkaat", mended="Et"
        )
        await layouts(pilot, album, "Kundene", "[bold]")
        written = "".join(album.files().values())
        assert "[@click=app.quit]x[/]" in written
        assert not any(evil in written for evil in MUST_NOT_COME)
    album.hold(renew=renew)


# --- without colours


def attributes(pilot: Pilot[int], text: str) -> list[frozenset[str]]:
    """How the pieces with this text look, colours apart."""
    return [frozenset(look[2].split()) for row in drawn(pilot.app) for piece, look in row if piece.strip() == text]


async def test_without_colours(opened: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(Start(article="parisuhteen-hoito", pair=Pair("nb", "fi"))) as pilot:
        await known(pilot)
        await go(pilot, "tavoitteena", "right")
        await press(pilot, "2", "right", "right", "shift+right", "1")
        await go(pilot, "organisasjon")
        looks = {"cursor": attributes(pilot, "organisasjon")[0], "sure": attributes(pilot, "organisaatio")[0]}
        text = "\n".join(text_of(row) for row in drawn(pilot.app))
        assert "▌ organisasjon" in text
        assert "▎ organisaatio" in text
        assert "tavoitteena²on" in text  # the status is a mark
        (looks["term"],) = attributes(pilot, "luoda kumppanuus")
        await go(pilot, "opprettholder")
        (looks["likely"],) = attributes(pilot, "ylläpitää")
        await go(pilot, "kontinuerlig")
        (looks["faint"],) = attributes(pilot, "jatkuvaa")
        await press(pilot, "shift+right")
        (looks["selected"],) = attributes(pilot, "kontinuerlig")
        await press(pilot, "escape", "slash")
        await press(pilot, *"bedrif", "enter", "tab")
        looks["hit here"], looks["hit"], *_more = attributes(pilot, "bedrif")
        plain = attributes(pilot, "Suhteenhallinta on strategia, jossa")
    assert plain == [frozenset()]
    assert looks["cursor"] == looks["sure"] == {"reverse"}  # on the two sides, and told apart in the margin
    assert looks["term"] == looks["faint"] == {"underline"}  # a term is lit where no answer is
    told_apart = [looks[name] for name in ("cursor", "faint", "likely", "selected", "hit here")]
    assert len({frozenset(), *told_apart}) == len(told_apart) + 1, looks
    assert looks["hit"] not in (looks["hit here"], looks["cursor"], looks["selected"], frozenset()), looks

    start = Start(library=str(put(tmp_path / "cjk", "toshokan", CJK)), article="toshokan", pair=Pair("zh", "ja"))
    async with opened(start) as pilot:
        await known(pilot)
        await go(pilot, "本", "right")
        await press(pilot, "1")
        await press(pilot, "end")
        assert attributes(pilot, "本")[0] == {"underline"}  # there is no cell for a mark
