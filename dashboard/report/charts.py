"""Write a chart with its words and its table: as a place for Plotly to draw in, or as a map."""

import html
from dataclasses import dataclass

from plotly.io.json import to_json_plotly

from analysis.labels import country_name
from dashboard.charts.chart import Chart, listing
from dashboard.markup import TWIN_ROWS, html_table
from dashboard.report.worldmap import missing, world_svg


@dataclass(frozen=True)
class Section:
    """The markup of a chart, and what Plotly is to draw in it: '' where it is drawn already."""

    key: str
    markup: str
    figure: str = ""


def section(key: str, chart: Chart) -> Section:
    """Return ``chart`` as a part of the report; a map becomes an SVG, which needs no outlines."""
    trace = chart.figure["data"][0] if chart.figure["data"] else {}
    note = chart.note
    if trace.get("type") == "choropleth":
        small = [country_name(code) for code in missing(trace)]
        note += f" Too small for the map: {listing(small)}." if small else ""
        drawing, figure = world_svg(trace, chart.title, chart.alt), ""
    else:
        height = int(chart.figure["layout"]["height"])
        drawing = (
            f'<div class="drawing" id="chart-{html.escape(key)}" role="img" '
            f'aria-label="{html.escape(chart.alt)}" style="height:{height}px"></div>'
        )
        figure = str(to_json_plotly(chart.figure))
    twin = html_table(chart.twin, chart.title, limit=TWIN_ROWS)
    markup = (
        f'<figure class="chart"><h3>{html.escape(chart.title)}</h3>'
        f'<p class="finding">{html.escape(chart.alt)}</p>{drawing}'
        f"<figcaption>{html.escape(note)}</figcaption>"
        f"<details><summary>As a table</summary>{twin}</details></figure>"
    )
    return Section(key, markup, figure)
