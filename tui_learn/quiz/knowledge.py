"""What the learner knows of the words of an article: statuses, own meanings, terms, and the share that is known.

A status that was set by hand stands on the word's own card (``quiz.word_cards``), so that it holds for all forms, in
every article and from whatever language the word is learnt, and on those cards of its forms that exist, so that what is
due and the list of cards agree with it. The later of a decision and a review counts: after a review the status follows
from the cards again, as the best known of them says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

from tui_learn.progress.cards import CardRow, CardState, Status
from tui_learn.progress.fold import NOT_ASKED, status_of
from tui_learn.quiz.own_terms import Terms, kept_terms
from tui_learn.quiz.own_words import NOTHING_OWN, KeepsByName, OwnWords, recall_all, recall_own
from tui_learn.quiz.word_cards import own_card, word_card, word_key

if TYPE_CHECKING:
    from tui_learn.quiz.running_words import RunningWords

_SHARES = "reader/known/{language}/{article}"


class KnowsWords(KeepsByName, Protocol):
    """What is known of cards; ``tui_learn.progress.Progress`` knows it."""

    def states(self, *, decided: bool = False) -> Mapping[str, CardState]: ...

    def row(self, card: str) -> CardRow | None: ...


@dataclass(frozen=True, slots=True)
class Known:
    """How well a word is known."""

    status: Status = Status.NONE
    by_hand: bool = False


UNKNOWN = Known()


@dataclass(frozen=True)
class Knowledge:
    """What is known of one language, as far as an edition needs it; words go by their dictionary forms."""

    running: RunningWords
    known: Mapping[str, Known] = field(default_factory=dict)
    """By the keys of words and terms; without those of which nothing is known."""
    cards: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The cards there are of the forms of a word, by its key; its own is not among them."""
    own: Mapping[str, OwnWords] = field(default_factory=dict)
    """By the keys of words and terms."""
    terms: Terms = field(default_factory=lambda: Terms(""))
    known_words: int = 0
    """Running words that are known."""
    counted_words: int = 0
    """Running words that count: all but names, numbers, and words that are ignored."""

    @property
    def language(self) -> str:
        """The learned language."""
        return self.running.language

    @property
    def share(self) -> float | None:
        """Running words that are known of those that count, 0 to 1; None where none counts."""
        return self.known_words / self.counted_words if self.counted_words else None

    def of(self, lexeme: str) -> Known:
        """How well a word or a term is known, and who says so."""
        return self.known.get(word_key(lexeme, self.language), UNKNOWN)

    def status(self, lexeme: str) -> Status:
        """How well a word or a term is known."""
        return self.of(lexeme).status

    def own_of(self, lexeme: str) -> OwnWords:
        """What the learner wrote of a word or a term."""
        return self.own.get(word_key(lexeme, self.language), NOTHING_OWN)


def is_known(status: Status) -> bool:
    """Whether a word counts as known."""
    return status in (Status.KNOWN, Status.LEARNED, Status.WELL_KNOWN)


# --- reading


def load_knowledge(progress: KnowsWords, running: RunningWords) -> Knowledge:
    """What is known of the words of an edition; for a thread: all cards are looked at. Raises ``ProgressDamaged``."""
    language = running.language
    words_of = running.by_lexeme
    form_of: dict[str, str] = {}
    cards: dict[str, list[str]] = {}
    for key in progress.states(decided=True):
        card = word_card(key)
        if card is None or card.learned != language:
            continue
        if card.is_own and card.form in words_of:
            cards.setdefault(card.form, [])
        if not card.is_own or _is_reviewed(progress.row(key)):  # what is said of a word as such is said of no form
            form_of[key] = card.form
    word_of = words_of.of_forms(frozenset(form_of.values()))
    for key, form in form_of.items():
        word = word_of.get(form)
        if word is not None and key != own_card(language, word):
            cards.setdefault(word, []).append(key)
    cards_of = {word: tuple(keys) for word, keys in cards.items()}
    terms = kept_terms(progress, language)
    bare = Knowledge(running, cards=cards_of, terms=terms)
    term_keys = {word_key(term, language) for term in terms.terms}
    found_of = {word: _known_of(progress, bare, word) for word in {*cards_of, *term_keys}}
    known = {word: found for word, found in found_of.items() if found != UNKNOWN}
    own = recall_all(progress, language, lambda word: word in term_keys or word in running.by_lexeme)
    # Of words of which nothing is known there are as many as count.
    unknown = [_counts(running, word, UNKNOWN)[1] for word in known]
    counts = [_counts(running, word, found) for word, found in known.items()]
    counted = running.counted_words - sum(unknown) + sum(all_ for _one, all_ in counts)
    return replace(bare, known=known, own=own, known_words=sum(one for one, _all in counts), counted_words=counted)


def _is_reviewed(row: CardRow | None) -> bool:
    return row is not None and row.memory.reviews > 0


@dataclass(frozen=True, slots=True)
class Changes:
    """What is known now of some words and terms of a language."""

    of: frozenset[str]
    """Their keys."""
    known: Mapping[str, Known]
    own: Mapping[str, OwnWords]
    terms: Terms


