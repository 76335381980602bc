"""Saving questions as a deck, and saving them again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.quiz.decks.making import GAPPED, ONE_OF_EACH, SHOWN, exercise, items_of
from tui_learn import __version__
from tui_learn.library import Article, Pair
from tui_learn.quiz.decks import read_deck
from tui_learn.quiz.decks.asking import exercises_of, open_deck
from tui_learn.quiz.decks.saving import About, NotOurs, Saved, keep_in_own_deck, save_deck
from tui_learn.quiz.exercise import Exercise, Text

SOURCES = {"nb": "a" * 64, "fi": "b" * 64}
NB_FI = Pair("nb", "fi")
ABOUT = About('Tea: "A" \\ title', "tea", SOURCES, ("nb", "fi"), 7)
FIRST, SECOND, THIRD = (replace(ONE_OF_EACH[n], id=f"v1-{n}") for n in (0, 1, 5))
DAY = date(2026, 11, 21)


def save(path: Path, *exercises: Exercise, about: About = ABOUT, day: date = DAY) -> Saved:
    return save_deck(path, exercises, about, today=day)


def read(path: Path, pair: Pair = NB_FI) -> list[Exercise]:
    opened, problems = open_deck(path)
    assert opened is not None
    assert problems == []
    return [replace(found, deck="") for found in exercises_of(opened, pair)[0]]


def test_a_new_deck(tmp_path: Path) -> None:
    path = tmp_path / "new" / "deck.md"
    assert save(path, FIRST, SECOND, THIRD) == Saved(3, 0, 0, 0, ())
    text = path.read_text("utf-8")
    assert text.startswith(f"""---
deck: 1
title: "Tea: \\"A\\" \\\\ title"
langs: [nb, fi]
article: tea
origin: generated
generator:
  version: {__version__}
  seed: 7
  date: 2026-11-21
source:
  nb: aaaaaaaaaaaa
  fi: bbbbbbbbbbbb
---

# Tea: "A" \\\\ title

## cloze: """)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    deck, problems = read_deck(path)
    assert deck is not None
    assert (deck.title, deck.article, deck.seed, deck.origin) == (ABOUT.title, "tea", 7, "generated")
    assert problems == []
    assert read(path) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize("lang", ["no", "on", "sr", "zh-Hans"])
def test_whatever_the_language_yaml_reads_it(tmp_path: Path, lang: str) -> None:
    path = tmp_path / "deck.md"
    save(path, FIRST, about=replace(ABOUT, langs=("nb", "fi", lang), sources={lang: "c" * 64}))
    deck, problems = read_deck(path)
    assert deck is not None
    assert problems == []
    assert deck.langs[:2] == ("nb", "fi")
    assert deck.source == ((lang, "c" * 12),)


def test_saved_again_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "deck.md"
    save(path, FIRST, SECOND)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before, stamp = path.read_bytes(), path.stat().st_mtime_ns
    assert save(path, FIRST, SECOND, day=date(2027, 1, 1)) == Saved(0, 0, 0, 0, ())
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, stamp)


def test_only_what_has_changed_is_written(tmp_path: Path) -> None:
    path = tmp_path / "deck.md"
    save(path, FIRST, SECOND, THIRD)
    mine = "\n## typed: my own\n\nQ?\n- [=]   x\n<!-- a remark -->\n\n"
    text = path.read_text("utf-8").replace("# Tea", "My words.\n\n# Tea") + mine
    text = text.replace("origin: generated\n", "origin: generated # really\nlicense: CC0\n")
    path.write_text(text, "utf-8")
    before = items_of(path)
    changed = replace(SECOND, question="What now?")
    new = replace(FIRST, id="v1-new")
    done = save(path, FIRST, changed, new, day=date(2027, 1, 1))
    assert done == Saved(1, 1, 0, 1, ())
    after = items_of(path)
    assert after["v1-0"] == before["v1-0"]
    assert "What now?" in after["v1-1"]
    assert "v1-5" not in after
    assert [name for name in after if name.startswith("v1")] == ["v1-0", "v1-1", "v1-new"]
    text = path.read_text("utf-8")
    assert "My words.\n\n# Tea" in text
    assert "origin: generated # really\nlicense: CC0\n" in text
    assert "date: 2027-01-01" in text
    (own,) = [name for name in after if name.startswith("my-own")]
    assert f"<!-- id: {own}" in after[own]  # it has its id now
    assert [found.id for found in read(path)] == ["v1-0", "v1-1", "tea-a-title/" + own, "v1-new"]


def test_what_somebody_has_edited_stays(tmp_path: Path) -> None:
    path = tmp_path / "deck.md"
    save(path, FIRST, SECOND, THIRD)
    text = path.read_text("utf-8").replace("{{asiakkaansa|", "{{asiakkaansa|MINE|", 1)
    path.write_text(text, "utf-8")
    assert save(path, replace(FIRST, question="Other?"), SECOND) == Saved(0, 0, 1, 1, ())
    assert "MINE" in path.read_text("utf-8")
    assert save(path, SECOND) == Saved(0, 0, 1, 0, ())
    assert "MINE" in path.read_text("utf-8")


