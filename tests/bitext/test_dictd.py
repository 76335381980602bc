"""dictd's format: what is written is read, and what is damaged does not stop the rest."""

from __future__ import annotations

import gzip
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bitext.dictionary_making import number, write_dictd
from tui_learn.bitext import dictd
from tui_learn.bitext.dictd import Entries, Findings
from tui_learn.bitext.dictionaries import Dictionaries, dictionaries_at
from tui_learn.bitext.dictionary_index import read_entries
from tui_learn.settings import Settings

GOOD = [(["talo"], "talo /tˈalo/ <n>\nhus, byggnad\nrakennus\n"), (["kirja"], "kirja <n>\nbok\n")]


def opened(path: Path) -> Dictionaries:
    """The dictionary at a path; what is wrong with its name counts too."""
    found, problems = dictionaries_at([path], settings=Settings())
    dictionaries = Dictionaries(found, None)
    dictionaries.problems[:0] = problems
    return dictionaries


def answers(dictionaries: Dictionaries, *words: str) -> dict[str, set[str]]:
    return {word: set(found) for word, found in dictionaries.translations(words, "fi", "sv").items()}


def texts(dictionaries: Dictionaries) -> str:
    return "\n".join(map(str, dictionaries.problems))


@pytest.mark.parametrize("packed", [True, False])
def test_reads_what_was_written(tmp_path: Path, packed: bool) -> None:
    dictionaries = opened(write_dictd(tmp_path, "fi-sv", GOOD, packed=packed))
    assert answers(dictionaries, "talo", "kirja", "muu") == {"talo": {"hus", "byggnad"}, "kirja": {"bok"}}
    assert dictionaries.problems == []


line = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=12)
word = line.filter(lambda text: not text.startswith(("00database", "00-database")))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.lists(word, min_size=1, max_size=3), line), max_size=8), st.booleans())
def test_round_trip(written: list[tuple[list[str], str]], packed: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        index = write_dictd(Path(folder), "fi-sv", [*written, (["last"], "last\n")], packed=packed)
        (file,), problems = dictionaries_at([index], settings=Settings())
        findings = Findings()
        read = [entry for entry in read_entries(file, findings, lambda _share: None) if entry.text != "last\n"]
        assert [(sorted(entry.headwords), entry.text) for entry in read] == [(sorted(w), t) for w, t in written]
        assert problems == findings.sum_up(file.words, file.data) == []


@given(st.integers(0, 2**50))
def test_numbers(value: int) -> None:
    assert dictd.number(number(value).encode()) == value


@pytest.mark.parametrize("digits", [b"", b"-B", b"A A", b"\xff", b"A" * 11])
def test_no_numbers(digits: bytes) -> None:
    assert dictd.number(digits) is None


def test_entries_repeat_overlap_and_lie_in_any_order(tmp_path: Path) -> None:
    data = tmp_path / "x.dict.dz"
    body = bytes(range(256)) * 4000
    data.write_bytes(gzip.compress(body))
    entries = Entries(data, Findings())
    places = sorted([(0, 10), (0, 10), (5, 300_000), (6, 2), (299_000, 100_000), (len(body) - 3, 3)])
    assert [entries.read(*place) for place in places] == [body[a : a + b] for a, b in places]
    entries.close()


DAMAGED = [
    "no tabs at all",
    "one\tonly",
    "minus\t-B\tB",
    "signs\t!!\t??",
    "many\tB\tB\tB\tB",
    "long" * 10_000 + "\tB\tB",
]


@pytest.mark.parametrize("bad", DAMAGED, ids=[line[:4] for line in DAMAGED])
def test_damaged_lines_are_told_with_their_place(tmp_path: Path, bad: str) -> None:
    index = write_dictd(tmp_path, "fi-sv", GOOD)
    lines = index.read_text().splitlines()
    index.write_text("\n".join([lines[0], bad, *lines[1:]]) + "\n")
    dictionaries = opened(index)
    assert answers(dictionaries, "talo", "kirja") == {"talo": {"hus", "byggnad"}, "kirja": {"bok"}}
    (problem,) = dictionaries.problems
    assert (problem.severity, problem.line) == ("warning", 2)
    assert "1 damaged" in problem.message


@pytest.mark.parametrize(
    ("start", "length", "told"),
    [
        (10**6, 5, "outside"),
        (0, 10**6, "outside"),
        (0, 5 * 10**6, "longer"),
        (2**58, 2**58, "longer"),
        (9, 0, "outside"),
    ],
)
@pytest.mark.parametrize("packed", [True, False])
def test_places_that_are_none(tmp_path: Path, start: int, length: int, told: str, packed: bool) -> None:
    index = write_dictd(tmp_path, "fi-sv", GOOD, packed=packed)
    with index.open("a") as out:
        out.write(f"zzz\t{number(start)}\t{number(length)}\n")
    dictionaries = opened(index)
    assert answers(dictionaries, "talo", "zzz") == {"talo": {"hus", "byggnad"}}
    assert told in texts(dictionaries)
    assert len(dictionaries.problems) == 1


def test_truncated_gzip(tmp_path: Path) -> None:
    random = os.urandom(200_000).hex()
    index = write_dictd(tmp_path, "fi-sv", [*GOOD, (["lopussa"], f"lopussa\nslut\n{random}")])
    data = tmp_path / "fi-sv.dict.dz"
    data.write_bytes(data.read_bytes()[:100_000])
    dictionaries = opened(index)
    assert answers(dictionaries, "talo", "lopussa") == {"talo": {"hus", "byggnad"}}
    assert "ends too early" in texts(dictionaries)


def test_no_gzip_at_all(tmp_path: Path) -> None:
    index = write_dictd(tmp_path, "fi-sv", GOOD)
    data = tmp_path / "fi-sv.dict.dz"
    raw = bytearray(data.read_bytes())
    raw[12:30] = b"\xff" * 18
    data.write_bytes(raw)
    dictionaries = opened(index)
    assert answers(dictionaries, "talo") == {}
    assert "damaged" in texts(dictionaries)


def test_a_bomb_ends_at_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictd, "MAX_DATA", 1_000_000)
    index = write_dictd(tmp_path, "fi-sv", [*GOOD, (["pommi"], "\0" * 1_500_000), (["loppu"], "loppu\nslut\n")])
    dictionaries = opened(index)
    assert answers(dictionaries, "talo", "loppu") == {"talo": {"hus", "byggnad"}}
    assert "2 headwords lead to places outside" in texts(dictionaries)


