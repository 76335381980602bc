"""What can go wrong with progress, said so that a learner knows what to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tui_learn.i18n import gettext as _


class ProgressDamaged(Exception):
    """The file of progress cannot be understood; it is left as it is."""

    def __init__(self, path: Path, reason: str) -> None:
        message = _("{path}: your progress cannot be read ({reason}); restore it from a backup or move the file away")
        super().__init__(message.format(path=path, reason=reason))
        self.path = path


class ProgressNotSaved(Exception):
    """The disk refused; nothing was recorded."""

    def __init__(self, path: Path, reason: str) -> None:
        message = _("{path}: not saved ({reason}); make room or check the folder, then try again")
        super().__init__(message.format(path=path, reason=reason))
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something in the folder of progress that is not as it should be; the rest is used all the same."""

    severity: Literal["notice", "warning", "error"]
    path: Path
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"
