"""Editing a question: in its deck, in a deck of one's own, with whatever editor, and what may go wrong."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.app.quiz_at import Samples, Sit, press, samples, screen_of, session_of, sit
from tests.app.test_quiz_types import shown
from tui_learn.app.app import TuiLearn
from tui_learn.app.editing import CannotEdit, Edited, command_at, edit, editor, own_deck
from tui_learn.app.loading import Source
from tui_learn.paths import bundled_decks, decks_folder
from tui_learn.quiz import Exercise
from tui_learn.quiz.decks.asking import exercises_of, open_deck

__all__ = ["samples", "sit"]
Change = Callable[[str], str]


@pytest.fixture
def source(samples: Samples) -> Source:
    editions = {"nb": samples.known, "fi": samples.learned}
    return Source(samples.article.id, "Kirjasto", samples.pair, [], samples.article, editions)


def edited_by(exercise: Exercise, source: Source, change: Change, code: int = 0) -> tuple[Edited, list[str]]:
    """Edit with an editor that changes the text so; what came of it, and how the editor was called."""
    called: list[str] = []

    def run(command: Sequence[str]) -> int:
        called.extend(command)
        path = Path(command[-1])
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
        return code

    return edit(exercise, source, ["nano"], run=run), called


def test_the_editor_is_that_of_the_environment() -> None:
    assert editor({"VISUAL": "code --new-window", "EDITOR": "vi"}) == ["code", "--new-window"]
    assert editor({"VISUAL": "", "EDITOR": "vi"}) == ["vi"]
    assert editor({"VISUAL": "'broken", "EDITOR": "vi"}) == ["vi"]
    with pytest.raises(CannotEdit, match="EDITOR"):
        editor({})


@pytest.mark.parametrize(
    ("command", "called"),
    [
        (["vi"], ["vi", "+7", "deck.md"]),
        (["/usr/bin/nano", "-w"], ["/usr/bin/nano", "-w", "+7", "deck.md"]),
        (["code"], ["code", "--wait", "--goto", "deck.md:7"]),
        (["hx"], ["hx", "deck.md:7"]),
    ],
)
def test_editors_open_at_the_line(command: list[str], called: list[str]) -> None:
    assert command_at(command, Path("deck.md"), 7) == called


def test_a_generated_question_goes_into_ones_own_deck_first(own_home: Path, samples: Samples, source: Source) -> None:
    exercise = samples.choice()
    edited, called = edited_by(exercise, source, lambda text: text.replace("lukijoita", "ihmisiä"))
    path = decks_folder() / f"{samples.article.id}.md"
    assert path == own_deck(source)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert called == ["nano", f"+{lines.index(next(line for line in lines if line.startswith('## '))) + 1}", str(path)]
    assert edited.changed
    assert edited.problem is None
    assert edited.exercise is not None
    assert edited.exercise.id == exercise.id
    assert [option.text for option in edited.exercise.options if not option.key].count("ihmisiä") == 1
    # A second one joins it, and the first stays as it was edited.
    other, called = edited_by(samples.tiles(), source, lambda text: text.replace("maksa", "ei"))
    assert other.exercise is not None
    assert "ei" in other.exercise.tiles
    text = path.read_text(encoding="utf-8")
    assert text.count("\n## ") == 2
    assert "ihmisiä" in text
    assert int(called[1]) > len(lines)
    # And again, now as a question of that deck.
    again, called = edited_by(edited.exercise, source, lambda text: text.replace("ihmisiä", "väkeä"))
    assert again.exercise is not None
    assert "väkeä" in [option.text for option in again.exercise.options]
    assert path.read_text(encoding="utf-8").count("\n## ") == 2


def test_nothing_stays_where_nothing_was_changed(own_home: Path, samples: Samples, source: Source) -> None:
    edited, _called = edited_by(samples.choice(), source, lambda text: text)
    assert edited == Edited(samples.choice(), None, False)
    assert not own_deck(source).exists()
    edited_by(samples.choice(), source, lambda text: text.replace("lukijoita", "ihmisiä"))
    before = own_deck(source).read_bytes()
    edited, _called = edited_by(samples.tiles(), source, lambda text: text)
    assert not edited.changed
    assert own_deck(source).read_bytes() == before
    with pytest.raises(CannotEdit, match="code 3"):
        edited_by(samples.tiles(), source, lambda text: text, code=3)


def test_an_error_is_told_with_its_line_and_can_be_mended(own_home: Path, samples: Samples, source: Source) -> None:
    exercise = samples.choice()
    broken, _called = edited_by(exercise, source, lambda text: text.replace("- [x]", "- [ ]"))
    assert broken.exercise is None
    assert broken.problem is not None
    assert broken.problem.line is not None
    text = own_deck(source).read_text(encoding="utf-8")
    assert "[ ]" in text.splitlines()[broken.problem.line - 1] or broken.problem.line > 5
    # The item is not there twice when the editor is opened again.
    mended, called = edited_by(exercise, source, lambda text: text.replace("- [ ] kirjoja", "- [x] kirjoja"))
    assert called[1] == f"+{text.splitlines().index(next(x for x in text.splitlines() if x.startswith('## '))) + 1}"
    assert mended.problem is None
    assert mended.exercise is not None
    assert own_deck(source).read_text(encoding="utf-8").count("\n## ") == 1


def test_an_error_elsewhere_in_the_deck_is_not_of_this_question(
    own_home: Path, samples: Samples, source: Source
) -> None:
    edited_by(samples.choice(), source, lambda text: text + "\n## choice: tyhjä\n\nMikä?\n\n- [x] vain yksi\n")
    edited, _called = edited_by(samples.choice(), source, lambda text: text.replace("lukijoita", "ihmisiä"))
    assert edited.exercise is not None
    assert edited.problem is None


def test_a_question_that_was_taken_out_is_not_asked_any_more(own_home: Path, samples: Samples, source: Source) -> None:
    edited, _called = edited_by(samples.choice(), source, lambda text: text.split("## ")[0])
    assert edited == Edited(None, None, True)


def test_what_comes_with_the_program_is_not_changed(own_home: Path, samples: Samples, source: Source) -> None:
    from dataclasses import replace

    bundled = replace(samples.choice(), deck=str(bundled_decks() / "relationship-management.md"))
    with pytest.raises(CannotEdit, match="comes with the program"):
        edited_by(bundled, source, lambda text: "")
    with pytest.raises(CannotEdit, match="no deck"):
        edited_by(samples.choice(), replace(source, article=None), lambda text: text)


def test_an_editor_that_is_not_there(own_home: Path, samples: Samples, source: Source) -> None:
    with pytest.raises(CannotEdit, match="could not be started"):
        edit(samples.choice(), source, ["/nonexistent/editor"])
    assert not own_deck(source).exists()


SCRIPT = """
import sys, pathlib
path = pathlib.Path(sys.argv[-1])
text = path.read_text(encoding="utf-8")
path.write_text(text.replace({old!r}, {new!r}), encoding="utf-8")
"""


async def test_the_edited_question_is_asked_at_once(
    sit: Sit, samples: Samples, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edits(old: str, new: str) -> None:
        script = tmp_path / "editor.py"
        script.write_text(SCRIPT.format(old=old, new=new), encoding="utf-8")
        monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")

    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    async with sit(samples.choice(), samples.point()) as pilot:
        await press(pilot, "e")
        assert "No editor is named" in str([note.message for note in pilot.app._notifications])
        edits("- [x] kirjoja", "- [ ] kirjoja")
        await press(pilot, "e")
        assert "cannot be lent" in str([note.message for note in pilot.app._notifications])
        monkeypatch.setattr(TuiLearn, "suspend", lambda _app: nullcontext())
        await press(pilot, "e")
        messages = str([note.message for note in pilot.app._notifications])
        assert f"{samples.article.id}.md:" in messages
        assert "e opens the editor again" in messages
        assert "lukijoita" in shown(pilot)
        edits("- [ ] kirjoja", "- [x] kirjoja")
        await press(pilot, "e")
        edits("lukijoita", "ihmisiä")
        await press(pilot, "e")
        assert "ihmisiä" in shown(pilot)
        assert "lukijoita" not in shown(pilot)
        current = session_of(pilot).current
        assert current is not None
        wrong = next(n for n, o in enumerate(current.exercise.options, start=1) if not o.key)
        await press(pilot, str(wrong), "e", "b")  # nothing is changed; and what is bad is written into the deck
        path = decks_folder() / f"{samples.article.id}.md"
        assert "status: rejected" in path.read_text(encoding="utf-8")
        await press(pilot, "u")
        assert "status: ok" in path.read_text(encoding="utf-8")
        assert screen_of(pilot)._exercise().deck == str(path)


async def test_what_is_right_too_is_written_into_the_deck(sit: Sit, samples: Samples, own_home: Path) -> None:
    path = decks_folder() / "words.md"
    path.parent.mkdir(parents=True)
    path.write_text(
        "---\ndeck: 1\ntitle: Sanoja\nlangs: [nb, fi]\n---\n\n## typed: sana\n<!-- id: sana -->\n\nHva er bok?\n\n"
        "- [=] kirja\n",
        encoding="utf-8",
    )
    async with sit(article=None, deck=path, library=None) as pilot:
        assert "Hva er bok?" in shown(pilot)
        assert "Sanoja" in shown(pilot)
        await press(pilot, *"nidos", "enter", "exclamation_mark")
        assert "kirja | nidos" in path.read_text(encoding="utf-8")
        await press(pilot, "o")
        assert "stands nowhere" in str([note.message for note in pilot.app._notifications])
        await press(pilot, "u")
        assert "nidos" not in path.read_text(encoding="utf-8")
        await press(pilot, *"kirja", "enter", "enter")
        assert "1 asked: 1 right" in shown(pilot)
    # The answer is changed by hand: is it still what was learnt?
    path.write_text(path.read_text(encoding="utf-8").replace("kirja", "opus"), encoding="utf-8")
    async with sit(article=None, deck=path, library=None) as pilot:
        assert "The answer of 1 question" in shown(pilot)
        await press(pilot, "1")
        assert "Hva er bok?" in shown(pilot)
        target = screen_of(pilot)._exercise().target
        assert target.endswith("~2")
    async with sit(article=None, deck=path, library=None) as pilot:
        assert "Hva er bok?" in shown(pilot)
    opened = open_deck(path)[0]
    assert opened is not None
    assert [exercise.key for exercise in exercises_of(opened, samples.pair)[0]] == ["opus"]
