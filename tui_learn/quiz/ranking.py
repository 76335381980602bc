"""The order in which exercises are offered: kinds mixed, no sentence over-used, two words for one concept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.seeded import number


def rank(exercises: Sequence[Exercise], warned: frozenset[str], seed: int) -> list[Exercise]:
    """Best first. ``warned`` are the ids of exercises with a warning: they come last in their kind.

    In each kind the exercises are spread over segments and keys before any comes a second time; then the
    kinds take turns, vocabulary twice as often as concepts.
    """
    by_code: dict[str, list[Exercise]] = defaultdict(list)
    for exercise in exercises:
        by_code[exercise.code].append(exercise)
    queues = {code: _spread(group, warned, seed) for code, group in by_code.items()}
    weight = {code: (2.0 if code.startswith("V") else 1.0) for code in queues}
    words = sum(1 for code in queues if code.startswith("V")) or 1
    concepts = len(queues) - words or 1
    pace = {code: weight[code] / (words if code.startswith("V") else concepts) for code in queues}
    position = dict.fromkeys(queues, 0)
    due = {code: (0.5 + number(seed, "turn", code) / 2**64) / pace[code] for code in queues}
    ordered: list[Exercise] = []
    while due:
        code = min(due, key=lambda candidate: (due[candidate], candidate))
        ordered.append(queues[code][position[code]])
        position[code] += 1
        due[code] += 1 / pace[code]
        if position[code] == len(queues[code]):
            del due[code]
    return ordered


def _spread(group: list[Exercise], warned: frozenset[str], seed: int) -> list[Exercise]:
    shuffled = sorted(group, key=lambda exercise: (number(seed, "rank", exercise.id), exercise.id))
    shuffled.sort(key=lambda exercise: exercise.id in warned)
    used_segments: Counter[str] = Counter()
    used_keys: Counter[str] = Counter()
    keyed = []
    for place, exercise in enumerate(shuffled):
        segment = f"{exercise.evidence[0].lang}/{exercise.evidence[0].seg}"
        round_ = max(used_segments[segment], used_keys[exercise.key])
        used_segments[segment] += 1
        used_keys[exercise.key] += 1
        keyed.append((exercise.id in warned, round_, place, exercise))
    return [exercise for *_rest, exercise in sorted(keyed, key=lambda item: item[:3])]
