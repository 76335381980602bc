"""What a third language calls the word under the cursor."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Any

import pytest

from tests.app.at_words import NB_FI, go, press, said, word_here
from tests.app.conftest import Open, screen_text, settle
from tests.app.linking import FAINT, Table, glossary, linked
from tui_learn.app.page import Page, Position
from tui_learn.app.screens.comparing import ComparingScreen
from tui_learn.app.screens.third import ThirdScreen
from tui_learn.app.third import third_words
from tui_learn.bitext import Bitext
from tui_learn.bitext.glossary import Glossary
from tui_learn.bitext.store import load_bitext
from tui_learn.bitext.verdicts import VerdictStore
from tui_learn.bitext.word_links import SURE
from tui_learn.library import Article, Pair

NB: Table = [("organisasjon", "organisaatio", SURE), ("publikum", "yleisöönsä", SURE)]
PL: Table = [("organizacja", "organisaatio", SURE), ("stały", "jatkuvaa", FAINT)]


@pytest.fixture(scope="module")
def bitexts(seeds: Article) -> Mapping[str, Bitext]:
    return {known: load_bitext(seeds.edition(known), seeds.edition("fi"), None) for known in ("nb", "pl")}


def at(page: Page, side: str, text: str) -> Position:
    words = page.words("left" if side == "left" else "right")
    assert words is not None
    number = next(number for number, word in enumerate(words.words) if word.text == text)
    return page.at_word("left" if side == "left" else "right", number)


def test_the_answer_of_the_word_or_of_what_answers_it(bitexts: Mapping[str, Bitext]) -> None:
    page = Page(bitexts["nb"], glossary(linked(bitexts["nb"], NB)))
    third = glossary(linked(bitexts["pl"], PL))
    assert third_words(page, at(page, "right", "organisaatio"), third) == "pl: organizacja"
    assert third_words(page, at(page, "left", "organisasjon"), third) == "pl: organizacja"
    assert third_words(page, at(page, "right", "jatkuvaa"), third) == "pl: ? stały"
    assert third_words(page, at(page, "left", "kontinuerlig"), third) == ""  # linked to nothing that is learnt
    assert third_words(page, at(page, "left", "publikum"), third) == ""
    assert third_words(page, Position("right", 0), third) == ""


def test_what_the_learner_says_counts(bitexts: Mapping[str, Bitext]) -> None:
    page = Page(bitexts["nb"], glossary(linked(bitexts["nb"], NB)))
    third = glossary(linked(bitexts["pl"], PL))
    where = at(page, "right", "organisaatio")
    assert third_words(page, where, third.judged({("organizacja", "organisaatio"): "struck"})) == ""
    without = Glossary(third.linked, ())
    assert third_words(page, where, without) == "pl: organizacja"
    assert third_words(Page(bitexts["pl"], third), where, third) == "pl: organizacja"


def test_words_of_another_text_are_not_told(bitexts: Mapping[str, Bitext], seeds: Article) -> None:
    page = Page(load_bitext(seeds.edition("nb"), seeds.edition("sv"), None))
    third = glossary(linked(bitexts["pl"], PL))
    assert third_words(page, Position("right", 2, 9), third) == ""


# --- in the reader


def by_pair(_article: Article, pair: Pair, *, bitext: Bitext, verdicts: VerdictStore, **_: Any) -> Glossary:
    return glossary(linked(bitext, {"nb:fi": NB, "pl:fi": PL}.get(str(pair), ())), (), verdicts)


async def test_a_third_language_is_chosen_and_left(opened: Open, links_by_hand: ModuleType) -> None:
    links_by_hand.glossary_of = by_pair
    async with opened(NB_FI) as pilot:
        reader = pilot.app.screen
        assert isinstance(reader, ComparingScreen)
        await go(pilot, "organisasjon")
        assert (reader.third_note(), reader.third_place()) == ("", {})
        await press(pilot, "C")
        assert isinstance(pilot.app.screen, ThirdScreen)
        assert "none" in screen_text(pilot)
        await press(pilot, "down", "enter")
        assert reader.third_now == "pl"
        assert reader.third_note() == "pl: organizacja"
        assert reader.third_place() == {"third": "pl"}
        await press(pilot, "m")  # of the learned language the text is the same
        assert reader.third_note() == "pl: organizacja"
        await press(pilot, "u", "C", "up", "enter")
        assert (reader.third_note(), reader.third_place()) == ("", {})
        reader.take_third({"third": "pl"})
        await settle(pilot)
        assert reader.third_note() == "pl: organizacja"
        reader.take_third({"third": "xx"})
        assert reader.third_now is None
        assert word_here(pilot) == "organisasjon"
        assert [message.split(":")[0].split(" ")[0] for message in said(pilot)] == ["Merged", "The"]


def test_it_is_beside_the_two_of_the_page(seeds: Article) -> None:
    screen = ComparingScreen(seeds, Pair("nb", "fi"))
    for third, now in (("pl", "pl"), ("nb", None), ("fi", None)):
        screen._third = third
        assert screen.third_now == now
