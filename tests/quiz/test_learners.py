"""Made-up learners: a session finds what each of them gets right about four times in five."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.quiz.small import Clock, made, right_answer
from tui_learn.progress import Progress
from tui_learn.quiz import Exercise
from tui_learn.quiz.ability import fold_ability
from tui_learn.quiz.begin import begin_session
from tui_learn.quiz.difficulty import chance, guess_of
from tui_learn.quiz.returns import MAX_RETURNS
from tui_learn.quiz.seeded import number


def many() -> list[Exercise]:
    """Words with an easy, a middling and a hard question each."""
    found = []
    for n in range(240):
        card = f"word/nb:fi/recognise/sana{n}"
        for code, difficulty in (("V1", -2.4), ("V4", -1.0), ("V11", 0.4), ("V3", 1.6)):
            spread = number(1, card, code) % 100 / 100 - 0.5
            found.append(made(code, key=f"sana{n}", target=card, difficulty=round(difficulty + spread, 2)))  # type: ignore[arg-type]
    return found


class Learner:
    """Knows as much as theta says, and never learns."""

    def __init__(self, theta: float) -> None:
        self.theta, self.asked = theta, 0

    def is_right(self, exercise: Exercise) -> bool:
        self.asked += 1
        dice = number(3, str(self.theta), str(self.asked)) / 2**64
        return dice < chance(self.theta, exercise.difficulty, guess_of(exercise))


@pytest.mark.parametrize("theta", [-0.8, 0.3, 1.4])
def test_about_four_in_five_are_right(theta: float, tmp_path: Path) -> None:
    clock = Clock()
    progress = Progress(tmp_path, clock=clock)
    exercises, learner = many(), Learner(theta)
    firsts: list[bool] = []
    for _sitting in range(14):
        session = begin_session(exercises, progress)
        looks: dict[str, list[bool]] = {}
        while (item := session.current) is not None:
            right = learner.is_right(item.exercise)
            if not item.practice:
                firsts.append(right)
            looks.setdefault(item.card, []).append(right)
            if right:
                session.answer(right_answer(item.exercise))
            else:
                session.give_up()
        for row in looks.values():
            assert True in row or len(row) > MAX_RETURNS, "what was missed was right once, or came back three times"
        clock.now += timedelta(hours=30)
    later = firsts[len(firsts) // 3 :]
    assert 0.7 <= sum(later) / len(later) <= 0.9
    found = fold_ability(progress.attempts(), {e.id: e for e in exercises}).theta("nb:fi", "V1")
    assert abs(found - theta) < 0.9
