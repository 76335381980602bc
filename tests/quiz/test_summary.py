"""C15: which summary is that of the article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tests.quiz.discourse_texts import OTHER_SUMMARIES, TEXTS, material_of, refuted, sound
from tui_learn.quiz import Exercise, generate
from tui_learn.quiz.exercise import Option
from tui_learn.quiz.kinds.summary import FRONT_MATTER, generate_summaries
from tui_learn.quiz.topic_words import topic_words

OTHERS = [("en", text) for text in OTHER_SUMMARIES]
SWEDISH_KEY = "Så vårdar en skötare kupan, dess honung, rätta redskap och nyttiga växter."
NEAR = ("hive keeper sells honey", "keeper burns plants for tools", "honey hive draws tools")
KEY = "How a keeper looks after the hive, its honey, the right tools and useful plants."


def summaries(folder: Path, texts: Mapping[str, str] = TEXTS, pair: str = "sv:en", **options: object) -> list[Exercise]:
    options.setdefault("elsewhere", OTHERS)
    material = material_of(texts, pair, folder, **options)  # type: ignore[arg-type]
    return sound(generate_summaries(material), material)


def changed(old: str, new: str, language: str = "en") -> dict[str, str]:
    assert old in TEXTS[language]
    return {**TEXTS, language: TEXTS[language].replace(old, new)}


def test_the_summary_among_those_of_other_articles(tmp_path: Path) -> None:
    (exercise,) = summaries(tmp_path)
    assert exercise.key == KEY
    assert (exercise.prompt[0].lang, exercise.prompt[0].text) == ("sv", "Kupan och dess skötare")
    assert {option.text for option in exercise.options if not option.key} < set(OTHER_SUMMARIES)
    assert {option.src for option in exercise.options} == {f"en/{FRONT_MATTER}"}
    assert [piece.seg for piece in exercise.evidence] == ["b0s0"]  # the title
    assert exercise.proof == ("P1",)


def test_from_the_whole_generator(tmp_path: Path) -> None:
    material = material_of(TEXTS, "sv:en", tmp_path, elsewhere=OTHERS)
    codes = {e.code for e in generate(material.bitext, elsewhere=material.elsewhere)}
    assert codes >= {"C9", "C10", "C15", "C17", "C18"}
    assert "C15" not in {e.code for e in generate(material.bitext)}


def test_no_title_in_the_text(tmp_path: Path) -> None:
    texts = changed("# The hive and its keeper\n\n##", "##")
    (exercise,) = summaries(tmp_path, texts)
    (piece,) = exercise.evidence
    assert len(set(topic_words(piece.text, "en")) & set(topic_words(KEY, "en"))) >= 2  # a sentence that bears it out


@pytest.mark.parametrize(
    "texts",
    [
        changed("The tools are washed in autumn.", KEY),  # it repeats a sentence
        changed("title: The hive and its keeper", f"title: {KEY}"),
        changed(KEY, "Something else entirely, about ships, castles and snow."),  # the body does not take it up
        changed(KEY, "Kort om kupan och dess honung och de redskap som är bra för den."),  # another language
        changed("description: ", "topic: "),
        changed("title: Kupan och dess skötare", "title: Äktenskap", "sv"),  # a title the body does not take up
        # The same in the other version: then this one repeats a sentence as well.
        changed("Redskapen tvättas på hösten.", SWEDISH_KEY, "sv"),
    ],
)  # fmt: skip
def test_refusals(texts: dict[str, str], tmp_path: Path) -> None:
    assert summaries(tmp_path, texts) == []


@pytest.mark.parametrize(
    "elsewhere",
    [
        [],
        OTHERS[:1],  # too few
        [("sv", text) for _language, text in OTHERS],  # of another language
        [("en", KEY)] * 4,  # the same article again
        [("en", text.rstrip(".")) for _language, text in OTHERS],  # told by their closing sign
        [("en", f"{text[:-1]} in 19{place}0.") for place, (_l, text) in enumerate(OTHERS)],  # told by their figures
        [
            ("en", f"Here every {text} to all of us, and to nobody but the two of us.") for text in NEAR
        ],  # may be this one's
    ],
)
def test_wrong_summaries_that_will_not_do(elsewhere: list[tuple[str, str]], tmp_path: Path) -> None:
    assert summaries(tmp_path, elsewhere=elsewhere) == []


def test_in_one_language_the_title_would_tell(tmp_path: Path) -> None:
    assert summaries(tmp_path, pair="en:en") == []
    texts = changed("title: The hive and its keeper", "title: Beekeeping among gardeners")
    (exercise,) = summaries(tmp_path, texts, "en:en")
    assert exercise.prompt[0].lang == exercise.key_lang == "en"


def test_the_proof_sees_tampering(tmp_path: Path) -> None:
    material = material_of(TEXTS, "sv:en", tmp_path, elsewhere=OTHERS)
    (exercise,) = generate_summaries(material)
    wrong = next(option for option in exercise.options if not option.key)
    assert refuted(exercise, material, key=wrong.text)
    assert refuted(exercise, material, prompt=(replace(exercise.prompt[0], text="Biodling"),))
    assert refuted(exercise, material, options=(*exercise.options, Option(KEY, "en", False, wrong.src)))
    bare = material.sentence("en", "b11s0")
    assert refuted(exercise, material, evidence=(replace(exercise.evidence[0], seg=bare.id, text=bare.text),))
    # The front matter is a source of summaries alone.
    assert refuted(exercise, material, code="C17")
