"""The chart of claims along the days of the texts: what is said again, and what differs."""

import numpy as np
import pandas as pd

from analysis.labels import TEXT_ITSELF, word
from analysis.positions import places_of
from analysis.schema import Tables
from analysis.selection import Selection
from analysis.summaries import bounded
from dashboard.charts.chart import Chart, count_of, later, records
from dashboard.charts.claims.drawing import figure
from dashboard.charts.claims.lanes import claim_rows
from dashboard.charts.claims.words import COMPARED, claim_words, day_words, verdict_words
from dashboard.charts.wording import stated_words, titles_of

MOST_CLAIMS, MOST_MARKS = 12, 240
"""Claims that get a row, and marks of all rows together."""

READING = (
    "Each row is one claim, each mark a statement on the day of its text, with its number beside "
    "it. ≠ conflicting, = repeated, ↗ over time, ∥ apart, ? not comparable. Filled: as stated; "
    "hollow: about; arrow: at least or up to; bar: a range."
)


def claims_along(
    tables: Tables, selection: Selection, verdicts: tuple[str, ...] = COMPARED
) -> Chart | None:
    """Draw the claims with one of ``verdicts`` that two figures or more share, a row each.

    Conflicts come first. Where figures are chosen, theirs are the only claims.
    """
    found = shown_claims(tables, selection, verdicts)
    found = found[found["figures"] > 1]
    if found.empty:
        return None
    told = found.head(MOST_CLAIMS)
    stated = statements(told, tables).head(MOST_MARKS)
    titles = titles_of(tables.documents, stated["doc_id"])
    rows = claim_rows(told, stated, titles, chosen=selection.figure)
    left = len(found) - len(told)
    more = f" {count_of(left, 'more claim')} stand below." if left else ""
    return Chart(
        figure(rows, stated),
        "Claims by the day of their text",
        _alt(found),
        later(_twin, told, stated, titles),
        READING + more,
    )


def shown_claims(tables: Tables, selection: Selection, verdicts: tuple[str, ...]) -> pd.DataFrame:
    """Return the claims of ``tables`` with one of ``verdicts``, those of chosen figures alone."""
    found = places_of(tables).claims
    found = found[found["verdict"].isin(verdicts)]
    if selection.figure:
        wanted = set(selection.figure)
        held = [not wanted.isdisjoint(ids.split(";")) for ids in found["figure_ids"]]
        found = found[np.array(held, dtype=bool)]
    return found


def statements(claims: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return the figures of ``claims`` that state a number, claim by claim, first seen first.

    ``claim`` is the claim's row in ``claims`` from 0, ``least`` and ``most`` are the bounds and
    ``published`` is the day of the text.
    """
    ids = claims["figure_ids"].str.split(";").reset_index(drop=True).explode()
    order = pd.DataFrame({"figure_id": ids.to_numpy(), "claim": ids.index})
    figures = tables.figures[tables.figures["figure_id"].isin(order["figure_id"])]
    days = tables.documents.drop_duplicates("doc_id")[["doc_id", "published"]]
    rows = order.merge(bounded(figures), on="figure_id").merge(days, on="doc_id", how="left")
    return rows.sort_values("claim", kind="stable", ignore_index=True)


def _alt(claims: pd.DataFrame) -> str:
    counts = claims["verdict"].value_counts()
    told = [f"{counts[verdict]:,} {verdict}" for verdict in COMPARED if verdict in counts]
    first = next(iter(records(claims.head(1))))
    return (
        f"{count_of(len(claims), 'claim')} of two figures or more: {', '.join(told)}. "
        f"First: {verdict_words(first.verdict)}, {claim_words(first)}."
    )


def _twin(claims: pd.DataFrame, stated: pd.DataFrame, titles: dict[str, str]) -> pd.DataFrame:
    told = records(claims)
    rows = records(stated)
    return pd.DataFrame(
        {
            "Claim": [claim_words(told[row.claim]) for row in rows],
            "Verdict": [verdict_words(told[row.claim].verdict) for row in rows],
            "Day": ["" if pd.isna(row.published) else day_words(row.published) for row in rows],
            "Stated": [stated_words(row) for row in rows],
            "How it stands": [word(row.status) for row in rows],
            "Who says so": [row.speaker or TEXT_ITSELF for row in rows],
            "Quote": [row.quote for row in rows],
            "Text": [titles.get(row.doc_id, row.doc_id) for row in rows],
        }
    )
