"""Words in the reader: the cursor, what is lit, and links that come when they are ready."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.app.at_words import ARTICLE, NB_FI, drawn, go, look, page_of, press, said, view_of, word_here
from tests.app.conftest import Open, screen_text, settle, until
from tests.app.linking import FAINT, glossary, glossary_by_hand, linked
from tests.conftest import SEEDS
from tui_learn.app.page import Position
from tui_learn.app.screens.library import LibraryScreen
from tui_learn.app.screens.reader import ReaderScreen
from tui_learn.app.screens.word import WordScreen
from tui_learn.app.start import Start
from tui_learn.bitext import Bitext
from tui_learn.bitext.glossary import Glossary
from tui_learn.bitext.verdicts import VerdictStore
from tui_learn.bitext.word_links import SURE
from tui_learn.library import Article, Pair


def with_table(rows: list[tuple[str, str, float]], evidence: tuple[str, ...] = ()) -> Callable[..., Glossary]:
    def made(_article: Article, _pair: Pair, *, bitext: Bitext, verdicts: VerdictStore, **_others: Any) -> Glossary:
        return glossary(linked(bitext, rows), evidence, verdicts)

    return made


# --- moving


async def test_word_by_word_through_sentences_and_blocks(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        assert view_of(pilot).position == Position("left", 0, 0)
        await press(pilot, "left")
        assert view_of(pilot).position == Position("left", 0, 0)
        seen = [word_here(pilot)]
        for _ in range(6):
            await press(pilot, "right")
            seen.append(word_here(pilot))
        assert seen == ["Relasjonsledelse", "Hva", "er", "relasjonsledelse", "Relasjonsledelse", "er", "en"]
        assert view_of(pilot).position.sentence == 2
        await press(pilot, "h", "h", "h")
        assert (word_here(pilot), view_of(pilot).position.sentence) == ("relasjonsledelse", 1)
        await press(pilot, "l")
        assert word_here(pilot) == "Relasjonsledelse"
        await press(pilot, "end", *["right"] * 30)
        words = page_of(pilot).words("left")
        assert words is not None
        assert view_of(pilot).position == Position("left", 24, len(words.words) - 1)
        assert "krysssalgsmuligheter" in screen_text(pilot)


async def test_up_and_down_go_to_the_first_word_that_means_something(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await press(pilot, "down", "down", "down")
        assert (word_here(pilot), view_of(pilot).position.sentence) == ("styringen", 3)
        await press(pilot, "right", "k")
        assert (word_here(pilot), view_of(pilot).position.sentence) == ("Relasjonsledelse", 2)
        await press(pilot, "right", "home", "up")
        assert view_of(pilot).position == Position("left", 0, 0)


async def test_tab_goes_to_the_word_that_answers(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await go(pilot, "organisasjon")
        await press(pilot, "tab")
        assert (view_of(pilot).position.side, word_here(pilot)) == ("right", "organisaatio")
        await press(pilot, "right", "right")
        assert word_here(pilot) == "jatkuvaa"
        await press(pilot, "tab")
        assert (view_of(pilot).position.side, word_here(pilot)) == ("left", "kontinuerlig")
        await press(pilot, "right", "tab")  # nothing answers this one: to the sentence
        assert (view_of(pilot).position.side, word_here(pilot)) == ("right", "Suhteenhallinta")


async def test_a_click_on_a_word(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        lines = screen_text(pilot).splitlines()
        y = next(number for number, line in enumerate(lines) if "organisaatio ylläpitää" in line)
        await pilot.click(offset=(lines[y].index("ylläpitää") + 8, y))
        await settle(pilot)
        assert (view_of(pilot).position.side, word_here(pilot)) == ("right", "ylläpitää")
        await pilot.click(offset=(lines[y].index("ylläpitää") + 9, y))  # the space after it
        await settle(pilot)
        assert word_here(pilot) == "ylläpitää"
        await pilot.click(offset=(lines[y].index("organisasjon") - 1, y))  # the margin
        await settle(pilot)
        assert (view_of(pilot).position.side, word_here(pilot)) == ("left", "organisasjon")


async def test_wide_letters_are_clicked_where_they_stand(opened: Open, tmp_path: Path) -> None:
    folder = tmp_path / "wide"
    folder.mkdir()
    (folder / "wide.en.md").write_text("# 关系管理 wide\n\n关系 one 管理 two\n", encoding="utf-8")
    async with opened(Start(library=str(folder), article="wide", pair=Pair("en", "en"))) as pilot:
        lines = screen_text(pilot).splitlines()
        y = next(number for number, line in enumerate(lines) if "one" in line and "two" in line)
        text = len(lines[y]) - len(lines[y].lstrip())
        for word, x in (("关系", 0), ("关系", 3), ("one", 5), ("one", 7), ("管理", 9), ("two", 14), ("two", 28)):
            await pilot.click(offset=(text + x, y))
            await settle(pilot)
            assert word_here(pilot) == word, x


# --- what is lit


@pytest.mark.parametrize("no_colour", [False, True])
@pytest.mark.parametrize("theme", ["ink", "paper"])
async def test_three_strengths_without_colour(
    opened: Open, monkeypatch: pytest.MonkeyPatch, theme: str, no_colour: bool
) -> None:
    if no_colour:
        monkeypatch.setenv("NO_COLOR", "1")
    async with opened(NB_FI) as pilot:
        pilot.app.theme = theme
        looks = {}
        for word, answer in (
            ("organisasjon", "organisaatio"),
            ("opprettholder", "ylläpitää"),
            ("kontinuerlig", "jatkuvaa"),
        ):
            await go(pilot, word)
            assert look(pilot, word) == [(True, False, False)]
            looks[answer] = look(pilot, answer)
        assert looks == {
            "organisaatio": [(True, False, False)],
            "ylläpitää": [(False, True, True)],
            "jatkuvaa": [(False, False, True)],
        }
        await go(pilot, "nivå")
        assert look(pilot, "nivå") == [(True, False, False)]
        assert "organisaatio ylläpitää jatkuvaa sitoutumista" in [piece for piece, _style in drawn(pilot)]


async def test_a_faint_word_in_a_heading_or_a_link_can_be_told(opened: Open, links_by_hand: ModuleType) -> None:
    rows = [("hva", "mitä", FAINT), ("forbruker", "kuluttaja", FAINT)]
    links_by_hand.glossary_of = with_table(rows)
    async with opened(NB_FI) as pilot:
        assert look(pilot, "Mitä on ihmissuhteiden hallinta?") == [(False, True, False)]
        await go(pilot, "Hva")
        assert look(pilot, "Mitä") == [(False, False, True)]
        assert ("business to kuluttaja [B2C]", True) in [(piece, bool(s.underline)) for piece, s in drawn(pilot)]
        await go(pilot, "forbruker")
        assert look(pilot, "kuluttaja") == [(False, False, True)]
        # Around it an underline would say the same of words that answer nothing.
        assert look(pilot, "business to ") == [(False, False, False)]


async def test_all_words_of_a_phrase_are_lit(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await go(pilot, "strategi")
        assert look(pilot, "strategi") == [(True, False, False)]
        assert look(pilot, "en") == [(False, False, True)]  # the one that belongs to it, no other
        assert look(pilot, "strategia") == [(True, False, False)]
        await go(pilot, "strategia", "right")
        assert (look(pilot, "en"), look(pilot, "strategi")) == ([(True, False, False)], [(True, False, False)])


async def test_a_word_broken_over_lines_is_lit_in_all_its_parts(opened: Open) -> None:
    async with opened(NB_FI, size=(20, 30)) as pilot:
        await go(pilot, "krysssalgsmuligheter")
        pieces = [piece for piece, s in drawn(pilot) if s.reverse]
        assert pieces == ["krysssalgsmulighe", "ter"]
        await press(pilot, "tab")
        pieces = [piece for piece, s in drawn(pilot) if s.reverse and piece[0] not in "ke"]
        assert len(pieces) > 1
        assert "".join(pieces) == "ristiinmyyntimahdollisuuksissa"


async def test_only_lines_that_change_are_drawn_again(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(NB_FI) as pilot:
        await go(pilot, "organisasjon")
        view = view_of(pilot)
        regions: list[tuple[int, int]] = []
        real = view.refresh

        def refresh(*given: Any, **options: Any) -> Any:
            regions.extend((region.y, region.height) for region in given)
            return real(*given, **options)

        monkeypatch.setattr(view, "refresh", refresh)
        await press(pilot, "right")
        # The line of both words and, on the other side, that of what answered before: the same one.
        y = next(n for n, line in enumerate(screen_text(pilot).splitlines()) if "opprettholder" in line)
        assert set(regions) == {(y - view.region.y, 1)}


# --- the line at the foot


async def test_the_foot_tells_of_the_word_and_of_the_sentence(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await go(pilot, "organisasjon")
        lines = screen_text(pilot).splitlines()
        assert lines[-3].strip().startswith("organisasjon   = organisaatio   3 of 3 other languages agree · seen 7x")
        assert lines[-2].strip() == "sentence 3 of 25 · nb/b2s0"
        assert "← → word" in lines[-1]
        assert "Enter entry" in lines[-1]
    async with opened(NB_FI, size=(100, 23)) as pilot:
        await go(pilot, "organisasjon")
        line = screen_text(pilot).splitlines()[-2].strip()
        assert line.startswith("organisasjon   = organisaatio   3 of 3 other")
        assert line.endswith("sentence 3 of 25 · nb/b2s0")


async def test_the_help_tells_the_keys(opened: Open) -> None:
    async with opened(NB_FI, size=(100, 120)) as pilot:
        await press(pilot, "question_mark")
        lines = [line.strip() for line in screen_text(pilot).splitlines()]
        assert any(line.startswith("→ l") and line.endswith("next word") for line in lines)
        heading = lines.index("Words")
        assert [line.split()[0] for line in lines[heading + 1 : heading + 4]] == ["Enter", "y", "r"]


# --- one language


async def test_one_language_has_words_too(opened: Open, tmp_path: Path) -> None:
    folder = tmp_path / "alone"
    folder.mkdir()
    shutil.copy(SEEDS / "000_f7697fab71580408.txt", folder)
    async with opened(Start(library=str(folder), pair=Pair("fi", "fi"), article=ARTICLE)) as pilot:
        await press(pilot, "down", "down", "right", "right", "right", "right")
        assert word_here(pilot) == "organisaatio"
        assert look(pilot, "organisaatio") == [(True, False, False)]
        assert "2 places in the text" in screen_text(pilot)
        for key in "yr":
            await press(pilot, key)
            assert "no pairs of words" in said(pilot)[-1]
        await press(pilot, "tab")
        assert word_here(pilot) == "organisaatio"
        await press(pilot, "enter")
        text = screen_text(pilot)
        assert "2 places" in text
        assert "y confirm" not in text
        assert "Nothing was found" not in text
        assert "organisaatio 1x" in text
        assert "organisaation 1x" in text  # forms of one dictionary form
        await press(pilot, "y", "u", "down", "enter")
        assert (view_of(pilot).position.sentence, word_here(pilot)) == (4, "organisaation")


# --- links that come when they are ready


class Slow:
    """Links that are found only when they are let go."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.asked: list[str] = []
        self.ended: list[BaseException] = []

    def __call__(self, article: Article, pair: Pair, *, progress: Callable[[float], None], **others: Any) -> Glossary:
        self.asked.append(str(pair))
        try:
            while not self.go_on.wait(0.01):
                progress(0.4)
        except BaseException as error:
            self.ended.append(error)
            raise
        return glossary_by_hand(article, pair, progress=progress, **others)


