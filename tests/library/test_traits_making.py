from __future__ import annotations

from pathlib import Path

import pytest

from tui_learn.library.numerals import cjk_value, numbers_in
from tui_learn.library.traits import Traits
from tui_learn.library.traits_making import declared_of, traits_of
from tui_learn.text.reading import edition_from_bytes

PROSE = "Dette er en lang nok tekst på norsk til at språket kan kjennes igjen uten tvil av enhver leser."


def traits(text: str, name: str = "/t/x.md") -> Traits:
    return traits_of(edition_from_bytes(text.encode(), Path(name)))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1,948 and 3.5 and 7", ["1948", "35"]),
        ("في عام ١٩٤٨", ["1948"]),
        ("सन् १९४८ में", ["1948"]),
        ("第十二条と第三百二十一条、第一条", ["12", "321"]),
        ("一九四八年十二月十日", ["12", "10"]),
        ("第一九四八號", ["1948"]),
        ("十分な", []),
    ],
)
def test_numbers_are_the_same_in_every_script(text: str, numbers: list[str]) -> None:
    assert list(numbers_in(text)) == numbers


def test_values_of_chinese_numerals() -> None:
    wanted = {"十": 10, "二十": 20, "九十九": 99, "一百零五": 105, "三千": 3000, "〇七": 7}
    assert {text: cjk_value(text) for text in wanted} == wanted


def test_anchors_are_what_translations_share() -> None:
    found = traits(f"# CRM\n\n{PROSE} Se [her](https://nb.example.org/nb/a/?lang=nb) og `ls -l` fra 1998.\n")
    assert set(found.anchors) == {"u:*.example.org/*/a", "c:ls -l", "n:1998", "a:CRM"}
    other = traits("# CRM\n\nKatso [tästä](http://fi.example.org/fi/a?lang=fi) ja `ls -l`, vuodelta 1998.\n")
    assert other.anchors == found.anchors


def test_what_is_shouted_is_no_acronym() -> None:
    assert traits(f"# ALLE HAR RETT\n\n{PROSE}\n").anchors == ()
    assert traits(f"{PROSE} 使用API的时候 og JSON-fil\n").anchors == ("a:API", "a:JSON")


def test_shape_lengths_and_json() -> None:
    found = traits(f"# Tittel\n\n{PROSE}\n\n- punkt\n\n```\nkode her\n```\n")
    assert found.shape == "1pic"
    assert found.lengths == (6, len(PROSE), 5, 8)
    assert Traits.from_json(found.path, found.language, found.sha256, found.to_json()) == found


@pytest.mark.parametrize(
    ("name", "declared"),
    [
        ("/t/tale.nb.md", "name:/t/tale"),
        ("/t/nb/tale.md", "name:/t/tale"),
        ("/t/nb/more/tale.md", "name:/t/more/tale"),
        ("/t/tale/nb.md", "name:/t/tale"),
        ("/t/wi-fi.md", ""),
        ("/t/tale.pt-BR.md", "name:/t/tale"),
        ("/t/tale.md", ""),
    ],
)
def test_what_a_name_declares(name: str, declared: str) -> None:
    found = declared_of(edition_from_bytes(PROSE.encode(), Path(name)))
    assert Path(found.partition(":")[2]).as_posix() == Path(declared.partition(":")[2]).as_posix()
    assert found.partition(":")[0] == declared.partition(":")[0]


def test_a_key_declares_before_a_name() -> None:
    text = f"---\narticle: Third One\n---\n{PROSE}"
    assert declared_of(edition_from_bytes(text.encode(), Path("/t/tale.nb.md"))) == "article:third-one"


NAVIGATION = "[Home](https://a.example/) | [About](https://a.example/about) | [RSS](https://a.example/rss) `v2.0`"


def test_what_every_page_of_a_site_has_is_marked() -> None:
    found = traits(f"{NAVIGATION}\n\n{PROSE} Se [her](https://a.example/x), [der](https://a.example/y).\n\n- [x](z)\n")
    assert {anchor for anchor in found.anchors if not anchor.startswith("s:")} == {"u:a.example/x", "u:a.example/y"}
    assert {anchor.removeprefix("s:") for anchor in found.anchors if anchor.startswith("s:")} >= {
        "u:a.example/about", "u:a.example/rss", "c:v2.0", "u:z",
    }  # fmt: skip
