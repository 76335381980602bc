"""Wrong answers: that they are surely wrong, believable, and give nothing away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from tests.quiz.conftest import MakeEdition
from tui_learn.bitext import build_bitext
from tui_learn.library import Article
from tui_learn.quiz.disjoint import Disjointness
from tui_learn.quiz.distractors import COUNT, FITS, WordOccurrence, WordPool, is_plain_word
from tui_learn.quiz.exclusions import Exclusions
from tui_learn.quiz.material import Material
from tui_learn.quiz.rivals import RivalSentences
from tui_learn.quiz.shapes import ending_gives_away, length_gives_away
from tui_learn.quiz.stems import any_same_stem, beginnings, folded_words
from tui_learn.quiz.use import Use, alike_in_use, uses
from tui_learn.text import Edition, tokenize

SeedMaterial = Callable[[str, str, tuple[str, ...]], Material]


@pytest.fixture
def material_of(seeds: Article) -> SeedMaterial:
    def make(known: str, learned: str, others: tuple[str, ...] = ()) -> Material:
        bitext = build_bitext(seeds.edition(known), seeds.edition(learned))
        return Material(bitext, [seeds.edition(other) for other in others], Exclusions(), 0)

    return make


def slowly_proven(material: Material, word: str, segment: str, shown: str) -> bool:
    """The rule word for word: with sets of strings, and everything looked up anew."""
    language = material.learned.language
    versions = [v for v in material.versions(language) if segment in material.parallel(language, v)]
    if shown not in versions:
        return False
    for version in versions:
        parallel = material.parallel(language, version)
        edition = material.editions[version]

        def begins(target: str, edition: Edition = edition) -> frozenset[str]:
            sentence = edition.sentence(target)
            assert sentence is not None
            return frozenset() if sentence.block == edition.title_block else beginnings(sentence.text, edition.language)

        places = [s for s in material.index(language).segments_with(word) if s in parallel]
        if not places:
            if version == shown:
                return False
            continue
        counts = Counter(b for place in places for b in begins(parallel[place]))
        needed = 1 if len(versions) == 1 else len(places) / 2
        if any(counts[b] >= needed for b in begins(parallel[segment]) if counts[b]):
            return False
    return True


@pytest.mark.parametrize("others", [(), ("nb",), ("nb", "tr", "pl")])
def test_a_word_is_foreign_by_the_rule(material_of: SeedMaterial, others: tuple[str, ...]) -> None:
    material = material_of("fi", "sv", others)
    disjointness = Disjointness(material, "sv")
    words = sorted({word for found in material.index("sv").words.values() for word in found if len(word) > 3})[::3]
    said = {
        (word, segment): disjointness.proves(word, segment, "fi")
        for word in words
        for segment in material.index("sv").number
    }
    assert said == {(word, segment): slowly_proven(material, word, segment, "fi") for word, segment in said}
    assert {True, False} <= set(said.values())


def test_a_true_synonym_is_never_offered(material_of: SeedMaterial) -> None:
    material = material_of("sv", "nb", ("fi", "tr", "pl"))
    disjointness = Disjointness(material, "nb")
    twins = [("bedrift", "virksomhet"), ("bedrift", "selskap"), ("virksomhet", "selskap"), ("forhold", "relasjon")]
    for one, other in [*twins, *(pair[::-1] for pair in twins)]:
        for segment in material.index("nb").segments_with(one):
            assert not disjointness.proves(other, segment, "sv"), (one, other, segment)


def test_wrong_words_are_of_the_keys_looks_and_foreign(material_of: SeedMaterial) -> None:
    material = material_of("nb", "fi", ("sv",))
    index = material.index("fi")
    pool = WordPool(material, "fi", Disjointness(material, "fi"))
    asked = 0
    for key in pool.words:
        foreign = pool.foreign_to(key.segment, "nb")
        wrong = pool.choose(key, foreign, key.surface)
        if not wrong:
            continue
        asked += 1
        surfaces = [word.surface for word in wrong]
        assert len(set(surfaces)) == COUNT
        sentence = material.sentence("fi", key.segment)
        for word in wrong:
            assert slowly_proven(material, word.folded, key.segment, "nb")
            assert not any_same_stem([word.folded], folded_words(sentence.text, "fi"))
            assert word.surface[0].isupper() == key.surface[0].isupper()
        assert not length_gives_away(key.surface, surfaces)
        assert not ending_gives_away(key.surface, surfaces, "fi")
    assert asked > 0.25 * len(pool.words)
    assert index.frequency("yritys") == len(index.segments_with("yritys")) > 1


def test_the_key_is_not_always_the_one_that_comes_back_most(seeds: Article) -> None:
    known, learned = seeds.edition("nb"), seeds.edition("sv")
    bitext, others = build_bitext(known, learned), [seeds.edition(other) for other in ("fi", "tr", "pl")]
    counts = []
    for seed in range(6):
        material = Material(bitext, others, Exclusions(), seed)
        index, pool = material.index("sv"), WordPool(material, "sv", Disjointness(material, "sv"))
        for key in pool.words:
            often = index.frequency(key.folded)
            wrong = pool.choose(key, pool.foreign_to(key.segment, "nb"), key.surface) if often > 1 else []
            if wrong:
                counts.append(often > max(index.frequency(word.folded) for word in wrong))
    assert len(counts) >= 10
    assert sum(counts) < 0.7 * len(counts)  # most others are rarer, and it would be the key each time


def test_two_of_three_could_stand_in_the_gap(material_of: SeedMaterial) -> None:
    material = material_of("nb", "fi", ("sv",))
    pool, found = WordPool(material, "fi", Disjointness(material, "fi")), uses(material, "fi")
    for key in pool.words:
        wrong = pool.choose(key, pool.foreign_to(key.segment, "nb"), key.surface)
        fitting = [word for word in wrong if alike_in_use(found[key.folded], found[word.folded]) >= FITS]
        assert not wrong or len(fitting) >= 2
        assert not any(word.folded in key.folded or key.folded in word.folded for word in wrong)


def test_earlier_wrong_picks_are_offered_again(seeds: Article) -> None:
    bitext = build_bitext(seeds.edition("nb"), seeds.edition("fi"))
    plain = Material(bitext, [], Exclusions(), 0)
    pool = WordPool(plain, "fi", Disjointness(plain, "fi"))
    key = next(w for w in pool.words if len(list(pool._best(w, pool.foreign_to(w.segment, "nb"), "x"))) > 6)
    usual = {word.surface for word in pool.choose(key, pool.foreign_to(key.segment, "nb"), "x")}
    others = [w.surface for w in pool._best(key, pool.foreign_to(key.segment, "nb"), "x") if w.surface not in usual]
    picked = others[-1]
    again = Material(bitext, [], Exclusions(), 0, picks={key.folded: (picked,)})
    other = WordPool(again, "fi", Disjointness(again, "fi"))
    assert picked in {word.surface for word in other.choose(key, other.foreign_to(key.segment, "nb"), "x")}


def test_a_pool_chooses_only_among_what_it_is_given(material_of: SeedMaterial) -> None:
    material = material_of("nb", "fi", ())
    pool = WordPool(material, "fi", Disjointness(material, "fi"))
    key = pool.words[0]
    assert pool.choose(key, [], "x") == []
    few: list[WordOccurrence] = [word for word in pool.words if len(word.surface) in range(6, 12)][:20]
    assert set(pool.choose(key, few, "x")) <= set(few)


@pytest.mark.parametrize(
    ("text", "word", "plain"),
    [
        ("en vanlig mening", "vanlig", True),
        ("en kort ord", "kort", False),
        ("marknadsförings- eller annat", "marknadsförings", False),
        ("på example.com idag", "example", False),
        ("krysssalgsmuligheter er bra", "krysssalgsmuligheter", False),
        ("hos Microsoft nu", "Microsoft", False),
        ("kallas iPhones nu", "iPhones", False),
        ("adressen https://tidning", "https", False),
        ("lösa 5tusen ord", "5tusen", False),
        ("hemma@tidning nu", "tidning", False),
        ("alla läsare*innen här", "läsare", False),
        ("alla läsare: innan", "läsare", True),
    ],
)
def test_which_words_are_plain(text: str, word: str, plain: bool) -> None:
    token = next((t for t in tokenize(text, "sv") if word in t.text), None)
    # Of addresses nothing is a word at all.
    assert (token is not None and is_plain_word(token, text, "sv")) == plain


def test_german_nouns_may_have_capitals() -> None:
    text = "und die Zeitung liegt da"
    token = next(t for t in tokenize(text, "de") if t.text == "Zeitung")
    assert is_plain_word(token, text, "de")
    assert not is_plain_word(token, text, "sv")


def test_words_that_end_alike_and_follow_the_same_words_are_alike(edition_of: MakeEdition) -> None:
    text = "He wants to read books. She wants to write letters. They talked about a garden. I saw a kitchen."
    edition = edition_of(text, "en")
    material = Material(build_bitext(edition, edition), [], Exclusions(), 0)
    found = uses(material, "en")
    assert alike_in_use(found["read"], found["write"]) > alike_in_use(found["read"], found["garden"])
    assert alike_in_use(found["garden"], found["kitchen"]) > alike_in_use(found["write"], found["kitchen"])


def test_words_of_different_classes_are_unlike() -> None:
    verb, noun = Use(("ing", "ng"), classes="v"), Use(("ing", "ng"), classes="n")
    assert alike_in_use(verb, verb) > alike_in_use(verb, noun)
    assert alike_in_use(verb, Use(("ing", "ng"))) > alike_in_use(verb, noun)


SENTENCES = """The old harbour was built of stone by the people of the town.
The new station was built of steel by the workers of the city.
The small church was made of wood by the farmers of the valley.
The tall tower was raised of brick by the monks of the abbey.
The long bridge was laid of iron by the men of the railway.
Is it time to go home now before the rain begins to fall here?
Was it right to sell the land before the war came to the coast?
In 1999 the council closed the harbour and the road beside it.
"""


def _rivals(edition_of: MakeEdition) -> tuple[RivalSentences, Edition]:
    edition = edition_of(SENTENCES.replace("\n", "\n\n"), "en")
    return RivalSentences(edition.sentences, "en", 0), edition


def test_rival_sentences_look_like_the_key(edition_of: MakeEdition) -> None:
    rivals, edition = _rivals(edition_of)
    key = edition.sentences[0]
    found = rivals.choose(key, frozenset(), len(key.text), "x")
    assert found is not None
    assert len(found) == COUNT
    assert key not in found
    assert all("1999" not in sentence.text for sentence in found)
    assert all(0.7 <= len(sentence.text) / len(key.text) <= 1.4 for sentence in found)


def test_a_sentence_alone_with_its_year_has_no_rivals(edition_of: MakeEdition) -> None:
    rivals, edition = _rivals(edition_of)
    key = next(sentence for sentence in edition.sentences if "1999" in sentence.text)
    assert rivals.choose(key, frozenset(), len(key.text), "x") is None


def test_what_is_forbidden_is_no_rival(edition_of: MakeEdition) -> None:
    rivals, edition = _rivals(edition_of)
    key = edition.sentences[0]
    for name in "abcdef":
        found = rivals.choose(key, frozenset(), len(key.text), name, frozenset({edition.sentences[1].id}))
        assert found is not None
        assert edition.sentences[1] not in found


def test_the_key_rarely_looks_most_like_what_is_shown(edition_of: MakeEdition) -> None:
    rivals, edition = _rivals(edition_of)
    key = edition.sentences[0]
    shown = beginnings(key.text, "en")
    asked = [rivals.choose(key, shown, len(key.text), str(number)) for number in range(60)]
    assert 5 <= sum(found is not None for found in asked) <= 27  # a quarter, for it always is the one most like it
