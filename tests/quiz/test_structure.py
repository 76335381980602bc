"""C3, C5, C6, C7 and C14, and that none of them can be guessed without reading."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quiz.conftest import PAIRS, MakeEdition, MakeExercises
from tests.quiz.statement_texts import accepted, material_of, reasons
from tui_learn.bitext import build_bitext
from tui_learn.library import Article
from tui_learn.quiz.alike import AlikeSentences, jaccard
from tui_learn.quiz.balance import Company, Ledger, looks, shown
from tui_learn.quiz.exclusions import Exclusions
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.kinds.acronyms import generate_acronyms
from tui_learn.quiz.kinds.contrast import generate_contrasts
from tui_learn.quiz.kinds.headings import ends_in_colon, generate_headings, is_question
from tui_learn.quiz.leaning import leans_back, points_back
from tui_learn.quiz.material import Material
from tui_learn.quiz.stems import beginnings, content_words
from tui_learn.quiz.words import WordIndex

Change = Callable[[Exercise], Exercise]

ENGLISH = """# Unions

## Association of Northern Sailors (ANS)

The ANS was founded by seven captains in a tavern. It pays for the schooling of every young pupil.

Their children visit the summer house near the lake. The members of the ANS wear a blue scarf on Sundays.

## Society for Clean Harbours (SCH)

Every spring the SCH sends divers into the muddy harbour basin. They bring up bottles, nets and rusty bicycles.

## Circle of Old Lighthouses (COL)

The COL repairs broken lamps and paints the high towers white. Two engineers of the circle travel along the coast.

## Fund for Lost Ships (FLS)

Divers of the FLS look for wrecks with a small submarine. The fund shows old anchors in a museum by the pier.
"""
SWEDISH = """# Föreningar

## Nordliga sjömäns förbund (ANS)

ANS grundades av sju kaptener på en krog. Det betalar skolgången för varje ung elev.

Deras barn besöker sommarhuset nära sjön. Medlemmarna i ANS bär en blå halsduk på söndagarna.

## Sällskapet för rena hamnar (SCH)

Varje vår skickar SCH dykare ner i den leriga hamnbassängen. De tar upp flaskor, nät och rostiga cyklar.

## Kretsen för gamla fyrar (COL)

COL lagar trasiga lampor och målar de höga tornen vita. Två ingenjörer från kretsen reser längs kusten.

## Fonden för förlorade skepp (FLS)

