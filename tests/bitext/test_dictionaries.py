"""Asking all dictionaries as one, and keeping what was parsed."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bitext.dictionary_making import Entries, write_dictd, write_stardict
from tui_learn.bitext import dictionaries as face
from tui_learn.bitext.dictionaries import Dictionaries, DictionaryFile, dictionaries_at, find_dictionaries
from tui_learn.bitext.dictionary_files import FOLDERS_VARIABLE
from tui_learn.settings import Settings

FI_SV: Entries = [(["talo"], "talo <n>\nhus, byggnad\n"), (["kirja"], "kirja\nbok\n"), (["olla"], "olla\nvara\n")]
SV_FI: Entries = [(["hus"], "hus\ntalo, rakennus\n"), (["bok"], "bok\nkirja, pyökki\n")]
SV_TR: Entries = [(["hus"], "hus\nev\n"), (["bok"], "bok\nkitap\n"), (["byggnad"], "byggnad\nbina, İnşaat\n")]
FI_PL: Entries = [(["talo"], "talo\ndom\n"), (["kissa"], "kissa\nkot\n")]
TR_PL: Entries = [(["ev"], "ev\ndom\n"), (["kedi"], "kedi\nkot\n")]


@pytest.fixture(autouse=True)
def no_system_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the machine has must not matter."""
    monkeypatch.setenv(FOLDERS_VARIABLE, "")


@pytest.fixture
def shelf(tmp_path: Path) -> list[DictionaryFile]:
    """Five small dictionaries."""
    for stem, entries in {"fin-swe": FI_SV, "swe-fin": SV_FI, "swe-tur": SV_TR, "tur-pol": TR_PL}.items():
        write_dictd(tmp_path / "dictd", f"freedict-{stem}", entries)
    write_stardict(tmp_path / "dictd", "fi_pl", FI_PL)
    return find_dictionaries([tmp_path / "dictd"])[0]


def test_asked_in_both_directions(shelf: list[DictionaryFile], tmp_path: Path) -> None:
    with Dictionaries(shelf, tmp_path / "cache") as all_of_them:
        assert all_of_them.problems == []
        assert all_of_them.translations(["Talo", "kirja", "ei"], "fi", "sv-SE") == {
            "talo": {
                "hus": frozenset({"fin-swe", "swe-fin"}),
                "byggnad": frozenset({"fin-swe"}),
            },
            "kirja": {"bok": frozenset({"fin-swe", "swe-fin"})},
        }
        assert set(all_of_them.translations(["hus"], "sv", "fi")["hus"]) == {"talo", "rakennus"}
        assert all_of_them.translations(["İNŞAAT"], "tr", "sv") == {"inşaat": {"byggnad": frozenset({"swe-tur"})}}
        assert all_of_them.translations(["talo"], "fi", "tr") == {}
        assert all_of_them.translations([], "fi", "sv") == {}
        assert all_of_them.translations(["talo"], "fi", "fi") == {}
        assert all_of_them.has("fi", "sv")
        assert all_of_them.has("sv-FI", "fi")
        assert not all_of_them.has("fi", "tr")
        assert all_of_them.names == (
            "fi_pl", "fin-swe", "swe-fin", "swe-tur", "tur-pol",
        )  # fmt: skip


def test_through_every_third_language(shelf: list[DictionaryFile], tmp_path: Path) -> None:
    with Dictionaries(shelf, tmp_path / "cache") as all_of_them:
        assert all_of_them.through(["talo", "kirja", "kissa", "olla"], "fi", "tr") == {
            "talo": {"ev": frozenset({"sv", "pl"}), "bina": frozenset({"sv"}), "inşaat": frozenset({"sv"})},
            "kirja": {"kitap": frozenset({"sv"})},
            "kissa": {"kedi": frozenset({"pl"})},
        }
        assert set(all_of_them.through(["kitap"], "tr", "fi")["kitap"]) == {"kirja", "pyökki"}
        assert all_of_them.through(["talo"], "fi", "fi") == {}
        assert all_of_them.through(["talo"], "fi", "el") == {}


def test_a_word_that_means_everything_leads_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(face, "TOO_MANY", 2)
    many = [(["ta"], "ta\nal, götür\n"), (["ställa"], "ställa\nkoy, dik, dur\n")]
    write_dictd(tmp_path, "sv-tr", many)
    write_dictd(tmp_path, "fi-sv", [(["ottaa"], "ottaa\nta\n"), (["panna"], "panna\nställa\n")])
    with Dictionaries(find_dictionaries([tmp_path])[0], None) as both:
        assert set(both.through(["ottaa", "panna"], "fi", "tr")) == {"ottaa"}


# --- keeping


