"""``align`` with repairs, and ``doctor``, as a program sees them."""

from __future__ import annotations

import json
import re
import shutil
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.test_cli import FI, NB, PROSE, SV, run
from tui_learn.library.decisions import DecisionStore
from tui_learn.library.said import Known
from tui_learn.paths import decisions_file


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
    assert bead == {"left": [3, 4], "right": [3, 4], "confidence": 1.0, "repaired": True}
    beads = json.loads(run("align", FI, SV, "--format", "json")[0])["beads"]
    assert [bead for bead in beads if "repaired" in bead] == [beads[3]]
    assert ladder("--split", "[4]:[4]") == PLAIN
    assert set(ladder("--unlink", "[7]:[]", "--unlink", "[]:[9]")) >= {"[7]:[]", "[]:[9]"}
    assert "[9]:[9]" in ladder("--forget", "[]:[9]")
    assert "[7]:[]" in ladder()


def test_changes_are_made_together_all_or_none(own_home: Path) -> None:
    ladder("--merge", "[3,4]:[3]", "--unlink", "[12]:[]", "--merge", "[5,6]:[5,6]")
    (file,) = (own_home / "repairs").glob("*.json")
    assert file.name == "fi-sv.json"
    before = file.read_bytes()
    assert len(json.loads(before)["repairs"]) == 3
    _out, err = run("align", FI, SV, "--merge", "[9,10]:[9]", "--merge", "[1,3]:[2]", code=1)
    assert err.splitlines()[-1] == "[1, 3]:[2]: what belongs together is named without gaps, in order"
    _out, err = run("align", FI, SV, "--merge", "[9,10]:[9]", "--forget", "[3]:[]", "--unlink", "[]:[9]", code=1)
    (line,) = [line for line in err.splitlines() if "contradict" in line]
    assert "--merge [9, 10]:[9] and --unlink []:[9] contradict one another" in line
    assert file.read_bytes() == before


def test_earlier_repairs_that_make_way_are_told() -> None:
    _out, err = run("align", FI, SV, "--merge", "[0]:[0]", "--merge", "[3]:[4]")
    assert "make way" not in err
    _out, err = run("align", FI, SV, "--merge", "[0, 1]:[0]", "--merge", "[4]:[3]")
    assert [line for line in err.splitlines() if "way" in line] == ["2 earlier repairs make way: [0]:[0], [3]:[4]"]
    assert "make way" not in run("align", FI, SV, "--forget", "[0]:[]")[1]


def test_unlinking_one_sentence_keeps_the_rest() -> None:
    ladder("--merge", "[3, 4, 5]:[3, 4]")
    assert {"[3, 4]:[3, 4]", "[5]:[]"} <= set(ladder("--unlink", "[5]:[]"))


