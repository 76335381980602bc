"""The list of articles: what is shown of each, which fit what is typed, in which order."""

from __future__ import annotations

import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_learn.app import shelf_filter
from tui_learn.app.cells import width_of
from tui_learn.app.shelf import BYS, FEW, USUAL, Facts, Order, Shelf, order_of, row_of, title_key
from tui_learn.app.shelf_filter import Filter, typed
from tui_learn.app.widgets.article_table import columns, room_of, runs_of, tags_in, title_width
from tui_learn.library import Article
from tui_learn.library.groups import Grouping
from tui_learn.library.summary import EditionSummary
from tui_learn.text.finding import matches


def edition(language: str, title: str, words: int = 100, path: str = "") -> EditionSummary:
    return EditionSummary(
        path=path or f"/texts/{language}/{title}.md",
        language=language,
        language_from="metadata",
        confidence=1.0,
        title=title,
        words=words,
        sha256="0" * 64,
        name="",
    )


def article(name: str, grouping: Grouping = "certain", /, **titles: str) -> Article:
    """An article by its titles in some languages."""
    found = tuple(edition(language.replace("_", "-"), title) for language, title in sorted(titles.items()))
    return Article(name, grouping, found)


COFFEE = article("coffee", fi="Kahvi", nb="Kaffe", tr="İYİ KAHVE ISIRIĞI")
STREET = article("street", de="Die Straße", fi="Ähtärin katu")
TEA = article("tea", nb="Te på Ærø", sv="Te på Ärö", zh_Hans="茶 与 岛")
ALL = (COFFEE, STREET, TEA)


def titles(shelf: Shelf, text: str = "", order: Order = USUAL, facts: dict[str, Facts] | None = None) -> list[str]:
    return [shelf.articles[number].id for number in shelf.shown(text, order, facts or {})]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["coffee", "street", "tea"]),
        ("kahvi", ["coffee"]),
        ("KAF", ["coffee"]),
        ("ahtari", ["street"]),
        ("ähtäri", ["street"]),
        ("ahtäri", ["street"]),
        ("ähtàri", []),  # what is typed with marks has them
        ("strasse", ["street"]),
        ("straße", ["street"]),
        ("ss", ["street"]),
        ("iyi", ["coffee"]),
        ("İyi", ["coffee"]),
        ("ısırığı", ["coffee"]),
        ("isirigi", ["coffee"]),
        ("aero", ["tea"]),
        ("ærø", ["tea"]),
        ("ærö", []),
        ("arö", ["tea"]),
        ("茶", ["tea"]),
        ("kahvi kaffe", ["coffee"]),  # every word, each in whatever language
        ("kahvi te", []),
        ("suomi", ["coffee", "street"]),
        ("zh", ["tea"]),
        ("Kaffe.md", ["coffee"]),
        ("street", ["street"]),
        ("lang:fi", ["coffee", "street"]),
        ("lang:zh", ["tea"]),
        ("lang:ZH_hans", ["tea"]),
        ("lang:f", ["coffee", "street"]),
        ("lang:svenska", ["tea"]),
        ("lang:xx", []),
        ("lang:", ["coffee", "street", "tea"]),
        ("is:", ["coffee", "street", "tea"]),
        ("is:due", ["tea"]),
        ("is:d lang:nb", ["tea"]),
        ("is:read", ["coffee"]),
        ("is:unread", ["street", "tea"]),
        ("is:asked", []),
        ("is:nothing", []),
        ("\x00 \u200d", []),
    ],
)
def test_what_is_typed(text: str, found: list[str]) -> None:
    facts = {"coffee": Facts(read=0.0), "tea": Facts(due=3)}
    assert sorted(titles(Shelf(ALL), text, facts=facts)) == found


def test_what_is_asked_or_wrong() -> None:
    doubtful = article("doubtful", "probable", fi="A", nb="B")
    unknown = article("unknown", und="C")
    shelf = Shelf((*ALL, doubtful, unknown), wrong=frozenset({"/texts/de/Die Straße.md"}))
    assert titles(shelf, "is:asked") == ["doubtful", "unknown"]
    assert titles(shelf, "is:wrong") == ["street"]
    assert shelf.asked == 2
    assert [shelf.row(shelf.number[each], {}).is_asked for each in ("doubtful", "unknown", "tea")] == [
        True,
        True,
        False,
    ]
    assert shelf.row(shelf.number["street"], {}).is_wrong


