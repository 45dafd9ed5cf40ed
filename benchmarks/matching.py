"""Pair what one side states with what the other does, one to one, as many pairs as there can be."""

import math
from collections.abc import Callable, Sequence
from typing import TypeVar

Left = TypeVar("Left")
Right = TypeVar("Right")

NEAR = 1e-4
"""Relative difference up to which two numbers are the same."""


def most_pairs(
    lefts: Sequence[Left], rights: Sequence[Right], fits: Callable[[Left, Right], bool]
) -> list[tuple[int, int]]:
    """Return the positions of a largest set of pairs that fit, each side used once.

    >>> most_pairs([1, 2], [2, 1], lambda left, right: left >= right)
    [(0, 1), (1, 0)]
    >>> most_pairs([1], [2], lambda left, right: left == right)
    []
    """
    partner: dict[int, int] = {}
    options = [[j for j, right in enumerate(rights) if fits(left, right)] for left in lefts]
    for left in range(len(lefts)):
        _find_place(left, options, partner, set())
    return sorted((left, right) for right, left in partner.items())


def _find_place(
    left: int, options: list[list[int]], partner: dict[int, int], tried: set[int]
) -> bool:
    """Give ``left`` a partner, moving those who hold one to another of their options."""
    for right in options[left]:
        if right in tried:
            continue
        tried.add(right)
        if right not in partner or _find_place(partner[right], options, partner, tried):
            partner[right] = left
            return True
    return False


def same_numbers(one: Sequence[float], other: Sequence[float]) -> bool:
    """Return whether two amounts have the same number or the same two ends.

    >>> same_numbers([0.3333], [1 / 3]), same_numbers([5.0], [5.0, 6.0])
    (True, False)
    """
    if len(one) != len(other):
        return False
    return all(math.isclose(a, b, rel_tol=NEAR) for a, b in zip(one, other, strict=True))
