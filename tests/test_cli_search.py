"""``search`` as another program sees it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SEEDS
from tests.library.test_library import FI, NB, write
from tests.ready import ROOT
from tests.test_contracts import modules_after, tops
from tui_learn.cli import main
from tui_learn.cli_search import lit_text, pair_beside
from tui_learn.library import Library, Pair
from tui_learn.library.pairs import CHOSEN_PAIR
from tui_learn.library.search import Hit
from tui_learn.progress import Progress


def run(*words: str, code: int = 0) -> tuple[str, str]:
    """The command line in this process, which is quicker; standard output and error."""
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        done = main(("search", *words))
    assert done == code, (done, out.getvalue()[-500:], err.getvalue()[-2000:])
    return out.getvalue(), err.getvalue()


def data_of(*words: str) -> list[Any]:
    return [json.loads(line) for line in run(*words, "--json")[0].splitlines()]


def test_both_sides_of_each_hit(capsys: pytest.CaptureFixture[str]) -> None:
    out, err = run("asiakastuen", "--pair", "nb:fi")
    assert err == ""
    head, own, other = out.splitlines()
    assert head == "parisuhteen-hoito b4s0"
    assert own.startswith("  fi       Suhteiden hallintaan sisältyy strategioita asiakastuen rakentamiseksi")
    assert other.startswith("  nb       Relasjonsledelse innebærer strategier for å bygge kundestøtte")
    with pytest.raises(SystemExit):
        main(["search", "--help"])
    assert "  tui-learn search" in capsys.readouterr().out


def test_hits_for_programs() -> None:
    (hit,) = data_of("asiakastuen rakentamiseksi", "--pair", "nb:fi")
    assert set(hit) == {"article", "language", "segment", "text", "stretches", "other"}
    assert [hit["text"][start:end] for start, end in hit["stretches"]] == ["asiakastuen", "rakentamiseksi"]
    assert (hit["other"]["language"], hit["other"]["segments"]) == ("nb", ["b4s0"])
    assert hit["other"]["texts"][0].startswith("Relasjonsledelse innebærer")
    assert len(data_of("a", "--count", "3")) == 3
    assert len(data_of("a")) == 20


def test_which_other_language() -> None:
    assert data_of("asiakastuen")[0]["other"]["language"] == "nb"
    assert data_of("asiakastuen", "--pair", "tr:fi")[0]["other"]["language"] == "tr"
    assert "other" not in data_of("asiakastuen", "--pair", "fi:fi")[0]
    assert run("asiakastuen", "--pair", "nb:sv") == ("", "nothing was found\n")
    assert {hit["language"] for hit in data_of("CRM", "--pair", "pl:sv")} == {"pl", "sv"}


def test_the_chosen_pair(own_home: Path) -> None:
    with Progress(own_home / "progress") as progress:
        progress.remember(CHOSEN_PAIR, "pl:fi")
    assert data_of("asiakastuen")[0]["other"]["language"] == "pl"
    with Progress(own_home / "progress") as progress:
        progress.remember(CHOSEN_PAIR, "nonsense")
    assert data_of("asiakastuen")[0]["other"]["language"] == "nb"


@pytest.mark.parametrize(
    ("languages", "language", "wanted", "pair"),
    [
        (("fi", "nb", "sv"), "fi", None, ("fi", "nb")),
        (("fi", "nb", "sv"), "sv", None, ("sv", "fi")),
        (("fi",), "fi", None, None),
        (("fi",), "fi", ("nb", "fi"), None),
        (("fi", "nb", "sv"), "fi", ("sv", "fi"), ("sv", "fi")),
        (("fi", "nb", "sv"), "sv", ("sv", "fi"), ("sv", "fi")),
        (("fi", "nb", "sv"), "nb", ("sv", "fi"), ("sv", "nb")),
        (("fi", "nb", "sv"), "nb", ("tr", "fi"), ("fi", "nb")),
        (("fi", "nb", "sv"), "nb", ("tr", "pl"), ("nb", "sv")),
        (("fi", "nb"), "fi", ("fi", "fi"), None),
        (("fi", "nb"), "nb", ("fi", "fi"), ("fi", "nb")),
        (("fi", "nb"), "fi", ("sv", "fi"), ("fi", "nb")),
    ],
)
def test_the_language_beside(
    languages: tuple[str, ...], language: str, wanted: tuple[str, str] | None, pair: tuple[str, str] | None
) -> None:
    found = pair_beside(languages, language, Pair(*wanted) if wanted else None)
    assert found == (Pair(*pair) if pair else None)


def test_a_text_of_its_own_folder(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "texts",
        {
            "a.nb.md": "---\ntitle: Uvanlig begynnelse\n---\n" + NB,
            "a.fi.md": "---\ntitle: Outo alku\n---\n" + FI + " Vain suomeksi.",
            "alone.nb.md": NB + " Alene.",
            "bad.md": "",
        },
    )
    (title,) = data_of("uvanlig", "--library", str(folder))
    assert (title["in_title"], title["segment"], title["text"]) == (True, "b0s0", "Uvanlig begynnelse")
    assert title["other"] == {"language": "fi", "segments": ["b0s0"], "texts": ["Outo alku"]}
    (alone,) = data_of("alene", "--library", str(folder))
    assert "other" not in alone
    assert run("zebra", "--library", str(folder)) == ("", "nothing was found\n")
    (folder / "a.fi.md").unlink()
    assert "other" not in data_of("uvanlig", "--library", str(folder))[0]


def test_wrong_usage(tmp_path: Path) -> None:
    assert "no word to look for" in run('"--!', code=2)[1]
    assert "number from 1" in run("x", "--count", "0", code=2)[1]
    assert "not a pair" in run("x", "--pair", "nb", code=2)[1]
    out, err = run("x", "--library", str(tmp_path / "missing"), code=1)
    assert (out, "there is no such folder" in err) == ("", True)


def test_words_that_are_no_one_argument() -> None:
    assert data_of("asiakastuen", "rakentamiseksi") == data_of("asiakastuen rakentamiseksi")


def test_it_is_lit_where_it_is_safe(seeds: Any) -> None:
    hit = Hit(seeds, "nb", "b0s0", "a\x1b[2J b\n\u202ec d", ((0, 1), (9, 10)))
    assert lit_text(hit, lit=False) == "a[2J b c d"
    assert lit_text(hit, lit=True) == "\x1b[1ma\x1b[22m[2J b \x1b[1mc\x1b[22m d"
    assert "\x1b" not in run("CRM")[0]


@pytest.mark.skipif(os.name == "nt", reason="there is no pseudo-terminal")
def test_bold_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    for term, bold in (("xterm", True), ("dumb", False)):
        monkeypatch.setenv("TERM", term)
        with redirect_stdout(Terminal()) as out, redirect_stderr(StringIO()):
            assert main(["search", "asiakastuen"]) == 0
        assert ("\x1b[1masiakastuen\x1b[22m" in out.getvalue()) == bold


@pytest.mark.skipif(os.name == "nt", reason="pipes are others there")
def test_a_pipe_may_be_closed_early(own_home: Path) -> None:
    Library(SEEDS, cache=own_home / "cache").scan()
    command = [sys.executable, "-m", "tui_learn", "search", "a", "--count", "500"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 0


def test_it_imports_no_screen() -> None:
    modules = modules_after("from tui_learn.cli import main", "assert main(['search', 'asiakastuen']) == 0")
    assert not {"textual", "rich"} & tops(modules)
