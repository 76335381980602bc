"""What is known of files, kept between starts in SQLite. Derived data: deleting it loses nothing.

What a file holds is known by its path and its stamp. The articles are kept as the last scan of some folders left them,
in pieces, so that the first of them are there without the others. The words of all texts are in a full-text index
(FTS5) that keeps no text: a file that says something else gets a new number, and rows of numbers nobody has are passed
over, until there are so many that everything is made anew.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import sqlite3
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from tui_learn import __version__
from tui_learn.cache import json_bytes, read_json
from tui_learn.library.deck_files import DeckFile
from tui_learn.library.found import Found, Read
from tui_learn.library.summary import EditionSummary
from tui_learn.library.traits import Traits
from tui_learn.library.walking import Stamp
from tui_learn.plain_values import values_of
from tui_learn.text.problems import Problem
from tui_learn.text.version import READING_VERSION

INDEX = "library.sqlite"
_FORMAT = f"{READING_VERSION}/1/{__version__}"
_BUSY = 30.0
"""Seconds to wait for another program that writes."""
TOGETHER = 400
"""Rows that are asked for at a time."""
VERY_MANY = 10_000
"""Texts to rank which takes longer than one wants to wait."""
LEFT_OVER = 5000
"""Texts that nobody has any more, and as many as there are, may stay in the full-text index."""
_TABLES = """
CREATE TABLE format (name TEXT NOT NULL, born TEXT NOT NULL);
CREATE TABLE files (
    number INTEGER PRIMARY KEY AUTOINCREMENT, path BLOB NOT NULL UNIQUE,
    inode INTEGER NOT NULL, size INTEGER NOT NULL, changed INTEGER NOT NULL,
    found BLOB NOT NULL, traits BLOB NOT NULL, checksum INTEGER NOT NULL);
