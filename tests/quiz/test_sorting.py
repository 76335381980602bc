"""C18: what stands under which heading."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.quiz.discourse_texts import TEXTS, material_of, refuted, sound
from tui_learn.library import Article
from tui_learn.quiz import Exercise
from tui_learn.quiz.exclusions import Exclusions
from tui_learn.quiz.kinds.sorting import generate_sortings
from tui_learn.quiz.material import Material

ENGLISH = """# Garden

## Vegetables

- yellow carrots
- round onions
- early beans

Vegetables need water.

## Trees

- tall birches
- silver willows
- wild cherries

Trees need decades.
"""
SWEDISH = """# Trädgård

## Grönsaker

- gula morötter
- runda lökar
- tidiga bönor

Grönsaker behöver vatten.

## Träd

- höga björkar
- silvriga viden
- vilda körsbär

Träd behöver årtionden.
"""
FINNISH = """# Puutarha

## Vihannekset

- keltaiset porkkanat
- pyöreät sipulit
- varhaiset pavut

Vihannekset tarvitsevat vettä.

## Puut

- korkeat koivut
- hopeiset pajut
- villit kirsikat

Puut tarvitsevat vuosikymmeniä.
"""
GARDEN = {"en": ENGLISH, "fi": FINNISH, "sv": SWEDISH}


def sortings(texts: dict[str, str], pair: str, folder: Path, **options: object) -> list[Exercise]:
    material = material_of(texts, pair, folder, **options)  # type: ignore[arg-type]
    return sound(generate_sortings(material), material)


def sorted_phrases(exercises: list[Exercise]) -> set[str]:
    return {phrase for exercise in exercises for _heading, phrases in exercise.groups for phrase in phrases}


def changed(old: str, new: str, language: str = "en") -> dict[str, str]:
    assert old in GARDEN[language]
    return {**GARDEN, language: GARDEN[language].replace(old, new)}


def test_phrases_under_headings_of_the_other_language(tmp_path: Path) -> None:
    across, back, within = sortings(GARDEN, "sv:en", tmp_path)
    groups = {heading: set(phrases) for heading, phrases in across.groups}
    assert groups == {
        "Grönsaker": {"yellow carrots", "round onions", "early beans"},
        "Träd": {"tall birches", "silver willows", "wild cherries"},
    }
    assert across.type == "sort"
    assert across.key_lang == "en"
    assert across.proof == ("P1", "P2", "P4")
    assert sorted(across.tiles) == sorted(sorted_phrases([across]))
    assert "Trees need decades." in across.scope
    assert back.key_lang == "sv"
    assert within.proof == ("P1", "P4")
    assert {heading for heading, _phrases in within.groups} == {"Vegetables", "Trees"}


@pytest.mark.parametrize("pair", ["en:sv", "sv:fi", "fi:en", "fi:fi"])
def test_sound_in_every_direction(pair: str, tmp_path: Path) -> None:
    for texts in (TEXTS, GARDEN):
        for exercise in sortings(texts, pair, tmp_path):
            assert 4 <= len(exercise.tiles) <= 8
            assert 2 <= len(exercise.groups) <= 3
            assert all(len(phrases) >= 2 for _heading, phrases in exercise.groups)


@pytest.mark.parametrize(
    ("texts", "phrase"),
    [
        (changed("Trees need decades.", "Trees shade carrots."), "yellow carrots"),  # its word comes back
        (changed("Träd behöver årtionden.", "Träd skuggar morötter.", "sv"), "yellow carrots"),  # in another version
        (changed("Puut tarvitsevat", "Puut ja porkkanat tarvitsevat", "fi"), "yellow carrots"),  # in a third
        (changed("tall birches", "tall carrots"), "yellow carrots"),
        (changed("early beans", "early BEANS"), "early BEANS"),  # told by its looks
        (changed("early beans", "Early beans"), "Early beans"),
        (changed("early beans", "3 beans"), "3 beans"),
        (changed("early beans", "bean- and pea plants"), "bean- and pea plants"),
    ],
)
def test_phrases_that_are_not_sorted(texts: dict[str, str], phrase: str, tmp_path: Path) -> None:
    phrases = sorted_phrases([e for e in sortings(texts, "sv:en", tmp_path) if e.key_lang == "en"])
    assert phrases
    assert phrase not in phrases


@pytest.mark.parametrize(
    "texts",
    [
        changed("## Trees", "### Trees"),  # part of the other section
        changed("## Trees", "## Vegetables and trees"),  # alike
        changed("- silver willows\n- wild cherries\n", ""),  # too few
        changed("Trees need decades.", "Trees and carrots and onions and beans."),
        {"en": ENGLISH, "sv": SWEDISH.replace("## Träd", "## Trees")},  # left untranslated
    ],
)
def test_refusals(texts: dict[str, str], tmp_path: Path) -> None:
    found = sortings(texts, "sv:en", tmp_path)
    assert not any(e.key_lang == "en" and {h for h, _p in e.groups} & {"Träd", "Grönsaker"} for e in found)


def test_lists_in_a_sentence(tmp_path: Path) -> None:
    english = ENGLISH.replace(
        "- yellow carrots\n- round onions\n- early beans", "Vegetables keep us well (carrots, onions, beans)."
    ).replace("- tall birches\n- silver willows\n- wild cherries", "Trees give us shade (birches, willows, cherries).")
    swedish = SWEDISH.replace(
        "- gula morötter\n- runda lökar\n- tidiga bönor", "Grönsaker håller oss friska (morötter, lökar, bönor)."
    ).replace("- höga björkar\n- silvriga viden\n- vilda körsbär", "Träd ger oss skugga (björkar, viden, körsbär).")
    found = [e for e in sortings({"en": english, "sv": swedish}, "sv:en", tmp_path) if e.key_lang == "en"]
    assert sorted_phrases(found) == {"carrots", "onions", "beans", "birches", "willows", "cherries"}
    # With another number of items which answers which cannot be told.
    fewer = swedish.replace("(morötter, lökar, bönor)", "(morötter, lökar)")
    assert [e for e in sortings({"en": english, "sv": fewer}, "sv:en", tmp_path) if e.key_lang == "en"] == []


def test_a_list_in_running_text_needs_another_version(tmp_path: Path) -> None:
    text = ENGLISH.replace(
        "- yellow carrots\n- round onions\n- early beans", "Vegetables are grown: peas, carrots, beans and herbs."
    )
    text = text.replace(
        "- tall birches\n- silver willows\n- wild cherries", "Trees are planted: oaks, birches, willows and pines."
    )
    assert sortings({"en": text}, "en:en", tmp_path) == []


def test_a_phrase_does_not_repeat_its_heading(tmp_path: Path) -> None:
    found = sortings(changed("early beans", "vegetable broth"), "sv:en", tmp_path)
    assert "vegetable broth" in sorted_phrases([e for e in found if "P2" in e.proof])
    assert "vegetable broth" not in sorted_phrases([e for e in found if "P2" not in e.proof])


def test_exclusions(tmp_path: Path) -> None:
    found = sortings(GARDEN, "sv:en", tmp_path, exclude=["en/b2s0", "en:willows"])
    assert not sorted_phrases(found) & {"yellow carrots", "silver willows"}
    assert not any(e.key_lang == "en" for e in sortings(GARDEN, "sv:en", tmp_path, exclude=["en/b6s0"]))


def test_the_proof_sees_tampering(tmp_path: Path) -> None:
    material = material_of(GARDEN, "sv:en", tmp_path)
    exercise = next(iter(generate_sortings(material)))
    (first, mine), (second, theirs) = exercise.groups

    def with_groups(*groups: tuple[str, tuple[str, ...]]) -> bool:
        key = "; ".join(f"{heading}: {', '.join(phrases)}" for heading, phrases in groups)
        tiles = tuple(phrase for _heading, phrases in groups for phrase in phrases)
        return refuted(exercise, material, groups=groups, key=key, tiles=tiles)

    assert not with_groups((first, mine), (second, theirs))
    assert with_groups((first, theirs), (second, mine))
    assert with_groups((first, (theirs[0], *mine[1:])), (second, (mine[0], *theirs[1:])))
    assert with_groups((first, mine[:1]), (second, theirs[:1]))
    assert with_groups((first, mine), ("Trädgård", theirs))
    trees = [
        (heading, ("decades", *phrases[1:]) if heading == "Träd" else phrases) for heading, phrases in exercise.groups
    ]
    assert with_groups(*trees)  # it stands there, but not in the evidence
    assert refuted(exercise, material, key="x")
    assert refuted(exercise, material, tiles=exercise.tiles[1:])
    shared = material_of(changed("Trees need decades.", "Trees shade carrots, onions and beans."), "sv:en", tmp_path)
    evidence = tuple(replace(p, text=shared.sentence(p.lang, p.seg).text) for p in exercise.evidence)
    assert refuted(exercise, shared, evidence=evidence)


@pytest.mark.parametrize("pair", ["fi:sv", "tr:pl"])
def test_the_sample_article(pair: str, seeds: Article) -> None:
    from tui_learn.bitext import build_bitext

    known, learned = pair.split(":")
    witnesses = [seeds.edition(language) for language in seeds.languages if language not in (known, learned)]
    material = Material(build_bitext(seeds.edition(known), seeds.edition(learned)), witnesses, Exclusions(), 0)
    for exercise in sound(generate_sortings(material), material):
        # A list that names one thing twice is none; links whose ends differ are not sorted.
        assert not sorted_phrases([exercise]) & {"leverantörer", "dostawcami", "CRM-ohjelma koostuu"}
