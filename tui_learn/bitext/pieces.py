"""Cutting two texts into pieces at places that are sure, so that each piece can be looked at closely."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Place = tuple[int, int]
"""Units before it on the left and on the right."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the left side that answers a stretch of the right side; either may be empty."""

    rows: range
    columns: range
    fixed: bool = False
    """Whether it is one bead, made by hand."""

    @property
    def start(self) -> Place:
        return self.rows.start, self.columns.start

    @property
    def end(self) -> Place:
        return self.rows.stop, self.columns.stop


def choose_cuts(
    candidates: Sequence[Place], start: Place, end: Place, size: int, avoided: Iterable[Place] = ()
) -> list[Place]:
    """Places to cut at, about ``size`` units apart, out of sure ``candidates`` that rise on both sides.

    ``avoided`` are the cuts of the look before: a cut that was wrong is found out only when it lies inside a piece,
    so they are taken only when nothing else comes for as long again.
    """
    before = set(avoided)
    chosen: list[Place] = []
    last = start
    spare: Place | None = None
    # The first piece is shorter or longer than the rest, whichever it was not before.
    least = size // 2 if before else size
    for place in candidates:
        long = max(place[0] - last[0], place[1] - last[1])
        if long < least or place == end:
            continue
        if place in before and long < 2 * size:
            spare = spare or place
            continue
        if spare is not None and long >= 2 * size and place in before:
            place = spare
        chosen.append(place)
        last, spare, least = place, None, size
    return chosen


def pieces_between(cuts: Iterable[Place], start: Place, end: Place, fixed: Sequence[Piece] = ()) -> list[Piece]:
    """The pieces between cuts that rise on both sides; ``fixed`` pieces are cut out whatever the cuts."""
    by_start = {piece.start: piece for piece in fixed}
    edges = {place for piece in fixed for place in (piece.start, piece.end)}
    found = []
    last = start
    for place in sorted({*cuts, *edges, end}):
        if place != last:
            piece = Piece(range(last[0], place[0]), range(last[1], place[1]))
            found.append(by_start.get(last, piece))
        last = place
    return found


def stretches(pieces: Sequence[Piece], size: int) -> list[list[Piece]]:
    """Neighbouring pieces together, about ``size`` units of the longer side at a time."""
    found: list[list[Piece]] = []
    length = 0
    for piece in pieces:
        more = max(len(piece.rows), len(piece.columns))
        if not found or (length and length + more > size):
            found.append([])
            length = 0
        found[-1].append(piece)
        length += more
    return found


def batches(pieces: Sequence[Piece]) -> list[list[int]]:
    """Numbers of pieces of about one size, which can be worked through together."""
    order = sorted(range(len(pieces)), key=lambda p: (len(pieces[p].rows), len(pieces[p].columns)), reverse=True)
    found: list[list[int]] = []
    for number in order:
        piece = pieces[number]
        for group in found[-2:]:
            rows = len(pieces[group[0]].rows)
            columns = max(len(pieces[other].columns) for other in group)
            wide = len(piece.columns)
            if 2 * len(piece.rows) + 8 >= rows and max(wide, columns) <= 2 * min(wide, columns) + 8:
                group.append(number)
                break
        else:
            found.append([number])
    return found
