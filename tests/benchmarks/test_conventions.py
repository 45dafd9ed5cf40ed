"""The table of conventions says rows of the figures table in the other format."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from babel import Locale

from analysis.schema import FIGURES
from benchmarks.conventions import ConventionError, Conventions, read_conventions
from benchmarks.newsquant import CONVENTIONS, predictions

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "conventions.toml").read_text("utf-8"))
TABLE = tomllib.loads(CONVENTIONS.read_text(encoding="utf-8"))
ENTRIES = [entry for section in TABLE.values() for entry in section]
SEEN = ("value", "unit", "change")


def by_name(cases: list[dict[str, Any]]) -> Any:
    return pytest.mark.parametrize("case", cases, ids=[case["name"] for case in cases])


@pytest.fixture(scope="module")
def conventions() -> Conventions:
    return read_conventions(CONVENTIONS)


@by_name(CASES["case"])
def test_rows_are_said_in_the_format(case: dict[str, Any], conventions: Conventions) -> None:
    said: list[Any] = conventions.quantities(case["rows"])
    assert [{name: one[name] for name in SEEN} for one in said] == case["quantities"]


@by_name(CASES["refused"])
def test_a_table_that_explains_nothing_is_refused(case: dict[str, Any], tmp_path: Path) -> None:
    table = tmp_path / "table.toml"
    table.write_text(case["table"], encoding="utf-8")
    with pytest.raises(ConventionError):
        read_conventions(table)


def test_a_range_of_two_rows_is_as_unsure_as_the_less_sure(conventions: Conventions) -> None:
    ends = [
        {"kind": "count", "value": 5.0, "step": "from", "confidence": 0.95},
        {"kind": "count", "value": 8.0, "step": "to", "confidence": 0.7},
    ]
    (said,) = conventions.quantities(ends)
    assert said["confidence"] == 0.7


@pytest.mark.parametrize(
    ("about", "concepts"),
    [
        ("price of the fish", ["price", "fish"]),
        ("The US exports", ["US", "exports"]),
        ("a letter to us", ["letter"]),
        ("A (small) boat,", ["small", "boat"]),
        ("of the", ["-"]),
        ("", ["-"]),
    ],
)
def test_what_a_figure_is_about_loses_its_stop_words(
    about: str, concepts: list[str], conventions: Conventions
) -> None:
    (said,) = conventions.quantities([{"kind": "count", "value": 5.0, "about": about}])
    assert said["concepts"] == concepts


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry["convention"] for entry in ENTRIES])
def test_entries_look_at_columns_of_the_row_and_not_at_the_sentence(entry: dict[str, Any]) -> None:
    looked_at = {*entry.get("when", {}), *entry.get("then", {}), *entry.get("same", [])}
    assert looked_at <= FIGURES.keys() - {"prefix", "suffix", "start", "end", "doc_id"}
    assert all(re.compile(one) for one in entry.get("when", {}).values() if isinstance(one, str))


def test_only_known_currencies_are_named() -> None:
    codes = {code for entry in TABLE["currency"] for code in entry["names"]}
    assert codes <= Locale("en").currencies.keys()


def test_every_text_has_its_line() -> None:
    texts = ["No boats.", "They sold 12 old boats. Then 3 boats sank.", ""]
    lines = predictions(texts)
    assert [line["text"] for line in lines] == texts
    assert [[one["value"] for one in line["quantities"]] for line in lines] == [[], [12.0, 3.0], []]
