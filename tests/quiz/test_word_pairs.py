"""V4, V6 and V7: what is asked of proven pairs of words, and above all what is not."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tests.quiz.word_questions import ONE, Kind, first, keys, made
from tests.quiz.word_questions import exercises as exercises
from tests.quiz.word_questions import fi_nb as fi_nb
from tests.quiz.word_questions import glossary as glossary
from tests.quiz.word_questions import nb_fi as nb_fi
from tests.quiz.words import changed, glossary_of
from tui_learn.bitext import Bitext, same_edition
from tui_learn.bitext.glossary import Glossary
from tui_learn.library import Article, Pair
from tui_learn.quiz import Exercise, generate
from tui_learn.quiz.answers import hint, judge
from tui_learn.quiz.exercise import GAP
from tui_learn.quiz.flaws import flaws, set_flaws
from tui_learn.quiz.generate import CODES, of_kind
from tui_learn.quiz.kinds import gap, match, where
from tui_learn.quiz.kinds.match import LEAST, MOST, USUAL, generate_boards
from tui_learn.quiz.kinds.translate import generate_translations
from tui_learn.quiz.kinds.where import generate_where
from tui_learn.quiz.of_article import quiz_of
from tui_learn.quiz.proof import prove
from tui_learn.quiz.word_pairs import Occurrences, is_cut_out_of_katakana
from tui_learn.text import Edition

# --- all three


def test_nothing_rests_on_words_without_a_glossary(nb_fi: Bitext, seeds: Article) -> None:
    assert {"V4", "V6", "V7"} <= set(CODES)
    assert not {e.code for e in generate(nb_fi, article=seeds)} & {"V4", "V6", "V7"}


def test_a_glossary_takes_nothing_away(nb_fi: Bitext, glossary: Glossary, seeds: Article) -> None:
    def asked(exercises: list[Exercise]) -> set[str]:
        # It tells what is worth asking for in gaps, and which wrong answers are surely wrong.
        return {e.id for e in exercises if e.code not in ("V1", "V2", "V3")}

    without = generate(nb_fi, article=seeds)
    with_it = generate(nb_fi, article=seeds, glossary=glossary)
    assert asked(without) < asked(with_it)
    assert {e.code for e in with_it} >= {"V4", "V6", "V7"}


def test_what_is_made_is_proven_and_without_errors(
    exercises: list[Exercise], glossary: Glossary, editions: Mapping[str, Edition]
) -> None:
    assert Counter(e.code for e in exercises).keys() == {"V4", "V6", "V7"}
    for exercise in exercises:
        assert prove(exercise, editions, glossary=glossary) == []
        assert prove(exercise, editions), "nothing proves it but the glossary"
        assert [f for f in flaws(exercise) if f.severity == "error"] == []
        assert exercise.proof == {"V4": ("P3",), "V6": ("P3",), "V7": ("P0", "P3")}[exercise.code]
    assert len({e.id for e in exercises}) == len(exercises)
    assert [f for f in set_flaws(exercises) if f.severity == "error"] == []


def test_the_glossary_must_be_of_the_same_texts(fi_nb: Bitext, glossary: Glossary) -> None:
    with pytest.raises(ValueError, match="glossary"):
        generate(fi_nb, glossary=glossary)


def test_the_same_arguments_give_the_same(nb_fi: Bitext, glossary: Glossary, seeds: Article) -> None:
    one, two, other = (generate(nb_fi, article=seeds, glossary=glossary, seed=seed) for seed in (1, 1, 2))
    assert one == two
    assert one != other
    for code in ("V4", "V7"):  # what is asked of a place does not depend on the seed
        assert {e.id for e in of_kind(one, code)} == {e.id for e in of_kind(other, code)}


def test_an_article_passes_its_glossary_on(nb_fi: Bitext, glossary: Glossary, seeds: Article, own_home: Path) -> None:
    quiz = quiz_of(seeds, Pair("nb", "fi"), bitext=nb_fi, glossary=glossary)
    assert {e.code for e in quiz.exercises} >= {"V4", "V6", "V7"}


def test_excluded_words_are_nowhere(nb_fi: Bitext, glossary: Glossary, seeds: Article) -> None:
    excluded = {"palkintoja", "belønning", "kuluttajat", "kunder"}
    entries = ["fi:palkintoja", "nb:belønning", "fi:Kuluttajat", "nb:kunder"]
    for exercise in generate(nb_fi, article=seeds, glossary=glossary, exclude=entries):
        asked = {exercise.key, *(word for pair in exercise.pairs for word in pair)}
        asked |= {p.text[slice(*p.marked)] for p in exercise.prompt if p.marked is not None}
        assert not {word.lower() for word in asked} & excluded
        assert not {"asiakas", "kuluttaja"} & set(exercise.rights)  # a form of theirs is excluded


def refused(kinds: tuple[Kind, ...], bitext: Bitext, text: str | Glossary, *exclude: str) -> bool:
    return not any(made(kind, bitext, text, *exclude) for kind in kinds)


BOTH: tuple[Kind, ...] = (generate_where, generate_translations)


@pytest.mark.parametrize("kind", BOTH)
def test_a_sound_pair_is_asked(kind: Kind, nb_fi: Bitext) -> None:
    (exercise,) = made(kind, nb_fi, ONE)
    assert exercise.key == "palkintoja"
    (piece,) = [p for p in exercise.prompt if p.marked is not None]
    assert piece.text[slice(*piece.marked)] == "belønning"  # type: ignore[misc]
    assert piece.lang == "nb"


@pytest.mark.parametrize("kind", BOTH)
@pytest.mark.parametrize(
    "text",
    [
        f"gloss {ONE}",
        f"highlight {ONE}",
        "gi belønning = palkinto: b5s1 belønning palkintoja",  # a phrase, even where one word is linked
        "belønning = iso palkinto: b5s1 belønning palkintoja",
        "belønning = palkinto: b5s1 gir+belønning palkintoja",  # one word, but several are linked here
        "belønning = palkinto: b5s1 belønning palkintoja+kaikille",
        "relasjonsledelse = suhteenhallinta: b3s0 relasjonsledelse Suhteenhallinnan",  # a heading
        "forbruker = kuluttaja: b2s1 forbruker kuluttaja",  # "business to kuluttaja [B2C]" is a name
        "og = sekä: b11s2 og sekä",  # says nothing by itself
        "markedsføring = markkinointi: b5s0 markedsførings markkinointi",  # cut off: markkinointi-
        "krysssalg = ristiinmyynti: b11s3 krysssalgsmuligheter ristiinmyyntimahdollisuuksissa",
        "bedrift = yritys: b8s0 bedrifter B2C",
        "CRM = yritykset: b8s0 B2C yritykset",
    ],
)
def test_what_no_place_is_asked_for(kind: Kind, text: str, nb_fi: Bitext) -> None:
    assert refused((kind,), nb_fi, text)


@pytest.mark.parametrize("kind", BOTH)
def test_what_only_other_dictionaries_say_is_not_asked(kind: Kind, nb_fi: Bitext) -> None:
    glossary = glossary_of(nb_fi, ONE)
    assert refused((kind,), nb_fi, changed(glossary, "belønning", evidence=("pivot:pl", "pivot:tr")))
    assert not refused((kind,), nb_fi, changed(glossary, "belønning", evidence=("via:pl", "pivot:tr")))


@pytest.mark.parametrize("kind", BOTH)
def test_a_word_is_no_compound_that_begins_with_it(kind: Kind, nb_fi: Bitext) -> None:
    glossary = glossary_of(nb_fi, ONE)
    assert refused((kind,), nb_fi, changed(glossary, "belønning", right="belønningsfest"))
    assert not refused((kind,), nb_fi, changed(glossary, "belønning", right="belgia"))


@pytest.mark.parametrize("kind", BOTH)
def test_struck_pairs_and_vanished_links_are_not_asked(kind: Kind, nb_fi: Bitext) -> None:
    glossary = glossary_of(nb_fi, ONE)
    assert not refused((kind,), nb_fi, changed(glossary, "belønning", verdict="confirmed"))
    assert refused((kind,), nb_fi, changed(glossary, "belønning", verdict="struck"))
    assert refused((kind,), nb_fi, replace(glossary, linked=replace(glossary.linked, links=())))


@pytest.mark.parametrize("kind", BOTH)
@pytest.mark.parametrize("entry", ["fi/b5s1", "nb/b5s1", "fi:palkintoja", "nb:belønning", "nb:Belønning"])
def test_what_a_deck_excludes_is_not_asked(kind: Kind, entry: str, nb_fi: Bitext) -> None:
    assert refused((kind,), nb_fi, ONE, entry)


@pytest.mark.parametrize("kind", [generate_where, generate_boards])
def test_a_part_of_a_word_answers_a_part_only(kind: Kind, nb_fi: Bitext) -> None:
    """Like full, which is no more than a part of Finnish täysi-ikäinen."""
    whole = FOUR.replace("produkt = tuote: b5s2 produkter tuotteiden", "bedrift = yritys: b8s0 bedrifter yritykset")
    part = FOUR.replace("produkt = tuote: b5s2 produkter tuotteiden", "kunde = yritys: b8s0 kundene yritykset")
    asked = {e.key for e in made(generate_where, nb_fi, whole)} | {
        right for e in made(kind, nb_fi, whole) for _left, right in e.pairs
    }
    assert asked & {"yritykset", "yritys"}
    assert not {e.key for e in made(generate_where, nb_fi, part)} & {"yritykset"}
    assert made(generate_boards, nb_fi, part) == []


def test_parts_of_excluded_words_are_not_asked(nb_fi: Bitext) -> None:
    part = "bedrift = yritys: b8s0 bedrifter yritykset"
    assert keys(made(generate_where, nb_fi, part)) == ["yritykset"]
    assert refused(BOTH, nb_fi, part, "fi:B2C-yritykset")
    assert refused(BOTH, nb_fi, part, "nb:B2C-bedrifter")


@pytest.mark.parametrize("kind", BOTH)
def test_weak_sentences_are_not_asked(kind: Kind, nb_fi: Bitext) -> None:
    weak = replace(nb_fi, beads=tuple(replace(bead, confidence=0.7) for bead in nb_fi.beads))
    assert refused((kind,), weak, ONE)


@pytest.mark.parametrize("kind", [*BOTH, generate_boards])
def test_one_language_has_no_pairs(kind: Kind, seeds: Article) -> None:
    alone = same_edition(seeds.edition("fi"))
    text = """
    kaikki = palkinto: b5s1 kaikille palkintoja
    pyrkiä = luottamus: b11s2 pyrkii luottamusta
    jatkaa = tuote: b5s2 jatkavat tuotteiden
    sisältää = maisema: b8s1 sisältää maisemaa
    """
    assert refused((kind,), alone, text)


@pytest.mark.parametrize("kind", [*BOTH, generate_boards])
def test_scripts_without_word_spaces_have_no_words(
    kind: Kind, nb_fi: Bitext, glossary: Glossary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_learn.quiz.word_pairs.has_words", lambda language: language != "nb")
    assert refused((kind,), nb_fi, glossary)


# --- V4: where is it?


def test_what_pointing_asks(exercises: list[Exercise], glossary: Glossary) -> None:
    exercise = first(exercises, "V4", "palkintoja")
    assert (exercise.type, exercise.key_lang, exercise.pair) == ("point", "fi", "nb:fi")
    assert [spot.text for spot in exercise.tokens] == exercise.sentence.rstrip(".").split()
    assert all(exercise.sentence[spot.start : spot.end] == spot.text for spot in exercise.tokens)
    assert exercise.key_index == 4
    assert [spot.answers for spot in exercise.tokens] == ["", "", "kunder", "", "belønning", "", "parter"]
    assert [piece.lang for piece in exercise.prompt] == ["nb"]
    assert {piece.seg for piece in exercise.evidence} == {"b5s1"}
    assert exercise.target == "word/nb:fi/recognise/palkintoja"  # the card of V1


def test_words_are_those_of_links_with_hyphens_split(exercises: list[Exercise]) -> None:
    exercise = first(exercises, "V4", "asiakkaisiinsa")
    assert [spot.text for spot in exercise.tokens][:3] == ["B2C", "yritykset", "luottavat"]
    assert json.loads(json.dumps(exercise.to_json()))["tokens"][:2] == ["B2C", "yritykset"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("kunde = asiakas: b9s1 kunde asiakkaan", "asiakkaan stands there twice"),
        (f"{ONE}\nhighlight gi = palkinto: b5s1 gir osapuolille", "osapuolille is said to be a form of it"),
        (f"{ONE}\ngloss belønning = osapuoli: b5s1 parter osapuolille", "osapuolille may be meant too"),
        ("kampanje = kampanja: b9s2 kampanjer kampanjoita", "the dictionary forms look alike"),
        ("plan = strategi: b2s0 strategi strategia", "the words look alike"),
        ("salg = myynti: b8s2 salg myynnin", "one half of etter salg"),
    ],
)
def test_what_is_not_to_be_pointed_at(text: str, why: str, nb_fi: Bitext) -> None:
    assert made(generate_where, nb_fi, text) == [], why


def test_forms_are_told_by_their_words_not_by_the_pair(nb_fi: Bitext) -> None:
    text = f"{ONE}\nhighlight gi = palkinto: b5s1 gir osapuolille"
    renamed = changed(glossary_of(nb_fi, text), "belønning", right="palkkio")  # as a deck may call it
    assert made(generate_where, nb_fi, renamed) == []


def test_what_may_be_pointed_at_all_the_same(nb_fi: Bitext) -> None:
    faint = f"{ONE}\nhighlight belønning = osapuoli: b5s1 parter osapuolille"
    assert keys(made(generate_where, nb_fi, faint)) == ["palkintoja"]
    assert keys(made(generate_where, nb_fi, "organisasjon = organisaatio: b2s0 organisasjon organisaatio")) == [
        "organisaatio"
    ]


def test_other_forms_and_halves_in_the_learned_language(fi_nb: Bitext) -> None:
    assert made(generate_where, fi_nb, "muu = bedrifter: b2s1 muiden bedrifter") == []  # bedrift stands there too
    assert made(generate_where, fi_nb, "myynti = salg: b8s2 myynnin salg") == []  # half of etter salg
    assert keys(made(generate_where, fi_nb, "palkinto = belønning: b5s1 palkintoja belønning")) == ["belønning"]


def test_short_and_long_sentences_are_not_pointed_in(nb_fi: Bitext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(where, "MIN_WORDS", 8)
    assert made(generate_where, nb_fi, ONE) == []
    monkeypatch.setattr(where, "MIN_WORDS", 7)
    assert len(made(generate_where, nb_fi, ONE)) == 1
    monkeypatch.setattr(where, "MAX_WORDS", 6)
    assert made(generate_where, nb_fi, ONE) == []


def test_halves_of_expressions(edition_of: Callable[[str, str], Edition]) -> None:
    edition = edition_of(
        "Ja hyvää huomenta taas. Sano hyvän huomenen toivotus. Kissa istuu puussa. Koira istuu, ja puussa on kissa. "
        "Yksin tuli. Saapui ilta. Yö alkoi. Loppui ilta. Yö meni.",
        "fi",
    )
    words = glossary_of(same_edition(edition), "x = x: b0s4 Yksin tuli").linked.right
    occurrences = Occurrences(words)
    halves = {word.text for number, word in enumerate(words.words) if occurrences.is_half(number)}
    assert halves == {"hyvää", "huomenta", "hyvän", "huomenen"}
    # kissa and puussa are not always neighbours, yksin stands once, between ilta and yö a sentence ends


# --- V6: boards


def test_what_a_board_asks(exercises: list[Exercise], nb_fi: Bitext) -> None:
    board = first(exercises, "V6")
    assert board.type == "match"
    assert LEAST <= len(board.pairs) <= USUAL
    assert sorted(board.rights) == sorted(right for _left, right in board.pairs)
    assert list(board.rights) != [right for _left, right in board.pairs]
    assert board.key == "; ".join(f"{left} = {right}" for left, right in board.pairs)
    assert board.prompt == ()
    assert board.shown_segments == frozenset()
    assert board.target.startswith("board/nb:fi/recognise/")


def test_every_pair_is_on_a_board_or_two(exercises: list[Exercise], glossary: Glossary) -> None:
    count = Counter(left for e in exercises if e.code == "V6" for left, _right in e.pairs)
    assert set(count) == {p.left for p in glossary.proven if p.is_single} - {"kampanje"}  # a look-alike
    assert set(count.values()) <= {1, 2}


@pytest.mark.parametrize("many", [*range(3, 24), 100])
def test_boards_of_any_number_of_pairs(many: int) -> None:
    places = [object() for _ in range(many)]
    boards = list(match.boards(places, lambda _a, _b: True))  # type: ignore[arg-type, type-var]
    assert {len(board) for board in boards} <= {LEAST, USUAL}
    count = Counter(id(place) for board in boards for place in board)
    assert len(count) == (many if many >= LEAST else 0)
    assert set(count.values()) <= set(range(1, MOST + 1))


def test_no_pair_is_on_more_than_two_boards() -> None:
    places: list[int] = [*range(3), *range(10, 15)]
    boards = match.boards(places, lambda a, b: min(a, b) < 10)  # type: ignore[arg-type, type-var, operator]
    # What is never apart from its like would be on a board each, all with the same three others.
    assert [sorted(board) for board in boards] == [[0, 1, 2, 10], [0, 1, 2, 11]]  # type: ignore[type-var]


def lefts(boards: list[Exercise]) -> list[set[str]]:
    return [{left for left, _right in board.pairs} for board in boards]


FOUR = f"""
{ONE}
tillit = luottamus: b11s2 tillit luottamusta
produkt = tuote: b5s2 produkter tuotteiden
landskap = maisema: b8s1 landskapet maisemaa
"""


def test_four_pairs_make_a_board_and_three_do_not(nb_fi: Bitext) -> None:
    assert lefts(made(generate_boards, nb_fi, FOUR)) == [{"belønning", "tillit", "produkt", "landskap"}]
    three = "\n".join(FOUR.strip().splitlines()[:3])
    assert made(generate_boards, nb_fi, three) == []


@pytest.mark.parametrize(
    "change",
    [
        "gloss belønning = luottamus: b8s1 betydelig huomattavan",
        "highlight belønning = luottamus: b8s1 betydelig huomattavan",
        "highlight tillit = palkinto: b8s1 betydelig huomattavan",
    ],
)
def test_no_word_of_a_board_has_two_partners(change: str, nb_fi: Bitext) -> None:
    assert made(generate_boards, nb_fi, FOUR + change) == []


@pytest.mark.parametrize(
    "text",
    [
        FOUR.replace("belønning =", "produksjon ="),  # beside produkt
        FOUR.replace("palkinto:", "luottamushenkilö:"),  # beside luottamus
        FOUR.replace("belønning = palkinto", "belønning = beloning"),  # a look-alike
        FOUR.replace("belønning = palkinto", "belønning = belønning"),
        FOUR.replace("palkinto:", "pallkkkinto:"),
        FOUR.replace("palkinto:", "palkinto2:"),
    ],
)
def test_words_that_may_not_be_on_a_board_together(text: str, nb_fi: Bitext) -> None:
    assert made(generate_boards, nb_fi, text) == []


@pytest.mark.parametrize("entry", ["fi:palkinto", "nb:landskap", "fi:maisemaa", "nb:landskapet", "fi/b11s2"])
def test_excluded_words_are_on_no_board(entry: str, nb_fi: Bitext) -> None:
    assert made(generate_boards, nb_fi, FOUR, entry) == []


def test_headings_are_on_no_board(nb_fi: Bitext) -> None:
    assert made(generate_boards, nb_fi, FOUR.replace("b5s1 belønning palkintoja", "b3s0 Forstå ymmärtäminen")) == []


def test_an_excluded_form_elsewhere_keeps_the_word_off(nb_fi: Bitext) -> None:
    more = FOUR.replace("belønning palkintoja", "belønning palkintoja, b5s2 behov tarpeisiinsa")
    assert made(generate_boards, nb_fi, more)
    assert made(generate_boards, nb_fi, more, "fi:tarpeisiinsa") == []
    assert made(generate_boards, nb_fi, more, "nb:behov") == []


def test_sections_are_mixed_and_seeds_mix_otherwise(nb_fi: Bitext, glossary: Glossary) -> None:
    boards = made(generate_boards, nb_fi, glossary)
    blocks = {f"b{s.block}s{s.index}": s.block for s in nb_fi.right.sentences}
    for board in boards[:2]:
        sections = {
            max(n for n in (1, 3, 7, 10) if n < blocks[piece.seg]) for piece in board.evidence if piece.lang == "fi"
        }
        assert len(sections) >= 3
    assert lefts(boards) == lefts(made(generate_boards, nb_fi, glossary))
    assert lefts(boards) != lefts(made(generate_boards, nb_fi, glossary, seed=5))


def test_the_same_pairs_are_the_same_board(nb_fi: Bitext) -> None:
    boards = [made(generate_boards, nb_fi, FOUR, seed=seed)[0] for seed in range(150)]
    assert len({(board.id, board.target, board.key) for board in boards}) == 1
    orders = {board.rights for board in boards}
    assert len(orders) > 12
    assert tuple(right for _left, right in boards[0].pairs) not in orders  # never solved by chance


# --- V7: translate the lit word


def test_what_translating_asks(exercises: list[Exercise]) -> None:
    exercise = first(exercises, "V7", "tarpeita")
    gapped, shown = exercise.prompt
    assert (exercise.type, gapped.lang, shown.lang) == ("cloze", "fi", "nb")
    assert gapped.text.replace(GAP, exercise.key) == exercise.sentence
    assert shown.text[slice(*shown.marked)] == "behov"  # type: ignore[misc]
    assert exercise.forms == ("tarpeisiinsa", "tarve")
    assert exercise.target == "word/nb:fi/produce/tarpeita"  # the card of V2
    assert hint(exercise, 1) == "t…"


def test_forms_the_letters_do_not_tell_come_from_the_glossary(nb_fi: Bitext) -> None:
    text = "kunde = asiakas: b8s0 kundene asiakkaisiinsa, b5s1 parter osapuolille, "  # as "ollut" is of "on"
    text += "b9s1 kunde asiakkaan, b5s1 kunder asiakkaisiin"
    (exercise,) = (e for e in made(generate_translations, nb_fi, text) if e.key == "asiakkaisiinsa")
    assert exercise.forms == ("asiakkaan", "asiakkaisiin", "osapuolille", "asiakas")


def test_forms_of_other_words_are_none(nb_fi: Bitext) -> None:
    text = "kunde = asiakas: b8s0 kundene asiakkaisiinsa"
    glossary = glossary_of(nb_fi, text + "\nhighlight kunne = asiakko: b9s1 kunde asiakkaan")  # as employee of employer
    (exercise,) = made(generate_translations, nb_fi, glossary)
    assert exercise.forms == ("asiakas",)
    guessed = replace(glossary.linked.right, guessed=frozenset({"asiakko", "asiakkaisiin"}))
    unsure = replace(glossary, linked=replace(glossary.linked, right=guessed))
    (exercise,) = made(generate_translations, nb_fi, unsure)
    assert exercise.forms == ("asiakkaan", "asiakkaisiin", "asiakas")  # where no list knows, letters tell


def test_other_right_words_are_a_free_retry(fi_nb: Bitext) -> None:
    text = """
    yritys = bedrift: b9s1 yritykselle bedrift, b6s0 Yrityksen selskaps
    gloss yritys = virksomhet: b4s0 yritykselle virksomhet, b4s1 yritysten virksomheter
    highlight yritys = selskap: b5s2 yrityksen selskap
    yritys = kunde: b2s1 yrityksen kunder
    gloss yritys = bedriftsliv: b2s1 yritysten bedrifter
    """
    glossary = changed_right(glossary_of(fi_nb, text), "kunde", verdict="struck")
    (exercise,) = (e for e in made(generate_translations, fi_nb, glossary) if e.key == "bedrift")
    assert exercise.also == ("virksomhet", "virksomheter")  # neither faint, nor struck, nor a form of the key
    outcome = judge(exercise, "virksomheter")
    assert outcome.word == "again"
    assert judge(exercise, "virksomheter", retried=True).word == "almost"
    assert judge(replace(exercise, also=()), "virksomheter").word == "wrong"


def changed_right(glossary: Glossary, right: str, **values: object) -> Glossary:
    pairs = tuple(replace(p, **values) if p.right == right else p for p in glossary.pairs)  # type: ignore[arg-type]
    return replace(glossary, pairs=pairs)


@pytest.mark.parametrize(
    "text",
    [
        "kunde = asiakas: b9s1 kunde asiakkaan",  # another form stands beside the gap
        "skape = luoda: b5s2 Forbrukere Kuluttajat",  # the first word
        "strategi = strategia: b2s0 strategi strategia",  # found by its looks
        "bedrift = yritys: b8s0 bedrifter yritykset",  # part of a word
    ],
)
def test_gaps_that_are_not_to_be_typed(text: str, nb_fi: Bitext) -> None:
    assert made(generate_translations, nb_fi, text) == []


def test_long_and_frequent_words_are_not_to_be_typed(nb_fi: Bitext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_learn.quiz.kinds.translate.MAX_TYPED", 9)
    assert made(generate_translations, nb_fi, ONE) == []
    monkeypatch.undo()
    monkeypatch.setattr(gap, "FREQUENT", 0.01)
    assert made(generate_translations, nb_fi, ONE) == []


@pytest.mark.parametrize(
    ("text", "word", "cut_out"),
    [
        ("プルリクエスト数", "リクエスト", True),
        ("プルリクエスト数", "プルリクエスト", False),
        ("コンピューター", "コン", True),
        ("この機能を使う", "機能", False),
        ("a word", "word", False),
    ],
)
def test_a_part_of_a_stretch_of_katakana_is_not_asked_for(text: str, word: str, cut_out: bool) -> None:
    start = text.index(word)
    assert is_cut_out_of_katakana(text, start, start + len(word)) is cut_out
