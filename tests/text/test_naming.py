from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui_learn.text.naming import claim_for, claims_of_name, language_of_name


@pytest.mark.parametrize(
    ("name", "language", "without"),
    [
        ("x.fi.md", "fi", "x"),
        ("README.zh-CN.md", "zh-CN", "README"),
        ("README_de.md", "de", "README"),
        ("guide_zh_Hans.md", "zh-Hans", "guide"),
        ("guide-pt-br.md", "pt-BR", "guide"),
        ("x.no.md", "nb", "x"),
        ("a.b.fi.txt", "fi", "a.b"),
        ("docs/pt-br/x.md", "pt-BR", "docs/*/x"),
        ("nb_NO/x.md", "nb-NO", "*/x"),
        ("swe/x.md", "sv", "*/x"),
        ("en/x.fi.md", "fi", "en/x"),
        ("x.sr-Latn.md", "sr-Latn", "x"),
    ],
)
def test_declared(name: str, language: str, without: str) -> None:
    claim = claims_of_name(Path(name))[0]
    assert (claim.language, claim.strength, claim.without.replace(os.sep, "/")) == (language, "declared", without)
    assert language_of_name(Path(name)) == language


@pytest.mark.parametrize("name", ["is/x.md", "no/x.md", "it/x.md", "cs/x.md", "fin/x.md", "CHANGELOG-it.md", "x/sv.md"])
def test_likely(name: str) -> None:
    assert claims_of_name(Path(name))[0].strength == "likely"


@pytest.mark.parametrize(
    "name", ["wi-fi.md", "log-in.md", "plug-in.md", "how-to-do-it.md", "install.mac.md", "fi/a/b/x.md", "it.md"]
)
def test_hints(name: str) -> None:
    assert {claim.strength for claim in claims_of_name(Path(name))} == {"hint"}
    assert language_of_name(Path(name)) is None


@pytest.mark.parametrize("name", ["x.md", "a.min.md", "v1.2.md", "log-in-page.md", "README.md", ".fi.md"])
def test_no_claim(name: str) -> None:
    assert claims_of_name(Path(name)) == ()


def test_the_claim_for_a_language() -> None:
    claim = claim_for(Path("docs/de/guide/intro.md"), "de")
    assert claim is not None
    assert claim.without == os.path.join("docs", "*", "guide", "intro")
    assert claim_for(Path("docs/de/guide/intro.md"), "fi") is None