def test_what_was_rejected_stays_rejected(tmp_path: Path) -> None:
    path = tmp_path / "deck.md"
    save(path, FIRST, SECOND)
    path.write_text(path.read_text("utf-8").replace("made: ", "status: rejected; made: ", 1), "utf-8")
    assert save(path, SECOND) == Saved(0, 0, 0, 0, ())
    assert save(path, replace(FIRST, question="Other?"), SECOND) == Saved(0, 1, 0, 0, ())
    assert "status: rejected" in items_of(path)["v1-0"]
    assert "Other?" in items_of(path)["v1-0"]
    assert [found.id for found in read(path)] == ["v1-1"]


def test_an_item_that_somebody_broke_does_not_come_twice(tmp_path: Path) -> None:
    path = tmp_path / "deck.md"
    save(path, FIRST, SECOND)
    path.write_text(path.read_text("utf-8").replace("- [x] asiakkaansa", "- [ ] asiakkaansa", 1), "utf-8")
    assert save(path, FIRST, SECOND) == Saved(0, 0, 1, 0, ())
    assert path.read_text("utf-8").count("id: v1-0;") == 1


def test_another_pair_is_added(tmp_path: Path) -> None:
    path = tmp_path / "deck.md"
    save(path, FIRST)
    swedish = exercise("V2", "cloze", id="v2-sv", pair="sv:fi", prompt=(Text("fi", GAPPED), Text("sv", SHOWN.text)),
                       evidence=())  # fmt: skip
    about = replace(ABOUT, langs=("sv", "fi"), sources={"sv": "d" * 64, "fi": "b" * 64}, seed=8)
    assert save(path, swedish, about=about) == Saved(1, 0, 0, 0, ())
    assert read(path) == [FIRST]
    assert read(path, Pair("sv", "fi")) == [swedish]
    deck, _problems = read_deck(path)
    assert deck is not None
    assert (deck.langs, deck.seed) == (("nb", "fi", "sv"), 8)
    assert dict(deck.source) == {"nb": "a" * 12, "fi": "b" * 12, "sv": "d" * 12}


def test_an_article_that_was_edited_is_named_anew(tmp_path: Path) -> None:
    path = tmp_path / "deck.md"
    save(path, FIRST)
    save(path, FIRST, about=replace(ABOUT, sources={"nb": "a" * 64, "fi": "c" * 64}))
    assert "source:\n  nb: aaaaaaaaaaaa\n  fi: cccccccccccc\n---\n" in path.read_text("utf-8")


@pytest.mark.parametrize(
    "content",
    [
        b"# My diary\n",
        b"---\ntitle: x\n---\n\n# An article\n",
        b"---\ndeck: 1\ntitle: mine\n---\n",
        b"---\ndeck: 1\norigin: curated\n---\n",
        b"---\ndeck: 2\norigin: generated\n---\n",
        b"\xff\xfe\x00",
        b"---\ndeck: 1\norigin: generated\narticle: coffee\nsource:\n  fi: cccccccccccc\n---\n",
    ],
)
def test_another_file_is_never_overwritten(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "deck.md"
    path.write_bytes(content)
    with pytest.raises(NotOurs, match="choose another name"):
        save(path, FIRST)
    assert path.read_bytes() == content
    with pytest.raises(NotOurs, match="this is no file"):
        save(tmp_path, FIRST)


def test_an_article_that_was_renamed_is_known_by_its_files(tmp_path: Path) -> None:
    path = tmp_path / "deck.md"
    save(path, FIRST)
    assert save(path, FIRST, about=replace(ABOUT, article="renamed")).new == 0


def test_an_empty_file_becomes_a_deck(tmp_path: Path) -> None:
    path = tmp_path / "deck.md"
    path.touch()
    assert save(path, FIRST).new == 1


def test_what_has_no_form_is_told_and_the_rest_saved(tmp_path: Path) -> None:
    bad = replace(FIRST, id="v1-bad", tiles=("stray",))
    done = save(tmp_path / "deck.md", FIRST, bad)
    assert (done.new, len(done.unwritable)) == (1, 1)
    assert "v1-bad" in done.unwritable[0]
    assert read(tmp_path / "deck.md") == [FIRST]


# --- one question


def test_a_question_is_kept_in_the_learners_own_deck(seeds: Article, own_home: Path) -> None:
    pair = Pair("nb", "fi")
    first = replace(FIRST, evidence=())
    path = keep_in_own_deck(seeds, first, pair, 3)
    assert path == own_home / "decks" / f"{seeds.id}.md"
    assert read(path) == [first]
    before = path.read_bytes()
    assert keep_in_own_deck(seeds, replace(first, question="Other?"), pair, 3) == path
    assert path.read_bytes() == before
    keep_in_own_deck(seeds, SECOND, pair, 3)
    assert path.read_bytes().startswith(before)
    assert [found.id for found in read(path)] == ["v1-0", "v1-1"]
    deck, _problems = read_deck(path)
    assert deck is not None
    assert deck.is_about(seeds)
    assert deck.title == seeds.title("fi")
