"""Words linked by hand: finding links is tested elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from tui_learn.bitext import Bitext
from tui_learn.bitext.glossary import Glossary, GlossaryPair
from tui_learn.bitext.verdicts import VerdictStore
from tui_learn.bitext.word_links import LIKELY, SURE, LinkedBitext, SpanLink, Words
from tui_learn.bitext.word_tokens import plain_words
from tui_learn.library import Article, Pair

Table = Sequence[tuple[str, str, float]]
"""Words of the left side, words of the right side that answer them, and how sure that is."""

FAINT = LIKELY / 2

NB_FI: Table = (
    ("en strategi", "strategia", SURE),
    ("organisasjon", "organisaatio", (1 + SURE) / 2),
    ("opprettholder", "ylläpitää", LIKELY),
    ("kontinuerlig", "jatkuvaa", FAINT),
    ("publikum", "yleisöönsä", SURE),
    ("styringen", "hallinta", LIKELY),
    ("kunder", "asiakkaiden", SURE),
    ("relasjonsledelse", "suhteenhallinta", SURE),
    ("krysssalgsmuligheter", "ristiinmyyntimahdollisuuksissa", SURE),
    ("strategier", "strategioita", FAINT),
)
EVIDENCE = ("cognate", "repeated:7", "dictionary:fin-swe", "via:pl", "via:sv")


def linked(bitext: Bitext, table: Table, lexemes: dict[str, str] | None = None) -> LinkedBitext:
    """Each bead's words, linked where the table has them, the first of each side not linked yet."""
    left, right = plain_words(bitext.left), plain_words(bitext.right)
    links = []
    taken: set[tuple[str, int]] = set()
    for bead in bitext.beads:
        for ours, theirs, confidence in table:
            found = _find(left, bead.left, ours.split(), "left", taken)
            answer = _find(right, bead.right, theirs.split(), "right", taken)
            if found and answer:
                taken |= {("left", number) for number in found} | {("right", number) for number in answer}
                links.append(SpanLink(found, answer, confidence))
    return LinkedBitext(bitext, left, right, tuple(sorted(links, key=lambda link: link.left)))


def _find(
    words: Words, sentences: Iterable[int], wanted: list[str], side: str, taken: set[tuple[str, int]]
) -> tuple[int, ...]:
    for sentence in sentences:
        numbers = words.of_sentence(sentence)
        for first in numbers:
            span = range(first, first + len(wanted))
            fits = span.stop <= numbers.stop and [words.words[number].lexeme for number in span] == wanted
            if fits and not any((side, number) in taken for number in span):
                return tuple(span)
    return ()


def glossary(
    made: LinkedBitext,
    evidence: tuple[str, ...] = EVIDENCE,
    verdicts: VerdictStore | None = None,
) -> Glossary:
    """The links by their dictionary forms, with what the learner said of them; struck ones are not lit."""
    languages = made.bitext.left.language, made.bitext.right.language
    given = verdicts.read(*languages)[0] if verdicts is not None else None
    places: dict[tuple[str, str], list[SpanLink]] = defaultdict(list)
    for link in made.links:
        forms = [
            " ".join(words.words[number].lexeme for number in numbers)
            for words, numbers in ((made.left, link.left), (made.right, link.right))
        ]
        places[forms[0], forms[1]].append(link)
    pairs = []
    for (left, right), found in places.items():
        verdict = given.of(languages[0], left, right) if given is not None else ""
        pairs.append(
            GlossaryPair(
                left, right, found[0].confidence, "gloss", evidence, 3, 3, tuple(found), (left,), (right,), verdict
            )
        )
    struck = {(link.left, link.right) for pair in pairs if pair.verdict == "struck" for link in pair.places}
    lit = tuple(link for link in made.links if (link.left, link.right) not in struck)
    return Glossary(
        LinkedBitext(made.bitext, made.left, made.right, lit),
        tuple(sorted(pairs, key=lambda pair: -pair.confidence)),
    )


def glossary_by_hand(
    _article: Article,
    pair: Pair,
    *,
    bitext: Bitext,
    verdicts: VerdictStore | None = None,
    progress: Callable[[float], None] | None = None,
    **_others: Any,
) -> Glossary:
    """In the place of ``tui_learn.quiz.glossaries.glossary_of``."""
    if progress is not None:
        progress(0.5)
    table = {"nb:fi": NB_FI, "fi:nb": [(right, left, sure) for left, right, sure in NB_FI]}.get(str(pair), ())
    return glossary(linked(bitext, table), verdicts=verdicts)
