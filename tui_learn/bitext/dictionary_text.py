"""An entry's text, as dictionaries lay it out in many ways, read for its headwords and translations.

The layouts, told apart by their looks:

- the translations of the only sense in the first line, what follows explains them;
- senses numbered ``1. ``, ``2. ``, each with its translations, then lines that explain it (FreeDict from WikDict);
- indented senses with parts of speech ``I.  <N>``, labels, patterns and phrases (the older English-Polish one);
- prose after the translations: phrases and derived words behind the first full stop (the older English-Turkish one).

Precision comes first: a piece that does not look like a word or a short phrase is dropped.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence

from tui_learn.text.clean import clean_line, clean_text
from tui_learn.text.fold import lower, primary

MAX_WORDS = 4
"""Words of the longest phrase that is kept."""
MAX_CHARACTERS = 100
"""Characters of the longest phrase that is kept."""
MAX_TEXT = 65_536
"""Characters of an entry that are looked at; the translations stand at its head."""
MAX_LINE = 4_000
"""Characters of a line that are looked at."""
MAX_LINES = 400
"""Lines of an entry that are looked at."""
MAX_TRANSLATIONS = 200
"""Translations of one entry that are kept."""
MAX_HEADWORDS = 200
"""Headwords of one entry that are kept."""

_INFINITIVE = {"en": "to ", "sv": "att ", "nb": "å ", "nn": "å ", "da": "at "}
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060]")  # soft hyphens, zero-width spaces, direction marks
_HYPHENS = re.compile("[\u2010\u2011]")
_SQUASHED = re.compile(r"[\W_]+")
_HEAD_END = re.compile(r"(?<=\S)\s+(?=/+[^/\s]|<[^<>]*>|\[)")
_SOUND_OR_CLASS = re.compile(r"/+[^/]*/+|<[^<>]*>|\[[^\[\]]*\]")
_AFTER_HEAD = re.compile(r"\s*(?:[:=–—→-]|\t)\s*")
_PARTS = (
    "noun|verb|adjective|adverb|pronoun|preposition|conjunction|interjection|numeral|article|particle|prefix|suffix|"
    "proper noun|phrase|proverb|masculine|feminine|neuter|plural|singular|transitive|intransitive|"
    "n|v|vt|vi|adj|adv|prep|conj|pron|num|int|interj|art|abbr|subst|sb|pn|masc|fem|neut|pl|sg|ut"
)
_ONLY_LABELS = re.compile(rf"\W*(?:(?:{_PARTS})\b\W*)*", re.IGNORECASE)
_LABEL = re.compile(rf"^(?:(?:{_PARTS})\.\s+)+", re.IGNORECASE)
_NUMBER = re.compile(r"\s*\(?(\d{1,3})[.)]\s+(?=\S)")
_LAYERED = re.compile(r" +\S|[IVX]+\.\s+<")
_SENSE_MARK = re.compile(r"\s*(?:[IVX]+\.\s+)?(?:<[^<>]*>\s?)?(?: ?\d+\.\s?)?")
_ROMAN = re.compile(r"[IVX]+\.\s")
_LIST_LETTER = re.compile(r"\s*[a-z]\.\s+")

_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_REFERENCE = re.compile(r"\(\s*(?:bak|bkz|see|siehe|zob|ks|vgl|cf|jfr)\b\.?\s*\)[^,;.]*", re.IGNORECASE)
_SPECIES = re.compile(r"\(\s*(?:bot|zool)\.?\s*\)\s*[A-Z][^,;.]*")
_ASIDE = re.compile(r"\s{0,9}(?:\[[^\[\]]*\]|\{[^{}]*\}|<[^<>]*>|(?<!\w)\([^()]*\)(?!\w)|\((?!\w{1,12}\))[^()]*\))")
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3})(?<!\b[A-Z][a-z]{2})\s?\.(?=\s|[^\W\d_])|(?<=\w)\s?[!?](?=\s)")
_GAP = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")
_SEPARATOR = re.compile(r"[;；؛、，،]|,(?!\d)")
_OPTIONAL = re.compile(r"\((\w{1,12})\)")
_NEXT_NUMBER = re.compile(r"(?:^|\s)\d{1,2}\.\s*$")
_BARE_REFERENCE = re.compile(r"(?:bak|bkz|zob|ks|vgl|cf|jf|jfr)\.\s|→", re.IGNORECASE)
_PLAIN = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*")
# What no word or phrase in running text holds: markup, grammar (``jo + comp.``), gaps, addresses inside a wiki.
_STRANGE = re.compile(r"[{}<>|\\=~*\[\]()+%@\"“”„\ufffd]|\.\.|…|:\s|:\w{4}|^:|[!?]|/.*\s|\s.*/|//|\d{5}")
_CLASS_LABEL = re.compile(r"<\s*([A-Za-z]+)[^<>]{0,40}>")
_CLASSES = {
    "n": "n", "noun": "n", "pn": "n", "propernoun": "n", "v": "v", "verb": "v", "vt": "v", "vi": "v",
    "adj": "a", "adjective": "a", "adv": "r", "adverb": "r",
}  # fmt: skip
_EDGES = ' \t.,;:!?…"“”„«»`´·•*'


def parse_entry(names: Sequence[str], text: str, source: str, target: str) -> tuple[list[str], list[str]]:
    """The headwords and the translations of an entry, in lower case, each once.

    ``names`` are its headwords in the index, which lack capitals and marks in many dictionaries: where the entry
    begins with a headword that answers them, that is the one taken.
    """
    text = text[:MAX_TEXT]
    if "&" in text:
        text = html.unescape(text)
    text = _ordinary(clean_text(text))
    lines = [line[:MAX_LINE] for line in text.split("\n") if line and not line.isspace()]
    head, body = _divide(lines[:MAX_LINES], names)
    heads = _headwords(head, names)
    headwords = _kept((form for word in heads for form in _spelt(word, source)), MAX_HEADWORDS)
    pieces = (piece for sense in _senses(body) for piece in _SEPARATOR.split(_NEXT_NUMBER.sub("", sense)))
    return headwords, _kept((form for piece in pieces for form in _spelt(piece, target)), MAX_TRANSLATIONS)


def word_classes(text: str) -> str:
    """The classes an entry names for its headword: of ``n`` noun, ``v`` verb, ``a`` adjective, ``r`` adverb."""
    found = {_CLASSES.get(label.lower(), "") for label in _CLASS_LABEL.findall(text[:MAX_LINE].partition("\n")[0])}
    return "".join(sorted(found))


def headword_forms(name: str, language: str) -> list[str]:
    """A headword as it is looked up: in lower case, without asides; more than one where it is an alternative."""
    cleaned = _ordinary(clean_line(name))
    return _kept((form for word in _headwords(None, [cleaned]) for form in _spelt(word, language)), MAX_HEADWORDS)


def _ordinary(text: str) -> str:
    return text if text.isascii() else _HYPHENS.sub("-", _INVISIBLE.sub("", text))


def _kept(words: Iterable[str], most: int) -> list[str]:
    kept: dict[str, None] = {}
    for word in words:
        kept[word] = None
        if len(kept) >= most:
            break
    return list(kept)


# --- the headword


def _squash(text: str) -> str:
    return _SQUASHED.sub("", text.lower())


def _divide(lines: list[str], names: Sequence[str]) -> tuple[str | None, list[str]]:
    """The headword an entry begins with, if it does, and the lines behind it."""
    if not lines:
        return None, []
    first = lines[0]
    end = _HEAD_END.search(first)
    head = first[: end.start()] if end else first
    squashed = {_squash(name) for name in names} - {""}
    if _squash(head) in squashed or any(_squash(part) in squashed for part in head.split(",")):
        behind = _SOUND_OR_CLASS.sub("", first[end.start() :]).strip() if end else ""
        body = lines[1:] if end else _without_labels(lines[1:])
        return head, body or ([behind] if behind else [])
    for name in names:  # "headword: translation" in one line
        if name and first[: len(name)].lower() == name.lower():
            if _ONLY_LABELS.fullmatch(first, len(name)) and lines[1:]:
                return name, _without_labels(lines[1:])
            gap = _AFTER_HEAD.match(first, len(name))
            if gap:
                return first[: len(name)], [first[gap.end() :], *lines[1:]]
    return None, _without_labels(lines)


def _without_labels(lines: list[str]) -> list[str]:
    """Without lines at the head that hold nothing but the pronunciation and the part of speech."""
    start = 0
    while start + 1 < len(lines) and _ONLY_LABELS.fullmatch(_SOUND_OR_CLASS.sub("", lines[start])):
        start += 1
    return lines[start:]


def _headwords(head: str | None, names: Sequence[str]) -> Iterator[str]:
    """The single headwords: ``favourable, favorable`` are two, ``easy come, easy go`` is one."""
    squashed = {_squash(name) for name in names}
    words = list(names)
    if head is not None:
        whole = _squash(head)  # the index writes it without capitals and marks
        words = [head, *(name for name in names if _squash(name) not in whole)]
    for word in words:
        bare = _without_asides(word)
        parts = [part.strip() for part in re.split(r"[,;]", bare) if part.strip()]
        named = any(_squash(part) in squashed for part in parts)
        single = all(" " not in part for part in parts) and len({part[0].lower() for part in parts}) == 1
        if len(parts) > 1 and (named or single or any(part.startswith("-") for part in parts)):
            yield from parts
        else:
            yield bare


# --- the senses


def _senses(body: list[str]) -> Iterator[str]:
    """The translations of each sense in one line, without asides and prose."""
    if not body:
        return
    if _LABEL.match(body[0]):
        body = [_LABEL.sub("", body[0]), *body[1:]]
    if _LAYERED.match(body[0]):
        yield from _layered(body)
    elif (number := _NUMBER.match(body[0])) and number[1] == "1":
        yield from map(_before_prose, _numbered(body))
    else:
        yield _before_prose(body[0])


def _numbered(body: list[str]) -> Iterator[str]:
    numbers = [_NUMBER.match(line) for line in body]
    if not any(number is not None and number[1] == "2" for number in numbers):
        yield from _numbered_in_line(body[0])
        return
    expected = 1
    previous = ""  # what the line before was: a sense, a number with nothing behind it, or what explains
    for place, (line, number) in enumerate(zip(body, numbers, strict=True)):
        following = numbers[place + 1] if place + 1 < len(body) else None
        is_sense = number is not None and int(number[1]) == expected and previous != "bare"
        # An explanation can begin like the next sense: then the sense itself comes right behind it.
        if previous == "sense" and following is not None and int(following[1]) == expected:
            is_sense = False
        if number is not None and is_sense:
            yield line[number.end() :]
            expected += 1
        bare = _NEXT_NUMBER.search(line)
        previous = "bare" if bare else "sense" if is_sense else ""


def _numbered_in_line(line: str) -> Iterator[str]:
    """``1. house 2. home`` as two senses."""
    rest = line
    expected = 1
    while True:
        number = _NUMBER.match(rest)
        start = number.end() if number else 0
        expected += 1
        following = re.search(rf"[\s;]\(?{expected}[.)]\s+(?=\S)", rest[start:])
        if following is None:
            yield rest[start:]
            return
        yield rest[start : start + following.start()]
        rest = rest[start + following.start() + 1 :]


def _layered(body: list[str]) -> Iterator[str]:
    of_phrase = False  # what follows translates ``join up``, not ``join``
    for place, line in enumerate(body):
        bare = line.lstrip()
        following = body[place + 1].lstrip() if place + 1 < len(body) else ""
        if bare.startswith(("- ", '"', "``")) or line.startswith("    ") or following.startswith("- "):
            continue  # a phrase and what it means
        if place and not (_NUMBER.match(line) or _ROMAN.match(line)):
            continue
        mark = _SENSE_MARK.match(line)
        form, gap, sense = _without_asides(line[mark.end() :] if mark else line).partition("  ")
        if not gap:
            form, sense = "", form
        elsewhere = " " in form.strip().removeprefix("the ")
        of_phrase = elsewhere or (of_phrase and not _ROMAN.match(line))
        if not of_phrase:
            yield _LIST_LETTER.sub("", sense, count=1)


# --- the pieces of a sense


def _without_asides(text: str) -> str:
    if "[[" in text:
        text = _WIKI_LINK.sub(r"\1", text)
    if not any(sign in text for sign in "([{<"):
        return text
    for _nested in range(3):
        shorter = _ASIDE.sub("", text)
        if shorter == text:
            break
        text = shorter
    return text


def _before_prose(sense: str) -> str:
    if "(" in sense:
        sense = _SPECIES.sub("", _REFERENCE.sub("", sense))
    sense = _without_asides(sense)
    end = _SENTENCE_END.search(sense)
    if end:
        sense = sense[: end.start()]
    before, *behind = _GAP.split(sense, maxsplit=1)
    # Derived words in the language of the headword stand before a gap.
    return ",".join(_SEPARATOR.split(before)[:-2]) if behind else before


def _spelt(piece: str, language: str) -> Iterator[str]:
    """A piece as a word or a phrase in lower case, where it is one; two where letters are optional."""
    if "(" in piece and _OPTIONAL.search(piece):
        variants = [_OPTIONAL.sub("", piece), _OPTIONAL.sub(r"\1", piece)]
    else:
        variants = [piece]
    for variant in variants:
        word = _word(variant, language)
        if word is not None:
            yield word


def _word(piece: str, language: str) -> str | None:
    word = piece.strip()
    if not word or len(word) > MAX_CHARACTERS:
        return None
    if not _PLAIN.fullmatch(word):
        word = _LABEL.sub("", word.partition("#")[0].replace("_", " "), count=1).strip(_EDGES)
        if _BARE_REFERENCE.match(word) or _STRANGE.search(word):
            return None
        if len(word) > 2 and word[0] == word[-1] == "'":
            word = word[1:-1]
        if not any(map(str.isalpha, word)) or word[0] == "-" or word[-1] == "-":
            return None
        word = clean_line(word)
    word = lower(word, language)
    infinitive = _INFINITIVE.get(primary(language))
    if infinitive is not None and word.startswith(infinitive):
        word = word[len(infinitive) :]
    if not word or word.count(" ") >= MAX_WORDS:
        return None
    return word
