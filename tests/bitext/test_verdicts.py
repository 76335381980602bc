"""What the learner says of words: nothing is lost, nothing is guessed, and a person can read it."""

from __future__ import annotations

import json
import multiprocessing
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from filelock import Timeout
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_learn import own_files
from tui_learn.bitext import verdicts
from tui_learn.bitext.glossary import Verdict
from tui_learn.bitext.verdicts import Verdicts, VerdictsNotKept, VerdictStore
from tui_learn.cache import write_atomically
from tui_learn.text.clean import clean_line

COUNT = 24


def file_of(store: VerdictStore) -> Path:
    assert store.folder is not None
    return store.folder / "fi-nb.words.json"


@pytest.fixture
def store(tmp_path: Path) -> VerdictStore:
    return VerdictStore(tmp_path / "repairs" / "words", clock=lambda: datetime(2026, 11, 21, 10, 30, tzinfo=UTC))


def content(store: VerdictStore) -> Any:
    return json.loads(file_of(store).read_text(encoding="utf-8"))


def put(store: VerdictStore, raw: bytes | str | dict[str, Any]) -> None:
    file_of(store).parent.mkdir(parents=True, exist_ok=True)
    if isinstance(raw, dict):
        raw = json.dumps(raw)
    file_of(store).write_bytes(raw.encode() if isinstance(raw, str) else raw)


def test_what_is_kept_is_found_again_whichever_language_is_left(store: VerdictStore) -> None:
    assert store.read("fi", "nb") == (Verdicts(("fi", "nb")), [])
    assert store.stamp() == ()
    assert store.folder is not None
    assert not store.folder.exists()  # reading makes no folder
    assert store.give("nb", "fi", "organisasjon", "organisaatio", "confirmed") == ""
    assert store.give("fi", "nb", "hallinta", "publikum", "struck") == ""
    for one, other in (("fi", "nb"), ("nb", "fi")):
        found, problems = VerdictStore(store.folder).read(one, other)
        assert problems == []
        assert found.of("nb", "organisasjon", "organisaatio") == "confirmed"
        assert found.of("fi", "organisaatio", "organisasjon") == "confirmed"
        assert found.of("nb", "publikum", "hallinta") == "struck"
        assert found.of("fi", "organisasjon", "organisaatio") == ""  # the other way round: another pair
        assert found.of("sv", "organisasjon", "organisaatio") == ""
    assert store.read("fi", "sv")[0].given == {}


def test_a_verdict_is_changed_and_taken_back(store: VerdictStore) -> None:
    assert store.give("fi", "nb", "a", "b", "confirmed") == ""
    assert store.give("fi", "nb", "a", "b", "struck") == "confirmed"
    assert store.give("nb", "fi", "b", "a", "") == "struck"
    assert store.read("fi", "nb")[0].given == {}
    assert content(store)["words"] == []
    assert store.give("fi", "nb", "a", "b", "") == ""


def test_only_what_is_still_so_is_taken_back(store: VerdictStore) -> None:
    store.give("fi", "nb", "a", "b", "confirmed")
    before = file_of(store).read_bytes()
    assert store.give("fi", "nb", "a", "b", "", only_if="struck") == "confirmed"
    assert file_of(store).read_bytes() == before
    assert store.give("fi", "nb", "a", "b", "", only_if="confirmed") == "confirmed"
    assert store.give("fi", "nb", "a", "b", "struck", only_if="") == ""
    assert store.read("fi", "nb")[0].of("fi", "a", "b") == "struck"


def test_a_person_can_read_it(store: VerdictStore) -> None:
    store.give("nb", "fi", "å være\u202e", "olla \x9b  äärellä", "struck")
    assert file_of(store).read_text(encoding="utf-8") == (
        '{\n  "format": "tui-learn words",\n  "version": 1,\n  "languages": [\n    "fi",\n    "nb"\n  ],\n'
        '  "words": [\n    {\n      "words": {\n        "fi": "olla äärellä",\n        "nb": "å være"\n      },\n'
        '      "verdict": "struck",\n      "date": "2026-11-21T10:30:00Z"\n    }\n  ]\n}\n'
    )


