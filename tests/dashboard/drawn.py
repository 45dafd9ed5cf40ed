"""Draw charts of the sample tables, and read from them what their marks stand for."""

import json
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from streamlit.testing.v1 import AppTest

from analysis.schema import Tables
from analysis.selection import Selection
from dashboard.charts import EVERY, Chart, picked
from tests.dashboard.sample_tables import sample_tables

TABLES = sample_tables()
SPECS = {spec.key: spec for spec in EVERY}


@dataclass(frozen=True)
class Drawn:
    """A chart whose figure Plotly has read, and checked every value of."""

    figure: go.Figure
    title: str
    alt: str
    twin: pd.DataFrame
    note: str


def drawn(chart: Chart | None) -> Drawn:
    """Have Plotly read the figure of a chart; a value that it does not know raises."""
    assert chart is not None
    return Drawn(go.Figure(chart.figure), chart.title, chart.alt, chart.twin, chart.note)


def built(key: str, selection: Selection | None = None, tables: Tables = TABLES) -> Drawn:
    """Return the chart called ``key`` as a page draws it."""
    spec, chosen = SPECS[key], selection or Selection()
    return drawn(spec.build(chosen.without(*spec.facets).apply(tables), chosen))


def marks(chart: Drawn) -> list[dict[str, tuple[str, ...]]]:
    """Return what the marks of a chart stand for."""
    return [
        picked(name)
        for trace in chart.figure.data
        if trace.customdata is not None and trace.hoverinfo != "skip"
        for name in trace.customdata
    ]


def lit(chart: Drawn) -> list[dict[str, tuple[str, ...]]]:
    """Return what the fully drawn marks stand for."""
    found = []
    for trace in chart.figure.data:
        if trace.customdata is not None and trace.hoverinfo != "skip":
            opacity = np.broadcast_to(np.asarray(trace.marker.opacity), len(trace.customdata))
            found += [picked(n) for n, o in zip(trace.customdata, opacity, strict=True) if o == 1]
    return found


def charts_on(page: AppTest) -> dict[str, dict[str, object]]:
    """Return what each chart of a page was given, by its key; charts without marks are left out."""
    given = [json.loads(element.proto.json) for element in page.get("bidi_component")]
    charts = [chart for one in given for chart in one.get("charts", ())]
    return {chart["key"]: chart for chart in charts if "figure" in chart}


def citation_on(page: AppTest) -> str:
    """Return the citation that stands under the text of a page."""
    given = [json.loads(element.proto.json) for element in page.get("bidi_component")]
    (citation,) = [one["citation"] for one in given if one.get("citation")]
    return str(citation)
