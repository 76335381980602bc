"""Which dictionaries of FreeDict would help with two languages, and how to get them.

The list is that of Debian's archive, where each is a package ``dict-freedict-fin-swe``; freedict.org has the same
ones to download.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tui_learn.bitext.dictionary_files import DictionaryFile
from tui_learn.bitext.dictionary_languages import tag_of
from tui_learn.i18n import gettext as _
from tui_learn.text.fold import primary

_PACKAGES = """
afr: deu eng | ara: eng | bre: fra | ces: eng | ckb: kmr | cym: eng | dan: eng | deu: bul ell eng fin fra ind
ita kur nld pol por rus spa swe tur | ell: bul eng fin fra ind ita jpn lat lit nld nor pol por rus spa swe |
eng: afr ara bul ces cym dan deu ell fin fra gle hin hrv hun ind ita jpn lat lit nld nor pol por rom rus spa srp
swe swh tur | epo: eng | fin: bul deu ell eng fra ind ita jpn lat lit nld nor pol por swe | fra: bre bul deu ell
eng fin ita jpn lat lit nld pol por rus spa swe tur | gla: deu | gle: eng pol | hrv: eng | hun: eng | isl: eng |
ita: bul deu ell eng fin ind jpn lit nor pol por rus spa swe tur | jpn: deu eng fra rus | kha: deu eng | kur:
deu eng tur | lat: deu eng | lit: eng | mkd: bul | nld: bul deu ell eng fin fra ind ita lat lit pol por rus spa
swe | nno: nob | oci: cat | pol: bul deu ell eng fin fra gle ind ita jpn nld nor por rus spa swe tur | por: deu
eng fra spa | san: deu | slk: eng | slv: eng | spa: ast deu eng por | srp: eng | swe: bul deu ell eng fin fra
ita jpn lat nld nor pol por rus spa tur | swh: eng pol | tur: deu eng | wol: fra
"""
_PIVOTS = ("en", "de", "sv", "pl", "fr", "it", "es")
"""Third languages, the one whose dictionaries are largest first."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Packages that would help with a pair of languages."""

    languages: tuple[str, str]
    """The pair, as it was asked for."""
    packages: tuple[str, ...]
    """What is not there yet, by the names of Debian's packages."""
    pivot: str | None
    """The third language they lead through; None where they join the two directly."""


@lru_cache(maxsize=1)
def available() -> dict[tuple[str, str], str]:
    """Every package by the languages it goes from and to, as the tags the program uses."""
    packages: dict[tuple[str, str], str] = {}
    for row in _PACKAGES.replace("\n", " ").split("|"):
        source, _colon, targets = row.partition(":")
        for target in targets.split():
            pair = tag_of(source) or source.strip(), tag_of(target) or target
            packages[pair] = f"dict-freedict-{source.strip()}-{target}"
    return packages


def helpful_packages(pairs: Iterable[tuple[str, str]], found: Iterable[DictionaryFile]) -> list[Suggestion]:
    """For each pair of languages what would help and is not there yet; pairs nothing would help are left out.

    Direct dictionaries in either direction where there are such; else those of one third language, unless some
    third language joins the two already.
    """
    there = {(primary(file.source), primary(file.target)) for file in found}
    suggestions: list[Suggestion] = []
    asked: set[frozenset[str]] = set()
    for pair in pairs:
        one, other = primary(tag_of(pair[0]) or pair[0]), primary(tag_of(pair[1]) or pair[1])
        if one == other or frozenset((one, other)) in asked:
            continue
        asked.add(frozenset((one, other)))
        suggestion = _suggestion(pair, one, other, there)
        if suggestion is not None:
            suggestions.append(suggestion)
    return suggestions


def _suggestion(pair: tuple[str, str], one: str, other: str, there: set[tuple[str, str]]) -> Suggestion | None:
    if _joining(one, other):
        missing = _missing(one, other, there)
        return Suggestion(pair, missing, None) if missing else None
    if _is_there(one, other, there):
        return None
    pivots = {tag for languages in (*available(), *there) for tag in languages} - {one, other}
    best: tuple[int, int, str] | None = None
    for pivot in sorted(pivots):
        legs = [(one, pivot), (pivot, other)]
        if any(not _joining(*leg) and not _is_there(*leg, there) for leg in legs):
            continue
        needed = sum(not _is_there(*leg, there) for leg in legs)
        if not needed:
            return None
        rank = _PIVOTS.index(pivot) if pivot in _PIVOTS else len(_PIVOTS)
        best = min(best or (needed, rank, pivot), (needed, rank, pivot))
    if best is None:
        return None
    pivot = best[2]
    packages = [
        package
        for leg in ((one, pivot), (pivot, other))
        if not _is_there(*leg, there)
        for package in _missing(*leg, there)
    ]
    return Suggestion(pair, tuple(packages), pivot)


def _is_there(one: str, other: str, there: set[tuple[str, str]]) -> bool:
    return (one, other) in there or (other, one) in there


def _joining(one: str, other: str) -> list[tuple[tuple[str, str], str]]:
    """The packages of two languages, in either direction."""
    return [(pair, available()[pair]) for pair in ((one, other), (other, one)) if pair in available()]


def _missing(one: str, other: str, there: set[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(package for pair, package in _joining(one, other) if pair not in there)


def how_to_install(packages: Iterable[str], folder: Path, *, debian: bool | None = None) -> str:
    """One line that says how to get packages; ``folder`` is the user's own folder of dictionaries.

    Without ``debian`` it is found out whether this system has Debian's packages.
    """
    names = sorted(set(packages))
    if debian is None:
        debian = shutil.which("apt-get") is not None
    if debian:
        return "sudo apt-get install " + " ".join(names)
    message = _("download {names} (dictd format) from https://freedict.org/downloads and unpack into {folder}")
    pairs = ", ".join(name.removeprefix("dict-freedict-") for name in names)
    return message.format(names=pairs, folder=folder)
