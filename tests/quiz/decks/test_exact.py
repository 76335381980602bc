"""Generated questions as items of decks: every one survives being saved and read."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.quiz.conftest import MakeExercises
from tests.quiz.decks.item_making import texts
from tests.quiz.decks.making import ONE_OF_EACH, SENTENCE, exercise, options
from tui_learn.library import Article
from tui_learn.quiz.decks.from_exercise import NotWritable, item_of
from tui_learn.quiz.decks.items import DeckItem
from tui_learn.quiz.decks.reading import parse_items
from tui_learn.quiz.decks.to_exercise import exercise_of, is_exact
from tui_learn.quiz.decks.writing import write_items
from tui_learn.quiz.exercise import Exercise, Option, Spot, Text

KNOWN_FIELDS = {
    "id", "code", "type", "pair", "question", "prompt", "key", "key_lang", "evidence", "proof", "segments",
    "key_segments", "difficulty", "target", "accept", "forms", "also", "options", "tiles", "order", "tokens",
    "pointed", "correction", "key_index", "pairs", "rights", "groups", "scope", "swap", "starts", "note", "help",
    "deck", "lexeme",
}  # fmt: skip


def survivors(exercises: list[Exercise]) -> list[Exercise]:
    """What is read of a deck in which questions were saved."""
    items = [item_of(found) for found in exercises]
    text = write_items(items)
    again, wrong = parse_items(text, ("nb", "fi", "sv", "tr"))
    assert wrong == []
    assert again == items
    assert all(map(is_exact, again))
    return [exercise_of(item) for item in again]


def numbered(exercises: list[Exercise]) -> list[Exercise]:
    return [replace(found, id=f"{found.id}-{number}") for number, found in enumerate(exercises)]


def test_the_fields_of_a_question_are_those_this_test_knows() -> None:
    assert {field.name for field in fields(Exercise)} == KNOWN_FIELDS


def test_one_of_each_survives() -> None:
    exercises = numbered(ONE_OF_EACH)
    assert survivors(exercises) == exercises
    assert {found.type for found in exercises} == {
        "choice", "tf", "cloze", "typed", "odd", "point", "tiles", "match", "order", "sort",
    }  # fmt: skip


@pytest.mark.parametrize("pair", [("nb", "fi"), ("tr", "sv")], ids=":".join)
def test_everything_of_the_sample_article_survives(exercises_of: MakeExercises, pair: tuple[str, str]) -> None:
    exercises = exercises_of(*pair)
    assert survivors(exercises) == exercises
    assert [found.to_json() for found in survivors(exercises)] == [found.to_json() for found in exercises]


def test_one_language_survives(seeds: Article) -> None:
    from tui_learn.bitext import same_edition
    from tui_learn.quiz import generate

    exercises = generate(same_edition(seeds.edition("fi")), article=seeds)
    assert len(exercises) > 50
    assert survivors(exercises) == exercises


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_texts_survive(data: st.DataObject) -> None:
    made = data.draw(st.sampled_from(ONE_OF_EACH))
    several = data.draw(st.lists(texts, min_size=12, max_size=12, unique=True))
    key, *others = several
    changes: dict[str, object] = {"question": others[0], "target": others[1], "note": others[2]}
    match made.type:
        case "choice" if not any("____" in piece.text for piece in made.prompt):
            assume("____" not in others[6] + others[7])  # a blank that is no gap is never asked
            changes |= {
                "key": key,
                "options": (Option(key, "fi", True, "fi/b2s1"), *options(*others[3:6], key=9)),
                "prompt": (Text("nb", others[6]), Text("fi", others[7], (0, len(others[7])))),
                "scope": tuple(others[8:]),
            }
        case "typed":
            changes |= {"key": key, "accept": tuple(others[3:5]), "prompt": (Text("nb", others[6]),)}
        case "match":
            pairs = tuple(zip(others[3:6], others[6:9], strict=True))
            changes |= {"pairs": pairs, "rights": tuple(others[6:9]), "key": key}
        case "odd":
            changes |= {"pairs": tuple(zip(others[3:6], [key, *others[6:8]], strict=True)), "key_index": 0, "key": key}
        case "order":
            changes |= {"order": tuple(others[3:7]), "tiles": tuple(others[3:7][::-1]), "key": key}
        case "tiles":
            changes |= {"order": tuple(others[3:7]), "tiles": tuple(others[3:9][::-1]), "key": key}
        case "sort":
            groups = ((others[3], tuple(others[4:6])), (others[6], (others[7],)))
            changes |= {"groups": groups, "tiles": (others[7], *others[4:6]), "key": key}
        case "cloze" if made.code == "V2":
            assume("____" not in others[3] + others[4])
            changes |= {"key": key, "accept": tuple(others[5:7]), "forms": tuple(others[7:8]), "help": others[8],
                        "prompt": (Text("fi", f"{others[3]}____{others[4]}"), Text("nb", others[9]))}  # fmt: skip
    exercise = replace(made, **changes)  # type: ignore[arg-type]
    assert survivors([exercise]) == [exercise]


def test_what_a_reader_sees() -> None:
    cloze, point, slip, odd, tf, same = (
        write_items([item_of(next(e for e in ONE_OF_EACH if (e.code, e.type) == wanted))])
        for wanted in [
            ("V1", "choice"),
            ("V4", "point"),
            ("V11", "point"),
            ("V13", "odd"),
            ("C8", "tf"),
            ("V5", "choice"),
        ]
    )
    assert "> fi: Pieni yritys tuntee kaikki {{asiakkaansa|ostajansa::a…}} hyvin.\n" in cloze
    assert "\n- [x] asiakkaansa\n- [ ] yrityksensä\n" in cloze
    assert cloze.startswith(
        "## cloze: Pieni yritys tuntee kaikki … hyvin.\n<!-- id: v1-0123456789ab; type: V1; pair: nb:fi"
    )
    assert "nb/b1s0: " not in cloze
    assert "> nb: En liten bedrift kjenner alle **kundene** sine godt.\n" in point
    assert "{{asiakkaansa}}" in slip
    assert "put: kilpailijansa" in slip
    assert "- [x] nb: c :: fi: väärä\n" in odd
    assert "- [x] altered\n" in tf
    assert "- [ ]" not in tf
    assert "b1s0: " not in same  # both sentences stand there anyway


def test_a_question_without_a_form_is_refused_and_told() -> None:
    for bad in (
        exercise("V2", "cloze", prompt=(Text("nb", "no gap"),)),
        exercise("V13", "odd", pair="fi:fi", pairs=(("a", "b"), ("c", "d")), key_index=0, key="b"),
        exercise("V4", "point", tokens=(Spot("Pieni", 0, 5),), key_index=3),
        exercise("V1", "choice", options=options("a", "asiakkaansa", "b"), tiles=("stray",)),
        exercise("V1", "choice", options=options("a", "asiakkaansa\x00", "b")),
    ):
        with pytest.raises(NotWritable, match=bad.id):
            item_of(bad)


def edited(made: Exercise, old: str, new: str) -> Exercise:
    text = write_items([item_of(made)])
    assert old in text
    (item,), wrong = parse_items(text.replace(old, new), ("nb", "fi"))
    assert wrong == []
    return exercise_of(item, seed=3, deck="x.md")


def test_what_somebody_edits_is_asked_as_it_is_now() -> None:
    made = ONE_OF_EACH[0]
    assert edited(made, "{{asiakkaansa|ostajansa", "{{asiakkaansa|ostajansa|x").accept == ("ostajansa", "x")
    found = edited(made, "- [ ] yrityksensä\n", "")
    assert len(found.options) == 2
    found = edited(made, "- [ ] kilpailijansa\n", "- [ ] kilpailijansa\n- [ ] lisä\n")
    assert {option.text for option in found.options} == {"asiakkaansa", "yrityksensä", "kilpailijansa", "lisä"}
    assert [option.src for option in found.options] == [""] * 4
    assert found.deck == "x.md"
    assert edited(made, "Which one?", "Welches?").question == "Welches?"
    found = edited(ONE_OF_EACH[6], "- nb: e :: fi: f\n", "- nb: e :: fi: f\n- nb: g :: fi: h\n")
    assert (found.pairs[3], sorted(found.rights)) == (("g", "h"), ["b", "d", "f", "h"])
    assert found.key == "a = b; c = d; e = f; g = h"


def test_what_cannot_be_asked_any_more_is_told() -> None:
    item = item_of(ONE_OF_EACH[0])
    with pytest.raises(ValueError, match="type"):
        exercise_of(item.with_field("type", ""))
    with pytest.raises(ValueError, match="type"):
        exercise_of(item.with_field("pair", "nb"))
    (point,) = parse_items("## cloze: a\n<!-- id: a; type: V4; pair: nb:fi -->\n> nb: a **b**\n> fi: as{{iak}}as\n")[0]
    with pytest.raises(ValueError, match="no word"):
        exercise_of(point)
    (pair,) = parse_items("## pair: a\n<!-- id: a; type: V4; pair: nb:fi -->\n- fi: a :: nb: b\n")[0]
    with pytest.raises(ValueError, match="no question"):
        exercise_of(pair)


def test_an_item_needs_no_more_than_its_type_and_pair() -> None:
    items: list[DeckItem] = parse_items(
        "## choice: a\n<!-- id: a; type: C6; pair: nb:fi -->\nQ\n- [x] b\n- [ ] c\n- [ ] d\n"
        "## tiles: a\n<!-- id: b; type: V8; pair: nb:fi -->\n1. b\n2. c\n3. d\n- [ ] e\n"
        "## cloze: a\n<!-- id: c; type: V2; pair: nb:fi; ev: fi/b1s0 -->\n"
        f"> fi: {SENTENCE.replace('kaikki', '{{kaikki}}')}\n"
        "## order: a\n<!-- id: d; type: C9; pair: nb:fi -->\n1. b\n2. c\n3. d\n"
        "## sort: a\n<!-- id: e; type: C18; pair: nb:fi -->\n- b\n  - c\n- d\n  - e\n"
        "## typed: a\n<!-- id: f; type: C14; pair: nb:fi -->\nQ\n- [=] b | c\n"
        "## tf: a\n<!-- id: g; type: C8; pair: nb:fi -->\n> fi: b\n- [x] said\n"
    )[0]
    choice, tiles, cloze, order, sort, typed, tf = map(exercise_of, items)
    assert (choice.key, sorted(option.text for option in choice.options)) == ("b", ["b", "c", "d"])
    assert (tiles.key, sorted(tiles.tiles), tiles.order) == ("b c d", ["b", "c", "d", "e"], ("b", "c", "d"))
    assert (cloze.key, cloze.evidence[0].text, cloze.target) == ("kaikki", SENTENCE, "c")
    assert (order.key, sorted(order.tiles)) == ("b / c / d", ["b", "c", "d"])
    assert (sort.key, sorted(sort.tiles)) == ("b: c; d: e", ["c", "e"])
    assert (typed.key, typed.accept) == ("b", ("c",))
    assert (tf.key, [option.key for option in tf.options].count(True)) == ("said", 1)
    assert exercise_of(items[0]) == choice
    assert {exercise_of(items[0], seed=seed).options for seed in range(9)} > {choice.options}
