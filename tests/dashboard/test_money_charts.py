"""The charts of payments, spending, pledges and tariffs draw what is stated and add nothing up."""

from dataclasses import replace

import pandas as pd
import pytest

from analysis import analyse, read_pasted
from analysis.exchange import converted
from analysis.schema import Tables, joined
from analysis.selection import Selection
from dashboard import theme
from dashboard.charts import MONEY, PLEDGES, TARIFFS, mark, picked
from dashboard.charts.money import lines
from tests.dashboard.drawn import SPECS, TABLES, Drawn, built, drawn, marks

CHARTS = [spec.key for spec in (*MONEY, *PLEDGES, *TARIFFS)]
GIVEN = (
    "Norway gave Ukraine €5 billion in aid for hospitals. "
    "Norway gave Ukraine about €2 billion in aid for schools. "
    "Norway will give Ukraine at least €1 billion in aid. "
    "Denmark gave Ukraine between €3 billion and €4 billion in aid. "
    "Poland gave Ukraine up to €6 billion in aid. "
    "Sweden gave Ukraine $700 million in aid."
)
LEVIED = (
    "The United States imposed tariffs of 15 percent on cars from Japan. "
    "The United States threatened to impose tariffs of 40 percent on steel from Japan. "
)


def read(text: str) -> Tables:
    return analyse([read_pasted(text)])


def made(key: str, text: str, selection: Selection | None = None) -> Drawn:
    return drawn(SPECS[key].build(read(text), selection or Selection()))


def words(chart: Drawn) -> list[str]:
    """Return the words that stand in a chart, rows first to last, and then its headings."""
    rows = [text for trace in chart.figure.data if trace.mode == "text" for text in trace.text]
    return rows + [note.text for note in chart.figure.layout.annotations]


def signs(chart: Drawn) -> dict[str, str]:
    """Return the symbol of each figure's mark, by what its hover text begins with."""
    return {
        text.partition("</b>")[0].removeprefix("<b>"): symbol
        for trace in chart.figure.data
        if trace.customdata is not None
        for text, symbol in zip(trace.hovertext, trace.marker.symbol, strict=True)
    }


def test_amounts_of_a_pair_share_its_lane_and_other_currencies_stand_apart() -> None:
    chart = made("payments", GIVEN)
    found = words(chart)
    assert found.count("<b>EUR</b>") == 1
    assert sum(text.startswith("<b>Norway → Ukraine</b>") for text in found) == 1
    assert "3 amounts" in next(text for text in found if text.startswith("<b>Norway"))
    assert any(text.startswith("<b>&#36;700 m</b>  Sweden → Ukraine") for text in found)
    assert len(marks(chart)) == 7  # a range has two ends


@pytest.mark.parametrize("key", ["payments", "spending"])
def test_qualifiers_are_drawn_and_no_middle_is_made(key: str) -> None:
    chart = made(key, GIVEN)
    told = signs(chart)
    assert told["€5 bn"] == "circle"
    assert told["~€2 bn"] == "circle-open"
    assert told["≥ €1 bn"].startswith(("diamond", "circle"))
    spans = [t for t in chart.figure.data if t.mode == "lines+markers"]
    tips = [tip for t in spans for tip in t.marker.symbol[1::3]]
    assert sorted(tips) == ["line-ns", "triangle-left", "triangle-right"]
    (span,) = [t for t in spans if t.line.width == 7]
    ends = [t.x for t in chart.figure.data if t.customdata is not None and span.x[0] in t.x]
    assert all(sum(span.x[:2]) / 2 not in xs for xs in ends)


def test_standing_shows_in_colour_and_in_symbol() -> None:
    promised = made("payments", "Norway pledged to give Ukraine €5 billion in aid.")
    (trace,) = [t for t in promised.figure.data if t.customdata is not None]
    look = theme.standing("pledged")
    assert (trace.marker.color[0], trace.marker.symbol[0]) == (look.colour, look.symbol)
    assert [t.name for t in promised.figure.data if t.name] == [look.name]


@pytest.mark.parametrize("key", CHARTS)
def test_nothing_is_added_up(key: str) -> None:
    tables = read(f"{GIVEN} {LEVIED}")
    chart = SPECS[key].build(tables, Selection())
    if chart is None:
        return
    hovers = " ".join(h for t in chart.figure["data"] for h in t.get("hovertext", ()))
    assert "€7 bn" not in hovers
    assert "55%" not in hovers


def test_a_tariff_says_rate_goods_and_state() -> None:
    chart = made("tariffs", LEVIED)
    assert "<b>15%</b>  cars, in force" in words(chart)
    assert "<b>United States → Japan</b>" in words(chart)
    told = signs(chart)
    assert told["15%"] == theme.STATES["in force"].symbol
    assert told["40%"] == theme.STATES["threatened"].symbol
    twin = chart.twin.set_index("Rate")
    assert twin.loc["15%", ["Levied by", "Levied on", "State"]].tolist() == [
        "United States",
        "Japan",
        "in force",
    ]


