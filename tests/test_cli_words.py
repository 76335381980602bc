"""Words on the command line: ``glossary``, links of ``align``, dictionaries in ``doctor``, questions about words."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.bitext.dictionary_making import write_dictd
from tests.conftest import SEEDS
from tests.test_cli import FI, NB, PROSE, SV
from tests.test_cli import run as run_program
from tui_learn.bitext.dictionary_files import FOLDERS_VARIABLE
from tui_learn.cli import main
from tui_learn.text import read_edition

pytestmark = pytest.mark.usefixtures("warm_words")

GLOSSARY = ("glossary", "relasjonsledelse", "--pair", "nb:fi")
KEYS = {"left", "right", "confidence", "proven", "evidence", "left_forms", "right_forms", "sentences"}


def run(*words: str, code: int = 0) -> tuple[str, str]:
    """The command line in this process, which is quicker; standard output and error."""
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        done = main(words)
    assert done == code, (done, out.getvalue()[-500:], err.getvalue()[-2000:])
    return out.getvalue(), err.getvalue()


def data_of(*words: str, code: int = 0) -> Any:
    return json.loads(run(*words, "--json", code=code)[0])


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two small dictionaries, which are used."""
    folder = tmp_path / "shelf"
    write_dictd(folder, "freedict-fin-nor", [(["tarve"], "tarve\nbehov\n"), (["tuote"], "tuote\nprodukt\n")])
    write_dictd(folder, "freedict-nor-fin", [(["behov"], "behov\ntarve\n")])
    monkeypatch.setenv(FOLDERS_VARIABLE, str(folder))
    return folder


# --- glossary


def test_glossary_for_programs() -> None:
    found = data_of(*GLOSSARY)
    assert len(found) > 70
    left, right = read_edition(NB), read_edition(FI)
    for pair in found:
        assert set(pair) == KEYS
        assert pair["proven"] is True
        assert 0 < pair["confidence"] <= 1
        assert pair["evidence"]
        assert len(pair["sentences"]) > 0
        for here, there in pair["sentences"]:
            for edition, segment, forms in ((left, here, "left_forms"), (right, there, "right_forms")):
                sentence = edition.sentence(segment)
                assert sentence is not None
                assert any(form.lower() in sentence.text.lower() for form in pair[forms])
    (customer,) = [pair for pair in found if pair["left"] == "kunde"]
    assert customer["right"] == "asiakas"
    assert customer["left_forms"] == ["kunde", "kunder", "kundene"]
    assert customer["sentences"][0] == ["b2s1", "b2s1"]
    assert all(one["confidence"] >= other["confidence"] for one, other in pairwise(found))


def test_glossary_from_the_text_alone_and_all_of_it() -> None:
    proven = data_of(*GLOSSARY, "--no-curated")
    everything = data_of(*GLOSSARY, "--no-curated", "--all")
    assert [pair for pair in everything if pair["proven"]] == proven
    assert 3 <= len(proven) < 20 < 100 < len(everything)
    assert {pair["proven"] for pair in everything} == {True, False}
    assert not any("curated" in pair["evidence"] for pair in everything)
    assert any("curated" in pair["evidence"] for pair in data_of(*GLOSSARY, "--all"))


def test_glossary_to_read() -> None:
    out, _err = run(*GLOSSARY, "--no-curated")
    proven = data_of(*GLOSSARY, "--no-curated")
    lines = out.splitlines()
    assert len(lines) == len(proven)
    for line, pair in zip(lines, proven, strict=True):
        left, right, confidence, is_proven, *evidence = line.split()
        assert (left, right, confidence) == (pair["left"], pair["right"], f"{pair['confidence']:.2f}")
        assert (is_proven, " ".join(evidence)) == ("proven", ", ".join(pair["evidence"]))
    columns = {line.index("proven") for line in lines}
    assert len(columns) == 1


