"""Where links lead: within the library, or nowhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui_learn.library import Library
from tui_learn.library.links import LONGEST, Outside, Target, heading_at, resolve, slug
from tui_learn.text.model import Block, Edition

WORDS = {
    "en": "The house stands on the hill, and the people of the village see it every day from their windows.",
    "fi": "Talo seisoo mäellä, ja kylän ihmiset näkevät sen joka päivä omista ikkunoistaan aamusta iltaan.",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    root = tmp_path_factory.mktemp("links")
    (root / "secret.md").write_text("# Secret\n\nNot in the library at all.\n", encoding="utf-8")
    folder = root / "library"
    for name in ("one.en.md", "one.fi.md", "sub/two.en.md", "sub/Ääni.fi.md", "with space.en.md"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        language = name.split(".")[-2]
        path.write_text(f"---\nlang: {language}\n---\n# {name}\n\n{WORDS[language]}\n", encoding="utf-8")
    made = Library(folder)
    assert len(made.articles) == 4
    return made


def follow(library: Library, target: str, start: str = "one.en.md") -> tuple[str, str, str] | str:
    """What a link in a file leads to: the name of the file, its language and the anchor; or what is shown."""
    found = resolve(library, str(library.folders[0] / start), target)
    if isinstance(found, Outside):
        return found.url
    assert isinstance(found, Target)
    article = next(article for article in library.articles if article.id == found.article)
    (edition,) = [edition for edition in article.editions if edition.language == found.language]
    return os.path.relpath(edition.path, library.folders[0]).replace(os.sep, "/"), found.language, found.anchor


@pytest.mark.parametrize(
    ("target", "start", "name", "anchor"),
    [
        ("#a-heading", "one.en.md", "one.en.md", "a-heading"),
        ("#p%C3%A4%C3%A4", "one.fi.md", "one.fi.md", "pää"),
        ("one.fi.md", "one.en.md", "one.fi.md", ""),
        ("./one.fi.md#x", "one.en.md", "one.fi.md", "x"),
        ("sub/two.en.md", "one.en.md", "sub/two.en.md", ""),
        ("sub\\two.en.md", "one.en.md", "sub/two.en.md", ""),
        ("../one.en.md?raw=1#y", "sub/two.en.md", "one.en.md", "y"),
        ("../../library/one.en.md", "sub/two.en.md", "one.en.md", ""),
        ("sub/%C3%84%C3%A4ni.fi.md", "one.en.md", "sub/Ääni.fi.md", ""),
        ("sub/A\u0308a\u0308ni.fi.md", "one.en.md", "sub/Ääni.fi.md", ""),
        ("with%20space.en.md", "one.en.md", "with space.en.md", ""),
        ("ONE.fi.md", "one.en.md", "one.fi.md", ""),
        ("one.md", "one.fi.md", "one.fi.md", ""),  # as sites in several languages write it
        ("one", "one.fi.md", "one.fi.md", ""),
        ("two.en", "sub/two.en.md", "sub/two.en.md", ""),
        ("/sub/two.en.md", "sub/Ääni.fi.md", "sub/two.en.md", ""),
        ("sub//two.en.md", "one.en.md", "sub/two.en.md", ""),
    ],
)
def test_links_within_the_library(library: Library, target: str, start: str, name: str, anchor: str) -> None:
    assert follow(library, target, start) == (name, name.split(".")[-2], anchor)


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/one.fi.md", "mailto:a@example.org", "javascript:alert(1)", "file:///etc/passwd",
        "//server/one.fi.md", "\\\\server\\share\\one.fi.md", "%5C%5Cserver%5Cone.fi.md", "C:\\one.fi.md",
        "../secret.md", "..%2Fsecret.md", "%2e%2e/secret.md", "../../../../../../etc/passwd", "/etc/passwd",
        "missing.md", "sub", "", "one.fi.md/..", "[x", "%ff%fe", "%00", "%00#x",
    ],
)  # fmt: skip
def test_all_others_are_only_shown(library: Library, target: str) -> None:
    assert follow(library, target) == target


def test_a_text_that_would_be_in_the_library_is_missing(library: Library) -> None:
    def is_missing(target: str) -> bool:
        found = resolve(library, str(library.folders[0] / "sub/two.en.md"), target)
        assert isinstance(found, Outside)
        return found.is_missing

    for target in ("missing.md", "../missing.nb.md#x", "missing", "/sub/missing.txt", "mi%C3%A4.md", "..\\missing.md"):
        assert is_missing(target), target
    for target in ("https://example.org/x.md", "../../secret.md", "../../library2/x.md", "a.png", "C:\\x.md", ""):
        assert not is_missing(target), target


def test_hostile_targets_are_shown_safely(library: Library) -> None:
    shown = follow(library, "http://x\x1b]52;c;eA==\x07/\u202e" + "y" * 2 * LONGEST)
    assert isinstance(shown, str)
    assert shown.startswith("http://x]52;c;eA==/y")
    assert len(shown) == LONGEST


def test_no_file_is_looked_at(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.scan()

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the file system was asked")

    for module, name in ((os, "stat"), (os, "lstat"), (os, "open"), (os.path, "realpath"), (Path, "resolve")):
        monkeypatch.setattr(module, name, refuse)
    for target in ("one.fi.md", "../secret.md", "/etc/passwd", "//server/x"):
        resolve(library, str(library.folders[0] / "one.en.md"), target)


def test_from_a_file_that_is_not_in_the_library(library: Library) -> None:
    assert resolve(library, str(library.folders[0].parent / "secret.md"), "library/one.en.md") == Outside(
        "library/one.en.md"
    )


# --- headings


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("What is it?", "what-is-it"),
        ("Mitä on ihmissuhteiden hallinta?", "mitä-on-ihmissuhteiden-hallinta"),
        ("A & B -- c_d", "a--b----c_d"),
        ("关系 管理", "关系-管理"),
        ("  1.2 Numbers ", "12-numbers"),
    ],
)
def test_slugs(text: str, anchor: str) -> None:
    assert slug(text) == anchor


def edition_of(*headings: str) -> Edition:
    blocks = tuple(Block(n, "heading", text, n + 1, 2, "", (), ()) for n, text in enumerate(headings))
    return Edition("x.md", {}, "en", "name", 1.0, blocks, "")


def test_headings_by_their_anchors() -> None:
    edition = edition_of("Intro", "Über uns", "Intro", "Intro 1", "Intro", "Named {#own}")
    found = {name: heading_at(edition, name) for name in ("intro", "INTRO", "über-uns", "Über-uns", "own")}
    assert found == {"intro": 0, "INTRO": 0, "über-uns": 1, "Über-uns": 1, "own": 5}
    assert heading_at(edition, "intro-1") == 2
    assert heading_at(edition, "intro-1-1") == 3  # the name was taken
    assert heading_at(edition, "intro-2") == 4
    assert heading_at(edition, "") is None
    assert heading_at(edition, "nothing") is None