@pytest.fixture
def slow(links_by_hand: ModuleType) -> Slow:
    made = Slow()
    links_by_hand.glossary_of = made
    return made


async def test_reading_goes_on_until_links_arrive(opened: Open, slow: Slow) -> None:
    async with opened() as pilot:
        pilot.app.push_screen(ReaderScreen(pilot.app.desk.library().articles[0], Pair("nb", "fi")))  # type: ignore[attr-defined]
        await until(lambda: "finding which words answer each other … 40 %" in screen_text(pilot))
        await pilot.press("down", "down", *["right"] * 6)
        assert word_here(pilot) == "organisasjon"
        assert look(pilot, "organisaatio") == []
        await pilot.press("enter")
        await until(lambda: isinstance(pilot.app.screen, WordScreen))
        await until(lambda: "finding which words" in screen_text(pilot))
        assert "1. Relasjonsledelse er en strategi" in screen_text(pilot)
        slow.go_on.set()
        await settle(pilot)
        assert "= organisaatio" in screen_text(pilot)  # the entry learns it too
        await press(pilot, "q")
        assert word_here(pilot) == "organisasjon"
        assert look(pilot, "organisaatio") == [(True, False, False)]
        assert "finding" not in screen_text(pilot)


async def test_leaving_the_reader_stops_the_search(opened: Open, slow: Slow) -> None:
    async with opened() as pilot:
        pilot.app.push_screen(ReaderScreen(pilot.app.desk.library().articles[0], Pair("nb", "fi")))  # type: ignore[attr-defined]
        await until(lambda: "40 %" in screen_text(pilot))
        await pilot.press("q")
        await until(lambda: bool(slow.ended))
        assert isinstance(pilot.app.screen, LibraryScreen)


