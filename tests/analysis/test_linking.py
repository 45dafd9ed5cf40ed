"""Which countries a figure is about, who commits what, and who levies which tariff."""

import json
from datetime import date
from pathlib import Path

import pytest

from analysis import analyse
from analysis.model import Document
from analysis.schema import Tables

CASES = Path(__file__).parents[1] / "cases"
DAY = date(2025, 9, 6)


def cases(name: str) -> list[pytest.param]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [pytest.param(row, id=f"{row['text']} {row.get('quote', '')}".strip()) for row in rows]


def read(text: str) -> Tables:
    return analyse([Document("case", text, published=DAY)])


@pytest.mark.parametrize("case", cases("linking.jsonl"))
def test_countries(case: dict[str, object]) -> None:
    check(case)


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize("case", cases("linking.gaps.jsonl"))
def test_known_gaps(case: dict[str, object]) -> None:
    check(case)


def check(case: dict[str, object]) -> None:
    """Compare the countries and roles of the figure that a case quotes."""
    tables = read(str(case["text"]))
    [row] = tables.figures[tables.figures["quote"] == case["quote"]].to_dict("records")
    assert (row["countries"].split(";"), row["role"]) == (case["countries"], case["role"])
    links = tables.figure_countries[tables.figure_countries["figure_id"] == row["figure_id"]]
    assert list(links["iso3"]) == case["countries"]
    assert list(links["role"]) == case.get("roles", list(links["role"]))
    assert row["about"] == case.get("about", row["about"])
    assert list(links["rank"]) == list(range(1, len(links) + 1))


@pytest.mark.parametrize("case", cases("pledges.jsonl"))
def test_pledges(case: dict[str, object]) -> None:
    found = read(str(case["text"])).pledges
    assert found[["iso3", "what", "stage"]].to_numpy().tolist() == case["pledges"]


@pytest.mark.parametrize("case", cases("tariffs.jsonl"))
def test_tariffs(case: dict[str, object]) -> None:
    found = read(str(case["text"])).tariffs
    assert found[["imposer", "target", "rate", "state"]].to_numpy().tolist() == case["tariffs"]
    assert list(found["goods"]) == case.get("goods", list(found["goods"]))


@pytest.mark.parametrize("case", cases("flows.jsonl"))
def test_flows(case: dict[str, object]) -> None:
    found = read(str(case["text"])).flows
    assert found[["payer", "recipient"]].to_numpy().tolist() == case["flows"]


def test_a_country_is_carried_over_with_less_confidence() -> None:
    text = "Finland raised its budget. It now spends €6 billion on defence."
    tables = read(text)
    [row] = tables.figure_countries.to_dict("records")
    assert (row["iso3"], row["role"]) == ("FIN", "payer")
    assert row["confidence"] < 0.9


def test_no_country_is_guessed_where_none_is_named() -> None:
    assert list(read("It costs €6 billion.").figures["countries"]) == [""]
