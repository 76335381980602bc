from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.library.test_library import NB, write
from tui_learn.library.walking import is_folder, stamp_of, walk
from tui_learn.paths import library_folder
from tui_learn.text.problems import Problem

LARGEST = 2**63 - 1
LINKS = pytest.mark.skipif(os.name == "nt", reason="links need a right of their own")


def found(folder: Path) -> tuple[list[str], list[Problem]]:
    problems: list[Problem] = []
    return [os.path.relpath(file.path, folder) for file in walk(folder, problems)], problems


def test_files_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    write(tmp_path, {"b/x.md": NB, "a.TXT": NB, "b/a/y.markdown": NB, "c.md": NB, "b.md": NB, "d.pdf": "x"})
    files, problems = found(tmp_path)
    assert files == ["a.TXT", "b.md", "c.md", os.path.join("b", "x.md"), os.path.join("b", "a", "y.markdown")]
    assert problems == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")
def test_names_may_be_anything(tmp_path: Path) -> None:
    names = [b"\xff\xfe.md", b"'quoted\".md", b"two\nlines.md", b"\x1b[2J.md", b"%s{0}.md", b"-rf.md", b".md.md"]
    for name in names:
        Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name))).write_text(NB)
    files, problems = found(tmp_path)
    assert {os.fsencode(name) for name in files} == {name for name in names if not name.startswith(b".")}
    assert problems == []


@LINKS
def test_links_to_files_are_read_and_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    folder = write(tmp_path / "texts", {"real.md": NB, "deep/inner.md": NB})
    (folder / "deep" / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "link.md").symlink_to(folder / "real.md")
    (folder / "nowhere.md").symlink_to(tmp_path / "gone.md")
    (folder / "round.md").symlink_to(folder / "round.md")
    (folder / "folder.md").symlink_to(folder / "deep")
    files, problems = found(folder)
    assert set(files) == {"real.md", "link.md", "nowhere.md", "round.md", "folder.md", os.path.join("deep", "inner.md")}
    assert problems == []
    assert stamp_of(folder / "round.md") is stamp_of(folder / "nowhere.md") is None
    (tmp_path / "way").symlink_to(folder, target_is_directory=True)
    assert set(found(tmp_path / "way")[0]) == set(files)


def test_junctions_of_windows_are_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Found:
        st_reparse_tag = 0

    class Folder:
        def is_dir(self, *, follow_symlinks: bool) -> bool:
            return not follow_symlinks

        def stat(self, *, follow_symlinks: bool) -> Found:
            assert not follow_symlinks
            return Found()

    assert is_folder(Folder())  # type: ignore[arg-type]
    monkeypatch.setattr("tui_learn.library.walking.os.name", "nt")
    answers = []
    for tag in (0, 0xA0000003, 0x9000601A):  # plain, a junction, a folder of the cloud
        Found.st_reparse_tag = tag
        answers.append(is_folder(Folder()))  # type: ignore[arg-type]
    assert answers == [True, False, True]


def test_the_users_own_library_need_not_be_there(own_home: Path) -> None:
    assert found(library_folder()) == ([], [])
    write(library_folder(), {"a.md": NB})
    assert found(library_folder()) == (["a.md"], [])


@LINKS
def test_what_is_no_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to(tmp_path / "round")
    (tmp_path / "a.md").write_text(NB)
    for name in ("round", "missing", "a.md", "a.md/x", "x\0y"):
        files, (problem,) = found(tmp_path / name)
        assert (files, problem.severity, problem.path) == ([], "error", str(tmp_path / name))


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights are others there")
def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a/x.md": NB, "b/y.md": NB})
    (tmp_path / "a").chmod(0)
    look = os.scandir

    def scandir(path: str) -> object:
        if os.stat(path).st_mode & 0o777 == 0:  # root may read everything
            raise PermissionError(13, "Permission denied", path)
        return look(path)

    monkeypatch.setattr("tui_learn.library.walking.os.scandir", scandir)
    files, (problem,) = found(tmp_path)
    assert files == [os.path.join("b", "y.md")]
    assert (problem.path, problem.severity) == (str(tmp_path / "a"), "error")
    assert "Permission denied" in problem.message
    assert found(tmp_path / "a")[1][0].message == problem.message
    (tmp_path / "a").chmod(0o700)


def test_a_stamp_tells_every_change(tmp_path: Path) -> None:
    path = write(tmp_path, {"a.md": NB}) / "a.md"
    first = stamp_of(path)
    assert first == stamp_of(path)
    os.utime(path, ns=(1, 1))
    old = stamp_of(path)
    path.write_text(NB.swapcase(), encoding="utf-8")
    os.utime(path, ns=(1, 1))
    if os.name != "nt":
        assert stamp_of(path) != old
    os.utime(path, ns=(2**62, 2**62))
    found = stamp_of(path)
    assert found is not None
    assert all(0 <= number <= LARGEST for number in found)
    for time in (2**63, -(10**18)):
        try:
            os.utime(path, ns=(time, time))
        except (OSError, OverflowError):
            continue  # not a time of this disk
        assert all(0 <= number <= LARGEST for number in stamp_of(path) or ())
