"""Progress in lines of plain text, for a terminal without a screen, a pipe or a screen reader."""

from __future__ import annotations

from datetime import date, timedelta

from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.progress.statistics import MINUTE, Day, Figures, Retention, Statistics

LAST = 14
"""Days that are listed."""
NEXT = 7
"""Days that are forecast."""
HARDEST_SHOWN = 10


def lines(statistics: Statistics) -> list[str]:
    """The numbers in all, of the last days, of the next days, the hardest words, and each group."""
    whole = statistics.whole
    rows = [
        *_counts(whole),
        *_streak(whole),
        *_kept(whole.retention, statistics.wanted),
        *_last(whole, statistics.today),
        *_next(whole),
        *_hardest(whole),
    ]
    for group, figures in statistics.groups.items():
        rows += ["", *_of_group(group, figures)]
    return rows


def percent(share: float | None) -> str:
    """A share of 1 as it is read; a dash where there is none."""
    return "–" if share is None else _("{number} %").format(number=round(100 * share))


def duration(milliseconds: int) -> str:
    """A time as it is read: ``2 h 5 min``, ``12 min``, ``40 s``."""
    seconds = round(milliseconds / 1000)
    if seconds < 60:
        return _("{seconds} s").format(seconds=seconds)
    hours, minutes = divmod(round(milliseconds / MINUTE), 60)
    if not hours:
        return _("{minutes} min").format(minutes=minutes)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=minutes)


def reading(milliseconds: int, words: int) -> str:
    """What was read, as it is read: ``12 min, 340 words``."""
    told = ngettext("{time}, {count} word", "{time}, {count} words", words)
    return told.format(time=duration(milliseconds), count=words)


def _counts(figures: Figures) -> list[str]:
    return [
        _("answers  {count}").format(count=figures.answers),
        _("reviews  {count}").format(count=figures.reviews),
        _("cards    {count}").format(count=figures.cards),
        _("due      {count}").format(count=figures.due),
        _("known    {count}").format(count=figures.words_known),
        _("time     {time}").format(time=duration(figures.milliseconds)),
        _("read     {reading}").format(reading=reading(figures.read_milliseconds, figures.read_words)),
    ]


def _streak(figures: Figures) -> list[str]:
    streak = figures.streak
    if not streak.days:
        return []
    days = ngettext("{count} day", "{count} days", streak.now).format(count=streak.now)
    longest = ngettext("{count} day", "{count} days", streak.longest).format(count=streak.longest)
    told = _("in a row {now}, at most {longest}; {days} in all")
    every = ngettext("{count} day", "{count} days", streak.days).format(count=streak.days)
    return [told.format(now=days, longest=longest, days=every)]


def _kept(retention: Retention, wanted: float) -> list[str]:
    if not retention.reviews:
        return []
    told = _("remembered {measured} of {reviews}, expected {expected}, aimed at {wanted}")
    return [
        told.format(
            measured=percent(retention.measured),
            reviews=retention.reviews,
            expected=percent(retention.expected),
            wanted=percent(wanted),
        )
    ]


def _last(figures: Figures, today: str) -> list[str]:
    first = (date.fromisoformat(today) - timedelta(days=LAST - 1)).isoformat()
    found = [
        _("{day}: {facts}").format(day=day, facts=", ".join(_of_day(done)))
        for day, done in figures.days.items()
        if (done.reviews or done.read_milliseconds) and first <= day <= today
    ]
    return ["", _("The last {count} days").format(count=LAST), *found] if found else []


def _of_day(done: Day) -> list[str]:
    facts = []
    if done.reviews:
        facts.append(_("{right} of {reviews} right").format(right=done.right, reviews=done.reviews))
    if done.read_milliseconds:
        facts.append(_("read {reading}").format(reading=reading(done.read_milliseconds, done.read_words)))
    return facts


def _next(figures: Figures) -> list[str]:
    forecast = figures.forecast
    if not forecast.within(len(forecast.days)):
        return []
    rows = ["", _("The next {count} days").format(count=NEXT)]
    if forecast.overdue:
        rows.append(_("overdue: {count}").format(count=forecast.overdue))
    return rows + [_("{day}: {count}").format(day=day, count=count) for day, count in forecast.days[:NEXT]]


def _hardest(figures: Figures) -> list[str]:
    if not figures.hardest:
        return []
    rows = ["", _("Hardest words")]
    for hard in figures.hardest[:HARDEST_SHOWN]:
        times = ngettext("forgotten {count} time", "forgotten {count} times", hard.lapses).format(count=hard.lapses)
        rows.append(
            _("{word} ({group}): {times}, difficulty {difficulty}").format(
                word=_safe(hard.name), group=_safe(hard.group), times=times, difficulty=hard.difficulty
            )
        )
    return rows


def _of_group(group: str, figures: Figures) -> list[str]:
    told = _("{pair}: {right} of {reviews} right, {cards} cards, {due} due")
    rows = [
        told.format(
            pair=_safe(group),
            right=figures.right,
            reviews=figures.reviews,
            cards=figures.cards,
            due=figures.due,
        )
    ]
    if figures.retention.reviews:
        measured, expected = percent(figures.retention.measured), percent(figures.retention.expected)
        rows.append(_("  remembered {measured}, expected {expected}").format(measured=measured, expected=expected))
    rows.append(_("  words known: {count}").format(count=figures.words_known))
    if figures.read_milliseconds:
        read = reading(figures.read_milliseconds, figures.read_words)
        rows.append(_("  read {reading}").format(reading=read))
    week = figures.forecast.within(NEXT)
    rows.append(_("  to come in {days} days: {count}").format(days=NEXT, count=week))
    return rows


def _safe(text: str) -> str:
    """Names may come from the files of another device: nothing in them is for the terminal to act on."""
    return "".join(character for character in text if character.isprintable())
