"""What is known of words: statuses across forms, articles and pairs, and the share that is known."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.quiz.known_words import FORMS, running
from tests.quiz.small import Clock, made
from tui_learn.progress import Progress, ProgressNotSaved, Rating, Status
from tui_learn.quiz import Exercise
from tui_learn.quiz.begin import begin_session
from tui_learn.quiz.card_filter import parse_filter, select
from tui_learn.quiz.knowledge import (
    Knowledge,
    cards_to_set,
    load_knowledge,
    remember_share,
    remembered_share,
    reread,
    strays,
)
from tui_learn.quiz.limits import is_set_aside, status_by_hand, word_as_such
from tui_learn.quiz.own_terms import keep_term
from tui_learn.quiz.own_words import keep_own, own_words, recall_own
from tui_learn.quiz.scope import due_exercises, unknown_words

OWN = "word/fi:fi/recognise/asiakas"
TEXT = ("Asiakas on yrityksen asiakas.", "Asiakkaat ovat täällä.")


def say(progress: Progress, knowledge: Knowledge, lexeme: str, status: Status) -> Knowledge:
    progress.set_status(cards_to_set(knowledge, lexeme), status or None)
    return reread(knowledge, progress, [lexeme])


def word(form: str, lexeme: str = "asiakas", direction: str = "recognise", pair: str = "nb:fi") -> Exercise:
    target = f"word/{pair}/{direction}/{form}"
    kind = ("V1", "choice") if direction == "recognise" else ("V2", "cloze")
    return made(*kind, pair=pair, key=form, target=target, lexeme=lexeme)  # type: ignore[arg-type]


# --- statuses


def test_a_status_holds_for_all_forms_in_every_article_from_every_language(progress: Progress) -> None:
    knowledge = say(progress, load_knowledge(progress, running(*TEXT)), "asiakas", Status.SEEN)
    assert (knowledge.status("asiakas"), knowledge.of("asiakas").by_hand) == (Status.SEEN, True)
    assert knowledge.status("yritys") == Status.NONE
    elsewhere = load_knowledge(progress, running("Asiakkaiden tarpeet."))
    assert elsewhere.status("asiakas") == Status.SEEN
    for card in ("word/nb:fi/produce/asiakkaiden", "word/sv:fi/recognise/asiakkaat", "word/fi:fi/produce/asiakas"):
        assert status_by_hand(card, progress, "asiakas") == Status.SEEN
    assert status_by_hand("word/nb:sv/recognise/asiakas", progress, "asiakas") == 0
    # The list of cards shows the word once, not every form.
    keys = select(progress.states(decided=True).values(), parse_filter("status:2"), now=progress.now())
    assert keys == [OWN]


def test_what_is_ignored_or_well_known_is_asked_in_no_form(progress: Progress) -> None:
    knowledge = load_knowledge(progress, running(*TEXT))
    exercises = [word("asiakkaiden"), word("asiakas", direction="produce"), word("sana", "sana")]
    for status in (Status.IGNORED, Status.WELL_KNOWN):
        knowledge = say(progress, knowledge, "asiakas", status)
        session = begin_session(exercises, progress, count=3)
        assert session.current is not None
        assert {slot.exercise.target for slot in [session.current]} == {"word/nb:fi/recognise/sana"}
        assert [e.key for e in unknown_words(exercises, progress)] == ["sana"]
    knowledge = say(progress, knowledge, "asiakas", Status.NEW)
    assert [e.key for e in unknown_words(exercises, progress)] == ["asiakkaiden", "asiakas", "sana"]
    knowledge = say(progress, knowledge, "asiakas", Status.KNOWN)
    assert [e.key for e in unknown_words(exercises, progress)] == ["sana"]
    knowledge = say(progress, knowledge, "asiakas", Status.NONE)
    assert knowledge.status("asiakas") == Status.NONE
    assert [e.key for e in unknown_words(exercises, progress)] == ["asiakkaiden", "asiakas", "sana"]


def test_a_form_whose_dictionary_form_nobody_knows_counts_as_itself(progress: Progress) -> None:
    say(progress, load_knowledge(progress, running(*TEXT)), "asiakas", Status.IGNORED)
    assert is_set_aside("word/nb:fi/recognise/asiakas", progress)
    assert not is_set_aside("word/nb:fi/recognise/asiakkaat", progress)
    assert is_set_aside("word/nb:fi/recognise/asiakkaat", progress, "asiakas")
    assert word_as_such(OWN) == ""
    assert word_as_such("sentence/nb:fi/recognise/Asiakas.") == ""


def test_without_a_hand_the_best_known_form_tells(progress: Progress, clock: Clock) -> None:
    progress.record("word/nb:fi/recognise/asiakas", Rating.GOOD, group="nb:fi")
    knowledge = load_knowledge(progress, running(*TEXT))
    assert (knowledge.status("asiakas"), knowledge.of("asiakas").by_hand) == (Status.SEEN, False)
    progress.record("word/sv:fi/produce/asiakkaat", Rating.EASY, group="sv:fi")
    progress.record("word/nb:fi/recognise/asiakkaiden", Rating.EASY, group="nb:fi")  # not in this text
    progress.record("word/nb:sv/recognise/yritys", Rating.EASY, group="nb:sv")
    knowledge = load_knowledge(progress, running(*TEXT))
    assert knowledge.status("asiakas") == Status.KNOWN
    assert knowledge.status("yritys") == Status.NONE


def test_a_later_review_counts_more_than_what_was_said_and_a_later_word_more_than_a_review(
    progress: Progress, clock: Clock
) -> None:
    card = "word/nb:fi/recognise/asiakkaat"
    knowledge = say(progress, load_knowledge(progress, running(*TEXT)), "asiakas", Status.LEARNED)
    assert [e.key for e in unknown_words([word("asiakkaat")], progress)] == []
    clock.now += timedelta(days=1)
    progress.record(card, Rating.AGAIN, group="nb:fi")
    knowledge = load_knowledge(progress, knowledge.running)
    assert (knowledge.status("asiakas"), knowledge.of("asiakas").by_hand) == (Status.NEW, False)
    assert [e.key for e in unknown_words([word("asiakkaat")], progress)] == ["asiakkaat"]
    knowledge = say(progress, knowledge, "asiakas", Status.FAMILIAR)
    assert knowledge.of("asiakas").by_hand
    assert progress.status(card) == Status.FAMILIAR
    knowledge = say(progress, knowledge, "asiakas", Status.NONE)
    assert (knowledge.status("asiakas"), progress.status(card)) == (Status.NEW, Status.NEW)


def test_what_is_said_in_the_list_of_cards_is_seen_in_the_text(progress: Progress) -> None:
    progress.record("word/nb:fi/recognise/asiakkaat", Rating.GOOD, group="nb:fi")
    progress.set_status(["word/nb:fi/recognise/asiakkaat"], Status.WELL_KNOWN)
    assert load_knowledge(progress, running(*TEXT)).status("asiakas") == Status.WELL_KNOWN


def test_what_is_ignored_is_due_no_more_whatever_article_its_card_is_of(progress: Progress, clock: Clock) -> None:
    here, there = "word/nb:fi/recognise/asiakkaat", "word/nb:fi/recognise/asiakkaiden"
    for card in (here, there):
        progress.record(card, Rating.EASY, group="nb:fi", place="a")
    clock.now += timedelta(days=60)
    knowledge = say(progress, load_knowledge(progress, running(*TEXT)), "asiakas", Status.IGNORED)
    assert [state.key for state in progress.due()] == [there]
    assert due_exercises([word("asiakkaat"), word("asiakkaiden")], progress, "a") == []
    other = load_knowledge(progress, running("Asiakkaiden tarpeet."))
    assert strays(knowledge, progress) == {}
    assert strays(other, progress) == {Status.IGNORED: [there]}
    progress.set_status([there], Status.IGNORED)
    assert list(progress.due()) == []
    # Taken up again from the first article, it is due again once the other one is opened.
    say(progress, knowledge, "asiakas", Status.NONE)
    assert load_knowledge(progress, other.running).status("asiakas") == Status.KNOWN
    assert strays(load_knowledge(progress, other.running), progress) == {Status.NONE: [there]}


def test_taking_back_leaves_everything_as_it_was(progress: Progress) -> None:
    progress.record("word/nb:fi/recognise/asiakkaat", Rating.GOOD, group="nb:fi")
    progress.set_status(["word/nb:fi/recognise/asiakkaat"], Status.LEARNED)
    knowledge = load_knowledge(progress, running(*TEXT))
    ids = progress.set_status(cards_to_set(knowledge, "asiakas"), Status.IGNORED)
    assert len(ids) == 2
    progress.undo_all(ids)
    assert reread(knowledge, progress, ["asiakas"]).known == knowledge.known
    assert progress.row(OWN) is None


def test_in_one_language_the_forms_of_the_text_are_set_too(progress: Progress) -> None:
    knowledge = load_knowledge(progress, running(*TEXT))
    cards = cards_to_set(knowledge, "asiakas", one_language=True)
    assert cards == [OWN, "word/fi:fi/recognise/asiakkaat"]
    progress.set_status(cards, Status.IGNORED)
    assert is_set_aside("word/fi:fi/produce/asiakkaat", progress)
    assert not is_set_aside("word/fi:fi/produce/yritys", progress)


def test_capitals_do_not_part_words(progress: Progress) -> None:
    knowledge = say(progress, load_knowledge(progress, running("Äiti näkee äitiä.", forms={"äitiä": "äiti"})), "Äiti",
                    Status.NEW)  # fmt: skip
    assert knowledge.status("äiti") == knowledge.status("A\u0308ITI") == Status.NEW
    assert "word/fi:fi/recognise/äiti" in progress.states(decided=True)


# --- words that differ in marks alone


PAIRS_OF_WORDS = [("vaara", "väärä", "fi"), ("for", "för", "sv"), ("isi", "ısı", "tr"), ("laska", "łaska", "pl")]
two_words = pytest.mark.parametrize(("plain", "marked", "language"), PAIRS_OF_WORDS)


@two_words
def test_marks_part_words(progress: Progress, plain: str, marked: str, language: str) -> None:
    text = running(f"x {plain} {marked} {marked.title()}.", f"x {plain}.", language=language)
    knowledge = load_knowledge(progress, text)
    assert [len(text.by_lexeme[one].numbers) for one in (plain, marked)] == [2, 2]
    progress.set_status(cards_to_set(knowledge, plain), Status.WELL_KNOWN)
    progress.set_status(cards_to_set(knowledge, marked), Status.SEEN)
    keep_own(progress, language, plain, own_words("one", ""))
    keep_own(progress, language, marked, own_words("other", ""))
    for found in (load_knowledge(progress, text), reread(knowledge, progress, [plain, marked])):
        assert (found.status(plain), found.status(marked)) == (Status.WELL_KNOWN, Status.SEEN)
        assert (found.own_of(plain).meaning, found.own_of(marked).meaning) == ("one", "other")
        assert (found.known_words, found.counted_words) == (2, 6)
    # Nor is what was said of the one found in an article that has only the other.
    alone = load_knowledge(progress, running(f"x {marked}.", language=language))
    assert (alone.status(marked), alone.own_of(marked).meaning) == (Status.SEEN, "other")
    progress.set_status(cards_to_set(knowledge, marked), None)
    alone = load_knowledge(progress, running(f"x {marked}.", language=language))
    assert alone.status(marked) == Status.NONE


@two_words
def test_ignoring_one_leaves_the_other_in_the_quiz(
    progress: Progress, clock: Clock, plain: str, marked: str, language: str
) -> None:
    pair = f"nb:{language}"
    card = f"word/{pair}/recognise/{plain}"
    text = running(f"x {plain} {marked}.", language=language)
    for ignored, other in ((plain, marked), (marked, plain)):
        one, two = (made(pair=pair, key=each.title(), target=card, lexeme=each) for each in (ignored, other))
        unknown_form = made(pair=pair, key=ignored, target=card)
        knowledge = say(progress, load_knowledge(progress, text), ignored, Status.IGNORED)
        assert unknown_words([one, two, unknown_form], progress) == [two]
        session = begin_session([one, two], progress, count=2)
        assert session.current is not None
        assert session.current.exercise == two
        say(progress, knowledge, ignored, Status.NONE)
    progress.record(card, Rating.EASY, group=pair, place="a")
    clock.now += timedelta(days=60)
    knowledge = load_knowledge(progress, text)
    assert (knowledge.status(plain), knowledge.status(marked)) == (Status.NONE, Status.NONE)
    knowledge = say(progress, knowledge, marked, Status.IGNORED)
    assert due_exercises([one, two], progress, "a") == [two]
    assert strays(knowledge, progress) == {}


def test_read_in_one_language_ignoring_one_leaves_the_other_in_the_quiz(progress: Progress) -> None:
    text = running("x vaara väärän.", forms={"väärän": "väärä"})
    cards = {skill: f"word/fi:fi/{skill}/vaara" for skill in ("recognise", "produce")}
    of = {
        (key, skill): made(pair="fi:fi", key=key, target=card)
        for key in ("vaara", "väärä")
        for skill, card in cards.items()
    }
    knowledge = load_knowledge(progress, text)
    assert cards_to_set(knowledge, "väärä", one_language=True) == [
        "word/fi:fi/recognise/väärä",
        "word/fi:fi/recognise/väärän",
    ]
    progress.set_status(cards_to_set(knowledge, "vaara", one_language=True), Status.IGNORED)
    assert unknown_words(list(of.values()), progress) == [of["väärä", "recognise"], of["väärä", "produce"]]
    assert load_knowledge(progress, text).status("väärä") == Status.NONE


@two_words
def test_terms_of_words_that_differ_in_marks(progress: Progress, plain: str, marked: str, language: str) -> None:
    keep_term(progress, language, f"x {marked}")
    text = running(f"x {plain} x {marked}.", language=language)
    knowledge = load_knowledge(progress, text)
    assert [(found.first, found.last) for found in knowledge.terms.in_sentence(text.words, 0)] == [(2, 3)]
    assert (knowledge.terms.with_word(marked), knowledge.terms.with_word(plain)) == ([f"x {marked}"], [])
    knowledge = say(progress, knowledge, f"x {marked}", Status.SEEN)
    assert (knowledge.status(f"x {marked}"), knowledge.status(f"x {plain}")) == (Status.SEEN, Status.NONE)


def test_a_refused_write_changes_nothing(progress: Progress, monkeypatch: pytest.MonkeyPatch) -> None:
    knowledge = load_knowledge(progress, running(*TEXT))

    def refuse(*_changes: object, **_more: object) -> None:
        raise ProgressNotSaved(Path("progress"), "full")

    monkeypatch.setattr(progress._storage, "commit", refuse)
    with pytest.raises(ProgressNotSaved):
        say(progress, knowledge, "asiakas", Status.NEW)
    assert load_knowledge(progress, knowledge.running).status("asiakas") == Status.NONE


# --- the share


def test_the_share_counts_running_words_without_names_numbers_and_what_is_ignored(progress: Progress) -> None:
    text = ("Asiakas on Helsingissä.", "Yritys Helsingissä otti 12 asiakasta.", "CRM on yritys.")
    knowledge = load_knowledge(progress, running(*text, forms={**FORMS, "asiakasta": "asiakas"}))
    # asiakas on | yritys otti asiakas | on yritys
    assert (knowledge.known_words, knowledge.counted_words, knowledge.share) == (0, 7, 0.0)
    for lexeme, status, known, counted in [
        ("asiakas", Status.KNOWN, 2, 7),
        ("olla", Status.WELL_KNOWN, 4, 7),
        ("yritys", Status.FAMILIAR, 4, 7),
        ("yritys", Status.IGNORED, 4, 5),
        ("helsingissä", Status.WELL_KNOWN, 4, 5),
        ("olla", Status.NONE, 2, 5),
    ]:
        knowledge = say(progress, knowledge, lexeme, status)
        assert (knowledge.known_words, knowledge.counted_words) == (known, counted)
        fresh = load_knowledge(progress, knowledge.running)
        assert (fresh.known_words, fresh.counted_words) == (known, counted)
        assert fresh.known == knowledge.known


def test_no_words_have_no_share(progress: Progress) -> None:
    assert load_knowledge(progress, running("12 34.")).share is None


def test_german_nouns_are_no_names(progress: Progress) -> None:
    knowledge = load_knowledge(progress, running("Der Kunde kauft.", "Ein Kunde.", language="de"))
    assert knowledge.counted_words == 5


def test_the_share_is_remembered_by_language_and_article(progress: Progress) -> None:
    assert remembered_share(progress, "fi", "a") is None
    assert remember_share(progress, "fi", "a", 0.3449)
    assert not remember_share(progress, "fi", "a", 0.3401)
    assert remembered_share(progress, "fi", "a") == 0.34
    assert remembered_share(progress, "sv", "a") is None
    for broken in ("many", 7, True, None, [1]):
        progress.remember("reader/known/fi/a", broken)
        assert remembered_share(progress, "fi", "a") is None


# --- own meanings


def test_a_meaning_is_found_in_every_article(progress: Progress) -> None:
    knowledge = load_knowledge(progress, running(*TEXT))
    assert not keep_own(progress, "fi", "Asiakas", own_words(" kunde\n", "den som \x1b]0;x\x07kjøper"))
    assert reread(knowledge, progress, ["asiakas"]).own_of("asiakas").meaning == "kunde"
    there = load_knowledge(progress, running("Asiakkaiden tarpeet."))
    assert (there.own_of("asiakas").meaning, there.own_of("asiakas").note) == ("kunde", "den som ]0;xkjøper")
    assert not there.own_of("tarpeet")
    assert keep_own(progress, "fi", "asiakas", own_words("", " ")).meaning == "kunde"
    assert load_knowledge(progress, running(*TEXT)).own == {}
    assert not recall_own(progress, "sv", "asiakas")


def test_whatever_is_kept_as_a_meaning_is_read(progress: Progress) -> None:
    progress.mark("words/fi", ["asiakas"])
    broken: object
    for broken in ("x", 3, {"meaning": 3}, {"note": None}, []):
        progress.remember("words/fi/asiakas", broken)
        assert not recall_own(progress, "fi", "asiakas")
        assert load_knowledge(progress, running(*TEXT)).own == {}
    progress.remember("words/fi/asiakas", {"meaning": "a\x1b[31m" + "b" * 999, "note": "c\n" * 999})
    own = recall_own(progress, "fi", "asiakas")
    assert (len(own.meaning), len(own.note) <= 1000, "\x1b" in own.meaning, "\n" in own.note) == (
        200,
        True,
        False,
        False,
    )


# --- terms with statuses


def test_a_term_has_a_status_and_a_meaning_like_a_word(progress: Progress) -> None:
    knowledge = load_knowledge(progress, running("Hän ottaa huomioon asiakkaat."))
    keep_term(progress, "fi", "ottaa huomio")
    progress.set_status(cards_to_set(knowledge, "ottaa huomio"), Status.SEEN)
    keep_own(progress, "fi", "ottaa huomio", own_words("take into account", ""))
    knowledge = reread(knowledge, progress, ["ottaa huomio"])
    assert knowledge.status("ottaa huomio") == Status.SEEN
    assert knowledge.status("ottaa") == Status.NONE
    there = load_knowledge(progress, running("Otti huomioon."))
    assert (there.status("ottaa huomio"), there.own_of("ottaa huomio").meaning) == (Status.SEEN, "take into account")
    assert there.known_words == 0
    assert "word/fi:fi/recognise/ottaa huomio" in progress.states(decided=True)
