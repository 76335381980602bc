"""Repairs on disk: nothing is lost, nothing is guessed, and a person can read them."""

from __future__ import annotations

import json
import multiprocessing
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from filelock import Timeout
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bitext.making import bitext, edition, sentences
from tui_learn import own_files
from tui_learn.bitext import Bitext, repair_format, repair_store
from tui_learn.bitext.beads import FixedBead
from tui_learn.bitext.repair_edits import Edit, edits_for
from tui_learn.bitext.repair_format import Document, parse
from tui_learn.bitext.repair_making import CannotRepair
from tui_learn.bitext.repair_store import Change, RepairsNotKept, RepairStore
from tui_learn.bitext.repairs import look_for
from tui_learn.bitext.store import kept_bitext, load_bitext
from tui_learn.cache import write_atomically
from tui_learn.library import Article
from tui_learn.text import Problem

COUNT = 24
FI, SV = sentences("suomi", COUNT), sentences("svenska", COUNT)
LEFT, RIGHT = edition(FI, "fi"), edition(SV, "sv")
PLAIN = bitext(LEFT, RIGHT)
OTHER = edition(sentences("muu", 5), "fi", "m.md"), edition(sentences("annan", 5), "sv", "a.md")
Shape = tuple[tuple[int, ...], tuple[int, ...]]


def align(_fixed: object) -> Bitext:
    return PLAIN


def add(store: RepairStore, *shapes: Shape) -> Change:
    return store.apply(LEFT, RIGHT, edits_for(FixedBead(*shape) for shape in shapes), align)


def forget(store: RepairStore, *shape: tuple[int, ...]) -> Change:
    return store.apply(LEFT, RIGHT, [Edit("forget", FixedBead(*shape))], align)


def shapes(store: RepairStore) -> list[Shape]:
    found = look_for(RepairStore(store.folder).read("sv", "fi")[0], LEFT, RIGHT)
    assert (found.overruled, found.orphans) == ((), ())
    return [(bead.left, bead.right) for bead in found.fixed]


def file_of(store: RepairStore) -> Path:
    assert store.folder is not None
    return store.folder / "fi-sv.json"


@pytest.fixture
def store(tmp_path: Path) -> RepairStore:
    return RepairStore(tmp_path / "repairs", clock=lambda: datetime(2026, 11, 21, 10, 30, tzinfo=UTC))


def content(store: RepairStore) -> Any:
    return json.loads(file_of(store).read_text(encoding="utf-8"))


def test_what_is_kept_is_found_again(store: RepairStore) -> None:
    assert store.read("fi", "sv") == ([], [])
    assert not file_of(store).parent.exists()  # reading makes no folder
    assert add(store, ((3, 4), (3,))).made_way == ()
    add(store, ((8,), ()))
    assert shapes(store) == [((3, 4), (3,)), ((8,), ())]
    assert {repair.date for repair in store.read("fi", "sv")[0]} == {"2026-11-21T10:30:00Z"}
    assert store.read("fi", "nb", "sv")[0] == store.read("fi", "sv")[0]
    assert store.read("fi", "nb") == ([], [])


def test_a_person_can_read_it(store: RepairStore) -> None:
    left = edition(["Äiti söi.", *FI], "fi")
    store.apply(left, RIGHT, edits_for([FixedBead((0,), (0,))]))
    text = file_of(store).read_text(encoding="utf-8")
    assert '          "text": [\n            "Äiti söi."\n          ],\n' in text
    assert list(json.loads(text)) == ["format", "version", "repairs"]
    assert set(json.loads(text)["repairs"][0]) == {"date", "sides"}


def test_conflicting_repairs_make_way(store: RepairStore) -> None:
    add(store, ((3,), (3, 4)))
    add(store, ((9,), (9, 10)))
    assert add(store, ((4,), (4, 5))).made_way == (FixedBead((3,), (3, 4)),)
    assert shapes(store) == [((4,), (4, 5)), ((9,), (9, 10))]
    add(store, ((6,), (2,)))  # crosses the first
    assert shapes(store) == [((6,), (2,)), ((9,), (9, 10))]


