"""V13: three pairs of sentences that match and one that does not."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import pytest

from tests.quiz.conftest import MakeEdition, MakeExercises
from tests.quiz.vocabulary_texts import all_proven, harbour, material_of, reasons
from tui_learn.bitext import build_bitext, same_edition
from tui_learn.library import Article
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.flaws import flaws
from tui_learn.quiz.kinds.mismatch import LONGER, PAIRS, generate_mismatches, shared, signs
from tui_learn.quiz.material import Material
from tui_learn.quiz.parallels import invariants


@pytest.fixture
def material(edition_of: MakeEdition) -> Material:
    return material_of(harbour(edition_of))


@pytest.fixture
def exercise(material: Material) -> Exercise:
    return next(generate_mismatches(material))


def true_right(exercise: Exercise) -> str:
    """What stands in the article where the wrong sentence was put."""
    return exercise.evidence[0].text


def test_what_is_asked(exercise: Exercise, material: Material) -> None:
    assert (exercise.code, exercise.type, exercise.proof) == ("V13", "odd", ("P2",))
    assert exercise.prompt == ()
    assert len(exercise.pairs) == PAIRS
    assert exercise.key_index is not None
    assert exercise.pairs[exercise.key_index][1] == exercise.key
    assert true_right(exercise) != exercise.key
    shown = [text for pair in exercise.pairs for text in pair]
    assert len(set(shown)) == 2 * PAIRS
    assert true_right(exercise) not in shown
    assert {*shown, true_right(exercise)} == {piece.text for piece in exercise.evidence}
    data = json.loads(json.dumps(exercise.to_json()))
    assert data["pairs"][data["key_index"]][1] == data["key"]


def test_every_key_is_proven_again(material: Material) -> None:
    made = all_proven(generate_mismatches, material)
    assert len(made) >= 8
    assert [f for e in made for f in flaws(e) if f.severity == "error"] == []
    assert len({true_right(e) for e in made}) == len(made)  # each sentence is asked once


def test_looks_do_not_tell(exercises_of: MakeExercises, material: Material) -> None:
    every = [*generate_mismatches(material), *exercises_of("fi", "sv"), *exercises_of("tr", "pl")]
    made = [exercise for exercise in every if exercise.code == "V13"]
    assert len(made) >= 20
    for exercise in made:
        assert exercise.key_index is not None
        left, right = exercise.pairs[exercise.key_index]
        true = true_right(exercise)
        assert invariants(left) == invariants(right) == invariants(true)
        assert 1 / LONGER <= len(right) / len(true) <= LONGER
        assert right[-1] == true[-1]
        assert signs(right) == signs(true)
        assert shared(right, true, exercise.key_lang) < 0.35


def test_the_wrong_pair_stands_anywhere(exercises_of: MakeExercises) -> None:
    pairs = [("fi", "sv"), ("tr", "pl"), ("nb", "fi"), ("sv", "nb"), ("pl", "tr")]
    places = Counter(e.key_index for pair in pairs for e in exercises_of(*pair) if e.code == "V13")
    assert set(places) == {0, 1, 2, 3}
    assert max(places.values()) <= 0.45 * sum(places.values())


def test_seeds_choose_otherwise(edition_of: MakeEdition) -> None:
    bitext = harbour(edition_of)
    one, two, again = (list(generate_mismatches(material_of(bitext, seed=seed))) for seed in (1, 2, 1))
    assert one == again
    assert [e.pairs for e in one] != [e.pairs for e in two]


def both(edition_of: MakeEdition, pairs: list[tuple[str, str]]) -> Material:
    english, swedish = ("\n\n".join(texts) for texts in zip(*pairs, strict=True))
    return material_of(build_bitext(edition_of(english, "en"), edition_of(swedish, "sv")))


PLAIN = [
    ("The gardener planted seven cherry trees here.", "Trädgårdsmästaren planterade sju körsbärsträd här."),
    ("My cousin paints horses on wooden plates.", "Min kusin målar hästar på fat av trä."),
    ("Nobody understood the song about the glacier.", "Ingen förstod sången om den stora glaciären."),
    ("The clock in the hall strikes every hour.", "Klockan i hallen slår varje hel timme."),
    ("Cold water runs down from the mountain.", "Kallt vatten rinner ner från det höga berget."),
    ("She wrote a letter to her old teacher.", "Hon skrev ett brev till sin gamla lärare."),
]


def test_plain_sentences_are_asked(edition_of: MakeEdition) -> None:
    assert len(list(generate_mismatches(both(edition_of, PLAIN)))) >= 5


def test_four_sentences_are_not_enough(edition_of: MakeEdition) -> None:
    assert list(generate_mismatches(both(edition_of, PLAIN[:4]))) == []
    assert list(generate_mismatches(both(edition_of, PLAIN[:5]))) != []


@pytest.mark.parametrize(
    "odd",
    [
        ("The gardener planted 12 cherry trees in here.", "Trädgårdsmästaren planterade 12 körsbärsträd."),
        ("Did the gardener plant seven cherry trees?", "Planterade trädgårdsmästaren sju körsbärsträd?"),
        ("The gardener planted trees (cherry trees).", "Trädgårdsmästaren planterade träd (körsbärsträd)."),
        ("The gardener planted trees for Alexander.", "Trädgårdsmästaren planterade träd åt Alexander."),
        ("The gardener planted trees for the UNESCO.", "Trädgårdsmästaren planterade träd åt UNESCO."),
        ("The gardener planted some trees for @alex.", "Trädgårdsmästaren planterade träd åt @alex."),
    ],
)
def test_numbers_signs_and_names_would_tell(odd: tuple[str, str], edition_of: MakeEdition) -> None:
    """A sentence with a number or a name is neither put beside another nor asked for, and is not among the others."""
    made = list(generate_mismatches(both(edition_of, [odd, *PLAIN[1:]])))
    assert made
    for exercise in made:
        assert exercise.key != odd[1]
        assert true_right(exercise) != odd[1]
        if odd[0][-1] == "." and "(" not in odd[0]:
            assert odd not in exercise.pairs


def test_names_are_seen_in_other_scripts(edition_of: MakeEdition) -> None:
    english = ["The gardener installed npm on seven machines.", *(pair[0] for pair in PLAIN)]
    russian = ["Садовник установил npm на семь машин.", "Садовник посадил здесь семь вишнёвых деревьев.",
               "Моя кузина рисует лошадей на тарелках.", "Никто не понял песню про большой ледник.",
               "Часы в передней бьют каждый целый час.", "Холодная вода течёт вниз с высокой горы.",
               "Она написала письмо своему учителю."]  # fmt: skip
    bitext = build_bitext(edition_of("\n\n".join(english), "en"), edition_of("\n\n".join(russian), "ru"))
    made = list(generate_mismatches(material_of(bitext)))
    assert made
    assert not any("npm" in text for exercise in made for pair in exercise.pairs for text in pair)


def test_what_says_nearly_the_same_is_not_put(edition_of: MakeEdition) -> None:
    twin = ("The gardener planted seven cherry bushes here.", "Trädgårdsmästaren planterade sju körsbärsbuskar här.")
    for exercise in generate_mismatches(both(edition_of, [*PLAIN, twin])):
        assert {exercise.key, true_right(exercise)} != {PLAIN[0][1], twin[1]}


def test_long_and_short_sentences_are_not_shown(edition_of: MakeEdition) -> None:
    made = list(generate_mismatches(both(edition_of, [*PLAIN, ("He went home.", "Han gick hem.")])))
    assert made
    assert not any("hem" in text for exercise in made for pair in exercise.pairs for text in pair)


@pytest.mark.parametrize("entry", ["sv/b1s1", "en/b1s1", "sv:lyktor"])
def test_what_a_deck_excludes_is_not_shown(entry: str, edition_of: MakeEdition) -> None:
    made = list(generate_mismatches(material_of(harbour(edition_of), exclude=[entry])))
    assert made
    assert not any("två lyktor" in piece.text for exercise in made for piece in exercise.evidence)


def test_one_language_has_no_pairs(seeds: Article) -> None:
    assert list(generate_mismatches(material_of(same_edition(seeds.edition("fi"))))) == []


def test_scripts_without_spaces_are_asked(edition_of: MakeEdition) -> None:
    english = "\n\n".join(pair[0] for pair in PLAIN)
    chinese = "\n\n".join(
        ["园丁在这里种了七棵樱桃树在院子里。", "我的表妹在木盘子上面画了许多马。", "没有人听懂那首关于冰川的老歌。",
         "大厅里的那座老钟每小时敲一次。", "冰冷的水从那座高山上流淌下来。", "她给以前的老师写了一封很长的信。"]
    )  # fmt: skip
    material = material_of(build_bitext(edition_of(english, "en"), edition_of(chinese, "zh")))
    assert len(all_proven(generate_mismatches, material)) >= 4


def test_tampering_is_seen(exercise: Exercise, material: Material) -> None:
    assert exercise.key_index is not None
    index, pairs = exercise.key_index, exercise.pairs
    other = (index + 1) % PAIRS
    true = true_right(exercise)

    def with_pair(place: int, pair: tuple[str, str]) -> Exercise:
        return replace(exercise, pairs=(*pairs[:place], pair, *pairs[place + 1 :]))

    swapped = list(pairs)
    swapped[other], swapped[index] = (pairs[other][0], pairs[index][1]), (pairs[index][0], pairs[other][1])
    tampered = {
        "index": replace(exercise, key_index=other),
        "no index": replace(exercise, key_index=None),
        "beyond": replace(exercise, key_index=PAIRS),
        "key": replace(exercise, key=true),
        "key of another pair": replace(exercise, key=pairs[other][1]),
        "all right": replace(with_pair(index, (pairs[index][0], true)), key=true),
        "two wrong": replace(exercise, pairs=tuple(swapped)),
        "one pair twice": with_pair(other, pairs[(index + 2) % PAIRS]),
        "true sentence beside another": with_pair(other, (pairs[other][0], true)),
        "changed text": with_pair(other, (pairs[other][0] + "x", pairs[other][1])),
        "three pairs": replace(exercise, pairs=pairs[:3], key_index=min(index, 2)),
        "no evidence of the translation": replace(exercise, evidence=exercise.evidence[1:]),
    }
    assert [name for name, changed in tampered.items() if not reasons(changed, material)] == []


def test_a_sentence_that_may_pass_for_the_true_one_is_refuted(edition_of: MakeEdition) -> None:
    twin = ("The gardener planted seven cherry bushes here.", "Trädgårdsmästaren planterade sju körsbärsbuskar här.")
    material = both(edition_of, [*PLAIN, twin])
    exercise = next(e for e in generate_mismatches(material) if true_right(e) == PLAIN[0][1])
    assert exercise.key_index is not None
    pairs = list(exercise.pairs)
    pairs[exercise.key_index] = (PLAIN[0][0], twin[1])
    evidence = (*exercise.evidence, replace(exercise.evidence[0], seg="b6s0", text=twin[1]))
    found = reasons(replace(exercise, pairs=tuple(pairs), key=twin[1], evidence=evidence), material)
    assert "the sentence may belong there after all" in found
