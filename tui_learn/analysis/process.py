"""Starting the process and hearing what it tells."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from tui_learn.analysis.request import Request
from tui_learn.child_process import Child, shown
from tui_learn.failed import Failed
from tui_learn.text import Problem, UnreadableFile

KINDS = frozenset({"share", "problem", "unreadable", "done"})
"""What a line of the process begins with."""

Tell = Callable[[float], None]
Report = Callable[[Problem], None]


class Made(Protocol):
    """What has become of a request."""

    @property
    def key(self) -> str: ...

    @property
    def data(self) -> bytes | None: ...


class _Result:
    def __init__(self, key: str, data: bytes | None) -> None:
        self.key = key
        self.data = data


def run(request: Request, tell: Tell, report: Report) -> Made:
    """Do what is asked for in a process of its own; what ``tell`` raises ends it.

    ``tell`` hears how much is done, 0 to 1, at least every tenth of a second. Raises ``UnreadableFile`` and ``Failed``.
    """
    share = 0.0
    with Child("tui_learn.analysis.__main__", request.to_json(), KINDS) as child:
        for told in child.heard():
            if told is None:
                tell(share)
            elif "share" in told:
                share = told["share"]
                tell(share)
            elif "problem" in told:
                report(Problem(*told["problem"]))
            elif "unreadable" in told:
                raise UnreadableFile(Problem(*told["unreadable"]))
            else:
                return _Result(told["done"], None if told["path"] is None else _taken(Path(told["path"])))
    raise AssertionError("what is heard has no end but these")


def _taken(path: Path) -> bytes:
    """What could not be kept, of which there is no other copy. Raises ``Failed``."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Failed(shown(str(error))) from error
    finally:
        with contextlib.suppress(OSError):
            path.unlink()
