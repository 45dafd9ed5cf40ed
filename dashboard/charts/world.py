"""The map of the countries that figures are about."""

import numpy as np

from analysis.labels import NO_COUNTRY, country_name, is_bloc
from analysis.schema import Tables
from analysis.selection import Selection
from analysis.summaries import by_country
from dashboard import theme
from dashboard.charts import spec
from dashboard.charts.bars import with_names
from dashboard.charts.chart import Chart, count_of, hover, later, listing, mark, records

HEIGHT = 215
FEWEST = 2
"""Countries below which a map shows nothing that a sentence does not."""

COUNTED = (
    "The stronger the colour, the more figures; a figure about several countries counts under each."
)

SCALE = [[0.0, "rgba(28,124,173,0.45)"], [1.0, "rgba(28,124,173,1)"]]


def world(tables: Tables, selection: Selection) -> Chart | None:
    """Colour each country by its number of figures; blocs cannot be drawn and are named instead."""
    counts = by_country(tables)
    counts = counts[counts["iso3"] != NO_COUNTRY]
    apart = counts["iso3"].map(is_bloc).astype("bool")
    shown, blocs = counts[~apart], counts[apart]
    if len(shown) < FEWEST and not set(shown["iso3"]) & set(selection.country):
        return None
    top = [f"{country_name(row.iso3)} ({row.figures:,})" for row in records(shown.head(3))]
    named = [f"{country_name(row.iso3)} ({row.figures:,})" for row in records(blocs)]
    return Chart(
        _map(list(shown["iso3"]), shown["figures"].to_numpy(), selection.country),
        "Countries that the figures are about",
        f"World map of {count_of(len(shown), 'country')} with figures; most for {listing(top)}.",
        later(with_names, shown, ["Country", "Figures", "As main country"]),
        COUNTED + (f" Not on the map: {listing(named)}." if named else ""),
    )


def _map(
    codes: list[str], counts: "np.ndarray[tuple[int], np.dtype[np.int64]]", chosen: tuple[str, ...]
) -> spec.Spec:
    lit = [code in chosen for code in codes]
    texts = [
        hover(country_name(code), count_of(int(number), "figure"))
        for code, number in zip(codes, counts, strict=True)
    ]
    trace = spec.choropleth(
        locations=codes,
        locationmode="ISO-3",
        z=np.log1p(counts),
        zmin=0,
        zmax=float(np.log1p(max(counts))),
        colorscale=SCALE,
        showscale=False,
        customdata=[mark(country=code) for code in codes],
        hovertext=texts,
        hoverinfo="text",
        marker={
            "opacity": theme.opacities(lit),
            "line": {"color": theme.GREY, "width": [2.0 if one else 0.6 for one in lit]},
        },
    )
    geo = {
        "projection": {"type": "natural earth"},
        "lataxis": {"range": [-56, 84]},
        "showframe": False,
        "showcoastlines": False,
        "showcountries": True,
        "countrycolor": theme.TRACK,
        "countrywidth": 0.6,
        "showland": True,
        "landcolor": "rgba(128,128,128,0.16)",
        "showocean": False,
        "showlakes": False,
        "bgcolor": "rgba(0,0,0,0)",
    }
    layout = theme.layout(HEIGHT, geo=geo, margin={"l": 0, "r": 0, "t": 0, "b": 0})
    return spec.figure([trace], layout)
