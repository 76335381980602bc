"""Taking over what the first version kept: one file of stock TinyDB JSON, ``progress.json``.

Its answers become a log of their own, named by what they are: two devices that take over the same file have the same
log. They keep their ids, by which those that stand in two such files are known to be the same. The file itself is
renamed and stays.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tui_learn.i18n import gettext as _
from tui_learn.progress import disk, lines
from tui_learn.progress.errors import ProgressDamaged
from tui_learn.progress.events import NOT_WHOLE, Event
from tui_learn.progress.following import is_adopted
from tui_learn.progress.kept import kept_change
from tui_learn.progress.writers import LOCAL, LOG, SEQ_BITS, segment_name

FILE = "progress.json"
TAKEN = "progress.json.taken-over"
LOCK_SECONDS = 60
_PER_SEGMENT = 20_000


def take_over(folder: Path) -> bool:
    """Make a log of the first version's file, where there is one.

    Raises ``ProgressDamaged``, and then the file is left as it is and nothing is made of it.
    """
    file = folder / FILE
    if not file.is_file():
        return False
    from filelock import FileLock, Timeout

    try:
        disk.make_folder(folder / LOCAL)
        with FileLock(folder / LOCAL / "take-over.lock", timeout=LOCK_SECONDS):
            if not file.is_file():  # another program has done it meanwhile
                return True
            raw = file.read_bytes()
            _make_log(folder, raw, *_read(file, raw))
            target = folder / TAKEN
            if target.exists():
                target = folder / f"{TAKEN}-{hashlib.sha256(raw).hexdigest()[:8]}"
            disk.replace(file, target)
            disk.sync_folder(folder)
    except Timeout:
        raise ProgressDamaged(file, _("another program is holding it")) from None
    except OSError as error:
        raise ProgressDamaged(file, error.strerror or type(error).__name__) from error
    return True


def _read(file: Path, raw: bytes) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The documents of answers and of what was kept by name."""
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise ProgressDamaged(file, _("it is not whole")) from error
    tables_are_mappings = isinstance(data, dict) and all(
        isinstance(table, dict) and all(isinstance(document, dict) for document in table.values())
        for table in data.values()
    )
    if not tables_are_mappings:
        raise ProgressDamaged(file, _("it is not a database of this program"))
    answers = list(data.get("reviews", {}).values())
    try:
        for document in answers:
            if not is_adopted(Event.from_document(document).id):
                raise ValueError(document["id"])
    except NOT_WHOLE as error:
        raise ProgressDamaged(file, _("an answer in it is not whole")) from error
    kept = [row for row in data.get("kept", {}).values() if "value" in row and isinstance(row.get("name"), str)]
    return answers, kept


def _make_log(folder: Path, raw: bytes, answers: list[dict[str, Any]], kept: list[dict[str, Any]]) -> None:
    ops = [(int(document["at"]), ["e", "reviews", document]) for document in answers]
    # As old as can be: whatever was kept since is later.
    ops = [(1, kept_change(row["name"], row["value"]).to_op()) for row in reversed(kept)] + ops
    target = folder / LOG / hashlib.sha256(raw).hexdigest()[:32]
    disk.make_folder(target)
    for number, start in enumerate(range(0, len(ops), _PER_SEGMENT), start=1):
        disk.put(target / segment_name(number), b"".join(_lines(number, ops[start : start + _PER_SEGMENT])))


def _lines(segment: int, ops: Iterable[tuple[int, list[Any]]]) -> Iterable[bytes]:
    last = 0
    for number, (moment, op) in enumerate(ops, start=1):
        last = max(last, moment)  # the order in which they stood is that in which they were stored
        yield lines.encode(segment << SEQ_BITS | number, last, [op])[0]