def test_many_changes_are_one_write_or_none(store: RepairStore, monkeypatch: pytest.MonkeyPatch) -> None:
    writes: list[Path] = []

    def write(file: Path, text: str, *, durable: bool, mode: int | None) -> None:
        assert durable
        writes.append(file)
        write_atomically(file, text, durable=durable, mode=mode)

    monkeypatch.setattr(own_files, "write_atomically", write)
    add(store, *(((n,), (n,)) for n in range(10)))
    assert writes == [file_of(store)]
    before = file_of(store).read_bytes()
    with pytest.raises(CannotRepair, match="contradict"):
        add(store, ((12,), (12,)), ((13,), (13,)), ((13, 14), (14,)))
    assert file_of(store).read_bytes() == before
    add(store, ((3,), (3,)))  # it is there already
    assert writes == [file_of(store)]


# --- undo


def test_taking_back_a_change_leaves_the_file_as_it_was(store: RepairStore) -> None:
    add(store, ((3,), (3, 4)))
    add(store, ((8,), (8,)))
    data = content(store)
    data["repairs"][0]["why"] = "he skipped a line"
    data["repairs"].insert(1, {"sides": "what?"})
    file_of(store).write_text(json.dumps(data), encoding="utf-8")
    first = add(store, ((3, 4), (3,)), ((), (4,)))
    second = forget(store, (3,), ())
    assert shapes(store) == [((8,), (8,)), ((), (4,))]
    assert store.take_back(second)
    assert shapes(store) == [((3, 4), (3,)), ((8,), (8,)), ((), (4,))]
    assert store.take_back(first)
    assert content(store) == data
    assert not store.take_back(first)
    assert content(store) == data


def test_what_was_changed_again_elsewhere_is_not_taken_back(store: RepairStore) -> None:
    mine = add(store, ((3,), (3, 4)))
    theirs = add(RepairStore(store.folder), ((4,), (4, 5)))
    before = content(store)
    assert not store.take_back(mine)
    assert content(store) == before
    assert store.take_back(theirs)
    assert store.take_back(mine)
    assert shapes(store) == []


def test_taking_back_leaves_what_others_have_made_since(store: RepairStore) -> None:
    mine = add(store, ((3,), (3, 4)))
    add(RepairStore(store.folder), ((9,), (9, 10)))
    store.apply(*OTHER, edits_for([FixedBead((1,), (1,))]))
    assert store.take_back(mine)
    assert shapes(store) == [((9,), (9, 10))]
    assert len(content(store)["repairs"]) == 2


numbers = st.integers(0, COUNT - 3)
steps = st.one_of(
    st.tuples(numbers, numbers, st.integers(1, 3), st.integers(1, 3)), st.just("undo"), st.just("forget the first")
)


@settings(max_examples=40, deadline=None)
@given(st.lists(steps, max_size=12))
def test_undo_goes_back_step_by_step(tmp_path_factory: pytest.TempPathFactory, done: list[Any]) -> None:
    store = RepairStore(tmp_path_factory.mktemp("r") / "repairs")
    history = [shapes(store)]
    changes: list[Change] = []
    for step in done:
        if step == "undo":
            if changes:
                assert store.take_back(changes.pop())
                history.pop()
        elif step == "forget the first":
            if history[-1]:
                changes.append(forget(store, *history[-1][0]))
                history.append(history[-1][1:])
        else:
            i, j, m, n = step
            shape = tuple(range(i, i + m)), tuple(range(j, j + n))
            changes.append(add(store, shape))
            history.append(shapes(store))
            assert shape in history[-1]
            if not changes[-1].added:  # it was there
                changes.pop()
                history.pop()
        assert shapes(store) == history[-1]


