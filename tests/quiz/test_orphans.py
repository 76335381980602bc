"""Cards that no article can ask any more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.quiz.conftest import MakeExercises
from tests.quiz.samples import FI, NB, small_library
from tests.quiz.small import made
from tui_learn.bitext import build_bitext
from tui_learn.library import Article, Library
from tui_learn.quiz.card_names import card_name
from tui_learn.quiz.homes import homes
from tui_learn.quiz.orphans import MOST, Standing, articles_for, candidates, orphans, segments_alike
from tui_learn.quiz.stages import card_of

SENTENCE = "sentence/nb:fi/produce/Kirjastonhoitaja tuntee kaikki kirjat."
OF_THE_ARTICLE = [
    "word/nb:fi/recognise/kirjoja",
    "word/nb:fi/produce/kirjoja",
    "board/nb:fi/recognise/kirjoja",
    SENTENCE,
    "claim/nb:fi/said/fi/Kirjastonhoitaja tuntee kaikki kirjat.",
    "claim/nb:fi/answer/nb/Bibliotekaren kjenner alle bøkene.",
    "claim/nb:fi/sorting/fi/Mikä on kirjasto?",
    "claim/nb:fi/linked/fi/kirjat/Kuka siellä työskentelee?",
    "claim/nb:fi/lists/fi/Kuka siellä työskentelee? / Mikä on kirjasto?",
    "claim/nb:fi/term/fi/kirjasto",
    "claim/nb:fi/continuation/fi/eikä se maksa mitään.",
    "claim/nb:fi/contrast/Kirjasto-Kirjastonhoitaja",
    "claim/nb:fi/statements/library",
]
CANNOT_BE_TOLD = ["deck/rules/q1", "deck/gone/q2~2", "whatever", "claim/nb:fi/of-another-version/x"]


def articles(folder: Path, fi: str = FI, nb: str = NB) -> list[Article]:
    return small_library(folder, {"nb": nb, "fi": fi}).articles


def orphans_of(cards: list[str], there: list[Article], place: str = "library") -> set[str]:
    return set(orphans(dict.fromkeys(cards, place), there))


def test_what_stands_in_the_article_is_no_orphan(tmp_path: Path) -> None:
    assert orphans_of([*OF_THE_ARTICLE, *CANNOT_BE_TOLD], articles(tmp_path)) == set()


def test_what_was_taken_out_is(tmp_path: Path) -> None:
    there = articles(tmp_path, "# Toinen\n\n## Aivan muuta\n\nTässä puhutaan vain säästä. Huomenna sataa taas lunta.\n",
                     "# Noe\n\n## Helt annet\n\nHer snakker vi om været. I morgen snør det igjen.\n")  # fmt: skip
    gone = set(OF_THE_ARTICLE) - {"claim/nb:fi/statements/library"}  # its name declares that article still
    assert orphans_of([*OF_THE_ARTICLE, *CANNOT_BE_TOLD], there) == gone


def test_a_sentence_that_was_mended_leaves_its_own_cards_only(tmp_path: Path) -> None:
    there = articles(tmp_path, FI.replace("tuntee kaikki kirjat.", "tuntee kaikki kirjat hyvin."))
    gone = orphans_of(OF_THE_ARTICLE, there)
    assert gone == {SENTENCE, "claim/nb:fi/said/fi/Kirjastonhoitaja tuntee kaikki kirjat."}


@pytest.mark.parametrize("place", ["library", "no-longer-there"])
def test_a_word_may_stand_in_any_article_in_both_languages(tmp_path: Path, place: str) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "other.nb.md").write_text("# Hus\n\nEt hus er stort.\n", encoding="utf-8")
    (folder / "other.fi.md").write_text("# Talo\n\nSuuri talo on tuolla.\n", encoding="utf-8")
    (folder / "alone.fi.md").write_text("# Yksin\n\nKissa istuu katolla.\n", encoding="utf-8")
    there = Library(folder).articles
    cards = ["word/nb:fi/recognise/talo", "word/nb:fi/recognise/kissa", "word/sv:fi/recognise/talo"]
    assert orphans_of(cards, there, place) == {"word/nb:fi/recognise/kissa", "word/sv:fi/recognise/talo"}
    assert orphans_of(["word/fi:fi/produce/kissa"], there, place) == set()


def test_a_board_may_show_a_dictionary_form_that_does_not_stand_there(tmp_path: Path) -> None:
    boards = ["board/nb:fi/recognise/kirja", "board/nb:fi/recognise/lukija", "board/nb:fi/recognise/hevonen"]
    assert orphans_of(boards, articles(tmp_path)) == {"board/nb:fi/recognise/hevonen"}


def test_boards_named_in_the_old_way_are_asked_no_more(tmp_path: Path) -> None:
    old = "board/nb:fi/recognise/0123456789ab"
    assert orphans_of([old], articles(tmp_path)) == {old}


def test_with_no_article_at_all_every_card_is_one() -> None:
    assert orphans_of([*OF_THE_ARTICLE, *CANNOT_BE_TOLD], []) == set(OF_THE_ARTICLE)


def test_nothing_is_said_of_what_cannot_be_read(tmp_path: Path) -> None:
    there = articles(tmp_path)
    (tmp_path / "library.fi.md").write_bytes(b"\x89\x00broken\x00")
    assert Standing(there).is_orphan(SENTENCE, "library") is False
    assert Standing(there).is_orphan(SENTENCE, "elsewhere") is False


def test_how_far_it_is_gets_told_and_may_be_stopped(tmp_path: Path) -> None:
    told: list[float] = []
    orphans(dict.fromkeys(OF_THE_ARTICLE, "library"), articles(tmp_path), told.append)
    assert told
    assert all(0 <= share <= 1 for share in told)

    class Enough(Exception):
        pass

    def enough(_share: float) -> None:
        raise Enough

    with pytest.raises(Enough):
        orphans(dict.fromkeys(OF_THE_ARTICLE, "library"), articles(tmp_path), enough)


# --- articles that are called otherwise by now


def test_an_article_is_found_by_the_titles_of_all_its_editions(tmp_path: Path) -> None:
    folder = tmp_path / "loose"
    folder.mkdir()
    body = "\n\n## CRM {n}\n\n[link](/a{n}) B2B 120 {n}.\n\n- `code {n}`\n"
    for name, lang, title in (("a", "fi", "Kaupungin kirjasto"), ("b", "nb", "Byens bibliotek")):
        text = f"---\nlang: {lang}\narticle: one\n---\n# {title}" + "".join(body.format(n=n) for n in range(4))
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    found = homes(Library(folder).articles)
    assert found == {"one": "one", "kaupungin-kirjasto": "one", "byens-bibliotek": "one"}


def test_an_id_of_its_own_counts_before_the_title_of_another(tmp_path: Path) -> None:
    (tmp_path / "x.fi.md").write_text("---\narticle: other\n---\n# Library\n\nKissa.\n", encoding="utf-8")
    (tmp_path / "y.fi.md").write_text("---\narticle: library\n---\n# Jotain\n\nTalo.\n", encoding="utf-8")
    assert homes(Library(tmp_path).articles)["library"] == "library"


# --- what an orphan may be put on to


def test_the_most_alike_comes_first(exercises_of: MakeExercises) -> None:
    exercises = exercises_of("nb", "fi")
    cards = {card_of(exercise) for exercise in exercises}
    mine = next(card for card in sorted(cards) if card.startswith("sentence/nb:fi/produce/"))
    changed = mine[:-1] + " aina."
    found = candidates(changed, exercises)
    assert found[0].name.key == mine
    assert 0.8 < found[0].likeness < 1
    assert len(found) <= MOST
    assert [one.likeness for one in found] == sorted((one.likeness for one in found), reverse=True)
    assert all(one.name.sort == "sentence" and one.name.direction == "produce" for one in found)


def test_only_cards_of_the_same_kind_and_pair_that_are_free(exercises_of: MakeExercises) -> None:
    exercises = exercises_of("nb", "fi")
    claims = candidates("claim/nb:fi/contradiction/Suhde.", exercises)
    assert claims
    assert {one.name.about for one in claims} == {"contradiction"}
    assert candidates("claim/sv:fi/contradiction/Suhde.", exercises) == []
    best = claims[0].name.key
    assert best not in {one.name.key for one in candidates(best, exercises)}
    left = candidates("claim/nb:fi/contradiction/Suhde.", exercises, taken=lambda key: key == best)
    assert best not in {one.name.key for one in left}


def test_statements_go_to_the_article_they_are_made_of() -> None:
    statement = made("C8", "tf", "said", target="claim/nb:fi/statements/0123")
    found = candidates("claim/nb:fi/statements/old-name", [statement], "new-name")
    assert [one.name.key for one in found] == ["claim/nb:fi/statements/new-name"]


def test_a_long_article_is_asked_about_the_sentences_like_it(tmp_path: Path) -> None:
    article = articles(tmp_path)[0]
    bitext = build_bitext(article.edition("nb"), article.edition("fi"))
    segments = segments_alike("sentence/nb:fi/produce/Kirjastonhoitaja tuntee kaikki vanhat kirjat.", bitext)
    alike = next(s for s in article.edition("fi").sentences if s.text == card_name(SENTENCE).text)
    assert alike.id in segments


def test_the_own_article_is_looked_at_else_some_like_it(tmp_path: Path) -> None:
    (article,) = articles(tmp_path / "one")
    assert articles_for(SENTENCE, article.id, [article]) == [article]
    assert articles_for(SENTENCE, "gone", [article]) == [article]
    assert articles_for(SENTENCE.replace("nb:fi", "sv:fi"), article.id, [article]) == []


def test_every_card_of_the_bundled_article_stands_in_it(exercises_of: MakeExercises, seeds: Article) -> None:
    for pair in (("nb", "fi"), ("tr", "pl")):
        cards = {card_of(exercise, seeds.id) for exercise in exercises_of(*pair)}
        assert orphans_of(sorted(cards), [seeds], seeds.id) == set()