def test_what_a_terminal_would_act_on_is_escaped(store: VerdictStore) -> None:
    put(store, {"words": [], "note": "\x9b \u202e \ud800 ä"})
    store.give("fi", "nb", "a", "b", "struck")
    text = file_of(store).read_text(encoding="utf-8")
    assert r"\u009b \u202e \ud800 ä" in text
    assert content(store)["note"] == "\x9b \u202e \ud800 ä"


def test_the_stamp_tells_every_change(store: VerdictStore) -> None:
    seen = [store.stamp()]
    for verdict in ("confirmed", "struck", ""):
        store.give("fi", "nb", "a", "b", verdict)  # type: ignore[arg-type]
        seen.append(store.stamp())
    store.give("fi", "sv", "a", "b", "struck")
    seen.append(store.stamp())
    assert len(set(seen)) == len(seen)


def test_a_file_is_read_again_only_when_it_has_changed(store: VerdictStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.give("fi", "nb", "a", "b", "struck")
    read: list[Path] = []
    real = verdicts.read_file

    def count(path: Path) -> bytes:
        read.append(path)
        return real(path)

    monkeypatch.setattr(verdicts, "read_file", count)
    assert store.read("fi", "nb") == store.read("nb", "fi")
    assert len(read) == 1
    VerdictStore(store.folder).give("fi", "nb", "c", "d", "struck")
    assert store.read("fi", "nb")[0].of("fi", "c", "d") == "struck"


@pytest.mark.parametrize(
    ("a", "b", "left", "right"),
    [
        ("fi", "fi", "a", "b"), ("fi", "../nb", "a", "b"), ("", "nb", "a", "b"), ("fi", "n/b", "a", "b"),
        ("fi", "nb", "", "b"), ("fi", "nb", "a", " \u202e "), ("fi", "nb", "a", "b" * 1001),
    ],
)  # fmt: skip
def test_what_is_no_pair_of_words_is_refused(store: VerdictStore, a: str, b: str, left: str, right: str) -> None:
    with pytest.raises(VerdictsNotKept, match="no verdict can be kept"):
        store.give(a, b, left, right, "struck")
    assert store.read(a, b)[0].given == {}
    assert store.folder is not None
    assert not store.folder.exists()


# --- damage


def entry(fi: Any, nb: Any, verdict: Any = "struck", **others: Any) -> dict[str, Any]:
    return {"words": {"fi": fi, "nb": nb}, "verdict": verdict, **others}


def test_what_is_not_understood_is_kept(store: VerdictStore) -> None:
    odd: list[Any] = [
        "x", None, 3, [], {}, {"words": "a b", "verdict": "struck"}, {"words": {"fi": "a"}, "verdict": "struck"},
        {"words": {"fi": "a", "nb": "b", "sv": "c"}, "verdict": "struck"}, entry("a", "b", "maybe"), entry("a", 3),
        entry("a", "b", None), entry("", "b"), entry("a", "\x9b"), entry("a" * 1001, "b"), entry("a", "b", []),
    ]  # fmt: skip
    data = {"words": [entry("a", "b", why="he said so"), *odd], "mine": {"x": [1, 0.5, None, True]}, "version": 1}
    put(store, data)
    found, (problem,) = store.read("fi", "nb")
    assert found.given == {("a", "b"): "struck"}
    assert (problem.severity, problem.path) == ("error", str(file_of(store)))
    assert "entries 2, 3, 4 and 12 more;" in problem.message
    store.give("fi", "nb", "c", "d", "confirmed")
    again = content(store)
    assert again["mine"] == data["mine"]
    assert again["words"][:-1] == data["words"]


def test_a_note_of_ones_own_stays_in_its_entry(store: VerdictStore) -> None:
    put(store, {"words": [entry("a", "b", "confirmed", note="1"), entry("c", "d"), entry("a", "b", extra=2)]})
    assert store.read("fi", "nb")[0].of("fi", "a", "b") == "struck"  # the later one holds
    assert store.give("fi", "nb", "a", "b", "confirmed") == "struck"
    ours = entry("a", "b", "confirmed", note="1", extra=2, date="2026-11-21T10:30:00Z")
    assert content(store)["words"] == [entry("c", "d"), ours]
    assert store.give("fi", "nb", "a", "b", "") == "confirmed"
    assert content(store)["words"][1] == {**ours, "verdict": ""}
    assert store.read("fi", "nb") == (Verdicts(("fi", "nb"), {("c", "d"): "struck"}), [])


DAMAGED = {
    b"": "not whole JSON", b"{": "not whole JSON", b"[]": 'no list "words"', b'{"words": 3}': 'no list "words"',
    b'{"words": [], "version": 2}': "not a number this program knows",
    b'{"words": [], "version": true}': "not a number this program knows",
    b'{"words": [], "format": "other"}': 'its "format" is not', b"\xff\xfe\x00": "not UTF-8",
    b"[" * 100_000: "not JSON", b"9" * 10_000: "not JSON", b'{\n"words": [}': "not whole JSON",
    b'{"words": [], "x": 1e999}': "not JSON", b'{"words": [NaN]}': "not JSON",
}  # fmt: skip


@pytest.mark.parametrize(("raw", "reason"), DAMAGED.items(), ids=[str(raw[:34]) for raw in DAMAGED])
def test_a_damaged_file_is_told_and_never_written_over(store: VerdictStore, raw: bytes, reason: str) -> None:
    put(store, raw)
    found, (problem,) = store.read("fi", "nb")
    assert found.given == {}
    assert reason in problem.message
    assert "mend the file, or move it away" in problem.message
    for verdict in get_args(Verdict):
        with pytest.raises(VerdictsNotKept, match="mend the file"):
            store.give("fi", "nb", "a", "b", verdict)
    assert file_of(store).read_bytes() == raw


@pytest.mark.parametrize("kind", ["pipe", "folder", "device", "loop"])
def test_what_is_no_file_is_one_clear_line(store: VerdictStore, kind: str) -> None:
    file = file_of(store)
    file.parent.mkdir(parents=True)
    if kind == "pipe":
        os.mkfifo(file)  # to read it would wait for ever
    elif kind == "folder":
        file.mkdir()
    else:
        file.symlink_to("/dev/zero" if kind == "device" else file.name)
    found, (problem,) = store.read("fi", "nb")
    assert found.given == {}
    assert str(problem).startswith(f"{file}: your verdicts on words cannot be read")
    with pytest.raises(VerdictsNotKept, match=r"fi-nb\.words\.json"):
        store.give("fi", "nb", "a", "b", "struck")


def test_what_is_nested_too_deeply_to_be_written_is_left(store: VerdictStore) -> None:
    for depth in range(100, 1_000, 100):
        put(store, '{"x": ' + "[" * depth + "]" * depth + ', "words": []}')
        before = file_of(store).read_bytes()
        if store.read("fi", "nb")[1]:
            continue
        try:
            store.give("fi", "nb", "a", "b", "struck")
        except VerdictsNotKept as error:
            assert "nested too deeply" in str(error)  # noqa: PT017 - it may also succeed
            assert file_of(store).read_bytes() == before


words = st.text(max_size=6).filter(lambda text: bool(clean_line(text)))
given_verdicts = st.sampled_from(get_args(Verdict))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.booleans(), words, words, given_verdicts), max_size=8))
def test_the_last_word_holds(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[bool, str, str, Verdict]]
) -> None:
    store = VerdictStore(tmp_path_factory.mktemp("v"))
    expected: dict[tuple[str, str], Verdict] = {}
    for turned, left, right, verdict in said:
        before = expected.get((clean_line(left), clean_line(right)), "")
        if turned:
            assert store.give("nb", "fi", right, left, verdict) == before
        else:
            assert store.give("fi", "nb", left, right, verdict) == before
        expected[clean_line(left), clean_line(right)] = verdict
    found, problems = VerdictStore(store.folder).read("nb", "fi")
    assert problems == []
    assert found.given == {forms: verdict for forms, verdict in expected.items() if verdict}
    for (left, right), verdict in expected.items():
        assert found.of("fi", left, right) == found.of("nb", right, left) == verdict


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["words", "fi", "nb", "verdict", "date", "x"]), inner)
    ),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None)
