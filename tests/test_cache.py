from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tui_learn.cache import STALE_SECONDS, Cache, sweep, write_atomically
from tui_learn.library.index import Index
from tui_learn.text.problems import Problem


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


@pytest.mark.parametrize("damage", ['{"format": "2/0.1.0", "files": []}', "[" * 100_000, "null", "{}"])
def test_a_damaged_index_is_made_again(tmp_path: Path, damage: str) -> None:
    (tmp_path / "library.json").write_text(damage, encoding="utf-8")
    path = tmp_path / "a.md"
    path.write_text("x")
    index = Index(tmp_path / "library.json")
    assert index.get(path, path.stat()) is None
    index.put(path, path.stat(), Problem("error", str(path), None, "empty"))
    index.save()
    assert Index(tmp_path / "library.json").get(path, path.stat()) == Problem("error", str(path), None, "empty")


def test_the_index_knows_files_whatever_they_are_called_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.md").write_text(f"text {name}")
        os.utime(tmp_path / name / "x.md", (1, 1))
    file = tmp_path / "library.json"
    monkeypatch.chdir(tmp_path / "one")
    index = Index(file)
    index.put(Path("x.md"), Path("x.md").stat(), Problem("error", "x.md", None, "one"))
    index.save([Path()])
    monkeypatch.chdir(tmp_path / "two")
    assert Index(file).get(Path("x.md"), Path("x.md").stat()) is None  # another file of that name, size and time
    there = tmp_path / "one" / "x.md"
    assert Index(file).get(there, there.stat()) == Problem("error", str(there), None, "one")


def test_files_that_are_gone_are_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "library.json"
    kept, gone, elsewhere = (tmp_path / name for name in ("a/kept.md", "a/gone.md", "b/elsewhere.md"))
    index = Index(file)
    for path in (kept, gone, elsewhere):
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
        index.put(path, path.stat(), Problem("error", str(path), None, "x"))
    index.save()
    stats = {path: path.stat() for path in (kept, gone, elsewhere)}
    second = Index(file)
    second.get(kept, stats[kept])
    second.save([tmp_path / "a"])
    third = Index(file)
    assert third.get(kept, stats[kept]) is not None
    assert third.get(elsewhere, stats[elsewhere]) is not None
    assert third.get(gone, stats[gone]) is None


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
