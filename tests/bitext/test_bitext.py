from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from tests.conftest import LANGUAGES
from tui_learn.bitext import Bitext, build_bitext, same_edition
from tui_learn.bitext.store import kept_bitext, load_bitext
from tui_learn.library import Article


@pytest.mark.parametrize("pair", list(itertools.permutations(LANGUAGES, 2)), ids=":".join)
def test_all_twenty_sentences_of_every_directed_pair(seeds: Article, pair: tuple[str, str]) -> None:
    left, right = (seeds.edition(language) for language in pair)
    bitext = build_bitext(left, right)
    body = [bead for bead in bitext.beads if left.blocks[left.sentences[bead.left[0]].block].kind == "paragraph"]
    assert len(body) == 20
    assert all(bead.left == bead.right and len(bead.left) == 1 for bead in bitext.beads)
    assert min(bead.confidence for bead in bitext.beads) > 0.9


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
