from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from tui_learn.progress import Progress, ProgressDamaged, Rating
from tui_learn.progress.first_version import FILE, TAKEN

AT = 1_770_000_000_000
DAY = 86_400_000


def answer(number: int, **more: Any) -> dict[str, Any]:
    """An answer as the first version stored it."""
    return {
        "id": f"{number:032x}",
        "card": f"word/nb:fi/recognise/{number % 3}",
        "rating": 3,
        "at": AT + number * DAY,
        "zone": 60,
        "ms": 1500,
        "kind": "review",
        "group": "nb:fi",
        "place": "article",
        "undoes": "",
        **more,
    }


def first_version(folder: Path, answers: list[dict[str, Any]], kept: list[dict[str, Any]] | None = None) -> Path:
    folder.mkdir(parents=True)
    with TinyDB(folder / FILE) as db:
        db.table("reviews").insert_multiple(answers)
        db.table("kept").insert_multiple(kept or [])
    return folder / FILE


def test_what_the_first_version_kept_is_taken_over(tmp_path: Path) -> None:
    undo = answer(9, kind="undo", rating=0, undoes=f"{5:032x}", card=f"word/nb:fi/recognise/{5 % 3}")
    kept = [{"name": "library/pair", "value": "nb:fi"}, {"name": "quiz/rejected", "value": ["x"]}]
    file = first_version(tmp_path / "progress", [*map(answer, range(8)), undo], kept)
    before = file.read_bytes()
    progress = Progress(tmp_path / "progress")
    stats = progress.stats()
    assert (stats["answers"], stats["cards"]) == (7, 3)
    assert progress.recall("library/pair") == "nb:fi"
    assert progress.recall("quiz/rejected") == ["x"]
    assert not file.exists()
    assert (tmp_path / "progress" / TAKEN).read_bytes() == before
    assert progress.undo(f"{7:032x}")
    assert not progress.undo(f"{5:032x}")
    again = Progress(tmp_path / "progress")
    assert again.stats()["answers"] == 6
    assert again.state("word/nb:fi/recognise/0") == progress.state("word/nb:fi/recognise/0")


def test_what_was_kept_since_is_later(tmp_path: Path) -> None:
    with Progress(tmp_path / "progress") as progress:
        progress.remember("library/pair", "sv:fi")
    file = tmp_path / "progress" / FILE
    with TinyDB(file) as db:
        db.table("kept").insert({"name": "library/pair", "value": "nb:fi"})
    assert Progress(tmp_path / "progress").recall("library/pair") == "sv:fi"


def test_two_devices_take_over_the_same(tmp_path: Path) -> None:
    logs = []
    for device in ("one", "two"):
        first_version(tmp_path / device, [answer(n) for n in range(5)])
        Progress(tmp_path / device).stats()
        (segment,) = (tmp_path / device / "log").rglob("*.jsonl")
        logs.append((segment.parent.name, segment.read_bytes()))
    assert logs[0] == logs[1]


def test_a_file_that_comes_back_adds_only_what_is_new(tmp_path: Path) -> None:
    folder = tmp_path / "progress"
    first_version(folder, [answer(n) for n in range(3)])
    assert Progress(folder).stats()["answers"] == 3
    with TinyDB(folder / FILE) as db:
        db.table("reviews").insert_multiple([answer(n) for n in range(4)])
    assert Progress(folder).stats()["answers"] == 4
    assert len(list(folder.glob(f"{TAKEN}*"))) == 2


def test_long_histories_fill_several_segments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_learn.progress.first_version._PER_SEGMENT", 10)
    first_version(tmp_path / "progress", [answer(n) for n in range(35)])
    progress = Progress(tmp_path / "progress")
    assert progress.stats()["answers"] == 35
    assert progress.troubles() == []
    assert len(list((tmp_path / "progress" / "log").rglob("*.jsonl"))) == 4


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"reviews": []}', b'{"reviews": {"1": {"id": "x"}}}', b"\xff\xfe", b'{"reviews": {"1": 2}}',
     b"[" * 100_000],
)  # fmt: skip
def test_a_damaged_file_is_told_and_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / FILE
    file.write_bytes(content)
    progress = Progress(tmp_path)
    for action in (progress.due, progress.stats, lambda: progress.record("a", Rating.GOOD)):
        with pytest.raises(ProgressDamaged, match="backup"):
            action()
    assert file.read_bytes() == content
    assert not (tmp_path / "log").exists()


@pytest.mark.parametrize(
    "change",
    [
        {"rating": 7},
        {"rating": 0},
        {"at": 1e30},
        {"at": 10**14},
        {"at": "soon"},
        {"zone": 10**12},
        {"kind": "dream"},
    ],
    ids=str,
)
def test_an_impossible_answer_is_damage(tmp_path: Path, change: dict[str, object]) -> None:
    file = first_version(tmp_path / "progress", [answer(0), answer(1, **change)])
    before = file.read_bytes()
    with pytest.raises(ProgressDamaged):
        Progress(tmp_path / "progress").stats()
    with pytest.raises(ProgressDamaged):
        Progress(tmp_path / "progress").remember("place", 1)
    assert file.read_bytes() == before


def test_every_cut_of_the_file_is_seen(tmp_path: Path) -> None:
    file = first_version(tmp_path / "progress", [answer(0)])
    whole = file.read_bytes()
    assert json.loads(whole)
    for size in range(len(whole)):
        file.write_bytes(whole[:size])
        with pytest.raises(ProgressDamaged):
            Progress(tmp_path / "progress").stats()


def test_times_are_as_they_were(tmp_path: Path) -> None:
    first_version(tmp_path / "progress", [answer(0)])
    (event,) = Progress(tmp_path / "progress").attempts()
    assert event.at == datetime.fromtimestamp(AT / 1000, UTC)
    assert (event.zone, event.milliseconds, event.group, event.place) == (60, 1500, "nb:fi", "article")
