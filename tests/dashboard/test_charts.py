"""Charts say what the tables hold: one mark a figure, names that clicks give back, text as text."""

import json
import tomllib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from analysis.model import STATUSES
from analysis.schema import Tables
from analysis.selection import FACETS, NO_COUNTRY, Selection
from dashboard import theme
from dashboard.charts import EXPLORE, Chart, mark, picked
from dashboard.charts.axes import MOST_TICKS, Axis, tick_values
from dashboard.charts.numbers import MOST_DOTS, MOST_ROWS
from tests.dashboard.sample_tables import sample_tables

TABLES = sample_tables()
SPECS = {spec.key: spec for spec in EXPLORE}


def built(key: str, selection: Selection | None = None, tables: Tables = TABLES) -> Chart:
    """Return the chart called ``key`` as a page draws it."""
    spec, chosen = SPECS[key], selection or Selection()
    chart = spec.build(chosen.without(*spec.facets).apply(tables), chosen)
    assert chart is not None
    return chart


def marks(chart: Chart) -> list[dict[str, tuple[str, ...]]]:
    """Return what the marks of a chart stand for."""
    return [
        picked(name)
        for trace in chart.figure.data
        if trace.customdata is not None and trace.hoverinfo != "skip"
        for name in trace.customdata
    ]


def lit(chart: Chart) -> list[dict[str, tuple[str, ...]]]:
    """Return what the fully drawn marks stand for."""
    found = []
    for trace in chart.figure.data:
        if trace.customdata is not None and trace.hoverinfo != "skip":
            opacity = np.broadcast_to(np.asarray(trace.marker.opacity), len(trace.customdata))
            found += [picked(n) for n, o in zip(trace.customdata, opacity, strict=True) if o == 1]
    return found


def many(copies: int) -> Tables:
    """Return the sample with its money figures and percentages ``copies`` times."""
    frame = pd.concat([TABLES.figures] * copies, ignore_index=True)
    names = frame["figure_id"] + pd.Series(range(len(frame))).astype("str")
    return replace(TABLES, figures=frame.assign(figure_id=names))


SOME = {
    "amounts": Selection(figure=("min02",)),
    "rates": Selection(figure=("was00",)),
    "world": Selection(country=("FRA",)),
    "countries": Selection(country=("NATO",)),
    "topics": Selection(topic=("arms",)),
    "pledges": Selection(country=("FRA",), stage=("confirmed",)),
    "statuses": Selection(status=("denied",)),
    "tone": Selection(sentence=("harbour-talks:3",)),
    "matrix": Selection(country=("USA",), topic=("tariffs",)),
}


def test_every_chart_is_tried() -> None:
    assert set(SOME) == set(SPECS)


@pytest.mark.parametrize("key", SPECS)
def test_a_chart_says_what_it_shows(key: str) -> None:
    chart = built(key)
    assert chart.title
    assert any(character.isdigit() for character in chart.alt) or key == "pledges"
    assert len(chart.twin) > 1
    assert all(name[0].isupper() and "_" not in name for name in chart.twin.columns)
    assert chart.figure.layout.title.text is None
    assert chart.figure.layout.height > 100


@pytest.mark.parametrize("key", SPECS)
def test_marks_name_facets_that_the_chart_leaves_out_of_its_own_filter(key: str) -> None:
    for values in marks(built(key)):
        assert values
        assert set(values) <= set(SPECS[key].facets)


@pytest.mark.parametrize("key", SPECS)
def test_a_click_lights_its_marks_and_a_second_takes_it_back(key: str) -> None:
    for values in marks(built(key))[:3]:
        once = Selection().toggle(values)
        assert values in lit(built(key, once))
        assert once.toggle(values) == Selection()


@pytest.mark.parametrize("key", SPECS)
def test_what_is_chosen_stands_out_and_the_others_stay(key: str) -> None:
    before, after = built(key), built(key, SOME[key])
    assert marks(after) == marks(before)
    assert 0 < len(lit(after)) < len(lit(before))
    assert len(lit(before)) == len(marks(before))


@pytest.mark.parametrize("key", SPECS)
def test_the_same_tables_give_the_same_figure(key: str) -> None:
    assert built(key).figure.to_json() == built(key).figure.to_json()


@pytest.mark.parametrize("key", SPECS)
def test_nothing_to_show_is_no_chart(key: str) -> None:
    assert SPECS[key].build(Tables(), Selection()) is None


