"""The charts of tone along the texts: polarity up and down, subjectivity below, by sentence."""

from typing import Any

import numpy as np
import pandas as pd

from analysis.cuts import count_of as sentences_in
from analysis.labels import shorten
from analysis.schema import Tables
from analysis.selection import Selection, sentence_id
from dashboard import theme
from dashboard.charts import spec
from dashboard.charts.chart import Chart, hover, later, mark, records
from dashboard.charts.panels import Panel, stacked
from dashboard.charts.tones.reading import DIGITS, SCALE, WARNING, alt, shares_of, unscored_words
from dashboard.charts.wording import titles_of

MOST_TEXTS, MOST_SENTENCES = 12, 1500
"""Texts and sentences up to which each sentence is drawn."""

POLARITY, SUBJECTIVITY = 104, 44
"""Heights of the panels in pixels."""

LEFT = 30
HALF = 0.5
"""Reach of the axis where no sentence goes further."""

NAME = 44
FEWEST_PLACES = 12
"""Sentences that an axis has room for at least, so that the stems of a short text stay thin."""

OPINION = "Subjectivity: 0 factual, 1 opinion"


def polarity_along(tables: Tables, selection: Selection) -> Chart:
    """Draw the polarity of each sentence along its text; the tables hold two or more."""
    titles = titles_of(tables.documents, tables.sentences["doc_id"])
    lines = _Lines(tables.sentences, titles, selection.sentence)
    return Chart(
        stacked(lines.panels(), [], left=LEFT, hovermode="x", hoverdistance=-1),
        "Mood of the words, sentence by sentence",
        alt(shares_of(tables)),
        later(_polarity_twin, tables.sentences, titles),
        _note(tables),
    )


def along(tables: Tables, selection: Selection) -> Chart | None:
    """Draw polarity and subjectivity of each sentence along its text, in up to MOST_TEXTS."""
    count = sentences_in(tables, "sentences")
    if count < 2 or count > MOST_SENTENCES or tables.sentences["doc_id"].nunique() > MOST_TEXTS:
        return None
    sentences = tables.sentences
    titles = titles_of(tables.documents, sentences["doc_id"])
    lines = _Lines(sentences, titles, selection.sentence)
    panels = lines.panels(OPINION)
    return Chart(
        stacked(panels, [], left=LEFT, hovermode="x", hoverdistance=-1),
        "Mood and opinion along the text, sentence by sentence",
        alt(shares_of(tables)),
        later(_twin, sentences, titles),
        _note(tables),
    )


def _note(tables: Tables) -> str:
    return f"{SCALE} {WARNING} {unscored_words(shares_of(tables))} and stand hollow at 0."


def _twin(sentences: pd.DataFrame, titles: dict[str, str]) -> pd.DataFrame:
    scored = sentences["scored"]
    return pd.DataFrame(
        {
            "Text": [titles.get(name, name) for name in sentences["doc_id"]],
            "Sentence": sentences["sentence"] + 1,
            "Mood (−1 to +1)": sentences["polarity"].where(scored).round(DIGITS),
            "Subjectivity (0 to 1)": sentences["subjectivity"].where(scored).round(DIGITS),
            "Words behind it": sentences["driving_words"].astype("str"),
            "Words": sentences["text"].astype("str"),
        }
    ).reset_index(drop=True)


def _polarity_twin(sentences: pd.DataFrame, titles: dict[str, str]) -> pd.DataFrame:
    return _twin(sentences, titles).drop(columns="Subjectivity (0 to 1)")


class _Lines:
    """The sentences of some texts, drawn as stems with heads along each text."""

    def __init__(
        self, sentences: pd.DataFrame, titles: dict[str, str], chosen: tuple[str, ...]
    ) -> None:
        self.sentences, self.titles, self.chosen = sentences, titles, chosen
        shown = map(sentence_id, sentences["doc_id"], sentences["sentence"])
        self.faint = 1.0 if set(chosen).isdisjoint(shown) else theme.FAINT
        self.reach = 1.0 if sentences["polarity"].abs().max() > HALF else HALF

    def panels(self, opinion: str = "") -> list[Panel]:
        """Return a panel of polarity for each text, and one of subjectivity if ``opinion``."""
        found = []
        for doc_id, rows in self.sentences.groupby("doc_id", sort=False):
            title = shorten(self.titles.get(str(doc_id), str(doc_id)), NAME)
            scored, across = rows["scored"].to_numpy(), _across(rows)
            above = {**across, "showticklabels": not opinion}
            polarity = rows["polarity"].where(rows["scored"], 0.0).to_numpy()
            traces = self._traces(rows, polarity, theme.polarity_colours(polarity))
            found.append(Panel(title, POLARITY, traces, above, _upwards(self.reach), not opinion))
            if opinion:
                heights = rows["subjectivity"].where(rows["scored"], 0.0).to_numpy()
                traces = self._traces(rows, heights, np.where(scored, theme.OPINION, theme.GREY))
                found.append(Panel(opinion, SUBJECTIVITY, traces, across, _from_zero()))
        return found

    def _traces(
        self, rows: pd.DataFrame, heights: Any, colours: Any
    ) -> tuple[spec.Trace, spec.Trace]:
        """Return stems and heads of sentences; a head answers to the pointer."""
        at, scored = rows["sentence"].to_numpy() + 1, rows["scored"].to_numpy()
        names = list(map(sentence_id, rows["doc_id"], rows["sentence"]))
        lit = [name in self.chosen for name in names]
        opacity = [1.0 if one else self.faint for one in lit]
        stems = spec.bar(
            x=at,
            y=heights,
            width=0.28,
            marker={"color": colours, "opacity": opacity, "line": {"width": 0}},
            hoverinfo="skip",
        )
        heads = spec.scatter(
            x=at,
            y=heights,
            mode="markers",
            marker={
                "symbol": np.where(scored, "circle", "circle-open"),
                "color": colours,
                "size": [11 if one else 7 for one in lit],
                "line": {"width": np.where(scored, 0, 1)},
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
    opinion = f"subjectivity {row.subjectivity:.2f}" if row.scored else ""
    strong = f"Sentence {row.sentence + 1}: {score}"
    return hover(strong, opinion, driven, shorten(row.text, 180))


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


def _from_zero() -> dict[str, Any]:
    return {
        "range": [-0.12, 1.12],
        "tickvals": [0, 1],
        "ticktext": ["0", "1"],
        "tickfont": {"size": 10},
        "gridcolor": theme.TRACK,
        "zeroline": False,
        "automargin": False,
    }
