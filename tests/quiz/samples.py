"""A small article in two languages, and a question of every type about it, written by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from tui_learn.library import Article, Library, Pair
from tui_learn.quiz import Exercise
from tui_learn.quiz.exercise import Evidence, Option, Spot, Swap, Text
from tui_learn.quiz.of_article import ArticleQuiz
from tui_learn.text import Edition, tokenize

PAIR = Pair("nb", "fi")
NB = """# Byens bibliotek

## Hva er et bibliotek?

Et bibliotek låner ut bøker til alle som bor i byen. Det er åpent hver dag, og det koster ingenting.

## Hvem arbeider der?

Bibliotekaren kjenner alle bøkene. Hun hjelper leserne med å finne det de leter etter.
"""
FI = """# Kaupungin kirjasto

## Mikä on kirjasto?

Kirjasto lainaa kirjoja kaikille kaupungin asukkaille. Se on avoinna joka päivä, eikä se maksa mitään.

## Kuka siellä työskentelee?

Kirjastonhoitaja tuntee kaikki kirjat. Hän auttaa lukijoita löytämään etsimänsä.
"""


def small_library(folder: Path, texts: dict[str, str] | None = None) -> Library:
    """The article in a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for language, text in (texts or {"nb": NB, "fi": FI}).items():
        (folder / f"library.{language}.md").write_text(text, encoding="utf-8")
    return Library(folder, cache=folder / "cache")


def spots(sentence: str, language: str) -> tuple[Spot, ...]:
    return tuple(Spot(token.text, token.start, token.end) for token in tokenize(sentence, language))


