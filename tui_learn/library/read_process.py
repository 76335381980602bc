"""A process that reads files: paths from standard input, what they turned out to be on standard output.

Reading takes the language model and packages of a hundred megabytes together, which go with the process. A line of JSON
each way: a list of paths, a list of ``found_to_json``.
"""

from __future__ import annotations

import json
import os
import sys

GENTLE = 10
"""How much the work gives way to that of other programs, where the system knows of that."""


def main() -> int:
    """Read what is named until the other end is closed."""
    # What a package prints, be it in C, is no line of ours.
    target = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    sys.stdout = sys.stderr
    if hasattr(os, "nice"):
        os.nice(GENTLE)

    from tui_learn.library.found import found_to_json
    from tui_learn.library.readers import read_one

    with open(target, "wb") as out:
        for line in sys.stdin.buffer:
            out.write(json.dumps([found_to_json(read_one(path)) for path in json.loads(line)]).encode() + b"\n")
            out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
