"""Which pairs may be asked: what proves one, and what forbids to ask however sure it is."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.bitext.pair_making import LEFT, RIGHT, case_of, words_of
from tui_learn.bitext.proving import (
    AGREED_COGNATE,
    AGREEMENT,
    CONSISTENT,
    GLOSS,
    MANY_PIVOTS,
    MANY_PIVOTS_SCORE,
    QUIZ,
    REPEATED,
    SURE_COGNATE,
    SURE_PATH,
    Case,
    grade,
    is_proven,
    may_be_asked,
)
from tui_learn.bitext.word_links import Words

PAIR = ("kissa", "katt")
TALE = "tuo kissa nukkuu"
SAGA = "den katt sover"
SURE: Mapping[str, object] = {"worth": 1.0, "alike": 0.8}
"""A score of 3.2."""


def one_pair(left: str | Words = TALE, right: str | Words = SAGA, **given: object) -> Case:
    return case_of(left, right, {"kissa=katt": given})


def asked(left: str | Words = TALE, right: str | Words = SAGA, pair: str = "kissa=katt", **given: object) -> bool:
    one, _sign, other = pair.partition("=")
    return may_be_asked(case_of(left, right, {pair: given}), (one, other))


# --- what proves a pair


def proven(left: str = TALE, right: str = SAGA, **given: object) -> bool:
    return is_proven(one_pair(left, right, **given), PAIR)


def test_nothing_proves_nothing() -> None:
    assert not proven()


@pytest.mark.parametrize("short", [0.0, 0.02])
def test_by_score(short: float) -> None:
    # Likeness counts 1.5 times and agreement half; the dictionary's name is missing, so that only the score speaks.
    given = {"worth": 1.0, "path": 0.5 - short, "agreeing": 1, "voices": 1}
    case = one_pair(**given)
    assert case.evidence[PAIR].score == pytest.approx(QUIZ - short)
    assert is_proven(case, PAIR) == (short == 0)


def test_by_two_dictionaries_but_not_by_one() -> None:
    assert proven(worth=1.0, dictionaries=("fin-swe", "swe-fin"))
    assert not proven(worth=1.0, dictionaries=("fin-swe",))
    assert not proven(worth=0.9, dictionaries=("fin-swe", "swe-fin"))
    assert not proven(worth=1.0, pivots=("de", "pl"))


@pytest.mark.parametrize(
    ("more", "enough"),
    [
        ({"pivots": ("pl",)}, True),
        ({"alike": AGREED_COGNATE + 0.01, "length_ratio": 2.0}, True),
        ({"alike": AGREED_COGNATE, "length_ratio": 2.0}, False),
        ({"units": 2, "consistency": CONSISTENT}, True),
        ({"units": 1, "consistency": 1.0}, False),
        ({"units": 2, "consistency": CONSISTENT - 0.01}, False),
    ],
)
def test_by_one_dictionary_and_something_else(more: dict[str, object], enough: bool) -> None:
    case = one_pair(worth=1.0, dictionaries=("fin-swe",), **more)
    assert case.evidence[PAIR].score < QUIZ
    assert is_proven(case, PAIR) is enough


def test_by_dictionaries_through_many_languages_that_are_not_alone() -> None:
    def case(pivots: int, score: float) -> Case:
        return one_pair(pivots=tuple(f"q{n}" for n in range(pivots)), path=score)

    assert is_proven(case(MANY_PIVOTS, MANY_PIVOTS_SCORE), PAIR)
    assert not is_proven(case(MANY_PIVOTS - 1, MANY_PIVOTS_SCORE), PAIR)
    assert not is_proven(case(MANY_PIVOTS, MANY_PIVOTS_SCORE - 0.01), PAIR)


def test_by_likeness() -> None:
    assert proven(alike=SURE_COGNATE)
    assert not proven(alike=SURE_COGNATE - 0.01)


def test_by_less_likeness_where_other_languages_agree() -> None:
    alike = AGREED_COGNATE + 0.01
    assert proven(alike=alike, agreeing=2, voices=3)
    assert not proven(alike=alike, agreeing=65, voices=100)
    assert 0.65 < AGREEMENT <= 2 / 3
    assert not proven(alike=AGREED_COGNATE, agreeing=3, voices=3)
    assert not proven(alike=alike)


FIXED = "suuri kissa nukkuu\nsuuri kissa juoksee\nsuuri musta kissa"
FREE = "suuri kissa nukkuu\npieni kissa juoksee\nmusta kissa"
THREE = "stor katt sover\nliten katt springer\nsvart katt"


def test_by_repetition() -> None:
    assert proven(FREE, THREE, units=REPEATED, consistency=CONSISTENT)
    assert not proven(FREE, THREE, units=REPEATED - 1, consistency=1.0)
    assert not proven(FREE, THREE, units=REPEATED, consistency=CONSISTENT - 0.01)


@pytest.mark.parametrize(
    ("left", "right", "enough"),
    [(FREE, THREE, True), (FIXED, THREE, False), (FREE, "fin katt x\ny fin katt\nfin z katt", False)],
)
def test_a_fixed_phrase_is_not_proven_by_repetition_alone(left: str, right: str, enough: bool) -> None:
    case = one_pair(left, right, units=3, consistency=1.0)
    assert is_proven(case, PAIR) is enough
    assert is_proven(one_pair(left, right, units=3, consistency=1.0, alike=SURE_COGNATE), PAIR)


def test_companions_are_content_words_at_most_two_words_off_in_the_same_sentence() -> None:
    words = words_of(
        "den stora katten/katt\nden stora svarta katten/katt\ndet där stora odjuret stora katten/katt", "sv"
    )
    companions = case_of(words, SAGA, {}).companions[0]
    assert companions["katt"] == {"stora"}
    assert "den" not in companions
    far = words_of("stor yksi kaksi kissa\nstor kolme neljä kissa")
    assert "kissa" not in case_of(far, SAGA, {}).companions[0]
    apart = words_of("kissa suuri\nsuuri\nkissa")
    assert "kissa" not in case_of(apart, SAGA, {}).companions[0]
    itself = words_of("kissa kissa\nkissa kissa")
    assert "kissa" not in case_of(itself, SAGA, {}).companions[0]


def test_by_a_path_of_likeness_but_not_of_dictionaries() -> None:
    assert proven(like_path=SURE_PATH)
    assert not proven(like_path=SURE_PATH - 0.01)
    assert not proven(path=0.99, via=("nb", "sv"))


# --- what forbids to ask


def test_nothing_forbids_to_ask_of_two_plain_words() -> None:
    assert asked()
    assert asked(**SURE)


@pytest.mark.parametrize("pair", ["suuri kissa=katt", "kissa=stor katt"])
def test_a_phrase_is_not_asked(pair: str) -> None:
    left, right = pair.split("=")
    case = case_of(TALE, SAGA, {"kissa=katt": SURE})
    case = Case(case.left, case.right, {(left, right): case.evidence[PAIR]}, case.phrases)
    assert not may_be_asked(case, (left, right))
    assert grade(case, (left, right)) == "gloss"


def test_a_word_linked_to_several_somewhere_is_not_asked() -> None:
    assert not asked(multiple=0.01, **SURE)


@pytest.mark.parametrize(
    "rival", [("kissa=hund", "kissa hund"), ("koira=katt", "koira katt")], ids=["of-the-left", "of-the-right"]
)
def test_only_the_best_of_both_words_is_asked(rival: tuple[str, str]) -> None:
    pairs = {"kissa=katt": {"worth": 0.5}, rival[0]: {"worth": 0.6}}
    left, right = "kissa\nkoira\nkissa", "katt\nhund\nkatt"
    if rival[0] == "kissa=hund":
        right = "katt hund\nkatt hund"
        left = "kissa\nkissa"
    else:
        left = "kissa koira\nkissa koira"
        right = "katt\nkatt"
    case = case_of(left, right, pairs)
    assert not may_be_asked(case, PAIR)
    better = case_of(left, right, {**pairs, "kissa=katt": {"worth": 0.7}})
    assert may_be_asked(better, PAIR)


def test_of_two_as_good_the_first_in_the_alphabet_is_asked() -> None:
    case = case_of("kissa\nkissa", "katt hund\nkatt hund", {"kissa=katt": SURE, "kissa=hund": SURE})
    assert case.best[0]["kissa"] == ("kissa", "hund")
    assert not may_be_asked(case, PAIR)


@pytest.mark.parametrize(
    ("classes", "free"),
    [
        (({"kissa": "n"}, {"katt": "v"}), False),
        (({"kissa": "nv"}, {"katt": "va"}), True),
        (({"kissa": "n"}, {}), True),
        (({}, {"katt": "v"}), True),
        (({"kissa": ""}, {"katt": "v"}), True),
        (({"katt": "n"}, {"kissa": "v"}), True),
    ],
)
def test_words_of_disjoint_classes_are_not_asked(classes: tuple[dict[str, str], dict[str, str]], free: bool) -> None:
    assert may_be_asked(case_of(TALE, SAGA, {"kissa=katt": SURE}, classes=classes), PAIR) is free


def test_what_no_dictionary_classes_is_classed_by_its_looks() -> None:
    left, right = words_of("x ihmisyys y", "fi"), words_of("z sjuk w", "sv")
    assert may_be_asked(case_of(left, right, {"ihmisyys=sjuk": SURE}), ("ihmisyys", "sjuk"))
    right = words_of("z mänsklig w", "sv")
    case = case_of(left, right, {"ihmisyys=mänsklig": SURE})
    assert not may_be_asked(case, ("ihmisyys", "mänsklig"))
    case = case_of(left, right, {"ihmisyys=mänsklig": SURE}, classes=({}, {"mänsklig": "n"}))
    assert may_be_asked(case, ("ihmisyys", "mänsklig"))


@pytest.mark.parametrize(("left", "right"), [("och", "kissa"), ("kissa", "och"), ("B2B", "kissa"), ("12", "kissa")])
def test_function_words_numbers_and_names_of_letters_are_not_asked(left: str, right: str) -> None:
    one, other = words_of(f"hus {left}/kissa x", "sv"), words_of(f"hus {right}/katt x", "sv")
    assert asked(words_of("hus bil/kissa x", "sv"), words_of("hus lok/katt x", "sv"))
    assert not asked(one, other, **SURE)


def test_one_place_that_is_a_function_word_is_enough() -> None:
    left = words_of("hus bil/kissa x\nhus och/kissa x", "sv")
    assert not asked(left, words_of("hus lok/katt x\nhus tag/katt x", "sv"), **SURE)


@pytest.mark.parametrize(
    ("left", "right", "free"),
    [
        ("media/kissa", "Media/katt", False),
        ("café/kissa", "Cafe/katt", False),
        ("ILIK/kissa", "ilik/katt", False),
        ("média/kissa", "medie/katt", True),
    ],
)
def test_identical_strings_are_not_asked(left: str, right: str, free: bool) -> None:
    assert asked(f"x {left} x", f"y {right} y", **SURE) is free


def test_one_place_with_identical_strings_is_enough() -> None:
    assert not asked("y kissa x\ny media/kissa x", "y katt x\ny media/katt x", **SURE)


def test_identical_dictionary_forms_are_not_asked() -> None:
    assert not asked("mediat/média x", "medier/media x", "média=media", **SURE)
    assert asked("mediat/medias x", "medier/media x", "medias=media", **SURE)


@pytest.mark.parametrize(
    ("language", "pronoun", "other"), [("pl", "się", "cię"), ("sv", "sig", "dig"), ("nb", "Seg", "deg")]
)
def test_a_word_with_a_reflexive_pronoun_beside_it_everywhere_is_not_asked(
    language: str, pronoun: str, other: str
) -> None:
    def text(first: str, second: str) -> Words:
        return words_of(f"huset bilen/katt {first} annat\n{second} bilar/katt tåget", language)

    tale = "tuo kissa nukkuu\nse kissa juoksee"
    assert not asked(tale, text(pronoun, pronoun), **SURE)
    assert asked(tale, text(pronoun, other), **SURE)
    assert asked(tale, text(other, pronoun), **SURE)
    flipped = case_of(text(pronoun, pronoun), tale, {"katt=kissa": SURE})
    assert not may_be_asked(flipped, ("katt", "kissa"))


def test_a_pronoun_of_another_language_a_place_further_or_in_another_sentence_is_none() -> None:
    assert asked(TALE, words_of("huset katt sig", "fi"), **SURE)
    assert asked(TALE, words_of("huset katt annat sig", "sv"), **SURE)
    assert asked(TALE, words_of("huset katt\nsig annat", "sv"), **SURE)
    assert not asked(TALE, words_of("huset katt sig", "sv-FI"), **SURE)


def test_guessed_dictionary_forms_are_not_asked() -> None:
    assert not asked(words_of(TALE, LEFT, ["kissa"]), SAGA, **SURE)
    assert not asked(TALE, words_of(SAGA, RIGHT, ["katt"]), **SURE)
    assert asked(words_of(TALE, LEFT, ["katt"]), words_of(SAGA, RIGHT, ["kissa"]), **SURE)


@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("tuo Kissa nukkuu", False),
        ("tuo Kissa nukkuu\ntuo kissa nukkuu", True),
        ("tuo Kissa nukkuu\nKissa nukkuu", False),
        ("tuo Kissa nukkuu\n## tuo kissa nukkuu", False),
        ("Kissa nukkuu", True),
        ("tuo kissa nukkuu\n## Tuo Kissa Nukkuu", True),
        ("Kissa nukkuu\n## Tuo Kissa Nukkuu", True),
    ],
)
def test_names_are_not_asked(text: str, free: bool) -> None:
    """Capitals mark a name but for the first word of a sentence and in headings, which say nothing either way."""
    count = len(text.splitlines())
    other = "\n".join(["den katt sover"] * count)
    assert asked(text, other, **SURE) is free
    assert may_be_asked(case_of(other, text, {"katt=kissa": SURE}), ("katt", "kissa")) is free


def test_german_nouns_are_no_names() -> None:
    assert asked(words_of("tämä Kissa nukkuu", "de"), SAGA, **SURE)
    assert not asked(words_of("tämä Kissa nukkuu", "fi"), SAGA, **SURE)


@pytest.mark.parametrize(
    ("left", "right", "free"),
    [
        ("## kissa x", "katt x", False),
        ("kissa x", "## katt x", False),
        ("## kissa x\nkissa x", "katt x\n## katt x", False),
        ("## kissa x\nkissa x", "## katt x\nkatt x", True),
    ],
)
def test_what_stands_in_headings_only_is_not_asked(left: str, right: str, free: bool) -> None:
    assert asked(left, right, **SURE) is free


@pytest.mark.parametrize(
    ("phrases", "free"),
    [
        (({"kissa": ["stor katt"]}, {}), False),
        (({}, {"katt": ["musta kissa"]}), False),
        (({"kissa": ["storkatt", "kattdjur"]}, {}), True),
        (({"katt": ["stor katt"]}, {"kissa": ["musta kissa"]}), True),
    ],
)
def test_a_part_of_a_dictionarys_phrase_is_not_asked(
    phrases: tuple[dict[str, list[str]], dict[str, list[str]]], free: bool
) -> None:
    def case(worth: float) -> Case:
        return case_of(TALE, SAGA, {"kissa=katt": {"worth": worth, "alike": 0.9}}, phrases=phrases)

    assert may_be_asked(case(0.99), PAIR) is free
    assert may_be_asked(case(1.0), PAIR)


# --- what becomes of it


def test_grades() -> None:
    assert grade(one_pair(**SURE), PAIR) == "quiz"
    assert grade(one_pair(multiple=0.1, **SURE), PAIR) == "gloss"
    assert grade(one_pair(path=GLOSS), PAIR) == "gloss"
    assert grade(one_pair(path=GLOSS - 0.01), PAIR) == "highlight"
    often = one_pair(FREE, THREE, multiple=0.1, units=REPEATED, consistency=CONSISTENT)
    assert often.evidence[PAIR].score < GLOSS
    assert grade(often, PAIR) == "gloss"


def test_what_nothing_speaks_for_is_only_lit() -> None:
    assert grade(one_pair(), PAIR) == "highlight"
