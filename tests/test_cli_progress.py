"""``stats``, ``backup``, ``restore`` and ``merge`` as another program sees them."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.ready import run_program
from tests.test_contracts import modules_after, tops
from tui_learn.cli import main
from tui_learn.progress import Progress, Rating


def run(*words: str, code: int = 0, home: Path | None = None) -> tuple[str, str]:
    with pytest.MonkeyPatch.context() as patch:
        if home is not None:
            patch.setenv("TUI_LEARN_HOME", str(home))
        done = run_program(*words)
    assert done.returncode == code, (done.returncode, done.stdout[-500:], done.stderr[-2000:])
    assert "Traceback" not in done.stderr
    return done.stdout, done.stderr


def answered(home: Path, *cards: str) -> list[str]:
    with Progress(home / "progress") as progress:
        return [progress.record(card, Rating.GOOD, group="nb:fi") for card in cards]


def damage(home: Path) -> Path:
    """Flip a bit of the first line; the log, of which no copy is kept."""
    (log,) = (home / "progress" / "log").rglob("*.jsonl")
    log.write_bytes(log.read_bytes().replace(b"card", b"cArd", 1))
    (kept,) = (home / "progress" / "kept").rglob("*.jsonl")
    kept.unlink()
    return log


@pytest.mark.parametrize("verb", ["stats", "backup", "restore", "merge"])
def test_help_has_an_example(verb: str) -> None:
    out, _err = run(verb, "--help")
    assert f"  tui-learn {verb}" in out
    assert f"{verb}" in run("--help")[0]


def test_stats(own_home: Path) -> None:
    assert run("stats")[0].startswith("answers  0\n")
    assert not own_home.exists()
    answered(own_home, "word/a", "word/b")
    data = json.loads(run("stats", "--json")[0])
    assert {"answers", "reviews", "cards", "due", "days", "pairs", "retention"} <= set(data)
    assert (data["answers"], data["pairs"]["nb:fi"]["reviews"]) == (2, 2)
    out, err = run("stats")
    assert out.startswith("answers  2\nreviews  2\n")
    assert "nb:fi" in out
    assert err == ""


def test_stats_of_a_damaged_log_are_shown_and_the_damage_is_told(own_home: Path) -> None:
    answered(own_home, "word/a", "word/b")
    log = damage(own_home)
    out, err = run("stats", "--json", code=1)
    assert json.loads(out)["answers"] == 1
    assert err.splitlines() == [f"{log}: 1 damaged line"]


def test_backup_and_restore(own_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    answered(own_home, "word/a", "word/b")
    out, err = run("backup", str(file))
    assert out == f"{file}: 2 answers, {-(-file.stat().st_size // 1000)} kB\n"
    assert err == ""
    assert file.name in run("backup", str(file), code=1)[1]
    run("backup", str(file), "--force")
    answered(own_home, "word/c")
    out, err = run("restore", str(file))
    first, second = out.splitlines()
    assert first.startswith("2 answers were restored, as of 20")
    (before,) = own_home.glob("progress.before-*")
    assert second == f"what was there before is in {before}"
    assert json.loads(run("stats", "--json")[0])["answers"] == 2
    out, _err = run("merge", str(before))
    assert out.splitlines()[0] == "1 answer is new"
    assert json.loads(run("stats", "--json")[0])["answers"] == 3
    assert "restored" in run("restore", str(file), home=tmp_path / "new")[0]
    assert [path.name for path in (tmp_path / "new").iterdir() if path.is_dir()] == ["progress"]


def test_restore_tells_that_a_link_is_gone(own_home: Path, tmp_path: Path) -> None:
    file, shared = tmp_path / "b.zip", tmp_path / "shared"
    answered(own_home, "word/a")
    run("backup", str(file))
    assert "link" not in run("restore", str(file))[1]
    (own_home / "progress" / "log").rename(shared)
    (own_home / "progress" / "log").symlink_to(shared)
    assert "log/ was a link" in run("restore", str(file))[1]
    assert json.loads(run("stats", "--json")[0])["answers"] == 1


def test_restore_of_what_is_no_backup_is_one_line(own_home: Path, tmp_path: Path) -> None:
    answered(own_home, "word/a")
    file = tmp_path / "evil\x1b]0;title\x07.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("../evil", "x")
    out, err = run("restore", str(file), code=1)
    assert out == ""
    assert len(err.splitlines()) == 1
    assert "no backup of progress" in err
    assert "\x1b" not in err
    assert "No such file" in run("restore", str(tmp_path / "none.zip"), code=1)[1]
    assert json.loads(run("stats", "--json")[0])["answers"] == 1


def test_merge(own_home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    answered(own_home, "word/a")
    ids = answered(other, "word/b", "word/c")
    with Progress(other / "progress") as progress:
        assert progress.undo(ids[0])
    out, err = run("merge", str(other))
    assert out.splitlines() == [
        "2 answers are new", "1 other change is new", "1 log of another device or program is new",
    ]  # fmt: skip
    assert err == ""
    assert json.loads(run("stats", "--json")[0])["answers"] == 2
    assert run("merge", str(other))[0] == "nothing in it was new\n"
    run("merge", str(own_home), home=other)
    here, there = (json.loads(run("stats", "--json", home=home)[0]) for home in (own_home, other))
    assert here == there


def test_merge_tells_what_it_cannot_do(own_home: Path, tmp_path: Path) -> None:
    answered(own_home, "word/a")
    for source, message in (
        (own_home, "this is the progress that would be merged into"),
        (tmp_path / "none", "there is no such folder"),
    ):
        out, err = run("merge", str(source), code=1)
        assert (out, len(err.splitlines())) == ("", 1)
        assert message in err
    other = tmp_path / "other"
    answered(other, "word/b", "word/c")
    log = damage(other)
    out, err = run("merge", str(other), code=1)
    assert out.splitlines()[0] == "1 answer is new"
    assert err == f"{log}: 1 damaged line was left out\n"


@pytest.mark.parametrize("words", [["backup"], ["restore"], ["merge"], ["merge", "a", "b"], ["stats", "x"]])
def test_wrong_usage(words: list[str]) -> None:
    assert run(*words, code=2)[0] == ""


def test_what_the_first_version_left_damaged_is_one_line(own_home: Path, tmp_path: Path) -> None:
    file = own_home / "progress" / "progress.json"
    file.parent.mkdir(parents=True)
    file.write_text("{")
    answered(tmp_path / "other", "word/a")
    for words in (["stats"], ["backup", str(tmp_path / "b.zip")], ["merge", str(tmp_path / "other")]):
        _out, err = run(*words, code=1)
        assert len(err.splitlines()) == 1
        assert str(file) in err
    assert file.read_text() == "{"
    assert not (tmp_path / "b.zip").exists()


def test_a_restoring_that_was_stopped_is_finished(own_home: Path, tmp_path: Path) -> None:
    answered(own_home, "word/a")
    (own_home / "progress").rename(own_home / "progress.restored")
    out, err = run("merge", str(tmp_path), code=1)
    assert "has been finished" in err
    assert out == ""
    assert json.loads(run("stats", "--json")[0])["answers"] == 1


def test_every_verb_closes_the_progress(own_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answered(own_home, "word/a")
    answered(tmp_path / "other", "word/b")
    for words in (
        ["stats"], ["stats", "--json"], ["backup", str(tmp_path / "b.zip")], ["merge", str(tmp_path / "other")],
        ["restore", str(tmp_path / "b.zip")],
    ):  # fmt: skip
        assert main(words) == 0, capsys.readouterr().err
    with Progress(own_home / "progress") as progress:
        progress.record("word/c", Rating.GOOD)
        assert main(["stats"]) == 0
        assert main(["backup", str(tmp_path / "c.zip")]) == 0
        assert main(["restore", str(tmp_path / "c.zip")]) == 1
        assert "close it" in capsys.readouterr().err
    assert main(["restore", str(tmp_path / "c.zip")]) == 0


def test_doctor_tells_what_is_damaged_and_what_to_do(own_home: Path) -> None:
    from tui_learn.doctor import examine
    from tui_learn.library import Library

    answered(own_home, "word/a", "word/b")
    library = Library(own_home / "none")
    found = examine(library)
    (log,) = (own_home / "progress" / "log").rglob("*.jsonl")
    assert (found.logs, found.log_bytes) == (1, log.stat().st_size)
    assert found.to_json()["folders"]["progress"] == {
        "path": str(own_home / "progress"), "exists": True, "logs": 1, "bytes": log.stat().st_size,
    }  # fmt: skip
    assert "answers      1 log, 1 kB" in found.lines()
    assert [problem for problem in found.problems if str(log) == problem.path] == []
    damage(own_home)
    (problem,) = [problem for problem in examine(library).problems if str(log) == problem.path]
    assert problem.severity == "error"
    assert "tui-learn merge" in problem.message


def test_no_screen_is_imported(own_home: Path, tmp_path: Path) -> None:
    answered(own_home, "word/a")
    file, other = tmp_path / "b.zip", tmp_path / "other"
    answered(other, "word/b")
    for words in (["backup", str(file)], ["merge", str(other)], ["restore", str(file)]):
        modules = modules_after("from tui_learn.cli import main", f"assert main({words!r}) == 0")
        assert not {"textual", "rich"} & tops(modules)
