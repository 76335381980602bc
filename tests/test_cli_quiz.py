"""Decks on the command line: checking, saving, and asking only what is in one."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, SEEDS
from tests.test_cli import PROSE
from tui_learn.cli import main

pytestmark = pytest.mark.usefixtures("warm_words")

CURATED = str(ROOT / "quizzes" / "relationship-management.md")
DECK = """---
deck: 1
title: Tea
langs: [nb, fi]
---

## typed: the drink
<!-- id: drink -->
nb: Hva heter det?
- [=] tee

## cloze: the cup
<!-- id: cup -->
> fi: Kuumaa teetä juodaan {{lasista}} ilman maitoa.
> nb: Varm te drikkes av glass uten melk.
"""
HEAD = DECK.index("## typed")


def run(*words: str, stdin: str = "", code: int = 0) -> tuple[str, str]:
    """A command line in this process: what it prints on standard output and standard error."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        patch.setattr(sys, "stdin", io.StringIO(stdin))
        try:
            done = main(words)
        except SystemExit as end:
            done = int(end.code or 0)
    assert done == code, (done, out.getvalue()[-500:], err.getvalue()[-2000:])
    return out.getvalue(), err.getvalue()


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "tea.md"
    path.write_text(DECK, "utf-8")
    return path


@pytest.mark.parametrize("words", [["deck", "--help"], ["deck", "check", "--help"], ["quiz", "--help"]])
def test_help_has_an_example(words: list[str]) -> None:
    out, _err = run(*words)
    assert "Examples:" in out
    assert "  tui-learn" in out


# --- check


def test_a_sound_deck(deck: Path) -> None:
    out, err = run("deck", "check", str(deck), CURATED)
    assert out.splitlines()[0] == f"{deck}: Tea: 2 items, 2 of them asked"
    assert out.splitlines()[1].startswith(f"{CURATED}: Relationship management: ")
    assert f"{deck}:" not in err
    data = json.loads(run("deck", "check", str(deck), "--json")[0])
    assert data == {"decks": [{"path": str(deck), "title": "Tea", "items": 2, "asked": 2, "problems": []}]}


def test_a_deck_with_errors(deck: Path) -> None:
    deck.write_text(DECK.replace("{{lasista}}", "lasista"), "utf-8")
    out, err = run("deck", "check", str(deck), code=1)
    assert "1 items, 1 of them asked" in out
    assert err.splitlines() == [f"{deck}:12: a cloze needs a gap; write {{{{answer}}}} in a line such as > fi: ..."]
    out, again = run("deck", "check", str(deck), "--json", code=1)
    assert again == err
    (found,) = json.loads(out)["decks"]
    assert [(p["severity"], p["path"], p["line"]) for p in found["problems"]] == [("error", str(deck), 12)]


def test_advice_is_no_error(deck: Path) -> None:
    deck.write_text(DECK.replace("{{lasista}}", "{{maitosta}}"), "utf-8")
    _out, err = run("deck", "check", str(deck))
    assert "the answer can be read in what is shown" in err


