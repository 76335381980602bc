"""The glossary of an article, from its languages, the library, dictionaries, decks and the learner."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.bitext.dictionary_making import Entries, write_dictd
from tests.conftest import SEEDS
from tui_learn.bitext import Bead, article_words, build_bitext
from tui_learn.bitext.dictionary_files import FOLDERS_VARIABLE
from tui_learn.bitext.glossary import Glossary, GlossaryPair
from tui_learn.bitext.verdicts import VerdictStore
from tui_learn.bitext.word_tokens import words_of
from tui_learn.cache import Cache, read_json
from tui_learn.library import Article, Library, Pair
from tui_learn.quiz import glossaries
from tui_learn.quiz.glossaries import WITNESSES, glossary_of
from tui_learn.text import Edition, Problem, UnreadableFile, read_edition

pytestmark = pytest.mark.usefixtures("warm_words")

NB_FI, FI_NB_PAIR = Pair("nb", "fi"), Pair("fi", "nb")
FI_NB: Entries = [
    (["tarve"], "tarve <n>\nbehov\n"),
    (["tuote"], "tuote <n>\nprodukt\n"),
    (["strategia"], "strategia <n>\nstrategi\n"),
]
NB_FI_ENTRIES: Entries = [(["behov"], "behov\ntarve\n"), (["produkt"], "produkt\ntuote\n")]


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Article:
    """The bundled article in Norwegian and Finnish alone, of which links are learnt in no time."""
    folder = tmp_path_factory.mktemp("two")
    for number in ("000_f7697fab71580408.txt", "002_bd79d65d8abfecdf.txt"):
        shutil.copy(SEEDS / number, folder)
    (article,) = Library(folder).articles
    return article


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two small dictionaries, which are used."""
    folder = tmp_path / "shelf"
    write_dictd(folder, "freedict-fin-nor", FI_NB)
    write_dictd(folder, "freedict-nor-fin", NB_FI_ENTRIES)
    monkeypatch.setenv(FOLDERS_VARIABLE, str(folder))
    return folder


