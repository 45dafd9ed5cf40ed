"""Pages are put together from tables, bars and the parts of other commands."""

import tomllib
from typing import Any

import pytest

from benchmarks import accuracy, baselines, calibration, results
from benchmarks.bars import BOUNDS, bars_table, misses, number
from benchmarks.calibration import Judged
from benchmarks.quantities import Gold
from benchmarks.sections import with_section

BARS = tomllib.loads(accuracy.BARS.read_text(encoding="utf-8"))
SYSTEMS = tomllib.loads(results.PUBLISHED.read_text(encoding="utf-8"))["system"]
BAR = {"says": "speed", "measure": "speed", "at_least": 1000}
CEILING = {"says": "traps", "measure": "traps", "at_most": 1, "unseen": 4}


@pytest.mark.parametrize(
    ("bar", "measures", "row"),
    [
        (BAR, {"speed": 1234.5}, "| speed | ≥ 1,000 | 1,234 | met |  |"),
        (BAR, {"speed": 999.0}, "| speed | ≥ 1,000 | 999.0 | **not met** |  |"),
        (BAR, {}, "| speed | ≥ 1,000 | none | – |  |"),
        (CEILING, {"traps": 1.0}, "| traps | ≤ 1 | 1.0 | met | 4 |"),
        (CEILING, {"traps": 2.0}, "| traps | ≤ 1 | 2.0 | **not met** | 4 |"),
    ],
)
def test_bars_are_held_against_measures(
    bar: dict[str, Any], measures: dict[str, float], row: str
) -> None:
    assert bars_table([bar], measures).splitlines()[-1] == row


@pytest.mark.parametrize("bar", [*BARS["bar"], *BARS["speed"]], ids=lambda bar: bar["says"])
def test_every_bar_has_one_bound(bar: dict[str, Any]) -> None:
    assert len(bar.keys() & BOUNDS.keys()) == 1
    assert bar.keys() <= {"says", "measure", "unseen", *BOUNDS}


def test_floors_and_ceilings_are_held() -> None:
    limits = {"at_least": {"a": 5.0, "b": 5.0}, "at_most": {"c": 1.0}}
    assert misses({"a": 5.0, "b": 4.9, "c": 2.0}, limits) == [
        "b is 4.9, at least 5.0 is accepted",
        "c is 2.0, at most 1.0 is accepted",
    ]
    assert misses({"a": 5.0, "c": 0.0}, limits) == ["b is not measured"]


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system["name"])
def test_published_results_name_their_source(system: dict[str, Any]) -> None:
    assert system["source"]
    assert all(
        measures.keys() <= set(results.FULL)
        for measures in system.values()
        if isinstance(measures, dict)
    )


def test_every_published_system_has_a_row() -> None:
    ours = {f"{name} F1": 90.0 for name in results.FULL}
    tables = results.set_tables({"newsquant": {results.OURS: ours}, "boats": {results.OURS: ours}})
    assert all(f"| {system['name']} |" in tables["newsquant"] for system in SYSTEMS)
    assert tables["other sets"].splitlines()[-1] == "| boats: ours | 90.0 | 90.0 |"


@pytest.mark.parametrize(
    ("confidence", "place"),
    [(0.0, 0), (0.59, 0), (0.6, 1), (0.9, 1), (0.91, 2), (1.0, 2)],
)
def test_confidence_falls_into_one_bin(confidence: float, place: int) -> None:
    figures = [one.figures for one in calibration.bins([Judged(confidence, True)])]
    assert figures == [int(place == bin_) for bin_ in range(3)]


def test_the_finer_bins_leave_no_gap() -> None:
    ends = [end for limits in calibration.FINE for end in limits]
    assert (ends[0], ends[-1]) == (0, 100)
    assert all(high + 1 == low for high, low in zip(ends[1:-1:2], ends[2::2], strict=True))


def test_an_empty_bin_has_no_accuracy() -> None:
    assert [one.accuracy for one in calibration.bins([])] == [None, None, None]
    assert accuracy.sureness([]) == {"sure share": 0.0}


@pytest.mark.parametrize("tables", [{}, {"bars": "", "more": ""}])
def test_a_template_and_its_tables_must_agree(tables: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="place"):
        accuracy.fill("<!-- bars -->\n", tables)


def test_a_constant_answer_keeps_the_numbers_alone() -> None:
    lines = baselines.digits(["12 boats for 5,000.5 euros"])
    gold = [[Gold((12.0,), "boat", "up"), Gold((3.0,), "boat", "="), Gold((5.0,), "euro", "=")]]
    (line,) = baselines.constant(lines, gold)
    said = [(one["value"], one["unit"], one["change"]) for one in line["quantities"]]
    assert said == [(12.0, "boat", "="), (5000.5, "boat", "=")]


def test_a_section_leaves_the_others() -> None:
    page = with_section("# Speed\n", "one", "First.")
    page = with_section(page, "two", "Second.")
    changed = with_section(page, "one", "Other.")
    assert changed == page.replace("First.", "Other.")
    assert with_section(changed, "two", "Second.") == changed


def test_large_measures_are_grouped() -> None:
    assert (number(999.94), number(12345.6)) == ("999.9", "12,346")
