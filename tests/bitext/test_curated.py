"""Terms a person wrote down, found again in an article."""

from __future__ import annotations

from collections.abc import Sequence

from tests.bitext.making import bitext
from tests.bitext.pair_making import words_of
from tui_learn.bitext import Bitext
from tui_learn.bitext.curated import CERTAINTY, CuratedTerm, CuratedWord, curated_pairs, with_heads
from tui_learn.bitext.word_links import LinkedBitext, SpanLink

Beads = Sequence[tuple[Sequence[int], Sequence[int]]]


def term(**words: str) -> CuratedTerm:
    """``qaa="kissa | kissan"``; ``_`` in a tag stands for a hyphen."""
    found = {}
    for tag, text in words.items():
        head, *forms = text.split(" | ")
        found[tag.replace("_", "-")] = CuratedWord(head, tuple(forms))
    return CuratedTerm(found)


def linked(left: str, right: str, *links: SpanLink, languages: str = "qaa qab", beads: Beads = ()) -> LinkedBitext:
    one, other = (words_of(text, tag) for text, tag in zip((left, right), languages.split(), strict=True))
    made: Bitext = bitext(one.edition, other.edition, *beads)
    return LinkedBitext(made, one, other, links)


Found = dict[tuple[str, str], list[tuple[tuple[int, ...], tuple[int, ...]]]]


def found(terms: Sequence[CuratedTerm], where: LinkedBitext) -> Found:
    places, written = curated_pairs(terms, where)
    assert sorted((link.left, link.right) for link in written) == sorted(
        (link.left, link.right) for links in places.values() for link in links
    )
    return {pair: [(link.left, link.right) for link in links] for pair, links in places.items()}


# --- dictionary forms


def lexemes(text: str, *terms: CuratedTerm, language: str = "qaa", guessed: Sequence[str] = ()) -> list[str]:
    return [word.lexeme for word in with_heads(words_of(text, language, guessed), terms).words]


def test_words_get_the_dictionary_forms_of_terms() -> None:
    assert lexemes("Kissan/kisu söi KISSA koira", term(qaa="kissa | kissan")) == ["kissa", "söi", "kissa", "koira"]
    assert lexemes("Kissan söi", term(qab="kissa | kissan")) == ["kissan", "söi"]
    words = words_of("Kissan söi")
    assert with_heads(words, []) is words


def test_forms_of_two_different_heads_are_left_as_they_are() -> None:
    kuusi, kuu = term(qaa="kuusi | kuuden | kuusen"), term(qaa="kuu | kuun | kuusen")
    text = "kuusen/puu kuuden kuun"
    assert lexemes(text, kuusi, kuu) == ["puu", "kuusi", "kuu"]
    assert lexemes(text, kuusi, kuusi) == ["kuusi", "kuusi", "kuun"]


def test_terms_of_several_words_give_none() -> None:
    assert lexemes("musta kissa", term(qaa="musta kissa | kissa")) == ["musta", "kissa"]
    assert lexemes("inşa/in etmeyi/et", term(qaa="kurmak | inşa etmeyi")) == ["in", "et"]


def test_case_is_that_of_the_language() -> None:
    assert lexemes("ILIK", term(tr="sıcak | ılık"), language="tr") == ["sıcak"]
    assert lexemes("ILIK/x", term(sv="sıcak | ılık"), language="sv") == ["x"]


def test_a_dictionary_form_a_person_wrote_is_no_guess() -> None:
    words = with_heads(words_of("kissan koiran", guessed=["kissa", "koira"]), [term(qaa="kissa | kissan")])
    assert words.guessed == {"koira"}


def test_a_variety_has_the_words_of_its_language_unless_it_has_its_own() -> None:
    both = term(pt="comboio | comboios", pt_BR="trem | trens")
    assert lexemes("comboios trens", both, language="pt-BR") == ["comboios", "trem"]
    assert lexemes("comboios trens", both, language="pt-PT") == ["comboio", "trens"]
    assert both.in_language("pt") == CuratedWord("comboio", ("comboios",))
    assert term(pt_BR="trem").in_language("pt") is None


# --- places

CAT = term(qaa="kissa | kissan", qab="katt | katten")


def test_a_term_is_found_in_each_bead_that_has_it_on_both_sides() -> None:
    where = linked("Kissan häntä\nkissa\nkoira", "den KATTEN\nhund\nkatt")
    assert found([CAT], where) == {("kissa", "katt"): [((0,), (1,))]}
    together = linked("Kissan häntä\nkissa\nkoira", "den KATTEN\nhund\nkatt", beads=[((0,), (0,)), ((1, 2), (1, 2))])
    assert found([CAT], together) == {("kissa", "katt"): [((0,), (1,)), ((2,), (3,))]}


