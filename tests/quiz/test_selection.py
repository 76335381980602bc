"""Which cards make a session, and by which questions they are looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.quiz.conftest import MakeExercises
from tests.quiz.small import NOW, Clock, made, options
from tui_learn.progress import CardState, Progress, Rating
from tui_learn.progress.sets import joined_reviews, rating_of_set
from tui_learn.quiz import Exercise
from tui_learn.quiz.ability import Ability, Measure
from tui_learn.quiz.adaptivity import AIM, EASIER, HARDER, Mood, choose, easier, likely
from tui_learn.quiz.begin import begin_session
from tui_learn.quiz.exercise import Evidence, Text
from tui_learn.quiz.leaks import NEAR, Leaks
from tui_learn.quiz.reading import bare_headings, kept_name, mark_opened, opened_sections, read_filter, section_of
from tui_learn.quiz.rotation import Rotation
from tui_learn.quiz.selection import LEAST, MOST, MUCH_DUE, NEW, SESSION, Pool, Slot, interleave, plan, select
from tui_learn.quiz.stages import (
    Stage,
    card_of,
    is_production,
    letters_given,
    memory_of,
    stage_of,
    tiers,
)
from tui_learn.text import Edition


def word(name: str, code: str = "V1", **more: object) -> Exercise:
    skill = "produce" if code in ("V2", "V7", "V10") else "recognise"
    kind = "cloze" if skill == "produce" else "choice"
    return made(code, kind, name, target=f"word/nb:fi/{skill}/{name}", **more)  # type: ignore[arg-type]


def claim(name: str, code: str = "C6", **more: object) -> Exercise:
    return made(code, key=name, target=f"claim/nb:fi/said/{name}", **more)  # type: ignore[arg-type]


def learn(progress: Progress, clock: Clock, card: str, times: int = 1) -> None:
    """Review a card, each time long after the time before, until it is well known."""
    for _n in range(times):
        progress.record(card, Rating.EASY, group="nb:fi")
        clock.now += timedelta(days=20)


def cards(slots: Sequence[Slot]) -> list[str]:
    return [slot.card for slot in slots]


# --- the limits


def test_a_new_learner_meets_five_new_things(exercises: list[Exercise], progress: Progress) -> None:
    slots = plan(Pool(exercises), progress)
    new = {slot.card for slot in slots if not slot.practice}
    assert len(new) == NEW
    assert 2 * NEW - 2 <= len(slots) <= MOST
    assert {slot.memory for slot in slots if slot.practice} <= {slot.memory for slot in slots if not slot.practice}


def test_what_is_new_is_looked_at_again_until_there_is_enough(progress: Progress) -> None:
    words = [word(f"sana{n}", code) for n in range(9) for code in ("V1", "V4", "V11", "V3")]
    slots = plan(Pool(words), progress)
    assert len(slots) == LEAST
    assert [slot.practice for slot in slots] == [False] * NEW + [True] * (LEAST - NEW)
    assert all(slot.stage == Stage.YOUNG for slot in slots[NEW:])
    alone = plan(Pool([word(f"sana{n}") for n in range(9)]), progress)
    assert len(alone) == NEW, "the same question is no second look"


def test_due_cards_come_first_and_new_ones_are_few(progress: Progress, clock: Clock) -> None:
    old = [word(f"vanha{n}") for n in range(30)]
    for exercise in old:
        progress.record(exercise.target, Rating.AGAIN, group=exercise.pair)
    clock.now += timedelta(days=2)
    slots = plan(Pool([*(word(f"uusi{n}") for n in range(30)), *old]), progress)
    due = [slot for slot in slots if "vanha" in slot.card]
    assert len(due) == int(0.7 * SESSION)
    assert len(slots) == SESSION
    assert slots[: len(due)] == due
    assert {slot.stage for slot in slots[len(due) :]} == {Stage.NEW}
    only_due = plan(Pool(old), progress)
    assert len(only_due) == SESSION


@pytest.mark.parametrize(("due", "new"), [(MUCH_DUE, NEW), (MUCH_DUE + 1, 0)])
def test_nothing_new_while_much_is_due(due: int, new: int, progress: Progress, clock: Clock) -> None:
    old = [word(f"vanha{n}") for n in range(due)]
    for exercise in old:
        progress.record(exercise.target, Rating.AGAIN, group=exercise.pair)
    clock.now += timedelta(days=2)
    slots = plan(Pool([*(word(f"uusi{n}") for n in range(30)), *old]), progress)
    assert sum(slot.stage == Stage.NEW for slot in slots) == new


def test_the_least_likely_to_be_remembered_come_first(progress: Progress, clock: Clock) -> None:
    firm, frail = word("luja"), word("hauras")
    for _n in range(3):
        progress.record(firm.target, Rating.EASY, group="nb:fi")
        clock.now += timedelta(days=30)
    progress.record(frail.target, Rating.AGAIN, group="nb:fi")
    firm_state = progress.state(firm.target)
    assert firm_state is not None
    assert firm_state.comes is not None
    clock.now = firm_state.comes + timedelta(days=1)
    progress.record(frail.target, Rating.AGAIN, group="nb:fi", at=clock.now - timedelta(days=20))
    assert next(state.key for state in progress.due()) == frail.target
    clock.now = firm_state.comes + timedelta(hours=1)
    assert cards(plan(Pool([firm, frail]), progress))[:2] == [frail.target, firm.target]


def test_one_in_three_is_about_what_the_article_says(progress: Progress) -> None:
    pool = Pool([*(word(f"sana{n}") for n in range(40)), *(claim(f"väite{n}") for n in range(40))])
    slots = plan(pool, progress, count=15)
    assert sum(slot.card.startswith("claim") for slot in slots) == 5
    assert sum(slot.card.startswith("claim") for slot in plan(pool, progress)[:NEW]) == 2
    only = plan(Pool([claim(f"väite{n}") for n in range(40)]), progress, count=15)
    assert len(only) == 15


def test_a_count_is_a_count(exercises: list[Exercise], progress: Progress) -> None:
    assert len(select(exercises, progress, count=1)) == 1
    assert len(select(exercises, progress, count=40)) == 40
    every = select(exercises, progress, count=10**6)
    assert sorted(e.id for e in every) == sorted(e.id for e in exercises)
    assert len(select(exercises, progress, count=3, rejected=[e.id for e in exercises])) == 0


def test_a_count_begins_more_than_five(progress: Progress) -> None:
    slots = plan(Pool(word(f"sana{n}") for n in range(30)), progress, count=20)
    assert len(slots) == 20
    assert not any(slot.practice for slot in slots)


# --- siblings and stages


def test_siblings_are_buried(progress: Progress) -> None:
    pool = Pool([word("talo"), word("talo", "V2"), word("talo", "V4"), word("katu", "V2")])
    slots = plan(pool, progress, count=2)
    assert sorted(slot.memory for slot in slots) == ["word/nb:fi/katu", "word/nb:fi/talo"]
    assert len(plan(pool, progress, count=10)) == 4


def test_words_are_recognised_before_they_are_produced(progress: Progress, clock: Clock) -> None:
    pool = Pool([word("talo", "V2"), word("talo")])
    assert cards(plan(pool, progress))[0] == "word/nb:fi/recognise/talo"
    alone = Pool([word("katu", "V2")])
    assert cards(plan(alone, progress)) == ["word/nb:fi/produce/katu"], "there is no other way to meet it"
    learn(progress, clock, "word/nb:fi/recognise/talo", 1)
    progress.record("word/nb:fi/recognise/talo", Rating.EASY)
    state = progress.state("word/nb:fi/recognise/talo")
    assert state is not None
    assert state.stability > 3
    assert state.due > clock.now
    assert cards(plan(pool, progress)) == ["word/nb:fi/produce/talo", "word/nb:fi/produce/talo"]


def state(stability: float) -> CardState:
    return CardState("x", NOW, stability, 5.0, True, 3, 0, NOW)


@pytest.mark.parametrize(
    ("stability", "stage"),
    [(0.5, Stage.YOUNG), (3.0, Stage.YOUNG), (3.1, Stage.KNOWN), (14.0, Stage.KNOWN), (14.1, Stage.MATURE)],
)
def test_stages(stability: float, stage: Stage) -> None:
    assert stage_of(state(stability)) == stage
    assert stage_of(None) == Stage.NEW


def test_what_stages_call_for() -> None:
    own = [word("talo", code) for code in ("V3", "V1", "V4", "V11")]
    forth = [word("talo", code) for code in ("V2", "V7", "V10")]

    def wanted(stage: Stage) -> list[str]:
        return [exercise.code for exercise in tiers(stage, own, forth)[0]]

    assert wanted(Stage.NEW) == ["V1"]
    assert wanted(Stage.YOUNG) == ["V3", "V1", "V4", "V11"]
    assert wanted(Stage.KNOWN) == ["V2", "V7"]
    assert wanted(Stage.MATURE) == ["V2", "V7"]
    rest = tiers(Stage.NEW, own, forth)[1]
    assert [exercise.code for exercise in rest] == ["V3", "V4", "V11"]
    tiles = made("V8", "tiles", target="sentence/nb:fi/produce/x")
    match = made("V5", target="sentence/nb:fi/recognise/x")
    assert tiers(Stage.MATURE, [match], [tiles])[0] == [tiles]
    assert tiers(Stage.NEW, [own[0]], []) == [[own[0]]]


def test_letters_by_stage() -> None:
    typed = word("talo", "V2")
    assert [letters_given(stage, typed) for stage in Stage] == [2, 1, 0, 0]
    assert letters_given(Stage.MATURE, word("talo", "V2", starts="t")) == 1
    assert letters_given(Stage.NEW, word("talo")) == 0
    assert letters_given(Stage.NEW, word("talossa", "V10")) == 0


def test_concepts_are_read_first_in_the_known_language() -> None:
    known = claim("a", prompt=(Text("nb", "Hva?"),))
    learned = claim("a", prompt=(Text("fi", "Mitä?"),))
    typed = made("C1", "cloze", "a", target="claim/nb:fi/said/a")
    assert tiers(Stage.NEW, [learned, known], [])[0] == [known]
    assert tiers(Stage.KNOWN, [known, learned], [])[0] == [learned]
    assert tiers(Stage.MATURE, [known, learned, typed], [])[0] == [typed]


def test_cards_and_memories() -> None:
    assert memory_of("word/nb:fi/recognise/a/b") == memory_of("word/nb:fi/produce/a/b")
    assert memory_of("word/nb:fi/recognise/a") != memory_of("sentence/nb:fi/recognise/a")
    assert memory_of("claim/nb:fi/said/x") == "claim/nb:fi/said/x"
    assert is_production("word/nb:fi/produce/a")
    assert not is_production("claim/nb:fi/produce/a")


# --- sets of binary questions


def contrast(key: str, name: str) -> Exercise:
    return made("C7", "tf", key, options=options(key, "BRM" if key == "CRM" else "CRM"),
                target=f"claim/nb:fi/contrast/BRM-CRM/{name}")  # fmt: skip


def test_binary_questions_share_a_card() -> None:
    assert card_of(contrast("CRM", "a")) == card_of(contrast("BRM", "b")) == "claim/nb:fi/contrast/BRM-CRM"
    statement = made("C8", "tf", "said", target="claim/nb:fi/altered/x/y")
    assert card_of(statement, "here") == "claim/nb:fi/statements/here"
    of_deck = replace(statement, deck="/home/somebody/decks/own.md")
    assert card_of(of_deck, "here") == "claim/nb:fi/statements/own.md"  # the same on every device
    assert card_of(word("talo"), "here") == "word/nb:fi/recognise/talo"


def test_a_set_is_three_of_both_answers(progress: Progress) -> None:
    asked = [contrast("CRM", str(n)) for n in range(5)] + [contrast("BRM", "x")]
    slots = plan(Pool(asked), progress)
    assert len(slots) == 3
    assert len({slot.part for slot in slots}) == 1
    assert slots[0].part
    assert {slot.views[0].key for slot in slots} == {"CRM", "BRM"}
    assert len({slot.views[0].id for slot in slots}) == 3


def test_sets_where_so_many_are_wanted(progress: Progress) -> None:
    asked = [contrast("CRM" if n % 2 else "BRM", str(n)) for n in range(7)]
    slots = plan(Pool(asked), progress, count=7)
    assert sorted(slot.views[0].id for slot in slots) == sorted(e.id for e in asked)
    sizes = sorted(sum(s.part == part for s in slots) for part in {slot.part for slot in slots})
    assert sizes == [1, 3, 3]
    assert len(plan(Pool(asked), progress, count=2)) == 2


@pytest.mark.parametrize(
    ("ratings", "rating"),
    [([3], 2), ([1], 1), ([3, 3], 2), ([3, 1], 1), ([3, 3, 3], 3), ([3, 1, 3], 2), ([1, 1, 3], 1), ([4, 4, 4], 3)],
)
def test_the_rating_of_a_set(ratings: list[int], rating: int) -> None:
    assert rating_of_set(ratings) == rating


def test_a_set_is_one_review(progress: Progress, clock: Clock) -> None:
    for rating in (Rating.GOOD, Rating.AGAIN):
        progress.record("set", rating, part="p", kind="C7", item="x")
    clock.now += timedelta(minutes=5)
    last = progress.record("set", Rating.GOOD, part="p", kind="C7", item="x")
    once = Progress(progress.folder.parent / "other", clock=Clock())
    known = progress.state("set")
    assert known is not None
    once.record("set", Rating.HARD, at=known.last_review)
    assert once.state("set") == known
    assert progress.stats()["reviews"] == 3
    assert Progress(progress.folder).state("set") == known
    progress.undo(last)
    undone = progress.state("set")
    assert undone is not None
    assert undone.reviews == 1
    progress.record("set", Rating.GOOD, kind="C7", item="x")
    again = progress.state("set")
    assert again is not None
    assert again.reviews == 2
    assert [rating for _at, rating in joined_reviews(progress.attempts())] == [Rating.AGAIN, Rating.GOOD]


# --- rotation


def test_the_last_wording_is_not_the_next(progress: Progress, clock: Clock) -> None:
    one, other = word("talo"), word("talo")
    pool = Pool([one, other])
    progress.record(one.target, Rating.AGAIN, group="nb:fi", item=one.id, kind="V1")
    clock.now += timedelta(days=3)
    (slot,) = plan(pool, progress, rotation=Rotation(progress.attempts()))
    assert slot.views == [other, one]


def test_concepts_rotate_their_kinds(progress: Progress) -> None:
    kinds = [claim("x", code) for code in ("C6", "C6", "C5", "C2")]
    card = kinds[0].target
    progress.record(card, Rating.GOOD, item=kinds[0].id, kind="C6")
    progress.record(card, Rating.GOOD, item=kinds[2].id, kind="C5")
    turned = Rotation(progress.attempts()).turned(card, [kinds])
    assert [[e.code for e in tier] for tier in turned] == [["C2"], ["C6", "C6"], ["C5"]]


# --- what was read


def test_only_what_was_read_is_asked_about(progress: Progress) -> None:
    read, unread = claim("luettu"), claim("lukematon")
    pool = Pool([unread, read, word("talo"), word("katu")])
    slots = plan(pool, progress, read=lambda exercise: exercise is read)
    assert set(cards(slots)) >= {read.target, "word/nb:fi/recognise/talo", "word/nb:fi/recognise/katu"}
    assert unread.target not in cards(slots)
    assert unread.target in cards(plan(pool, progress))


def test_what_was_asked_once_is_asked_again(progress: Progress, clock: Clock) -> None:
    known = claim("vanha")
    progress.record(known.target, Rating.AGAIN, group="nb:fi")
    clock.now += timedelta(days=2)
    assert cards(plan(Pool([known]), progress, read=lambda _exercise: False)) == [known.target]


def test_sections_that_were_opened(seeds_fi: Edition, exercises: list[Exercise], progress: Progress) -> None:
    headings = [block.sentences[0].id for block in seeds_fi.blocks if block.kind == "heading"]
    below = next(s for s in seeds_fi.sentences if s.block > int(headings[1][1:].split("s")[0]))
    assert section_of(seeds_fi, below.id) == headings[1]
    assert section_of(seeds_fi, headings[1]) == headings[1]
    assert opened_sections(progress, "a", "nb:fi") == frozenset()
    assert mark_opened(progress, "a", "nb:fi", [headings[1]])
    assert not mark_opened(progress, "a", "nb:fi", [headings[1]])
    assert mark_opened(progress, "a", "nb:fi", ["", headings[1]])
    assert progress.marks(kept_name("a", "nb:fi")) == {"", headings[1]}
    progress.remember(kept_name("b", "nb:fi"), [headings[0]])  # as it was kept before
    assert opened_sections(progress, "b", "nb:fi") == {headings[0]}
    assert not mark_opened(progress, "b", "nb:fi", [headings[0]])
    assert mark_opened(progress, "b", "nb:fi", [headings[0], headings[1]])
    assert opened_sections(progress, "b", "nb:fi") == {headings[0], headings[1]}
    assert opened_sections(progress, "a", "nb:sv") == frozenset()
    is_read = read_filter(seeds_fi, {headings[1]})
    concepts = [e for e in exercises if not e.is_vocabulary]
    for exercise in concepts:
        own = [piece.seg for piece in exercise.evidence if piece.lang == "fi"]
        assert is_read(exercise) == all(section_of(seeds_fi, seg) == headings[1] for seg in own)
    assert not any(map(read_filter(seeds_fi, ()), (e for e in concepts if e.key_lang == "fi")))


def test_a_title_is_open_with_any_section(edition_of: Callable[[str, str], Edition]) -> None:
    edition = edition_of("# Otsikko\n\n## Yksi\n\nTekstiä.\n\n## Kaksi\n\n### Kolme\n\nLisää.\n\n# Toinen\n", "fi")
    assert bare_headings(edition) == {"b0s0": ("b1s0", "b3s0", "b4s0"), "b3s0": ("b4s0",), "b6s0": ()}

    def is_read(segment: str, *opened: str) -> bool:
        evidence = (Evidence("fi", segment, "x"), Evidence("nb", "b9s9", "y"))
        return read_filter(edition, opened)(claim("x", evidence=evidence))

    assert not is_read("b0s0")
    assert is_read("b0s0", "b1s0")
    assert is_read("b0s0", "b4s0")
    assert is_read("b3s0", "b4s0")
    assert not is_read("b3s0", "b1s0")
    assert not is_read("b2s0", "b4s0")
    assert is_read("b2s0", "b1s0")
    assert not is_read("b6s0", "b1s0")


def test_articles_are_kept_apart(progress: Progress) -> None:
    """Two gaps in what is, by its number, the same sentence of two articles."""
    asked = [word("talo", seg="b1s0"), word("katu", seg="b1s0")]
    places = dict(zip((e.id for e in asked), "ab", strict=True))
    session = begin_session(asked, progress, place=lambda exercise: places[exercise.id])
    assert session.total == 2
    assert begin_session(asked, progress, place="a").total == 1


@pytest.fixture
def seeds_fi(editions: dict[str, Edition]) -> Edition:
    return editions["fi"]


# --- order, and the choice of a view


@pytest.mark.parametrize("pair", ["nb:fi", "fi:tr"])
def test_sessions_give_nothing_away(pair: str, exercises_of: MakeExercises, progress: Progress) -> None:
    exercises = exercises_of(*pair.split(":"))
    mixed = interleave([slot.views[0] for slot in plan(Pool(exercises), progress) if not slot.practice])
    leaks = Leaks()
    assert not any(leaks.leaks(a, b) for n, b in enumerate(mixed) for a in mixed[:n])


def test_equal_sentences_stand_apart(exercises: list[Exercise]) -> None:
    leaks = Leaks()

    def crowded(asked: Sequence[Exercise]) -> int:
        return sum(leaks.leaks(a, b) for n, b in enumerate(asked) for a in asked[max(0, n - NEAR) : n])

    mixed = interleave(exercises[:30])
    assert sorted(e.id for e in mixed) == sorted(e.id for e in exercises[:30])
    assert crowded(mixed) < crowded(exercises[:30])


def at(theta: float) -> Ability:
    skills = ("recognition", "production", "concept")
    return Ability({("fi", skill): Measure(theta, 50) for skill in skills})  # type: ignore[misc]


def anything(_slot: Slot, _exercise: Exercise) -> bool:
    return True


def test_the_view_is_right_four_times_in_five() -> None:
    views = tuple(word("talo", difficulty=difficulty) for difficulty in (-3.0, -1.5, 0.0, 1.5, 3.0))
    slot = Slot("c", Stage.YOUNG, (views,))
    found = []
    for theta in (-2.0, 0.0, 2.0):
        look = choose(slot, at(theta), AIM, anything)
        assert look is not None
        assert abs(look.chance - AIM) <= 0.15
        found.append(views.index(look.exercise))
    assert found == sorted(set(found))
    eager = choose(slot, at(0.0), HARDER, anything)
    meek = choose(slot, at(0.0), EASIER, anything)
    assert eager is not None
    assert meek is not None
    assert meek.exercise.difficulty < eager.exercise.difficulty


def test_another_kind_where_what_is_called_for_is_far_too_hard() -> None:
    hard, fitting = word("talo", "V7", difficulty=4.0), word("talo", "V4", difficulty=-0.8)
    slot = Slot("c", Stage.KNOWN, ((hard,), (fitting,)))
    look = choose(slot, at(0.0), AIM, anything)
    assert look is not None
    assert look.exercise is fitting
    able = choose(slot, at(5.0), AIM, anything)
    assert able is not None
    assert able.exercise is hard


def test_letters_make_a_word_easier() -> None:
    typed = word("rakentaminen", "V2", difficulty=1.0)
    known = choose(Slot("c", Stage.KNOWN, ((typed,),)), at(1.0), AIM, anything)
    mature = choose(Slot("c", Stage.MATURE, ((typed,),)), at(1.0), AIM, anything)
    assert known is not None
    assert mature is not None
    assert (known.given, mature.given) == (3, 0)
    assert known.chance > mature.chance
    sure = choose(Slot("c", Stage.KNOWN, ((typed,),)), at(3.0), AIM, anything)
    assert sure is not None
    assert sure.given == 0
    assert likely(typed, Stage.KNOWN, at(1.0)) == known.chance


def test_mood() -> None:
    mood = Mood()
    assert mood.after(False, False).aim == AIM
    assert mood.after(False, False).after(False, False).aim == EASIER
    assert mood.after(False, False).after(False, False).after(True, True).aim == AIM
    for _n in range(3):
        mood = mood.after(True, True)
    assert mood.aim == AIM
    assert mood.after(True, True).aim == HARDER
    assert mood.after(True, False).after(True, True).aim == AIM
    assert mood.after(True, True).after(False, False).aim == AIM


def test_an_easier_kind() -> None:
    missed = word("talo", "V7", difficulty=1.0)
    views = [missed, word("talo", "V7", difficulty=0.0), word("talo", "V4", difficulty=-0.2), word("talo", "V1")]
    look = easier(missed, views, at(0.0), ())
    assert look.exercise is views[3]
    assert easier(missed, views, at(0.0), {views[3].id}).exercise is views[2]
    same = easier(missed, [missed], at(0.0), ())
    assert (same.exercise, same.given) == (missed, 2)
    choice = word("talo")
    assert easier(choice, [choice, missed], at(0.0), ()).exercise is choice


def test_new_cards_that_fit_come_first(progress: Progress) -> None:
    pool = Pool([*(word(f"vaikea{n}") for n in range(8)), *(word(f"sopiva{n}") for n in range(5))])

    def chance(exercise: Exercise, _stage: Stage) -> float:
        return 0.2 if "vaikea" in exercise.key else 0.8

    assert all("sopiva" in card for card in cards(plan(pool, progress, chance=chance)))
    assert len({slot.card for slot in plan(pool, progress, chance=lambda _e, _s: 0.2)}) > 0
    assert len(plan(pool, progress, count=13, chance=chance)) == 13
