from __future__ import annotations

import itertools
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import LANGUAGES, SEEDS
from tui_learn.bitext import Bead, Bitext, align_sentences, build_bitext, same_edition
from tui_learn.bitext.store import kept_bitext, load_bitext
from tui_learn.library import Article
from tui_learn.text import Edition, read_edition


@pytest.mark.parametrize("pair", list(itertools.permutations(LANGUAGES, 2)), ids=":".join)
def test_all_twenty_sentences_of_every_directed_pair(seeds: Article, pair: tuple[str, str]) -> None:
    left, right = (seeds.edition(language) for language in pair)
    bitext = build_bitext(left, right)
    body = [bead for bead in bitext.beads if left.blocks[left.sentences[bead.left[0]].block].kind == "paragraph"]
    assert len(body) == 20
    assert all(bead.left == bead.right and len(bead.left) == 1 for bead in bitext.beads)
    assert min(bead.confidence for bead in bitext.beads) > 0.9


def rewrite(path: Path, edition: Edition, change: str, seed: str) -> Edition:
    source = (SEEDS / seed).read_text(encoding="utf-8")
    front, _, body = source.partition("\n---\n\n")
    paragraphs = body.strip().split("\n\n")
    if change == "lost paragraph":
        paragraphs = [p for p in paragraphs if not p.startswith("Et selskaps rykte")]
    elif change == "lost heading":
        paragraphs = [p for p in paragraphs if not p.startswith("## Forstå")]
    elif change == "split paragraph":
        place = next(n for n, p in enumerate(paragraphs) if p.startswith("En bedrift kan"))
        first, _, rest = paragraphs[place].partition(". ")
        paragraphs[place : place + 1] = [first + ".", rest]
    elif change == "extra section":
        paragraphs[3:3] = ["## Nytt avsnitt", "Her står noe helt annet om været. Det regner mye i Bergen hver høst."]
    path.write_text(f"{front}\n---\n\n" + "\n\n".join(paragraphs), encoding="utf-8")
    return read_edition(path)


@pytest.mark.parametrize("change", ["lost paragraph", "lost heading", "split paragraph", "extra section"])
def test_a_change_on_one_side_does_not_shift_the_rest(seeds: Article, tmp_path: Path, change: str) -> None:
    left = seeds.edition("fi")
    right = rewrite(tmp_path / "changed.md", seeds.edition("nb"), change, "002_bd79d65d8abfecdf.txt")
    whole = seeds.edition("nb")
    by_text = {sentence.text: sentence.id for sentence in whole.sentences}
    bitext = build_bitext(left, right)
    wrong = [
        (left.sentences[bead.left[0]].id, right.sentences[bead.right[0]].text)
        for bead in bitext.beads
        if len(bead.left) == len(bead.right) == 1
        and by_text.get(right.sentences[bead.right[0]].text) != left.sentences[bead.left[0]].id
    ]
    assert wrong == []
    assert sum(len(bead.left) == len(bead.right) == 1 for bead in bitext.beads) >= 21


def test_an_unrepaired_heading_would_be_survived_too(seeds: Article) -> None:
    # As strict CommonMark reads the Swedish file: the heading is a paragraph.
    from dataclasses import replace

    sv = seeds.edition("sv")
    blocks = tuple(replace(b, kind="paragraph", level=0) if b.number == 7 else b for b in sv.blocks)
    bitext = build_bitext(seeds.edition("nb"), replace(sv, blocks=blocks))
    assert all(bead.left == bead.right for bead in bitext.beads)


def test_an_edition_against_itself(seeds: Article) -> None:
    fi = seeds.edition("fi")
    bitext = build_bitext(fi, fi)
    assert bitext == same_edition(fi)
    assert [bead.left for bead in bitext.beads] == [(n,) for n in range(len(fi.sentences))]


