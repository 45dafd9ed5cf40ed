"""Say how far polarity can be trusted, and how much of a text it says anything about."""

import pandas as pd

from dashboard.charts.chart import count_of

WARNING = (
    "TextBlob weighs each word by itself and knows neither context nor irony: “more than” counts "
    "+0.5, some 40 % of news sentences score exactly 0, and it tells good, neutral and bad news "
    "apart in fewer than half of the cases."
)
"""What stands under every chart of polarity."""

SCALE = "Below 0: gloomy words, above 0: cheerful ones."
FEW = 5
"""Scored sentences below which a mark is hollow: a middle of so few says little."""


def unscored_words(sentences: pd.DataFrame) -> str:
    """Return how many sentences hold no word that TextBlob knows.

    >>> unscored_words(pd.DataFrame({"scored": [True, False]}))
    '1 of 2 sentences hold no word that it knows'
    """
    unscored = int((~sentences["scored"]).sum())
    return f"{unscored:,} of {count_of(len(sentences), 'sentence')} hold no word that it knows"


def shares(sentences: pd.DataFrame) -> dict[str, int]:
    """Return how many sentences are positive, negative, exactly 0 though scored, and not scored.

    >>> shares(pd.DataFrame({"scored": [True, True, False], "polarity": [0.5, 0.0, 0.0]}))
    {'positive': 1, 'negative': 0, 'exactly 0': 1, 'not scored': 1}
    """
    scored, polarity = sentences["scored"], sentences["polarity"]
    up, down = int((scored & (polarity > 0)).sum()), int((scored & (polarity < 0)).sum())
    some = int(scored.sum())
    return {
        "positive": up,
        "negative": down,
        "exactly 0": some - up - down,
        "not scored": len(sentences) - some,
    }


def alt(sentences: pd.DataFrame) -> str:
    """Return the finding of a chart of polarity in words."""
    told = shares(sentences)
    return (
        f"Mood of {count_of(len(sentences), 'sentence')}: {told['positive']:,} positive, "
        f"{told['negative']:,} negative, {told['exactly 0']:,} at zero, "
        f"{told['not scored']:,} not scored."
    )
