"""Words with the dictionary forms a test gives them, and pairs of them with what speaks for each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from tests.bitext.making import bitext
from tests.bitext.word_making import cell
from tui_learn.bitext import Bitext
from tui_learn.bitext.article_words import PairLinks
from tui_learn.bitext.cell_links import CellLink
from tui_learn.bitext.pair_evidence import PairEvidence
from tui_learn.bitext.proving import Case
from tui_learn.bitext.word_links import Words
from tui_learn.bitext.word_tokens import plain_words
from tui_learn.text import Block, Edition, Sentence
from tui_learn.text.model import BlockKind

Known = Mapping[str, Iterable[str]]
"""By dictionary form: phrases, or word classes."""
LEFT, RIGHT = "qaa", "qab"
"""Languages without function words and without a list of forms."""


def words_of(text: str, language: str = LEFT, guessed: Iterable[str] = ()) -> Words:
    """The words of a text: a line a sentence, ``# `` before the title and ``## `` before headings.

    ``word/form`` gives a word its dictionary form; else it is the word in lower case.
    """
    forms: list[str] = []
    blocks = []
    for number, line in enumerate(text.strip().splitlines()):
        marks, _space, rest = line.strip().rpartition("# ")
        level = len(marks) + 1 if line.strip().startswith("#") else 0
        parts = [part.partition("/") for part in (rest if level else line).split()]
        forms += [form for _word, _slash, form in parts]
        said = " ".join(word for word, _slash, _form in parts)
        kind: BlockKind = "heading" if level else "paragraph"
        sentence = Sentence(number, 0, 0, len(said), said)
        blocks.append(Block(number, kind, said, number + 1, level, "", (), (sentence,)))
    digest = hashlib.sha256(f"{language}\n{text}".encode()).hexdigest()
    edition = Edition(f"texts/tale.{language}.md", {}, language, "name", 1.0, tuple(blocks), digest)
    plain = plain_words(edition)
    given = [
        replace(word, lexeme=form) if form else word for word, form in zip(plain.words, forms, strict=True)
    ]  # strict: a word of the test is a word of the program
    return replace(plain, words=tuple(given), guessed=frozenset(guessed))


def sides(left: str | Words, right: str | Words) -> tuple[Words, Words]:
    """Two texts in languages nobody knows, or words made before."""
    return (
        left if isinstance(left, Words) else words_of(left, LEFT),
        right if isinstance(right, Words) else words_of(right, RIGHT),
    )


def cells(left: Words, right: Words, pair: str, **given: object) -> list[CellLink]:
    """Links of every word of ``kissa=katt``'s first form to the one of the second that is as far on in the text."""
    one, _sign, other = pair.partition("=")
    places = zip(left.of_lexeme[one], right.of_lexeme[other], strict=True)
    return [cell(a, b, **given) for a, b in places]  # type: ignore[arg-type]


def evidence(links: Iterable[CellLink], **given: object) -> PairEvidence:
    """Links for which nothing speaks but what is given."""
    values: dict[str, object] = {
        "weight": 0.0, "alike": 0.0, "worth": 0.0, "dictionaries": (), "pivots": (), "units": 1, "consistency": 0.0,
        "agreeing": 0, "voices": 0, "path": 0.0, "via": (), "like_path": 0.0, "multiple": 0.0, "length_ratio": 0.0,
    }  # fmt: skip
    return PairEvidence(tuple((link,) for link in links), **(values | given))  # type: ignore[arg-type]


def case_of(
    left: str | Words,
    right: str | Words,
    pairs: Mapping[str, Mapping[str, object]],
    *,
    phrases: tuple[Known, Known] = ({}, {}),
    classes: tuple[Known, Known] = ({}, {}),
) -> Case:
    """The pairs ``kissa=katt`` of two texts, each with what speaks for it."""
    one, other = sides(left, right)
    found = {
        (pair.partition("=")[0], pair.partition("=")[2]): evidence(cells(one, other, pair), **given)
        for pair, given in pairs.items()
    }
    return Case(one, other, found, _frozen(phrases), _frozen(classes))


def links_of(
    left: str | Words,
    right: str | Words,
    pairs: Mapping[str, Mapping[str, object]],
    *,
    more: Iterable[CellLink] = (),
    phrases: tuple[Known, Known] = ({}, {}),
    classes: tuple[Known, Known] = ({}, {}),
) -> tuple[PairLinks, Bitext]:
    """What is learnt of two texts, each sentence of which answers the one with its number."""
    one, other = sides(left, right)
    found = [link for pair, given in pairs.items() for link in cells(one, other, pair, **given)]
    made = PairLinks(one, other, (*found, *more), 0.1, _frozen(phrases), _frozen(classes))
    return made, bitext(one.edition, other.edition)


def _frozen(
    both: tuple[Known, Known],
) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    left, right = ({word: frozenset(found) for word, found in side.items()} for side in both)
    return left, right
