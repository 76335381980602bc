"""C11 and C12: lists in brackets, between commas and in Markdown, and what may stand beside their items."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quiz.conftest import PAIRS, MakeEdition, MakeExercises
from tests.quiz.statement_texts import ENGLISH, SWEDISH, accepted, material_of, networks, reasons
from tui_learn.bitext import build_bitext
from tui_learn.library import Article
from tui_learn.quiz.enumerations import enumerations, head_word, markdown_lists
from tui_learn.quiz.exclusions import Exclusions
from tui_learn.quiz.exercise import GAP, Exercise
from tui_learn.quiz.flaws import flaws
from tui_learn.quiz.kinds.lists import generate_lists
from tui_learn.quiz.listed import lists_of, rivals_of
from tui_learn.quiz.material import Material
from tui_learn.quiz.stems import any_same_stem, content_words

Change = Callable[[Exercise], Exercise]


@pytest.fixture
def made(edition_of: MakeEdition) -> list[Exercise]:
    return accepted(generate_lists, networks(edition_of))


def of_code(made: list[Exercise], code: str) -> list[Exercise]:
    return [exercise for exercise in made if exercise.code == code]


# --- what a list is


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("We sell fruit (such as apples, ripe pears and plums) daily.", "en", [(["apples", "ripe pears", "plums"], 3)]),
        ("Myymme mediaa (kuten lehtiä, kirjeitä ja kirjoja).", "fi", [(["lehtiä", "kirjeitä", "kirjoja"], 3)]),
        ("Medyadan (duyurular, bültenler, anketler gibi).", "tr", [(["duyurular", "bültenler", "anketler"], 3)]),
        ("Materiały (takie jak ogłoszenia, biuletyny i ankiety).", "pl", [(["ogłoszenia", "biuletyny", "ankiety"], 3)]),
        ("He grows big apples, pears, plums and figs for us.", "en", [(["pears", "plums"], 4)]),
        ("He grows big apples, pears, plums, and figs for us.", "en", [(["pears", "plums"], 4)]),
        ("人们买苹果、面包、牛奶和茶。", "zh", [(["面包"], 3)]),
        ("يبيع الخبز، والجبن، وأدوات المطبخ", "ar", [(["والجبن"], 3)]),
        ("When it rains, they stay at home and read.", "en", []),  # a clause, not an item
        ("He came, because they had called, and went.", "en", []),
        ("We have tea, 12 cups and milk.", "en", []),  # a number is no item
        ("Goods from sellers, growers, growers and others.", "en", []),  # one thing named twice
        ("Goods (sellers, sellers and growers).", "en", []),
        ("Der Preis, die Farbe und die Größe zählen.", "de", []),  # one item alone begins with no small word
        ("Sie nennt Preise, Farben, Größen oder Namen.", "de", [(["Farben", "Größen"], 4)]),
        ("Marknadsförings-, personal- eller säljroller finns.", "sv", []),  # cut-off compounds
    ],
)  # fmt: skip
def test_lists_in_sentences(text: str, language: str, expected: list[tuple[list[str], int]]) -> None:
    found = enumerations(text, language)
    assert [([item.text for item in listed.items], listed.count) for listed in found] == expected
    for listed in found:
        assert all(text[item.start : item.end] == item.text for item in listed.items)


@given(st.lists(st.sampled_from(["apples", "pears", "plums", "figs", "nuts", "rice"]), min_size=3, unique=True))
def test_items_in_brackets_are_found_again(items: list[str]) -> None:
    text = f"The shop sells food (such as {', '.join(items[:-1])} and {items[-1]}) all day."
    (listed,) = enumerations(text, "en")
    assert [item.text for item in listed.items] == items
    assert head_word(text, listed.start, "en") == "food"


@given(st.text(alphabet="ab ,.()[]、و或 and", max_size=60))
def test_any_text_is_read(text: str) -> None:
    for language in ("en", "fi", "zh", "ar"):
        for listed in enumerations(text, language):
            assert all(text[item.start : item.end] == item.text != "" for item in listed.items)
            assert listed.count >= len(listed.items) >= 1


def test_words_before_brackets() -> None:
    assert head_word("It is of (old", 9, "en") == ""
    assert head_word("(old", 0, "en") == ""
    assert head_word("new media  (old", 11, "en") == "media"
    assert head_word("the end. (old", 9, "en") == ""


def test_markdown_lists(edition_of: MakeEdition) -> None:
    text = (
        "# T\n\nYou see:\n\n- **Page views:** tells you how often\n- The second one; it is long.\n  - below it\n"
        "- A third, or\n\nDone.\n\n- alone here\n"
    )
    first, second = markdown_lists(edition_of(text, "en"))
    assert [item.text for item in first.items] == ["Page views", "The second one; it is long", "A third"]
    assert (first.lead, len(first.blocks)) == ("b1s0", 4)
    assert ([item.text for item in second.items], second.lead) == (["alone here"], "")


# --- what is asked


def test_two_lists_of_a_sentence(made: list[Exercise]) -> None:
    exercise = next(e for e in of_code(made, "C11") if e.prompt)
    assert exercise.type == "sort"
    assert dict(exercise.groups) == {"apparater": ("routrar", "växlar", "skrivare"), "möbler": ("hyllor",)}
    assert exercise.key == "apparater: routrar, växlar, skrivare; möbler: hyllor"
    assert [(p.lang, p.text) for p in exercise.prompt] == [
        ("en", "A small shop sells devices (…), furniture (…) and books.")
    ]
    assert sorted(exercise.tiles) == ["hyllor", "routrar", "skrivare", "växlar"]
    assert "En liten affär" in exercise.scope[1]
    data = json.loads(json.dumps(exercise.to_json()))
    assert data["groups"] == {"apparater": ["routrar", "växlar", "skrivare"], "möbler": ["hyllor"]}
    assert data["scope"] == list(exercise.scope)


def test_lists_of_two_sections(made: list[Exercise]) -> None:
    exercise = next(e for e in of_code(made, "C11") if not e.prompt)
    headings = dict(exercise.groups)
    assert set(headings) == {"Affären", "Reglerna"}
    assert "hyllor" not in headings["Affären"]  # alone in its brackets: perhaps no list
    for heading, phrases in headings.items():
        (other,) = set(headings) - {heading}
        start = SWEDISH.index(f"## {other}")
        section = SWEDISH[start : SWEDISH.find("##", start + 2) if SWEDISH.find("##", start + 2) > 0 else None]
        assert all(phrase not in section for phrase in phrases)
    assert {"Affären", "Reglerna"} < {piece.text for piece in exercise.evidence}


def test_a_list_is_completed(made: list[Exercise]) -> None:
    completed = of_code(made, "C12")
    assert len(completed) >= 4
    for exercise in completed:
        key = next(option for option in exercise.options if option.key)
        assert (exercise.type, key.text, exercise.key_lang) == ("choice", exercise.key, "sv")
        assert 3 <= len(exercise.options) <= 4
        assert exercise.prompt
        if exercise.prompt[0].lang == "sv":
            shown = " ".join(piece.text for piece in exercise.prompt)
            assert not any_same_stem(content_words(exercise.key, "sv"), content_words(shown, "sv"))
        assert "scope" not in exercise.to_json()
    assert {exercise.prompt[0].lang for exercise in completed} == {"sv", "en"}  # mostly across languages


def test_one_item_of_a_sentence_is_left_out(edition_of: MakeEdition) -> None:
    english = "\n\n".join(
        f"## The {name}\n\nThe {name} is old. {row}" for name, row in (
            ("bakery", "In the bakery we sell bread, cakes and honey every day."),
            ("harbour", "In the harbour we mend nets, sails and masts in winter."),
            ("school", "In the school we study stars, rivers and numbers in spring."),
        )
    )  # fmt: skip
    swedish = "\n\n".join(
        f"## {name}\n\n{name} är gammal. {row}" for name, row in (
            ("Bageriet", "I bageriet säljer de bröd, kakor och honung varje dag."),
            ("Hamnen", "I hamnen lagar de nät, flaggor och master om vintern."),
            ("Skolan", "I skolan lär de sig stjärnor, floder och siffror på våren."),
        )
    )  # fmt: skip
    swedish = swedish.replace("floder", "klockor")
    made = of_code(accepted(generate_lists, material_of(edition_of, english, swedish)), "C12")
    assert {exercise.key for exercise in made} <= {"kakor", "flaggor", "klockor"}
    assert made
    for exercise in made:
        assert exercise.proof == ("P0", "P1", "P2", "P4")
        (prompt,) = exercise.prompt
        assert prompt.text.replace(GAP, exercise.key) == exercise.evidence[0].text
        assert {option.text for option in exercise.options} == {"kakor", "flaggor", "klockor"}


def test_one_language_alone(edition_of: MakeEdition) -> None:
    made = accepted(generate_lists, networks(edition_of, "sv"))
    assert {exercise.code for exercise in made} == {"C11", "C12"}
    assert all(piece.lang == "sv" for exercise in made for piece in exercise.evidence)


# --- what is not asked


def test_lists_of_different_length_are_left_alone(edition_of: MakeEdition) -> None:
    shorter = ENGLISH.replace("(such as routers, switches and printers)", "(such as routers and printers)")
    made = accepted(generate_lists, material_of(edition_of, shorter, SWEDISH))
    assert not any("routrar" in exercise.tiles for exercise in made)
    fewer = ENGLISH.replace("- two sharp pencils\n", "")
    made = accepted(generate_lists, material_of(edition_of, fewer, SWEDISH))
    assert not any("två vassa pennor" in [o.text for o in e.options if o.key] for e in made)


def test_an_item_that_is_named_twice_spoils_its_list(edition_of: MakeEdition) -> None:
    doubled = SWEDISH.replace("routrar, växlar och", "växlar, växlar och")
    made = accepted(generate_lists, material_of(edition_of, ENGLISH, doubled))
    assert not any("skrivare" in exercise.tiles for exercise in made)


def test_what_is_excluded_is_not_offered(edition_of: MakeEdition) -> None:
    made = accepted(generate_lists, networks(edition_of, exclude=["sv:växlar", "sv/b11s0"]))
    offered = {text for e in made for text in (*e.tiles, *(option.text for option in e.options))}
    assert offered
    assert offered.isdisjoint({"växlar", "två vassa pennor"})


def test_what_every_version_writes_alike_is_not_asked(edition_of: MakeEdition) -> None:
    made = accepted(
        generate_lists,
        material_of(edition_of, ENGLISH.replace("two sharp pencils", "a Moleskine"), SWEDISH.replace(
            "två vassa pennor", "Moleskine"
        )),
    )  # fmt: skip
    assert not any("Moleskine" in {*e.tiles, *(option.text for option in e.options)} for e in made)


def test_what_was_left_untranslated_is_not_asked(edition_of: MakeEdition) -> None:
    """The learned version has words of a third one, which the known version has translated."""
    swedish = SWEDISH.replace("växlar", "big switches")
    sells = "sells devices (such as routers, switches and printers), furniture (such as shelves)"
    myy = "myy laitteita (kuten reitittimiä, isoja kytkimiä ja tulostimia), huonekaluja (kuten hyllyjä)"
    assert sells in ENGLISH
    bitext = build_bitext(edition_of(ENGLISH.replace(sells, myy), "fi"), edition_of(swedish, "sv"))
    english = edition_of(ENGLISH.replace("switches", "big switches"), "en")
    alone, witnessed = (
        {member.text for member in lists_of(Material(bitext, others, Exclusions(), 0)).members}
        for others in ([], [english])
    )
    assert "big switches" in alone
    assert "big switches" not in witnessed
    assert "routrar" in witnessed


def test_no_wrong_option_stands_in_the_section(edition_of: MakeEdition) -> None:
    """F26, also in another form of the word."""
    swedish = SWEDISH.replace("efter klockan åtta.", "efter klockan åtta. Varje filten är varm.")
    english = ENGLISH.replace("after eight.", "after eight. Every blanket is warm.")
    material = material_of(edition_of, english, swedish)
    for exercise in of_code(accepted(generate_lists, material), "C12"):
        if exercise.key in ("plötsligt strömavbrott", "vatten i källaren", "främlingar i trappan"):
            assert "en varm filt" not in {option.text for option in exercise.options}
    lists, rivals = lists_of(material), rivals_of(material)
    for member in lists.members:
        for other in rivals.of(member):
            assert other.section != member.section
            assert not lists.stands_in(other.text, member.section)


# --- proofs


def swapped(exercise: Exercise) -> Exercise:
    """The first phrases of the two groups in each other's place."""
    (a, (x, *xs)), (b, (y, *ys)) = exercise.groups
    groups = ((a, (y, *xs)), (b, (x, *ys)))
    key = "; ".join(f"{heading}: {', '.join(phrases)}" for heading, phrases in groups)
    return replace(exercise, groups=groups, key=key)


