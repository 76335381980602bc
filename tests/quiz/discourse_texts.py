"""A small article in three languages, made for the kinds that ask about order, continuation, summary and sections."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from tui_learn.bitext import build_bitext, same_edition
from tui_learn.quiz import Exercise
from tui_learn.quiz.exclusions import Exclusions
from tui_learn.quiz.flaws import Flaw, flaws
from tui_learn.quiz.material import Material
from tui_learn.quiz.proof import prove
from tui_learn.text import Edition, read_edition
from tui_learn.text.detect import Detection

ENGLISH = """---
lang: en
title: The hive and its keeper
description: How a keeper looks after the hive, its honey, the right tools and useful plants.
---

# The hive and its keeper

## The hive

The hive should stand where the morning sun reaches the entrance. Wind makes a hive cold, so a hedge on the north side
is useful. Many gardeners put their hive on a low table because damp grass rots the wooden floor.

The entrance of the hive must not face a path, or the children will be stung. A neighbour who is told about the hive
early seldom complains.

## Honey

1. Worker bees collect nectar from open flowers.
2. House bees spread the drops over empty wax cells.
3. Fanning wings dry the liquid for several nights.
4. A thin lid closes every cell that is ready.

Honey keeps for years because bacteria cannot live in so much sugar. Dark honey comes from forests, but light varieties
come from clover. Stirring honey every day makes it soft.

## Tools

- smoker
- leather gloves
- long brush

A keeper uses smoke before opening the lid, because calm insects do not sting. Good tools last for decades, but cheap
steel breaks within a year. The tools are washed in autumn.

## Plants

- white clover
- wild thyme
- autumn heather

Plants with open blossoms feed visitors longest, and native herbs need no water in summer. Lavender is planted in
rows because long borders guide the swarm home.
"""

SWEDISH = """---
lang: sv
title: Kupan och dess skötare
description: Så vårdar en skötare kupan, dess honung, rätta redskap och nyttiga växter.
---

# Kupan och dess skötare

## Kupan

Kupan bör stå där morgonsolen når ingången. Vind gör en kupa kall, så en häck på norra sidan är
till nytta. Många odlare ställer sin kupa på ett lågt bord eftersom fuktigt gräs ruttnar sönder trägolvet.

Ingången till kupan får inte vetta mot en stig, annars blir barnen stungna. En granne som tidigt får veta om kupan
klagar sällan.

## Honung

1. Arbetsbin samlar nektar från öppna blommor.
2. Husbin breder ut dropparna över tomma vaxceller.
3. Fläktande vingar torkar vätskan under flera nätter.
4. Ett tunt lock stänger varje cell som är färdig.

Honung håller i åratal eftersom bakterier inte kan leva i så mycket socker. Mörk honung kommer från
skogar, men ljusa sorter kommer från klöver. Att röra honung varje dag gör den mjuk.

## Redskap

- rökpust
- läderhandskar
- lång borste

En skötare använder rök innan locket öppnas, eftersom lugna insekter inte sticker. Bra redskap håller i
årtionden, men billigt stål går sönder inom ett år. Redskapen tvättas på hösten.

## Växter

- vit klöver
- vild timjan
- höstens ljung

Växter med öppna kronor föder besökare längst, och inhemska örter behöver inget vatten på sommaren. Lavendel planteras i
rader eftersom långa kanter leder svärmen hem.
"""

FINNISH = """---
lang: fi
title: Pesä ja sen hoitaja
description: Näin hoitaja huolehtii pesästä, sen hunajasta, oikeista työkaluista ja hyödyllisistä kasveista.
---

# Pesä ja sen hoitaja

## Pesä

Pesän tulisi seistä siellä, missä aamuaurinko osuu lentoaukkoon. Tuuli tekee pesästä kylmän, joten pensasaita
pohjoisella puolella on hyödyksi. Moni viljelijä nostaa pesänsä matalalle pöydälle, koska kostea
ruoho mädättää puisen lattian.

Pesän lentoaukko ei saa osoittaa polulle, tai lapsia pistetään. Naapuri, joka kuulee pesästä varhain,
valittaa harvoin.

