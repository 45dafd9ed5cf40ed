"""What a reviewer enters becomes corrections, or a message that says what to do."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import analyse, read_documents
from analysis.reviewing import cells_of, correct
from analysis.reviewing.correcting import _contradictions
from analysis.reviewing.fields import FIELDS, FieldError, checked, read_number, written_number
from analysis.schema import FIGURES
from tests.dashboard.sample_tables import sample_tables

ROOT = Path(__file__).parents[3]
CASES = tomllib.loads((ROOT / "tests/cases/corrections.toml").read_text(encoding="utf-8"))["case"]
AS_READ = cells_of(
    dict.fromkeys(FIELDS, "")
    | {"value": 5e9, "low": 5e9, "high": 5e9, "currency": "USD", "kind": "money"}
    | {"qualifier": "exact", "topic": "aid", "status": "fact", "countries": "NOR", "role": "payer"}
    | {"when_start": pd.NaT, "when_end": pd.NaT, "currency_inferred": False}
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_entered(case: dict[str, Any]) -> None:
    found = correct(AS_READ, AS_READ, case["enter"])
    if "fault" in case:
        assert not found.corrections
        assert case["fault"] in " ".join(found.faults)
    else:
        kept = {name: None if cell == "none" else cell for name, cell in case["keep"].items()}
        assert not found.faults
        assert {one.column: one.corrected for one in found.corrections} == kept
        assert all(one.as_read == AS_READ[one.column] for one in found.corrections)


def test_a_second_correction_is_one_of_what_was_read() -> None:
    first = correct(AS_READ, AS_READ, {"topic": "arms"})
    before = AS_READ | {one.column: one.corrected for one in first.corrections}
    second = correct(AS_READ, before, {"topic": "arms", "status": "denied"})
    assert [(one.column, one.as_read) for one in second.corrections] == [
        ("topic", "aid"),
        ("status", "fact"),
    ]
    assert correct(AS_READ, before, {"topic": "aid"}).corrections == ()


def test_what_was_read_against_itself_does_not_stop_another_correction() -> None:
    odd = AS_READ | {"role": ""}
    assert [one.column for one in correct(odd, odd, {"topic": "arms"}).corrections] == ["topic"]


@pytest.mark.parametrize("tables", [sample_tables(), analyse([*read_documents([ROOT / "seeds"])])])
def test_whatever_is_read_can_be_corrected(tables: Any) -> None:
    for row in tables.figures.to_dict("records"):
        cells = cells_of(row)
        assert {name: checked(name, cell) for name, cell in cells.items()} == cells
        assert correct(cells, cells, {}).faults == ()
    seen = [_contradictions(cells_of(row)) for row in tables.figures.to_dict("records")]
    assert [faults for faults in seen if faults and "currency" in faults[0]] == []


def test_every_column_of_a_reading_can_be_corrected() -> None:
    place = {"figure_id", "doc_id", "sentence", "start", "end", "quote", "prefix", "suffix"}
    cues = {name for name in FIGURES if name.endswith("_cue")}
    assert set(FIELDS) == set(FIGURES) - place - cues - {"claim_id", "confidence"}


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_a_number_reads_back_as_it_is_written(number: float) -> None:
    short = float(f"{Decimal(repr(number)):.6f}")
    assert read_number(written_number(short)) == short


@given(st.text(max_size=40))
def test_no_text_for_a_number_raises_anything_else(text: str) -> None:
    try:
        number = read_number(text)
    except FieldError:
        return
    assert number is None or isinstance(number, float)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("value", True),
        ("value", float("inf")),
        ("value", "5"),
        ("when_start", "soon"),
        ("when_start", 5),
        ("currency_inferred", "yes"),
        ("topic", None),
        ("about", ["x"]),
        ("about", "x" * 500),
    ],
)
def test_what_a_file_cannot_say(column: str, value: object) -> None:
    with pytest.raises(FieldError):
        checked(column, value)
