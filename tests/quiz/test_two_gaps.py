"""V3: two sentences, one word."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.quiz.conftest import MakeEdition, MakeExercises
from tests.quiz.vocabulary_texts import all_proven, harbour, material_of, reasons
from tui_learn.bitext import build_bitext, same_edition
from tui_learn.library import Article
from tui_learn.quiz import distractors
from tui_learn.quiz.exercise import GAP, Exercise, Text
from tui_learn.quiz.flaws import flaws
from tui_learn.quiz.kinds import two_gaps
from tui_learn.quiz.kinds.two_gaps import MAX_WORDS, MOST, generate_two_gaps
from tui_learn.quiz.material import Material
from tui_learn.text.function_words import is_function_word


@pytest.fixture
def material(edition_of: MakeEdition) -> Material:
    return material_of(harbour(edition_of))


@pytest.fixture
def boats(material: Material) -> Exercise:
    return next(e for e in generate_two_gaps(material) if e.key == "båtarna")


def test_what_is_asked(boats: Exercise) -> None:
    assert (boats.code, boats.type, boats.proof) == ("V3", "choice", ("P0", "P2", "P4"))
    assert [piece.lang for piece in boats.prompt] == ["sv", "en", "sv", "en"]
    filled = [piece.text.replace(GAP, boats.key) for piece in boats.prompt if piece.lang == "sv"]
    assert filled == [piece.text for piece in boats.evidence if piece.lang == "sv"]
    assert len(set(filled)) == 2
    assert [option.text for option in boats.options if option.key] == ["båtarna"]
    assert len(boats.options) == 4
    assert boats.target == "word/en:sv/recognise/batarna"  # the card of V1
    json.dumps(boats.to_json())


def test_every_key_is_proven_again(material: Material) -> None:
    made = all_proven(generate_two_gaps, material)
    assert {"båtarna", "torget", "lagar"} <= {exercise.key for exercise in made}
    assert [f for e in made for f in flaws(e) if f.severity == "error"] == []
    for exercise in made:
        shown = [piece.text for piece in exercise.prompt if piece.lang == "sv"]
        assert not any(option.text in text for option in exercise.options for text in shown)
        assert not is_function_word(exercise.key, "sv")
        assert exercise.key not in ("lampor", "båtar")


def test_other_forms_of_a_word_do_not_count(material: Material) -> None:
    # lyktor and lyktorna, fiskarna twice but once as the first word
    assert not {"lyktor", "lyktorna"} & {exercise.key for exercise in generate_two_gaps(material)}


def test_much_the_same_sentences_are_not_asked_together(material: Material) -> None:
    # A new rudder costs 40 crowns ... / A torn sail costs 15 crowns ...
    assert not {"kostar", "kronor"} & {exercise.key for exercise in generate_two_gaps(material)}


def test_a_word_between_the_same_two_is_asked_once(edition_of: MakeEdition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distractors, "LEAST_FITTING", 0)  # so few words have none of their kind

    def keys(english: str, swedish: str) -> set[str]:
        left = f"Our captain gave a heavy lantern to him yesterday evening.\n\n{english}\n\n{REST_EN}"
        right = f"Vår kapten gav en tung lykta till honom igår kväll.\n\n{swedish}\n\n{REST_SV}"
        bitext = build_bitext(edition_of(left, "en"), edition_of(right, "sv"))
        return {e.key for seed in range(12) for e in generate_two_gaps(material_of(bitext, seed=seed))}

    other = keys(
        "Nobody ever found the old lantern in that dark cellar.",
        "Ingen fann någonsin denna lykta i den mörka källaren.",
    )
    same = keys(
        "Nobody ever bought a heavy lantern to the new ships outside our harbour.",
        "Ingen köpte någonsin en tung lykta till dessa skepp som byggdes utanför vår hamn.",
    )
    assert other == {"lykta"}
    assert same == set()


def test_function_words_are_not_asked(edition_of: MakeEdition) -> None:
    english = f"We stay indoors because bad storms come.\n\nEverybody laughs because my uncle told jokes.\n\n{REST_EN}"
    swedish = (
        f"Vi stannar inne eftersom det kommer en storm.\n\nAlla skrattar gott eftersom farfar skämtar.\n\n{REST_SV}"
    )
    bitext = build_bitext(edition_of(english, "en"), edition_of(swedish, "sv"))
    assert [e for seed in range(12) for e in generate_two_gaps(material_of(bitext, seed=seed))] == []


def test_long_sentences_are_not_asked(edition_of: MakeEdition, monkeypatch: pytest.MonkeyPatch) -> None:
    bitext = harbour(edition_of)
    monkeypatch.setattr(two_gaps, "MAX_WORDS", 9)
    short = [e for seed in range(12) for e in generate_two_gaps(material_of(bitext, seed=seed))]
    assert "båtarna" not in {exercise.key for exercise in short}  # once in a sentence of eleven words


REST_EN = """Seven miners dug silver below the mountain. A young teacher bought cheap paper in Vienna.