def test_glossary_as_a_table() -> None:
    out, _err = run(*GLOSSARY, "--tsv", "--all")
    rows = [line.split("\t") for line in out.splitlines()]
    everything = data_of(*GLOSSARY, "--all")
    assert [row[:2] for row in rows] == [[pair["left"], pair["right"]] for pair in everything]
    assert [row[2] for row in rows] == [f"{pair['confidence']:.2f}" for pair in everything]
    assert [row[3] == "proven" for row in rows] == [pair["proven"] for pair in everything]
    assert {row[3] for row in rows} == {"proven", "-"}
    assert [row[4] for row in rows] == [", ".join(pair["evidence"]) for pair in everything]
    assert {len(row) for row in rows} == {5}


@pytest.mark.usefixtures("shelf")
def test_glossary_with_dictionaries_and_without() -> None:
    by_left = {pair["left"]: pair for pair in data_of(*GLOSSARY, "--no-curated")}
    assert by_left["behov"]["right"] == "tarve"
    assert by_left["behov"]["evidence"][:2] == ["dictionary:fin-nor", "dictionary:nor-fin"]
    plain = data_of(*GLOSSARY, "--no-curated", "--no-dictionaries", "--all")
    assert not any(name.startswith("dictionary") for pair in plain for name in pair["evidence"])


def test_glossary_heeds_verdicts_and_tells_what_is_wrong_with_them(own_home: Path) -> None:
    file = own_home / "repairs" / "words" / "fi-nb.words.json"
    file.parent.mkdir(parents=True)
    entry = {"words": {"fi": "asiakas", "nb": "kunde"}, "verdict": "struck"}
    file.write_text(json.dumps({"format": "tui-learn words", "version": 1, "words": [entry]}), "utf-8")
    (pair,) = [p for p in data_of(*GLOSSARY, "--all") if (p["left"], p["right"]) == ("kunde", "asiakas")]
    assert (pair["proven"], pair["confidence"], pair["evidence"][-2:]) == (False, 0.0, ["curated", "struck"])
    file.write_text("{\n", "utf-8")
    out, err = run(*GLOSSARY, "--json", code=1)
    assert json.loads(out)
    assert f"{file}:2: your verdicts on words cannot be read" in err


@pytest.mark.parametrize(
    ("words", "message", "code"),
    [
        (["glossary", "nowhere", "--pair", "nb:fi"], "no article is called", 1),
        (["glossary", "missing/file.md", "--pair", "nb:fi"], "missing/file.md: there is no such file", 1),
        (["glossary", FI, "--pair", "fi:fi"], "a glossary needs two languages", 2),
        (["glossary", FI, "--pair", "fi:xx"], '"xx"', 2),
        (["glossary", FI, "--pair", "fi"], "known:learned", 2),
        (["glossary"], "required", 2),
        (["glossary", FI, "--json", "--tsv"], "not allowed", 2),
    ],
)
def test_what_cannot_be_done_is_one_line(words: list[str], message: str, code: int) -> None:
    out, err = run(*words, code=code)
    assert out == ""
    assert message in err
    assert "error of the program" not in err


def test_an_article_in_one_language_has_no_glossary(tmp_path: Path) -> None:
    shutil.copy(FI, tmp_path)
    out, err = run("glossary", str(tmp_path / Path(FI).name), code=1)
    assert out == ""
    assert "a glossary needs two languages" in err


def test_an_article_of_which_nothing_is_proven(tmp_path: Path) -> None:
    for language, text in (("nb", PROSE), ("fi", "Tämä on jotain ihan muuta.")):
        (tmp_path / f"tale.{language}.md").write_text(f"---\nlang: {language}\narticle: a\n---\n{text}\n", "utf-8")
    words = ("glossary", str(tmp_path / "tale.fi.md"), "--pair", "nb:fi")
    out, err = run(*words, code=1)
    assert out == ""
    assert "no pair of words is proven in nb:fi; --all shows all" in err
    assert data_of(*words) == []


@pytest.fixture
def damaged_deck(tmp_path: Path) -> Path:
    """A copy of the program whose bundled glossary has an error."""
    program = tmp_path / "program"
    shutil.copytree(SEEDS.parent / "tui_learn", program / "tui_learn", ignore=shutil.ignore_patterns("__pycache__"))
    for folder in ("seeds", "quizzes"):
        shutil.copytree(SEEDS.parent / folder, program / folder)
    deck = program / "quizzes" / "relationship-management-glossary.md"
    lines = deck.read_text("utf-8").splitlines()
    (number,) = [n for n, line in enumerate(lines) if line.startswith("- fi: asiakas |")]
    lines[number] = lines[number].replace(" :: sv:", " :: sw:")
    deck.write_text("\n".join(lines), "utf-8")
    return Path(f"{deck}:{number + 1}")