def test_what_is_no_deck(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Title\n", "utf-8")
    _out, err = run("deck", "check", str(tmp_path / "a.md"), str(tmp_path / "b.md"), code=1)
    assert err.splitlines() == [
        f'{tmp_path / "a.md"}:1: this is no deck: a deck has "deck: 1" in its front matter, between two lines of "---"',
        f"{tmp_path / 'b.md'}: there is no such file; check the name",
    ]


def test_wrong_usage(deck: Path) -> None:
    for words in (["deck"], ["deck", "check"], ["deck", "mend", str(deck)], ["quiz", "--deck"],
                  ["quiz", "--save", "x.md", "--json"], ["quiz", "--save", "x.md", "--deck", str(deck)]):  # fmt: skip
        _out, err = run(*words, code=2)
        assert err.splitlines()[-1] == '"tui-learn --help" shows what there is'


# --- one deck alone


def test_only_what_is_in_the_deck(deck: Path, own_home: Path) -> None:
    out, err = run("quiz", "--deck", str(deck), "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["id"] for line in lines] == ["tea/drink", "tea/cup"]
    assert {line["pair"] for line in lines} == {"nb:fi"}
    assert err == ""
    assert not (own_home / "progress").exists()
    assert len(run("quiz", "--deck", str(deck), "--json", "--count", "1")[0].splitlines()) == 1
    assert json.loads(run("quiz", "--deck", str(deck), "--json", "--kind", "V2")[0])["id"] == "tea/cup"
    (line,) = run("quiz", "--deck", str(deck), "--json", "--pair", "fi:fi")[0].splitlines()
    assert json.loads(line)["prompt"] == [{"lang": "fi", "text": "Kuumaa teetä juodaan ____ ilman maitoa."}]
    _out, err = run("quiz", "--deck", str(deck), "--json", "--pair", "sv:tr", code=1)
    assert "nothing can be asked of this in sv:tr" in err
    assert "is not a pair" in run("quiz", "--deck", str(deck), "--json", "--pair", "svtr", code=2)[1]


def test_errors_of_a_deck_are_told_and_the_rest_is_asked(deck: Path) -> None:
    deck.write_text(DECK + "\n## choice: x\n", "utf-8")
    out, err = run("quiz", "--deck", str(deck), "--json", code=1)
    assert len(out.splitlines()) == 2
    assert f"{deck}:17: " in err
    assert "no such file" in run("quiz", "--deck", str(deck.parent / "x.md"), "--json", code=1)[1]
    deck.write_text(DECK[:HEAD], "utf-8")
    assert "nothing in this deck can be asked" in run("quiz", "--deck", str(deck), "--json", code=1)[1]


def test_a_deck_in_lines(deck: Path, own_home: Path) -> None:
    out, _err = run("quiz", "--deck", str(deck), "--plain", "--count", "2", stdin="tee\nlasista\n:quit\n")
    verdicts = [line.partition(":")[0] for line in out.splitlines()]
    assert verdicts.count("right") + verdicts.count("wrong") == 2
    stats = json.loads(run("stats", "--json")[0])
    assert stats["cards"] == 2
    kept = "".join(log.read_text("utf-8") for log in (own_home / "progress").glob("log/*/*.jsonl"))
    assert "deck/tea/drink" in kept
    assert "deck/tea/cup" in kept


def test_what_is_said_is_written_into_ones_own_deck(deck: Path) -> None:
    answers = "ihan muu\n:right\n:quit\n"
    run("quiz", "--deck", str(deck), "--plain", "--count", "1", "--kind", "V2", stdin=answers)
    assert "{{lasista|ihan muu}}" in deck.read_text("utf-8")
    run("quiz", "--deck", str(deck), "--plain", "--count", "1", "--kind", "concept", stdin=":bad\n:quit\n")
    assert "<!-- id: drink; status: rejected -->" in deck.read_text("utf-8")


def test_a_changed_answer_is_told(deck: Path) -> None:
    words = ("quiz", "--deck", str(deck), "--plain", "--count", "1", "--kind", "V2")
    run(*words, stdin="lasista\n:quit\n")
    deck.write_text(deck.read_text("utf-8").replace("{{lasista}}", "{{kupista}}"), "utf-8")
    _out, err = run(*words, stdin=":quit\n")
    assert err.splitlines() == [f"{deck}:12: the answer is another than the one you learnt: kupista"]
    assert run(*words, stdin=":quit\n")[1] == ""  # told once


def test_a_deck_finds_its_article(tmp_path: Path) -> None:
    out, _err = run("quiz", "--deck", CURATED, "--json", "--pair", "nb:fi", "--library", str(SEEDS))
    lines = [json.loads(line) for line in out.splitlines()]
    assert len(lines) >= 30
    assert all(line["proof"] == ["P5"] and line["evidence"] for line in lines)
    assert run("quiz", "parisuhteen-hoito", "--deck", CURATED, "--json", "--pair", "nb:fi")[0] == out
    (tmp_path / "x.md").write_text(PROSE, "utf-8")
    _out, err = run("quiz", str(tmp_path / "x.md"), "--deck", CURATED, "--json", code=1)
    assert "leave the article out, or name its own" in err
    alone, _err = run("quiz", "--deck", CURATED, "--json", "--pair", "nb:fi", "--library", str(tmp_path))
    assert len(alone.splitlines()) == len(lines)  # without its article it stands alone


# --- saving


def test_everything_is_saved_and_read_back(tmp_path: Path, own_home: Path) -> None:
    path = tmp_path / "saved.md"
    words = ("quiz", "parisuhteen-hoito", "--pair", "nb:fi")
    (own_home / "progress").mkdir(parents=True)
    (own_home / "progress" / "progress.json").write_text("damaged")  # no progress is read
    out, err = run(*words, "--save", str(path))
    assert out == ""
    generated = run(*words, "--json")[0]
    count = len(generated.splitlines())
    assert err.splitlines()[-1] == f"{path}: {count} new, 0 changed, 0 kept as you edited them, 0 left out"
    assert run("quiz", "--deck", str(path), "--json")[0] == generated
    alone = tmp_path / "alone"
    alone.mkdir()
    assert run("quiz", "--deck", str(path), "--json", "--library", str(alone))[0] == generated
    _out, err = run("deck", "check", str(path))
    assert not any(": error" in line for line in err.splitlines())
    before = path.read_bytes()
    assert "0 new, 0 changed" in run(*words, "--save", str(path))[1]
    assert path.read_bytes() == before


def test_part_is_saved_with_another_seed(tmp_path: Path) -> None:
    path = tmp_path / "saved.md"
    words = ("quiz", "parisuhteen-hoito", "--pair", "tr:pl", "--kind", "C3", "--seed", "4", "--count", "2")
    run(*words, "--save", str(path))
    assert run("quiz", "--deck", str(path), "--json")[0] == run(*words, "--json")[0]
    assert "seed: 4" in path.read_text("utf-8")


def test_other_files_are_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "article.md"
    path.write_text(PROSE, "utf-8")
    _out, err = run("quiz", "parisuhteen-hoito", "--pair", "nb:fi", "--kind", "C3", "--save", str(path), code=1)
    assert "choose another name" in err.splitlines()[-1]
    assert path.read_text("utf-8") == PROSE
    shutil.copy(CURATED, path)
    run("quiz", "parisuhteen-hoito", "--pair", "nb:fi", "--kind", "C3", "--save", str(path), code=1)
    assert path.read_bytes() == Path(CURATED).read_bytes()


# --- decks of the learner's own


def test_ones_own_deck_is_asked_with_its_article(own_home: Path) -> None:
    folder = own_home / "decks"
    folder.mkdir(parents=True)
    source = DECK.replace("---\n\n## typed", "article: parisuhteen-hoito\n---\n\n## typed")
    (folder / "tea.md").write_text(source.replace("title: Tea", "title: Tea\nexclude: [fi/b2s0]"), "utf-8")
    out, _err = run("quiz", "parisuhteen-hoito", "--pair", "nb:fi", "--json")
    assert '"fi", "seg": "b2s0"' not in out
    assert "tea/drink" not in out  # those are in a deck already
    words = ("quiz", "parisuhteen-hoito", "--pair", "nb:fi", "--plain", "--kind", "V2", "--count", "400")
    assert "Kuumaa teetä" in run(*words, stdin=":skip\n" * 400)[0]
    data = json.loads(run("doctor", "--json")[0])
    assert data["decks"] == {"count": 3}
    assert data["folders"]["decks"] == {"path": str(folder), "exists": True}


def test_doctor_tells_what_is_wrong_with_decks(own_home: Path) -> None:
    folder = own_home / "decks"
    folder.mkdir(parents=True)
    (folder / "tea.md").write_text(DECK + "## essay: x\n", "utf-8")
    (folder / "no.md").write_text("## typed: x\n", "utf-8")
    _out, err = run("doctor", code=1)
    assert f'{folder / "tea.md"}:16: "essay" is no kind of item' in err
    assert f"{folder / 'no.md'}:1: this is no deck" in err


def test_a_deck_among_articles_is_none(tmp_path: Path, deck: Path) -> None:
    (tmp_path / "x.nb.md").write_text(PROSE, "utf-8")
    data = json.loads(run("list", str(tmp_path), "--json")[0])
    assert [article["id"] for article in data["articles"]] == ["x"]
    assert data["problems"] == []
