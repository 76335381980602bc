from __future__ import annotations

import pytest

from tui_learn.text.detect import MAX_CHARACTERS, detect_language
from tui_learn.text.foreign import foreign_paragraphs
from tui_learn.text.languages import UNKNOWN
from tui_learn.text.written import is_traditional, main_script, scripts_of

ENGLISH = (
    "The cat sat on the mat while the rain fell outside, and nobody wanted to leave the warm kitchen that evening."
)
FINNISH = "Kissa istui matolla sateen pudotessa ulkona, eikä kukaan halunnut lähteä lämpimästä keittiöstä kotiin."
SWEDISH = "Katten satt på mattan medan regnet föll utanför, och ingen ville lämna det varma köket för att gå hem."


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fi", FINNISH),
        ("sv", SWEDISH),
        ("nb", "Jeg vet ikke hva de heter, men jeg så dem gå nedover gaten i går kveld sammen med noen venner."),
        ("nn", "Eg veit ikkje kva dei heiter, men eg såg dei gå nedover gata i går kveld saman med nokre vener."),
        ("da", "Jeg ved ikke, hvad de hedder, men jeg så dem gå ned ad gaden i går aftes sammen med nogle venner."),
        ("pl", "Nie wiem, jak się nazywają, ale widziałem ich wczoraj wieczorem na ulicy z przyjaciółmi."),
        ("tr", "Adlarının ne olduğunu bilmiyorum ama dün akşam onları arkadaşlarıyla sokakta yürürken gördüm."),
        ("el", "Καλημέρα, τι κάνεις;"),
        ("ko", "안녕하세요 반갑습니다"),
        ("ja", "私は毎朝コーヒーを飲みます。"),
        ("th", "สวัสดีครับ ผมชื่อสมชาย"),
        ("zh", "我每天早上都会在家里喝一杯咖啡，然后再去学校学习。"),
        ("zh-Hant", "我每天早上都會在家裡喝一杯咖啡，然後再去學校學習。"),
        (
            "sr-Latn",
            "Ne znam šta da kažem, ali svet se menja i svuda gde živimo deca uče pre nego što odrastu.",
        ),
        ("sr", "Не знам како се зову, али сам их видео јуче увече како ходају улицом са пријатељима."),
        ("uk", "Я не знаю, як їх звати, але бачив їх учора ввечері, коли вони йшли вулицею з друзями."),
    ],
)
def test_languages(language: str, text: str) -> None:
    found = detect_language(text)
    assert found.language == language
    assert found.ranking[0][0] == language
    assert found.confidence == found.ranking[0][1] >= 0.7


@pytest.mark.parametrize(
    "text",
    [
        "a1b2c3d4 e5f60718 293a4b5c 6d7e8f90 a1b2c3d4 e5f60718 293a4b5c 6d7e8f90 cafe beef",
        "Ola Nordmann, Jan Kowalski, Ayşe Yılmaz, Hans Müller, Jean Dupont, Juan García, Ivan Petrov, Jussi Aalto",
        "Docker Kubernetes PostgreSQL Redis Nginx Linux Windows Terraform Ansible Jenkins Python Webpack",
        "Short text.",
        "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXII XXIII",
    ],
)
def test_no_language_is_guessed_for_what_is_none(text: str) -> None:
    assert detect_language(text).language == UNKNOWN


def test_addresses_and_names_in_programs_do_not_count() -> None:
    junk = " ".join(
        f"https://example.org/the/and/of/{number} theFunctionName some_variable_name" for number in range(20)
    )
    assert detect_language(junk).language == UNKNOWN
    assert detect_language(f"{junk} {FINNISH}").language == "fi"


def test_a_long_text_is_told_by_all_its_parts() -> None:
    licence = "Permission is hereby granted, free of charge, to any person obtaining a copy of this text. " * 8
    body = f"{FINNISH} " * 200
    assert len(body) > 3 * MAX_CHARACTERS
    assert detect_language(licence + body).language == "fi"


def test_scripts() -> None:
    assert main_script(scripts_of("abc дом")) == ("Latn", 0.5)
    assert main_script(scripts_of("日本語の文"))[0] == "Hira"
    assert main_script(scripts_of("中文"))[0] == "Hani"
    assert main_script(scripts_of("123 !?")) == ("", 0.0)
    assert is_traditional("學習")
    assert not is_traditional("学习")


def test_a_paragraph_in_another_language_is_found() -> None:
    found = foreign_paragraphs([FINNISH, FINNISH, f"{ENGLISH} {ENGLISH}", FINNISH], "fi", detect_language)
    assert found is not None
    assert (found.language, found.places) == ("en", (2,))


@pytest.mark.parametrize(
    "paragraphs",
    [
        [FINNISH, FINNISH],
        [FINNISH, "Docker Compose", "README", FINNISH],
        [FINNISH, f"”{ENGLISH} {ENGLISH}”"],
        [f"{ENGLISH} {ENGLISH}"],
    ],
)
def test_terms_and_quotations_are_no_other_language(paragraphs: list[str]) -> None:
    assert foreign_paragraphs(paragraphs, "fi", detect_language) is None


def test_traditional_characters_alone_are_not_cantonese() -> None:
    manual = "修 改 使 用 者 帳 號。 本 手 冊 頁 說 明 如 何 修 改 使 用 者 帳 號 以 及 相 關 的 檔 案 內 容。 " * 4
    assert detect_language(manual).language == "zh-Hant"
    assert detect_language("佢哋喺度食緊飯，我哋唔知佢幾時先至會返嚟，你有冇見過佢哋嘅細路仔呀？" * 3).language == "yue"
