from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_learn.bitext.terms import MAX_TERMS, SEARCHED, Terms, count_terms, terms_of


def names(text: str) -> list[str]:
    return [name for name, _form, _anchor in terms_of(text)]


def anchors(text: str) -> set[str]:
    terms = count_terms([text])
    own = dict(zip(terms.anchor_names.values(), terms.anchor_names, strict=True))
    return {own[number] for _unit, number in terms.anchors.tolist()}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Relasjonsledelse er viktig.", ["relas", "er", "vikti"]),
        ("我们学习中文。", ["我们", "们学", "学习", "习中", "中文"]),
        ("日本語のテスト", ["日本", "本語", "語の", "のテ", "テス", "スト"]),
        ("水 を", ["水", "を"]),
        ("ภาษาไทย", ["ภา", "าษ", "ษา", "าไ", "ไท", "ทย"]),
        ("اللغة العربية جميلة؟", ["اللغة", "العرب", "جميلة", "!?"]),
        ("Русский язык", ["русск", "язык"]),
        ("한국어 공부", ["한국어", "공부"]),
        ("हिन्दी भाषा", ["हिन्दी"[:5], "भाषा"]),
        ("iPhone在中国", ["iphon", "在中", "中国"]),
        ("2024年", ["#2024", "年"]),
        ("snake_case_name", ["snake"]),
        ("« Bonjour » (oui) … non!", ['!"', "bonjo", '!"', "!(", "oui", "!…", "non", "!!"]),
        ("", []),
        (" \n\t", []),
        ("—–-*§", []),
    ],
)
def test_words_and_signs(text: str, wanted: list[str]) -> None:
    assert names(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1 000", ["#1000"]),
        ("12 345 678 items", ["#12345678", "items"]),
        ("1.000,5", ["#10005"]),
        ("1\u00a0000", ["#1000"]),
        ("1\u202f000", ["#1000"]),
        ("3,14.", ["#314"]),
        ("10:30", ["#1030"]),
        ("١٢٣", ["#123"]),
        ("۱۲", ["#12"]),
        ("१२", ["#12"]),
        ("2 of 10", ["#2", "of", "#10"]),
        ("in 20 12 days", ["in", "#20", "#12", "days"]),
        ("1 000kg", ["#1", "000kg"]),
        ("21st", ["21st"]),
        ("5 % off", ["#5", "off"]),
        ("B2B", ["b2b"]),
    ],
)
def test_numbers(text: str, wanted: list[str]) -> None:
    assert names(text) == wanted


def test_a_number_is_the_same_however_it_is_written() -> None:
    written = ["1 000", "1.000", "1,000", "1000", "1\u202f000", "١٠٠٠"]
    assert {tuple(names(text)) for text in written} == {("#1000",)}
    assert len({tuple(anchors(text)) for text in written}) == 1
    assert all(anchor.startswith("!n") for anchor in anchors("1 000"))


def test_addresses() -> None:
    address = "https://example.org/a?b=1,2#c"
    assert names(f"See {address} now") == ["see", "@" + address, "now"]
    assert anchors(f"x {address}") == {"!u" + address}
    linked = count_terms(["See here", "And there"], [["/a"], []])
    assert linked.names == ["see", "here", "@/a", "and", "there"]
    assert [row[0] for row in linked.anchors.tolist() if row[1] == linked.anchor_names["!u/a"]] == [0]


def test_acronyms_and_words_as_anchors() -> None:
    assert anchors("CRM ja B2B, NATO.") == {"!aCRM", "!aB2B", "!aNATO"}
    assert anchors("A Crm a4 ABCDEFGHI") == {"wabcde"}  # one letter, no capitals, too long
    assert anchors("Organisaatio on iso") == {"worgan"}
    assert anchors("Ääkköset läpi") == {"waakko", "wlapi"}
    assert anchors("中文字") == {"w中文", "w文字"}


def test_dotted_i_and_marks_do_not_part_words() -> None:
    assert anchors("İstanbul") == anchors("Istanbul") == anchors("ıstanbul") == {"wistan"}
    composed, decomposed = "Éléphant", "E\u0301le\u0301phant"
    assert anchors(composed) == anchors(decomposed) == {"weleph"}
    assert terms_of("Smørbrød")[0][1] == "smorbrod"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Miksi?", "!?"), ("为什么？", "!?"), ("لماذا؟", "!?"), ("Γιατί;", "!?"), ("Ei!", "!!"), ("不！", "!!"),
        ("“Why?” ", "!?"), ("(He said: no!)", "!!"), ("Why? Because.", None), ("One; two", None), ("", None),
    ],
)  # fmt: skip
def test_closing_marks(text: str, wanted: str | None) -> None:
    found = anchors(text) & {"!?", "!!"}
    assert found == ({wanted} if wanted else set())


LONG = {
    "one word": "x" * 100_000,
    "words": "word and " * 11_112,
    "digits": "1" * 100_000,
    "groups of digits": "1 000 " * 16_667,
    "signs": "中" * 100_000,
    "marks": "?" * 100_000,
    "brackets": "!" + ")" * 100_000,
    "accents": "e" + "\u0301" * 100_000,
    "an address": "https://" + "a" * 100_000,
    "spaces": " " * 100_000,
    "numbers": "1.2:3,4 567 " * 8_334,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_long_lines_are_judged_by_their_beginning(text: str) -> None:
    found = terms_of(text)
    assert len(found) <= MAX_TERMS
    assert sum(len(name) for name, _form, _anchor in found) <= 2 * SEARCHED
    assert found == terms_of(text[:SEARCHED])
    assert len(count_terms([text]).tokens) == len(found)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_has_terms(text: str) -> None:
    for name, form, anchor in terms_of(text):
        assert name
        assert form == "" or not name.startswith("!")
        assert anchor == "" or anchor[0] in "!w"
    count_terms([text])


units = st.lists(st.text("aB1 ?中", max_size=12), max_size=5)


@given(units)
def test_counts(texts: list[str]) -> None:
    terms = count_terms(texts)
    wanted = [names(text) for text in texts]
    assert [[terms.names[t] for t in own] for own in by_unit(terms)] == wanted
    assert terms.sizes.tolist() == [len(own) for own in wanted]
    assert len(terms.names) == len(set(terms.names)) == len(terms.forms) == len(terms.share)
    counted = Counter(name for own in wanted for name in own)
    total = sum(counted.values()) + 0.5 * len(counted)
    for name, share in zip(terms.names, terms.share, strict=True):
        assert abs(share - (counted[name] + 0.5) / total) < 1e-12
    numbers = terms.anchors.tolist()
    assert numbers == sorted(numbers)
    assert len({tuple(row) for row in numbers}) == len(numbers)


def by_unit(terms: Terms) -> list[list[int]]:
    return [terms.tokens[a:b].tolist() for a, b in zip(terms.starts, terms.starts[1:], strict=False)]


def test_the_commonest_form_of_a_term_is_compared() -> None:
    terms = count_terms(["organisaatio organisointi", "organisointi"])
    assert terms.names == ["organ"]
    assert terms.forms == ["organisoin"]
    assert count_terms(["organisaatio organisointi"]).forms == ["organisaat"]  # of equals, the first
