from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tui_learn.text.files import MAX_BYTES, read_file
from tui_learn.text.problems import UnreadableFile


def complaint(path: Path) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_file(path)
    return caught.value.problem.message


def test_a_file_is_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\x00\r\n\xff")
    assert read_file(path) == b"\x00\r\n\xff"


def test_folders_and_missing_files(tmp_path: Path) -> None:
    assert "folder" in complaint(tmp_path)
    assert "no such file" in complaint(tmp_path / "none.md")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes in folders")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert "pipe" in complaint(tmp_path / "pipe.md")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no /dev/zero")
def test_an_endless_device_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "zero.md").symlink_to("/dev/zero")
    assert "device" in complaint(tmp_path / "zero.md")


def test_too_large_a_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.md"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)  # a hole: it takes no room on the disk
    assert "64 MB" in complaint(path)
