"""Backups hold everything; restoring one gives that and nothing else, whatever is in the file or stops it."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import stat
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from tests.progress.test_first_version import answer, first_version
from tests.progress.test_merging import Clock, act, answered, everything_in, foreign, line_of, logs_of, told
from tui_learn.progress import Progress, Rating, backup, disk
from tui_learn.progress.backup import (
    MANIFEST,
    Backup,
    CannotBackUp,
    CannotRestore,
    back_up,
    finish_restore,
    restore,
)

WHEN = datetime(2026, 11, 22, 10, 20, 30, tzinfo=UTC)
DATED = "progress.before-2026-11-22T10-20-30"


def at() -> datetime:
    return WHEN


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def home(tmp_path: Path, clock: Clock) -> Path:
    """A folder with ``progress/`` in it, of two devices."""
    folder = tmp_path / "home" / "progress"
    for seed in range(2):
        with Progress(folder, clock=clock) as progress:
            act(progress, clock, random.Random(seed), 40)
        shutil.rmtree(folder / "local")  # what is written next is another device's
    return folder.parent


def members_of(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def test_a_round_trip_gives_the_same_logs_byte_for_byte(home: Path, tmp_path: Path, clock: Clock) -> None:
    folder, file = home / "progress", tmp_path / "b.zip"
    before, logs = told(folder, clock), logs_of(folder)
    made = back_up(folder, file, clock=at)
    assert (made.writers, made.troubles, made.bytes) == (2, (), file.stat().st_size)
    assert logs_of(folder) == logs
    done = restore(tmp_path / "other" / "progress", file)
    assert (done.answers, done.made, done.before) == (made.answers, "2026-11-22T10:20:30+00:00", None)
    assert logs_of(tmp_path / "other" / "progress") == logs
    assert told(tmp_path / "other" / "progress", clock) == before
    assert [path.name for path in (tmp_path / "other").iterdir() if not path.name.startswith(".")] == ["progress"]


def test_the_list_says_what_is_in_it(home: Path, tmp_path: Path, clock: Clock) -> None:
    folder, file = home / "progress", tmp_path / "b.zip"
    back_up(folder, file, clock=at)
    members = members_of(file)
    manifest = json.loads(members.pop(MANIFEST))
    assert (manifest["format"], manifest["version"]) == ("tui-learn progress", 1)
    assert manifest["members"] == {name: hashlib.sha256(data).hexdigest() for name, data in members.items()}
    assert members == logs_of(folder)
    with Progress(folder, clock=clock) as progress:
        answers = [document for document in progress.db.table("reviews") if document["kind"] in ("review", "practice")]
    assert manifest["answers"] == len(answers)
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0


def test_restoring_goes_back_and_moves_what_was_there(home: Path, tmp_path: Path, clock: Clock) -> None:
    folder, file = home / "progress", tmp_path / "b.zip"
    back_up(folder, file)
    then = told(folder, clock)
    answered(folder, clock, "a/later")
    later, files = told(folder, clock), everything_in(folder)
    done = restore(folder, file, clock=at)
    assert done.before == home / DATED
    assert {name: data for name, data in everything_in(home / DATED).items() if not name.endswith(".lock")} == {
        name: data for name, data in files.items() if not name.endswith(".lock")
    }
    assert told(folder, clock) == then
    # It goes on from there, and what was moved can be had back.
    answered(folder, clock, "a/other")
    restore(folder, file, clock=at)
    assert (home / f"{DATED}-2").is_dir()
    shutil.rmtree(folder)
    (home / DATED).rename(folder)
    assert told(folder, clock) == later


def test_a_backup_while_the_app_is_open(home: Path, tmp_path: Path, clock: Clock) -> None:
    folder, file = home / "progress", tmp_path / "b.zip"
    with Progress(folder, clock=clock) as progress:
        progress.record("a/now", Rating.GOOD)
        back_up(folder, file)
        progress.record("a/later", Rating.GOOD)
    restore(tmp_path / "other", file)
    with Progress(tmp_path / "other", clock=clock) as restored:
        assert restored.state("a/now") is not None
        assert restored.state("a/later") is None


def test_it_is_complete_where_a_log_has_shrunk_or_was_gone_on_with_in_two_places(tmp_path: Path, clock: Clock) -> None:
    folder, file = tmp_path / "progress", tmp_path / "b.zip"
    first, second, third, other = (line_of(place, f"a/{place}") for place in (1, 2, 3, 4))
    path = foreign(folder, first, third)
    kept = foreign(tmp_path / "x", first, second)
    shutil.copytree(kept.parent.parent, folder / "kept")
    path.with_name("00000001 (copy).jsonl").write_bytes(first + other[:-9] + b"\n" + other)
    known = told(folder, clock)
    assert len(known["events"]) == 4
    made = back_up(folder, file)
    assert (made.answers, made.troubles) == (4, ())  # what is damaged in one copy is whole in another
    restore(tmp_path / "other", file)
    assert told(tmp_path / "other", clock) == known
    assert logs_of(tmp_path / "other") == {str(path.relative_to(folder)): first + second + third + other}


def test_damaged_lines_are_left_out_and_told(tmp_path: Path) -> None:
    folder = tmp_path / "progress"
    path = foreign(folder, line_of(1, "a/1"), b"damaged\n", line_of(3, "a/3"), b"half a li")
    made = back_up(folder, tmp_path / "b.zip")
    assert made.answers == 2
    assert [(trouble.severity, trouble.path) for trouble in made.troubles] == [("error", path)]
    assert "1 damaged line" in made.troubles[0].message


def test_the_first_version_is_backed_up_too(tmp_path: Path, clock: Clock) -> None:
    first_version(tmp_path / "progress", [answer(number) for number in range(5)])
    assert back_up(tmp_path / "progress", tmp_path / "b.zip").answers == 5


def test_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(CannotBackUp, match="no progress yet"):
        back_up(tmp_path / "progress", tmp_path / "b.zip")
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_there_is_not_written_over(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    file.write_text("precious")
    with pytest.raises(CannotBackUp, match="--force"):
        back_up(home / "progress", file)
    assert file.read_text() == "precious"
    back_up(home / "progress", file, force=True)
    assert zipfile.is_zipfile(file)
    with pytest.raises(CannotBackUp, match="folder"):
        back_up(home / "progress", tmp_path, force=True)
    with pytest.raises(CannotBackUp, match="No such file"):
        back_up(home / "progress", tmp_path / "none" / "b.zip")


def test_a_full_disk_leaves_the_old_backup(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "b.zip"
    back_up(home / "progress", file)
    before = everything_in(tmp_path)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(disk, "sync", full)
        with pytest.raises(CannotBackUp, match="No space left"):
            back_up(home / "progress", file, force=True)
    assert everything_in(tmp_path) == before


# --- files that are no backup


def rewritten(file: Path, change: Callable[[dict[str, bytes], dict[str, Any]], None]) -> None:
    """Change the members, or the list of them."""
    members = members_of(file)
    manifest = json.loads(members.pop(MANIFEST))
    change(members, manifest)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        archive.writestr(MANIFEST, json.dumps(manifest))


def added(name: str, data: bytes = b"x\n", listed: bool = True) -> Callable[[dict[str, bytes], dict[str, Any]], None]:
    def change(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
        members[name] = data
        if listed:
            manifest["members"][name] = hashlib.sha256(data).hexdigest()

    return change


def altered(members: dict[str, bytes], _manifest: dict[str, Any]) -> None:
    name = next(iter(members))
    members[name] = members[name].replace(b"nb:fi", b"nb:sv", 1)


def dropped(members: dict[str, bytes], _manifest: dict[str, Any]) -> None:
    del members[next(iter(members))]


def listed(**values: Any) -> Callable[[dict[str, bytes], dict[str, Any]], None]:
    return lambda _members, manifest: manifest.update(values)


WRITER = "0" * 16
HOSTILE = {
    "altered": (altered, "damaged"),
    "dropped": (dropped, "damaged"),
    "not listed": (added(f"log/{WRITER}/00000001.jsonl", listed=False), "damaged"),
    "parent": (added("../evil.jsonl"), "no part of a backup"),
    "deep parent": (added(f"log/{WRITER}/../../../evil.jsonl"), "no part of a backup"),
    "absolute": (added("/tmp/evil.jsonl"), "no part of a backup"),
    "drive": (added("C:/evil.jsonl"), "no part of a backup"),
    "backslashes": (added(f"log\\{WRITER}\\00000001.jsonl"), "no part of a backup"),
    "other files": (added("local/state"), "no part of a backup"),
    "folder": (added(f"log/{WRITER}/"), "no part of a backup"),
    "other digits": (added(f"log/{WRITER}/٠٠٠٠٠٠٠١.jsonl"), "no part of a backup"),
    "bomb": (added(f"log/{WRITER}/00000001.jsonl", bytes(63 << 20)), "larger than a backup can be"),
    "large": (added(f"log/{WRITER}/00000001.jsonl", random.Random(1).randbytes(65 << 20)), "larger than a backup"),
    "later": (listed(version=2, members=[]), "later version"),
    "no version": (listed(version="1"), "damaged"),
    "other format": (listed(format="another"), "no backup of progress"),
    "no sums": (listed(members={"log": 1}), "damaged"),
    "no numbers": (listed(answers="many"), "damaged"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_wrong_with_a_file_is_told_and_nothing_is_changed(home: Path, tmp_path: Path, name: str) -> None:
    change, message = HOSTILE[name]
    file = tmp_path / "b.zip"
    back_up(home / "progress", file)
    rewritten(file, change)
    before = everything_in(home)
    with pytest.raises(CannotRestore, match=message):
        restore(home / "progress", file)
    assert everything_in_but_locks(home) == but_locks(before)
    assert not list(tmp_path.glob("evil*"))


def everything_in_but_locks(folder: Path) -> dict[str, bytes]:
    return but_locks(everything_in(folder))


def but_locks(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if not name.endswith(".lock")}


@pytest.mark.parametrize("data", [b"", b"PK", b"no archive at all"], ids=repr)
def test_what_is_no_archive(home: Path, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "b.zip").write_bytes(data)
    with pytest.raises(CannotRestore, match="no backup of progress"):
        restore(home / "progress", tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr("readme.txt", "x")
    with pytest.raises(CannotRestore, match="no backup of progress"):
        restore(home / "progress", tmp_path / "c.zip")
    with pytest.raises(CannotRestore, match="No such file"):
        restore(home / "progress", tmp_path / "none.zip")


def test_a_member_twice(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    back_up(home / "progress", file)
    name, data = next(iter(members_of(file).items()))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, data)
    with pytest.raises(CannotRestore, match="no part of a backup"):
        restore(home / "progress", file)


def test_every_flipped_bit_and_every_cut_is_found_out(tmp_path: Path, clock: Clock) -> None:
    folder, file = tmp_path / "progress", tmp_path / "b.zip"
    answered(folder, clock, "a/1", "a/2")
    back_up(folder, file)
    data, logs = file.read_bytes(), logs_of(folder)
    chance = random.Random(3)
    refused = 0
    for attempt in range(120):
        if attempt % 2:
            bad = data[: chance.randrange(len(data))]
        else:
            place = chance.randrange(len(data))
            bad = data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :]
        file.write_bytes(bad)
        target = tmp_path / f"t{attempt}"
        try:
            restore(target, file)
        except CannotRestore:
            refused += 1
            assert not target.exists()
        else:  # a bit that means nothing, such as one of a time
            assert logs_of(target) == logs
    assert refused > 80


def test_whatever_bit_of_the_list_of_contents_flips_it_is_a_backup_or_none(tmp_path: Path, clock: Clock) -> None:
    folder, file = tmp_path / "progress", tmp_path / "b.zip"
    answered(folder, clock, "a/1")
    back_up(folder, file)
    data, refused = file.read_bytes(), 0
    begin = data.index(b"PK\x01\x02")
    bits = range(8 * begin, 8 * len(data))
    for bit in bits:
        file.write_bytes(data[: bit // 8] + bytes([data[bit // 8] ^ 1 << bit % 8]) + data[bit // 8 + 1 :])
        try:
            Backup(file)._archive.close()
        except CannotRestore:
            refused += 1
    assert len(bits) / 3 < refused < len(bits)


# --- what stops it


def test_restoring_is_refused_while_a_program_writes(home: Path, tmp_path: Path, clock: Clock) -> None:
    folder, file = home / "progress", tmp_path / "b.zip"
    back_up(folder, file)
    with Progress(folder, clock=clock) as progress:
        progress.record("a/now", Rating.GOOD)
        with pytest.raises(CannotRestore, match="close it"):
            restore(folder, file)
        progress.record("a/later", Rating.GOOD)
    assert not list(home.glob("progress.*"))
    known = told(folder, clock)
    assert {"a/now", "a/later"} <= set(known["states"])
    assert restore(folder, file, clock=at).before == home / DATED


def test_a_program_that_begins_to_write_meanwhile(
    home: Path, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, file = home / "progress", tmp_path / "b.zip"
    back_up(folder, file)
    unpacked = backup._unpacked
    with Progress(folder, clock=clock) as progress:

        def begins(opened: Backup, target: Path) -> Path:
            progress.record("a/now", Rating.GOOD)
            return unpacked(opened, target)

        monkeypatch.setattr(backup, "_unpacked", begins)
        with pytest.raises(CannotRestore, match="close it"):
            restore(folder, file)
        assert progress.state("a/now") is not None
    assert not list(home.glob("progress.*"))


def test_one_restoring_at_a_time(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    back_up(home / "progress", file)
    with FileLock(home / ".progress.restoring.lock"):
        with pytest.raises(CannotRestore, match="another program is restoring"):
            restore(home / "progress", file)
        (home / "progress").rename(home / "progress.restored")
        with pytest.raises(CannotRestore, match="another program is restoring"):
            finish_restore(home / "progress")


def test_an_app_that_only_looks_sees_what_was_restored(home: Path, tmp_path: Path, clock: Clock) -> None:
    folder, file = home / "progress", tmp_path / "b.zip"
    back_up(folder, file)
    then = told(folder, clock)
    answered(folder, clock, "a/later")
    with Progress(folder, clock=clock) as progress:
        assert progress.state("a/later") is not None
        restore(folder, file)
        assert progress.state("a/later") is None
        assert dict(progress.states()) == then["states"]
        progress.record("a/next", Rating.GOOD)
    assert set(told(folder, clock)["events"]) > set(then["events"])


class Stopped(BaseException):
    """The program is gone: nothing is cleared up after it."""


@pytest.mark.parametrize("error", [OSError(5, "Input/output error"), Stopped()], ids=["error", "stopped"])
def test_whatever_stops_it_the_old_or_the_new_is_there(
    home: Path, tmp_path: Path, clock: Clock, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "b.zip"
    back_up(home / "progress", file)
    new = told(home / "progress", clock)
    answered(home / "progress", clock, "a/later")
    old = told(home / "progress", clock)
    ends = []
    for fatal in range(1, 100):
        work = tmp_path / str(fatal)
        shutil.copytree(home, work)
        folder = work / "progress"
        with monkeypatch.context() as patch:
            calls = fail_at(fatal, error, patch)
            try:
                restore(folder, file, clock=at)
            except (CannotRestore, Stopped):
                stopped = True
            else:
                stopped = False
        if len(calls) < fatal:
            assert not stopped
            break
        between = not folder.exists()
        assert finish_restore(folder) == between
        if between:
            assert told(work / DATED, clock) == old
        known = told(folder, clock)
        assert known in (old, new)
        if isinstance(error, OSError):
            assert not [path.name for path in work.iterdir() if "unpacking" in path.name or "restored" in path.name]
        ends.append("between" if between else "old" if known == old else "new")
        # Once more, and it is done; nothing is left lying about.
        if known == old:
            assert restore(folder, file, clock=at).before == work / DATED
        assert told(folder, clock) == new
        assert told(work / DATED, clock) == old
        left = [path.name for path in work.iterdir() if not path.name.endswith(".lock")]
        assert sorted(left) == ["progress", DATED]
    assert len(ends) > 10
    assert sorted(set(ends)) == (["between", "new", "old"] if isinstance(error, Stopped) else ["new", "old"])


def fail_at(fatal: int, error: BaseException, patch: pytest.MonkeyPatch) -> list[str]:
    """Let the disk fail at one of the calls; the calls that were made."""
    calls: list[str] = []

    def counted(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            calls.append(name)
            if len(calls) == fatal:
                raise error
            return function(*arguments, **options)

        return call

    for name in ("replace", "sync", "sync_folder"):
        patch.setattr(disk, name, counted(name, getattr(disk, name)))
    if isinstance(error, Stopped):
        patch.setattr(shutil, "rmtree", lambda *_arguments, **_options: None)
    return calls


def test_nothing_is_finished_where_nothing_was_begun(home: Path) -> None:
    before = everything_in(home)
    assert not finish_restore(home / "progress")
    assert not finish_restore(home / "none")
    assert everything_in(home) == before


def test_a_link_goes_on_naming_the_progress(home: Path, tmp_path: Path, clock: Clock) -> None:
    link, file = tmp_path / "link", tmp_path / "b.zip"
    link.symlink_to(home / "progress")
    back_up(link, file)
    answered(link, clock, "a/later")
    restore(link, file, clock=at)
    assert link.is_symlink()
    assert told(link, clock)["states"].keys() == told(home / "progress", clock)["states"].keys()
    assert (home / DATED).is_dir()


def test_a_backup_is_closed_after_an_error(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    back_up(home / "progress", file)
    with Backup(file) as opened:
        assert sorted(opened.members.values()) == sorted(name for name in members_of(file) if name != MANIFEST)
    rewritten(file, listed(format="another"))
    with pytest.raises(CannotRestore):
        Backup(file)
    file.unlink()
