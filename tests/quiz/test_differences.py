from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_learn.quiz.differences import MOST_LETTERS, differing, explain_difference, graphemes
from tui_learn.quiz.grading import grade


def explained(language: str, key: str, answer: str, vocabulary: str = "", meaning: str = "") -> str:
    verdict = grade(key, answer, language, vocabulary=vocabulary.split())
    return explain_difference(verdict, verdict.nearest, answer, language, meaning=meaning)


def lit(language: str, key: str, answer: str) -> list[str]:
    signs = graphemes(key)
    return ["".join(signs[start:end]) for start, end in differing(key, answer, language)]


@pytest.mark.parametrize(
    ("language", "key", "answer", "line", "stretches"),
    [
        ("fi", "yhteistyö", "Yhteistyö ", "", []),
        ("fi", "yhteistyö", "yhteistyo", "mind the marks: ö, not o", ["ö"]),
        ("fi", "yhteistyö", "yhteistyoe", "mind the marks: ö, not oe", ["ö"]),
        ("fi", "pöytä", "poyta", "mind the marks: ö, not o; ä, not a", ["ö", "ä"]),
        ("nb", "være", "väre", "mind the marks: æ, not ä", ["æ"]),
        ("de", "Straße", "strasse", "mind the marks: ß, not ss", ["ß"]),
        ("de", "Masse", "Maße", "mind the marks: ss, not ß", ["ss"]),
        ("fr", "été", "ETE", "mind the marks: é, not e", ["é", "é"]),
        ("tr", "kırk", "kirk", "mind the marks: ı, not i", ["ı"]),
        ("fi", "luottamus", "luotamus", "doubled: tt, not t", ["tt"]),
        ("fi", "luotamus", "luottamus", "not doubled: t, not tt", ["t"]),
        ("fi", "luottamus", "luotttamus", "a letter too many: t", ["t"]),
        ("fi", "luottamus", "luottmaus", "letters exchanged: am, not ma", ["am"]),
        ("en", "receive", "recieve", "letters exchanged: ei, not ie", ["ei"]),
        ("fi", "suhde", "suhe", "a letter is missing: d", ["d"]),
        ("fi", "markkinointi", "marknointi", "letters are missing: ki", ["ki"]),
        ("fi", "suhde", "suhdea", "a letter too many: a", ["e"]),
        ("fi", "suhde", "asuhde", "a letter too many: a", ["s"]),
        ("fi", "sopimus", "sopimys", "another letter: u, not y", ["u"]),
        ("fi", "markkinointi", "markinoiti", "doubled: kk, not k; a letter is missing: n", ["kk", "n"]),
        ("fi", "työpaikka", "työ paikka", "written without a space", ["öp"]),
        ("ko", "좋은 친구", "좋은친구", "written with a space", [" "]),
        ("fi", "B2C-yritys", "B2C yritys", "written with a hyphen", ["-"]),
        ("fi", "yhteistyö", "yhteis-työ", "written without a hyphen", ["st"]),
        ("en", "don't", "dont", "written with an apostrophe", ["'"]),
        ("it", "lamico", "l'amico", "written without an apostrophe", ["la"]),
        ("it", "città", "citta'", "mind the marks: à, not a", ["à"]),
        ("ca", "col·legi", "collegi", "written with a middle dot", ["·"]),
        ("fr", "peut-être", "peut etre", "mind the marks: ê, not e; written with a hyphen", ["-ê"]),
        ("fi", "CRM-ohjelma", "CRN-ohjelma", "another abbreviation: CRM, not CRN", ["M"]),
        ("en", "5 metres", "6 metres", "another number: 5, not 6", ["5"]),
        ("en", "-5", "5", "another number: -5, not 5", ["-"]),
        ("sr", "књига", "knjiga", "another script", ["књига"]),
        ("fi", "puu", "auto", "another word", ["puu"]),
        ("ja", "がく", "かく", "another letter: が, not か", ["が"]),
        ("pl", "„tak”", "tek", "another letter: a, not e", ["a"]),
        ("fi", "suhde", " ", "nothing was typed", ["suhde"]),
    ],
)
def test_what_differs(language: str, key: str, answer: str, line: str, stretches: list[str]) -> None:
    assert explained(language, key, answer) == line
    assert lit(language, key, answer) == stretches