@pytest.mark.parametrize("key", SPECS)
def test_an_empty_filter_result_is_no_chart(key: str) -> None:
    chosen = Selection(document=("nowhere",))
    assert SPECS[key].build(chosen.apply(TABLES), chosen) is None


@pytest.mark.parametrize("key", SPECS)
def test_text_is_drawn_as_text(key: str) -> None:
    drawn = json.loads(built(key).figure.to_json())
    words = [word for word in strings(drawn) if not word.startswith(("figure=", "sentence="))]
    allowed = ("<b>", "</b>", "<br>", "<u>", "</u>")
    for word in words:
        bare = word
        for tag in allowed:
            bare = bare.replace(tag, "")
        assert "<" not in bare, word
        assert bare.count("$") < 2, word


def strings(node: object) -> list[str]:
    """Return every string in a tree of lists and dictionaries."""
    if isinstance(node, str):
        return [node]
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [word for child in children for word in strings(child)]


def test_hostile_words_are_shown_whole_in_hover_text() -> None:
    (trace,) = [
        t
        for t in built("amounts").figure.data
        if t.customdata is not None and "figure=the00" in list(t.customdata)
    ]
    text = dict(zip(trace.customdata, trace.hovertext, strict=True))["figure=the00"]
    assert "“&lt;b&gt;&#36;5 *million*&lt;/b&gt; 🎉”" in text


def test_amounts_stand_in_a_panel_for_each_currency_and_period() -> None:
    figure = built("amounts").figure
    titles = [note.text for note in figure.layout.annotations]
    assert titles == ["<b>EUR</b>", "<b>USD</b>", "<b>One of each</b>"]
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
        assert sum(map(points, bars)) <= MOST_DOTS


def test_a_bar_of_amounts_stands_for_its_currency() -> None:
    bars = built("amounts", tables=many(400)).figure.data
    assert {name for trace in bars for name in trace.customdata} >= {mark(currency="EUR")}


def test_the_map_leaves_blocs_out_and_says_so() -> None:
    chart = built("world")
    assert {"USA", "FRA"} <= set(chart.figure.data[0].locations)
    assert not {"EU", "NATO", NO_COUNTRY} & set(chart.figure.data[0].locations)
    assert "European Union (2) and NATO (2)" in chart.note


def test_bars_hold_blocs_and_what_names_nobody() -> None:
    named = [values["country"][0] for values in marks(built("countries"))]
    assert {"EU", "NATO", NO_COUNTRY} <= set(named)
    assert named[-1] == "USA"


def test_one_bar_is_drawn_only_where_it_is_chosen() -> None:
    one = Selection(figure=("min02",)).apply(TABLES)
    for key in ("countries", "topics", "statuses", "world"):
        assert SPECS[key].build(one, Selection()) is None
    assert SPECS["countries"].build(one, Selection(country=("DEU",))) is not None


def test_statuses_are_coloured_by_standing_and_hatched() -> None:
    bars = built("statuses").figure.data[0]
    shown = [picked(name)["status"][0] for name in bars.customdata]
    assert shown == list(reversed(STATUSES))
    assert list(bars.marker.color) == [
        theme.STANDING_COLOURS[theme.STANDING[name]] for name in shown
    ]
    hatched = dict(zip(shown, bars.marker.pattern.shape, strict=True))
    assert {name for name, shape in hatched.items() if shape} == {"planned", "denied"}


def test_pledges_name_countries_and_unnamed_groups() -> None:
    chart = built("pledges")
    assert chart.figure.layout.yaxis.ticktext[::-1] == (
        "Norway ",
        "Estonia ",
        "France ",
        "United Kingdom ",
        "26 countries ",
        "Poland ",
        "Italy ",
    )
    assert {"country": (NO_COUNTRY,), "stage": ("pledged",)} in marks(chart)
    assert lit(built("pledges", SOME["pledges"])) == [
        {"country": ("FRA",), "stage": ("confirmed",)}
    ]


def test_unscored_sentences_are_hollow_at_zero() -> None:
    heads = built("tone").figure.data[1]
    scored = TABLES.sentences[TABLES.sentences["doc_id"] == "harbour-talks"]["scored"].to_numpy()
    assert list(heads.marker.symbol) == ["circle" if s else "circle-open" for s in scored]
    assert set(heads.y[~scored]) == {0.0}
    assert "11 of 24 sentences" in built("tone").note


