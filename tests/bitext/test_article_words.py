"""Word links of an article, and what is kept of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, replace
from pathlib import Path
from typing import Any

import pytest

from tests.bitext.dictionary_making import write_dictd
from tests.bitext.making import bitext, edition
from tui_learn.bitext import Bead, Bitext, article_words, word_learning
from tui_learn.bitext.article_words import PairLinks, link_article, linked_bitext, taught_by
from tui_learn.bitext.dictionaries import Dictionaries, dictionaries_at
from tui_learn.bitext.pair_counts import NOTHING, PairCounts, hashes
from tui_learn.bitext.word_links import SHOWN, LinkedBitext
from tui_learn.cache import Cache
from tui_learn.text import Edition

LEFT = edition(["Talo punainen.", "Auto punainen.", "Talo suuri CRM.", "Auto suuri."] * 2, "qaa")
RIGHT = edition(["House rouge.", "Wagon rouge.", "Grande house CRM.", "Grande wagon."] * 2, "qab")
THIRD = edition(["Evim kırmızı.", "Araba kırmızı.", "Evim büyük CRM.", "Araba büyük."] * 2, "qac")
Align = Callable[[Edition, Edition], Bitext]


class Alignment:
    """Aligns sentence by sentence, and counts how often it is asked to."""

    def __init__(self, *beads: tuple[tuple[int, ...], tuple[int, ...]], confidence: float = 0.9) -> None:
        self.beads, self.confidence, self.asked = beads, confidence, list[tuple[str, str]]()

    def __call__(self, left: Edition, right: Edition) -> Bitext:
        self.asked.append((left.language, right.language))
        made = bitext(left, right, *self.beads)
        return replace(made, beads=tuple(replace(bead, confidence=self.confidence) for bead in made.beads))


def no_more_learning(monkeypatch: pytest.MonkeyPatch) -> None:
    def learn(*_given: object, **_more: object) -> None:
        raise AssertionError("it learns again")

    monkeypatch.setattr(article_words, "learn_words", learn)


def learnings(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Each time that something is learnt from now on."""
    calls: list[object] = []
    learn = word_learning.learn_words

    def counted(*given: object, **more: object) -> object:
        calls.append(given)
        return learn(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(article_words, "learn_words", counted)
    return calls


def texts_of(links: PairLinks) -> set[tuple[str, str]]:
    return {
        (links.left.words[cell.left].text.lower(), links.right.words[cell.right].text.lower())
        for cell in links.cells
        if cell.mutual
    }


WANTED = {("talo", "house"), ("auto", "wagon"), ("punainen", "rouge"), ("suuri", "grande"), ("crm", "crm")}


def test_the_words_of_an_article_are_linked() -> None:
    align = Alignment()
    found = link_article([LEFT, RIGHT, THIRD], align)
    assert texts_of(found) == WANTED
    assert (found.left.edition, found.right.edition) == (LEFT, RIGHT)
    assert {cell.voices for cell in found.cells} == {1}
    assert sorted(align.asked) == [("qaa", "qab"), ("qaa", "qac"), ("qab", "qac")]
    assert {cell.voices for cell in link_article([LEFT, RIGHT], Alignment()).cells} == {0}
    assert found.cells == tuple(sorted(found.cells, key=lambda cell: (cell.left, cell.right)))


def test_the_two_sides_may_be_exchanged() -> None:
    forward, back = link_article([LEFT, RIGHT, THIRD], Alignment()), link_article([RIGHT, LEFT, THIRD], Alignment())
    assert (back.left.edition, back.right.edition) == (RIGHT, LEFT)
    turned = sorted((replace(cell, left=cell.right, right=cell.left) for cell in back.cells), key=astuple)
    assert turned == sorted(forward.cells, key=astuple)
    assert back.mean_distance == forward.mean_distance
    assert back.phrases == forward.phrases[::-1]


def test_links_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = link_article([LEFT, RIGHT, THIRD], Alignment(), cache_folder=tmp_path)
    no_more_learning(monkeypatch)
    assert link_article([LEFT, RIGHT, THIRD], Alignment(), cache_folder=tmp_path) == found
    # The other pairs came out of the same work.
    other = link_article([LEFT, THIRD, RIGHT], Alignment(), cache_folder=tmp_path)
    assert ("talo", "evim") in texts_of(other)
    with pytest.raises(AssertionError, match="it learns again"):
        link_article([LEFT, RIGHT, THIRD], Alignment())


def test_another_way_round_is_the_same_work_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = learnings(monkeypatch)
    link_article([LEFT, RIGHT], Alignment(), cache_folder=tmp_path)
    found = link_article([RIGHT, LEFT], Alignment(), cache_folder=tmp_path)
    assert len(calls) == 2
    assert found == link_article([RIGHT, LEFT], Alignment())


def test_pairs_that_do_not_rest_on_the_background_alone_are_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = learnings(monkeypatch)
    given = {"cache_folder": tmp_path, "background": lambda _one, _other: NOTHING, "background_stamp": "other texts"}
    link_article([LEFT, RIGHT, THIRD], Alignment(), **given)  # type: ignore[arg-type]
    link_article([LEFT, RIGHT, THIRD], Alignment(), **given)  # type: ignore[arg-type]
    assert len(calls) == 1
    link_article([LEFT, THIRD, RIGHT], Alignment(), **given)  # type: ignore[arg-type]
    assert len(calls) == 2


def kept_file(folder: Path) -> Path:
    (file,) = (folder / "word-links").glob("*.json")
    return file


CELL = [0, 0, 0.9, True, 0.0, 0.0, [], [], 0, 0, 0.0, [], 0.0]
WHOLE = {"cells": [CELL], "distance": 0.1, "phrases": [{}, {}], "classes": [{}, {}]}


@pytest.mark.parametrize(
    "spoilt",
    [
        None, [], {}, 7, "x", {"cells": []}, WHOLE | {"cells": [CELL[:-1]]}, WHOLE | {"cells": [[*CELL, 1]]},
        WHOLE | {"cells": 7}, WHOLE | {"cells": [[99, *CELL[1:]]]}, WHOLE | {"cells": [[0, 99, *CELL[2:]]]},
        WHOLE | {"cells": [[-1, *CELL[1:]]]}, WHOLE | {"cells": [["0", *CELL[1:]]]}, WHOLE | {"distance": "far"},
        WHOLE | {"distance": None}, WHOLE | {"phrases": [{}]}, WHOLE | {"phrases": [[], []]}, WHOLE | {"classes": []},
        WHOLE | {"classes": [{"talo": 7}, {}]},
        WHOLE | {"distance": 0.0}, WHOLE | {"cells": [[0, 0, "heavy", *CELL[3:]]]},
        WHOLE | {"cells": [[*CELL[:3], "yes", *CELL[4:]]]}, WHOLE | {"cells": [[*CELL[:6], 7, *CELL[7:]]]},
    ],
)  # fmt: skip
def test_what_is_kept_may_be_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoilt: object) -> None:
    wanted = link_article([LEFT, RIGHT], Alignment(), cache_folder=tmp_path)
    calls = learnings(monkeypatch)
    monkeypatch.setattr(Cache, "get", lambda _self, *_key: spoilt)
    assert link_article([LEFT, RIGHT], Alignment(), cache_folder=tmp_path) == wanted
    assert len(calls) == 1


