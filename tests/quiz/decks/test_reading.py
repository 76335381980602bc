"""What is read from a deck, and every error with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_learn.quiz.decks.items import Answers, Choice, DeckItem, Gap, Group, Lit, Prompt, Wording
from tui_learn.quiz.decks.reading import parse_items, read_items

LANGS = ("fi", "sv", "pt-BR")


def read(text: str) -> tuple[list[DeckItem], list[tuple[int, str]]]:
    return parse_items(text, LANGS)


def item(text: str) -> DeckItem:
    (found,), wrong = read(text)
    assert wrong == []
    return found


def one(*versions: tuple[str, str]) -> Wording:
    return Wording(versions or (("", ""),))


# --- what is read


def test_an_item_in_any_order_and_shape() -> None:
    found = item("""
## Choice :  Where  tea comes from  ##
- [ ] fi: Intiasta::sv: Indien
What is it?
Tell me.
<!-- id: tea; x-unknown: a\\;b --> <!-- a remark -->
* [X] fi: Kiinasta
  :: sv: Kina

> fi: Tee tuli laivalla
> Eurooppaan.
> sv: **Te** kom.
>
> note: sv: Bra.
+ [ ] Japan :: India

note: plain
<!-- ev: b1s0;
     diff: -0.4 -->

Another paragraph.
""")
    assert found == DeckItem(
        "choice",
        "Where  tea comes from",
        comment=(("id", "tea"), ("x-unknown", "a;b"), ("", "a remark"), ("ev", "b1s0"), ("diff", "-0.4")),
        prompts=(Prompt("fi", ("Tee tuli laivalla Eurooppaan.",)), Prompt("sv", (Lit("Te"), " kom."))),
        question=one(("", "What is it? Tell me.\nAnother paragraph.")),
        choices=(
            Choice(False, one(("fi", "Intiasta"), ("sv", "Indien"))),
            Choice(True, one(("fi", "Kiinasta"), ("sv", "Kina"))),
            Choice(False, one(("", "Japan :: India"))),
        ),
        notes=(one(("sv", "Bra.")), one(("", "plain"))),
    )
    assert found.span == (1, 21)
    assert found.line == 2


def test_questions_in_several_languages() -> None:
    assert item("## typed: a\nfi: Mitä\nkuuluu? \nsv: Hur är det?\n- [=] x").question == one(
        ("fi", "Mitä kuuluu?"), ("sv", "Hur är det?")
    )
    assert item("## typed: a\nfi: Mitä? :: sv: Vad?\n- [=] x").question == one(("fi", "Mitä?"), ("sv", "Vad?"))
    assert item("## typed: a\nWhat?\n\nfi: Mitä?\n- [=] x").question == one(("", "What?"), ("fi", "Mitä?"))


def test_gaps_and_light() -> None:
    (prompt,) = item("## cloze: a\n> fi: a {{b|c | d:: e…}} **f** \\{{g}} \\*\\*h**").prompts
    assert prompt == Prompt("fi", ("a ", Gap("b", ("c", "d"), "e…"), " ", Lit("f"), " {{g}} **h**"))
    assert (prompt.text(), prompt.text("____")) == ("a b f {{g}} **h**", "a ____ f {{g}} **h**")
    assert prompt.lit_in("____") == (7, 8)
    assert prompt.lit_in() == (4, 5)


def test_typed_answers() -> None:
    found = item("## typed: a\nQ\n- [=] fi: a | b|a :: sv: c\n- [~] near: d | e\n- [~] form: f\n- [~] fi: g")
    assert found.answers == (Answers((("fi", ("a", "b")), ("sv", ("c",)))),)
    assert found.near == (Answers((("", ("d", "e")),)), Answers((("fi", ("g",)),)))
    assert found.forms == (Answers((("", ("f",)),)),)


def test_lists_of_other_kinds() -> None:
    assert item("## match: a\n- CRM :: B2C\n- fi: b :: sv: c\n- \\[x] d :: e\n").sides == (
        one(("", "CRM"), ("", "B2C")), one(("fi", "b"), ("sv", "c")), one(("", "[x] d"), ("", "e")),
    )  # fmt: skip
    assert item("## order: a\n1. fi: x :: sv: y\n1) z\n\n7. w").units == (
        one(("fi", "x"), ("sv", "y")), one(("", "z")), one(("", "w")),
    )  # fmt: skip
    assert item("## sort: a\n - one\n   - 1\n     one\n\n   - 2\n - two\n   * 3\n").groups == (
        Group(one(("", "one")), (one(("", "1 one")), one(("", "2")))), Group(one(("", "two")), (one(("", "3")),)),
    )  # fmt: skip
    found = item("## tiles: a\n> fi: x\n1. b\n2. c\n3. d\n- [ ] e")
    assert (len(found.units), found.choices) == (3, (Choice(False, one(("", "e"))),))
    found = item("## pair: a\n- fi: asiakas | asiakkaan :: sv: kund")
    assert found.answers == (Answers((("fi", ("asiakas", "asiakkaan")), ("sv", ("kund",)))),)


def test_a_list_may_be_indented_as_a_whole() -> None:
    assert len(item("## choice: a\nQ\n   - [x] b\n   - [ ] c\n   - [ ] d").choices) == 3


@pytest.mark.parametrize("text", ["CRM: a", "so:b", "Fi- a", "http://x", "fi\\: a", "FI\\: a", "12: a", "xx: a"])
def test_what_is_no_language(text: str) -> None:
    assert item(f"## typed: a\nQ\n- [=] {text}").answers[0].versions[0][0] == ""


def test_tags_are_put_in_order() -> None:
    assert item("## typed: a\nQ\n- [=] PT-br: a :: FI: b").answers[0].versions == (("pt-BR", ("a",)), ("fi", ("b",)))


def test_a_deck_without_languages_may_use_all() -> None:
    (found,), wrong = parse_items("## typed: a\nde: Was?\n- [=] fr: x")
    assert (found.question.versions, wrong) == ((("de", "Was?"),), [])


def test_what_is_no_item() -> None:
    found, wrong = read("""
    ## choice: indented code

