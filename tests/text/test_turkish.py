"""Turkish words and their dictionary forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_learn.text.lexemes import lexemes
from tui_learn.text.turkish import dictionary_form, infinitive

LETTERS = "abcçdefgğhıijklmnoöprsştuüvyz"
VOWELS = "aıoueiöü"

FORMS = {
    # Verbal nouns are words of their own, and so are derived words.
    "işletmeler": "işletme",
    "işletmenin": "işletme",
    "kurmayı": "kurma",
    "değerlidir": "değerli",
    "müşterileriyle": "müşteri",
    "ihtiyaçlarına": "ihtiyaç",
    "ilişkileri": "ilişki",
    "desteği": "destek",
    # Verbs are infinitives.
    "sürdürdüğü": "sürdürmek",
    "içerir": "içermek",
    "sağlar": "sağlamak",
    "hissedenler": "hissetmek",
    "edebilir": "etmek",
    "eder": "etmek",
    "olarak": "olmak",
    "kurmak": "kurmak",
    "kurmaktır": "kurmak",
}


@pytest.mark.parametrize("word", FORMS)
def test_forms_of_the_real_list(word: str) -> None:
    assert lexemes([word], "tr") == {word: FORMS[word]}


@given(st.text(LETTERS, min_size=1, max_size=8))
def test_infinitives_follow_vowel_harmony(stem: str) -> None:
    found = infinitive(stem)
    assert found[:-3] == stem
    vowels = [letter for letter in stem if letter in VOWELS]
    assert found[-3:] == ("mak" if vowels and vowels[-1] in "aıou" else "mek")


@pytest.mark.parametrize(
    ("stem", "form"),
    [
        ("iç", "içmek"),
        ("oku", "okumak"),
        ("gör", "görmek"),
        ("yaz", "yazmak"),
        ("kullan", "kullanmak"),
        ("sürdür", "sürdürmek"),
    ],
)
def test_some_infinitives(stem: str, form: str) -> None:
    assert infinitive(stem) == form


def form(word: str, **known: str) -> str:
    """By a list that gives verbs as stems, as the real one does."""
    return dictionary_form(word, known.get)


def test_a_word_that_is_its_own_form() -> None:
    assert form("gider", gider="gider", gitmek="git") == "gider"
    assert form("xyzxyz") == "xyzxyz"
    assert form("evler", evler="ev") == "ev"  # what the list says, where nothing better is known


def test_the_longest_stem_that_heads_an_entry() -> None:
    known = {"göz": "göz", "gözlük": "gözlük", "gözlükler": "gözlük"}
    assert form("gözlüklerimizden", **known) == "gözlük"
    assert form("gözlerim", **known) == "göz"


def test_softened_consonants() -> None:
    assert form("kitabı", kitap="kitap") == "kitap"
    assert form("ağacı", ağaç="ağaç") == "ağaç"
    assert form("kanadı", kanat="kanat") == "kanat"
    assert form("desteği", destek="destek") == "destek"
    assert form("kitabdan", kitap="kitap") == "kitabdan"  # only before a vowel


def test_derived_words_head_entries() -> None:
    assert form("değerlidir", değer="değer", değerli="değer") == "değerli"
    assert form("evsizler", ev="ev", evsiz="ev") == "evsiz"
    assert form("değerler", değer="değer", değerli="değer") == "değer"
    assert form("evliler", evli="ol") == "evliler"  # only of what it begins with


def test_verbal_nouns_head_entries_where_there_is_the_verb() -> None:
    assert form("işletmeler", işletme="işle", işletmek="işlet", işletmeler="işle") == "işletme"
    assert form("kurmayı", kurma="kur", kurmak="kur", kurmay="kurmay") == "kurma"
    assert form("kurmayı", kurmay="kurmay") == "kurmay"
    assert form("elmalar", elma="el") == "elmalar"  # no verb elmak: elma is not what the list should say


def test_verbs() -> None:
    assert form("sağlar", sağ="sağ", sağlamak="sağla", sağlar="sağla") == "sağlamak"
    assert form("dağlar", dağ="dağ", dağlamak="dağla", dağlar="dağ") == "dağ"
    assert form("gelecek", gelmek="gel") == "gelmek"
    assert form("gelebilir", gelmek="gel") == "gelmek"
    assert form("ediyor", etmek="et") == "etmek"
    assert form("kurmaktır", kurmak="kur") == "kurmak"
    assert form("kurmaktan", kurmak="kur") == "kurmak"
    assert form("içermesiyle", içermek="içer", içerme="içer") == "içerme"
