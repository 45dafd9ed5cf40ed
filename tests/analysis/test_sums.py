"""What may be added and what may not, and why."""

from math import inf, isnan
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comparing.sums import ALIKE, AS_REPORTED, TOTALS
from analysis.schema import Tables
from analysis.summaries import NotAddable, Range, Total, total, total_or_range, totals
from tests.analysis.comparable import CASES, Row, figures_and_documents
from tests.dashboard.sample_tables import sample_tables

ADDED = [case for case in CASES["sum"] if "refused" not in case]
REFUSED = [case for case in CASES["sum"] if "refused" in case]

VALUES = st.sampled_from([3.0, 5.0, 5.1, 8.0, 0.1, 0.2])
FIGURES = st.builds(
    lambda **told: told,
    value=VALUES,
    qualifier=st.sampled_from(["exact", "exact", "approx", "at_least", "at_most"]),
    claim_id=st.sampled_from(["x", "y", "z"]),
    about=st.sampled_from(["package", ""]),
    status=st.sampled_from(["fact", "planned"]),
    doc_id=st.sampled_from(["b", "c", "d"]),
)


def figures(rows: list[Row]) -> pd.DataFrame:
    return figures_and_documents(rows)[0]


@pytest.mark.parametrize("case", ADDED, ids=[case["name"] for case in ADDED])
def test_total(case: dict[str, Any]) -> None:
    found = total_or_range(figures(case["rows"]))
    assert isinstance(found, Total)
    value = case.get("value")
    ends = (case.get("low", value), case.get("high", value))
    assert (found.value, found.low, found.high) == (value, *ends)
    assert found.figures == len(case["rows"])
    assert found.amounts == case.get("amounts", found.amounts)
    assert found.qualifier == case.get("qualifier", found.qualifier)
    assert found.note == "; ".join(filter(None, (AS_REPORTED, case.get("note"))))
    assert (found.currency, found.country, found.topic) == ("EUR", "DEU", "aid")


@pytest.mark.parametrize("case", REFUSED, ids=[case["name"] for case in REFUSED])
def test_refusal(case: dict[str, Any]) -> None:
    rows = figures(case["rows"])
    with pytest.raises(NotAddable) as refusal:
        total(rows)
    assert str(refusal.value) == refusal.value.reason == case["refused"]
    ends = (case["least"], case["most"]) if case.get("scale", True) else (None, None)
    assert total_or_range(rows) == Range(*ends, len(rows), case["refused"])


def test_a_refusal_names_the_columns_and_their_values() -> None:
    with pytest.raises(NotAddable) as refusal:
        total(figures([{"value": 5}, {"value": 3, "topic": "arms"}]))
    assert refusal.value.differing == {"topic": ("aid", "arms")}


def test_a_refusal_names_only_a_few_of_many_values() -> None:
    codes = ["AUT", "BEL", "CHE", "DEU", "EST", "FRA", "GBR"]
    with pytest.raises(NotAddable, match=r"\(AUT, BEL, CHE, DEU, EST and 2 more\)"):
        total(figures([{"value": 5, "countries": code} for code in codes]))


def test_totals_of_the_sample_tables() -> None:
    found = totals(sample_tables().figures)
    assert found["figures"].sum() == len(sample_tables().figures)
    assert not found.duplicated(list(ALIKE)).any()
    assert (found["addable"] == found["qualifier"].ne("")).all()
    assert found.loc[~found["addable"], ["value", "low", "high"]].isna().all(axis=None)
    assert (found["addable"] | found["reason"].ne("")).all()


def test_empty_totals_have_the_same_columns_and_dtypes() -> None:
    empty, full = totals(Tables().figures), totals(sample_tables().figures)
    assert empty.empty
    assert list(full) == list(empty) == list(TOTALS)
    assert full.dtypes.to_dict() == empty.dtypes.to_dict()


@given(st.lists(FIGURES, min_size=1, max_size=8), st.randoms())
def test_the_order_of_rows_does_not_matter(rows: list[Row], random: Any) -> None:
    told = figures(rows)
    order = list(range(len(rows)))
    random.shuffle(order)
    pd.testing.assert_frame_equal(totals(told.iloc[order]), totals(told), check_exact=True)
    assert total_or_range(told.iloc[order]) == total_or_range(told)


@given(st.lists(FIGURES, min_size=1, max_size=8))
def test_a_total_lies_between_its_amounts_and_the_sum_of_all(rows: list[Row]) -> None:
    told = figures(rows)
    found = total_or_range(told)
    if isinstance(found, Range):
        assert found.reason
        return
    highest = told["high"].fillna(inf).sum()
    assert found.low is None or found.low <= highest + 1e-9
    assert found.high is None or found.high <= highest + 1e-9
    assert found.low is None or found.high is None or found.low <= found.high
    assert 1 <= found.amounts <= found.figures == len(rows)


@given(st.lists(FIGURES, min_size=1, max_size=8))
def test_a_text_told_again_leaves_the_total_of_what_is_named(rows: list[Row]) -> None:
    named = [{**row, "about": "package"} for row in rows]
    again = [{**row, "doc_id": f"{row['doc_id']}-again"} for row in named]
    once, twice = (totals(figures(told)) for told in (named, named + again))
    both = once.merge(twice, on=list(ALIKE), suffixes=("", "_twice"))
    added = both[both["addable"] & both["addable_twice"]]
    for end in ("amounts", "low", "high", "value"):
        np.testing.assert_array_equal(added[end], added[f"{end}_twice"])


@given(st.lists(FIGURES, min_size=1, max_size=8))
def test_a_group_has_a_total_exactly_where_its_figures_have_one(rows: list[Row]) -> None:
    told = figures(rows)
    for row in totals(told).to_dict("records"):
        alone = total_or_range(told[told["status"] == row["status"]])
        assert isinstance(alone, Total) == row["addable"]
        if isinstance(alone, Total):
            assert (alone.low is None) == isnan(row["low"])
            assert alone.low in (None, row["low"])
