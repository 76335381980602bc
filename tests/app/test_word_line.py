"""The foot of the reader and the entry of a word, without a screen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.app.linking import FAINT, glossary, linked
from tests.bitext.making import bitext, edition
from tui_learn.app.cells import width_of
from tui_learn.app.entry import Place, entry_of, head_items, pair_of, place_items, position_of
from tui_learn.app.page import Page, Position, in_block, in_sentence
from tui_learn.app.word_line import (
    answer_words,
    evidence_words,
    form_words,
    one_row,
    pair_here,
    sentence_facts,
    strength_of,
    word_runs,
)
from tui_learn.bitext import Bead, same_edition
from tui_learn.bitext.glossary import Glossary, GlossaryPair
from tui_learn.bitext.word_links import LIKELY, SURE, Word
from tui_learn.bitext.word_tokens import plain_words
from tui_learn.text import Block, Sentence

HOSTILE = "[@click=app.quit]x[/] \x1b]52;c;Zg==\x07\x9b\u202e"
LEFT = edition(["Vi har kunder og en kunde.", "Kunder kommer.", "Bare her."], "nb")
RIGHT = edition(["Meillä on asiakkaita ja asiakas.", "Asiakkaat tulevat.", "Lisää."], "fi")
TABLE = [("kunder", "asiakkaita", SURE), ("kunder", "asiakkaat", LIKELY), ("vi har", "meillä on", FAINT)]
BITEXT = bitext(LEFT, RIGHT, ((0,), (0,)), ((1,), (1,)), ((2,), ()), ((), (2,)))


def page_of(evidence: tuple[str, ...] = ("repeated:7",), table: list[tuple[str, str, float]] = TABLE) -> Page:
    return Page(BITEXT, glossary(linked(BITEXT, table), evidence))


def pair(**changes: object) -> GlossaryPair:
    made = GlossaryPair("kunde", "asiakas", SURE, "quiz", (), 0, 0, (), ("kunder",), ("asiakkaita",))
    return replace(made, **changes)  # type: ignore[arg-type]


def text(runs: list[tuple[str, str]] | list[tuple[str, object]]) -> str:
    return "   ".join(piece for piece, _how in runs)


def test_evidence_in_words() -> None:
    evidence = ("dictionary:fin-swe", "cognate", "repeated:7", "via:pl", "via:sv", "curated", "confirmed")
    assert evidence_words(pair(evidence=evidence, agreeing=2, languages=3, verdict="confirmed")) == [
        "2 of 3 other languages agree", "seen 7x", "dictionary fin-swe", "in a checked list", "looks alike",
        "via pl, sv", "settled by you",
    ]  # fmt: skip
    assert evidence_words(pair(agreeing=1, languages=1)) == ["1 of 1 other language agrees"]
    assert evidence_words(pair(languages=3)) == []
    assert evidence_words(pair(evidence=("struck",))) == ["struck by you"]
    assert evidence_words(pair(verdict="struck", evidence=("confirmed",))) == ["struck by you"]


def test_evidence_of_a_later_version_and_of_an_enemy() -> None:
    said = evidence_words(pair(evidence=("moon:full", f"dictionary:{HOSTILE}", HOSTILE + "x" * 999)))
    assert said[0].startswith("dictionary [@click=app.quit]x[/]")
    assert said[1] == "moon full"
    assert all(len(words) <= 60 and not set(words) & set("\x1b\x07\x9b\u202e") for words in said)


@pytest.mark.parametrize(
    ("text", "lexeme", "language", "said"),
    [
        ("asiakkaita", "asiakas", "fi", "asiakkaita → ~asiakas"), ("Asiakas", "asiakas", "fi", "Asiakas"),
        ("İSTANBUL", "istanbul", "tr", "İSTANBUL"), ("x", "", "fi", "x"),
    ],
)  # fmt: skip
def test_forms(text: str, lexeme: str, language: str, said: str) -> None:
    assert form_words(Word(0, 0, len(text), text, lexeme, True), language) == said


def test_strengths_have_signs() -> None:
    assert [strength_of(sure) for sure in (SURE, LIKELY, FAINT)] == ["sure", "likely", "faint"]
    assert answer_words(pair(), "left", "kunde") == "= asiakas"
    assert answer_words(pair(confidence=LIKELY), "right", "asiakas") == "≈ kunde"
    assert answer_words(pair(confidence=FAINT, left="en kunde"), "left", "kunde") == "en kunde ? asiakas"
    assert answer_words(pair(verdict="struck"), "left", "kunde") == "✗ asiakas"
    assert answer_words(pair(verdict="confirmed"), "left", "kunde") == "✓ asiakas"


def test_the_word_line() -> None:
    page = page_of()
    assert text(word_runs(page, Position("left", 0, 2), 99)) == (
        "kunder   = asiakkaita · ≈ asiakkaat   3 of 3 other languages agree · seen 7x"
    )
    assert text(word_runs(page, Position("left", 1, 6), 99)).startswith("Kunder   ≈ asiakkaat · = asiakkaita")
    assert text(word_runs(page, Position("left", 0, 1), 99)).startswith("har   vi har ? meillä on")
    assert text(word_runs(page, Position("left", 0, 4), 99)) == "en   no answer found"
    assert text(word_runs(Page(BITEXT), Position("left", 0), 99, "finding … 40 %")) == "finding … 40 %"
    plain = Page(BITEXT, plain=(plain_words(LEFT), plain_words(RIGHT)))
    assert text(word_runs(plain, Position("left", 0, 2), 99, "finding … 40 %")) == "kunder   finding … 40 %"


def test_a_link_the_glossary_does_not_have_is_told_all_the_same() -> None:
    page = page_of()
    assert page.glossary is not None
    bare = Page(BITEXT, Glossary(page.glossary.linked, ()))
    assert text(word_runs(bare, Position("left", 0, 0), 99)) == "Vi   ? Meillä on"
    assert pair_here(bare, Position("left", 0, 0)) is None


def test_what_the_learner_said_comes_first() -> None:
    page = page_of()
    assert page.glossary is not None
    pairs = [replace(p, verdict="struck" if p.right == "asiakkaita" else "confirmed") for p in page.glossary.pairs]
    page = Page(BITEXT, Glossary(page.glossary.linked, tuple(pairs)))
    said = text(word_runs(page, Position("left", 0, 2), 60))
    assert said.startswith("kunder   ✓ asiakkaat · ✗ asiakkaita   settled by you")
    here = pair_here(page, Position("left", 0, 2))
    assert here is not None
    assert here.right == "asiakkaat"


def test_one_language() -> None:
    words = plain_words(LEFT)
    page = Page(same_edition(LEFT), plain=(words, words))
    assert text(word_runs(page, Position("left", 1, 6), 99)) == "Kunder   2 places in the text"
    assert sentence_facts(page, Position("left", 1)) == ["sentence 2 of 3", "nb/b1s0"]
    assert text(one_row(page, Position("left", 1, 6), 60)).endswith("sentence 2 of 3 · nb/b1s0")


def test_the_sentence_says_less_where_the_word_needs_the_room() -> None:
    page, here = page_of(), Position("left", 2, 8)
    full = "sentence 3 of 3 · nb/b2s0 · nothing answers this in suomi"
    assert text(one_row(page, here, 100)).endswith(full)
    assert text(one_row(page, here, 60)).endswith("3/3 ✗ nothing answers it")
    assert text(one_row(page, here, 24)).endswith("3/3 ✗")
    assert text(one_row(page, Position("left", 2), 100)) == full
    doubtful = replace(BITEXT, beads=(Bead((0,), (0,), 0.3), *BITEXT.beads[1:]))
    assert text(one_row(replace(page, bitext=doubtful), Position("left", 0, 2), 50)).endswith("1/3 ? doubtful")
    unsure = replace(BITEXT, beads=(Bead((0,), (0,), 0.7), *BITEXT.beads[1:]))
    assert text(one_row(replace(page, bitext=unsure), Position("left", 0, 2), 50)).endswith("1/3 ┊ uncertain")
    mended = replace(BITEXT, beads=(Bead((0,), (0,), 1.0, repaired=True), *BITEXT.beads[1:]))
    assert text(one_row(replace(page, bitext=mended), Position("left", 0, 2), 36)).endswith("1/3 ✓")


@given(
    st.integers(0, 120),
    st.integers(0, 8),
    st.text(max_size=30),
    st.sampled_from([TABLE[0], TABLE[2]]),
)
def test_nothing_is_wider_than_the_line(width: int, word: int, evidence: str, row: tuple[str, str, float]) -> None:
    page = page_of((evidence, f"dictionary:{evidence}"), [row])
    assert page.glossary is not None
    here = page.at_word("left", min(word, len(page.glossary.linked.left.words) - 1))
    for said in (word_runs(page, here, width, "note"), one_row(page, here, width, "note")):
        assert width_of(text(said)) <= width


# --- the entry


def test_an_entry() -> None:
    page = page_of()
    entry = entry_of(page, Position("left", 1, 6))
    assert entry is not None
    assert (entry.lexeme, entry.forms, entry.count) == ("kunder", (("kunder", 2),), 2)
    assert [pair.right for pair in entry.translations] == ["asiakkaita", "asiakkaat"]
    assert entry.places == (Place(0, (2,)), Place(1, (6,)))
    assert position_of(page, entry, entry.places[1]) == Position("left", 1, 6)
    assert position_of(page, entry, entry.translations[1]) == Position("left", 1, 6)
    assert pair_of(page, entry, entry.places[0]) == entry.translations[0]
    assert pair_of(page, entry, None) is position_of(page, entry, None) is None
    lines = ["".join(piece for piece, _how in line) for item in head_items(page, entry, 60) for line in item.lines]
    assert lines == [
        "in the text: kunder 2x", "",
        "= asiakkaita", f"  sure, {100 * SURE:.0f} % · 3 of 3 other languages agree · seen 7x",
        "≈ asiakkaat", f"  likely, {100 * LIKELY:.0f} % · 3 of 3 other languages agree · seen 7x", "", "2 places",
    ]  # fmt: skip
    first, second = place_items(page, entry, 60, 0, 9)
    assert first.lines[0] == (
        ("  1. ", "quiet"),
        ("Vi har ", "text"),
        ("kunder", "word"),
        (" og en kunde.", "text"),
    )
    assert ("asiakkaita", "sure") in first.lines[1]
    assert ("Asiakkaat", "likely") in second.lines[1]
    assert entry_of(page, Position("left", 1)) is None


def test_places_are_lit_over_line_ends() -> None:
    page = page_of()
    entry = entry_of(page, Position("right", 0, 0))
    assert entry is not None
    assert [pair.left for pair in entry.translations] == ["vi har"]
    (item,) = place_items(page, entry, 13, 0, 1)
    pieces = [piece for line in item.lines for piece in line]
    assert ("Meillä", "word") in pieces
    assert ("on", "phrase") in pieces
    assert [piece for piece in pieces if piece[1] == "faint"] == [("Vi", "faint"), ("har", "faint")]
    assert all(sum(width_of(text) for text, _how in line) <= 13 for line in item.lines)


def test_many_forms_are_counted() -> None:
    many = edition([" ".join(f"Ord{n}" for n in range(40)), "ord1 ORD1 ord1"], "nb")
    words = plain_words(many)
    same = tuple(replace(word, lexeme="ord") for word in words.words)
    page = Page(same_edition(many), plain=(replace(words, words=same), replace(words, words=same)))
    entry = entry_of(page, Position("left", 0, 0))
    assert entry is not None
    assert entry.forms[0] == ("Ord1", 4)
    assert "and 28 more" in head_items(page, entry, 500)[0].lines[0][1][0]


# --- offsets where the block has wider white space than the sentence


@given(st.lists(st.sampled_from(["a", "bc", " ", "  ", "\n", " \n "]), min_size=1, max_size=9))
def test_offsets_go_to_the_block_and_back(pieces: list[str]) -> None:
    raw = "xy" + "".join(pieces) + "z"
    block = Block(0, "paragraph", "  " + raw, 1, 0, "", (), ())
    sentence = Sentence(0, 0, 2, 2 + len(raw), " ".join(raw.split()))
    for offset, character in enumerate(sentence.text):
        if character != " ":
            place = in_block(block.text, sentence, offset)
            assert block.text[place] == character
            assert in_sentence(block.text, sentence, place) == offset
