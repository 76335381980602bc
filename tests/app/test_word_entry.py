"""The entry of a word, and what the learner says of words."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from textual.worker import WorkerFailed

from tests.app.at_words import ARTICLE, NB_FI, go, look, press, said, verdicts_kept, view_of, word_here
from tests.app.conftest import Open, screen_text, settle, until
from tests.app.linking import FAINT, glossary, linked
from tui_learn.app.screens.notes import NotesScreen
from tui_learn.app.screens.reader import ReaderScreen
from tui_learn.app.screens.word import WordScreen
from tui_learn.app.start import Start
from tui_learn.app.widgets.entry_view import EntryView
from tui_learn.bitext import Bitext
from tui_learn.bitext.glossary import Glossary
from tui_learn.bitext.verdicts import VerdictsNotKept, VerdictStore
from tui_learn.bitext.word_links import SURE
from tui_learn.library import Article, Pair
from tui_learn.paths import repairs_folder

# --- the entry


async def test_the_entry_of_a_word(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await go(pilot, "organisasjon")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, WordScreen)
        text = screen_text(pilot)
        assert "in the text: organisasjon 2x" in text
        assert "= organisaatio" in text
        assert (
            f"sure, {50 * (1 + SURE):.0f} % · 3 of 3 other languages agree · seen 7x · dictionary fin-swe · looks alike"
            in text
        )
        assert "2 places" in text
        assert "1. Relasjonsledelse er en strategi der en organisasjon" in text
        assert "organisaatio ylläpitää jatkuvaa" in text
        entry = pilot.app.screen.query_one(EntryView)
        lit = {s.text for y in range(entry.size.height) for s in entry.render_line(y) if s.style and s.style.reverse}
        assert {"organisasjon", "organisaatio"} <= lit
        await press(pilot, "down", "down", "enter")
        assert isinstance(pilot.app.screen, ReaderScreen)
        assert (view_of(pilot).position.sentence, word_here(pilot)) == (4, "organisasjon")
        await press(pilot, "enter", "enter")  # a translation leads to the first place that shows it
        assert (view_of(pilot).position.sentence, word_here(pilot)) == (2, "organisasjon")
        await press(pilot, "enter", "question_mark")
        assert isinstance(pilot.app.screen, NotesScreen)
        assert "confirm this translation" in screen_text(pilot)
        await press(pilot, "q", "q")
        assert isinstance(pilot.app.screen, ReaderScreen)
        await press(pilot, "enter", "escape")
        assert isinstance(pilot.app.screen, ReaderScreen)


async def test_an_entry_is_clicked(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await go(pilot, "organisasjon")
        await press(pilot, "enter")
        y = next(n for n, line in enumerate(screen_text(pilot).splitlines()) if " 2. " in line)
        await pilot.click(offset=(20, y))
        await settle(pilot)
        assert screen_text(pilot).splitlines()[y].startswith("▌")
        await pilot.click(offset=(20, y))
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReaderScreen)
        assert view_of(pilot).position.sentence == 4


async def test_a_word_with_many_places(opened: Open, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    text = "\n\n".join(f"Ordet nummer {n} er her." for n in range(300))
    (folder / "many.nb.md").write_text(f"# Ord\n\n{text}\n", encoding="utf-8")
    async with opened(Start(library=str(folder), article="many", pair=Pair("nb", "nb"))) as pilot:
        await go(pilot, "nummer")
        await press(pilot, "enter")
        assert "300 places" in screen_text(pilot)
        await press(pilot, "pagedown", "pagedown", "pageup", "end")
        assert "300. Ordet nummer 299 er her." in screen_text(pilot)
        await press(pilot, "up", "enter")
        assert view_of(pilot).position.sentence == 299
        await press(pilot, "enter", *["pagedown"] * 12, "enter")
        assert view_of(pilot).position.sentence > 200
        await press(pilot, "enter", "end", "home", "enter")
        assert view_of(pilot).position.sentence == 1


# --- verdicts


async def test_confirmed_struck_and_taken_back_in_the_reader(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await go(pilot, "organisasjon")
        await press(pilot, "y")
        assert said(pilot)[-1] == "Kept: “organisasjon” and “organisaatio” answer each other. u undoes it."
        assert "✓ organisaatio   settled by you" in screen_text(pilot)
        (kept,) = verdicts_kept()
        assert (kept["words"], kept["verdict"]) == ({"fi": "organisaatio", "nb": "organisasjon"}, "confirmed")
        await press(pilot, "r")
        assert "do not answer each other" in said(pilot)[-1]
        assert "✗ organisaatio   struck by you" in screen_text(pilot)
        assert look(pilot, "organisaatio") == []  # the glossary was made anew, without that link
        await press(pilot, "r")
        assert said(pilot)[-1] == "That was kept already."
        await press(pilot, "u")
        assert said(pilot)[-1] == "The last verdict is undone."
        assert verdicts_kept()[0]["verdict"] == "confirmed"
        assert look(pilot, "organisaatio") == [(True, False, False)]
        await press(pilot, "u")
        assert verdicts_kept() == []
        assert "= organisaatio" in screen_text(pilot)
        await press(pilot, "u")
        assert "nothing to undo" in said(pilot)[-1]
        await go(pilot, "nivå")
        await press(pilot, "y")
        assert "nothing to judge" in said(pilot)[-1]


async def test_links_that_come_while_a_verdict_is_kept_are_judged(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(NB_FI) as pilot:
        screen: Any = pilot.app.screen
        await go(pilot, "organisasjon")
        shown = screen._page.glossary
        real, come = Glossary.judged, [replace(shown, linked=replace(shown.linked))]

        def judged(before: Glossary, given: Any) -> Glossary:
            if come:
                pilot.app.call_from_thread(screen._take_glossary, screen._page.bitext, come.pop())
            return real(before, given)

        monkeypatch.setattr(Glossary, "judged", judged)
        newer = come[0]
        await press(pilot, "y")
        assert "✓ organisaatio" in screen_text(pilot)
        assert screen._page.glossary.linked is newer.linked
        assert not come
        screen._take_glossary(screen._page.bitext, newer)  # made before the verdict was kept
        await settle(pilot)
        assert "✓ organisaatio" in screen_text(pilot)


async def test_a_verdict_holds_the_other_way_round_and_the_next_time(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await go(pilot, "organisasjon")
        await press(pilot, "r", "x")
        await go(pilot, "organisaatio")
        assert "✗ organisasjon" in screen_text(pilot)
        await press(pilot, "u")  # of the same two languages
        assert verdicts_kept() == []
        await press(pilot, "y")
    async with opened(Start(article=ARTICLE, pair=Pair("fi", "nb"))) as pilot:
        await go(pilot, "organisaatio")
        assert "✓ organisasjon" in screen_text(pilot)
        await press(pilot, "u")
        assert "nothing to undo" in said(pilot)[-1]  # that was another reader


async def test_undo_takes_back_whichever_was_last(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await go(pilot, "organisasjon")
        await press(pilot, "y", "m", "r")
        assert "The last" not in " ".join(said(pilot))
        await press(pilot, "u")
        assert said(pilot)[-1] == "The last verdict is undone."
        await press(pilot, "u")
        assert said(pilot)[-1] == "The last repair is undone."
        await press(pilot, "u")
        assert said(pilot)[-1] == "The last verdict is undone."
        assert verdicts_kept() == []


async def test_what_was_changed_elsewhere_is_not_taken_back(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await go(pilot, "organisasjon")
        await press(pilot, "y")
        VerdictStore(repairs_folder() / "words").give("nb", "fi", "organisasjon", "organisaatio", "struck")
        await press(pilot, "u")
        assert "changed again elsewhere" in said(pilot)[-1]
        assert verdicts_kept()[0]["verdict"] == "struck"
        assert "✗ organisaatio" in screen_text(pilot)


async def test_verdicts_in_the_entry(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await press(pilot, "m")
        await go(pilot, "organisasjon")
        await press(pilot, "enter", "y")
        assert "✓ organisaatio" in screen_text(pilot)
        assert "settled by you" in screen_text(pilot)
        await press(pilot, "down", "r")  # at a place: the translation of that place
        assert "✗ organisaatio" in screen_text(pilot)
        assert "2 places" in screen_text(pilot)
        assert [line[0] for line in screen_text(pilot).splitlines() if " 1. " in line] == ["▌"]  # the choice stays
        await press(pilot, "r")
        assert said(pilot)[-1] == "That was kept already."
        await press(pilot, "u", "u")
        assert "= organisaatio" in screen_text(pilot)
        assert verdicts_kept() == []
        await press(pilot, "u")
        assert "nothing to undo" in said(pilot)[-1]  # the repair is the reader's
        await press(pilot, "q", "u")
        assert said(pilot)[-1] == "The last repair is undone."


async def test_a_verdict_that_cannot_be_kept_is_told(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise VerdictsNotKept("no room")

    def fail(*_arguments: object, **_options: object) -> None:
        raise RuntimeError("boom")

    async with opened(NB_FI) as pilot:
        await go(pilot, "organisasjon")
        with monkeypatch.context() as patched:
            patched.setattr(VerdictStore, "give", refuse)
            await press(pilot, "y")
            assert said(pilot)[-1] == "no room"
            patched.setattr(VerdictStore, "give", fail)
            await pilot.press("y")
            with contextlib.suppress(WorkerFailed):
                await settle(pilot)
            await until(lambda: "error of the program (RuntimeError: boom)" in said(pilot)[-1])
        await press(pilot, "y")
        assert len(verdicts_kept()) == 1


async def test_a_damaged_file_of_verdicts_is_told_and_kept(opened: Open) -> None:
    file = repairs_folder() / "words" / "fi-nb.words.json"
    file.parent.mkdir(parents=True)
    file.write_text("{")
    async with opened(NB_FI) as pilot:
        assert [str(file) in message for message in said(pilot)] == [True]
        await go(pilot, "organisasjon")
        assert "= organisaatio" in screen_text(pilot)
        await press(pilot, "y")
        assert "mend the file" in said(pilot)[-1]
    assert file.read_text() == "{"


async def test_a_link_the_learner_struck_is_not_lit_and_a_confirmed_one_is_sure(
    opened: Open, links_by_hand: ModuleType
) -> None:
    def with_all_links(_article: Article, _pair: Pair, *, bitext: Bitext, verdicts: VerdictStore, **_: Any) -> Glossary:
        made = linked(bitext, [("organisasjon", "organisaatio", SURE), ("kontinuerlig", "jatkuvaa", FAINT)])
        return Glossary(made, glossary(made, (), verdicts).pairs)

    links_by_hand.glossary_of = with_all_links
    async with opened(NB_FI) as pilot:
        await go(pilot, "kontinuerlig")
        await press(pilot, "y")
        assert look(pilot, "jatkuvaa") == [(True, False, False)]
        await go(pilot, "organisasjon")
        await press(pilot, "r")
        assert look(pilot, "organisaatio") == []
        assert "✗ organisaatio" in screen_text(pilot)
        await press(pilot, "tab")
        assert word_here(pilot) == "Suhteenhallinta"  # to the sentence only
