"""Repairs that have no effect: found among many articles, without looking for each in all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.bitext.making import bitext, edition, sentences
from tui_learn import idle_repairs
from tui_learn.bitext.beads import FixedBead
from tui_learn.bitext.repair_making import repairs_of
from tui_learn.bitext.repairs import Found, Repair, look_for
from tui_learn.idle_repairs import Idle
from tui_learn.library import Article, Library
from tui_learn.text import Edition

FILE = Path("repairs/fi-sv.json")
COUNT = 12


def texts(name: str, words: str = "") -> tuple[Edition, Edition]:
    made = (
        edition(sentences(f"{words or name} {language}", COUNT), language, f"{name}/{name}.{language}.md")
        for language in ("fi", "sv")
    )
    left, right = made
    return left, right


def library(tmp_path: Path, *pairs: tuple[Edition, Edition]) -> list[Article]:
    for pair in pairs:
        for text in pair:
            file = tmp_path / text.path
            file.parent.mkdir(exist_ok=True)
            head = f"---\nlang: {text.language}\narticle: {file.parent.name}\n---\n"
            file.write_text(head + "\n\n".join(block.text for block in text.blocks), encoding="utf-8")
    return Library(tmp_path).articles


def repairs_in(pair: tuple[Edition, Edition], *numbers: int) -> list[Repair]:
    return repairs_of(bitext(*pair), [FixedBead((n,), (n,)) for n in numbers])


def idle(repairs: list[Repair], articles: list[Article]) -> list[tuple[str, int]]:
    found = idle_repairs.idle_repairs(FILE, list(enumerate(repairs, start=1)), articles)
    return [(one.kind, one.number) for one in found]


def test_each_has_its_reason(tmp_path: Path) -> None:
    here, gone, renamed, strange = texts("here"), texts("gone"), texts("old"), texts("strange")
    articles = library(tmp_path, here, texts("gone", "other words"), texts("new", "old"))
    crossing = repairs_of(bitext(*here), [FixedBead((4,), (3,))])
    repairs = [
        *repairs_in(here, 3, 5), *crossing, *repairs_in(gone, 2), *repairs_in(renamed, 6), *repairs_in(strange, 1),
    ]  # fmt: skip
    assert idle(repairs, articles) == [("overruled", 1), ("orphan", 4), ("elsewhere", 6)]


def test_the_same_names_in_two_articles(tmp_path: Path) -> None:
    a, b = texts("a"), texts("b")
    named = [tuple(replace(text, path=f"{name}/index.{text.language}.md") for text in pair) for name, pair in
             (("a", a), ("b", b))]  # fmt: skip
    pairs = [(left, right) for left, right in named]
    articles = library(tmp_path, *pairs)
    assert len(articles) == 2
    assert idle([*repairs_in(pairs[0], 1, 2), *repairs_in(pairs[1], 1, 2)], articles) == []
    # What names cannot tell, words do: these are no orphans that could be dropped.
    elsewhere = texts("c")
    lost = repairs_in((replace(elsewhere[0], path="c/index.fi.md"), replace(elsewhere[1], path="c/index.sv.md")), 1)
    assert idle(lost, articles) == [("elsewhere", 1)]
    said = [*sentences("a fi", COUNT)]
    said[4:7] = ["Quite another thing is said here now, and at some length."]
    changed = edition(said, "fi", "a/index.fi.md")
    assert idle(repairs_in(pairs[0], 5), library(tmp_path, (changed, pairs[0][1]))) == [("orphan", 1)]


def test_a_file_gone_bad_condemns_nothing(tmp_path: Path) -> None:
    here = texts("here")
    articles = library(tmp_path, here)
    (tmp_path / here[0].path).write_bytes(b"\xff\xfe")
    assert idle(repairs_in(here, 3), articles) == []


def test_two_editions_in_one_language_are_of_no_article(tmp_path: Path) -> None:
    here = texts("here")
    old = edition(sentences("vanha", COUNT), "fi", "here/old.fi.md")
    assert idle(repairs_in((old, here[0]), 3), library(tmp_path, here)) == [("elsewhere", 1)]


def test_what_is_said_is_short_and_names_the_entry(tmp_path: Path) -> None:
    (repair,) = repairs_in(texts("here"), 3)
    side = replace(repair.sides[0], texts=("x" * 20_000,))
    message = str(Idle("orphan", FILE, 12, replace(repair, sides=(side, repair.sides[1])), ("a.md",)).problem)
    assert "take entry 12 out" in message
    assert len(message) < 600


@pytest.mark.parametrize("names", ["names of their own", "the same names"])
def test_few_articles_are_looked_at_for_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: str) -> None:
    pairs = [texts(f"n{number}") for number in range(16)]
    if names == "the same names":
        pairs = [
            (replace(left, path=f"n{n}/index.fi.md"), replace(right, path=f"n{n}/index.sv.md"))
            for n, (left, right) in enumerate(pairs)
        ]
    articles = library(tmp_path, *pairs[:12])
    repairs = [repair for pair in pairs for repair in repairs_in(pair, *range(COUNT))]
    looked: list[int] = []

    def count(own: object, left: Edition, right: Edition) -> Found:
        listed = list(own)  # type: ignore[call-overload]
        looked.append(len(listed))
        return look_for(listed, left, right)

    monkeypatch.setattr(idle_repairs, "look_for", count)
    assert idle(repairs, articles) == [("elsewhere", n) for n in range(12 * COUNT + 1, 16 * COUNT + 1)]
    assert looked == [COUNT] * 12
