"""What progress looks like: a map of days, columns of days to come, lines over time, bars.

Lines are drawn by plotext. The others are drawn here: plotext gives columns of one plot different widths and whole rows
only, and knows no map of days; here a day is always as wide as the next, and an eighth of a row is seen.
Nothing is told by colour alone: levels, series and what is overdue have marks of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rich.text import Text
from textual.app import RenderResult
from textual.color import Color
from textual.content import Content
from textual.widget import Widget

from tui_learn.app.cells import fit, width_of
from tui_learn.i18n import gettext as _
from tui_learn.progress.statistics import Day, Forecast, HeatMap, heat_map

LEVELS = "·▂▄█"
"""Marks of the map: nothing, some, more, much."""
LEVEL_STYLES = ("$quiet", "$mark on $mark 12%", "$mark on $mark 22%", "$mark")
EIGHTHS = " ▁▂▃▄▅▆▇█"
ACROSS = " ▏▎▍▌▋▊▉█"
LATE = "▒"
LATE_SIGN = "!"
MAX_WEEKS = 53
WEEK = 7
LABEL = 4
"""Cells for the names of weekdays."""


def month_names() -> tuple[str, ...]:
    """Short names of the months."""
    return (_("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"),
            _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec"))  # fmt: skip


def weekday_names() -> tuple[str, ...]:
    """Short names of the days of the week, Monday first."""
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))


# --- the map of days


def weeks_in(width: int) -> int:
    """How many weeks of a map are in sight."""
    return max(1, min(MAX_WEEKS, (width - LABEL) // 2))


def map_lines(heat: HeatMap) -> list[Content]:
    """Months on top, then a line a weekday; a week takes two cells."""
    lines = [Content.styled(" " * LABEL + _months(heat), "$quiet")]
    for number, name in enumerate(weekday_names()):
        parts: list[Content] = [Content.styled(fit(name, LABEL - 1).ljust(LABEL), "$quiet")]
        for week in heat.weeks:
            cell = week[number]
            if cell is None:
                continue
            level = heat.level(cell[1])
            parts += [Content.styled(LEVELS[level], LEVEL_STYLES[level]), Content(" ")]
        lines.append(Content("").join(parts))
    return lines


def _months(heat: HeatMap) -> str:
    """The name of a month stands over the week in which it begins."""
    line = ""
    for number, week in enumerate(heat.weeks):
        begins = next((cell for cell in week if cell is not None and (number == 0 or cell[0].endswith("-01"))), None)
        if begins is None:
            continue
        name = month_names()[int(begins[0][5:7]) - 1]
        if not line or 2 * number > width_of(line):
            line = line.ljust(2 * number) + name
        elif width_of(line) <= LABEL and number <= 1:  # the month that ends in the first week has no room
            line = " " * (2 * number) + name
    return fit(line, 2 * len(heat.weeks) + 2)


def legend(heat: HeatMap) -> Content:
    """What the marks of a map stand for."""
    if not heat.much:
        return Content("")
    bounds = {1: (1, heat.middle - 1), 2: (heat.middle, heat.much - 1)}
    rows = [
        (level, str(low) if low == high else f"{low}–{high}") for level, (low, high) in bounds.items() if low <= high
    ]
    rows.append((3, _("{count} or more").format(count=heat.much)))
    return Content("\n").join(
        [Content.assemble((LEVELS[level], LEVEL_STYLES[level]), (f"  {text}", "$quiet")) for level, text in rows]
    )


class DaysMap(Widget):
    """Days in weeks, as many as there is room for."""

    DEFAULT_CSS = "DaysMap { height: 8; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._days: dict[str, Day] = {}
        self._today = ""

    def show(self, days: dict[str, Day], today: str) -> None:
        """What was done on which day."""
        self._days, self._today = days, today
        self.refresh()

    def heat_in(self, width: int) -> HeatMap:
        """The map as it is drawn in so many cells."""
        return heat_map(self._days, self._today, weeks_in(width))

    def render(self) -> RenderResult:
        """The map."""
        return Content("\n").join(map_lines(self.heat_in(self.content_size.width))) if self._today else ""


# --- columns


@dataclass(frozen=True, slots=True)
class Columns:
    """What is drawn as columns."""

    late: int
    counts: tuple[int, ...]
    labels: tuple[tuple[int, str], ...]
    """Which columns have a name under them."""


def columns_of(forecast: Forecast, days: int, width: int) -> Columns:
    """So many days of a forecast; weeks where a plot of ``width`` cells has too few of them for the days."""
    counts = [count for _day, count in forecast.days[:days]]
    scale = len(str(max(forecast.overdue, *counts, 1)))
    if days <= width - scale - 1 - (2 if forecast.overdue else 0):
        labels = [(0, _("today")), *((number, f"+{number}") for number in range(WEEK, days, WEEK))]
        if days > 45:
            labels = [labels[0], *labels[2::2]]
    else:
        counts = [sum(counts[begin : begin + WEEK]) for begin in range(0, days, WEEK)]
        labels = [(number, _("{number} w").format(number=number + 1)) for number in range(0, len(counts), 4)]
    return Columns(forecast.overdue, tuple(counts), tuple(labels))


def column_lines(columns: Columns, width: int, height: int) -> list[Content]:
    """Columns with a scale before them and names below; what is overdue stands first, with a mark of its own."""
    rows = max(1, height - 2)
    top = max(1, columns.late, *columns.counts)
    scale = len(str(top))
    late = 2 if columns.late else 0
    step = max(1, min(4, (width - scale - 1 - late) // max(1, len(columns.counts))))
    bar = step - 1 if step > 1 else 1
    lines = []
    for row in range(rows, 0, -1):
        label = (
            str(top) if row == rows else str(-(-top // 2)) if top > 1 and row == (rows + 1) // 2 and rows >= 5 else ""
        )
        axis = "┤" if label else "│"
        parts = [Content.styled(label.rjust(scale) + axis, "$quiet")]
        if late:
            is_late = _eighth(columns.late, top, rows, row) > 0
            parts.append(Content.styled(LATE if is_late else " ", "$warning") + Content(" "))
        text = "".join((EIGHTHS[_eighth(count, top, rows, row)] * bar).ljust(step) for count in columns.counts)
        parts.append(Content.styled(text, "$mark"))
        lines.append(Content("").join(parts))
    wide = late + step * len(columns.counts)
    lines.append(Content.styled("0".rjust(scale) + "└" + "─" * wide, "$quiet"))
    below = LATE_SIGN if late else ""
    for number, name in columns.labels:
        at = late + number * step
        if (not below or at > width_of(below)) and at + width_of(name) <= max(wide, width - scale - 1):
            below = below.ljust(at) + name
    lines.append(Content.styled(" " * (scale + 1) + below, "$quiet"))
    return lines


def _eighth(count: int, top: int, rows: int, row: int) -> int:
    """How many eighths of a row, counted from 1 below, a column fills; what is not nothing is seen."""
    filled = count * rows * 8 / top
    if row == 1 and 0 < filled < 1:
        return 1
    return max(0, min(8, round(filled - (row - 1) * 8)))


class ForecastColumns(Widget):
    """Cards to come, a column a day or a week."""

    DEFAULT_CSS = "ForecastColumns { height: 9; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._forecast = Forecast()
        self._days = 30

    def show(self, forecast: Forecast, days: int) -> None:
        """What comes in so many days."""
        self._forecast, self._days = forecast, days
        self.refresh()

    def render(self) -> RenderResult:
        """The columns."""
        width, height = self.content_size
        columns = columns_of(self._forecast, self._days, width)
        return Content("\n").join(column_lines(columns, width, height))


# --- lines over time


@dataclass(frozen=True, slots=True)
class Series:
    """A line."""

    points: tuple[tuple[float, float], ...]
    colour: str
    """A name of the theme's colours."""
    marker: str
    """As plotext calls it."""
    joined: bool = True
    """Whether the points are joined."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines in a frame of reference."""

    series: tuple[Series, ...]
    x_labels: tuple[tuple[float, str], ...]
    y_labels: tuple[tuple[float, str], ...]
    y_range: tuple[float, float]


