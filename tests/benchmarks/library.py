"""What a large library costs: its first scan, later ones, searching it, and the app's first screen with it.

    python -m tests.benchmarks.library [FILES] [--folder FOLDER] [--runs N]

The files are written by ``tests.benchmarks.many_files`` unless a folder is given that holds some already; of that one
ten files are changed and put back. Memory is the most that all processes of a scan hold at one moment (resident set
size: pages that they share count for each), looked at every tenth of a second.
"""

from __future__ import annotations

import argparse
import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.first_content import FIRST_RUN, time_to
from tests.benchmarks.many_files import write_library
from tui_learn.library import Library
from tui_learn.library.readers import processors
from tui_learn.library.walking import walk
from tui_learn.paths import HOME_VARIABLE, bundled_library
from tui_learn.progress import Progress

FILES_A_SECOND, MEGABYTES, UNCHANGED, FIRST_SCREEN = 400, 1200, 5.0, 1.3
"""What is demanded of 100,000 files: at least, at most, seconds at most, times as long at most."""
SCAN = """
import sys
from pathlib import Path
from tui_learn.library import Library
Library(sys.argv[1], cache=Path(sys.argv[2])).scan()
"""
QUERIES = ("crm", "o", "relasjonsledelse", "asiakkaan tarpeet", '"og mer relevante"', "nowhere-to-be-found")


def resident(process: int) -> int | None:
    """Bytes a process and all it has started hold; None where the system does not tell."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        for task in Path(f"/proc/{process}/task").iterdir():
            if task.name != str(process):
                children += (task / "children").read_text().split()
    except FileNotFoundError:
        return None if not Path("/proc/self/statm").exists() else 0
    except (OSError, ValueError, IndexError):
        return 0  # it has just ended
    return pages * os.sysconf("SC_PAGE_SIZE") + sum(resident(int(child)) or 0 for child in children)


def scan_apart(folder: Path, cache: Path) -> tuple[float, int | None]:
    """Seconds of a scan in a program of its own, and the most bytes that it and its processes held."""
    begun, most = time.perf_counter(), 0
    process = subprocess.Popen([sys.executable, "-c", SCAN, str(folder), str(cache)])
    known = resident(process.pid) is not None
    while process.poll() is None:
        most = max(most, resident(process.pid) or 0)
        time.sleep(0.1)
    if process.returncode:
        raise SystemExit(process.returncode)
    return time.perf_counter() - begun, most if known else None


def timed(act: Callable[[], object]) -> float:
    """Seconds that something takes."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


@contextmanager
def changed(files: list[Path]) -> Iterator[None]:
    """Files that say more for a while."""
    before = [file.read_bytes() for file in files]
    try:
        for file, text in zip(files, before, strict=True):
            file.write_bytes(text + b"\nOne line more.\n")
        yield
    finally:
        for file, text in zip(files, before, strict=True):
            file.write_bytes(text)


def show(what: str, value: str, demand: str = "") -> None:
    """One line."""
    print(f"{what:44} {value:>16}   {demand}", flush=True)


def seconds(value: float) -> str:
    """For people."""
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.0f} ms"


def measure_scans(folder: Path, cache: Path) -> Library:
    """The first scan and later ones."""
    files = [Path(file.path) for file in walk(folder, [])]
    print(f"{len(files)} files, {processors()} processors, Python {sys.version.split()[0]}")
    took, most = scan_apart(folder, cache)
    show("first scan", f"{len(files) / took:.0f} files/s", f"demand: >= {FILES_A_SECOND}; {seconds(took)}")
    held = "unknown here" if most is None else f"{most / 1e6:.0f} MB"
    show("most memory, all processes", held, f"demand: <= {MEGABYTES}")
    show("index", f"{sum(file.stat().st_size for file in cache.glob('library.sqlite*')) / 1e6:.0f} MB")
    took, most = scan_apart(folder, cache)
    show("nothing changed, program started anew", seconds(took), f"demand: <= {seconds(UNCHANGED)}")
    library = Library(folder, cache=cache)
    show("articles at hand (kept)", seconds(timed(library.kept)), f"{len(library.articles)} articles")
    show("nothing changed, program running", seconds(timed(library.refresh)), f"demand: <= {seconds(UNCHANGED)}")
    step = max(1, len(files) // 10)
    with changed(files[::step][:10]):
        show("ten files changed", seconds(timed(library.refresh)))
    library.refresh()
    return library


def measure_search(library: Library) -> None:
    """Searches, each in the state the program is in after others."""
    for query in QUERIES:
        hits = library.search(query)
        first = timed(lambda hits=hits: next(hits, None))  # type: ignore[misc]
        ten = first + timed(lambda hits=hits: list(itertools.islice(hits, 9)))  # type: ignore[misc]
        show(f"search {query}", seconds(first), f"ten hits: {seconds(ten)}")


def measure_screen(folder: Path, cache: Path, homes: Path, runs: int) -> None:
    """The app's first screen with this library and with one article; by turns."""
    times: dict[str, list[float]] = {"one": [], "many": []}
    cases = {"one": bundled_library(), "many": folder}
    for name in cases:
        Progress(homes / name / "progress").remember(FIRST_RUN, True)
    (homes / "many" / "cache").symlink_to(cache, target_is_directory=True)
    for run in range(-1, runs):
        for name, library in cases.items():
            text = Library(library, cache=homes / name / "cache")
            first = (text.kept(1) or text.articles)[0].title()[:12]
            took = time_to(first, [sys.executable, "-m", "tui_learn", str(library)], homes / name)
            if run >= 0:
                times[name].append(took)
    one, many = (sorted(values)[len(values) // 2] for values in times.values())
    show("first screen, one article", seconds(one))
    show("first screen, this library", seconds(many), f"{many / one:.2f} x; demand: <= {FIRST_SCREEN} x")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="?", type=int, default=10_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        os.environ[HOME_VARIABLE] = scratch
        folder, cache = arguments.folder or Path(scratch, "files"), Path(scratch, "kept")
        if arguments.folder is None:
            write_library(folder, arguments.files)
        library = measure_scans(folder, cache)
        measure_search(library)
        measure_screen(folder, cache, Path(scratch, "homes"), arguments.runs)


if __name__ == "__main__":
    main()
