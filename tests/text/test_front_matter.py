from __future__ import annotations

import pytest
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
    assert front.metadata == {"title": "Hei", "bad": "a: b"}  # line by line
    ((line, message),) = front.complaints
    assert line == 3
    assert "YAML" in message


def test_what_single_lines_say_counts_where_the_whole_is_broken() -> None:
    front = split_front_matter('---\ntitle: Foo: bar\nlang: fi\narticle: "x y"\nlist: [\n  a: 1\n---\nbody\n')
    assert front.metadata == {"title": "Foo: bar", "lang": "fi", "article": "x y"}


def test_front_matter_that_is_never_closed_is_told() -> None:
    front = split_front_matter("---\ntitle: x\nlang: fi\n\nbody\n")
    assert front.metadata == {}
    assert front.body.startswith("---\ntitle: x")
    assert [line for line, _message in front.complaints] == [1]
    assert split_front_matter("---\nOnce: upon\n\na time\n").complaints == []


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


@pytest.mark.parametrize(
    "text",
    [
        "---\n---\n---\n",
        "---\n\ntitle: x\n---\nbody",
        "---\n# A heading\n---\nbody",
        "---\nDear reader: this is a letter.\n---\nbody",
        "---\nkey: value\nnever closed",
        "+++\njust text\n+++\nbody",
        "+++\na = 1\nnever closed",
        "{ not json }\nbody",
        "{}\nbody",
        '{"a": 1} and text\nbody',
        "<!-- c -->\n---\nsome text\n---\nbody",
        "\n\n---\nbad: a: b\n---\nbody",
    ],
)
def test_what_is_no_front_matter_is_body(text: str) -> None:
    front = split_front_matter(text)
    assert (front.metadata, front.body, front.body_line, front.complaints) == ({}, text, 1, [])


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\na: 1.10\n---\nbody", 4),
        ("---   \na: 1.10\n...\nbody", 4),
        ("---yaml\na: 1.10\n---\nbody", 4),
        ("<!-- licence\n-->\n\n---\na: 1.10\n---\nbody", 7),
        ("+++\na = 1.10\n+++\nbody", 4),
        ('---toml\na = "1.10"\n---\nbody', 4),
        ('{"a": 1.10}\nbody', 2),
        ('{\n  "a": "1.10"\n}\nbody', 4),
        ('---json\n{"a": 1.10}\n---\nbody', 4),
    ],
)
def test_every_kind_of_front_matter(text: str, line: int) -> None:
    front = split_front_matter(text)
    assert (front.metadata, front.body, front.body_line, front.complaints) == ({"a": "1.10"}, "body", line, [])


def test_values_of_toml_and_json_are_text_too() -> None:
    front = split_front_matter(
        "+++\nlang = 'no'\ndate = 2024-05-01\ndraft = true\ntags = ['a', 2]\n[more]\nn = 3\n+++\nx"
    )
    assert front.metadata == {
        "lang": "no", "date": "2024-05-01", "draft": "true", "tags": ["a", "2"], "more": {"n": "3"},
    }  # fmt: skip
    front = split_front_matter('{"a": null, "b": [1e400, false], "c": {"d": "\\u001b[1m"}, "a": "x"}\nx')
    assert front.metadata == {"a": "x", "b": ["1e400", "false"], "c": {"d": "[1m"}}
    assert '"a" stands twice' in front.complaints[0][1]


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("+++\na = 1\nb = \n+++\nx", 3, "TOML"),
        ('{"a": 1,\n "b" 2}\nx', 2, "JSON"),
        ("---\na: 1\nb: [\n---\nx", 4, "YAML"),
        ('---json\n{"a": }\n---\nx', 2, "JSON"),
    ],
)
def test_broken_front_matter_is_told_with_its_line(text: str, line: int, word: str) -> None:
    front = split_front_matter(text)
    assert front.metadata == ({"a": "1"} if word == "YAML" else {})
    assert front.body.endswith("x")
    ((told, message),) = front.complaints
    assert (told, word in message) == (line, True)


def test_prose_that_is_no_yaml_is_shown() -> None:
    text = "---\nA story: of a: fox\nThe fox ran.\n---\nMore.\n"
    front = split_front_matter(text)
    assert front.body == text
    assert front.complaints[0][0] == 2


@pytest.mark.parametrize(
    "source",
    [
        "k: " + "[" * 50_000,
        "k: " + "{a: " * 12_000,
        "- " * 25_000,
        "a: &a\n" + "b: *a\n" * 5_000,
        "a: b\n" * 200_000,
        "a: {<<: *b}\n" * 4_000,
        "a: '" + "x" * 1_000_000 + "'",
    ],
)
def test_bombs_end_at_once(source: str) -> None:
    # Some of them take the parser minutes: that it ends is the test.
    front = split_front_matter(f"---\n{source}\n---\nbody")
    assert front.metadata == {}
    assert front.body.endswith("body")


@pytest.mark.parametrize(
    "source", ["a=" + "[" * 50_000, "a" + ".a" * 25_000 + "=1", "a=" + "9" * 50_000, "[a.b]\n" * 9_000]
)
def test_bombs_in_toml_end_at_once(source: str) -> None:
    front = split_front_matter(f"+++\n{source}\n+++\nbody")
    assert front.body.endswith("body")
    assert front.complaints
    assert split_front_matter('{"a":' + "[" * 50_000).metadata == {}


@given(st.text(alphabet="-\n :ab[]{}&*!#\"'|>%@,\\?"))
def test_nothing_raises_and_nothing_is_lost(text: str) -> None:
    front = split_front_matter(text)
    assert text.endswith(front.body)
    assert front.body == text or front.metadata or front.complaints or text.startswith("---")
