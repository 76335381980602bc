from __future__ import annotations

from collections.abc import Callable
from itertools import chain, pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bitext.making import covered, edition, sentences, shapes, story
from tests.conftest import SEEDS
from tui_learn.bitext import Bead, Bitext, build_bitext
from tui_learn.bitext.blocks import (
    BlockLook,
    beads_of_blocks,
    block_place_score,
    kind_score,
    link_targets,
    look_at_blocks,
)
from tui_learn.bitext.settings import DEFAULT
from tui_learn.bitext.units import joined_units, units_of
from tui_learn.library import Article
from tui_learn.text import Block, Edition, Sentence, Span, read_edition

FILES = {"fi": "000_f7697fab71580408.txt", "nb": "002_bd79d65d8abfecdf.txt"}


def block(kind: str, text: str = "Tekst.", level: int = 0, number: int = 0, spans: tuple[Span, ...] = ()) -> Block:
    return Block(number, kind, text, 1, level, "", spans, (Sentence(number, number, 0, len(text), text),))


# Editions that were changed


Change = Callable[[list[str]], list[str]]


def without(start: str) -> Change:
    return lambda paragraphs: [p for p in paragraphs if not p.startswith(start)]


def each(start: str, change: Callable[[str], str]) -> Change:
    return lambda paragraphs: [change(p) if p.startswith(start) else p for p in paragraphs]


def split(paragraph: str) -> str:
    return paragraph.replace(". ", ".\n\n")


def as_list(paragraph: str) -> str:
    return "\n".join(f"- {sentence}." for sentence in paragraph.rstrip(".").split(". "))


def as_prose(heading: str) -> str:
    return heading.lstrip("# ") + "."


def moved_down(paragraphs: list[str]) -> list[str]:
    """The third paragraph comes last but one."""
    return [*paragraphs[:2], *paragraphs[3:-1], paragraphs[2], paragraphs[-1]]


def joined(paragraphs: list[str]) -> list[str]:
    """The two paragraphs before the last heading are one."""
    return [*paragraphs[:-4], paragraphs[-4] + " " + paragraphs[-3], *paragraphs[-2:]]


def weather(paragraphs: list[str]) -> list[str]:
    new = ["## Nytt avsnitt", "Her står noe helt annet om været. Det regner mye i Bergen hver høst."]
    return [*paragraphs[:3], *new, *paragraphs[3:]]


CHANGES: dict[str, tuple[Change, int]] = {
    "a lost paragraph": (without("Et selskaps rykte"), 23),
    "a lost heading": (without("## Forstå"), 24),
    "the first heading lost": (without("# "), 23),
    "a heading without its mark": (each("## Forstå", lambda p: p.lstrip("# ")), 25),
    "a heading that became prose": (each("### Customer", as_prose), 24),
    "another level of heading": (each("###", lambda p: p.replace("###", "##")), 25),
    "a paragraph in three": (each("En bedrift", split), 25),
    "two paragraphs in one": (joined, 25),
    "a list for prose": (each("B2C-bedrifter", as_list), 25),
    "prose in a quote": (each("En bedrift", lambda p: "> " + p), 25),
    "everything a list": (lambda ps: [p if p.startswith("#") else as_list(p) for p in ps], 25),
    "a whole section lost": (lambda ps: ps[:6] + ps[9:], 13),
    "the last section lost": (lambda ps: ps[:-2], 20),
    "the first section lost": (lambda ps: ps[2:], 19),
    "a section more": (weather, 23),
    "a paragraph elsewhere": (moved_down, 22),
    "code more": (lambda ps: [*ps[:4], "```\nprint(1)\nprint(2)\n```", *ps[4:]], 25),
    "all in one paragraph": (lambda ps: [" ".join(p for p in ps if not p.startswith("#"))], 20),
}
"""What happens to the Norwegian text, and how many sentences at least still answer their Finnish ones, one to one."""


def changed(path: Path, change: Change) -> Edition:
    source = (SEEDS / FILES["nb"]).read_text(encoding="utf-8")
    front, _, body = source.partition("\n---\n\n")
    path.write_text(f"{front}\n---\n\n" + "\n\n".join(change(body.strip().split("\n\n"))), encoding="utf-8")
    return read_edition(path)


