"""V4, V6 and V7: answers, lines, JSON, sessions; how a key is proven again, and flaws."""

from __future__ import annotations

import io
import itertools
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tests.quiz.word_questions import ONE, first, made
from tests.quiz.word_questions import exercises as exercises
from tests.quiz.word_questions import fi_nb as fi_nb
from tests.quiz.word_questions import glossary as glossary
from tests.quiz.word_questions import nb_fi as nb_fi
from tests.quiz.words import NB_FI, changed, glossary_of
from tui_learn.bitext import Bitext
from tui_learn.bitext.glossary import Glossary
from tui_learn.library import Article
from tui_learn.progress import Progress, Rating
from tui_learn.quiz import Exercise
from tui_learn.quiz.answers import hint, judge, name_match, parse_match
from tui_learn.quiz.flaws import flaws
from tui_learn.quiz.kinds.where import generate_where
from tui_learn.quiz.leaks import NEAR as FAR
from tui_learn.quiz.plain import how_to_answer, lines_of, run_plain
from tui_learn.quiz.proof import prove
from tui_learn.quiz.selection import interleave
from tui_learn.quiz.session import Session
from tui_learn.quiz.stems import same_stem
from tui_learn.text import Edition
from tui_learn.text.fold import fold

# --- answers


@pytest.fixture
def point(exercises: list[Exercise]) -> Exercise:
    return first(exercises, "V4", "palkintoja")


@pytest.fixture
def board(exercises: list[Exercise]) -> Exercise:
    return first(exercises, "V6")


def test_pointing(point: Exercise) -> None:
    right = judge(point, "5")
    assert (right.word, right.rating, right.chosen) == ("right", Rating.GOOD, 4)
    wrong = judge(point, "3.")
    assert (wrong.word, wrong.rating, wrong.chosen) == ("wrong", Rating.AGAIN, 2)
    assert wrong.explanation == "5 is right: palkintoja; “asiakkaisiin” says what “kunder” says"
    assert judge(point, "1").explanation == "5 is right: palkintoja"
    for line in ("", "palkintoja", "0", "8", "5 5", "-1"):
        assert (judge(point, line).word, judge(point, line).chosen) == ("wrong", None)
    assert hint(point, 1) is None


def test_what_a_word_answers_is_told_only_where_it_is_known(nb_fi: Bitext) -> None:
    text = f"{ONE}\nhighlight kunde = asiakas: b5s1 kunder asiakkaisiin\ngloss part = osapuoli: b5s1 parter osapuolille"
    (exercise,) = made(generate_where, nb_fi, text)
    told = {spot.text: spot.answers for spot in exercise.tokens if spot.answers}
    assert told == {"palkintoja": "belønning", "osapuolille": "parter"}
    struck = changed(glossary_of(nb_fi, text), "part", verdict="struck")
    (exercise,) = made(generate_where, nb_fi, struck)
    assert {spot.text for spot in exercise.tokens if spot.answers} == {"palkintoja"}
    for entry in ("fi:osapuolille", "nb:parter"):
        (exercise,) = made(generate_where, nb_fi, text, entry)
        assert {spot.text for spot in exercise.tokens if spot.answers} == {"palkintoja"}


def test_names_are_not_told(nb_fi: Bitext) -> None:
    text = "tillit = luottamus: b11s2 tillit luottamusta\nBRM = BRM: b11s2 BRM BRM"
    (exercise,) = made(generate_where, nb_fi, text)
    assert {spot.text for spot in exercise.tokens if spot.answers} == {"luottamusta"}


def solution(board: Exercise) -> list[int]:
    return [board.rights.index(right) for _left, right in board.pairs]


