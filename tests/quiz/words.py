"""Glossaries made by hand, so that tests of questions about words depend on no word alignment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from tui_learn.bitext import Bitext
from tui_learn.bitext.glossary import Glossary, GlossaryPair, Grade
from tui_learn.bitext.word_links import LinkedBitext, SpanLink, Word, Words
from tui_learn.text import Edition

NB_FI = """
organisasjon = organisaatio: b2s0 organisasjon organisaatio
publikum = yleisö: b2s0 publikum yleisöönsä
opprettholde = ylläpitää: b2s0 opprettholder ylläpitää
partnerskap = kumppanuus: b2s2 partnerskap kumppanuus
kunde = asiakas: b2s1 kunder asiakkaiden, b5s1 kunder asiakkaisiin, b8s0 kundene asiakkaisiinsa, b9s1 kunde asiakkaan
bedrift = yritys: b5s0 bedrift Yritys, b9s1 bedrift yritykselle, b9s2 bedrift yritystä
belønning = palkinto: b5s1 belønning palkintoja
part = osapuoli: b5s1 parter osapuolille
forbruker = kuluttaja: b5s2 Forbrukere Kuluttajat, b8s1 forbrukernes kuluttajien, b9s2 forbrukernes kuluttajien
behov = tarve: b5s2 behov tarpeisiinsa, b9s2 behov tarpeita
produkt = tuote: b5s2 produkter tuotteiden
landskap = maisema: b8s1 landskapet maisemaa
smak = maku: b8s1 smak makuja
salg = myynti: b8s2 salg myynnin
markedsføring = markkinointi: b9s1 markedsføring markkinointi, b9s2 Markedsføring Markkinointi
kampanje = kampanja: b9s2 kampanjer kampanjoita
lojalitet = uskollisuus: b9s2 lojalitet uskollisuuden
tillit = luottamus: b11s2 tillit luottamusta
regel = sääntö: b11s2 regler sääntöjä
forventning = odotus: b11s2 forventninger odotuksia
grense = raja: b11s2 grenser rajoja
gloss virksomhet = yritys: b4s0 virksomhet yritykselle, b4s1 virksomheter yritysten
etter salg = myynnin jälkeinen: b9s0 etter+salg myynnin+jälkeisistä
"""
"""``lexeme = lexeme: segment word word, ...``, after ``gloss`` or ``highlight`` a pair that is not proven; several
words are joined by ``+``, the second of two equal words is ``word#2``. Segments have the same names on both sides."""

_ENTRY = re.compile(r"(?:(gloss|highlight) )?([^=]+) = ([^:]+): (.+)")


def entries(text: str) -> list[tuple[Grade, str, str, list[tuple[str, list[str], list[str]]]]]:
    found = []
    for line in text.strip().splitlines():
        match = _ENTRY.fullmatch(line.strip())
        assert match, line
        places = []
        for place in match[4].split(","):
            segment, left, right = place.split()
            places.append((segment, left.split("+"), right.split("+")))
        grade: Grade = match[1] or "quiz"  # type: ignore[assignment]
        found.append((grade, match[2], match[3], places))
    return found


def words_of(edition: Edition, lexemes: Mapping[str, str] = {}) -> Words:
    """Word tokens, hyphenated ones in parts; words of up to three letters carry no meaning."""
    words: list[Word] = []
    first = [0]
    for number, sentence in enumerate(edition.sentences):
        for token in edition.tokens(sentence):
            for part in re.finditer(r"[^-‐‑]+", token.text):
                start, text = token.start + part.start(), part.group()
                lexeme = lexemes.get(text.lower(), text.lower())
                words.append(Word(number, start, start + len(text), text, lexeme, len(text) > 2))
        first.append(len(words))
    return Words(edition, tuple(words), tuple(first))


def glossary_of(bitext: Bitext, text: str = NB_FI, *, flipped: bool = False) -> Glossary:
    """The glossary of these entries; ``flipped`` when the left language stands on the right in them."""
    given = entries(text)
    if flipped:
        given = [(g, r, le, [(s, b, a) for s, a, b in places]) for g, le, r, places in given]
    lexemes: tuple[dict[str, str], dict[str, str]] = {}, {}
    for _grade, left, right, places in given:
        for _segment, *surfaces in places:
            for side, lexeme, written in zip(lexemes, (left, right), surfaces, strict=True):
                if len(written) == 1:
                    side[written[0].partition("#")[0].lower()] = lexeme
    sides = words_of(bitext.left, lexemes[0]), words_of(bitext.right, lexemes[1])
    pairs, links = [], []
    for grade, left, right, places in given:
        spans = [
            SpanLink(_numbers(sides[0], segment, ours), _numbers(sides[1], segment, theirs), 0.9)
            for segment, ours, theirs in places
        ]
        forms = [
            tuple(dict.fromkeys(words.words[n].text for span in spans for n in getattr(span, name)))
            for words, name in zip(sides, ("left", "right"), strict=True)
        ]
        pairs.append(GlossaryPair(left, right, 0.9, grade, ("curated",), 0, 0, tuple(spans), forms[0], forms[1]))
        links += spans
    linked = LinkedBitext(bitext, *sides, tuple(sorted(links, key=lambda link: link.left)))
    return Glossary(linked, tuple(pairs))


def _numbers(words: Words, segment: str, written: Iterable[str]) -> tuple[int, ...]:
    sentence = next(n for n, s in enumerate(words.edition.sentences) if s.id == segment)
    found = []
    for surface in written:
        text, _hash, nth = surface.partition("#")
        there = [n for n in words.of_sentence(sentence) if words.words[n].text == text]
        assert there, (segment, surface)
        found.append(there[int(nth or 1) - 1])
    return tuple(found)


def changed(glossary: Glossary, left: str, **values: object) -> Glossary:
    """The glossary with the pair of a left word changed."""
    pairs = tuple(replace(p, **values) if p.left == left else p for p in glossary.pairs)  # type: ignore[arg-type]
    assert pairs != glossary.pairs
    return replace(glossary, pairs=pairs)
