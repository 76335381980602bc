"""Which packages would help."""

from __future__ import annotations

import re
from pathlib import Path

from tui_learn.bitext.dictionary_files import DictionaryFile
from tui_learn.bitext.dictionary_packages import Suggestion, available, helpful_packages, how_to_install


def there(*pairs: str) -> list[DictionaryFile]:
    """Dictionaries that are installed, by their languages."""
    path = Path("x")
    return [DictionaryFile(pair, "dictd", path, path, path, None, *pair.split("-")) for pair in pairs]


def test_every_code_is_known() -> None:
    assert len(available()) == 203
    assert available()["fi", "sv"] == "dict-freedict-fin-swe"
    assert available()["nn", "nb"] == "dict-freedict-nno-nob"
    assert available()["sv", "nb"] == "dict-freedict-swe-nor"
    assert available()["en", "sw"] == "dict-freedict-eng-swh"
    short = {tag for pair in available() for tag in pair if len(tag) == 3}
    assert short == {"ast", "ckb", "kha", "rom"}  # those without a code of two letters


def test_direct_packages_in_both_directions() -> None:
    assert helpful_packages([("fi", "sv")], []) == [
        Suggestion(("fi", "sv"), ("dict-freedict-fin-swe", "dict-freedict-swe-fin"), None)
    ]
    assert helpful_packages([("sv", "fi")], there("fi-sv")) == [
        Suggestion(("sv", "fi"), ("dict-freedict-swe-fin",), None)
    ]
    assert helpful_packages([("fi", "sv")], there("fi-sv", "sv-fi")) == []


def test_pairs_are_told_once() -> None:
    assert len(helpful_packages([("fi", "sv"), ("sv", "fi"), ("fi-FI", "sv-SE"), ("fi", "fi")], [])) == 1


def test_through_a_third_language_where_there_is_no_direct_one() -> None:
    (suggestion,) = helpful_packages([("fi", "tr")], [])
    assert suggestion.pivot == "en"
    assert set(suggestion.packages) == {
        "dict-freedict-fin-eng", "dict-freedict-eng-fin", "dict-freedict-eng-tur", "dict-freedict-tur-eng",
    }  # fmt: skip
    (suggestion,) = helpful_packages([("nb", "tr")], there("sv-nb"))
    assert suggestion == Suggestion(("nb", "tr"), ("dict-freedict-swe-tur",), "sv")
    assert helpful_packages([("fi", "tr")], there("fi-sv", "sv-tr")) == []
    assert helpful_packages([("fi", "tr")], there("tr-fi")) == []


def test_nothing_would_help() -> None:
    assert helpful_packages([("fi", "vep"), ("und", "tr")], []) == []


def test_how_to_install() -> None:
    packages = ["dict-freedict-swe-fin", "dict-freedict-fin-swe", "dict-freedict-swe-fin"]
    line = how_to_install(packages, Path("own"), debian=True)
    assert line == "sudo apt-get install dict-freedict-fin-swe dict-freedict-swe-fin"
    elsewhere = how_to_install(packages, Path("own"), debian=False)
    assert re.search(r"fin-swe, swe-fin .*freedict\.org.* own$", elsewhere)
    assert how_to_install(packages, Path("own"))