def test_matching(board: Exercise) -> None:
    rights = solution(board)
    assert (judge(board, name_match(rights)).word, judge(board, name_match(rights)).rating) == ("right", Rating.GOOD)
    assert judge(board, name_match(rights).upper().replace(" ", ", ")).word == "right"
    assert judge(board, " ".join(reversed(name_match(rights).split()))).word == "right"
    exchanged = [rights[1], rights[0], *rights[2:]]
    almost = judge(board, name_match(exchanged))
    assert (almost.word, almost.rating) == ("almost", Rating.HARD)
    assert board.key.split("; ")[0] in almost.explanation
    assert board.key.split("; ")[2] not in almost.explanation
    round_ = [rights[1], rights[2], rights[0], *rights[3:]]
    wrong = judge(board, name_match(round_))
    assert (wrong.word, wrong.rating) == ("wrong", Rating.AGAIN)
    assert board.key in wrong.explanation
    twice = [rights[1], rights[0], rights[3], rights[2], *rights[4:]]
    assert judge(board, name_match(twice)).word == "wrong"


def test_what_is_no_answer_to_a_board(board: Exercise) -> None:
    right = name_match(solution(board))
    first_, *rest = right.split()
    for line in (
        "", "x", "1", "a1", " ".join(rest), f"{right} {first_}", f"{first_} {right}", right.replace(" ", ""),
        right.replace(rest[0][1], first_[1]), right.replace("1", "9"), f"{right} 6f", right.replace("1", "¹"),
    ):  # fmt: skip
        assert parse_match(board, line) is None
        assert (judge(board, line).word, judge(board, line).rating) == ("wrong", Rating.AGAIN)


# --- lines


def plain(exercises: list[Exercise], folder: Path, *lines: str) -> list[str]:
    out = io.StringIO()
    session = Session(exercises, Progress(folder))
    assert run_plain(session, io.StringIO("".join(f"{line}\n" for line in lines)), out)
    return out.getvalue().splitlines()


def test_a_plain_dialogue(exercises: list[Exercise], tmp_path: Path) -> None:
    point, board, cloze = first(exercises, "V4", "palkintoja"), first(exercises, "V6"), first(exercises, "V7", "rajoja")
    lines = plain([point, board, cloze], tmp_path, "5", name_match(solution(board)), "rajoja")
    assert lines[:7] == [
        "[1/3] Which word says what the lit word says?",
        "  nb: Å bygge et forhold til kunder gir »belønning« for alle parter.",
        "  the lit word: belønning",
        "  fi: Suhteen rakentaminen asiakkaisiin tuottaa palkintoja kaikille osapuolille.",
        "  1 Suhteen  2 rakentaminen  3 asiakkaisiin  4 tuottaa  5 palkintoja  6 kaikille  7 osapuolille",
        "right: palkintoja",
        "",
    ]
    size = len(board.pairs)
    assert lines[7:9] == ["[2/3] Which words belong together?", f"  1. {board.pairs[0][0]}"]
    assert lines[8 + size : 10 + size] == [f"  a. {board.rights[0]}", f"  b. {board.rights[1]}"]
    assert lines[8 + 2 * size] == f"right: {board.key}"
    assert any("»grenser«" in line for line in lines)
    assert lines[-1].startswith("3 asked: ")
    assert "1b 2a" in how_to_answer()


def test_unlit_lines_are_as_they_were(exercises: list[Exercise]) -> None:
    exercise = first(exercises, "V7", "rajoja")
    assert not any("»" in line for line in lines_of(replace(exercise, prompt=exercise.prompt[:1])))


def test_one_review_a_board(exercises: list[Exercise], tmp_path: Path) -> None:
    board = first(exercises, "V6")
    plain([board], tmp_path / "p", "1a 1a", name_match(solution(board)))
    progress = Progress(tmp_path / "p")
    assert progress.stats()["reviews"] == 1
    assert progress.state(board.target) is not None


# --- JSON


def test_the_json_has_the_contracts_shape(exercises: list[Exercise]) -> None:
    always = {
        "id", "code", "type", "pair", "question", "prompt", "key", "key_lang", "accept", "evidence", "proof",
        "segments", "key_segments", "difficulty",
    }  # fmt: skip
    extra = {"point": {"tokens", "key_index"}, "match": {"pairs"}, "cloze": set()}
    for exercise in exercises:
        data = json.loads(json.dumps(exercise.to_json(), ensure_ascii=False))
        assert set(data) == always | extra[data["type"]]
        if data["code"] == "V4":
            assert data["tokens"][data["key_index"]] == data["key"]
            (piece,) = data["prompt"]
            assert set(piece) == {"lang", "text", "lit"}
            assert piece["lang"] == "nb"
            assert 0 <= piece["lit"][0] < piece["lit"][1] <= len(piece["text"])
        if data["code"] == "V6":
            assert all(len(pair) == 2 for pair in data["pairs"])
            assert data["prompt"] == []
        if data["code"] == "V7":
            gapped, shown = data["prompt"]
            assert set(gapped) == {"lang", "text"}
            assert set(shown) == {"lang", "text", "lit"}
            assert gapped["text"].replace("____", data["key"]) == data["evidence"][0]["text"]
            assert data["accept"] == []


