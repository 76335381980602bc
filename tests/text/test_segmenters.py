from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

import pytest

from tui_learn.text.segmenters import EXTRAS, has_words, missing_extra, segmenter_name, words_key
from tui_learn.text.tokens import tokenize

MODULES = {"zh": "jieba", "ja": "fugashi", "th": "pythainlp"}


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        (
            "zh",
            "他在北京大学学习CRM和B2B，3.5美元。",
            ["他", "在", "北京大学", "学习", "CRM", "和", "B2B", "3.5", "美元"],
        ),
        ("ja", "彼は東京でデータをCRMと学ぶ。", ["彼", "は", "東京", "で", "データ", "を", "CRM", "と", "学ぶ"]),
        ("th", "สวัสดีครับ ผมชื่อ CRM", ["สวัสดี", "ครับ", "ผม", "ชื่อ", "CRM"]),
    ],
)
def test_words_of_an_extra(language: str, text: str, words: list[str]) -> None:
    pytest.importorskip(MODULES[language])
    if language == "ja":
        pytest.importorskip("unidic_lite")
    tokens = tokenize(text, language)
    assert [token.text for token in tokens] == words
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert has_words(language)
    assert missing_extra(language) is None
    assert words_key(language) == f"{language} {segmenter_name(language)}"


@pytest.mark.parametrize("language", EXTRAS)
def test_a_missing_extra_is_named(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(package: str) -> str:
        raise PackageNotFoundError(package)

    monkeypatch.setattr("importlib.metadata.version", none)
    segmenter_name.cache_clear()
    try:
        assert not has_words(language)
        assert f"tui-learn[{language}]" in (missing_extra(language) or "")
        assert words_key(language) == language
    finally:
        segmenter_name.cache_clear()


def test_other_languages_need_none() -> None:
    assert has_words("fi")
    assert missing_extra("fi") is None
    assert words_key("pt-BR") == "pt-BR"
    assert not has_words("lo")
    assert missing_extra("lo") is None


def test_the_name_has_the_version() -> None:
    if find_spec("jieba") is None:
        pytest.skip("the extra zh is not installed")
    assert segmenter_name("zh-Hant") == f"jieba {version('jieba')}"