def test_what_is_whole_is_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    no_more_learning(monkeypatch)
    monkeypatch.setattr(Cache, "get", lambda _self, *_key: WHOLE)
    (cell,) = link_article([LEFT, RIGHT], Alignment(), cache_folder=tmp_path).cells
    assert (cell.left, cell.right, cell.weight, cell.via) == (0, 0, 0.9, ())


def test_a_file_that_is_no_json_is_learnt_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = link_article([LEFT, RIGHT], Alignment(), cache_folder=tmp_path)
    calls = learnings(monkeypatch)
    kept_file(tmp_path).write_bytes(b"\xff{")
    for _again in range(2):
        assert link_article([LEFT, RIGHT], Alignment(), cache_folder=tmp_path) == wanted
    assert len(calls) == 1


@pytest.fixture
def book(tmp_path: Path) -> Dictionaries:
    entries = [(["talo"], "1. hus\n2. stort hus\n"), (["auto"], "bil\n")]
    files, problems = dictionaries_at([write_dictd(tmp_path / "shelf", "freedict-fin-swe", entries)])
    assert not problems
    return Dictionaries(files, None)


def test_links_are_learnt_again_when_what_they_rest_on_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, book: Dictionaries
) -> None:
    calls = learnings(monkeypatch)

    def is_learnt(*editions: Edition, align: Align | None = None, **given: object) -> bool:
        before = len(calls)
        link_article(list(editions), align or Alignment(), cache_folder=tmp_path, **given)  # type: ignore[arg-type]
        return len(calls) > before

    assert is_learnt(LEFT, RIGHT)
    assert not is_learnt(LEFT, RIGHT)
    assert is_learnt(LEFT, RIGHT, align=Alignment(confidence=0.8))
    others = [tuple(((n,), (n,)) for n in range(7)), (((0, 1), (0,)), *(((n,), (n,)) for n in range(2, 8)))]
    for beads in others:
        assert is_learnt(LEFT, RIGHT, align=Alignment(*beads))
        assert not is_learnt(LEFT, RIGHT, align=Alignment(*beads))
    repaired = bitext(LEFT, RIGHT)
    repaired = replace(repaired, beads=(replace(repaired.beads[0], repaired=True), *repaired.beads[1:]))
    assert is_learnt(LEFT, RIGHT, align=lambda _left, _right: repaired)
    assert is_learnt(LEFT, RIGHT, dictionaries=book)
    assert not is_learnt(LEFT, RIGHT, dictionaries=book)
    assert is_learnt(LEFT, RIGHT, background_stamp="other texts")
    assert is_learnt(LEFT, RIGHT, background_stamp="more texts")
    assert not is_learnt(LEFT, RIGHT, background_stamp="other texts")
    assert is_learnt(LEFT, RIGHT, THIRD)
    assert is_learnt(LEFT, edition([*(s.text for s in RIGHT.sentences[:7]), "Wagon."], "qab"))
    assert not is_learnt(LEFT, RIGHT)


