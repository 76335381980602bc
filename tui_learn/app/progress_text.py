"""What the Progress screen says beside its plots: names and numbers, and the lines to draw."""

from __future__ import annotations

from datetime import date, timedelta

from textual.content import Content

from tui_learn.app.cells import fit, width_of
from tui_learn.app.widgets.plots import LATE_SIGN, Lines, Series, bar, beside, month_names, months_between
from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.progress.statistics import MINUTE, Figures, Statistics, known_on
from tui_learn.progress.statistics_lines import duration, percent, reading

Rows = list[tuple[str, str]]
MONTHS = 12
"""Months that are shown."""
ENOUGH = 2
"""Points from which a line is drawn."""
HARD_SHOWN = 10
BAR = 44
"""Cells of the longest bar: a number far from its bar is not beside it."""


def group_name(group: str | None) -> str:
    """What a group is called."""
    if group is None:
        return _("all pairs")
    known, colon, learned = group.partition(":")
    return f"{known} → {learned}" if colon else group or _("no pair")


def day_count(count: int) -> str:
    """So many days."""
    return ngettext("{count} day", "{count} days", count).format(count=count)


def stacked(parts: list[Content]) -> Content:
    """Pieces of text one below the other."""
    return Content("\n").join([part for part in parts if part.plain])


def summary(figures: Figures, today: str, width: int) -> str:
    """The screen in one line, the most important first, as much as there is room for."""
    done = figures.days.get(today)
    reviews = done.reviews if done is not None else 0
    parts = [
        ngettext("{count} due", "{count} due", figures.due).format(count=figures.due),
        ngettext("{count} review today", "{count} reviews today", reviews).format(count=reviews),
        _("{days} in a row").format(days=day_count(figures.streak.now)),
        ngettext("{count} word known", "{count} words known", figures.words_known).format(count=figures.words_known),
    ]
    if done is not None and done.read_milliseconds >= MINUTE:
        parts.append(_("{time} read today").format(time=duration(done.read_milliseconds)))
    while len(parts) > 1 and width_of(" · ".join(parts)) > width:
        parts.pop()
    return " · ".join(parts)


def day_rows(figures: Figures, today: str) -> Rows:
    """Beside the map of days."""
    done, streak = figures.days.get(today), figures.streak
    return [
        (_("reviews today"), str(done.reviews if done is not None else 0)),
        (_("right today"), percent(done.right / done.reviews if done is not None and done.reviews else None)),
        (_("days in a row"), str(streak.now)),
        (_("most in a row"), str(streak.longest)),
        (_("days in all"), str(streak.days)),
    ]


def day_unit(figures: Figures) -> Content:
    """What the marks of the map of days count, where that is not reviews alone."""
    if not any(done.read_milliseconds >= MINUTE for done in figures.days.values()):
        return Content("")
    return Content.styled(_("reviews + minutes read"), "$quiet")


def coming_rows(figures: Figures) -> Rows:
    """Beside the columns."""
    forecast = figures.forecast
    counts = [count for _day, count in forecast.days]
    rows = [(_("{sign} overdue").format(sign=LATE_SIGN), str(forecast.overdue))] if forecast.overdue else []
    rows += [(_("today"), str(counts[0] if counts else 0)), (_("tomorrow"), str(counts[1] if len(counts) > 1 else 0))]
    return rows + [(_("in {days}").format(days=day_count(days)), str(forecast.within(days))) for days in (7, 30, 90)]


def retention_rows(figures: Figures, wanted: float) -> Rows:
    """Beside the lines of measured and expected retention."""
    kept = figures.retention
    return [
        (_("━ remembered"), percent(kept.measured)),
        (_("• expected"), percent(kept.expected)),
        (_("aimed at"), percent(wanted)),
        (_("reviews"), str(kept.reviews)),
    ]


def month_rows(figures: Figures) -> Rows:
    """The same for every month that is drawn, the latest first: measured, expected, and of how many reviews."""
    rows = []
    for month, one in reversed(list(figures.months.items())[-MONTHS:]):
        measured, expected = percent(one.measured), percent(one.expected)
        rows.append((month, _("{measured} • {expected}  {reviews}").format(
            measured=measured, expected=expected, reviews=str(one.reviews).rjust(4)
        )))  # fmt: skip
    return rows