class LinePlot(Widget):
    """Lines, drawn by plotext."""

    DEFAULT_CSS = "LinePlot { height: 9; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: Lines | None = None

    def show(self, lines: Lines) -> None:
        """What to draw."""
        self._lines = lines
        self.refresh()

    def render(self) -> RenderResult:
        """The lines."""
        width, height = self.content_size
        if self._lines is None or width < 12 or height < 4:
            return ""
        return Text.from_ansi(drawn(self._lines, width, height, self._rgb))

    def _rgb(self, name: str) -> tuple[int, int, int]:
        variables = self.app.theme_variables
        return Color.parse(variables.get(name) or variables["primary"]).rgb


def drawn(lines: Lines, width: int, height: int, rgb: object) -> str:
    """The lines as plotext draws them, in so many cells, with the escapes of a terminal for colours."""
    from textual_plotext import Plot

    assert callable(rgb)
    plot = Plot()
    plot.theme("clear")
    plot.plotsize(width, height)
    plot._set_size(width, height)  # as PlotextPlot does: plotsize alone leaves the size of the last terminal
    plot.frame(False)
    plot.xaxes(True, False)
    plot.yaxes(True, False)
    plot.axes_color("default")
    plot.ticks_color(rgb("quiet"))
    for series in lines.series:
        xs, ys = [x for x, _y in series.points], [y for _x, y in series.points]
        (plot.plot if series.joined else plot.scatter)(xs, ys, marker=series.marker, color=rgb(series.colour))
    plot.xticks([x for x, _name in lines.x_labels], [name for _x, name in lines.x_labels])
    plot.yticks([y for y, _name in lines.y_labels], [name for _y, name in lines.y_labels])
    plot.ylim(*lines.y_range)
    return str(plot.build())


def months_between(first: date, last: date, at_most: int) -> list[date]:
    """Firsts of months after a day and up to another, every so many that there are not too many."""
    found = []
    year, month = first.year, first.month
    while (year, month) < (last.year, last.month):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        found.append(date(year, month, 1))
    step = -(-len(found) // max(1, at_most))
    return found[:: max(1, step)]


# --- bars


def bar(share: float, width: int) -> str:
    """A bar of a share, 0 to 1, of so many cells; what is not nothing is seen."""
    eighths = round(share * width * 8)
    if share > 0:
        eighths = max(1, eighths)
    full, rest = divmod(eighths, 8)
    return "█" * full + (ACROSS[rest] if rest else "")


def beside(rows: Sequence[tuple[str, str]], width: int) -> Content:
    """Names and numbers, the numbers below one another on the right of the longest name."""
    if not rows:
        return Content("")
    numbers = max(width_of(number) for _name, number in rows)
    names = min(max(width_of(name) for name, _number in rows), max(4, width - numbers - 2))
    lines = []
    for name, number in rows:
        shown = fit(name, names)
        gap = " " * (names - width_of(shown) + 2 + numbers - width_of(number))
        lines.append(Content.assemble((shown, "$quiet"), gap, number))
    return Content("\n").join(lines)
