"""C4 and C19: what links name, what they are called elsewhere, and what a section links to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.quiz.conftest import PAIRS, MakeEdition
from tests.quiz.term_texts import ENGLISH, SWEDISH, TEXTS, material_of, problems_of, wrong_options
from tui_learn.bitext import build_bitext
from tui_learn.library import Article
from tui_learn.quiz.exclusions import Exclusions
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.kinds.links import generate_links
from tui_learn.quiz.linked_topics import is_untranslated, topics
from tui_learn.quiz.material import Material
from tui_learn.quiz.proof import prove

CROSSING = ["en:sv", "sv:en", "en:zh", "zh:sv"]


def made_of(material: Material, code: str) -> list[Exercise]:
    return [exercise for exercise in generate_links(material) if exercise.code == code]


# --- topics


@pytest.mark.parametrize(
    ("link", "named"),
    [
        ("[harbour master](/harbour-master)", True),
        ("[harbour master](../harbour-master)", True),
        ("[old harbour master of ports](/harbour-master)", False),
        ("[boss over old ports](/harbour-master)", False),
        ("[harbour master](https://example.org/about-harbour-masters)", True),
        ("[hafenmeister](https://en.wikipedia.org/wiki/Harbourmaster)", True),
        ("[wrote a guide](https://example.org/lemonade)", False),
        ("[has described](/essay)", False),
        ("[the harbour](/harbour)", False),
        ("[harbour, old](/harbour)", False),
        ("[harbour-](/harbour)", False),
        ("[](/harbour)", False),
    ],
)
def test_which_links_name_something(edition_of: MakeEdition, link: str, named: bool) -> None:
    material = material_of(edition_of, "en:en", {"en": f"Somebody who {link} knows it well.\n"})
    assert bool(topics(material, "en").all) is named


def test_names_are_the_same_in_every_language(edition_of: MakeEdition) -> None:
    texts = {
        "en": "We use [Vagrant](https://vagrant.test/x) and a [gas valve](/gas-valve) here.\n",
        "sv": "Vi använder [Vagrant](https://vagrant.test/x) och en [gasventil](/gas-valve) här.\n",
    }
    material = material_of(edition_of, "en:sv", texts)
    assert {t.text: is_untranslated(material, t) for t in topics(material, "sv").all} == {
        "Vagrant": True,
        "gasventil": False,
    }
    assert topics(material, "sv").only("/gas-valve") is not None
    assert topics(material, "sv").only("/nothing") is None


# --- C4


@pytest.mark.parametrize("pair", CROSSING)
def test_links_to_one_address_are_the_same_term(edition_of: MakeEdition, pair: str) -> None:
    material = material_of(edition_of, pair)
    made = made_of(material, "C4")
    assert {(e.prompt[0].lang, e.key_lang) for e in made} == {tuple(pair.split(":")), tuple(pair.split(":")[::-1])}
    for exercise in made:
        assert problems_of(exercise, material) == []
        mine, theirs = topics(material, exercise.key_lang), topics(material, exercise.prompt[0].lang)
        target = next(t.target for t in mine.all if t.text == exercise.key)
        assert [t.text for t in theirs.by_target[target]] == [exercise.prompt[0].text]
        assert exercise.key not in wrong_options(exercise)


def test_in_one_language_nothing_is_called_otherwise(edition_of: MakeEdition) -> None:
    assert made_of(material_of(edition_of, "sv:sv"), "C4") == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[hamnkapten](/harbour-master)", "[kapten i hela vår hamn](/harbour-master)"),  # other extents
        ("[hamnkapten](/harbour-master)", "[harbours kapten](/harbour-master)"),  # looks like the English one
        ("[hamnkapten](/harbour-master)", "[hamnkapten B2C](/harbour-master)"),
        ("[hamnkapten](/harbour-master)", "[hamnkapten](/harbour)"),  # another address
        ("[gasventil](/gas-valve)", "[hamnkapten](/gas-valve)"),  # one text, two addresses
    ],
)
def test_links_that_may_say_something_else_are_not_asked(edition_of: MakeEdition, old: str, new: str) -> None:
    assert "hamnkapten" in {e.key for e in made_of(material_of(edition_of, "en:sv"), "C4")}
    material = material_of(edition_of, "en:sv", {**TEXTS, "sv": SWEDISH.replace(old, new)})
    made = [e for e in made_of(material, "C4") if e.key_lang == "sv"]
    assert not any("kapten" in e.key for e in made)


def test_extents_are_counted_in_words_too(edition_of: MakeEdition) -> None:
    def offered(english: str, swedish: str) -> set[str]:
        texts = {"en": ENGLISH.replace("[prism]", english), "sv": SWEDISH.replace("[brytningsglas]", swedish)}
        made = made_of(material_of(edition_of, "en:sv", texts), "C4")
        return {option.text for e in made for option in e.options}

    assert "signalhus" in offered("[lighthouse]", "[signalhus]")
    assert "hus av ljus" not in offered("[lighthouse]", "[hus av ljus]")


def test_two_texts_for_one_address_are_not_asked(edition_of: MakeEdition) -> None:
    texts = {
        **TEXTS,
        "en": ENGLISH.replace("The lens gathers", "The [port boss](/harbour-master) gathers"),
        "sv": SWEDISH.replace("Linsen samlar", "En [hamnchef](/harbour-master) samlar"),
    }
    made = made_of(material_of(edition_of, "en:sv", texts), "C4")
    assert not any(e.key in ("hamnkapten", "hamnchef", "harbour master", "port boss") for e in made)


# --- C19


@pytest.mark.parametrize("pair", [*CROSSING, "sv:sv"])
def test_topics_belong_to_their_section_alone(edition_of: MakeEdition, pair: str) -> None:
    material = material_of(edition_of, pair)
    made = made_of(material, "C19")
    assert made
    for exercise in made:
        assert problems_of(exercise, material) == []
        assert any(exercise.key in text for text in exercise.scope)
        assert not any(text in sentence for text in wrong_options(exercise) for sentence in exercise.scope)


def test_the_section_holds_what_stands_under_smaller_headings_too(edition_of: MakeEdition) -> None:
    text = ENGLISH.replace("## The lens", "### The lens")
    made = made_of(material_of(edition_of, "en:en", {"en": text}), "C19")
    (exercise,) = [e for e in made if e.prompt[0].text == "The lamp"]
    assert any("gathers a weak flame" in sentence for sentence in exercise.scope)
    assert exercise.key == "gas valve"  # the prism stands under the smaller heading
    assert wrong_options(exercise) == {"harbour master", "steam engine"}


def test_a_topic_of_two_sections_or_one_spoken_of_is_neither_key_nor_wrong(edition_of: MakeEdition) -> None:
    twice = ENGLISH.replace("The horn warns sailors", "A [gas valve](/gas-valve) warns sailors")
    made = made_of(material_of(edition_of, "en:en", {"en": twice}), "C19")
    assert made
    assert "gas valve" not in {e.key for e in made}
    spoken = ENGLISH.replace("In bad weather the lamp had", "By order of the masters the lamp had")
    made = made_of(material_of(edition_of, "en:en", {"en": spoken}), "C19")
    (exercise,) = [e for e in made if e.prompt[0].text == "The lamp"]
    assert wrong_options(exercise) == {"steam engine", "prism"}


def test_names_are_asked_in_the_learned_language_only(edition_of: MakeEdition) -> None:
    def named(text: str) -> str:
        for place, name in (("harbour-master", "Vagrant"), ("gas-valve", "Yeoman"), ("prism", "Quora")):
            text = text.replace(f"](/{place})", f"](/{place}) by [{name}](https://{name}.test/)")
        return text

    texts = {"en": named(ENGLISH), "sv": named(SWEDISH)}
    made = made_of(material_of(edition_of, "en:sv", texts), "C19")
    names = [e for e in made if e.key in ("Vagrant", "Yeoman", "Quora")]
    assert {(e.prompt[0].lang, e.key_lang) for e in names} == {("sv", "sv")}
    assert all(wrong_options(e) <= {"Vagrant", "Yeoman", "Quora"} for e in names)


def test_a_single_link_makes_no_question(edition_of: MakeEdition) -> None:
    text = "## The tower\n\nThe tower is old, and the [keeper](/keeper) of the tower is older.\n"
    assert list(generate_links(material_of(edition_of, "en:en", {"en": text}))) == []


@pytest.mark.parametrize("pair", PAIRS[::3], ids=":".join)
def test_the_sample_articles(seeds: Article, pair: tuple[str, str]) -> None:
    left, right = (seeds.edition(language) for language in pair)
    others = [seeds.edition(language) for language in seeds.languages if language not in pair]
    material = Material(build_bitext(left, right), others, Exclusions(()), 0)
    for exercise in generate_links(material):
        assert problems_of(exercise, material) == []
        texts = [option.text for option in exercise.options]
        assert not any("koostuu" in text or text.endswith("-") for text in texts)
        if exercise.code == "C4":
            assert not any(letters in text for text in texts for letters in ("CRM", "B2B", "B2C", "["))


# --- the proofs


def test_the_proof_sees_tampering(edition_of: MakeEdition) -> None:
    material = material_of(edition_of, "en:sv")
    made = list(generate_links(material))
    assert {e.code for e in made} == {"C4", "C19"}
    for exercise in made:
        assert prove(exercise, material.editions) == []
        for option in exercise.options:
            if not option.key:
                swapped = tuple(replace(o, key=o.text == option.text) for o in exercise.options)
                assert prove(replace(exercise, key=option.text, options=swapped), material.editions)
        assert prove(replace(exercise, evidence=exercise.evidence[1:]), material.editions)
        for other in made:
            shown = other.prompt[0]
            if other.code == exercise.code and shown.text not in {piece.text for piece in exercise.evidence}:
                right = shown == exercise.prompt[0]
                assert bool(prove(replace(exercise, prompt=(shown,)), material.editions)) is not right
        if exercise.code == "C19":
            assert prove(replace(exercise, scope=exercise.scope[1:]), material.editions)


def test_the_proof_sees_another_text_for_the_address(edition_of: MakeEdition) -> None:
    made = made_of(material_of(edition_of, "en:sv"), "C4")
    exercise = next(e for e in made if e.key == "hamnkapten")
    texts = {**TEXTS, "sv": SWEDISH.replace("Linsen samlar", "En [hamnchef](/harbour-master) samlar")}
    assert any("another text" in why for why in prove(exercise, material_of(edition_of, "en:sv", texts).editions))


def test_the_proof_sees_a_wrong_answer_that_is_right(edition_of: MakeEdition) -> None:
    material = material_of(edition_of, "en:sv")
    exercise = next(e for e in made_of(material, "C19") if e.key_lang == "sv" and e.prompt[0].text == "The tower")
    for text, source in (("granit", "sv/b3s1"), ("vaktarna", "sv/b3s4")):  # no link; in the section itself
        options = tuple(o if o.key else replace(o, text=text, src=source) for o in exercise.options)
        assert prove(replace(exercise, options=options), material.editions)