def test_the_undo_list_of_earlier_files_is_kept_and_means_nothing(store: RepairStore) -> None:
    add(store, ((3,), (3, 4)))
    data = content(store)
    data["repairs"][0]["step"] = 7
    data["undo"] = [{"step": 7, "replaced": [data["repairs"][0]]}]
    file_of(store).write_text(json.dumps(data), encoding="utf-8")
    assert shapes(store) == [((3,), (3, 4))]
    change = add(store, ((9,), (9, 10)))
    assert content(store)["undo"] == data["undo"]
    assert content(store)["repairs"][0] == data["repairs"][0]
    store.take_back(change)
    assert content(store) == data


# --- damage


def test_what_is_not_understood_is_kept(store: RepairStore) -> None:
    add(store, ((3,), (3, 4)))
    data = content(store)
    data["comment"] = "mine"
    data["repairs"][0]["why"] = "he skipped a line"
    data["repairs"][0]["sides"][1]["mood"] = {"a": [1, 0.5, None, True, "\ud800"]}
    data["repairs"].append({"sides": "what?"})
    file_of(store).write_text(json.dumps(data), encoding="utf-8")
    (problem,) = store.read("fi", "sv")[1]
    assert (problem.severity, problem.path) == ("error", str(file_of(store)))
    assert "entries 2;" in problem.message
    add(store, ((9,), (9, 10)))
    again = content(store)
    assert again["comment"] == "mine"
    assert again["repairs"][:2] == data["repairs"]
    assert shapes(store) == [((3,), (3, 4)), ((9,), (9, 10))]


def test_many_damaged_entries_are_one_line(store: RepairStore) -> None:
    file_of(store).parent.mkdir()
    file_of(store).write_text(json.dumps({"repairs": [{}] * 40}), encoding="utf-8")
    (problem,) = store.read("fi", "sv")[1]
    assert "entries 1, 2, 3 and 37 more" in problem.message


SIDE = {"language": "fi", "file": "tale.fi.md", "before": [], "text": [FI[3]], "after": []}
OTHER_SIDE = {"language": "sv", "file": "tale.sv.md", "before": [], "text": [SV[3]], "after": []}


@pytest.mark.parametrize(
    "side",
    [
        {**SIDE, "text": ["x" * 20_001]}, {**SIDE, "text": "x"}, {**SIDE, "text": [True]}, {**SIDE, "text": [""]},
        {**SIDE, "text": [[]]}, {**SIDE, "text": ["x"] * 1_001}, {**SIDE, "before": ["x" * 20_001]},
        {**SIDE, "before": "xy"}, {**SIDE, "after": [1]}, {**SIDE, "after": {"x": "y"}}, {**SIDE, "language": True},
        {**SIDE, "language": ""}, {**SIDE, "file": 1}, {**SIDE, "file": "x" * 1_001}, {**SIDE, "file": None}, [], None,
        "x", 3, {},
    ],
    ids=lambda side: str(side)[:40],
)  # fmt: skip
def test_a_damaged_field_is_told(store: RepairStore, side: Any) -> None:
    file_of(store).parent.mkdir()
    entries = [{"sides": [side, OTHER_SIDE]}, {"sides": [SIDE, OTHER_SIDE]}, {"sides": {"a": SIDE, "b": SIDE}}]
    file_of(store).write_text(json.dumps({"repairs": entries}), encoding="utf-8")
    repairs, (problem,) = store.read("fi", "sv")
    assert "entries 1, 3;" in problem.message
    assert look_for(repairs, LEFT, RIGHT).fixed == [FixedBead((3,), (3,))]


