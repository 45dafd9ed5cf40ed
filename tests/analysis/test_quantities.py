"""Amounts in every spelling, what is none, and whole quantities of single sentences."""

import json
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model import KINDS, QUALIFIERS, Quantity
from analysis.quantities import find_quantities
from analysis.quantities.units.money import names, symbols

CASES = Path(__file__).parents[1] / "cases"
AMOUNTS = tomllib.loads((CASES / "amounts.toml").read_text(encoding="utf-8"))
SPELLINGS = [(text, group["value"]) for group in AMOUNTS["same_value"] for text in group["texts"]]
SENTENCES = [
    json.loads(line)
    for line in (CASES / "quantities.jsonl").read_text(encoding="utf-8").splitlines()
]
READINGS = [
    json.loads(line) for line in (CASES / "readings.jsonl").read_text(encoding="utf-8").splitlines()
]
DEFAULTS = {"currency": "", "currency_inferred": False, "unit": "", "period": "", "change": ""}


def plain(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


def row(quantity: Quantity, text: str) -> dict[str, object]:
    return {
        "quote": quantity.span.text(text),
        "kind": quantity.kind,
        "value": plain(quantity.value),
        "low": plain(quantity.low),
        "high": plain(quantity.high),
        "qualifier": quantity.qualifier,
    } | {name: getattr(quantity, name) for name in DEFAULTS}


@pytest.mark.parametrize(("text", "value"), SPELLINGS)
def test_spelling(text: str, value: float) -> None:
    [quantity] = find_quantities(f"It came to {text}.")
    assert plain(quantity.value) == value
    assert quantity.low == quantity.high == quantity.value


@pytest.mark.parametrize("text", AMOUNTS["not_an_amount"]["texts"])
def test_refusal(text: str) -> None:
    assert find_quantities(text) == []
    assert find_quantities(f"They spoke of {text} again.") == []


@pytest.mark.parametrize("case", SENTENCES, ids=[case["text"] for case in SENTENCES])
def test_sentence(case: dict[str, object]) -> None:
    text = str(case["text"])
    expected = [DEFAULTS | figure for figure in case["figures"]]  # type: ignore[attr-defined] # json
    assert [row(quantity, text) for quantity in find_quantities(text)] == expected


def said(quantity: Quantity, text: str) -> dict[str, object]:
    """Return what a quantity says, without what is usual or said twice."""
    ends = {"value": plain(quantity.value)}
    if quantity.value is None:
        ends = {"low": plain(quantity.low), "high": plain(quantity.high)}
    names = ("qualifier", "qualifier_cue", "currency", "unit", "counted", "period")
    cells = {name: getattr(quantity, name) for name in (*names, "change", "change_cue", "step")}
    usual = {"qualifier": "exact", "counted": quantity.unit}
    rest = {name: cell for name, cell in cells.items() if cell and cell != usual.get(name)}
    return {"quote": quantity.span.text(text), "kind": quantity.kind, **ends, **rest}


@pytest.mark.parametrize("case", READINGS, ids=[case["text"] for case in READINGS])
def test_reading(case: dict[str, object]) -> None:
    text = str(case["text"])
    assert [said(quantity, text) for quantity in find_quantities(text)] == case["figures"]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("They hired one man.", "man"),
        ("It is one of the best wireless speakers around.", "speaker"),
        ("One city refused.", "city"),
    ],
)
def test_single_things_are_figures_where_asked_for(text: str, unit: str) -> None:
    assert find_quantities(text) == []
    [quantity] = find_quantities(text, ones=True)
    assert (quantity.value, quantity.unit) == (1, unit)


@pytest.mark.parametrize(
    "text", ["On the one hand it rained.", "They spoke to one another.", "No one came."]
)
def test_idioms_count_nothing(text: str) -> None:
    assert find_quantities(text, ones=True) == []


def test_the_noun_counted_before_is_carried_over() -> None:
    [quantity] = find_quantities("Of these, about 700,000 were new.", counted="migrant")
    assert (quantity.unit, quantity.qualifier) == ("migrant", "approx")


def test_at_least_thirty_currencies() -> None:
    codes = {currency.code for currency in [*symbols().values(), *names().values()]}
    assert len(codes) >= 30


@given(
    st.text(alphabet=st.sampled_from("0123456789.,-–€$% \u00a0abtmnillionofaud½'’()"), max_size=80)
)
def test_any_text_is_read(text: str) -> None:
    last = 0
    for quantity in find_quantities(text):
        assert last <= quantity.span.start < quantity.span.end <= len(text)
        assert quantity.span.start <= quantity.number.start < quantity.number.end
        assert quantity.kind in KINDS
        assert quantity.qualifier in QUALIFIERS
        last = quantity.span.end
