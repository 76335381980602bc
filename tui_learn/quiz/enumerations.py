"""Lists in a text: in brackets, between commas, and as items of a Markdown list.

Only items both of whose ends are certain are given: between two commas, between a comma and the word for "and", between
a comma and a bracket. Where in running text the first item begins and the last one ends, no sign tells.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from tui_learn.quiz.stems import content_words, same_stem
from tui_learn.text import Block, Edition, Sentence, tokenize
from tui_learn.text.fold import fold, lower, primary
from tui_learn.text.function_words import is_function_word
from tui_learn.text.languages import has_word_spaces

MAX_WORDS = 4
"""Words of an item in a sentence: more are a clause."""
MAX_SIGNS = 10
"""The same where words are not separated by spaces."""
MAX_LISTED = 12
"""Words of an item of a Markdown list."""
_LONG = 3
"""Letters from which a function word at the beginning of an item is no article."""


def _words(text: str) -> list[str]:
    return text.split()


_AND: dict[str, str] = {
    "fi": "ja tai sekä", "sv": "och eller samt", "nb": "og eller samt", "nn": "og eller samt", "da": "og eller samt",
    "is": "og eða", "en": "and or", "de": "und oder sowie", "nl": "en of", "af": "en of", "fr": "et ou",
    "es": "y e o u", "pt": "e ou", "it": "e ed o", "ca": "i o", "ro": "și şi sau", "pl": "i oraz lub albo",
    "cs": "a i nebo", "sk": "a i alebo", "sl": "in ali", "hr": "i ili", "bs": "i ili", "sr": "i ili и или",
    "ru": "и или", "uk": "і й та або", "be": "і ды або", "bg": "и или", "mk": "и или", "tr": "ve veya",
    "az": "və ya", "hu": "és vagy", "et": "ja ning või", "lv": "un vai", "lt": "ir bei ar arba", "el": "και ή",
    "ar": "أو", "fa": "و یا", "he": "או", "hi": "और या", "ko": "및 또는", "id": "dan atau", "ms": "dan atau",
    "vi": "và hoặc", "sw": "na au", "eu": "eta edo", "eo": "kaj aŭ", "la": "et vel aut",
}  # fmt: skip
_AND_PREFIX = {"ar": "و", "he": "ו"}
"""Where "and" is written together with the word after it."""
_LEADS = frozenset(
    _words("""example examples instance including includes e.g eg esim esimerkiksi mukaan lukien exempelvis exempel
    inklusive eksempel eksempelvis inkludert beispielsweise beispiel einschließlich inkl incl exemple notamment
    ejemplo exemplo esempio przykład przykładowo np например örneğin mesela bijvoorbeeld
    voorbeeld lisäksi muassa namely viz""")
)
"""Words that lead up to a list in brackets and are none of its items."""
_TRAILS = frozenset(_words("etc jne osv usw itd ym mm vb vs enz ecc т.д др 等 など more others else"))
"""What leaves a list open."""
_HAN_AND = ("和", "及", "或", "与", "與", "以及", "并", "並")
_CLAUSE = frozenset(
    _words("""who why how if as but which that when where while because so qui que où quand mais dont si som när att om
    men når hvis da jos kun kuin vaan joka jotka että mutta dass daß weil wenn aber ob wer wie der die das welche że
    który która które gdy aby ale bo что кто как если когда но який яка що але pero cuando como donde quien mas
    quando ma che ki ama fakat için""")
)
"""First words of what is a clause, not an item; articles of German are not told apart and are left to the rule."""
_ARTICLES = frozenset(_words("der die das"))

_BRACKETS = regex.compile(r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]")
_CUT = regex.compile(r"[;:!?。！？；：…—–“”„«»\"]|\.(?=\s|$)|\s-\s")
_COMMA = regex.compile(r"(?<!\p{N}),|,(?!\p{N})|[،、]")
_SIGNS = frozenset(",،、([（【")
_HAN_COMMA = regex.compile(r"、")
_TAIL = regex.compile(r"[\s.,;:!?…،、，。；：！？]+$")
_EDGE = " \t\n“”„«»\"'’‘*_"


@dataclass(frozen=True, slots=True)
class Item:
    """An item whose beginning and end are certain."""

    text: str
    start: int
    """Offset of its first character in the sentence."""
    end: int
    """Offset after its last character."""


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A list in a sentence."""

    items: tuple[Item, ...]
    count: int
    """How many it has, with those whose ends are not certain."""
    bracketed: bool
    start: int
    """Offset of the bracket that opens it, or of its first certain item."""
    end: int
    """Offset after its end."""


@lru_cache(maxsize=64)
def _and_words(language: str) -> frozenset[str]:
    code = primary(language)
    return frozenset(_AND.get({"no": "nb"}.get(code, code), "").split())


