"""Word alignment as other programs call it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.bitext.dictionary_making import write_dictd
from tests.bitext.word_making import units
from tui_learn.bitext.beads import Link
from tui_learn.bitext.cell_links import cell_links
from tui_learn.bitext.dictionaries import Dictionaries, dictionaries_at, find_dictionaries
from tui_learn.bitext.link_confidence import link_confidence
from tui_learn.bitext.word_learning import learn_words
from tui_learn.bitext.word_settings import DEFAULT, WordSettings
from tui_learn.bitext.word_sheets import MAX_WORDS
from tui_learn.bitext.words import Tokens, align_words
from tui_learn.library import Article

pytestmark = pytest.mark.filterwarnings("error")

GOLD = Path(__file__).parent / "data" / "word_links.txt"
SHELF = Path("/usr/share/dictd")
NEEDED = ("fin-swe", "swe-fin", "swe-nor", "fin-nor")
Pairs = list[tuple[list[str], list[str]]]
Places = set[tuple[int, int]]


def words(*pairs: str) -> Pairs:
    """Of ``left words = right words``."""
    return [(left.split(), right.split()) for left, _equals, right in (pair.partition("=") for pair in pairs)]


def places(links: set[Link]) -> Places:
    return {(link.left, link.right) for link in links}


# On hand-made links


@dataclass(frozen=True)
class GoldPair:
    """Two sentences with links that must be there and links that may be."""

    languages: tuple[str, str]
    left: list[str]
    right: list[str]
    sure: Places
    possible: Places


def gold() -> list[GoldPair]:
    found = []
    for block in re.split(r"(?m)^# (?=\w+-\w+ \d+$)", GOLD.read_text("utf-8"))[1:]:
        head, left, right, *lines = block.splitlines()
        links: dict[str, Places] = {"P": set()}
        for line in filter(None, lines):
            pairs = (pair.split("-") for pair in line.split()[1:])
            links[line[0]] = {(int(left), int(right)) for left, right in pairs}
        one, other = head.split()[0].split("-")
        found.append(GoldPair((one, other), left.split(), right.split(), links["S"], links["S"] | links["P"]))
    return found


def sentences(article: Article, language: str) -> list[list[str]]:
    """The words of all sentences but the title."""
    edition = article.edition(language)
    assert edition.sentences[0].block == edition.title_block
    return [[part for token in edition.tokens(s) for part in token.parts] for s in edition.sentences[1:]]


def error_rate(article: Article, dictionaries: Dictionaries | Sequence[str] = ()) -> float:
    """Over all gold pairs together (Och and Ney 2003), each learnt from the whole article in five languages."""
    texts = {language: sentences(article, language) for language in article.languages}
    asked = sure = both_sure = both_possible = 0
    for pair in dict.fromkeys(block.languages for block in gold()):
        left, right = (texts[language] for language in pair)
        others = {language: text for language, text in texts.items() if language not in pair}
        found = align_words(list(zip(left, right, strict=True)), *pair, others=others, dictionaries=dictionaries)
        for block in gold():
            if block.languages == pair:
                number = left.index(block.left)
                assert right[number] == block.right
                links = places(found[number])
                asked, sure = asked + len(links), sure + len(block.sure)
                both_sure += len(links & block.sure)
                both_possible += len(links & block.possible)
    return 1 - (both_sure + both_possible) / (asked + sure)


def test_the_gold_is_whole() -> None:
    assert [block.languages for block in gold()] == [("fi", "sv")] * 4 + [("sv", "nb")] * 4
    for block in gold():
        assert block.sure < block.possible
        for left, right in block.possible:
            assert left < len(block.left)
            assert right < len(block.right)


def test_the_seeds_alone(seeds: Article) -> None:
    assert error_rate(seeds) <= 0.06


@pytest.fixture(scope="module")
def freedict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dictionaries]:
    files = [file for file in find_dictionaries([SHELF])[0] if file.name in NEEDED]
    if not {"fin-swe", "swe-nor"} <= {file.name for file in files}:
        pytest.skip("the dictionaries of FreeDict are not installed")
    with Dictionaries(files, tmp_path_factory.mktemp("dictionaries")) as found:
        yield found


def test_the_seeds_with_dictionaries(seeds: Article, freedict: Dictionaries) -> None:
    assert error_rate(seeds, freedict) <= 0.03


# What is taken for a link, and how sure it is


@hypothesis_settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(*[st.lists(st.sampled_from(["talo", "Talo", "auto", "on", "CRM", "lintu"]), max_size=6)] * 2),
        max_size=6,
    ),
    st.sampled_from([DEFAULT, replace(DEFAULT, least=0.05, share=0.0)]),
)
def test_links_have_the_confidence_of_what_speaks_for_them(pairs: Pairs, settings: WordSettings) -> None:
    found = align_words(pairs, "qaa", "qab", settings=settings)
    made = units({"qaa": [" ".join(left) for left, _ in pairs], "qab": [" ".join(right) for _, right in pairs]})
    learnt = learn_words(made)
    numbers = [(unit, place) for unit, (left, _right) in enumerate(pairs) for place in range(len(left))]
    back = [(unit, place) for unit, (_left, right) in enumerate(pairs) for place in range(len(right))]
    starts = {side: {unit: n - place for n, (unit, place) in enumerate(side_numbers)}
              for side, side_numbers in ((0, numbers), (1, back))}  # fmt: skip
    cells = cell_links(
        learnt, lambda side, unit: range(starts[side].get(unit, 0), starts[side].get(unit, 0) + 99), 0, 1, settings
    )
    often = [
        Counter(word.lower() for words in side for word in words)
        for side in ([a for a, _ in pairs], [b for _, b in pairs])
    ]
    forms = [
        (pairs[unit][0][place].lower(), pairs[unit][1][back[cell.right][1]].lower())
        for cell in cells
        for unit, place in [numbers[cell.left]]
    ]
    wanted: list[dict[tuple[int, int], float]] = [{} for _pair in pairs]
    for cell, form in zip(cells, forms, strict=True):
        same = [other for other, its in zip(cells, forms, strict=True) if its == form]
        where = {numbers[other.left][0] for other in same}
        consistency = min(1.0, len(same) / max(often[0][form[0]], often[1][form[1]]))
        unit, place = numbers[cell.left]
        sure = link_confidence(cell, len(where), consistency, learnt.distances[0, 1])
        wanted[unit][place, back[cell.right][1]] = sure
    for links, own in zip(found, wanted, strict=True):
        assert {(link.left, link.right): link.confidence for link in links} == pytest.approx(own, abs=1e-4)


def test_settings_are_heeded() -> None:
    pairs = words("talo auto = hus bil")
    assert align_words(pairs, "qaa", "qab", settings=replace(DEFAULT, least=1.01)) == [set()]
    assert align_words(pairs, "qaa", "qab") != [set()]


def test_two_links_of_a_word_do_not_make_it_surer() -> None:
    every = replace(DEFAULT, least=0.05, share=0.0)
    found = align_words(words("talo talo=hus hus", "talo talo=hus hus"), "qaa", "qab", settings=every)
    assert [len(links) for links in found] == [4, 4]
    made = units({"qaa": ["talo talo"] * 2, "qab": ["hus hus"] * 2})
    learnt = learn_words(made)
    for cell in cell_links(learnt, lambda _side, unit: range(2 * unit, 2 * unit + 2), 0, 1, every):
        sure = link_confidence(cell, 2, 1.0, learnt.distances[0, 1])
        (same,) = [link for link in found[cell.left // 2] if (link.left, link.right) == (cell.left % 2, cell.right % 2)]
        assert same.confidence == pytest.approx(sure, abs=1e-4)


def test_a_word_that_often_has_no_link_makes_its_links_less_sure() -> None:
    pairs = words("talo=hus", "talo=hus")
    more = [*pairs, *words("talo auto=bil lastbil", "talo auto=bil lastbil")]
    one, other = (align_words(given, "qaa", "qab")[0] for given in (pairs, more))
    assert places(one) == places(other) == {(0, 0)}
    assert next(iter(other)).confidence < next(iter(one)).confidence - 0.1


def test_words_that_come_again_are_linked_wherever_they_stand() -> None:
    pairs = words(
        "talo punainen=house rouge", "auto punainen=rouge wagon", "talo suuri=grande house", "auto suuri=wagon grande"
    )
    found = align_words(pairs * 3, "qaa", "qab")
    assert [places(links) for links in found[:4]] == [
        {(0, 0), (1, 1)}, {(0, 1), (1, 0)}, {(0, 1), (1, 0)}, {(0, 0), (1, 1)},
    ]  # fmt: skip
    assert all(link.confidence > 0.5 for links in found for link in links)


# Evidence from outside


def test_other_languages_are_evidence(tmp_path: Path) -> None:
    pairs = words("organisaatio strategia=plan lag")
    book = [write_dictd(tmp_path, "freedict-swe-nor", [(["organisation"], "lag\n"), (["strategi"], "plan\n")])]
    assert places(align_words(pairs, "qaa", "nb", dictionaries=book)[0]) == {(0, 0), (1, 1)}
    others = {"sv": [["organisation", "strategi"]]}
    found = align_words(pairs, "qaa", "nb", others=others, dictionaries=book)
    assert places(found[0]) == {(0, 1), (1, 0)}


def test_dictionaries_may_be_files_folders_or_open(tmp_path: Path) -> None:
    pairs = words("alku loppu=start slut")
    assert places(align_words(pairs, "fi", "sv")[0]) == {(0, 0), (1, 1)}
    index = write_dictd(tmp_path / "shelf", "fin-swe", [(["alku"], "slut\n"), (["loppu"], "start\n")])
    for named in ([index], [str(index)], [tmp_path / "shelf"], iter([index])):
        assert places(align_words(pairs, "fi", "sv", dictionaries=named)[0]) == {(0, 1), (1, 0)}
    with Dictionaries(dictionaries_at([index])[0], None) as book:
        assert places(align_words(pairs, "fi", "sv", dictionaries=book)[0]) == {(0, 1), (1, 0)}
    assert places(align_words(pairs, "fi", "sv", dictionaries=[tmp_path / "none.index"])[0]) == {(0, 0), (1, 1)}


@pytest.mark.parametrize("count", [0, 1, 3])
def test_other_languages_have_as_many_sentences(count: int) -> None:
    with pytest.raises(ValueError, match=rf"qac has {count} sentences, not 2"):
        align_words(words("a=b", "c=d"), "qaa", "qab", others={"qac": [["e"]] * count})


def test_others_may_be_empty() -> None:
    pairs = words("talo auto=hus bil", "talo=hus", "auto=bil")
    alone = align_words(pairs, "qaa", "qab")
    empty: list[Tokens] = [[], [], []]
    for count in range(3):
        assert align_words(pairs, "qaa", "qab", others=dict.fromkeys(("qac", "qad")[:count], empty)) == alone
    # A third language that says something only where one of the two is silent.
    more = align_words([*pairs, (["lintu"], [])], "qaa", "qab", others={"qac": [*empty, ["fugl"]]})
    assert more == [*alone, set()]


# Whatever comes


def test_one_language_twice() -> None:
    pairs = words("talo auto ja lintu=talo auto ja lintu", "lintu auto=auto lintu")
    found = align_words(pairs, "qaa", "qaa")
    assert [places(links) for links in found] == [{(n, n) for n in range(4)}, {(0, 1), (1, 0)}]


def test_languages_without_word_spaces() -> None:
    lines = ("我爱北京", "北京很大"), ("私は北京が好き", "北京は大きい"), ("ฉันรักปักกิ่ง", "ปักกิ่งใหญ่")
    zh, ja, th = ([list(line) for line in texts] for texts in lines)  # as without the extras that tell words apart
    found = align_words(list(zip(zh, ja, strict=True)), "zh", "ja", others={"th": th})
    assert {(zh[0][i], ja[0][j]) for i, j in places(found[0])} >= {("北", "北"), ("京", "京")}
    assert {(zh[1][i], ja[1][j]) for i, j in places(found[1])} >= {("北", "北"), ("京", "京"), ("大", "大")}


@pytest.mark.parametrize(
    "pairs",
    [
        [], [([], [])], [(["talo"], [])], [([], ["hus"])], [([], []), (["talo"], ["hus"])],
        [(["", " ", "…"], ["\u0301", "😀", "\udcff"])], [(["talo"], ["hus"])],
    ],
)  # fmt: skip
def test_little_or_nothing(pairs: Pairs) -> None:
    silent: list[str] = []
    for others in (None, ["ev"], silent):
        third = {"qac": [others] * len(pairs)} if others is not None else None
        found = align_words(pairs, "qaa", "qab", others=third)
        assert len(found) == len(pairs)
        for (left, right), links in zip(pairs, found, strict=True):
            assert all(i < len(left) and j < len(right) for i, j in places(links))
    if pairs and pairs[-1][0] == ["talo"] and pairs[-1][1]:
        assert places(found[-1]) == {(0, 0)}


def test_a_sentence_of_five_hundred_words() -> None:
    left, right = [f"word{n:03}" for n in range(500)], [f"ord{n:03}" for n in range(500)]
    short = words("word007 word450=ord007 ord450") * 3
    found = align_words([(left, right), *short], "qaa", "qab")
    assert (7, 7) in places(found[0])
    assert max(i for i, _j in places(found[0])) < MAX_WORDS
    assert places(found[1]) == {(0, 0), (1, 1)}


def test_one_sentence_three_hundred_times() -> None:
    found = align_words(words("yksi kaksi kolme neljä=ettan tvåan trean fyran") * 300, "qaa", "qab")
    assert len(found) == 300
    assert all(links == found[0] for links in found)
    assert places(found[0]) == {(n, n) for n in range(4)}


def test_two_thousand_sentences() -> None:
    names = [f"word{n}" for n in range(97)], [f"{n}ord" for n in range(97)]
    lines = [[(5 * n + k * k * (n % 7 + 1)) % 97 for k in range(9)] for n in range(2000)]
    pairs = [([names[0][n] for n in line], [names[1][n] for n in line[::-1]]) for line in lines]
    found = align_words(pairs, "qaa", "qab")
    right = sum((i, 8 - i) in places(links) for links in found for i in range(9))
    assert right > 0.95 * 9 * 2000


def test_the_same_again() -> None:
    pairs = words("talo auto lintu=bil hus fugl", "lintu talo=hus fugl")
    assert align_words(pairs, "qaa", "qab") == align_words(pairs, "qaa", "qab")
    assert pairs == words("talo auto lintu=bil hus fugl", "lintu talo=hus fugl")
