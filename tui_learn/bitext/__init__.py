"""From two Editions to one Bitext: blocks and sentences that answer each other."""

from typing import TYPE_CHECKING

from tui_learn.bitext.beads import Bead, Link
from tui_learn.bitext.bitext import Bitext, build_bitext, same_edition
from tui_learn.lazy import lazy_names

if TYPE_CHECKING:
    from tui_learn.bitext.sentences import align_sentences
    from tui_learn.bitext.words import align_words

__all__ = ["Bead", "Bitext", "Link", "align_sentences", "align_words", "build_bitext", "same_edition"]

__getattr__ = lazy_names(__name__, {"align_sentences": "sentences", "align_words": "words"})
