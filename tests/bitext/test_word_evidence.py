"""What two words say of each other, against looking at one pair after the other."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bitext.word_making import Pocket, vocabulary
from tui_learn.bitext.vocabulary import Vocabulary, stem_of
from tui_learn.bitext.word_evidence import (
    BY_PIVOTS,
    BY_STEM,
    Translations,
    base_scores,
    cognates,
    dictionary_evidence,
    no_dictionaries,
    same_names,
)
from tui_learn.bitext.word_settings import DEFAULT
from tui_learn.text.fold import fold

Cells = tuple[np.ndarray, np.ndarray]


def all_cells(left: Vocabulary, right: Vocabulary) -> Cells:
    lefts, rights = np.divmod(np.arange(len(left.surfaces) * len(right.surfaces)), max(1, len(right.surfaces)))
    return lefts, rights


# How alike two words look


def edits(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


def plain_likeness(one: str, other: str) -> float:
    short, long = sorted((len(one), len(other)))
    if short < 4 or short < 0.65 * long:
        return 0.0
    begin = next((n for n in range(short) if one[n] != other[n]), short)
    alike = 1 - edits(one, other) / long
    if begin >= 4:
        alike = max(alike, 0.9 * begin / long + 0.05)
    if alike < 0.5 or (short < 6 and alike < 0.75):
        return 0.0
    return min(1.0, alike)


def plain_cognate(left: Vocabulary, i: int, right: Vocabulary, j: int) -> float:
    if left.name[i] or right.name[j]:
        return 0.0
    forms = [
        (vocabulary.surfaces[n], vocabulary.lexeme_names[vocabulary.lexeme[n]])
        for vocabulary, n in ((left, i), (right, j))
    ]
    return max(
        plain_likeness(fold(one, left.language), fold(other, right.language)) for one, other in zip(*forms, strict=True)
    )


stems = st.sampled_from(["strategi", "strategia", "stråteg", "data", "dat", "organisaatio", "organisasjon", "pl"])
endings = st.text("aeisñK5", max_size=6)
word = st.builds("{}{}".format, stems, endings)
word_and_form = st.one_of(word, st.builds("{}/{}".format, word, stems))
lists = st.lists(word_and_form, max_size=6).map(" ".join)


@settings(deadline=None)
@given(lists, lists)
def test_words_that_look_alike(lefts: str, rights: str) -> None:
    left, right = vocabulary(lefts, "qaa"), vocabulary(rights, "qab")
    cells = all_cells(left, right)
    wanted = [plain_cognate(left, i, right, j) for i, j in zip(*(side.tolist() for side in cells), strict=True)]
    assert cognates(*cells, left, right).tolist() == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("strategia", "strategi", 0.85, 0.95),
        ("Strategian/strategia", "strategi", 0.85, 0.95),
        ("ÅTERKÖP", "aterkop", 0.0, 0.0),  # a name in capitals
        ("Återköp", "aterkop", 1.0, 1.0),
        ("data", "date", 0.75, 0.75),
        ("data", "dark", 0.0, 0.0),
        ("org", "org", 0.0, 0.0),
        ("kund", "kundrelation", 0.0, 0.0),
        ("markkinointi", "marknadsföring", 0.0, 0.0),
    ],
)
def test_examples_of_likeness(one: str, other: str, least: float, most: float) -> None:
    left, right = vocabulary(one, "qaa"), vocabulary(other, "qab")
    (found,) = cognates(*all_cells(left, right), left, right)
    assert least <= found <= most


# What dictionaries say


def plain_evidence(
    left: Vocabulary, i: int, right: Vocabulary, j: int, book: Translations
) -> tuple[float, set[str], set[str]]:
    """Worth, dictionaries and languages between of one pair of words."""
    if left.name[i] or right.name[j]:
        return 0.0, set(), set()
    worth = 0.0
    names: set[str] = set()
    best_pivots: set[str] = set()
    for one, n, other, m in ((left, i, right, j), (right, j, left, i)):
        for form in one.forms(n):
            for text, by in book.translations([form], one.language, other.language).get(form, {}).items():
                value = matching(text, other, m)
                if " " not in text and value:
                    worth = max(worth, value)
                    names |= by if value == 1 else frozenset()
            for text, by in book.through([form], one.language, other.language).get(form, {}).items():
                if " " not in text and matching(text, other, m):
                    best_pivots |= by
    if best_pivots:
        worth = max(worth, (0.6, 0.85, 0.95)[min(len(best_pivots), 3) - 1])
    return worth, names, best_pivots


def matching(text: str, vocabulary: Vocabulary, number: int) -> float:
    forms = vocabulary.forms(number)
    if text in forms:
        return 1.0
    stem = stem_of(text, vocabulary.language)
    alike = len(text) >= 4 and len(stem) >= 3 and stem in [stem_of(form, vocabulary.language) for form in forms]
    begins = any(form.startswith(text[: len(stem) - 1]) for form in forms)
    return 0.9 if alike and begins else 0.0


SWEDISH = ("hus", "huset", "husen", "kund", "kunden", "kunder", "kunders", "ord", "orden", "CRM", "1990", "stor hus")
OTHER = ("talo", "talot", "asiakas", "sana", "sanat", "crm", "iso talo")


@st.composite
def books(draw: st.DrawFn) -> Pocket:
    def lines(between: tuple[str, ...]) -> list[str]:
        found = []
        for _ in range(draw(st.integers(0, 9))):
            source, target, here, there = draw(
                st.sampled_from([("qaa", "sv", OTHER, SWEDISH), ("sv", "qaa", SWEDISH, OTHER)])
            )
            answers = draw(st.lists(st.sampled_from(there), min_size=1, max_size=4))
            start = f"{draw(st.sampled_from(between))} " if between else ""
            found.append(f"{start}{source} {target} {draw(st.sampled_from(here))}: {', '.join(answers)}")
        return found

    return Pocket(lines(()), lines(("en", "de", "nb", "fi")))


some = st.lists(st.sampled_from([w for w in OTHER if " " not in w]), max_size=6, unique=True)
svenska = st.lists(
    st.sampled_from([w for w in SWEDISH if " " not in w] + ["huset/hus", "Kunden/kund"]), max_size=8, unique=True
)


@settings(deadline=None)
@given(some, svenska, books(), st.data())
def test_dictionaries_are_asked_for_each_pair(
    lefts: list[str], rights: list[str], book: Pocket, data: st.DataObject
) -> None:
    left, right = vocabulary(" ".join(lefts), "qaa"), vocabulary(" ".join(rights), "sv")
    cells = all_cells(left, right)
    left_out = data.draw(st.sets(st.integers(0, max(0, len(cells[0]) - 1)), max_size=5))
    kept = np.array([kind not in left_out for kind in range(len(cells[0]))], dtype=bool)
    cells = cells[0][kept], cells[1][kept]
    found = dictionary_evidence(*cells, left, right, book)
    for kind, (i, j) in enumerate(zip(*(side.tolist() for side in cells), strict=True)):
        worth, names, pivots = plain_evidence(left, i, right, j, book)
        assert found.worth[kind] == worth
        assert found.names.get(kind, frozenset()) == names
        assert found.pivots.get(kind, frozenset()) == pivots
    for one, other, phrases in ((left, right, found.phrases), (right, left, found.phrases_back)):
        for number in range(len(one.surfaces)):
            forms = one.forms(number) if not one.name[number] else ()
            direct = {t for f in forms for t in book.translations([f], one.language, other.language).get(f, ())}
            assert phrases.get(number, frozenset()) == {text for text in direct if " " in text}


def evidence_of(one: str, other: str, *direct: str, around: tuple[str, ...] = ()) -> tuple[float, set[str], set[str]]:
    left, right = vocabulary(one, "qaa"), vocabulary(other, "sv")
    found = dictionary_evidence(*all_cells(left, right), left, right, Pocket(direct, around))
    return float(found.worth[0]), set(found.names.get(0, ())), set(found.pivots.get(0, ()))


def test_examples_of_entries() -> None:
    assert evidence_of("talo", "hus", "qaa sv talo: hus") == (1.0, {"qaa-sv"}, set())
    assert evidence_of("talot/talo", "husen/hus", "qaa sv talo: hus") == (1.0, {"qaa-sv"}, set())
    assert evidence_of("talo", "hus", "sv qaa hus: talo") == (1.0, {"sv-qaa"}, set())
    assert evidence_of("talo", "hus", "sv qaa hus: talo", "qaa sv talo: hus")[1] == {"sv-qaa", "qaa-sv"}
    assert evidence_of("talo", "husen", "qaa sv talo: huset") == (BY_STEM, set(), set())
    assert evidence_of("talo", "hus", "qaa sv talo: iso hus") == (0.0, set(), set())
    assert evidence_of("talo", "hus") == (0.0, set(), set())
    # The better of two entries counts, and short words have no stem.
    assert evidence_of("talo", "huset", "qaa sv talo: huset, husen") == (1.0, {"qaa-sv"}, set())
    assert evidence_of("talo", "huset", "qaa sv talo: husen, huset") == (1.0, {"qaa-sv"}, set())
    assert evidence_of("talo", "huset", "qaa sv talo: hus") == (0.0, set(), set())


def test_more_languages_between_are_worth_more() -> None:
    lines = [f"{pivot} qaa sv talo: hus" for pivot in ("en", "de", "nb")] + ["fi sv qaa hus: talo"]
    for count, worth in ((1, 0.6), (2, 0.85), (3, 0.95), (4, 0.95)):
        found = evidence_of("talo", "hus", around=tuple(lines[:count]))
        assert (found[0], len(found[2])) == (worth, count)
    assert BY_PIVOTS[1:] == (0.6, 0.85, 0.95)
    assert evidence_of("talo", "hus", "qaa sv talo: hus", around=tuple(lines[:1]))[0] == 1.0


def test_without_dictionaries() -> None:
    assert no_dictionaries(2).worth.tolist() == [0.0, 0.0]


def test_a_stemmer_that_drops_marks_makes_no_translation() -> None:
    left, right = vocabulary("fall", "en"), vocabulary("fällen falle", "de")
    found = dictionary_evidence(*all_cells(left, right), left, right, Pocket(("en de fall: fallen",)))
    assert dict(zip(right.surfaces, found.worth.tolist(), strict=True)) == {"fällen": 0.0, "falle": BY_STEM}


def plain_base(left: Vocabulary, i: int, right: Vocabulary, j: int, alike: float, worth: float) -> float:
    content = bool(left.content[i]), bool(right.content[j])
    name = bool(left.name[i]) or bool(right.name[j])
    score = 0.0
    if content[0] != content[1] and not name:
        score -= DEFAULT.classes
    if all(content):
        score += DEFAULT.cognate * max(0.0, alike - 0.4) / 0.6 + DEFAULT.dictionary * worth
    elif not any(content):
        score += DEFAULT.dictionary_function * worth
    if name:
        score += DEFAULT.same_name if left.surfaces[i] == right.surfaces[j] else -DEFAULT.other_name
    return score


@given(st.integers(0, 2**32))
def test_the_score_of_two_words(seed: int) -> None:
    left, right = vocabulary("talo CRM 1990 ja asiakas", "qaa"), vocabulary("B2B 1990 hus och CRM kund", "sv")
    cells = all_cells(left, right)
    chance = np.random.default_rng(seed)
    alike, worth = chance.random(len(cells[0])), chance.choice([0.0, 0.6, 1.0], len(cells[0]))
    found = base_scores(*cells, left, right, alike, worth, DEFAULT)
    wanted = [
        plain_base(left, i, right, j, *said)
        for i, j, *said in zip(*(values.tolist() for values in (*cells, alike, worth)), strict=True)
    ]
    assert found.tolist() == pytest.approx(wanted)
    same = {left.surfaces[i]: right.surfaces[j] for i, j in enumerate(same_names(left, right).tolist()) if j >= 0}
    assert same == {"CRM": "CRM", "1990": "1990"}