def test_a_damaged_deck_is_told_and_the_rest_works(damaged_deck: Path) -> None:
    program = damaged_deck.parents[1]
    for words in (["--json"], []):
        done = subprocess.run(
            [sys.executable, "-m", "tui_learn", *GLOSSARY, *words], capture_output=True, encoding="utf-8", cwd=program,
            env={**os.environ, "PYTHONPATH": str(program)}, check=False,
        )  # fmt: skip
        assert done.returncode == 1
        (line,) = [line for line in done.stderr.splitlines() if line.startswith(f"{damaged_deck}: ")]
        assert '"sw" is not among the languages of this deck' in line
        assert "produkt" in done.stdout
    done = subprocess.run(
        [sys.executable, "-m", "tui_learn", *GLOSSARY, "--no-curated"], capture_output=True, cwd=program,
        env={**os.environ, "PYTHONPATH": str(program)}, check=False,
    )  # fmt: skip
    assert done.returncode == 0


# --- word links


def beads_of(*words: str) -> list[dict[str, Any]]:
    data = json.loads(run("align", *words, "--words", "--format", "json")[0])
    assert set(data) == {"left", "right", "beads"}
    for bead in data["beads"]:
        assert set(bead) >= {"left", "right", "confidence", "left_tokens", "right_tokens", "links"}
        for left, right, confidence in bead["links"]:
            assert 0 <= left < len(bead["left_tokens"])
            assert 0 <= right < len(bead["right_tokens"])
            assert 0 < confidence <= 1
        assert bead["links"] == sorted(bead["links"])
    return list(data["beads"])


def pharaoh(*words: str) -> list[str]:
    return run("align", *words, "--format", "pharaoh")[0].split("\n")[:-1]


def parts(path: str, numbers: list[int]) -> list[str]:
    """The words of some sentences of a file, hyphenated ones in parts."""
    edition = read_edition(path)
    sentences = [edition.sentences[number] for number in numbers]
    return [part for sentence in sentences for token in edition.tokens(sentence) for part in token.parts]


def test_word_links_for_programs() -> None:
    beads = beads_of(FI, SV)
    assert len(beads) == 25
    for bead in beads:
        assert bead["left_tokens"] == parts(FI, bead["left"])
        assert bead["right_tokens"] == parts(SV, bead["right"])
    assert sum(len(bead["links"]) for bead in beads) > 150
    plain = json.loads(run("align", FI, SV, "--format", "json")[0])["beads"]
    assert {key for bead in plain for key in bead} == {"left", "right", "confidence"}


LEFT = (
    "Kunder i B2C 2024, og B2B-bedrifter.",
    "Huset har 17 rom og 3 kjellere.",
    "Dette er det ingen som svarer, for slik er det ofte.",
    "Her er det 5555 produkter til salgs.",
    "Byen fikk 88 nye busser i 1999.",
)
RIGHT = (
    "Asiakkaat B2C 2024 ja B2B-yritykset.",
    "Talossa on 17 huonetta ja 3 kellaria.",
    "Täällä on 5555 tuotetta myynnissä.",
    "Kaupunki sai 88 uutta bussia 1999.",
)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[str, str]:
    """Texts said to be in languages without lists of forms; the third sentence of one has no counterpart."""
    names = []
    for language, lines in (("af", LEFT), ("eu", RIGHT)):
        path = tmp_path / f"tale.{language}.md"
        path.write_text(f"---\nlang: {language}\n---\n" + "\n\n".join(lines) + "\n", "utf-8")
        names.append(str(path))
    return names[0], names[1]


ANCHORS = [{(2, 1), (3, 2), (5, 4)}, {(2, 2), (5, 5)}, set(), {(3, 2)}, {(2, 2), (6, 5)}]
"""Names and numbers that are the same on both sides, by bead; ``B2B-bedrifter`` is two words."""


