"""Parsed dictionaries kept as sqlite3 files in the cache folder, each word with what answers it, both ways.

A file is written beside its place and then takes it as a whole, so that processes that parse at once do no harm.
Where nothing can be written, the same is held in a database of the process's own.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import sqlite3
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tui_learn.bitext import dictd, stardict
from tui_learn.bitext.dictd import MAX_DATA, Entries, Findings, Place, Share
from tui_learn.bitext.dictionary_files import DictionaryFile
from tui_learn.bitext.dictionary_text import MAX_HEADWORDS, headword_forms, parse_entry, word_classes
from tui_learn.cache import sweep
from tui_learn.i18n import gettext as _
from tui_learn.text.problems import Problem, UnreadableFile

FORMAT = 3
"""Of the files that are kept; another number also wherever entries are read in another way."""
KEPT = 400
"""Parsed dictionaries that are kept; those not used for longest go first."""
MAX_PAIRS = 20_000_000
"""Pairs of a word and a translation that are kept of one dictionary."""
MAX_ANSWERS = 500
"""Answers to one word that are kept."""
MAX_CLASSES = 60
"""Entries that are asked for the class of a word."""
_BATCH = 900
_DAY = 86_400
_BEYOND = 2**60
_LIST_SHARE, _ENTRY_SHARE = 0.2, 0.95  # of the work, when the list of headwords is read, when the entries are

_TABLES = """
CREATE TABLE forward(word TEXT PRIMARY KEY, answers TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE backward(word TEXT PRIMARY KEY, answers TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE forward_class(word TEXT PRIMARY KEY, classes TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE backward_class(word TEXT PRIMARY KEY, classes TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE about(key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_INSERT = """
INSERT INTO {table} SELECT word, group_concat(answer, char(10)) FROM (
    SELECT word, answer, row_number() OVER (PARTITION BY word ORDER BY answer) AS place
    FROM (SELECT DISTINCT {word} AS word, {answer} AS answer FROM pair {where})
) WHERE place <= {most} GROUP BY word
"""


_INSERT_CLASSES = """
INSERT INTO {table} SELECT {word}, group_concat(classes, '') FROM (
    SELECT {word}, classes, row_number() OVER (PARTITION BY {word}) AS place FROM pair WHERE classes <> '' AND main = 1
) WHERE place <= {most} GROUP BY {word}
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it stands in a dictionary."""

    headwords: tuple[str, ...]
    synonyms: tuple[str, ...]
    """Other headwords, inflected forms for the most part."""
    text: str


def read_entries(file: DictionaryFile, findings: Findings, share: Share) -> Iterator[Entry]:
    """The entries of a dictionary in the order of their places. Raises ``UnreadableFile``.

    The list of headwords is sorted in a temporary database, so that a large one needs no memory and a compressed
    file of entries is gone through once.
    """
    ifo = stardict.read_ifo(file.path) if file.kind == "stardict" else None
    with closing(sqlite3.connect("", isolation_level=None)) as work, closing(Entries(file.data, findings)) as data:
        work.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-16000; BEGIN;"
            "CREATE TABLE place(number INTEGER PRIMARY KEY, start INTEGER, length INTEGER, headword TEXT, main INTEGER)"
        )
        count = _note_places(work, file, ifo, findings, lambda part: share(part * _LIST_SHARE))
        types = ifo.types if ifo is not None else None
        for number, (start, length, headwords, synonyms) in enumerate(_places(work, findings, file.data)):
            if number % 500 == 0:
                share(_LIST_SHARE + (_ENTRY_SHARE - _LIST_SHARE) * min(number / max(count, 1), 1.0))
            raw = data.read(start, length)
            if raw is not None:
                text = findings.decode(raw) if types is None else stardict.entry_text(raw, types, findings)
                yield Entry(headwords, synonyms, text)


def _note_places(
    work: sqlite3.Connection, file: DictionaryFile, ifo: stardict.Ifo | None, findings: Findings, share: Share
) -> int:
    """Note where the entry of every headword lies; how many headwords there are."""
    places: Iterator[Place]
    if ifo is None:
        places = dictd.read_index(file.words, findings, share)
    else:
        places = stardict.read_index(file.words, ifo, findings, share)
    rows = ((number, min(p.offset, _BEYOND), p.length, p.headword) for number, p in enumerate(places))
    work.executemany("INSERT INTO place VALUES (?, ?, ?, ?, 1)", rows)
    count = int(work.execute("SELECT count(*) FROM place").fetchone()[0])
    if ifo is not None and file.synonyms is not None:
        stand_for = stardict.read_synonyms(file.synonyms, ifo, count, findings, share)
        work.executemany(
            "INSERT INTO place(start, length, headword, main) SELECT start, length, ?, 0 FROM place WHERE number = ?",
            stand_for,
        )
    return count


def _places(
    work: sqlite3.Connection, findings: Findings, data: Path
) -> Iterator[tuple[int, int, tuple[str, ...], tuple[str, ...]]]:
    """Each place once, with the headwords that lead there."""
    rows = work.execute("SELECT start, length, headword, main FROM place ORDER BY start, length, main DESC, number")
    read = 0
    for (start, length), group in itertools.groupby(rows, key=lambda row: (int(row[0]), int(row[1]))):
        read += length if length <= dictd.MAX_ENTRY else 0
        if read > MAX_DATA:
            message = _("its entries overlap so often that only the first {limit} MB are used")
            findings.add("warning", data, message.format(limit=MAX_DATA // 1_000_000))
            return
        headwords: list[str] = []
        synonyms: list[str] = []
        for _start, _length, headword, main in group:
            words = headwords if main else synonyms
            if len(words) < MAX_HEADWORDS:
                words.append(headword)
        yield start, length, tuple(headwords), tuple(synonyms)


# --- filling a database


def _fill(base: sqlite3.Connection, file: DictionaryFile, share: Share) -> None:
    """Parse a dictionary into an empty database. Raises ``UnreadableFile`` and ``sqlite3.Error``."""
    findings = Findings()
    base.executescript(
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-16000; BEGIN;"
        f"{_TABLES}"
        "CREATE TEMP TABLE pair"
        "(word TEXT NOT NULL, answer TEXT NOT NULL, main INTEGER NOT NULL, classes TEXT NOT NULL);"
    )
    pairs = _pairs(file, findings, share)
    base.executemany("INSERT INTO pair VALUES (?, ?, ?, ?)", itertools.islice(pairs, MAX_PAIRS))
    if next(pairs, None) is not None:
        message = _("only the first {count} translations are used; the dictionary is too large")
        findings.add("warning", file.data, message.format(count=MAX_PAIRS))
    base.execute(_INSERT.format(table="forward", word="word", answer="answer", where="", most=MAX_ANSWERS))
    share((1.0 + _ENTRY_SHARE) / 2)
    where = "WHERE main = 1"  # nobody wants a translation answered by every inflected form
    base.execute(_INSERT.format(table="backward", word="answer", answer="word", where=where, most=MAX_ANSWERS))
    for table, word in (("forward_class", "word"), ("backward_class", "answer")):
        base.execute(_INSERT_CLASSES.format(table=table, word=word, most=MAX_CLASSES))
    base.execute("DROP TABLE pair")
    problems = findings.sum_up(file.words, file.data)
    if not problems and base.execute("SELECT 1 FROM forward LIMIT 1").fetchone() is None:
        message = _("no translations can be found in it; it is of no use here")
        findings.add("warning", file.data, message)
    told = [[p.severity, Path(p.path).suffix, p.line, p.message] for p in problems]
    about = [("format", str(FORMAT)), ("key", file.key()), ("problems", json.dumps(told))]
    base.executemany("INSERT INTO about VALUES (?, ?)", about)
    base.execute("COMMIT")
    share(1.0)


def _pairs(file: DictionaryFile, findings: Findings, share: Share) -> Iterator[tuple[str, str, int, str]]:
    for entry in read_entries(file, findings, share):
        headwords, translations = parse_entry(entry.headwords, entry.text, file.source, file.target)
        classes = word_classes(entry.text)
        for headword in headwords:
            for translation in translations:
                yield headword, translation, 1, classes
        for synonym in entry.synonyms if translations else ():
            for form in headword_forms(synonym, file.source):
                for translation in translations:
                    yield form, translation, 0, classes


# --- a dictionary that can be asked


class Shelf:
    """One parsed dictionary. Safe to use from several threads."""

    def __init__(self, file: DictionaryFile, folder: Path | None, share: Share = lambda _share: None) -> None:
        """Parse it, if that has not been done yet. Raises ``UnreadableFile`` and ``sqlite3.Error``."""
        self.file = file
        self._lock = threading.Lock()
        self._kept = folder / f"{file.key()}.sqlite3" if folder is not None else None
        self._base = self._opened(share)

    def close(self) -> None:
        """Close the database."""
        self._base.close()

    def problems(self) -> list[Problem]:
        """What was wrong with the dictionary when it was parsed."""
        with self._lock:
            (told,) = self._base.execute("SELECT value FROM about WHERE key = 'problems'").fetchone()
        parts = {part.suffix: part for part in (self.file.data, self.file.words, self.file.synonyms) if part}
        return [
            Problem(severity, str(parts.get(suffix, self.file.path)), line, message)
            for severity, suffix, line, message in json.loads(told)
        ]

    def answers(self, words: Iterable[str], *, forward: bool) -> list[tuple[str, list[str]]]:
        """The words that are in it, each with what answers it; forward from its headwords, else from translations."""
        rows = self._asked(words, "forward" if forward else "backward", "answers")
        return [(word, answers.split("\n")) for word, answers in rows]

    def classes(self, words: Iterable[str], *, forward: bool) -> list[tuple[str, str]]:
        """The words whose class it tells, with one letter an entry (``word_classes``); forward as in ``answers``."""
        return self._asked(words, "forward_class" if forward else "backward_class", "classes")

    def _asked(self, words: Iterable[str], table: str, column: str) -> list[tuple[str, str]]:
        asked = sorted(set(words))
        with self._lock:
            try:
                return self._ask(asked, table, column)
            except sqlite3.ProgrammingError:  # closed
                raise
            except sqlite3.DatabaseError:  # what is kept is damaged
                self._mend()
                return self._ask(asked, table, column)

    def _mend(self) -> None:
        self._base.close()
        if self._kept is not None:
            with contextlib.suppress(OSError):
                self._kept.unlink(missing_ok=True)
        try:
            self._base = self._opened(lambda _share: None)
        except (UnreadableFile, sqlite3.Error):  # the dictionary is gone meanwhile: nobody answers
            self._base = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
            self._base.executescript(_TABLES)

    def _ask(self, asked: list[str], table: str, column: str) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        for start in range(0, len(asked), _BATCH):
            batch = asked[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            found += self._base.execute(f"SELECT word, {column} FROM {table} WHERE word IN ({marks})", batch)
        return found

    def _opened(self, share: Share) -> sqlite3.Connection:
        if self._kept is not None:
            base = _kept(self._kept, self.file) or _parsed_and_kept(self._kept, self.file, share)
            if base is not None:
                return base
        try:
            return _parsed("", self.file, share)  # a temporary file of sqlite's
        except sqlite3.OperationalError:
            return _parsed(":memory:", self.file, share)


def _kept(path: Path, file: DictionaryFile) -> sqlite3.Connection | None:
    """The database that was kept, or None where there is none or it is not whole."""
    try:
        found = path.stat()
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        base = sqlite3.connect(address, uri=True, check_same_thread=False, isolation_level=None)
    except (OSError, ValueError, sqlite3.Error):
        return None
    try:
        about = dict(base.execute("SELECT key, value FROM about"))
        (pages,) = base.execute("PRAGMA page_count").fetchone()
        (page,) = base.execute("PRAGMA page_size").fetchone()
        whole = about.get("format") == str(FORMAT) and about.get("key") == file.key() and "problems" in about
    except sqlite3.Error:
        whole, pages, page = False, 0, 0
    if not whole or pages * page != found.st_size:
        base.close()
        return None
    if time.time() - found.st_mtime > _DAY:
        with contextlib.suppress(OSError):
            os.utime(path)  # it is in use
    return base


def _parsed_and_kept(path: Path, file: DictionaryFile, share: Share) -> sqlite3.Connection | None:
    """Parse a dictionary and keep it; None where it cannot be kept."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path.parent, "*.new")
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".new")
        os.close(handle)
    except (OSError, ValueError):
        return None
    try:
        with closing(sqlite3.connect(name, isolation_level=None)) as base:
            _fill(base, file, share)
        with contextlib.suppress(OSError):
            _put_in_place(Path(name), path)
    except sqlite3.OperationalError:  # the disk is full
        return None
    finally:
        Path(name).unlink(missing_ok=True)
    return _kept(path, file)


def _put_in_place(new: Path, path: Path) -> None:
    with open(new, "rb+") as written:
        os.fsync(written.fileno())
    os.replace(new, path)
    files = list(path.parent.glob("*.sqlite3"))
    if len(files) > KEPT * 1.25:
        for old in sorted(files, key=lambda file: file.stat().st_mtime)[: len(files) - KEPT]:
            old.unlink(missing_ok=True)


def _parsed(address: str, file: DictionaryFile, share: Share) -> sqlite3.Connection:
    base = sqlite3.connect(address, check_same_thread=False, isolation_level=None)
    try:
        _fill(base, file, share)
    except BaseException:
        base.close()
        raise
    return base
