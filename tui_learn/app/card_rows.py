"""What the card browser says of a card: a row of its table, its memory, and every thing that happened to it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from tui_learn.app.cells import width_of
from tui_learn.app.widgets.card_table import Row
from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.progress import CardState, Event
from tui_learn.progress.cards import Rating, Status, moment
from tui_learn.quiz.card_filter import comes, is_asked, status_sign
from tui_learn.quiz.card_names import CardName, card_name, direction_in_words
from tui_learn.text.clean import clean_line
from tui_learn.text.languages import language_name

Line = tuple[str, str]
"""A text, and how it is shown: ``text``, ``strong``, ``quiet`` or ``heading``."""
_DAY = timedelta(days=1)
_YEAR, _MONTH = 365, 30.44


def title_of_card(name: CardName, title_of: Callable[[str], str]) -> str:
    """The name of a card; statements are named by their article."""
    if name.about == "statements":
        return _("statements of {article}").format(article=title_of(name.text) or name.text)
    return name.title


def row_of(key: str, state: CardState | None, now: datetime, title_of: Callable[[str], str]) -> Row:
    """A row of the table; ``title_of`` gives the title of an article by its place, or nothing."""
    name = card_name(key)
    shown = title_of_card(name, title_of)
    if state is None:
        return Row(shown, name.way, name.kind, "", _("new"), "", "", quiet=True)
    lapses = str(state.lapses) if state.lapses else ""
    return Row(
        shown,
        name.way or clean_line(state.group),
        name.kind,
        status_sign(state.status),
        due_in_words(state, now),
        days_in_words(state.stability),
        f"{lapses} !" if state.leech else lapses,
        quiet=state.suspended or state.status in (Status.IGNORED, Status.WELL_KNOWN),
    )


def due_in_words(state: CardState, now: datetime) -> str:
    """When a card comes, in at most twelve letters."""
    if state.suspended:
        return _("suspended")
    if state.status == Status.IGNORED:
        return _("ignored")
    if state.status == Status.WELL_KNOWN:
        return _("well known")
    wait = comes(state) - now
    if wait <= timedelta(0):
        return _("now")
    if not state.learned or state.comes is None:
        minutes = math.ceil(wait / timedelta(minutes=1))
        if minutes < 60:
            return _("in {count} min").format(count=minutes)
        if wait < _DAY:
            return _("in {count} h").format(count=round(wait / timedelta(hours=1)))
    days = math.ceil(wait / _DAY)
    if days < 2:
        return _("tomorrow")
    if days < 2 * _MONTH:
        return ngettext("in {count} day", "in {count} days", days).format(count=days)
    if days < 2 * _YEAR:
        return _("in {count} months").format(count=round(days / _MONTH))
    return _("in {count} years").format(count=round(days / _YEAR))


def days_in_words(days: float) -> str:
    """A stability in at most seven letters."""
    if days < 1:
        return _("{count} d").format(count=f"{days:.1f}")
    return (
        _("{count} d").format(count=round(days))
        if days < 2 * _YEAR
        else _("{count} y").format(count=f"{days / _YEAR:.1f}")
    )


def sort_in_words(name: CardName) -> str:
    """The kind of a card, its direction and its languages."""
    languages = ""
    if name.learned:
        languages = language_name(name.learned)
        if name.known != name.learned:
            languages = f"{language_name(name.known)} · {languages}"
    return " · ".join(filter(None, (name.kind, direction_in_words(name), languages)))


# --- one card


def memory_lines(key: str, state: CardState | None, now: datetime, chance: float, title: str) -> list[Line]:
    """What is known of a card; ``chance`` is that of recall now, 0 to 1, ``title`` that of its article."""
    name = card_name(key)
    lines: list[Line] = [(sort_in_words(name), "quiet")]
    if title:
        lines.append((title, "quiet"))
    lines.append(("", "text"))
    if state is None:
        return [*lines, (_("Nothing is known of it: it will be asked as a new card."), "text")]
    comes_or_not = _("Comes {when}") if is_asked(state) else _("Not asked: {when}")
    lines.append((comes_or_not.format(when=due_in_words(state, now)), "strong"))
    facts = [
        _("chance of recall now {share} %").format(share=round(100 * chance)),
        _("stability {days}").format(days=days_in_words(state.stability)),
        _("difficulty {number} of 10").format(number=f"{state.difficulty:.1f}"),
    ]
    counts = [
        ngettext("{count} review", "{count} reviews", state.reviews).format(count=state.reviews),
        ngettext("forgotten {count} time", "forgotten {count} times", state.lapses).format(count=state.lapses),
    ]
    if state.leech:
        counts.append(_("a leech: think of a way to remember it, or suspend it"))
    sign = status_sign(state.status)
    if sign:
        by = _("status {sign}, set by hand") if state.by_hand else _("status {sign}")
        counts.append(by.format(sign=sign))
    return [*lines, (" · ".join(facts), "text"), (" · ".join(counts), "text")]


def rating_name(rating: int) -> str:
    """What a rating is called."""
    return {
        Rating.AGAIN: _("again"),
        Rating.HARD: _("hard"),
        Rating.GOOD: _("good"),
        Rating.EASY: _("easy"),
    }[Rating(rating)]


def history_lines(events: Sequence[Event]) -> list[Line]:
    """Every thing that happened to a card, the latest first, with what was answered below it."""
    lines: list[Line] = []
    for event in reversed(events):
        local = event.at + timedelta(minutes=event.zone)
        parts = [f"{local:%Y-%m-%d %H:%M}", _happened(event)]
        if event.milliseconds is not None:
            parts.append(_("{seconds} s").format(seconds=f"{event.milliseconds / 1000:.1f}"))
        if event.hints:
            parts.append(ngettext("{count} hint", "{count} hints", event.hints).format(count=event.hints))
        lines.append(("  ".join(parts), "text"))
        answer = clean_line(event.answer)
        if answer:
            lines.append((_("    answered: {answer}").format(answer=answer), "quiet"))
    return lines


def _happened(event: Event) -> str:
    match event.kind:
        case "review":
            return rating_name(event.rating)
        case "practice":
            return _("practice: {rating}").format(rating=rating_name(event.rating))
        case "move":
            return _("put on to: {card}").format(card=card_name(event.value).title)
        case "due":
            return _("due set to {day}").format(day=_day(event))
        case "bury":
            return _("put off until {day}").format(day=_day(event))
        case "status":
            return _status_set(event.value)
    names = {"suspend": _("suspended"), "resume": _("resumed"), "forget": _("begun anew")}
    return names.get(event.kind, event.kind)


def _day(event: Event) -> str:
    if not event.value.isdecimal() or len(event.value) > 14:
        return "?"
    return f"{moment(int(event.value)) + timedelta(minutes=event.zone):%Y-%m-%d}"


def _status_set(value: str) -> str:
    sign = next((status_sign(status) for status in Status if value == str(int(status))), "")
    return _("status set to {sign}").format(sign=sign) if sign else _("status as it follows from the answers")


def wrapped(lines: Iterable[Line], width: int) -> list[Line]:
    """Lines broken at spaces so that none is wider; what follows a break is as far in as the line was."""
    found: list[Line] = []
    for text, how in lines:
        indent = text[: len(text) - len(text.lstrip(" "))][: width // 2]
        line = ""
        for word in text[len(indent) :].split(" "):
            while width_of(indent + word) > width:
                if line:
                    found.append((indent + line, how))
                    line = ""
                cut = _fitting(word, width - width_of(indent))
                found.append((indent + word[:cut], how))
                word = word[cut:]
            longer = f"{line} {word}" if line else word
            if width_of(indent + longer) > width:
                found.append((indent + line, how))
                longer = word
            line = longer
        found.append((indent + line if line else "", how))
    return found


def _fitting(word: str, width: int) -> int:
    """How many characters of a word fit, at least one."""
    count = 1
    while count < len(word) and width_of(word[: count + 1]) <= width:
        count += 1
    return count