def test_panels_of_tariffs_share_one_scale() -> None:
    figure = built("tariffs").figure
    assert len(list(figure.select_xaxes())) == 3
    assert len({tuple(axis.range) for axis in figure.select_xaxes()}) == 1
    assert len({tuple(axis.ticktext) for axis in figure.select_xaxes()}) == 1


def test_pledged_amounts_look_as_their_stage_and_name_who_and_what() -> None:
    chart = built("promised")
    assert signs(chart)["12 boats"] == theme.STAGES["delivered"].symbol
    twin = chart.twin.set_index("Stated")
    assert twin.loc["5,000 soldiers", ["Who", "What", "Stage"]].tolist() == [
        "Poland",
        "land",
        "pledged",
    ]
    assert twin.loc["26 countries", "What"] == "land, sea, air"


def many(pairs: int, each: int) -> Tables:
    """Return the spending of the samples, as if it were that of many countries."""
    row = TABLES.figures[TABLES.figures["figure_id"] == "min02"]
    view = TABLES.spending[TABLES.spending["figure_id"] == "min02"]
    flow = TABLES.flows.head(1)
    parts = [Tables(documents=TABLES.documents)]
    for pair in range(pairs):
        for number in range(each):
            name = {"figure_id": f"{pair}-{number}"}
            code = f"X{pair:02d}"
            parts.append(
                Tables(
                    figures=row.assign(**name),
                    spending=view.assign(**name, iso3=code),
                    flows=flow.assign(**name, payer=code),
                )
            )
    return joined(parts)


@pytest.mark.parametrize("key", ["payments", "spending"])
def test_many_pairs_are_counted_and_a_click_leaves_fewer(key: str) -> None:
    tables = many(lines.MOST_LINES + 1, 1)
    chart = drawn(SPECS[key].build(tables, Selection()))
    (bars,) = chart.figure.data
    assert (bars.type, set(bars.x)) == ("bar", {1})
    facets = {"payments": {"pair"}, "spending": {"country", "topic"}}
    assert set(picked(bars.customdata[0])) == facets[key]
    left = lines.MOST_LINES + 1 - len(bars.x)
    assert f"{left} more pairs stand in the table only" in chart.note
    assert len(chart.twin) == len(tables.spending)


def test_a_bar_of_payments_leaves_those_from_the_one_to_the_other() -> None:
    tables = many(lines.MOST_LINES + 1, 2)
    (bars,) = drawn(SPECS["payments"].build(tables, Selection())).figure.data
    chosen = Selection().toggle(picked(bars.customdata[0]))
    chart = drawn(SPECS["payments"].build(chosen.apply(tables), chosen))
    marks = {one for trace in chart.figure.data for one in trace.customdata or ()}
    payer = chosen.pair[0].partition(">")[0].removeprefix("X").lstrip("0") or "0"
    assert marks == {mark(figure=f"{payer}-{number}") for number in range(2)}


@pytest.mark.parametrize("key", ["payments", "spending"])
def test_marks_of_a_lane_that_would_hide_each_other_step_aside(key: str) -> None:
    chart = drawn(SPECS[key].build(many(1, 3), Selection()))
    (trace,) = [t for t in chart.figure.data if t.customdata is not None]
    assert len(set(trace.x)) == 1
    assert len(set(trace.y)) == 3
    assert set(trace.customdata) == {mark(figure=f"0-{number}") for number in range(3)}


def test_spans_that_look_alike_share_a_trace() -> None:
    given = "Norway gave Ukraine at least €{} billion in aid for its {}."
    things = ("schools", "ports", "hospitals", "railways")
    chart = made("payments", " ".join(given.format(n, thing) for n, thing in enumerate(things, 2)))
    (spans,) = [t for t in chart.figure.data if t.mode == "lines+markers"]
    assert list(spans.marker.symbol[1::3]) == ["triangle-right"] * len(things)
    assert list(spans.x[2::3]) == [None] * len(things)


@pytest.mark.parametrize("key", ["payments", "spending", "promised"])
def test_on_one_scale_the_rate_is_told(key: str) -> None:
    tables = read(f"{GIVEN} Sweden pledged to give Chad $900 million in aid.")
    dated = tables.documents.assign(published=pd.Timestamp("2025-06-03"))
    tables = converted(replace(tables, documents=dated), "EUR")
    chart = drawn(SPECS[key].build(tables, Selection()))
    hovers = " ".join(h for t in chart.figure.data for h in t.hovertext or ())
    assert "1 USD =" in hovers
    assert "converted at the rate" in chart.note