@pytest.mark.parametrize(
    ("key", "answer", "vocabulary", "meaning", "line"),
    [
        ("tuuli", "tuli", "tuli", "", "another word; doubled: uu, not u"),
        ("säde", "sade", "sade", "rain", "another word; mind the marks: ä, not a; “sade” means “rain”"),
        ("säde", "omena", "omena", "apple", "another word; “omena” means “apple”"),
        ("iso talo", "iso tila", "tila", "", "another word: talo, not tila"),
    ],
)
def test_another_word_that_exists(key: str, answer: str, vocabulary: str, meaning: str, line: str) -> None:
    assert explained("fi", key, answer, vocabulary, meaning) == line


def test_forms_words_and_languages() -> None:
    assert explain_difference("other-form", "yritys", "yritysten", "fi") == "another form of the word: -s, not -sten"
    assert explain_difference("other-form", "mies", "miehen", "fi") == "another form of the word: -es, not -ehen"
    assert explain_difference("other-form", "käsi", "käden", "fi") == "another form of the word"
    assert explain_difference("other-form", "iso talo", "ison talon", "fi") == "another form of the word"
    assert explain_difference("other-word", "yritys", "firma", "fi") == "another word for the same"
    assert explain_difference("other-word", "a", " b ", "fi", meaning="c").endswith("“b” means “c”")
    assert explain_difference("wrong-language", "yritys", "bedrift", "fi") == "that is the other language"


def test_a_long_text_differs_as_a_whole() -> None:
    key = "a" * MOST_LETTERS + "b"
    assert differing(key, key[1:], "fi") == ((0, len(key)),)
    assert explain_difference("wrong", key, key[1:], "fi") == "another word"


def test_stretches_are_counted_in_graphemes() -> None:
    assert differing("a\u0308iti", "aiti", "fi") == ((0, 1),)
    assert differing("नमस्ते जी", "नमस्ते जि", "hi") == ((len(graphemes("नमस्ते ")), len(graphemes("नमस्ते जी"))),)


ANY = st.text(max_size=20) | st.text("aäbc -'·.", max_size=12)
VERDICTS = ["correct", "almost-diacritics", "almost-spacing", "almost-typo", "other-form", "other-word", "wrong"]


@given(ANY, ANY, st.sampled_from(["fi", "tr", "de", "ja", "ar", "xx"]), st.sampled_from(VERDICTS))
def test_no_text_breaks_it(key: str, answer: str, language: str, name: str) -> None:
    spans = differing(key, answer, language)
    length = len(graphemes(key))
    assert all(0 <= start < end <= length for start, end in spans)
    assert all(before[1] < after[0] for before, after in pairwise(spans))
    explain_difference(name, key, answer, language)  # type: ignore[arg-type]
    assert differing(key, key, language) == ()
    verdict = grade(key, answer, language)
    line = explain_difference(verdict, verdict.nearest, answer, language)
    assert bool(line) == (verdict.name != "correct")


@given(st.text("aäbcdeöå", min_size=5, max_size=12), st.integers(0, 11), st.sampled_from("xyz"))
def test_one_wrong_letter_is_the_one_that_is_lit(key: str, place: int, letter: str) -> None:
    place %= len(key)
    assert differing(key, key[:place] + letter + key[place + 1 :], "fi") == ((place, place + 1),)
    typed = key[:place] + letter + key[place:]
    assert explain_difference("wrong", key, typed, "fi") == f"a letter too many: {letter}"
