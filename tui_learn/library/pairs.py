"""A pair of languages, written ``known:learned``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui_learn.i18n import gettext as _
from tui_learn.text.languages import normalise_tag

CHOSEN_PAIR = "reader/pair"
"""The name under which progress remembers the languages chosen last, as ``known:learned``."""


class BadPair(Exception):
    """A pair that is not written rightly, or that an article does not have; the message says which."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The language the learner knows and the one being learned; equal for reading in one language."""

    known: str
    learned: str

    def __str__(self) -> str:
        return f"{self.known}:{self.learned}"

    def swapped(self) -> Pair:
        """The other way round."""
        return Pair(self.learned, self.known)


def parse_pair(text: str) -> Pair:
    """A pair as typed. Raises ``BadPair``."""
    known, colon, learned = text.partition(":")
    tags = normalise_tag(known), normalise_tag(learned)
    if not colon or tags[0] is None or tags[1] is None:
        message = _('"{pair}" is not a pair of languages; write known:learned, for example nb:fi')
        raise BadPair(message.format(pair=text))
    return Pair(tags[0], tags[1])


def pair_for(languages: Sequence[str], wanted: Pair) -> Pair:
    """The wanted pair, if the article has both languages. Raises ``BadPair``."""
    for tag in (wanted.known, wanted.learned):
        if tag not in languages:
            raise BadPair(
                _('the article is not there in "{tag}"; it has {languages}').format(
                    tag=tag, languages=", ".join(languages)
                )
            )
    return wanted


def default_pair(languages: Sequence[str], preferred: Pair | None = None) -> Pair:
    """The preferred pair as far as the article has it, else its first two languages, or its only one twice."""
    if preferred is not None and preferred.known in languages and preferred.learned in languages:
        return preferred
    known = preferred.known if preferred is not None and preferred.known in languages else None
    learned = preferred.learned if preferred is not None and preferred.learned in languages else None
    if known is None:
        known = next((tag for tag in languages if tag != learned), languages[0])
    if learned is None:
        learned = next((tag for tag in languages if tag != known), known)
    return Pair(known, learned)