Dykare från FLS letar efter vrak med en liten ubåt. Fonden visar gamla ankare i ett museum vid piren.
"""


@pytest.fixture
def unions(edition_of: MakeEdition) -> Material:
    return material_of(edition_of, ENGLISH, SWEDISH)


def shorts(exercises: list[Exercise], type: str) -> list[str]:
    return [exercise.prompt[0].text for exercise in exercises if exercise.type == type]


# --- C3


def test_letters_are_asked_in_the_learned_language_alone(unions: Material) -> None:
    made = accepted(generate_acronyms, unions)
    assert Counter(exercise.type for exercise in made) == {"choice": 8, "typed": 4, "match": 1}
    for exercise in made:
        assert exercise.key_lang == "sv"
        assert all(piece.lang == "sv" for piece in exercise.prompt)
        assert json.loads(json.dumps(exercise.to_json()))["code"] == "C3"


def test_what_letters_stand_for_is_typed(unions: Material, edition_of: MakeEdition) -> None:
    typed = {e.prompt[0].text: e for e in accepted(generate_acronyms, unions) if e.type == "typed"}
    assert typed["ANS"].key == "Nordliga sjömäns förbund"
    assert typed["ANS"].options == ()
    longer = SWEDISH.replace("Nordliga sjömäns förbund", "Alla nordliga och östliga sjömäns förbund")
    made = accepted(generate_acronyms, material_of(edition_of, ENGLISH, longer))
    assert sorted(shorts(made, "typed")) == ["COL", "FLS", "SCH"]  # six words are too many to type
    also = SWEDISH.replace("ANS grundades", "Arktiska Nautiska Sällskapet (ANS) grundades")
    made = accepted(generate_acronyms, material_of(edition_of, ENGLISH, also))
    assert {e.accept for e in made if e.prompt and e.prompt[0].text == "ANS"} == {("Arktiska Nautiska Sällskapet",)}


def test_a_board_of_letters(unions: Material, edition_of: MakeEdition) -> None:
    (board,) = [e for e in accepted(generate_acronyms, unions) if e.type == "match"]
    assert dict(board.pairs)["COL"] == "Kretsen för gamla fyrar"
    assert board.key.startswith("ANS = Nordliga sjömäns förbund; COL = ")
    assert sorted(board.rights) == sorted(right for _left, right in board.pairs)
    three = SWEDISH.replace(" (FLS)", "")
    assert shorts(accepted(generate_acronyms, material_of(edition_of, ENGLISH, three)), "match") == []
    twins = SWEDISH.replace("Fonden för förlorade skepp", "Kretsen för gamla ankare och fyrar")
    assert shorts(accepted(generate_acronyms, material_of(edition_of, ENGLISH, twins)), "match") == []


def test_initials_do_not_answer(edition_of: MakeEdition) -> None:
    spelt = SWEDISH.replace("Sällskapet för rena hamnar", "Sällskapet Comme Havre")
    made = accepted(generate_acronyms, material_of(edition_of, ENGLISH, spelt))
    assert "SCH" not in shorts(made, "choice")
    assert "SCH" in shorts(made, "typed")
    assert "match" in {exercise.type for exercise in made}
    for full, other in (
        ("Nordliga sjömäns förbund", "Alla nya skepp"), ("Kretsen för gamla fyrar", "Centrum om ljus"),
    ):  # fmt: skip
        spelt = spelt.replace(full, other)
    # Most of a board could be joined by their initials.
    made = accepted(generate_acronyms, material_of(edition_of, ENGLISH, spelt))
    assert "match" not in {exercise.type for exercise in made}


def test_a_remark_in_brackets_is_no_acronym(edition_of: MakeEdition) -> None:
    english = ENGLISH.replace("## Fund for Lost Ships (FLS)", "## Fund for lost ships (NEW)")
    swedish = SWEDISH.replace("## Fonden för förlorade skepp (FLS)", "## Fonden för förlorade skepp (NEW)")
    made = accepted(generate_acronyms, material_of(edition_of, english, swedish))
    assert not any("NEW" in exercise.key for exercise in made)


@pytest.mark.parametrize(
    "change",
    [
        lambda e: replace(e, key=e.key.partition(" ")[2], options=()),  # not from where the name begins
        lambda e: replace(e, accept=("Något annat",)),
        lambda e: replace(e, prompt=(replace(e.prompt[0], text="XYZ"),)),
        lambda e: replace(e, prompt=(replace(e.prompt[0], lang="en"),)),
        lambda e: replace(e, evidence=()),
    ],
)
def test_manipulated_letters_are_refuted(unions: Material, change: Change) -> None:
    for exercise in generate_acronyms(unions):
        if exercise.type == "typed" or (exercise.options and len(exercise.key) > 3):
            assert reasons(change(exercise), unions) != []


def test_manipulated_boards_are_refuted(unions: Material) -> None:
    (board,) = [e for e in generate_acronyms(unions) if e.type == "match"]
    (a, x), (b, y), *rest = board.pairs
    exchanged = ((a, y), (b, x), *rest)
    key = "; ".join(f"{left} = {right}" for left, right in exchanged)
    assert reasons(board, unions) == []
    assert reasons(replace(board, pairs=exchanged, key=key), unions) != []
    assert reasons(replace(board, key=key), unions) != []
    assert reasons(replace(board, rights=board.rights[1:]), unions) != []


# --- C5, C6 and C14


def test_a_sentence_that_leans_back_stands_after_the_one_before(edition_of: MakeEdition) -> None:
    bitext = build_bitext(edition_of(ENGLISH, "en"), edition_of(SWEDISH, "sv"))
    leaning = ("It pays", "Det betalar", "They bring", "De tar", "Their children", "Deras barn")
    shown_too: set[str] = set()
    for seed in range(5):
        material = Material(bitext, [], Exclusions(), seed)
        for exercise in accepted(generate_headings, material):
            if exercise.code == "C6":
                text = exercise.prompt[0].text
                assert len(text.split()) >= 7
                assert not text.endswith(":")
                assert not text.startswith(leaning)
                shown_too |= {lean for lean in leaning if lean in text}
    assert {"De tar", "They bring", "Det betalar"} <= shown_too


def test_what_points_back(edition_of: MakeEdition, unions: Material) -> None:
    assert points_back("It was founded.", "en")
    assert points_back("Se voi myös auttaa.", "fi")
    assert points_back("Sie tragen Schals.", "de")
    assert points_back("Bunlar önemlidir.", "tr")
    assert points_back("这是一个公司。", "zh")
    assert points_back("Ta de bo.", "xx")  # nothing is known of the language
    assert not points_back("The fund shows anchors.", "en")
    assert not points_back("BRM pyrkii rakentamaan.", "fi")
    assert not points_back("", "en")
    sentence = unions.sentence("sv", "b2s1")
    assert leans_back(unions, "sv", sentence, surely=True)
    assert not leans_back(unions, "sv", unions.sentence("sv", "b5s0"), surely=True)
    # "A" and "The" are short in one version: at the beginning of a paragraph that says nothing.
    assert leans_back(unions, "sv", unions.sentence("sv", "b3s1"))
    assert not leans_back(unions, "sv", unions.sentence("sv", "b3s1"), surely=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("You see:", True), ("你看：", True), ("He said: go.", False), ('It says: "', True), ("**Now:**", True)],
)
def test_colons(text: str, expected: bool) -> None:
    assert ends_in_colon(text) is expected


def test_questions() -> None:
    assert is_question("Why?")
    assert is_question("为什么？")
    assert is_question('He asked "why?"')
    assert not is_question("He asked why.")


def test_short_and_leading_sentences_are_not_asked(edition_of: MakeEdition) -> None:
    english = ENGLISH.replace(
        "The COL repairs broken lamps and paints the high towers white.", "The COL repairs lamps."
    )
    swedish = SWEDISH.replace("COL lagar trasiga lampor och målar de höga tornen vita.", "COL lagar lampor.")
    english = english.replace("in a museum by the pier.", "in a museum by the pier:")
    made = accepted(generate_headings, material_of(edition_of, english, swedish))
    told = [exercise.evidence[1].text for exercise in made if exercise.code == "C6"]
    assert told
    assert not any("repairs lamps" in text or "lagar lampor" in text or "piren" in text for text in told)


def test_untranslated_headings_are_not_asked_for_from_the_known_language(edition_of: MakeEdition) -> None:
    swedish = SWEDISH
    for line in ENGLISH.splitlines():
        if line.startswith("## "):
            short = line[line.index("(") :]
            old = next(row for row in SWEDISH.splitlines() if row.endswith(short))
            swedish = swedish.replace(old, line)
    made = accepted(generate_headings, material_of(edition_of, ENGLISH, swedish))
    assert made
    assert not any(e.prompt[0].lang == "en" and e.key_lang == "sv" for e in made)


QUESTIONS = """# Tides