class Samples:
    """Makes questions about an article."""

    def __init__(self, article: Article, pair: Pair = PAIR) -> None:
        self.article, self.pair = article, pair
        self.known: Edition = article.edition(pair.known)
        self.learned: Edition = article.edition(pair.learned)

    def evidence(self, *segments: str, learned: bool = True, known: bool = True) -> tuple[Evidence, ...]:
        pieces = []
        for segment in segments:
            for edition, wanted in ((self.learned, learned), (self.known, known)):
                sentence = edition.sentence(segment)
                assert sentence is not None
                if wanted:
                    pieces.append(Evidence(edition.language, segment, sentence.text))
        return tuple(pieces)

    def of(self, segment: str, *, learned: bool = True) -> str:
        sentence = (self.learned if learned else self.known).sentence(segment)
        assert sentence is not None
        return sentence.text

    def make(self, code: Any, type: Any, question: str, key: str, segments: tuple[str, ...], **named: Any) -> Exercise:
        plain = Exercise(
            id=f"{code.lower()}-{type}",
            code=code,
            type=type,
            pair=str(self.pair),
            question=question,
            prompt=(),
            key=key,
            key_lang=self.pair.learned,
            evidence=self.evidence(*segments),
            proof=("P2",),
            segments=len(self.learned.sentences),
            key_segments=1,
            difficulty=0.0,
            target=f"sentence/{self.pair}/{code}/{type}",
        )
        return replace(plain, **named)

    def quiz(self, *exercises: Exercise) -> ArticleQuiz:
        words = {
            edition.language: frozenset(t.text for s in edition.sentences for t in edition.tokens(s))
            for edition in (self.known, self.learned)
        }
        return ArticleQuiz(self.article, self.pair, exercises, words, ())

    # --- one of each type

    def choice(self) -> Exercise:
        words = (("kirjoja", "b2s0"), ("kirjat", "b4s0"), ("lukijoita", "b4s1"), ("päivä", "b2s1"))
        options = tuple(Option(text, self.pair.learned, n == 0, f"fi/{seg}") for n, (text, seg) in enumerate(words))
        return self.make(
            "V1", "choice", "Which word is missing?", "kirjoja", ("b2s0",),
            prompt=(
                Text("fi", self.of("b2s0").replace("kirjoja", "____")),
                Text("nb", self.of("b2s0", learned=False)),
            ),
            options=options,
        )  # fmt: skip

    def said(self) -> Exercise:
        altered = self.of("b2s1").replace("avoinna", "suljettu")
        options = tuple(Option(text, "fi", text == "altered", "") for text in ("said", "altered"))
        return self.make(
            "C8", "tf", "Does the article say this, or was it altered?", "altered", ("b2s1",),
            prompt=(Text("fi", altered),), options=options, swap=Swap("avoinna", "suljettu", altered, ()),
        )  # fmt: skip

    def cloze(self) -> Exercise:
        return self.make(
            "V2", "cloze", "Type the missing word.", "kirjat", ("b4s0",),
            prompt=(
                Text("fi", self.of("b4s0").replace("kirjat", "____")),
                Text("nb", self.of("b4s0", learned=False)),
            ),
        )  # fmt: skip

    def typed(self) -> Exercise:
        return self.make(
            "C14", "typed", "Kuka tuntee kaikki kirjat?", "kirjastonhoitaja", ("b4s0",),
            accept=("Kirjastonhoitaja",), note="Hän on kirjastossa joka päivä.",
        )  # fmt: skip

    def odd(self, wrong: int = 1) -> Exercise:
        segments = ["b2s0", "b2s1", "b4s0"]
        shown = [*segments]
        shown[wrong] = "b4s1"
        pairs = tuple(
            (self.of(left, learned=False), self.of(right)) for left, right in zip(segments, shown, strict=True)
        )
        return self.make(
            "V13", "odd", "In which pair do the sentences not say the same?", self.of("b4s1"), (segments[wrong],),
            pairs=pairs, key_index=wrong,
        )  # fmt: skip

    def point(self) -> Exercise:
        sentence = self.of("b4s0")
        prompt = self.of("b4s0", learned=False)
        start = prompt.index("bøkene")
        return self.make(
            "V4", "point", "Which word says what the lit word says?", "kirjat", ("b4s0",),
            prompt=(Text("nb", prompt, (start, start + len("bøkene"))),),
            tokens=spots(sentence, "fi"), key_index=3, proof=("P3",),
        )  # fmt: skip

    def slip(self) -> Exercise:
        altered = self.of("b4s0").replace("kirjat", "lukijat")
        return self.make(
            "V11", "point", "Which word was exchanged?", "lukijat", ("b4s0",),
            prompt=(Text("nb", self.of("b4s0", learned=False)),),
            tokens=spots(altered, "fi"), key_index=3, pointed=altered, correction="kirjat",
        )  # fmt: skip

    def tiles(self) -> Exercise:
        order = ("Kirjastonhoitaja", "tuntee", "kaikki", "kirjat.")
        return self.make(
            "V8", "tiles", "Put the pieces in order; some of them do not belong.", self.of("b4s0"), ("b4s0",),
            prompt=(Text("nb", self.of("b4s0", learned=False)),),
            tiles=("kaikki", "päivä", "Kirjastonhoitaja", "kirjat.", "maksa", "tuntee"), order=order,
        )  # fmt: skip

    def match(self) -> Exercise:
        pairs = (("bibliotek", "kirjasto"), ("bok", "kirja"), ("dag", "päivä"), ("leser", "lukija"))
        return self.make(
            "V6", "match", "Which words belong together?", "; ".join(f"{a} = {b}" for a, b in pairs), ("b2s0", "b4s1"),
            pairs=pairs, rights=("päivä", "kirjasto", "lukija", "kirja"),
        )  # fmt: skip

    def order(self) -> Exercise:
        order = (self.of("b2s0"), self.of("b2s1"), self.of("b4s0"))
        return self.make(
            "C9", "order", "In which order does the article say this?", " / ".join(order), ("b2s0", "b2s1", "b4s0"),
            tiles=(order[1], order[2], order[0]), order=order,
        )  # fmt: skip

    def sort(self) -> Exercise:
        groups = (
            (self.of("b1s0"), ("kaupungin asukkaille", "joka päivä")),
            (self.of("b3s0"), ("auttaa lukijoita", "tuntee kaikki kirjat")),
        )
        return self.make(
            "C18", "sort", "Under which heading does each belong?",
            "; ".join(f"{heading}: {', '.join(phrases)}" for heading, phrases in groups),
            ("b2s0", "b2s1", "b4s0", "b4s1"), groups=groups,
            tiles=("auttaa lukijoita", "joka päivä", "tuntee kaikki kirjat", "kaupungin asukkaille"),
        )  # fmt: skip

    def letters(self) -> Exercise:
        return self.make(
            "V10", "cloze", "Type the word; its second half is missing.", "asukkaille", ("b2s0",),
            prompt=(
                Text("fi", self.of("b2s0").replace("asukkaille", "____")),
                Text("nb", self.of("b2s0", learned=False)),
            ),
        )  # fmt: skip

    def every(self) -> dict[str, Exercise]:
        names = ("choice", "said", "cloze", "typed", "odd", "point", "slip", "tiles", "match", "order", "sort")
        return {name: getattr(self, name)() for name in names}