def test_hyphenated_words_are_split_and_links_are_numbered_inside_their_bead(pair: tuple[str, str]) -> None:
    beads = beads_of(*pair)
    assert [(bead["left"], bead["right"]) for bead in beads] == [
        ([0], [0]),
        ([1], [1]),
        ([2], []),
        ([3], [2]),
        ([4], [3]),
    ]
    assert beads[0]["left_tokens"] == ["Kunder", "i", "B2C", "2024", "og", "B2B", "bedrifter"]
    assert beads[0]["right_tokens"] == ["Asiakkaat", "B2C", "2024", "ja", "B2B", "yritykset"]
    assert (beads[2]["right_tokens"], beads[2]["links"], len(beads[2]["left_tokens"])) == ([], [], 11)
    for bead, anchors in zip(beads, ANCHORS, strict=True):
        assert anchors <= {(left, right) for left, right, _sure in bead["links"]}
    lines = pharaoh(*pair)
    assert lines == [" ".join(f"{left}-{right}" for left, right, _sure in bead["links"]) for bead in beads]
    assert lines[2] == ""
    assert pharaoh(*pair, "--words") == lines


def test_word_links_the_other_way_round(pair: tuple[str, str]) -> None:
    lines = pharaoh(*pair[::-1])
    assert lines[2] == ""
    for line, anchors in zip(lines, ANCHORS, strict=True):
        assert {f"{right}-{left}" for left, right in anchors} <= set(line.split())


def test_word_links_of_sentences_split_before(tmp_path: Path) -> None:
    left, right = tmp_path / "a.txt", tmp_path / "b.txt"
    left.write_text("\n\n".join(LEFT), "utf-8")
    right.write_text("\n\n".join(RIGHT), "utf-8")
    lines = pharaoh(str(left), str(right), "--presplit")
    for line, anchors in zip(lines, ANCHORS, strict=True):
        assert {f"{left}-{right}" for left, right in anchors} <= set(line.split())
    assert lines[2] == ""


def test_word_links_of_empty_texts(tmp_path: Path) -> None:
    empty, text = tmp_path / "a.txt", tmp_path / "b.txt"
    empty.touch()
    text.write_text("Kaksi lausetta.\n\nToinen.\n", "utf-8")
    assert pharaoh(str(empty), str(text), "--presplit") == ["", ""]
    assert pharaoh(str(empty), str(empty), "--presplit") == []


@pytest.mark.parametrize("shape", [[], ["--format", "tsv"], ["--format", "html"]])
def test_formats_without_a_place_for_words_refuse_them(pair: tuple[str, str], shape: list[str]) -> None:
    out, err = run("align", *pair, "--words", *shape, code=2)
    assert out == ""
    assert "--words goes with --format json" in err


def test_word_links_after_a_repair(pair: tuple[str, str]) -> None:
    run("align", *pair, "--unlink", "[0]:[0]", "--merge", "[3,4]:[2,3]")
    beads = beads_of(*pair)
    alone = [(bead["left"], bead["right"], bead["links"]) for bead in beads if not bead["left"] or not bead["right"]]
    assert sorted(alone) == [([], [0], []), ([0], [], []), ([2], [], [])]
    merged = beads[-1]
    assert merged["left_tokens"] == parts(pair[0], [3, 4])
    found = {(merged["left_tokens"][left], merged["right_tokens"][right]) for left, right, _sure in merged["links"]}
    assert {("5555", "5555"), ("88", "88"), ("1999", "1999")} <= found


