"""Pictures of screens as text: what is written there, and how it looks, to be read in a diff.

One walk through the app takes many: ``Album.walk`` goes through both themes and both sizes, and every picture is looked
at as it is taken (contrast, rows as wide as the screen, key lines that are whole). A picture is one file with what is
written once and a legend with the colours of both themes; that both draw the same is looked at too.
``python -m pytest tests/app/test_pictures*.py --snapshot-update`` takes them again.
"""

from __future__ import annotations

import difflib
import string
import unicodedata
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeAlias

from rich.cells import cell_len
from rich.segment import Segment
from textual.app import App
from textual.color import Color
from textual.geometry import Region
from textual.pilot import Pilot
from textual.scrollbar import ScrollBar
from textual.widget import Widget
from textual.widgets import Input

from tests.app.conftest import settle
from tui_learn.app.themes import MARK_CONTRAST, TEXT_CONTRAST, contrast
from tui_learn.app.widgets.bars import KeyLine

FOLDER = Path(__file__).parent / "__snapshots__" / "screens"
TAKEN_WITH = "8.2.8"
"""The version of Textual whose drawing the pictures show; others draw alike, not equal."""
THEMES = ("ink", "paper")
SIZES = ((100, 30), (40, 10))
PURE_MARKS = frozenset("│─╭╮╰╯▌▎┊·▏▕▁▔▊█▄▀♦✓?")
"""What need not be read: seen is enough."""
_LETTERS = string.ascii_letters + string.digits + "!#$%&*+-/<=>?@^_~"
_ATTRIBUTES = ("bold", "italic", "underline", "strike", "reverse", "dim", "blink")

Look: TypeAlias = tuple[str, str, str]
"""Colour of the text, colour of the ground, attributes."""
Drawn: TypeAlias = tuple[tuple[tuple[str, Look], ...], ...]
"""Rows of pieces with one look each."""
Shoot: TypeAlias = Callable[[str], Awaitable[None]]
Walk: TypeAlias = Callable[[Shoot], Awaitable[None]]


def look_of(segment: Segment) -> Look:
    """How a piece looks."""
    style = segment.style
    if style is None:
        return "", "", ""
    named = [
        c.get_truecolor().hex if c is not None and c.triplet is not None else "" for c in (style.color, style.bgcolor)
    ]
    return named[0], named[1], " ".join(name for name in _ATTRIBUTES if getattr(style, name))


def drawn(app: App[Any]) -> Drawn:
    """What is on the screen, as it goes to the terminal."""
    rows = []
    for strip in app.screen._compositor.render_strips():
        pieces: list[tuple[str, Look]] = []
        for segment in strip:
            look = look_of(segment)
            if pieces and pieces[-1][1] == look:
                pieces[-1] = pieces[-1][0] + segment.text, look
            elif segment.text:
                pieces.append((segment.text, look))
        rows.append(tuple(pieces))
    return tuple(rows)


def text_of(row: tuple[tuple[str, Look], ...]) -> str:
    """What is written in a row."""
    return "".join(text for text, _look in row)


# --- looking at a picture


def clusters(text: str) -> Iterator[tuple[str, int]]:
    """Characters with what joins them, and their cells."""
    whole = ""
    for character in text:
        joins = character == "\u200d" or unicodedata.combining(character) or unicodedata.category(character) == "Mn"
        if whole and not (joins or whole.endswith("\u200d")):
            yield whole, cell_len(whole)
            whole = ""
        whole += character
    if whole:
        yield whole, cell_len(whole)


def faults_of(app: App[Any], picture: Drawn) -> Iterator[str]:
    """What is wrong with a picture, whatever it shows."""
    width, height = app.size
    if len(picture) != height:
        yield f"{len(picture)} rows"
    for y, row in enumerate(picture):
        if cell_len(text_of(row)) != width:
            yield f"row {y} has {cell_len(text_of(row))} cells: {text_of(row)!r}"
    yield from dict.fromkeys(faint_pieces(app, picture))
    yield from faint_scroll_bars(app)
    yield from cut_keys(app, picture)