@pytest.mark.parametrize(
    ("date", "kept"),
    [
        ("2026-11-21T10:30:00Z", True), ("2026-11-21", True), ("2026-11-21T10:30:00.5+02:00", True), ("today", False),
        (20261121, False), (True, False), ("2026-11-21\n\x1b[2J", False), ("2026-11-21" * 9999, False), (None, False),
    ],
    ids=lambda value: str(value)[:24],
)  # fmt: skip
def test_a_date_looks_like_one(store: RepairStore, date: Any, kept: bool) -> None:
    file_of(store).parent.mkdir()
    data = {"repairs": [{"date": date, "sides": [SIDE, OTHER_SIDE]}]}
    file_of(store).write_text(json.dumps(data), encoding="utf-8")
    ((repair,), problems) = store.read("fi", "sv")
    assert problems == []
    assert repair.date == (date if kept else "")
    add(store, ((9,), (9,)))
    assert content(store)["repairs"][0] == data["repairs"][0]


DAMAGED = {
    b"": "not whole JSON", b"{": "not whole JSON", b"[]": 'no list "repairs"', b'{"repairs": 3}': 'no list "repairs"',
    b'{"repairs": [], "version": 2}': "not a number this program knows",
    b'{"repairs": [], "version": "x"}': "not a number this program knows",
    b'{"repairs": [], "version": true}': "not a number this program knows",
    b'{"repairs": [], "version": 0}': "not a number this program knows",
    b'{"repairs": [], "version": null}': "not a number this program knows",
    b'{"repairs": [], "format": "other"}': 'its "format" is not',
    b'{"repairs": [], "format": 1}': 'its "format" is not',
    b"\xff\xfe\x00": "not UTF-8", b"[" * 100_000: "not JSON", b"9" * 10_000: "not JSON",
    b'{\n"repairs": [}': "not whole JSON", b'{"repairs": [], "x": 1e999}': "not JSON",
    b'{"repairs": [NaN]}': "not JSON",
}  # fmt: skip


@pytest.mark.parametrize(("raw", "reason"), DAMAGED.items(), ids=[str(raw[:34]) for raw in DAMAGED])
def test_a_damaged_file_is_told_and_never_written_over(store: RepairStore, raw: bytes, reason: str) -> None:
    file_of(store).parent.mkdir()
    file_of(store).write_bytes(raw)
    repairs, (problem,) = store.read("fi", "sv")
    assert repairs == []
    assert str(problem).startswith(str(file_of(store)))
    assert reason in problem.message
    assert "mend the file, or move it away" in problem.message
    for change in (
        lambda: add(store, ((3,), (3,))),
        lambda: forget(store, (3,), (3,)),
        lambda: store.take_back(Change(("fi", "sv"), (), (), ())),
    ):
        with pytest.raises(RepairsNotKept, match="mend the file"):
            change()
    assert file_of(store).read_bytes() == raw


@pytest.mark.parametrize("kind", ["pipe", "folder", "device", "loop"])
def test_what_is_no_file_is_one_clear_line(store: RepairStore, kind: str) -> None:
    file = file_of(store)
    file.parent.mkdir()
    if kind == "pipe":
        os.mkfifo(file)  # to read it would wait for ever
    elif kind == "folder":
        file.mkdir()
    else:
        file.symlink_to("/dev/zero" if kind == "device" else file.name)
    repairs, (problem,) = store.read("fi", "sv")
    assert repairs == []
    assert str(problem).startswith(f"{file}: your repairs cannot be read")
    with pytest.raises(RepairsNotKept, match=r"fi-sv\.json"):
        add(store, ((3,), (3,)))


def test_what_is_nested_too_deeply_to_be_written_is_left(store: RepairStore) -> None:
    file_of(store).parent.mkdir()
    for depth in range(100, 1_000, 100):
        file_of(store).write_text('{"x": ' + "[" * depth + "]" * depth + ', "repairs": []}')
        before = file_of(store).read_bytes()
        if store.read("fi", "sv")[1]:
            continue
        try:
            add(store, ((3,), (3,)))
        except RepairsNotKept as error:
            assert "nested too deeply" in str(error)  # noqa: PT017 - it may also succeed
            assert file_of(store).read_bytes() == before