def is_and(word: str, language: str) -> bool:
    """Whether a word joins the last item of a list to those before: "and", "or"."""
    return lower(word, language) in _and_words(language)


@lru_cache(maxsize=16384)
def enumerations(text: str, language: str) -> tuple[Enumeration, ...]:
    """The lists of a sentence, in order: in brackets, and with commas outside of them."""
    if not _SIGNS.intersection(text):
        return ()
    found: list[Enumeration] = []
    open_text = text
    for match in _BRACKETS.finditer(text):
        listed = _in_brackets(text, match.start(1), match.end(1), language)
        if listed is not None:
            found.append(Enumeration(listed, len(listed), True, match.start(), match.end()))
        open_text = f"{open_text[: match.start()]}{';' * len(match.group())}{open_text[match.end() :]}"
    for start, end in _clauses(open_text):
        running = _with_commas(text, start, end, language)
        if running is not None:
            found.append(running)
    return tuple(sorted(found, key=lambda listed: listed.start))


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _CUT.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _parts(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    comma = _COMMA if has_word_spaces(language) else _HAN_COMMA
    cuts = [(match.start(), match.end()) for match in comma.finditer(text, start, end)]
    starts = [start, *(after for _before, after in cuts)]
    return list(zip(starts, [*(before for before, _after in cuts), end], strict=True))


def _item(text: str, start: int, end: int) -> Item:
    """The stretch without spaces and quotation marks around it."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return Item(text[start:end], start, end)


def _at_and(text: str, start: int, end: int, language: str) -> tuple[int, int] | None:
    """The last word for "and" in a stretch."""
    words = _and_words(language)
    found = None
    if words and has_word_spaces(language):
        for token in tokenize(text[start:end], language):
            if lower(token.text, language) in words:
                found = (start + token.start, start + token.end)
    return found


def _in_brackets(text: str, start: int, end: int, language: str) -> tuple[Item, ...] | None:
    """All items between brackets; None if what stands there is no list, or one cannot be told from the next."""
    parts = _parts(text, start, end, language)
    last_start, last_end = parts.pop()
    joint = _at_and(text, last_start, last_end, language)
    if joint is not None:
        parts += [(last_start, joint[0]), (joint[1], last_end)]
    else:
        parts.append((last_start, last_end))
    items = []
    for place, (a, b) in enumerate(parts):
        item = _item(text, a, b)
        if place == 0:
            item = _without_lead(text, item, language)
        if place == len(parts) - 1:
            item = _without_trail(text, item, language)
        if item.text:
            items.append(item)
    if not items or not all(_is_item(item.text, language) for item in items):
        return None
    return None if _doubled(items, language) else tuple(items)


def _without_lead(text: str, item: Item, language: str) -> Item:
    """Without the words that lead up to a list: "such as", "kuten", "takich jak"."""
    if not has_word_spaces(language):
        return item
    start = item.start
    for token in tokenize(item.text, language):
        word = lower(token.text, language)
        if not (is_function_word(token.text, language) or word in _LEADS) or word in _ARTICLES:
            break
        start = item.start + token.end
        if text[start : start + 1] in (".", ":"):
            start += 1
    return _item(text, start, item.end)


def _without_trail(text: str, item: Item, language: str) -> Item:
    """Without a word behind the list, as Turkish "gibi", and without "etc."."""
    item = _item(text, item.start, item.start + len(_TAIL.sub("", item.text)))
    if not has_word_spaces(language):
        return item
    end = item.end
    for token in reversed(tokenize(item.text, language)):
        if not (is_function_word(token.text, language) or lower(token.text, language) in _TRAILS):
            break
        end = item.start + token.start
    return _item(text, item.start, end)


def _with_commas(text: str, start: int, end: int, language: str) -> Enumeration | None:
    """The list that ends a clause of running text: ``…, B, C and …``."""
    parts = _parts(text, start, end, language)
    if len(parts) < 2 or (not has_word_spaces(language) and primary(language) != "zh"):
        return None  # where words have no spaces, only Chinese has a sign that divides nothing but items
    last_start, last_end = parts[-1]
    middle = [_item(text, a, b) for a, b in parts[1:-1]]
    sure: list[Item] = []
    joint = _first_and(text, last_start, last_end, language)
    if joint is not None:
        if text[last_start : joint[0]].strip(_EDGE):
            sure.append(_item(text, last_start, joint[0]))
    elif not text[last_start:last_end].strip().startswith(_AND_PREFIX.get(primary(language), "\0")) and (
        has_word_spaces(language) and (len(middle) < 2 or _and_words(language))
    ):
        return None  # commas alone may divide clauses
    if sure and not _is_item(sure[0].text, language):
        return None
    for item in reversed(middle):
        if not _is_item(item.text, language):
            break
        sure.insert(0, item)
    if not sure or _doubled(sure, language) or (len(sure) == 1 and not _is_plain(sure[0].text, language)):
        return None
    return Enumeration(tuple(sure), len(sure) + 2, False, sure[0].start, sure[-1].end)


def _first_and(text: str, start: int, end: int, language: str) -> tuple[int, int] | None:
    """The first word for "and", if it stands near the beginning of the stretch."""
    words = _and_words(language)
    if not words or not has_word_spaces(language):
        return None
    for token in tokenize(text[start:end], language)[: MAX_WORDS + 1]:
        if lower(token.text, language) in words:
            return start + token.start, start + token.end
    return None


@lru_cache(maxsize=16384)
def _is_item(text: str, language: str) -> bool:
    """Whether a stretch is short enough and begins as an item does, not as a clause."""
    if not any(character.isalpha() for character in text):
        return False
    if any(character.isdigit() for character in text):
        return False
    if not has_word_spaces(language):
        return 1 < len(text) <= MAX_SIGNS and not any(joint in text for joint in _HAN_AND)
    tokens = tokenize(text, language)
    if not tokens or len(tokens) > MAX_WORDS or any(token.is_cut_off for token in tokens):
        return False
    first = lower(tokens[0].text, language)
    if first in _CLAUSE and not (first in _ARTICLES and primary(language) == "de"):
        return False
    small = [is_function_word(token.text, language) for token in tokens]
    if all(small) or (small[0] and (len(first) > _LONG or (len(tokens) > 1 and small[1]))):
        return False
    none = _and_words(language) | _LEADS | _TRAILS
    return not any(lower(token.text, language) in none for token in tokens)


def _is_plain(text: str, language: str) -> bool:
    """Whether a single item between commas is surely no clause: one or two words of content."""
    if not has_word_spaces(language):
        return True
    tokens = tokenize(text, language)
    return len(tokens) <= 2 and not any(is_function_word(token.text, language) for token in tokens)


def _doubled(items: Sequence[Item], language: str) -> bool:
    """Whether two items are the same word: two words of the source became one in translation."""
    folded = [fold(item.text, language) for item in items]
    return any(a == b or same_stem(a, b) for a, b in itertools.combinations(folded, 2))


def head_word(text: str, start: int, language: str) -> str:
    """The word right before an opening bracket; empty where there is none, or only a function word."""
    before = text[:start].rstrip()
    tokens = tokenize(before, language)
    if not tokens or tokens[-1].end != len(before) or not has_word_spaces(language):
        return ""
    word = tokens[-1]
    return "" if word.is_cut_off or is_function_word(word.text, language) else word.text


@dataclass(frozen=True, slots=True)
class Listed:
    """An item of a Markdown list."""

    text: str
    """What is listed: its bold beginning, or its first sentence without the closing sign."""
    segment: str


@dataclass(frozen=True, slots=True)
class MarkdownList:
    """A list of items, each a block of its own."""

    items: tuple[Listed, ...]
    """Those short enough to be asked for."""
    blocks: tuple[int, ...]
    """The numbers of all its blocks, with those that are too long."""
    lead: str
    """The segment that leads up to it with a colon; empty where there is none."""


def markdown_lists(edition: Edition) -> list[MarkdownList]:
    """The lists of an edition, outermost items only."""
    found = []
    for is_list, run in itertools.groupby(edition.blocks, key=lambda block: block.kind == "item"):
        blocks = list(run)
        if not is_list:
            continue
        top = [block for block in blocks if block.level == blocks[0].level and block.marker]
        items = tuple(item for block in top if (item := _listed(block, edition.language)) is not None)
        number = blocks[0].number
        before = edition.blocks[number - 1] if number else None
        lead = before.sentences[-1] if before is not None and before.kind == "paragraph" and before.sentences else None
        leads = lead is not None and lead.text.rstrip("*_ ").endswith((":", "："))
        found.append(
            MarkdownList(items, tuple(block.number for block in blocks), lead.id if lead is not None and leads else "")
        )
    return found


def _listed(block: Block, language: str) -> Listed | None:
    if not block.sentences:
        return None
    first: Sentence = block.sentences[0]
    bold = next((span for span in block.spans if span.kind == "strong" and span.start == 0), None)
    text = block.text[: bold.end] if bold is not None and bold.end <= first.end else first.text
    text = _TAIL.sub("", " ".join(text.split()))
    joints = {*_and_words(language), "ya"}
    words = tokenize(text, language)
    if words and lower(words[-1].text, language) in joints:
        text = _TAIL.sub("", text[: words[-1].start])
    if not text or text not in first.text or not content_words(text, language):
        return None
    if (has_word_spaces(language) and len(words) > MAX_LISTED) or (
        not has_word_spaces(language) and len(text) > 2 * MAX_SIGNS
    ):
        return None
    return Listed(text, first.id)
