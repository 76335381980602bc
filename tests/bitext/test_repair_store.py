"""Repairs on disk: nothing is lost, nothing is guessed, and a person can read them."""

from __future__ import annotations

import json
import multiprocessing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bitext.making import bitext, edition, sentences
from tui_learn.bitext.repair_store import RepairsNotKept, RepairStore
from tui_learn.bitext.repairs import Repair, linked, look_for
from tui_learn.bitext.store import kept_bitext, load_bitext
from tui_learn.library import Article
from tui_learn.text import Problem

COUNT = 24
FI, SV = sentences("suomi", COUNT), sentences("svenska", COUNT)
LEFT, RIGHT = edition(FI, "fi"), edition(SV, "sv")
PLAIN = bitext(LEFT, RIGHT)
Shape = tuple[tuple[int, ...], tuple[int, ...]]


def link(*shape: tuple[int, ...]) -> list[Repair]:
    return linked(PLAIN, *shape)


def shapes(store: RepairStore) -> list[Shape]:
    found = look_for(store.read("sv", "fi")[0], LEFT, RIGHT)
    assert found.overruled == found.orphans == ()
    return [(bead.left, bead.right) for bead in found.fixed]


def file_of(store: RepairStore) -> Path:
    assert store.folder is not None
    return store.folder / "fi-sv.json"


@pytest.fixture
def store(tmp_path: Path) -> RepairStore:
    return RepairStore(tmp_path / "repairs", clock=lambda: datetime(2026, 11, 21, 10, 30, tzinfo=UTC))


def test_what_is_kept_is_found_again(store: RepairStore) -> None:
    assert store.read("fi", "sv") == ([], [])
    assert not file_of(store).parent.exists()  # reading makes no folder
    assert store.add(link((3, 4), (3,)), LEFT, RIGHT) == []
    store.add(link((8,), ()), LEFT, RIGHT)
    assert shapes(store) == [((3, 4), (3,)), ((8,), ())]
    assert shapes(RepairStore(store.folder)) == shapes(store)
    assert {repair.date for repair in store.read("fi", "sv")[0]} == {"2026-11-21T10:30:00Z"}
    assert store.read("fi", "nb", "sv")[0] == store.read("fi", "sv")[0]
    assert store.read("fi", "nb") == ([], [])


def test_a_person_can_read_it(store: RepairStore) -> None:
    left = edition(["Äiti söi.", *FI], "fi")
    store.add(linked(bitext(left, RIGHT), (0,), (0,)), left, RIGHT)
    text = file_of(store).read_text(encoding="utf-8")
    assert '          "text": [\n            "Äiti söi."\n          ],\n' in text
    assert set(json.loads(text)) == {"format", "version", "repairs", "undo"}


def test_conflicting_repairs_make_way(store: RepairStore) -> None:
    store.add(link((3,), (3, 4)), LEFT, RIGHT)
    store.add(link((9,), (9, 10)), LEFT, RIGHT)
    gone = store.add(link((4,), (4, 5)), LEFT, RIGHT)
    assert [repair.sides for repair in gone] == [repair.sides for repair in link((3,), (3, 4))]
    assert shapes(store) == [((4,), (4, 5)), ((9,), (9, 10))]
    store.add(link((6,), (2,)), LEFT, RIGHT)  # crosses the first
    assert shapes(store) == [((6,), (2,)), ((9,), (9, 10))]


def test_undo_brings_back_what_made_way(store: RepairStore) -> None:
    store.add(link((3,), (3, 4)), LEFT, RIGHT)
    store.add(link((3, 4), (3,)) + link((), (4,)), LEFT, RIGHT)
    (kept, _alone), _problems = store.read("fi", "sv")
    store.forget([kept], LEFT, RIGHT)
    assert shapes(store) == [((), (4,))]
    assert store.undo(RIGHT, LEFT) == ([], [kept])
    assert shapes(store) == [((3, 4), (3,)), ((), (4,))]
    undone = store.undo(LEFT, RIGHT)
    assert undone is not None
    assert (len(undone[0]), len(undone[1])) == (2, 1)
    assert shapes(store) == [((3,), (3, 4))]
    assert store.undo(LEFT, RIGHT) is not None
    assert store.undo(LEFT, RIGHT) is None
    assert shapes(store) == []


def test_undo_leaves_other_articles_alone(store: RepairStore) -> None:
    other = edition(sentences("muu", 5), "fi", "m.md"), edition(sentences("annan", 5), "sv", "a.md")
    store.add(link((3,), (3, 4)), LEFT, RIGHT)
    store.add(linked(bitext(*other), (1,), (1,)), *other)
    assert store.undo(LEFT, RIGHT) is not None
    assert shapes(store) == []
    assert len(store.read("fi", "sv")[0]) == 1
    assert store.undo(LEFT, RIGHT) is None


numbers = st.integers(0, COUNT - 3)
steps = st.one_of(
    st.tuples(numbers, numbers, st.integers(1, 3), st.integers(1, 3)), st.just("undo"), st.just("forget the first")
)


@settings(max_examples=40, deadline=None)
@given(st.lists(steps, max_size=12))
def test_undo_goes_back_step_by_step(tmp_path_factory: pytest.TempPathFactory, done: list[Any]) -> None:
    store = RepairStore(tmp_path_factory.mktemp("r") / "repairs")
    history = [shapes(store)]
    for step in done:
        if step == "undo":
            assert (store.undo(LEFT, RIGHT) is None) == (len(history) == 1)
            history = history[:-1] or history
        elif step == "forget the first":
            repairs = store.read("fi", "sv")[0]
            if not repairs:
                continue
            store.forget(repairs[:1], LEFT, RIGHT)
            history.append(shapes(store))
        else:
            i, j, m, n = step
            shape = tuple(range(i, i + m)), tuple(range(j, j + n))
            store.add(link(*shape), LEFT, RIGHT)
            history.append(shapes(store))
            assert shape in history[-1]
        assert shapes(store) == history[-1]


