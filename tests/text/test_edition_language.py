from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tui_learn.text.detect import Detection, detect_language
from tui_learn.text.edition_language import LanguageFound, edition_language, is_unsure
from tui_learn.text.raw_block import RawBlock

ENGLISH = "The cat sat on the mat while the rain fell outside, and nobody wanted to leave the warm kitchen at all."
FINNISH = "Kissa istui matolla sateen pudotessa ulkona, eikä kukaan halunnut lähteä lämpimästä keittiöstä kotiin."


def found(name: str, *texts: str, **metadata: str) -> LanguageFound:
    blocks = [RawBlock("paragraph", text, 2 * number) for number, text in enumerate(texts)]
    return edition_language(blocks, metadata, Path(name), detect_language, 5)


@pytest.mark.parametrize("value", ["fi", "FI", "fin", "fi_FI.UTF-8", "Finnish", "suomi"])
def test_front_matter_wins(value: str) -> None:
    result = found("x.sv.md", FINNISH, lang=value)
    assert result.tag.partition("-")[0] == "fi"
    assert (result.origin, result.confidence, result.problems) == ("front-matter", 1.0, [])


def test_a_wrong_declaration_is_shown() -> None:
    (problem,) = found("x.md", FINNISH, language="en").problems
    assert "English" in problem.message
    assert "suomi" in problem.message


def test_what_is_no_tag_is_shown_and_the_text_decides() -> None:
    result = found("x.md", FINNISH, lang="Klingonish")
    assert (result.tag, result.origin) == ("fi", "detected")
    assert "Klingonish" in result.problems[0].message


@pytest.mark.parametrize("value", ["und", "mul", "zxx", ""])
def test_no_one_language_declares_nothing(value: str) -> None:
    assert found("x.md", FINNISH, lang=value).tag == "fi"


def test_a_name_wins_over_the_text_and_is_doubted() -> None:
    result = found("x.sv.md", FINNISH)
    assert (result.tag, result.origin) == ("sv", "name")
    assert "svenska" in result.problems[0].message
    assert result.ranking[0][0] == "fi"


def test_a_folder_that_is_a_word_gives_way_to_the_text() -> None:
    result = found("cs/x.md", ENGLISH)
    assert (result.tag, result.origin) == ("en", "detected")
    assert "čeština" in result.problems[0].message
    assert result.problems[0].severity == "notice"
    assert found("is/x.md", "Stutt.").tag == "is"


def test_a_hint_counts_with_the_text_only() -> None:
    assert found("wi-fi.md", ENGLISH) == found("x.md", ENGLISH)
    result = found("guide-fi.md", FINNISH)
    assert (result.tag, result.origin) == ("fi", "name")


def test_a_hint_settles_what_the_text_leaves_open() -> None:
    block = RawBlock("paragraph", "Kotiin ja takaisin.", 0)
    open_ = Detection("und", 0.5, (("et", 0.5), ("fi", 0.4)))
    assert edition_language([block], {}, Path("x-fi.md"), lambda _text: open_).tag == "fi"
    assert edition_language([block], {}, Path("x-sv.md"), lambda _text: open_).tag == "und"


def test_an_unknown_language_is_shown_with_the_best_guess() -> None:
    block = RawBlock("paragraph", "Kotiin ja takaisin.", 0)
    result = edition_language([block], {}, Path("x.md"), lambda _text: Detection("und", 0.5, (("et", 0.5),)))
    assert (result.tag, result.origin) == ("und", "unknown")
    assert "eesti" in result.problems[0].message
    assert "lang: et" in result.problems[0].message
    assert is_unsure(replace(result.problems[0], message="kieli ei ole varma"))
    assert not is_unsure(replace(result.problems[0], code=""))


def test_a_paragraph_in_another_language_is_shown_with_its_line() -> None:
    result = found("x.md", FINNISH, FINNISH, f"{ENGLISH} {ENGLISH}", FINNISH)
    (problem,) = result.problems
    assert (result.tag, problem.line) == ("fi", 5 + 4)
    assert "English" in problem.message


def test_a_cited_paragraph_is_not() -> None:
    assert found("x.md", FINNISH, FINNISH, f"{ENGLISH} {ENGLISH}", "— Jane Doe", FINNISH).problems == []
