"""Amounts keep their own currency and get a second one, at a rate that can be looked up."""

import subprocess
import sys
from datetime import date
from typing import Any

import pandas as pd
import pytest

from analysis import analyse, read_pasted
from analysis.exchange import (
    FARTHEST,
    ExchangeError,
    Rate,
    converted,
    converted_figures,
    rate_between,
    source,
    targets,
)
from analysis.labels import SYMBOLS
from analysis.schema import CONVERSION, DOCUMENTS, FIGURES, Tables, table
from analysis.vocabulary import rows

FRIDAY, SUNDAY, MONDAY = date(2014, 3, 28), date(2014, 3, 30), date(2014, 3, 31)
NO_DATE = "the text has no date"

# Rates that the European Central Bank published for one euro on that Friday: 1.3759 US dollars,
# 140.9 yen, 0.8272 pounds.
RATES: dict[tuple[str, str, date | None], Rate] = {
    ("EUR", "USD", FRIDAY): Rate(1.3759, FRIDAY),
    ("USD", "EUR", FRIDAY): Rate(0.7267970056, FRIDAY),
    ("JPY", "EUR", FRIDAY): Rate(0.007097232079, FRIDAY),
    ("JPY", "USD", FRIDAY): Rate(0.009765081618, FRIDAY),
    ("USD", "EUR", SUNDAY): Rate(0.7267970056, FRIDAY),
    ("EUR", "EUR", SUNDAY): Rate(1.0, None, "already in EUR"),
    ("USD", "USD", None): Rate(1.0, None, "already in USD"),
    ("USD", "EUR", None): Rate(note=NO_DATE),
    ("", "EUR", FRIDAY): Rate(note="no currency"),
    ("UAH", "EUR", FRIDAY): Rate(note="no rate for UAH"),
    ("XXX", "USD", FRIDAY): Rate(note="no rate for XXX"),
    ("USD", "EUR", date(1998, 12, 31)): Rate(note="no rate for USD before 1999-01-04"),
    ("EUR", "USD", date(1, 1, 1)): Rate(note="no rate for EUR before 1999-01-04"),
    ("TRY", "USD", date(2004, 12, 30)): Rate(note="no rate for TRY before 2005-01-03"),
    ("RUB", "EUR", date(2022, 6, 1)): Rate(note="no rate for RUB after 2022-03-01"),
    ("RUB", "EUR", date(9999, 12, 31)): Rate(note="no rate for RUB after 2022-03-01"),
    ("HRK", "EUR", date(2023, 2, 1)): Rate(note="no rate for HRK after 2022-12-30"),
    ("LTL", "USD", date(2016, 1, 1)): Rate(note="no rate for LTL after 2014-12-31"),
    ("ISK", "EUR", date(2012, 5, 8)): Rate(note="no rate for ISK in the 5 days before 2012-05-08"),
}


@pytest.mark.parametrize(("pair", "expected"), RATES.items(), ids=str)
def test_a_rate_has_its_own_day_or_a_reason(
    pair: tuple[str, str, date | None], expected: Rate
) -> None:
    assert rate_between(*pair) == expected


@pytest.mark.parametrize("days", range(FARTHEST + 2))
def test_nobody_walks_back_farther_than_that(days: int) -> None:
    last = date(2022, 3, 1)
    day = date.fromordinal(last.toordinal() + days)
    assert rate_between("RUB", "EUR", day).day == (last if days <= FARTHEST else None)


def test_the_currencies_on_offer_have_rates_and_signs() -> None:
    ours = {row["code"] for row in rows("currencies.csv", "code")}
    assert set(targets()) <= ours & set(SYMBOLS)
    for target in targets():
        assert rate_between("CHF", target, FRIDAY).day == FRIDAY


def figures_of(*cells: dict[str, Any]) -> pd.DataFrame:
    """Return figures of the text "a" (or of another) with these cells, money unless said."""
    blank = {name: "" for name, (kind, _) in FIGURES.items() if kind == "str"}
    start = {**blank, "sentence": 0, "start": 0, "end": 1, "currency_inferred": False}
    filled = [{**start, "doc_id": "a", "kind": "money", **row} for row in cells]
    return table("figures", [tuple(row.get(name) for name in FIGURES) for row in filled])


def documents_of(**days: date | None) -> pd.DataFrame:
    """Return documents that were published on these days."""
    cells = [{"doc_id": name, "published": day} for name, day in days.items()]
    whole = {"characters": 1, "sentences": 1, "figures": 1}
    return table(
        "documents", [tuple((whole | row).get(name) for name in DOCUMENTS) for row in cells]
    )


def conversion(figures: pd.DataFrame, documents: pd.DataFrame, currency: str) -> list[list[Any]]:
    """Return the added columns row by row, with ``None`` for what is missing."""
    added = converted_figures(figures, documents, currency)[list(CONVERSION)].astype(object)
    return added.where(added.notna(), None).to_numpy().tolist()


NOTHING = [None, None, None, "", None, None, ""]
STAMP = pd.Timestamp(FRIDAY)

