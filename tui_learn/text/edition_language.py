"""The language of an edition: what its front matter says, then its name or folder, then its prose."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.text.blocks import RawBlock
from tui_learn.text.clean import clean_line
from tui_learn.text.detect import Detection, is_written_so
from tui_learn.text.fold import primary
from tui_learn.text.foreign import foreign_paragraphs
from tui_learn.text.languages import UNKNOWN, are_close, declared_tag, language_name
from tui_learn.text.model import PROSE_KINDS, LanguageFrom
from tui_learn.text.naming import NameClaim, claims_of_name
from tui_learn.text.problems import Problem, Severity

Detector = Callable[[str], Detection]

_KEYS = ("lang", "language", "locale")
UNSURE = "language-not-certain"
"""The code of the problem that nothing tells the language of a file."""
_NO_ONE_LANGUAGE = frozenset({"und", "mul", "mis", "zxx"})
_PLAIN = 0.95
"""From here on, what the text says counts against what its name says."""
_POSSIBLE = 0.05
"""A hint of the name settles what the text leaves open, if it is this probable."""


_SLANTED = 0.8
_ATTRIBUTION = re.compile(r"^(?:[—―]|--|– )\s*\S", re.MULTILINE)


class LanguageFound(NamedTuple):
    """The language of an edition."""

    tag: str
    """BCP 47 tag, or ``und``."""
    origin: LanguageFrom
    confidence: float
    """0 to 1; 1 when it was declared."""
    problems: list[Problem]
    """What the reader should know of it."""
    ranking: tuple[tuple[str, float], ...]
    """What the text may be in by itself, best first, with probabilities."""


def prose_of(blocks: Sequence[RawBlock]) -> str:
    """The text of the blocks a reader reads, without code."""
    return "\n".join(_without_code(block) for block in blocks if block.kind in PROSE_KINDS)


def _without_code(block: RawBlock) -> str:
    text = block.text
    for span in reversed(block.spans):
        if span.kind == "code":
            text = text[: span.start] + " " + text[span.end :]
    return text


def edition_language(
    blocks: Sequence[RawBlock], metadata: Mapping[str, Any], path: Path, detect: Detector, first_line: int = 0
) -> LanguageFound:
    """The language of an edition, where it is from, and what the reader should know of it.

    ``first_line`` is the line of the file, from 1, that the blocks call 0.
    """
    name = str(path)
    problems: list[Problem] = []
    declared = _declared(metadata, name, problems)
    prose = prose_of(blocks)
    found = detect(prose)
    claim = None if declared is not None else _claim(path, found, prose)
    if declared is not None:
        tag, origin, confidence = declared, _FRONT_MATTER, 1.0
        if _contradicts(found, tag):
            message = _('"lang:" says {named}, the text looks like {found}; correct the line if it is wrong')
            problems.append(_two_languages(message, name, tag, found.language))
    elif claim is not None:
        tag, origin, confidence = claim.language, _NAME, 1.0
        if _contradicts(found, tag):
            message = _('the name says {named}, the text looks like {found}; a line "lang:" settles it')
            problems.append(_two_languages(message, name, tag, found.language))
    elif found.language == UNKNOWN:
        problems.append(Problem("warning", name, None, _advice(found), UNSURE))
        return LanguageFound(UNKNOWN, "unknown", found.confidence, problems, found.ranking)
    else:
        tag, origin, confidence = found.language, _DETECTED, found.confidence
        said = next((claim.language for claim in claims_of_name(path) if claim.strength == "likely"), tag)
        if _contradicts(found, said):
            message = _('the name says {named}, but the text is in {found}; a line "lang:" settles it')
            # Folders are called "it" or "no" for other reasons too.
            problems.append(_two_languages(message, name, said, tag, "notice"))
    foreign = _foreign(blocks, tag, detect, name, first_line)
    return LanguageFound(tag, origin, confidence, problems + foreign, found.ranking)


_FRONT_MATTER: LanguageFrom = "front-matter"
_NAME: LanguageFrom = "name"
_DETECTED: LanguageFrom = "detected"


def _declared(metadata: Mapping[str, Any], name: str, problems: list[Problem]) -> str | None:
    """The language the front matter declares; what is no language is reported."""
    small = {str(key).lower(): value for key, value in metadata.items()}
    for key in _KEYS:
        value = small.get(key)
        if not isinstance(value, str) or not value.strip():
            continue
        tag = declared_tag(value)
        if tag is None:
            message = _('"{tag}" is not a language tag; write one such as fi, nb or pt-BR')
            problems.append(Problem("warning", name, 1, message.format(tag=clean_line(value))))
        elif primary(tag) not in _NO_ONE_LANGUAGE:
            return tag
    return None


def _claim(path: Path, found: Detection, prose: str) -> NameClaim | None:
    """The first claim of the name that counts against what the text says."""
    likely = {primary(tag) for tag, share in found.ranking if share >= _POSSIBLE}
    for claim in claims_of_name(path):
        if claim.strength == "declared":
            return claim
        # Of a text that tells nothing at least the script has to be that of the language.
        possible = primary(claim.language) in likely or (
            claim.strength == "likely" and not found.ranking and is_written_so(prose, claim.language)
        )
        if possible and not _contradicts(found, claim.language):
            return claim
    return None


def _contradicts(found: Detection, tag: str) -> bool:
    """Whether the text is plainly in another language than ``tag``."""
    if found.language == UNKNOWN or found.confidence < _PLAIN:
        return False
    return not are_close(found.language, tag)


def _two_languages(message: str, name: str, said: str, found: str, severity: Severity = "warning") -> Problem:
    text = message.format(named=language_name(said), found=language_name(found))
    return Problem(severity, name, None, text)


def _advice(found: Detection) -> str:
    if not found.ranking:
        return _('the language is not certain; write "lang: fi" (or another tag) into the front matter')
    message = _(
        'the language is not certain, perhaps {language}; write "lang: {tag}" (or another tag) into the front matter'
    )
    tag = found.ranking[0][0]
    return message.format(language=language_name(tag), tag=tag)


def _foreign(blocks: Sequence[RawBlock], tag: str, detect: Detector, name: str, first_line: int) -> list[Problem]:
    """What to say of paragraphs in another language."""
    prose = [
        block
        for block, following in itertools.zip_longest(blocks, blocks[1:])
        if block.kind in ("paragraph", "item") and not _is_quoted(block, following)
    ]
    found = foreign_paragraphs([_without_code(block) for block in prose], tag, detect)
    if found is None:
        return []
    number = len(found.places)
    message = ngettext(
        "this paragraph looks like {found}, the text like {named}; translate it or leave it out",
        "{number} paragraphs from here on look like {found}, the text like {named}; translate them or leave them out",
        number,
    )
    text = message.format(number=number, found=language_name(found.language), named=language_name(tag))
    return [Problem("notice", name, prose[found.places[0]].line + first_line, text)]


def _is_quoted(block: RawBlock, following: RawBlock | None) -> bool:
    """Whether a paragraph cites somebody: all in italics, or with a name after a dash at its end or below it."""
    slanted = sum(span.end - span.start for span in block.spans if span.kind == "emphasis")
    if slanted >= _SLANTED * len(block.text) or _ATTRIBUTION.search(block.text, 1):
        return True
    return following is not None and _ATTRIBUTION.match(following.text) is not None


def is_unsure(problem: Problem) -> bool:
    """Whether a problem says that the language of a file is not known."""
    return problem.code == UNSURE
