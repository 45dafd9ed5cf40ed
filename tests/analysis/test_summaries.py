"""What the summaries count, and that they never add or join what is unlike."""

from collections.abc import Callable

import pandas as pd
import pytest

from analysis.labels import NO_COUNTRY
from analysis.schema import Tables, table
from analysis.summaries import (
    amounts,
    anchor,
    bounded,
    by_country,
    by_country_and_topic,
    by_value,
    pledge_stages,
    ranges,
    rates,
)
from tests.dashboard.sample_tables import sample_tables

TABLES = sample_tables()


def records(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    """Return the rows as tuples, with None for what is missing."""
    return [
        tuple(None if pd.isna(value) else value for value in row)
        for row in frame.itertuples(index=False)
    ]


def figures(rows: list[tuple[str, float | None, float | None, float | None]]) -> pd.DataFrame:
    """Return money figures with these qualifiers, values, lows and highs."""
    frame = table("figures", [])
    columns = ["qualifier", "value", "low", "high"]
    return (
        pd.DataFrame(rows, columns=columns)
        .reindex(columns=frame.columns)
        .astype({**dict.fromkeys(columns[1:], "float64"), "qualifier": "str"})
    )


BOUNDS = {
    "exact": (("exact", 5.0, 5.0, 5.0), (5.0, 5.0)),
    "exact, value alone": (("exact", 5.0, None, None), (5.0, 5.0)),
    "about": (("approx", 5.0, 5.0, 5.0), (5.0, 5.0)),
    "at least": (("at_least", 5.0, 5.0, None), (5.0, None)),
    "more than, value alone": (("more_than", 5.0, None, None), (5.0, None)),
    "at most": (("at_most", 5.0, None, 5.0), (None, 5.0)),
    "less than, value alone": (("less_than", 5.0, None, None), (None, 5.0)),
    "range": (("range", None, 4.0, 6.0), (4.0, 6.0)),
    "vague": (("vague", None, 10.0, 100.0), (10.0, 100.0)),
    "vague without upper bound": (("vague", None, 10.0, None), (10.0, None)),
}


@pytest.mark.parametrize(("numbers", "expected"), BOUNDS.values(), ids=BOUNDS)
def test_bounds_as_drawn(
    numbers: tuple[str, float | None, float | None, float | None],
    expected: tuple[float | None, float | None],
) -> None:
    rows = bounded(figures([numbers]))
    assert records(rows[["least", "most"]]) == [expected]
    assert anchor(rows).tolist() == [next(end for end in expected if end is not None)]


def test_what_sets_no_bound_is_not_drawn() -> None:
    assert bounded(figures([("vague", None, None, None)])).empty


def test_countries_count_under_each_and_under_the_main_one() -> None:
    counts = by_country(TABLES).set_index("iso3")
    assert counts.loc["USA"].to_list() == [5, 3]
    assert counts.loc["EU"].to_list() == [2, 1]
    assert counts.loc[NO_COUNTRY].to_list() == [3, 3]
    assert counts["figures"].sum() == len(TABLES.figure_countries) + 3
    assert counts["main"].sum() == len(TABLES.figures)
    assert "ITA" not in counts.index


def test_counts_stand_in_order() -> None:
    counts = by_country(TABLES)
    assert counts["iso3"].head(5).tolist() == ["USA", "CHE", NO_COUNTRY, "DEU", "EU"]
    assert records(by_value(TABLES, "kind")) == [
        ("money", 11),
        ("percent", 5),
        ("count", 4),
        ("ratio", 1),
    ]


def test_country_by_topic() -> None:
    pairs = by_country_and_topic(TABLES)
    assert records(pairs)[0] == ("USA", "tariffs", 3)
    assert pairs["figures"].sum() == len(TABLES.figure_countries) + 3
    assert not pairs.duplicated(["iso3", "topic"]).any()


def test_amounts_keep_currency_and_period_apart_largest_first() -> None:
    rows = amounts(TABLES)
    assert set(rows["kind"]) == {"money"}
    groups = rows.groupby(["currency", "period"], sort=False)["figure_id"].agg(list)
    assert groups.to_dict() == {
        ("EUR", ""): ["min02", "min01", "min03", "min04"],
        ("USD", ""): ["was04", "min05", "the00"],
        ("USD", "per_month"): ["min06"],
        ("CHF", "per_year"): ["the01"],
        ("GBP", ""): ["was03"],
        ("RUB", ""): ["was05"],
    }


def test_ranges_say_the_smallest_and_largest_bound_and_no_sum() -> None:
    found = ranges(amounts(TABLES), ["currency", "period"])
    assert records(found)[:3] == [
        ("EUR", "", 4, 1e10, 1e12),
        ("USD", "", 3, 5e6, 5.5e11),
        ("USD", "per_month", 1, 1e9, 1e9),
    ]


def test_basis_points_are_drawn_in_percentage_points() -> None:
    changed = TABLES.figures.assign(unit="basis point", kind="percent")
    before = rates(Tables(figures=changed.assign(unit="percent"), tariffs=TABLES.tariffs))
    rows = rates(Tables(figures=changed, tariffs=TABLES.tariffs))
    rows = rows.set_index("figure_id").loc[before["figure_id"]]
    assert set(rows["unit"]) == {"percentage point"}
    assert rows["most"].tolist() == pytest.approx((before["most"] / 100).tolist(), nan_ok=True)


def test_rates_tell_tariffs_from_other_percentages() -> None:
    rows = rates(TABLES)
    assert records(rows[["figure_id", "tariff", "imposer", "target", "state"]]) == [
        ("was01", True, "USA", "BRA", "threatened"),
        ("was02", True, "USA", "IND", "threatened"),
        ("was00", True, "USA", "EU", "in force"),
        ("was07", False, "", "", ""),
        ("was06", False, "", "", ""),
    ]


def test_a_figure_with_two_tariff_rows_is_one_rate() -> None:
    twice = pd.concat([TABLES.tariffs, TABLES.tariffs.assign(target="CAN")], ignore_index=True)
    doubled = Tables(figures=TABLES.figures, tariffs=twice)
    assert rates(doubled)["figure_id"].tolist() == rates(TABLES)["figure_id"].tolist()


def test_pledges_by_country_and_stage() -> None:
    assert records(pledge_stages(TABLES)) == [
        ("", "26 countries", "pledged", "land, sea, air", 2, "26 countries"),
        ("GBR", "", "confirmed", "land", 1, "Britain"),
        ("FRA", "", "confirmed", "land", 1, "France"),
        ("EST", "", "confirmed", "land", 1, "Estonia"),
        ("ITA", "", "refused", "land", 1, "Italy"),
        ("NOR", "", "delivered", "sea", 1, "12 boats"),
        ("POL", "", "pledged", "land", 1, "5,000 soldiers"),
    ]


@pytest.mark.parametrize(
    "summary",
    [by_country, by_country_and_topic, amounts, rates, pledge_stages],
    ids=lambda summary: str(summary.__name__),
)
def test_empty_tables_have_the_same_columns_and_dtypes(
    summary: Callable[[Tables], pd.DataFrame],
) -> None:
    empty, full = summary(Tables()), summary(TABLES)
    assert empty.empty
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()