def test_the_lit_word_is_part_of_what_a_question_is(nb_fi: Bitext) -> None:
    (one,) = made(generate_where, nb_fi, ONE)
    (other,) = made(generate_where, nb_fi, "gi = palkinto: b5s1 gir palkintoja")
    assert one.id != other.id


# --- sessions


def test_what_was_just_told_is_not_to_be_typed(exercises: list[Exercise]) -> None:
    board = next(e for e in exercises if e.code == "V6" and "maisema" in e.rights)
    told = [first(exercises, "V4", "palkintoja"), board]
    typed = first(exercises, "V7", "maisemaa")  # a form of the word on the board
    between = [e for e in exercises if e.code == "V4" and e.sentence not in (typed.sentence, told[0].sentence)]
    apart = {e.sentence: e for e in between}
    mixed = interleave([*told, typed, *list(apart.values())[:FAR]])
    assert mixed.index(typed) - mixed.index(board) > FAR
    same = first(exercises, "V7", "palkintoja")
    mixed = interleave([told[0], same, *list(apart.values())[:FAR]])
    assert mixed.index(told[0]) - mixed.index(same) > FAR, "the sentence with the word in clear comes after the gap"


def test_a_board_keeps_no_sentence_from_a_session(board: Exercise, point: Exercise) -> None:
    assert board.segment_ids
    assert interleave([board, point]) == [board, point]
    assert set(board.words_told) == set(board.rights)


# --- proof


def tampered(exercise: Exercise) -> Iterator[Exercise]:
    """Wrong versions of an exercise."""
    yield replace(exercise, key="annat")
    yield replace(exercise, pair="sv:fi")
    yield replace(exercise, evidence=exercise.evidence[:1])
    yield replace(exercise, evidence=tuple(p for p in exercise.evidence if p.lang != "fi"))
    prompt = exercise.prompt
    if exercise.type == "point":
        assert exercise.key_index is not None
        other = exercise.key_index - 1
        yield replace(exercise, key_index=other)
        yield replace(exercise, key_index=other, key=exercise.tokens[other].text)
        yield replace(exercise, key_index=None)
        yield replace(exercise, key_index=len(exercise.tokens))
        yield replace(exercise, tokens=exercise.tokens[1:], key_index=other)
        yield replace(exercise, tokens=exercise.tokens[:-1])
        yield replace(exercise, tokens=(replace(exercise.tokens[0], text="annat"), *exercise.tokens[1:]))
        spot = exercise.tokens[exercise.key_index]
        cut = replace(spot, text=spot.text[:-1], end=spot.end - 1)
        yield replace(exercise, key=cut.text, tokens=tuple(cut if s is spot else s for s in exercise.tokens))
    if exercise.type == "match":
        (a, b), (c, d), *rest = exercise.pairs
        crossed = ((a, d), (c, b), *rest)
        yield replace(exercise, pairs=crossed, key="; ".join(f"{x} = {y}" for x, y in crossed))
        yield replace(exercise, rights=exercise.rights[1:])
        yield replace(exercise, rights=(*exercise.rights[:-1], "annat"))
        yield replace(exercise, evidence=exercise.evidence[-2:])
        return
    lit = next(n for n, piece in enumerate(prompt) if piece.marked is not None)
    start, end = prompt[lit].marked or (0, 0)
    words = [piece for piece in prompt[lit].text.split() if piece.isalpha()]
    elsewhere = next(w for w in words if prompt[lit].text.find(w) not in range(start, end))
    at = prompt[lit].text.find(elsewhere)
    for marked in (None, (start, end - 1), (start + 1, end), (at, at + len(elsewhere))):
        yield replace(exercise, prompt=(*prompt[:lit], replace(prompt[lit], marked=marked), *prompt[lit + 1 :]))
    yield replace(
        exercise, prompt=(*prompt[:lit], replace(prompt[lit], text=prompt[lit].text + "!"), *prompt[lit + 1 :])
    )