def retention_lines(figures: Figures) -> Lines | None:
    """Measured and expected by month; None where there is too little for a line."""
    months = list(figures.months.items())[-MONTHS:]
    if len(months) < ENOUGH:
        return None
    at = [12 * int(month[:4]) + int(month[5:7]) - 1 for month, _one in months]
    measured = tuple((x, 100 * (one.measured or 0.0)) for x, (_month, one) in zip(at, months, strict=True))
    expected = tuple((x, 100 * (one.expected or 0.0)) for x, (_month, one) in zip(at, months, strict=True))
    heights = [y for _x, y in (*measured, *expected)]
    bottom, top = max(0, 5 * int((min(heights) - 1) // 5)), min(100, 5 * int((max(heights) + 1) // 5 + 1))
    step = next(step for step in (5, 10, 20, 25) if step == 25 or (top - bottom) / step <= 4)
    return Lines(
        (Series(measured, "mark", "braille"), Series(expected, "mark-other", "dot", joined=False)),
        tuple((float(x), month_names()[x % 12]) for x in at[:: 1 if len(at) <= 6 else 2]),
        tuple((float(y), _("{number} %").format(number=y)) for y in range(top, bottom - 1, -step)),
        (float(bottom), float(top)),
    )


def known_rows(figures: Figures, today: str) -> Rows:
    """Beside the line of known words."""
    rows = [(_("now"), str(figures.words_known))]
    for days in (7, 30, 365):
        before = known_on(figures.known, (date.fromisoformat(today) - timedelta(days=days)).isoformat())
        rows.append((_("last {days}").format(days=day_count(days)), f"{figures.words_known - before:+d}"))
    return rows


def known_lines(figures: Figures, today: str, width: int) -> Lines | None:
    """Known words over time, as steps; None where there is too little for a line."""
    known = [(date.fromisoformat(day), count) for day, count in figures.known if day <= today]
    points = [(float(day.toordinal()), float(count)) for day, count in known]
    if len(points) < ENOUGH:
        return None
    last = date.fromisoformat(today).toordinal()
    first = int(points[0][0])
    if points[-1][0] < last:
        points.append((float(last), points[-1][1]))
    top = max(y for _x, y in points)
    begin, end = date.fromordinal(first), date.fromordinal(last)
    firsts = months_between(begin, end, max(2, width // 9))
    if firsts:
        labels = tuple((float(day.toordinal()), _month(day)) for day in firsts)
    else:
        labels = ((float(first), begin.isoformat()), (float(last), end.isoformat()))
    middle = round(top / 2)
    heights = sorted({0, middle, int(top)}, reverse=True) if top > 3 else [int(top), 0]
    line = Series(tuple(points), "mark", "braille")
    return Lines((line,), labels, tuple((float(y), str(y)) for y in heights), (0.0, max(1.0, top)))


def _month(day: date) -> str:
    return str(day.year) if day.month == 1 else month_names()[day.month - 1]


def answer_bars(figures: Figures, width: int) -> Content:
    """How answers were rated."""
    total = sum(figures.ratings)
    names = (_("Again"), _("Hard"), _("Good"), _("Easy"))
    column = max(width_of(name) for name in names)
    digits = max(len(str(count)) for count in figures.ratings)
    room = max(4, min(BAR, width - column - digits - 13))
    lines = []
    for name, count in zip(names, figures.ratings, strict=True):
        share = count / total if total else 0.0
        label = name + " " * (column - width_of(name) + 2)
        numbers = f"  {str(count).rjust(digits)}  {percent(share).rjust(5)}"
        drawn = bar(share, room)
        lines.append(Content.assemble((label, "$quiet"), (drawn, "$mark"), " " * (room - width_of(drawn)), numbers))
    return Content("\n").join(lines)


def time_rows(figures: Figures, today: str) -> Rows:
    """How long it took."""
    done = figures.days.get(today)
    week = (date.fromisoformat(today) - timedelta(days=6)).isoformat()
    lately = sum(day.milliseconds for name, day in figures.days.items() if week <= name <= today)
    rows = [
        (_("time in all"), duration(figures.milliseconds)),
        (_("last {days}").format(days=day_count(7)), duration(lately)),
        (_("today"), duration(done.milliseconds if done is not None else 0)),
        (_("answers"), str(figures.answers)),
    ]
    if figures.answers:
        rows.append((_("per answer"), duration(round(figures.milliseconds / figures.answers))))
    return rows


def reading_rows(figures: Figures, today: str) -> Rows:
    """How long was read and how many words of the language that is learned; and how fast, where that says anything."""
    last = date.fromisoformat(today)
    spans = [(_("today"), 1), *((_("last {days}").format(days=day_count(days)), days) for days in (7, 30))]
    rows = [(name, reading(*figures.read_since((last - timedelta(days=days - 1)).isoformat()))) for name, days in spans]
    rows.append((_("in all"), reading(figures.read_milliseconds, figures.read_words)))
    if figures.read_milliseconds >= MINUTE:
        speed = round(figures.read_words * MINUTE / figures.read_milliseconds)
        rows.append((_("words a minute"), str(speed)))
    return rows


def hardest_lines(figures: Figures, width: int) -> Content:
    """The hardest words, with how often each was forgotten."""
    hardest = figures.hardest[:HARD_SHOWN]
    rows = []
    for hard in hardest:
        times = ngettext("forgotten {count} time", "forgotten {count} times", hard.lapses).format(count=hard.lapses)
        difficulty = _("difficulty {number}").format(number=f"{hard.difficulty:.1f}".rjust(4))
        rows.append((hard.name, f"{times}  {difficulty}"))
    widest = max((width_of(name) for name, _numbers in rows), default=0)
    if any(widest + 2 + width_of(numbers) > width for _name, numbers in rows):
        rows = [(hard.name, f"{hard.lapses}×") for hard in hardest]
    return beside(rows, width)


def pair_lines(statistics: Statistics, width: int) -> Content:
    """A line for each pair; where it is narrow, two."""
    lines = []
    column = min(24, max((width_of(group_name(group)) for group in statistics.groups), default=0))
    for group, figures in statistics.groups.items():
        name = fit(group_name(group), column)
        parts = [
            ngettext("{count} due", "{count} due", figures.due).format(count=figures.due),
            ngettext("{count} card", "{count} cards", figures.cards).format(count=figures.cards),
            ngettext("{count} word known", "{count} words known", figures.words_known).format(
                count=figures.words_known
            ),
            _("{share} remembered").format(share=percent(figures.retention.measured)),
            _("{days} in a row").format(days=day_count(figures.streak.now)),
        ]
        text = " · ".join(parts)
        while len(parts) > 2 and width_of(text) > width - column - 2:
            parts.pop()
            text = " · ".join(parts)
        gap = " " * (column - width_of(name) + 2)
        lines.append(Content.assemble((name, "bold"), gap, fit(text, max(8, width - column - 2))))
    return Content("\n").join(lines)
