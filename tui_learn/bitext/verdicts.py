"""What the learner says of pairs of words, on disk: one file a pair of languages, never derived and never guessed at.

``fi-nb.words.json`` is JSON a person can read and mend. A file that cannot be understood is reported and left as it
is; what is not understood in it is kept. Reading needs no lock, since a file is replaced as a whole; every change is
made under one, on what the file holds at that moment.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

from tui_learn.bitext.glossary import Verdict
from tui_learn.entry_file import VERSION, Damaged, object_in
from tui_learn.i18n import gettext as _
from tui_learn.own_files import Stamp, is_missing, locked, replace_file, stamp_of
from tui_learn.text import Problem, UnreadableFile
from tui_learn.text.clean import clean_line
from tui_learn.text.files import read_file
from tui_learn.text.languages import normalise_tag

FORMAT = "tui-learn words"
SUFFIX = ".words.json"
LONGEST = 1_000
"""Characters of a dictionary form."""
NAMED = 3
"""Damaged entries that are named; of the others only the number is told."""

# What a terminal would act on, and halves of characters that no encoding can write.
_UNSAFE = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_TAG = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*", re.ASCII)


class VerdictsNotKept(Exception):
    """Nothing was changed on disk; the message says why, and what to do."""


@dataclass(frozen=True)
class Verdicts:
    """What the learner has said of pairs of dictionary forms of two languages."""

    languages: tuple[str, str]
    """In the order of their tags."""
    given: Mapping[tuple[str, str], Verdict] = field(default_factory=dict)
    """By the two forms, in the order of the languages; never empty verdicts."""

    def of(self, left_lang: str, left: str, right: str) -> Verdict:
        """The verdict on a pair, whichever language is on the left; empty where none was given."""
        if left_lang not in self.languages:
            return ""
        forms = clean_line(left), clean_line(right)
        return self.given.get(forms if left_lang == self.languages[0] else forms[::-1], "")

    def sides(self, left_lang: str) -> Mapping[tuple[str, str], Verdict]:
        """The verdicts by a form of this language and one of the other."""
        if left_lang == self.languages[0]:
            return self.given
        return {(right, left): verdict for (left, right), verdict in self.given.items()}


@dataclass(frozen=True, slots=True)
class _Entry:
    raw: Any
    """The JSON value, with whatever else a person or a later version has written into it."""
    forms: tuple[str, str] | None
    """In the order of the languages; None where the value is no verdict."""
    verdict: Verdict = ""


class VerdictStore:
    """The verdicts in a folder; without a folder there are none. Safe to use from threads."""

    def __init__(self, folder: Path | None, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.folder = folder
        self._clock = clock
        self._read: dict[Path, tuple[Stamp, Verdicts, list[Problem]]] = {}

    def stamp(self) -> tuple[Stamp, ...]:
        """Differs after every change, by whatever program."""
        try:
            files = sorted(self.folder.glob(f"*{SUFFIX}")) if self.folder is not None else []
        except OSError:
            return ()
        return tuple(stamp for stamp in map(stamp_of, files) if stamp is not None)

    def read(self, a: str, b: str) -> tuple[Verdicts, list[Problem]]:
        """The verdicts on words of two languages, and what is wrong with their file."""
        languages = _ordered(a, b)
        if self.folder is None or a == b or not all(map(_TAG.fullmatch, languages)):
            return Verdicts(languages), []
        file = self._file(languages)
        stamp = stamp_of(file)  # before it is read: what is written meanwhile is read again the next time
        kept = self._read.get(file)
        if stamp is not None and kept is not None and kept[0] == stamp:
            return kept[1], kept[2]
        verdicts, problems = _read(file, languages)
        if stamp is not None:
            self._read[file] = stamp, verdicts, problems
        return verdicts, problems

    def everything(self) -> tuple[list[Verdicts], list[Problem]]:
        """What is kept of every pair of languages, and what is wrong with the files."""
        found, problems = [], []
        files = sorted(self.folder.glob(f"*{SUFFIX}")) if self.folder is not None and self.folder.is_dir() else []
        for file in files:
            languages = _languages_of(file)
            if languages is not None:
                verdicts, wrong = self.read(*languages)
                found.append(verdicts)
                problems += wrong
        return found, problems

    def give(
        self, a: str, b: str, left_lexeme: str, right_lexeme: str, verdict: Verdict, *, only_if: Verdict | None = None
    ) -> Verdict:
        """Keep a verdict on a form of language ``a`` and one of ``b``, ``""`` to take it back; what it was before.

        With ``only_if`` nothing is done unless that is the verdict now. Raises ``VerdictsNotKept``.
        """
        languages = _ordered(a, b)
        left, right = clean_line(left_lexeme), clean_line(right_lexeme)
        forms = (left, right) if a == languages[0] else (right, left)
        if self.folder is None:
            raise VerdictsNotKept(_("there is no folder to keep verdicts in"))
        if a == b or not all(map(_TAG.fullmatch, languages)) or not all(map(_is_form, forms)):
            raise VerdictsNotKept(_("of these two words no verdict can be kept"))
        file = self._file(languages)
        with _locked(file):
            data, entries = _document(file, languages)
            before: Verdict = next((entry.verdict for entry in reversed(entries) if entry.forms == forms), "")
            if before != verdict and only_if in (None, before):
                date = self._clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
                _write(file, languages, data, _with(entries, languages, forms, verdict, date))
        return before

    def _file(self, languages: tuple[str, str]) -> Path:
        assert self.folder is not None
        return self.folder / f"{'-'.join(languages)}{SUFFIX}"


def _languages_of(file: Path) -> tuple[str, str] | None:
    """The two languages a file is named for, or None."""
    parts = file.name.removesuffix(SUFFIX).split("-")
    for middle in range(1, len(parts)):
        one, other = "-".join(parts[:middle]), "-".join(parts[middle:])
        if normalise_tag(one) == one and normalise_tag(other) == other and one < other:
            return one, other
    return None


def _ordered(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a <= b else (b, a)


def _is_form(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST


def _with(
    entries: list[_Entry], languages: tuple[str, str], forms: tuple[str, str], verdict: Verdict, date: str
) -> list[Any]:
    """The entries with one verdict changed; what a person has written into its entry stays."""
    places = [number for number, entry in enumerate(entries) if entry.forms == forms]
    values = [entry.raw for entry in entries]
    merged: dict[str, Any] = {}
    for number in places:  # the same pair twice, by hand: the later one wins, and nothing is lost
        merged |= values[number]
    ours = {"words": dict(zip(languages, forms, strict=True)), "verdict": verdict, "date": date}
    changed = [{**merged, **ours}] if verdict or merged.keys() - ours.keys() else []
    last = places[-1] if places else len(values)
    before = [value for number, value in enumerate(values[:last]) if number not in places]
    return [*before, *changed, *values[last + 1 :]]


# --- the file


def _read(file: Path, languages: tuple[str, str]) -> tuple[Verdicts, list[Problem]]:
    try:
        _data, entries = _document(file, languages)
    except Damaged as error:
        return Verdicts(languages), [_damage(file, error)]
    except OSError as error:
        message = _("your verdicts on words cannot be read ({reason}); check the file and its folder")
        reason = error.strerror or type(error).__name__
        return Verdicts(languages), [Problem("error", str(file), None, message.format(reason=reason))]
    latest = {entry.forms: entry.verdict for entry in entries if entry.forms is not None}
    verdicts = Verdicts(languages, {forms: verdict for forms, verdict in latest.items() if verdict})
    damaged = [number for number, entry in enumerate(entries, start=1) if entry.forms is None]
    if not damaged:
        return verdicts, []
    names = ", ".join(map(str, damaged[:NAMED]))
    if len(damaged) > NAMED:
        names = _("{numbers} and {count} more").format(numbers=names, count=len(damaged) - NAMED)
    message = _("damaged verdicts in it are passed over: entries {numbers}; mend them or take them out")
    return verdicts, [Problem("error", str(file), None, message.format(numbers=names))]


def _document(file: Path, languages: tuple[str, str]) -> tuple[dict[str, Any], list[_Entry]]:
    """Every key of the file, and its entries. Raises ``Damaged`` or ``OSError``; no file is an empty one."""
    if is_missing(file):
        return {}, []
    try:
        raw = read_file(file)
    except UnreadableFile as error:  # a folder, a pipe, 64 MB
        raise Damaged(error.problem.message) from error
    data = object_in(raw, FORMAT, "words")
    return data, [_entry(value, languages) for value in data["words"]]


def _entry(value: Any, languages: tuple[str, str]) -> _Entry:
    words = value.get("words") if isinstance(value, dict) else None
    verdict = value.get("verdict") if isinstance(value, dict) else None
    if not isinstance(words, dict) or words.keys() != set(languages) or not isinstance(verdict, str):
        return _Entry(value, None)
    if verdict not in get_args(Verdict) or not all(map(_is_form, words.values())):
        return _Entry(value, None)
    one, other = (clean_line(words[language]) for language in languages)
    known: Verdict = "confirmed" if verdict == "confirmed" else "struck" if verdict == "struck" else ""
    return _Entry(value, (one, other), known) if one and other else _Entry(value, None)


def _damage(file: Path, error: Damaged) -> Problem:
    message = _("your verdicts on words cannot be read: {reason}; mend the file, or move it away to begin anew")
    return Problem("error", str(file), error.line, message.format(reason=error))


def _write(file: Path, languages: tuple[str, str], data: dict[str, Any], entries: list[Any]) -> None:
    """Replace a file as a whole; where it is a link, what the link leads to, and the link stays."""
    whole = {"format": FORMAT, "version": VERSION, "languages": list(languages), **data, "words": entries}
    try:
        text = json.dumps(whole, ensure_ascii=False, indent=2)
    except RecursionError as error:
        raise Damaged(_("it is nested too deeply")) from error
    text = _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text) + "\n"
    replace_file(file, text)


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    not_kept = _("{path}: the verdict could not be kept ({reason}); make room or check the folder, then try again")
    try:
        with locked(file.parent, lambda reason: VerdictsNotKept(not_kept.format(path=file, reason=reason))):
            yield
    except Damaged as error:
        raise VerdictsNotKept(str(_damage(file, error))) from error
