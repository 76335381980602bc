from __future__ import annotations

import pytest

from tui_learn.text import frequency


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frequency, "_LOADED", {})


@pytest.mark.usefixtures("fresh")
def test_without_the_extra_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frequency, "has_frequencies", lambda: False)
    assert frequency.zipf("kissa", "fi") is None
    assert frequency.is_loaded("sv")
    assert "tui-learn[freq]" in frequency.how_to_install()


@pytest.mark.usefixtures("fresh")
def test_zipf(monkeypatch: pytest.MonkeyPatch) -> None:
    lists = {"tr": {"ışık": 10**-4}, "hr": {"kuća": 10**-5.5}, "sr": {"kuća": 10**-5.5}}
    monkeypatch.setattr(frequency, "_read", lists.get)
    assert frequency.zipf("IŞIK", "tr") == 5.0
    assert frequency.zipf("кућа", "sr") == frequency.zipf("Kuća", "hr") == 3.5
    assert frequency.zipf("qqq", "tr") == 0.0
    assert frequency.zipf("qqq", "xx") is None
    assert frequency.is_loaded("tr-CY")


def test_names_go_up() -> None:
    names = [frequency.frequency_name(value) for value in (1.0, 3.0, 4.5, 7.0)]
    assert names == ["rare", "less common", "common", "very common"]


def test_the_package() -> None:
    pytest.importorskip("wordfreq")
    assert (frequency.zipf("kissa", "fi") or 0) > 4
