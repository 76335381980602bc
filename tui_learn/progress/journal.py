"""TinyDB over an append-only log: the same tables and queries, another way to the disk.

Stock TinyDB writes its whole file at each change, in place. Here a change is one checksummed line at the end of this
device's log, on the disk before the call returns, at the same cost after a million; what other devices or programs
have written is read along. A table named among ``events`` is never held in memory and only ever added to; of the
others the latest change of a document wins, whichever device it was made on.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import time
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from tui_learn.i18n import gettext as _
from tui_learn.progress.logs import Logs, Position, Read, event_document, event_id, is_event
from tui_learn.progress.writers import SEQ_BITS, Writer

Stamp = tuple[int, str, int, int]
"""Logical time, writer, line, place in the line: of two changes the one with the greater stamp is the later."""
_NEVER: Stamp = (0, "", 0, 0)
_VERSIONS = itertools.count(1)


class Follower(Protocol):
    """Who makes something of events."""

    def begin_anew(self) -> None:
        """Forget everything: all events come again."""

    def take(self, document: dict[str, Any]) -> None:
        """An event that another program, device or an earlier run has stored."""

    def settle(self) -> None:
        """All that was new has been given."""


class Change(NamedTuple):
    """A change of a document: ``p`` put, ``d`` delete, ``x`` empty a table, ``r`` remove it, ``e`` an event."""

    op: str
    table: str
    doc_id: str = ""
    document: Any = None

    def to_op(self) -> list[Any]:
        """As it stands in a line."""
        return [part for part in self if part != ""]


def document_id(identity: str) -> int:
    """The number TinyDB knows it by."""
    line, _dot, place = identity.partition(".")
    writer, seq, crc = line.split("-")
    return ((int(writer, 16) << 64 | int(seq, 16)) << 32 | int(crc, 16)) << 8 | int(place or 0)


def _identity(number: int) -> str:
    place, crc = number & 0xFF, number >> 8 & 0xFFFFFFFF
    seq, writer = number >> 40 & (1 << 64) - 1, number >> 104
    return event_id(f"{writer:016x}", seq, crc, place)


class _Eager:
    """A table that is held in memory."""

    def __init__(self) -> None:
        self.exists = False
        self.documents: dict[str, dict[str, Any]] = {}
        self.stamps: dict[str, Stamp] = {}
        """Of the last change of each document, gone ones too."""
        self.emptied: Stamp = _NEVER
        self.version = next(_VERSIONS)
        """Another after each change, and in each table."""

    def apply(self, op: str, doc_id: str, document: Any, stamp: Stamp) -> None:
        self.version = next(_VERSIONS)
        if op in ("x", "r"):
            if stamp <= self.emptied:
                return
            self.emptied = stamp
            for gone in [name for name in self.documents if self.stamps[name] < stamp]:
                del self.documents[gone]
            self.exists = op == "x" or bool(self.documents)
            return
        if stamp <= max(self.stamps.get(doc_id, _NEVER), self.emptied):
            return
        self.stamps[doc_id] = stamp
        self.exists = True
        if op == "p":
            self.documents[doc_id] = document
        else:
            self.documents.pop(doc_id, None)

    def to_json(self) -> list[Any]:
        return [self.exists, list(self.emptied), self.documents, {k: list(v) for k, v in self.stamps.items()}]

    @classmethod
    def from_json(cls, data: list[Any]) -> _Eager:
        table = cls()
        table.exists, emptied, table.documents, stamps = data
        table.emptied = _stamp(emptied)
        table.stamps = {name: _stamp(stamp) for name, stamp in stamps.items()}
        return table


def _stamp(data: list[Any]) -> Stamp:
    moment, writer, seq, place = data
    return int(moment), str(writer), int(seq), int(place)


class JournalStorage(Storage):
    """Reads the logs in ``folder`` and appends to its own.

    Opening makes no file. Raises ``ProgressDamaged`` when reading, ``ProgressNotSaved`` when writing; then nothing
    was stored.
    """

    def __init__(
        self,
        folder: str | Path,
        *,
        events: Iterable[str] = ("reviews",),
        follower: Follower | None = None,
        clock: Callable[[], float] = time.time,
        max_segment: int | None = None,
    ) -> None:
        super().__init__()
        self.folder = Path(folder)
        self.events = frozenset(events)
        self.follower = follower
        self.logs = Logs(self.folder)
        self.version = 0
        """Grows with every change, so that nothing old is answered from memory."""
        self._clock = clock
        self._max_segment = max_segment
        self._time = 0
        self._tables: dict[str, _Eager] = {}
        self._writer: Writer | None = None
        self._closing: weakref.finalize[Any, Any] | None = None
        self._own: str | None = None
        self._to_keep = False
        self.unknown = 0
        """Changes met that this version does not understand; a later one may."""
        self.looks_fresh = True
        """Whether everything is still to be read."""

    # --- what others wrote

    def refresh(self) -> None:
        """Read what is new in the logs."""
        news = None if self.looks_fresh and not self.logs.positions else self.logs.news(self._own)
        if news is None:
            self.reread()
        elif news:
            for read in news:
                self._take(read)
            if self.follower is not None:
                self.follower.settle()
        self.looks_fresh = False

    def reread(self) -> None:
        """Read everything anew."""
        self._tables, self.unknown = {}, 0
        self.version += 1
        if self.follower is not None:
            self.follower.begin_anew()
        for read in self.logs.everything():
            self._take(read)
        if self.follower is not None:
            self.follower.settle()

    def _take(self, read: Read) -> None:
        writer, line = read
        self._time = max(self._time, line.time)
        self.version += 1
        for place, op in enumerate(line.ops):
            if is_event(op):
                if self.follower is not None:
                    self.follower.take(event_document(writer, line, place))
            else:
                self._apply(op, (line.time, writer, line.seq, place))

    def _apply(self, op: list[Any], stamp: Stamp) -> None:
        match op:
            case ["p", str(name), str(doc_id), dict(document)] if doc_id.isdecimal():
                self._table(name).apply("p", doc_id, document, stamp)
            case ["d", str(name), str(doc_id), *_]:
                self._table(name).apply("d", doc_id, None, stamp)
            case ["x" | "r" as kind, str(name), *_]:
                self._table(name).apply(kind, "", None, stamp)
            case _:
                self.unknown += 1

    def _table(self, name: str) -> _Eager:
        table = self._tables.get(name)
        if table is None:
            table = self._tables[name] = _Eager()
        return table

    # --- writing

    def commit(self, changes: Iterable[Change]) -> list[str]:
        """Store changes in one line, all of them or none; the ids of those that are events.

        On the disk when this returns.
        """
        ops = [change.to_op() for change in changes]
        if not ops:
            return []
        writer = self._writer or self.begin()
        moment = max(int(self._clock() * 1000), self._time + 1)
        line = writer.append(moment, ops)
        self._time = moment
        self.version += 1
        self._own = writer.key
        self.logs.advance(writer.key, writer.size, writer.crc, line.seq & (1 << SEQ_BITS) - 1)
        if self._to_keep:  # what was written comes before copies: they need room too
            self._to_keep = False
            with contextlib.suppress(OSError):  # tried again, and told, when all is tidied
                self.keep()
        ids = []
        for place, op in enumerate(ops):
            if op[0] == "e":
                ids.append(event_id(writer.name, line.seq, line.crc, place))
            else:
                # As it will be read from the line: a tuple is a list there, and a number as a key a text.
                self._apply(json.loads(json.dumps(op)), (line.time, writer.name, line.seq, place))
        return ids

    def begin(self) -> Writer:
        """Take a folder of the log to write to, and read what is new: what is written next is written knowing it."""
        if self._writer is not None:
            return self._writer
        more = {} if self._max_segment is None else {"max_segment": self._max_segment}
        writer = Writer(self.folder, **more)
        self._writer = writer
        self._closing = weakref.finalize(self, writer.close)
        self.logs.begin(writer.name)
        self.refresh()
        self._to_keep = True
        return writer

    @property
    def is_writing(self) -> bool:
        """Whether this program holds a folder of the log."""
        return self._writer is not None

    def keep(self) -> None:
        """Copy what was read of the logs, and what was written. Raises ``OSError``."""
        self.logs.keep()
        writer = self._writer
        if writer is not None and self.logs.kept.get(writer.key) == writer.size:
            writer.kept()

    def close(self) -> None:
        """Stop writing and let another program have the folder."""
        if self._closing is not None:
            self._closing()
        self._writer, self._closing, self._own = None, None, None

    # --- what TinyDB asks for

    def read(self) -> dict[str, dict[str, Any]]:
        """All tables; those of events as views of the log."""
        self.refresh()
        tables: dict[str, Any] = {name: table.documents for name, table in self._tables.items() if table.exists}
        for name in self.events:
            view = EventsView(self.logs, name)
            if view:
                tables[name] = view
        return tables

    def documents(self, name: str) -> Mapping[str, dict[str, Any]]:
        """The documents of a table that is held in memory, as of the last look."""
        table = self._tables.get(name)
        return table.documents if table is not None else {}

    def table_version(self, name: str) -> int:
        """Another after every change of such a table."""
        table = self._tables.get(name)
        return table.version if table is not None else 0

    def table(self, name: str) -> Mapping[str, dict[str, Any]]:
        """The documents of one table."""
        self.refresh()
        if name in self.events:
            return EventsView(self.logs, name)
        table = self._tables.get(name)
        return table.documents if table is not None else {}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Make the tables what is given: how TinyDB drops tables. Those of events cannot be dropped."""
        before = self.read()
        changes = []
        for name in before:
            if name not in data:
                _refuse_events(self, name)
                changes.append(Change("r", name))
        for name, documents in data.items():
            if name not in self.events:
                old = self.table(name)
                changes += [Change("d", name, gone) for gone in old if gone not in documents]
                changes += [Change("p", name, key, doc) for key, doc in documents.items() if old.get(key) != doc]
        self.commit(changes)

    # --- what a snapshot keeps

    def to_snapshot(self) -> tuple[dict[str, Any], bytes]:
        """All that was read, but for the events: with it, only what comes later need be read."""
        head = {
            "time": self._time,
            "unknown": self.unknown,
            "positions": self.logs.positions,
            "damage": self.logs.damage,
            "odd": self.logs.odd,
            "kept": self.logs.kept,
            "apart": sorted(self.logs.apart),
        }
        tables = {name: table.to_json() for name, table in self._tables.items()}
        return head, json.dumps(tables, separators=(",", ":")).encode()

    def restore(self, head: dict[str, Any], tables: bytes) -> None:
        """Inverse. Raises what a malformed object raises."""
        self._tables = {name: _Eager.from_json(table) for name, table in json.loads(tables).items()}
        self._time, self.unknown = int(head["time"]), int(head["unknown"])
        self.logs.damage, self.logs.odd = dict(head["damage"]), dict(head["odd"])
        self.logs.kept = {key: int(size) for key, size in head["kept"].items()}
        self.logs.apart = set(head["apart"])
        self.logs.positions = {
            key: Position(size, crc, number, (stat[0], stat[1]))
            for key, (size, crc, number, stat) in head["positions"].items()
        }

    def forget(self) -> None:
        """Nothing was read yet."""
        self._tables, self._time, self.unknown = {}, 0, 0
        self.logs.damage, self.logs.odd, self.logs.kept, self.logs.positions = {}, {}, {}, {}
        self.logs.apart = set()


