"""Say how far polarity can be trusted, and how much of a text it says anything about."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.codes import Positions
from analysis.cuts import CutTables, base_of
from analysis.positions import places_of
from analysis.schema import Tables
from dashboard.charts.chart import count_of

WARNING = (
    "TextBlob weighs each word by itself and knows neither context nor irony: “more than” counts "
    "+0.5, some 40% of news sentences score exactly 0, and it tells good, neutral and bad news "
    "apart in fewer than half of the cases."
)
"""What stands under every chart of polarity."""

SCALE = "Below 0: gloomy words, above 0: cheerful ones."
DIGITS = 2
"""Decimals of a mood that mean anything to a reader."""
FEW = 5
"""Scored sentences below which a mark is hollow: a middle of so few says little."""


SHARES = ("not scored", "negative", "exactly 0", "positive")


def unscored_words(told: Mapping[str, int]) -> str:
    """Return how many sentences hold no word that TextBlob knows; ``told`` is what ``shares`` says.

    >>> unscored_words({"positive": 1, "not scored": 1})
    '1 of 2 sentences hold no word that it knows'
    """
    every = count_of(sum(told.values()), "sentence")
    return f"{told['not scored']:,} of {every} hold no word that it knows"


def shares(sentences: pd.DataFrame) -> dict[str, int]:
    """Return how many sentences are positive, negative, exactly 0 though scored, and not scored.

    >>> shares(pd.DataFrame({"scored": [True, True, False], "polarity": [0.5, 0.0, 0.0]}))
    {'positive': 1, 'negative': 0, 'exactly 0': 1, 'not scored': 1}
    """
    return _counted(_moods(sentences))


def shares_of(tables: Tables) -> dict[str, int]:
    """Return what ``shares`` says of the sentences of ``tables``.

    >>> shares_of(Tables())
    {'positive': 0, 'negative': 0, 'exactly 0': 0, 'not scored': 0}
    """
    whole = base_of(tables)
    moods = places_of(whole).once("moods", lambda: _moods(whole.sentences))
    if isinstance(tables, CutTables) and tables is not whole:
        moods = moods.compress(tables.kept("sentences"))
    return _counted(moods)


def _moods(sentences: pd.DataFrame) -> Positions:
    """Return the place of each sentence among SHARES."""
    polarity = np.sign(np.nan_to_num(sentences["polarity"].to_numpy()))
    return np.where(sentences["scored"].to_numpy(), 2 + polarity, 0).astype(np.int8)


def _counted(moods: Positions) -> dict[str, int]:
    counts = np.bincount(moods, minlength=len(SHARES)).tolist()
    told = dict(zip(SHARES, counts, strict=True))
    return {name: told[name] for name in ("positive", "negative", "exactly 0", "not scored")}


def alt(told: Mapping[str, int]) -> str:
    """Return the finding of a chart of polarity in words; ``told`` is what ``shares`` says."""
    return (
        f"Mood of {count_of(sum(told.values()), 'sentence')}: {told['positive']:,} positive, "
        f"{told['negative']:,} negative, {told['exactly 0']:,} at zero, "
        f"{told['not scored']:,} not scored."
    )
