"""Payments, spending and promises keep every stated amount apart, and sums say what is in them."""

from collections.abc import Callable

import pandas as pd
import pytest

from analysis import analyse, read_pasted
from analysis.exchange import converted
from analysis.payments import SCALE, payments, promises, spending
from analysis.reported import reported_totals
from analysis.schema import Tables
from tests.dashboard.sample_tables import sample_tables

TABLES = sample_tables()
LENT = (
    "Norway gave Ukraine €5 billion in aid for hospitals. "
    "Norway gave Ukraine €2 billion in aid for schools. "
    "Norway gave Ukraine $300 million in aid. Norway pledged to give Moldova €1 billion in aid. "
    "Poland delivered 12 tanks to Ukraine."
)


def read(text: str) -> Tables:
    return analyse([read_pasted(text)])


def test_a_payment_stands_under_its_pair_with_its_bounds() -> None:
    rows = payments(TABLES)
    told = ["payer", "recipient", "quote", "least", "qualifier", "currency"]
    assert [tuple(row) for row in rows[told].itertuples(index=False)] == [
        ("JPN", "USA", "$550 billion", 5.5e11, "at_least", "USD"),
        ("UKR", "USA", "$90 billion", 9e10, "exact", "USD"),
    ]


def test_what_shares_a_scale_stands_together_the_largest_group_first() -> None:
    rows = payments(read(LENT))
    assert rows["quote"].tolist() == [
        "€5 billion",
        "€2 billion",
        "€1 billion",
        "$300 million",
        "12 tanks",
    ]
    assert rows.groupby(SCALE, sort=False).size().tolist() == [3, 1, 1]


def test_spending_holds_each_amount_of_its_view_once() -> None:
    rows = spending(TABLES)
    assert sorted(rows["figure_id"]) == sorted(TABLES.spending["figure_id"])
    assert rows.set_index("figure_id")["iso3"].to_dict() == (
        TABLES.spending.set_index("figure_id")["iso3"].to_dict()
    )


def test_promises_are_the_pledges_with_a_number_each_figure_once() -> None:
    rows = promises(TABLES).set_index("quote")
    assert rows["stage"].to_dict() == {
        "26 countries": "pledged",
        "12 boats": "delivered",
        "5,000 soldiers": "pledged",
    }
    assert rows.loc["26 countries", "what"] == "land;sea;air"


def test_on_one_scale_only_what_has_no_rate_stays_apart() -> None:
    rows = spending(converted(read(LENT), "EUR"))
    assert set(rows.loc[~rows["unlike"], "currency"]) <= {"EUR"}


def test_a_total_names_its_figures_and_adds_nothing_unlike() -> None:
    tables = read(LENT)
    (row,) = reported_totals(tables).to_dict("records")
    quotes = tables.figures.set_index("figure_id")["quote"]
    assert (row["country"], row["currency"], row["value"]) == ("NOR", "EUR", 7e9)
    assert [quotes[name] for name in row["figure_ids"].split(";")] == ["€5 billion", "€2 billion"]


@pytest.mark.parametrize(
    "text",
    [
        "Norway gave Ukraine €5 billion in aid.",
        "Norway gave Ukraine €5 billion in aid for hospitals. "
        "Norway pledged to give Ukraine €2 billion in aid for schools.",
        "Norway gave Ukraine €5 billion in aid for hospitals. "
        "Norway gave Ukraine $2 billion in aid for schools.",
        "Norway gave Ukraine €5 billion in aid for hospitals. "
        "Denmark gave Ukraine €2 billion in aid for schools.",
    ],
)
def test_no_total_of_one_amount_or_of_what_differs(text: str) -> None:
    assert reported_totals(read(text)).empty


@pytest.mark.parametrize("arrange", [payments, spending, promises, reported_totals])
def test_empty_tables_have_the_same_columns(arrange: Callable[[Tables], pd.DataFrame]) -> None:
    empty, full = arrange(Tables()), arrange(read(LENT))
    assert empty.empty
    assert list(empty.columns) == list(full.columns)
