"""The chart of polarity: sentence by sentence in a few texts, text by text in many."""

from typing import Any

import numpy as np
import pandas as pd

from analysis.labels import shorten
from analysis.schema import Tables
from analysis.selection import Selection, sentence_id
from analysis.summaries import tone_of_documents
from dashboard import theme
from dashboard.charts import spec
from dashboard.charts.bars import names_axis
from dashboard.charts.chart import Chart, count_of, hover, mark, records
from dashboard.charts.panels import Panel, stacked
from dashboard.charts.wording import titles_of

MOST_TEXTS = 6
"""Texts up to which each sentence is drawn."""

MOST_SENTENCES = 1500
MOST_ROWS = 30
PANEL, TICKS, ROW = 104, 22, 26
LEFT = 30
HALF = 0.5
"""Reach of the axis where no sentence goes further."""

NAME = 44
LABEL = 24
LINES = {"showgrid": True, "gridcolor": theme.TRACK}
FEWEST_PLACES = 12
"""Sentences that an axis has room for at least, so that the stems of a short text stay thin."""

LIMITS = (
    "Below 0: gloomy words, above 0: cheerful ones. TextBlob weighs each word by itself and "
    "knows neither context nor irony; “more” counts as praise. {unscored} of {all} hold no word "
    "that it knows"
)


def tone(tables: Tables, selection: Selection) -> Chart | None:
    """Draw the polarity along the texts, or the middle half of each text where they are many."""
    sentences = tables.sentences
    if len(sentences) < 2:
        return None
    known = tone_of_documents(tables)
    few = len(known) <= MOST_TEXTS and len(sentences) <= MOST_SENTENCES
    titles = titles_of(tables.documents, known["doc_id"])
    unscored = int((~sentences["scored"]).sum())
    note = LIMITS.format(unscored=unscored, all=count_of(len(sentences), "sentence"))
    if few:
        figure = _along(sentences, list(known["doc_id"]), titles, selection)
        twin = _twin(sentences, titles)
        reading = f"{note} and stand hollow at 0."
        return Chart(
            figure, "Mood of the words, sentence by sentence", _alt(sentences), twin, reading
        )
    known = known[known["scored"] > 0].sort_values("sentences", ascending=False)
    if known.empty:
        return None
    named = known.assign(title=known["doc_id"].map(titles).fillna(known["doc_id"]))
    twin = named.drop(columns="doc_id").reset_index(drop=True)
    return Chart(
        _by_text(named.head(MOST_ROWS), selection),
        "Mood of the words, text by text",
        _alt(sentences),
        twin.set_axis(
            ["Text", "Sentences", "Scored", "Lower quartile", "Median", "Upper quartile"], axis=1
        ),
        f"Dot: median; line: middle half of the scored sentences. {note}.",
    )


def _alt(sentences: pd.DataFrame) -> str:
    scored, polarity = sentences["scored"], sentences["polarity"]
    up, down = int((scored & (polarity > 0)).sum()), int((scored & (polarity < 0)).sum())
    some = int(scored.sum())
    return (
        f"Mood of {count_of(len(sentences), 'sentence')}: {up:,} positive, {down:,} negative, "
        f"{some - up - down:,} at zero, {len(sentences) - some:,} not scored."
    )


def _twin(sentences: pd.DataFrame, titles: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Text": sentences["doc_id"].map(titles).fillna(sentences["doc_id"]),
            "Sentence": sentences["sentence"] + 1,
            "Mood (−1 to +1)": sentences["polarity"].where(sentences["scored"]),
            "Words behind it": sentences["driving_words"],
            "Words": sentences["text"],
        }
    ).reset_index(drop=True)


def _along(
    sentences: pd.DataFrame, doc_ids: list[str], titles: dict[str, str], selection: Selection
) -> spec.Spec:
    shown = map(sentence_id, sentences["doc_id"], sentences["sentence"])
    faint = 1.0 if set(selection.sentence).isdisjoint(shown) else theme.FAINT
    reach = 1.0 if sentences["polarity"].abs().max() > HALF else HALF
    panels = []
    for doc_id in doc_ids:
        rows = sentences[sentences["doc_id"] == doc_id]
        title = shorten(titles.get(doc_id, doc_id), NAME)
        traces = _sentences(rows, doc_id, selection.sentence, faint)
        panels.append(Panel(title, PANEL, traces, _across(rows), _upwards(reach)))
    return stacked(panels, [], left=LEFT, hovermode="x", hoverdistance=-1)


