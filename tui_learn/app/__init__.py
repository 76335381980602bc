"""The Textual app. Importing this package costs nothing; ``run`` imports Textual."""

from __future__ import annotations

import gc
import os

from tui_learn.app.start import Start

__all__ = ["Start", "run"]


def run(start: Start) -> int:
    """Run the app until the learner leaves; returns the exit code."""
    # Nearly everything made while starting stays: collecting in between only costs time (the app enables it again).
    gc.disable()
    # Read by Textual when it is imported: half the wait between a key and the picture.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    from tui_learn.app.app import TuiLearn

    app = TuiLearn(start)
    app.run()
    return app.return_code or 0
