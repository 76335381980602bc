"""StarDict's format: what is written is read, and what is damaged does not stop the rest."""

from __future__ import annotations

import struct
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bitext.dictionary_making import write_stardict
from tests.bitext.test_dictd import answers, opened, texts
from tui_learn.bitext import stardict
from tui_learn.bitext.dictd import Findings
from tui_learn.bitext.dictionaries import dictionaries_at
from tui_learn.bitext.dictionary_index import read_entries
from tui_learn.settings import Settings

GOOD = [(["talo"], "hus, byggnad"), (["kirja"], "bok")]
BOTH = {"talo": {"hus", "byggnad"}, "kirja": {"bok"}}


@pytest.mark.parametrize("bits", [32, 64])
@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("types", ["m", ""])
def test_reads_what_was_written(tmp_path: Path, bits: int, packed: bool, types: str) -> None:
    dictionaries = opened(write_stardict(tmp_path, "fi-sv", GOOD, bits=bits, packed=packed, types=types))
    assert answers(dictionaries, "talo", "kirja", "muu") == BOTH
    assert dictionaries.problems == []


text = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.lists(text, min_size=1, max_size=3), text), min_size=1, max_size=8),
    st.sampled_from([32, 64]),
    st.sampled_from(["m", ""]),
    st.booleans(),
)
def test_round_trip(written: list[tuple[list[str], str]], bits: int, types: str, packed: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ifo = write_stardict(Path(folder), "fi-sv", written, bits=bits, types=types, packed=packed)
        (file,), problems = dictionaries_at([ifo], settings=Settings())
        findings = Findings()
        read = [(list(entry.headwords), entry.text) for entry in read_entries(file, findings, lambda _share: None)]
        assert read == [(list(words), said) for words, said in written]
        assert problems == findings.sum_up(file.words, file.data) == []


def test_languages_from_the_title(tmp_path: Path) -> None:
    dictionaries = opened(write_stardict(tmp_path, "words", GOOD, title="Finnish-Swedish FreeDict"))
    assert answers(dictionaries, "talo") == {"talo": {"hus", "byggnad"}}


def test_synonyms_lead_forward_only(tmp_path: Path) -> None:
    ifo = write_stardict(tmp_path, "fi-sv", GOOD, synonyms=[("talossa", 0), ("kirjan", 1), ("ei", 99)])
    dictionaries = opened(ifo)
    assert answers(dictionaries, "talossa", "kirjan", "ei") == {"talossa": {"hus", "byggnad"}, "kirjan": {"bok"}}
    assert set(dictionaries.translations(["hus"], "sv", "fi")["hus"]) == {"talo"}
    assert "1 damaged" in texts(dictionaries)


@pytest.mark.parametrize(
    ("types", "raw", "said"),
    [
        ("tm", b"haus\0hus, byggnad", {"hus", "byggnad"}),
        ("x", b"<k>talo</k>\n<tr>talo</tr>\n<dtrn>hus, byggnad</dtrn> <co>ett</co>", {"hus", "byggnad"}),
        ("h", b"<b>talo</b><br/><i>noun</i><ol><li>hus<div>en byggnad</div></li><li>hem</li></ol>", {"hus", "hem"}),
        ("g", b"<span foreground='red'>hus</span>", {"hus"}),
        ("h", b"&lt;n&gt; h&uuml;tte", {"hütte"}),
        ("", b"ttalo\0mhus\0", {"hus"}),
        ("", b"W" + struct.pack(">I", 3) + b"\xff\xfe\0" + b"mhus\0", {"hus"}),
        ("mX", b"hus\0\xff\xff\xff", {"hus"}),
        ("", b"mhus", {"hus"}),
    ],
)
def test_types(tmp_path: Path, types: str, raw: bytes, said: set[str]) -> None:
    ifo = write_stardict(tmp_path, "fi-sv", [(["talo"], "x")], types=types)
    (tmp_path / "fi-sv.dict").write_bytes(raw)
    (tmp_path / "fi-sv.idx").write_bytes(b"talo\0" + struct.pack(">II", 0, len(raw)))
    assert answers(opened(ifo), "talo") == {"talo": said}


def test_a_field_with_a_false_size(tmp_path: Path) -> None:
    raw = b"mhus\0P" + struct.pack(">I", 2**31) + b"xx"
    ifo = write_stardict(tmp_path, "fi-sv", [(["talo"], "x")], types="")
    (tmp_path / "fi-sv.dict").write_bytes(raw)
    (tmp_path / "fi-sv.idx").write_bytes(b"talo\0" + struct.pack(">II", 0, len(raw)))
    assert answers(opened(ifo), "talo") == {"talo": {"hus"}}


def test_false_counts(tmp_path: Path) -> None:
    dictionaries = opened(write_stardict(tmp_path, "fi-sv", GOOD, words=99_999))
    assert answers(dictionaries, "talo", "kirja") == BOTH
    assert "2 headwords, though 99999" in texts(dictionaries)


def test_truncated_list(tmp_path: Path) -> None:
    ifo = write_stardict(tmp_path, "fi-sv", GOOD)
    index = tmp_path / "fi-sv.idx"
    index.write_bytes(index.read_bytes()[:-3])
    dictionaries = opened(ifo)
    assert answers(dictionaries, "talo", "kirja") == {"talo": {"hus", "byggnad"}}
    assert "breaks off after 1" in texts(dictionaries)


def test_truncated_packed_list(tmp_path: Path) -> None:
    ifo = write_stardict(tmp_path, "fi-sv", GOOD, packed=True)
    index = tmp_path / "fi-sv.idx.gz"
    index.write_bytes(index.read_bytes()[:-9])
    assert "ends too early" in texts(opened(ifo))


def test_a_list_that_is_none(tmp_path: Path) -> None:
    ifo = write_stardict(tmp_path, "fi-sv", GOOD)
    (tmp_path / "fi-sv.idx").write_bytes(b"\xff" * 100_000)
    assert "no headwords" in texts(opened(ifo))
    (tmp_path / "fi-sv.idx").write_bytes(b"")
    assert "no headwords" in texts(opened(ifo))


@pytest.mark.parametrize("raw", [b"", b"\0" * 100_000, b"[wrong]\nname=x\n"], ids=["empty", "zeros", "ini"])
def test_an_ifo_that_is_none(tmp_path: Path, raw: bytes) -> None:
    ifo = write_stardict(tmp_path, "fi-sv", GOOD)
    ifo.write_bytes(raw)
    assert "no StarDict file" in texts(opened(ifo))


def test_offsets_of_a_strange_size(tmp_path: Path) -> None:
    ifo = write_stardict(tmp_path, "fi-sv", GOOD)
    ifo.write_text(ifo.read_text().replace("idxoffsetbits=32", "idxoffsetbits=banana"))
    (problem,) = opened(ifo).problems
    assert problem.line == 6


def test_offsets_beyond_everything(tmp_path: Path) -> None:
    ifo = write_stardict(tmp_path, "fi-sv", GOOD, bits=64)
    with (tmp_path / "fi-sv.idx").open("ab") as out:
        out.write(b"zzz\0" + struct.pack(">QI", 2**64 - 1, 2**32 - 1))
    dictionaries = opened(ifo)
    assert answers(dictionaries, "talo", "kirja", "zzz") == BOTH
    assert "longer" in texts(dictionaries)


def test_too_many_headwords(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stardict, "MAX_HEADWORDS", 1)
    dictionaries = opened(write_stardict(tmp_path, "fi-sv", GOOD))
    assert answers(dictionaries, "talo", "kirja") == {"talo": {"hus", "byggnad"}}
    assert "too large" in texts(dictionaries)


@pytest.mark.parametrize("markup", ["<k>", "<", "<ol><li>", "(", " ", "[[", "/", "n. ", "1. "])
@pytest.mark.parametrize("types", ["h", "m"])
def test_markup_without_end(tmp_path: Path, markup: str, types: str) -> None:
    long = markup * (60_000 // len(markup)) + "x"
    dictionaries = opened(write_stardict(tmp_path, "fi-sv", [*GOOD, (["paha"], long)], types=types))
    assert answers(dictionaries, "talo", "kirja") == BOTH
