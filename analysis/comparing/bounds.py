"""Work out between which numbers a figure says that the truth lies, and what still agrees with it.

Two figures agree where what they allow overlaps: "over 20" and 26 do, "about 5" and 5.1 do, "tens
of billions" and 40 billion do, 5 and 5.4 do not.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

Numbers = npt.NDArray[np.float64]

APPROXIMATE = 0.05
"""How far "about" reaches to either side: a number that is rounded to two digits is at most this
share of itself away from what it rounds (9.5 to 10.5 for 10)."""

ROUNDED = 0.005
"""The most that leaving out digits may move a number: 437 and 437.42 agree, 5 and 5.1 do not."""

HALF_A_DIGIT = 0.49
"""How far rounding moves a number, in units of its last digit; a little less than half a unit, so
that 364 votes and 365 votes stay two results."""

MOST_DIGITS = 12
"""Past this many digits an exact number is taken as it stands."""

FLOAT_NOISE = 1e-12
"""Smaller differences, as shares of a number, come from computing and not from a text."""


def stated_bounds(figures: pd.DataFrame) -> tuple[Numbers, Numbers]:
    """Return the least and the most that each figure states, NaN where it leaves an end open.

    An exact figure has least = most, "at least 5" no most, a range both; none is given a middle.

    >>> told = {"qualifier": ["exact", "more_than"], "value": [5.0, 20.0]}
    >>> frame = pd.DataFrame({**told, "low": [5.0, 20.0], "high": [5.0, np.nan]})
    >>> [ends.tolist() for ends in stated_bounds(frame)]
    [[5.0, 20.0], [5.0, nan]]
    """
    value, low, high = (figures[name].to_numpy(np.float64) for name in ("value", "low", "high"))
    exact = _is(figures, "exact", "approx")
    upward, downward = _is(figures, "at_least", "more_than"), _is(figures, "at_most", "less_than")
    least = np.where((exact | upward) & np.isnan(low), value, low)
    most = np.where((exact | downward) & np.isnan(high), value, high)
    return np.where(downward, np.nan, least), np.where(upward, np.nan, most)


def allowed_bounds(figures: pd.DataFrame) -> tuple[Numbers, Numbers]:
    """Return the ends of the numbers that each figure agrees with; open ends are infinite.

    >>> told = {"qualifier": ["approx", "at_most"], "value": [5.0, 3.0]}
    >>> frame = pd.DataFrame({**told, "low": [5.0, np.nan], "high": [5.0, 3.0]})
    >>> [ends.round(3).tolist() for ends in allowed_bounds(frame)]
    [[4.75, -inf], [5.25, 3.015]]
    """
    least, most = stated_bounds(figures)
    about = _is(figures, "approx")
    allowed_least = np.where(np.isnan(least), -np.inf, least - _slack(least, about))
    allowed_most = np.where(np.isnan(most), np.inf, most + _slack(most, about))
    return allowed_least, allowed_most


def _is(figures: pd.DataFrame, *qualifiers: str) -> npt.NDArray[np.bool_]:
    return figures["qualifier"].isin(qualifiers).to_numpy(dtype=bool)


def _slack(numbers: Numbers, about: npt.NDArray[np.bool_]) -> Numbers:
    """Return how far from each number another may be and still be meant."""
    size = np.abs(np.nan_to_num(numbers))
    return np.where(about, APPROXIMATE * size, _rounding(size))


def _rounding(size: Numbers) -> Numbers:
    """Return what rounding to its last digit that is not 0 may have taken from each number."""
    last = np.zeros(len(size))
    place = 10.0 ** np.floor(np.log10(np.where(size > 0, size, 1.0)))
    for digits in reversed(range(MOST_DIGITS)):
        unit = place / 10.0**digits
        steps = size / unit
        even = np.abs(steps - np.round(steps)) <= FLOAT_NOISE * steps
        last = np.where(even, unit, last)
    return np.maximum(np.minimum(ROUNDED * size, HALF_A_DIGIT * last), FLOAT_NOISE * size)
