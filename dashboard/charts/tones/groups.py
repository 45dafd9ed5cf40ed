"""The charts of tone by country, topic and text: the middle of the sentences of each."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from analysis.cuts import base_of
from analysis.labels import country_name, shorten, word
from analysis.schema import Tables
from analysis.selection import Selection
from analysis.tones import tone_by
from dashboard import theme
from dashboard.charts import spec
from dashboard.charts.bars import cut_words, names_axis
from dashboard.charts.chart import Chart, count_of, hover, later, listing, mark, records
from dashboard.charts.tones.reading import (
    DIGITS,
    FEW,
    SCALE,
    WARNING,
    alt,
    shares_of,
    unscored_words,
)
from dashboard.charts.wording import MOST_TOLD, titles_of

MOST_ROWS = 24
ROW, HEAD = 26, 52
LABEL = 24
POLARITY, SUBJECTIVITY = (0.0, 0.64), (0.72, 1.0)
"""What part of the width either axis takes."""

READING = (
    "Dot: median of the scored sentences (their number stands behind the name); line: middle half; "
    f"hollow: fewer than {FEW}, which say little."
)
SEVERAL = "A sentence about several counts under each."


def countries(tables: Tables, selection: Selection) -> Chart | None:
    """Draw the tone of the sentences about each country or bloc."""
    return _chart(tables, selection, "country", "Country or bloc", country_name)


def topics(tables: Tables, selection: Selection) -> Chart | None:
    """Draw the tone of the sentences about each topic."""
    return _chart(tables, selection, "topic", "Topic", word)


def documents(tables: Tables, selection: Selection) -> Chart | None:
    """Draw the tone of each text."""
    return _chart(tables, selection, "document", "Text", str)


TITLES = {
    "country": "Mood of the sentences about each country",
    "topic": "Mood of the sentences about each topic",
    "document": "Mood of the words, text by text",
}


def _chart(
    tables: Tables,
    selection: Selection,
    facet: str,
    heading: str,
    name_of: Callable[[str], str],
) -> Chart | None:
    known = tone_by(tables, facet, MOST_TOLD)
    bare = int(np.count_nonzero(known["scored"].to_numpy() == 0))
    drawn = known[known["scored"] > 0] if bare else known
    chosen: tuple[str, ...] = getattr(selection, facet)
    if drawn.empty or (len(known) < 2 and not chosen):
        return None
    ends = _ends(drawn)
    if facet == "document":
        seen = pd.concat([drawn[facet].head(MOST_ROWS), ends[facet]])
        name_of = titles_of(base_of(tables).documents, seen).__getitem__
    without = f"{count_of(bare, 'row')} without a scored sentence left out." if bare else ""
    told = shares_of(tables)
    note = (
        f"{READING}{cut_words(len(drawn) - MOST_ROWS)}",
        without,
        "" if facet == "document" else SEVERAL,
        f"{SCALE} {WARNING}",
        f"{unscored_words(told)}." if facet == "document" else "",
    )
    return Chart(
        _draw(drawn.head(MOST_ROWS), facet, name_of, chosen),
        TITLES[facet],
        f"{alt(told)} {_extremes(ends, facet, name_of)}",
        later(_twin, known.head(MOST_TOLD), heading, name_of, tables),
        " ".join(filter(None, note)),
    )


def _twin(
    told: pd.DataFrame, heading: str, name_of: Callable[[str], str], tables: Tables
) -> pd.DataFrame:
    facet = str(told.columns[0])
    if facet == "document":
        name_of = titles_of(base_of(tables).documents, told[facet]).__getitem__
    named = told.assign(**{facet: [name_of(value) for value in told[facet]]})
    columns = ["Sentences", "Scored", "Lower quartile", "Median", "Upper quartile", "Subjectivity"]
    return named.set_axis([heading, *columns], axis=1).round(DIGITS)


def _extremes(ends: pd.DataFrame, facet: str, name: Callable[[str], str]) -> str:
    """Return which rows with enough sentences are the gloomiest and the most cheerful."""
    if ends.empty:
        return f"No two have {FEW} scored sentences or more."
    told = [
        f"{name(getattr(row, facet))} ({row.middle:+.2f}, n = {row.scored})"
        for row in records(ends)
    ]
    return f"Lowest and highest median: {listing(told)}."


def _ends(drawn: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with the lowest and the highest median of those with FEW sentences."""
    solid = np.flatnonzero(drawn["scored"].to_numpy() >= FEW)
    if len(solid) < 2:
        return drawn.head(0)
    middle = drawn["middle"].to_numpy()[solid]
    last = len(middle) - 1 - int(middle[::-1].argmax())
    return drawn.iloc[solid[[int(middle.argmin()), last]]]


