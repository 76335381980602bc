"""Back and forward, as in a browser."""

from __future__ import annotations

from tui_learn.app.trail import LIMIT, Place, Trail
from tui_learn.library import Pair

PAIR = Pair("nb", "fi")


def at(number: int, article: str = "a", offset: int | None = None) -> Place:
    return Place(article, PAIR, "nb", f"b{number}s0", offset)


def test_back_and_forward() -> None:
    trail = Trail().left(at(1)).left(at(2))  # 1 -> 2 -> 3
    trail, to = trail.back(at(3))
    assert to == at(2)
    trail, to = trail.back(at(2))
    assert to == at(1)
    assert trail.back(at(1)) == (trail, None)
    trail, to = trail.forward(at(1))
    assert to == at(2)
    trail, to = trail.forward(at(2))
    assert to == at(3)
    assert trail.forward(at(3)) == (trail, None)
    assert trail.back(at(3))[1] == at(2)


def test_a_jump_forgets_what_was_ahead() -> None:
    trail, _to = Trail().left(at(1)).left(at(2)).back(at(3))
    trail = trail.left(at(2))
    assert trail.ahead == ()
    assert trail.forward(at(9))[1] is None


def test_where_one_reads_on_is_where_one_comes_back_to() -> None:
    trail, to = Trail().left(at(1)).back(at(7))  # read on from 2 to 7, then back
    assert to == at(1)
    assert trail.forward(at(1))[1] == at(7)


def test_the_same_sentence_is_no_jump() -> None:
    trail = Trail().left(at(1, offset=0)).left(at(1, offset=9))
    assert trail.behind == (at(1, offset=9),)
    assert trail.back(at(1)) == (trail, None)
    trail, to = Trail().left(at(1)).left(at(2)).back(at(2, offset=5))
    assert to == at(1)
    assert Trail().left(at(1, "a")).back(at(1, "b"))[1] == at(1, "a")


def test_the_trail_is_bounded() -> None:
    trail = Trail()
    for number in range(LIMIT + 20):
        trail = trail.left(at(number))
    assert len(trail.behind) == LIMIT
    here = at(LIMIT + 20)
    for number in range(LIMIT + 19, 19, -1):
        trail, to = trail.back(here)
        assert to == at(number)
        here = to
    assert trail.back(here)[1] is None
    assert len(trail.ahead) == LIMIT
