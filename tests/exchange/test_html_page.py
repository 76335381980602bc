"""The side-by-side page: whole in itself, and hostile text makes no element."""

from __future__ import annotations

import base64
import gettext
import hashlib
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.conftest import HOSTILE, article, pair
from tui_learn import i18n
from tui_learn.bitext import Bead
from tui_learn.exchange.alignment import Alignment, Side
from tui_learn.exchange.html_page import direction, to_html
from tui_learn.text.clean import clean_line

VOID = {"meta"}


class Page(HTMLParser):
    """Elements in order with their attributes, and the text of each."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.others: list[str] = []
        self._open: list[int] = []
        self.feed(document)
        self.close()
        assert self._open == []  # every element is closed, in order

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs)
        self.elements.append((tag, dict(attrs)))
        self.texts.append("")
        if tag not in VOID:
            self._open.append(len(self.elements) - 1)

    def handle_endtag(self, tag: str) -> None:
        assert self.elements[self._open.pop()][0] == tag

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts[self._open[-1]] += data

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def handle_pi(self, data: str) -> None:
        self.others.append(data)

    def unknown_decl(self, data: str) -> None:
        self.others.append(data)

    def all(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        return [
            (attributes, text)
            for (name, attributes), text in zip(self.elements, self.texts, strict=True)
            if name == tag
        ]


def test_a_row_for_each_bead() -> None:
    document = to_html(article())
    assert document.startswith('<!DOCTYPE html>\n<html lang="en" dir="ltr">\n')
    page = Page(document)
    assert page.all("title")[0][1] == "المقال · The article"
    assert [text for _attributes, text in page.all("p")[1:]] == ["جملة أولى.", "One. Two.", "جملة وحيدة.", "Alone."]
    assert [text for _attributes, text in page.all("h2")] == ["عنوان", "Heading"]
    assert [attributes.get("class") for attributes, _text in page.all("tr")] == [
        None, "headed", "opens unsure", None, "opens unsure",
    ]  # fmt: skip
    sides = [(cell["lang"], cell["dir"]) for cell, _text in page.all("td") if "lang" in cell]
    assert sides == [("ar", "rtl"), ("en", "ltr")] * 2 + [("ar", "rtl"), ("en", "ltr")]
    assert [text for cell, text in page.all("td") if cell.get("class") == "none"] == ["no counterpart"] * 2
    assert page.all("p")[0][1] == "2 pairs · 2 sentences without a counterpart · 2 unsure rows, marked ?"


def test_unsure_rows_are_marked_with_words() -> None:
    marks = [text for cell, text in Page(to_html(article())).all("td") if cell.get("class") == "sure"]
    assert marks == ["", "? 49 %", "", "? 20 %"]  # 0.4999 and 0.5: never "? 50 %"
    sure = Page(to_html(pair("a", "b")))
    assert [text for _cell, text in sure.all("th")] == ["", ""]  # no third column where nothing is unsure
    assert len(Page(to_html(article())).all("th")) == 3


def test_titles_stand_above_only_where_the_texts_have_none() -> None:
    page = Page(to_html(article()))
    assert len(page.all("h1")) == 1
    assert [text for _attributes, text in page.all("span")] == ["المقال", "The article"]
    both = Alignment(Side("fi", ("A",), (0,), (1,), "A"), Side("nb", ("B",), (0,), (1,), "B"), (Bead((0,), (0,), 1.0),))
    assert [text for _attributes, text in Page(to_html(both)).all("h1")] == ["A", "B"]


def test_a_bead_across_blocks_keeps_its_heading() -> None:
    left = Side("fi", ("Otsikko", "Lause.", "Toinen."), (0, 1, 1), (2, 0, 0))
    page = Page(to_html(Alignment(left, Side("nb", ("Alt.",), (0,), (0,)), (Bead((0, 1, 2), (0,), 1.0),))))
    assert page.all("h2")[0][1] == "Otsikko"
    assert [text for _attributes, text in page.all("p")[1:]] == ["Lause. Toinen.", "Alt."]


def test_sentences_alone_are_enough() -> None:
    page = Page(to_html(pair("a", "b", ("und", "und"))))
    assert [(cell["lang"], cell["dir"]) for cell, _text in page.all("td")] == [("und", "auto")] * 2
    assert page.all("title")[0][1] == "tui-learn"


def test_an_empty_alignment_is_a_page() -> None:
    page = Page(to_html(Alignment(Side("fi", ()), Side("nb", ()), ())))
    assert page.all("td") == []
    assert page.all("p")[0][1] == "0 pairs"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("fi", "ltr"), ("ar", "rtl"), ("he", "rtl"), ("fa-IR", "rtl"), ("und", "auto"), ("ckb", "rtl"), ("tlh", "auto"),
        ("uz-Arab", "auto"), ("zh-Hant", "auto"), ("pt-BR", "ltr"),
    ],
)  # fmt: skip
def test_direction(tag: str, expected: str) -> None:
    assert direction(tag) == expected


def test_nothing_is_loaded_and_nothing_runs() -> None:
    page = Page(to_html(article()))
    assert {tag for tag, _attributes in page.elements} <= {
        "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "span", "p", "table", "thead", "tbody",
        "tr", "th", "td", "b", "bdi",
    }  # fmt: skip
    names = {name for _tag, attributes in page.elements for name in attributes}
    assert names == {"lang", "dir", "charset", "http-equiv", "content", "name", "class", "scope"}
    ((_attributes, style),) = page.all("style")
    assert not re.search(r"url\(|@import|@font-face|expression|http", style)
    (policy,) = [attributes["content"] for attributes, _text in page.all("meta") if "http-equiv" in attributes]
    own = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{own}'; base-uri 'none'; form-action 'none'"
    tags = [tag for tag, _attributes in page.elements]
    metas = [attributes for attributes, _text in page.all("meta")]
    assert tags.index("style") > tags.index("meta") + 1  # the policy stands before what it is about
    assert list(metas[0]) == ["charset"]
    assert metas[1]["http-equiv"] == "Content-Security-Policy"


def test_the_style_serves_every_reader() -> None:
    style = Page(to_html(article())).all("style")[0][1]
    counts = Counter(re.findall(r"@media [^{]+(?= {)", style))
    assert set(counts) == {
        "@media screen and (prefers-color-scheme: dark)",
        "@media (max-width: 40rem)",
        "@media print",
    }
    assert style.count("{") == style.count("}")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_makes_no_element(name: str) -> None:
    def with_text(text: str) -> Page:
        side = Side("fi", (text, text), (0, 1), (2, 0), text, text)
        beads = (Bead((0,), (0,), 0.9), Bead((1,), (), 0.1), Bead((), (1,), 0.1))
        return Page(to_html(Alignment(side, replace(side, language="ar"), beads)))

    page, harmless = with_text(HOSTILE[name]), with_text("harmless")
    assert page.elements == harmless.elements
    assert page.others == harmless.others == []
    shown = clean_line(HOSTILE[name])
    assert [text.replace("harmless", shown) for text in harmless.texts] == page.texts
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", to_html(pair(HOSTILE[name], "b")))


@pytest.mark.parametrize("tag", ['fi"><script>', "fi' onclick='x", "\x00", "<b>", "x" * 100_000])
def test_a_hostile_language_is_unknown(tag: str) -> None:
    page = Page(to_html(pair("a", "b", (tag, "nb"))))
    assert [cell["lang"] for cell, _text in page.all("td")] == ["und", "nb"]
    assert not page.all("script")


@given(st.text(st.characters(exclude_categories=()), max_size=40), st.floats(0, 1))
def test_any_text_is_shown_as_it_is(text: str, confidence: float) -> None:
    alignment = Alignment(Side("fi", (text,)), Side("nb", ("b",)), (Bead((0,), (0,), confidence),))
    page = Page(to_html(alignment))
    assert [shown for _attributes, shown in page.all("p")[1:]] == [clean_line(text), "b"]


def test_words_of_the_page_are_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    class Hebrew(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return f"<{message}>"

        def ngettext(self, one: str, many: str, count: int) -> str:
            return f"<{many}>"

        def info(self) -> dict[str, str]:
            return {"language": "he_IL"}

    monkeypatch.setattr(i18n, "_translation", Hebrew())
    page = Page(to_html(article()))
    assert page.elements[0] == ("html", {"lang": "he-IL", "dir": "rtl"})
    assert page.all("p")[0][1].startswith("<2 pairs> · <2 sentences")
    assert "<no counterpart>" in [text for _cell, text in page.all("td")]
    assert page.all("th")[2][1] == "<How sure>"