def test_the_line_of_the_damage(store: RepairStore) -> None:
    file_of(store).parent.mkdir()
    file_of(store).write_bytes(b'{\n"repairs": [\n}')
    (problem,) = store.read("fi", "sv")[1]
    assert problem.line == 3


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["sides", "language", "file", "text", "before", "after", "step", "date", "x"]), inner
        )
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(json_values, max_size=3), st.lists(json_values, max_size=3))
def test_no_entry_is_lost_and_none_stops_the_program(
    tmp_path_factory: pytest.TempPathFactory, entries: list[Any], undo: list[Any]
) -> None:
    store = RepairStore(tmp_path_factory.mktemp("r"))
    before = {"undo": undo, "repairs": entries, "format": "tui-learn repairs", "x": undo}
    file_of(store).write_text(json.dumps(before), encoding="utf-8")
    store.read("fi", "sv")
    change = add(store, ((3,), (3,)))
    data = content(store)
    assert data == {**before, "version": 1, "repairs": [*entries, change.added[0].raw]}
    store.take_back(change)
    assert content(store) == {**before, "version": 1}


def test_file_names_that_are_no_text(store: RepairStore) -> None:
    left = edition(FI, "fi", "bad\udcff.md")
    change = store.apply(left, RIGHT, edits_for([FixedBead((3,), (3, 4))]))
    ((repair,), problems) = store.read("fi", "sv")
    assert problems == []
    assert repair.sides[0].file == "bad\udcff.md"
    assert store.take_back(change)


