"""Contents, places to go, hits in the order of the page, and bookmarks that find their sentences again: no screen."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

import pytest

from tui_learn.app.bookmarks import (
    KEPT,
    LIMIT,
    TooMany,
    add,
    bookmark_of,
    bookmarks,
    digest_of,
    put_back,
    remove,
    spots,
)  # fmt: skip
from tui_learn.app.cells import width_of
from tui_learn.app.contents import PARTS, contents_of
from tui_learn.app.page import Page, Position
from tui_learn.app.screens.bookmarks import row_of as bookmark_row
from tui_learn.app.screens.contents import row_of
from tui_learn.app.searching import key_of_place, key_of_position, position_of, search
from tui_learn.app.travels import (
    Heading,
    doubtful_runs,
    heading_from,
    link_under,
    other_run,
    pair_after_link,
    pair_with,
)  # fmt: skip
from tui_learn.bitext import Bead, Bitext, build_bitext, same_edition
from tui_learn.bitext.word_tokens import plain_words
from tui_learn.library import Article, Pair
from tui_learn.text import Block, Edition, Sentence, Span
from tui_learn.text.model import BlockKind


def block(number: int, text: str, level: int = 0, spans: tuple[Span, ...] = ()) -> Block:
    kind: BlockKind = "heading" if level else "paragraph"
    cut = [0, *(place + 1 for place, letter in enumerate(text) if letter == "." and not level)]
    ends = cut[1:] if cut[-1:] == [len(text)] else [*cut[1:], len(text)]
    sentences: list[Sentence] = []
    for start, end in zip(cut, ends, strict=False):
        start += len(text[start:end]) - len(text[start:end].lstrip())
        sentences.append(Sentence(number, len(sentences), start, end, " ".join(text[start:end].split())))
    return Block(number, kind, text, number + 1, level, "", spans, tuple(sentences))


def edition_of(*texts: str, language: str = "nb") -> Edition:
    """A heading for every text that begins with ``#``."""
    blocks = []
    for number, text in enumerate(texts):
        bare = text.lstrip("#")
        blocks.append(block(number, bare.strip(), len(text) - len(bare)))
    return Edition(f"{language}.md", {}, language, "name", 1.0, tuple(blocks), "")


def page_of(left: Edition, right: Edition | None = None) -> Page:
    if right is None:
        words = plain_words(left)
        return Page(same_edition(left), plain=(words, words))
    return Page(build_bitext(left, right), plain=(plain_words(left), plain_words(right)))


@pytest.fixture(scope="module")
def page(seeds: Article) -> Page:
    return page_of(seeds.edition("nb"), seeds.edition("fi"))


# --- contents

EXPECTED = [
    ("Relasjonsledelse", "Parisuhteen hoito"),
    ("Hva er relasjonsledelse?", "Mitä on ihmissuhteiden hallinta?"),
    ("Forstå relasjonsledelse", "Suhteenhallinnan ymmärtäminen"),
    ("Customer Relationship Management (CRM)", "Customer Relationship Management (CRM)"),
    ("Business Relationship Management (BRM)", "Business Relationship Management (BRM)"),
]


def test_headings_stand_beside_those_that_answer_them(page: Page) -> None:
    contents = contents_of(page)
    assert contents.by_heading
    assert [entry.texts for entry in contents.entries] == EXPECTED
    assert [entry.level for entry in contents.entries] == [0, 1, 1, 2, 2]
    shares = [entry.share for entry in contents.entries]
    assert shares == sorted(shares)
    assert shares[0] == 0.0


def test_the_heading_one_is_under(page: Page) -> None:
    contents = contents_of(page)
    for side in page.sides:
        seen = []
        for number in range(len(page.edition(side).blocks)):
            at = contents.number_at(page, side, number)
            assert at is not None
            start = contents.entries[at].block(side)
            assert start is not None
            assert start <= number
            seen.append(at)
        assert seen == sorted(seen)
        assert set(seen) == set(range(len(contents.entries)))


def test_what_was_opened_is_marked(page: Page) -> None:
    second = contents_of(page).entries[1].block("right")
    assert second is not None
    opened = {page.edition("right").blocks[second].sentences[0].id}
    assert [entry.opened for entry in contents_of(page, opened).entries][:3] == [False, True, False]


