"""V10: the letters of the missing word."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quiz.conftest import MakeEdition
from tests.quiz.vocabulary_texts import all_proven, harbour, material_of, reasons
from tui_learn.bitext import build_bitext, same_edition
from tui_learn.library import Article
from tui_learn.quiz.exercise import GAP, Exercise, Text
from tui_learn.quiz.flaws import flaws
from tui_learn.quiz.kinds.letters import MAX_LETTERS, MIN_LETTERS, generate_letters, letters_of, mixed
from tui_learn.quiz.material import Material


@pytest.fixture
def material(edition_of: MakeEdition) -> Material:
    return material_of(harbour(edition_of))


@pytest.fixture
def catch(material: Material) -> Exercise:
    return next(e for e in generate_letters(material) if len(e.prompt) == 3)


def made(edition_of: MakeEdition, english: str, swedish: str) -> list[Exercise]:
    return list(generate_letters(material_of(build_bitext(edition_of(english, "en"), edition_of(swedish, "sv")))))


def test_what_is_asked(catch: Exercise) -> None:
    gapped, shown, letters = catch.prompt
    assert (catch.code, catch.type, catch.key_lang, catch.proof) == ("V10", "cloze", "sv", ("P0", "P2"))
    assert [gapped.lang, shown.lang, letters.lang] == ["sv", "en", "sv"]
    assert gapped.text.replace(GAP, catch.key) == catch.evidence[0].text
    assert shown.text == catch.evidence[1].text
    assert Counter(letters.text.split(" ")) == Counter(catch.key)
    assert "".join(letters.text.split()) != catch.key
    assert catch.target.startswith("word/en:sv/produce/")  # the card of V2
    assert "options" not in json.loads(json.dumps(catch.to_json()))


def test_every_key_is_proven_again(material: Material) -> None:
    exercises = all_proven(generate_letters, material)
    assert len(exercises) >= 12
    assert [f for e in exercises for f in flaws(e) if f.severity == "error"] == []
    for exercise in exercises:
        letters = exercise.prompt[-1].text.split(" ")
        assert MIN_LETTERS <= len(letters) <= MAX_LETTERS
        assert letters[0] != exercise.key[0].lower()


def test_a_sentence_is_asked_once_and_no_word_before_others(material: Material) -> None:
    exercises = list(generate_letters(material))
    assert max(Counter(e.evidence[0].seg for e in exercises).values()) == 1
    assert max(Counter(e.key for e in exercises).values()) == 1


def test_one_language_shows_the_gap_and_the_letters(seeds: Article) -> None:
    material = material_of(same_edition(seeds.edition("fi")))
    exercises = all_proven(generate_letters, material)
    assert len(exercises) >= 10
    for exercise in exercises:
        assert [piece.lang for piece in exercise.prompt] == ["fi", "fi"]
        assert exercise.proof == ("P0",)
        assert exercise.key not in exercise.prompt[0].text


@pytest.mark.parametrize(
    ("word", "language", "letters"),
    [
        ("Straße", "de", ["s", "t", "r", "a", "ß", "e"]),
        ("Isparta", "tr", ["ı", "s", "p", "a", "r", "t", "a"]),
        ("İzmir", "tr", ["i", "z", "m", "i", "r"]),
        ("é" + "tude", "fr", ["é", "t", "u", "d", "e"]),
        ("e\u0301tude", "fr", ["é", "t", "u", "d", "e"]),
        ("हिन्दी", "hi", ["हि", "न्दी"]),
        ("مُحَمَّد", "ar", ["مُ", "حَ", "مَّ", "د"]),
    ],
)
def test_letters_are_what_a_reader_takes_for_one(word: str, language: str, letters: list[str]) -> None:
    assert letters_of(word, language) == letters


@given(st.lists(st.sampled_from("abcdeåøß"), min_size=6, max_size=12), st.integers(0, 5))
def test_mixed_letters_are_the_same_letters(letters: list[str], seed: int) -> None:
    order = mixed(letters, seed, "name", frozenset())
    if len(set(letters)) == 1:
        assert order is None
    else:
        assert order is not None
        assert sorted(order) == sorted(letters)
        assert order != letters
        assert order == mixed(letters, seed, "name", frozenset())


def test_no_order_spells_a_word() -> None:
    words = frozenset(f"{a}{b}{c}" for a in "abc" for b in "abc" for c in "abc") - {"bca"}
    assert mixed(list("abc"), 0, "name", words) == list("bca")
    assert mixed(list("abc"), 0, "name", words | {"bca"}) is None


def test_seeds_mix_otherwise() -> None:
    orders = {"".join(mixed(list("lighthouse"), seed, "name", frozenset()) or "") for seed in range(20)}
    assert len(orders) > 15
    pairs = {"li", "ig", "gh", "ht", "th", "ho", "ou", "us", "se"}
    for order in orders:
        assert sum(order[n : n + 2] in pairs for n in range(len(order) - 1)) <= 2  # hardly two letters side by side


REST = (
    "\n\nOld ships sleep in there.\n\nThe tea was cold at noon.\n\nHer cat is as old as he.",
    "\n\nDe sover alla där inne.\n\nDet var kallt te till lunch.\n\nHans katt är lika gammal.",
)
"""Sentences in which no word can be asked for, so that no other word is in every third sentence."""


@pytest.mark.parametrize(
    ("english", "swedish", "why"),
    [
        ("We saw that he came so late to us.", "Vi såg att han kom så sent till oss.", "short words"),
        ("We saw that the bananas came late to us.", "Vi såg att banana kom sent till oss.", "few different letters"),
        ("We saw a telephonist come in here.", "Vi såg en telefonistkamrater komma in.", "too many letters"),
        ("We saw the catamaran come in here.", "Vi såg den katamaran komma in.", "the same word in both languages"),
        ("We came here despite everything.", "Vi kom hit eftersom det var så sent.", "a function word"),
        ("We saw the 12 wide lagoons in there.", "Vi såg de 12 breda LAGUNER där i dag.", "capitals"),
    ],
)
def test_what_is_not_to_be_spelt(english: str, swedish: str, why: str, edition_of: MakeEdition) -> None:
    assert made(edition_of, english + REST[0], swedish + REST[1]) == [], why


def test_what_is_to_be_spelt(edition_of: MakeEdition) -> None:
    english, swedish = "We saw a broken ladder come in here.", "Vi såg en trasig stege komma hit in."
    assert [e.key for e in made(edition_of, english + REST[0], swedish + REST[1])] == ["trasig"]


def test_words_of_the_same_letters_are_not_asked(edition_of: MakeEdition) -> None:
    english = f"We saw a {{}} ladder come in there.{REST[0]}\n\nAll of us here have played it."
    swedish = f"Vi såg en {{}} stege komma in där.{REST[1]}\n\nVi alla här har spelat den."
    other = made(edition_of, english.format("broken"), swedish.format("trasig"))
    assert {e.key for e in other} == {"trasig", "spelat"}
    same = made(edition_of, english.format("leper's"), swedish.format("spetal"))
    assert {e.key for e in same} == set()


def test_a_noun_does_not_show_its_capital(edition_of: MakeEdition) -> None:
    english = edition_of("We have seen an old lighthouse on it." + REST[0], "en")
    german = edition_of(
        "Wir haben da einen alten Leuchtturm vor uns.\n\nDie alten Boote ruhn da drin.\n\nDer Tee war kalt am Mittag."
        "\n\nIhre Katze ist so alt wie er.",
        "de",
    )
    material = material_of(build_bitext(english, german))
    (exercise,) = (e for e in generate_letters(material) if e.key == "Leuchtturm")
    assert exercise.prompt[-1].text == exercise.prompt[-1].text.lower()
    assert Counter(exercise.prompt[-1].text.split()) == Counter("leuchtturm")
    assert reasons(exercise, material) == []


def test_scripts_without_spaces_have_no_words_to_spell(edition_of: MakeEdition) -> None:
    bitext = build_bitext(
        edition_of("Open source is for everybody.", "en"), edition_of("开源是为了每一个人而存在的。", "zh")
    )
    assert list(generate_letters(material_of(bitext))) == []


@pytest.mark.parametrize("entry", ["sv/b1s0", "en/b1s0"])
def test_what_a_deck_excludes_is_not_asked(entry: str, edition_of: MakeEdition) -> None:
    exercises = list(generate_letters(material_of(harbour(edition_of), exclude=[entry])))
    assert exercises
    assert "b1s0" not in {piece.seg for exercise in exercises for piece in exercise.evidence}


def test_an_excluded_word_is_not_asked(edition_of: MakeEdition, catch: Exercise) -> None:
    bitext = harbour(edition_of)
    exercises = list(generate_letters(material_of(bitext, exclude=[f"sv:{catch.key}"])))
    assert catch.key not in {exercise.key for exercise in exercises}


def test_tampering_is_seen(catch: Exercise, material: Material) -> None:
    gapped, shown, letters = catch.prompt
    spelt = letters.text.split(" ")

    def with_letters(*given: str) -> Exercise:
        return replace(catch, prompt=(gapped, shown, Text("sv", " ".join(given))))

    tampered = {
        "key": replace(catch, key="båtarna"),
        "key of the same letters": replace(catch, key="".join(spelt)),
        "the word itself": with_letters(*letters_of(catch.key, "sv")),
        "a letter less": with_letters(*spelt[:-1]),
        "a letter more": with_letters(*spelt, "x"),
        "two letters in one": with_letters("".join(spelt[:2]), *spelt[2:]),
        "no letters": replace(catch, prompt=(gapped, shown)),
        "no translation": replace(catch, prompt=(gapped, letters)),
        "another translation": replace(catch, prompt=(gapped, Text("en", "The boats are old."), letters)),
        "evidence": replace(catch, evidence=catch.evidence[1:]),
    }
    assert [name for name, exercise in tampered.items() if not reasons(exercise, material)] == []