CREATE TABLE shelves (shelf TEXT NOT NULL, piece INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (shelf, piece));
CREATE VIRTUAL TABLE words USING fts5(body, content='', tokenize='ascii');
"""

Known = dict[str, tuple[int, Stamp]]
"""By absolute path the number of a file and its stamp when it was read."""
_Result = TypeVar("_Result")
_WHAT = "found, traits, checksum"
_ELSEWHERE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_NOMEM}
"""Errors that say nothing of the file."""
_NO_ROOM = {
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOLFS,
}  # fmt: skip
"""Errors with which nothing can be kept on this disk."""
_ODD = (TypeError, OverflowError, UnicodeError)
"""What values raise that are of another kind than was put in: the file was damaged where nothing checks it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a file."""

    number: int
    what: EditionSummary | DeckFile | None
    """None where it could not be read."""
    problems: tuple[Problem, ...]


class Index:
    """The index in a file; without a folder one in memory. Safe to use from threads."""

    def __init__(self, cache_folder: Path | None) -> None:
        self._file = cache_folder / INDEX if cache_folder is not None else None
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._identity: int | None = None

    # --- files

    def known(self, roots: Sequence[str]) -> Known:
        """The files below some absolute folders that were read before."""

        def read(db: sqlite3.Connection) -> Known:
            known: Known = {}
            for root in roots:
                low, high = _below(root)
                rows = db.execute(
                    "SELECT path, number, inode, size, changed FROM files WHERE path >= ? AND path < ?", (low, high)
                )
                for path, number, inode, size, changed in rows:
                    known[os.fsdecode(path)] = (number, (inode, size, changed))
            return known

        return self._run(read)

    def put(self, found: Iterable[tuple[str, Stamp, Found]]) -> list[int]:
        """Keep what files turned out to be, all or nothing; their numbers."""

        files = list(found)

        def write(db: sqlite3.Connection) -> list[int]:
            db.execute("BEGIN IMMEDIATE")  # another program may be reading the same files
            return [_put(db, path, stamp, what) for path, stamp, what in files]

        return self._run(write)

    def forget(self, numbers: Iterable[int]) -> None:
        """Files that are gone."""
        rows = [(number,) for number in numbers]
        if rows:
            self._run(lambda db: _many(db, "DELETE FROM files WHERE number = ?", rows))

    def found(self, numbers: Iterable[int]) -> Iterator[Kept]:
        """What files are; those whose rows are damaged are left out."""
        for number, data, traits, checksum in self._rows(numbers, _WHAT):
            kept = _kept_from(number, data) if _is_whole(data, traits, checksum) else None
            if kept is not None:
                yield kept

    def traits(self, numbers: Iterable[int]) -> Iterator[Traits]:
        """What of editions tells their translations, one after the other."""
        for number, data, traits, checksum in self._rows(numbers, _WHAT):
            kept = _kept_from(number, data) if _is_whole(data, traits, checksum) else None
            if kept is not None and isinstance(kept.what, EditionSummary):
                what = kept.what
                yield Traits.from_json(what.path, what.language, what.sha256, json.loads(traits))

    def _rows(self, numbers: Iterable[int], columns: str) -> Iterator[Any]:
        waiting = iter(numbers)
        while some := list(itertools.islice(waiting, TOGETHER)):
            marks = ",".join("?" * len(some))
            query = f"SELECT number, {columns} FROM files WHERE number IN ({marks})"
            by_number = {row[0]: row for row in self._run(_fetching(query, some))}
            yield from (by_number[number] for number in some if number in by_number)

    # --- words

    def matching(self, query: str) -> Iterator[int]:
        """The numbers of the files that fit a query of FTS5, the best first; some that nobody has any more.

        Where it fits very many, which say the same of it, they come as they were read.
        """
        some = "SELECT rowid FROM words WHERE words MATCH ? AND rowid > ? ORDER BY rowid LIMIT ?"
        found = [number for (number,) in self._run(_fetching(some, (query, 0, VERY_MANY)))]
        if len(found) < VERY_MANY:
            ranked = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank, rowid"
            found = [number for (number,) in self._run(_fetching(ranked, (query,)))]
        yield from found
        while len(found) == VERY_MANY:
            found = [number for (number,) in self._run(_fetching(some, (query, found[-1], VERY_MANY)))]
            yield from found

    def paths(self, numbers: Iterable[int]) -> Iterator[str]:
        """The absolute paths of files."""
        for _number, path in self._rows(numbers, "path"):
            yield os.fsdecode(path)

    # --- shelves: articles and what is wrong, as the last scan left them

    def pieces(self, *names: str) -> list[Any]:
        """The first pieces of some shelves; None where there is none, or it is damaged."""
        marks = ",".join("?" * len(names))
        query = f"SELECT shelf, data FROM shelves WHERE piece = 0 AND shelf IN ({marks})"
        found = dict(self._run(_fetching(query, names)))
        return [_json_from(found.get(name)) for name in names]

    def shelf(self, state: str, name: str, limit: int | None = None) -> tuple[Any, list[Any]]:
        """The first piece of one shelf and all pieces of another, or the first of them, as they were at one moment.

        None in the place of what is damaged.
        """

        def read(db: sqlite3.Connection) -> tuple[Any, list[Any]]:
            db.execute("BEGIN")
            first = db.execute("SELECT data FROM shelves WHERE shelf = ? AND piece = 0", (state,)).fetchone()
            query = "SELECT data FROM shelves WHERE shelf = ? ORDER BY piece LIMIT ?"
            return first, db.execute(query, (name, -1 if limit is None else limit)).fetchall()

        first, rows = self._run(read)
        return _json_from(first[0] if first else None), [_json_from(data) for (data,) in rows]

    def shelves(self, ending: str) -> dict[str, Any]:
        """The first pieces of all shelves whose names end so."""
        query = "SELECT shelf, data FROM shelves WHERE piece = 0 AND substr(shelf, ?) = ?"
        rows = self._run(_fetching(query, (-len(ending), ending)))
        return {name: _json_from(data) for name, data in rows}

    def replace(self, shelves: Mapping[str, Iterable[Any]]) -> None:
        """Put JSON values in the place of all pieces of some shelves, all or nothing."""

        rows = [
            (name, number, json_bytes(piece)) for name, all_ in shelves.items() for number, piece in enumerate(all_)
        ]

        def write(db: sqlite3.Connection) -> None:
            _many(db, "DELETE FROM shelves WHERE shelf = ?", [(name,) for name in shelves])
            _many(db, "INSERT INTO shelves (shelf, piece, data) VALUES (?, ?, ?)", rows)

        self._run(write)

    # --- what nobody needs any more

    def forget_all_but(self, roots: Sequence[str]) -> None:
        """Forget the files that are below none of some absolute folders."""
        below = " OR ".join(["path >= ? AND path < ?"] * len(roots)) or "0"
        values = [edge for root in roots for edge in _below(root)]
        self._run(lambda db: db.execute(f"DELETE FROM files WHERE NOT ({below})", values) and None)

    def tidy(self) -> None:
        """Forget everything where most of the full-text index is of texts that nobody has any more."""

        def counted(db: sqlite3.Connection) -> tuple[int, int]:
            (texts,) = db.execute("SELECT count(*) FROM words_docsize").fetchone()
            (files,) = db.execute("SELECT count(*) FROM files").fetchone()
            return texts, files

        texts, files = self._run(counted)
        if texts > 2 * files + LEFT_OVER:
            self._run(_make)

    # --- the file

    def born(self) -> str:
        """Differs between this index and any other, and whenever it was made anew: numbers begin at 1 again then."""
        return "".join(str(born) for (born,) in self._run(_fetching("SELECT born FROM format", ())))

    def leave_disk(self) -> None:
        """From now on keep everything in memory, where there is nothing yet."""
        self.close()
        self._file = None

    def close(self) -> None:
        """Let go of the file; it is opened again when something is asked."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def is_on_disk(self) -> bool:
        """Whether what is kept is there for other programs too."""
        return self._file is not None and self._run(lambda db: bool(db.execute("PRAGMA database_list").fetchone()[2]))

    def size(self) -> int:
        """Bytes on disk; 0 where there is none."""
        try:
            return self._file.stat().st_size if self._file is not None else 0
        except OSError:
            return 0

    def _run(self, work: Callable[[sqlite3.Connection], _Result]) -> _Result:
        """Do something in one transaction. What is damaged is thrown away, and is made again by the next scan.

        Where the disk takes nothing everything is kept in memory from then on. Raises ``sqlite3.OperationalError``
        where another program writes for too long.
        """
        with self._lock:
            try:
                return self._try(work)
            except (sqlite3.DatabaseError, *_ODD) as error:
                code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
                if code in _ELSEWHERE or self._file is None:
                    raise
                if code in _NO_ROOM:
                    self.leave_disk()
                else:
                    self._start_anew()
                return self._try(work)

    def _try(self, work: Callable[[sqlite3.Connection], _Result]) -> _Result:
        if self._connection is not None and self._identity != _identity(self._file):
            self.close()  # somebody has removed it, or made it anew
        if self._connection is None:
            self._connection = _open(self._file)
            self._identity = _identity(self._file)
        with self._connection:
            return work(self._connection)

    def _start_anew(self) -> None:
        self.close()
        if self._file is not None:
            for ending in ("", "-wal", "-shm", "-journal"):
                with contextlib.suppress(OSError):
                    os.unlink(f"{self._file}{ending}")
            if self._file.exists():  # as on Windows, where another program has it open
                self._file = None


