"""Compare the confidence that the table states with how often the figures are right."""

from collections.abc import Sequence
from dataclasses import dataclass

COARSE = ((0, 59), (60, 90), (91, 100))
"""Bins of confidence in hundredths, both ends included: below 0.6, 0.6 to 0.9, above 0.9."""
FINE = ((0, 49), (50, 59), (60, 69), (70, 79), (80, 85), (86, 90), (91, 95), (96, 98), (99, 100))


@dataclass(frozen=True)
class Judged:
    """A figure of ours: the confidence that the table states, and whether it is right."""

    confidence: float
    right: bool


@dataclass(frozen=True)
class Bin:
    """The figures whose confidence in hundredths lies between ``low`` and ``high``."""

    low: int
    high: int
    figures: int
    right: int
    of_all: int

    @property
    def share(self) -> float:
        """Percent of all figures that are in the bin."""
        return 100 * self.figures / self.of_all if self.of_all else 0.0

    @property
    def accuracy(self) -> float | None:
        """Percent of its figures that are right, or None for an empty bin."""
        return 100 * self.right / self.figures if self.figures else None


def bins(judged: Sequence[Judged], limits: Sequence[tuple[int, int]] = COARSE) -> list[Bin]:
    """Return ``judged`` by confidence, rounded to hundredths as the table rounds it.

    >>> [(one.figures, one.right) for one in bins([Judged(0.9, True), Judged(0.91, False)])]
    [(0, 0), (1, 1), (1, 0)]
    """
    found = []
    for low, high in limits:
        within = [one.right for one in judged if low <= round(one.confidence * 100) <= high]
        found.append(Bin(low, high, len(within), sum(within), len(judged)))
    return found


def table(judged: Sequence[Judged], limits: Sequence[tuple[int, int]] = COARSE) -> str:
    """Return the bins as Markdown.

    >>> print(table([Judged(0.95, True)], [(0, 90), (91, 100)]))
    | confidence | figures | share of all | right |
    | --- | ---: | ---: | ---: |
    | 0.00 to 0.90 | 0 | 0.0 % | – |
    | 0.91 to 1.00 | 1 | 100.0 % | 100.0 % |
    """
    lines = ["| confidence | figures | share of all | right |", "| --- | ---: | ---: | ---: |"]
    for one in bins(judged, limits):
        name = f"{one.low / 100:.2f} to {one.high / 100:.2f}"
        right = "–" if one.accuracy is None else f"{one.accuracy:.1f} %"
        lines.append(f"| {name} | {one.figures} | {one.share:.1f} % | {right} |")
    return "\n".join(lines)
