"""The chart of the words behind the scores: how often each counted, and which way."""

from typing import Any

import numpy as np
import pandas as pd

from analysis.labels import shorten
from analysis.schema import Tables
from analysis.selection import Selection
from analysis.tones import driving_words, sentences_of
from dashboard import theme
from dashboard.charts import spec
from dashboard.charts.bars import BAR, cut_words, names_axis, reach_of
from dashboard.charts.chart import Chart, count_of, hover, later, listing, mark, records
from dashboard.charts.tones.reading import DIGITS, WARNING
from dashboard.charts.wording import MOST_TOLD

MOST_WORDS = 20
MOST_LINKED = 20
"""Sentences that a click on a word chooses: more would not fit an address."""

LABEL, WEIGHT = 16, 6
"""Characters of a word, and of its score behind it."""

READING = (
    "Bars count the sentences in which a word scored: to the right it lifted them, to the left it "
    "pulled them down, by the score behind the word. Those stand first that moved most, most "
    f"often. A click chooses the word’s sentences, {MOST_LINKED} at most."
)


def words(tables: Tables, selection: Selection) -> Chart | None:
    """Draw the words that moved the polarity of the sentences."""
    known = driving_words(tables)
    moving = known[known["polarity"] != 0]
    if moving.empty:
        return None
    shown = moving.head(MOST_WORDS)
    links = sentences_of(tables, shown["word"], MOST_LINKED)
    told = [
        f"“{row.word}” ({row.polarity:+.2f}, {row.sentences:,})" for row in records(shown.head(3))
    ]
    idle = len(known) - len(moving)
    zero = f" {count_of(idle, 'other word')} that it knows score 0." if idle > 1 else ""
    return Chart(
        _draw(shown, links, selection.sentence),
        "The words that drive the mood",
        f"{count_of(len(moving), 'word')} moved the scores; most: {listing(told)}.",
        later(
            known.head(MOST_TOLD).round(DIGITS).set_axis,
            ["Word", "Polarity", "Subjectivity", "Sentences", "Texts"],
            axis=1,
        ),
        f"{READING}{cut_words(len(moving) - MOST_WORDS)}{zero} {WARNING}",
    )


def _draw(shown: pd.DataFrame, links: dict[str, list[str]], chosen: tuple[str, ...]) -> spec.Spec:
    rows = shown.iloc[::-1]
    up = (rows["polarity"] > 0).to_numpy()
    counts = rows["sentences"].to_numpy()
    lit = [bool(chosen) and set(links[word]) <= set(chosen) for word in rows["word"]]
    bars = spec.bar(
        x=np.where(up, counts, -counts),
        y=np.arange(len(rows)),
        orientation="h",
        customdata=[mark(sentence=links[word]) for word in rows["word"]],
        marker={
            "color": theme.polarity_colours(rows["polarity"]),
            "opacity": theme.opacities(lit),
            "cornerradius": 3,
        },
        text=[f"{count:,}" for count in counts],
        textposition="outside",
        cliponaxis=False,
        hovertext=[_hover(row) for row in records(rows)],
        hoverinfo="text",
    )
    sides = 1 if up.all() or not up.any() else 2
    reach = reach_of(bars["text"], counts, sides)
    across = {
        "range": [-reach if not up.all() else 0, reach if up.any() else 0],
        "showticklabels": False,
        "showgrid": False,
        "zeroline": True,
        "zerolinecolor": theme.GREY,
        "fixedrange": True,
    }
    names = [f"{shorten(row.word, LABEL)} {_signed(row.polarity)}" for row in records(rows)]
    axes = {"xaxis": across, "yaxis": names_axis(names, LABEL + WEIGHT)}
    layout = theme.layout(BAR * len(rows) + 12, hovermode="y", hoverdistance=-1, **axes)
    return spec.figure([bars], layout)


def _signed(value: float) -> str:
    return f"{value:+.2g}".replace("-", "−")


def _hover(row: Any) -> str:
    return hover(
        row.word,
        f"polarity {_signed(row.polarity)}, subjectivity {row.subjectivity:.2g}",
        f"scored in {count_of(row.sentences, 'sentence')} of {count_of(row.documents, 'text')}",
    )
