"""What is decided is kept one thing after another, in the order of the keys, and before the program ends."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

Act = Callable[[], None]
"""Keeps something, or says in ``Keeping.untold`` why it could not."""


@dataclass
class Keeping:
    """A queue that outlives the screens. Safe to use from threads."""

    untold: list[str] = field(default_factory=list)
    """What could not be kept, until somebody has told it."""
    _waiting: deque[Act] = field(default_factory=deque)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _turn: threading.Lock = field(default_factory=threading.Lock)
    """Of whoever keeps something: one at a time."""
    _begun: bool = False

    def add(self, act: Act) -> bool:
        """Let something be kept; True where nobody is at it: then ``work`` has to be called, in a thread."""
        with self._lock:
            self._waiting.append(act)
            begun, self._begun = self._begun, True
            return not begun

    def work(self) -> None:
        """Keep all that waits; what another thread has begun is kept when this returns.

        What an error of the program has left waiting is for the next call.
        """
        with self._turn:
            while (act := self._next()) is not None:
                try:
                    act()
                except BaseException:
                    with self._lock:
                        self._begun = False
                    raise

    def _next(self) -> Act | None:
        with self._lock:
            self._begun = bool(self._waiting)
            return self._waiting.popleft() if self._waiting else None
