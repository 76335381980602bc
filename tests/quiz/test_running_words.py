"""The words of an edition in rows of numbers, against the plainest way to find the same."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.quiz.known_words import running
from tui_learn.text.fold import lower

FORMS = {"Asiakkaan": "asiakas", "asiakkaat": "asiakas", "Tälli": "tälli", "talli": "talli", "tallin": "talli"}
WORD = st.sampled_from(["Asiakkaan", "asiakkaat", "Tälli", "talli", "tallin", "Liisa", "liisa", "CRM", "2019", "on"])
SENTENCE = st.lists(WORD, min_size=1, max_size=6).map(" ".join)


@settings(deadline=None, max_examples=60)
@given(st.lists(SENTENCE, min_size=1, max_size=5))
def test_words_are_gathered_by_their_dictionary_forms(sentences: list[str]) -> None:
    made = running(*sentences, forms=FORMS)
    words = made.words.words
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, word in enumerate(words):
        numbers[lower(word.lexeme, "fi")].append(number)
    assert {word: list(one.numbers) for word, one in made.by_lexeme.items()} == numbers
    assert [word for word, _count, _counted in made.by_lexeme.counts()] == list(made.by_lexeme) == list(numbers)
    assert len(made.by_lexeme) == len(numbers)
    counted = 0
    for word, places in numbers.items():
        one = made.by_lexeme[word]
        first = words[places[0]]
        assert one == made.of(first.lexeme)
        assert (one.lexeme, one.forms) == (first.lexeme, {lower(words[n].text, "fi") for n in places})
        capital = all(words[n].text[0].isupper() for n in places)
        inside = any(n not in made.words.first for n in places)
        number = word in ("crm", "2019")
        assert one.is_counted == (not number and not (capital and inside))
        assert {made.counts(n) for n in places} == {one.is_counted}
        assert made.by_lexeme.count(word) == (len(places) if one.is_counted else 0)
        counted += made.by_lexeme.count(word)
    assert made.counted_words == counted


def test_words_are_found_by_their_forms() -> None:
    made = running("Asiakkaan talli.", "Tälli, asiakkaat!", forms=FORMS)
    assert made.by_lexeme.of_forms({"asiakkaat", "talli", "koira"}) == {"asiakkaat": "asiakas"}
    assert made.by_lexeme.of_forms(frozenset()) == {}
    assert "koira" not in made.by_lexeme
    assert made.of("koira") is None
    assert made.by_lexeme.count("koira") == 0


def test_a_form_of_two_words_that_differ_in_marks_is_of_neither_unless_one_alone_stands_so() -> None:
    assert running("Asiakkaan talli.", "Tälli!", forms=FORMS).by_lexeme.of_forms({"talli"}) == {}
    assert running("Tallin tälli.", forms=FORMS).by_lexeme.of_forms({"talli", "tallin"}) == {
        "talli": "tälli",
        "tallin": "talli",
    }
    assert running("Tallin.", forms=FORMS).by_lexeme.of_forms({"talli"}) == {"talli": "talli"}
    forms = {"voita": "voi", "voin": "voida"}
    found = running("Voin ottaa voita.", forms=forms).by_lexeme.of_forms({"voi", "voin"})
    assert found == {"voi": "voi", "voin": "voida"}
