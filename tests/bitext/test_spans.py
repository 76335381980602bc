"""Links that belong together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.bitext.making import edition
from tests.bitext.word_making import cell
from tui_learn.bitext.cell_links import CellLink
from tui_learn.bitext.spans import MOST_WORDS, NEAR, spans_of
from tui_learn.bitext.word_links import Words
from tui_learn.bitext.word_tokens import plain_words

Pairs = list[tuple[list[int], list[int]]]


def side(*sentences: str, language: str = "qaa") -> Words:
    return plain_words(edition(list(sentences), language))


LONG = side("yksi kaksi kolme neljä viisi kuusi", "seitsemän kahdeksan")
RIGHT = side("ettan tvåan trean fyran femman sexan", "sjuan åttan", language="qab")


def shapes(*links: CellLink, left: Words = LONG, right: Words = RIGHT) -> Pairs:
    return [
        (sorted({link.left for link in span}), sorted({link.right for link in span}))
        for span in spans_of(links, left, right)
    ]


def test_links_apart_stay_apart() -> None:
    assert shapes(cell(0, 1), cell(1, 0)) == [([0], [1]), ([1], [0])]
    assert shapes() == []


def test_a_word_answers_a_phrase() -> None:
    assert shapes(cell(0, 0, 0.9), cell(0, 1, 0.8)) == [([0], [0, 1])]
    assert shapes(cell(0, 0, 0.8), cell(1, 0, 0.9)) == [([0, 1], [0])]


def test_the_heaviest_link_is_the_head() -> None:
    (span,) = spans_of([cell(0, 0, 0.5), cell(0, 1, 0.9), cell(0, 2, 0.7)], LONG, RIGHT)
    assert [link.right for link in span] == [1, 2, 0]
    (first, second) = spans_of([cell(1, 1, 0.6), cell(0, 0, 0.6)], LONG, RIGHT)
    assert (first[0].left, second[0].left) == (0, 1)


def test_links_inside_a_span_are_kept() -> None:
    links = cell(0, 0, 0.9), cell(0, 1, 0.8), cell(1, 0, 0.7), cell(1, 1, 0.6)
    assert [len(span) for span in spans_of(links, LONG, RIGHT)] == [4]


def test_one_word_may_stand_between() -> None:
    assert NEAR == 2
    assert shapes(cell(0, 0, 0.9), cell(0, 2, 0.8)) == [([0], [0, 2])]
    assert shapes(cell(0, 0, 0.9), cell(0, 3, 0.8)) == [([0], [0])]
    # A word between makes the next one near.
    assert shapes(cell(0, 0, 0.9), cell(0, 2, 0.8), cell(0, 4, 0.7)) == [([0], [0, 2, 4])]


def test_no_more_than_three_words() -> None:
    assert MOST_WORDS == 3
    links = [cell(0, n, 0.9 - n / 10) for n in range(5)]
    assert shapes(*links) == [([0], [0, 1, 2])]
    # Of each side.
    more = cell(1, 0, 0.4), cell(2, 0, 0.3), cell(3, 0, 0.2)
    assert shapes(*links, *more) == [([0, 1, 2], [0, 1, 2])]


def test_a_phrase_ends_with_its_sentence() -> None:
    assert shapes(cell(5, 5, 0.9), cell(5, 6, 0.8)) == [([5], [5])]
    assert shapes(cell(5, 5, 0.9), cell(6, 5, 0.8)) == [([5], [5])]


def test_spans_are_not_joined() -> None:
    assert shapes(cell(0, 0, 0.9), cell(1, 1, 0.8), cell(0, 1, 0.7)) == [([0], [0]), ([1], [1])]


def test_links_that_are_not_among_the_heaviest_of_both_words_are_left_out() -> None:
    assert shapes(cell(0, 0, 0.9, mutual=False), cell(1, 1, 0.3)) == [([1], [1])]


def test_function_words_do_not_join_words_of_another_kind() -> None:
    right = side("ett stort hus en del av det", language="sv")
    left = side("talo kuin", language="fi")
    assert [word.is_content for word in right.words[:3]] == [False, True, True]
    found = shapes(cell(0, 2, 0.9), cell(0, 1, 0.8), cell(0, 0, 0.7), left=left, right=right)
    assert found == [([0], [1, 2])]
    # Among themselves they may, and a word of meaning may join one.
    assert [word.is_content for word in left.words] == [True, False]
    assert shapes(cell(1, 3, 0.9), cell(1, 5, 0.8), left=left, right=right) == [([1], [3, 5])]
    assert shapes(cell(1, 3, 0.9), cell(1, 4, 0.8), cell(1, 5, 0.7), left=left, right=right) == [([1], [3, 4])]


cells = st.lists(
    st.builds(
        lambda left, right, weight, mutual: cell(left, right, weight, mutual=mutual),
        st.integers(0, 7), st.integers(0, 7), st.integers(1, 9).map(lambda n: n / 10), st.booleans(),
    ),
    max_size=20,
    unique_by=lambda link: (link.left, link.right),
)  # fmt: skip


@given(cells, st.randoms(use_true_random=False))
def test_no_word_is_in_two_spans(links: list[CellLink], chance: object) -> None:
    spans = spans_of(links, LONG, RIGHT)
    for number in (0, 1):
        words = [{(link.left, link.right)[number] for link in span} for span in spans]
        assert sum(map(len, words)) == len(set().union(*words))
        for own in words:
            assert len(own) <= MOST_WORDS
            text = (LONG, RIGHT)[number]
            assert len({text.words[n].sentence for n in own}) == 1
    kept = [link for span in spans for link in span]
    assert len(kept) == len(set(kept))
    assert set(kept) <= {link for link in links if link.mutual}
    heads = [span[0].weight for span in spans]
    assert heads == sorted(heads, reverse=True)
    for span in spans:
        assert span[0].weight == max(link.weight for link in span)
    chance.shuffle(links)  # type: ignore[attr-defined]
    assert spans_of(links, LONG, RIGHT) == spans