async def test_languages_swapped_while_links_are_sought(opened: Open, slow: Slow) -> None:
    async with opened() as pilot:
        pilot.app.push_screen(ReaderScreen(pilot.app.desk.library().articles[0], Pair("nb", "fi")))  # type: ignore[attr-defined]
        await until(lambda: "40 %" in screen_text(pilot))
        await pilot.press("down", "down", *["right"] * 6, "x")
        await until(lambda: slow.asked == ["nb:fi", "fi:nb"])
        assert len(slow.ended) == 1
        slow.go_on.set()
        await settle(pilot)
        assert (view_of(pilot).position.side, word_here(pilot)) == ("right", "organisasjon")  # still on the word
        assert look(pilot, "organisaatio") == [(True, False, False)]


async def test_links_found_once_are_there_at_once(opened: Open, slow: Slow) -> None:
    slow.go_on.set()
    async with opened(NB_FI) as pilot:
        await press(pilot, "x", "x")
        assert slow.asked == ["nb:fi", "fi:nb"]
        slow.go_on.clear()
        await press(pilot, "q")
        pilot.app.push_screen(ReaderScreen(pilot.app.desk.library().articles[0], Pair("nb", "fi")))  # type: ignore[attr-defined]
        await settle(pilot)
        assert page_of(pilot).glossary is not None
        assert slow.asked == ["nb:fi", "fi:nb"]


