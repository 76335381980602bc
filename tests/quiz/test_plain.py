"""A session in lines: the contract of plain mode, for every type of question."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from tests.quiz.conftest import MakeExercises
from tests.quiz.small import Clock, made, options, right_answer, wrong_answer
from tui_learn.progress import Progress, disk
from tui_learn.quiz import Exercise
from tui_learn.quiz.begin import begin_session
from tui_learn.quiz.exercise import Evidence, Spot, Text
from tui_learn.quiz.plain import how_to_answer, lines_of, run_plain, teller
from tui_learn.quiz.session import Session
from tui_learn.text import Edition


@pytest.fixture
def progress(tmp_path: Path) -> Progress:
    return Progress(tmp_path / "progress", clock=Clock())


@pytest.fixture
def exercises(exercises_of: MakeExercises) -> list[Exercise]:
    return exercises_of("nb", "fi")


def plain(session: Session, *lines: str) -> list[str]:
    out = io.StringIO()
    assert run_plain(session, io.StringIO("".join(f"{line}\n" for line in lines)), out)
    return out.getvalue().splitlines()


def verdicts(lines: list[str]) -> list[str]:
    return [line.split(":")[0] for line in lines if line.split(":")[0] in ("right", "almost", "wrong", "again")]


# --- the dialogue


def test_a_session(progress: Progress) -> None:
    asked = [made() for _n in range(4)]
    lines = plain(Session(asked, progress), *(right_answer(exercise) for exercise in asked))
    assert verdicts(lines) == ["right"] * 4
    assert lines[0] == "[1/4] Which one?"
    assert lines[-1] == "4 asked: 4 right, 0 almost, 0 wrong"
    assert progress.stats()["reviews"] == 4


def test_the_seeds_by_their_own_lines(exercises: list[Exercise], progress: Progress) -> None:
    session = begin_session(exercises, progress, count=25)
    out = io.StringIO()

    class Answers(io.StringIO):
        def readline(self, _size: int | None = -1) -> str:  # type: ignore[override]
            item = session.current
            return right_answer(item.exercise) + "\n" if item is not None else ""

    assert run_plain(session, Answers(), out)
    lines = out.getvalue().splitlines()
    assert verdicts(lines) == ["right"] * 25
    assert sum(line.startswith("[") for line in lines) == 25
    assert progress.stats()["answers"] == 25


def test_wrong_answers_show_both_sentences(progress: Progress) -> None:
    exercise = made(note="Huomaa tämä.", key="talo")
    lines = plain(Session([exercise], progress), "3")
    place = next(n for n, line in enumerate(lines) if line.startswith("wrong: "))
    assert lines[place] == "wrong: 1 is right: talo"
    assert lines[place + 1 : place + 5] == [
        f"  fi: {exercise.evidence[0].text}", f"  nb: {exercise.evidence[1].text}", "  Huomaa tämä.", "",
    ]  # fmt: skip
    lines = plain(Session([exercise], progress), "1")
    assert lines[lines.index("right: talo") + 1 : lines.index("right: talo") + 3] == ["  Huomaa tämä.", ""]


def test_where_a_wrong_choice_stands(
    exercises: list[Exercise], editions: dict[str, Edition], progress: Progress
) -> None:
    gap = next(e for e in exercises if e.code == "V1")
    out = io.StringIO()
    answer = wrong_answer(gap)
    run_plain(Session([gap], progress), io.StringIO(answer + "\n"), out, told=teller(editions))
    chosen = gap.options[int(answer) - 1]
    text = out.getvalue()
    assert "Your choice stands here: fi: " in text
    assert f"»{chosen.text}«" in text
    assert f"»{gap.key}«" in text


def test_it_leaves_at_the_end_of_the_input(progress: Progress) -> None:
    lines = plain(Session([made() for _n in range(4)], progress), "1")
    assert verdicts(lines) == ["right"]
    assert progress.stats()["reviews"] == 1


def test_a_miss_comes_back_and_is_summed_up(progress: Progress) -> None:
    asked = [made(key="talo"), made()]
    lines = plain(Session(asked, progress), "4", "1", "4", ":quit")
    assert verdicts(lines)[:2] == ["wrong", "right"]
    assert any(line.startswith("[once more] ") for line in lines)
    missed = lines.index("missed:")
    assert lines[missed + 1] == f"  fi: {asked[0].evidence[0].text}"
    assert any(line.startswith("next due: 2026-03-05 ") for line in lines)
    assert "2 asked: 1 right, 0 almost, 1 wrong" in lines
    assert lines[-1] == "1 more answer was practice"


def test_a_wrong_board_shows_its_pairs_and_no_sentences(progress: Progress) -> None:
    pairs = (("En", "Yksi"), ("To", "Kaksi"), ("Tre", "Kolme"))
    board = made("V6", "match", "En = Yksi; To = Kaksi", pairs=pairs, rights=("Kolme", "Yksi", "Kaksi"), note="Kolme.")
    lines = plain(Session([board], progress), "1a 2b 3c", ":quit")
    place = next(n for n, line in enumerate(lines) if line.startswith("wrong: "))
    assert lines[place].startswith("wrong: these belong together: En = Yksi; To = Kaksi")
    assert lines[place + 1 : place + 3] == ["  Kolme.", ""]
    assert lines[lines.index("missed:") + 1] == "  En = Yksi; To = Kaksi"


# --- commands


def test_commands(progress: Progress) -> None:
    cloze, choice = made("V2", "cloze", "sana"), made()
    lines = plain(
        Session([cloze, choice], progress),
        ":hint", "", cloze.key, ":undo", "x y z", ":right", ":undo", ":skip", ":quit",
    )  # fmt: skip
    assert "hint: s…" in lines
    assert verdicts(lines) == ["again", "right", "wrong", "right"]
    assert "taken back" in lines
    assert "skipped" in lines
    assert progress.stats()["answers"] == 0


def test_every_command_where_there_is_nothing_to_do(progress: Progress) -> None:
    lines = plain(Session([made()], progress), ":undo", ":right", ":hint", ":hint", ":QUIT", ":bad")
    assert lines[6:9] == ["there is nothing to take back", "there is no answer yet", "there is no (further) hint"]
    assert any(line.startswith("the commands are :hint :undo") for line in lines)
    assert lines[-1] == "never asked again"
    assert verdicts(lines) == []


def test_undo_of_a_skip(progress: Progress) -> None:
    lines = plain(Session([made(), made()], progress), ":skip", ":undo")
    assert [line for line in lines if line.startswith("[")] == [
        "[1/2] Which one?", "[1/1] Which one?", "[1/2] Which one?",
    ]  # fmt: skip


def test_what_looks_like_a_command_is_none(progress: Progress) -> None:
    exercise = made("C20", "typed", "malli")
    lines = plain(Session([exercise], progress), ":-) se on niin")
    assert verdicts(lines) == ["almost"]
    lines = plain(Session([made()], progress), ":hlep", "1")
    assert any(":hint" in line for line in lines)
    assert verdicts(lines) == ["right"]


def test_given_letters_are_told(progress: Progress) -> None:
    lines = plain(Session([made("V2", "cloze", "sana", starts="s")], progress))
    assert lines[3] == "  hint: s…"


def no_room(_descriptor: int, _data: bytes) -> None:
    raise OSError(28, "No space left on device")


def test_it_says_when_nothing_was_saved(progress: Progress, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "append", no_room)
    out = io.StringIO()
    assert not run_plain(Session([made(), made()], progress), io.StringIO("1\n"), out)
    lines = out.getvalue().splitlines()
    told = [number for number, line in enumerate(lines) if line.startswith("not saved: ")]
    assert len(told) == 1
    assert "No space left" in lines[told[0]]
    assert lines[told[0]].endswith("; :quit leaves without it")
    assert [line for line in lines[told[0] :] if line.startswith("[")] == ["[1/2] Which one?"]  # asked again
    assert verdicts(lines) == []
    for line in (":hint", ":skip", ":hlep"):  # these save nothing either
        assert not run_plain(Session([made(), made()], progress), io.StringIO(f"1\n{line}\n:quit\n"), out)


class Lines(io.StringIO):
    """Input before some lines of which the disk gets full, or has room again."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
        super().__init__()
        self._lines, self._patch, self._append = list(lines), monkeypatch, disk.append

    def readline(self, _size: int | None = -1) -> str:  # type: ignore[override]
        line = self._lines.pop(0) if self._lines else ""
        if line in ("FULL", "ROOM"):
            self._patch.setattr(disk, "append", no_room if line == "FULL" else self._append)
            return self.readline()
        return f"{line}\n" if line else ""


