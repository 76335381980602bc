from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from tui_learn.text.decoding import NotText, decode
from tui_learn.text.detect import Detection
from tui_learn.text.reading import edition_from_bytes

TEXT = "# Blåbær\n\nEn setning på norsk.\n"


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        TEXT.replace("\n", "\r\n").encode(),
    ],
)
def test_encodings_with_their_mark(raw: bytes) -> None:
    assert decode(raw).text == TEXT
    assert decode(raw).damage == []


def test_an_old_encoding_is_read_with_its_damage() -> None:
    decoded = decode("fint\nblåbær\n".encode("latin-1"))
    assert decoded.text == "fint\nbl\ufffdb\ufffdr\n"
    ((line, message),) = decoded.damage
    assert line == 2
    assert "2 letters" in message
    assert "Windows-1252" in message


def test_some_bad_bytes_among_good_ones() -> None:
    ((line, message),) = decode("å\nå\n".encode() + b"x\xff\n").damage
    assert line == 3
    assert "1 place" in message
    assert "UTF-8" in message
    ((_line, message),) = decode(codecs.BOM_UTF16_LE + b"a\x00b").damage
    assert "UTF-16" in message


def test_mojibake_and_signs_of_damage_are_told() -> None:
    assert decode("gut\nhÃ¤mÃ¤r".encode()).damage[0][0] == 2
    assert decode("a\nb\nÐŸÑ€Ð¸Ð²ÐµÑ‚".encode()).damage[0][0] == 3
    assert decode("ok\nitâ€™s Ð†".encode()).damage == []  # one alone may be meant
    assert decode("x \ufffd".encode()).damage[0][0] == 1
    assert decode("Århus, Ä är en bokstav, à « côté »; «café» Ñ ñ × 2, Île-de-France".encode()).damage == []


def test_a_binary_is_refused_but_not_a_text_with_a_stray_zero() -> None:
    with pytest.raises(NotText):
        decode(b"PK\x03\x04\x14\x00\x00\x00")
    with pytest.raises(NotText):
        decode("text".encode("utf-16-le"))
    with pytest.raises(NotText):
        decode(b"\x89" + b"a" * 100 + b"\x00")
    assert decode(b"a" * 100 + b"\x00b").text.endswith("ab")


def test_the_damage_is_a_problem_of_the_edition() -> None:
    edition = edition_from_bytes(b"# T\n\nbl\xe5b\xe6r\n", Path("x.md"), detect=lambda _prose: Detection("nb", 1.0))
    assert [(p.severity, p.line) for p in edition.problems] == [("warning", 3)]
    assert edition.blocks[1].text == "bl\ufffdb\ufffdr"
