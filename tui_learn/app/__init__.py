"""The Textual app. Importing this package costs nothing; ``run`` imports Textual."""

from __future__ import annotations

import gc
import os
import sys

from tui_learn.app.start import Start

__all__ = ["Start", "run"]


def run(start: Start) -> int:
    """Run the app until the learner leaves; returns the exit code."""
    # Nearly everything made while starting stays: collecting in between only costs time (the app enables it again).
    gc.disable()
    # Read by Textual when it is imported: half the wait between a key and the picture.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    from tui_learn.app.app import TuiLearn
    from tui_learn.text.clean import clean_line

    app = TuiLearn(start)
    app.run()
    for message in app.desk.keeping.untold:  # there was no screen any more on which to tell it
        sys.stderr.write(clean_line(message) + "\n")
    return app.return_code or int(bool(app.desk.keeping.untold))
