"""What an answer is worth, for every type of question."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.quiz.conftest import MakeExercises
from tests.quiz.small import made, options, right_answer, wrong_answer
from tui_learn.progress import Rating
from tui_learn.quiz import Exercise
from tui_learn.quiz.answers import (
    HINTS,
    NO_ANSWER,
    answer_text,
    hint,
    judge,
    missorted,
    name_match,
    parse_match,
    parse_sort,
)
from tui_learn.quiz.exercise import Evidence, Spot, Swap, Text
from tui_learn.quiz.hints import free_steps, help_in_sight, letter_steps


@pytest.fixture
def choice(exercises_of: MakeExercises) -> Exercise:
    return next(e for e in exercises_of("nb", "fi") if e.code == "V5")


@pytest.fixture
def cloze() -> Exercise:
    return made("V2", "cloze", "rakentaminen", forms=("rakentamista",), prompt=(
        Text("fi", "Suhteen ____ tuottaa palkintoja."), Text("nb", "Å bygge et forhold gir belønning."),
    ))  # fmt: skip


@pytest.fixture
def tiles() -> Exercise:
    order = ("yksi", "kaksi", "kolme", "neljä", "viisi", "kuusi")
    return made("V8", "tiles", " ".join(order), tiles=("kuusi", "outo", *order[:5], "vieras"), order=order)


# --- choices


def test_choices(choice: Exercise) -> None:
    key = next(n for n, option in enumerate(choice.options, start=1) if option.key)
    assert judge(choice, str(key)).word == "right"
    assert judge(choice, f" {key}. ").rating == Rating.GOOD
    wrong = judge(choice, str(key % 4 + 1))
    assert (wrong.word, wrong.rating, wrong.chosen) == ("wrong", Rating.AGAIN, key % 4)
    assert choice.key in wrong.explanation
    assert judge(choice, str(key), hints=1).rating == Rating.HARD


@pytest.mark.parametrize("answer", ["", "0", "5", "x", "1 2", "-1", "²", "99999999999999999999"])
def test_what_is_no_choice_is_wrong(choice: Exercise, answer: str) -> None:
    assert judge(choice, answer).word == "wrong"


def test_an_altered_statement_says_what_the_article_has() -> None:
    swap = Swap("CRM", "BRM", "BRM on järjestelmä.", ())
    exercise = made(
        "C8", "tf", "altered", swap=swap, options=options("altered", "said"),
        evidence=(Evidence("fi", "b1s0", "CRM on järjestelmä."),),
    )  # fmt: skip
    assert judge(exercise, "1").explanation == "altered; the article has: CRM"
    assert judge(exercise, "2").explanation == "1 is right: altered; the article has: CRM"
    said = made("C8", "tf", "said", swap=Swap("CRM", "BRM", "CRM on järjestelmä.", ()), options=options("said", "x"),
                evidence=(Evidence("fi", "b1s0", "CRM on järjestelmä."),))  # fmt: skip
    assert judge(said, "1").explanation == "said"


# --- pieces and units in order


def numbers(exercise: Exercise, pieces: list[str]) -> str:
    return " ".join(str(exercise.tiles.index(piece) + 1) for piece in pieces)


def test_tiles(tiles: Exercise) -> None:
    order = list(tiles.order)
    assert judge(tiles, numbers(tiles, order)).word == "right"
    swapped = [*order[:-2], order[-1], order[-2]]
    almost = judge(tiles, numbers(tiles, swapped))
    assert (almost.word, almost.rating) == ("almost", Rating.HARD)
    assert judge(tiles, numbers(tiles, order[::-1])).word == "wrong"
    assert judge(tiles, numbers(tiles, order[:-1])).word == "wrong"
    foreign = next(piece for piece in tiles.tiles if piece not in order)
    assert judge(tiles, numbers(tiles, [*order, foreign])).word == "wrong"
    assert judge(tiles, numbers(tiles, [*order[1:], foreign])).word == "wrong"
    for line in ("", "a b", "1 1 2", "0 1"):
        assert judge(tiles, line).word == "wrong"


@pytest.mark.parametrize(
    ("size", "moved", "word"), [(5, 1, "almost"), (4, 1, "wrong"), (3, 1, "wrong"), (6, 1, "almost"), (6, 2, "wrong")]
)
def test_units_almost_in_order(size: int, moved: int, word: str) -> None:
    order = tuple(f"Lause {n}." for n in range(size))
    exercise = made("C9", "order", " / ".join(order), order=order, tiles=order[::-1])
    answer = [*order[moved:], *order[:moved]]
    outcome = judge(exercise, numbers(exercise, answer))
    assert outcome.word == word
    assert outcome.rating == (Rating.HARD if word == "almost" else Rating.AGAIN)
    assert exercise.key in outcome.explanation


# --- words of a sentence, pairs


def test_a_slip_is_found_and_mended() -> None:
    spots = tuple(Spot(word, n, n + 1) for n, word in enumerate(["Tämä", "sana", "on", "tässä"]))
    slip = made("V11", "point", "sana", tokens=spots, pointed="Tämä sana on tässä.", correction="kirja", key_index=1)
    right = judge(slip, "2")
    assert (right.word, right.chosen, right.explanation) == ("right", 1, "sana; the article has: kirja")
    assert judge(slip, "3").explanation == "2 is right: sana; the article has: kirja"
    assert judge(slip, "5").word == "wrong"


def test_the_odd_pair() -> None:
    pairs = (("En.", "Yksi."), ("To.", "Viisi."), ("Tre.", "Kolme."), ("Fire.", "Neljä."))
    odd = made("V13", "odd", "Viisi.", pairs=pairs, key_index=1)
    assert (judge(odd, "2").word, judge(odd, "2").chosen) == ("right", 1)
    wrong = judge(odd, "4")
    assert (wrong.word, wrong.chosen, wrong.explanation) == ("wrong", 3, "2 is right: Viisi.")
    assert answer_text(odd, "4", 3) == "Neljä."
    for line in ("", "0", "5", "1b"):
        assert judge(odd, line).word == "wrong"


def test_a_wrong_board_says_what_a_word_says() -> None:
    pairs = tuple((f"v{n}", f"o{n}") for n in range(5))
    board = made("V6", "match", "k", pairs=pairs, rights=("o4", "o3", "o2", "o1", "o0"))
    wrong = judge(board, name_match([0, 4, 2, 3, 1]))
    assert wrong.word == "wrong"
    assert wrong.explanation.endswith("“o4” says what “v4” says")
    assert "says" not in judge(board, "1a").explanation


# --- phrases under headings


@pytest.fixture
def sorting() -> Exercise:
    groups = (("Eläimet", ("kissa", "koira", "lehmä")), ("Kasvit", ("kuusi", "mänty", "ruoho")))
    return made("C18", "sort", "Eläimet: kissa; Kasvit: kuusi", groups=groups,
                tiles=("kuusi", "kissa", "mänty", "koira", "lehmä", "ruoho"))  # fmt: skip


def test_sorting(sorting: Exercise) -> None:
    right = right_answer(sorting)
    assert right == "1b 2a 3b 4a 5a 6b"
    assert (judge(sorting, right).word, judge(sorting, right).rating) == ("right", Rating.GOOD)
    assert judge(sorting, "6B, 5A 4a 3b 2a 1b").word == "right"
    one = judge(sorting, "1a 2a 3b 4a 5a 6b")
    assert (one.word, one.rating) == ("almost", Rating.HARD)
    assert missorted(sorting, "1a 2a 3b 4a 5a 6b") == [0]
    exchanged = judge(sorting, "1a 2b 3b 4a 5a 6b")
    assert (exchanged.word, exchanged.rating) == ("almost", Rating.HARD)
    assert judge(sorting, "1a 2a 3a 4a 5a 6b").word == "wrong"  # two slips the same way are no exchange
    assert judge(sorting, "1a 2b 3a 4b 5a 6b").word == "wrong"
    for line in (
        "",
        "1b",
        "1b 2a 3b 4a 5a",
        "1b 2a 3b 4a 5a 6c",
        "1b 1b 2a 3b 4a 5a 6b",
        "b1 a2",
        "7a 1b 2a 3b 4a 5a 6b",
    ):
        assert parse_sort(sorting, line) is None
        assert (judge(sorting, line).word, judge(sorting, line).rating) == ("wrong", Rating.AGAIN)


def test_two_of_four_exchanged_is_half_wrong() -> None:
    groups = (("A", ("a1", "a2")), ("B", ("b1", "b2")))
    small = made("C18", "sort", "k", groups=groups, tiles=("a1", "b1", "a2", "b2"))
    assert judge(small, "1b 2a 3a 4b").word == "wrong"


# --- typed


def test_typed_answers(cloze: Exercise) -> None:
    assert judge(cloze, "rakentaminen").rating == Rating.GOOD
    assert judge(cloze, "rakentaminen").exact
    assert judge(cloze, "rakentaminen", hints=1).rating == Rating.HARD
    typo = judge(cloze, "rakentamnen")
    assert (typo.word, typo.rating) == ("almost", Rating.HARD)
    assert "a letter is missing: i" in typo.explanation
    assert not typo.exact
    wrong = judge(cloze, "kissa")
    assert wrong.word == "wrong"
    assert wrong.explanation.startswith("the word is: rakentaminen; ")
    assert judge(cloze, "").word == "again"
    assert judge(cloze, "", retried=True).word == "again"
    assert judge(cloze, "luottamus", accept=["luottamus"]).word == "right"
    assert judge(cloze, NO_ANSWER).explanation == "the word is: rakentaminen"


def test_marks_are_named() -> None:
    exercise = made("V2", "cloze", "kehittää")
    outcome = judge(exercise, "kehittaa")
    assert (outcome.word, outcome.rating) == ("almost", Rating.GOOD)
    assert outcome.explanation.startswith("kehittää; mind the marks: ")
    assert judge(exercise, "kehittaa", hints=1).rating == Rating.HARD


def test_one_free_retry_for_another_form(cloze: Exercise) -> None:
    first = judge(cloze, "rakentamista")
    assert first.word == "again"
    assert "rakentaminen" not in first.explanation
    second = judge(cloze, "rakentamista", retried=True)
    assert (second.word, second.rating) == ("almost", Rating.HARD)
    assert judge(cloze, "rakentaminen", retried=True).rating == Rating.HARD


def test_a_word_of_the_article_is_no_typing_error(cloze: Exercise) -> None:
    assert judge(cloze, "rakentaminnen", vocabulary=["rakentaminnen"]).word == "wrong"


def test_the_other_language_may_try_again(cloze: Exercise) -> None:
    assert judge(cloze, "belønning").word == "again"


def test_free_answers_are_typed() -> None:
    exercise = made("C3", "typed", "customer relationship management", key_lang="en", accept=("CRM system",))
    assert judge(exercise, "Customer Relationship Management.").word == "right"
    assert judge(exercise, "crm system").word == "right"
    assert judge(exercise, "business").word == "wrong"


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        ("pöytä", "right"),
        ("PÖYTÄ", "right"),
        ("poyta", "wrong"),
        ("pöytää", "wrong"),
        ("pöyta", "wrong"),
        (" ", "again"),
    ],
)
def test_letters_are_exact_but_for_their_case(answer: str, word: str) -> None:
    assert judge(made("V10", "cloze", "pöytä"), answer).word == word


def test_turkish_letters_keep_their_dots() -> None:
    exercise = made("V10", "cloze", "ılımlı", key_lang="tr")
    assert judge(exercise, "ILIMLI").word == "right"
    assert judge(exercise, "ilimli").word == "wrong"


def test_open_questions_are_graded_by_the_learner() -> None:
    exercise = made("C20", "typed", "Koska luottamus vie aikaa.")
    outcome = judge(exercise, "aivan muuta")
    assert (outcome.word, outcome.rating) == ("almost", Rating.HARD)
    assert exercise.key in outcome.explanation
    assert judge(exercise, exercise.key).word == "almost"
    assert judge(exercise, "  ").word == "again"


# --- hints


def test_hints_go_from_little_to_half(cloze: Exercise, choice: Exercise) -> None:
    steps = [hint(cloze, step) for step in range(1, HINTS + 1)]
    assert steps == ["r…", "r···········", "rakent······"]
    assert hint(cloze, HINTS + 1) is None
    assert hint(cloze, 0) is None
    assert hint(choice, 1) is None


def test_a_deck_helps_first(cloze: Exercise) -> None:
    helped = made("V2", "cloze", "sana", help="lyhyt")
    assert [hint(helped, step) for step in range(1, 6)] == ["lyhyt", "s…", "s···", "sa··", None]
    assert help_in_sight(helped, 0, 1) == "lyhyt"
    assert help_in_sight(helped, 1, 1) == "lyhyt  s…"
    assert help_in_sight(helped, 1, 2) == "lyhyt  s···"
    assert [hint(helped, step, 1) for step in range(1, 5)] == ["lyhyt", "s···", "sa··", None]
    assert help_in_sight(cloze, 0, 0) is None
    assert hint(made(help="ensimmäinen"), 1) == "ensimmäinen"


def test_no_hint_tells_all() -> None:
    assert letter_steps(made("V2", "cloze", "a")) == ()
    assert letter_steps(made("V2", "cloze", "ää")) == ("ä…", "ä·", "ä·")
    assert letter_steps(made("V2", "cloze", "après-vente")) == ("a…", "a····-·····", "après-·····")
    assert letter_steps(made("V10", "cloze", "kirjasto")) == ("k…", "kirj····")
    assert letter_steps(made("C20", "typed", "malli")) == ()


def test_a_first_letter_that_is_shown_is_free() -> None:
    assert free_steps(made("V2", "cloze", "sana", starts="s")) == 1
    assert free_steps(made("V2", "cloze", "sana")) == 0


# --- lines nobody foresaw


EVERY: tuple[Exercise, ...] = (
    made(), made("C7", "tf", options=options("avain", "muu")), made("V2", "cloze"), made("V10", "cloze"),
    made("C3", "typed"), made("C20", "typed"),
    made("V13", "odd", pairs=(("a", "b"), ("c", "d"), ("e", "f")), key_index=0),
    made("V4", "point", tokens=(Spot("a", 0, 1), Spot("b", 2, 3), Spot("c", 4, 5)), key_index=2),
    made("V8", "tiles", tiles=("b", "a", "x"), order=("a", "b")),
    made("C9", "order", tiles=("b", "a", "c"), order=("a", "b", "c")),
    made("V6", "match", pairs=(("a", "b"), ("c", "d"), ("e", "f")), rights=("f", "d", "b")),
    made("C11", "sort", groups=(("A", ("a",)), ("B", ("b", "c"))), tiles=("b", "a", "c")),
)  # fmt: skip


@settings(deadline=None)
@given(st.text() | st.from_regex(r"[0-9a-f ,.]{0,20}", fullmatch=True))
def test_any_line_is_an_answer(line: str) -> None:
    for exercise in EVERY:
        outcome = judge(exercise, line)
        assert outcome.word in ("right", "almost", "wrong", "again")
        assert (outcome.rating == Rating.AGAIN) == (outcome.word == "wrong")
        assert outcome.explanation
        answer_text(exercise, line, outcome.chosen)


@pytest.mark.parametrize("exercise", EVERY, ids=lambda e: f"{e.code}-{e.type}")
def test_every_type_has_a_right_and_a_wrong_answer(exercise: Exercise) -> None:
    expected = "almost" if exercise.code == "C20" else "right"
    assert judge(exercise, right_answer(exercise)).word == expected
    assert judge(exercise, NO_ANSWER).word in ("wrong", "almost")
    if exercise.code != "C20":
        assert judge(exercise, wrong_answer(exercise)).word == "wrong"


@settings(deadline=None)
@given(st.permutations(range(5)))
def test_boards_are_read_as_they_are_written(rights: list[int]) -> None:
    board = made(
        "V6", "match", pairs=tuple((f"l{n}", f"r{n}") for n in range(5)), rights=tuple(f"r{n}" for n in range(5))
    )
    assert parse_match(board, name_match(rights)) == list(rights)