def _identity(file: Path | None) -> int | None:
    """Tells a file from others of the same name."""
    if file is None or os.name == "nt":  # where no file is removed that is open
        return None
    try:
        return file.stat().st_ino
    except OSError:
        return None


def _open(file: Path | None) -> sqlite3.Connection:
    """Raises ``sqlite3.Error``."""
    if file is not None:
        try:
            # The file itself must not be opened: closing it would take away the locks of other connections.
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError:  # nothing can be kept: it is found out again each time
            file = None
    db = sqlite3.connect(file or ":memory:", timeout=_BUSY, check_same_thread=False)
    try:
        # What is lost with the power is read again.
        _write_ahead(db)
        db.executescript("PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16000;")
        if _format_of(db) != _FORMAT:
            _make_first(db)
    except BaseException:
        db.close()
        raise
    return db


def _write_ahead(db: sqlite3.Connection) -> None:
    """Let others read while one writes. Unlike all else this does not wait for other programs by itself."""
    until = time.monotonic() + _BUSY
    while db.execute("PRAGMA journal_mode").fetchone()[0] == "delete":
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return  # where the file system cannot, it stays as it was
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _format_of(db: sqlite3.Connection) -> str:
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'format'").fetchall():
        return ""
    return "".join(str(name) for (name,) in db.execute("SELECT name FROM format"))


