"""Changing a setting in the user's file."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_learn import paths
from tui_learn.settings import Settings, read_settings
from tui_learn.settings.schema import Spec, specs
from tui_learn.settings.writing import SettingsChanged, SettingsFile, SettingsNotKept

SPECS = {(spec.section, spec.name): spec for spec in specs()}
READ_FIRST, LAYOUT = SPECS["quiz", "read_first"], SPECS["reader", "layout"]


def written(text: str | bytes) -> Path:
    file = paths.settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def change(spec: Spec, raw: Any) -> str:
    SettingsFile().change(spec, raw)
    return paths.settings_file().read_bytes().decode()


def test_every_setting_is_described_and_its_default_can_be_read(tmp_path: Path) -> None:
    assert len(SPECS) >= 11
    settings = Settings()
    for spec in SPECS.values():
        assert spec.title()
        assert spec.says().endswith(".")
        held = getattr(settings, spec.section)
        assert spec.kind.read(spec.default, tmp_path) == (getattr(held, spec.name) if spec.name else held)
        assert spec.kind.typed(spec.kind.shown(spec.default)) == spec.default
        for choice in spec.kind.choices:
            assert spec.kind.shown(spec.kind.typed(choice)) == choice


def test_a_file_is_made_with_only_what_was_changed() -> None:
    assert change(LAYOUT, "weave") == '[reader]\nlayout = "weave"\n'
    assert read_settings()[0].reader.layout == "weave"


def test_what_is_not_changed_stays_as_it_is() -> None:
    written("# mine\nodd = 1 # unknown\n\n[quiz] # why\nread_first = false # because\n[reader]\n")
    made = change(READ_FIRST, True)
    assert made == "# mine\nodd = 1 # unknown\n\n[quiz] # why\nread_first = true # because\n[reader]\n"
    assert change(LAYOUT, "hidden") == made + 'layout = "hidden"\n'
    assert change(LAYOUT, None) == made


def test_line_ends_and_the_byte_order_mark_stay() -> None:
    file = written(b"\xef\xbb\xbf[quiz]\r\nread_first = true\r\n")
    change(LAYOUT, "weave")
    data = file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf[quiz]\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") > 3


def test_tables_keep_what_is_the_same_in_them() -> None:
    written('[keys]\nreader.merge = "M" # near m\n"quiz.undo" = ["U", "f12"]\n')
    keys = SPECS["keys", ""]
    assert change(keys, {"quiz.undo": ["U", "f12"], "app.theme": "T"}) == (
        '[keys]\n"quiz.undo" = ["U", "f12"]\n"app.theme" = "T"\n'
    )
    assert read_settings()[0].keys == {"quiz.undo": ("U", "f12"), "app.theme": ("T",)}
    assert change(keys, None) == "[keys]\n"


def test_keys_may_be_written_without_quotes() -> None:
    written('[keys]\nreader.merge = "M"\nquiz = 3\nreader.split = []\n"a b" = "x"\n')
    settings, problems = read_settings()
    assert settings.keys == {"reader.merge": ("M",), "a b": ("x",)}
    assert sorted((problem.line, problem.severity) for problem in problems) == [(3, "warning"), (4, "warning")]
    assert any("quiz" in problem.message for problem in problems)


@pytest.mark.parametrize(
    ("text", "said"),
    [("a = = 1\n", "valid TOML"), (b"a = '\xff'\n", "UTF-8"), ("quiz = 3\n", "changed"), ("a = " + "[" * 9999, "TOML")],
)
def test_nothing_is_written_to_what_is_broken(text: str | bytes, said: str) -> None:
    file = written(text)
    before = file.read_bytes()
    with pytest.raises(SettingsNotKept, match=said):
        change(READ_FIRST, False)
    assert file.read_bytes() == before
    assert os.listdir(file.parent) == [file.name]


def test_nothing_is_written_over_what_was_changed_meanwhile() -> None:
    file = written("[quiz]\n")
    opened = SettingsFile()
    file.write_text("[quiz]\n# mine\n")
    with pytest.raises(SettingsChanged):
        opened.change(READ_FIRST, False)
    assert file.read_text() == "[quiz]\n# mine\n"
    file.unlink()
    with pytest.raises(SettingsChanged):
        opened.change(READ_FIRST, False)
    assert not file.exists()


def test_what_is_so_already_writes_nothing() -> None:
    opened = SettingsFile()
    opened.change(READ_FIRST, None)
    assert not paths.settings_file().exists()


@pytest.mark.skipif(os.name == "nt", reason="links and modes")
def test_a_link_and_the_mode_stay(tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text("[quiz]\n")
    real.chmod(0o640)
    file = paths.settings_file()
    file.parent.mkdir(parents=True)
    file.symlink_to(real)
    change(READ_FIRST, False)
    assert file.is_symlink()
    assert real.read_text() == "[quiz]\nread_first = false\n"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="modes do not bind everybody")
def test_a_folder_that_cannot_be_written_to() -> None:
    file = written("[quiz]\n")
    file.parent.chmod(0o500)
    try:
        with pytest.raises(SettingsNotKept, match="could not be written"):
            change(READ_FIRST, False)
    finally:
        file.parent.chmod(0o700)


def test_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    file = written("[quiz]\n")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SettingsNotKept, match="No space left"):
        change(READ_FIRST, False)
    assert file.read_text() == "[quiz]\n"
    assert os.listdir(file.parent) == [file.name]


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=20))
def test_any_line_reads_back(text: str) -> None:
    spec = SPECS["reader", "speak"]
    raw = spec.kind.typed(text)
    file = paths.settings_file()
    file.unlink(missing_ok=True)
    made = change(spec, raw) if raw else ""
    assert not raw or tomllib.loads(made) == {"reader": {"speak": raw}}


def test_the_writer_of_toml_is_imported_when_it_is_needed() -> None:
    code = "import sys, tui_learn.settings.writing, tui_learn.settings.schema; sys.exit('tomlkit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