CASES: dict[str, tuple[dict[str, Any], list[Any]]] = {
    "exact": (
        {"currency": "EUR", "value": 100.0, "low": 100.0, "high": 100.0},
        [137.59, 137.59, 137.59, "USD", 1.3759, STAMP, source(), ""],
    ),
    "a range": (
        {"currency": "EUR", "low": 4e9, "high": 5e9},
        [None, 5.5036e9, 6.8795e9, "USD", 1.3759, STAMP, source(), ""],
    ),
    "open above": (
        {"currency": "EUR", "value": 5e9, "low": 5e9, "qualifier": "at_least"},
        [6.8795e9, 6.8795e9, None, "USD", 1.3759, STAMP, source(), ""],
    ),
    "below zero": (
        {"currency": "EUR", "value": -2.0, "low": -2.0, "high": -2.0},
        [-2.7518, -2.7518, -2.7518, "USD", 1.3759, STAMP, source(), ""],
    ),
    "no text knows so much": (
        {"currency": "EUR", "value": 1.7e308, "low": 0.0, "high": 1.7e308},
        [None, 0.0, None, "USD", 1.3759, STAMP, source(), ""],
    ),
    "the same currency": (
        {"currency": "USD", "value": 7.25},
        [7.25, None, None, "USD", 1.0, None, "", "already in USD"],
    ),
    "a shared sign": (
        {"currency": "USD", "value": 7.25, "currency_inferred": True},
        [7.25, None, None, "USD", 1.0, None, "", "already in USD; currency inferred"],
    ),
    "a broken sign": (
        {"currency": "EUR", "value": 1.0, "quote": "PS1", "currency_inferred": True},
        [1.3759, None, None, "USD", 1.3759, STAMP, source(), "currency inferred"],
    ),
    "a broken pound": (
        {"currency": "GBP", "value": 8272.0, "quote": "PS8,272"},
        [
            13758.9999976,
            None,
            None,
            "USD",
            1.66332205,
            STAMP,
            source(),
            "currency read from a broken sign",
        ],
    ),
    "no rate": ({"currency": "UAH", "value": 1.0}, [*NOTHING, "no rate for UAH"]),
    "no rate and a shared name": (
        {"currency": "RSD", "value": 1.0, "currency_inferred": True},
        [*NOTHING, "no rate for RSD; currency inferred"],
    ),
    "no currency": ({"value": 1.0}, [*NOTHING, "no currency"]),
    "no date": ({"doc_id": "b", "currency": "EUR", "value": 1.0}, [*NOTHING, NO_DATE]),
    "no such text": ({"doc_id": "c", "currency": "EUR", "value": 1.0}, [*NOTHING, NO_DATE]),
    "no money": ({"kind": "count", "value": 30.0}, [*NOTHING, ""]),
    "a percentage of the budget": ({"kind": "percent", "currency": "EUR"}, [*NOTHING, ""]),
}


@pytest.mark.parametrize(("cells", "expected"), CASES.values(), ids=CASES)
def test_a_figure_is_converted_or_says_why_not(cells: dict[str, Any], expected: list[Any]) -> None:
    documents = documents_of(a=SUNDAY, b=None)
    (row,) = conversion(figures_of(cells), documents, "USD")
    assert row == expected


def test_every_row_gets_the_rate_of_its_own_text() -> None:
    figures = figures_of(*(cells for cells, _ in CASES.values()))
    documents = documents_of(a=SUNDAY, b=None)
    assert conversion(figures, documents, "USD") == [row for _, row in CASES.values()]
    turned = figures.iloc[::-1]
    assert conversion(turned, documents, "USD") == [row for _, row in CASES.values()][::-1]
    later = conversion(figures, documents_of(a=MONDAY, b=FRIDAY), "USD")
    (exact, *_), (no_date,) = later, [later[list(CASES).index("no date")]]
    assert exact[5] == pd.Timestamp(MONDAY)
    assert no_date == [1.3759, None, None, "USD", 1.3759, STAMP, source(), ""]


def test_nothing_else_changes_and_empty_tables_have_the_same_dtypes() -> None:
    figures = figures_of({"currency": "EUR", "value": 1.0, "period": "per_month"})
    after = converted_figures(figures, documents_of(a=FRIDAY), "USD")
    pd.testing.assert_frame_equal(after[list(FIGURES)], figures)
    empty = converted(Tables(), "EUR").figures
    assert empty.dtypes.to_dict() == after.dtypes.to_dict()
    assert list(empty) == [*FIGURES, *CONVERSION]


def test_converting_again_replaces_the_first_conversion() -> None:
    tables = Tables(
        figures=figures_of({"currency": "CHF", "value": 3e6}), documents=documents_of(a=FRIDAY)
    )
    once = converted(tables, "USD")
    pd.testing.assert_frame_equal(converted(converted(tables, "EUR"), "USD").figures, once.figures)
    assert tables.figures.equals(figures_of({"currency": "CHF", "value": 3e6}))


def test_a_period_and_a_price_stay_what_they_are() -> None:
    text = "They bought oil at $90 per barrel. The state pays €2 billion a year."
    tables = analyse([read_pasted(text)])
    dated = tables.documents.assign(published=pd.Timestamp(FRIDAY)).astype(
        {"published": "datetime64[s]"}
    )
    money = converted_figures(tables.figures, dated, "EUR").query("kind == 'money'")
    assert money[["unit", "period"]].to_numpy().tolist() == [["per barrel", ""], ["", "per_year"]]
    assert money["converted_value"].tolist() == [65.411730504, 2e9]


@pytest.mark.parametrize("currency", ["GBP", "", "eur", "EUR;", "UAH"])
def test_another_currency_is_refused(currency: str) -> None:
    with pytest.raises(ExchangeError, match=r"amounts can be converted to EUR or USD$"):
        converted(Tables(), currency)


def test_the_rates_are_loaded_only_when_they_are_asked_for() -> None:
    code = (
        "import sys, analysis, analysis.__main__\n"
        "assert 'currency_converter' not in sys.modules\n"
        "analysis.converted(analysis.Tables(), 'EUR')\n"
        "assert 'currency_converter' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