def once_each(made: Bitext) -> bool:
    sizes = [(len(side.sentences), len(side.blocks)) for side in (made.left, made.right)]
    units = covered(made.beads) == tuple(list(range(size)) for size, _blocks in sizes)
    return units and covered(made.block_beads) == tuple(list(range(size)) for _sentences, size in sizes)


@pytest.mark.parametrize("turned", [False, True], ids=["right", "left"])
@pytest.mark.parametrize("name", CHANGES)
def test_a_change_on_one_side_does_not_shift_the_rest(seeds: Article, tmp_path: Path, name: str, turned: bool) -> None:
    change, least = CHANGES[name]
    whole, own = seeds.edition("fi"), changed(tmp_path / "changed.md", change)
    # Sentence for sentence the same article, as it was.
    answers = {sentence.text: number for number, sentence in enumerate(seeds.edition("nb").sentences)}
    made = build_bitext(own, whole) if turned else build_bitext(whole, own)
    assert once_each(made)
    right = wrong = 0
    for bead in made.beads:
        fi, nb = (bead.right, bead.left) if turned else (bead.left, bead.right)
        if len(fi) == len(nb) == 1 and own.sentences[nb[0]].text in answers:
            if answers[own.sentences[nb[0]].text] == fi[0]:
                right += 1
            else:
                wrong += bead.confidence > 0.65
    assert wrong == 0
    assert right >= least


def test_nothing_was_changed(seeds: Article, tmp_path: Path) -> None:
    same = changed(tmp_path / "same.md", lambda paragraphs: paragraphs)
    assert [sentence.text for sentence in same.sentences] == [s.text for s in seeds.edition("nb").sentences]
    made = build_bitext(seeds.edition("fi"), same)
    assert all(bead.left == bead.right for bead in (*made.beads, *made.block_beads))
    assert len(made.beads) == 25


# Blocks that have no sentences


def bare(texts: list[str], empty: set[int], language: str) -> Edition:
    """One paragraph a sentence, and blocks without sentences before some."""
    blocks: list[Block] = []
    for number, text in enumerate(texts):
        if number in empty:
            blocks.append(Block(len(blocks), "code", "", 1, 0, "", (), ()))
        here = len(blocks)
        blocks.append(Block(here, "paragraph", text, 1, 0, "", (), (Sentence(number, here, 0, len(text), text),)))
    return Edition(f"x.{language}.md", {}, language, "name", 1.0, tuple(blocks), language)


@pytest.mark.parametrize("empty", [(set(), set()), ({4}, {4}), ({4}, set()), (set(), {0, 9}), ({2, 3}, {7})])
def test_blocks_without_sentences(empty: tuple[set[int], set[int]]) -> None:
    left, right = story(12)
    made = build_bitext(bare(left, empty[0], "fi"), bare(right, empty[1], "sv"))
    assert once_each(made)
    assert shapes(made.beads) == [((n,), (n,)) for n in range(12)]
    if empty == ({4}, {4}):
        assert shapes(made.block_beads) == [((n,), (n,)) for n in range(13)]


def test_editions_without_anything() -> None:
    nothing, some = edition([], "fi"), edition(sentences("x", 3), "sv")
    assert build_bitext(nothing, some).beads == tuple(Bead((), (n,), 1.0) for n in range(3))
    assert once_each(build_bitext(nothing, some))
    assert once_each(build_bitext(some, nothing))
    assert build_bitext(nothing, edition([], "sv")).beads == ()


# The parts


def test_kinds_of_blocks() -> None:
    blocks = [
        block("paragraph"), block("item"), block("code"), block("heading", level=1), block("heading", level=2),
    ]  # fmt: skip
    score = kind_score(blocks, blocks)
    table = score(np.arange(5)[:, None], np.arange(5)[None, :])
    assert (table == table.T).all()
    assert (table.argmax(axis=1) == np.arange(5)).all()
    paragraph, item, code, first, second = range(5)
    assert table[paragraph, item] > table[paragraph, first] > table[paragraph, code]
    assert table[first, second] > table[first, paragraph]
    assert table[code, code] > 0 > table[code, first]