@given(st.lists(json_values, max_size=3), json_values)
def test_no_entry_is_lost_and_none_stops_the_program(
    tmp_path_factory: pytest.TempPathFactory, entries: list[Any], other: Any
) -> None:
    store = VerdictStore(tmp_path_factory.mktemp("v"))
    before = {"words": entries, "format": "tui-learn words", "x": other}
    put(store, before)
    store.read("fi", "nb")
    store.give("fi", "nb", "ours, and no other", "b", "struck")
    data = content(store)
    assert data["words"][:-1] == entries
    assert {key: data[key] for key in ("format", "x")} == {key: before[key] for key in ("format", "x")}


# --- the file itself


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "words").write_text("a file")
    store = VerdictStore(tmp_path / "words")
    assert store.read("fi", "nb") == (Verdicts(("fi", "nb")), [])
    with pytest.raises(VerdictsNotKept, match="could not be kept"):
        store.give("fi", "nb", "a", "b", "struck")
    with pytest.raises(VerdictsNotKept, match="no folder"):
        VerdictStore(None).give("fi", "nb", "a", "b", "struck")
    assert VerdictStore(None).read("fi", "nb") == (Verdicts(("fi", "nb")), [])
    assert VerdictStore(None).stamp() == ()


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
    store: VerdictStore, monkeypatch: pytest.MonkeyPatch, error: Exception, reason: str
) -> None:
    def refuse(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr("filelock.FileLock.acquire", refuse)
    with pytest.raises(VerdictsNotKept, match=f"the verdict could not be kept .{reason}"):
        store.give("fi", "nb", "a", "b", "struck")
    assert not file_of(store).exists()


def test_it_is_on_disk_before_it_is_said_to_be(store: VerdictStore, monkeypatch: pytest.MonkeyPatch) -> None:
    writes: list[bool] = []

    def write(file: Path, text: str, *, durable: bool, mode: int | None) -> None:
        writes.append(durable)
        write_atomically(file, text, durable=durable, mode=mode)

    monkeypatch.setattr(own_files, "write_atomically", write)
    store.give("fi", "nb", "a", "b", "struck")
    store.give("fi", "nb", "a", "b", "struck")  # it is so already
    assert writes == [True]


def test_a_link_stays_a_link(store: VerdictStore, tmp_path: Path) -> None:
    file, target = file_of(store), tmp_path / "elsewhere" / "mine.json"
    file.parent.mkdir(parents=True)
    target.parent.mkdir()
    file.symlink_to(target)
    store.give("fi", "nb", "a", "b", "struck")
    target.chmod(0o640)
    store.give("fi", "nb", "c", "d", "struck")
    assert file.is_symlink()
    assert target.stat().st_mode & 0o777 == 0o640
    assert len(content(store)["words"]) == 2


def give_some(folder: Path, first: int) -> None:
    """For a process of its own: every fourth word."""
    for number in range(first, COUNT, 4):
        VerdictStore(folder).give("nb", "fi", f"ord {number}", f"sana {number}", "confirmed")


def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=give_some, args=(tmp_path, first)) for first in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert [worker.exitcode for worker in workers] == [0] * 4
    found = VerdictStore(tmp_path).read("fi", "nb")[0]
    assert found.given == {(f"sana {n}", f"ord {n}"): "confirmed" for n in range(COUNT)}


def test_by_the_forms_of_either_side(tmp_path: Path) -> None:
    store = VerdictStore(tmp_path)
    store.give("nb", "fi", "kunde", "asiakas", "confirmed")
    verdicts = store.read("fi", "nb")[0]
    assert verdicts.sides("nb") == {("kunde", "asiakas"): "confirmed"}
    assert verdicts.sides("fi") == {("asiakas", "kunde"): "confirmed"}