def _make_first(db: sqlite3.Connection) -> None:
    """Tables of this version in the place of others; another program may be doing the same."""
    with db:
        db.execute("BEGIN IMMEDIATE")
        if _format_of(db) != _FORMAT:
            _make(db)


def _make(db: sqlite3.Connection) -> None:
    """Empty tables of this version in the place of whatever is there."""
    if not db.in_transaction:
        db.execute("BEGIN IMMEDIATE")
    names = "SELECT name FROM sqlite_master WHERE name IN ('format', 'files', 'shelves', 'words')"
    for (name,) in db.execute(names).fetchall():
        db.execute(f"DROP TABLE {name}")
    for statement in _TABLES.split(";"):
        db.execute(statement)
    db.execute("INSERT INTO format VALUES (?, lower(hex(randomblob(16))))", (_FORMAT,))


def _put(db: sqlite3.Connection, path: str, stamp: Stamp, what: Found) -> int:
    """Keep what a file is; its number, which stays the same where nothing but its stamp has changed."""
    name, data, traits = os.fsencode(path), _data_of(what), _traits_of(what)
    known = db.execute(f"SELECT number, {_WHAT} FROM files WHERE path = ?", (name,)).fetchone()
    if known is not None and tuple(known[1:]) == (data, traits, zlib.crc32(data + traits)):
        db.execute("UPDATE files SET inode = ?, size = ?, changed = ? WHERE number = ?", (*stamp, known[0]))
        return int(known[0])
    db.execute("DELETE FROM files WHERE path = ?", (name,))
    row = (name, *stamp, data, traits, zlib.crc32(data + traits))
    made = db.execute(
        "INSERT INTO files (path, inode, size, changed, found, traits, checksum) VALUES (?,?,?,?,?,?,?)", row
    )
    assert made.lastrowid is not None
    if isinstance(what, Read):
        db.execute("INSERT INTO words (rowid, body) VALUES (?, ?)", (made.lastrowid, what.body))
    return made.lastrowid


def _is_whole(data: Any, traits: Any, checksum: Any) -> bool:
    return isinstance(data, bytes) and isinstance(traits, bytes) and zlib.crc32(data + traits) == checksum


def _json_from(data: Any) -> Any:
    try:
        return read_json(data) if isinstance(data, bytes) else None
    except (ValueError, RecursionError):
        return None


def _fetching(query: str, values: Sequence[Any]) -> Callable[[sqlite3.Connection], list[Any]]:
    return lambda db: db.execute(query, values).fetchall()


def _many(db: sqlite3.Connection, query: str, rows: Iterable[Sequence[Any]]) -> None:
    db.executemany(query, rows)


def _below(root: str) -> tuple[bytes, bytes]:
    """The first path below a folder and the first after all of them."""
    low = os.fsencode(os.path.join(root, ""))
    return low, low[:-1] + bytes([low[-1] + 1])


def _data_of(found: Found) -> bytes:
    if isinstance(found, Read):
        problems = [values_of(problem) for problem in found.problems]
        return json.dumps(["edition", values_of(found.summary), problems]).encode()
    if isinstance(found, DeckFile):
        return json.dumps(["deck", [found.path], []]).encode()
    return json.dumps(["problem", [], [values_of(found)]]).encode()


def _traits_of(found: Found) -> bytes:
    return json.dumps(found.traits.to_json()).encode() if isinstance(found, Read) else b""


def _kept_from(number: int, data: bytes) -> Kept | None:
    try:
        kind, values, problems = json.loads(data)
        what = _KINDS[kind](*values)
        return Kept(number, what, tuple(Problem(*problem) for problem in problems))
    except (ValueError, KeyError, TypeError):
        return None


_KINDS: dict[str, Callable[..., EditionSummary | DeckFile | None]] = {
    "edition": EditionSummary,
    "deck": DeckFile,
    "problem": lambda: None,
}
