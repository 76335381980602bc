"""C13: figures, years and names."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quiz.conftest import PAIRS, MakeEdition
from tests.quiz.term_texts import ENGLISH, SWEDISH, TEXTS, material_of, problems_of, wrong_options
from tui_learn.bitext import build_bitext
from tui_learn.library import Article
from tui_learn.quiz.exclusions import Exclusions
from tui_learn.quiz.exercise import GAP, MASK, Exercise
from tui_learn.quiz.figure_places import figures, may_be_confused, values_in
from tui_learn.quiz.kinds.figures import generate_figures
from tui_learn.quiz.material import Material
from tui_learn.quiz.name_places import names
from tui_learn.quiz.proof import prove
from tui_learn.text import Sentence


def sentence(text: str) -> Sentence:
    return Sentence(0, 0, 0, len(text), text)


def found(text: str, language: str = "en") -> list[str]:
    return [figure.place.text for figure in figures(sentence(text), language)]


# --- figures


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("It is 36 metres high.", "en", ["36"]),
        ("It was built in 1841.", "en", ["1841"]),
        ("About 12,500 ships (or 3.5 %) came.", "en", ["12,500", "3.5"]),
        ("Noin 12 500 laivaa tuli.", "fi", ["12 500"]),
        ("Etwa 12.500,75 Euro.", "de", ["12.500,75"]),
        ("في عام ١٩٤٨ كان هناك", "ar", ["١٩٤٨"]),
        ("它建于1841年。", "zh", ["1841"]),
        ("1939–1945 and 1939-1945", "en", []),
        ("25-vuotias ja 1990-luvulla", "fi", []),
        ("1948'de kuruldu", "tr", []),
        ("At 14:30 on 24/7", "en", []),
        ("Version 2.0.1 of B2B and 3D", "en", []),
        ("Am 10. Dezember 1948", "de", ["1948"]),
        ("The 1st and x=5", "en", []),
        ("See https://example.org/1234 now", "en", []),
    ],
)
def test_which_figures_stand_by_themselves(text: str, language: str, expected: list[str]) -> None:
    assert found(text, language) == expected


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from([",", ".", " ", "\u00a0", "\u202f"]))
def test_grouped_figures_keep_their_value(value: int, mark: str) -> None:
    text = f"{value:,}".replace(",", mark)
    assert list(values_in(f"about {text} ships")) == [value]
    (figure,) = figures(sentence(f"about {text} ships"), "en")
    assert figure.place.text == text
    assert figure.value == value
    assert figure.whole
    assert figure.grouped == (value >= 1000)


def test_decimals() -> None:
    (one,) = figures(sentence("about 3,75 litres"), "sv")
    (other,) = figures(sentence("about 3.75 litres"), "en")
    assert one.value == other.value == 3.75
    assert not one.whole


def confused(one: str, other: str, language: str = "en") -> bool:
    (a,), (b,) = figures(sentence(one), language), figures(sentence(other), language)
    assert may_be_confused(a, b) == may_be_confused(b, a)
    return may_be_confused(a, b)


def test_what_counts_the_same_may_be_confused() -> None:
    assert confused("it has 36 metres", "it has 28 metres")
    assert confused("36 % of them", "45 % of us")
    assert confused("it costs $36 now", "it cost $45 then")
    assert confused("built in 1841 by them", "gone since 1902.")
    assert confused("它有36米", "高45米。", "zh")
    assert not confused("it has 36 metres", "it has 28 litres")
    assert not confused("it has 36 metres", "it has 36 metres")
    assert not confused("it has 36 metres", "it has 1200 metres")  # nobody would believe it
    assert not confused("it has 36 metres", "it has 3.5 metres")
    assert not confused("36 % of them", "45 of us")
    assert not confused("it costs $36 now", "it cost 45 then")
    assert not confused("built in 1841 by them", "about 1500 people")
    assert not confused("built in 1841 by them", "in 1215 they met")


# --- names


def names_of(text: str, shown: str, language: str = "en", other: str = "sv") -> list[str]:
    return [name.place.text for name in names(sentence(text), language, sentence(shown), other)]


def test_names_are_written_alike_in_both_languages() -> None:
    assert names_of("He met Anna Berg in Lindholm.", "Han mötte Anna Berg i Lindholm.") == ["Anna Berg", "Lindholm"]
    assert names_of("He met Anna in Lindholm.", "Han mötte henne i Lindholm.") == ["Lindholm"]
    assert names_of("Anna met him.", "Anna mötte honom.") == []  # a capital says nothing there
    assert names_of("Old Anna met Bo.", "Old Anna mötte Bo.") == []  # may be part of the name; too short
    assert names_of('He said: "Anna came."', 'Han sade: "Anna kom."') == []
    assert names_of("He works for IBM now.", "Han arbetar för IBM nu.") == []
    assert names_of("He met Anna and Anna.", "Han mötte Anna och Anna.") == []
    assert names_of("Er traf Anna am Fluss.", "He met Anna by the river.", "de", "en") == ["Anna"]
    assert names_of("Er traf Anna.", "Hie begéint Anna.", "de", "lb") == []
    assert names_of("他遇见了Anna。", "He met Anna.", "zh", "en") == []


# --- C13


@pytest.mark.parametrize("pair", ["en:sv", "sv:en", "en:zh", "zh:en", "sv:sv"])
def test_every_question_is_sound(edition_of: MakeEdition, pair: str) -> None:
    material = material_of(edition_of, pair)
    made = list(generate_figures(material))
    assert len(made) >= 3
    for exercise in made:
        assert problems_of(exercise, material) == []
        assert exercise.prompt[0].lang == exercise.key_lang == material.learned.language
        filled = exercise.prompt[0].text.replace(GAP, exercise.key).replace(MASK, exercise.key)
        assert filled == exercise.evidence[0].text
        assert not any(text in filled for text in wrong_options(exercise))
        whole = " ".join(s.text for s in material.learned.sentences)
        assert len(re.findall(rf"(?<!\d){exercise.key}(?!\d)", whole)) == 1
    assert len({e.evidence[0].seg for e in made if e.key.isdigit()}) == sum(e.key.isdigit() for e in made)


def keys(made: list[Exercise]) -> set[str]:
    return {exercise.key for exercise in made}


def asked(edition_of: MakeEdition, pair: str = "sv:en", **texts: str) -> list[Exercise]:
    return list(generate_figures(material_of(edition_of, pair, {**TEXTS, **texts})))


def test_figures_of_one_unit_stand_beside_each_other(edition_of: MakeEdition) -> None:
    made = asked(edition_of)
    assert keys(made) >= {"40", "65", "90", "1841", "1902", "1887", "Lindholm", "Marstad", "Lindby"}
    options = {e.key: wrong_options(e) for e in made}
    assert options["40"] == {"65", "90"}
    assert options["1902"] == {"1841", "1887"}
    assert options["Marstad"] == {"Lindholm", "Lindby"}
    assert "36" not in keys(made)  # nothing else is counted in metres
    assert "Norrby" not in keys(made)  # no other name stands behind "of"


def test_a_figure_that_stands_elsewhere_too_is_not_asked(edition_of: MakeEdition) -> None:
    text = "Nobody envied the keeper in winter."
    more = ENGLISH.replace(text, "Of 40 people nobody envied the keeper in winter.")
    swedish = SWEDISH.replace("Ingen avundades en\nfyrvaktare", "Av 40 människor avundades ingen en\nfyrvaktare")
    made = asked(edition_of, en=more, sv=swedish)
    assert "65" in keys(made)
    assert "40" not in keys(made)


def test_figures_the_translation_has_otherwise_are_not_asked(edition_of: MakeEdition) -> None:
    made = asked(edition_of, sv=SWEDISH.replace("40 kronor", "41 kronor"))
    assert "65" in keys(made)
    assert "40" not in keys(made)


def test_two_of_a_unit_in_one_sentence_are_not_asked(edition_of: MakeEdition) -> None:
    english = ENGLISH.replace("65 crowns a month and", "65 crowns a month, later 75 crowns, and")
    swedish = SWEDISH.replace("65 kronor\ni månaden och", "65 kronor\ni månaden, senare 75 kronor, och")
    made = asked(edition_of, en=english, sv=swedish)
    assert not {"65", "75"} & keys(made)
    assert "40" in keys(made)


def test_too_few_figures_make_no_question(edition_of: MakeEdition) -> None:
    english = ENGLISH.replace("90 crowns a month and a", "much money and a")
    swedish = SWEDISH.replace("90 kronor i månaden och ett", "mycket pengar och ett")
    assert not {"40", "65"} & keys(asked(edition_of, en=english, sv=swedish))


def test_a_sentence_that_points_back_is_not_asked(edition_of: MakeEdition) -> None:
    english = ENGLISH.replace("An old pilot earned 65", "He himself earned just 65")
    made = asked(edition_of, en=english)
    assert "40" in keys(made)
    assert "65" not in keys(made)


def test_tables_and_headings_are_not_asked(edition_of: MakeEdition) -> None:
    rows = "".join(f"| the keeper of station {n} got | {n} crowns a month in {n} weeks |\n" for n in (31, 32, 33, 34))
    text = f"| who | what |\n|---|---|\n{rows}\n## 35 crowns\n\nThe 36 crowns were gone before the month was over.\n"
    assert list(generate_figures(material_of(edition_of, "en:en", {"en": text}))) == []


def test_excluded_segments_are_not_asked(edition_of: MakeEdition) -> None:
    segment = next(e for e in asked(edition_of) if e.key == "40").evidence[0].seg
    made = list(generate_figures(material_of(edition_of, "sv:en", exclude=[f"en/{segment}"])))
    assert "40" not in keys(made)
    assert not any("40" in wrong_options(e) for e in made)


@pytest.mark.parametrize("pair", PAIRS[::5], ids=":".join)
def test_the_sample_articles_have_none(seeds: Article, pair: tuple[str, str]) -> None:
    left, right = (seeds.edition(language) for language in pair)
    assert list(generate_figures(Material(build_bitext(left, right), [], Exclusions(()), 0))) == []


# --- the proof


def test_the_proof_sees_tampering(edition_of: MakeEdition) -> None:
    material = material_of(edition_of, "en:sv")
    made = list(generate_figures(material))
    assert {e.key.isdigit() for e in made} == {True, False}
    for exercise in made:
        assert prove(exercise, material.editions) == []
        for option in exercise.options:
            if not option.key:
                swapped = tuple(replace(o, key=o.text == option.text) for o in exercise.options)
                assert prove(replace(exercise, key=option.text, options=swapped), material.editions)
        doubled = tuple(o if o.key else replace(o, text=exercise.key, src=f"sv/{exercise.evidence[0].seg}")
                        for o in exercise.options)  # fmt: skip
        assert prove(replace(exercise, options=doubled), material.editions)
        shown = replace(exercise.prompt[0], text=exercise.prompt[0].text[:-2])
        assert prove(replace(exercise, prompt=(shown,)), material.editions)


def test_the_proof_sees_a_figure_that_stands_elsewhere(edition_of: MakeEdition) -> None:
    exercise = next(e for e in asked(edition_of) if e.key == "40")
    more = {**TEXTS, "en": ENGLISH.replace("Ships have always needed", "All 40 ships have always needed")}
    material = material_of(edition_of, "sv:en", more)
    assert any("elsewhere" in reason for reason in prove(exercise, material.editions))
    other = {**TEXTS, "sv": SWEDISH.replace("40 kronor", "41 kronor")}
    changed = material_of(edition_of, "sv:en", other)
    own, theirs = exercise.evidence
    seen = replace(theirs, text=changed.sentence("sv", theirs.seg).text)
    assert "not every language has the key" in prove(replace(exercise, evidence=(own, seen)), changed.editions)
