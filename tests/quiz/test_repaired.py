"""Quizzes heed what a learner has said of the alignment, in the making and in the proof."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tui_learn.bitext import Bitext
from tui_learn.bitext.beads import FixedBead
from tui_learn.bitext.repair_edits import edits_for
from tui_learn.bitext.repair_making import repairs_of, unlinked_here
from tui_learn.bitext.repair_store import RepairStore
from tui_learn.bitext.repairs import Repair, build_repaired, look_for
from tui_learn.library import Article, Pair
from tui_learn.paths import repairs_folder
from tui_learn.quiz import Exercise, generate
from tui_learn.quiz.exclusions import Exclusions
from tui_learn.quiz.material import Material
from tui_learn.quiz.of_article import quiz_of
from tui_learn.quiz.proof import prove
from tui_learn.text import Edition

SENTENCE = 10


def segment(seeds: Article, language: str) -> str:
    return f"{language}/{seeds.edition(language).sentences[SENTENCE].id}"


def resting_on(exercises: list[Exercise], *segments: str) -> list[Exercise]:
    return [e for e in exercises if set(segments) <= {f"{piece.lang}/{piece.seg}" for piece in e.evidence}]


def repaired_bitext(left: Edition, right: Edition, repairs: Sequence[Repair] = ()) -> Bitext:
    return build_repaired(left, right, look_for(repairs, left, right).fixed)


def apart(seeds: Article, one: str, other: str) -> list[Repair]:
    """The sentences with that number answer each other no more."""
    whole = repaired_bitext(seeds.edition(one), seeds.edition(other))
    return repairs_of(whole, unlinked_here(whole, "left", SENTENCE))


def test_no_key_rests_on_sentences_that_were_unlinked(seeds: Article) -> None:
    nb, fi = seeds.edition("nb"), seeds.edition("fi")
    both = segment(seeds, "nb"), segment(seeds, "fi")
    before = generate(repaired_bitext(nb, fi), article=seeds)
    assert resting_on(before, *both)
    repairs = apart(seeds, "fi", "nb")
    after = generate(repaired_bitext(nb, fi, repairs), article=seeds, repairs=repairs)
    assert after
    assert resting_on(after, *both) == []
    editions = {language: seeds.edition(language) for language in seeds.languages}
    assert all(prove(exercise, editions, repairs) == [] for exercise in after)
    assert any(prove(exercise, editions, repairs) for exercise in resting_on(before, *both))


def test_other_languages_are_heeded_as_evidence_too(seeds: Article) -> None:
    nb, fi = seeds.edition("nb"), seeds.edition("fi")
    repairs = apart(seeds, "fi", "sv")
    after = generate(repaired_bitext(nb, fi, repairs), article=seeds, repairs=repairs)
    assert resting_on(after, segment(seeds, "nb"), segment(seeds, "fi"))
    assert resting_on(after, segment(seeds, "sv"), segment(seeds, "fi")) == []
    material = Material(repaired_bitext(nb, fi, repairs), [seeds.edition("sv")], Exclusions(()), 0, repairs)
    left = seeds.edition("fi").sentences[SENTENCE].id
    assert left not in material.parallel("fi", "sv")
    assert left in material.parallel("fi", "nb")


def test_the_proof_itself_heeds_them(seeds: Article) -> None:
    nb, fi = seeds.edition("nb"), seeds.edition("fi")
    made = generate(repaired_bitext(nb, fi), article=seeds, repairs=apart(seeds, "fi", "nb"))
    assert made
    assert resting_on(made, segment(seeds, "nb"), segment(seeds, "fi")) == []


def test_a_confirmed_bead_changes_no_question(seeds: Article) -> None:
    nb, fi = seeds.edition("nb"), seeds.edition("fi")
    plain = repaired_bitext(nb, fi)
    repairs = repairs_of(plain, [FixedBead((SENTENCE,), (SENTENCE,))])
    made = generate(repaired_bitext(nb, fi, repairs), article=seeds, repairs=repairs)
    assert {e.id for e in made} == {e.id for e in generate(plain, article=seeds)}


def test_the_quiz_of_an_article_reads_them_from_disk(seeds: Article, own_home: Path) -> None:
    both = segment(seeds, "nb"), segment(seeds, "fi")
    pair = Pair("nb", "fi")
    assert resting_on(list(quiz_of(seeds, pair).exercises), *both)
    fi, nb = seeds.edition("fi"), seeds.edition("nb")
    beads = unlinked_here(repaired_bitext(fi, nb), "left", SENTENCE)
    RepairStore(repairs_folder()).apply(fi, nb, edits_for(beads))
    assert resting_on(list(quiz_of(seeds, pair).exercises), *both) == []
    (own_home / "repairs" / "fi-nb.json").write_text("{")
    quiz = quiz_of(seeds, pair)
    assert resting_on(list(quiz.exercises), *both)
    assert [problem.path for problem in quiz.problems] == [str(own_home / "repairs" / "fi-nb.json")]
