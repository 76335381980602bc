"""Looking decks over."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.quiz.decks.making import deck
from tui_learn.quiz.decks.check import SAYINGS, check_deck

SOUND = "## typed: a\n<!-- id: a -->\nQ?\n- [=] fi: tee\n"


def findings(path: Path) -> list[tuple[str, int | None]]:
    return [(p.severity, p.line) for p in check_deck(path).problems]


def test_a_sound_deck(tmp_path: Path) -> None:
    report = check_deck(deck(tmp_path, SOUND + "\n## pair: a\n- fi: a :: nb: b\n"))
    assert (report.title, report.items, report.asked, report.problems, report.is_sound) == ("Test", 2, 1, (), True)
    assert report.to_json() == {
        "path": str(tmp_path / "deck.md"),
        "title": "Test",
        "items": 2,
        "asked": 1,
        "problems": [],
    }


def test_errors_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = deck(tmp_path, "## x\n" + SOUND + "## choice: b\nQ?\n- [ ] c\n", front="langs: [fi, x!, nb]")
    report = check_deck(path)
    assert [p.line for p in report.problems] == [4, 7, 12]
    assert not report.is_sound
    assert (report.items, report.asked) == (1, 1)


def test_a_file_that_is_no_deck(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# An article\n", "utf-8")
    report = check_deck(tmp_path / "a.md")
    assert (report.title, report.items, report.is_sound) == ("", 0, False)
    assert "deck: 1" in report.problems[0].message
    assert not check_deck(tmp_path / "missing.md").is_sound
    assert not check_deck(tmp_path).is_sound


@pytest.mark.parametrize(
    ("item", "severity", "code"),
    [
        ("## choice: a\nQ?\n- [x] fi: Sama\n- [ ] fi: sama\n- [ ] fi: muu\n", "warning", "F02"),
        ("## cloze: a\n> fi: Yrityksen {{yritys}} on jokin aivan muu tässä lauseessa.\n", "warning", "F05"),
        ("## choice: a\nQ?\n- [x] fi: yksi sana\n- [ ] fi: sana\n- [ ] fi: muu\n", "warning", "F12"),
        ("## cloze: a\n> fi: {{Yritys}} on jokin aivan muu tässä lauseessa.\n", "warning", "F16"),
        ("## choice: a\nQ?\n- [x] fi: vuonna 1900\n- [ ] fi: ei koskaan\n- [ ] fi: aina vain\n", "warning", "F09"),
        ("## choice: a\n> fi: `koodi` tässä\n- [x] fi: yksi\n- [ ] fi: kaksi\n- [ ] fi: kolme\n", "warning", "F33"),
        ("## choice: a\nQ?\n- [x] fi: hyvin pitkä oikea vastaus\n- [ ] fi: yksi\n- [ ] fi: kaksi\n", "notice", "F08"),
        ("## match: a\n- fi: talo :: nb: hus\n- fi: talon :: nb: vann\n- fi: maa :: nb: jord\n", "warning", "F32"),
    ],
)  # fmt: skip
def test_what_a_teacher_would_mend(tmp_path: Path, item: str, severity: str, code: str) -> None:
    report = check_deck(deck(tmp_path, SOUND + item))
    found = [(p.severity, p.line) for p in report.problems if p.message.endswith(f"; {code})")]
    assert found == [(severity, 11)]
    assert all("nb:fi" in p.message or "fi:nb" in p.message for p in report.problems)
    assert report.is_sound


def test_what_is_asked_in_no_pair(tmp_path: Path) -> None:
    path = deck(tmp_path, SOUND + "## typed: b\nnb: Hva?\n- [=] sv: te\n", front="langs: [fi, nb, sv, pl]")
    assert findings(path) == []
    path = deck(tmp_path, "## cloze: b\n<!-- type: V4 -->\n> nb: et ord\n> fi: yksi {{sana}}\n")
    assert findings(path) == [("warning", 7)]
    assert "no pair of languages" in check_deck(path).problems[0].message
    path = deck(tmp_path, "## choice: b\n<!-- id: b; pair: nb:fi -->\nQ\n- [x] a\n- [ ] b\n")
    assert findings(path) == [("error", 7)]


def test_terms_need_languages(tmp_path: Path) -> None:
    assert findings(deck(tmp_path, "## pair: a\n- fi: a :: nb: b\n", front="x: y")) == [("error", 1)]


def test_a_deck_without_languages_is_looked_over_too(tmp_path: Path) -> None:
    report = check_deck(deck(tmp_path, SOUND, front="x: y"))
    assert (report.asked, report.problems) == (1, ())


def test_every_flaw_of_a_question_has_words() -> None:
    assert all(said() for said in SAYINGS.values())
