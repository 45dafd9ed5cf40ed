"""The most doubtful figure comes first, and its reasons say why."""

import numpy as np
import pandas as pd
import pytest

from analysis import analyse, read_pasted
from analysis.reviewing import doubts
from analysis.schema import FIGURES, Tables, table
from tests.dashboard.sample_tables import sample_tables

SURE: dict[str, object] = {
    "confidence": 0.97,
    "kind": "money",
    "currency": "EUR",
    "currency_inferred": False,
    "unit": "",
    "qualifier": "exact",
    "about": "budget",
    "topic": "aid",
    "status": "fact",
    "speaker": "",
}
EMPTY = {
    name: {"str": "", "int64": 0, "bool": False}.get(dtype) for name, (dtype, _) in FIGURES.items()
}
CASES: dict[str, tuple[dict[str, object], float | None, str]] = {
    "nothing": ({}, 0.95, ""),
    "a reading that is not sure": (
        {"confidence": 0.6},
        0.95,
        "number, unit or currency are not sure",
    ),
    "a country that is not sure": ({}, 0.3, "the main country is not sure"),
    "no country": ({}, None, "no country was found"),
    "a currency left open": (
        {"currency_inferred": True},
        0.95,
        "the text leaves the currency open",
    ),
    "no currency": ({"currency": ""}, 0.95, "money without a currency"),
    "claimed by nobody": ({"status": "claimed"}, 0.95, "claimed or denied, but by nobody"),
    "denied by nobody": ({"status": "denied"}, 0.95, "claimed or denied, but by nobody"),
    "claimed by somebody": ({"status": "claimed", "speaker": "Ada"}, 0.95, ""),
    "vague": ({"qualifier": "vague"}, 0.95, "a vague number"),
    "no topic": ({"topic": "other"}, 0.95, "no topic fits"),
    "nothing measured": ({"about": ""}, 0.95, "what it measures was not found"),
    "a count of nothing": (
        {"kind": "count", "currency": ""},
        0.95,
        "counted or measured in nothing",
    ),
}


def figures(*rows: tuple[dict[str, object], float | None]) -> Tables:
    """Return tables of figures with what is given, and the confidence of their main country."""
    names = [f"text@{number}" for number in range(len(rows))]
    made = [
        tuple(
            (SURE | row | {"figure_id": name, "claim_id": name, "doc_id": "text"}).get(
                column, empty
            )
            for column, empty in EMPTY.items()
        )
        for name, (row, _) in zip(names, rows, strict=True)
    ]
    links = [
        (name, "FRA", 1, "payer", sure)
        for name, (_, sure) in zip(names, rows, strict=True)
        if sure is not None
    ]
    return Tables(figures=table("figures", made), figure_countries=table("figure_countries", links))


@pytest.mark.parametrize(("row", "country", "reason"), CASES.values(), ids=CASES)
def test_the_reason_is_said_and_makes_it_more_doubtful(
    row: dict[str, object], country: float | None, reason: str
) -> None:
    found = doubts(figures((row, country), ({}, 0.95))).set_index("figure_id")
    assert found.loc["text@0", "reasons"].startswith(reason)
    assert bool(found.loc["text@0", "reasons"]) == bool(reason)
    more = found.loc["text@0", "doubt"] > found.loc["text@1", "doubt"]
    assert more == bool(reason)


def test_reasons_add_up_as_chances_and_the_greatest_stands_first() -> None:
    found = doubts(figures(({"currency_inferred": True, "topic": "other"}, 0.4)))
    assert found["reasons"].iloc[0].split("; ")[0] == "the main country is not sure"
    assert found["doubt"].iloc[0] == pytest.approx(1 - 0.97 * 0.4 * 0.85 * 0.9)


def test_the_order_is_by_doubt_and_that_of_the_figures_where_it_is_equal() -> None:
    found = doubts(figures(({}, 0.9), ({}, 0.5), ({}, 0.9), ({}, 0.1)))
    assert found["figure_id"].tolist() == ["text@3", "text@1", "text@0", "text@2"]


def test_numbers_that_contradict_each_other_are_doubtful() -> None:
    pages = [
        read_pasted(f"Norway's defence budget is {number} billion euros.", title)
        for number, title in ((5, "One"), (7, "Two"))
    ]
    found = doubts(analyse(pages))
    assert all("another figure says otherwise" in reasons for reasons in found["reasons"])


@pytest.mark.parametrize("tables", [Tables(), sample_tables()])
def test_every_figure_has_one_row(tables: Tables) -> None:
    found = doubts(tables)
    assert sorted(found["figure_id"]) == sorted(tables.figures["figure_id"])
    assert found["doubt"].between(0, 1).all()
    assert np.all(np.diff(found["doubt"]) <= 0)
    pd.testing.assert_frame_equal(found, doubts(tables))