## Why does the sea rise?

The moon pulls the water towards itself twice every day. Fishermen know this without any book.

## When do the gulls sleep?

After sunset the birds rest on the roofs of the town. Their cries stop until the morning.

## Harbour life

Big cranes lift containers from the ships all night long. The crane drivers drink strong coffee.

## Winter work

In January the men mend broken nets in a warm shed. Snow lies on the nets outside.

## The old pier

Children jump from the wooden planks on hot summer days. The pier was painted by pupils.
"""
FRAGOR = """# Tidvatten

## Varför stiger havet?

Månen drar vattnet till sig två gånger varje dag. Fiskarna vet detta utan någon bok.

## När sover måsarna?

Efter solnedgången vilar fåglarna på stadens tak. Deras skrik tystnar till morgonen.

## Livet i hamnen

Stora kranar lyfter containrar från skeppen hela natten. Kranförarna dricker starkt kaffe.

## Vinterns arbete

I januari lagar männen trasiga nät i ett varmt skjul. Snön ligger på näten utanför.

## Den gamla piren

Barn hoppar från träplankorna under heta sommardagar. Piren målades av elever.
"""


def test_the_answer_of_a_question(edition_of: MakeEdition) -> None:
    asked = QUESTIONS.replace("Fishermen know this", "The sea is known. Fishermen know this")
    material = material_of(
        edition_of, asked, FRAGOR.replace("Fiskarna vet detta", "Havet är känt. Måsarna och fiskarna vet")
    )
    made = [e for e in accepted(generate_headings, material) if e.code == "C14"]
    assert {e.prompt[0].text for e in made} <= {
        "Why does the sea rise?", "Varför stiger havet?", "When do the gulls sleep?", "När sover måsarna?",
    }  # fmt: skip
    for exercise in made:
        assert not any(is_question(option.text) or ends_in_colon(option.text) for option in exercise.options)


def test_options_are_of_one_shape(exercises_of: MakeExercises) -> None:
    for pair in PAIRS[::4]:
        for exercise in exercises_of(*pair):
            if exercise.code in ("C5", "C6"):
                assert len({option.text.endswith("?") for option in exercise.options}) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda e: replace(e, key=next(o.text for o in e.options if not o.key)),
        lambda e: replace(e, prompt=(replace(e.prompt[0], text=e.prompt[0].text + " More."),)),
        lambda e: replace(e, evidence=e.evidence[:1]),
        lambda e: replace(e, evidence=(e.evidence[0], replace(e.evidence[1], seg="b2s0"), *e.evidence[2:])),
        lambda e: replace(e, options=(*e.options[:2], replace(e.options[2], text="av", src="sv/b2s0"))),
    ],
)
def test_manipulated_headings_are_refuted(unions: Material, change: Change) -> None:
    made = [e for e in generate_headings(unions) if e.code in ("C5", "C6") and e.evidence[1].seg != "b2s0"]
    assert made
    for exercise in made:
        assert reasons(exercise, unions) == []
        assert reasons(change(exercise), unions) != []


def test_what_is_said_under_two_headings_is_refuted(unions: Material, edition_of: MakeEdition) -> None:
    made = [e for e in generate_headings(unions) if e.code == "C6" and len(e.evidence) == 2 and e.key_lang == "en"]
    exercise = made[0]
    assert reasons(exercise, unions) == []
    twice = SWEDISH + f"\n{exercise.evidence[1].text}\n"
    assert exercise.prompt[0].lang == "sv"
    found = reasons(exercise, material_of(edition_of, ENGLISH + "\nAgain the same.\n", twice))
    assert any("says the same under another heading" in reason for reason in found)


# --- C7


def test_terms_are_told_apart_in_the_learned_language(exercises_of: MakeExercises) -> None:
    for pair in PAIRS[::4]:
        contrasts = [exercise for exercise in exercises_of(*pair) if exercise.code == "C7"]
        assert contrasts
        assert all(piece.lang == pair[1] for exercise in contrasts for piece in exercise.prompt)


def test_a_sentence_that_names_both_is_not_asked(edition_of: MakeEdition) -> None:
    left = "Every ship carries the new FLS.\n\nThe big FLT and the FLS are old.\n\nMany towns have the FLT in red."
    right = (
        "Varje skepp bär på fondens nya FLS.\n\nDen stora FLT och FLS är gamla.\n\nMånga städer har en FLT i rött nu."
    )
    made = accepted(generate_contrasts, material_of(edition_of, left, right))
    assert {exercise.evidence[0].seg for exercise in made} == {"b0s0", "b2s0"}


# --- guessing


def cues(exercise: Exercise, index: WordIndex) -> dict[str, list[float]]:
    """What blind guesses go by, for each option."""
    language = exercise.key_lang
    prompt = frozenset[str]().union(*(beginnings(piece.text, piece.lang) for piece in exercise.prompt))
    texts = [option.text for option in exercise.options]
    return {
        "longest": [len(text) for text in texts],
        "shortest": [-len(text) for text in texts],
        "most words": [len(text.split()) for text in texts],
        "most like the prompt": [len(beginnings(text, language) & prompt) for text in texts],
        "most frequent": [sum(index.frequency(word) for word in set(content_words(text, language))) for text in texts],
    }


def gains(exercises: list[tuple[Exercise, WordIndex]]) -> dict[str, float]:
    """What each guess gains over chance."""
    hits: Counter[str] = Counter()
    for exercise, index in exercises:
        for cue, values in cues(exercise, index).items():
            best = [option.key for option, value in zip(exercise.options, values, strict=True) if value == max(values)]
            hits[cue] += sum(best) / len(best) - 1 / len(values)  # type: ignore[assignment]
    return {cue: value / len(exercises) for cue, value in hits.items()}


def test_blind_guesses_do_not_pay(seeds: Article) -> None:
    asked: list[tuple[Exercise, WordIndex]] = []
    for known, learned in PAIRS:
        bitext = build_bitext(seeds.edition(known), seeds.edition(learned))
        for seed in range(3):
            material = Material(bitext, [], Exclusions(), seed)
            for kind in (generate_headings, generate_acronyms):
                asked += [(e, material.index(e.key_lang)) for e in kind(material) if len(e.options) > 2]
    assert len(asked) >= 200
    found = gains(asked)
    assert max(found.values()) <= 0.08, found


def test_a_ledger_makes_up_for_what_was_gained() -> None:
    ledger = Ledger()
    nothing = [0.0] * 9
    for _question in range(3):
        before = ledger.cost([1.0, *nothing[1:]], 0.25)
        if before is None:
            break
        assert before > (ledger.cost(nothing, 0.25) or 0)
        ledger.enter([1.0, *nothing[1:]], 0.25)
    assert ledger.cost([1.0, *nothing[1:]], 0.25) is None
    assert ledger.cost(nothing, 0.25) is not None


def test_company(edition_of: MakeEdition) -> None:
    index = WordIndex(edition_of("Old boats and red nets.\n\nWhite sails, warm bread.", "en"))
    key = looks("Old boats", index)
    rivals = [looks(text, index, asks) for text, asks in (
        ("Red nets", False), ("Warm bread", False), ("White sails", False), ("Where now?", True),
        ("Old boats here", False),
        ("12 oars", False), ("A very long heading that nobody would take for the others", False),
    )]  # fmt: skip
    company = Company(key, rivals, "en")
    assert [rival.text for rival in company.rivals][:4] == ["Red nets", "Warm bread", "White sails", "12 oars"]
    offered = {company.rivals[place].text for group in company.groups for place in group}
    assert offered == {"Red nets", "Warm bread", "White sails"}  # the others stand out
    assert company.is_fair
    places = company.choose(Ledger(), shown("Nothing of that", "en"), 0, "name")
    assert places is not None
    assert len(places) == 3
    # The only one that looks like the prompt.
    assert company.choose(Ledger(), shown("Viele Boats im Hafen", "de"), 0, "name") is None


@given(st.lists(st.lists(st.sampled_from(["boat", "boats", "bread", "nets", "sail", "sails"]), min_size=1), min_size=1))
def test_near_sentences_are_all_found(texts: list[list[str]]) -> None:
    from tui_learn.text import Sentence

    sentences = [Sentence(n, 0, 0, 0, " ".join(words)) for n, words in enumerate(texts)]
    alike = AlikeSentences(sentences, "en")
    for sentence in sentences:
        words = content_words(sentence.text, "en")
        mine = tuple(dict.fromkeys(words))
        wanted = {
            other.id
            for other in sentences
            if jaccard(mine, tuple(dict.fromkeys(content_words(other.text, "en")))) >= 0.6
        }
        assert set(alike.near(sentence.text)) == wanted
