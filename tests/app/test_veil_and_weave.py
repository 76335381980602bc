"""What is hidden and what is woven, without a screen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.app.linking import NB_FI, glossary, linked
from tui_learn.app.page import Page, Position, SideName
from tui_learn.app.veil import Veil
from tui_learn.app.weave import Candidate, Weave, candidates, swaps, weave
from tui_learn.bitext import build_bitext
from tui_learn.bitext.glossary import Glossary
from tui_learn.library import Article
from tui_learn.progress.cards import Status


@pytest.fixture(scope="module")
def page(seeds: Article) -> Page:
    bitext = build_bitext(seeds.edition("nb"), seeds.edition("fi"))
    return Page(bitext).with_glossary(glossary(linked(bitext, NB_FI)))


def word(page: Page, text: str, side: SideName = "right") -> Position:
    words = page.words(side)
    assert words is not None
    return page.at_word(side, next(n for n, one in enumerate(words.words) if one.text == text))


def seen(page: Page, veil: Veil, block: int) -> str:
    """The text of a block of the known language with what is hidden left out."""
    text = page.edition("left").blocks[block].text
    for start, end, _how in reversed(list(veil.stretches(page, "left", block))):
        text = text[:start] + text[end:]
    return " ".join(text.split())


def test_a_word_then_its_sentence_then_nothing_more(page: Page) -> None:
    here = word(page, "organisaatio")
    veil = Veil()
    assert seen(page, veil, 2) == ""
    assert veil.hides(page, here)
    first = veil.step(page, here)
    assert first is not None
    assert seen(page, first, 2) == "organisasjon"
    assert not first.hides(page, here)
    second = first.step(page, here)
    assert second is not None
    assert seen(page, second, 2) == page.edition("left").sentences[2].text
    assert second.step(page, here) is None


def test_where_no_word_answers_the_sentence_comes_at_once(page: Page) -> None:
    here = word(page, "Tämä")
    step = Veil().step(page, here)
    assert step is not None
    assert (step.words, step.sentences) == (frozenset(), frozenset(page.counterpart(here)[1]))
    on_the_hidden_side = page.across(here)
    asked = Veil().step(page, on_the_hidden_side)
    assert asked is not None
    assert asked.words == {on_the_hidden_side.word}


def test_everything_can_be_seen_and_the_learned_language_always_is(page: Page) -> None:
    assert not list(Veil().stretches(page, "right", 2))
    assert not list(Veil(lifted=True).stretches(page, "left", 2))
    assert Veil(lifted=True).step(page, word(page, "organisaatio")) is None
    alone = Page(replace(page.bitext, right=page.bitext.left))
    assert not list(Veil().stretches(alone, "left", 2))


@given(st.sets(st.integers(0, 24)), st.sets(st.integers(0, 200)))
def test_hidden_stretches_follow_one_another(page: Page, sentences: set[int], words: set[int]) -> None:
    veil = Veil(sentences=frozenset(sentences), words=frozenset(words))
    hidden = 0
    for block in page.edition("left").blocks:
        place = 0
        for start, end, _how in veil.stretches(page, "left", block.number):
            assert place <= start <= end <= len(block.text)
            hidden += end - start
            place = end
    count = len(page.edition("left").sentences)
    assert (hidden > 0) == (not set(range(count)) <= sentences)


def possible(page: Page) -> tuple[Candidate, ...]:
    assert page.glossary is not None
    return candidates(page.glossary)


def statuses(**known: Status) -> dict[str, int]:
    return {lexeme: int(status) for lexeme, status in known.items()}


def woven(page: Page, made: Weave, block: int) -> str:
    return made.passage(page, "left", block).text


def test_learned_words_are_woven_in_where_they_stand(page: Page) -> None:
    known = statuses(organisaatio=Status.KNOWN, strategia=Status.WELL_KNOWN, jatkuvaa=Status.LEARNED)
    made = weave(possible(page), lambda lexeme: known.get(lexeme, 0), None)
    text = woven(page, made, 2)
    assert text.startswith("Relasjonsledelse er strategia der en organisaatio opprettholder et kontinuerlig nivå")
    assert made.percent == made.learned > 0  # "jatkuvaa" answers too faintly to be shown
    assert woven(page, made, 1) == page.edition("left").blocks[1].text
    assert made.passage(page, "right", 2).text == page.edition("right").blocks[2].text


def test_none_and_all_can_be_woven(page: Page) -> None:
    none = weave(possible(page), lambda _lexeme: 0, None)
    assert (none.pairs, none.percent, none.learned) == (frozenset(), 0, 0)
    assert none.passage(page, "left", 2).swaps == ()
    whole = weave(possible(page), lambda _lexeme: 0, 100)
    assert whole.percent == 100
    assert "Suhteenhallinta er strategia der en organisaatio ylläpitää et" in woven(page, whole, 2)
    assert weave((), lambda _lexeme: 0, 100) == Weave()


def test_ignored_words_are_never_woven_in_and_struck_ones_neither(page: Page) -> None:
    ignoring = weave(possible(page), lambda lexeme: Status.IGNORED if lexeme == "organisaatio" else 0, 100)
    assert "organisaatio" not in woven(page, ignoring, 2)
    assert page.glossary is not None
    struck = tuple(replace(pair, verdict="struck") for pair in page.glossary.pairs)
    assert weave(candidates(Glossary(page.glossary.linked, struck)), lambda _lexeme: 0, 100) == Weave()


@given(st.integers(0, 100), st.dictionaries(st.sampled_from(["organisaatio", "ylläpitää", "strategia"]), st.just(4)))
def test_a_share_is_reached_with_the_learned_first(page: Page, percent: int, known: dict[str, int]) -> None:
    made = weave(possible(page), lambda lexeme: known.get(lexeme, 0), percent)
    assert made.percent >= percent - 1  # rounded down
    learned = weave(possible(page), lambda lexeme: known.get(lexeme, 0), None).pairs
    assert learned <= made.pairs or made.pairs <= learned
    for block in page.edition("left").blocks:
        passage = made.passage(page, "left", block.number)
        for swap, (start, end) in zip(passage.swaps, passage.exchanged(), strict=True):
            assert passage.text[start:end] == swap.text
            assert passage.own(start) == swap.start
        assert [swap.start for swap in passage.swaps] == sorted(swap.start for swap in passage.swaps)


def test_capitals_are_those_of_the_place(page: Page) -> None:
    made = weave(possible(page), lambda _lexeme: 0, 100)
    found = {swap.text for block in page.edition("left").blocks for swap in swaps(page, block.number, made.pairs)}
    assert "Suhteenhallinta" in found  # it begins the sentence
    assert not {text for text in found if text[1:] != text[1:].lower()}
