"""From a file to an Edition: decoding, front matter, Markdown, language, sentences."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tui_learn.i18n import gettext as _
from tui_learn.text.blocks import RawBlock, read_blocks
from tui_learn.text.clean import clean_line, clean_text, decode_utf8, find_damage, line_of_byte
from tui_learn.text.detect import Detection, detect_language
from tui_learn.text.files import read_file, unreadable
from tui_learn.text.front_matter import split_front_matter
from tui_learn.text.heading_repair import repair_headings
from tui_learn.text.languages import UNKNOWN, known_languages, language_name, normalise_tag
from tui_learn.text.model import PROSE_KINDS, Block, Edition, LanguageFrom, Sentence
from tui_learn.text.nesting_repair import DEPTH, flatten_nesting
from tui_learn.text.problems import Problem
from tui_learn.text.sentences import split_spans

Detector = Callable[[str], Detection]


def read_edition(path: str | Path, *, detect: Detector = detect_language) -> Edition:
    """Read one file.

    Raises ``UnreadableFile`` with one clear line when the file is missing, too large, not UTF-8 or empty;
    smaller defects are in ``Edition.problems``. ``detect`` is asked for the language where the file does not
    declare it.
    """
    return edition_from_bytes(read_file(Path(path)), Path(path), detect=detect)


def edition_from_bytes(raw: bytes, path: Path, *, detect: Detector = detect_language) -> Edition:
    """As ``read_edition``, from bytes already read."""
    try:
        text = clean_text(decode_utf8(raw))
    except UnicodeDecodeError as error:
        line = line_of_byte(raw, error.start)
        raise unreadable(
            path, line, _("this is not UTF-8 text; save the file as UTF-8 in an editor and try again")
        ) from None
    if not text.strip():
        raise unreadable(path, None, _("the file is empty; write or paste an article into it"))

    name = str(path)
    front = split_front_matter(text)
    problems = [Problem("warning", name, line, message) for line, message in front.complaints]
    source, flattened = flatten_nesting(front.body)
    if flattened:
        message = _("quotes or lists are nested deeper than {depth} levels; they are shown at that level")
        line = flattened[0] + front.body_line
        problems.append(Problem("warning", name, line, message.format(depth=DEPTH)))
    source, repaired = repair_headings(source)
    for number in repaired:
        line = number + front.body_line
        message = _("a heading without a space after the # signs; it was read as a heading, add the space")
        problems.append(Problem("notice", name, line, message))
    damage = find_damage(text)
    if damage is not None:
        message = _("letters look damaged by an earlier conversion (as Ã¤ for ä); get a fresh copy of the text")
        problems.append(Problem("warning", name, damage, message))
    raw_blocks = read_blocks(source)
    if not raw_blocks:
        raise unreadable(path, None, _("there is no text to read in this file"))

    tag, origin, confidence, doubts = _language(raw_blocks, front.metadata, path, detect)
    problems += doubts
    blocks = tuple(_block(number, block, front.body_line, tag) for number, block in enumerate(raw_blocks))
    digest = hashlib.sha256(raw).hexdigest()
    return Edition(name, front.metadata, tag, origin, confidence, blocks, digest, tuple(problems))


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


def language_of_name(path: Path) -> str | None:
    """The language a file's name or folder declares: ``x.fi.md`` or ``fi/x.md``."""
    suffixes = path.name.split(".")
    if len(suffixes) >= 3:
        tag = normalise_tag(suffixes[-2])
        if tag is not None and tag.partition("-")[0] in known_languages():
            return tag
    tag = normalise_tag(path.parent.name) if path.parent.name else None
    if tag is not None and tag.partition("-")[0] in known_languages():
        return tag
    return None


def _prose(blocks: list[RawBlock]) -> str:
    pieces = []
    for block in blocks:
        if block.kind in PROSE_KINDS:
            text = block.text
            for span in reversed(block.spans):
                if span.kind == "code":
                    text = text[: span.start] + " " + text[span.end :]
            pieces.append(text)
    return "\n".join(pieces)


def _language(
    blocks: list[RawBlock], metadata: dict[str, Any], path: Path, detect: Detector
) -> tuple[str, LanguageFrom, float, list[Problem]]:
    problems: list[Problem] = []
    declared = metadata.get("lang", metadata.get("language"))
    if isinstance(declared, str) and declared.strip():
        tag = normalise_tag(declared)
        if tag is not None:
            return tag, "front-matter", 1.0, problems
        message = _('"{tag}" is not a language tag; write one such as fi, nb or pt-BR').format(tag=clean_line(declared))
        problems.append(Problem("warning", str(path), 1, message))
    named = language_of_name(path)
    found = detect(_prose(blocks))
    if named is not None:
        if found.language not in (UNKNOWN, named.partition("-")[0]) and found.confidence >= 0.95:
            message = _('the name says {named}, the text looks like {found}; a line "lang:" settles it').format(
                named=language_name(named), found=language_name(found.language)
            )
            problems.append(Problem("warning", str(path), None, message))
        return named, "name", 1.0, problems
    if found.language == UNKNOWN:
        message = _('the language is not certain; write "lang: fi" (or another tag) into the front matter')
        problems.append(Problem("warning", str(path), None, message))
        return UNKNOWN, "unknown", found.confidence, problems
    return found.language, "detected", found.confidence, problems
