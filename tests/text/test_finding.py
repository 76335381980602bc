"""Finding text: tolerant of case and marks, in whole graphemes, with nothing missed."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_learn.text.finding import LONGEST, find, find_in, fold_edition, folded, is_folded, matches, needle
from tui_learn.text.model import Block, Edition


def edition_of(*texts: str, language: str = "en") -> Edition:
    blocks = tuple(Block(n, "paragraph", text, n + 1, 0, "", (), ()) for n, text in enumerate(texts))
    return Edition("x.md", {}, language, "name", 1.0, blocks, "")


def found(text: str, query: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in find_in(text, folded(text, language), query, language)]


@pytest.mark.parametrize(
    ("text", "query", "hits"),
    [
        ("Äiti ja aiti, ÄITI", "aiti", ["Äiti", "aiti", "ÄITI"]),
        ("Äiti ja aiti, ÄITI", "äiti", ["Äiti", "ÄITI"]),
        ("Äiti ja aiti", "ÄITI", ["Äiti"]),
        ("resume résumé resumé", "resumé", ["résumé", "resumé"]),
        ("A\u0301gua água a\u0301gua agua", "água", ["A\u0301gua", "água", "a\u0301gua"]),
        ("Straße STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("Straße strasse", "straße", ["Straße"]),
        ("Straße", "stras", []),
        ("ﬁnal, œuvre, Łódź", "final", ["ﬁnal"]),
        ("ﬁnal, œuvre, Łódź", "oeuvre", ["œuvre"]),
        ("ﬁnal, œuvre, Łódź", "lodz", ["Łódź"]),
        ("wide ＷＩＤＥ", "wide", ["wide", "ＷＩＤＥ"]),
        ("one  two\nthree\u00a0four", "one two three four", ["one  two\nthree\u00a0four"]),
        ("one two", "  one\n two", ["one two"]),
        ("soft\u00adhyphen", "softhyphen", ["soft\u00adhyphen"]),
        ("it’s “so”", 'it\'s "so"', ["it’s “so”"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("λόγος ΛΟΓΟΣ", "λογοσ", ["λόγος", "ΛΟΓΟΣ"]),
        ("и й", "и", ["и", "й"]),
        ("и й", "й", ["й"]),
        ("anything", "   ", []),
        ("anything", "", []),
        ("anything", "\u00ad", []),
    ],
)
def test_what_is_the_same(text: str, query: str, hits: list[str]) -> None:
    assert found(text, query) == hits


@pytest.mark.parametrize(
    ("text", "query", "language", "hits"),
    [
        ("Isı IŞIK İğne iğne", "i", "tr", ["I", "ı", "I", "I", "İ", "i"]),
        ("IŞIK ışık işik", "ışık", "tr", ["IŞIK", "ışık"]),
        ("IŞIK ışık", "isik", "tr", ["IŞIK", "ışık"]),
        ("İstanbul istanbul", "istanbul", "tr", ["İstanbul", "istanbul"]),
        ("كَتَبَ كتب كتـــب", "كتب", "ar", ["كَتَبَ", "كتب", "كتـــب"]),
        ("كَتَبَ كتب", "كَتَبَ", "ar", ["كَتَبَ"]),
        ("أحمد احمد", "احمد", "ar", ["أحمد", "احمد"]),
        ("שָׁלוֹם שלום", "שלום", "he", ["שָׁלוֹם", "שלום"]),
        ("关系\n管理 和 关系管理", "关系管理", "zh", ["关系\n管理", "关系管理"]),
        ("关系 管理", "系管", "zh", ["系 管"]),
        ("がか", "か", "ja", ["か"]),
        ("한국어 한", "한", "ko", ["한", "한"]),
        ("می‌خواهم", "میخواهم", "fa", ["می‌خواهم"]),
        ("कि क", "क", "hi", ["क"]),
    ],
)
def test_scripts(text: str, query: str, language: str, hits: list[str]) -> None:
    assert found(text, query, language) == hits


def test_over_the_blocks_of_an_edition() -> None:
    edition = edition_of("A link text", "none", "the LINK\ntext again, link text")
    assert find(edition, "link text") == ((0, 2, 11), (2, 4, 13), (2, 21, 30))
    assert find(edition, "textnone") == ()
    assert find(edition, "text none") == ()  # blocks are places of their own


def test_a_query_is_cut_where_it_is_too_long() -> None:
    text = "a" * 3 * LONGEST
    assert found(text, "a" * 2 * LONGEST) == ["a" * LONGEST] * 3


def test_what_was_folded_is_kept_as_long_as_the_edition() -> None:
    edition, other = edition_of("one"), edition_of("two")
    assert not is_folded(edition)
    first = fold_edition(edition)
    assert fold_edition(edition) is first
    assert is_folded(edition)
    assert not is_folded(other)
    assert find(other, "two") == ((0, 0, 3),)


def test_whether_it_stands_there() -> None:
    assert matches("Über uns", "uber", "de")
    assert not matches("Uber uns", "über", "de")
    assert matches("anything", " ", "en")


# --- against a slow one

LETTERS = "aAäÄeéiIıİsßŁlﬁfø \n\u00a0\u00ad’'-–وَـא\u05b8关系がか한กิ1２\u0301\u0308👨\u200d👩🇫🇮"
TEXTS = st.text(st.sampled_from(LETTERS), max_size=24)
QUERIES = st.text(st.sampled_from(LETTERS), min_size=1, max_size=4)
LANGUAGES = st.sampled_from(["en", "tr", "fi", "ar"])


def edges_of(text: str) -> list[int]:
    return [0, *(match.end() for match in regex.finditer(r"\X", text))]


def naive(text: str, query: str, language: str) -> list[tuple[int, int]]:
    """Every stretch between graphemes that folds to the query, the first one first, the shortest of those."""
    wanted = needle(query, language)
    whole = folded(text, language)
    edges, hits, begin = edges_of(text), [], 0
    if not wanted.text:
        return []
    for start in edges:
        if start < begin:
            continue
        for end in (edge for edge in edges if edge > start):
            if fold_between(text, whole_units(text, language), start, end) != wanted.text:
                continue
            if not carries(text, language, start, end) or not marks_stand(text, language, start, end, query):
                continue
            hits.append((start, end))
            begin = end
            break
    assert whole.text == "".join(piece for _s, _e, piece in whole_units(text, language))
    return hits


def whole_units(text: str, language: str) -> list[tuple[int, int, str]]:
    """Graphemes, or runs of white space, and what each folds to where it stands."""
    made = folded(text, language)
    units: list[tuple[int, int, str]] = []
    for place, character in enumerate(made.text):
        found = (place, place + 1) if made.starts is None or made.ends is None else (
            made.starts[place], made.ends[place])  # fmt: skip
        if units and units[-1][:2] == found:
            units[-1] = (*found, units[-1][2] + character)
        else:
            units.append((*found, character))
    return units


def fold_between(text: str, units: list[tuple[int, int, str]], start: int, end: int) -> str:
    inside = [(s, e, piece) for s, e, piece in units if s < end and start < e]
    if any(s < start or e > end for s, e, _piece in inside):
        return "\0"
    return "".join(piece for _s, _e, piece in inside)


def carries(text: str, language: str, start: int, end: int) -> bool:
    """Whether both ends are of something that is compared."""
    units = whole_units(text, language)
    return any(s == start for s, _e, _p in units) and any(e == end for _s, e, _p in units)


def marks_stand(text: str, language: str, start: int, end: int, query: str) -> bool:
    own = [unit for unit in whole_units(text, language) if start <= unit[0] < end]
    place = 0
    for begin, stop, kept in needle(query, language).marked:
        place, at, exact = 0, None, kept
        for unit in own:
            if (place, place + len(unit[2])) == (begin, stop):
                at = unit
            place += len(unit[2])
        if at is None or needle(text[at[0] : at[1]], language).marked != ((0, stop - begin, exact),):
            return False
    return True


@settings(max_examples=150, deadline=None)
@given(TEXTS, QUERIES, LANGUAGES)
def test_nothing_is_missed_and_nothing_else_found(text: str, query: str, language: str) -> None:
    hits = find_in(text, folded(text, language), query, language)
    assert hits == naive(text, query, language)
    edges = edges_of(text)
    for start, end in hits:
        assert text[start:end]
        assert {start, end} <= set(edges)
        assert needle(text[start:end], language).text.strip() == needle(query, language).text.strip()
    assert list(find(edition_of(text, language=language), query)) == [(0, *hit) for hit in hits]


@settings(max_examples=100, deadline=None)
@given(TEXTS, LANGUAGES, st.data())
def test_what_is_copied_from_the_text_is_found(text: str, language: str, data: st.DataObject) -> None:
    edges = edges_of(text)
    start, end = sorted(data.draw(st.tuples(st.sampled_from(edges), st.sampled_from(edges))))
    query = text[start:end]
    if query.strip() and needle(query, language).text and query == query.strip():
        assert find_in(text, folded(text, language), query, language)