def test_headings_that_only_one_side_has() -> None:
    left = edition_of("# Alpha", "Text one.", "## Beta", "Text two.")
    right = edition_of("# Alfa", "Teksti yksi.", "## Väli", "Teksti kaksi.", language="fi")
    bitext = Bitext(
        left,
        right,
        (Bead((0,), (0,), 1.0), Bead((1,), (1,), 1.0), Bead((), (2,), 1.0), Bead((2,), (), 1.0), Bead((3,), (3,), 1.0)),
        (Bead((0,), (0,), 1.0), Bead((1,), (1,), 1.0), Bead((), (2,), 1.0), Bead((2,), (), 1.0), Bead((3,), (3,), 1.0)),
    )
    contents = contents_of(Page(bitext))
    assert [entry.texts for entry in contents.entries] == [("Alpha", "Alfa"), ("", "Väli"), ("Beta", "")]
    assert [entry.level for entry in contents.entries] == [0, 1, 1]
    assert contents.entries[1].text("left") == "Väli"
    assert contents.number_at(Page(bitext), "left", 3) == 2
    assert contents.number_at(Page(bitext), "right", 3) == 1


def test_a_text_without_headings_has_parts() -> None:
    left = edition_of(
        *[f"Number {n} begins here and goes on for rather more than a dozen words, all in all." for n in range(120)]
    )
    contents = contents_of(page_of(left))
    assert not contents.by_heading
    assert len(contents.entries) == 40 <= PARTS
    assert [entry.blocks for entry in contents.entries[:3]] == [(0, None), (3, None), (6, None)]
    assert contents.entries[1].texts[0] == "Number 3 begins here and goes on for rather more than a…"
    page = page_of(left)
    assert contents.number_at(page, "left", 5) == 1
    one = contents_of(page_of(edition_of("# The only heading", "A text.", "Another.")))
    assert not one.by_heading
    assert [entry.texts[0] for entry in one.entries] == ["The only heading", "A text.", "Another."]


@pytest.mark.parametrize("width", [1, 4, 12, 24, 40, 64, 100, 200])
def test_rows_fit(page: Page, width: int) -> None:
    for entry in contents_of(page).entries:
        for sides in (page.sides, ("left",), ("right",)):
            assert sum(width_of(text) for text, _how in row_of(entry, sides, width, True)) <= max(width, 10)
    mark = bookmark_of("a", "fi", page.edition("right").sentences[3], "2026-11-22")
    assert sum(width_of(text) for text, _how in bookmark_row(mark, "An article", True, width)) <= max(width, 10)


# --- headings and doubtful pairs


def test_from_heading_to_heading(page: Page) -> None:
    seen = []
    position: Position | Heading = page.at("left", 0)
    while isinstance(position, Position):
        seen.append(page.sentence(position).block)
        position = heading_from(page, position, 1)
    assert position is Heading.LAST
    assert seen == [entry.blocks[0] for entry in contents_of(page).entries]
    last = page.at("left", len(page.edition("left").sentences) - 1)
    back = heading_from(page, last, -1)
    assert isinstance(back, Position)
    assert page.sentence(back).block == seen[-1]  # first to the heading one is under
    assert heading_from(page, page.at("left", 0), -1) is Heading.FIRST
    assert heading_from(page_of(edition_of("Text.")), Position("left", 0), 1) is Heading.NONE


def test_from_doubtful_run_to_doubtful_run() -> None:
    left = edition_of("A. B. C. D. E. F. G.")
    right = edition_of("A. B. C. D. E. F.", language="fi")
    sure = [1.0, 0.2, 0.3, 1.0, 0.4, 1.0]
    beads = [Bead((n,), (n,), confidence) for n, confidence in enumerate(sure)]
    beads[4] = replace(beads[4], left=(), confidence=0.1)
    beads = [replace(bead, left=tuple(n - (n > 4) for n in bead.left)) for bead in beads]
    bitext = Bitext(left, right, (Bead((0,), (0,), 1.0),), (*beads, Bead((5, 6), (), 0.1)))
    page = Page(bitext)
    runs = doubtful_runs(page)
    assert runs == (1, 4, 6)
    assert other_run(page, Position("left", 0), runs, 1) == Position("left", 1)
    assert other_run(page, Position("left", 1), runs, 1) == Position("right", 4)  # nothing of it is on the left
    assert other_run(page, Position("left", 2), runs, 1) == Position("right", 4)  # from the middle of a run
    assert other_run(page, Position("right", 4), runs, 1) == Position("left", 5)
    assert other_run(page, Position("left", 5), runs, 1) is None
    assert other_run(page, Position("left", 5), runs, -1) == Position("right", 4)
    assert other_run(page, Position("left", 2), runs, -1) == Position("left", 1)
    assert other_run(page, Position("left", 0), runs, -1) is None
    assert doubtful_runs(page_of(left)) == ()