def test_other_texts_are_asked_for_in_the_order_of_the_tags() -> None:
    one = edition(["Alku loppu."], "qaa")
    other = edition(["Start slutet."], "qab")
    asked: list[tuple[str, str]] = []
    teacher = edition(["Alku.", "Loppu."] * 4, "qaa"), edition(["Slutet.", "Start."] * 4, "qab")
    taught = taught_by(*teacher, bitext(*teacher))

    def background(first: str, second: str) -> PairCounts:
        asked.append((first, second))
        return taught

    assert texts_of(link_article([one, other], Alignment())) == {("alku", "start"), ("loppu", "slutet")}
    crossed = {("alku", "slutet"), ("loppu", "start")}
    assert texts_of(link_article([one, other], Alignment(), background=background)) == crossed
    assert texts_of(link_article([other, one], Alignment(), background=background)) == {(b, a) for a, b in crossed}
    assert asked == [("qaa", "qab")] * 2


def test_what_an_article_teaches() -> None:
    counts = taught_by(LEFT, RIGHT, bitext(LEFT, RIGHT))
    assert counts.units == 8
    assert counts.left.of(hashes(["talo", "Talo", "crm", "CRM"])).tolist() in ([4, 0, 2, 0], [4, 0, 0, 2])
    back = taught_by(RIGHT, LEFT, bitext(RIGHT, LEFT))
    assert back.left.keys.tolist() == counts.right.keys.tolist()


def test_an_edition_that_shares_nothing_is_no_evidence() -> None:
    alone = link_article([LEFT, RIGHT], Alignment())
    for witness in (edition([], "qac"), edition(["…"], "qac"), edition(["Evim."] * 8, "qac")):

        def align(left: Edition, right: Edition, witness: Edition = witness) -> Bitext:
            if witness in (left, right):
                one, other = (tuple(range(len(side.sentences))) for side in (left, right))
                return Bitext(
                    left, right, (), (*(Bead((n,), (), 0.9) for n in one), *(Bead((), (n,), 0.9) for n in other))
                )
            return bitext(left, right)

        assert link_article([LEFT, RIGHT, witness], align).cells == alone.cells


# Links as they are shown


def shown(links: PairLinks, made: Bitext) -> LinkedBitext:
    found, evidence = linked_bitext(links, made)
    assert found.bitext is made
    assert evidence
    return found


def test_links_are_shown_with_their_confidence() -> None:
    links = link_article([LEFT, RIGHT, THIRD], Alignment())
    made = bitext(LEFT, RIGHT)
    found = shown(links, made)
    assert [(link.left, link.right) for link in found.links] == [
        ((c.left,), (c.right,)) for c in links.cells if c.mutual
    ]
    assert all(SHOWN <= link.confidence <= 0.9 for link in found.links)  # no surer than its bead


