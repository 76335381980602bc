from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tui_learn import child_process
from tui_learn.child_process import LONGEST, Child, end_child, ending, file_for_errors, shown, start_child
from tui_learn.failed import Failed


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def test_a_module_runs_with_the_same_places_to_import_from(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (own / "own_child.py").write_text(
        "import sys, json\ndef main():\n    print(json.dumps(sys.path))\n    sys.stdin.read()\n    return 7\n"
    )
    (own / "elsewhere").mkdir()
    (own / "elsewhere" / "json.py").write_text("raise SystemError('the wrong one')")
    monkeypatch.chdir(own / "elsewhere")
    process = start_child("own_child")
    out, _err = process.communicate(b"", timeout=30)
    assert str(own) in out.decode()
    assert process.returncode == 7


def test_what_ends_a_process_is_told(own: Path) -> None:
    (own / "own_child.py").write_text("import sys\ndef main():\n    sys.exit('one\\n\\x1b[31mlast ' + 'x' * 9999)\n")
    with file_for_errors() as errors:
        process = start_child("own_child", errors)
        process.communicate(timeout=30)
        told = ending(process.returncode, errors)
    assert told.startswith("it ended unexpectedly, with code 1: ")
    assert "\x1b" not in told
    assert len(told) < LONGEST + 60
    assert shown("a\nb\x1b[2J" + "c" * 999).startswith("a b[2Jc")


def test_ending_one_that_is_busy(own: Path) -> None:
    (own / "own_child.py").write_text("def main():\n    print('begun', flush=True)\n    while True: pass\n")
    process = start_child("own_child")
    assert process.stdout is not None
    assert process.stdout.readline() == b"begun\n"
    end_child(process)
    assert process.returncode not in (None, 0)
    end_child(process)


def test_what_cannot_be_started_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(Failed, match="could not be started"):
        start_child("own_child")
    monkeypatch.setattr("tempfile.TemporaryFile", lambda: open("/nowhere/file"))  # noqa: SIM115
    with pytest.raises(Failed, match="could not be started"):
        file_for_errors()


ANSWERS = """
import sys, json, time
def main():
    asked = json.loads(sys.stdin.readline())
    print(json.dumps({"share": asked["share"]}), flush=True)
    print(json.dumps({"done": sys.stdin.readline().strip()}), flush=True)
"""


def test_it_is_asked_and_heard(own: Path) -> None:
    (own / "own_child.py").write_text(ANSWERS)
    heard = []
    with Child("own_child", {"share": 0.5}, {"share", "done"}) as child:
        told = filter(None, child.heard())
        for _number in range(2):
            heard.append(next(told))
            child.order("stop")
        with pytest.raises(Failed, match="it ended unexpectedly, with code"):
            next(told)
    assert heard == [{"share": 0.5}, {"done": "stop"}]


@pytest.mark.parametrize("line", [b"warning: \xff\n", b"[1]\n", b"7\n", b"{}\n", b'{"x": 1}\n'])
def test_what_is_no_line_of_ours(line: bytes) -> None:
    with pytest.raises(Failed, match="told something that is not understood"):
        child_process._told(line, {"share"})
