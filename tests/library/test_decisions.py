from __future__ import annotations

import itertools
import json
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library.test_grouping import LINKS, THREE, A, edition, source
from tui_learn.entry_file import Damaged
from tui_learn.library.decision_file import parse, written
from tui_learn.library.decisions import DecisionsNotKept, DecisionStore
from tui_learn.library.grouping import group_editions
from tui_learn.library.said import Decision, Decisions, Kind, known
from tui_learn.library.traits import Traits

FI, NB, SV = THREE
B = source("b", [f"u:b.org/{n}" for n in range(6)], seed=8)
B_FI, B_NB = edition(B, "fi"), edition(B, "nb")
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def store_in(folder: Path) -> DecisionStore:
    return DecisionStore(folder / "kept" / "library.json", clock=lambda: NOON)


def say(kind: Kind, one: Traits, other: Traits) -> Decision:
    return Decision(kind, (known(one), known(other)))


def grouped_by(decisions: list[Decision], rows: list[Traits]) -> list[tuple[str, list[str]]]:
    names = {FI.path: "fi", NB.path: "nb", SV.path: "sv", B_FI.path: "b-fi", B_NB.path: "b-nb"}
    grouped = group_editions(rows, Decisions(tuple(decisions)))
    return sorted((group.grouping, sorted(names[m] for m in group.members)) for group in grouped.groups)


# --- what they do


def test_what_is_said_apart_stays_apart() -> None:
    found = grouped_by([say("apart", FI, NB)], THREE)
    assert sorted(len(members) for _grouping, members in found) == [1, 2]
    assert not any({"fi", "nb"} <= set(members) for _grouping, members in found)


def test_what_is_said_together_is_declared_and_others_still_join() -> None:
    assert grouped_by([say("together", FI, B_NB)], [FI, B_NB]) == [("declared", ["b-nb", "fi"])]
    assert grouped_by([say("together", FI, NB)], THREE) == [("declared", ["fi", "nb", "sv"])]


def test_together_is_transitive_but_for_a_second_edition_in_a_language() -> None:
    decisions = [say("together", FI, B_NB), say("together", B_NB, SV)]
    assert grouped_by(decisions, [FI, SV, B_NB]) == [("declared", ["b-nb", "fi", "sv"])]
    found = grouped_by([say("together", FI, B_FI)], [FI, B_FI])
    assert found == [("single", ["b-fi"]), ("single", ["fi"])]


def test_the_later_of_two_contradicting_decisions_wins() -> None:
    first, second = say("together", FI, B_NB), say("apart", FI, B_NB)
    assert grouped_by([first, second], [FI, B_NB]) == [("single", ["b-nb"]), ("single", ["fi"])]
    assert grouped_by([second, first], [FI, B_NB]) == [("declared", ["b-nb", "fi"])]
    through = [say("apart", FI, SV), say("together", FI, B_NB), say("together", B_NB, SV)]
    assert grouped_by(through, [FI, SV, B_NB]) == [("declared", ["b-nb", "fi", "sv"])]


def test_what_the_learner_says_beats_what_is_declared() -> None:
    fi, nb = replace(FI, declared="name:/t/x"), replace(NB, declared="name:/t/x")
    assert [group.grouping for group in group_editions([fi, nb]).groups] == ["declared"]
    assert [group.grouping for group in group_editions([fi, nb], Decisions((say("apart", fi, nb),))).groups] == [
        "single",
        "single",
    ]
    other = replace(B_NB, declared="article:other")
    assert grouped_by([say("together", fi, other)], [fi, other]) == [("declared", ["b-nb", "fi"])]


def test_a_language_that_was_said_is_what_it_is() -> None:
    unknown = replace(NB, language="und")
    decided = Decisions((Decision("language", (known(unknown),), "nb"),))
    grouped = group_editions([FI, unknown, SV], decided)
    assert [group.grouping for group in grouped.groups] == ["certain"]
    assert grouped.languages == {unknown.path: ("nb", 1.0)}


@pytest.mark.parametrize("change", [{"path": "/elsewhere/moved.md"}, {"sha256": "cd" * 32}])
def test_a_move_or_an_edit_alone_loses_nothing(change: dict[str, str]) -> None:
    decided = Decisions((say("together", FI, B_NB),))
    assert [g.grouping for g in group_editions([replace(FI, **change), B_NB], decided).groups] == ["declared"]
    both = replace(FI, path="/elsewhere/moved.md", sha256="cd" * 32)
    assert [g.grouping for g in group_editions([both, B_NB], decided).groups] == ["single", "single"]


def test_a_question_is_not_asked_again_once_it_is_answered(tmp_path: Path) -> None:
    less = [replace(one, anchors=(*LINKS[:5], *(f"u:{one.language}/{n}" for n in range(2)))) for one in THREE]
    (doubt,) = group_editions(less).doubts
    by_path = {one.path: one for one in less}
    left, right = ([by_path[path] for path in side] for side in (doubt.left, doubt.right))
    store = store_in(tmp_path)
    made = store.say([("together", left[0], other) for other in (*left[1:], *right)])
    sure = group_editions(less, store.decisions())
    assert [(group.grouping, len(group.members)) for group in sure.groups] == [("declared", 3)]
    assert sure.doubts == ()
    assert store.take_back(*made)
    store.say([("apart", one, other) for one in left for other in right])
    split = group_editions(less, store.decisions())
    assert sorted(len(group.members) for group in split.groups) == sorted([len(left), len(right)])
    assert all(set(other.left) | set(other.right) != set(by_path) for other in split.doubts)


