from __future__ import annotations

import pytest

from tui_learn.library import BadPair, Pair, default_pair, pair_for, parse_pair


def test_pairs_are_known_then_learned() -> None:
    assert parse_pair("no:FI") == Pair("nb", "fi")
    assert str(Pair("nb", "fi").swapped()) == "fi:nb"


@pytest.mark.parametrize("text", ["", "nb", "nb-fi", "nb:", ":fi", "nb:fi:sv", "a b:fi"])
def test_what_is_no_pair(text: str) -> None:
    with pytest.raises(BadPair, match="known:learned"):
        parse_pair(text)


def test_the_article_must_have_both() -> None:
    assert pair_for(("fi", "nb"), Pair("fi", "fi")) == Pair("fi", "fi")
    with pytest.raises(BadPair, match="fi, nb"):
        pair_for(("fi", "nb"), Pair("nb", "de"))


@pytest.mark.parametrize(
    ("languages", "preferred", "expected"),
    [
        (("fi", "nb", "sv"), None, Pair("fi", "nb")),
        (("fi",), None, Pair("fi", "fi")),
        (("fi", "nb"), Pair("nb", "fi"), Pair("nb", "fi")),
        (("fi", "nb"), Pair("de", "fi"), Pair("nb", "fi")),
        (("fi", "nb"), Pair("fi", "de"), Pair("fi", "nb")),
    ],
)
def test_the_pair_to_begin_with(languages: tuple[str, ...], preferred: Pair | None, expected: Pair) -> None:
    assert default_pair(languages, preferred) == expected
