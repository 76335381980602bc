"""Cards are kept by what they ask: an article may be changed elsewhere and they stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from tests.quiz import statement_texts
from tests.quiz.conftest import MakeEdition, MakeExercises
from tests.quiz.term_texts import TEXTS, material_of
from tui_learn.quiz.exercise import Exercise, anchor
from tui_learn.quiz.kinds.figures import generate_figures
from tui_learn.quiz.kinds.gap import generate_gaps
from tui_learn.quiz.kinds.letters import generate_letters
from tui_learn.quiz.kinds.links import generate_links
from tui_learn.quiz.kinds.lists import generate_lists
from tui_learn.quiz.limits import words_of_board
from tui_learn.quiz.material import Material
from tui_learn.quiz.stages import card_of

MORE = {"en": "Nobody knew anything then. All was silent.", "sv": "Ingen visste något då. Allt var tyst."}
PAIR = "en:sv"
HARBOUR = {language: TEXTS[language] for language in ("en", "sv")}
NETWORKS = {"en": statement_texts.ENGLISH, "sv": statement_texts.SWEDISH}
Kind = Callable[[Material], Iterator[Exercise]]


def cards(edition_of: MakeEdition, kind: Kind, texts: dict[str, str]) -> set[str]:
    return {card_of(exercise, "here") for exercise in kind(material_of(edition_of, PAIR, texts))}


def with_more(texts: dict[str, str]) -> dict[str, str]:
    """A paragraph more after the title: every segment below it has another number."""
    return {
        language: re.sub(r"(?m)^(# .*)$", rf"\1\n\n{MORE[language]}", text, count=1) for language, text in texts.items()
    }


def reflowed(texts: dict[str, str]) -> dict[str, str]:
    """Lines broken elsewhere."""
    return {language: re.sub(r"(?<=[^\n#])\n(?=[A-Za-zÅÄÖåäö])", " ", text) for language, text in texts.items()}


ALL = [
    (generate_figures, HARBOUR),
    (generate_links, HARBOUR),
    (generate_gaps, HARBOUR),
    (generate_letters, HARBOUR),
    (generate_lists, NETWORKS),
]
every_kind = pytest.mark.parametrize(("kind", "texts"), ALL, ids=lambda value: getattr(value, "__name__", ""))


@pytest.mark.parametrize("change", [with_more, reflowed], ids=["paragraph", "reflowed"])
@every_kind
def test_cards_stay_when_the_article_changes_elsewhere(
    edition_of: MakeEdition,
    kind: Kind,
    texts: dict[str, str],
    change: Callable[[dict[str, str]], dict[str, str]],
) -> None:
    changed = change(texts)
    assert changed != texts
    before = cards(edition_of, kind, texts)
    assert before
    lost = before - cards(edition_of, kind, changed)
    # Which of its words a sentence asks for depends on wrong answers too, and those on the whole text.
    assert len(lost) <= (len(before) // 20 if kind is generate_gaps else 0), lost


@every_kind
def test_no_key_holds_the_number_of_a_segment(edition_of: MakeEdition, kind: Kind, texts: dict[str, str]) -> None:
    found = cards(edition_of, kind, texts)
    assert found
    assert not [card for card in found if re.search(r"(^|/)b\d+s\d+(/|$)", card)]


def test_a_board_keeps_its_card_while_one_word_stays() -> None:
    words = ["talo", "kirja", "kissa", "koira"]
    first = anchor(words)
    assert first in words
    assert anchor(reversed(words)) == first
    assert anchor([first, *(f"{word}t" for word in words)]) in {first, *(f"{word}t" for word in words)}
    assert anchor(word for word in words if word != first) != first
    assert anchor([word for word in words if word != words[0]] + [first]) == first


def test_questions_about_words_know_their_dictionary_forms(exercises_of: MakeExercises) -> None:
    exercises = exercises_of("nb", "fi")
    found = {(e.target.rpartition("/")[2], e.lexeme) for e in exercises if e.target.startswith("word/")}
    assert ("asiakkaiden", "asiakas") in found
    assert any("ä" in lexeme for _form, lexeme in found)
    assert not any("ä" in form for form, _lexeme in found)
    assert sum(bool(lexeme) for _form, lexeme in found) >= 0.9 * len(found) > 20
    boards = [e for e in exercises if e.code == "V6"]
    assert boards
    assert all(len(words_of_board(e)) == len(e.pairs) == e.lexeme.count(";") + 1 for e in boards)
    on_boards = {(card.rpartition("/")[2], key) for e in boards for card, key in words_of_board(e)}
    of_forms = dict(found)
    both = {form: key for form, key in on_boards if of_forms.get(form)}
    assert len(both) >= 5
    assert both == {form: of_forms[form] for form in both}
    assert all(not e.lexeme for e in exercises if not e.target.startswith("word/") and e.code != "V6")