def test_one_text_on_both_sides(own_home: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.md"
    shutil.copy(FI, copy)
    for other in (FI, str(copy)):
        _out, err = run("align", FI, other, "--merge", "[3, 4]:[3]", code=1)
        assert err.splitlines()[-1] == "both files hold the same text; there is nothing to repair"
    assert not list(own_home.glob("repairs/*.json"))


def test_two_articles_with_files_of_the_same_names(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        for language, title in (("en", "Introduction"), ("fi", "Johdanto")):
            lines = (f"This is the sentence {n} of text {name} in {language}, and it is not short." for n in range(6))
            text = f"---\nlang: {language}\n---\n## {title}\n\n" + "\n\n".join(lines)
            (tmp_path / name / f"index.{language}.md").write_text(text, encoding="utf-8")
    a, b = ([str(tmp_path / name / f"index.{language}.md") for language in ("en", "fi")] for name in ("a", "b"))
    plain = run("align", *b)[0]
    of_a = run("align", *a, "--merge", "[0]:[0, 1]")[0]
    assert of_a.startswith("[0]:[0, 1]\n")
    assert run("align", *b)[0] == plain
    _out, err = run("align", *b, "--unlink", "[0]:[0]")
    assert "make way" not in err
    assert run("align", *a)[0] == of_a
    assert "no repair is kept" in run("align", *b, "--forget", "[1]:[1]", code=1)[1]


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
    assert not list(own_home.glob("repairs/*.json"))


@pytest.mark.usefixtures("warm_words")
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
    decisions_file().parent.mkdir(parents=True)
    decisions_file().write_text("{")
    _out, err = run("doctor", code=1)
    assert f"{file}:2: " in err
    assert err.count(f"{decisions_file()}:1: what you have said of your articles cannot be read") == 1
    assert "mend the file" in err
    assert "mend the file" in run("align", FI, SV, "--merge", "[3]:[3]", code=1)[1].splitlines()[-1]
    assert file.read_text() == '{\n"repairs": ['


def test_doctor_when_nothing_is_wrong(own_home: Path) -> None:
    ladder("--merge", "[3,4]:[3]")
    data = json.loads(run("doctor", "--json", cold=True)[0])
    assert set(data) == {
        "versions", "folders", "repairs", "verdicts", "decisions", "index", "decks", "dictionaries", "problems",
    }  # fmt: skip
    assert data["versions"]["Textual"] == version("textual")
    assert data["folders"]["repair files"] == {"path": str(own_home / "repairs"), "exists": True}
    assert data["folders"]["progress"]["exists"] is False
    assert data["repairs"] == {"count": 1, "orphans": [], "overruled": [], "elsewhere": []}
    assert data["problems"] == []
    assert data["decisions"] == {"count": 0}
    assert data["index"]["files"] == 5
    assert data["index"]["bytes"] > 10_000
    DecisionStore(decisions_file()).say_language(Known(FI, "ab"), "fi")
    out, err = run("doctor")
    assert "decisions    1 kept" in out
    assert "index        5 files known" in out
    assert str(own_home / "repairs") in out
    assert "Nothing is wrong." in out
    assert "a heading without a space" not in err  # a notice; "list" shows it


OTHER_WORDS = "Nyt tässä sanotaan jotain aivan muuta kuin ennen. "


def library_with_repairs(tmp_path: Path) -> tuple[Path, Path, Path]:
    library = tmp_path / "library"
    library.mkdir()
    left, right = library / "tale.fi.txt", library / "tale.nb.txt"
    shutil.copy(FI, left)
    shutil.copy(NB, right)
    run("align", str(left), str(right), "--merge", "[3,4]:[3]", "--unlink", "[9]:[]")
    return library, left, right


def rewrite(file: Path) -> None:
    """Something else is said where the first repair was made."""
    text = file.read_text(encoding="utf-8")
    start = text.index("Tämä hallinta voi tapahtua")
    file.write_text(text[:start] + OTHER_WORDS + text[start + 170 :], "utf-8")


def test_doctor_finds_orphans(own_home: Path, tmp_path: Path) -> None:
    library, left, right = library_with_repairs(tmp_path)
    nothing: dict[str, object] = {"count": 2, "orphans": [], "overruled": [], "elsewhere": []}
    assert json.loads(run("doctor", str(library), "--json")[0])["repairs"] == nothing
    rewrite(left)
    out, err = run("doctor", str(library), "--json", code=1)
    data = json.loads(out)
    assert data["repairs"]["count"] == 2
    (orphan,) = data["repairs"]["orphans"]
    assert (orphan["file"], orphan["number"]) == (str(own_home / "repairs" / "fi-nb.json"), 1)
    assert orphan["editions"] == [str(left), str(right)]
    assert orphan["texts"]["fi"][0].startswith("Tämä hallinta voi tapahtua")
    (problem,) = data["problems"]
    assert problem["severity"] == "warning"
    assert "take entry 1 out" in err
    assert "doctor --forget-orphans" in err


def test_doctor_tells_repairs_of_other_libraries_as_a_notice(own_home: Path, tmp_path: Path) -> None:
    library_with_repairs(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    (other / "note.md").write_text("---\nlang: nb\n---\n" + PROSE, "utf-8")
    out, err = run("doctor", str(other), "--json")
    data = json.loads(out)["repairs"]
    assert (len(data["elsewhere"]), data["orphans"], data["overruled"]) == (2, [], [])
    assert len([line for line in err.splitlines() if "belongs to no article of this library" in line]) == 2
    assert "take entry 2 out to drop it" in err
    out, err = run("doctor", str(other), "--forget-orphans")
    assert "Nothing is wrong." in out
    assert "There is no repair to drop." in err
    assert len(json.loads((own_home / "repairs" / "fi-nb.json").read_bytes())["repairs"]) == 2


def test_doctor_knows_a_file_whose_language_has_another_tag_now(tmp_path: Path) -> None:
    library, left, right = library_with_repairs(tmp_path)
    for file, language in ((left, "fi-FI"), (right, "nb-NO")):
        file.write_text(f"---\nlang: {language}\narticle: tale\n---\n" + file.read_text("utf-8"), "utf-8")
    data = json.loads(run("doctor", str(library), "--json", code=1)[0])["repairs"]
    assert len(data["orphans"]) == 2
    assert data["orphans"][0]["editions"] == [str(left), str(right)]


def test_doctor_finds_what_a_later_repair_overrules(own_home: Path, tmp_path: Path) -> None:
    library, left, right = library_with_repairs(tmp_path)
    file = own_home / "repairs" / "fi-nb.json"
    data = json.loads(file.read_bytes())
    run("align", str(left), str(right), "--merge", "[4]:[3]")
    data["repairs"] += json.loads(file.read_bytes())["repairs"][-1:]
    file.write_text(json.dumps(data), "utf-8")
    out, err = run("doctor", str(library), "--json", code=1)
    (overruled,) = json.loads(out)["repairs"]["overruled"]
    assert (overruled["number"], len(overruled["texts"]["fi"])) == (1, 2)
    assert "has no effect: it crosses a later repair" in err


def test_doctor_drops_what_has_no_effect_and_keeps_it_aside(own_home: Path, tmp_path: Path) -> None:
    library, left, _right = library_with_repairs(tmp_path)
    rewrite(left)
    file = own_home / "repairs" / "fi-nb.json"
    before = json.loads(file.read_bytes())["repairs"]
    out, err = run("doctor", str(library), "--json", "--forget-orphans")
    (dropped,) = file.parent.glob("dropped-*.json")
    assert re.fullmatch(r"dropped-\d{4}-\d\d-\d\d\.json", dropped.name)
    assert f"1 repair was dropped; {dropped} still holds it" in err
    data = json.loads(out)
    assert data["repairs"] == {"count": 1, "orphans": [], "overruled": [], "elsewhere": []}
    assert data["problems"] == []
    assert json.loads(dropped.read_bytes())["repairs"] == before[:1]
    assert json.loads(file.read_bytes())["repairs"] == before[1:]
    assert json.loads(run("doctor", str(library), "--json")[0])["repairs"]["count"] == 1


def test_doctor_and_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert "no such folder" in run("doctor", str(tmp_path / "missing"), code=1)[1]


def test_help() -> None:
    for verb in ("align", "doctor"):
        out, _err = run(verb, "--help")
        assert f"  tui-learn {verb}" in out
    assert '--merge "[3, 4]:[2]"' in run("align", "--help")[0]