def test_what_a_sentence_links_to() -> None:
    spans = (
        Span("link", 0, 4, "/a"), Span("link", 10, 12, "/b"), Span("image", 4, 6, "c.png"), Span("emphasis", 0, 9, ""),
        Span("link", 2, 3, ""),
    )  # fmt: skip
    text = "Her er den. Og der."
    own = Block(0, "paragraph", text, 1, 0, "", spans, (Sentence(0, 0, 0, 10, text[:10]), Sentence(1, 0, 10, 19, "")))
    assert [link_targets(own, sentence) for sentence in own.sentences] == [["/a", "c.png"], ["/b"]]


@given(st.lists(st.text("aB1 ?", max_size=12), min_size=1, max_size=6), st.data())
def test_units_joined(texts: list[str], data: st.DataObject) -> None:
    inner = data.draw(st.lists(st.integers(0, len(texts)), max_size=4))
    first = [0, *sorted(inner), len(texts)]
    whole = units_of(texts)
    found = joined_units(whole, first)
    names = {number: name for name, number in whole.terms.anchor_names.items()}
    assert len(found) == len(first) - 1
    for unit, (a, b) in enumerate(pairwise(first)):
        assert found.lengths.each[unit] == max(1, sum(len(text) + 1 for text in texts[a:b]))
        own = found.terms.tokens[found.terms.starts[unit] : found.terms.starts[unit + 1]]
        assert own.tolist() == whole.terms.tokens[whole.terms.starts[a] : whole.terms.starts[b]].tolist()
        anchors = [row[1] for row in found.terms.anchors.tolist() if row[0] == unit]
        assert anchors == sorted({row[1] for row in whole.terms.anchors.tolist() if a <= row[0] < b})
        assert all(number in names for number in anchors)


@settings(max_examples=100)
@given(st.data())
def test_places_between_sentences(data: st.DataObject) -> None:
    sizes = st.lists(st.integers(0, 3), max_size=5)
    firsts = [[0, *np.cumsum(data.draw(sizes)).tolist()] for _ in range(2)]
    blocks = st.tuples(*(st.integers(0, len(first) - 1) for first in firsts))
    places = data.draw(st.dictionaries(blocks, st.floats(0.01, 1), max_size=8))
    left, right = firsts
    score = block_place_score(BlockLook(places), left, right, 3.0)
    i, j = np.arange(left[-1] + 1)[:, None], np.arange(right[-1] + 1)[None, :]
    table = score(i, j)
    for s in range(left[-1] + 1):
        for t in range(right[-1] + 1):
            # Blocks without sentences begin where the next one does: the best of the places there counts.
            share = max((p for (a, b), p in places.items() if (left[a], right[b]) == (s, t)), default=0.0)
            if s in left and t in right:
                wanted = 3.0 * (3 * share - 1) if places else 3.0
            else:
                wanted = -3.0 if s in left or t in right else 0.0
            assert table[s, t] == pytest.approx(wanted)


def test_books_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    left, right = story(5)
    one, other = ([block("paragraph", text, number=n) for n, text in enumerate(texts)] for texts in (left, right))
    looked = look_at_blocks(one, other, units_of(left), units_of(right), DEFAULT)
    assert looked.places[0, 0] == pytest.approx(1, abs=1e-3)
    assert looked.paired(0, 0)
    assert not looked.paired(0, 1)
    assert look_at_blocks(one, [], units_of(left), units_of([]), DEFAULT).places == {}
    monkeypatch.setattr("tui_learn.bitext.blocks.MOST", 4)
    assert look_at_blocks(one, other, units_of(left), units_of(right), DEFAULT).places == {}