def in_sight(app: App[Any]) -> list[Region] | None:
    """Where a dialog lies over another screen, which cannot be read meanwhile; None where all counts."""
    if not app.screen.is_modal or app.screen.styles.background.a == 1:
        return None
    return [widget.region for widget in app.screen.query(Widget) if widget.display]


def faint_pieces(app: App[Any], picture: Drawn) -> Iterator[str]:
    """Pieces of text that cannot be read well on their ground, and marks that cannot be seen well."""
    regions = in_sight(app)
    bars = [bar.region for bar in scroll_bars(app)]
    for y, row in enumerate(picture):
        x = 0
        for text, look in row:
            begin, x = x, x + cell_len(text)
            if not text.strip():
                continue
            if regions is not None and not any(region.contains(begin, y) for region in regions):
                continue
            if any(region.contains(begin, y) for region in bars):
                continue
            least = MARK_CONTRAST if PURE_MARKS.issuperset(text.replace(" ", "")) else TEXT_CONTRAST
            found = contrast_of(look)
            if found < least:
                yield f"{text.strip()!r} {look[0]} on {look[1]} {look[2]}: contrast {found:.2f}, not {least}"


def contrast_of(look: Look) -> float:
    """Of the text on its ground; 0 where a colour is left to the terminal."""
    if not (look[0] and look[1]):
        return 0.0
    return contrast(Color.parse(look[0]), Color.parse(look[1]))


def scroll_bars(app: App[Any]) -> Iterator[ScrollBar]:
    """The scroll bars that are seen."""
    for widget in app.screen.walk_children():
        if (
            isinstance(widget, Widget)
            and widget.is_scrollable
            and widget.show_vertical_scrollbar
            and widget.scrollbar_size_vertical
        ):
            yield widget.vertical_scrollbar


def faint_scroll_bars(app: App[Any]) -> Iterator[str]:
    """Scroll bars that do not tell where one is."""
    for bar in scroll_bars(app):
        styles = bar.parent.styles if bar.parent is not None else bar.styles
        ground = app.screen.styles.background.rgb
        under = Color(*ground) + styles.scrollbar_background
        found = contrast((under + styles.scrollbar_color).clamped, under.clamped)
        if found < MARK_CONTRAST:
            yield f"scroll bar {styles.scrollbar_color.hex} on {styles.scrollbar_background.hex}: contrast {found:.2f}"


def cut_keys(app: App[Any], picture: Drawn) -> Iterator[str]:
    """Key lines with an entry that is not there in full; that of help always is."""
    for line in app.screen.query(KeyLine):
        if not line.display or not line.region:
            continue
        entries = [f"{key} {name}" for key, name in line._all()]
        rest = text_of(picture[line.region.y]).strip()
        for entry in entries:
            if rest.startswith(entry):
                rest = rest[len(entry) :].lstrip()
        if rest:
            yield f"key line {text_of(picture[line.region.y]).strip()!r} is none of {entries}"


# --- taking and keeping them


