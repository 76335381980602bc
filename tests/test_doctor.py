"""``align`` with repairs, and ``doctor``, as a program sees them."""

from __future__ import annotations

import json
import shutil
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.test_cli import FI, NB, SV, run


def ladder(*words: str, code: int = 0) -> list[str]:
    return run("align", FI, SV, *words, code=code)[0].splitlines()


PLAIN = [f"[{n}]:[{n}]" for n in range(25)]


def test_repairs_are_kept_and_heeded() -> None:
    merged = ladder("--merge", "[3, 4]:[3,4]")
    assert merged == [*PLAIN[:3], "[3, 4]:[3, 4]", *PLAIN[5:]]
    assert ladder() == merged
    assert run("align", SV, FI)[0].splitlines() == merged
    assert ladder("--no-repairs") == PLAIN
    (bead,) = [b for b in json.loads(run("align", FI, SV, "--format", "json")[0])["beads"] if len(b["left"]) == 2]
    assert bead == {"left": [3, 4], "right": [3, 4], "confidence": 1.0}
    assert ladder("--split", "[4]:[4]") == PLAIN
    assert set(ladder("--unlink", "[7]:[]", "--unlink", "[]:[9]")) >= {"[7]:[]", "[]:[9]"}
    assert "[9]:[9]" in ladder("--forget", "[]:[9]")
    assert "[7]:[]" in ladder()


def test_changes_are_made_in_order_and_all_or_none(own_home: Path) -> None:
    ladder("--merge", "[3,4]:[3]", "--forget", "[3]:[]", "--merge", "[5,6]:[5,6]", "--split", "[6]:[]")
    (file,) = (own_home / "repairs").glob("*.json")
    assert file.name == "fi-sv.json"
    before = file.read_bytes()
    assert len(json.loads(before)["repairs"]) == 2
    _out, err = run("align", FI, SV, "--merge", "[9,10]:[9]", "--merge", "[1,3]:[2]", code=1)
    assert err.splitlines()[-1] == "[1, 3]:[2]: what belongs together is named without gaps, in order"
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "message", "code"),
    [
        (["--merge", "3:4"], '"3:4" is no bead', 2),
        (["--merge", "[3]"], "is no bead", 2),
        (["--merge", "[4,3]:[2]"], "is no bead", 2),
        (["--merge", "[3,3]:[2]"], "is no bead", 2),
        (["--unlink", "[]:[]"], "is no bead", 2),
        (["--unlink", "[٣]:[]"], "is no bead", 2),
        (["--merge", "[3]:[]"], "both sides", 2),
        (["--split", "[3, 4]:[]"], "first sentences of the second part", 2),
        (["--merge", "[3]:[3]", "--presplit"], "--presplit", 2),
        (["--merge", "[3]:[3]", "--no-repairs"], "--no-repairs", 2),
        (["--merge"], "expected one argument", 2),
        (["--unlink", "[25]:[]"], "its sentences are 0 to 24", 1),
        (["--split", "[3]:[3]"], "begins here already", 1),
        (["--forget", "[3]:[3]"], "no repair is kept", 1),
    ],
)
def test_what_cannot_be_repaired(words: list[str], message: str, code: int, own_home: Path) -> None:
    out, err = run("align", FI, SV, *words, code=code)
    assert out == ""
    assert message in err.splitlines()[-1 if code == 1 else 0]
    assert not (own_home / "repairs").exists()


def test_a_damaged_file_is_told_everywhere_and_stops_nothing(own_home: Path) -> None:
    file = own_home / "repairs" / "fi-sv.json"
    file.parent.mkdir(parents=True)
    file.write_text('{\n"repairs": [')
    out, err = run("align", FI, SV, code=1)
    assert out.splitlines() == PLAIN
    assert f"{file}:2: your repairs cannot be read" in err
    out, err = run("quiz", "--json", "--pair", "fi:sv", "--count", "1", code=1)
    assert json.loads(out)["pair"] == "fi:sv"
    assert f"{file}:2: " in err
    _out, err = run("doctor", code=1)
    assert f"{file}:2: " in err
    assert "mend the file" in err
    assert "mend the file" in run("align", FI, SV, "--merge", "[3]:[3]", code=1)[1].splitlines()[-1]
    assert file.read_text() == '{\n"repairs": ['


def test_doctor_when_nothing_is_wrong(own_home: Path) -> None:
    ladder("--merge", "[3,4]:[3]")
    data = json.loads(run("doctor", "--json")[0])
    assert set(data) == {"versions", "folders", "repairs", "problems"}
    assert data["versions"]["Textual"] == version("textual")
    assert data["folders"]["repair files"] == {"path": str(own_home / "repairs"), "exists": True}
    assert data["folders"]["progress"]["exists"] is False
    assert data["repairs"] == {"count": 1, "orphans": []}
    assert data["problems"] == []
    out, err = run("doctor")
    assert str(own_home / "repairs") in out
    assert "Nothing is wrong." in out
    assert "a heading without a space" not in err  # a notice; "list" shows it


def test_doctor_finds_orphans(own_home: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    left, right = library / "tale.fi.txt", library / "tale.nb.txt"
    shutil.copy(FI, left)
    shutil.copy(NB, right)
    run("align", str(left), str(right), "--merge", "[3,4]:[3]", "--unlink", "[9]:[]")
    assert json.loads(run("doctor", str(library), "--json")[0])["repairs"] == {"count": 2, "orphans": []}
    text = left.read_text(encoding="utf-8")
    assert "Tämä hallinta voi tapahtua" in text
    start = text.index("Tämä hallinta voi tapahtua")
    left.write_text(text[:start] + "Nyt tässä sanotaan jotain aivan muuta kuin ennen. " + text[start + 170 :], "utf-8")
    out, err = run("doctor", str(library), "--json", code=1)
    data = json.loads(out)
    assert data["repairs"]["count"] == 2
    (orphan,) = data["repairs"]["orphans"]
    assert orphan["file"] == str(own_home / "repairs" / "fi-nb.json")
    assert orphan["editions"] == [str(left), str(right)]
    assert orphan["texts"]["fi"][0].startswith("Tämä hallinta voi tapahtua")
    (problem,) = data["problems"]
    assert problem["severity"] == "warning"
    assert "take this one out of the file" in err
    # The bundled library knows nothing of these files: what is not there is not missed.
    assert json.loads(run("doctor", "--json")[0])["repairs"]["orphans"] == []


def test_doctor_and_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert "no such folder" in run("doctor", str(tmp_path / "missing"), code=1)[1]


def test_help() -> None:
    for verb in ("align", "doctor"):
        out, _err = run(verb, "--help")
        assert f"  tui-learn {verb}" in out
    assert '--merge "[3, 4]:[2]"' in run("align", "--help")[0]