## Hunaja

1. Työläiset keräävät mettä avoimista kukista.
2. Kotimehiläiset levittävät pisarat tyhjiin vahakennoihin.
3. Leyhyvät siivet kuivaavat nestettä useita öitä.
4. Ohut kansi sulkee jokaisen kennon, joka on valmis.

Hunaja säilyy vuosia, koska bakteerit eivät voi elää niin suuressa sokerimäärässä. Tumma hunaja
tulee metsistä, mutta vaaleat lajit tulevat apilasta. Hunajan sekoittaminen joka päivä tekee siitä pehmeää.

## Työkalut

- savutin
- nahkaiset käsineet
- pitkä harja

Hoitaja käyttää savua ennen kannen avaamista, koska rauhalliset hyönteiset eivät pistä. Hyvät
työkalut kestävät vuosikymmeniä, mutta halpa teräs hajoaa vuodessa. Työkalut pestään syksyllä.

## Kasvit

- valkoinen mesikkä
- villi ajuruoho
- syksyinen kanerva

Kasvit, joilla on avoimet teriöt, ruokkivat vieraita pisimpään, ja kotimaiset yrtit eivät tarvitse vettä kesällä.
Laventeli istutetaan riveihin, koska pitkät reunat ohjaavat parven kotiin.
"""

TEXTS = {"en": ENGLISH, "fi": FINNISH, "sv": SWEDISH}

OTHER_SUMMARIES = (
    "How a wooden boat is painted before the ice melts in spring.",
    "What an old clock needs so that its hands show the right hour.",
    "Why trains in the mountains run on rails with teeth.",
    "Where the letters of the northern alphabet were carved first.",
)
"""Descriptions of other articles."""


def edition(text: str, language: str, folder: Path) -> Edition:
    """An edition from a text."""
    path = folder / f"{sha256(text.encode()).hexdigest()[:12]}-{language}.md"
    path.write_text(text, encoding="utf-8")
    return read_edition(path, detect=lambda _prose: Detection(language, 1.0))


def material_of(
    texts: Mapping[str, str],
    pair: str,
    folder: Path,
    *,
    exclude: Iterable[str] = (),
    seed: int = 0,
    elsewhere: Iterable[tuple[str, str]] = (),
) -> Material:
    """The material of an article for a pair, without a glossary; ``elsewhere``: (language, description) of others."""
    editions = {language: edition(text, language, folder) for language, text in texts.items()}
    known, learned = pair.split(":")
    bitext = same_edition(editions[known]) if known == learned else build_bitext(editions[known], editions[learned])
    others = [
        edition(f"---\nlang: {language}\ntitle: Another {place}\ndescription: {text}\n---\n\nText.\n", language, folder)
        for place, (language, text) in enumerate(elsewhere)
    ]
    witnesses = [other for language, other in editions.items() if language not in (known, learned)]
    return Material(bitext, witnesses, Exclusions(exclude), seed, elsewhere=others)


def sound(exercises: Iterable[Exercise], material: Material) -> list[Exercise]:
    """The exercises, after making sure that each is proven, without an error and like no other."""
    found = list(exercises)
    for exercise in found:
        assert prove(exercise, material.editions, sure=material.parallel) == [], exercise
        assert [flaw for flaw in flaws(exercise) if flaw.severity == "error"] in ([], [Flaw("F05", "error")]), exercise
        assert exercise.evidence
        assert exercise.target.startswith(f"claim/{material.pair}/")
        assert json.loads(json.dumps(exercise.to_json(), ensure_ascii=False))["code"] == exercise.code
        for piece in exercise.evidence:
            assert material.sentence(piece.lang, piece.seg).text == piece.text
    assert len({exercise.id for exercise in found}) == len(found)
    return found


def refuted(exercise: Exercise, material: Material, **changes: object) -> bool:
    """Whether the proof sees that an exercise was changed."""
    return bool(prove(replace(exercise, **changes), material.editions, sure=material.parallel))  # type: ignore[arg-type]
