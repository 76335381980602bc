"""The questions of decks about an article, beside those the program makes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.quiz.conftest import MakeExercises
from tests.quiz.decks.making import deck
from tui_learn.library import Article, Pair
from tui_learn.quiz.decks import deck_exercises
from tui_learn.quiz.decks.asking import (
    EVERY,
    default_pair_of,
    exercise_from,
    open_deck,
    with_decks,
)
from tui_learn.quiz.decks.asking import exercises_of as questions_of
from tui_learn.quiz.decks.from_exercise import item_of
from tui_learn.quiz.decks.items import Prompt
from tui_learn.quiz.decks.marks import marked
from tui_learn.quiz.decks.writing import write_items

NB_FI = Pair("nb", "fi")
TYPED = "## typed: {0}\n<!-- id: {0} -->\nQ?\n- [=] fi: {0}\n"


def about(article: Article, more: str = "") -> str:
    return f"langs: [nb, fi]\narticle: {article.id}{more}"


def test_decks_about_the_article_are_asked_in_order(seeds: Article, tmp_path: Path) -> None:
    deck(tmp_path, TYPED.format("b") + TYPED.format("a"), name="one.md", front=about(seeds, "\nid: one"))
    source = f"source: {{fi: {seeds.edition('fi').sha256[:12]}}}"
    deck(tmp_path, TYPED.format("c"), name="two.md", front=f"langs: [fi]\n{source}\nid: two")
    deck(tmp_path, TYPED.format("d") + "## nonsense\n", name="other.md", front="article: other")
    deck(tmp_path, TYPED.format("e"), name="none.md", front="langs: [fi]")
    exercises, problems = deck_exercises(seeds, NB_FI, [tmp_path, tmp_path / "missing"])
    assert [e.id for e in exercises] == ["one/b", "one/a", "two/c"]
    assert problems == []


def test_what_is_rejected_or_a_draft_is_not_asked(seeds: Article, tmp_path: Path) -> None:
    body = "".join(TYPED.format(s).replace("-->", f"; status: {s} -->") for s in ("ok", "rejected", "draft"))
    deck(tmp_path, body, front=about(seeds))
    assert [e.id for e in deck_exercises(seeds, NB_FI, [tmp_path])[0]] == ["test/ok"]


def test_errors_of_an_item_are_told_and_the_others_asked(seeds: Article, tmp_path: Path) -> None:
    path = deck(tmp_path, TYPED.format("a") + "## choice: b\n" + TYPED.format("c"), front=about(seeds))
    exercises, problems = deck_exercises(seeds, NB_FI, [tmp_path])
    assert [e.id for e in exercises] == ["test/a", "test/c"]
    assert {(p.path, p.line) for p in problems} == {(str(path), 12)}


def test_what_nobody_could_answer_is_not_asked(seeds: Article, tmp_path: Path) -> None:
    deck(tmp_path, "## choice: a\nQ?\n- [x] Sama\n- [ ] sama\n- [ ] muu\n", front=about(seeds))
    assert deck_exercises(seeds, NB_FI, [tmp_path]) == ([], [])


# --- saved questions beside generated ones


def test_a_deck_has_the_say_over_the_questions_it_holds(
    seeds: Article, exercises_of: MakeExercises, tmp_path: Path
) -> None:
    generated = exercises_of("nb", "fi")[:6]
    kept, edited, rejected = (marked(item_of(exercise)) for exercise in generated[:3])
    text = write_items([kept, edited, rejected.with_field("status", "rejected")])
    deck(tmp_path, text + TYPED.format("own"), front=about(seeds))
    exercises, problems = with_decks(generated, seeds, NB_FI, [tmp_path])
    assert problems == []
    assert [e.id for e in exercises if e.deck] == [generated[0].id, generated[1].id, "test/own"]
    assert [e for e in exercises if not e.deck] == generated[3:]
    # In another pair they are not asked, and the generated ones of that pair stay.
    others = exercises_of("fi", "nb")[:3]
    assert with_decks(others, seeds, Pair("fi", "nb"), [tmp_path])[0] == others


def test_what_people_wrote_stands_among_the_others(seeds: Article, exercises_of: MakeExercises, tmp_path: Path) -> None:
    deck(tmp_path, TYPED.format("a") + TYPED.format("b") + TYPED.format("c"), front=about(seeds))
    mixed, _problems = with_decks(exercises_of("nb", "fi")[: 2 * EVERY + 1], seeds, NB_FI, [tmp_path])
    assert [number for number, e in enumerate(mixed) if e.deck] == [EVERY, 2 * EVERY + 1, 2 * EVERY + 3]


def test_without_decks_nothing_changes(seeds: Article, exercises_of: MakeExercises, tmp_path: Path) -> None:
    generated = exercises_of("nb", "fi")
    assert with_decks(generated, seeds, NB_FI, [tmp_path]) == (generated, [])


def test_a_question_whose_sentence_has_changed_is_left_out_and_told(
    seeds: Article, exercises_of: MakeExercises, tmp_path: Path
) -> None:
    item = item_of(next(e for e in exercises_of("nb", "fi") if e.code == "V5"))
    shown = item.prompts[0].text()
    other = replace(item, prompts=(Prompt("nb", (shown + " Mer.",)),))
    sound, stale = write_items([marked(item)]), write_items([marked(other)])
    edited = sound.replace(shown, shown + " Mer.")  # somebody knows better
    for body, count, lines in ((sound, 1, []), (stale, 0, [8]), (edited, 1, [])):
        opened, _problems = open_deck(deck(tmp_path, body, front=about(seeds)))
        assert opened is not None
        exercises, problems = questions_of(opened, NB_FI, seeds)
        assert (len(exercises), [p.line for p in problems]) == (count, lines)
        assert all(p.severity == "notice" and "has changed" in p.message for p in problems)
        assert len(questions_of(opened, NB_FI)[0]) == 1  # without the article nobody can know


# --- one deck alone


def test_the_likely_pair(tmp_path: Path) -> None:
    def pair(body: str, front: str = "langs: [nb, fi]") -> str:
        opened, _problems = open_deck(deck(tmp_path, body, front=front))
        assert opened is not None
        return str(default_pair_of(opened))

    assert pair(TYPED.format("a")) == "nb:fi"
    assert pair(TYPED.format("a").replace("fi:", "nb:")) == "fi:nb"
    assert pair(TYPED.format("a"), "langs: [fi]") == "fi:fi"
    assert pair("## choice: a\n<!-- id: a; type: C6; pair: sv:fi -->\nQ\n- [x] b\n- [ ] c\n- [ ] d\n") == "sv:fi"
    with pytest.raises(ValueError, match="deck check"):
        pair("## pair: a\n- fi: a :: nb: b\n")


def test_one_question_of_a_deck(tmp_path: Path) -> None:
    path = deck(tmp_path, TYPED.format("a"))
    exercise, problems = exercise_from(path, "test/a", NB_FI)
    assert exercise is not None
    assert (exercise.key, problems) == ("a", [])
    assert exercise_from(path, "test/b", NB_FI) == (None, [])
    exercise, (problem,) = exercise_from(tmp_path / "missing.md", "test/a", NB_FI)
    assert exercise is None
    assert "no such file" in problem.message
