"""Anki's scheduler, to be measured beside ours: a program for a Python of its own, which has the package ``anki``.

    PYTHON tests/benchmarks/progress_peers.py make FILE CARDS REVIEWS DUE
    PYTHON tests/benchmarks/progress_peers.py serve FILE
    PYTHON tests/benchmarks/progress_peers.py open FILE ANSWERS

Everything said goes over stdin and stdout, a JSON object a line: nothing of this project is imported here, and Anki
(AGPL) is never imported by the project.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable
from typing import Any

DAY = 86_400
RIPE = 8
"""Answers a card of the made collection has had, about."""


def make(path: str, cards: int, reviews: int, due: int) -> None:
    """A collection in which that many cards have been learnt, of which ``due`` are due today."""
    from anki.collection import AddNoteRequest, Collection

    if os.path.exists(path):
        os.remove(path)
    collection = Collection(path)
    model = collection.models.by_name("Basic")
    requests = []
    for number in range(cards):
        note = collection.new_note(model)
        note["Front"], note["Back"] = f"word {number}", f"sana {number}"
        requests.append(AddNoteRequest(note, 1))
        if len(requests) == 5000 or number == cards - 1:
            collection.add_notes(requests)
            requests = []
    collection.set_config("fsrs", True)
    settings = collection.decks.get_config(1)
    settings["rev"]["perDay"] = settings["new"]["perDay"] = 9999
    collection.decks.save(settings)
    chance = random.Random(1)
    database = collection.db
    ids = database.list("select id from cards order by id")
    now = int(time.time())
    rows = []
    for number, card in enumerate(ids):
        late = 0 if number < due else chance.randrange(1, 300)
        days = chance.randrange(10, 90)
        memory = {"s": days + 0.5, "d": 5.0 + chance.random(), "dr": 0.9, "lrt": now - days * DAY}
        rows.append((late, days, RIPE, json.dumps(memory, separators=(",", ":")), card))
    database.executemany("update cards set type=2, queue=2, due=?, ivl=?, factor=2500, reps=?, data=? where id=?", rows)
    first = (now - 800 * DAY) * 1000
    step = 700 * DAY * 1000 // max(reviews, 1)
    for start in range(0, reviews, 50_000):
        log = [
            (first + n * step, ids[n % cards], -1, 3, 20, 10, 500, 4000, 1)
            for n in range(start, min(start + 50_000, reviews))
        ]
        database.executemany("insert into revlog values (?,?,?,?,?,?,?,?,?)", log)
    collection.close()


def _answer(collection: Any) -> tuple[float, float]:
    """Seconds, on the wall and of the processor, of storing one answer."""
    from anki.scheduler.v3 import CardAnswer

    queued = collection.sched.get_queued_cards().cards[0]
    card = collection.get_card(queued.card.id)
    card.start_timer()
    answer = collection.sched.build_answer(card=card, states=queued.states, rating=CardAnswer.GOOD)
    wall, processor = time.perf_counter(), time.process_time()
    collection.sched.answer_card(answer)
    return time.perf_counter() - wall, time.process_time() - processor


def serve(path: str) -> None:
    """Answer the words ``answer`` and ``next`` with ``[wall, processor]`` until the input ends."""
    from anki.collection import Collection

    collection = Collection(path)
    print(json.dumps({"due": sum(collection.sched.counts())}), flush=True)
    for line in sys.stdin:
        if line.strip() == "answer":
            said = _answer(collection)
        else:
            wall, processor = time.perf_counter(), time.process_time()
            collection.sched.get_queued_cards()
            said = time.perf_counter() - wall, time.process_time() - processor
        print(json.dumps(said), flush=True)
    collection.close()


def open_to_first(path: str, answers: int) -> None:
    """Open, ask for the first card, answer, close; say the seconds of each and the most memory that was in use."""
    start = time.perf_counter()
    from anki.collection import Collection

    imported = time.perf_counter()
    collection = Collection(path)
    assert collection.sched.get_queued_cards().cards
    first = time.perf_counter()
    print(json.dumps({"imports": imported - start, "first": first - imported}), flush=True)
    for _number in range(answers):
        _answer(collection)
    collection.close()
    import resource

    print(json.dumps({"kilobytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}), flush=True)


if __name__ == "__main__":
    verb, file, *numbers = sys.argv[1:]
    verbs: dict[str, Callable[..., None]] = {"make": make, "serve": serve, "open": open_to_first}
    verbs[verb](file, *map(int, numbers))
