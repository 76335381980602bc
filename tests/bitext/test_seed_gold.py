from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from tests.bitext.seed_gold import LANGUAGES, GoldGroup, read_gold, seed_words

SEGMENT = """# b3s0
fi 0:Suhteenhallinnan 1:ymmärtäminen
sv 0:Förstå 1:relationshantering
nb 0:Forstå 1:relasjonsledelse
tr 0:İlişki 1:Yönetimini 2:Anlama
pl 0:Zrozumienie 1:zarządzania 2:relacjami
"""


def test_every_segment_but_the_title_is_there_with_the_programs_words() -> None:
    found = read_gold()
    assert [segment.id for segment in found] == [name for name in seed_words() if name != "b0s0"]
    for segment in found:
        assert segment.tokens == seed_words()[segment.id]
        assert set(segment.tokens) == set(LANGUAGES)


def test_every_group_has_at_least_two_languages() -> None:
    alone = [(segment.id, group) for segment in read_gold() for group in segment.groups if len(group.tokens) < 2]
    assert alone == []


def test_true_groups_overlap_only_as_whole_and_part() -> None:
    crossing = []
    for segment in read_gold():
        true = [group for group in segment.groups if group.sign == "="]
        for one, other in combinations(true, 2):
            for language in one.tokens.keys() & other.tokens.keys():
                a, b = set(one.tokens[language]), set(other.tokens[language])
                if a & b and not (a <= b or b <= a):
                    crossing.append((segment.id, language, one.gloss, other.gloss))
    assert crossing == []


def test_no_group_is_written_twice() -> None:
    twice = []
    for segment in read_gold():
        for one, other in combinations(segment.groups, 2):
            if one.sign == other.sign and one.tokens == other.tokens:
                twice.append((segment.id, one.gloss, other.gloss))
    assert twice == []


def test_names_called_identical_are() -> None:
    for segment in read_gold():
        for group in segment.groups:
            if group.identical:
                names = {" ".join(segment.tokens[name][n] for n in places) for name, places in group.tokens.items()}
                assert len(names) == 1, (segment.id, group)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nine_in_ten_content_words_are_in_a_group(language: str) -> None:
    """A word of four letters or more counts as one unless a group of function words has it."""
    count, missed = 0, []
    for segment in read_gold():
        places = {n for group in segment.groups for n in group.tokens.get(language, ())}
        function = {n for group in segment.groups if group.function for n in group.tokens.get(language, ())}
        for n, word in enumerate(segment.tokens[language]):
            if len(word) >= 4 and n not in function:
                count += 1
                if n not in places:
                    missed.append((segment.id, word))
    assert count > 100
    assert len(missed) <= 0.1 * count, missed


def test_a_group_is_read(tmp_path: Path) -> None:
    path = tmp_path / "gold.txt"
    path.write_text(SEGMENT + "= fi:0 tr:0+1   | management\n~f fi:1 sv:0 | x\nx sv:0 nb:0 | y\n", "utf-8")
    (segment,) = read_gold(path)
    assert segment.groups == [
        GoldGroup("=", False, False, {"fi": (0,), "tr": (0, 1)}, "management"),
        GoldGroup("~", True, False, {"fi": (1,), "sv": (0,)}, "x"),
        GoldGroup("x", False, False, {"sv": (0,), "nb": (0,)}, "y"),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("= fi:0 de:1 | a", "line 7: unknown language: de"),
        ("= fi:0 sv:2 | a", "line 7: no such word: sv:2"),
        ("= fi:0 sv:1+0 | a", "line 7: words out of order"),
        ("= fi:0 sv:x | a", "line 7: not words: sv:x"),
        ("= fi:0 fi:1 | a", "line 7: fi a second time"),
        ("= fi:0 sv:0", "line 7: not a group"),
        ("=g fi:0 sv:0 | a", "line 7: not a group"),
        ("de 0:Beziehung", "line 7: unknown language: de"),
        ("fi 0:Suhteenhallinnan 1:ymmärtäminen", "line 7: fi a second time"),
        ("# b4s0", "line 7: a segment begins before an empty line"),
        ("\n= fi:0 sv:0 | a", "line 8: a line outside a segment"),
        ("\n# b3s0", "line 8: no such segment, or a second time"),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "gold.txt"
    path.write_text(SEGMENT + line + "\n", "utf-8")
    with pytest.raises(ValueError, match=message):
        read_gold(path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("1:ymmärtäminen", "1:ymmärrys", "line 2: 1:ymmärrys, but the edition has"),
        (" 1:ymmärtäminen", "", "line 2: 1 words, but the edition has 2"),
        ("1:ymmärtäminen", "2:ymmärtäminen", "line 2: 2:ymmärtäminen where word 1 is expected"),
        ("1:ymmärtäminen", "1:ymmärtäminen 2:on", "line 2: 2:on, but the edition has"),
        ("# b3s0", "# b99s0", "line 1: no such segment"),
    ],
)
def test_words_that_are_not_the_editions_are_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = tmp_path / "gold.txt"
    path.write_text(SEGMENT.replace(old, new), "utf-8")
    with pytest.raises(ValueError, match=message):
        read_gold(path)


def test_a_segment_that_lacks_a_language_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.txt"
    path.write_text("".join(SEGMENT.splitlines(keepends=True)[:-1]), "utf-8")
    with pytest.raises(ValueError, match="b3s0 has no words in pl"):
        read_gold(path)