@given(st.lists(st.tuples(st.sampled_from(["together", "apart"]), st.integers(0, 4), st.integers(0, 4)), max_size=8))
@settings(max_examples=40, deadline=None)
def test_whatever_is_said_every_edition_is_in_one_group(said: list[tuple[Kind, int, int]]) -> None:
    rows = [*THREE, B_FI, B_NB]
    decisions = [say(kind, rows[one], rows[other]) for kind, one, other in said]
    grouped = group_editions(rows, Decisions(tuple(decisions)))
    language = {one.path: one.language for one in rows}
    assert sorted(m for group in grouped.groups for m in group.members) == sorted(language)
    for group in grouped.groups:
        assert len({language[member] for member in group.members}) == len(group.members)
    if decisions and decisions[-1].editions[0] != decisions[-1].editions[1]:
        ends = {edition.path for edition in decisions[-1].editions}
        is_one = any(ends <= set(group.members) for group in grouped.groups)
        may_be_one = len({language[end] for end in ends}) == 2
        assert is_one == (decisions[-1].kind == "together" and may_be_one)


# --- how they are kept


def test_they_are_kept_and_taken_back(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    assert store.read() == (Decisions(), [])
    assert store.stamp() is None
    first = store.say_together(FI, NB)
    second = store.say_language(SV, "no")
    assert (second.language, second.date) == ("nb", "2026-11-22T12:00:00Z")
    again = store_in(tmp_path)
    assert again.decisions().made == (first, second)
    before = again.stamp()
    assert again.take_back(first)
    assert not again.take_back(first)
    assert store.stamp() != before
    assert store.decisions().made == (second,)


def test_an_answer_counts_more_than_the_earlier_one_until_it_is_taken_back(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    first = store.say_together(FI, B_NB)
    last = store.say_apart(B_NB, FI)
    assert grouped_by([*store.decisions().made], [FI, B_NB]) == [("single", ["b-nb"]), ("single", ["fi"])]
    assert store.take_back(last)
    assert store.decisions().made == (first,)


@pytest.mark.parametrize("tag", ["", "und", "not a tag", "x" * 40])
def test_no_language_is_kept_that_is_none(tmp_path: Path, tag: str) -> None:
    with pytest.raises(ValueError, match="language tag"):
        store_in(tmp_path).say_language(FI, tag)


def test_damaged_entries_and_unknown_keys_stay_as_they_are(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    kept = store.say_together(FI, NB)
    assert store.file is not None
    data = json.loads(store.file.read_text(encoding="utf-8"))
    data["decisions"][0]["note"] = "mine ✎"
    strange = [{"kind": "perhaps"}, 7, None, {"kind": "apart", "editions": [{"path": "/a"}]}, {"kind": "language"}]
    data |= {"decisions": strange + data["decisions"], "colour": {"is": "blue"}}
    store.file.write_text(json.dumps(data), encoding="utf-8")
    decisions, (problem,) = store.read()
    assert decisions.made == (kept,)
    assert problem.path == str(store.file)
    assert "1, 2, 3 and 2 more" in problem.message
    store.say_language(SV, "sv")
    after = json.loads(store.file.read_text(encoding="utf-8"))
    assert after["decisions"][:6] == data["decisions"]
    assert after["colour"] == {"is": "blue"}


@pytest.mark.parametrize(
    "damage", ["", "{", '{"decisions": 3}', '{"decisions": [], "version": 9}', "[" * 5000, "\udc80"]
)
def test_a_file_that_cannot_be_understood_is_told_and_left(tmp_path: Path, damage: str) -> None:
    store = store_in(tmp_path)
    assert store.file is not None
    store.file.parent.mkdir()
    raw = damage.encode("utf-8", "surrogateescape")
    store.file.write_bytes(raw)
    decisions, (problem,) = store.read()
    assert decisions == Decisions()
    assert (problem.severity, problem.path) == ("error", str(store.file))
    with pytest.raises(DecisionsNotKept, match=r"library\.json"):
        store.say_together(FI, NB)
    assert store.file.read_bytes() == raw


def test_without_a_file_nothing_is_kept() -> None:
    with pytest.raises(DecisionsNotKept):
        DecisionStore(None).say_apart(FI, NB)


def test_several_at_once_lose_nothing(tmp_path: Path) -> None:
    rows = [edition(A, f"x{letter}") for letter in "abcdefgh"]
    pairs = list(itertools.pairwise(rows))
    threads = [threading.Thread(target=store_in(tmp_path).say_apart, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store_in(tmp_path).decisions().made) == len(pairs)


JSON = st.recursive(st.none() | st.text() | st.integers(), st.lists)


@given(st.binary(max_size=60) | JSON.map(lambda value: json.dumps({"decisions": [value]}).encode()))
@settings(max_examples=40, deadline=None)
def test_any_bytes_are_decisions_or_told(raw: bytes) -> None:
    try:
        document = parse(raw)
    except Damaged:
        return
    assert parse(written(document).encode()).entries == document.entries
