"""Of a long article a sample is asked about, and what a learner wants or is due."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_learn.library import Article, Library, Pair
from tui_learn.quiz.of_article import quiz_of
from tui_learn.quiz.sampling import MOST, is_long
from tui_learn.quiz.scope import Wanted, segments_at
from tui_learn.quiz.wanted_parts import segments_of_cards

THINGS = ("boat", "lamp", "chair", "window", "garden", "bridge", "kettle", "mirror", "basket", "ladder")
SAKER = ("båten", "lampan", "stolen", "fönstret", "trädgården", "bron", "kitteln", "spegeln", "korgen", "stegen")
PLACES = ("harbour", "kitchen", "village", "forest", "station", "market", "chapel", "meadow", "cellar", "island")
STÄLLEN = ("hamnen", "köket", "byn", "skogen", "stationen", "torget", "kapellet", "ängen", "källaren", "ön")


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Article:
    folder = tmp_path_factory.mktemp("long")
    pairs = [(a, b) for a in range(10) for b in range(10)] + [(b, a) for a in range(10) for b in range(5)]
    english = [f"Nobody had ever carried the {THINGS[a]} number {n} towards the old {PLACES[b]} behind the hill."
               for n, (a, b) in enumerate(pairs, start=2000)]  # fmt: skip
    swedish = [f"Ingen hade någonsin burit {SAKER[a]} nummer {n} till den gamla platsen {STÄLLEN[b]} bakom kullen."
               for n, (a, b) in enumerate(pairs, start=2000)]  # fmt: skip
    for language, lines in (("en", english), ("sv", swedish)):
        text = f"---\nlang: {language}\narticle: long\n---\n# Long\n\n" + "\n\n".join(lines) + "\n"
        (folder / f"long.{language}.md").write_text(text, encoding="utf-8")
    (found,) = Library(folder).articles
    return found


def asked(article: Article, also: frozenset[str] = frozenset()) -> dict[str, set[str]]:
    """Segments of the learned language by what is asked of them."""
    found: dict[str, set[str]] = {}
    for exercise in quiz_of(article, Pair("en", "sv"), decks=[], also=also).exercises:
        if exercise.code == "V2":
            found.setdefault(exercise.evidence[0].seg, set()).add(exercise.target)
    return found


def test_a_paragraph_that_is_wanted_is_asked_about(article: Article, own_home: Path) -> None:
    from tui_learn.bitext import build_bitext

    bitext = build_bitext(article.edition("en"), article.edition("sv"))
    assert is_long(bitext)
    usual = asked(article)
    assert len(usual) <= MOST
    left_out = next(s.id for s in bitext.right.sentences if s.id not in usual and s.block > 0)
    wanted = segments_at(Wanted("paragraph", "sv", left_out), bitext)
    assert left_out in wanted
    more = asked(article, wanted)
    assert left_out in more
    assert set(usual) <= set(more)
    cards = [*more[left_out], f"sentence/en:sv/produce/{bitext.right.sentence(left_out).text}"]  # type: ignore[union-attr]
    assert left_out in segments_of_cards(cards, bitext)
    assert segments_at(Wanted("article", "sv", left_out), bitext) == frozenset()


def test_cards_of_nothing_in_the_article_lead_nowhere(article: Article) -> None:
    from tui_learn.bitext import build_bitext

    bitext = build_bitext(article.edition("en"), article.edition("sv"))
    assert segments_of_cards(["word/en:sv/produce/flygplan", "deck/x/y", "odd"], bitext) == frozenset()