def test_what_was_parsed_is_kept(shelf: list[DictionaryFile], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "cache"
    with Dictionaries(shelf, cache) as first:
        answers = first.translations(["talo"], "fi", "sv")
        stamp = first.stamp
    assert len(list((cache / "dictionaries").iterdir())) == len(shelf)
    monkeypatch.setattr("tui_learn.bitext.dictionary_index.parse_entry", None)
    with Dictionaries(shelf, cache) as second:
        assert second.translations(["talo"], "fi", "sv") == answers
        assert second.stamp == stamp


def test_problems_are_kept_too(tmp_path: Path) -> None:
    index = write_dictd(tmp_path, "fi-sv", FI_SV)
    with index.open("a") as out:
        out.write("broken line\n")
    files, _problems = find_dictionaries([tmp_path])
    with Dictionaries(files, tmp_path / "cache") as first, Dictionaries(files, tmp_path / "cache") as second:
        assert len(first.problems) == 1
        assert first.problems == second.problems


def test_a_changed_dictionary_is_parsed_again(tmp_path: Path) -> None:
    write_dictd(tmp_path, "fi-sv", FI_SV)
    files, _problems = find_dictionaries([tmp_path])
    with Dictionaries(files, tmp_path / "cache") as first:
        stamp = first.stamp
    write_dictd(tmp_path, "fi-sv", [(["talo"], "talo\nkåk\n")])
    with Dictionaries(files, tmp_path / "cache") as second:
        assert set(second.translations(["talo"], "fi", "sv")["talo"]) == {"kåk"}
        assert second.stamp != stamp
    with Dictionaries([], tmp_path / "cache") as none:
        assert none.stamp not in ("", stamp)


def test_without_a_cache_and_where_none_can_be_written(shelf: list[DictionaryFile], tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    expected = None
    for cache in (tmp_path / "cache", None, blocked):
        with Dictionaries(shelf, cache) as these:
            answers = (
                these.translations(["talo", "kirja"], "fi", "sv"),
                these.through(["talo"], "fi", "tr"),
                these.stamp,
            )
            expected = expected or answers
            assert answers == expected
            assert these.problems == []


def test_no_temporary_folder(shelf: list[DictionaryFile], monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect
    held: list[str] = []

    def refusing(address: str, **options: object) -> sqlite3.Connection:
        held.append(address)
        if address == "" and options.get("check_same_thread") is False:
            raise sqlite3.OperationalError("disk I/O error")
        return connect(address, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(sqlite3, "connect", refusing)
    with Dictionaries(shelf, None) as these:
        assert these.translations(["kirja"], "fi", "sv")
    assert ":memory:" in held


@pytest.mark.parametrize("damage", ["empty", "cut", "noise", "inside", "folder"])
def test_a_damaged_cache_is_made_again(shelf: list[DictionaryFile], tmp_path: Path, damage: str) -> None:
    cache = tmp_path / "cache"
    with Dictionaries(shelf, cache) as first:
        answers = first.translations(["talo", "kirja"], "fi", "sv")
    for file in (cache / "dictionaries").iterdir():
        raw = file.read_bytes()
        if damage == "folder":
            file.unlink()
            file.mkdir()
        elif damage == "inside":  # the tables of words, behind the first pages
            page = int.from_bytes(raw[16:18], "big")
            file.write_bytes(raw[:page] + b"\xff" * (2 * page) + raw[3 * page :])
        else:
            file.write_bytes({"empty": b"", "cut": raw[:-1000], "noise": os.urandom(len(raw))}[damage])
    with Dictionaries(shelf, cache) as second:
        assert second.translations(["talo", "kirja"], "fi", "sv") == answers
        assert second.problems == []


def test_a_cache_damaged_while_the_dictionary_is_gone(tmp_path: Path) -> None:
    index = write_dictd(tmp_path / "d", "fi-sv", FI_SV)
    files, _problems = find_dictionaries([tmp_path / "d"])
    with Dictionaries(files, tmp_path / "cache") as these:
        (kept,) = (tmp_path / "cache" / "dictionaries").iterdir()
        kept.write_bytes(b"\xff" * kept.stat().st_size)
        index.unlink()
        assert these.translations(["talo"], "fi", "sv") == {}
        assert these.translations(["kirja"], "fi", "sv") == {}
    with pytest.raises(sqlite3.ProgrammingError):
        these.translations(["talo"], "fi", "sv")


def test_threads(shelf: list[DictionaryFile], tmp_path: Path) -> None:
    with Dictionaries(shelf, tmp_path / "cache") as these:
        expected = these.translations(["talo", "kirja"], "fi", "sv"), these.through(["talo"], "fi", "tr")
        wrong: list[object] = []

        def ask() -> None:
            for _turn in range(30):
                answers = these.translations(["talo", "kirja"], "fi", "sv"), these.through(["talo"], "fi", "tr")
                if answers != expected:
                    wrong.append(answers)

        threads = [threading.Thread(target=ask) for _number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == []


def parse_in_a_process(folder: str, cache: str, start: Callable[[], int], answers: Callable[[object], None]) -> None:
    """Open the dictionaries of a folder once the other process is there too."""
    start()
    with Dictionaries(dictionaries_at([folder], settings=Settings())[0], Path(cache)) as these:
        answers((these.translations(["sana7", "sana1999"], "fi", "sv"), len(these.problems)))


def test_two_processes_on_one_cache(tmp_path: Path) -> None:
    write_dictd(tmp_path / "d", "fi-sv", [([f"sana{n}"], f"sana{n}\nord{'abcdefghij'[n % 10]}\n") for n in range(2000)])
    context = multiprocessing.get_context("spawn")
    barrier, queue = context.Barrier(2), context.Queue()
    arguments = str(tmp_path / "d"), str(tmp_path / "cache"), barrier.wait, queue.put
    both = [context.Process(target=parse_in_a_process, args=arguments) for _number in range(2)]
    for process in both:
        process.start()
    one, other = queue.get(timeout=60), queue.get(timeout=60)
    for process in both:
        process.join()
    assert one == other
    assert one[0]["sana7"] == {"ordh": frozenset({"fi-sv"})}
    assert [file.suffix for file in (tmp_path / "cache" / "dictionaries").iterdir()] == [".sqlite3"]


# --- progress, memory


def test_progress(tmp_path: Path) -> None:
    write_dictd(tmp_path, "fi-sv", [([f"sana{n}"], f"sana{n}\nord\n") for n in range(20_000)])
    write_dictd(tmp_path, "sv-fi", SV_FI)
    told: list[float] = []
    with Dictionaries(find_dictionaries([tmp_path])[0], tmp_path / "cache", progress=told.append):
        pass
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert 10 < len(told) <= 101


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError, RuntimeError])
def test_what_progress_raises_stops_the_work(tmp_path: Path, error: type[BaseException]) -> None:
    write_dictd(tmp_path, "fi-sv", [([f"sana{n}"], f"sana{n}\nord\n") for n in range(5_000)])
    files, _problems = find_dictionaries([tmp_path])

    def stop(share: float) -> None:
        if share > 0.5:
            raise error

    with pytest.raises(error):
        Dictionaries(files, tmp_path / "cache", progress=stop)
    assert list((tmp_path / "cache" / "dictionaries").iterdir()) == []
    with Dictionaries(files, tmp_path / "cache") as these:
        assert set(these.translations(["sana1"], "fi", "sv")["sana1"]) == {"ord"}


MEASURE = """
import resource, sys
from pathlib import Path
from tui_learn.bitext.dictionaries import Dictionaries, dictionaries_at
from tui_learn.settings import Settings
files, _problems = dictionaries_at([sys.argv[1]], settings=Settings())
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with Dictionaries(files, Path(sys.argv[2])) as these:
    assert these.translations(["sanaa"], "fi", "sv")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in other units")
def test_memory_does_not_grow_with_the_dictionary(tmp_path: Path) -> None:
    import itertools
    import subprocess

    letters = map("".join, itertools.product("abcdefghij", repeat=5))
    entries = [
        ([f"sana{word}"], f"sana{word}\nord {word}\n{'x' * 1000}\n") for word in itertools.islice(letters, 30_000)
    ]
    entries.append((["sanaa"], "sanaa\nord\n"))
    write_dictd(tmp_path, "fi-sv", entries)
    run = [sys.executable, "-c", MEASURE, str(tmp_path / "fi-sv.index"), str(tmp_path / "cache")]
    grown = int(subprocess.run(run, capture_output=True, text=True, check=True).stdout)
    assert grown < 60_000  # kilobytes; the entries alone have 30 MB


# --- the real ones

REAL = Path("/usr/share/dictd")
real = pytest.mark.skipif(not (REAL / "freedict-fin-swe.index").exists(), reason="FreeDict is not installed")


@real
def test_real_dictionaries(tmp_path: Path) -> None:
    stems = ["fin-swe", "swe-tur", "tur-eng", "eng-pol", "eng-swe"]
    named = [REAL / f"freedict-{stem}.index" for stem in stems if (REAL / f"freedict-{stem}.index").exists()]
    files, problems = dictionaries_at(named, settings=Settings())
    assert problems == []
    with Dictionaries(files, tmp_path / "cache") as these:
        assert these.problems == []
        assert set(these.translations(["talo"], "fi", "sv")["talo"]) >= {"hus"}
        assert "talo" in these.translations(["hus"], "sv", "fi")["hus"]
        if these.has("sv", "tr"):
            assert "ev" in these.through(["talo"], "fi", "tr")["talo"]
        if these.has("en", "pl"):
            words = these.translations(["descend", "favorable", "join"], "en", "pl")
            assert {"zniżać się", "schodzić"} <= set(words["descend"])
            assert "favorable" in words
            assert "dołączać się do" not in words["join"]
        if these.has("tr", "en"):
            assert "island" in these.translations(["ada"], "tr", "en")["ada"]


@real
def test_real_dictionaries_are_found() -> None:
    files, problems = find_dictionaries([REAL])
    assert any((file.source, file.target) == ("fi", "sv") for file in files)
    assert [problem for problem in problems if "freedict" in problem.path] == []
