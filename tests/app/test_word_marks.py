"""What the page, the word line and the entry show of what the learner knows; no screen."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

from tests.bitext.making import edition
from tests.quiz.known_words import FORMS
from tui_learn.app.cells import width_of
from tui_learn.app.entry import entry_of, head_items, pair_of, position_of
from tui_learn.app.page import Page, Position
from tui_learn.app.status_words import STATUS_KEYS, status_words
from tui_learn.app.unknown_words import best_translation, fitting, row_of, unknown_words
from tui_learn.app.word_line import one_row, word_runs
from tui_learn.app.word_marks import NOTHING_SAID, Said, SaidOfTerm, WordMarks, said_at
from tui_learn.bitext import same_edition
from tui_learn.bitext.glossary import GlossaryPair, Verdict
from tui_learn.bitext.word_tokens import plain_words
from tui_learn.progress.cards import Status
from tui_learn.quiz.knowledge import Knowledge, Known
from tui_learn.quiz.own_terms import Terms
from tui_learn.quiz.own_words import OwnWords
from tui_learn.quiz.running_words import running_words

TEXT = ("Asiakas otti huomioon yrityksen.", "CRM on asiakkaiden 12 Yritys.", "Se on Helsinki.")


def of(known: dict[str, Status], terms: tuple[str, ...] = (), own: dict[str, OwnWords] | None = None) -> Knowledge:
    words = plain_words(edition(TEXT))
    words = replace(words, words=tuple(replace(w, lexeme=FORMS.get(w.lexeme, w.lexeme)) for w in words.words))
    by_hand = {word: Known(status, True) for word, status in known.items()}
    return Knowledge(running_words(words), by_hand, own=own or {}, terms=Terms.of("fi", terms))


def page_of(knowledge: Knowledge) -> Page:
    words = knowledge.running.words
    return Page(same_edition(words.edition)).with_plain((words, words))


def shown(knowledge: Knowledge, marks: str = "learning") -> list[tuple[str, str]]:
    page = page_of(knowledge)
    layer = WordMarks(page, "left", knowledge, marks)
    return [(TEXT[block][a:b], how) for block in range(3) for a, b, how in layer.statuses("left", block)]


def test_only_what_is_being_learned_is_marked() -> None:
    knowledge = of({"asiakas": Status.SEEN, "yritys": Status.WELL_KNOWN, "huomio": Status.IGNORED,
                    "olla": Status.LEARNED})  # fmt: skip
    assert shown(knowledge) == [
        ("Asiakas", "status-2"), ("on", "status-5"), ("asiakkaiden", "status-2"), ("on", "status-5"),
    ]  # fmt: skip
    assert shown(knowledge, "none") == []
    assert [pair for pair in shown(knowledge, "all") if pair[1] == "unknown"] == [
        ("otti", "unknown"),
        ("Se", "unknown"),
    ]
    assert WordMarks(page_of(knowledge), "left", knowledge, "all").statuses("right", 0) == ()


def test_a_change_is_seen_in_the_blocks_it_is_about() -> None:
    knowledge = of({"asiakas": Status.SEEN})
    marks = WordMarks(page_of(knowledge), "left", knowledge, "learning")
    before = [marks.statuses("left", block) for block in range(3)]
    marks.take(of({"asiakas": Status.KNOWN}), ["asiakas"])
    after = [marks.statuses("left", block) for block in range(3)]
    assert [how for block in after for _a, _b, how in block] == ["status-4", "status-4"]
    assert after[2] is before[2]


def test_terms_are_one_stretch() -> None:
    knowledge = of({}, ("ottaa huomio",))
    marks = WordMarks(page_of(knowledge), "left", knowledge, "learning")
    assert [TEXT[0][a:b] for a, b, _how in marks.terms("left", 0)] == ["otti huomioon"]
    assert marks.terms("left", 1) == marks.terms("right", 0) == ()
    marks.take(of({}), [], terms=True)
    assert marks.terms("left", 0) == ()


def test_what_is_said_of_a_word() -> None:
    own = {"asiakas": OwnWords("kunde", "ofte"), "ottaa huomio": OwnWords("hensyn")}
    knowledge = of({"asiakas": Status.SEEN, "ottaa huomio": Status.NEW}, ("ottaa huomio",), own)
    page = page_of(knowledge)
    said = said_at(page, Position("left", 0, 0), knowledge, "left")
    assert said == Said(Status.SEEN, True, OwnWords("kunde", "ofte"))
    inside = said_at(page, Position("left", 0, 2), knowledge, "left")
    assert inside.term_words == "in “ottaa huomio”: hensyn, new, 1/5 (Enter ↑ changes it)"
    assert inside.terms == (SaidOfTerm("ottaa huomio", "ottaa huomio", Status.NEW, "hensyn"),)
    spelled = Terms.of("fi", ("ottaa huomio",), {"ottaa huomio": "otti huomioon"})
    named = said_at(page, Position("left", 0, 2), replace(knowledge, terms=spelled), "left")
    assert (named.term, named.terms[0].named) == ("ottaa huomio", "otti huomioon")
    assert named.term_words.startswith("in “otti huomioon”: hensyn")
    assert said_at(page, Position("left", 0, 2), None, "left") == NOTHING_SAID
    assert said_at(page, Position("right", 0, 2), knowledge, "left") == NOTHING_SAID
    assert said_at(page, Position("left", 0), knowledge, "left") == NOTHING_SAID
    assert len({status_words(status) for status in Status}) == len(Status)


def test_the_word_line_says_the_own_meaning_first_and_never_too_much() -> None:
    knowledge = of({"asiakas": Status.SEEN}, (), {"asiakas": OwnWords("kunde" * 9, "merknad " * 40)})
    page, here = page_of(knowledge), Position("left", 0, 0)
    said = said_at(page, here, knowledge, "left")
    runs = word_runs(page, here, 200, said=said)
    assert runs[:2] == [("Asiakas", "word"), ("✎ " + "kunde" * 9, "answer")]
    assert "seen, 2/5 · merknad" in runs[2][0]
    for width in range(1, 160):
        for made in (word_runs(page, here, width, said=said), one_row(page, here, width, said=said)):
            assert sum(width_of(text) for text, _how in made) + 3 * max(0, len(made) - 1) <= max(width, 1)


def test_the_list_names_the_best_translation_proven_or_not() -> None:
    def pair(right: str, confidence: float, verdict: Verdict = "") -> GlossaryPair:
        return GlossaryPair("olla", right, confidence, "gloss", (), 0, 0, (), (), (), verdict)

    def told(*pairs: GlossaryPair) -> str:
        page = SimpleNamespace(glossary=SimpleNamespace(of=lambda side, lexeme: pairs if lexeme == "olla" else ()))
        return best_translation("olla", cast(Page, page), "left")

    assert told(pair("være", 0.97), pair("finnes", 0.6)) == "= være"
    assert told(pair("finnes", 0.2)) == "? finnes"
    assert told(pair("være", 0.97, "struck"), pair("finnes", 0.6, "confirmed")) == "✓ finnes"
    assert told(pair("være", 0.97, "struck")) == told() == ""


def test_the_entry_begins_with_what_is_said() -> None:
    knowledge = of({"asiakas": Status.SEEN}, ("iso asiakas",), {"asiakas": OwnWords("kunde", "ofte [b]")})
    page, here = page_of(knowledge), Position("left", 0, 0)
    entry = entry_of(page, here, said_at(page, here, knowledge, "left"))
    assert entry is not None
    lines = ["".join(text for text, _how in line) for item in head_items(page, entry, 60) for line in item.lines]
    assert lines[:5] == ["✎ kunde", "  ofte [b]", "seen, 2/5 · set by you", "part of: “iso asiakas”", ""]
    chosen = [item.what for item in head_items(page, entry, 60) if item.what is not None]
    assert chosen == [SaidOfTerm("iso asiakas", "iso asiakas")]
    assert pair_of(page, entry, chosen[0]) is None
    assert position_of(page, entry, chosen[0]) is None
    assert "".join(text for text, _how in head_items(page, entry_of(page, here) or entry, 60)[0].lines[0]).startswith(
        "in the text"
    )


def test_the_list_of_unknown_words() -> None:
    knowledge = of({"yritys": Status.FAMILIAR, "huomio": Status.KNOWN}, (), {"ottaa": OwnWords("ta")})
    words = unknown_words(knowledge)
    assert words == ["asiakas", "yritys", "olla", "ottaa", "se"]
    page = page_of(knowledge)
    rows = [row_of(word, knowledge, page, "left") for word in words]
    assert [(row.word, row.meaning, row.status, row.count) for row in rows] == [
        ("asiakas", "", "", 2), ("yritys", "", "3", 2), ("olla", "", "", 2), ("ottaa", "✎ ta", "", 1),
        ("se", "", "", 1),
    ]  # fmt: skip
    translations = {"olla": "vara", "ottaa": "grip"}
    assert fitting(words, "TA", knowledge, translations) == ["ottaa"]
    assert fitting(words, "✎ ta", knowledge, translations) == ["ottaa"]
    assert fitting(words, "VÅRA", knowledge, translations) == ["olla"]
    assert fitting(words, "VÅRA", knowledge, {}) == []
    assert fitting(words, "grip", knowledge, translations) == []  # the learner's own word is shown instead
    assert fitting(words, "ASIÄ", knowledge, {}) == ["asiakas"]
    assert fitting(words, " ", knowledge, translations) == words
    assert row_of("huomio", knowledge, page, "left").quiet


def test_the_keys_of_the_statuses_are_those_of_the_filter() -> None:
    """The reader names them in plain numbers, for nothing of the progress is imported that early."""
    from tui_learn.quiz.card_filter import STATUSES

    assert {sign: int(status) for sign, status in STATUSES.items() if status} == STATUS_KEYS
    assert all(status_words(int(status)) for status in STATUSES.values() if status)