@pytest.mark.parametrize(
    "change",
    [
        swapped,
        lambda e: replace(e, key=e.key[:-1]),
        lambda e: replace(e, tiles=e.tiles[1:]),
        lambda e: replace(e, groups=e.groups[:1]),
        lambda e: replace(e, evidence=e.evidence[-1:]),
        lambda e: replace(e, groups=tuple((heading + "x", phrases) for heading, phrases in e.groups)),
    ],
)
def test_manipulated_sortings_are_refuted(edition_of: MakeEdition, change: Change) -> None:
    material = networks(edition_of)
    made = of_code(list(generate_lists(material)), "C11")
    assert len(made) == 2
    for exercise in made:
        assert reasons(exercise, material) == []
        assert reasons(change(exercise), material) != []


def test_what_might_belong_elsewhere_too_is_refuted(edition_of: MakeEdition) -> None:
    material = networks(edition_of)
    (exercise,) = [e for e in generate_lists(material) if e.code == "C11" and not e.prompt]
    (phrase, *_others) = dict(exercise.groups)["Affären"]
    swedish = SWEDISH.replace("efter klockan åtta.", f"efter klockan åtta. Där ligger {phrase} nu.")
    english = ENGLISH.replace("after eight.", "after eight. There it lies now.")
    longer = material_of(edition_of, english, swedish)
    moved = replace(
        exercise,
        evidence=tuple(
            replace(piece, seg=s.id)
            for piece in exercise.evidence
            for s in longer.learned.sentences
            if s.text == piece.text
        ),
    )
    assert reasons(moved, longer) == [f"{phrase!r} might belong to another group too"]


