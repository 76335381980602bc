from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.quiz.conftest import MakeExercises
from tui_learn.quiz import Exercise
from tui_learn.quiz.exercise import GAP, Option, Text
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
    assert "F04" in codes(with_options(gap, gapped.text.split()[0], "skapa", "mäta"))


def test_gaps(gap: Exercise) -> None:
    (gapped, *rest) = gap.prompt
    assert "F16" in codes(replace(gap, prompt=(replace(gapped, text=f"{GAP} är bra för alla parter här."), *rest)))
    assert "F16" in codes(replace(gap, prompt=(replace(gapped, text=gapped.text + " " + GAP), *rest)))
    assert "F18" in codes(replace(gap, prompt=(replace(gapped, text=f"Att bra {GAP}"), *rest)))
    assert "F17" in codes(replace(gap, key_segments=gap.segments))
    assert "F17" in codes(with_options(gap, "skapa", "mäta", "sker", key="att"))
    assert "F03" in codes(replace(gap, evidence=()))
    assert "F33" in codes(replace(gap, prompt=(replace(gapped, text=gapped.text + " [x](/y)"), *rest)))


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
    assert set(by_code) == {"V1", "V2", "V5", "V8", "C3", "C5", "C6", "C7", "C14"}
    for exercise in by_code.values():
        assert prove(exercise, editions) == []
        wrong_evidence = replace(exercise.evidence[0], text=exercise.evidence[0].text + "x")
        assert prove(replace(exercise, evidence=(wrong_evidence, *exercise.evidence[1:])), editions)
        other = next(o.text for o in exercise.options if not o.key) if exercise.options else "annat"
        assert prove(replace(exercise, key=other), editions), exercise.code
    tiles = by_code["V8"]
    assert prove(replace(tiles, order=tuple(reversed(tiles.order))), editions)
    shifted = replace(by_code["V5"].evidence[1], seg="b9s1", text=editions["nb"].sentence("b9s1").text)  # type: ignore[union-attr]
    assert prove(replace(by_code["V5"], evidence=(by_code["V5"].evidence[0], shifted)), editions)
