"""The language a file's name or folder declares: ``x.fi.md``, ``README_de.md``, ``fi/x.md``, ``docs/pt-br/x.md``.

Not whatever looks like a tag is one: ``wi-fi.md`` is not Finnish, and a folder ``cs`` may hold computer science.
So a claim says how much it counts against what the text says.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from tui_learn.text.languages import known_languages, normalise_tag
from tui_learn.text.scripts import SCRIPTS

Strength = Literal["declared", "likely", "hint"]

_SIGN = re.compile(r"[.\-_]")
_MAX_PARTS = 3
_ENDINGS = re.compile(r"\.(?:md|markdown|mdx|mkd|mkdn|mdown|txt|text|html?|xhtml|epub|docx|srt|vtt)", re.IGNORECASE)
_ANCESTORS = 4
"""Folders above a file's own in which a language may stand: ``i18n/de/docs/current/x.md``."""
_OTHER_MEANINGS = """
    am an ar as at be bg bs ca co cs dv fo ha he hi hr id ie in is it km ku la lo me mi ml mn ms mt my nb ne nn
    no or pa ps qu sa sc sd se sh si sk so st sw ti tl to tt uk vi wa wo aka ben bos dan est fin gem ice ind kin
    kir lat lit mac mal mar may min mon nor ori pan per pol por pus ron rum run san sin slo som sot spa swa tam
    tat tel tha tib tir tur van wel wol
"""
"""Tags that are words, abbreviations or first names too: cs (computer science), ml (machine learning), mac, dan."""
_REGIONS = """
    ad ae af ag al am ao ar at au az ba bb bd be bf bg bh bi bj bn bo br bs bt bw by bz ca cd cf cg ch ci cl cm
    cn co cr cu cv cy cz de dj dk dm do dz ec ee eg er es et fi fj fo fr ga gb gd ge gh gl gm gn gq gr gt gw gy
    hk hn hr ht hu id ie il in iq ir is it jm jo jp ke kg kh ki km kp kr kw kz la lb lc li lk lr ls lt lu lv ly
    ma mc md me mg mk ml mm mn mo mr mt mu mv mw mx my mz na ne ng ni nl no np nz om pa pe pg ph pk pl pr ps pt
    pw py qa ro rs ru rw sa sb sc sd se sg si sk sl sm sn so sr ss st sv sy sz td tg th tj tl tm tn to tr tt tv
    tw tz ua ug us uy uz va vc ve vn vu ws xk ye za zm zw 001 150 419
"""
"""ISO 3166-1 codes, and the three regions of several countries that tags name."""
_WORDS, _PLACES = frozenset(_OTHER_MEANINGS.split()), frozenset(_REGIONS.split())


@dataclass(frozen=True, slots=True)
class NameClaim:
    """What a name says of the language of a file."""

    language: str
    """BCP 47 tag."""
    strength: Strength
    """``declared`` counts whatever the text says; ``likely`` counts unless the text plainly is in another language;
    ``hint`` counts only if the text may be in it."""
    without: str
    """The path with the language taken out, and without the ending: the same for the translations of a text."""


def claims_of_name(path: Path) -> tuple[NameClaim, ...]:
    """What a file's name and folders declare, the strongest first. ``path`` is taken as it is."""
    return _claims(os.fspath(path))


def language_of_name(path: Path) -> str | None:
    """The language a file's name or folder declares by itself, not only together with its text."""
    claim = next(iter(claims_of_name(path)), None)
    return claim.language if claim is not None and claim.strength != "hint" else None


def claim_for(path: Path, language: str) -> NameClaim | None:
    """The claim by which a file that was found to be in ``language`` is a translation of others, if there is one."""
    return next((claim for claim in claims_of_name(path) if claim.language == language), None)


@lru_cache(maxsize=4096)
def _claims(path: str) -> tuple[NameClaim, ...]:
    folder, name = os.path.split(path)
    found = [claim for claim in (_of_file(folder, name), *_of_folders(folder, name)) if claim is not None]
    order = ("declared", "likely", "hint")
    return tuple(sorted(found, key=lambda claim: order.index(claim.strength)))


def _bare(name: str) -> str:
    stem, ending = os.path.splitext(name)
    return stem if _ENDINGS.fullmatch(ending) else name


def _tag(text: str) -> str | None:
    """The tag that a part of a name is: a language the program knows, with a script or region that there is."""
    parts = _SIGN.split(text)
    language = normalise_tag(parts[0])
    if language is None or language.partition("-")[0] not in known_languages() or len(parts) > _MAX_PARTS:
        return None
    if all(part.lower() in _PLACES or part.title() in SCRIPTS for part in parts[1:]):
        return normalise_tag("-".join(parts))
    return None


def _is_word(text: str) -> bool:
    """Whether what looks like a tag may well be something else: ``in``, ``to-do``."""
    first, *rest = _SIGN.split(text)
    if first.lower() not in _WORDS:
        return False
    return not rest or (all(part.islower() for part in rest) and rest[0].title() not in SCRIPTS)


def _of_file(folder: str, name: str) -> NameClaim | None:
    bare = _bare(name)
    tag = _tag(bare)
    if tag is not None:  # article/fi.md
        return NameClaim(tag, "hint" if _is_word(bare) else "likely", os.path.join(folder, "*"))
    for sign in [match for match in _SIGN.finditer(bare) if match.start()][-_MAX_PARTS:]:
        stem, text = bare[: sign.start()], bare[sign.end() :]
        if sign.group() != "." and "." in text:
            continue
        tag = _tag(text)
        if tag is not None:
            return NameClaim(tag, _strength(stem, sign.group(), text), os.path.join(folder, stem))
    return None


def _strength(stem: str, sign: str, text: str) -> Strength:
    word = _is_word(text)
    if sign == ".":
        return "hint" if word and len(text) == 3 else "declared"
    if len(text) > 3 or (stem.isupper() and len(stem) > 3):  # guide-pt-br.md, README_de.md
        return "hint" if word and len(text) > 3 else "likely" if word else "declared"
    return "hint"  # wi-fi.md, log-in.md, rio-de.md


def _of_folders(folder: str, name: str) -> list[NameClaim]:
    found: list[NameClaim] = []
    parts = folder.split(os.sep)
    for depth, part in enumerate(reversed(parts[-1 - _ANCESTORS :])):
        tag = _tag(part)
        if tag is None:
            continue
        place = len(parts) - 1 - depth
        without = os.sep.join((*parts[:place], "*", *parts[place + 1 :], _bare(name)))
        found.append(NameClaim(tag, "hint" if depth else "likely" if _is_word(part) else "declared", without))
    return found
