"""Opening an article: what was found out before is there at once, the rest is found out in a process of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.app.at_words import NB_FI, go, page_of, press, said
from tests.app.conftest import Open, screen_text, settle, until
from tests.conftest import SEEDS
from tui_learn.analysis import process
from tui_learn.app.desk import Desk
from tui_learn.app.start import Start
from tui_learn.bitext.flat_words import FlatWords
from tui_learn.failed import Failed
from tui_learn.library import Pair

PAIR = Pair("nb", "fi")


def refuse(*_arguments: object) -> None:
    raise Failed("no room")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, analysed_here: None) -> list[str]:
    """What was asked of the process, in order."""
    found: list[str] = []
    run = process.run

    def count(request: process.Request, *others: object) -> object:
        found.append(request.what if request.folders is None else f"{request.what} with the library")
        return run(request, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(process, "run", count)
    return found


async def test_what_was_found_out_before_is_not_found_out_again(
    opened: Open, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(NB_FI) as pilot:
        glossary = page_of(pilot).glossary
        assert glossary is not None
        assert isinstance(glossary.linked.left.words, FlatWords)
        await go(pilot, "organisasjon")
        await press(pilot, "y")
        assert "✓ organisaatio" in screen_text(pilot)
    assert asked == ["bitext", "glossary"]
    monkeypatch.setattr(process, "run", refuse)
    async with opened(NB_FI) as pilot:
        await go(pilot, "organisasjon")
        assert "✓ organisaatio" in screen_text(pilot)
        await press(pilot, "r")
        assert "✗ organisaatio" in screen_text(pilot)


async def test_words_of_one_language_are_kept_too(
    opened: Open, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    start = Start(article="parisuhteen-hoito", pair=Pair("fi", "fi"))
    async with opened(start) as pilot:
        words = page_of(pilot).words("left")
    assert asked == ["words"]
    monkeypatch.setattr(process, "run", refuse)
    async with opened(start) as pilot:
        assert page_of(pilot).words("left") == words


async def test_it_is_told_when_nothing_can_be_found_out(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    run = process.run
    monkeypatch.setattr(process, "run", refuse)
    async with opened(NB_FI) as pilot:
        assert "Which sentences answer each other could not be found: no room." in screen_text(pilot)
    monkeypatch.setattr(process, "run", lambda *_arguments: {}["x"])
    async with opened() as pilot:
        app: Any = pilot.app
        app.open_reader(app.desk.library().articles[0], PAIR)
        await until(lambda: "this is an error of the program" in " ".join(screen_text(pilot).split()))
    monkeypatch.setattr(
        process, "run", lambda request, *rest: (refuse if request.what == "glossary" else run)(request, *rest)
    )
    async with opened(NB_FI) as pilot:
        assert said(pilot) == ["Which words answer each other could not be found: no room."]
        assert page_of(pilot).words("left") is not None
        monkeypatch.setattr(process, "run", refuse)
        pilot.app.screen._change_pair(Pair("nb", "sv"))  # type: ignore[attr-defined]
        await settle(pilot)
        assert "Which sentences answer each other could not be found: no room." in said(pilot)
        assert page_of(pilot).edition("right").language == "fi"
        assert getattr(pilot.app.screen, "pair") == PAIR  # noqa: B009


def desk_of(folder: Path = SEEDS) -> Desk:
    return Desk(str(folder))


def test_where_nothing_can_be_kept_it_is_there_all_the_same(warm_home: Path, asked: list[str]) -> None:
    for kind in ("bitexts", "glossaries", "words"):
        (warm_home / "cache" / kind).write_text("in the way")
    desk = desk_of()
    (article,) = desk.library().articles
    glossary = desk.glossary(article, PAIR)
    assert glossary.of("left", "organisasjon")
    assert desk.glossary(article, PAIR) is glossary
    assert desk.kept_glossary(article, PAIR) is glossary
    assert asked == ["bitext", "glossary with the library"]
    assert len(desk.words(article, "fi").words) == len(glossary.linked.right.words)
    assert desk_of().kept_glossary(article, PAIR) is None


def test_a_third_language_is_linked_once(warm_home: Path, asked: list[str]) -> None:
    desk = desk_of()
    (article,) = desk.library().articles
    assert desk.kept_third(article, PAIR, "pl") is None
    third = desk.third(article, PAIR, "pl")
    assert (third.linked.left.edition.language, third.linked.right.edition.language) == ("pl", "fi")
    assert asked == ["bitext", "glossary"]
    assert desk_of().kept_third(article, PAIR, "pl") == third
    # Nothing else is learnt from here: to read in these two languages needs nothing more either.
    assert desk.glossary(article, Pair("pl", "fi")) == third
    assert asked == ["bitext", "glossary"]


def test_what_is_left_waits_for_no_turn(warm_home: Path) -> None:
    class Left(Exception):
        pass

    def leave(_share: float) -> None:
        raise Left

    desk = desk_of()
    (article,) = desk.library().articles
    with desk._analysing, pytest.raises(Left):
        desk.bitext(article, PAIR, leave)
