"""C17: which sentence is of another section."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.quiz.discourse_texts import TEXTS, material_of, refuted, sound
from tui_learn.library import Article
from tui_learn.quiz import Exercise
from tui_learn.quiz.exclusions import Exclusions
from tui_learn.quiz.kinds.intruder import generate_intruders
from tui_learn.quiz.material import Material
from tui_learn.quiz.sections import sections
from tui_learn.quiz.topic_words import topic_words

SHIP = "The ship leaves the cold harbour at dawn."


def intruders(texts: dict[str, str], pair: str, folder: Path, **options: object) -> list[Exercise]:
    material = material_of(texts, pair, folder, **options)  # type: ignore[arg-type]
    return sound(generate_intruders(material), material)


def article(*parts: tuple[str, str]) -> str:
    return "# Seas\n\n" + "\n\n".join(f"{heading}\n\n{text}" for heading, text in parts) + "\n"


FISH = ("## Fish", "A fish breathes water through narrow gills. Some fish follow warm currents. "
        "Young fish hide below green weeds.")  # fmt: skip
SHIPS = ("## Ships", "Every ship carries coloured lanterns. Wooden ships creak during storms. "
         "Fast ships burn much expensive fuel.")  # fmt: skip


@pytest.mark.parametrize("pair", ["en:sv", "sv:fi", "fi:en"])
def test_sound_in_every_direction(pair: str, tmp_path: Path) -> None:
    known, learned = pair.split(":")
    found = intruders(TEXTS, pair, tmp_path)
    assert {(e.prompt[0].lang, e.key_lang) for e in found} >= {(known, learned), (learned, known)}
    for exercise in found:
        assert exercise.key in exercise.scope
        assert not any(option.text in exercise.scope for option in exercise.options if not option.key)
        said = set(topic_words(exercise.key, exercise.key_lang))
        for option in exercise.options:
            assert option.key or not said & set(topic_words(option.text, option.lang))


def test_one_of_the_sentences_is_of_another_section(tmp_path: Path) -> None:
    found = intruders({"en": article(FISH, SHIPS)}, "en:en", tmp_path)
    assert found == []  # in one language the heading's own word would tell
    material = material_of(TEXTS, "sv:en", tmp_path)
    exercise = next(e for e in generate_intruders(material) if e.prompt[0].text == "Honung")
    own = next(s for s in sections(material.learned) if s.heading.text == "Honey")
    of_section = {sentence.text for block in own.blocks for sentence in block.sentences}
    assert {option.text for option in exercise.options if not option.key} <= of_section
    assert exercise.key not in of_section


def two_languages(english: str) -> dict[str, str]:
    swedish = {
        "# Seas": "# Hav", "## Fishing": "## Fiskande", "### Fish": "### Fisk", "## Fish": "## Fisk",
        "### Ships": "### Skepp", "## Ships": "## Skepp",
        "A fish breathes water through narrow gills.": "En fisk andas vatten genom smala gälar.",
        "Some fish follow warm currents.": "Vissa fiskar följer varma strömmar.",
        "Young fish hide below green weeds.": "Unga fiskar gömmer sig under grönt sjögräs.",
        "Every ship carries coloured lanterns.": "Varje skepp bär färgade lyktor.",
        "Wooden ships creak during storms.": "Gamla träskepp knakar under stormar.",
        "Fast ships burn much expensive fuel.": "Snabba skepp bränner mycket dyrt bränsle.",
        "Every ship carries coloured fish.": "Varje skepp bär färgade fiskar.",
        "Wooden ships creak near fish.": "Gamla skepp knakar nära fiskar.",
        "Fast ships burn much fish.": "Snabba skepp bränner mycket fiskar.",
        "This fish breathes water through narrow gills.": "Denna fisk andas vatten genom smala gälar.",
        "These fish follow warm currents.": "Dessa fiskar följer varma strömmar.",
    }  # fmt: skip
    text = english
    for line, translation in swedish.items():
        text = text.replace(line, translation)
    return {"en": english, "sv": text}


def test_two_sections(tmp_path: Path) -> None:
    found = intruders(two_languages(article(FISH, SHIPS)), "sv:en", tmp_path)
    assert {exercise.prompt[0].text for exercise in found if exercise.key_lang == "en"} == {"Fisk", "Skepp"}


def test_what_is_shown_hangs_together(tmp_path: Path) -> None:
    fish = FISH[1].replace("Young fish hide below green weeds.", "Old red coral grows. Live red coral dies.")
    texts = two_languages(article(("## Fish", fish), SHIPS))
    texts["sv"] = texts["sv"].replace("Old red coral grows.", "Gammal röd korall växer.")
    texts["sv"] = texts["sv"].replace("Live red coral dies.", "Levande röd korall dör.")
    for seed in range(6):
        for exercise in intruders(texts, "sv:en", tmp_path, seed=seed):
            if exercise.prompt[0].text == "Fisk":
                assert not any("coral" in option.text for option in exercise.options)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("part of one another", (FISH, ("### Ships", SHIPS[1]))),
        ("one topic", (FISH, ("## Fishing", SHIPS[1].replace("Every", "Every fishing")))),
        ("words in common", (FISH, ("## Ships", "Every ship carries coloured fish. Wooden ships creak near fish. "
                                    "Fast ships burn much fish."))),
        ("leaning", (("## Fish", "This fish breathes water through narrow gills. These fish follow warm currents."),
                     SHIPS)),
    ],
)  # fmt: skip
def test_refusals(name: str, parts: tuple[tuple[str, str], ...], tmp_path: Path) -> None:
    found = intruders(two_languages(article(*parts)), "sv:en", tmp_path)
    assert not any(exercise.prompt[0].text in ("Fisk", "Fish") for exercise in found), name


def test_a_word_in_common_in_another_version_is_enough(tmp_path: Path) -> None:
    texts = two_languages(article(FISH, SHIPS))
    texts["sv"] = texts["sv"].replace("färgade lyktor", "färgade fiskar").replace("under stormar", "under fiskar")
    texts["sv"] = texts["sv"].replace("dyrt bränsle", "dyr fisk")
    found = intruders(texts, "sv:en", tmp_path)
    assert not any(exercise.prompt[0].text in ("Fisk", "Fish") for exercise in found)


def test_exclusions(tmp_path: Path) -> None:
    texts = two_languages(article(FISH, SHIPS))
    found = intruders(texts, "sv:en", tmp_path, exclude=["en/b2s0", "en:lanterns", "sv/b3s0"])
    texts_shown = [option.text for exercise in found for option in exercise.options]
    assert not any("gills" in text or "lanterns" in text for text in texts_shown)
    assert not any(exercise.prompt[0].text == "Skepp" for exercise in found)


def test_the_proof_sees_tampering(tmp_path: Path) -> None:
    material = material_of(two_languages(article(FISH, SHIPS)), "sv:en", tmp_path)
    exercise = next(e for e in generate_intruders(material) if e.key_lang == "en")
    wrong = next(option for option in exercise.options if not option.key)
    assert refuted(exercise, material, key=wrong.text)
    assert refuted(exercise, material, scope=exercise.scope[1:])
    assert refuted(exercise, material, scope=())
    theirs = next(text for text in exercise.scope if text != exercise.key)
    segment = next(s.id for s in material.learned.sentences if s.text == theirs)
    other = replace(wrong, text=theirs, src=f"en/{segment}")
    assert refuted(exercise, material, options=(*(o for o in exercise.options if o is not wrong), other))
    heading = next(
        piece
        for piece in exercise.evidence
        if piece.text in ("Fish", "Ships") and piece.text != exercise.prompt[0].text
    )
    assert refuted(exercise, material, prompt=(replace(exercise.prompt[0], text=heading.text),))
    assert refuted(exercise, material, prompt=(replace(exercise.prompt[0], text="Hav"),))
    nested = material_of(two_languages(article(FISH, ("### Ships", SHIPS[1]))), "sv:en", tmp_path)
    shown = next(e for e in generate_intruders(material) if e.prompt[0].text == "Fisk" and e.key_lang == "en")
    assert not refuted(shown, material)
    assert refuted(shown, nested)  # the key's heading stands below the heading that is shown


@pytest.mark.parametrize("pair", ["fi:sv", "tr:pl"])
def test_the_sample_article(pair: str, seeds: Article) -> None:
    from tui_learn.bitext import build_bitext

    known, learned = pair.split(":")
    witnesses = [seeds.edition(language) for language in seeds.languages if language not in (known, learned)]
    material = Material(build_bitext(seeds.edition(known), seeds.edition(learned)), witnesses, Exclusions(), 0)
    for exercise in sound(generate_intruders(material), material):
        assert "b0s0" not in {piece.seg for piece in exercise.evidence}  # the title is no heading
        sources = {option.src.partition("/")[2] for option in exercise.options}
        assert "b11s3" not in sources  # it begins with a pronoun
        headings = {piece.seg for piece in exercise.evidence}
        assert not {"b1s0", "b3s0"} <= headings  # "What is X?" and "Understanding X"
        assert not headings & {"b7s0", "b10s0"} or "b3s0" not in headings  # parts of it
