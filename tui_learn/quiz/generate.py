"""From a bitext to exercises: kinds, then proof, then flaws, then an order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol, get_args

from tui_learn.bitext import Bitext
from tui_learn.bitext.glossary import Glossary
from tui_learn.bitext.repairs import Repair
from tui_learn.quiz.exclusions import Exclusions
from tui_learn.quiz.exercise import Code, Exercise
from tui_learn.quiz.flaws import flaws
from tui_learn.quiz.kinds.acronyms import generate_acronyms
from tui_learn.quiz.kinds.alterations import generate_alterations
from tui_learn.quiz.kinds.continuation import generate_continuations
from tui_learn.quiz.kinds.contrast import generate_contrasts
from tui_learn.quiz.kinds.definitions import generate_definitions
from tui_learn.quiz.kinds.figures import generate_figures
from tui_learn.quiz.kinds.gap import generate_gaps
from tui_learn.quiz.kinds.headings import generate_headings
from tui_learn.quiz.kinds.intruder import generate_intruders
from tui_learn.quiz.kinds.letters import generate_letters
from tui_learn.quiz.kinds.links import generate_links
from tui_learn.quiz.kinds.lists import generate_lists
from tui_learn.quiz.kinds.match import generate_boards
from tui_learn.quiz.kinds.mismatch import generate_mismatches
from tui_learn.quiz.kinds.sentence_match import generate_sentence_matches
from tui_learn.quiz.kinds.sequence import generate_sequences
from tui_learn.quiz.kinds.slip import generate_slips
from tui_learn.quiz.kinds.sorting import generate_sortings
from tui_learn.quiz.kinds.summary import generate_summaries
from tui_learn.quiz.kinds.terms import generate_terms
from tui_learn.quiz.kinds.tiles import generate_tiles
from tui_learn.quiz.kinds.translate import generate_translations
from tui_learn.quiz.kinds.two_gaps import generate_two_gaps
from tui_learn.quiz.kinds.where import generate_where
from tui_learn.quiz.material import Material
from tui_learn.quiz.proof import prove
from tui_learn.quiz.ranking import rank
from tui_learn.text import Edition
from tui_learn.text.fold import fold
from tui_learn.text.languages import has_word_spaces

KINDS: tuple[Callable[[Material], Iterator[Exercise]], ...] = (
    generate_gaps,
    generate_two_gaps,
    generate_letters,
    generate_slips,
    generate_sentence_matches,
    generate_mismatches,
    generate_tiles,
    generate_where,
    generate_boards,
    generate_translations,
    generate_acronyms,
    generate_headings,
    generate_contrasts,
    generate_terms,
    generate_definitions,
    generate_links,
    generate_alterations,
    generate_sequences,
    generate_continuations,
    generate_lists,
    generate_figures,
    generate_summaries,
    generate_intruders,
    generate_sortings,
)
WITNESSES = 4
"""Other editions that are asked for evidence. Four let no synonym through (see ``disjoint``); with twenty, some
chance likeness would rule out every wrong answer."""
CODES: tuple[str, ...] = get_args(Code)


class HasEditions(Protocol):
    """An article: its languages and the edition in each."""

    @property
    def languages(self) -> tuple[str, ...]: ...

    def edition(self, language: str) -> Edition: ...


def generate(
    bitext: Bitext,
    *,
    article: HasEditions | None = None,
    glossary: Glossary | None = None,
    exclude: Iterable[str] = (),
    seed: int = 0,
    repairs: Iterable[Repair] = (),
    picks: Mapping[str, tuple[str, ...]] | None = None,
    align: Callable[[Edition, Edition], Bitext] | None = None,
    elsewhere: Iterable[Edition] = (),
    focus: Iterable[str] | None = None,
) -> list[Exercise]:
    """Every exercise the bitext yields whose key is proven and that has no error-class flaw, best first.

    ``bitext.left`` is the language the learner knows, ``bitext.right`` the one being learned. ``article``
    gives its other editions as evidence; ``glossary`` is that of ``bitext``, and without it V4, V6 and V7, which rest
    on pairs of words, are not made; ``exclude`` names segments (``sv/b6s1``) and words
    (``nb:lånetakere``) never to ask or show; ``repairs`` are the learner's own, for every pair of the article's
    languages; ``elsewhere`` are editions of other articles, whose summaries this one's may be confused with;
    ``picks`` are words the learner has taken for others before, by folded key: they are offered again; ``align``
    aligns two editions, where that is done and kept; ``focus`` are the segments, of whichever language of the pair,
    that are to be asked about. Of a long article no more than some hundred exercises a kind are made, spread over it.
    The same arguments give the same list everywhere.

    Raises ``ValueError`` for an exclude entry that is neither, and for a glossary of other editions.
    """
    if glossary is not None and not _is_of(glossary, bitext):
        raise ValueError("the glossary is not that of the bitext")
    pair = (bitext.left.language, bitext.right.language)
    others = [language for language in article.languages if language not in pair] if article else []
    others.sort(key=lambda language: (not has_word_spaces(language), language))
    editions = [article.edition(language) for language in others[:WITNESSES]] if article else []
    wanted = None if focus is None else frozenset(focus)
    material = Material(
        bitext, editions, Exclusions(exclude), seed, repairs, glossary, picks, align, wanted, elsewhere=elsewhere
    )
    accepted: list[Exercise] = []
    warned: set[str] = set()
    seen: set[tuple[object, ...]] = set()

    def refuted(exercise: Exercise) -> bool:
        # With repairs the editions are aligned once more: a bitext made without them proves nothing.
        sure = None if material.repairs else material.parallel
        return bool(prove(exercise, material.editions, material.repairs, glossary, sure=sure))

    for kind in KINDS:
        for exercise in kind(material):
            # The same question can arise from two directions, as where headings are left untranslated.
            evidence = frozenset((piece.lang, piece.seg) for piece in exercise.evidence)
            shown = (exercise.code, fold(exercise.key, "und"), evidence)
            found = flaws(exercise)
            if shown in seen or any(flaw.severity == "error" for flaw in found) or refuted(exercise):
                continue
            seen.add(shown)
            accepted.append(exercise)
            if found:
                warned.add(exercise.id)
    return rank(accepted, frozenset(warned), seed)


def _is_of(glossary: Glossary, bitext: Bitext) -> bool:
    of = glossary.linked.bitext
    return (of.left.sha256, of.right.sha256) == (bitext.left.sha256, bitext.right.sha256)


def of_kind(exercises: Sequence[Exercise], kind: str | None) -> list[Exercise]:
    """The exercises of a kind: ``vocabulary``, ``concept`` or a code such as ``V5``; all for None."""
    if kind is None:
        return list(exercises)
    if kind in ("vocabulary", "concept"):
        return [exercise for exercise in exercises if exercise.is_vocabulary == (kind == "vocabulary")]
    return [exercise for exercise in exercises if exercise.code == kind.upper()]
