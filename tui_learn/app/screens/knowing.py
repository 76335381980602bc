"""The part of the reader that knows which words the learner knows: statuses, own meanings and notes, terms."""

from __future__ import annotations

from tui_learn.app.screens.learning import LearningScreen


class KnowingScreen(LearningScreen):
    """Shows a page whose words have a status."""