# --- links


def test_the_link_under_the_cursor() -> None:
    text = "See this page and that one. Only here once. And → none."
    links = (
        Span("link", 4, 13, "a.md"),
        Span("strong", 9, 13),
        Span("link", 18, 26, "b.md"),
        Span("link", 33, 37, "c.md"),
    )
    edition = Edition("nb.md", {}, "nb", "name", 1.0, (block(0, text, spans=links),), "")
    page = page_of(edition)
    words = page.words("left")
    assert words is not None
    found = {word.text: link_under(page, page.at_word("left", n)) for n, word in enumerate(words.words)}
    assert {name: link.target if link else "" for name, link in found.items()} == {
        "See": "", "this": "a.md", "page": "a.md", "and": "", "that": "b.md", "one": "b.md",
        "Only": "c.md", "here": "c.md", "once": "c.md", "And": "", "none": "",
    }  # fmt: skip


def test_the_languages_after_a_link(seeds: Article) -> None:
    pair = Pair("nb", "fi")
    assert pair_with(seeds, pair, "fi") == pair
    assert pair_with(seeds, pair, "sv") == Pair("sv", "fi")
    assert pair_with(seeds, Pair("en", "sv"), "sv") in (Pair("fi", "sv"), Pair("nb", "sv"))
    alone = replace(seeds, editions=seeds.editions[:1])
    assert pair_with(alone, pair, "fi") == Pair("fi", "fi")
    assert pair_after_link(seeds, seeds, pair, "sv", "left") == Pair("sv", "fi")
    assert pair_after_link(seeds, seeds, pair, "sv", "right") == Pair("nb", "sv")
    assert pair_after_link(replace(seeds, id="x"), seeds, pair, "sv", "right") == pair
    assert pair_after_link(replace(alone, id="x"), seeds, pair, "fi", "right") is None


# --- search


def test_hits_in_the_order_of_the_page(page: Page) -> None:
    found = search(page, "organisa")
    assert found.count == sum(len(hits) for hits in found.hits.values()) > 3
    assert all(found.hits[side] for side in page.sides)
    seen, place = [], found.first()
    while place is not None:
        seen.append(place)
        assert found.number(place) == len(seen)
        place = found.after(key_of_place(page, place))
    assert len(seen) == found.count
    assert [key_of_place(page, place) for place in seen] == sorted(key_of_place(page, place) for place in seen)
    back, place = [], found.last()
    while place is not None:
        back.append(place)
        place = found.before(key_of_place(page, place))
    assert back == seen[::-1]
    for place in seen:
        position = position_of(page, place)
        assert position is not None
        word = page.word(position)
        assert word is not None
        assert "organisa" in word.text.casefold()
        number, start, end = page.stretch(place.side, word)
        assert number == place.block
        assert start <= place.start < end
        assert (place.block, place.start, place.end) in found.in_block(place.side, place.block)
        assert found.after(key_of_position(page, position), here=True) == place or place.start > start


def test_a_search_in_one_language_finds_each_place_once() -> None:
    page = page_of(edition_of("One word. Another word."))
    assert search(page, "WORD").hits == {"left": ((0, 4, 8), (0, 18, 22))}
    assert search(page, "nothing").first() is None
    assert search(page, "").count == 0


# --- bookmarks


