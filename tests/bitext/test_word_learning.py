"""Learning which words answer each other."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from tests.bitext.plain_learning import Key, PlainLearning
from tests.bitext.plain_learning import Prior as PlainPrior
from tests.bitext.word_making import Pocket, Texts, units
from tui_learn.bitext.pair_counts import NOTHING, PairCounts, added, hashes, pair_hashes, tally
from tui_learn.bitext.word_learning import Learnt, Prior, counts_of, learn_words
from tui_learn.bitext.word_settings import DEFAULT
from tui_learn.bitext.word_sheets import Units

pytestmark = pytest.mark.filterwarnings("error")

LANGUAGES = ("qaa", "qab", "qac", "qad")
WORDS = {
    "qaa": ["talo", "organisaatio", "asiakkuudenhallinta", "ja", "on", "CRM", "lintu", "kuluttajatkin", "strategia"],
    "qab": ["husen", "organisation", "kundrelationshantering", "och", "ar", "CRM", "fugl", "forbrukerne", "strategi"],
    "qac": ["evim", "organisasyon", "müşteri", "ve", "dir", "B2B", "kuşlar", "tüketiciler", "strateji"],
    "qad": ["domy", "organizacja", "klientami", "i", "jest", "CRM", "ptaki", "konsumenci", "strategia"],
}
BOOK = Pocket(
    ["qaa qab talo: husen", "qab qac fugl: kuşlar, küçük kuşlar", "qaa qac kuluttajatkin: tüketiciler, tüketici"],
    ["qax qaa qab lintu: fugl", "qay qaa qab lintu: fugl", "qax qab qac husen: evim"],
)


def some_units(seed: int) -> Units:
    chance = random.Random(seed)
    count, used = chance.randint(1, 6), LANGUAGES[: chance.choice([2, 3, 3, 4])]
    texts: dict[str, list[str]] = {language: [] for language in used}
    targets: dict[str, list[list[int]]] = {language: [] for language in used}
    for _unit in range(count):
        numbers = chance.choices(range(9), k=chance.choice([1, 3, 5, 11]))
        for language in used:
            own = [n for n in numbers if chance.random() < 0.8]
            if chance.random() < 0.3:
                chance.shuffle(own)
            texts[language].append("" if chance.random() < 0.2 else " ".join(WORDS[language][n] for n in own))
            targets[language].append([chance.choice([-1, -1, 0, 1]) for _word in texts[language][-1].split()])
    teaching = [chance.choice([1.0, 1.0, 0.0]) for _unit in range(count)]
    return units(texts, targets=chance.choice([targets, None]), teaching=chance.choice([teaching, None]))


def some_prior(made: Units, seed: int) -> tuple[dict[Key, PlainPrior], Prior]:
    """The same both ways: plain, and as the program has it."""
    chance = random.Random(seed)
    plain: dict[Key, PlainPrior] = {}
    for key in ((0, 1), (1, 2)):
        if key[1] < len(made.vocabularies) and chance.random() < 0.5:
            left, right = (made.vocabularies[language].lexeme_names for language in key)
            links = {(a, b): chance.uniform(0.1, 6) for a in left for b in right if chance.random() < 0.2}
            plain[key] = (
                links,
                {a: chance.uniform(0.5, 9) for a in left if chance.random() < 0.5},
                {b: chance.uniform(0.5, 9) for b in right if chance.random() < 0.5},
            )
    found = {}
    for (one, other), (pairs, lefts, rights) in plain.items():
        keys = pair_hashes(hashes([a for a, _b in pairs]), hashes([b for _a, b in pairs]))
        found[made.languages[one], made.languages[other]] = PairCounts(
            tally(keys, np.array(list(pairs.values()))),
            tally(hashes(list(lefts)), np.array(list(lefts.values()))),
            tally(hashes(list(rights)), np.array(list(rights.values()))),
            3,
        )
    return plain, found


def sheet(learnt: Learnt, one: int, other: int, unit: int) -> np.ndarray:
    """The link weights of a unit."""
    for number, group in enumerate(learnt.groups):
        for row, found in enumerate(group.units.tolist()):
            if found == unit:
                rows, columns = group.lengths[one, row], group.lengths[other, row]
                return learnt.between(one, other, number)[row, :rows, :columns]
    raise LookupError(unit)


@pytest.mark.parametrize("seed", range(40))
def test_learning_is_what_it_says(seed: int) -> None:
    made = some_units(seed)
    plain_prior, prior = some_prior(made, seed)
    plain = PlainLearning(made, DEFAULT, BOOK, plain_prior)
    learnt = learn_words(made, prior=prior, dictionaries=BOOK)
    for key in plain.keys:
        for unit in plain.sheets(key):
            assert sheet(learnt, *key, unit) == pytest.approx(plain.weights[key][unit], abs=2e-3)
            assert sheet(learnt, *key[::-1], unit) == pytest.approx(plain.weights[key][unit].T, abs=2e-3)
        assert learnt.distances[key] == pytest.approx(plain.distances[key], abs=1e-4)
        assert dict(learnt.jumps[key]) == pytest.approx(dict(plain.jumps[key]), abs=1e-3)
        counts = counts_of(learnt, *key)
        linked = {pair: value for pair, value in plain.linked(key).items() if value > 0.021}
        keys = pair_hashes(hashes([a for a, _b in linked]), hashes([b for _a, b in linked]))
        assert counts.pairs.of(keys) == pytest.approx(list(linked.values()), abs=5e-3)
        assert counts.pairs.values.sum() == pytest.approx(sum(linked.values()), abs=0.1)
        teaching = made.teaching or (1.0,) * plain.count
        assert counts.units == sum(teaching[unit] > 0 for unit in plain.sheets(key))


def links(learnt: Learnt, one: int = 0, other: int = 1, unit: int = 0) -> set[str]:
    """The heavy links of a unit, ``word-word``."""
    weights = sheet(learnt, one, other, unit)
    names = [
        [learnt.units.vocabularies[language].surfaces[word] for word in learnt.units.tokens[language][unit]]
        for language in (one, other)
    ]
    return {f"{names[0][i]}-{names[1][j]}" for i, j in zip(*np.nonzero(weights > 0.5), strict=True)}


def learnt_from(texts: Texts, **given: object) -> Learnt:
    return learn_words(units(texts), **given)  # type: ignore[arg-type]


AMBIGUOUS = {"qaa": ["alku loppu"], "qab": ["start slutet"]}
CROSSED = {"alku-slutet", "loppu-start"}
OTHER_TEXT = {"qaa": ["alku", "loppu"] * 4, "qab": ["slutet", "start"] * 4}


def test_what_other_texts_taught_decides_what_is_ambiguous() -> None:
    assert not links(learnt_from(AMBIGUOUS)) & CROSSED
    taught = counts_of(learnt_from(OTHER_TEXT), 0, 1)
    assert taught.units == 8
    found = learnt_from(AMBIGUOUS, prior={("qaa", "qab"): taught})
    assert links(found) == CROSSED
    # It is not of other languages, nor of the two turned round.
    assert not links(learnt_from(AMBIGUOUS, prior={("qab", "qaa"): taught, ("qaa", "qac"): taught})) & CROSSED
    # What was known before is not counted again.
    assert counts_of(found, 0, 1).pairs.values.max() <= 1.01


def test_counts_of_several_texts_are_those_of_the_whole() -> None:
    one = counts_of(learnt_from(OTHER_TEXT), 0, 1)
    twice = added([one, one])
    assert twice.pairs.values == pytest.approx(2 * one.pairs.values)
    assert links(learnt_from(AMBIGUOUS, prior={("qaa", "qab"): twice})) == CROSSED
    assert links(learnt_from(AMBIGUOUS, prior={("qaa", "qab"): NOTHING})) == links(learnt_from(AMBIGUOUS))


def test_a_third_language_decides_what_is_ambiguous() -> None:
    two = {"qaa": ["organisaatio strategia"], "qab": ["plan lag"]}
    book = Pocket(["qac qab organisation: lag", "qac qab strategi: plan"])
    assert not links(learnt_from(two, dictionaries=book)) & {"organisaatio-lag", "strategia-plan"}
    three = two | {"qac": ["organisation strategi"]}
    found = learnt_from(three, dictionaries=book)
    assert links(found) == {"organisaatio-lag", "strategia-plan"}
    assert links(found, 0, 2) == {"organisaatio-organisation", "strategia-strategi"}
    without = replace(DEFAULT, triangle=0.0)
    assert not links(learnt_from(three, dictionaries=book, settings=without)) & {"organisaatio-lag", "strategia-plan"}


def test_words_of_links_to_one_address_belong_together() -> None:
    texts = {"qaa": ["alku keski loppu"], "qab": ["start mitten slutet"]}
    plain = learn_words(units(texts))
    linked = learn_words(units(texts, targets={"qaa": [[7, -1, -1]], "qab": [[-1, -1, 7]]}))
    one, other = sheet(plain, 0, 1, 0), sheet(linked, 0, 1, 0)
    assert one[0, 0] > one[0, 2]
    assert other[0, 2] > 0.5
    assert other[0, 0] < 0.1
    # An address that only one side links to says nothing.
    for targets in ({"qaa": [[7, -1, -1]], "qab": [[-1, -1, -1]]}, {"qaa": [[7, -1, -1]], "qab": [[-1, -1, 8]]}):
        assert sheet(learn_words(units(texts, targets=targets)), 0, 1, 0) == pytest.approx(one, abs=1e-6)


def test_titles_teach_nothing() -> None:
    texts = {"qaa": ["alku loppu", "alku"], "qab": ["start slutet", "start"]}
    both = counts_of(learn_words(units(texts)), 0, 1)
    title = counts_of(learn_words(units(texts, teaching=[0.0, 1.0])), 0, 1)
    assert (both.units, title.units) == (2, 1)
    alone = counts_of(learn_words(units({"qaa": ["alku"], "qab": ["start"]})), 0, 1)
    assert title.pairs.keys.tolist() == alone.pairs.keys.tolist()
    assert title.left.of(hashes(["alku", "loppu"])).tolist() == [1, 0]
    assert both.left.of(hashes(["alku", "loppu"])).tolist() == [2, 1]
    assert title.right.of(hashes(["start", "slutet"])).tolist() == [1, 0]


def test_words_that_are_counted_are_those_that_may_be_linked() -> None:
    texts = {"qaa": ["talo", "lintu", "kukka"], "qab": ["hus", "", "blomma"], "qac": ["ev", "kuş", ""]}
    learnt = learnt_from(texts)
    counts = counts_of(learnt, 0, 1)
    assert counts.left.of(hashes(["talo", "lintu", "kukka"])).tolist() == [1, 0, 1]
    assert counts_of(learnt, 0, 2).left.of(hashes(["talo", "lintu", "kukka"])).tolist() == [1, 1, 0]
    assert [counts_of(learnt, *key).units for key in ((0, 1), (0, 2), (1, 2))] == [2, 2, 1]


def test_a_word_is_learnt_by_where_it_stands() -> None:
    texts = {
        "qaa": ["talo punainen", "auto punainen", "talo suuri", "auto suuri"] * 3,
        "qab": ["house rouge", "wagon rouge", "house grande", "wagon grande"] * 3,
    }
    turned = {"qaa": texts["qaa"], "qab": [" ".join(text.split()[::-1]) for text in texts["qab"]]}
    for given in (texts, turned):
        learnt = learnt_from(given)
        assert links(learnt, unit=0) == {"talo-house", "punainen-rouge"}
        assert links(learnt, unit=7) == {"auto-wagon", "suuri-grande"}
    assert dict(learnt.jumps[0, 1])[-1] > 0.3  # and with it, that the order is turned round


def test_the_same_again() -> None:
    made = some_units(5)
    one, other = (learn_words(made, dictionaries=BOOK) for _again in range(2))
    for key, sheets in one.weights.items():
        for first, second in zip(sheets, other.weights[key], strict=True):
            assert (first == second).all()


def test_steps_are_told() -> None:
    told: list[float] = []
    learn_words(units(AMBIGUOUS), progress=told.append)
    assert told == pytest.approx([(n + 1) / DEFAULT.steps for n in range(DEFAULT.steps)])

    class Stop(Exception):
        pass

    def stop(_share: float) -> None:
        raise Stop

    with pytest.raises(Stop):
        learn_words(units(AMBIGUOUS), progress=stop)


@pytest.mark.parametrize(
    "texts",
    [
        {"qaa": [], "qab": []},
        {"qaa": [""], "qab": [""]},
        {"qaa": ["talo"], "qab": [""]},
        {"qaa": ["talo", ""], "qab": ["", "hus"], "qac": ["ev kuş", "ev"]},
        {"qaa": ["", ""], "qab": ["hus", "hus och"], "qac": ["ev kuş", "ev"]},
        {"qaa": ["talo"], "qab": ["hus"], "qac": [""], "qad": [""]},
    ],
)
def test_texts_with_little_in_them(texts: Texts) -> None:
    learnt = learnt_from(texts, dictionaries=BOOK)
    for one in range(len(texts)):
        for other in range(one + 1, len(texts)):
            counts = counts_of(learnt, one, other)
            both = sum(bool(a and b) for a, b in zip(*(list(texts.values())[n] for n in (one, other)), strict=True))
            assert counts.units == both
            assert len(counts.pairs.keys) <= 4 * both
            for sheets in learnt.weights[one, other]:
                assert np.isfinite(sheets).all()
                assert sheets.any() == bool(both)


def test_one_language() -> None:
    assert learnt_from({"qaa": ["talo", "auto"]}).weights == {}
