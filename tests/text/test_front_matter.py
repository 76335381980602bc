from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui_learn.text.front_matter import split_front_matter


def test_metadata_and_body_are_told_apart() -> None:
    front = split_front_matter("---\ntitle: Hei\nkeywords: a, b\n---\n\n# Hei\n")
    assert front.metadata == {"title": "Hei", "keywords": "a, b"}
    assert front.body == "\n# Hei\n"
    assert front.body_line == 5
    assert front.complaints == []


def test_strings_stay_strings() -> None:
    front = split_front_matter("---\nlang: no\nversion: 1.10\nempty:\n---\nx")
    assert front.metadata == {"lang": "no", "version": "1.10", "empty": ""}


def test_a_rule_at_the_top_is_body() -> None:
    for text in ("---\n\nA text.\n\n---\nMore.\n", "---\nJust prose here\n---\nMore.\n", "---\nnever closed\n"):
        front = split_front_matter(text)
        assert front.metadata == {}
        assert front.body == text


def test_a_list_is_no_front_matter() -> None:
    text = "---\n- a\n- b\n---\nbody"
    assert split_front_matter(text).body == text


def test_broken_yaml_is_told_with_its_line() -> None:
    front = split_front_matter("---\ntitle: Hei\nbad: a: b\n---\nbody\n")
    assert front.body == "body\n"
    assert front.metadata == {}
    ((line, message),) = front.complaints
    assert line == 3
    assert "YAML" in message


def test_aliases_are_refused() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    front = split_front_matter(f"---\n{bomb}---\nbody")
    assert front.metadata == {}
    assert "alias" in front.complaints[0][1]


def test_deep_nesting_is_refused() -> None:
    front = split_front_matter("---\nkey: " + "[" * 5000 + "\n---\nbody")
    assert front.metadata == {}
    assert front.body == "body"
    assert front.complaints


def test_a_key_that_stands_twice_is_told() -> None:
    front = split_front_matter("---\nlang: fi\nlang: sv\n---\nx")
    assert front.metadata["lang"] == "sv"
    assert front.complaints[0][0] == 3


def test_escapes_cannot_bring_control_characters_back() -> None:
    front = split_front_matter('---\ntitle: "a\\x1b]0;evil\\x07b"\n---\nx')
    assert front.metadata["title"] == "a]0;evilb"


def test_python_tags_do_nothing() -> None:
    front = split_front_matter("---\nx: !!python/object/apply:os.system ['true']\n---\nbody")
    assert front.metadata in ({"x": ["true"]}, {})


@given(st.text(alphabet="-\n :ab[]{}&*!#\"'|>%@,\\?"))
def test_nothing_raises_and_nothing_is_lost(text: str) -> None:
    front = split_front_matter(text)
    assert text.endswith(front.body)
    assert front.body == text or front.metadata or front.complaints or text.startswith("---")
