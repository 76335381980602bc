"""What may be left on a disk when the power fails: a model of what was promised and what was not.

Everything that goes to the disk through ``tui_learn.progress.disk`` is written down while a program runs on a real
folder. A state after a power cut is then made from what stood there at some moment: of the bytes that were not synced
any beginning is kept, the rest is missing, zero or garbage; names that were not synced (of new files, of renamed ones,
of folders) have come to be or have not, each for itself. What was synced stands.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tui_learn.progress import disk

RECORDED = ("make_folder", "create", "reopen", "append", "sync", "truncate", "close", "sync_folder", "put", "replace")


@dataclass
class Inode:
    """A file whatever its name."""

    durable: bytes = b""
    pending: list[bytes | int] = field(default_factory=list)
    """What was done since it was synced: bytes appended, or a size it was cut to."""

    def now(self) -> bytes:
        """What a program reads."""
        return _played(self.durable, self.pending)

    def after_a_cut(self, chance: random.Random) -> bytes:
        """What may be read after the power failed."""
        done = chance.randint(0, len(self.pending))
        sure = _played(self.durable, self.pending[:done])
        if done == len(self.pending) and chance.random() < 0.5:
            return sure
        least = min([len(self.durable), *[size for size in self.pending if isinstance(size, int)]])
        rest = b"".join(part for part in self.pending[done:] if isinstance(part, bytes))
        kept = bytearray(sure + rest[: chance.randint(0, len(rest))])
        lost = chance.randint(0, len(rest))
        kept += chance.choice([b"", bytes(lost), chance.randbytes(lost), b"\n" * lost])
        for _spot in range(chance.randint(0, 2) if len(kept) > least else 0):
            kept[chance.randrange(least, len(kept))] = chance.randrange(256)
        return bytes(kept)


def _played(start: bytes, parts: list[bytes | int]) -> bytes:
    for part in parts:
        start = start + part if isinstance(part, bytes) else start[:part]
    return start


@dataclass(frozen=True)
class Step:
    """Something done to the disk, or ``ack``: something a program was told is safe."""

    verb: str
    path: Path = Path()
    inode: int = 0
    data: bytes = b""
    size: int = 0
    said: Any = None


class Model:
    """The files and names of a folder, synced or not."""

    def __init__(self) -> None:
        self.inodes: dict[int, Inode] = {}
        self.names: dict[Path, int] = {}
        """Of files, those that are on the disk; of folders -1."""
        self.pending: dict[Path, list[tuple[Path, int | None, Path | None]]] = {}
        """By folder: names that have come to be (with the name that ceased to, for a renaming), or, with None, gone."""

    def do(self, step: Step) -> None:
        """Take a step."""
        getattr(self, f"_{step.verb}", lambda _step: None)(step)

    def _name(self, path: Path, inode: int | None, old: Path | None = None) -> None:
        self.pending.setdefault(path.parent, []).append((path, inode, old))

    def _mkdir(self, step: Step) -> None:
        self._name(step.path, -1)

    def _create(self, step: Step) -> None:
        self.inodes[step.inode] = Inode()
        self._name(step.path, step.inode)

    def _append(self, step: Step) -> None:
        self.inodes[step.inode].pending.append(step.data)

    def _truncate(self, step: Step) -> None:
        self.inodes[step.inode].pending.append(step.size)

    def _sync(self, step: Step) -> None:
        inode = self.inodes[step.inode]
        inode.durable, inode.pending = inode.now(), []

    def _rename(self, step: Step) -> None:
        self._name(step.path, step.inode, Path(step.said))

    def _unlink(self, step: Step) -> None:
        self._name(step.path, None)

    def _sync_folder(self, step: Step) -> None:
        for path, inode, old in self.pending.pop(step.path, []):
            _rename(self.names, path, inode, old)

    def after_a_cut(self, chance: random.Random) -> dict[Path, bytes | None]:
        """Files and folders (None) that may be there after the power failed."""
        names = dict(self.names)
        for moves in self.pending.values():
            mood = chance.choice([0.0, 0.5, 1.0])
            for path, inode, old in moves:
                if chance.random() < mood:
                    _rename(names, path, inode, old)
        found: dict[Path, bytes | None] = {}
        for path in sorted(names):
            if path.parent in found or path.parent == Path():
                inode = names[path]
                found[path] = None if inode < 0 else self.inodes[inode].after_a_cut(chance)
        return found


def _rename(names: dict[Path, int], path: Path, inode: int | None, old: Path | None) -> None:
    if old is not None:
        names.pop(old, None)
    if inode is None:
        names.pop(path, None)
    else:
        names[path] = inode


class Recorder:
    """Writes down what a program does to the folder ``root`` while it does it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.steps: list[Step] = []
        self._open: dict[int, int] = {}
        self._names: dict[Path, int] = {}
        self._count = 0
        self._put = 0
        """The file that is being put in another's place."""
        for path in sorted(root.rglob("*")):
            if path.is_dir():
                self._made(path)
            elif path.suffix != ".lock":
                self._add("create", path, inode := self._new(path))
                self._add("append", inode=inode, data=path.read_bytes())
                self._add("sync", inode=inode)
                self._add("sync_folder", path.parent)

    def acknowledge(self, said: Any) -> None:
        """A program was told that something is safe."""
        self._add("ack", said=said)

    def _new(self, path: Path) -> int:
        self._count += 1
        self._names[path] = self._count
        return self._count

    def _add(self, verb: str, path: Path | None = None, inode: int = 0, **more: Any) -> None:
        self.steps.append(Step(verb, Path() if path is None else path.relative_to(self.root), inode, **more))

    def _made(self, path: Path) -> None:
        self._add("mkdir", path)
        self._add("sync_folder", path.parent)

    @contextmanager
    def recording(self) -> Iterator[Recorder]:
        """While this lasts, the functions of ``disk`` are written down, those they call too; the real ones work."""
        with pytest.MonkeyPatch.context() as patch:
            for verb in RECORDED:
                patch.setattr(disk, verb, self._wrapped(verb, getattr(disk, verb)))
            yield self

    def _wrapped(self, verb: str, real: Any) -> Any:
        begins = getattr(self, f"_begins_{verb}", None)
        ends = getattr(self, f"_ends_{verb}", None)

        def call(*given: Any, **named: Any) -> Any:
            if begins is not None:
                begins(*given)
            result = real(*given, **named)
            if ends is not None:
                ends(result, *given)
            return result

        return call

    def _begins_make_folder(self, path: Path) -> None:
        for missing in _missing(path):
            self._add("mkdir", missing)

    def _begins_create(self, path: Path) -> None:
        if not path.exists():
            self._add("create", path, self._new(path))

    def _ends_create(self, result: int, path: Path) -> None:
        self._open[result] = self._names[path]

    def _ends_reopen(self, result: int, path: Path) -> None:
        self._open[result] = self._names[path]

    def _ends_append(self, _result: None, descriptor: int, data: bytes) -> None:
        self._add("append", inode=self._open[descriptor], data=bytes(data))

    def _ends_sync(self, _result: None, descriptor: int) -> None:
        self._add("sync", inode=self._open.get(descriptor, self._put))

    def _begins_truncate(self, descriptor: int, size: int) -> None:
        self._add("truncate", inode=self._open[descriptor], size=size)

    def _ends_close(self, _result: None, descriptor: int) -> None:
        self._open.pop(descriptor, None)

    def _ends_sync_folder(self, _result: None, path: Path) -> None:
        if path == self.root or self.root in path.parents:
            self._add("sync_folder", path)

    def _begins_put(self, path: Path, data: bytes) -> None:
        self._count += 1
        self._put = self._count
        self._add("create", _beside(path), self._put)
        self._add("append", inode=self._put, data=bytes(data))

    def _begins_replace(self, _source: str | Path, path: Path) -> None:
        self._names[path] = self._put
        self._add("rename", path, self._put, said=_beside(path).relative_to(self.root))


def _beside(path: Path) -> Path:
    """What a file is called until it is put in another's place; its real name is drawn by chance."""
    return path.with_name(f"{path.name}.new")


def _missing(folder: Path) -> list[Path]:
    """Folders that are still to be made, from the top down."""
    return [path for path in (*reversed(folder.parents), folder) if not path.is_dir()]


def cuts(steps: list[Step], chance: random.Random, count: int) -> Iterator[tuple[dict[Path, bytes | None], list[Any]]]:
    """``count`` states after a power cut at moments by chance, with what had been acknowledged by then."""
    moments = sorted(chance.choices(range(1, len(steps) + 1), k=count))
    model = Model()
    said: list[Any] = []
    done = 0
    for moment in moments:
        for step in steps[done:moment]:
            model.do(step)
            if step.verb == "ack":
                said.append(step.said)
        done = moment
        yield model.after_a_cut(chance), list(said)


def put_on_disk(state: dict[Path, bytes | None], root: Path) -> None:
    """Make the files and folders of a state."""
    root.mkdir(parents=True)
    for path, data in state.items():
        if data is None:
            (root / path).mkdir()
        else:
            (root / path).write_bytes(data)
