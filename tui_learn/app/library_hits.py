"""What was found in all texts: sentences by article, each with its translation, in lines. No drawing here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from tui_learn.app.cells import fit, width_of
from tui_learn.app.wrap import fill
from tui_learn.i18n import gettext as _
from tui_learn.library import Article, Pair
from tui_learn.text.languages import language_name

if TYPE_CHECKING:
    from tui_learn.bitext import Bitext
    from tui_learn.library.search import Hit

How = Literal["text", "strong", "quiet", "hit"]
Run = tuple[str, How]
WIDEST = 100
"""Cells of a line of text."""
MOST_LINES = 6
"""Lines of one sentence; the article itself shows all of it."""


@dataclass(frozen=True, slots=True)
class Counterpart:
    """What stands beneath a sentence."""

    language: str
    """Empty where the text is none of the article."""
    text: str


COMING = Counterpart("", "…")
"""Beneath a sentence whose translation is still looked for."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list."""

    item: int | None
    """The number of the place it belongs to; None for what stands between."""
    runs: tuple[Run, ...]


@dataclass
class Results:
    """Places by article, in the order in which the articles were found."""

    groups: dict[str, list[Hit]] = field(default_factory=dict)
    """By the id of the article."""
    count: int = 0

    def add(self, hits: Sequence[Hit]) -> None:
        """Take more."""
        for hit in hits:
            self.groups.setdefault(hit.article.id, []).append(hit)
        self.count += len(hits)

    @property
    def hits(self) -> list[Hit]:
        """All places as they are shown, one after another."""
        return [hit for group in self.groups.values() for hit in group]


def pair_of(article: Article, language: str, chosen: Pair | None) -> Pair:
    """The pair in which a sentence in a language is shown and read.

    The chosen languages where the article is there in them and the sentence in one of them; else with one of them, else
    with any other. The same language twice where there is no other.
    """
    tags = article.languages
    if (
        chosen is not None
        and {chosen.known, chosen.learned} <= set(tags)
        and language in (chosen.known, chosen.learned)
    ):
        return chosen
    preferred = [chosen.known, chosen.learned, *tags] if chosen is not None else list(tags)
    other = next((tag for tag in preferred if tag in tags and tag != language), language)
    is_known = chosen is not None and language == chosen.known
    return Pair(language, other) if is_known else Pair(other, language)


def answer_of(bitext: Bitext, language: str, segment: str) -> str:
    """What answers a sentence on the other side of a bitext; empty where nothing does."""
    on_left = bitext.left.language == language
    own, other = (bitext.left, bitext.right) if on_left else (bitext.right, bitext.left)
    table = bitext.bead_of_left if on_left else bitext.bead_of_right
    for number, sentence in enumerate(own.sentences):
        if sentence.id == segment:
            bead = table[number]
            return " ".join(other.sentences[each].text for each in (bead.right if on_left else bead.left))
    return ""


def alone(language: str) -> Counterpart:
    """For an article that is in one language."""
    return Counterpart("", _("only in {language}").format(language=language_name(language)))


def lines_of(
    results: Results,
    counterparts: Mapping[tuple[str, str, str], Counterpart],
    languages: Sequence[str],
    width: int,
) -> list[Line]:
    """The results in lines of so many cells; counterparts by article, language and segment."""
    lines: list[Line] = []
    item = 0
    for group in results.groups.values():
        article = group[0].article
        if lines:
            lines.append(Line(None, ()))
        title = fit(article.title(*languages), width)
        tags = "  " + " ".join(article.languages)
        room = width - width_of(title)
        lines.append(Line(None, ((title, "strong"), (fit(tags, room) if room > 4 else "", "quiet"))))
        for number, hit in enumerate(group):
            if number:
                lines.append(Line(None, ()))
            found = counterparts.get(key_of(hit), COMING)
            indent = max(width_of(hit.language), width_of(found.language)) + 2
            lines += [Line(item, runs) for runs in _sentence(hit.language, hit.text, hit.stretches, indent, width)]
            lines += [Line(item, runs) for runs in _sentence(found.language, found.text, None, indent, width)]
            item += 1
    return lines


def key_of(hit: Hit) -> tuple[str, str, str]:
    """What tells a place from all others."""
    return hit.article.id, hit.language, hit.segment


def _sentence(
    label: str, text: str, stretches: Sequence[tuple[int, int]] | None, indent: int, width: int
) -> list[tuple[Run, ...]]:
    """A sentence in lines beside its language; what was found is lit, a translation is quiet."""
    indent = indent if width >= 24 else 0
    room = max(1, min(WIDEST, width) - indent)
    spans = fill(text, room)
    if stretches and len(spans) > MOST_LINES:  # of a very long one the lines around the first place
        first = next((n for n, (_start, end) in enumerate(spans) if end > stretches[0][0]), 0)
        begin = max(0, min(first - 1, len(spans) - MOST_LINES))
        spans = spans[begin : begin + MOST_LINES]
    how: How = "quiet" if stretches is None else "text"
    rows: list[tuple[Run, ...]] = []
    for number, (start, end) in enumerate(spans[:MOST_LINES]):
        head = (label if number == 0 else "").ljust(indent)[:indent]
        rows.append(((head, "quiet"), *_runs(text, start, end, stretches or (), how)))
    return rows


def _runs(text: str, start: int, end: int, stretches: Sequence[tuple[int, int]], how: How) -> list[Run]:
    runs: list[Run] = []
    place = start
    for begin, stop in stretches:
        begin, stop = max(begin, place), min(stop, end)
        if begin < stop:
            runs += [(text[place:begin], how), (text[begin:stop], "hit")]
            place = stop
    return [*runs, (text[place:end], how)]
