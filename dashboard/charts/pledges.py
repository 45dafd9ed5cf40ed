"""The chart of pledges: who has promised what, and how far each promise has come."""

import textwrap
from typing import Any

import pandas as pd

from analysis.labels import NO_COUNTRY, country_name, shorten, word
from analysis.model import STAGES
from analysis.schema import Tables
from analysis.selection import Selection
from analysis.summaries import pledge_stages
from dashboard import theme
from dashboard.charts import spec
from dashboard.charts.bars import cut_words
from dashboard.charts.chart import Chart, hover, later, listing, mark, plain, records

ROW, HEAD = 42, 30
MOST_ROWS = 24
BELOW = 9
"""Pixels from the middle of a mark to the words below it, which a diamond must not reach."""

MOST_QUOTES = 12
"""Quotes that stand beside a mark under the pointer; the table has all of them."""

GROUPS = "A row without a country's name is a group that the text counts but does not name."
LABEL, WHAT, LINES = 20, 13, 2


def pledges(tables: Tables, selection: Selection) -> Chart | None:
    """Draw a mark for each country and stage; groups without names get a row of their own."""
    counts = pledge_stages(tables, MOST_QUOTES)
    if counts.empty:
        return None
    known = counts.assign(who=[_who(row) for row in records(counts)])
    names = furthest_first(known["who"].tolist(), known["stage"].tolist())
    shown = known[known["who"].isin(names[:MOST_ROWS])]
    left = len(names) - MOST_ROWS
    return Chart(
        _draw(records(shown), names[:MOST_ROWS], selection),
        "Who has pledged what, and how far it has come",
        _alt(known["who"].tolist(), known["stage"].tolist()),
        later(_twin, tables),
        f"{GROUPS if (known['iso3'] == '').any() else ''}{cut_words(left)}".strip(),
    )


def _twin(tables: Tables) -> pd.DataFrame:
    counts = pledge_stages(tables)
    known = counts.assign(who=[_who(row) for row in records(counts)])
    told = known[["who", "stage", "what", "pledges", "quotes"]]
    return told.set_axis(["Who", "Stage", "What", "Pledges", "Quotes"], axis=1)


def _who(row: Any) -> str:
    return country_name(row.iso3) if row.iso3 else str(row.group)


def furthest_first(names: list[str], stages: list[str]) -> list[str]:
    """Return each name once, those whose promise has come furthest first, then by name."""
    furthest: dict[str, int] = {}
    rank = {"delivered": 0, "confirmed": 1, "pledged": 2, "refused": 3}
    for name, stage in zip(names, stages, strict=True):
        furthest[name] = min(furthest.get(name, len(rank)), rank[stage])
    return sorted(furthest, key=lambda name: (furthest[name], name.casefold()))


def _alt(names: list[str], stages: list[str]) -> str:
    parts = []
    for stage in STAGES:
        there = [name for name, at in zip(names, stages, strict=True) if at == stage]
        if there:
            more = f" and {len(there) - 4} more" if len(there) > 4 else ""
            parts.append(f"{stage}: {', '.join(there[:4]) + more if more else listing(there)}")
    return f"Pledges by country and stage; {'; '.join(parts)}."


def _draw(rows: list[Any], names: list[str], selection: Selection) -> spec.Spec:
    places = {name: len(names) - 1 - number for number, name in enumerate(names)}
    lit = theme.opacities([_chosen(row, selection) for row in rows])
    common: dict[str, Any] = {
        "x": [STAGES.index(row.stage) for row in rows],
        "customdata": [mark(country=row.iso3 or NO_COUNTRY, stage=row.stage) for row in rows],
        "cliponaxis": False,
    }
    marks = spec.scatter(
        **common,
        y=[places[row.who] for row in rows],
        mode="markers",
        marker={
            "symbol": [theme.STAGES[row.stage].symbol for row in rows],
            "color": [theme.STAGES[row.stage].colour for row in rows],
            "size": 14,
            "opacity": lit,
        },
        hovertext=[_hover(row) for row in rows],
        hoverinfo="text",
    )
    words = spec.scatter(
        **common,
        y=[places[row.who] - BELOW / ROW for row in rows],
        mode="text",
        text=[what_words(row.what) for row in rows],
        textposition="bottom center",
        textfont={"size": 10},
        hoverinfo="skip",
    )
    layout = theme.layout(ROW * len(names) + HEAD, **_axes(names))
    return spec.figure([words, marks], layout)


def what_words(what: str) -> str:
    """Return what is pledged in at most two short lines.

    >>> what_words("land, sea, air, cyber"), what_words("land")
    ('land, sea,<br>air, cyber', 'land')
    """
    lines = textwrap.wrap(what, WHAT, max_lines=LINES, placeholder="…", break_long_words=False)
    return "<br>".join(map(plain, lines))


def _chosen(row: Any, selection: Selection) -> bool:
    """Whether a mark is within the chosen countries and stages, where any are chosen."""
    if not (selection.country or selection.stage):
        return False
    here = not selection.country or (row.iso3 or NO_COUNTRY) in selection.country
    return here and (not selection.stage or row.stage in selection.stage)


def _hover(row: Any) -> str:
    said = "" if row.quotes == row.who else f"“{row.quotes}”"
    return hover(f"{row.who}: {row.stage}", row.what, said)


def _axes(names: list[str]) -> dict[str, Any]:
    labels = [f"{plain(shorten(name, LABEL))} " for name in reversed(names)]
    return {
        "xaxis": {
            "range": [-0.5, len(STAGES) - 0.5],
            "tickvals": list(range(len(STAGES))),
            "ticktext": [word(stage) for stage in STAGES],
            "side": "top",
            "tickangle": 0,
            "tickfont": {"size": 11},
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
        },
        "yaxis": {
            "range": [-0.85, len(names) - 0.4],
            "tickvals": list(range(len(names))),
            "ticktext": labels,
            "gridcolor": theme.TRACK,
            "zeroline": False,
            "fixedrange": True,
        },
    }
