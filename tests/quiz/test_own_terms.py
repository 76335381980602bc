"""Terms of several words: made, found in all their forms, and what they cannot be."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.quiz.known_words import words_of
from tui_learn.progress import Progress
from tui_learn.quiz.own_terms import Found, Terms, drop_term, keep_term, kept_terms, spelling_of, term_of


def found(terms: Terms, *sentences: str) -> list[tuple[str, int, int]]:
    words = words_of(*sentences)
    hits = [hit for number in range(len(sentences)) for hit in terms.in_sentence(words, number)]
    return [(hit.term, hit.first, hit.last) for hit in hits]


def test_a_term_is_found_in_all_forms_of_its_words() -> None:
    terms = Terms.of("fi", ["ottaa huomio"])
    assert found(terms, "Hän otti huomioon asiakkaan.", "Ottaa huomioon.", "Huomioon ottaa.") == [
        ("ottaa huomio", 1, 2),
        ("ottaa huomio", 4, 5),
    ]
    assert found(Terms.of("fi", ["Ottaa huomioon"]), "Hän ottaa HUOMIOON kaiken.") == [("Ottaa huomioon", 1, 2)]


def test_the_longest_is_taken_and_none_inside_another() -> None:
    terms = Terms.of("fi", ["a b", "a b c", "b c d", "c d"])
    assert found(terms, "x a b c d y") == [("a b c", 1, 3)]
    assert found(terms, "a b x b c d") == [("a b", 0, 1), ("b c d", 3, 5)]
    assert found(terms, "a", "b") == []  # not over the end of a sentence
    words = words_of("x a b c d y")
    assert terms.at(words, 2) == Found("a b c", 1, 3)
    assert terms.at(words, 4) is None


def test_what_makes_a_term() -> None:
    words = words_of("Hän otti huomioon.", "Yksi kaksi.")
    assert term_of(words, 1, 2) == "ottaa huomio"
    assert term_of(words, 1, 1) is None
    assert term_of(words, 2, 3) is None
    assert term_of(words_of(" ".join("abcdefghijk")), 0, 9) is None
    assert term_of(words_of("x" * 150 + " " + "y" * 150), 0, 1) is None


def test_terms_are_kept_by_language(progress: Progress) -> None:
    assert keep_term(progress, "fi", "ottaa huomio")
    assert not keep_term(progress, "fi", "ottaa huomio")
    assert kept_terms(progress, "fi").terms == {"ottaa huomio"}
    assert kept_terms(progress, "fi").with_word("Huomio") == ["ottaa huomio"]
    assert kept_terms(progress, "sv").terms == frozenset()
    assert drop_term(progress, "fi", "ottaa huomio")
    assert not drop_term(progress, "fi", "ottaa huomio")
    assert found(kept_terms(progress, "fi"), "Ottaa huomioon.") == []


def test_a_term_is_named_as_it_stood_where_it_was_made(progress: Progress) -> None:
    words = words_of("Hän otti huomioon, että satoi.", "Otti  huomioon.", "Yritys Oy.", "DNA kertoo.")
    assert spelling_of(words, 1, 3) == "otti huomioon, että"
    assert spelling_of(words, 5, 6) == "otti huomioon"
    assert spelling_of(words, 9, 10) == "DNA kertoo"
    assert keep_term(progress, "fi", "ottaa huomio", "otti huomioon")
    assert not keep_term(progress, "fi", "ottaa huomio", "ottaa huomioon")  # it has its name
    assert kept_terms(progress, "fi").named("ottaa huomio") == "otti huomioon"
    assert kept_terms(progress, "fi").named("a b") == "a b"
    drop_term(progress, "fi", "ottaa huomio")
    assert keep_term(progress, "fi", "ottaa huomio")  # taken back
    assert kept_terms(progress, "fi").named("ottaa huomio") == "otti huomioon"
    for kept in ("", " ", 7, None, ["x"]):
        progress.remember("terms/fi/ottaa huomio", kept)
        assert kept_terms(progress, "fi").named("ottaa huomio") == "ottaa huomio"
    progress.remember("terms/fi/ottaa huomio", "a\x1b[2Jb" + 999 * "x")
    assert len(kept_terms(progress, "fi").named("ottaa huomio")) == 200


def test_whatever_is_kept_as_a_term_is_read(progress: Progress) -> None:
    progress.mark("terms/fi", ["", "one", "a\x1b[2Jb c", " d  e ", "f " * 50, "g\nh"])
    assert kept_terms(progress, "fi").terms == {"a[2Jb c", "d e", "g h"}


@given(st.lists(st.text("ab", min_size=1, max_size=2), max_size=12), st.lists(st.lists(
    st.text("ab", min_size=1, max_size=2), min_size=2, max_size=4), max_size=5))  # fmt: skip
def test_every_term_found_stands_there(sentence: list[str], made: list[list[str]]) -> None:
    words = words_of(" ".join(sentence))
    terms = Terms.of("fi", [" ".join(term) for term in made])
    hits = list(terms.in_sentence(words, 0))
    for hit in hits:
        assert " ".join(word.lexeme for word in words.words[hit.first : hit.last + 1]) == hit.term
    assert all(one.last < two.first for one, two in pairwise(hits))
    if not hits:  # nothing was passed over
        assert not any(f" {' '.join(term)} " in f" {' '.join(sentence)} " for term in made)
