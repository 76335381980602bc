"""From two Editions to one Bitext: blocks and sentences that answer each other."""

from tui_learn.bitext.beads import Bead, Link
from tui_learn.bitext.bitext import Bitext, build_bitext, same_edition
from tui_learn.bitext.sentences import align_sentences

__all__ = ["Bead", "Bitext", "Link", "align_sentences", "build_bitext", "same_edition"]