@pytest.fixture
def no_more_learning(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    def learn(*_given: object, **_more: object) -> None:
        raise AssertionError("it is learnt again")

    return lambda: monkeypatch.setattr(article_words, "learn_words", learn)


def pair_of(glossary: Glossary, left: str, right: str) -> GlossaryPair:
    (pair,) = [pair for pair in glossary.of("left", left) if pair.right == right]
    return pair


def shown(glossary: Glossary) -> list[tuple[str, str, float, str, tuple[str, ...]]]:
    return [(pair.left, pair.right, pair.confidence, pair.grade, pair.evidence) for pair in glossary.pairs]


def kinds(glossary: Glossary) -> set[str]:
    return {name.partition(":")[0] for pair in glossary.pairs for name in pair.evidence}


# --- what it is made of


def test_from_the_text_alone(seeds: Article) -> None:
    made = glossary_of(seeds, NB_FI, with_curated=False)
    assert len(made.pairs) > 100
    assert 3 <= len(made.proven) <= 20
    assert kinds(made) == {"cognate", "repeated", "via"}
    assert {pair.languages for pair in made.pairs} == {3}
    assert (made.linked.left.edition.language, made.linked.right.edition.language) == ("nb", "fi")


def test_with_what_the_bundled_deck_says(seeds: Article) -> None:
    made = glossary_of(seeds, NB_FI)
    curated = [pair for pair in made.pairs if "curated" in pair.evidence]
    assert len(curated) > 70
    assert {pair.languages for pair in curated} == {3}
    assert pair_of(made, "kunde", "asiakas") in made.proven
    assert glossary_of(seeds, NB_FI, decks=[]) == glossary_of(seeds, NB_FI, with_curated=False)


def test_with_what_a_deck_says_and_what_is_wrong_with_it(two: Article, tmp_path: Path) -> None:
    deck = tmp_path / "deck.md"
    head = f"---\ndeck: 1\nlangs: [fi, nb]\narticle: {two.id}\n---\n"
    items = "## pair: a\n- fi: yleisö | yleisöönsä :: nb: publikum\n## pair: broken\n"
    deck.write_text(head + items, "utf-8")
    problems: list[Problem] = []
    made = glossary_of(two, NB_FI, decks=[tmp_path], report=problems.append)
    assert pair_of(made, "publikum", "yleisö").evidence[-1] == "curated"
    assert [(problem.path, problem.line) for problem in problems] == [(str(deck), 8)]
    problems.clear()
    glossary_of(two, NB_FI, decks=[tmp_path], with_curated=False, report=problems.append)
    assert problems == []


@pytest.mark.usefixtures("shelf")
def test_with_dictionaries(two: Article) -> None:
    plain = glossary_of(two, NB_FI, with_curated=False, with_dictionaries=False)
    made = glossary_of(two, NB_FI, with_curated=False)
    for left, right in (("behov", "tarve"), ("produkt", "tuote")):
        assert not any(pair.right == right for pair in plain.of("left", left) if pair.is_proven)
        pair = pair_of(made, left, right)
        assert pair.is_proven
        assert pair.evidence[:2] == ("dictionary:fin-nor", "dictionary:nor-fin")
    assert "dictionary" not in kinds(plain)
    flipped = glossary_of(two, FI_NB_PAIR, with_curated=False)
    assert pair_of(flipped, "tarve", "behov").confidence == pair_of(made, "behov", "tarve").confidence


def test_a_dictionary_that_is_added_is_used(two: Article, shelf: Path) -> None:
    (shelf / "freedict-nor-fin.index").rename(shelf / "aside")
    shutil.move(shelf / "freedict-nor-fin.dict.dz", shelf / "aside2")
    before = glossary_of(two, NB_FI, with_curated=False)
    assert "dictionary:nor-fin" not in pair_of(before, "behov", "tarve").evidence
    (shelf / "aside").rename(shelf / "freedict-nor-fin.index")
    shutil.move(shelf / "aside2", shelf / "freedict-nor-fin.dict.dz")
    after = glossary_of(two, NB_FI, with_curated=False)
    assert "dictionary:nor-fin" in pair_of(after, "behov", "tarve").evidence
    assert len(glossaries._open) == 1  # those that are used no more are closed


def test_a_damaged_dictionary_is_reported_and_the_rest_works(two: Article, shelf: Path) -> None:
    (shelf / "freedict-nor-fin.dict.dz").write_bytes(b"\x1f\x8b damaged")
    (shelf / "freedict-nor-swe.index").write_text("x\tA\tA\n", "utf-8")
    for _attempt in ("opened", "open already"):
        problems: list[Problem] = []
        made = glossary_of(two, NB_FI, with_curated=False, report=problems.append)
        names = sorted(Path(problem.path).name for problem in problems)
        assert names == ["freedict-nor-fin.dict.dz", "freedict-nor-fin.index", "freedict-nor-swe.index"]
        assert pair_of(made, "behov", "tarve").evidence[0] == "dictionary:fin-nor"
    problems.clear()
    glossary_of(two, NB_FI, with_curated=False, with_dictionaries=False, report=problems.append)
    assert problems == []


# --- the learner


def test_verdicts_change_the_grade(two: Article, tmp_path: Path) -> None:
    store = VerdictStore(tmp_path / "words")
    plain = glossary_of(two, NB_FI, verdicts=store, with_curated=False)
    proven, doubtful = plain.proven[0], next(pair for pair in plain.pairs if pair.grade == "highlight")
    store.give("fi", "nb", proven.right, proven.left, "struck")
    store.give("nb", "fi", doubtful.left, doubtful.right, "confirmed")
    for pair, flipped in ((NB_FI, False), (FI_NB_PAIR, True)):
        made = glossary_of(two, pair, verdicts=store, with_curated=False)
        words = [(found.right, found.left) if flipped else (found.left, found.right) for found in (proven, doubtful)]
        first, second = (pair_of(made, *found) for found in words)
        assert (first.grade, first.confidence, first.verdict) == ("highlight", 0.0, "struck")
        assert (second.grade, second.confidence, second.verdict) == ("quiz", 1.0, "confirmed")
        assert len(made.pairs) == len(plain.pairs)
    assert glossary_of(two, NB_FI, with_curated=False) == plain


def test_a_repaired_alignment_is_heeded(two: Article) -> None:
    bitext = build_bitext(two.edition("nb"), two.edition("fi"))
    beads = [*bitext.beads[:4], Bead((4,), (), 1.0), Bead((), (4,), 1.0), *bitext.beads[5:]]
    apart = glossary_of(two, NB_FI, bitext=replace(bitext, beads=tuple(beads)), with_curated=False)
    assert apart.linked.bitext.beads[4] == Bead((4,), (), 1.0)
    assert not any(apart.linked.left.words[link.left[0]].sentence == 4 for link in apart.linked.links)
    whole = glossary_of(two, NB_FI, bitext=bitext, with_curated=False)
    assert any(whole.linked.left.words[link.left[0]].sentence == 4 for link in whole.linked.links)


def test_two_texts_that_were_aligned_are_not_aligned_again(two: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(*_given: object) -> None:
        raise AssertionError("it is aligned again")

    plain = glossary_of(two, FI_NB_PAIR)
    bitext = build_bitext(two.edition("fi"), two.edition("nb"))
    monkeypatch.setattr(glossaries, "load_bitext", load)
    assert glossary_of(two, FI_NB_PAIR, bitext=bitext) == plain
    with pytest.raises(AssertionError, match="aligned again"):
        glossary_of(two, FI_NB_PAIR)


# --- other languages


def test_one_language_has_no_glossary(seeds: Article) -> None:
    with pytest.raises(ValueError, match="two languages"):
        glossary_of(seeds, Pair("fi", "fi"))


def test_a_file_that_has_gone_bad(tmp_path: Path) -> None:
    article = article_in(tmp_path, qaa="yksi", qab="kaksi")
    (tmp_path / "tale.qab.md").unlink()
    with pytest.raises(UnreadableFile):
        glossary_of(article, Pair("qaa", "qab"))


@pytest.fixture
def learnt(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The languages of each article that is linked."""
    found: list[list[str]] = []
    link = glossaries.link_article

    def linked(editions: list[Edition], *given: object, **more: object) -> object:
        found.append([edition.language for edition in editions])
        return link(editions, *given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(glossaries, "link_article", linked)
    return found


def article_in(folder: Path, **texts: str) -> Article:
    for language, text in texts.items():
        path = folder / f"tale.{language}.md"
        path.write_text(f"---\nlang: {language}\narticle: tale\n---\n# {text}\n\n{text}.\n", "utf-8")
    (article,) = Library(folder).articles
    return article


def test_those_languages_are_witnesses_whose_words_begin_alike(tmp_path: Path, learnt: list[list[str]]) -> None:
    texts = {
        "qaa": "bestum virksam kolmas", "qab": "bestim virksem neljas", "qac": "muu", "qad": "virksik muuta",
        "qae": "virksik bestu", "qaf": "kolmas muuta", "qag": "virksik neljas muuta",
    }  # fmt: skip
    glossary_of(article_in(tmp_path, **texts), Pair("qaa", "qab"))
    # With the two they share 1 and 1/2, 1/2 and 1/2, 1/3 and 2/3 of their words; qaf shares none with one of them.
    assert learnt == [["qaa", "qab", "qae", "qad", "qag"]]
    assert len(learnt[0]) == 2 + WITNESSES


def test_languages_without_spaces_come_last(tmp_path: Path, learnt: list[list[str]]) -> None:
    texts = {"ja": "bestum", "qac": "muu", "qad": "muu", "qae": "muu"}
    glossary_of(article_in(tmp_path, qaa="bestum", qab="bestum", **texts), Pair("qaa", "qab"))
    assert learnt == [["qaa", "qab", "qac", "qad", "qae"]]


def test_a_language_with_dictionaries_to_both_is_a_better_witness(
    tmp_path: Path, learnt: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = tmp_path / "shelf"
    for stem in ("afr-wol", "wol-eus", "afr-mlt"):
        write_dictd(shelf, f"freedict-{stem}", [(["x"], "x\ny\n")])
    monkeypatch.setenv(FOLDERS_VARIABLE, str(shelf))
    (tmp_path / "texts").mkdir()
    texts = {"af": "bestum kaksi yksi", "eu": "bestum kolme neli", "qac": "bestum muuta", "qad": "bestum toista"}
    article = article_in(tmp_path / "texts", **texts, mt="muu", wo="dara")
    glossary_of(article, Pair("af", "eu"), with_dictionaries=False)
    glossary_of(article, Pair("af", "eu"))
    assert [languages[2:] for languages in learnt] == [["qac", "qad", "mt"], ["wo", "qac", "qad"]]


# --- progress


def test_progress_is_told_from_beginning_to_end(two: Article, shelf: Path) -> None:
    write_dictd(shelf, "freedict-fin-swe", [([f"sana{n}"], f"sana{n}\nord{n}\n") for n in range(3000)])
    shares: list[float] = []
    glossary_of(two, NB_FI, progress=shares.append)
    assert shares == sorted(shares)
    assert 0 <= shares[0] < glossaries.OPENING <= glossaries.LEARNING <= shares[-1] <= 1
    assert any(glossaries.LEARNING < share < 1 for share in shares)


class Stopped(Exception):
    """What a learner who has gone elsewhere raises."""


@pytest.mark.parametrize("at", [0.0, 0.9])
def test_what_progress_raises_stops_the_work(two: Article, shelf: Path, at: float) -> None:
    def stop(share: float) -> None:
        if share >= at:
            raise Stopped

    write_dictd(shelf, "freedict-fin-swe", [(["talo"], "talo\nhus\n")])
    with pytest.raises(Stopped):
        glossary_of(two, NB_FI, progress=stop)
    assert glossary_of(two, NB_FI).proven


# --- the cache


def test_the_second_time_nothing_is_learnt(two: Article, no_more_learning: Callable[[], None]) -> None:
    first = glossary_of(two, NB_FI)
    no_more_learning()
    assert glossary_of(two, NB_FI) == first


SPOILT = ["", "{", "null", "[]", '{"cells": 7}', '{"forms": {}, "guessed": []}', '{"beads": [[7]]}']


def test_a_damaged_cache_is_made_again(two: Article, own_home: Path) -> None:
    plain = glossary_of(two, FI_NB_PAIR)
    for text in SPOILT:
        files = [file for kind in ("word-links", "bitexts") for file in (own_home / "cache" / kind).glob("*.json")]
        assert len(files) == 2
        for file in files:
            file.write_bytes(sealed(text))
        assert glossary_of(two, FI_NB_PAIR) == plain


def sealed(text: str) -> bytes:
    """A file of the cache that says so: whole by its checksum, whatever it says."""
    data = text.encode()
    return b"%s\n%08x" % (data, zlib.crc32(data))


def test_a_damaged_link_is_learnt_again(two: Article, own_home: Path) -> None:
    plain = glossary_of(two, FI_NB_PAIR)
    (file,) = (own_home / "cache" / "word-links").glob("*.json")
    whole = file.read_bytes()
    for place, value in [(0, 0.5), (2, "x"), (3, "x"), (4, None), (6, 7), (8, "x"), (9, 1.5), (11, "sv")]:
        data = read_json(whole)
        data["cells"][3][place] = value
        file.write_bytes(sealed(json.dumps(data)))
        assert glossary_of(two, FI_NB_PAIR) == plain, (place, value)
    for distance in (0, -1, "x", float("nan")):
        file.write_bytes(sealed(json.dumps(read_json(whole) | {"distance": distance})))
        assert glossary_of(two, FI_NB_PAIR) == plain, distance
        assert file.read_bytes() == whole


def test_without_a_cache_that_can_be_written(two: Article, own_home: Path) -> None:
    plain = glossary_of(two, NB_FI)
    for kind in ("word-links", "bitexts"):
        shutil.rmtree(own_home / "cache" / kind)
        (own_home / "cache" / kind).write_text("in the way")
    assert glossary_of(two, NB_FI) == plain


# --- the rest of the library


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory, kept_words: Path) -> Path:
    """A folder with the bundled article in two languages, and an article that teaches what some of its words mean."""
    folder = tmp_path_factory.mktemp("texts")
    for number in ("000_f7697fab71580408.txt", "002_bd79d65d8abfecdf.txt"):
        shutil.copy(SEEDS / number, folder)
    pairs = [("organisasjon", "organisaatio"), ("publikum", "yleisö"), ("belønning", "palkinto")]
    nb = "\n\n".join(f"{'Nå' * (n % 3)} {a} {n}." for n, (a, _b) in enumerate(pairs * 6))
    fi = "\n\n".join(f"{'Nyt' * (n % 3)} {b} {n}." for n, (_a, b) in enumerate(pairs * 6))
    for language, text in (("nb", nb), ("fi", fi)):
        path = folder / f"other.{language}.md"
        path.write_text(f"---\nlang: {language}\narticle: other\n---\n{text}\n", "utf-8")
        words_of(read_edition(path), kept_words.parent)  # kept for the tests to come, like those of the bundled article
    return folder


@pytest.fixture
def library(texts: Path, tmp_path: Path) -> Library:
    """A copy of these texts."""
    return Library(shutil.copytree(texts, tmp_path / "library"))


class Alone:
    """A library with one article."""

    def __init__(self, article: Article) -> None:
        self.articles = [article]


def kept(home: Path, kind: str) -> set[str]:
    return {file.name for file in (home / "cache" / kind).glob("*.json")}


def test_the_rest_of_the_library_is_learnt_from(
    library: Library, own_home: Path, no_more_learning: Callable[[], None]
) -> None:
    article = next(article for article in library.articles if article.id != "other")
    alone = glossary_of(article, NB_FI, library=Alone(article), with_curated=False)
    assert alone == glossary_of(article, NB_FI, with_curated=False)
    assert kept(own_home, "word-counts") == set()
    first = kept(own_home, "word-links")
    together = glossary_of(article, NB_FI, library=library, with_curated=False)
    assert shown(together) != shown(alone)
    assert len(kept(own_home, "word-counts")) == 1
    second = kept(own_home, "word-links")
    assert first < second
    no_more_learning()
    assert glossary_of(article, NB_FI, library=library, with_curated=False) == together
    assert glossary_of(article, NB_FI, library=Alone(article), with_curated=False) == alone
    assert kept(own_home, "word-links") == second


def test_the_library_teaches_only_the_two_languages(
    seeds: Article, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: dict[str, Any] = {}
    link = glossaries.link_article

    def linked(*editions: Any, **more: Any) -> object:
        given.update(more)
        return link(*editions, **more)

    monkeypatch.setattr(glossaries, "link_article", linked)
    glossary_of(seeds, NB_FI, library=library)
    background = given["background"]
    assert background("fi", "nb").units > 10
    assert background("nb", "fi") == background("fi", "nb")
    for pair in (("fi", "sv"), ("nb", "sv"), ("pl", "sv")):
        assert background(*pair).units == 0


def test_what_the_library_taught_is_kept_and_made_again_when_damaged(library: Library, own_home: Path) -> None:
    article = next(article for article in library.articles if article.id != "other")
    plain = glossary_of(article, NB_FI, library=library)
    (counts,) = (own_home / "cache" / "word-counts").glob("*.json")
    for text in ("", "7", '"x"', '"UEsDBA=="', "null"):
        counts.write_bytes(sealed(text))
        shutil.rmtree(own_home / "cache" / "word-links")
        assert glossary_of(article, NB_FI, library=library) == plain
        assert len(read_json(counts.read_bytes())) > 100


def test_articles_that_cannot_be_read_or_lack_a_language_teach_nothing(library: Library, tmp_path: Path) -> None:
    article = next(article for article in library.articles if article.id != "other")
    alone = glossary_of(article, NB_FI, library=Alone(article))
    (tmp_path / "library" / "other.fi.md").unlink()
    assert glossary_of(article, NB_FI, library=library) == alone
    sv_fi = Pair("sv", "fi")
    shutil.copy(SEEDS / "001_717f209ec9721583.txt", tmp_path / "library")
    article = next(a for a in Library(tmp_path / "library").articles if "sv" in a.languages)
    assert glossary_of(article, sv_fi, library=library) == glossary_of(article, sv_fi)


def test_only_so_much_of_the_library_is_learnt_from(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    article = next(article for article in library.articles if article.id != "other")
    taught: list[str] = []
    learn = glossaries.taught_by

    def counted(left: Edition, *given: object, **more: object) -> object:
        taught.append(left.path)
        return learn(left, *given, **more)  # type: ignore[arg-type]

    class Long:
        articles = library.articles * 4

    class Forgetful(Cache):
        def get(self, *_key: str) -> None:
            return None

    monkeypatch.setattr(glossaries, "taught_by", counted)
    monkeypatch.setattr(glossaries, "BACKGROUND_UNITS", 20)
    monkeypatch.setattr(glossaries, "Cache", Forgetful)
    glossary_of(article, NB_FI, library=Long())
    assert len(taught) == 2  # of 18 sentences each


# --- the same on every machine


@pytest.mark.usefixtures("shelf")
def test_the_same_whatever_the_seed_of_hashes(own_home: Path, library: Library) -> None:
    outs = []
    for seed in ("0", "1"):
        home = own_home.with_name(f"home{seed}")
        shutil.copytree(own_home / "cache" / "lexemes", home / "cache" / "lexemes")
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TUI_LEARN_HOME": str(home)}
        words = ["relasjonsledelse", "--pair", "nb:fi", "--json", "--all", "--library", str(library.folders[0])]
        done = subprocess.run(
            [sys.executable, "-m", "tui_learn", "glossary", *words], capture_output=True, env=environment, check=True,
            cwd=SEEDS.parent,
        )  # fmt: skip
        outs.append(done.stdout)
    assert outs[0] == outs[1]
    assert len(json.loads(outs[0])) > 100