Cold rivers carry sand towards southern plains. The choir learnt difficult psalms before Easter."""
REST_SV = """Sju gruvarbetare grävde silver under berget. En ung lärare köpte billigt papper i Wien.

Kalla floder bär sandkorn mot södra slätter. Kören lärde sig svåra psalmer före påsk."""


@pytest.mark.parametrize("entry", ["sv/b3s0", "en/b3s0", "sv:båtarna"])
def test_what_a_deck_excludes_is_not_asked(entry: str, edition_of: MakeEdition) -> None:
    material = material_of(harbour(edition_of), exclude=[entry])
    assert "båtarna" not in {exercise.key for exercise in generate_two_gaps(material)}
    assert not {entry.replace("sv:", "")} & {o.text for e in generate_two_gaps(material) for o in e.options}


def test_without_a_translation_of_both_nothing_is_asked(edition_of: MakeEdition) -> None:
    bitext = harbour(edition_of)
    weak = tuple(
        replace(b, confidence=0.5) if bitext.right.sentences[b.right[0]].id == "b3s0" else b for b in bitext.beads
    )
    made = list(generate_two_gaps(material_of(replace(bitext, beads=weak))))
    assert made
    assert "b3s0" not in {piece.seg for exercise in made for piece in exercise.evidence}


def test_no_word_and_no_sentence_is_used_up(exercises_of: MakeExercises, material: Material) -> None:
    for exercises in (exercises_of("fi", "sv"), exercises_of("tr", "pl"), list(generate_two_gaps(material))):
        made = [exercise for exercise in exercises if exercise.code == "V3"]
        assert made
        for value in {exercise.key for exercise in made}:
            assert sum(exercise.key == value for exercise in made) <= MOST
        for segment in {piece for exercise in made for piece in exercise.segment_ids}:
            assert sum(segment in exercise.segment_ids for exercise in made) <= MOST
        assert all(len(piece.text.split()) <= MAX_WORDS + 6 for exercise in made for piece in exercise.prompt)


def test_one_language_needs_other_versions_as_witnesses(seeds: Article, edition_of: MakeEdition) -> None:
    alone = material_of(same_edition(seeds.edition("sv")))
    assert list(generate_two_gaps(alone)) == []
    among = material_of(same_edition(seeds.edition("sv")), seeds.edition("fi"), seeds.edition("pl"))
    made = all_proven(generate_two_gaps, among)
    assert made
    for exercise in made:
        assert {p.lang for p in exercise.prompt} == {p.lang for p in exercise.evidence} == {"sv"}
        assert exercise.proof == ("P0", "P4")


def test_the_seed_changes_what_is_opposed_not_what_is_right(edition_of: MakeEdition) -> None:
    bitext = harbour(edition_of)
    one, two, again = (list(generate_two_gaps(material_of(bitext, seed=seed))) for seed in (1, 2, 1))
    assert one == again
    assert [e.options for e in one] != [e.options for e in two]


def test_tampering_is_seen(boats: Exercise, material: Material) -> None:
    assert reasons(boats, material) == []
    wrong = next(option for option in boats.options if not option.key)
    right = next(option for option in boats.options if option.key)
    first, second, third, fourth = boats.prompt
    rest = tuple(option for option in boats.options if option not in (wrong, right))
    tampered = {
        "key": replace(boats, key=wrong.text),
        "two keys": replace(boats, options=(replace(wrong, key=True), right, *rest)),
        "option that stands there": replace(boats, options=(replace(wrong, text="fyren", src="sv/b1s2"), right, *rest)),
        "option that may be right": replace(
            boats, options=(replace(wrong, text="barnen", src="sv/b1s2"), right, *rest)
        ),
        "one sentence twice": replace(boats, prompt=(first, second, first, second)),
        "other translation": replace(boats, prompt=(first, fourth, third, second)),
        "no translation": replace(boats, prompt=(first, third)),
        "gap elsewhere": replace(boats, prompt=(Text("sv", first.text.replace(GAP, "båtarna")), second, third, fourth)),
        "part of a word": replace(
            boats, key="båtarn", prompt=(replace(first, text=first.text.replace(GAP, f"{GAP}a")), second, third, fourth)
        ),
        "evidence": replace(boats, evidence=boats.evidence[:2]),
        "text": replace(boats, evidence=(replace(boats.evidence[0], text="Båtarna."), *boats.evidence[1:])),
    }
    assert [name for name, exercise in tampered.items() if not reasons(exercise, material)] == []


def test_an_option_is_refuted_by_what_it_translates(material: Material) -> None:
    """Torget stands beside market; where the translation speaks of a market, it is not surely wrong."""
    exercise = next(e for e in generate_two_gaps(material) if e.key == "lagar")
    wrong = next(option for option in exercise.options if not option.key)
    rest = tuple(option for option in exercise.options if option is not wrong)
    snickare = replace(exercise, options=(*rest, replace(wrong, text="fångst", src="sv/b1s0")))
    # fångst stands with fishermen and evening, of which the second sentence speaks
    assert any("may be right" in reason for reason in reasons(snickare, material))
