"""Sentences that answer each other in whatever languages there are."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bitext.making import bitext, edition, sentences
from tui_learn.bitext import Bead, Bitext
from tui_learn.bitext.article_units import LEAST_SURE, MOST_SENTENCES, ArticleUnits, article_units
from tui_learn.bitext.word_links import Words
from tui_learn.bitext.word_tokens import plain_words
from tui_learn.text import Edition, Span

LANGUAGES = ("qaa", "qab", "qac")
Beads = dict[tuple[int, int], list[Bead]]


def texts(*counts: int) -> list[Words]:
    return [
        plain_words(edition(sentences(language, n), language)) for language, n in zip(LANGUAGES, counts, strict=False)
    ]


def joined(words: list[Words], beads: Beads) -> ArticleUnits:
    return article_units(
        words, {(a, b): Bitext(words[a].edition, words[b].edition, (), tuple(own)) for (a, b), own in beads.items()}
    )


def bead(left: str, right: str, confidence: float = 0.9, *, repaired: bool = False) -> Bead:
    numbers = [tuple(map(int, side.split())) for side in (left, right)]
    return Bead(numbers[0], numbers[1], confidence, repaired=repaired)


def test_beads_of_three_languages_are_united() -> None:
    found = joined(
        texts(3, 3, 3),
        {
            (0, 1): [bead("0", "0"), bead("1", "1"), bead("2", "2")],
            (0, 2): [bead("0", "0 1"), bead("1", ""), bead("2", "2")],
            (1, 2): [bead("0", "0"), bead("1", "1"), bead("2", "2")],
        },
    )
    # The second sentences are joined to the first by the bead of two.
    assert found.members == (((0, 1), (0, 1), (0, 1)), ((2,), (2,), (2,)))


def test_a_language_may_be_joined_through_a_third() -> None:
    beads: Beads = {(0, 1): [bead("0", "1")], (0, 2): [], (1, 2): [bead("1", "0")]}
    assert joined(texts(1, 2, 1), beads).members == (((0,), (1,), (0,)), ((), (0,), ()))


def test_units_stand_in_the_order_of_the_text() -> None:
    beads: Beads = {(0, 1): [bead("2", "0", 0.99), bead("0", "3", 0.5), bead("1", "", 0.9)]}
    assert joined(texts(3, 4), beads).members == (
        ((0,), (3,)), ((1,), ()), ((2,), (0,)), ((), (1,)), ((), (2,)),
    )  # fmt: skip


def test_beads_that_are_not_sure_are_not_believed() -> None:
    for confidence, units in ((LEAST_SURE - 0.01, 2), (LEAST_SURE, 1)):
        assert len(joined(texts(1, 1), {(0, 1): [bead("0", "0", confidence)]}).members) == units
    assert len(joined(texts(1, 1), {(0, 1): [bead("0", "0", 0.0, repaired=True)]}).members) == 1


def test_units_do_not_grow_without_end() -> None:
    chain = [bead(f"{n} {n + 1}", f"{n}") for n in range(0, 12)]
    found = joined(texts(13, 12), {(0, 1): chain})
    sizes = [len(side) for unit in found.members for side in unit]
    assert max(sizes) == MOST_SENTENCES == 6
    assert [unit[0] for unit in found.members] == [(0, 1, 2, 3, 4, 5), (6, 7, 8, 9, 10, 11), (12,)]


def test_the_surest_beads_come_first() -> None:
    beads = [bead("0 1 2 3 4", "0", 0.5), bead("4 5", "1", 0.99), bead("5 6", "2", 0.6)]
    found = joined(texts(7, 3), {(0, 1): beads}).members
    assert [unit[0] for unit in found] == [(0, 1, 2, 3), (4, 5, 6)]


@st.composite
def articles(draw: st.DrawFn) -> tuple[list[Words], Beads]:
    counts = draw(st.lists(st.integers(0, 7), min_size=2, max_size=3))
    beads: Beads = {}
    for a, b in itertools.combinations(range(len(counts)), 2):
        beads[a, b] = []
        i = j = 0
        while i < counts[a] or j < counts[b]:
            m, n = draw(st.sampled_from([(1, 1), (1, 1), (1, 2), (2, 1), (1, 0), (0, 1), (3, 2)]))
            left, right = range(i, min(i + m, counts[a])), range(j, min(j + n, counts[b]))
            if left or right:
                confidence = draw(st.sampled_from([0.1, 0.4, 0.9]))
                beads[a, b].append(Bead(tuple(left), tuple(right), confidence, repaired=draw(st.booleans())))
            i, j = left.stop, right.stop
    return texts(*counts), beads


def connected(words: list[Words], beads: Beads) -> list[set[tuple[int, int]]]:
    """Sets of sentences that beads lead to one another through."""
    groups = [{(n, s)} for n, side in enumerate(words) for s in range(len(side.edition.sentences))]
    for (a, b), own in beads.items():
        for one in own:
            if one.left and one.right and (one.confidence >= LEAST_SURE or one.repaired):
                nodes = {(a, s) for s in one.left} | {(b, s) for s in one.right}
                met = [group for group in groups if group & nodes]
                groups = [group for group in groups if not group & nodes] + [set().union(*met)]
    return groups


@settings(deadline=None)
@given(articles())
def test_each_sentence_is_in_one_unit(article: tuple[list[Words], Beads]) -> None:
    words, beads = article
    found = joined(words, beads)
    for language, side in enumerate(words):
        met = [sentence for unit in found.members for sentence in unit[language]]
        assert sorted(met) == list(range(len(side.edition.sentences)))
        for number, unit in enumerate(found.members):
            assert list(unit[language]) == sorted(unit[language])
            numbers = found.word_numbers(language, number)
            assert [side.words[n].sentence for n in numbers] == [
                s for s in unit[language] for _word in side.of_sentence(s)
            ]
            vocabulary = found.units.vocabularies[language]
            assert [vocabulary.surfaces[n] for n in found.units.tokens[language][number]] == [
                side.words[n].text.lower() for n in numbers
            ]
    wanted = connected(words, beads)
    for group in wanted:
        own = [unit for unit in found.members
               if group & {(n, s) for n, side in enumerate(unit) for s in side}]  # fmt: skip
        largest = max(sum(node[0] == language for node in group) for language in range(len(words)))
        if largest <= MOST_SENTENCES:
            assert len(own) == 1
        else:
            assert all(len(side) <= MOST_SENTENCES for unit in own for side in unit)
    firsts = [next((n, side[0]) for n, side in enumerate(unit) if side) for unit in found.members]
    assert firsts == sorted(firsts)


def test_the_order_of_the_beads_does_not_matter() -> None:
    words = texts(6, 6)
    beads = [bead(f"{n}", f"{n}", 0.5 + n / 20) for n in range(6)] + [bead("0 1 2", "3 4 5", 0.7)]
    wanted = joined(words, {(0, 1): beads}).members
    for seed in range(5):
        random.Random(seed).shuffle(beads)
        assert joined(words, {(0, 1): beads}).members == wanted


def heading(made: Edition, number: int, level: int = 1) -> Edition:
    blocks = list(made.blocks)
    blocks[number] = replace(blocks[number], kind="heading", level=level)
    return replace(made, blocks=tuple(blocks))


def test_titles_teach_nothing() -> None:
    left = heading(heading(edition(["Otsikko tässä.", "Talo.", "Luku."], "qaa"), 0), 2, level=2)
    right = edition(["Titel.", "Hus.", "Kapitel."], "qab")
    words = [plain_words(left), plain_words(right)]
    assert joined(words, {(0, 1): list(bitext(left, right).beads)}).units.teaching == (0.0, 1.0, 1.0)
    # Of whichever language.
    turned = joined(words[::-1], {(0, 1): list(bitext(right, left).beads)})
    assert turned.units.teaching == (0.0, 1.0, 1.0)
    alone = [words[1], words[1]]
    assert joined(alone, {(0, 1): list(bitext(right, right).beads)}).units.teaching == (1.0, 1.0, 1.0)


def linked(text: str, *spans: tuple[str, str, str]) -> Edition:
    """One sentence with spans (kind, stretch of the text, target)."""
    made = edition([text], "qaa")
    found = tuple(
        Span(kind, text.index(part), text.index(part) + len(part), target)  # type: ignore[arg-type]
        for kind, part, target in spans
    )
    return replace(made, blocks=(replace(made.blocks[0], spans=found),))


def test_addresses_that_words_link_to() -> None:
    left = linked(
        "Iso talo ja auto.", ("link", "Iso talo", "b.html"), ("image", "ja", "c.png"), ("link", "auto", "a.html")
    )
    right = linked("Stort hus, bil.", ("link", "bil", "a.html"), ("link", "hus", ""), ("emphasis", "Stort", ""))
    words = [plain_words(left), plain_words(right)]
    found = joined(words, {(0, 1): [bead("0", "0")]}).units.targets
    assert found is not None
    assert [side[0].tolist() for side in found] == [[1, 1, -1, 0], [-1, -1, 0]]


def test_links_of_a_later_sentence_of_a_block() -> None:
    text = "Iso talo. Auto on."
    made = linked(text, ("link", "Auto", "a.html"))
    first, second = (
        replace(made.sentences[0], index=n, start=start, end=end, text=text[start:end])
        for n, (start, end) in enumerate([(0, 9), (10, 18)])
    )
    made = replace(made, blocks=(replace(made.blocks[0], sentences=(first, second)),))
    words = [plain_words(made), plain_words(edition(["Hus."], "qab"))]
    found = joined(words, {(0, 1): [bead("0 1", "0")]}).units.targets
    assert found is not None
    assert [found[0][0].tolist(), found[1][0].tolist()] == [[-1, -1, 0, -1], [-1]]


@pytest.mark.parametrize("counts", [(0, 0), (2, 0), (0, 1, 0)])
def test_little_or_nothing(counts: tuple[int, ...]) -> None:
    found = joined(texts(*counts), {key: [] for key in itertools.combinations(range(len(counts)), 2)})
    assert len(found.members) == sum(counts)
    assert found.units.languages == LANGUAGES[: len(counts)]
