"""Charts of counts: a labelled bar for each country, topic and status."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.labels import NO_COUNTRY, country_name, word
from analysis.model import STATUSES
from analysis.schema import Tables
from analysis.selection import Selection
from analysis.summaries import by_country, by_value
from dashboard import theme
from dashboard.charts import spec
from dashboard.charts.chart import Chart, count_of, hover, later, listing, mark, plain, records

BAR = 26
"""Height of a bar with its gap in pixels, so that a finger can hit it."""

MOST_BARS = 20
LABEL = 24

NARROW, GAP, LETTER = 150, 6, 6.5
"""Pixels that bars have on the narrowest screen, before the words behind them, and of a letter."""
MOST_ROOM = 0.8
"""Share of these pixels that words may take."""

SEVERAL = "A figure about several countries counts under each, so bars may exceed the total."


def countries(tables: Tables, selection: Selection) -> Chart | None:
    """Draw the countries and blocs with most figures as bars."""
    counts = by_country(tables)
    named = counts[counts["iso3"] != NO_COUNTRY]
    if not _comparable(counts, selection.country):
        return None
    shown = counts.head(MOST_BARS)
    labels = [country_name(code) for code in shown["iso3"]]
    figure = _bars("country", shown["iso3"], shown["figures"], selection.country, labels=labels)
    top = [f"{country_name(row.iso3)} ({row.figures:,})" for row in records(named.head(3))]
    left = len(counts) - len(shown)
    return Chart(
        figure,
        "Figures by country or bloc",
        f"Bars of figures for {count_of(len(named), 'country')} and blocs; "
        f"most for {listing(top)}.",
        later(with_names, counts, ["Country or bloc", "Figures", "As main country"]),
        SEVERAL + cut_words(left),
    )


def topics(tables: Tables, selection: Selection) -> Chart | None:
    """Draw the topics of the figures as bars."""
    counts = by_value(tables, "topic")
    if not _comparable(counts, selection.topic):
        return None
    labels = [word(topic) for topic in counts["topic"]]
    top = [f"{row.topic} ({row.figures:,})" for row in records(counts.head(3))]
    return Chart(
        _bars("topic", counts["topic"], counts["figures"], selection.topic, labels=labels),
        "Figures by topic",
        f"Bars of figures by topic; most are about {listing(top)}.",
        later(counts.set_axis, ["Topic", "Figures"], axis=1),
    )


def statuses(tables: Tables, selection: Selection) -> Chart | None:
    """Draw how the statements stand as bars: coloured by standing, hatched where not come about."""
    counts = by_value(tables, "status")
    if not _comparable(counts, selection.status):
        return None
    order = counts["status"].map({status: n for n, status in enumerate(STATUSES)})
    counts = counts.iloc[np.argsort(order.to_numpy(), kind="stable")]
    names = counts["status"].tolist()
    look = {
        "color": [theme.STANDING_COLOURS[theme.STANDING[name]] for name in reversed(names)],
        "pattern": {
            "shape": [theme.HATCHES.get(name, "") for name in reversed(names)],
            "size": 6,
            "solidity": 0.35,
        },
    }
    figure = _bars("status", names, counts["figures"], selection.status, labels=names)
    figure["data"][0]["marker"].update(look)
    said = [f"{row.status} ({row.figures:,})" for row in records(counts)]
    return Chart(
        figure,
        "Done, promised or disputed",
        f"Bars of figures by status: {listing(said)}.",
        later(_standings, counts),
        "Colour shows the standing: done, promised, disputed or hypothetical. Planned and denied "
        "amounts are hatched.",
    )


def with_names(counts: pd.DataFrame, headings: list[str]) -> pd.DataFrame:
    """Return ``counts`` under ``headings``, with countries and blocs by their names."""
    named = counts.assign(iso3=[country_name(code) for code in counts["iso3"]])
    return named.set_axis(headings, axis=1)


def _standings(counts: pd.DataFrame) -> pd.DataFrame:
    named = counts.assign(standing=counts["status"].map(theme.STANDING))
    headings = {"status": "How it stands", "standing": "Standing", "figures": "Figures"}
    return named[list(headings)].rename(columns=headings)


def cut_words(left: int) -> str:
    """Return the sentence that says how many rows a chart leaves out, or nothing.

    >>> cut_words(8), cut_words(0)
    (' 8 more rows stand in the table only.', '')
    """
    if left <= 0:
        return ""
    return f" {count_of(left, 'more row')} {'stands' if left == 1 else 'stand'} in the table only."


def _comparable(counts: pd.DataFrame, chosen: tuple[str, ...]) -> bool:
    """Whether there are bars to compare, or one that is chosen and must stay to be taken back."""
    return len(counts) > 1 or (len(counts) == 1 and bool(chosen))


def _bars(
    facet: str,
    values: Sequence[str] | pd.Series,
    counts: pd.Series,
    chosen: tuple[str, ...],
    *,
    labels: list[str],
) -> spec.Spec:
    """Draw horizontal bars, the first on top, each with its name before and its count behind it."""
    values, labels, numbers = list(values)[::-1], labels[::-1], counts.to_numpy()[::-1]
    texts = [count_of(int(number), "figure") for number in numbers]
    bars = spec.bar(
        x=numbers,
        y=np.arange(len(values)),
        orientation="h",
        customdata=[mark(**{facet: value}) for value in values],
        marker={
            "color": [theme.GREY if value == NO_COUNTRY else theme.BLUE for value in values],
            "opacity": theme.opacities([value in chosen for value in values]),
            "cornerradius": 3,
        },
        text=[f"{number:,}" for number in numbers],
        textposition="outside",
        cliponaxis=False,
        hovertext=[hover(label, text) for label, text in zip(labels, texts, strict=True)],
        hoverinfo="text",
    )
    hidden = {"visible": False, "fixedrange": True, "range": [0, reach_of(bars["text"], numbers)]}
    height = BAR * len(values) + 12
    pointer = {"hovermode": "y", "hoverdistance": -1}
    layout = theme.layout(height, xaxis=hidden, yaxis=names_axis(labels, LABEL), **pointer)
    return spec.figure([bars], layout)


def reach_of(words: Sequence[str], numbers: Iterable[float], sides: int = 1) -> float:
    """Return how far an axis must go for the ``words`` behind bars to fit a narrow screen.

    With two ``sides`` bars of either way share the screen.

    >>> round(reach_of(["10"], [10.0]), 1), round(reach_of(["3,156"], [3156.0]))
    (11.5, 4246)
    """
    share = (GAP + LETTER * max(map(len, words))) * sides / NARROW
    return float(max(numbers) / (1 - min(share, MOST_ROOM)))


def names_axis(labels: list[str], width: int) -> dict[str, Any]:
    """Return an axis that names rows from the bottom up, each in at most ``width`` characters."""
    return {
        "tickvals": np.arange(len(labels)),
        "ticktext": [f"{plain(label, width)} " for label in labels],
        "range": [-0.5, len(labels) - 0.5],
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }
