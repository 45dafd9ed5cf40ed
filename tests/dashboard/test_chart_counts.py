"""Charts of counts, pledges and tone hold what the tables hold, and stand for it."""

import pandas as pd
import pytest

from analysis.model import STATUSES
from analysis.schema import Tables
from analysis.selection import NO_COUNTRY, Selection
from dashboard import theme
from dashboard.charts import mark, picked
from tests.dashboard.drawn import SPECS, TABLES, built, drawn, lit, marks


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
    assert lit(built("pledges", Selection(country=("FRA",), stage=("confirmed",)))) == [
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
    tables = Tables(documents=documents, sentences=sentences)
    chart = drawn(SPECS["tone"].build(tables, Selection()))
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