@dataclass
class Album:
    """The pictures of some walks."""

    name: str
    """Of the folder with its files."""
    pictures: dict[tuple[str, tuple[int, int]], dict[str, Drawn]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    also: Callable[[Pilot[int], Drawn], Iterator[str]] | None = None
    """Looks at every picture too."""

    async def walk(self, pilot: Pilot[int], walk: Walk, sizes: tuple[tuple[int, int], ...] = SIZES) -> None:
        """Go the same way in both themes and in every size; it must lead back to where it began."""
        for theme in THEMES:
            pilot.app.theme = theme
            for size in sizes:
                if tuple(pilot.app.size) != size:
                    await pilot.resize_terminal(*size)
                await settle(pilot)

                async def shoot(name: str, theme: str = theme) -> None:
                    await self._take(pilot, name, theme)

                await walk(shoot)

    async def _take(self, pilot: Pilot[int], name: str, theme: str) -> None:
        for field_ in pilot.app.screen.query(Input):
            field_.cursor_blink = False
        await settle(pilot)
        size = pilot.app.size.width, pilot.app.size.height
        picture = drawn(pilot.app)
        kept = self.pictures.setdefault((name, size), {})
        assert theme not in kept, name
        kept[theme] = picture
        found = [*faults_of(pilot.app, picture), *(self.also(pilot, picture) if self.also is not None else ())]
        self.faults += [f"{self.name}/{name} {size[0]}x{size[1]} {theme}: {fault}" for fault in found]

    def files(self) -> dict[str, str]:
        """Name of the file and what is in it."""
        names = dict.fromkeys(name for name, _size in self.pictures)
        return {
            f"{name}.txt": "\n".join(
                written(name, size, themes) for (of, size), themes in self.pictures.items() if of == name
            )
            for name in names
        }

    def hold(self, *, renew: bool) -> None:
        """Nothing is wrong with any picture, and all are as those that are kept; or keep them."""
        assert not self.faults, "\n".join(["", *self.faults[:40]])
        for (name, size), themes in self.pictures.items():
            texts = [[text_of(row) for row in themes[theme]] for theme in THEMES]
            other = [
                f"{row!r} in {THEMES[0]}, {now!r} in {THEMES[1]}" for row, now in zip(*texts, strict=True) if row != now
            ]
            assert not other, "\n".join([f"{name} {size} is not the same in both themes:", *other])
        files = self.files()
        folder = FOLDER / self.name
        kept = {file.name: file for file in folder.glob("*.txt")}
        if renew:
            folder.mkdir(parents=True, exist_ok=True)
            for name, text in files.items():
                (folder / name).write_text(text, encoding="utf-8", newline="\n")
            for name in kept.keys() - files.keys():
                kept[name].unlink()
            return
        if version("textual") != TAKEN_WITH:
            return
        changed: list[str] = [f"{name} is taken no more" for name in kept.keys() - files.keys()]
        for name, text in files.items():
            before = kept[name].read_text(encoding="utf-8") if name in kept else ""
            if before != text:
                changed += difflib.unified_diff(
                    before.splitlines(),
                    text.splitlines(),
                    f"kept/{self.name}/{name}",
                    f"now/{self.name}/{name}",
                    lineterm="",
                    n=1,
                )
        assert not changed, "\n".join(["", *changed[:400]])


def written(name: str, size: tuple[int, int], themes: dict[str, Drawn]) -> str:
    """A picture as it is kept: what is written, a letter for the look of each cell, and what the letters mean."""
    cells: list[list[tuple[Look, ...]]] = []
    for rows in zip(*(themes[theme] for theme in THEMES), strict=True):
        sides = [[look for text, look in row for _cluster, n in clusters(text) for _ in range(n)] for row in rows]
        cells.append(list(zip(*sides, strict=False)))
    count = Counter(look for row in cells for look in row)
    letters = {look: "." if not n else "" for n, (look, _times) in enumerate(count.most_common())}
    free = iter(_LETTERS)
    for row in cells:
        for look in row:
            letters[look] = letters[look] or next(free)
    lines = [f"== {name} {size[0]}x{size[1]}"]
    lines += [visible(text_of(row)).rstrip() for row in themes[THEMES[0]]]
    lines.append("-- looks")
    lines += ["".join(letters[look] for look in row).rstrip(".") for row in cells]
    lines.append("-- letters")
    for look, letter in sorted(letters.items(), key=lambda each: each[1]):
        shown = "  ".join(f"{theme} {one[0]} on {one[1]}" for theme, one in zip(THEMES, look, strict=True))
        lines.append(f"{letter}  {shown}  {look[0][2]}".rstrip())
    return "\n".join(lines) + "\n"


def visible(text: str) -> str:
    """With what nobody sees written out."""
    return "".join(f"<{ord(c):x}>" if unicodedata.category(c) in ("Cf", "Cc", "Zl", "Zp") else c for c in text)
