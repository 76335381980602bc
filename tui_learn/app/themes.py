"""Two themes: *paper* (light) and *ink* (dark). Text has a contrast of at least 4.5:1, marks of 3:1."""

from __future__ import annotations

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
        "quiet": "#989ca5",
        "rule": "#4a505c",
        "lit": "#2f3b4d",
        "lit-other": "#2b3530",
        "mark": "#7fb4d8",
        "mark-other": "#8fc27a",
        "heading": "#e3b341",
        "link": "#8fc0e6",
        "code-ground": "#20242b",
        "block-cursor-foreground": "#16181d",
        "block-cursor-background": "#e3b341",
        "block-cursor-text-style": "bold",
        "footer-key-foreground": "#e3b341",
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
        "rule": "#8d877b",
        "lit": "#dbe6f0",
        "lit-other": "#dfead8",
        "mark": "#1f5f8b",
        "mark-other": "#2f6b24",
        "heading": "#8a5200",
        "link": "#1f5f8b",
        "code-ground": "#efeade",
        "block-cursor-foreground": "#faf7f0",
        "block-cursor-background": "#8a5200",
        "block-cursor-text-style": "bold",
        "footer-key-foreground": "#8a5200",
    },
)

THEMES = (INK, PAPER)
