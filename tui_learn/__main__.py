"""``python -m tui_learn`` is the same as ``tui-learn``."""

import sys

from tui_learn.cli import main

if __name__ == "__main__":
    sys.exit(main())
