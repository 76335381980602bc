"""V8: pieces that do not say where they belong."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quiz.conftest import PAIRS, MakeEdition, MakeExercises
from tests.quiz.vocabulary_texts import all_proven, harbour, material_of, reasons
from tests.quiz.words import glossary_of
from tui_learn.bitext import build_bitext, same_edition
from tui_learn.library import Article
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.flaws import flaws
from tui_learn.quiz.kinds.tiles import (
    FOREIGN,
    MAX_ALONE,
    MAX_TILES,
    MIN_CLAUSES,
    MIN_TILES,
    SHORT,
    Capitals,
    bare,
    cut,
    cut_unspaced,
    generate_tiles,
)
from tui_learn.quiz.material import Material
from tui_learn.text.function_words import is_function_word


@pytest.fixture
def material(edition_of: MakeEdition) -> Material:
    return material_of(harbour(edition_of))


@pytest.fixture
def tools(material: Material) -> Exercise:
    return next(e for e in generate_tiles(material) if e.key.startswith("Deras verktyg"))


def test_what_is_asked(tools: Exercise) -> None:
    assert (tools.code, tools.type, tools.proof) == ("V8", "tiles", ("P0", "P2", "P4"))
    assert tools.key == "Deras verktyg hänger på väggen i noggrann ordning, och ingen lånar dem utan att fråga."
    assert " ".join(tools.order) == tools.key[0].lower() + tools.key[1:-1]
    assert [piece.lang for piece in tools.prompt] == ["en"]
    assert set(tools.order) < set(tools.tiles)
    assert FOREIGN <= len(tools.tiles) - len(tools.order) <= FOREIGN + 1
    assert json.loads(json.dumps(tools.to_json()))["order"] == list(tools.order)
    assert tools.target.startswith("sentence/en:sv/produce/")


def test_every_key_is_proven_again(material: Material) -> None:
    made = all_proven(generate_tiles, material)
    assert len(made) >= 12
    assert [f for e in made for f in flaws(e) if f.severity == "error"] == []


@pytest.mark.parametrize("pair", PAIRS[::3], ids=":".join)
def test_nothing_tells_where_a_piece_belongs(exercises_of: MakeExercises, pair: tuple[str, str]) -> None:
    made = [exercise for exercise in exercises_of(*pair) if exercise.code == "V8"]
    assert len(made) >= 5
    capitals = 0
    for exercise in made:
        assert MIN_TILES <= len(exercise.order) <= MAX_TILES
        assert FOREIGN <= len(exercise.tiles) - len(exercise.order) <= FOREIGN + 1
        assert not any(piece.endswith((".", "!", "?", ":")) for piece in exercise.tiles)
        capitals += exercise.order[0][0].isupper() and not exercise.order[0][1].isupper()
        for piece in exercise.tiles:
            assert len(piece.split()) > 1 or sum(c.isalnum() for c in piece) > SHORT
    assert capitals <= 0.2 * len(made)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("alpha bravo, charlie delta", ["alpha", "bravo,", "charlie", "delta"]),
        ("the boat is in the old harbour now", ["the boat", "is in the old harbour now"]),
        ("boats go out, as we know", ["boats go out,", "as we know"]),
        ("it is so, when nobody sees us", ["it is so, when", "nobody", "sees us"]),
        ("full- or part-time work pays", ["full- or part-time", "work", "pays"]),
        ("up we go", ["up we go"]),
        ("one1 two2 three four five5 six6 seven eight nine9 ten10 eleven", [
            "one1", "two2 three", "four five5", "six6 seven", "eight nine9", "ten10 eleven"]),
    ],
)  # fmt: skip
def test_cutting(text: str, pieces: list[str]) -> None:
    assert cut(text) == pieces


words = st.text(alphabet="abcdefgåä", min_size=1, max_size=9)


@given(st.lists(st.tuples(words, st.sampled_from(["", "", "", ",", ";", ":"])), min_size=1, max_size=40))
def test_pieces_joined_are_the_sentence(parts: list[tuple[str, str]]) -> None:
    text = " ".join(word + sign for word, sign in parts)
    pieces = cut(text)
    assert " ".join(pieces) == text
    if any(len(word) > SHORT for word, _sign in parts):
        assert all(any(len(word.rstrip(",;:")) > SHORT for word in piece.split()) for piece in pieces)
    clauses = 1 + sum(sign != "" for _word, sign in parts)
    assert len(pieces) <= max(MAX_TILES, clauses)


@given(st.lists(st.text(alphabet="开源是为了每一个人", min_size=1, max_size=9), min_size=1, max_size=15))
def test_clauses_joined_are_the_sentence(clauses: list[str]) -> None:
    text = "，".join(clauses)
    pieces = cut_unspaced(text)
    assert "".join(pieces) == text
    assert len(pieces) == min(len(clauses), MAX_TILES)


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("He left.", "He left"),
        ("¿Dónde está ?", "Dónde está"),
        ("He left...", "He left"),
        ("他走了。", "他走了"),
        ("هل ذهب؟", "هل ذهب"),
        ("He left (with her).", "He left (with her)"),
        ('He said "no".', 'He said "no"'),
        ('"No," he said.', None),
        ('He said "no."', None),
        ("(...) He left.", None),
        ("...", None),
    ],
)
def test_what_a_sentence_begins_and_ends_with(text: str, inside: str | None) -> None:
    assert bare(text) == inside


def test_capitals_stay_where_it_is_not_certain(edition_of: MakeEdition) -> None:
    edition = edition_of(
        "Siivosi heti talon. Hän näki, että talon katto oli rikki. Suomi on maa. Nyt Suomi on hiljaa. "
        "Ei turku ole Turku. Koski on kaunis.",
        "fi",
    )
    capitals = Capitals(material_of(same_edition(edition)))
    assert capitals.without("Hän tuli") == "hän tuli"  # a function word
    assert capitals.without("Talon ovi") == "talon ovi"  # written small elsewhere
    assert capitals.without("Suomi on maa") == "Suomi on maa"  # a name elsewhere
    assert capitals.without("Koski on kaunis") == "Koski on kaunis"  # who knows
    assert capitals.without("Turku on kaunis") == "Turku on kaunis"  # a name, though it is written small too
    assert capitals.without("CRM on tärkeä") == "CRM on tärkeä"
    assert capitals.without("B2C-yritykset luottavat") == "B2C-yritykset luottavat"
    assert capitals.without("12 vuotta") == "12 vuotta"


def test_dictionary_forms_tell_small_words(edition_of: MakeEdition) -> None:
    edition = edition_of("Kunder kommer ofta. Ingen vet.", "sv")
    bitext = build_bitext(edition_of("Customers come often. Nobody knows.", "en"), edition)
    glossary = glossary_of(bitext, "customer = kund: b0s0 Customers Kunder")
    assert Capitals(material_of(bitext, glossary=glossary)).without("Kunder kommer") == "kunder kommer"
    assert Capitals(material_of(bitext)).without("Kunder kommer") == "Kunder kommer"
    guessed = replace(glossary.linked.right, guessed=frozenset({"kund"}))
    unsure = replace(glossary, linked=replace(glossary.linked, right=guessed))
    assert Capitals(material_of(bitext, glossary=unsure)).without("Kunder kommer") == "Kunder kommer"


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("I think so", "en", "I think so"),
        ("I'm here", "en", "I'm here"),
        ("They think so", "en", "they think so"),
        ("Sie haben recht", "de", "Sie haben recht"),  # she, they, or you
        ("Wir haben recht", "de", "wir haben recht"),
        ("Arbeit ist schön", "de", "Arbeit ist schön"),
        ("İçin için", "tr", "için için"),
    ],
)
def test_capitals_of_languages(text: str, language: str, expected: str, edition_of: MakeEdition) -> None:
    edition = edition_of("Nobody knows. Keiner.", language)
    assert Capitals(material_of(same_edition(edition))).without(text) == expected


def test_foreign_pieces_have_a_meaning_of_their_own(exercises_of: MakeExercises, material: Material) -> None:
    for exercise in [*generate_tiles(material), *(e for e in exercises_of("fi", "sv") if e.code == "V8")]:
        for piece in set(exercise.tiles) - set(exercise.order):
            assert not all(is_function_word(word, "sv") or len(word) <= SHORT for word in piece.split())
            assert not any(word in exercise.key.lower().split() for word in piece.split() if len(word) > SHORT)


def test_foreign_pieces_have_no_word_in_common(edition_of: MakeEdition) -> None:
    bitext = harbour(edition_of)
    for exercise in (e for seed in range(8) for e in generate_tiles(material_of(bitext, seed=seed))):
        foreign = [piece for piece in exercise.tiles if piece not in exercise.order]
        beginnings = [word[:5] for piece in foreign for word in piece.split() if len(word) > 4]
        assert len(set(beginnings)) == len(beginnings), foreign


def test_one_language_has_fewer_pieces_and_no_foreign_ones(seeds: Article) -> None:
    material = material_of(same_edition(seeds.edition("fi")))
    made = all_proven(generate_tiles, material)
    assert len(made) >= 8
    for exercise in made:
        assert exercise.prompt == ()
        assert MIN_TILES <= len(exercise.order) <= MAX_ALONE
        assert sorted(exercise.tiles) == sorted(exercise.order)
        assert exercise.key.count(",") <= 1  # the items of a list may stand in any order
        assert exercise.proof == ("P0",)


ENGLISH = """When the rain stopped, the children ran outside, and the dog followed them.