def test_what_is_not_understood_is_kept(store: RepairStore) -> None:
    store.add(link((3,), (3, 4)), LEFT, RIGHT)
    data = json.loads(file_of(store).read_text(encoding="utf-8"))
    data["comment"] = "mine"
    data["repairs"][0]["why"] = "he skipped a line"
    data["repairs"][0]["sides"][1]["mood"] = {"a": [1]}
    data["repairs"].append({"sides": "what?"})
    file_of(store).write_text(json.dumps(data), encoding="utf-8")
    (problem,) = store.read("fi", "sv")[1]
    assert (problem.severity, problem.path) == ("error", str(file_of(store)))
    assert "repair 2 in it" in problem.message
    store.add(link((9,), (9, 10)), LEFT, RIGHT)
    again = json.loads(file_of(store).read_text(encoding="utf-8"))
    assert again["comment"] == "mine"
    assert again["repairs"][:2] == data["repairs"]
    assert shapes(store) == [((3,), (3, 4)), ((9,), (9, 10))]


DAMAGED = [
    b"", b"{", b"[]", b'{"repairs": 3}', b'{"repairs": [], "undo": 1}', b'{"repairs": [], "version": 2}',
    b'{"repairs": [], "version": "x"}', b"\xff\xfe\x00", b"[" * 100_000, b"9" * 10_000, b'{\n"repairs": [}',
]  # fmt: skip


@pytest.mark.parametrize("raw", DAMAGED, ids=lambda raw: str(raw[:24]))
def test_a_damaged_file_is_told_and_never_written_over(store: RepairStore, raw: bytes) -> None:
    file_of(store).parent.mkdir()
    file_of(store).write_bytes(raw)
    repairs, (problem,) = store.read("fi", "sv")
    assert repairs == []
    assert str(problem).startswith(str(file_of(store)))
    assert "mend the file, or move it away" in problem.message
    for change in (
        lambda: store.add(link((3,), (3,)), LEFT, RIGHT),
        lambda: store.forget(link((3,), (3,)), LEFT, RIGHT),
        lambda: store.undo(LEFT, RIGHT),
    ):
        with pytest.raises(RepairsNotKept, match="mend the file"):
            change()
    assert file_of(store).read_bytes() == raw


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
    file_of(store).write_text(json.dumps({"repairs": entries, "undo": undo}), encoding="utf-8")
    store.read("fi", "sv")
    store.add(link((3,), (3,)), LEFT, RIGHT)
    data = json.loads(file_of(store).read_text(encoding="utf-8"))
    assert (data["repairs"][:-1], data["undo"]) == (entries, undo)


def test_file_names_that_are_no_text(store: RepairStore) -> None:
    left = edition(FI, "fi", "bad\udcff.md")
    store.add(linked(bitext(left, RIGHT), (3,), (3, 4)), left, RIGHT)
    ((repair,), problems) = store.read("fi", "sv")
    assert problems == []
    assert repair.sides[0].file == "bad\udcff.md"


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "repairs").write_text("a file")
    store = RepairStore(tmp_path / "repairs")
    assert store.read("fi", "sv") == ([], [])
    with pytest.raises(RepairsNotKept, match="could not be kept"):
        store.add(link((3,), (3,)), LEFT, RIGHT)
    with pytest.raises(RepairsNotKept, match="no folder"):
        RepairStore(None).add(link((3,), (3,)), LEFT, RIGHT)


def add_some(folder: Path, first: int) -> None:
    """For a process of its own: every fourth sentence."""
    for number in range(first, COUNT, 4):
        RepairStore(folder).add(link((number,), (number,)), LEFT, RIGHT)


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
    data = json.loads(file_of(store).read_text(encoding="utf-8"))
    assert sorted(entry["step"] for entry in data["repairs"]) == list(range(1, COUNT + 1))


def test_alignments_are_kept_apart_by_their_repairs(seeds: Article, tmp_path: Path) -> None:
    left, right = seeds.edition("fi"), seeds.edition("sv")
    cache, folder = tmp_path / "cache", tmp_path / "repairs"
    plain = load_bitext(left, right, cache, folder)
    assert kept_bitext(left, right, cache, folder) == plain
    before = RepairStore(folder).stamp()
    RepairStore(folder).add(linked(plain, (3, 4), (3, 4)), left, right)
    assert RepairStore(folder).stamp() != before
    assert kept_bitext(left, right, cache, folder) is None
    repaired = load_bitext(left, right, cache, folder)
    assert [bead.left for bead in repaired.beads if bead.repaired] == [(3, 4)]
    assert kept_bitext(left, right, cache, folder) == repaired
    assert kept_bitext(left, right, cache) == plain
    assert [b.right for b in load_bitext(right, left, cache, folder).beads if b.repaired] == [(3, 4)]
    RepairStore(folder).undo(left, right)
    assert kept_bitext(left, right, cache, folder) == plain


def test_damage_is_reported_and_the_text_is_read_all_the_same(seeds: Article, tmp_path: Path) -> None:
    (tmp_path / "fi-sv.json").write_text("{")
    told: list[Problem] = []
    loaded = load_bitext(seeds.edition("fi"), seeds.edition("sv"), None, tmp_path, report=told.append)
    assert len(loaded.beads) == 25
    assert [problem.path for problem in told] == [str(tmp_path / "fi-sv.json")]