def with_key(exercise: Exercise, text: str) -> Exercise:
    options = tuple(replace(option, key=option.text == text) for option in exercise.options)
    return replace(exercise, options=options, key=text)


def offers_what_is_shown(exercise: Exercise) -> Exercise:
    """With a wrong option that is another item of the list."""
    shown = exercise.evidence[-1]
    wrong = replace(exercise.options[0], text=shown.text, key=False, src=f"{shown.lang}/{shown.seg}")
    return replace(exercise, options=(*(option for option in exercise.options if option.key), wrong))


@pytest.mark.parametrize(
    "change",
    [
        lambda e: with_key(e, next(option.text for option in e.options if not option.key)),
        lambda e: replace(e, prompt=(replace(e.prompt[0], text="Något annat"), *e.prompt[1:])),
        lambda e: replace(e, prompt=()),
        lambda e: replace(e, evidence=e.evidence[1:]),
        offers_what_is_shown,
    ],
)  # fmt: skip
def test_manipulated_completions_are_refuted(edition_of: MakeEdition, change: Change) -> None:
    material = networks(edition_of, "sv")
    made = of_code(list(generate_lists(material)), "C12")
    assert len(made) >= 3
    for exercise in made:
        assert reasons(exercise, material) == []
        assert reasons(change(exercise), material) != []


# --- the sample article


@pytest.mark.parametrize("pair", PAIRS[::3], ids=":".join)
def test_the_sample_article(seeds: Article, exercises_of: MakeExercises, pair: tuple[str, str]) -> None:
    made = [exercise for exercise in exercises_of(*pair) if exercise.code in ("C11", "C12")]
    for exercise in made:
        assert [f for f in flaws(exercise) if f.severity == "error"] == []
        offered = [*exercise.tiles, *(option.text for option in exercise.options)]
        # Words that became one in translation, and cut-off compounds.
        assert not {"leverantörer", "leverandører", "dostawcami"} & set(offered)
        assert not any(text.endswith("-") or text.startswith("-") for text in offered)
    if set(pair) != {"nb", "sv"}:
        assert any(exercise.type == "sort" for exercise in made)
