"""Pairs are one to one and as many as there can be."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.matching import most_pairs, same_numbers

GRIDS = st.lists(st.lists(st.booleans(), min_size=4, max_size=4), min_size=0, max_size=4)


def most_by_trying(grid: list[list[bool]]) -> int:
    """Return the size of a largest set of pairs, found by trying every order."""
    orders = permutations(range(4), len(grid))
    return max(sum(grid[row][column] for row, column in enumerate(order)) for order in orders)


@given(GRIDS)
def test_no_other_set_of_pairs_is_larger(grid: list[list[bool]]) -> None:
    pairs = most_pairs(range(len(grid)), range(4), lambda row, column: grid[row][column])
    assert len(pairs) == most_by_trying(grid)
    assert all(grid[row][column] for row, column in pairs)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ([5.0], [5.0], True),
        ([1e9], [1.00005e9], True),
        ([1e9], [1.0005e9], False),
        ([5.0, 6.0], [5.0, 6.0], True),
        ([5.0, 6.0], [6.0, 5.0], False),
        ([5.0], [5.0, 5.0], False),
        ([0.0], [0.0], True),
        ([-3.0], [3.0], False),
        ([], [], True),
    ],
)
def test_numbers_are_compared(one: list[float], other: list[float], same: bool) -> None:
    assert same_numbers(one, other) is same
