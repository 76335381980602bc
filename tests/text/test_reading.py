from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.conftest import LANGUAGES, SEEDS
from tui_learn.library import Article
from tui_learn.text import UnreadableFile, read_edition

PROSE = "Dette er en lang nok tekst på norsk til at språket kan kjennes igjen uten tvil av enhver leser."


def test_the_seeds_are_as_given() -> None:
    digests = {hashlib.sha256(path.read_bytes()).hexdigest()[:12] for path in SEEDS.iterdir()}
    assert digests == {"3118896e430f", "f768791041ae", "feff13f5d81e", "fe02ca36bcc2", "80acb72a7ea3"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_seeds_have_one_structure(seeds: Article, language: str) -> None:
    edition = seeds.edition(language)
    assert [block.kind[0] + str(block.level or "") for block in edition.blocks] == [
        "h1", "h2", "p", "h2", "p", "p", "p", "h3", "p", "p", "h3", "p",
    ]  # fmt: skip
    assert [len(block.sentences) for block in edition.blocks if block.kind == "paragraph"] == [3, 2, 3, 2, 3, 3, 4]
    assert edition.language_from == "detected"
    assert edition.sentence("b0s0") is not None
    assert edition.title_block == 0


def test_the_repaired_heading_is_a_notice(seeds: Article) -> None:
    (problem,) = seeds.edition("sv").problems
    assert (problem.severity, problem.line) == ("notice", 20)
    assert problem.path.endswith("001_717f209ec9721583.txt")


def problem_of(path: Path) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_edition(path)
    return str(caught.value)


def test_what_cannot_be_read_is_said_in_one_line(tmp_path: Path) -> None:
    missing = tmp_path / "missing.md"
    assert problem_of(missing) == f"{missing}: there is no such file; check the name"
    assert "folder" in problem_of(tmp_path)
    picture = tmp_path / "picture.md"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    assert "this is no text" in problem_of(picture)
    for name, content in {"empty.md": b"", "blank.md": b" \n\n", "rule.md": b"---\ntitle: x\n---\n"}.items():
        (tmp_path / name).write_bytes(content)
        assert "\n" not in problem_of(tmp_path / name)


def test_a_byte_order_mark_and_foreign_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbf---\r\ntitle: Hei\r\n---\r\n\r\n# Hei\r\n\r\n" + PROSE.encode() + b"\r\n")
    edition = read_edition(path)
    assert edition.title == "Hei"
    assert edition.language == "nb"
    assert [(block.kind, block.line) for block in edition.blocks] == [("heading", 5), ("paragraph", 7)]


def test_where_the_language_comes_from(tmp_path: Path) -> None:
    (tmp_path / "fi").mkdir()
    cases = {
        "declared.md": ("---\nlang: no\n---\n" + PROSE, "nb", "front-matter"),
        "named.sv.md": ("x", "sv", "name"),
        "fi/folder.md": ("x", "fi", "name"),
        "found.md": (PROSE, "nb", "detected"),
        "short.md": ("Hei", "und", "unknown"),
    }
    for name, (text, language, origin) in cases.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        edition = read_edition(tmp_path / name)
        assert (edition.language, edition.language_from) == (language, origin), name


def test_a_name_that_contradicts_the_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.fi.md"
    path.write_text(PROSE, encoding="utf-8")
    edition = read_edition(path)
    assert edition.language == "fi"
    assert "norsk" in edition.problems[0].message


def test_a_wrong_language_tag_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text("---\nlang: klingon language\n---\n" + PROSE, encoding="utf-8")
    edition = read_edition(path)
    assert edition.language == "nb"
    assert edition.problems[0].severity == "warning"


def test_titles(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    for text, title in {
        "---\ntitle: c&oacute;digo \x1b[1m abierto\n---\n# Other": "código [1m abierto",
        "# The heading\n\ntext": "The heading",
        "one two three four five six seven eight nine": "one two three four five six seven eight…",
    }.items():
        path.write_text(text, encoding="utf-8")
        assert read_edition(path).title == title