def changes_of(knowledge: Knowledge, progress: KnowsWords, lexemes: Iterable[str]) -> Changes:
    """After something was decided of some words or terms, or written of them. Raises ``ProgressDamaged``.

    ``knowledge`` may be as it was before other changes.
    """
    language = knowledge.language
    of = frozenset(word_key(lexeme, language) for lexeme in lexemes)
    known = {word: _known_of(progress, knowledge, word) for word in of}
    own = {word: recall_own(progress, language, word) for word in of}
    return Changes(of, known, own, kept_terms(progress, language))


def changed(knowledge: Knowledge, changes: Changes) -> Knowledge:
    """The same with what is known now."""
    known, own = dict(knowledge.known), dict(knowledge.own)
    known_words, counted = knowledge.known_words, knowledge.counted_words
    for word in changes.of:
        before, after = known.pop(word, UNKNOWN), changes.known[word]
        if after != UNKNOWN:
            known[word] = after
        own.pop(word, None)
        if written := changes.own[word]:
            own[word] = written
        had, counted_before = _counts(knowledge.running, word, before)
        has, counted_after = _counts(knowledge.running, word, after)
        known_words, counted = known_words + has - had, counted + counted_after - counted_before
    return replace(knowledge, known=known, own=own, terms=changes.terms, known_words=known_words, counted_words=counted)


def reread(knowledge: Knowledge, progress: KnowsWords, lexemes: Iterable[str]) -> Knowledge:
    """Both at once. Raises ``ProgressDamaged``."""
    return changed(knowledge, changes_of(knowledge, progress, lexemes))


def _counts(running: RunningWords, word: str, known: Known) -> tuple[int, int]:
    """Running words that are known, and that count."""
    count = running.by_lexeme.count(word) if known.status != Status.IGNORED else 0
    return (count if is_known(known.status) else 0), count


def _known_of(progress: KnowsWords, knowledge: Knowledge, word: str) -> Known:
    own = progress.row(own_card(knowledge.language, word))
    rows = [row for key in knowledge.cards.get(word, ()) if (row := progress.row(key)) is not None]
    if own is not None:
        rows.append(own)
    decisions = [(row.last_event, row.status) for row in rows if row.status]
    if own is not None and _is_taken_back(own):
        decisions.append((own.last_event, Status.NONE))
    reviewed = [row for row in rows if row.memory.reviews]
    if decisions:
        when, status = max(decisions)
        if status and all(row.memory.last <= when for row in reviewed):
            return Known(Status(status), True)
    return Known(max((status_of(row._replace(status=0)) for row in reviewed), default=Status.NONE))


def _is_taken_back(own: CardRow) -> bool:
    """Whether the learner said of a word that its status shall follow from its cards."""
    return not own.status and not own.memory.reviews


# --- deciding


def cards_to_set(knowledge: Knowledge, lexeme: str, *, one_language: bool = False) -> list[str]:
    """The cards on which the status of a word is set: its own, and those of its forms that exist.

    Read in ``one_language`` its forms in the edition are asked by cards that are like those of words as such: those
    that are no other word of the edition are set too, with their marks, as ``limits.word_of`` looks for them.
    """
    language, by_lexeme = knowledge.language, knowledge.running.by_lexeme
    word = word_key(lexeme, language)
    cards = [own_card(language, word), *knowledge.cards.get(word, ())]
    if one_language and word in by_lexeme:
        cards += [own_card(language, form) for form in sorted(by_lexeme[word].forms) if form not in by_lexeme]
    return list(dict.fromkeys(cards))


def strays(knowledge: Knowledge, progress: KnowsWords) -> dict[Status, list[str]]:
    """Cards of forms that were not known when their word was ignored, called well known, or taken up again.

    By the status to be set; so that what is due and the list of cards agree with what was decided in another article.
    """
    found: dict[Status, list[str]] = {}
    for word, cards in knowledge.cards.items():
        own = progress.row(own_card(knowledge.language, word))
        if own is None or own.memory.reviews:
            continue
        for card in cards:
            row = progress.row(card)
            if row is None or row.last_event >= own.last_event or row.status == own.status:
                continue
            if own.status in NOT_ASKED or (row.status in NOT_ASKED and not own.status):
                found.setdefault(Status(own.status), []).append(card)
    return found


# --- the share, for lists of articles


def remember_share(progress: KnowsWords, language: str, article: str, share: float) -> bool:
    """Keep the known share of an article; False where it was kept. Raises ``ProgressNotSaved``."""
    name, rounded = _SHARES.format(language=language, article=article), round(share, 2)
    if progress.recall(name) == rounded:
        return False
    progress.remember(name, rounded)
    return True


def remembered_share(progress: KnowsWords, language: str, article: str) -> float | None:
    """The known share of an article when it was read last in a language, 0 to 1; None where it never was."""
    value: Any = progress.recall(_SHARES.format(language=language, article=article))
    is_share = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
    return float(value) if is_share else None
