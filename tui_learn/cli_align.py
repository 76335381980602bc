"""The verb ``align``: the sentence alignment of two files, and on demand their word links."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tui_learn.cli_common import DONE, NOT_ALL, Failure, Misuse, report, say
from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext

if TYPE_CHECKING:
    import argparse

    from tui_learn.bitext.bead_words import BeadWords


def run_align(arguments: argparse.Namespace) -> int:
    """``align``: the sentence alignment of two files."""
    from tui_learn.bar import progress_bar
    from tui_learn.bitext import align_sentences
    from tui_learn.bitext.repair_edits import BadBead
    from tui_learn.bitext.repair_making import CannotRepair
    from tui_learn.bitext.repair_store import RepairsNotKept
    from tui_learn.cli_repairs import align_repaired, apply_edits, one_line, read_edits
    from tui_learn.cli_words import link_words, wants_words
    from tui_learn.exchange.alignment import Alignment, Side, side_of
    from tui_learn.exchange.formats import FORMATS
    from tui_learn.exchange.tmx import count_unpaired
    from tui_learn.text import UnreadableFile, read_edition
    from tui_learn.text.languages import UNKNOWN

    serious = False
    try:
        edits = read_edits(arguments)
        if arguments.presplit:
            left, left_paragraphs = _presplit(arguments.left)
            right, right_paragraphs = _presplit(arguments.right)
            with progress_bar(_("aligning")) as progress:
                beads = align_sentences(
                    left,
                    right,
                    left_paragraphs=left_paragraphs,
                    right_paragraphs=right_paragraphs,
                    progress=progress,
                )
            sides = (
                Side(UNKNOWN, tuple(left), tuple(left_paragraphs), file=Path(arguments.left).name),
                Side(UNKNOWN, tuple(right), tuple(right_paragraphs), file=Path(arguments.right).name),
            )
        else:
            editions = read_edition(arguments.left), read_edition(arguments.right)
            report([*editions[0].problems, *editions[1].problems])
            with progress_bar(_("aligning")) as progress:
                made_way = apply_edits(*editions, edits, progress) if edits else ""
                bitext, problems = align_repaired(*editions, repaired=not arguments.no_repairs, progress=progress)
            if made_way:
                say(made_way)
            serious, beads = report(problems), list(bitext.beads)
            sides = (side_of(editions[0]), side_of(editions[1]))
    except BadBead as error:
        raise Misuse(str(error)) from None
    except (UnreadableFile, CannotRepair, RepairsNotKept) as error:
        raise Failure(one_line(error)) from None
    words: tuple[BeadWords, ...] = ()
    if wants_words(arguments):
        words, problems = link_words(sides, beads, use_dictionaries=not arguments.no_dictionaries)
        serious = report(problems) or serious
    alignment = Alignment(*sides, tuple(beads), words)
    sys.stdout.write(FORMATS[arguments.format](alignment))
    if arguments.format == "tmx" and (count := count_unpaired(alignment)):
        message = ngettext(
            "{count} sentence has no counterpart and is left out",
            "{count} sentences have no counterpart and are left out",
            count,
        )
        say(message.format(count=count))
    elif edits and (count := count_unpaired(alignment)):
        # A bead in the wrong place leaves much without a counterpart: that is how it is noticed.
        message = ngettext(
            "kept; {count} sentence answers nothing now", "kept; {count} sentences answer nothing now", count
        )
        say(message.format(count=count))
    return NOT_ALL if serious else DONE


def _presplit(path: str) -> tuple[list[str], list[int]]:
    """Sentences, one a line, and the paragraph of each; an empty line ends a paragraph."""
    from tui_learn.text.clean import clean_text, decode_utf8, line_of_byte
    from tui_learn.text.files import read_file

    raw = read_file(Path(path))
    try:
        text = clean_text(decode_utf8(raw))
    except UnicodeDecodeError as error:
        raise Failure(f"{path}:{line_of_byte(raw, error.start)}: " + _("this is not UTF-8 text")) from None
    sentences, paragraphs, paragraph = [], [], 0
    for line in text.split("\n"):
        if line.strip():
            sentences.append(line.strip())
            paragraphs.append(paragraph)
        else:
            paragraph += 1
    return sentences, paragraphs
