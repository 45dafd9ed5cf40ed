"""Axes hold few round ticks."""

from itertools import pairwise

import pytest

from dashboard.charts.axes import MOST_TICKS, Axis, tick_values

AXES = [
    (2.0, 13.0, True),
    (9.9, 10.4, True),
    (0.0, 52.0, False),
    (-3.0, 8.0, False),
    (0, 0.4, False),
]


@pytest.mark.parametrize(("low", "high", "log"), AXES)
def test_ticks_are_few_round_and_inside(low: float, high: float, log: bool) -> None:
    axis = Axis(low, high, log)
    ticks = tick_values(axis)
    assert 1 <= len(ticks) <= MOST_TICKS + 1
    assert all(0 <= axis.at(tick) <= 1 for tick in ticks)
    assert all(one < other for one, other in pairwise(ticks))
