"""What the learner says of a question is written into the deck it is from."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.quiz.decks.making import ONE_OF_EACH, deck
from tui_learn import paths
from tui_learn.library import Pair
from tui_learn.progress import Progress
from tui_learn.quiz.decks import edit_line, teach
from tui_learn.quiz.decks.asking import exercises_of, open_deck
from tui_learn.quiz.decks.from_exercise import item_of
from tui_learn.quiz.decks.marks import is_edited, marked
from tui_learn.quiz.decks.patching import DeckNotKept
from tui_learn.quiz.decks.teaching import is_own, item_id_of, said_so_far, teach_about, write_back
from tui_learn.quiz.decks.writing import write_items
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.session import Session

NB_FI = Pair("nb", "fi")
CLOZE = """## cloze: a
<!-- id: a; mine: kept -->
> fi: Yksi {{sana|toinen::s…}} tässä.
> nb: Et {{ord}} her.
"""
TYPED = "## typed: b\nQ?\n- [=] fi: x :: nb: y | z\n"
REST = "\n##   typed:  c  \n<!-- id: c -->\nQ?\n- [=]   q\n* [=] r"


def asked(path: Path, pair: Pair = NB_FI) -> dict[str, Exercise]:
    opened, _problems = open_deck(path)
    assert opened is not None
    return {exercise.id: exercise for exercise in exercises_of(opened, pair)[0]}


def test_another_right_answer(tmp_path: Path) -> None:
    path = deck(tmp_path, CLOZE + TYPED + REST)
    before = path.read_text("utf-8")
    assert teach(path, "a", accept=" kolmas ", language="fi")
    after = path.read_text("utf-8")
    assert after == before.replace("-->\n> fi", "-->\n\n> fi").replace("|toinen", "|toinen|kolmas")
    assert asked(path)["test/a"].accept == ("toinen", "kolmas")
    assert teach(path, "a", accept="glose", language="nb")
    assert "{{ord|glose}}" in path.read_text("utf-8")
    assert not teach(path, "a", accept="toinen", language="fi")  # it is there
    assert not teach(path, "a", accept="sana", language="fi")  # it is the answer
    assert not teach(path, "a", accept="x", language="sv")
    assert not teach(path, "a", accept="x")  # in which language?
    assert not teach(path, "a", accept=" ", language="fi")
    assert teach(path, "a", unaccept="toinen", language="fi")
    assert asked(path)["test/a"].accept == ("kolmas",)
    assert not teach(path, "a", unaccept="sana", language="fi")
    assert path.read_text("utf-8").endswith(REST)


def test_an_item_without_an_id_gets_the_one_it_had(tmp_path: Path) -> None:
    path = deck(tmp_path, TYPED + REST)
    (name,) = [name for name in asked(path) if name != "test/c"]
    assert teach(path, name.removeprefix("test/"), accept="w", language="fi")
    assert asked(path)[name].accept == ("w",)
    assert f"<!-- id: {name.removeprefix('test/')} -->\n" in path.read_text("utf-8")


def test_a_status(tmp_path: Path) -> None:
    path = deck(tmp_path, CLOZE)
    assert teach(path, "a", status="rejected")
    assert "<!-- id: a; mine: kept; status: rejected -->" in path.read_text("utf-8")
    assert asked(path) == {}
    assert not teach(path, "a", status="rejected")
    assert teach(path, "a", status="ok")
    assert asked(path)["test/a"]


def test_what_is_not_there_is_not_taught(tmp_path: Path) -> None:
    path = deck(tmp_path, CLOZE)
    before = path.read_bytes()
    assert not teach(path, "b", status="rejected")
    assert not teach(tmp_path / "missing.md", "a", status="rejected")
    assert not (tmp_path / "missing.md").exists()
    (tmp_path / "no.md").write_bytes(b"## typed: a\n")
    assert not teach(tmp_path / "no.md", "a", status="rejected")
    (tmp_path / "bad.md").write_bytes(b"---\ndeck: 1\n---\n\xe5")
    assert not teach(tmp_path / "bad.md", "a", status="rejected")
    assert path.read_bytes() == before


def test_the_decks_of_the_program_are_never_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_own(ROOT / "quizzes" / "relationship-management.md")
    shutil.copytree(ROOT / "quizzes", tmp_path / "quizzes")
    monkeypatch.setattr(paths, "_bundled", lambda name: tmp_path / name)
    path = deck(tmp_path / "quizzes", CLOZE)
    before = path.read_bytes()
    assert not teach(path, "a", status="rejected")
    (tmp_path / "link.md").symlink_to(path)
    assert not teach(tmp_path / "link.md", "a", status="rejected")
    assert path.read_bytes() == before
    own = deck(tmp_path, CLOZE, name="own.md")
    assert is_own(own)


def test_the_line_of_an_item(tmp_path: Path) -> None:
    path = deck(tmp_path, CLOZE + "\n" + TYPED + REST)
    lines = path.read_text("utf-8").split("\n")
    assert lines[edit_line(path, "a") - 1] == "## cloze: a"
    assert lines[edit_line(path, "c") - 1] == "##   typed:  c  "
    assert edit_line(path, "nothing") == 1
    assert edit_line(tmp_path / "missing.md", "a") == 1


def test_a_saved_question_that_is_taught_is_the_learners(tmp_path: Path) -> None:
    made = next(e for e in ONE_OF_EACH if e.code == "V2")
    path = deck(tmp_path, write_items([marked(item_of(made))]))
    assert not is_edited(open_deck(path)[0].items[0])  # type: ignore[union-attr]
    (exercise,) = asked(path).values()
    assert (exercise.id, item_id_of(exercise)) == (made.id, made.id)
    assert teach_about(exercise, accept="ostajansa itse")
    (again,) = asked(path).values()
    assert again.accept == ("ostajansa itse",)
    assert is_edited(open_deck(path)[0].items[0])  # type: ignore[union-attr]
    assert not teach_about(made, accept="x")  # of no deck


def test_an_option_is_no_right_answer(tmp_path: Path) -> None:
    path = deck(tmp_path, CLOZE + "- [x] fi: sana\n- [ ] fi: lause\n- [ ] fi: kirjain\n")
    questions = asked(path)
    assert not teach_about(questions["test/a"], accept="lause")
    assert teach_about(questions["test/a~typed"], accept="lause")
    assert "{{sana|toinen|lause::s…}}" in path.read_text("utf-8")


def test_a_deck_that_cannot_be_changed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = deck(tmp_path, CLOZE)

    def refuse(*_given: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tui_learn.quiz.decks.patching.replace_file", refuse)
    with pytest.raises(DeckNotKept, match="could not be changed: No space left on device"):
        teach(path, "a", status="rejected")
    assert asked(path)


# --- after a session


def test_what_was_said_in_a_session_is_written_back(tmp_path: Path) -> None:
    path = deck(tmp_path, CLOZE + TYPED.replace("Q?", "<!-- id: b -->\nQ?") + REST.replace("q\n* [=] r", "q"))
    progress = Progress(tmp_path / "progress")
    exercises = list(asked(path).values())
    assert [e.id for e in exercises] == ["test/a", "test/b", "test/c"]
    session = Session(exercises, progress)
    before = said_so_far(progress)
    session.answer("aivan muu")
    session.was_right()
    session.bad()
    assert write_back(exercises, before, said_so_far(progress)) == []
    text = path.read_text("utf-8")
    assert "{{sana|toinen|aivan muu::s…}}" in text
    assert "<!-- id: b; status: rejected -->" in text
    assert "<!-- id: c -->" in text
    # Taken back, it is not in the deck either.
    after = said_so_far(progress)
    assert write_back(exercises, after, before) == []
    assert "aivan muu" not in path.read_text("utf-8")
    assert "<!-- id: b; status: ok -->" in path.read_text("utf-8")
    # What was said before this session is not written again, though somebody has taken it out by hand.
    assert write_back(exercises, after, after) == []
    assert "aivan muu" not in path.read_text("utf-8")
    assert progress.state("deck/test/a") is not None
