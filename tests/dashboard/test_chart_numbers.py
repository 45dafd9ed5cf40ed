"""Charts of amounts and rates: one mark a figure, bounds as stated, counts where there are many."""

from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go
import pytest

from analysis.schema import Tables
from analysis.selection import Selection
from dashboard.charts import mark
from dashboard.charts.numbers import MOST_DOTS, MOST_ROWS
from tests.dashboard.drawn import TABLES, built, marks


def many(copies: int) -> Tables:
    """Return the sample with its money figures and percentages ``copies`` times."""
    frame = pd.concat([TABLES.figures] * copies, ignore_index=True)
    names = frame["figure_id"] + pd.Series(range(len(frame))).astype("str")
    return replace(TABLES, figures=frame.assign(figure_id=names))


def test_amounts_stand_in_a_panel_for_each_currency_and_period() -> None:
    figure = built("amounts").figure
    titles = [note.text for note in figure.layout.annotations]
    assert titles == ["<b>EUR</b>", "<b>USD</b>", "<b>Single figures</b>"]
    words = [text for trace in figure.data if trace.text is not None for text in trace.text]
    assert [word.split("</b>")[0].removeprefix("<b>") for word in words] == [
        "€1 tn",
        "~€800 bn",
        "€40 bn–€44 bn",
        "€10 bn–€100 bn",
        "≥ &#36;550 bn",
        "&#36;90 bn",
        "&#36;5 m",
        "&#36;1 bn a month",
        "CHF 3 m a year",
        "£2.5 bn",
        "≤ ₽400 bn",
    ]


def test_a_range_has_both_ends_and_no_middle() -> None:
    points = [
        (name, x)
        for trace in built("amounts").figure.data
        if trace.customdata is not None
        for name, x in zip(trace.customdata, trace.x, strict=True)
    ]
    ends = [x for name, x in points if name == "figure=min03"]
    assert len(ends) == 2
    assert ends[0] < ends[1]
    assert [name for name, _ in points].count("figure=min02") == 1


def spans(figure: go.Figure) -> list[tuple[str, str]]:
    """Return the dash of each line with the symbol at its far end."""
    return [(t.line.dash or "solid", t.marker.symbol[1]) for t in figure.data if "lines" in t.mode]


def test_bounds_end_in_arrows_and_vague_ranges_are_dotted() -> None:
    assert spans(built("amounts").figure) == [
        ("solid", "line-ns"),
        ("dot", "line-ns"),
        ("solid", "triangle-right"),
    ]


def test_approximate_amounts_are_hollow() -> None:
    symbols = {
        name: symbol
        for trace in built("amounts").figure.data
        if trace.customdata is not None
        for name, symbol in zip(trace.customdata, trace.marker.symbol, strict=True)
    }
    assert symbols["figure=min01"] == "diamond-open"
    assert symbols["figure=min02"] == "diamond"


def test_larger_amounts_stand_further_right() -> None:
    chart = built(
        "amounts", Selection(currency=("USD",), document=("harbour-talks", "tariff-week"))
    )
    places = {
        name: x
        for t in chart.figure.data
        if t.customdata is not None
        for name, x in zip(t.customdata, t.x, strict=True)
    }
    assert places["figure=min05"] < places["figure=was04"]


def test_tariffs_say_who_levies_them_on_whom() -> None:
    words = [text for t in built("rates").figure.data if t.text is not None for text in t.text]
    assert words[0] == "<b>50%</b>  United States → Brazil, threatened"
    assert words[-1] == "<b>▲ 2.4%</b>  prices"
    assert (
        built("rates").twin["Tariff"].tolist()[2]
        == "United States → European Union, cars, in force"
    )


def points(trace: go.Scatter | go.Bar) -> int:
    """Return how many marks of a trace answer to the pointer."""
    return 0 if trace.hoverinfo == "skip" else len(trace.hovertext)


def test_groups_that_fit_keep_their_words_and_the_others_become_dots() -> None:
    figure = built("amounts", tables=many(8)).figure
    words = [text for t in figure.data if t.text is not None for text in t.text]
    titles = [note.text for note in figure.layout.annotations]
    assert titles[:2] == ["<b>EUR</b>", "<b>USD</b>"]
    assert 0 < len(words) <= MOST_ROWS
    assert not any("€" in word for word in words)
    assert sum(map(points, figure.data)) == 88


def test_dots_are_figures() -> None:
    dots = marks(built("amounts", tables=many(8)))
    assert len({values["figure"] for values in dots}) == len(dots) == 88


def test_too_many_figures_are_counted() -> None:
    for key, number in (("amounts", 4400), ("rates", 2000)):
        bars = built(key, tables=many(400)).figure.data
        assert all(isinstance(trace, go.Bar) for trace in bars)
        assert sum(trace.y.sum() for trace in bars) == number
        assert all([*bar["text"]] == [f"{count:,}" for count in bar["y"]] for bar in bars)
        assert sum(map(points, bars)) <= MOST_DOTS


@pytest.mark.parametrize(
    ("key", "stands_for"),
    [
        ("amounts", {mark(currency="EUR")}),
        ("rates", {mark(kind="percent")}),
    ],
)
def test_a_bar_stands_for_what_a_facet_can_say(key: str, stands_for: set[str]) -> None:
    bars = built(key, tables=many(400)).figure.data
    names = {name for trace in bars for name in trace.customdata}
    assert names >= stands_for
    assert "" not in names
