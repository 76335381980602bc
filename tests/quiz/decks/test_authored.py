"""Items that people write, in the pairs of languages they are asked in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tui_learn.library import Article, Pair
from tui_learn.quiz.decks.asking import exercises_of, open_deck
from tui_learn.quiz.decks.authored import ask
from tui_learn.quiz.decks.check import check_deck
from tui_learn.quiz.decks.front import Deck
from tui_learn.quiz.decks.items import KINDS
from tui_learn.quiz.decks.reading import parse_items
from tui_learn.quiz.exercise import Exercise, Option, Text

FI_NB, NB_FI, FI, SV_FI = Pair("fi", "nb"), Pair("nb", "fi"), Pair("fi", "fi"), Pair("sv", "fi")


def asked(
    text: str, pair: Pair = NB_FI, langs: tuple[str, ...] = ("fi", "nb", "sv"), **front: object
) -> list[Exercise]:
    (item,), wrong = parse_items(text, langs)
    assert wrong == []
    deck = Deck("deck.md", "Test", langs, "", (), (), name="test", **front)  # type: ignore[arg-type]
    return ask(item, deck, pair)


def one(text: str, pair: Pair = NB_FI, langs: tuple[str, ...] = ("fi", "nb", "sv")) -> Exercise:
    (exercise,) = asked(text, pair, langs)
    return exercise


CHOICE = """## choice: a
<!-- id: origin; type: C11; diff: -0.4 -->
> fi: Tee tuli laivalla.
> nb: Te kom med skip.
fi: Mistä?
nb: Hvorfra?
- [x] fi: Kiinasta :: nb: fra Kina :: sv: från Kina
- [ ] fi: Intiasta :: nb: fra India
- [ ] fi: Japanista :: nb: fra Japan :: sv: från Japan
- [ ] fi: Turkista
- [=] fi: Kiinan maasta
> note: nb: Ordet også. :: fi: Sanakin.
> note: Both.
"""


def test_what_is_asked_in_which_language() -> None:
    exercise = one(CHOICE)
    assert (exercise.id, exercise.target, exercise.pair) == ("test/origin", "deck/test/origin", "nb:fi")
    assert (exercise.code, exercise.type, exercise.proof, exercise.difficulty) == ("C11", "choice", ("P5",), -0.4)
    assert exercise.question == "Hvorfra?"
    assert exercise.prompt == (Text("nb", "Te kom med skip."),)
    assert (exercise.key, exercise.key_lang, exercise.accept) == ("Kiinasta", "fi", ("Kiinan maasta",))
    assert {o.text for o in exercise.options} == {"Kiinasta", "Intiasta", "Japanista", "Turkista"}
    assert {o.lang for o in exercise.options} == {"fi"}
    assert exercise.note == "Ordet også. Both."
    assert exercise.deck == "deck.md"

    other = one(CHOICE, FI_NB)
    assert (other.question, other.prompt[0].lang, other.key) == ("Mistä?", "fi", "fra Kina")
    assert {o.text for o in other.options} == {"fra Kina", "fra India", "fra Japan"}  # the fourth has no Norwegian
    assert other.id == exercise.id

    alone = one(CHOICE, FI)
    assert (alone.question, alone.prompt[0].lang, alone.key) == ("Mistä?", "fi", "Kiinasta")
    swedish = one(CHOICE, SV_FI)
    assert (swedish.question, swedish.prompt[0].lang) == ("Mistä?", "fi")  # what is missing is in the learned one
    assert asked(CHOICE, Pair("fi", "sv")) == []  # two options are left of four
    assert asked(CHOICE, Pair("fi", "pl")) == []
    assert asked(CHOICE, Pair("pl", "tr")) == []


def test_options_are_shuffled_the_same_way_everywhere() -> None:
    assert one(CHOICE).options == one(CHOICE).options
    orders = {tuple(o.text for o in exercise.options) for seed in range(9) for exercise in asked(CHOICE, seed=seed)}
    assert len(orders) > 3


def test_where_no_answer_has_a_language_something_is_read_in_the_learned_one() -> None:
    text = "## choice: a\n> fi: Se on suomea.\n> nb: Det er norsk.\n- [x] CRM\n- [ ] BRM\n"
    exercise = one(text)
    assert (exercise.type, exercise.key, exercise.key_lang) == ("tf", "CRM", "fi")
    assert exercise.prompt == (Text("fi", "Se on suomea."),)
    assert one(text, FI_NB).prompt == (Text("nb", "Det er norsk."),)


def test_in_a_deck_of_two_languages_answers_are_in_the_second() -> None:
    text = "## choice: a\nQ?\n- [x] tee\n- [ ] kahvi\n- [ ] vesi\n"
    assert one(text, NB_FI, ("nb", "fi")).key_lang == "fi"
    assert asked(text, FI_NB, ("nb", "fi")) == []
    assert one(text, FI, ("nb", "fi")).key == "tee"
    assert one(text, FI, ("fi",)).key == "tee"
    marked = text.replace("Q?", "<!-- lang: nb -->\nQ?")
    assert asked(marked, NB_FI, ("nb", "fi")) == []
    assert one(marked, FI_NB, ("nb", "fi")).key_lang == "nb"


CLOZE = """## cloze: a
<!-- id: gap -->
> fi: Teetä **juodaan** {{kupista|lasista::k…}} aina.
> nb: Te drikkes av {{kopp}} alltid.
> sv: Te dricks ur en kopp.
- [~] form: fi: kuppi :: nb: koppen
- [~] fi: mukista
- [=] fi: astiasta
"""


def test_a_gap_and_its_translation() -> None:
    exercise = one(CLOZE)
    assert (exercise.code, exercise.type, exercise.key) == ("V2", "cloze", "kupista")
    assert exercise.prompt == (
        Text("fi", "Teetä juodaan ____ aina.", (6, 13)),
        Text("nb", "Te drikkes av kopp alltid."),
    )
    assert (exercise.accept, exercise.help) == (("lasista", "astiasta"), "k…")
    assert (exercise.forms, exercise.also) == (("kuppi",), ("mukista",))
    assert exercise.question == "Type the missing word."
    assert one(CLOZE, SV_FI).prompt[1] == Text("sv", "Te dricks ur en kopp.")
    assert one(CLOZE, FI_NB).forms == ("koppen",)
    assert [piece.lang for piece in one(CLOZE, FI).prompt] == ["fi"]
    assert asked(CLOZE, Pair("fi", "sv")) == []  # its line has no gap


def test_a_gap_with_options_is_chosen_and_typed() -> None:
    text = CLOZE + "- [x] fi: kupista :: nb: kopp\n- [ ] fi: vedestä :: nb: vann\n- [ ] fi: maasta\n"
    chosen, typed = asked(text)
    assert (chosen.id, chosen.code, chosen.type, len(chosen.options)) == ("test/gap", "V1", "choice", 3)
    assert (typed.id, typed.code, typed.type, typed.options) == ("test/gap~typed", "V2", "cloze", ())
    assert chosen.target == typed.target
    assert chosen.key == typed.key == "kupista"
    assert [exercise.type for exercise in asked(text.replace("gap", "gap; type: V1"))] == ["choice"]
    assert [exercise.type for exercise in asked(text, FI_NB)] == ["cloze"]  # of three options two are left


def test_one_word_in_two_sentences() -> None:
    exercise = one("## cloze: a\n> fi: Yksi {{sana}} tässä.\n> fi: Toinen {{sana}} tuossa.\n> nb: En.\n> nb: To.\n")
    assert [piece.text for piece in exercise.prompt] == ["Yksi ____ tässä.", "Toinen ____ tuossa.", "En.", "To."]


def test_a_choice_may_have_a_gap() -> None:
    exercise = one("## choice: a\n> fi: Yksi {{sana}} tässä.\n- [x] sana\n- [ ] b\n- [ ] c\n- [ ] d\n")
    assert (exercise.type, exercise.prompt[0].text) == ("choice", "Yksi ____ tässä.")


def test_a_word_is_to_be_found() -> None:
    text = "## cloze: a\n<!-- type: V4 -->\n> nb: En **liten** bedrift.\n> fi: Hyvin {{pieni}} yritys.\n"
    exercise = one(text)
    assert (exercise.type, exercise.key, exercise.key_index) == ("point", "pieni", 1)
    assert (exercise.sentence, [spot.text for spot in exercise.tokens]) == (
        "Hyvin pieni yritys.", ["Hyvin", "pieni", "yritys"],
    )  # fmt: skip
    assert exercise.prompt == (Text("nb", "En liten bedrift.", (3, 8)),)
    assert asked(text, FI) == asked(text, FI_NB) == asked(text.replace("**", "")) == []
    slip = text.replace("V4", "V11; put: fi: iso :: nb: stor").replace("**", "")
    found = one(slip)
    assert (found.key, found.correction, found.pointed) == ("iso", "pieni", "Hyvin iso yritys.")
    assert asked(text.replace("V4", "V11")) == []


def test_typed() -> None:
    text = "## typed: a\nfi: Mikä?\nnb: Hva?\n- [=] fi: tee | teejuoma :: nb: te\n- [~] fi: kahvi\n"
    exercise = one(text)
    assert (exercise.type, exercise.code, exercise.key, exercise.accept) == ("typed", "C14", "tee", ("teejuoma",))
    assert exercise.also == ("kahvi",)
    assert one(text, FI_NB).key == "te"
    assert asked(text, Pair("fi", "sv")) == []


def test_an_open_question() -> None:
    text = "## typed: a\n<!-- type: C20 -->\nWhy?\n- [=] fi: Koska.\n- [=] nb: Fordi.\n"
    assert [(e.code, e.key) for e in (one(text), one(text, FI_NB))] == [("C20", "Koska."), ("C20", "Fordi.")]
    assert one("## typed: a\n<!-- type: C20 -->\nWhy?\n> note: Because.\n").key == "Because."
    assert asked(text, Pair("fi", "sv")) == []


def test_said_or_altered() -> None:
    text = "## tf: a\n> fi: Se on.\n> nb: Det er.\n- [x] altered\n"
    exercise = one(text)
    assert (exercise.type, exercise.code, exercise.key) == ("tf", "C8", "altered")
    assert exercise.prompt == (Text("fi", "Se on."),)
    assert exercise.options == (Option("said", "fi", False, ""), Option("altered", "fi", True, ""))
    assert asked(text, Pair("fi", "sv")) == []


def test_match() -> None:
    text = "## match: a\n- fi: tee :: nb: te\n- fi: vesi :: nb: vann :: sv: vatten\n- fi: maa :: nb: jord :: sv: jord\n"
    exercise = one(text)
    assert exercise.pairs == (("te", "tee"), ("vann", "vesi"), ("jord", "maa"))
    assert exercise.key == "te = tee; vann = vesi; jord = maa"
    assert sorted(exercise.rights) == ["maa", "tee", "vesi"]
    assert exercise.rights != tuple(right for _left, right in exercise.pairs)
    assert asked(text, FI) == asked(text, SV_FI) == []
    bare = "## match: a\n- te :: tee\n- vann :: vesi\n- jord :: maa\n"
    assert one(bare, NB_FI, ("nb", "fi")).pairs[0] == ("te", "tee")
    assert one(bare, FI_NB, ("nb", "fi")).pairs[0] == ("tee", "te")
    assert asked(bare, FI, ("nb", "fi")) == []
    assert one(bare, FI, ("fi",)).pairs[0] == ("te", "tee")


def test_chance_solves_nothing() -> None:
    match = "## match: a\n<!-- id: {} -->\n- fi: a :: nb: x\n- fi: b :: nb: y\n- fi: c :: nb: z\n"
    order = "## order: a\n<!-- id: {} -->\n1. a\n2. b\n3. c\n"
    for number in range(25):
        assert one(match.format(number)).rights != ("a", "b", "c")
        assert one(order.format(number)).tiles != ("a", "b", "c")


def test_order_sort_and_tiles() -> None:
    order = one("## order: a\n1. fi: yksi :: nb: en\n2. kaksi\n3. fi: kolme\n4. fi: neljä\n")
    assert (order.order, order.key) == (("yksi", "kaksi", "kolme", "neljä"), "yksi / kaksi / kolme / neljä")
    assert sorted(order.tiles) == sorted(order.order)
    assert order.tiles != order.order
    sort = one("## sort: a\n- fi: A\n  - fi: a :: nb: x\n  - b\n- B\n  - c\n  - nb: y\n- nb: C\n  - d\n")
    assert sort.groups == (("A", ("a", "b")), ("B", ("c",)))
    assert (sorted(sort.tiles), sort.key) == (["a", "b", "c"], "A: a, b; B: c")
    text = (
        "## tiles: a\n> nb: Hel setning.\n> fi: Koko lause.\n1. fi: Koko\n2. fi: pitkä\n3. fi: lause.\n1. nb: Hel\n"
        "2. nb: lang\n3. nb: setning.\n- [ ] fi: ei\n- [ ] nb: ikke\n"
    )
    tiles = one(text)
    assert (tiles.order, tiles.key) == (("Koko", "pitkä", "lause."), "Koko pitkä lause.")
    assert (tiles.prompt, sorted(tiles.tiles)) == ((Text("nb", "Hel setning."),), ["Koko", "ei", "lause.", "pitkä"])
    assert one(text, FI_NB).key == "Hel lang setning."
    assert one(text, FI).prompt == ()  # the sentence would be the answer
    japanese = "## tiles: a\n> fi: x\n1. ja: 日本\n2. ja: 語\n3. ja: だ。\n"
    assert one(japanese, Pair("fi", "ja"), ("fi", "ja")).key == "日本語だ。"


def test_pairs_of_which_one_does_not_match() -> None:
    text = "## choice: a\n<!-- type: V13 -->\nQ\n- [x] fi: a :: nb: b\n- [ ] fi: c :: nb: d\n- [ ] fi: e :: nb: f\n"
    exercise = one(text)
    assert (exercise.type, sorted(exercise.pairs), exercise.key) == ("odd", [("b", "a"), ("d", "c"), ("f", "e")], "a")
    assert exercise.pairs[exercise.key_index or 0] == ("b", "a")
    assert asked(text, FI) == []


def test_what_stands_in_no_language_of_the_pair_is_not_asked() -> None:
    assert asked("## typed: a\nsv: Vad?\n- [=] fi: tee\n") == []
    assert asked("## choice: a\n> sv: Te.\nQ\n- [x] fi: a\n- [ ] fi: b\n- [ ] fi: c\n") == []
    assert asked("## pair: a\n- fi: tee :: nb: te\n") == []


# --- with the article


def test_evidence_is_of_the_article(seeds: Article) -> None:
    text = "## choice: a\n<!-- ev: b8s1, sv/b2s0, fi/b99s9 -->\nQ?\n- [x] fi: data\n- [ ] fi: dataa\n- [ ] fi: muuta\n"
    (item,), _wrong = parse_items(text)
    deck = Deck("deck.md", "Test", ("fi", "nb", "sv"), "", (), (), name="test")
    (exercise,) = ask(item, deck, NB_FI, {lang: seeds.edition(lang) for lang in ("fi", "nb")})
    assert [(piece.lang, piece.seg) for piece in exercise.evidence] == [("fi", "b8s1"), ("nb", "b8s1")]
    assert exercise.evidence[0].text.startswith("CRM sisältää huomattavan määrän dataa")
    assert {o.text: o.src for o in exercise.options} == {"data": "", "dataa": "fi/b8s1", "muuta": ""}
    assert (exercise.segments, exercise.key_segments) == (25, 1)


@pytest.mark.parametrize("pair", [NB_FI, FI, Pair("tr", "sv"), Pair("pl", "nb")], ids=str)
def test_the_bundled_decks_are_asked(seeds: Article, pair: Pair) -> None:
    for path in sorted((ROOT / "quizzes").glob("*.md")):
        assert [p for p in check_deck(path).problems if p.severity != "notice"] == []
        opened, problems = open_deck(path)
        assert opened is not None
        assert problems == []
        exercises, problems = exercises_of(opened, pair, seeds)
        assert problems == []
        asked = [item for item in opened.asked if item.kind != "pair"]
        assert len(exercises) >= 0.9 * len(asked)
        for exercise in exercises:
            assert exercise.key or exercise.code == "C20"
            assert exercise.evidence
            assert {piece.lang for piece in exercise.evidence} <= {pair.known, pair.learned}


# --- what the documentation shows


def test_the_example_of_the_documentation_is_a_deck(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "decks.md").read_text(encoding="utf-8")
    example = re.search(r"```markdown\n(---\n.*?)```\n", text, re.DOTALL)
    assert example is not None
    path = tmp_path / "tea.md"
    path.write_text(example[1], encoding="utf-8")
    report = check_deck(path)
    assert report.problems == ()
    opened, _problems = open_deck(path)
    assert opened is not None
    assert {item.kind for item in opened.items} == set(KINDS)
    exercises, problems = exercises_of(opened, NB_FI)
    assert problems == []
    assert {exercise.id.partition("/")[2].removesuffix("~typed") for exercise in exercises} == {
        item.id for item in opened.items if item.kind != "pair"
    }
    assert {exercise.type for exercise in exercises} == {
        "choice", "cloze", "typed", "tf", "match", "order", "sort", "tiles",
    }  # fmt: skip
