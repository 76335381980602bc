"""What the screens share: the library, the progress, the chosen languages. Slow things happen in threads."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from tui_learn.app.keeping import Keeping
from tui_learn.i18n import gettext as _
from tui_learn.library import Article, Library, Pair, default_pair, open_library
from tui_learn.library.pairs import CHOSEN_PAIR

if TYPE_CHECKING:
    from tui_learn.analysis.process import Made
    from tui_learn.analysis.request import Request, What
    from tui_learn.bitext import Bitext
    from tui_learn.bitext.beads import FixedBead
    from tui_learn.bitext.glossary import Glossary, Verdict
    from tui_learn.bitext.repair_store import Change, RepairStore
    from tui_learn.bitext.verdicts import Verdicts, VerdictStore
    from tui_learn.bitext.word_links import Words
    from tui_learn.bitext.word_store import Kept
    from tui_learn.library.scan import Scan
    from tui_learn.own_files import Stamp
    from tui_learn.progress import Progress
    from tui_learn.quiz.of_article import ArticleQuiz
    from tui_learn.quiz.scope import Scope
    from tui_learn.text import Edition, Problem

PLACE = "reader/place/"
SCOPE = "quiz/scope"
MAX_QUIZZES = 4
MAX_GLOSSARIES = 4
MAX_BITEXTS = 8
WAIT = 0.1
"""Seconds after which whoever waits for a turn is asked whether it still wants it."""

Found = TypeVar("Found")

Picks = tuple[tuple[str, tuple[str, ...]], ...]
Texts = tuple[str, ...]
"""The hashes of the files of an article as it was when the library was looked at."""
BitextKey = tuple[str, Texts, Pair, "tuple[Stamp, ...]"]
QuizKey = tuple[str, Texts, Pair, "tuple[Stamp, ...]", "tuple[Stamp, ...]", int, Picks, frozenset[str]]
"""An article, a pair, the state of the repairs and of the verdicts, the seed, the wrong answers given
before, and the segments of a long article that are wanted."""


@dataclass(slots=True)
class Held:
    """A glossary that is at hand."""

    bitext: Bitext
    kept: Kept
    verdicts: Verdicts
    glossary: Glossary
    """With the verdicts."""


@dataclass
class Desk:
    """Everything that is loaded once and used by several screens. Safe to use from threads."""

    folder: str | None = None
    opened: Library | None = None
    """The library, if it has been scanned already."""
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _analysing: threading.Lock = field(default_factory=threading.Lock)
    """One process at a time finds things out."""
    _progress: Progress | None = None
    keeping: Keeping = field(default_factory=Keeping)
    """What was decided while reading and is being kept."""
    repair_problems: dict[Problem, None] = field(default_factory=dict)
    """What is wrong with the files of repairs and verdicts and with dictionaries, as far as they were looked at."""
    _repairs: RepairStore | None = None
    _bitexts: dict[BitextKey, Bitext] = field(default_factory=dict)
    """By the state of the repairs too: a repair, here or in another program, makes them anew."""
    _quizzes: dict[QuizKey, ArticleQuiz] = field(default_factory=dict)
    """By the state of the repairs and of the verdicts, and by the learner's wrong answers too."""
    _verdicts: VerdictStore | None = None
    _glossaries: dict[str, Held] = field(default_factory=dict)
    """By all they depend on but the verdicts."""

    def library(self) -> Library:
        """The library as it is known; the first time of all its folders are read, and that may take long."""
        library = self.opened_library()
        if library.kept() is None:
            library.scan()
        return library

    def opened_library(self) -> Library:
        """The library, of which perhaps nothing is known yet."""
        with self._lock:
            if self.opened is None:
                self.opened = open_library(*([self.folder] if self.folder else []))
            self.opened.apart = True  # what reading takes is too much for the program that is looked at
            return self.opened

    def rescan(self, progress: Callable[[Scan], None], stop: threading.Event) -> bool:
        """Look at the files of the library again; whether anything has changed. Raises ``Failed``.

        What was found by then is taken each time ``progress`` hears that more is published; what it raises ends it.
        """
        library, published = self.opened_library(), 0

        def tell(scan: Scan) -> None:
            nonlocal published
            if scan.published > published:
                published = scan.published
                library.reload()
            progress(scan)

        return library.refresh(tell, stop=stop)

    def progress(self) -> Progress:
        """The learner's progress. Raises ``ProgressDamaged``."""
        from tui_learn.paths import progress_folder
        from tui_learn.progress import Progress

        with self._lock:
            if self._progress is None:
                self._progress = Progress(progress_folder())
            return self._progress

    def rest(self) -> None:
        """Let the progress keep what makes its next start quick; for a thread."""
        if self._progress is not None:
            self._progress.tidy()

    def close(self) -> None:
        """Let other programs have this one's place in the progress, once what was decided is on the disk too."""
        self.keeping.work()
        with self._lock:
            if self._progress is not None:
                self._progress.close()

    def bitext(
        self, article: Article, pair: Pair, progress: Callable[[float], None] | None = None, *, hold: bool = True
    ) -> Bitext:
        """The two editions, aligned. Raises ``UnreadableFile`` and ``Failed``.

        ``progress`` is told how much is aligned; what it raises stops the work. What is looked at only once is not to
        be held: it would take the place of what is read.
        """
        from tui_learn.bitext.store import bitext_from_json

        article.edition(pair.known), article.edition(pair.learned)
        bitext = self.kept_bitext(article, pair, quickly=False, hold=hold)
        if bitext is None:
            made = self._analysed(self._request("bitext", article, pair), progress)
            if made.data is None:
                bitext = self.kept_bitext(article, pair, quickly=False, hold=hold)
            else:
                left, right = article.edition(pair.known), article.edition(pair.learned)
                store = self.repairs()
                bitext = bitext_from_json(json.loads(made.data), left, right, store, report=self._note)
                if bitext is not None and hold:
                    bitext = self._hold_bitext((article.id, texts_of(article), pair, store.stamp()), bitext)
        return _there(bitext)

    def kept_bitext(self, article: Article, pair: Pair, *, quickly: bool = True, hold: bool = True) -> Bitext | None:
        """The two editions aligned, if that takes no longer than reading a file.

        Unless it is to be ``quickly`` done, a little longer is no matter.
        """
        from tui_learn.bitext.store import kept_bitext
        from tui_learn.paths import cache_folder

        store = self.repairs()
        key = (article.id, texts_of(article), pair, store.stamp())
        loaded = self._bitexts.get(key)
        if loaded is not None:
            return loaded
        if not (article.is_kept(pair.known) and article.is_kept(pair.learned)):
            return None
        left, right = article.edition(pair.known), article.edition(pair.learned)
        bitext = kept_bitext(left, right, cache_folder(), store, report=self._note, quickly=quickly)
        return bitext if bitext is None or not hold else self._hold_bitext(key, bitext)

    def _hold_bitext(self, key: BitextKey, bitext: Bitext) -> Bitext:
        """The same, or the one that another thread has brought first."""
        with self._lock:
            for old in [other for other in self._bitexts if other[3] != key[3]]:
                del self._bitexts[old]
            while len(self._bitexts) >= MAX_BITEXTS:
                del self._bitexts[next(iter(self._bitexts))]
            return self._bitexts.setdefault(key, bitext)

    # --- what a process of its own finds out

    def _request(self, what: What, article: Article, pair: Pair, *, alone: bool = True) -> Request:
        """Raises ``UnreadableFile``."""
        from tui_learn.analysis.request import Request, shown_of

        library = self.library()
        return Request(
            what=what,
            article=article,
            pair=pair,
            shown=shown_of(article, (pair.known, pair.learned)),
            folders=None if alone else tuple(map(str, library.folders)),
            decks=tuple(map(str, library.decks)),
        )

    def _analysed(self, request: Request, progress: Callable[[float], None] | None) -> Made:
        """Raises ``UnreadableFile`` and ``Failed``."""
        from tui_learn.analysis import process

        tell = progress if progress is not None else _unheard
        while not self._analysing.acquire(timeout=WAIT):
            tell(0.0)
        try:
            return process.run(request, tell, self._note_error)
        finally:
            self._analysing.release()

    def quiz(
        self,
        article: Article,
        pair: Pair,
        seed: int = 0,
        progress: Callable[[float], None] | None = None,
        also: frozenset[str] = frozenset(),
    ) -> ArticleQuiz:
        """The exercises of an article. Raises ``UnreadableFile``, ``ProgressDamaged`` and ``Failed``.

        ``progress`` is told how much of the words is known; what it raises stops the work. Of a long article the
        segments named in ``also`` are asked about besides a sample.
        """
        from tui_learn.quiz.of_article import quiz_of
        from tui_learn.quiz.picks import earlier_picks

        store = self.repairs()
        picks = earlier_picks(self.progress(), str(pair))
        stamps = store.stamp(), self.verdicts().stamp()
        key = (article.id, texts_of(article), pair, *stamps, seed, tuple(sorted(picks.items())), also)
        kept = self._quizzes.get(key)
        if kept is not None:
            return kept
        bitext = self.bitext(article, pair)
        glossary = self.glossary(article, pair, progress) if pair.known != pair.learned else None
        made = quiz_of(
            article,
            pair,
            seed=seed,
            bitext=bitext,
            store=store,
            glossary=glossary,
            picks=picks,
            library=self.library(),
            also=also,
        )
        with self._lock:
            while len(self._quizzes) >= MAX_QUIZZES:
                self._quizzes.pop(next(iter(self._quizzes)))
            self._quizzes[key] = made
        return made

    # --- repairs of the alignment

    def repairs(self) -> RepairStore:
        """The learner's repairs; a file of them is read again only when it has changed."""
        from tui_learn.bitext.repair_store import RepairStore
        from tui_learn.paths import repairs_folder

        with self._lock:
            if self._repairs is None:
                self._repairs = RepairStore(repairs_folder())
            return self._repairs

    def repair(self, bitext: Bitext, beads: Sequence[FixedBead]) -> Change:
        """Keep beads made by hand out of those of a bitext. Raises ``CannotRepair`` and ``RepairsNotKept``."""
        from tui_learn.bitext.repair_edits import edits_for

        return self.repairs().apply(bitext.left, bitext.right, edits_for(beads), lambda _fixed: bitext)

    def undo_repair(self, change: Change) -> bool:
        """Take a change back; False where it has been changed again since. Raises ``RepairsNotKept``."""
        return self.repairs().take_back(change)

    # --- words

    def plain_words(self, edition: Edition) -> Words:
        """The words of an edition as they stand: they take no time worth speaking of."""
        from tui_learn.bitext.word_tokens import plain_words

        return plain_words(edition)

    def kept_words(self, edition: Edition) -> Words | None:
        """The words of an edition with their dictionary forms, if they were found before."""
        from tui_learn.bitext.word_store import kept_words
        from tui_learn.paths import cache_folder

        return kept_words(edition, cache_folder())

    def words(self, article: Article, language: str, progress: Callable[[float], None] | None = None) -> Words:
        """The words of an edition with their dictionary forms. Raises ``UnreadableFile`` and ``Failed``.

        What ``progress`` raises stops the work.
        """
        from tui_learn.bitext.word_store import read_words

        edition = article.edition(language)
        words = self.kept_words(edition)
        if words is None:
            made = self._analysed(self._request("words", article, Pair(language, language)), progress)
            words = self.kept_words(edition) if made.data is None else read_words(made.data, edition)
        return _there(words)

    def glossary(
        self,
        article: Article,
        pair: Pair,
        progress: Callable[[float], None] | None = None,
        *,
        alone: bool = False,
    ) -> Glossary:
        """Which words of the two editions answer each other. Raises ``UnreadableFile`` and ``Failed``.

        ``progress`` is told how much is found; what it raises stops the work. What the article teaches ``alone`` is
        there sooner than what is learnt from the rest of the library too.
        """
        from tui_learn.bitext.word_store import glossaries, read_glossary
        from tui_learn.paths import cache_folder

        bitext = self.bitext(article, pair, progress)
        glossary = self.kept_glossary(article, pair, alone=alone)
        if glossary is None:
            # The key first: what is changed meanwhile makes what is found stale, not wrong.
            key = self._glossary_key(article, pair, alone=alone)
            made = self._analysed(self._request("glossary", article, pair, alone=alone), progress)
            data = made.data if made.data is not None else glossaries(cache_folder()).get_bytes(made.key)
            glossary = self._hold(key, bitext, _there(read_glossary(data, bitext)), pair)
        return glossary

    def kept_glossary(self, article: Article, pair: Pair, *, alone: bool = False) -> Glossary | None:
        """The same, if it was found before."""
        from tui_learn.bitext.word_store import glossaries, read_glossary
        from tui_learn.paths import cache_folder

        bitext = self.kept_bitext(article, pair, quickly=False)
        if bitext is None:
            return None
        key = self._glossary_key(article, pair, alone=alone)
        held = self._glossaries.get(key)
        if held is not None and held.bitext is bitext:
            return self._hold(key, bitext, held.kept, pair)
        kept = read_glossary(glossaries(cache_folder()).get_bytes(key), bitext)
        return None if kept is None else self._hold(key, bitext, kept, pair)

    def _hold(self, key: str, bitext: Bitext, kept: Kept, pair: Pair) -> Glossary:
        """A glossary with what the learner says of its pairs now."""
        verdicts, problems = self.verdicts().read(pair.known, pair.learned)
        for problem in problems:
            self._note(problem)
        for problem in kept.problems:
            self._note_error(problem)
        held = self._glossaries.get(key)
        if held is not None and held.kept is kept and held.verdicts == verdicts:
            return held.glossary
        made = Held(bitext, kept, verdicts, kept.glossary.judged(verdicts.sides(pair.known)))
        with self._lock:
            held = self._glossaries.get(key)
            if held is None or held.kept is not kept or held.verdicts != verdicts:  # no other thread was quicker
                while len(self._glossaries) >= MAX_GLOSSARIES:
                    del self._glossaries[next(iter(self._glossaries))]
                held = self._glossaries[key] = made
            return held.glossary

    def _glossary_key(self, article: Article, pair: Pair, *, alone: bool) -> str:
        """Raises ``UnreadableFile``."""
        from tui_learn.analysis.key import glossary_key
        from tui_learn.analysis.request import shown_of

        library = self.library()
        return glossary_key(
            article,
            pair,
            shown_of(article, (pair.known, pair.learned)),
            store=self.repairs(),
            decks=map(str, library.decks),
            library=None if alone else library,
        )

    # --- a third language

    def kept_third(self, article: Article, pair: Pair, third: str) -> Glossary | None:
        """Which words of a third language (left) answer those of the learned one (right), if it was found before."""
        along = Pair(third, pair.learned)
        return self.kept_glossary(article, along) or self.kept_glossary(article, along, alone=True)

    def third(
        self, article: Article, pair: Pair, third: str, progress: Callable[[float], None] | None = None
    ) -> Glossary:
        """The same, found out if need be. Raises ``UnreadableFile`` and ``Failed``."""
        kept = self.kept_third(article, pair, third)
        return kept or self.glossary(article, Pair(third, pair.learned), progress, alone=True)

    def verdicts(self) -> VerdictStore:
        """What the learner has said of pairs of words; a file of them is read again only when it has changed."""
        from tui_learn.bitext.verdicts import VerdictStore
        from tui_learn.paths import repairs_folder

        with self._lock:
            if self._verdicts is None:
                self._verdicts = VerdictStore(repairs_folder() / "words")
            return self._verdicts

    def give_verdict(
        self, article: Article, pair: Pair, left: str, right: str, verdict: Verdict, *, only_if: Verdict | None = None
    ) -> Verdict:
        """Keep what the learner says of a form of the known and one of the learned language; what it was before.

        With ``only_if`` nothing is done unless that is the verdict now. Raises ``VerdictsNotKept``.
        """
        return self.verdicts().give(pair.known, pair.learned, left, right, verdict, only_if=only_if)

    def _note(self, problem: Problem) -> None:
        self.repair_problems.setdefault(problem)

    def _note_error(self, problem: Problem) -> None:
        """Of dictionaries and decks only what is broken; ``doctor`` tells the rest."""
        if problem.severity == "error":
            self._note(problem)

    # --- remembered choices

    def last_scope(self) -> Scope:
        """What the learner wanted to be asked about last; the article at first."""
        from tui_learn.quiz.scope import SCOPES

        value = self.progress().recall(SCOPE)
        return next((scope for scope in SCOPES if scope == value), "article")

    def choose_scope(self, scope: Scope) -> None:
        """Remember it. Raises ``ProgressNotSaved``."""
        if scope != self.last_scope():
            self.progress().remember(SCOPE, scope)

    def mark_opened(self, article: Article, pair: Pair, headings: Sequence[str]) -> None:
        """Remember which sections were on the screen. Raises ``ProgressNotSaved``."""
        from tui_learn.quiz.reading import mark_opened

        mark_opened(self.progress(), article.id, str(pair), headings)

    def chosen_pair(self) -> Pair | None:
        """The languages chosen last, or None on the first day."""
        value = self.progress().recall(CHOSEN_PAIR)
        if isinstance(value, str) and value.count(":") == 1:
            known, _colon, learned = value.partition(":")
            return Pair(known, learned)
        return None

    def choose_pair(self, pair: Pair) -> None:
        """Remember the languages. Raises ``ProgressNotSaved``."""
        self.progress().remember(CHOSEN_PAIR, str(pair))

    def place(self, article: Article) -> dict[str, Any]:
        """Where an article was left: ``pair``, ``side``, ``segment``, ``share``; empty when it was never read."""
        value = self.progress().recall(PLACE + article.id, {})
        return value if isinstance(value, dict) else {}

    def keep_place(self, article: Article, place: dict[str, Any]) -> None:
        """Remember where an article was left. Raises ``ProgressNotSaved``."""
        self.progress().remember(PLACE + article.id, place)

    def pair_for(self, article: Article) -> tuple[Pair, bool]:
        """The pair to read an article in, and whether the learner has chosen it (rather than the program)."""
        place = self.place(article)
        saved = place.get("pair")
        if isinstance(saved, str):
            known, _colon, learned = saved.partition(":")
            if known in article.languages and learned in article.languages:
                return Pair(known, learned), True
        chosen = self.chosen_pair()
        pair = default_pair(article.languages, chosen)
        return pair, chosen == pair or len(article.languages) == 1


def _unheard(_share: float) -> None:
    """For callers that do not want to know."""


def _there(found: Found | None) -> Found:
    """What was made a moment ago. Raises ``Failed`` where it is gone again."""
    from tui_learn.failed import Failed

    if found is None:
        raise Failed(_("what was found is gone from the cache already; try again"))
    return found


def texts_of(article: Article) -> Texts:
    """What tells whether the files of an article say what they said."""
    return tuple(edition.sha256 for edition in article.editions)
