"""What is shown: ``CRM involverar {{försäljningsanalys::f…}} eftersom **det** försöker …``."""

from __future__ import annotations

import regex

from tui_learn.i18n import gettext as _
from tui_learn.quiz.decks.escapes import COLONS, escaped, find, plain, split
from tui_learn.quiz.decks.items import Gap, Lit, Piece, Prompt
from tui_learn.quiz.decks.labels import Fault

OPEN, CLOSE, LIGHT = "{{", "}}", "**"
_SIGN = regex.compile(r"\\[!-/:-@\[-`{-~]|&#\d{1,7};|(\{\{|\}\}|\*\*)")
_NUMBERED = regex.compile(r"\d+:(?!:)")
_IN_TEXT = r"\{(?=\{)|(?<=\{)\{"
_IN_GAP = r"[{}|]|^:|:\Z|" + COLONS
_STARS = r"\*"


def pieces(raw: str) -> tuple[Piece, ...]:
    """The pieces of a line. Raises ``Fault``."""
    signs = [match for match in _SIGN.finditer(raw) if match[1]]
    found: list[Piece] = []
    start = done = 0

    def add(piece: Piece, first: int, last: int) -> None:
        """A piece that is written from ``first`` to before ``last``, and the text before it."""
        nonlocal start
        if raw[start:first]:
            found.append(plain(raw[start:first]))
        found.append(piece)
        start = last

    for number, sign in enumerate(signs):
        if number < done:
            continue
        if sign[1] == OPEN:
            close = next((n for n in range(number + 1, len(signs)) if signs[n][1] == CLOSE), None)
            if close is None:
                raise Fault(_('a gap is not closed; write "}}" after the answer, or "\\{{" where no gap is meant'))
            add(_gap(raw[sign.end() : signs[close].start()]), sign.start(), signs[close].end())
            done = close + 1
        elif sign[1] == LIGHT:
            after = next((n for n in range(number + 1, len(signs)) if signs[n][1] != CLOSE), None)
            if after is None or signs[after][1] != LIGHT:
                continue  # two stars and nothing lit
            done = after + 1
            inside = raw[sign.end() : signs[after].start()]
            if inside:
                add(Lit(plain(inside)), sign.start(), signs[after].end())
    if raw[start:]:
        found.append(plain(raw[start:]))
    return tuple(found)


def _gap(raw: str) -> Gap:
    if _NUMBERED.match(raw):
        raise Fault(_("numbered gaps are not known yet; write {{answer}}, or a backslash before the colon"))
    at = find(raw, "::")
    answers = [plain(part) for part in split(raw if at < 0 else raw[:at], "|") if part]
    if not answers:
        raise Fault(_("a gap has no answer; write it between {{ and }}"))
    return Gap(answers[0], tuple(dict.fromkeys(answers[1:])), "" if at < 0 else plain(raw[at + 2 :].strip()))


def prompt_line(prompt: Prompt) -> str:
    """A line as it is written, with its language."""
    stars = any(isinstance(piece, Lit) or (isinstance(piece, str) and LIGHT in piece) for piece in prompt.pieces)
    guard = f"{_IN_TEXT}|{_STARS}" if stars else _IN_TEXT
    written = []
    for number, piece in enumerate(prompt.pieces):
        if isinstance(piece, Gap):
            written.append(_written(piece))
            continue
        text = piece.text if isinstance(piece, Lit) else piece
        # Only at the ends of the line would spaces be lost.
        edges = (number == 0 and isinstance(piece, str), number == len(prompt.pieces) - 1 and isinstance(piece, str))
        line = escaped(text, guard + r"|\{\Z", edges=edges)
        written.append(f"{LIGHT}{line}{LIGHT}" if isinstance(piece, Lit) else line)
    return f"{prompt.lang}: {''.join(written)}"


def _written(gap: Gap) -> str:
    first = escaped(gap.answer, _IN_GAP + r"|(?<=^\d+):")
    answers = "|".join([first, *(escaped(text, _IN_GAP) for text in gap.accept)])
    hint = f"::{escaped(gap.hint, _IN_GAP)}" if gap.hint else ""
    return f"{OPEN}{answers}{hint}{CLOSE}"
