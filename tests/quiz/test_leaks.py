"""What gives what away, and that sessions keep it apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.quiz.small import made, options
from tui_learn.quiz import Exercise
from tui_learn.quiz.exercise import Evidence, Option, Spot, Swap, Text
from tui_learn.quiz.leaks import NEAR, Leaks, hidden, reveals, secrets
from tui_learn.quiz.selection import interleave

SENTENCE = "Suhteen rakentaminen tuottaa palkintoja kaikille."
TRANSLATION = "Å bygge et forhold gir belønning for alle."
OTHER = "Toinen lause puhuu aivan muusta asiasta täällä."
BOTH = (Evidence("fi", "b1s0", SENTENCE), Evidence("nb", "b1s0", TRANSLATION))


def gap(key: str = "tuottaa", code: str = "V1") -> Exercise:
    kind = "cloze" if code in ("V2", "V7", "V10") else "choice"
    prompt = (Text("fi", SENTENCE.replace(key, "____")), Text("nb", TRANSLATION))
    return made(code, kind, key, prompt=prompt, evidence=BOTH)  # type: ignore[arg-type]


def sentence_match(key: str = SENTENCE, seg: str = "b1s0") -> Exercise:
    wrong = Option(SENTENCE, "fi", False, "fi/b1s0") if key != SENTENCE else Option(OTHER, "fi", False, "fi/b2s0")
    return made("V5", key=key, prompt=(Text("nb", TRANSLATION),),
                evidence=(Evidence("fi", seg, key), Evidence("nb", seg, TRANSLATION)),
                options=(Option(key, "fi", True, f"fi/{seg}"), wrong))  # fmt: skip


def test_a_gap_is_given_away_by_its_sentence() -> None:
    leaks = Leaks()
    assert secrets(gap()) == {"fi/b1s0"}
    assert leaks.leaks(gap("rakentaminen"), gap())
    assert leaks.leaks(gap(), gap("rakentaminen"))
    assert leaks.leaks(sentence_match(), gap())
    assert leaks.leaks(sentence_match(OTHER, "b2s0"), gap()), "an option shows the sentence in clear"
    assert not leaks.leaks(made(), gap())
    word_option = made(options=(*options("avain", "yksi"), Option("tuottaa", "fi", False, "fi/b1s0")))
    assert not leaks.leaks(word_option, gap()), "a word is not its sentence"


def test_a_masked_word_is_given_away_in_its_own_language() -> None:
    masked = made("C7", "tf", "CRM", prompt=(Text("nb", TRANSLATION.replace("forhold", "…")),), evidence=BOTH,
                  options=options("CRM", "BRM"))  # fmt: skip
    assert secrets(masked) == {"nb/b1s0"}
    only_known = made("V13", "odd", evidence=BOTH[1:], pairs=(("a", "b"),) * 4, key_index=0)
    assert Leaks().leaks(only_known, masked)


def test_equal_segments_of_other_articles_give_nothing_away() -> None:
    here, there = gap("rakentaminen"), gap()
    articles = {here.id: "a", there.id: "b"}
    assert Leaks().leaks(here, there)
    assert not Leaks(lambda exercise: articles[exercise.id]).leaks(here, there)
    assert Leaks(lambda _exercise: "a").leaks(here, there)


def test_a_board_shows_no_sentence() -> None:
    board = made("V6", "match", pairs=(("a", "b"),) * 4, rights=("b",) * 4, evidence=BOTH)
    assert reveals(board) == frozenset()
    assert not Leaks().leaks(board, gap())
    assert not Leaks().leaks(gap(), board)


def test_the_translation_alone_gives_nothing_away() -> None:
    only_known = made("V13", "odd", evidence=BOTH[1:], pairs=(("a", "b"),) * 4, key_index=0)
    assert not Leaks().leaks(only_known, gap())


def test_a_sentence_to_be_found_is_given_away_with_its_translation_only() -> None:
    leaks = Leaks()
    assert leaks.leaks(gap(), sentence_match())
    elsewhere = made(options=(*options("avain", "yksi"), Option(SENTENCE, "fi", False, "fi/b1s0")))
    assert not leaks.leaks(elsewhere, sentence_match())


def test_pieces_are_given_away_by_their_sentence() -> None:
    tiles = made("V8", "tiles", SENTENCE, prompt=(Text("nb", TRANSLATION),), evidence=BOTH,
                 tiles=tuple(SENTENCE.split()), order=tuple(SENTENCE.split()))  # fmt: skip
    assert Leaks().leaks(sentence_match(OTHER, "b2s0"), tiles)


def test_what_is_in_sight_cannot_be_given_away() -> None:
    spots = tuple(Spot(word, 0, 1) for word in SENTENCE.split())
    where = made("V4", "point", "tuottaa", prompt=(Text("nb", TRANSLATION, (0, 1)),), evidence=BOTH, tokens=spots,
                 key_index=2)  # fmt: skip
    assert hidden(where) == []
    assert not Leaks().leaks(gap("rakentaminen"), where)
    slip = replace(where, code="V11", pointed=SENTENCE.replace("tuottaa", "kissaa"), key="kissaa")
    assert Leaks().leaks(gap("rakentaminen"), slip)


def test_an_altered_statement_is_given_away_by_the_true_one() -> None:
    altered = SENTENCE.replace("Suhteen", "Talon")
    statement = made("C8", "tf", "altered", prompt=(Text("fi", altered),), evidence=BOTH[:1],
                     swap=Swap("Suhteen", "Talon", altered, ()), options=options("altered", "said"))  # fmt: skip
    assert Leaks().leaks(gap(), statement)
    assert not Leaks().leaks(statement, statement) or secrets(statement)


def test_a_heading_among_options_gives_no_section_away() -> None:
    heading = Evidence("fi", "b0s0", "Suhteen rakentaminen ja muut hankkeet")
    section = made("C6", key=heading.text, prompt=(Text("nb", TRANSLATION),), evidence=(heading, BOTH[1]))
    listed = made("C6", options=(*options("avain", "yksi"), Option(heading.text, "fi", False, "fi/b0s0")))
    assert not Leaks().leaks(listed, section)
    same = made("C5", key=heading.text, evidence=(heading, *BOTH))
    assert Leaks().leaks(same, section)


def test_an_expansion_is_given_away_where_it_stands() -> None:
    text = "Customer Relationship Management (CRM) on järjestelmä."
    here = Evidence("fi", "b4s0", text)
    acronym = made("C3", key="Customer Relationship Management", prompt=(Text("fi", "CRM"),), evidence=(here,))
    assert Leaks().leaks(made(evidence=(here,)), acronym)


def test_what_is_told_is_not_to_be_typed_soon() -> None:
    leaks = Leaks()
    typed = made("V2", "cloze", "tuottavat")
    assert leaks.tells(gap("tuottaa"), typed)
    assert not leaks.tells(typed, gap("tuottaa")), "a choice"
    assert not leaks.tells(gap("rakentaminen"), typed)
    assert leaks.crowding([gap("tuottaa")], typed) >= 8
    assert leaks.crowding([gap("tuottaa"), *(made() for _n in range(NEAR))], typed) < 8


def test_crowding() -> None:
    leaks = Leaks()
    far = [gap("rakentaminen"), *(made() for _n in range(NEAR))]
    assert leaks.crowding([], gap()) == 0
    assert leaks.crowding([gap("rakentaminen")], gap()) > leaks.crowding(far, gap()) > 0
    assert leaks.crowding([made("V3"), made("V3")], made("V3")) > 0
    assert leaks.crowding([made("V3"), made("V4"), made("V3")], made("V3")) == 0
    shown = replace(made(), evidence=BOTH)
    assert leaks.crowding([replace(made(), evidence=BOTH[1:])], shown) > 0


@pytest.mark.parametrize("turn", range(3))
def test_what_gives_away_comes_after(turn: int) -> None:
    asked = [sentence_match(OTHER, "b2s0"), gap(), *(made(code) for code in ("V3", "V4", "V5", "C1"))]
    ordered = interleave(asked[turn:] + asked[:turn])
    assert {e.id for e in ordered} == {e.id for e in asked}
    assert ordered.index(asked[1]) < ordered.index(asked[0])


def test_never_three_of_a_kind_in_a_row() -> None:
    asked = [made("V1") for _n in range(6)] + [made("V4") for _n in range(4)]
    codes = [e.code for e in interleave(asked)]
    assert all(len(set(codes[n : n + 3])) > 1 for n in range(len(codes) - 2))
