from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tui_learn.library import Article
from tui_learn.quiz.decks import excluded_for, read_deck
from tui_learn.quiz.exclusions import Exclusions


def test_the_bundled_deck_is_about_the_bundled_article(seeds: Article) -> None:
    entries, problems = excluded_for(seeds, [ROOT / "quizzes"])
    assert problems == []
    assert {"sv/b6s1", "nb/b6s1", "tr/b6s1", "pl/b6s1", "nb:lånetakere"} <= set(entries)


def test_the_excluded_words_stand_in_the_article(seeds: Article) -> None:
    entries, _problems = excluded_for(seeds, [ROOT / "quizzes"])
    for entry in entries:
        if ":" in entry:
            language, _colon, word = entry.partition(":")
            assert any(word in sentence.text for sentence in seeds.edition(language).sentences), entry
        else:
            language, _slash, segment = entry.partition("/")
            assert seeds.edition(language).sentence(segment) is not None, entry


def test_decks_of_other_articles_do_not_matter(seeds: Article, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ndeck: 1\narticle: other\nexclude: [fi/b1s0]\n---\n", encoding="utf-8")
    (tmp_path / "b.md").write_text(f"---\ndeck: 1\narticle: {seeds.id}\nexclude: [fi/b2s0]\n---\n", encoding="utf-8")
    assert excluded_for(seeds, [tmp_path, tmp_path / "missing"]) == (["fi/b2s0"], [])


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("---\ndeck: 2\n---\n", 1, "deck: 1"),
        ("no front matter", 1, "deck: 1"),
        ("---\ndeck: 1\nlangs: [fi, klingon-language-x!]\n---\n", 3, "not a language tag"),
        ("---\ndeck: 1\nexclude:\n  - fi/b1s0\n  - nonsense\n---\n", 5, "neither a segment"),
        ("---\ndeck: 1\nx: a: b\n---\n", 3, "YAML"),
    ],
)
def test_errors_have_a_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    path = tmp_path / "deck.md"
    path.write_text(text, encoding="utf-8")
    _deck, problems = read_deck(path)
    assert any(problem.line == line and message in problem.message for problem in problems)
    assert all(problem.path == str(path) for problem in problems)


def test_a_deck_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "deck.md"
    path.write_bytes(b"---\ndeck: 1\ntitle: \xe5\n---\n")
    deck, (problem,) = read_deck(path)
    assert deck is None
    assert problem.line == 3


def test_exclusions() -> None:
    exclusions = Exclusions(["sv/b6s1", "tr:ılık"])
    assert exclusions.segment("sv", "b6s1")
    assert not exclusions.segment("nb", "b6s1")
    assert exclusions.word("tr", "ILIK")
    assert not exclusions.word("tr", "ilik")
    with pytest.raises(ValueError, match="b6s1"):
        Exclusions(["b6s1"])
