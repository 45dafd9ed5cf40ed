"""Draw amounts on lanes, a line for each pair or kind, or count them where lines are too many."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from analysis.labels import format_number
from analysis.stated import Arranged, Part
from dashboard import theme
from dashboard.charts import rows, spec
from dashboard.charts.axes import Scale
from dashboard.charts.bars import BAR, LABEL, MOST_BARS, names_axis, reach_of
from dashboard.charts.chart import count_of, hover, mark, records
from dashboard.charts.onescale import rate_line
from dashboard.charts.panels import Panel, legend, stacked
from dashboard.charts.wording import (
    bounds_of,
    hover_of,
    money_tick,
    money_words,
    panel_title,
    titles_at,
)

MOST_LINES, MOST_MARKS = 60, 1500
"""Lines and marks up to which every amount is drawn."""

SINGLE = "Single amounts"
"""Title of the panel in which amounts stand that nothing can be compared with."""

READING = (
    f"Each mark is one stated amount. {rows.READING} Colour and symbol show how it stands. Nothing "
    "is added up."
)
COUNTED = "Bars count stated {0}s; nothing is added up. Choose one to see each of its {0}s."


@dataclass(frozen=True)
class Line:
    """How the rows of a frame are told apart: ``name`` of a row's line, and what it is for."""

    name: Callable[[Any], str]
    words: Callable[[Any], str]


def drawable(known: Arranged, line: Line) -> bool:
    """Return whether each amount can be drawn, since marks and lines are few enough."""
    if len(known) > MOST_MARKS:
        return False
    names = (
        (part.key, line.name(row)) for part in known.parts for row in records(part.stated.frame())
    )
    return len(set(names)) <= MOST_LINES


def draw(known: Arranged, line: Line, chosen: tuple[str, ...]) -> spec.Spec:
    """Return a panel for each currency and period with a lane for each line, what is alone last.

    ``known`` are parts as of ``analysis.payments``; ``chosen`` figures are lit.
    """
    every = known.head(len(known))
    faint = theme.FAINT if every.holds(chosen) else 1.0
    pen = _Pen(line, titles_at(every), chosen)
    panels, alone, looks = [], [], set()
    for part in known.parts:
        found = records(part.stated.frame())
        looks |= {theme.standing(row.status) for row in found}
        if len(found) > 1:
            panels.append(_panel(part, found, pen, faint))
        else:
            alone += [pen.alone(row) for row in found]
    if alone:
        panels.append(rows.without_axis(SINGLE, alone, faint=faint))
    return stacked(panels, legend(looks), hoverdistance=24)


@dataclass(frozen=True)
class _Pen:
    """What every row of a chart needs: how lines are named, titles of texts, what is chosen."""

    line: Line
    titles: dict[str, str]
    chosen: tuple[str, ...]

    def row(self, row: Any) -> rows.Row:
        """Return the row of an amount, without the name of its line."""
        strong, (least, most) = amount_words(row), bounds_of(row)
        rate = rate_line(row) if hasattr(row, "rate") else ""
        more = "; ".join(filter(None, (self.line.name(row), rate)))
        return rows.Row(
            strong,
            self.line.words(row),
            hover_of(row, strong, self.titles, more=more),
            mark(figure=row.figure_id),
            least,
            most,
            row.qualifier,
            theme.standing(row.status),
            row.figure_id in self.chosen,
        )

    def alone(self, row: Any) -> rows.Row:
        """Return the row of an amount that stands on no axis, with the name of its line."""
        drawn = self.row(row)
        return replace(drawn, words=_listed([self.line.name(row), drawn.words]))


def _listed(parts: Iterable[str]) -> str:
    """Return the parts that are not empty, each once."""
    return ", ".join(dict.fromkeys(filter(None, parts)))


def _panel(part: Part, found: list[Any], pen: _Pen, faint: float) -> Panel:
    """Return a panel of amounts that share a scale, a lane for each line."""
    lanes: dict[str, list[rows.Row]] = {}
    for row in found:
        lanes.setdefault(pen.line.name(row), []).append(pen.row(row))
    title, scale = scale_of(part)
    return rows.lanes(title, [_lane(name, own) for name, own in lanes.items()], scale, faint=faint)


def scale_of(part: Part) -> tuple[str, Scale]:
    """Return the title of a part keyed by ``payments.SCALE``, and how its numbers are written."""
    unlike, currency, unit, period = part.key[0], *map(str, part.key[1:])
    counted = bool(unit) and not currency
    tick = format_number if counted else partial(money_tick, currency=currency)
    title = panel_title(f"Number: {unit}" if counted else currency, period)
    return title + (", no rate" if unlike else ""), Scale(tick, log=True)


def _lane(name: str, found: list[rows.Row]) -> rows.Lane:
    many = len(found) > 1
    first = count_of(len(found), "amount") if many else found[0].strong
    return rows.Lane(name, _listed([first, *(row.words for row in found)]), tuple(found))


def amount_words(row: Any) -> str:
    """Return a row's amount of money, or the words of the text where it counts things."""
    return money_words(row) if row.currency or not row.unit else str(row.quote)


def counted(labels: list[str], counts: list[int], marks: list[str], noun: str) -> spec.Spec:
    """Return a bar for each of the first MOST_BARS labels, the first on top.

    ``marks`` is what each stands for; a click leaves fewer bars, or what they count themselves,
    each of which is a ``noun``.
    """
    labels, marks = labels[:MOST_BARS][::-1], marks[:MOST_BARS][::-1]
    counts = counts[:MOST_BARS][::-1]
    bars = spec.bar(
        x=counts,
        y=np.arange(len(labels)),
        orientation="h",
        customdata=marks,
        marker={"color": theme.BLUE, "cornerradius": 3},
        text=[f"{number:,}" for number in counts],
        textposition="outside",
        cliponaxis=False,
        hovertext=[
            hover(label, count_of(number, noun))
            for label, number in zip(labels, counts, strict=True)
        ],
        hoverinfo="text",
    )
    hidden = {"visible": False, "fixedrange": True, "range": [0, reach_of(bars["text"], counts)]}
    axes = {"xaxis": hidden, "yaxis": names_axis(labels, LABEL + 8)}
    layout = theme.layout(BAR * len(labels) + 12, hovermode="y", hoverdistance=-1, **axes)
    return spec.figure([bars], layout)


def cut_pairs(count: int) -> str:
    """Return the sentence that says how many of ``count`` pairs get no bar, or nothing.

    >>> cut_pairs(21), cut_pairs(20)
    (' 1 more pair stands in the table only.', '')
    """
    left = count - MOST_BARS
    stand = "stands" if left == 1 else "stand"
    return f" {count_of(left, 'more pair')} {stand} in the table only." if left > 0 else ""
