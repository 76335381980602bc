"""What is remembered by name: single values, and sets whose elements are kept one by one."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from tui_learn.progress.journal import Change, JournalStorage

KEPT, MARKS = "kept", "marks"
"""The tables."""


def _number(*parts: str) -> str:
    """The document's number: the same on every device, so that of two values of a name one is the later."""
    return str(int(hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:15], 16))


def kept_change(name: str, value: Any) -> Change:
    """Keep a value under a name."""
    return Change("p", KEPT, _number(name), {"name": name, "value": value})


class Kept:
    """What is kept in a journal by name."""

    def __init__(self, storage: JournalStorage) -> None:
        self._storage = storage
        self._marks: dict[str, set[str]] = {}
        self._seen = -1

    def get(self, name: str, default: Any = None) -> Any:
        """The value kept last under a name."""
        row = self._storage.documents(KEPT).get(_number(name))
        return default if row is None else deepcopy(row.get("value", default))

    def beginning(self, name: str) -> dict[str, Any]:
        """The values of all names that begin so, by the rest of their names; not to be changed."""
        found = {}
        for row in self._storage.documents(KEPT).values():
            whole = row.get("name")
            if isinstance(whole, str) and whole.startswith(name):
                found[whole.removeprefix(name)] = row.get("value")
        return found

    def put(self, name: str, value: Any) -> None:
        """Keep a JSON value under a name, durably. Raises ``ProgressNotSaved``."""
        self._storage.commit([kept_change(name, value)])

    def marks(self, name: str) -> frozenset[str]:
        """The elements of a set."""
        documents = self._storage.documents(MARKS)
        if self._seen != self._storage.table_version(MARKS):
            found: dict[str, set[str]] = defaultdict(set)
            for row in documents.values():
                if row.get("on"):
                    found[str(row.get("name"))].add(str(row.get("element")))
            self._marks, self._seen = found, self._storage.table_version(MARKS)
        return frozenset(self._marks.get(name, ()))

    def mark(self, name: str, elements: Iterable[str], *, on: bool = True) -> bool:
        """Put elements into a set, or with ``on`` false take them out; False when that was so already."""
        wanted = dict.fromkeys(elements)
        now = self.marks(name)
        changes = [
            Change("p", MARKS, _number(name, element), {"name": name, "element": element, "on": on})
            for element in wanted
            if (element in now) != on
        ]
        self._storage.commit(changes)
        return bool(changes)