def test_many_texts_are_drawn_by_text() -> None:
    names = [f"text {number}" for number in range(9)]
    documents = pd.concat([TABLES.documents.head(1).assign(doc_id=n) for n in names])
    sentences = pd.concat([TABLES.sentences.head(13).assign(doc_id=n) for n in names])
    chart = SPECS["tone"].build(Tables(documents=documents, sentences=sentences), Selection())
    assert chart is not None
    assert marks(chart)[0] == {"document": ("text 8",)}
    assert chart.figure.data[0].x.tolist() == pytest.approx([0.125] * 9)


def test_numbers_stand_only_in_marks_that_hold_them() -> None:
    trace = built("matrix").figure.data[0]
    told = dict(zip(trace.customdata, trace.text, strict=True))
    assert told[mark(country="USA", topic="tariffs")] == "3"
    assert [text for text in trace.text if text] == ["3"]


def test_marks_of_country_and_topic_grow_with_their_figures() -> None:
    trace = built("matrix").figure.data[0]
    sizes = dict(zip(trace.customdata, trace.marker.size, strict=True))
    most = sizes[mark(country="USA", topic="tariffs")]
    assert most == max(sizes.values()) > sizes[mark(country="FRA", topic="cuts")]


CLICKS = {
    "one facet": ("country=FRA", {"country": ("FRA",)}),
    "two facets": ("country=FRA&topic=aid", {"country": ("FRA",), "topic": ("aid",)}),
    "in a list": (["status=fact"], {"status": ("fact",)}),
    "no name": (None, {}),
    "a number": (7, {}),
    "an empty list": ([], {}),
    "another's facet": ("colour=red", {}),
    "no facet at all": ("<script>", {}),
}


@pytest.mark.parametrize(("customdata", "expected"), CLICKS.values(), ids=CLICKS)
def test_picked(customdata: object, expected: dict[str, tuple[str, ...]]) -> None:
    assert picked(customdata) == expected


@pytest.mark.parametrize("value", ["a & b=c", "100 %", "x+y", "é🎉", "=1;2", "letter: 1:3"])
@pytest.mark.parametrize("facet", FACETS)
def test_marks_give_every_value_back(facet: str, value: str) -> None:
    assert picked(mark(**{facet: value})) == {facet: (value,)}


@pytest.mark.parametrize("colour", sorted({*theme.CATEGORICAL, theme.NEGATIVE, theme.POSITIVE}))
@pytest.mark.parametrize("page", [theme.LIGHT_PAGE, theme.DARK_PAGE])
def test_colours_stand_out_on_both_pages(colour: str, page: str) -> None:
    lighter, darker = sorted((luminance(colour), luminance(page)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 3


def test_text_in_marks_can_be_read() -> None:
    assert (luminance(theme.ON_MARK) + 0.05) / (luminance(theme.BLUE) + 0.05) >= 4.5


def test_the_page_names_the_same_colours() -> None:
    path = Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml"
    config = tomllib.loads(path.read_text(encoding="utf-8"))
    assert tuple(config["theme"]["chartCategoricalColors"]) == theme.CATEGORICAL
    assert config["theme"]["light"]["backgroundColor"] == theme.LIGHT_PAGE
    assert config["theme"]["dark"]["backgroundColor"] == theme.DARK_PAGE


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_status_has_a_standing_with_colour_and_symbol() -> None:
    assert set(theme.STANDING) == set(STATUSES)
    assert (
        set(theme.STANDING.values()) == set(theme.STANDING_COLOURS) == set(theme.STANDING_SYMBOLS)
    )


AXES = [
    (2.0, 13.0, True),
    (9.9, 10.4, True),
    (0.0, 52.0, False),
    (-3.0, 8.0, False),
    (0, 0.4, False),
]


@pytest.mark.parametrize(("low", "high", "log"), AXES)
def test_ticks_are_few_round_and_inside(low: float, high: float, log: bool) -> None:
    axis = Axis(low, high, log)
    ticks = tick_values(axis)
    assert 1 <= len(ticks) <= MOST_TICKS + 1
    assert all(0 <= axis.at(tick) <= 1 for tick in ticks)
    assert all(one < other for one, other in pairwise(ticks))
