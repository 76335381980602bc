"""What an answer can be learnt from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.quiz.samples import PAIR, Samples, small_library
from tests.quiz.words import glossary_of
from tui_learn.bitext import Bitext, build_bitext
from tui_learn.progress import Rating
from tui_learn.quiz import Exercise
from tui_learn.quiz.answers import Outcome, judge
from tui_learn.quiz.exercise import Evidence, Option, Text
from tui_learn.quiz.feedback import (
    Feedback,
    counterparts,
    feedback,
    find_words,
    heading_path,
    key_in,
    lines_of_feedback,
    proven_words,
)
from tui_learn.text import Edition

BOOKS = "bok = kirja: b2s0 bøker kirjoja, b4s0 bøkene kirjat"


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    return Samples(small_library(tmp_path_factory.mktemp("library")).articles[0])


@pytest.fixture(scope="module")
def bitext(samples: Samples) -> Bitext:
    return build_bitext(samples.known, samples.learned)


@pytest.fixture
def editions(samples: Samples) -> Mapping[str, Edition]:
    return {"nb": samples.known, "fi": samples.learned}


def told(exercise: Exercise, answer: str, editions: Mapping[str, Edition], bitext: Bitext, words: str = "") -> Feedback:
    outcome = judge(exercise, answer, retried=True)
    proven = proven_words(glossary_of(bitext, words) if words else None)
    return feedback(exercise, outcome, answer, editions, counterparts(bitext), proven)


def marked(piece: object) -> list[str]:
    return [piece.text[start:end] for start, end in piece.marks]  # type: ignore[attr-defined]


def test_the_key_is_lit_where_it_stood(samples: Samples, editions: Mapping[str, Edition], bitext: Bitext) -> None:
    said = told(samples.choice(), "1", editions, bitext)
    fi, nb = said.sentences
    assert (fi.lang, marked(fi), fi.is_lit_whole) == ("fi", ["kirjoja"], False)
    assert (nb.lang, marked(nb), nb.is_lit_whole) == ("nb", [], True)  # nothing proves which of its words it is
    assert said.chosen == ()
    assert said.path == ("Byens bibliotek", "Hva er et bibliotek?")
    assert said.place("fi", "nb") == ("fi", "b2s0")
    assert said.place("sv", "nb") == ("nb", "b2s0")
    assert said.place("sv", "pl") is None


def test_its_counterpart_is_lit_only_where_that_is_proven(
    samples: Samples, editions: Mapping[str, Edition], bitext: Bitext
) -> None:
    exercise = samples.choice()
    assert marked(told(exercise, "1", editions, bitext, BOOKS).sentences[1]) == ["bøker"]
    whole = "alle bøker = kirja: b2s0 alle+bøker kirjoja"
    assert sorted(marked(told(exercise, "1", editions, bitext, whole).sentences[1])) == ["alle", "bøker"]
    part = "bok = kirja kaikki: b2s0 bøker kirjoja+kaikille"  # the key is only half of what answers it
    for unproven in (f"gloss {BOOKS}", "bok = kirja: b4s0 bøkene kirjat", part):
        assert told(exercise, "1", editions, bitext, unproven).sentences[1].is_lit_whole
    glossary = glossary_of(bitext, BOOKS)
    faint = replace(glossary.linked, links=tuple(replace(link, confidence=0.6) for link in glossary.linked.links))
    proven = proven_words(replace(glossary, linked=faint))
    assert feedback(exercise, judge(exercise, "1"), "1", editions, proven=proven).sentences[1].is_lit_whole


def test_what_the_question_lit_stays_lit(samples: Samples, editions: Mapping[str, Edition], bitext: Bitext) -> None:
    fi, nb = told(samples.point(), "4", editions, bitext).sentences
    assert (marked(fi), marked(nb)) == (["kirjat"], ["bøkene"])


def test_the_word_the_article_has_is_lit_where_another_was_put(
    samples: Samples, editions: Mapping[str, Edition], bitext: Bitext
) -> None:
    assert marked(told(samples.slip(), "1", editions, bitext).sentences[0]) == ["kirjat"]
    assert marked(told(samples.said(), "1", editions, bitext).sentences[0]) == ["avoinna"]


def test_a_wrong_choice_stands_in_its_own_pair_of_sentences(
    samples: Samples, editions: Mapping[str, Edition], bitext: Bitext
) -> None:
    said = told(samples.choice(), "2", editions, bitext)
    here, there = said.chosen
    assert (here.lang, here.seg, marked(here)) == ("fi", "b4s0", ["kirjat"])
    assert (there.lang, there.text, marked(there)) == ("nb", "Bibliotekaren kjenner alle bøkene.", [])
    assert not said.chosen_is_sentence
    assert said.chosen_place == ("fi", "b4s0")
    _here, there = told(samples.choice(), "2", editions, bitext, BOOKS).chosen
    assert marked(there) == ["bøkene"]


def test_a_chosen_sentence_says_something_itself(
    samples: Samples, editions: Mapping[str, Edition], bitext: Bitext
) -> None:
    options = tuple(Option(samples.of(seg), "fi", seg == "b2s0", f"fi/{seg}") for seg in ("b2s0", "b2s1", "b4s1"))
    exercise = samples.make("V5", "choice", "?", options[0].text, ("b2s0",), options=options)
    said = told(exercise, "3", editions, bitext)
    assert said.chosen_is_sentence
    assert [piece.text for piece in said.chosen] == [samples.of("b4s1"), samples.of("b4s1", learned=False)]
    assert told(exercise, "1", editions, bitext).chosen == ()


def test_a_wrong_choice_beside_the_key_is_in_sight_already(
    samples: Samples, editions: Mapping[str, Edition], bitext: Bitext
) -> None:
    exercise = samples.choice()
    beside = replace(exercise.options[1], text="kaupungin", src="fi/b2s0")
    exercise = replace(exercise, options=(exercise.options[0], beside, *exercise.options[2:]))
    assert told(exercise, "2", editions, bitext).chosen == ()


@pytest.mark.parametrize(
    ("typed", "segment"), [("lukijoita", "b4s1"), ("LUKIJOITA", "b4s1"), ("talo", None), ("luki", None), ("", None)]
)
def test_a_typed_word_of_the_article_stands_somewhere_too(
    samples: Samples, editions: Mapping[str, Edition], bitext: Bitext, typed: str, segment: str | None
) -> None:
    outcome = Outcome("wrong", Rating.AGAIN, "")
    said = feedback(samples.cloze(), outcome, typed, editions, counterparts(bitext))
    assert said.chosen_place == (("fi", segment) if segment else None)


def test_only_what_is_wrong_is_looked_for_elsewhere(
    samples: Samples, editions: Mapping[str, Edition], bitext: Bitext
) -> None:
    almost = Outcome("almost", Rating.HARD, "")
    assert feedback(samples.cloze(), almost, "lukijoita", editions, counterparts(bitext)).chosen == ()


def test_in_one_language_nothing_stands_beside(samples: Samples, editions: Mapping[str, Edition]) -> None:
    alone = build_bitext(samples.learned, samples.learned)
    assert counterparts(alone)("fi", "b2s0") == ""
    assert len(told(samples.choice(), "2", editions, alone).chosen) == 1


def test_unknown_places_are_passed_over(samples: Samples, editions: Mapping[str, Edition], bitext: Bitext) -> None:
    exercise = samples.choice()
    places = zip(exercise.options, ("", "", "xx/b2s0", "fi/b99s0"), strict=True)
    lost = tuple(replace(option, src=src) for option, src in places)
    exercise = replace(exercise, options=lost, evidence=())
    for answer in ("1", "2", "3", "4", "9"):
        said = told(exercise, answer, editions, bitext)
        assert (said.chosen, said.path, said.sentences) == ((), (), ())
    assert counterparts(bitext)("fi", "b99s0") == ""
    assert proven_words(glossary_of(bitext, BOOKS))("fi", "b99s0", (0, 3)) is None
    assert heading_path(Evidence("fi", "b99s0", ""), editions) == ()


def test_the_path_ends_above_the_sentence(samples: Samples, editions: Mapping[str, Edition]) -> None:
    assert heading_path(Evidence("fi", "b4s1", ""), editions) == ("Kaupungin kirjasto", "Kuka siellä työskentelee?")
    assert heading_path(Evidence("fi", "b0s0", ""), editions) == ("Kaupungin kirjasto",)


@pytest.mark.parametrize(
    ("text", "words", "language", "found"),
    [
        ("katot kato", "kato", "fi", (6, 10)),
        ("A kato.", "kato", "fi", (2, 6)),
        ("akato", "kato", "fi", None),
        ("这是第二句话。", "第二", "zh", (2, 4)),
        ("kato", "", "fi", None),
    ],
)
def test_words_are_found_as_words(text: str, words: str, language: str, found: tuple[int, int] | None) -> None:
    assert find_words(text, words, language) == found


def test_the_gap_says_which_of_two_equal_words_it_was(samples: Samples) -> None:
    text = "alle og alle"
    exercise = replace(samples.choice(), key="alle", key_lang="nb", prompt=(Text("nb", "alle og ____"),))
    assert key_in(exercise, Evidence("nb", "b2s0", text)) == (8, 12)
    assert key_in(replace(exercise, prompt=()), Evidence("nb", "b2s0", text)) == (0, 4)
    assert key_in(replace(exercise, key=text), Evidence("nb", "b2s0", text)) is None


def test_lines_put_signs_around_what_is_lit(samples: Samples, editions: Mapping[str, Edition], bitext: Bitext) -> None:
    lines = lines_of_feedback(told(samples.choice(), "2", editions, bitext, BOOKS))
    assert lines == [
        "fi: Kirjasto lainaa »kirjoja« kaikille kaupungin asukkaille.",
        "nb: Et bibliotek låner ut »bøker« til alle som bor i byen.",
        "Your choice stands here: fi: Kirjastonhoitaja tuntee kaikki »kirjat«.",
        "nb: Bibliotekaren kjenner alle »bøkene«.",
        "Byens bibliotek › Hva er et bibliotek?",
    ]
    (note,) = lines_of_feedback(told(samples.typed(), "talo", editions, bitext))[-1:]
    assert note == "Hän on kirjastossa joka päivä."
    assert PAIR.learned == "fi"


def test_of_pairs_only_the_one_that_does_not_hold_is_explained(
    samples: Samples, editions: Mapping[str, Edition], bitext: Bitext
) -> None:
    exercise = samples.odd(1)
    exercise = replace(exercise, evidence=samples.evidence("b2s0", "b2s1", "b4s0", "b4s1"))
    said = told(exercise, "1", editions, bitext)
    assert [(piece.lang, piece.seg) for piece in said.sentences] == [("fi", "b2s1"), ("nb", "b4s1"), ("nb", "b2s1")]
    assert said.path == ("Byens bibliotek", "Hva er et bibliotek?")
    assert said.place("fi", "nb") == ("fi", "b2s1")


def test_each_sentence_stands_beside_its_translation(
    samples: Samples, editions: Mapping[str, Edition], bitext: Bitext
) -> None:
    parted = (*samples.evidence("b2s0", "b4s0", known=False), *samples.evidence("b2s0", "b4s0", learned=False))
    said = told(replace(samples.choice(), evidence=parted), "1", editions, bitext)
    assert [piece.lang for piece in said.sentences] == ["fi", "nb", "fi", "nb"]
    lonely = told(replace(samples.choice(), evidence=parted[:3]), "1", editions, bitext)
    assert [piece.lang for piece in lonely.sentences] == ["fi", "fi", "nb"]