class Sets:
    """Sets as the progress keeps them."""

    def __init__(self) -> None:
        self.kept: dict[str, set[str]] = {}

    def marks(self, name: str) -> frozenset[str]:
        return frozenset(self.kept.get(name, ()))

    def mark(self, name: str, elements: Iterable[str]) -> bool:
        self.kept.setdefault(name, set()).update(elements)
        return True

    def unmark(self, name: str, elements: Iterable[str]) -> bool:
        self.kept.setdefault(name, set()).difference_update(elements)
        return True


TEXT = edition_of("# Title", "First sentence. Second sentence. Same again.", "Third one. Same again. Last.")


def test_bookmarks_are_kept_and_removed() -> None:
    sets = Sets()
    first, last = (bookmark_of("a", "nb", TEXT.sentences[n], "2026-11-22") for n in (1, 6))
    add(sets, last)
    add(sets, first)
    add(sets, bookmark_of("b", "nb", TEXT.sentences[2], "2026-11-22"))
    assert bookmarks(sets, "a") == [first, last]
    assert [mark.article for mark in bookmarks(sets)] == ["a", "a", "b"]
    remove(sets, [first])
    assert bookmarks(sets, "a") == [last]
    put_back(sets, first)
    assert bookmarks(sets, "a") == [first, last]
    assert first.words == "First sentence."


def test_what_two_devices_set_is_one_bookmark() -> None:
    sets = Sets()
    early, late = (bookmark_of("a", "nb", TEXT.sentences[1], day) for day in ("2026-11-20", "2026-11-22"))
    add(sets, late)
    add(sets, early)
    (mark,) = bookmarks(sets, "a")
    assert mark.day == "2026-11-20"
    remove(sets, [mark])
    assert sets.kept[KEPT] == set()


def test_what_is_no_bookmark_is_passed_over() -> None:
    sets = Sets()
    good = bookmark_of("a", "nb", TEXT.sentences[1], "2026-11-22")
    hostile = json.dumps(["a", "nb", "b1s1", "0" * 12, "x\x1b[31my" + "z" * 999, "2026-11-22"])
    for element in (
        "",
        "{",
        "[]",
        "[1,2,3,4,5,6]",
        json.dumps(["a", "nb", "nowhere", "", "", ""]),
        "[" * 9999,
        hostile,
    ):
        sets.mark(KEPT, [element])
    add(sets, good)
    found = bookmarks(sets, "a")
    assert [mark.digest for mark in found] == [good.digest, "0" * 12]
    assert found[1].words.startswith("x[31myzz")
    assert len(found[1].words) == 200


def test_there_is_a_limit() -> None:
    sets = Sets()
    sentences = [Sentence(n, 0, 0, 1, f"Number {n}") for n in range(LIMIT + 1)]
    sets.mark(KEPT, [bookmark_of("a", "nb", sentence, "2026-11-22").elements[0] for sentence in sentences[:LIMIT]])
    with pytest.raises(TooMany):
        add(sets, bookmark_of("a", "nb", sentences[LIMIT], "2026-11-22"))
    add(sets, bookmark_of("b", "nb", sentences[LIMIT], "2026-11-22"))


def spot(edition: Edition, number: int) -> tuple[int, bool]:
    mark = bookmark_of("a", "nb", TEXT.sentences[number], "2026-11-22")
    (found,) = spots(edition, [mark]).values()
    return found.sentence, found.certain


def test_a_bookmark_finds_its_sentence_again() -> None:
    assert [spot(TEXT, number) for number in range(7)] == [(number, True) for number in range(7)]
    longer = edition_of("# Title", "A new one. And more.", *[block.text for block in TEXT.blocks[1:]])
    assert spot(longer, 1) == (3, True)
    assert spot(longer, 6) == (8, True)
    assert spot(longer, 3) == (5, True)  # of two alike the nearer one
    assert spot(longer, 5) in ((5, True), (7, True))
    changed = edition_of("# Title", "First sentence. Second changed. Same again.", "Third one.")
    assert spot(changed, 2) == (2, False)
    assert spot(changed, 6) == (4, False)  # the last one before its place
    assert spot(changed, 5) == (3, True)
    assert digest_of("A  b\nC") == digest_of("a b c") != digest_of("ab c")
    assert spots(Edition("x", {}, "nb", "name", 1.0, (), ""), [bookmark_of("a", "nb", TEXT.sentences[1], "")]) == {}
