from __future__ import annotations

from pathlib import Path

import pytest

from tui_learn.quiz.defects import has_doubled_item, is_broken, is_opaque, untranslated
from tui_learn.quiz.parallels import quotes_agree
from tui_learn.text import read_edition


@pytest.mark.parametrize(
    ("text", "doubled"),
    [
        ("forhold med leverandører, leverandører, distributører og kunder", True),
        ("klientami, dostawcami, Dostawcami, dystrybutorami", True),
        ("z klientami, dostawcami, klientami", False),  # not neighbours
        ("tavarantoimittajien, toimittajien, jakelijoiden", False),
        ("an item, ,", False),
        ("1,000", False),
    ],
)
def test_a_list_that_says_one_thing_twice(text: str, doubled: bool) -> None:
    assert has_doubled_item(text) is doubled


def test_words_of_a_spelt_out_acronym_are_a_name(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "# Firmor\n\nFöretag ( [business to consumer [B2C]](/b) ) och [säljverktyg](/s) hjälper kunder i [CRM](/c).\n",
        encoding="utf-8",
    )
    edition = read_edition(path)
    block = edition.blocks[1]
    (sentence,) = block.sentences
    opaque = {token.text for token in edition.tokens(sentence) if is_opaque(block, sentence, token.start)}
    assert {"business", "consumer"} <= opaque
    assert not opaque & {"Företag", "och", "säljverktyg", "hjälper", "kunder"}


def test_sentences_left_untranslated() -> None:
    pairs = [
        ("The weather is fine in the north today", "Das Wetter im Norden ist heute schön"),
        ("We walked for hours along the river", "Wir gingen stundenlang am Fluss entlang"),
        ("Nobody believed a word of what he said", "Niemand glaubte ein Wort von dem, was er sagte"),
        ("A rule that is not enforced is worse", "A rule that is not enforced is worse"),
        ("It yields massive benefits to the industry", "Das yields massive benefits to the industry"),
        ("OK", "OK"),
    ]
    assert untranslated(pairs) == [False, False, False, True, True, True]


def test_close_languages_may_share_their_words() -> None:
    pairs = [
        ("alle mennesker er født frie og like", "alle mennesker er født frie og lige"),
        ("enhver har rett til liv og frihet", "enhver har ret til liv og frihed"),
        ("ingen må holdes i slaveri i landet", "ingen må holdes i slaveri i landet"),
    ]
    assert untranslated(pairs) == [False, False, True]


@pytest.mark.parametrize(
    ("left", "right", "agree"),
    [
        ('Click "Insights", then "Traffic".', '点击"Insights", 然后"Traffic"。', True),
        ('Click "Insights", then "Traffic".', '点击"Graphs", 然后"Traffic"。', False),
        ('点击"Graphs"。', 'Click "Insights".', False),
        ('Click "Insights".', 'Klicken Sie auf "Einblicke".', True),
        ("The word “tree” is short.", "Слово «tree» короткое.", True),
        ("The word “tree” is short.", "Слово «дерево» короткое.", True),
    ],
)
def test_what_is_quoted_in_the_original_must_be_the_same(left: str, right: str, agree: bool) -> None:
    assert quotes_agree(left, right) == agree


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("A sentence (with a bracket).", False),
        ("An open (bracket.", True),
        ("a) the first of all", False),
        ('He said "yes and went.', True),
        ("He said “yes” and went.", False),
        ("Sanoi ”kyllä” ja lähti.", False),
        ("Er sagte „ja“ und ging.", False),
        (r"Text with \[ an escape.", True),
        ("这是（好的）。", False),
        ("这是（好的。", True),
    ],
)
def test_a_sentence_that_cannot_stand_alone(text: str, broken: bool) -> None:
    assert is_broken(text) == broken
