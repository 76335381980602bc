"""Page and line breaking, without a screen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_learn.app.cells import fit, width_of
from tui_learn.app.layouts import LAYOUTS, Layout, Reading, arrange, layout_at, margin_of
from tui_learn.app.page import Page, Position
from tui_learn.app.passages import Line, Passage, Swap, wrapped
from tui_learn.app.themes import THEMES
from tui_learn.app.widgets.sheet import Sheet
from tui_learn.app.wrap import _fill_any, _fill_simple, fill
from tui_learn.bitext import Bead, build_bitext, same_edition
from tui_learn.bitext.word_tokens import plain_words
from tui_learn.library import Article
from tui_learn.text import Block


def lines(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in fill(text, width)]


def test_words_are_kept_whole() -> None:
    assert lines("one two three", 7) == ["one two", "three"]
    assert lines("one\ntwo", 20) == ["one", "two"]
    assert lines("", 5) == [""]


def test_long_words_are_cut_by_grapheme() -> None:
    assert lines("e\u0301e\u0301e\u0301e\u0301", 2) == ["e\u0301e\u0301", "e\u0301e\u0301"]
    assert lines("ab abcdefgh", 4) == ["ab", "abcd", "efgh"]


def test_ideographs_break_anywhere_but_before_closing_marks() -> None:
    assert lines("关系管理是。一种", 10) == ["关系管理", "是。一种"]
    assert all(not line.startswith("。") for line in lines("关系管理是。一种战略。", 6))


@given(st.text(alphabet="ab \n关。é\u0301👍🏽", max_size=60), st.integers(2, 20))
def test_nothing_is_lost_and_nothing_is_too_wide(text: str, width: int) -> None:
    pieces = lines(text, width)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    for piece in pieces:
        assert width_of(piece) <= max(width, 2 * len(piece.split()) + 2)


@given(st.text(alphabet="ab \n-é…–", max_size=80), st.integers(1, 20), st.integers(0, 9), st.integers(0, 9))
def test_simple_text_breaks_as_any_other(text: str, width: int, start: int, cut: int) -> None:
    end = max(start, len(text) - cut)
    start = min(start, end)
    quick = [text[a:b] for a, b in _fill_simple(text, width, start, end)]
    assert quick == [text[a:b] for a, b in _fill_any(text, width, start, end)]


def test_no_line_ends_at_a_hard_space() -> None:
    assert lines("10\xa0km to go", 6) == ["10\xa0km", "to go"]


def lines_of(kind: str, text: str, width: int, *, marker: str = "", first: int = 0) -> list[Line]:
    block = Block(0, kind, text, 1, 1, marker, (), ())  # type: ignore[arg-type]
    return wrapped(Passage("left", 0, text, first, len(text)), block, width)


def test_lists_hang_and_quotes_have_a_bar() -> None:
    item = lines_of("item", "one two three four", 14, marker="12.")
    assert [line.prefix for line in item] == ["12. ", "    "]
    assert {line.prefix for line in lines_of("item", "one two three four", 14, marker="12.", first=4)} == {"    "}
    assert {line.prefix for line in lines_of("quote", "one two three four", 14)} == {"▎ "}
    code = lines_of("code", "def f():\n    return 1\n", 8)
    assert [(line.start, line.end) for line in code][:2] == [(0, 8), (9, 17)]


def test_exchanged_words_are_found_both_ways() -> None:
    own = "talo og en kat her"  # what the block says
    passage = swapped_text(own, (Swap(0, 4, "et hus"), Swap(11, 14, "kissa")))
    assert passage.text == "et hus og en kissa her"
    assert [passage.text[a:b] for a, b in passage.exchanged()] == ["et hus", "kissa"]
    for start, end, said in [(0, 4, "et hus"), (5, 7, "og"), (11, 14, "kissa"), (15, 18, "her"), (2, 3, "et hus")]:
        assert passage.text[passage.shown(start) : passage.shown(end, end=True)] == said
    assert [passage.own(offset) for offset in (0, 3, 7, 13, 17, 19)] == [0, 0, 5, 11, 11, 15]


def swapped_text(own: str, swaps: tuple[Swap, ...]) -> Passage:
    text, place = "", 0
    for swap in swaps:
        text, place = text + own[place : swap.start] + swap.text, swap.end
    return Passage("left", 0, text + own[place:], 0, len(text + own[place:]), swaps)


@pytest.mark.parametrize(
    ("text", "width", "expected"), [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("关系", 3, "关…"), ("a", 0, "")]
)
def test_fit(text: str, width: int, expected: str) -> None:
    assert fit(text, width) == expected


def test_positions(seeds: Article) -> None:
    page = Page(build_bitext(seeds.edition("nb"), seeds.edition("fi")))
    here = Position("left", 3)
    assert page.sentence(here).id == "b2s1"
    assert page.counterpart(here)[:2] == ("right", (3,))
    assert page.across(here) == Position("right", 3)
    assert page.moved(here, -10) == Position("left", 0)
    assert page.moved(here, 100) == Position("left", 24)
    assert page.find("right", "b4s0") == Position("right", 6)
    assert page.find("right", "b99s0") is None
    assert [page.progress(Position("left", n)) for n in (0, 24)] == [0.0, 1.0]
    assert len(page.rows) == 12


def test_a_sentence_without_counterpart(seeds: Article) -> None:
    left, right = seeds.edition("nb"), seeds.edition("fi")
    whole = build_bitext(left, right)
    # The second sentence of b2 was not translated.
    beads = [bead for bead in whole.beads if bead.left != (3,)] + [Bead((3,), (), 0.9), Bead((), (3,), 0.9)]
    page = Page(replace(whole, beads=tuple(beads)))
    assert page.counterpart(Position("left", 3)) == ("right", (), 0.9)
    assert page.across(Position("left", 3)) == Position("right", 2)
    assert page.across(Position("right", 3)) == Position("left", 2)


def test_one_language_is_one_sided(seeds: Article) -> None:
    page = Page(same_edition(seeds.edition("fi")))
    assert page.one_sided
    assert page.across(Position("left", 5)) == Position("left", 5)
    assert page.counterpart(Position("left", 5))[1] == ()
    assert len(page.rows) == 12


def contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_contrast(theme) -> None:  # type: ignore[no-untyped-def]
    grounds = [theme.background, theme.surface, theme.panel]
    lit = [theme.variables["lit"], theme.variables["lit-other"]]
    for colour in (theme.foreground, theme.variables["quiet"], theme.success, theme.error, theme.warning):
        assert all(contrast(colour, ground) >= 4.5 for ground in grounds), colour
    for colour in (theme.foreground, theme.variables["heading"], theme.variables["link"]):
        assert all(contrast(colour, ground) >= 4.5 for ground in [theme.background, *lit]), colour
    for colour in (theme.variables["mark"], theme.variables["mark-other"]):
        assert contrast(colour, theme.background) >= 3
    for name in ("mark", "mark-other"):  # words reversed: the ground of their sentence on the colour of the mark
        ground = theme.variables[name.replace("mark", "lit")]
        assert contrast(theme.variables[name], ground) >= 4.5
    assert contrast(theme.variables["block-cursor-foreground"], theme.variables["block-cursor-background"]) >= 4.5


def test_word_positions(seeds: Article) -> None:
    left, right = seeds.edition("nb"), seeds.edition("fi")
    whole = build_bitext(left, right)
    bare = Page(whole)
    assert bare.words("left") is None
    assert bare.moved_words(Position("left", 3), 1) == Position("left", 3)
    assert bare.at("left", 3) == bare.near("left", 3, 5) == Position("left", 3)
    page = bare.with_plain((plain_words(left), plain_words(right)))
    assert page.glossary is page.link(page.at("left", 3)) is page.answer(page.at("left", 3)) is None
    assert page.word(Position("left", 3)) is None
    words = page.words("left")
    assert words is not None
    first = words.first[3]
    assert page.moved_words(Position("left", 3), 1) == Position("left", 3, first)
    assert page.moved_words(Position("left", 3), -1) == Position("left", 2, first - 1)
    assert page.moved_words(Position("left", 3, first), -1) == Position("left", 2, first - 1)
    assert page.moved_words(Position("left", 0), -1) == Position("left", 0)
    assert page.moved_words(page.at("left", 24), 99).word == len(words.words) - 1
    assert page.near("left", 3, 10**6).word == words.first[4] - 1
    assert page.near("left", 3, -1).word == first
    assert page.moved(Position("left", 0, 0), -1) == Position("left", 0, 0)
    assert page.same_place(Position("left", 3), bare) == page.at("left", 3)
    assert page.same_place(Position("left", 3, first + 2), page) == Position("left", 3, first + 2)
    assert page.find("left", "b2s1") == page.at("left", 3)
    assert page.across(page.at("left", 3)) == page.at("right", 3)
    block, start, end = page.stretch("left", words.words[first])
    assert left.blocks[block].text[start:end] == words.words[first].text == "Denne"
    assert page.sentence_at("left", 2, 0) == 2
    assert page.sentence_at("left", 2, 10**6) == 4


def sheet_of(page: Page, width: int, layout: Layout | None = None) -> Sheet:
    sheet = Sheet(page, arrange(page, width, Reading(layout)))
    sheet.measure(60)
    sheet.apply(0)
    return sheet


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("width", [9, 30, 64, 200])
def test_every_word_is_found_where_it_is_drawn(seeds: Article, width: int, layout: Layout) -> None:
    left, right = seeds.edition("nb"), seeds.edition("fi")
    page = Page(build_bitext(left, right)).with_plain((plain_words(left), plain_words(right)))
    sheet = sheet_of(page, width, layout)
    for side in sheet.frame.sides:
        words = page.words(side)
        assert words is not None
        for number, word in enumerate(words.words):
            block, start, _end = page.stretch(side, word)
            y = sheet.line_of(side, block, start)
            column, line = next(
                (column, line)
                for column, line in zip(sheet.frame.columns, sheet.line_at(y), strict=True)
                if line is not None and (line.passage.side, line.passage.block) == (side, block)
            )
            before = line.passage.text[line.start : start]
            x = column.x + margin_of(width) + width_of(line.prefix) + width_of(before)
            assert sheet.at(x, y) == (Position(side, word.sentence, number), start)
            assert sheet.word_lines(Position(side, word.sentence, number))[0] == y
    assert sheet.row_at(-1) is sheet.row_at(sheet.height) is None
    assert sheet.at(0, sheet.height) is sheet.in_view("left", sheet.height, 10**6) is None


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_sentence_of_every_side_is_shown_once(seeds: Article, layout: Layout) -> None:
    left, right = seeds.edition("nb"), seeds.edition("fi")
    sheet = sheet_of(Page(build_bitext(left, right)), 80, layout)
    shown = {"left": "", "right": ""}
    for y in range(sheet.height):
        for line in sheet.line_at(y):
            if line is not None:
                shown[line.passage.side] += line.passage.text[line.start : line.end]
    for side, edition in (("left", left), ("right", right)):
        wanted = "".join("".join(block.text.split()) for block in edition.blocks)
        assert "".join(shown[side].split()) == (wanted if side in sheet.frame.sides else "")


@settings(deadline=None)
@given(st.data())
def test_what_is_in_view_stays_where_it_is_while_lines_are_counted(seeds: Article, data: st.DataObject) -> None:
    page = Page(build_bitext(seeds.edition("nb"), seeds.edition("fi")))
    sheet = Sheet(page, arrange(page, data.draw(st.integers(12, 150)), Reading("stacked")))
    for row in data.draw(st.lists(st.integers(0, len(page.rows) - 1), max_size=6)):
        before = sheet.top_of(row)
        moved = sheet.settle(row, data.draw(st.integers(0, 60)), data.draw(st.integers(0, 60)))
        assert sheet.top_of(row) == before + moved
    tops = [sheet.top_of(row) for row in range(len(page.rows))]
    sheet.measure(60)
    assert [sheet.top_of(row) for row in range(len(page.rows))] == tops  # not before they are made to count
    moved = sheet.apply(5)
    assert sheet.is_measured
    assert sheet.top_of(5) == tops[5] + moved
    assert sheet.height == sum(sheet.row_lines(row).height for row in range(len(page.rows)))


def test_columns_fit_and_text_is_never_wider_than_wanted(seeds: Article) -> None:
    page = Page(build_bitext(seeds.edition("nb"), seeds.edition("fi")))
    for width in range(1, 320):
        for layout in LAYOUTS:
            for split in (20, 50, 80):
                frame = arrange(page, width, Reading(layout, split))
                assert frame.columns[0].x >= 0
                assert all(1 <= c.text_width <= 72 for c in frame.columns)
                last = frame.columns[-1]
                assert last.x + last.text_width + 2 * frame.margin <= max(width, 1 + 2 * frame.margin)
                if len(frame.columns) == 2:
                    first = frame.columns[0]
                    assert first.x + first.text_width + 2 * frame.margin < last.x
    assert [layout_at(page, width, Reading()) for width in (63, 64)] == ["stacked", "side-by-side"]


def test_what_the_learner_wants_is_kept_and_damage_is_not() -> None:
    wanted = Reading("weave", 35, 60)
    assert Reading.from_json(wanted.to_json()) == wanted
    assert Reading().to_json() == {}
    for damaged in ({"layout": "x", "split": 900, "weave": True}, {"layout": 3, "split": "1", "weave": -1}):
        assert Reading.from_json(damaged) == Reading()
    assert [Reading().widened(by).split for by in (5, -100, 100)] == [55, 20, 80]
    assert [Reading().woven(True, now).weave for now in (0, 3, 5, 98, 100)] == [5, 5, 10, 100, 100]
    assert [Reading().woven(False, now).weave for now in (0, 3, 5, 98, 100)] == [0, 0, 0, 95, 95]
