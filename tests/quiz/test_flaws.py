from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.quiz.conftest import MakeExercises
from tui_learn.quiz import Exercise
from tui_learn.quiz.exercise import GAP, Evidence, Option, Swap, Text
from tui_learn.quiz.flaws import flaws, set_flaws
from tui_learn.quiz.proof import prove
from tui_learn.text import Edition


@pytest.fixture
def gap(exercises_of: MakeExercises) -> Exercise:
    return next(e for e in exercises_of("fi", "sv") if e.code == "V1" and e.key == "bygga")


def with_options(exercise: Exercise, *texts: str, key: str | None = None) -> Exercise:
    key = exercise.key if key is None else key
    options = tuple(Option(text, "sv", text == key, "sv/b4s0") for text in (key, *texts))
    return replace(exercise, key=key, options=options)


def codes(exercise: Exercise) -> set[str]:
    return {flaw.code for flaw in flaws(exercise)}


def test_a_sound_exercise_has_none(gap: Exercise) -> None:
    assert flaws(gap) == []


def test_keys_and_options(gap: Exercise) -> None:
    assert "F01" in codes(replace(gap, options=tuple(replace(o, key=False) for o in gap.options)))
    assert "F02" in codes(with_options(gap, "skapa", "Skapa", "mäta"))
    assert "F20" in codes(with_options(gap, "skapa"))
    assert "F07" in codes(replace(gap, options=(*gap.options[:-1], replace(gap.options[-1], lang="fi"))))
    assert "F12" in codes(with_options(gap, "företag", "företagets", "mäta"))


def test_the_key_must_not_stand_out(gap: Exercise) -> None:
    assert "F09" in codes(with_options(gap, "Skapa", "Mäta", "Sker"))
    assert "F09" in codes(with_options(gap, "skapa", "mäta", "sker", key="bygg4"))
    assert "F08" in codes(with_options(gap, "ha", "se", "gå", key="marknadsföra"))
    assert "F11" in codes(with_options(gap, "kunder", "regler", "partner"))


def test_the_key_must_not_be_in_view(gap: Exercise) -> None:
    (gapped, *rest) = gap.prompt
    assert "F05" in codes(replace(gap, prompt=(replace(gapped, text=gapped.text + " Att bygga."), *rest)))
    assert "F06" in codes(
        replace(gap, prompt=(gapped, Text("fi", "Hän haluaa bygga talon kaupunkiin meren rannalle.")))
    )
    standing = next(word for word in gapped.text.split() if word.islower() and len(word) > 5)
    assert "F04" in codes(with_options(gap, standing, "skapa", "mäta"))


def test_gaps(gap: Exercise) -> None:
    (gapped, *rest) = gap.prompt
    assert "F16" in codes(replace(gap, prompt=(replace(gapped, text=f"{GAP} är bra för alla parter här."), *rest)))
    assert "F16" in codes(replace(gap, prompt=(replace(gapped, text=gapped.text + " " + GAP), *rest)))
    assert "F18" in codes(replace(gap, prompt=(replace(gapped, text=f"Att bra {GAP}"), *rest)))
    assert "F17" in codes(replace(gap, key_segments=gap.segments))
    assert "F17" in codes(with_options(gap, "skapa", "mäta", "sker", key="att"))
    assert "F03" in codes(replace(gap, evidence=()))
    assert "F33" in codes(replace(gap, prompt=(replace(gapped, text=gapped.text + " [x](/y)"), *rest)))


