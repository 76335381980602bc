"""The command line as a program sees it: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.conftest import LANGUAGES, SEEDS
from tests.ready import run_program

pytestmark = pytest.mark.usefixtures("warm_words")

PROSE = "Dette er en lang nok tekst på norsk til at språket kan kjennes igjen uten tvil av enhver leser."
FI, SV, NB = (str(SEEDS / name) for name in (
    "000_f7697fab71580408.txt", "001_717f209ec9721583.txt", "002_bd79d65d8abfecdf.txt",
))  # fmt: skip


def run(*words: str, stdin: str = "", code: int = 0, cwd: Path | None = None, cold: bool = False) -> tuple[str, str]:
    """The program in a process of its own; one run of each verb is ``cold``, as people start it."""
    done = run_program(*words, stdin=stdin, cwd=cwd, cold=cold)
    assert done.returncode == code, (done.returncode, done.stdout[-500:], done.stderr[-2000:])
    assert "Traceback" not in done.stderr
    return done.stdout, done.stderr


@pytest.mark.parametrize(
    "words", [["--help"], *([verb, "--help"] for verb in ("list", "read", "quiz", "align", "stats"))]
)
def test_help_has_an_example(words: list[str]) -> None:
    out, _err = run(*words)
    assert "Examples:" in out
    assert "  tui-learn" in out


def test_version() -> None:
    assert run("--version", cold=True)[0].startswith("tui-learn 0.")


def test_list() -> None:
    out, err = run("list", cold=True)
    assert "parisuhteen-hoito" in out
    assert "Relasjonsledelse" in out
    assert "001_717f209ec9721583.txt:20: a heading without a space" in err


def test_list_json() -> None:
    data = json.loads(run("list", str(SEEDS), "--json")[0])
    (article,) = data["articles"]
    assert set(article) == {"id", "titles", "grouping", "editions"}
    assert article["grouping"] == "certain"
    assert tuple(article["titles"]) == LANGUAGES
    for edition in article["editions"]:
        assert set(edition) == {"path", "language", "language_from", "confidence", "words"}
        assert edition["language_from"] == "detected"
        assert edition["words"] > 250
    (problem,) = data["problems"]
    assert (problem["severity"], problem["line"]) == ("notice", 20)


def test_list_of_bad_files_shows_the_good_ones(tmp_path: Path) -> None:
    shutil.copy(FI, tmp_path)
    (tmp_path / "latin.md").write_bytes("blåbær".encode("latin-1"))
    (tmp_path / "empty.md").touch()
    (tmp_path / "broken.md").write_text(f"---\na: b: c\n---\n{PROSE}", encoding="utf-8")
    out, err = run("list", str(tmp_path), code=1)
    assert "parisuhteen-hoito" in out
    lines = err.splitlines()
    assert len(lines) == 4  # too short to tell its language, too
    assert any(line.startswith(f"{tmp_path}/latin.md:1: ") for line in lines)
    assert any(line.startswith(f"{tmp_path}/empty.md: ") for line in lines)
    assert any(line.startswith(f"{tmp_path}/broken.md:2: ") for line in lines)


def test_missing_and_empty_folders(tmp_path: Path) -> None:
    assert "no such folder" in run("list", str(tmp_path / "missing"), code=1)[1]
    assert "no .md, .markdown or .txt file" in run("list", str(tmp_path), code=1)[1]
    assert "no such folder" in run(str(tmp_path / "missing"), code=1)[1]


def test_a_folder_named_like_a_verb(tmp_path: Path) -> None:
    (tmp_path / "list").mkdir()
    shutil.copy(FI, tmp_path / "list")
    assert "parisuhteen-hoito" in run("list", "./list", cwd=tmp_path)[0]
    # Without a terminal the app says so, having understood the name as a folder.
    assert "needs a terminal" in run("./list", code=1, cwd=tmp_path, cold=True)[1]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["quiz", "--kind", "X", "--json"], "--kind"),
        (["quiz", "--count", "0", "--json"], "--count"),
        (["quiz", "--count", "x", "--json"], "--count"),
        (["quiz", "--plain", "--json"], "not allowed"),
        (["quiz", "--pair", "nb", "--json"], "known:learned"),
        (["quiz", "--pair", "nb:de", "--json"], '"de"'),
        (["align", "x"], "required"),
        (["align", FI, SV, "--format", "x"], "invalid choice"),
        (["read"], "required"),
        (["list", "--what"], "unrecognized"),
        (["--what"], "unrecognized"),
    ],
)
def test_wrong_usage(words: list[str], message: str) -> None:
    out, err = run(*words, code=2)
    assert out == ""
    assert message in err.splitlines()[0]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["quiz", "nowhere", "--json"], "no article is called"),
        (["quiz", "missing/file.md", "--json"], "missing/file.md: there is no such file"),
        (["align", "missing.md", FI], "missing.md: there is no such file"),
        (["align", "missing.md", FI, "--presplit"], "missing.md: "),
        (["read", "parisuhteen-hoito"], "needs a terminal"),
        ([], "needs a terminal"),
    ],
)
def test_what_cannot_be_done_is_one_line(words: list[str], message: str) -> None:
    out, err = run(*words, code=1)
    assert out == ""
    assert message in err.splitlines()[-1]


def test_align_formats() -> None:
    ladder = run("align", FI, SV, cold=True)[0].splitlines()
    assert ladder == [f"[{n}]:[{n}]" for n in range(25)]
    data = json.loads(run("align", FI, SV, "--format", "json")[0])
    assert data["left"]["language"] == "fi"
    assert len(data["right"]["sentences"]) == 25
    assert data["beads"][3]["left"] == [3]
    assert 0.9 < data["beads"][3]["confidence"] <= 1
    rows = [row.split("\t") for row in run("align", FI, SV, "--format", "tsv")[0].splitlines()]
    assert [len(row) for row in rows] == [3] * 25
    assert rows[0][0] == "Parisuhteen hoito"


def test_align_to_a_translation_memory_and_a_page() -> None:
    unit, *_others = ElementTree.fromstring(run("align", FI, SV, "--format", "tmx")[0].encode()).iter("tu")
    assert [seg.text for seg in unit.iter("seg")] == ["Parisuhteen hoito", "Äktenskaprådgivning"]
    page, _err = run("align", FI, SV, "--format", "html")
    assert '<td lang="fi" dir="ltr"><h1>Parisuhteen hoito</h1></td>' in page
    assert page.count("<tr") == 26


def test_align_says_on_one_line_what_a_translation_memory_leaves_out(tmp_path: Path) -> None:
    left, empty = tmp_path / "a.txt", tmp_path / "b.txt"
    left.write_text("Yksi 1.\nKaksi 22.\n", encoding="utf-8")
    empty.touch()
    out, err = run("align", str(left), str(empty), "--presplit", "--format", "tmx")
    assert not list(ElementTree.fromstring(out.encode()).iter("tu"))
    assert err == "2 sentences have no counterpart and are left out\n"
    out, err = run("align", str(left), str(empty), "--presplit", "--format", "html")
    assert out.count("no counterpart</td>") == 2
    assert err == ""


def test_align_presplit(tmp_path: Path) -> None:
    left, right = tmp_path / "a.txt", tmp_path / "b.txt"
    left.write_text("Yksi 1.\nKaksi 22.\n\nKolme 333.\n", encoding="utf-8")
    right.write_text("En 1.\nTo 22.\n\nTre 333.\n", encoding="utf-8")
    assert run("align", str(left), str(right), "--presplit")[0].splitlines() == ["[0]:[0]", "[1]:[1]", "[2]:[2]"]


def test_quiz_json_reads_and_writes_no_progress(own_home: Path) -> None:
    out, _err = run("quiz", "relasjonsledelse", "--pair", "nb:fi", "--json", "--count", "5")
    lines = [json.loads(line) for line in out.splitlines()]
    assert len(lines) == 5
    assert {line["pair"] for line in lines} == {"nb:fi"}
    assert not (own_home / "progress").exists()
    (own_home / "progress").mkdir(parents=True)
    (own_home / "progress" / "progress.json").write_text("damaged")
    assert run("quiz", "relasjonsledelse", "--pair", "nb:fi", "--json", "--count", "5")[0] == out


@pytest.mark.parametrize(("kind", "codes"), [("vocabulary", "V"), ("concept", "C"), ("V5", "V5"), ("c7", "C7")])
def test_quiz_kinds(kind: str, codes: str) -> None:
    out, _err = run("quiz", FI, "--pair", "tr:pl", "--json", "--kind", kind, "--library", str(SEEDS), cold=kind == "V5")
    assert {json.loads(line)["code"][: len(codes)] for line in out.splitlines()} == {codes}


def test_without_an_article_the_first_in_both_languages_is_asked(tmp_path: Path) -> None:
    shutil.copy(FI, tmp_path / "seed.fi.txt")
    shutil.copy(NB, tmp_path / "seed.nb.txt")
    (tmp_path / "another.sv.md").write_text(PROSE, encoding="utf-8")
    out, _err = run("quiz", "--library", str(tmp_path), "--pair", "nb:fi", "--json", "--count", "1", code=0)
    assert json.loads(out)["pair"] == "nb:fi"


def test_an_article_in_one_language(tmp_path: Path) -> None:
    shutil.copy(FI, tmp_path / "alone.txt")
    out, _err = run("quiz", str(tmp_path / "alone.txt"), "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert len(lines) >= 40
    assert {line["pair"] for line in lines} == {"fi:fi"}


def test_an_article_of_which_nothing_can_be_asked(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Hei.", encoding="utf-8")
    assert "nothing can be asked" in run("quiz", str(tmp_path / "a.md"), "--json", code=1)[1]


def test_plain_quiz_and_stats(own_home: Path) -> None:
    out, _err = run(
        "quiz", "--plain", "--pair", "nb:fi", "--kind", "V5", "--count", "3", stdin="1\n1\n1\n:quit\n", cold=True
    )
    verdicts = [line for line in out.splitlines() if line.split(":")[0] in ("right", "almost", "wrong")]
    assert len(verdicts) == 3
    stats = json.loads(run("stats", "--json", cold=True)[0])
    assert (stats["answers"], stats["reviews"], stats["cards"]) == (3, 3, 3)
    assert {"answers", "reviews", "cards", "due", "days", "pairs", "retention"} <= set(stats)
    assert list(stats["pairs"]) == ["nb:fi"]
    assert sum(day["reviews"] for day in stats["days"].values()) == 3
    assert "reviews  3" in run("stats")[0]
    assert list((own_home / "progress" / "log").rglob("*.jsonl"))


def test_damaged_progress_is_one_line(own_home: Path) -> None:
    (own_home / "progress").mkdir(parents=True)
    file = own_home / "progress" / "progress.json"
    file.write_text("{")
    for words in (["stats"], ["stats", "--json"], ["quiz", "--plain", "--pair", "nb:fi"]):
        _out, err = run(*words, code=1)
        assert str(file) in err.splitlines()[-1]
    assert file.read_text() == "{"


def test_a_reader_that_stops_early_is_no_error() -> None:
    script = f"{sys.executable} -m tui_learn quiz --json --pair nb:fi | head -n 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", script], capture_output=True, encoding="utf-8", check=False, timeout=120
    )
    assert json.loads(done.stdout)["pair"] == "nb:fi"
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


def test_hostile_names_and_texts_reach_the_terminal_clean(tmp_path: Path) -> None:
    name = "evil\x1b]0;title\x07\x9b2J\u202e.md"
    (tmp_path / name).write_text(f'---\ntitle: "a\\x1b[31mb"\n---\n{PROSE}', encoding="utf-8")
    (tmp_path / "empty\x1b[2J.md").touch()
    out, err = run("list", str(tmp_path), code=1)
    for text in (out, err):
        assert not any(character in text for character in "\x1b\x07\x9b\u202e")
    data = json.loads(run("list", str(tmp_path), "--json", code=1)[0])
    assert data["articles"][0]["editions"][0]["path"] == str(tmp_path / name)


def test_whatever_the_locale(tmp_path: Path) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run([sys.executable, "-m", "tui_learn", "list"], capture_output=True, env=environment, check=True)
    assert "Zarządzanie relacjami".encode() in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes in folders")
def test_pipes_and_names_and_surrogates_stop_nothing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "half.md").write_text(f'---\ntitle: "\\uD800"\n---\n# Halv\n\n{PROSE}', encoding="utf-8")
    undecodable = os.fsencode(tmp_path) + b"/bad\xff.nb.md"
    try:
        Path(os.fsdecode(undecodable)).write_text(PROSE, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    for _attempt in ("read", "kept"):
        out, err = run("list", str(tmp_path), code=1)
        assert "half.md" in out
        assert "bad" in out
        assert "pipe.md: this is a pipe" in err


@pytest.mark.parametrize("closing", ["<&-", ">&-", "2>&-", ">/dev/full"])
def test_closed_and_full_streams(closing: str) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    script = f"{sys.executable} -m tui_learn quiz --plain --pair nb:fi --count 2 {closing}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, encoding="utf-8", check=False, timeout=120)
    assert "error of the program" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    if closing == ">/dev/full":
        assert done.returncode == 1
        assert "could not be written" in done.stderr
    else:
        assert done.returncode == 0


def test_a_misspelt_verb_is_recognised() -> None:
    _out, err = run("lsit", code=1, cold=True)
    assert 'did you mean "list"?' in err


def test_debug_may_stand_before_the_verb() -> None:
    assert run("--debug", "list", cold=True)[0] == run("list")[0]
