"""Predicted quantities are paired with gold's, judged, and their mistakes counted by sort."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.conventions import Quantity, read_conventions
from benchmarks.mistakes import RANGE, Sorts, count_mistakes, signs_table, sorts_table
from benchmarks.newsquant import CONVENTIONS
from benchmarks.quantities import Gold, compare, judge, read_gold, read_numbers


def gold(value: str, unit: str, change: str = "=") -> Gold:
    return Gold(read_numbers(value), unit, change)


def ours(value: Any, unit: str, **more: Any) -> Quantity:
    return Quantity(
        value=value,
        unit=unit,
        change=more.get("change", "="),
        concepts=["-"],
        surface="",
        kind=more.get("kind", "count"),
        head=more.get("head", unit),
        confidence=more.get("confidence", 0.95),
    )


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("12", (12.0,)),
        ("-3.5", (-3.5,)),
        ("1.5E-7", (1.5e-7,)),
        ("3.0-4.0", (3.0, 4.0)),
        ("9-4", (9.0, 4.0)),
        ("1e3-1e4", (1e3, 1e4)),
        ("-2--1", (-2.0, -1.0)),
    ],
)
def test_numbers_of_a_gold_file_are_read(written: str, numbers: tuple[float, ...]) -> None:
    assert read_numbers(written) == numbers


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="several"):
        read_numbers("several")


def test_a_gold_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "boats_dev.json"
    quantity = {"value": "2-3", "normalized_unit": "Boat", "change": "up"}
    sentences = [{"quantities": [quantity]}, {"quantities": [{"value": "4"}]}, {"quantities": []}]
    file.write_text(json.dumps(sentences), encoding="utf-8")
    assert read_gold(file) == [(Gold((2.0, 3.0), "boat", "up"),), (Gold((4.0,), "-", "="),), ()]


def test_a_pair_with_the_same_unit_goes_before_one_with_the_same_number() -> None:
    compared = compare([gold("5", "boat"), gold("5", "euro")], [ours(5.0, "euro"), ours(5.0, "-")])
    assert compared.pairs == ((0, 1), (1, 0))


@pytest.mark.parametrize(
    ("stated", "found", "whole", "head"),
    [
        (gold("5", "old boat"), ours(5.0, "old boat", head="boat"), True, True),
        (gold("5", "old boat"), ours(5.0, "boat", head="boat"), False, True),
        (gold("5", "old boat"), ours(5.0, "ship", head="ship"), False, False),
        (gold("5", "old boat"), ours(6.0, "old boat", head="boat"), False, False),
        (gold("5", "euro per boat"), ours(5.0, "euro", kind="money", head="euro"), False, False),
    ],
)
def test_ours_are_judged_by_number_and_unit(
    stated: Gold, found: Quantity, whole: bool, head: bool
) -> None:
    compared = compare([stated], [found])
    assert [one.right for one in judge(compared, whole_unit=True)] == [whole]
    assert [one.right for one in judge(compared, whole_unit=False)] == [head]


def test_what_gold_does_not_have_is_wrong() -> None:
    (judged,) = judge(compare([], [ours(5.0, "boat", confidence=0.4)]), whole_unit=False)
    assert (judged.confidence, judged.right) == (0.4, False)


@pytest.mark.parametrize(
    ("unit", "sort"),
    [
        ("dollar", "money"),
        ("dollar per barrel", "money"),
        ("swiss franc", "money"),
        ("cent", "money"),
        ("percentage", "percent"),
        ("basis point", "percent"),
        ("% voter", "share"),
        ("month of age", "age"),
        ("month", "duration"),
        ("metric ton", "measure"),
        ("kilometre per hour", "measure"),
        ("barrel per day", "measure"),
        ("old boat", "noun"),
        ("-", "no noun"),
    ],
)
def test_units_fall_into_sorts(unit: str, sort: str) -> None:
    assert Sorts(read_conventions(CONVENTIONS)).of(unit) == sort


def test_mistakes_are_counted_by_sort() -> None:
    stated = [gold("5", "old boat", "up"), gold("7", "euro"), gold("1-2", "euro")]
    found = [ours(5.0, "boat"), ours(7.0, "euro"), ours([1.0, 3.0], "-")]
    counts = count_mistakes([compare(stated, found)], Sorts(read_conventions(CONVENTIONS)))
    assert counts.by_sort == {
        "noun": {"gold": 1, "other unit": 1, "same head": 1, "other sign": 1},
        "money": {"gold": 2, "missed": 1},
        "no noun": {"invented": 1},
        RANGE: {"gold": 1, "missed": 1, "invented": 1},
    }
    assert counts.signs == {("up", "="): 1, ("=", "="): 1}
    assert "| all | 3 | 1 | 1 | 1 | 1 | 1 |" in sorts_table(counts.by_sort)
    assert "| `up` | 1 | 0 | 0 | 0 | 0 | 0 |" in signs_table(counts.signs)
