"""Finding dictionaries: in folders, by name, and what is said of those that cannot be used."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.bitext.dictionary_making import write_dictd, write_stardict
from tests.bitext.test_dictionaries import FI_PL, FI_SV, SV_FI, SV_TR
from tui_learn import paths
from tui_learn.bitext.dictionaries import Dictionaries, dictionaries_at, find_dictionaries
from tui_learn.bitext.dictionary_files import FOLDERS_VARIABLE, SYSTEM_FOLDERS, system_folders
from tui_learn.settings import DictionarySettings, Settings


@pytest.fixture(autouse=True)
def no_system_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the machine has must not matter."""
    monkeypatch.setenv(FOLDERS_VARIABLE, "")


def found(*folders: Path) -> tuple[set[str], str]:
    files, problems = find_dictionaries(folders)
    return {f"{file.name}:{file.source}-{file.target}" for file in files}, "\n".join(map(str, problems))


def test_folders_inside_one_another_and_links_that_lead_back(tmp_path: Path) -> None:
    write_dictd(tmp_path / "a" / "b", "fi-sv", FI_SV)
    write_stardict(tmp_path / "c", "words", FI_PL, title="Finnish-Polish")
    (tmp_path / "a" / "b" / "back").symlink_to(tmp_path)
    (tmp_path / "a" / "itself").symlink_to(tmp_path / "a" / "itself")
    (tmp_path / "other.txt").write_text("x")
    assert found(tmp_path) == ({"fi-sv:fi-sv", "words:fi-pl"}, "")


def test_the_same_dictionary_twice(tmp_path: Path) -> None:
    write_dictd(tmp_path / "a", "fi-sv", FI_SV)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert len(find_dictionaries([tmp_path / "a", tmp_path / "b"])[0]) == 1


def test_languages_that_cannot_be_told(tmp_path: Path) -> None:
    write_dictd(tmp_path, "mywords", FI_SV)
    names, said = found(tmp_path)
    assert names == set()
    assert "rename its files to such as fi-sv.index" in said
    assert '"mywords" = "fi-sv"' in said
    settings = Settings(DictionarySettings(languages={"mywords": "fi-sv"}))
    files, problems = find_dictionaries([tmp_path], settings=settings)
    assert [(file.source, file.target) for file in files] == [("fi", "sv")]
    assert problems == []
    wrong = Settings(DictionarySettings(languages={"mywords": "?"}))
    assert "two are needed" in str(find_dictionaries([tmp_path], settings=wrong)[1][0])


def test_one_language_only(tmp_path: Path) -> None:
    write_dictd(tmp_path, "en-en", FI_SV)
    files, (problem,) = find_dictionaries([tmp_path])
    assert files == []
    assert problem.severity == "notice"


@pytest.mark.parametrize(
    ("gone", "said"), [("fi-sv.dict.dz", ".dict.dz is missing"), ("fi-sv.index", ".index is missing")]
)
def test_a_part_is_missing(tmp_path: Path, gone: str, said: str) -> None:
    write_dictd(tmp_path, "fi-sv", FI_SV)
    (tmp_path / gone).unlink()
    assert found(tmp_path)[0] == set()
    assert said in found(tmp_path)[1]


@pytest.mark.parametrize("gone", ["fi-sv.idx", "fi-sv.dict", "fi-sv.ifo"])
def test_a_part_of_stardict_is_missing(tmp_path: Path, gone: str) -> None:
    write_stardict(tmp_path, "fi-sv", FI_SV)
    (tmp_path / gone).unlink()
    assert found(tmp_path)[0] == set()
    assert "is missing beside it" in found(tmp_path)[1]


def test_folders_named_like_files(tmp_path: Path) -> None:
    write_dictd(tmp_path, "fi-sv", FI_SV)
    for name in ("sv-fi.index", "sv-fi.dict.dz", "pl-fi.ifo", "pl-fi.idx", "pl-fi.dict"):
        (tmp_path / name).mkdir()
    files, problems = find_dictionaries([tmp_path])
    with Dictionaries(files, None) as rest:
        assert rest.names == ("fi-sv",)
        said = "\n".join(map(str, [*problems, *rest.problems]))
    assert said.count("not a file") == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_pipes(tmp_path: Path) -> None:
    write_dictd(tmp_path, "fi-sv", FI_SV)
    (tmp_path / "fi-sv.index").unlink()
    os.mkfifo(tmp_path / "fi-sv.index")
    with Dictionaries(find_dictionaries([tmp_path])[0], None) as none:
        assert "not a file" in str(none.problems[0])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_permission_denied(tmp_path: Path) -> None:
    index = write_dictd(tmp_path, "fi-sv", FI_SV)
    index.chmod(0)
    with Dictionaries(find_dictionaries([tmp_path])[0], None) as none:
        assert "cannot be read" in str(none.problems[0])


def test_named_files(tmp_path: Path) -> None:
    write_dictd(tmp_path, "fi-sv", FI_SV)
    write_stardict(tmp_path, "fi-pl", FI_PL)
    for name in ("fi-sv.index", "fi-sv.dict.dz", "fi-pl.ifo", "fi-pl.idx", "fi-pl.dict"):
        files, problems = dictionaries_at([tmp_path / name])
        assert [file.name for file in files] == [name[:5]]
        assert problems == []
    assert len(dictionaries_at([str(tmp_path)])[0]) == 2
    files, problems = dictionaries_at([tmp_path / "no.index", tmp_path / "x.txt"])
    assert files == []
    assert len(problems) == 2


def test_where_they_are_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_dictd(tmp_path / "system", "fi-sv", FI_SV)
    write_dictd(paths.dictionaries_folder() / "mine", "sv-fi", SV_FI)
    write_dictd(tmp_path / "named", "sv-tr", SV_TR)
    folders = (tmp_path / "named", tmp_path / "nowhere")
    paths.settings_file().write_text(f"[dictionaries]\nfolders = ['{folders[0]}', '{folders[1]}']\n")
    files, problems = find_dictionaries()
    assert {file.name for file in files} == {"sv-fi", "sv-tr"}
    assert [problem.path for problem in problems] == [str(folders[1])]
    monkeypatch.setenv(FOLDERS_VARIABLE, os.pathsep.join([str(tmp_path / "none"), str(tmp_path / "system")]))
    assert {file.name for file in find_dictionaries()[0]} == {"fi-sv", "sv-fi", "sv-tr"}
    monkeypatch.delenv(FOLDERS_VARIABLE)
    assert system_folders()[: len(SYSTEM_FOLDERS)] == [Path(folder) for folder in SYSTEM_FOLDERS]
    assert tmp_path / ".local" / "share" / "stardict" / "dic" in system_folders()