WORDS = st.text(
    st.sampled_from("aäàåiıİIlłLŁoøöØsßSeéÉ\u0301\u0308çğ 客户が\u3099नि한שָ-").filter(lambda c: c != "\n"), max_size=12
)


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS, st.sampled_from(("fi", "tr", "und", "hi")))
def test_it_finds_what_the_reader_finds(title: str, word: str, language: str) -> None:
    """One word in one title: as ``finding.matches`` says, in the title's own language."""
    word = "".join(word.split())
    made = Article("0", "single", (edition(language, title, path="0"),))
    found = bool(Filter([made]).fitting(word, {}))
    if word and matches(title, word, language):
        assert found
    elif found and word and not any(unicodedata.category(letter)[0] == "M" for letter in title + word):
        # What else is looked through, or what is typed is meant in another language.
        rest = [title, f"0 {language}", "Türkçe suomi हिन्दी und", "0"]
        assert any(matches(text, word, tag) for text in rest for tag in (language, "und", "tr"))


def test_titles_in_order() -> None:
    names = ["Zebra", "“Äpfel”", "apple 10", "Apple 9", "Ёлка", "Øl", "Оса", "(1) one", "Łódź", "12. Kiitos", "…", ""]
    assert sorted(names, key=title_key) == [
        "", "(1) one", "12. Kiitos", "“Äpfel”", "Apple 9", "apple 10", "Łódź", "Øl", "Zebra", "Ёлка", "Оса", "…",
    ]  # fmt: skip


def test_orders() -> None:
    facts = {
        "coffee": Facts(due=1, read=0.5, last="2026-11-20"),
        "tea": Facts(due=7, read=0.0, known=0.25, last="2026-11-21"),
    }
    shelf = Shelf((TEA, COFFEE, STREET), ("nb", "fi"))
    by = {each: titles(shelf, "", Order(each), facts) for each in BYS}
    assert by == {
        "title": ["street", "coffee", "tea"],  # Ähtärin katu, Kaffe, Te på Ærø
        "languages": ["tea", "coffee", "street"],
        "words": ["street", "coffee", "tea"],
        "read": ["coffee", "tea", "street"],
        "known": ["tea", "street", "coffee"],
        "due": ["tea", "coffee", "street"],
        "last": ["tea", "coffee", "street"],
    }
    # What nothing is known of comes last in both directions.
    assert titles(shelf, "", Order("due", backwards=True), facts) == ["coffee", "tea", "street"]
    assert titles(shelf, "", Order("read", backwards=True), facts) == ["tea", "coffee", "street"]
    assert titles(shelf, "", Order("title", backwards=True)) == ["tea", "coffee", "street"]
    assert titles(shelf, "lang:fi", Order("title", backwards=True)) == ["coffee", "street"]
    assert titles(shelf, "lang:nb", Order("due"), facts) == ["tea", "coffee"]


def test_an_order_is_written_and_read() -> None:
    for order in (USUAL, Order("due"), Order("last", backwards=True)):
        assert order_of(str(order)) == order
    for other in (None, "", "size", "due sideways", 7, ["due"]):
        assert order_of(other) == USUAL
    around = USUAL
    for _by in BYS:
        around = around.next()
    assert around == USUAL
    assert Order("due").rises is False
    assert Order("due").turned().rises is True


def test_a_row() -> None:
    row = row_of(COFFEE, ("nb", "fi"), Facts(due=2))
    assert (row.title, row.other, row.languages, row.words) == ("Kaffe", "Kahvi", ("fi", "nb", "tr"), 100)
    assert row_of(COFFEE, ()).other == ""
    assert row_of(STREET, ("nb", "fi")).title == "Ähtärin katu"
    assert row_of(STREET, ("nb", "fi")).other == ""


