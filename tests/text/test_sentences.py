from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_learn.text.sentences import split_spans


def split(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in split_spans(text, language)]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("fi", ["Kokous alkaa klo 9.", "Tule ajoissa!"]),
        ("fi", ["Ks. s. 14 ja esim. liite 2.", "Kiitos."]),
        ("sv", ["Priset är ca. 20 kr.", "Det är bra, t.ex. här."]),
        ("nb", ["Møtet er 3. juni kl. 10.", "Velkommen."]),
        ("nb", ["Han het A. Hansen, jf. kap. 4.", "Hun het Kari."]),
        ("pl", ["To jest np. dom.", "Tak, m.in. ten."]),
        ("tr", ["Dr. Kaya geldi.", "Nasılsın?", "İyiyim."]),
        ("de", ["Das gilt z. B. ab dem 1. Mai.", "Gut."]),
        ("en", ["See Fig. 2 on p. 7.", "Then stop."]),
        ("ja", ["これは本です。", "「行こう。」と言った。", "はい！"]),
        ("zh", ["你好吗？", "我很好。"]),
        ("hi", ["यह किताब है।", "हाँ।"]),
        ("el", ["Τι είναι;", "Ένα βιβλίο."]),
        ("ar", ["ما هذا؟", "هذا كتاب."]),
    ],
)
def test_sentences(language: str, sentences: list[str]) -> None:
    glue = "" if language in ("ja", "zh") else " "
    assert split(glue.join(sentences), language) == sentences


def test_thai_paragraphs_stay_whole() -> None:
    assert len(split("สวัสดีครับ ผมชื่อสมชาย", "th")) == 1


@given(st.text(alphabet='aB1 .?!»"()\n。」と'), st.sampled_from(["fi", "de", "ja", "th", "und"]))
def test_nothing_but_space_is_outside_a_sentence(text: str, language: str) -> None:
    spans = split_spans(text, language)
    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
