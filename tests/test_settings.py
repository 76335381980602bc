"""The settings file: read, reported on and never written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui_learn import paths
from tui_learn.settings import DictionarySettings, QuizSettings, Settings, read_settings
from tui_learn.text.problems import Problem


def written(text: str | bytes) -> Path:
    file = paths.settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def only(problems: list[Problem]) -> Problem:
    (problem,) = problems
    return problem


def test_no_file(own_home: Path) -> None:
    assert read_settings() == (Settings(), [])
    assert not own_home.exists()
    assert paths.settings_file() == own_home / "config.toml"


def test_without_a_home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TUI_LEARN_HOME")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert paths.settings_file().name == "config.toml"
    assert tmp_path in paths.settings_file().parents


def test_everything(own_home: Path) -> None:
    written('[dictionaries]\nfolders = ["~/a", "b", "/c"]\n[dictionaries.languages]\n"my words" = "fi-sv"\n')
    settings, problems = read_settings()
    folders = (Path("~/a").expanduser(), own_home / "b", Path("/c"))
    assert settings == Settings(DictionarySettings(folders, {"my words": "fi-sv"}))
    assert problems == []


def test_reading_first_can_be_switched_off() -> None:
    assert Settings().quiz.read_first
    written("[quiz]\nread_first = false\n")
    settings, problems = read_settings()
    assert (settings, problems) == (Settings(quiz=QuizSettings(read_first=False)), [])
    written("[quiz]\nread_first = 0\n")
    settings, problems = read_settings()
    assert settings == Settings()
    assert (only(problems).line, only(problems).severity) == (2, "warning")
    assert "true or false" in only(problems).message


def test_right_answers_may_be_left_by_themselves() -> None:
    assert Settings().quiz.auto_advance == 0
    written("[quiz]\nauto_advance = 1.5\n")
    assert read_settings()[0].quiz.auto_advance == 1.5
    for wrong in ("true", '"2"', "-1", "1e9", "nan"):
        written(f"[quiz]\nauto_advance = {wrong}\n")
        settings, problems = read_settings()
        assert settings == Settings()
        assert "number of seconds" in only(problems).message


@pytest.mark.parametrize(
    ("text", "line", "name"),
    [
        ("\n[colours]\na = 1\n", 2, "colours"),
        ("[dictionaries]\nfolders = []\nfolder = 'x'\n", 3, "dictionaries.folder"),
        ("[dictionaries]\n[dictionaries.lanugages]\nx = 'fi-sv'\n", 2, "dictionaries.lanugages"),
        ("dictionaries.colour = 'x'\n", 1, "dictionaries.colour"),
        ("theme = 'dark'\n[dictionaries]\n", 1, "theme"),
        ('"a\\u001bb" = 1\n', None, "ab"),
    ],
)
def test_unknown_keys(text: str, line: int | None, name: str) -> None:
    file = written(text)
    settings, problems = read_settings()
    problem = only(problems)
    assert settings == Settings()
    assert (problem.severity, problem.path, problem.line) == ("notice", str(file), line)
    assert name in problem.message
    assert file.read_text() == text


@pytest.mark.parametrize(
    "text",
    [
        "[dictionaries]\nfolders = 'x'\n",
        "[dictionaries]\nfolders = [1]\n",
        "[dictionaries]\nlanguages = 'x'\n",
        "# first\ndictionaries = 3\n",
    ],
)
def test_values_that_cannot_be_used(text: str) -> None:
    written(text)
    settings, problems = read_settings()
    assert settings == Settings()
    assert only(problems).severity == "warning"
    assert only(problems).line == 2


@pytest.mark.parametrize(
    ("text", "line"),
    [("a = 1\nb = = 2\n", 2), ("[dictionaries\n", 1), (b"a = 1\nb = '\xff'\n", 2), (b"\0", 1), ("a = 1\na = 2\n", 2)],
)
def test_broken_files(text: str | bytes, line: int) -> None:
    written(text)
    settings, problems = read_settings()
    assert settings == Settings()
    assert only(problems).severity == "error"
    assert only(problems).line == line
    assert "\0" not in only(problems).message


def test_deep_nesting() -> None:
    written("a = " + "[" * 100_000)
    assert only(read_settings()[1]).severity == "error"


def test_a_folder_in_its_place(own_home: Path) -> None:
    (own_home / "config.toml").mkdir(parents=True)
    assert only(read_settings()[1]).severity == "error"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_pipe_in_its_place(own_home: Path) -> None:
    own_home.mkdir()
    os.mkfifo(own_home / "config.toml")
    assert only(read_settings()[1]).severity == "error"