def test_word_links_with_dictionaries_and_without(
    pair: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_dictd(tmp_path / "shelf", "freedict-afr-eus", [(["produkter"], "produkter\nmyynnissä\n")])
    monkeypatch.setenv(FOLDERS_VARIABLE, str(tmp_path / "shelf"))
    assert "4-4" in pharaoh(*pair)[3].split()
    assert "4-3" in pharaoh(*pair, "--no-dictionaries")[3].split()


def test_what_is_wrong_with_a_dictionary_is_told(shelf: Path, pair: tuple[str, str]) -> None:
    (shelf / "freedict-nor-fin.dict.dz").write_bytes(b"\x1f\x8b damaged")
    for words in ([*GLOSSARY, "--json"], ["align", *pair, "--format", "pharaoh"]):
        out, err = run(*words, code=1)
        assert out
        assert f"{shelf / 'freedict-nor-fin.dict.dz'}: it is damaged" in err
        assert run(*words, "--no-dictionaries")[1].count("damaged") == 0


# --- doctor


def test_doctor_without_dictionaries() -> None:
    found = data_of("doctor")["dictionaries"]
    assert found["found"] == []
    missing = {row["pair"]: row for row in found["missing"]}
    assert missing["fi:sv"] == {
        "pair": "fi:sv", "packages": ["dict-freedict-fin-swe", "dict-freedict-swe-fin"], "through": None,
    }  # fmt: skip
    assert missing["fi:tr"]["through"] is not None
    assert "fin-swe" in found["install"]
    out, err = run("doctor")
    assert "dictionaries none found" in out
    assert "for fi:sv these would help: dict-freedict-fin-swe, dict-freedict-swe-fin" in out
    assert found["install"] in out
    assert "Nothing is wrong." in out
    assert err == ""


def test_doctor_with_dictionaries(shelf: Path) -> None:
    found = data_of("doctor")["dictionaries"]
    assert found["found"] == [
        {"name": "fin-nor", "source": "fi", "target": "nb", "path": str(shelf / "freedict-fin-nor.index")},
        {"name": "nor-fin", "source": "nb", "target": "fi", "path": str(shelf / "freedict-nor-fin.index")},
    ]
    assert "nb:fi" not in {row["pair"] for row in found["missing"]} | {row["pair"][::-1] for row in found["missing"]}
    assert "dictionaries fin-nor, nor-fin" in run("doctor")[0]


def test_doctor_asks_for_dictionaries_of_what_is_learnt(tmp_path: Path) -> None:
    run_program("quiz", "--plain", "--pair", "sv:tr", "--count", "1", stdin="1\n")
    rows = data_of("doctor")["dictionaries"]["missing"]
    assert [row["pair"] for row in rows] == ["sv:tr"]


def test_doctor_names_a_dictionary_that_cannot_be_used(shelf: Path) -> None:
    (shelf / "freedict-nor-fin.dict.dz").unlink()
    out, err = run("doctor", "--json", code=1)
    assert f"{shelf / 'freedict-nor-fin.index'}: its .dict.dz is missing" in err
    assert [problem["path"] for problem in json.loads(out)["problems"]] == [str(shelf / "freedict-nor-fin.index")]


# --- questions about words


def test_a_quiz_asks_about_pairs_of_words() -> None:
    lines = [json.loads(line) for line in run("quiz", "--pair", "nb:fi", "--json")[0].splitlines()]
    by_code: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        by_code.setdefault(line["code"], []).append(line)
    assert {"V4": "point", "V6": "match", "V7": "cloze"}.items() <= {
        code: found[0]["type"] for code, found in by_code.items()
    }.items()
    for line in by_code["V4"]:
        assert line["tokens"][line["key_index"]]
        assert line["key_lang"] in ("nb", "fi")
    for line in by_code["V6"]:
        assert all(len(pair) == 2 and all(pair) for pair in line["pairs"])
    assert all(any("____" in piece["text"] for piece in line["prompt"]) for line in by_code["V7"])


# --- progress bars


PATIENCE = (
    "import sys, tui_learn.bar as bar; bar.WAIT = 0; from tui_learn.cli import main; sys.exit(main(sys.argv[1:]))"
)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    "words", [[*GLOSSARY, "--json"], ["align", FI, NB, "--format", "tsv"], ["quiz", "--json", "--pair", "nb:fi"]]
)
def test_progress_bars_are_on_the_terminals_standard_error_alone(words: list[str]) -> None:
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", PATIENCE, *words], stdout=subprocess.PIPE, stderr=theirs, stdin=subprocess.DEVNULL,
        cwd=SEEDS.parent,
    ) as program:  # fmt: skip
        os.close(theirs)
        told = b""
        assert program.stdout is not None
        out = program.stdout.read()
        while chunk := _read(ours):
            told += chunk
    os.close(ours)
    assert program.returncode == 0
    assert b" %" in told
    assert b"\r" not in out
    assert run(*words)[0].encode() == out


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # nobody writes any more
        return b""
