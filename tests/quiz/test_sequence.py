"""C9: what stands in which order, and what comes next."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.quiz.discourse_texts import TEXTS, edition, material_of, refuted, sound
from tui_learn.library import Article
from tui_learn.quiz import Exercise
from tui_learn.quiz.exclusions import Exclusions
from tui_learn.quiz.kinds.sequence import generate_sequences, numbered_lists
from tui_learn.quiz.material import Material
from tui_learn.quiz.openers import stands_alone
from tui_learn.quiz.topic_words import topic_words

PAIRS = ("en:sv", "sv:fi", "fi:en", "en:en")
STEPS = [
    "Worker bees collect nectar from open flowers.",
    "House bees spread the drops over empty wax cells.",
    "Fanning wings dry the liquid for several nights.",
    "A thin lid closes every cell that is ready.",
]


def orders(exercises: list[Exercise]) -> list[list[str]]:
    return [list(exercise.order) for exercise in exercises if exercise.type == "order"]


def one_language(text: str, folder: Path, **options: object) -> list[Exercise]:
    material = material_of({"en": text}, "en:en", folder, **options)  # type: ignore[arg-type]
    return sound(generate_sequences(material), material)


def steps(*lines: str) -> str:
    return "# Work\n\n" + "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1)) + "\n"


@pytest.mark.parametrize("pair", PAIRS)
def test_sound_in_every_direction(pair: str, tmp_path: Path) -> None:
    material = material_of(TEXTS, pair, tmp_path)
    found = sound(generate_sequences(material), material)
    known, learned = pair.split(":")
    assert orders(found)
    for exercise in found:
        assert exercise.proof == (
            ("P1",) if {piece.lang for piece in exercise.evidence} == {exercise.key_lang} else ("P1", "P2")
        )
        if exercise.type == "order":
            assert exercise.key_lang == learned
            blocks = [int(piece.seg[1:].split("s")[0]) for piece in exercise.evidence]
            assert blocks == sorted(set(blocks))  # document order, never two of one paragraph
            assert list(exercise.tiles) != list(exercise.order)
            assert 3 <= len(exercise.order) <= 5
        else:
            assert 3 <= len(exercise.options) <= 4
    if known != learned:
        assert {(e.prompt[0].lang, e.key_lang) for e in found if e.options} >= {(known, learned), (learned, known)}


def test_steps_are_put_in_order(tmp_path: Path) -> None:
    material = material_of(TEXTS, "fi:en", tmp_path)
    assert STEPS in orders(sound(generate_sequences(material), material))


def test_what_comes_next(tmp_path: Path) -> None:
    material = material_of(TEXTS, "fi:en", tmp_path)
    found = [e for e in sound(generate_sequences(material), material) if e.options]
    after_step = next(e for e in found if e.key == STEPS[1])
    assert {option.text for option in after_step.options} <= {*STEPS[1:]}
    assert after_step.prompt[0].text == "Työläiset keräävät mettä avoimista kukista."
    for exercise in found:
        if exercise.key in STEPS or exercise.key_lang != "en":
            continue
        before = next(p for p in exercise.evidence if p.lang == "en" and p.text != exercise.key)
        said = set(topic_words(before.text, "en"))
        assert said & {*topic_words(exercise.key, "en"), *(f"{w}s" for w in topic_words(exercise.key, "en"))}
        for option in exercise.options:
            assert option.key or not said & set(topic_words(option.text, "en"))


def test_a_wrong_answer_does_not_take_up_the_sentence_shown(tmp_path: Path) -> None:
    texts = {
        "en": TEXTS["en"].replace("Plants with open", "Bacteria spoil sweet sugar drinks. Plants with open"),
        "sv": TEXTS["sv"].replace("Växter med öppna", "Bakterier förstör söta sockerdrycker. Växter med öppna"),
    }
    for seed in range(6):
        material = material_of(texts, "sv:en", tmp_path, seed=seed)
        for exercise in generate_sequences(material):
            if exercise.prompt and exercise.prompt[0].text.startswith("Honung håller"):
                assert not any("Bacteria" in option.text for option in exercise.options)


def test_sentences_are_not_continued_in_their_own_language(tmp_path: Path) -> None:
    found = one_language(TEXTS["en"], tmp_path)
    assert {e.key for e in found if e.options} <= set(STEPS)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Boil the clear water.", "Grind the brown beans.", "Heat that porcelain vessel."), 1),
        (("Boil the clear water.", "Then grind the brown beans.", "Heat that porcelain vessel."), 0),  # tells its place
        (("Boil the clear water.", "Grind the brown beans.", "It should stay hot."), 0),  # points back
        (("Boil the clear water.", "Grind the brown beans.", "Finally heat that porcelain vessel."), 0),
        (("Boil the clear water.", "Grind the brown beans."), 0),  # too few
        (("Boil 2 litres of water.", "Grind 30 grams of beans.", "Heat that porcelain vessel."), 0),  # figures tell
        (("Boil the clear water.", "Boil the clear water again.", "Heat that porcelain vessel."), 0),  # alike
        (("Buy paper lamps downtown.", "Buy wooden chairs nearby.", "Buy marble tables online."), 0),  # an enumeration
        # A step is missing: the others do not follow each other.
        (
            (
                "Boil the clear water.",
                "Then grind the brown beans.",
                "Heat that porcelain vessel.",
                "Serve some warm cookies.",
            ),
            0,
        ),
        (("Water.", "Grind the brown beans.", "Heat that porcelain vessel."), 0),  # no sentence
    ],
)
def test_which_steps_can_be_ordered(lines: tuple[str, ...], expected: int, tmp_path: Path) -> None:
    assert len(orders(one_language(steps(*lines), tmp_path))) == expected


def test_bullets_have_no_order(tmp_path: Path) -> None:
    bullets = "# Work\n\n- Boil the clear water.\n- Grind the brown beans.\n- Heat that porcelain vessel.\n"
    assert one_language(bullets, tmp_path) == []


def test_what_is_said_twice_is_not_ordered(tmp_path: Path) -> None:
    text = steps("Boil the clear water.", "Grind the brown beans.", "Heat that porcelain vessel.")
    assert len(orders(one_language(text, tmp_path))) == 1
    assert orders(one_language(f"{text}\n## More\n\nGrind the brown beans slowly.\n", tmp_path)) == []


def test_excluded_steps_are_not_shown(tmp_path: Path) -> None:
    text = steps("Boil the clear water.", "Grind the brown beans.", "Heat that porcelain vessel.")
    assert orders(one_language(text, tmp_path, exclude=["en/b2s0"])) == []
    assert orders(one_language(text, tmp_path, exclude=["en:beans"])) == []


def test_long_lists_are_cut_evenly(tmp_path: Path) -> None:
    lines = ["Boil the clear water.", "Grind the brown beans.", "Heat that porcelain vessel.", "Wash that filter well.",
             "Stir some sugar gently.", "Serve warm cookies quickly.", "Close every cupboard door."]  # fmt: skip
    assert [len(order) for order in orders(one_language(steps(*lines), tmp_path))] == [4, 3]


def test_headings_are_put_in_order(tmp_path: Path) -> None:
    def section(name: str, line: str) -> str:
        return f"## {name}\n\n{line}\n\n"

    text = "# Town\n\n" + "".join(
        section(*pair)
        for pair in (
            ("Harbour", "The harbour freezes every winter."),
            ("Market", "A market sells fish."),
            ("Understanding the market", "Nobody is understanding this market."),
            ("Museum", "One museum shows ships."),
            ("Article 5", "Article five of the rules."),
        )
    )
    (found,) = [order for order in orders(one_language(text, tmp_path)) if "Harbour" in order]
    assert found == ["Harbour", "Market", "Museum"]  # alike ones and numbered ones are left out


def test_numbered_lists(tmp_path: Path) -> None:
    text = "1. One\n2. Two\n   - below\n3. Three\n\nBreak\n\n1. Uno\n2. Dos\n\nBreak\n\n- a\n- b\n- c\n"
    lists = numbered_lists(edition(text, "en", tmp_path).blocks)
    assert [[block.text for block in items] for items in lists] == [["One", "Two", "Three"]]


@pytest.mark.parametrize(
    ("text", "language", "alone"),
    [
        ("The tool is old.", "en", True), ("It can also help.", "en", False), ("In this case it works.", "en", False),
        ("When it grows, it dies.", "en", False), ("For example, one may go.", "en", False),
        ("Nextdoor people sing.", "en", True), ("“However, he went.”", "en", False), ("", "en", False),
        ("Se voi auttaa.", "fi", False), ("Yritys voi auttaa.", "fi", True), ("Toisaalta yritys maksaa.", "fi", False),
        ("Det kan hjälpa.", "sv", False), ("Ett företag kan hjälpa.", "sv", True), ("Ayrıca yardım eder.", "tr", False),
        ("Może również pomóc.", "pl", False), ("Firma może pomóc.", "pl", True), ("D’abord il pleut.", "fr", False),
        ("これは本です。", "ja", False), ("会社は本を売る。", "ja", True),
        ("首先打开门。", "zh", False), ("公司卖书。", "zh", True),
    ],
)  # fmt: skip
def test_sentences_that_stand_alone(text: str, language: str, alone: bool) -> None:
    assert stands_alone(text, language) is alone


def test_the_proof_sees_tampering(tmp_path: Path) -> None:
    material = material_of(TEXTS, "fi:en", tmp_path)
    found = list(generate_sequences(material))
    order = next(e for e in found if list(e.order) == STEPS)
    turned = tuple(reversed(order.order))
    assert refuted(order, material, order=turned, key=" / ".join(turned))
    assert refuted(order, material, key=" / ".join(turned))
    assert refuted(order, material, order=turned, key=" / ".join(turned), evidence=tuple(reversed(order.evidence)))
    assert refuted(order, material, tiles=order.order[1:])
    assert refuted(order, material, order=order.order[:2], tiles=order.order[:2], evidence=order.evidence[:2],
                   key=" / ".join(order.order[:2]))  # fmt: skip
    following = next(e for e in found if e.key == STEPS[1] and e.prompt[0].lang == "fi")
    later = next(option for option in following.options if option.text == STEPS[3])
    other = replace(following.evidence[0], seg=later.src.partition("/")[2], text=later.text)
    assert refuted(following, material, key=later.text, evidence=(other, *following.evidence))
    assert refuted(following, material, prompt=(replace(following.prompt[0], text="Hunaja"),))


def test_two_units_of_one_paragraph_are_refuted(tmp_path: Path) -> None:
    material = material_of(TEXTS, "fi:en", tmp_path)
    order = next(e for e in generate_sequences(material) if list(e.order) == STEPS)
    both = [material.sentence("en", segment) for segment in ("b2s0", "b2s1", "b5s0")]
    evidence = tuple(replace(order.evidence[0], seg=s.id, text=s.text) for s in both)
    texts = tuple(s.text for s in both)
    assert refuted(order, material, evidence=evidence, order=texts, tiles=texts[::-1], key=" / ".join(texts))


@pytest.mark.parametrize("pair", ["nb:pl", "tr:nb", "pl:fi"])
def test_the_sample_article(pair: str, seeds: Article) -> None:
    from tui_learn.bitext import build_bitext

    known, learned = pair.split(":")
    witnesses = [seeds.edition(language) for language in seeds.languages if language not in (known, learned)]
    excluded = Exclusions(["fi/b0s0", "sv/b0s0", "tr/b0s0", "fi/b1s0"])
    material = Material(build_bitext(seeds.edition(known), seeds.edition(learned)), witnesses, excluded, 0)
    found = sound(generate_sequences(material), material)
    assert {exercise.type for exercise in found} == {"order", "choice"}
    for exercise in found:
        assert not exercise.key.startswith(("It ", "Se ", "Det ", "Ayrıca ", "Może "))
        assert "b0s0" not in {piece.seg for piece in exercise.evidence}
        # An acronym that only prompt and key have would give it away.
        if exercise.options and "CRM" in exercise.prompt[0].text and "CRM" in exercise.key:
            assert sum("CRM" in option.text for option in exercise.options) > 1
