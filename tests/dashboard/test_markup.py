"""Numbers in the tables that stand for charts are written as readers write them."""

import math

import pandas as pd
import pytest

from dashboard.markup import html_table, number


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (8e11, "800,000,000,000"),
        (1234567, "1,234,567"),
        (1234567.25, "1,234,567.25"),
        (-1000.5, "-1,000.5"),
        (0.1 + 0.2, "0.3"),
        (2.5e-7, "0.00000025"),
        (0.0, "0"),
        (math.inf, "inf"),
    ],
)
def test_number_has_every_digit_and_no_power_of_ten(value: float, written: str) -> None:
    assert number(value) == written


def test_cells_of_a_table_hold_numbers_as_readers_write_them() -> None:
    frame = pd.DataFrame({"At least": [8e11, math.nan], "Count": [1234567, 2]})
    table = html_table(frame, "Amounts", limit=5)
    assert '<td class="nf-number">800,000,000,000</td>' in table
    assert '<td class="nf-number">1,234,567</td>' in table
    assert "<td></td>" in table
    assert "e+" not in table
