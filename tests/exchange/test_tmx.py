"""TMX: valid by its DTD, whole after any parser, and read by a program that others use."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from translate.storage.tmx import tmxfile

from tests.exchange.conftest import HOSTILE, article, pair
from tui_learn import __version__
from tui_learn.bitext import Bead
from tui_learn.exchange.alignment import Alignment, Side
from tui_learn.exchange.tmx import count_unpaired, to_tmx, variant_tags

DTD = etree.DTD(str(Path(__file__).parent / "tmx14.dtd"))
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)


def parse(document: str) -> ElementTree.Element:
    """By expat, after the DTD has been asked by libxml2."""
    raw = document.encode("utf-8")
    DTD.assertValid(etree.fromstring(raw))
    return ElementTree.fromstring(raw)


def segments(document: str) -> list[list[str]]:
    return [[seg.text or "" for seg in unit.iter("seg")] for unit in parse(document).iter("tu")]


def without_forbidden(text: str) -> str:
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)


def test_the_document() -> None:
    document = to_tmx(article())
    assert document.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx ')
    root = parse(document)
    header = root.find("header")
    assert header is not None
    assert header.attrib == {
        "creationtool": "tui-learn", "creationtoolversion": __version__, "segtype": "sentence", "o-tmf": "tui-learn",
        "adminlang": "en", "srclang": "ar", "datatype": "plaintext",
    }  # fmt: skip
    assert {prop.get("type"): prop.text for prop in header} == {
        "x-left-title": "المقال", "x-left-file": "a.ar.md", "x-right-title": "The article", "x-right-file": "a.en.md",
    }  # fmt: skip
    assert segments(document) == [["عنوان", "Heading"], ["جملة أولى.", "One. Two."]]
    units = list(root.iter("tu"))
    assert [unit.findtext("prop[@type='x-confidence']") for unit in units] == ["0.9900", "0.4999"]
    assert [[tuv.get(LANG) for tuv in unit.iter("tuv")] for unit in units] == [["ar", "en"]] * 2
    assert [tuv.findtext("prop[@type='x-sentences']") for tuv in units[1].iter("tuv")] == ["1", "1 2"]


def test_the_same_input_gives_the_same_bytes() -> None:
    assert to_tmx(article()) == to_tmx(article())
    assert "date=" not in to_tmx(article())


def test_what_has_no_counterpart_is_left_out_and_counted() -> None:
    assert count_unpaired(article()) == 2
    assert "وحيدة" not in to_tmx(article())
    assert "Alone" not in to_tmx(article())


@pytest.mark.parametrize("blank", ["", " ", "\x00\x1b", "\ud800"])
def test_a_side_without_a_character_makes_no_unit(blank: str) -> None:
    alignment = pair("a", blank)
    assert segments(to_tmx(alignment)) == []
    assert count_unpaired(alignment) == 2


def test_an_empty_alignment_is_a_valid_document() -> None:
    assert segments(to_tmx(Alignment(Side("fi", ()), Side("nb", ()), ()))) == []


def test_scripts_without_spaces_get_none() -> None:
    side = Side("zh-Hans", ("一。", "二。"))
    alignment = Alignment(side, replace(side, language="sv"), (Bead((0, 1), (0, 1), 1.0),))
    assert segments(to_tmx(alignment)) == [["一。二。", "一。 二。"]]


@pytest.mark.parametrize(
    ("left", "right", "tags"),
    [
        ("fi", "nb", ("fi", "nb")),
        ("ZH-hant", "pt_br", ("zh-Hant", "pt-BR")),
        ("und", "fi", ("und", "fi")),
        ("und", "und", ("und-x-left", "und-x-right")),
        ("fi", "FI", ("fi-x-left", "fi-x-right")),
        ("fi-x-simple", "fi-x-simple", ("fi-x-simple-left", "fi-x-simple-right")),
        ('"><a b="', "", ("und-x-left", "und-x-right")),
    ],
)
def test_languages(left: str, right: str, tags: tuple[str, str]) -> None:
    assert variant_tags(left, right) == tags
    root = parse(to_tmx(pair("a", "b", (left, right))))
    assert [tuv.get(LANG) for tuv in root.iter("tuv")] == list(tags)
    # TMX 1.4b: the source variant's xml:lang is the same as srclang.
    assert [header.get("srclang") for header in root.iter("header")] == [tags[0]]
    # RFC 5646, section 2.1, without its grandfathered tags.
    assert all(re.fullmatch("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*(-x(-[a-z0-9]{1,8})+)?", tag) for tag in tags)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_stays_text(name: str) -> None:
    text = HOSTILE[name]
    alignment = pair(text, "b")
    alignment = replace(alignment, left=replace(alignment.left, title=text, file=text))
    document = to_tmx(alignment)
    root = parse(document)
    assert [element.tag for element in root.iter()] == [
        "tmx", "header", "prop", "prop", "body", "tu", "prop", "tuv", "prop", "seg", "tuv", "prop", "seg",
    ]  # fmt: skip
    assert segments(document) == [[without_forbidden(text), "b"]]
    assert [prop.text for prop in root.iterfind("header/prop")] == [without_forbidden(text)] * 2
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", document)


@given(ANY_TEXT, ANY_TEXT)
def test_any_text_comes_back(left: str, right: str) -> None:
    sides = [without_forbidden(left), without_forbidden(right)]
    alignment = pair(left, right)
    assert segments(to_tmx(alignment)) == ([sides] if all(side.strip() for side in sides) else [])


def test_the_dtd_refuses_what_is_wrong() -> None:
    right = to_tmx(article())
    for old, new in (
        ('srclang="ar"', ""), ("<seg>", "<text>"), ('segtype="sentence"', 'segtype="word"'), (' xml:lang="en"', ""),
        ('version="1.4"', 'version="1.3"'),
    ):  # fmt: skip
        assert old in right
        wrong = right.replace(old, new).replace("</seg>", "</text>" if new == "<text>" else "</seg>")
        assert not DTD.validate(etree.fromstring(wrong.encode()))


def test_translate_toolkit_reads_it() -> None:
    store = tmxfile.parsestring(to_tmx(article()).encode())
    assert [(unit.source, unit.target) for unit in store.units] == [
        ("عنوان", "Heading"), ("جملة أولى.", "One. Two."),
    ]  # fmt: skip
    assert store.translate("عنوان", "ar", "en") == "Heading"


@pytest.mark.parametrize("name", HOSTILE)
def test_translate_toolkit_reads_hostile_text(name: str) -> None:
    (unit,) = tmxfile.parsestring(to_tmx(pair(HOSTILE[name], "b", ("und", "und"))).encode()).units
    assert (unit.source, unit.target) == (without_forbidden(HOSTILE[name]), "b")