async def test_after_a_repair_links_are_sought_anew(opened: Open) -> None:
    async with opened(NB_FI) as pilot:
        await go(pilot, "organisasjon")
        first = page_of(pilot).glossary
        await press(pilot, "m")
        second = page_of(pilot).glossary
        assert second is not None
        assert second is not first
        assert second.linked.bitext.bead_of_left[2].right == (2, 3)
        assert word_here(pilot) == "organisasjon"


@pytest.mark.parametrize("error", [RuntimeError("boom"), ImportError("gone")])
async def test_an_error_in_linking_is_told_and_reading_goes_on(
    opened: Open, links_by_hand: ModuleType, error: Exception
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise error

    links_by_hand.glossary_of = fail
    async with opened() as pilot:
        pilot.app.push_screen(ReaderScreen(pilot.app.desk.library().articles[0], Pair("nb", "fi")))  # type: ignore[attr-defined]
        await until(lambda: any("error of the program" in message for message in said(pilot)))
        assert str(error) in said(pilot)[-1]
        await pilot.press("down", "down", "right")
        assert word_here(pilot) == "er"
        assert "finding" not in screen_text(pilot)


# --- hostile words, odd texts, small terminals


async def test_hostile_words_and_evidence_are_text(opened: Open, tmp_path: Path, links_by_hand: ModuleType) -> None:
    evil = "[@click=app.quit]x[/] [/nope] \x1b]52;c;ZXZpbA==\x07\x9b\u202e"
    folder = tmp_path / "evil"
    folder.mkdir()
    (folder / "evil.nb.md").write_text("# Tittel\n\nEt ord [bold] her.\n", encoding="utf-8")
    (folder / "evil.fi.md").write_text("# Otsikko\n\nYksi sana täällä.\n", encoding="utf-8")

    def hostile(_article: Article, _pair: Pair, *, bitext: Bitext, **_others: Any) -> Glossary:
        from dataclasses import replace

        made = glossary(linked(bitext, [("ord", "sana", SURE)]))
        words = tuple(replace(word, lexeme=evil) for word in made.linked.left.words)
        left = replace(made.linked.left, words=words)
        pairs = [
            replace(p, left=evil, right=evil, evidence=(evil, f"via:{evil}"), right_forms=(evil,)) for p in made.pairs
        ]
        return Glossary(replace(made.linked, left=left), tuple(pairs))

    links_by_hand.glossary_of = hostile
    async with opened(Start(library=str(folder), article="evil", pair=Pair("nb", "fi"))) as pilot:
        await go(pilot, "ord")
        assert "[@click=app.quit]x[/]" in screen_text(pilot)
        await press(pilot, "y")
        assert "[@click=app.quit]x[/]" in said(pilot)[-1]
        await press(pilot, "enter")
        assert "[@click=app.quit]x[/]" in screen_text(pilot)
        await press(pilot, "r", "u", "down", "enter")
        assert isinstance(pilot.app.screen, ReaderScreen)


async def test_a_text_without_any_word(opened: Open, tmp_path: Path) -> None:
    folder = tmp_path / "none"
    folder.mkdir()
    (folder / "none.en.md").write_text("```\nx = 1\n```\n\n```\ny = 2\n```\n", encoding="utf-8")
    async with opened(Start(library=str(folder), article="none", pair=Pair("en", "en"))) as pilot:
        await press(pilot, "right", "left", "down", "right", "tab", "enter", "y")
        assert isinstance(pilot.app.screen, ReaderScreen)
        assert view_of(pilot).position.word is None


async def test_code_between_words_is_stepped_over_and_can_be_entered(opened: Open, tmp_path: Path) -> None:
    folder = tmp_path / "code"
    folder.mkdir()
    (folder / "code.en.md").write_text("Red house.\n\n```\nx = 1\n```\n\nGreen garden.\n", encoding="utf-8")
    async with opened(Start(library=str(folder), article="code", pair=Pair("en", "en"))) as pilot:
        await press(pilot, "right", "right")
        assert word_here(pilot) == "Green"
        await press(pilot, "home", "down")
        assert (view_of(pilot).position.sentence, view_of(pilot).position.word) == (1, None)
        assert "sentence 2 of 3" in screen_text(pilot)
        await press(pilot, "enter")
        assert "no word under the cursor" in said(pilot)[-1]
        await press(pilot, "left")
        assert word_here(pilot) == "house"
        await press(pilot, "down", "right")
        assert word_here(pilot) == "Green"


@pytest.mark.parametrize("size", [(1, 1), (10, 3), (20, 6), (40, 10), (40, 24), (63, 20), (100, 23), (300, 100)])
async def test_any_size_of_terminal(opened: Open, size: tuple[int, int]) -> None:
    async with opened(NB_FI, size=size) as pilot:
        await go(pilot, "organisasjon")
        await press(pilot, "right", "left", "y", "tab", "enter", "down", "pagedown", "end", "y", "u", "home", "q", "u")
        assert isinstance(pilot.app.screen, ReaderScreen)
        assert all(len(line) <= size[0] for line in screen_text(pilot).splitlines())
        if size[0] >= 40:
            assert "organisaatio" in screen_text(pilot).splitlines()[-3 if size[1] >= 24 else -2]


async def test_a_sentence_taller_than_the_screen_shows_the_word(opened: Open, tmp_path: Path) -> None:
    folder = tmp_path / "long"
    folder.mkdir()
    (folder / "long.en.md").write_text("One " + " ".join(f"word{n}" for n in range(400)) + ".\n", encoding="utf-8")
    async with opened(Start(library=str(folder), article="long", pair=Pair("en", "en")), size=(40, 12)) as pilot:
        for name in ("word200", "word399", "One"):
            await go(pilot, name)
            assert look(pilot, name) == [(True, False, False)]
