"""C2: what the article says of a term, and of which term it says something."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.quiz.conftest import PAIRS, MakeEdition
from tests.quiz.term_texts import ENGLISH, SWEDISH, TEXTS, material_of, problems_of, wrong_options
from tui_learn.bitext import build_bitext
from tui_learn.library import Article
from tui_learn.quiz.exclusions import Exclusions
from tui_learn.quiz.exercise import MASK, Exercise
from tui_learn.quiz.kinds.definitions import generate_definitions
from tui_learn.quiz.material import Material
from tui_learn.quiz.proof import prove
from tui_learn.quiz.statements import Statement, defining_segments, statements


def about(edition_of: MakeEdition, text: str, language: str = "en") -> dict[str, list[Statement]]:
    found = statements(material_of(edition_of, f"{language}:{language}", {language: text}), language)
    return {there[0].term.text: there for there in found.of_term.values()}


def asks_for_term(exercise: Exercise) -> bool:
    return MASK in exercise.prompt[0].text


# --- statements


def test_what_defines_a_term(edition_of: MakeEdition) -> None:
    found = about(
        edition_of,
        "## The harbour\n\nThe harbour shelters ships of every kind and size. It is old.\n\n"
        "- **Pilot:** leads foreign ships between the dangerous rocks.\n- **Keeper** – guards the light at night.\n\n"
        "Northern Board of Pilots (NBP) trains young people for work at sea.\n\n"
        "NBP also owns nine boats and two houses.\n",
    )
    assert {text: there[0].said for text, there in found.items() if there[0].defines} == {
        "harbour": "shelters ships of every kind and size.",
        "Pilot": "leads foreign ships between the dangerous rocks.",
        "Keeper": "guards the light at night.",
        "NBP": "trains young people for work at sea.",
    }
    assert [statement.said for statement in found["NBP"]] == [
        "trains young people for work at sea.",
        "also owns nine boats and two houses.",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The harbourmaster shelters ships of every kind and size.",
        "Harbour-dues shelter ships of every kind and size.",
        "In old times the harbour sheltered ships of every kind.",
        "Harbour life is.",
        "Does the harbour shelter ships of every kind and size?",
        "The harbour shelters ships of every kind and size, such as:",
        "The harbour's walls shelter ships of every kind and size.",
    ],
)
def test_what_is_no_statement_about_a_term(edition_of: MakeEdition, sentence: str) -> None:
    text = f"## The harbour\n\n{sentence}\n\nEverybody knows the harbour, and the harbour knows everybody.\n"
    assert about(edition_of, text) == {}


def test_compounds_with_letters_are_no_statements(edition_of: MakeEdition) -> None:
    text = "The Board of Pilots (NBP) is old.\n\nNBP-boats take foreign ships to the harbour.\n"
    assert about(edition_of, text) == {}
    (there,) = about(edition_of, text.replace("NBP-boats", "NBP boats")).values()
    assert [statement.said for statement in there] == ["boats take foreign ships to the harbour."]


def test_japanese_particles_belong_to_the_term(edition_of: MakeEdition) -> None:
    found = about(edition_of, "## 行動規範\n\n行動規範は、参加者に期待される行動を定めた文書です。\n", "ja")
    assert found == {} or found["行動規範"][0].said.startswith("参加者")  # headings are trusted where words can be told
    bold = about(edition_of, "はじめに。\n\n**行動規範**は、参加者に期待される行動を定めた文書です。\n", "ja")
    assert bold["行動規範"][0].said == "参加者に期待される行動を定めた文書です。"


# --- C2


@pytest.mark.parametrize("pair", ["en:sv", "sv:en", "en:zh", "zh:sv", "sv:sv"])
def test_every_question_is_sound(edition_of: MakeEdition, pair: str) -> None:
    material = material_of(edition_of, pair)
    made = list(generate_definitions(material))
    assert len(made) >= 12
    assert {asks_for_term(e) for e in made} == {True, False}
    for exercise in made:
        assert problems_of(exercise, material) == []
        own = exercise.evidence[0]
        assert own.lang == exercise.key_lang
        if asks_for_term(exercise):
            assert own.seg in defining_segments(material, own.lang)
            assert exercise.key.casefold() in own.text.casefold()
            assert exercise.key not in exercise.prompt[0].text
            assert not any(text.casefold() in own.text.casefold() for text in wrong_options(exercise))
        else:
            assert own.text.endswith(exercise.key)
            for option in exercise.options:
                sentence = material.sentence(option.lang, option.src.partition("/")[2]).text
                assert sentence.endswith(option.text)
                assert sentence != option.text


def test_all_directions_are_asked(edition_of: MakeEdition) -> None:
    made = list(generate_definitions(material_of(edition_of, "en:sv")))
    for to_term in (True, False):
        directions = {(e.prompt[0].lang, e.key_lang) for e in made if asks_for_term(e) is to_term}
        assert directions == {("en", "sv"), ("sv", "en"), ("sv", "sv")}
    letters = [e for e in made if {"NBP", "RCO", "FKU"} & {e.key, e.prompt[0].text}]
    assert letters
    assert {(e.prompt[0].lang, e.key_lang) for e in letters} == {("sv", "sv")}


def test_of_a_term_that_is_no_subject_nothing_is_asked(edition_of: MakeEdition) -> None:
    # "The lamp oil stood ..." begins with the term, but its translation does not.
    english = ENGLISH.replace("In bad weather the lamp had to be watched all night.", "Nobody slept at all.")
    english = english.replace("The lamp burned oil until 1902", "Lamp oil stood in barrels until 1902")
    swedish = SWEDISH.replace("I dåligt väder måste lampan bevakas hela natten.", "Ingen sov alls.")
    swedish = swedish.replace("Lampan brände olja till 1902", "Olja för lampan stod i fat till 1902")
    material = material_of(edition_of, "sv:en", {**TEXTS, "en": english, "sv": swedish})
    made = [e for e in generate_definitions(material) if e.key_lang == "en" and not asks_for_term(e)]
    assert made
    assert not any("stood in barrels" in option.text for e in made for option in e.options)


def test_a_definition_that_tells_its_term_is_not_asked(edition_of: MakeEdition) -> None:
    for language, telling in (
        ("sv", ("sv", "säkert mellan skären", "säkert med andra lotsar")),
        ("en", ("en", "safely between the rocks", "safely with other pilots")),
    ):
        changed, old, new = telling
        texts = {**TEXTS, changed: TEXTS[changed].replace(old, new)}
        made = list(generate_definitions(material_of(edition_of, "en:sv", texts)))
        assert made
        told = [e for e in made if asks_for_term(e) and e.key.lower() in ("lots", "pilot")]
        assert not [e for e in told if language in (e.prompt[0].lang, e.key_lang)]


def test_what_is_said_of_two_terms_alike_is_opposed_to_neither(edition_of: MakeEdition) -> None:
    keeper = "lives beside the station and looks after the light every night of the year."
    pilot = "goes on board foreign ships and leads them safely between the rocks."
    same = "lives beside the station and looks after the boats every night of the year."
    texts = {"en": ENGLISH.replace(pilot, same)}
    for exercise in generate_definitions(material_of(edition_of, "en:en", texts)):
        shown = {option.text for option in exercise.options}
        assert not {keeper, same} <= shown
        if asks_for_term(exercise) and exercise.key in ("Keeper", "Pilot"):
            assert not {"Keeper", "Pilot"} <= {option.text for option in exercise.options}


def test_two_terms_are_too_few(edition_of: MakeEdition) -> None:
    text = "- **Pilot:** leads foreign ships between the rocks.\n- **Keeper:** looks after the great light at night.\n"
    assert list(generate_definitions(material_of(edition_of, "en:en", {"en": text}))) == []


@pytest.mark.parametrize("pair", PAIRS[::3], ids=":".join)
def test_the_sample_articles(seeds: Article, pair: tuple[str, str]) -> None:
    left, right = (seeds.edition(language) for language in pair)
    others = [seeds.edition(language) for language in seeds.languages if language not in pair]
    material = Material(build_bitext(left, right), others, Exclusions(()), 0)
    made = list(generate_definitions(material))
    assert {e.key if asks_for_term(e) else e.prompt[0].text for e in made} >= {"CRM", "BRM"}
    for exercise in made:
        assert problems_of(exercise, material) == []
        # Whatever the letters stand for: neither expansion is an option beside them.
        assert not any("Relation" in text and exercise.key == "BRM" for text in wrong_options(exercise))


# --- the proof


def test_the_proof_sees_tampering(edition_of: MakeEdition) -> None:
    material = material_of(edition_of, "en:sv")
    for exercise in generate_definitions(material):
        assert prove(exercise, material.editions) == []
        for option in exercise.options:
            if not option.key:
                swapped = tuple(replace(o, key=o.text == option.text) for o in exercise.options)
                assert prove(replace(exercise, key=option.text, options=swapped), material.editions)
        other = next(o for o in exercise.options if not o.key)
        segment = other.src.partition("/")[2]
        first = replace(exercise.evidence[0], seg=segment, text=material.sentence(other.lang, segment).text)
        assert prove(replace(exercise, evidence=(first, *exercise.evidence[1:])), material.editions)
        shorter = exercise.key.split(" ", 1)[-1] + "x"
        assert prove(replace(exercise, key=shorter, options=()), material.editions)


def test_the_proof_knows_what_is_said_of_the_same_term(edition_of: MakeEdition) -> None:
    material = material_of(edition_of, "en:sv")
    exercise = next(e for e in generate_definitions(material) if e.prompt[0].text == "Linsen" and e.key_lang == "en")
    also_true = "sends the beam"
    assert exercise.key.startswith("gathers")
    of_lens = next(s for s in material.editions["en"].sentences if s.text.startswith("The lens"))
    wrong = [replace(o, text="a weak flame into one strong beam.", src=f"en/{of_lens.id}") for o in exercise.options]
    options = (exercise.options[[o.key for o in exercise.options].index(True)], *wrong[:2])
    assert also_true not in exercise.key
    assert prove(replace(exercise, options=options), material.editions)
    first = next(s for s in material.editions["en"].sentences if s.text.startswith("Ships"))
    of_nothing = [replace(o, text="have always needed a sign that tells them", src=f"en/{first.id}") for o in wrong]
    assert prove(replace(exercise, options=(options[0], *of_nothing[:2])), material.editions)
    elsewhere = replace(exercise, prompt=(replace(exercise.prompt[0], text="Tornet"),))
    assert prove(elsewhere, material.editions)
