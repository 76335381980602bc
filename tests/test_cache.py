from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tui_learn.cache import STALE_SECONDS, Cache, sweep, write_atomically


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    Cache(tmp_path, "things", 1).put({"a": [1, "ä\udcff"]}, "key", "bad\udcff.md")
    assert Cache(tmp_path, "things", 1).get("key", "bad\udcff.md") == {"a": [1, "ä\udcff"]}
    assert Cache(tmp_path, "things", 2).get("key", "bad\udcff.md") is None
    assert Cache(None, "things", 1).get("key") is None


@pytest.mark.parametrize("damage", ["", "{", "[" * 100_000, "\x00"])
def test_a_damaged_entry_is_made_again(tmp_path: Path, damage: str) -> None:
    cache = Cache(tmp_path, "things", 1)
    cache.put(1, "key")
    (file,) = (tmp_path / "things").glob("*.json")
    file.write_text(damage, encoding="utf-8")
    assert cache.get("key") is None


def test_an_entry_with_one_bit_turned_around_is_made_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path, "things", 1)
    cache.put({"share": 0.25, "words": ["kumppanuus"]}, "key")
    (file,) = (tmp_path / "things").glob("*.json")
    whole = file.read_bytes()
    for place in range(len(whole)):
        file.write_bytes(bytes([*whole[:place], whole[place] ^ 1, *whole[place + 1 :]]))
        assert cache.get("key") is None


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        write_atomically(tmp_path / "a.json", "\ud800")
    assert list(tmp_path.iterdir()) == []


def test_what_killed_writers_left_is_swept(tmp_path: Path) -> None:
    old, young = tmp_path / "a.json1.new", tmp_path / "a.json2.new"
    old.write_text("")
    young.write_text("")
    os.utime(old, (time.time() - STALE_SECONDS - 9,) * 2)
    sweep(tmp_path, "a.json*.new")
    assert list(tmp_path.iterdir()) == [young]


def test_files_that_are_no_json_are_kept_beside(tmp_path: Path) -> None:
    cache = Cache(tmp_path, "things", 1, kept=2, ending="flat")
    assert cache.put_bytes(b"\x00\xff", "key")
    assert cache.get_bytes("key") == b"\x00\xff"
    assert Cache(tmp_path, "things", 1).get_bytes("key") is None
    Cache(tmp_path, "things", 1).put(1, "other")
    for number in range(6):
        cache.put_bytes(b"x", f"{number}")
    assert len(list((tmp_path / "things").glob("*.flat"))) == 2
    assert Cache(tmp_path, "things", 1).get("other") == 1


def test_whether_it_was_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "things").write_text("in the way")
    assert not Cache(tmp_path, "things", 1).put_bytes(b"x", "key")
    assert not Cache(None, "things", 1).put_bytes(b"x", "key")
