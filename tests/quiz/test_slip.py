"""V11: the word that does not belong there."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.quiz.conftest import PAIRS, MakeEdition, MakeExercises, MakeGlossary
from tests.quiz.vocabulary_texts import all_proven, material_of, reasons
from tests.quiz.words import changed, glossary_of
from tui_learn.bitext import Bitext, build_bitext, same_edition
from tui_learn.bitext.glossary import Glossary
from tui_learn.library import Article
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.flaws import flaws
from tui_learn.quiz.kinds.slip import LIKE, fitness, generate_slips
from tui_learn.quiz.material import Material
from tui_learn.quiz.shapes import ending
from tui_learn.quiz.use import Use
from tui_learn.text.fold import fold

ENGLISH = [
    "The ship always returns home bringing fish before midnight.",
    "Every farmer travels across green valleys on horses.",
    "My sister painted seven strange pictures last winter.",
    "The library lends old maps to careful students.",
    "Nobody repaired this broken bridge during summer.",
]
SWEDISH = [
    "Skeppet kommer alltid hem igen med fiskarna före midnatt.",
    "Varje bonde reser genom gröna dalar tillsammans med hästarna.",
    "Min syster målade sju märkliga bilder förra vintern.",
    "Biblioteket lånar ut gamla kartor till noggranna elever.",
    "Ingen lagade denna trasiga bro under hela sommaren.",
]
WORDS = """
ship = skepp: b0s0 ship Skeppet
return = komma: b0s0 returns kommer
always = alltid: b0s0 always alltid
home = hem: b0s0 home hem
fish = fisk: b0s0 fish fiskarna
midnight = midnatt: b0s0 midnight midnatt
horse = häst: b1s0 horses hästarna
travel = resa: b1s0 travels reser
farmer = bonde: b1s0 farmer bonde
green = grön: b1s0 green gröna
valley = dal: b1s0 valleys dalar
"""


def pair_of(edition_of: MakeEdition, english: list[str], swedish: list[str]) -> Bitext:
    return build_bitext(edition_of("\n\n".join(english), "en"), edition_of("\n\n".join(swedish), "sv"))


def made(bitext: Bitext, glossary: Glossary | str = WORDS, *exclude: str) -> list[Exercise]:
    glossary = glossary_of(bitext, glossary) if isinstance(glossary, str) else glossary
    return list(generate_slips(material_of(bitext, exclude=exclude, glossary=glossary)))


@pytest.fixture
def bitext(edition_of: MakeEdition) -> Bitext:
    return pair_of(edition_of, ENGLISH, SWEDISH)


@pytest.fixture
def material(bitext: Bitext) -> Material:
    return material_of(bitext, glossary=glossary_of(bitext, WORDS))


@pytest.fixture
def fish(material: Material) -> Exercise:
    return next(generate_slips(material))


def test_what_is_asked(fish: Exercise) -> None:
    assert (fish.code, fish.type, fish.proof) == ("V11", "point", ("P2", "P4"))
    assert fish.pointed == "Skeppet kommer alltid hem igen med hästarna före midnatt."
    assert fish.sentence == fish.pointed
    assert [spot.text for spot in fish.tokens] == fish.pointed.rstrip(".").split()
    assert all(fish.pointed[spot.start : spot.end] == spot.text for spot in fish.tokens)
    assert (fish.key, fish.key_index, fish.correction) == ("hästarna", 6, "fiskarna")
    assert [(piece.lang, piece.text) for piece in fish.prompt] == [("en", ENGLISH[0])]
    assert [piece.text for piece in fish.evidence] == [SWEDISH[0], ENGLISH[0]]
    assert fish.target == "word/en:sv/recognise/fiskarna"
    data = json.loads(json.dumps(fish.to_json()))
    assert data["tokens"][data["key_index"]] == data["key"] == "hästarna"


def test_the_other_words_know_what_they_answer(fish: Exercise) -> None:
    answers = {spot.text: spot.answers for spot in fish.tokens}
    assert (answers["Skeppet"], answers["midnatt"], answers["hästarna"], answers["med"]) == ("ship", "midnight", "", "")


def test_both_ways(material: Material) -> None:
    assert [(e.key, e.correction) for e in all_proven(generate_slips, material)] == [
        ("hästarna", "fiskarna"),
        ("fiskarna", "hästarna"),
    ]


def test_without_a_glossary_nothing_is_asked(bitext: Bitext) -> None:
    assert list(generate_slips(material_of(bitext))) == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("fish = fisk: b0s0 fish fiskarna", "fish = fisk: b0s0 fish midnatt"), "fiskarna has no counterpart here"),
        (("horse = häst: b1s0 horses hästarna\n", ""), "nobody knows what hästarna means"),
        (("horse = häst", "fish = häst"), "both mean the same"),
        (("horse = häst", "ship = häst"), "it may mean what stands in the sentence"),
        (("ship = skepp: b0s0 ship Skeppet\nreturn = komma: b0s0 returns kommer\n", ""), "too little is known here"),
    ],
)
def test_what_is_not_replaced(change: tuple[str, str], why: str, bitext: Bitext) -> None:
    text = WORDS.replace(*change)
    if "too little" in why:
        text = text.replace("always = alltid: b0s0 always alltid\n", "").replace("home = hem: b0s0 home hem\n", "")
    assert text != WORDS
    assert "fiskarna" not in {exercise.correction for exercise in made(bitext, text)}, why


def test_a_common_meaning_elsewhere_rules_out(edition_of: MakeEdition) -> None:
    english, swedish = (
        [*ENGLISH, "Small children feed cod near jetties."],
        [*SWEDISH, "Små barn matar gärna fiskarna vid bryggan."],
    )
    bitext = pair_of(edition_of, english, swedish)
    cod = "cod = fisk: b5s0 cod fiskarna"
    assert "fiskarna" in {e.correction for e in made(bitext, WORDS + cod) if e.evidence[0].seg == "b0s0"}
    both = WORDS + cod + "\ngloss cod = häst: b1s0 across hästarna"
    assert "fiskarna" not in {e.correction for e in made(bitext, both) if e.evidence[0].seg == "b0s0"}


def test_words_said_of_the_same_are_not_exchanged(edition_of: MakeEdition) -> None:
    """Elsewhere both stand beside animals more than beside anything else, as words of one meaning would."""
    more = [
        ("Kind boys feed animals inside brooks.", "Snälla pojkar matar gärna fiskarna i bäcken."),
        ("Cruel winds harm animals around bays.", "Hårda vindar skadar ibland fiskarna i viken."),
        ("Wise vets heal animals below hedges.", "Kloka veterinärer botar snart hästarna i hagen."),
        ("Cheap wine made him dizzy.", "Billigt vin gjorde honom alltid ganska yr."),
        ("Her aunt bakes rye bread.", "Hennes moster bakar jämt sådant där rågbröd."),
    ]
    english, swedish = [*ENGLISH, *(a for a, _b in more)], [*SWEDISH, *(b for _a, b in more)]
    first = {e.correction for e in made(pair_of(edition_of, english, swedish)) if e.evidence[0].seg == "b0s0"}
    english[1] = english[1].replace("valleys", "animals")
    animals, words = pair_of(edition_of, english, swedish), WORDS.replace("valleys dalar", "animals dalar")
    second = {e.correction for e in made(animals, words) if e.evidence[0].seg == "b0s0"}
    assert (first, second) == ({"fiskarna"}, set())


def test_faint_and_struck_links_are_no_counterparts(bitext: Bitext) -> None:
    glossary = glossary_of(bitext, WORDS)
    assert "fiskarna" in {e.correction for e in made(bitext, glossary)}
    assert "fiskarna" not in {e.correction for e in made(bitext, changed(glossary, "fish", grade="highlight"))}
    assert "fiskarna" not in {e.correction for e in made(bitext, changed(glossary, "fish", verdict="struck"))}


@pytest.mark.parametrize(
    ("taken", "put", "why"),
    [
        ("genom gröna dalar tillsammans med hästarna", "genom gröna dalar tillsammans med hönsen", "another ending"),
        ("genom gröna dalar tillsammans med hästarna", "genom gröna dalar tillsammans med HÄSTARNA", "capitals"),
        ("Varje bonde reser genom", "Varje bonde reser med fiskare genom", "a form of the word put stands there"),
    ],
)
def test_the_form_must_be_kept(taken: str, put: str, why: str, edition_of: MakeEdition) -> None:
    swedish = [SWEDISH[0], SWEDISH[1].replace(taken, put), *SWEDISH[2:]]
    words = WORDS.replace("horses hästarna", f"horses {put.split()[-1]}") if "hästarna" in taken else WORDS
    found = made(pair_of(edition_of, ENGLISH, swedish), words)
    assert {(e.key, e.correction) for e in found} <= {("hästarna", "fiskarna")}, why
    if "hästarna" in taken:
        assert found == [], why


def test_what_the_translation_speaks_of_is_not_put(edition_of: MakeEdition) -> None:
    """Where both sentences speak of midnight, hästarna may be what is said of it."""
    english = [ENGLISH[0], "Every farmer travels around midnight on horses.", *ENGLISH[2:]]
    swedish = [SWEDISH[0], "Varje bonde reser runt midnatt tillsammans med hästarna.", *SWEDISH[2:]]
    words = WORDS.replace("green = grön: b1s0 green gröna\nvalley = dal: b1s0 valleys dalar\n", "")
    assert made(pair_of(edition_of, english, swedish), words) == []


@pytest.mark.parametrize("entry", ["sv/b0s0", "en/b0s0", "sv:fiskarna", "sv:hästarna"])
def test_what_a_deck_excludes_is_not_asked(entry: str, bitext: Bitext) -> None:
    excluded = made(bitext, WORDS, entry)
    assert ("hästarna", "fiskarna") not in {(e.key, e.correction) for e in excluded}


def test_one_language_has_no_slips(seeds: Article) -> None:
    assert list(generate_slips(material_of(same_edition(seeds.edition("fi"))))) == []


def test_what_fits() -> None:
    noun = Use(("rna", "na"), frozenset({"med"}), frozenset({"till"}), ">arna", "n")
    assert fitness(noun, noun, ("med", "till")) > fitness(noun, noun, ("ett", "till")) > LIKE
    assert fitness(noun, replace(noun, inflection=">na"), ("med", "till")) == 0.0  # another form
    unknown = Use(("rna", "na"))
    assert fitness(noun, unknown, ("med", "till")) == 0.0  # nothing tells
    assert fitness(noun, replace(unknown, classes="n"), ("med", "till")) > LIKE
    assert fitness(noun, replace(unknown, left=frozenset({"med"})), ("med", "till")) > LIKE
    basic = replace(noun, inflection=">", classes="")
    assert fitness(basic, replace(basic, left=frozenset()), ("med", "till")) == 0.0  # dictionary forms end anyhow


@pytest.mark.parametrize("pair", PAIRS[::4], ids=":".join)
def test_of_the_sample_article(
    pair: tuple[str, str], exercises_of: MakeExercises, glossary_for: MakeGlossary, seeds: Article
) -> None:
    found = [exercise for exercise in exercises_of(*pair) if exercise.code == "V11"]
    assert len(found) >= 2
    language = pair[1]
    glossary = glossary_for(*pair)
    for exercise in found:
        assert ending(exercise.key, language) == ending(exercise.correction, language)
        assert fold(exercise.key, language) not in fold(exercise.evidence[0].text, language)
        meanings = {p.left for p in glossary.pairs if exercise.key in p.right_forms and p.confidence >= 0.5}
        shown = {fold(word.strip(".,()"), pair[0]) for word in exercise.prompt[0].text.split()}
        assert meanings
        assert not {fold(meaning, pair[0]) for meaning in meanings} & shown
        assert [f for f in flaws(exercise) if f.severity == "error"] == []
    assert len({exercise.evidence[0].seg for exercise in found}) == len(found)


def test_tampering_is_seen(fish: Exercise, material: Material) -> None:
    spots = fish.tokens
    tampered = {
        "index": replace(fish, key_index=0),
        "no index": replace(fish, key_index=None),
        "key": replace(fish, key="fiskarna"),
        "correction": replace(fish, correction="hästarna"),
        "part of a word": replace(fish, correction="fiskarn"),
        "nothing wrong": replace(
            fish,
            key="fiskarna",
            pointed=SWEDISH[0],
            tokens=tuple(replace(s, text="fiskarna") if s.text == "hästarna" else s for s in spots),
        ),
        "a word less": replace(fish, tokens=spots[:-1]),
        "pointed": replace(fish, pointed=fish.pointed.replace("Skeppet", "Båten")),
        "another translation": replace(fish, prompt=(replace(fish.prompt[0], text=ENGLISH[1]),)),
        "no translation": replace(fish, prompt=()),
        "evidence": replace(fish, evidence=fish.evidence[1:]),
    }
    assert [name for name, exercise in tampered.items() if not reasons(exercise, material)] == []


@pytest.mark.parametrize(
    ("put", "reason"),
    [
        ("skeppen", "the key stands there"),
        ("fönstren", "the key may be right"),
        ("Hästarna", "the key is of another form"),
        ("bonde", "the key is of another form"),
    ],
)
def test_a_slip_that_is_none_is_refuted(put: str, reason: str, fish: Exercise, material: Material) -> None:
    shift = len(put) - len(fish.key)
    tokens = []
    for number, spot in enumerate(fish.tokens):
        if number == fish.key_index:
            spot = replace(spot, text=put, end=spot.end + shift)
        elif fish.key_index is not None and number > fish.key_index:
            spot = replace(spot, start=spot.start + shift, end=spot.end + shift)
        tokens.append(spot)
    slip = replace(fish, key=put, pointed=fish.pointed.replace("hästarna", put), tokens=tuple(tokens))
    assert reason in reasons(slip, material)


def test_a_word_of_many_meanings_may_be_surely_wrong(edition_of: MakeEdition) -> None:
    """Where nothing comes back in its counterparts, nothing of them is likely to be what it says."""
    more = [
        ("Rich uncles bought large horses.", "Rika farbröder köpte faktiskt de stora hästarna."),
        ("Angry giants chased small horses.", "Arga jättar jagade faktiskt de små hästarna."),
    ]
    english, swedish = [*ENGLISH, *(a for a, _b in more)], [*SWEDISH, *(b for _a, b in more)]
    english = [text.replace("small horses", "ponies").replace("large horses", "mares") for text in english]
    material = material_of(pair_of(edition_of, english, swedish))
    material = material_of(material.bitext, glossary=glossary_of(material.bitext, WORDS))
    assert "hästarna" in {exercise.key for exercise in all_proven(generate_slips, material)}
