from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.quiz.conftest import MakeEdition
from tui_learn.quiz.sampling import segments_of, spread


@given(st.integers(0, 400), st.integers(1, 120), st.integers(0, 2**64))
def test_a_sample_is_spread_over_everything(count: int, most: int, chance: int) -> None:
    things = list(range(count))
    found = spread(things, most, chance)
    assert len(found) == min(count, most)
    assert len(set(found)) == len(found)
    assert set(found) <= set(things)
    if count > most:
        places = sorted(found)
        widest = max(b - a for a, b in zip(places, [*places[1:], places[0] + count], strict=True))
        assert widest <= -(-count // most)


def test_what_a_thing_stands_for(edition_of: MakeEdition) -> None:
    edition = edition_of("# A title\n\nOne sentence here. Another one there.\n", "en")
    first = edition.sentences[1]
    assert segments_of(first) == ("b1s0",)
    assert segments_of("b1s0") == ("b1s0",)
    assert segments_of("C9") == ()
    assert segments_of((first, "b9s9", 3)) == ("b1s0", "b9s9")
    assert segments_of(edition.blocks[1]) == ("b1s0", "b1s1")


def test_only_what_is_wanted_is_taken(edition_of: MakeEdition) -> None:
    edition = edition_of("\n\n".join(f"Sentence number {n} is here." for n in range(300)), "en")
    found = spread(edition.sentences, 10, 7, {"b250s0", "b251s0"})
    assert [sentence.id for sentence in found] == ["b250s0", "b251s0"]
    assert spread(["a", "b"], 10, 7, {"b250s0"}) == ["a", "b"]
