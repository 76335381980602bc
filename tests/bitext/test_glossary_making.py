"""From links and their evidence to the glossary of an article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.bitext.making import bitext
from tests.bitext.pair_making import Known, links_of, words_of
from tests.bitext.test_curated import term
from tests.bitext.word_making import cell
from tui_learn.bitext.cell_links import CellLink
from tui_learn.bitext.curated import CuratedTerm
from tui_learn.bitext.glossary import Glossary, GlossaryPair, Verdict
from tui_learn.bitext.glossary_making import CURATED, PROVEN, make_glossary, probability
from tui_learn.bitext.word_links import SHOWN, Words

SURE: Mapping[str, object] = {"worth": 1.0, "alike": 0.9}
TALE = "tuo kissa nukkuu\nmusta koira juoksee"
SAGA = "den katt sover\nsvart hund springer"


def glossary(
    pairs: Mapping[str, Mapping[str, object]],
    left: str | Words = TALE,
    right: str | Words = SAGA,
    *terms: CuratedTerm,
    more: tuple[CellLink, ...] = (),
    said: Mapping[tuple[str, str], Verdict] = {},
    classes: tuple[Known, Known] = ({}, {}),
    others: int = 3,
) -> Glossary:
    links, text = links_of(left, right, pairs, more=more, classes=classes)
    made = make_glossary(links, text, others=others, verdict_of=lambda a, b: said.get((a, b), ""), curated=terms)
    check(made)
    return made


def check(made: Glossary) -> None:
    """What holds of every glossary."""
    for spans in ([link.left for link in made.linked.links], [link.right for link in made.linked.links]):
        numbers = [number for span in spans for number in span]
        assert len(numbers) == len(set(numbers)), "a word is in two links"
    places = [(place.left, place.right) for pair in made.pairs for place in pair.places]
    assert sorted(places) == sorted((link.left, link.right) for link in made.linked.links)
    assert all(pair.places and pair.left_forms and pair.right_forms for pair in made.pairs)
    for link in made.linked.links:
        pair = made.of_link(link)
        assert pair is not None
        assert link in pair.places
    order = [(-pair.confidence, pair.left, pair.right) for pair in made.pairs]
    assert order == sorted(order)


def one(made: Glossary, left: str = "kissa") -> GlossaryPair:
    (pair,) = made.of("left", left)
    return pair


# --- pairs and their places


def test_links_become_pairs() -> None:
    made = glossary({"kissa=katt": SURE, "koira=hund": {"worth": 1.0}})
    assert [(pair.left, pair.right, pair.grade) for pair in made.pairs] == [
        ("kissa", "katt", "quiz"), ("koira", "hund", "gloss"),
    ]  # fmt: skip
    assert [(link.left, link.right) for link in made.linked.links] == [((1,), (1,)), ((4,), (4,))]
    assert made.pairs[0].places == made.linked.links[:1]
    assert made.pairs[0].verdict == ""


def test_improbable_links_and_those_over_a_beads_border_are_none() -> None:
    assert glossary({"kissa=katt": {"weight": 0.3}}).pairs == ()
    assert [pair.left for pair in glossary({"kissa=katt": {"weight": 0.3}, "koira=hund": SURE}).pairs] == ["koira"]
    assert glossary({}, more=(cell(1, 4, **SURE),)).pairs == ()


def test_a_link_is_as_doubtful_as_its_bead_unless_a_learner_made_it() -> None:
    links, text = links_of(TALE, SAGA, {"kissa=katt": SURE, "koira=hund": SURE})
    beads = (replace(text.beads[0], confidence=0.5, repaired=True), replace(text.beads[1], confidence=0.5))
    first, second = make_glossary(links, replace(text, beads=beads), others=0).linked.links
    assert first.confidence > 0.9
    assert second.confidence == pytest.approx(first.confidence / 2, abs=1e-3)
    beads = (beads[0], replace(beads[1], confidence=SHOWN))
    assert len(make_glossary(links, replace(text, beads=beads), others=0).pairs) == 1


def test_phrases_are_told_but_not_asked() -> None:
    made = glossary({}, more=(cell(3, 4, 0.9, **SURE), cell(4, 4, 0.8, **SURE)))
    assert [(pair.left, pair.right, pair.grade) for pair in made.pairs] == [("musta koira", "hund", "gloss")]
    assert made.pairs[0].left_forms == ("musta koira",)


def test_classes_are_heeded() -> None:
    assert one(glossary({"kissa=katt": SURE}, classes=({"kissa": "n"}, {"katt": "n"}))).is_proven
    assert not one(glossary({"kissa=katt": SURE}, classes=({"kissa": "n"}, {"katt": "v"}))).is_proven


# --- forms


def forms(left: str) -> tuple[str, ...]:
    lines = left.splitlines()
    return one(glossary({"kissa=katt": SURE}, left, "\n".join(f"katt x{n}" for n in range(len(lines))))).left_forms


def test_forms_come_the_most_frequent_first_then_by_the_alphabet() -> None:
    assert forms("kissan/kissa a\nkissaa/kissa b\nkissalle/kissa c\nkissaa/kissa d") == ("kissaa", "kissalle", "kissan")


def test_capitals_count_only_where_there_is_no_other_form() -> None:
    assert forms("Kissan/kissa a\nkissan/kissa b") == ("kissan",)
    assert forms("kissan/kissa a\nKissan/kissa b") == ("kissan",)
    assert forms("Kissan/kissa a\nKISSAN/kissa b") == ("Kissan",)
    assert forms("Kissa a\nkissan/kissa b\nKissan/kissa c") == ("kissan", "Kissa")


def test_forms_are_compared_as_their_language_writes_them() -> None:
    words = words_of("Işık/kissa a\nışık/kissa b", "tr")
    assert one(glossary({"kissa=katt": SURE}, words, "katt a\nkatt b")).left_forms == ("ışık",)


# --- evidence


@pytest.mark.parametrize(
    ("given", "evidence"),
    [
        ({"alike": 0.6}, ()),
        ({"alike": 0.61}, ("cognate",)),
        ({"dictionaries": ("swe-fin", "fin-swe")}, ("dictionary:fin-swe", "dictionary:swe-fin")),
        ({"path": 0.6, "via": ("sv", "nb")}, ("via:nb", "via:sv")),
        ({"path": 0.59, "via": ("sv",)}, ()),
        ({"pivots": ("pl",)}, ("pivot:pl",)),
        ({"pivots": ("pl",), "dictionaries": ("x",)}, ("dictionary:x",)),
    ],
)
def test_names_of_evidence(given: dict[str, object], evidence: tuple[str, ...]) -> None:
    assert one(glossary({"kissa=katt": {"worth": 1.0, **given}})).evidence == evidence


def test_repetition_is_named_with_its_sentences() -> None:
    text, other = "kissa a\nkissa b\nkissa kissa", "katt x\nkatt y\nkatt katt"
    assert one(glossary({"kissa=katt": SURE}, text, other)).evidence == ("cognate", "repeated:3")
    assert "repeated:1" not in one(glossary({"kissa=katt": SURE})).evidence


def test_languages_that_agree() -> None:
    made = one(glossary({"kissa=katt": {**SURE, "agreeing": 1, "voices": 2}}))
    assert (made.agreeing, made.languages) == (1, 3)
    assert one(glossary({"kissa=katt": {**SURE, "agreeing": 4, "voices": 4}})).languages == 4


# --- how sure


def test_confidence_grows_with_the_score() -> None:
    shares = [probability(score / 10) for score in range(-20, 60)]
    assert all(low < high for low, high in pairwise(shares))
    assert 0 < shares[0] < 0.01
    assert 0.99 < shares[-1] < 1
    assert 0.9 > probability(1.8) > 0.5 > probability(1.5)


def test_confidence_of_pairs_is_in_the_order_of_their_scores() -> None:
    pairs = [{"worth": 0.8 + step / 10, "path": step / 10} for step in range(4)]
    texts = " ".join(f"a{n}" for n in range(4)), " ".join(f"b{n}" for n in range(4))
    made = glossary({f"a{n}=b{n}": given for n, given in enumerate(pairs)}, *texts)
    assert [pair.left for pair in made.pairs] == ["a3", "a2", "a1", "a0"]
    assert all(0 < pair.confidence < 1 for pair in made.pairs)


def test_a_proven_pair_is_at_least_as_sure_as_was_measured_of_proven_pairs() -> None:
    made = glossary({"kissa=katt": {"alike": 0.76}})
    assert (one(made).grade, one(made).confidence) == ("quiz", PROVEN)
    assert probability(1.5) < PROVEN < one(glossary({"kissa=katt": {**SURE, "path": 1.0}})).confidence
    unproven = one(glossary({"kissa=katt": {"alike": 0.76}}, "## kissa", "## katt"))
    assert (unproven.grade, unproven.confidence < PROVEN) == ("gloss", True)


def test_verdicts() -> None:
    kissa = ("kissa", "katt")
    made = one(glossary({"kissa=katt": {"worth": 0.6}}, said={kissa: "confirmed"}))
    assert (made.grade, made.confidence, made.evidence, made.verdict) == ("quiz", 1.0, ("confirmed",), "confirmed")
    struck = one(glossary({"kissa=katt": SURE}, said={kissa: "struck"}))
    assert (struck.grade, struck.confidence, struck.evidence) == ("highlight", 0.0, ("cognate", "struck"))
    assert one(glossary({"kissa=katt": SURE}, said={("katt", "kissa"): "struck"})).verdict == ""


# --- what people wrote

CAT = term(qaa="kissa | kissan", qab="katt | katten")


def test_a_term_adds_its_link() -> None:
    made = glossary({"koira=hund": SURE}, "kissan koira", "katten hund", CAT)
    found = one(made)
    assert (found.right, found.grade, found.confidence, found.evidence) == ("katt", "quiz", CURATED, ("curated",))
    assert [(link.left, link.right) for link in made.linked.links] == [((0,), (0,)), ((1,), (1,))]
    assert made.linked.links[0].confidence >= CURATED
    assert (found.left_forms, found.right_forms) == (("kissan",), ("katten",))
    assert (found.agreeing, found.languages) == (0, 3)


def test_a_term_makes_a_doubtful_pair_sure_and_keeps_its_evidence() -> None:
    found = one(glossary({"kissa=katt": {"worth": 0.7, "alike": 0.65, "agreeing": 1, "voices": 3}}, TALE, SAGA, CAT))
    assert (found.grade, found.confidence, found.evidence, found.agreeing) == (
        "quiz", CURATED, ("cognate", "curated"), 1,
    )  # fmt: skip


def test_a_term_takes_words_from_other_links_and_pairs_without_places_vanish() -> None:
    made = glossary({"kissa=hund": SURE}, "kissa", "hund katt", CAT)
    assert [(pair.left, pair.right) for pair in made.pairs] == [("kissa", "katt")]
    made = glossary({"koira=katt": SURE}, "koira kissa", "katt", CAT)
    assert [(pair.left, pair.right) for pair in made.pairs] == [("kissa", "katt")]


def test_a_pair_that_loses_some_places_keeps_the_others_and_their_forms() -> None:
    left, right = "kissa\nKissa x", "hund katt\nhunden/hund"
    made = glossary({"kissa=hund": SURE}, left, right, CAT)
    first, second = made.of("left", "kissa")
    assert (first.right, [place.left for place in first.places]) == ("katt", [(0,)])
    assert (second.right, [place.left for place in second.places]) == ("hund", [(1,)])
    assert (second.left_forms, second.right_forms) == (("Kissa",), ("hunden",))


def test_a_term_and_links_elsewhere_stand_together_in_order() -> None:
    text, other = "kissa x\nkissan/kissa kissa\nkissaa/kissa", "katt y\nkatten/katt katt\nkatts/katt"
    made = one(glossary({"kissa=katt": SURE}, text, other, CAT))
    assert [place.left for place in made.places] == [(0,), (2,), (3,), (4,)]
    assert made.evidence == ("cognate", "repeated:3", "curated")
    assert "kissaa" in made.left_forms


def test_a_terms_phrase_is_told_and_not_asked() -> None:
    phrase = term(qaa="musta koira", qab="hund")
    made = glossary({"koira=hund": SURE}, TALE, SAGA, phrase)
    assert [(pair.left, pair.grade) for pair in made.pairs] == [("musta koira", "gloss")]


def test_a_phrase_that_is_linked_already_is_one_pair() -> None:
    phrase = term(qaa="musta koira", qab="hund")
    made = glossary({}, TALE, SAGA, phrase, more=(cell(3, 4, 0.9, **SURE), cell(4, 4, 0.8, **SURE)))
    assert [(pair.left, pair.evidence) for pair in made.pairs] == [("musta koira", ("cognate", "curated"))]


@pytest.mark.parametrize(("verdict", "grade", "confidence"), [("struck", "highlight", 0.0), ("confirmed", "quiz", 1.0)])
def test_the_learners_verdict_goes_before_a_term(verdict: Verdict, grade: str, confidence: float) -> None:
    found = one(glossary({"kissa=katt": SURE}, TALE, SAGA, CAT, said={("kissa", "katt"): verdict}))
    assert (found.grade, found.confidence, found.verdict) == (grade, confidence, verdict)
    assert found.evidence == ("cognate", "curated", verdict)
    alone = one(glossary({}, TALE, SAGA, CAT, said={("kissa", "katt"): verdict}))
    assert (alone.grade, alone.evidence) == (grade, ("curated", verdict))


def test_terms_give_dictionary_forms_before_evidence_is_gathered() -> None:
    text, other = "kissan/kisu a\nkissa b\nkissa c", "katten/kat a\nkatt b\nkatt c"
    links, bitexts = links_of(text, other, {"kissa=katt": SURE, "kisu=kat": SURE})
    made = make_glossary(links, bitexts, others=0, curated=[CAT])
    check(made)
    assert [(pair.left, pair.evidence) for pair in made.pairs] == [("kissa", ("cognate", "repeated:3", "curated"))]


def test_a_text_without_words() -> None:
    left, right = words_of(""), words_of("katt", "qab")
    assert bitext(left.edition, right.edition, ((), (0,))).beads
    assert glossary({}, left, right, CAT).pairs == ()