class EventsView(Mapping[str, dict[str, Any]]):
    """A table of events as TinyDB sees it, read from the log each time: nothing of it stays in memory."""

    def __init__(self, logs: Logs, name: str) -> None:
        self._logs, self._name = logs, name

    def _all(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for identity, document in self._logs.identified(self._name):
            yield str(document_id(identity)), document

    def __iter__(self) -> Iterator[str]:
        return (key for key, _document in self._all())

    def __len__(self) -> int:
        return sum(1 for _pair in self._all())

    def __bool__(self) -> bool:
        return next(self._all(), None) is not None

    def __getitem__(self, key: str) -> dict[str, Any]:
        wanted = _identity(int(key))
        line_id, _dot, place = wanted.partition(".")
        writer, seq, crc = line_id.split("-")
        for line in self._logs.segment(writer, int(seq, 16) >> SEQ_BITS):
            if (line.seq, line.crc) == (int(seq, 16), int(crc, 16)) and int(place or 0) < len(line.ops):
                op = line.ops[int(place or 0)]
                if is_event(op) and op[1] == self._name:
                    return event_document(writer, line, int(place or 0))
        raise KeyError(key)

    def items(self) -> Any:
        """Pairs of key and document, each read once."""
        return self._all()

    def values(self) -> Any:
        """The documents."""
        return (document for _key, document in self._all())


_GONE: Any = object()


class _TableView(MutableMapping[int, Any]):
    """A table as TinyDB's updaters change it: what is changed is laid over what is there."""

    def __init__(self, documents: Mapping[str, Any]) -> None:
        self._base = documents
        self._new: dict[int, Any] = {}
        self._touched: dict[int, Any] = {}
        self._emptied = False

    def __getitem__(self, key: int) -> Any:
        if key in self._new:
            if self._new[key] is _GONE:
                raise KeyError(key)
            return self._new[key]
        if self._emptied:
            raise KeyError(key)
        # An updater may change what it is given.
        copy = self._new[key] = deepcopy(self._base[str(key)])
        return copy

    def __setitem__(self, key: int, value: Any) -> None:
        self._new[key] = value

    def __delitem__(self, key: int) -> None:
        if key not in self:
            raise KeyError(key)
        self._new[key] = _GONE

    def __contains__(self, key: object) -> bool:
        if key in self._new:
            return self._new[key] is not _GONE
        return not self._emptied and str(key) in self._base

    def __iter__(self) -> Iterator[int]:
        base = () if self._emptied else [int(key) for key in self._base]
        for key in base:
            if self._new.get(key) is not _GONE:
                yield key
        known = set(base)
        yield from [key for key, value in self._new.items() if key not in known and value is not _GONE]

    def __len__(self) -> int:
        return sum(1 for _key in self)

    def clear(self) -> None:
        """Empty it."""
        self._new.clear()
        self._emptied = True

    def changes(self, name: str) -> Iterator[Change]:
        """What is to be stored."""
        if self._emptied:
            yield Change("x", name)
        base = {} if self._emptied else self._base
        for key, value in self._new.items():
            if value is _GONE:
                if str(key) in base:
                    yield Change("d", name, str(key))
            elif str(key) not in base or _differ(base[str(key)], value):
                yield Change("p", name, str(key), value)


def _differ(old: Any, new: Any) -> bool:
    """Whether two documents are written differently: 1 and 1.0, or true, are the same to Python."""
    return bool(old != new) or json.dumps(old) != json.dumps(new)


class JournalTable(Table):
    """A TinyDB table whose changes are lines of the log.

    As with TinyDB's storages in memory, lists and mappings inside a document that was read are not copies: what is
    changed in them is not stored.
    """

    _seen = -1
    """The journal's version whose answers are in the query cache."""
    _counted = -1
    """The journal's version by which the next number was found."""

    def _journal(self) -> JournalStorage:
        storage = self._storage
        assert isinstance(storage, JournalStorage)
        return storage

    def _read_table(self) -> Any:
        return self._journal().table(self.name)

    def search(self, cond: Any) -> list[Document]:
        """As TinyDB's; nothing that has changed since is answered from memory."""
        journal = self._journal()
        journal.refresh()
        if self._seen != journal.version:
            self.clear_cache()
            self._seen = journal.version
        return super().search(cond)

    def _get_next_id(self) -> int:
        # Another program may have added documents; those added here in one go are not in the table yet.
        documents = self._read_table()
        version = self._journal().table_version(self.name)
        number: int = self._next_id or 1
        if self._next_id is None or self._counted != version:
            number = max(number, max((int(key) for key in documents), default=0) + 1)
            self._counted = version
        self._next_id = number + 1  # type: ignore[assignment]
        return number

    def insert(self, document: Mapping[str, Any]) -> int:
        """As TinyDB's."""
        if self.name not in self._journal().events:
            return super().insert(document)
        return self.insert_multiple([document])[0]

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """As TinyDB's, in one write; of events the numbers are given by the log."""
        journal = self._journal()
        if self.name not in journal.events:
            return super().insert_multiple(documents)
        found = list(documents)
        if not all(isinstance(document, Mapping) for document in found):
            raise ValueError("Document is not a Mapping")
        ids = journal.commit([Change("e", self.name, "", dict(document)) for document in found])
        if journal.follower is not None:
            for identity, document in zip(ids, found, strict=True):
                journal.follower.take({"id": identity, **document})
            journal.follower.settle()
        return [document_id(identity) for identity in ids]

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        journal = self._journal()
        _refuse_events(journal, self.name)
        view = _TableView(journal.table(self.name))
        updater(view)
        before = journal.table_version(self.name)
        journal.commit(view.changes(self.name))
        if self._counted == before:
            self._counted = journal.table_version(self.name)  # nobody else has added anything
        self.clear_cache()


def _refuse_events(journal: JournalStorage, name: str) -> None:
    if name in journal.events:
        raise TypeError(_("answers are only ever added; one is taken back by undoing it"))


class JournalDB(TinyDB):
    """A ``TinyDB`` in a folder: ``JournalDB(folder)``; the options are those of ``JournalStorage``."""

    table_class = JournalTable

    def __init__(self, folder: str | Path, **options: Any) -> None:
        super().__init__(folder, storage=JournalStorage, **options)
