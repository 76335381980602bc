"""What an answer costs after a million, how soon the first card is there, and how much memory it takes; beside peers.

    python -m tests.benchmarks.progress [--cards N] [--reviews N] [--answers N] [--work FOLDER] [--anki PYTHON]

Makes a history (lines of the log, written without a sync each), folds it once without caches, and then takes turns,
so that a busy machine slows all alike: the bare append and fdatasync of a line of the same length, our answer in a
short and in the long history, Anki's ``answer_card`` in a collection with as many cards and reviews, stock TinyDB with
a thousand reviews. Fresh processes then open the long history and ask for the first card, ours and Anki's by turns.
Ratios count; seconds are those of the machine. PYTHON is one that has the package ``anki``:

    python -m venv FOLDER && FOLDER/bin/pip install anki && ... --anki FOLDER/bin/python
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

DAY_MS = 86_400_000
SHORT = 1_000
"""Reviews of the short history."""
DUE = 20
"""One card in so many has come."""
WRITER = "0123456789abcdef"
PEERS = Path(__file__).with_name("progress_peers.py")
Pair = tuple[float, float]
"""Seconds on the wall, and of the processor."""


# --- a history


def make_history(folder: Path, cards: int, reviews: int, now: int) -> None:
    """Write the log of one device: cards begun over two years, each reviewed at growing intervals until ``now``."""
    from tui_learn.progress.lines import encode
    from tui_learn.progress.options import ScheduleOptions
    from tui_learn.progress.writers import MAX_SEGMENT, segment_name

    chance = random.Random(1)
    options = ScheduleOptions().id
    each = max(1, reviews // cards)
    moments = []
    for number in range(cards):
        begun = now - chance.randrange(60, 700) * DAY_MS
        gap = (now - 20 * DAY_MS - begun) / 2**each
        times = [begun, *(begun + int(gap * 2**n) + chance.randrange(DAY_MS) for n in range(1, each))]
        moments += [(at, number) for at in times]
        if number % DUE == 0:  # forgotten of late, and waiting
            moments[-1] = (now - chance.randrange(1, 20) * DAY_MS, -number - 1)
    moments.sort()
    log = folder / "log" / WRITER
    log.mkdir(parents=True)
    segment, size = 1, 0
    lines: list[bytes] = []
    for at, number in moments:
        rating = 1 if number < 0 else 3 if chance.random() < 0.9 else 2
        number = number if number >= 0 else -number - 1
        document = {
            "card": f"word/nb:fi/{number:06d}", "rating": rating, "at": at, "zone": 120,
            "ms": chance.randrange(1000, 20000), "kind": "review",
            "item": f"V1 nb:fi b{number % 90}s{number % 7}", "code": "V1",
            "options": options, "place": f"article {number % 200}", "group": "nb:fi",
        }  # fmt: skip
        data, _crc = encode(segment << 24 | len(lines) + 1, at, [["e", "reviews", document]])
        lines.append(data)
        size += len(data)
        if size >= MAX_SEGMENT:
            (log / segment_name(segment)).write_bytes(b"".join(lines))
            segment, lines, size = segment + 1, [], 0
    if lines:
        (log / segment_name(segment)).write_bytes(b"".join(lines))


class Turning:
    """A clock that goes on from when the history ends."""

    def __init__(self, now: int) -> None:
        self._start, self._began = now, time.monotonic()

    def __call__(self) -> datetime:
        return datetime.fromtimestamp(self._start / 1000, UTC) + timedelta(seconds=time.monotonic() - self._began)


# --- what the processes of ours do


def child_make(folder: Path, cards: int, reviews: int, now: int) -> None:
    """Make a history."""
    make_history(folder, cards, reviews, now)


def child_open(folder: Path, now: int) -> None:
    """Open, ask for the first card, close; say the seconds of each."""
    start = time.perf_counter()
    from tui_learn.progress import Progress

    imported = time.perf_counter()
    progress = Progress(folder, clock=Turning(now))
    due = progress.due()
    _first = due[0]
    first = time.perf_counter()
    print(json.dumps({"imports": imported - start, "first": first - imported}), flush=True)
    said = {"due": len(due), "kilobytes": _kilobytes()}
    progress.close()
    print(json.dumps({**said, "close": time.perf_counter() - first, "kilobytes": _kilobytes()}), flush=True)


def child_serve(folder: Path, now: int, cards: int) -> None:
    """Answer the words ``answer`` and ``next`` with ``[wall, processor]``, then say how much memory was in use.

    Answered are cards by chance, nearly all of them past the learning steps: those cost most.
    """
    from tui_learn.progress import Progress, Rating

    chance = random.Random(2)
    with Progress(folder, clock=Turning(now)) as progress:
        print(json.dumps({"due": len(progress.due())}), flush=True)
        for line in sys.stdin:
            if line.strip() == "answer":
                card = f"word/nb:fi/{chance.randrange(cards):06d}"
                more: dict[str, Any] = {"place": "article 7", "item": "V1 nb:fi b1s1", "kind": "V1"}
                wall, processor = time.perf_counter(), time.process_time()
                progress.record(card, Rating.GOOD, group="nb:fi", milliseconds=4321, **more)
            else:
                wall, processor = time.perf_counter(), time.process_time()
                _first = next(iter(progress.due()), None)
            print(json.dumps((time.perf_counter() - wall, time.process_time() - processor)), flush=True)
    print(json.dumps({"kilobytes": _kilobytes()}), flush=True)


def child_raw(folder: Path, length: int) -> None:
    """Append lines of so many bytes and sync each."""
    descriptor = os.open(folder / "raw", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    sync = getattr(os, "fdatasync", os.fsync)
    data = b"x" * (length - 1) + b"\n"
    print(json.dumps({}), flush=True)
    for _line in sys.stdin:
        wall, processor = time.perf_counter(), time.process_time()
        os.write(descriptor, data)
        sync(descriptor)
        print(json.dumps((time.perf_counter() - wall, time.process_time() - processor)), flush=True)


def child_tinydb(folder: Path, reviews: int) -> None:
    """Stock TinyDB: a review inserted and its card updated, in a file with so many reviews."""
    from tinydb import TinyDB, where

    database = TinyDB(folder / "stock.json")
    document = {"card": "word/nb:fi/000001", "rating": 3, "at": 1, "zone": 120, "ms": 1, "kind": "review"}
    database.table("reviews").insert_multiple({**document, "at": n} for n in range(reviews))
    database.table("cards").insert_multiple({"key": f"word/{n}", "due": n} for n in range(reviews // 10))
    print(json.dumps({}), flush=True)
    for number, _line in enumerate(sys.stdin):
        wall, processor = time.perf_counter(), time.process_time()
        database.table("reviews").insert({**document, "at": number})
        database.table("cards").update({"due": number}, where("key") == "word/1")
        print(json.dumps((time.perf_counter() - wall, time.process_time() - processor)), flush=True)


def _kilobytes() -> int:
    """The most memory this process has had, as far as the system tells."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


