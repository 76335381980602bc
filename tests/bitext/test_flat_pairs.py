"""A glossary in rows of numbers, beside the same with all its objects."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from tests.bitext.making import bitext
from tests.bitext.pair_making import RIGHT, words_of
from tui_learn.bitext.flat_pairs import glossary_to_bytes
from tui_learn.bitext.glossary import Glossary, GlossaryPair, Grade, Verdict, judged, rank
from tui_learn.bitext.word_links import LinkedBitext, SpanLink
from tui_learn.bitext.word_store import Kept, glossaries, read_glossary
from tui_learn.text import Problem

DAMAGED = Problem("error", "a.ifo", None, "damaged")
GRADES: tuple[Grade, ...] = ("quiz", "gloss", "highlight")


def some(seed: int, count: int = 60) -> Glossary:
    """Words of few forms, linked at random, singly and several together; some places are no links of the bitext."""
    chance = random.Random(seed)
    left = words_of("\n".join(" ".join(chance.choices("abcdef", k=6)) for _ in range(count // 6)))
    right = words_of("\n".join(" ".join(chance.choices("uvwxyz", k=6)) for _ in range(count // 6)), RIGHT)
    free = [list(range(count)), list(range(count))]
    links = []
    while min(map(len, free)) > 8:
        spans = [
            tuple(sorted(side.pop(chance.randrange(min(4, len(side)))) for _ in range(chance.choice([1, 1, 1, 2]))))
            for side in free
        ]
        links.append(SpanLink(spans[0], spans[1], round(chance.uniform(0.3, 1), 4)))
    links.sort(key=lambda link: (link.left, link.right))
    places: dict[tuple[str, str], list[SpanLink]] = {}
    for link in links:
        forms = [
            " ".join(words.words[n].lexeme for n in span) for words, span in ((left, link.left), (right, link.right))
        ]
        places.setdefault((forms[0], forms[1]), []).append(link)
    pairs = [
        GlossaryPair(
            *names, round(chance.random(), 2), chance.choice(GRADES), ("cognate", f"repeated:{len(found)}"), 1, 3,
            tuple(found), (names[0], 'say "a"'), (names[1],),
        )
        for names, found in places.items()
    ]  # fmt: skip
    shown = tuple(link for link in links if chance.random() < 0.9)
    text = bitext(left.edition, right.edition)
    return Glossary(LinkedBitext(text, left, right, shown), tuple(sorted(pairs, key=rank)))


def again(made: Glossary, *problems: Problem) -> Kept:
    kept = read_glossary(glossary_to_bytes(made, problems), made.linked.bitext)
    assert kept is not None
    return kept


def check(made: Glossary, flat: Glossary) -> None:
    assert flat == made
    assert flat.proven == made.proven
    assert list(flat.linked.links) == list(made.linked.links)
    assert [pair.places for pair in flat.pairs] == [pair.places for pair in made.pairs]
    for side in ("left", "right"):
        words = made.linked.words(side)
        for number in range(-1, len(words.words) + 2):
            assert flat.linked.link_of(side, number) == made.linked.link_of(side, number)
        for form in {*(pair.left for pair in made.pairs), *(pair.right for pair in made.pairs), "q", ""}:
            assert flat.of(side, form) == made.of(side, form)
    for link in [*made.linked.links, *(place for pair in made.pairs for place in pair.places)]:
        assert flat.of_link(link) == made.of_link(link)
    for nothing in (SpanLink((0,), (59,), 0.5), SpanLink((999,), (0,), 0.5), SpanLink((), (0,), 0.5)):
        assert made.of_link(nothing) is flat.of_link(nothing) is None


@pytest.mark.parametrize("seed", range(6))
def test_the_same_glossary(seed: int) -> None:
    made = some(seed)
    check(made, again(made).glossary)


@pytest.mark.parametrize("seed", range(6))
def test_the_learner_decides(seed: int) -> None:
    made, chance = some(seed), random.Random(seed)
    flat = again(made).glossary
    given: dict[tuple[str, str], Verdict] = {
        (pair.left, pair.right): chance.choice(("confirmed", "struck")) for pair in chance.sample(list(made.pairs), 5)
    }
    check(made.judged(given), flat.judged({**given, ("no", "such"): "struck"}))
    # Told anew, what was said before holds no more.
    check(made, flat.judged(given).judged({}))
    check(made, made.judged(given).judged({}))
    check(made, flat)


@pytest.mark.parametrize(
    ("forms", "evidence", "verdict", "grade", "confidence"),
    [
        (("a", "u"), ("cognate",), "confirmed", "quiz", 1.0),
        (("a b", "u"), ("cognate",), "confirmed", "quiz", 1.0),
        (("a b", "u"), ("curated",), "confirmed", "gloss", 1.0),
        (("a", "u"), ("curated",), "confirmed", "quiz", 1.0),
        (("a", "u"), ("curated",), "struck", "highlight", 0.0),
    ],
)
def test_what_a_verdict_does(
    forms: tuple[str, str], evidence: tuple[str, ...], verdict: Verdict, grade: Grade, confidence: float
) -> None:
    pair = GlossaryPair(*forms, 0.5, "gloss", evidence, 0, 0, (), (), ())
    said = judged(pair, verdict)
    assert (said.grade, said.confidence, said.verdict) == (grade, confidence, verdict)
    assert said.evidence == (*evidence, verdict)
    assert judged(pair, "") is pair


def test_it_is_kept_with_what_was_wrong(tmp_path: Path) -> None:
    made = some(1)
    assert glossaries(tmp_path).put_bytes(glossary_to_bytes(made, [DAMAGED]), "key")
    kept = read_glossary(glossaries(tmp_path).get_bytes("key"), made.linked.bitext)
    assert kept == Kept(made, (DAMAGED,))


def test_what_is_damaged_or_of_other_texts_is_none() -> None:
    made = some(2)
    data, text = glossary_to_bytes(made), made.linked.bitext
    assert read_glossary(data[:-3], text) is None
    assert read_glossary(None, text) is None
    assert read_glossary(data, replace(text, left=text.right, right=text.left)) is None
