"""From links and their evidence to the glossary of an article."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from tui_learn.bitext.article_words import PairLinks, linked_bitext
from tui_learn.bitext.bitext import Bitext
from tui_learn.bitext.curated import CuratedTerm, curated_pairs, with_heads
from tui_learn.bitext.glossary import Glossary, GlossaryPair, Verdict, judged, rank
from tui_learn.bitext.pair_evidence import COGNATE, PairEvidence, phrase
from tui_learn.bitext.proving import SURE_PATH, Case, grade
from tui_learn.bitext.word_links import LinkedBitext, SpanLink, Words
from tui_learn.text.fold import lower

_MIDDLE, _SLOPE = 1.6, 1.6
"""Score at which a pair is as likely right as wrong, and how fast it gets surer: fitted to hand-made pairs."""
PROVEN = 0.95
"""Probability that a proven pair is right at least, whatever its score: what was measured for proven pairs."""
CURATED = 0.99
"""Probability that a pair a person wrote is right."""

VerdictOf = Callable[[str, str], Verdict]


def make_glossary(
    links: PairLinks,
    bitext: Bitext,
    *,
    others: int,
    verdict_of: VerdictOf = lambda _left, _right: "",
    curated: Iterable[CuratedTerm] = (),
) -> Glossary:
    """The glossary of a bitext.

    ``others`` is how many other languages the article has. ``verdict_of`` gives what the learner said of a pair,
    ``curated`` what decks say.
    """
    curated = list(curated)
    links = replace(links, left=with_heads(links.left, curated), right=with_heads(links.right, curated))
    linked, evidence = linked_bitext(links, bitext)
    case = Case(links.left, links.right, evidence, links.phrases, links.classes)
    places: dict[tuple[str, str], list[SpanLink]] = {}
    for link in linked.links:
        places.setdefault((phrase(links.left, link.left), phrase(links.right, link.right)), []).append(link)
    made = {pair: _pair(case, pair, found, others, linked) for pair, found in places.items()}
    by_hand, written = curated_pairs(curated, linked)
    if written:
        linked = LinkedBitext(bitext, linked.left, linked.right, _united(linked.links, written))
        there = {(link.left, link.right) for link in linked.links}
        made = {pair: _without(found, there, linked) for pair, found in made.items()}
        made = {pair: found for pair, found in made.items() if found.places}
    for pair, standing in by_hand.items():
        known = made.get(pair)
        together = {(link.left, link.right): link for link in (*(known.places if known else ()), *standing)}
        ordered = [together[place] for place in sorted(together)]
        made[pair] = _curated(known, pair, ordered, others, linked)
    pairs = (judged(pair, verdict_of(pair.left, pair.right)) for pair in made.values())
    return Glossary(linked, tuple(sorted(pairs, key=rank)))


def _without(
    pair: GlossaryPair, there: set[tuple[tuple[int, ...], tuple[int, ...]]], linked: LinkedBitext
) -> GlossaryPair:
    """The pair at those of its places that are still linked."""
    places = tuple(link for link in pair.places if (link.left, link.right) in there)
    return replace(
        pair,
        places=places,
        left_forms=_forms(linked.left, [link.left for link in places]),
        right_forms=_forms(linked.right, [link.right for link in places]),
    )


def _united(links: Sequence[SpanLink], extra: Sequence[SpanLink]) -> tuple[SpanLink, ...]:
    """Links with others added, which take the place of those that share a word with them."""
    taken_left = {word for link in extra for word in link.left}
    taken_right = {word for link in extra for word in link.right}
    kept = [link for link in links if taken_left.isdisjoint(link.left) and taken_right.isdisjoint(link.right)]
    return tuple(sorted([*kept, *extra], key=lambda link: (link.left, link.right)))


def probability(score: float) -> float:
    """The probability that a pair of such a score is right, 0 to 1."""
    return 1 / (1 + math.exp(-_SLOPE * (score - _MIDDLE)))


def _pair(
    case: Case,
    pair: tuple[str, str],
    places: Sequence[SpanLink],
    others: int,
    linked: LinkedBitext,
) -> GlossaryPair:
    found = case.evidence[pair]
    good_for = grade(case, pair)
    sure = probability(found.score)
    if good_for == "quiz":
        sure = max(sure, PROVEN)
    return GlossaryPair(
        left=pair[0],
        right=pair[1],
        confidence=round(sure, 4),
        grade=good_for,
        evidence=_evidence_names(found),
        agreeing=found.agreeing,
        languages=max(others, found.voices),
        places=tuple(places),
        left_forms=_forms(linked.left, [link.left for link in places]),
        right_forms=_forms(linked.right, [link.right for link in places]),
    )


def _evidence_names(found: PairEvidence) -> tuple[str, ...]:
    names = [f"dictionary:{name}" for name in found.dictionaries]
    if found.alike > COGNATE:
        names.append("cognate")
    if found.units >= 2:
        names.append(f"repeated:{found.units}")
    if found.path >= SURE_PATH:
        names += [f"via:{language}" for language in found.via]
    names += [f"pivot:{language}" for language in found.pivots if not found.dictionaries]
    return tuple(names)


def _curated(
    known: GlossaryPair | None,
    pair: tuple[str, str],
    places: Sequence[SpanLink],
    others: int,
    linked: LinkedBitext,
) -> GlossaryPair:
    single = " " not in pair[0] and " " not in pair[1]
    return GlossaryPair(
        left=pair[0],
        right=pair[1],
        confidence=CURATED,
        grade="quiz" if single else "gloss",
        evidence=(*(known.evidence if known else ()), "curated"),
        agreeing=known.agreeing if known is not None else 0,
        languages=others,
        places=tuple(places),
        left_forms=_forms(linked.left, [link.left for link in places]),
        right_forms=_forms(linked.right, [link.right for link in places]),
    )


def _forms(words: Words, spans: Sequence[tuple[int, ...]]) -> tuple[str, ...]:
    """The forms as they stand in the text, the most frequent first; capitals count only where there is no other."""
    language = words.edition.language
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for span in spans:
        text = " ".join(words.words[number].text for number in span)
        small = lower(text, language)
        counts[small] += 1
        if small not in shown or text == small:
            shown[small] = text
    return tuple(shown[small] for small, _count in sorted(counts.items(), key=lambda item: (-item[1], item[0])))
