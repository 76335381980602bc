"""From links of single words to links of spans: phrases that answer a word, or another phrase, together."""

from __future__ import annotations

from collections.abc import Sequence

from tui_learn.bitext.cell_links import CellLink
from tui_learn.bitext.word_links import Words

MOST_WORDS = 3
"""Words of one side of a span."""
NEAR = 2
"""Words further on that a span may reach: one word may stand between its parts."""


def spans_of(links: Sequence[CellLink], left: Words, right: Words) -> list[tuple[CellLink, ...]]:
    """Links that belong together, the heaviest link of each first; no word is in two of them.

    Links are taken the heaviest first. One joins a span where it brings a near word to it; a function word is not
    joined to a word of another kind, whose article or preposition it probably is.
    """
    owner: dict[tuple[int, int], int] = {}
    spans: list[list[CellLink]] = []
    for link in sorted((link for link in links if link.mutual), key=lambda link: (-link.weight, link.left, link.right)):
        one, other = owner.get((0, link.left)), owner.get((1, link.right))
        if one is None and other is None:
            owner[0, link.left] = owner[1, link.right] = len(spans)
            spans.append([link])
            continue
        if one is not None and other is not None:
            if one == other:
                spans[one].append(link)
            continue
        place = one if one is not None else other
        assert place is not None
        if _may_join(link, spans[place], left, right, on_left=one is None):
            spans[place].append(link)
            owner[0, link.left] = owner[1, link.right] = place
    return [tuple(span) for span in spans]


def _may_join(link: CellLink, span: Sequence[CellLink], left: Words, right: Words, *, on_left: bool) -> bool:
    words, new = (left, link.left) if on_left else (right, link.right)
    there = {member.left if on_left else member.right for member in span}
    if len(there) >= MOST_WORDS or min(abs(new - number) for number in there) > NEAR:
        return False
    if words.words[new].sentence != words.words[next(iter(there))].sentence:
        return False
    content = any(words.words[number].is_content for number in there)
    return words.words[new].is_content or not content
