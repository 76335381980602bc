from __future__ import annotations

import time
from pathlib import Path

import pytest

from tui_learn.text.fold import primary
from tui_learn.text.languages import known_languages
from tui_learn.text.sentences import split_spans

CASES = [
    line.split("\t") for line in (Path(__file__).parent / "data" / "sentence_cases.tsv").read_text("utf-8").splitlines()
]
"""A language, and sentences between bars, written to be hard: there is no rule yet for some of them."""
NO_SPACES = {"ja", "my", "th", "zh"}


def is_right(language: str, sentences: str) -> bool:
    expected = sentences.split("|")
    text = ("" if primary(language) in NO_SPACES else " ").join(expected)
    return [text[start:end] for start, end in split_spans(text, language)] == expected


def test_hard_cases() -> None:
    wrong = [case for case in CASES if not is_right(*case)]
    assert len(CASES) > 320
    assert len(wrong) <= 10, wrong


def test_cases_are_in_many_languages() -> None:
    assert len({language for language, _ in CASES}) > 60
    assert {primary(language) for language, _ in CASES} - {"und"} <= known_languages()


@pytest.mark.parametrize(
    "piece",
    [
        ".",
        ". ",
        "1. ",
        "A. ",
        "s. 1 ",
        "a.b.c. 1 ",
        "!”",
        "། ",
        "。",
        "… ",
        "a.\n",
        " A. The",
        ".“ A",
        "'",
        "a",
        "「」",
    ],
)
@pytest.mark.parametrize("language", ["de", "fi", "ja", "bo"])
def test_splitting_takes_time_in_proportion_to_the_text(piece: str, language: str) -> None:
    short, long = piece * (8_000 // len(piece)), piece * (64_000 // len(piece))
    split_spans(short, language)  # the lists are made
    assert _seconds(long, language) < 30 * max(_seconds(short, language), 0.02)


def _seconds(text: str, language: str) -> float:
    started = time.process_time()
    split_spans(text, language)
    return time.process_time() - started
