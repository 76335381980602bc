"""What makes a session: cards that are due, then new ones, each with the questions it may be looked at by."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from tui_learn.progress.sets import SET
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.leaks import Leaks
from tui_learn.quiz.limits import Held, KnowsStates, Left, is_due, is_put_off, rests, set_aside_of, within_limit
from tui_learn.quiz.rotation import Rotation
from tui_learn.quiz.stages import Stage, card_of, is_binary, is_production, memory_of, stage_of, tiers

SESSION = 15
"""Questions of a session when nobody says how many."""
LEAST, MOST = 12, 20
"""Below so many what is new is looked at again; sets may bring a session up to so many."""
SECOND_LOOKS = 4
"""At most, of one card."""
NEW = 5
"""New cards of a session."""
MUCH_DUE = 40
"""Due cards above which nothing new is begun."""
DUE_SHARE = 0.7
"""Most of a session that may be due cards while there are new ones."""
CONCEPTS = 3
"""Every so manieth card is about what the article says, the others about words."""
VIEWS = 12
"""Views of a card that are weighed against each other."""
ENOUGH = 300
"""Cards among which those of a session are looked for."""
WINDOW = 24
"""Questions among which the next one is looked for."""

NEITHER, EVEN, ANY = (0.7, 0.9), (0.5, 1.0), (0.0, 1.0)
"""Chances of a right answer: neither too hard nor too easy; even odds at least; any."""

Place = Callable[[Exercise], str]
Read = Callable[[Exercise], bool]
Chance = Callable[[Exercise, Stage], float]


class KnowsCards(KnowsStates, Protocol):
    """What is known of cards."""

    def now(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Slot:
    """A card of a session, and the questions by which it may be looked at."""

    card: str
    stage: Stage
    tiers: tuple[tuple[Exercise, ...], ...]
    """Those its stage calls for, then the others."""
    practice: bool = False
    """Whether it is a second look at what is new: it changes no schedule."""
    part: str = ""
    """The set it belongs to."""

    @property
    def memory(self) -> str:
        """What the card is about."""
        return memory_of(self.card)

    @property
    def views(self) -> list[Exercise]:
        """All questions, those called for first."""
        return [exercise for tier in self.tiers for exercise in tier]


def exchanged(slot: Slot, name: str, exercise: Exercise | None) -> Slot:
    """The slot with another exercise in the place of that with this id, or with none."""
    now = () if exercise is None else (exercise,)
    tiers_now = [tuple(e for old in tier for e in (now if old.id == name else (old,))) for tier in slot.tiers]
    return replace(slot, tiers=tuple(tier for tier in tiers_now if tier))


class Pool:
    """The exercises by card; ranked best first, and so are the cards."""

    def __init__(
        self,
        exercises: Iterable[Exercise],
        place: Place | None = None,
        leave_out: Callable[[Exercise, str], bool] = lambda _exercise, _card: False,
    ) -> None:
        """``leave_out`` says of an exercise with its card that it is never asked."""
        self.exercises: list[Exercise] = []
        self.place = place
        self.by_card: dict[str, list[Exercise]] = defaultdict(list)
        self.cards: dict[str, str] = {}
        """The card of each exercise, by its id."""
        self.by_memory: dict[str, list[str]] = defaultdict(list)
        aside: set[str] = set()
        for exercise in exercises:
            card = card_of(exercise, place(exercise) if place is not None and is_binary(exercise) else "")
            if leave_out(exercise, card):
                aside.add(card)
                continue
            self.exercises.append(exercise)
            self.cards[exercise.id] = card
            if card not in self.by_card:
                self.by_memory[memory_of(card)].append(card)
            self.by_card[card].append(exercise)
        self.left_out = aside - self.by_card.keys()
        """Cards that are never asked."""

    def siblings(self, card: str) -> list[str]:
        """The cards of the same word or sentence."""
        return [other for other in self.by_memory[memory_of(card)] if other != card]


@dataclass(frozen=True, slots=True)
class Plan:
    """The cards of a session, and what the limits of the day have kept out of it."""

    slots: list[Slot]
    held: Held


def plan(
    pool: Pool,
    progress: KnowsCards,
    *,
    count: int | None = None,
    rotation: Rotation | None = None,
    read: Read | None = None,
    chance: Chance | None = None,
) -> list[Slot]:
    """The cards of a session whatever was done today; see ``plan_today``."""
    return plan_today(pool, progress, count=count, rotation=rotation, read=read, chance=chance).slots


def plan_today(
    pool: Pool,
    progress: KnowsCards,
    *,
    count: int | None = None,
    rotation: Rotation | None = None,
    read: Read | None = None,
    chance: Chance | None = None,
    left: Left | None = None,
    resting: frozenset[str] = frozenset(),
) -> Plan:
    """The cards of a session, due ones first; with a ``count`` so many questions whatever the limits.

    ``read`` says of a question about what the article says whether its section has been opened, ``chance`` of any
    question how likely the answer is to be right at a stage: new cards with a question that is neither too easy nor
    too hard are begun first. ``left`` is what may still be asked today, ``resting`` are cards that are not.
    """
    return _Planner(pool, progress, rotation or Rotation(), read, chance, left, resting).plan(count)


class _Planner:
    def __init__(
        self,
        pool: Pool,
        progress: KnowsCards,
        rotation: Rotation,
        read: Read | None,
        chance: Chance | None,
        left: Left | None,
        resting: frozenset[str],
    ) -> None:
        self._pool, self._progress, self._rotation = pool, progress, rotation
        self._read, self._chance = read, chance
        self._left, self._resting = left, resting
        found = ((card, progress.state(card)) for card in pool.by_card)
        self._states = {card: state for card, state in found if state is not None}
        self._leaks = Leaks(pool.place)
        self._slots: list[Slot] = []
        self._memories: set[str] = set()
        self._views: list[Exercise] = []
        self._shown: set[str] = set()
        self._tiers_of: dict[str, tuple[tuple[Exercise, ...], ...]] = {}

    def plan(self, count: int | None) -> Plan:
        due = self._due()
        fresh = [card for card in self._pool.by_card if card not in self._states]
        begun = [card for card in fresh if self._may_begin(card)]
        held = Held(set_aside=len(self._pool.left_out))
        if count is None:
            held = self._usual(due, begun, held)
        else:
            most_due = max(1, int(count * DUE_SHARE)) if begun else count
            self._take(due, most_due)
            self._take([*begun, *due, *fresh, *self._pool.by_card], count - len(self._slots))
            self._fill(count)
        return Plan(self._slots, held)

    def _usual(self, due: Sequence[str], begun: Sequence[str], held: Held) -> Held:
        """A session within the limits."""
        now = self._progress.now()
        begun = [card for card in begun if card not in self._resting and not is_put_off(card, self._progress, now)]
        due = [card for card in due if not rests(self._states[card], card, self._resting)]
        new = min(NEW, len(begun)) if len(due) <= MUCH_DUE else 0
        if self._left is not None:
            let_through = [state.key for state in within_limit((self._states[card] for card in due), self._left)]
            held = replace(
                held, new=max(0, len(begun) - self._left.new) if new else 0, reviews=len(due) - len(let_through)
            )
            due, new = let_through, min(new, self._left.new)
        most_due = min(int(SESSION * DUE_SHARE), SESSION - new) if new else SESSION
        self._take(due, most_due, strict=True)
        self._take(begun, MOST - len(self._slots), cards_at_most=new, strict=True)
        self._take(due, SESSION - len(self._slots), strict=True)
        self._look_again()
        return held

    def _due(self) -> list[str]:
        """Due cards, the least likely to be remembered first: the chance falls with time over stability."""
        now = self._progress.now()
        states = [state for state in self._states.values() if is_due(state, now)]
        late = {state.key: (now - state.last_review).total_seconds() / max(state.stability, 1e-3) for state in states}
        return sorted(late, key=lambda card: (-late[card], card))

    def _may_begin(self, card: str) -> bool:
        """Whether it is time for a new card: recognised before it is produced, read before it is asked about."""
        if not is_production(card):
            return bool(self._may_ask(self._pool.by_card[card]))
        recognised = [other for other in self._pool.siblings(card) if not is_production(other)]
        return all(stage_of(self._states.get(other)) >= Stage.KNOWN for other in recognised)

    def _take(self, cards: Iterable[str], room: int, *, cards_at_most: int | None = None, strict: bool = False) -> None:
        """Take cards for so many questions, in this order, as far as there are.

        One in three is about what the article says. A set of questions about one card takes no more than a third of
        them. ``strict`` leaves out what could only be given away, what is far too hard for a beginning, and what would
        only be half a set.
        """
        goal = len(self._slots) + room
        most = room if cards_at_most is None else cards_at_most
        words, claims = self._parted(cards, ENOUGH if strict else None)
        waiting = [self._fitting(words, strict), self._fitting(claims, strict)]
        turn = 0
        while waiting and most > 0 and (left := goal - len(self._slots)) > 0:
            source = waiting[-1] if turn % CONCEPTS == 1 else waiting[0]
            card = next(source, None)
            if card is None:
                waiting.remove(source)
            elif self._size(card) <= (left if strict else max(1, goal // SET)):
                self._add(card, left)
                most -= 1
                turn += 1

    def _parted(self, cards: Iterable[str], most: int | None) -> tuple[list[str], list[str]]:
        """The first cards about words, and those about what the article says."""
        words: list[str] = []
        claims: list[str] = []
        for card in dict.fromkeys(cards):
            (words if self._pool.by_card[card][0].is_vocabulary else claims).append(card)
        return words[:most], claims[:most]

    def _fitting(self, cards: Sequence[str], strict: bool) -> Iterator[str]:
        """The cards in the order in which they are taken; each is looked at when it is its turn.

        Due ones as they come; of new ones those first whose sentences nothing else shows, and that are neither too
        easy nor too hard.
        """
        for apart, likely in ((True, NEITHER), (True, EVEN), (False, EVEN), (False, ANY)):
            if likely is ANY and strict and self._slots:
                return
            for card in cards:
                if memory_of(card) not in self._memories and self._fits(card, apart, likely, strict):
                    yield card

    def _size(self, card: str) -> int:
        """The questions a card comes with."""
        own = self._pool.by_card[card]
        return min(SET, len(own)) if is_binary(own[0]) else 1

    def _fits(self, card: str, apart: bool, likely: tuple[float, float], strict: bool) -> bool:
        views = self._tiers(card)
        is_new = card not in self._states
        if is_new and self._chance is not None and likely is not ANY:
            least, most = likely
            chances = [self._chance(view, Stage.NEW) for tier in views for view in tier]
            if not any(least <= chance <= most for chance in chances):
                return False
        view = views[0][0]
        if apart and is_new:
            return not self._shown & self._leaks.revealed(view)
        return not strict or not any(
            self._leaks.leaks(view, other) and self._leaks.leaks(other, view) for other in self._views
        )

    def _tiers(self, card: str) -> tuple[tuple[Exercise, ...], ...]:
        if card not in self._tiers_of:
            state = self._states.get(card)
            own = self._may_ask(self._pool.by_card[card]) if state is None else self._pool.by_card[card]
            siblings = [view for other in self._pool.siblings(card) for view in self._pool.by_card[other]]
            turned = self._rotation.turned(card, tiers(stage_of(state), own, siblings))
            self._tiers_of[card] = tuple(tuple(tier[:VIEWS]) for tier in turned)
        return self._tiers_of[card]

    def _may_ask(self, exercises: Iterable[Exercise]) -> list[Exercise]:
        """Those about words, and about sections that have been opened."""
        return [e for e in exercises if e.is_vocabulary or self._read is None or self._read(e)]

    def _add(self, card: str, room: int) -> None:
        stage = stage_of(self._states.get(card))
        if is_binary(self._pool.by_card[card][0]):
            slots = self._set(card, stage, min(SET, room))
        else:
            slots = [Slot(card, stage, self._tiers(card))]
        for slot in slots:
            self._slots.append(slot)
            self._views.append(slot.views[0])
            self._shown |= self._leaks.revealed(slot.views[0])
        self._memories.add(memory_of(card))

    def _set(self, card: str, stage: Stage, size: int) -> list[Slot]:
        """Three questions of a card, not all with the same answer; those asked least first."""
        views = sorted((e for tier in self._tiers(card) for e in tier), key=self._rotation.times)
        chosen: list[Exercise] = []
        while views and len(chosen) < size:
            keys = {exercise.key for exercise in chosen}
            shown = self._shown.union(*(self._leaks.revealed(exercise) for exercise in chosen))
            wanted = [e for e in views if not shown & self._leaks.revealed(e)] or views
            if len(chosen) == size - 1 and len(keys) == 1:
                wanted = [e for e in wanted if e.key not in keys] or [e for e in views if e.key not in keys] or wanted
            chosen.append(wanted[0])
            views.remove(wanted[0])
        part = uuid.uuid4().hex[:12]
        return [Slot(card, stage, ((exercise,),), part=part) for exercise in chosen]

    def _look_again(self) -> None:
        """Second looks at what is new, in turn, until the session is long enough."""
        new = [slot for slot in self._slots if slot.stage == Stage.NEW and not slot.part]
        more = [list(self._second_views(slot)) for slot in new]
        for turn in range(max((len(views) for views in more), default=0)):
            for slot, views in zip(new, more, strict=True):
                if len(self._slots) >= LEAST:
                    return
                if turn < min(SECOND_LOOKS, len(views)):
                    # Which of them it will be is decided when it comes to it.
                    self._slots.append(Slot(slot.card, Stage.YOUNG, (tuple(views),), practice=True))

    def _second_views(self, slot: Slot) -> Iterator[Exercise]:
        first = slot.views[0]
        cards = [slot.card, *self._pool.siblings(slot.card)]
        views = [view for card in cards for view in self._pool.by_card[card]]
        yield from [view for view in self._may_ask(views) if view.id != first.id][:VIEWS]

    def _fill(self, size: int) -> None:
        """Other questions about the same cards, best first, where a learner wants more than there are cards."""
        if len(self._slots) >= size:
            return
        # Every question may be asked now, so each place has its own.
        taken: set[str] = set()
        slots, self._slots = self._slots, []
        for slot in slots:
            view = next((view for view in slot.views if view.id not in taken), None)
            if view is not None:
                taken.add(view.id)
                self._slots.append(replace(slot, tiers=((view,),)))
        parts: dict[str, list[str]] = defaultdict(list)
        for exercise in self._pool.exercises:
            if len(self._slots) >= size:
                return
            if exercise.id in taken:
                continue
            card, part = self._pool.cards[exercise.id], ""
            if is_binary(exercise):
                if len(parts[card]) % SET == 0:
                    parts[card].append(uuid.uuid4().hex[:12])
                else:
                    parts[card].append(parts[card][-1])
                part = parts[card][-1]
            self._slots.append(Slot(card, stage_of(self._states.get(card)), ((exercise,),), part=part))


def select(
    exercises: Sequence[Exercise],
    progress: KnowsCards,
    *,
    count: int | None = None,
    rejected: Iterable[str] = (),
) -> list[Exercise]:
    """Exercises for a session, in the order in which they are asked.

    ``exercises`` are ranked best first; ``rejected`` are ids never to ask again. With a ``count`` that many
    are chosen whatever the limits.
    """
    refused = frozenset(rejected)
    wanted = [exercise for exercise in exercises if exercise.id not in refused]
    pool = Pool(wanted, leave_out=set_aside_of(progress))
    slots = plan(pool, progress, count=count)
    chosen: dict[str, Exercise] = {}
    for slot in slots:
        view = next((view for view in slot.views if view.id not in chosen), None)
        if view is not None:
            chosen[view.id] = view
    return interleave(list(chosen.values()))


def interleave(exercises: Sequence[Exercise]) -> list[Exercise]:
    """The same exercises, as far as possible none after what gives it away.

    Never three of a kind in a row, equal sentences four apart, and a word to be typed four apart from whatever has
    told what it means.
    """
    leaks = Leaks()
    waiting = list(exercises)
    ordered: list[Exercise] = []
    while waiting:
        near = waiting[:WINDOW]
        costs = [
            (leaks.crowding(ordered, exercise) + leaks.gives_away(exercise, near) + 0.01 * index, index)
            for index, exercise in enumerate(near)
        ]
        ordered.append(waiting.pop(min(costs)[1]))
    return ordered
