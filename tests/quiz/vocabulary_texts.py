"""An article of our own in two languages, with a list, a table, numbers and questions, for questions about words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from tui_learn.bitext import Bitext, build_bitext
from tui_learn.bitext.glossary import Glossary
from tui_learn.quiz.exclusions import Exclusions
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.material import Material
from tui_learn.quiz.proof import prove
from tui_learn.text import Edition

HARBOUR_EN = """# The old harbour

The fishermen leave the harbour long before sunrise and sell their catch in the evening. Every ship carries two lamps,
because fog often hides the narrow channel between the islands. Strangers admire the painted boats, but children prefer
the lighthouse on the cliff.

## Who repairs the boats?

Three carpenters repair the boats in a wooden shed behind the church. Their tools hang on the wall in careful order, and
nobody borrows them without asking. When the winter storms arrive, the shed becomes a noisy workshop for the whole town.

- A new rudder costs 40 crowns and takes a week.
- A torn sail costs 15 crowns and takes a day.

## The market

Farmers bring potatoes, honey and cheese to the market on Saturdays. The baker sells warm bread until noon, and the
queue often reaches the fountain. Old women exchange recipes while their dogs sleep under the tables. Which stall is
the oldest, and who remembers its first owner? The museum keeps a photograph of the market from the year 1911.

| Month | Visitors |
|-------|----------|
| June  | 1200     |
| July  | 3400     |

In the evening the fishermen mend their nets and sing about distant oceans. A good storyteller never repeats the same
ending, even when the listeners beg for it. Quiet families walk along the pier until the lamps go out.
"""

HARBOUR_SV = """# Den gamla hamnen

Fiskarna lämnar hamnen långt före soluppgången och säljer sin fångst på kvällen. Varje skepp bär två lyktor, eftersom
dimman ofta döljer den smala rännan mellan öarna. Främlingar beundrar de målade båtarna, men barnen föredrar fyren på
klippan.

## Vem lagar båtarna?

Tre snickare lagar båtarna i ett träskjul bakom kyrkan. Deras verktyg hänger på väggen i noggrann ordning, och ingen
lånar dem utan att fråga. När vinterstormarna kommer blir skjulet en bullrig verkstad för hela staden.

- Ett nytt roder kostar 40 kronor och tar en vecka.
- Ett trasigt segel kostar 15 kronor och tar en dag.

## Torget

Bönderna för potatis, honung och ost till torget på lördagarna. Bagaren säljer varmt bröd fram till middagen, och kön
når ofta fontänen. Gamla kvinnor byter recept medan deras hundar sover under borden. Vilket stånd är äldst, och vem
minns dess första ägare? Museet bevarar ett fotografi av torget från år 1911.

| Månad | Besökare |
|-------|----------|
| Juni  | 1200     |
| Juli  | 3400     |

På kvällen lagar fiskarna sina nät och sjunger om fjärran hav. En god berättare upprepar aldrig samma slut, inte ens
när åhörarna ber om det. Tysta familjer promenerar längs piren tills lyktorna slocknar.
"""


class MakesEditions(Protocol):
    """The fixture ``edition_of``."""

    def __call__(self, text: str, language: str, /) -> Edition: ...


def harbour(edition_of: MakesEditions, known: str = "en", learned: str = "sv") -> Bitext:
    """The article's two editions side by side."""
    texts = {"en": HARBOUR_EN, "sv": HARBOUR_SV}
    return build_bitext(edition_of(texts[known], known), edition_of(texts[learned], learned))


def material_of(
    bitext: Bitext,
    *others: Edition,
    exclude: Iterable[str] = (),
    seed: int = 0,
    glossary: Glossary | None = None,
) -> Material:
    """Everything a generator draws on."""
    return Material(bitext, others, Exclusions(exclude), seed, glossary=glossary)


class Generator(Protocol):
    """What makes the exercises of a kind."""

    def __call__(self, material: Material, /) -> Iterator[Exercise]: ...


def reasons(exercise: Exercise, material: Material) -> list[str]:
    """Why an exercise is not proven by the editions it was made of; they are aligned once more."""
    return prove(exercise, material.editions, (), material.glossary)


def all_proven(generate: Generator, material: Material) -> list[Exercise]:
    """The exercises of a kind, each of which is proven again."""
    made = list(generate(material))
    for exercise in made:
        assert reasons(exercise, material) == [], exercise
    assert len({exercise.id for exercise in made}) == len(made)
    return made