@pytest.mark.parametrize("failing", ["3", ":undo", ":right", ":bad"])
def test_what_cannot_be_saved_is_not_accepted_and_can_be_tried_again(
    failing: str, progress: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session([made(), made(), made()], progress)
    out = io.StringIO()
    source = Lines(monkeypatch, "3", "FULL", failing, ":hint", "ROOM", failing, ":quit")
    progress.stats()
    assert run_plain(session, source, out)
    lines = out.getvalue().splitlines()
    refused = next(number for number, line in enumerate(lines) if line.startswith("not saved: "))
    done = {"3": "wrong", ":undo": "taken back", ":right": "right: as you say", ":bad": "never asked again"}[failing]
    before, after = lines[:refused], lines[refused:]
    assert sum(line.startswith(done) for line in before) == (failing == "3")
    assert sum(line.startswith(done) for line in after) == 1
    assert sum(line.startswith("not saved: ") for line in lines) == 1
    assert "there is no (further) hint" in after
    asked = [line for line in lines if line.startswith("[")]
    assert asked[1] == asked[2] == "[2/3] Which one?"  # once more after the refusal
    assert progress.stats()["answers"] == {"3": 2, ":undo": 0, ":right": 1, ":bad": 1}[failing]


def test_the_limit_of_a_day_is_told(progress: Progress) -> None:
    progress.set_options(replace(progress.options, new_a_day=1))
    session = begin_session([made(), made()], progress)
    lines = plain(session, "1", "1")
    assert "Today's 1 new card is done; more come tomorrow." in lines
    assert plain(begin_session([made()], progress))[0] == "Today's 1 new card is done; more come tomorrow."


# --- every type


def test_options_are_numbered() -> None:
    assert lines_of(made(key="talo"))[2:] == ["  1. talo", "  2. yksi", "  3. kaksi", "  4. kolme"]
    assert lines_of(made("C8", "tf", "said", options=options("said", "altered")))[2:] == ["  1. said", "  2. altered"]


def test_a_lit_word_is_said_in_words() -> None:
    exercise = made("V7", "cloze", "talo", prompt=(Text("fi", "Se ____ on."), Text("nb", "Det hus er.", (4, 7))))
    assert lines_of(exercise) == ["Which one?", "  fi: Se ____ on.", "  nb: Det »hus« er.", "  the lit word: hus"]


def test_words_to_point_at_are_numbered() -> None:
    text = "Tämä kirja on."
    spots = (Spot("Tämä", 0, 4), Spot("kirja", 5, 10), Spot("on", 11, 13))
    exercise = made("V11", "point", "kirja", tokens=spots, pointed=text, key_index=1, prompt=())
    assert lines_of(exercise) == ["Which one?", f"  fi: {text}", "  1 Tämä  2 kirja  3 on"]


def test_pairs_units_phrases_and_pieces_are_numbered() -> None:
    pairs = (("En.", "Yksi."), ("To.", "Viisi."), ("Tre.", "Kolme."))
    assert lines_of(made("V13", "odd", "Viisi.", pairs=pairs, key_index=1, prompt=()))[1:] == [
        "  1. En.", "     Yksi.", "  2. To.", "     Viisi.", "  3. Tre.", "     Kolme.",
    ]  # fmt: skip
    order = made("C9", "order", tiles=("B", "A", "C"), order=("A", "B", "C"), prompt=())
    assert lines_of(order)[1:] == ["  1. B", "  2. A", "  3. C"]
    sorting = made("C18", "sort", groups=(("Yksi", ("x",)), ("Kaksi", ("y", "z"))), tiles=("z", "x", "y"), prompt=())
    assert lines_of(sorting)[1:] == ["  1. z", "  2. x", "  3. y", "  a. Yksi", "  b. Kaksi"]
    board = made("V6", "match", pairs=pairs, rights=("Kolme.", "Yksi.", "Viisi."), prompt=())
    assert lines_of(board)[1:] == ["  1. En.", "  2. To.", "  3. Tre.", "  a. Kolme.", "  b. Yksi.", "  c. Viisi."]


def test_whatever_a_deck_says_is_a_line(progress: Progress) -> None:
    exercise = made(
        "V2", "cloze", "talo", help="right: this\nwrong: that", note="right: first\x0bagain: second",
        evidence=(Evidence("fi", "b0s0", "Rivi\u2028wrong: toinen talo"),), prompt=(Text("fi", "____\rright: x"),),
    )  # fmt: skip
    lines = plain(Session([exercise], progress), ":hint", "mökki", ":quit")
    assert verdicts(lines) == ["wrong"]


def test_the_help_names_every_kind_of_answer() -> None:
    for example in ("3 1 2", "1b 2a 3c", ":hint", ":quit"):
        assert example in how_to_answer()
