"""Two themes: *paper* (light) and *ink* (dark), and what our styles need of any other theme.

Text has a contrast of at least 4.5:1 on every ground it stands on, marks of 3:1 (WCAG 2.2, 1.4.3 and 1.4.11).
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from textual.color import Color
from textual.theme import Theme

INK = Theme(
    name="ink",
    primary="#7fb4d8",
    secondary="#a9b7c6",
    accent="#e3b341",
    foreground="#d9d5cb",
    background="#16181d",
    surface="#1d2026",
    panel="#262a32",
    success="#8fc27a",
    warning="#e3b341",
    error="#f08a80",
    dark=True,
    text_alpha=1.0,
    variables={
        "quiet": "#a1a5ae",
        "rule": "#6e7582",
        "lit": "#2f3b4d",
        "lit-other": "#2b3530",
        "mark": "#7fb4d8",
        "mark-other": "#8fc27a",
        "heading": "#e3b341",
        "link": "#8fc0e6",
        "code-ground": "#20242b",
        "status-1": "#5a2f2f",
        "status-2": "#54402a",
        "status-3": "#484a28",
        "status-4": "#2f4a2e",
        "status-5": "#34413a",
        "unknown": "#2e2e46",
        "term": "#30383a",
        "hit": "#3f3720",
        "hit-here": "#55481a",
        "block-cursor-foreground": "#16181d",
        "block-cursor-background": "#e3b341",
        "block-cursor-text-style": "bold",
        "key": "#e3b341",
        "scrollbar": "#727986",
        "scrollbar-hover": "#a1a5ae",
        "scrollbar-active": "#a1a5ae",
        "scrollbar-background": "#1d2026",
        "scrollbar-background-hover": "#1d2026",
        "scrollbar-background-active": "#1d2026",
        "scrollbar-corner-color": "#1d2026",
    },
)

PAPER = Theme(
    name="paper",
    primary="#1f5f8b",
    secondary="#4a5560",
    accent="#8a5200",
    foreground="#2a2722",
    background="#faf7f0",
    surface="#f2eee4",
    panel="#e8e3d6",
    success="#2f6b24",
    warning="#8a5200",
    error="#a32a1f",
    dark=False,
    text_alpha=1.0,
    variables={
        "quiet": "#625d54",
        "rule": "#857f74",
        "lit": "#dbe6f0",
        "lit-other": "#dfead8",
        "mark": "#1f5f8b",
        "mark-other": "#2f6b24",
        "heading": "#8a5200",
        "link": "#1f5f8b",
        "code-ground": "#efeade",
        "status-1": "#f5d4ce",
        "status-2": "#f3dcc0",
        "status-3": "#efe8b8",
        "status-4": "#d5f0be",
        "status-5": "#e2f0dc",
        "unknown": "#eee2f0",
        "term": "#d9f0ee",
        "hit": "#f6e6a8",
        "hit-here": "#f5da78",
        "block-cursor-foreground": "#faf7f0",
        "block-cursor-background": "#8a5200",
        "block-cursor-text-style": "bold",
        "key": "#8a5200",
        "scrollbar": "#857f74",
        "scrollbar-hover": "#625d54",
        "scrollbar-active": "#625d54",
        "scrollbar-background": "#f2eee4",
        "scrollbar-background-hover": "#f2eee4",
        "scrollbar-background-active": "#f2eee4",
        "scrollbar-corner-color": "#f2eee4",
    },
)

THEMES = (INK, PAPER)

TEXT_CONTRAST = 4.5
MARK_CONTRAST = 3.0
GROUNDS = {
    "lit": ("primary", 0.25), "lit-other": ("success", 0.18), "code-ground": ("foreground", 0.06),
    "status-1": ("error", 0.3), "status-2": ("warning", 0.26), "status-3": ("accent", 0.22),
    "status-4": ("success", 0.24), "status-5": ("success", 0.14), "unknown": ("secondary", 0.18),
    "term": ("primary", 0.15), "hit": ("warning", 0.22), "hit-here": ("warning", 0.38),
}  # fmt: skip
"""The grounds text stands on; what a theme that is not ours makes them of, and how much of that at most."""
INKS = {
    "quiet": "secondary", "rule": "secondary", "mark": "primary", "mark-other": "success", "heading": "accent",
    "link": "primary", "key": "accent",
}  # fmt: skip
"""The colours of text and marks; what a theme that is not ours makes them of."""
_LIGHT = ("7", "15")
"""Grounds of terminals, as ``COLORFGBG`` numbers them, that are light."""


def theme_for(wanted: str, environment: Mapping[str, str] = os.environ) -> str:
    """The name of a theme; ``auto`` is *paper* where the terminal tells that its ground is light, else *ink*."""
    if wanted != "auto":
        return wanted
    ground = environment.get("COLORFGBG", "").rpartition(";")[2]
    return "paper" if ground in _LIGHT else "ink"


def contrast(one: Color, other: Color) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def fallbacks(theme: Theme) -> dict[str, str]:
    """The variables of ours that a theme does not have, made of its own colours."""
    if "hit-here" in theme.variables:
        return {}
    made = theme.to_color_system().generate()
    if any(Color.parse(made[name]).ansi is not None for name in ("background", "foreground")):
        return {name: value for name, value in (INK if theme.dark else PAPER).variables.items()
                if name in GROUNDS or name in INKS}  # fmt: skip
    foreground, background = Color.parse(made["foreground"]), Color.parse(made["background"])
    inks = {name: _readable(Color.parse(made[source]), foreground, background) for name, source in INKS.items()}
    texts = [foreground, inks["heading"], inks["link"]]
    grounds = {
        name: _ground(Color.parse(made[source]), share, background, [*texts, inks["quiet"]] if name == "lit" else texts)
        for name, (source, share) in GROUNDS.items()
    }
    return {name: colour.hex6 for name, colour in (inks | grounds).items()}


def _readable(colour: Color, foreground: Color, background: Color) -> Color:
    """A colour, moved towards that of text until it can be read."""
    for tenths in range(11):
        moved = colour.blend(foreground, tenths / 10)
        if contrast(moved, background) >= TEXT_CONTRAST + 0.5:
            return moved
    return foreground


def _ground(colour: Color, share: float, background: Color, texts: list[Color]) -> Color:
    """As much of a colour as leaves every text on it readable."""
    for tenths in range(10, 0, -1):
        ground = background.blend(colour, share * tenths / 10)
        if all(contrast(text, ground) >= TEXT_CONTRAST for text in texts):
            return ground
    return background
