"""Small writers of dictionaries, so that tests know what is in them."""

from __future__ import annotations

import gzip
import struct
from collections.abc import Sequence
from pathlib import Path

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

Entries = Sequence[tuple[Sequence[str], str]]
"""Headwords and text of each entry."""


def number(value: int) -> str:
    """To the base 64, as dictd writes it."""
    digits = ALPHABET[value % 64]
    while value := value // 64:
        digits = ALPHABET[value % 64] + digits
    return digits


def write_dictd(folder: Path, stem: str, entries: Entries, *, packed: bool = True) -> Path:
    """A dictionary in dictd's format; the path of its index."""
    folder.mkdir(parents=True, exist_ok=True)
    data = bytearray()
    lines = []
    for headwords, text in entries:
        raw = text.encode()
        lines += [f"{word}\t{number(len(data))}\t{number(len(raw))}" for word in headwords]
        data += raw
    index = folder / f"{stem}.index"
    index.write_text("".join(f"{line}\n" for line in sorted(lines)), encoding="utf-8")
    if packed:
        (folder / f"{stem}.dict.dz").write_bytes(gzip.compress(data))
    else:
        (folder / f"{stem}.dict").write_bytes(data)
    return index


def write_stardict(
    folder: Path,
    stem: str,
    entries: Entries,
    *,
    types: str = "m",
    title: str = "",
    bits: int = 32,
    packed: bool = False,
    synonyms: Sequence[tuple[str, int]] = (),
    words: int | None = None,
) -> Path:
    """A dictionary in StarDict's format, ``types`` empty for fields that name their own; the path of its ``.ifo``."""
    folder.mkdir(parents=True, exist_ok=True)
    data, index = bytearray(), bytearray()
    count = 0
    for headwords, text in entries:
        raw = text.encode() if types else b"m" + text.encode() + b"\0"
        for word in headwords:
            index += word.encode() + b"\0" + struct.pack(">QI" if bits == 64 else ">II", len(data), len(raw))
            count += 1
        data += raw
    said = count if words is None else words
    lines = ["StarDict's dict ifo file", "version=3.0.0", f"bookname={title}", f"wordcount={said}"]
    lines += [f"idxfilesize={len(index)}", f"idxoffsetbits={bits}"]
    lines += [f"sametypesequence={types}"] * bool(types)
    if synonyms:
        lines.append(f"synwordcount={len(synonyms)}")
        tail = b"".join(word.encode() + b"\0" + struct.pack(">I", place) for word, place in synonyms)
        (folder / f"{stem}.syn").write_bytes(tail)
    (folder / f"{stem}.ifo").write_text("\n".join(lines) + "\n", encoding="utf-8")
    if packed:
        (folder / f"{stem}.idx.gz").write_bytes(gzip.compress(index))
        (folder / f"{stem}.dict.dz").write_bytes(gzip.compress(data))
    else:
        (folder / f"{stem}.idx").write_bytes(index)
        (folder / f"{stem}.dict").write_bytes(data)
    return folder / f"{stem}.ifo"