def _draw(
    shown: pd.DataFrame, facet: str, name: Callable[[str], str], chosen: tuple[str, ...]
) -> spec.Spec:
    rows = shown.iloc[::-1]
    labels = [
        f"{shorten(name(value), LABEL)} · {scored:,}"
        for value, scored in zip(rows[facet], rows["scored"], strict=True)
    ]
    common: dict[str, Any] = {
        "y": np.arange(len(rows)),
        "mode": "markers",
        "customdata": [mark(**{facet: value}) for value in rows[facet]],
        "hovertext": [_hover(row, name(getattr(row, facet))) for row in records(rows)],
        "hoverinfo": "text",
        "cliponaxis": False,
    }
    lit = theme.opacities([value in chosen for value in rows[facet]])
    few = (rows["scored"] < FEW).to_numpy()
    middle = rows["middle"].to_numpy()
    polarity = spec.scatter(
        **common,
        x=middle,
        marker=_marker(theme.polarity_colours(middle), few, lit),
        error_x=_middle_half(rows),
    )
    opinion = spec.scatter(
        **common,
        x=rows["subjectivity"].to_numpy(),
        xaxis="x2",
        marker=_marker(theme.OPINION, few, lit),
    )
    axes = {
        **_axes(),
        "yaxis": {**names_axis(labels, 0), "showgrid": True, "gridcolor": theme.TRACK},
    }
    layout = theme.layout(ROW * len(rows) + HEAD, hovermode="y", hoverdistance=-1, **axes)
    return spec.figure([polarity, opinion], layout)


def _marker(colour: Any, few: Any, lit: list[float]) -> dict[str, Any]:
    return {
        "color": colour,
        "symbol": np.where(few, "circle-open", "circle"),
        "size": 10,
        "opacity": lit,
        "line": {"width": np.where(few, 2, 0)},
    }


def _middle_half(rows: pd.DataFrame) -> dict[str, Any]:
    return {
        "type": "data",
        "symmetric": False,
        "array": (rows["high"] - rows["middle"]).to_numpy(),
        "arrayminus": (rows["middle"] - rows["low"]).to_numpy(),
        "color": theme.GREY,
        "thickness": 2,
        "width": 0,
    }


def _hover(row: Any, name: str) -> str:
    return hover(
        name,
        f"polarity: median {row.middle:+.2f}, middle half {row.low:+.2f} to {row.high:+.2f}",
        f"subjectivity: median {row.subjectivity:.2f}",
        f"{row.scored:,} of {count_of(row.sentences, 'sentence')} scored",
    )


def _axes() -> dict[str, Any]:
    common = {
        "side": "top",
        "fixedrange": True,
        "showgrid": False,
        "zeroline": True,
        "zerolinecolor": theme.GREY,
        "tickfont": {"size": 10},
    }
    return {
        "xaxis": {
            **common,
            "domain": POLARITY,
            "range": [-1.05, 1.05],
            "tickvals": [-1, 0, 1],
            "ticktext": ["−1", "0", "+1"],
            "title": {"text": "Polarity", "font": {"size": 11}, "standoff": 4},
        },
        "xaxis2": {
            **common,
            "anchor": "y",
            "domain": SUBJECTIVITY,
            "range": [-0.05, 1.05],
            "tickvals": [0, 1],
            "title": {"text": "Subjectivity", "font": {"size": 11}, "standoff": 4},
        },
    }