def _sentences(
    rows: pd.DataFrame, doc_id: str, chosen: tuple[str, ...], faint: float
) -> tuple[spec.Trace, spec.Trace]:
    """Return stems and heads of the sentences of one text; a head answers to the pointer."""
    polarity = rows["polarity"].where(rows["scored"], 0.0).to_numpy()
    at = rows["sentence"].to_numpy() + 1
    names = [sentence_id(doc_id, number) for number in rows["sentence"]]
    lit = [name in chosen for name in names]
    opacity = [1.0 if one else faint for one in lit]
    colours = np.select(
        [~rows["scored"].to_numpy(), polarity < 0], [theme.GREY, theme.NEGATIVE], theme.POSITIVE
    )
    stems = spec.bar(
        x=at,
        y=polarity,
        width=0.28,
        marker={"color": colours, "opacity": opacity, "line": {"width": 0}},
        hoverinfo="skip",
    )
    heads = spec.scatter(
        x=at,
        y=polarity,
        mode="markers",
        marker={
            "symbol": np.where(rows["scored"].to_numpy(), "circle", "circle-open"),
            "color": colours,
            "size": [11 if one else 7 for one in lit],
            "line": {"width": np.where(rows["scored"].to_numpy(), 0, 1)},
            "opacity": opacity,
        },
        customdata=[mark(sentence=name) for name in names],
        hovertext=[_hover(row) for row in records(rows)],
        hoverinfo="text",
        cliponaxis=False,
    )
    return stems, heads


def _hover(row: Any) -> str:
    driven = f"because of: {row.driving_words}" if row.driving_words else ""
    score = f"{row.polarity:+.2f}" if row.scored else "not scored"
    return hover(f"Sentence {row.sentence + 1}: {score}", driven, shorten(row.text, 180))


def _across(rows: pd.DataFrame) -> dict[str, Any]:
    last = int(rows["sentence"].max()) + 1
    return {
        "range": [0.2, max(last, FEWEST_PLACES) + 0.8],
        "showgrid": False,
        "zeroline": False,
        "nticks": 8,
        "tickformat": "d",
        "tickfont": {"size": 10},
    }


def _upwards(reach: float) -> dict[str, Any]:
    return {
        "range": [-1.12 * reach, 1.12 * reach],
        "tickvals": [-reach, 0, reach],
        "ticktext": [f"−{reach:g}", "0", f"+{reach:g}"],
        "tickfont": {"size": 10},
        "gridcolor": theme.TRACK,
        "zeroline": True,
        "zerolinecolor": theme.GREY,
        "automargin": False,
    }


def _hover_of_text(row: Any) -> str:
    return hover(row.title, f"median {row.middle:+.2f}", count_of(row.scored, "scored sentence"))


def _by_text(rows: pd.DataFrame, selection: Selection) -> spec.Spec:
    """Draw the median of each text on the line of its middle half."""
    rows = rows.iloc[::-1]
    places = np.arange(len(rows))
    lit = theme.opacities([doc_id in selection.document for doc_id in rows["doc_id"]])
    middle = rows["middle"].to_numpy()
    colours = np.where(middle < 0, theme.NEGATIVE, theme.POSITIVE)
    trace = spec.scatter(
        x=middle,
        y=places,
        mode="markers",
        marker={"color": colours, "size": 10, "opacity": lit},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": rows["high"].to_numpy() - middle,
            "arrayminus": middle - rows["low"].to_numpy(),
            "color": theme.GREY,
            "thickness": 2,
            "width": 0,
        },
        customdata=[mark(document=doc_id) for doc_id in rows["doc_id"]],
        hovertext=[_hover_of_text(row) for row in records(rows)],
        hoverinfo="text",
    )
    across = {"range": [-1.05, 1.05], "zeroline": True, "zerolinecolor": theme.GREY}
    axes = {
        "xaxis": {**across, "fixedrange": True, "automargin": True},
        "yaxis": {**names_axis(list(rows["title"]), LABEL), **LINES},
    }
    height = ROW * len(rows) + TICKS + 12
    layout = theme.layout(height, hovermode="y", hoverdistance=-1, **axes)
    return spec.figure([trace], layout)
