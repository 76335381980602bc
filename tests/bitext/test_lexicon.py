"""IBM model 1 over arrays, against the same over dictionaries."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_learn.bitext.lexicon import EMPTY, Lexicon, bags, cooccurrence, learn, lexicon_from, united
from tui_learn.bitext.settings import AlignmentSettings
from tui_learn.bitext.terms import Terms, count_terms

Entries = dict[tuple[int, int], float]


def lexicon(entries: Entries, sources: int, targets: int) -> Lexicon:
    keys = np.array(list(entries), dtype=np.int64).reshape(-1, 2)
    return lexicon_from(keys[:, 0], keys[:, 1], np.array(list(entries.values())), sources, targets)


def entries(found: Lexicon) -> Entries:
    return dict(
        zip(zip(found.sources.tolist(), found.targets.tolist(), strict=True), found.values.tolist(), strict=True)
    )


def bag(terms: Terms, unit: int) -> Counter[int]:
    return Counter(terms.tokens[terms.starts[unit] : terms.starts[unit + 1]].tolist())


def plain_model_1(
    source: Terms, target: Terms, links: list[tuple[int, int, float]], known: Entries, settings: AlignmentSettings
) -> Entries:
    """Translation probabilities of target terms, from (source unit, target unit, probability) links."""
    tokens = []  # of each target term in a unit: its number, how often, what may explain it, and the empty word
    for v in range(len(target.starts) - 1):
        sources: Counter[int] = Counter()
        for u, w, weight in links:
            if w == v:
                for s, count in bag(source, u).items():
                    sources[s] += weight * count
        certain = min(1.0, max((weight for _u, w, weight in links if w == v), default=0.0))
        empty = EMPTY * sum(sources.values())
        tokens += [(t, count * certain, sources, empty) for t, count in bag(target, v).items()]
    support: Entries = defaultdict(float)
    for t, _count, sources, _empty in tokens:
        for s, weight in sources.items():
            support[s, t] += weight
    of_source: dict[int, float] = defaultdict(float)
    of_target: dict[int, float] = defaultdict(float)
    for (s, t), weight in support.items():
        of_source[s] += weight
        of_target[t] += weight
    pairs = support.keys() | known.keys()
    values = {
        (s, t): support.get((s, t), 0.0) / max(1e-9, (of_source[s] * of_target[t]) ** 0.5) + known.get((s, t), 0.0)
        for s, t in pairs
    }
    for step in range(settings.iterations):
        last = step == settings.iterations - 1
        counts = {pair: settings.trust * known.get(pair, 0.0) for pair in pairs}
        for t, count, sources, empty in tokens:
            total = empty + sum(values[s, t] * weight for s, weight in sources.items())
            for s, weight in sources.items():
                counts[s, t] += count * values[s, t] * weight / max(total, 1e-12)
        if last:
            counts = {pair: max(0.0, count - settings.discount) for pair, count in counts.items()}
        sums: dict[int, float] = defaultdict(lambda: 2 * settings.discount if last else 0.1)  # noqa: B023
        for (s, _t), count in counts.items():
            sums[s] += count
        values = {(s, t): count / sums[s] for (s, t), count in counts.items()}
    return {pair: value for pair, value in values.items() if value > 1e-4}


texts = st.lists(st.lists(st.sampled_from("abcde"), max_size=6).map(" ".join), min_size=1, max_size=5)
share = st.floats(0.05, 1.0)


def some_entries(draw: st.DrawFn, sources: int, targets: int) -> Entries:
    if not sources or not targets:
        return {}
    return draw(st.dictionaries(st.tuples(st.integers(0, sources - 1), st.integers(0, targets - 1)), share, max_size=6))


@settings(max_examples=100, deadline=None)
@given(st.data(), texts, texts, st.integers(1, 4))
def test_learning_is_ibm_model_1(data: st.DataObject, lefts: list[str], rights: list[str], iterations: int) -> None:
    left, right = count_terms(lefts), count_terms(rights)
    sizes = len(left.names), len(right.names)
    numbers = st.tuples(st.integers(0, len(lefts) - 1), st.integers(0, len(rights) - 1))
    links = [(i, j, weight) for (i, j), weight in data.draw(st.dictionaries(numbers, share, max_size=8)).items()]
    # What was learnt before need not be known in both directions.
    onward, back = some_entries(data.draw, *sizes), some_entries(data.draw, *sizes[::-1])
    known = lexicon(onward, *sizes), lexicon(back, *sizes[::-1])
    chosen = AlignmentSettings(iterations=iterations)
    ij = np.array([link[:2] for link in links], dtype=np.int64).reshape(-1, 2)
    weights = np.array([link[2] for link in links])
    table = cooccurrence(bags(left), bags(right), (ij[:, 0], ij[:, 1], weights), known, sizes)
    found = learn(table, known, sizes, chosen)
    assert entries(found[0]) == pytest.approx(plain_model_1(left, right, links, onward, chosen))
    turned = [(j, i, weight) for i, j, weight in links]
    assert entries(found[1]) == pytest.approx(plain_model_1(right, left, turned, back, chosen))
    assert all((lexicon.totals <= 1).all() for lexicon in found)


def test_a_word_is_learnt_by_the_sentences_it_stands_in() -> None:
    left = count_terms(["talo on punainen", "auto on punainen", "talo on suuri", "auto on suuri"] * 3)
    right = count_terms(["the house is red", "the car is red", "the house is big", "the car is big"] * 3)
    sizes = len(left.names), len(right.names)
    nothing = lexicon({}, *sizes), lexicon({}, *sizes[::-1])
    links = np.arange(12), np.arange(12), np.ones(12)
    found, _back = learn(
        cooccurrence(bags(left), bags(right), links, nothing, sizes), nothing, sizes, AlignmentSettings(iterations=8)
    )
    best = {}
    for (s, t), value in sorted(entries(found).items(), key=lambda entry: entry[1]):
        best[left.names[s]] = right.names[t], value
    assert {word: term for word, (term, _value) in best.items() if word != "on"} == {
        "talo": "house", "auto": "car", "punai": "red", "suuri": "big",
    }  # fmt: skip


def test_what_is_seen_once_says_less() -> None:
    once, often = (count_terms(["kissa"] * count) for count in (1, 9))
    values = []
    for terms in (once, often):
        nothing = lexicon({}, 1, 1)
        all_links = np.arange(len(terms.starts) - 1), np.arange(len(terms.starts) - 1), np.ones(len(terms.starts) - 1)
        table = cooccurrence(bags(terms), bags(terms), all_links, (nothing, nothing), (1, 1))
        values.append(learn(table, (nothing, nothing), (1, 1), AlignmentSettings())[0].values[0])
    assert values[0] < 0.2 < 0.8 < values[1]


@pytest.mark.parametrize(("lefts", "rights"), [([""], [""]), (["", "a b"], ["", ""]), ([""], ["a", "b"])])
def test_texts_without_words(lefts: list[str], rights: list[str]) -> None:
    left, right = count_terms(lefts), count_terms(rights)
    sizes = len(left.names), len(right.names)
    known = lexicon({}, *sizes), lexicon({}, *sizes[::-1])
    table = cooccurrence(bags(left), bags(right), (np.array([0]), np.array([0]), np.ones(1)), known, sizes)
    assert len(table.left) == len(table.pair) == 0
    found = learn(table, known, sizes, AlignmentSettings())
    assert [entries(lexicon) for lexicon in found] == [{}, {}]
    assert [len(lexicon.totals) for lexicon in found] == list(sizes)


@given(st.data())
def test_united_takes_the_larger_value(data: st.DataObject) -> None:
    one, other = some_entries(data.draw, 4, 3), some_entries(data.draw, 4, 3)
    wanted = {pair: max(one.get(pair, 0.0), other.get(pair, 0.0)) for pair in one.keys() | other.keys()}
    sums: Counter[int] = Counter()
    for (source, _target), value in wanted.items():
        sums[source] += value
    found = united(lexicon(one, 4, 3), lexicon(other, 4, 3), 3)
    assert entries(found) == pytest.approx({pair: v / max(1.0, sums[pair[0]]) for pair, v in wanted.items()})
    assert found.totals == pytest.approx([min(1.0, sums[source]) for source in range(4)])


@given(st.data())
def test_entries_stand_by_source(data: st.DataObject) -> None:
    wanted = some_entries(data.draw, 5, 4)
    found = lexicon(wanted, 5, 4)
    assert entries(found) == wanted
    assert list(entries(found)) == sorted(wanted)
    for source in range(5):
        own = found.values[found.first[source] : found.first[source + 1]]
        assert found.totals[source] == pytest.approx(own.sum())


@given(texts)
def test_bags_count_the_terms_of_each_unit(units: list[str]) -> None:
    terms = count_terms(units)
    found = bags(terms)
    for unit in range(len(units)):
        own = slice(found.first[unit], found.first[unit + 1])
        assert dict(zip(found.terms[own].tolist(), found.counts[own].tolist(), strict=True)) == bag(terms, unit)