# --- taking turns


@contextmanager
def serving(command: list[str]) -> Iterator[subprocess.Popen[str]]:
    """A process that answers lines."""
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def asked(process: subprocess.Popen[str], word: str) -> Any:
    """What it answers."""
    assert process.stdin is not None
    process.stdin.write(word + "\n")
    process.stdin.flush()
    return heard(process)


def heard(process: subprocess.Popen[str]) -> Any:
    """The next it says."""
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise RuntimeError(f"{process.args!r} has ended")
    return json.loads(line)


def ours(verb: str, *words: object) -> list[str]:
    """The command of a process of ours."""
    return [sys.executable, "-m", "tests.benchmarks.progress", "--child", verb, *map(str, words)]


def row(name: str, values: list[Pair], base: list[Pair]) -> None:
    """Print a row of the table: wall at 50 and 95 %, its ratio to the base's, and the processor's."""
    (half, most), (base_half, base_most) = (_quantiles([wall for wall, _cpu in pairs]) for pairs in (values, base))
    processor = statistics.median(cpu for _wall, cpu in values)
    print(
        f"{name:34} {half * 1e6:9.0f} us {half / base_half:7.2f} x   {most * 1e6:9.0f} us {most / base_most:7.2f} x"
        f"   {processor * 1e6:8.0f} us"
    )


def _quantiles(values: list[float]) -> tuple[float, float]:
    parts = statistics.quantiles(values, n=20)
    return statistics.median(values), parts[18]


def compare_answers(histories: dict[str, tuple[Path, int]], work: Path, options: argparse.Namespace, now: int) -> None:
    """Answers by turns; ``histories``: folders by name, and how many cards they have."""
    answers, anki = options.answers, [options.anki] if options.anki else []
    longest = max((path for path in (work / "long" / "log").rglob("*.jsonl")), key=lambda path: path.stat().st_size)
    with longest.open("rb") as file:
        length = len(file.readline())
    with tempfile.TemporaryDirectory(dir=work) as folder, ExitStack() as stack:
        commands = {"append and fdatasync": ours("raw", folder, length)}
        commands |= {name: ours("serve", path, now, cards) for name, (path, cards) in histories.items()}
        if anki:
            shutil.copy(work / "long.anki2", folder)  # answering uses up what is due
            commands["Anki answer_card"] = [*anki, str(PEERS), "serve", str(Path(folder, "long.anki2"))]
        commands[f"stock TinyDB, {SHORT} reviews"] = ours("tinydb", folder, SHORT)
        processes = {name: stack.enter_context(serving(command)) for name, command in commands.items()}
        due = {name: heard(process).get("due") for name, process in processes.items()}
        print(f"  a line has {length} bytes; due: { {name: count for name, count in due.items() if count} }")
        found: dict[str, list[Pair]] = {name: [] for name in commands}
        nexts: dict[str, list[Pair]] = {name: [] for name in commands if due[name]}
        for number in range(answers + 10):
            for name, process in processes.items():
                if "TinyDB" in name and number % 5:
                    continue
                said = tuple(asked(process, "answer"))
                after = tuple(asked(process, "next")) if name in nexts else None
                if number >= 10:  # the first ones warm up
                    found[name].append(said)
                    if after is not None:
                        nexts[name].append(after)
        base = found["append and fdatasync"]
        print(f"\n{'one answer':34} {'p50':>12} {'':9}   {'p95':>12} {'':9}   {'processor':>11}")
        for name, values in found.items():
            row(name, values, base)
        if anki:
            row("  ours (long) to Anki's", found["ours, long history"], found["Anki answer_card"])
        row("  long history to short", found["ours, long history"], found["ours, short history"])
        print("next card")
        for name, values in nexts.items():
            row(f"  {name}", values, nexts.get("Anki answer_card", values))
        for name in histories:
            process = processes[name]
            assert process.stdin is not None
            process.stdin.close()
            print(f"most memory, {name}, {answers} answers, closed: {heard(process)['kilobytes'] / 1024:.0f} MB")


