"""What sentences are about, and which wrong answers are fair."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.quiz.discourse_texts import TEXTS, material_of
from tui_learn.quiz.fair_groups import FairGroups
from tui_learn.quiz.foreign import is_foreign
from tui_learn.quiz.topic_words import starts, topic_words, topics

NONE: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("The old bees of CRM collect nectar", "en", ("bees", "crm", "collect", "nectar")),
        ("꿀벌은 꽃에서 꿀을 모은다", "ko", ("꿀벌은", "꽃에서", "꿀을", "모은다")),
        ("蜜蜂采集花蜜", "zh", ("蜜蜂", "蜂采", "采集", "集花", "花蜜")),
        ("ミツバチは花蜜を集める", "ja", ("花蜜", "ミツバチ")),
        ("ผึ้งเก็บน้ำหวาน", "th", ()),
    ],
)
def test_topic_words(text: str, language: str, words: tuple[str, ...]) -> None:
    assert topic_words(text, language) == words


@pytest.mark.parametrize(
    ("text", "language", "foreign"),
    [
        ("We assign small teams to manage projects who are working on these at our office.", "pl", True),
        ("Przydzielamy małe zespoły do prowadzenia projektów w naszym biurze.", "pl", False),
        ("The hive should stand where the sun reaches it.", "fi", True),
        ("Pesän tulisi seistä siellä, missä aurinko on.", "fi", False),
        ("Honey Honey Honey", "fi", False),  # names tell nothing
    ],
)
def test_sentences_of_another_language(text: str, language: str, foreign: bool) -> None:
    assert is_foreign(text, language, ["en", "fi", "pl"]) is foreign


def test_segments_that_are_not_shown(tmp_path: Path) -> None:
    text = TEXTS["fi"].replace("Työkalut pestään syksyllä.", "The tools are old.")
    material = material_of({"en": TEXTS["en"], "fi": text}, "en:fi", tmp_path, exclude=["fi/b2s0", "fi:ohut"])
    topic = topics(material)
    assert not topic.fit("fi", "b2s0")  # excluded
    assert not topic.fit("fi", "b14s2")  # left untranslated
    assert not topic.fit("fi", "b8s0")  # with an excluded word
    assert topic.fit("fi", "b5s0")


def test_what_texts_have_in_common() -> None:
    shared = starts("CRM kostar 3,5 miljoner i Finland", "sv") & starts("CRM maksaa Finlandissa 3,5 miljoonaa", "fi")
    assert shared == {"#35", "#CRM", "=3,5", "=crm", "3,5", "crm", "finl", "milj"}


@pytest.fixture
def groups(tmp_path: Path) -> FairGroups:
    material = material_of({"en": TEXTS["en"]}, "en:en", tmp_path)
    return FairGroups(material.index("en"), 0, "test")


KEY = "calm insects never sting anybody here"
RIVALS = [
    "old ships never sail before winter",
    "cold rivers often freeze in January",
    "young birds cannot fly that far",
]


def test_three_rivals_or_two(groups: FairGroups) -> None:
    assert sorted(groups.choose(KEY, RIVALS, NONE) or []) == sorted(RIVALS)
    assert sorted(groups.choose(KEY, RIVALS[:2], NONE) or []) == sorted(RIVALS[:2])
    assert groups.choose(KEY, RIVALS[:1], NONE) is None


def test_no_option_says_less_of_what_another_says(groups: FairGroups) -> None:
    less = "ships sail before the winter, old ones"
    assert less not in (groups.choose(KEY, [*RIVALS, "insects never sting"], NONE) or [])
    chosen = groups.choose(KEY, [RIVALS[0], less, RIVALS[1]], NONE)
    assert chosen is not None
    assert not {less, RIVALS[0]} <= set(chosen)


@pytest.mark.parametrize("key", ["Calm insects never sting anybody here", "calm insects never sting 12 people",
                                 "calm insects, never sting anybody here", "calm", f"{KEY} {KEY} {KEY}"])  # fmt: skip
def test_the_key_does_not_stand_out(key: str, groups: FairGroups) -> None:
    assert groups.choose(key, RIVALS, NONE) is None


def test_signs_may_tell_where_they_must(groups: FairGroups) -> None:
    key = "calm insects, never sting anybody here"
    assert groups.choose(key, RIVALS, NONE, loose=True)


def test_a_word_like_one_of_the_prompt(groups: FairGroups) -> None:
    assert groups.choose(KEY, RIVALS, starts("insekter", "sv")) is None
    assert groups.choose(KEY, RIVALS, starts("insekter skepp ships", "sv"))
    assert groups.choose(KEY, RIVALS, starts("ships rivers birds", "en"))
    assert groups.choose(KEY, RIVALS, starts("ships rivers birds", "en"), amid=True) is None


def test_groups_may_be_forbidden(groups: FairGroups) -> None:
    assert groups.choose(KEY, RIVALS, NONE, allowed=lambda group: RIVALS[0] not in group) == RIVALS[1:]
