"""tui-learn: parallel reading and quizzes in the terminal.

The package itself imports nothing, so that ``import tui_learn`` costs nothing; the rooms are
``text``, ``library``, ``bitext``, ``quiz``, ``progress`` and ``app``.
"""

__version__ = "0.1.0"
