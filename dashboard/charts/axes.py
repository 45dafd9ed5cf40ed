"""Place numbers on a linear or logarithmic axis and choose its ticks."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor, log10

MOST_TICKS = 5
LOG_FROM = 20
"""Ratio of largest to smallest from which an axis counts in powers of ten."""


@dataclass(frozen=True)
class Scale:
    """How numbers of one kind are written, and whether they may count in powers of ten."""

    tick: Callable[[float], str]
    log: bool


@dataclass(frozen=True)
class Axis:
    """The ends of an axis; those of a logarithmic one are powers of ten."""

    low: float
    high: float
    log: bool

    def at(self, value: float) -> float:
        """Return where ``value`` stands, from 0 at the left end to 1."""
        place = log10(value) if self.log else value
        return (place - self.low) / (self.high - self.low)


def fitted(points: list[float], *, log: bool, before: float, after: float) -> Axis:
    """Return an axis that holds ``points`` with room for a share of its length on both sides.

    It counts in powers of ten if ``log`` asks for that and the numbers differ widely; a linear one
    begins at 0 unless a number lies below.
    """
    low, high = min(points), max(points)
    wide = log and low > 0 and high / low >= LOG_FROM
    if wide:
        low, high = log10(low), log10(high)
    else:
        low = min(low, 0.0)
    span = (high - low) or 1.0
    return Axis(low - (before * span if wide or low < 0 else 0), high + after * span, wide)


def tick_values(axis: Axis) -> list[float]:
    """Return a few round numbers between the ends of an axis.

    >>> tick_values(Axis(9.2, 12.4, True))
    [10000000000.0, 100000000000.0, 1000000000000.0]
    >>> tick_values(Axis(0, 52, False))
    [0, 20, 40]
    """
    if axis.log:
        first, last = ceil(axis.low), floor(axis.high)
        stride = max(1, ceil((last - first + 1) / MOST_TICKS))
        return [10.0**power for power in range(first, last + 1, stride)]
    step = round_step((axis.high - axis.low) / (MOST_TICKS - 1))
    return [step * n for n in range(ceil(axis.low / step), floor(axis.high / step) + 1)]


def round_step(least: float) -> float:
    """Return the smallest of 1, 2, 5, 10, 20… (or 0.1, 0.2…) that is not below ``least``.

    >>> round_step(13), round_step(0.03)
    (20, 0.05)
    """
    size: float = 10 ** floor(log10(least))
    return next(size * factor for factor in (1, 2, 5, 10) if size * factor >= least)
