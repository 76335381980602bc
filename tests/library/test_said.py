"""What was said of an edition is found again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.library.test_library import FI, NB, write
from tui_learn.library import Library
from tui_learn.library.said import Known, Lookup


def test_a_text_that_was_moved_keeps_what_was_said_of_it() -> None:
    lookup = Lookup(["/t/notes.md", "/t/old.md"], ["new text", "old text"])
    assert lookup.number(Known("/t/notes.md", "old text")) == 1  # another text was saved under its name
    assert lookup.number(Known("/t/notes.md", "new text")) == 0
    assert lookup.number(Known("/t/notes.md", "edited since")) == 0
    assert lookup.number(Known("/t/gone.md", "old text")) == 1
    assert lookup.number(Known("/t/gone.md", "gone")) is None


def test_of_two_copies_each_is_found_at_its_own_path() -> None:
    lookup = Lookup(["/t/a.md", "/t/b.md"], ["same", "same"])
    assert lookup.number(Known("/t/b.md", "same")) == 1
    assert lookup.number(Known("/t/c.md", "same")) == 0


def test_two_libraries_of_one_program_see_what_a_third_program_has_found(tmp_path: Path) -> None:
    folder, cache = write(tmp_path / "texts", {"a.md": NB}), tmp_path / "cache"
    first = Library(folder, cache=cache)
    assert len(first.articles) == 1
    assert len(Library(folder, cache=cache).articles) == 1
    write(folder, {"b.md": FI})
    code = "import sys; from pathlib import Path; from tui_learn.library import Library; "
    code += "print(len(Library(sys.argv[1], cache=Path(sys.argv[2])).articles))"
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder), str(cache)], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "2"
    first.reload()
    assert len(first.articles) == 2
