"""From a file to an Edition: decoding, front matter, Markdown, language, sentences."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tui_learn.i18n import gettext as _
from tui_learn.text.blocks import RawBlock, Reading, read_markdown
from tui_learn.text.decoding import NotText, decode
from tui_learn.text.detect import detect_language
from tui_learn.text.edition_language import Detector, LanguageFound, edition_language
from tui_learn.text.files import read_file, unreadable
from tui_learn.text.front_matter import split_front_matter
from tui_learn.text.model import Block, Edition, Sentence
from tui_learn.text.nesting_repair import DEPTH, flatten_nesting
from tui_learn.text.problems import Problem
from tui_learn.text.sentences import split_spans

_MOST_TOLD = 100
"""Repairs of one kind that are told of a file."""

__all__ = ["Detector", "edition_from_bytes", "read_edition"]


def read_edition(
    path: str | Path, *, detect: Detector = detect_language, known: LanguageFound | None = None
) -> Edition:
    """Read one file.

    Raises ``UnreadableFile`` with one clear line when the file is missing, too large, no text or empty;
    smaller defects are in ``Edition.problems``. ``detect`` is asked for the language where the file does not
    declare it; ``known`` is what was found out, or said, of it before, and nothing is asked.
    """
    return edition_from_bytes(read_file(Path(path)), Path(path), detect=detect, known=known)


def edition_from_bytes(
    raw: bytes, path: Path, *, detect: Detector = detect_language, known: LanguageFound | None = None
) -> Edition:
    """As ``read_edition``, from bytes already read."""
    try:
        decoded = decode(raw)
    except NotText:
        message = _(
            "this is no text (it holds zero bytes); if it is, save the file as UTF-8 in an editor and try again"
        )
        raise unreadable(path, None, message) from None
    text = decoded.text
    if not text.strip():
        raise unreadable(path, None, _("the file is empty; write or paste an article into it"))

    name = str(path)
    front = split_front_matter(text)
    problems = [Problem("warning", name, line, message) for line, message in front.complaints]
    source, flattened = flatten_nesting(front.body)
    markdown = read_markdown(source)
    problems += _repairs(name, front.body_line, flattened, markdown)
    problems += [Problem("warning", name, line, message) for line, message in decoded.damage]
    raw_blocks = markdown.blocks
    if not raw_blocks:
        raise unreadable(path, None, _("there is no text to read in this file"))

    found = known or edition_language(raw_blocks, front.metadata, path, detect, front.body_line)
    problems += found.problems
    tag, origin, confidence = found.tag, found.origin, found.confidence
    blocks = tuple(_block(number, block, front.body_line, tag) for number, block in enumerate(raw_blocks))
    digest = hashlib.sha256(raw).hexdigest()
    return Edition(name, front.metadata, tag, origin, confidence, blocks, digest, tuple(problems), found.ranking)


def _repairs(name: str, body_line: int, flattened: list[int], markdown: Reading) -> list[Problem]:
    """What was not read as it is written."""
    problems: list[Problem] = []
    if flattened:
        message = _("quotes or lists are nested deeper than {depth} levels; they are shown at that level")
        problems.append(Problem("warning", name, flattened[0] + body_line, message.format(depth=DEPTH)))
    for number in markdown.repaired[:_MOST_TOLD]:
        message = _("a heading without a space after the # signs; it was read as a heading, add the space")
        problems.append(Problem("notice", name, number + body_line, message))
    if markdown.entangled:
        message = _(
            "too many marks to be read (brackets, asterisks, items ...); from here some text is shown as it stands"
        )
        problems.append(Problem("warning", name, markdown.entangled[0] + body_line, message))
    return problems


def _block(number: int, raw: RawBlock, body_line: int, language: str) -> Block:
    if raw.kind == "code":
        spans = [(0, len(raw.text))]
    elif raw.kind == "heading":
        spans = [(0, len(raw.text))]  # a heading is one sentence, whatever stands in it
    else:
        spans = split_spans(raw.text, language)
    sentences = tuple(
        Sentence(number, index, start, end, " ".join(raw.text[start:end].split()))
        for index, (start, end) in enumerate(spans)
    )
    return Block(number, raw.kind, raw.text, raw.line + body_line, raw.level, raw.marker, raw.spans, sentences)