def test_entries_that_overlap_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_learn.bitext.dictionary_index.MAX_DATA", 10_000)
    index = write_dictd(tmp_path, "fi-sv", [*GOOD, (["loppu"], "x" * 900)])
    with index.open("a") as out:
        out.writelines(f"w{n}\t{number(n)}\t{number(700)}\n" for n in range(200))
    assert "overlap" in texts(opened(index))


def test_too_many_headwords(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictd, "MAX_HEADWORDS", 1)
    dictionaries = opened(write_dictd(tmp_path, "fi-sv", GOOD))
    assert answers(dictionaries, "talo", "kirja") == {"kirja": {"bok"}}
    assert "too large" in texts(dictionaries)


def test_not_utf8(tmp_path: Path) -> None:
    folder = tmp_path
    entries = [([f"sana{n}"], f"sana{n}\nord, långt\n") for n in range(9)]
    index = write_dictd(folder, "fi-sv", entries, packed=False)
    data = folder / "fi-sv.dict"
    raw = data.read_text().encode("latin-1")  # each entry is one byte shorter
    data.write_bytes(raw)
    size = len(raw) // 9
    lines = [f"sana{n}\t{number(n * size)}\t{number(size)}\n" for n in range(9)]
    index.write_text("".join(lines))
    dictionaries = opened(index)
    assert answers(dictionaries, "sana3") == {"sana3": {"ord"}}
    assert "most of it is not UTF-8" in texts(dictionaries)
    good = [([f"hyvä{n}"], f"hyvä{n}\nlångt\n") for n in range(20)]
    index = write_dictd(folder, "sv-fi", good, packed=False)
    data = folder / "sv-fi.dict"
    data.write_bytes(data.read_bytes().replace("hyvä3\nl\u00e5".encode(), b"hyv\xc3\xa43\nl\xffx"))
    assert "1 entries hold bytes" in texts(opened(index))


def test_something_else(tmp_path: Path) -> None:
    index = write_dictd(tmp_path, "fi-sv", GOOD)
    index.write_bytes(b"just some words\n" * 5000)
    dictionaries = opened(index)
    assert dictionaries.names == ()
    assert "no list of headwords" in texts(dictionaries)


def test_empty_files(tmp_path: Path) -> None:
    index = write_dictd(tmp_path, "fi-sv", GOOD)
    (tmp_path / "fi-sv.dict.dz").write_bytes(b"")
    assert "outside" in texts(opened(index))
    index.write_bytes(b"")
    assert "empty" in texts(opened(index))


def test_hostile_text_cannot_reach_a_terminal(tmp_path: Path) -> None:
    entry = (["ta\x1blo"], "ta\x1blo <n>\nhu\x1bs \x9bnu, \u202egard, b&#27;o, \x1b]0;x\x07\n")
    with Dictionaries(dictionaries_at([write_dictd(tmp_path, "fi-sv", [entry])])[0], None) as dictionaries:
        base = dictionaries._shelves[0]._base
        kept = base.execute("SELECT word, answers FROM forward").fetchall()
    assert kept
    assert not [sign for row in kept for text in row for sign in text if ord(sign) < 32 and sign != "\n"]
    assert not any(sign in str(kept) for sign in "\x1b\x9b\x07\u202e")