def compare_opening(work: Path, now: int, runs: int, anki: list[str]) -> None:
    """Fresh processes by turns: from the start of the process to the first card."""
    commands = {"ours": ours("open", work / "long", now)}
    if anki:
        commands["Anki"] = [*anki, str(PEERS), "open", str(work / "long.anki2"), "0"]
    commands["Python, nothing"] = [sys.executable, "-c", 'print(\'{"imports": 0, "first": 0}\')']
    found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in commands}
    for _run in range(runs):
        for name, command in commands.items():
            start = time.perf_counter()
            with serving(command) as process:
                said = heard(process)
                found[name].append((time.perf_counter() - start, said["imports"], said["first"]))
                process.wait()
    print(f"\n{'open to first card, medians':34} {'whole':>9} {'imports':>9} {'the rest':>9}")
    for name, times in found.items():
        whole, imports, first = (statistics.median(column) * 1000 for column in zip(*times, strict=True))
        print(f"{name:34} {whole:6.0f} ms {imports:6.0f} ms {first:6.0f} ms")


def compare(options: argparse.Namespace, work: Path) -> None:
    """Make what is missing, measure, print."""
    anki = [options.anki] if options.anki else []
    stamp = work / "now"
    if not stamp.exists():
        stamp.write_text(str(int(time.time() * 1000)))
    now = int(stamp.read_text())
    for name, cards, reviews in (("short", max(1, SHORT // 10), SHORT), ("long", options.cards, options.reviews)):
        if not (work / name).exists():
            subprocess.run(ours("make", work / name, cards, reviews, now), check=True)
    if anki and not (work / "long.anki2").exists():
        words = [str(work / "long.anki2"), str(options.cards), str(options.reviews), str(options.cards // DUE)]
        subprocess.run([*anki, str(PEERS), "make", *words], check=True)
    print(f"Python {sys.version.split()[0]}, {options.cards} cards, {options.reviews} reviews")
    for cache in ("local", "kept"):
        shutil.rmtree(work / "long" / cache, ignore_errors=True)
    for what in ("without caches", "with them"):
        with serving(ours("open", work / "long", now)) as process:
            first, rest = heard(process), heard(process)
            print(
                f"first card {what}: {first['first']:.2f} s, closing {rest['close']:.2f} s,"
                f" most memory {rest['kilobytes'] / 1024:.0f} MB"
            )
            process.wait()
    if not anki:
        print(f"Anki is not compared with: {(__doc__ or '').strip().splitlines()[-1].strip()}")
    histories = {
        "ours, short history": (work / "short", max(1, SHORT // 10)),
        "ours, long history": (work / "long", options.cards),
    }
    compare_answers(histories, work, options, now)
    compare_opening(work, now, options.runs, anki)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=int, default=100_000)
    parser.add_argument("--reviews", type=int, default=1_000_000)
    parser.add_argument("--answers", type=int, default=500)
    parser.add_argument("--runs", type=int, default=9, help="how often programs are opened")
    parser.add_argument("--work", type=Path, help="a folder in which histories are kept for the next time")
    parser.add_argument("--anki", help="a Python that has the package anki")
    parser.add_argument("--child", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        verb, folder, *numbers = options.child
        children: dict[str, Callable[..., None]] = {
            "make": child_make, "open": child_open, "serve": child_serve, "raw": child_raw, "tinydb": child_tinydb,
        }  # fmt: skip
        children[verb](Path(folder), *map(int, numbers))
    elif options.work:
        options.work.mkdir(parents=True, exist_ok=True)
        compare(options, options.work)
    else:
        with tempfile.TemporaryDirectory() as temporary:
            compare(options, Path(temporary))


if __name__ == "__main__":
    main()
