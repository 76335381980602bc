"""Reading aloud by another program."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.app.conftest import Open, settle, until
from tui_learn import paths
from tui_learn.app.app import TuiLearn
from tui_learn.app.speech import MOST_BYTES, MOST_CHARACTERS, CannotSpeak, Speaker, arguments_of, last_words, spoken
from tui_learn.app.start import Start
from tui_learn.library import Pair


def test_what_is_said_is_clean_and_bounded() -> None:
    assert spoken("one\n\x1b]0;x\x07 two\u202e") == "one ]0;x two"
    long = "word " * 500
    assert len(spoken(long)) <= MOST_CHARACTERS
    assert spoken(long).endswith("word")
    assert len(spoken("語" * 3000)) == MOST_CHARACTERS


@pytest.mark.parametrize(
    ("command", "text", "language", "expected"),
    [
        ("say", "hei", "nb", ["say", "hei"]),
        ("espeak-ng -v {lang}", "hei du", "nb", ["espeak-ng", "-v", "nb", "hei du"]),
        ("x {language} {lang}", "t", "zh-Hans", ["x", "zh", "zh-Hans", "t"]),
        ("x --text={text} -l {lang}", "a; rm -rf / $(x)", "fi", ["x", "--text=a; rm -rf / $(x)", "-l", "fi"]),
        ('"/a b/say" {text} -x', "{lang} {text}", "fi", ["/a b/say", "{lang} {text}", "-x"]),
        ("say", "-f /etc/passwd", "fi", ["say", " -f /etc/passwd"]),
        ("sh -c 'espeak \"$1\"' sh", "x", "fi", ["sh", "-c", 'espeak "$1"', "sh", "x"]),
    ],
)
def test_arguments(command: str, text: str, language: str, expected: list[str]) -> None:
    assert arguments_of(command, text, language, windows=False) == expected


def test_arguments_where_paths_have_backslashes() -> None:
    made = arguments_of(r'"C:\Program Files\say.exe" -v {lang}', "hei", "nb", windows=True)
    assert made == [r"C:\Program Files\say.exe", "-v", "nb", "hei"]
    assert arguments_of(r"C:\say.exe", "hei", "nb", windows=True)[0] == r"C:\say.exe"


@pytest.mark.parametrize(
    "command",
    [
        "",
        "   ",
        "say 'open",
        "sh -c {text}",
        "sh -c",
        "powershell -Command {text}",
        "x 'say {text} now'",
        "x {text}.wav",
    ],
)
def test_commands_that_are_not_run(command: str) -> None:
    with pytest.raises(CannotSpeak):
        arguments_of(command, "hei", "nb", windows=False)


def wait_for(file: Path) -> str:
    for _ in range(500):
        if file.exists() and file.read_text(encoding="utf-8").endswith("\n"):
            return file.read_text(encoding="utf-8")
        time.sleep(0.01)
    raise AssertionError("it never spoke")


def program(tmp_path: Path, code: str) -> str:
    """A command that runs some Python."""
    file = tmp_path / "voice.py"
    file.write_text(f"import sys, time, pathlib\nout = pathlib.Path({str(tmp_path / 'said')!r})\n{code}\n")
    return f'"{sys.executable}" "{file}" {{lang}}'


def test_it_speaks_and_is_silent_again(tmp_path: Path) -> None:
    told: list[str] = []
    speaker = Speaker(told.append)
    command = program(tmp_path, "out.write_text(repr(sys.argv[1:]) + '\\n', encoding='utf-8'); time.sleep(60)")
    speaker.speak("hei på deg", "nb", command)
    assert wait_for(tmp_path / "said") == "['nb', 'hei på deg']\n"
    first = speaker._running
    assert first is not None
    (tmp_path / "said").unlink()
    speaker.speak("terve", "fi", command)  # the first voice falls silent
    assert first.wait(5) != 0
    assert wait_for(tmp_path / "said") == "['fi', 'terve']\n"
    second = speaker._running
    assert second is not None
    speaker.stop()
    assert second.wait(5) != 0
    time.sleep(0.05)
    assert told == []  # stopping it is no failure


def test_a_program_that_fails_or_is_not_there(tmp_path: Path) -> None:
    told: list[str] = []
    speaker = Speaker(told.append)
    speaker.speak("hei", "nb", program(tmp_path, "sys.exit('no voice\\x1b[31m nb')"))
    for _ in range(500):
        if told:
            break
        time.sleep(0.01)
    assert "exit code 1" in told[0]
    assert "no voice" in told[0]
    assert "\x1b" not in told[0]
    with pytest.raises(CannotSpeak, match="is not there"):
        speaker.speak("hei", "nb", "no-such-voice-program -v {lang}")


def test_of_endless_complaints_only_the_end_is_kept() -> None:
    code = "import sys; sys.stderr.write('x' * 3_000_000 + '\\nno voice'); sys.exit(3)"
    process = subprocess.Popen([sys.executable, "-S", "-c", code], stderr=subprocess.PIPE)
    said = last_words(process)
    assert len(said) == MOST_BYTES
    assert said.endswith(b"no voice")
    assert process.returncode == 3


async def test_a_learner_hears_a_sentence_or_how_to(opened: Open, tmp_path: Path) -> None:
    async with opened(Start(article="parisuhteen-hoito", pair=Pair("nb", "fi"))) as pilot:
        app = pilot.app
        assert isinstance(app, TuiLearn)
        app.speak("hei", "nb")
        await settle(pilot)
        assert any("espeak-ng -v {lang}" in note.message for note in app._notifications)
        command = program(tmp_path, "out.write_text(sys.argv[2] + '\\n', encoding='utf-8')")
        file = paths.settings_file()
        file.write_text("[reader]\nspeak = " + json.dumps(command) + "\n")
        app.take_settings()
        assert app.settings.reader.speak == command
        app.speak("Relasjonsledelse", "nb")
        await until(lambda: (tmp_path / "said").exists())
        await settle(pilot)