def test_many_articles_are_made_ready_in_a_thread() -> None:
    many = [article(f"n{number}", fi=f"Nimi {number}") for number in range(FEW + 1)]
    shelf = Shelf(many)
    assert not shelf.is_ready
    shelf.make_ready()
    assert shelf.is_ready
    assert titles(shelf, "nimi 999") == ["n999"]
    again = Shelf(many)
    again.take_from(shelf)
    assert again.is_ready
    other = Shelf(list(many))
    other.take_from(shelf)
    assert not other.is_ready
    assert Shelf(many[:3]).is_ready


def test_they_are_made_ready_once_however_many_keys_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf, made = Shelf([article(f"n{number}", fi=f"Nimi {number}") for number in range(FEW + 1)]), []

    def slowly(*given: Any) -> Filter:
        made.append(given)
        time.sleep(0.05)
        return Filter(*given)

    monkeypatch.setattr(shelf_filter, "Filter", slowly)
    with ThreadPoolExecutor(4) as pool:
        filters = list(pool.map(lambda _key: shelf.make_ready(), range(4)))
    assert len(made) == 1
    assert all(one is filters[0] for one in filters)


def test_what_a_person_means() -> None:
    assert typed(" Kahvi LANG:FI is:DUE ") == typed("Kahvi lang:fi is:due")
    assert typed("x" * 5000).words == ("x" * 200,)


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=40),
    st.integers(0, 140),
    st.lists(st.sampled_from(["fi", "nb", "zh-Hans", "pt-BR", "und", "ckb-Arab-IQ"]), unique=True, max_size=6),
    st.integers(0, 60),
)
def test_a_row_is_as_wide_as_its_room(title: str, width: int, tags: list[str], languages: int) -> None:
    """Nothing is wider than the room, and columns stand beneath each other, whatever the titles."""
    from tui_learn.text.clean import clean_line

    title = clean_line(title)
    made = tuple(edition(tag, title) for tag in sorted(tags) or ["fi"])
    row = row_of(Article("a", "probable", made), ("nb", "fi"), Facts(99999, 1.0, 1.0, "2026-11-21"))
    runs = runs_of(row, ("nb", "fi"), width, languages)
    shown = columns(width, languages)
    assert sum(width_of(text) for text, _how in runs) == 2 + title_width(width, shown) + sum(c.width + 2 for c in shown)
    assert 2 + title_width(width, shown) + sum(column.width + 2 for column in shown) <= max(2, width)


def test_columns_give_way_to_titles() -> None:
    assert [column.by for column in columns(room_of(100))] == ["languages", "words", "read", "known", "due", "last"]
    assert [column.by for column in columns(room_of(80), 8)] == ["languages", "words", "read", "known", "due"]
    assert [column.by for column in columns(room_of(40), 8)] == ["languages", "due"]
    assert columns(room_of(10)) == ()
    for width in range(3, 200):
        assert title_width(width, columns(width)) >= max(1, min(26, width // 2) - 2)


def test_tags() -> None:
    tags = ("da", "de", "fi", "nb", "sv")
    assert tags_in(tags, ("nb", "fi"), 20) == "nb fi da de sv"
    assert tags_in(tags, ("nb", "fi"), 9) == "nb fi +3"
    assert tags_in(tags, ("nb", "fi"), 3) == "+5"
    assert tags_in(("zh-Hans",), (), 5) == "zh-H…"


def test_a_title_from_right_to_left_does_not_carry_the_columns_along() -> None:
    row = row_of(article("a", he="חתול וכלב"), (), Facts(due=3))
    text = "".join(text for text, _how in runs_of(row, (), 80))
    assert text.index("\u200e") > text.index("חתול")
    assert text.index("\u200e") < text.index("he")


def test_a_path_of_any_kind_is_looked_through(tmp_path: Path) -> None:
    odd = Article("a", "single", (edition("fi", "x", path=str(tmp_path / "Outo kansio" / "tiedosto.fi.md")),))
    for word in ("outo", "kansio", "tiedosto.fi"):
        assert titles(Shelf([odd]), word) == ["a"], word
