"""Questions of every type, and decks on disk."""

from __future__ import annotations

from pathlib import Path

from tui_learn.quiz.decks.reading import parse_items
from tui_learn.quiz.exercise import Code, Evidence, Exercise, ExerciseType, Option, Spot, Swap, Text

SENTENCE = "Pieni yritys tuntee kaikki asiakkaansa hyvin."
TRANSLATION = "En liten bedrift kjenner alle kundene sine godt."


def exercise(code: Code, kind: ExerciseType, **fields: object) -> Exercise:
    """A question from Norwegian to Finnish with something in every field."""
    given: dict[str, object] = {
        "id": f"{code.lower()}-0123456789ab",
        "pair": "nb:fi",
        "question": "Which one?",
        "prompt": (),
        "key": "asiakkaansa",
        "key_lang": "fi",
        "evidence": (Evidence("fi", "b1s0", SENTENCE), Evidence("nb", "b1s0", TRANSLATION)),
        "proof": ("P0", "P2"),
        "segments": 20,
        "key_segments": 3,
        "difficulty": -0.45,
        "target": "word/nb:fi/recognise/asiakkaansa",
        **fields,
    }
    return Exercise(code=code, type=kind, **given)  # type: ignore[arg-type]


def options(*texts: str, lang: str = "fi", key: int = 1) -> tuple[Option, ...]:
    return tuple(Option(text, lang, n == key, f"{lang}/b{n}s0") for n, text in enumerate(texts))


GAPPED = SENTENCE.replace("asiakkaansa", "____")
SHOWN = Text("nb", TRANSLATION)
LIT = Text("nb", TRANSLATION, (TRANSLATION.index("kundene"), TRANSLATION.index("kundene") + len("kundene")))
SLIP = SENTENCE.replace("asiakkaansa", "kilpailijansa")


def spots(sentence: str, **told: str) -> tuple[Spot, ...]:
    """Some words of a sentence."""
    return tuple(Spot(word, sentence.index(word), sentence.index(word) + len(word), told[word]) for word in told)


ONE_OF_EACH = [
    exercise(
        "V1", "choice", prompt=(Text("fi", GAPPED), SHOWN), note="A note.", help="a…", accept=("ostajansa",),
        options=options("yrityksensä", "asiakkaansa", "kilpailijansa"),
    ),
    exercise(
        "V2", "cloze", prompt=(Text("fi", GAPPED), SHOWN), forms=("asiakas",), also=("ostajansa", "x | y"), starts="as",
    ),
    exercise(
        "V3", "choice", prompt=(Text("fi", GAPPED), SHOWN, Text("fi", "Hyvin ____ tunteva yritys.")),
        options=options("b", "asiakkaansa", "c"),
    ),
    exercise("V3", "cloze", prompt=(Text("fi", GAPPED), Text("fi", "Toinen ____ tässä."))),
    exercise(
        "V4", "point", prompt=(LIT,), key_index=2,
        tokens=spots(SENTENCE, Pieni="liten", yritys="", asiakkaansa="kundene; alle -->", hyvin=""),
    ),
    exercise(
        "V5", "choice", prompt=(SHOWN,), key=SENTENCE,
        options=options("Toinen lause tässä.", SENTENCE, "Kolmas lause siinä :: se."),
    ),
    exercise(
        "V6", "match", key="a = b; c = d; e = f", pairs=(("a", "b"), ("c", "d"), ("e", "f")), rights=("d", "b", "f"),
    ),
    exercise("V7", "cloze", prompt=(Text("fi", GAPPED), Text("nb", "**Alle** kundene", (9, 16)))),
    exercise(
        "V8", "tiles", prompt=(SHOWN,), key=SENTENCE, order=("Pieni yritys", "tuntee", "kaikki", "tuntee"),
        tiles=("tuntee", "foreign", "Pieni yritys", "tuntee", "kaikki"),
    ),
    exercise("V10", "cloze", prompt=(Text("fi", GAPPED), SHOWN, Text("fi", "k a s a a i s k n a a"))),
    exercise(
        "V11", "point", prompt=(SHOWN,), key="kilpailijansa", correction="asiakkaansa", pointed=SLIP, key_index=4,
        tokens=spots(SLIP, Pieni="", yritys="", tuntee="", kaikki="", kilpailijansa="", hyvin=""),
    ),
    exercise("V13", "odd", key="väärä", pairs=(("a", "b"), ("c", "väärä"), ("d :: e", "fi: f")), key_index=1),
    exercise("C1", "typed", prompt=(Text("fi", "… tuntee ____."),), key="Pieni yritys", accept=("yritys", "a|b")),
    exercise("C3", "choice", prompt=(Text("nb", "CRM"),), options=options("x", "asiakkaansa", "z"), accept=("toinen",)),
    exercise("C7", "tf", prompt=(Text("fi", "… on pieni."),), key="CRM", options=options("BRM", "CRM")),
    exercise(
        "C8", "tf", prompt=(Text("fi", "Iso yritys on pieni."),), key="altered", proof=("P1", "P4"),
        options=(Option("said", "fi", False, ""), Option("altered", "fi", True, "")),
        swap=Swap("Pieni", "Iso", "Iso yritys on pieni.", ("Iso on iso.", "Iso; -- on: suuri.")),
    ),
    exercise(
        "C8", "tf", prompt=(Text("nb", "Før:"), Text("fi", SENTENCE)), key="said",
        options=(Option("altered", "fi", False, "fi/b1s0"), Option("said", "fi", True, "fi/b2s0")),
        swap=Swap("Pieni", "Iso", SENTENCE, ()),
    ),
    exercise("C9", "order", key="a / b / c", order=("a", "b", "c"), tiles=("c", "a", "b")),
    exercise(
        "C10", "choice", prompt=(Text("fi", "Pieni yritys …"),), key="tuntee kaikki",
        options=options("-a", "tuntee kaikki", "[x] b", "1. c", "# d"),
    ),
    exercise("C16", "odd", key="b", pairs=(("a", "b"), ("c", "d"), ("e", "f"), ("g", "h")), key_index=0),
    exercise("C17", "choice", key="a", options=options("b", "a", "c"), scope=("Toinen lause; se.", "Kolmas -- lause.")),
    exercise(
        "C18", "sort", key="A: a, b; B: c", groups=(("A", ("a", "b")), ("B", ("c", "- d"))),
        tiles=("c", "a", "- d", "b"), scope=("x",),
    ),
    exercise(
        "C19", "choice", pair="fi:fi", key="a", options=options("b", "a", "c"), prompt=(Text("fi", "____ ja ____"),),
    ),
    exercise("C5", "choice", key="a\nb", options=options(" b ", "a\nb", "c\\"), prompt=(Text("nb", "{{x}} `y` ****"),)),
]  # fmt: skip
"""Questions with everything that generators put into them, and signs that mean something in decks."""


def deck(folder: Path, body: str, *, name: str = "deck.md", front: str = "langs: [nb, fi]") -> Path:
    """A deck on disk."""
    path = folder / name
    path.write_text(f"---\ndeck: 1\ntitle: Test\n{front}\n---\n\n{body}", encoding="utf-8")
    return path


def items_of(path: Path) -> dict[str, str]:
    """The text of each item of a deck, by its id."""
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    items, _wrong = parse_items(text, (), 1)
    return {item.id: "\n".join(lines[item.span[0] : item.span[1]]) for item in items}
