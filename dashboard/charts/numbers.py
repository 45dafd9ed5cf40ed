"""Draw groups of stated numbers: with their words where they fit, as dots or counts where not."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from analysis.stated import Stated
from dashboard import theme
from dashboard.charts import dots, rows, spec
from dashboard.charts.axes import Scale
from dashboard.charts.chart import mark, records
from dashboard.charts.panels import Panel, legend, stacked
from dashboard.charts.wording import bounds_of, hover_of, titles_at

MOST_ROWS = 40
"""Figures that get a row with its own words; the smallest groups come first."""

MOST_DOTS = 1500
"""Dots up to which a browser redraws without a wait."""

MOST_CROWDS = 8
ALONE = "Single figures"
"""Title of the panel in which those stand that are alone in their group."""


def _nothing_more(_: Any) -> str:
    return ""


def _standing(row: Any) -> theme.Look:
    return theme.standing(row.status)


@dataclass(frozen=True, eq=False)
class Group:
    """Figures that can share an axis.

    ``strong`` writes the number of a row, ``words`` what it is about, and ``more`` what its hover
    text says besides. ``bin_mark`` is what a bar stands for once there are too many for dots, as
    far as a facet can say it. ``look`` is how a row's mark is drawn, by its standing if not said.
    """

    title: str
    figures: Stated
    strong: Callable[[Any], str]
    words: Callable[[Any], str]
    scale: Scale
    bin_mark: str = ""
    more: Callable[[Any], str] = _nothing_more
    look: Callable[[Any], theme.Look] = _standing


def draw(groups: list[Group], chosen: tuple[str, ...]) -> tuple[spec.Spec, str]:
    """Return the groups below each other with what is ``chosen`` lit, and how to read them."""
    labelled, crowds = _divided(groups)
    many = sum(len(crowd.figures) for crowd in crowds) > MOST_DOTS
    marked = labelled + ([] if many else crowds)
    pen = _pen(marked, chosen, _faint(groups, chosen))
    crowded = [pen.counted(crowd) if many else pen.dotted(crowd) for crowd in crowds]
    panels = crowded + [pen.labelled(group) for group in labelled if len(group.figures) > 1]
    alone = [group for group in labelled if len(group.figures) == 1]
    if alone:
        panels.append(pen.listed(alone))
    looks = {group.look(row) for group in marked for row in pen.told[group]}
    reading = [rows.READING] if labelled else []
    reading += [dots.READING_BINS if many else dots.READING] if crowds else []
    # Beside rows the pointer need only be level with a mark; among dots it must be near one.
    pointer: dict[str, Any] = {} if crowds else {"hovermode": "y", "hoverdistance": -1}
    return stacked(panels, legend(looks), **pointer), " ".join(reading)


def _divided(groups: list[Group]) -> tuple[list[Group], list[Group]]:
    """Return the groups whose rows get words, smallest first while they fit, and the others."""
    left, labelled = MOST_ROWS, set()
    for group in sorted(groups, key=lambda group: len(group.figures)):
        left -= len(group.figures)
        if left < 0:
            break
        labelled.add(id(group))
    crowds = [group for group in groups if id(group) not in labelled]
    largest = sorted(crowds, key=lambda group: -len(group.figures))[:MOST_CROWDS]
    return [group for group in groups if id(group) in labelled], largest


def _faint(groups: list[Group], chosen: tuple[str, ...]) -> float:
    """Return the opacity of what is not chosen: full where nothing of what is shown is."""
    some = chosen and any(group.figures.holds(chosen) for group in groups)
    return theme.FAINT if some else 1.0


@dataclass(frozen=True)
class _Pen:
    """What every panel of a chart needs: rows, titles of texts, what is chosen, how it is lit."""

    told: dict[Group, list[Any]]
    titles: dict[str, str]
    chosen: tuple[str, ...]
    faint: float

    def labelled(self, group: Group) -> Panel:
        """Draw each row of a group with its words on their axis."""
        return rows.with_axis(group.title, self._rows(group), group.scale, faint=self.faint)

    def listed(self, groups: list[Group]) -> Panel:
        """List the rows of groups that have but one."""
        drawn = [row for group in groups for row in self._rows(group)]
        title = groups[0].title if len(groups) == 1 else ALONE
        return rows.without_axis(title, drawn, faint=self.faint)

    def dotted(self, group: Group) -> Panel:
        """Draw a dot for each row of a group."""
        numbers = _numbers(group)
        return dots.dots(group.title, self._rows(group), numbers, group.scale, faint=self.faint)

    def counted(self, group: Group) -> Panel:
        """Draw how many rows of a group are of like size."""
        return dots.bins(group.title, _numbers(group), group.scale, customdata=group.bin_mark)

    def _rows(self, group: Group) -> list[rows.Row]:
        return [self._row(row, group) for row in self.told[group]]

    def _row(self, row: Any, group: Group) -> rows.Row:
        strong = group.strong(row)
        least, most = bounds_of(row)
        return rows.Row(
            strong,
            group.words(row),
            hover_of(row, strong, self.titles, more=group.more(row)),
            mark(figure=row.figure_id),
            least,
            most,
            row.qualifier,
            group.look(row),
            row.figure_id in self.chosen,
        )


def _pen(groups: list[Group], chosen: tuple[str, ...], faint: float) -> _Pen:
    """Return the pen for groups of which every figure is drawn."""
    if not groups:
        return _Pen({}, {}, chosen, faint)
    order = groups[0].figures.order
    every = Stated(order, np.concatenate([group.figures.at for group in groups]))
    found = iter(records(every.frame()))
    told = {group: list(islice(found, len(group.figures))) for group in groups}
    return _Pen(told, titles_at(every), chosen, faint)


def _numbers(group: Group) -> dots.Numbers:
    numbers: dots.Numbers = group.figures.anchor
    return numbers
