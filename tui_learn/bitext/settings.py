"""Every number sentence alignment depends on, in one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AlignmentSettings:
    """Settings of sentence alignment; the defaults are meant for every language pair and every kind of text."""

    # What is compared
    lengths: bool = True
    """Whether the lengths of sentences count (Gale and Church 1993)."""
    cognates: bool = True
    """Whether words that look alike, numbers and addresses count (Simard, Foster and Isabelle 1992)."""
    punctuation: bool = True
    """Whether classes of punctuation marks count."""
    paragraphs: bool = True
    """Whether paragraphs that begin together count."""
    learn_priors: bool = True
    """Whether the shares of the bead shapes are learnt from the text."""
    learn_lengths: bool = True
    """Whether the ratio and the variance of lengths are learnt from the text."""
    learn_lexicon: bool = True
    """Whether a lexicon is learnt from the text (Moore 2002)."""

    # Lengths
    variance: float = 6.8
    """Characters of variance per character to begin with (Gale and Church 1993, section 3.2)."""
    background: float = 0.03
    """Probability that a translation's length has nothing to do with its source's."""
    most_null: float = 0.06
    """Share that beads without a left, or without a right side may be given at most: learnt freely, they swallow the
    sentences of long beads."""
    prior_weight: float = 20.0
    """Beads that the shapes' shares to begin with are worth when the text's own are learnt."""

    section_gap: float = 1e-5
    """Probability that a section begins that one side lacks."""
    section_run: float = 0.4
    """Probability that it goes on after each of its sentences."""

    # Places
    paragraph_reward: float = 1.5
    """Log odds for a paragraph that begins on both sides at once."""
    paragraph_missed: float = 3.0
    """Log odds against a paragraph that begins on one side only, or inside a bead."""
    block_reward: float = 3.0
    """Log odds for a block of an article that begins on both sides, and against one that begins on one side only."""

    # Words
    rounds: int = 3
    """How often a lexicon is learnt from the alignment and the text aligned again with it."""
    iterations: int = 3
    """Expectation-maximisation steps of the lexicon in each round."""
    lexical_weight: float = 0.6
    """What the log odds of words are multiplied by: words of a sentence are not independent."""
    lexicon_share: float = 0.85
    """Probability that a word is a translation of some word of the bead, not of the text at large."""
    discount: float = 0.7
    """Taken from every count in the end (Moore 2004), so that a pair seen once says little."""
    trust: float = 2.0
    """Counts that looking alike, or standing in a given lexicon, is worth."""
    settled: float = 0.05
    """Pieces in which every place is at most so probable, or so improbable, are left alone after the second round."""
    least_link: float = 0.1
    """Posterior probability from which two sentences take part in learning."""

    # Search
    cut_confidence: float = 0.99
    """Posterior probability of a place at which a text may be cut in two."""
    piece: int = 16
    """Left sentences a piece should have at least."""
    window: int = 1_000
    """Left sentences that are looked at together; longer texts are worked through window by window."""
    margin: int = 40
    """Right sentences on either side of where a left one is expected, to begin with."""
    edge: float = 1e-3
    """Posterior probability at the band's edge from which the band is widened."""

    # Confidence
    temperature: float = 1.8
    """What log scores are divided by for posteriors: evidence that is counted twice makes them too sure."""


DEFAULT = AlignmentSettings()