@pytest.mark.parametrize("code", ["V4", "V6", "V7"])
def test_the_proof_sees_tampering(
    code: str, exercises: list[Exercise], glossary: Glossary, editions: Mapping[str, Edition]
) -> None:
    for exercise in [e for e in exercises if e.code == code][:6]:
        for number, wrong in enumerate(tampered(exercise)):
            assert prove(wrong, editions, glossary=glossary), (number, wrong)


@pytest.mark.parametrize("code", ["V4", "V6", "V7"])
def test_the_proof_asks_the_glossary_again(
    code: str, exercises: list[Exercise], nb_fi: Bitext, fi_nb: Bitext, editions: Mapping[str, Edition]
) -> None:
    exercise = first(exercises, code, "palkinto")
    glossary = glossary_of(nb_fi)
    assert prove(exercise, editions, glossary=glossary) == []
    assert prove(exercise, editions, glossary=None)
    assert prove(exercise, editions, glossary=glossary_of(fi_nb, NB_FI, flipped=True))
    for values in ({"grade": "gloss"}, {"verdict": "struck"}, {"right": "palkinto suuri"}, {"places": ()}):
        assert prove(exercise, editions, glossary=changed(glossary, "belønning", **values)), values
    other = replace(nb_fi.left, sha256="0" * 64)
    elsewhere = replace(glossary.linked, left=replace(glossary.linked.left, edition=other))
    assert prove(exercise, editions, glossary=replace(glossary, linked=elsewhere))
    if code != "V6":
        unlinked = replace(glossary.linked, links=())
        assert prove(exercise, editions, glossary=replace(glossary, linked=unlinked))


def test_the_proof_checks_a_board_for_second_partners(
    exercises: list[Exercise], nb_fi: Bitext, editions: Mapping[str, Edition]
) -> None:
    board = first(exercises, "V6", "palkinto")
    (a, _b), (_c, d), *_rest = board.pairs
    more = f"{NB_FI}highlight {a} = {d}: b8s1 betydelig huomattavan\n"
    assert prove(board, editions, glossary=glossary_of(nb_fi, more)) == [f"{a} may be {d} too"]


def test_the_proof_of_a_board_wants_single_words_in_sentences_that_answer_each_other(
    exercises: list[Exercise], nb_fi: Bitext, editions: Mapping[str, Edition]
) -> None:
    board = first(exercises, "V6", "palkinto")
    glossary = glossary_of(nb_fi)
    (link,) = next(pair for pair in glossary.pairs if pair.left == "belønning").places
    shown = {piece.seg for piece in board.evidence if piece.lang == "fi"}
    words = glossary.linked.right
    elsewhere = next(
        n for n, word in enumerate(words.words) if nb_fi.right.sentences[word.sentence].id in shown - {"b5s1"}
    )
    for wrong in (replace(link, right=(elsewhere,)), replace(link, left=(link.left[0] - 1, *link.left))):
        assert prove(board, editions, glossary=changed(glossary, "belønning", places=(wrong,)))


def test_the_proof_wants_sentences_that_answer_each_other(nb_fi: Bitext, editions: Mapping[str, Edition]) -> None:
    text = f"{ONE}\ngrense = raja: b11s2 grenser rajoja"
    glossary = glossary_of(nb_fi, text)
    one, other = (first(made(generate_where, nb_fi, text), "V4", key) for key in ("palkintoja", "rajoja"))
    (left,), (right,) = (pair.places for pair in glossary.pairs)
    link = replace(left, right=right.right)
    crossed = changed(glossary, "belønning", right="raja", places=(link,))
    crossed = replace(crossed, linked=replace(crossed.linked, links=(link,)))
    wrong = replace(other, prompt=one.prompt, evidence=(other.evidence[0], one.evidence[1]))
    assert prove(wrong, editions, glossary=crossed) == ["nb/b5s1 is no sure translation of the evidence"]