def test_a_link_is_as_doubtful_as_its_bead() -> None:
    links = link_article([LEFT, RIGHT, THIRD], Alignment())

    def confidences(confidence: float, *, repaired: bool = False) -> list[float]:
        made = bitext(LEFT, RIGHT)
        beads = tuple(replace(bead, confidence=confidence, repaired=repaired) for bead in made.beads)
        return [link.confidence for link in shown(links, replace(made, beads=beads)).links]

    full = confidences(1.0)
    assert confidences(0.8) == pytest.approx([0.8 * sure for sure in full], abs=1e-4)
    assert confidences(0.1, repaired=True) == full
    assert confidences(0.1) == []
    middle = sorted(set(full))[len(set(full)) // 2] - 1e-4
    some = confidences(SHOWN / middle)
    assert some == pytest.approx([SHOWN / middle * sure for sure in full if sure >= middle], abs=1e-4)
    assert 0 < len(some) < len(full)


def test_links_do_not_cross_beads() -> None:
    # One unit through the third edition, two beads.
    left, right, third = edition(["Talo.", "Auto."], "qaa"), edition(["Wagon.", "House."], "qab"), THIRD
    third = edition(["Evim araba."], "qac")

    def align(one: Edition, other: Edition) -> Bitext:
        if third in (one, other):
            return bitext(one, other, ((0, 1), (0,)))
        return bitext(one, other)

    links = link_article([left, right, third], align, background=taught)
    assert texts_of(links) == {("talo", "house"), ("auto", "wagon")}
    assert linked_bitext(links, bitext(left, right))[0].links == ()
    whole = linked_bitext(links, bitext(left, right, ((0, 1), (0, 1))))[0]
    assert [(link.left, link.right) for link in whole.links] == [((0,), (1,)), ((1,), (0,))]


def taught(one: str, other: str) -> PairCounts:
    """What an article of the first two languages teaches."""
    return taught_by(LEFT, RIGHT, bitext(LEFT, RIGHT)) if (one, other) == ("qaa", "qab") else NOTHING


def test_phrases_are_shown_as_one_link() -> None:
    left = edition(["Talousarvio."] * 3, "qaa")
    right = edition(["Husets budget."] * 3, "qab")
    links = link_article([left, right], Alignment())
    cells = tuple(replace(cell, weight=0.9, mutual=True) for cell in links.cells)
    assert len(cells) == 6
    found = shown(replace(links, cells=cells), bitext(left, right))
    assert [(link.left, link.right) for link in found.links] == [((n,), (2 * n, 2 * n + 1)) for n in range(3)]
    assert not any(link.is_single for link in found.links)


# What dictionaries say besides


def test_phrases_of_dictionaries_that_share_a_word_with_the_other_side(tmp_path: Path, book: Dictionaries) -> None:
    left, right = edition(["Talo on."], "fi"), edition(["Hus och bil."], "sv")
    folder = tmp_path / "cache"
    for _again in range(2):
        found = link_article([left, right], Alignment(), dictionaries=book, cache_folder=folder)
        assert found.phrases == ({"talo": frozenset({"stort hus"})}, {})
        turned = link_article([right, left], Alignment(), dictionaries=book, cache_folder=folder)
        assert turned.phrases == ({}, {"talo": frozenset({"stort hus"})})
    bare = link_article([left, edition(["Bil."], "sv")], Alignment(), dictionaries=book)
    assert bare.phrases == ({}, {})
    (cell,) = [cell for cell in found.cells if cell.worth]
    assert (cell.left, cell.right, cell.dictionaries) == (0, 0, ("fin-swe",))


def test_classes_of_words_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, book: Dictionaries) -> None:
    monkeypatch.setattr(
        Dictionaries,
        "word_classes",
        lambda _self, _words, language: {"hus": frozenset("n"), "johtaminen": frozenset("v")},
    )
    left, right = edition(["Johtaminen on talo."], "fi"), edition(["Hus."], "sv")
    for _again in range(2):
        found = link_article([left, right], Alignment(((0,), (0,))), dictionaries=book, cache_folder=tmp_path / "cache")
        # What the ending says goes before what dictionaries say.
        assert found.classes == ({"johtaminen": frozenset("n")}, {"hus": frozenset("n")})


def test_a_long_text_is_learnt_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = link_article([LEFT, RIGHT], Alignment())
    monkeypatch.setattr("tui_learn.bitext.article_words.MOST_UNITS", 3)
    shares: list[float] = []
    parts = link_article([LEFT, RIGHT], Alignment(), progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert [(cell.left, cell.right) for cell in parts.cells] == sorted({(c.left, c.right) for c in parts.cells})
    sentences = {LEFT.sentences.index(LEFT.sentences[parts.left.words[c.left].sentence]) for c in parts.cells}
    assert sentences == {whole.left.words[cell.left].sentence for cell in whole.cells}
    together = {(cell.left, cell.right) for cell in whole.cells}
    assert len(together & {(cell.left, cell.right) for cell in parts.cells}) >= 0.7 * len(together)


def test_what_comes_after_learns_from_what_came_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_learn.bitext.article_words.MOST_UNITS", 3)
    known: list[int] = []
    real = article_words.learn_words

    def learning(*given: Any, **named: Any) -> Any:
        known.append(sum(counts.units for counts in named["prior"].values()))
        return real(*given, **named)

    monkeypatch.setattr(article_words, "learn_words", learning)
    link_article([LEFT, RIGHT], Alignment())
    assert known == [0, 3, 6]