@st.composite
def aligned(draw: st.DrawFn) -> tuple[list[int], list[int], tuple[int, int], list[Bead], BlockLook]:
    """Sentences in blocks, some of which have none, with beads."""
    owners = []
    sizes = []
    for _ in range(2):
        counts = draw(st.lists(st.sampled_from([0, 0, 1, 1, 2, 3]), max_size=7))
        owners.append([number for number, count in enumerate(counts) for _ in range(count)])
        sizes.append(len(counts))
    beads = []
    i = j = 0
    while i < len(owners[0]) or j < len(owners[1]):
        a, b = draw(st.sampled_from([(1, 1), (1, 0), (0, 1), (1, 2), (2, 1), (3, 3)]))
        left, right = tuple(range(i, min(len(owners[0]), i + a))), tuple(range(j, min(len(owners[1]), j + b)))
        i, j = i + len(left), j + len(right)
        if left or right:
            beads.append(Bead(left, right, draw(st.sampled_from([0.5, 0.75, 1.0]))))
    place = st.tuples(st.integers(0, sizes[0]), st.integers(0, sizes[1]))
    places = draw(st.dictionaries(place, st.just(0.2), max_size=4))
    for a, b in draw(st.lists(place, max_size=5)):
        places |= {(a, b): 0.9, (a + 1, b + 1): 0.9}
    return owners[0], owners[1], (sizes[0], sizes[1]), beads, BlockLook(places)


def slowly(
    owners: tuple[list[int], list[int]], sizes: tuple[int, int], beads: list[Bead], looked: BlockLook
) -> list[Bead]:
    """Blocks that are linked together; groups that overlap or cross are one."""
    links = []
    for bead in beads:
        pairs = {(owners[0][a], owners[1][b]) for a in bead.left for b in bead.right}
        links += [(a, b, bead.confidence) for a, b in pairs]
    for a in set(range(sizes[0])) - set(owners[0]):
        links += [(a, b, 1.0) for b in set(range(sizes[1])) - set(owners[1]) if looked.paired(a, b)]
    groups = [([a], [b], [confidence]) for a, b, confidence in links]

    def apart(one: tuple[list[int], ...], other: tuple[list[int], ...]) -> bool:
        return (max(one[0]) < min(other[0]) and max(one[1]) < min(other[1])) or (
            max(other[0]) < min(one[0]) and max(other[1]) < min(one[1])
        )

    while True:
        pair = next(((x, y) for x in range(len(groups)) for y in range(x) if not apart(groups[x], groups[y])), None)
        if pair is None:
            break
        x, y = pair
        groups[y] = tuple(a + b for a, b in zip(groups[y], groups.pop(x), strict=True))  # type: ignore[assignment]
    found = []
    for lefts, rights, shares in groups:
        left, right = range(min(lefts), max(lefts) + 1), range(min(rights), max(rights) + 1)
        found.append(Bead(tuple(left), tuple(right), round(sum(shares) / len(shares), 4)))
    taken = [set(chain.from_iterable(bead.left for bead in found)), set(chain.from_iterable(b.right for b in found))]
    found += [Bead((n,), (), 1.0) for n in range(sizes[0]) if n not in taken[0]]
    found += [Bead((), (n,), 1.0) for n in range(sizes[1]) if n not in taken[1]]
    return found


@settings(max_examples=200, deadline=None)
@given(aligned())
def test_beads_of_blocks(made: tuple[list[int], list[int], tuple[int, int], list[Bead], BlockLook]) -> None:
    left, right, sizes, beads, looked = made
    found = beads_of_blocks(left, right, sizes, beads, looked)
    assert covered(found) == (list(range(sizes[0])), list(range(sizes[1])))

    def order(bead: Bead) -> tuple[tuple[int, ...], tuple[int, ...]]:
        return bead.left, bead.right

    assert sorted(found, key=order) == sorted(slowly((left, right), sizes, beads, looked), key=order)


def test_blocks_that_cross_several_others_take_them_all_in() -> None:
    # Sentences link the blocks 0-0, 1-3 and 2-5; of those without sentences 3 and 1 were seen to answer each other.
    beads = [Bead((n,), (n,), 1.0) for n in range(3)]
    looked = BlockLook({(3, 1): 0.9, (4, 2): 0.9})
    found = beads_of_blocks([0, 1, 2], [0, 3, 5], (4, 6), beads, looked)
    assert shapes(found) == [((0,), (0,)), ((1, 2, 3), (1, 2, 3, 4, 5))]
