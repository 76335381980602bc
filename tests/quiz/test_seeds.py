"""What is generated from the five sample articles, in all twenty directed pairs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping

import pytest

from tests.quiz.conftest import PAIRS, MakeExercises, MakeGlossary
from tui_learn.library import Article
from tui_learn.quiz import Exercise
from tui_learn.quiz.flaws import flaws, set_flaws
from tui_learn.quiz.proof import prove
from tui_learn.quiz.sections import sections
from tui_learn.text import Edition
from tui_learn.text.fold import fold, lower

every_pair = pytest.mark.parametrize("pair", PAIRS, ids=":".join)
SYNONYMS = {
    "nb": [("bedrift", "virksomhet", "selskap"), ("forhold", "relasjon")],
    "tr": [("işletme", "şirket"), ("organizasyon", "kuruluş")],
    "pl": [("przedsiębiorstw", "firm")],
}
"""Words that say the same in the sample articles, by their beginnings."""


def texts(exercise: Exercise) -> list[str]:
    return [o.text for o in exercise.options] + list(exercise.tiles) + [exercise.key]


@every_pair
def test_enough_of_each_kind(exercises_of: MakeExercises, pair: tuple[str, str]) -> None:
    exercises = exercises_of(*pair)
    vocabulary = [exercise for exercise in exercises if exercise.is_vocabulary]
    assert len(vocabulary) >= 100
    assert len(exercises) - len(vocabulary) >= 30
    codes = {exercise.code for exercise in exercises}
    assert len(codes) >= 16
    assert codes >= {"V1", "V2", "V4", "V6", "V7", "V8", "V10", "V13", "C1", "C2", "C3", "C7", "C8", "C16"}


@every_pair
def test_every_section_is_asked_about(exercises_of: MakeExercises, seeds: Article, pair: tuple[str, str]) -> None:
    learned = seeds.edition(pair[1])
    asked = {piece.seg for e in exercises_of(*pair) for piece in e.evidence if piece.lang == pair[1]}
    for section in sections(learned):
        assert asked & {sentence.id for block in section.blocks for sentence in block.sentences}, section.segment


@every_pair
def test_no_errors_and_few_warnings(exercises_of: MakeExercises, pair: tuple[str, str]) -> None:
    exercises = exercises_of(*pair)
    found = {exercise.id: flaws(exercise) for exercise in exercises}
    assert [f for these in found.values() for f in these if f.severity == "error"] == []
    assert sum(bool(these) for these in found.values()) <= 0.1 * len(exercises)
    assert set_flaws(exercises) == []


@every_pair
def test_every_key_is_proven_again(
    exercises_of: MakeExercises, glossary_for: MakeGlossary, editions: Mapping[str, Edition], pair: tuple[str, str]
) -> None:
    for exercise in exercises_of(*pair):
        assert prove(exercise, editions, glossary=glossary_for(*pair)) == []
        assert exercise.proof
        assert exercise.evidence
        assert exercise.pair == ":".join(pair)


@every_pair
def test_ids_are_unique(exercises_of: MakeExercises, pair: tuple[str, str]) -> None:
    exercises = exercises_of(*pair)
    assert len({exercise.id for exercise in exercises}) == len(exercises)


@every_pair
def test_synonyms_are_never_opposed(exercises_of: MakeExercises, pair: tuple[str, str]) -> None:
    def group(word: str, language: str) -> int | None:
        for number, words in enumerate(SYNONYMS.get(language, [])):
            if any(fold(word, language).startswith(fold(start, language)) for start in words):
                return number
        return None

    for exercise in exercises_of(*pair):
        if exercise.code == "V1":
            mine = group(exercise.key, exercise.key_lang)
            for option in exercise.options:
                if mine is not None and not option.key:
                    assert group(option.text, option.lang) != mine, (exercise.key, option.text)


@every_pair
def test_the_traps_of_the_sample_articles(exercises_of: MakeExercises, pair: tuple[str, str]) -> None:
    excluded_segments = {"sv/b6s1", "nb/b6s1", "tr/b6s1", "pl/b6s1", "fi/b1s0", "fi/b0s0", "sv/b0s0", "tr/b0s0"}
    excluded_words = {"suojelijoiden", "lånetakere", "patronları", "patronami", "doradcę"}
    for exercise in exercises_of(*pair):
        sources = {option.src for option in exercise.options} | set(exercise.segment_ids)
        assert not sources & excluded_segments  # mistranslated titles and sentences
        assert "b0s0" not in {source.partition("/")[2] for source in sources}  # titles are no terms
        if exercise.type in ("choice", "cloze"):
            assert exercise.key.lower() not in excluded_words
        assert not excluded_words & {option.text.lower() for option in exercise.options}
        for text in texts(exercise):
            if exercise.code in ("V1", "V2"):
                assert not text.startswith("-")
                assert not text.endswith("-")  # cut-off compounds
        if exercise.type == "cloze":
            assert "sss" not in exercise.key  # a misspelling is not to be typed
        if exercise.is_vocabulary:
            # A list that names one thing twice is not asked, and shown beside no other.
            doubled = ("leverantörer, leverantörer", "leverandører, leverandører", "dostawcami, dostawcami")
            shown = [exercise.key, *texts(exercise), *(piece.text for piece in exercise.prompt)]
            assert not any(pair_ in text for pair_ in doubled for text in shown)
        if exercise.code in ("V1", "V2"):
            # "business to consumer [B2C]" is a name, whatever the language around it.
            assert not {text.lower() for text in texts(exercise)} & {"kuluttaja", "consumer", "business"}
        if exercise.code in ("V5", "V8"):
            assert not any(word in exercise.key.lower().split() for word in excluded_words)


@every_pair
def test_both_expansions_of_an_acronym_are_right(exercises_of: MakeExercises, pair: tuple[str, str]) -> None:
    for exercise in exercises_of(*pair):
        if exercise.code == "C3" and exercise.key == "Business Relationship Management" and exercise.key_lang == "nb":
            assert exercise.accept == ("Business Relations Management",)
        if exercise.code == "C3":
            assert "Business Relations Management" not in {option.text for option in exercise.options}


@every_pair
def test_alike_headings_are_not_opposed(exercises_of: MakeExercises, pair: tuple[str, str]) -> None:
    for exercise in exercises_of(*pair):
        if exercise.code in ("C5", "C6"):
            key = next(option for option in exercise.options if option.key)
            wrong = {option.src.partition("/")[2] for option in exercise.options if not option.key}
            if key.src.endswith("/b1s0"):
                assert "b3s0" not in wrong
            if key.src.endswith("/b3s0"):
                assert "b1s0" not in wrong


@every_pair
def test_blind_guessing_does_not_pay(exercises_of: MakeExercises, pair: tuple[str, str]) -> None:
    choices = [exercise for exercise in exercises_of(*pair) if len(exercise.options) > 2]
    chance = sum(1 / len(exercise.options) for exercise in choices) / len(choices)
    for strategy in (max, min):
        hits = sum(strategy(e.options, key=lambda option: (len(option.text), option.text)).key for e in choices)
        # 63 to 200 items a pair: three standard errors of a fair guess on top of the eight points.
        slack = 3 * (chance * (1 - chance) / len(choices)) ** 0.5
        assert hits / len(choices) <= chance + 0.08 + slack


def test_pooled_over_all_pairs_length_and_position_say_nothing(exercises_of: MakeExercises) -> None:
    choices = [e for pair in PAIRS for e in exercises_of(*pair) if len(e.options) > 2]
    chance = sum(1 / len(exercise.options) for exercise in choices) / len(choices)
    longest = sum(max(e.options, key=lambda o: (len(o.text), o.text)).key for e in choices) / len(choices)
    shortest = sum(min(e.options, key=lambda o: (len(o.text), o.text)).key for e in choices) / len(choices)
    first = sum(e.options[0].key for e in choices) / len(choices)
    assert len(choices) > 1200
    assert longest <= chance + 0.08
    assert shortest <= chance + 0.08
    assert abs(first - chance) <= 0.04


@every_pair
def test_the_json_has_the_contracts_shape(exercises_of: MakeExercises, pair: tuple[str, str]) -> None:
    always = {
        "id", "code", "type", "pair", "question", "prompt", "key", "key_lang", "accept", "evidence", "proof",
        "segments", "key_segments", "difficulty",
    }  # fmt: skip
    for exercise in exercises_of(*pair):
        data = json.loads(json.dumps(exercise.to_json(), ensure_ascii=False))
        extra = {
            "choice": {"options"}, "tf": {"options"}, "cloze": set(), "tiles": {"tiles", "order"},
            "point": {"tokens", "key_index"}, "match": {"pairs"}, "typed": set(), "odd": {"pairs", "key_index"},
            "order": {"order"}, "sort": {"groups"},
        }[data["type"]]  # fmt: skip
        extra |= {"scope"} if data["code"] in ("C11", "C17", "C18", "C19") else set()
        extra |= {"swap"} if data["code"] == "C8" else set()
        assert set(data) == always | extra
        if data["type"] == "odd":
            assert len(data["pairs"]) == 4
            assert data["pairs"][data["key_index"]][1] == data["key"]
        if data["type"] == "sort":
            assert 2 <= len(data["groups"]) <= 3
            assert 4 <= sum(len(phrases) for phrases in data["groups"].values()) <= 8
        if data["type"] == "order":
            assert 3 <= len(data["order"]) <= 5
        if data["code"] == "C8":
            assert data["key"] == ("said" if data["swap"]["from"] in data["swap"]["statement"] else "altered")
        if data["type"] == "point":
            assert data["tokens"][data["key_index"]] == data["key"]
        if data["type"] == "match":
            assert 4 <= len(data["pairs"]) <= 5
        if data["code"] in ("V4", "V7"):
            (lit,) = [piece for piece in data["prompt"] if "lit" in piece]
            assert lit["lang"] != data["key_lang"]
            assert lit["text"][slice(*lit["lit"])].strip()
        if data["type"] in ("choice", "tf"):
            low, high = (2, 2) if data["type"] == "tf" else (3, 5)
            assert low <= len(data["options"]) <= high
            assert [o["text"] for o in data["options"] if o["key"]] == [data["key"]]
            assert {o["lang"] for o in data["options"]} == {data["key_lang"]}
        if data["code"] in ("V1", "V2"):
            (gapped,) = [p for p in data["prompt"] if "____" in p["text"]]
            assert gapped["lang"] == data["key_lang"]
            assert gapped["text"].replace("____", data["key"]) == data["evidence"][0]["text"]
        if data["type"] == "tiles":
            built, sentence = " ".join(data["order"]), data["key"].rstrip(".!?")
            language = data["key_lang"]
            assert (lower(built[0], language), built[1:]) == (lower(sentence[0], language), sentence[1:])
            assert 2 <= len(data["tiles"]) - len(data["order"]) <= 3
            assert set(data["order"]) <= set(data["tiles"])


def test_one_language_alone_has_concepts_and_words(seeds: Article) -> None:
    from tui_learn.bitext import same_edition
    from tui_learn.quiz import generate

    exercises = generate(same_edition(seeds.edition("fi")), article=seeds)
    assert {exercise.pair for exercise in exercises} == {"fi:fi"}
    assert {exercise.code for exercise in exercises} >= {"V2", "V8", "C3", "C5", "C6", "C7"}
    assert all(piece.lang == "fi" for exercise in exercises for piece in exercise.evidence)
    # The same without the other versions as witnesses.
    alone = generate(same_edition(seeds.edition("fi")))
    assert len(alone) >= 40
    assert [f for e in alone for f in flaws(e) if f.severity == "error"] == []


def test_another_seed_gives_other_choices(seeds: Article) -> None:
    from tui_learn.bitext import build_bitext
    from tui_learn.quiz import generate

    bitext = build_bitext(seeds.edition("nb"), seeds.edition("fi"))
    first, second, third = (generate(bitext, article=seeds, seed=seed) for seed in (1, 1, 2))
    assert first == second
    assert first != third
    assert {e.code for e in first} == {e.code for e in third}


@pytest.mark.parametrize("hash_seed", ["0", "1"])
def test_the_same_lines_whatever_the_hash_seed(
    hash_seed: str, exercises_of: MakeExercises, request: pytest.FixtureRequest
) -> None:
    if hash_seed == "1":
        request.getfixturevalue("warm_words")  # the first finds the dictionary forms itself
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    command = [sys.executable, "-m", "tui_learn", "quiz", "parisuhteen-hoito", "--pair", "sv:tr", "--json"]
    out = subprocess.run(command, capture_output=True, env=environment, check=True, encoding="utf-8").stdout
    assert [json.loads(line)["id"] for line in out.splitlines()] == [e.id for e in exercises_of("sv", "tr")]
    assert out.splitlines() == [json.dumps(e.to_json(), ensure_ascii=False) for e in exercises_of("sv", "tr")]
