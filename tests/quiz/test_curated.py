"""The deck that comes with the sample articles: what a person wrote of them, in all five languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import pytest

from tests.conftest import LANGUAGES, ROOT
from tests.quiz.conftest import PAIRS
from tui_learn.library import Article, Pair
from tui_learn.quiz.decks.asking import exercises_of, open_deck
from tui_learn.quiz.decks.front import Deck
from tui_learn.quiz.decks.items import ALTERED, SAID, DeckItem, Wording
from tui_learn.quiz.decks.reading import read_items
from tui_learn.quiz.exclusions import Exclusions
from tui_learn.quiz.flaws import flaws
from tui_learn.quiz.sections import sections
from tui_learn.quiz.shapes import length_gives_away, stands_out
from tui_learn.quiz.stems import content_words, count_same_stem
from tui_learn.text import Edition, tokenize
from tui_learn.text.fold import lower

PATH = ROOT / "quizzes" / "relationship-management.md"
NOT_WRITTEN = {"fi": "åæøõşçğıł", "sv": "æøõşçğıł", "nb": "äöõşçğıł", "tr": "äåæøłąęqwx", "pl": "äåæøöüşçğıqvx"}
"""Letters a language does not use: a word with one has strayed from another."""
TWO_WAY = {
    "mere-transaction": ALTERED, "between-companies-too": SAID, "who-is-rewarded": ALTERED, "tutorials-too": SAID,
    "what-costs-more": ALTERED, "consumers-only": ALTERED, "contract-negotiations": SAID, "b2b-or-b2c": "B2B",
    "who-relies-on-crm": "B2C", "crm-or-brm-data": "CRM", "crm-or-brm-trust": "BRM",
}  # fmt: skip
"""The keys of the questions with two answers, so that none is turned round by mistake."""

every_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def read() -> tuple[Deck, list[DeckItem]]:
    deck, items, problems = read_items(PATH)
    assert problems == []
    assert deck is not None
    return deck, items


@pytest.fixture(scope="module")
def deck(read: tuple[Deck, list[DeckItem]]) -> Deck:
    return read[0]


@pytest.fixture(scope="module")
def items(read: tuple[Deck, list[DeckItem]]) -> list[DeckItem]:
    return read[1]


def answers(item: DeckItem) -> Iterator[Wording]:
    """Everything that is offered as an answer."""
    yield from (choice.wording for choice in item.choices)
    yield from (*item.units, *item.sides)
    for group in item.groups:
        yield from (group.heading, *group.phrases)


def texts(item: DeckItem, language: str) -> list[str]:
    """Everything the item shows in a language, and what may be typed."""
    wordings = [item.question, *item.notes, *answers(item)]
    said = [wording.of(language) for wording in wordings]
    typed = [text for right in item.answers for text in right.of(language)]
    return [text for text in said if text] + typed + [p.text() for p in item.prompts if p.lang == language]


def segments(item: DeckItem) -> list[str]:
    return [part.strip() for part in item.get("ev").split(",")]


def body(edition: Edition) -> str:
    return lower("\n".join(sentence.text for sentence in edition.sentences), edition.language)


def test_it_is_about_ideas_and_of_many_kinds(items: list[DeckItem]) -> None:
    assert len(items) >= 30
    assert {item.kind for item in items} >= {"choice", "tf", "typed", "cloze", "match", "order", "sort"}
    assert all(item.get("type").startswith("C") for item in items)
    assert {item.get("proof") for item in items} == {"P5"}
    assert Counter(item.get("type") for item in items)["C20"] in (2, 3)


def test_no_two_way_question_is_turned_round(items: list[DeckItem]) -> None:
    keys = {
        item.get("id"): choice.wording.of("")
        for item in items
        for choice in item.choices
        if choice.key and not choice.wording.languages
    }
    assert keys == TWO_WAY


def test_statements_are_as_often_said_as_altered(items: list[DeckItem]) -> None:
    kept = Counter(
        choice.wording.of("") for item in items if item.kind == "tf" for choice in item.choices if choice.key
    )
    assert abs(kept[SAID] - kept[ALTERED]) <= 1


@every_language
def test_every_item_is_in_every_language(items: list[DeckItem], language: str) -> None:
    whole = []
    for item in items:
        wordings = [*item.notes, *answers(item), *([item.question] if item.kind != "match" else [])]
        said = all(wording.of(language) for wording in wordings)
        shown = not item.prompts or any(prompt.lang == language for prompt in item.prompts)
        typed = item.kind != "typed" or any(right.of(language) for right in item.answers)
        if said and shown and typed and item.notes:
            whole.append(item)
    assert len(whole) >= 25
    assert whole == items


@every_language
def test_no_letter_strayed_from_another_language(items: list[DeckItem], language: str) -> None:
    for item in items:
        for text in texts(item, language):
            assert not set(lower(text, language)) & set(NOT_WRITTEN[language]), text


def test_every_section_is_asked_about(items: list[DeckItem], editions: Mapping[str, Edition]) -> None:
    asked = {int(segment[1:].partition("s")[0]) for item in items for segment in segments(item)}
    for edition in editions.values():
        for section in sections(edition):
            assert asked & {block.number for block in section.blocks}, section.heading.text


@every_language
def test_its_evidence_is_there_and_not_excluded(
    deck: Deck, items: list[DeckItem], editions: Mapping[str, Edition], language: str
) -> None:
    there = {sentence.id for sentence in editions[language].sentences}
    excluded = Exclusions(deck.exclude)
    for item in items:
        assert segments(item)
        for segment in segments(item):
            assert segment in there, item.get("id")
            assert not excluded.segment(language, segment), item.get("id")


@every_language
def test_no_excluded_word_is_used(deck: Deck, items: list[DeckItem], language: str) -> None:
    excluded = Exclusions(deck.exclude)
    for item in items:
        for text in texts(item, language):
            assert not [t.text for t in tokenize(text, language) if excluded.word(language, t.text)], text


@every_language
def test_the_article_does_not_say_a_wrong_option(
    items: list[DeckItem], editions: Mapping[str, Edition], language: str
) -> None:
    article = body(editions[language])
    stems = {sentence.id: content_words(sentence.text, language) for sentence in editions[language].sentences}
    for item in items:
        for choice in item.choices:
            if not choice.key and choice.wording.languages:
                text = choice.wording.of(language)
                assert text is not None
                assert lower(text, language) not in article, text
                words = content_words(text, language)
                shared = max(count_same_stem(words, stems[segment]) for segment in segments(item))
                assert shared < len(set(words)), text


@every_language
def test_what_fills_a_gap_stands_in_the_article(
    items: list[DeckItem], editions: Mapping[str, Edition], language: str
) -> None:
    said = {sentence.id: sentence.text for sentence in editions[language].sentences}
    for item in items:
        for prompt in item.prompts:
            for gap in prompt.gaps if prompt.lang == language else ():
                assert any(gap.answer in said[segment] for segment in segments(item)), gap.answer


@every_language
def test_options_differ_and_do_not_tell_the_key(items: list[DeckItem], language: str) -> None:
    for item in items:
        if item.kind != "choice" or not item.choices[0].wording.languages:
            continue
        options = [lower(choice.wording.of(language) or "", language) for choice in item.choices]
        assert len(options) == 4
        assert len(set(options)) == 4
        key, others = options[0], options[1:]
        assert item.choices[0].key
        assert not stands_out(key, others)
        assert not any(key in other or other in key for other in others)
        assert not length_gives_away(key, others)


@pytest.mark.parametrize("pair", PAIRS, ids=":".join)
def test_it_can_be_asked_in_every_pair(seeds: Article, items: list[DeckItem], pair: tuple[str, str]) -> None:
    opened, problems = open_deck(PATH)
    assert opened is not None
    exercises, wrong = exercises_of(opened, Pair(*pair), seeds)
    assert [*problems, *wrong] == []
    assert len(exercises) == len(items)
    found = [flaws(exercise) for exercise in exercises]
    assert [flaw for these in found for flaw in these if flaw.severity == "error"] == []
    assert sum(bool(these) for these in found) <= 0.1 * len(exercises)


@every_language
def test_sentences_are_whole(items: list[DeckItem], language: str) -> None:
    for item in items:
        question = item.question.of(language)
        assert question is None or question.endswith(("?", "."))
        assert (item.notes[0].of(language) or "").endswith(".")
        for prompt in item.prompts:
            if item.kind == "tf" and prompt.lang == language:
                text = prompt.text()
                assert text.endswith(".")
                assert text[0] != lower(text[0], language)


def test_no_text_stands_in_two_items_of_a_kind(items: list[DeckItem]) -> None:
    for language in LANGUAGES:
        shown = Counter(
            (item.kind, item.question.of(language), *(p.text() for p in item.prompts if p.lang == language))
            for item in items
        )
        assert [entry for entry, times in shown.items() if times > 1] == []