def sorting(**changes: object) -> Exercise:
    """Phrases to be sorted under two headings."""
    phrases = ("röda hus", "stora båtar", "gröna fält", "höga berg")
    plain = Exercise(
        id="c18-0", code="C18", type="sort", pair="fi:sv", question="Where?", prompt=(), key="A: x", key_lang="sv",
        evidence=(Evidence("sv", "b1s0", "röda hus"),), proof=("P1",), segments=20, key_segments=1, difficulty=0.0,
        target="x", tiles=phrases, groups=(("Staden", phrases[:2]), ("Landet", phrases[2:])),
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


def test_phrases_to_be_sorted() -> None:
    groups = sorting().groups
    assert codes(sorting()) == set()
    assert "F01" in codes(sorting(tiles=("röda hus",)))
    assert "F02" in codes(sorting(groups=(groups[0], ("staden", groups[1][1]))))
    assert "F20" in codes(sorting(groups=(("Staden", sorting().tiles),)))


def test_units_to_be_ordered() -> None:
    units = ("Först byggs huset.", "Sedan målas det.", "Till sist flyttar de in.")
    good = sorting(type="order", code="C9", groups=(), tiles=units[::-1], order=units, key=" / ".join(units))
    assert codes(good) == set()
    assert "F31" in codes(replace(good, tiles=units[:2], order=units[:2]))
    assert "F31" in codes(replace(good, tiles=(*units, units[0]), order=(*units, units[0])))
    assert "F01" in codes(replace(good, tiles=(*units[:2], "Något annat.")))


def test_pairs_one_of_which_is_wrong() -> None:
    pairs = (("Talo on punainen.", "Huset är rött."), ("Vene on iso.", "Båten är stor."), ("Sataa.", "Det snöar."))
    good = sorting(type="odd", code="V13", groups=(), tiles=(), pairs=pairs, key_index=2, key="Det snöar.")
    assert codes(good) == set()
    assert "F01" in codes(replace(good, key_index=3))
    assert "F02" in codes(replace(good, pairs=(*pairs[:2], ("Muuta.", pairs[0][1]))))
    assert "F20" in codes(replace(good, pairs=pairs[1:], key_index=1))


def test_what_belongs_to_the_keys_section_is_no_wrong_answer(gap: Exercise) -> None:
    options = tuple(Option(text, "sv", text == "båtar", "sv/b1s0") for text in ("båtar", "hus", "fält"))
    linked = replace(gap, code="C19", options=options, key="båtar", scope=("Vi ser båtar här.",))
    assert "F26" not in codes(linked)
    assert "F26" in codes(replace(linked, scope=("Vi ser båtar och hus här.",)))
    assert "F26" not in codes(replace(linked, scope=("Vi ser båtar och husbilar här.",)))


def test_statements_in_which_something_was_exchanged(gap: Exercise) -> None:
    said = Option("said", "sv", True, "sv/b1s0"), Option("altered", "sv", False, "sv/b1s0")
    swap = Swap("CRM", "BRM", "BRM hjälper företaget att behålla kunder.", ("BRM rör partner.",))
    good = replace(gap, code="C8", type="tf", options=said, key="said", proof=("P4",), swap=swap)
    assert "F30" not in codes(good)
    assert "F30" in codes(replace(good, swap=replace(swap, statement="BRM och CRM hjälper företaget.")))
    others = ("BRM hjälper också företaget att behålla sina kunder.",)
    assert "F30" in codes(replace(good, swap=replace(swap, others=others)))


def test_sets(exercises_of: MakeExercises) -> None:
    exercises = exercises_of("nb", "sv")
    choices = [e for e in exercises if len(e.options) == 4]
    first = [replace(e, options=tuple(sorted(e.options, key=lambda o: not o.key))) for e in choices]
    assert "F21" in {flaw.code for flaw in set_flaws(first)}
    assert "F22" in {flaw.code for flaw in set_flaws([exercises[0], exercises[0]])}
    assert "F36" in {flaw.code for flaw in set_flaws([e for e in exercises if e.key == "CRM"] * 3)}


def test_the_proof_sees_tampering(exercises_of: MakeExercises, editions: Mapping[str, Edition]) -> None:
    by_code: dict[str, Exercise] = {}
    for exercise in exercises_of("nb", "sv"):
        if exercise.code in ("V4", "V6", "V7"):
            continue  # test_word_answers tampers with these
        by_code.setdefault(exercise.code, exercise)
    assert set(by_code) >= {"V1", "V2", "V3", "V5", "V8", "V10", "V11", "V13", "C3", "C5", "C6", "C7"}
    for exercise in by_code.values():
        assert prove(exercise, editions) == []
        wrong_evidence = replace(exercise.evidence[0], text=exercise.evidence[0].text + "x")
        assert prove(replace(exercise, evidence=(wrong_evidence, *exercise.evidence[1:])), editions)
        if exercise.options:
            other = next(option.text for option in exercise.options if not option.key)
            assert prove(replace(exercise, key=other), editions), exercise.code
        if exercise.key_index is not None:
            index = (exercise.key_index + 1) % len(exercise.tokens or exercise.pairs)
            assert prove(replace(exercise, key_index=index), editions), exercise.code
    tiles = by_code["V8"]
    assert prove(replace(tiles, order=tuple(reversed(tiles.order))), editions)
    shifted = replace(by_code["V5"].evidence[1], seg="b9s1", text=editions["nb"].sentence("b9s1").text)  # type: ignore[union-attr]
    assert prove(replace(by_code["V5"], evidence=(by_code["V5"].evidence[0], shifted)), editions)
