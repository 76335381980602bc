"""A small article in English and Swedish with terms, names, numbers and lists, and what tests do with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from tests.quiz.conftest import MakeEdition
from tui_learn.bitext import build_bitext, same_edition
from tui_learn.quiz.exclusions import Exclusions
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.flaws import flaws
from tui_learn.quiz.material import Material
from tui_learn.quiz.proof import prove
from tui_learn.text import Edition

ENGLISH = """# Networks

## Local Area Network (LAN)

The school LAN joins the computers of one old building. The pupils use the LAN every morning for their homework. With
the LAN teachers copy documents, translations and drawings for everybody. The cables of the LAN are 45 metres long in
the biggest hall.

The first one was installed in Uppsala by two young students.

## Wide Area Network (WAN)

The regional WAN joins offices in seven different towns. A private company repairs the WAN after every heavy storm.
Thanks to the WAN doctors exchange prescriptions, measurements and invoices quickly. The masts of the WAN are 65 metres
high near the coast.

Most of its customers live in Gothenburg and travel a lot.

## The small shop

A small shop sells devices (such as routers, switches and printers), furniture (such as shelves) and books. About 250
customers visit the shop in an ordinary week. Nearly 450 customers come to the market in December.

On the wall hangs a list of things to bring:

- a warm blanket
- two sharp pencils
- your own password

## Rules

Nobody may leave a door open (neither windows, gates nor cupboards) after eight. The rules were written in 1978 by the
owner of the house. A second version was printed in 1991 for the neighbours.

The poster by the lift names three dangers:

- sudden loss of power
- water in the cellar
- strangers on the stairs
"""
SWEDISH = """# Nätverk

## Lokalt nätverk (LAN)

Skolans LAN förbinder datorerna i en gammal byggnad. Eleverna använder sitt LAN varje morgon för sina läxor. Med sitt
LAN kopierar lärarna dokument, översättningar och ritningar åt alla. Kablarna i skolans LAN är 45 meter långa i den
största salen.

Det första installerades i Uppsala av två unga studenter.

## Regionalt nätverk (WAN)

Regionens WAN förbinder kontor i sju olika städer. Ett privat företag lagar sitt WAN efter varje svår storm. Tack vare
sitt WAN utbyter läkarna recept, mätningar och fakturor snabbt. Masterna i regionens WAN är 65 meter höga nära kusten.

De flesta av dess kunder bor i Göteborg och reser mycket.

## Affären

En liten affär säljer apparater (som routrar, växlar och skrivare), möbler (som hyllor) och böcker. Ungefär 250 kunder
besöker affären en vanlig vecka. Nästan 450 kunder kommer till marknaden i december.

På väggen hänger en lista över saker att ta med:

- en varm filt
- två vassa pennor
- ditt eget lösenord

## Reglerna

Ingen får lämna någon dörr öppen (varken fönster, grindar eller skåp) efter klockan åtta. Reglerna skrevs 1978 av husets
ägare. En andra version trycktes 1991 för grannarna.

Affischen vid hissen nämner tre faror:

- plötsligt strömavbrott
- vatten i källaren
- främlingar i trappan
"""


def networks(edition_of: MakeEdition, known: str = "en", *, seed: int = 0, exclude: Iterable[str] = ()) -> Material:
    """The material of the article, Swedish learned from English, or Swedish alone."""
    swedish = edition_of(SWEDISH, "sv")
    bitext = same_edition(swedish) if known == "sv" else build_bitext(edition_of(ENGLISH, "en"), swedish)
    return Material(bitext, [], Exclusions(exclude), seed)


def material_of(edition_of: MakeEdition, left: str, right: str, known: str = "en", learned: str = "sv") -> Material:
    """The material of two texts."""
    return Material(build_bitext(edition_of(left, known), edition_of(right, learned)), [], Exclusions(), 0)


def accepted(kind: Callable[[Material], Iterator[Exercise]], material: Material) -> list[Exercise]:
    """What a kind makes, all of it proven and without errors."""
    made = list(kind(material))
    for exercise in made:
        assert reasons(exercise, material) == []
        assert [flaw.code for flaw in flaws(exercise) if flaw.severity == "error"] == []
    return made


def reasons(exercise: Exercise, material: Material) -> list[str]:
    """Why a key is not proven."""
    editions: dict[str, Edition] = material.editions
    return prove(exercise, editions, sure=material.parallel)