# --- the file itself


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "repairs").write_text("a file")
    store = RepairStore(tmp_path / "repairs")
    assert store.read("fi", "sv") == ([], [])
    with pytest.raises(RepairsNotKept, match="could not be kept"):
        add(store, ((3,), (3,)))
    with pytest.raises(RepairsNotKept, match="no folder"):
        add(RepairStore(None), ((3,), (3,)))


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (Timeout("lock"), "another program is holding it"),
        (NotImplementedError("flock"), "files cannot be locked there"),
        (PermissionError(13, "Permission denied"), "Permission denied"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_lock_that_cannot_be_had(
    store: RepairStore, monkeypatch: pytest.MonkeyPatch, error: Exception, reason: str
) -> None:
    def refuse(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr("filelock.FileLock.acquire", refuse)
    with pytest.raises(RepairsNotKept, match=f"the repair could not be kept .{reason}"):
        add(store, ((3,), (3,)))
    assert not file_of(store).exists()


def test_a_link_stays_a_link(store: RepairStore, tmp_path: Path) -> None:
    file, target = file_of(store), tmp_path / "elsewhere" / "mine[1].json"
    file.parent.mkdir()
    target.parent.mkdir()
    others = target.parent / "old.new"
    others.touch()
    os.utime(others, (0, 0))
    file.symlink_to("../elsewhere/mine[1].json")
    add(store, ((3,), (3, 4)))  # there is nothing yet where it leads
    target.chmod(0o640)
    add(store, ((9,), (9, 10)))
    assert file.is_symlink()
    assert not target.is_symlink()
    assert target.stat().st_mode & 0o777 == 0o640
    assert shapes(store) == [((3,), (3, 4)), ((9,), (9, 10))]
    assert sorted(path.name for path in target.parent.iterdir()) == ["mine[1].json", "old.new"]


def test_a_file_is_read_again_only_when_it_has_changed(store: RepairStore, monkeypatch: pytest.MonkeyPatch) -> None:
    add(store, ((3,), (3, 4)))
    parsed: list[int] = []

    def count(raw: bytes) -> Document:
        parsed.append(len(raw))
        return parse(raw)

    monkeypatch.setattr(repair_format, "parse", count)
    first = store.read("fi", "sv")
    assert store.read("fi", "sv") == first
    assert len(parsed) == 1
    add(RepairStore(store.folder), ((9,), (9, 10)))
    parsed.clear()
    assert len(store.read("fi", "sv")[0]) == 2
    assert len(parsed) == 1


def test_repairs_taken_out_lie_in_a_file_of_their_own(store: RepairStore) -> None:
    add(store, *(((n,), (n,)) for n in range(4)))
    file, before = file_of(store), content(store)["repairs"]
    kept = {number: entry.value for number, entry in enumerate(store.document(file)[0].entries) if entry.value}
    count, dropped = store.drop({file: {1: kept[1]}})
    assert (count, dropped) == (1, file.parent / "dropped-2026-11-21.json")
    assert content(store)["repairs"] == [before[0], *before[2:]]
    # The second and third are no longer where they were: only what is as it was looked at goes.
    assert store.drop({file: {0: kept[0], 2: kept[2]}})[0] == 1
    assert json.loads(dropped.read_text(encoding="utf-8"))["repairs"] == [before[1], before[0]]
    assert content(store)["repairs"] == before[2:]
    assert store.files() == [file]
    assert store.drop({file: {7: kept[1]}})[0] == 0
    dropped.write_text("{")
    with pytest.raises(RepairsNotKept, match=r"dropped-2026-11-21\.json"):
        store.drop({file: {0: kept[2]}})
    assert content(store)["repairs"] == before[2:]


def add_some(folder: Path, first: int) -> None:
    """For a process of its own: every fourth sentence."""
    for number in range(first, COUNT, 4):
        add(RepairStore(folder), ((number,), (number,)))


def test_processes_that_add_at_once_lose_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "repairs"
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=add_some, args=(folder, first)) for first in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert [worker.exitcode for worker in workers] == [0] * 4
    store = RepairStore(folder)
    assert shapes(store) == [((n,), (n,)) for n in range(COUNT)]


def test_alignments_are_kept_apart_by_their_repairs(seeds: Article, tmp_path: Path) -> None:
    left, right = seeds.edition("fi"), seeds.edition("sv")
    cache, folder = tmp_path / "cache", RepairStore(tmp_path / "repairs")
    plain = load_bitext(left, right, cache, folder)
    assert kept_bitext(left, right, cache, folder) == plain
    before = folder.stamp()
    change = folder.apply(left, right, edits_for([FixedBead((3, 4), (3, 4))]))
    assert folder.stamp() != before
    assert kept_bitext(left, right, cache, folder) is None
    repaired = load_bitext(left, right, cache, folder)
    assert [bead.left for bead in repaired.beads if bead.repaired] == [(3, 4)]
    assert kept_bitext(left, right, cache, folder) == repaired
    assert kept_bitext(left, right, cache) == plain
    assert [b.right for b in load_bitext(right, left, cache, folder).beads if b.repaired] == [(3, 4)]
    folder.take_back(change)
    assert kept_bitext(left, right, cache, folder) == plain


def test_many_repairs_are_not_looked_through_while_somebody_waits(seeds: Article, tmp_path: Path) -> None:
    left, right = seeds.edition("fi"), seeds.edition("sv")
    store = RepairStore(tmp_path / "repairs")
    load_bitext(left, right, tmp_path / "cache", store)
    assert kept_bitext(left, right, tmp_path / "cache", store) is not None
    store.apply(left, right, edits_for([FixedBead((3, 4), (3, 4))]))
    data = content(store)
    file_of(store).write_text(json.dumps({**data, "x": "y" * repair_store.QUICK_BYTES}), encoding="utf-8")
    load_bitext(left, right, tmp_path / "cache", store)
    assert kept_bitext(left, right, tmp_path / "cache", store) is None


def test_damage_is_reported_and_the_text_is_read_all_the_same(seeds: Article, tmp_path: Path) -> None:
    (tmp_path / "fi-sv.json").write_text("{")
    told: list[Problem] = []
    loaded = load_bitext(seeds.edition("fi"), seeds.edition("sv"), None, RepairStore(tmp_path), report=told.append)
    assert len(loaded.beads) == 25
    assert [problem.path for problem in told] == [str(tmp_path / "fi-sv.json")]