def test_kept_bitexts_are_the_same(seeds: Article, tmp_path: Path) -> None:
    left, right = seeds.edition("tr"), seeds.edition("pl")
    assert kept_bitext(left, right, tmp_path) is None
    made = load_bitext(left, right, tmp_path)
    kept = kept_bitext(left, right, tmp_path)
    assert isinstance(kept, Bitext)
    assert (kept.beads, kept.block_beads) == (made.beads, made.block_beads)
    (file,) = (tmp_path / "bitexts").iterdir()
    file.write_text('{"blocks": [], "sentences": [[[0], [0], 1]]}', encoding="utf-8")
    assert kept_bitext(left, right, tmp_path) is None


def covered(beads: Iterable[Bead]) -> tuple[list[int], list[int]]:
    beads = list(beads)
    return [n for bead in beads for n in bead.left], [n for bead in beads for n in bead.right]


sentence = st.text(alphabet="abc ABC 12.?!", min_size=1, max_size=40)


@settings(max_examples=60, deadline=None)
@given(st.lists(sentence, max_size=8), st.lists(sentence, max_size=8))
def test_every_sentence_is_in_exactly_one_bead_in_order(left: list[str], right: list[str]) -> None:
    beads = align_sentences(left, right)
    assert covered(beads) == (list(range(len(left))), list(range(len(right))))
    assert all(0 <= bead.confidence <= 1 for bead in beads)


def test_a_sentence_that_was_split(seeds: Article) -> None:
    left = [
        "The quick brown fox jumps over the lazy dog in 1987, and near the river it meets a friend from Hamburg.",
        "A short one.",
        "Then everybody went home, and the evening was quiet and long.",
    ]
    right = [
        "Der schnelle braune Fuchs springt 1987 über den faulen Hund.",
        "Am Fluss trifft er dann einen alten Freund aus Hamburg.",
        "Ein kurzer Satz.",
        "Dann gingen alle nach Hause, und der Abend war ruhig und lang.",
    ]
    assert [(bead.left, bead.right) for bead in align_sentences(left, right)] == [
        ((0,), (0, 1)), ((1,), (2,)), ((2,), (3,)),
    ]  # fmt: skip


def test_paragraphs_are_evidence() -> None:
    left = ["Yksi lause tässä.", "Toinen lause tässä.", "Kolmas lause tässä.", "Neljäs lause tässä."]
    right = ["En setning her.", "Tredje setning her.", "Fjerde setning her."]
    beads = align_sentences(left, right, left_paragraphs=[0, 0, 1, 1], right_paragraphs=[0, 1, 1])
    assert ((2,), (1,)) in {(bead.left, bead.right) for bead in beads}


def test_paragraph_numbers_must_fit() -> None:
    with pytest.raises(ValueError, match="every sentence"):
        align_sentences(["a"], ["b"], left_paragraphs=[], right_paragraphs=[0])


def test_long_and_lopsided_texts_use_a_band() -> None:
    left = [f"Sentence number {n} of the long side, with some words." for n in range(600)]
    right = [f"Satz Nummer {n} der langen Seite, mit einigen Wörtern." for n in range(600)]
    beads = align_sentences(left, right)
    assert covered(beads) == (list(range(600)), list(range(600)))
    assert sum(bead.left == bead.right for bead in beads) > 580
    assert covered(align_sentences(left, ["one", "two", "three"]))[1] == [0, 1, 2]


def test_empty_sides_and_long_lines() -> None:
    assert align_sentences([], []) == []
    assert covered(align_sentences(["a"], [])) == ([0], [])
    assert covered(align_sentences([], ["a", "b"])) == ([], [0, 1])
    assert covered(align_sentences(["x" * 100_000, "y"], ["z" * 100_000, "w", "v"])) == ([0, 1], [0, 1, 2])


def test_identical_texts() -> None:
    text = [f"Line {n} is a line like any other, but it is number {n}." for n in range(30)]
    assert [(bead.left, bead.right) for bead in align_sentences(text, text)] == [((n,), (n,)) for n in range(30)]