def test_a_term_that_one_of_the_languages_lacks_is_passed_over() -> None:
    where = linked("kissa", "katt")
    assert found([term(qaa="kissa", sv="katt"), term(qab="katt", sv="kissa")], where) == {}


def test_terms_of_several_words() -> None:
    where = linked("hoida suhteiden hallintaa", "sköt relationshantering")
    relation = term(qaa="suhteiden hallinta | suhteiden hallintaa", qab="relationshantering")
    assert found([relation], where) == {("suhteiden hallinta", "relationshantering"): [((1, 2), (1,))]}


def test_longer_terms_take_their_words_first() -> None:
    where = linked("asiakkaiden hallinta ja hallinta", "hantering av kunder och hantering")
    management = term(qaa="hallinta", qab="hantering")
    customers = term(qaa="asiakkaiden hallinta", qab="hantering av kunder")
    expected = {
        ("asiakkaiden hallinta", "hantering av kunder"): [((0, 1), (0, 1, 2))],
        ("hallinta", "hantering"): [((3,), (4,))],
    }
    assert found([management, customers], where) == expected
    assert found([customers, management], where) == expected


def test_of_one_terms_forms_the_longest_that_stands_there_counts() -> None:
    where = linked("musta kissa", "katt")
    assert found([term(qaa="kissa | musta | musta kissa", qab="katt")], where) == {("kissa", "katt"): [((0, 1), (0,))]}


def test_unequal_counts_are_not_linked() -> None:
    assert found([CAT], linked("kissa ja kissan", "katt")) == {}
    assert found([CAT], linked("kissa", "katt och katten")) == {}
    assert found([CAT], linked("kissa ja kissan", "katt och katten")) == {
        ("kissa", "katt"): [((0,), (0,)), ((2,), (2,))]
    }


def test_links_that_are_there_are_chosen_whatever_the_counts_and_the_order() -> None:
    crossing = SpanLink((0,), (2,), 0.4)
    where = linked("kissa ja kissan", "katt och katten", crossing)
    places, written = curated_pairs([CAT], where)
    assert places == {("kissa", "katt"): [SpanLink((0,), (2,), CERTAINTY), SpanLink((2,), (0,), CERTAINTY)]}
    assert len(written) == 2
    assert found([CAT], linked("kissa ja kissan", "katt", SpanLink((2,), (0,), 0.4))) == {
        ("kissa", "katt"): [((2,), (0,))]
    }


def test_a_link_that_is_surer_stays_as_sure() -> None:
    places, _written = curated_pairs([CAT], linked("kissa", "katt", SpanLink((0,), (0,), 0.995)))
    assert places["kissa", "katt"] == [SpanLink((0,), (0,), 0.995)]


def test_longer_terms_come_before_what_is_linked_already() -> None:
    pair = term(qaa="musta kissa", qab="svart katt")
    where = linked("musta kissa", "svart katt", SpanLink((1,), (1,), 0.5))
    assert found([CAT, pair], where) == {("musta kissa", "svart katt"): [((0, 1), (0, 1))]}


def test_among_terms_of_one_size_what_is_linked_already_comes_first() -> None:
    other = term(qaa="kissa", qab="mirri")
    where = linked("kissa", "mirri katt", SpanLink((0,), (1,), 0.5))
    assert found([other, CAT], where) == {("kissa", "katt"): [((0,), (1,))]}


def test_no_word_is_taken_twice() -> None:
    again = term(qaa="kissa", qab="mirri | katt")
    assert found([CAT, again], linked("kissa", "katt")) == {("kissa", "katt"): [((0,), (0,))]}
    assert found([again, CAT], linked("kissa", "katt")) == {("kissa", "mirri"): [((0,), (0,))]}


def test_places_are_in_the_order_of_the_left_text() -> None:
    where = linked("kissa\nkissan", "katt\nkatten", beads=[((1,), (1,)), ((0,), (0,))])
    assert found([CAT], where)["kissa", "katt"] == [((0,), (0,)), ((1,), (1,))]


def test_varieties_of_the_languages() -> None:
    train = term(pt="comboio", pt_BR="trem", qab="tåg")
    assert found([train], linked("trem", "tåg", languages="pt-BR qab")) == {("trem", "tåg"): [((0,), (0,))]}
    assert found([train], linked("comboio", "tåg", languages="pt-PT qab")) == {("comboio", "tåg"): [((0,), (0,))]}
    assert found([train], linked("comboio", "tåg", languages="pt-BR qab")) == {}


def test_a_term_does_not_reach_over_the_end_of_a_sentence() -> None:
    where = linked("musta\nkissa", "katt\nkatt", beads=[((0, 1), (0, 1))])
    assert found([term(qaa="musta kissa", qab="katt")], where) == {}