@pytest.mark.parametrize("words", ["gir+belønning palkintoja", "belønning palkintoja+kaikille", "belønning kaikille"])
def test_the_proof_wants_a_link_of_their_own(words: str, nb_fi: Bitext, editions: Mapping[str, Edition]) -> None:
    (exercise,) = made(generate_where, nb_fi, ONE)
    assert prove(exercise, editions, glossary=glossary_of(nb_fi, f"belønning = palkinto: b5s1 {words}"))


def test_the_proof_counts_the_key(nb_fi: Bitext, editions: Mapping[str, Edition]) -> None:
    (exercise,) = made(generate_where, nb_fi, ONE)
    twice = glossary_of(nb_fi, f"{ONE}\nhighlight gi = palkinto: b5s1 gir osapuolille")
    assert prove(exercise, editions, glossary=twice) == ["the key stands there twice"]


def test_the_proof_wants_sentences_not_headings(seeds: Article, nb_fi: Bitext, editions: Mapping[str, Edition]) -> None:
    text = "forstå = ymmärtää: b3s0 Forstå ymmärtäminen"
    glossary = glossary_of(nb_fi, text)
    exercise = first(made(generate_where, nb_fi, ONE), "V4")
    heading = [replace(p, seg="b3s0", text=editions[p.lang].sentence("b3s0").text) for p in exercise.evidence]  # type: ignore[union-attr]
    wrong = prove(replace(exercise, evidence=tuple(heading)), editions, glossary=glossary)
    assert "the evidence is a heading" in wrong


# --- flaws


def codes(exercise: Exercise) -> set[str]:
    return {f"{flaw.code} {flaw.severity[0].upper()}" for flaw in flaws(exercise)}


def test_flaws_of_pointing(point: Exercise) -> None:
    assert codes(point) == set()
    assert "F01 E" in codes(replace(point, key_index=None))
    assert "F01 E" in codes(replace(point, key_index=0))
    assert "F01 E" in codes(replace(point, key_index=99))
    spots = list(point.tokens)
    spots[0] = replace(spots[0], text="palkinnot")
    assert same_stem(fold("palkinnot", "fi"), fold("palkintoja", "fi")) is False
    assert "F02 E" not in codes(replace(point, tokens=tuple(spots)))
    spots[0] = replace(spots[0], text="Palkintojaan")
    assert "F02 E" in codes(replace(point, tokens=tuple(spots)))
    assert "F20 E" in codes(replace(point, tokens=point.tokens[3:5], key_index=1))
    assert "F18 W" in codes(replace(point, tokens=point.tokens[:5]))
    assert "F17 E" in codes(replace(point, key_segments=point.segments))
    assert "F33 E" in codes(replace(point, tokens=(*point.tokens[:-1], replace(point.tokens[-1], text="[x](/y)"))))
    assert "F29 W" in codes(replace(point, key="pallkkko"))


def test_flaws_of_boards(board: Exercise) -> None:
    def with_pairs(*pairs: tuple[str, str]) -> Exercise:
        return replace(board, pairs=pairs, rights=tuple(right for _left, right in pairs))

    assert codes(board) == set()
    pairs = board.pairs
    assert "F32 E" in codes(with_pairs(*pairs[:2]))
    assert "F32 E" in codes(with_pairs(*pairs, *((f"{n}{left}", f"{n}{right}") for n, (left, right) in
                                               itertools.product("xy", pairs))))  # fmt: skip
    assert "F32 E" in codes(with_pairs(*pairs[1:], (pairs[1][0] + "s", "muuta")))
    assert "F32 E" in codes(with_pairs(*pairs[1:], ("annet", pairs[1][1].upper())))
    assert "F32 W" in codes(with_pairs(*pairs[1:], ("Media", "media")))
    assert "F01 E" in codes(replace(board, rights=board.rights[:-1]))
    assert "F17 E" not in codes(replace(board, key_segments=board.segments))
