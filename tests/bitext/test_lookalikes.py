from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_learn.bitext import lookalikes
from tui_learn.bitext.lexicon import Lexicon
from tui_learn.bitext.lookalikes import LEAST, PUNCTUATION, SHARE, given_entries, known_lexicons
from tui_learn.bitext.terms import Terms, count_terms


def by_name(found: Lexicon, sources: Terms, targets: Terms) -> dict[tuple[str, str], float]:
    pairs = zip(found.sources.tolist(), found.targets.tolist(), strict=True)
    return {
        (sources.names[a], targets.names[b]): value for (a, b), value in zip(pairs, found.values.tolist(), strict=True)
    }


def grams(form: str) -> set[str]:
    if form[:1] in ("#", "@"):
        return {form}
    return {("^" + form)[k : k + 3] for k in range(len(form) - 1)} if len(form) > 3 else set()


def slowly(left: Terms, right: Terms, given: set[tuple[str, str]]) -> dict[tuple[str, str], float]:
    """Strengths of all pairs of terms."""
    strengths = {}
    for a, one in zip(left.names, left.forms, strict=True):
        for b, other in zip(right.names, right.forms, strict=True):
            both = grams(one), grams(other)
            dice = 2 * len(both[0] & both[1]) / max(1, len(both[0]) + len(both[1]))
            strength = dice**2 if dice >= LEAST else 0.0
            if a == b and a.startswith("!"):
                strength = PUNCTUATION
            if (a, b) in given:
                strength = 1.0
            if strength:
                strengths[a, b] = strength
    return strengths


def shared_out(strengths: dict[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    sums: dict[str, float] = defaultdict(float)
    for (source, _target), strength in strengths.items():
        sums[source] += strength
    return {pair: SHARE * strength / max(1.0, sums[pair[0]]) for pair, strength in strengths.items()}


word = st.one_of(
    st.text("abå", min_size=1, max_size=9), st.sampled_from(["12", "1 000", "?", "!", "https://a.b/c", "tietokone"])
)
text = st.lists(word, max_size=12).map(" ".join)


@settings(max_examples=100, deadline=None)
@given(st.lists(text, min_size=1, max_size=3), st.lists(text, min_size=1, max_size=3), st.data())
def test_what_looks_alike_is_known_both_ways(lefts: list[str], rights: list[str], data: st.DataObject) -> None:
    left, right = count_terms(lefts), count_terms(rights)
    given_pairs: set[tuple[str, str]] = set()
    if left.names and right.names:
        pair = st.tuples(st.sampled_from(left.names), st.sampled_from(right.names))
        given_pairs = data.draw(st.sets(pair, max_size=3))
    numbers = np.array([(left.names.index(a), right.names.index(b)) for a, b in given_pairs], dtype=np.int64).reshape(
        -1, 2
    )
    entries = numbers[:, 0], numbers[:, 1], np.ones(len(numbers))
    onward, back = known_lexicons(left, right, [entries])
    wanted = slowly(left, right, given_pairs)
    assert by_name(onward, left, right) == pytest.approx(shared_out(wanted))
    turned = {(b, a): strength for (a, b), strength in wanted.items()}
    assert by_name(back, right, left) == pytest.approx(shared_out(turned))


def test_examples() -> None:
    left = count_terms(["Relasjonsledelse og organisasjon i 2024!", "Se https://example.org/ om Oslo."])
    right = count_terms(["Relationsledelse og organisation i 2024!", "Se https://example.org/ om Bergen."])
    onward, _back = known_lexicons(left, right)
    found = by_name(onward, left, right)
    assert {("relas", "relat"), ("organ", "organ"), ("#2024", "#2024"), ("!!", "!!")} <= found.keys()
    assert ("@https://example.org/",) * 2 in found
    assert ("oslo", "berge") not in found
    assert ("og", "og") not in found  # two letters say nothing


def test_switches() -> None:
    left = right = count_terms(["Organisaatio kasvoi!"])
    marks = by_name(known_lexicons(left, right, alike=False)[0], left, right)
    words = by_name(known_lexicons(left, right, marks=False)[0], left, right)
    assert marks.keys() == {("!!", "!!")}
    assert words.keys() == {("organ", "organ"), ("kasvo", "kasvo")}
    assert not known_lexicons(left, right, alike=False, marks=False)[0].values.size


def test_a_dictionary() -> None:
    left, right = count_terms(["Kissat istuivat talossa"]), count_terms(["The cats sat in the houses"])
    book = {
        "Kissa": ["cats", "tom-cat", "feline"],
        "talo": ["house"],  # another beginning than "talossa"
        "talos": ["HOUSES", "in the house"],
        "istua alas": ["sat"],
        "istui": [],
        "": ["the"],
    }
    lefts, rights, strengths = given_entries(left, right, book)
    assert {(left.names[a], right.names[b]) for a, b in zip(lefts, rights, strict=True)} == {
        ("kissa", "cats"), ("talos", "house"),
    }  # fmt: skip
    assert strengths.tolist() == [1.0, 1.0]
    assert [len(part) for part in given_entries(left, right, {"auto": ["car"]})] == [0, 0, 0]


def test_common_beginnings_are_left_out_before_memory_is(monkeypatch: pytest.MonkeyPatch) -> None:
    left = count_terms([" ".join(f"ab{letter * 3}" for letter in "cdefghij"), "wxyz"])
    right = count_terms([" ".join(f"ab{letter * 3}" for letter in "klmnopqr"), "wxyz"])
    for name in ("_MAX_PAIRS", "_MAX_ALL"):
        with monkeypatch.context() as patched:
            patched.setattr(lookalikes, name, 20)
            compared: list[int] = []
            joined = lookalikes.joined

            def spied(*args: object) -> object:
                found = joined(*args)  # noqa: B023
                compared.append(len(found[0]))  # noqa: B023
                return found

            patched.setattr(lookalikes, "joined", spied)
            found = by_name(known_lexicons(left, right)[0], left, right)
            assert found.keys() == {("wxyz", "wxyz")}
            assert compared[0] <= 20


def test_texts_without_words() -> None:
    nothing, some = count_terms(["", "  "]), count_terms(["some words"])
    for left, right in ((nothing, nothing), (nothing, some), (some, nothing)):
        onward, back = known_lexicons(left, right, [given_entries(left, right, {"some": ["words"]})])
        assert (len(onward.values), len(back.values)) == (0, 0)
        assert (len(onward.totals), len(back.totals)) == (len(left.names), len(right.names))
