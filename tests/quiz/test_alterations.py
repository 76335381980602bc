"""C8 and C16: statements that are altered, and what may not be altered."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quiz.conftest import PAIRS, MakeEdition, MakeExercises
from tests.quiz.statement_texts import ENGLISH, SWEDISH, accepted, material_of, networks, reasons
from tui_learn.bitext import build_bitext
from tui_learn.library import Article
from tui_learn.quiz.exclusions import Exclusions
from tui_learn.quiz.exercise import Exercise, Swap
from tui_learn.quiz.kinds.alterations import (
    SET,
    Alteration,
    alterations,
    generate_alterations,
    sets_of,
    too_near,
)
from tui_learn.quiz.kinds.contrast import rival_terms
from tui_learn.quiz.material import Material
from tui_learn.quiz.names import names
from tui_learn.quiz.proofs.statements import _difference
from tui_learn.quiz.quantities import changed, form, might_stand_for, quantities
from tui_learn.text.digits import digits_only


@pytest.fixture
def made(edition_of: MakeEdition) -> list[Exercise]:
    return accepted(generate_alterations, networks(edition_of))


@pytest.fixture
def statements(made: list[Exercise]) -> list[Exercise]:
    return [exercise for exercise in made if exercise.code == "C8"]


@pytest.fixture
def contradictions(made: list[Exercise]) -> list[Exercise]:
    return [exercise for exercise in made if exercise.code == "C16"]


def swaps(material: Material) -> set[tuple[str, str, str]]:
    return {(a.segment, a.taken, a.put) for a in alterations(material)}


# --- what is altered


def test_terms_numbers_and_items_are_exchanged(edition_of: MakeEdition) -> None:
    found = alterations(networks(edition_of))
    assert Counter(alteration.sort for alteration in found) == {"term": 7, "number": 5, "item": 1}
    by_segment = {alteration.segment: alteration for alteration in found}
    lan = by_segment["b2s0"]
    assert (lan.taken, lan.put, lan.statement) == ("LAN", "WAN", "Skolans WAN förbinder datorerna i en gammal byggnad.")
    assert len(lan.others) == 5  # the heading too
    metres = by_segment["b2s3"]
    assert (metres.taken, metres.put) == ("45", "65")  # the article's other number of metres
    assert [text for text in metres.others if "65" in text] == list(metres.others) != []
    assert (by_segment["b14s1"].taken, by_segment["b14s1"].put) == ("1978", "1991")


def test_items_go_from_list_to_list(edition_of: MakeEdition) -> None:
    english, swedish = ENGLISH.replace("LAN", "net").replace("WAN", "web"), SWEDISH.replace("LAN", "nät")
    found = alterations(material_of(edition_of, english, swedish.replace("WAN", "stora nät")))
    items = {alteration.segment: alteration for alteration in found if alteration.sort == "item"}
    assert (items["b2s2"].taken, items["b2s2"].put) == ("översättningar", "mätningar")
    assert items["b2s2"].statement == "Med sitt nät kopierar lärarna dokument, mätningar och ritningar åt alla."
    assert items["b2s2"].others == ("Tack vare sitt stora nät utbyter läkarna recept, mätningar och fakturor snabbt.",)


def test_names_that_all_versions_have_are_exchanged_after_the_same_word(edition_of: MakeEdition) -> None:
    english = "\n\n".join(
        f"The workshop was opened in {town} by two young {who}." for town, who in (
            ("Uppsala", "students"), ("Gothenburg", "sisters"), ("Trondheim", "doctors"), ("Tampere", "painters"),
        )
    )  # fmt: skip
    swedish = "\n\n".join(
        f"Verkstaden öppnades i {town} av två unga {who}." for town, who in (
            ("Uppsala", "studenter"), ("Göteborg", "systrar"), ("Trondheim", "läkare"), ("Tampere", "målare"),
        )
    )  # fmt: skip
    material = material_of(edition_of, english, swedish)
    assert {name.text for name in names(material)} == {"Uppsala", "Trondheim", "Tampere"}
    # Sentences that differ in nothing else say nearly the same: no name is put there.
    assert swaps(material) == set()
    swedish = swedish.replace("Verkstaden öppnades i Tampere", "Ett bageri med stora fönster finns i Tampere")
    english = english.replace("The workshop was opened in Tampere", "A bakery with big windows is in Tampere")
    found = swaps(material_of(edition_of, english, swedish.replace("av två unga målare", "sedan länge")))
    assert {taken for _segment, taken, _put in found} == {"Tampere", "Trondheim"}
    assert {put for _segment, _taken, put in found} <= {"Uppsala", "Trondheim", "Tampere"}


@pytest.mark.parametrize(
    ("was", "becomes", "segment"),
    [
        ("Skolans LAN förbinder", "Skolans WAN och LAN förbinder", "b2s0"),  # both in the sentence
        ("Skolans LAN förbinder", "Skolans nätverk (LAN) förbinder", "b2s0"),  # beside what it stands for
        ("Skolans LAN förbinder", "Lilla Arvids nya LAN förbinder", "b2s0"),  # its initials beside it
        ("Eleverna använder sitt LAN", "Detta LAN använder eleverna", "b2s1"),  # points back
        ("sitt LAN varje morgon för sina läxor.", "sitt LAN varje morgon för sina läxor?", "b2s1"),
        ("Kablarna i skolans LAN är 45 meter", "Kablarna i skolans LAN är 45-meter", "b2s3"),  # an ending of its own
        ("Kablarna i skolans LAN är 45 meter", "Kablarna i skolans LAN är 45 eller 46 eller 47 meter", "b2s3"),
    ],
)  # fmt: skip
def test_what_is_not_altered(edition_of: MakeEdition, was: str, becomes: str, segment: str) -> None:
    before = {a.segment: a for a in alterations(networks(edition_of))}
    swedish = SWEDISH.replace(was, becomes)
    assert swedish != SWEDISH
    after = {a.segment: a for a in alterations(material_of(edition_of, ENGLISH, swedish))}
    assert segment in before
    assert after.get(segment) != before[segment]
    assert segment not in after or after[segment].sort != before[segment].sort


def test_nothing_is_altered_into_what_the_article_says(edition_of: MakeEdition) -> None:
    """F30: what comes near a sentence about the other is not put there."""
    says = "Det stora WAN förbinder alla datorerna i en gammal byggnad och kontor."
    said = "The big WAN joins all the computers of an old building and offices."
    english = ENGLISH.replace("The regional WAN joins offices in seven different towns.", said)
    swedish = SWEDISH.replace("Regionens WAN förbinder kontor i sju olika städer.", says)
    assert "b2s0" not in {a.segment for a in alterations(material_of(edition_of, english, swedish))}
    for alteration in alterations(networks(edition_of)):
        assert not any(
            too_near(alteration.statement, other, (alteration.taken, alteration.put), "sv")
            for other in alteration.others
        )


def test_excluded_and_doubled_sentences_are_left_alone(edition_of: MakeEdition) -> None:
    material = networks(edition_of, exclude=["sv/b2s0", "en/b2s1"])
    assert {"b2s0", "b2s1"}.isdisjoint(a.segment for a in alterations(material))
    doubled = SWEDISH.replace("dokument, översättningar", "dokument, dokument, översättningar")
    assert "b2s2" not in {a.segment for a in alterations(material_of(edition_of, ENGLISH, doubled))}


def test_versions_must_name_the_same(edition_of: MakeEdition) -> None:
    english = ENGLISH.replace("The school LAN joins", "The school WAN joins")
    assert "b2s0" not in {a.segment for a in alterations(material_of(edition_of, english, SWEDISH))}


def test_an_ending_that_follows_the_last_letter_forbids_it(edition_of: MakeEdition) -> None:
    left = "The B2B is quiet today in town.\n\nMany firms like the B2B of Oslo.\n\nFew shops need the B2C of Bergen."
    right = "B2B’nin dükkanı bugün çok sessiz.\n\nBirçok firma B2B pazarını sever.\n\nAz dükkan B2C pazarını ister."
    found = {a.segment for a in alterations(material_of(edition_of, left, right, learned="tr"))}
    assert "b0s0" not in found


# --- numbers


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("In 1948 the 25 members paid $3,000 and 45% of it.", "en", ["1948", "25", "3,000", "45"]),
        ("See Article 3 of version 3.11 on page 5.", "en", []),
        ("The 90s and the 3rd of 5-year plans, call 555-123.", "en", []),
        ("Noin 10 000 ihmistä ja 1990-luvulla.", "fi", ["10 000"]),
        ("W 1948 roku było 25 osób.", "pl", ["1948", "25"]),
        ("他在1948年有25个人。", "zh", ["1948", "25"]),
        ("١٩ تقريبا ٢٥ شخصا", "ar", ["٢٥"]),
    ],
)
def test_numbers_with_a_unit(text: str, language: str, expected: list[str]) -> None:
    found = quantities(text, language)
    assert [quantity.text for quantity in found] == expected
    assert all(text[quantity.start : quantity.end] == quantity.text for quantity in found)


def test_the_form_of_what_is_counted_stays(edition_of: MakeEdition) -> None:
    one, two, five = (quantities(f"Było {n} osób", "pl")[0] for n in (31, 22, 25))
    assert len({form(one), form(two), form(five)}) == 3
    assert not might_stand_for(two, five)
    assert might_stand_for(five, quantities("Było 45 osób", "pl")[0])
    assert not might_stand_for(five, quantities("Było 45 lat", "pl")[0])
    assert quantities("Są 2 osoby", "pl")[0].value == 2
    assert changed(quantities("Są 2 osoby", "pl")[0]) == []
    assert changed(quantities("Jest 14 osób", "pl")[0]) == []
    assert changed(quantities("It costs 100 % more", "en")[0]) == []
    assert "1968" in changed(quantities("Built in 1948 by hand", "en")[0])
    assert "1148" not in changed(quantities("Built in 1948 by hand", "en")[0])
    assert "٤٥" in changed(quantities("جاء ٢٥ شخصا", "ar")[0])


@given(st.integers(min_value=3, max_value=999_999_999), st.booleans())
def test_a_changed_number_differs_in_one_digit(value: int, grouped: bool) -> None:
    text = f"{value:,}" if grouped else str(value)
    (quantity,) = quantities(f"About {text} people came", "en")
    for other in changed(quantity):
        assert len(other) == len(text)
        assert sum(a != b for a, b in zip(other, text, strict=True)) == 1
        assert digits_only(other)[0] != "0"
        assert form(quantities(f"About {other} people came", "en")[0]) == form(quantity)


def test_terms_differ_in_one_letter() -> None:
    named = {"LAN": ["a"], "WAN": ["b"], "LED": ["c"], "AB": ["d"], "AC": ["e"], "WAR": ["b"]}
    assert rival_terms(named) == [("LAN", "WAN")]  # WAR never stands without WAN


# --- C8


def test_statements(statements: list[Exercise]) -> None:
    for exercise in statements:
        swap = exercise.swap
        assert swap is not None
        assert (exercise.type, exercise.key_lang, exercise.question) == ("tf", "sv", "Does the article say this?")
        assert [piece.text for piece in exercise.prompt] == [swap.statement]
        assert {option.text for option in exercise.options} == {"said", "altered"}
        assert {(option.lang, option.src) for option in exercise.options} == {("sv", f"sv/{exercise.evidence[0].seg}")}
        assert (exercise.key == "said") == (swap.statement == exercise.evidence[0].text)
        assert [piece.lang for piece in exercise.evidence] == ["sv", "en"]
        data = json.loads(json.dumps(exercise.to_json()))
        assert data["swap"] == {
            "from": swap.taken, "to": swap.put, "statement": swap.statement, "others": list(swap.others)
        }  # fmt: skip


def test_sets_of_three_mixed(statements: list[Exercise]) -> None:
    targets = Counter(exercise.target for exercise in statements)
    assert len(targets) > 1
    assert all(SET <= count < 2 * SET for count in targets.values())
    for target in targets:
        keys = {exercise.key for exercise in statements if exercise.target == target}
        assert keys == {"said", "altered"}


def test_fewer_than_three_are_not_asked() -> None:
    one = Alteration("b0s0", "45", "65", "", (), "number")
    assert sets_of([one, one]) == []
    assert [len(group) for group in sets_of([one] * 8)] == [3, 5]


def test_the_seed_decides_which_are_altered(edition_of: MakeEdition) -> None:
    keys = []
    for seed in range(6):
        made = [e for e in generate_alterations(networks(edition_of, seed=seed)) if e.code == "C8"]
        keys.append({exercise.evidence[0].seg: exercise.key for exercise in made})
    assert len({tuple(sorted(found.items())) for found in keys}) > 1
    altered = [key == "altered" for found in keys for key in found.values()]
    assert 0.4 <= sum(altered) / len(altered) <= 0.6


def test_one_language_alone(edition_of: MakeEdition) -> None:
    made = accepted(generate_alterations, networks(edition_of, "sv"))
    assert {exercise.code for exercise in made} == {"C8"}
    assert all(exercise.proof == ("P1", "P4") for exercise in made)


Change = Callable[[Exercise], Exercise]


def other_key(exercise: Exercise) -> Exercise:
    options = tuple(replace(option, key=not option.key) for option in exercise.options)
    return replace(exercise, options=options, key=next(option.text for option in options if option.key))


def with_swap(exercise: Exercise, **more: object) -> Exercise:
    assert exercise.swap is not None
    return replace(exercise, swap=replace(exercise.swap, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        other_key,
        lambda e: replace(e, swap=None),
        lambda e: with_swap(e, others=e.swap.others[1:]),
        lambda e: with_swap(e, put="nätverk"),
        lambda e: with_swap(e, taken="WAN", put="LAN"),
        lambda e: replace(e, prompt=(replace(e.prompt[0], text=e.prompt[0].text + " Ja."),)),
        lambda e: replace(e, options=e.options[:1] * 2),
        lambda e: replace(e, evidence=(replace(e.evidence[0], text="Något annat."), *e.evidence[1:])),
        lambda e: replace(e, evidence=e.evidence[1:]),
    ],
)
def test_manipulated_statements_are_refuted(edition_of: MakeEdition, change: Change) -> None:
    material = networks(edition_of)
    made = [e for e in generate_alterations(material) if e.code == "C8"]
    assert made
    for exercise in made:
        if exercise.swap is not None and exercise.swap.taken == "LAN":
            assert reasons(exercise, material) == []
            assert reasons(change(exercise), material) != []


def test_what_the_article_says_of_the_other_refutes(edition_of: MakeEdition) -> None:
    material = networks(edition_of)
    exercise = next(e for e in generate_alterations(material) if e.swap is not None and e.swap.taken == "45")
    text = exercise.evidence[0].text
    forged = replace(
        exercise,
        swap=Swap("LAN", "WAN", text.replace("LAN", "WAN"), exercise.swap.others if exercise.swap else ()),
        prompt=(replace(exercise.prompt[0], text=text.replace("LAN", "WAN")),),
    )
    assert reasons(forged, material) != []


def test_a_statement_that_comes_near_one_about_the_other_is_refuted(edition_of: MakeEdition) -> None:
    material = networks(edition_of)
    made = [e for e in generate_alterations(material) if e.code == "C8" and e.evidence[0].seg == "b2s0"]
    (exercise,) = made
    near = "Regionens WAN förbinder datorerna i varje gammal byggnad."
    swedish = SWEDISH.replace("Regionens WAN förbinder kontor i sju olika städer.", near)
    nearer = Material(build_bitext(material.known, edition_of(swedish, "sv")), [], Exclusions(), 0)
    others = tuple(s.text for s in nearer.learned.sentences if "WAN" in s.text)
    assert near in others
    assert reasons(with_swap(exercise, others=others), nearer) == ["sv/b5s0 says nearly that"]


# --- C16


def test_contradictions(edition_of: MakeEdition, contradictions: list[Exercise]) -> None:
    assert len(contradictions) >= 8
    items = {a.statement for a in alterations(networks(edition_of)) if a.sort == "item"}
    for exercise in contradictions:
        assert exercise.type == "odd"
        assert len(set(exercise.pairs)) == 4
        assert exercise.key_index is not None
        assert exercise.pairs[exercise.key_index][1] == exercise.key
        lefts = [piece.text for piece in exercise.evidence if piece.lang == "en"]
        rights = [piece.text for piece in exercise.evidence if piece.lang == "sv"]
        assert [left for left, _right in exercise.pairs] == lefts
        assert [a == b for (_left, a), b in zip(exercise.pairs, rights, strict=True)].count(False) == 1
        # Not the only one with a number or an acronym.
        fixed = [any(c.isdigit() or c.isupper() for c in left[1:]) for left in lefts]
        assert all(fixed) or exercise.key in items
        assert json.loads(json.dumps(exercise.to_json()))["key_index"] == exercise.key_index
    assert len({exercise.key_index for exercise in contradictions}) > 1


@pytest.mark.parametrize(
    "change",
    [
        lambda e: replace(e, key_index=(e.key_index + 1) % 4),
        lambda e: replace(e, key=e.pairs[(e.key_index + 1) % 4][1]),
        lambda e: replace(e, pairs=e.pairs[:3]),
        lambda e: replace(
            e,
            pairs=tuple(
                (left, right + " Ja.") if n == (e.key_index + 1) % 4 else (left, right)
                for n, (left, right) in enumerate(e.pairs)
            ),
        ),
        lambda e: replace(e, pairs=tuple((left, right + " Ja.") for left, right in e.pairs), key=e.key + " Ja."),
        lambda e: replace(
            e,
            key=e.evidence[2 * e.key_index].text,
            pairs=tuple(
                (left, e.evidence[2 * n].text if n == e.key_index else right) for n, (left, right) in enumerate(e.pairs)
            ),
        ),
        lambda e: replace(e, evidence=tuple(piece for piece in e.evidence if piece.lang == "sv")),
    ],
)
def test_manipulated_contradictions_are_refuted(edition_of: MakeEdition, change: Change) -> None:
    material = networks(edition_of)
    made = [e for e in generate_alterations(material) if e.code == "C16"]
    assert made
    for exercise in made[:6]:
        assert reasons(exercise, material) == []
        assert reasons(change(exercise), material) != []


# --- the sample article


@pytest.mark.parametrize("pair", PAIRS[::3], ids=":".join)
def test_the_sample_article(seeds: Article, exercises_of: MakeExercises, pair: tuple[str, str]) -> None:
    made = [exercise for exercise in exercises_of(*pair) if exercise.code in ("C8", "C16")]
    assert sum(exercise.code == "C8" for exercise in made) >= 3
    assert sum(exercise.code == "C16" for exercise in made) >= 3
    for exercise in made:
        # Lists with an item twice, and sentences of which a deck says that they are mistranslated.
        assert not any(
            f"{piece.lang}/{piece.seg}" in ("sv/b11s0", "nb/b11s0", "pl/b11s0", "sv/b6s1", "nb/b6s1", "tr/b6s1")
            for piece in exercise.evidence
        )
        if exercise.swap is not None:
            # Both names of BRM stand beside it in Norwegian: nothing else is put there.
            assert f"({exercise.swap.taken})" not in exercise.evidence[0].text


def test_nothing_in_other_scripts_breaks(edition_of: MakeEdition) -> None:
    left = "公司在1998年成立于一个小城市。\n\n他们有45个人在那里工作。\n\n工厂在2004年搬到了北方。"
    right = "The firm was founded in 1998 in a small town.\n\nOnly 45 people work there.\n\nIt moved north in 2004."
    material = Material(build_bitext(edition_of(right, "en"), edition_of(left, "zh")), [], Exclusions(), 0)
    for exercise in accepted(generate_alterations, material):
        assert exercise.key in ("said", "altered") or exercise.code == "C16"


@pytest.mark.parametrize(
    ("original", "altered", "expected"),
    [
        ("A LAN is new.", "A WAN is new.", ("LAN", "WAN")),
        ("LAN and LAN.", "WAN and WAN.", ("LAN", "WAN")),
        ("Nur 45 Leute.", "Nur 65 Leute.", ("45", "65")),
        ("जीवन, स्वाधीनता और सुरक्षा ।", "जीवन, सहिष्णुता और सुरक्षा ।", ("स्वाधीनता", "सहिष्णुता")),
        ("The same.", "The same.", None),
    ],
)
def test_what_was_put_for_what(original: str, altered: str, expected: tuple[str, str] | None) -> None:
    assert _difference(original, altered) == expected
