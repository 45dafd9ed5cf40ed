"""Compare predicted quantities with a gold file of the same format, one text at a time."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.calibration import Judged
from benchmarks.conventions import Quantity
from benchmarks.matching import most_pairs, same_numbers

NUMBER = r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"
_ENDS = re.compile(rf"\s*(?P<low>{NUMBER})\s*-\s*(?P<high>{NUMBER})\s*$")
NO_SIGN = "="


@dataclass(frozen=True)
class Gold:
    """A quantity of a gold file: its number or the two ends, its unit and its sign of change."""

    numbers: tuple[float, ...]
    unit: str
    change: str


@dataclass(frozen=True)
class Compared:
    """One text's gold and ours, and the positions of those that go together.

    ``pairs`` have the same number; as many of them as can be have the same unit too.
    """

    gold: tuple[Gold, ...]
    ours: tuple[Quantity, ...]
    pairs: tuple[tuple[int, int], ...]


def read_gold(path: Path) -> list[tuple[Gold, ...]]:
    """Return the gold quantities of every text in ``path``."""
    sentences = json.loads(path.read_text(encoding="utf-8"))
    return [tuple(map(_gold, sentence["quantities"])) for sentence in sentences]


def _gold(stated: dict[str, str]) -> Gold:
    unit = (stated.get("normalized_unit") or "-").strip().lower()
    return Gold(read_numbers(stated["value"]), unit, stated.get("change") or NO_SIGN)


def read_numbers(value: str) -> tuple[float, ...]:
    """Return the number that a gold file states, or the two ends of its range.

    >>> read_numbers("-3.5"), read_numbers("5-10"), read_numbers("-2--1")
    ((-3.5,), (5.0, 10.0), (-2.0, -1.0))
    """
    ends = _ENDS.match(value)
    return (float(ends["low"]), float(ends["high"])) if ends else (float(value),)


def numbers_of(quantity: Quantity) -> tuple[float, ...]:
    """Return the number of one of ours, or the two ends of its range."""
    value = quantity["value"]
    return tuple(value) if isinstance(value, list) else (value,)


def compare(gold: Sequence[Gold], ours: Sequence[Quantity]) -> Compared:
    """Pair the quantities of one text: first those with the same unit, then by number alone."""
    whole = most_pairs(gold, ours, lambda one, other: _same(one, other) and _unit(one, other))
    free_gold = [i for i in range(len(gold)) if i not in {i for i, _ in whole}]
    free_ours = [j for j in range(len(ours)) if j not in {j for _, j in whole}]
    rest = most_pairs(free_gold, free_ours, lambda i, j: _same(gold[i], ours[j]))
    pairs = [*whole, *((free_gold[a], free_ours[b]) for a, b in rest)]
    return Compared(tuple(gold), tuple(ours), tuple(sorted(pairs)))


def _same(gold: Gold, ours: Quantity) -> bool:
    return same_numbers(gold.numbers, numbers_of(ours))


def _unit(gold: Gold, ours: Quantity) -> bool:
    return gold.unit == ours["unit"].lower()


def same_head(gold: Gold, ours: Quantity) -> bool:
    """Return whether gold's unit is ours, or has the head noun of ours among its words."""
    words = gold.unit.split()
    return _unit(gold, ours) or (ours["kind"] == "count" and ours["head"].lower() in words)


def judge(compared: Compared, *, whole_unit: bool) -> list[Judged]:
    """Return ours with what the table is sure of: right are those with gold's number and unit.

    Without ``whole_unit`` the head noun of what is counted is enough.
    """
    agree = _unit if whole_unit else same_head
    partners = {ours: compared.gold[gold] for gold, ours in compared.pairs}
    return [
        Judged(one["confidence"], place in partners and agree(partners[place], one))
        for place, one in enumerate(compared.ours)
    ]
