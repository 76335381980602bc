"""How good the glossary of the bundled article is, measured against what a person wrote of its words."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.bitext.seed_gold import GoldSegment, read_gold
from tests.conftest import LANGUAGES
from tui_learn.bitext.dictionary_files import FOLDERS_VARIABLE
from tui_learn.bitext.glossary import Glossary
from tui_learn.bitext.word_links import SpanLink, Words
from tui_learn.library import Article, Pair
from tui_learn.quiz.glossaries import glossary_of

PAIRS = list(itertools.combinations(LANGUAGES, 2))
SHELF = Path("/usr/share/dictd")
DIRECT = (
    "fin-swe", "swe-fin", "fin-nor", "fin-pol", "pol-fin", "swe-nor", "swe-pol", "pol-swe", "swe-tur", "pol-nor",
    "pol-tur",
)  # fmt: skip
"""Dictionaries of FreeDict that join two of the five languages."""
ENOUGH = 8


@dataclass(frozen=True)
class Measured:
    """Of the proven pairs of two languages."""

    proven: int
    strict: int
    """Those that are translations of one another, right to teach."""
    loose: int
    """Those that say the same loosely, or are parts of phrases that do."""
    coverage: float
    """Share of the words that carry meaning whose dictionary form is in a proven pair, the mean of both sides."""
    wrong: tuple[str, ...]
    """Those that are not even loosely right."""

    def __str__(self) -> str:
        return f"{self.strict} and {self.loose} of {self.proven}, {self.coverage:.3f}, wrong: {' '.join(self.wrong)}"


Table = Mapping[tuple[str, str], Measured]


def measured(glossary: Glossary, gold: Mapping[str, GoldSegment]) -> Measured:
    strict, loose, wrong = 0, 0, []
    for pair in glossary.proven:
        signs = {sign for link in pair.places for sign in _signs(glossary, link, gold)}
        strict += "=" in signs
        loose += bool(signs & {"=", "~"})
        if not signs & {"=", "~"}:
            wrong.append(f"{pair.left}/{pair.right}")
    left = _coverage(glossary.linked.left, {pair.left for pair in glossary.proven})
    right = _coverage(glossary.linked.right, {pair.right for pair in glossary.proven})
    return Measured(len(glossary.proven), strict, loose, (left + right) / 2, tuple(wrong))


def _signs(glossary: Glossary, link: SpanLink, gold: Mapping[str, GoldSegment]) -> Iterator[str]:
    """What the gold says of a link: ``=`` where one word answers one, ``~`` where it is loose or a part of phrases."""
    (one, left), (other, right) = (_standing(words, span) for words, span in (
        (glossary.linked.left, link.left), (glossary.linked.right, link.right)))  # fmt: skip
    languages = glossary.linked.left.edition.language, glossary.linked.right.edition.language
    if one != other or one not in gold:
        return
    for group in gold[one].groups:
        there = [group.tokens.get(language, ()) for language in languages]
        if set(left) <= set(there[0]) and set(right) <= set(there[1]) and group.sign != "x":
            single = group.sign == "=" and [len(side) for side in there] == [len(left), len(right)]
            yield "=" if single else "~"


def _standing(words: Words, span: tuple[int, ...]) -> tuple[str, list[int]]:
    """The segment of some words, and their numbers in it."""
    sentence = words.words[span[0]].sentence
    return words.edition.sentences[sentence].id, [number - words.first[sentence] for number in span]


def _coverage(words: Words, proven: set[str]) -> float:
    title = words.edition.title_block  # nothing is learnt from it, and nothing of it is in the gold
    content = [
        word.lexeme in proven
        for word in words.words
        if word.is_content and words.edition.sentences[word.sentence].block != title
    ]
    return sum(content) / len(content)


def table(article: Article) -> Table:
    gold = {segment.id: segment for segment in read_gold()}
    return {pair: measured(glossary_of(article, Pair(*pair), with_curated=False), gold) for pair in PAIRS}


def share(found: Table, name: str) -> float:
    """Of all proven pairs those that are right, strictly or loosely."""
    return sum(getattr(one, name) for one in found.values()) / sum(one.proven for one in found.values())


def coverage(found: Table) -> float:
    return sum(one.coverage for one in found.values()) / len(found)


def report(found: Table) -> str:
    lines = [f"{' '.join(pair)}: {one}" for pair, one in found.items()]
    figures = f"strict {share(found, 'strict'):.3f} loose {share(found, 'loose'):.3f} coverage {coverage(found):.3f}"
    return "\n".join([*lines, figures])


@pytest.fixture(scope="module")
def alone(seeds: Article, kept_words: Path) -> Table:
    """From the article alone."""
    return table(seeds)


@pytest.fixture(scope="module")
def helped(seeds: Article, kept_words: Path, tmp_path_factory: pytest.TempPathFactory) -> Table:
    """With those of the direct dictionaries that are installed."""
    found = [name for name in DIRECT if (SHELF / f"freedict-{name}.index").is_file()]
    if len(found) < ENOUGH:
        pytest.skip(f"only {len(found)} of FreeDict's dictionaries of these languages are in {SHELF}")
    folder = tmp_path_factory.mktemp("freedict")
    for name in found:
        for file in SHELF.glob(f"freedict-{name}.*"):
            (folder / file.name).symlink_to(file)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(FOLDERS_VARIABLE, str(folder))
        return table(seeds)


def test_without_dictionaries_hardly_anything_is_proven_and_that_is_right(alone: Table) -> None:
    assert share(alone, "strict") >= 0.97, report(alone)
    assert coverage(alone) >= 0.10, report(alone)
    assert all(one.proven for one in alone.values()), report(alone)


def test_with_dictionaries_much_is_proven_and_that_is_right(helped: Table) -> None:
    assert share(helped, "loose") >= 0.97, report(helped)
    assert coverage(helped) >= 0.40, report(helped)


def test_what_is_taught_strictly_is_nearly_as_right(helped: Table) -> None:
    assert share(helped, "strict") >= 0.95, report(helped)
    assert all(one.loose >= 0.93 * one.proven for one in helped.values()), report(helped)


def test_dictionaries_make_every_pair_of_languages_better(alone: Table, helped: Table) -> None:
    for pair, one in helped.items():
        assert one.coverage > alone[pair].coverage, (pair, str(one))