```
## choice: in code
```
<!--
## choice: left out for now
-->
> ## choice: quoted
- ## choice: listed

## typed: the one
Q
- [=] a
### typed: smaller
~~~
## choice: code in an item
~~~
# A title ends it
- [=] b
""")
    assert wrong == []
    assert [(i.title, i.answers, i.rest) for i in found] == [
        ("the one", (Answers((("", ("a",)),)),), ("### typed: smaller", "~~~\n## choice: code in an item\n~~~"))
    ]


def test_ids_that_are_made_stay_while_the_item_does() -> None:
    first, second = read("## typed: Mitä se on?\nQ\n- [=] a\n\n## typed: Mitä se on?\nQ\n- [=] b\n")[0]
    assert first.id.startswith("mitä-se-on-")
    assert len(first.id) == len("mitä-se-on-") + 4
    assert first.id != second.id
    assert item("## typed: Mitä se on?\n<!-- ev: fi/b1s1 -->\n\n\nQ\n\n- [=] a\n\n").id == first.id


# --- what is wrong

CHOICE = "## choice: a\nQ\n- [x] b\n- [ ] c\n"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("## a title\n", 1, 'write "## kind: title"'),
        ("##\n", 1, 'write "## kind: title"'),
        ("## essay: a\n", 1, '"essay" is no kind of item; the kinds are choice, cloze'),
        ("## choice: a\n\n- [x] b\n- [ ] c", 1, "nothing is asked"),
        ("## choice: a\nQ\n- [ ] b\n- [ ] c\n", 1, 'exactly one "- [x]", the right option; it has 0'),
        ("## choice: a\nQ\n- [x] b\n- [x] c\n- [ ] d", 1, 'exactly one "- [x]", the right option; it has 2'),
        ("## choice: a\nQ\n- [x] b\n", 1, "it needs wrong options"),
        ("## choice: a\nQ\n- [x] b\n- c\n", 4, '"-" is no line of a choice'),
        ("## choice: a\nQ\n- [x] b\n1. c\n", 4, '"1." is no line of a choice'),
        ("## choice: a\nQ\n- [x] b\n- [ ]\n", 4, "nothing is written here"),
        ("## choice: a\nQ\n- [x] b\n  - [ ] c\n", 4, "only a sort has lists in lists"),
        ("## choice: a\n##choice: b\n", 2, 'a space is missing after "##"'),
        ("## cloze: a\n> fi: b\n", 1, "a cloze needs a gap"),
        ("## cloze: a\n\n> fi: {{b\n", 3, "a gap is not closed"),
        ("## cloze: a\n> fi: {{}} b\n", 2, "a gap has no answer"),
        ("## cloze: a\n> fi: {{ | ::b}}\n", 2, "a gap has no answer"),
        ("## cloze: a\n> fi: {{2:b}}\n", 2, "numbered gaps are not known yet"),
        ("## cloze: a\n> fi: {{b}} {{b}}\n", 1, 'the line in "fi" has 2 gaps'),
        ("## cloze: a\n> fi: {{b}}\n> fi: {{c}}\n", 1, 'the gaps of the lines in "fi" differ'),
        ("## cloze: a\n> fi: {{b}}\n- [x] c\n- [ ] d\n", 1, "\"b\" is not the option marked"),
        ("## cloze: a\n> fi: {{b}}\n- [x] fi: c\n- [ ] fi: b\n", 1, "\"b\" is not the option marked"),
        ("## cloze: a\n> fi:\n", 2, "nothing is written here"),
        ("## cloze: a\n> a {{b}}\n", 2, "a line of a block quote begins with its language"),
        ("## cloze: a\n> no: {{b}}\n", 2, '"no" is not among the languages of this deck (fi, sv, pt-BR)'),
        ("## typed: a\nQ\n", 1, 'begin its line with "- [=]"'),
        ("## typed: a\nQ\n- [=] fi: b :: de: c\n", 3, '"de" is not among the languages'),
        ("## typed: a\nQ\n- [=] fi: b :: fi: c\n", 3, '"fi" stands here twice'),
        ("## typed: a\nQ\n- [=] fi: b :: sv:\n", 3, "nothing is written here"),
        ("## typed: a\nQ\n- [=] | |\n", 3, "nothing is written here"),
        ("## typed: a\nQ\n- [x] b\n", 3, '"[x]" is no line of a typed item'),
        ("## typed: a\nde: Was?\n- [=] b\n", 2, '"de" is not among the languages'),
        ("## tf: a\n- [x] said\n", 1, "it needs a statement"),
        ("## tf: a\n> fi: b\n- [x] true\n", 1, 'write "- [x] said" or "- [x] altered"'),
        ("## tf: a\n> fi: b\n- [x] said\n- [x] altered\n", 1, 'write "- [x] said" or "- [x] altered"'),
        ("## match: a\n- b :: c\n- d\n- e :: f\n", 3, 'parted by " :: "; write left :: right'),
        ("## match: a\n- b :: c\n- d :: e\n", 1, "it has 2 lines with two sides; write 3 to 6"),
        ("## match: a\n- b :: c\n- d :: e\n- f :: g :: h\n", 4, "write two sides, left :: right"),
        ("## match: a\n- b :: c\n- d :: e\n- fi: f :: g\n", 4, "write two sides, left :: right"),
        ("## order: a\n1. b\n2. c\n", 1, "it has 2 lines"),
        ("## order: a\n1. b\n2. c\n3. d\n- [ ] e", 5, '"[ ]" is no line of an order'),
        ("## sort: a\n- b\n  - c\n", 1, "it has 1 headings; write 2 to 4"),
        ("## sort: a\n- b\n  - c\n- d\n", 1, "a heading has nothing under it"),
        ("## sort: a\n- b\n  - c\n- d\n  - fi: x :: fi: y\n", 5, '"fi" stands here twice'),
        ("## tiles: a\n1. b\n2. c\n", 1, "it has 2 pieces"),
        ("## tiles: a\n1. b\n2. c\n3. d\n- [x] e\n", 5, '"[x]" is no line of tiles'),
        ("## pair: b\n", 1, 'the item "b" needs one line that begins with "- "; it has 0'),
        ("## pair: b\n- fi: c\n", 2, "a term needs two languages"),
        ("## choice: a\n<!-- id: b\nQ\n- [x] b\n- [ ] c\n", 2, "the comment is not closed"),
        ("## choice: a\n<!-- id: b --> c\nQ\n- [x] b\n- [ ] c\n", 2, "nothing may follow a comment"),
        ("## choice: a\n<!-- id: b c -->\nQ\n- [x] b\n- [ ] c\n", 1, 'the id "b c" has signs an id cannot have'),
        ("## choice: a\n<!-- type: V99 -->\nQ\n- [x] b\n- [ ] c\n", 1, '"V99" is no type'),
        ("## choice: a\n<!-- status: bad -->\nQ\n- [x] b\n- [ ] c\n", 1, 'not "bad"'),
        ("## choice: a\n<!-- proof: P9 -->\nQ\n- [x] b\n- [ ] c\n", 1, '"P9" is no proof'),
        ("## choice: a\n<!-- diff: easy -->\nQ\n- [x] b\n- [ ] c\n", 1, 'not "easy"'),
        ("## choice: a\n<!-- ev: b1 -->\nQ\n- [x] b\n- [ ] c\n", 1, '"b1" is no segment'),
        ("## choice: a\n<!-- ev: de/b1s1 -->\nQ\n- [x] b\n- [ ] c\n", 1, "of a language the deck does not have"),
        ("## choice: a\n```\nQ\n- [x] b\n- [ ] c\n", 2, "the code is not closed"),
    ],
)  # fmt: skip
def test_an_error_has_its_line_and_disables_only_its_item(text: str, line: int, message: str) -> None:
    before = CHOICE.replace(": a", ": before") + "\n"
    after = "\n" + CHOICE.replace(": a", ": after")
    found, wrong = read(before + text + after)
    assert [i.title for i in found] == ["before", "after"]
    assert [number - before.count("\n") for number, said in wrong if message in said] == [line], wrong
    assert all("\n" not in said for _number, said in wrong)


def test_an_id_that_stands_twice_disables_the_second() -> None:
    text = CHOICE.replace("Q", "<!-- id: x -->\nQ")
    found, wrong = read(text + text)
    assert [i.line for i in found] == [1]
    assert wrong == [(6, 'the id "x" stands at line 1 too; an id names one item, change this one')]


def test_an_item_that_forgot_to_close_its_comment_does_not_take_the_next_with_it() -> None:
    found, wrong = read("## typed: a\n<!-- id: a\nQ\n- [=] b\n## typed: c\n<!-- id: c -->\nQ\n- [=] d\n")
    assert ([i.id for i in found], [line for line, _message in wrong]) == (["c"], [2])


def test_messages_are_clean() -> None:
    _found, wrong = read("## ev\u200bil: \n## typed: a\n<!-- type: V\x1b[2J -->\nQ\n- [=] \\\x1b\n")
    assert wrong
    assert not any(character in message for _line, message in wrong for character in "\x1b\x07\u202e")


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "deck.md"
    path.write_bytes(
        b"\xef\xbb\xbf---\r\ndeck: 1\r\nlangs: [fi, sv]\r\n---\r\n\r\n## typed: a\r\nQ\r\n- [=] b\r\n## c\r\n"
    )
    deck, found, problems = read_items(path)
    assert deck is not None
    assert (deck.title, deck.name) == ("deck", "deck")
    assert [(i.line, i.span) for i in found] == [(6, (5, 8))]
    assert [(p.severity, p.path, p.line) for p in problems] == [("error", str(path), 9)]
    path.write_bytes(b"no deck")
    assert read_items(path)[:2] == (None, [])
    path.write_bytes(b"---\ndeck: 1\n---\n\xe5")
    deck, found, (problem,) = read_items(path)
    assert (deck, found, problem.line) == (None, [], 4)
    assert read_items(tmp_path / "missing.md")[2][0].message.startswith("there is no such file")


def test_hostile_decks_take_no_time() -> None:
    for text in (
        "## choice: a\n<!-- id: x\n" * 3000 + "-->",
        "```\n## choice: a\n" * 3000,
        "## cloze: a\n> fi: " + "{{a}}" * 5000 + "**" * 5000,
        "## typed: a\nQ\n- [=] " + "a | " * 20000,
        "## typed: a\nQ\n- [=] " + "fi: a :: " * 5000,
        "## sort: a\n" + "- a\n  - b\n" * 5000,
        "<!-->\n" * 20000,
        "## typed: a\n" + "> fi: a\n> b\n" * 3000,
    ):
        parse_items(text, LANGS)