If you have time, read the letter, then write an answer.

The old house is very quiet."""
CHINESE = """雨停了的时候，孩子们都跑到外面去，狗也跟着他们。

如果你有时间，就读一读这封信，然后写一封回信。

这座老房子非常安静。"""


def test_scripts_without_spaces_are_cut_at_their_signs(edition_of: MakeEdition) -> None:
    material = material_of(build_bitext(edition_of(ENGLISH, "en"), edition_of(CHINESE, "zh")))
    made = all_proven(generate_tiles, material)
    assert [exercise.order for exercise in made] == [
        ("雨停了的时候，", "孩子们都跑到外面去，", "狗也跟着他们"),
        ("如果你有时间，", "就读一读这封信，", "然后写一封回信"),
    ]
    for exercise in made:
        assert sorted(exercise.tiles) == sorted(exercise.order)  # nothing foreign: it could not be proven
        assert exercise.tiles != exercise.order
        assert len(exercise.order) >= MIN_CLAUSES
        assert exercise.question.startswith("Put the pieces in order")


def test_a_piece_that_stands_twice_is_not_asked(edition_of: MakeEdition) -> None:
    english = "They sing loudly, they dance loudly, nobody ever sleeps." + REST[0]
    swedish = "Alla sjunger högt, alla dansar högt, ingen sover någonsin." + REST[1]
    other = swedish.replace("alla dansar högt", "andra dansar gärna")
    first = "b0s0"
    for text, asked in ((swedish, False), (other, True)):
        material = material_of(build_bitext(edition_of(english, "en"), edition_of(text, "sv")))
        assert (first in {e.evidence[0].seg for e in generate_tiles(material)}) is asked


REST = (
    "\n\nSeven miners dug silver under the mountain all winter.\n\nA young teacher bought cheap paper in the capital."
    "\n\nCold rivers carry gravel towards the southern plains.",
    "\n\nSju gruvarbetare grävde silver under berget hela vintern.\n\nEn ung lärare köpte billigt papper i huvudstaden."
    "\n\nKalla floder bär grus mot de södra slätterna.",
)


@pytest.mark.parametrize("entry", ["sv/b3s1", "en/b3s1", "sv:verktyg"])
def test_what_a_deck_excludes_is_not_asked(entry: str, edition_of: MakeEdition) -> None:
    made = list(generate_tiles(material_of(harbour(edition_of), exclude=[entry])))
    assert made
    assert not any("verktyg" in piece for exercise in made for piece in exercise.tiles)


def test_tampering_is_seen(tools: Exercise, material: Material) -> None:
    order = tools.order
    foreign = next(piece for piece in tools.tiles if piece not in order)
    others = tuple(piece for piece in tools.tiles if piece != foreign)
    tampered = {
        "order": replace(tools, order=(order[1], order[0], *order[2:])),
        "key": replace(tools, key=tools.key[:-1]),
        "a piece less": replace(tools, tiles=tuple(piece for piece in tools.tiles if piece != order[0])),
        "a piece less in order": replace(tools, order=order[:-1]),
        "foreign in order": replace(tools, order=(*order, foreign)),
        "a piece that belongs": replace(tools, tiles=(*others, "på ordningen")),
        "a piece that may belong": replace(tools, tiles=(*others, "fönster")),
        "a piece of grammar": replace(tools, tiles=(*others, "och")),
        "no translation": replace(tools, prompt=()),
        "another evidence": replace(tools, evidence=tools.evidence[1:]),
        "another capital": replace(tools, order=(order[0].upper(), *order[1:])),
    }
    assert [name for name, exercise in tampered.items() if not reasons(exercise, material)] == []
    assert reasons(replace(tools, tiles=(*others, "berättare")), material) == []
